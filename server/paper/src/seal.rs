//! The seal as a QR code, in vectors.

use crate::sheet::{Figure, Mark, WHITE};
use qrcode::{Color, QrCode};

/// The light border that readers want, in squares (ISO/IEC 18004: four).
const BORDER: f32 = 4.0;

/// The code of a text as a square with its upper left corner at the origin; `None` where the text is too long for one.
pub(crate) fn code(text: &str, side: f32) -> Option<Vec<Mark>> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let squares = f32::from(u16::try_from(width).ok()?);
    let unit = side / (squares + 2.0 * BORDER);
    let mut boxes = vec![];
    let mut y = BORDER;
    for row in code.to_colors().chunks(width.max(1)) {
        let mut x = BORDER;
        for run in row.chunk_by(|a, b| a == b) {
            let long = f32::from(u16::try_from(run.len()).ok()?);
            if run.first() == Some(&Color::Dark) {
                boxes.push((x * unit, y * unit, long * unit, unit));
            }
            x += long;
        }
        y += 1.0;
    }
    Some(vec![
        Mark::Shape { figure: Figure::Box(0.0, 0.0, side, side), fill: Some(WHITE), line: None },
        Mark::Shape { figure: Figure::Boxes(boxes), fill: Some((0, 0, 0)), line: None },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_drawn_within_its_square_and_too_long_a_text_is_not() {
        let marks = code(&"ab".repeat(32), 90.0).unwrap();
        let Some(Mark::Shape { figure: Figure::Boxes(boxes), .. }) = marks.get(1) else { panic!("no squares") };
        assert!(boxes.iter().all(|(x, y, w, h)| *x > 0.0 && *y > 0.0 && x + w < 90.0 && y + h < 90.0));
        assert!(code(&"x".repeat(5_000), 90.0).is_none());
    }
}
