//! Certification runs as the states that they are: asked for, then positive, partially positive or negative; and which of
//! these may follow which (`domain.md` §1.1, step 9, and §1.2).

use super::{Found, RunDate, Situation, Weight, Why, before, path, term};
use crate::{
    phase::{Outcome, Phase},
    records::CertificationRun,
};

fn previous(number: u32, s: &Situation) -> Option<&CertificationRun> {
    s.runs.iter().filter(|r| r.number < number).max_by_key(|r| r.number)
}

fn next(number: u32, s: &Situation) -> Option<&CertificationRun> {
    s.runs.iter().filter(|r| r.number > number).min_by_key(|r| r.number)
}

/// What is to be said of a run after one with this outcome.
fn after(run: &CertificationRun) -> Option<(Weight, Why)> {
    let number = run.number;
    match run.outcome {
        // Back to realisation, then another run.
        Outcome::Partial => None,
        // Positive is the end of it: the next step is the request for disbursement.
        Outcome::Positive => Some((Weight::Refused, Why::AfterPositive { number, on: run.outcome_on })),
        // With a negative one revocation starts.
        Outcome::Negative => Some((Weight::Unusual, Why::AfterNegative { number, on: run.outcome_on })),
        Outcome::Pending => Some((Weight::Refused, Why::AfterPending { number })),
    }
}

/// What is to be said of an outcome after which there is another run.
fn followed(outcome: Outcome, next: u32) -> Option<(Weight, Why)> {
    let why = Why::Followed { outcome, next };
    match outcome {
        Outcome::Partial => None,
        Outcome::Positive | Outcome::Pending => Some((Weight::Refused, why)),
        Outcome::Negative => Some((Weight::Unusual, why)),
    }
}

/// The outcomes that a run with this number may have, in the order of the vocabulary: what a form offers. Those that need a
/// reason are among them; none where there can be no such run (`domain.md` §1.2).
#[must_use]
pub fn legal_outcomes(number: u32, situation: &Situation) -> Vec<Outcome> {
    let refused = |said: Option<(Weight, Why)>| said.is_some_and(|(weight, _)| weight == Weight::Refused);
    if refused(previous(number, situation).and_then(after)) {
        return vec![];
    }
    let next = next(number, situation).map(|r| r.number);
    Outcome::ALL.iter().copied().filter(|o| !refused(next.and_then(|n| followed(*o, n)))).collect()
}

/// A certification run.
pub(super) fn run(r: &CertificationRun, s: &Situation, found: &mut Found) {
    if s.stood::<CertificationRun>().is_none_or(|b| b.number != r.number) {
        // Hint of the column: first run 1, second 2…
        let used: Vec<u32> = s.runs.iter().map(|o| o.number).collect();
        found.numbered(r.number, &used);
    }
    let (previous, next) = (previous(r.number, s), next(r.number, s));
    let said = [previous.and_then(after), next.and_then(|n| followed(r.outcome, n.number))];
    for (weight, why) in said.into_iter().flatten() {
        found.add(weight, "outcome", why);
    }
    // Asked for once the one before had its outcome; services of one project may have runs of their own (§1.4).
    if let (Some(p), Some(requested)) = (previous, r.requested)
        && let Some(outcome_on) = p.outcome_on.filter(|on| before(requested, *on))
    {
        found.unusual("requested", Why::RequestedTooSoon { number: p.number, outcome_on, requested });
    }
    dates(r, s, found);
    deadline(r, s, found);
    path_of(r, next.is_some(), s, found);
}

/// Its own dates: none in the future, asked for, checked and decided in this order (`domain.md` §1.1, step 9).
fn dates(r: &CertificationRun, s: &Situation, found: &mut Found) {
    match (r.outcome, r.outcome_on) {
        (Outcome::Pending, Some(_)) => found.refuse("outcome_on", Why::DateWithoutOutcome),
        (Outcome::Pending, None) | (_, Some(_)) => {}
        (outcome, None) => found.refuse("outcome_on", Why::OutcomeWithoutDate { outcome }),
    }
    let dates = [
        ("requested", RunDate::Requested, r.requested),
        ("checked", RunDate::Checked, r.checked),
        ("outcome_on", RunDate::Outcome, r.outcome_on),
    ];
    for (i, (field, later, on)) in dates.into_iter().enumerate() {
        found.happened(field, on, s.today);
        let Some(later_on) = on else { continue };
        for (_, earlier, earlier_on) in dates.into_iter().take(i) {
            if let Some(earlier_on) = earlier_on.filter(|e| before(later_on, *e)) {
                found.refuse(field, Why::RunOutOfOrder { earlier, earlier_on, later, later_on });
            }
        }
    }
}

