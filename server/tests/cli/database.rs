//! Databases that are not there, not whole, not free.

use crate::{
    common::{ask, contents, names, public_row},
    desk::{Desk, NOTHING, SOME_REFUSED, public},
};
use std::fs;
use store::Store;

#[test]
fn a_missing_database_is_told_and_never_made() {
    let desk = Desk::empty();
    let file = desk.file("a.csv", public(&[public_row("c_x001")]));
    let file = file.to_str().unwrap();
    let out = desk.folder("fuori");
    for command in [
        vec!["import", file],
        vec!["import", "--dry-run", file],
        vec!["serve"],
        vec!["check"],
        vec!["export", out.to_str().unwrap()],
    ] {
        desk.does(&command).ended(NOTHING).saying("non esiste");
        assert_eq!(names(desk.dir.path()), ["a.csv"], "{command:?} left something");
    }
}

/// A SQLite database of some other program: whole, with one page and no table.
fn foreign() -> Vec<u8> {
    let mut bytes = b"SQLite format 3\0".to_vec();
    // Page size 512, rollback journal, no reserved bytes, the fixed payload fractions.
    bytes.extend([2, 0, 1, 1, 0, 64, 32, 32]);
    // Change counter, pages, free list (two), schema cookie, schema format, cache, vacuum, encoding (UTF-8), three zeros.
    for word in [1_u32, 1, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3_045_000] {
        bytes.extend(word.to_be_bytes());
    }
    assert_eq!(bytes.len(), 100);
    // An empty leaf of the schema.
    bytes.extend([0x0d, 0, 0, 0, 0, 2, 0, 0]);
    bytes.resize(512, 0);
    bytes
}

#[test]
fn what_is_no_database_is_told_and_left_alone() {
    let desk = Desk::empty();
    let file = desk.file("a.csv", public(&[public_row("c_x001")]));
    let file = file.to_str().unwrap();
    let out = desk.folder("fuori");
    for bytes in [b"ciao\n".to_vec(), vec![0xff; 100_000], b"SQLite format 3\0 e poi altro".to_vec(), vec![], foreign()] {
        fs::write(&desk.database, &bytes).unwrap();
        for command in [vec!["import", file], vec!["serve"], vec!["check"], vec!["export", out.to_str().unwrap()]] {
            desk.does(&command).ended(NOTHING).saying("non è una base dati leggibile");
            assert!(fs::read(&desk.database).unwrap() == bytes, "{command:?} wrote into a file that is none of ours");
            assert!(!out.exists(), "{command:?} left a folder");
        }
    }
}

#[test]
fn an_existing_database_is_not_made_anew() {
    let desk = Desk::new();
    let before = contents(&desk.database);
    let file = desk.file("a.csv", public(&[public_row("c_x001")]));
    desk.import(&["--create"], &[file]).ended(NOTHING).saying("esiste già");
    assert_eq!(contents(&desk.database), before);
}

#[test]
fn a_damaged_page_is_found_and_told_in_plain_words() {
    let desk = Desk::new();
    let whole = fs::read(&desk.database).unwrap();
    let page = 4096;
    assert!(whole.len() > 60 * page, "the demonstration is too small for this test");
    for at in [4, 9, 24, 44, 54] {
        let mut bytes = whole.clone();
        bytes[at * page..(at + 1) * page].fill(0xff);
        fs::write(&desk.database, &bytes).unwrap();
        let said = desk.does(&["check"]);
        assert!([NOTHING, SOME_REFUSED].contains(&said.code), "page {at}: a damaged database passes for whole: {said}");
        assert!(
            said.out.contains("copia di sicurezza") || said.err.contains("copia di sicurezza"),
            "page {at}: what now? {said}"
        );
        said.in_plain_words();
    }
}

#[test]
fn a_database_that_is_open_elsewhere_is_told() {
    let desk = Desk::new();
    let file = desk.file("a.csv", public(&[public_row("c_x001")]));
    let before = contents(&desk.database);
    let out = desk.folder("fuori");
    ask(&desk.database, async |_: &Store| {
        for command in
            [vec!["import", file.to_str().unwrap()], vec!["serve"], vec!["check"], vec!["export", out.to_str().unwrap()]]
        {
            desk.does(&command).ended(NOTHING).saying("già aperta da un altro processo");
        }
    });
    assert_eq!(contents(&desk.database), before);
}
