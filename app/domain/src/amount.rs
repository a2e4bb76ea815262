//! A figure as its source gives it: exact, or "oltre" (more than), or "circa" (about).

use crate::money::{Cents, NotMoney, grouped};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a figure bounds the truth. A total that contains a bound carries it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The figure itself.
    #[default]
    Exact,
    /// "oltre": at least this much.
    Over,
    /// "circa": about this much, direction unknown.
    About,
}

impl Bound {
    /// The bound of a sum: "circa" hides the direction, so it wins over "oltre".
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::About, _) | (_, Self::About) => Self::About,
            (Self::Over, _) | (_, Self::Over) => Self::Over,
            _ => Self::Exact,
        }
    }

    /// Splits "oltre 920.000" into the bound and the rest.
    #[must_use]
    pub fn split(text: &str) -> (Self, &str) {
        let text = text.trim();
        for (word, bound) in [
            ("oltre", Self::Over),
            ("più di", Self::Over),
            (">", Self::Over),
            ("circa", Self::About),
            ("~", Self::About),
            ("≈", Self::About),
        ] {
            if let Some(rest) = text.get(..word.len()).filter(|head| head.to_lowercase() == word).and(text.get(word.len()..)) {
                return (bound, rest.trim_start());
            }
        }
        (Self::Exact, text)
    }

    /// The word of files: empty for an exact figure.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::Over => "oltre ",
            Self::About => "circa ",
        }
    }
}

/// Money with its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// Euro cents.
    pub cents: Cents,
    /// Exact, over or about.
    pub bound: Bound,
}

impl Amount {
    /// An exact amount.
    #[must_use]
    pub fn exact(cents: Cents) -> Self {
        Self { cents, bound: Bound::Exact }
    }

    /// Reads "oltre 920.000,00 €".
    ///
    /// # Errors
    /// Those of [`Cents::read_typed`].
    pub fn read(text: &str) -> Result<Self, NotMoney> {
        let (bound, rest) = Bound::split(text);
        Ok(Self { cents: Cents::read_typed(rest)?, bound })
    }

    /// The form of files: `oltre 920000.00`.
    #[must_use]
    pub fn plain(self) -> String {
        format!("{}{}", self.bound.word(), self.cents.plain())
    }
}

/// A count or measure in thousandths, with its bound: indicator readings and targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// Thousandths of the indicator's unit.
    pub thousandths: i64,
    /// Exact, over or about.
    pub bound: Bound,
}

impl Quantity {
    /// A whole number, exact.
    #[must_use]
    pub fn whole(n: i64) -> Self {
        Self { thousandths: n.saturating_mul(1000), bound: Bound::Exact }
    }

    /// Reads `oltre 13.500`, `95`, `4,5`. Italian dots and commas as in [`Cents::read_typed`].
    ///
    /// # Errors
    /// Those of [`Cents::read_typed`]; more than three decimals are refused.
    pub fn read(text: &str) -> Result<Self, NotMoney> {
        let (bound, rest) = Bound::split(text);
        // Two decimals are enough for every unit in use; the third is kept for ratios.
        let cents = Cents::read_typed(rest)?;
        Ok(Self { thousandths: cents.0 * 10, bound })
    }

    /// `13.500` or `4,5`, without its bound.
    #[must_use]
    pub fn number(self) -> String {
        let whole = grouped(self.thousandths.unsigned_abs() / 1000);
        let rest = format!("{:03}", self.thousandths.unsigned_abs() % 1000);
        let rest = rest.trim_end_matches('0');
        let sign = if self.thousandths < 0 { "-" } else { "" };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{rest}") }
    }

    /// The form of files: `oltre 13500`.
    #[must_use]
    pub fn plain(self) -> String {
        format!("{}{}", self.bound.word(), self.number().replace('.', ""))
    }

    /// Whether a reading reaches a target: `None` where "circa" leaves it open.
    #[must_use]
    pub fn reaches(self, target: Self) -> Option<bool> {
        match (self.bound, target.bound) {
            (Bound::About, _) | (_, Bound::About) => None,
            (Bound::Over, _) if self.thousandths < target.thousandths => None,
            _ => Some(self.thousandths >= target.thousandths),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.bound.word(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oltre_and_circa_are_kept() {
        let cloud = Amount::read("oltre 920.000 €").unwrap();
        assert_eq!((cloud.cents, cloud.bound), (Cents(92_000_000), Bound::Over));
        assert_eq!(Amount::read(&cloud.plain()), Ok(cloud));
        let served = Quantity::read("Oltre 13.500").unwrap();
        assert_eq!(served.to_string(), "oltre 13.500");
        assert_eq!(Quantity::read("4,5").unwrap().to_string(), "4,5");
        assert_eq!(Quantity::read("≈ 12").unwrap().bound, Bound::About);
    }

    #[test]
    fn a_sum_carries_the_weakest_bound() {
        assert_eq!(Bound::Exact.and(Bound::Over), Bound::Over);
        assert_eq!(Bound::Over.and(Bound::About), Bound::About);
        assert_eq!(Bound::Exact.and(Bound::Exact), Bound::Exact);
    }

    #[test]
    fn more_than_less_than_the_target_proves_nothing() {
        assert_eq!(Quantity::whole(5).reaches(Quantity::whole(5)), Some(true));
        assert_eq!(Quantity { thousandths: 4_000, bound: Bound::Over }.reaches(Quantity::whole(5)), None);
        assert_eq!(Quantity { thousandths: 6_000, bound: Bound::Over }.reaches(Quantity::whole(5)), Some(true));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = (Amount::read(&text), Quantity::read(&text));
        }
    }
}
