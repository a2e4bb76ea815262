//! As of any day: what held on a day, as it was known on that day or on a later one.
//!
//! Two days, because a fact has two: `al` says from when it holds, `known` since when one knows, which is the date of its
//! source. What held on 01/04/2024 may have come to be known in July: told as known on 01/04/2024 it is not there, told as
//! known in July it is. The rules are our own.

use crate::{
    application::{Application, PublicFact, Says, Seen, State},
    dossier::{Catalogue, Dossier},
    fact::{Fact, Provenance, Record, latest},
    identifier::Slug,
    phase::Outcome,
    records::{Act, CertificationRun, Deferral, Milestone, Source},
    when::{NotADate, When},
};
use chrono::NaiveDate;
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// A day, and the day as of whose knowledge it is told. `al` ≤ `known` ≤ today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// What held on this day…
    pub al: NaiveDate,
    /// …as it was known on this one.
    pub known: NaiveDate,
}

/// Which of the two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `al`.
    Al,
    /// `noto`.
    Known,
}

/// Why an address asks for no day that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDay {
    /// No date, or one less precise than a day.
    NotADay(Which),
    /// The calendar has no such day (31/02/2023).
    NoSuchDay(Which),
    /// It is still to come.
    Future(Which),
    /// `noto` comes before `al`: nobody knows a day before it is there.
    TooEarly,
    /// `noto` without `al`.
    Alone,
}

impl AsOf {
    /// Reads the values of `al` and `noto` as an address has them. Empty ones are none; without `noto` a day is told as it was
    /// known on that day, and `noto=oggi` is what is known today.
    ///
    /// # Errors
    /// Why the two are no day that can be shown.
    pub fn read(al: Option<&str>, known: Option<&str>, today: NaiveDate) -> Result<Option<Self>, NoDay> {
        let given = |text: Option<&str>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let (al, known) = match (given(al), given(known)) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(NoDay::Alone),
            (Some(al), known) => (day(&al, Which::Al, today)?, known),
        };
        let known = known.map_or(Ok(al), |text| day(&text, Which::Known, today))?;
        if known < al { Err(NoDay::TooEarly) } else { Ok(Some(Self { al, known })) }
    }

    /// The pairs of an address that [`AsOf::read`] reads back.
    #[must_use]
    pub fn pairs(self, today: NaiveDate) -> [(&'static str, String); 2] {
        let known = if self.known == today { TODAY.to_owned() } else { self.known.to_string() };
        [("al", self.al.to_string()), ("noto", known)]
    }

    /// A fact counts: it was known, and it held already, or nobody says from when it holds.
    fn counts(self, provenance: &Provenance) -> bool {
        provenance.known <= self.known && provenance.al.is_none_or(|w| w.first() <= self.al)
    }

    /// A fact that counts, and of which a date says that it was there on the day: it held from then, or was known by then.
    fn proves(self, provenance: &Provenance) -> bool {
        provenance.known <= self.al || provenance.al.is_some_and(|w| w.first() <= self.al)
    }

    /// An event had happened: all that it may be is past, or it was told of by then. A month that straddles the day and came
    /// to be known afterwards proves nothing.
    fn happened(self, when: When, known: NaiveDate) -> bool {
        when.last() <= self.al || (when.first() <= self.al && known <= self.al)
    }
}

/// What `noto` says for what is known today.
const TODAY: &str = "oggi";

fn day(text: &str, which: Which, today: NaiveDate) -> Result<NaiveDate, NoDay> {
    if text.eq_ignore_ascii_case(TODAY) {
        return Ok(today);
    }
    match When::read(text) {
        Ok(When::Day(day)) if day <= today => Ok(day),
        Ok(When::Day(_)) => Err(NoDay::Future(which)),
        Err(NotADate::NoSuchDay) => Err(NoDay::NoSuchDay(which)),
        Ok(_) | Err(NotADate::Form) => Err(NoDay::NotADay(which)),
    }
}

/// The facts that count, each as it stood then; `then` gives `None` for one that tells only of what came later.
fn held<R: Clone>(facts: &[Fact<R>], day: AsOf, then: impl Fn(R, &Provenance) -> Option<R>) -> Vec<Fact<R>> {
    facts
        .iter()
        .filter(|f| day.counts(&f.provenance))
        .filter_map(|f| {
            let record = then(f.record.clone(), &f.provenance)?;
            Some(Fact { id: f.id, record, provenance: f.provenance.clone(), recorded_at: f.recorded_at })
        })
        .collect()
}

/// The facts that count, as they are.
fn as_said<R: Clone>(facts: &[Fact<R>], day: AsOf) -> Vec<Fact<R>> {
    held(facts, day, |record, _| Some(record))
}

