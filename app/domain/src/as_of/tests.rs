//! Latina's SEND as it was published, and facts of every kind around a day.

use super::*;
use crate::{
    amount::Amount,
    application::ApplicationKey,
    dossier::Ente,
    identifier::Ipa,
    money::Cents,
    phase::{ChangeKind, Phase},
    portfolio::Portfolio,
    records::{Contract, DeadlineChange, Line, Payment, Project, Statement},
    share::LineShare,
};
use proptest::prelude::*;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn w(text: &str) -> When {
    When::read(text).unwrap()
}

fn on(al: &str, known: &str) -> AsOf {
    AsOf { al: d(al), known: d(known) }
}

fn ipa() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn slug() -> Slug {
    Slug::read("send-2022").unwrap()
}

/// A fact known on a day, held from another.
fn fact<R>(id: i64, record: R, al: Option<&str>, known: &str) -> Fact<R> {
    let provenance = Provenance { al: al.map(w), known: d(known), source: None, note: None };
    Fact { id, record, provenance, recorded_at: chrono::DateTime::UNIX_EPOCH }
}

fn public(state: State, since: Option<&str>, first: &str, last: &str) -> PublicFact {
    PublicFact {
        says: Says {
            state,
            state_on: since.map(d),
            amount: Cents(6_900_000),
            decreed: d("2023-01-03"),
            cup: None,
            window: None,
            protocol: None,
            decree: None,
        },
        seen: Seen { first: d(first), last: d(last), at_least: false },
    }
}

fn application(facts: Vec<PublicFact>) -> Application {
    Application {
        key: ApplicationKey { ente: ipa(), call: "1.4.5 SEND".into(), sent_at: d("2022-11-04").into() },
        project: slug(),
        facts,
    }
}

/// As the published files showed it: they stood still between 12/03/2024 and 05/07/2024.
fn send() -> Application {
    application(vec![
        public(State::Funded, Some("2023-01-03"), "2023-01-15", "2023-05-25"),
        public(State::Disbursed, Some("2024-03-12"), "2024-07-05", "2026-08-12"),
    ])
}

fn dossier() -> Dossier {
    Dossier {
        ente: Ente {
            ipa: ipa(),
            name: "Comune di Latina".to_owned(),
            kind: None,
            municipality: None,
            province: None,
            region: None,
            istat: None,
            featured: false,
            contact: None,
        },
        projects: vec![slug()],
        applications: vec![],
        project_records: vec![],
        funding: vec![],
        milestones: vec![],
        deadline_changes: vec![],
        runs: vec![],
        contracts: vec![],
        risks: vec![],
        stated: vec![],
        payments: vec![],
        receipts: vec![],
        indicators: vec![],
        readings: vec![],
        acts: vec![],
        offices: vec![],
        statements: vec![],
        claims: vec![],
        cadences: vec![],
        confirmations: vec![],
        settled: vec![],
        sittings: vec![],
    }
}

fn step(actual: Option<&str>, baseline: Option<&str>) -> Milestone {
    Milestone {
        ente: ipa(),
        project: slug(),
        phase: Phase::Completion,
        baseline: baseline.map(w),
        forecast: None,
        actual: actual.map(w),
        act: None,
    }
}

fn project() -> Project {
    Project {
        ente: ipa(),
        project: slug(),
        title: "Notifiche digitali".into(),
        title_en: None,
        line: None,
        mode: None,
        office: None,
        what: None,
        what_en: None,
        cup: None,
    }
}

#[test]
fn an_address_names_two_days_or_says_why_not() {
    let today = d("2026-11-22");
    let read = |al, known| AsOf::read(al, known, today);
    assert_eq!(read(None, None), Ok(None));
    assert_eq!(read(Some(""), Some(" ")), Ok(None));
    assert_eq!(read(Some("2024-04-01"), None), Ok(Some(on("2024-04-01", "2024-04-01"))));
    assert_eq!(read(Some("01/04/2024"), Some("5/7/2024")), Ok(Some(on("2024-04-01", "2024-07-05"))));
    assert_eq!(read(Some("2024-04-01"), Some("oggi")), Ok(Some(on("2024-04-01", "2026-11-22"))));
    assert_eq!(read(Some("2026-11-22"), None), Ok(Some(on("2026-11-22", "2026-11-22"))));
    for (al, known, why) in [
        (Some("boh"), None, NoDay::NotADay(Which::Al)),
        (Some("2024-04"), None, NoDay::NotADay(Which::Al)),
        (Some("2024-04-01"), Some("2025"), NoDay::NotADay(Which::Known)),
        (Some("31/02/2023"), None, NoDay::NoSuchDay(Which::Al)),
        (Some("2026-11-23"), None, NoDay::Future(Which::Al)),
        (Some("2024-04-01"), Some("2026-11-23"), NoDay::Future(Which::Known)),
        (Some("2024-04-01"), Some("2024-03-31"), NoDay::TooEarly),
        (None, Some("2024-04-01"), NoDay::Alone),
    ] {
        assert_eq!(read(al, known), Err(why), "{al:?} {known:?}");
    }
}

