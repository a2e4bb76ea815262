//! Many at once: what was acknowledged is there, and nothing was written over.

use crate::{
    kills::halves,
    scene::{author, begin, edit, funding, ipa, now, slug, today},
};
use domain::{
    desk::{Desk, Kept, Saved},
    fact::Record,
    ports::Unavailable,
    records::{Act, FundingLine},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::Store;

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

/// An act of the first project with this number.
fn act(number: i64) -> Act {
    Act {
        ente: ipa(),
        code: "decreto".into(),
        project: Some(slug(0)),
        kind: "decreto".into(),
        number: Some(number.to_string()),
        date: None,
        published_on: None,
        subject: "Contributo".into(),
        link: None,
    }
}

/// Reads what stands and saves the next of it: two rows with the same number, one more than before.
async fn step(store: &Store) -> Result<Saved, Unavailable> {
    let funded = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await?;
    let decreed = store.kept(Act::TABLE, &ipa(), Some(&slug(0))).await?;
    let number = funded.first().map_or(0, |k| FundingLine::load(&k.values).unwrap().amount.unwrap().cents.0) + 1;
    let seen = |held: &[Kept]| held.first().map_or(0, |k| k.version);
    let edits = vec![edit(&funding(0, number), seen(&funded)), edit(&act(number), seen(&decreed))];
    store.save(edits, author("Ufficio"), now(), today()).await
}

/// So many writes are begun by somebody who does not wait for the answer.
const VANISHING: u32 = 500;
/// And so many before them by somebody who does.
const WHOLE: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_client_vanishes_is_whole_or_not_there() {
    let (_folder, path, store) = begin(1).await;
    // How long a whole one takes here, so that clients vanish from before its first step to after its last one.
    let mut times = vec![];
    for _ in 0..WHOLE {
        let start = Instant::now();
        assert!(matches!(step(&store).await, Ok(Saved::Done(_))));
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let took = times[WHOLE / 2];
    let mut acknowledged = 0;
    for turn in 0..VANISHING {
        let writer = store.clone();
        let task = tokio::spawn(async move { step(&writer).await });
        if turn % 20 == 0 {
            // It is done, and nobody has heard so.
            for _ in 0..100_000 {
                if task.is_finished() {
                    break;
                }
                std::thread::sleep(Duration::from_micros(100));
            }
        } else {
            std::thread::sleep(took * (turn * 7 % VANISHING) / (VANISHING * 4 / 5));
        }
        task.abort();
        match task.await {
            Ok(Ok(Saved::Done(_))) => acknowledged += 1,
            // The one before, which was abandoned, has landed between its reading and its saving.
            Ok(Ok(Saved::Conflict { .. })) => {}
            Err(gone) if gone.is_cancelled() => {}
            other => panic!("{other:?}"),
        }
    }
    // The last write that was abandoned may still land between the reading and the saving: then it is read again, as anybody
    // would. It is the only one.
    let mut tries = 0;
    loop {
        match step(&store).await.unwrap() {
            Saved::Done(_) => break,
            Saved::Conflict { .. } if tries == 0 => tries += 1,
            other => panic!("{other:?}"),
        }
    }
    store.close().await;
    assert_eq!(store::verify(&path).await.unwrap().wrong, []);
    assert_eq!(halves(&path).await, 0, "a write is there by half");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let (versions, last): (i64, i64) =
        sqlx::query_as("SELECT count(*), max(amount_cents) FROM funding_line").fetch_one(&pool).await.unwrap();
    pool.close().await;
    // Each that landed went on from the one before: none was written over, and none twice.
    assert_eq!(versions, last);
    let landed = usize::try_from(versions).unwrap() - WHOLE - 1;
    assert!(acknowledged <= landed, "{acknowledged} were answered, {landed} landed");
    assert!(0 < landed && landed < VANISHING as usize, "{landed} of {VANISHING} landed: nothing was tried");
}
