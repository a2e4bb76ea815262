//! Opening a file: is it text, is it one of ours, and then its rows one at a time.

use crate::{
    calls,
    decode::{Alphabet, LONGEST_RECORD, Window},
    header::Header,
    json::Elements,
    kind::Kind,
    limits::Limits,
    public,
    record::{Cells, Records},
    refusal::{FileFault, Reason, Refusal},
    row::Row,
    template,
};
use domain::application::PublicRow;
use domain::ports::{CallRow, TypedRow};
use std::io::Read;

/// One thing read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An application of the open data.
    Public(Box<PublicRow>),
    /// A call of the open data.
    Call(CallRow),
    /// A row of our own template.
    Typed(TypedRow),
}

/// The rows of a file, read as they are asked for. Memory is bounded whatever the file's size.
pub struct Rows<'r> {
    kind: Kind,
    header: Header,
    places: Places,
    source: Source<'r>,
    cells: Cells,
    /// A row that is already in `cells`: the first of a JSON list, whose names were the header.
    waiting: Option<u64>,
    limits: Limits,
    /// Rows read so far, refused ones too.
    count: u64,
}

/// How a file that gzip has compressed begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// How an OLE compound file begins: an XLS, or an XLSX with a password around it.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

enum Source<'r> {
    Csv(Records<'r>),
    Json(Elements<'r>),
}

enum Places {
    Public(Box<public::Places>),
    Calls(Box<calls::Places>),
    Template(Box<template::Places>),
}

impl Places {
    fn of(kind: Kind, header: &Header) -> Self {
        match kind {
            Kind::Public => Self::Public(Box::new(public::Places::of(header))),
            Kind::Calls => Self::Calls(Box::new(calls::Places::of(header))),
            Kind::Template(table) => Self::Template(Box::new(template::Places::of(table, header))),
        }
    }
}

/// Opens a file and reads its header.
///
/// # Errors
/// Why it is none of our files. Nothing may be taken in then.
pub fn open<'r>(reader: impl Read + 'r) -> Result<Rows<'r>, FileFault> {
    open_within(reader, Limits::NONE)
}

/// The same of a file that somebody sends. Where it has more rows than allowed the last thing read is a refusal whose reason
/// [is fatal](Reason::is_fatal): the file is to be refused as a whole, whatever was read before.
///
/// # Errors
/// Why it is none of our files, [`FileFault::TooManyColumns`] among the reasons. Nothing may be taken in then.
pub fn open_within<'r>(reader: impl Read + 'r, limits: Limits) -> Result<Rows<'r>, FileFault> {
    let rows = open_rows(reader)?;
    if rows.header.names().len() > limits.columns {
        return Err(FileFault::TooManyColumns);
    }
    Ok(Rows { limits, ..rows })
}

fn open_rows<'r>(reader: impl Read + 'r) -> Result<Rows<'r>, FileFault> {
    let mut window = Window::open(reader)?;
    let mut alphabet = None;
    let held = window.rest();
    if held.starts_with(&[0xff, 0xfe]) || held.starts_with(&[0xfe, 0xff]) {
        return Err(FileFault::NotCsv);
    }
    if held.starts_with(GZIP) {
        return Err(FileFault::Compressed);
    }
    if held.starts_with(OLE) {
        return Err(FileFault::OldSheet);
    }
    if held.starts_with(&[0xef, 0xbb, 0xbf]) {
        window.take(3, 0);
        alphabet = Some(Alphabet::utf8());
    }
    let held = window.rest();
    let alphabet = alphabet.unwrap_or_else(|| Alphabet::of_head(held));
    let Some(blanks) = held.iter().position(|b| !b.is_ascii_whitespace()) else {
        return Err(if window.ended() { FileFault::Empty } else { FileFault::NotCsv });
    };
    let start = &held[blanks..];
    if is_page(start) {
        return Err(FileFault::Html);
    }
    match start {
        [b'{', ..] => Err(FileFault::Json("one object, not a list".to_owned())),
        [b'[', ..] => {
            let lines = crate::record::line_ends(&held[..blanks]);
            window.take(blanks + 1, lines);
            open_json(Elements::new(window, alphabet))
        }
        _ => {
            let delimiter = delimiter_of(start);
            let is_binary = start[..start.len().min(LONGEST_RECORD)].contains(&0);
            let opened = open_csv(Records::new(window, delimiter, alphabet));
            match opened {
                Err(FileFault::NotCsv | FileFault::WrongHeader { .. } | FileFault::DuplicateHeader(_)) if is_binary => {
                    Err(FileFault::Binary)
                }
                opened => opened,
            }
        }
    }
}

