//! Texts of the page of one project: path, dates and terms, money, checks, what sources say.

use crate::{Lang, words};
use domain::{
    phase::{ChangeKind, Outcome, StartEvent},
    when::When,
};

words! {
    project_in_page: "In questa pagina" | "On this page";
    project_summary: "In breve" | "In short";
    project_rule(rule: &str): "Regola: {rule}." | "Rule: {rule}.";
    project_stated(reason: &str, until: &str, rule: &str): "Motivo: {reason}. Vale fino al {until}; secondo la regola sarebbe: {rule}." | "Reason: {reason}. Valid until {until}; by the rule it would be: {rule}.";
    project_measure: "Misura" | "Measure";
    project_line: "Linea" | "Line";
    project_outside: "fuori da ogni misura" | "outside every measure";
    project_mode: "Come è finanziato" | "How it is funded";
    project_office: "Ufficio che ne risponde" | "Office that answers for it";
    project_cup: "CUP" | "CUP";
    project_odd_cup: "forma insolita: è come la fonte lo pubblica" | "unusual form: as its source publishes it";
    project_see_rows: "vedi le righe" | "see the rows";
    project_sources_many(n: usize): "{n} righe, ognuna con la sua fonte" | "{n} rows, each with its source";
    project_note_link: "apri il documento" | "open the document";

    project_path_title: "A che punto è" | "Where it stands";
    project_path_intro: "Un passo è «fatto» solo se una fonte ne dice la data o se un passo successivo è avvenuto. I dati pubblici non conoscono contratto, completamento e asseverazione." | "A step is “done” only where a source dates it or a later step has happened. Public data do not know contract, completion and certification.";
    project_step_done: "fatto" | "done";
    project_step_passed: "passato, data non nota" | "passed, date not known";
    project_step_planned(when: &str): "previsto: {when}" | "expected: {when}";
    project_step_late: "oltre il termine" | "past its deadline";
    project_step_off: "non più dovuto: rinunciato" | "no longer due: renounced";
    project_step_running: "in corso" | "under way";
    project_step_not_paid(day: &str): "non risulta al {day}" | "not shown at {day}";
    project_step_not_paid_by(day: &str): "non risulta almeno fino al {day}" | "not shown until {day} at least";
    project_step_after_payment: "comincia dopo l'erogazione" | "starts after the disbursement";
    project_step_upkeep: "obbligo in corso" | "duty in force";
    project_step_upkeep_over: "obbligo concluso" | "duty over";
    project_step_run(outcome: &str): "ultimo esito: {outcome}" | "last outcome: {outcome}";
    project_step_due(when: &str): "termine {when}" | "deadline {when}";
    project_step_due_unverified(when: &str): "termine non verificato {when}" | "unverified deadline {when}";

    project_dates_title: "Date e termini" | "Dates and deadlines";
    project_dates_caption: "I passi del percorso, con data, termine e previsione" | "The steps of the path, with date, deadline and forecast";
    project_column_step: "Passo" | "Step";
    project_column_happened: "Quando" | "When";
    project_column_baseline: "Termine iniziale" | "First deadline";
    project_column_deadline: "Termine in vigore" | "Deadline in force";
    project_column_forecast: "Previsione dell'ufficio" | "Forecast of the office";
    project_column_lateness: "Rispetto al termine" | "Against the deadline";
    project_no_term: "questo passo non ha un termine proprio" | "this step has no deadline of its own";
    project_not_needed: "non serve più" | "no longer needed";
    project_upkeep_rule: "cinque anni, contati dal 31 dicembre dell'anno di pagamento" | "five years, counted from 31 December of the year of payment";
    project_passed_unknown: "passato, ma senza data: non si può dire se in tempo" | "passed, but not dated: whether in time cannot be told";
    project_basis_typed: "scritto dall'ufficio, come lo mostra la piattaforma" | "typed by the office, as the platform shows it";
    project_basis_common: "ultimo giorno comune a tutti i progetti a forfait" | "common last day of all lump-sum projects";
    project_moved_once(kind: &str): "{kind}; spostato 1\u{a0}volta" | "{kind}; moved once";
    project_moved_many(kind: &str, n: usize): "{kind}; spostato {n}\u{a0}volte" | "{kind}; moved {n}\u{a0}times";
    project_unverified: "Non verificato: non è un termine ufficiale." | "Unverified: not an official deadline.";
    project_unverified_basis: "rispetto a un termine non verificato" | "against an unverified deadline";

    project_moves_title: "Come si sono spostati i termini" | "How the deadlines moved";
    project_moves_intro: "Un termine si sposta solo con un atto; quello iniziale resta leggibile nella tabella qui sopra." | "A deadline moves only by an act; the first one stays readable in the table above.";
    project_moves_caption: "Spostamenti dei termini di questo progetto" | "Moves of this project's deadlines";
    project_moves_none: "Nessuno spostamento è registrato per questo progetto. Se la piattaforma ne mostra, l'ufficio li può scrivere con il loro atto." | "No move is recorded for this project. If the platform shows any, the office can enter them with their act.";
    project_move_number(n: u32): "{n}°" | "no. {n}";
    project_column_number: "Numero" | "Number";
    project_column_new_deadline: "Nuovo termine" | "New deadline";
    project_column_why: "Perché" | "Why";
    project_column_act: "Atto" | "Act";
    project_column_confidence: "Quanto è certo" | "How sure";
    project_column_source: "Fonte" | "Source";

    project_terms_title: "I termini del Ministero" | "The ministry's terms";
    project_terms_intro: "I giorni si contano da fatti che i dati pubblici non conoscono, come la notifica del decreto o la firma del primo contratto: perciò qui non diventano date. Vale la data che la piattaforma mostra all'ufficio." | "The days count from events that public data do not know, such as the notification of the decree or the signature of the first contract: so they do not become dates here. What counts is the date that the platform shows the office.";
    project_terms_caption: "Termini ministeriali che riguardano questo progetto" | "Ministerial terms that concern this project";
    project_terms_none: "Per l'avviso di questo progetto non è stato trovato alcun termine ministeriale: sono negli allegati degli avvisi, che le fonti lette non riportano." | "No ministerial term was found for the call of this project: they are in the annexes of the calls, which the sources read do not carry.";
    project_terms_call_unknown: "L'avviso di questo progetto non è noto: la tabella elenca i termini di tutti gli avvisi della linea." | "The call of this project is not known: the table lists the terms of all calls of the line.";
    project_column_scope: "Per chi vale" | "To whom it applies";
    project_column_term: "Termine" | "Term";
    project_column_start: "Si conta da" | "Counts from";
    project_scope_all: "tutti i progetti a forfait" | "all lump-sum projects";
    project_scope_line(line: &str): "linea {line}" | "line {line}";
    project_scope_edition(edition: &str): "avviso {edition}" | "call {edition}";
    project_scope_band(band: &str): "{band} abitanti" | "inhabitants: {band}";

    project_deferrals_title: "Differimenti generali" | "General deferrals";
    project_deferrals_intro: "Decreti e annunci che hanno spostato i termini di molti progetti. Si sommano; la nota dice se valgono solo per alcuni enti." | "Decrees and announcements that moved the terms of many projects. They add up; the note says where they hold only for some bodies.";
    project_deferrals_caption: "Differimenti generali che possono riguardare questo progetto" | "General deferrals that may concern this project";
    project_deferrals_none: "Nessun differimento generale noto riguarda questo progetto." | "No general deferral known concerns this project.";
    project_column_announced: "Annunciato" | "Announced";
    project_column_effect: "Effetto" | "Effect";
    project_more_days(days: &str): "{days} in più" | "{days} more";
    project_new_day(day: &str): "nuovo termine {day}" | "new deadline {day}";
    project_effect_unknown: "durata non nota" | "length not known";

    project_grants_title: "Finanziamento" | "Funding";
    project_grants_caption: "Somme finanziate, contate una volta" | "Sums granted, counted once";
    project_grants_typed: "Contano le righe scritte dall'ufficio o tratte da altre fonti; le candidature pubbliche dello stesso progetto non si sommano." | "The rows entered by the office or taken from other sources count; the public applications of the same project are not added.";
    project_grants_public: "Contano le candidature pubbliche non rinunciate, una volta sola." | "Public applications that were not renounced count, once.";
    project_grants_none: "Nessun finanziamento in vigore è noto per questo progetto." | "No grant in force is known for this project.";
    project_column_item: "Voce" | "Item";
    project_column_fund: "Fondo" | "Fund";
    project_column_amount: "Importo" | "Amount";
    project_column_total: "Totale" | "Total";
    project_not_counted_title: "Candidature che non entrano nel totale" | "Applications left out of the total";
    project_not_counted_renounced: "rinunciata" | "renounced";
    project_not_counted_typed: "contano le righe scritte, non questa" | "the entered rows count, not this one";
    project_not_counted_silent: "nessun dato pubblico leggibile" | "no readable public data";

    project_ledgers_title: "Ricevuto e pagato" | "Received and paid";
    project_received_title: "Ricevuto dall'ente" | "Received by the body";
    project_received_public: "Erogazioni segnate da PA digitale 2026" | "Disbursements shown by PA digitale 2026";
    project_received_own: "Incassi registrati dall'ente" | "Receipts recorded by the body";
    project_received_none_public(seen: &str): "Nei dati pubblici ({seen}) non risulta alcuna erogazione e l'ente non ha registrato incassi: la somma ricevuta non è nota." | "Public data ({seen}) show no disbursement and the body has recorded no receipts: the sum received is not known.";
    project_received_none: "Il progetto non è nei dati PA digitale 2026 che sono in archivio e l'ente non ha registrato incassi: la somma ricevuta non è nota." | "The project is not in the PA digitale 2026 data of the register and the body has recorded no receipts: the sum received is not known.";
    project_column_application: "Candidatura" | "Application";
    project_column_reference: "Riferimento" | "Reference";
    project_column_date: "Data" | "Date";
    project_column_supplier: "Fornitore" | "Supplier";
    project_paid_title: "Pagato ai fornitori" | "Paid to suppliers";
    project_paid_caption: "Pagamenti ai fornitori pubblicati" | "Published payments to suppliers";
    project_paid_none: "I pagamenti ai fornitori non sono pubblicati, o non sono noti: la somma pagata è" | "Payments to suppliers are not published, or not known: the sum paid is";
    project_paid_partial: "Solo i pagamenti che l'ente ha pubblicato: possono essercene altri." | "Only the payments that the body has published: there may be others.";
    project_spending_said(source: &str, amount: &str): "Secondo «{source}» la spesa è di {amount}." | "According to “{source}” spending is {amount}.";
    project_surplus_title: "Economie" | "Surplus";
    project_surplus_unknown: "Le economie sono il finanziamento meno quanto è impegnato con i fornitori. L'impegnato non è noto, perciò le economie non sono note." | "The surplus is the grant less what is committed to suppliers. What is committed is not known, so the surplus is not known.";
    project_surplus_rule: "Nei progetti a forfait la differenza resta all'ente; la direttiva del 23/01/2025 indica di usarla solo dopo l'esito positivo dei controlli tecnici e formali." | "In lump-sum projects the difference stays with the body; the directive of 23/01/2025 says to use it only after positive technical and formal checks.";
    project_surplus_costs: "Il progetto è a costi reali: si rimborsa la spesa rendicontata." | "The project is paid at real costs: reported spending is refunded.";

    project_runs_title: "Verifiche tecniche" | "Technical checks";
    project_runs_caption: "Verifiche di asseverazione, dalla prima" | "Certification runs, from the first";
    project_runs_none: "Nessuna verifica è nota: i dati pubblici non le riportano e l'ente non ne ha registrate." | "No run is known: public data do not carry them and the body has recorded none.";
    project_runs_costs: "L'asseverazione riguarda i progetti a forfait; questo è a costi reali." | "Technical certification concerns lump-sum projects; this one is paid at real costs.";
    project_runs_check: "Chi verifica e con quale prova" | "Who checks, and by what evidence";
    project_column_run: "Verifica" | "Run";
    project_run_number(n: u32): "{n}ª verifica" | "run {n}";
    project_column_requested: "Chiesta" | "Requested";
    project_column_checked: "Controlli automatici" | "Automatic checks";
    project_column_outcome: "Esito" | "Outcome";
    project_column_outcome_on: "Data dell'esito" | "Date of outcome";

    project_time_title: "Quanto tempo ci ha messo, e gli altri Comuni" | "How long it took, and the other municipalities";
    project_time_took(decree: &str, paid: &str, days: &str): "Dal decreto ({decree}) all'erogazione ({paid}) sono passati {days}." | "From the decree ({decree}) to the disbursement ({paid}): {days}.";
    project_time_open(decree: &str, seen: &str, days: &str): "Dal decreto ({decree}) all'ultima fotografia che mostra la candidatura ({seen}) sono passati {days}, e l'erogazione non c'era." | "From the decree ({decree}) to the last snapshot that shows the application ({seen}): {days}, with no disbursement.";
    project_time_regis: "ReGiS riporta un pagamento, ma il giorno dell'erogazione non è noto: la durata non si può contare." | "ReGiS reports a payment, but the day of the disbursement is not known: the time cannot be counted.";
    project_time_unknown: "Decreto o erogazione non hanno una data nota: la durata non si può contare." | "Decree or disbursement have no known date: the time cannot be counted.";
    project_time_caption: "Giorni dal decreto all'erogazione" | "Days from decree to disbursement";
    project_time_none: "Per questa linea e questo avviso non ci sono durate con cui confrontarsi." | "There are no times to compare with for this line and call.";
    project_time_this: "Questo progetto" | "This project";
    project_time_line(line: &str): "Linea {line}, dalle righe in archivio" | "Line {line}, from the rows in the register";
    project_time_call(call: &str): "Avviso «{call}»" | "Call “{call}”";
    project_column_what: "Che cosa" | "What";
    project_column_median: "Mediana, giorni" | "Median, days";
    project_column_ninetieth: "90° percentile, giorni" | "90th percentile, days";
    project_column_perimeter: "Perimetro e fonte" | "Perimeter and source";
    project_time_single: "un solo progetto" | "a single project";
    project_column_days: "Giorni (di più progetti: mediana)" | "Days (of several projects: median)";
    project_perimeter_paid(n: &str): "{n}\u{a0}progetti erogati" | "{n}\u{a0}projects disbursed";
    project_perimeter_paid_one: "1\u{a0}progetto erogato" | "1\u{a0}project disbursed";
    project_only_paid: "Le mediane contano solo i progetti già erogati: chi aspetta ancora non c'è, e il tempo vero è più lungo." | "Medians count only projects already disbursed: those still waiting are left out, so the true time is longer.";

    project_indicators_title: "Indicatori" | "Indicators";
    project_indicators_none: "Nessun indicatore è registrato per questo progetto." | "No indicator is recorded for this project.";
    project_readings_caption(name: &str): "Letture di «{name}»" | "Readings of “{name}”";
    project_readings_none: "Nessuna lettura: il valore è" | "No reading: the value is";
    project_target(target: &str): "Obiettivo: {target}" | "Target: {target}";
    project_target_by(target: &str, when: &str): "Obiettivo: {target}, entro {when}" | "Target: {target}, by {when}";
    project_target_none: "Nessun obiettivo noto." | "No target known.";
    project_column_value: "Valore" | "Value";
    project_column_target: "Rispetto all'obiettivo" | "Against the target";
    project_reached: "raggiunto" | "reached";
    project_not_reached: "non raggiunto" | "not reached";
    project_reached_unclear: "la cifra non permette di dirlo" | "the figure cannot tell";
    project_only_words: "non è un registro: lo dice chi parla, o la stampa" | "not a record: the speaker, or the press, says so";

    project_acts_title: "Atti" | "Acts";
    project_acts_none: "Nessun atto è registrato. Il decreto di finanziamento, dove i dati pubblici lo nominano, è fra le candidature qui sotto." | "No act is recorded. The financing decree, where public data name it, is among the applications below.";
    project_act_number(n: &str): "n.\u{a0}{n}" | "no.\u{a0}{n}";
    project_act_of(day: &str): "del {day}" | "of {day}";
    project_act_published(day: &str): "pubblicato il {day}" | "published on {day}";
    project_date_unknown: "data non nota" | "date not known";

    project_sources_title: "Che cosa dicono PA digitale e le altre fonti" | "What PA digitale and the other sources say";
    project_differences_title: "Differenze fra le fonti" | "Differences between sources";
    project_differences_none: "Fra le fonti in archivio non risultano differenze su questo progetto." | "The sources in the register show no difference about this project.";
    project_difference: "Due fonti non dicono lo stesso" | "Two sources do not say the same";
    project_difference_paid(amount: &str, al: &str, seen: &str): "ReGiS ({al}) riporta pagamenti per {amount}; nei dati aperti ({seen}) l'erogazione non compare. I due sistemi restano spesso disallineati per mesi: teniamo tutti e due i valori." | "ReGiS ({al}) reports payments of {amount}; the open data ({seen}) show no disbursement. The two systems often differ for months: both values are kept.";
    project_difference_target(source: &str, al: &str, value: &str, target: &str): "PA digitale 2026 segna l'erogazione, ma «{source}» ({al}) legge {value} su un obiettivo di {target}." | "PA digitale 2026 shows the disbursement, but “{source}” ({al}) reads {value} of a target of {target}.";
    project_difference_grant(typed: &str, public: &str): "Le righe di finanziamento PNRR scritte dall'ufficio danno {typed}; le candidature pubbliche non rinunciate danno {public}. Nei totali contano le righe scritte." | "The PNRR funding rows entered by the office give {typed}; public applications not renounced give {public}. Totals use the entered rows.";
    project_difference_date(phase: &str, typed: &str, public: &str): "«{phase}»: l'ufficio scrive {typed}, PA digitale 2026 dice {public}. La tabella delle date mostra quella dell'ufficio." | "“{phase}”: the office writes {typed}, PA digitale 2026 says {public}. The table of dates shows the office's.";

    project_applications_title: "Candidature in PA digitale 2026" | "Applications in PA digitale 2026";
    project_applications_none: "Nei dati PA digitale 2026 in archivio non c'è alcuna candidatura di questo progetto." | "The PA digitale 2026 data in the register have no application of this project.";
    project_sent: "Inviata" | "Sent";
    project_decree: "Decreto" | "Decree";
    project_decreed: "Data del decreto" | "Date of the decree";
    project_protocol: "Protocollo del decreto" | "Protocol of the decree";
    project_window: "Finestra temporale" | "Time window";
    project_counted: "Nel totale del progetto" | "In the project's total";
    project_states_caption(call: &str, day: &str): "Stati della candidatura inviata il {day}: {call}" | "States of the application sent on {day}: {call}";
    project_column_state: "Stato" | "State";
    project_column_holds: "Vale dal" | "Holds from";
    project_column_first_seen: "Visto la prima volta" | "First seen";
    project_column_last_seen: "Visto l'ultima volta" | "Last seen";
    project_seen_at_least(day: &str): "almeno il {day}" | "{day} or later";
    project_seen_last_at_least(day: &str): "almeno fino al {day}" | "{day} or later";
    project_seen_note: "«Visto» è il giorno della fotografia dei dati che abbiamo letto, non il giorno in cui il fatto è avvenuto." | "“Seen” is the day of the snapshot that we read, not the day on which it happened.";

    project_statements_title: "Che cosa dicono le altre fonti" | "What the other sources say";
    project_statements_caption: "Rilievi di altre fonti su questo progetto" | "Statements of other sources about this project";
    project_statements_none: "Nessun'altra fonte in archivio parla di questo progetto." | "No other source in the register speaks of this project.";
    project_column_subject: "Di che cosa" | "About";
    project_column_text: "Che cosa dice" | "What it says";
    project_fact_date: "data del fatto" | "date of the fact";

    project_claims_title: "Che cosa è stato dichiarato in pubblico" | "What was said in public";
    project_claims_none: "Nessuna dichiarazione in archivio parla di questo progetto." | "No statement in the register speaks of this project.";
    project_claim_why: "su che cosa si basa il giudizio" | "what the verdict rests on";
}

