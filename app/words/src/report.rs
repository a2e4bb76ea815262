//! Texts of the committee report on paper.

use crate::{Lang, words};

words! {
    report_download: "Relazione per la commissione (PDF)" | "Report for the committee (PDF)";
    report_title(ente: &str): "{ente}: relazione sui progetti digitali" | "{ente}: report on digital projects";
    report_title_sitting(ente: &str, sitting: &str): "{ente}: relazione per «{sitting}»" | "{ente}: report for “{sitting}”";
    report_sitting(body: &str, number: u32, day: &str): "{body}, seduta n.\u{a0}{number} del {day}" | "{body}, sitting no.\u{a0}{number} of {day}";
    report_agenda(agenda: &str): "Ordine del giorno: {agenda}" | "Agenda: {agenda}";
    report_seal_is(seal: &str): "Sigillo (SHA-256): {seal}" | "Seal (SHA-256): {seal}";
    report_seal_means: "Il sigillo è l'impronta del documento della seduta: chi lo ricalcola e trova lo stesso valore sa che nessuna cifra è stata cambiata." | "The seal is the digest of the sitting's document: whoever computes it again and finds the same value knows that no figure was changed.";
    report_seal_code(seal: &str): "Codice QR con il sigillo {seal}" | "QR code with the seal {seal}";
    report_unsealed: "Relazione di un giorno, fuori da una seduta: non ha un sigillo." | "Report of a day, outside a sitting: it has no seal.";

    report_changes: "Che cosa è cambiato" | "What has changed";
    report_projects: "I progetti" | "The projects";
    report_projects_caption: "Progetti: stato, date, termine, finanziamento e fonte" | "Projects: status, dates, deadline, funding and source";
    report_since(status: &str, when: &str): "{status}, {when}" | "{status}, {when}";
    report_unverified(day: &str): "{day} (termine non verificato)" | "{day} (unverified deadline)";
    report_schedule: "Il cronoprogramma" | "The schedule";
    report_status_dates(status: &str, dates: &str): "{status}; {dates}" | "{status}; {dates}";
    report_due(deadline: &str): "termine {deadline}" | "deadline {deadline}";
    report_legend_milestone: "passo avvenuto" | "step that happened";
    report_legend_unverified: "termine non verificato" | "unverified deadline";
    report_legend_forecast: "previsione" | "forecast";
    report_legend_caption: "Legenda: che cosa vuol dire ogni segno" | "Legend: what each sign means";
    report_sign: "Segno" | "Sign";
    report_meaning: "Significato" | "Meaning";

    report_funding: "I finanziamenti" | "Funding";
    report_funding_caption: "Somme assegnate a progetti non rinunciati, per fondo" | "Sums granted to projects not renounced, by fund";
    report_fund: "Fondo" | "Fund";
    report_compared: "A confronto" | "Compared";
    report_bar(fund: &str, sum: &str): "{fund}: {sum}" | "{fund}: {sum}";
    report_unknown_amounts: "Importi non noti" | "Amounts not known";
    report_no_funding: "Nessun finanziamento in archivio." | "No funding in the register.";

    report_certification: "La certificazione" | "Certification";
    report_risks: "Criticità e rimedi" | "Critical issues and remedies";
    report_risks_caption: "Rischi pubblicati, di ogni progetto gli aperti prima" | "Published risks, of each project the open ones first";
    report_problems: "Dai dati in archivio risulta inoltre:" | "The data in the register also show:";
    report_risks_none: "L'ente non ha pubblicato alcuna criticità: non vuol dire che non ce ne siano." | "The body has published no critical issue: that does not mean that there is none.";
    report_issue: "Criticità" | "Issue";
    report_remedy: "Rimedio" | "Remedy";
    report_exposed: "Esposizione" | "Exposed";
    report_by: "Entro" | "By";
    report_office: "Ufficio" | "Office";
    report_indicators: "Gli indicatori" | "Indicators";
    report_claims: "Che cosa è stato detto, e che cosa dicono i dati" | "What was said, and what the data say";
    report_claims_caption: "Frasi dette in pubblico, con il loro esito" | "Sentences said in public, with their outcome";
    report_words: "Frase" | "Sentence";
    report_speaker: "Chi, quando" | "Who, when";
    report_verdict: "Esito e regola" | "Outcome and rule";
    report_quote(words: &str): "«{words}»" | "«{words}»";
    report_verdict_is(verdict: &str, rule: &str): "{verdict}: {rule}" | "{verdict}: {rule}";

    report_glossary: "Glossario" | "Glossary";
    report_glossary_caption: "Le parole di questa relazione" | "The words of this report";
    report_term: "Parola" | "Word";
    report_sources: "Fonti e perimetri" | "Sources and perimeters";
    report_sources_caption: "Fonti delle cifre e delle date di questa relazione" | "Sources of the figures and dates of this report";
    report_sources_none: "Nessuna fonte in archivio." | "No source in the register.";
    report_kind: "Tipo" | "Kind";
    report_date: "Data" | "Date";
    report_address: "Indirizzo" | "Address";
    report_public_data(snapshot: &str): "Dati pubblici: {snapshot}." | "Public data: {snapshot}.";
    report_renounced_out: "Le somme di candidature rinunciate non sono contate in nessun totale." | "Sums of renounced applications are in no total.";
    report_unknown_means: "«Non noto» vuol dire che nessuna fonte in archivio lo dice: non vale mai zero." | "“Not known” means that no source in the register tells: it never stands for zero.";

    report_failed: "La relazione non è stata preparata. Non è un tuo errore: avvisa chi gestisce il sito." | "The report was not made. It is not your fault: tell whoever runs this site.";

    term_call: "Avviso" | "Call";
    term_call_is: "L'invito a presentare domanda: uno per misura, tipo di ente ed edizione." | "The invitation to apply: one for each measure, kind of body and edition.";
    term_application: "Candidatura" | "Application";
    term_application_is: "La domanda dell'ente a un avviso." | "The body's request under a call.";
    term_decree: "Decreto di finanziamento" | "Financing decree";
    term_decree_is: "L'atto che assegna le somme alle candidature ammesse." | "The act that grants the sums to the applications admitted.";
    term_contracting: "Contrattualizzazione" | "Contracting";
    term_contracting_is: "La firma del primo contratto: da lì si contano i giorni per completare." | "The signature of the first contract: the days for completion count from there.";
    term_completion: "Completamento delle attività" | "Completion of activities";
    term_completion_is: "L'ente dichiara che le attività sono finite." | "The body declares that the activities are over.";
    term_certification: "Asseverazione" | "Technical certification";
    term_certification_is: "La verifica tecnica di un terzo: positiva, parzialmente positiva o negativa." | "The technical check by a third party: positive, partially positive or negative.";
    term_disbursement: "Erogazione" | "Disbursement";
    term_disbursement_is: "Il pagamento della somma all'ente, dopo i controlli." | "The payment of the sum to the body, after the checks.";
    term_lump_sum: "Forfait" | "Lump sum";
    term_lump_sum_is: "Somma fissa, pagata una volta sola a risultato raggiunto." | "A fixed sum, paid only once, when the result is there.";
    term_renunciation: "Rinuncia e revoca" | "Renunciation and revocation";
    term_renunciation_is: "Rinuncia l'ente, revoca l'amministrazione che finanzia." | "The body renounces, the administration that funds revokes.";
    term_extension: "Proroga e differimento" | "Extension and deferral";
    term_extension_is: "La proroga sposta il termine di un progetto, il differimento quello di tutti." | "An extension moves the deadline of one project, a deferral that of all.";
    term_schedule: "Cronoprogramma" | "Schedule";
    term_schedule_is: "Le date previste e avvenute dei passi di un progetto." | "The dates, planned and actual, of a project's steps.";
    term_maintenance: "Mantenimento" | "Upkeep";
    term_maintenance_is: "I servizi restano attivi per almeno cinque anni, contati dal 31 dicembre dell'anno del pagamento." | "Services stay active for five years at least, from 31 December of the year of payment.";
}

impl Lang {
    /// The words that a committee may not know, each with what it means (`domain.md` §12 and §1.1).
    #[must_use]
    pub const fn report_terms(self) -> [(&'static str, &'static str); 12] {
        [
            (self.term_call(), self.term_call_is()),
            (self.term_application(), self.term_application_is()),
            (self.term_decree(), self.term_decree_is()),
            (self.term_contracting(), self.term_contracting_is()),
            (self.term_completion(), self.term_completion_is()),
            (self.term_certification(), self.term_certification_is()),
            (self.term_disbursement(), self.term_disbursement_is()),
            (self.term_lump_sum(), self.term_lump_sum_is()),
            (self.term_renunciation(), self.term_renunciation_is()),
            (self.term_extension(), self.term_extension_is()),
            (self.term_schedule(), self.term_schedule_is()),
            (self.term_maintenance(), self.term_maintenance_is()),
        ]
    }
}
