//! A workbook as ODS.

use crate::{
    OfficeError,
    book::{Cell, Kind, Sheet, Workbook},
    package::{About, NAMESPACES, country, pack},
    xml::Xml,
};
use domain::money::Cents;
use std::collections::BTreeSet;

/// Tenths of a millimetre that a character takes.
const CHARACTER: u32 = 21;

/// The bytes of the file.
///
/// # Errors
/// Where the parts can't be packed.
pub fn ods(book: &Workbook) -> Result<Vec<u8>, OfficeError> {
    let about =
        About { mimetype: "application/vnd.oasis.opendocument.spreadsheet", title: &book.title, lang: book.lang, day: book.day };
    pack(&about, content(book), styles(book.lang), &[])
}

fn content(book: &Workbook) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("office:document-content", &NAMESPACES);
    xml.open("office:automatic-styles", &[]);
    looks(&mut xml, book);
    xml.close();
    xml.open("office:body", &[]);
    xml.open("office:spreadsheet", &[]);
    for sheet in &book.sheets {
        table(&mut xml, sheet);
    }
    xml.finish()
}

fn table(xml: &mut Xml, sheet: &Sheet) {
    xml.open("table:table", &[("table:name", &sheet.name), ("table:style-name", "sheet")]);
    for width in sheet.widths() {
        xml.empty("table:table-column", &[("table:style-name", &column(width))]);
    }
    xml.open("table:table-row", &[]);
    words(xml, "caption", &sheet.caption);
    xml.close();
    xml.open("table:table-header-rows", &[]);
    xml.open("table:table-row", &[]);
    for column in &sheet.head {
        words(xml, if column.kind.is_figure() { "head-figure" } else { "head" }, &column.name);
    }
    xml.close();
    xml.close();
    for row in &sheet.rows {
        xml.open("table:table-row", &[]);
        row.iter().for_each(|cell| put(xml, cell));
        xml.close();
    }
    xml.close();
}

fn put(xml: &mut Xml, cell: &Cell) {
    let shown = cell.shown();
    let (look, kind, value): (&str, &str, [(&str, String); 2]) = match cell {
        Cell::Empty => return xml.empty("table:table-cell", &[]),
        Cell::Text(text) => return words(xml, "text", text),
        Cell::Number(thousandths) => {
            let look = if thousandths % 1000 == 0 { "whole" } else { "parts" };
            (look, "float", [("office:value", decimal(*thousandths, 3)), ("", String::new())])
        }
        Cell::Money(Cents(cents)) => {
            ("money", "currency", [("office:value", decimal(*cents, 2)), ("office:currency", "EUR".to_owned())])
        }
        Cell::Date(day) => ("day", "date", [("office:date-value", day.to_string()), ("", String::new())]),
    };
    let mut attributes = vec![("table:style-name", look), ("office:value-type", kind)];
    attributes.extend(value.iter().filter(|(name, _)| !name.is_empty()).map(|(name, value)| (*name, value.as_str())));
    xml.open("table:table-cell", &attributes);
    xml.leaf("text:p", &[], &shown);
    xml.close();
}

/// A cell of words: of type `string`, and without a formula.
fn words(xml: &mut Xml, look: &str, text: &str) {
    xml.open("table:table-cell", &[("table:style-name", look), ("office:value-type", "string")]);
    xml.open("text:p", &[]);
    xml.prose(text);
    xml.close();
    xml.close();
}

/// `1234.56`, exactly.
fn decimal(units: i64, digits: u32) -> String {
    let scale = 10u64.pow(digits);
    let (whole, rest) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{whole}.{rest:0width$}", width = usize::try_from(digits).unwrap_or_default())
}

/// The style of a column of so many characters.
fn column(width: u16) -> String {
    format!("column-{width}")
}

