//! Charts as the pages have them, shape by shape, each with its name as a heading and as what is said of it.

use crate::{
    drawing::points,
    parts::schedule::hatch,
    setter::Setter,
    sheet::{Figure, Ink, Line, Mark, TEXT, WHITE},
    tree::Role,
    typeface::{Face, Typefaces},
};
use domain::figure::{Hatch, Picture, Place, Shape, Side};

/// Size of the texts, units: on paper they are half of it, so that a chart's smallest letters are those of a footnote.
const SIZE: f32 = 15.0;
/// Side of a tile of a hatch, units.
const TILE: f32 = 8.0;

pub(crate) fn set(setter: &mut Setter<'_>, picture: &Picture) {
    setter.heading(3, picture.name.clone());
    // As wide as the text, unless it would not find room below its heading.
    let scale = (setter.width() / points(picture.width.max(1))).min((setter.whole() - 40.0) / points(picture.height.max(1)));
    let height = points(picture.height) * scale;
    setter.begin(height);
    let at = (setter.left(), setter.y);
    let marks = picture.shapes.iter().flat_map(|shape| marks(setter.faces, shape, scale));
    let marks: Vec<Mark> = marks.map(|mark| mark.moved(at.0, at.1)).collect();
    let figure = setter.tree.add(None, Role::Figure(spoken(picture)), false);
    setter.ink_at(figure, marks);
    setter.y += height + 8.0;
}

/// What is said of a picture: its name and every text in it, which are its figures.
fn spoken(picture: &Picture) -> String {
    let texts = picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    format!("{}: {}", picture.name, texts.collect::<Vec<_>>().join("; "))
}

fn marks(faces: &Typefaces<'_>, shape: &Shape, scale: f32) -> Vec<Mark> {
    let place = |(x, y): &Place| (points(*x) * scale, points(*y) * scale);
    let filled = |figure, ink: Ink| Mark::Shape { figure, fill: Some(ink), line: None };
    match shape {
        Shape::Block { from, to, ink, hatch } => {
            let ((x, y), (right, bottom)) = (place(from), place(to));
            let (left, top, wide, high) = (x.min(right), y.min(bottom), (right - x).abs(), (bottom - y).abs());
            let mut out = vec![filled(Figure::Box(left, top, wide, high), *ink)];
            out.extend(hatch.and_then(|hatch| hatched(hatch, (left, top, wide, high), scale)));
            out
        }
        Shape::Outline { corners, ink } => vec![filled(Figure::Polygon(corners.iter().map(place).collect()), *ink)],
        Shape::Disc { at, radius, ink } => {
            let (x, y) = place(at);
            vec![filled(Figure::Disc(x, y, points(*radius) * scale), *ink)]
        }
        Shape::Line { path, ink, width, dash } => {
            let pairs = path.iter().zip(path.iter().skip(1)).map(|(a, b)| [place(a), place(b)]).collect();
            let units = |n: u32| n as f32 * scale;
            let line = Line { ink: *ink, width: units(*width).max(0.5), dash: dash.iter().map(|n| units(*n)).collect() };
            vec![Mark::Shape { figure: Figure::Strokes(pairs), fill: None, line: Some(line) }]
        }
        Shape::Text { text, at, side } => {
            let (size, (x, y)) = (SIZE * scale, place(at));
            let text = faces.shown(Face::Regular, text);
            let wide = faces.width(Face::Regular, size, &text);
            let x = match side {
                Side::After => x,
                Side::Around => x - wide / 2.0,
                Side::Before => x - wide,
            };
            // The baseline is below the middle by about a third of a letter.
            vec![Mark::Text { x, y: y + size * 0.34, size, face: Face::Regular, ink: TEXT, text }]
        }
    }
}

/// What tells a series apart in grey, within its box; nothing where the box is too small for it.
fn hatched(kind: Hatch, (x, y, wide, high): (f32, f32, f32, f32), scale: f32) -> Option<Mark> {
    let tile = TILE * scale;
    let strokes = |pairs: Vec<[(f32, f32); 2]>, ink, width: f32| {
        let line = Line::whole(ink, width * scale);
        (!pairs.is_empty()).then_some(Mark::Shape { figure: Figure::Strokes(pairs), fill: None, line })
    };
    match kind {
        Hatch::Rising => strokes(hatch(x, y, wide, high, tile, true), WHITE, 1.6),
        Hatch::Crossed => {
            let mut pairs = hatch(x, y, wide, high, tile, true);
            pairs.extend(hatch(x, y, wide, high, tile, false));
            strokes(pairs, TEXT, 1.2)
        }
        Hatch::Dots => {
            let side = 3.2 * scale;
            let middles = |from: f32, length: f32| {
                std::iter::successors(Some(from + (tile - side) / 2.0), move |at| Some(at + tile))
                    .take_while(move |at| at + side <= from + length)
            };
            let dots: Vec<_> =
                middles(y, high).flat_map(|top| middles(x, wide).map(move |left| (left, top, side, side))).collect();
            (!dots.is_empty()).then_some(Mark::Shape { figure: Figure::Boxes(dots), fill: Some(TEXT), line: None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatch_stays_within_its_box() {
        let (x, y, wide, high) = (10.0, 20.0, 30.0, 10.0);
        for kind in [Hatch::Dots, Hatch::Rising, Hatch::Crossed] {
            let Some(Mark::Shape { figure, .. }) = hatched(kind, (x, y, wide, high), 0.5) else { panic!("{kind:?}") };
            let ends: Vec<(f32, f32)> = match figure {
                Figure::Strokes(pairs) => pairs.into_iter().flatten().collect(),
                Figure::Boxes(boxes) => boxes.into_iter().flat_map(|(x, y, w, h)| [(x, y), (x + w, y + h)]).collect(),
                other => panic!("{other:?}"),
            };
            let inside = |(at_x, at_y): &(f32, f32)| {
                (x - 0.01..=x + wide + 0.01).contains(at_x) && (y - 0.01..=y + high + 0.01).contains(at_y)
            };
            assert!(!ends.is_empty() && ends.iter().all(inside), "{kind:?}: {ends:?}");
            assert!(hatched(kind, (x, y, 0.0, 0.0), 0.5).is_none(), "{kind:?}");
        }
    }

    #[test]
    fn what_is_said_of_a_picture_has_its_figures() {
        let text = |text: &str| Shape::Text { text: text.to_owned(), at: (0, 0), side: Side::After };
        let picture = Picture { name: "Fondi".into(), width: 960, height: 96, shapes: vec![text("PNRR"), text("69.000,00 €")] };
        assert_eq!(spoken(&picture), "Fondi: PNRR; 69.000,00 €");
    }
}
