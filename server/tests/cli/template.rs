//! Our own template: how it is written, and in which letters it is read.

use crate::{
    common::{contents, names},
    desk::{DONE, Desk, NOTHING},
};
use domain::{fact::PROVENANCE, records::TABLES};
use std::{fs, path::PathBuf};

#[test]
fn a_template_in_windows_letters_or_with_a_mark_or_commas_is_read() {
    let desk = Desk::new();
    for (name, bytes) in [
        ("windows.csv", b"Ente;Progetto ;TITOLO\r\nc_e472;uno;Citt\xe0 pi\xf9 bella\r\n".to_vec()),
        ("marca.csv", "\u{feff}ente;progetto;titolo\r\nc_e472;due;Città più bella\r\n".as_bytes().to_vec()),
        ("virgole.csv", "titolo,ente,progetto\n\"Città più bella\",c_e472,tre\n".as_bytes().to_vec()),
    ] {
        desk.import(&[], &[desk.file(name, bytes)]).ended(DONE).counting([1, 0, 0, 0]);
    }
    let out = desk.folder("fuori");
    desk.does(&["export", out.to_str().unwrap()]).ended(DONE);
    let text = fs::read_to_string(out.join("progetti.csv")).unwrap();
    assert_eq!(text.lines().filter(|l| l.contains("Città più bella")).count(), 3, "{text}");
}

#[test]
fn the_template_is_written_with_its_guide_and_never_over_anything() {
    let desk = Desk::empty();
    let out = desk.folder("modello");
    desk.does(&["template", out.to_str().unwrap()]).ended(DONE);
    let mut expected: Vec<String> = TABLES.iter().map(|t| format!("{}.csv", t.file)).collect();
    expected.push("LEGGIMI.txt".to_owned());
    expected.sort();
    assert_eq!(names(&out), expected);
    assert!(!desk.database.exists(), "an empty template needs no database");
    let guide = fs::read_to_string(out.join("LEGGIMI.txt")).unwrap();
    for table in TABLES {
        let text = fs::read_to_string(out.join(format!("{}.csv", table.file))).unwrap();
        let headers: Vec<&str> = table.columns.iter().chain(&PROVENANCE).map(|c| c.header).collect();
        assert_eq!(text, format!("{}\n", headers.join(";")));
        assert!(guide.contains(table.file) && table.columns.iter().all(|c| guide.contains(c.hint)), "{}", table.file);
    }
    // Filled in by an office, a file is worth more than an empty one.
    fs::write(out.join("progetti.csv"), "già compilato").unwrap();
    desk.does(&["template", out.to_str().unwrap()]).ended(NOTHING).saying("esiste già");
    assert_eq!(fs::read_to_string(out.join("progetti.csv")).unwrap(), "già compilato");
    assert_eq!(names(&out), expected);
}

#[test]
fn an_empty_template_goes_in_and_changes_nothing() {
    let desk = Desk::new();
    let before = contents(&desk.database);
    let out = desk.folder("modello");
    desk.does(&["template", out.to_str().unwrap()]).ended(DONE);
    let files: Vec<PathBuf> = TABLES.iter().map(|t| out.join(format!("{}.csv", t.file))).collect();
    desk.import(&[], &files).ended(DONE).counting([0, 0, 0, 0]);
    assert_eq!(contents(&desk.database), before);
}
