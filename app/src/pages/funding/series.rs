//! The series behind the drawings of `/{ipa}/finanziamenti`, and the same figures as rows of a file. Pure functions without
//! views: page and downloads call them alike, so they can't show different sums.

mod bar;
mod deadlines;
mod funds;
mod rows;
mod time;

pub use deadlines::{LumpSum, Slot, by_deadline, lump_sums, slots};
pub use funds::{Share, by_fund, funds, measure_name, shares};
pub use rows::rows;
pub use time::{Account, Movement, movements, over_time, sum, undrawn};

use domain::{dossier::Catalogue, figure::Chart, portfolio::Portfolio};
use words::Lang;

/// One of the three drawings; its code is the `grafico` of the downloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By measure, stacked by fund.
    Funds,
    /// Granted, received and paid to suppliers over time.
    Time,
    /// Granted against certified, by deadline.
    Deadlines,
}

impl Kind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Funds, Self::Time, Self::Deadlines];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Funds => "fondi",
            Self::Time => "tempo",
            Self::Deadlines => "termini",
        }
    }

    /// What it draws; `today` stands at the line of the portfolio's day, where there is one.
    #[must_use]
    pub fn chart(self, lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue, today: String) -> Chart {
        match self {
            Self::Funds => Chart::Bars(by_fund(lang, portfolio, catalogue)),
            Self::Time => Chart::Steps(over_time(lang, portfolio, today)),
            Self::Deadlines => Chart::Bars(by_deadline(lang, portfolio)),
        }
    }

    /// The word back.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, NaiveDate, Utc};
    use domain::{
        amount::Bound,
        application::{Application, ApplicationKey, PublicFact, Says, Seen, State},
        dossier::{Dossier, Ente},
        fact::{Fact, Provenance},
        identifier::{Ipa, Slug},
        line::LineCode,
        money::Cents,
        phase::{Fund, Mode},
        records::{FundingLine, Project},
        total::Total,
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ipa() -> Ipa {
        Ipa::read("c_x000").unwrap()
    }

    fn application(slug: &str, call: &str, cents: i64, decreed: &str, paid: Option<&str>) -> Application {
        Application {
            key: ApplicationKey { ente: ipa(), call: call.into(), sent_at: d("2022-05-31").into() },
            project: Slug::read(slug).unwrap(),
            facts: vec![PublicFact {
                says: Says {
                    state: if paid.is_some() { State::Disbursed } else { State::Funded },
                    state_on: paid.map(d),
                    amount: Cents(cents),
                    decreed: d(decreed),
                    cup: None,
                    window: None,
                    protocol: None,
                    decree: None,
                },
                seen: Seen { first: d("2024-07-05"), last: d("2026-08-12"), at_least: false },
            }],
        }
    }

    fn fact<R>(record: R) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: d("2025-10-29"), source: None, note: None },
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        }
    }

    /// One project paid, one decreed, one of which the amount is not known.
    fn portfolio() -> Portfolio {
        let ansc = Slug::read("ansc").unwrap();
        let dossier = Dossier {
            ente: Ente {
                ipa: ipa(),
                name: "Ente di prova".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: None,
            },
            projects: ["send-2022", "portale", "ansc"].into_iter().map(|s| Slug::read(s).unwrap()).collect(),
            applications: vec![
                application("send-2022", "1.4.5 Comuni (Settembre 2022)", 6_900_000, "2023-01-03", Some("2024-03-12")),
                application("portale", "1.4.1 Esperienza del Cittadino - Comuni - Aprile 2022", 51_632_397, "2022-09-19", None),
            ],
            project_records: vec![fact(Project {
                ente: ipa(),
                project: ansc.clone(),
                title: "Stato civile".into(),
                title_en: None,
                line: LineCode::read("1.4.4-ansc").ok(),
                mode: Some(Mode::LumpSum),
                office: None,
                what: None,
                what_en: None,
                cup: None,
            })],
            funding: vec![fact(FundingLine {
                ente: ipa(),
                project: ansc,
                item: "contributo".into(),
                fund: Fund::Pnrr,
                amount: None,
                act: None,
            })],
            milestones: vec![],
            deadline_changes: vec![],
            runs: vec![],
            contracts: vec![],
            risks: vec![],
            stated: vec![],
            payments: vec![],
            receipts: vec![],
            indicators: vec![],
            readings: vec![],
            acts: vec![],
            offices: vec![],
            statements: vec![],
            claims: vec![],
            cadences: vec![],
            confirmations: vec![],
            settled: vec![],
            sittings: vec![],
        };
        Portfolio::of(&dossier, &Catalogue::default(), d("2026-11-22"))
    }

    #[test]
    fn the_bars_add_up_to_the_grants_to_the_cent() {
        let portfolio = portfolio();
        let mut all = Total::default();
        for share in shares(&portfolio) {
            all.absorb(share.total);
        }
        assert_eq!(all, portfolio.granted());
        assert_eq!((all.cents, all.known, all.unknown), (Cents(58_532_397), 2, 1));
        let chart = by_fund(Lang::It, &portfolio, &Catalogue::default());
        let drawn: Cents = chart.bars.iter().flat_map(|b| b.parts.iter().flatten().copied()).sum();
        assert_eq!(drawn, all.cents);
        assert_eq!(chart.bars.iter().filter(|b| b.value == "non noto").count(), 1);
    }

    #[test]
    fn what_has_no_date_or_amount_is_counted_and_not_drawn() {
        let portfolio = portfolio();
        let chart = over_time(Lang::It, &portfolio, String::new());
        assert_eq!(
            chart.series[0].points,
            [(d("2022-09-19"), Cents(51_632_397)), (d("2023-01-03"), Cents(58_532_397))],
            "{chart:?}"
        );
        assert_eq!(chart.series[1].points, [(d("2024-03-12"), Cents(6_900_000))]);
        assert!(chart.series[2].points.is_empty());
        assert_eq!(undrawn(&movements(&portfolio, Account::Granted)).len(), 1);
    }

    #[test]
    fn only_what_is_paid_or_certified_is_safe() {
        let portfolio = portfolio();
        let slots = slots(&lump_sums(&portfolio));
        assert_eq!(slots.len(), 1);
        assert_eq!(slots[0].due, None);
        assert_eq!(slots[0].certified.cents, Cents(6_900_000));
        assert_eq!((slots[0].open.cents, slots[0].open.unknown), (Cents(51_632_397), 1));
        assert_eq!(by_deadline(Lang::It, &portfolio).bars[0].bound, Bound::Over);
    }

    #[test]
    fn files_carry_the_same_sums_in_plain_forms() {
        let portfolio = portfolio();
        let catalogue = Catalogue::default();
        for kind in Kind::ALL {
            let (header, rows) = rows(kind, Lang::It, &portfolio, &catalogue);
            assert!(rows.iter().all(|r| r.len() == header.len()), "{kind:?}");
            assert_eq!(Kind::read(kind.code()), Some(kind));
        }
        let (header, rows) = rows(Kind::Funds, Lang::En, &portfolio, &catalogue);
        let at = header.iter().position(|h| *h == "importo").unwrap();
        let mut amounts: Vec<&str> = rows.iter().map(|r| r[at].as_str()).collect();
        amounts.sort_unstable();
        assert_eq!(amounts, ["", "516323.97", "69000.00"]);
    }
}
