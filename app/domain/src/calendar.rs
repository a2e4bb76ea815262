//! The calendar of an ente: what has happened, what falls due, what is expected, each as an entry of whole days. Pure: views
//! worked out for a day in, entries out. How a file writes them is not known here.

use crate::{
    deadline::Basis,
    identifier::Ipa,
    phase::{Confidence, Phase},
    portfolio::{ProjectView, Step},
    status::Tone,
    vocabulary,
    when::When,
};
use chrono::NaiveDate;

vocabulary! {
    /// What an entry of the calendar is.
    pub enum EntryKind {
        /// The step has happened.
        Done = "fatto",
        /// The step is not known to have happened, and this is its deadline; also the end of upkeep, which is a deadline too.
        Deadline = "termine",
        /// The step is not known to have happened, and its office expects it then.
        Forecast = "previsione",
    }
}

/// An entry: one step of one project, once a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Whose step.
    pub project: &'a ProjectView,
    /// Which step.
    pub step: &'a Step,
    /// What it is.
    pub kind: EntryKind,
    /// When. Less precise than a day, it covers all that it may be.
    pub when: When,
}

impl Entry<'_> {
    /// What tells this entry from every other one, wherever it is kept: ente, project, step and kind. The date is no part of it,
    /// so that an entry that moves stays the same one for whoever has taken it into a calendar of their own.
    #[must_use]
    pub fn id(&self, ente: &Ipa) -> String {
        format!("{ente}.{}.{}.{}", self.project.slug, self.step.phase.code(), self.kind.code())
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.when.first()
    }

    /// The first day that is no longer part of it (RFC 5545 §3.6.1: the end is exclusive).
    #[must_use]
    pub fn after(&self) -> NaiveDate {
        let last = self.when.last();
        last.succ_opt().unwrap_or(last)
    }

    /// How many times it is known to have moved: a deadline counts the acts that moved it; of other dates only the last word is
    /// known, and it counts as the first.
    #[must_use]
    pub fn revision(&self) -> usize {
        match (self.kind, self.step.deadline.as_ref().map(|d| &d.basis)) {
            (EntryKind::Deadline, Some(Basis::Act { moves, .. })) => *moves,
            _ => 0,
        }
    }

    /// Nobody vouches for the date: it is expected, or a deadline that no source confirms.
    #[must_use]
    pub fn is_tentative(&self) -> bool {
        match self.kind {
            EntryKind::Done => false,
            EntryKind::Forecast => true,
            EntryKind::Deadline => self.step.deadline.as_ref().is_some_and(|d| d.confidence == Confidence::Unverified),
        }
    }
}

/// The entries of these projects, the earliest first; those of the same day in the order of the projects and of their path.
///
/// Of a project that was renounced only what has happened is there: nothing falls due any more.
pub fn entries<'a>(projects: impl IntoIterator<Item = &'a ProjectView>) -> Vec<Entry<'a>> {
    let mut out: Vec<Entry<'a>> = projects.into_iter().flat_map(of_project).collect();
    out.sort_by_key(Entry::first);
    out
}

