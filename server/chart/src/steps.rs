//! Amounts that grow over time, as steps from a zero baseline. A total holds until the next one, and the last until today.

use crate::{
    axis::{MoneyAxis, YearAxis, compact},
    label::{self, LINE},
    palette::{self, DASHED_INK, GRID, INK, LEADER, Look},
    svg::{self, Drawn, Pen, Point, WIDTH},
};
use chrono::NaiveDate;
use domain::{
    figure::{StepChart, StepSeries},
    money::Cents,
};
use plotters::style::text_anchor::HPos;

/// Height of the drawing.
const HEIGHT: i32 = 420;
/// The plot; before it the ticks, after it the names, above it today.
const LEFT: i32 = 110;
const RIGHT: i32 = 700;
const TOP: i32 = 56;
const BOTTOM: i32 = 384;
/// Between a line and its texts, and at the edges of the drawing.
const GAP: i32 = 8;
/// Where the markers beside the names stand.
const KEY: i32 = RIGHT + 20;

const NAME_ROOM: usize = 26;
const TODAY_ROOM: usize = 40;
const AXIS_ROOM: usize = 80;

/// One series, laid out.
struct Line {
    look: &'static Look,
    stand_in: plotters::style::RGBColor,
    path: Vec<Point>,
    end: Point,
    name: Vec<String>,
}

/// The steps of a series up to `until`; `None` where it has no point. It rises from zero on its first day.
fn path(
    points: &[(NaiveDate, Cents)],
    until: NaiveDate,
    x: impl Fn(NaiveDate) -> i32,
    y: impl Fn(Cents) -> i32,
) -> Option<Vec<Point>> {
    let (last, _) = points.last()?;
    let mut level = y(Cents::ZERO);
    let mut path: Vec<Point> = Vec::with_capacity(2 * points.len() + 1);
    for (day, total) in points {
        path.push((x(*day), level));
        level = y(*total);
        path.push((x(*day), level));
    }
    path.push((x(until.max(*last)), level));
    path.dedup();
    Some(path)
}

/// Middles of the names, as near as may be to the ends of their lines (`middle`, `height` of each) and none over another or
/// under `lowest`.
fn spread(wanted: &[(i32, i32)], lowest: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&name| wanted[name].0);
    let apart = |one: usize, other: usize| (wanted[one].1 + wanted[other].1 + 1) / 2;
    let mut middles: Vec<i32> = wanted.iter().map(|(middle, _)| *middle).collect();
    for pair in order.windows(2) {
        let (upper, lower) = (pair[0], pair[1]);
        middles[lower] = middles[lower].max(middles[upper] + apart(upper, lower));
    }
    if let Some(&last) = order.last() {
        middles[last] = middles[last].min(lowest);
    }
    for pair in order.windows(2).rev() {
        let (upper, lower) = (pair[0], pair[1]);
        middles[upper] = middles[upper].min(middles[lower] - apart(upper, lower));
    }
    middles
}

/// The chart, or its sentence where no series has a point.
pub(crate) fn draw<T: Drawn>(chart: &StepChart) -> T {
    let points = || chart.series.iter().flat_map(|series| series.points.iter().copied());
    let (Some(first), Some(last)) = (points().map(|(day, _)| day).min(), points().map(|(day, _)| day).max()) else {
        return svg::empty(&chart.name, &chart.empty);
    };
    let years = YearAxis::over(first.min(chart.today), last.max(chart.today));
    let least = points().map(|(_, total)| total).min().unwrap_or(Cents::ZERO);
    let most = points().map(|(_, total)| total).max().unwrap_or(Cents::ZERO);
    let money = MoneyAxis::over(least, most);
    let x = |day: NaiveDate| LEFT + years.place(day, RIGHT - LEFT);
    let y = |total: Cents| BOTTOM - money.place(total, BOTTOM - TOP);

    let line = |(place, series): (usize, &StepSeries)| -> Option<Line> {
        let path = path(&series.points, chart.today, x, y)?;
        let end = *path.last()?;
        let look = &palette::SERIES[palette::place(place)];
        Some(Line { look, stand_in: palette::stand_in(place), path, end, name: label::wrap(&series.label, NAME_ROOM) })
    };
    let lines: Vec<Line> = chart.series.iter().enumerate().filter_map(line).collect();
    let wanted: Vec<(i32, i32)> = lines.iter().map(|line| (line.end.1, label::height(&line.name).max(LINE) + 1)).collect();
    let middles = spread(&wanted, BOTTOM);

    T::drawing(&chart.name, HEIGHT, |pen| {
        pen.text(&label::fit(&chart.axis, AXIS_ROOM), (GAP, 14), HPos::Left);
        for tick in money.ticks() {
            pen.line(vec![(LEFT, y(tick)), (RIGHT, y(tick))], GRID, 1);
            pen.text(&compact(tick), (LEFT - GAP, y(tick)), HPos::Right);
        }
        for (year, day) in years.ticks() {
            pen.line(vec![(x(day), TOP), (x(day), BOTTOM + 20)], GRID, 1);
            pen.text(&year.to_string(), (x(day) + 4, BOTTOM + 16), HPos::Left);
        }
        pen.line(vec![(LEFT, y(Cents::ZERO)), (RIGHT, y(Cents::ZERO))], INK, 2);
        today(pen, &label::fit(&chart.today_label, TODAY_ROOM), x(chart.today));
        for line in &lines {
            pen.line(line.path.clone(), line.stand_in, 3);
        }
        for (line, middle) in lines.iter().zip(middles) {
            let (end_x, end_y) = line.end;
            pen.line(vec![(end_x + GAP, end_y), (KEY - GAP, middle)], LEADER, 1);
            pen.marker(line.look.marker, line.end, line.look.colour);
            pen.marker(line.look.marker, (KEY, middle), line.look.colour);
            pen.lines(&line.name, (KEY + 2 * GAP, middle), HPos::Left);
        }
    })
}

