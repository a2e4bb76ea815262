//! Texts of the desk: what is to be done, forms and what is wrong with them, two people on one thing, the history in sentences.

use crate::{Lang, words};
use chrono::{DateTime, Utc};
use domain::{
    agenda::{Item, What},
    cell::Form,
    desk::{Change, ChangeKind},
    phase::Confidence,
    when::{civil, rome},
};

words! {
    form_errors: "Controlla quello che hai scritto" | "Check what you have written";
    form_errors_text: "Non è ancora salvato, e non è andato perso: è tutto qui sotto." | "It is not saved yet, and it is not lost: everything is below.";
    form_title_flawed(title: &str): "Da correggere: {title}" | "To be mended: {title}";
    form_flaw: "Da correggere" | "To be mended";
    form_flaw_of(label: &str, text: &str): "{label}: {text}" | "{label}: {text}";
    form_required: "obbligatorio" | "required";
    form_choose: "Scegli" | "Choose";
    form_reason_wanted: "Se è giusto così, scrivi perché e salva di nuovo." | "If it is right all the same, write why and save again.";
    form_save: "Salva" | "Save";

    nav_desk: "Scrivania" | "Desk";
    desk_title(ente: &str): "Scrivania · {ente}" | "Desk · {ente}";
    desk_lead: "Che cosa scade, che cosa è fermo, e dove scriverlo." | "What is due, what stands still, and where to write it.";
    desk_own_title: "I tuoi progetti" | "Your projects";
    desk_all_title: "Tutti i progetti" | "All projects";
    desk_others_title: "Gli altri progetti dell'ente" | "The other projects of the body";
    desk_own_caption: "Progetti affidati a te" | "Projects in your care";
    desk_read_caption: "Progetti da leggere" | "Projects to read";
    desk_none_own: "Non ti è affidato ancora nessun progetto: chiedi a chi amministra l'ente." | "No project is in your care yet: ask whoever administers the body.";
    desk_none: "Questo ente non ha ancora progetti in archivio." | "This body has no projects in the register yet.";
    desk_agenda_title: "Da guardare per primi" | "To look at first";
    desk_agenda_none: "Niente scade nei prossimi 60\u{a0}giorni, niente è in ritardo e niente è fermo." | "Nothing is due in the next 60\u{a0}days, nothing is late and nothing stands still.";
    desk_agenda_rule: "Termini passati o nei prossimi 60\u{a0}giorni, previsioni superate, asseverazioni senza esito, dati da aggiornare, progetti in corso senza novità da più di 90\u{a0}giorni." | "Deadlines past or in the next 60\u{a0}days, forecasts gone by, certification without outcome, figures to be updated, projects under way with nothing new for more than 90\u{a0}days.";
    desk_update: "Registra un passo" | "Record a step";
    desk_column_heard: "Ultima novità" | "Latest news";
    desk_column_do: "Che cosa fare" | "What to do";
    desk_history: "Storia delle modifiche" | "History of changes";
    desk_people: "Persone" | "People";
    desk_shared: "Dati dell'ente" | "Data of the body";
    desk_public: "Pagina pubblica" | "Public page";
    desk_ways: "Altro" | "More";

    agenda_deadline(phase: &str, due: &str, lateness: &str): "{phase}, termine {due}: {lateness}" | "{phase}, deadline {due}: {lateness}";
    agenda_unverified: "termine non verificato" | "deadline not verified";
    agenda_forecast(phase: &str, due: &str): "{phase}: era previsto per {due}, e non risulta avvenuto" | "{phase}: it was expected for {due}, and is not known to have happened";
    agenda_pending(run: u32, due: &str): "Asseverazione, {run}ª verifica chiesta ({due}): manca l'esito" | "Certification, run {run} asked for ({due}): no outcome yet";
    agenda_stale(day: &str): "Nessuna novità da più di 90\u{a0}giorni: l'ultima è del {day}" | "Nothing new for more than 90\u{a0}days: the latest is of {day}";
    agenda_silent: "In corso, e l'ufficio non ha ancora scritto niente" | "Under way, and the office has written nothing yet";

    kept_lead: "Tutto quello che l'ufficio tiene su questo progetto. Ogni modifica resta nella storia." | "Everything the office keeps about this project. Every change stays in the history.";
    kept_read_only: "Puoi leggere questo progetto, non modificarlo." | "You may read this project, not change it.";
    kept_contents: "In questa pagina" | "On this page";
    kept_add(kind: &str): "Aggiungi: {kind}" | "Add: {kind}";
    kept_edit: "Modifica" | "Change";
    kept_none: "Ancora niente." | "Nothing yet.";
    kept_caption(kind: &str, n: usize): "{kind}: {n}" | "{kind}: {n}";
    kept_column_thing: "Voce" | "Item";
    kept_note_internal: "Nota interna" | "Internal note";
    kept_column_source: "Fonte e data" | "Source and date";
    kept_withdrawn(n: usize): "Ritirate: {n}" | "Withdrawn: {n}";
    kept_saved: "Salvato" | "Saved";

    shared_title(ente: &str): "Dati dell'ente · {ente}" | "Data of the body · {ente}";
    shared_lead: "Uffici, indicatori, atti e rilievi che non sono di un solo progetto." | "Offices, indicators, acts and statements that are of no single project.";
    shared_of_projects: "Quello che è di un progetto sta nella sua pagina della scrivania." | "What is of one project stands on its page of the desk.";
    shared_read_only: "Questi dati li modifica chi amministra l'ente." | "These data are changed by administrators.";
    shared_whole: "di tutto l'ente" | "of the whole body";

    step_title: "Registra un passo" | "Record a step";
    step_title_of(title: &str): "Registra un passo · {title}" | "Record a step · {title}";
    step_lead: "Che cosa è avvenuto, quando, con quale atto." | "What happened, when, by which act.";
    step_phase: "Che cosa è avvenuto" | "What happened";
    step_when: "Quando" | "When";
    step_when_hint: "gg/mm/aaaa; se conosci solo il mese, mm/aaaa." | "dd/mm/yyyy; if only the month is known, mm/yyyy.";
    step_act: "Con quale atto" | "By which act";
    step_act_hint: "Se non c'è un atto, lascia vuoto il numero." | "Where there is no act, leave its number empty.";
    step_act_kind: "Tipo di atto" | "Kind of act";
    step_act_none: "nessuno, o non noto" | "none, or not known";
    step_act_number: "Numero dell'atto" | "Number of the act";
    step_act_date: "Data dell'atto" | "Date of the act";
    step_act_date_hint: "gg/mm/aaaa; vuota vale il giorno scritto sopra." | "dd/mm/yyyy; empty means the day above.";
    step_note: "Nota" | "Note";
    step_note_hint: "Una precisazione: resta interna, se non scegli di pubblicarla accanto alla data." | "A remark: it stays internal, unless you choose to publish it beside the date.";
    step_beside: "A che punto è" | "Where it stands";
    step_beside_caption: "I passi, con le date e i termini" | "The steps, with dates and deadlines";
    step_column_phase: "Passo" | "Step";
    step_column_date: "Avvenuto" | "Happened";
    step_column_deadline: "Termine" | "Deadline";
    step_forecast(day: &str): "previsto per {day}" | "expected for {day}";
    step_more: "Altri dati del progetto" | "Other data of the project";
    step_conflict: "Mentre scrivevi, un'altra persona ha registrato questo passo" | "While you were writing, somebody else recorded this step";
    step_conflict_text: "Scegli che cosa tenere, campo per campo, e salva. Ciò che hai lasciato vuoto resta com'è salvato; nella storia resta tutto." | "Choose what to keep, field by field, and save. What you left empty stays as it was saved; the history keeps everything.";
    step_conflict_same: "Avete registrato le stesse cose: non c'è niente da scegliere." | "You both recorded the same: there is nothing to choose.";
    step_note_public(text: &str): "{text} (pubblica)" | "{text} (public)";
    step_note_internal(text: &str): "{text} (interna)" | "{text} (internal)";
    step_conflict_withdrawn: "Ora risulta ritirato. Se salvi, torna valido con quello che scrivi tu." | "It is now withdrawn. If you save, it stands again with what you write.";
    step_leave: "Lascia com'è" | "Leave it as it is";

    thing_new(kind: &str): "Aggiungi: {kind}" | "Add: {kind}";
    thing_which: "Quale" | "Which";
    thing_which_text: "Questi valori dicono di quale voce si tratta e non cambiano. Se sono sbagliati, ritira la voce e aggiungine un'altra." | "These values tell which item it is and do not change. If they are wrong, withdraw the item and add another.";
    thing_public: "Quello che scrivi compare nelle pagine pubbliche, tranne dove c'è scritto «Pubblicato: no» e le note con «Nota pubblicata: no»." | "What you write appears on the public pages, except where “Published: no” is written and notes with “Note published: no”.";
    thing_withdrawn: "Questa voce è ritirata: non compare in nessuna pagina pubblica. Se salvi, torna valida." | "This item is withdrawn: it appears on no public page. If you save, it stands again.";
    thing_older: "L'indirizzo che hai aperto è di una versione precedente: qui trovi la voce com'è adesso." | "The address that you opened is of an earlier version: here is the item as it stands now.";
    thing_provenance: "Da dove viene" | "Where it comes from";
    thing_reason: "Perché lo cambi" | "Why you change it";
    thing_reason_new: "Perché lo scrivi" | "Why you write it";
    thing_reason_hint: "Resta nella storia. Serve per ritirare la voce, e dove il valore è insolito." | "It stays in the history. Needed to withdraw the item, and where a value is unusual.";
    thing_withdraw: "Ritira" | "Withdraw";
    thing_withdraw_text: "Ritirare toglie la voce dalle pagine; nella storia resta, e si può rimettere." | "Withdrawing takes the item off the pages; it stays in the history, and can be put back.";
    thing_history: "Storia di questa voce" | "History of this item";
    thing_history_none: "Nessuno l'ha ancora modificata da qui." | "Nobody has changed it here yet.";

    clash_title: "Due persone, la stessa voce" | "Two people, one item";
    clash_same: "Tutte e due avete scritto le stesse cose: non c'è niente da scegliere." | "You both wrote the same: there is nothing to choose.";
    clash_withdrawn: "Nel frattempo la voce è stata ritirata. Se salvi, torna valida con quello che hai scritto tu." | "Meanwhile the item was withdrawn. If you save, it stands again with what you wrote.";
    clash_while_withdrawing: "Nel frattempo un'altra persona l'ha modificata. Guarda com'è adesso, e decidi se ritirarla lo stesso." | "Meanwhile somebody else has changed it. See how it stands now, and decide whether to withdraw it all the same.";
    clash_caption: "Che cosa tenere" | "What to keep";
    clash_column_field: "Campo" | "Field";
    clash_column_before: "Com'era" | "As it was";
    clash_column_mine: "Quello che hai scritto tu" | "What you wrote";
    clash_column_theirs: "Quello salvato nel frattempo" | "What was saved meanwhile";
    clash_save: "Salva le scelte" | "Save the choices";
    clash_leave: "Lascia quello salvato" | "Leave what was saved";

    history_title(ente: &str): "Storia delle modifiche · {ente}" | "History of changes · {ente}";
    history_lead: "Chi ha cambiato che cosa, quando e perché. Non si cancella niente." | "Who changed what, when and why. Nothing is deleted.";
    history_filter: "Filtra la storia" | "Filter the history";
    history_project: "Progetto" | "Project";
    history_kind: "Che cosa" | "What";
    history_words: "Parole" | "Words";
    history_words_hint: "nel nome di chi ha scritto, nella voce, nei valori o nel motivo" | "in the author's name, the item, the values or the reason";
    history_from: "Dal" | "From";
    history_to: "Al" | "To";
    history_day_hint: "gg/mm/aaaa" | "dd/mm/yyyy";
    history_bad_day: "Non è una data: scrivi gg/mm/aaaa." | "Not a date: write dd/mm/yyyy.";
    history_one: "1 modifica" | "1 change";
    history_many(n: usize): "{n} modifiche" | "{n} changes";
    history_none_title: "Nessuna modifica" | "No change";
    history_none_text: "Niente risponde a questi filtri." | "Nothing matches these filters.";
    history_none_yet: "Per questo ente non è ancora stato scritto né importato niente." | "Nothing has been written or imported for this body yet.";
    history_back: "Rimetti com'era prima" | "Put back what was before";
    history_back_thing: "Rimetti la voce" | "Put the item back";
    history_back_which(id: i64): ", modifica n.\u{a0}{id}" | ", change no.\u{a0}{id}";
    history_list: "Modifiche, dalla più recente" | "Changes, the newest first";

    moment(day: &str, time: &str): "{day} alle {time}" | "{day} at {time}";
    change_edit(at: &str, who: &str, field: &str, thing: &str, old: &str, new: &str): "Il {at} {who} ha cambiato «{field}» ({thing}): da {old} a {new}." | "On {at} {who} changed “{field}” ({thing}): from {old} to {new}.";
    change_new(at: &str, who: &str, thing: &str): "Il {at} {who} ha aggiunto: {thing}." | "On {at} {who} added: {thing}.";
    change_withdrawal(at: &str, who: &str, thing: &str): "Il {at} {who} ha ritirato: {thing}." | "On {at} {who} withdrew: {thing}.";
    change_import(at: &str, who: &str, file: &str): "Il {at} {who} ha importato il file «{file}»." | "On {at} {who} imported the file “{file}”.";
    change_import_counts(counts: &str): "Righe: {counts}." | "Rows: {counts}.";
    change_access(at: &str, who: &str, whom: &str): "Il {at} {who} ha cambiato l'accesso di «{whom}»." | "On {at} {who} changed the access of “{whom}”.";
    change_access_of(at: &str, who: &str, what: &str, whom: &str): "Il {at} {who} ha cambiato l'accesso di «{whom}» ({what})." | "On {at} {who} changed the access of “{whom}” ({what}).";
    change_access_from(old: &str, new: &str): "Da {old} a {new}." | "From {old} to {new}.";
    change_access_to(new: &str): "Ora: {new}." | "Now: {new}.";
    change_access_nothing: "niente" | "nothing";
    change_reason(reason: &str): "Motivo: {reason}" | "Reason: {reason}";
    quoted(text: &str): "«{text}»" | "“{text}”";
}

