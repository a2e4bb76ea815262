//! Texts of the presentation: its slides, the keys that move it, the notes and the order of whoever presents.

use crate::{Lang, words};
use domain::{deck::Problem, phase::Phase, portfolio::Portfolio};

words! {
    stage_nav: "Presentazione" | "Presentation";
    stage_title(ente: &str, day: &str): "{ente}: presentazione al {day}" | "{ente}: presentation as of {day}";
    stage_sealed(n: u32, seal: &str): "Situazione congelata n. {n}, sigillo {seal}" | "Frozen situation no. {n}, seal {seal}";
    stage_live(day: &str): "Dati vivi al {day}, nessun sigillo" | "Live data as of {day}, no seal";
    stage_slide_of(n: usize, of: usize): "Diapositiva {n} di {of}" | "Slide {n} of {of}";
    stage_previous(n: usize): "Precedente: diapositiva {n}" | "Previous: slide {n}";
    stage_next(n: usize): "Successiva: diapositiva {n}" | "Next: slide {n}";
    stage_and_more(n: usize): "e altri {n}" | "and {n} more";
    stage_part(title: &str, first: usize, last: usize, of: usize): "{title}, {first}–{last} di {of}" | "{title}, {first}–{last} of {of}";

    stage_tools: "Comandi della presentazione" | "Controls of the presentation";
    stage_back: "Torna all'ente" | "Back to the body";
    stage_offline: "Scarica per una sala senza rete (HTML)" | "Download for a room without network (HTML)";
    stage_full: "Schermo intero (F)" | "Full screen (F)";
    stage_black: "Schermo nero (B)" | "Black screen (B)";
    stage_black_said: "Schermo nero: un tasto qualsiasi torna alla diapositiva." | "Black screen: any key goes back to the slide.";
    stage_open_notes: "Note del relatore (N)" | "Speaker notes (N)";
    stage_notes_link: "Note del relatore" | "Speaker notes";
    stage_order_link: "Ordine e note" | "Order and notes";
    stage_letters: "Tasti F, B e N" | "Keys F, B and N";
    stage_keys: "Tasti" | "Keys";
    stage_keys_text: "Frecce, spazio, Pagina su e Pagina giù o telecomando: avanti e indietro; Inizio e Fine: prima e ultima; Esc toglie lo schermo nero. F, B e N si possono spegnere. Sul telefono: scorri con il dito." | "Arrows, space, Page Up and Page Down or a clicker: forward and back; Home and End: first and last; Esc ends the black screen. F, B and N can be turned off. On a phone: swipe.";

    stage_kicker: "I progetti digitali dell'ente" | "The digital projects of the body";
    stage_follow: "Segui dal telefono" | "Follow on your phone";
    stage_qr: "Codice QR con l'indirizzo di questa presentazione" | "QR code with the address of this presentation";

    stage_standing(done: &str, of: &str): "{done} su {of}" | "{done} of {of}";
    stage_standing_one: "1\u{a0}progetto concluso" | "1\u{a0}project over";
    stage_standing_many(n: usize): "{n}\u{a0}progetti conclusi" | "{n}\u{a0}projects over";
    stage_granted(sum: &str): "Assegnati {sum}" | "Granted: {sum}";
    stage_granted_none: "Nessun importo registrato" | "No amount recorded";
    stage_at_risk(sum: &str): "{sum} a forfait senza certificazione né erogazione note" | "{sum} of lump sums with no known certification or disbursement";
    stage_since_none: "Dall'ultima seduta niente di noto è cambiato" | "Nothing known has changed since the last sitting";
    stage_since_one: "Dall'ultima seduta è cambiata una cosa" | "One thing has changed since the last sitting";
    stage_since_many(n: usize): "Dall'ultima seduta sono cambiate {n}\u{a0}cose" | "{n}\u{a0}things have changed since the last sitting";
    stage_unmoved_one: "Una cosa doveva cambiare ed è ferma" | "One thing was due to change and stands still";
    stage_unmoved_many(n: usize): "{n}\u{a0}cose dovevano cambiare e sono ferme" | "{n}\u{a0}things were due to change and stand still";
    stage_changed_one: "Un cambiamento in archivio" | "One change in the register";
    stage_changed(n: usize, shown: usize): "{n}\u{a0}cambiamenti in archivio, gli ultimi {shown}" | "{n}\u{a0}changes in the register, the latest {shown}";
    stage_changed_all(n: usize): "{n}\u{a0}cambiamenti in archivio" | "{n}\u{a0}changes in the register";
    stage_offices_none: "Di nessun progetto è noto l'ufficio che ne risponde" | "For no project is it known which office answers for it";
    stage_offices_one: "Ne risponde un ufficio" | "One office answers for them";
    stage_offices(n: usize): "Ne rispondono {n}\u{a0}uffici" | "{n}\u{a0}offices answer for them";
    stage_offices_unknown(finding: &str, projects: &str): "{finding}; per {projects} non è noto" | "{finding}; for {projects} it is not known";
    stage_schedule_more(n: usize): "Altri {n}\u{a0}progetti con date sono nel cronoprogramma." | "{n}\u{a0}more projects with dates are in the schedule.";
    stage_schedule_more_one: "Un altro progetto con date è nel cronoprogramma." | "One more project with dates is in the schedule.";
    stage_schedule_undated(n: usize): "Progetti senza date note: {n}." | "Projects without known dates: {n}.";
    stage_certified(safe: usize, projects: &str): "{safe} su {projects} risultano certificati, liquidati o pagati" | "{safe} of {projects} are certified or paid on record";
    stage_certified_none(projects: &str): "Nessuno di {projects} risulta certificato o pagato" | "None of {projects} is certified or paid on record";
    stage_certified_open: "Non noto se asseverati" | "Not known to be certified";
    stage_problems: "Rischi e rimedi" | "Risks and remedies";
    stage_problems_none: "Nessun rischio pubblicato e nessun ritardo noto" | "No published risk and no known delay";
    stage_problems_one: "Un problema aperto" | "One open problem";
    stage_problems_many(n: usize): "{n}\u{a0}problemi aperti" | "{n}\u{a0}open problems";
    stage_remedy: "Rimedio" | "Remedy";
    stage_remedy_none: "nessun rimedio registrato" | "no remedy recorded";
    stage_exposed: "Si possono perdere" | "Could be lost";
    stage_risk_due(when: &str): "da affrontare entro {when}" | "to be faced by {when}";
    stage_late: "Oltre il termine, esito non noto" | "Past the deadline, outcome not known";
    stage_failed(outcome: &str): "Ultima verifica tecnica: esito {outcome}" | "Last technical check: outcome {outcome}";
    stage_unknown: "Nessuna fonte dice a che punto è" | "No source tells where it stands";
    stage_indicators_none(n: &str): "{n} con una lettura, nessun obiettivo raggiunto secondo un registro" | "{n} with a reading, no target reached according to a record";
    stage_indicators(n: &str, met: usize): "{n} con una lettura, obiettivi raggiunti secondo un registro: {met}" | "{n} with a reading, targets reached according to a record: {met}";
    stage_claims(outcomes: &str): "Che cosa è stato detto, e che cosa ne dicono i dati: {outcomes}" | "What was said, and what the data say of it: {outcomes}";
    stage_project(title: &str, status: &str): "{title}: {status}" | "{title}: {status}";
    stage_office: "Ne risponde" | "Answers for it";
    stage_certification: "Asseverazione" | "Technical certification";
    stage_closing: "Fonti e perimetro" | "Sources and perimeter";
    stage_closing_sources: "Da dove vengono le figure" | "Where the figures come from";
    stage_closing_left(n: usize): "Progetti che qui non hanno una diapositiva: {n}. Sono tutti nell'elenco dei progetti." | "Projects that have no slide here: {n}. All of them are in the list of projects.";
    stage_closing_hidden(n: usize): "Diapositive tolte da chi presenta: {n}." | "Slides left out by whoever presents: {n}.";

    stage_notes_title: "Note del relatore" | "Speaker notes";
    stage_notes_lead: "Solo per chi presenta: la sala non le vede. Questa finestra e la presentazione vanno avanti insieme, se sono aperte nello stesso browser." | "Only for whoever presents: the room does not see them. This window and the presentation go on together, if both are open in the same browser.";
    stage_notes_none: "Nessuna nota per questa diapositiva." | "No note for this slide.";
    stage_notes_after(title: &str): "Poi: {title}" | "Next: {title}";
    stage_notes_last: "È l'ultima diapositiva." | "This is the last slide.";

    stage_order_title: "Ordine e note della presentazione" | "Order and notes of the presentation";
    stage_order_title_of(sitting: &str): "Ordine e note della presentazione: {sitting}" | "Order and notes of the presentation: {sitting}";
    stage_order_sitting: "Vale solo per questa seduta. Finché non salvi niente, le sue diapositive seguono l'ordine e le note della presentazione di oggi; da allora in poi cambiano solo qui." | "It holds for this sitting alone. Until you save something, its slides follow the order and notes of today's presentation; from then on they change only here.";
    stage_order_lead: "Per ogni diapositiva: il posto che deve avere (la prima è 1; vuoto: il suo), se si mostra, e che cosa vuoi dire. Le note le leggono solo le persone dell'ente: la sala non le vede." | "For each slide: the place it should have (the first is 1; empty: its own), whether it is shown, and what you want to say. The notes are read only by people of the body: the room does not see them.";
    stage_order_fixed: "La prima e l'ultima diapositiva restano dove sono: dicono di che giorno e con quali fonti si parla." | "The first and the last slide stay where they are: they say which day and which sources this is about.";
    stage_order_list: "Diapositive, nell'ordine in cui si vedono" | "Slides, in the order in which they are seen";
    stage_order_slide: "Diapositiva" | "Slide";
    stage_order_position: "Posto" | "Place";
    stage_order_shown: "Si mostra" | "Shown";
    stage_order_notes: "Che cosa dire" | "What to say";
    stage_order_of(what: &str, slide: &str): "{what}: {slide}" | "{what}: {slide}";
    stage_order_at(n: usize): "ora è la {n}ª" | "now no. {n}";
    stage_order_away: "ora non si vede" | "now not seen";
    stage_order_further(n: usize): "Altri {n} progetti non sono in questo elenco: per dare loro una diapositiva importa il file diapositive." | "{n} more projects are not in this list: to give them a slide, import the file diapositive.";
    stage_order_save: "Salva ordine e note" | "Save order and notes";
    stage_order_meanwhile: "Mentre scrivevi, un'altra persona ha cambiato questa diapositiva. Non è stato sovrascritto niente. Guarda che cosa c'è adesso, correggi quello che serve e salva di nuovo: allora vale quello che scrivi tu." | "While you were writing, somebody else changed this slide. Nothing was overwritten. Look at what stands there now, mend what you need and save again: then what you write counts.";
    stage_order_stands(position: &str, shown: &str, notes: &str): "Adesso: posto {position}; si mostra: {shown}; note: «{notes}»" | "Now: place {position}; shown: {shown}; notes: “{notes}”";
    stage_order_own: "il suo" | "its own";
}

