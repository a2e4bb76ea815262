//! What the tests of the server share: the program as it was built, the demonstration, and what a database holds.
//!
//! Paths are found from the workspace's root, never written down; what lies outside the repository is looked for and its
//! absence is said aloud.

#![allow(dead_code, clippy::unwrap_used)]

use domain::{
    ports::{Batch, Register},
    records::TABLES,
};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use store::Store;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_traguardi");

/// The day on which all tests take place.
pub const TODAY: &str = "2026-11-22";

/// The day on which all tests take place.
pub fn today() -> chrono::NaiveDate {
    TODAY.parse().unwrap()
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Hands the library its assets as `cargo xtask` has made them: the program has them inside, a test reads them from their folder.
pub fn bring_assets() {
    server::assets::bring(|path| {
        let bytes = fs::read(root().join("target/site").join(path)).ok()?;
        Some(server::assets::Asset { digest: Sha256::digest(&bytes).into(), bytes: bytes.into() })
    });
}

/// The data that lie beside the repository, where they do: `TRAGUARDI_SHARED`, else the folder `shared` next to the root.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("TRAGUARDI_SHARED").map_or_else(|| root().parent().unwrap().join("shared"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// The program with a database, on the tests' day, untouched by the settings of whoever runs the tests.
pub fn traguardi(database: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("TRAGUARDI_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null()).arg("--database").arg(database).args(["--today", TODAY]);
    command
}

/// Copies a database that nobody has open, with the key of its log.
pub fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap();
    fs::copy(store::key_path(from), store::key_path(to)).unwrap();
}

/// What a command said, and its exit code.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

impl Said {
    /// It ended with this code, and in words for people.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self.in_plain_words();
        self
    }

    /// It said this, on either stream.
    pub fn saying(self, words: &str) -> Self {
        assert!(self.out.contains(words) || self.err.contains(words), "«{words}» was not said: {self}");
        self
    }

    /// The last line that it printed.
    pub fn last(&self) -> &str {
        self.out.lines().last().unwrap_or_default()
    }

    /// Accepted, changed, unchanged, refused, as the last line gives them.
    pub fn tally(&self) -> [u64; 4] {
        let mut tally = [0; 4];
        let words = ["accettate", "cambiate", "invariate", "rifiutate"];
        let parts: Vec<&str> = self.last().split(", ").collect();
        assert_eq!(parts.len(), 4, "the last line has no tally: {self}");
        for ((part, word), n) in parts.into_iter().zip(words).zip(&mut tally) {
            let (name, number) = part.split_once(' ').unwrap_or_else(|| panic!("no tally: {self}"));
            assert_eq!(name, word, "{self}");
            *n = number.parse().unwrap_or_else(|_| panic!("no number: {self}"));
        }
        tally
    }

    /// The tally is this.
    pub fn counting(self, tally: [u64; 4]) -> Self {
        assert_eq!(self.tally(), tally, "accepted, changed, unchanged, refused: {self}");
        self
    }

    /// No panic, no type name, no words of SQLite or of a library, no English sentence of an error.
    pub fn in_plain_words(&self) {
        for machine in ["panicked", "StoreError", "sqlx", "backtrace", "error returned from", "the database", "(code:"] {
            assert!(!self.out.contains(machine) && !self.err.contains(machine), "«{machine}» is no word for people: {self}");
        }
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Imports files.
pub fn import(database: &Path, options: &[&str], files: &[PathBuf]) -> Said {
    run(traguardi(database).arg("import").args(options).args(files))
}

/// The files of the demonstration: the reference catalogue and the two towns.
pub fn demo_files() -> Vec<PathBuf> {
    let mut files = vec![];
    for folder in ["reference", "latina", "avezzano"] {
        let folder = root().join("data").join(folder);
        let mut here: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "csv"))
            .collect();
        assert!(!here.is_empty(), "{} has no CSV", folder.display());
        here.sort();
        files.extend(here);
    }
    files
}

/// A database with the demonstration.
pub fn demo(database: &Path) {
    let said = import(database, &["--create"], &demo_files());
    assert_eq!(said.code, 0, "{said}");
}

/// A file with this text or these bytes.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    File::create(&path).unwrap().write_all(bytes.as_ref()).unwrap();
    path
}

/// What stands in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Waits for an answer, outside of any runtime.
pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Asks a closed database something and closes it again.
pub fn ask<T>(database: &Path, question: impl AsyncFnOnce(&Store) -> T) -> T {
    wait(async {
        let store = Store::open(database).await.unwrap();
        let answer = question(&store).await;
        store.close().await;
        answer
    })
}

/// Everything that a database holds but its list of imports: rows of the template, enti with all their facts, calls, shares.
pub fn contents(database: &Path) -> Vec<String> {
    ask(database, async |store: &Store| contents_of(store).await)
}

/// The same of an open one.
pub async fn contents_of(store: &Store) -> Vec<String> {
    let mut out = typed_of(store).await;
    for line in store.enti("", 0, 100_000).await.unwrap().enti {
        let dossier = store.dossier(&line.ente.ipa).await.unwrap();
        out.push(format!("{line:?} {dossier:?}"));
    }
    let catalogue = store.catalogue().await.unwrap();
    out.push(format!("{:?}", catalogue.calls));
    out.push(format!("{:?}", catalogue.shares));
    out
}

/// Every row of the template.
pub async fn typed_of(store: &Store) -> Vec<String> {
    let mut out = vec![];
    for table in TABLES {
        for row in store.export(table, None).await.unwrap() {
            out.push(format!("{} {:?} {:?}", table.name, row.values, row.provenance));
        }
    }
    out
}

/// Says that a test can't be made here, past the test's own captured output: whoever runs them sees it also where all pass.
pub fn skipped(why: &str) {
    std::io::Write::write_all(&mut std::io::stderr(), format!("SKIPPED: {why}\n").as_bytes()).unwrap();
}

/// The list of imports, the newest first.
pub fn batches(database: &Path) -> Vec<Batch> {
    ask(database, async |store: &Store| store.batches().await.unwrap())
}

/// The columns that every published file of PA digitale 2026 has.
pub const HEADER: &str = "codice_ipa,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup";

/// A public row under [`HEADER`].
pub fn public_row(ipa: &str) -> String {
    format!(
        "{ipa},14000.0,1.4.4 Adozione SPID CIE - Comuni - Aprile 2022,2022-05-03T11:17:01.000+0000,2022-08-02,E71F22000160006"
    )
}
