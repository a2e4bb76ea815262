//! The desk: what somebody changes, what becomes of it, and the history that is left.
//!
//! A save is a further fact on a thing, never the overwriting of one. It carries the number of the fact it saw: where the
//! thing has got a newer one meanwhile, nothing is written and the newer one comes back ([`Saved::Conflict`]).

use crate::{
    cell::{Table, Value},
    fact::{Note, Provenance},
    identifier::{Ipa, Slug},
    ports::{Answer, Ledger, Unknown},
    proposal::Proposals,
    when::When,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A thing as it stands: its latest fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Number of the fact: the version that a save must have seen.
    pub version: i64,
    /// Its values, in the order of the table's columns.
    pub values: Vec<Value>,
    /// On what authority.
    pub provenance: Provenance,
    /// When it was written down (UTC).
    pub recorded_at: DateTime<Utc>,
    /// Taken back: kept, and shown nowhere but in the history.
    pub withdrawn: bool,
}

/// One thing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What kind of thing.
    pub table: &'static Table,
    /// Its values, in the order of the table's columns.
    pub values: Vec<Value>,
    /// From when it holds.
    pub al: Option<When>,
    /// Code of the source; none is the office itself.
    pub source: Option<String>,
    /// A remark to show beside it.
    pub note: Option<Note>,
    /// The version it saw; 0 where there was nothing.
    pub seen: i64,
    /// Takes the thing back.
    pub withdrawn: bool,
}

/// Who changes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Number of the account; none for the command line.
    pub user: Option<i64>,
    /// Name for the history.
    pub name: String,
    /// Why, where it was asked or offered.
    pub reason: Option<String>,
}

impl Author {
    /// Whoever has the machine itself.
    #[must_use]
    pub fn command_line() -> Self {
        Self { user: None, name: "riga di comando".to_owned(), reason: None }
    }

    /// Whoever asked for a new password without having signed in: nobody knows who that was.
    #[must_use]
    pub fn sign_in_page() -> Self {
        Self { user: None, name: "pagina di accesso".to_owned(), reason: None }
    }
}

/// What became of a save. All of its edits, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Written: the new version of each edit, in order.
    Done(Vec<i64>),
    /// Nothing in it was new: nothing was written.
    Same,
    /// Somebody else was faster.
    Conflict {
        /// Which of the edits.
        edit: usize,
        /// The thing as it stands now; none where there is nothing of the kind any more.
        now: Option<Kept>,
    },
    /// It speaks of something that is not there.
    Refused(Unknown),
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number in the log.
    pub id: i64,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Who, by the name of then.
    pub author: String,
    /// Why.
    pub reason: Option<String>,
    /// What happened.
    pub kind: ChangeKind,
    /// The ente it is about.
    pub ente: Option<Ipa>,
    /// The project it is about.
    pub project: Option<Slug>,
    /// Kind of thing: the name of a table of `records`, or `account`.
    pub subject: String,
    /// Which thing, as its key reads; for an import the name of the file.
    pub thing: String,
    /// Field, as the table's column is named.
    pub field: Option<String>,
    /// Before, as a file would have it.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
    /// The fact that it wrote: what "restore this value" goes back to.
    pub fact: Option<i64>,
}

crate::vocabulary! {
    /// What a line of the history tells.
    pub enum ChangeKind {
        /// A person wrote a field.
        Edit = "modifica",
        /// A person took a thing back.
        Withdrawal = "ritiro",
        /// Files came in.
        Import = "importazione",
        /// Who may do what.
        Access = "accesso",
    }
}

/// Which part of the history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Only this project.
    pub project: Option<Slug>,
    /// Only this kind of thing, or of change by its [`ChangeKind::code`]: an import is about no kind of thing.
    pub subject: Option<String>,
    /// Only lines with these words in author, thing, old or new value.
    pub words: String,
    /// From this civil day in Rome.
    pub from: Option<NaiveDate>,
    /// To this civil day in Rome, included.
    pub to: Option<NaiveDate>,
    /// With what was proposed and decided, which is not for every reader.
    pub proposals: bool,
    /// How many to leave out, the newest first.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

/// A page of the history, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The lines.
    pub changes: Vec<Change>,
    /// How many there are in all.
    pub total: usize,
}

/// What the desk asks. Besides a save it takes whole files in, by way of the [`Ledger`].
pub trait Desk: Ledger + Proposals {
    /// Writes edits in one transaction with their history. `now` is when, `today` the civil day on which they become known.
    fn save(&self, edits: Vec<Edit>, author: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Saved>;
    /// Everything of a kind that an ente has, the withdrawn too; of one project where given. Order of first entry.
    fn kept(&self, table: &'static Table, ente: &Ipa, project: Option<&Slug>) -> Answer<'_, Vec<Kept>>;
    /// A fact by its number, current or not.
    fn fact(&self, table: &'static Table, id: i64) -> Answer<'_, Option<Kept>>;
    /// One line of the history, whoever's it is.
    fn change(&self, id: i64) -> Answer<'_, Option<Change>>;
    /// The history of an ente.
    fn history(&self, ente: &Ipa, filter: HistoryFilter) -> Answer<'_, History>;
}
