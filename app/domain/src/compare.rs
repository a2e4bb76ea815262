//! What has changed between two situations of an ente, and what has not although it was due. Pure: two portfolios in, values
//! out; each may be of any day, or of a frozen document. The rules are our own.

use crate::{
    amount::{Amount, Quantity},
    application::{ApplicationKey, State},
    deadline::{Basis, Deadline},
    fact::Fact,
    identifier::Slug,
    phase::{Fund, Outcome, Phase, RiskState},
    portfolio::{IndicatorView, Portfolio, ProjectView, Step},
    records::{CertificationRun, Risk},
    status::{Status, Tone},
    total::Total,
    when::{When, days_between},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// The project was not there.
    Came,
    /// The project is no longer there.
    Gone,
    /// A public application came, went, or was renounced: its call, and its state on either side. What it is paid is told by
    /// the step and the sum; one whose whole project is renounced, by the status.
    Application(String, Option<State>, Option<State>),
    /// Where it stands.
    Status(Status, Status),
    /// What a fund has granted.
    Granted(Fund, Total, Total),
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
    /// What is done about a published risk, by the words of the risk.
    Remedy(String, Option<String>, Option<String>),
    /// The sum that a published risk puts in danger, by its words.
    Exposed(String, Option<Amount>, Option<Amount>),
    /// By when the remedy of a published risk is due, by its words.
    RemedyDue(String, Option<When>, Option<When>),
}

impl What {
    /// What it is about.
    #[must_use]
    pub fn group(&self) -> Group {
        match self {
            Self::Came | Self::Gone | Self::Application(..) => Group::Scope,
            Self::Granted(..) | Self::Received(..) | Self::Paid(..) => Group::Money,
            Self::Deadline(..) => Group::Deadlines,
            Self::Status(..) | Self::Reached(..) | Self::Forecast(..) => Group::Dates,
            Self::Run(..) => Group::Certification,
            Self::Reading { .. } => Group::Indicators,
            Self::Risk(..) | Self::Remedy(..) | Self::Exposed(..) | Self::RemedyDue(..) => Group::Risks,
        }
    }

    /// How much it weighs.
    #[must_use]
    pub fn importance(&self) -> Importance {
        let lost = |s: &Status| matches!(s.tone(), Tone::Renounced | Tone::Late);
        match self {
            Self::Gone | Self::Granted(..) | Self::Deadline(..) | Self::Exposed(..) => Importance::High,
            Self::Application(_, old, new) if new.is_none() || [old, new].contains(&&Some(State::Renounced)) => Importance::High,
            Self::Status(old, new) if lost(new) || lost(old) => Importance::High,
            Self::Run(_, old, new) if [old, new].iter().any(|o| matches!(o, Some(Outcome::Negative | Outcome::Partial))) => {
                Importance::High
            }
            // A step that is no longer known to have happened was never that sure.
            Self::Reached(_, Some(_), _) => Importance::High,
            Self::Came
            | Self::Application(..)
            | Self::Status(..)
            | Self::Received(..)
            | Self::Paid(..)
            | Self::Reached(..)
            | Self::Run(..)
            | Self::Remedy(..)
            | Self::RemedyDue(..) => Importance::Medium,
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
            | Self::Deadline(_, Some(old), Some(new))
            | Self::RemedyDue(_, Some(old), Some(new)) => Some(days_between(old.last(), new.last())),
            _ => None,
        }
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// It is of the earlier day or before: only the word of it is new.
    pub learnt: bool,
}

/// Why something was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Awaited {
    /// A deadline.
    Deadline,
    /// The office's own forecast.
    Forecast,
    /// The certification run of this number has no outcome.
    Run(u32),
}

/// Something that was due and has not changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmoved {
    /// Of which project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// Its title in English.
    pub title_en: Option<String>,
    /// Which step.
    pub phase: Phase,
    /// When it was due; of a run, since when it is waited for.
    pub due: When,
    /// By what.
    pub by: Awaited,
    /// For how many days, on the later of the two days.
    pub days: i64,
}

/// What two situations have to say to one another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What changed, the weightiest first.
    pub changed: Vec<Changed>,
    /// What was due and did not, the longest due first.
    pub unmoved: Vec<Unmoved>,
}

/// What is said in one sentence: the places of its changes in [`Comparison::changed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// One of each project that it is said of.
    pub whom: Vec<usize>,
    /// One of each thing that is said.
    pub what: Vec<usize>,
}

