//! What the tests of the command line work with: exit codes, a folder with a database, files of public rows.

use crate::common::{HEADER, Said, ask, demo, import, public_row, run, traguardi, typed_of, write};
use domain::{identifier::Ipa, ports::Register};
use std::path::{Path, PathBuf};
use store::Store;

pub(super) const DONE: i32 = 0;
pub(super) const NOTHING: i32 = 1;
pub(super) const SOME_REFUSED: i32 = 2;
pub(super) const USAGE: i32 = 64;

/// A folder for one test, with a database of the demonstration in it.
pub(super) struct Desk {
    pub(super) dir: tempfile::TempDir,
    pub(super) database: PathBuf,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self::empty();
        demo(&desk.database);
        desk
    }

    /// Without its database.
    pub(super) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("base.sqlite");
        Self { dir, database }
    }

    pub(super) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        write(self.dir.path(), name, bytes)
    }

    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn import(&self, options: &[&str], files: &[PathBuf]) -> Said {
        import(&self.database, options, files)
    }

    pub(super) fn does(&self, arguments: &[&str]) -> Said {
        run(traguardi(&self.database).args(arguments))
    }

    /// What the town's own rows and dossiers say: what a file about others must leave alone.
    pub(super) fn towns(&self) -> Vec<String> {
        ask(&self.database, async |store: &Store| {
            let mut out = typed_of(store).await;
            for ipa in ["c_e472", "c_a515"] {
                out.push(format!("{:?}", store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap()));
            }
            out
        })
    }

    pub(super) fn knows(&self, ipa: &str) -> bool {
        ask(&self.database, async |store: &Store| store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap().is_some())
    }
}

/// Rows of CSV files of the template.
pub(super) fn rows_in(files: &[PathBuf]) -> u64 {
    let count = |file: &PathBuf| {
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(file).unwrap();
        reader.records().collect::<Result<Vec<_>, _>>().unwrap().len() as u64
    };
    files.iter().map(count).sum()
}

/// Rows of a file as a set.
pub(super) fn rows(file: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    rows.sort();
    (head, rows)
}

/// A file of public rows.
pub(super) fn public(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// A public row with one cell changed.
pub(super) fn changed(ipa: &str, from: &str, to: &str) -> String {
    let row = public_row(ipa);
    assert!(row.contains(from), "{row} has no {from}");
    row.replace(from, to)
}

/// A file with the state of one application.
pub(super) fn state(ipa: &str, state: &str, on: &str) -> String {
    format!("{HEADER},stato_candidatura,data_stato_candidatura\n{},{state},{on}\n", public_row(ipa))
}
