//! What is objected to an entry at the desk: each in a sentence of its own that says what is so and what to do.

use crate::{Lang, words};
use chrono::NaiveDate;
use domain::{
    amount::Amount,
    phase::{Outcome, Phase},
    review::{CONTRACTS_AFTER, LUMP_SUM_LAST_DAY, Reference, RunDate, Why},
    when::When,
};

words! {
    objection_unreadable: "Questa riga in archivio è danneggiata: avvisa chi cura il programma." | "This row is damaged in the register: tell whoever looks after the program.";
    objection_future(on: &str, today: &str): "Qui va solo quello che è già avvenuto, e la data è nel futuro ({on}; oggi è il {today}): correggila, o scrivila come previsione se il modulo la chiede." | "Only what has happened goes here, and the date is in the future ({on}; today is {today}): correct it, or write it as a forecast if the form asks for one.";
    objection_contract_too_early(signed: &str, limit: &str): "Un contratto {signed} non vale per il PNRR: contano solo quelli firmati dopo il {limit}. Controlla la data della firma." | "A contract {signed} does not count for the PNRR: only those signed after {limit} do. Check the day of the signature.";

    objection_decree_before_application(decree: &str, application: &str): "Il decreto è {decree}, la candidatura {application}: una candidatura viene prima del suo decreto. Controlla le due date, o scrivi perché riguardano candidature diverse." | "The decree is {decree}, the application {application}: an application comes before its decree. Check both dates, or write why they are about different applications.";
    objection_notification_before_decree(notification: &str, decree: &str): "La notifica è {notification}, il decreto {decree}: un decreto si notifica solo dopo che è stato adottato. Correggi la data sbagliata." | "The notification is {notification}, the decree {decree}: a decree is notified only once it has been adopted. Correct the wrong date.";
    objection_contract_before_decree(contract: &str, decree: &str): "Il contratto è {contract}, prima del decreto di finanziamento, che è {decree}: controlla le due date, o scrivi perché quel contratto vale per questo progetto." | "The contract is {contract}, before the financing decree, which is {decree}: check both dates, or write why that contract counts for this project.";
    objection_completion_before_contract(completed: &str, contract: &str): "Le attività risultano completate {completed}, prima della firma del contratto, che è {contract}: controlla le due date, o scrivi quale atto ricognitivo lo spiega." | "Activities were completed {completed}, before the contract was signed ({contract}): check both dates, or write which recognition act (atto ricognitivo) explains it.";
    objection_run_before_completion(run: &str, completed: &str): "L'asseverazione viene dopo il completamento delle attività, ma le date sono {run} per l'asseverazione e {completed} per il completamento: correggi quella sbagliata, o scrivi il motivo se il modulo lo chiede." | "Certification comes after the completion of activities, but the dates are {run} for the certification and {completed} for the completion: correct the wrong one, or write the reason if the form asks for it.";
    objection_request_before_outcome(request: &str, outcome: &str): "La domanda di erogazione si presenta solo dopo l'asseverazione positiva, ma la domanda è {request} e l'asseverazione {outcome}: correggi la data sbagliata." | "A disbursement is asked for only after the positive certification, but the request is {request} and the certification {outcome}: correct the wrong date.";
    objection_payment_before_request(paid: &str, request: &str): "L'erogazione viene dopo la sua domanda, ma l'erogazione è {paid} e la domanda {request}: correggi la data sbagliata." | "A disbursement comes after its request, but the disbursement is {paid} and the request {request}: correct the wrong date.";
    objection_payment_before_decree(paid: &str, decree: &str): "L'erogazione è {paid}, prima del decreto di finanziamento, che è {decree}: controlla le due date, o scrivi perché riguardano candidature diverse." | "The disbursement is {paid}, before the financing decree, which is {decree}: check both dates, or write why they are about different applications.";
    objection_upkeep_before_payment(end: &str, paid: &str): "Il mantenimento si conta dall'erogazione, che è {paid}, e non può finire prima; qui la fine è {end}. Correggi la data sbagliata." | "Upkeep is counted from the disbursement, which is {paid}, and can't end before it; here the end is {end}. Correct the wrong date.";
    objection_steps_out_of_order(earlier: &str, earlier_on: &str, later: &str, later_on: &str): "Nel percorso «{earlier}» viene prima di «{later}», ma le date dicono il contrario ({earlier_on} e {later_on}): correggi quella sbagliata." | "On the path “{earlier}” comes before “{later}”, but the dates say otherwise ({earlier_on} and {later_on}): correct the wrong one.";
    objection_forecasts(earlier: &str, earlier_on: &str, later: &str, later_on: &str): "Nel percorso «{earlier}» viene prima di «{later}», ma le previsioni dicono il contrario ({earlier_on} e {later_on}): controlla le due date, o scrivi perché è giusto così." | "On the path “{earlier}” comes before “{later}”, but the forecasts say otherwise ({earlier_on} and {later_on}): check both dates, or write why it is right all the same.";
    objection_no_run: "La domanda di erogazione si presenta solo dopo un'asseverazione positiva, e qui non ne è registrata nessuna: registra prima la verifica tecnica con il suo esito." | "A disbursement is asked for only after a positive certification, and none is recorded here: record the certification run with its outcome first.";
    objection_no_positive_run(number: u32, outcome: &str): "La domanda di erogazione si presenta solo dopo un'asseverazione positiva, e l'ultima verifica registrata, la n. {number}, risulta con esito «{outcome}»: registra prima quella positiva." | "A disbursement is asked for only after a positive certification, and the last run recorded, no. {number}, has the outcome “{outcome}”: record the positive one first.";
    objection_no_request: "L'erogazione viene dopo una domanda di erogazione, che qui non è registrata: registra prima la domanda, o scrivi perché la sua data non si conosce." | "A disbursement comes after its request, which is not recorded here: record the request first, or write why its date is not known.";

    objection_baseline(was: &str): "Il termine iniziale è già fissato ({was}) e non si cambia: se un atto lo ha spostato, aggiungi uno spostamento fra le scadenze, con l'atto." | "The first deadline is set already ({was}) and does not change: if an act has moved it, add a move among the deadlines, with the act.";
    objection_without_run: "La sola data dell'asseverazione dice poco: registra la verifica tecnica, con la richiesta, l'esito e la sua data." | "The date of the certification alone says little: record the certification run, with its request, its outcome and the date of the outcome.";
    objection_unlike_run(run: &str): "La verifica tecnica positiva ha un'altra data ({run}): controlla quale delle due è giusta." | "The positive certification run has another date ({run}): check which of the two is right.";

    objection_number_taken(number: u32, next: u32): "Il numero {number} c'è già: usa il {next}, o correggi la riga che ha il {number}." | "There is a number {number} already: use {next}, or correct the row that has {number}.";
    objection_number_gap(number: u32, next: u32): "Il numero {number} lascia un vuoto: il prossimo libero è il {next}. Registra prima quello che manca." | "Number {number} leaves a gap: the next free one is {next}. Record the missing one first.";
    objection_due_before(due: &str, previous: &str): "La nuova scadenza ({due}) viene prima di quella che sostituisce ({previous}): controlla la data, o scrivi perché l'atto la anticipa." | "The new deadline ({due}) comes before the one it replaces ({previous}): check the date, or write why the act brings it forward.";
    objection_due_after(due: &str, number: u32, next: &str): "Questa scadenza ({due}) viene dopo quella dello spostamento n. {number} ({next}): controlla le due date, o scrivi perché l'atto successivo la anticipa." | "This deadline ({due}) comes after that of move no. {number} ({next}): check both dates, or write why the later act brings it forward.";
    objection_initial: "Il termine iniziale è uno solo e viene prima di ogni spostamento: scegli differimento, proroga o decreto." | "There is only one first deadline, and it comes before every move: choose deferral, extension or decree.";
    objection_beyond(due: &str, last: &str): "Per i progetti a forfait l'ultimo giorno comune è il {last}, e il {due} viene dopo: controlla la data, o scrivi quale atto lo permette." | "For lump-sum projects the common last day is {last}, and {due} comes after it: check the date, or write which act allows it.";

    objection_after_positive(run: &str): "La verifica {run} è già positiva, e dopo non ce ne sono altre: il passo successivo è la domanda di erogazione. Se quell'esito è sbagliato, correggilo." | "Run {run} is positive already, and no other follows it: the next step is the disbursement request. If that outcome is wrong, correct it.";
    objection_after_negative(run: &str): "La verifica {run} è negativa, e con un esito negativo si avvia la revoca: scrivi perché ce n'è stata un'altra." | "Run {run} is negative, and with a negative outcome revocation starts: write why there was another one.";
    objection_after_pending(number: u32): "La verifica n. {number} non ha ancora un esito: registralo, poi aggiungi questa." | "Run no. {number} has no outcome yet: record it, then add this one.";
    objection_followed(next: u32, outcome: &str): "Dopo questa c'è la verifica n. {next}, quindi qui l'esito non può essere «{outcome}»: correggi l'esito, o ritira prima la n. {next}." | "Run no. {next} comes after this one, so the outcome here can't be “{outcome}”: correct the outcome, or withdraw no. {next} first.";
    objection_followed_negative(next: u32): "Con un esito negativo si avvia la revoca, ma dopo questa c'è la verifica n. {next}: controlla l'esito, o scrivi perché ce n'è stata un'altra." | "With a negative outcome revocation starts, but run no. {next} comes after this one: check the outcome, or write why there was another one.";
    objection_requested_too_soon(requested: &str, number: u32, outcome_on: &str): "Questa verifica risulta chiesta {requested}, prima dell'esito della n. {number}, che è {outcome_on}: controlla le date, o scrivi perché le due verifiche si sovrappongono." | "This run was asked for {requested}, before the outcome of no. {number}, which is {outcome_on}: check the dates, or write why the two runs overlap.";
    objection_outcome_without_date(outcome: &str): "Con l'esito «{outcome}» serve la sua data: scrivi il giorno, o almeno il mese o l'anno." | "The outcome “{outcome}” needs its date: write the day, or at least the month or the year.";
    objection_date_without_outcome: "Una verifica in corso non ha ancora la data dell'esito: togli la data, o scegli l'esito." | "A pending run has no date of its outcome yet: take the date away, or choose the outcome.";
    objection_run_dates(earlier: &str, earlier_on: &str, later: &str, later_on: &str): "In una verifica viene prima {earlier}, poi {later}, ma le date dicono il contrario ({earlier_on} e {later_on}): correggi quella sbagliata." | "In a run {earlier} comes first, then {later}, but the dates say otherwise ({earlier_on} and {later_on}): correct the wrong one.";
    objection_partial_late(outcome_on: &str, due: &str): "L'esito è {outcome_on}, quando il termine per completare ({due}) era passato: in quel caso la regola dice «negativo». Controlla esito e termine, o scrivi perché è parzialmente positivo." | "The outcome is {outcome_on}, when the deadline for completion ({due}) was past: the rule then says “negative”. Check outcome and deadline, or write why it is partially positive.";
    objection_negative_early(outcome_on: &str, due: &str): "L'esito è {outcome_on}, quando il termine per completare ({due}) non era passato: in quel caso la regola dice «parzialmente positivo». Controlla esito e termine, o scrivi perché è negativo, per esempio perché il progetto non è ammissibile." | "The outcome is {outcome_on}, when the deadline for completion ({due}) was not past: the rule then says “partially positive”. Check outcome and deadline, or write why it is negative, for example because the project is not admissible.";
    objection_request_recorded(request: &str): "La domanda di erogazione è {request}, e si presenta solo dopo un esito positivo: controlla quella data, o scrivi perché questa verifica non è positiva." | "The disbursement request is {request}, and it is made only after a positive outcome: check that date, or write why this run is not positive.";

    objection_nothing_paid: "Un pagamento è di più di zero euro: scrivi l'importo pagato." | "A payment is of more than zero euro: write the amount paid.";
    objection_paid_over(paid: &str, committed: &str): "Con questo i pagamenti arrivano a {paid}, più di quanto impegnano i contratti, {committed}: controlla l'importo, aggiungi il contratto che manca, o scrivi il motivo." | "With this one payments come to {paid}, more than the contracts commit, {committed}: check the amount, add the missing contract, or write the reason.";
    objection_paid_over_one(paid: &str, committed: &str): "Con questo i pagamenti arrivano a {paid}, più di quanto impegnano i contratti di cui è noto l'importo, {committed} (di uno non è noto): controlla l'importo, completa quel contratto, o scrivi il motivo." | "With this one payments come to {paid}, more than is committed by the contracts whose amount is known, {committed} (of one it is not): check the amount, complete that contract, or write the reason.";
    objection_paid_over_some(paid: &str, committed: &str, unknown: usize): "Con questo i pagamenti arrivano a {paid}, più di quanto impegnano i contratti di cui è noto l'importo, {committed} (di {unknown} non è noto): controlla l'importo, completa quei contratti, o scrivi il motivo." | "With this one payments come to {paid}, more than is committed by the contracts whose amount is known, {committed} (of {unknown} it is not): check the amount, complete those contracts, or write the reason.";
    objection_paid_before_contract(paid: &str, contract: &str): "Il pagamento è {paid}, prima che fosse firmato il primo contratto, che è {contract}: controlla le due date, o scrivi il motivo." | "The payment is {paid}, before the first contract was signed, which is {contract}: check both dates, or write the reason.";
    objection_same_payment(reference: &str): "Il pagamento «{reference}» ha lo stesso importo e la stessa data: se è lo stesso, ritirane uno." | "The payment “{reference}” has the same amount and the same date: if it is the same one, withdraw one of the two.";
    objection_received_over(received: &str, granted: &str): "Con questo gli incassi arrivano a {received}, più del finanziamento, {granted}: controlla l'importo, aggiungi il finanziamento che manca, o scrivi il motivo." | "With this one receipts come to {received}, more than the grant, {granted}: check the amount, add the missing grant, or write the reason.";
    objection_committed_over(committed: &str, granted: &str): "Con questo i contratti impegnano {committed}, più del finanziamento, {granted}: se la differenza la mette l'ente, registrala come cofinanziamento." | "With this one contracts commit {committed}, more than the grant, {granted}: if the body pays the difference, record it as its own cofinancing.";
    objection_exposed_over(exposed: &str, granted: &str): "Gli euro che si possono perdere, {exposed}, sono più del finanziamento, {granted}: controlla l'importo." | "The euro that can be lost, {exposed}, are more than the grant, {granted}: check the amount.";
    objection_grant_of_nothing: "Zero euro vuol dire che il finanziamento non c'è: se l'importo non si conosce, lascia vuoto." | "Zero euro means that there is no grant: if the amount is not known, leave it empty.";

    objection_cig_form: "Questo non ha la forma di un CIG, che è di dieci caratteri, per esempio 9887916669 o Z2B33923EF: controlla sull'atto." | "This does not have the form of a CIG, which has ten characters, such as 9887916669 or Z2B33923EF: check it on the act.";
    objection_cig_check: "Le cifre di controllo di questo CIG non tornano, forse per un carattere sbagliato: controlla sull'atto." | "The check digits of this CIG do not fit, perhaps because of one wrong character: check it on the act.";
    objection_cup_form: "Questo non ha la forma di un CUP, che è di quindici caratteri, per esempio B21F22001180006: controlla sull'atto." | "This does not have the form of a CUP, which has fifteen characters, such as B21F22001180006: check it on the act.";
    objection_stated_over(until: &str, today: &str): "Uno stato dichiarato vale fino a un giorno che deve ancora venire, e il {until} non lo è (oggi è il {today}): scegline uno da domani in poi." | "A stated status holds until a day that is still to come, and {until} is not (today is {today}): choose one from tomorrow on.";
    objection_stated_too_long(until: &str, latest: &str): "Il {until} è lontano, e uno stato dichiarato va riguardato presto: scegli un giorno entro il {latest}, o scrivi perché serve più tempo." | "{until} is far off, and a stated status is to be looked at again soon: choose a day by {latest}, or write why more time is needed.";
    objection_no_days: "Zero giorni vorrebbe dire che il dato è sempre da aggiornare: scrivi almeno 1." | "Zero days would mean that the figure is always to be updated: write 1 at least.";
    objection_indicator_of_nothing: "Solo le letture sono di un indicatore: lascia vuoto l'indicatore, o scegli «Indicatori» come dato." | "Only readings are of an indicator: leave the indicator empty, or choose “Indicators” as the figure.";
    objection_run_follows(number: u32, next: u32): "Dopo la verifica n. {number} c'è la n. {next}, che senza questa non può esserci: ritira prima la n. {next}." | "Run no. {next} comes after no. {number} and can't be without it: withdraw no. {next} first.";
    objection_baseline_withdrawn(was: &str): "Con questa voce si ritira anche il termine iniziale ({was}): scrivi perché, o correggi la voce senza ritirarla." | "With this item the first deadline is withdrawn too ({was}): write why, or correct the item without withdrawing it.";
    objection_last_contract: "Questo è l'unico contratto, e c'è un pagamento a un fornitore: aggiungi prima il contratto giusto, o ritira il pagamento." | "This is the only contract, and there is a payment to a supplier: add the right contract first, or withdraw the payment.";
    objection_last_contract_many(payments: usize): "Questo è l'unico contratto, e ci sono {payments} pagamenti ai fornitori: aggiungi prima il contratto giusto, o ritira i pagamenti." | "This is the only contract, and there are {payments} payments to suppliers: add the right contract first, or withdraw the payments.";
    objection_referred(by: &str): "A questa voce si riferisce ancora: {by}. Correggi o ritira prima quella." | "This item is still referred to by: {by}. Correct or withdraw that one first.";
    objection_referred_more(by: &str, others: usize): "A questa voce si riferiscono ancora: {by}, e altre {others}. Correggi o ritira prima quelle." | "This item is still referred to by: {by}, and {others} more. Correct or withdraw those first.";
    objection_needed(by: &str, why: &str): "Senza questa voce non torna più un'altra: {by}. {why}" | "Without this item another one no longer holds: {by}. {why}";
    objection_not_web: "Questo non è un indirizzo web: scrivilo per intero, con https:// o http:// all'inizio." | "This is not a web address: write all of it, with https:// or http:// at the beginning.";
}

