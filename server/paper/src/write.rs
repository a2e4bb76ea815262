//! Sheets and tree to a file, by krilla, which checks what PDF/A-2a and PDF/UA-1 ask while it writes.

use crate::{
    PaperError, Report, plain,
    setter::{Book, LONGEST},
    sheet::{Figure, Ink, Mark, Owner, Run},
    tree::{Child, Node, Role, Tree},
    typeface::Typefaces,
};
use chrono::{Datelike, Timelike};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke, StrokeDash},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
    },
};
use std::num::NonZeroU16;

/// How far a circle's control points lie from its quarter points, for a radius of one.
const ROUND: f32 = 0.552_285;

/// Writes the file.
pub(crate) fn write(faces: &Typefaces<'_>, book: &Book, report: &Report<'_>) -> Result<Vec<u8>, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| PaperError::Library(format!("{e:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut pieces: Vec<Option<Identifier>> = vec![None; book.tree.leaves];
    for sheet in &book.sheets {
        let size = PageSettings::from_wh(sheet.width, sheet.height);
        let mut page = document.start_page_with(size.ok_or_else(|| PaperError::Library("a sheet without a size".to_owned()))?);
        let mut surface = page.surface();
        for run in &sheet.runs {
            let piece = surface.start_tagged(tag(run));
            if let Owner::Leaf(leaf) = run.owner
                && let Some(slot) = pieces.get_mut(leaf.0)
            {
                *slot = Some(piece);
            }
            for mark in &run.marks {
                draw(&mut surface, faces, mark);
            }
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(&book.tree, &pieces, report.lang.code()));
    document.set_outline(outline(book));
    document.set_metadata(metadata(report));
    document.finish().map_err(|e| match e {
        krilla::error::KrillaError::Validation(errors) => PaperError::Library(format!("{errors:?}")),
        other => PaperError::Library(other.to_string()),
    })
}

fn tag(run: &Run) -> ContentTag<'_> {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match (run.owner, &run.says) {
        (Owner::Leaf(_), Some(says)) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(says))),
        (Owner::Leaf(_), None) => ContentTag::Other,
        (Owner::Header, _) => artifact(ArtifactType::Header),
        (Owner::Footer, _) => artifact(ArtifactType::Footer),
        (Owner::Decoration, _) => artifact(ArtifactType::Layout),
    }
}

fn colour((red, green, blue): Ink) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn draw(surface: &mut Surface<'_>, faces: &Typefaces<'_>, mark: &Mark) {
    match mark {
        Mark::Text { x, y, size, face, ink, text } => {
            let (font, glyphs) = faces.glyphs(*face, text);
            surface.set_fill(Some(Fill { paint: colour(*ink).into(), ..Fill::default() }));
            surface.set_stroke(None);
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font, text, *size, false);
        }
        Mark::Shape { figure, fill, line } => {
            surface.set_fill(fill.map(|ink| Fill { paint: colour(ink).into(), ..Fill::default() }));
            surface.set_stroke(line.as_ref().map(|line| Stroke {
                paint: colour(line.ink).into(),
                width: line.width,
                dash: (!line.dash.is_empty()).then(|| StrokeDash { array: line.dash.clone(), offset: 0.0 }),
                ..Stroke::default()
            }));
            if (fill.is_some() || line.is_some())
                && let Some(path) = path(figure)
            {
                surface.draw_path(&path);
            }
        }
    }
}

fn path(figure: &Figure) -> Option<Path> {
    let mut out = PathBuilder::new();
    match figure {
        Figure::Box(x, y, w, h) => out.push_rect(Rect::from_xywh(*x, *y, *w, *h)?),
        Figure::Boxes(boxes) => {
            for (x, y, w, h) in boxes {
                out.push_rect(Rect::from_xywh(*x, *y, *w, *h)?);
            }
        }
        Figure::Polygon(points) => {
            let ((x, y), rest) = points.split_first()?;
            out.move_to(*x, *y);
            for (x, y) in rest {
                out.line_to(*x, *y);
            }
            out.close();
        }
        Figure::Strokes(pairs) => {
            for [(x, y), (to_x, to_y)] in pairs {
                out.move_to(*x, *y);
                out.line_to(*to_x, *to_y);
            }
        }
        Figure::Disc(x, y, r) => {
            let c = r * ROUND;
            out.move_to(x + r, *y);
            out.cubic_to(x + r, y + c, x + c, y + r, *x, y + r);
            out.cubic_to(x - c, y + r, x - r, y + c, x - r, *y);
            out.cubic_to(x - r, y - c, x - c, y - r, *x, y - r);
            out.cubic_to(x + c, y - r, x + r, y - c, x + r, *y);
            out.close();
        }
    }
    out.finish()
}

fn tree(tree: &Tree, pieces: &[Option<Identifier>], lang: &str) -> TagTree {
    let mut out = TagTree::new().with_lang(Some(lang.to_owned()));
    for node in &tree.top {
        if let Some(group) = group(tree, pieces, *node) {
            out.push(group);
        }
    }
    out
}

fn group(tree: &Tree, pieces: &[Option<Identifier>], node: Node) -> Option<TagGroup> {
    let place = tree.places.get(node.0)?;
    let mut kind: TagKind = match &place.role {
        Role::Heading(level, text) => Tag::Hn(NonZeroU16::new(*level)?, Some(brief(text))).into(),
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Caption => Tag::Caption.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead(span) => Tag::TH(TableHeaderScope::Row).with_col_span((span.get() > 1).then_some(*span)).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(shows) => Tag::Figure(Some(brief(shows))).into(),
    };
    if place.italian {
        kind = kind.with_lang(Some("it".to_owned()));
    }
    let mut out = TagGroup::new(kind);
    for child in &place.children {
        match child {
            Child::Node(node) => {
                if let Some(group) = group(tree, pieces, *node) {
                    out.push(group);
                }
            }
            Child::Leaf(leaf) => {
                if let Some(piece) = pieces.get(leaf.0).copied().flatten() {
                    out.push(piece);
                }
            }
        }
    }
    Some(out)
}

/// A text no longer than a string of the file may be. All of it stands on the sheet.
fn brief(text: &str) -> String {
    text.chars().take(LONGEST / 4).collect()
}

fn outline(book: &Book) -> Outline {
    let mut out = Outline::new();
    for mark in &book.bookmarks {
        out.push_child(OutlineNode::new(brief(&mark.text), XyzDestination::new(mark.sheet, Point::from_xy(0.0, mark.y))));
    }
    out
}

fn metadata(report: &Report<'_>) -> Metadata {
    let made = report.made;
    let part = |n: u32| u8::try_from(n).unwrap_or_default();
    let at = DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0);
    Metadata::new()
        .title(brief(&report.title()))
        .language(report.lang.code().to_owned())
        .authors(vec![brief(&plain(&report.portfolio.ente.name))])
        .creator(report.lang.product().to_owned())
        .creation_date(at)
}
