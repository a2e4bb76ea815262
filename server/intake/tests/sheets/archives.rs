//! Archives that are no workbook, or a trap.

use crate::{
    book::{Book, Entry, archive, stored, texts, zeros},
    csv,
};
use intake::{SheetFault, is_sheet, open};
use proptest::prelude::*;

fn book() -> Book {
    Book::of(&[(1, texts("ente;progetto;titolo")), (2, texts("c_e472;a;b"))])
}

/// The workbook with further entries.
fn with(entries: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    archive(&[book().entries(), entries.into_iter().collect()].concat())
}

#[test]
fn the_workbook_that_the_others_are_made_of_is_read() {
    let bytes = book().bytes();
    assert!(is_sheet(&bytes));
    assert!(csv(&bytes).is_ok());
    assert!(csv(&with([stored("xl/media/image1.png", [7; 5_000])])).is_ok());
}

#[test]
fn other_archives_are_told() {
    let text = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    for entries in [
        vec![],
        vec![stored("mimetype", text), stored("content.xml", "<a/>")],
        vec![stored("foto/1.jpg", [0xff, 0xd8])],
        vec![stored("xl/workbook.bin", [0, 1])],
    ] {
        let bytes = archive(&entries);
        assert!(is_sheet(&bytes) && matches!(csv(&bytes), Err(SheetFault::NotXlsx)));
        assert!(open(bytes.as_slice()).is_err());
    }
    assert!(matches!(csv(&with([stored("xl/vbaProject.bin", [0])])), Err(SheetFault::Macros)));
}

#[test]
fn an_encrypted_archive_is_told() {
    let mut entries = book().entries();
    for entry in &mut entries {
        entry.flags = 1;
    }
    assert!(matches!(csv(&archive(&entries)), Err(SheetFault::Encrypted)));
}

#[test]
fn a_gibibyte_of_zeros_is_not_unpacked() {
    let bomb = with([zeros(1 << 30, 0)]);
    assert!(bomb.len() < 8_000_000);
    assert!(matches!(csv(&bomb), Err(SheetFault::TooLarge)));
}

#[test]
fn what_the_directory_says_of_sizes_is_not_believed() {
    let bomb = zeros(1 << 26, 0);
    for (size, packed_size) in [(10, bomb.packed_size), (u32::MAX, bomb.packed_size), (1 << 26, 1 << 30), (10, 10)] {
        let mut entry = bomb.clone();
        (entry.size, entry.packed_size) = (size, packed_size);
        let fault = csv(&with([entry])).unwrap_err();
        assert!(matches!(fault, SheetFault::TooLarge | SheetFault::Broken(_)), "{size} {packed_size} {fault:?}");
    }
}

#[test]
fn what_an_archive_unpacks_to_is_bounded_below_that_ratio_too() {
    let bomb = with([zeros(130 << 20, 2)]);
    assert!(bomb.len() > (130 << 20) / 100, "the ratio would refuse it");
    assert!(matches!(csv(&bomb), Err(SheetFault::TooLarge)));
}

#[test]
fn texts_that_are_held_in_memory_are_bounded() {
    let many = format!("<sst>{}</sst>", "<si/>".repeat(1_000_001));
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(2 << 20));
    for strings in [many, long] {
        let mut entries = book().entries();
        entries.retain(|entry| entry.name != "xl/sharedStrings.xml");
        entries.push(stored("xl/sharedStrings.xml", strings));
        assert!(matches!(csv(&archive(&entries)), Err(SheetFault::TooLarge)));
    }
    let styles = format!("<styleSheet>{}</styleSheet>", "<xf/>".repeat(200_001));
    let mut entries = book().entries();
    entries.retain(|entry| entry.name != "xl/styles.xml");
    entries.push(stored("xl/styles.xml", styles));
    assert!(matches!(csv(&archive(&entries)), Err(SheetFault::TooLarge)));
}

#[test]
fn a_part_that_is_named_for_another_is_told() {
    let mut entries = book().entries();
    for entry in &mut entries {
        if entry.name == "xl/_rels/workbook.xml.rels" {
            let relations = String::from_utf8(entry.packed.clone()).unwrap().replace("sharedStrings.xml", "media/image1.png");
            *entry = stored(&entry.name, relations);
        }
    }
    entries.push(stored("xl/media/image1.png", "<sst></sst>"));
    assert!(matches!(csv(&archive(&entries)), Err(SheetFault::Broken(_))));
}

#[test]
fn an_archive_has_two_hundred_entries_at_most() {
    let own = book().entries().len();
    let more = |count: usize| with((own..count).map(|at| stored(&format!("xl/media/{at}.png"), "x")));
    assert!(csv(&more(200)).is_ok());
    for count in [201, 1_000, 60_000] {
        assert!(matches!(csv(&more(count)), Err(SheetFault::TooManyEntries)), "{count}");
    }
}

#[test]
fn a_workbook_that_is_cut_off_is_told_wherever_it_is_cut() {
    let whole = book().bytes();
    for length in 0..whole.len() {
        assert!(matches!(csv(&whole[..length]), Err(SheetFault::Broken(_) | SheetFault::NotXlsx)), "{length}");
    }
    assert!(csv(&whole).is_ok());
}

#[test]
fn a_sheet_that_is_not_sound_is_told() {
    for (from, to) in [("</row>", ""), ("<sheetData>", "<!DOCTYPE a><sheetData>"), ("UTF-8", "UTF-16"), ("</worksheet>", "")] {
        let mut book = book();
        let (.., xml) = &mut book.sheets[0];
        *xml = xml.replacen(from, to, 1);
        assert!(matches!(csv(&book.bytes()), Err(SheetFault::Broken(_))), "{from}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1_000)) {
        let _ = csv(&bytes);
        let _ = csv(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_makes_it_panic(hits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = book().bytes();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = csv(&bytes);
    }

    #[test]
    fn no_sheet_makes_it_panic(inner in "[<>/crvistf=\"0-9A-Z&;# ]{0,300}") {
        let mut book = book();
        let (.., xml) = &mut book.sheets[0];
        *xml = xml.replace("</row>", &format!("</row>{inner}"));
        let _ = csv(&book.bytes());
    }
}
