//! Names of what an office keeps, for people: kinds of records, their columns, the words of closed lists, and values as they
//! are read and typed. Files have the Italian headers of `domain::records`; these are the labels of forms and of the history.

use crate::Lang;
use domain::{
    amount::{Amount, Quantity},
    application::State,
    cell::{Column, Form, Value},
    fact::PROVENANCE,
    freshness::FigureKind,
    phase::{
        Assertion, ChangeKind, Confidence, DeclaredState, Fund, Mode, Outcome, Phase, RiskState, SittingKind, SourceKind,
        StartEvent, Subject,
    },
    records::TABLES,
    settle::Matter,
    status::Tone,
    when::When,
};

/// Where a column means the same in every kind.
const SHARED: &[(&str, &str, &str)] = &[
    ("act", "Atto", "Act"),
    ("amount", "Importo", "Amount"),
    ("confidence", "Quanto è certo", "How sure it is"),
    ("cup", "CUP", "CUP"),
    ("ente", "Ente", "Body"),
    ("indicator", "Indicatore", "Indicator"),
    ("line", "Linea", "Line"),
    ("measure", "Misura", "Measure"),
    ("name", "Nome", "Name"),
    ("name_en", "Nome in inglese", "Name in English"),
    ("office", "Ufficio", "Office"),
    ("phase", "Passo", "Step"),
    ("project", "Progetto", "Project"),
    ("published", "Pubblicato", "Published"),
    ("supplier", "Fornitore", "Supplier"),
    ("title", "Titolo", "Title"),
    ("title_en", "Titolo in inglese", "Title in English"),
    ("unit", "Unità di misura", "Unit"),
    ("unit_en", "Unità di misura in inglese", "Unit in English"),
    ("what_en", "Lo stesso in inglese", "The same in English"),
    ("al", "Vale dal", "Holds from"),
    ("known", "Noto dal", "Known since"),
    ("source", "Fonte", "Source"),
    ("note", "Nota", "Note"),
    ("note_public", "Nota pubblicata", "Note published"),
];

