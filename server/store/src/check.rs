//! Whether the file is whole: pages, references, and every typed row read back as what it should be.

use crate::{Store, StoreError, row};
use domain::records::TABLES;
use sqlx::{AssertSqlSafe, Row};

/// Something found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: String,
    /// What.
    pub what: String,
}

impl Store {
    /// Reads everything. An empty list is a whole database.
    ///
    /// # Errors
    /// When the database can't even be asked.
    pub async fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let mut out = vec![];
        for row in sqlx::query("PRAGMA integrity_check").fetch_all(&self.readers).await? {
            let word: String = row.try_get(0)?;
            if word != "ok" {
                out.push(Finding { place: "pages".into(), what: word });
            }
        }
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&self.readers).await? {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            out.push(Finding { place: table, what: format!("a row refers to a missing row of {parent}") });
        }
        for table in TABLES {
            let rows = sqlx::query(AssertSqlSafe(row::select(table, "ORDER BY id"))).fetch_all(&self.readers).await?;
            for r in &rows {
                let id: i64 = r.try_get(0)?;
                let place = format!("{} {id}", table.name);
                match row::kept(table, r) {
                    Err(e) => out.push(Finding { place, what: e.to_string() }),
                    Ok(kept) => match table.cut(&kept.values) {
                        Err(_) => out.push(Finding { place, what: "columns are missing".into() }),
                        Ok(cut) => {
                            for (value, column) in cut.into_iter().zip(table.columns) {
                                if (column.print)(value).is_err() {
                                    out.push(Finding {
                                        place: place.clone(),
                                        what: format!("column {} can't be read", column.name),
                                    });
                                }
                            }
                        }
                    },
                }
            }
        }
        let homeless = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM application WHERE project IS NULL"#)
            .fetch_one(&self.readers)
            .await?;
        if homeless > 0 {
            out.push(Finding { place: "application".into(), what: format!("{homeless} belong to no project") });
        }
        let silent = sqlx::query_scalar!(
            r#"SELECT count(*) AS "n!" FROM public_fact f WHERE NOT EXISTS (SELECT 1 FROM sighting s WHERE s.fact_id = f.id)"#
        )
        .fetch_one(&self.readers)
        .await?;
        if silent > 0 {
            out.push(Finding { place: "public_fact".into(), what: format!("{silent} were never seen in a snapshot") });
        }
        Ok(out)
    }
}
