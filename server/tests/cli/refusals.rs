//! Rows that are wrong.

use crate::{
    common::{HEADER, Said, ask, batches, public_row},
    desk::{DONE, Desk, SOME_REFUSED, changed, public},
};
use domain::{identifier::Ipa, ports::Register};
use store::Store;

/// The sentence of a refused row: `riga 3, colonna importo_finanziamento («-5»): …`.
fn refusals(said: &Said) -> Vec<&str> {
    said.out.lines().filter_map(|l| l.trim_start().strip_prefix("rifiutata ")).collect()
}

#[test]
fn a_wrong_row_is_told_with_line_column_and_reason_and_the_rest_goes_in() {
    let first = public_row("c_x001");
    let last = public_row("c_x009");
    let endless = "a".repeat(3 << 20);
    let wrong: Vec<(&str, String, &str, &str)> = vec![
        (
            "decreto-31-02",
            changed("c_x002", "2022-08-02", "31/02/2023"),
            "colonna data_finanziamento («31/02/2023»)",
            "non è una data",
        ),
        (
            "decreto-31-02-iso",
            changed("c_x002", "2022-08-02", "2023-02-31"),
            "colonna data_finanziamento («2023-02-31»)",
            "non esiste",
        ),
        ("decreto-none", changed("c_x002", "2022-08-02", "None"), "colonna data_finanziamento («None»)", "non è una data"),
        (
            "invio",
            changed("c_x002", "2022-05-03T11:17:01.000+0000", "ieri"),
            "colonna data_invio_candidatura («ieri»)",
            "non è una data",
        ),
        (
            "importo-italiano",
            changed("c_x002", "14000.0", "\"1.234,56\""),
            "colonna importo_finanziamento («1.234,56»)",
            "importo",
        ),
        ("importo-negativo", changed("c_x002", "14000.0", "-5"), "colonna importo_finanziamento («-5»)", "negativo"),
        ("importo-esponente", changed("c_x002", "14000.0", "1e9"), "colonna importo_finanziamento («1e9»)", "importo"),
        ("importo-none", changed("c_x002", "14000.0", "None"), "colonna importo_finanziamento («None»)", "importo"),
        ("importo-enorme", changed("c_x002", "14000.0", "99999999999999"), "colonna importo_finanziamento", "zeri"),
        ("ipa", changed("c_x002", "c_x002", "<script>"), "colonna codice_ipa («<script>»)", "codice IPA"),
        ("ipa-vuoto", changed("c_x002", "c_x002", ""), "colonna codice_ipa", "vuota"),
        ("corta", "c_x002,14000.0".to_owned(), "riga 3", "celle"),
        ("lunga", format!("{},x,y", public_row("c_x002")), "riga 3", "celle"),
        ("nul", format!("c_\0x002,{}", public_row("c_x002")), "riga 3", "non sono testo"),
        ("infinita", endless, "riga 3", "troppo lunga"),
    ];
    for (name, row, place, reason) in wrong {
        let desk = Desk::new();
        let before = desk.towns();
        let file = desk.file(&format!("{name}.csv"), public(&[first.clone(), row, last.clone()]));
        let said = desk.import(&[], &[file]).ended(SOME_REFUSED);
        let refused = refusals(&said);
        assert_eq!(refused.len(), 1, "{name}: {said}");
        assert!(refused[0].starts_with("riga 3"), "{name}: {said}");
        assert!(refused[0].contains(place) && refused[0].contains(reason), "{name}: {said}");
        assert_eq!(said.tally()[3], 1, "{name}: {said}");
        assert!(desk.knows("c_x001"), "{name}: the row before it is lost");
        // Past a line that never ends, reading may stop; past every other, it goes on.
        if name != "infinita" {
            assert_eq!(said.tally(), [2, 0, 0, 1], "{name}: {said}");
            assert!(desk.knows("c_x009"), "{name}: the row after it is lost");
        }
        assert!(!desk.knows("c_x002"), "{name}: the refused row went in");
        assert_eq!(desk.towns(), before, "{name}: something else changed");
        // The list of imports keeps the refusal in words.
        let batch = batches(&desk.database).remove(0);
        assert_eq!((batch.tally.refused, batch.refusals.len()), (1, 1), "{name}");
        desk.does(&["check"]).ended(DONE);
    }
}