/// Names are no news: without them what was known could not be read. Of one that came to be known only later the first word
/// stands.
fn names<R: Record, K: Eq + Hash>(facts: &[Fact<R>], day: AsOf, key: impl Fn(&R) -> K) -> Vec<Fact<R>> {
    let rank = |f: &Fact<R>| (f.provenance.known, f.recorded_at, f.id);
    let mut first: HashMap<K, &Fact<R>> = HashMap::new();
    for fact in facts {
        let earliest = first.entry(key(&fact.record)).or_insert(fact);
        if rank(fact) < rank(earliest) {
            *earliest = fact;
        }
    }
    let first: HashSet<i64> = first.into_values().map(|f| f.id).collect();
    facts.iter().filter(|f| f.provenance.known <= day.known || first.contains(&f.id)).cloned().collect()
}

/// Plans stay, what happened after the day goes; nothing is left of one that planned nothing.
fn milestone(record: Milestone, provenance: &Provenance, day: AsOf) -> Option<Milestone> {
    if record.actual.is_none_or(|when| day.happened(when, provenance.known)) {
        return Some(record);
    }
    (record.baseline.is_some() || record.forecast.is_some()).then_some(Milestone { actual: None, act: None, ..record })
}

/// A run without its later steps. One whose steps are all later had not been asked for.
fn run(record: CertificationRun, provenance: &Provenance, day: AsOf) -> Option<CertificationRun> {
    let later = |when: Option<When>| when.is_some_and(|w| !day.happened(w, provenance.known));
    if !later(record.requested) && !later(record.checked) && !later(record.outcome_on) {
        return Some(record);
    }
    let requested = record.requested.filter(|_| !later(record.requested));
    let checked = record.checked.filter(|_| !later(record.checked));
    if requested.is_none() && checked.is_none() {
        return None;
    }
    let concluded = record.outcome_on.is_some() && !later(record.outcome_on);
    let (outcome, outcome_on) = if concluded { (record.outcome, record.outcome_on) } else { (Outcome::Pending, None) };
    Some(CertificationRun { requested, checked, outcome, outcome_on, ..record })
}

/// An act that had been issued; published perhaps only later.
fn act(record: Act, provenance: &Provenance, day: AsOf) -> Option<Act> {
    if record.date.is_some_and(|when| !day.happened(when, provenance.known)) {
        return None;
    }
    let published_on = record.published_on.filter(|when| day.happened(*when, provenance.known));
    Some(Act { published_on, ..record })
}

/// What was said of a day that was still to come counts where it was said by then: it was a plan. Without a day of its own,
/// and known only afterwards, it is news from later.
fn foretold(when: Option<When>, provenance: &Provenance, day: AsOf) -> bool {
    when.is_none_or(|w| w.first() <= day.al || day.proves(provenance))
}

impl Dossier {
    /// The dossier as of a day; the portfolio of that day is worked out from it with `al` as today.
    ///
    /// A typed fact counts when it was known on `known` and held on `al`, or nobody says from when it holds. What it tells of a
    /// later event is left out: dates reached, outcomes, payments, receipts, contracts, acts. Plans stay: deadlines,
    /// forecasts, targets, deadlines moved by an act that had been issued. Of public facts see [`Application::as_of`]. A
    /// project is there where a date proves it: something about it held by then, or was known by then. Names of offices are
    /// those known then, else the first known. The ente itself, name and territory, is as it is today.
    ///
    /// The dossier should be the one that was known on that day (`Register::dossier_known`): in today's, what has been taken
    /// back since is missing.
    #[must_use]
    pub fn as_of(&self, day: AsOf) -> Self {
        // The latest word on each act says when it was issued.
        let known = self.acts.iter().filter(|a| a.provenance.known <= day.known);
        let unissued: HashSet<&str> = latest(known, |a| a.code.clone())
            .into_iter()
            .filter(|a| a.date.is_some_and(|when| !day.happened(when, a.provenance.known)))
            .map(|a| a.record.code.as_str())
            .collect();
        let mut then = Self {
            ente: self.ente.clone(),
            projects: vec![],
            applications: self.applications.iter().filter_map(|a| a.as_of(day)).collect(),
            project_records: as_said(&self.project_records, day),
            funding: as_said(&self.funding, day),
            milestones: held(&self.milestones, day, |m, p| milestone(m, p, day)),
            deadline_changes: held(&self.deadline_changes, day, |c, _| (!unissued.contains(c.act.as_str())).then_some(c)),
            runs: held(&self.runs, day, |r, p| run(r, p, day)),
            contracts: held(&self.contracts, day, |c, p| c.signed_on.is_none_or(|w| day.happened(w, p.known)).then_some(c)),
            risks: as_said(&self.risks, day),
            stated: as_said(&self.stated, day),
            payments: held(&self.payments, day, |x, p| day.happened(x.paid_on, p.known).then_some(x)),
            receipts: held(&self.receipts, day, |x, p| day.happened(x.received_on, p.known).then_some(x)),
            indicators: as_said(&self.indicators, day),
            readings: as_said(&self.readings, day),
            acts: held(&self.acts, day, |a, p| act(a, p, day)),
            offices: names(&self.offices, day, |o| o.code.clone()),
            statements: held(&self.statements, day, |s, p| foretold(s.on, p, day).then_some(s)),
            claims: held(&self.claims, day, |c, p| foretold(c.by, p, day).then_some(c)),
            cadences: as_said(&self.cadences, day),
            confirmations: held(&self.confirmations, day, |c, _| (c.confirmed_on <= day.al).then_some(c)),
            settled: as_said(&self.settled, day),
            // That a sitting is planned holds before its day; what it was shown is frozen, and asks for no day.
            sittings: as_said(&self.sittings, day),
        };
        let there = then.proven(day);
        then.projects = self.projects.iter().filter(|slug| there.contains(*slug)).cloned().collect();
        then.indicators.retain(|i| i.project.as_ref().is_none_or(|slug| there.contains(slug)));
        then.claims.retain(|c| c.project.as_ref().is_none_or(|slug| there.contains(slug)));
        then
    }

