//! The command line as whoever runs the site meets it: exit codes, sentences, and that nothing is lost or half done.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{
    HEADER, Said, ask, batches, contents, demo, demo_files, import, names, public_row, run, traguardi, typed_of, write,
};
use domain::{
    application::State,
    cell::{Column, Fault, Table},
    fact::PROVENANCE,
    identifier::Ipa,
    money::Cents,
    ports::Register,
    records::TABLES,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use store::Store;

const DONE: i32 = 0;
const NOTHING: i32 = 1;
const SOME_REFUSED: i32 = 2;
const USAGE: i32 = 64;

/// A folder for one test, with a database of the demonstration in it.
struct Desk {
    dir: tempfile::TempDir,
    database: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let desk = Self::empty();
        demo(&desk.database);
        desk
    }

    /// Without its database.
    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("base.sqlite");
        Self { dir, database }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        write(self.dir.path(), name, bytes)
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn import(&self, options: &[&str], files: &[PathBuf]) -> Said {
        import(&self.database, options, files)
    }

    fn does(&self, arguments: &[&str]) -> Said {
        run(traguardi(&self.database).args(arguments))
    }

    /// What the town's own rows and dossiers say: what a file about others must leave alone.
    fn towns(&self) -> Vec<String> {
        ask(&self.database, async |store: &Store| {
            let mut out = typed_of(store).await;
            for ipa in ["c_e472", "c_a515"] {
                out.push(format!("{:?}", store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap()));
            }
            out
        })
    }

    fn knows(&self, ipa: &str) -> bool {
        ask(&self.database, async |store: &Store| store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap().is_some())
    }
}

/// Rows of CSV files of the template.
fn rows_in(files: &[PathBuf]) -> u64 {
    let count = |file: &PathBuf| {
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(file).unwrap();
        reader.records().collect::<Result<Vec<_>, _>>().unwrap().len() as u64
    };
    files.iter().map(count).sum()
}

