//! What has changed between two situations of an ente, and what has not although it was due. Pure: two portfolios in, values
//! out; each may be of any day, or of a frozen document. The rules are our own.

use crate::{
    amount::Quantity,
    identifier::Slug,
    phase::{Outcome, Phase, RiskState},
    portfolio::{IndicatorView, Portfolio, ProjectView, Step},
    status::{Status, Tone},
    total::Total,
    when::{When, days_between},
};
use std::collections::BTreeSet;

/// How much a change weighs. Order is that of the page.
///
/// High is what moves money or a deadline, gives something up, or fails: what a council has to know. Medium is what goes
/// forward. Low is what is expected, and figures that are read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importance {
    /// Money, deadlines, renunciations, failures.
    High,
    /// Steps, positive outcomes, new projects.
    Medium,
    /// Forecasts, readings.
    Low,
}

/// What a change is about. Order is that of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What the plan is made of.
    Scope,
    /// Money.
    Money,
    /// Deadlines.
    Deadlines,
    /// Where projects stand, and the days of their steps.
    Dates,
    /// Certification.
    Certification,
    /// Indicators.
    Indicators,
    /// Risks.
    Risks,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Scope, Self::Money, Self::Deadlines, Self::Dates, Self::Certification, Self::Indicators, Self::Risks];
}

/// What changed, from what to what. `None` is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The project was not there.
    Came,
    /// The project is no longer there.
    Gone,
    /// Where it stands.
    Status(Status, Status),
    /// What was granted.
    Granted(Total, Total),
    /// What was received.
    Received(Total, Total),
    /// What was paid to suppliers, as far as it is published.
    Paid(Total, Total),
    /// The day on which a step happened.
    Reached(Phase, Option<When>, Option<When>),
    /// When the office expects a step.
    Forecast(Phase, Option<When>, Option<When>),
    /// The deadline of a step.
    Deadline(Phase, Option<When>, Option<When>),
    /// The outcome of a certification run, by its number.
    Run(u32, Option<Outcome>, Option<Outcome>),
    /// The newest reading of an indicator, by its name in Italian and English.
    Reading {
        /// Name.
        name: String,
        /// Name in English.
        name_en: Option<String>,
        /// Before.
        old: Option<Quantity>,
        /// After.
        new: Option<Quantity>,
    },
    /// A published risk, in its own words.
    Risk(String, Option<RiskState>, Option<RiskState>),
}

impl What {
    /// What it is about.
    #[must_use]
    pub fn group(&self) -> Group {
        match self {
            Self::Came | Self::Gone => Group::Scope,
            Self::Granted(..) | Self::Received(..) | Self::Paid(..) => Group::Money,
            Self::Deadline(..) => Group::Deadlines,
            Self::Status(..) | Self::Reached(..) | Self::Forecast(..) => Group::Dates,
            Self::Run(..) => Group::Certification,
            Self::Reading { .. } => Group::Indicators,
            Self::Risk(..) => Group::Risks,
        }
    }

    /// How much it weighs.
    #[must_use]
    pub fn importance(&self) -> Importance {
        let lost = |s: &Status| matches!(s.tone(), Tone::Renounced | Tone::Late);
        match self {
            Self::Gone | Self::Granted(..) | Self::Deadline(..) => Importance::High,
            Self::Status(old, new) if lost(new) || lost(old) => Importance::High,
            Self::Run(_, old, new) if [old, new].iter().any(|o| matches!(o, Some(Outcome::Negative | Outcome::Partial))) => {
                Importance::High
            }
            // A step that is no longer known to have happened was never that sure.
            Self::Reached(_, Some(_), _) => Importance::High,
            Self::Came | Self::Status(..) | Self::Received(..) | Self::Paid(..) | Self::Reached(..) | Self::Run(..) => {
                Importance::Medium
            }
            Self::Risk(_, _, Some(RiskState::Open)) => Importance::Medium,
            Self::Forecast(..) | Self::Reading { .. } | Self::Risk(..) => Importance::Low,
        }
    }

    /// By how many days a date moved; positive is later. `None` where one of the two is not known.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        match self {
            Self::Reached(_, Some(old), Some(new))
            | Self::Forecast(_, Some(old), Some(new))
            | Self::Deadline(_, Some(old), Some(new)) => Some(days_between(old.last(), new.last())),
            _ => None,
        }
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Of which project; none for an indicator of the whole ente.
    pub project: Option<Slug>,
    /// Its title, or the ente's name.
    pub title: String,
    /// Its title in English.
    pub title_en: Option<String>,
    /// What.
    pub what: What,
    /// The act that did it, in words or by its code.
    pub act: Option<String>,
    /// Code of the source.
    pub source: Option<String>,
}

