use super::*;
use crate::{
    application::{Application, PublicFact, Says, Seen},
    dossier::{Catalogue, Dossier},
    fact::Provenance,
    phase::{ChangeKind, Confidence, StartEvent},
    records::{DeadlineChange, FundingLine, Milestone, Project, ScheduleTerm},
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
    assert_eq!((due.phase, due.due, due.days, due.by), (Phase::Completion, day("2025-09-30"), 30, Awaited::Deadline));
    assert!(compare(&on(&base(), "2025-05-01"), &on(&moved(), "2025-10-30")).unmoved.is_empty(), "an act gave it time");
    let done = Dossier { milestones: vec![milestone(Phase::Completion, Some("2025-09-30"), None, Some("2025-09-01"))], ..base() };
    assert!(compare(&on(&base(), "2025-05-01"), &on(&done, "2025-10-30")).unmoved.is_empty(), "it happened");
    let expected = Dossier { milestones: vec![milestone(Phase::Completion, None, Some("2025-07-01"), None)], ..base() };
    let [late] = &compare(&on(&expected, "2025-05-01"), &on(&expected, "2025-07-11")).unmoved[..] else { panic!() };
    assert_eq!((late.by, late.days), (Awaited::Forecast, 10));
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

/// A lump sum whose application was disbursed on 12/03/2024, as a snapshot of that summer showed it.
fn disbursed(state: State, since: Option<&str>, first: &str) -> Dossier {
    let says = Says {
        state,
        state_on: since.map(|d| d.parse().unwrap()),
        amount: crate::money::Cents(6_900_000),
        decreed: "2023-01-03".parse().unwrap(),
        cup: None,
        window: None,
        protocol: None,
        decree: None,
    };
    let first = first.parse().unwrap();
    let sent: chrono::NaiveDate = "2022-11-04".parse().unwrap();
    let application = Application {
        key: ApplicationKey { ente: ente(), call: "1.4.5 SEND".into(), sent_at: sent.into() },
        project: slug(),
        facts: vec![PublicFact { says, seen: Seen { first, last: first, at_least: false } }],
    };
    Dossier { projects: vec![slug()], applications: vec![application], ..dossier() }
}

/// The common last day of lump sums.
fn common() -> Catalogue {
    let term = ScheduleTerm {
        line: "*".into(),
        edition: "*".into(),
        band: "*".into(),
        phase: Phase::Completion,
        days: None,
        day: Some("2026-03-31".parse().unwrap()),
        start: StartEvent::FixedDay,
        confidence: Confidence::Confirmed,
        act: Some("Decreto 39/2025".into()),
    };
    Catalogue { terms: vec![fact(term, "2025-02-14")], ..Catalogue::default() }
}

#[test]
fn a_payment_is_told_without_the_end_of_its_upkeep_and_says_that_it_was_learnt_late() {
    let before = on(&disbursed(State::Funded, None, "2023-01-15"), "2024-07-04");
    let after = on(&disbursed(State::Disbursed, Some("2024-03-12"), "2024-07-05"), "2025-10-29");
    let found = compare(&before, &after);
    let reached: Vec<_> = found.changed.iter().filter(|c| matches!(c.what, What::Reached(..))).collect();
    let [paid] = reached.as_slice() else { panic!("{reached:?}") };
    assert_eq!(paid.what, What::Reached(Phase::Disbursement, None, Some(day("2024-03-12"))));
    assert!(paid.learnt, "it was paid before the earlier day");
    let earlier = on(&disbursed(State::Funded, None, "2023-01-15"), "2024-03-11");
    assert!(compare(&earlier, &after).changed.iter().all(|c| !c.learnt), "it was paid afterwards");
}

#[test]
fn a_deadline_that_everybody_gets_names_its_act_and_is_named_when_nothing_tells_that_it_was_met() {
    let funded = disbursed(State::Funded, None, "2023-01-15");
    let before = on(&funded, "2024-07-04");
    let after = |today: &str| Portfolio::of(&funded, &common(), today.parse().unwrap());
    let found = compare(&before, &after("2025-10-29"));
    let due = What::Deadline(Phase::Completion, None, Some(day("2026-03-31")));
    let change = found.changed.iter().find(|c| c.what == due).unwrap();
    assert_eq!(change.act.as_deref(), Some("Decreto 39/2025"));
    assert!(found.unmoved.is_empty(), "it is still to come: {found:?}");
    let found = compare(&before, &after("2026-04-10"));
    let [late] = found.unmoved.as_slice() else { panic!("it became known and fell in between: {found:?}") };
    assert_eq!((late.by, late.days), (Awaited::Deadline, 10));
}

#[test]
fn a_run_that_is_still_waited_for_is_named_with_its_days() {
    let asked = CertificationRun { requested: Some(day("2025-05-01")), ..run(1, Outcome::Pending, None) };
    let with = Dossier { runs: vec![fact(asked, "2025-05-01")], ..base() };
    let found = compare(&on(&with, "2025-06-01"), &on(&with, "2025-06-30"));
    assert_eq!(found.changed, []);
    let [run] = found.unmoved.as_slice() else { panic!("{found:?}") };
    assert_eq!((run.phase, run.by, run.days), (Phase::Certification, Awaited::Run(1), 60));
}

#[test]
fn an_application_renounced_in_a_project_that_goes_on_is_told() {
    let typed = |mut dossier: Dossier| {
        let line =
            FundingLine { ente: ente(), project: slug(), item: "x".into(), fund: Fund::Own, amount: Some(eur(1)), act: None };
        dossier.funding = vec![fact(line, "2023-01-01")];
        dossier
    };
    let before = on(&typed(disbursed(State::Funded, None, "2023-01-15")), "2024-01-01");
    let after = on(&typed(disbursed(State::Renounced, None, "2023-01-28")), "2024-02-01");
    let told = |found: &Comparison| {
        let renounced = |c: &&Changed| matches!(c.what, What::Application(..));
        found.changed.iter().filter(renounced).map(|c| (c.what.clone(), c.what.importance())).collect::<Vec<_>>()
    };
    let call = || "1.4.5 SEND".to_owned();
    let what = What::Application(call(), Some(State::Funded), Some(State::Renounced));
    assert_eq!(told(&compare(&before, &after)), [(what, Importance::High)]);
}

#[test]
fn money_that_changes_its_fund_is_a_change_though_the_sum_is_the_same() {
    let with = |fund| {
        let line = FundingLine { ente: ente(), project: slug(), item: "x".into(), fund, amount: Some(eur(5)), act: None };
        Dossier { funding: vec![fact(line, "2025-01-01")], ..base() }
    };
    let found = compare(&on(&with(Fund::Pnrr), "2025-05-01"), &on(&with(Fund::Own), "2025-06-01"));
    let funds: Vec<_> = found.changed.iter().filter(|c| matches!(c.what, What::Granted(..))).collect();
    assert_eq!(funds.len(), 2, "{found:?}");
}

/// The same change, seen from the other side.
fn mirrored(what: &What) -> What {
    match what.clone() {
        What::Came => What::Gone,
        What::Gone => What::Came,
        What::Application(call, a, b) => What::Application(call, b, a),
        What::Status(a, b) => What::Status(b, a),
        What::Granted(fund, a, b) => What::Granted(fund, b, a),
        What::Received(a, b) => What::Received(b, a),
        What::Paid(a, b) => What::Paid(b, a),
        What::Reached(phase, a, b) => What::Reached(phase, b, a),
        What::Forecast(phase, a, b) => What::Forecast(phase, b, a),
        What::Deadline(phase, a, b) => What::Deadline(phase, b, a),
        What::Run(n, a, b) => What::Run(n, b, a),
        What::Reading { name, name_en, old, new } => What::Reading { name, name_en, old: new, new: old },
        What::Risk(words, a, b) => What::Risk(words, b, a),
        What::Remedy(words, a, b) => What::Remedy(words, b, a),
        What::Exposed(words, a, b) => What::Exposed(words, b, a),
        What::RemedyDue(words, a, b) => What::RemedyDue(words, b, a),
    }
}

#[test]
fn seen_from_the_other_side_every_change_is_the_same_one_turned_round() {
    let negative = Dossier { runs: vec![fact(run(1, Outcome::Negative, Some("2025-06-01")), "2025-06-01")], ..base() };
    let done = Dossier { milestones: vec![milestone(Phase::Completion, None, None, Some("2025-09-01"))], ..base() };
    let all = [
        on(&dossier(), "2025-07-01"),
        on(&base(), "2025-07-01"),
        on(&base(), "2025-11-01"),
        on(&moved(), "2025-07-01"),
        on(&negative, "2025-07-01"),
        on(&done, "2025-11-01"),
        on(&disbursed(State::Funded, None, "2023-01-15"), "2024-07-04"),
        on(&disbursed(State::Disbursed, Some("2024-03-12"), "2024-07-05"), "2025-10-29"),
        on(&disbursed(State::Renounced, None, "2024-07-05"), "2025-10-29"),
    ];
    let sorted = |mut whats: Vec<String>| {
        whats.sort();
        whats
    };
    for one in &all {
        for other in &all {
            let there = compare(one, other).changed.iter().map(|c| format!("{:?}", c.what)).collect();
            let back = compare(other, one).changed.iter().map(|c| format!("{:?}", mirrored(&c.what))).collect();
            assert_eq!(sorted(there), sorted(back));
        }
    }
}
