//! Texts of the plan: forecasts that are moved, what that does to deadlines, two people on one forecast.

use crate::{Lang, words};
use domain::{deadline::Lateness, when::When};

words! {
    plan_title: "Pianifica" | "Plan";
    plan_title_of(title: &str): "Pianifica · {title}" | "Plan · {title}";
    plan_lead: "Quando prevedi i passi che mancano. I termini e quello che è già avvenuto non si spostano." | "When you expect the steps that are missing. Deadlines and what has happened already do not move.";
    plan_none: "Tutti i passi risultano avvenuti o superati: non c'è niente da prevedere." | "Every step has happened or is passed: there is nothing to expect.";
    plan_hint: "gg/mm/aaaa; se conosci solo il mese, mm/aaaa. Vuota: nessuna previsione." | "dd/mm/yyyy; if only the month is known, mm/yyyy. Empty: no forecast.";
    plan_caption: "I passi, con termini e previsioni" | "The steps, with deadlines and forecasts";
    plan_column_step: "Passo" | "Step";
    plan_column_due: "Termine" | "Deadline";
    plan_column_expected: "Previsione" | "Forecast";
    plan_column_margin: "Rispetto al termine" | "Against the deadline";
    plan_forecast_of(phase: &str): "Previsione: {phase}" | "Forecast: {phase}";
    plan_first(day: &str): "termine iniziale {day}" | "first deadline {day}";
    plan_happened(day: &str): "già avvenuto: {day}" | "has happened: {day}";
    plan_passed: "passo superato, data non nota" | "passed, date not known";
    plan_already(phase: &str): "«{phase}» risulta già avvenuto o superato: la previsione non serve più." | "“{phase}” has happened or is passed: its forecast is not needed any more.";
    plan_conflict: "Mentre pianificavi, un'altra persona ha cambiato una previsione che hai cambiato anche tu. Non è stato sovrascritto niente: scegli quale tenere." | "While you were planning, somebody else changed a forecast that you changed too. Nothing was overwritten: choose which one to keep.";
    plan_reason_hint: "Resta nella storia. Serve dove una previsione è insolita." | "It stays in the history. Needed where a forecast is unusual.";
    plan_no_forecast: "nessuna previsione" | "no forecast";

    plan_expected(day: &str): "previsto {day}" | "expected {day}";
    plan_before(days: &str): "{days} prima del termine" | "{days} before the deadline";
    plan_after(days: &str): "{days} dopo il termine" | "{days} after the deadline";
    plan_on_the_day: "nel giorno del termine" | "on the day of the deadline";
    plan_straddles: "a cavallo del termine" | "around the deadline";
    plan_no_due: "termine non noto" | "deadline not known";
    plan_value(expected: &str, margin: &str): "{expected}, {margin}" | "{expected}, {margin}";
    plan_said(phase: &str, value: &str): "{phase}: {value}." | "{phase}: {value}.";

    plan_region: "Le previsioni nel tempo" | "Forecasts over time";
    plan_live_caption: "Un passo per riga: il termine, quello che è avvenuto, e la previsione da spostare" | "One step per row: its deadline, what has happened, and the forecast to move";
    plan_help: "Trascina un rombo, o sceglilo e usa le frecce: un giorno alla volta; con Maiusc, o con Pag su e Pag giù, un mese. Home lo rimette dov'era, Esc interrompe il trascinamento, Ctrl+Z annulla." | "Drag a diamond, or choose it and use the arrows: one day at a time; with Shift, or with Page up and Page down, a month. Home puts it back, Escape stops dragging, Ctrl+Z undoes.";
    plan_day_less(phase: &str): "{phase}: un giorno prima" | "{phase}: one day earlier";
    plan_day_more(phase: &str): "{phase}: un giorno dopo" | "{phase}: one day later";
    plan_add: "Prevedi" | "Expect it";
    plan_add_of(phase: &str): "Prevedi: {phase}" | "Expect it: {phase}";
    plan_steps: "Torna indietro" | "Step back";
    plan_undo: "Annulla" | "Undo";
    plan_redo: "Ripeti" | "Redo";
    plan_undone: "Annullato." | "Undone.";
    plan_redone: "Ripetuto." | "Redone.";
    plan_back: "Tutto come salvato." | "Everything as saved.";
    plan_effects: "Che cosa cambia, se salvi" | "What changes, if you save";
    plan_effects_none: "Niente ancora: le previsioni sono quelle salvate." | "Nothing yet: the forecasts are those that are saved.";
    plan_moved(phase: &str, from: &str, to: &str): "{phase}: da {from} a {to}" | "{phase}: from {from} to {to}";
    plan_margin_now(moved: &str, margin: &str): "{moved}; {margin}." | "{moved}; {margin}.";
    plan_margin_was(moved: &str, margin: &str, was: &str): "{moved}; {margin} (era {was})." | "{moved}; {margin} (it was {was}).";
    plan_missed(phase: &str, due: &str): "«{phase}» non rispetterebbe il termine: {due}." | "“{phase}” would miss its deadline: {due}.";
}

impl Lang {
    /// How an expected day stands against a deadline: "18 giorni prima del termine". `lateness` is that of the day, as if it
    /// had come.
    #[must_use]
    pub fn plan_margin(self, due: Option<When>, lateness: Lateness) -> String {
        match lateness {
            _ if due.is_none() => self.plan_no_due().to_owned(),
            Lateness::DoneEarly(0) => self.plan_on_the_day().to_owned(),
            Lateness::DoneEarly(n) => self.plan_before(&self.days(n)),
            Lateness::DoneLate(n) => self.plan_after(&self.days(n)),
            Lateness::Left(_) | Lateness::Past(_) | Lateness::Unknown => self.plan_straddles().to_owned(),
        }
    }

    /// "previsto 12/03/2025", or that nothing is expected.
    #[must_use]
    pub fn plan_day(self, expected: Option<When>) -> String {
        expected.map_or_else(|| self.plan_no_forecast().to_owned(), |day| self.plan_expected(&self.when(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_is_said_in_days_and_without_a_deadline_there_is_none() {
        let due = When::read("30/03/2025").ok();
        assert_eq!(Lang::It.plan_margin(due, Lateness::DoneEarly(18)), "18\u{a0}giorni prima del termine");
        assert_eq!(Lang::It.plan_margin(due, Lateness::DoneLate(1)), "1\u{a0}giorno dopo il termine");
        assert_eq!(Lang::It.plan_margin(due, Lateness::DoneEarly(0)), "nel giorno del termine");
        assert_eq!(Lang::It.plan_margin(due, Lateness::Unknown), "a cavallo del termine");
        assert_eq!(Lang::En.plan_margin(None, Lateness::Unknown), "deadline not known");
    }
}
