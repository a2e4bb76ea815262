//! What all enti share, read again only after a commit.

use crate::{Store, StoreError, row};
use chrono::NaiveDate;
use domain::{
    dossier::{Call, Catalogue},
    fact::{Fact, Record},
    line::LineCode,
    share::LineShare,
};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::sync::{Arc, atomic::Ordering};

impl Store {
    pub(crate) async fn read_catalogue(&self) -> Result<Arc<Catalogue>, StoreError> {
        let generation = self.generation.load(Ordering::SeqCst);
        let held = self.catalogue.lock().ok().and_then(|c| c.clone());
        if let Some((_, catalogue)) = held.filter(|(g, _)| *g == generation) {
            return Ok(catalogue);
        }
        let mut tx = self.readers.begin().await?;
        let catalogue = Arc::new(Catalogue {
            sources: all(&mut tx).await?,
            measures: all(&mut tx).await?,
            envelopes: all(&mut tx).await?,
            targets: all(&mut tx).await?,
            lines: all(&mut tx).await?,
            calls: calls(&mut tx).await?,
            terms: all(&mut tx).await?,
            deferrals: all(&mut tx).await?,
            benchmarks: all(&mut tx).await?,
            durations: all(&mut tx).await?,
            shares: shares(&mut tx).await?,
        });
        tx.commit().await?;
        if let Ok(mut held) = self.catalogue.lock() {
            *held = Some((generation, Arc::clone(&catalogue)));
        }
        Ok(catalogue)
    }
}

async fn all<R: Record>(connection: &mut SqliteConnection) -> Result<Vec<Fact<R>>, StoreError> {
    let rows = sqlx::query(AssertSqlSafe(row::select(R::TABLE, "ORDER BY id"))).fetch_all(connection).await?;
    row::facts(&rows)
}

async fn calls(connection: &mut SqliteConnection) -> Result<Vec<Call>, StoreError> {
    let rows = sqlx::query!("SELECT title, line, opened, closed FROM call ORDER BY title").fetch_all(connection).await?;
    let date = |t: Option<String>| t.and_then(|t| t.parse::<NaiveDate>().ok());
    Ok(rows
        .into_iter()
        .map(|r| Call {
            title: r.title,
            line: r.line.and_then(|l| LineCode::read(&l).ok()),
            opened: date(r.opened),
            closed: date(r.closed),
        })
        .collect())
}

async fn shares(connection: &mut SqliteConnection) -> Result<Vec<LineShare>, StoreError> {
    let rows = sqlx::query!(
        "SELECT line, snapshot, at_least, funded, disbursed, renounced, comuni, median_days, ninetieth_days FROM line_share ORDER BY line"
    )
    .fetch_all(connection)
    .await?;
    let wrong = |column| StoreError::Inconsistent { table: "line_share", id: 0, column };
    let number = |n: i64, column| u32::try_from(n).map_err(|_| wrong(column));
    rows.into_iter()
        .map(|r| {
            Ok(LineShare {
                line: LineCode::read(&r.line).map_err(|_| wrong("line"))?,
                snapshot: r.snapshot.parse().map_err(|_| wrong("snapshot"))?,
                at_least: r.at_least == 1,
                funded: number(r.funded, "funded")?,
                disbursed: number(r.disbursed, "disbursed")?,
                renounced: number(r.renounced, "renounced")?,
                comuni: number(r.comuni, "comuni")?,
                median_days: r.median_days.map(|n| number(n, "median_days")).transpose()?,
                ninetieth_days: r.ninetieth_days.map(|n| number(n, "ninetieth_days")).transpose()?,
            })
        })
        .collect()
}
