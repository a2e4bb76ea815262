//! What an office has to look after first: steps that are due or past and have no date, forecasts that did not come true,
//! certification without its outcome, projects of which nothing has been heard. Pure: facts and a day in, a list out.

use crate::{
    deadline::Lateness,
    dossier::Dossier,
    fact::{Fact, latest},
    freshness::Aged,
    identifier::Slug,
    phase::{Confidence, Outcome, Phase},
    portfolio::{Portfolio, ProjectView},
    status::Tone,
    when::{When, days_between},
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// A deadline is on the agenda from so many days before it.
pub const AHEAD: i64 = 60;
/// A project under way of which nothing new is known for more days than these is stale.
pub const STALE: i64 = 90;

/// Why something is on the agenda. Order is that of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The deadline of a step that is not known to be done, past or near.
    Deadline {
        /// Which step.
        phase: Phase,
        /// How it stands.
        lateness: Lateness,
        /// How sure the deadline is.
        confidence: Confidence,
    },
    /// The day on which the office expected a step is past.
    Forecast {
        /// Which step.
        phase: Phase,
    },
    /// A certification was asked for and has no outcome.
    Pending {
        /// Which run.
        run: u32,
    },
    /// A figure is past its cadence.
    Outdated(Aged),
    /// Under way, and nothing newer than [`STALE`] days is known of it.
    Stale {
        /// Day of the newest fact, where there is one.
        last: Option<NaiveDate>,
    },
}

impl What {
    /// The step that an update would be about.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        match self {
            Self::Deadline { phase, .. } | Self::Forecast { phase } => Some(*phase),
            Self::Pending { .. } => Some(Phase::Certification),
            Self::Outdated(_) | Self::Stale { .. } => None,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Deadline { .. } => 0,
            Self::Forecast { .. } => 1,
            Self::Pending { .. } => 2,
            Self::Outdated(_) => 3,
            Self::Stale { .. } => 4,
        }
    }
}

/// One thing to look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Of which project.
    pub project: Slug,
    /// Why.
    pub what: What,
    /// The day it goes by: the deadline, the forecast, the request, the newest fact.
    pub due: Option<When>,
}

/// When each project was last heard of: the newest day on which the office came to know one of its own facts. What other
/// sources state, and what was said in public, is no news of the office's.
#[must_use]
pub fn heard(dossier: &Dossier) -> HashMap<Slug, NaiveDate> {
    let mut out: HashMap<Slug, NaiveDate> = HashMap::new();
    let mut hear = |project: &Slug, known: NaiveDate| {
        let newest = out.entry(project.clone()).or_insert(known);
        *newest = known.max(*newest);
    };
    each(&dossier.project_records, |r| Some(&r.project), &mut hear);
    each(&dossier.funding, |r| Some(&r.project), &mut hear);
    each(&dossier.milestones, |r| Some(&r.project), &mut hear);
    each(&dossier.deadline_changes, |r| Some(&r.project), &mut hear);
    each(&dossier.runs, |r| Some(&r.project), &mut hear);
    each(&dossier.contracts, |r| Some(&r.project), &mut hear);
    each(&dossier.risks, |r| Some(&r.project), &mut hear);
    each(&dossier.stated, |r| Some(&r.project), &mut hear);
    each(&dossier.payments, |r| Some(&r.project), &mut hear);
    each(&dossier.receipts, |r| Some(&r.project), &mut hear);
    each(&dossier.confirmations, |r| Some(&r.project), &mut hear);
    each(&dossier.settled, |r| Some(&r.project), &mut hear);
    each(&dossier.indicators, |r| r.project.as_ref(), &mut hear);
    each(&dossier.acts, |r| r.project.as_ref(), &mut hear);
    let owners: HashMap<&str, &Slug> = latest(&dossier.indicators, |i| i.code.clone())
        .into_iter()
        .filter_map(|i| Some((i.record.code.as_str(), i.record.project.as_ref()?)))
        .collect();
    each(&dossier.readings, |r| owners.get(r.indicator.as_str()).copied(), &mut hear);
    out
}

/// Tells of every fact that is about a project when it came to be known.
fn each<'a, R>(facts: &'a [Fact<R>], project: impl Fn(&'a R) -> Option<&'a Slug>, hear: &mut impl FnMut(&Slug, NaiveDate)) {
    for fact in facts {
        if let Some(project) = project(&fact.record) {
            hear(project, fact.provenance.known);
        }
    }
}

/// What to look after in these projects, the most pressing first: deadlines by their day, then forecasts, then certification
/// without an outcome, then figures past their cadence, then silence, the longest first. `heard` is what [`heard`] gives.
#[must_use]
pub fn agenda(portfolio: &Portfolio, projects: &[Slug], heard: &HashMap<Slug, NaiveDate>, today: NaiveDate) -> Vec<Item> {
    let mut out: Vec<Item> = portfolio
        .projects
        .iter()
        .filter(|p| projects.contains(&p.slug) && p.standing.status.tone() != Tone::Renounced)
        .flat_map(|p| of_project(p, heard.get(&p.slug).copied(), today))
        .collect();
    // Silence without any fact is the longest; the sort is stable, so equals stay in the portfolio's order.
    out.sort_by_key(|i| (i.what.rank(), i.due.map(When::last)));
    out
}

