//! The limits on a file that is uploaded.

use crate::{
    book::{Book, empty, shared, text, texts},
    csv, read,
};
use intake::{FileFault, Limits, Reason, SheetFault, open, open_within, sheet_to_csv};
use std::io::Read;

const PROJECT: &str = "ente;progetto;titolo;nota";

/// The reasons of what was refused, and how much was taken.
fn reasons(bytes: &[u8], limits: Limits) -> (usize, Vec<(u64, Reason)>) {
    let mut taken = 0;
    let mut refused = Vec::new();
    for item in open_within(bytes, limits).unwrap() {
        match item {
            Ok(_) => taken += 1,
            Err(refusal) => refused.push((refusal.line, refusal.reason)),
        }
    }
    (taken, refused)
}

#[test]
fn so_many_rows_are_read_and_no_more() {
    let few = Limits { rows: 2, ..Limits::UPLOAD };
    let text = format!("{PROJECT}\nc_e472;a;b;\n\nc_e472;b\n");
    assert_eq!(reasons(text.as_bytes(), few), (1, vec![(4, Reason::TooFewCells { found: 2, expected: 4 })]));
    let text = format!("{text}c_e472;c;d;\nc_e472;d;e;\n");
    let (taken, refused) = reasons(text.as_bytes(), few);
    assert_eq!((taken, refused.len()), (1, 2));
    assert_eq!(refused[1], (5, Reason::TooManyRows(2)));
    assert!(refused[1].1.is_fatal() && !refused[0].1.is_fatal());
}

#[test]
fn the_row_after_two_hundred_and_fifty_thousand_ends_the_file() {
    let rows = |count: usize| format!("{PROJECT}\n{}", "x\n".repeat(count));
    let last = |text: String| open_within(text.as_bytes(), Limits::UPLOAD).unwrap().last().unwrap().unwrap_err();
    assert!(!last(rows(250_000)).reason.is_fatal());
    let refusal = last(rows(250_001));
    assert_eq!((refusal.line, refusal.reason), (250_002, Reason::TooManyRows(250_000)));
    // An endless file ends there too, and one that the command line reads does not.
    let endless = PROJECT.as_bytes().chain(b"\n".as_slice()).chain(Endless(false));
    assert_eq!(open_within(endless, Limits::UPLOAD).unwrap().count(), 250_001);
    assert_eq!(open(rows(250_001).as_bytes()).unwrap().count(), 250_001);
    assert!(!open(rows(250_001).as_bytes()).unwrap().any(|row| row.unwrap_err().reason.is_fatal()));
}

/// Lines of one letter, and whether the next byte ends one.
struct Endless(bool);

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        for byte in out.iter_mut() {
            *byte = if self.0 { b'\n' } else { b'x' };
            self.0 = !self.0;
        }
        Ok(out.len())
    }
}

#[test]
fn a_cell_of_more_than_four_kilobytes_refuses_its_row() {
    let row = |length: usize| format!("{PROJECT}\nc_e472;a;b;{}\nc_e472;a;b;\n", "x".repeat(length));
    let (taken, refused) = reasons(row(4_097).as_bytes(), Limits::UPLOAD);
    assert_eq!((taken, refused), (1, vec![(2, Reason::CellTooLong(4_096))]));
    assert_eq!(reasons(row(4_000).as_bytes(), Limits::UPLOAD), (2, vec![]));
    assert!(matches!(reasons(row(4_096).as_bytes(), Limits::UPLOAD).1[..], [(2, Reason::Cell(_))]));
    // Bytes are counted, not letters, and those of a sheet alike.
    let long = "è".repeat(2_049);
    let mut cells = texts("c_e472;a;b");
    cells.push(text(&long));
    let book = csv(&Book::of(&[(1, texts(PROJECT)), (2, cells)]).bytes()).unwrap();
    let refusal = read(&book).remove(0).unwrap_err();
    assert_eq!((refusal.column.as_deref(), refusal.reason), (Some("nota"), Reason::CellTooLong(4_096)));
    let json = format!("[{{\"ente\":\"c_e472\",\"progetto\":\"a\",\"titolo\":\"b\",\"nota\":\"{long}\"}}]");
    assert_eq!(reasons(json.as_bytes(), Limits::UPLOAD), (0, vec![(1, Reason::CellTooLong(4_096))]));
}

