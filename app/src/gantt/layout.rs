//! Days to whole units. Pure: rows and a scale in; bars, marks and ticks out.

use crate::gantt::row::{BarKind, Day, GanttRow, MarkKind, date};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// How much room a day gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zoom {
    /// The whole range in the width of a page.
    #[default]
    Year,
    /// One unit a day.
    Quarter,
    /// Four units a day.
    Month,
}

impl Zoom {
    /// All, from the widest view to the closest.
    pub const ALL: [Self; 3] = [Self::Year, Self::Quarter, Self::Month];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Year => "anni",
            Self::Quarter => "trimestri",
            Self::Month => "mesi",
        }
    }

    /// The zoom back.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|z| z.code() == code)
    }

    /// The next closer or wider one.
    #[must_use]
    pub fn step(self, closer: bool) -> Self {
        match (self, closer) {
            (Self::Year, true) | (Self::Month, false) => Self::Quarter,
            (Self::Quarter, true) | (Self::Month, true) => Self::Month,
            (Self::Quarter, false) | (Self::Year, false) => Self::Year,
        }
    }
}

/// Width that fits beside three columns at 1440 and on A4 landscape.
pub const FIT: i32 = 690;

/// A range of days drawn at a zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// First day.
    pub from: Day,
    /// Last day, inclusive.
    pub to: Day,
    /// Zoom.
    pub zoom: Zoom,
}

impl Scale {
    /// Days it covers; at least one.
    #[must_use]
    pub fn days(self) -> i32 {
        (self.to - self.from + 1).max(1)
    }

    /// Units from its first day to the end of its last.
    #[must_use]
    pub fn width(self) -> i32 {
        match self.zoom {
            Zoom::Year => FIT,
            Zoom::Quarter => self.days().max(FIT),
            Zoom::Month => (self.days() * 4).max(FIT),
        }
    }

    /// Where a day begins. Days outside the range lie outside the width.
    #[must_use]
    pub fn x(self, day: Day) -> i32 {
        let (offset, width, days) = (i64::from(day - self.from), i64::from(self.width()), i64::from(self.days()));
        i32::try_from((offset * width).div_euclid(days)).unwrap_or(if offset < 0 { i32::MIN } else { i32::MAX })
    }
}

/// A bar laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: i32,
    /// Width, at least 2 so that a day can be seen.
    pub width: i32,
    /// What it stands for.
    pub kind: BarKind,
    /// Goes on to the left of the range.
    pub cut_left: bool,
    /// Goes on to the right of the range, or its end is not known.
    pub cut_right: bool,
}

/// A mark laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub x: i32,
    /// What it stands for.
    pub kind: MarkKind,
}

/// A row laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Bars, in time.
    pub bars: Vec<Bar>,
    /// The baseline under them.
    pub baseline: Option<(i32, i32)>,
    /// Marks, drawn over the bars.
    pub marks: Vec<Mark>,
}

/// A line of the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its place.
    pub x: i32,
    /// First of January.
    pub year: bool,
    /// What is written beside it, if anything: `2024`, `T2`, `03`.
    pub label: String,
}

/// Lays out one row.
#[must_use]
pub fn row(row: &GanttRow, scale: Scale) -> Row {
    let width = scale.width();
    // A span as left edge and width, clipped to the range; both ends are inclusive days.
    let clip = |from: Day, to: Day| {
        if to < scale.from || from > scale.to || to < from {
            return None;
        }
        let left = scale.x(from).max(0);
        let right = scale.x(to + 1).min(width);
        Some((left, (right - left).max(2)))
    };
    Row {
        bars: row
            .spans
            .iter()
            .filter_map(|s| {
                let (x, width) = clip(s.from, s.to)?;
                Some(Bar { x, width, kind: s.kind, cut_left: s.from < scale.from, cut_right: s.to > scale.to || s.open })
            })
            .collect(),
        baseline: row.baseline.and_then(|(from, to)| clip(from, to)),
        marks: row
            .marks
            .iter()
            .filter(|m| m.at >= scale.from && m.at <= scale.to)
            .map(|m| Mark { x: scale.x(m.at), kind: m.kind })
            .collect(),
    }
}

