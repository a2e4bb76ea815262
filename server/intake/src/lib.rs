//! # Intake: bytes of a file → domain values, and a list of what was refused
//!
//! This room knows files: encodings, separators, quotes, JSON lists, XLSX workbooks, the headers of the PA digitale 2026
//! open data over the years and those of our own template. It gives domain values one at a time, in bounded memory, and
//! for what it can't take a [`Refusal`] with line, column and reason; [`FileFault`] is for a file that is none of ours, of
//! which nothing is taken. It must not know SQL, the network, the clock, nor any sentence shown to people (a reason is an
//! enum, `words` has its sentence). To take in a further kind of file, add its columns beside `public` or `calls`, and its
//! header to `header`; a further form of spreadsheet becomes CSV first, as `sheet` does; a further file of the template
//! needs nothing here: it is declared in `domain::records`.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod calls;
mod decode;
mod export;
mod header;
mod json;
mod kind;
mod limits;
mod open;
mod public;
mod record;
mod refusal;
mod row;
mod sheet;
mod template;

pub use domain::ports::{CallRow, TypedProvenance, TypedRow};
pub use export::{WriteFault, empty_template, template_guide, write_rows};
pub use kind::Kind;
pub use limits::Limits;
pub use open::{Item, Rows, open, open_within};
pub use public::newest_day;
pub use refusal::{FileFault, Reason, Refusal};
pub use sheet::{SheetFault, is_sheet, sheet_to_csv};
