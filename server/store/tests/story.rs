//! One story through the ports: what an import leaves, said twice, said in another order, said in between.

#![allow(clippy::unwrap_used, missing_docs)]

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::{
    account::{Accounts, Assignment, Enrolled},
    application::{ApplicationKey, Body, PublicRow, Says, Seen, State},
    cell::Cell,
    desk::Author,
    fact::Record,
    identifier::{Cup, Ipa, Slug},
    member::Role,
    money::Cents,
    phase::Phase,
    ports::{CallRow, Entry, Ledger, NewBatch, Register, Taken, TypedProvenance, TypedRow, Unknown},
    records::{ApplicationRecord, EnteRecord, FundingLine, Milestone, Project, Reading, Source, TABLES},
    when::When,
};
use proptest::prelude::*;
use sqlx::{Row, ValueRef};
use std::path::Path;
use store::{Store, StoreError};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

const SEND: &str = "1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)";

fn row(ipa: &str, call: &str, sent: &str, state: State, on: Option<&str>, cents: i64) -> PublicRow {
    let state_on = on.map(d);
    PublicRow {
        key: ApplicationKey {
            ente: Ipa::read(ipa).unwrap(),
            call: domain::collapse(call),
            sent_at: <NaiveDateTime as Cell>::parse(sent).unwrap(),
        },
        line: 2,
        project: None,
        body: Body { name: Some(format!("Comune {ipa}")), kind: Some("Comuni".into()), ..Body::default() },
        measure: None,
        says: Says {
            state,
            state_on,
            amount: Cents(cents),
            decreed: d("2023-01-03"),
            cup: Cup::read("B21F22004070006"),
            window: None,
            protocol: None,
            decree: None,
        },
        raw: format!(
            "{{\"ipa\":\"{ipa}\",\"call\":\"{call}\",\"sent\":\"{sent}\",\"state\":\"{}\",\"on\":{on:?},\"cents\":{cents}}}",
            state.code()
        ),
        seen: None,
    }
}

async fn import(store: &Store, file: &str, snapshot: &str, rows: Vec<PublicRow>) -> domain::ports::Tally {
    let mut entry = store.begin(now(), d("2026-11-22"), Author::command_line()).await.unwrap();
    let tally = take(entry.as_mut(), file, snapshot, rows).await;
    entry.commit().await.unwrap();
    tally
}

/// A file of calls of one snapshot, with one call that closes on a day.
async fn import_call(store: &Store, snapshot: &str, closed: &str) {
    let mut entry = store.begin(now(), d("2026-11-22"), Author::command_line()).await.unwrap();
    let number = entry.open_batch(batch("avvisi.csv", Some(snapshot))).await.unwrap();
    let row = CallRow {
        line: 2,
        title: SEND.into(),
        measure: None,
        opened: Some(d("2022-09-12")),
        closed: Some(d(closed)),
        state: Some("TERMINATO".into()),
        funds: None,
        recipients: None,
    };
    let seen = Seen { first: d(snapshot), last: d(snapshot), at_least: false };
    entry.calls(number, vec![row], seen).await.unwrap();
    entry.close_batch(number, 0, vec![]).await.unwrap();
    entry.commit().await.unwrap();
}

async fn take(entry: &mut dyn Entry, file: &str, snapshot: &str, rows: Vec<PublicRow>) -> domain::ports::Tally {
    let batch = entry.open_batch(batch(file, Some(snapshot))).await.unwrap();
    let seen = Seen { first: d(snapshot), last: d(snapshot), at_least: false };
    entry.public(batch, rows, seen).await.unwrap();
    entry.close_batch(batch, 0, vec![]).await.unwrap().tally
}

fn batch(file: &str, snapshot: Option<&str>) -> NewBatch {
    NewBatch {
        file: file.into(),
        digest: "0".into(),
        kind: "test".into(),
        snapshot: snapshot.map(d),
        at_least: false,
        licence: None,
        ente: None,
    }
}

