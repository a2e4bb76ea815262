//! One import, one transaction: `BEGIN IMMEDIATE`, batches, and a commit that is the only moment anything changes.

use crate::{
    Store, StoreError, calls,
    log::{self, Line, LogKey},
    public,
    row::instant_text,
    seal, share, typed,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    application::{PublicRow, Seen},
    desk::{Author, ChangeKind},
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
    pub(crate) author: Author,
    pub(crate) tally: Tally,
    pub(crate) differences: Vec<DifferenceLine>,
    pub(crate) news: Vec<DifferenceLine>,
    /// Rows handed over in this batch: what numbers the differences.
    pub(crate) handed: u64,
    /// Rows wait in the temporary table for the batch to close.
    pub(crate) staged: bool,
    /// The national shares are to be counted again: rows are staged, or a call or a body is said to be something else.
    pub(crate) sharing: bool,
    /// The staged rows are the file's own rows, and not what rows of the template state about applications.
    pub(crate) counting: bool,
    /// The ente whose history tells the batch.
    ente: Option<String>,
    key: LogKey,
    generation: Arc<AtomicU64>,
}

impl Store {
    /// Begins to write: nothing else writes until it ends.
    pub(crate) async fn writing(&self, now: DateTime<Utc>, today: NaiveDate, author: Author) -> Result<Writing, StoreError> {
        Ok(Writing {
            tx: self.begin_writing().await?,
            now,
            today,
            author,
            tally: Tally::default(),
            differences: vec![],
            news: vec![],
            handed: 0,
            ente: None,
            staged: false,
            sharing: false,
            counting: false,
            key: self.key.clone(),
            generation: Arc::clone(&self.generation),
        })
    }
}

impl Ledger for Store {
    fn begin(&self, now: DateTime<Utc>, today: NaiveDate, author: Author) -> Answer<'_, Box<dyn Entry>> {
        Box::pin(async move {
            let open = async {
                let mut writing = self.writing(now, today, author).await?;
                public::stage(&mut writing.tx).await?;
                Ok::<_, StoreError>(writing)
            };
            Ok(Box::new(open.await.map_err(StoreError::unavailable)?) as Box<dyn Entry>)
        })
    }
}

impl Writing {
    pub(crate) async fn open(&mut self, batch: NewBatch) -> Result<i64, StoreError> {
        let recorded = instant_text(self.now);
        let snapshot = batch.snapshot.map(|d| d.to_string());
        let at_least = i64::from(batch.at_least);
        self.tally = Tally::default();
        self.differences.clear();
        self.news.clear();
        self.handed = 0;
        self.ente = batch.ente.map(|e| e.as_str().to_owned());
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
        self.sharing |= self.staged;
        if self.staged {
            public::settle(self, batch).await?;
            public::clear(&mut self.tx).await?;
            self.staged = false;
            self.counting = false;
        }
        if std::mem::take(&mut self.sharing) {
            share::count(&mut self.tx).await?;
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
        self.log_import(batch).await?;
        let (differences, news) = (std::mem::take(&mut self.differences), std::mem::take(&mut self.news));
        Ok(Closed { tally: self.tally, differences, news })
    }

    /// One entry for the file, with the digest of every fact that it brought.
    async fn log_import(&mut self, batch: i64) -> Result<(), StoreError> {
        let own = sqlx::query!("SELECT file, kind, accepted, changed, unchanged, refused FROM import_batch WHERE id = $1", batch)
            .fetch_one(&mut *self.tx)
            .await?;
        let facts = seal::batch(&mut self.tx, batch, None).await?;
        let line = Line {
            account: self.author.user,
            reason: self.author.reason.clone(),
            ente: self.ente.clone(),
            new: Some(format!(
                "accettate {}, cambiate {}, invariate {}, rifiutate {}",
                own.accepted, own.changed, own.unchanged, own.refused
            )),
            batch: Some(batch),
            facts: Some(facts),
            ..Line::new(self.now, self.author.name.clone(), ChangeKind::Import, own.kind, own.file)
        };
        log::append(&mut self.tx, &self.key, &line).await?;
        Ok(())
    }

    /// Makes it all last.
    pub(crate) async fn finish(self) -> Result<(), StoreError> {
        self.tx.commit().await?;
        self.generation.fetch_add(1, Ordering::SeqCst);
        Ok(())
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

    fn calls(&mut self, batch: i64, rows: Vec<CallRow>, seen: Seen) -> Answer<'_, ()> {
        Box::pin(async move { calls::take(self, batch, &rows, seen).await.map_err(StoreError::unavailable) })
    }

    fn typed(&mut self, batch: i64, rows: Vec<TypedRow>) -> Answer<'_, Vec<Taken>> {
        Box::pin(async move { typed::take(self, batch, rows).await.map_err(StoreError::unavailable) })
    }

    fn close_batch(&mut self, batch: i64, refused: u64, refusals: Vec<String>) -> Answer<'_, Closed> {
        Box::pin(async move { self.close(batch, refused, refusals).await.map_err(StoreError::unavailable) })
    }

    fn commit(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move {
            let mut writing = *self;
            let end = async {
                public::unstage(&mut writing.tx).await?;
                writing.finish().await
            };
            end.await.map_err(StoreError::unavailable)
        })
    }

    fn abandon(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { self.tx.rollback().await.map_err(|e| StoreError::from(e).unavailable()) })
    }
}
