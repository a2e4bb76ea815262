//! Ports: what pages ask of the store, and what an import hands to it. Used as `Arc<dyn …>`.

use crate::{
    application::{PublicRow, Seen},
    cell::{Table, Value},
    desk::Author,
    dossier::{Catalogue, Dossier, Ente},
    fact::Note,
    identifier::Ipa,
    money::Cents,
    when::When,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::{future::Future, pin::Pin};

/// An answer that is on its way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unavailable>> + Send + 'a>>;

/// The register could not answer. Details are in the log; a page says so in plain words and leads on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the register is not available")]
pub struct Unavailable;

/// A page of the list of enti.
#[derive(Debug, Clone, Default)]
pub struct EntiPage {
    /// The enti, those shown first at the head.
    pub enti: Vec<EnteLine>,
    /// How many there are in all.
    pub total: usize,
}

/// An ente in the list.
#[derive(Debug, Clone)]
pub struct EnteLine {
    /// The body.
    pub ente: Ente,
    /// How many projects it has.
    pub projects: usize,
}

/// An import as `/fonti` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: i64,
    /// When (UTC).
    pub recorded_at: DateTime<Utc>,
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// What it was: `pa-digitale`, `avvisi`, or the kind of our template.
    pub kind: String,
    /// Day of the snapshot, for public data.
    pub snapshot: Option<NaiveDate>,
    /// That day is a lower bound.
    pub at_least: bool,
    /// Licence of the data.
    pub licence: Option<String>,
    /// What it brought.
    pub tally: Tally,
    /// Rows refused, the first thousand with line, column and reason in words.
    pub refusals: Vec<String>,
}

/// What an import did, by rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New things.
    pub accepted: u64,
    /// Things known before about which the row says something new.
    pub changed: u64,
    /// Rows that say nothing new.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

impl Tally {
    /// Adds another.
    pub fn absorb(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.refused += other.refused;
    }
}

/// What pages read. A lookup that finds nothing is `None`, not an error, until a page decides.
pub trait Register: Send + Sync {
    /// Enti whose name, province or code has these words; `offset` and `limit` make pages of the list.
    fn enti(&self, words: &str, offset: usize, limit: usize) -> Answer<'_, EntiPage>;
    /// Everything kept about one ente.
    fn dossier(&self, ente: &Ipa) -> Answer<'_, Option<Dossier>>;
    /// The same as it was known on a day: without what came to be known later, and with what was taken back later. What may be
    /// internal and today is, or has been taken back, is left out on every day. Names of offices are all there.
    fn dossier_known(&self, ente: &Ipa, known: NaiveDate) -> Answer<'_, Option<Dossier>>;
    /// Both of one moment: everything, and what was known on a day.
    fn dossiers(&self, ente: &Ipa, known: NaiveDate) -> Answer<'_, Option<(Dossier, Dossier)>>;
    /// What all enti share.
    fn catalogue(&self) -> Answer<'_, std::sync::Arc<Catalogue>>;
    /// Imports, the newest first.
    fn batches(&self) -> Answer<'_, Vec<Batch>>;
    /// Answers when the register can be read.
    fn ready(&self) -> Answer<'_, ()>;
}

/// A row of `avvisi.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Line of the file, from 1 with the header.
    pub line: u64,
    /// Title, blanks collapsed.
    pub title: String,
    /// Measure in words.
    pub measure: Option<String>,
    /// First day.
    pub opened: Option<NaiveDate>,
    /// Last day.
    pub closed: Option<NaiveDate>,
    /// State as published.
    pub state: Option<String>,
    /// Money set aside.
    pub funds: Option<Cents>,
    /// For whom.
    pub recipients: Option<String>,
}

/// A row of our own template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedRow {
    /// Line of the file, from 1 with the header.
    pub line: u64,
    /// Its kind.
    pub table: &'static Table,
    /// Its kept values, in the order of the table's columns.
    pub values: Vec<Value>,
    /// Where it comes from.
    pub provenance: TypedProvenance,
    /// The cells as they stood in the file.
    pub raw: String,
}

