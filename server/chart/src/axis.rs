//! Axes: which values get a tick, and how far along the axis a value stands. Whole numbers only, pure.

use chrono::{Datelike, NaiveDate};
use domain::{
    money::{Cents, grouped},
    when::days_between,
};

/// An axis of money that always contains zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MoneyAxis {
    /// Cents at the start: zero, or below where an amount is.
    low: i64,
    /// Cents at the end.
    high: i64,
    /// Cents between two ticks: 1, 2 or 5 times a power of ten.
    step: i64,
}

/// No axis goes further. A hundred times the whole RRF; steps of 10^18 cents still fit in 64 bits.
const FURTHEST: i64 = 1_000_000_000_000_000_000;

/// Most intervals between ticks: five lines.
const INTERVALS: i64 = 4;

/// How many steps it takes to get to `far`, which is not below zero.
fn steps_to(far: i64, step: i64) -> i64 {
    (far + (step - 1)) / step
}

/// 1, 2, 5, 10, 20, 50 …
fn round_numbers() -> impl Iterator<Item = i64> {
    (0..=18_u32).flat_map(|power| [1_i64, 2, 5].map(|digit| digit * 10_i64.pow(power)))
}

impl MoneyAxis {
    /// The axis with three to five lines (from four cents up) that holds zero, the least and the most.
    pub(crate) fn over(least: Cents, most: Cents) -> Self {
        let below = least.0.clamp(-FURTHEST, 0).abs();
        let above = most.0.clamp(0, FURTHEST);
        // Nothing but zeros still wants a scale to be seen against.
        let above = if below == 0 && above == 0 { 10_000 } else { above };
        let step = round_numbers().find(|step| steps_to(below, *step) + steps_to(above, *step) <= INTERVALS).unwrap_or(FURTHEST);
        Self { low: -step * steps_to(below, step), high: step * steps_to(above, step), step }
    }

    /// The values that get a line, ascending.
    pub(crate) fn ticks(self) -> impl Iterator<Item = Cents> {
        (0..=(self.high - self.low) / self.step).map(move |n| Cents(self.low + n * self.step))
    }

    /// How far from the start of an axis of `length` units `value` stands, to the nearest unit.
    pub(crate) fn place(self, value: Cents, length: i32) -> i32 {
        part(value.0.clamp(self.low, self.high) - self.low, self.high - self.low, length)
    }
}

/// `length * share / whole`, half up. Zero of nothing.
fn part(share: i64, whole: i64, length: i32) -> i32 {
    let (share, whole, length) = (i128::from(share), i128::from(whole), i128::from(length));
    if whole <= 0 {
        return 0;
    }
    i32::try_from((2 * share * length + whole) / (2 * whole)).unwrap_or(i32::MAX)
}

/// An amount as an axis writes it: `0 €`, `500.000 €`, `1,5 mln €`, `2 mld €`; in full where it is not round.
pub(crate) fn compact(value: Cents) -> String {
    const MILLION: u64 = 100_000_000;
    const THOUSAND_MILLION: u64 = 1_000 * MILLION;
    let size = value.0.unsigned_abs();
    let sign = if value.0 < 0 { "-" } else { "" };
    for (unit, word) in [(THOUSAND_MILLION, "mld\u{a0}"), (MILLION, "mln\u{a0}")] {
        if size >= unit && size.is_multiple_of(unit / 10) {
            let tenths = size / (unit / 10);
            let decimals = if tenths.is_multiple_of(10) { String::new() } else { format!(",{}", tenths % 10) };
            return format!("{sign}{}{decimals}\u{a0}{word}€", grouped(tenths / 10));
        }
    }
    if size.is_multiple_of(100) { format!("{sign}{}\u{a0}€", grouped(size / 100)) } else { value.to_string() }
}

/// An axis of whole years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YearAxis {
    /// The first year.
    first: i32,
    /// The year after the last.
    end: i32,
}

/// Most years written on an axis.
const WRITTEN: i64 = 12;

/// 1 January. The calendar ends somewhere; there its last day will do.
fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX)
}

impl YearAxis {
    /// The whole years that hold both days.
    pub(crate) fn over(least: NaiveDate, most: NaiveDate) -> Self {
        Self { first: least.year(), end: most.year().saturating_add(1) }
    }

