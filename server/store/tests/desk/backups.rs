//! Copies while somebody writes, copies put back, and a database of yesterday's program.

use crate::scene::{author, begin, begin_in, edit, funding, ipa, meddle, now, save, slug, today};
use domain::{
    desk::{Desk, Saved},
    fact::Record,
    ports::Register,
    records::FundingLine,
};
use std::path::{Path, PathBuf};
use store::{Backup, Store, StoreError, Wrong, key_path, restore, verify, verify_since};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_whole_and_can_be_put_back() {
    let (folder, path, store) = begin(1).await;
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut seen = 0;
            for cents in 1..=200 {
                match store.save(vec![edit(&funding(0, cents), seen)], author("Ufficio"), now(), today()).await.unwrap() {
                    Saved::Done(versions) => seen = versions[0],
                    other => panic!("{other:?}"),
                }
            }
        })
    };
    for n in 0..5 {
        let to = folder.path().join(format!("copia-{n}.sqlite"));
        let made = Backup::make(&path, &to).await.unwrap();
        assert!(made.bytes > 0 && to.exists());
        let head = std::fs::read_to_string(format!("{}.head", to.display())).unwrap();
        assert_eq!(head.trim(), format!("{} {}", made.head.count, made.head.mac));
    }
    writer.await.unwrap();
    let first = folder.path().join("copia-0.sqlite");
    assert!(matches!(Backup::make(&path, &first).await, Err(StoreError::Exists(_))));
    assert!(matches!(restore(&first, &path, "prova").await, Err(StoreError::Locked(_))), "not under a running server");
    store.close().await;
    drop(store);
    let aside = restore(&first, &path, "prova").await.unwrap().unwrap();
    assert!(aside.exists());
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    let leftovers: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.contains(".parte") || n.contains(".nuova"))
        .collect();
    assert_eq!(leftovers, Vec::<String>::new());
    let store = Store::open(&path).await.unwrap();
    assert!(store.dossier(&ipa()).await.unwrap().is_some());
    store.close().await;
}

#[tokio::test]
async fn a_copy_that_was_changed_is_not_put_back() {
    let (folder, path, store) = begin(1).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    store.close().await;
    drop(store);
    let copy = folder.path().join("copia.sqlite");
    Backup::make(&path, &copy).await.unwrap();
    meddle(&copy, "UPDATE funding_line SET amount_cents = 1").await;
    assert!(matches!(restore(&copy, &path, "prova").await, Err(StoreError::Unfaithful(_))));
    assert_eq!(verify(&path).await.unwrap().wrong, [], "the database is as it was");
}

#[tokio::test]
async fn a_database_that_does_not_verify_gives_no_copy() {
    let (folder, path, store) = begin(1).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    store.close().await;
    meddle(&path, "UPDATE funding_line SET amount_cents = 1").await;
    let copy = folder.path().join("copia.sqlite");
    assert!(matches!(Backup::make(&path, &copy).await, Err(StoreError::Unfaithful(_))));
    assert!(!copy.exists());
}

/// A database as the first version left it: its own migration and nothing else.
async fn of_the_first_version(folder: &Path) -> PathBuf {
    let path = folder.join("t.sqlite");
    let migrations = folder.join("migrations");
    std::fs::create_dir(&migrations).unwrap();
    let first = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/0001_register.sql");
    std::fs::copy(first, migrations.join("0001_register.sql")).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::migrate::Migrator::new(migrations.as_path()).await.unwrap().run(&pool).await.unwrap();
    for sql in [
        "INSERT INTO import_batch (recorded_at, file, digest, kind) VALUES ('2026-11-01T10:00:00Z', 'enti.csv', '0', 'enti')",
        "INSERT INTO ente (ipa, name, search) VALUES ('c_e472', 'Comune di Latina', 'latina')",
        "INSERT INTO ente_description (ente, name, kind, municipality, istat, province, province_code, region, region_code, seen)
         VALUES ('c_e472', 'Comune di Latina', '', '', '', '', '', '', '', '2026-11-01')",
        "INSERT INTO ente_record (ente, name, known, recorded_at, batch_id, file_row) VALUES ('c_e472', 'Comune di Latina', '2026-11-01', '2026-11-01T10:00:00Z', 1, 2)",
        "INSERT INTO project (ente, slug) VALUES ('c_e472', 'send-0')",
        // A share that no fact gives: the first version counted again only what an import touched.
        "INSERT INTO line_share (line, snapshot, at_least, funded, disbursed, renounced, comuni) VALUES ('1.4.5', '2024-07-05', 0, 1, 0, 0, 1)",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    pool.close().await;
    path
}

#[tokio::test]
async fn a_database_of_the_first_version_is_copied_then_brought_up_to_date_and_its_imports_are_logged() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_the_first_version(folder.path()).await;
    let store = Store::open(&path).await.unwrap();
    assert!(matches!(save(&store, edit(&funding(0, 100), 0)).await, Saved::Done(_)));
    assert_eq!(store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap().len(), 1);
    store.close().await;
    let before = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let before = before.into_iter().find(|p| p.to_string_lossy().contains(".sqlite.prima-di-")).expect("a copy from before");
    assert!(key_path(&path).exists());
    let verdict = verify(&path).await.unwrap();
    assert_eq!((verdict.wrong, verdict.batches), (vec![], 2));
    drop(store);
    // Back to before, and forward again: the copy knows no log, and gets one when it is opened.
    restore(&before, &path, "indietro").await.unwrap();
    let verdict = verify(&path).await.unwrap();
    assert_eq!((verdict.wrong, verdict.batches), (vec![], 1));
}

