//! `traguardi verify`: whether the log is the one that was written, and the facts are those that the log knows.

use crate::{
    StoreError, calls,
    log::{self, Broken, Head, LogKey, key_path},
    public, seal, share,
    sittings::{self, BrokenSeal},
};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{path::Path, time::Duration};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What does not hold. Empty: all is as it was written.
    pub wrong: Vec<Wrong>,
    /// How the log ends.
    pub head: Head,
    /// How many batches of facts were counted again.
    pub batches: usize,
}

/// Something that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file's pages or indexes do not hold together, in SQLite's own words.
    Pages(String),
    /// The chain breaks at this entry.
    Entry(i64, Broken),
    /// The facts of this batch are not those that this entry of the log knows.
    Facts {
        /// Number of the batch.
        batch: i64,
        /// Number of the entry.
        entry: i64,
    },
    /// Facts of a batch that no entry of the log knows.
    Unknown(i64),
    /// The log knows a batch of which nothing is left.
    Gone {
        /// Number of the batch.
        batch: i64,
        /// Number of the entry.
        entry: i64,
    },
    /// A proposal is not as this entry of the log knows it, or it is gone.
    Proposal {
        /// Number of the proposal.
        id: i64,
        /// Number of the entry.
        entry: i64,
    },
    /// A proposal that no entry of the log knows.
    UnknownProposal(i64),
    /// A frozen document does not hold.
    Frozen {
        /// The ente's code.
        ente: String,
        /// Number of the document.
        number: i64,
        /// How.
        how: BrokenSeal,
    },
    /// A row refers to one that is not there.
    Loose {
        /// Where it stands.
        table: String,
        /// What it refers to.
        to: String,
    },
    /// What is shown of a body is not what was said of it.
    Body(String),
    /// What is shown of a call is not what was said of it.
    Call(String),
    /// The national shares are not what the facts give.
    Shares,
    /// The log is shorter than it was when this backup was made, or another one.
    Behind(Head),
}

/// Opens a database for looking only: no lock is taken, so that it can be done beside a running server.
pub(crate) async fn look(path: &Path) -> Result<SqliteConnection, StoreError> {
    if !path.is_file() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(|e| StoreError::of(path, e))?;
    assert_text(path, &mut connection).await?;
    Ok(connection)
}

/// The tables' own descriptions must be text. sqlx ends the thread of a connection on which a column has a name that is not,
/// and what waits for that thread may wait for ever: a damaged description is refused before any table is read.
async fn assert_text(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let described: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT CAST(sql AS BLOB) AS described FROM sqlite_schema WHERE sql IS NOT NULL")
            .fetch_all(connection)
            .await
            .map_err(|e| StoreError::of(path, e))?;
    if described.iter().all(|d| std::str::from_utf8(d).is_ok()) {
        Ok(())
    } else {
        Err(StoreError::Damaged { path: path.to_owned(), why: "the description of a table is not text".to_owned() })
    }
}

/// Verifies a database with the key beside it.
///
/// # Errors
/// [`StoreError::Missing`], [`StoreError::Key`], [`StoreError::Damaged`]: where it can't even be read.
pub async fn verify(path: &Path) -> Result<Verdict, StoreError> {
    verify_since(path, None).await
}

/// The same, and that the log goes on from how it ended when a copy was made: what was cut from it since, with its end written anew by
/// whoever has the key too, is found by what was kept elsewhere.
///
/// # Errors
/// As [`verify`]; [`StoreError::Missing`] where nothing is written beside the copy.
pub async fn verify_since(path: &Path, copy: Option<&Path>) -> Result<Verdict, StoreError> {
    let earlier = copy
        .map(|copy| crate::backup::read_head(copy).ok_or_else(|| StoreError::Missing(crate::backup::head_path(copy))))
        .transpose()?;
    let mut connection = look(path).await?;
    let key = LogKey::read(&key_path(path))?;
    let looked = async {
        let mut verdict = verdict(&mut connection, &key).await?;
        if let Some(head) = earlier {
            let there: Option<Vec<u8>> = sqlx::query_scalar("SELECT mac FROM log_entry WHERE id = $1")
                .bind(head.count)
                .fetch_optional(&mut connection)
                .await?;
            if head.count > 0 && there.is_none_or(|mac| log::hex(&mac) != head.mac) {
                verdict.wrong.push(Wrong::Behind(head));
            }
        }
        Ok(verdict)
    };
    let verdict = looked.await.map_err(|e: StoreError| match e {
        StoreError::Database(e) => StoreError::of(path, e),
        other => other,
    });
    connection.close().await.ok();
    verdict
}