fn of_project(project: &ProjectView) -> Vec<Entry<'_>> {
    let open = project.standing.status.tone() != Tone::Renounced;
    let mut out = vec![];
    for step in &project.steps {
        let mut push = |kind, when| out.push(Entry { project, step, kind, when });
        match &step.date {
            // Its end is worked out from the payment and mostly still to come.
            Some(end) if step.phase == Phase::Maintenance => push(EntryKind::Deadline, end.when),
            Some(date) => push(EntryKind::Done, date.when),
            None if open && !step.passed => {
                if let Some(deadline) = &step.deadline {
                    push(EntryKind::Deadline, deadline.due);
                }
                if let Some(forecast) = step.forecast {
                    push(EntryKind::Forecast, forecast);
                }
            }
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        deadline::{Deadline, Lateness},
        identifier::Slug,
        phase::ChangeKind,
        portfolio::Dated,
        status::{Standing, Status},
        total::Total,
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ipa() -> Ipa {
        Ipa::read("c_e472").unwrap()
    }

    fn step(phase: Phase) -> Step {
        Step { phase, date: None, forecast: None, deadline: None, lateness: Lateness::Unknown, passed: false }
    }

    fn done(phase: Phase, when: When) -> Step {
        Step { date: Some(Dated { when, source: None, seen: None, act: None }), passed: true, ..step(phase) }
    }

    fn due(phase: Phase, due: &str, basis: Basis, confidence: Confidence) -> Step {
        Step { deadline: Some(Deadline { due: When::Day(d(due)), baseline: None, basis, confidence }), ..step(phase) }
    }

    fn project(name: &str, status: Status, steps: Vec<Step>) -> ProjectView {
        ProjectView {
            slug: Slug::read(name).unwrap(),
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

    fn told(projects: &[ProjectView]) -> Vec<(String, NaiveDate, NaiveDate)> {
        entries(projects).iter().map(|e| (e.id(&ipa()), e.first(), e.after())).collect()
    }

    #[test]
    fn the_end_is_the_day_after_and_a_month_covers_all_of_itself() {
        let steps = vec![
            done(Phase::Decree, When::Day(d("2024-02-28"))),
            done(Phase::Contract, When::Month(2024, 3)),
            done(Phase::Completion, When::Quarter(2024, 4)),
            done(Phase::Certification, When::Year(2025)),
        ];
        let ends: Vec<(NaiveDate, NaiveDate)> =
            told(&[project("a", Status::Running, steps)]).into_iter().map(|(_, first, after)| (first, after)).collect();
        assert_eq!(
            ends,
            [
                (d("2024-02-28"), d("2024-02-29")),
                (d("2024-03-01"), d("2024-04-01")),
                (d("2024-10-01"), d("2025-01-01")),
                (d("2025-01-01"), d("2026-01-01")),
            ]
        );
    }

    #[test]
    fn an_entry_that_moves_is_the_same_one_and_says_that_it_moved() {
        let at = |day: &str, moves| {
            let basis = Basis::Act { kind: ChangeKind::Extension, act: "decreto 1".to_owned(), moves };
            project("a", Status::Running, vec![due(Phase::Completion, day, basis, Confidence::Confirmed)])
        };
        let (before, after) = (at("2026-03-31", 0), at("2026-06-30", 1));
        let (before, after) = (entries([&before]), entries([&after]));
        assert_eq!(before[0].id(&ipa()), "c_e472.a.completamento.termine");
        assert_eq!(before[0].id(&ipa()), after[0].id(&ipa()));
        assert_eq!((before[0].revision(), after[0].revision()), (0, 1));
    }

    #[test]
    fn a_deadline_and_what_is_expected_are_two_entries_until_the_step_has_happened() {
        let open = Step {
            forecast: Some(When::Month(2026, 2)),
            ..due(Phase::Completion, "2026-03-31", Basis::Typed, Confidence::Single)
        };
        let ids = |p: ProjectView| told(&[p]).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        assert_eq!(
            ids(project("a", Status::Running, vec![open.clone()])),
            ["c_e472.a.completamento.previsione", "c_e472.a.completamento.termine"]
        );
        let met =
            Step { date: Some(Dated { when: When::Day(d("2026-01-10")), source: None, seen: None, act: None }), ..open.clone() };
        assert_eq!(ids(project("a", Status::Completed, vec![met])), ["c_e472.a.completamento.fatto"]);
        let passed = Step { passed: true, ..open.clone() };
        assert!(ids(project("a", Status::Disbursed, vec![passed])).is_empty(), "what came after it proves it");
        assert!(ids(project("a", Status::Renounced, vec![open])).is_empty(), "nothing is due of what was renounced");
    }

    #[test]
    fn what_nobody_vouches_for_is_tentative() {
        let steps = vec![
            Step { forecast: Some(When::Year(2027)), ..step(Phase::Certification) },
            due(Phase::Completion, "2026-03-31", Basis::Common { act: None }, Confidence::Unverified),
            due(Phase::Contract, "2026-01-31", Basis::Typed, Confidence::Single),
            done(Phase::Decree, When::Day(d("2025-01-01"))),
        ];
        let project = project("a", Status::Running, steps);
        let tentative: Vec<bool> = entries([&project]).iter().map(Entry::is_tentative).collect();
        assert_eq!(tentative, [false, false, true, true]);
    }

    #[test]
    fn the_end_of_upkeep_is_a_deadline_and_no_event() {
        let project = project("a", Status::Disbursed, vec![done(Phase::Maintenance, When::Day(d("2029-12-31")))]);
        assert_eq!(entries([&project])[0].kind, EntryKind::Deadline);
    }

    #[test]
    fn no_two_entries_share_their_id_and_the_earliest_comes_first() {
        let one = |name: &str| {
            let open = Step {
                forecast: Some(When::Day(d("2026-02-01"))),
                ..due(Phase::Completion, "2026-03-31", Basis::Typed, Confidence::Single)
            };
            project(name, Status::Running, vec![done(Phase::Decree, When::Day(d("2024-01-01"))), open])
        };
        let told = told(&[one("a"), one("b")]);
        let mut ids: Vec<&String> = told.iter().map(|(id, ..)| id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 6);
        assert!(told.is_sorted_by_key(|(_, first, _)| *first));
    }
}
