//! Deadlines that move: each move has its number, its act and a later day.

use super::{Found, LUMP_SUM_LAST_DAY, Situation, Why, agree, before};
use crate::{
    deadline::BINDING,
    phase::{ChangeKind, Mode, Phase},
    records::DeadlineChange,
    when::When,
};

/// A deadline that moved. Its act can't be empty: the column requires it.
pub(super) fn change(c: &DeadlineChange, s: &Situation, found: &mut Found) {
    let others: Vec<&DeadlineChange> = s.changes.iter().filter(|o| o.phase == c.phase).collect();
    let stood = s.stood::<DeadlineChange>().filter(|b| (b.phase, b.number) == (c.phase, c.number));
    if stood.is_none() {
        // Hint of the column: first move 1, second 2…
        let used: Vec<u32> = others.iter().map(|o| o.number).collect();
        found.numbered(c.number, &used);
    }
    // The first deadline never moves, wherever it is kept (`domain.md` §2.2 and §2.3: what moves it is an act).
    let baseline = s.milestone(c.phase).and_then(|m| m.baseline);
    let initial = stood.filter(|b| b.kind == ChangeKind::Initial).map(|b| When::Day(b.due));
    if let Some(was) = initial {
        if c.due != was.first() {
            found.refuse("due", Why::BaselineMoved { was });
        }
        if c.kind != ChangeKind::Initial {
            found.refuse("kind", Why::BaselineMoved { was });
        }
    } else if c.kind == ChangeKind::Initial
        && let Some(was) = baseline.filter(|b| !agree(*b, When::Day(c.due)))
    {
        found.refuse("due", Why::BaselineMoved { was });
    }
    if c.kind == ChangeKind::Initial && others.iter().any(|o| o.number < c.number || o.kind == ChangeKind::Initial) {
        found.refuse("kind", Why::InitialNotFirst);
    }
    // Every deferral and extension that is known gave time, none took it (`domain.md` §2.2 and §2.3).
    let previous = others.iter().filter(|o| o.number < c.number).max_by_key(|o| o.number).map(|o| When::Day(o.due));
    if let Some(previous) = previous.or(baseline.filter(|_| c.kind != ChangeKind::Initial))
        && before(When::Day(c.due), previous)
    {
        found.unusual("due", Why::DueBeforePrevious { due: c.due, previous });
    }
    if let Some(next) = others.iter().filter(|o| o.number > c.number).min_by_key(|o| o.number)
        && c.due > next.due
    {
        found.unusual("due", Why::DueAfterNext { due: c.due, next: next.due, number: next.number });
    }
    // `domain.md` §2.1 and §2.3: nothing beyond the common last day, but *rimessione in termini* exists.
    if s.mode == Some(Mode::LumpSum) && BINDING.contains(&c.phase) && c.due > LUMP_SUM_LAST_DAY {
        found.unusual("due", Why::BeyondLastDay { due: c.due });
    }
}