/// The four days of the request, and the border between them.
#[test]
fn send_is_paid_from_its_own_date_on_and_known_from_the_day_it_was_seen() {
    let state = |al, known| send().as_of(on(al, known)).unwrap().current().unwrap().state;
    assert_eq!(state("2024-03-11", "2026-11-22"), State::Funded);
    assert_eq!(state("2024-03-12", "2026-11-22"), State::Disbursed);
    assert_eq!(state("2024-04-01", "2024-04-01"), State::Funded);
    assert_eq!(state("2024-04-01", "2024-07-04"), State::Funded);
    assert_eq!(state("2024-04-01", "2024-07-05"), State::Disbursed);
    assert_eq!(state("2024-07-05", "2024-07-05"), State::Disbursed);
}

#[test]
fn no_snapshot_speaks_for_a_later_day() {
    let then = send().as_of(on("2024-03-11", "2026-11-22")).unwrap();
    assert_eq!(then.last_seen().unwrap().last, d("2023-05-25"));
    let then = send().as_of(on("2025-10-29", "2026-11-22")).unwrap();
    assert_eq!(then.last_seen().unwrap().last, d("2025-10-29"));
    // Seen only when it was paid: that it was still waiting is told by a snapshot of some later day.
    let late = application(vec![public(State::Disbursed, Some("2024-03-12"), "2024-07-05", "2026-08-12")]);
    let then = late.as_of(on("2024-03-11", "2026-11-22")).unwrap();
    assert_eq!(then.current().unwrap().state, State::Funded);
    assert_eq!(then.last_seen(), Some(Seen { first: d("2024-03-11"), last: d("2024-03-11"), at_least: true }));
}

#[test]
fn an_application_is_there_once_it_is_decreed_and_seen() {
    assert!(send().as_of(on("2023-01-02", "2026-11-22")).is_none(), "not decreed yet");
    assert!(send().as_of(on("2023-01-03", "2023-01-14")).is_none(), "decreed, and in no file yet");
    assert!(send().as_of(on("2023-01-03", "2023-01-15")).is_some());
}

#[test]
fn a_renunciation_without_a_date_begins_when_it_was_seen() {
    let cloud = application(vec![
        public(State::Funded, None, "2023-01-06", "2023-01-11"),
        public(State::Renounced, None, "2023-01-28", "2023-03-04"),
    ]);
    let state = |al| cloud.as_of(on(al, "2026-11-22")).unwrap().current().unwrap().state;
    assert_eq!(state("2023-01-27"), State::Funded);
    assert_eq!(state("2023-01-28"), State::Renounced);
}

