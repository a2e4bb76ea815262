//! Spreadsheets: the rows of an XLSX file as CSV, so that there is one way of reading rows.
//!
//! The archive is looked through before anything in it is read (`archive`, `part`, `markup`): what it unpacks to is counted
//! while it is unpacked, whatever it says of itself. Only then `calamine` opens it, and gives one cell at a time.

mod archive;
mod lines;
mod markup;
mod part;
mod value;

use crate::{Limits, header::Header};
use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use lines::Lines;
use std::{
    io::{self, Read, Seek, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// The last row that a sheet has.
const MOST_ROWS: u32 = 1_048_576;

/// Cells that are kept of a row: one more than a file of ours may have columns, so that it shows where there are more.
const WIDEST: usize = 65;

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
    /// Cut off, damaged, or not made as XLSX is. The text is for the log.
    #[error("the workbook cannot be read: {0}")]
    Broken(String),
    /// More than 200 files in the archive.
    #[error("the archive has more than 200 entries")]
    TooManyEntries,
    /// Unpacks to more than is allowed: more than 128 MiB in all, a part that is held in memory to more than a few, or any to
    /// more than a hundred times what it is packed in.
    #[error("the archive unpacks to too much")]
    TooLarge,
    /// Has no sheet with anything in it, hidden ones left aside.
    #[error("the workbook has nothing in its sheets")]
    Empty,
    /// The CSV could not be written, or the file not be read.
    #[error("the sheet could not be copied")]
    Io(#[from] io::Error),
}

impl SheetFault {
    fn broken(why: impl ToString) -> Self {
        Self::Broken(why.to_string())
    }
}

impl From<XlsxError> for SheetFault {
    fn from(fault: XlsxError) -> Self {
        match fault {
            XlsxError::Password => Self::Encrypted,
            other => Self::broken(other),
        }
    }
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
/// A day is `2025-03-12`, with the time behind a `T` where it has one; a number has all its digits and a decimal point; a yes
/// or no is `sì` or `no`; of a formula it is what the spreadsheet computed last, and where it could not, `#REF!` and the like,
/// for which [`crate::Reason::FormulaFault`] refuses the row. A line that breaks inside a cell goes on behind a blank.
///
/// Reads the file twice, and holds neither it nor its rows: memory grows by the workbook's shared strings, 24 MiB at most, and
/// what they are kept in.
///
/// # Errors
/// Why it is no workbook that we read. What was written by then is no file.
pub fn sheet_to_csv<R: Read + Seek, W: Write>(mut file: R, out: W) -> Result<(), SheetFault> {
    archive::inspect(&mut file)?;
    file.rewind()?;
    // calamine reckons with a cell's address before it has looked at its length, which overflows, and panics where overflow is
    // checked. Nothing that is shared outlives the panic: the workbook is dropped, and the CSV is no file.
    catch_unwind(AssertUnwindSafe(|| copy(file, out))).unwrap_or_else(|_| Err(SheetFault::broken("the reader gave up")))
}

fn copy<R: Read + Seek, W: Write>(file: R, out: W) -> Result<(), SheetFault> {
    let mut book: Xlsx<R> = Xlsx::new(file)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(MOST_SHEETS)
        .collect();
    let mut cells = MOST_CELLS;
    let name = choose(&mut book, &names, &mut cells)?.ok_or(SheetFault::Empty)?;
    let mut lines = Lines::new(out)?;
    rows(&mut book, name, &mut cells, |number, cells| {
        lines.write(number, cells)?;
        // A short file can say one long text a million times.
        if lines.written() > MOST_WRITTEN { Err(SheetFault::TooLarge) } else { Ok(true) }
    })?;
    Ok(lines.finish()?)
}

/// The sheet to take: the first with a header of ours, else the first with anything in it.
fn choose<'n, R: Read + Seek>(book: &mut Xlsx<R>, names: &'n [String], cells: &mut u64) -> Result<Option<&'n str>, SheetFault> {
    let mut filled = None;
    for name in names {
        let (mut found, mut ours) = (false, false);
        rows(book, name, cells, |_, cells| {
            found = true;
            ours = Header::of(cells.iter().map(String::as_str)).and_then(|header| header.kind()).is_ok();
            Ok(false)
        })?;
        if ours {
            return Ok(Some(name.as_str()));
        }
        if found && filled.is_none() {
            filled = Some(name.as_str());
        }
    }
    Ok(filled)
}

/// Gives each row that has anything in it, with its number from 0, until `take` has enough.
fn rows<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    left: &mut u64,
    mut take: impl FnMut(u32, &[String]) -> Result<bool, SheetFault>,
) -> Result<(), SheetFault> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut cells: Vec<String> = Vec::new();
    let mut number = 0;
    while let Some(cell) = reader.next_cell()? {
        *left = left.checked_sub(1).ok_or(SheetFault::TooLarge)?;
        let (row, column) = cell.get_position();
        if row != number {
            if row < number || row >= MOST_ROWS {
                return Err(SheetFault::broken(format!("row {row} after row {number}")));
            }
            if !is_blank(&cells) && !take(number, &cells)? {
                return Ok(());
            }
            cells.clear();
            number = row;
        }
        let mut text = value::text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        // One byte more than is read, so that the row is refused for it.
        if text.len() > Limits::UPLOAD.cell {
            let mut end = Limits::UPLOAD.cell + 1;
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.truncate(end);
        }
        let at = usize::try_from(column).map_or(WIDEST - 1, |column| column.min(WIDEST - 1));
        if cells.len() <= at {
            cells.resize_with(at + 1, String::new);
        }
        if let Some(place) = cells.get_mut(at) {
            *place = text;
        }
    }
    if !is_blank(&cells) {
        take(number, &cells)?;
    }
    Ok(())
}

/// Sheets that are looked into for a header of ours.
const MOST_SHEETS: usize = 50;
/// Cells that are read in all, empty ones too: more than [`Limits::UPLOAD`] allows rows and columns, looking for the sheet included.
const MOST_CELLS: u64 = 20_000_000;
/// Bytes of CSV that are written: as much as an archive may hold unpacked.
const MOST_WRITTEN: u64 = 128 * 1024 * 1024;

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_known_by_its_first_bytes() {
        assert!(is_sheet(b"PK\x03\x04\x14\0") && is_sheet(b"PK\x05\x06"));
        for head in [b"".as_slice(), b"PK", b"ente;progetto", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0"] {
            assert!(!is_sheet(head));
        }
    }
}