impl Lang {
    /// The sentence for an objection.
    #[must_use]
    pub fn objection(self, why: &Why) -> String {
        let on = |when: &When| self.when(*when);
        let day = |date: &NaiveDate| self.when(When::Day(*date));
        match why {
            Why::Unreadable => self.objection_unreadable().to_owned(),
            Why::NoDays => self.objection_no_days().to_owned(),
            Why::IndicatorOfNothing => self.objection_indicator_of_nothing().to_owned(),
            Why::RunFollows { number, next } => self.objection_run_follows(*number, *next),
            Why::BaselineWithdrawn { was } => self.objection_baseline_withdrawn(&on(was)),
            Why::LastContract { payments: 1 } => self.objection_last_contract().to_owned(),
            Why::LastContract { payments } => self.objection_last_contract_many(*payments),
            Why::Referred { by, others: 0 } => self.objection_referred(&self.review_named(by)),
            Why::Referred { by, others } => self.objection_referred_more(&self.review_named(by), *others),
            Why::Needed { by, why } => self.objection_needed(&self.review_named(by), &self.objection(why)),
            Why::InFuture { .. }
            | Why::ContractTooEarly { .. }
            | Why::OutOfOrder { .. }
            | Why::NothingPaid
            | Why::GrantOfNothing
            | Why::CigForm
            | Why::CigCheck
            | Why::CupForm
            | Why::StatedOver { .. }
            | Why::StatedTooLong { .. }
            | Why::PaidOverCommitted { .. }
            | Why::ReceivedOverGranted { .. }
            | Why::CommittedOverGranted { .. }
            | Why::ExposedOverGranted { .. }
            | Why::NotAWebAddress => self.objection_to_value(why).unwrap_or_default(),
            Why::ForecastOutOfOrder { earlier, earlier_on, later, later_on } => {
                self.forecasts_out_of_order(*earlier, *earlier_on, *later, *later_on)
            }
            Why::NoPositiveOutcome { last: None } => self.objection_no_run().to_owned(),
            Why::NoPositiveOutcome { last: Some((number, outcome)) } => {
                self.objection_no_positive_run(*number, self.outcome(*outcome))
            }
            Why::NoRequest => self.objection_no_request().to_owned(),
            Why::BaselineMoved { was } => self.objection_baseline(&on(was)),
            Why::CertificationWithoutRun => self.objection_without_run().to_owned(),
            Why::CertificationUnlikeRun { run } => self.objection_unlike_run(&on(run)),
            Why::NumberTaken { number, next } => self.objection_number_taken(*number, *next),
            Why::NumberGap { number, next } => self.objection_number_gap(*number, *next),
            Why::DueBeforePrevious { due, previous } => self.objection_due_before(&day(due), &on(previous)),
            Why::DueAfterNext { due, next, number } => self.objection_due_after(&day(due), *number, &day(next)),
            Why::InitialNotFirst => self.objection_initial().to_owned(),
            Why::BeyondLastDay { due } => self.objection_beyond(&day(due), &day(&LUMP_SUM_LAST_DAY)),
            Why::AfterPositive { number, on: decided } => self.objection_after_positive(&self.review_run(*number, *decided)),
            Why::AfterNegative { number, on: decided } => self.objection_after_negative(&self.review_run(*number, *decided)),
            Why::AfterPending { number } => self.objection_after_pending(*number),
            Why::Followed { outcome: Outcome::Negative, next } => self.objection_followed_negative(*next),
            Why::Followed { outcome, next } => self.objection_followed(*next, self.outcome(*outcome)),
            Why::RequestedTooSoon { number, outcome_on, requested } => {
                self.objection_requested_too_soon(&self.review_happened(*requested), *number, &self.review_dated(*outcome_on))
            }
            Why::OutcomeWithoutDate { outcome } => self.objection_outcome_without_date(self.outcome(*outcome)),
            Why::DateWithoutOutcome => self.objection_date_without_outcome().to_owned(),
            Why::RunOutOfOrder { earlier, earlier_on, later, later_on } => self.objection_run_dates(
                self.review_run_date(*earlier),
                &on(earlier_on),
                self.review_run_date(*later),
                &on(later_on),
            ),
            Why::PartialAfterDeadline { due, outcome_on } => {
                self.objection_partial_late(&self.review_dated(*outcome_on), &on(due))
            }
            Why::NegativeBeforeDeadline { due, outcome_on } => {
                self.objection_negative_early(&self.review_dated(*outcome_on), &on(due))
            }
            Why::RequestRecorded { request } => self.objection_request_recorded(&self.review_dated(*request)),
            Why::PaidBeforeContract { paid_on, contract } => {
                self.objection_paid_before_contract(&self.review_dated(*paid_on), &self.review_dated(*contract))
            }
            Why::SamePayment { reference } => self.objection_same_payment(reference),
        }
    }

