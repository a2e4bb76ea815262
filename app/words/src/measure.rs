//! Texts of the list of measures and of one measure.

use crate::{Lang, words};
use domain::{money::grouped, share::LineShare};

words! {
    measures_title(ente: &str): "Misure · {ente}" | "Measures · {ente}";
    measures_lead: "Le misure del piano e i programmi che gli stanno accanto: che cosa finanziano, con quali obiettivi europei, a che punto sono tutti i Comuni." | "The measures of the plan and the programmes beside it: what they fund, with which EU targets, how far all municipalities are.";
    measures_own_title: "Con progetti dell'ente" | "With projects of the body";
    measures_own_caption: "Misure in cui l'ente ha progetti" | "Measures in which the body has projects";
    measures_own_note(snapshot: &str): "Somme contate una volta, senza le candidature rinunciate. Fonti: quelle indicate nella pagina di ogni progetto; dati pubblici: {snapshot}." | "Sums counted once, without renounced applications. Sources: those named on each project's page; public data: {snapshot}.";
    measures_none: "In archivio non c'è alcun progetto di questo ente: qui sotto ci sono le misure che conosciamo." | "The register has no project of this body: below are the measures that we know.";
    measures_other_title: "Altre misure" | "Other measures";
    measures_other_caption: "Misure in cui l'ente non ha progetti in archivio" | "Measures in which the body has no project in the register";
    measures_other_none: "L'ente ha progetti in tutte le misure in archivio." | "The body has projects in all measures of the register.";
    measures_catalogue_empty: "L'elenco delle misure non è stato ancora importato." | "The list of measures has not been imported yet.";
    measures_outside: "Fuori da ogni misura" | "Outside every measure";
    measures_column_projects: "Progetti" | "Projects";
    measures_column_states: "Stati" | "Statuses";
    measures_column_holder: "Titolare" | "Holder";
    measures_column_what: "Che cosa finanzia" | "What it funds";
    measures_total: "Totale" | "Total";
    measures_one_project: "1\u{a0}progetto" | "1\u{a0}project";
    measures_many_projects(n: usize): "{n}\u{a0}progetti" | "{n}\u{a0}projects";

    measure_name_unknown(code: &str): "Misura {code}" | "Measure {code}";
    measure_not_in_catalogue: "Questa misura non è nell'elenco in archivio: di lei sappiamo solo i progetti." | "This measure is not in the register's list: only its projects are known.";
    measure_what_title: "Che cos'è" | "What it is";
    measure_holder: "Amministrazione titolare" | "Administration in charge";
    measure_code: "Codice" | "Code";
    measure_check: "Chi verifica e con quale prova" | "Who checks, and by what evidence";
    measure_platform: "Avvisi su PA digitale 2026" | "Calls on PA digitale 2026";

    measure_envelopes_title: "Dotazione" | "Envelope";
    measure_envelopes_caption: "Dotazione della misura, secondo ogni fonte" | "Envelope of the measure, according to each source";
    measure_envelopes_differ: "Le fonti non concordano: mostriamo ogni cifra con la sua fonte, senza sceglierne una." | "The sources do not agree: each figure is shown with its source, none is chosen.";
    measure_envelopes_none: "Nessuna fonte in archivio dà la dotazione di questa misura: l'importo è" | "No source in the register gives the envelope of this measure: the amount is";
    measure_envelopes_whole: "È la dotazione nazionale della misura, non la somma dell'ente." | "This is the national envelope of the measure, not the body's sum.";

    measure_targets_title: "Gli obiettivi europei" | "The EU targets";
    measure_targets_caption: "Traguardi e obiettivi del piano dietro questa misura" | "Milestones and targets of the plan behind this measure";
    measure_targets_intro: "La tabella dice che cosa il piano chiede a tutta l'Italia, non se è stato raggiunto." | "The table says what the plan asks of all Italy, not whether it has been reached.";
    measure_targets_revisions: "I dati sono del giorno indicato accanto a ogni riga: se le revisioni successive del Consiglio dell'Unione li abbiano cambiati non è verificato." | "The data are of the day beside each row: whether later revisions by the Council of the Union changed them is unverified.";
    measure_targets_none: "Nessun traguardo od obiettivo europeo di questa misura è in archivio." | "No EU milestone or target of this measure is in the register.";
    measure_column_asks: "Che cosa chiede" | "What it asks";
    measure_column_kind: "Tipo" | "Kind";
    measure_column_from: "Da" | "From";
    measure_column_to: "A" | "To";
    measure_column_by: "Entro" | "By";
    measure_quantitative: "obiettivo, con un numero" | "target, with a number";
    measure_qualitative: "traguardo, senza un numero" | "milestone, without a number";
    measure_no_number: "nessun numero" | "no number";

    measure_projects_title(ente: &str): "I progetti · {ente}" | "The projects · {ente}";
    measure_projects_caption: "Progetti dell'ente in questa misura" | "Projects of the body in this measure";
    measure_projects_none: "L'ente non ha in archivio progetti di questa misura." | "The body has no project of this measure in the register.";
    measure_projects_link: "vedi nell'elenco dei progetti" | "see in the list of projects";

    measure_comuni_title: "A che punto sono tutti i Comuni" | "How far all municipalities are";
    measure_shares_intro: "«Erogati»: quanti progetti dei Comuni risultano erogati (E) fra quelli finanziati (A) ed erogati (E), contati dalle righe in archivio; i rinunciati (R) restano fuori." | "“Disbursed”: how many of the municipalities' projects are disbursed (E) among those funded (A) and disbursed (E), counted from the rows in the register; renounced ones (R) are left out.";
    measure_shares_caption: "Progetti erogati, per linea" | "Projects disbursed, by line";
    measure_shares_none: "In archivio non ci sono righe dei Comuni per questa misura: la quota degli erogati è" | "The register has no rows of municipalities for this measure: the share disbursed is";
    measure_share_unknown: "il file non contiene erogazioni: quota non nota" | "the file has no disbursements: share not known";
    measure_share_partial: "non è una quota nazionale" | "not a national share";
    measure_column_share: "Erogati" | "Disbursed";
    measure_column_disbursed: "Erogate (E)" | "Disbursed (E)";
    measure_column_funded: "Finanziate (A)" | "Funded (A)";
    measure_column_renounced: "Rinunciate (R)" | "Renounced (R)";
    measure_column_comuni: "Comuni" | "Municipalities";
    measure_column_snapshot: "Fotografia" | "Snapshot";
    measure_many_comuni(n: &str): "{n}\u{a0}comuni" | "{n}\u{a0}municipalities";
    measure_only_one_comune: "solo 1\u{a0}comune in archivio" | "only 1\u{a0}municipality in the register";
    measure_only_comuni(n: &str): "solo i {n}\u{a0}comuni in archivio" | "only the {n}\u{a0}municipalities in the register";

    measure_benchmarks_title: "Il completamento pubblicato" | "The published completion";
    measure_benchmarks_intro: "È un'altra cosa: la quota dei progetti completati che PA digitale 2026 pubblica per tutti i Comuni. Un progetto completato può non essere ancora erogato, perciò le due quote non si confrontano." | "This is another thing: the share of completed projects that PA digitale 2026 publishes for all municipalities. A completed project may not be disbursed yet, so the two shares are not to be compared.";
    measure_benchmarks_caption: "Quota di completamento pubblicata, per linea" | "Published completion, by line";
    measure_benchmarks_none: "Per questa misura non è pubblicata alcuna quota di completamento." | "No completion share is published for this measure.";
    measure_column_completion: "Completati" | "Completed";
    measure_whole: "tutta la misura" | "the whole measure";

    measure_durations_title: "Quanto tempo ci vuole" | "How long it takes";
    measure_durations_caption: "Giorni dal decreto all'erogazione, mediana" | "Days from decree to disbursement, median";
    measure_durations_none: "Per questa misura non è nota alcuna durata." | "No time is known for this measure.";

    measure_terms_none: "Per gli avvisi di questa misura non è stato trovato alcun termine ministeriale in giorni: sono negli allegati degli avvisi o nelle convenzioni." | "No ministerial term in days was found for the calls of this measure: they are in the annexes of the calls or in the agreements.";
    measure_terms_caption: "Termini ministeriali delle linee di questa misura" | "Ministerial terms of the lines of this measure";
    measure_deferrals_caption: "Differimenti generali che riguardano questa misura" | "General deferrals that concern this measure";
    measure_deferrals_none: "Nessun differimento generale noto riguarda questa misura." | "No general deferral known concerns this measure.";
}

impl Lang {
    /// "7.904 comuni", or that only those in the register are counted.
    #[must_use]
    pub fn measure_comuni(self, share: &LineShare) -> String {
        let number = grouped(u64::from(share.comuni));
        match (share.is_partial(), share.comuni) {
            (true, 1) => self.measure_only_one_comune().to_owned(),
            (true, _) => self.measure_only_comuni(&number),
            (false, _) => self.measure_many_comuni(&number),
        }
    }

    /// "1 progetto", "8 progetti".
    #[must_use]
    pub fn measures_projects(self, n: usize) -> String {
        match n {
            1 => self.measures_one_project().to_owned(),
            n => self.measures_many_projects(n),
        }
    }
}