fn typed<R: Record>(record: &R, provenance: TypedProvenance) -> TypedRow {
    TypedRow { line: 2, table: R::TABLE, values: record.store(), provenance, raw: "{}".into() }
}

async fn take_typed(store: &Store, rows: Vec<TypedRow>) -> Vec<Taken> {
    let mut entry = store.begin(now(), d("2026-11-22"), Author::command_line()).await.unwrap();
    let batch = entry.open_batch(batch("t.csv", None)).await.unwrap();
    let fates = entry.typed(batch, rows).await.unwrap();
    entry.close_batch(batch, 0, vec![]).await.unwrap();
    entry.commit().await.unwrap();
    fates
}

/// Every row of every table but the lists of what was done (imports, and the log that has an entry for each), as text.
async fn dump(path: &Path) -> Vec<String> {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('import_batch', 'log_entry', 'log_head', '_sqlx_migrations', 'sqlite_sequence') ORDER BY name")
            .fetch_all(&pool)
            .await
            .unwrap();
    let mut out = vec![];
    for table in tables {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(&pool).await.unwrap();
        for r in rows {
            let cells: Vec<String> = (0..r.len())
                .map(|i| {
                    let raw = r.try_get_raw(i).unwrap();
                    if raw.is_null() {
                        "NULL".into()
                    } else {
                        r.try_get_unchecked::<String, _>(i)
                            .unwrap_or_else(|_| format!("{:?}", r.try_get_unchecked::<Vec<u8>, _>(i)))
                    }
                })
                .collect();
            out.push(format!("{table}: {}", cells.join("|")));
        }
    }
    pool.close().await;
    out.sort();
    out
}

/// What the register says of every application, by natural keys only: what must not depend on the order of files.
async fn state(path: &Path) -> Vec<String> {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let mut out = vec![];
    for sql in [
        "SELECT a.ente || '|' || a.call || '|' || a.sent_at || '|' || f.state || '|' || coalesce(f.state_on, '') || '|' || f.amount_cents || '|' || f.raw || '|' || s.snapshot || '|' || s.at_least FROM application a JOIN public_fact f ON f.application_id = a.id JOIN sighting s ON s.fact_id = f.id",
        "SELECT ipa || '|' || name || '|' || coalesce(kind, '') || '|' || coalesce(province, '') || '|' || search FROM ente",
        "SELECT line || '|' || snapshot || '|' || funded || '|' || disbursed || '|' || renounced || '|' || comuni || '|' || coalesce(median_days, '') FROM line_share",
        "SELECT title || '|' || coalesce(line, '') || '|' || coalesce(closed, '') || '|' || coalesce(state, '') FROM call",
        "SELECT title || '|' || coalesce(closed, '') || '|' || coalesce(state, '') || '|' || snapshot FROM call_fact",
        // One project an application, whatever its address: addresses are given in order of arrival and never change.
        "SELECT a.ente || '|' || a.call || '|' || a.sent_at || ' shares ' || (SELECT count(*) FROM application b WHERE b.ente = a.ente AND b.project = a.project) FROM application a",
        "SELECT count(*) || ' projects' FROM project",
    ] {
        out.extend(sqlx::query_scalar::<_, String>(sql).fetch_all(&pool).await.unwrap());
    }
    pool.close().await;
    out.sort();
    out
}

#[tokio::test]
async fn a_later_snapshot_moves_the_state_and_keeps_the_earlier_one_with_both_dates() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("r.sqlite")).await.unwrap();
    let a = row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, Some("2023-01-03"), 6_900_000);
    let e = row("c_e472", SEND, "2022-11-04T12:21:55", State::Disbursed, Some("2024-03-12"), 6_900_000);
    let first = import(&store, "a.csv", "2024-03-12", vec![a]).await;
    let second = import(&store, "b.csv", "2024-07-05", vec![e]).await;
    assert_eq!((first.accepted, second.changed), (1, 1));
    let dossier = store.dossier(&Ipa::read("c_e472").unwrap()).await.unwrap().unwrap();
    let history = dossier.applications[0].history();
    assert_eq!(
        history.iter().map(|s| (s.state, s.al, s.seen.first)).collect::<Vec<_>>(),
        [(State::Funded, Some(d("2023-01-03")), d("2024-03-12")), (State::Disbursed, Some(d("2024-03-12")), d("2024-07-05"))]
    );
    assert_eq!(dossier.projects, [Slug::read("send-2022").unwrap()]);
}