/// A file of public rows.
fn public(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// A public row with one cell changed.
fn changed(ipa: &str, from: &str, to: &str) -> String {
    let row = public_row(ipa);
    assert!(row.contains(from), "{row} has no {from}");
    row.replace(from, to)
}

/// A file with the state of one application.
fn state(ipa: &str, state: &str, on: &str) -> String {
    format!("{HEADER},stato_candidatura,data_stato_candidatura\n{},{state},{on}\n", public_row(ipa))
}

// ---- import, done and done again

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

// ---- exit codes and usage

#[test]
fn exit_codes_are_as_documented() {
    let desk = Desk::new();
    let good = desk.file("buono.csv", public(&[public_row("c_x001")]));
    let mixed = desk.file("misto.csv", public(&[public_row("c_x001"), changed("c_x002", "14000.0", "1e9")]));
    let bad = desk.file("cattivo.csv", public(&[changed("c_x002", "14000.0", "1e9")]));
    desk.import(&[], &[good]).ended(DONE);
    desk.import(&[], &[mixed]).ended(SOME_REFUSED);
    desk.import(&[], &[bad]).ended(NOTHING).counting([0, 0, 0, 1]);
    desk.does(&["check"]).ended(DONE);
    for usage in [
        vec![],
        vec!["import"],
        vec!["nonesiste"],
        vec!["check", "--nonesiste"],
        vec!["import", "--snapshot", "ieri", "a.csv"],
        vec!["import", "--snapshot", "2023-02-31", "a.csv"],
        vec!["import", "--ente", "c e472", "a.csv"],
        vec!["serve", "--listen", "dappertutto"],
        vec!["template"],
    ] {
        let said = desk.does(&usage);
        assert_eq!(said.code, USAGE, "{usage:?}: {said}");
        assert!(!said.err.is_empty(), "{usage:?} is refused without a word");
    }
    for asked in ["--help", "--version"] {
        desk.does(&[asked]).ended(DONE);
    }
    let help = desk.does(&["--help"]).ended(DONE);
    for command in ["serve", "import", "export", "check", "template", "Codici di uscita: 0", "64"] {
        assert!(help.out.contains(command), "{help}");
    }
    let help = desk.does(&["import", "--help"]).ended(DONE);
    for option in ["--create", "--dry-run", "--strict", "--snapshot", "--ente"] {
        assert!(help.out.contains(option), "{help}");
    }
}

#[test]
fn the_database_can_be_named_by_the_environment() {
    let desk = Desk::new();
    let mut command = Command::new(common::PROGRAM);
    run(command.env("TRAGUARDI_DATABASE", &desk.database).arg("check")).ended(DONE);
}

// ---- the day of public data

#[test]
fn a_snapshot_is_the_day_said_or_else_the_newest_inside_as_a_lower_bound() {
    let desk = Desk::new();
    let file = desk.file("e.csv", state("c_x001", "E", "2024-03-12"));
    let newest = |desk: &Desk| {
        let batch = batches(&desk.database).remove(0);
        (batch.snapshot.map(|d| d.to_string()), batch.at_least)
    };
    let seen = |desk: &Desk| {
        ask(&desk.database, async |store: &Store| {
            let dossier = store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().unwrap();
            let seen = dossier.applications[0].last_seen().unwrap();
            (seen.last.to_string(), seen.at_least)
        })
    };
    desk.import(&[], std::slice::from_ref(&file)).ended(DONE);
    assert_eq!(newest(&desk), (Some("2024-03-12".to_owned()), true));
    assert_eq!(seen(&desk), ("2024-03-12".to_owned(), true));
    desk.import(&["--snapshot", "2024-07-05"], &[file]).ended(DONE).counting([0, 0, 1, 0]);
    assert_eq!(newest(&desk), (Some("2024-07-05".to_owned()), false));
    assert_eq!(seen(&desk), ("2024-07-05".to_owned(), false));
    // A column that says the day speaks for its row; the file then needs none.
    let own = format!("{HEADER},_snapshot\n{},2025-01-09\n", public_row("c_x002"));
    desk.import(&[], &[desk.file("colonna.csv", own)]).ended(DONE).counting([1, 0, 0, 0]);
    assert_eq!(newest(&desk), (None, false));
    // Our own files have no such day.
    desk.import(&["--snapshot", "2024-07-05"], &[common::root().join("data/latina/enti.csv")]).ended(DONE);
    assert_eq!(newest(&desk), (None, false));
}

#[test]
fn a_stale_file_takes_nothing_back() {
    let desk = Desk::new();
    desk.import(&["--snapshot", "2024-07-05"], &[desk.file("e.csv", state("c_x001", "E", "2024-03-12"))]).ended(DONE);
    desk.import(&["--snapshot", "2023-01-15"], &[desk.file("a.csv", state("c_x001", "A", "2022-08-02"))]).ended(DONE);
    let state = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().unwrap();
        dossier.applications[0].current().unwrap().state
    });
    assert_eq!(state, State::Disbursed);
}

#[test]
fn one_body_can_be_taken_alone() {
    let desk = Desk::new();
    let three = desk.file("tre.csv", public(&[public_row("c_x001"), public_row("C_X002"), public_row("c_x003")]));
    desk.import(&["--ente", "C_x002"], &[three]).ended(DONE).counting([1, 0, 0, 0]);
    assert_eq!((desk.knows("c_x001"), desk.knows("c_x002"), desk.knows("c_x003")), (false, true, false));
    // Files of the template too; what belongs to nobody goes in.
    let other = Desk::empty();
    other.import(&["--create", "--ente", "c_a515"], &demo_files()).ended(DONE);
    assert_eq!((other.knows("c_a515"), other.knows("c_e472")), (true, false));
}

// ---- databases that are not there, not whole, not free

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

// ---- files that are none of ours

