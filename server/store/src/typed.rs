//! Rows of our own template: a row that says what is known already changes nothing, one that says otherwise is a further
//! fact, and one that speaks of something unknown is refused with what is missing.

use crate::{
    StoreError, calls,
    entry::{KEPT, Writing},
    public, row,
};
use domain::{
    application::{ApplicationKey, Body, PublicRow, Says, Seen, State},
    cell::{Cell, Table, Value},
    desk::Kept,
    fact::{Note, Provenance, Record},
    identifier::Ipa,
    ports::{CellChange, DifferenceLine, Taken, TypedRow, Unknown},
    records::{ApplicationRecord, CallRecord, EnteRecord, Indicator, Milestone, Project, Source},
    when::When,
};
use sqlx::{AssertSqlSafe, SqliteConnection};

/// Takes rows, each with its fate.
pub async fn take(writing: &mut Writing, batch: i64, rows: Vec<TypedRow>) -> Result<Vec<Taken>, StoreError> {
    let mut fates = Vec::with_capacity(rows.len());
    for row in rows {
        writing.handed += 1;
        let fate = take_one(writing, batch, &row).await?;
        match fate {
            Taken::Accepted => writing.tally.accepted += 1,
            Taken::Changed => writing.tally.changed += 1,
            Taken::Unchanged => writing.tally.unchanged += 1,
            // The caller counts and words refusals, its own and these.
            Taken::Refused(_) => {}
        }
        fates.push(fate);
    }
    Ok(fates)
}

async fn take_one(writing: &mut Writing, batch: i64, typed: &TypedRow) -> Result<Taken, StoreError> {
    if let Some(unknown) = refers(writing, typed).await? {
        return Ok(Taken::Refused(unknown));
    }
    let table = typed.table;
    let known = match typed.provenance.known {
        Some(day) => day,
        None => source_day(writing, typed).await?.map_or(writing.today, |d| d.min(writing.today)),
    };
    let provenance = Provenance {
        al: typed.provenance.al,
        known,
        source: typed.provenance.source.clone(),
        note: typed.provenance.note.clone(),
    };
    let damaged = |_| StoreError::Inconsistent { table: table.name, id: 0, column: "key" };
    let held = held(&mut writing.tx, table, &table.key_of(&typed.values, &provenance).map_err(damaged)?).await?;
    let same = |h: &Kept| {
        h.values == typed.values
            && (h.provenance.al, &h.provenance.source, &h.provenance.note)
                == (provenance.al, &provenance.source, &provenance.note)
    };
    let newest = row::newest(&held);
    if let Some(was) = moved_baseline(table, newest, &typed.values) {
        return Ok(Taken::Refused(Unknown::Baseline(was)));
    }
    let fate = match newest {
        None => {
            if writing.news.len() < KEPT {
                writing.news.push(difference(table, None, typed, &provenance, writing.handed));
            }
            Taken::Accepted
        }
        Some(newest) if same(newest) && (typed.provenance.known.is_none() || newest.provenance.known == known) => {
            Taken::Unchanged
        }
        // The same words known on the same day, said again by an older file.
        _ if held.iter().any(|h| same(h) && h.provenance.known == known) => Taken::Unchanged,
        Some(newest) => {
            if writing.differences.len() < KEPT {
                writing.differences.push(difference(table, Some(newest), typed, &provenance, writing.handed));
            }
            Taken::Changed
        }
    };
    consequence(writing, batch, typed, known).await?;
    if fate == Taken::Unchanged {
        return Ok(fate);
    }
    let line = i64::try_from(typed.line).unwrap_or(i64::MAX);
    insert(writing, batch, table, &typed.values, &provenance, line, false).await?;
    if table == CallRecord::TABLE
        && let Some(title) = text(typed, "title")
    {
        calls::show(&mut writing.tx, &title).await?;
    }
    Ok(fate)
}

/// The first deadline that stands, where a row would move it. The desk refuses the same.
fn moved_baseline(table: &'static Table, stands: Option<&Kept>, values: &[Value]) -> Option<When> {
    if table != Milestone::TABLE {
        return None;
    }
    let was = Milestone::load(&stands.filter(|k| !k.withdrawn)?.values).ok()?.baseline?;
    let is = Milestone::load(values).ok()?.baseline;
    (is != Some(was)).then_some(was)
}