/// The deadline in force for completion: that of the last act, else the first one, else the common last day of lump sums.
pub(super) fn completion(s: &Situation) -> Option<When> {
    let moved = s.changes.iter().filter(|c| c.phase == Phase::Completion).max_by_key(|c| c.number);
    moved
        .map(|c| When::Day(c.due))
        .or_else(|| s.milestone(Phase::Completion).and_then(|m| m.baseline))
        .or_else(|| (s.mode == Some(Mode::LumpSum)).then_some(When::Day(LUMP_SUM_LAST_DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fact::Record,
        review::{
            Weight,
            sample::{TODAY, change as moved, d, first_due, objections, reasons, w, weights},
        },
    };

    const COMPLETION: Phase = Phase::Completion;

    fn knowing(changes: Vec<DeadlineChange>) -> Situation {
        Situation { changes, ..Situation::on(TODAY) }
    }

    fn initial(number: u32, due: &str) -> DeadlineChange {
        DeadlineChange { kind: ChangeKind::Initial, ..moved(COMPLETION, number, due) }
    }

    #[test]
    fn numbers_go_on_without_gaps_and_without_repeating() {
        let s = knowing(vec![moved(COMPLETION, 1, "2024-01-31"), moved(Phase::Contract, 1, "2023-01-31")]);
        assert_eq!(weights(&moved(COMPLETION, 2, "2024-06-30"), &s), []);
        assert_eq!(reasons(&moved(COMPLETION, 1, "2024-06-30"), &s), [Why::NumberTaken { number: 1, next: 2 }]);
        assert_eq!(reasons(&moved(COMPLETION, 3, "2024-06-30"), &s), [Why::NumberGap { number: 3, next: 2 }]);
        assert_eq!(weights(&moved(COMPLETION, 3, "2024-06-30"), &s), [("number", Weight::Refused)]);
        assert_eq!(reasons(&moved(COMPLETION, 0, "2023-06-30"), &s)[..1], [Why::NumberGap { number: 0, next: 2 }]);
        assert_eq!(weights(&moved(Phase::Disbursement, 1, "2024-06-30"), &s), [], "each step has its own numbers");
    }

    #[test]
    fn the_number_of_one_that_was_withdrawn_may_be_used_again_or_passed() {
        let s = knowing(vec![moved(COMPLETION, 1, "2024-01-31"), moved(COMPLETION, 3, "2024-09-30")]);
        assert_eq!(weights(&moved(COMPLETION, 2, "2024-06-30"), &s), []);
        assert_eq!(weights(&moved(COMPLETION, 4, "2024-12-31"), &s), []);
    }

    #[test]
    fn one_that_is_edited_keeps_its_number() {
        let stood = moved(COMPLETION, 5, "2024-06-30");
        let s = Situation { before: Some(stood.store()), ..knowing(vec![moved(COMPLETION, 1, "2024-01-31")]) };
        assert_eq!(weights(&moved(COMPLETION, 5, "2024-07-31"), &s), []);
    }

    #[test]
    fn a_deadline_that_comes_nearer_needs_a_reason() {
        let s = knowing(vec![moved(COMPLETION, 1, "2024-06-30")]);
        let nearer = moved(COMPLETION, 2, "2024-06-29");
        assert_eq!(weights(&nearer, &s), [("due", Weight::Unusual)]);
        assert_eq!(reasons(&nearer, &s), [Why::DueBeforePrevious { due: d("2024-06-29"), previous: w("2024-06-30") }]);
        assert_eq!(weights(&moved(COMPLETION, 2, "2024-06-30"), &s), []);
    }

    #[test]
    fn the_first_move_is_compared_with_the_first_deadline_when_that_is_certain() {
        let s = Situation { milestones: vec![first_due(COMPLETION, "2024-06")], ..Situation::on(TODAY) };
        assert_eq!(weights(&moved(COMPLETION, 1, "2024-05-31"), &s), [("due", Weight::Unusual)]);
        assert_eq!(weights(&moved(COMPLETION, 1, "2024-06-01"), &s), []);
    }

    #[test]
    fn a_deadline_after_the_one_of_a_later_act_needs_a_reason() {
        let earlier = moved(COMPLETION, 1, "2024-01-31");
        let s = Situation { before: Some(earlier.store()), ..knowing(vec![moved(COMPLETION, 2, "2024-06-30")]) };
        let why = Why::DueAfterNext { due: d("2024-07-01"), next: d("2024-06-30"), number: 2 };
        assert_eq!(reasons(&moved(COMPLETION, 1, "2024-07-01"), &s), [why]);
        assert_eq!(weights(&moved(COMPLETION, 1, "2024-06-30"), &s), []);
    }

    #[test]
    fn the_first_deadline_comes_first_and_once() {
        assert_eq!(weights(&initial(1, "2024-06-30"), &Situation::on(TODAY)), []);
        let s = knowing(vec![moved(COMPLETION, 1, "2024-01-31")]);
        assert_eq!(objections(&initial(2, "2024-06-30"), &s)[0].why, Why::InitialNotFirst);
        assert_eq!(weights(&initial(2, "2024-06-30"), &s), [("kind", Weight::Refused)]);
        let s = knowing(vec![initial(2, "2024-06-30")]);
        assert_eq!(reasons(&initial(1, "2024-06-30"), &s), [Why::InitialNotFirst], "there is one already");
    }

    #[test]
    fn the_first_deadline_never_moves_also_when_it_is_typed_among_the_acts() {
        let s = Situation { before: Some(initial(1, "2024-06-30").store()), ..Situation::on(TODAY) };
        assert_eq!(weights(&initial(1, "2024-07-31"), &s), [("due", Weight::Refused)]);
        assert_eq!(reasons(&initial(1, "2024-07-31"), &s), [Why::BaselineMoved { was: w("2024-06-30") }]);
        assert_eq!(weights(&moved(COMPLETION, 1, "2024-06-30"), &s), [("kind", Weight::Refused)]);
        let s = Situation { milestones: vec![first_due(COMPLETION, "2024-06")], ..Situation::on(TODAY) };
        assert_eq!(weights(&initial(1, "2024-06-30"), &s), []);
        assert_eq!(weights(&initial(1, "2024-07-01"), &s), [("due", Weight::Refused)]);
        assert_eq!(weights(&initial(1, "2024-05-31"), &s), [("due", Weight::Refused)]);
    }

    #[test]
    fn lump_sums_end_on_31_march_2026() {
        let mut s = Situation { mode: Some(Mode::LumpSum), ..Situation::on(TODAY) };
        assert_eq!(weights(&moved(COMPLETION, 1, "2026-03-31"), &s), []);
        assert_eq!(reasons(&moved(COMPLETION, 1, "2026-04-01"), &s), [Why::BeyondLastDay { due: d("2026-04-01") }]);
        assert_eq!(weights(&moved(COMPLETION, 1, "2026-04-01"), &s), [("due", Weight::Unusual)]);
        assert_eq!(weights(&moved(Phase::Disbursement, 1, "2026-04-01"), &s), [], "what comes after completion may be later");
        s.mode = Some(Mode::Costs);
        assert_eq!(weights(&moved(COMPLETION, 1, "2026-04-01"), &s), []);
        s.mode = None;
        assert_eq!(weights(&moved(COMPLETION, 1, "2026-04-01"), &s), [], "not known to be a lump sum");
    }

    #[test]
    fn the_deadline_in_force_is_that_of_the_last_act() {
        let mut s = Situation { mode: Some(Mode::LumpSum), ..Situation::on(TODAY) };
        assert_eq!(completion(&s), Some(When::Day(LUMP_SUM_LAST_DAY)));
        s.milestones = vec![first_due(COMPLETION, "2024-06")];
        assert_eq!(completion(&s), Some(w("2024-06")));
        s.changes = vec![moved(COMPLETION, 2, "2025-01-31"), moved(COMPLETION, 1, "2024-09-30")];
        assert_eq!(completion(&s), Some(w("2025-01-31")));
        assert_eq!(completion(&Situation::on(TODAY)), None);
    }
}
