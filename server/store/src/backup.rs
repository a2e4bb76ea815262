//! Copies of the database: made while it is in use, verified before they get their name, put back only where nothing is lost.

use crate::{
    Store, StoreError,
    log::{Head, LogKey, key_path},
    open::private,
    verify::{self, Verdict},
};
use sqlx::{Connection, SqliteConnection};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How its log ends, which is written beside it too: `FILE.head`.
    pub head: Head,
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Writes a copy of what the connection sees; it has its name only when all of it is on the disk.
pub(crate) async fn copy(connection: &mut SqliteConnection, to: &Path) -> Result<(), StoreError> {
    let part = beside(to, ".parte");
    remove(&part)?;
    let name = part.to_str().ok_or_else(|| StoreError::Io(std::io::Error::other("a file name that is not text")))?;
    // SQLite writes into an empty file, and leaves its mode.
    private(&part)?;
    // `VACUUM INTO` reads one snapshot, also beside a writer, and leaves no write-ahead log beside the copy.
    if let Err(error) = sqlx::query("VACUUM INTO $1").bind(name).execute(connection).await {
        remove(&part)?;
        return Err(error.into());
    }
    fs::File::open(&part)?.sync_all()?;
    fs::rename(&part, to)?;
    sync_folder(to)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// A new name lasts when its folder is on the disk.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        fs::File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

impl Backup {
    /// Copies a database, whether or not a server has it open, and verifies the copy before it gets its name.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the copy is there already, [`StoreError::Unfaithful`] where the copy does not verify;
    /// others as they come. Nothing is left under the copy's name then.
    pub async fn make(database: &Path, to: &Path) -> Result<Self, StoreError> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        let key = LogKey::read(&key_path(database))?;
        let fresh = beside(to, ".nuova");
        remove(&fresh)?;
        let mut source = verify::look(database).await?;
        let copied = copy(&mut source, &fresh).await;
        source.close().await.ok();
        copied?;
        let checked = check(&fresh, &key).await;
        let head = match checked {
            Ok(verdict) if verdict.wrong.is_empty() => verdict.head,
            Ok(verdict) => {
                remove(&fresh)?;
                return Err(StoreError::Unfaithful(verdict.wrong));
            }
            Err(error) => {
                remove(&fresh)?;
                return Err(error);
            }
        };
        let bytes = fs::metadata(&fresh)?.len();
        write_head(to, &head)?;
        fs::rename(&fresh, to)?;
        sync_folder(to)?;
        Ok(Self { path: to.to_owned(), bytes, head })
    }
}

fn write_head(to: &Path, head: &Head) -> Result<(), StoreError> {
    let part = beside(to, ".head.parte");
    fs::write(&part, format!("{} {}\n", head.count, head.mac))?;
    fs::File::open(&part)?.sync_all()?;
    fs::rename(&part, beside(to, ".head"))?;
    Ok(())
}

/// Where it is written how the log ended when a backup was made.
pub(crate) fn head_path(backup: &Path) -> PathBuf {
    beside(backup, ".head")
}

/// How the log ended when a backup was made.
pub(crate) fn read_head(backup: &Path) -> Option<Head> {
    let text = fs::read_to_string(head_path(backup)).ok()?;
    let (count, mac) = text.trim().split_once(' ')?;
    Some(Head { count: count.parse().ok()?, mac: mac.to_owned() })
}

async fn check(copy: &Path, key: &LogKey) -> Result<Verdict, StoreError> {
    let mut connection = verify::look(copy).await?;
    let done = async {
        // A copy from before there was a log: its pages can be looked at, and there is nothing that it must agree with.
        let logged: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'log_entry'").fetch_one(&mut connection).await?;
        if logged == 0 {
            let pages: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(10)").fetch_all(&mut connection).await?;
            let wrong = pages.into_iter().filter(|p| p != "ok").map(verify::Wrong::Pages).collect();
            return Ok(Verdict { wrong, head: Head { count: 0, mac: String::new() }, batches: 0 });
        }
        let mut verdict = verify::verdict(&mut connection, key).await?;
        if let Some(head) = read_head(copy).filter(|h| *h != verdict.head) {
            verdict.wrong.push(verify::Wrong::Behind(head));
        }
        Ok(verdict)
    };
    let done = done.await;
    connection.close().await.ok();
    done
}

/// Puts a backup in the place of a database. What is there now is kept beside it under a name with the day: nothing is lost.
/// Gives that name.
///
/// # Errors
/// [`StoreError::Locked`] while a server has the database open, [`StoreError::Unfaithful`] or [`StoreError::Key`] where the
/// backup does not verify with the database's key, [`StoreError::FromTheFuture`] where a later version wrote it; others as they come.
pub async fn restore(backup: &Path, database: &Path, stamp: &str) -> Result<Option<PathBuf>, StoreError> {
    if !backup.is_file() {
        return Err(StoreError::Missing(backup.to_owned()));
    }
    let _lock = crate::open::lock(database).await?;
    let key = LogKey::read(&key_path(database))?;
    let verdict = check(backup, &key).await?;
    if !verdict.wrong.is_empty() {
        return Err(StoreError::Unfaithful(verdict.wrong));
    }
    // Before anything is moved: once it is in place it must open.
    let mut look = verify::look(backup).await?;
    let ours = crate::open::refuse_future(backup, &mut look).await;
    look.close().await.ok();
    ours?;
    let fresh = beside(database, ".nuova");
    remove(&fresh)?;
    private(&fresh)?;
    std::io::copy(&mut fs::File::open(backup)?, &mut fs::File::options().write(true).open(&fresh)?)?;
    fs::File::open(&fresh)?.sync_all()?;
    let mut kept = None;
    if database.exists() {
        let aside = beside(database, &format!(".prima-del-ripristino-{stamp}"));
        if aside.exists() {
            return Err(StoreError::Exists(aside));
        }
        for ending in ["-wal", "-shm", ""] {
            let from = beside(database, ending);
            if from.exists() {
                fs::rename(from, beside(&aside, ending))?;
            }
        }
        kept = Some(aside);
    }
    fs::rename(&fresh, database)?;
    sync_folder(database)?;
    // Opened once, so that a backup of an earlier version is brought up to date now and not on the day it is needed.
    drop(_lock);
    Store::open(database).await?.close().await;
    Ok(kept)
}
