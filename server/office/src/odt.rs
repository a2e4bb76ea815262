//! A document as ODT: for offices that must edit it, so that everything has a named style and no table is a picture.

use crate::{
    OfficeError,
    book::Sheet,
    document::{Block, Document, Picture},
    package::{About, NAMESPACES, SVG, country, pack, place},
    xml::Xml,
};

/// The bytes of the file.
///
/// # Errors
/// Where the parts can't be packed.
pub fn odt(document: &Document) -> Result<Vec<u8>, OfficeError> {
    let about = About {
        mimetype: "application/vnd.oasis.opendocument.text",
        title: &document.title,
        lang: document.lang,
        day: document.day,
    };
    let pictures: Vec<&Picture> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
        .collect();
    pack(&about, content(document), styles(document), &pictures)
}

fn content(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("office:document-content", &NAMESPACES);
    xml.open("office:automatic-styles", &[]);
    looks(&mut xml);
    xml.close();
    xml.open("office:body", &[]);
    xml.open("office:text", &[]);
    paragraph(&mut xml, "Title", &document.title);
    for block in &document.blocks {
        match block {
            Block::Heading(level, text) => heading(&mut xml, *level, text),
            Block::Paragraph(text) => paragraph(&mut xml, "Text_20_body", text),
            Block::List(items) => list(&mut xml, items),
            Block::Table(sheet) => table(&mut xml, sheet),
            Block::Picture(picture) => draw(&mut xml, picture),
        }
    }
    xml.finish()
}

fn heading(xml: &mut Xml, level: u8, text: &str) {
    let level = level.clamp(1, 3).to_string();
    let look = format!("Heading_20_{level}");
    xml.open("text:h", &[("text:style-name", &look), ("text:outline-level", &level)]);
    xml.prose(text);
    xml.close();
}

fn paragraph(xml: &mut Xml, look: &str, text: &str) {
    xml.open("text:p", &[("text:style-name", look)]);
    xml.prose(text);
    xml.close();
}

fn list(xml: &mut Xml, items: &[String]) {
    if items.is_empty() {
        return;
    }
    xml.open("text:list", &[("text:style-name", "bullets")]);
    for item in items {
        xml.open("text:list-item", &[]);
        paragraph(xml, "Text_20_body", item);
        xml.close();
    }
    xml.close();
}

/// A drawing in a paragraph of its own: as wide as the text, or as high as a page has room.
fn draw(xml: &mut Xml, picture: &Picture) {
    let (wide, high) = (picture.size.0.max(1), picture.size.1.max(1));
    // Tenths of a millimetre; whole numbers, so that equal drawings give equal bytes.
    let height = (WIDE * high / wide).min(HIGH);
    let width = (height * wide / high).min(WIDE);
    let length = |tenths: u32| format!("{}.{}mm", tenths / 10, tenths % 10);
    xml.open("text:p", &[("text:style-name", "Text_20_body")]);
    xml.open(
        "draw:frame",
        &[
            ("draw:name", &picture.name),
            ("text:anchor-type", "as-char"),
            ("svg:width", &length(width)),
            ("svg:height", &length(height)),
        ],
    );
    xml.empty(
        "draw:image",
        &[
            ("xlink:href", &place(picture)),
            ("xlink:type", "simple"),
            ("xlink:show", "embed"),
            ("xlink:actuate", "onLoad"),
            ("draw:mime-type", SVG),
        ],
    );
    xml.leaf("svg:title", &[], &picture.title);
    xml.leaf("svg:desc", &[], &picture.shows);
    xml.close();
    xml.close();
}

/// Width of the text, tenths of a millimetre.
const WIDE: u32 = 1_700;
/// The height that a drawing may have below its heading.
const HIGH: u32 = 2_200;

