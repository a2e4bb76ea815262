//! Texts of the comparison of two situations: sentences that a councillor would say, and the cells of the table.

use crate::{Lang, words};
use domain::{
    application::State,
    compare::{Awaited, Changed, Comparison, Group, Importance, Told, Unmoved, What},
    phase::RiskState,
    total::Total,
    when::{When, civil},
};

words! {
    compare_title(ente: &str): "Che cosa è cambiato: {ente}" | "What has changed: {ente}";
    compare_nav: "Confronto" | "Comparison";
    compare_lead(from: &str, to: &str): "Da «{from}» a «{to}»: soldi, date, scadenze, certificazione, indicatori, rischi e progetti." | "From “{from}” to “{to}”: money, dates, deadlines, certification, indicators, risks and projects.";
    compare_form: "Scegli le due situazioni" | "Choose the two situations";
    compare_from: "Da" | "From";
    compare_to: "A" | "To";
    compare_hint: "Un giorno, per esempio 28/10/2025; oggi; oppure n. 1, la situazione congelata con quel numero." | "A day, for example 28/10/2025; oggi; or n. 1, the frozen situation with that number.";
    compare_button: "Confronta" | "Compare";
    compare_day(day: &str): "situazione al {day}" | "situation as of {day}";
    compare_frozen(n: u32, day: &str): "situazione congelata n. {n}, al {day}" | "frozen situation no. {n}, as of {day}";
    compare_no_situation: "Nessuna situazione congelata ha questo numero." | "No frozen situation has this number.";
    compare_not_a_day: "Non è un giorno né una situazione congelata: scrivi per esempio 29/10/2025, oggi oppure n. 1." | "It is neither a day nor a frozen situation: write for example 29/10/2025, oggi or n. 1.";
    compare_no_such_day: "Questo giorno non esiste: controlla giorno e mese." | "There is no such day: check day and month.";
    compare_future: "Questo giorno deve ancora venire: scegline uno fino al giorno della pagina." | "This day is still to come: choose one up to the day of the page.";
    compare_backwards: "La prima situazione è successiva alla seconda: scambiale." | "The first situation is later than the second: exchange them.";
    compare_choose_title: "Scegli da quando" | "Choose since when";
    compare_choose_text: "Scrivi due giorni, o il numero di una situazione congelata: qui compare che cosa è cambiato." | "Write two days, or the number of a frozen situation: what has changed appears here.";
    compare_none_title: "Niente di noto è cambiato" | "Nothing known has changed";
    compare_none_text: "Fra le due situazioni nessun dato in archivio dice altro." | "Between the two situations no figure on record says otherwise.";
    compare_high: "Soldi, scadenze, rinunce" | "Money, deadlines, renunciations";
    compare_medium: "Passi avanti" | "Steps forward";
    compare_low: "Previsioni e letture" | "Forecasts and readings";
    compare_more(n: usize): "e altri {n} nella tabella" | "and {n} more in the table";
    compare_unmoved: "Doveva cambiare e non è cambiato" | "It was due to change and has not";
    compare_unmoved_none: "Niente di ciò che scadeva nel frattempo è rimasto fermo, per quello che si sa." | "Nothing that fell due meanwhile stood still, as far as is known.";
    compare_table: "Tutti i cambiamenti" | "All changes";
    compare_caption: "Cambiamenti fra le due situazioni" | "Changes between the two situations";
    compare_column_what: "Che cosa" | "What";
    compare_column_old: "Prima" | "Before";
    compare_column_new: "Dopo" | "After";
    compare_column_days: "Giorni" | "Days";
    compare_column_act: "Atto" | "Act";
    compare_column_source: "Fonte" | "Source";
    compare_link: "Che cosa è cambiato dall'ultima seduta, o fra due giorni" | "What has changed since the last sitting, or between two days";
    compare_to_link: "Confronta con oggi" | "Compare with today";
    compare_note: "Si confronta ciò che era noto in ciascuna delle due situazioni: un fatto più vecchio che si è saputo dopo compare come cambiamento." | "What was known in each of the two situations is compared: an older fact that came to be known later appears as a change.";
    said_came: "è un progetto nuovo" | "is a new project";
    said_gone: "non è più fra i progetti" | "is no longer among the projects";
    said_status(old: &str, new: &str): "lo stato passa da «{old}» a «{new}»" | "its status goes from “{old}” to “{new}”";
    said_application_came(call: &str): "candidatura nuova: «{call}»" | "new application: “{call}”";
    said_application_gone(call: &str): "la candidatura «{call}» non risulta più" | "the application “{call}” is no longer on record";
    said_renounced(call: &str): "rinunciata la candidatura «{call}»" | "the application “{call}” was renounced";
    said_application(call: &str, old: &str, new: &str): "la candidatura «{call}» passa da {old} a {new}" | "the application “{call}” goes from {old} to {new}";
    said_learnt: "si è saputo dopo" | "it came to be known later";
    said_granted(fund: &str, old: &str, new: &str): "la somma finanziata ({fund}) passa da {old} a {new}" | "the sum granted ({fund}) goes from {old} to {new}";
    said_received(old: &str, new: &str): "la somma arrivata passa da {old} a {new}" | "the sum received goes from {old} to {new}";
    said_paid(old: &str, new: &str): "i pagamenti pubblicati ai fornitori passano da {old} a {new}" | "published payments to suppliers go from {old} to {new}";
    said_reached(step: &str, day: &str): "{step}: avvenuto, {day}" | "{step}: happened, {day}";
    said_redated(step: &str, old: &str, new: &str): "{step}: la data passa da {old} a {new}" | "{step}: its date goes from {old} to {new}";
    said_undated(step: &str, old: &str): "{step}: la data {old} non risulta più" | "{step}: the date {old} is no longer on record";
    said_forecast(step: &str, old: &str, new: &str): "{step}: la previsione passa da {old} a {new}" | "{step}: its forecast goes from {old} to {new}";
    said_forecast_new(step: &str, day: &str): "{step}: previsto per {day}" | "{step}: expected by {day}";
    said_forecast_gone(step: &str, day: &str): "{step}: la previsione {day} non c'è più" | "{step}: the forecast {day} is gone";
    said_deadline(step: &str, old: &str, new: &str): "{step}: termine spostato dal {old} al {new}" | "{step}: deadline moved from {old} to {new}";
    said_deadline_new(step: &str, day: &str): "{step}: ora ha un termine, {day}" | "{step}: it has a deadline now, {day}";
    said_deadline_gone(step: &str, day: &str): "{step}: il termine {day} non risulta più" | "{step}: the deadline {day} is no longer on record";
    said_run(n: u32, old: &str, new: &str): "la verifica tecnica n. {n} passa da «{old}» a «{new}»" | "technical check no. {n} goes from “{old}” to “{new}”";
    said_reading(what: &str, old: &str, new: &str): "«{what}» passa da {old} a {new}" | "“{what}” goes from {old} to {new}";
    said_risk_open(what: &str): "rischio aperto: «{what}»" | "risk opened: “{what}”";
    said_risk_closed(what: &str): "rischio chiuso: «{what}»" | "risk closed: “{what}”";
    said_risk_gone(what: &str): "il rischio «{what}» non è più pubblicato" | "the risk “{what}” is no longer published";
    said_remedy(what: &str, remedy: &str): "rischio «{what}»: il rimedio ora è «{remedy}»" | "risk “{what}”: the remedy is now “{remedy}”";
    said_remedy_gone(what: &str): "rischio «{what}»: il rimedio non risulta più" | "risk “{what}”: the remedy is no longer on record";
    said_exposed(what: &str, old: &str, new: &str): "rischio «{what}»: la somma in pericolo passa da {old} a {new}" | "risk “{what}”: the sum in danger goes from {old} to {new}";
    said_remedy_due(what: &str, old: &str, new: &str): "rischio «{what}»: il rimedio era atteso entro {old}, ora entro {new}" | "risk “{what}”: the remedy was due by {old}, now by {new}";
    said_since(n: u32, day: &str): "Dalla situazione congelata n. {n}, al {day}" | "Since the frozen situation no. {n}, as of {day}";
    said_since_nothing: "Niente di noto è cambiato." | "Nothing known has changed.";
    said_since_unmoved: "Doveva cambiare e non è cambiato:" | "It was due to change and has not:";
    said_unmoved_run(n: u32, since: &str, days: &str): "la verifica tecnica n. {n} è in corso dal {since}, da {days}, e l'esito non è noto" | "technical check no. {n} has been pending since {since}, for {days}, and its outcome is not known";
    said_unmoved(step: &str, due: &str, days: &str): "{step}: il termine era {due}, passato da {days}, e niente dice che sia stato rispettato" | "{step}: the deadline was {due}, {days} ago, and nothing says that it was met";
    said_unmoved_forecast(step: &str, due: &str, days: &str): "{step}: l'ufficio lo prevedeva per {due}, {days} fa, e non risulta avvenuto" | "{step}: the office expected it by {due}, {days} ago, and it is not on record";
}

