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

/// A drawing, as wide as the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The stem of its file; unique in the document, of letters, digits and hyphens.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub shows: String,
    /// A whole SVG.
    pub svg: String,
    /// Width and height of its view box.
    pub size: (u32, u32),
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
    /// A drawing.
    Picture(Picture),
}
