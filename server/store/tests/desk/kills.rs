//! `kill -9` while eight people save: what was acknowledged is there, nothing is there by half, the log holds.

use crate::scene::{begin, ipa, slug};
use domain::{
    desk::Desk,
    fact::Record,
    records::{Act, FundingLine},
};
use std::{
    collections::HashMap,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use store::{Store, verify};

const CLIENTS: usize = 8;
/// So often in the ordinary run; `TRAGUARDI_KILLS=2000` for the figure in `BENCHMARKS.md`.
const KILLS: u64 = 50;

/// The program of `examples/editor.rs`, which `cargo test` builds beside the tests.
fn editor() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().unwrap().parent().unwrap();
    let program = folder.join("examples").join(format!("editor{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "build it first: cargo build -p store --example editor");
    program
}

/// Where every save writes a funding line and an act of a project with the same number: how many of those rows, of all that were
/// ever written, have not the other one of the same save beside them.
pub async fn halves(path: &Path) -> i64 {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let alone: i64 = sqlx::query_scalar(
        "WITH funded AS (SELECT batch_id, project, amount_cents FROM funding_line),
              decreed AS (SELECT batch_id, project, CAST(number AS INTEGER) FROM act)
         SELECT (SELECT count(*) FROM (SELECT * FROM funded EXCEPT SELECT * FROM decreed))
              + (SELECT count(*) FROM (SELECT * FROM decreed EXCEPT SELECT * FROM funded))",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    pool.close().await;
    alone
}

#[tokio::test]
async fn no_acknowledged_edit_is_lost_when_the_process_is_killed() {
    let kills = std::env::var("TRAGUARDI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let (_folder, path, store) = begin(CLIENTS).await;
    store.close().await;
    drop(store);
    let mut acknowledged: HashMap<String, (i64, i64)> = HashMap::new();
    let mut saves = 0;
    for turn in 0..kills {
        let mut child = Command::new(editor()).arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // From before the first save to well after it, at another moment each time.
        std::thread::sleep(Duration::from_millis(20 + turn * 37 % 160));
        child.kill().unwrap();
        let (mut told, mut complaints) = (String::new(), String::new());
        child.stdout.take().unwrap().read_to_string(&mut told).unwrap();
        child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
        child.wait().unwrap();
        assert_eq!(complaints, "", "turn {turn}");
        for line in told.split_inclusive('\n').filter(|l| l.ends_with('\n')) {
            let mut words = line.split_whitespace();
            let project = words.next().unwrap().to_owned();
            let mut number = || words.next().unwrap().parse().unwrap();
            acknowledged.insert(project, (number(), number()));
            saves += 1;
        }
        let verdict = verify(&path).await.unwrap();
        assert_eq!(verdict.wrong, [], "turn {turn}");
        let store = Store::open(&path).await.unwrap();
        for client in 0..CLIENTS {
            let funded = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(client))).await.unwrap();
            let decreed = store.kept(Act::TABLE, &ipa(), Some(&slug(client))).await.unwrap();
            let cents = funded.first().map(|k| FundingLine::load(&k.values).unwrap().amount.unwrap().cents.0);
            let number = decreed.first().map(|k| Act::load(&k.values).unwrap().number.unwrap().parse::<i64>().unwrap());
            assert_eq!(cents, number, "turn {turn}: half of a save of {} is there", slug(client));
            let Some((version, told)) = acknowledged.get(slug(client).as_str()) else { continue };
            let (held, stands) = funded.first().zip(cents).expect("an acknowledged edit is lost");
            // The one that was being acknowledged when the process died may be there too, and no other.
            assert!(held.version >= *version && (*told..=*told + 1).contains(&stands), "turn {turn}: {stands} for {told}");
            // It was found, so the next turn begins from it: one more may be on its way then too.
            acknowledged.insert(slug(client).as_str().to_owned(), (held.version, stands));
        }
        store.close().await;
    }
    assert_eq!(halves(&path).await, 0, "a save is there by half");
    assert!(saves > kills, "only {saves} saves were acknowledged: nothing was tried");
}
