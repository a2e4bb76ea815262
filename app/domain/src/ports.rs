//! Ports: what pages ask of the store, and what an import hands to it. Used as `Arc<dyn …>`.

use crate::{
    dossier::{Catalogue, Dossier, Ente},
    identifier::Ipa,
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
    /// What all enti share.
    fn catalogue(&self) -> Answer<'_, std::sync::Arc<Catalogue>>;
    /// Imports, the newest first.
    fn batches(&self) -> Answer<'_, Vec<Batch>>;
    /// Answers when the register can be read.
    fn ready(&self) -> Answer<'_, ()>;
}
