//! What the desk answers to a form, and what `traguardi verify`, `backup` and `restore` say.

use crate::{Lang, words};
use domain::cell::Fault;

words! {
    key_elsewhere: "Questo nome è già usato da un altro progetto o dall'ente: scegline un altro." | "This name is already used by another project or by the body itself: choose another.";
    withdrawal_needs_reason: "Scrivi perché lo ritiri: il motivo resta nella storia." | "Write why you withdraw it: the reason stays in the history.";
    step_needs_phase: "Scegli il passo da registrare." | "Choose the step to record.";
    step_needs_day: "Scrivi quando è avvenuto, per esempio 12/03/2025." | "Write when it happened, for example 12/03/2025.";
    not_this_projects_indicator: "Questo indicatore non è del progetto: sceglilo dall'elenco, oppure aggiungilo prima agli indicatori." | "This indicator is not of the project: choose it from the list, or add it to the indicators first.";
    register_of(ente: &str): "Registro dell'ente: {ente}" | "The body's own register: {ente}";
    choose_one: "Scegli quale dei due valori tenere." | "Choose which of the two values to keep.";
    not_written: "Non è stato scritto niente: in questo momento l'archivio non può crescere, forse il disco è pieno. Quello che hai scritto è ancora qui: avvisa chi gestisce il sito e salva di nuovo più tardi." | "Nothing was written: right now the register cannot grow, perhaps the disk is full. What you typed is still here: tell whoever runs the site and save again later.";
    restore_refused: "Non si può tornare a quel valore, perché la voce non sarebbe più in regola:" | "That value cannot be put back, because the item would break a rule:";
    restore_needs_value: "Prima di quella modifica non c'era nessun valore, e la voce non può restarne senza: se è sbagliata, ritirala." | "Before that change there was no value, and the item cannot be without one: if it is wrong, withdraw it.";
    restored(entry: i64): "Ripristinato quello che c'era prima della modifica n. {entry}." | "Put back what was there before change no. {entry}.";
    conflict_changed: "Mentre scrivevi, un'altra persona ha salvato la stessa riga. Non è stato sovrascritto niente: scegli campo per campo." | "While you were writing, somebody else saved the same row. Nothing was overwritten: choose field by field.";
    conflict_gone: "Mentre scrivevi, un'altra persona ha cambiato questa riga, che ora non c'è più. Quello che hai scritto è ancora qui: aggiungilo come riga nuova, se serve." | "While you were writing, somebody else changed this row, which is no longer there. What you wrote is still here: add it as a new row if you need it.";
}

impl Lang {
    /// What to tell whoever was slower.
    #[must_use]
    pub const fn conflict(self, gone: bool) -> &'static str {
        if gone { self.conflict_gone() } else { self.conflict_changed() }
    }

    /// What is wrong with a typed cell, as a sentence of its own.
    #[must_use]
    pub fn typed_fault(self, fault: &Fault) -> String {
        if *fault == Fault::Empty {
            return match self {
                Self::It => "Qui serve un valore.",
                Self::En => "A value is needed here.",
            }
            .to_owned();
        }
        let text = self.fault(fault);
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}.", letters.as_str().trim_end_matches('.'))
    }
}
