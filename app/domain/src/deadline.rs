//! Deadlines: which one binds a phase today, on whose authority, and how late that makes it.

use crate::{
    phase::{ChangeKind, Confidence, Phase},
    when::{When, days_between},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A deadline in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Last day.
    pub due: When,
    /// The first deadline, before anything moved it.
    pub baseline: Option<When>,
    /// On what it rests.
    pub basis: Basis,
    /// How sure it is: an unverified one is never shown as official.
    pub confidence: Confidence,
}

/// On what a deadline rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Typed by the office as its platform shows it.
    Typed,
    /// Moved by an act.
    Act {
        /// Why it moved.
        kind: ChangeKind,
        /// The act, in words or by its code.
        act: String,
        /// How many times it has moved.
        moves: usize,
    },
    /// The common last day of a ministerial rule.
    Common {
        /// The act that sets it.
        act: Option<String>,
    },
}

/// How a step stands against its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lateness {
    /// Done on time, or so many days early (0 on the day).
    DoneEarly(i64),
    /// Done so many days late.
    DoneLate(i64),
    /// Not known to be done; so many days are left (0 today).
    Left(i64),
    /// Not known to be done; the last day is so many days past.
    Past(i64),
    /// No deadline, or no date precise enough to tell.
    Unknown,
}

/// Compares what happened with what was due. A date known only by month is late only when all of it is past the deadline.
#[must_use]
pub fn lateness(due: Option<When>, actual: Option<When>, today: NaiveDate) -> Lateness {
    let Some(due) = due else { return Lateness::Unknown };
    match actual {
        Some(done) if done.first() > due.last() => Lateness::DoneLate(days_between(due.last(), done.first())),
        Some(done) if done.last() <= due.last() => Lateness::DoneEarly(days_between(done.last(), due.last())),
        Some(_) => Lateness::Unknown,
        None if due.is_past(today) => Lateness::Past(days_between(due.last(), today)),
        None => Lateness::Left(days_between(today, due.last())),
    }
}

/// End of the five years of upkeep, counted from 31 December of the year of payment (`domain.md` §1.1, step 14).
#[must_use]
pub fn maintenance_end(paid: When) -> When {
    let year = chrono::Datelike::year(&paid.last());
    NaiveDate::from_ymd_opt(year + 5, 12, 31).map_or(paid, When::Day)
}

/// Phases that carry a deadline of their own.
pub const BINDING: [Phase; 2] = [Phase::Contract, Phase::Completion];

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_late_are_counted_from_the_day_after_the_deadline() {
        let due = Some(When::Day(d("2026-03-31")));
        assert_eq!(lateness(due, None, d("2026-03-31")), Lateness::Left(0));
        assert_eq!(lateness(due, None, d("2026-04-01")), Lateness::Past(1));
        assert_eq!(lateness(due, None, d("2026-11-22")), Lateness::Past(236));
        assert_eq!(lateness(due, Some(When::Day(d("2026-04-14"))), d("2026-11-22")), Lateness::DoneLate(14));
    }

    #[test]
    fn a_month_that_straddles_the_deadline_proves_nothing() {
        let due = Some(When::Day(d("2026-03-15")));
        assert_eq!(lateness(due, Some(When::Month(2026, 3)), d("2026-11-22")), Lateness::Unknown);
        assert_eq!(lateness(due, Some(When::Month(2026, 4)), d("2026-11-22")), Lateness::DoneLate(17));
        assert_eq!(lateness(Some(When::Quarter(2026, 1)), None, d("2026-03-31")), Lateness::Left(0));
    }

    #[test]
    fn upkeep_lasts_five_years_from_the_end_of_the_year_of_payment() {
        assert_eq!(maintenance_end(When::Day(d("2024-03-12"))), When::Day(d("2029-12-31")));
    }
}
