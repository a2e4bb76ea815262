//! Everything kept about one ente, as read from the store in one sweep; and the catalogue that all enti share.

use crate::{
    application::Application,
    fact::Fact,
    identifier::{Ipa, Slug},
    line::{LineCode, MeasureCode},
    records::{
        Act, Benchmark, Cadence, CertificationRun, Claim, Confirmation, Contract, DeadlineChange, Deferral, Duration, Envelope,
        FundingLine, Indicator, Line, Measure, Milestone, Office, Payment, Project, Reading, Receipt, Risk, ScheduleTerm,
        Settled, Sitting, Source, StatedStatus, Statement, Target,
    },
    share::LineShare,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ente {
    /// Its code.
    pub ipa: Ipa,
    /// Its name.
    pub name: String,
    /// Kind, as the public data name it.
    pub kind: Option<String>,
    /// Municipality of its seat.
    pub municipality: Option<String>,
    /// Province, two letters.
    pub province: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// ISTAT code of the municipality.
    pub istat: Option<String>,
    /// Shown first among the enti.
    pub featured: bool,
    /// Where to write.
    pub contact: Option<String>,
}

/// A call as kept: from `avvisi.csv`, our template, or only its title from a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Title, blanks collapsed.
    pub title: String,
    /// Line that its title names, where it names one we know.
    pub line: Option<LineCode>,
    /// First day.
    pub opened: Option<NaiveDate>,
    /// Last day.
    pub closed: Option<NaiveDate>,
}

/// What is kept about one ente.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The body.
    pub ente: Ente,
    /// Its projects' slugs.
    pub projects: Vec<Slug>,
    /// Its applications with all public facts.
    pub applications: Vec<Application>,
    /// Typed facts, each with provenance.
    pub project_records: Vec<Fact<Project>>,
    /// Money granted, typed.
    pub funding: Vec<Fact<FundingLine>>,
    /// Dates of the path, typed.
    pub milestones: Vec<Fact<Milestone>>,
    /// Deadlines that moved.
    pub deadline_changes: Vec<Fact<DeadlineChange>>,
    /// Certification runs.
    pub runs: Vec<Fact<CertificationRun>>,
    /// Contracts.
    pub contracts: Vec<Fact<Contract>>,
    /// Risks.
    pub risks: Vec<Fact<Risk>>,
    /// Statuses that the office states itself.
    pub stated: Vec<Fact<StatedStatus>>,
    /// Paid to suppliers.
    pub payments: Vec<Fact<Payment>>,
    /// Received.
    pub receipts: Vec<Fact<Receipt>>,
    /// Indicators.
    pub indicators: Vec<Fact<Indicator>>,
    /// Their readings.
    pub readings: Vec<Fact<Reading>>,
    /// Acts.
    pub acts: Vec<Fact<Act>>,
    /// Offices.
    pub offices: Vec<Fact<Office>>,
    /// What other sources state.
    pub statements: Vec<Fact<Statement>>,
    /// Claims made in public.
    pub claims: Vec<Fact<Claim>>,
    /// How often figures are brought up to date, and by whom.
    pub cadences: Vec<Fact<Cadence>>,
    /// Figures that have not changed.
    pub confirmations: Vec<Fact<Confirmation>>,
    /// Differences with the public data that the office has settled.
    pub settled: Vec<Fact<Settled>>,
    /// Sittings before which its projects are reported on.
    pub sittings: Vec<Fact<Sitting>>,
}

/// What all enti share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Sources, common and of every ente.
    pub sources: Vec<Fact<Source>>,
    /// Measures.
    pub measures: Vec<Fact<Measure>>,
    /// Their envelopes, by source.
    pub envelopes: Vec<Fact<Envelope>>,
    /// EU milestones and targets.
    pub targets: Vec<Fact<Target>>,
    /// Lines.
    pub lines: Vec<Fact<Line>>,
    /// Calls.
    pub calls: Vec<Call>,
    /// Ministerial terms.
    pub terms: Vec<Fact<ScheduleTerm>>,
    /// General deferrals.
    pub deferrals: Vec<Fact<Deferral>>,
    /// Published national completion.
    pub benchmarks: Vec<Fact<Benchmark>>,
    /// Published durations.
    pub durations: Vec<Fact<Duration>>,
    /// Shares counted from the loaded rows.
    pub shares: Vec<LineShare>,
}

impl Catalogue {
    /// The source with this code.
    #[must_use]
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.sources.iter().rev().find(|s| s.code == code).map(|f| &f.record)
    }

    /// The measure with this code.
    #[must_use]
    pub fn measure(&self, code: &MeasureCode) -> Option<&Measure> {
        self.measures.iter().rev().find(|m| m.code == *code).map(|f| &f.record)
    }

    /// The line with this code.
    #[must_use]
    pub fn line(&self, code: &LineCode) -> Option<&Line> {
        self.lines.iter().rev().find(|l| l.line == *code).map(|f| &f.record)
    }

    /// The counted share of a line.
    #[must_use]
    pub fn share(&self, line: &LineCode) -> Option<&LineShare> {
        self.shares.iter().find(|s| s.line == *line)
    }

    /// The line of a call: what the catalogue says, else what its title says.
    #[must_use]
    pub fn line_of_call(&self, title: &str) -> Option<LineCode> {
        self.calls.iter().find(|c| c.title == title).and_then(|c| c.line.clone()).or_else(|| LineCode::of_title(title))
    }
}
