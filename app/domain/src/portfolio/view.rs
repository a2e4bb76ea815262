//! What pages see of projects: values only, worked out by `gather`.

use crate::{
    amount::Amount,
    application::{ApplicationKey, Says, Seen, Spell, State},
    deadline::{Deadline, Lateness},
    dossier::Catalogue,
    fact::Fact,
    freshness::Aged,
    identifier::{Cup, Slug},
    line::{LineCode, MeasureCode},
    phase::{Confidence, Fund, Mode, Phase},
    records::{Act, CertificationRun, Indicator, Reading, Settled, Statement},
    status::{Standing, Status},
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Code of the source of everything that comes from the PA digitale 2026 open data.
pub const PA_DIGITALE: &str = "pa-digitale";

/// Money granted, counted once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grant {
    /// Whose money.
    pub fund: Fund,
    /// Name of the line; the call's title for a public one.
    pub item: String,
    /// How much, where known.
    pub amount: Option<Amount>,
    /// Code of the source.
    pub source: Option<String>,
    /// From when.
    pub al: Option<When>,
    /// Typed by the office, or public.
    pub typed: bool,
    /// Note shown beside it.
    pub note: Option<String>,
}

/// An application as a page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// Which one.
    pub key: ApplicationKey,
    /// Its line.
    pub line: Option<LineCode>,
    /// What the public data say of it.
    pub says: Option<Says>,
    /// Its states in time.
    pub history: Vec<Spell>,
    /// Last snapshot that showed it.
    pub last_seen: Option<Seen>,
    /// Its amount is in the project's grants.
    pub counted: bool,
}

/// A date with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The date.
    pub when: When,
    /// Code of the source.
    pub source: Option<String>,
    /// When we saw it in a snapshot, for public facts.
    pub seen: Option<Seen>,
    /// Code or words of the act.
    pub act: Option<String>,
}

/// A step of the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which one.
    pub phase: Phase,
    /// When it happened: typed, else public, else not known.
    pub date: Option<Dated>,
    /// When the office expects it.
    pub forecast: Option<When>,
    /// Its deadline.
    pub deadline: Option<Deadline>,
    /// How it stands against its deadline.
    pub lateness: Lateness,
    /// Passed: dated itself, or something further on the path has happened.
    pub passed: bool,
}

/// An indicator with its readings, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorView {
    /// What is counted.
    pub indicator: Fact<Indicator>,
    /// Its values.
    pub readings: Vec<Fact<Reading>>,
}

impl IndicatorView {
    /// A record (not words) reaches the target.
    #[must_use]
    pub fn target_met_by_record(&self, catalogue: &Catalogue) -> bool {
        let Some(target) = self.indicator.target else { return false };
        self.readings.iter().any(|r| {
            r.value.reaches(target) == Some(true)
                && r.provenance.source.as_deref().and_then(|s| catalogue.source(s)).is_some_and(|s| s.kind.is_record())
        })
    }
}

/// Something that two sources say differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Difference {
    /// ReGiS shows a payment; PA digitale shows no disbursement up to its last snapshot.
    PaidInRegisOnly {
        /// The amount in ReGiS.
        amount: Amount,
        /// Day of the ReGiS figure.
        al: Option<When>,
        /// Last snapshot of PA digitale that showed the application.
        seen: Option<Seen>,
    },
    /// PA digitale shows the disbursement; the ReGiS indicator of the project is still short of its target.
    DisbursedButTargetOpen {
        /// The reading.
        value: crate::amount::Quantity,
        /// The target.
        target: crate::amount::Quantity,
        /// Day of the reading.
        al: Option<When>,
        /// Source of the reading.
        source: Option<String>,
    },
    /// The typed grant is not the sum of the public ones.
    Grant {
        /// Typed.
        typed: Amount,
        /// Public, not renounced.
        public: Amount,
    },
    /// A typed date is not the public one.
    Date {
        /// Which step.
        phase: Phase,
        /// Typed.
        typed: When,
        /// Public.
        public: When,
    },
}

/// What a verdict or a status rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Evidence {
    /// Where the project stands.
    Standing {
        /// Project.
        project: Slug,
        /// Its standing.
        standing: Standing,
    },
    /// A sum of money.
    Amount {
        /// Source.
        source: Option<String>,
        /// Its day.
        al: Option<When>,
        /// How much.
        amount: Amount,
    },
    /// A reading of an indicator.
    Reading {
        /// Source.
        source: Option<String>,
        /// Its day.
        al: Option<When>,
        /// The value.
        value: crate::amount::Quantity,
    },
}

