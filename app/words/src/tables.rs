//! Texts of what can be taken away to be worked on: the tables as workbooks, the report as a text document.

use crate::{Lang, words};

words! {
    tables_xlsx: "Scarica le tabelle (XLSX)" | "Download the tables (XLSX)";
    tables_ods: "Scarica le tabelle (ODS)" | "Download the tables (ODS)";
    tables_odt: "Scarica la relazione da modificare (ODT)" | "Download the report to edit (ODT)";
    tables_take: "Da portare via, per il giorno di questa pagina:" | "To take away, for the day of this page:";
    tables_failed: "Il file non si è potuto preparare: riprova fra un minuto. Se continua, avvisa chi gestisce il sito." | "The file could not be prepared: try again in a minute. If it goes on, tell whoever runs the site.";
    tables_title(ente: &str, day: &str): "{ente}: tabelle. {day}" | "{ente}: tables. {day}";
    tables_caption(what: &str, day: &str, rows: usize): "{what}. {day}. Righe: {rows}" | "{what}. {day}. Rows: {rows}";

    tables_projects: "Progetti" | "Projects";
    tables_steps: "Passi e termini" | "Steps and deadlines";
    tables_steps_what: "I passi di ogni progetto, con data, termine e previsione" | "The steps of each project, with date, deadline and forecast";
    tables_money: "Somme" | "Money";
    tables_money_what: "Somme finanziate, ricevute e pagate ai fornitori" | "Sums granted, received and paid to suppliers";
    tables_runs: "Asseverazioni" | "Certification runs";
    tables_exposed: "Somme a rischio" | "Sums at risk";
    tables_exposed_what: "Finanziamenti a forfait non ancora asseverati, con il termine, il motivo e l'atto che li copre" | "Lump-sum grants not certified yet, with deadline, reason and the act that covers them";
    tables_indicators: "Indicatori" | "Indicators";
    tables_indicators_what: "Indicatori, con tutte le letture" | "Indicators, with all their readings";
    tables_claims: "Dichiarazioni" | "Statements";
    tables_claims_what: "Frasi dette in pubblico, con l'esito del confronto con i dati" | "Sentences said in public, with the outcome of the comparison with the data";
    tables_sources: "Fonti" | "Sources";
    tables_sources_what: "Le fonti delle righe di questo file" | "The sources of the rows of this file";
    tables_notes: "Note" | "Notes";
    tables_notes_what: "Che cosa contiene questo file" | "What this file contains";

    tables_column_code: "Codice" | "Code";
    tables_column_line: "Misura o linea" | "Measure or line";
    tables_column_since: "Stato dal" | "Status since";
    tables_column_bound: "Precisione" | "Precision";
    tables_column_unknown: "Importi non noti" | "Amounts not known";
    tables_column_cup: "CUP" | "CUP";
    tables_column_office: "Ufficio" | "Office";
    tables_column_snapshot: "Fotografia PA digitale 2026" | "PA digitale 2026 snapshot";
    tables_column_account: "Conto" | "Account";
    tables_column_seen: "Visto dal" | "Seen since";
    tables_column_reading: "Valore" | "Value";
    tables_column_read_on: "Valore al" | "Value as of";
    tables_column_due: "Entro" | "By";
    tables_column_words: "Parole" | "Words";
    tables_column_speaker: "Chi" | "Who";
    tables_column_said_on: "Quando" | "When";
    tables_column_rests: "Su che cosa si basa l'esito" | "What the outcome rests on";
    tables_column_note: "Voce" | "Item";
    tables_column_says: "Che cosa dice" | "What it says";

    tables_note_ente: "Ente" | "Body";
    tables_note_day: "Situazione al" | "As of";
    tables_note_known: "Come era nota il" | "As it was known on";
    tables_note_snapshot: "Dati PA digitale 2026" | "PA digitale 2026 data";
    tables_note_perimeter: "Perimetro" | "Perimeter";
    tables_note_filter: "Filtro" | "Filter";
    tables_note_no_filter: "nessuno: tutti i progetti dell'ente" | "none: all projects of the body";
    tables_note_filtered(filter: &str, n: usize, of: usize): "{filter}. Progetti: {n} su {of}. Indicatori e dichiarazioni: solo quelli di questi progetti." | "{filter}. Projects: {n} of {of}. Indicators and statements: only those of these projects.";
    tables_note_empty: "Celle vuote" | "Empty cells";
    tables_note_empty_text: "Vuol dire che nessuna fonte lo dice: mai zero." | "No source tells: never zero.";
    tables_note_bound: "Precisione «oltre» o «circa»" | "Precision “over” or “about”";
    tables_note_bound_text: "La fonte non dà la cifra esatta: il numero accanto è quello che scrive. Anche le somme che lo contengono non sono esatte." | "The source does not give the exact figure: the number beside it is the one it writes. Sums that contain it are not exact either.";
    tables_note_dates: "Date scritte a parole" | "Dates in words";
    tables_note_dates_text: "La fonte dice solo il mese, il trimestre o l'anno: non ne facciamo un giorno." | "The source only tells the month, quarter or year: we do not make a day of it.";
    tables_note_licence: "Licenza" | "Licence";
    tables_note_seal: "Sigillo (SHA-256)" | "Seal (SHA-256)";

    odt_title(ente: &str): "Relazione sui progetti digitali: {ente}" | "Report on the digital projects: {ente}";
    odt_schedule: "Una riga per progetto; le date sono nella tabella dei progetti." | "A row for each project; the dates are in the table of projects.";
    odt_money: "Somme per fondo" | "Money by fund";
    odt_money_caption: "Somme finanziate ai progetti non rinunciati, per fondo" | "Sums granted to projects not renounced, by fund";
    odt_risks: "Criticità e rimedi" | "Risks and remedies";
    odt_risks_none: "Nessun rischio pubblicato. Ogni ufficio decide quali pubblicare: non vuol dire che non ce ne siano." | "No published risk. Each office decides which ones to publish: it does not mean that there are none.";
    odt_risks_caption: "Rischi pubblicati, con il loro rimedio" | "Published risks, with their remedy";
    odt_column_risk: "Rischio" | "Risk";
    odt_column_remedy: "Rimedio" | "Remedy";
    odt_column_exposed: "Euro esposti" | "Euro exposed";
    odt_column_open: "Stato" | "State";
    odt_indicators_caption: "Indicatori: obiettivo e ultima lettura" | "Indicators: target and latest reading";
    odt_claims_caption: "Frasi dette in pubblico e loro esito" | "Sentences said in public and their outcome";
    odt_no_remedy: "nessun rimedio registrato" | "no remedy on record";
    odt_glossary: "Parole usate" | "Words used";
    odt_sources_caption: "Fonti delle cifre di questa relazione" | "Sources of the figures in this report";
    odt_sources_none: "Nessuna fonte è citata." | "No source is cited.";
    odt_page_of(day: &str): "Finanziato dall'Unione europea – NextGenerationEU · {day}" | "Funded by the European Union – NextGenerationEU · {day}";

    odt_word_call: "Avviso: l'atto con cui il Ministero offre una somma, con regole e termini propri." | "Avviso (call): the act by which the Ministry offers a sum, with terms of its own.";
    odt_word_application: "Candidatura: la domanda dell'ente su un avviso. Può essere finanziata, erogata o rinunciata." | "Candidatura (application): the request of the body on a call. It can be funded, disbursed or renounced.";
    odt_word_decree: "Decreto di finanziamento: l'atto che assegna la somma al progetto." | "Decreto di finanziamento (financing decree): the act that grants the sum to the project.";
    odt_word_lump: "A forfait: la somma è fissa, e arriva alla fine se il risultato è certificato." | "A forfait (lump sum): the sum is fixed, and comes at the end if the result is certified.";
    odt_word_completion: "Completamento: l'ente dichiara finite le attività. Non è ancora la certificazione." | "Completamento (completion): the body declares that the activities are over. It is not the certification yet.";
    odt_word_certification: "Asseverazione: la verifica tecnica che conferma il risultato. Può ripetersi; conta l'ultima." | "Asseverazione (technical certification): the check that confirms the result. It may be repeated; the last one counts.";
    odt_word_disbursement: "Erogazione: il pagamento della somma all'ente." | "Erogazione (disbursement): the payment of the sum to the body.";
    odt_word_unknown: "Non noto: nessuna fonte in archivio lo dice." | "Not known: no source in the register tells.";
}

impl Lang {
    /// The words that a reader of the report may not know.
    #[must_use]
    pub const fn odt_words(self) -> [&'static str; 8] {
        [
            self.odt_word_call(),
            self.odt_word_application(),
            self.odt_word_decree(),
            self.odt_word_lump(),
            self.odt_word_completion(),
            self.odt_word_certification(),
            self.odt_word_disbursement(),
            self.odt_word_unknown(),
        ]
    }
}
