//! Sums add up to the cent, whatever is known of them; what is not known is never zero.

use super::*;
use crate::{
    application::{Application, ApplicationKey, PublicFact, Says, State},
    dossier::Dossier,
    fact::Provenance,
    identifier::Slug,
    money::Cents,
    phase::{Fund, Mode},
    records::{Contract, DeadlineChange, FundingLine, Milestone, Payment, Project, ScheduleTerm},
    review::sample::{self, TODAY, d, done, eur, first_due, w},
};
use chrono::{DateTime, Days};
use proptest::prelude::*;

fn fact<R>(record: R) -> Fact<R> {
    let provenance = Provenance { al: None, known: d("2026-01-01"), source: Some("registro".to_owned()), note: None };
    Fact { id: 1, record, provenance, recorded_at: DateTime::UNIX_EPOCH }
}

fn slug(text: &str) -> Slug {
    Slug::read(text).unwrap()
}

/// Adds a lump-sum project with its grant: `None` is an amount that is not known.
fn add(dossier: &mut Dossier, name: &str, grant: Option<Amount>) {
    dossier.projects.push(slug(name));
    dossier.project_records.push(fact(Project {
        ente: sample::ente(),
        project: slug(name),
        title: name.to_owned(),
        title_en: None,
        line: None,
        mode: Some(Mode::LumpSum),
        office: None,
        what: None,
        what_en: None,
        cup: None,
    }));
    dossier.funding.push(fact(FundingLine {
        ente: sample::ente(),
        project: slug(name),
        item: "contributo".to_owned(),
        fund: Fund::Pnrr,
        amount: grant,
        act: None,
    }));
}

/// One project of 1.000 €, the one that the samples are about.
fn one() -> Dossier {
    let mut dossier = sample::dossier();
    add(&mut dossier, "send-2022", Some(eur(1_000)));
    dossier
}

fn portfolio(dossier: &Dossier) -> Portfolio {
    Portfolio::of(dossier, &Catalogue::default(), TODAY)
}

/// The reasons of the only row, and whether it stands apart.
fn only(dossier: &Dossier) -> (Vec<Reason>, bool) {
    let (portfolio, catalogue) = (portfolio(dossier), Catalogue::default());
    let exposure = exposure(&portfolio, &catalogue, TODAY);
    assert_eq!(exposure.rows().count(), 1);
    (exposure.rows().next().unwrap().reasons.clone(), exposure.open.is_empty())
}

/// The act that covers the only row.
fn covered(dossier: &Dossier, catalogue: &Catalogue) -> Option<(CoverKind, String, When)> {
    let portfolio = Portfolio::of(dossier, catalogue, TODAY);
    let exposure = exposure(&portfolio, catalogue, TODAY);
    exposure.rows().next().unwrap().cover.map(|c| (c.kind, c.act.to_owned(), c.day))
}

fn payment(reference: &str, on: &str, euro: i64) -> Fact<Payment> {
    fact(Payment { published: true, ..sample::payment(reference, on, euro) })
}

fn contract(reference: &str, euro: Option<i64>) -> Fact<Contract> {
    fact(Contract { published: true, ..sample::contract(reference, None, euro) })
}

fn risk(published: bool, state: RiskState) -> Fact<Risk> {
    fact(Risk {
        ente: sample::ente(),
        project: sample::project(),
        code: "r1".to_owned(),
        what: "Il fornitore non consegna".to_owned(),
        remedy: Some("Sollecito".to_owned()),
        office: None,
        exposed: Some(eur(1_000)),
        due: None,
        state,
        published,
    })
}

/// A catalogue with the common last day of all lump-sum projects.
fn common(day: &str) -> Catalogue {
    let term = ScheduleTerm {
        line: "*".to_owned(),
        edition: "*".to_owned(),
        band: "*".to_owned(),
        phase: Phase::Completion,
        days: None,
        day: Some(d(day)),
        start: crate::phase::StartEvent::FixedDay,
        confidence: Confidence::Confirmed,
        act: Some("Decreto 39/2025".to_owned()),
    };
    Catalogue { terms: vec![fact(term)], ..Catalogue::default() }
}