/// The lines of the time axis: years always, quarters and months as there is room.
#[must_use]
pub fn ticks(scale: Scale) -> Vec<Tick> {
    let mut out = vec![];
    let first = date(scale.from);
    let (mut year, mut month) = (first.year(), first.month());
    while let Some(day) = chrono::NaiveDate::from_ymd_opt(year, month, 1) {
        let at = day.num_days_from_ce();
        if at > scale.to {
            break;
        }
        if at >= scale.from {
            let january = month == 1;
            let quarter = month % 3 == 1;
            let x = scale.x(at);
            match scale.zoom {
                _ if january => out.push(Tick { x, year: true, label: year.to_string() }),
                Zoom::Month => out.push(Tick { x, year: false, label: format!("{month:02}") }),
                Zoom::Quarter if quarter => out.push(Tick { x, year: false, label: format!("T{}", month / 3 + 1) }),
                Zoom::Year if quarter => out.push(Tick { x, year: false, label: String::new() }),
                _ => {}
            }
        }
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gantt::row::Span;

    fn d(text: &str) -> Day {
        text.parse::<chrono::NaiveDate>().unwrap().num_days_from_ce()
    }

    fn scale(zoom: Zoom) -> Scale {
        Scale { from: d("2022-01-01"), to: d("2026-12-31"), zoom }
    }

    fn one(from: &str, to: &str, open: bool) -> GanttRow {
        GanttRow { spans: vec![Span { kind: BarKind::Activity, from: d(from), to: d(to), open }], ..GanttRow::default() }
    }

    #[test]
    fn a_quarter_zoom_gives_each_day_its_unit() {
        let laid = row(&one("2022-01-11", "2022-01-20", false), scale(Zoom::Quarter));
        assert_eq!((laid.bars[0].x, laid.bars[0].width), (10, 10));
    }

    #[test]
    fn ends_are_inclusive_and_a_day_can_be_seen() {
        let laid = row(&one("2022-01-01", "2022-01-01", false), scale(Zoom::Year));
        assert_eq!((laid.bars[0].x, laid.bars[0].width), (0, 2));
        let laid = row(&one("2022-01-01", "2026-12-31", false), scale(Zoom::Year));
        assert_eq!((laid.bars[0].x, laid.bars[0].width), (0, FIT));
    }

    #[test]
    fn what_lies_outside_is_clipped_and_says_so() {
        let laid = row(&one("2021-06-01", "2027-06-01", false), scale(Zoom::Year));
        assert_eq!((laid.bars[0].x, laid.bars[0].width, laid.bars[0].cut_left, laid.bars[0].cut_right), (0, FIT, true, true));
        assert!(row(&one("2019-01-01", "2019-12-31", false), scale(Zoom::Year)).bars.is_empty());
    }

    #[test]
    fn an_unknown_end_is_open() {
        assert!(row(&one("2022-01-01", "2023-01-01", true), scale(Zoom::Year)).bars[0].cut_right);
    }

    #[test]
    fn every_year_has_its_line_at_any_zoom() {
        for zoom in Zoom::ALL {
            let years: Vec<_> = ticks(scale(zoom)).into_iter().filter(|t| t.year).map(|t| t.label).collect();
            assert_eq!(years, ["2022", "2023", "2024", "2025", "2026"]);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_bar_lies_within_the_drawing(from in 700_000i32..750_000, length in -10i32..5_000, z in 0usize..3) {
            let scale = scale(Zoom::ALL[z]);
            let row_in = GanttRow { spans: vec![Span { kind: BarKind::Activity, from, to: from + length, open: false }], ..GanttRow::default() };
            for bar in row(&row_in, scale).bars {
                proptest::prop_assert!(bar.x >= 0 && bar.x <= scale.width() && bar.width >= 2 && bar.x + bar.width <= scale.width() + 2);
            }
        }

        #[test]
        fn a_later_day_never_lies_before_an_earlier_one(a in 700_000i32..800_000, b in 0i32..10_000, z in 0usize..3) {
            let scale = scale(Zoom::ALL[z]);
            proptest::prop_assert!(scale.x(a) <= scale.x(a + b));
        }
    }
}
