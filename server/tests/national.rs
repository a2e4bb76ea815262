//! The five files of all Italy, where they lie beside the repository.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{ask, batches, demo, import, run, shared, traguardi};
use domain::{identifier::Ipa, ports::Register};
use std::path::PathBuf;
use store::Store;

/// Rows of each file.
const FILES: [(&str, u64); 5] = [
    ("candidature_finanziate_12.csv", 12_934),
    ("candidature_finanziate_131.csv", 11_856),
    ("candidature_finanziate_141.csv", 13_513),
    ("candidature_finanziate_144.csv", 12_364),
    ("candidature_finanziate_145.csv", 7_707),
];

/// Rows of all five.
const ALL: u64 = 58_374;

/// Rows of `avvisi.csv`.
const CALLS: u64 = 57;

/// The five files and `avvisi.csv`; nothing, said aloud, where they are not.
fn files() -> Option<Vec<PathBuf>> {
    let folder = shared().map(|s| s.join("data/padigitale"));
    let names = FILES.iter().map(|(name, _)| *name).chain(["avvisi.csv"]);
    let files: Option<Vec<PathBuf>> = folder.map(|f| names.map(|name| f.join(name)).collect());
    let files = files.filter(|files| files.iter().all(|f| f.is_file()));
    if files.is_none() {
        common::skipped("the national files are not here; say where with TRAGUARDI_SHARED (a folder with data/padigitale in it)");
    }
    files
}

#[test]
fn all_of_italy_goes_in_without_a_refusal_and_a_second_time_changes_nothing() {
    let Some(files) = files() else { return };
    assert_eq!(FILES.iter().map(|(_, rows)| rows).sum::<u64>(), ALL);
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("italia.sqlite");
    let said = import(&database, &["--create"], &files).ended(0).counting([ALL + CALLS, 0, 0, 0]);
    for (name, rows) in FILES {
        let line = format!("{name}: accettate {rows}, cambiate 0, invariate 0, rifiutate 0");
        assert!(said.out.lines().any(|l| l == line), "«{line}» was not said: {said}");
    }
    let told = |database: &std::path::Path| {
        ask(database, async |store: &Store| {
            let page = store.enti("", 0, 100_000).await.unwrap();
            let mut told: Vec<String> = page.enti.iter().map(|line| format!("{line:?}")).collect();
            for ipa in ["c_e472", "c_a515", "c_f839", "c_d969"] {
                told.push(format!("{:?}", store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap()));
            }
            let catalogue = store.catalogue().await.unwrap();
            told.push(format!("{:?} {:?}", catalogue.calls, catalogue.shares));
            told
        })
    };
    let before = told(&database);
    // Every file tells its day only by what is inside, and says so.
    let imports = batches(&database);
    assert_eq!(imports.len(), 6);
    for batch in imports.iter().filter(|b| b.kind == "pa-digitale") {
        assert!(batch.at_least && batch.snapshot.is_some(), "{batch:?}");
        assert!(batch.refusals.is_empty(), "{batch:?}");
    }
    import(&database, &[], &files).ended(0).counting([0, 0, ALL + CALLS, 0]);
    assert_eq!(told(&database), before);
    assert_eq!(batches(&database).len(), 12);
    run(traguardi(&database).arg("check")).ended(0).saying("è intera");
}

#[test]
fn the_rows_of_one_body_can_be_taken_alone() {
    let Some(files) = files() else { return };
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("latina.sqlite");
    let said = import(&database, &["--create", "--ente", "c_e472"], &files).ended(0);
    let [accepted, changed, unchanged, refused] = said.tally();
    assert_eq!((changed, unchanged, refused), (0, 0, 0), "{said}");
    ask(&database, async |store: &Store| {
        let page = store.enti("", 0, 100_000).await.unwrap();
        assert_eq!(page.total, 1);
        assert_eq!(page.enti[0].ente.ipa.as_str(), "c_e472");
        let dossier = store.dossier(&Ipa::read("c_e472").unwrap()).await.unwrap().unwrap();
        // Calls belong to nobody: all of them go in.
        assert_eq!(dossier.applications.len() as u64, accepted - CALLS, "{said}");
        assert!(!dossier.applications.is_empty());
    });
}

#[test]
fn the_demonstration_knows_already_what_the_files_say_of_latina() {
    let Some(files) = files() else { return };
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("demo.sqlite");
    demo(&database);
    let projects = |database: &std::path::Path| {
        ask(database, async |store: &Store| store.dossier(&Ipa::read("c_e472").unwrap()).await.unwrap().unwrap().projects)
    };
    let before = projects(&database);
    let said = import(&database, &["--ente", "c_e472"], &files).ended(0);
    let [_, changed, _, refused] = said.tally();
    // Not one state, amount or date of the demonstration is otherwise in the real files.
    assert_eq!((changed, refused), (0, 0), "{said}");
    for (name, _) in FILES {
        let line = said.out.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("{said}"));
        assert!(line.starts_with(&format!("{name}: accettate 0, cambiate 0,")), "{said}");
    }
    assert_eq!(projects(&database), before, "an application of the demonstration got a second project");
}