    /// The sentence for what a browser can object while somebody types: to a value by itself, to the order of two dates, or to an
    /// amount beside the others of its project.
    /// Apart from the others, so that their words do not travel to it.
    #[must_use]
    pub fn objection_to_value(self, why: &Why) -> Option<String> {
        let day = |date: &NaiveDate| self.when(When::Day(*date));
        let money = |amount: &Amount| self.amount(Some(*amount));
        Some(match why {
            Why::InFuture { on, today } => self.objection_future(&self.when(*on), &day(today)),
            Why::ContractTooEarly { on } => self.objection_contract_too_early(&self.review_dated(*on), &day(&CONTRACTS_AFTER)),
            Why::OutOfOrder { earlier, earlier_on, later, later_on } => {
                self.out_of_order(*earlier, *earlier_on, *later, *later_on)
            }
            Why::NothingPaid => self.objection_nothing_paid().to_owned(),
            Why::GrantOfNothing => self.objection_grant_of_nothing().to_owned(),
            Why::CigForm => self.objection_cig_form().to_owned(),
            Why::CigCheck => self.objection_cig_check().to_owned(),
            Why::CupForm => self.objection_cup_form().to_owned(),
            Why::StatedOver { until, today } => self.objection_stated_over(&day(until), &day(today)),
            Why::StatedTooLong { until, latest } => self.objection_stated_too_long(&day(until), &day(latest)),
            Why::NotAWebAddress => self.objection_not_web().to_owned(),
            Why::PaidOverCommitted { paid, committed, unknown: 0 } => self.objection_paid_over(&money(paid), &money(committed)),
            Why::PaidOverCommitted { paid, committed, unknown: 1 } => {
                self.objection_paid_over_one(&money(paid), &money(committed))
            }
            Why::PaidOverCommitted { paid, committed, unknown } => {
                self.objection_paid_over_some(&money(paid), &money(committed), *unknown)
            }
            Why::ReceivedOverGranted { received, granted } => self.objection_received_over(&money(received), &money(granted)),
            Why::CommittedOverGranted { committed, granted } => self.objection_committed_over(&money(committed), &money(granted)),
            Why::ExposedOverGranted { exposed, granted } => self.objection_exposed_over(&money(exposed), &money(granted)),
            _ => return None,
        })
    }

