//! The looks of the series: four colours that differ for colour-blind eyes, four hatches, dashes and markers that differ in grey.

use plotters::style::RGBColor;

/// Text, axes, outlines.
pub(crate) const INK: RGBColor = RGBColor(0x17, 0x32, 0x4D);
/// What bars lie on.
pub(crate) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Grid lines: seen, never read.
pub(crate) const GRID: RGBColor = RGBColor(0xD0, 0xD7, 0xDE);
/// Leaders from the end of a line to its name.
pub(crate) const LEADER: RGBColor = RGBColor(0x76, 0x84, 0x91);
/// Stands for dashed ink, which plotters cannot draw; [`crate::svg`] replaces it.
pub(crate) const DASHED_INK: RGBColor = RGBColor(0, 2, 1);

/// What marks the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// How one series looks.
#[derive(Debug)]
pub(crate) struct Look {
    /// Its colour.
    pub(crate) colour: RGBColor,
    /// What is drawn over the colour in a tile of 8 by 8 units; `None` is the plain colour. Ink on the light colours, white
    /// on the dark ones.
    pub(crate) hatch: Option<&'static str>,
    /// Dashes of its line; `None` is a whole line.
    pub(crate) dash: Option<&'static str>,
    /// The end of its line.
    pub(crate) marker: Marker,
}

/// The looks, in the order of the series.
pub(crate) static SERIES: [Look; 4] = [
    Look { colour: RGBColor(0x12, 0x43, 0x6D), hatch: None, dash: None, marker: Marker::Circle },
    Look {
        colour: RGBColor(0x28, 0xA1, 0x97),
        hatch: Some(r##"<circle cx="4" cy="4" r="1.8" fill="#17324D"/>"##),
        dash: Some("10 4"),
        marker: Marker::Square,
    },
    Look {
        colour: RGBColor(0x80, 0x16, 0x50),
        hatch: Some(r##"<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#FFFFFF" stroke-width="1.6"/>"##),
        dash: Some("3 3"),
        marker: Marker::Triangle,
    },
    Look {
        colour: RGBColor(0xF4, 0x6A, 0x25),
        hatch: Some(
            r##"<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="#17324D" stroke-width="1.2"/>"##,
        ),
        dash: Some("12 4 3 4"),
        marker: Marker::Diamond,
    },
];

/// Which look a series has. A chart has at most four series; a fifth would look like the first rather than vanish.
pub(crate) fn place(series: usize) -> usize {
    series % SERIES.len()
}

/// The colour that stands for a series while plotters draws. No real colour of a chart is one of these.
pub(crate) fn stand_in(series: usize) -> RGBColor {
    RGBColor(0, 1, u8::try_from(place(series) + 1).unwrap_or(u8::MAX))
}

/// `#12436D`, as plotters prints it.
pub(crate) fn hex(colour: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_series_look_alike_without_colour() {
        for (i, one) in SERIES.iter().enumerate() {
            for other in &SERIES[..i] {
                assert_ne!(one.hatch, other.hatch);
                assert_ne!(one.dash, other.dash);
                assert_ne!(one.marker, other.marker);
            }
        }
    }

    #[test]
    fn stand_ins_are_no_colour_of_a_chart() {
        let real: Vec<String> = SERIES.iter().map(|look| look.colour).chain([INK, PAPER, GRID, LEADER]).map(hex).collect();
        for series in 0..SERIES.len() {
            assert!(!real.contains(&hex(stand_in(series))));
        }
        assert!(!real.contains(&hex(DASHED_INK)));
        assert_eq!(hex(stand_in(0)), "#000101");
        assert_eq!(stand_in(4), stand_in(0));
    }
}
