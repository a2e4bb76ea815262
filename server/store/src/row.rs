//! Between rows of the records' tables and values of the domain.

use crate::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    cell::{Table, Value},
    desk::Kept,
    fact::{Fact, Note, Provenance, Record},
    when::When,
};
use sqlx::{Row, TypeInfo, ValueRef, sqlite::SqliteRow};
use std::collections::{HashMap, HashSet};

/// A column's name, quoted: some are words of SQL (`from`, `to`, `on`).
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The table's own columns, quoted, separated by commas.
pub fn columns(table: &Table) -> String {
    table.kept().iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ")
}

/// The value at a place, whatever its type.
pub fn value(row: &SqliteRow, at: usize) -> Result<Value, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let kind = raw.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" | "BOOLEAN" => Ok(Value::Integer(row.try_get_unchecked(at)?)),
        _ => Ok(Value::Text(row.try_get_unchecked(at)?)),
    }
}

/// Binds a value.
pub fn bind<'q>(
    query: sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>,
    value: &Value,
) -> sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
    match value {
        Value::Null => query.bind(None::<String>),
        Value::Integer(n) => query.bind(*n),
        Value::Text(t) => query.bind(t.clone()),
    }
}

/// `SELECT` that [`fact`] reads.
pub fn select(table: &Table, tail: &str) -> String {
    format!(
        "SELECT id, al, known, source, note, note_public, recorded_at, withdrawn, {} FROM {} {tail}",
        columns(table),
        table.name
    )
}

/// A row of [`select`].
pub fn kept(table: &'static Table, row: &SqliteRow) -> Result<Kept, StoreError> {
    let id: i64 = row.try_get("id")?;
    let wrong = |column| StoreError::Inconsistent { table: table.name, id, column };
    let al: Option<String> = row.try_get("al")?;
    let known: String = row.try_get("known")?;
    let recorded: String = row.try_get("recorded_at")?;
    let provenance = Provenance {
        al: al.map(|t| When::read(&t)).transpose().map_err(|_| wrong("al"))?,
        known: known.parse::<NaiveDate>().map_err(|_| wrong("known"))?,
        source: row.try_get("source")?,
        note: Note::typed(row.try_get("note")?, row.try_get("note_public")?),
    };
    let recorded_at = instant(&recorded).ok_or_else(|| wrong("recorded_at"))?;
    let withdrawn = row.try_get("withdrawn")?;
    let values = (8..row.len()).map(|i| value(row, i)).collect::<Result<Vec<_>, _>>()?;
    Ok(Kept { version: id, values, provenance, recorded_at, withdrawn })
}

/// The newest word on a thing: the one known last, then the one recorded last.
pub fn newest(facts: &[Kept]) -> Option<&Kept> {
    facts.iter().max_by_key(|k| (k.provenance.known, k.recorded_at, k.version))
}

/// Rows of [`select`] without the things that have been withdrawn.
pub fn standing(table: &'static Table, rows: &[SqliteRow]) -> Result<Vec<Kept>, StoreError> {
    unwithdrawn(table, rows.iter().map(|r| kept(table, r)).collect::<Result<Vec<_>, _>>()?)
}

fn unwithdrawn(table: &'static Table, mut facts: Vec<Kept>) -> Result<Vec<Kept>, StoreError> {
    if facts.iter().any(|k| k.withdrawn) {
        let gone = whose_newest(table, &facts, |k| k.withdrawn)?;
        // A thing taken back and entered again: the word that took it back says nothing of it.
        facts.retain(|k| !k.withdrawn && !gone.contains(&k.version));
    }
    Ok(facts)
}

/// All facts on the things of which the newest word is so.
fn whose_newest(table: &'static Table, facts: &[Kept], so: impl Fn(&Kept) -> bool) -> Result<HashSet<i64>, StoreError> {
    let mut things: HashMap<Vec<Value>, Vec<Kept>> = HashMap::new();
    for fact in facts {
        let key = table.key_of(&fact.values, &fact.provenance).map_err(|_| StoreError::Inconsistent {
            table: table.name,
            id: fact.version,
            column: "key",
        })?;
        things.entry(key).or_default().push(fact.clone());
    }
    let these = things.values().filter(|facts| newest(facts).is_some_and(&so));
    Ok(these.flat_map(|facts| facts.iter().map(|k| k.version)).collect())
}

/// Rows of [`select`] without the notes that are internal: facts are for pages and files, which everybody reads. A thing whose
/// newest note is internal has none at all, so that what was published once, and is no longer, comes to light on no earlier day.
fn for_everybody(table: &'static Table, rows: &[SqliteRow]) -> Result<Vec<Kept>, StoreError> {
    let mut facts = rows.iter().map(|r| kept(table, r)).collect::<Result<Vec<_>, _>>()?;
    let internal = |k: &Kept| k.provenance.note.as_ref().is_some_and(|note| !note.public);
    if facts.iter().any(internal) {
        let noted: Vec<Kept> = facts.iter().filter(|k| k.provenance.note.is_some()).cloned().collect();
        let things = whose_newest(table, &noted, internal)?;
        for fact in facts.iter_mut().filter(|k| things.contains(&k.version) || internal(k)) {
            fact.provenance.note = None;
        }
    }
    Ok(facts)
}

/// Rows of [`select`] as facts, without the things that have been withdrawn.
pub fn facts<R: Record>(rows: &[SqliteRow]) -> Result<Vec<Fact<R>>, StoreError> {
    let facts = for_everybody(R::TABLE, rows)?;
    unwithdrawn(R::TABLE, facts)?.into_iter().map(fact).collect()
}

/// The same as it was known on a day: what was withdrawn later still stands. Not so what may be internal: once it is, or has
/// been taken back, it must not come to light by asking for a day on which it was not.
pub fn known<R: Record>(rows: &[SqliteRow], day: NaiveDate) -> Result<Vec<Fact<R>>, StoreError> {
    let mut facts = for_everybody(R::TABLE, rows)?;
    if let Some(at) = R::TABLE.kept().iter().position(|column| column == "published") {
        let internal = |k: &Kept| k.withdrawn || k.values.get(at) != Some(&Value::Integer(1));
        let internal = whose_newest(R::TABLE, &facts, internal)?;
        facts.retain(|k| !internal.contains(&k.version));
    }
    facts.retain(|k| k.provenance.known <= day);
    unwithdrawn(R::TABLE, facts)?.into_iter().map(fact).collect()
}

fn fact<R: Record>(kept: Kept) -> Result<Fact<R>, StoreError> {
    let wrong = |(column, _)| StoreError::Inconsistent { table: R::TABLE.name, id: kept.version, column };
    let record = R::load(&kept.values).map_err(wrong)?;
    Ok(Fact { id: kept.version, record, provenance: kept.provenance, recorded_at: kept.recorded_at })
}

/// The form in which instants are kept: `2026-11-22T13:01:20Z`.
pub fn instant_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// That form read back.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|t| t.to_utc())
}