#[test]
fn a_file_that_is_no_table_of_ours_is_told_and_nothing_goes_in() {
    let desk = Desk::new();
    let (before, imports) = (contents(&desk.database), batches(&desk.database));
    let good = desk.file("buono.csv", public(&[public_row("c_x001")]));
    let row = public_row("c_x001");
    let endless = "a".repeat(3 << 20);
    let columns: Vec<String> = (0..70).map(|i| format!("c{i}")).collect();
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("vuoto.csv", vec![], "il file è vuoto"),
        ("righe-vuote.csv", b"\r\n\r\n".to_vec(), "il file è vuoto"),
        ("lista-vuota.json", b"[]".to_vec(), "il file è vuoto"),
        ("lettera.csv", b"Gentile ufficio\nnon trovo il file\n".to_vec(), "non è un file CSV"),
        ("utf16.csv", b"\xff\xfee\0n\0t\0e\0".to_vec(), "non è un file CSV"),
        ("errore.csv", b"\n<!DOCTYPE html><html><body>404</body></html>".to_vec(), "è una pagina web"),
        ("errore-2.csv", b"<HTML><head><title>502</title></head></HTML>".to_vec(), "è una pagina web"),
        ("aliena.csv", b"a,b,c\n1,2,3\n".to_vec(), "l'intestazione non è"),
        ("quasi.csv", format!("{}\n{row}\n", HEADER.replace("avviso", "bando")).into_bytes(), "avviso"),
        ("doppia.csv", format!("{HEADER},Avviso\n{row},x\n").into_bytes(), "c'è due volte"),
        ("infinita.csv", endless.clone().into_bytes(), "non finisce mai"),
        ("infinita-2.csv", format!("{HEADER},{endless}").into_bytes(), "non finisce mai"),
        ("larga.csv", format!("{}\n", columns.join(",")).into_bytes(), "64 colonne"),
        ("nul.csv", format!("{}\n{row}\n", HEADER.replace("avviso", "avv\0iso")).into_bytes(), "non è un file di testo"),
        ("foglio.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0,,,".to_vec(), "non è un file di testo"),
        ("oggetto.json", b"{\"message\": \"Not Found\"}".to_vec(), "il JSON non si legge"),
        ("troncata.json", b"[{\"codice_ipa\": ".to_vec(), "il JSON non si legge"),
    ];
    for (name, bytes, sentence) in files {
        let file = desk.file(name, bytes);
        let said = desk.import(&[], std::slice::from_ref(&file)).ended(NOTHING).saying(sentence);
        assert!(said.err.contains(name), "which file? {said}");
        // Beside a good one it is still an error of the whole command: nothing is half imported.
        desk.import(&[], &[good.clone(), file]).ended(NOTHING);
    }
    desk.import(&[], &[good.clone(), desk.folder("nonesiste.csv")]).ended(NOTHING).saying("nonesiste.csv");
    desk.import(&[], &[good, desk.dir.path().to_owned()]).ended(NOTHING);
    assert_eq!(contents(&desk.database), before);
    assert_eq!(batches(&desk.database), imports);
}

#[test]
fn a_file_that_is_none_of_ours_makes_no_database() {
    let desk = Desk::empty();
    let file = desk.file("a.csv", "a,b,c\n1,2,3\n");
    desk.import(&["--create"], &[file]).ended(NOTHING);
    assert_eq!(names(desk.dir.path()), ["a.csv"]);
}

// ---- rows that are wrong

/// The sentence of a refused row: `riga 3, colonna importo_finanziamento («-5»): …`.
fn refusals(said: &Said) -> Vec<&str> {
    said.out.lines().filter_map(|l| l.trim_start().strip_prefix("rifiutata ")).collect()
}

