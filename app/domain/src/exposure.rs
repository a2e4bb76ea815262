//! What an ente could lose: sums granted and not known to be positively certified, by deadline and by reason; the cash that
//! it has advanced; the surplus of what is completed. Pure: works on a portfolio of any day, a frozen one too.

mod advance;
mod surplus;
#[cfg(test)]
mod tests;

pub use advance::{Advance, Flow};
pub use surplus::{Basis as SpentBasis, Spent, Surplus, Usable};

use crate::{
    amount::{Amount, Bound},
    application::Seen,
    deadline::{Basis, Deadline, Lateness, lateness},
    dossier::Catalogue,
    fact::Fact,
    phase::{ChangeKind, Confidence, Outcome, Phase, RiskState},
    portfolio::{Portfolio, ProjectView},
    records::Risk,
    total::Total,
    vocabulary,
    when::{When, days_between},
};
use chrono::NaiveDate;

/// A deadline so many days off, or fewer, is near. Our own choice: three months, as an extension counts in quarters
/// (`domain.md` §2.3).
pub const NEAR_DAYS: i64 = 90;

vocabulary! {
    /// Why a sum may be lost, the gravest first. A project may have several; sums are counted by the first.
    pub enum Reason {
        /// The last run was negative: a revocation may follow (`domain.md` §1.2).
        Negative = "verifica_negativa",
        /// The deadline is past, and nothing tells that it was met.
        Past = "termine_passato",
        /// Completed, after the deadline.
        Late = "completato_oltre_il_termine",
        /// The last run was partially positive: back to work before the deadline.
        Partial = "verifica_parziale",
        /// The deadline is [`NEAR_DAYS`] off at most.
        Near = "termine_vicino",
        /// The office has published a risk that stands.
        OpenRisk = "rischio_aperto",
        /// A run has no outcome yet, or the office expects one.
        Pending = "verifica_attesa",
        /// Completed; nothing is known of a certification.
        Completed = "completato",
        /// No source confirms its deadline.
        Unverified = "termine_non_verificato",
        /// No deadline is known.
        NoDeadline = "termine_non_noto",
        /// The deadline is further off.
        Ahead = "termine_lontano",
    }
}

/// An act that covers a sum: it gives time that is not over, or proves that the deadline was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover<'a> {
    /// How it covers.
    pub kind: CoverKind,
    /// The act, in words or by its code.
    pub act: &'a str,
    /// The day up to which it gives time; of [`CoverKind::Met`], when the activities were completed.
    pub day: When,
    /// Code of its source.
    pub source: Option<&'a str>,
}

/// How an act covers a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverKind {
    /// It moved, or set, the deadline of this project.
    Moved(ChangeKind),
    /// It set the common last day of all lump-sum projects.
    Common,
    /// It proves that the activities were completed in time.
    Met,
}

/// A project with what it could lose.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// The sum: [`ProjectView::at_risk`].
    pub total: Total,
    /// Its deadline for completion, where known.
    pub deadline: Option<&'a Deadline>,
    /// Days from today to the deadline; below zero where it is past.
    pub days: Option<i64>,
    /// Why it may be lost, the gravest reason first; never empty.
    pub reasons: Vec<Reason>,
    /// The act that covers it, where there is one.
    pub cover: Option<Cover<'a>>,
    /// Published risks that stand.
    pub risks: Vec<&'a Fact<Risk>>,
    /// The last snapshot of the public data that showed an application of it, renounced ones aside.
    pub seen: Option<Seen>,
    /// Days from that snapshot to today.
    pub age: Option<i64>,
}

impl Row<'_> {
    /// The reason by which it is counted.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reasons.first().copied().unwrap_or(Reason::Ahead)
    }
}

/// What an ente could lose, on one day.
#[derive(Debug, Clone)]
pub struct Exposure<'a> {
    /// Known not to be positively certified yet, by deadline: those past first, those without one last.
    pub open: Vec<Row<'a>>,
    /// Nothing is known of their certification, in the same order: the sum stands apart.
    pub unknown: Vec<Row<'a>>,
    /// Published risks that stand, of projects that are in neither list.
    pub beside: Vec<(&'a ProjectView, &'a Fact<Risk>)>,
    /// Cash advanced.
    pub advance: Advance<'a>,
    /// Surplus of completed lump-sum projects.
    pub surplus: Vec<Surplus<'a>>,
}