/// The line of today, its word above it and inside the drawing.
fn today(pen: &Pen<'_>, word: &str, x: i32) {
    pen.line(vec![(x, TOP - GAP), (x, BOTTOM)], DASHED_INK, 2);
    let half = label::width(word) / 2 + GAP;
    pen.text(word, (x.clamp(half, WIDTH - half), TOP - GAP - 10), HPos::Center);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::read_back::{attribute, number, points, tags};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn series(label: &str, points: &[(NaiveDate, i64)]) -> StepSeries {
        StepSeries { label: label.into(), points: points.iter().map(|(day, cents)| (*day, Cents(*cents))).collect() }
    }

    fn chart(series: Vec<StepSeries>) -> StepChart {
        StepChart {
            name: "Incassi e pagamenti".into(),
            axis: "Euro".into(),
            today_label: "oggi".into(),
            today: day(2025, 10, 29),
            series,
            empty: "Nessun movimento noto.".into(),
        }
    }

    fn two() -> StepChart {
        chart(vec![
            series("incassato", &[(day(2023, 3, 1), 10_000_000), (day(2024, 6, 15), 45_000_000)]),
            series("pagato", &[(day(2023, 9, 1), 20_000_000), (day(2025, 1, 10), 45_000_000)]),
        ])
    }

    /// The lines of the series: the only ones three units wide.
    fn drawn(svg: &str) -> Vec<&str> {
        tags(svg, "polyline").into_iter().filter(|tag| attribute(tag, "stroke-width") == Some("3")).collect()
    }

    #[test]
    fn without_points_only_the_sentence_is_drawn() {
        for series in [vec![], vec![series("incassato", &[])]] {
            let svg = draw::<String>(&chart(series));
            assert!(svg.contains("Nessun movimento noto."));
            assert!(tags(&svg, "polyline").is_empty(), "{svg}");
        }
    }

    #[test]
    fn lines_go_in_steps_from_zero_and_hold_until_today() {
        let svg = draw::<String>(&two());
        let lines = drawn(&svg);
        assert_eq!(lines.len(), 2);
        let today = tags(&svg, "polyline").into_iter().find(|tag| attribute(tag, "stroke-dasharray") == Some("4 3")).unwrap();
        for line in lines {
            let path = points(line);
            assert_eq!(path[0].1, BOTTOM);
            assert!(path.windows(2).all(|p| p[0].0 == p[1].0 || p[0].1 == p[1].1), "{path:?}");
            assert_eq!(path.last().unwrap().0, points(today)[0].0);
        }
    }

    #[test]
    fn heights_are_proportional_to_cents() {
        let svg = draw::<String>(&two());
        let path = points(drawn(&svg)[0]);
        let (small, large) = (BOTTOM - path[1].1, BOTTOM - path[3].1);
        assert!((small * 45 - large * 10).abs() <= 55, "{path:?}");
    }

    #[test]
    fn each_series_has_its_own_colour_dash_and_marker() {
        let svg = draw::<String>(&two());
        let looks: Vec<_> =
            drawn(&svg).iter().map(|tag| (attribute(tag, "stroke"), attribute(tag, "stroke-dasharray"))).collect();
        assert_eq!(looks, [(Some("#12436D"), None), (Some("#28A197"), Some("10 4"))]);
        assert_eq!(tags(&svg, "circle").len(), 2, "at the end of the line and beside its name");
        assert_eq!(tags(&svg, "rect").len(), 2);
    }

    #[test]
    fn names_of_lines_that_end_together_stand_apart() {
        let svg = draw::<String>(&two());
        let middle = |word: &str| {
            let head = svg.split(&format!(">\n{word}\n")).next().unwrap();
            number(&head[head.rfind('<').unwrap()..], "y")
        };
        assert!((middle("incassato") - middle("pagato")).abs() >= 16);
    }

    #[test]
    fn names_move_no_more_than_they_must() {
        assert_eq!(spread(&[(100, 16), (200, 16)], 384), [100, 200]);
        assert_eq!(spread(&[(100, 16), (104, 16), (90, 16)], 384), [106, 122, 90]);
        assert_eq!(spread(&[(384, 31), (384, 16)], 384), [360, 384]);
    }

    #[test]
    fn today_may_be_after_the_plan_and_a_plan_may_go_on_after_today() {
        let late = StepChart { today: day(2030, 5, 5), ..two() };
        assert!(draw::<String>(&late).contains("\n2030\n"));
        let plan = draw::<String>(&chart(vec![series("previsto", &[(day(2026, 12, 31), 100)])]));
        assert!(plan.contains("\n2026\n") && plan.contains("\noggi\n"));
    }

    #[test]
    fn a_series_without_points_is_left_out_and_the_others_keep_their_looks() {
        let mut chart = two();
        chart.series[0].points.clear();
        let svg = draw::<String>(&chart);
        assert_eq!(drawn(&svg).iter().map(|tag| attribute(tag, "stroke")).collect::<Vec<_>>(), [Some("#28A197")]);
        assert!(!svg.contains("incassato"));
    }
}