/// Something that was due and has not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmoved {
    /// Of which project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// Its title in English.
    pub title_en: Option<String>,
    /// Which step.
    pub phase: Phase,
    /// When it was due.
    pub due: When,
    /// That is the office's own forecast, and no deadline.
    pub forecast: bool,
    /// For how many days, on the later of the two days.
    pub days: i64,
}

/// What two situations have to say to one another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// What changed, the weightiest first.
    pub changed: Vec<Changed>,
    /// What was due and did not, the longest due first.
    pub unmoved: Vec<Unmoved>,
}

/// Compares two situations of one ente.
#[must_use]
pub fn compare(before: &Portfolio, after: &Portfolio) -> Comparison {
    let mut changed = vec![];
    let slugs: BTreeSet<&Slug> = before.projects.iter().chain(&after.projects).map(|p| &p.slug).collect();
    for slug in slugs {
        match (before.project(slug), after.project(slug)) {
            (None, Some(new)) => changed.push(of(new, What::Came, None, first_source(new))),
            (Some(old), None) => changed.push(of(old, What::Gone, None, None)),
            (Some(old), Some(new)) => project(old, new, &mut changed),
            (None, None) => {}
        }
    }
    indicators(before, after, &mut changed);
    changed.sort_by(|a, b| {
        let key = |c: &Changed| (c.what.importance(), c.what.group());
        key(a).cmp(&key(b)).then_with(|| a.title.cmp(&b.title))
    });
    Comparison { changed, unmoved: unmoved(before, after) }
}

fn of(p: &ProjectView, what: What, act: Option<String>, source: Option<String>) -> Changed {
    Changed { project: Some(p.slug.clone()), title: p.title.clone(), title_en: p.title_en.clone(), what, act, source }
}

fn first_source(p: &ProjectView) -> Option<String> {
    p.grants.first().and_then(|g| g.source.clone()).or_else(|| p.standing.source.clone())
}

fn project(old: &ProjectView, new: &ProjectView, out: &mut Vec<Changed>) {
    let mut push = |what, act: Option<String>, source: Option<String>| out.push(of(new, what, act, source));
    if old.standing.status != new.standing.status {
        push(What::Status(old.standing.status, new.standing.status), None, new.standing.source.clone());
    }
    if old.granted != new.granted {
        push(What::Granted(old.granted, new.granted), None, first_source(new));
    }
    if old.received != new.received {
        let source = new.receipts.last().and_then(|r| r.provenance.source.clone()).or_else(|| new.standing.source.clone());
        push(What::Received(old.received, new.received), None, source);
    }
    let paid = |p: &ProjectView| -> Total { p.payments.iter().map(|x| Some(x.amount)).collect() };
    if paid(old) != paid(new) {
        let source = new.payments.last().and_then(|p| p.provenance.source.clone());
        push(What::Paid(paid(old), paid(new)), None, source);
    }
    for phase in Phase::STEPS {
        let (was, is) = (old.step(phase), new.step(phase));
        let date = |s: Option<&Step>| s.and_then(|s| s.date.as_ref()).map(|d| d.when);
        // The end of upkeep follows from the payment: it is no step that happens.
        if date(was) != date(is) && phase != Phase::Maintenance {
            let dated = is.and_then(|s| s.date.as_ref());
            push(
                What::Reached(phase, date(was), date(is)),
                dated.and_then(|d| d.act.clone()),
                dated.and_then(|d| d.source.clone()),
            );
        }
        let forecast = |s: Option<&Step>| s.and_then(|s| s.forecast);
        // What has happened is expected no more.
        if forecast(was) != forecast(is) && date(is).is_none() {
            push(What::Forecast(phase, forecast(was), forecast(is)), None, None);
        }
        let due = |s: Option<&Step>| s.and_then(|s| s.deadline.as_ref()).map(|d| d.due);
        if due(was) != due(is) {
            let moved = new.moves.iter().rev().find(|m| m.phase == phase && Some(When::Day(m.due)) == due(is));
            push(
                What::Deadline(phase, due(was), due(is)),
                moved.map(|m| m.act.clone()),
                moved.and_then(|m| m.provenance.source.clone()),
            );
        }
    }
    let numbers: BTreeSet<u32> = old.runs.iter().chain(&new.runs).map(|r| r.number).collect();
    for number in numbers {
        let run = |p: &ProjectView| p.runs.iter().rev().find(|r| r.number == number).cloned();
        let (was, is) = (run(old), run(new));
        let outcome = |r: &Option<crate::fact::Fact<_>>| {
            r.as_ref().map(|r: &crate::fact::Fact<crate::records::CertificationRun>| r.outcome)
        };
        if outcome(&was) != outcome(&is) {
            push(What::Run(number, outcome(&was), outcome(&is)), None, is.and_then(|r| r.provenance.source.clone()));
        }
    }
    let codes: BTreeSet<&str> = old.risks.iter().chain(&new.risks).map(|r| r.code.as_str()).collect();
    for code in codes {
        let find = |p: &ProjectView| p.risks.iter().find(|r| r.code == code).map(|r| (r.what.clone(), r.state));
        let (was, is) = (find(old), find(new));
        let state = |r: &Option<(String, RiskState)>| r.as_ref().map(|(_, s)| *s);
        if state(&was) != state(&is) {
            let words = is.as_ref().or(was.as_ref()).map(|(w, _)| w.clone()).unwrap_or_default();
            push(What::Risk(words, state(&was), state(&is)), None, None);
        }
    }
}

