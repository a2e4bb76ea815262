//! `kill -9` at any point of an import leaves the database as it was before or as it is after, and nothing between.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{ask, copy, demo, import, run, traguardi, wait, write};
use domain::ports::Register;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread::{scope, sleep},
    time::{Duration, Instant},
};
use store::Store;

/// Rows of the file that is being imported.
const ROWS: usize = 1_000;
/// Bodies that it is about.
const ENTI: usize = 100;
/// So often in the ordinary run; `TRAGUARDI_IMPORT_KILLS` says otherwise.
const KILLS: u32 = 100;
/// So many imports go on at once, each in a database of its own.
const WORKERS: u32 = 2;

/// Rows as PA digitale 2026 publishes them.
fn file() -> String {
    let mut text = String::from(
        "codice_ipa,ente,tipologia_ente,comune,cod_comune,provincia,cod_provincia,regione,cod_regione,importo_finanziamento,avviso,\
         data_invio_candidatura,data_finanziamento,codice_cup,stato_candidatura\n",
    );
    for i in 0..ROWS {
        let ente = i % ENTI;
        let (day, hour, minute, second) = (1 + i / 86_400, i / 3_600 % 24, i / 60 % 60, i % 60);
        let _ = writeln!(
            text,
            "c_k{ente:03},Comune di Prova {ente},Comuni,Prova {ente},059011,LT,059,Lazio,12,{}.0,1.4.4 Adozione SPID CIE - Comuni - \
             Aprile 2022,2022-05-{day:02}T{hour:02}:{minute:02}:{second:02}.000+0000,2022-08-02,E71F22000160006,{}",
            14_000 + i,
            if i % 3 == 0 { "E" } else { "A" }
        );
    }
    text
}

/// A database's file, page by page: rows are counted where they lie, because no room but the store's knows SQL.
struct Pages {
    bytes: Vec<u8>,
    size: usize,
}

/// A page of a table or of an index.
struct Page {
    kind: u8,
    /// Where its cells begin.
    cells: Vec<usize>,
    /// Numbers of the pages below it.
    children: Vec<usize>,
}

/// An inner page of a table, which has keys and no rows. One of a table without row numbers has both.
const KEYS_ALONE: u8 = 5;

impl Pages {
    fn of(database: &Path) -> Self {
        let mut pages = Self { bytes: fs::read(database).unwrap(), size: 0 };
        assert!(pages.bytes.starts_with(b"SQLite format 3\0"), "{} is no database", database.display());
        // 65,536 does not fit in two bytes and is written as 1.
        pages.size = match pages.number(16, 2) {
            1 => 65_536,
            size => size,
        };
        pages
    }

    /// A whole number of so many bytes.
    fn number(&self, at: usize, length: usize) -> usize {
        self.bytes[at..at + length].iter().fold(0, |n, byte| (n << 8) | usize::from(*byte))
    }

    /// A number that is as long as it needs to be, and where it ends.
    fn varint(&self, at: usize) -> (usize, usize) {
        let mut n = 0;
        for i in 0..8 {
            let byte = self.bytes[at + i];
            n = (n << 7) | usize::from(byte & 0x7f);
            if byte < 0x80 {
                return (n, at + i + 1);
            }
        }
        ((n << 8) | usize::from(self.bytes[at + 8]), at + 9)
    }

    fn page(&self, number: usize) -> Page {
        let start = (number - 1) * self.size;
        // The first page begins with the head of the file.
        let head = if number == 1 { 100 } else { start };
        let kind = self.bytes[head];
        let inner = match kind {
            2 | KEYS_ALONE => true,
            10 | 13 => false,
            other => panic!("page {number} is of no kind: {other}"),
        };
        let list = head + if inner { 12 } else { 8 };
        let cells: Vec<usize> = (0..self.number(head + 3, 2)).map(|i| start + self.number(list + 2 * i, 2)).collect();
        let mut children = vec![];
        if inner {
            children.extend(cells.iter().map(|cell| self.number(*cell, 4)));
            children.push(self.number(head + 8, 4));
        }
        Page { kind, cells, children }
    }

