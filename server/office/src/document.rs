//! A text document as values: headings, paragraphs, lists, tables.

use crate::book::Sheet;
use chrono::NaiveDate;

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its title, above everything and in the file's properties.
    pub title: String,
    /// Its language: `it`, `en`.
    pub lang: &'static str,
    /// The day that it is of: the file's own date.
    pub day: NaiveDate,
    /// What stands at the head of every page.
    pub header: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading, of level 1 to 3.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// A table; its heading row is repeated on every page. Its name is unique in the document.
    Table(Sheet),
}
