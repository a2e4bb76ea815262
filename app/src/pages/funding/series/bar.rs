//! A sum as a bar, as two of the drawings show it.

use domain::{amount::Bound, money::Cents, total::Total};

/// A part of a bar: unknown is `None`, and so is a fund that pays nothing here.
pub(super) fn part(total: Total) -> Option<Cents> {
    total.amount().map(|a| a.cents)
}

/// A sum with an unknown part is at least what is known of it, so its bar stays open too.
pub(super) fn open_end(total: Total) -> Bound {
    match total.bound {
        Bound::Exact if total.known > 0 && total.unknown > 0 => Bound::Over,
        bound => bound,
    }
}
