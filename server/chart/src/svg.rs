//! From plotters' bare SVG to a drawing that can stand in a page, and the pen that draws it.
//!
//! plotters draws in plain colours only. Hatches and dashes are therefore drawn in colours that stand for them
//! ([`palette::stand_in`]) and replaced afterwards in the text. Text of people cannot be hit by that: plotters escapes the
//! quotes that every replaced attribute has.

use crate::{
    label::{self, LINE},
    palette::{self, Marker},
    values::Values,
};
use domain::figure::Picture;
use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Circle, PathElement, Polygon, Rectangle},
    prelude::SVGBackend,
    style::{
        FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use std::fmt::{Debug, Write};

/// Width of every drawing, in units of its view box.
pub(crate) const WIDTH: i32 = 960;

/// The page's own font, and what stands in for it in a downloaded file.
const FONT: &str = "Titillium Web, sans-serif";

/// plotters divides the size of a text by 1.24 before it prints it: this gives `font-size="14"`.
const SIZE: f64 = 14.0 * 1.24;

/// Radius of a round marker.
const RADIUS: i32 = 6;

/// A point of the view box.
pub(crate) type Point = (i32, i32);

/// What the figures are drawn with.
pub(crate) struct Pen<'a> {
    medium: Medium<'a>,
}

/// What is drawn on.
enum Medium<'a> {
    Markup(DrawingArea<SVGBackend<'a>, Shift>),
    Values(Values),
}

/// What a drawing becomes: markup or values.
pub(crate) trait Drawn: Sized {
    /// A drawing of the given height under its accessible name.
    fn drawing(name: &str, height: i32, draw: impl FnOnce(&Pen<'_>)) -> Self;
}

/// In memory plotters can fail only by drawing while it draws, which a pen never does; half a chart must not be shown.
fn sure<E: Debug>(outcome: Result<(), E>) {
    outcome.expect("an SVG in memory takes every shape");
}

fn style(colour: RGBColor, width: u32) -> ShapeStyle {
    ShapeStyle { color: RGBAColor::from(colour), filled: true, stroke_width: width }
}

impl Pen<'_> {
    /// A filled rectangle between two opposite corners.
    pub(crate) fn block(&self, from: Point, to: Point, colour: RGBColor) {
        match &self.medium {
            Medium::Markup(area) => sure(area.draw(&Rectangle::new([from, to], style(colour, 1)))),
            Medium::Values(values) => values.block(from, to, colour),
        }
    }

    /// A line through points.
    pub(crate) fn line(&self, points: Vec<Point>, colour: RGBColor, width: u32) {
        match &self.medium {
            Medium::Markup(area) => sure(area.draw(&PathElement::new(points, style(colour, width)))),
            Medium::Values(values) => values.line(points, colour, width),
        }
    }

    /// A line of text that starts, ends or is centred at a point, half its height above and below.
    pub(crate) fn text(&self, text: &str, at: Point, side: HPos) {
        match &self.medium {
            Medium::Markup(area) => {
                let font = FontDesc::new(FontFamily::Name(FONT), SIZE, FontStyle::Normal);
                let style = font.color(&palette::INK).pos(Pos::new(side, VPos::Center));
                sure(area.draw_text(text, &style, at));
            }
            Medium::Values(values) => values.text(text, at, side),
        }
    }

    /// Lines of text whose middle is at a point.
    pub(crate) fn lines(&self, lines: &[String], (x, middle): Point, side: HPos) {
        let mut y = middle - (label::height(lines) - LINE) / 2;
        for line in lines {
            self.text(line, (x, y), side);
            y += LINE;
        }
    }

    /// The marker of a series' end, about 12 units wide.
    pub(crate) fn marker(&self, marker: Marker, (x, y): Point, colour: RGBColor) {
        match marker {
            Marker::Circle => match &self.medium {
                Medium::Markup(area) => sure(area.draw(&Circle::new((x, y), RADIUS, style(colour, 1)))),
                Medium::Values(values) => values.disc((x, y), RADIUS, colour),
            },
            Marker::Square => self.block((x - 5, y - 5), (x + 5, y + 5), colour),
            Marker::Triangle => self.outline(vec![(x, y - 7), (x + 7, y + 5), (x - 7, y + 5)], colour),
            Marker::Diamond => self.outline(vec![(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)], colour),
        }
    }

    fn outline(&self, corners: Vec<Point>, colour: RGBColor) {
        match &self.medium {
            Medium::Markup(area) => sure(area.draw(&Polygon::new(corners, style(colour, 1)))),
            Medium::Values(values) => values.outline(corners, colour),
        }
    }
}

impl Drawn for String {
    fn drawing(name: &str, height: i32, draw: impl FnOnce(&Pen<'_>)) -> Self {
        let mut markup = Self::new();
        {
            let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
            let area = SVGBackend::with_string(&mut markup, size).into_drawing_area();
            draw(&Pen { medium: Medium::Markup(area.clone()) });
            sure(area.present());
        }
        finish(name, height, &markup)
    }
}

impl Drawn for Picture {
    fn drawing(name: &str, height: i32, draw: impl FnOnce(&Pen<'_>)) -> Self {
        let pen = Pen { medium: Medium::Values(Values::default()) };
        draw(&pen);
        let shapes = match pen.medium {
            Medium::Values(values) => values.shapes(),
            Medium::Markup(_) => vec![],
        };
        Self { name: label::clean(name), width: WIDTH, height, shapes }
    }
}

/// What stands where there is nothing to draw: the sentence that says so, which is part of the name too because the texts
/// inside an image are not read out.
pub(crate) fn empty<T: Drawn>(name: &str, sentence: &str) -> T {
    let (name, sentence) = (label::clean(name), label::clean(sentence));
    let spoken = if name.is_empty() || sentence.is_empty() { format!("{name}{sentence}") } else { format!("{name}: {sentence}") };
    T::drawing(&spoken, 96, |pen| pen.lines(&label::wrap(&sentence, 100), (WIDTH / 2, 48), HPos::Center))
}

/// Names the root, lets the page scale it, and puts hatches and dashes where stand-ins are.
fn finish(name: &str, height: i32, markup: &str) -> String {
    // plotters' root tag holds numbers and a namespace: its first `>` ends it.
    let body = markup.split_once('>').map_or("", |(_, body)| body);
    let mut body = body.replace(&format!(" font-family=\"{FONT}\""), "").replace(" opacity=\"1\"", "");
    let mut patterns = String::new();
    let chart = fingerprint(name, markup);
    for (series, look) in palette::SERIES.iter().enumerate() {
        let (colour, stand_in) = (palette::hex(look.colour), palette::hex(palette::stand_in(series)));
        let filled = format!(" fill=\"{stand_in}\"");
        if body.contains(&filled) {
            let fill = match look.hatch {
                None => colour.clone(),
                Some(hatch) => {
                    let id = format!("p{chart}-{}", series + 1);
                    // Writing to a String cannot fail.
                    let _ = write!(
                        patterns,
                        "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                         <rect width=\"8\" height=\"8\" fill=\"{colour}\"/>{hatch}</pattern>"
                    );
                    format!("url(#{id})")
                }
            };
            body = body.replace(&filled, &format!(" fill=\"{fill}\""));
        }
        body = body.replace(&format!(" stroke=\"{stand_in}\""), &stroke(&colour, look.dash));
    }
    let dashed_ink = format!(" stroke=\"{}\"", palette::hex(palette::DASHED_INK));
    body = body.replace(&dashed_ink, &stroke(&palette::hex(palette::INK), Some("4 3")));
    let defs = if patterns.is_empty() { patterns } else { format!("\n<defs>{patterns}</defs>") };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\" \
         font-family=\"{FONT}\">{defs}{body}",
        escaped(&label::clean(name)),
    )
}

fn stroke(colour: &str, dash: Option<&str>) -> String {
    let dash = dash.map(|dash| format!(" stroke-dasharray=\"{dash}\"")).unwrap_or_default();
    format!(" stroke=\"{colour}\"{dash}")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

/// Tells the patterns of one drawing from those of the others in its page (FNV-1a). Equal drawings may share theirs.
fn fingerprint(name: &str, markup: &str) -> String {
    let hash =
        name.bytes().chain(markup.bytes()).fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// Reads a drawing back, for the tests.
#[cfg(test)]
pub(crate) mod read_back {
    /// The insides of all tags of one kind.
    pub(crate) fn tags<'a>(svg: &'a str, kind: &str) -> Vec<&'a str> {
        svg.split('<')
            .filter(|piece| piece.strip_prefix(kind).is_some_and(|rest| rest.starts_with(' ')))
            .filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag))
            .collect()
    }

