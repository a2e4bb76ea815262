use super::*;
use crate::{
    dossier::{Catalogue, Dossier},
    fact::{Fact, Provenance},
    phase::{ChangeKind, Fund},
    records::{DeadlineChange, FundingLine, Milestone, Project},
    review::sample::{dossier, ente, eur, project as slug, run},
};

fn fact<R>(record: R, known: &str) -> Fact<R> {
    Fact {
        id: 1,
        record,
        provenance: Provenance { al: None, known: known.parse().unwrap(), source: None, note: None },
        recorded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn day(text: &str) -> When {
    When::Day(text.parse().unwrap())
}

fn record() -> Fact<Project> {
    let record = Project {
        ente: ente(),
        project: slug(),
        title: "Migrazione al cloud".into(),
        title_en: None,
        line: None,
        mode: None,
        office: None,
        what: None,
        what_en: None,
        cup: None,
    };
    fact(record, "2024-01-01")
}

fn milestone(phase: Phase, baseline: Option<&str>, forecast: Option<&str>, actual: Option<&str>) -> Fact<Milestone> {
    let record = Milestone {
        ente: ente(),
        project: slug(),
        phase,
        baseline: baseline.map(day),
        forecast: forecast.map(day),
        actual: actual.map(day),
        act: None,
    };
    fact(record, "2024-01-01")
}

fn on(dossier: &Dossier, today: &str) -> Portfolio {
    Portfolio::of(dossier, &Catalogue::default(), today.parse().unwrap())
}

fn base() -> Dossier {
    Dossier {
        projects: vec![slug()],
        project_records: vec![record()],
        milestones: vec![milestone(Phase::Completion, Some("2025-09-30"), None, None)],
        ..dossier()
    }
}

fn moved() -> Dossier {
    let change = DeadlineChange {
        ente: ente(),
        project: slug(),
        phase: Phase::Completion,
        number: 1,
        kind: ChangeKind::Decree,
        due: "2025-12-31".parse().unwrap(),
        act: "decreto 39/2025".into(),
        confidence: None,
    };
    Dossier { deadline_changes: vec![fact(change, "2025-06-01")], ..base() }
}

#[test]
fn a_situation_compared_with_itself_says_nothing() {
    for dossier in [dossier(), base(), moved()] {
        let same = on(&dossier, "2025-08-01");
        assert_eq!(compare(&same, &same), Comparison::default());
    }
}

#[test]
fn a_deadline_that_moved_tells_by_how_many_days_and_by_which_act() {
    let found = compare(&on(&base(), "2025-05-01"), &on(&moved(), "2025-07-01"));
    let [change] = found.changed.as_slice() else { panic!("{found:?}") };
    assert_eq!(change.what, What::Deadline(Phase::Completion, Some(day("2025-09-30")), Some(day("2025-12-31"))));
    assert_eq!((change.what.days(), change.what.importance()), (Some(92), Importance::High));
    assert_eq!(change.act.as_deref(), Some("decreto 39/2025"));
    let back = compare(&on(&moved(), "2025-07-01"), &on(&base(), "2025-05-01"));
    assert_eq!(back.changed.first().and_then(|c| c.what.days()), Some(-92));
}

#[test]
fn what_was_due_and_did_not_change_is_named_and_what_was_given_time_is_not() {
    let found = compare(&on(&base(), "2025-05-01"), &on(&base(), "2025-10-30"));
    let [due] = found.unmoved.as_slice() else { panic!("{found:?}") };
    assert_eq!((due.phase, due.due, due.days, due.forecast), (Phase::Completion, day("2025-09-30"), 30, false));
    assert!(compare(&on(&base(), "2025-05-01"), &on(&moved(), "2025-10-30")).unmoved.is_empty(), "an act gave it time");
    let done = Dossier { milestones: vec![milestone(Phase::Completion, Some("2025-09-30"), None, Some("2025-09-01"))], ..base() };
    assert!(compare(&on(&base(), "2025-05-01"), &on(&done, "2025-10-30")).unmoved.is_empty(), "it happened");
    let expected = Dossier { milestones: vec![milestone(Phase::Completion, None, Some("2025-07-01"), None)], ..base() };
    let [late] = &compare(&on(&expected, "2025-05-01"), &on(&expected, "2025-07-11")).unmoved[..] else { panic!() };
    assert_eq!((late.forecast, late.days), (true, 10));
}

#[test]
fn money_comes_before_steps_and_steps_before_forecasts() {
    let line = FundingLine {
        ente: ente(),
        project: slug(),
        item: "contributo".into(),
        fund: Fund::Pnrr,
        amount: Some(eur(1_000)),
        act: None,
    };
    let after = Dossier {
        funding: vec![fact(line, "2025-06-01")],
        milestones: vec![
            milestone(Phase::Contract, None, None, Some("2025-06-01")),
            milestone(Phase::Completion, Some("2025-09-30"), Some("2025-09-01"), None),
        ],
        ..base()
    };
    let found = compare(&on(&base(), "2025-05-01"), &on(&after, "2025-07-01"));
    let kinds: Vec<Group> = found.changed.iter().map(|c| c.what.group()).collect();
    assert_eq!(kinds.first(), Some(&Group::Money), "{found:?}");
    assert!(matches!(found.changed.last().map(|c| &c.what), Some(What::Forecast(..))), "{found:?}");
    assert!(found.changed.iter().any(|c| matches!(c.what, What::Reached(Phase::Contract, None, Some(_)))));
}

#[test]
fn a_failed_run_weighs_more_than_one_that_passed() {
    let with = |outcome| Dossier { runs: vec![fact(run(1, outcome, Some("2025-06-01")), "2025-06-01")], ..base() };
    let weight = |outcome| {
        let found = compare(&on(&base(), "2025-05-01"), &on(&with(outcome), "2025-07-01"));
        found.changed.iter().find(|c| matches!(c.what, What::Run(..))).map(|c| c.what.importance())
    };
    assert_eq!(weight(Outcome::Negative), Some(Importance::High));
    assert_eq!(weight(Outcome::Positive), Some(Importance::Medium));
}

#[test]
fn projects_that_come_and_go_are_told_from_both_sides() {
    let (without, with) = (on(&dossier(), "2025-05-01"), on(&base(), "2025-05-01"));
    assert_eq!(compare(&without, &with).changed[0].what, What::Came);
    assert_eq!(compare(&with, &without).changed[0].what, What::Gone);
}