impl Comparison {
    /// The changes among `own` in sentences: one for what is the same of several projects, one for all that is of one project alone.
    #[must_use]
    pub fn told(&self, own: impl Fn(&Changed) -> bool) -> Vec<Told> {
        let mut same: Vec<(Vec<usize>, &Changed)> = vec![];
        for (at, change) in self.changed.iter().enumerate().filter(|(_, c)| own(c)) {
            let equal = |c: &Changed| c.what == change.what && c.act == change.act && c.learnt == change.learnt;
            match same.iter_mut().find(|(_, c)| equal(c)) {
                Some((whom, _)) => whom.push(at),
                None => same.push((vec![at], change)),
            }
        }
        let mut out: Vec<Told> = vec![];
        for (whom, change) in same {
            let [first, ..] = whom[..] else { continue };
            let alone = |told: &Told| {
                let [other] = told.whom[..] else { return false };
                let other = self.changed.get(other).and_then(|c| c.project.as_ref());
                whom.len() == 1 && other.is_some() && other == change.project.as_ref()
            };
            match out.iter_mut().find(|told| alone(told)) {
                Some(told) => told.what.push(first),
                None => out.push(Told { whom, what: vec![first] }),
            }
        }
        out
    }
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
            (Some(old), Some(new)) => project(old, new, before.today, &mut changed),
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
    let (title, title_en) = (p.title.clone(), p.title_en.clone());
    Changed { project: Some(p.slug.clone()), title, title_en, what, act, source, learnt: false }
}

fn first_source(p: &ProjectView) -> Option<String> {
    p.grants.first().and_then(|g| g.source.clone()).or_else(|| p.standing.source.clone())
}

/// What a fund grants, and on whose word.
fn granted(p: &ProjectView, fund: Fund) -> (Total, Option<String>) {
    let own: Vec<_> = p.grants.iter().filter(|g| g.fund == fund).collect();
    (own.iter().map(|g| g.amount).collect(), own.first().and_then(|g| g.source.clone()))
}

fn project(old: &ProjectView, new: &ProjectView, day: NaiveDate, out: &mut Vec<Changed>) {
    if old.standing.status != new.standing.status {
        out.push(of(new, What::Status(old.standing.status, new.standing.status), None, new.standing.source.clone()));
    }
    applications(old, new, out);
    for fund in Fund::ALL {
        let ((was, before), (is, after)) = (granted(old, *fund), granted(new, *fund));
        if was != is {
            out.push(of(new, What::Granted(*fund, was, is), None, after.or(before)));
        }
    }
    if old.received != new.received {
        let source = new.receipts.last().and_then(|r| r.provenance.source.clone()).or_else(|| new.standing.source.clone());
        out.push(of(new, What::Received(old.received, new.received), None, source));
    }
    let paid = |p: &ProjectView| -> Total { p.payments.iter().map(|x| Some(x.amount)).collect() };
    if paid(old) != paid(new) {
        let source = new.payments.last().and_then(|p| p.provenance.source.clone());
        out.push(of(new, What::Paid(paid(old), paid(new)), None, source));
    }
    // The end of upkeep is worked out from the payment, and has not happened when the money comes.
    for phase in Phase::STEPS.into_iter().filter(|phase| *phase != Phase::Maintenance) {
        step(old, new, phase, day, out);
    }
    runs(old, new, day, out);
    risks(old, new, out);
}

fn applications(old: &ProjectView, new: &ProjectView, out: &mut Vec<Changed>) {
    if [old, new].iter().any(|p| p.standing.rule() == Status::Renounced) {
        return;
    }
    let keys: BTreeSet<&ApplicationKey> = old.applications.iter().chain(&new.applications).map(|a| &a.key).collect();
    for key in keys {
        let state =
            |p: &ProjectView| p.applications.iter().find(|a| a.key == *key).and_then(|a| a.says.as_ref()).map(|says| says.state);
        let (was, is) = (state(old), state(new));
        if was != is && [was, is].iter().any(|s| matches!(s, None | Some(State::Renounced))) {
            let source = Some(crate::portfolio::PA_DIGITALE.to_owned());
            out.push(of(new, What::Application(key.call.clone(), was, is), None, source));
        }
    }
}

fn step(old: &ProjectView, new: &ProjectView, phase: Phase, day: NaiveDate, out: &mut Vec<Changed>) {
    let (was, is) = (old.step(phase), new.step(phase));
    let date = |s: Option<&Step>| s.and_then(|s| s.date.as_ref()).map(|d| d.when);
    if date(was) != date(is) {
        let dated = is.and_then(|s| s.date.as_ref());
        let what = What::Reached(phase, date(was), date(is));
        let learnt = date(was).is_none() && date(is).is_some_and(|w| w.last() <= day);
        let change = of(new, what, dated.and_then(|d| d.act.clone()), dated.and_then(|d| d.source.clone()));
        out.push(Changed { learnt, ..change });
    }
    let forecast = |s: Option<&Step>| s.and_then(|s| s.forecast);
    // What has happened is expected no more.
    if forecast(was) != forecast(is) && date(is).is_none() {
        out.push(of(new, What::Forecast(phase, forecast(was), forecast(is)), None, None));
    }
    let deadline = |s: Option<&Step>| s.and_then(|s| s.deadline.clone());
    let (was, is) = (deadline(was), deadline(is));
    let due = |d: &Option<Deadline>| d.as_ref().map(|d| d.due);
    if due(&was) != due(&is) {
        let moved = new.moves.iter().rev().find(|m| m.phase == phase && Some(When::Day(m.due)) == due(&is));
        let source = moved.and_then(|m| m.provenance.source.clone());
        out.push(of(new, What::Deadline(phase, due(&was), due(&is)), is.and_then(act), source));
    }
}