#[tokio::test]
async fn a_second_import_changes_nothing_but_the_list_of_imports() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.sqlite");
    let store = Store::create(&path).await.unwrap();
    let rows = || {
        vec![
            row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 6_900_000),
            row("c_a515", SEND, "2022-11-04T12:05:17", State::Disbursed, Some("2025-11-12"), 5_996_600),
            // A second application to the same call.
            row("c_a515", SEND, "2022-11-05T12:05:17", State::Renounced, None, 5_996_600),
        ]
    };
    import(&store, "a.csv", "2026-08-12", rows()).await;
    let before = dump(&path).await;
    let again = import(&store, "a.csv", "2026-08-12", rows()).await;
    assert_eq!((again.accepted, again.changed, again.unchanged), (0, 0, 3));
    assert_eq!(dump(&path).await, before);
    assert_eq!(store.batches().await.unwrap().len(), 2);
    assert_eq!(store.check().await.unwrap(), []);
}

#[tokio::test]
async fn an_abandoned_entry_leaves_everything_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.sqlite");
    let store = Store::create(&path).await.unwrap();
    import(&store, "a.csv", "2026-08-12", vec![row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 1)]).await;
    let before = dump(&path).await;
    let mut entry = store.begin(now(), d("2026-11-22"), Author::command_line()).await.unwrap();
    take(entry.as_mut(), "b.csv", "2026-08-13", vec![row("c_a515", SEND, "2022-11-04T12:05:17", State::Funded, None, 1)]).await;
    entry.abandon().await.unwrap();
    assert_eq!(dump(&path).await, before);
    // And one that is only dropped.
    let mut entry = store.begin(now(), d("2026-11-22"), Author::command_line()).await.unwrap();
    take(entry.as_mut(), "b.csv", "2026-08-13", vec![row("c_a515", SEND, "2022-11-04T12:05:17", State::Funded, None, 1)]).await;
    drop(entry);
    import(&store, "a.csv", "2026-08-12", vec![row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 1)]).await;
    assert_eq!(dump(&path).await, before);
}

