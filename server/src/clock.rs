//! The clock, read here and nowhere else.

use chrono::{DateTime, NaiveDate, Utc};

/// Where "now" and "today" come from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// A day that stands still, for demonstrations and tests; the machine's own otherwise.
    pub fixed: Option<NaiveDate>,
}

impl Clock {
    /// The instant (UTC).
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        Utc::now()
    }

    /// The civil date in Rome: deadlines end at midnight there, not in Greenwich.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.fixed.unwrap_or_else(|| self.now().with_timezone(&chrono_tz::Europe::Rome).date_naive())
    }
}