impl Lang {
    /// "22/11/2026 alle 17:32", in Rome.
    #[must_use]
    pub fn moment_of(self, at: DateTime<Utc>) -> String {
        let rome = rome(at);
        self.moment(&civil(rome.date()), &rome.format("%H:%M").to_string())
    }

    /// How many changes.
    #[must_use]
    pub fn history_count(self, n: usize) -> String {
        match n {
            1 => self.history_one().to_owned(),
            n => self.history_many(n),
        }
    }

    /// Why something is on the agenda, in a sentence.
    #[must_use]
    pub fn agenda(self, item: &Item) -> String {
        let due = self.maybe_when(item.due);
        match &item.what {
            What::Deadline { phase, lateness, confidence } => {
                let text = self.agenda_deadline(self.phase(*phase), &due, &self.lateness(*lateness));
                if *confidence == Confidence::Unverified { format!("{text} ({})", self.agenda_unverified()) } else { text }
            }
            What::Forecast { phase } => self.agenda_forecast(self.phase(*phase), &due),
            What::Pending { run } => self.agenda_pending(*run, &due),
            What::Outdated(aged) => {
                self.freshness_agenda(self.figure_kind(aged.figure), &self.outdated(aged).unwrap_or_default())
            }
            What::Stale { last: Some(last) } => self.agenda_stale(&civil(*last)),
            What::Stale { last: None } => self.agenda_silent().to_owned(),
        }
    }

