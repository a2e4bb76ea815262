//! Everything an office can type, one record a kind: a file of the template, a table of the database, a struct here.
//!
//! To add a kind: declare it here, add its table in a migration of the store (a test there compares the two), and load it
//! in `dossier.rs` if pages need it. Import, template and export follow by themselves.

use crate::{
    amount::{Amount, Quantity},
    cell::{Cell, Column, Fault, Table, Value},
    fact::Record,
    freshness::FigureKind,
    identifier::{Cup, Ipa, Slug},
    line::{LineCode, MeasureCode},
    phase::{
        Assertion, ChangeKind, Confidence, DeclaredState, Fund, Mode, Outcome, Phase, RiskState, SittingKind, SourceKind,
        StartEvent, Subject,
    },
    settle::Matter,
    status::Tone,
    when::When,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

macro_rules! is_key {
    (key) => {
        true
    };
    (cell) => {
        false
    };
}

macro_rules! records {
    ($(
        $(#[doc = $doc:literal])*
        $Name:ident, $table:literal, $file:literal, $about:literal, [$($by:ident),*] {
            $($role:ident $field:ident: $ty:ty = $header:literal, $hint:literal;)*
        }
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $Name { $(#[doc = $hint] pub $field: $ty,)* }

            impl Record for $Name {
                const TABLE: &'static Table = &Table {
                    file: $file,
                    name: $table,
                    about: $about,
                    columns: &[$(Column::of::<$ty>(stringify!($field), $header, $hint, is_key!($role))),*],
                    by_al: false $(|| matches!(stringify!($by).as_bytes(), b"al"))*,
                    by_source: false $(|| matches!(stringify!($by).as_bytes(), b"source"))*,
                };
                fn load(values: &[Value]) -> Result<Self, (&'static str, Fault)> {
                    let mut cut = Self::TABLE.cut(values).map_err(|f| ($table, f))?.into_iter();
                    Ok(Self { $($field: <$ty as Cell>::load(cut.next().unwrap_or_default()).map_err(|f| (stringify!($field), f))?,)* })
                }
                fn store(&self) -> Vec<Value> {
                    let mut out = Vec::new();
                    $(out.extend(Cell::store(&self.$field));)*
                    out
                }
            }
        )*

        /// All kinds of record, in the order in which they can be taken in: what others refer to comes first.
        pub static TABLES: &[&Table] = &[$(<$Name as Record>::TABLE),*];
    };
}

records! {
    /// A source of figures.
    Source, "source", "fonti", "Una fonte di dati: che cos'è, di quando, dove si trova.", [] {
        key code: String = "codice", "Nome breve, usato nella colonna fonte degli altri file.";
        cell title: String = "titolo", "Titolo per esteso.";
        cell title_en: Option<String> = "titolo_en", "Titolo in inglese.";
        cell kind: SourceKind = "tipo", "dati_aperti, regis, registro, dichiarazione, stampa, sito o norma.";
        cell date: Option<When> = "data", "Data della fonte.";
        cell url: Option<String> = "indirizzo", "Indirizzo web.";
        cell licence: Option<String> = "licenza", "Licenza d'uso.";
    }

    /// A body that follows its projects here.
    EnteRecord, "ente_record", "enti", "Un ente: nome, territorio e contatti da mostrare.", [] {
        key ente: Ipa = "ente", "Codice IPA, per esempio c_e472.";
        cell name: String = "nome", "Nome per esteso, per esempio Comune di Latina.";
        cell municipality: Option<String> = "comune", "Comune in cui ha sede.";
        cell istat: Option<String> = "istat", "Codice ISTAT del comune, sei cifre con gli zeri.";
        cell province: Option<String> = "provincia", "Sigla della provincia.";
        cell region: Option<String> = "regione", "Regione.";
        cell band: Option<String> = "fascia", "Fascia di popolazione usata negli avvisi.";
        cell featured: Option<bool> = "in_evidenza", "sì se va mostrato per primo nella pagina degli enti.";
        cell contact: Option<String> = "contatto", "Indirizzo a cui scrivere per segnalazioni.";
    }

    /// An office: figures are owned by offices, not by natural persons.
    Office, "office", "uffici", "Un ufficio che risponde di progetti e dati.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key code: String = "codice", "Nome breve dell'ufficio.";
        cell name: String = "nome", "Nome per esteso.";
        cell contact: Option<String> = "contatto", "Indirizzo dell'ufficio.";
    }

    /// A measure of the plan, or a programme beside it.
    Measure, "measure", "misure", "Una misura del piano o di un programma che gli sta accanto.", [] {
        key code: MeasureCode = "misura", "Codice, per esempio 1.4.5.";
        cell submeasure: Option<String> = "submisura", "Codice univoco di submisura, per esempio M1C1I1.04.05.";
        cell name: String = "nome", "Nome ufficiale.";
        cell name_en: Option<String> = "nome_en", "Nome in inglese.";
        cell short: String = "nome_breve", "Nome breve per titoli e grafici.";
        cell short_en: Option<String> = "nome_breve_en", "Nome breve in inglese.";
        cell holder: Option<String> = "titolare", "Amministrazione titolare.";
        cell what: Option<String> = "che_cosa", "Che cosa finanzia, in una o due frasi.";
        cell what_en: Option<String> = "che_cosa_en", "Lo stesso in inglese.";
        cell check: Option<String> = "verifica", "Chi verifica il risultato e con quale prova.";
        cell check_en: Option<String> = "verifica_en", "Lo stesso in inglese.";
        cell on_platform: Option<bool> = "pa_digitale", "sì se i suoi avvisi sono su PA digitale 2026.";
    }

    /// The envelope of a measure, which sources disagree about.
    Envelope, "envelope", "dotazioni", "La dotazione di una misura secondo una fonte: le fonti non concordano.", [source] {
        key measure: MeasureCode = "misura", "Codice della misura.";
        cell amount: Amount = "importo", "Dotazione in euro.";
    }

    /// An EU milestone or target of the plan, or a national step towards it.
    Target, "target", "obiettivi", "Un traguardo o obiettivo europeo, o un passo nazionale verso di esso.", [] {
        key code: String = "obiettivo", "Codice, per esempio M1C1-151.";
        cell measure: MeasureCode = "misura", "Codice della misura.";
        cell line: Option<LineCode> = "linea", "Linea, dove la misura ne ha più d'una.";
        cell quantitative: bool = "quantitativo", "sì per un obiettivo (target), no per un traguardo (milestone).";
        cell name: String = "nome", "Che cosa chiede.";
        cell name_en: Option<String> = "nome_en", "Lo stesso in inglese.";
        cell from: Option<Quantity> = "da", "Valore di partenza.";
        cell to: Option<Quantity> = "a", "Valore da raggiungere.";
        cell unit: Option<String> = "unita", "Unità di misura.";
        cell due: When = "entro", "Entro quando.";
    }

    /// A line: a part of a measure with terms of its own.
    Line, "line", "linee", "Una linea: la parte di una misura che ha termini e quote propri.", [] {
        key line: LineCode = "linea", "Codice, per esempio 1.4.3-pagopa.";
        cell name: String = "nome", "Nome breve.";
        cell name_en: Option<String> = "nome_en", "Nome breve in inglese.";
    }

    /// A call (avviso) as our own template gives it.
    CallRecord, "call_record", "avvisi", "Un avviso: titolo, linea, apertura e dotazione.", [] {
        key title: String = "titolo", "Titolo, come nei dati pubblici.";
        cell line: Option<LineCode> = "linea", "Linea; vuota vale quella che il titolo nomina.";
        cell opened: Option<NaiveDate> = "apertura", "Primo giorno.";
        cell closed: Option<NaiveDate> = "chiusura", "Ultimo giorno.";
        cell state: Option<String> = "stato", "Stato pubblicato.";
        cell funds: Option<Amount> = "stanziamento", "Importo stanziato.";
        cell recipients: Option<String> = "destinatari", "A chi si rivolge.";
    }

    /// A ministerial term: how long a phase may take (`domain.md` §2.1).
    ScheduleTerm, "schedule_term", "termini", "Un termine ministeriale: quanto può durare una fase, da quando si conta, quanto è certo.", [] {
        key line: String = "linea", "Linea o misura; * per tutti i progetti a forfait.";
        key edition: String = "edizione", "Edizione dell'avviso, come testo; * per tutte.";
        key band: String = "fascia", "Fascia di popolazione; * per tutte.";
        key phase: Phase = "fase", "contrattualizzazione o completamento.";
        cell days: Option<u32> = "giorni", "Giorni di calendario.";
        cell day: Option<NaiveDate> = "giorno", "Data fissa, in luogo dei giorni.";
        cell start: StartEvent = "decorrenza", "notifica_decreto, contratto, pubblicazione_decreto, data_fissa o non_noto.";
        cell confidence: Confidence = "affidabilita", "confermato, una_fonte o non_verificato.";
        cell act: Option<String> = "atto", "Atto che lo stabilisce.";
    }

    /// A general deferral (`domain.md` §2.2): they stack.
    Deferral, "deferral", "differimenti", "Un differimento generale che ha spostato i termini di tutti.", [] {
        key line: String = "linea", "Linea o misura; * per tutte.";
        key announced: When = "annunciato", "Quando è stato annunciato.";
        key phase: Phase = "fase", "contrattualizzazione o completamento.";
        cell days: Option<u32> = "giorni", "Giorni in più.";
        cell day: Option<NaiveDate> = "giorno", "Nuova data, in luogo dei giorni.";
        cell act: Option<String> = "atto", "Atto.";
        cell confidence: Confidence = "affidabilita", "confermato, una_fonte o non_verificato.";
    }

    /// How far all comuni are, as published.
    Benchmark, "benchmark", "quote_nazionali", "La quota di completamento nazionale pubblicata, per linea.", [al, source] {
        key line: LineCode = "linea", "Linea.";
        cell share: Quantity = "percentuale", "Percentuale, per esempio 98,71.";
    }

    /// How long projects took between two steps, derived from public data.
    Duration, "duration", "durate_nazionali", "Quanti giorni sono passati dal decreto all'erogazione, per avviso.", [source] {
        key call: String = "avviso", "Titolo dell'avviso.";
        cell median_days: u32 = "mediana", "Mediana, giorni.";
        cell ninetieth_days: Option<u32> = "percentile_90", "Novantesimo percentile, giorni.";
    }

    /// What the Comune speaks of.
    Project, "project_record", "progetti", "Un progetto, con il nome con cui il Comune ne parla.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Nome nell'indirizzo, fissato alla creazione: send-2022.";
        cell title: String = "titolo", "Titolo.";
        cell title_en: Option<String> = "titolo_en", "Titolo in inglese.";
        cell line: Option<LineCode> = "linea", "Linea, per esempio 1.4.5; vuota se fuori da ogni misura.";
        cell mode: Option<Mode> = "modalita", "forfait o costi.";
        cell office: Option<String> = "ufficio", "Codice dell'ufficio responsabile.";
        cell what: Option<String> = "descrizione", "Di che cosa si tratta.";
        cell what_en: Option<String> = "descrizione_en", "Lo stesso in inglese.";
        cell cup: Option<Cup> = "cup", "CUP, se noto.";
    }

    /// A public application, typed: links it to a project, and may state what the public data said of it.
    ApplicationRecord, "application_record", "candidature", "Una candidatura pubblica: a quale progetto appartiene e che cosa ne dicono i dati aperti.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        cell project: Option<Slug> = "progetto", "Progetto a cui appartiene; vuoto: ne avrà uno suo.";
        key call: String = "avviso", "Titolo dell'avviso, come nei dati pubblici.";
        key sent_at: NaiveDateTime = "inviata", "Data e ora di invio (UTC), come nei dati pubblici.";
        key state: Option<crate::application::State> = "stato", "A finanziata, E erogata, R rinunciata; vuoto: solo il collegamento.";
        cell amount: Option<Amount> = "importo", "Importo finanziato.";
        cell decreed: Option<NaiveDate> = "decretata", "Data del decreto.";
        cell cup: Option<Cup> = "cup", "CUP.";
        cell window: Option<u32> = "finestra", "Finestra temporale.";
        cell protocol: Option<u32> = "protocollo", "Protocollo del decreto.";
        cell decree: Option<String> = "decreto", "Decreto.";
        cell state_on: Option<NaiveDate> = "stato_dal", "Data dello stato, dove pubblicata.";
        key seen: Option<NaiveDate> = "visto_dal", "Prima fotografia in cui lo abbiamo visto.";
        key last_seen: Option<NaiveDate> = "visto_fino", "Ultima fotografia in cui lo abbiamo visto.";
    }

    /// Money granted to a project.
    FundingLine, "funding_line", "finanziamenti", "Una riga di finanziamento di un progetto.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key item: String = "voce", "Nome della riga, per esempio contributo.";
        cell fund: Fund = "fondo", "pnrr, cofinanziamento, fesr o altro.";
        cell amount: Option<Amount> = "importo", "Importo in euro; oltre e circa si possono scrivere; vuoto se non noto.";
        cell act: Option<String> = "atto", "Codice dell'atto.";
    }

    /// A date of the path: planned, expected, happened.
    Milestone, "milestone", "traguardi", "Una data del percorso: prevista in origine, attesa, avvenuta.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key phase: Phase = "fase", "Passo del percorso.";
        cell baseline: Option<When> = "data_iniziale", "Termine iniziale: solo un atto lo sposta, e resta leggibile.";
        cell forecast: Option<When> = "previsione", "Quando l'ufficio prevede che avvenga.";
        cell actual: Option<When> = "avvenuto", "Quando è avvenuto.";
        cell act: Option<String> = "atto", "Codice dell'atto che lo prova.";
    }

    /// A deadline that moved, with its act.
    DeadlineChange, "deadline_change", "scadenze", "Una scadenza spostata, con l'atto che la sposta.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key phase: Phase = "fase", "Passo del percorso.";
        key number: u32 = "numero", "Primo spostamento 1, secondo 2…";
        cell kind: ChangeKind = "tipo", "differimento, proroga, decreto o iniziale.";
        cell due: NaiveDate = "nuova_scadenza", "Nuova scadenza.";
        cell act: String = "atto", "Atto: tipo, numero e data, o il codice dal file atti.";
        cell confidence: Option<Confidence> = "affidabilita", "confermato, una_fonte o non_verificato.";
    }

    /// A run of the technical certification.
    CertificationRun, "certification_run", "asseverazioni", "Una verifica tecnica (asseverazione): può ripetersi.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key number: u32 = "numero", "Prima verifica 1, seconda 2…";
        cell requested: Option<When> = "richiesta", "Quando è stata chiesta.";
        cell checked: Option<When> = "controlli_automatici", "Esito dei controlli automatici.";
        cell outcome: Outcome = "esito", "positivo, parzialmente_positivo, negativo o in_corso.";
        cell outcome_on: Option<When> = "data_esito", "Quando.";
    }

    /// A contract with a supplier. The first one's signature starts the clock of completion (`domain.md` §1.1, step 7).
    Contract, "contract", "contratti", "Un contratto o un ordine: quando è firmato, per quanto, con quale atto.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key reference: String = "riferimento", "Numero, repertorio o CIG: distingue un contratto dall'altro.";
        cell signed_on: Option<When> = "firmato", "Data della firma.";
        cell amount: Option<Amount> = "importo", "Importo impegnato.";
        cell supplier: Option<String> = "fornitore", "Con chi (mai mostrato se non pubblicato).";
        cell cig: Option<String> = "cig", "CIG, se c'è.";
        cell act: Option<String> = "atto", "Codice dell'atto.";
        cell published: bool = "pubblicato", "sì o no.";
    }

    /// A payment to a supplier: internal until published.
    Payment, "payment", "pagamenti", "Un pagamento a un fornitore: interno finché non è pubblicato.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key reference: String = "riferimento", "Mandato o fattura: distingue un pagamento dall'altro.";
        cell paid_on: When = "data", "Quando.";
        cell amount: Amount = "importo", "Importo.";
        cell supplier: Option<String> = "fornitore", "A chi (mai mostrato se non pubblicato).";
        cell published: bool = "pubblicato", "sì o no.";
    }

    /// Money received for a project.
    Receipt, "receipt", "incassi", "Una somma ricevuta per un progetto.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key reference: String = "riferimento", "Reversale o provvisorio: distingue un incasso dall'altro.";
        cell received_on: When = "data", "Quando.";
        cell amount: Amount = "importo", "Importo.";
    }

    /// A risk, with what is done about it: internal until published.
    Risk, "risk", "rischi", "Un rischio: che cosa può andare storto, quanto vale, chi se ne occupa e che cosa fa.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key code: String = "codice", "Nome breve.";
        cell what: String = "rischio", "Che cosa può andare storto.";
        cell remedy: Option<String> = "rimedio", "Che cosa si fa perché non accada.";
        cell office: Option<String> = "ufficio", "Codice dell'ufficio che se ne occupa.";
        cell exposed: Option<Amount> = "esposizione", "Euro che si possono perdere.";
        cell due: Option<When> = "entro", "Entro quando va affrontato.";
        cell state: RiskState = "stato", "aperto o chiuso.";
        cell published: bool = "pubblicato", "sì o no.";
    }

    /// Where a project stands in the office's own words, against the rule: with a reason and an end.
    StatedStatus, "stated_status", "stati_dichiarati", "Lo stato che l'ufficio dichiara in luogo della regola, con il motivo e la scadenza.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        cell tone: Tone = "stato", "conclusi, in-corso, oltre-il-termine, rinunciati o non-noti.";
        cell reason: String = "motivo", "Perché la regola non basta: viene mostrato.";
        cell until: NaiveDate = "fino_al", "Ultimo giorno in cui vale.";
    }

    /// Something that is counted.
    Indicator, "indicator", "indicatori", "Qualcosa che si conta: unità, obiettivo, e le letture nel file letture.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key code: String = "indicatore", "Nome breve, unico nell'ente.";
        cell project: Option<Slug> = "progetto", "Progetto, se è di uno solo.";
        cell name: String = "nome", "Che cosa si conta.";
        cell name_en: Option<String> = "nome_en", "Lo stesso in inglese.";
        cell unit: String = "unita", "Unità di misura.";
        cell unit_en: Option<String> = "unita_en", "Lo stesso in inglese.";
        cell target: Option<Quantity> = "obiettivo", "Valore da raggiungere, se ce n'è uno.";
        cell target_due: Option<When> = "obiettivo_entro", "Entro quando.";
    }

    /// A reading of an indicator.
    Reading, "reading", "letture", "Il valore di un indicatore a una data, secondo una fonte.", [al, source] {
        key ente: Ipa = "ente", "Codice IPA.";
        key indicator: String = "indicatore", "Indicatore.";
        cell value: Quantity = "valore", "Valore; oltre e circa si possono scrivere.";
    }

    /// An act: law, decree, determination.
    Act, "act", "atti", "Un atto: tipo, numero, data, oggetto, dove leggerlo.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key code: String = "codice", "Nome breve, usato nella colonna atto degli altri file.";
        cell project: Option<Slug> = "progetto", "Progetto, se è di uno solo.";
        cell kind: String = "tipo", "Decreto, determina, delibera, contratto…";
        cell number: Option<String> = "numero", "Numero.";
        cell date: Option<When> = "data", "Data.";
        cell published_on: Option<When> = "data_pubblicazione", "Data di pubblicazione.";
        cell subject: String = "oggetto", "Oggetto.";
        cell link: Option<String> = "link", "Indirizzo web.";
    }

    /// What another source states.
    Statement, "statement", "rilievi", "Che cosa dice un'altra fonte, tenuto accanto a quello che diciamo noi.", [al, source] {
        key ente: Ipa = "ente", "Codice IPA.";
        key code: String = "codice", "Nome breve del rilievo.";
        cell project: Option<Slug> = "progetto", "Progetto, se è di uno solo.";
        cell subject: Subject = "oggetto", "stato, pagamento, finanziamento, spesa, completamento, contratto, totale o altro.";
        cell text: String = "testo", "Che cosa dice, in parole nostre.";
        cell text_en: Option<String> = "testo_en", "Lo stesso in inglese.";
        cell state: Option<DeclaredState> = "avanzamento", "in_avvio, in_corso, avanzato o concluso.";
        cell amount: Option<Amount> = "importo", "Importo.";
        cell on: Option<When> = "quando", "Data del fatto.";
    }

    /// A claim made in public, word by word, and what would back it.
    Claim, "claim", "dichiarazioni", "Una frase detta in pubblico: parole, chi, quando, e con che cosa si confronta.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key code: String = "codice", "Nome breve.";
        cell words: String = "parole", "Le parole dette.";
        cell words_en: Option<String> = "parole_en", "Che cosa dicono, in inglese.";
        cell speaker: String = "chi", "Ufficio o carica, non la persona.";
        cell assertion: Assertion = "asserzione", "liquidato, concluso, in_corso, valore, importo, importo_totale, in_linea o fatto.";
        cell project: Option<Slug> = "progetto", "Progetto di cui parla.";
        cell indicator: Option<String> = "indicatore", "Indicatore di cui parla.";
        cell measure: Option<LineCode> = "linea", "Misura o linea di cui parla, senza un progetto.";
        cell quantity: Option<Quantity> = "valore", "Valore dichiarato.";
        cell amount: Option<Amount> = "importo", "Importo dichiarato.";
        cell by: Option<When> = "quando", "Data dichiarata.";
    }

    /// How often a kind of figure is brought up to date, and by which office.
    Cadence, "cadence", "cadenze", "Ogni quanto un dato va aggiornato, e quale ufficio lo aggiorna.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key figure: FigureKind = "dato", "certificazione, incassi, pagamenti, indicatori o previsioni.";
        key project: Option<Slug> = "progetto", "Progetto, se vale per uno solo; vuoto: tutti.";
        key indicator: Option<String> = "indicatore", "Indicatore, se vale per uno solo; vuoto: tutti.";
        cell office: String = "ufficio", "Codice dell'ufficio che aggiorna il dato.";
        cell days: u32 = "giorni", "Ogni quanti giorni: passati questi, le pagine dicono che il dato è da aggiornare.";
    }

    /// A figure that has not changed, said again by the office that looks after it.
    Confirmation, "confirmation", "conferme", "Un dato che non è cambiato: l'ufficio conferma che vale ancora.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key figure: FigureKind = "dato", "certificazione, incassi, pagamenti, indicatori o previsioni.";
        cell confirmed_on: NaiveDate = "confermato_il", "Il giorno in cui valeva ancora.";
    }

    /// A difference between the office and the public data that the office has settled: it keeps its own value, and says why.
    Settled, "settled", "differenze_decise", "Una differenza con i dati pubblici su cui l'ufficio tiene il suo dato, con il motivo.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key project: Slug = "progetto", "Progetto.";
        key matter: Matter = "che_cosa", "finanziamento, candidatura, decreto o erogazione.";
        cell typed: String = "nostro_dato", "Il dato dell'ufficio, com'era scritto nella pagina.";
        cell public: String = "dato_pubblico", "Il dato pubblico, com'era scritto nella pagina: se cambia, la differenza torna da decidere.";
        cell reason: String = "motivo", "Perché l'ufficio tiene il suo: viene mostrato.";
    }

    /// A sitting before which the projects are reported on. What it was shown is frozen apart, and never changes.
    Sitting, "sitting", "sedute", "Una seduta di commissione o di consiglio, o un incontro pubblico, a cui si presentano i progetti.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key number: u32 = "seduta", "Numero in questo archivio: 1, 2, 3….";
        cell kind: SittingKind = "davanti_a", "commissione, consiglio o incontro_pubblico.";
        cell body: Option<String> = "organo", "Nome per esteso, per esempio Commissione Pianificazione e sicurezza.";
        cell held_on: NaiveDate = "giorno", "Il giorno della seduta.";
        cell agenda: Option<String> = "ordine_del_giorno", "Il punto all'ordine del giorno.";
        cell minutes: Option<String> = "verbale", "Indirizzo web del verbale.";
    }

    /// Where a slide of the presentation stands, and what is said to it: an arrangement, no fact. The notes are internal.
    SlideNote, "slide_note", "diapositive", "Il posto di una diapositiva e le note di chi la presenta.", [] {
        key ente: Ipa = "ente", "Codice IPA.";
        key sitting: Option<u32> = "seduta", "Numero della seduta; vuoto: dati di oggi.";
        key slide: String = "diapositiva", "Nome breve, per esempio finanziamenti.";
        cell position: Option<u32> = "posto", "La prima è 1; vuoto: al suo posto.";
        cell shown: Option<bool> = "mostrata", "sì o no; vuoto: come di norma.";
        cell notes: Option<String> = "note_relatore", "Che cosa dire: non è mai pubblico.";
    }
}