/// A project as pages show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectView {
    /// Its `{id}` in addresses.
    pub slug: Slug,
    /// Title; the line's name or the call's title where the office typed none.
    pub title: String,
    /// English title, where typed.
    pub title_en: Option<String>,
    /// What it is about.
    pub what: Option<String>,
    /// The same in English.
    pub what_en: Option<String>,
    /// Its line.
    pub line: Option<LineCode>,
    /// Lump sum or costs; not known is `None`.
    pub mode: Option<Mode>,
    /// Office that answers for it.
    pub office: Option<String>,
    /// Code of that office.
    pub office_code: Option<String>,
    /// Its CUPs.
    pub cups: Vec<Cup>,
    /// Its public applications.
    pub applications: Vec<ApplicationView>,
    /// Money granted, counted once.
    pub grants: Vec<Grant>,
    /// Sum of the grants.
    pub granted: Total,
    /// Sum that PA digitale shows as disbursed, or the ente's own receipts where typed.
    pub received: Total,
    /// Receipts, typed.
    pub receipts: Vec<Fact<crate::records::Receipt>>,
    /// Paid to suppliers, published ones only.
    pub payments: Vec<Fact<crate::records::Payment>>,
    /// Contracts, published ones only.
    pub contracts: Vec<Fact<crate::records::Contract>>,
    /// Risks, published ones only, the open ones first.
    pub risks: Vec<Fact<crate::records::Risk>>,
    /// The path.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub standing: Standing,
    /// Certification runs.
    pub runs: Vec<Fact<CertificationRun>>,
    /// Indicators of this project.
    pub indicators: Vec<IndicatorView>,
    /// Acts of this project.
    pub acts: Vec<Fact<Act>>,
    /// What other sources state of it.
    pub statements: Vec<Fact<Statement>>,
    /// Differences between sources, named.
    pub differences: Vec<Difference>,
    /// Times that a deadline moved, all phases.
    pub moves: Vec<Fact<crate::records::DeadlineChange>>,
    /// What the office has settled of its differences with the public data.
    pub decided: Vec<Fact<Settled>>,
    /// How fresh its figures are, those for which a cadence is set.
    pub aged: Vec<Aged>,
}

impl ProjectView {
    /// Its measure.
    #[must_use]
    pub fn measure(&self) -> Option<MeasureCode> {
        self.line.as_ref().map(LineCode::measure)
    }

    /// A step of its path.
    #[must_use]
    pub fn step(&self, phase: Phase) -> Option<&Step> {
        self.steps.iter().find(|s| s.phase == phase)
    }

    /// How fresh a figure is, where a cadence is set. Indicators have each their own: see [`super::Portfolio::age_of`].
    #[must_use]
    pub fn age(&self, figure: crate::freshness::FigureKind) -> Option<&Aged> {
        self.aged.iter().find(|a| a.figure == figure && a.indicator.is_none())
    }

    /// When a step happened.
    #[must_use]
    pub fn date(&self, phase: Phase) -> Option<When> {
        self.step(phase).and_then(|s| s.date.as_ref()).map(|d| d.when)
    }

    /// The furthest step known to be passed.
    #[must_use]
    pub fn reached(&self) -> Option<Phase> {
        self.steps.iter().rev().find(|s| s.date.is_some() && s.phase != Phase::Maintenance).map(|s| s.phase)
    }

    /// Its standing as evidence.
    #[must_use]
    pub fn standing_evidence(&self) -> Evidence {
        Evidence::Standing { project: self.slug.clone(), standing: self.standing.clone() }
    }

    /// What the plan grants it.
    #[must_use]
    pub fn pnrr(&self) -> Total {
        self.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.amount).collect()
    }

    /// The last snapshot of the public data that showed an application of it, renounced ones aside.
    #[must_use]
    pub fn last_seen(&self) -> Option<Seen> {
        let open = self.applications.iter().filter(|a| a.says.as_ref().is_some_and(|s| s.state != State::Renounced));
        open.filter_map(|a| a.last_seen).max_by_key(|s| s.last)
    }

    /// Granted, not renounced, and not known to be positively certified: what could be lost. "Certified" is a positive run,
    /// or what can only follow one (`domain.md` §1.2): a disbursement.
    #[must_use]
    pub fn at_risk(&self) -> Option<Total> {
        let safe =
            matches!(self.standing.rule(), Status::Disbursed | Status::PaidElsewhere | Status::Certified | Status::Renounced);
        let pnrr = self.pnrr();
        (!safe && self.mode == Some(Mode::LumpSum) && pnrr.known + pnrr.unknown > 0).then_some(pnrr)
    }

    /// Years that its known dates touch.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self
            .steps
            .iter()
            .filter(|s| s.phase != Phase::Maintenance)
            .filter_map(|s| s.date.as_ref())
            .flat_map(|d| [chrono::Datelike::year(&d.when.first()), chrono::Datelike::year(&d.when.last())])
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// A change worth telling, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When it came to be known.
    pub known: NaiveDate,
    /// Only that it was known by that day at the latest.
    pub at_least: bool,
    /// Project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// English title.
    pub title_en: Option<String>,
    /// What changed.
    pub what: ChangeWhat,
}

/// What changed.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeWhat {
    /// A new state in the public data, with its own date.
    State(State, Option<NaiveDate>),
    /// A step happened.
    Reached(Phase, When),
    /// A deadline moved.
    Moved(Phase, NaiveDate, String),
}

/// Something that falls due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// When.
    pub due: When,
    /// Project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// English title.
    pub title_en: Option<String>,
    /// Which step.
    pub phase: Phase,
    /// How sure.
    pub confidence: Confidence,
}
