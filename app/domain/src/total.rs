//! A sum that says what it rests on: how many parts are known, how many are not, and whether a bound is among them.

use crate::{
    amount::{Amount, Bound},
    money::Cents,
};
use serde::{Deserialize, Serialize};

/// A total with its perimeter. Unknown parts are counted, never taken for zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Sum of the known parts, euro cents.
    pub cents: Cents,
    /// Weakest bound among the known parts.
    pub bound: Bound,
    /// How many parts are known.
    pub known: usize,
    /// How many parts are not.
    pub unknown: usize,
}

impl Total {
    /// Adds one part, known or not.
    pub fn add(&mut self, part: Option<Amount>) {
        match part {
            Some(amount) => {
                self.cents += amount.cents;
                self.bound = self.bound.and(amount.bound);
                self.known += 1;
            }
            None => self.unknown += 1,
        }
    }

    /// Adds all that another total rests on.
    pub fn absorb(&mut self, other: Self) {
        self.cents += other.cents;
        self.bound = if other.known > 0 { self.bound.and(other.bound) } else { self.bound };
        self.known += other.known;
        self.unknown += other.unknown;
    }

    /// The amount, where anything is known.
    #[must_use]
    pub fn amount(self) -> Option<Amount> {
        (self.known > 0).then_some(Amount { cents: self.cents, bound: self.bound })
    }
}

impl FromIterator<Option<Amount>> for Total {
    fn from_iter<I: IntoIterator<Item = Option<Amount>>>(parts: I) -> Self {
        let mut total = Self::default();
        for part in parts {
            total.add(part);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_counted_and_never_zero() {
        let total: Total =
            [Some(Amount::exact(Cents(100))), None, Some(Amount { cents: Cents(50), bound: Bound::Over })].into_iter().collect();
        assert_eq!((total.cents, total.bound, total.known, total.unknown), (Cents(150), Bound::Over, 2, 1));
        assert_eq!([None].into_iter().collect::<Total>().amount(), None);
    }
}