/// What the desk keeps of one project, in the order in which its page shows it. Readings are of an indicator, which is of a
/// project.
pub static OF_A_PROJECT: [&Table; 16] = [
    Project::TABLE,
    FundingLine::TABLE,
    Milestone::TABLE,
    DeadlineChange::TABLE,
    Contract::TABLE,
    CertificationRun::TABLE,
    Payment::TABLE,
    Receipt::TABLE,
    Indicator::TABLE,
    Reading::TABLE,
    Act::TABLE,
    Risk::TABLE,
    Statement::TABLE,
    StatedStatus::TABLE,
    Confirmation::TABLE,
    Settled::TABLE,
];

/// What the desk keeps of the ente itself. A project is of the ente until it is there.
pub static OF_AN_ENTE: [&Table; 9] = [
    EnteRecord::TABLE,
    Office::TABLE,
    Sitting::TABLE,
    Cadence::TABLE,
    Project::TABLE,
    Indicator::TABLE,
    Reading::TABLE,
    Act::TABLE,
    Statement::TABLE,
];

/// The table whose file has this stem.
#[must_use]
pub fn table_of_file(stem: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|t| t.file == stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_kinds_can_be_taken_for_one_another_by_their_header() {
        let mut headers = HashSet::new();
        for table in TABLES {
            let columns: Vec<_> = table.columns.iter().map(|c| c.header).collect();
            assert!(headers.insert(columns.clone()), "{} has the same columns as another kind", table.file);
            assert_eq!(columns.iter().collect::<HashSet<_>>().len(), columns.len(), "{} repeats a column", table.file);
            assert!(
                !columns.iter().any(|c| ["al", "noto_il", "fonte", "nota"].contains(c)),
                "{} hides its provenance",
                table.file
            );
        }
    }

    #[test]
    fn every_kind_has_a_key_and_every_column_says_what_to_write() {
        for table in TABLES {
            assert!(table.columns.iter().any(|c| c.key), "{}", table.file);
            assert!(table.columns.iter().all(|c| c.hint.ends_with(['.', '…'])), "{}", table.file);
        }
    }
}
