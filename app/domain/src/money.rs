//! Money is whole cents. Never a float: parts must add up to the cent.

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops};

/// Euro cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// No single figure of the plan is larger: the whole RRF is below 10^12 euro. What is larger is a typing mistake, and sums
/// of a database full of such figures still fit in 64 bits.
pub const LARGEST: Cents = Cents(100_000_000_000_000);

/// Why a text is no sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMoney {
    /// Has no form of amount that we read.
    Form,
    /// Below zero.
    Negative,
    /// More than two decimals that are not zero.
    FractionOfCent,
    /// Above [`LARGEST`].
    TooLarge,
}

impl Cents {
    /// Zero euro: an amount that is *known* to be nothing. Unknown is `None`.
    pub const ZERO: Self = Self(0);

    /// Reads what machines write: `516323.0`, `37661.97`, `0`. No thousands, no exponent, no sign.
    ///
    /// # Errors
    /// Says what is wrong with the form.
    pub fn read_plain(text: &str) -> Result<Self, NotMoney> {
        let text = text.trim();
        if text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return Err(NotMoney::Negative);
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        Self::from_parts(whole, decimals)
    }

    /// Reads what people type: `1.234.567,89 €`, `1234567,89`, `1234.5`, `1.234`. A dot before groups of three is a
    /// thousands dot (`1.234` is one thousand two hundred and thirty-four), as Italian writes it.
    ///
    /// # Errors
    /// Says what is wrong with the form.
    pub fn read_typed(text: &str) -> Result<Self, NotMoney> {
        let text = text.trim();
        let text =
            text.strip_suffix('€').or_else(|| text.strip_suffix("euro")).or_else(|| text.strip_suffix("EUR")).unwrap_or(text);
        let text = text.strip_prefix('€').unwrap_or(text);
        let text: String = text.trim().chars().filter(|c| !matches!(c, '\u{a0}' | '\u{202f}' | ' ' | '\'')).collect();
        if text.starts_with(['-', '−']) {
            return Err(NotMoney::Negative);
        }
        let grouped = |s: &str| {
            let mut parts = s.split('.');
            let first = parts.next().unwrap_or_default();
            (1..=3).contains(&first.len()) && parts.all(|p| p.len() == 3)
        };
        if let Some((whole, decimals)) = text.split_once(',') {
            if whole.contains('.') && !grouped(whole) {
                return Err(NotMoney::Form);
            }
            return Self::from_parts(&whole.replace('.', ""), decimals);
        }
        if text.contains('.') && grouped(&text) {
            return Self::from_parts(&text.replace('.', ""), "");
        }
        Self::read_plain(&text)
    }

    fn from_parts(whole: &str, decimals: &str) -> Result<Self, NotMoney> {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(NotMoney::Form);
        }
        if whole.len() > 15 {
            return Err(NotMoney::TooLarge);
        }
        if decimals.bytes().skip(2).any(|b| b != b'0') {
            return Err(NotMoney::FractionOfCent);
        }
        let euro: i64 = whole.parse().map_err(|_| NotMoney::TooLarge)?;
        let cents: i64 = format!("{decimals:0<2}")[..2].parse().map_err(|_| NotMoney::Form)?;
        let sum = Self(euro * 100 + cents);
        if sum > LARGEST { Err(NotMoney::TooLarge) } else { Ok(sum) }
    }

    /// `37661.97`: the form of files, always with two decimals.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

/// Groups the digits of a whole number with dots, also at four digits: `1.821`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

impl fmt::Display for Cents {
    /// `1.234.567,89 €`, with a no-break space so that the symbol never stands alone on a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{},{:02}\u{a0}€", grouped(self.0.unsigned_abs() / 100), self.0.unsigned_abs() % 100)
    }
}

impl ops::Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

/// A share in tenths of a percent, half up: `17 of 19` is 895, printed `89,5 %`. `None` of nothing.
#[must_use]
pub fn per_mille(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part * 2000 + whole) / (2 * whole))
}

/// `89,5 %` from tenths of a percent.
#[must_use]
pub fn percent(per_mille: u64) -> String {
    format!("{},{}\u{a0}%", per_mille / 10, per_mille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_italian_does() {
        assert_eq!(Cents(123_456_789).to_string(), "1.234.567,89\u{a0}€");
        assert_eq!(Cents(182_100).to_string(), "1.821,00\u{a0}€");
        assert_eq!(Cents(5).to_string(), "0,05\u{a0}€");
        assert_eq!(Cents(-150).to_string(), "-1,50\u{a0}€");
    }

    #[test]
    fn reads_what_people_type() {
        for (text, cents) in [
            ("1.234.567,89 €", 123_456_789),
            ("1.234,56", 123_456),
            ("1234,5", 123_450),
            ("1.234", 123_400),
            ("1234.5", 123_450),
            ("516323.0", 51_632_300),
            ("€ 12", 1_200),
            ("12 euro", 1_200),
        ] {
            assert_eq!(Cents::read_typed(text), Ok(Cents(cents)), "{text}");
        }
        assert_eq!(Cents::read_typed("-5"), Err(NotMoney::Negative));
        assert_eq!(Cents::read_typed("1e9"), Err(NotMoney::Form));
        assert_eq!(Cents::read_typed("1,234.56"), Err(NotMoney::Form));
        assert_eq!(Cents::read_typed("0,005"), Err(NotMoney::FractionOfCent));
        assert_eq!(Cents::read_typed("1.23,5"), Err(NotMoney::Form));
    }

    #[test]
    fn reads_what_machines_write_and_nothing_else() {
        assert_eq!(Cents::read_plain("37661.97"), Ok(Cents(3_766_197)));
        assert_eq!(Cents::read_plain("0"), Ok(Cents::ZERO));
        for text in ["1.234,56", "1e9", "", "None", "+5", " ", "0x10"] {
            assert_eq!(Cents::read_plain(text), Err(NotMoney::Form), "{text}");
        }
        assert_eq!(Cents::read_plain("-5"), Err(NotMoney::Negative));
        assert_eq!(Cents::read_plain("999999999999999"), Err(NotMoney::TooLarge));
        assert_eq!(Cents::read_plain("9999999999999999999999"), Err(NotMoney::TooLarge));
    }

    #[test]
    fn shares_round_half_up() {
        assert_eq!(per_mille(17, 19), Some(895));
        assert_eq!(per_mille(1, 8), Some(125));
        assert_eq!(per_mille(0, 0), None);
        assert_eq!(percent(1000), "100,0\u{a0}%");
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read_back(cents in 0..LARGEST.0) {
            let money = Cents(cents);
            proptest::prop_assert_eq!(Cents::read_typed(&money.to_string()), Ok(money));
            proptest::prop_assert_eq!(Cents::read_plain(&money.plain()), Ok(money));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = (Cents::read_typed(&text), Cents::read_plain(&text));
        }
    }
}
