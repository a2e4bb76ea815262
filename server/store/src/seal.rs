//! The digest of what a batch brought: what the log keeps of it, and what `traguardi verify` counts again.
//!
//! SHA-256 over the batch's own row and over every fact with its number, in the order of the tables and of the rows: each
//! column that has a value, by its name, type, length and bytes. What is null is left out, so that a later migration may add
//! a column that is null for the rows that are there, and the log still knows them.

use crate::StoreError;
use domain::records::TABLES;
use futures::TryStreamExt;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Column, Row, SqliteConnection, TypeInfo, ValueRef, sqlite::SqliteRow};
use std::collections::BTreeMap;

type Digest = [u8; 32];

/// A table whose rows are facts of a batch.
struct Sealed {
    name: &'static str,
    /// What of a row is never written again.
    columns: &'static str,
    order: &'static str,
}

/// Those that public rows fill; what an application is said to be part of may change.
const PUBLIC: [Sealed; 4] = [
    Sealed { name: "public_fact", columns: "*", order: "id" },
    Sealed { name: "application", columns: "id, ente, call, sent_at, batch_id", order: "id" },
    Sealed { name: "sighting", columns: "fact_id, snapshot, at_least, batch_id", order: "fact_id, snapshot, at_least" },
    Sealed { name: "call_fact", columns: "*", order: "id" },
];

fn tables() -> impl Iterator<Item = Sealed> {
    PUBLIC.into_iter().chain(TABLES.iter().map(|t| Sealed { name: t.name, columns: "*", order: "id" }))
}

/// Those of them that this database has: one from before a migration is verified too, before it is upgraded.
async fn there(connection: &mut SqliteConnection) -> Result<Vec<Sealed>, StoreError> {
    let with_batch: Vec<String> = sqlx::query_scalar(
        "SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'batch_id'",
    )
    .fetch_all(connection)
    .await?;
    Ok(tables().filter(|t| with_batch.iter().any(|name| name == t.name)).collect())
}

fn absorb(hash: &mut Sha256, row: &SqliteRow) -> Result<(), StoreError> {
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            continue;
        }
        let name = row.column(at).name().as_bytes();
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name);
        let kind = raw.type_info().name().to_owned();
        match kind.as_str() {
            "INTEGER" | "BOOLEAN" => {
                hash.update([1]);
                hash.update(row.try_get_unchecked::<i64, _>(at)?.to_be_bytes());
            }
            _ => {
                // Text and blobs alike: a column has one of the two, and the bytes are what counts.
                let bytes: Vec<u8> = row.try_get_unchecked(at)?;
                hash.update([2]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(&bytes);
            }
        }
    }
    Ok(())
}

fn begin(table: &str, hash: &mut Sha256) {
    hash.update(table.as_bytes());
    hash.update([0]);
}

/// The digest of one batch as it stands in this transaction. `only` names the tables it wrote to, where that is known:
/// tables are not indexed by batch, and a save must not read all of Italy.
pub(crate) async fn batch(connection: &mut SqliteConnection, batch: i64, only: Option<&[&str]>) -> Result<Digest, StoreError> {
    let mut hash = Sha256::new();
    let own = sqlx::query("SELECT * FROM import_batch WHERE id = $1").bind(batch).fetch_one(&mut *connection).await?;
    begin("import_batch", &mut hash);
    absorb(&mut hash, &own)?;
    for Sealed { name: table, columns, order } in tables().filter(|t| only.is_none_or(|only| only.contains(&t.name))) {
        let sql = format!("SELECT {columns} FROM {table} WHERE batch_id = $1 ORDER BY {order}");
        let mut rows = sqlx::query(AssertSqlSafe(sql)).bind(batch).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            begin(table, &mut hash);
            absorb(&mut hash, &row)?;
        }
    }
    Ok(hash.finalize().into())
}

/// The digests of all batches, each table read once.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<BTreeMap<i64, Digest>, StoreError> {
    let mut hashes: BTreeMap<i64, Sha256> = BTreeMap::new();
    for row in sqlx::query("SELECT * FROM import_batch ORDER BY id").fetch_all(&mut *connection).await? {
        let hash = hashes.entry(row.try_get("id")?).or_default();
        begin("import_batch", hash);
        absorb(hash, &row)?;
    }
    for Sealed { name: table, columns, order } in there(connection).await? {
        // Without a batch are those from before there was the column.
        let sql = format!("SELECT {columns} FROM {table} WHERE batch_id IS NOT NULL ORDER BY {order}");
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            // A fact of a batch that is not there makes one that no entry of the log knows.
            let hash = hashes.entry(row.try_get("batch_id")?).or_default();
            begin(table, hash);
            absorb(hash, &row)?;
        }
    }
    Ok(hashes.into_iter().map(|(id, hash)| (id, hash.finalize().into())).collect())
}

/// The digest of a proposal as it stands in this transaction.
pub(crate) async fn proposal(connection: &mut SqliteConnection, id: i64) -> Result<Digest, StoreError> {
    let row = sqlx::query("SELECT * FROM proposal WHERE id = $1").bind(id).fetch_one(connection).await?;
    of_proposal(&row)
}

/// The digests of all proposals; none of a database from before there were any.
pub(crate) async fn proposals(connection: &mut SqliteConnection) -> Result<BTreeMap<i64, Digest>, StoreError> {
    let there: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'proposal'").fetch_one(&mut *connection).await?;
    if there == 0 {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query("SELECT * FROM proposal ORDER BY id").fetch_all(connection).await?;
    rows.iter().map(|row| Ok((row.try_get("id")?, of_proposal(row)?))).collect()
}

fn of_proposal(row: &SqliteRow) -> Result<Digest, StoreError> {
    let mut hash = Sha256::new();
    begin("proposal", &mut hash);
    absorb(&mut hash, row)?;
    Ok(hash.finalize().into())
}