/// Newest readings, of projects and of the ente itself.
fn indicators(before: &Portfolio, after: &Portfolio, out: &mut Vec<Changed>) {
    let newest = |i: &IndicatorView| i.readings.first().map(|r| (r.value, r.provenance.source.clone()));
    let codes: BTreeSet<&str> = before.indicators.iter().chain(&after.indicators).map(|i| i.indicator.code.as_str()).collect();
    for code in codes {
        let find = |p: &'_ Portfolio| p.indicators.iter().find(|i| i.indicator.code == code).cloned();
        let (was, is) = (find(before), find(after));
        let (old, new) = (was.as_ref().and_then(newest), is.as_ref().and_then(newest));
        if old.as_ref().map(|(v, _)| *v) == new.as_ref().map(|(v, _)| *v) {
            continue;
        }
        let Some(view) = is.or(was) else { continue };
        let record = &view.indicator.record;
        let owner = record.project.as_ref().and_then(|slug| after.project(slug).or_else(|| before.project(slug)));
        out.push(Changed {
            project: owner.map(|p| p.slug.clone()),
            title: owner.map_or_else(|| after.ente.name.clone(), |p| p.title.clone()),
            title_en: owner.and_then(|p| p.title_en.clone()),
            what: What::Reading {
                name: record.name.clone(),
                name_en: record.name_en.clone(),
                old: old.map(|(v, _)| v),
                new: new.as_ref().map(|(v, _)| *v),
            },
            act: None,
            source: new.and_then(|(_, source)| source),
        });
    }
}

/// Steps whose deadline or forecast is past on the later day, was known on the earlier one, and of which neither day nor date
/// has changed since. What was past already on the earlier day and still stands is among them.
fn unmoved(before: &Portfolio, after: &Portfolio) -> Vec<Unmoved> {
    if before.today >= after.today {
        return vec![];
    }
    let mut out = vec![];
    for new in &after.projects {
        let Some(old) = before.project(&new.slug) else { continue };
        if matches!(new.standing.rule().tone(), Tone::Renounced) {
            continue;
        }
        for step in new.steps.iter().filter(|s| s.date.is_none() && !s.passed && s.phase != Phase::Maintenance) {
            let Some(was) = old.step(step.phase).filter(|s| s.date.is_none()) else { continue };
            let deadline = step.deadline.as_ref().map(|d| d.due).filter(|due| was.deadline.as_ref().map(|d| d.due) == Some(*due));
            let forecast = step.forecast.filter(|f| was.forecast == Some(*f));
            let due = match (deadline, forecast) {
                (Some(due), _) if due.is_past(after.today) => Some((due, false)),
                (_, Some(due)) if due.is_past(after.today) => Some((due, true)),
                _ => None,
            };
            if let Some((due, forecast)) = due {
                out.push(Unmoved {
                    project: new.slug.clone(),
                    title: new.title.clone(),
                    title_en: new.title_en.clone(),
                    phase: step.phase,
                    due,
                    forecast,
                    days: days_between(due.last(), after.today),
                });
            }
        }
    }
    out.sort_by_key(|u| std::cmp::Reverse(u.days));
    out
}

#[cfg(test)]
mod tests;
