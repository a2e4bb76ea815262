//! A QR code, drawn where it stands: no picture to ask for, which would have what it says in its address.

use leptos::prelude::*;
use qrcode::{Color, QrCode};
use std::fmt::Write as _;

/// The light border that readers want, in squares (ISO/IEC 18004: four).
const BORDER: usize = 4;

/// The drawing; nothing where the text is too long for one. `label` is what it is called where it can't be seen.
pub fn qr(text: &str, label: &'static str) -> AnyView {
    let Ok(code) = QrCode::new(text) else { return ().into_any() };
    let width = code.width();
    let side = (width + 2 * BORDER).to_string();
    let frame = format!("0 0 {side} {side}");
    let dark = dark(&code.to_colors(), width);
    // Its own ground and ink: in inverted or forced colours many readers would not know it.
    view! {
        <svg viewBox=frame width="240" height="240" role="img" aria-label=label focusable="false" shape-rendering="crispEdges">
            <rect width=side.clone() height=side fill="#ffffff" />
            <path d=dark fill="#000000" />
        </svg>
    }
    .into_any()
}

/// The dark squares as one path, each run of a row a box.
fn dark(squares: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in squares.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + BORDER, y + BORDER, run.len(), run.len());
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_of_dark_squares_is_one_box() {
        let (d, l) = (Color::Dark, Color::Light);
        assert_eq!(dark(&[d, d, l, l, l, d], 3), "M4 4h2v1h-2zM6 5h1v1h-1z");
        assert_eq!(dark(&[], 0), "");
    }

    #[test]
    fn it_is_one_drawing_with_a_name_and_without_its_text() {
        let html = qr("otpauth://totp/Traguardi:capo?secret=ABCDEFGH", "Codice QR").to_html();
        assert!(
            html.starts_with("<svg") && html.contains(r#"role="img""#) && html.contains(r#"aria-label="Codice QR""#),
            "{html}"
        );
        assert!(!html.contains("otpauth") && !html.contains("ABCDEFGH") && !html.contains("style="), "{html}");
        // The three corners of every code begin with a run of seven.
        assert!(html.contains("M4 4h7v1h-7z"), "{html}");
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert!(!qr(&"x".repeat(5_000), "Codice QR").to_html().contains("<svg"));
    }
}
