//! A disk that is full: reads go on, writes say so, and both resume without a restart.

use crate::scene::{author, begin_in, edit, funding, ipa, now, slug, today};
use chrono::TimeDelta;
use domain::{
    account::{Accounts, Enrolled},
    desk::{Desk, Saved},
    fact::Record,
    ports::Register,
    records::FundingLine,
};
use std::{path::Path, process::Command};
use store::{Store, verify};

/// Saves until it can't, and gives the last amount that was acknowledged.
async fn fill(store: &Store) -> i64 {
    let (mut cents, mut seen) = (0, 0);
    for _ in 0..20_000 {
        match store.save(vec![edit(&funding(0, cents + 1), seen)], author("Ufficio"), now(), today()).await {
            Ok(Saved::Done(versions)) => (cents, seen) = (cents + 1, versions[0]),
            Ok(other) => panic!("{other:?}"),
            Err(_) => return cents,
        }
    }
    panic!("the disk is never full")
}

async fn stands(store: &Store) -> (i64, i64) {
    let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
    let held = kept.first().unwrap();
    (FundingLine::load(&held.values).unwrap().amount.unwrap().cents.0, held.version)
}

async fn resumes(store: &Store, cents: i64) {
    let (stands, version) = stands(store).await;
    assert_eq!(stands, cents, "what was acknowledged is there, and no more");
    let saved = store.save(vec![edit(&funding(0, 77), version)], author("Ufficio"), now(), today()).await.unwrap();
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
}

#[tokio::test]
async fn a_database_that_may_not_grow_is_read_and_grows_again_when_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.sqlite");
    let store = begin_in(&path, 1).await;
    let Enrolled::New(user) = store.enrol("rup", "Ufficio progetti", None, None, now()).await.unwrap() else { panic!("taken") };
    store.open_session(user, [7; 32], now()).await.unwrap();
    store.cap(Some(140)).await.unwrap();
    let cents = fill(&store).await;
    assert!(cents > 0);
    assert!(store.dossier(&ipa()).await.unwrap().is_some(), "reads go on");
    // Whoever has been away for too long is told so, though the end of the session can't be noted.
    assert_eq!(store.session([7; 32], now() + TimeDelta::days(2)).await.unwrap(), None);
    assert!(
        store.save(vec![edit(&funding(0, 1), 0)], author("Ufficio"), now(), today()).await.is_ok(),
        "a conflict is still told"
    );
    store.cap(None).await.unwrap();
    resumes(&store, cents).await;
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

/// A small file system of its own, taken away when the test ends.
struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_was_acknowledged_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(folder.path()).output();
    if !mount.is_ok_and(|done| done.status.success()) {
        std::io::Write::write_all(
            &mut std::io::stderr(),
            "SKIPPED: a small file system can only be mounted by root; the test beside this one limits the file instead\n"
                .as_bytes(),
        )
        .unwrap();
        return;
    }
    let _mounted = Mounted(folder.path());
    let path = folder.path().join("t.sqlite");
    let store = begin_in(&path, 1).await;
    let filler = folder.path().join("filler");
    std::fs::write(&filler, vec![1; 1_500_000]).unwrap();
    let cents = fill(&store).await;
    assert!(cents > 0);
    assert!(store.dossier(&ipa()).await.unwrap().is_some(), "reads go on");
    std::fs::remove_file(&filler).unwrap();
    resumes(&store, cents).await;
    store.close().await;
    drop(store);
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}