/// The act on which a deadline rests: its own, or the one that sets the last day of all.
fn act(deadline: Deadline) -> Option<String> {
    match deadline.basis {
        Basis::Act { act, .. } => Some(act),
        Basis::Common { act } => act,
        Basis::Typed => None,
    }
}

fn runs(old: &ProjectView, new: &ProjectView, day: NaiveDate, out: &mut Vec<Changed>) {
    let numbers: BTreeSet<u32> = old.runs.iter().chain(&new.runs).map(|r| r.number).collect();
    for number in numbers {
        let (was, is) = (run(old, number), run(new, number));
        let outcome = |r: Option<&Fact<CertificationRun>>| r.map(|r| r.outcome);
        if outcome(was) != outcome(is) {
            let source = is.and_then(|r| r.provenance.source.clone());
            let learnt = is.and_then(|r| r.outcome_on).is_some_and(|w| w.last() <= day);
            out.push(Changed { learnt, ..of(new, What::Run(number, outcome(was), outcome(is)), None, source) });
        }
    }
}

fn run(p: &ProjectView, number: u32) -> Option<&Fact<CertificationRun>> {
    p.runs.iter().rev().find(|r| r.number == number)
}

fn risks(old: &ProjectView, new: &ProjectView, out: &mut Vec<Changed>) {
    let codes: BTreeSet<&str> = old.risks.iter().chain(&new.risks).map(|r| r.code.as_str()).collect();
    for code in codes {
        let find = |p: &'_ ProjectView| p.risks.iter().find(|r| r.code == code).cloned();
        let (was, is) = (find(old), find(new));
        let words = is.as_ref().or(was.as_ref()).map(|r| r.what.clone()).unwrap_or_default();
        let source = is.as_ref().and_then(|r| r.provenance.source.clone());
        let state = |r: &Option<Fact<Risk>>| r.as_ref().map(|r| r.state);
        if state(&was) != state(&is) {
            out.push(of(new, What::Risk(words.clone(), state(&was), state(&is)), None, source.clone()));
        }
        let (Some(was), Some(is)) = (was, is) else { continue };
        let mut push = |what| out.push(of(new, what, None, source.clone()));
        if was.remedy != is.remedy {
            push(What::Remedy(words.clone(), was.record.remedy, is.record.remedy));
        }
        if was.record.exposed != is.record.exposed {
            push(What::Exposed(words.clone(), was.record.exposed, is.record.exposed));
        }
        if was.record.due != is.record.due {
            push(What::RemedyDue(words, was.record.due, is.record.due));
        }
    }
}

/// Newest readings, of projects and of the ente itself.
fn indicators(before: &Portfolio, after: &Portfolio, out: &mut Vec<Changed>) {
    let newest = |i: &IndicatorView| i.readings.first().map(|r| (r.value, r.provenance.clone()));
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
            learnt: new.as_ref().and_then(|(_, p)| p.al).is_some_and(|al| al.last() <= before.today),
            source: new.and_then(|(_, p)| p.source),
        });
    }
}

/// What is past on the later day and has still no date: steps with a deadline or a forecast, whether it fell between the two
/// days or before, and whether it was known on the earlier one or not; and runs that were waited for on both. A deadline or a
/// forecast that was put off beyond the later day is a change, and nothing that stood still.
fn unmoved(before: &Portfolio, after: &Portfolio) -> Vec<Unmoved> {
    if before.today >= after.today {
        return vec![];
    }
    let mut out = vec![];
    for new in after.projects.iter().filter(|p| p.standing.rule().tone() != Tone::Renounced) {
        let old = before.project(&new.slug);
        let mut push = |phase, due: When, by| {
            let (title, title_en) = (new.title.clone(), new.title_en.clone());
            let days = days_between(due.last(), after.today);
            out.push(Unmoved { project: new.slug.clone(), title, title_en, phase, due, by, days });
        };
        for step in new.steps.iter().filter(|s| s.date.is_none() && !s.passed && s.phase != Phase::Maintenance) {
            // A date that was taken back is a change.
            if old.and_then(|p| p.step(step.phase)).is_some_and(|s| s.date.is_some()) {
                continue;
            }
            let past = |when: Option<When>| when.filter(|w| w.is_past(after.today));
            match (past(step.deadline.as_ref().map(|d| d.due)), past(step.forecast)) {
                (Some(due), _) => push(step.phase, due, Awaited::Deadline),
                (None, Some(due)) => push(step.phase, due, Awaited::Forecast),
                (None, None) => {}
            }
        }
        let waiting = |r: &&Fact<CertificationRun>| r.outcome == Outcome::Pending;
        if let Some(is) = new.runs.last().filter(waiting)
            && old.and_then(|p| run(p, is.number)).filter(waiting).is_some()
            && new.step(Phase::Certification).is_none_or(|s| !s.passed)
        {
            let since = is.requested.or(is.checked).or(is.provenance.al).unwrap_or(When::Day(is.provenance.known));
            push(Phase::Certification, since, Awaited::Run(is.number));
        }
    }
    out.sort_by_key(|u| std::cmp::Reverse(u.days));
    out
}

#[cfg(test)]
mod tests;