/// Columns of one kind, by table and name.
const OWN: &[(&str, &str, &str, &str)] = &[
    ("source", "code", "Codice della fonte", "Code of the source"),
    ("source", "kind", "Tipo di fonte", "Kind of source"),
    ("source", "date", "Data della fonte", "Date of the source"),
    ("source", "url", "Indirizzo web", "Web address"),
    ("source", "licence", "Licenza d'uso", "Licence"),
    ("ente_record", "municipality", "Comune in cui ha sede", "Municipality of its seat"),
    ("ente_record", "istat", "Codice ISTAT", "ISTAT code"),
    ("ente_record", "province", "Provincia", "Province"),
    ("ente_record", "region", "Regione", "Region"),
    ("ente_record", "band", "Fascia di popolazione", "Population band"),
    ("ente_record", "featured", "In evidenza", "Shown first"),
    ("ente_record", "contact", "Contatto", "Contact"),
    ("office", "code", "Codice dell'ufficio", "Code of the office"),
    ("office", "contact", "Contatto", "Contact"),
    ("measure", "code", "Codice della misura", "Code of the measure"),
    ("measure", "submeasure", "Submisura", "Submeasure"),
    ("measure", "short", "Nome breve", "Short name"),
    ("measure", "short_en", "Nome breve in inglese", "Short name in English"),
    ("measure", "holder", "Amministrazione titolare", "Responsible administration"),
    ("measure", "what", "Che cosa finanzia", "What it funds"),
    ("measure", "check", "Chi verifica, e con quale prova", "Who checks, and by what evidence"),
    ("measure", "check_en", "La verifica, in inglese", "The check, in English"),
    ("measure", "on_platform", "È su PA digitale 2026", "On PA digitale 2026"),
    ("envelope", "amount", "Dotazione", "Envelope"),
    ("target", "code", "Codice dell'obiettivo", "Code of the target"),
    ("target", "quantitative", "È un obiettivo quantitativo", "Is a quantitative target"),
    ("target", "name", "Che cosa chiede", "What it asks for"),
    ("target", "name_en", "Che cosa chiede, in inglese", "What it asks for, in English"),
    ("target", "from", "Valore di partenza", "Starting value"),
    ("target", "to", "Valore da raggiungere", "Value to reach"),
    ("target", "due", "Entro quando", "By when"),
    ("call_record", "title", "Titolo dell'avviso", "Title of the call"),
    ("call_record", "opened", "Apertura", "Opening day"),
    ("call_record", "closed", "Chiusura", "Closing day"),
    ("call_record", "state", "Stato pubblicato", "Published state"),
    ("call_record", "funds", "Importo stanziato", "Money set aside"),
    ("call_record", "recipients", "A chi si rivolge", "For whom"),
    ("schedule_term", "edition", "Edizione dell'avviso", "Edition of the call"),
    ("schedule_term", "band", "Fascia di popolazione", "Population band"),
    ("schedule_term", "days", "Giorni", "Days"),
    ("schedule_term", "day", "Data fissa", "Fixed day"),
    ("schedule_term", "start", "Da quando si conta", "Counted from"),
    ("deferral", "announced", "Annunciato il", "Announced on"),
    ("deferral", "days", "Giorni in più", "More days"),
    ("deferral", "day", "Nuova data", "New day"),
    ("benchmark", "share", "Percentuale", "Percentage"),
    ("duration", "call", "Avviso", "Call"),
    ("duration", "median_days", "Mediana dei giorni", "Median of days"),
    ("duration", "ninetieth_days", "90° percentile dei giorni", "90th percentile of days"),
    ("project_record", "mode", "Modalità di rimborso", "How it is paid"),
    ("project_record", "office", "Ufficio responsabile", "Office in charge"),
    ("project_record", "what", "Di che cosa si tratta", "What it is about"),
    ("application_record", "call", "Avviso", "Call"),
    ("application_record", "sent_at", "Inviata il", "Sent on"),
    ("application_record", "state", "Stato della candidatura", "State of the application"),
    ("application_record", "decreed", "Data del decreto", "Date of the decree"),
    ("application_record", "window", "Finestra temporale", "Time window"),
    ("application_record", "protocol", "Protocollo del decreto", "Protocol of the decree"),
    ("application_record", "decree", "Decreto", "Decree"),
    ("application_record", "state_on", "Data dello stato", "Date of the state"),
    ("application_record", "seen", "Vista la prima volta", "First seen"),
    ("application_record", "last_seen", "Vista l'ultima volta", "Last seen"),
    ("funding_line", "item", "Voce", "Item"),
    ("funding_line", "fund", "Fondo", "Fund"),
    ("milestone", "baseline", "Termine iniziale", "First deadline"),
    ("milestone", "forecast", "Previsione", "Forecast"),
    ("milestone", "actual", "Avvenuto il", "Happened on"),
    ("milestone", "act", "Atto che lo prova", "Act that proves it"),
    ("deadline_change", "number", "Numero dello spostamento", "Number of the move"),
    ("deadline_change", "kind", "Perché si sposta", "Why it moves"),
    ("deadline_change", "due", "Nuova scadenza", "New deadline"),
    ("certification_run", "number", "Numero della verifica", "Number of the run"),
    ("certification_run", "requested", "Richiesta il", "Asked for on"),
    ("certification_run", "checked", "Esito dei controlli automatici il", "Automatic checks done on"),
    ("certification_run", "outcome", "Esito", "Outcome"),
    ("certification_run", "outcome_on", "Data dell'esito", "Date of the outcome"),
    ("contract", "reference", "Riferimento", "Reference"),
    ("contract", "signed_on", "Data della firma", "Date of signature"),
    ("contract", "amount", "Importo impegnato", "Amount committed"),
    ("contract", "cig", "CIG", "CIG"),
    ("payment", "reference", "Mandato o fattura", "Payment order or invoice"),
    ("payment", "paid_on", "Pagato il", "Paid on"),
    ("receipt", "reference", "Reversale o provvisorio", "Receipt reference"),
    ("receipt", "received_on", "Ricevuto il", "Received on"),
    ("risk", "code", "Nome breve del rischio", "Short name of the risk"),
    ("risk", "what", "Che cosa può andare storto", "What may go wrong"),
    ("risk", "remedy", "Che cosa si fa perché non accada", "What is done against it"),
    ("risk", "office", "Ufficio che se ne occupa", "Office that deals with it"),
    ("risk", "exposed", "Euro che si possono perdere", "Euro that could be lost"),
    ("risk", "due", "Da affrontare entro", "To be dealt with by"),
    ("risk", "state", "Stato del rischio", "State of the risk"),
    ("stated_status", "tone", "Stato dichiarato", "Stated status"),
    ("stated_status", "reason", "Motivo", "Reason"),
    ("stated_status", "until", "Vale fino al", "Holds until"),
    ("indicator", "code", "Codice dell'indicatore", "Code of the indicator"),
    ("indicator", "name", "Che cosa si conta", "What is counted"),
    ("indicator", "name_en", "Che cosa si conta, in inglese", "What is counted, in English"),
    ("indicator", "target", "Valore da raggiungere", "Value to reach"),
    ("indicator", "target_due", "Da raggiungere entro", "To be reached by"),
    ("reading", "value", "Valore", "Value"),
    ("reading", "al", "Data della lettura", "Date of the reading"),
    ("act", "code", "Codice dell'atto", "Code of the act"),
    ("act", "kind", "Tipo di atto", "Kind of act"),
    ("act", "number", "Numero", "Number"),
    ("act", "date", "Data dell'atto", "Date of the act"),
    ("act", "published_on", "Data di pubblicazione", "Date of publication"),
    ("act", "subject", "Oggetto", "Subject"),
    ("act", "link", "Indirizzo web", "Web address"),
    ("statement", "code", "Nome breve del rilievo", "Short name of the statement"),
    ("statement", "subject", "Di che cosa parla", "What it speaks of"),
    ("statement", "text", "Che cosa dice", "What it says"),
    ("statement", "text_en", "Che cosa dice, in inglese", "What it says, in English"),
    ("statement", "state", "Avanzamento", "Progress"),
    ("statement", "on", "Data del fatto", "Date of the fact"),
    ("claim", "code", "Nome breve della dichiarazione", "Short name of the claim"),
    ("claim", "words", "Parole dette", "Words said"),
    ("claim", "words_en", "Le parole, in inglese", "The words, in English"),
    ("claim", "speaker", "Chi lo ha detto", "Who said it"),
    ("claim", "assertion", "Che cosa afferma", "What it asserts"),
    ("claim", "measure", "Misura o linea", "Measure or line"),
    ("claim", "quantity", "Valore dichiarato", "Value claimed"),
    ("claim", "amount", "Importo dichiarato", "Amount claimed"),
    ("claim", "by", "Data dichiarata", "Date claimed"),
    ("cadence", "figure", "Dato", "Figure"),
    ("cadence", "office", "Ufficio che lo aggiorna", "Office that updates it"),
    ("cadence", "days", "Ogni quanti giorni", "Every how many days"),
    ("confirmation", "figure", "Dato", "Figure"),
    ("confirmation", "confirmed_on", "Vale ancora al", "Still holds on"),
    ("settled", "matter", "Differenza", "Difference"),
    ("settled", "typed", "Il nostro dato", "Our figure"),
    ("settled", "public", "Il dato pubblico", "The public figure"),
    ("settled", "reason", "Motivo", "Reason"),
    ("sitting", "number", "Numero in questo archivio", "Number in this register"),
    ("sitting", "kind", "Davanti a", "Before"),
    ("sitting", "body", "Nome per esteso dell'organo", "Full name of the body"),
    ("sitting", "held_on", "Giorno della seduta", "Day of the sitting"),
    ("sitting", "agenda", "Ordine del giorno", "Agenda"),
    ("sitting", "minutes", "Indirizzo web del verbale", "Web address of the minutes"),
    ("slide_note", "sitting", "Seduta", "Sitting"),
    ("slide_note", "slide", "Diapositiva", "Slide"),
    ("slide_note", "position", "Posto", "Place"),
    ("slide_note", "shown", "Mostrata", "Shown"),
    ("slide_note", "notes", "Note del relatore", "Speaker notes"),
];