#[test]
fn a_wrong_row_is_told_with_line_column_and_reason_and_the_rest_goes_in() {
    let first = public_row("c_x001");
    let last = public_row("c_x009");
    let endless = "a".repeat(3 << 20);
    let wrong: Vec<(&str, String, &str, &str)> = vec![
        (
            "decreto-31-02",
            changed("c_x002", "2022-08-02", "31/02/2023"),
            "colonna data_finanziamento («31/02/2023»)",
            "non è una data",
        ),
        (
            "decreto-31-02-iso",
            changed("c_x002", "2022-08-02", "2023-02-31"),
            "colonna data_finanziamento («2023-02-31»)",
            "non esiste",
        ),
        ("decreto-none", changed("c_x002", "2022-08-02", "None"), "colonna data_finanziamento («None»)", "non è una data"),
        (
            "invio",
            changed("c_x002", "2022-05-03T11:17:01.000+0000", "ieri"),
            "colonna data_invio_candidatura («ieri»)",
            "non è una data",
        ),
        (
            "importo-italiano",
            changed("c_x002", "14000.0", "\"1.234,56\""),
            "colonna importo_finanziamento («1.234,56»)",
            "importo",
        ),
        ("importo-negativo", changed("c_x002", "14000.0", "-5"), "colonna importo_finanziamento («-5»)", "negativo"),
        ("importo-esponente", changed("c_x002", "14000.0", "1e9"), "colonna importo_finanziamento («1e9»)", "importo"),
        ("importo-none", changed("c_x002", "14000.0", "None"), "colonna importo_finanziamento («None»)", "importo"),
        ("importo-enorme", changed("c_x002", "14000.0", "99999999999999"), "colonna importo_finanziamento", "zeri"),
        ("ipa", changed("c_x002", "c_x002", "<script>"), "colonna codice_ipa («<script>»)", "codice IPA"),
        ("ipa-vuoto", changed("c_x002", "c_x002", ""), "colonna codice_ipa", "vuota"),
        ("corta", "c_x002,14000.0".to_owned(), "riga 3", "celle"),
        ("lunga", format!("{},x,y", public_row("c_x002")), "riga 3", "celle"),
        ("nul", format!("c_\0x002,{}", public_row("c_x002")), "riga 3", "non sono testo"),
        ("infinita", endless, "riga 3", "troppo lunga"),
    ];
    for (name, row, place, reason) in wrong {
        let desk = Desk::new();
        let before = desk.towns();
        let file = desk.file(&format!("{name}.csv"), public(&[first.clone(), row, last.clone()]));
        let said = desk.import(&[], &[file]).ended(SOME_REFUSED);
        let refused = refusals(&said);
        assert_eq!(refused.len(), 1, "{name}: {said}");
        assert!(refused[0].starts_with("riga 3"), "{name}: {said}");
        assert!(refused[0].contains(place) && refused[0].contains(reason), "{name}: {said}");
        assert_eq!(said.tally()[3], 1, "{name}: {said}");
        assert!(desk.knows("c_x001"), "{name}: the row before it is lost");
        // Past a line that never ends, reading may stop; past every other, it goes on.
        if name != "infinita" {
            assert_eq!(said.tally(), [2, 0, 0, 1], "{name}: {said}");
            assert!(desk.knows("c_x009"), "{name}: the row after it is lost");
        }
        assert!(!desk.knows("c_x002"), "{name}: the refused row went in");
        assert_eq!(desk.towns(), before, "{name}: something else changed");
        // The list of imports keeps the refusal in words.
        let batch = batches(&desk.database).remove(0);
        assert_eq!((batch.tally.refused, batch.refusals.len()), (1, 1), "{name}");
        desk.does(&["check"]).ended(DONE);
    }
}

#[test]
fn a_file_cut_off_inside_quotes_keeps_what_came_before() {
    let desk = Desk::new();
    let before = desk.towns();
    let file = desk.file("tronca.csv", format!("{HEADER}\n{}\nc_x002,1.0,\"1.4.4 Adozione SPID", public_row("c_x001")));
    let said = desk.import(&[], &[file]).ended(SOME_REFUSED).counting([1, 0, 0, 1]);
    assert!(refusals(&said)[0].contains("virgolette") && refusals(&said)[0].starts_with("riga 3"), "{said}");
    assert!(desk.knows("c_x001") && !desk.knows("c_x002"));
    assert_eq!(desk.towns(), before);
}

#[test]
fn a_call_that_nobody_knows_goes_in() {
    let desk = Desk::new();
    let unknown = changed("c_x001", "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022", "9.9 Avviso mai visto");
    let known = changed("c_x002", "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022", "1.4.5 Avviso nuovo - Comuni - gennaio 2031");
    desk.import(&[], &[desk.file("a.csv", public(&[unknown, known]))]).ended(DONE).counting([2, 0, 0, 0]);
    let lines = ask(&desk.database, async |store: &Store| {
        let catalogue = store.catalogue().await.unwrap();
        ["9.9 Avviso mai visto", "1.4.5 Avviso nuovo - Comuni - gennaio 2031"]
            .map(|title| catalogue.line_of_call(title).map(|l| l.to_string()))
    });
    assert_eq!(lines, [None, Some("1.4.5".to_owned())]);
}