    /// Two expected steps in the wrong order.
    #[must_use]
    pub fn forecasts_out_of_order(self, earlier: Phase, earlier_on: When, later: Phase, later_on: When) -> String {
        let (first, second) = (self.when(earlier_on), self.when(later_on));
        self.objection_forecasts(self.phase(earlier), &first, self.phase(later), &second)
    }

    fn out_of_order(self, earlier: Phase, earlier_on: When, later: Phase, later_on: When) -> String {
        let (first, second) = (self.review_dated(earlier_on), self.review_dated(later_on));
        let (first, second) = (first.as_str(), second.as_str());
        match (earlier, later) {
            (Phase::Application, Phase::Decree) => self.objection_decree_before_application(second, first),
            (Phase::Decree, Phase::Notification) => self.objection_notification_before_decree(second, first),
            (Phase::Decree, Phase::Contract) => self.objection_contract_before_decree(second, first),
            (Phase::Contract, Phase::Completion) => {
                self.objection_completion_before_contract(&self.review_happened(later_on), first)
            }
            (Phase::Completion, Phase::Certification) => {
                self.objection_run_before_completion(&self.when(later_on), &self.when(earlier_on))
            }
            (Phase::Certification, Phase::Request) => self.objection_request_before_outcome(second, first),
            (Phase::Request, Phase::Disbursement) => self.objection_payment_before_request(second, first),
            (Phase::Decree, Phase::Disbursement) => self.objection_payment_before_decree(second, first),
            (Phase::Disbursement, Phase::Maintenance) => self.objection_upkeep_before_payment(second, first),
            _ => self.objection_steps_out_of_order(
                self.phase(earlier),
                &self.when(earlier_on),
                self.phase(later),
                &self.when(later_on),
            ),
        }
    }