/// Sum of rows.
#[must_use]
pub fn sum(rows: &[Row<'_>]) -> Total {
    let mut total = Total::default();
    for row in rows {
        total.absorb(row.total);
    }
    total
}

impl<'a> Exposure<'a> {
    /// All rows, those known not to be certified first.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.open.iter().chain(&self.unknown)
    }

    /// All that could be lost: the sum of [`ProjectView::at_risk`] over the portfolio.
    #[must_use]
    pub fn total(&self) -> Total {
        let mut total = sum(&self.open);
        total.absorb(sum(&self.unknown));
        total
    }

    /// The sums of both lists by reason, each project counted once, by its gravest; reasons of nobody are left out.
    #[must_use]
    pub fn by_reason(&self) -> Vec<(Reason, Total, Total)> {
        let of = |rows: &[Row<'a>], reason| {
            let mut total = Total::default();
            for row in rows.iter().filter(|r| r.reason() == reason) {
                total.absorb(row.total);
            }
            total
        };
        let all = Reason::ALL.iter().map(|reason| (*reason, of(&self.open, *reason), of(&self.unknown, *reason)));
        all.filter(|(_, open, unknown)| open.known + open.unknown + unknown.known + unknown.unknown > 0).collect()
    }

    /// The sum of those that no act covers.
    #[must_use]
    pub fn uncovered(&self) -> Total {
        let mut total = Total::default();
        for row in self.rows().filter(|r| r.cover.is_none()) {
            total.absorb(row.total);
        }
        total
    }

    /// The sum of those for which a reason holds, gravest or not.
    #[must_use]
    pub fn with(&self, reason: Reason) -> Total {
        let mut total = Total::default();
        for row in self.rows().filter(|r| r.reasons.contains(&reason)) {
            total.absorb(row.total);
        }
        total
    }
}

/// Works out what an ente could lose on `today`. Sums are those of [`ProjectView::at_risk`]: what the plan grants to lump-sum
/// projects that are not renounced and not known to be certified or paid.
///
/// Something is known of a certification where the office has recorded a run, or expects the completion or the outcome on a
/// day that is not past. The public data never tell (`domain.md` §1.3): without either, the sum stands apart.
#[must_use]
pub fn exposure<'a>(portfolio: &'a Portfolio, catalogue: &'a Catalogue, today: NaiveDate) -> Exposure<'a> {
    let mut open = vec![];
    let mut unknown = vec![];
    let mut beside = vec![];
    for project in &portfolio.projects {
        let risks: Vec<&Fact<Risk>> = project.risks.iter().filter(|r| r.state == RiskState::Open).collect();
        match project.at_risk() {
            None => beside.extend(risks.into_iter().map(|risk| (project, risk))),
            Some(total) => {
                let heard = !project.runs.is_empty() || expected(project, today);
                let row = row(project, total, risks, catalogue, today);
                if heard { open.push(row) } else { unknown.push(row) }
            }
        }
    }
    for rows in [&mut open, &mut unknown] {
        // Stable: projects that share a deadline stay in the portfolio's order, by measure.
        rows.sort_by_key(|r: &Row<'_>| (r.deadline.is_none(), r.deadline.map(|d| d.due.last())));
    }
    Exposure { open, unknown, beside, advance: Advance::of(portfolio), surplus: surplus::of(portfolio) }
}

/// The office itself says that the completion, or the outcome, is still to come.
fn expected(project: &ProjectView, today: NaiveDate) -> bool {
    [Phase::Completion, Phase::Certification]
        .into_iter()
        .filter_map(|phase| project.step(phase))
        .any(|s| s.date.is_none() && s.forecast.is_some_and(|f| !f.is_past(today)))
}

fn row<'a>(
    project: &'a ProjectView,
    total: Total,
    risks: Vec<&'a Fact<Risk>>,
    catalogue: &'a Catalogue,
    today: NaiveDate,
) -> Row<'a> {
    let deadline = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
    let late = lateness(deadline.map(|d| d.due), project.date(Phase::Completion), today);
    let seen = project.last_seen();
    Row {
        project,
        total,
        deadline,
        days: deadline.map(|d| days_between(today, d.due.last())),
        reasons: reasons(project, deadline, late, !risks.is_empty(), today),
        cover: cover(project, deadline, late, catalogue, today),
        risks,
        seen,
        age: seen.map(|s| days_between(s.last, today)),
    }
}