    /// How many rows lie below a page.
    fn rows(&self, root: usize) -> usize {
        let page = self.page(root);
        let own = if page.kind == KEYS_ALONE { 0 } else { page.cells.len() };
        own + page.children.iter().map(|child| self.rows(*child)).sum::<usize>()
    }

    /// The tables that the list of tables names, with the page at which each begins.
    fn tables(&self, root: usize) -> Vec<(String, usize)> {
        let page = self.page(root);
        if page.kind == KEYS_ALONE {
            return page.children.iter().flat_map(|child| self.tables(*child)).collect();
        }
        page.cells.iter().filter_map(|cell| self.table(*cell)).collect()
    }

    /// A line of that list: what it is, its name, the name of its table, its first page, and its text, which is not needed.
    fn table(&self, cell: usize) -> Option<(String, usize)> {
        let (_length, at) = self.varint(cell);
        let (_row, record) = self.varint(at);
        let (head, mut at) = self.varint(record);
        let mut value = record + head;
        let mut columns = [(0, 0); 4];
        for column in &mut columns {
            let (kind, next) = self.varint(at);
            at = next;
            let length = match kind {
                0 | 8 | 9 => 0,
                5 => 6,
                6 | 7 => 8,
                short if short < 5 => short,
                long => (long - 12) / 2,
            };
            *column = (value, length);
            value += length;
        }
        let text = |(at, length): (usize, usize)| String::from_utf8(self.bytes[at..at + length].to_vec()).unwrap();
        let [what, name, _, (at, length)] = columns;
        (text(what) == "table").then(|| (text(name), self.number(at, length)))
    }
}

/// What a database holds.
#[derive(Debug, PartialEq, Eq)]
struct Held {
    /// Rows of each of its tables.
    rows: BTreeMap<String, usize>,
    /// As readers count it: imports, enti, projects, and applications of one of the new enti.
    shown: [usize; 4],
}

/// The file that lies beside a database under the same name with this ending.
fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn held(database: &Path) -> Held {
    let shown = ask(database, async |store: &Store| {
        let imports = store.batches().await.unwrap().len();
        let page = store.enti("", 0, 100_000).await.unwrap();
        let projects: usize = page.enti.iter().map(|line| line.projects).sum();
        let one = domain::identifier::Ipa::read("c_k007").unwrap();
        let applications = store.dossier(&one).await.unwrap().map_or(0, |d| d.applications.len());
        [imports, page.total, projects, applications]
    });
    let unfolded = fs::metadata(beside(database, "-wal")).map_or(0, |m| m.len());
    assert_eq!(unfolded, 0, "{} was closed and its log is not folded in", database.display());
    let pages = Pages::of(database);
    let rows: BTreeMap<String, usize> = pages.tables(1).into_iter().map(|(name, root)| (name, pages.rows(root))).collect();
    // Counted twice: what lies in the file is what the store shows.
    assert_eq!([rows["import_batch"], rows["ente"], rows["project"]], shown[..3]);
    Held { rows, shown }
}

/// Removes a database with all that lies beside it.
fn remove(database: &Path) {
    for ending in ["", "-wal", "-shm", ".lock", ".key"] {
        let _ = fs::remove_file(beside(database, ending));
    }
}

/// How an import that was to be killed ended: after how many thousandths of the time that a whole one takes, whether it was caught in
/// the act, and whether all of it was there.
type Outcome = (u32, bool, bool);

struct Scene {
    folder: tempfile::TempDir,
    base: PathBuf,
    file: PathBuf,
    before: Held,
    after: Held,
}