#[tokio::test]
async fn a_template_row_takes_an_application_into_its_project_before_or_after_the_public_row() {
    for (typed_first, kept) in [(true, false), (false, false), (false, true)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.sqlite");
        let store = Store::create(&path).await.unwrap();
        let public = || vec![row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 6_900_000)];
        let ente = Ipa::read("c_e472").unwrap();
        let office = || {
            vec![
                typed(
                    &EnteRecord {
                        ente: ente.clone(),
                        name: "Comune di Latina".into(),
                        municipality: None,
                        istat: None,
                        province: Some("LT".into()),
                        region: None,
                        band: None,
                        featured: None,
                        contact: None,
                    },
                    TypedProvenance::default(),
                ),
                typed(
                    &Project {
                        ente: ente.clone(),
                        project: Slug::read("notifiche").unwrap(),
                        title: "Notifiche digitali".into(),
                        title_en: None,
                        line: None,
                        mode: None,
                        office: None,
                        what: None,
                        what_en: None,
                        cup: None,
                    },
                    TypedProvenance::default(),
                ),
                typed(
                    &ApplicationRecord {
                        ente: ente.clone(),
                        project: Some(Slug::read("notifiche").unwrap()),
                        call: SEND.into(),
                        sent_at: <NaiveDateTime as Cell>::parse("2022-11-04T12:21:55").unwrap(),
                        state: None,
                        amount: None,
                        decreed: None,
                        cup: None,
                        window: None,
                        protocol: None,
                        decree: None,
                        state_on: None,
                        seen: None,
                        last_seen: None,
                    },
                    TypedProvenance::default(),
                ),
            ]
        };
        if typed_first {
            assert!(take_typed(&store, office()).await.iter().all(|t| *t == Taken::Accepted));
            import(&store, "a.csv", "2026-08-12", public()).await;
        } else {
            import(&store, "a.csv", "2026-08-12", public()).await;
            if kept {
                // Somebody was made responsible for the project that the public row got by itself.
                let own = store.dossier(&ente).await.unwrap().unwrap().projects;
                let Enrolled::New(user) = store.enrol("rup", "Ufficio progetti", None, None, now()).await.unwrap() else {
                    panic!("taken")
                };
                let assignment = Assignment { ente: ente.clone(), roles: vec![Role::Manager], projects: own };
                store.assign(user, assignment, None, now()).await.unwrap();
            }
            assert!(take_typed(&store, office()).await.iter().all(|t| *t == Taken::Accepted));
        }
        let dossier = store.dossier(&ente).await.unwrap().unwrap();
        let notifiche = Slug::read("notifiche").unwrap();
        assert!(dossier.projects.contains(&notifiche), "typed first: {typed_first}");
        assert_eq!(dossier.projects.len(), if kept { 2 } else { 1 }, "typed first: {typed_first}");
        assert_eq!(dossier.applications[0].project.as_str(), "notifiche");
        assert_eq!(store.enti("lt", 0, 10).await.unwrap().total, 1);
    }
}

#[tokio::test]
async fn typed_rows_append_and_what_they_refer_to_must_be_there() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("r.sqlite")).await.unwrap();
    import(&store, "a.csv", "2026-08-12", vec![row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 1)]).await;
    let ente = Ipa::read("c_e472").unwrap();
    let line = |project: &str, cents: i64, source: Option<&str>| {
        typed(
            &FundingLine {
                ente: ente.clone(),
                project: Slug::read(project).unwrap(),
                item: "contributo".into(),
                fund: domain::phase::Fund::Pnrr,
                amount: Some(domain::amount::Amount::exact(Cents(cents))),
                act: None,
            },
            TypedProvenance { source: source.map(str::to_owned), ..TypedProvenance::default() },
        )
    };
    assert_eq!(take_typed(&store, vec![line("altro", 1, None)]).await, [Taken::Refused(Unknown::Project("altro".into()))]);
    assert_eq!(
        take_typed(&store, vec![line("send-2022", 1, Some("ieri"))]).await,
        [Taken::Refused(Unknown::Source("ieri".into()))]
    );
    let reading = typed(
        &Reading { ente: ente.clone(), indicator: "x".into(), value: domain::amount::Quantity::whole(1) },
        TypedProvenance::default(),
    );
    assert_eq!(take_typed(&store, vec![reading]).await, [Taken::Refused(Unknown::Indicator("x".into()))]);
    let source = Source {
        code: "atto".into(),
        title: "Determina".into(),
        title_en: None,
        kind: domain::phase::SourceKind::Register,
        date: None,
        url: None,
        licence: None,
    };
    take_typed(&store, vec![typed(&source, TypedProvenance::default())]).await;
    // New, the same again, another figure, the first figure back: nothing is overwritten.
    for (cents, fate) in [(100, Taken::Accepted), (100, Taken::Unchanged), (200, Taken::Changed)] {
        assert_eq!(take_typed(&store, vec![line("send-2022", cents, Some("atto"))]).await, [fate], "{cents}");
    }
    let dossier = store.dossier(&ente).await.unwrap().unwrap();
    assert_eq!(dossier.funding.iter().map(|f| f.amount.unwrap().cents.0).collect::<Vec<_>>(), [100, 200]);
}

