//! Texts of the page about sources: imports, catalogue of sources, ministerial terms, what is not known.

use crate::{Lang, words};
use domain::phase::StartEvent;

words! {
    sources_title: "Fonti" | "Sources";
    sources_lead: "Da dove viene ogni cifra: i file importati, le fonti che citano, i termini ministeriali con la loro affidabilità, e che cosa non si sa." | "Where each figure comes from: the files imported, the sources they cite, the ministerial terms with how sure they are, and what is not known.";
    sources_contents: "In questa pagina" | "On this page";

    sources_imports_title: "File importati" | "Files imported";
    sources_imports_text: "Ogni importazione resta scritta con il suo file, la sua impronta e i suoi conti. «Almeno» vuol dire che il file non ha una data propria: è il giorno più recente che contiene, quindi la fotografia è di quel giorno o di dopo." | "Each import stays on record with its file, digest and counts. “At least” means that the file has no date of its own: the day is the newest one inside it, so the snapshot is of that day or later.";
    sources_imports_none: "Nessun file è stato ancora importato." | "No file has been imported yet.";
    sources_imports_many(n: usize, last: &str): "{n} importazioni, la più recente registrata il {last}." | "{n} imports, the latest recorded on {last}.";
    sources_imports_one(last: &str): "Una importazione, registrata il {last}." | "One import, recorded on {last}.";
    sources_imports_limit(n: usize): "Sono mostrate le ultime {n}." | "The last {n} are shown.";
    sources_imports_caption: "Importazioni, dalla più recente" | "Imports, the newest first";
    sources_column_file: "File" | "File";
    sources_column_kind: "Che cos'è" | "What it is";
    sources_column_snapshot: "Fotografia" | "Snapshot";
    sources_column_recorded: "Registrato (UTC)" | "Recorded (UTC)";
    sources_column_accepted: "Nuove" | "New";
    sources_column_changed: "Cambiate" | "Changed";
    sources_column_unchanged: "Invariate" | "Unchanged";
    sources_column_refused: "Rifiutate" | "Refused";
    sources_column_licence: "Licenza" | "Licence";
    sources_column_digest: "Impronta (SHA-256)" | "Digest (SHA-256)";
    sources_kind_public: "dati aperti PA digitale 2026, candidature" | "PA digitale 2026 open data, applications";
    sources_kind_calls: "elenco degli avvisi" | "list of calls";
    sources_kind_template(kind: &str): "modello CSV: {kind}" | "CSV template: {kind}";
    sources_no_snapshot: "non ne ha: ogni riga porta la sua data" | "has none: each row carries its own date";
    sources_at_least(day: &str): "almeno {day}" | "{day} at least";
    sources_no_licence: "non indicata" | "not stated";
    sources_refused_one: "Una riga rifiutata" | "One row refused";
    sources_refused_many(n: &str): "{n} righe rifiutate" | "{n} rows refused";
    sources_refused_more(n: &str): "Altre {n} righe rifiutate non sono elencate qui." | "{n} more refused rows are not listed here.";

    sources_list_title: "Catalogo delle fonti" | "Catalogue of sources";
    sources_list_text: "Dati aperti, ReGiS, registri e norme sono registri: possono confermare. Dichiarazioni, stampa e siti sono parole: stanno accanto ai dati e non confermano niente." | "Open data, ReGiS, registers and law are records: they can confirm. Statements, press and sites are words: they stand beside the data and confirm nothing.";
    sources_list_none: "Nessuna fonte è stata ancora registrata." | "No source has been recorded yet.";
    sources_list_caption: "Fonti, con data e licenza" | "Sources, with date and licence";
    sources_column_title: "Fonte" | "Source";
    sources_column_code: "Codice" | "Code";
    sources_column_type: "Tipo" | "Kind";
    sources_column_date: "Data" | "Date";
    sources_column_address: "Indirizzo" | "Address";
    sources_visit(host: &str): "apri su {host}" | "open on {host}";
    sources_no_address: "nessuno" | "none";
    sources_record: "registro" | "record";
    sources_words: "parole" | "words";

    sources_terms_title: "Termini ministeriali" | "Ministerial terms";
    sources_terms_text: "Quanto può durare una fase, da quando si conta, quanto è certo. Un termine in giorni non viene mai trasformato in una data, perché i dati pubblici non dicono quando comincia a decorrere; uno non verificato non è mai mostrato come ufficiale." | "How long a phase may take, from when it counts, how sure it is. A term in days is never turned into a date, because public data do not tell when it starts to run; an unverified one is never shown as official.";
    sources_terms_none: "Nessun termine è in archivio." | "No term is in the register.";
    sources_terms_caption: "Termini per avviso, fascia di popolazione e fase" | "Terms by call, population band and phase";
    sources_deferrals_title: "Differimenti generali" | "General deferrals";
    sources_deferrals_text: "Hanno spostato i termini di tutti, e si sommano." | "They moved everybody's deadlines, and they add up.";
    sources_deferrals_none: "Nessun differimento è in archivio." | "No deferral is in the register.";
    sources_deferrals_caption: "Differimenti, dal più vecchio" | "Deferrals, the oldest first";
    sources_column_line: "Misura o linea" | "Measure or line";
    sources_column_edition: "Edizione" | "Edition";
    sources_column_band: "Fascia" | "Band";
    sources_column_phase: "Fase" | "Phase";
    sources_column_term: "Termine" | "Term";
    sources_column_start: "Da quando si conta" | "Counted from";
    sources_column_confidence: "Affidabilità" | "How sure";
    sources_column_basis: "Atto e fonte" | "Act and source";
    sources_column_announced: "Annunciato" | "Announced";
    sources_column_effect: "Effetto" | "Effect";
    sources_every_line: "tutte" | "all";
    sources_every_lump_sum: "tutti i progetti a forfait" | "all lump-sum projects";
    sources_no_act: "atto non indicato" | "act not stated";
    sources_more_days(days: &str): "{days} in più" | "{days} more";
    sources_new_day(day: &str): "spostato al {day}" | "moved to {day}";
    sources_days_unknown: "di quanto, non noto" | "by how much, not known";

    sources_unknown_title: "Che cosa non si sa" | "What is not known";
    sources_unknown_text: "Cose cercate e non trovate nelle fonti pubbliche che abbiamo potuto leggere. Restano «non note» finché qualcuno non le registra con la sua fonte." | "Things looked for and not found in the public sources that we could read. They stay “not known” until somebody records them with their source.";
    sources_unknown_steps: "Le date di contratto, completamento, asseverazione e domanda di erogazione: nei dati aperti non ci sono. Le conosce l'ente, dalla sua area riservata." | "The dates of contract, completion, certification and disbursement request: they are not in the open data. The body knows them, from its reserved area.";
    sources_unknown_terms: "Alcuni termini, scritti solo negli allegati degli avvisi: contratto e completamento della 1.2 per i Comuni, completamento della 1.4.1, contratto di pagoPA per i Comuni, completamento della 1.4.5 di settembre 2022, contratto e completamento di ANNCSU." | "Some terms, written only in the annexes of the calls: contracting and completion of 1.2 for municipalities, completion of 1.4.1, contracting of pagoPA for municipalities, completion of 1.4.5 of September 2022, contracting and completion of ANNCSU.";
    sources_unknown_after: "Che cosa succede a un progetto a forfait non finito entro il 31/03/2026, e a quali condizioni si può essere rimessi in termini." | "What happens to a lump-sum project not finished by 31/03/2026, and on which conditions a lapsed deadline can be reopened.";
    sources_unknown_files: "Lo stato recente di alcune misure: i file pubblici si sono potuti leggere fino a date diverse, scritte accanto a ogni dato. Dopo quella data lo stato può essere cambiato." | "The recent state of some measures: public files could be read up to different dates, written beside each figure. After that date the state may have changed.";
    sources_unknown_towns: "Latina: la seconda candidatura per il cloud e la candidatura per lo stato civile digitale. Avezzano: se abbia un progetto 1.4.1." | "Latina: the second application for the cloud and the application for the digital civil status archive. Avezzano: whether it has a 1.4.1 project.";
    sources_unknown_targets: "Se gli obiettivi europei siano stati rivisti dopo marzo 2025." | "Whether the European targets were revised after March 2025.";
    sources_unknown_licence: "La licenza dei dati di Italia Domani: la colonna resta vuota." | "The licence of the Italia Domani data: the column stays empty.";
    sources_unknown_english: "Il nome inglese ufficiale di alcune misure: quello mostrato è una traduzione nostra." | "The official English name of some measures: the one shown is our own translation.";
    sources_unknown_export: "Se l'area riservata di PA digitale 2026 permetta di scaricare i dati di un ente, e in che formato." | "Whether the reserved area of PA digitale 2026 lets a body download its data, and in which format.";
}

impl Lang {
    /// The event that a term counts from.
    #[must_use]
    pub const fn sources_start(self, start: StartEvent) -> &'static str {
        match (start, self) {
            (StartEvent::Notification, Self::It) => "notifica del decreto",
            (StartEvent::Notification, Self::En) => "notification of the decree",
            (StartEvent::Contract, Self::It) => "firma del primo contratto",
            (StartEvent::Contract, Self::En) => "signature of the first contract",
            (StartEvent::Publication, Self::It) => "pubblicazione del decreto",
            (StartEvent::Publication, Self::En) => "publication of the decree",
            (StartEvent::FixedDay, Self::It) => "data fissa per tutti",
            (StartEvent::FixedDay, Self::En) => "fixed day for everyone",
            (StartEvent::Unknown, _) => self.unknown(),
        }
    }

    /// "Una riga rifiutata", "1.204 righe rifiutate".
    #[must_use]
    pub fn sources_refused(self, n: u64) -> String {
        match n {
            1 => self.sources_refused_one().to_owned(),
            n => self.sources_refused_many(&domain::money::grouped(n)),
        }
    }
}
