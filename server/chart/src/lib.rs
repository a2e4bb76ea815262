//! # The chart room: series of the domain to SVG
//!
//! This room knows how a figure looks: where a bar ends, which ticks an axis has, which hatch, dash and marker tell a series
//! apart on a photocopy. Drawing is done by plotters on whole units of the view box (the layout is integer arithmetic, so
//! equal data gives equal bytes), and `svg` turns its bare output into something that can stand in a page: named, scalable,
//! without inline style. It must not know where figures come from (no SQL, no file), what they mean (no rule of the plan),
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

use domain::figure::{BarChart, Figures, StepChart};

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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::read_back::{attribute, tags};
    use chrono::NaiveDate;
    use domain::{
        amount::Bound,
        figure::{Bar, StepSeries},
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
}