/// Kinds by the name of their table: many and one, in Italian and in English.
const KINDS: &[(&str, [&str; 2], [&str; 2])] = &[
    ("source", ["Fonti", "fonte"], ["Sources", "source"]),
    ("ente_record", ["Dati dell'ente", "dati dell'ente"], ["Data of the body", "data of the body"]),
    ("office", ["Uffici", "ufficio"], ["Offices", "office"]),
    ("measure", ["Misure", "misura"], ["Measures", "measure"]),
    ("envelope", ["Dotazioni", "dotazione"], ["Envelopes", "envelope"]),
    ("target", ["Obiettivi europei", "obiettivo europeo"], ["EU targets", "EU target"]),
    ("line", ["Linee", "linea"], ["Lines", "line"]),
    ("call_record", ["Avvisi", "avviso"], ["Calls", "call"]),
    ("schedule_term", ["Termini ministeriali", "termine ministeriale"], ["Ministerial terms", "ministerial term"]),
    ("deferral", ["Differimenti generali", "differimento generale"], ["General deferrals", "general deferral"]),
    ("benchmark", ["Quote nazionali", "quota nazionale"], ["National shares", "national share"]),
    ("duration", ["Durate nazionali", "durata nazionale"], ["National durations", "national duration"]),
    ("project_record", ["Scheda del progetto", "scheda del progetto"], ["Record of the project", "record of the project"]),
    ("application_record", ["Candidature", "candidatura"], ["Applications", "application"]),
    ("funding_line", ["Finanziamenti", "riga di finanziamento"], ["Funding", "funding line"]),
    ("milestone", ["Date del percorso", "data del percorso"], ["Dates of the path", "date of the path"]),
    ("deadline_change", ["Scadenze spostate", "scadenza spostata"], ["Deadlines moved", "deadline moved"]),
    ("certification_run", ["Asseverazioni", "asseverazione"], ["Certification runs", "certification run"]),
    ("contract", ["Contratti", "contratto"], ["Contracts", "contract"]),
    ("payment", ["Pagamenti ai fornitori", "pagamento"], ["Payments to suppliers", "payment"]),
    ("receipt", ["Incassi", "incasso"], ["Receipts", "receipt"]),
    ("risk", ["Rischi", "rischio"], ["Risks", "risk"]),
    ("stated_status", ["Stato dichiarato dall'ufficio", "stato dichiarato"], ["Status stated by the office", "stated status"]),
    ("indicator", ["Indicatori", "indicatore"], ["Indicators", "indicator"]),
    ("reading", ["Letture degli indicatori", "lettura"], ["Readings of indicators", "reading"]),
    ("act", ["Atti", "atto"], ["Acts", "act"]),
    ("statement", ["Rilievi di altre fonti", "rilievo"], ["Statements of other sources", "statement"]),
    ("claim", ["Dichiarazioni pubbliche", "dichiarazione"], ["Public claims", "claim"]),
    ("cadence", ["Ogni quanto si aggiornano i dati", "cadenza"], ["How often figures are updated", "cadence"]),
    ("confirmation", ["Dati confermati", "conferma"], ["Figures confirmed", "confirmation"]),
    ("settled", ["Differenze decise", "differenza decisa"], ["Differences settled", "difference settled"]),
    ("sitting", ["Sedute", "seduta"], ["Sittings", "sitting"]),
    ("slide_note", ["Diapositive", "diapositiva"], ["Slides", "slide"]),
    ("account", ["Persone e accessi", "accesso"], ["People and access", "access"]),
    ("proposal", ["Proposte e conferme", "proposta"], ["Proposals and confirmations", "proposal"]),
    ("setting", ["Impostazioni", "impostazione"], ["Settings", "setting"]),
    ("freeze", ["Congelamenti di sedute", "congelamento"], ["Freezes of sittings", "freeze"]),
    ("importazione", ["Importazioni di file", "importazione"], ["Imports of files", "import"]),
];

