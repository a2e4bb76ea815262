//! Texts of the answer to a written question.

use crate::words;

words! {
    answer_short: "Risposta a un'interrogazione" | "Answer to a written question";
    answer_title(ente: &str): "Risposta a un'interrogazione · {ente}" | "Answer to a written question · {ente}";
    answer_lead: "Scegli i progetti e il giorno: le cifre, i tempi, gli atti e le fonti stanno in una pagina, da stampare o da allegare." | "Choose the projects and the day: figures, dates, acts and sources come on one page, to print or to attach.";
    answer_link: "Prepara la risposta a un'interrogazione: progetti scelti, in una pagina" | "Prepare the answer to a written question: chosen projects, on one page";
    answer_about: "Oggetto" | "Subject";
    answer_about_hint: "per esempio: Interrogazione n. 45 del 12/03/2026; si può lasciare vuoto" | "for example: Question no. 45 of 12/03/2026; it can be left empty";
    answer_day: "Situazione al" | "As of";
    answer_day_hint: "gg/mm/aaaa; vuoto: oggi" | "dd/mm/yyyy; empty: today";
    answer_projects: "Progetti" | "Projects";
    answer_make: "Prepara la pagina" | "Prepare the page";
    answer_change: "Cambia progetti, giorno o oggetto" | "Change projects, day or subject";
    answer_unknown_one: "Un progetto dell'indirizzo non è in archivio in questo giorno, e qui non c'è." | "One project of the address is not in the register on this day, and is not here.";
    answer_unknown(n: usize): "{n}\u{a0}progetti dell'indirizzo non sono in archivio in questo giorno, e qui non ci sono." | "{n}\u{a0}projects of the address are not in the register on this day, and are not here.";
    answer_one(granted: &str, received: &str): "Un progetto: finanziato {granted}, ricevuto {received}." | "One project: granted {granted}, received {received}.";
    answer_many(n: usize, granted: &str, received: &str): "{n}\u{a0}progetti: finanziati {granted}, ricevuti {received}." | "{n}\u{a0}projects: granted {granted}, received {received}.";
    answer_granted_unknown(n: usize): "Di {n} non è noto tutto il finanziamento." | "Of {n} not all of the grant is known.";
    answer_received_unknown(n: usize): "Di {n} non è noto quanto sia stato ricevuto." | "Of {n} it is not known how much was received.";
    answer_figures_title: "Quanto, e a che punto" | "How much, and how far";
    answer_figures_caption: "I progetti scelti: finanziamento, incasso e tappe" | "The chosen projects: grant, money received and steps";
    answer_acts_title: "Gli atti" | "The acts";
    answer_acts_caption: "Gli atti dei progetti scelti, dal primo" | "The acts of the chosen projects, the earliest first";
    answer_acts_none: "Di questi progetti in archivio non c'è alcun atto." | "The register has no act of these projects.";
    answer_sources_title: "Le fonti" | "The sources";
    answer_perimeter(ente: &str): "Perimetro: solo i progetti elencati, dell'ente {ente}. Le cifre vengono dalle fonti qui sopra; «non noto» vuol dire che nessuna di esse lo dice." | "Perimeter: only the projects listed, of {ente}. The figures come from the sources above; “unknown” means that none of them tells.";
}