#[test]
fn what_happened_later_goes_and_what_was_planned_stays() {
    let known = "2026-01-10";
    let mut all = dossier();
    all.project_records = vec![fact(1, project(), None, "2023-01-15")];
    all.milestones = vec![fact(1, step(Some("2025-12-09"), Some("2026-03-31")), None, known)];
    all.deadline_changes = vec![fact(
        1,
        DeadlineChange {
            ente: ipa(),
            project: slug(),
            phase: Phase::Completion,
            number: 1,
            kind: ChangeKind::Extension,
            due: d("2026-06-30"),
            act: "proroga-1".into(),
            confidence: None,
        },
        Some("2025-10-01"),
        "2025-10-01",
    )];
    let payment = |reference: &str, paid_on: &str| Payment {
        ente: ipa(),
        project: slug(),
        reference: reference.into(),
        paid_on: w(paid_on),
        amount: Amount::exact(Cents(100)),
        supplier: None,
        published: true,
    };
    all.payments = vec![fact(1, payment("M1", "2025-10-29"), None, known), fact(2, payment("M2", "2025-10-30"), None, known)];
    all.contracts = vec![fact(
        1,
        Contract {
            ente: ipa(),
            project: slug(),
            reference: "A".into(),
            signed_on: Some(w("2025-11-03")),
            amount: None,
            supplier: None,
            cig: None,
            act: None,
            published: true,
        },
        None,
        known,
    )];
    all.runs = vec![fact(
        1,
        CertificationRun {
            ente: ipa(),
            project: slug(),
            number: 1,
            requested: Some(w("2025-10-20")),
            checked: None,
            outcome: Outcome::Positive,
            outcome_on: Some(w("2025-12-01")),
        },
        None,
        known,
    )];
    let then = all.as_of(on("2025-10-29", "2026-11-22"));
    let step = &then.milestones.first().unwrap().record;
    assert_eq!((step.actual, step.baseline), (None, Some(w("2026-03-31"))), "a deadline of the future was known");
    assert_eq!(then.deadline_changes.len(), 1);
    assert_eq!(then.payments.iter().map(|p| p.reference.as_str()).collect::<Vec<_>>(), ["M1"]);
    assert!(then.contracts.is_empty());
    let run = &then.runs.first().unwrap().record;
    assert_eq!((run.outcome, run.outcome_on, run.requested), (Outcome::Pending, None, Some(w("2025-10-20"))));
    // The act that moves the deadline was issued afterwards: the deadline had not moved.
    all.acts = vec![fact(
        1,
        Act {
            ente: ipa(),
            code: "proroga-1".into(),
            project: None,
            kind: "Decreto".into(),
            number: None,
            date: Some(w("2025-11-15")),
            published_on: None,
            subject: "Proroga".into(),
            link: None,
        },
        None,
        known,
    )];
    let then = all.as_of(on("2025-10-29", "2026-11-22"));
    assert!(then.deadline_changes.is_empty() && then.acts.is_empty());
}

#[test]
fn a_month_that_straddles_the_day_proves_something_only_if_it_was_known_by_then() {
    let mut all = dossier();
    let done = |known| fact(1, step(Some("2025-10"), None), None, known);
    all.milestones = vec![done("2025-10-20")];
    assert_eq!(all.as_of(on("2025-10-29", "2026-11-22")).milestones.len(), 1);
    all.milestones = vec![done("2025-11-20")];
    assert!(all.as_of(on("2025-10-29", "2026-11-22")).milestones.is_empty());
}

/// ANNCSU: described without a day, decreed and known after the day.
#[test]
fn a_project_is_there_where_a_date_proves_it() {
    let mut all = dossier();
    all.project_records = vec![fact(1, project(), None, "2025-11-28")];
    assert!(all.as_of(on("2025-10-29", "2026-11-22")).projects.is_empty());
    assert_eq!(all.as_of(on("2025-11-28", "2025-11-28")).projects, [slug()]);
    all.project_records = vec![fact(1, project(), Some("2025-07"), "2025-11-28")];
    assert_eq!(all.as_of(on("2025-10-29", "2026-11-22")).projects, [slug()]);
    assert!(all.as_of(on("2025-10-29", "2025-10-29")).projects.is_empty(), "nobody knew");
    all.project_records = vec![fact(1, project(), None, "2025-11-28")];
    all.applications = vec![send()];
    assert_eq!(all.as_of(on("2025-10-29", "2025-10-29")).projects, [slug()]);
}

#[test]
fn words_about_the_future_count_where_they_were_said_by_then() {
    let statement = |on: &str| Statement {
        ente: ipa(),
        code: "fine".into(),
        project: Some(slug()),
        subject: crate::phase::Subject::Completion,
        text: "Fine dei lavori.".into(),
        text_en: None,
        state: None,
        amount: None,
        on: Some(w(on)),
    };
    let mut all = dossier();
    all.statements = vec![
        fact(1, statement("2025-12-09"), Some("2025-10-01"), "2025-10-01"),
        fact(2, statement("2025-12-09"), None, "2026-03-31"),
        fact(3, statement("2025-10-01"), None, "2026-03-31"),
    ];
    let ids: Vec<i64> = all.as_of(on("2025-10-29", "2026-11-22")).statements.iter().map(|s| s.id).collect();
    assert_eq!(ids, [1, 3]);
}

#[test]
fn names_are_no_news_and_shares_of_a_past_day_are_not_known() {
    let line = |name: &str| Line { line: crate::line::LineCode::read("1.4.5").unwrap(), name: name.into(), name_en: None };
    let catalogue = Catalogue {
        lines: vec![fact(1, line("SEND"), None, "2026-08-22"), fact(2, line("Notifiche"), None, "2026-09-01")],
        shares: vec![LineShare {
            line: crate::line::LineCode::read("1.4.5").unwrap(),
            snapshot: d("2026-08-12"),
            at_least: false,
            funded: 1,
            disbursed: 1,
            renounced: 0,
            comuni: 2,
            median_days: None,
            ninetieth_days: None,
        }],
        ..Catalogue::default()
    };
    let then = catalogue.as_of(on("2025-10-29", "2025-10-29"));
    assert_eq!(then.lines.iter().map(|l| l.name.as_str()).collect::<Vec<_>>(), ["SEND"]);
    assert!(then.shares.is_empty());
    assert_eq!(catalogue.as_of(on("2025-10-29", "2026-11-22")).lines.len(), 2);
}

