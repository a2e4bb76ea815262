//! Public rows: staged as they stream in, settled in a few statements when their file has ended.
//!
//! The facts are a *set* (what was said, by content) and so are the sightings (on which snapshots), which is why a second
//! import changes nothing and any order of the same files ends in the same state. Which state an application is in, and
//! since when, is worked out by the domain when it is read.

use crate::{StoreError, entry::Writing, row::instant_text};
use domain::{
    amount::Amount,
    application::{PublicRow, Seen},
    cell::Cell,
    line::{LineCode, slug_of_title},
    money::Cents,
    ports::{CellChange, DifferenceLine},
};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, QueryBuilder, Row, Sqlite, SqliteConnection};
use std::collections::HashSet;

/// Rows per statement: 27 values each, and SQLite takes 32,766 in one statement.
const CHUNK: usize = 400;

/// Makes the temporary table that rows wait in: gone with the connection or a rollback, never in the file.
pub async fn stage(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for sql in [
        "CREATE TEMP TABLE IF NOT EXISTS incoming (
            id INTEGER PRIMARY KEY, file_row INTEGER, ipa TEXT, call TEXT, sent_at TEXT, project TEXT,
            state TEXT, state_on TEXT, amount INTEGER, decreed TEXT, cup TEXT, call_window INTEGER, protocol INTEGER, decree TEXT,
            raw TEXT, digest BLOB, first TEXT, last TEXT, at_least INTEGER,
            name TEXT, kind TEXT, municipality TEXT, istat TEXT, province TEXT, province_code TEXT, region TEXT, region_code TEXT,
            application INTEGER, fact INTEGER, outcome TEXT
        )",
        "DELETE FROM incoming",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Empties the temporary table.
pub async fn clear(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM incoming").execute(connection).await?;
    Ok(())
}

/// Takes the temporary table away.
pub async fn unstage(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DROP TABLE incoming").execute(connection).await?;
    Ok(())
}

/// Puts rows into the temporary table.
pub async fn take(writing: &mut Writing, _batch: i64, rows: &[PublicRow], seen: Seen) -> Result<(), StoreError> {
    writing.staged = true;
    let mut titles: HashSet<&str> = HashSet::new();
    for row in rows {
        if titles.insert(&row.key.call) {
            call(&mut writing.tx, &row.key.call, row.measure.as_deref(), row.key.sent_at).await?;
        }
    }
    for chunk in rows.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO incoming (file_row, ipa, call, sent_at, project, state, state_on, amount, decreed, cup, call_window, protocol,
             decree, raw, digest, first, last, at_least, name, kind, municipality, istat, province, province_code, region, region_code) ",
        );
        query.push_values(chunk, |mut b, row| {
            let seen = row.seen.unwrap_or(seen);
            let digest = Sha256::digest(row.raw.as_bytes()).to_vec();
            b.push_bind(i64::try_from(row.line).unwrap_or(i64::MAX))
                .push_bind(row.key.ente.as_str().to_owned())
                .push_bind(row.key.call.clone())
                .push_bind(row.key.sent_at.print())
                .push_bind(row.project.as_ref().map(|p| p.as_str().to_owned()))
                .push_bind(row.says.state.code())
                .push_bind(row.says.state_on.map(|d| d.to_string()))
                .push_bind(row.says.amount.0)
                .push_bind(row.says.decreed.to_string())
                .push_bind(row.says.cup.as_ref().map(|c| c.as_str().to_owned()))
                .push_bind(row.says.window.map(i64::from))
                .push_bind(row.says.protocol.map(i64::from))
                .push_bind(row.says.decree.clone())
                .push_bind(row.raw.clone())
                .push_bind(digest)
                .push_bind(seen.first.to_string())
                .push_bind(seen.last.to_string())
                .push_bind(i64::from(seen.at_least))
                .push_bind(row.body.name.clone())
                .push_bind(row.body.kind.clone())
                .push_bind(row.body.municipality.clone())
                .push_bind(row.body.istat.clone())
                .push_bind(row.body.province.clone())
                .push_bind(row.body.province_code.clone())
                .push_bind(row.body.region.clone())
                .push_bind(row.body.region_code.clone());
        });
        query.build().execute(&mut *writing.tx).await?;
    }
    Ok(())
}