/// Not all conform: partially positive while the schedule runs, negative once it has expired (`domain.md` §1.2). A project
/// that is inadmissible is negative at any time.
fn deadline(r: &CertificationRun, s: &Situation, found: &mut Found) {
    let (Some(due), Some(outcome_on)) = (term::completion(s), r.outcome_on) else { return };
    let past = outcome_on.first() > due.last();
    let in_time = outcome_on.last() <= due.last();
    match r.outcome {
        Outcome::Partial if past => found.unusual("outcome", Why::PartialAfterDeadline { due, outcome_on }),
        Outcome::Negative if in_time => found.unusual("outcome", Why::NegativeBeforeDeadline { due, outcome_on }),
        _ => {}
    }
}

/// Its place on the path: after completion (`domain.md` §1.1, step 9), before the request for disbursement (step 10).
fn path_of(r: &CertificationRun, has_next: bool, s: &Situation, found: &mut Found) {
    let started = [("requested", r.requested), ("checked", r.checked), ("outcome_on", r.outcome_on)];
    let started = started.into_iter().find_map(|(field, on)| Some((field, on?)));
    if let (Some((field, on)), Some(completed)) = (started, s.date(Phase::Completion))
        && before(on, completed)
    {
        // After a run that was not the last word realisation goes on, and completion is declared again, later.
        let again = has_next || r.outcome == Outcome::Partial;
        let why =
            Why::OutOfOrder { earlier: Phase::Completion, earlier_on: completed, later: Phase::Certification, later_on: on };
        found.add(if again { Weight::Unusual } else { Weight::Refused }, field, why);
    }
    if has_next {
        return;
    }
    match (r.outcome, r.outcome_on) {
        (Outcome::Positive, Some(on)) => {
            path::ordered("outcome_on", Phase::Certification, on, |other| other > Phase::Certification, s, found);
        }
        (Outcome::Positive, None) => {}
        // What was asked for only after a positive outcome was asked for after another run than this.
        _ => {
            if let Some(request) = s.date(Phase::Request) {
                found.unusual("outcome", Why::RequestRecorded { request });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fact::Record,
        phase::Mode,
        review::sample::{TODAY, change, done, first_due, objections, reasons, run as decided, w, weights},
    };

    const NEGATIVE: Outcome = Outcome::Negative;
    const PARTIAL: Outcome = Outcome::Partial;
    const PENDING: Outcome = Outcome::Pending;
    const POSITIVE: Outcome = Outcome::Positive;

    fn after(runs: Vec<CertificationRun>) -> Situation {
        Situation { runs, ..Situation::on(TODAY) }
    }

    fn completed(on: &str) -> Situation {
        Situation { milestones: vec![done(Phase::Completion, on)], ..Situation::on(TODAY) }
    }

    /// With the days on which it was asked for, checked and decided.
    fn asked(number: u32, [requested, checked, decided_on]: [Option<&str>; 3], outcome: Outcome) -> CertificationRun {
        let run = decided(number, outcome, decided_on);
        CertificationRun { requested: requested.map(w), checked: checked.map(w), ..run }
    }

    fn pending(number: u32, requested: &str) -> CertificationRun {
        asked(number, [Some(requested), None, None], PENDING)
    }

    #[test]
    fn a_first_run_of_any_outcome_is_taken_with_its_dates() {
        for outcome in [POSITIVE, PARTIAL, NEGATIVE] {
            let run = asked(1, [Some("2024-05-10"), Some("2024-05-10"), Some("2024-05-10")], outcome);
            assert_eq!(weights(&run, &completed("2024-05-10")), []);
        }
        assert_eq!(weights(&pending(1, "2024-05-10"), &completed("2024-05-10")), []);
    }

    #[test]
    fn numbers_go_on() {
        let s = after(vec![decided(1, PARTIAL, Some("2024-05-10"))]);
        assert_eq!(reasons(&pending(3, "2024-06-01"), &s), [Why::NumberGap { number: 3, next: 2 }]);
        assert_eq!(reasons(&pending(1, "2024-06-01"), &s), [Why::NumberTaken { number: 1, next: 2 }]);
        assert_eq!(weights(&pending(2, "2024-06-01"), &s), []);
        let edited = Situation { before: Some(pending(2, "2024-06-01").store()), ..after(vec![]) };
        assert_eq!(weights(&pending(2, "2024-06-02"), &edited), []);
    }

    #[test]
    fn after_a_positive_run_there_is_none() {
        let s = after(vec![decided(1, POSITIVE, Some("2024-05-10"))]);
        assert_eq!(reasons(&pending(2, "2024-06-01"), &s), [Why::AfterPositive { number: 1, on: Some(w("2024-05-10")) }]);
        assert_eq!(weights(&pending(2, "2024-06-01"), &s), [("outcome", Weight::Refused)]);
    }

    #[test]
    fn after_a_partially_positive_run_there_is_another() {
        let s = after(vec![decided(1, PARTIAL, Some("2024-05-10"))]);
        assert_eq!(weights(&decided(2, POSITIVE, Some("2024-08-01")), &s), []);
    }

    #[test]
    fn after_a_negative_run_another_needs_a_reason() {
        let s = after(vec![decided(1, NEGATIVE, Some("2024-05-10"))]);
        assert_eq!(weights(&pending(2, "2024-06-01"), &s), [("outcome", Weight::Unusual)]);
        assert_eq!(reasons(&pending(2, "2024-06-01"), &s), [Why::AfterNegative { number: 1, on: Some(w("2024-05-10")) }]);
    }

    #[test]
    fn a_pending_run_gets_its_outcome_before_the_next() {
        let s = after(vec![pending(1, "2024-05-10")]);
        assert_eq!(reasons(&pending(2, "2024-06-01"), &s), [Why::AfterPending { number: 1 }]);
        assert_eq!(weights(&pending(2, "2024-06-01"), &s), [("outcome", Weight::Refused)]);
    }

    #[test]
    fn an_earlier_run_can_not_be_given_an_outcome_that_the_next_one_denies() {
        let stood = decided(1, PARTIAL, Some("2024-05-10"));
        let s = Situation { before: Some(stood.store()), ..after(vec![pending(2, "2024-06-01")]) };
        assert_eq!(weights(&stood, &s), []);
        let edited = |outcome, on| weights(&decided(1, outcome, on), &s);
        assert_eq!(edited(POSITIVE, Some("2024-05-10")), [("outcome", Weight::Refused)]);
        assert_eq!(edited(PENDING, None), [("outcome", Weight::Refused)]);
        assert_eq!(edited(NEGATIVE, Some("2024-05-10")), [("outcome", Weight::Unusual)]);
        assert_eq!(reasons(&decided(1, POSITIVE, Some("2024-05-10")), &s), [Why::Followed { outcome: POSITIVE, next: 2 }]);
    }

    #[test]
    fn a_form_offers_what_is_not_refused() {
        assert_eq!(legal_outcomes(1, &after(vec![])), Outcome::ALL);
        assert_eq!(legal_outcomes(2, &after(vec![decided(1, PARTIAL, None)])), Outcome::ALL);
        assert_eq!(legal_outcomes(2, &after(vec![decided(1, NEGATIVE, None)])), Outcome::ALL);
        assert_eq!(legal_outcomes(2, &after(vec![decided(1, POSITIVE, None)])), []);
        assert_eq!(legal_outcomes(2, &after(vec![decided(1, PENDING, None)])), []);
        assert_eq!(legal_outcomes(1, &after(vec![decided(2, PENDING, None)])), [PARTIAL, NEGATIVE]);
    }

    proptest::proptest! {
        #[test]
        fn what_a_form_offers_is_never_refused_for_its_outcome_and_what_it_does_not_is(
            outcomes in proptest::collection::vec(0..Outcome::ALL.len(), 0..5),
            number in 1u32..7,
        ) {
            let runs: Vec<CertificationRun> = outcomes
                .into_iter()
                .zip(1u32..)
                .filter(|(_, n)| *n != number)
                .map(|(outcome, n)| decided(n, Outcome::ALL[outcome], None))
                .collect();
            let s = after(runs);
            let offered = legal_outcomes(number, &s);
            for outcome in Outcome::ALL {
                let found = weights(&decided(number, *outcome, None), &s);
                proptest::prop_assert_eq!(offered.contains(outcome), !found.contains(&("outcome", Weight::Refused)));
            }
        }
    }

    #[test]
    fn a_run_asked_for_before_the_outcome_of_the_one_before_needs_a_reason() {
        let s = after(vec![decided(1, PARTIAL, Some("2024-05-10"))]);
        assert_eq!(weights(&pending(2, "2024-05-09"), &s), [("requested", Weight::Unusual)]);
        assert_eq!(weights(&pending(2, "2024-05"), &s), []);
    }

    #[test]
    fn an_outcome_has_its_day_and_what_has_none_has_no_day() {
        let none = Situation::on(TODAY);
        for outcome in [POSITIVE, PARTIAL, NEGATIVE] {
            assert_eq!(reasons(&decided(1, outcome, None), &none), [Why::OutcomeWithoutDate { outcome }]);
            assert_eq!(weights(&decided(1, outcome, None), &none), [("outcome_on", Weight::Refused)]);
        }
        assert_eq!(reasons(&decided(1, PENDING, Some("2024-05-10")), &none), [Why::DateWithoutOutcome]);
        assert_eq!(weights(&decided(1, PENDING, None), &none), []);
    }

    #[test]
    fn asked_for_checked_and_decided_in_this_order() {
        let none = Situation::on(TODAY);
        let (a, b) = (Some("2024-05-09"), Some("2024-05-10"));
        assert_eq!(weights(&asked(1, [b, a, None], PENDING), &none), [("checked", Weight::Refused)]);
        assert_eq!(weights(&asked(1, [None, b, a], POSITIVE), &none), [("outcome_on", Weight::Refused)]);
        assert_eq!(weights(&asked(1, [b, None, a], POSITIVE), &none), [("outcome_on", Weight::Refused)]);
        assert_eq!(weights(&asked(1, [a, a, b], POSITIVE), &none), []);
        let why = Why::RunOutOfOrder {
            earlier: RunDate::Requested,
            earlier_on: w("2024-05-10"),
            later: RunDate::Checked,
            later_on: w("2024-05-09"),
        };
        assert_eq!(reasons(&asked(1, [b, a, None], PENDING), &none), [why]);
        assert_eq!(weights(&asked(1, [Some("2024-05"), a, Some("2024-Q2")], POSITIVE), &none), [], "not certain");
    }

    #[test]
    fn no_date_of_a_run_is_in_the_future() {
        let future = Some("2026-11-23");
        let run = asked(1, [future, future, future], POSITIVE);
        let refused = ["requested", "checked", "outcome_on"].map(|field| (field, Weight::Refused));
        assert_eq!(weights(&run, &Situation::on(TODAY)), refused);
    }

    #[test]
    fn partially_positive_after_the_deadline_needs_a_reason() {
        let due = Situation { milestones: vec![first_due(Phase::Completion, "2024-05-10")], ..Situation::on(TODAY) };
        assert_eq!(weights(&decided(1, PARTIAL, Some("2024-05-10")), &due), []);
        assert_eq!(weights(&decided(1, PARTIAL, Some("2024-05-11")), &due), [("outcome", Weight::Unusual)]);
        assert_eq!(weights(&decided(1, PARTIAL, Some("2024-05")), &due), [], "part of May is in time");
        let why = Why::PartialAfterDeadline { due: w("2024-05-10"), outcome_on: w("2024-05-11") };
        assert_eq!(reasons(&decided(1, PARTIAL, Some("2024-05-11")), &due), [why]);
    }

    #[test]
    fn negative_before_the_deadline_needs_a_reason() {
        let mut due = Situation { milestones: vec![first_due(Phase::Completion, "2024-05-10")], ..Situation::on(TODAY) };
        assert_eq!(weights(&decided(1, NEGATIVE, Some("2024-05-11")), &due), []);
        assert_eq!(weights(&decided(1, NEGATIVE, Some("2024-05-10")), &due), [("outcome", Weight::Unusual)]);
        assert_eq!(weights(&decided(1, NEGATIVE, Some("2024-05")), &due), [], "part of May is late");
        due.changes = vec![change(Phase::Completion, 1, "2024-08-31")];
        assert_eq!(
            reasons(&decided(1, NEGATIVE, Some("2024-05-11")), &due),
            [Why::NegativeBeforeDeadline { due: w("2024-08-31"), outcome_on: w("2024-05-11") }],
            "an act has moved the deadline"
        );
    }

    #[test]
    fn a_lump_sum_without_a_deadline_of_its_own_has_the_common_last_day() {
        let s = Situation { mode: Some(Mode::LumpSum), ..Situation::on(TODAY) };
        assert_eq!(weights(&decided(1, PARTIAL, Some("2026-04-01")), &s), [("outcome", Weight::Unusual)]);
        assert_eq!(weights(&decided(1, PARTIAL, Some("2026-04-01")), &Situation::on(TODAY)), []);
    }

    #[test]
    fn certification_is_asked_for_after_completion() {
        let s = completed("2024-05-10");
        assert_eq!(weights(&pending(1, "2024-05-09"), &s), [("requested", Weight::Refused)]);
        assert_eq!(weights(&pending(1, "2024-05"), &s), []);
        assert_eq!(weights(&decided(1, POSITIVE, Some("2024-05-09")), &s), [("outcome_on", Weight::Refused)]);
        assert_eq!(weights(&pending(1, "2020-05-09"), &Situation::on(TODAY)), [], "completion is not known");
    }

    #[test]
    fn completion_may_have_been_declared_again_after_a_run_that_was_not_the_last_word() {
        let s = completed("2024-08-01");
        assert_eq!(weights(&decided(1, PARTIAL, Some("2024-05-10")), &s), [("outcome_on", Weight::Unusual)]);
        let edited = Situation {
            before: Some(decided(1, PARTIAL, Some("2024-05-10")).store()),
            runs: vec![pending(2, "2024-08-02")],
            ..s
        };
        assert_eq!(weights(&decided(1, PARTIAL, Some("2024-05-10")), &edited), [("outcome_on", Weight::Unusual)]);
    }

    #[test]
    fn a_positive_outcome_is_before_the_request_and_the_payment() {
        let mut s = Situation { milestones: vec![done(Phase::Request, "2024-05-10")], ..Situation::on(TODAY) };
        assert_eq!(weights(&decided(1, POSITIVE, Some("2024-05-11")), &s), [("outcome_on", Weight::Refused)]);
        assert_eq!(weights(&decided(1, POSITIVE, Some("2024-05-10")), &s), []);
        s.milestones = vec![];
        s.disbursed = Some(w("2024-05-10"));
        let found = objections(&decided(1, POSITIVE, Some("2024-05-11")), &s);
        assert_eq!(found.iter().map(|o| (o.field, o.weight)).collect::<Vec<_>>(), [("outcome_on", Weight::Refused)]);
    }

    #[test]
    fn the_last_run_is_positive_where_the_disbursement_was_asked_for() {
        let s = Situation { milestones: vec![done(Phase::Request, "2024-09-10")], ..Situation::on(TODAY) };
        for outcome in [PARTIAL, NEGATIVE] {
            assert_eq!(weights(&decided(1, outcome, Some("2024-05-11")), &s), [("outcome", Weight::Unusual)]);
        }
        assert_eq!(reasons(&pending(1, "2024-05-11"), &s), [Why::RequestRecorded { request: w("2024-09-10") }]);
    }
}
