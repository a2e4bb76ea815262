//! Whoever has the file but not the key: altered, removed, inserted, reordered, cut, and bits that flip by themselves.

use crate::scene::{begin, contract, edit, funding, ipa, meddle, now, save, today};
use chrono::NaiveDate;
use domain::{
    application::{ApplicationKey, Body, PublicRow, Says, Seen, State},
    desk::Author,
    identifier::{Cup, Ipa},
    money::Cents,
    ports::{Ledger, NewBatch, Register, Unavailable},
};
use std::{path::PathBuf, time::Duration};
use store::{Broken, Store, StoreError, Verdict, Wrong, key_path, verify};
use tempfile::TempDir;
use tokio::time::timeout;

const MINUTE: Duration = Duration::from_secs(60);

async fn told() -> (TempDir, PathBuf) {
    let (folder, path, store) = begin(2).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    save(&store, edit(&funding(1, 200), 0)).await;
    save(&store, edit(&contract("12/03/2025"), 0)).await;
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    (folder, path)
}

#[tokio::test]
async fn an_altered_entry_is_named() {
    let (_folder, path) = told().await;
    meddle(&path, "UPDATE log_entry SET new = '1.00' WHERE id = 2").await;
    assert_eq!(verify(&path).await.unwrap().wrong, [Wrong::Entry(2, Broken::Altered)]);
}

#[tokio::test]
async fn a_removed_entry_is_named() {
    let (_folder, path) = told().await;
    meddle(&path, "DELETE FROM log_entry WHERE id = 2").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(wrong.contains(&Wrong::Entry(2, Broken::Missing)), "{wrong:?}");
}

#[tokio::test]
async fn an_inserted_entry_is_named() {
    let (_folder, path) = told().await;
    meddle(
        &path,
        "INSERT INTO log_entry SELECT (SELECT max(id) + 1 FROM log_entry), at, account_id, author, reason, kind, ente, project, subject, thing, field, old, new, fact, batch_id, facts, mac FROM log_entry WHERE id = 2",
    )
    .await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(wrong.iter().any(|w| matches!(w, Wrong::Entry(_, Broken::Altered))), "{wrong:?}");
    assert!(wrong.iter().any(|w| matches!(w, Wrong::Entry(_, Broken::Cut))), "{wrong:?}");
}

#[tokio::test]
async fn two_entries_in_each_others_place_are_named() {
    let (_folder, path) = told().await;
    meddle(&path, "UPDATE log_entry SET id = -1 WHERE id = 2").await;
    meddle(&path, "UPDATE log_entry SET id = 2 WHERE id = 3").await;
    meddle(&path, "UPDATE log_entry SET id = 3 WHERE id = -1").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(wrong.contains(&Wrong::Entry(2, Broken::Altered)) && wrong.contains(&Wrong::Entry(3, Broken::Altered)), "{wrong:?}");
}