/// Makes sure that a call is known by its title, with the line and slug that the title gives.
pub async fn call(
    connection: &mut SqliteConnection,
    title: &str,
    measure: Option<&str>,
    sent_at: chrono::NaiveDateTime,
) -> Result<(), StoreError> {
    let line = LineCode::of_title(title).map(|l| l.as_str().to_owned());
    let year = u32::try_from(chrono::Datelike::year(&sent_at.date())).unwrap_or(0);
    let slug = slug_of_title(title, year).as_str().to_owned();
    sqlx::query!(
        "INSERT INTO call (title, line, slug, measure) VALUES ($1, $2, $3, $4)
         ON CONFLICT (title) DO UPDATE SET slug = coalesce(slug, excluded.slug),
            measure = coalesce(min(measure, excluded.measure), measure, excluded.measure)",
        title,
        line,
        slug,
        measure
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The cells that are not the same.
pub(crate) fn cells<const N: usize>(
    columns: [&'static str; N],
    old: [Option<String>; N],
    new: [Option<String>; N],
) -> Vec<CellChange> {
    let both = columns.into_iter().zip(old).zip(new);
    both.filter(|((_, old), new)| old != new)
        .map(|((column, old), new)| CellChange { column, old: old.unwrap_or_default(), new: new.unwrap_or_default() })
        .collect()
}

/// A body's description: each field by its newest word; a field that a newer file leaves out keeps its last one.
macro_rules! describe {
    ($which:literal) => {
        [
            concat!(
                "UPDATE ente SET
        name = coalesce((SELECT d.name FROM ente_description d WHERE d.ente = ipa AND d.name <> '' ORDER BY d.seen DESC, d.name DESC LIMIT 1), name),
        kind = (SELECT d.kind FROM ente_description d WHERE d.ente = ipa AND d.kind <> '' ORDER BY d.seen DESC, d.kind DESC LIMIT 1),
        municipality = (SELECT d.municipality FROM ente_description d WHERE d.ente = ipa AND d.municipality <> '' ORDER BY d.seen DESC, d.municipality DESC LIMIT 1),
        istat = (SELECT d.istat FROM ente_description d WHERE d.ente = ipa AND d.istat <> '' ORDER BY d.seen DESC, d.istat DESC LIMIT 1),
        province = (SELECT d.province FROM ente_description d WHERE d.ente = ipa AND d.province <> '' ORDER BY d.seen DESC, d.province DESC LIMIT 1),
        province_code = (SELECT d.province_code FROM ente_description d WHERE d.ente = ipa AND d.province_code <> '' ORDER BY d.seen DESC, d.province_code DESC LIMIT 1),
        region = (SELECT d.region FROM ente_description d WHERE d.ente = ipa AND d.region <> '' ORDER BY d.seen DESC, d.region DESC LIMIT 1),
        region_code = (SELECT d.region_code FROM ente_description d WHERE d.ente = ipa AND d.region_code <> '' ORDER BY d.seen DESC, d.region_code DESC LIMIT 1)
     WHERE ",
                $which
            ),
            // Files of the first weeks have no name of the body: then the municipality's speaks for it.
            concat!("UPDATE ente SET name = municipality WHERE name = ipa AND municipality IS NOT NULL AND ", $which),
            concat!(
                "UPDATE ente SET search = lower(ipa || ' ' || name || ' ' || coalesce(municipality, '') || ' ' || coalesce(province, '') || ' ' ||
            coalesce(region, '') || ' ' || coalesce(istat, ''))
     WHERE ",
                $which
            ),
        ]
    };
}

/// Describes the bodies of the staged rows.
const DESCRIBE_STAGED: [&str; 3] = describe!("ipa IN (SELECT ipa FROM incoming)");
/// Describes one body.
const DESCRIBE_ONE: [&str; 3] = describe!("ipa = $1");

/// Works out the description of one body again.
pub async fn describe(connection: &mut SqliteConnection, ipa: &str) -> Result<(), StoreError> {
    for sql in DESCRIBE_ONE {
        sqlx::query(sql).bind(ipa.to_owned()).execute(&mut *connection).await?;
    }
    Ok(())
}

/// The bodies that are shown otherwise than they were described.
pub(crate) async fn astray(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let said = |f: &str| {
        format!(
            "(SELECT d.{f} FROM ente_description d WHERE d.ente = e.ipa AND d.{f} <> '' ORDER BY d.seen DESC, d.{f} DESC LIMIT 1)"
        )
    };
    let fields = ["kind", "municipality", "istat", "province", "province_code", "region", "region_code"];
    let others: String = fields.iter().map(|f| format!(" OR e.{f} IS NOT {}", said(f))).collect();
    let name = said("name");
    let sql =
        format!("SELECT e.ipa FROM ente e WHERE e.name IS NOT coalesce({name}, e.municipality, e.ipa){others} ORDER BY e.ipa");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(connection).await?)
}

/// The statements that turn staged rows into facts, in order. `cargo xtask bench` compares them with the same work done
/// by SQLite's own import.
const BODIES: [&str; 2] = [
    // Bodies, first by code alone.
    "INSERT INTO ente (ipa, name, search) SELECT ipa, ipa, ipa FROM incoming GROUP BY ipa ON CONFLICT (ipa) DO NOTHING",
    "INSERT INTO ente_description (ente, name, kind, municipality, istat, province, province_code, region, region_code, seen)
     SELECT ipa, coalesce(name, ''), coalesce(kind, ''), coalesce(municipality, ''), coalesce(istat, ''), coalesce(province, ''),
            coalesce(province_code, ''), coalesce(region, ''), coalesce(region_code, ''), max(last)
     FROM incoming
     WHERE coalesce(name, kind, municipality, istat, province, province_code, region, region_code) IS NOT NULL
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
     ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)",
];