#[tokio::test]
async fn a_file_does_not_move_the_first_deadline() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("r.sqlite")).await.unwrap();
    import(&store, "a.csv", "2026-08-12", vec![row("c_e472", SEND, "2022-11-04T12:21:55", State::Funded, None, 1)]).await;
    let ente = Ipa::read("c_e472").unwrap();
    let project = store.dossier(&ente).await.unwrap().unwrap().projects[0].clone();
    let milestone = |baseline: Option<&str>, forecast: &str| {
        let record = Milestone {
            ente: ente.clone(),
            project: project.clone(),
            phase: Phase::Completion,
            baseline: baseline.map(|b| When::read(b).unwrap()),
            forecast: Some(When::read(forecast).unwrap()),
            actual: None,
            act: None,
        };
        vec![typed(&record, TypedProvenance::default())]
    };
    assert_eq!(take_typed(&store, milestone(Some("2026-03-31"), "2026-06-30")).await, [Taken::Accepted]);
    let refused = Taken::Refused(Unknown::Baseline(When::read("2026-03-31").unwrap()));
    assert_eq!(take_typed(&store, milestone(Some("2026-09-30"), "2026-06-30")).await, std::slice::from_ref(&refused));
    assert_eq!(take_typed(&store, milestone(None, "2026-06-30")).await, [refused]);
    assert_eq!(take_typed(&store, milestone(Some("2026-03-31"), "2026-07-31")).await, [Taken::Changed]);
}

#[tokio::test]
async fn a_missing_a_damaged_and_a_foreign_file_are_told_apart_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("no.sqlite");
    assert!(matches!(Store::open(&missing).await, Err(StoreError::Missing(_))));
    assert!(!missing.exists());
    let text = dir.path().join("text.sqlite");
    std::fs::write(&text, "this is no database, and long enough to be looked at as one".repeat(200)).unwrap();
    assert!(matches!(Store::open(&text).await, Err(StoreError::Damaged { .. })));
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("this is no database"));
    let other = dir.path().join("other.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}?mode=rwc", other.display())).await.unwrap();
    sqlx::query("CREATE TABLE cats (name TEXT)").execute(&pool).await.unwrap();
    pool.close().await;
    assert!(matches!(Store::open(&other).await, Err(StoreError::Damaged { .. })));
    let mine = dir.path().join("mine.sqlite");
    let held = Store::create(&mine).await.unwrap();
    let asked = std::time::Instant::now();
    assert!(matches!(Store::open(&mine).await, Err(StoreError::Locked(_))));
    assert!(
        asked.elapsed() < std::time::Duration::from_secs(1),
        "a second instance is told within a second: {:?}",
        asked.elapsed()
    );
    assert!(matches!(Store::create(&mine).await, Err(StoreError::Exists(_))));
    held.close().await;
}

#[tokio::test]
async fn every_record_has_the_table_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.sqlite");
    let store = Store::create(&path).await.unwrap();
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    for table in TABLES {
        let columns: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{}')", table.name)))
                .fetch_all(&pool)
                .await
                .unwrap();
        let mut expected: Vec<String> = vec!["id".into()];
        expected.extend(table.kept());
        expected.extend(
            ["al", "known", "source", "note", "recorded_at", "batch_id", "file_row", "withdrawn", "note_public"]
                .map(String::from),
        );
        assert_eq!(columns, expected, "{}", table.name);
        let strict: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT strict FROM pragma_table_list('{}')", table.name)))
                .fetch_one(&pool)
                .await
                .unwrap();
        assert_eq!(strict, 1, "{} is not STRICT", table.name);
    }
    pool.close().await;
    store.close().await;
}

