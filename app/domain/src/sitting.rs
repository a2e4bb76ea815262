//! What a sitting was shown, frozen: results and not inputs, so that they read the same when rules and data have changed.
//!
//! A [`Document`] holds every figure, status, row and source as they stood on a day and were known on a day. Pages, drawings
//! and tables are rendered from it once and kept beside it; it lists their digests, and its own is the seal. Slides, report and
//! comparison read the document and nothing else. The rules are our own.

use crate::{
    amount::Bound,
    application::Seen,
    as_of::AsOf,
    claim::{Judged, Verdict},
    compare::Comparison,
    desk::Author,
    dossier::{Catalogue, Dossier},
    fact::{Fact, Record, latest},
    identifier::Ipa,
    phase::Fund,
    portfolio::Portfolio,
    ports::Answer,
    records::{Contract, Payment, Risk, Sitting},
    status::Tone,
    total::Total,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Number of the form of documents made today. A change in what a document holds gets a further one, and a test keeps a
/// document of each.
///
/// 1: the first. 2: what has changed since the sitting before, and the titles of parts.
pub const SCHEMA: u32 = 2;

/// What lines of the history about frozen documents are about: the thing is the number, what is new the seals.
pub const SUBJECT: &str = "freeze";

/// What was shown to everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// [`SCHEMA`] of then.
    pub schema: u32,
    /// What it is about.
    pub cover: Cover,
    /// The figures that answer the first questions, by themselves.
    pub figures: Vec<Figure>,
    /// The projects, worked out.
    pub portfolio: Portfolio,
    /// What all enti share, as it was known.
    pub catalogue: Catalogue,
    /// What had been said in public, judged.
    pub claims: Vec<Judged>,
    /// What has changed since the sitting before, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// What was rendered from the rest: filled in last.
    pub parts: Vec<PartDigest>,
}

/// The first page of a document: enough to say what it is without reading the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Number of the document among those of the ente: 1, 2, 3…
    pub number: u32,
    /// The ente's code.
    pub ente: Ipa,
    /// The ente's name.
    pub name: String,
    /// The sitting.
    pub sitting: Sitting,
    /// The day of the situation.
    pub al: NaiveDate,
    /// The day as of whose knowledge it is told.
    pub known: NaiveDate,
    /// Newest snapshot of public data in it.
    pub snapshot: Option<Seen>,
    /// When it was frozen (UTC).
    pub frozen_at: DateTime<Utc>,
    /// The document that this one corrects.
    pub corrects: Option<Correction>,
}

impl Cover {
    /// Its two days.
    #[must_use]
    pub fn as_of(&self) -> AsOf {
        AsOf { al: self.al, known: self.known }
    }
}

/// What has changed since the sitting before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// Number of the earlier document.
    pub number: u32,
    /// Number of its sitting.
    pub sitting: u32,
    /// The day of the earlier situation.
    pub al: NaiveDate,
    /// Seal of the earlier document.
    pub seal: String,
    /// The changes, acts by their names.
    pub comparison: Comparison,
}

/// Why a further document was made of the same sitting. The earlier one stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Number of the earlier document.
    pub number: u32,
    /// Its seal.
    pub seal: String,
    /// Why.
    pub reason: String,
}

/// Something rendered from the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartDigest {
    /// Its name: `progetti/send-2022`, `cronoprogramma.svg`; empty for the home.
    pub name: String,
    /// `it` or `en`.
    pub lang: String,
    /// Title of a page; empty for a file, and in documents of schema 1.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A figure by itself, with what is needed to read it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it says: `granted`, `granted/pnrr`, `received`, `at_risk`, `projects`, `projects/conclusi`, `claims/recorded`.
    pub code: String,
    /// Cents, or a count; none where nothing is known.
    pub value: Option<i64>,
    /// Whether it is cents.
    pub cents: bool,
    /// Whether it is exact.
    pub bound: Bound,
    /// How many amounts are not known, and so not in it.
    pub unknown: usize,
}

/// The figures of a portfolio.
#[must_use]
pub fn figures(portfolio: &Portfolio, claims: &[Judged]) -> Vec<Figure> {
    let money = |code: String, total: Total| Figure {
        code,
        value: total.amount().map(|a| a.cents.0),
        cents: true,
        bound: total.bound,
        unknown: total.unknown,
    };
    let count =
        |code: String, n: usize| Figure { code, value: i64::try_from(n).ok(), cents: false, bound: Bound::Exact, unknown: 0 };
    let mut received = Total::default();
    let mut at_risk = Total::default();
    for p in &portfolio.projects {
        received.absorb(p.received);
        if let Some(sum) = p.at_risk() {
            at_risk.absorb(sum);
        }
    }
    let mut out = vec![count("projects".to_owned(), portfolio.projects.len())];
    out.extend(Tone::ALL.iter().map(|t| count(format!("projects/{}", t.code()), portfolio.count(*t))));
    out.push(money("granted".to_owned(), portfolio.granted()));
    out.extend(Fund::ALL.iter().map(|f| money(format!("granted/{}", f.code()), portfolio.granted_by(*f))));
    out.push(money("received".to_owned(), received));
    out.push(money("at_risk".to_owned(), at_risk));
    let verdicts = [
        ("recorded", Verdict::Recorded),
        ("declared", Verdict::Declared),
        ("contradicted", Verdict::Contradicted),
        ("unverifiable", Verdict::Unverifiable),
    ];
    out.extend(verdicts.map(|(name, v)| count(format!("claims/{name}"), claims.iter().filter(|c| c.verdict == v).count())));
    out
}

