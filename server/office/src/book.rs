//! A workbook as values: sheets of typed cells.

use chrono::NaiveDate;
use domain::{amount::Quantity, money::Cents, when::civil};

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// Its title, in the file's properties.
    pub title: String,
    /// Its language: `it`, `en`.
    pub lang: &'static str,
    /// The day that it is of: the file's own date, so that the same figures give the same bytes.
    pub day: NaiveDate,
    /// Its sheets, in order; each name once, of at most 31 characters and without `[]:*?/\`.
    pub sheets: Vec<Sheet>,
}

/// A sheet, or a table of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name, on its tab.
    pub name: String,
    /// What it is, in a sentence above it: a sheet that is printed alone still says so.
    pub caption: String,
    /// Its columns.
    pub head: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells mostly are.
    pub kind: Kind,
}

/// What the cells of a column mostly are: its heading is aligned with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Euro.
    Money,
    /// Days.
    Date,
}

impl Kind {
    /// Stands to the right, so that figures stand below one another.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, whatever they begin with.
    Text(String),
    /// A number, in thousandths.
    Number(i64),
    /// Euro.
    Money(Cents),
    /// A day.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words; none is an empty cell.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A count.
    #[must_use]
    pub fn count(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX).saturating_mul(1000))
    }

    /// As a reader sees it: `1.234,56 €`, `29/10/2025`, `13.500`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Number(thousandths) => Quantity { thousandths: *thousandths, ..Quantity::whole(0) }.number(),
            Self::Money(cents) => cents.to_string(),
            Self::Date(day) => civil(*day),
            Self::Empty => String::new(),
        }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Text }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Number }
    }

    /// A column of euro.
    #[must_use]
    pub fn money(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Money }
    }

    /// A column of days.
    #[must_use]
    pub fn date(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Date }
    }
}

impl Sheet {
    /// Widths of the columns, in characters: of the longest cell, within what can be read on a screen.
    #[must_use]
    pub(crate) fn widths(&self) -> Vec<u16> {
        const LEAST: usize = 8;
        const MOST: usize = 60;
        let longest = |at: usize| {
            let head = self.head.get(at).map_or(0, |c| c.name.chars().count());
            let cells = self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.shown().chars().count());
            cells.chain([head]).max().unwrap_or_default()
        };
        (0..self.head.len()).map(|at| u16::try_from(longest(at).clamp(LEAST, MOST) + 2).unwrap_or(u16::MAX)).collect()
    }
}