fn any_row() -> impl Strategy<Value = PublicRow> {
    let calls = prop::sample::select(vec![
        SEND,
        "1.4.3 - pagoPA - Comuni - Aprile 2022",
        "1.4.3 - pagoPA - Comuni - Settembre 2022",
        "9.9 Avviso mai visto",
    ]);
    (
        prop::sample::select(vec!["c_e472", "c_a515"]),
        calls,
        prop::sample::select(vec!["2022-11-04T12:21:55", "2022-11-05T09:00:00"]),
        prop::sample::select(vec![
            (State::Funded, None),
            (State::Funded, Some("2023-01-03")),
            (State::Disbursed, Some("2024-03-12")),
            (State::Renounced, None),
        ]),
        prop::bool::ANY,
        prop::sample::select(vec![None, Some("LT"), Some("AQ")]),
    )
        .prop_map(|(ipa, call, sent, (state, on), cup, province)| {
            let mut r = row(ipa, call, sent, state, on, 6_900_000);
            if !cup {
                r.says.cup = None;
                r.raw.push(' ');
            }
            r.body.province = province.map(str::to_owned);
            r.raw.push_str(province.unwrap_or(""));
            r
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Any order of the same files ends in the same state.
    #[test]
    fn the_order_of_files_does_not_matter(files in prop::collection::vec(prop::collection::vec(any_row(), 1..6), 2..5), seed in 0usize..24,
        closings in prop::collection::vec(prop::option::of(prop::sample::select(vec!["2022-12-31", "2023-03-31"])), 5)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let days = ["2023-02-01", "2024-07-05", "2025-01-09", "2026-08-12", "2026-08-13"];
            let mut order: Vec<usize> = (0..files.len()).collect();
            let mut states = vec![];
            for turn in 0..2 {
                if turn == 1 {
                    let n = order.len();
                    order.rotate_left(1 + seed % (n - 1).max(1));
                    if seed % 2 == 0 { order.reverse(); }
                }
                let dir = tempfile::tempdir().unwrap();
                let path = dir.path().join("r.sqlite");
                let store = Store::create(&path).await.unwrap();
                for i in &order {
                    import(&store, "f.csv", days[*i], files[*i].clone()).await;
                    if let Some(closed) = closings.get(*i).copied().flatten() {
                        import_call(&store, days[*i], closed).await;
                    }
                }
                store.close().await;
                states.push(state(&path).await);
            }
            assert_eq!(states[0], states[1]);
        });
    }
}

#[tokio::test]
async fn what_public_rows_left_is_verified_wherever_pages_read_it() {
    let rows = || {
        vec![
            row("c_e472", SEND, "2022-11-04T12:21:55", State::Disbursed, Some("2024-03-12"), 6_900_000),
            row("c_a515", SEND, "2022-11-05T09:00:00", State::Funded, None, 5_900_000),
        ]
    };
    for (meddled, sql) in [
        ("nothing", "SELECT 1"),
        ("share", "UPDATE line_share SET disbursed = disbursed + 1"),
        ("share", "DELETE FROM line_share"),
        ("sighting", "UPDATE sighting SET snapshot = '2024-07-06' WHERE snapshot = '2024-07-05'"),
        ("application", "UPDATE application SET sent_at = '2022-11-04T12:21:56' WHERE ente = 'c_e472'"),
        ("project", "UPDATE application SET project = 'altro' WHERE ente = 'c_e472'"),
        ("body", "UPDATE ente SET name = 'Comune di Altrove' WHERE ipa = 'c_e472'"),
        ("call", "UPDATE call SET closed = '2023-01-01'"),
        ("call fact", "UPDATE call_fact SET closed = '2023-01-01'"),
        ("fact", "UPDATE public_fact SET amount_cents = amount_cents + 1 WHERE state = 'E'"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.sqlite");
        let store = Store::create(&path).await.unwrap();
        import(&store, "e.csv", "2024-07-05", rows()).await;
        import_call(&store, "2024-07-05", "2022-12-31").await;
        store.close().await;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).foreign_keys(false);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        sqlx::query(sql).execute(&pool).await.unwrap();
        pool.close().await;
        let wrong = store::verify(&path).await.unwrap().wrong;
        assert_eq!(wrong.is_empty(), meddled == "nothing", "{meddled}: {wrong:?}");
    }
}
