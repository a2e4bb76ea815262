//! What is written is read back by libraries that have nothing to do with the writers: calamine, zip, quick-xml.

use crate::{
    book::{Cell, Column, Sheet, Workbook},
    document::{Block, Document, Picture},
    ods, odt, xlsx,
};
use calamine::{Data, Ods, Range, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use domain::money::Cents;
use quick_xml::events::Event;
use std::io::{Cursor, Read as _};

const HOSTILE: [&str; 6] = ["=1+1", "@x", "+39 0773", "-5", "<b>&\"'</b>", "a  b\tc\u{1}"];

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 10, 29).unwrap()
}

fn sheet() -> Sheet {
    let mut rows = vec![vec![
        Cell::Text("SEND".into()),
        Cell::Number(13_500_000),
        Cell::Money(Cents(51_632_397)),
        Cell::Date(day()),
        Cell::Empty,
    ]];
    rows.push(vec![
        Cell::Text("x".into()),
        Cell::Number(-4_125),
        Cell::Money(Cents(-5)),
        Cell::Date(NaiveDate::MIN),
        Cell::Empty,
    ]);
    rows.extend(HOSTILE.map(|text| vec![Cell::Text(text.into()), Cell::Empty, Cell::Empty, Cell::Empty, Cell::text("")]));
    Sheet {
        name: "Progetti".into(),
        caption: "=Progetti".into(),
        head: vec![
            Column::text("Titolo"),
            Column::number("Quanti"),
            Column::money("Finanziato"),
            Column::date("Decreto"),
            Column::text("=Nota"),
        ],
        rows,
    }
}

fn book() -> Workbook {
    let empty = Sheet { name: "Note".into(), caption: "Nessuna".into(), head: vec![Column::text("Voce")], rows: vec![] };
    Workbook { title: "Prova & <altro>".into(), lang: "it", day: day(), sheets: vec![sheet(), empty] }
}

/// The body of a table, which starts in the third row, at the first column.
fn body(range: &Range<Data>, row: u32, column: u32) -> Data {
    range.get_value((row + 2, column)).cloned().unwrap_or_default()
}

fn is_text(range: &Range<Data>) {
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("=Progetti".into())));
    assert_eq!(range.get_value((1, 4)), Some(&Data::String("=Nota".into())));
    for (row, text) in (2..).zip(HOSTILE) {
        let read = body(range, row, 0);
        assert_eq!(read, Data::String(text.replace('\u{1}', "\u{fffd}")), "{text:?}");
    }
}

#[test]
fn xlsx_keeps_numbers_days_and_words_apart() {
    let bytes = xlsx(&book()).unwrap();
    let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(read.sheet_names(), ["Progetti", "Note"]);
    let range = read.worksheet_range("Progetti").unwrap();
    assert_eq!(body(&range, 0, 1), Data::Float(13_500.0));
    assert_eq!(body(&range, 0, 2), Data::Float(516_323.97));
    assert_eq!(body(&range, 1, 1), Data::Float(-4.125));
    assert_eq!(body(&range, 1, 2), Data::Float(-0.05));
    let Data::DateTime(date) = body(&range, 0, 3) else { panic!("no day: {:?}", body(&range, 0, 3)) };
    // Excel counts days from 30/12/1899.
    assert!((date.as_f64() - 45_959.0).abs() < 1e-9, "{date:?}");
    assert!(matches!(body(&range, 1, 3), Data::String(_)), "a day that XLSX can't count is told in words");
    is_text(&range);
    let formulas = read.worksheet_formula("Progetti").unwrap();
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
}

#[test]
fn ods_keeps_numbers_days_and_words_apart() {
    let bytes = ods(&Workbook { sheets: vec![sheet()], ..book() }).unwrap();
    let mut read: Ods<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = read.worksheet_range("Progetti").unwrap();
    assert_eq!(body(&range, 0, 1), Data::Float(13_500.0));
    assert_eq!(body(&range, 0, 2), Data::Float(516_323.97));
    assert_eq!(body(&range, 1, 1), Data::Float(-4.125));
    assert_eq!(body(&range, 1, 2), Data::Float(-0.05));
    assert_eq!(body(&range, 0, 3), Data::DateTimeIso("2025-10-29".into()));
    is_text(&range);
    let formulas = read.worksheet_formula("Progetti").unwrap();
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
}

#[test]
fn a_text_that_no_cell_holds_ends_in_an_ellipsis() {
    let mut long = book();
    long.sheets[0].rows[0][0] = Cell::Text("😀".repeat(20_000));
    let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx(&long).unwrap())).unwrap();
    let Data::String(text) = body(&read.worksheet_range("Progetti").unwrap(), 0, 0) else { panic!("no text") };
    assert!(text.ends_with("😀…") && text.encode_utf16().count() <= 32_767, "{}", text.len());
}

#[test]
fn a_sheet_that_no_workbook_holds_is_an_error() {
    let mut wrong = book();
    wrong.sheets[0].name = "Progetti: tutti / nessuno".into();
    assert!(xlsx(&wrong).is_err());
}

fn drawing(name: &str, size: (u32, u32)) -> Block {
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"/>"#, size.0, size.1);
    Block::Picture(Picture { name: name.into(), title: "Cronoprogramma <1>".into(), shows: "SEND & altri".into(), svg, size })
}

fn document() -> Document {
    Document {
        title: "Relazione <prova>".into(),
        lang: "en",
        day: day(),
        header: "Finanziato dall'Unione europea".into(),
        blocks: vec![
            Block::Heading(1, "A che punto siamo?".into()),
            Block::Paragraph("6 conclusi & 2 <in corso>".into()),
            Block::List(HOSTILE.map(ToOwned::to_owned).to_vec()),
            Block::List(vec![]),
            Block::Heading(9, "Progetti".into()),
            Block::Table(sheet()),
            drawing("schedule-1", (1_000, 500)),
            drawing("schedule-2", (1_000, 4_000)),
        ],
    }
}

