//! Texts of the list of enti, of an ente in short, and of what was said in public.

use crate::{Lang, words};
use domain::{money::grouped, status::Tone};

words! {
    enti_title: "Gli enti e i loro progetti digitali" | "Public bodies and their digital projects";
    enti_lead: "Per ogni ente: a che punto sono i progetti digitali, quanto valgono, che cosa manca. Quello che nessuna fonte dice è scritto «non noto»." | "For each body: where its digital projects stand, what they are worth, what is missing. What no source tells is written “not known”.";
    enti_search: "Cerca un ente" | "Search for a body";
    enti_hint: "Nome, provincia o codice IPA: per esempio Latina, LT, c_e472" | "Name, province or IPA code: for instance Latina, LT, c_e472";
    enti_one: "1\u{a0}ente in archivio" | "1\u{a0}body in the register";
    enti_many(n: &str): "{n}\u{a0}enti in archivio" | "{n}\u{a0}bodies in the register";
    enti_one_found(words: &str): "1\u{a0}ente risponde a «{words}»" | "1\u{a0}body matches “{words}”";
    enti_many_found(n: &str, words: &str): "{n}\u{a0}enti rispondono a «{words}»" | "{n}\u{a0}bodies match “{words}”";
    enti_no_projects: "nessun progetto in archivio" | "no project in the register";
    enti_in_register(projects: &str): "{projects} in archivio" | "{projects} in the register";
    enti_no_match_title(words: &str): "Nessun ente risponde a «{words}»" | "No body matches “{words}”";
    enti_no_match_text: "Prova con il nome del Comune, la sigla della provincia o il codice IPA." | "Try the name of the municipality, the two letters of its province, or its IPA code.";
    enti_show_all: "Mostra tutti gli enti" | "Show all bodies";
    enti_empty_title: "Nessun ente in archivio" | "No body in the register";
    enti_empty_text: "L'archivio è vuoto: si comincia importando i dati PA digitale 2026 o i file del nostro modello CSV." | "The register is empty: start by importing PA digitale 2026 data or the files of our CSV template.";

    home_title(ente: &str): "{ente} in breve" | "{ente} in short";
    home_lead: "Cinque domande, con le risposte che i dati in archivio permettono. Quello che nessuna fonte dice è scritto «non noto»." | "Five questions, with the answers that the data in the register allow. What no source tells is written “not known”.";
    home_answers: "Le cinque domande" | "The five questions";
    home_one_project: "1\u{a0}progetto" | "1\u{a0}project";
    home_many_projects(n: &str): "{n}\u{a0}progetti" | "{n}\u{a0}projects";
    home_and_one_unknown: "e 1\u{a0}importo non noto" | "and 1\u{a0}amount not known";
    home_and_unknown(n: usize): "e {n}\u{a0}importi non noti" | "and {n}\u{a0}amounts not known";
    home_see_rows: "vedi le righe" | "see the rows";
    home_show_all(n: usize): "Mostra tutte le {n} voci" | "Show all {n} items";

    home_where: "A che punto siamo?" | "Where are we?";
    home_of_projects(projects: &str): "su {projects}" | "of {projects}";
    home_done_are(parts: &str): "Come risultano conclusi: {parts}" | "How they are over: {parts}";

    home_how_much: "Quanto, e da chi?" | "How much, from whom?";
    home_no_grant: "nessun importo registrato" | "no amount recorded";
    home_grant_sources(day: &str, kinds: &str): "Somme assegnate a progetti non rinunciati, al {day}. Fonti: {kinds}." | "Sums granted to projects not renounced, as of {day}. Sources: {kinds}.";
    home_received: "Arrivati" | "Received";
    home_receipts_and(snapshot: &str): "Incassi registrati dall'ente; dove mancano, {snapshot}" | "Receipts recorded by the body; where there are none, {snapshot}";
    home_nothing_received: "Nessuna somma risulta arrivata." | "No sum is on record as received.";
    home_regis_more: "ReGiS mostra pagati anche" | "ReGiS shows as paid a further";
    home_regis_not_seen: "che PA digitale 2026 non mostra ancora come erogati." | "that PA digitale 2026 does not show as disbursed yet.";
    home_see_lines: "ogni voce con la sua fonte" | "each line with its source";

    home_risk: "Cosa rischiamo, e quando?" | "What could we lose, and when?";
    home_risk_on(projects: &str): "a forfait, su {projects} senza certificazione né erogazione note." | "of lump sums, on {projects} with no known certification or disbursement.";
    home_no_risk: "Nessun finanziamento a forfait risulta privo di certificazione o erogazione." | "No lump sum is on record without a certification or a disbursement.";
    home_risk_means: "Certificazione non nota non vuol dire somma persa: i dati pubblici non dicono l'esito delle verifiche." | "Certification not known does not mean money lost: public data do not tell the outcome of the checks.";
    home_term_past(day: &str, days: &str): "Termine per completare: {day}, passato da {days}." | "Deadline for completion: {day}, passed {days} ago.";
    home_term_left(day: &str, left: &str): "Termine per completare: {day}, {left}." | "Deadline for completion: {day}, {left}.";
    home_term_unknown: "Termine per completare non noto." | "Deadline for completion not known.";
    home_term_confidence(confidence: &str): "termine: {confidence}" | "deadline: {confidence}";
    home_risk_source: "Finanziamenti PNRR a forfait, non rinunciati" | "PNRR lump sums, not renounced";
    home_more_terms: "vedi tutti i termini" | "see all deadlines";

    home_changed: "Cosa è cambiato?" | "What has changed?";
    home_no_change: "Nessun cambiamento in archivio." | "No change in the register.";
    home_change_state(state: &str): "candidatura {state}" | "application {state}";
    home_change_state_on(state: &str, day: &str): "candidatura {state}, {day}" | "application {state}, {day}";
    home_change_moved(phase: &str, due: &str, act: &str): "{phase}: termine spostato al {due} ({act})" | "{phase}: deadline moved to {due} ({act})";
    home_known_on(day: &str): "noto dal {day}" | "known since {day}";
    home_happened(when: &str): "data del fatto: {when}" | "date of the fact: {when}";
    home_changes_title: "Gli ultimi cambiamenti" | "The latest changes";
    home_changes_more: "altri cambiamenti" | "more changes";

    home_who: "Chi ne risponde?" | "Who answers for it?";
    home_office_unknown: "Ufficio non noto" | "Office not known";
    home_contact: "Contatto dell'ente" | "Contact of the body";
    home_offices_title: "Chi risponde di ogni progetto" | "Who answers for each project";
    home_offices_caption: "Uffici e progetti di cui rispondono" | "Offices and the projects they answer for";
    home_column_office: "Ufficio" | "Office";
    home_column_count: "Quanti" | "How many";
    home_column_projects: "Progetti" | "Projects";

    home_schedule_caption: "Stato, finanziamento, decreto e termine per completare" | "Status, funding, decree and deadline for completion";
    home_schedule_link: "Apri il cronoprogramma" | "Open the schedule";
    home_all_projects: "Tutti i progetti" | "All projects";
    home_schedule_source: "La fonte di ogni somma e di ogni data è nella pagina del progetto." | "The source of each sum and date is on the project's page.";

    home_problems_title: "Problemi e cose non note" | "Problems and things not known";
    home_problems_none: "Dai dati in archivio non risultano ritardi, rinunce o importi non noti." | "The data in the register show no delay, renunciation or unknown amount.";
    home_problems_limits: "I dati pubblici non dicono quando un contratto è firmato, quando le attività finiscono e come va la verifica tecnica: dove l'ente non lo ha registrato, resta non noto." | "Public data do not tell when a contract is signed, when activities end and how the technical check goes: where the body has not recorded it, it stays not known.";
    home_late: "Oltre il termine, esito non noto" | "Past the deadline, outcome not known";
    home_risk_title: "Somme a forfait senza certificazione né erogazione note" | "Lump sums with no known certification or disbursement";
    home_risk_caption: "Finanziamenti PNRR a forfait non certificati né liquidati, per quanto è noto" | "PNRR lump sums not certified or paid, as far as is known";
    home_column_days: "Rispetto al termine" | "Against the deadline";
    home_column_pnrr: "Finanziato dal PNRR" | "Granted by the PNRR";
    home_total: "Totale" | "Total";
    home_term_gone(days: &str): "passato da {days}" | "passed {days} ago";
    home_failed: "Ultima verifica tecnica non positiva" | "Last technical check not positive";
    home_failed_run(number: u32, outcome: &str, when: &str): "verifica {number}, esito {outcome} ({when})" | "check {number}, outcome {outcome} ({when})";
    home_amounts: "Importi non noti" | "Amounts not known";
    home_no_line: "nessun finanziamento registrato" | "no grant recorded";
    home_status_unknown: "Nessuna fonte dice a che punto sono" | "No source tells where they stand";
    home_renounced: "Candidature rinunciate" | "Renounced applications";
    home_one_application: "1\u{a0}candidatura" | "1\u{a0}application";
    home_many_applications(n: usize): "{n}\u{a0}candidature" | "{n}\u{a0}applications";
    home_renounced_text: "Queste somme non sono contate in nessun totale. Dopo una rinuncia si può fare una nuova domanda, che è un'altra candidatura." | "These sums are in no total. After a renunciation a new request can be made, which is another application.";
    home_stale: "Dati pubblici fermi da più di sei mesi" | "Public data older than six months";

    home_differences_title: "Dove le fonti non concordano" | "Where the sources disagree";
    home_differences_none: "Fra le fonti in archivio non risultano differenze." | "The sources in the register show no difference.";
    home_differences_text: "Teniamo i due valori uno accanto all'altro, ognuno con la sua data: nessuno dei due è corretto da noi." | "We keep the two values side by side, each with its date: we correct neither.";
    home_diff_regis(al: &str, amount: &str, snapshot: &str): "secondo ReGiS ({al}) sono stati pagati {amount}; {snapshot} non mostra l'erogazione." | "according to ReGiS ({al}), {amount} were paid; {snapshot} shows no disbursement.";
    home_diff_target(source: &str, al: &str, value: &str, target: &str): "PA digitale 2026 mostra l'erogazione; secondo «{source}» ({al}) l'indicatore è a {value}, con obiettivo {target}." | "PA digitale 2026 shows the disbursement; according to “{source}” ({al}) the indicator reads {value}, with a target of {target}.";
    home_diff_grant(typed: &str, public: &str): "l'ente ha registrato un finanziamento PNRR di {typed}; i dati pubblici dicono {public}." | "the body recorded a PNRR grant of {typed}; public data say {public}.";
    home_diff_date(phase: &str, typed: &str, public: &str): "«{phase}»: l'ente ha registrato {typed}; i dati pubblici dicono {public}." | "“{phase}”: the body recorded {typed}; public data say {public}.";

    home_dues_title: "Le prossime scadenze" | "The next deadlines";
    home_dues_caption(day: &str): "Termini, previsioni e fine del mantenimento dal {day} in poi" | "Deadlines, forecasts and end of upkeep from {day} on";
    home_dues_none: "Da oggi in poi non è nota alcuna scadenza." | "No deadline is known from today on.";
    home_column_due: "Quando" | "When";
    home_column_what: "Che cosa" | "What";
    home_column_left: "Quanto manca" | "Time left";

    home_indicators_title: "Che cosa si conta" | "What is counted";
    home_indicators_caption: "Indicatori: ultimo valore con fonte e data, e obiettivo; prima i più recenti" | "Indicators: latest value with source and date, and target; the most recent first";
    home_indicators_none: "Nessun indicatore in archivio." | "No indicator in the register.";
    home_indicators_link: "Tutti gli indicatori" | "All indicators";
    home_column_indicator: "Indicatore" | "Indicator";
    home_column_value: "Ultimo valore" | "Latest value";
    home_column_target: "Obiettivo" | "Target";
    home_target_by(when: &str): "entro {when}" | "by {when}";
    home_no_target: "nessun obiettivo registrato" | "no target recorded";
    home_shown_of(n: usize, of: usize): "Qui {n} su {of}." | "Here {n} of {of}.";

    home_claims_title: "Che cosa è stato detto in pubblico" | "What was said in public";
    home_claims_none: "Nessuna dichiarazione pubblica in archivio." | "No public statement in the register.";
    home_claims_link: "Leggi ogni frase con quello che la conferma o la smentisce" | "Read each sentence with what confirms or denies it";

    claims_title(ente: &str): "Dichiarazioni su {ente} a confronto con i dati" | "Statements about {ente} against the data";
    claims_lead: "Le frasi dette in pubblico, parola per parola, con quello che i dati in archivio ne dicono." | "Sentences said in public, word by word, with what the data in the register say of them.";
    claims_by_rule: "L'esito di ogni frase è dato da una regola uguale per tutti, mai a mano: cambia da solo quando cambiano i dati. «Solo dichiarata» non vuol dire falsa." | "Each outcome comes from a rule that is the same for everybody, never by hand: it changes by itself when the data change. “Only declared” does not mean false.";
    claims_rules_title: "Come si leggono gli esiti" | "How to read the outcomes";
    claims_caption: "Frasi per esito, e la regola che lo decide" | "Sentences by outcome, and the rule that decides it";
    claims_column_verdict: "Esito" | "Outcome";
    claims_column_count: "Frasi" | "Sentences";
    claims_column_rule: "Regola" | "Rule";
    claims_filter(verdict: &str): "Esito: {verdict}" | "Outcome: {verdict}";
    claims_one: "1\u{a0}frase" | "1\u{a0}sentence";
    claims_many(n: usize): "{n}\u{a0}frasi" | "{n}\u{a0}sentences";
    claims_no_source: "Fonte non nota" | "Source not known";
    claims_gloss(words: &str): "In English: “{words}”" | "In English: “{words}”";
    claims_about: "Riguarda" | "About";
    claims_said: "Dichiarato" | "Declared";
    claims_said_by(when: &str): "data: {when}" | "date: {when}";
    claims_rule(rule: &str): "Perché: {rule}." | "Why: {rule}.";
    claims_backed: "Che cosa la conferma" | "What confirms it";
    claims_denied: "Che cosa la smentisce" | "What denies it";
    claims_beside: "Che cosa c'è in archivio" | "What the register has";
    claims_no_record: "Nessun registro in archivio la conferma o la smentisce." | "No record in the register confirms or denies it.";
    claims_cannot_tell: "I dati in archivio non bastano a dirlo." | "The data in the register are not enough to tell.";
    claims_sum_recorded: "Somma dei finanziamenti PNRR che risultano da un registro" | "Sum of the PNRR grants that are on record";
    claims_sum_none: "Nessun finanziamento PNRR risulta da un registro" | "No PNRR grant is on record";
    claims_sum_words: "Finanziamento PNRR che nessun registro riporta" | "PNRR grant that no record shows";
    claims_grant: "Finanziamento che risulta" | "Grant on record";
    claims_reading: "Lettura" | "Reading";
    claims_none_title: "Nessuna dichiarazione in archivio" | "No statement in the register";
    claims_none_text: "Per questo ente non è stata registrata alcuna frase detta in pubblico. Si registrano nel file dichiarazioni del nostro modello CSV." | "No sentence said in public was recorded for this body. They are recorded in the file dichiarazioni of our CSV template.";
    claims_none_here_title: "Nessuna frase con questo esito" | "No sentence with this outcome";
    claims_show_all: "Mostra tutte le frasi" | "Show all sentences";
}

