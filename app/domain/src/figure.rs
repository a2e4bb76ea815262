//! What a chart is made of, in words and cents: pages fill these, the chart room draws them. No colour, no pixel here.

use crate::{amount::Bound, money::Cents};
use chrono::NaiveDate;

/// Bars that lie: one per thing, each made of one part per series. At most four series.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BarChart {
    /// Accessible name of the drawing.
    pub name: String,
    /// What the value axis counts, with its unit.
    pub axis: String,
    /// Names of the series, in drawing order.
    pub series: Vec<String>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// What to say in place of the bars when there is nothing to draw.
    pub empty: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name; may be long.
    pub label: String,
    /// One part per series; `None` is unknown, drawn as nothing and said so.
    pub parts: Vec<Option<Cents>>,
    /// The figure written at its end, already in words (`oltre 920.000,00 €`, `non noto`).
    pub value: String,
    /// Weakest bound among its parts: a bar that is not exact is drawn with an open end.
    pub bound: Bound,
}

/// Amounts that grow over time, as steps. At most four series.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepChart {
    /// Accessible name of the drawing.
    pub name: String,
    /// What the value axis counts, with its unit.
    pub axis: String,
    /// Word at today's line.
    pub today_label: String,
    /// Today.
    pub today: NaiveDate,
    /// The series.
    pub series: Vec<StepSeries>,
    /// What to say when there is nothing to draw.
    pub empty: String,
}

/// One series of a [`StepChart`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepSeries {
    /// Its name, written beside its end.
    pub label: String,
    /// Running total from each day on; days ascend.
    pub points: Vec<(NaiveDate, Cents)>,
}

/// Draws charts. The drawing is a whole `<svg>` element, in shapes and hatches that can be told apart in grey.
pub trait Figures: Send + Sync {
    /// Lying bars.
    fn bars(&self, chart: &BarChart) -> String;
    /// Steps over time.
    fn steps(&self, chart: &StepChart) -> String;
}