/// Days around 2024.
fn days() -> impl Strategy<Value = NaiveDate> {
    (0i64..1000).prop_map(|n| d("2023-01-03") + chrono::Duration::days(n))
}

fn sightings() -> impl Strategy<Value = Vec<PublicFact>> {
    let one = (0u8..3, proptest::option::of(days()), days(), 0i64..200).prop_map(|(state, since, first, more)| {
        let state = [State::Funded, State::Disbursed, State::Renounced][usize::from(state)];
        let mut fact = public(state, None, "2023-01-03", "2023-01-03");
        fact.says.state_on = since;
        fact.seen = Seen { first, last: first + chrono::Duration::days(more), at_least: false };
        fact
    });
    proptest::collection::vec(one, 1..6)
}

fn steps() -> impl Strategy<Value = Vec<Fact<Milestone>>> {
    let one = (proptest::option::of(days()), days(), proptest::option::of(days()), any::<bool>());
    proptest::collection::vec(one, 0..8).prop_map(|rows| {
        let rows = rows.into_iter().zip(1i64..);
        rows.map(|((al, known, actual, planned), id)| {
            let mut record = step(None, planned.then_some("2026-03-31"));
            record.actual = actual.map(When::Day);
            let mut fact = fact(id, record, None, "2023-01-03");
            fact.provenance.al = al.map(When::Day);
            fact.provenance.known = known;
            fact
        })
        .collect::<Vec<_>>()
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(al in days(), later in 0i64..500) {
        let today = d("2027-12-31");
        let day = AsOf { al, known: al + chrono::Duration::days(later) };
        let pairs = day.pairs(today);
        prop_assert_eq!(AsOf::read(Some(&pairs[0].1), Some(&pairs[1].1), today), Ok(Some(day)));
        let pairs = AsOf { al, known: today }.pairs(today);
        prop_assert_eq!(pairs[1].1.as_str(), "oggi");
    }

    #[test]
    fn no_text_makes_it_panic(al in ".{0,20}", known in ".{0,20}") {
        let _ = AsOf::read(Some(&al), Some(&known), d("2026-11-22"));
    }

    /// On the day on which everything is past and known, nothing is left out.
    #[test]
    fn today_as_known_today_changes_nothing(facts in sightings(), milestones in steps()) {
        let today = d("2027-12-31");
        let mut all = dossier();
        all.project_records = vec![fact(1, project(), None, "2023-01-15")];
        all.applications = vec![application(facts)];
        all.milestones = milestones;
        let then = all.as_of(AsOf { al: today, known: today });
        prop_assert_eq!(&then.projects, &all.projects);
        prop_assert_eq!(&then.applications, &all.applications);
        prop_assert_eq!(&then.milestones, &all.milestones);
        let catalogue = Catalogue::default();
        let (before, after) = (Portfolio::of(&all, &catalogue, today), Portfolio::of(&then, &catalogue, today));
        prop_assert_eq!(before.projects, after.projects);
        prop_assert_eq!(before.snapshot, after.snapshot);
    }

    /// What is known on a day is known on every later one.
    #[test]
    fn nothing_known_is_forgotten(facts in sightings(), milestones in steps(), al in days(), early in 0i64..400, more in 0i64..400) {
        let early = AsOf { al, known: al + chrono::Duration::days(early) };
        let late = AsOf { al, known: early.known + chrono::Duration::days(more) };
        let mut all = dossier();
        all.applications = vec![application(facts)];
        all.milestones = milestones;
        let (early, late) = (all.as_of(early), all.as_of(late));
        let kept = |dossier: &Dossier| dossier.milestones.iter().map(|m| m.id).collect::<HashSet<i64>>();
        prop_assert!(kept(&early).is_subset(&kept(&late)));
        prop_assert!(early.projects.iter().all(|slug| late.projects.contains(slug)));
        let states = |dossier: &Dossier| -> HashSet<State> {
            let history = dossier.applications.iter().flat_map(Application::history);
            history.map(|spell| spell.state).filter(|state| *state != State::Funded).collect()
        };
        prop_assert!(states(&early).is_subset(&states(&late)));
    }
}