    /// A line of the history: who, when, what, from what to what, why.
    #[must_use]
    pub fn change(self, change: &Change) -> String {
        let at = self.moment_of(change.at);
        let who = change.author.as_str();
        if let Some(told) = self.decided(&at, who, change) {
            return self.with_reason(told, change);
        }
        if change.subject == domain::sitting::SUBJECT {
            let seal = change.new.as_deref().unwrap_or_default();
            let told = format!("{} {}", self.change_freeze(&at, who, &change.thing), self.change_freeze_seal(seal));
            return self.with_reason(told, change);
        }
        let thing = self.thing_of(change);
        let value = |text: &Option<String>| {
            text.as_deref().and_then(|t| self.told_of(change, t)).unwrap_or_else(|| self.unknown().to_owned())
        };
        let out = match (change.kind, change.field.as_deref()) {
            (ChangeKind::Edit, Some(field)) => {
                let field = self.column(&change.subject, field);
                self.change_edit(&at, who, field, &thing, &value(&change.old), &value(&change.new))
            }
            (ChangeKind::Edit, None) => self.change_new(&at, who, &thing),
            (ChangeKind::Withdrawal, _) => self.change_withdrawal(&at, who, &thing),
            (ChangeKind::Import, _) => {
                let mut out = self.change_import(&at, who, &change.thing);
                if let Some(counts) = &change.new {
                    out.push(' ');
                    out.push_str(&self.change_import_counts(counts));
                }
                out
            }
            (ChangeKind::Access, field) => {
                let whom = change.thing.as_str();
                let mut out = match field.and_then(|f| self.access_field(f)) {
                    Some(what) => self.change_access_of(&at, who, what, whom),
                    None => self.change_access(&at, who, whom),
                };
                let values = match (&change.old, &change.new) {
                    (None, None) => return self.with_reason(out, change),
                    (None, Some(new)) => self.change_access_to(new),
                    (Some(old), new) => {
                        self.change_access_from(old, new.as_deref().unwrap_or_else(|| self.change_access_nothing()))
                    }
                };
                out.push(' ');
                out.push_str(&values);
                out
            }
        };
        self.with_reason(out, change)
    }