    /// After "is": "del 10/05/2024", "di maggio 2024"; "dated 10/05/2024".
    fn review_dated(self, when: When) -> String {
        let word = match (self, when) {
            (Self::It, When::Month(..)) => "di",
            (Self::It, _) => "del",
            (Self::En, _) => "dated",
        };
        format!("{word} {}", self.when(when))
    }

    /// After a verb: "il 10/05/2024", "a maggio 2024", "nel 2024"; "on 10/05/2024", "in May 2024".
    fn review_happened(self, when: When) -> String {
        let word = match (self, when) {
            (Self::It, When::Day(_)) => "il",
            (Self::It, When::Month(..)) => "a",
            (Self::It, _) => "nel",
            (Self::En, When::Day(_)) => "on",
            (Self::En, _) => "in",
        };
        format!("{word} {}", self.when(when))
    }

    /// "n. 2 (10/05/2024)".
    fn review_run(self, number: u32, decided: Option<When>) -> String {
        let short = if self == Self::It { "n." } else { "no." };
        match decided {
            Some(when) => format!("{short} {number} ({})", self.when(when)),
            None => format!("{short} {number}"),
        }
    }

    /// "contratto «determina 214»".
    fn review_named(self, by: &Reference) -> String {
        let (kind, thing) = (self.kind_one(by.table), self.thing(by.table, &by.thing));
        if thing.is_empty() { kind.to_owned() } else { format!("{kind} {}", self.quoted(&thing)) }
    }

