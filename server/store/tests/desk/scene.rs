//! A small ente with one project, and the edits that tests make to it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    amount::Amount,
    desk::{Author, Desk, Edit, Saved},
    fact::Record,
    identifier::{Ipa, Slug},
    ports::{Ledger, NewBatch, TypedProvenance, TypedRow},
    records::{EnteRecord, FundingLine, Milestone, Project},
};
use std::path::{Path, PathBuf};
use store::Store;

pub fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

pub fn ipa() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

pub fn slug(n: usize) -> Slug {
    Slug::read(&format!("send-{n}")).unwrap()
}

pub fn author(name: &str) -> Author {
    Author { user: Some(1), name: name.to_owned(), reason: None }
}

/// A database with an ente and its projects, and the folder it lives in.
pub async fn begin(projects: usize) -> (tempfile::TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.sqlite");
    let store = begin_in(&path, projects).await;
    (folder, path, store)
}

/// The same in a place of one's own.
pub async fn begin_in(path: &Path, projects: usize) -> Store {
    let store = Store::create(path).await.unwrap();
    let mut rows = vec![typed(&EnteRecord {
        ente: ipa(),
        name: "Comune di Latina".into(),
        municipality: None,
        istat: None,
        province: None,
        region: None,
        band: None,
        featured: None,
        contact: None,
    })];
    for n in 0..projects {
        rows.push(typed(&Project {
            ente: ipa(),
            project: slug(n),
            title: format!("Notifiche digitali {n}"),
            title_en: None,
            line: None,
            mode: None,
            office: None,
            what: None,
            what_en: None,
            cup: None,
        }));
    }
    let mut entry = store.begin(now(), today(), Author::command_line()).await.unwrap();
    let batch = NewBatch {
        file: "prova.csv".into(),
        digest: "0".into(),
        kind: "progetti".into(),
        snapshot: None,
        at_least: false,
        licence: None,
        ente: None,
    };
    let batch = entry.open_batch(batch).await.unwrap();
    entry.typed(batch, rows).await.unwrap();
    entry.close_batch(batch, 0, vec![]).await.unwrap();
    entry.commit().await.unwrap();
    store
}

fn typed<R: Record>(record: &R) -> TypedRow {
    TypedRow { line: 2, table: R::TABLE, values: record.store(), provenance: TypedProvenance::default(), raw: "{}".into() }
}

pub fn edit<R: Record>(record: &R, seen: i64) -> Edit {
    Edit { table: R::TABLE, values: record.store(), al: None, source: None, note: None, seen, withdrawn: false }
}

pub fn funding(n: usize, cents: i64) -> FundingLine {
    FundingLine {
        ente: ipa(),
        project: slug(n),
        item: "contributo".into(),
        fund: domain::phase::Fund::Pnrr,
        amount: Some(Amount::exact(domain::money::Cents(cents))),
        act: None,
    }
}

pub fn contract(day: &str) -> Milestone {
    Milestone {
        ente: ipa(),
        project: slug(0),
        phase: domain::phase::Phase::Contract,
        baseline: None,
        forecast: None,
        actual: Some(domain::when::When::read(day).unwrap()),
        act: Some("determina-214-2025".into()),
    }
}

pub async fn save(store: &Store, edit: Edit) -> Saved {
    store.save(vec![edit], author("Ufficio transizione digitale"), now(), today()).await.unwrap()
}

/// Runs a statement on a database that nobody has open, as somebody would who has the file but not the program.
pub async fn meddle(path: &Path, sql: &'static str) {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let done = sqlx::query(sql).execute(&pool).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql} changed nothing");
    pool.close().await;
}
