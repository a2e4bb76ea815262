//! What can go wrong here, for the log and the command line; pages only ever see `Unavailable`.

use std::path::PathBuf;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is not there, and the command was not one that makes it.
    #[error("the database {0} does not exist")]
    Missing(PathBuf),
    /// It is there already, and the command wanted a new one.
    #[error("the database {0} exists already")]
    Exists(PathBuf),
    /// Another process has it open.
    #[error("the database {0} is open in another process")]
    Locked(PathBuf),
    /// Not a SQLite file, or one whose pages do not hold together.
    #[error("the file {path} is not a readable database: {why}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite or a check said.
        why: String,
    },
    /// A later version of the program made it.
    #[error("the database {0} comes from a newer version of this program")]
    FromTheFuture(PathBuf),
    /// The key of the log is not where it should be, or is none.
    #[error("the key of the log, {0}, is missing or unreadable")]
    Key(PathBuf),
    /// A copy of which the log or the facts do not hold.
    #[error("the copy does not verify: {0:?}")]
    Unfaithful(Vec<crate::verify::Wrong>),
    /// A linked SQLite that may lose committed pages.
    #[error("SQLite {0} is too old: 3.51.3 is the first that is safe with several connections")]
    OldSqlite(String),
    /// A row that the schema would not have let in.
    #[error("table {table}, row {id}, column {column} holds a value that does not belong there")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Row.
        id: i64,
        /// Column.
        column: &'static str,
    },
    /// SQLite's own words.
    #[error("the database answered with an error: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration that would not run.
    #[error("the schema could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The file system's own words.
    #[error("the file system answered with an error: {0}")]
    Io(#[from] std::io::Error),
}

impl StoreError {
    /// An error of SQLite about a file: damage is named as such.
    #[must_use]
    pub(crate) fn of(path: &std::path::Path, error: sqlx::Error) -> Self {
        match &error {
            // 11 is SQLITE_CORRUPT, 26 SQLITE_NOTADB.
            sqlx::Error::Database(d) if matches!(d.code().as_deref(), Some("11" | "26" | "267" | "779" | "523")) => {
                Self::Damaged { path: path.to_owned(), why: d.message().to_owned() }
            }
            _ => Self::Database(error),
        }
    }

    /// Logs the details and gives what a page may know.
    #[must_use]
    pub fn unavailable(self) -> domain::ports::Unavailable {
        tracing::error!(error = %self, "the register could not answer");
        domain::ports::Unavailable
    }
}
