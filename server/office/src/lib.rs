//! # The office room: tables and reports to bytes of office files
//!
//! This room knows how a workbook and a text document are written: [`xlsx`] by rust_xlsxwriter, [`ods`] and [`odt`] by hand, as
//! both are a few XML parts in a zip. What goes in are values that are written already ([`book`], [`document`]): a number is
//! written as a number, a date as a date, money as euro with two decimals, and a text as text whatever it begins with: nothing
//! here can become a formula. The same values give the same bytes: no clock is read, the parts have a fixed time.
//! It must not know where figures come from (no SQL, no file), what they mean (no rule of the plan), nor in which language they
//! are (all words arrive written). To add a kind of block to a document: a variant of [`document::Block`] and its arm in `odt`.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod book;
pub mod document;

mod ods;
mod odt;
mod package;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

pub use ods::ods;
pub use odt::odt;
pub use xlsx::xlsx;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A sheet that no workbook holds: too many rows or columns, or a name that none may have.
    #[error("the workbook can't be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The parts could not be packed.
    #[error("the document can't be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The same, in memory.
    #[error("the document can't be packed: {0}")]
    Io(#[from] std::io::Error),
}