impl Lang {
    /// How much a group of changes weighs.
    #[must_use]
    pub const fn importance(self, importance: Importance) -> &'static str {
        match importance {
            Importance::High => self.compare_high(),
            Importance::Medium => self.compare_medium(),
            Importance::Low => self.compare_low(),
        }
    }

    /// What a change is about.
    #[must_use]
    pub const fn compare_group(self, group: Group) -> &'static str {
        match (group, self) {
            (Group::Scope, Self::It) => "Progetti",
            (Group::Scope, Self::En) => "Projects",
            (Group::Money, Self::It) => "Soldi",
            (Group::Money, Self::En) => "Money",
            (Group::Deadlines, Self::It) => "Scadenze",
            (Group::Deadlines, Self::En) => "Deadlines",
            (Group::Dates, Self::It) => "Date e stato",
            (Group::Dates, Self::En) => "Dates and status",
            (Group::Certification, Self::It) => "Certificazione",
            (Group::Certification, Self::En) => "Certification",
            (Group::Indicators, Self::It) => "Indicatori",
            (Group::Indicators, Self::En) => "Indicators",
            (Group::Risks, Self::It) => "Rischi",
            (Group::Risks, Self::En) => "Risks",
        }
    }

    /// "+92 giorni", "-3 giorni".
    #[must_use]
    pub fn shift(self, days: i64) -> String {
        format!("{}{}", if days < 0 { "-" } else { "+" }, self.days(days.abs()))
    }

    /// A change, after the project's title: "Completamento: termine spostato dal 30/09/2025 al 31/12/2025 (+92 giorni, decreto
    /// 39/2025)".
    #[must_use]
    pub fn changed(self, change: &Changed) -> String {
        let day = |w: &When| self.when(*w);
        let out = match &change.what {
            What::Came => self.said_came().to_owned(),
            What::Gone => self.said_gone().to_owned(),
            What::Application(call, None, Some(State::Funded | State::Disbursed)) => self.said_application_came(call),
            What::Application(call, _, Some(State::Renounced)) => self.said_renounced(call),
            What::Application(call, _, None) => self.said_application_gone(call),
            What::Application(call, Some(old), Some(new)) => self.said_application(call, self.state(*old), self.state(*new)),
            What::Status(old, new) => self.said_status(self.status(*old), self.status(*new)),
            What::Granted(fund, old, new) => self.said_granted(self.fund(*fund), &self.sum(*old), &self.sum(*new)),
            What::Received(old, new) => self.said_received(&self.sum(*old), &self.sum(*new)),
            What::Paid(old, new) => self.said_paid(&self.sum(*old), &self.sum(*new)),
            What::Reached(phase, old, new) => match (old, new) {
                (None, Some(new)) => self.said_reached(self.phase(*phase), &day(new)),
                (Some(old), Some(new)) => self.said_redated(self.phase(*phase), &day(old), &day(new)),
                (Some(old), None) => self.said_undated(self.phase(*phase), &day(old)),
                (None, None) => String::new(),
            },
            What::Forecast(phase, old, new) => match (old, new) {
                (None, Some(new)) => self.said_forecast_new(self.phase(*phase), &day(new)),
                (Some(old), Some(new)) => self.said_forecast(self.phase(*phase), &day(old), &day(new)),
                (Some(old), None) => self.said_forecast_gone(self.phase(*phase), &day(old)),
                (None, None) => String::new(),
            },
            What::Deadline(phase, old, new) => match (old, new) {
                (None, Some(new)) => self.said_deadline_new(self.phase(*phase), &day(new)),
                (Some(old), Some(new)) => self.said_deadline(self.phase(*phase), &day(old), &day(new)),
                (Some(old), None) => self.said_deadline_gone(self.phase(*phase), &day(old)),
                (None, None) => String::new(),
            },
            What::Run(n, ..) => {
                let (old, new) = self.before_and_after(change);
                self.said_run(*n, &old, &new)
            }
            What::Reading { name, name_en, .. } => {
                let (old, new) = self.before_and_after(change);
                self.said_reading(self.pick(name, name_en.as_deref()), &old, &new)
            }
            What::Risk(words, _, Some(RiskState::Open)) => self.said_risk_open(words),
            What::Risk(words, _, Some(RiskState::Closed)) => self.said_risk_closed(words),
            What::Risk(words, _, None) => self.said_risk_gone(words),
            What::Remedy(words, _, Some(remedy)) => self.said_remedy(words, remedy),
            What::Remedy(words, _, None) => self.said_remedy_gone(words),
            What::Exposed(words, ..) => {
                let (old, new) = self.before_and_after(change);
                self.said_exposed(words, &old, &new)
            }
            What::RemedyDue(words, ..) => {
                let (old, new) = self.before_and_after(change);
                self.said_remedy_due(words, &old, &new)
            }
        };
        let learnt = change.learnt.then(|| self.said_learnt().to_owned());
        let days = change.what.days().map(|d| self.shift(d));
        let aside: Vec<String> = days.into_iter().chain(change.act.clone()).chain(learnt).collect();
        if aside.is_empty() { out } else { format!("{out} ({})", aside.join(", ")) }
    }

    /// What stood there before and after, as the table has them.
    #[must_use]
    pub fn before_and_after(self, change: &Changed) -> (String, String) {
        let unknown = || self.unknown().to_owned();
        match &change.what {
            What::Came | What::Gone | What::Risk(..) => {
                let there = |is: bool| if is { self.yes().to_owned() } else { self.no().to_owned() };
                match &change.what {
                    What::Came => (there(false), there(true)),
                    What::Gone => (there(true), there(false)),
                    What::Risk(_, old, new) => {
                        let state = |s: &Option<RiskState>| s.map_or_else(unknown, |s| self.risk_state(s).to_owned());
                        (state(old), state(new))
                    }
                    _ => (String::new(), String::new()),
                }
            }
            What::Status(old, new) => (self.status(*old).to_owned(), self.status(*new).to_owned()),
            What::Application(_, old, new) => {
                let state = |s: &Option<State>| s.map_or_else(|| self.compare_nothing().to_owned(), |s| self.state(s).to_owned());
                (state(old), state(new))
            }
            What::Granted(_, old, new) | What::Received(old, new) | What::Paid(old, new) => (self.sum(*old), self.sum(*new)),
            What::Remedy(_, old, new) => {
                let remedy = |r: &Option<String>| r.clone().unwrap_or_else(unknown);
                (remedy(old), remedy(new))
            }
            What::Exposed(_, old, new) => (self.amount(*old), self.amount(*new)),
            What::Reached(_, old, new)
            | What::Forecast(_, old, new)
            | What::Deadline(_, old, new)
            | What::RemedyDue(_, old, new) => (self.maybe_when(*old), self.maybe_when(*new)),
            What::Run(_, old, new) => {
                let outcome = |o: &Option<domain::phase::Outcome>| o.map_or_else(unknown, |o| self.outcome(o).to_owned());
                (outcome(old), outcome(new))
            }
            What::Reading { old, new, .. } => {
                let value = |q: &Option<domain::amount::Quantity>| q.map_or_else(unknown, |q| self.quantity(q));
                (value(old), value(new))
            }
        }
    }

    /// What the change is of, for the table.
    #[must_use]
    pub fn changed_thing(self, change: &Changed) -> String {
        let group = self.compare_group(change.what.group());
        match &change.what {
            What::Reached(phase, ..) | What::Forecast(phase, ..) | What::Deadline(phase, ..) => {
                format!("{group}: {}", self.phase(*phase))
            }
            What::Reading { name, name_en, .. } => format!("{group}: {}", self.pick(name, name_en.as_deref())),
            What::Risk(words, ..) | What::Remedy(words, ..) | What::Exposed(words, ..) | What::RemedyDue(words, ..) => {
                format!("{group}: {words}")
            }
            What::Application(call, ..) => format!("{group}: {call}"),
            What::Granted(fund, ..) => format!("{group}: {}", self.fund(*fund)),
            _ => group.to_owned(),
        }
    }

    /// All that a sentence says, after the names of whom it is said of.
    #[must_use]
    pub fn sentence_of(self, found: &Comparison, told: &Told) -> String {
        let said: Vec<String> = told.what.iter().filter_map(|at| found.changed.get(*at)).map(|c| self.changed(c)).collect();
        said.join("; ")
    }

    /// A comparison in sentences, at most so many; the last says how many are left.
    #[must_use]
    pub fn told_all(self, found: &Comparison, most: usize) -> Vec<String> {
        let all = found.told(|_| true);
        let mut out: Vec<String> = all
            .iter()
            .take(most)
            .map(|told| {
                let whom = told.whom.iter().filter_map(|at| found.changed.get(*at));
                let whom: Vec<&str> = whom.map(|c| self.pick(&c.title, c.title_en.as_deref())).collect();
                format!("{}: {}", whom.join(", "), self.sentence_of(found, told))
            })
            .collect();
        if all.len() > most {
            out.push(self.compare_more(all.len() - most));
        }
        out
    }

    /// What was due and has not changed, a sentence each, at most so many; the last says how many are left.
    #[must_use]
    pub fn unmoved_all(self, found: &Comparison, most: usize) -> Vec<String> {
        let due = |u: &Unmoved| format!("{}: {}", self.pick(&u.title, u.title_en.as_deref()), self.unmoved(u));
        let mut out: Vec<String> = found.unmoved.iter().take(most).map(due).collect();
        if found.unmoved.len() > most {
            out.push(self.compare_more(found.unmoved.len() - most));
        }
        out
    }

    /// What was due, after the project's title.
    #[must_use]
    pub fn unmoved(self, due: &Unmoved) -> String {
        let (step, when, days) = (self.phase(due.phase), self.when(due.due), self.days(due.days));
        match due.by {
            Awaited::Deadline => self.said_unmoved(step, &when, &days),
            Awaited::Forecast => self.said_unmoved_forecast(step, &when, &days),
            Awaited::Run(n) => self.said_unmoved_run(n, &when, &days),
        }
    }

    /// A sum with what is not known of it, or that there is none.
    fn sum(self, total: Total) -> String {
        if total.known + total.unknown == 0 { self.compare_nothing().to_owned() } else { self.funding_sum(total) }
    }

    const fn compare_nothing(self) -> &'static str {
        match self {
            Self::It => "niente",
            Self::En => "nothing",
        }
    }

    /// The name of a day as a situation.
    #[must_use]
    pub fn compare_on(self, day: chrono::NaiveDate) -> String {
        self.compare_day(&civil(day))
    }
}
