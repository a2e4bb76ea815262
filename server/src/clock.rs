//! The clock, read here and nowhere else.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, Instant},
};

/// Where "now" and "today" come from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// A day that stands still, for demonstrations and tests; the machine's own otherwise.
    pub fixed: Option<NaiveDate>,
    /// Seconds by which this clock is ahead of the machine's: for tests of what takes hours.
    pub ahead: Option<&'static AtomicI64>,
}

impl Clock {
    /// The machine's clock, on a day that stands still where one is given.
    #[must_use]
    pub const fn on(fixed: Option<NaiveDate>) -> Self {
        Self { fixed, ahead: None }
    }

    /// The same, ahead by seconds that may change while it goes.
    #[must_use]
    pub const fn ahead(self, seconds: &'static AtomicI64) -> Self {
        Self { fixed: self.fixed, ahead: Some(seconds) }
    }

    fn lead(self) -> i64 {
        self.ahead.map_or(0, |seconds| seconds.load(Ordering::SeqCst))
    }

    /// The instant (UTC).
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.lead())
    }

    /// The instant for measuring how long something takes: it never goes back.
    #[must_use]
    pub fn tick(self) -> Instant {
        Instant::now() + Duration::from_secs(u64::try_from(self.lead()).unwrap_or(0))
    }

    /// The civil date in Rome: deadlines end at midnight there, not in Greenwich.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.fixed.unwrap_or_else(|| domain::when::rome(self.now()).date())
    }
}
