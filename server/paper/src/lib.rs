//! # Paper: what a committee is handed
//!
//! One ente's projects on one day as a PDF that a screen reader can read (PDF/UA-1) and an archive can keep (PDF/A-2a): krilla checks
//! both while it writes, and a file that fails either is not given out. This room knows views of `domain`, texts of `words` and the
//! geometry of a page; it must not know where facts are kept, what a request is or what a page of the site looks like, and reads no
//! file: fonts, the schedule's geometry and the sentences about changes come from whoever asks. To add a section: one file in
//! `parts/` with a function of [`Report`] and the `Setter`, one line in [`report`]; its texts in `words`. What a reader should hear goes
//! through the setter's headings, paragraphs, lists and tables, which tag it; everything else is an artifact.

mod drawing;
mod emblem;
mod parts;
mod seal;
mod setter;
mod sheet;
mod table;
mod tree;
mod typeface;
mod write;

pub use drawing::{Bar, BarKind, Drawing, Line, Mark, MarkKind, Tick, factor};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{claim::Judged, dossier::Catalogue, figure::Picture, portfolio::Portfolio};
use setter::Setter;
use thiserror::Error;
use typeface::Typefaces;
use words::Lang;

/// Why a report was not made. All of them are ours to mend: nothing in the facts can cause one.
#[derive(Debug, Error)]
pub enum PaperError {
    /// A font is damaged, or none.
    #[error("the {0} font can't be read")]
    Font(&'static str),
    /// The library refused what it was given, or the result is not PDF/A and PDF/UA.
    #[error("the report was not written: {0}")]
    Library(String),
}

/// The fonts, each a whole TrueType file.
#[derive(Debug, Clone, Copy)]
pub struct Fonts<'a> {
    /// For text.
    pub regular: &'a [u8],
    /// For names of rows.
    pub semibold: &'a [u8],
    /// For headings.
    pub bold: &'a [u8],
}

/// The sitting that a report is handed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// What it is called.
    pub title: String,
    /// When it meets.
    pub date: NaiveDate,
    /// Its number.
    pub number: u32,
    /// Which committee or meeting.
    pub body: String,
    /// What it meets about; empty where nothing was written.
    pub agenda: String,
    /// SHA-256 of the frozen document, as hexadecimal digits; empty where nothing was frozen.
    pub seal: String,
}

/// Everything that a report is made of.
pub struct Report<'a> {
    /// Language of its texts; those of the data stay Italian and are marked so.
    pub lang: Lang,
    /// The projects, worked out for a day.
    pub portfolio: &'a Portfolio,
    /// What all enti share, as known then.
    pub catalogue: &'a Catalogue,
    /// What was said in public, judged.
    pub claims: &'a [Judged],
    /// Until when what the report rests on was known, where it is of a past day.
    pub known: Option<NaiveDate>,
    /// The sitting; none for a report of a day.
    pub sitting: Option<Cover>,
    /// What changed, a sentence each, the most important first.
    pub changes: &'a [String],
    /// Since which earlier situation; none for the latest in the register.
    pub since: Option<&'a str>,
    /// What was due since then and has not changed, a sentence each.
    pub unmoved: &'a [String],
    /// The schedule as the screen has it.
    pub schedule: &'a Drawing,
    /// The charts about money, as the pages have them.
    pub pictures: &'a [Picture],
    /// The fonts to set it in.
    pub fonts: Fonts<'a>,
    /// When the file is made (UTC): for its metadata only.
    pub made: DateTime<Utc>,
}

impl Report<'_> {
    /// What the file, its window and its first page are called.
    #[must_use]
    pub fn title(&self) -> String {
        let ente = plain(&self.portfolio.ente.name);
        match &self.sitting {
            Some(sitting) => self.lang.report_title_sitting(&ente, &plain(&sitting.title)),
            None => self.lang.report_title(&ente),
        }
    }
}

/// A text as the file's own description can have it, which is XML.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect()
}

/// Makes the report: PDF/A-2a and PDF/UA-1 in one file.
///
/// # Errors
/// A font that can't be read, and whatever the library objects to.
pub fn report(input: &Report<'_>) -> Result<Vec<u8>, PaperError> {
    let faces = Typefaces::read(input.fonts)?;
    let mut setter = Setter::new(&faces, input.lang);
    parts::cover::set(&mut setter, input);
    parts::answers::set(&mut setter, input);
    parts::changes::set(&mut setter, input);
    parts::projects::set(&mut setter, input);
    parts::schedule::set(&mut setter, input);
    parts::funding::set(&mut setter, input);
    parts::certification::set(&mut setter, input);
    parts::risks::set(&mut setter, input);
    parts::indicators::set(&mut setter, input);
    parts::claims::set(&mut setter, input);
    parts::glossary::set(&mut setter, input);
    parts::sources::set(&mut setter, input);
    let book = setter.bind(&input.title());
    write::write(&faces, &book, input)
}