fn looks(xml: &mut Xml, book: &Workbook) {
    let widths: BTreeSet<u16> = book.sheets.iter().flat_map(Sheet::widths).collect();
    for width in widths {
        let tenths = u32::from(width) * CHARACTER;
        let size = format!("{}.{}mm", tenths / 10, tenths % 10);
        xml.open("style:style", &[("style:name", &column(width)), ("style:family", "table-column")]);
        xml.empty("style:table-column-properties", &[("style:column-width", &size)]);
        xml.close();
    }
    xml.open("style:style", &[("style:name", "sheet"), ("style:family", "table"), ("style:master-page-name", "Default")]);
    xml.empty("style:table-properties", &[("table:display", "true")]);
    xml.close();
    formats(xml);
    for (name, format) in [("whole", "n-whole"), ("parts", "n-parts"), ("money", "n-money"), ("day", "n-day")] {
        cell_style(xml, name, Some(format), None);
    }
    cell_style(xml, "text", None, Some(Kind::Text));
    for (name, figure) in [("head", false), ("head-figure", true)] {
        xml.open("style:style", &cell_family(name));
        xml.empty(
            "style:table-cell-properties",
            &[
                ("fo:background-color", "#e6ecf2"),
                ("fo:border-bottom", "0.5pt solid #000000"),
                ("fo:wrap-option", "wrap"),
                ("style:vertical-align", "top"),
            ],
        );
        xml.empty("style:paragraph-properties", &[("fo:text-align", if figure { "end" } else { "start" })]);
        xml.empty("style:text-properties", &[("fo:font-weight", "bold")]);
        xml.close();
    }
    xml.open("style:style", &cell_family("caption"));
    xml.empty("style:text-properties", &[("fo:font-weight", "bold")]);
    xml.close();
}

fn cell_family(name: &str) -> [(&str, &str); 3] {
    [("style:name", name), ("style:family", "table-cell"), ("style:parent-style-name", "Default")]
}

fn cell_style(xml: &mut Xml, name: &str, format: Option<&str>, kind: Option<Kind>) {
    let mut attributes = cell_family(name).to_vec();
    attributes.extend(format.map(|f| ("style:data-style-name", f)));
    xml.open("style:style", &attributes);
    let wrap = if kind == Some(Kind::Text) { "wrap" } else { "no-wrap" };
    xml.empty("style:table-cell-properties", &[("fo:wrap-option", wrap), ("style:vertical-align", "top")]);
    xml.close();
}

/// How numbers, sums and days are shown: as Italian offices write them, whatever the reader's machine is set to.
fn formats(xml: &mut Xml) {
    for (name, most, least) in [("n-whole", "0", "0"), ("n-parts", "3", "1")] {
        xml.open("number:number-style", &[("style:name", name)]);
        number(xml, most, least);
        xml.close();
    }
    let italian = [("number:language", "it"), ("number:country", "IT")];
    xml.open("number:currency-style", &[("style:name", "n-money"), italian[0], italian[1]]);
    number(xml, "2", "2");
    xml.leaf("number:text", &[], "\u{a0}");
    xml.leaf("number:currency-symbol", &italian, "€");
    xml.close();
    xml.open("number:date-style", &[("style:name", "n-day"), ("number:automatic-order", "false")]);
    xml.empty("number:day", &[("number:style", "long")]);
    xml.leaf("number:text", &[], "/");
    xml.empty("number:month", &[("number:style", "long")]);
    xml.leaf("number:text", &[], "/");
    xml.empty("number:year", &[("number:style", "long")]);
    xml.close();
}

fn number(xml: &mut Xml, most: &str, least: &str) {
    xml.empty(
        "number:number",
        &[
            ("number:decimal-places", most),
            ("number:min-decimal-places", least),
            ("number:min-integer-digits", "1"),
            ("number:grouping", "true"),
        ],
    );
}

fn styles(lang: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("office:document-styles", &NAMESPACES);
    xml.open("office:styles", &[]);
    xml.open("style:default-style", &[("style:family", "table-cell")]);
    xml.empty(
        "style:text-properties",
        &[("fo:language", lang), ("fo:country", country(lang)), ("fo:font-family", "'Titillium Web', sans-serif")],
    );
    xml.close();
    xml.empty("style:style", &[("style:name", "Default"), ("style:family", "table-cell")]);
    xml.close();
    xml.open("office:automatic-styles", &[]);
    xml.open("style:page-layout", &[("style:name", "page")]);
    xml.empty(
        "style:page-layout-properties",
        &[
            ("fo:page-width", "297mm"),
            ("fo:page-height", "210mm"),
            ("style:print-orientation", "landscape"),
            ("fo:margin-top", "15mm"),
            ("fo:margin-bottom", "15mm"),
            ("fo:margin-left", "15mm"),
            ("fo:margin-right", "15mm"),
            ("style:scale-to-X", "1"),
            ("style:scale-to-Y", "0"),
        ],
    );
    xml.close();
    xml.close();
    xml.open("office:master-styles", &[]);
    xml.empty("style:master-page", &[("style:name", "Default"), ("style:page-layout-name", "page")]);
    xml.finish()
}
