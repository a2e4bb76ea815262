//! Many at once: what was acknowledged is there, and nothing was written over.

use crate::scene::{author, begin, edit, funding, ipa, now, slug, today};
use domain::{
    desk::{Desk, Saved},
    fact::Record,
    records::FundingLine,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const CLIENTS: usize = 50;
const TURNS: usize = 100;
const PROJECTS: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_who_read_and_write_the_same_five_projects_never_lose_a_step() {
    let (_folder, path, store) = begin(PROJECTS).await;
    let done = Arc::new(AtomicUsize::new(0));
    let mut clients = vec![];
    for client in 0..CLIENTS {
        let (store, done) = (store.clone(), Arc::clone(&done));
        clients.push(tokio::spawn(async move {
            for turn in 0..TURNS {
                let project = (client + turn) % PROJECTS;
                let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(project))).await.unwrap();
                let held = kept.first();
                let amount = held.map_or(0, |k| FundingLine::load(&k.values).unwrap().amount.unwrap().cents.0);
                let change = edit(&funding(project, amount + 1), held.map_or(0, |k| k.version));
                match store.save(vec![change], author("Ufficio"), now(), today()).await.unwrap() {
                    Saved::Done(_) => {
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                    Saved::Conflict { .. } => {}
                    other => panic!("{other:?}"),
                }
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
    // Each success added one cent and one version to a project: the sums must agree, or a step was lost or made twice.
    let mut cents = 0;
    for project in 0..PROJECTS {
        let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(project))).await.unwrap();
        cents += FundingLine::load(&kept.first().unwrap().values).unwrap().amount.unwrap().cents.0;
    }
    let done = done.load(Ordering::SeqCst);
    assert_eq!(usize::try_from(cents).unwrap(), done);
    assert!(done >= PROJECTS * TURNS / 2, "only {done} of {} were written", CLIENTS * TURNS);
    store.close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let versions: i64 = sqlx::query_scalar("SELECT count(*) FROM funding_line").fetch_one(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(usize::try_from(versions).unwrap(), done);
    assert_eq!(store::verify(&path).await.unwrap().wrong, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_client_vanishes_is_whole_or_not_there() {
    let (_folder, path, store) = begin(1).await;
    for turn in 0..500u64 {
        let writer = store.clone();
        let task = tokio::spawn(async move {
            let kept = writer.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
            let change = edit(&funding(0, i64::try_from(turn).unwrap() + 1), kept.first().map_or(0, |k| k.version));
            writer.save(vec![change], author("Ufficio"), now(), today()).await
        });
        tokio::time::sleep(std::time::Duration::from_micros(turn * 7 % 4_000)).await;
        task.abort();
        let _ = task.await;
    }
    // The last write that was abandoned may still land between the reading and the saving: then it is read again, as anybody
    // would. It is the only one.
    let mut tries = 0;
    loop {
        let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
        let change = edit(&funding(0, 9_999), kept.first().map_or(0, |k| k.version));
        match store.save(vec![change], author("Ufficio"), now(), today()).await.unwrap() {
            Saved::Done(_) => break,
            Saved::Conflict { .. } if tries == 0 => tries += 1,
            other => panic!("{other:?}"),
        }
    }
    store.close().await;
    assert_eq!(store::verify(&path).await.unwrap().wrong, []);
}