/// Writes a fact and gives its number.
pub async fn insert(
    writing: &mut Writing,
    batch: i64,
    table: &'static Table,
    values: &[Value],
    provenance: &Provenance,
    line: i64,
    withdrawn: bool,
) -> Result<i64, StoreError> {
    let names =
        format!("{}, al, known, source, note, note_public, recorded_at, batch_id, file_row, withdrawn", row::columns(table));
    let count = values.len() + 9;
    let marks = (1..=count).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO {} ({names}) VALUES ({marks})", table.name);
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = row::bind(query, value);
    }
    let done = query
        .bind(provenance.al.map(When::iso))
        .bind(provenance.known.to_string())
        .bind(provenance.source.clone())
        .bind(provenance.note.as_ref().map(|note| note.text.clone()))
        // Null where it is not: so are the rows from before notes could be published, and the log knows them as they are.
        .bind(provenance.note.as_ref().filter(|note| note.public).map(|note| note.public))
        .bind(row::instant_text(writing.now))
        .bind(batch)
        .bind(line)
        .bind(withdrawn)
        .execute(&mut *writing.tx)
        .await?;
    Ok(done.last_insert_rowid())
}

/// What is held under a key.
pub async fn held(connection: &mut SqliteConnection, table: &'static Table, key: &[Value]) -> Result<Vec<Kept>, StoreError> {
    let mut names: Vec<String> =
        table.columns.iter().filter(|c| c.key).flat_map(|c| c.kept().map(|n| row::quoted(&n)).collect::<Vec<_>>()).collect();
    if table.by_al {
        names.push("al".to_owned());
    }
    if table.by_source {
        names.push("source".to_owned());
    }
    let clause = names.iter().enumerate().map(|(i, n)| format!("{n} IS ${}", i + 1)).collect::<Vec<_>>().join(" AND ");
    let mut query = sqlx::query(AssertSqlSafe(row::select(table, &format!("WHERE {clause} ORDER BY id"))));
    for value in key {
        query = row::bind(query, value);
    }
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|r| row::kept(table, r)).collect()
}

fn text(typed: &TypedRow, column: &str) -> Option<String> {
    let at = typed.table.columns.iter().position(|c| c.name == column)?;
    let cut = typed.table.cut(&typed.values).ok()?;
    match cut.get(at)? {
        [Value::Text(text)] => Some(text.clone()),
        _ => None,
    }
}

/// What the row refers to must be there: a figure of an unknown project, or from an unknown source, belongs nowhere.
pub async fn refers(writing: &mut Writing, typed: &TypedRow) -> Result<Option<Unknown>, StoreError> {
    let is = |t: &'static Table| typed.table == t;
    let tx = &mut *writing.tx;
    let ente = text(typed, "ente");
    if let (Some(ente), false) = (&ente, is(EnteRecord::TABLE)) {
        let found = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM ente WHERE ipa = $1"#, ente).fetch_one(&mut *tx).await?;
        if found == 0 {
            return Ok(Some(Unknown::Ente(ente.clone())));
        }
    }
    if let (Some(ente), Some(project), false) = (&ente, text(typed, "project"), is(Project::TABLE)) {
        let found = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM project WHERE ente = $1 AND slug = $2"#, ente, project)
            .fetch_one(&mut *tx)
            .await?;
        if found == 0 {
            return Ok(Some(Unknown::Project(project)));
        }
    }
    if let (Some(ente), Some(indicator), false) = (&ente, text(typed, "indicator"), is(Indicator::TABLE)) {
        let found =
            sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM indicator WHERE ente = $1 AND code = $2"#, ente, indicator)
                .fetch_one(&mut *tx)
                .await?;
        if found == 0 {
            return Ok(Some(Unknown::Indicator(indicator)));
        }
    }
    if let Some(source) = &typed.provenance.source {
        let found =
            sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM source WHERE code = $1"#, source).fetch_one(&mut *tx).await?;
        let names_itself = is(Source::TABLE) && text(typed, "code").as_ref() == Some(source);
        if found == 0 && !names_itself {
            return Ok(Some(Unknown::Source(source.clone())));
        }
    }
    if is(ApplicationRecord::TABLE) {
        let record = ApplicationRecord::load(&typed.values).map_err(|(column, _)| StoreError::Inconsistent {
            table: "application_record",
            id: 0,
            column,
        })?;
        if record.state.is_some() && (record.amount.is_none() || record.decreed.is_none()) {
            return Ok(Some(Unknown::Incomplete));
        }
    }
    Ok(None)
}

/// The day of the row's source, where the source has one.
async fn source_day(writing: &mut Writing, typed: &TypedRow) -> Result<Option<chrono::NaiveDate>, StoreError> {
    let Some(source) = &typed.provenance.source else { return Ok(None) };
    let date = sqlx::query_scalar!("SELECT date FROM source WHERE code = $1 ORDER BY id DESC LIMIT 1", source)
        .fetch_optional(&mut *writing.tx)
        .await?
        .flatten();
    Ok(date.and_then(|d| When::read(&d).ok()).map(When::last))
}

