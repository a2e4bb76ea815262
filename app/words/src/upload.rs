//! Texts of the import in the browser: what can be brought in, what it would change, and why not.

use crate::{Lang, words};
use domain::ports::Tally;

words! {
    upload_title: "Importa un file" | "Import a file";
    upload_title_of(ente: &str): "Importa un file · {ente}" | "Import a file · {ente}";
    upload_lead: "Prima vedi che cosa cambierebbe, poi decidi: finché non confermi non si scrive niente." | "First you see what would change, then you decide: until you confirm, nothing is written.";
    upload_which: "Un file dei dati aperti PA digitale 2026, o uno del modello di questo sito, in CSV, JSON o XLSX. Contano solo le righe di questo ente." | "A file of the PA digitale 2026 open data, or one of this site's template, as CSV, JSON or XLSX. Only rows of this body count.";
    upload_manager: "Puoi importare i dati aperti dell'ente, quando sono nuovi o dei tuoi progetti, e le righe dei progetti affidati a te. Chi tiene un progetto nuovo lo dice chi amministra l'ente." | "You may import the open data of the body, where they are new or of your projects, and rows of the projects in your care. Who keeps a new project is for an administrator to say.";
    upload_file: "File" | "File";
    upload_file_hint: "Al massimo 32\u{a0}MiB, 250.000 righe e 64 colonne. Non compresso." | "At most 32\u{a0}MiB, 250.000 rows and 64 columns. Not compressed.";
    upload_snapshot: "Giorno dei dati" | "Day of the data";
    upload_snapshot_hint: "Solo per i dati aperti: il giorno in cui sono stati scaricati, gg/mm/aaaa. Vuoto vale il giorno più recente che contengono, mostrato come «almeno»." | "For open data only: the day on which they were downloaded, dd/mm/yyyy. Empty means the newest day in them, shown as “at least”.";
    upload_show: "Guarda che cosa cambia" | "See what would change";

    upload_choose: "Scegli un file." | "Choose a file.";
    upload_nameless: "senza nome" | "nameless";
    upload_future: "Il giorno dei dati non può essere dopo oggi." | "The day of the data cannot be after today.";
    upload_busy: "Un'altra persona sta importando proprio adesso: riprova fra dieci secondi. Il tuo file non è stato letto." | "Somebody else is importing right now: try again in ten seconds. Your file was not read.";
    upload_large: "Il file supera 32\u{a0}MiB: dividilo in più file, o chiedi a chi gestisce il sito di importarlo con il comando." | "The file is larger than 32\u{a0}MiB: split it into several files, or ask whoever runs the site to import it with the command.";
    upload_slow: "Il file non è arrivato: la connessione si è fermata. Invialo di nuovo." | "The file did not arrive: the connection stopped. Send it again.";
    upload_late: "Leggere questo file richiede troppo tempo: dividilo in più file, o chiedi a chi gestisce il sito di importarlo con il comando. Non è stato scritto niente." | "Reading this file takes too long: split it into several files, or ask whoever runs the site to import it with the command. Nothing was written.";
    upload_not_ours(why: &str): "Questo file non si può importare: {why}." | "This file cannot be imported: {why}.";
    upload_administrators: "Questo file vale per tutti gli enti: può importarlo solo chi amministra l'ente." | "This file holds for all bodies: only administrators may import it.";
    upload_second_person: "In questo ente quello che scrivi aspetta la conferma di un'altra persona, e un file non la aspetterebbe: usa i moduli, oppure fai importare il file a chi amministra l'ente." | "In this body what you write waits for another person's confirmation, and a file would not wait: use the forms, or have an administrator import the file.";
    upload_common: "Questo file vale per tutti gli enti: lo importa chi gestisce il sito, con il comando." | "This file holds for all bodies: whoever runs the site imports it, with the command.";
    upload_source(code: &str): "la fonte {code} c'è già e vale per tutti gli enti: per cambiarla scrivi a chi gestisce il sito, oppure usa un altro codice" | "the source {code} is there already and holds for all bodies: to change it write to whoever runs the site, or use another code";
    upload_not_of_projects: "sono dati di tutto l'ente: li importa chi lo amministra" | "these are data of the whole body: its administrators import them";
    upload_no_project: "non è di un progetto: i dati di tutto l'ente li importa chi lo amministra" | "it is of no project: data of the whole body are imported by its administrators";
    upload_not_yours(project: &str): "il progetto {project} non è affidato a te: chiedi a chi amministra l'ente" | "the project {project} is not in your care: ask whoever administers the body";
    upload_whole_ente: "c'è già come dato di tutto l'ente: lo cambia chi lo amministra" | "it is there already as data of the whole body: its administrators change it";
    upload_gone: "Il file non aspetta più: è passata mezz'ora, o ne hai inviato un altro. Scegli di nuovo il file." | "The file waits no more: half an hour has gone by, or you sent another. Choose the file again.";
    upload_changed: "Nel frattempo i dati sono cambiati, e il file cambierebbe altro da quello che hai visto. Non è stato importato niente: guarda la differenza di adesso e conferma di nuovo." | "The data have changed meanwhile, and the file would change other things than you saw. Nothing was imported: look at the difference as it is now and confirm again.";
    upload_none_chosen: "Non hai scelto nessuna riga. Scegline almeno una, oppure lascia stare: non è stato scritto niente." | "You have chosen no row. Choose at least one, or leave it: nothing was written.";

    upload_preview_title: "Che cosa cambierebbe" | "What would change";
    upload_preview_file(file: &str, kind: &str): "File «{file}» ({kind})." | "File “{file}” ({kind}).";
    upload_kind_public: "dati aperti PA digitale 2026" | "PA digitale 2026 open data";
    upload_kind_calls: "avvisi di PA digitale 2026" | "calls of PA digitale 2026";
    upload_snapshot_of(day: &str): "Dati del {day}." | "Data of {day}.";
    upload_snapshot_at_least(day: &str): "Dati almeno del {day}: è il giorno più recente nel file." | "Data of {day} at least: it is the newest day in the file.";
    upload_new: "nuove" | "new";
    upload_changed_rows: "cambiate" | "changed";
    upload_unchanged: "invariate" | "unchanged";
    upload_refused: "rifiutate" | "refused";
    upload_elsewhere: "di altri enti, lasciate fuori" | "of other bodies, left out";
    upload_left: "lasciate fuori da te" | "left out by you";
    upload_counts: "Righe del file" | "Rows of the file";
    upload_nothing: "Questo file non dice niente di nuovo: non c'è niente da importare." | "This file says nothing new: there is nothing to import.";
    upload_seen_again: "Questo file non dice niente di nuovo. Se confermi, i dati risultano visti ancora in quel giorno." | "This file says nothing new. If you confirm, the data count as seen again on that day.";
    upload_choose_rows: "Togli il segno alle righe che non vuoi importare." | "Clear the box of rows that you do not want to import.";
    upload_too_many(shown: usize, all: u64): "Le differenze sono {all}: qui vedi le prime {shown}, e si importano tutte o nessuna." | "There are {all} differences: here are the first {shown}, and all of them are imported or none.";
    upload_caption: "Righe nuove e cambiate" | "New and changed rows";
    upload_column_row: "Riga" | "Row";
    upload_column_line: "Riga del file" | "Line of the file";
    upload_column_what: "Che cosa fa" | "What it does";
    upload_column_cells: "Valori" | "Values";
    upload_row_new: "nuova" | "new";
    upload_row_changed: "cambiata" | "changed";
    upload_cell(column: &str, old: &str, new: &str): "{column}: da {old} a {new}" | "{column}: from {old} to {new}";
    upload_cell_new(column: &str, new: &str): "{column}: {new}" | "{column}: {new}";
    upload_key_only: "solo la voce stessa" | "only the item itself";
    upload_office: "L'ufficio ha scritto altro: il suo valore resta mostrato, e la differenza è da risolvere." | "The office has written otherwise: its value stays shown, and the difference is to be settled.";
    upload_outdone(day: &str): "È più vecchio di quello che si sa dal {day}: va nella storia, e quello che si mostra non cambia." | "It is older than what has been known since {day}: it goes into the history, and what is shown does not change.";
    upload_refusals(n: u64): "Righe rifiutate: {n}" | "Rows refused: {n}";
    upload_refusals_more(n: u64): "… e altre {n}." | "… and {n} more.";
    upload_confirm: "Importa" | "Import";
    upload_leave: "Lascia stare" | "Leave it";
    upload_waits: "Il file aspetta mezz'ora, poi viene cancellato." | "The file waits for half an hour, then it is deleted.";
    upload_public: "Quello che importi compare nelle pagine pubbliche, tranne dove c'è scritto «Pubblicato: no» e le note non pubblicate. Nome del file e righe rifiutate compaiono nell'elenco delle importazioni, che è pubblico." | "What you import appears on the public pages, except where “Published: no” is written and notes that are not published. The file's name and refused rows appear in the list of imports, which is public.";

    upload_done(file: &str): "Importato: «{file}»" | "Imported: “{file}”";
    upload_done_history: "Storia delle modifiche" | "History of changes";
    upload_done_sources: "Elenco delle importazioni" | "List of imports";
    upload_again: "Importa un altro file" | "Import another file";
}