/// A part of a package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Reads a part to its end, as well-formed XML: names of elements, and all its text.
fn well_formed(text: &str) -> (Vec<String>, String) {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut names, mut said, mut depth) = (vec![], String::new(), 0usize);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {text}")) {
            Event::Start(e) => {
                depth += 1;
                assert!(e.attributes().all(|a| a.is_ok()), "{e:?}");
                names.push(e.name().as_ref().to_owned());
            }
            Event::Empty(e) => {
                assert!(e.attributes().all(|a| a.is_ok()), "{e:?}");
                names.push(e.name().as_ref().to_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Text(t) => said.push_str(&t.xml10_content()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "something is left open: {text}");
    (names, said)
}

#[test]
fn a_package_is_known_by_its_first_bytes_and_all_of_it_is_well_formed() {
    let text = "application/vnd.oasis.opendocument.text";
    let sheets = "application/vnd.oasis.opendocument.spreadsheet";
    for (bytes, kind) in [(odt(&document()).unwrap(), text), (ods(&book()).unwrap(), sheets)] {
        assert_eq!(bytes[30..38], *b"mimetype");
        assert_eq!(bytes[38..38 + kind.len()], *kind.as_bytes(), "stored, without an extra field");
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(zip.by_index(0).unwrap().compression(), zip::CompressionMethod::Stored);
        let manifest = part(&bytes, "META-INF/manifest.xml");
        well_formed(&manifest);
        for name in names.iter().filter(|n| *n != "mimetype" && !n.starts_with("META-INF")) {
            well_formed(&part(&bytes, name));
            assert!(manifest.contains(&format!("\"{name}\"")), "{name} is not in the manifest");
        }
        assert!(names.iter().all(|n| !n.contains("Basic") && !n.contains("Scripts")), "{names:?}");
    }
}

#[test]
fn a_document_says_what_it_was_given_and_repeats_its_headings() {
    let bytes = odt(&document()).unwrap();
    let content = part(&bytes, "content.xml");
    let (names, said) = well_formed(&content);
    let count = |name: &str| names.iter().filter(|n| *n == name).count();
    assert_eq!((count("text:h"), count("table:table-header-rows"), count("text:list")), (2, 1, 1));
    assert!(content.contains("text:outline-level=\"3\"") && !content.contains("text:outline-level=\"9\""));
    for words in ["A che punto siamo?", "516.323,97\u{a0}€", "29/10/2025", "13.500"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(content.contains("6 conclusi &amp; 2 &lt;in corso&gt;") && content.contains("Relazione &lt;prova&gt;"));
    let styles = part(&bytes, "styles.xml");
    assert!(styles.contains("fo:language=\"en\"") && styles.contains("fo:country=\"GB\""));
    assert!(well_formed(&styles).1.contains("Finanziato dall'Unione europea"));
    let meta = part(&bytes, "meta.xml");
    assert!(meta.contains("<dc:title>Relazione &lt;prova&gt;</dc:title>") && meta.contains("2025-10-29T00:00:00"));
}

#[test]
fn a_drawing_stands_in_the_file_keeps_its_shape_and_finds_room_on_a_page() {
    let bytes = odt(&document()).unwrap();
    let content = part(&bytes, "content.xml");
    for (name, size) in [("schedule-1", ["170.0mm", "85.0mm"]), ("schedule-2", ["55.0mm", "220.0mm"])] {
        assert!(part(&bytes, &format!("Pictures/{name}.svg")).starts_with("<svg"), "{name}");
        assert!(content.contains(&format!("xlink:href=\"Pictures/{name}.svg\"")), "{name}");
        let frame = format!("svg:width=\"{}\" svg:height=\"{}\"", size[0], size[1]);
        assert!(content.contains(&frame), "{frame}: {content}");
    }
    assert!(content.contains("<svg:title>Cronoprogramma &lt;1&gt;</svg:title><svg:desc>SEND &amp; altri</svg:desc>"));
    let manifest = part(&bytes, "META-INF/manifest.xml");
    assert!(manifest.contains("manifest:full-path=\"Pictures/schedule-1.svg\" manifest:media-type=\"image/svg+xml\""));
}

#[test]
fn every_style_that_is_used_is_there() {
    for bytes in [odt(&document()).unwrap(), ods(&book()).unwrap()] {
        let (content, styles) = (part(&bytes, "content.xml"), part(&bytes, "styles.xml"));
        let used = content.split("-name=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name);
        for name in used.filter(|n| *n != "Progetti" && *n != "Note") {
            let declared = format!("style:name=\"{name}\"");
            assert!(content.contains(&declared) || styles.contains(&declared), "no style {name}");
        }
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    assert_eq!(xlsx(&book()).unwrap(), xlsx(&book()).unwrap());
    assert_eq!(ods(&book()).unwrap(), ods(&book()).unwrap());
    assert_eq!(odt(&document()).unwrap(), odt(&document()).unwrap());
    // Two runs within one second would also be alike with the clock in them: nothing is dated by it.
    let written = xlsx(&book()).unwrap();
    assert!(part(&written, "docProps/core.xml").contains("2025-10-29T00:00:00Z"));
    for bytes in [written, ods(&book()).unwrap(), odt(&document()).unwrap()] {
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for at in 0..zip.len() {
            assert_eq!(zip.by_index(at).unwrap().last_modified(), Some(zip::DateTime::DEFAULT));
        }
    }
}