/// Identities that a record brings into being.
pub async fn consequence(
    writing: &mut Writing,
    batch: i64,
    typed: &TypedRow,
    known: chrono::NaiveDate,
) -> Result<(), StoreError> {
    let is = |t: &'static Table| typed.table == t;
    let wrong = |(column, _)| StoreError::Inconsistent { table: typed.table.name, id: 0, column };
    if is(EnteRecord::TABLE) {
        let record = EnteRecord::load(&typed.values).map_err(wrong)?;
        let ipa = record.ente.as_str();
        let seen = known.to_string();
        let field = |f: &Option<String>| f.clone().unwrap_or_default();
        let (municipality, istat, province, region) =
            (field(&record.municipality), field(&record.istat), field(&record.province), field(&record.region));
        sqlx::query!("INSERT INTO ente (ipa, name, search) VALUES ($1, $2, $1) ON CONFLICT (ipa) DO NOTHING", ipa, record.name)
            .execute(&mut *writing.tx)
            .await?;
        sqlx::query!(
            "INSERT INTO ente_description (ente, name, kind, municipality, istat, province, province_code, region, region_code, seen)
             VALUES ($1, $2, '', $3, $4, $5, '', $6, '', $7) ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)",
            ipa,
            record.name,
            municipality,
            istat,
            province,
            region,
            seen
        )
        .execute(&mut *writing.tx)
        .await?;
        writing.sharing = true;
        return public::describe(&mut writing.tx, ipa).await;
    }
    if is(Project::TABLE) {
        let record = Project::load(&typed.values).map_err(wrong)?;
        let (ente, slug) = (record.ente.as_str(), record.project.as_str());
        sqlx::query!("INSERT INTO project (ente, slug) VALUES ($1, $2) ON CONFLICT DO NOTHING", ente, slug)
            .execute(&mut *writing.tx)
            .await?;
        return Ok(());
    }
    if is(CallRecord::TABLE) {
        let record = CallRecord::load(&typed.values).map_err(wrong)?;
        writing.sharing = true;
        let line = record.line.or_else(|| domain::line::LineCode::of_title(&record.title)).map(|l| l.as_str().to_owned());
        sqlx::query!(
            "INSERT INTO call (title, line) VALUES ($1, $2) ON CONFLICT (title) DO UPDATE SET line = coalesce(excluded.line, line)",
            record.title,
            line
        )
        .execute(&mut *writing.tx)
        .await?;
        return Ok(());
    }
    if is(ApplicationRecord::TABLE) {
        let record = ApplicationRecord::load(&typed.values).map_err(wrong)?;
        return application(writing, batch, typed, record, known).await;
    }
    Ok(())
}

/// A typed application: its identity, the project it joins, and what the public data said of it.
async fn application(
    writing: &mut Writing,
    batch: i64,
    typed: &TypedRow,
    record: ApplicationRecord,
    known: chrono::NaiveDate,
) -> Result<(), StoreError> {
    let title = domain::collapse(&record.call);
    public::call(&mut writing.tx, &title, None, record.sent_at).await?;
    let (ente, sent_at) = (record.ente.as_str().to_owned(), record.sent_at.print());
    let before = sqlx::query_scalar!(
        "SELECT project FROM application WHERE ente = $1 AND call = $2 AND sent_at = $3",
        ente,
        title,
        sent_at
    )
    .fetch_optional(&mut *writing.tx)
    .await?
    .flatten();
    if let Some(project) = &record.project {
        let project = project.as_str();
        sqlx::query!(
            "INSERT INTO application (ente, call, sent_at, project, batch_id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (ente, call, sent_at) DO UPDATE SET project = excluded.project",
            ente,
            title,
            sent_at,
            project,
            batch
        )
        .execute(&mut *writing.tx)
        .await?;
        if let Some(left) = before.filter(|b| b != project) {
            leave(&mut writing.tx, &ente, &left).await?;
        }
    }
    if let (Some(state), Some(amount), Some(decreed)) = (record.state, record.amount, record.decreed) {
        let first = record.seen.unwrap_or(known);
        let row = PublicRow {
            key: ApplicationKey { ente: Ipa::clone(&record.ente), call: title, sent_at: record.sent_at },
            line: typed.line,
            project: record.project.clone(),
            body: Body::default(),
            measure: None,
            says: Says {
                state,
                state_on: record.state_on.filter(|_| state != State::Funded || record.state_on.is_some()),
                amount: amount.cents,
                decreed,
                cup: record.cup.clone(),
                window: record.window,
                protocol: record.protocol,
                decree: record.decree.clone(),
            },
            raw: canonical(typed)?,
            seen: Some(Seen { first, last: record.last_seen.unwrap_or(first).max(first), at_least: false }),
        };
        public::take(writing, batch, &[row], Seen { first, last: first, at_least: false }).await?;
    }
    Ok(())
}

