//! Texts of the page about money: three accounts, three drawings, what was given up, which totals are in circulation.

use crate::{Lang, words};
use domain::total::Total;

words! {
    funding_title(ente: &str): "Finanziamenti · {ente}" | "Funding · {ente}";
    funding_lead: "Quanto è stato assegnato, quanto è arrivato e quanto è uscito sono tre conti diversi: qui restano distinti." | "What was granted, what came in and what went out are three different accounts: here they stay apart.";
    funding_accounts: "I tre conti" | "The three accounts";
    funding_granted: "Finanziato" | "Granted";
    funding_received: "Ricevuto" | "Received";
    funding_paid: "Pagato ai fornitori" | "Paid to suppliers";
    funding_granted_note: "somme assegnate ai progetti non rinunciati, ognuna contata una volta" | "sums granted to projects not renounced, each counted once";
    funding_received_note: "incassi registrati dall'ente o, dove mancano, erogazioni di PA digitale 2026" | "receipts recorded by the body or, where there are none, disbursements of PA digitale 2026";
    funding_paid_note: "solo i pagamenti che l'ente ha pubblicato" | "only the payments that the body has published";
    funding_no_grant: "nessun finanziamento registrato" | "no grant recorded";
    funding_no_receipt: "nessuna somma ricevuta registrata" | "no sum received on record";
    funding_no_payment: "nessun pagamento pubblicato" | "no payment published";
    funding_sources(sources: &str, day: &str): "Fonti: {sources}. Situazione al {day}." | "Sources: {sources}. As of {day}.";
    funding_see_rows: "vedi le righe" | "see the rows";
    funding_no_source: "nessuna fonte indicata" | "no source given";

    funding_nothing: "nessuna somma" | "nothing";
    funding_one_unknown_of(known: &str): "{known} e un importo non noto" | "{known} and one amount not known";
    funding_unknown_of(known: &str, n: usize): "{known} e {n} importi non noti" | "{known} and {n} amounts not known";
    funding_one_unknown_at_bar(known: &str): "{known} e 1 non noto" | "{known} and 1 not known";
    funding_unknown_at_bar(known: &str, n: usize): "{known} e {n} non noti" | "{known} and {n} not known";
    funding_outside: "Fuori dalle misure" | "Outside the measures";
    funding_no_deadline: "Senza termine noto" | "No known deadline";
    funding_deadline_unverified(day: &str): "{day} (non verificato)" | "{day} (unverified)";
    funding_axis: "Euro" | "Euro";
    funding_axis_total: "Euro, somma dal primo giorno" | "Euro, running total";

    funding_name_funds: "Finanziamenti per misura e per fondo" | "Funding by measure and fund";
    funding_name_time: "Finanziato, ricevuto e pagato ai fornitori nel tempo" | "Granted, received and paid to suppliers over time";
    funding_name_deadlines: "Finanziamenti a forfait per termine, certificati e no" | "Lump-sum funding by deadline, certified and not";
    funding_empty_funds: "Nessun finanziamento registrato." | "No grant recorded.";
    funding_empty_time: "Nessuna somma con importo e data noti." | "No sum with both amount and date known.";
    funding_empty_deadlines: "Nessun finanziamento a forfait registrato." | "No lump-sum grant recorded.";

    funding_find_none: "Nessun finanziamento è registrato" | "No grant is recorded";
    funding_find_unknown(sum: &str): "I finanziamenti sono registrati senza importo: {sum}" | "Grants are recorded without their amount: {sum}";
    funding_find_single(sum: &str, measure: &str): "Risultano finanziati {sum}; le somme note sono tutte per {measure}" | "Grants on record: {sum}; all known sums are for {measure}";
    funding_find_largest(sum: &str, largest: &str, measure: &str): "Risultano finanziati {sum}; la parte nota più grande, {largest}, è per {measure}" | "Grants on record: {sum}; the largest known part, {largest}, is for {measure}";
    funding_find_time(granted: &str, received: &str, paid: &str): "Finanziati {granted}: {received}; {paid}" | "Granted {granted}: {received}; {paid}";
    funding_find_received(sum: &str): "risultano ricevuti {sum}" | "{sum} received on record";
    funding_find_not_received: "nessuna somma risulta ricevuta" | "no sum received on record";
    funding_find_paid(sum: &str): "ai fornitori risultano pagati {sum}" | "{sum} paid to suppliers on record";
    funding_find_not_paid: "nessun pagamento ai fornitori è pubblicato" | "no payment to suppliers is published";
    funding_find_no_lump_sum: "Nessun progetto a forfait ha un finanziamento registrato" | "No lump-sum project has a grant on record";
    funding_find_all_safe(sum: &str): "Tutti i finanziamenti a forfait ({sum}) risultano certificati o liquidati" | "All lump-sum grants ({sum}) are certified or paid on record";
    funding_find_none_safe(sum: &str): "Di nessun finanziamento a forfait ({sum}) è noto che sia stato certificato" | "No lump-sum grant ({sum}) is known to be certified";
    funding_find_part_safe(safe: &str, open: &str): "Dei finanziamenti a forfait, {safe} risultano certificati o liquidati; per {open} non è noto" | "Of lump-sum grants, {safe} are certified or paid on record; for {open} it is not known";

    funding_summary_funds(ente: &str, day: &str, sources: &str): "Perimetro: le voci di finanziamento dei progetti non rinunciati dell'ente {ente}, ognuna contata una volta; situazione al {day}; fonti: {sources}" | "Perimeter: the funding lines of the projects of {ente} not renounced, each counted once; as of {day}; sources: {sources}";
    funding_summary_time(ente: &str, day: &str, sources: &str): "Perimetro: i progetti non rinunciati dell'ente {ente}, pagamenti ai fornitori solo se pubblicati; una data nota solo per mese, trimestre o anno è disegnata nel suo primo giorno; situazione al {day}; fonti: {sources}" | "Perimeter: the projects of {ente} not renounced, payments to suppliers only if published; a date known only by month, quarter or year is drawn on its first day; as of {day}; sources: {sources}";
    funding_summary_deadlines(ente: &str, n: usize, day: &str, sources: &str): "Perimetro: i finanziamenti PNRR dei progetti a forfait non rinunciati dell'ente {ente} (in tutto {n}), per termine di completamento; «certificato o liquidato» vuol dire asseverato con esito positivo, erogato secondo PA digitale 2026 o l'ente, oppure pagato secondo ReGiS; situazione al {day}; fonti: {sources}" | "Perimeter: the recovery plan grants of the lump-sum projects of {ente} not renounced ({n} in all), by completion deadline; “certified or paid” means positively certified, disbursed according to PA digitale 2026 or the body, or paid according to ReGiS; as of {day}; sources: {sources}";
    funding_past_due(sum: &str): "il termine è già passato per {sum} di cui non è noto se siano certificati" | "the deadline is already past for {sum} not known to be certified";
    funding_one_without_line: "un progetto non ha alcuna voce di finanziamento e non compare" | "one project has no funding line and is not shown";
    funding_without_line(n: usize): "{n} progetti non hanno alcuna voce di finanziamento e non compaiono" | "{n} projects have no funding line and are not shown";
    funding_one_undrawn(what: &str, names: &str): "«{what}», una somma senza importo o senza data non è disegnata: {names}" | "“{what}”, one sum without amount or date is not drawn: {names}";
    funding_undrawn(what: &str, n: usize, names: &str): "«{what}», {n} somme senza importo o senza data non sono disegnate: {names}" | "“{what}”, {n} sums without amount or date are not drawn: {names}";
    funding_and_more(names: &str, n: usize): "{names} e altri {n}" | "{names} and {n} more";
    funding_regis_one(sum: &str): "ReGiS riporta inoltre pagamenti per {sum} su un progetto che PA digitale 2026 non mostra come erogato: qui non sono sommati." | "ReGiS also reports payments of {sum} on one project that PA digitale 2026 does not show as disbursed: they are not added here.";
    funding_regis(sum: &str, n: usize): "ReGiS riporta inoltre pagamenti per {sum} su {n} progetti che PA digitale 2026 non mostra come erogati: qui non sono sommati." | "ReGiS also reports payments of {sum} on {n} projects that PA digitale 2026 does not show as disbursed: they are not added here.";
    funding_regis_link: "Vedi dove le fonti non concordano" | "See where the sources disagree";

    funding_series_safe: "Certificato o liquidato" | "Certified or paid";
    funding_series_open: "Non noto se certificato" | "Not known to be certified";

    funding_column_total: "Totale" | "Total";
    funding_column_item: "Voce" | "Line";
    funding_column_fund: "Fondo" | "Fund";
    funding_column_amount: "Importo" | "Amount";
    funding_column_date: "Data" | "Date";
    funding_column_source: "Fonte e data" | "Source and date";
    funding_column_reference: "Voce o riferimento" | "Line or reference";
    funding_column_call: "Avviso" | "Call";
    funding_column_renounced: "Rinuncia" | "Renunciation";
    funding_column_basis: "Da che cosa viene il termine" | "Where the deadline comes from";
    funding_column_what: "Che cosa comprende" | "What it covers";
    funding_column_kind: "Tipo di fonte" | "Kind of source";
    funding_no_line: "nessuna voce" | "no line";
    funding_total: "Totale" | "Total";

    funding_caption_measures: "Finanziamenti per misura e fondo" | "Funding by measure and fund";
    funding_caption_lines: "Tutte le voci di finanziamento" | "All funding lines";
    funding_caption_granted: "Somme finanziate, per data" | "Sums granted, by date";
    funding_caption_received: "Somme ricevute, per data" | "Sums received, by date";
    funding_caption_paid: "Pagamenti ai fornitori pubblicati, per data" | "Published payments to suppliers, by date";
    funding_caption_deadlines: "Finanziamenti a forfait per termine" | "Lump-sum funding by deadline";
    funding_caption_projects: "Progetti a forfait, per termine" | "Lump-sum projects, by deadline";
    funding_caption_renounced: "Candidature rinunciate" | "Renounced applications";
    funding_caption_totals: "Somme dette da altri, ognuna con il suo perimetro" | "Sums that others state, each with its perimeter";

    funding_basis_typed: "termine registrato dall'ente" | "deadline recorded by the body";
    funding_basis_common: "termine unico di tutti i progetti a forfait" | "single last day for all lump-sum projects";
    funding_basis_act(kind: &str, act: &str): "{kind}: {act}" | "{kind}: {act}";

    funding_renounced_none: "Nessuna candidatura risulta rinunciata" | "No application was renounced on record";
    funding_renounced_one(sum: &str): "Una candidatura rinunciata, per {sum}, non è contata in queste somme" | "One renounced application, for {sum}, is not counted in these sums";
    funding_renounced_many(n: usize, sum: &str): "{n} candidature rinunciate, per {sum}, non sono contate in queste somme" | "{n} renounced applications, for {sum}, are not counted in these sums";
    funding_renounced_text: "Lo dicono i dati aperti di PA digitale 2026, dove una candidatura rinunciata resta scritta. Dopo la rinuncia si può fare una nuova domanda, che è un'altra candidatura." | "PA digitale 2026 open data say so, where a renounced application stays on record. After a renunciation a new request can be made, which is another application.";
    funding_renounced_none_text: "Nei dati aperti di PA digitale 2026 che sono in archivio." | "In the PA digitale 2026 open data of this register.";

    funding_totals_title: "Altre somme in circolazione" | "Other sums in circulation";
    funding_totals_text: "Stampa, dichiarazioni e altre fonti danno totali diversi perché contano cose diverse. Ognuno vale solo con il suo perimetro, la sua fonte e la sua data." | "Press, statements and other sources give different totals because they count different things. Each holds only with its perimeter, source and date.";
    funding_totals_here(ente: &str): "Somma dei finanziamenti PNRR registrati qui per i progetti non rinunciati dell'ente {ente}" | "Sum of the recovery plan grants recorded here for the projects of {ente} not renounced";
    funding_totals_here_all(ente: &str): "Somma dei finanziamenti di tutti i fondi registrati qui per i progetti non rinunciati dell'ente {ente}" | "Sum of the grants of all funds recorded here for the projects of {ente} not renounced";
    funding_totals_here_kind: "questo archivio" | "this register";
}

impl Lang {
    /// The figure at the end of a bar: "1.821,00 €", "non noto", "1.821,00 € e 1 non noto".
    #[must_use]
    pub fn funding_value(self, total: Total) -> String {
        match (total.known, total.unknown) {
            (0, _) | (_, 0) => self.total(total),
            (_, 1) => self.funding_one_unknown_at_bar(&self.total(total)),
            (_, n) => self.funding_unknown_at_bar(&self.total(total), n),
        }
    }

    /// A sum within a sentence, with what is not known of it; "nessuna somma" where there is nothing at all.
    #[must_use]
    pub fn funding_sum(self, total: Total) -> String {
        match (total.known, total.unknown) {
            (0, 0) => self.funding_nothing().to_owned(),
            (0, 1) => self.one_unknown_amount().to_owned(),
            (0, n) => self.unknown_amounts(n),
            (_, 0) => self.total(total),
            (_, 1) => self.funding_one_unknown_of(&self.total(total)),
            (_, n) => self.funding_unknown_of(&self.total(total), n),
        }
    }
}
