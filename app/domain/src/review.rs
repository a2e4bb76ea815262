//! What is objected to an entry at the desk, before anything is written: what can't be, what may be if somebody writes why,
//! and what is only shown. The same code runs in the browser and on the server; the day is a parameter.
//!
//! Rules about dates object only when they are certain: a month contradicts a day only when all of it is on the wrong side.
//! To add a rule: a variant of [`Why`] with what its sentence needs, the rule in the file of its subject, with its source and
//! a test, and the sentence in `words`.

mod limit;
mod money;
mod path;
mod plain;
mod run;
#[cfg(test)]
pub(crate) mod sample;
mod situation;
mod standing;
mod term;
mod value;
mod why;
mod withdrawal;

pub use limit::Limit;
pub use path::{Contradiction, contradictions};
pub use run::legal_outcomes;
pub use situation::Situation;
pub use standing::{explained, standing};
pub use value::review_value;
pub use why::{Objection, RunDate, Weight, Why};
pub use withdrawal::{Reference, referring, withdrawal};

use crate::{
    cell::{Table, Value},
    fact::Record,
    when::When,
};
use chrono::NaiveDate;

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MAX,
    }
}

/// A contract counts only if it was signed after this day (`domain.md` §1.1, step 7).
pub const CONTRACTS_AFTER: NaiveDate = day(2020, 1, 31);
/// The common last day of lump-sum projects (`domain.md` §2.1: Decreto 39/2025-PNRR).
pub const LUMP_SUM_LAST_DAY: NaiveDate = day(2026, 3, 31);
/// A status that the office states itself is to be looked at again within so many days: our own rule, no source sets one.
pub const LONGEST_STATED: u64 = 180;

/// Objections as they are found.
#[derive(Default)]
struct Found(Vec<Objection>);

impl Found {
    fn add(&mut self, weight: Weight, field: &'static str, why: Why) {
        self.0.push(Objection { field, weight, why });
    }
    fn refuse(&mut self, field: &'static str, why: Why) {
        self.add(Weight::Refused, field, why);
    }
    fn unusual(&mut self, field: &'static str, why: Why) {
        self.add(Weight::Unusual, field, why);
    }
    fn warn(&mut self, field: &'static str, why: Why) {
        self.add(Weight::Warning, field, why);
    }

    /// What has happened is not after today; a month, quarter or year may have begun.
    fn happened(&mut self, field: &'static str, on: Option<When>, today: NaiveDate) {
        if let Some(on) = on.filter(|on| on.first() > today) {
            self.refuse(field, Why::InFuture { on, today });
        }
    }

    /// Numbers go on from one, without gaps and without repeating.
    fn numbered(&mut self, number: u32, used: &[u32]) {
        let next = used.iter().max().map_or(1, |n| n.saturating_add(1));
        // Of one that was withdrawn the number may be used again, and those after it stay.
        let goes_on = number == 1 || number.checked_sub(1).is_some_and(|n| used.contains(&n));
        if used.contains(&number) {
            self.refuse("number", Why::NumberTaken { number, next });
        } else if !goes_on {
            self.refuse("number", Why::NumberGap { number, next });
        }
    }
}

/// All of `a` is before all of `b`.
fn before(a: When, b: When) -> bool {
    a.last() < b.first()
}

/// Both may be the same day.
fn agree(a: When, b: When) -> bool {
    !before(a, b) && !before(b, a)
}

