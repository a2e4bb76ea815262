//! Calls: what files of calls have said of them, each with the day of its snapshot, and what is shown of that.
//!
//! What was said is a set, so a second import changes nothing and any order of the same files ends in the same state. The table
//! `call` shows the office's own word, else the newest snapshot's.

use crate::{
    StoreError,
    entry::{KEPT, Writing},
    public,
    row::instant_text,
};
use domain::{
    amount::Amount,
    application::Seen,
    line::LineCode,
    money::Cents,
    ports::{CallRow, CellChange, DifferenceLine},
};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

/// What a call says, in the order of [`COLUMNS`].
type Says = [Option<String>; 5];

/// The columns of `call_record` that a published call fills.
const COLUMNS: [&str; 5] = ["opened", "closed", "state", "funds", "recipients"];

/// Takes the rows of `avvisi.csv`, as of the day of their snapshot.
pub(crate) async fn take(writing: &mut Writing, batch: i64, rows: &[CallRow], seen: Seen) -> Result<(), StoreError> {
    for row in rows {
        writing.handed += 1;
        one(writing, batch, row, seen).await?;
    }
    Ok(())
}

async fn one(writing: &mut Writing, batch: i64, row: &CallRow, seen: Seen) -> Result<(), StoreError> {
    let (opened, closed) = (row.opened.map(|d| d.to_string()), row.closed.map(|d| d.to_string()));
    let funds = row.funds.map(|c| c.0);
    let known = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM call WHERE title = $1"#, row.title)
        .fetch_one(&mut *writing.tx)
        .await?;
    let newest = sqlx::query!(
        "SELECT opened, closed, state, funds_cents, recipients, snapshot FROM call_fact WHERE title = $1
         ORDER BY snapshot DESC, at_least, digest DESC LIMIT 1",
        row.title
    )
    .fetch_optional(&mut *writing.tx)
    .await?;
    let words = |funds: Option<i64>| funds.map(|c| Amount::exact(Cents(c)).plain());
    let new = [opened.clone(), closed.clone(), row.state.clone(), words(funds), row.recipients.clone()];
    let digest = Sha256::digest(format!("{new:?}{:?}", row.measure).as_bytes()).to_vec();
    let said =
        sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM call_fact WHERE title = $1 AND digest = $2"#, row.title, digest)
            .fetch_one(&mut *writing.tx)
            .await?;
    match newest {
        None => {
            writing.tally.accepted += 1;
            if writing.news.len() < KEPT {
                writing.news.push(difference(writing.handed, row, None, new, None));
            }
        }
        Some(was) => {
            let old = [was.opened, was.closed, was.state, words(was.funds_cents), was.recipients];
            if old == new || said > 0 {
                writing.tally.unchanged += 1;
            } else {
                writing.tally.changed += 1;
                let outdone = was.snapshot.parse().ok().filter(|day| *day > seen.last);
                if writing.differences.len() < KEPT {
                    writing.differences.push(difference(writing.handed, row, Some(old), new, outdone));
                }
            }
        }
    }
    if known == 0 {
        let line = LineCode::of_title(&row.title).map(|l| l.as_str().to_owned());
        sqlx::query!("INSERT INTO call (title, line) VALUES ($1, $2)", row.title, line).execute(&mut *writing.tx).await?;
    }
    sqlx::query!("UPDATE call SET measure = coalesce(min(measure, $2), measure, $2) WHERE title = $1", row.title, row.measure)
        .execute(&mut *writing.tx)
        .await?;
    let (snapshot, at_least, recorded_at) = (seen.last.to_string(), i64::from(seen.at_least), instant_text(writing.now));
    let file_row = i64::try_from(row.line).unwrap_or(i64::MAX);
    sqlx::query!(
        "INSERT OR IGNORE INTO call_fact (title, opened, closed, state, funds_cents, recipients, measure, digest, snapshot, at_least,
            recorded_at, batch_id, file_row)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        row.title,
        opened,
        closed,
        row.state,
        funds,
        row.recipients,
        row.measure,
        digest,
        snapshot,
        at_least,
        recorded_at,
        batch,
        file_row
    )
    .execute(&mut *writing.tx)
    .await?;
    show(&mut writing.tx, &row.title).await
}

/// The call's columns, from what was typed of it and what was published. It reads as one row beside the call's own.
macro_rules! shown {
    ($verb:literal, $end:literal) => {
        concat!(
            $verb,
            " FROM (SELECT c.title AS of,
                coalesce(t.opened, p.opened) AS opened, coalesce(t.closed, p.closed) AS closed, coalesce(t.state, p.state) AS state,
                coalesce(t.funds_cents, p.funds_cents) AS funds_cents, coalesce(t.recipients, p.recipients) AS recipients
             FROM call c
             LEFT JOIN call_fact p ON p.id = (
                SELECT id FROM call_fact WHERE title = c.title ORDER BY snapshot DESC, at_least, digest DESC LIMIT 1)
             LEFT JOIN call_record t ON t.id = (
                SELECT id FROM call_record WHERE title = c.title ORDER BY known DESC, recorded_at DESC, id DESC LIMIT 1)) s
             ",
            $end
        )
    };
}

/// Works out again what is shown of a call.
pub(crate) async fn show(connection: &mut SqliteConnection, title: &str) -> Result<(), StoreError> {
    const SQL: &str = shown!(
        "UPDATE call SET opened = s.opened, closed = s.closed, state = s.state, funds_cents = s.funds_cents, recipients = s.recipients",
        "WHERE call.title = s.of AND s.of = $1"
    );
    sqlx::query(SQL).bind(title.to_owned()).execute(connection).await?;
    Ok(())
}

/// The calls that show something else than what was said of them.
pub(crate) async fn astray(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    const SQL: &str = shown!(
        "SELECT c.title",
        "JOIN call c ON c.title = s.of
         WHERE (c.opened, c.closed, c.state, c.funds_cents, c.recipients) IS NOT (s.opened, s.closed, s.state, s.funds_cents, s.recipients)
         ORDER BY c.title"
    );
    Ok(sqlx::query_scalar(SQL).fetch_all(connection).await?)
}

fn difference(handed: u64, row: &CallRow, old: Option<Says>, new: Says, outdone: Option<chrono::NaiveDate>) -> DifferenceLine {
    // The first three are what the command line tells.
    let say = |words: &Says| words.iter().take(3).filter_map(|t| t.as_deref()).collect::<Vec<_>>().join(" · ");
    let both: Vec<CellChange> = public::cells(COLUMNS, old.clone().unwrap_or_default(), new.clone());
    DifferenceLine {
        row: handed,
        line: row.line,
        subject: row.title.clone(),
        old: old.as_ref().map(say).unwrap_or_default(),
        new: say(&new),
        key: vec![("title", row.title.clone())],
        cells: both,
        outdone,
    }
}
