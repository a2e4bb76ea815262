//! A civil date as precise as its source: a day, or a month, quarter or year where no more is known.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A date as its source gives it. Ends are inclusive: a month is late only when its last day is past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    /// One day.
    Day(NaiveDate),
    /// A month of a year, 1 to 12.
    Month(i32, u32),
    /// A quarter of a year, 1 to 4.
    Quarter(i32, u32),
    /// A whole year.
    Year(i32),
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADate {
    /// Has no form of date that we read.
    Form,
    /// Has the form of a date, but the calendar has no such day (31/02/2023).
    NoSuchDay,
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}

/// Years outside this range are typing mistakes in a register of the plan (it started in 2020, audits run to 2031).
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

impl When {
    /// The first day it may be.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        match self {
            Self::Day(d) => d,
            Self::Month(y, m) => day(y, m, 1),
            Self::Quarter(y, q) => day(y, q * 3 - 2, 1),
            Self::Year(y) => day(y, 1, 1),
        }
    }

    /// The last day it may be.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let next = |months| {
            self.first()
                .checked_add_months(Months::new(months))
                .and_then(|d| d.checked_sub_days(Days::new(1)))
                .unwrap_or(NaiveDate::MAX)
        };
        match self {
            Self::Day(d) => d,
            Self::Month(..) => next(1),
            Self::Quarter(..) => next(3),
            Self::Year(..) => next(12),
        }
    }

    /// The day, where the source knows the day.
    #[must_use]
    pub fn exact(self) -> Option<NaiveDate> {
        match self {
            Self::Day(d) => Some(d),
            _ => None,
        }
    }

    /// All of it is before `today`.
    #[must_use]
    pub fn is_past(self, today: NaiveDate) -> bool {
        self.last() < today
    }

    /// Reads `29/10/2025`, `2025-10-29`, `10/2025`, `2025-10`, `ottobre 2025`, `2025-Q4`, `T4 2025`, `IV trimestre 2025`, `2025`.
    ///
    /// # Errors
    /// Says whether the form is wrong or the calendar has no such day.
    pub fn read(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let number = |s: &str| -> Option<u32> {
            (!s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
        };
        let year = |s: &str| -> Option<i32> {
            (s.len() == 4).then(|| number(s)).flatten().and_then(|y| i32::try_from(y).ok()).filter(|y| YEARS.contains(y))
        };
        let civil = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d).map(Self::Day).ok_or(NotADate::NoSuchDay);
        let month = |y: i32, m: u32| {
            if (1..=12).contains(&m) { Ok(Self::Month(y, m)) } else { Err(NotADate::NoSuchDay) }
        };
        let quarter = |y: i32, q: u32| {
            if (1..=4).contains(&q) { Ok(Self::Quarter(y, q)) } else { Err(NotADate::NoSuchDay) }
        };

        let slashed: Vec<&str> = text.split(['/', '.']).map(str::trim).collect();
        match slashed[..] {
            [d, m, y] => {
                let (Some(d), Some(m), Some(y)) = (number(d), number(m), year(y)) else {
                    return Err(NotADate::Form);
                };
                return civil(y, m, d);
            }
            [m, y] => {
                let (Some(m), Some(y)) = (number(m), year(y)) else {
                    return Err(NotADate::Form);
                };
                return month(y, m);
            }
            _ => {}
        }
        let dashed: Vec<&str> = text.split('-').collect();
        match dashed[..] {
            [y, m, d] => {
                let (Some(y), Some(m), Some(d)) = (year(y), number(m), number(d)) else {
                    return Err(NotADate::Form);
                };
                return civil(y, m, d);
            }
            [y, m] => {
                let Some(y) = year(y) else { return Err(NotADate::Form) };
                return match m.strip_prefix(['Q', 'q', 'T', 't']) {
                    Some(q) => number(q).ok_or(NotADate::Form).and_then(|q| quarter(y, q)),
                    None => number(m).ok_or(NotADate::Form).and_then(|m| month(y, m)),
                };
            }
            [y] => {
                if let Some(y) = year(y) {
                    return Ok(Self::Year(y));
                }
            }
            _ => {}
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        match words[..] {
            [name, y] => {
                let Some(y) = year(y) else { return Err(NotADate::Form) };
                if let Some(q) = name.strip_prefix(['t', 'q']).and_then(number) {
                    return quarter(y, q);
                }
                MONTHS_IT
                    .iter()
                    .position(|m| *m == name)
                    .and_then(|i| u32::try_from(i + 1).ok())
                    .map(|m| Self::Month(y, m))
                    .ok_or(NotADate::Form)
            }
            [q, "trimestre", y] => {
                let Some(y) = year(y) else { return Err(NotADate::Form) };
                let q = match q.trim_end_matches(['°', 'º']) {
                    "1" | "i" | "primo" => 1,
                    "2" | "ii" | "secondo" => 2,
                    "3" | "iii" | "terzo" => 3,
                    "4" | "iv" | "quarto" => 4,
                    _ => return Err(NotADate::Form),
                };
                quarter(y, q)
            }
            _ => Err(NotADate::Form),
        }
    }

    /// The form kept in files and in the database: `2025-10-29`, `2025-10`, `2025-Q4`, `2025`.
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            // By hand: chrono's formats would all travel to the browser with it.
            Self::Day(d) => format!("{:04}-{:02}-{:02}", d.year(), d.month(), d.day()),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Self::Year(y) => format!("{y:04}"),
        }
    }
}