#[tokio::test]
async fn a_log_that_was_emptied_is_not_begun_again_by_opening() {
    let (_folder, path) = told().await;
    meddle(&path, "DELETE FROM log_entry").await;
    meddle(&path, "DELETE FROM log_head").await;
    Store::open(&path).await.unwrap().close().await;
    assert_ne!(verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn a_log_cut_short_is_named() {
    let (_folder, path) = told().await;
    meddle(&path, "DELETE FROM log_entry WHERE id = (SELECT max(id) FROM log_entry)").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(wrong.iter().any(|w| matches!(w, Wrong::Entry(_, Broken::Cut))), "{wrong:?}");
    // Writing the count down as well does not help without the key.
    meddle(&path, "UPDATE log_head SET count = count - 1, mac = (SELECT mac FROM log_entry ORDER BY id DESC LIMIT 1)").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(wrong.iter().any(|w| matches!(w, Wrong::Entry(_, Broken::Seal))), "{wrong:?}");
}

#[tokio::test]
async fn a_figure_changed_behind_the_programs_back_is_named_with_its_batch() {
    let (_folder, path) = told().await;
    meddle(&path, "UPDATE funding_line SET amount_cents = 1 WHERE id = 1").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(matches!(wrong.as_slice(), [Wrong::Facts { batch: 2, .. }]), "{wrong:?}");
}

#[tokio::test]
async fn a_fact_that_nobody_entered_is_named() {
    let (_folder, path) = told().await;
    meddle(
        &path,
        "INSERT INTO funding_line (ente, project, item, fund, amount_cents, amount_bound, known, recorded_at, batch_id, file_row) VALUES ('c_e472', 'send-0', 'in più', 'pnrr', 5, 'exact', '2026-11-22', '2026-11-22T12:00:00Z', 1, 0)",
    )
    .await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(matches!(wrong.as_slice(), [Wrong::Facts { batch: 1, .. }]), "{wrong:?}");
}

#[tokio::test]
async fn another_key_believes_nothing_and_no_key_says_so() {
    let (_folder, path) = told().await;
    let key = key_path(&path);
    let own = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, "00".repeat(32)).unwrap();
    assert!(!verify(&path).await.unwrap().wrong.is_empty());
    std::fs::remove_file(&key).unwrap();
    assert!(matches!(verify(&path).await, Err(store::StoreError::Key(_))));
    assert!(matches!(Store::open(&path).await, Err(store::StoreError::Key(_))), "a log goes on only with its key");
    std::fs::write(&key, own).unwrap();
    assert!(verify(&path).await.unwrap().wrong.is_empty());
}

/// Bytes of the file that hold a fact or an entry of the log: found by looking for a text that only stands there.
fn places(bytes: &[u8], text: &str) -> Vec<usize> {
    bytes.windows(text.len()).enumerate().filter(|(_, w)| *w == text.as_bytes()).map(|(i, _)| i).collect()
}

/// A database of which one bit at a time is another.
struct Flips {
    _folder: TempDir,
    clean: Vec<u8>,
    key: Vec<u8>,
    copy: PathBuf,
}

impl Flips {
    fn of((folder, path): (TempDir, PathBuf)) -> Self {
        let clean = std::fs::read(&path).unwrap();
        let key = std::fs::read(key_path(&path)).unwrap();
        let copy = folder.path().join("f.sqlite");
        Self { _folder: folder, clean, key, copy }
    }

    async fn look(&self, at: usize, bit: u8) -> Result<Verdict, StoreError> {
        let mut bytes = self.clean.clone();
        bytes[at] ^= 1 << bit;
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.copy.display()));
        }
        std::fs::write(&self.copy, bytes).unwrap();
        std::fs::write(key_path(&self.copy), &self.key).unwrap();
        verify(&self.copy).await
    }

    /// Either it is found, or what is shown is the same to the letter: a bit in a free page, or in a name that nobody asks for. Never
    /// a panic, never an empty dashboard. Whether it was found.
    async fn found_or_harmless(&self, untouched: &Shown, what: &str, at: usize, bit: u8) -> bool {
        // A hang is no answer either.
        let late = format!("{what}: no answer in a minute");
        let verdict = timeout(MINUTE, self.look(at, bit)).await.expect(&late);
        if let Err(error) = &verdict {
            assert!(!error.to_string().is_empty(), "{what}");
        }
        let found = verdict.is_err() || verdict.is_ok_and(|verdict| !verdict.wrong.is_empty());
        // Opened as the server would open it: pages of what can still be read, or a clear refusal.
        if let Ok(store) = timeout(MINUTE, Store::open(&self.copy)).await.expect(&late) {
            // An error in words, or what there is: never a page that says there is nothing.
            if let Ok(shown) = timeout(MINUTE, shown(&store)).await.expect(&late) {
                assert!(shown.projects > 0, "{what}: an empty dashboard");
                assert!(
                    found || shown == *untouched,
                    "{what} at {at}: nothing is found, and shown is {}",
                    shown.beside(untouched)
                );
            }
            timeout(MINUTE, store.close()).await.expect(&late);
        }
        found
    }
}

/// What readers are shown of two enti, and of what all share.
#[derive(PartialEq, Eq)]
struct Shown {
    projects: usize,
    /// Dossiers and catalogue, as they print themselves.
    all: String,
}

impl Shown {
    /// Where it is no longer the other one.
    fn beside(&self, other: &Self) -> String {
        let same = self.all.bytes().zip(other.all.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            let part = text.as_bytes().iter().skip(same.saturating_sub(60)).take(160).copied().collect::<Vec<u8>>();
            String::from_utf8_lossy(&part).into_owned()
        };
        format!("«{}», where it was «{}»", around(&self.all), around(&other.all))
    }
}

async fn shown(store: &Store) -> Result<Shown, Unavailable> {
    let (own, other) = (store.dossier(&ipa()).await?, store.dossier(&neighbour()).await?);
    let catalogue = store.catalogue().await?;
    Ok(Shown { projects: own.as_ref().map_or(0, |d| d.projects.len()), all: format!("{own:?}\n{other:?}\n{catalogue:?}") })
}

/// An ente of which there are public rows alone.
fn neighbour() -> Ipa {
    Ipa::read("c_k007").unwrap()
}

