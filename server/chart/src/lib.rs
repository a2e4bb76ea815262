//! # The chart room: series of the domain to SVG
//!
//! This room knows how a figure looks: where a bar ends, which ticks an axis has, which hatch, dash and marker tell a series
//! apart on a photocopy. Drawing is done by plotters on whole units of the view box (the layout is integer arithmetic, so
//! equal data gives equal bytes), and `svg` turns its bare output into something that can stand in a page: named, scalable,
//! without inline style; `values` keeps the same shapes for paper. It must not know where figures come from (no SQL, no file), what they mean (no rule of the plan),
//! in which language the page is (all words arrive written; only the money ticks are composed here) or that Leptos exists.
//! To add a kind of chart: describe it in `domain::figure` and add it to the `Figures` port, then write one file here beside
//! `bars` and `steps`, its empty state first, and draw only through `svg::Pen`. To add a series' look, extend
//! `palette::SERIES`.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod axis;
mod bars;
mod label;
mod palette;
mod steps;
mod svg;
mod values;

use domain::figure::{BarChart, Chart, Figures, Picture, StepChart};

/// The charts of the pages, drawn in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drawings;

impl Figures for Drawings {
    fn bars(&self, chart: &BarChart) -> String {
        bars::draw(chart)
    }

    fn steps(&self, chart: &StepChart) -> String {
        steps::draw(chart)
    }

