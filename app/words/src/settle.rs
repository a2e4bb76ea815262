//! Texts about differences between the office and the public data, and what is decided about them; and about rows that a rule
//! objects to.

use crate::{Lang, words};
use domain::settle::Matter;

words! {
    settle_title: "Differenze da decidere" | "Differences to settle";
    settle_none: "Fra i dati dell'ufficio e quelli pubblici non c'è niente da decidere." | "Between the office's data and the public data there is nothing to settle.";
    settle_text: "Il dato dell'ufficio e quello pubblico non dicono lo stesso. Se tieni il tuo, il motivo si legge nelle pagine pubbliche, e la differenza torna qui quando il dato pubblico cambia." | "The office's figure and the public one do not say the same. If you keep yours, the reason is shown on the public pages, and the difference comes back here when the public figure changes.";
    settle_ours(value: &str): "Il nostro dato: {value}" | "Our figure: {value}";
    settle_public(value: &str): "Il dato pubblico: {value}" | "The public figure: {value}";
    settle_reason: "Perché tieni il tuo dato" | "Why you keep your figure";
    settle_reason_hint: "Si legge nelle pagine pubbliche, accanto alla differenza." | "It is shown on the public pages, beside the difference.";
    settle_needs_reason: "Scrivi perché tieni il tuo dato: il motivo si legge accanto alla differenza." | "Write why you keep your figure: the reason is shown beside the difference.";
    settle_keep: "Tieni il nostro dato" | "Keep our figure";
    settle_use: "Usa il dato pubblico" | "Use the public figure";
    settle_use_text: "Il nostro dato viene tolto e le pagine mostrano quello pubblico. Nella storia resta, e si può rimettere." | "Our figure is taken away and the pages show the public one. It stays in the history, and can be put back.";
    settle_moved: "Nel frattempo questi dati sono cambiati e non è stato salvato niente: guarda come sono adesso, e scegli di nuovo." | "Meanwhile these figures have changed and nothing was saved: see how they stand now, and choose again.";
    settle_took(public: &str): "Vale il dato pubblico: {public}." | "The public figure counts: {public}.";
    settle_kept: "L'ufficio tiene il suo dato" | "The office keeps its figure";
    settle_count_title: "Differenze con i dati pubblici da decidere" | "Differences with the public data to settle";
    settle_one: "1\u{a0}differenza" | "1\u{a0}difference";
    settle_many(n: usize): "{n}\u{a0}differenze" | "{n}\u{a0}differences";

    standing_check: "Da controllare" | "To be checked";
    standing_open: "Apri il modulo" | "Open the form";
    standing_one: "Una voce è da controllare: sotto, accanto al suo nome, c'è scritto perché." | "One item is to be checked: below, beside its name, it says why.";
    standing_many(n: usize): "{n} voci sono da controllare: sotto, accanto al loro nome, c'è scritto perché." | "{n} items are to be checked: below, beside their names, it says why.";
}

impl Lang {
    /// What a difference is about, as forms and the history name it.
    #[must_use]
    pub const fn matter(self, matter: Matter) -> &'static str {
        match (matter, self) {
            (Matter::Grant, Self::It) => "Finanziamento PNRR",
            (Matter::Grant, Self::En) => "PNRR grant",
            (Matter::Application, Self::It) => "Data della candidatura",
            (Matter::Application, Self::En) => "Date of the application",
            (Matter::Decree, Self::It) => "Data del decreto",
            (Matter::Decree, Self::En) => "Date of the decree",
            (Matter::Disbursement, Self::It) => "Data dell'erogazione",
            (Matter::Disbursement, Self::En) => "Date of the disbursement",
        }
    }

    /// "2 differenze".
    #[must_use]
    pub fn settle_count(self, n: usize) -> String {
        match n {
            1 => self.settle_one().to_owned(),
            n => self.settle_many(n),
        }
    }

    /// How many rows a rule objects to.
    #[must_use]
    pub fn standing_count(self, n: usize) -> String {
        match n {
            1 => self.standing_one().to_owned(),
            n => self.standing_many(n),
        }
    }
}