    /// The value of an attribute of a tag.
    pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
        let (_, rest) = tag.split_once(format!(" {name}=\"").as_str())?;
        rest.split_once('"').map(|(value, _)| value)
    }

    /// A whole number in an attribute of a tag.
    pub(crate) fn number(tag: &str, name: &str) -> i64 {
        attribute(tag, name).and_then(|value| value.parse().ok()).unwrap()
    }

    /// The points of a line.
    pub(crate) fn points(tag: &str) -> Vec<(i32, i32)> {
        attribute(tag, "points")
            .unwrap()
            .split_whitespace()
            .map(|point| point.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).unwrap())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        read_back::{attribute, tags},
        *,
    };

    #[test]
    fn an_empty_drawing_says_its_sentence_to_eyes_and_ears() {
        let svg: String = empty("Risorse per misura", "Nessuna somma nota.");
        let root = tags(&svg, "svg")[0];
        assert_eq!(attribute(root, "aria-label"), Some("Risorse per misura: Nessuna somma nota."));
        assert!(svg.contains(">\nNessuna somma nota.\n</text>"), "{svg}");
        assert!(svg.ends_with("</svg>\n"));
    }

    #[test]
    fn stand_ins_become_hatches_and_dashes() {
        let svg = String::drawing("prova", 100, |pen| {
            for series in 0..4 {
                pen.block((0, 0), (10, 10), palette::stand_in(series));
                pen.line(vec![(0, 0), (10, 0)], palette::stand_in(series), 3);
            }
            pen.line(vec![(0, 0), (10, 0)], palette::DASHED_INK, 1);
        });
        assert!(!svg.contains("#00010") && !svg.contains("#00020"), "{svg}");
        let dashes: Vec<_> = tags(&svg, "polyline").iter().map(|tag| attribute(tag, "stroke-dasharray")).collect();
        assert_eq!(dashes, [None, Some("10 4"), Some("3 3"), Some("12 4 3 4"), Some("4 3")]);
        assert_eq!(tags(&svg, "pattern").len(), 3);
        assert!(svg.contains("fill=\"#12436D\""));
    }

    #[test]
    fn texts_inherit_the_font_and_have_the_colour_of_ink() {
        let svg = String::drawing("prova", 100, |pen| pen.text("a & b", (5, 5), HPos::Left));
        let text = tags(&svg, "text")[0];
        assert_eq!((attribute(text, "font-family"), attribute(text, "fill")), (None, Some("#17324D")));
        assert_eq!(attribute(text, "font-size"), Some("14"));
        assert!(svg.contains("a &amp; b"));
    }
}
