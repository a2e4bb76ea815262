//! An import, done and done again, tried out, and done wholly or not at all.

use crate::{
    common::{self, ask, batches, contents, demo_files, names, public_row},
    desk::{DONE, Desk, NOTHING, SOME_REFUSED, changed, public, rows_in, state},
};
use domain::{application::State, identifier::Ipa, ports::Register};
use std::fs;
use store::Store;

#[test]
fn the_demonstration_goes_in_and_a_second_time_changes_nothing() {
    let desk = Desk::empty();
    let files = demo_files();
    let rows = rows_in(&files);
    let first = desk.import(&["--create"], &files).ended(DONE).counting([rows, 0, 0, 0]);
    assert_eq!(first.last(), format!("accettate {rows}, cambiate 0, invariate 0, rifiutate 0"));
    // Each file has its own line, and the last line is the sum.
    assert_eq!(first.out.lines().count(), files.len() + 1, "{first}");
    let (before, imports) = (contents(&desk.database), batches(&desk.database).len());
    assert_eq!(imports, files.len());
    desk.import(&[], &files).ended(DONE).counting([0, 0, rows, 0]);
    assert_eq!(contents(&desk.database), before);
    assert_eq!(batches(&desk.database).len(), 2 * imports);
    desk.does(&["check"]).ended(DONE).saying("è intera");
}

#[test]
fn files_may_come_in_any_order() {
    let desk = Desk::empty();
    let mut files = demo_files();
    files.reverse();
    desk.import(&["--create"], &files).ended(DONE).counting([rows_in(&files), 0, 0, 0]);
}

#[test]
fn a_dry_run_shows_old_and_new_and_writes_nothing() {
    let desk = Desk::new();
    desk.import(&[], &[desk.file("a.csv", state("c_x001", "A", "2022-08-02"))]).ended(DONE).counting([1, 0, 0, 0]);
    let (before, imports) = (contents(&desk.database), batches(&desk.database));
    let paid = desk.file("e.csv", state("c_x001", "E", "2024-03-12"));
    let said = desk.import(&["--dry-run"], std::slice::from_ref(&paid)).ended(DONE).counting([0, 1, 0, 0]);
    let line = said.out.lines().find(|l| l.contains("cambia c_x001")).unwrap_or_else(|| panic!("{said}")).to_owned();
    let (old, new) = line.split_once(" → ").unwrap_or_else(|| panic!("{said}"));
    assert!(old.contains("A 2022-08-02") && new.contains("E 2024-03-12"), "{said}");
    assert!(said.out.contains("Prova: niente è stato scritto."), "{said}");
    let text = fs::read_to_string(common::root().join("data/latina/finanziamenti.csv")).unwrap();
    assert!(text.contains("1500000.00"));
    let less = desk.file("finanziamenti.csv", text.replace("1500000.00", "1400000,00"));
    desk.import(&["--dry-run"], &[less]).ended(DONE).counting([0, 1, 4, 0]).saying("importo: 1500000.00 → importo: 1400000.00");
    // What is new is shown as coming from nothing.
    desk.import(&["--dry-run"], &[desk.file("b.csv", public(&[public_row("c_x002")]))])
        .ended(DONE)
        .counting([1, 0, 0, 0])
        .saying("Prova: niente è stato scritto.");
    assert_eq!(contents(&desk.database), before);
    assert_eq!(batches(&desk.database), imports);
    // And done in earnest, the earlier state stays readable beside the later one.
    desk.import(&[], &[paid]).ended(DONE).counting([0, 1, 0, 0]);
    let states = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().unwrap();
        dossier.applications[0].history().iter().map(|s| (s.state, s.al.map(|d| d.to_string()))).collect::<Vec<_>>()
    });
    assert_eq!(states, [(State::Funded, Some("2022-08-02".to_owned())), (State::Disbursed, Some("2024-03-12".to_owned()))]);
    // What an older file says goes into the history, and the trial says that it changes nothing that is shown.
    let renounced = desk.file("r.csv", state("c_x001", "R", "2023-01-10"));
    desk.import(&["--dry-run", "--snapshot", "2023-02-01"], &[renounced])
        .ended(DONE)
        .counting([0, 1, 0, 0])
        .saying("(resta mostrato quello saputo il 12/03/2024)");
}

#[test]
fn a_dry_run_makes_no_database() {
    let desk = Desk::empty();
    desk.import(&["--create", "--dry-run"], &[desk.file("a.csv", public(&[public_row("c_x001")]))]).ended(DONE);
    assert!(!desk.database.exists(), "a database stands where nothing was written: {:?}", names(desk.dir.path()));
}

#[test]
fn strict_takes_all_or_nothing() {
    let desk = Desk::new();
    let (before, imports) = (contents(&desk.database), batches(&desk.database));
    let good = desk.file("buono.csv", public(&[public_row("c_x001")]));
    let mixed = desk.file("misto.csv", public(&[public_row("c_x002"), changed("c_x003", "14000.0", "-5")]));
    let said = desk.import(&["--strict"], &[good.clone(), mixed.clone()]).ended(NOTHING).counting([0, 0, 0, 1]);
    assert!(said.out.contains("niente è stato importato") && said.out.contains("riga 3"), "{said}");
    assert_eq!((contents(&desk.database), batches(&desk.database)), (before, imports));
    desk.import(&["--strict"], std::slice::from_ref(&good)).ended(DONE).counting([1, 0, 0, 0]);
    desk.import(&[], &[good, mixed]).ended(SOME_REFUSED).counting([1, 0, 1, 1]);
}

#[test]
fn strict_makes_no_database_of_nothing() {
    let desk = Desk::empty();
    let mixed = desk.file("misto.csv", public(&[public_row("c_x002"), changed("c_x003", "14000.0", "-5")]));
    desk.import(&["--create", "--strict"], &[mixed]).ended(NOTHING);
    assert!(!desk.database.exists(), "an empty database stands where nothing was imported: {:?}", names(desk.dir.path()));
}
