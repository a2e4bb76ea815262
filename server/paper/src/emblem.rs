//! The emblem of the Union, by the geometry of its graphic guide: 3:2; twelve stars on a circle of a third of the height, as on a
//! clock; each inscribed in a circle of an eighteenth of it, one point up.

use crate::sheet::{Figure, Ink, Mark};
use std::f32::consts::TAU;

const BLUE: Ink = (0x00, 0x33, 0x99);
const GOLD: Ink = (0xff, 0xcc, 0x00);

/// A star's inner corners lie this much nearer to its centre: a regular pentagram.
const INNER: f32 = 0.381_966;

/// The emblem with its upper left corner at a place; one centimetre is the least height that the rules allow.
pub(crate) fn emblem(x: f32, y: f32, height: f32) -> Vec<Mark> {
    let width = height * 1.5;
    let mut marks = vec![Mark::Shape { figure: Figure::Box(x, y, width, height), fill: Some(BLUE), line: None }];
    for hour in 0u8..12 {
        let (sin, cos) = (f32::from(hour) * TAU / 12.0).sin_cos();
        let (cx, cy) = (x + width / 2.0 + sin * height / 3.0, y + height / 2.0 - cos * height / 3.0);
        let corners = (0u8..10)
            .map(|corner| {
                let (sin, cos) = (f32::from(corner) * TAU / 10.0).sin_cos();
                let r = height / 18.0 * if corner % 2 == 0 { 1.0 } else { INNER };
                (cx + sin * r, cy - cos * r)
            })
            .collect();
        marks.push(Mark::Shape { figure: Figure::Polygon(corners), fill: Some(GOLD), line: None });
    }
    marks
}