#[test]
fn a_file_cut_off_inside_quotes_keeps_what_came_before() {
    let desk = Desk::new();
    let before = desk.towns();
    let file = desk.file("tronca.csv", format!("{HEADER}\n{}\nc_x002,1.0,\"1.4.4 Adozione SPID", public_row("c_x001")));
    let said = desk.import(&[], &[file]).ended(SOME_REFUSED).counting([1, 0, 0, 1]);
    assert!(refusals(&said)[0].contains("virgolette") && refusals(&said)[0].starts_with("riga 3"), "{said}");
    assert!(desk.knows("c_x001") && !desk.knows("c_x002"));
    assert_eq!(desk.towns(), before);
}

#[test]
fn a_call_that_nobody_knows_goes_in() {
    let desk = Desk::new();
    let unknown = changed("c_x001", "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022", "9.9 Avviso mai visto");
    let known = changed("c_x002", "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022", "1.4.5 Avviso nuovo - Comuni - gennaio 2031");
    desk.import(&[], &[desk.file("a.csv", public(&[unknown, known]))]).ended(DONE).counting([2, 0, 0, 0]);
    let lines = ask(&desk.database, async |store: &Store| {
        let catalogue = store.catalogue().await.unwrap();
        ["9.9 Avviso mai visto", "1.4.5 Avviso nuovo - Comuni - gennaio 2031"]
            .map(|title| catalogue.line_of_call(title).map(|l| l.to_string()))
    });
    assert_eq!(lines, [None, Some("1.4.5".to_owned())]);
}

#[test]
fn rows_of_the_template_are_refused_one_by_one_with_their_reason() {
    let desk = Desk::new();
    let text = "ente;progetto;voce;fondo;importo;al;fonte\n\
        c_e472;send-2022;uno;pnrr;1.234,56;03/01/2023;pa-digitale\n\
        c_e472;send-2022;due;pnrr;-5;;\n\
        c_e472;send-2022;tre;pnrr;1e9;;\n\
        c_e472;send-2022;quattro;pnrr;5;31/02/2023;\n\
        c_e472;send-2022;cinque;pnrr;5;None;\n\
        c_e472;send-2022;sei;oro;5;;\n\
        c_e472;nonesiste;sette;pnrr;5;;\n\
        c_zzzz;send-2022;otto;pnrr;5;;\n\
        c_e472;send-2022;nove;pnrr;5;;mia-cugina\n\
        c_e472;send-2022;;pnrr;5;;\n\
        c_e472;send-2022;undici;pnrr;oltre 20.000 €;IV trimestre 2025;\n";
    let said = desk.import(&[], &[desk.file("finanziamenti.csv", text)]).ended(SOME_REFUSED).counting([2, 0, 0, 9]);
    let refused = refusals(&said);
    for (line, words) in [
        (3, "negativo"),
        (4, "importo"),
        (5, "non esiste"),
        (6, "non è una data"),
        (7, "pnrr"),
        (8, "importa prima il file progetti"),
        (9, "importa prima il file enti"),
        (10, "importa prima il file fonti"),
        (11, "vuota"),
    ] {
        let start = format!("riga {line}");
        let found = refused.iter().find(|r| r.strip_prefix(&start).is_some_and(|rest| rest.starts_with([',', ':', ' '])));
        assert!(found.is_some_and(|r| r.contains(words)), "line {line} should say «{words}»: {said}");
    }
    let amounts = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_e472").unwrap()).await.unwrap().unwrap();
        let own = dossier.funding.iter().filter(|f| f.project.as_str() == "send-2022");
        own.map(|f| f.amount.unwrap().plain()).collect::<Vec<_>>()
    });
    assert_eq!(amounts, ["1234.56", "oltre 20000.00"]);
}
