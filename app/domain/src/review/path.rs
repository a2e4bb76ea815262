//! Steps of the path: their order, and the first deadline that never moves.

use super::{CONTRACTS_AFTER, Found, Situation, Weight, Why, agree, before};
use crate::{
    phase::{ChangeKind, Mode, Outcome, Phase},
    records::Milestone,
    when::When,
};

/// Two steps whose dates are against the order of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The step that comes first on the path.
    pub earlier: Phase,
    /// Its date, which is the later one.
    pub earlier_on: When,
    /// The step that comes after it on the path.
    pub later: Phase,
    /// Its date, which is the earlier one.
    pub later_on: When,
    /// What it weighs where both have happened.
    pub weight: Weight,
}

/// Which step comes before which, and what it weighs if they did not (`domain.md` §1.1 and §1.2). Where the step between two
/// others is often not known, the two are compared as well.
const ORDER: [(Phase, Phase, Weight); 12] = [
    // Steps 1 and 4. A project may have a second application, sent after the decree of the first.
    (Phase::Application, Phase::Decree, Weight::Unusual),
    // Step 4: what is notified is the decree.
    (Phase::Decree, Phase::Notification, Weight::Refused),
    // §3.1, retroactivity: what was contracted from 1 February 2020 may count.
    (Phase::Decree, Phase::Contract, Weight::Unusual),
    // Step 8: completed before the contract needs a recognition act.
    (Phase::Contract, Phase::Completion, Weight::Unusual),
    // Step 9: what is certified has been declared complete.
    (Phase::Completion, Phase::Certification, Weight::Refused),
    // Step 10: only after a positive outcome.
    (Phase::Certification, Phase::Request, Weight::Refused),
    (Phase::Completion, Phase::Request, Weight::Refused),
    // Step 12: what is paid has been asked for.
    (Phase::Request, Phase::Disbursement, Weight::Refused),
    (Phase::Certification, Phase::Disbursement, Weight::Refused),
    (Phase::Completion, Phase::Disbursement, Weight::Refused),
    // Of several applications an earlier one may have been paid before the decree of a later one.
    (Phase::Decree, Phase::Disbursement, Weight::Unusual),
    // Step 14: upkeep is counted from the payment.
    (Phase::Disbursement, Phase::Maintenance, Weight::Refused),
];

/// What is against the order of the path where a step has the date `on` and the others those that `date` gives. Real costs are
/// advanced and reported on the way, so that the order of their steps is only known up to completion (`domain.md` §1 is about
/// the lump sum). Only what is certain: a month contradicts a day where all of it is on the wrong side.
#[must_use]
pub fn contradictions(phase: Phase, on: When, mode: Option<Mode>, date: impl Fn(Phase) -> Option<When>) -> Vec<Contradiction> {
    let mut out = vec![];
    for (earlier, later, weight) in ORDER {
        let other = match phase {
            p if p == earlier => later,
            p if p == later => earlier,
            _ => continue,
        };
        if mode == Some(Mode::Costs) && later > Phase::Completion {
            continue;
        }
        let Some(other_on) = date(other) else { continue };
        let (earlier_on, later_on) = if phase == earlier { (on, other_on) } else { (other_on, on) };
        if before(later_on, earlier_on) {
            out.push(Contradiction { earlier, earlier_on, later, later_on, weight });
        }
    }
    out
}

/// Compares a step with the others that pass `with`, both before and after it.
pub(super) fn ordered(
    field: &'static str,
    phase: Phase,
    on: When,
    with: impl Fn(Phase) -> bool,
    s: &Situation,
    found: &mut Found,
) {
    for c in contradictions(phase, on, s.mode, |other| s.date(other).filter(|_| with(other))) {
        let Contradiction { earlier, earlier_on, later, later_on, weight } = c;
        found.add(weight, field, Why::OutOfOrder { earlier, earlier_on, later, later_on });
    }
}

/// A contract signed up to 31 January 2020 does not count (`domain.md` §1.1, step 7).
pub(super) fn signed(field: &'static str, on: When, found: &mut Found) {
    if on.last() <= CONTRACTS_AFTER {
        found.refuse(field, Why::ContractTooEarly { on });
    }
}