/// What was internal on that day, sealed apart: only for whoever has a role in the ente.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annex {
    /// [`SCHEMA`] of then.
    pub schema: u32,
    /// Number of the document that it belongs to.
    pub number: u32,
    /// That document's seal.
    pub seal: String,
    /// Risks that are not published.
    pub risks: Vec<Fact<Risk>>,
    /// Payments to suppliers that are not published.
    pub payments: Vec<Fact<Payment>>,
    /// Contracts that are not published.
    pub contracts: Vec<Fact<Contract>>,
    /// What was rendered from the rest.
    pub parts: Vec<PartDigest>,
}

impl Annex {
    /// What of a dossier, as of the document's days, is not shown to everybody; parts are still to be rendered. Of each thing
    /// the latest word: what has been published since is not internal.
    #[must_use]
    pub fn of(dossier: &Dossier, number: u32, seal: String) -> Self {
        fn inside<'a, R: Record + 'a>(latest: Vec<&'a Fact<R>>, published: impl Fn(&R) -> bool) -> Vec<Fact<R>> {
            latest.into_iter().filter(|f| !published(&f.record)).cloned().collect()
        }
        Self {
            schema: SCHEMA,
            number,
            seal,
            risks: inside(latest(&dossier.risks, |r| (&r.project, &r.code)), |r| r.published),
            payments: inside(latest(&dossier.payments, |p| (&p.project, &p.reference)), |p| p.published),
            contracts: inside(latest(&dossier.contracts, |c| (&c.project, &c.reference)), |c| c.published),
            parts: vec![],
        }
    }

    /// Nothing was internal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.risks.is_empty() && self.payments.is_empty() && self.contracts.is_empty()
    }
}

/// Who may see something frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody.
    Everybody,
    /// Whoever has a role in the ente.
    Insiders,
}

/// A frozen document as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Its first page.
    pub cover: Cover,
    /// SHA-256 of the document, hexadecimal.
    pub seal: String,
    /// SHA-256 of the annex, where something was internal.
    pub annex: Option<String>,
}

/// What is to be kept: a document and its parts.
#[derive(Debug, Clone)]
pub struct NewFreeze {
    /// Its first page; the number is one more than the last, or it is not taken.
    pub cover: Cover,
    /// The document, canonical (RFC 8785).
    pub document: Vec<u8>,
    /// Its SHA-256, hexadecimal.
    pub seal: String,
    /// The annex with its SHA-256, where something was internal.
    pub annex: Option<(Vec<u8>, String)>,
    /// What was rendered.
    pub parts: Vec<Part>,
}

/// Something rendered, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// For whom.
    pub audience: Audience,
    /// As in [`PartDigest`].
    pub name: String,
    /// `it` or `en`.
    pub lang: &'static str,
    /// Title of a page; empty for a file.
    pub title: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A part as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPart {
    /// Title of a page; empty for a file.
    pub title: String,
    /// The bytes, as they were rendered.
    pub bytes: Vec<u8>,
}

impl Frozen {
    /// Which of two is of the later sitting; of one sitting, the later document. Not the order in which they were made: an early
    /// sitting may be frozen, or corrected, late.
    #[must_use]
    pub fn order(&self) -> (NaiveDate, u32, u32) {
        (self.cover.sitting.held_on, self.cover.sitting.number, self.cover.number)
    }
}

/// What was frozen. Nothing of it ever changes: there is no way to, in this port or below it.
pub trait Sittings: Send + Sync {
    /// The documents of an ente, the newest first.
    fn frozen(&self, ente: &Ipa) -> Answer<'_, Vec<Frozen>>;
    /// Keeps one, `author` being who the log names; `false` where somebody has taken its number meanwhile.
    fn freeze(&self, new: NewFreeze, author: Author) -> Answer<'_, bool>;
    /// A part of a document.
    fn part(&self, ente: &Ipa, number: u32, audience: Audience, name: &str, lang: &str) -> Answer<'_, Option<KeptPart>>;
    /// The document itself, or its annex.
    fn document(&self, ente: &Ipa, number: u32, audience: Audience) -> Answer<'_, Option<Vec<u8>>>;
}
