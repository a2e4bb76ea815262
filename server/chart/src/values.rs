//! The pen's shapes as values: what `svg` writes as markup, for what is no web page.

use crate::{
    palette::{self, INK},
    svg::Point,
};
use domain::figure::{Hatch, Rgb, Shape, Side};
use plotters::style::{RGBColor, text_anchor::HPos};
use std::cell::RefCell;

/// Dashes of ink that is drawn dashed.
const DASHED: &str = "4 3";

/// The hatch of each series, in the order of [`palette::SERIES`].
const HATCHES: [Option<Hatch>; 4] = [None, Some(Hatch::Dots), Some(Hatch::Rising), Some(Hatch::Crossed)];

/// Shapes as they are drawn.
#[derive(Default)]
pub(crate) struct Values(RefCell<Vec<Shape>>);

/// What a colour of the pen stands for: a colour, a hatch and dashes.
fn look(colour: RGBColor) -> (Rgb, Option<Hatch>, Vec<u32>) {
    let plain = |RGBColor(red, green, blue): RGBColor| (red, green, blue);
    let lengths = |dash: Option<&str>| {
        dash.map(|dash| dash.split(' ').filter_map(|length| length.parse().ok()).collect()).unwrap_or_default()
    };
    if colour == palette::DASHED_INK {
        return (plain(INK), None, lengths(Some(DASHED)));
    }
    let series = (0..palette::SERIES.len()).find(|series| palette::stand_in(*series) == colour);
    match series.and_then(|series| Some((palette::SERIES.get(series)?, HATCHES.get(series)?))) {
        Some((look, hatch)) => (plain(look.colour), *hatch, lengths(look.dash)),
        None => (plain(colour), None, vec![]),
    }
}

impl Values {
    fn add(&self, shape: Shape) {
        self.0.borrow_mut().push(shape);
    }

    pub(crate) fn shapes(self) -> Vec<Shape> {
        self.0.into_inner()
    }

    pub(crate) fn block(&self, from: Point, to: Point, colour: RGBColor) {
        let (ink, hatch, _) = look(colour);
        self.add(Shape::Block { from, to, ink, hatch });
    }

    pub(crate) fn outline(&self, corners: Vec<Point>, colour: RGBColor) {
        self.add(Shape::Outline { corners, ink: look(colour).0 });
    }

    pub(crate) fn disc(&self, at: Point, radius: i32, colour: RGBColor) {
        self.add(Shape::Disc { at, radius, ink: look(colour).0 });
    }

    pub(crate) fn line(&self, path: Vec<Point>, colour: RGBColor, width: u32) {
        let (ink, _, dash) = look(colour);
        self.add(Shape::Line { path, ink, width, dash });
    }

    pub(crate) fn text(&self, text: &str, at: Point, side: HPos) {
        let side = match side {
            HPos::Left => Side::After,
            HPos::Center => Side::Around,
            HPos::Right => Side::Before,
        };
        self.add(Shape::Text { text: text.to_owned(), at, side });
    }
}
