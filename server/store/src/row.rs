//! Between rows of the records' tables and values of the domain.

use crate::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    cell::{Table, Value},
    fact::{Fact, Provenance, Record},
    when::When,
};
use sqlx::{Row, TypeInfo, ValueRef, sqlite::SqliteRow};

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
    format!("SELECT id, al, known, source, note, recorded_at, {} FROM {} {tail}", columns(table), table.name)
}

/// A row of [`select`] with its kept values.
pub fn kept(table: &'static Table, row: &SqliteRow) -> Result<(i64, Provenance, DateTime<Utc>, Vec<Value>), StoreError> {
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
    let values = (6..row.len()).map(|i| value(row, i)).collect::<Result<Vec<_>, _>>()?;
    Ok((id, provenance, recorded_at, values))
}

/// A row of [`select`] as a fact.
pub fn fact<R: Record>(row: &SqliteRow) -> Result<Fact<R>, StoreError> {
    let (id, provenance, recorded_at, values) = kept(R::TABLE, row)?;
    let record = R::load(&values).map_err(|(column, _)| StoreError::Inconsistent { table: R::TABLE.name, id, column })?;
    Ok(Fact { id, record, provenance, recorded_at })
}

/// The form in which instants are kept: `2026-11-22T13:01:20Z`.
pub fn instant_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// That form read back.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|t| t.to_utc())
}