impl Scene {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("base.sqlite");
        demo(&base);
        let file = write(folder.path(), "grande.csv", file());
        let whole = folder.path().join("intera.sqlite");
        copy(&base, &whole);
        import(&whole, &[], std::slice::from_ref(&file)).ended(0).counting([ROWS as u64, 0, 0, 0]);
        let (before, after) = (held(&base), held(&whole));
        remove(&whole);
        let [imports, enti, projects, _] = before.shown;
        assert_eq!(after.shown, [imports + 1, enti + ENTI, projects + ROWS, ROWS / ENTI]);
        for (table, more) in [("application", ROWS), ("public_fact", ROWS), ("log_entry", 1)] {
            assert_eq!(after.rows[table], before.rows[table] + more, "{table}");
        }
        Self { folder, base, file, before, after }
    }

    /// A fresh copy of the database as it is before.
    fn fresh(&self, name: &str) -> PathBuf {
        let database = self.folder.path().join(name);
        copy(&self.base, &database);
        database
    }

    /// How long a whole import takes.
    fn whole(&self, name: &str) -> Duration {
        let database = self.fresh(name);
        let start = Instant::now();
        import(&database, &[], std::slice::from_ref(&self.file)).ended(0);
        let took = start.elapsed();
        remove(&database);
        took
    }

    /// A worker's share of the kills. How long a whole one takes it finds out while the others work too.
    fn work(&self, worker: u32, kills: u32) -> Vec<Outcome> {
        let took = (0..2).map(|turn| self.whole(&format!("misura-{worker}-{turn}.sqlite"))).min().unwrap();
        (0..kills).filter(|n| n % WORKERS == worker).map(|n| self.kill(n, kills, took)).collect()
    }

    fn kill(&self, n: u32, kills: u32, took: Duration) -> Outcome {
        // From its beginning to just past its end, never twice at the same moment.
        let at = 20 + 1_060 * n / kills;
        let database = self.fresh(&format!("uccisa-{n}.sqlite"));
        let mut command = traguardi(&database);
        command.arg("import").arg(&self.file).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        sleep(took * at / 1_000);
        // SIGKILL. A child that has ended already is no error: then it is "after".
        let _ = child.kill();
        let code = child.wait().unwrap().code();
        assert!(code.is_none_or(|code| code == 0), "killed at {at} ‰: it ended by itself with {code:?}");
        // The lock that it held is gone with it; the log that it left is folded in or thrown away.
        run(traguardi(&database).arg("check")).ended(0).saying("è intera");
        assert_eq!(wait(store::verify(&database)).unwrap().wrong, [], "killed at {at} ‰");
        let left = held(&database);
        let landed = left == self.after;
        assert!(landed || left == self.before, "killed at {at} ‰: {left:?} is neither {:?} nor {:?}", self.before, self.after);
        // And the same import goes on from there as if nothing had happened.
        if n % 11 == 1 {
            let said = import(&database, &[], std::slice::from_ref(&self.file)).ended(0);
            let expected = if landed { [0, 0, ROWS as u64, 0] } else { [ROWS as u64, 0, 0, 0] };
            assert_eq!(said.tally(), expected, "{said}");
            assert!(landed || held(&database) == self.after, "killed at {at} ‰, it does not end as it would have");
        }
        remove(&database);
        (at, code.is_none(), landed)
    }
}

#[test]
fn an_import_that_is_killed_leaves_before_or_after() {
    let scene = Scene::begin();
    let kills = std::env::var("TRAGUARDI_IMPORT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let outcomes: Vec<Outcome> = scope(|scope| {
        let spawn = |worker| {
            let scene = &scene;
            scope.spawn(move || scene.work(worker, kills))
        };
        let workers: Vec<_> = (0..WORKERS).map(spawn).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(outcomes.len(), kills as usize);
    let killed = outcomes.iter().filter(|(_, killed, _)| *killed).count();
    assert!(killed * 8 >= outcomes.len() * 3, "only {killed} were caught in the act: {outcomes:?}");
}