#[tokio::test]
async fn the_log_goes_on_from_how_it_ended_when_a_copy_was_made() {
    let (folder, path, store) = begin(1).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    let copy = folder.path().join("copia.sqlite");
    Backup::make(&path, &copy).await.unwrap();
    save(&store, edit(&funding(0, 200), 1)).await;
    store.close().await;
    drop(store);
    assert_eq!(verify_since(&path, Some(&copy)).await.unwrap().wrong, []);
    // Begun anew beside it, with everything in order and the same number of entries: another past.
    let other = folder.path().join("altra.sqlite");
    let store = begin_in(&other, 1).await;
    save(&store, edit(&funding(0, 150), 0)).await;
    store.close().await;
    assert_eq!(verify(&other).await.unwrap().wrong, []);
    assert!(matches!(verify_since(&other, Some(&copy)).await.unwrap().wrong[..], [Wrong::Behind(_)]));
    // And one that ends before.
    let short = folder.path().join("corta.sqlite");
    begin_in(&short, 1).await.close().await;
    assert!(matches!(verify_since(&short, Some(&copy)).await.unwrap().wrong[..], [Wrong::Behind(_)]));
    std::fs::remove_file(format!("{}.head", copy.display())).unwrap();
    assert!(matches!(verify_since(&path, Some(&copy)).await, Err(StoreError::Missing(_))));
}

#[tokio::test]
async fn what_was_written_since_the_last_copy_before_an_upgrade_is_copied_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_the_first_version(folder.path()).await;
    Store::open(&path).await.unwrap().close().await;
    let copies = || {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path());
        let mut copies: Vec<_> = files.filter(|p| p.to_string_lossy().contains(".sqlite.prima-di-")).collect();
        copies.sort();
        copies
    };
    let [first] = &copies()[..] else { panic!("one copy: {:?}", copies()) };
    // Gone back to it, and worked on with the earlier version.
    std::fs::remove_file(key_path(&path)).unwrap();
    std::fs::copy(first, &path).unwrap();
    meddle(&path, "INSERT INTO project (ente, slug) VALUES ('c_e472', 'send-1')").await;
    Store::open(&path).await.unwrap().close().await;
    let [_, second] = &copies()[..] else { panic!("two copies: {:?}", copies()) };
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(second).read_only(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let projects: i64 = sqlx::query_scalar("SELECT count(*) FROM project").fetch_one(&pool).await.unwrap();
    assert_eq!(projects, 2);
}

#[tokio::test]
async fn a_copy_from_the_future_is_not_put_in_the_place_of_a_database_that_opens() {
    let (folder, path, store) = begin(1).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    store.close().await;
    drop(store);
    let copy = folder.path().join("copia.sqlite");
    Backup::make(&path, &copy).await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)";
    meddle(&copy, later).await;
    assert!(matches!(restore(&copy, &path, "prova").await, Err(StoreError::FromTheFuture(_))));
    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap().len(), 1);
    store.close().await;
}

#[tokio::test]
async fn a_database_from_the_future_is_refused_and_left_alone() {
    let (_folder, path, store) = begin(1).await;
    store.close().await;
    drop(store);
    meddle(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    )
    .await;
    assert!(matches!(Store::open(&path).await, Err(StoreError::FromTheFuture(_))));
}
