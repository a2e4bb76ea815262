//! Texts of the page about what could be lost: sums by deadline and reason, cash advanced, surplus.

use crate::{Lang, words};
use domain::exposure::{NEAR_DAYS, Reason, SpentBasis, Usable};

words! {
    exposure_heading: "Che cosa possiamo perdere" | "What we could lose";
    exposure_title(ente: &str): "Che cosa possiamo perdere · {ente}" | "What we could lose · {ente}";
    exposure_lead: "Un forfait si incassa alla fine, se la verifica tecnica è positiva: fino ad allora si può perdere. Qui si vede quanto, entro quando, perché, e quale atto dà ancora tempo." | "A lump sum is paid at the end, if the technical check is positive: until then it can be lost. Here is how much, by when, why, and which act still gives time.";
    exposure_link: "Che cosa possiamo perdere: motivi, coperture, anticipi di cassa ed economie" | "What we could lose: reasons, covers, cash advanced and surplus";

    exposure_find_open(sum: &str): "Finanziati e non ancora asseverati: {sum}" | "Granted and not certified yet: {sum}";
    exposure_find_open_none: "Di nessuna somma è noto che la verifica tecnica non sia ancora positiva" | "Of no sum is it known that the technical check is not positive yet";
    exposure_find_unknown(sum: &str): "Certificazione non nota: {sum}" | "Certification not known: {sum}";
    exposure_find_both(open: &str, unknown: &str): "Finanziati e non ancora asseverati: {open}; certificazione non nota: {unknown}" | "Granted and not certified yet: {open}; certification not known: {unknown}";
    exposure_past(sum: &str): "Il termine per completare è già passato, e niente dice che sia stato rispettato, per {sum}." | "The deadline for completion is already past, and nothing tells that it was met, for {sum}.";
    exposure_uncovered(sum: &str): "Senza la copertura di un atto: {sum}." | "Not covered by any act: {sum}.";
    exposure_summary(ente: &str, day: &str, sources: &str): "Perimetro: i finanziamenti PNRR dei progetti a forfait dell'ente {ente}, non rinunciati, che non risultano asseverati, erogati né pagati secondo ReGiS; termini per il completamento delle attività; rischi solo se pubblicati; situazione al {day}; fonti: {sources}." | "Perimeter: the recovery plan grants of the lump-sum projects of {ente}, not renounced, that are not certified, disbursed or paid according to ReGiS on record; deadlines for the completion of activities; risks only if published; as of {day}; sources: {sources}.";
    exposure_cover_means: "«Copertura» è un atto che dà un tempo non ancora scaduto, o che prova il completamento entro il termine. Un rimedio annunciato non è un atto." | "A “cover” is an act that gives time not yet over, or that proves completion within the deadline. A remedy announced is not an act.";

    exposure_reasons_title: "Per motivo" | "By reason";
    exposure_reasons_caption: "Somme per motivo: ogni progetto conta una volta, per il motivo più grave" | "Sums by reason: each project counts once, by its gravest reason";
    exposure_column_reason: "Perché" | "Why";
    exposure_column_open: "Non ancora asseverati" | "Not certified yet";
    exposure_column_unknown: "Certificazione non nota" | "Certification not known";
    exposure_column_all: "In tutto" | "In all";

    exposure_open_caption: "Finanziamenti non ancora asseverati, per termine" | "Grants not certified yet, by deadline";
    exposure_open_none_text: "L'ente non ha registrato verifiche tecniche in corso, non positive o attese per somme ancora da incassare." | "The body has recorded no technical check under way, not positive or expected for sums still to come in.";
    exposure_column_cover: "Copertura" | "Cover";
    exposure_no_cover: "nessuna copertura" | "no cover";
    exposure_until(kind: &str, day: &str): "{kind}, fino al {day}" | "{kind}, until {day}";
    exposure_common: "termine unico dei progetti a forfait" | "single last day of lump-sum projects";
    exposure_met(day: &str): "prova il completamento entro il termine, il {day}" | "proves completion within the deadline, on {day}";
    exposure_risk: "rischio:" | "risk:";
    exposure_remedy: "rimedio, senza atto:" | "remedy, without an act:";

    exposure_unknown_title(sum: &str): "Di queste somme non è nota la certificazione: {sum}" | "Of these sums the certification is not known: {sum}";
    exposure_unknown_none: "Di ogni somma ancora a rischio è noto a che punto è la verifica tecnica" | "Of each sum still at risk it is known how far the technical check has come";
    exposure_unknown_text: "Non vuol dire perse: i dati pubblici non dicono l'esito delle verifiche, e l'ente non ne ha registrate. Per questo stanno a parte, con l'età dell'ultima fotografia dei dati pubblici." | "That does not mean lost: public data do not tell the outcome of the checks, and the body has recorded none. That is why they stand apart, with the age of the last snapshot of the public data.";
    exposure_unknown_caption: "Finanziamenti con certificazione non nota, per termine" | "Grants with certification not known, by deadline";
    exposure_column_seen: "Ultima fotografia" | "Last snapshot";
    exposure_never_seen: "nessuna candidatura in corso nei dati pubblici" | "no current application in public data";
    exposure_age(days: &str): "di {days} prima" | "{days} earlier";
    exposure_beside_title: "Altri rischi pubblicati" | "Other published risks";
    exposure_beside_text: "Riguardano progetti fuori da questo perimetro: a costi reali, senza finanziamento PNRR, già asseverati o già pagati. Non entrano nelle somme di questa pagina." | "They are about projects outside this perimeter: on real costs, without a recovery plan grant, already certified or already paid. They are not in the sums of this page.";
    exposure_exposed(sum: &str): "esposizione: {sum}" | "exposure: {sum}";

    exposure_advance_unknown: "Quanto l'ente abbia anticipato non è noto: nessun pagamento ai fornitori è pubblicato" | "How much the body has advanced is not known: no payment to suppliers is published";
    exposure_advance_unknown_text: "Il forfait arriva alla fine, e intanto i fornitori si pagano con la cassa dell'ente. La differenza si vede qui quando l'ente pubblica i pagamenti." | "The lump sum comes at the end, and meanwhile suppliers are paid from the body's own cash. The difference shows here once the body publishes the payments.";
    exposure_advance_find(sum: &str): "Anticipati dalla cassa dell'ente e non ancora rientrati: {sum}" | "Advanced from the body's own cash and not yet back: {sum}";
    exposure_advance_even: "Le somme incassate pareggiano quelle pagate ai fornitori" | "What came in equals what was paid to suppliers";
    exposure_advance_back(sum: &str): "Le somme incassate superano di {sum} quelle pagate ai fornitori" | "What came in is more than what was paid to suppliers, by {sum}";
    exposure_advance_peak(finding: &str, most: &str, day: &str): "{finding}; il massimo è stato {most}, dal {day}" | "{finding}; the most was {most}, from {day}";
    exposure_advance_name: "Cassa anticipata nel tempo" | "Cash advanced over time";
    exposure_advance_axis: "Euro, pagato ai fornitori meno ricevuto" | "Euro, paid to suppliers less received";
    exposure_advance_series(sum: &str): "Anticipato: {sum}" | "Advanced: {sum}";
    exposure_advance_empty: "Nessun pagamento pubblicato con data nota." | "No published payment with a known date.";
    exposure_advance_summary(ente: &str, projects: usize, others: usize, day: &str, sources: &str): "Perimetro: i progetti dell'ente {ente} con pagamenti pubblicati (in tutto {projects}; gli altri, {others}, non contano né per quanto pagato né per quanto ricevuto); pagamenti solo se pubblicati; incassi registrati dall'ente o, dove mancano, erogazioni di PA digitale 2026; sotto lo zero è entrato più di quanto è uscito; una data nota solo per mese, trimestre o anno è disegnata nel suo primo giorno; situazione al {day}; fonti: {sources}" | "Perimeter: the projects of {ente} with published payments ({projects} in all; the others, {others}, count neither for what was paid nor for what was received); payments only if published; receipts recorded by the body or, where there are none, disbursements of PA digitale 2026; below zero more has come in than gone out; a date known only by month, quarter or year is drawn on its first day; as of {day}; sources: {sources}";
    exposure_advance_undated(n: usize, sum: &str): "senza data, e quindi non nel disegno: {n}, per {sum}" | "without a date, and so not in the drawing: {n}, for {sum}";
    exposure_advance_caption: "Pagamenti pubblicati e somme ricevute, per data" | "Published payments and sums received, by date";
    exposure_column_flow: "Movimento" | "Movement";
    exposure_paid: "pagato" | "paid";
    exposure_received: "ricevuto" | "received";
    exposure_column_so_far: "Anticipato fin lì" | "Advanced so far";

    exposure_surplus_none: "Nessun progetto a forfait risulta completato: non ci sono economie da contare" | "No lump-sum project is completed on record: there is no surplus to count";
    exposure_surplus_find(usable: &str, later: &str): "Economie che si possono usare: {usable}; non ancora: {later}" | "Surplus that may be used: {usable}; not yet: {later}";
    exposure_surplus_text: "Quello che il forfait lascia dopo aver pagato i fornitori resta all'ente, che può usarlo solo dopo l'esito positivo delle verifiche tecniche e di quelle formali (direttiva del 23/01/2025, di principio e non vincolante). L'erogazione viene dopo entrambe. Dove non sono pubblicati né contratti né pagamenti le economie non sono note." | "What the lump sum leaves once suppliers are paid stays with the body, which may use it only after positive technical and formal checks (directive of 23/01/2025, of principle and not binding). The disbursement comes after both. Where neither contracts nor payments are published the surplus is not known.";
    exposure_surplus_summary(ente: &str, n: usize, day: &str, sources: &str): "Perimetro: i progetti a forfait dell'ente {ente} che risultano completati, asseverati o pagati (in tutto {n}); spesa da contratti e pagamenti solo se pubblicati, quindi le economie possono essere minori; situazione al {day}; fonti: {sources}." | "Perimeter: the lump-sum projects of {ente} that are completed, certified or paid on record ({n} in all); costs from contracts and payments only if published, so that the surplus may be smaller; as of {day}; sources: {sources}.";
    exposure_surplus_caption: "Economie dei progetti a forfait completati" | "Surplus of completed lump-sum projects";
    exposure_column_lump_sum: "Forfait PNRR" | "PNRR lump sum";
    exposure_column_spent: "Speso" | "Spent";
    exposure_column_surplus: "Economie" | "Surplus";
    exposure_column_usable: "Si possono usare?" | "May it be used?";
    exposure_stated(source: &str, sum: &str): "secondo «{source}», non contato: {sum}" | "according to “{source}”, not counted: {sum}";
    exposure_beyond(sum: &str): "spesi {sum} oltre il forfait" | "{sum} spent beyond the lump sum";
}