#[test]
fn rows_of_the_template_are_refused_one_by_one_with_their_reason() {
    let desk = Desk::new();
    let text = "ente;progetto;voce;fondo;importo;al;fonte\n\
        c_e472;send-2022;uno;pnrr;1.234,56;03/01/2023;pa-digitale\n\
        c_e472;send-2022;due;pnrr;-5;;\n\
        c_e472;send-2022;tre;pnrr;1e9;;\n\
        c_e472;send-2022;quattro;pnrr;5;31/02/2023;\n\
        c_e472;send-2022;cinque;pnrr;5;None;\n\
        c_e472;send-2022;sei;oro;5;;\n\
        c_e472;nonesiste;sette;pnrr;5;;\n\
        c_zzzz;send-2022;otto;pnrr;5;;\n\
        c_e472;send-2022;nove;pnrr;5;;mia-cugina\n\
        c_e472;send-2022;;pnrr;5;;\n\
        c_e472;send-2022;undici;pnrr;oltre 20.000 €;IV trimestre 2025;\n";
    let said = desk.import(&[], &[desk.file("finanziamenti.csv", text)]).ended(SOME_REFUSED).counting([2, 0, 0, 9]);
    let refused = refusals(&said);
    for (line, words) in [
        (3, "negativo"),
        (4, "importo"),
        (5, "non esiste"),
        (6, "non è una data"),
        (7, "pnrr"),
        (8, "importa prima il file progetti"),
        (9, "importa prima il file enti"),
        (10, "importa prima il file fonti"),
        (11, "vuota"),
    ] {
        let start = format!("riga {line}");
        let found = refused.iter().find(|r| r.strip_prefix(&start).is_some_and(|rest| rest.starts_with([',', ':', ' '])));
        assert!(found.is_some_and(|r| r.contains(words)), "line {line} should say «{words}»: {said}");
    }
    let amounts = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_e472").unwrap()).await.unwrap().unwrap();
        let own = dossier.funding.iter().filter(|f| f.project.as_str() == "send-2022");
        own.map(|f| f.amount.unwrap().plain()).collect::<Vec<_>>()
    });
    assert_eq!(amounts, ["1234.56", "oltre 20000.00"]);
}

// ---- every form in which the public data were published

/// Latina's SEND as the newest files have it, under another code.
const SEND: [(&str, &str); 20] = [
    ("codice_ipa", "C_X472"),
    ("ente", "Comune di Prova"),
    ("tipologia_ente", "Comuni"),
    ("comune", "Prova"),
    ("cod_comune", "059011"),
    ("provincia", "LT"),
    ("cod_provincia", "059"),
    ("regione", "Lazio"),
    ("cod_regione", "12"),
    ("importo_finanziamento", "69000.0"),
    ("avviso", "1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)"),
    ("data_invio_candidatura", "2022-11-04T12:21:55.000+0000"),
    ("data_finanziamento", "2023-01-03"),
    ("codice_cup", "B21F22004070006"),
    ("numero_finestra_temporale", "2"),
    ("numero_di_protocollo", "131"),
    ("decreto_finanziamento", "Decreto n.131 - 2 / 2022 - PNRR"),
    ("stato_candidatura", "A"),
    ("data_stato_candidatura", "2023-01-03"),
    ("misura", "1.4.5 Digitalizzazione degli avvisi pubblici"),
];

/// The headers by their number of columns; 119 is that of the files by kind of body: the newest without `misura`.
const COLUMNS: [usize; 9] = [11, 13, 15, 16, 17, 18, 19, 20, 119];

