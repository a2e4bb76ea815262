//! Between rows of the records' tables and values of the domain.

use crate::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    cell::{Table, Value},
    desk::Kept,
    fact::{Fact, Provenance, Record},
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
    format!("SELECT id, al, known, source, note, recorded_at, withdrawn, {} FROM {} {tail}", columns(table), table.name)
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
        note: row.try_get("note")?,
    };
    let recorded_at = instant(&recorded).ok_or_else(|| wrong("recorded_at"))?;
    let withdrawn = row.try_get("withdrawn")?;
    let values = (7..row.len()).map(|i| value(row, i)).collect::<Result<Vec<_>, _>>()?;
    Ok(Kept { version: id, values, provenance, recorded_at, withdrawn })
}

/// The newest word on a thing: the one known last, then the one recorded last.
pub fn newest(facts: &[Kept]) -> Option<&Kept> {
    facts.iter().max_by_key(|k| (k.provenance.known, k.recorded_at, k.version))
}

/// Rows of [`select`] without the things that have been withdrawn.
pub fn standing(table: &'static Table, rows: &[SqliteRow]) -> Result<Vec<Kept>, StoreError> {
    let mut facts = rows.iter().map(|r| kept(table, r)).collect::<Result<Vec<_>, _>>()?;
    if facts.iter().any(|k| k.withdrawn) {
        let key = |k: &Kept| {
            table.key_of(&k.values, &k.provenance).map_err(|_| StoreError::Inconsistent {
                table: table.name,
                id: k.version,
                column: "key",
            })
        };
        let mut things: HashMap<Vec<Value>, Vec<Kept>> = HashMap::new();
        for fact in &facts {
            things.entry(key(fact)?).or_default().push(fact.clone());
        }
        let gone: HashSet<i64> = things
            .values()
            .filter(|facts| newest(facts).is_some_and(|k| k.withdrawn))
            .flat_map(|facts| facts.iter().map(|k| k.version))
            .collect();
        // A thing taken back and entered again: the word that took it back says nothing of it.
        facts.retain(|k| !k.withdrawn && !gone.contains(&k.version));
    }
    Ok(facts)
}

/// Rows of [`select`] as facts, without the things that have been withdrawn.
pub fn facts<R: Record>(rows: &[SqliteRow]) -> Result<Vec<Fact<R>>, StoreError> {
    standing(R::TABLE, rows)?
        .into_iter()
        .map(|k| {
            let wrong = |(column, _)| StoreError::Inconsistent { table: R::TABLE.name, id: k.version, column };
            let record = R::load(&k.values).map_err(wrong)?;
            Ok(Fact { id: k.version, record, provenance: k.provenance, recorded_at: k.recorded_at })
        })
        .collect()
}

/// The form in which instants are kept: `2026-11-22T13:01:20Z`.
pub fn instant_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// That form read back.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|t| t.to_utc())
}