    fn review_run_date(self, date: RunDate) -> &'static str {
        match (self, date) {
            (Self::It, RunDate::Requested) => "la richiesta",
            (Self::It, RunDate::Checked) => "l'esito dei controlli automatici",
            (Self::It, RunDate::Outcome) => "l'esito della verifica",
            (Self::En, RunDate::Requested) => "the request",
            (Self::En, RunDate::Checked) => "the result of the automatic checks",
            (Self::En, RunDate::Outcome) => "the outcome",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Cents;

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn reference() -> Reference {
        Reference { table: "milestone", thing: "erogazione".to_owned() }
    }

    /// One of each, and those with more than one sentence once for each.
    fn all() -> Vec<Why> {
        let (on, other) = (When::Day(day("2024-05-10")), When::Month(2024, 6));
        let (due, next) = (day("2024-07-08"), day("2024-06-30"));
        let (most, least) = (Amount::exact(Cents(123_456)), Amount::exact(Cents(100)));
        let mut out = vec![
            Why::Unreadable,
            Why::InFuture { on: other, today: due },
            Why::ContractTooEarly { on },
            Why::NoPositiveOutcome { last: None },
            Why::NoPositiveOutcome { last: Some((2, Outcome::Partial)) },
            Why::NoRequest,
            Why::BaselineMoved { was: on },
            Why::CertificationWithoutRun,
            Why::CertificationUnlikeRun { run: on },
            Why::NumberTaken { number: 1, next: 3 },
            Why::NumberGap { number: 5, next: 3 },
            Why::DueBeforePrevious { due, previous: on },
            Why::DueAfterNext { due, next, number: 2 },
            Why::InitialNotFirst,
            Why::BeyondLastDay { due },
            Why::AfterPositive { number: 1, on: Some(on) },
            Why::AfterNegative { number: 1, on: None },
            Why::AfterPending { number: 1 },
            Why::Followed { outcome: Outcome::Positive, next: 2 },
            Why::Followed { outcome: Outcome::Negative, next: 2 },
            Why::RequestedTooSoon { number: 1, outcome_on: other, requested: on },
            Why::OutcomeWithoutDate { outcome: Outcome::Positive },
            Why::DateWithoutOutcome,
            Why::RunOutOfOrder { earlier: RunDate::Requested, earlier_on: other, later: RunDate::Checked, later_on: on },
            Why::RunOutOfOrder { earlier: RunDate::Checked, earlier_on: other, later: RunDate::Outcome, later_on: on },
            Why::PartialAfterDeadline { due: on, outcome_on: other },
            Why::NegativeBeforeDeadline { due: other, outcome_on: on },
            Why::RequestRecorded { request: on },
            Why::NothingPaid,
            Why::PaidBeforeContract { paid_on: on, contract: other },
            Why::SamePayment { reference: "M1".to_owned() },
            Why::ReceivedOverGranted { received: most, granted: least },
            Why::CommittedOverGranted { committed: most, granted: least },
            Why::ExposedOverGranted { exposed: most, granted: least },
            Why::GrantOfNothing,
            Why::CigForm,
            Why::CigCheck,
            Why::CupForm,
            Why::StatedOver { until: next, today: due },
            Why::StatedTooLong { until: due, latest: next },
            Why::NotAWebAddress,
            Why::NoDays,
            Why::IndicatorOfNothing,
            Why::RunFollows { number: 1, next: 2 },
            Why::BaselineWithdrawn { was: on },
            Why::LastContract { payments: 1 },
            Why::LastContract { payments: 2 },
            Why::Needed { by: reference(), why: Box::new(Why::NoRequest) },
        ];
        out.extend([0, 1].map(|others| Why::Referred { by: reference(), others }));
        out.extend([0, 1, 2].map(|unknown| Why::PaidOverCommitted { paid: most, committed: least, unknown }));
        for earlier in Phase::ALL {
            for later in Phase::ALL.iter().filter(|later| earlier < *later) {
                out.push(Why::ForecastOutOfOrder { earlier: *earlier, earlier_on: other, later: *later, later_on: on });
                out.push(Why::OutOfOrder { earlier: *earlier, earlier_on: other, later: *later, later_on: on });
            }
        }
        out
    }

    #[test]
    fn every_objection_is_a_sentence_in_each_language_and_says_what_to_do() {
        let italian: &[&str] =
            &["scrivi", "correggi", "controlla", "registra", "aggiungi", "usa", "scegli", "ritir", "lascia", "avvisa", "togli"];
        let english: &[&str] =
            &["write", "correct", "check", "record", "add", "use", "choose", "withdraw", "leave", "tell", "take"];
        for why in all() {
            let (it, en) = (Lang::It.objection(&why), Lang::En.objection(&why));
            assert_ne!(it, en, "{why:?}");
            for (text, verbs) in [(it, italian), (en, english)] {
                assert!(text.ends_with('.') && !text.contains(['{', '}']) && !text.contains("  "), "{text}");
                assert!(!text.starts_with(char::is_lowercase), "{text}");
                let lower = text.to_lowercase();
                assert!(verbs.iter().any(|v| lower.contains(*v)), "{text}");
            }
        }
    }

    #[test]
    fn dates_and_money_are_printed_as_everywhere() {
        let why = Why::OutOfOrder {
            earlier: Phase::Contract,
            earlier_on: When::Month(2024, 6),
            later: Phase::Completion,
            later_on: When::Day(day("2024-05-09")),
        };
        assert!(Lang::It.objection(&why).starts_with(
            "Le attività risultano completate il 09/05/2024, prima della firma del contratto, che è di giugno 2024:"
        ));
        assert!(
            Lang::En
                .objection(&why)
                .starts_with("Activities were completed on 09/05/2024, before the contract was signed (dated June 2024):")
        );
        let why = Why::ReceivedOverGranted { received: Amount::exact(Cents(123_456)), granted: Amount::exact(Cents(100_000)) };
        let text = Lang::It.objection(&why);
        assert!(text.contains("1.234,56\u{a0}€") && text.contains("1.000,00\u{a0}€"), "{text}");
        let why = Why::BeyondLastDay { due: day("2026-04-01") };
        let text = Lang::It.objection(&why);
        assert!(text.contains("il 31/03/2026") && text.contains("il 01/04/2026"), "{text}");
    }
}