    /// Every year that is written, with its first day; every second, fifth, tenth … where there are many.
    pub(crate) fn ticks(self) -> impl Iterator<Item = (i32, NaiveDate)> {
        let years = i64::from(self.end) - i64::from(self.first);
        let step = round_numbers().find(|step| years <= WRITTEN * step).unwrap_or(1);
        (self.first..self.end).filter(move |year| i64::from(*year).rem_euclid(step) == 0).map(|year| (year, new_year(year)))
    }

    /// How far from the start of an axis of `length` units the day stands, to the nearest unit.
    pub(crate) fn place(self, day: NaiveDate, length: i32) -> i32 {
        let (start, end) = (new_year(self.first), new_year(self.end));
        part(days_between(start, day.clamp(start, end)), days_between(start, end), length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn written(least: i64, most: i64) -> Vec<String> {
        MoneyAxis::over(Cents(least), Cents(most)).ticks().map(|c| compact(c).replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn ticks_are_round_and_start_at_zero() {
        assert_eq!(written(0, 163_300_000), ["0 €", "500.000 €", "1 mln €", "1,5 mln €", "2 mln €"]);
        assert_eq!(written(0, 92_000_000), ["0 €", "500.000 €", "1 mln €"]);
        assert_eq!(written(0, 1_403_000), ["0 €", "5.000 €", "10.000 €", "15.000 €"]);
        assert_eq!(written(0, 823_000_000), ["0 €", "5 mln €", "10 mln €"]);
        assert_eq!(written(0, 0), ["0 €", "50 €", "100 €"]);
        assert_eq!(written(0, 200), ["0 €", "0,50 €", "1 €", "1,50 €", "2 €"]);
        assert_eq!(written(-10_000, 30_000), ["-100 €", "0 €", "100 €", "200 €", "300 €"]);
        assert_eq!(written(0, 300_000_000_000), ["0 €", "1 mld €", "2 mld €", "3 mld €"]);
    }

    #[test]
    fn every_amount_gets_three_to_five_lines_and_fits_between_them() {
        let mut most = 4_i64;
        while most < FURTHEST {
            for (least, most) in [(0, most), (-most / 3, most), (-most, 0), (-most, most)] {
                let axis = MoneyAxis::over(Cents(least), Cents(most));
                let ticks: Vec<Cents> = axis.ticks().collect();
                assert!((3..=5).contains(&ticks.len()), "{least}..{most}: {ticks:?}");
                assert!(ticks.contains(&Cents::ZERO));
                assert!(ticks[0].0 <= least && most <= ticks[ticks.len() - 1].0, "{least}..{most}: {ticks:?}");
            }
            most = most / 2 * 3 + 1;
        }
        assert_eq!(MoneyAxis::over(Cents(i64::MIN), Cents(i64::MAX)).place(Cents(i64::MAX), 500), 500);
    }

    #[test]
    fn places_are_proportional() {
        let axis = MoneyAxis::over(Cents::ZERO, Cents(100_000));
        assert_eq!(axis.place(Cents::ZERO, 600), 0);
        assert_eq!(axis.place(Cents(50_000), 600), 300);
        assert_eq!(axis.place(Cents(100_000), 600), 600);
    }

    #[test]
    fn an_amount_that_is_not_round_is_written_in_full() {
        assert_eq!(compact(Cents(92_000_050)), "920.000,50\u{a0}€");
        assert_eq!(compact(Cents(163_300_000)), "1.633.000\u{a0}€");
    }

    #[test]
    fn years_are_whole_and_few() {
        let axis = YearAxis::over(day(2022, 5, 1), day(2025, 10, 29));
        assert_eq!(axis.ticks().map(|(year, _)| year).collect::<Vec<_>>(), [2022, 2023, 2024, 2025]);
        assert_eq!((axis.place(day(2022, 1, 1), 600), axis.place(day(2026, 1, 1), 600)), (0, 600));
        assert_eq!(axis.place(day(2024, 1, 1), 1461), 730);
        let long = YearAxis::over(day(2020, 1, 1), day(2049, 1, 1));
        assert_eq!(long.ticks().map(|(year, _)| year).collect::<Vec<_>>(), [2020, 2025, 2030, 2035, 2040, 2045]);
    }

    #[test]
    fn the_end_of_the_calendar_is_no_cliff() {
        let axis = YearAxis::over(NaiveDate::MIN, NaiveDate::MAX);
        assert!(axis.ticks().count() <= 13);
        assert_eq!(axis.place(NaiveDate::MAX, 600), 600);
    }
}