/// A step of the path.
pub(super) fn milestone(m: &Milestone, s: &Situation, found: &mut Found) {
    baseline(m, s, found);
    let Some(on) = m.actual else {
        expected(m, s, found);
        return;
    };
    // The header of the column: when it happened.
    found.happened("actual", Some(on), s.today);
    ordered("actual", m.phase, on, |_| true, s, found);
    let lump_sum = s.mode != Some(Mode::Costs);
    match m.phase {
        Phase::Contract => signed("actual", on, found),
        Phase::Certification => certification(on, s, found),
        Phase::Request if lump_sum => certified(s, found),
        // `domain.md` §1.1, steps 10 and 12: what is paid has been asked for, even where nobody recorded when.
        Phase::Disbursement if lump_sum && s.date(Phase::Request).is_none() => found.unusual("actual", Why::NoRequest),
        _ => {}
    }
}

/// What is expected comes in the order of the path as well, compared with what has happened and with what else is expected. A
/// forecast is nobody's act, so that it is never refused: a reason is enough. It is our own rule, no source sets one.
fn expected(m: &Milestone, s: &Situation, found: &mut Found) {
    // Where a contract, a run or the public data say when it happened, nobody expects it any more.
    let Some(on) = m.forecast.filter(|_| s.date(m.phase).is_none()) else { return };
    let date = |phase| s.date(phase).or_else(|| s.milestone(phase).and_then(|o| o.forecast));
    for c in contradictions(m.phase, on, s.mode, date) {
        let Contradiction { earlier, earlier_on, later, later_on, .. } = c;
        found.unusual("forecast", Why::ForecastOutOfOrder { earlier, earlier_on, later, later_on });
    }
}

/// The first deadline never moves: an act moves the deadline (`domain.md` §2.2 and §2.3; header of the column).
fn baseline(m: &Milestone, s: &Situation, found: &mut Found) {
    let stood = s.stood::<Milestone>().filter(|b| b.phase == m.phase).and_then(|b| b.baseline);
    if let Some(was) = stood {
        if m.baseline != Some(was) {
            found.refuse("baseline", Why::BaselineMoved { was });
        }
        return;
    }
    // Typed among the deadlines, it is the same first deadline.
    let initial = s.changes.iter().find(|c| c.phase == m.phase && c.kind == ChangeKind::Initial).map(|c| When::Day(c.due));
    if let (Some(was), Some(is)) = (initial, m.baseline)
        && !agree(was, is)
    {
        found.refuse("baseline", Why::BaselineMoved { was });
    }
}

/// Certification happens in runs, which have numbers and outcomes (`domain.md` §1.1, step 9): a bare date says less.
fn certification(on: When, s: &Situation, found: &mut Found) {
    match s.last_run().filter(|r| r.outcome == Outcome::Positive).map(|r| r.outcome_on) {
        None => found.warn("actual", Why::CertificationWithoutRun),
        Some(Some(run)) if !agree(run, on) => found.warn("actual", Why::CertificationUnlikeRun { run }),
        Some(_) => {}
    }
}

