//! Uploaded files: spreadsheets of every kind, honest and not, and the limits on what is read.

#![allow(clippy::unwrap_used, missing_docs)]

mod archives;
mod book;
mod limits;
mod rows;

use intake::{Item, Limits, Refusal, SheetFault, open_within, sheet_to_csv};
use std::io::Cursor;

/// The CSV of a workbook.
fn csv(book: &[u8]) -> Result<Vec<u8>, SheetFault> {
    let mut out = Vec::new();
    sheet_to_csv(Cursor::new(book), &mut out)?;
    Ok(out)
}

/// What is read of a CSV.
fn read(csv: &[u8]) -> Vec<Result<Item, Refusal>> {
    open_within(csv, Limits::UPLOAD).unwrap().collect()
}
