//! The addresses that are asked one after the other.

/// The pages of Latina and those of nobody.
pub(super) const PAGES: [&str; 19] = [
    "/",
    "/fonti",
    "/accessibilita",
    "/note-legali",
    "/privacy",
    "/c_e472",
    "/c_e472/progetti",
    "/c_e472/progetti/send-2022",
    "/c_e472/misure",
    "/c_e472/misure/1.4.5",
    "/c_e472/cronoprogramma",
    "/c_e472/finanziamenti",
    "/c_e472/rischi",
    "/c_e472/certificazioni",
    "/c_e472/indicatori",
    "/c_e472/dichiarazioni",
    "/c_e472/attuazione-misure-pnrr",
    "/c_e472/attuazione-misure-pnrr/send-2022",
    "/c_a515",
];

/// What can be taken away, with its type.
pub(super) const DOWNLOADS: [(&str, &str); 10] = [
    ("/c_e472/progetti.csv", "text/csv; charset=utf-8"),
    ("/c_e472/attuazione-misure-pnrr.csv", "text/csv; charset=utf-8"),
    ("/c_e472/cronoprogramma.csv", "text/csv; charset=utf-8"),
    ("/c_e472/cronoprogramma.svg", "image/svg+xml"),
    ("/c_e472/cronoprogramma.json", "application/json"),
    ("/c_e472/finanziamenti.csv", "text/csv; charset=utf-8"),
    ("/c_e472/finanziamenti.svg", "image/svg+xml"),
    ("/c_e472/finanziamenti.svg?grafico=tempo", "image/svg+xml"),
    ("/c_e472/rischi.csv", "text/csv; charset=utf-8"),
    ("/c_e472/rischi.csv?tabella=economie", "text/csv; charset=utf-8"),
];

/// The same as files for an office, with their type and the end of their name.
pub(super) const OFFICE: [(&str, &str, &str); 3] = [
    ("/c_e472/tabelle.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tabelle.xlsx"),
    ("/c_e472/tabelle.ods", "application/vnd.oasis.opendocument.spreadsheet", "tabelle.ods"),
    ("/c_e472/relazione.odt", "application/vnd.oasis.opendocument.text", "relazione.odt"),
];
