//! `kill -9` at any point of an import leaves the database as it was before or as it is after, and nothing between.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{ask, copy, demo, import, run, traguardi, write};
use domain::ports::Register;
use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::Stdio,
    thread::sleep,
    time::{Duration, Instant},
};
use store::Store;

/// Rows of the file that is being imported.
const ROWS: usize = 1_000;
/// Bodies that it is about.
const ENTI: usize = 100;
/// So often; `TRAGUARDI_IMPORT_KILLS` says otherwise.
const KILLS: u32 = 100;

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

/// Imports, enti, projects, and applications of one of the new enti: enough to tell half an import from a whole one.
fn size(database: &Path) -> (usize, usize, usize, usize) {
    ask(database, async |store: &Store| {
        let imports = store.batches().await.unwrap().len();
        let page = store.enti("", 0, 100_000).await.unwrap();
        let projects: usize = page.enti.iter().map(|line| line.projects).sum();
        let one = domain::identifier::Ipa::read("c_k007").unwrap();
        let applications = store.dossier(&one).await.unwrap().map_or(0, |d| d.applications.len());
        (imports, page.total, projects, applications)
    })
}

#[test]
fn an_import_that_is_killed_leaves_before_or_after() {
    let dir = tempfile::tempdir().unwrap();
    let base = dir.path().join("base.sqlite");
    demo(&base);
    let big = write(dir.path(), "grande.csv", file());
    let before = size(&base);

    // Once to the end, to know how long it takes and what it leaves.
    let whole = dir.path().join("intera.sqlite");
    copy(&base, &whole);
    let start = Instant::now();
    import(&whole, &[], std::slice::from_ref(&big)).ended(0).counting([ROWS as u64, 0, 0, 0]);
    let took = start.elapsed();
    let after = size(&whole);
    assert_eq!(after.0, before.0 + 1);
    assert_eq!(after.1, before.1 + ENTI);
    assert_eq!(after.2, before.2 + ROWS);
    assert_eq!(after.3, ROWS / ENTI);

    let mut killed = 0;
    let mut outcomes = vec![];
    let kills = std::env::var("TRAGUARDI_IMPORT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    for n in 0..kills {
        // From its beginning to its very end, never twice at the same moment.
        let percent = 3 + 96 * n / kills;
        let database = dir.path().join(format!("uccisa-{n}.sqlite"));
        copy(&base, &database);
        let mut child = traguardi(&database).arg("import").arg(&big).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(took * percent / 100 + Duration::from_millis(u64::from(n) * 7 % 5));
        // SIGKILL. A child that has ended already is no error: then it is "after".
        let _ = child.kill();
        if child.wait().unwrap().code().is_none() {
            killed += 1;
        }
        // The lock that it held is gone with it; the log that it left is folded in or thrown away.
        run(traguardi(&database).arg("check")).ended(0).saying("è intera");
        let left = size(&database);
        assert!(left == before || left == after, "killed at {percent} %: {left:?} is neither {before:?} nor {after:?}");
        outcomes.push((percent, left == after));
        // And the same import goes on from there as if nothing had happened.
        if n % 4 == 1 {
            let said = import(&database, &[], std::slice::from_ref(&big)).ended(0);
            let expected = if left == after { [0, 0, ROWS as u64, 0] } else { [ROWS as u64, 0, 0, 0] };
            assert_eq!(said.tally(), expected, "{said}");
        }
        for suffix in ["", "-wal", "-shm", ".lock", ".key"] {
            let mut name = database.as_os_str().to_owned();
            name.push(suffix);
            let _ = fs::remove_file(name);
        }
    }
    assert!(killed * 8 >= kills * 3, "only {killed} of {kills} were caught in the act: {outcomes:?}");
}
