//! The list of enti, the list of imports, and the read port that ties this room's reads together.

use crate::{Store, StoreError, dossier::merged, row};
use chrono::NaiveDate;
use domain::{
    dossier::{Catalogue, Dossier},
    fact::Fact,
    identifier::Ipa,
    ports::{Answer, Batch, EnteLine, EntiPage, Register, Tally},
    records::EnteRecord,
};
use sqlx::AssertSqlSafe;
use std::sync::Arc;

impl Store {
    async fn read_enti(&self, words: &str, offset: usize, limit: usize) -> Result<EntiPage, StoreError> {
        // The words travel as one pattern each; `%` and `_` typed by a person mean themselves.
        let escape = |w: &str| format!("%{}%", w.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let patterns: Vec<String> = words.split_whitespace().take(8).map(escape).collect();
        let pattern = |i: usize| patterns.get(i).cloned().unwrap_or_else(|| "%".to_owned());
        let (p0, p1, p2, p3) = (pattern(0), pattern(1), pattern(2), pattern(3));
        let mut tx = self.readers.begin().await?;
        let total = sqlx::query_scalar!(
            r#"SELECT count(*) AS "n!" FROM ente
               WHERE search LIKE $1 ESCAPE '\' AND search LIKE $2 ESCAPE '\' AND search LIKE $3 ESCAPE '\' AND search LIKE $4 ESCAPE '\'"#,
            p0, p1, p2, p3
        )
        .fetch_one(&mut *tx)
        .await?;
        let (limit, offset) = (i64::try_from(limit).unwrap_or(50), i64::try_from(offset).unwrap_or(0));
        // Featured enti first, then those whose name begins with the first word, then by name.
        let head = p0.trim_start_matches('%').to_owned();
        let rows = sqlx::query!(
            r#"SELECT e.ipa AS "ipa!", e.name AS "name!", e.kind, e.municipality, e.istat, e.province, e.region,
                      (SELECT count(*) FROM project p WHERE p.ente = e.ipa) AS "projects!: i64"
               FROM ente e
               WHERE e.search LIKE $1 ESCAPE '\' AND e.search LIKE $2 ESCAPE '\' AND e.search LIKE $3 ESCAPE '\' AND e.search LIKE $4 ESCAPE '\'
               ORDER BY coalesce((SELECT r.featured FROM ente_record r WHERE r.ente = e.ipa ORDER BY r.id DESC LIMIT 1), 0) DESC,
                        (lower(coalesce(e.municipality, e.name)) LIKE $5 ESCAPE '\') DESC,
                        e.kind IS NOT 'Comuni', e.name, e.ipa
               LIMIT $6 OFFSET $7"#,
            p0, p1, p2, p3, head, limit, offset
        )
        .fetch_all(&mut *tx)
        .await?;
        let mut enti = Vec::with_capacity(rows.len());
        for r in rows {
            let ipa = Ipa::read(&r.ipa).map_err(|_| StoreError::Inconsistent { table: "ente", id: 0, column: "ipa" })?;
            let sql = row::select(<EnteRecord as domain::fact::Record>::TABLE, "WHERE ente = $1 ORDER BY id");
            let rows = sqlx::query(AssertSqlSafe(sql)).bind(ipa.as_str().to_owned()).fetch_all(&mut *tx).await?;
            let typed: Option<Fact<EnteRecord>> = row::facts(&rows)?.pop();
            let ente = merged(ipa, r.name, r.kind, r.municipality, r.istat, r.province, r.region, typed.map(|f| f.record));
            enti.push(EnteLine { ente, projects: usize::try_from(r.projects).unwrap_or(0) });
        }
        tx.commit().await?;
        Ok(EntiPage { enti, total: usize::try_from(total).unwrap_or(0) })
    }

    async fn read_batches(&self) -> Result<Vec<Batch>, StoreError> {
        let rows = sqlx::query!(
            "SELECT id, recorded_at, file, digest, kind, snapshot, at_least, licence, accepted, changed, unchanged, refused, refusals
             FROM import_batch WHERE kind <> 'scrivania' ORDER BY id DESC LIMIT 500"
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter()
            .map(|r| {
                let wrong = |column| StoreError::Inconsistent { table: "import_batch", id: r.id, column };
                let count = |n: i64| u64::try_from(n).unwrap_or(0);
                Ok(Batch {
                    id: r.id,
                    recorded_at: row::instant(&r.recorded_at).ok_or_else(|| wrong("recorded_at"))?,
                    file: r.file,
                    digest: r.digest,
                    kind: r.kind,
                    snapshot: r.snapshot.map(|t| t.parse()).transpose().map_err(|_| wrong("snapshot"))?,
                    at_least: r.at_least == 1,
                    licence: r.licence,
                    tally: Tally {
                        accepted: count(r.accepted),
                        changed: count(r.changed),
                        unchanged: count(r.unchanged),
                        refused: count(r.refused),
                    },
                    refusals: r.refusals.lines().map(str::to_owned).collect(),
                })
            })
            .collect()
    }
}

impl Register for Store {
    fn enti(&self, words: &str, offset: usize, limit: usize) -> Answer<'_, EntiPage> {
        let words = words.to_owned();
        Box::pin(async move { self.read_enti(&words, offset, limit).await.map_err(StoreError::unavailable) })
    }

    fn dossier(&self, ente: &Ipa) -> Answer<'_, Option<Dossier>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_dossier(&ente, None).await.map_err(StoreError::unavailable) })
    }

    fn dossier_known(&self, ente: &Ipa, known: NaiveDate) -> Answer<'_, Option<Dossier>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_dossier(&ente, Some(known)).await.map_err(StoreError::unavailable) })
    }

    fn dossiers(&self, ente: &Ipa, known: NaiveDate) -> Answer<'_, Option<(Dossier, Dossier)>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_dossiers(&ente, known).await.map_err(StoreError::unavailable) })
    }

    fn catalogue(&self) -> Answer<'_, Arc<Catalogue>> {
        Box::pin(async move { self.read_catalogue().await.map_err(StoreError::unavailable) })
    }

    fn batches(&self) -> Answer<'_, Vec<Batch>> {
        Box::pin(async move { self.read_batches().await.map_err(StoreError::unavailable) })
    }

    fn ready(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM import_batch"#)
                .fetch_one(&self.readers)
                .await
                .map(|_| ())
                .map_err(|e| StoreError::from(e).unavailable())
        })
    }
}
