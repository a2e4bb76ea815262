//! Texts of sittings and of what they were shown.

use crate::{Lang, words};
use domain::{
    phase::SittingKind,
    records::Sitting,
    sitting::{Cover, Frozen},
    when::civil,
};

words! {
    nav_sittings: "Sedute" | "Sittings";
    sittings_title(ente: &str): "Sedute: {ente}" | "Sittings: {ente}";
    sittings_lead: "A ogni seduta corrisponde ciò che le è stato mostrato, congelato: pagine, figure e tabelle restano come erano, con un sigillo che lo prova." | "Each sitting has what it was shown, frozen: pages, figures and tables stay as they were, with a seal that proves it.";
    sittings_none_title: "Nessuna seduta in archivio" | "No sitting on record";
    sittings_none_text: "Le sedute si registrano dalla scrivania o con il file sedute; da lì si congela ciò che viene mostrato." | "Sittings are entered at the desk or with the file sedute; from there what is shown is frozen.";
    sittings_caption: "Sedute, e ciò che è stato mostrato" | "Sittings, and what was shown";
    sitting_column: "Seduta" | "Sitting";
    sitting_agenda: "Ordine del giorno" | "Agenda";
    sitting_minutes: "Verbale" | "Minutes";
    sitting_shown: "Che cosa è stato mostrato" | "What was shown";
    sitting_not_frozen: "Non ancora congelata" | "Not frozen yet";
    sitting_on(what: &str, day: &str): "{what}, {day}" | "{what}, {day}";
    frozen_link(n: u32, al: &str): "Situazione n. {n}, al {al}" | "Situation no. {n}, as of {al}";
    frozen_name(n: u32): "Situazione congelata n. {n}" | "Frozen situation no. {n}";
    frozen_label: "Situazione congelata: seduta, giorno e sigillo" | "Frozen situation: sitting, day and seal";
    frozen_days(al: &str, known: &str): "Situazione al {al}, come era nota il {known}" | "As of {al}, as it was known on {known}";
    frozen_at(at: &str): "Congelata il {at}: da allora non è cambiata." | "Frozen on {at}: it has not changed since.";
    frozen_back: "vai alla situazione di oggi" | "go to today's situation";
    frozen_all: "tutte le sedute" | "all sittings";
    frozen_document: "Documento sigillato (JSON)" | "Sealed document (JSON)";
    frozen_annex: "Allegato interno" | "Internal annex";
    frozen_corrects(n: u32, reason: &str): "Corregge la situazione n. {n}. Motivo: {reason}" | "Corrects situation no. {n}. Reason: {reason}";
    frozen_corrected(n: u32): "È stata corretta dalla situazione n. {n}" | "It has been corrected by situation no. {n}";
    seal_title: "Sigillo" | "Seal";
    seal_text: "SHA-256 del documento da cui è stata ricavata questa pagina. Chi ha il documento può ricalcolarlo; «traguardi verify» lo fa per tutti." | "SHA-256 of the document from which this page was made. Whoever has the document can count it again; “traguardi verify” does so for all.";
    seal_qr: "Codice QR con il sigillo" | "QR code with the seal";
    seal_short(seal: &str): "Sigillo {seal}" | "Seal {seal}";
    freeze_title: "Congela ciò che si mostra" | "Freeze what is shown";
    freeze_lead: "Tutte le pagine, le figure e le tabelle vengono conservate come sono, in italiano e in inglese, con un sigillo. Non si può cambiare né togliere: un errore si corregge congelando di nuovo, con il motivo." | "All pages, figures and tables are kept as they are, in Italian and English, with a seal. It can't be changed or removed: a mistake is mended by freezing again, with the reason.";
    freeze_sitting: "Seduta" | "Sitting";
    freeze_al: "Situazione al" | "As of";
    freeze_al_hint: "Vuoto vale il giorno della seduta, oppure oggi se deve ancora venire." | "Empty means the day of the sitting, or today if it is still to come.";
    freeze_known: "Come era nota il" | "As it was known on";
    freeze_known_hint: "Vuoto vale lo stesso giorno; oggi vale tutto quello che si sa adesso." | "Empty means the same day; oggi means all that is known now.";
    freeze_reason: "Motivo della correzione" | "Reason for the correction";
    freeze_reason_hint: "Solo se la seduta ha già una situazione congelata: che cosa era sbagliato." | "Only if the sitting has a frozen situation already: what was wrong.";
    freeze_button: "Congela" | "Freeze";
    freeze_no_sitting: "Scegli una seduta che è in archivio." | "Choose a sitting that is on record.";
    freeze_needs_reason: "Questa seduta ha già una situazione congelata, che resta: scrivi che cosa corregge la nuova." | "This sitting has a frozen situation already, which stays: write what the new one corrects.";
    freeze_faster: "Qualcun altro ha congelato una situazione in questo momento: guarda l'elenco e, se serve ancora, riprova." | "Somebody else has just frozen a situation: look at the list and try again if it is still needed.";
    annex_title: "Allegato interno" | "Internal annex";
    annex_lead: "Ciò che quel giorno non era pubblicato. Lo vede solo chi ha un ruolo nell'ente." | "What was not published that day. Only those with a role in the body see it.";
    annex_seal(seal: &str): "Appartiene al documento con sigillo {seal}." | "It belongs to the document with seal {seal}.";
    change_freeze(at: &str, who: &str, n: &str): "Il {at} {who} ha congelato la situazione n. {n}." | "On {at} {who} froze situation no. {n}.";
    change_freeze_seal(seal: &str): "Sigillo: {seal}." | "Seal: {seal}.";
}

impl Lang {
    /// "Commissione consiliare", or its own name.
    #[must_use]
    pub fn sitting_body(self, sitting: &Sitting) -> String {
        let kind = self.sitting_kind(sitting.kind);
        sitting.body.clone().unwrap_or_else(|| kind.to_owned())
    }

    /// "Commissione Pianificazione e sicurezza, 29/10/2025".
    #[must_use]
    pub fn sitting_name(self, sitting: &Sitting) -> String {
        self.sitting_on(&self.sitting_body(sitting), &civil(sitting.held_on))
    }

    /// "Situazione al 29/10/2025, come era nota il 29/10/2025".
    #[must_use]
    pub fn frozen_situation(self, cover: &Cover) -> String {
        self.frozen_days(&civil(cover.al), &civil(cover.known))
    }

    /// The seal, short enough to be compared by eye.
    #[must_use]
    pub fn short_seal(self, frozen: &Frozen) -> String {
        self.seal_short(frozen.seal.get(..12).unwrap_or(&frozen.seal))
    }

    /// Before whom.
    #[must_use]
    pub const fn sitting_kind(self, kind: SittingKind) -> &'static str {
        match (kind, self) {
            (SittingKind::Committee, Self::It) => "Commissione consiliare",
            (SittingKind::Committee, Self::En) => "Council committee",
            (SittingKind::Council, Self::It) => "Consiglio comunale",
            (SittingKind::Council, Self::En) => "Municipal council",
            (SittingKind::Meeting, Self::It) => "Incontro pubblico",
            (SittingKind::Meeting, Self::En) => "Public meeting",
        }
    }
}