/// Names of the months as Italian writes them, January first.
pub const MONTHS_IT: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// `gg/mm/aaaa`, the form on every page in either language.
#[must_use]
pub fn civil(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

impl fmt::Display for When {
    /// `29/10/2025`, `10/2025`, `T4 2025`, `2025`: figures only, so that it reads alike in both languages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(d) => f.write_str(&civil(d)),
            Self::Month(y, m) => write!(f, "{m:02}/{y:04}"),
            Self::Quarter(y, q) => write!(f, "T{q} {y:04}"),
            Self::Year(y) => write!(f, "{y:04}"),
        }
    }
}

impl From<NaiveDate> for When {
    fn from(date: NaiveDate) -> Self {
        Self::Day(date)
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.iso()
    }
}

impl TryFrom<String> for When {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).map_err(|_| format!("not a date: {text}"))
    }
}

/// Whole days from `a` to `b`; negative when `b` comes first.
#[must_use]
pub fn days_between(a: NaiveDate, b: NaiveDate) -> i64 {
    b.signed_duration_since(a).num_days()
}

/// The civil time in Rome at an instant: an hour after UTC, and two from 01:00 UTC of the last Sunday of March to 01:00 UTC of
/// the last Sunday of October (directive 2000/84/EC, in force since 2002).
#[must_use]
pub fn rome(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    let change = |month| last_sunday(utc.year(), month).and_hms_opt(1, 0, 0).unwrap_or(NaiveDateTime::MAX);
    let summer = change(3) <= utc && utc < change(10);
    utc.checked_add_signed(TimeDelta::hours(if summer { 2 } else { 1 })).unwrap_or(utc)
}

/// The instant at which a civil day begins in Rome. The clocks are changed later in the night, so that every day has one midnight.
#[must_use]
pub fn rome_midnight(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let before = |hours| midnight.checked_sub_signed(TimeDelta::hours(hours)).unwrap_or(midnight).and_utc();
    let winter = before(1);
    if rome(winter) == midnight { winter } else { before(2) }
}

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = When::Month(year, month).last();
    last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday()))).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(y: i32, m: u32, dd: u32) -> NaiveDate {
        day(y, m, dd)
    }

    #[test]
    fn reads_what_offices_type() {
        for (text, when) in [
            ("29/10/2025", When::Day(d(2025, 10, 29))),
            ("2025-10-29", When::Day(d(2025, 10, 29))),
            (" 9/1/2024 ", When::Day(d(2024, 1, 9))),
            ("10/2025", When::Month(2025, 10)),
            ("2025-10", When::Month(2025, 10)),
            ("Ottobre 2025", When::Month(2025, 10)),
            ("2025-Q4", When::Quarter(2025, 4)),
            ("T4 2025", When::Quarter(2025, 4)),
            ("IV trimestre 2025", When::Quarter(2025, 4)),
            ("1° trimestre 2025", When::Quarter(2025, 1)),
            ("2025", When::Year(2025)),
        ] {
            assert_eq!(When::read(text), Ok(when), "{text}");
        }
    }

    #[test]
    fn refuses_days_that_no_calendar_has_and_what_is_no_date() {
        assert_eq!(When::read("31/02/2023"), Err(NotADate::NoSuchDay));
        assert_eq!(When::read("2023-13-01"), Err(NotADate::NoSuchDay));
        for text in ["", "None", "ieri", "1e9", "12", "29/10/25", "0000-01-01", "2025-10-29T00:00", "－１/１/2025"] {
            assert_eq!(When::read(text), Err(NotADate::Form), "{text}");
        }
    }

    #[test]
    fn a_month_is_past_only_when_all_of_it_is() {
        let january = When::Month(2024, 1);
        assert!(!january.is_past(d(2024, 1, 31)));
        assert!(january.is_past(d(2024, 2, 1)));
        assert_eq!(When::Quarter(2024, 1).last(), d(2024, 3, 31));
        assert_eq!(When::Year(2023).last(), d(2023, 12, 31));
    }

    #[test]
    fn rome_changes_its_clocks_on_the_last_sundays_of_march_and_october() {
        for (utc, civil) in [
            ("2026-01-15T11:00:00Z", "2026-01-15T12:00:00"),
            ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-07-01T22:30:00Z", "2026-07-02T00:30:00"),
            ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59"),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
            // A month whose last day is a Sunday.
            ("2024-03-31T01:00:00Z", "2024-03-31T03:00:00"),
            ("2026-12-31T23:30:00Z", "2027-01-01T00:30:00"),
        ] {
            let at: DateTime<Utc> = utc.parse().unwrap();
            assert_eq!(rome(at), civil.parse::<NaiveDateTime>().unwrap(), "{utc}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_rome() {
        for (day, utc) in [
            (d(2026, 1, 15), "2026-01-14T23:00:00Z"),
            (d(2026, 3, 29), "2026-03-28T23:00:00Z"),
            (d(2026, 3, 30), "2026-03-29T22:00:00Z"),
            (d(2026, 7, 1), "2026-06-30T22:00:00Z"),
            (d(2026, 10, 25), "2026-10-24T22:00:00Z"),
            (d(2026, 10, 26), "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(rome_midnight(day), utc.parse::<DateTime<Utc>>().unwrap(), "{day}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read_back(days in 0i32..30_000) {
            let date = d(1995, 1, 1) + chrono::Duration::days(i64::from(days));
            proptest::prop_assert_eq!(When::read(&When::Day(date).iso()), Ok(When::Day(date)));
            proptest::prop_assert_eq!(When::read(&civil(date)), Ok(When::Day(date)));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = When::read(&text);
        }
    }
}