/// What is to be objected to a row of this kind, in the order of its subject's rules. Kinds without rules, and rows without
/// fault, get nothing.
#[must_use]
pub fn review(table: &'static Table, values: &[Value], situation: &Situation) -> Vec<Objection> {
    fn judge<R: Record>(values: &[Value], s: &Situation, rules: fn(&R, &Situation, &mut Found)) -> Vec<Objection> {
        let mut found = Found::default();
        match R::load(values) {
            Ok(record) => rules(&record, s, &mut found),
            // Where the row as a whole does not fit, the fault names the table: the first column stands for the row.
            Err((name, _)) => {
                let column = R::TABLE.columns.iter().find(|c| c.name == name).or(R::TABLE.columns.first());
                found.refuse(column.map_or(name, |c| c.name), Why::Unreadable);
            }
        }
        found.0
    }
    match table.name {
        "milestone" => judge(values, situation, path::milestone),
        "deadline_change" => judge(values, situation, term::change),
        "certification_run" => judge(values, situation, run::run),
        "contract" => judge(values, situation, money::contract),
        "payment" => judge(values, situation, money::payment),
        "receipt" => judge(values, situation, money::receipt),
        "funding_line" => judge(values, situation, money::funding),
        "risk" => judge(values, situation, money::risk),
        "project_record" => judge(values, situation, plain::project),
        "application_record" => judge(values, situation, plain::application),
        "stated_status" => judge(values, situation, plain::stated),
        "act" => judge(values, situation, plain::act),
        "cadence" => judge(values, situation, plain::cadence),
        "confirmation" => judge(values, situation, plain::confirmation),
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cell::{Column, Form},
        phase::Phase,
        records::{CertificationRun, Contract, DeadlineChange, FundingLine, Milestone, Payment, Receipt, TABLES},
        review::sample::{TODAY, milestone, objections},
    };

    /// A text that the column takes, chosen by a number.
    fn fitting(column: &Column, chosen: usize) -> Vec<Value> {
        let pool: &[&str] = match column.form {
            Form::Date | Form::Day => &[
                "",
                "1990-01-01",
                "2020-01",
                "2020-01-31",
                "2020-02-01",
                "2022",
                "2023-Q2",
                "2024-05",
                "2024-05-10",
                "2024-05-11",
                "2026-03-31",
                "2026-11-22",
                "2026-11-23",
                "2027-Q1",
                "2099-12-31",
            ],
            Form::Money => &["", "0", "0,01", "10.000", "oltre 10.000", "circa 50.000", "1.000.000.000.000"],
            Form::Figure => &["", "0", "4,5", "oltre 100"],
            Form::Number => &["", "0", "1", "2", "3", "7", "4294967295"],
            Form::Choice(words) => words,
            Form::Line => {
                &["", "c_e472", "send-2022", "1.4.5", "2023-02-17T15:40:12", "9887916669", "Z2B33923EF", "è", "https://è.it/a"]
            }
        };
        (0..pool.len())
            .find_map(|i| (column.parse)(pool[(chosen + i) % pool.len()]).ok())
            .unwrap_or_else(|| panic!("nothing in the pool fits {}", column.name))
    }

    fn row(table: &Table, chosen: &mut impl Iterator<Item = usize>) -> Vec<Value> {
        table.columns.iter().flat_map(|c| fitting(c, chosen.next().unwrap_or_default())).collect()
    }

    fn rows<R: Record>(chosen: &mut impl Iterator<Item = usize>) -> Vec<R> {
        let n = chosen.next().unwrap_or_default() % 4;
        (0..n).map(|_| R::load(&row(R::TABLE, chosen)).expect("a row that fits its columns loads")).collect()
    }

    fn any_situation(chosen: &mut impl Iterator<Item = usize>) -> Situation {
        let when = |n: Option<usize>| [None, Some(When::Year(2023)), Some(When::Day(TODAY))][n.unwrap_or_default() % 3];
        Situation {
            milestones: rows::<Milestone>(chosen),
            runs: rows::<CertificationRun>(chosen),
            changes: rows::<DeadlineChange>(chosen),
            contracts: rows::<Contract>(chosen),
            payments: rows::<Payment>(chosen),
            receipts: rows::<Receipt>(chosen),
            funding: rows::<FundingLine>(chosen),
            sent: when(chosen.next()),
            decree: when(chosen.next()),
            disbursed: when(chosen.next()),
            ..Situation::on(TODAY)
        }
    }

    proptest::proptest! {
        #[test]
        fn no_row_makes_it_panic_and_every_objection_names_a_column(
            chosen in proptest::collection::vec(0usize..10_000, 300),
            edits in proptest::bool::ANY,
        ) {
            let mut chosen = chosen.into_iter().cycle();
            let situation = any_situation(&mut chosen);
            for table in TABLES {
                let values = row(table, &mut chosen);
                let before = edits.then(|| row(table, &mut chosen));
                for objection in review(table, &values, &Situation { before, ..situation.clone() }) {
                    proptest::prop_assert!(table.columns.iter().any(|c| c.name == objection.field), "{objection:?}");
                    proptest::prop_assert_ne!(objection.why, Why::Unreadable);
                }
            }
        }

        #[test]
        fn what_has_not_happened_yet_is_refused_whatever_else_is_known(
            chosen in proptest::collection::vec(0usize..10_000, 200),
            phase in 0..Phase::ALL.len(),
            days in 1i64..20_000,
        ) {
            let situation = any_situation(&mut chosen.into_iter().cycle());
            let on = When::Day(TODAY + chrono::Duration::days(days));
            let found = objections(&milestone(Phase::ALL[phase], Some(on)), &situation);
            let future = Objection { field: "actual", weight: Weight::Refused, why: Why::InFuture { on, today: TODAY } };
            proptest::prop_assert!(found.contains(&future));
        }

        #[test]
        fn what_may_have_happened_is_never_called_future(
            chosen in proptest::collection::vec(0usize..10_000, 200),
            phase in 0..Phase::ALL.len(),
            days in 0i64..10_000,
        ) {
            let situation = any_situation(&mut chosen.into_iter().cycle());
            let on = When::Day(TODAY - chrono::Duration::days(days));
            let found = objections(&milestone(Phase::ALL[phase], Some(on)), &situation);
            let called = found.iter().any(|o| matches!(o.why, Why::InFuture { .. }));
            proptest::prop_assert!(!called);
        }

        #[test]
        fn damaged_rows_are_refused_and_nothing_worse(
            numbers in proptest::collection::vec(proptest::num::i64::ANY, 0..24),
            text in ".{0,20}",
        ) {
            let values: Vec<Value> = numbers
                .into_iter()
                .map(|n| match n % 3 {
                    0 => Value::Null,
                    1 => Value::Integer(n),
                    _ => Value::Text(text.clone()),
                })
                .collect();
            for table in TABLES {
                for objection in review(table, &values, &Situation::on(TODAY)) {
                    proptest::prop_assert!(table.columns.iter().any(|c| c.name == objection.field), "{objection:?}");
                }
            }
        }
    }

    #[test]
    fn every_kind_that_has_rules_is_a_kind_of_record() {
        let judged: Vec<&str> =
            TABLES.iter().filter(|t| !review(t, &[], &Situation::on(TODAY)).is_empty()).map(|t| t.name).collect();
        assert_eq!(
            judged,
            [
                "project_record",
                "application_record",
                "funding_line",
                "milestone",
                "deadline_change",
                "certification_run",
                "contract",
                "payment",
                "receipt",
                "risk",
                "stated_status",
                "act",
                "cadence",
                "confirmation"
            ]
        );
    }

    #[test]
    fn months_agree_with_their_days_and_object_only_to_others() {
        let may = When::Month(2024, 5);
        assert!(agree(may, When::Day(day(2024, 5, 31))) && agree(When::Year(2024), may));
        assert!(before(may, When::Day(day(2024, 6, 1))) && !before(may, When::Quarter(2024, 2)));
    }
}
