//! Every form in which the public data were published.

use crate::{
    common::{ask, contents},
    desk::{DONE, Desk},
};
use domain::{application::State, identifier::Ipa, money::Cents, ports::Register};
use std::path::Path;
use store::Store;

/// Latina's SEND as the newest files have it, under another code.
const SEND: [(&str, &str); 20] = [
    ("codice_ipa", "C_X472"),
    ("ente", "Comune di Prova"),
    ("tipologia_ente", "Comuni"),
    ("comune", "Prova"),
    ("cod_comune", "059011"),
    ("provincia", "LT"),
    ("cod_provincia", "059"),
    ("regione", "Lazio"),
    ("cod_regione", "12"),
    ("importo_finanziamento", "69000.0"),
    ("avviso", "1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)"),
    ("data_invio_candidatura", "2022-11-04T12:21:55.000+0000"),
    ("data_finanziamento", "2023-01-03"),
    ("codice_cup", "B21F22004070006"),
    ("numero_finestra_temporale", "2"),
    ("numero_di_protocollo", "131"),
    ("decreto_finanziamento", "Decreto n.131 - 2 / 2022 - PNRR"),
    ("stato_candidatura", "A"),
    ("data_stato_candidatura", "2023-01-03"),
    ("misura", "1.4.5 Digitalizzazione degli avvisi pubblici"),
];

/// The headers by their number of columns; 119 is that of the files by kind of body: the newest without `misura`.
const COLUMNS: [usize; 9] = [11, 13, 15, 16, 17, 18, 19, 20, 119];

fn header_of(columns: usize) -> Vec<&'static str> {
    let newest: Vec<&str> = SEND.iter().map(|(name, _)| *name).collect();
    match columns {
        20 => return newest,
        119 => return newest.into_iter().filter(|name| *name != "misura").collect(),
        _ => {}
    }
    let mut names = vec![
        "codice_ipa",
        "comune",
        "provincia",
        "regione",
        "importo_finanziamento",
        "avviso",
        "data_invio_candidatura",
        "data_finanziamento",
        "codice_cup",
        "numero_finestra_temporale",
        "numero_di_protocollo",
    ];
    for (since, name) in [
        (13, "cod_provincia"),
        (13, "cod_regione"),
        (15, "cod_comune"),
        (15, "stato_candidatura"),
        (16, "misura"),
        (17, "tipologia_ente"),
        (18, "ente"),
        (19, "decreto_finanziamento"),
    ] {
        if columns >= since {
            names.push(name);
        }
    }
    assert_eq!(names.len(), columns);
    names
}

fn published(columns: usize, quoted: bool, changes: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        let own = SEND.iter().find(|(n, _)| *n == name).unwrap().1;
        changes.iter().find(|(n, _)| *n == name).map_or(own, |(_, v)| *v)
    };
    let names = header_of(columns);
    let cells: Vec<String> =
        names.iter().map(|n| if quoted { format!("\"{}\"", value(n)) } else { value(n).to_owned() }).collect();
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

/// State, amount and name of the one application.
fn send_of(database: &Path) -> (State, Cents, String, usize) {
    ask(database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x472").unwrap()).await.unwrap().unwrap();
        let says = dossier.applications[0].says().unwrap();
        (says.state, says.amount, dossier.ente.name.clone(), dossier.applications.len())
    })
}

#[test]
fn every_header_that_was_published_goes_in_quoted_or_not() {
    for columns in COLUMNS {
        for quoted in [false, true] {
            let desk = Desk::empty();
            let file = desk.file("candidature.csv", published(columns, quoted, &[]));
            let said = desk.import(&["--create"], &[file]).ended(DONE);
            assert_eq!(said.tally(), [1, 0, 0, 0], "{columns} columns, quoted {quoted}: {said}");
            let (state, amount, name, applications) = send_of(&desk.database);
            assert_eq!((state, amount, applications), (State::Funded, Cents(6_900_000), 1), "{columns} columns, quoted {quoted}");
            let names_itself = header_of(columns).contains(&"ente");
            assert_eq!(name, if names_itself { "Comune di Prova" } else { "Prova" }, "{columns} columns, quoted {quoted}");
        }
    }
}