/// Between the parts of a key, where one text names a thing.
pub const BETWEEN: &str = domain::cell::BETWEEN;

/// What a column is called that nobody has named.
const NO_COLUMN: [&str; 2] = ["Campo", "Field"];
/// What a kind is called that nobody has named.
const NO_KIND: [[&str; 2]; 2] = [["Altro", "voce"], ["Other", "item"]];

/// A column of a table, or one of those that all share.
fn find(table: &str, name: &str) -> Option<&'static Column> {
    let own = TABLES.iter().find(|t| t.name == table).and_then(|t| t.columns.iter().find(|c| c.name == name));
    own.or_else(|| PROVENANCE.iter().find(|c| c.name == name))
}

/// How a form asks for a column, where there is such a column.
pub(crate) fn form(table: &str, name: &str) -> Option<Form> {
    find(table, name).map(|c| c.form)
}

impl Lang {
    const fn place(self) -> usize {
        match self {
            Self::It => 0,
            Self::En => 1,
        }
    }

    /// Name of a column, by the names of its table and its own: "Data della firma".
    #[must_use]
    pub fn column(self, table: &str, name: &str) -> &'static str {
        let own = OWN.iter().find(|(t, n, ..)| *t == table && *n == name).map(|(_, _, it, en)| [*it, *en]);
        let labels = own.or_else(|| SHARED.iter().find(|(n, ..)| *n == name).map(|(_, it, en)| [*it, *en]));
        labels.unwrap_or(NO_COLUMN)[self.place()]
    }

    /// Name of a kind of record, by that of its table, for many: "Contratti".
    #[must_use]
    pub fn kind_of(self, table: &str) -> &'static str {
        self.kind(table)[0]
    }

    /// Name of a kind of record for one, within a sentence: "contratto".
    #[must_use]
    pub fn kind_one(self, table: &str) -> &'static str {
        self.kind(table)[1]
    }

    fn kind(self, table: &str) -> [&'static str; 2] {
        KINDS.iter().find(|(t, ..)| *t == table).map_or(NO_KIND, |(_, it, en)| [*it, *en])[self.place()]
    }

    /// What to write in a column. The hints of the files are Italian: an English reader gets the form of dates and figures.
    /// A closed list needs none, for the form shows what it allows.
    #[must_use]
    pub fn column_hint(self, table: &str, name: &str, italian_hint: &str) -> Option<String> {
        let form = form(table, name)?;
        match (self, form) {
            (_, Form::Choice(_)) => None,
            (Self::It, Form::Date | Form::Day) => Some(format!("{italian_hint} Scrivi gg/mm/aaaa.")),
            (Self::It, Form::Money) => Some(format!("{italian_hint} Per esempio 1.234,56.")),
            (Self::It, _) => Some(italian_hint.to_owned()),
            (Self::En, Form::Date | Form::Day) => Some("dd/mm/yyyy".to_owned()),
            (Self::En, Form::Money) => {
                Some("Euro, such as 1.234,56; “oltre” (over) or “circa” (about) may come first.".to_owned())
            }
            (Self::En, Form::Figure) => Some("A number such as 13.500 or 4,5; “oltre” or “circa” may come first.".to_owned()),
            (Self::En, Form::Number) => Some("A whole number.".to_owned()),
            (Self::En, Form::Line) => None,
        }
    }

    /// A word of a closed list, as pages say it.
    #[must_use]
    pub fn choice(self, words: &[&str], code: &str) -> String {
        let said = if words == Phase::WORDS {
            Phase::read(code).map(|v| self.phase(v))
        } else if words == Fund::WORDS {
            Fund::read(code).map(|v| self.fund(v))
        } else if words == Mode::WORDS {
            Mode::read(code).map(|v| self.mode(v))
        } else if words == Outcome::WORDS {
            Outcome::read(code).map(|v| self.outcome(v))
        } else if words == ChangeKind::WORDS {
            ChangeKind::read(code).map(|v| self.change_kind(v))
        } else if words == Confidence::WORDS {
            Confidence::read(code).map(|v| self.confidence(v))
        } else if words == SittingKind::WORDS {
            SittingKind::read(code).map(|v| self.sitting_kind(v))
        } else if words == SourceKind::WORDS {
            SourceKind::read(code).map(|v| self.source_kind(v))
        } else if words == Subject::WORDS {
            Subject::read(code).map(|v| self.subject(v))
        } else if words == Tone::WORDS {
            Tone::read(code).map(|v| self.tone(v))
        } else if words == State::WORDS {
            State::read(code).map(|v| self.state(v))
        } else if words == StartEvent::WORDS {
            StartEvent::read(code).map(|v| self.project_start(v))
        } else if words == DeclaredState::WORDS {
            DeclaredState::read(code).map(|v| self.declared_state(v))
        } else if words == RiskState::WORDS {
            RiskState::read(code).map(|v| self.risk_state(v))
        } else if words == Assertion::WORDS {
            Assertion::read(code).map(|v| self.assertion(v))
        } else if words == FigureKind::WORDS {
            FigureKind::read(code).map(|v| self.figure_kind(v))
        } else if words == Matter::WORDS {
            Matter::read(code).map(|v| self.matter(v))
        } else {
            match code {
                "sì" => Some(self.yes()),
                "no" => Some(self.no()),
                _ => None,
            }
        };
        said.map_or_else(|| code.replace('_', " "), str::to_owned)
    }

    const fn declared_state(self, state: DeclaredState) -> &'static str {
        match (state, self) {
            (DeclaredState::Starting, Self::It) => "in avvio",
            (DeclaredState::Starting, Self::En) => "starting",
            (DeclaredState::Running, Self::It) => "in corso",
            (DeclaredState::Running, Self::En) => "under way",
            (DeclaredState::Advanced, Self::It) => "in fase avanzata",
            (DeclaredState::Advanced, Self::En) => "well advanced",
            (DeclaredState::Done, Self::It) => "concluso",
            (DeclaredState::Done, Self::En) => "over",
        }
    }

    const fn assertion(self, assertion: Assertion) -> &'static str {
        match (assertion, self) {
            (Assertion::Paid, Self::It) => "il progetto è liquidato",
            (Assertion::Paid, Self::En) => "the project is paid",
            (Assertion::Done, Self::It) => "il progetto è concluso",
            (Assertion::Done, Self::En) => "the project is over",
            (Assertion::Running, Self::It) => "il progetto è in corso",
            (Assertion::Running, Self::En) => "the project is under way",
            (Assertion::Reading, Self::It) => "l'indicatore vale almeno questo",
            (Assertion::Reading, Self::En) => "the indicator reads at least this",
            (Assertion::Grant, Self::It) => "il progetto ha almeno questo importo",
            (Assertion::Grant, Self::En) => "the project has at least this amount",
            (Assertion::Total, Self::It) => "i progetti valgono in tutto almeno questo",
            (Assertion::Total, Self::En) => "all projects amount to at least this",
            (Assertion::OnSchedule, Self::It) => "tutti i progetti sono nei tempi",
            (Assertion::OnSchedule, Self::En) => "all projects are on schedule",
            (Assertion::Fact, Self::It) => "qualcosa è avvenuto",
            (Assertion::Fact, Self::En) => "something has happened",
        }
    }

    /// A text of files as people read it: a date is `gg/mm/aaaa`, money has its symbol, a code of a closed list is its word.
    /// `None` of what is empty. A text that does not fit the column is given as it is.
    #[must_use]
    pub fn told(self, table: &str, name: &str, text: &str) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        let form = form(table, name).unwrap_or(Form::Line);
        let said = match form {
            Form::Date | Form::Day => When::read(text).ok().map(|w| self.when(w)),
            Form::Money => Amount::read(text).ok().map(|a| self.amount(Some(a))),
            Form::Figure => Quantity::read(text).ok().map(|q| self.quantity(q)),
            Form::Choice(words) => Some(self.choice(words, text)),
            Form::Line | Form::Number => None,
        };
        Some(said.unwrap_or_else(|| text.to_owned()))
    }

    /// The name of a thing as the history has it, its parts as people read them: "Contrattualizzazione · 2".
    #[must_use]
    pub fn thing(self, table: &str, thing: &str) -> String {
        let keys: Vec<&Column> = TABLES.iter().filter(|t| t.name == table).flat_map(|t| t.keys()).collect();
        let parts: Vec<&str> = thing.split(BETWEEN).collect();
        if keys.len() != parts.len() {
            return thing.to_owned();
        }
        let said = keys.iter().zip(parts).map(|(c, text)| self.told(table, c.name, text).unwrap_or_default());
        said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(BETWEEN)
    }

    /// A kept value as people read it; `None` of what is not known, or damaged.
    #[must_use]
    pub fn shown(self, table: &str, column: &Column, values: &[Value]) -> Option<String> {
        (column.print)(values).ok().and_then(|text| self.told(table, column.name, &text))
    }
}