/// Caption, headings that are repeated on every page, rows that are not cut in two.
fn table(xml: &mut Xml, sheet: &Sheet) {
    paragraph(xml, "Caption", &sheet.caption);
    xml.open("table:table", &[("table:name", &sheet.name), ("table:style-name", "table")]);
    let widths = sheet.widths();
    for width in &widths {
        xml.empty("table:table-column", &[("table:style-name", &format!("column-{}", share(*width)))]);
    }
    xml.open("table:table-header-rows", &[]);
    xml.open("table:table-row", &[("table:style-name", "row")]);
    for column in &sheet.head {
        cell(xml, "head", if column.kind.is_figure() { "Head_20_figure" } else { "Head" }, &column.name);
    }
    xml.close();
    xml.close();
    for row in &sheet.rows {
        xml.open("table:table-row", &[("table:style-name", "row")]);
        for (value, column) in row.iter().zip(&sheet.head) {
            cell(xml, "cell", if column.kind.is_figure() { "Cell_20_figure" } else { "Cell" }, &value.shown());
        }
        xml.close();
    }
    xml.close();
    paragraph(xml, "Text_20_body", "");
}

fn cell(xml: &mut Xml, look: &str, words: &str, text: &str) {
    xml.open("table:table-cell", &[("table:style-name", look), ("office:value-type", "string")]);
    paragraph(xml, words, text);
    xml.close();
}

/// The shares that a column may have of the width of its table.
const SHARES: [u16; 4] = [16, 22, 28, 34];
/// What a column needs beside its characters: with less, dates and amounts break in two where the reader has no narrow letters.
const ROOM: u16 = 4;

/// The share of a column: one of long texts is as wide as several of figures, and none is a strip.
fn share(width: u16) -> u16 {
    SHARES.into_iter().find(|s| *s >= width + ROOM).unwrap_or(SHARES[SHARES.len() - 1])
}

fn looks(xml: &mut Xml) {
    xml.open("style:style", &[("style:name", "table"), ("style:family", "table")]);
    xml.empty(
        "style:table-properties",
        &[("style:width", "170mm"), ("table:align", "margins"), ("table:border-model", "collapsing")],
    );
    xml.close();
    for share in SHARES {
        xml.open("style:style", &[("style:name", &format!("column-{share}")), ("style:family", "table-column")]);
        xml.empty("style:table-column-properties", &[("style:rel-column-width", &format!("{share}*"))]);
        xml.close();
    }
    xml.open("style:style", &[("style:name", "row"), ("style:family", "table-row")]);
    xml.empty("style:table-row-properties", &[("fo:keep-together", "always")]);
    xml.close();
    for (name, ground) in [("head", "#e6ecf2"), ("cell", "transparent")] {
        xml.open("style:style", &[("style:name", name), ("style:family", "table-cell")]);
        xml.empty(
            "style:table-cell-properties",
            &[("fo:padding", "1mm"), ("fo:border", "0.5pt solid #5a6772"), ("fo:background-color", ground)],
        );
        xml.close();
    }
    xml.open("text:list-style", &[("style:name", "bullets")]);
    xml.open("text:list-level-style-bullet", &[("text:level", "1"), ("text:bullet-char", "•")]);
    xml.open("style:list-level-properties", &[("text:list-level-position-and-space-mode", "label-alignment")]);
    xml.empty(
        "style:list-level-label-alignment",
        &[("text:label-followed-by", "listtab"), ("fo:text-indent", "-5mm"), ("fo:margin-left", "8mm")],
    );
    xml.close();
    xml.close();
    xml.close();
}

/// A named paragraph style: its name as people see it, what it rests on, how it stands and how it is written.
struct Look {
    name: &'static str,
    shown: &'static str,
    parent: &'static str,
    level: Option<&'static str>,
    stands: &'static [(&'static str, &'static str)],
    written: &'static [(&'static str, &'static str)],
}

const fn look(
    name: &'static str,
    shown: &'static str,
    parent: &'static str,
    stands: &'static [(&'static str, &'static str)],
    written: &'static [(&'static str, &'static str)],
) -> Look {
    Look { name, shown, parent, level: None, stands, written }
}

const KEPT: (&str, &str) = ("fo:keep-with-next", "always");