/// Finds what is known already, and which rows say something new. `BATCH` stands for the batch's number.
const SETTLE: [&str; 4] = [
    // What is known already, and which rows say something new.
    "UPDATE incoming SET application = a.id FROM application a
     WHERE a.ente = incoming.ipa AND a.call = incoming.call AND a.sent_at = incoming.sent_at",
    "UPDATE incoming SET outcome = CASE
        WHEN application IS NULL THEN 'accepted'
        WHEN NOT EXISTS (SELECT 1 FROM public_fact f WHERE f.application_id = incoming.application) THEN 'accepted'
        WHEN EXISTS (
            SELECT 1 FROM public_fact f WHERE f.application_id = incoming.application AND (f.digest = incoming.digest OR (
                f.state = incoming.state AND f.amount_cents = incoming.amount AND f.decreed = incoming.decreed
                AND (f.state_on IS NULL OR incoming.state_on IS NULL OR f.state_on = incoming.state_on)
                AND (f.cup IS NULL OR incoming.cup IS NULL OR f.cup = incoming.cup)))
        ) THEN 'unchanged'
        ELSE 'changed' END",
    "INSERT INTO application (ente, call, sent_at, batch_id) SELECT ipa, call, sent_at, BATCH FROM incoming WHERE application IS NULL
     ON CONFLICT (ente, call, sent_at) DO NOTHING",
    "UPDATE incoming SET application = a.id FROM application a
     WHERE incoming.application IS NULL AND a.ente = incoming.ipa AND a.call = incoming.call AND a.sent_at = incoming.sent_at",
];