    fn with_reason(self, mut out: String, change: &Change) -> String {
        if let Some(reason) = &change.reason {
            out.push(' ');
            out.push_str(&self.change_reason(reason));
            if !out.ends_with(['.', '!', '?', '…']) {
                out.push('.');
            }
        }
        out
    }

    /// What of an account has changed, as the register names it.
    fn access_field(self, field: &str) -> Option<&'static str> {
        let (it, en) = match field {
            "name" => ("nome", "name"),
            "roles" => ("ruoli", "roles"),
            "projects" => ("progetti affidati", "projects in care"),
            "active" => ("può entrare", "may come in"),
            "link" => ("collegamento", "link"),
            "password" => ("password", "password"),
            "second" => ("secondo fattore", "second factor"),
            "recovery" => ("codici di recupero", "recovery codes"),
            "identity" => ("identità", "identity"),
            _ => return None,
        };
        Some(if self == Self::It { it } else { en })
    }

    /// "contratto «determina 214»".
    fn thing_of(self, change: &Change) -> String {
        let kind = self.kind_one(&change.subject);
        let thing = self.thing(&change.subject, &change.thing);
        if thing.is_empty() { kind.to_owned() } else { format!("{kind} {}", self.quoted(&thing)) }
    }

    /// A value of a change; words are quoted, figures and dates are not.
    fn told_of(self, change: &Change, text: &str) -> Option<String> {
        let Some(field) = change.field.as_deref() else { return Some(text.to_owned()) };
        let told = self.told(&change.subject, field, text)?;
        let words = crate::columns::form(&change.subject, field) == Some(Form::Line);
        Some(if words { self.quoted(&told) } else { told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{deadline::Lateness, identifier::Slug, phase::Phase, when::When};

    fn change(kind: ChangeKind) -> Change {
        Change {
            id: 7,
            at: "2026-11-22T16:32:00Z".parse().unwrap(),
            author: "Ufficio transizione digitale".into(),
            reason: None,
            kind,
            ente: None,
            project: None,
            subject: "contract".into(),
            thing: "determina 214".into(),
            field: Some("signed_on".into()),
            old: None,
            new: Some("2025-03-12".into()),
            fact: Some(3),
        }
    }

    #[test]
    fn a_change_says_who_when_what_and_why() {
        let signed = Change { reason: Some("repertorio ritrovato".into()), ..change(ChangeKind::Edit) };
        assert_eq!(
            Lang::It.change(&signed),
            "Il 22/11/2026 alle 17:32 Ufficio transizione digitale ha cambiato «Data della firma» (contratto «determina 214»): \
             da non noto a 12/03/2025. Motivo: repertorio ritrovato."
        );
        let supplier = Change { field: Some("supplier".into()), old: Some("Alfa".into()), new: None, ..change(ChangeKind::Edit) };
        assert!(Lang::It.change(&supplier).ends_with("da «Alfa» a non noto."));
        let step = Change {
            subject: "milestone".into(),
            thing: "contrattualizzazione".into(),
            field: Some("actual".into()),
            ..change(ChangeKind::Edit)
        };
        assert!(Lang::It.change(&step).contains("(data del percorso «Contrattualizzazione»)"));
    }

    #[test]
    fn a_withdrawal_and_an_import_are_told_in_their_own_words() {
        let gone = Change { field: None, new: None, reason: Some("doppione.".into()), ..change(ChangeKind::Withdrawal) };
        assert!(Lang::It.change(&gone).ends_with("ha ritirato: contratto «determina 214». Motivo: doppione."));
        let file = Change {
            subject: "contratti".into(),
            thing: "contratti.csv".into(),
            field: None,
            new: Some("accettate 3".into()),
            ..change(ChangeKind::Import)
        };
        assert!(Lang::It.change(&file).ends_with("ha importato il file «contratti.csv». Righe: accettate 3."));
        let roles = Change {
            subject: "account".into(),
            thing: "ufficio.digitale".into(),
            field: Some("roles".into()),
            old: Some("lettore".into()),
            new: Some("responsabile".into()),
            ..change(ChangeKind::Access)
        };
        let said = Lang::It.change(&roles);
        assert!(said.ends_with("ha cambiato l'accesso di «ufficio.digitale» (ruoli). Da lettore a responsabile."), "{said}");
    }

    #[test]
    fn the_agenda_says_how_late_and_how_sure() {
        let item = Item {
            project: Slug::read("send-2022").unwrap(),
            what: What::Deadline { phase: Phase::Completion, lateness: Lateness::Past(236), confidence: Confidence::Unverified },
            due: When::read("31/03/2026").ok(),
        };
        assert_eq!(
            Lang::It.agenda(&item),
            "Completamento attività, termine 31/03/2026: termine passato da 236\u{a0}giorni, esito non noto (termine non verificato)"
        );
    }
}