fn reasons(project: &ProjectView, deadline: Option<&Deadline>, late: Lateness, has_risk: bool, today: NaiveDate) -> Vec<Reason> {
    // A deadline that no source confirms is never shown as official: nothing is past or near by it.
    let sure = deadline.is_some_and(|d| d.confidence != Confidence::Unverified);
    let outcome = project.runs.last().map(|r| r.outcome);
    let completed = project.date(Phase::Completion).is_some();
    let done_late = sure && matches!(late, Lateness::DoneLate(_));
    let awaited = outcome.is_none() && expected(project, today);
    let holds = |reason: Reason| match reason {
        Reason::Negative => outcome == Some(Outcome::Negative),
        Reason::Past => sure && matches!(late, Lateness::Past(_)),
        Reason::Late => done_late,
        Reason::Partial => outcome == Some(Outcome::Partial),
        Reason::Near => sure && matches!(late, Lateness::Left(days) if days <= NEAR_DAYS),
        Reason::OpenRisk => has_risk,
        Reason::Pending => outcome == Some(Outcome::Pending) || awaited,
        Reason::Completed => completed && !done_late && outcome.is_none() && !awaited,
        Reason::Unverified => deadline.is_some() && !sure && !completed,
        Reason::NoDeadline => deadline.is_none() && !completed,
        Reason::Ahead => sure && matches!(late, Lateness::Left(days) if days > NEAR_DAYS),
    };
    Reason::ALL.iter().copied().filter(|reason| holds(*reason)).collect()
}

/// The act that covers a sum: one that proves that the deadline was met, else the one in force that gives time, while it
/// does. A deadline without an act, an unverified one, or one that was missed covers nothing; nor does a remedy, which is no
/// act.
fn cover<'a>(
    project: &'a ProjectView,
    deadline: Option<&'a Deadline>,
    late: Lateness,
    catalogue: &'a Catalogue,
    today: NaiveDate,
) -> Option<Cover<'a>> {
    let done = project.step(Phase::Completion).and_then(|s| s.date.as_ref());
    if let (Lateness::DoneEarly(_), Some(done)) = (late, done)
        && let Some(act) = &done.act
    {
        return Some(Cover { kind: CoverKind::Met, act, day: done.when, source: done.source.as_deref() });
    }
    let deadline = deadline.filter(|d| d.confidence != Confidence::Unverified && !d.due.is_past(today))?;
    if matches!(late, Lateness::DoneLate(_)) {
        return None;
    }
    let (kind, act, source) = match &deadline.basis {
        Basis::Typed | Basis::Common { act: None } => return None,
        Basis::Act { kind, act, .. } => {
            let last = project.moves.iter().rfind(|m| m.phase == Phase::Completion);
            (CoverKind::Moved(*kind), act, last.and_then(|m| m.provenance.source.as_deref()))
        }
        Basis::Common { act: Some(act) } => {
            let mut terms = catalogue.terms.iter().filter(|t| t.phase == Phase::Completion && t.line == "*" && t.day.is_some());
            (CoverKind::Common, act, terms.next().and_then(|t| t.provenance.source.as_deref()))
        }
    };
    Some(Cover { kind, act, day: deadline.due, source })
}

/// One sum less another. "Oltre" stays where only the first has it; any other bound hides the direction.
fn less(a: Amount, b: Amount) -> Amount {
    let bound = match b.bound {
        Bound::Exact => a.bound,
        Bound::Over | Bound::About => Bound::About,
    };
    Amount { cents: a.cents - b.cents, bound }
}