#[test]
fn without_a_run_or_a_forecast_nothing_is_known_of_a_certification() {
    assert_eq!(only(&one()), (vec![Reason::NoDeadline], true));
    let run = |outcome| Dossier { runs: vec![fact(sample::run(1, outcome, None))], ..one() };
    assert_eq!(only(&run(Outcome::Negative)), (vec![Reason::Negative, Reason::NoDeadline], false));
    assert_eq!(only(&run(Outcome::Partial)).0[0], Reason::Partial);
    assert_eq!(only(&run(Outcome::Pending)).0[0], Reason::Pending);
    let forecast = |day: &str| {
        let expected = Milestone { forecast: Some(w(day)), ..sample::milestone(Phase::Certification, None) };
        Dossier { milestones: vec![fact(expected)], ..one() }
    };
    assert_eq!(only(&forecast("2026-11-22")), (vec![Reason::Pending, Reason::NoDeadline], false));
    assert_eq!(only(&forecast("2026-11-21")), (vec![Reason::NoDeadline], true), "a forecast that is past tells nothing");
}

#[test]
fn what_is_certified_or_paid_is_not_at_risk() {
    let certified = Dossier { runs: vec![fact(sample::run(1, Outcome::Positive, Some("2026-01-01")))], ..one() };
    let paid = Dossier { milestones: vec![fact(done(Phase::Disbursement, "2026-01-01"))], ..one() };
    for dossier in [certified, paid] {
        let portfolio = portfolio(&dossier);
        let catalogue = Catalogue::default();
        assert_eq!(exposure(&portfolio, &catalogue, TODAY).total(), Total::default());
    }
}

#[test]
fn deadlines_are_near_from_three_months_on_and_past_from_the_day_after() {
    let due = |days: u64| TODAY.checked_add_days(Days::new(days)).unwrap();
    let with = |day: NaiveDate| Dossier { milestones: vec![fact(first_due(Phase::Completion, &day.to_string()))], ..one() };
    let yesterday = TODAY.pred_opt().unwrap();
    for (day, reason, left) in
        [(yesterday, Reason::Past, -1), (TODAY, Reason::Near, 0), (due(90), Reason::Near, 90), (due(91), Reason::Ahead, 91)]
    {
        let (portfolio, catalogue) = (portfolio(&with(day)), Catalogue::default());
        let exposure = exposure(&portfolio, &catalogue, TODAY);
        assert_eq!((exposure.unknown[0].reasons.as_slice(), exposure.unknown[0].days), ([reason].as_slice(), Some(left)));
    }
}

#[test]
fn completed_is_not_certified_and_too_late_is_said() {
    let with = |on: &str| {
        let step = Milestone { actual: Some(w(on)), ..first_due(Phase::Completion, "2025-12-31") };
        Dossier { milestones: vec![fact(step)], ..one() }
    };
    assert_eq!(only(&with("2025-12-31")), (vec![Reason::Completed], true));
    assert_eq!(only(&with("2026-01-01")), (vec![Reason::Late], true));
    // A month that straddles the deadline proves nothing.
    let straddling = Milestone { actual: Some(w("2025-12")), ..first_due(Phase::Completion, "2025-12-15") };
    assert_eq!(only(&Dossier { milestones: vec![fact(straddling)], ..one() }), (vec![Reason::Completed], true));
}

#[test]
fn nothing_is_past_by_a_deadline_that_no_source_confirms() {
    let change =
        DeadlineChange { confidence: Some(Confidence::Unverified), ..sample::change(Phase::Completion, 1, "2026-01-01") };
    let dossier = Dossier { deadline_changes: vec![fact(change)], ..one() };
    assert_eq!(only(&dossier), (vec![Reason::Unverified], true));
    assert_eq!(covered(&dossier, &Catalogue::default()), None);
}

#[test]
fn only_published_risks_that_stand_are_told() {
    let with = |published, state| Dossier { risks: vec![risk(published, state)], ..one() };
    assert_eq!(only(&with(true, RiskState::Open)).0, [Reason::OpenRisk, Reason::NoDeadline]);
    assert_eq!(only(&with(true, RiskState::Closed)).0, [Reason::NoDeadline]);
    assert_eq!(only(&with(false, RiskState::Open)).0, [Reason::NoDeadline]);
    // A remedy is no act.
    assert_eq!(covered(&with(true, RiskState::Open), &Catalogue::default()), None);
    // A risk of a project with nothing at stake here is told beside.
    let mut safe = with(true, RiskState::Open);
    safe.milestones = vec![fact(done(Phase::Disbursement, "2026-01-01"))];
    let (portfolio, catalogue) = (portfolio(&safe), Catalogue::default());
    assert_eq!(exposure(&portfolio, &catalogue, TODAY).beside.len(), 1);
}