/// The row in one form whatever the file's: the same figures typed as `1.234,50` or `1234.5` are the same fact.
fn canonical(typed: &TypedRow) -> Result<String, StoreError> {
    let wrong = |_| StoreError::Inconsistent { table: typed.table.name, id: 0, column: "values" };
    let cut = typed.table.cut(&typed.values).map_err(wrong)?;
    let mut out = Vec::with_capacity(cut.len());
    for (value, column) in cut.into_iter().zip(typed.table.columns) {
        let text = (column.print)(value).map_err(wrong)?;
        // Where it was last seen is a sighting, not part of what was said.
        if !text.is_empty() && !matches!(column.name, "seen" | "last_seen" | "project") {
            out.push(format!("{:?}:{:?}", column.header, text));
        }
    }
    Ok(format!("{{{}}}", out.join(",")))
}

/// A project of its own that its application left for another, and that nobody wrote anything about, has no reason to stay.
async fn leave(connection: &mut SqliteConnection, ente: &str, slug: &str) -> Result<(), StoreError> {
    let others = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM application WHERE ente = $1 AND project = $2"#, ente, slug)
        .fetch_one(&mut *connection)
        .await?;
    if others > 0 {
        return Ok(());
    }
    for table in domain::records::TABLES {
        if !table.columns.iter().any(|c| c.name == "project") {
            continue;
        }
        let sql = format!("SELECT count(*) FROM {} WHERE ente = $1 AND project = $2", table.name);
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(ente).bind(slug).fetch_one(&mut *connection).await?;
        if rows > 0 {
            return Ok(());
        }
    }
    // Not what somebody was made responsible for, nor what waits for a second person.
    sqlx::query!(
        "DELETE FROM project WHERE ente = $1 AND slug = $2
           AND NOT EXISTS (SELECT 1 FROM account_project a WHERE a.ente = $1 AND a.project = $2)
           AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.ente = $1 AND p.project = $2 AND p.state = 'in_attesa')",
        ente,
        slug
    )
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// What a row says against the newest word on its thing; against nothing where it is new.
fn difference(table: &'static Table, old: Option<&Kept>, typed: &TypedRow, provenance: &Provenance, row: u64) -> DifferenceLine {
    let say = |values: &[Value]| {
        let Ok(cut) = table.cut(values) else { return vec![] };
        cut.into_iter().zip(table.columns).map(|(v, c)| (c, (c.print)(v).unwrap_or_default())).collect::<Vec<_>>()
    };
    let (before, after) = (old.map(|k| say(&k.values)).unwrap_or_default(), say(&typed.values));
    let subject: Vec<String> = after.iter().filter(|(c, _)| c.key).map(|(_, t)| t.clone()).collect();
    let mut key: Vec<(&'static str, String)> =
        after.iter().filter(|(c, _)| c.key && c.name != "ente").map(|(c, t)| (c.name, t.clone())).collect();
    let (mut cells, mut words) = (vec![], vec![]);
    for (i, (column, new)) in after.iter().enumerate() {
        let old = before.get(i).map(|(_, t)| t.clone()).unwrap_or_default();
        if !column.key && old != *new {
            words.push((format!("{}: {old}", column.header), format!("{}: {new}", column.header)));
            cells.push(CellChange { column: column.name, old, new: new.clone() });
        }
    }
    let held = old.map(|k| &k.provenance);
    let al = |p: &Provenance| p.al.map(When::iso).unwrap_or_default();
    let source = |p: &Provenance| p.source.clone().unwrap_or_default();
    let note = |p: &Provenance| p.note.as_ref().map(|note| note.text.clone()).unwrap_or_default();
    let public = |p: &Provenance| p.note.as_ref().map(Note::word).unwrap_or_default();
    if table.by_al {
        key.push(("al", al(provenance)));
    }
    if table.by_source {
        key.push(("source", source(provenance)));
    }
    for (column, in_key, old, new) in [
        ("al", table.by_al, held.map(al).unwrap_or_default(), al(provenance)),
        ("source", table.by_source, held.map(source).unwrap_or_default(), source(provenance)),
        ("note", false, held.map(note).unwrap_or_default(), note(provenance)),
        ("note_public", false, held.map(public).unwrap_or_default(), public(provenance)),
    ] {
        if in_key || old == new {
            continue;
        }
        if column == "al" {
            words.push((format!("al: {old}"), format!("al: {new}")));
        }
        cells.push(CellChange { column, old, new });
    }
    let (before, after): (Vec<String>, Vec<String>) = words.into_iter().unzip();
    DifferenceLine {
        row,
        line: typed.line,
        subject: format!("{} · {}", table.file, subject.join(" · ")),
        old: if old.is_some() { before.join("; ") } else { String::new() },
        new: after.join("; "),
        key,
        cells,
        outdone: held.map(|h| h.known).filter(|known| *known > provenance.known),
    }
}