#[test]
fn a_column_that_appears_fills_up_or_reads_none_is_no_change() {
    let desk = Desk::empty();
    let mut day = 10;
    let mut take = |text: String, tally: [u64; 4]| {
        let options = if desk.database.exists() { vec!["--snapshot"] } else { vec!["--create", "--snapshot"] };
        let snapshot = format!("2023-02-{day}");
        day += 1;
        let options: Vec<&str> = options.into_iter().chain([snapshot.as_str()]).collect();
        let said = desk.import(&options, &[desk.file(&format!("{day}.csv"), text)]).ended(DONE);
        assert_eq!(said.tally(), tally, "{said}");
    };
    for (i, columns) in COLUMNS.into_iter().enumerate() {
        take(published(columns, i % 2 == 0, &[]), if i == 0 { [1, 0, 0, 0] } else { [0, 0, 1, 0] });
    }
    take(published(20, false, &[("data_stato_candidatura", "None")]), [0, 0, 1, 0]);
    take(published(20, false, &[("stato_candidatura", "")]), [0, 0, 1, 0]);
    take(published(20, false, &[("provincia", "")]), [0, 0, 1, 0]);
    // And this is one.
    take(published(20, false, &[("stato_candidatura", "E"), ("data_stato_candidatura", "2023-02-20")]), [0, 1, 0, 0]);
    let (state, _, name, applications) = send_of(&desk.database);
    assert_eq!((state, name.as_str(), applications), (State::Disbursed, "Comune di Prova", 1));
    let states = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x472").unwrap()).await.unwrap().unwrap();
        dossier.applications[0].history().iter().map(|s| s.state).collect::<Vec<_>>()
    });
    assert_eq!(states, [State::Funded, State::Disbursed]);
}

#[test]
fn json_says_what_csv_says_in_both_its_styles() {
    let is_number = |name: &str| ["importo_finanziamento", "numero_finestra_temporale", "numero_di_protocollo"].contains(&name);
    // Files by kind of body: blanks after colons, window and protocol as texts.
    let spaced: Vec<String> = SEND
        .iter()
        .map(|(n, v)| if *n == "importo_finanziamento" { format!("\"{n}\": {v}") } else { format!("\"{n}\": \"{v}\"") })
        .collect();
    // Files by measure: compact, numbers, `/` behind a backslash.
    let compact: Vec<String> = SEND
        .iter()
        .map(|(n, v)| if is_number(n) { format!("\"{n}\":{v}") } else { format!("\"{n}\":\"{}\"", v.replace('/', "\\/")) })
        .collect();
    let desk = Desk::empty();
    let csv = desk.file("a.csv", published(20, true, &[]));
    let spaced = desk.file("b.json", format!("[{{{}}}]\n", spaced.join(", ")));
    let compact = desk.file("c.json", format!("[{{{}}}]", compact.join(",")));
    let day = ["--snapshot", "2023-02-01"];
    desk.import(&["--create", day[0], day[1]], &[csv]).ended(DONE).counting([1, 0, 0, 0]);
    let before = contents(&desk.database);
    desk.import(&day, std::slice::from_ref(&spaced)).ended(DONE).counting([0, 0, 1, 0]);
    desk.import(&day, std::slice::from_ref(&compact)).ended(DONE).counting([0, 0, 1, 0]);
    assert_eq!(send_of(&desk.database).0, State::Funded);
    assert_eq!(contents(&desk.database).len(), before.len());
    // Alone, each brings the same as the CSV.
    for file in [spaced, compact] {
        let alone = Desk::empty();
        alone.import(&["--create", day[0], day[1]], &[file]).ended(DONE).counting([1, 0, 0, 0]);
        assert_eq!(send_of(&alone.database), send_of(&desk.database));
    }
}