impl Lang {
    /// The event that a term counts from.
    #[must_use]
    pub const fn project_start(self, start: StartEvent) -> &'static str {
        match (start, self) {
            (StartEvent::Notification, Self::It) => "notifica del decreto di finanziamento",
            (StartEvent::Notification, Self::En) => "notification of the financing decree",
            (StartEvent::Contract, Self::It) => "firma del primo contratto",
            (StartEvent::Contract, Self::En) => "signature of the first contract",
            (StartEvent::Publication, Self::It) => "pubblicazione del decreto",
            (StartEvent::Publication, Self::En) => "publication of the decree",
            (StartEvent::FixedDay, Self::It) => "giorno fisso, uguale per tutti",
            (StartEvent::FixedDay, Self::En) => "fixed day, the same for all",
            (StartEvent::Unknown, Self::It) => "la fonte non lo dice",
            (StartEvent::Unknown, Self::En) => "the source does not say",
        }
    }

    /// "proroga; spostato 2 volte".
    #[must_use]
    pub fn project_moved(self, kind: ChangeKind, moves: usize) -> String {
        let kind = self.change_kind(kind);
        match moves {
            0 => kind.to_owned(),
            1 => self.project_moved_once(kind),
            n => self.project_moved_many(kind, n),
        }
    }

    /// The state of the certification step, from its last run.
    #[must_use]
    pub fn project_step_outcome(self, outcome: Outcome) -> String {
        self.project_step_run(self.outcome(outcome))
    }

    /// "al 31/03/2025", or that the date is not known.
    #[must_use]
    pub fn project_as_of(self, al: Option<When>) -> String {
        match (al, self) {
            (None, _) => self.project_date_unknown().to_owned(),
            (Some(When::Day(_)), Self::It) => format!("al {}", self.maybe_when(al)),
            (Some(When::Day(_)), Self::En) => format!("at {}", self.maybe_when(al)),
            (Some(_), _) => self.maybe_when(al),
        }
    }
}