/// Provenance as typed: `known` may be left to the source's date or the day of entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedProvenance {
    /// From when it holds.
    pub al: Option<When>,
    /// When it came to be known.
    pub known: Option<NaiveDate>,
    /// Code of the source.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<Note>,
}

/// A file about to be taken in.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256, hexadecimal.
    pub digest: String,
    /// What it is.
    pub kind: String,
    /// Day of the snapshot, for public data.
    pub snapshot: Option<NaiveDate>,
    /// That day is a lower bound.
    pub at_least: bool,
    /// Licence of the data.
    pub licence: Option<String>,
    /// The ente that it is brought in for, whose history tells it; none for the command, which every ente's history tells.
    pub ente: Option<Ipa>,
}

/// What became of a typed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// New.
    Accepted,
    /// A further word on something known; the earlier one is kept.
    Changed,
    /// Nothing new.
    Unchanged,
    /// It speaks of something the register does not know.
    Refused(Unknown),
}

/// Why the register can't take a row: what it refers to is not there, or what it says can't be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No such ente.
    Ente(String),
    /// No such project of this ente.
    Project(String),
    /// No such source.
    Source(String),
    /// No such indicator of this ente.
    Indicator(String),
    /// A state without its amount or decree date.
    Incomplete,
    /// Another first deadline than this one, which never moves (`domain.md` §2.2 and §2.3).
    Baseline(When),
}

/// One difference that an import makes, for `--dry-run`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceLine {
    /// Which of the batch's rows says it, from 1, in the order in which they were handed over.
    pub row: u64,
    /// That row's line of the file.
    pub line: u64,
    /// What it is about.
    pub subject: String,
    /// What was known; empty for something new.
    pub old: String,
    /// What is said now.
    pub new: String,
    /// What it is about, cell by cell: name of the column and text as files have it, the ente left out.
    pub key: Vec<(&'static str, String)>,
    /// Old and new, cell by cell; for something new the cells that say something.
    pub cells: Vec<CellChange>,
    /// The day on which what stands was known, where that is after the row's own: the row goes into the history, and what is
    /// shown stays.
    pub outdone: Option<NaiveDate>,
}

/// A cell that an import changes. Texts are as files have them, empty where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Name of the column.
    pub column: &'static str,
    /// What was known.
    pub old: String,
    /// What is said now.
    pub new: String,
}

/// What a batch did.
#[derive(Debug, Clone, Default)]
pub struct Closed {
    /// By rows.
    pub tally: Tally,
    /// The first thousand differences.
    pub differences: Vec<DifferenceLine>,
    /// The first thousand new things; they have no old words.
    pub news: Vec<DifferenceLine>,
}

/// What an import writes through. One entry is one transaction: all of it, or nothing.
pub trait Ledger: Send + Sync {
    /// Opens an entry; `now` is when its facts are recorded, `today` the day of entry, `author` who the log names.
    fn begin(&self, now: DateTime<Utc>, today: NaiveDate, author: Author) -> Answer<'_, Box<dyn Entry>>;
}

/// An open transaction. Dropped without [`Entry::commit`], it leaves the register as it was.
pub trait Entry: Send {
    /// Opens a batch: one file.
    fn open_batch(&mut self, batch: NewBatch) -> Answer<'_, i64>;
    /// Takes public rows; `seen` where a row does not say itself. Their effect is worked out when the batch is closed.
    fn public(&mut self, batch: i64, rows: Vec<PublicRow>, seen: Seen) -> Answer<'_, ()>;
    /// Takes calls, as of the day on which they were seen so.
    fn calls(&mut self, batch: i64, rows: Vec<CallRow>, seen: Seen) -> Answer<'_, ()>;
    /// Takes rows of our template, each with its fate.
    fn typed(&mut self, batch: i64, rows: Vec<TypedRow>) -> Answer<'_, Vec<Taken>>;
    /// Works out what the batch changed and writes its tally; `refused` rows and their sentences come from the caller.
    fn close_batch(&mut self, batch: i64, refused: u64, refusals: Vec<String>) -> Answer<'_, Closed>;
    /// Makes it all last.
    fn commit(self: Box<Self>) -> Answer<'static, ()>;
    /// Leaves everything as it was.
    fn abandon(self: Box<Self>) -> Answer<'static, ()>;
}
