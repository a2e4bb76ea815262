//! Texts of the Gantt.

use crate::words;

words! {
    schedule_title(ente: &str): "Cronoprogramma · {ente}" | "Schedule · {ente}";
    schedule_own: "Sposta le previsioni dei tuoi progetti" | "Move the forecasts of your projects";
    schedule_region: "Cronoprogramma: tabella con le barre nel tempo" | "Schedule: table with bars over time";
    schedule_caption: "Una riga per progetto: dal decreto alla fine nota; date e termine sono nella colonna Stato" | "One row per project: from decree to known end; dates and deadline are in the Status column";
    schedule_time: "Tempi" | "Time";
    schedule_dates: "Date" | "Dates";
    schedule_zoom: "Scala" | "Scale";
    zoom_years: "Anni" | "Years";
    zoom_quarters: "Trimestri" | "Quarters";
    zoom_months: "Mesi" | "Months";
    range_from: "Dal" | "From";
    range_to: "al" | "to";
    range_hint: "anno, mese o giorno" | "year, month or day";
    range_show: "Mostra il periodo" | "Show the period";
    today: "oggi" | "today";
    days_from_decree(days: &str): "{days} dal decreto" | "{days} from the decree";
    span_open(from: &str): "dal {from}, fine non nota" | "from {from}, end not known";
    span_end(to: &str): "inizio non noto, fine {to}" | "start not known, end {to}";
    span_closed(from: &str, to: &str): "dal {from} al {to}" | "from {from} to {to}";
    due_by(day: &str): "termine {day}" | "due by {day}";
    undated: "date non note" | "dates not known";
    undated_lane(n: usize): "Senza date ({n})" | "Without dates ({n})";
    outside_measures: "Fuori dalle misure" | "Outside the measures";
    legend: "Legenda" | "Legend";
    legend_before: "dalla candidatura al contratto" | "from application to contract";
    legend_activity: "realizzazione, fine nota" | "work, end known";
    legend_check: "verifica, fino all'erogazione" | "checks, up to payment";
    legend_open: "fine non nota" | "end not known";
    legend_late: "oltre il termine, fine non nota" | "past its deadline, end not known";
    legend_baseline: "termine iniziale, prima degli spostamenti" | "first deadline, before it moved";
    legend_done: "risultato raggiunto" | "result reached";
    legend_paid: "erogazione" | "disbursement";
    legend_deadline: "termine" | "deadline";
    live_search: "Cerca nel cronoprogramma" | "Search the schedule";
    live_rows(shown: usize, total: usize): "{shown} righe su {total}" | "{shown} of {total} rows";
    live_row(total: usize): "1 riga su {total}" | "1 of {total} rows";
    live_today: "Oggi (T)" | "Today (T)";
    live_help: "Frecce su e giù fra le righe, a destra e a sinistra nel tempo, + e − per la scala, T per oggi, Invio per aprire." | "Up and down arrows between rows, left and right in time, + and − for the scale, T for today, Enter to open.";
    live_failed: "Le righe non si sono caricate: qui sotto c'è la tabella completa." | "The rows did not load: the full table is below.";
    live_detail: "Riga scelta" | "Chosen row";
    live_label: "Cronoprogramma interattivo" | "Live schedule";
}
