//! Invented enti that are as awkward as can be.

use std::fmt::Write as _;

/// A project's name that wants to be more than a name.
pub(super) const HOSTILE: &str = "</title><script>alert('un nome ostile')</script> & \"virgolette\"";

/// Three enti of the imagination, with 0, 1 and 30 projects, hostile names, and payments that nobody may see.
pub(super) fn specimen() -> Vec<(&'static str, String)> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut enti = String::from("ente;nome;provincia;regione\n");
    let _ = writeln!(enti, "prova_0;Ente di prova senza progetti;ZZ;Nessuna");
    let _ = writeln!(enti, "prova_1;Ente di prova con un progetto;ZZ;Nessuna");
    let _ = writeln!(enti, "prova_30;{};ZZ;{}", quoted(&format!("Ente di prova {HOSTILE}")), quoted(HOSTILE));
    let mut projects = String::from("ente;progetto;titolo;linea;modalita;descrizione\n");
    let mut milestones = String::from("ente;progetto;fase;data_iniziale;previsione;avvenuto\n");
    let mut funding = String::from("ente;progetto;voce;fondo;importo\n");
    let mut payments = String::from("ente;progetto;riferimento;data;importo;fornitore;pubblicato;nota\n");
    let mut indicators = String::from("ente;indicatore;progetto;nome;unita;obiettivo\n");
    let mut claims = String::from("ente;codice;parole;chi;asserzione;progetto\n");
    let _ = writeln!(projects, "prova_1;solo;Un solo progetto;1.4.5;forfait;");
    let lines = ["1.2", "1.3.1-pdnd", "1.4.1", "1.4.3-pagopa", "1.4.3-io", "1.4.4-spid-cie", "1.4.5", "1.5", "1.7.2", ""];
    for n in 0..30 {
        let title = match n {
            3 => HOSTILE.to_owned(),
            4 => "Un progetto dal nome lunghissimo che nessuno accorcerebbe mai ".repeat(4).chars().take(200).collect(),
            5 => "Parolalunghissimasenzaspazi".repeat(8).chars().take(200).collect(),
            6 => "=1+1".to_owned(),
            _ => format!("Progetto di prova {n}"),
        };
        let _ = writeln!(projects, "prova_30;prova-{n};{};{};;{}", quoted(&title), lines[n % lines.len()], quoted(HOSTILE));
        let _ = writeln!(funding, "prova_30;prova-{n};contributo;pnrr;{}", 10_000 + n * 137);
        if n % 3 == 0 {
            let _ = writeln!(funding, "prova_30;prova-{n};{};cofinanziamento;oltre 1.000,50", quoted(HOSTILE));
        }
        if n % 4 != 3 {
            let _ = writeln!(milestones, "prova_30;prova-{n};decreto;;;2023-0{}-10", 1 + n % 9);
            let _ =
                writeln!(milestones, "prova_30;prova-{n};completamento;2024-06-30;;{}", if n % 2 == 0 { "2024-05" } else { "" });
        }
        let _ = writeln!(
            payments,
            "prova_30;prova-{n};mandato-riservato-{n};2024-03-01;7654321.09;Fornitore riservato di prova {n};no;nota riservata di prova"
        );
        let _ = writeln!(payments, "prova_30;prova-{n};mandato-{n};2024-03-01;1234.56;;sì;");
    }
    let _ = writeln!(indicators, "prova_30;ostile;prova-3;{};{};10", quoted(HOSTILE), quoted("<i>servizi</i>"));
    let _ = writeln!(claims, "prova_30;ostile;{};{};fatto;prova-3", quoted(HOSTILE), quoted(HOSTILE));
    vec![
        ("enti.csv", enti),
        ("progetti.csv", projects),
        ("traguardi.csv", milestones),
        ("finanziamenti.csv", funding),
        ("pagamenti.csv", payments),
        ("indicatori.csv", indicators),
        ("dichiarazioni.csv", claims),
    ]
}