fn header_of(columns: usize) -> Vec<&'static str> {
    let newest: Vec<&str> = SEND.iter().map(|(name, _)| *name).collect();
    match columns {
        20 => return newest,
        119 => return newest.into_iter().filter(|name| *name != "misura").collect(),
        _ => {}
    }
    let mut names = vec![
        "codice_ipa",
        "comune",
        "provincia",
        "regione",
        "importo_finanziamento",
        "avviso",
        "data_invio_candidatura",
        "data_finanziamento",
        "codice_cup",
        "numero_finestra_temporale",
        "numero_di_protocollo",
    ];
    for (since, name) in [
        (13, "cod_provincia"),
        (13, "cod_regione"),
        (15, "cod_comune"),
        (15, "stato_candidatura"),
        (16, "misura"),
        (17, "tipologia_ente"),
        (18, "ente"),
        (19, "decreto_finanziamento"),
    ] {
        if columns >= since {
            names.push(name);
        }
    }
    assert_eq!(names.len(), columns);
    names
}

fn published(columns: usize, quoted: bool, changes: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        let own = SEND.iter().find(|(n, _)| *n == name).unwrap().1;
        changes.iter().find(|(n, _)| *n == name).map_or(own, |(_, v)| *v)
    };
    let names = header_of(columns);
    let cells: Vec<String> =
        names.iter().map(|n| if quoted { format!("\"{}\"", value(n)) } else { value(n).to_owned() }).collect();
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

/// State, amount and name of the one application.
fn send_of(database: &Path) -> (State, Cents, String, usize) {
    ask(database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x472").unwrap()).await.unwrap().unwrap();
        let says = dossier.applications[0].says().unwrap();
        (says.state, says.amount, dossier.ente.name.clone(), dossier.applications.len())
    })
}

#[test]
fn every_header_that_was_published_goes_in_quoted_or_not() {
    for columns in COLUMNS {
        for quoted in [false, true] {
            let desk = Desk::empty();
            let file = desk.file("candidature.csv", published(columns, quoted, &[]));
            let said = desk.import(&["--create"], &[file]).ended(DONE);
            assert_eq!(said.tally(), [1, 0, 0, 0], "{columns} columns, quoted {quoted}: {said}");
            let (state, amount, name, applications) = send_of(&desk.database);
            assert_eq!((state, amount, applications), (State::Funded, Cents(6_900_000), 1), "{columns} columns, quoted {quoted}");
            let names_itself = header_of(columns).contains(&"ente");
            assert_eq!(name, if names_itself { "Comune di Prova" } else { "Prova" }, "{columns} columns, quoted {quoted}");
        }
    }
}

#[test]
fn a_column_that_appears_fills_up_or_reads_none_is_no_change() {
    let desk = Desk::empty();
    let mut day = 10;
    let mut take = |text: String, tally: [u64; 4]| {
        let options = if desk.database.exists() { vec!["--snapshot"] } else { vec!["--create", "--snapshot"] };
        let snapshot = format!("2023-02-{day}");
        day += 1;
        let options: Vec<&str> = options.into_iter().chain([snapshot.as_str()]).collect();
        let said = desk.import(&options, &[desk.file(&format!("{day}.csv"), text)]).ended(DONE);
        assert_eq!(said.tally(), tally, "{said}");
    };
    for (i, columns) in COLUMNS.into_iter().enumerate() {
        take(published(columns, i % 2 == 0, &[]), if i == 0 { [1, 0, 0, 0] } else { [0, 0, 1, 0] });
    }
    take(published(20, false, &[("data_stato_candidatura", "None")]), [0, 0, 1, 0]);
    take(published(20, false, &[("stato_candidatura", "")]), [0, 0, 1, 0]);
    take(published(20, false, &[("provincia", "")]), [0, 0, 1, 0]);
    // And this is one.
    take(published(20, false, &[("stato_candidatura", "E"), ("data_stato_candidatura", "2023-02-20")]), [0, 1, 0, 0]);
    let (state, _, name, applications) = send_of(&desk.database);
    assert_eq!((state, name.as_str(), applications), (State::Disbursed, "Comune di Prova", 1));
    let states = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x472").unwrap()).await.unwrap().unwrap();
        dossier.applications[0].history().iter().map(|s| s.state).collect::<Vec<_>>()
    });
    assert_eq!(states, [State::Funded, State::Disbursed]);
}