/// Statements that need the batch and the instant.
const FACTS: &str = "INSERT INTO public_fact (application_id, state, state_on, amount_cents, decreed, cup, call_window, protocol, decree, raw,
        digest, source, recorded_at, batch_id, file_row)
     SELECT application, state, state_on, amount, decreed, cup, call_window, protocol, decree, raw, digest, 'pa-digitale', $1, $2, file_row
     FROM incoming WHERE true
     ON CONFLICT (application_id, digest) DO NOTHING";

/// Sightings and projects.
const FOLLOW: [&str; 4] = [
    "UPDATE incoming SET fact = f.id FROM public_fact f WHERE f.application_id = incoming.application AND f.digest = incoming.digest",
    "INSERT OR IGNORE INTO sighting (fact_id, snapshot, at_least, batch_id) SELECT fact, first, at_least, BATCH FROM incoming",
    "INSERT OR IGNORE INTO sighting (fact_id, snapshot, at_least, batch_id)
     SELECT fact, last, at_least, BATCH FROM incoming WHERE last <> first",
    // The project that a template row names.
    "UPDATE application SET project = i.project FROM incoming i WHERE i.application = application.id AND i.project IS NOT NULL",
];

/// The applications among the staged ones that have no project yet, with the slug each would have.
const HOMELESS: &str = "SELECT DISTINCT a.id, a.ente, a.sent_at, c.slug
     FROM incoming i JOIN application a ON a.id = i.application JOIN call c ON c.title = a.call
     WHERE a.project IS NULL ORDER BY a.ente, c.slug, a.sent_at, a.call";

/// Turns staged rows into facts, sightings, applications and projects; counts what they did.
pub async fn settle(writing: &mut Writing, batch: i64) -> Result<(), StoreError> {
    let of_batch = |sql: &str| AssertSqlSafe(sql.replace("BATCH", &batch.to_string()));
    for sql in BODIES.into_iter().chain(DESCRIBE_STAGED).chain(SETTLE) {
        sqlx::query(of_batch(sql)).execute(&mut *writing.tx).await?;
    }
    if writing.counting {
        differences(writing).await?;
    }
    sqlx::query(FACTS).bind(instant_text(writing.now)).bind(batch).execute(&mut *writing.tx).await?;
    for sql in FOLLOW {
        sqlx::query(of_batch(sql)).execute(&mut *writing.tx).await?;
    }
    house(&mut writing.tx).await?;
    if !writing.counting {
        return Ok(());
    }
    let rows = sqlx::query("SELECT outcome, count(*) FROM incoming GROUP BY outcome").fetch_all(&mut *writing.tx).await?;
    for row in rows {
        let count = u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0);
        match row.try_get::<String, _>(0)?.as_str() {
            "accepted" => writing.tally.accepted += count,
            "changed" => writing.tally.changed += count,
            _ => writing.tally.unchanged += count,
        }
    }
    Ok(())
}

