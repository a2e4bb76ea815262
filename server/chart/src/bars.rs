//! Bars that lie, one under the other, from a zero baseline.

use crate::{
    axis::{MoneyAxis, compact},
    label,
    palette::{self, DASHED_INK, GRID, INK, PAPER},
    svg::{self, Drawn, Pen, WIDTH},
};
use domain::{
    amount::Bound,
    figure::{Bar, BarChart},
    money::Cents,
};
use plotters::style::text_anchor::HPos;

/// Units that a bar takes with the space around it.
const ROW: i32 = 34;
/// Units from the upper edge of a bar to the lower.
const THICK: i32 = 20;
/// Where the value axis starts; the names stand before it.
const LEFT: i32 = 240;
/// Between a bar and its texts, and at the edges of the drawing.
const GAP: i32 = 8;
/// How far the open end of a bar reaches beyond what is known.
const OPEN_END: i32 = 18;
/// Units under the bars: the ticks and the name of the axis.
const FOOT: i32 = 52;
/// Side of the swatch of a legend.
const SWATCH: i32 = 16;
/// Units that a row of the legend takes.
const LEGEND_ROW: i32 = 24;

const NAME_ROOM: usize = 26;
const VALUE_ROOM: usize = 36;
const LEGEND_ROOM: usize = 60;
const AXIS_ROOM: usize = 80;

/// What is known of a bar on either side of zero.
fn reach(bar: &Bar) -> (Cents, Cents) {
    let known = || bar.parts.iter().flatten().copied();
    (known().filter(|part| *part < Cents::ZERO).sum(), known().filter(|part| *part > Cents::ZERO).sum())
}

/// Where each series is named (left edge, middle), and the units that the names take.
fn legend(series: &[String]) -> (Vec<(i32, i32, String)>, i32) {
    let (mut x, mut y) = (GAP, LEGEND_ROW / 2);
    let mut named = Vec::with_capacity(series.len());
    for name in series {
        let name = label::fit(name, LEGEND_ROOM);
        let width = SWATCH + GAP + label::width(&name) + 2 * GAP;
        if x > GAP && x + width > WIDTH {
            (x, y) = (GAP, y + LEGEND_ROW);
        }
        named.push((x, y, name));
        x += width;
    }
    let height = if named.is_empty() { GAP } else { y + LEGEND_ROW / 2 + GAP };
    (named, height)
}

/// The chart, or its sentence where there is no bar.
pub(crate) fn draw<T: Drawn>(chart: &BarChart) -> T {
    if chart.bars.is_empty() {
        return svg::empty(&chart.name, &chart.empty);
    }
    let (named, top) = legend(&chart.series);
    let rows: Vec<Row<'_>> = chart.bars.iter().map(Row::of).collect();
    let bottom = top.saturating_add(ROW.saturating_mul(i32::try_from(rows.len()).unwrap_or(i32::MAX))).min(i32::MAX - FOOT);
    let widest = rows.iter().flat_map(|row| &row.value).map(|line| label::width(line)).max().unwrap_or(0);
    let length = WIDTH - LEFT - (widest + OPEN_END + 2 * GAP).max(96);
    let least = rows.iter().map(|row| row.least).min().unwrap_or(Cents::ZERO);
    let most = rows.iter().map(|row| row.most).max().unwrap_or(Cents::ZERO);
    let axis = MoneyAxis::over(least, most);
    let x = |value: Cents| LEFT + axis.place(value, length);

    T::drawing(&chart.name, bottom + FOOT, |pen| {
        for (series, (left, middle, name)) in named.iter().enumerate() {
            let corner = (*left, middle - SWATCH / 2);
            pen.block(corner, (corner.0 + SWATCH, corner.1 + SWATCH), palette::stand_in(series));
            pen.text(name, (left + SWATCH + GAP, *middle), HPos::Left);
        }
        // A scale of which nothing is known would be an invented one.
        if rows.iter().any(Row::is_known) {
            for tick in axis.ticks() {
                pen.line(vec![(x(tick), top), (x(tick), bottom)], GRID, 1);
                pen.text(&compact(tick), (x(tick), bottom + 14), HPos::Center);
            }
            pen.text(&label::fit(&chart.axis, AXIS_ROOM), (LEFT + length / 2, bottom + 36), HPos::Center);
        }
        // Under the bars: a bar of one unit must not vanish behind it.
        pen.line(vec![(x(Cents::ZERO), top), (x(Cents::ZERO), bottom)], INK, 2);
        let mut middle = top + ROW / 2;
        for row in &rows {
            row.draw(pen, middle, x);
            middle += ROW;
        }
    })
}