#[test]
fn json_says_what_csv_says_in_both_its_styles() {
    let is_number = |name: &str| ["importo_finanziamento", "numero_finestra_temporale", "numero_di_protocollo"].contains(&name);
    // Files by kind of body: blanks after colons, window and protocol as texts.
    let spaced: Vec<String> = SEND
        .iter()
        .map(|(n, v)| if *n == "importo_finanziamento" { format!("\"{n}\": {v}") } else { format!("\"{n}\": \"{v}\"") })
        .collect();
    // Files by measure: compact, numbers, `/` behind a backslash.
    let compact: Vec<String> = SEND
        .iter()
        .map(|(n, v)| if is_number(n) { format!("\"{n}\":{v}") } else { format!("\"{n}\":\"{}\"", v.replace('/', "\\/")) })
        .collect();
    let desk = Desk::empty();
    let csv = desk.file("a.csv", published(20, true, &[]));
    let spaced = desk.file("b.json", format!("[{{{}}}]\n", spaced.join(", ")));
    let compact = desk.file("c.json", format!("[{{{}}}]", compact.join(",")));
    let day = ["--snapshot", "2023-02-01"];
    desk.import(&["--create", day[0], day[1]], &[csv]).ended(DONE).counting([1, 0, 0, 0]);
    let before = contents(&desk.database);
    desk.import(&day, std::slice::from_ref(&spaced)).ended(DONE).counting([0, 0, 1, 0]);
    desk.import(&day, std::slice::from_ref(&compact)).ended(DONE).counting([0, 0, 1, 0]);
    assert_eq!(send_of(&desk.database).0, State::Funded);
    assert_eq!(contents(&desk.database).len(), before.len());
    // Alone, each brings the same as the CSV.
    for file in [spaced, compact] {
        let alone = Desk::empty();
        alone.import(&["--create", day[0], day[1]], &[file]).ended(DONE).counting([1, 0, 0, 0]);
        assert_eq!(send_of(&alone.database), send_of(&desk.database));
    }
}

// ---- our own template

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

const ENTI: [&str; 2] = ["c_z001", "c_z002"];
const PROJECTS: [&str; 2] = ["progetto-uno", "progetto-due"];
const INDICATORS: [&str; 2] = ["indicatore-uno", "indicatore-due"];
const SOURCES: [&str; 2] = ["fonte-uno", "fonte-due"];

/// What an office might type into a column; where the column names something, a thing that is there.
fn typed(table: &Table, column: &Column, i: usize) -> String {
    let named = match (table.file, column.name) {
        ("fonti", "code") | (_, "source") => Some(SOURCES[i]),
        ("indicatori", "code") | (_, "indicator") => Some(INDICATORS[i]),
        (_, "ente") => Some(ENTI[i]),
        (_, "project") => Some(PROJECTS[i]),
        _ => None,
    };
    if let Some(named) = named {
        return named.to_owned();
    }
    let candidates = [
        ["Prova; «così» \"com'è\", già", "prova-2024", "1.4.5", "2024-03-12T10:00:00", "12/03/2024", "oltre 1.234,56", "7"],
        ["=Un altro testo, più lungo", "altra-2025", "1.4.3", "2025-06-01T08:30:15", "2025-06-01", "circa 20.000", "19"],
    ];
    for text in candidates[i] {
        match (column.parse)(text) {
            Ok(_) => return text.to_owned(),
            Err(Fault::NotOneOf(words)) => {
                let words: Vec<&&str> = words.iter().filter(|w| !w.is_empty()).collect();
                return (*words[i % words.len()]).to_owned();
            }
            Err(_) => {}
        }
    }
    panic!("nothing fits {} of {}", column.header, table.file)
}

/// How an export writes what was typed: the canonical form, with the apostrophe that keeps a spreadsheet from computing it.
fn canonical(column: &Column, text: &str) -> String {
    let kept = (column.parse)(text).unwrap_or_else(|e| panic!("{}: «{text}»: {e:?}", column.header));
    let printed = (column.print)(&kept).unwrap();
    if printed.starts_with(['=', '+', '-', '@']) { format!("'{printed}") } else { printed }
}

/// Rows of a file as a set.
fn rows(file: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    rows.sort();
    (head, rows)
}