/// A count with its thousands dots.
fn number(n: usize) -> String {
    grouped(u64::try_from(n).unwrap_or(u64::MAX))
}

impl Lang {
    /// "1 progetto", "10 progetti".
    #[must_use]
    pub fn home_projects(self, n: usize) -> String {
        match n {
            1 => self.home_one_project().to_owned(),
            n => self.home_many_projects(&number(n)),
        }
    }

    /// "1 candidatura", "3 candidature".
    #[must_use]
    pub fn home_applications(self, n: usize) -> String {
        match n {
            1 => self.home_one_application().to_owned(),
            n => self.home_many_applications(n),
        }
    }

    /// "e 2 importi non noti", after a sum.
    #[must_use]
    pub fn home_with_unknown(self, n: usize) -> String {
        match n {
            1 => self.home_and_one_unknown().to_owned(),
            n => self.home_and_unknown(n),
        }
    }

    /// "2 importi non noti", alone.
    #[must_use]
    pub fn home_unknown(self, n: usize) -> String {
        match n {
            1 => self.one_unknown_amount().to_owned(),
            n => self.unknown_amounts(n),
        }
    }

    /// The word after a count of projects: "6 conclusi", "1 rinunciato".
    #[must_use]
    pub const fn home_tone(self, tone: Tone, n: usize) -> &'static str {
        match (self, tone, n) {
            (Self::It, Tone::Done, 1) => "concluso",
            (Self::It, Tone::Done, _) => "conclusi",
            (Self::It, Tone::Running, _) => "in corso",
            (Self::It, Tone::Late, _) => "oltre il termine con esito non noto",
            (Self::It, Tone::Renounced, 1) => "rinunciato",
            (Self::It, Tone::Renounced, _) => "rinunciati",
            (Self::It, Tone::Unknown, _) => "di stato non noto",
            (Self::En, Tone::Done, _) => "over",
            (Self::En, Tone::Running, _) => "under way",
            (Self::En, Tone::Late, _) => "past the deadline with no known outcome",
            (Self::En, Tone::Renounced, _) => "renounced",
            (Self::En, Tone::Unknown, _) => "of unknown status",
        }
    }

    /// The finding of the Gantt: "11 progetti: 6 conclusi, 3 in corso, 2 oltre il termine con esito non noto".
    #[must_use]
    pub fn schedule_finding(self, of: usize, counts: &[(Tone, usize)]) -> String {
        let projects = match (self, of) {
            (Self::It, 1) => "progetto",
            (Self::It, _) => "progetti",
            (Self::En, 1) => "project",
            (Self::En, _) => "projects",
        };
        let each: Vec<String> = counts.iter().map(|(tone, n)| format!("{} {}", number(*n), self.home_tone(*tone, *n))).collect();
        format!("{}\u{a0}{projects}: {}", number(of), each.join(", "))
    }

    /// The finding above the schedule: "Cronoprogramma: 6 progetti conclusi su 11, 2 oltre il termine".
    #[must_use]
    pub fn home_schedule(self, done: usize, of: usize, late: usize) -> String {
        let (done, of) = (number(done), number(of));
        match self {
            Self::It => {
                let over = if done == "1" { "progetto concluso" } else { "progetti conclusi" };
                let late = match late {
                    0 => "nessuno risulta oltre il termine".to_owned(),
                    n => format!("{} oltre il termine", number(n)),
                };
                format!("Cronoprogramma: {done}\u{a0}{over} su {of}, {late}")
            }
            Self::En => {
                let late = match late {
                    0 => "none on record past the deadline".to_owned(),
                    n => format!("{} past the deadline", number(n)),
                };
                format!("Schedule: {done} of {of}\u{a0}projects over, {late}")
            }
        }
    }

    /// How many enti there are, or how many answer a search.
    #[must_use]
    pub fn enti_count(self, n: usize, words: &str) -> String {
        match (n, words.is_empty()) {
            (1, true) => self.enti_one().to_owned(),
            (n, true) => self.enti_many(&number(n)),
            (1, false) => self.enti_one_found(words),
            (n, false) => self.enti_many_found(&number(n), words),
        }
    }

    /// "1 frase", "25 frasi".
    #[must_use]
    pub fn claims_count(self, n: usize) -> String {
        match n {
            1 => self.claims_one().to_owned(),
            n => self.claims_many(n),
        }
    }
}