const LOOKS: [Look; 11] = [
    look("Text_20_body", "Text body", "Standard", &[("fo:margin-bottom", "2mm"), ("fo:line-height", "120%")], &[]),
    look(
        "Title",
        "Title",
        "Standard",
        &[("fo:margin-bottom", "4mm"), KEPT],
        &[("fo:font-size", "22pt"), ("fo:font-weight", "bold")],
    ),
    Look {
        level: Some("1"),
        ..look(
            "Heading_20_1",
            "Heading 1",
            "Standard",
            &[("fo:margin-top", "8mm"), ("fo:margin-bottom", "2mm"), KEPT],
            &[("fo:font-size", "16pt"), ("fo:font-weight", "bold")],
        )
    },
    Look {
        level: Some("2"),
        ..look(
            "Heading_20_2",
            "Heading 2",
            "Standard",
            &[("fo:margin-top", "5mm"), ("fo:margin-bottom", "2mm"), KEPT],
            &[("fo:font-size", "13pt"), ("fo:font-weight", "bold")],
        )
    },
    Look {
        level: Some("3"),
        ..look(
            "Heading_20_3",
            "Heading 3",
            "Standard",
            &[("fo:margin-top", "4mm"), ("fo:margin-bottom", "1mm"), KEPT],
            &[("fo:font-size", "11pt"), ("fo:font-weight", "bold")],
        )
    },
    look("Caption", "Caption", "Standard", &[("fo:margin-bottom", "1mm"), KEPT], &[("fo:font-style", "italic")]),
    look("Cell", "Cell", "Standard", &[], &[("fo:font-size", "9pt")]),
    look("Cell_20_figure", "Cell figure", "Cell", &[("fo:text-align", "end")], &[]),
    look("Head", "Head", "Cell", &[], &[("fo:font-weight", "bold")]),
    look("Head_20_figure", "Head figure", "Head", &[("fo:text-align", "end")], &[]),
    look("Page", "Page", "Standard", &[], &[("fo:font-size", "9pt")]),
];

fn styles(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("office:document-styles", &NAMESPACES);
    xml.open("office:styles", &[]);
    xml.open("style:default-style", &[("style:family", "paragraph")]);
    xml.empty("style:paragraph-properties", &[("fo:orphans", "2"), ("fo:widows", "2")]);
    xml.empty(
        "style:text-properties",
        &[
            ("fo:font-family", "'Titillium Web', 'Liberation Sans', sans-serif"),
            ("fo:font-size", "11pt"),
            ("fo:language", document.lang),
            ("fo:country", country(document.lang)),
        ],
    );
    xml.close();
    xml.empty("style:style", &[("style:name", "Standard"), ("style:family", "paragraph"), ("style:class", "text")]);
    for look in &LOOKS {
        let mut attributes = vec![
            ("style:name", look.name),
            ("style:display-name", look.shown),
            ("style:family", "paragraph"),
            ("style:parent-style-name", look.parent),
        ];
        attributes.extend(look.level.map(|level| ("style:default-outline-level", level)));
        xml.open("style:style", &attributes);
        xml.empty("style:paragraph-properties", look.stands);
        xml.empty("style:text-properties", look.written);
        xml.close();
    }
    xml.close();
    xml.open("office:automatic-styles", &[]);
    xml.open("style:page-layout", &[("style:name", "page")]);
    xml.empty(
        "style:page-layout-properties",
        &[
            ("fo:page-width", "210mm"),
            ("fo:page-height", "297mm"),
            ("style:print-orientation", "portrait"),
            ("fo:margin-top", "20mm"),
            ("fo:margin-bottom", "15mm"),
            ("fo:margin-left", "20mm"),
            ("fo:margin-right", "20mm"),
        ],
    );
    for (element, edge) in [("style:header-style", "fo:margin-bottom"), ("style:footer-style", "fo:margin-top")] {
        xml.open(element, &[]);
        xml.empty("style:header-footer-properties", &[("fo:min-height", "0mm"), (edge, "5mm")]);
        xml.close();
    }
    xml.close();
    xml.close();
    xml.open("office:master-styles", &[]);
    xml.open("style:master-page", &[("style:name", "Standard"), ("style:page-layout-name", "page")]);
    xml.open("style:header", &[]);
    paragraph(&mut xml, "Page", &document.header);
    xml.close();
    xml.open("style:footer", &[]);
    xml.open("text:p", &[("text:style-name", "Page")]);
    xml.leaf("text:page-number", &[("text:select-page", "current")], "1");
    xml.text(" / ");
    xml.leaf("text:page-count", &[], "1");
    xml.finish()
}