/// A bar with its texts cut to their room.
struct Row<'a> {
    bar: &'a Bar,
    name: Vec<String>,
    value: Vec<String>,
    least: Cents,
    most: Cents,
}

impl<'a> Row<'a> {
    fn of(bar: &'a Bar) -> Self {
        let (least, most) = reach(bar);
        Self { bar, name: label::wrap(&bar.label, NAME_ROOM), value: label::wrap(&bar.value, VALUE_ROOM), least, most }
    }

    fn is_known(&self) -> bool {
        self.bar.parts.iter().any(Option::is_some)
    }

    fn draw(&self, pen: &Pen<'_>, middle: i32, x: impl Fn(Cents) -> i32) {
        let (upper, lower) = (middle - THICK / 2, middle + THICK / 2);
        pen.lines(&self.name, (LEFT - GAP, middle), HPos::Right);
        let (mut below, mut above) = (Cents::ZERO, Cents::ZERO);
        for (series, part) in self.bar.parts.iter().enumerate() {
            let Some(part) = *part else { continue };
            if part == Cents::ZERO {
                continue;
            }
            let side = if part < Cents::ZERO { &mut below } else { &mut above };
            let first = *side == Cents::ZERO;
            let from = x(*side);
            *side += part;
            let to = x(*side);
            // A bar that is known and not zero is never invisible.
            let to = if from == to { from + 1 } else { to };
            // A slit, of which the part itself covers the half on its own side.
            if !first {
                pen.line(vec![(from, upper), (from, lower)], PAPER, 2);
            }
            pen.block((from, upper), (to, lower), palette::stand_in(series));
        }
        let mut end = x(self.most);
        if self.bar.bound != Bound::Exact && self.is_known() {
            for edge in [upper, lower] {
                pen.line(vec![(end, edge), (end + OPEN_END, edge)], DASHED_INK, 2);
            }
            end += OPEN_END;
        }
        pen.lines(&self.value, (end + GAP, middle), HPos::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::read_back::{attribute, number, tags};

    fn bar(label: &str, parts: &[Option<i64>], value: &str) -> Bar {
        Bar {
            label: label.into(),
            parts: parts.iter().map(|part| part.map(Cents)).collect(),
            value: value.into(),
            bound: Bound::Exact,
        }
    }

    fn chart(bars: Vec<Bar>) -> BarChart {
        BarChart {
            name: "Risorse per misura".into(),
            axis: "Euro".into(),
            series: vec!["PNRR".into(), "Comune".into()],
            bars,
            empty: "Nessuna somma nota.".into(),
        }
    }

    /// Rectangles that are bars: swatches and tiles of patterns have other heights.
    fn drawn(svg: &str) -> Vec<(i64, i64, String)> {
        tags(svg, "rect")
            .into_iter()
            .filter(|tag| attribute(tag, "height") == Some("20"))
            .map(|tag| (number(tag, "x"), number(tag, "width"), attribute(tag, "fill").unwrap().to_owned()))
            .collect()
    }

    #[test]
    fn without_bars_only_the_sentence_is_drawn() {
        let svg = draw::<String>(&chart(vec![]));
        assert!(svg.contains("Nessuna somma nota."));
        assert!(drawn(&svg).is_empty() && tags(&svg, "polyline").is_empty(), "{svg}");
    }

    #[test]
    fn widths_are_proportional_to_cents() {
        let cents = [92_000_000, 32_836_800, 1_403_000, 163_300_000];
        let svg = draw::<String>(&chart(cents.iter().map(|c| bar("x", &[Some(*c)], "y")).collect()));
        let drawn = drawn(&svg);
        assert_eq!(drawn.len(), 4);
        for (i, (from, width, fill)) in drawn.iter().enumerate() {
            assert_eq!((*from, fill.as_str()), (i64::from(LEFT), "#12436D"));
            for (j, (_, other, _)) in drawn.iter().enumerate() {
                // Each is within half a unit of its place.
                assert!((width * cents[j] - other * cents[i]).abs() <= cents[i] + cents[j], "{width} {other}");
            }
        }
        assert!(drawn[3].1 > 400, "the room is used: {drawn:?}");
    }

    #[test]
    fn parts_stand_end_to_end_each_in_its_own_hatch() {
        let svg = draw::<String>(&chart(vec![bar("x", &[Some(60_000), Some(40_000)], "1.000,00 €")]));
        let drawn = drawn(&svg);
        assert_eq!(drawn.len(), 2);
        assert_eq!(drawn[0].0 + drawn[0].1, drawn[1].0);
        assert_eq!(drawn[0].2, "#12436D");
        assert!(drawn[1].2.starts_with("url(#p"), "{drawn:?}");
    }

    #[test]
    fn an_unknown_part_draws_nothing() {
        let svg = draw::<String>(&chart(vec![bar("a", &[None, Some(40_000)], "b"), bar("c", &[None, None], "non noto")]));
        assert_eq!(drawn(&svg).len(), 1);
        assert_eq!(drawn(&svg)[0].0, i64::from(LEFT), "the known part starts at zero");
        assert!(svg.contains("non noto"));
    }

    #[test]
    fn where_nothing_is_known_there_is_no_scale() {
        let svg = draw::<String>(&chart(vec![bar("c", &[None, None], "non noto")]));
        assert!(svg.contains("non noto") && !svg.contains('€'), "{svg}");
    }

    #[test]
    fn what_is_not_exact_has_an_open_dashed_end() {
        let exact = bar("a", &[Some(40_000)], "400,00 €");
        let over = Bar { bound: Bound::Over, ..exact.clone() };
        let unknown = Bar { parts: vec![None], ..over.clone() };
        let dashes = |svg: &str| tags(svg, "polyline").iter().filter(|tag| attribute(tag, "stroke-dasharray").is_some()).count();
        assert_eq!(dashes(&draw::<String>(&chart(vec![exact.clone()]))), 0);
        assert_eq!(dashes(&draw::<String>(&chart(vec![exact, over, unknown]))), 2);
    }

    #[test]
    fn what_is_below_zero_goes_to_the_left_of_the_baseline() {
        let drawn = drawn(&draw::<String>(&chart(vec![bar("a", &[Some(-10_000), Some(30_000)], "b")])));
        assert_eq!(drawn[0].0 + drawn[0].1, drawn[1].0);
        assert_eq!(drawn[0].1 * 3, drawn[1].1);
    }

    #[test]
    fn a_cent_is_still_seen() {
        let drawn = drawn(&draw::<String>(&chart(vec![bar("a", &[Some(1)], "b"), bar("c", &[Some(100_000_000)], "d")])));
        assert_eq!(drawn[0].1, 1);
    }

    #[test]
    fn grows_with_its_bars_and_writes_the_axis() {
        let height = |svg: &str| -> i32 {
            attribute(tags(svg, "svg")[0], "viewBox").and_then(|v| v.rsplit(' ').next()).unwrap().parse().unwrap()
        };
        let one = draw::<String>(&chart(vec![bar("a", &[Some(163_300_000)], "b")]));
        let three = draw::<String>(&chart(vec![bar("a", &[Some(163_300_000)], "b"); 3]));
        assert_eq!(height(&three) - height(&one), 2 * ROW);
        for tick in ["0\u{a0}€", "500.000\u{a0}€", "1\u{a0}mln\u{a0}€", "1,5\u{a0}mln\u{a0}€"] {
            assert!(one.contains(&format!("\n{tick}\n")), "{one}");
        }
    }

    #[test]
    fn many_names_take_more_rows_of_the_legend() {
        let long = "Un nome di serie che occupa quasi tutta la larghezza".to_owned();
        let (named, _) = legend(&[long.clone(), long.clone(), long]);
        assert_eq!(named.iter().map(|(x, ..)| *x).collect::<Vec<_>>(), [GAP, 8 + 16 + 8 + 52 * 8 + 16, GAP]);
        assert!(named[2].1 > named[0].1);
    }
}