/// A kept value as people type it, which is how a form gives it back: `22/11/2026`, `oltre 1.234,56`, `13.500`; empty where
/// nothing is known. What it gives, the column reads.
#[must_use]
pub fn typed(column: &Column, values: &[Value]) -> String {
    let text = (column.print)(values).unwrap_or_default();
    let typed = match column.form {
        Form::Date | Form::Day => When::read(&text).ok().map(|w| w.to_string()),
        // The symbol stands beside the field.
        Form::Money => Amount::read(&text).ok().map(|a| {
            let figure = a.cents.to_string();
            format!("{}{}", a.bound.word(), figure.trim_end_matches('€').trim_end())
        }),
        Form::Figure => Quantity::read(&text).ok().map(|q| q.to_string()),
        Form::Line | Form::Number | Form::Choice(_) => None,
    };
    typed.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_column_of_every_kind_has_a_name_of_its_own() {
        for table in TABLES {
            for lang in [Lang::It, Lang::En] {
                let mut names = HashSet::new();
                for column in table.columns.iter().chain(&PROVENANCE) {
                    let name = lang.column(table.name, column.name);
                    assert!(!NO_COLUMN.contains(&name), "{}.{} has no name", table.name, column.name);
                    assert!(names.insert(name), "{}: two columns are called {name}", table.name);
                }
            }
        }
    }

    #[test]
    fn no_name_is_for_a_column_that_is_not_there() {
        for (table, name, ..) in OWN {
            assert!(find(table, name).is_some(), "{table}.{name}");
            assert_eq!(OWN.iter().filter(|(t, n, ..)| t == table && n == name).count(), 1, "{table}.{name} twice");
        }
        for (name, ..) in SHARED {
            assert!(TABLES.iter().any(|t| find(t.name, name).is_some()), "{name}");
        }
    }

    #[test]
    fn every_kind_has_a_name() {
        let mut names = HashSet::new();
        for table in TABLES {
            assert!(KINDS.iter().any(|(t, ..)| *t == table.name), "{}", table.name);
            assert!(names.insert(Lang::It.kind_of(table.name)), "{}", table.name);
        }
    }

    #[test]
    fn every_word_of_a_closed_list_can_be_said() {
        for column in TABLES.iter().flat_map(|t| t.columns) {
            let Form::Choice(words) = column.form else { continue };
            for word in words {
                assert!(!Lang::It.choice(words, word).contains('_'), "{}: {word}", column.name);
            }
        }
        assert_eq!(Lang::It.choice(Phase::WORDS, "domanda_erogazione"), "Domanda di erogazione");
        assert_eq!(Lang::En.choice(&["sì", "no"], "sì"), "yes");
        assert_eq!(Lang::It.choice(&["a_b"], "a_b"), "a b");
    }

    #[test]
    fn what_is_given_to_type_is_read_back() {
        for (table, name, file, people) in [
            ("contract", "signed_on", "2026-11-22", "22/11/2026"),
            ("contract", "signed_on", "2026-11", "11/2026"),
            ("contract", "signed_on", "2026-Q4", "T4 2026"),
            ("contract", "amount", "oltre 920000.00", "oltre 920.000,00"),
            ("contract", "amount", "1821.50", "1.821,50"),
            ("contract", "amount", "", ""),
            ("reading", "value", "13500", "13.500"),
            ("reading", "value", "circa 4,5", "circa 4,5"),
            ("certification_run", "number", "2", "2"),
            ("contract", "published", "sì", "sì"),
        ] {
            let column = find(table, name).unwrap();
            let values = (column.parse)(file).unwrap();
            let text = typed(column, &values);
            assert_eq!(text, people, "{table}.{name}");
            assert_eq!((column.parse)(&text).unwrap(), values, "{table}.{name}");
        }
    }

    #[test]
    fn texts_of_files_are_said_as_people_read_them() {
        let it = Lang::It;
        assert_eq!(it.told("contract", "signed_on", "2025-03-12").as_deref(), Some("12/03/2025"));
        assert_eq!(it.told("contract", "amount", "1821.50").as_deref(), Some("1.821,50\u{a0}€"));
        assert_eq!(it.told("milestone", "phase", "contrattualizzazione").as_deref(), Some("Contrattualizzazione"));
        assert_eq!(it.told("contract", "al", "2025-03").as_deref(), Some("marzo 2025"));
        assert_eq!(it.told("contract", "signed_on", ""), None);
        assert_eq!(it.told("account", "roles", "lettore").as_deref(), Some("lettore"));
        assert_eq!(it.thing("deadline_change", "completamento · 2"), "Completamento attività · 2");
        assert_eq!(it.thing("cadence", "pagamenti · send-2022 · "), "Pagamenti ai fornitori · send-2022");
        assert_eq!(it.thing("contract", "determina 214"), "determina 214");
        assert_eq!(it.thing("contract", "a · b"), "a · b");
        assert_eq!(it.thing("stated_status", ""), "");
    }
}