#[test]
fn an_act_covers_while_it_gives_time() {
    let moved = |due: &str| Dossier { deadline_changes: vec![fact(sample::change(Phase::Completion, 1, due))], ..one() };
    let none = Catalogue::default();
    let cover = covered(&moved("2026-11-22"), &none).unwrap();
    assert_eq!(cover, (CoverKind::Moved(ChangeKind::Extension), "Proroga n. 1".to_owned(), w("2026-11-22")));
    assert_eq!(covered(&moved("2026-11-21"), &none), None, "its time is over");
    assert_eq!(covered(&one(), &common("2027-03-31")), Some((CoverKind::Common, "Decreto 39/2025".to_owned(), w("2027-03-31"))));
    assert_eq!(covered(&one(), &common("2026-03-31")), None);
    let typed = Dossier { milestones: vec![fact(first_due(Phase::Completion, "2027-01-01"))], ..one() };
    assert_eq!(covered(&typed, &none), None, "a deadline that rests on no act");
}

#[test]
fn the_act_of_a_completion_in_time_covers_after_the_deadline_too() {
    let step = |act: Option<&str>| {
        let done = Milestone {
            actual: Some(w("2025-12-01")),
            act: act.map(str::to_owned),
            ..first_due(Phase::Completion, "2025-12-31")
        };
        Dossier { milestones: vec![fact(done)], ..one() }
    };
    let cover = covered(&step(Some("cre-2025")), &Catalogue::default());
    assert_eq!(cover, Some((CoverKind::Met, "cre-2025".to_owned(), w("2025-12-01"))));
    assert_eq!(covered(&step(None), &Catalogue::default()), None);
}

#[test]
fn the_snapshot_and_its_age_stand_beside_what_is_not_known() {
    let mut dossier = sample::dossier();
    dossier.projects.push(sample::project());
    dossier.applications.push(Application {
        key: ApplicationKey { ente: sample::ente(), call: "1.4.5".into(), sent_at: d("2022-11-04").into() },
        project: sample::project(),
        facts: vec![PublicFact {
            says: Says {
                state: State::Funded,
                state_on: None,
                amount: Cents(6_900_000),
                decreed: d("2023-01-03"),
                cup: None,
                window: None,
                protocol: None,
                decree: None,
            },
            seen: Seen { first: d("2023-01-15"), last: d("2026-08-16"), at_least: false },
        }],
    });
    let (portfolio, catalogue) = (portfolio(&dossier), Catalogue::default());
    let exposure = exposure(&portfolio, &catalogue, TODAY);
    assert_eq!(exposure.total().cents, Cents(6_900_000));
    assert_eq!((exposure.unknown[0].seen.map(|s| s.last), exposure.unknown[0].age), (Some(d("2026-08-16")), Some(98)));
}

#[test]
fn cash_is_advanced_from_payment_to_receipt_and_only_where_payments_are_published() {
    let mut dossier = Dossier {
        payments: vec![
            payment("m2", "2024-05", 300),
            payment("m1", "2024-03-01", 500),
            fact(sample::payment("riservato", "2024-01-01", 9_999)),
        ],
        receipts: vec![fact(sample::receipt("r1", "2024-09-30", 1_000))],
        ..one()
    };
    // Received, and nothing published of what it paid.
    add(&mut dossier, "altro", Some(eur(50)));
    let mut other = sample::receipt("r2", "2024-02-02", 50);
    other.project = slug("altro");
    dossier.receipts.push(fact(other));
    let (portfolio, catalogue) = (portfolio(&dossier), Catalogue::default());
    let advance = exposure(&portfolio, &catalogue, TODAY).advance;
    assert_eq!(
        advance.points(),
        [(d("2024-03-01"), Cents(50_000)), (d("2024-05-01"), Cents(80_000)), (d("2024-09-30"), Cents(-20_000))]
    );
    assert_eq!(advance.peak(), Some((d("2024-05-01"), Cents(80_000))));
    assert_eq!(advance.balance(), Some(Amount::exact(Cents(-20_000))));
    assert_eq!((advance.projects, advance.others, advance.undated().count()), (1, 1, 0));
}

#[test]
fn without_a_published_payment_no_advance_is_known() {
    let dossier = Dossier { receipts: vec![fact(sample::receipt("r1", "2024-09-30", 1_000))], ..one() };
    let (portfolio, catalogue) = (portfolio(&dossier), Catalogue::default());
    let advance = exposure(&portfolio, &catalogue, TODAY).advance;
    assert_eq!((advance.balance(), advance.peak(), advance.points().len(), advance.others), (None, None, 0, 1));
}

