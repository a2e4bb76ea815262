//! Texts of "Attuazione misure PNRR".

use crate::{Lang, words};
use domain::transparency::Place;

words! {
    pnrr_title(ente: &str): "Attuazione misure PNRR · {ente}" | "Implementation of PNRR measures · {ente}";
    pnrr_short: "Attuazione misure PNRR" | "Implementation of PNRR measures";
    pnrr_lead: "I progetti finanziati dal Piano nazionale di ripresa e resilienza, per misura, con gli atti. L'indirizzo di questa pagina non cambia: si può collegare da Amministrazione Trasparente." | "The projects funded by the national recovery and resilience plan, by measure, with their acts. The address of this page does not change: the official transparency section can link to it.";
    pnrr_none: "In archivio non c'è alcun progetto di questo ente finanziato dal PNRR." | "The register has no project of this body funded by the PNRR.";
    pnrr_caption(measure: &str): "Progetti della misura {measure}" | "Projects of the measure {measure}";
    pnrr_no_measure: "Misura non nota" | "Measure not known";
    pnrr_others_one: "Un progetto in archivio non è finanziato dal PNRR e qui non c'è:" | "One project in the register is not funded by the PNRR and is not here:";
    pnrr_others(n: usize): "{n}\u{a0}progetti in archivio non sono finanziati dal PNRR e qui non ci sono:" | "{n}\u{a0}projects in the register are not funded by the PNRR and are not here:";
    pnrr_shared_acts: "Atti che riguardano più progetti" | "Acts about several projects";
    pnrr_shared_caption: "Atti dell'ente che non sono di un solo progetto" | "Acts of the body that are not of a single project";
    pnrr_link: "La pagina «Attuazione misure PNRR», da collegare da Amministrazione Trasparente" | "The page “Implementation of PNRR measures”, for the official transparency section to link to";

    pnrr_place: "Missione e componente" | "Mission and component";
    pnrr_measure: "Misura" | "Measure";
    pnrr_code: "Codice della submisura" | "Code of the sub-measure";
    pnrr_holder: "Amministrazione titolare" | "Administration in charge";
    pnrr_carrier: "Soggetto attuatore" | "Carried out by";
    pnrr_office: "Ufficio responsabile" | "Office in charge";
    pnrr_published: "Data di pubblicazione" | "Date of publication";
    pnrr_updated: "Dati aggiornati al" | "Data as of";
    pnrr_granted: "Importo finanziato dal PNRR" | "Amount granted by the PNRR";
    pnrr_other_money: "Altri fondi" | "Other funds";
    pnrr_access: "Modalità di accesso al finanziamento" | "How the funding was obtained";
    pnrr_access_call(call: &str, day: &str): "Avviso «{call}», candidatura del {day}" | "Call “{call}”, application of {day}";
    pnrr_activity: "Attività finanziata" | "Activity funded";
    pnrr_state: "Avanzamento" | "Progress";
    pnrr_what: "Descrizione e finalità" | "Description and purpose";
    pnrr_results: "Risultati" | "Results";
    pnrr_result(name: &str, value: &str, al: &str): "{name}: {value} ({al})" | "{name}: {value} ({al})";
    pnrr_result_target(target: &str): "obiettivo {target}" | "target {target}";
    pnrr_fields: "In sintesi" | "In short";
    pnrr_more: "Date, somme, verifiche e fonti del progetto" | "Dates, sums, checks and sources of the project";

    pnrr_acts: "Atti" | "Acts";
    pnrr_acts_caption: "Atti del progetto, dal primo" | "Acts of the project, the earliest first";
    pnrr_acts_none: "Nessun atto è noto." | "No act is known.";
    pnrr_acts_count(n: usize): "{n}\u{a0}atti" | "{n}\u{a0}acts";
    pnrr_acts_one: "1\u{a0}atto" | "1\u{a0}act";
    pnrr_column_kind: "Tipo" | "Kind";
    pnrr_column_number: "Numero" | "Number";
    pnrr_column_date: "Data" | "Date";
    pnrr_column_published: "Pubblicato il" | "Published on";
    pnrr_column_subject: "Oggetto" | "Subject";
    pnrr_column_link: "Documento" | "Document";
    pnrr_act_decides(call: &str): "Decide sulle candidature all'avviso «{call}»" | "Decides on the applications to the call “{call}”";
}

impl Lang {
    /// "Missione 1, componente 1 (M1C1)".
    #[must_use]
    pub fn pnrr_place_is(self, place: Place) -> String {
        let Place { mission, component } = place;
        match self {
            Self::It => format!("Missione {mission}, componente {component} (M{mission}C{component})"),
            Self::En => format!("Mission {mission}, component {component} (M{mission}C{component})"),
        }
    }
}
