//! Texts of the list of projects and of one project.

use crate::words;

words! {
    projects_title(ente: &str): "Progetti · {ente}" | "Projects · {ente}";
    projects_count(n: usize, of: usize): "{n} progetti su {of}" | "{n} of {of} projects";
    projects_caption: "Progetti, finanziamento e stato" | "Projects, funding and status";
    filter_legend: "Filtra i progetti" | "Filter the projects";
    filter_words: "Cerca nel titolo, nel CUP, nell'avviso" | "Search title, CUP, call";
    filter_measure: "Misura" | "Measure";
    filter_phase: "Ultimo passo noto" | "Last known step";
    filter_status: "Stato" | "Status";
    filter_fund: "Fondo" | "Fund";
    filter_year: "Anno" | "Year";
    active_filters: "Filtri attivi" | "Active filters";
    column_project: "Progetto" | "Project";
    column_measure: "Misura" | "Measure";
    column_status: "Stato" | "Status";
    column_decree: "Decreto" | "Decree";
    column_deadline: "Termine" | "Deadline";
    column_granted: "Finanziato" | "Granted";
    column_received: "Erogato" | "Disbursed";
    total_shown: "Totale delle righe mostrate" | "Total of the rows shown";
    unknown_amounts(n: usize): "{n} importi non noti" | "{n} amounts not known";
    one_unknown_amount: "1 importo non noto" | "1 amount not known";
    no_projects_title: "Nessun progetto in archivio" | "No project in the register";
    no_projects_text: "Per questo ente non è ancora stata importata alcuna riga: si comincia dai dati PA digitale 2026 o dal nostro modello CSV." | "No row has been imported for this body yet: start from PA digitale 2026 data or from our CSV template.";
    nothing_matches_title: "Nessun progetto risponde a questi filtri" | "No project matches these filters";
    nothing_matches_text: "Togli un filtro, o cerca con altre parole." | "Remove a filter, or search with other words.";
}