#[test]
fn the_rows_of_json_are_counted_too() {
    let object = "{\"ente\":\"c_e472\",\"progetto\":\"a\",\"titolo\":\"b\"}";
    let few = Limits { rows: 2, ..Limits::UPLOAD };
    assert_eq!(reasons(format!("[{object},\n{object}]").as_bytes(), few), (2, vec![]));
    assert_eq!(reasons(format!("[{object},\n{object},\n{object},1]").as_bytes(), few), (2, vec![(3, Reason::TooManyRows(2))]));
    let narrow = Limits { columns: 2, ..Limits::UPLOAD };
    assert!(matches!(open_within(format!("[{object}]").as_bytes(), narrow), Err(FileFault::TooManyColumns)));
}

#[test]
fn sixty_five_columns_are_too_many_in_a_sheet_too() {
    let header = |columns: usize| {
        let mut cells = texts("ente;progetto;titolo");
        cells.resize_with(columns - 1, empty);
        cells.push(text("nota"));
        csv(&Book::of(&[(1, cells), (2, texts("c_e472;a;b"))]).bytes()).unwrap()
    };
    assert_eq!(read(&header(64)).len(), 1);
    for columns in [65, 66, 300] {
        assert!(matches!(open_within(header(columns).as_slice(), Limits::UPLOAD), Err(FileFault::TooManyColumns)), "{columns}");
    }
    // A cell far outside refuses its row, and does not make it thousands of cells wide.
    let mut far = texts("c_e472;a;b");
    far.resize_with(600, empty);
    far.push(text("lontano"));
    let sheet = csv(&Book::of(&[(1, texts("ente;progetto;titolo")), (2, far)]).bytes()).unwrap();
    assert_eq!(read(&sheet)[0].as_ref().unwrap_err().reason, Reason::TooManyCells { found: 65, expected: 3 });
    assert!(sheet.len() < 300);
}

#[test]
fn a_row_of_long_cells_is_too_long_and_no_broken_quote() {
    let long = || vec![text(&"x".repeat(4_000)); 60];
    let rows: Vec<_> = (2..12).map(|number| (number, long())).collect();
    let sheet = [vec![(1, texts(PROJECT))], rows].concat();
    let read = read(&csv(&Book::of(&sheet).bytes()).unwrap());
    assert_eq!(read.len(), 10);
    assert!(read.iter().all(|row| row.as_ref().unwrap_err().reason == Reason::LineTooLong));
}

#[test]
fn what_is_compressed_is_not_unpacked() {
    for head in [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), b"\x1f\x8b"] {
        assert!(matches!(open_within(head, Limits::UPLOAD), Err(FileFault::Compressed)));
        assert!(matches!(open(head), Err(FileFault::Compressed)));
    }
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0";
    assert!(matches!(open_within(old.as_slice(), Limits::UPLOAD), Err(FileFault::OldSheet)));
}

/// A writer that keeps nothing.
struct Counted(u64);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_small_workbook_that_says_one_long_text_over_and_over_does_not_fill_the_disk() {
    let long: &'static str = Box::leak("x".repeat(1_000_000).into_boxed_str());
    let mut rows = vec![(1, texts(PROJECT))];
    rows.extend((2..12_000).map(|n| (n, vec![shared(0), shared(0), shared(0), shared(0)])));
    let bytes = Book { strings: vec![long], ..Book::of(&rows) }.bytes();
    assert!(bytes.len() < 8 * 1024 * 1024, "{}", bytes.len());
    let mut out = Counted(0);
    assert!(matches!(sheet_to_csv(std::io::Cursor::new(bytes), &mut out), Err(SheetFault::TooLarge)));
    assert!(out.0 < 140 * 1024 * 1024, "{} bytes were written before it was refused", out.0);
}

#[test]
fn a_text_longer_than_a_cell_may_be_still_refuses_its_row() {
    let long: &'static str = Box::leak("à".repeat(5_000).into_boxed_str());
    let rows = [(1, texts(PROJECT)), (2, vec![text("c_e472"), text("a"), shared(0)])];
    let bytes = Book { strings: vec![long], ..Book::of(&rows) }.bytes();
    let (taken, refused) = reasons(&csv(&bytes).unwrap(), Limits::UPLOAD);
    assert_eq!((taken, refused.len()), (0, 1));
    assert!(matches!(refused[0].1, Reason::CellTooLong(_)), "{refused:?}");
}
