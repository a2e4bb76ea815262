//! Whoever has the file but not the key: altered, removed, inserted, reordered, cut, and bits that flip by themselves.

use crate::scene::{begin, contract, edit, funding, meddle, save};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Broken, Store, Wrong, key_path, verify};
use tokio::time::timeout;

const MINUTE: Duration = Duration::from_secs(60);

async fn told() -> (tempfile::TempDir, PathBuf) {
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

#[tokio::test]
async fn a_bit_that_flips_in_a_fact_or_the_log_is_found_and_no_other_one_makes_a_panic() {
    let (folder, path) = told().await;
    let clean = std::fs::read(&path).unwrap();
    let key = std::fs::read(key_path(&path)).unwrap();
    let flipped = folder.path().join("f.sqlite");
    let look = async |at: usize, bit: u8| {
        let mut bytes = clean.clone();
        bytes[at] ^= 1 << bit;
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", flipped.display()));
        }
        std::fs::write(&flipped, bytes).unwrap();
        std::fs::write(key_path(&flipped), &key).unwrap();
        verify(Path::new(&flipped)).await
    };
    // Inside values that facts and entries are made of.
    let mut inside = 0;
    for text in ["determina-214-2025", "Ufficio transizione digitale", "Notifiche digitali 1", "contributo"] {
        for at in places(&clean, text) {
            for offset in 0..3 {
                inside += 1;
                match look(at + offset, 0).await {
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
    for at in places(&clean, "recorded_at") {
        let verdict = timeout(MINUTE, look(at, 7)).await.expect("a damaged name is answered");
        let opened = timeout(MINUTE, Store::open(&flipped)).await.expect("a damaged name is answered");
        refused += usize::from(verdict.is_err() && opened.is_err());
    }
    assert!(refused >= 12, "{refused}");
    // Anywhere else: an answer or an error in words, never a panic. The places are spread by a fixed step, so that a
    // failure can be looked at again.
    let step = clean.len() / 200;
    for n in 0..200 {
        // A hang is no answer either.
        let late = format!("flip {n}: no answer in a minute");
        match timeout(MINUTE, look(n * step + n % step, u8::try_from(n % 8).unwrap())).await.expect(&late) {
            Ok(_) => {}
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        // Opened as the server would open it: pages of what can still be read, or a clear refusal.
        if let Ok(store) = timeout(MINUTE, Store::open(&flipped)).await.expect(&late) {
            let dossier = domain::ports::Register::dossier(&store, &crate::scene::ipa());
            // An error in words, or what there is: never a page that says there is nothing.
            if let Ok(dossier) = timeout(MINUTE, dossier).await.expect(&late) {
                let projects = dossier.map_or(0, |d| d.projects.len());
                assert_eq!(projects, 2, "flip {n}: an empty dashboard");
            }
            timeout(MINUTE, store.close()).await.expect(&late);
        }
    }
}
