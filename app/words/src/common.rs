//! Texts of the frame: header, footer, dates, tables, errors.

use crate::words;

words! {
    unknown: "non noto" | "not known";
    yes: "sì" | "yes";
    no: "no" | "no";
    skip: "Vai al contenuto" | "Skip to content";
    eu_funded: "Finanziato dall'Unione europea – NextGenerationEU" | "Funded by the European Union – NextGenerationEU";
    eu_emblem: "Unione europea" | "European Union";
    language: "Lingua" | "Language";
    kicker: "Transizione digitale e PNRR" | "Digital transition and recovery plan";
    sections: "Sezioni" | "Sections";
    breadcrumb: "Percorso" | "Breadcrumb";
    product: "Traguardi" | "Traguardi";
    product_what: "I progetti digitali degli enti, dal finanziamento al risultato" | "Digital projects of public bodies, from funding to result";

    nav_home: "In breve" | "In short";
    nav_projects: "Progetti" | "Projects";
    nav_gantt: "Cronoprogramma" | "Schedule";
    nav_funding: "Finanziamenti" | "Funding";
    nav_certification: "Certificazioni" | "Certification";
    nav_indicators: "Indicatori" | "Indicators";
    nav_measures: "Misure" | "Measures";
    nav_claims: "Dichiarazioni" | "Statements";
    nav_sources: "Fonti" | "Sources";
    nav_enti: "Tutti gli enti" | "All bodies";

    as_of(day: &str): "Situazione al {day}" | "As of {day}";
    as_of_label: "Situazione, perimetro e fonti" | "Date, perimeter and sources";
    perimeter_ente(ente: &str): "Perimetro: i progetti dell'ente {ente} presenti in archivio" | "Perimeter: the projects of {ente} in the register";
    perimeter_all: "Perimetro: gli enti con almeno una riga in archivio" | "Perimeter: bodies with at least one row in the register";
    sources_of(sources: &str): "fonti: {sources}" | "sources: {sources}";
    pa_digitale_at(day: &str): "PA digitale 2026 al {day}" | "PA digitale 2026 at {day}";
    pa_digitale_at_least(day: &str): "PA digitale 2026 almeno al {day}" | "PA digitale 2026, {day} at least";
    no_public_data: "nessun dato PA digitale 2026" | "no PA digitale 2026 data";
    source: "Fonte" | "Source";
    source_line(source: &str, al: &str): "{source}, {al}" | "{source}, {al}";
    seen_on(day: &str): "visto il {day}" | "seen on {day}";
    seen_by(day: &str): "visto il {day} o dopo" | "seen on {day} or later";
    last_seen(day: &str): "ultima fotografia {day}" | "last snapshot {day}";
    note: "Nota" | "Note";

    download_csv: "Scarica i dati (CSV)" | "Download the data (CSV)";
    download_svg: "Scarica il disegno (SVG)" | "Download the drawing (SVG)";
    full_table: "Tabella completa" | "Full table";
    rows_of(n: usize): "{n} righe" | "{n} rows";
    previous: "Precedente" | "Previous";
    next: "Successiva" | "Next";
    pages: "Pagine" | "Pages";
    page_n_of(n: usize, of: usize): "pagina {n} di {of}" | "page {n} of {of}";
    search: "Cerca" | "Search";
    apply: "Applica" | "Apply";
    remove_filters: "Togli i filtri" | "Clear filters";
    remove: "togli" | "remove";
    all: "Tutti" | "All";
    sort_by(column: &str): "ordina per {column}" | "sort by {column}";
    scroll_region(what: &str): "{what}, tabella che scorre" | "{what}, scrolling table";

    footer_about: "Che cos'è" | "About";
    privacy: "Privacy" | "Privacy";
    legal: "Note legali" | "Legal notes";
    accessibility: "Dichiarazione di accessibilità" | "Accessibility statement";
    contact: "Contatti e segnalazioni" | "Contact and feedback";
    data_licence: "I dati PA digitale 2026 sono del Dipartimento per la trasformazione digitale, licenza CC-BY 4.0. Il programma è libero, licenza EUPL 1.2." | "PA digitale 2026 data are by the Department for Digital Transformation, licence CC-BY 4.0. The program is free software, licence EUPL 1.2.";

    not_found_title: "Questa pagina non c'è" | "This page does not exist";
    not_found_text: "L'indirizzo può essere scritto male, o la cosa che cerchi non è ancora in archivio." | "The address may be mistyped, or what you look for is not in the register yet.";
    error_title: "In questo momento non riusciamo a leggere l'archivio" | "We cannot read the register right now";
    error_text: "Non è un tuo errore. Riprova fra un minuto; se continua, avvisa chi gestisce il sito." | "It is not your fault. Try again in a minute; if it goes on, tell whoever runs the site.";
    error_code(code: u16): "Errore {code}" | "Error {code}";
    ways_on: "Da qui puoi andare" | "From here you can go";
    go_enti: "all'elenco degli enti" | "to the list of bodies";
    go_home(ente: &str): "alla pagina dell'ente {ente}" | "to the page of {ente}";
    go_projects: "ai progetti" | "to the projects";
    only_italian: "I nomi e i testi che vengono dai dati restano in italiano." | "Names and texts that come from the data stay in Italian.";
}