#[test]
fn what_an_office_fills_in_comes_out_again_row_by_row() {
    let desk = Desk::empty();
    let template = desk.folder("modello");
    desk.does(&["template", template.to_str().unwrap()]).ended(DONE);
    let (mut files, mut expected) = (vec![], vec![]);
    for table in TABLES {
        let file = template.join(format!("{}.csv", table.file));
        let columns: Vec<&Column> = table.columns.iter().chain(&PROVENANCE).collect();
        let (head, none) = rows(&file);
        assert_eq!(head, columns.iter().map(|c| c.header.to_owned()).collect::<Vec<_>>());
        assert!(none.is_empty());
        // Filled in below the header that the template wrote.
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').from_writer(fs::File::options().append(true).open(&file).unwrap());
        let mut own = vec![];
        for i in 0..2 {
            let cells: Vec<String> = columns.iter().map(|c| typed(table, c, i)).collect();
            assert!(cells.iter().all(|c| !c.is_empty()), "{}: a column is left empty", table.file);
            writer.write_record(&cells).unwrap();
            own.push(columns.iter().zip(&cells).map(|(c, text)| canonical(c, text)).collect::<Vec<String>>());
        }
        writer.flush().unwrap();
        own.sort();
        expected.push((table.file, own));
        files.push(file);
    }
    let all = 2 * TABLES.len() as u64;
    desk.import(&["--create"], &files).ended(DONE).counting([all, 0, 0, 0]);
    let out = desk.folder("fuori");
    desk.does(&["export", out.to_str().unwrap()]).ended(DONE).saying(&format!("Scritte {all} righe"));
    for (name, own) in &expected {
        assert_eq!(rows(&out.join(format!("{name}.csv"))).1, *own, "{name}");
    }
    // What came out says nothing new, here and as a whole elsewhere.
    let exported: Vec<PathBuf> = TABLES.iter().map(|t| out.join(format!("{}.csv", t.file))).collect();
    let before = contents(&desk.database);
    desk.import(&[], &exported).ended(DONE).counting([0, 0, all, 0]);
    assert_eq!(contents(&desk.database), before);
    let copy = Desk::empty();
    copy.import(&["--create"], &exported).ended(DONE).counting([all, 0, 0, 0]);
    let again = copy.folder("fuori");
    copy.does(&["export", again.to_str().unwrap()]).ended(DONE);
    for (name, own) in &expected {
        assert_eq!(rows(&again.join(format!("{name}.csv"))).1, *own, "{name}, the second time");
    }
    desk.does(&["check"]).ended(DONE);
}

#[test]
fn the_demonstration_comes_out_and_goes_in_again_whole() {
    let desk = Desk::new();
    let out = desk.folder("fuori");
    desk.does(&["export", out.to_str().unwrap()]).ended(DONE);
    let exported: Vec<PathBuf> = names(&out).into_iter().map(|name| out.join(name)).collect();
    let all = rows_in(&exported);
    assert_eq!(all, rows_in(&demo_files()));
    let before = contents(&desk.database);
    desk.import(&[], &exported).ended(DONE).counting([0, 0, all, 0]);
    assert_eq!(contents(&desk.database), before);
    let copy = Desk::empty();
    copy.import(&["--create"], &exported).ended(DONE).counting([all, 0, 0, 0]);
    let again = copy.folder("fuori");
    copy.does(&["export", again.to_str().unwrap()]).ended(DONE);
    assert_eq!(names(&again), names(&out));
    for name in names(&out) {
        assert_eq!(rows(&again.join(&name)), rows(&out.join(&name)), "{name}");
    }
}

#[test]
fn one_body_can_be_taken_out_alone() {
    let desk = Desk::new();
    let out = desk.folder("fuori");
    desk.does(&["export", "--ente", "C_A515", out.to_str().unwrap()]).ended(DONE);
    let (head, projects) = rows(&out.join("progetti.csv"));
    assert_eq!(head.first().map(String::as_str), Some("ente"));
    assert_eq!(projects.len(), 9);
    assert!(projects.iter().all(|row| row[0] == "c_a515"), "{projects:?}");
}

// ---- serve

#[test]
fn an_address_that_is_taken_is_told() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    desk.does(&["serve", "--listen", &address]).ended(NOTHING).saying("non è libero");
}