/// Only after a positive outcome (`domain.md` §1.1, step 10). What has been paid has been certified, recorded here or not.
fn certified(s: &Situation, found: &mut Found) {
    let positive = s.last_run().is_some_and(|r| r.outcome == Outcome::Positive);
    let known = positive || s.paid || s.date(Phase::Certification).is_some() || s.date(Phase::Disbursement).is_some();
    if !known {
        let last = s.last_run().map(|r| (r.number, r.outcome));
        found.refuse("actual", Why::NoPositiveOutcome { last });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fact::Record,
        records::DeadlineChange,
        review::sample::{TODAY, change, contract, done, first_due, objections, reasons, run, w, weights},
    };

    fn knowing(milestones: Vec<Milestone>) -> Situation {
        Situation { milestones, ..Situation::on(TODAY) }
    }

    /// What the order of the path objects to a step, where one other step is known.
    fn against(phase: Phase, on: &str, other: Phase, other_on: &str) -> Vec<(&'static str, Weight)> {
        let found = objections(&done(phase, on), &knowing(vec![done(other, other_on)]));
        found.into_iter().filter(|o| matches!(o.why, Why::OutOfOrder { .. })).map(|o| (o.field, o.weight)).collect()
    }

    const REFUSED: [(&str, Weight); 1] = [("actual", Weight::Refused)];
    const UNUSUAL: [(&str, Weight); 1] = [("actual", Weight::Unusual)];

    #[test]
    fn nothing_has_happened_tomorrow_and_today_has_come() {
        let none = Situation::on(TODAY);
        assert_eq!(weights(&done(Phase::Completion, "2026-11-23"), &none), REFUSED);
        assert_eq!(weights(&done(Phase::Completion, "2026-11-22"), &none), []);
    }

    #[test]
    fn a_month_a_quarter_a_year_is_future_only_when_all_of_it_is() {
        let none = Situation::on(TODAY);
        for fine in ["2026-11", "2026-Q4", "2026"] {
            assert_eq!(weights(&done(Phase::Completion, fine), &none), [], "{fine}");
        }
        for future in ["2026-12", "2027-Q1", "2027"] {
            let why = Why::InFuture { on: w(future), today: TODAY };
            assert_eq!(reasons(&done(Phase::Completion, future), &none), [why], "{future}");
        }
    }

    #[test]
    fn what_is_planned_or_expected_may_be_in_the_future() {
        let planned = Milestone { baseline: Some(w("2027-01-31")), forecast: Some(w("2027")), ..done(Phase::Decree, "2024") };
        assert_eq!(objections(&planned, &Situation::on(TODAY)), []);
    }

    fn planned(phase: Phase, on: &str) -> Milestone {
        Milestone { forecast: Some(w(on)), ..super::super::sample::milestone(phase, None) }
    }

    #[test]
    fn a_forecast_against_the_order_of_the_path_wants_a_reason_and_no_more() {
        const WANTED: [(&str, Weight); 1] = [("forecast", Weight::Unusual)];
        for (earlier, later, _) in ORDER {
            for other in [done(earlier, "2027-05-10"), planned(earlier, "2027-05-10")] {
                let s = knowing(vec![other]);
                assert_eq!(weights(&planned(later, "2027-05-09"), &s), WANTED, "{earlier:?} {later:?}");
                assert_eq!(weights(&planned(later, "2027-05-10"), &s), [], "{earlier:?} {later:?}");
                assert_eq!(weights(&planned(later, "2027-05"), &s), [], "a month that straddles it proves nothing");
            }
        }
        let s = knowing(vec![planned(Phase::Completion, "2027-05-10")]);
        let why = Why::ForecastOutOfOrder {
            earlier: Phase::Contract,
            earlier_on: w("2027-05-11"),
            later: Phase::Completion,
            later_on: w("2027-05-10"),
        };
        assert_eq!(reasons(&planned(Phase::Contract, "2027-05-11"), &s), [why], "whichever of the two is moved");
    }

    #[test]
    fn a_forecast_of_what_has_happened_is_compared_with_nothing() {
        let s = Situation {
            contracts: vec![contract("A", Some("2024-05-10"), None)],
            ..knowing(vec![done(Phase::Completion, "2024-09-01")])
        };
        assert_eq!(weights(&planned(Phase::Contract, "2027-01-01"), &s), []);
        let both = Milestone { forecast: Some(w("2027-01-01")), ..done(Phase::Contract, "2024-05-10") };
        assert_eq!(weights(&both, &knowing(vec![done(Phase::Completion, "2024-09-01")])), []);
    }

    #[test]
    fn forecasts_of_real_costs_are_compared_up_to_completion() {
        let costs = Situation { mode: Some(Mode::Costs), ..knowing(vec![planned(Phase::Completion, "2027-05-10")]) };
        assert_eq!(weights(&planned(Phase::Request, "2027-01-01"), &costs), []);
        assert_eq!(weights(&planned(Phase::Contract, "2027-06-01"), &costs), [("forecast", Weight::Unusual)]);
    }

    #[test]
    fn a_contract_counts_from_the_first_of_february_2020() {
        let none = Situation::on(TODAY);
        assert_eq!(reasons(&done(Phase::Contract, "2020-01-31"), &none), [Why::ContractTooEarly { on: w("2020-01-31") }]);
        assert_eq!(weights(&done(Phase::Contract, "2020-01"), &none), REFUSED);
        assert_eq!(weights(&done(Phase::Contract, "2020-02-01"), &none), []);
        assert_eq!(weights(&done(Phase::Contract, "2020"), &none), [], "part of that year is after January");
        assert_eq!(weights(&done(Phase::Completion, "2020-01-31"), &none), [], "only contracts have that day");
    }

    #[test]
    fn steps_in_the_order_of_the_path_are_taken_also_on_the_same_day() {
        for (earlier, later, _) in ORDER {
            assert_eq!(against(later, "2024-05-10", earlier, "2024-05-10"), [], "{earlier:?} {later:?}");
            assert_eq!(against(earlier, "2024-05-10", later, "2024-05-10"), [], "{earlier:?} {later:?}");
            assert_eq!(against(later, "2024-05-11", earlier, "2024-05-10"), [], "{earlier:?} {later:?}");
        }
    }

    #[test]
    fn steps_against_the_order_of_the_path_are_objected_whichever_of_the_two_is_typed() {
        for (earlier, later, weight) in ORDER {
            for (typed, on, other, other_on) in
                [(later, "2024-05-09", earlier, "2024-05-10"), (earlier, "2024-05-11", later, "2024-05-10")]
            {
                assert_eq!(against(typed, on, other, other_on), [("actual", weight)], "{earlier:?} {later:?}");
            }
        }
    }

    #[test]
    fn only_a_certain_contradiction_is_objected() {
        let order = |on| !against(Phase::Certification, on, Phase::Completion, "2024-05-20").is_empty();
        assert!(!order("2024-05") && !order("2024-Q2") && !order("2024"));
        assert!(order("2024-04") && order("2024-Q1") && order("2023"));
    }

    #[test]
    fn completion_before_the_contract_needs_its_recognition_act_written_as_a_reason() {
        let s = Situation { contracts: vec![contract("A", Some("2024-05-10"), None)], ..Situation::on(TODAY) };
        let found = objections(&done(Phase::Completion, "2024-05-09"), &s);
        assert_eq!(found.iter().map(|o| (o.field, o.weight)).collect::<Vec<_>>(), UNUSUAL);
        let why = Why::OutOfOrder {
            earlier: Phase::Contract,
            earlier_on: w("2024-05-10"),
            later: Phase::Completion,
            later_on: w("2024-05-09"),
        };
        assert_eq!(found[0].why, why);
    }

    #[test]
    fn a_contract_before_the_public_decree_needs_a_reason() {
        let s = Situation { decree: Some(w("2024-05-10")), ..Situation::on(TODAY) };
        assert_eq!(weights(&done(Phase::Contract, "2024-05-09"), &s), UNUSUAL);
        assert_eq!(weights(&done(Phase::Notification, "2024-05-09"), &s), REFUSED);
        assert_eq!(weights(&done(Phase::Notification, "2024-05"), &s), []);
    }

    #[test]
    fn a_typed_decree_speaks_before_the_public_one() {
        let mut s = knowing(vec![done(Phase::Decree, "2024-01-10")]);
        s.decree = Some(w("2024-05-10"));
        assert_eq!(weights(&done(Phase::Contract, "2024-02-01"), &s), []);
    }

    #[test]
    fn a_disbursement_is_asked_for_only_after_a_positive_outcome() {
        let request = done(Phase::Request, "2024-09-01");
        let mut s = Situation::on(TODAY);
        assert_eq!(reasons(&request, &s), [Why::NoPositiveOutcome { last: None }]);
        for outcome in [Outcome::Partial, Outcome::Negative, Outcome::Pending] {
            s.runs = vec![run(1, outcome, None)];
            assert_eq!(weights(&request, &s), REFUSED);
            assert_eq!(reasons(&request, &s), [Why::NoPositiveOutcome { last: Some((1, outcome)) }]);
        }
        s.runs.push(run(2, Outcome::Positive, Some("2024-09-02")));
        assert!(matches!(reasons(&request, &s)[..], [Why::OutOfOrder { earlier: Phase::Certification, .. }]));
        assert_eq!(weights(&request, &s), REFUSED);
        s.runs[1].outcome_on = Some(w("2024-09-01"));
        assert_eq!(weights(&request, &s), []);
    }

    #[test]
    fn what_was_paid_was_certified_though_nobody_recorded_the_run() {
        let request = done(Phase::Request, "2024-09-01");
        assert_eq!(weights(&request, &Situation { paid: true, ..Situation::on(TODAY) }), []);
        assert_eq!(weights(&request, &Situation { disbursed: Some(w("2024-10-01")), ..Situation::on(TODAY) }), []);
        assert_eq!(weights(&request, &knowing(vec![done(Phase::Certification, "2024-08")])), []);
    }

    #[test]
    fn a_disbursement_before_its_request_is_refused_and_without_one_unusual() {
        assert_eq!(against(Phase::Disbursement, "2024-05-09", Phase::Request, "2024-05-10"), REFUSED);
        let found = reasons(&done(Phase::Disbursement, "2024-05-09"), &Situation::on(TODAY));
        assert_eq!(found, [Why::NoRequest]);
        assert_eq!(weights(&done(Phase::Disbursement, "2024-05-09"), &Situation::on(TODAY)), UNUSUAL);
    }

    #[test]
    fn real_costs_have_no_certification_to_wait_for_but_the_same_contracts() {
        let costs = Situation {
            mode: Some(Mode::Costs),
            ..knowing(vec![done(Phase::Completion, "2025-05-10"), done(Phase::Decree, "2024-05-10")])
        };
        assert_eq!(weights(&done(Phase::Request, "2024-09-01"), &costs), []);
        assert_eq!(weights(&done(Phase::Disbursement, "2024-09-01"), &costs), [], "an advance");
        assert_eq!(weights(&done(Phase::Contract, "2024-05-09"), &costs), UNUSUAL);
        assert_eq!(weights(&done(Phase::Disbursement, "2026-12-01"), &costs), REFUSED);
    }

    #[test]
    fn certification_belongs_to_a_run_unless_the_run_says_the_same() {
        let certified = done(Phase::Certification, "2024-05");
        let mut s = Situation::on(TODAY);
        assert_eq!(weights(&certified, &s), [("actual", Weight::Warning)]);
        s.runs = vec![run(1, Outcome::Partial, Some("2024-05-10"))];
        assert_eq!(reasons(&certified, &s), [Why::CertificationWithoutRun]);
        s.runs.push(run(2, Outcome::Positive, Some("2024-05-31")));
        assert_eq!(reasons(&certified, &s), []);
        s.runs[1].outcome_on = Some(w("2024-06-01"));
        assert_eq!(reasons(&certified, &s), [Why::CertificationUnlikeRun { run: w("2024-06-01") }]);
        assert_eq!(weights(&certified, &s), [("actual", Weight::Warning)]);
    }

    #[test]
    fn the_first_deadline_is_set_once_and_never_moves() {
        let typed = first_due(Phase::Completion, "2024-06-30");
        assert_eq!(weights(&typed, &Situation::on(TODAY)), []);
        let s = Situation { before: Some(typed.store()), ..Situation::on(TODAY) };
        assert_eq!(weights(&typed, &s), []);
        for (other, text) in [(Some(w("2024-07-31")), "moved"), (Some(w("2024-06")), "made vaguer"), (None, "taken away")] {
            let moved = Milestone { baseline: other, ..typed.clone() };
            assert_eq!(weights(&moved, &s), [("baseline", Weight::Refused)], "{text}");
            assert_eq!(reasons(&moved, &s), [Why::BaselineMoved { was: w("2024-06-30") }], "{text}");
        }
        let without = Situation { before: Some(done(Phase::Completion, "2024-05-01").store()), ..Situation::on(TODAY) };
        assert_eq!(weights(&typed, &without), [], "where there was none it may be set");
    }

    #[test]
    fn a_first_deadline_among_the_acts_is_the_same_first_deadline() {
        let initial = DeadlineChange { kind: ChangeKind::Initial, ..change(Phase::Completion, 1, "2024-06-30") };
        let s = Situation { changes: vec![initial], ..Situation::on(TODAY) };
        assert_eq!(weights(&first_due(Phase::Completion, "2024-06"), &s), []);
        assert_eq!(weights(&first_due(Phase::Completion, "2024-07"), &s), [("baseline", Weight::Refused)]);
        assert_eq!(weights(&first_due(Phase::Contract, "2024-07"), &s), []);
    }
}
