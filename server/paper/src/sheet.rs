//! Sheets with what is to be inked on them, before anything is written: a page can only say how many there are once all are set.

use crate::{tree::Leaf, typeface::Face};

/// Width and height of A4, points.
pub(crate) const A4: (f32, f32) = (595.28, 841.89);

/// A colour, red, green, blue.
pub(crate) type Ink = (u8, u8, u8);

/// Text.
pub(crate) const TEXT: Ink = (0x17, 0x32, 0x4d);
/// Text that stands back, still 7:1 on white.
pub(crate) const SOFT: Ink = (0x45, 0x5b, 0x71);
/// Rules and grid.
pub(crate) const RULE: Ink = (0xc3, 0xca, 0xd1);
/// White.
pub(crate) const WHITE: Ink = (0xff, 0xff, 0xff);

/// Something to ink. The origin is the upper left corner of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// A line of text on its baseline.
    Text { x: f32, y: f32, size: f32, face: Face, ink: Ink, text: String },
    /// A shape.
    Shape { figure: Figure, fill: Option<Ink>, line: Option<Line> },
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) ink: Ink,
    pub(crate) width: f32,
    /// Lengths drawn and left out, in turn; empty for a whole line.
    pub(crate) dash: Vec<f32>,
}

impl Line {
    pub(crate) fn whole(ink: Ink, width: f32) -> Option<Self> {
        Some(Self { ink, width, dash: vec![] })
    }

    pub(crate) fn dashed(ink: Ink, width: f32, dash: [f32; 2]) -> Option<Self> {
        Some(Self { ink, width, dash: dash.to_vec() })
    }
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Figure {
    /// Left, top, width, height.
    Box(f32, f32, f32, f32),
    /// Through these points and back to the first.
    Polygon(Vec<(f32, f32)>),
    /// From point to point, each pair on its own.
    Strokes(Vec<[(f32, f32); 2]>),
    /// Centre and radius.
    Disc(f32, f32, f32),
    /// Boxes, as one shape.
    Boxes(Vec<(f32, f32, f32, f32)>),
}

impl Mark {
    /// The same, elsewhere.
    pub(crate) fn moved(self, dx: f32, dy: f32) -> Self {
        match self {
            Self::Text { x, y, size, face, ink, text } => Self::Text { x: x + dx, y: y + dy, size, face, ink, text },
            Self::Shape { figure, fill, line } => Self::Shape { figure: figure.moved(dx, dy), fill, line },
        }
    }
}

impl Figure {
    fn moved(self, dx: f32, dy: f32) -> Self {
        let place = |(x, y): (f32, f32)| (x + dx, y + dy);
        match self {
            Self::Box(x, y, w, h) => Self::Box(x + dx, y + dy, w, h),
            Self::Polygon(points) => Self::Polygon(points.into_iter().map(place).collect()),
            Self::Strokes(pairs) => Self::Strokes(pairs.into_iter().map(|[a, b]| [place(a), place(b)]).collect()),
            Self::Disc(x, y, r) => Self::Disc(x + dx, y + dy, r),
            Self::Boxes(boxes) => Self::Boxes(boxes.into_iter().map(|(x, y, w, h)| (x + dx, y + dy, w, h)).collect()),
        }
    }
}

/// To whom a run of ink belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// To a place of the tree.
    Leaf(Leaf),
    /// To the top of the page.
    Header,
    /// To its foot.
    Footer,
    /// To nobody: rules and repeated heads.
    Decoration,
}

/// Ink that belongs together.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) owner: Owner,
    /// What it says, where the font can't show all of it.
    pub(crate) says: Option<String>,
    pub(crate) marks: Vec<Mark>,
}

/// A sheet.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) runs: Vec<Run>,
}