/// Verifies what a connection sees, in one transaction.
pub(crate) async fn verdict(connection: &mut SqliteConnection, key: &LogKey) -> Result<Verdict, StoreError> {
    let mut tx = connection.begin().await?;
    let pages: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(10)").fetch_all(&mut *tx).await?;
    let walked = log::walk(&mut tx, key).await?;
    let counted = seal::all(&mut tx).await?;
    let proposals = seal::proposals(&mut tx).await?;
    let frozen = sittings::check(&mut tx, &walked.frozen).await?;
    let derived = derived(&mut tx).await?;
    tx.rollback().await?;
    // An index that says otherwise than its table would show otherwise than what is counted here.
    let mut wrong: Vec<Wrong> = pages.into_iter().filter(|p| p != "ok").map(Wrong::Pages).collect();
    let broken = walked.breaks.into_iter().map(|(id, broken)| Wrong::Entry(id, broken));
    wrong.extend(broken);
    for (batch, digest) in &counted {
        match walked.batches.get(batch) {
            None => wrong.push(Wrong::Unknown(*batch)),
            Some((entry, known)) if known != digest => wrong.push(Wrong::Facts { batch: *batch, entry: *entry }),
            Some(_) => {}
        }
    }
    let mut gone: Vec<Wrong> = walked
        .batches
        .iter()
        .filter(|(batch, _)| !counted.contains_key(batch))
        .map(|(batch, (entry, _))| Wrong::Gone { batch: *batch, entry: *entry })
        .collect();
    gone.sort_by_key(|w| if let Wrong::Gone { batch, .. } = w { *batch } else { 0 });
    wrong.extend(gone);
    wrong.extend(proposals.keys().filter(|id| !walked.proposals.contains_key(*id)).map(|id| Wrong::UnknownProposal(*id)));
    let mut changed: Vec<(i64, i64)> = walked
        .proposals
        .iter()
        .filter(|(id, (_, known))| proposals.get(*id) != Some(known))
        .map(|(id, (entry, _))| (*id, *entry))
        .collect();
    changed.sort_unstable();
    wrong.extend(changed.into_iter().map(|(id, entry)| Wrong::Proposal { id, entry }));
    wrong.extend(derived);
    wrong.extend(frozen.into_iter().map(|(ente, number, how)| Wrong::Frozen { ente, number, how }));
    Ok(Verdict { wrong, head: walked.head, batches: counted.len() })
}

/// What is worked out from facts when they come in, and kept: worked out again.
async fn derived(connection: &mut SqliteConnection) -> Result<Vec<Wrong>, StoreError> {
    let loose: Vec<(String, String)> =
        sqlx::query_as("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check ORDER BY 1, 2")
            .fetch_all(&mut *connection)
            .await?;
    let mut wrong: Vec<Wrong> = loose.into_iter().map(|(table, to)| Wrong::Loose { table, to }).collect();
    wrong.extend(public::astray(connection).await?.into_iter().map(Wrong::Body));
    let calls: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'call_fact'").fetch_one(&mut *connection).await?;
    if calls > 0 {
        wrong.extend(calls::astray(connection).await?.into_iter().map(Wrong::Call));
    }
    if !share::holds(connection).await? {
        wrong.push(Wrong::Shares);
    }
    Ok(wrong)
}
