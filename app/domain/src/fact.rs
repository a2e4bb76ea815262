//! A fact: a record with what is needed to believe it.

use crate::{
    cell::{Cell, Column, Fault, Value},
    when::When,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where a fact comes from and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// From when it holds; unknown is `None`.
    pub al: Option<When>,
    /// When it came to be known: the source's own date, or the day of entry.
    pub known: NaiveDate,
    /// Code of the source, in the ente's or the common list.
    pub source: Option<String>,
    /// A remark on it.
    pub note: Option<Note>,
}

impl Provenance {
    /// The remark, where it was published: what pages and files show to everybody.
    #[must_use]
    pub fn public_note(&self) -> Option<&str> {
        self.note.as_ref().filter(|note| note.public).map(|note| note.text.as_str())
    }
}

/// A remark of an office. It is internal until somebody publishes it.
///
/// It is written as its text alone, and read as one that is public: the documents of sittings hold no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Everybody may read it.
    pub public: bool,
}

impl Note {
    /// A remark of which it was said, or not, whether everybody may read it; none without a text.
    #[must_use]
    pub fn typed(text: Option<String>, public: Option<bool>) -> Option<Self> {
        text.map(|text| Self { text, public: public.unwrap_or_default() })
    }

    /// The word for [`Self::public`] in files, forms and the log.
    #[must_use]
    pub fn word(&self) -> String {
        self.public.print()
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self { text, public: true }
    }
}

impl From<Note> for String {
    fn from(note: Note) -> Self {
        note.text
    }
}

/// A record, its provenance and the instant it was recorded. Fact tables are append-only: a newer word on the same thing
/// is a further fact, and the earlier one stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<R> {
    /// Number of the row.
    pub id: i64,
    /// What is said.
    pub record: R,
    /// On what authority.
    pub provenance: Provenance,
    /// When we wrote it down (UTC).
    pub recorded_at: DateTime<Utc>,
}

impl<R> std::ops::Deref for Fact<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.record
    }
}

/// The columns that every file has after its own.
pub static PROVENANCE: [Column; 5] = [
    Column::of::<Option<When>>("al", "al", "Da quando vale: giorno, mese, trimestre o anno; vuoto se non noto.", false),
    Column::of::<Option<NaiveDate>>(
        "known",
        "noto_il",
        "Quando si è saputo; vuoto vale la data della fonte o, se non ne ha, il giorno dell'importazione.",
        false,
    ),
    Column::of::<Option<String>>("source", "fonte", "Codice della fonte, dal file fonti.", false),
    Column::of::<Option<String>>("note", "nota", "Una precisazione, che resta interna finché non si pubblica.", false),
    Column::of::<Option<bool>>("note_public", "nota_pubblica", "sì se la nota va mostrata a tutti, accanto al dato.", false),
];

/// A kind of record: see [`crate::records`].
pub trait Record: Sized + Clone + Send + Sync + 'static {
    /// Its file and table.
    const TABLE: &'static crate::cell::Table;
    /// Back from kept values.
    ///
    /// # Errors
    /// The column that is damaged.
    fn load(values: &[Value]) -> Result<Self, (&'static str, Fault)>;
    /// To kept values.
    fn store(&self) -> Vec<Value>;
}

/// The latest word on each thing: of facts with the same key the one known last, then the one recorded last.
/// Order of first appearance is kept.
pub fn latest<'a, R: Record, K: Eq + std::hash::Hash>(
    facts: impl IntoIterator<Item = &'a Fact<R>>,
    key: impl Fn(&'a Fact<R>) -> K,
) -> Vec<&'a Fact<R>> {
    let mut at = std::collections::HashMap::new();
    let mut out: Vec<&Fact<R>> = Vec::new();
    for fact in facts {
        let slot = *at.entry(key(fact)).or_insert_with(|| {
            out.push(fact);
            out.len() - 1
        });
        let held = out[slot];
        if (fact.provenance.known, fact.recorded_at, fact.id) > (held.provenance.known, held.recorded_at, held.id) {
            out[slot] = fact;
        }
    }
    out
}