impl Lang {
    /// Why a sum may be lost.
    #[must_use]
    pub fn exposure_reason(self, reason: Reason) -> String {
        let (it, en) = match reason {
            Reason::Negative => ("ultima verifica tecnica negativa", "last technical check negative"),
            Reason::Past => ("termine passato, esito non noto", "deadline past, outcome not known"),
            Reason::Late => ("completato oltre il termine", "completed after the deadline"),
            Reason::Partial => ("ultima verifica tecnica solo in parte positiva", "last technical check only partially positive"),
            Reason::Near => {
                return match self {
                    Self::It => format!("termine entro {NEAR_DAYS}\u{a0}giorni"),
                    Self::En => format!("deadline within {NEAR_DAYS}\u{a0}days"),
                };
            }
            Reason::OpenRisk => ("rischio aperto e pubblicato", "open risk, published"),
            Reason::Pending => ("esito della verifica tecnica atteso", "outcome of the technical check expected"),
            Reason::Completed => {
                ("attività completate, verifica tecnica non nota", "activities completed, technical check not known")
            }
            Reason::Unverified => ("termine non verificato", "deadline unverified"),
            Reason::NoDeadline => ("termine non noto", "deadline not known"),
            Reason::Ahead => {
                return match self {
                    Self::It => format!("termine fra più di {NEAR_DAYS}\u{a0}giorni"),
                    Self::En => format!("deadline more than {NEAR_DAYS}\u{a0}days away"),
                };
            }
        };
        self.pick(it, Some(en)).to_owned()
    }