/// A day, where rows are put together.
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A row as PA digitale 2026 publishes it: an application to the call for SEND.
fn published(ente: &str, n: u32) -> PublicRow {
    const SEND: &str = "1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)";
    let state = if n.is_multiple_of(3) { State::Disbursed } else { State::Funded };
    PublicRow {
        key: ApplicationKey {
            ente: Ipa::read(ente).unwrap(),
            call: SEND.into(),
            sent_at: day("2022-11-04").and_hms_opt(12, n % 60, 0).unwrap(),
        },
        line: u64::from(n) + 2,
        project: None,
        body: Body { name: Some(format!("Comune di Prova {n}")), kind: Some("Comuni".into()), ..Body::default() },
        measure: None,
        says: Says {
            state,
            state_on: (state == State::Disbursed).then(|| day("2024-03-12")),
            amount: Cents(6_900_000),
            decreed: day("2023-01-03"),
            cup: Cup::read("B21F22004070006"),
            window: Some(1),
            protocol: None,
            decree: Some(format!("Decreto n.{n} - 1 / 2023 - PNRR")),
        },
        raw: format!("{{\"codice_ipa\":\"{ente}\",\"avviso\":\"{SEND}\",\"stato_candidatura\":\"{}\"}}", state.code()),
        seen: None,
    }
}

/// Takes in forty public rows: one of the ente whose projects are typed, the others of neighbours.
async fn publish(store: &Store) {
    let seen = Seen { first: day("2026-08-12"), last: day("2026-08-12"), at_least: false };
    let mut rows = vec![published(ipa().as_str(), 0)];
    rows.extend((1..40).map(|n| published(&format!("c_k{n:03}"), n)));
    let mut entry = store.begin(now(), today(), Author::command_line()).await.unwrap();
    let batch = NewBatch {
        file: "candidature.csv".into(),
        digest: "0".into(),
        kind: "pa-digitale".into(),
        snapshot: Some(seen.last),
        at_least: false,
        licence: None,
        ente: None,
    };
    let batch = entry.open_batch(batch).await.unwrap();
    entry.public(batch, rows, seen).await.unwrap();
    let closed = entry.close_batch(batch, 0, vec![]).await.unwrap();
    assert_eq!(closed.tally.accepted, 40);
    entry.commit().await.unwrap();
}

#[tokio::test]
async fn a_bit_that_flips_in_a_fact_or_the_log_is_found() {
    let flips = Flips::of(told().await);
    // Inside values that facts and entries are made of.
    let mut inside = 0;
    for text in ["determina-214-2025", "Ufficio transizione digitale", "Notifiche digitali 1", "contributo"] {
        for at in places(&flips.clean, text) {
            for offset in 0..3 {
                inside += 1;
                match flips.look(at + offset, 0).await {
                    Ok(verdict) => assert!(!verdict.wrong.is_empty(), "a flip in «{text}» at {at} was not found"),
                    Err(error) => assert!(!error.to_string().is_empty()),
                }
            }
        }
    }
    assert!(inside >= 12, "{inside}");
    // Inside the names of columns, where the flip makes them no text any more. Pages that were given up hold old copies, in
    // which it changes nothing.
    let mut refused = 0;
    for at in places(&flips.clean, "recorded_at") {
        let verdict = timeout(MINUTE, flips.look(at, 7)).await.expect("a damaged name is answered");
        let opened = timeout(MINUTE, Store::open(&flips.copy)).await.expect("a damaged name is answered");
        refused += usize::from(verdict.is_err() && opened.is_err());
    }
    assert!(refused >= 12, "{refused}");
}

#[tokio::test]
async fn a_bit_that_flips_anywhere_is_found_or_changes_nothing_that_is_shown() {
    let (folder, path) = told().await;
    let store = Store::open(&path).await.unwrap();
    publish(&store).await;
    let untouched = shown(&store).await.unwrap();
    assert_eq!(untouched.projects, 3, "two are typed, one is public");
    assert_eq!(store.catalogue().await.unwrap().shares.len(), 1, "the national share is counted");
    store.close().await;
    drop(store);
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    let flips = Flips::of((folder, path));
    // Inside what public rows say. What was written over may still lie in its page, and changes nothing there.
    let mut found = 0;
    for text in ["Comune di Prova 7", "Decreto n.7 ", "\"c_k007\""] {
        for at in places(&flips.clean, text) {
            found += usize::from(flips.found_or_harmless(&untouched, text, at + 1, 0).await);
        }
    }
    assert!(found >= 4, "only {found} in the public rows are found");
    // Anywhere. The places are spread by a fixed step, so that a failure can be looked at again.
    let step = flips.clean.len() / 200;
    for n in 0..200 {
        flips.found_or_harmless(&untouched, &format!("flip {n}"), n * step + n % step, u8::try_from(n % 8).unwrap()).await;
    }
}
