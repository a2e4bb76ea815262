//! What a file turned out to be.

use domain::cell::Table;
use std::fmt;

/// What a file turned out to be, by the names in its header.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Applications from the PA digitale 2026 open data.
    Public,
    /// `avvisi.csv` from the same data.
    Calls,
    /// A file of our own template.
    Template(&'static Table),
}

impl Kind {
    /// Its short name: `pa-digitale`, `avvisi`, or the stem of the template's file.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Public => "pa-digitale",
            Self::Calls => "avvisi",
            Self::Template(table) => table.file,
        }
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("Public"),
            Self::Calls => f.write_str("Calls"),
            Self::Template(table) => write!(f, "Template({})", table.file),
        }
    }
}
