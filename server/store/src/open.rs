//! Opening the one file: lock, settings, schema, one writer and a few readers.

use crate::{
    StoreError, backup,
    log::{self, Line, LogKey, key_path},
    seal, share,
};
use domain::{
    desk::{Author, ChangeKind},
    dossier::Catalogue,
};
use sqlx::{
    ConnectOptions, Connection, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::Duration,
};

/// The migrations, in the binary.
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// The version of the schema from which there is a log.
const LOGGED: i64 = 2;
/// Versions before this one counted the national shares only of the lines that an import touched.
const SHARED: i64 = 11;

/// Readers: each is one thread of SQLite. Four keep a town's council busy on two cores.
const READERS: u32 = 4;

/// The catalogue as of a number of commits.
pub(crate) type Held = (u64, Arc<Catalogue>);

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
    /// Counts commits, so that the catalogue is read again only after one.
    pub(crate) generation: Arc<AtomicU64>,
    pub(crate) catalogue: Arc<Mutex<Option<Held>>>,
    /// What chains the log.
    pub(crate) key: LogKey,
    /// Held as long as the store lives: one instance per database.
    _lock: Arc<File>,
    path: Arc<PathBuf>,
}

/// How long the connections may take to close.
const CLOSING: Duration = Duration::from_secs(10);

impl Store {
    /// Makes a new database.
    ///
    /// # Errors
    /// [`StoreError::Exists`] if the file is there; others as they come.
    pub async fn create(path: &Path) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        // Before SQLite does, which would let every user of the machine read it. Its log and index get the file's own mode.
        private(path)?;
        Self::connect(path, true).await
    }

    /// Opens a database that is there, bringing its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`], so that a wrong path never becomes an empty dashboard; [`StoreError::Damaged`]; others as they come.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Self::connect(path, false).await
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file grow to so many pages and no further, or as far as SQLite goes: what a full disk does, where a test can't
    /// fill one.
    ///
    /// # Errors
    /// As the database answers.
    #[doc(hidden)]
    pub async fn cap(&self, pages: Option<u32>) -> Result<(), StoreError> {
        let sql = format!("PRAGMA max_page_count = {}", pages.unwrap_or(u32::MAX - 1));
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&self.writer).await?;
        Ok(())
    }

    async fn connect(path: &Path, create: bool) -> Result<Self, StoreError> {
        let lock = lock(path).await?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let damaged = |e: sqlx::Error| StoreError::of(path, e);
        if !create {
            // Looked at before anything is set: a file that is not ours must stay as it is, to the byte.
            let mut look = crate::verify::look(path).await?;
            refuse_strangers(path, &mut look).await.map_err(|e| match e {
                StoreError::Database(e) => damaged(e),
                other => other,
            })?;
            look.close().await?;
        }
        let done;
        {
            let mut first = options.clone().connect().await.map_err(damaged)?;
            assert_version(&mut first).await?;
            done = if create { 0 } else { version(&mut first).await? };
            if !create {
                save_before_upgrade(path, &mut first, done).await?;
            }
            MIGRATIONS.run(&mut first).await.map_err(|e| match e {
                sqlx::migrate::MigrateError::VersionMissing(_) | sqlx::migrate::MigrateError::VersionMismatch(_) => {
                    StoreError::FromTheFuture(path.to_owned())
                }
                other => StoreError::Migration(other),
            })?;
            if !create && done < SHARED {
                let mut tx = first.begin_with("BEGIN IMMEDIATE").await?;
                share::count(&mut tx).await?;
                tx.commit().await?;
            }
            assert_settings(path, &mut first).await?;
            first.close().await?;
        }
        let key = key(path, &options, done < LOGGED).await?;
        let writer = SqlitePoolOptions::new().max_connections(1).min_connections(1).connect_with(options.clone()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.create_if_missing(false).read_only(true))
            .await?;
        Ok(Self {
            writer,
            readers,
            generation: Arc::default(),
            catalogue: Arc::default(),
            key,
            _lock: Arc::new(lock),
            path: Arc::new(path.to_owned()),
        })
    }

    /// Begins a transaction that writes: nothing else writes until it ends.
    ///
    /// Where the disk is full SQLite takes the transaction back by itself, and sqlx, which does not see that, believes for
    /// ever that one is open on this connection: it is replaced by a fresh one then, so that no restart is needed.
    pub(crate) async fn begin_writing(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        match self.writer.begin_with("BEGIN IMMEDIATE").await {
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            begun => Ok(begun?),
        }
    }

    /// Closes every connection, so that the write-ahead log is folded into the file.
    ///
    /// On a damaged file a connection may never answer again: then the end is not waited for. What is in the log is found there by
    /// whoever opens the file next.
    pub async fn close(&self) {
        for (name, pool) in [("readers", &self.readers), ("writer", &self.writer)] {
            if tokio::time::timeout(CLOSING, pool.close()).await.is_err() {
                tracing::warn!(name, "a connection did not close: it is given up");
            }
        }
    }
}

