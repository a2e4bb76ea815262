//! The states of the two towns' applications, against the published files from which they were read.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use chrono::NaiveDate;
use common::{ask, demo, shared};
use domain::{
    application::State, as_of::AsOf, cell::read_instant, collapse, identifier::Ipa, portfolio::Portfolio, ports::Register,
};
use std::{collections::BTreeMap, path::Path};
use store::Store;

/// Rows of the history: a state of an application, or a column of it that filled up.
const ROWS: usize = 46;

type Row = BTreeMap<String, String>;

/// Ente and call, whose blanks differ between files.
type Key = (String, String);

fn rows(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn key(row: &Row) -> Key {
    (row["codice_ipa"].clone(), collapse(&row["avviso"]))
}

/// The civil day of an instant, in the place where it was written down.
fn day(text: &str) -> NaiveDate {
    text.get(..10).unwrap().parse().unwrap()
}

/// `37661.97`, `252118.0`.
fn cents(text: &str) -> i64 {
    let (euro, rest) = text.split_once('.').unwrap();
    euro.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap()
}

/// State, its own date, and the days on which it was first and last seen.
type Stood = (State, Option<NaiveDate>, NaiveDate, NaiveDate);

/// What stands in the history: each state once, whatever its columns did meanwhile. The current one was seen up to the last
/// snapshot, an earlier one up to the last change of its row.
fn states(history: &[Row], latest: &BTreeMap<Key, Row>) -> BTreeMap<Key, Vec<Stood>> {
    let state = |row: &Row| match row["stato_candidatura"].as_str() {
        "" => State::Funded,
        code => State::read(code).unwrap(),
    };
    let mut out: BTreeMap<Key, Vec<Stood>> = BTreeMap::new();
    for row in history {
        let seen = day(&row["first_seen_snapshot"]);
        let since = Some(row["data_stato_candidatura"].as_str()).filter(|t| !["", "None"].contains(t)).map(day);
        let stood = out.entry(key(row)).or_default();
        match stood.iter_mut().find(|(s, ..)| *s == state(row)) {
            Some((_, on, first, last)) => {
                *on = since.or(*on);
                *first = seen.min(*first);
                *last = seen.max(*last);
            }
            None => stood.push((state(row), since, seen, seen)),
        }
    }
    for (key, stood) in &mut out {
        let row = &latest[key];
        let (.., last) = stood.iter_mut().find(|(s, ..)| *s == state(row)).unwrap();
        *last = day(&row["_snapshot"]);
        stood.sort_by_key(|(_, _, first, _)| *first);
    }
    out
}

#[test]
fn the_states_are_those_of_the_published_history_and_a_column_that_fills_up_is_none() {
    let Some(towns) = shared().map(|s| s.join("data/towns")).filter(|t| t.is_dir()) else {
        common::skipped("no shared/data/towns; say where with TRAGUARDI_SHARED (a folder with data/towns in it)");
        return;
    };
    let history = rows(&towns.join("padigitale_latina_avezzano_status_history.csv"));
    assert_eq!(history.len(), ROWS);
    let latest: BTreeMap<Key, Row> =
        rows(&towns.join("padigitale_latina_avezzano_latest.csv")).into_iter().map(|row| (key(&row), row)).collect();
    let published = states(&history, &latest);
    assert_eq!((published.len(), published.values().map(Vec::len).sum::<usize>()), (14, 20));

    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("demo.sqlite");
    demo(&database);
    let mut kept = BTreeMap::new();
    for ente in ["c_e472", "c_a515"] {
        let dossier = ask(&database, async |store: &Store| store.dossier(&Ipa::read(ente).unwrap()).await.unwrap().unwrap());
        for application in dossier.applications {
            let key = (ente.to_owned(), application.key.call.clone());
            let row = &latest[&key];
            assert_eq!(Some(application.key.sent_at), read_instant(&row["data_invio_candidatura"]), "{key:?}");
            let mut stood: Vec<Stood> = vec![];
            for fact in &application.facts {
                assert_eq!(fact.says.amount.0, cents(&row["importo_finanziamento"]), "{key:?}");
                assert_eq!(fact.says.decreed, day(&row["data_finanziamento"]), "{key:?}");
                assert_eq!(fact.says.cup.as_ref().map(|c| c.as_str()), Some(row["codice_cup"].as_str()), "{key:?}");
                stood.push((fact.says.state, fact.says.state_on, fact.seen.first, fact.seen.last));
            }
            stood.sort_by_key(|(_, _, first, _)| *first);
            kept.insert(key, stood);
        }
    }
    assert_eq!(kept, published);
}

/// The four days of Latina's SEND, with everything else that is known of Latina.
#[test]
fn send_of_latina_is_paid_from_its_own_date_and_known_from_the_day_it_was_seen() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("demo.sqlite");
    demo(&database);
    let state = |al: &str, known: &str| {
        let day = AsOf { al: al.parse().unwrap(), known: known.parse().unwrap() };
        ask(&database, async |store: &Store| {
            let dossier = store.dossier_known(&Ipa::read("c_e472").unwrap(), day.known).await.unwrap().unwrap().as_of(day);
            let catalogue = store.catalogue().await.unwrap().as_of(day);
            let portfolio = Portfolio::of(&dossier, &catalogue, day.al);
            let send = portfolio.projects.iter().find(|p| p.slug.as_str() == "send-2022").unwrap();
            send.applications.first().and_then(|a| a.says.as_ref()).unwrap().state
        })
    };
    assert_eq!(state("2024-03-11", common::TODAY), State::Funded);
    assert_eq!(state("2024-04-01", "2024-04-01"), State::Funded);
    assert_eq!(state("2024-04-01", "2024-07-05"), State::Disbursed);
    assert_eq!(state("2024-07-05", "2024-07-05"), State::Disbursed);
}
