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

/// A chart of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// Lying bars.
    Bars(BarChart),
    /// Steps over time.
    Steps(StepChart),
}

/// A colour: red, green, blue.
pub type Rgb = (u8, u8, u8);

/// A place in a [`Picture`], whole units from its upper left corner.
pub type Place = (i32, i32);

/// A drawing as values, for what is no web page: the same shapes at the same places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its accessible name.
    pub name: String,
    /// Units from left to right.
    pub width: i32,
    /// Units from top to bottom.
    pub height: i32,
    /// What it is made of, the lowest first.
    pub shapes: Vec<Shape>,
}

/// What a picture is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A filled rectangle between two opposite corners.
    Block {
        /// One corner.
        from: Place,
        /// The other.
        to: Place,
        /// Its colour.
        ink: Rgb,
        /// What is drawn over it, so that it is told apart in grey.
        hatch: Option<Hatch>,
    },
    /// A filled outline.
    Outline {
        /// Its corners.
        corners: Vec<Place>,
        /// Its colour.
        ink: Rgb,
    },
    /// A filled circle.
    Disc {
        /// Its middle.
        at: Place,
        /// Its radius.
        radius: i32,
        /// Its colour.
        ink: Rgb,
    },
    /// A line through places.
    Line {
        /// The places.
        path: Vec<Place>,
        /// Its colour.
        ink: Rgb,
        /// Its width.
        width: u32,
        /// Lengths drawn and left out, in turn; empty for a whole line.
        dash: Vec<u32>,
    },
    /// A line of text, half its height above and below its place.
    Text {
        /// What it says.
        text: String,
        /// Where it starts, ends or is centred.
        at: Place,
        /// Which of the three.
        side: Side,
    },
}

/// What is drawn over a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hatch {
    /// Dark dots.
    Dots,
    /// Light lines that rise to the right.
    Rising,
    /// Dark lines that cross.
    Crossed,
}

/// On which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It starts there.
    After,
    /// Its middle is there.
    Around,
    /// It ends there.
    Before,
}

/// Draws charts. The drawing is a whole `<svg>` element, in shapes and hatches that can be told apart in grey.
pub trait Figures: Send + Sync {
    /// Lying bars.
    fn bars(&self, chart: &BarChart) -> String;
    /// Steps over time.
    fn steps(&self, chart: &StepChart) -> String;
    /// Either as values: shape by shape what the others write as markup.
    fn picture(&self, chart: &Chart) -> Picture;
}
