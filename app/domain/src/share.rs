//! How far all comuni are, counted from the public rows that are loaded.

use crate::line::LineCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Counts of one line over the applications of the comuni whose rows are loaded, each by the furthest state seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// The line.
    pub line: LineCode,
    /// Newest snapshot among the rows counted.
    pub snapshot: NaiveDate,
    /// The snapshot's day is a lower bound.
    pub at_least: bool,
    /// Funded and not yet disbursed (A).
    pub funded: u32,
    /// Disbursed (E).
    pub disbursed: u32,
    /// Renounced (R), outside the share.
    pub renounced: u32,
    /// Comuni that the rows belong to.
    pub comuni: u32,
    /// Median days from decree to disbursement among the disbursed.
    pub median_days: Option<u32>,
    /// Ninetieth percentile of the same.
    pub ninetieth_days: Option<u32>,
}

impl LineShare {
    /// "Erogati": E of A and E, in tenths of a percent. None where the file knows no E at all: then its share is unknown, not zero.
    #[must_use]
    pub fn disbursed_per_mille(&self) -> Option<u64> {
        if self.disbursed == 0 {
            return None;
        }
        crate::money::per_mille(u64::from(self.disbursed), u64::from(self.disbursed) + u64::from(self.funded))
    }

    /// Too few comuni to speak of all: only those loaded by hand.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.comuni < 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_payments_has_no_share() {
        let mut share = LineShare {
            line: LineCode::read("1.2").unwrap(),
            snapshot: NaiveDate::MIN,
            at_least: false,
            funded: 5770,
            disbursed: 0,
            renounced: 1712,
            comuni: 5000,
            median_days: None,
            ninetieth_days: None,
        };
        assert_eq!(share.disbursed_per_mille(), None);
        share.disbursed = 5770;
        assert_eq!(share.disbursed_per_mille(), Some(500));
    }
}
