//! Texts of the second-person check: what waits, what is proposed, what was decided, and the setting.

use crate::{Lang, words};
use domain::{
    desk::Change,
    proposal::{SETTING, SUBJECT, State},
};

words! {
    proposals_title: "Conferme" | "Confirmations";
    proposals_title_of(ente: &str): "Conferme · {ente}" | "Confirmations · {ente}";
    proposals_lead: "Le modifiche che aspettano un'altra persona prima di comparire nelle pagine." | "The changes that wait for another person before they appear on the pages.";
    proposals_none: "Niente aspetta una conferma." | "Nothing waits for confirmation.";
    proposals_go: "Guarda che cosa aspetta" | "See what is waiting";
    proposals_one: "In attesa di conferma: 1 proposta" | "Waiting for confirmation: 1 proposal";
    proposals_many(n: usize): "In attesa di conferma: {n} proposte" | "Waiting for confirmation: {n} proposals";
    proposals_own_title: "Le tue proposte" | "Your proposals";
    proposals_own_text: "Quelle in attesa, e quelle decise negli ultimi 30\u{a0}giorni." | "Those waiting, and those decided in the last 30\u{a0}days.";

    second_person_title: "Conferma di una seconda persona" | "Confirmation by a second person";
    second_person_on: "È attiva: quello che si salva su un progetto compare nelle pagine solo dopo che un'altra persona lo ha confermato." | "It is on: what is saved about a project appears on the pages only after another person has confirmed it.";
    second_person_off: "Non è attiva: quello che si salva su un progetto compare subito nelle pagine." | "It is off: what is saved about a project appears on the pages at once.";
    second_person_who: "Confermano i validatori e gli amministratori dell'ente. Nessuno conferma quello che ha scritto, nemmeno chi amministra: servono almeno due persone." | "Validators and administrators of the body confirm. Nobody confirms what they wrote themselves, administrators included: at least two people are needed.";
    second_person_imports: "I file importati non aspettano: si controllano nell'anteprima. Lo stesso vale per i dati dell'ente che non sono di un progetto." | "Imported files do not wait: they are checked in the preview. Nor do data of the body that are of no project.";
    second_person_leaves: "Se la disattivi, le proposte già in attesa restano qui finché qualcuno decide." | "If you turn it off, the proposals already waiting stay here until somebody decides.";
    second_person_require: "Attiva la conferma" | "Turn confirmation on";
    second_person_release: "Disattiva la conferma" | "Turn confirmation off";
    second_person_notice: "Quello che salvi su un progetto aspetta la conferma di un'altra persona prima di comparire nelle pagine." | "What you save about a project waits for another person's confirmation before it appears on the pages.";

    proposal_waits: "in attesa di conferma" | "waiting for confirmation";
    proposal_waiting: "In attesa di conferma" | "Waiting for confirmation";
    proposal_another_waits: "Su questa voce c'è già una proposta che aspetta. Se ne salvi un'altra, chi conferma le vede tutte e due; confermata la prima, l'altra va scritta di nuovo." | "A proposal on this item is already waiting. If you save another, whoever confirms sees both; once the first is confirmed, the other has to be written anew.";
    proposal_another_waits_of(who: &str, at: &str): "L'ha scritta {who} il {at}." | "It was written by {who} on {at}.";
    proposal_number_of(id: i64, project: &str): "Proposta n.\u{a0}{id} · {project}" | "Proposal no.\u{a0}{id} · {project}";
    proposal_which(id: i64): ", proposta n.\u{a0}{id}" | ", proposal no.\u{a0}{id}";
    proposal_line(id: i64, at: &str, who: &str): "Proposta n.\u{a0}{id}: il {at} {who} ha scritto quello che segue." | "Proposal no.\u{a0}{id}: on {at} {who} wrote what follows.";
    proposal_who: "Chi" | "Who";
    proposal_when: "Quando" | "When";
    proposal_why: "Perché" | "Why";
    proposal_project: "Progetto" | "Project";
    proposal_no_reason: "non lo dice" | "not said";
    proposal_what: "Che cosa cambia" | "What changes";
    proposal_new(kind: &str): "Da aggiungere: {kind}" | "To be added: {kind}";
    proposal_change(kind: &str): "Da cambiare: {kind}" | "To be changed: {kind}";
    proposal_withdrawal(kind: &str): "Da ritirare: {kind}" | "To be withdrawn: {kind}";
    proposal_caption(id: i64, kind: &str, thing: &str): "Proposta n.\u{a0}{id}, {kind}: {thing}" | "Proposal no.\u{a0}{id}, {kind}: {thing}";
    proposal_column_field: "Campo" | "Field";
    proposal_column_before: "Com'era" | "As it was";
    proposal_column_now: "Com'è adesso" | "As it is now";
    proposal_column_after: "Proposto" | "Proposed";
    proposal_reason_label: "Perché la rifiuti" | "Why you refuse it";
    proposal_reason_hint: "Serve solo per rifiutare: lo legge chi l'ha scritta, e resta nella storia." | "Needed only to refuse: whoever wrote it reads it, and it stays in the history.";
    proposal_confirm: "Conferma" | "Confirm";
    proposal_refuse: "Rifiuta" | "Refuse";
    proposal_take_back: "Ritira la proposta" | "Take the proposal back";
    proposal_yours: "L'hai scritta tu: la conferma o la rifiuta un'altra persona." | "You wrote it: another person confirms or refuses it.";
    proposal_no_more: "Così com'è non si può più confermare: rifiutala, e chi l'ha scritta la scrive di nuovo su quello che c'è adesso." | "As it stands it can no longer be confirmed: refuse it, and whoever wrote it writes it anew on what is there now.";

    proposal_own: "Nessuno conferma o rifiuta quello che ha scritto: deve farlo un'altra persona." | "Nobody confirms or refuses what they wrote themselves: another person has to.";
    proposal_settled: "Su questa proposta è già stato deciso, oppure chi l'ha scritta l'ha ritirata. Non è cambiato niente." | "This proposal has been decided already, or whoever wrote it has taken it back. Nothing was changed.";
    proposal_overtaken: "Nel frattempo un'altra persona ha cambiato la stessa voce: non è stato sovrascritto niente. Rifiuta la proposta, così chi l'ha scritta la scrive di nuovo." | "Meanwhile somebody else changed the same item: nothing was overwritten. Refuse the proposal, so that whoever wrote it writes it anew.";
    proposal_needs_reason: "Scrivi perché la rifiuti: lo legge chi l'ha scritta." | "Write why you refuse it: whoever wrote it reads it.";

    proposal_confirmed(at: &str, who: &str): "Confermata il {at} da {who}." | "Confirmed on {at} by {who}.";
    proposal_refused(at: &str, who: &str, why: &str): "Rifiutata il {at} da {who}: {why}" | "Refused on {at} by {who}: {why}";
    proposal_taken_back(at: &str): "Ritirata da te il {at}." | "Taken back by you on {at}.";
    proposal_confirmed_by(who: &str): "Confermato da {who}." | "Confirmed by {who}.";

    change_proposed(at: &str, who: &str, id: &str): "Il {at} {who} ha proposto una modifica (proposta n.\u{a0}{id})." | "On {at} {who} proposed a change (proposal no.\u{a0}{id}).";
    change_confirmed(at: &str, who: &str, id: &str): "Il {at} {who} ha confermato la proposta n.\u{a0}{id}." | "On {at} {who} confirmed proposal no.\u{a0}{id}.";
    change_refused(at: &str, who: &str, id: &str): "Il {at} {who} ha rifiutato la proposta n.\u{a0}{id}." | "On {at} {who} refused proposal no.\u{a0}{id}.";
    change_taken_back(at: &str, who: &str, id: &str): "Il {at} {who} ha ritirato la sua proposta n.\u{a0}{id}." | "On {at} {who} took proposal no.\u{a0}{id} back.";
    change_required(at: &str, who: &str): "Il {at} {who} ha attivato la conferma di una seconda persona." | "On {at} {who} turned confirmation by a second person on.";
    change_released(at: &str, who: &str): "Il {at} {who} ha disattivato la conferma di una seconda persona." | "On {at} {who} turned confirmation by a second person off.";
}

