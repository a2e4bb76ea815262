//! Texts of the page about indicators: what is counted, against which target, on whose word.

use crate::{Lang, words};

words! {
    indicators_title(ente: &str): "Indicatori · {ente}" | "Indicators · {ente}";
    indicators_lead: "Che cosa si conta, quanto si doveva raggiungere, qual è l'ultimo valore e chi lo dice." | "What is counted, how much was to be reached, what the latest value is and who says so.";
    indicators_empty_title: "Nessun indicatore in archivio" | "No indicator in the register";
    indicators_empty_text: "Per questo ente non è stato ancora registrato alcun indicatore: si aggiungono con i file indicatori e letture del nostro modello CSV." | "No indicator has been recorded for this body yet: they are added with the files indicatori and letture of our CSV template.";
    indicators_one: "Un indicatore" | "One indicator";
    indicators_many(n: usize): "{n} indicatori" | "{n} indicators";
    indicators_find(count: &str, targets: usize, reached: usize, recorded: usize, short: usize, open: usize): "{count}, di cui {targets} con un obiettivo registrato. Obiettivi raggiunti secondo l'ultima lettura: {reached}, di cui {recorded} confermati da un registro; non raggiunti: {short}; non si può dire: {open}." | "{count}, {targets} of them with a target on record. Targets reached according to the latest reading: {reached}, {recorded} of them confirmed by a record; not reached: {short}; cannot be told: {open}.";
    indicators_perimeter(ente: &str, day: &str): "Perimetro: gli indicatori dei progetti dell'ente {ente} e quelli di tutto l'ente, con le letture note al {day}. La fonte e la data di ogni lettura stanno nella sua riga." | "Perimeter: the indicators of the projects of {ente} and those of the whole body, with the readings known on {day}. Source and date of each reading stand in its row.";
    indicators_rule: "Un registro (dati aperti, ReGiS, registri dell'ente, norme) vale come prova. Dichiarazioni, stampa e notizie del sito sono parole: le mostriamo, dicendo che lo sono." | "A record (open data, ReGiS, the body's registers, law) counts as proof. Statements, press and news on the site are words: we show them, saying so.";
    indicators_ente(ente: &str): "Tutto l'ente: {ente}" | "The whole body: {ente}";
    indicators_caption(what: &str): "Indicatori: {what}" | "Indicators: {what}";
    indicators_column_name: "Indicatore" | "Indicator";
    indicators_column_unit: "Unità" | "Unit";
    indicators_column_target: "Obiettivo" | "Target";
    indicators_column_value: "Ultima lettura" | "Latest reading";
    indicators_column_source: "Fonte e data" | "Source and date";
    indicators_column_outcome: "Raggiunto?" | "Reached?";
    indicators_no_target: "nessuno registrato" | "none on record";
    indicators_due(day: &str): "entro {day}" | "by {day}";
    indicators_no_reading: "nessuna lettura" | "no reading";
    indicators_reached: "Raggiunto" | "Reached";
    indicators_short: "Non raggiunto" | "Not reached";
    indicators_open: "Non si può dire" | "Cannot be told";
    indicators_nothing_to_compare: "nessun obiettivo con cui confrontarla" | "no target to compare it with";
    indicators_by_record: "lo dice un registro" | "a record says so";
    indicators_by_words: "solo dichiarato: nessun registro lo conferma" | "only declared: no record confirms it";
    indicators_by_words_but_record: "l'ultima lettura non viene da un registro; una lettura di un registro però lo conferma" | "the latest reading is not from a record; a reading of a record, though, confirms it";
    indicators_age(days: &str): "{days} fa" | "{days} ago";
    indicators_kind(kind: &str): "tipo di fonte: {kind}" | "kind of source: {kind}";
    indicators_older_one: "Una lettura precedente" | "One earlier reading";
    indicators_older(n: usize): "{n} letture precedenti" | "{n} earlier readings";
    indicators_reading(value: &str, day: &str, source: &str, kind: &str): "{value}, {day}: {source} ({kind})" | "{value}, {day}: {source} ({kind})";
}

impl Lang {
    /// "Un indicatore", "11 indicatori".
    #[must_use]
    pub fn indicators_count(self, n: usize) -> String {
        match n {
            1 => self.indicators_one().to_owned(),
            n => self.indicators_many(n),
        }
    }

    /// "Una lettura precedente", "3 letture precedenti".
    #[must_use]
    pub fn indicators_earlier(self, n: usize) -> String {
        match n {
            1 => self.indicators_older_one().to_owned(),
            n => self.indicators_older(n),
        }
    }
}
