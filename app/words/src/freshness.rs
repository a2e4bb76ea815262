//! Texts about how fresh figures are: what is to be brought up to date, by which office, how often.

use crate::{Lang, words};
use domain::{
    freshness::{Aged, FigureKind, Freshness},
    when::civil,
};

words! {
    freshness_due: "da aggiornare" | "to be updated";
    freshness_last(day: &str): "l'ultimo dato è del {day}" | "the latest figure is of {day}";
    freshness_nothing: "non c'è ancora nessun dato" | "there is no figure yet";
    freshness_by(what: &str, office: &str, every: &str): "{what}; lo aggiorna «{office}», {every}" | "{what}; “{office}” updates it {every}";
    freshness_agenda(figure: &str, sentence: &str): "{figure}, da aggiornare: {sentence}" | "{figure}, to be updated: {sentence}";
    freshness_home_title: "Dati da aggiornare" | "Figures to be updated";
    freshness_home_text: "Ogni ufficio ha detto ogni quanto aggiorna i suoi dati: questi sono oltre." | "Each office has said how often it updates its figures: these are past that.";
    freshness_home_link: "alcuni dati sono da aggiornare" | "some figures are to be updated";
    freshness_update: "Aggiorna" | "Update";
    freshness_confirm: "Conferma che vale ancora" | "Confirm that it still holds";
    freshness_ente_title: "Indicatori dell'ente da aggiornare" | "Indicators of the body to be updated";
}

impl Lang {
    /// A kind of figure, as forms and pages name it.
    #[must_use]
    pub const fn figure_kind(self, figure: FigureKind) -> &'static str {
        match (figure, self) {
            (FigureKind::Certification, Self::It) => "Certificazione",
            (FigureKind::Certification, Self::En) => "Certification",
            (FigureKind::Received, Self::It) => "Incassi",
            (FigureKind::Received, Self::En) => "Money received",
            (FigureKind::Paid, Self::It) => "Pagamenti ai fornitori",
            (FigureKind::Paid, Self::En) => "Payments to suppliers",
            (FigureKind::Indicators, Self::It) => "Indicatori",
            (FigureKind::Indicators, Self::En) => "Indicators",
            (FigureKind::Forecasts, Self::It) => "Previsioni",
            (FigureKind::Forecasts, Self::En) => "Forecasts",
        }
    }

    /// "ogni 30 giorni".
    #[must_use]
    pub fn every(self, days: u32) -> String {
        match (self, days) {
            (Self::It, 1) => "ogni giorno".to_owned(),
            (Self::En, 1) => "every day".to_owned(),
            (Self::It, n) => format!("ogni {}", self.days(i64::from(n))),
            (Self::En, n) => format!("every {}", self.days(i64::from(n))),
        }
    }

    /// What to say of a figure that is past its cadence; `None` of one that is not.
    #[must_use]
    pub fn outdated(self, aged: &Aged) -> Option<String> {
        let Freshness::Stale { .. } = aged.freshness else { return None };
        let last = aged.as_of.map_or_else(|| self.freshness_nothing().to_owned(), |day| self.freshness_last(&civil(day)));
        Some(self.freshness_by(&last, &aged.office, &self.every(aged.every)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::freshness::freshness;

    fn aged(as_of: Option<&str>, every: u32) -> Aged {
        let day = |t: &str| t.parse().unwrap();
        let as_of = as_of.map(day);
        Aged {
            figure: FigureKind::Paid,
            indicator: None,
            as_of,
            office: "Settore Ragioneria".into(),
            every,
            freshness: freshness(as_of.or(Some(day("2026-01-01"))), Some(every), day("2026-11-22")),
            confirmation: None,
        }
    }

    #[test]
    fn a_figure_past_its_cadence_says_its_day_its_office_and_how_often() {
        assert_eq!(
            Lang::It.outdated(&aged(Some("2026-10-22"), 30)).as_deref(),
            Some("l'ultimo dato è del 22/10/2026; lo aggiorna «Settore Ragioneria», ogni 30\u{a0}giorni")
        );
        assert_eq!(Lang::It.outdated(&aged(Some("2026-10-23"), 30)), None, "the last day of the cadence");
        assert_eq!(
            Lang::En.outdated(&aged(None, 1)).as_deref(),
            Some("there is no figure yet; “Settore Ragioneria” updates it every day")
        );
    }
}