/// An empty file that its owner alone can read: it will hold names, and what is internal. There must be none of that name yet.
pub(crate) fn private(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// sqlx's own migration lock does nothing on SQLite, so a lock file beside the database keeps a second instance out.
pub(crate) async fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(PathBuf::from(name))?;
    // A process that is just ending, or a child that has not yet let go of what it inherited, is worth a moment; a second
    // instance is still told within a second.
    for _ in 0..8 {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(std::fs::TryLockError::Error(e)) => return Err(e.into()),
        }
    }
    Err(StoreError::Locked(path.to_owned()))
}

/// The log's key. A database without a log gets a new one; one with a log can't go on without the key that made it. What was
/// imported before there was a log is taken into it once, when it begins: a log that is empty later was emptied, and `verify` says so.
async fn key(path: &Path, options: &SqliteConnectOptions, unlogged: bool) -> Result<LogKey, StoreError> {
    let kept = key_path(path);
    let mut connection = options.clone().connect().await?;
    let begun: i64 = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM log_head"#).fetch_one(&mut connection).await?;
    let known = begun > 0 || kept.exists();
    let key = if known { LogKey::read(&kept)? } else { LogKey::make(&kept)? };
    if begun == 0 && (unlogged || !known) {
        adopt(&mut connection, &key).await?;
    }
    connection.close().await?;
    Ok(key)
}

/// Writes an entry for each import that came before there was a log, with the facts as they stand now.
async fn adopt(connection: &mut sqlx::SqliteConnection, key: &LogKey) -> Result<(), StoreError> {
    let batches =
        sqlx::query!("SELECT id, recorded_at, file, kind FROM import_batch ORDER BY id").fetch_all(&mut *connection).await?;
    if batches.is_empty() {
        return Ok(());
    }
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    let digests = seal::all(&mut tx).await?;
    for b in batches {
        let at = crate::row::instant(&b.recorded_at).ok_or(StoreError::Inconsistent {
            table: "import_batch",
            id: b.id,
            column: "recorded_at",
        })?;
        let line = Line {
            batch: Some(b.id),
            facts: digests.get(&b.id).copied(),
            ..Line::new(at, Author::command_line().name, ChangeKind::Import, b.kind, b.file)
        };
        log::append(&mut tx, key, &line).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The version of the schema.
async fn version(connection: &mut sqlx::SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(connection).await?)
}

/// A database of an earlier version is copied before its schema is touched: `FILE.prima-di-2`, or `FILE.prima-di-2-2` and so on where
/// that name is taken by a copy from before something was written. A copy that is as new as the database is of an upgrade that broke
/// off: it need not be made again.
async fn save_before_upgrade(path: &Path, connection: &mut sqlx::SqliteConnection, done: i64) -> Result<(), StoreError> {
    let newest = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    if done >= newest {
        return Ok(());
    }
    let named = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let written = |file: &Path| std::fs::metadata(file).and_then(|m| m.modified()).ok();
    let last = written(path).max(written(&named("-wal")));
    for n in 1.. {
        let copy = named(&if n == 1 { format!(".prima-di-{newest}") } else { format!(".prima-di-{newest}-{n}") });
        if !copy.exists() {
            return backup::copy(connection, &copy).await;
        }
        if written(&copy) > last {
            break;
        }
    }
    Ok(())
}

/// A database that a later version of this program has written must not be opened by this one, nor put in another's place.
pub(crate) async fn refuse_future(path: &Path, connection: &mut sqlx::SqliteConnection) -> Result<(), StoreError> {
    let applied: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations").fetch_all(connection).await?;
    let ours = |(version, checksum): &(i64, Vec<u8>)| {
        MIGRATIONS.iter().any(|m| m.version == *version && m.checksum.as_ref() == checksum.as_slice())
    };
    if applied.iter().all(ours) { Ok(()) } else { Err(StoreError::FromTheFuture(path.to_owned())) }
}

async fn assert_version(connection: &mut sqlx::SqliteConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    let parts: Vec<u32> = version.split('.').filter_map(|p| p.parse().ok()).collect();
    if parts < vec![3, 51, 3] { Err(StoreError::OldSqlite(version)) } else { Ok(()) }
}

/// A database that is some other program's must not be migrated into ours.
async fn refuse_strangers(path: &Path, connection: &mut sqlx::SqliteConnection) -> Result<(), StoreError> {
    let ours: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name IN ('_sqlx_migrations', 'import_batch', 'ente')")
            .fetch_one(connection)
            .await?;
    if ours == 3 {
        Ok(())
    } else {
        Err(StoreError::Damaged { path: path.to_owned(), why: "it holds no register of Traguardi".to_owned() })
    }
}

async fn assert_settings(path: &Path, connection: &mut sqlx::SqliteConnection) -> Result<(), StoreError> {
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *connection).await?;
    let foreign: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(&mut *connection).await?;
    if journal == "wal" && synchronous == 2 && foreign == 1 {
        Ok(())
    } else {
        Err(StoreError::Damaged {
            path: path.to_owned(),
            why: format!("settings did not take: journal {journal}, synchronous {synchronous}, foreign keys {foreign}"),
        })
    }
}
