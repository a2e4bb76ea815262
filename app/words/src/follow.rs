//! Texts of what one follows from elsewhere: calendars, the feed of changes, figures shown on other sites.

use crate::{Lang, words};
use domain::{calendar::EntryKind, phase::Phase, when::When};

words! {
    follow_calendar: "Calendario (ICS)" | "Calendar (ICS)";
    follow_calendar_of_project: "Calendario del progetto (ICS)" | "Calendar of the project (ICS)";
    follow_news: "Novità (Atom)" | "What is new (Atom)";
    follow_label: "Da seguire altrove" | "To follow elsewhere";
    follow_offices: "Calendario di un ufficio" | "Calendar of an office";
    follow_offices_hint: "I traguardi e le scadenze dei soli progetti di cui l'ufficio risponde. Aggiungi l'indirizzo al tuo programma di calendario: si aggiorna da sé." | "Milestones and deadlines of the projects that the office answers for. Add the address to your calendar program: it keeps itself up to date.";

    calendar_name(ente: &str): "{ente}: traguardi e scadenze" | "{ente}: milestones and deadlines";
    calendar_name_of(what: &str, ente: &str): "{what} · {ente}: traguardi e scadenze" | "{what} · {ente}: milestones and deadlines";
    calendar_due(step: &str): "Termine: {step}" | "Deadline: {step}";
    calendar_due_unverified(step: &str): "Termine non verificato: {step}" | "Unverified deadline: {step}";
    calendar_expected(step: &str): "Previsto: {step}" | "Expected: {step}";
    calendar_of(what: &str, project: &str): "{what} · {project}" | "{what} · {project}";
    calendar_some_day(summary: &str, when: &str): "{summary} (giorno non noto: {when})" | "{summary} (day not known: {when})";
    calendar_source(source: &str): "Fonte: {source}" | "Source: {source}";
    calendar_act(act: &str): "Atto: {act}" | "Act: {act}";
    calendar_first_due(when: &str): "Termine iniziale: {when}" | "First deadline: {when}";
    calendar_confidence(confidence: &str): "Quanto è sicuro il termine: {confidence}" | "How sure the deadline is: {confidence}";
    calendar_open(day: &str): "Al {day} non è nota la data in cui è avvenuto." | "As of {day} the date on which it happened is not known.";
    calendar_status(status: &str, day: &str): "Stato del progetto al {day}: {status}" | "Status of the project as of {day}: {status}";
    calendar_no_office: "Nessun progetto in archivio è di questo ufficio: controlla il codice, che è quello dell'elenco degli uffici." | "No project in the register is of this office: check the code, which is that of the list of offices.";
    calendar_no_project: "Questo progetto non è in archivio: controlla l'indirizzo." | "This project is not in the register: check the address.";

    news_title(ente: &str): "{ente}: novità dei progetti" | "{ente}: what is new in its projects";
    news_subtitle: "Stati dei dati pubblici, tappe raggiunte, termini spostati e sedute, dai più recenti." | "States in the public data, steps reached, deadlines moved and sittings, the most recent first.";
    news_sitting(sitting: &str): "Seduta: {sitting}" | "Sitting: {sitting}";
    news_frozen(number: u32, sitting: &str): "Situazione n. {number} congelata per la seduta: {sitting}" | "Situation no. {number} frozen for the sitting: {sitting}";

    embed_full(page: &str): "Apri la pagina completa: {page}" | "Open the full page: {page}";
    embed_rows(shown: usize, total: usize): "Qui {shown} progetti su {total}." | "Here {shown} of {total} projects.";
}

impl Lang {
    /// What an entry of the calendar is called: "Termine: Completamento attività · Migrazione al cloud". A date that is less
    /// precise than a day is told, because the entry then covers all that it may be.
    #[must_use]
    pub fn calendar_summary(self, kind: EntryKind, tentative: bool, phase: Phase, project: &str, when: When) -> String {
        let step = self.phase(phase);
        let what = match (kind, phase) {
            // The step's own name says that something ends.
            (EntryKind::Done, _) | (EntryKind::Deadline, Phase::Maintenance) => step.to_owned(),
            (EntryKind::Deadline, _) if tentative => self.calendar_due_unverified(step),
            (EntryKind::Deadline, _) => self.calendar_due(step),
            (EntryKind::Forecast, _) => self.calendar_expected(step),
        };
        let summary = self.calendar_of(&what, project);
        match when.exact() {
            Some(_) => summary,
            None => self.calendar_some_day(&summary, &self.when(when)),
        }
    }

    /// The kind of an entry, by which programs group and colour.
    #[must_use]
    pub const fn calendar_kind(self, kind: EntryKind) -> &'static str {
        match (kind, self) {
            (EntryKind::Done, Self::It) => "Fatto",
            (EntryKind::Done, Self::En) => "Done",
            (EntryKind::Deadline, Self::It) => "Termine",
            (EntryKind::Deadline, Self::En) => "Deadline",
            (EntryKind::Forecast, Self::It) => "Previsto",
            (EntryKind::Forecast, Self::En) => "Expected",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_what_the_date_is_and_how_precise() {
        let day = When::read("2026-03-31").unwrap();
        let told = |lang: Lang, kind, tentative, when| lang.calendar_summary(kind, tentative, Phase::Completion, "Cloud", when);
        assert_eq!(told(Lang::It, EntryKind::Done, false, day), "Completamento attività · Cloud");
        assert_eq!(told(Lang::It, EntryKind::Deadline, false, day), "Termine: Completamento attività · Cloud");
        assert_eq!(told(Lang::It, EntryKind::Deadline, true, day), "Termine non verificato: Completamento attività · Cloud");
        assert_eq!(
            told(Lang::It, EntryKind::Forecast, true, When::Quarter(2026, 1)),
            "Previsto: Completamento attività · Cloud (giorno non noto: 1° trimestre 2026)"
        );
        assert_eq!(
            told(Lang::En, EntryKind::Forecast, true, When::Month(2026, 1)),
            "Expected: Completion of activities · Cloud (day not known: January 2026)"
        );
        let upkeep = Lang::It.calendar_summary(EntryKind::Deadline, false, Phase::Maintenance, "SEND", day);
        assert_eq!(upkeep, "Fine del mantenimento · SEND");
    }
}
