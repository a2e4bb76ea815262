//! What was not taken in, and why. A bad row is data; a bad file is an error.

use domain::cell::Fault;
use std::io;

/// How much of an offending text is kept, in characters.
const EXCERPT: usize = 60;

/// A row that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Line of the file on which the row begins, from 1 with the header.
    pub line: u64,
    /// Column, where one cell is at fault.
    pub column: Option<String>,
    /// The offending text: at most 60 characters, control characters replaced.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// Why a row was not taken in. `words` has the sentence for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A cell does not fit its column.
    Cell(Fault),
    /// Has fewer cells than the header: a line cut off, or a lost separator.
    TooFewCells {
        /// Cells of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// Has more cells than the header: a separator inside a text that no quotes protect.
    TooManyCells {
        /// Cells of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A quoted cell never ends, or goes on after its closing quote.
    BrokenQuote,
    /// Longer than 64 KiB.
    LineTooLong,
    /// A cell is longer than this many bytes: [`crate::Limits::cell`].
    CellTooLong(usize),
    /// A spreadsheet could not compute a cell: `#REF!`, `#N/A`, `#DIV/0!`.
    FormulaFault,
    /// The file has more than this many rows: [`crate::Limits::rows`]. Nothing comes after it, and the file should be
    /// refused as a whole: [`Reason::is_fatal`].
    TooManyRows(u64),
    /// Not text: bytes that are no UTF-8 in a file that is, or NUL.
    NotText,
    /// Not a state that the open data document.
    StateUnknown(String),
    /// An element of a JSON list that is no object, or is cut off.
    NotAnObject,
    /// The file could not be read beyond this line; what follows is not known.
    Unreadable,
}

impl Reason {
    /// Reading ended here, before the file did. Who has somebody waiting for the outcome should take nothing of such a file.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::TooManyRows(_) | Self::Unreadable)
    }
}

/// Why the whole file is no file of ours; nothing of it is taken in.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// No bytes, nothing but blanks, or a JSON list without elements.
    #[error("the file is empty")]
    Empty,
    /// Text, but no table: one column only, an unclosed quote in the header, or UTF-16.
    #[error("the file is no CSV in UTF-8 or Windows-1252")]
    NotCsv,
    /// A web page: mostly an error page saved under the file's name.
    #[error("the file is a web page")]
    Html,
    /// A table, but none that we know.
    #[error("the header is of no file that we know; nearest {nearest:?}, missing {missing:?}")]
    WrongHeader {
        /// Names in the file's header.
        found: Vec<String>,
        /// [`crate::Kind::code`] of the most similar file.
        nearest: Option<&'static str>,
        /// What that one has and this one lacks. Where nothing is missing, it has a column that the template does not know.
        missing: Vec<&'static str>,
    },
    /// Two columns have the same name.
    #[error("the header has the column {0} twice")]
    DuplicateHeader(String),
    /// The header does not end within 64 KiB.
    #[error("the header does not end within 64 KiB")]
    LineTooLong,
    /// The header has more than 64 columns.
    #[error("the header has more than 64 columns")]
    TooManyColumns,
    /// Compressed by gzip. It is not unpacked.
    #[error("the file is compressed")]
    Compressed,
    /// A spreadsheet of before 2007 (XLS), or one that a password protects: both are of this form.
    #[error("the file is an old or a protected spreadsheet")]
    OldSheet,
    /// Not text: a spreadsheet, an archive, a picture.
    #[error("the file is binary")]
    Binary,
    /// JSON, but no list of objects.
    #[error("the file is no JSON list of objects: {0}")]
    Json(String),
    /// Could not be read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
}

/// The beginning of a text, fit for a report.
pub(crate) fn excerpt(text: &str) -> String {
    let mut chars = text.trim().chars().map(|c| match c {
        '\t' | '\n' | '\r' | crate::record::SEPARATOR => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    });
    let mut out: String = chars.by_ref().take(EXCERPT).collect();
    if chars.next().is_some() {
        out.pop();
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_has_no_control_characters() {
        assert_eq!(excerpt(" a\u{7}b\tc\n"), "a\u{fffd}b c");
        let long = excerpt(&"à".repeat(100));
        assert_eq!(long.chars().count(), EXCERPT);
        assert!(long.ends_with('…'));
        assert_eq!(excerpt(&"à".repeat(EXCERPT)), "à".repeat(EXCERPT));
    }
}
