//! What a cell of a spreadsheet says, as a text that our readers take.

use calamine::{DataRef, ExcelDateTime};

/// The serials of days that are none: before the first day of the calendar, and from the year 9999 on.
const FIRST_DAY: f64 = 1.0;
const NO_DAY: f64 = 2_950_000.0;

/// The text of a cell; empty of an empty one.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => figure(*number),
        DataRef::Bool(true) => "sì".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(fault) => fault.to_string(),
    }
}

/// A number with all the digits that were typed and none that were not: a spreadsheet keeps fifteen, and what comes behind
/// them in the binary fraction is noise. The decimal point is a dot, which both our readers of amounts take; behind it there
/// are never exactly three digits, since `0.125` is read as one hundred and twenty-five, as Italian writes it.
fn figure(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if !number.is_finite() || number.fract() == 0.0 {
        return format!("{number:.0}");
    }
    let scientific = format!("{number:.14e}");
    let parts = scientific.split_once('e').and_then(|(digits, power)| Some((digits, power.parse::<i32>().ok()?)));
    let Some((digits, power)) = parts else { return scientific };
    let sign = if number < 0.0 { "-" } else { "" };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    // Digits before the point; where there are none, so many zeros behind it.
    let (whole, decimals) = match usize::try_from(power + 1) {
        Ok(before) if before >= digits.len() => (format!("{digits}{}", "0".repeat(before - digits.len())), String::new()),
        Ok(before) if before > 0 => {
            let (whole, decimals) = digits.split_at(before);
            (whole.to_owned(), decimals.to_owned())
        }
        Ok(_) => ("0".to_owned(), digits.to_owned()),
        Err(_) => {
            let zeros = usize::try_from((power + 1).unsigned_abs()).unwrap_or_default();
            ("0".to_owned(), format!("{}{digits}", "0".repeat(zeros)))
        }
    };
    match decimals.len() {
        0 => format!("{sign}{whole}"),
        3 => format!("{sign}{whole}.{decimals}0"),
        _ => format!("{sign}{whole}.{decimals}"),
    }
}

/// A day as `2025-03-12`, an instant as `2025-03-12T10:30:00`. A time without a day and a duration are numbers, which no
/// column for days takes.
fn day(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if moment.is_duration() || !(FIRST_DAY..NO_DAY).contains(&serial) {
        return figure(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let civil = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => civil,
        (_, _, _, 0) => format!("{civil}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{civil}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

/// The same of a moment that the file has as a text: a day alone where it is midnight.
fn iso(text: &str) -> String {
    let bare = text.trim().trim_end_matches('Z');
    match bare.split_once('T') {
        Some((day, time)) if !time.is_empty() && time.chars().all(|c| matches!(c, '0' | ':' | '.')) => day.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};
    use domain::money::{Cents, NotMoney};

    #[test]
    fn a_number_is_written_as_it_was_typed() {
        for (number, written) in [
            (61000.1, "61000.1"),
            (30515.0, "30515"),
            (0.1 + 0.2, "0.3"),
            (1_234_567.89, "1234567.89"),
            (999_999_999_999.99, "999999999999.99"),
            (0.05, "0.05"),
            (0.000_25, "0.00025"),
            (-12.5, "-12.5"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (0.895, "0.8950"),
            (1.234, "1.2340"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(figure(number), written);
        }
        assert_eq!(figure(1e300).len(), 301);
        assert_eq!(figure(f64::INFINITY), "inf");
    }

    #[test]
    fn both_readers_of_amounts_take_it_for_the_same() {
        for (number, cents) in [(61000.1, 6_100_010), (30515.0, 3_051_500), (0.5, 50), (1234.56, 123_456), (123.4, 12_340)] {
            let written = figure(number);
            assert_eq!(Cents::read_plain(&written), Ok(Cents(cents)), "{written}");
            assert_eq!(Cents::read_typed(&written), Ok(Cents(cents)), "{written}");
        }
        for number in [1.234, 0.125, 123.456] {
            let written = figure(number);
            assert_eq!(Cents::read_typed(&written), Err(NotMoney::FractionOfCent), "{written}");
        }
    }

    fn dated(serial: f64, is_1904: bool) -> String {
        day(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904))
    }

    #[test]
    fn a_day_is_iso_in_either_calendar() {
        assert_eq!(dated(45_728.0, false), "2025-03-12");
        assert_eq!(dated(44_266.0, true), "2025-03-12");
        assert_eq!(dated(45_351.0, false), "2024-02-29");
        assert_eq!(dated(45_728.437_5, false), "2025-03-12T10:30:00");
        assert_eq!(dated(0.4375, false), "0.4375");
        assert_eq!(dated(-3.0, false), "-3");
        assert_eq!(dated(1e12, false), "1000000000000");
        assert_eq!(day(&ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false)), "1.5");
        assert_eq!(iso("2025-03-12T00:00:00.000Z"), "2025-03-12");
        assert_eq!(iso("2025-03-12T10:30:00"), "2025-03-12T10:30:00");
    }

    #[test]
    fn yes_and_no_are_italian_and_errors_keep_their_word() {
        assert_eq!(text(&DataRef::Bool(true)), "sì");
        assert_eq!(text(&DataRef::Bool(false)), "no");
        assert_eq!(text(&DataRef::Error(CellErrorType::Ref)), "#REF!");
        assert_eq!(text(&DataRef::SharedString(" con spazi ")), " con spazi ");
    }

    proptest::proptest! {
        #[test]
        fn every_amount_comes_back_to_the_cent(cents in 0_i64..100_000_000_000_000) {
            let written = figure(Cents(cents).plain().parse().unwrap());
            proptest::prop_assert_eq!(Cents::read_plain(&written), Ok(Cents(cents)));
            proptest::prop_assert_eq!(Cents::read_typed(&written), Ok(Cents(cents)));
        }

        #[test]
        fn no_number_makes_it_panic(bits: u64) {
            let number = f64::from_bits(bits);
            let _ = (figure(number), dated(number, false), dated(number, true));
        }
    }
}