impl Lang {
    /// "5 progetti conclusi su 11".
    #[must_use]
    pub fn stage_done(self, done: usize, of: usize) -> String {
        let done = if done == 1 { self.stage_standing_one().to_owned() } else { self.stage_standing_many(done) };
        self.stage_standing(&done, &of.to_string())
    }

    /// "3 cambiamenti in archivio", "14 cambiamenti in archivio, gli ultimi 5".
    #[must_use]
    pub fn stage_changes(self, of: usize, shown: usize) -> String {
        match of {
            1 => self.stage_changed_one().to_owned(),
            of if of == shown => self.stage_changed_all(of),
            of => self.stage_changed(of, shown),
        }
    }

    /// "2 cose dovevano cambiare e sono ferme".
    #[must_use]
    pub fn stage_unmoved(self, n: usize) -> String {
        if n == 1 { self.stage_unmoved_one().to_owned() } else { self.stage_unmoved_many(n) }
    }

    /// What the rules find amiss, projects by their titles; nothing for a risk, which has words of its own.
    #[must_use]
    pub fn problem(self, portfolio: &Portfolio, problem: &Problem) -> Option<String> {
        let (Problem::Late(slug) | Problem::Failed(slug) | Problem::Unknown(slug)) = problem else { return None };
        let p = portfolio.project(slug)?;
        let said = match problem {
            Problem::Late(_) => {
                let due = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref()).map(|d| d.due);
                format!("{} ({})", self.stage_late(), self.maybe_when(due))
            }
            Problem::Failed(_) => {
                let run = p.runs.last()?;
                format!("{} ({})", self.stage_failed(self.outcome(run.outcome)), self.maybe_when(run.outcome_on))
            }
            _ => self.stage_unknown().to_owned(),
        };
        Some(format!("{}: {said}", self.pick(&p.title, p.title_en.as_deref())))
    }

    /// "Dall'ultima seduta sono cambiate 4 cose".
    #[must_use]
    pub fn stage_since(self, n: usize) -> String {
        match n {
            0 => self.stage_since_none().to_owned(),
            1 => self.stage_since_one().to_owned(),
            n => self.stage_since_many(n),
        }
    }

    /// "4 problemi aperti".
    #[must_use]
    pub fn stage_problems_count(self, n: usize) -> String {
        match n {
            0 => self.stage_problems_none().to_owned(),
            1 => self.stage_problems_one().to_owned(),
            n => self.stage_problems_many(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(Lang::It.stage_done(1, 11), "1\u{a0}progetto concluso su 11");
        assert_eq!(Lang::It.stage_done(5, 11), "5\u{a0}progetti conclusi su 11");
        assert_eq!(Lang::It.stage_changes(1, 1), "Un cambiamento in archivio");
        assert_eq!(Lang::It.stage_changes(14, 5), "14\u{a0}cambiamenti in archivio, gli ultimi 5");
        assert_eq!(Lang::En.stage_problems_count(0), "No published risk and no known delay");
    }
}
