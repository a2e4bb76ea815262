//! The schedule as its owner lays it out: whole units, left to right, a row a project. Paper only scales it.

/// A schedule, laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Units from the first day to the end of the last.
    pub width: i32,
    /// Lines of the time axis.
    pub ticks: Vec<Tick>,
    /// Where the day of the report is, when it is in the range, and what is written there.
    pub today: Option<(i32, String)>,
    /// Headings and rows, as they follow each other.
    pub lines: Vec<Line>,
}

/// A line of the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its place.
    pub x: i32,
    /// First of January.
    pub year: bool,
    /// What is written beside it; may be empty.
    pub label: String,
}

/// A line of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of the rows below it.
    Group(String),
    /// A project.
    Row {
        /// Its name.
        name: String,
        /// Its status, dates and deadline, in words.
        status: String,
        /// The row as one sentence, for those who do not see it.
        sentence: String,
        /// Bars, in time.
        bars: Vec<Bar>,
        /// First deadline's span, as left edge and width, where it has moved.
        baseline: Option<(i32, i32)>,
        /// Marks, drawn over the bars.
        marks: Vec<Mark>,
    },
}

/// A bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// What it stands for.
    pub kind: BarKind,
}

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// From application to contract.
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

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub x: i32,
    /// What it stands for.
    pub kind: MarkKind,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Width of the time column, points.
pub(crate) const TIME: f32 = 460.0;

/// Points for one unit of a drawing: one number for all of it, across and down, so that paper has the screen's geometry.
#[must_use]
pub fn factor(drawing: &Drawing) -> f32 {
    TIME / points(drawing.width.max(1))
}

/// Units as a number of points, before scaling. Exact: a drawing is far narrower than 2²⁴ units.
pub(crate) fn points(units: i32) -> f32 {
    units as f32
}
