//! Every typed row back, in the order it was taken in.

use crate::{Store, StoreError, row};
use domain::{
    cell::{Table, Value},
    fact::Provenance,
};
use sqlx::AssertSqlSafe;

/// A typed row as kept.
#[derive(Debug, Clone)]
pub struct ExportedRow {
    /// Its kept values.
    pub values: Vec<Value>,
    /// Its provenance.
    pub provenance: Provenance,
}

impl Store {
    /// All rows of a kind, without what has been withdrawn; of one ente where `ente` is given and the kind has one.
    ///
    /// # Errors
    /// As the database answers, or a row that does not belong there.
    pub async fn export(&self, table: &'static Table, ente: Option<&str>) -> Result<Vec<ExportedRow>, StoreError> {
        let of_one = ente.filter(|_| table.ente_column().is_some());
        let tail = if of_one.is_some() { "WHERE ente = $1 ORDER BY id" } else { "ORDER BY id" };
        let mut query = sqlx::query(AssertSqlSafe(row::select(table, tail)));
        if let Some(ente) = of_one {
            query = query.bind(ente.to_owned());
        }
        let rows = query.fetch_all(&self.readers).await?;
        Ok(row::standing(table, &rows)?.into_iter().map(|k| ExportedRow { values: k.values, provenance: k.provenance }).collect())
    }
}