    /// The projects of which a date says that they were there.
    fn proven(&self, day: AsOf) -> HashSet<Slug> {
        let mut out: HashSet<Slug> = self.applications.iter().map(|a| a.project.clone()).collect();
        prove(&mut out, &self.project_records, day, |r| Some(&r.project));
        prove(&mut out, &self.funding, day, |r| Some(&r.project));
        prove(&mut out, &self.milestones, day, |r| Some(&r.project));
        prove(&mut out, &self.deadline_changes, day, |r| Some(&r.project));
        prove(&mut out, &self.runs, day, |r| Some(&r.project));
        prove(&mut out, &self.contracts, day, |r| Some(&r.project));
        prove(&mut out, &self.risks, day, |r| Some(&r.project));
        prove(&mut out, &self.stated, day, |r| Some(&r.project));
        prove(&mut out, &self.payments, day, |r| Some(&r.project));
        prove(&mut out, &self.receipts, day, |r| Some(&r.project));
        prove(&mut out, &self.indicators, day, |r| r.project.as_ref());
        prove(&mut out, &self.acts, day, |r| r.project.as_ref());
        prove(&mut out, &self.statements, day, |r| r.project.as_ref());
        prove(&mut out, &self.claims, day, |r| r.project.as_ref());
        out
    }
}

fn prove<R>(out: &mut HashSet<Slug>, facts: &[Fact<R>], day: AsOf, project: impl Fn(&R) -> Option<&Slug>) {
    out.extend(facts.iter().filter(|f| day.proves(&f.provenance)).filter_map(|f| project(&f.record).cloned()));
}

impl Application {
    /// The application as of a day; `None` where it was not known, or not decreed yet.
    ///
    /// A public fact is known from the first snapshot that showed it. A disbursement or renunciation begins on its own date,
    /// and without one on the day on which it was first seen: before, the application reads as funded. No snapshot speaks for
    /// a day after `al`, unless it is the first that showed the fact at all.
    #[must_use]
    pub fn as_of(&self, day: AsOf) -> Option<Self> {
        let known = self.facts.iter().filter(|f| f.seen.first <= day.known && f.says.decreed <= day.al);
        let (begun, later): (Vec<&PublicFact>, Vec<&PublicFact>) = known.partition(|f| {
            let since = f.says.state_on.unwrap_or(f.seen.first);
            f.says.state == State::Funded || since <= day.al
        });
        let facts: Vec<PublicFact> = if begun.is_empty() {
            // Only what came later was ever seen of it: a snapshot of the day or after tells that it was still to come.
            let seen = Seen { first: day.al, last: day.al, at_least: true };
            let before = |says: &Says| Says { state: State::Funded, state_on: None, ..says.clone() };
            later.into_iter().map(|f| PublicFact { says: before(&f.says), seen }).collect()
        } else {
            let seen = |seen: Seen| Seen { last: seen.last.min(day.al).max(seen.first), ..seen };
            begun.into_iter().map(|f| PublicFact { says: f.says.clone(), seen: seen(f.seen) }).collect()
        };
        (!facts.is_empty()).then(|| Self { key: self.key.clone(), project: self.project.clone(), facts })
    }
}

impl Catalogue {
    /// The catalogue as of a day. Figures, targets, terms and deferrals count as the facts of a dossier do. Names of sources,
    /// measures and lines are those known then, else the first known; a source does not tell a date of its own that was still
    /// to come. Shares are counted from the rows that are loaded today, so that those of a past day are not known.
    #[must_use]
    pub fn as_of(&self, day: AsOf) -> Self {
        let mut sources = names(&self.sources, day, |s: &Source| s.code.clone());
        for source in &mut sources {
            source.record.date = source.record.date.filter(|when| when.first() <= day.known);
        }
        let announced = |d: Deferral, p: &Provenance| day.happened(d.announced, p.known).then_some(d);
        Self {
            sources,
            measures: names(&self.measures, day, |m| m.code.clone()),
            envelopes: as_said(&self.envelopes, day),
            targets: as_said(&self.targets, day),
            lines: names(&self.lines, day, |l| l.line.clone()),
            calls: self.calls.iter().filter(|c| c.opened.is_none_or(|opened| opened <= day.al)).cloned().collect(),
            terms: as_said(&self.terms, day),
            deferrals: held(&self.deferrals, day, announced),
            benchmarks: as_said(&self.benchmarks, day),
            durations: as_said(&self.durations, day),
            shares: vec![],
        }
    }
}

#[cfg(test)]
mod tests;