fn of_project(p: &ProjectView, heard: Option<NaiveDate>, today: NaiveDate) -> Vec<Item> {
    let item = |what, due| Item { project: p.slug.clone(), what, due };
    let mut out = vec![];
    for step in p.steps.iter().filter(|s| s.date.is_none() && !s.passed && s.phase != Phase::Maintenance) {
        let deadline = step.deadline.as_ref().filter(|_| match step.lateness {
            Lateness::Past(_) => true,
            Lateness::Left(days) => days <= AHEAD,
            _ => false,
        });
        if let Some(deadline) = deadline {
            let what = What::Deadline { phase: step.phase, lateness: step.lateness, confidence: deadline.confidence };
            out.push(item(what, Some(deadline.due)));
            // A deadline that is past says more than a forecast that is.
            if matches!(step.lateness, Lateness::Past(_)) {
                continue;
            }
        }
        if let Some(forecast) = step.forecast.filter(|f| f.is_past(today)) {
            out.push(item(What::Forecast { phase: step.phase }, Some(forecast)));
        }
    }
    let certified = p.step(Phase::Certification).is_some_and(|s| s.passed);
    if let Some(run) = p.runs.last().filter(|r| r.outcome == Outcome::Pending && !certified) {
        out.push(item(What::Pending { run: run.number }, run.requested));
    }
    out.extend(p.aged.iter().filter(|a| a.is_stale()).map(|a| item(What::Outdated(a.clone()), a.as_of.map(When::Day))));
    let open = matches!(p.standing.rule().tone(), Tone::Running | Tone::Late);
    if open && heard.is_none_or(|last| days_between(last, today) > STALE) {
        out.push(item(What::Stale { last: heard }, heard.map(When::Day)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        deadline::{Basis, Deadline, lateness},
        dossier::Ente,
        fact::Provenance,
        freshness::{FigureKind, freshness},
        identifier::Ipa,
        portfolio::{Dated, Step},
        records::{CertificationRun, Milestone},
        review::sample,
        status::{Standing, Status},
        total::Total,
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn today() -> NaiveDate {
        d("2026-11-22")
    }

    fn slug(text: &str) -> Slug {
        Slug::read(text).unwrap()
    }

    fn fact<R>(record: R, known: &str) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: d(known), source: None, note: None },
            recorded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        }
    }

    fn step(phase: Phase, due: Option<&str>, forecast: Option<&str>, date: Option<&str>) -> Step {
        let day = |t: &str| When::Day(d(t));
        let deadline = due.map(|t| Deadline { due: day(t), baseline: None, basis: Basis::Typed, confidence: Confidence::Single });
        let date = date.map(|t| Dated { when: day(t), source: None, seen: None, act: None });
        Step {
            phase,
            lateness: lateness(deadline.as_ref().map(|x| x.due), date.as_ref().map(|x| x.when), today()),
            passed: date.is_some(),
            date,
            forecast: forecast.map(day),
            deadline,
        }
    }

    fn project(name: &str, status: Status, steps: Vec<Step>) -> ProjectView {
        ProjectView {
            slug: slug(name),
            title: name.to_owned(),
            title_en: None,
            what: None,
            what_en: None,
            line: None,
            mode: None,
            office: None,
            office_code: None,
            cups: vec![],
            applications: vec![],
            grants: vec![],
            granted: Total::default(),
            received: Total::default(),
            receipts: vec![],
            payments: vec![],
            contracts: vec![],
            risks: vec![],
            steps,
            standing: Standing::of(status, None, None),
            runs: vec![],
            indicators: vec![],
            acts: vec![],
            statements: vec![],
            differences: vec![],
            moves: vec![],
            decided: vec![],
            aged: vec![],
        }
    }

    fn portfolio(projects: Vec<ProjectView>) -> Portfolio {
        Portfolio {
            ente: Ente {
                ipa: Ipa::read("c_e472").unwrap(),
                name: "Comune".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: None,
            },
            today: today(),
            projects,
            indicators: vec![],
            statements: vec![],
            acts: vec![],
            snapshot: None,
            aged: vec![],
        }
    }

    fn of(p: ProjectView, heard_on: Option<&str>) -> Vec<Item> {
        let name = p.slug.clone();
        let heard: HashMap<Slug, NaiveDate> = heard_on.map(|day| (name.clone(), d(day))).into_iter().collect();
        agenda(&portfolio(vec![p]), &[name], &heard, today())
    }

    #[test]
    fn a_deadline_is_on_the_agenda_from_sixty_days_before_it() {
        let due = |day: &str| {
            of(project("a", Status::Running, vec![step(Phase::Completion, Some(day), None, None)]), Some("2026-11-22"))
        };
        assert_eq!(due("2027-01-21").len(), 1, "sixty days");
        assert!(due("2027-01-22").is_empty(), "sixty-one");
        let past = due("2026-11-21");
        assert!(matches!(past[0].what, What::Deadline { lateness: Lateness::Past(1), .. }));
    }

    #[test]
    fn what_has_a_date_or_was_passed_is_not_due() {
        let done = step(Phase::Contract, Some("2026-03-31"), None, Some("2026-03-01"));
        let mut passed = step(Phase::Completion, Some("2026-03-31"), None, None);
        passed.passed = true;
        assert!(of(project("a", Status::Disbursed, vec![done, passed]), None).is_empty());
    }

    #[test]
    fn a_past_forecast_counts_unless_a_past_deadline_says_more() {
        let forecast = step(Phase::Completion, None, Some("2026-11-21"), None);
        let items = of(project("a", Status::Completed, vec![forecast]), Some("2026-11-22"));
        assert_eq!(items[0].what, What::Forecast { phase: Phase::Completion });
        let both = step(Phase::Completion, Some("2026-10-31"), Some("2026-11-21"), None);
        assert_eq!(of(project("a", Status::Completed, vec![both]), Some("2026-11-22")).len(), 1);
        let today = step(Phase::Completion, None, Some("2026-11-22"), None);
        assert!(of(project("a", Status::Completed, vec![today]), Some("2026-11-22")).is_empty());
    }

    #[test]
    fn a_figure_past_its_cadence_is_on_the_list_after_what_is_due_and_before_silence() {
        let aged = |freshness| Aged {
            figure: FigureKind::Paid,
            indicator: None,
            as_of: Some(d("2026-10-22")),
            office: "Ragioneria".to_owned(),
            every: 30,
            freshness,
            confirmation: None,
        };
        let stale = aged(freshness(Some(d("2026-10-22")), Some(30), today()));
        let fresh = aged(freshness(Some(d("2026-10-23")), Some(30), today()));
        let due = step(Phase::Completion, Some("2026-12-01"), None, None);
        let p = ProjectView { aged: vec![fresh, stale.clone()], ..project("a", Status::Running, vec![due]) };
        let kinds: Vec<What> = of(p, Some("2026-01-01")).into_iter().map(|i| i.what).collect();
        assert!(matches!(kinds[..], [What::Deadline { .. }, What::Outdated(_), What::Stale { .. }]), "{kinds:?}");
        assert_eq!(kinds[1], What::Outdated(stale));
    }

    #[test]
    fn silence_is_told_after_ninety_days_and_only_of_what_is_under_way() {
        let silent = |status, heard| of(project("a", status, vec![]), heard).len();
        assert_eq!(silent(Status::Running, Some("2026-08-24")), 0, "ninety days");
        assert_eq!(silent(Status::Running, Some("2026-08-23")), 1, "ninety-one");
        assert_eq!(silent(Status::Running, None), 1);
        assert_eq!(silent(Status::Overdue, None), 1);
        assert_eq!(silent(Status::Disbursed, None), 0);
        assert_eq!(silent(Status::Renounced, None), 0);
    }

    #[test]
    fn a_certification_waits_for_its_outcome() {
        let run = CertificationRun {
            ente: Ipa::read("c_e472").unwrap(),
            project: slug("a"),
            number: 2,
            requested: Some(When::Day(d("2026-10-01"))),
            checked: None,
            outcome: Outcome::Pending,
            outcome_on: None,
        };
        let p = ProjectView { runs: vec![fact(run, "2026-10-01")], ..project("a", Status::Completed, vec![]) };
        assert_eq!(of(p, None)[0].what, What::Pending { run: 2 });
    }

    #[test]
    fn the_nearest_comes_first_and_other_projects_are_left_out() {
        let due = |name: &str, day: &str| project(name, Status::Running, vec![step(Phase::Completion, Some(day), None, None)]);
        let all = portfolio(vec![due("c", "2026-12-31"), due("a", "2026-12-01"), due("b", "2026-10-01"), due("x", "2026-09-01")]);
        let own = [slug("a"), slug("b"), slug("c")];
        let heard: HashMap<Slug, NaiveDate> = own.iter().map(|s| (s.clone(), today())).collect();
        let order: Vec<String> = agenda(&all, &own, &heard, today()).iter().map(|i| i.project.to_string()).collect();
        assert_eq!(order, ["b", "a", "c"]);
    }

    #[test]
    fn what_the_office_has_written_last_is_when_a_project_was_heard_of() {
        let milestone = |known| {
            let record = Milestone {
                ente: Ipa::read("c_e472").unwrap(),
                project: slug("a"),
                phase: Phase::Contract,
                baseline: None,
                forecast: None,
                actual: None,
                act: None,
            };
            fact(record, known)
        };
        let dossier = Dossier {
            projects: vec![slug("a")],
            milestones: vec![milestone("2026-05-01"), milestone("2026-04-01")],
            ..sample::dossier()
        };
        assert_eq!(heard(&dossier).get(&slug("a")), Some(&d("2026-05-01")));
    }
}