#[test]
fn a_surplus_is_unknown_where_its_cost_is_and_may_be_used_only_once_paid() {
    let completed = |mut dossier: Dossier| {
        dossier.milestones.push(fact(done(Phase::Completion, "2025-12-01")));
        dossier
    };
    let surplus = |dossier: &Dossier| {
        let (portfolio, catalogue) = (portfolio(dossier), Catalogue::default());
        let exposure = exposure(&portfolio, &catalogue, TODAY);
        let usable = exposure.surplus.first().map(|s| s.usable);
        (exposure.surplus.first().map(|s| (s.left, s.beyond)), usable, exposure.left(true), exposure.left(false))
    };
    assert_eq!(surplus(&one()).0, None, "not completed");
    let (left, usable, yes, not_yet) = surplus(&completed(one()));
    assert_eq!((left, usable), (Some((None, None)), Some(Usable::Technical)));
    assert_eq!((yes, not_yet.known, not_yet.unknown), (Total::default(), 0, 1));

    let mut paid = completed(Dossier { payments: vec![payment("m1", "2024-03-01", 700)], ..one() });
    assert_eq!(surplus(&paid).0, Some((Some(eur(300)), None)));
    // What is committed will be spent.
    paid.contracts = vec![contract("c1", Some(800))];
    assert_eq!(surplus(&paid).0, Some((Some(eur(200)), None)));
    paid.contracts.push(contract("c2", None));
    assert_eq!(surplus(&paid).0, Some((Some(eur(300)), None)), "not all that is committed is known: what is paid is");
    paid.runs = vec![fact(sample::run(1, Outcome::Positive, Some("2026-01-01")))];
    assert_eq!(surplus(&paid).1, Some(Usable::Formal));
    paid.milestones.push(fact(done(Phase::Disbursement, "2026-02-01")));
    let (_, usable, yes, not_yet) = surplus(&paid);
    assert_eq!((usable, yes.cents, not_yet), (Some(Usable::Yes), Cents(30_000), Total::default()));

    let dear = completed(Dossier { payments: vec![payment("m1", "2024-03-01", 1_200)], ..one() });
    assert_eq!(surplus(&dear).0, Some((Some(eur(0)), Some(eur(200)))));
}

#[test]
fn a_difference_keeps_the_bound_only_where_its_direction_is_known() {
    let over = |euro| Amount { bound: Bound::Over, ..eur(euro) };
    assert_eq!(less(over(10), eur(4)), over(6));
    assert_eq!(less(eur(10), over(4)).bound, Bound::About);
    assert_eq!(less(over(10), over(4)).bound, Bound::About);
    assert_eq!(less(eur(10), eur(4)), eur(6));
}

proptest! {
    #[test]
    fn rows_and_reasons_add_up_to_what_is_at_risk(
        projects in proptest::collection::vec(
            (proptest::option::of(0i64..1_000_000), 0u8..6, proptest::option::of(-200i64..200), 0u8..3, any::<bool>()),
            0..12,
        )
    ) {
        let mut dossier = sample::dossier();
        for (n, (cents, outcome, due, bound, completed)) in projects.iter().enumerate() {
            let name = format!("p-{n}");
            let bound = [Bound::Exact, Bound::Over, Bound::About][usize::from(*bound)];
            add(&mut dossier, &name, cents.map(|c| Amount { cents: Cents(c), bound }));
            let outcomes = [None, None, Some(Outcome::Positive), Some(Outcome::Negative), Some(Outcome::Partial), Some(Outcome::Pending)];
            if let Some(outcome) = outcomes[usize::from(*outcome)] {
                dossier.runs.push(fact(crate::records::CertificationRun { project: slug(&name), ..sample::run(1, outcome, None) }));
            }
            let day = due.map(|days| When::Day(TODAY + chrono::TimeDelta::days(days)));
            dossier.milestones.push(fact(Milestone {
                project: slug(&name),
                baseline: day,
                actual: completed.then(|| w("2026-06-01")),
                ..sample::milestone(Phase::Completion, None)
            }));
        }
        let (portfolio, catalogue) = (portfolio(&dossier), Catalogue::default());
        let exposure = exposure(&portfolio, &catalogue, TODAY);
        let mut at_risk = Total::default();
        for total in portfolio.projects.iter().filter_map(ProjectView::at_risk) {
            at_risk.absorb(total);
        }
        prop_assert_eq!(exposure.total(), at_risk);
        prop_assert!(exposure.rows().all(|r| !r.reasons.is_empty()), "a row without a reason");
        let mut by_reason = Total::default();
        for (_, open, unknown) in exposure.by_reason() {
            by_reason.absorb(open);
            by_reason.absorb(unknown);
        }
        prop_assert_eq!(by_reason, at_risk);
        for rows in [&exposure.open, &exposure.unknown] {
            let ascends = |a: Option<i64>, b: Option<i64>| b.is_none() || a.is_some_and(|a| b.is_some_and(|b| a <= b));
            prop_assert!(rows.windows(2).all(|p| ascends(p[0].days, p[1].days)), "not by deadline");
        }
    }
}