    fn picture(&self, chart: &Chart) -> Picture {
        match chart {
            Chart::Bars(chart) => bars::draw(chart),
            Chart::Steps(chart) => steps::draw(chart),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::read_back::{attribute, tags};
    use chrono::NaiveDate;
    use domain::{
        amount::Bound,
        figure::{Bar, Shape, StepSeries},
        money::Cents,
    };

    const HOSTILE: &str = "<script>x</script>\" a='b";

    fn hostile_bars() -> BarChart {
        BarChart {
            name: HOSTILE.into(),
            axis: HOSTILE.into(),
            series: vec![HOSTILE.into(), "pagato".into(), "incassato".into(), "resto".into()],
            bars: vec![Bar {
                label: HOSTILE.into(),
                parts: vec![Some(Cents(100)), None, Some(Cents(300)), Some(Cents(50))],
                value: HOSTILE.into(),
                bound: Bound::Over,
            }],
            empty: HOSTILE.into(),
        }
    }

    fn hostile_steps() -> StepChart {
        let day = NaiveDate::from_ymd_opt(2025, 10, 29).unwrap();
        StepChart {
            name: HOSTILE.into(),
            axis: HOSTILE.into(),
            today_label: HOSTILE.into(),
            today: day,
            series: vec![StepSeries { label: HOSTILE.into(), points: vec![(day, Cents(100))] }],
            empty: HOSTILE.into(),
        }
    }

    fn all_hostile() -> [String; 4] {
        [
            Drawings.bars(&hostile_bars()),
            Drawings.bars(&BarChart { bars: vec![], ..hostile_bars() }),
            Drawings.steps(&hostile_steps()),
            Drawings.steps(&StepChart { series: vec![], ..hostile_steps() }),
        ]
    }

    #[test]
    fn a_hostile_text_is_inert_wherever_it_stands() {
        for svg in all_hostile() {
            assert!(svg.contains("&lt;script&gt;"), "{svg}");
            for piece in svg.split('<').skip(1) {
                let name = piece.split([' ', '>', '/', '\n']).find(|part| !part.is_empty()).unwrap();
                let ours = ["svg", "defs", "pattern", "rect", "circle", "path", "polyline", "polygon", "text"];
                assert!(ours.contains(&name), "{name} in {svg}");
            }
            assert!(!svg.contains("\" a='b"), "{svg}");
            assert!(!svg.contains(" a=\""), "{svg}");
        }
    }

    #[test]
    fn the_root_is_named_and_scales_and_nothing_carries_a_style() {
        for svg in all_hostile() {
            let root = tags(&svg, "svg")[0];
            assert_eq!(attribute(root, "role"), Some("img"));
            assert!(attribute(root, "aria-label").unwrap().starts_with("&lt;script&gt;"));
            assert!(attribute(root, "viewBox").unwrap().starts_with("0 0 960 "));
            assert_eq!((attribute(root, "width"), attribute(root, "height")), (None, None));
            assert!(!svg.contains("style="), "{svg}");
            assert!(svg.trim_end().ends_with("</svg>"));
            assert_eq!(svg.matches("<svg").count(), 1);
        }
    }

    #[test]
    fn the_same_data_gives_the_same_bytes() {
        assert_eq!(all_hostile(), all_hostile());
    }

    #[test]
    fn two_charts_of_one_page_share_no_pattern() {
        let one = Drawings.bars(&hostile_bars());
        let other = Drawings.bars(&BarChart { name: "altro".into(), ..hostile_bars() });
        let ids = |svg: &str| -> Vec<String> {
            tags(svg, "pattern").iter().map(|tag| attribute(tag, "id").unwrap().to_owned()).collect()
        };
        assert_eq!(ids(&one).len(), 3, "all series but the solid one: {one}");
        assert!(ids(&one).iter().all(|id| !ids(&other).contains(id)));
        assert!(ids(&one).iter().all(|id| one.contains(&format!("fill=\"url(#{id})\""))));
    }

    #[test]
    fn a_picture_has_the_shapes_of_the_drawing_at_the_same_places() {
        let series = |label: &str, cents: i64| StepSeries {
            label: label.into(),
            points: vec![(NaiveDate::from_ymd_opt(2024, 3, 12).unwrap(), Cents(cents))],
        };
        let steps = StepChart { series: (1..=4).map(|n| series(&format!("serie {n}"), n * 100)).collect(), ..hostile_steps() };
        let empty = BarChart { bars: vec![], ..hostile_bars() };
        for chart in [Chart::Bars(hostile_bars()), Chart::Bars(empty), Chart::Steps(steps)] {
            let svg = match &chart {
                Chart::Bars(chart) => Drawings.bars(chart),
                Chart::Steps(chart) => Drawings.steps(chart),
            };
            let body = svg.split_once("</defs>").map_or(svg.as_str(), |(_, body)| body);
            let picture = Drawings.picture(&chart);
            let all = |is: fn(&Shape) -> bool| picture.shapes.iter().filter(|shape| is(shape)).collect::<Vec<_>>();
            let number = |tag: &str, name: &str| attribute(tag, name).unwrap().parse::<i32>().unwrap();
            let blocks = all(|shape| matches!(shape, Shape::Block { .. }));
            let drawn = tags(body, "rect");
            assert_eq!(blocks.len(), drawn.len());
            for (shape, tag) in blocks.into_iter().zip(drawn) {
                let Shape::Block { from, to, hatch, .. } = shape else { continue };
                assert_eq!((from.0, from.1), (number(tag, "x"), number(tag, "y")), "{tag}");
                assert_eq!((to.0 - from.0, to.1 - from.1), (number(tag, "width"), number(tag, "height")), "{tag}");
                assert_eq!(hatch.is_some(), attribute(tag, "fill").unwrap().starts_with("url(#"), "{tag}");
            }
            let lines = all(|shape| matches!(shape, Shape::Line { .. }));
            let drawn = tags(body, "polyline");
            assert_eq!(lines.len(), drawn.len());
            for (shape, tag) in lines.into_iter().zip(drawn) {
                let Shape::Line { path, ink, dash, .. } = shape else { continue };
                assert_eq!(*path, crate::svg::read_back::points(tag));
                assert_eq!(Some(format!("#{:02X}{:02X}{:02X}", ink.0, ink.1, ink.2).as_str()), attribute(tag, "stroke"), "{tag}");
                let dash: Vec<String> = dash.iter().map(ToString::to_string).collect();
                assert_eq!(attribute(tag, "stroke-dasharray").unwrap_or_default(), dash.join(" "), "{tag}");
            }
            assert_eq!(all(|shape| matches!(shape, Shape::Text { .. })).len(), tags(body, "text").len());
            assert_eq!(all(|shape| matches!(shape, Shape::Disc { .. })).len(), tags(body, "circle").len());
            assert_eq!(all(|shape| matches!(shape, Shape::Outline { .. })).len(), tags(body, "polygon").len());
            let root = format!("0 0 {} {}", picture.width, picture.height);
            assert_eq!(attribute(tags(&svg, "svg")[0], "viewBox"), Some(root.as_str()));
        }
    }
}