    /// Whether a surplus may be used, and why.
    #[must_use]
    pub const fn exposure_usable(self, usable: Usable) -> &'static str {
        match (usable, self) {
            (Usable::Yes, Self::It) => "sì: il forfait è stato erogato",
            (Usable::Yes, Self::En) => "yes: the lump sum is paid",
            (Usable::Regis, Self::It) => "non ancora: pagato secondo ReGiS, non secondo PA digitale 2026",
            (Usable::Regis, Self::En) => "not yet: paid according to ReGiS, not to PA digitale 2026",
            (Usable::Formal, Self::It) => "non ancora: verifica tecnica positiva, controlli formali non noti",
            (Usable::Formal, Self::En) => "not yet: technical check positive, formal checks not known",
            (Usable::Technical, Self::It) => "non ancora: completato, verifica tecnica positiva non nota",
            (Usable::Technical, Self::En) => "not yet: completed, no positive technical check known",
        }
    }

    /// On what the spending rests.
    #[must_use]
    pub const fn exposure_spent_on(self, basis: SpentBasis) -> &'static str {
        match (basis, self) {
            (SpentBasis::Contracts, Self::It) => "impegnato nei contratti pubblicati",
            (SpentBasis::Contracts, Self::En) => "committed in the published contracts",
            (SpentBasis::Payments, Self::It) => "pagato, secondo i pagamenti pubblicati",
            (SpentBasis::Payments, Self::En) => "paid, by the published payments",
        }
    }
}