/// Gives every staged application without a project one of its own.
async fn house(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    // The common case in bulk: the first application of its slug in an ente where no project has that slug.
    for sql in [
        "CREATE TEMP TABLE IF NOT EXISTS homeless (application INTEGER PRIMARY KEY, ente TEXT, slug TEXT)",
        "INSERT INTO homeless
         SELECT id, ente, slug FROM (
             SELECT a.id, a.ente, c.slug, row_number() OVER (PARTITION BY a.ente, c.slug ORDER BY a.sent_at, a.call) AS nth
             FROM (SELECT DISTINCT application FROM incoming) i
             JOIN application a ON a.id = i.application
             JOIN call c ON c.title = a.call
             WHERE a.project IS NULL)
         WHERE nth = 1",
        "DELETE FROM homeless WHERE EXISTS (SELECT 1 FROM project p WHERE p.ente = homeless.ente AND p.slug = homeless.slug)",
        "INSERT INTO project (ente, slug) SELECT ente, slug FROM homeless",
        "UPDATE application SET project = h.slug FROM homeless h WHERE h.application = application.id",
        "DROP TABLE homeless",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    // The rest one by one: a second application to the same call, or an address already taken.
    let rest = sqlx::query(HOMELESS).fetch_all(&mut *connection).await?;
    for row in rest {
        let (id, ente, sent_at, slug): (i64, String, String, String) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        let digits: String = sent_at.chars().filter(char::is_ascii_digit).collect();
        let day = digits.get(..8).unwrap_or(&digits);
        let mut candidate = format!("{slug}-{day}");
        let mut n = 1u32;
        while sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM project WHERE ente = $1 AND slug = $2"#, ente, candidate)
            .fetch_one(&mut *connection)
            .await?
            > 0
        {
            n += 1;
            candidate = format!("{slug}-{day}-{n}");
        }
        sqlx::query!("INSERT INTO project (ente, slug) VALUES ($1, $2)", ente, candidate).execute(&mut *connection).await?;
        sqlx::query!("UPDATE application SET project = $1 WHERE id = $2", candidate, id).execute(&mut *connection).await?;
    }
    Ok(())
}

/// State, its day and the amount, of a row or of the fact before it.
type Says = (Option<String>, Option<String>, Option<i64>);

/// Notes the differences of changed rows, and what is new, in words that need no translation.
async fn differences(writing: &mut Writing) -> Result<(), StoreError> {
    for outcome in ["changed", "accepted"] {
        let rows = sqlx::query(
            "SELECT i.id, i.file_row, i.ipa, i.call, i.sent_at, i.state, i.state_on, i.amount, f.state, f.state_on, f.amount_cents,
                (SELECT max(s.snapshot) FROM sighting s WHERE s.fact_id = f.id AND s.snapshot > i.last)
             FROM (SELECT * FROM incoming WHERE outcome = $1 ORDER BY file_row, id LIMIT 1000) i
             LEFT JOIN public_fact f ON f.id = (
                SELECT g.id FROM public_fact g JOIN sighting s ON s.fact_id = g.id WHERE g.application_id = i.application
                ORDER BY s.snapshot DESC, g.state DESC LIMIT 1)
             ORDER BY i.file_row, i.id",
        )
        .bind(outcome)
        .fetch_all(&mut *writing.tx)
        .await?;
        for row in rows {
            let (ipa, call, sent_at): (String, String, String) = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
            let new: Says = (row.try_get(5)?, row.try_get(6)?, row.try_get(7)?);
            let old: Says = (row.try_get(8)?, row.try_get(9)?, row.try_get(10)?);
            let outdone: Option<String> = row.try_get(11)?;
            let difference = DifferenceLine {
                // The table is empty when a batch begins, so its numbers are those of the rows handed over.
                row: u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0),
                line: u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0),
                subject: format!("{ipa} · {call} · {sent_at}"),
                old: say(&old),
                new: say(&new),
                key: vec![("call", call), ("sent_at", sent_at)],
                cells: cells(["state", "state_on", "amount"], parts(old), parts(new)),
                outdone: outdone.and_then(|day| day.parse().ok()),
            };
            let told = if outcome == "changed" { &mut writing.differences } else { &mut writing.news };
            told.push(difference);
        }
    }
    Ok(())
}

/// In one line, as the command line tells it; empty where nothing was said.
fn say((state, on, cents): &Says) -> String {
    let mut words = state.clone().unwrap_or_default();
    if let Some(on) = on {
        words.push_str(&format!(" {on}"));
    }
    if let Some(cents) = cents {
        words.push_str(&format!(" {}", Cents(*cents)));
    }
    words
}

/// Cell by cell, as files have them.
fn parts((state, on, cents): Says) -> [Option<String>; 3] {
    [state, on, cents.map(|c| Amount::exact(Cents(c)).plain())]
}
