//! What a project has to draw: spans of days, marks, and the words of its row. Small and serialisable, because the live
//! Gantt fetches thousands of them.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day as a number, so that the browser needs no calendar to draw: days from the common era.
pub type Day = i32;

/// The day of a number.
#[must_use]
pub fn date(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

/// The number of a day.
#[must_use]
pub fn day(date: NaiveDate) -> Day {
    date.num_days_from_ce()
}

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarKind {
    /// From application to decree, and from decree to contract.
    Before,
    /// The work, up to its known end.
    Activity,
    /// From completion to payment.
    Check,
    /// The work, end not known.
    Open,
    /// Past its deadline, end not known.
    Late,
}

/// A stretch of days, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What it stands for.
    pub kind: BarKind,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The last day is only how far we see.
    pub open: bool,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// Something happened.
    Milestone,
    /// The work is over.
    Done,
    /// It was paid.
    Paid,
    /// A deadline.
    Deadline,
    /// A deadline that no confirmed source states.
    DeadlineUnverified,
    /// The office expects it.
    Forecast,
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkOn {
    /// What it stands for.
    pub kind: MarkKind,
    /// When.
    pub at: Day,
}

/// A row of the Gantt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GanttRow {
    /// Slug.
    pub id: String,
    /// Address of its page.
    pub href: String,
    /// Title.
    pub title: String,
    /// Code of its measure; empty outside every measure.
    pub measure: String,
    /// Name of its measure, or what stands for one outside every measure: the heading of its group.
    pub group: String,
    /// Status in words.
    pub status: String,
    /// Class of the status.
    pub tone: String,
    /// Days of drift, or what there is to say.
    pub note: String,
    /// Money granted, in words.
    pub granted: String,
    /// Start and end, in words.
    pub dates: String,
    /// Deadline, in words.
    pub deadline: String,
    /// Bars, in time.
    pub spans: Vec<Span>,
    /// First deadline's span, where it has moved.
    pub baseline: Option<(Day, Day)>,
    /// Marks.
    pub marks: Vec<MarkOn>,
}

impl GanttRow {
    /// Nothing to draw.
    #[must_use]
    pub fn is_undated(&self) -> bool {
        self.spans.is_empty()
    }

    /// The row as one sentence, for those who do not see it.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{}: {}. {}. {}", self.title, self.status, self.dates, self.note)
    }
}