impl Lang {
    /// "3 nuove, 1 cambiata…": what an import did, by rows.
    #[must_use]
    pub fn upload_tally(self, tally: Tally) -> String {
        [
            (self.upload_new(), tally.accepted),
            (self.upload_changed_rows(), tally.changed),
            (self.upload_unchanged(), tally.unchanged),
            (self.upload_refused(), tally.refused),
        ]
        .map(|(word, n)| format!("{word} {n}"))
        .join(", ")
    }

    /// What a file turned out to be, by its kind.
    #[must_use]
    pub fn upload_kind(self, kind: &str, table: &str) -> String {
        match kind {
            "pa-digitale" => self.upload_kind_public().to_owned(),
            "avvisi" => self.upload_kind_calls().to_owned(),
            _ => self.kind_of(table).to_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_told_in_full() {
        let tally = Tally { accepted: 3, changed: 1, unchanged: 0, refused: 2 };
        assert_eq!(Lang::It.upload_tally(tally), "nuove 3, cambiate 1, invariate 0, rifiutate 2");
    }

    #[test]
    fn a_file_is_called_by_what_it_holds() {
        assert_eq!(Lang::It.upload_kind("pa-digitale", "application_record"), Lang::It.upload_kind_public());
        assert_eq!(Lang::En.upload_kind("pagamenti", "payment"), Lang::En.kind_of("payment").to_lowercase());
    }
}