fn open_csv(mut records: Records<'_>) -> Result<Rows<'_>, FileFault> {
    let mut cells = Cells::default();
    match records.read(&mut cells) {
        None => return Err(FileFault::Empty),
        Some(Ok(_)) => {}
        Some(Err(refusal)) => {
            return Err(match refusal.reason {
                Reason::LineTooLong => FileFault::LineTooLong,
                Reason::NotText => FileFault::Binary,
                _ => FileFault::NotCsv,
            });
        }
    }
    if cells.count() < 2 {
        return Err(FileFault::NotCsv);
    }
    let header = Header::of(cells.iter())?;
    let kind = header.kind()?;
    let places = Places::of(kind, &header);
    Ok(Rows { kind, header, places, source: Source::Csv(records), cells, waiting: None, limits: Limits::NONE, count: 0 })
}

fn open_json(mut elements: Elements<'_>) -> Result<Rows<'_>, FileFault> {
    let mut cells = Cells::default();
    let line = match elements.read(&mut cells) {
        None => return Err(FileFault::Empty),
        Some(Ok(line)) => line,
        Some(Err(refusal)) => return Err(FileFault::Json(format!("{:?} in line {}", refusal.reason, refusal.line))),
    };
    let header = Header::of(elements.names().iter().map(String::as_str))?;
    let kind = header.kind()?;
    let places = Places::of(kind, &header);
    Ok(Rows { kind, header, places, source: Source::Json(elements), cells, waiting: Some(line), limits: Limits::NONE, count: 0 })
}

/// Comma or semicolon: what the header has more of, outside quotes.
fn delimiter_of(bytes: &[u8]) -> u8 {
    let (mut quoted, mut commas, mut semicolons) = (false, 0_usize, 0_usize);
    for byte in bytes.iter().take(LONGEST_RECORD) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' | b'\r' => break,
            b',' => commas += 1,
            b';' => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

/// A web page, in any case: what a server sends in place of a file that it has not.
fn is_page(start: &[u8]) -> bool {
    let head = start[..start.len().min(32)].to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<script", "<!--"].iter().any(|tag| head.starts_with(tag.as_bytes()))
}

impl Rows<'_> {
    /// What the file turned out to be.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Bytes read so far, for a progress bar.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        match &self.source {
            Source::Csv(records) => records.bytes_read(),
            Source::Json(elements) => elements.bytes_read(),
        }
    }

    /// Puts the next row into `cells`.
    fn advance(&mut self) -> Option<Result<u64, Refusal>> {
        // After the row too many, which is told, nothing is read.
        if self.count > self.limits.rows {
            return None;
        }
        let next = self.read()?;
        self.count = self.count.saturating_add(1);
        if self.count <= self.limits.rows {
            return Some(next);
        }
        let line = next.unwrap_or_else(|refusal| refusal.line);
        Some(Err(Refusal { line, column: None, text: String::new(), reason: Reason::TooManyRows(self.limits.rows) }))
    }

    fn read(&mut self) -> Option<Result<u64, Refusal>> {
        if let Some(line) = self.waiting.take() {
            return Some(Ok(line));
        }
        match &mut self.source {
            Source::Csv(records) => records.read(&mut self.cells),
            Source::Json(elements) => elements.read(&mut self.cells),
        }
    }

    /// Each object of a JSON list names its own members: where they differ from those before, so do their places.
    fn follow_names(&mut self, line: u64) -> Result<(), Refusal> {
        let Source::Json(elements) = &self.source else { return Ok(()) };
        if elements.names() == self.header.names() {
            return Ok(());
        }
        let header = Header::of(elements.names().iter().map(String::as_str)).map_err(|_| Refusal {
            line,
            column: None,
            text: self.cells.excerpt(),
            reason: Reason::NotAnObject,
        })?;
        self.places = Places::of(self.kind, &header);
        self.header = header;
        Ok(())
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Item, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = match self.advance()? {
            Ok(line) => line,
            Err(refusal) => return Some(Err(refusal)),
        };
        if let Err(refusal) = self.follow_names(line) {
            return Some(Err(refusal));
        }
        let row = Row { line, header: &self.header, cells: &self.cells };
        Some(row.complete().and_then(|()| row.sound(self.limits.cell)).and_then(|()| match &self.places {
            Places::Public(at) => public::read(&row, at).map(|row| Item::Public(Box::new(row))),
            Places::Calls(at) => calls::read(&row, at).map(Item::Call),
            Places::Template(at) => template::read(&row, at).map(Item::Typed),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cell::Fault;
    use proptest::prelude::*;

    const HEADER: &str = "codice_ipa,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup";
    const ROW: &str = "c_e472,69000.0,1.4.5 Notifiche,2022-11-04T12:21:55.000+0000,2023-01-03,B21F22004070006";

    fn fault(bytes: &[u8]) -> FileFault {
        match open(bytes) {
            Ok(rows) => panic!("taken for {:?}", rows.kind()),
            Err(fault) => fault,
        }
    }

    fn reasons(bytes: &[u8]) -> (usize, Vec<(u64, Reason)>) {
        let mut taken = 0;
        let mut refused = Vec::new();
        for item in open(bytes).unwrap() {
            match item {
                Ok(_) => taken += 1,
                Err(refusal) => refused.push((refusal.line, refusal.reason)),
            }
        }
        (taken, refused)
    }

    #[test]
    fn an_empty_file_is_told() {
        for bytes in [b"".as_slice(), b"\n \r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"[]", b" [ ]\n", b",,,\n,,\n"] {
            assert!(matches!(fault(bytes), FileFault::Empty), "{bytes:?}");
        }
    }

    #[test]
    fn a_header_alone_is_a_file_without_rows() {
        for end in ["", "\n", "\r\n\r\n"] {
            assert_eq!(reasons(format!("{HEADER}{end}").as_bytes()), (0, vec![]));
        }
    }

    #[test]
    fn a_web_page_saved_as_csv_is_told() {
        for page in ["<!DOCTYPE html><html>", "\n\n  <HTML lang=\"it\">", "\u{feff}<!doctype HTML>", "<!-- 404 -->"] {
            assert!(matches!(fault(page.as_bytes()), FileFault::Html), "{page}");
        }
    }

    #[test]
    fn what_is_no_csv_is_told() {
        assert!(matches!(fault("Gentile ufficio\nnon trovo il file\n".as_bytes()), FileFault::NotCsv));
        assert!(matches!(fault("\"Gentile ufficio, non trovo".as_bytes()), FileFault::NotCsv));
        assert!(matches!(fault(b"\xff\xfee\0n\0t\0e\0"), FileFault::NotCsv));
        assert!(matches!(fault(b"\xfe\xff\0e\0n\0t\0e"), FileFault::NotCsv));
        assert!(matches!(fault(&[b' '; 400_000]), FileFault::NotCsv));
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(matches!(fault(b"PK\x03\x04\x14\0\x06\0\x08\0,,,"), FileFault::Binary));
        assert!(matches!(fault(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), FileFault::Binary));
        assert!(matches!(fault(b"e\0n\0t\0e\0;\0"), FileFault::Binary));
        assert!(matches!(fault(format!("{HEADER}\0\n{ROW}").as_bytes()), FileFault::Binary));
    }

    #[test]
    fn a_row_with_a_nul_is_refused_alone() {
        assert_eq!(reasons(format!("{HEADER}\n{ROW}\nc_a\u{0},{ROW}\n{ROW}\n").as_bytes()), (2, vec![(3, Reason::NotText)]));
    }

    #[test]
    fn a_wrong_header_is_told() {
        assert!(matches!(fault(b"a,b,c\n1,2,3\n"), FileFault::WrongHeader { nearest: None, .. }));
        assert!(matches!(fault(b"[{\"a\":1}]"), FileFault::WrongHeader { nearest: None, .. }));
        assert!(matches!(fault(format!("{HEADER},Avviso\n").as_bytes()), FileFault::DuplicateHeader(name) if name == "avviso"));
    }

    #[test]
    fn json_that_is_no_list_of_objects_is_told() {
        for text in ["{\"message\": \"Not Found\"}", "[1, 2]", "[{\"a\": ", "[[]]"] {
            assert!(matches!(fault(text.as_bytes()), FileFault::Json(_)), "{text}");
        }
    }

    #[test]
    fn a_first_line_that_never_ends_stops() {
        assert!(matches!(open(std::io::repeat(b'a')), Err(FileFault::LineTooLong)));
        assert!(matches!(open(std::io::repeat(b',')), Err(FileFault::LineTooLong)));
        assert!(open(std::io::repeat(b'"')).is_err());
        assert!(open(std::io::repeat(b'[')).is_err());
        assert!(open(std::io::repeat(b'\n')).is_err());
    }

    #[test]
    fn a_later_line_that_never_ends_keeps_what_came_before() {
        let head = format!("{HEADER}\n{ROW}\n");
        let mut rows = open(head.as_bytes().chain(std::io::repeat(b'a'))).unwrap();
        assert!(rows.next().unwrap().is_ok());
        let refusal = rows.next().unwrap().unwrap_err();
        assert_eq!((refusal.line, refusal.reason), (3, Reason::LineTooLong));
        assert!(rows.next().is_none());
        assert!(rows.bytes_read() < 2_000_000);
    }

    #[test]
    fn a_file_cut_off_inside_quotes_keeps_what_came_before() {
        let text = format!("{HEADER}\n{ROW}\nc_a515,14000.0,\"1.4.4 Adozione SPID");
        assert_eq!(reasons(text.as_bytes()), (1, vec![(3, Reason::BrokenQuote)]));
    }

    #[test]
    fn a_file_cut_off_inside_a_row_keeps_what_came_before() {
        let text = format!("{HEADER}\n{ROW}\nc_a515,14000.0,1.4.4");
        assert_eq!(reasons(text.as_bytes()), (1, vec![(3, Reason::TooFewCells { found: 3, expected: 6 })]));
    }

    #[test]
    fn a_separator_too_many_refuses_the_row_unless_nothing_follows_it() {
        let text = format!("{HEADER}\n{ROW},\n{ROW},x\n");
        assert_eq!(reasons(text.as_bytes()), (1, vec![(3, Reason::TooManyCells { found: 7, expected: 6 })]));
    }

    #[test]
    fn a_refusal_has_line_column_and_the_offending_text() {
        let text = format!("{HEADER}\n\n{}\n", ROW.replace("69000.0", "sessanta\u{7}mila"));
        let refusal = open(text.as_bytes()).unwrap().next().unwrap().unwrap_err();
        assert_eq!((refusal.line, refusal.column.as_deref()), (3, Some("importo_finanziamento")));
        assert_eq!(refusal.text, "sessanta\u{fffd}mila");
        assert!(matches!(refusal.reason, Reason::Cell(Fault::NotMoney(_))));
    }

    #[test]
    fn the_separator_is_that_of_the_header() {
        assert_eq!(reasons(format!("{}\n{}\n", HEADER.replace(',', ";"), ROW.replace(',', ";")).as_bytes()), (1, vec![]));
        assert_eq!(delimiter_of(b"\"a;b;c;d\",e\n;;;;"), b',');
    }

    #[test]
    fn objects_of_a_list_may_name_other_members() {
        let object = |extra: &str| {
            let members: Vec<_> =
                HEADER.split(',').zip(ROW.split(',')).map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
            format!("{{{extra}{}}}", members.join(","))
        };
        let text = format!("[{},{},{{\"avviso\":\"x\"}}]", object(""), object("\"stato_candidatura\":\"E\","));
        let read: Vec<_> = open(text.as_bytes()).unwrap().collect();
        assert!(matches!(&read[1], Ok(Item::Public(row)) if row.says.state == domain::application::State::Disbursed));
        assert!(matches!(&read[2], Err(refusal) if refusal.column.as_deref() == Some("codice_ipa")));
    }

    #[test]
    fn what_comes_a_byte_at_a_time_is_read_alike() {
        struct Drops<'a>(&'a [u8]);
        impl Read for Drops<'_> {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                let length = out.len().min(1);
                self.0.read(&mut out[..length])
            }
        }
        let text = format!("{HEADER}\r\n\"{}\"\r\n{ROW}", ROW.replace(',', "\",\""));
        let dropped: Vec<_> = open(Drops(text.as_bytes())).unwrap().collect();
        let whole: Vec<_> = open(text.as_bytes()).unwrap().collect();
        assert_eq!(dropped, whole);
        assert_eq!(whole.len(), 2);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1_000)) {
            if let Ok(rows) = open(bytes.as_slice()) {
                let _ = rows.count();
            }
        }

        #[test]
        fn no_rows_make_it_panic(rows in "[a-z0-9èì,;\"'\\r\\n\\t=.{}\\[\\]:-]{0,400}") {
            for head in [HEADER, "ente;progetto;voce;fondo;importo;al", "titolo,misura,data_inizio_bando"] {
                let _ = open(format!("{head}\n{rows}").as_bytes()).unwrap().count();
            }
            for head in ["", "["] {
                if let Ok(rows) = open(format!("{head}{rows}").as_bytes()) {
                    let _ = rows.count();
                }
            }
        }

        #[test]
        fn damage_in_one_row_never_hides_another(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut text = format!("{HEADER}\n").into_bytes();
            text.extend_from_slice(b"c_x,1,");
            text.extend(bytes.iter().filter(|b| !matches!(b, b'\n' | b'\r')));
            text.extend_from_slice(format!("\n{ROW}\n{ROW}\n").as_bytes());
            let taken = open(text.as_slice()).unwrap().filter(Result::is_ok).count();
            prop_assert!(taken >= 2);
        }
    }
}
