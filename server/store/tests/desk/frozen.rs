//! What a sitting was shown: kept to the byte, never changed, and found out where somebody changed it all the same.

use crate::scene::{author, begin, ipa, meddle, now};
use domain::{
    phase::SittingKind,
    records::Sitting,
    sitting::{Audience, Cover, NewFreeze, Part, Sittings as _},
};
use sha2::{Digest as _, Sha256};
use sqlx::ConnectOptions as _;
use std::path::PathBuf;
use store::{BrokenSeal, Store, Wrong, verify};

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn cover(number: u32) -> Cover {
    let day = "2025-10-29".parse().unwrap();
    let sitting =
        Sitting { ente: ipa(), number: 1, kind: SittingKind::Committee, body: None, held_on: day, agenda: None, minutes: None };
    let name = "Comune di Latina".to_owned();
    Cover { number, ente: ipa(), name, sitting, al: day, known: day, snapshot: None, frozen_at: now(), corrects: None }
}

/// A document of two parts, and an annex of one.
fn new(number: u32) -> NewFreeze {
    let part = |audience, name: &str, text: &str| Part {
        audience,
        name: name.to_owned(),
        lang: "it",
        title: "Titolo".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let parts = vec![
        part(Audience::Everybody, "", "<h1>In breve</h1>"),
        part(Audience::Everybody, "progetti.csv", "a;b\n"),
        part(Audience::Insiders, "interno", "<h1>Allegato</h1>"),
    ];
    let listed = |audience| -> Vec<serde_json::Value> {
        let own = parts.iter().filter(|p| p.audience == audience);
        own.map(|p| serde_json::json!({ "name": p.name, "lang": p.lang, "title": p.title, "sha256": hex(&p.bytes) })).collect()
    };
    let document =
        serde_json::to_vec(&serde_json::json!({ "schema": 2, "cover": cover(number), "parts": listed(Audience::Everybody) }))
            .unwrap();
    let annex = serde_json::to_vec(&serde_json::json!({ "schema": 2, "parts": listed(Audience::Insiders) })).unwrap();
    let seal = hex(&document);
    let annex_seal = hex(&annex);
    NewFreeze { cover: cover(number), document, seal, annex: Some((annex, annex_seal)), parts }
}

async fn frozen() -> (tempfile::TempDir, PathBuf) {
    let (folder, path, store) = begin(1).await;
    assert!(store.freeze(new(1), author("Segreteria")).await.unwrap());
    let kept = store.part(&ipa(), 1, Audience::Everybody, "", "it").await.unwrap().unwrap();
    assert_eq!((kept.title.as_str(), kept.bytes.as_slice()), ("Titolo", b"<h1>In breve</h1>".as_slice()));
    assert_eq!(store.part(&ipa(), 1, Audience::Everybody, "interno", "it").await.unwrap(), None, "the annex is for insiders");
    assert_eq!(store.document(&ipa(), 1, Audience::Everybody).await.unwrap(), Some(new(1).document));
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    (folder, path)
}

async fn wrong(path: &std::path::Path) -> Vec<BrokenSeal> {
    let found = verify(path).await.unwrap().wrong;
    found
        .into_iter()
        .map(|w| match w {
            Wrong::Frozen { number: 1, how, .. } => how,
            other => panic!("{other:?}"),
        })
        .collect()
}

async fn raw(path: &std::path::Path) -> sqlx::SqliteConnection {
    sqlx::sqlite::SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}

/// Whoever has the file can also drop what keeps it from being changed.
async fn force(path: &std::path::Path, sql: &'static str) {
    let mut connection = raw(path).await;
    for trigger in [
        "DROP TRIGGER IF EXISTS freeze_kept",
        "DROP TRIGGER IF EXISTS freeze_stays",
        "DROP TRIGGER IF EXISTS freeze_part_kept",
        "DROP TRIGGER IF EXISTS freeze_part_stays",
    ] {
        sqlx::query(trigger).execute(&mut connection).await.unwrap();
    }
    meddle(path, sql).await;
}

#[tokio::test]
async fn numbers_follow_one_another_and_none_is_taken_twice() {
    let (_folder, path, store) = begin(1).await;
    assert!(!store.freeze(new(2), author("Segreteria")).await.unwrap(), "there is no first one");
    let (one, other) = (store.clone(), store.clone());
    let (a, b) = tokio::join!(one.freeze(new(1), author("Segreteria")), other.freeze(new(1), author("Ufficio")));
    assert!(a.unwrap() != b.unwrap(), "both took the number 1");
    assert_eq!(store.frozen(&ipa()).await.unwrap().len(), 1);
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn what_is_frozen_does_not_change() {
    let (_folder, path) = frozen().await;
    for sql in [
        "UPDATE freeze SET seal = seal",
        "DELETE FROM freeze",
        "UPDATE freeze_part SET title = 'altro'",
        "DELETE FROM freeze_part",
    ] {
        let mut connection = raw(&path).await;
        let refused = sqlx::query(sql).execute(&mut connection).await.unwrap_err().to_string();
        assert!(refused.contains("a frozen document does not change"), "{sql}: {refused}");
    }
    assert_eq!(wrong(&path).await, []);
}

#[tokio::test]
async fn whatever_is_changed_behind_the_programs_back_is_named() {
    let cases: [(&'static str, BrokenSeal); 9] = [
        ("UPDATE freeze SET cover = json_set(cover, '$.name', 'Comune di Altrove')", BrokenSeal::Cover),
        ("UPDATE freeze SET document = annex", BrokenSeal::Document),
        ("UPDATE freeze SET annex = document", BrokenSeal::Annex),
        ("UPDATE freeze SET seal = replace(seal, substr(seal, 1, 1), 'z')", BrokenSeal::Log),
        ("UPDATE freeze_part SET bytes = (SELECT document FROM freeze) WHERE name = ''", BrokenSeal::Part),
        ("UPDATE freeze_part SET title = 'Un altro' WHERE name = ''", BrokenSeal::Part),
        ("DELETE FROM freeze_part WHERE name = 'progetti.csv'", BrokenSeal::Part),
        (
            "INSERT INTO freeze_part SELECT ente, number, internal, 'altro', lang, title, bytes FROM freeze_part WHERE name = ''",
            BrokenSeal::Part,
        ),
        ("DELETE FROM freeze_part", BrokenSeal::Part),
    ];
    for (sql, expected) in cases {
        let (_folder, path) = frozen().await;
        force(&path, sql).await;
        let found = wrong(&path).await;
        assert!(found.contains(&expected), "{sql}: {found:?}");
    }
    let (_folder, path) = frozen().await;
    force(&path, "DELETE FROM freeze_part").await;
    meddle(&path, "DELETE FROM freeze").await;
    assert_eq!(wrong(&path).await, [BrokenSeal::Gone]);
}

/// A database as it was when sittings came to it, with what was frozen then: every upgrade since leaves its bytes alone.
#[tokio::test]
async fn an_upgrade_leaves_it_to_the_byte() {
    let (folder, path) = frozen().await;
    let old = folder.path().join("allora.sqlite");
    let migrations = folder.path().join("migrations");
    std::fs::create_dir(&migrations).unwrap();
    let all = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap().map(|entry| entry.unwrap());
    let then: Vec<_> = all.filter(|entry| entry.file_name().to_str().is_some_and(|name| name < "0009")).collect();
    assert!(then.iter().any(|entry| entry.file_name() == "0008_sittings.sql"));
    for entry in then {
        std::fs::copy(entry.path(), migrations.join(entry.file_name())).unwrap();
    }
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&old).create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::migrate::Migrator::new(migrations.as_path()).await.unwrap().run(&pool).await.unwrap();
    pool.close().await;
    let mut connection = raw(&old).await;
    sqlx::query("ATTACH $1 AS now").bind(path.to_str().unwrap()).execute(&mut connection).await.unwrap();
    for sql in [
        "INSERT INTO ente (ipa, name, search) SELECT ipa, name, search FROM now.ente",
        "INSERT INTO freeze SELECT * FROM now.freeze",
        "INSERT INTO freeze_part SELECT * FROM now.freeze_part",
    ] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    drop(connection);
    let store = Store::open(&old).await.unwrap();
    let expected = new(1);
    assert_eq!(store.document(&ipa(), 1, Audience::Everybody).await.unwrap(), Some(expected.document));
    assert_eq!(store.document(&ipa(), 1, Audience::Insiders).await.unwrap(), expected.annex.map(|(bytes, _)| bytes));
    for part in expected.parts {
        let kept = store.part(&ipa(), 1, part.audience, &part.name, part.lang).await.unwrap().unwrap();
        assert_eq!((kept.title, kept.bytes), (part.title, part.bytes));
    }
    store.close().await;
}

#[tokio::test]
async fn a_backup_brings_it_back_to_the_byte() {
    let (folder, path) = frozen().await;
    let copy = folder.path().join("copia.sqlite");
    store::Backup::make(&path, &copy).await.unwrap();
    std::fs::copy(store::key_path(&path), store::key_path(&copy)).unwrap();
    let store = Store::open(&copy).await.unwrap();
    assert_eq!(store.document(&ipa(), 1, Audience::Insiders).await.unwrap(), new(1).annex.map(|(bytes, _)| bytes));
    store.close().await;
}
