//! One import, one transaction: `BEGIN IMMEDIATE`, batches, and a commit that is the only moment anything changes.

use crate::{Store, StoreError, public, row::instant_text, share, typed};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    application::{PublicRow, Seen},
    ports::{Answer, CallRow, Closed, DifferenceLine, Entry, Ledger, NewBatch, Taken, Tally, TypedRow},
};
use sqlx::{Sqlite, Transaction};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// How many differences and refusals are kept in words.
pub(crate) const KEPT: usize = 1000;

pub(crate) struct Writing {
    pub(crate) tx: Transaction<'static, Sqlite>,
    pub(crate) now: DateTime<Utc>,
    pub(crate) today: NaiveDate,
    pub(crate) tally: Tally,
    pub(crate) differences: Vec<DifferenceLine>,
    /// Rows wait in the temporary table for the batch to close.
    pub(crate) staged: bool,
    /// The staged rows are the file's own rows, and not what rows of the template state about applications.
    pub(crate) counting: bool,
    generation: Arc<AtomicU64>,
}

impl Ledger for Store {
    fn begin(&self, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Box<dyn Entry>> {
        Box::pin(async move {
            let open = async {
                let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
                public::stage(&mut tx).await?;
                Ok::<_, StoreError>(tx)
            };
            let tx = open.await.map_err(StoreError::unavailable)?;
            Ok(Box::new(Writing {
                tx,
                now,
                today,
                tally: Tally::default(),
                differences: vec![],
                staged: false,
                counting: false,
                generation: Arc::clone(&self.generation),
            }) as Box<dyn Entry>)
        })
    }
}

impl Writing {
    async fn open(&mut self, batch: NewBatch) -> Result<i64, StoreError> {
        let recorded = instant_text(self.now);
        let snapshot = batch.snapshot.map(|d| d.to_string());
        let at_least = i64::from(batch.at_least);
        self.tally = Tally::default();
        self.differences.clear();
        Ok(sqlx::query!(
            "INSERT INTO import_batch (recorded_at, file, digest, kind, snapshot, at_least, licence) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            recorded,
            batch.file,
            batch.digest,
            batch.kind,
            snapshot,
            at_least,
            batch.licence
        )
        .execute(&mut *self.tx)
        .await?
        .last_insert_rowid())
    }

    async fn close(&mut self, batch: i64, refused: u64, refusals: Vec<String>) -> Result<Closed, StoreError> {
        if self.staged {
            public::settle(self, batch).await?;
            share::count(&mut self.tx).await?;
            public::clear(&mut self.tx).await?;
            self.staged = false;
            self.counting = false;
        }
        self.tally.refused += refused;
        let n = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let (accepted, changed, unchanged, refused) =
            (n(self.tally.accepted), n(self.tally.changed), n(self.tally.unchanged), n(self.tally.refused));
        let words = refusals.into_iter().take(KEPT).map(|r| r.replace('\n', " ")).collect::<Vec<_>>().join("\n");
        sqlx::query!(
            "UPDATE import_batch SET accepted = $1, changed = $2, unchanged = $3, refused = $4, refusals = $5 WHERE id = $6",
            accepted,
            changed,
            unchanged,
            refused,
            words,
            batch
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(Closed { tally: self.tally, differences: std::mem::take(&mut self.differences) })
    }
}

impl Entry for Writing {
    fn open_batch(&mut self, batch: NewBatch) -> Answer<'_, i64> {
        Box::pin(async move { self.open(batch).await.map_err(StoreError::unavailable) })
    }

    fn public(&mut self, batch: i64, rows: Vec<PublicRow>, seen: Seen) -> Answer<'_, ()> {
        self.counting = true;
        Box::pin(async move { public::take(self, batch, &rows, seen).await.map_err(StoreError::unavailable) })
    }

    fn calls(&mut self, _batch: i64, rows: Vec<CallRow>) -> Answer<'_, ()> {
        Box::pin(async move { public::calls(self, &rows).await.map_err(StoreError::unavailable) })
    }

    fn typed(&mut self, batch: i64, rows: Vec<TypedRow>) -> Answer<'_, Vec<Taken>> {
        Box::pin(async move { typed::take(self, batch, rows).await.map_err(StoreError::unavailable) })
    }

    fn close_batch(&mut self, batch: i64, refused: u64, refusals: Vec<String>) -> Answer<'_, Closed> {
        Box::pin(async move { self.close(batch, refused, refusals).await.map_err(StoreError::unavailable) })
    }

    fn commit(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move {
            let Self { mut tx, generation, .. } = *self;
            let end = async {
                public::unstage(&mut tx).await?;
                tx.commit().await?;
                Ok::<_, StoreError>(())
            };
            end.await.map_err(StoreError::unavailable)?;
            generation.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }

    fn abandon(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { self.tx.rollback().await.map_err(|e| StoreError::from(e).unavailable()) })
    }
}