impl Lang {
    /// How many wait.
    #[must_use]
    pub fn proposals_count(self, n: usize) -> String {
        match n {
            0 => self.proposals_none().to_owned(),
            1 => self.proposals_one().to_owned(),
            n => self.proposals_many(n),
        }
    }

    /// What the history gives as reason of a change that was confirmed: the author's, and who has confirmed it.
    #[must_use]
    pub fn proposal_reason(self, reason: Option<&str>, who: &str) -> String {
        let confirmed = self.proposal_confirmed_by(who);
        match reason {
            None => confirmed,
            Some(reason) if reason.ends_with(['.', '!', '?', '…']) => format!("{reason} {confirmed}"),
            Some(reason) => format!("{reason}. {confirmed}"),
        }
    }

    /// A line of the history about a proposal or about what is set; `None` of every other line.
    pub(crate) fn decided(self, at: &str, who: &str, change: &Change) -> Option<String> {
        let id = change.thing.as_str();
        match change.subject.as_str() {
            SUBJECT => Some(match change.new.as_deref().and_then(State::read)? {
                State::Waiting => self.change_proposed(at, who, id),
                State::Confirmed => self.change_confirmed(at, who, id),
                State::Refused => self.change_refused(at, who, id),
                State::TakenBack => self.change_taken_back(at, who, id),
            }),
            SETTING if change.new.as_deref() == Some("sì") => Some(self.change_required(at, who)),
            SETTING => Some(self.change_released(at, who)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{desk::ChangeKind, proposal::SECOND_PERSON};

    fn line(kind: ChangeKind, subject: &str, thing: &str, new: &str) -> Change {
        Change {
            id: 7,
            at: "2026-11-22T16:32:00Z".parse().unwrap(),
            author: "Ufficio progetti".into(),
            reason: None,
            kind,
            ente: None,
            project: None,
            subject: subject.into(),
            thing: thing.into(),
            field: None,
            old: None,
            new: Some(new.into()),
            fact: None,
        }
    }

    #[test]
    fn the_history_tells_what_has_become_of_a_proposal() {
        let told = |state: State, reason: Option<&str>| {
            let change = line(ChangeKind::Edit, SUBJECT, "12", state.code());
            Lang::It.change(&Change { reason: reason.map(str::to_owned), ..change })
        };
        assert_eq!(
            told(State::Waiting, None),
            "Il 22/11/2026 alle 17:32 Ufficio progetti ha proposto una modifica (proposta n.\u{a0}12)."
        );
        assert!(told(State::Confirmed, None).ends_with("ha confermato la proposta n.\u{a0}12."));
        assert!(told(State::Refused, Some("manca l'atto")).ends_with("n.\u{a0}12. Motivo: manca l'atto."));
        assert!(told(State::TakenBack, None).ends_with("ha ritirato la sua proposta n.\u{a0}12."));
    }

    #[test]
    fn the_history_tells_when_the_check_is_turned_on_and_off() {
        for (new, end) in [("sì", "ha attivato la conferma di una seconda persona."), ("no", "ha disattivato la conferma")] {
            let told = Lang::It.change(&line(ChangeKind::Access, SETTING, SECOND_PERSON, new));
            assert!(told.contains(end), "{told}");
        }
    }

    #[test]
    fn the_reason_of_a_confirmed_change_is_its_authors_and_says_who_confirmed_it() {
        assert_eq!(Lang::It.proposal_reason(None, "Ragioneria"), "Confermato da Ragioneria.");
        assert_eq!(Lang::It.proposal_reason(Some("Repertorio 12"), "Ragioneria"), "Repertorio 12. Confermato da Ragioneria.");
        assert_eq!(Lang::It.proposal_reason(Some("Sì!"), "Ragioneria"), "Sì! Confermato da Ragioneria.");
    }
}
