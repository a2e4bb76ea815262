//! What an official site says of each project under "Attuazione misure PNRR" (`domain.md` §8.3): RGS circular 9/2022, annex 4, wants
//! by measure the acts with type, number, date, day of publication and link from administrations in charge, and recommends the
//! same to those who carry projects out. Pure: views of a day in, sheets out. What no source tells is `None`.

use crate::{
    dossier::Catalogue,
    fact::{Fact, latest},
    line::MeasureCode,
    phase::Fund,
    portfolio::{PA_DIGITALE, Portfolio, ProjectView},
    records::{Act, Measure},
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Mission and component of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Mission, from 1.
    pub mission: u32,
    /// Component of the mission, from 1.
    pub component: u32,
}

impl Place {
    /// Reads the beginning of a code of the plan: `M1C1I1.04.05` is mission 1, component 1.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        let (mission, rest) = code.strip_prefix('M')?.split_once('C')?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let number = |text: &str| text.parse().ok().filter(|n| *n > 0);
        Some(Self { mission: number(mission)?, component: number(&digits)? })
    }
}

/// An act of a project.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Deed<'a> {
    /// As the office has recorded it.
    Recorded(&'a Fact<Act>),
    /// The financing decree, as the public data name it: without a day of publication, and without a link.
    Decree {
        /// Its day.
        on: NaiveDate,
        /// Its number and year in words.
        words: Option<&'a str>,
        /// The call it decides on.
        call: &'a str,
    },
}

impl<'a> Deed<'a> {
    /// Its day, where known.
    #[must_use]
    pub fn date(&self) -> Option<When> {
        match self {
            Self::Recorded(act) => act.date,
            Self::Decree { on, .. } => Some(When::Day(*on)),
        }
    }

    /// Code of the source that tells of it.
    #[must_use]
    pub fn source(&self) -> Option<&'a str> {
        match self {
            Self::Recorded(act) => act.provenance.source.as_deref(),
            Self::Decree { .. } => Some(PA_DIGITALE),
        }
    }
}

/// What is to be said of one project.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// Its measure, where it has one.
    pub code: Option<MeasureCode>,
    /// What the catalogue knows of the measure.
    pub measure: Option<&'a Measure>,
    /// Mission and component, by the measure's code in the plan.
    pub place: Option<Place>,
    /// Granted by the plan; money of others is no part of it.
    pub granted: Total,
    /// Its acts, the earliest first, those without a day last.
    pub deeds: Vec<Deed<'a>>,
}

/// The sheets of the projects that the plan pays for, in the order of the portfolio: by measure.
#[must_use]
pub fn sheets<'a>(portfolio: &'a Portfolio, catalogue: &'a Catalogue) -> Vec<Sheet<'a>> {
    portfolio.projects.iter().filter_map(|p| sheet(catalogue, p)).collect()
}

/// The sheet of a project; `None` for one that is not of the plan.
#[must_use]
pub fn sheet<'a>(catalogue: &'a Catalogue, project: &'a ProjectView) -> Option<Sheet<'a>> {
    let code = project.measure();
    let measure = code.as_ref().and_then(|code| catalogue.measure(code));
    let place = measure.and_then(|m| m.submeasure.as_deref()).and_then(Place::read);
    // Money of the plan, an application of the platform, which are all of the plan, or a measure of the plan that nothing else
    // pays for: any of them will do.
    let paid = project.grants.iter().any(|g| g.fund == Fund::Pnrr);
    let of_plan = paid || !project.applications.is_empty() || (place.is_some() && project.grants.is_empty());
    of_plan.then(|| Sheet {
        project,
        measure,
        place,
        granted: project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.amount).collect(),
        deeds: deeds(project),
        code,
    })
}

/// What the office has recorded, and the decrees of the public data. A recorded act of the same day is taken to be the decree: it
/// says more.
#[must_use]
pub fn deeds(project: &ProjectView) -> Vec<Deed<'_>> {
    let mut out: Vec<Deed<'_>> = latest(&project.acts, |a| a.code.clone()).into_iter().map(Deed::Recorded).collect();
    for application in &project.applications {
        let Some(says) = &application.says else { continue };
        let on = says.decreed;
        if !out.iter().any(|deed| matches!(deed, Deed::Recorded(_)) && deed.date() == Some(When::Day(on))) {
            out.push(Deed::Decree { on, words: says.decree.as_deref(), call: &application.key.call });
        }
    }
    out.sort_by_key(|deed| (deed.date().is_none(), deed.date().map(When::first)));
    out
}

/// Codes of the sources that a project's money, dates, checks, acts and newest readings rest on. A fact without one has none to
/// name.
#[must_use]
pub fn sources(project: &ProjectView) -> BTreeSet<&str> {
    let mut out: Vec<Option<&str>> = vec![project.standing.source.as_deref()];
    out.extend(project.applications.iter().map(|_| Some(PA_DIGITALE)));
    out.extend(project.grants.iter().map(|g| g.source.as_deref()));
    out.extend(project.steps.iter().filter_map(|s| s.date.as_ref()).map(|d| d.source.as_deref()));
    out.extend(project.receipts.iter().map(|r| r.provenance.source.as_deref()));
    out.extend(project.runs.iter().map(|r| r.provenance.source.as_deref()));
    out.extend(deeds(project).iter().map(Deed::source));
    out.extend(project.indicators.iter().filter_map(|i| i.readings.first()).map(|r| r.provenance.source.as_deref()));
    out.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        application::{Application, ApplicationKey, PublicFact, Says, Seen, State},
        dossier::{Dossier, Ente},
        fact::Provenance,
        identifier::{Ipa, Slug},
        money::Cents,
        records::{FundingLine, Project},
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ipa() -> Ipa {
        Ipa::read("c_x000").unwrap()
    }

    fn slug(text: &str) -> Slug {
        Slug::read(text).unwrap()
    }

    fn fact<R>(record: R) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: d("2025-10-29"), source: Some("registro".to_owned()), note: None },
            recorded_at: "2025-10-29T00:00:00Z".parse().unwrap(),
        }
    }

    fn act(code: &str, date: Option<&str>) -> Fact<Act> {
        fact(Act {
            ente: ipa(),
            code: code.to_owned(),
            project: Some(slug("send")),
            kind: "Decreto".to_owned(),
            number: Some("25".to_owned()),
            date: date.map(|t| When::Day(d(t))),
            published_on: None,
            subject: "Finanziamento".to_owned(),
            link: None,
        })
    }

    fn project(name: &str, line: Option<&str>) -> Fact<Project> {
        fact(Project {
            ente: ipa(),
            project: slug(name),
            title: name.to_owned(),
            title_en: None,
            line: line.and_then(|l| crate::line::LineCode::read(l).ok()),
            mode: None,
            office: None,
            what: None,
            what_en: None,
            cup: None,
        })
    }

    fn funded(name: &str, fund: Fund) -> Fact<FundingLine> {
        let amount = Some(crate::amount::Amount::exact(Cents(10_000)));
        fact(FundingLine { ente: ipa(), project: slug(name), item: "contributo".to_owned(), fund, amount, act: None })
    }

    fn portfolio(acts: Vec<Fact<Act>>, catalogue: &Catalogue) -> Portfolio {
        let says = Says {
            state: State::Funded,
            state_on: None,
            amount: Cents(6_900_000),
            decreed: d("2023-01-03"),
            cup: None,
            window: None,
            protocol: None,
            decree: Some("Decreto n.25".to_owned()),
        };
        let seen = Seen { first: d("2023-01-15"), last: d("2026-08-12"), at_least: false };
        let dossier = Dossier {
            ente: Ente {
                ipa: ipa(),
                name: "Comune".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: None,
            },
            projects: ["send", "cyber", "fesr", "misto", "senza"].map(slug).to_vec(),
            applications: vec![Application {
                key: ApplicationKey { ente: ipa(), call: "1.4.5".into(), sent_at: d("2022-11-04").into() },
                project: slug("send"),
                facts: vec![PublicFact { says, seen }],
            }],
            project_records: vec![
                project("cyber", Some("1.5")),
                project("fesr", Some("1.5")),
                project("misto", None),
                project("senza", None),
            ],
            funding: vec![funded("fesr", Fund::Fesr), funded("misto", Fund::Pnrr), funded("misto", Fund::Own)],
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
            acts,
            offices: vec![],
            statements: vec![],
            claims: vec![],
            cadences: vec![],
            confirmations: vec![],
            settled: vec![],
            sittings: vec![],
        };
        Portfolio::of(&dossier, catalogue, d("2026-11-22"))
    }

    fn catalogue() -> Catalogue {
        let measure = Measure {
            code: MeasureCode::read("1.5").unwrap(),
            submeasure: Some("M1C1I1.05.00".to_owned()),
            name: "Cybersecurity".to_owned(),
            name_en: None,
            short: "Cybersecurity".to_owned(),
            short_en: None,
            holder: None,
            what: None,
            what_en: None,
            check: None,
            check_en: None,
            on_platform: None,
        };
        Catalogue { measures: vec![fact(measure)], ..Catalogue::default() }
    }

    #[test]
    fn mission_and_component_are_read_from_the_code_of_the_plan() {
        assert_eq!(Place::read("M1C1I1.04.05"), Some(Place { mission: 1, component: 1 }));
        assert_eq!(Place::read("M6C2R1.3"), Some(Place { mission: 6, component: 2 }));
        for code in ["", "M", "MC", "M1", "M1C", "M0C1I1", "X1C1", "M1 C1", "MaC1"] {
            assert_eq!(Place::read(code), None, "{code}");
        }
    }

    #[test]
    fn only_what_is_of_the_plan_has_a_sheet_and_only_its_money_is_counted() {
        let catalogue = catalogue();
        let portfolio = portfolio(vec![], &catalogue);
        let sheets = sheets(&portfolio, &catalogue);
        let of_plan: Vec<&str> = sheets.iter().map(|s| s.project.slug.as_str()).collect();
        assert_eq!(of_plan, ["send", "cyber", "misto"], "neither what another fund pays for nor what is of nothing");
        let mixed = sheets.iter().find(|s| s.project.slug == slug("misto")).unwrap();
        assert_eq!((mixed.granted.cents, mixed.place), (Cents(10_000), None));
        let cyber = sheets.iter().find(|s| s.project.slug == slug("cyber")).unwrap();
        assert_eq!((cyber.granted.known, cyber.place), (0, Some(Place { mission: 1, component: 1 })));
    }

    #[test]
    fn each_source_is_named_once_and_what_has_none_names_none() {
        let portfolio = portfolio(vec![act("a", None)], &catalogue());
        let of = |name: &str| sources(portfolio.project(&slug(name)).unwrap()).into_iter().collect::<Vec<_>>();
        assert_eq!(of("send"), [PA_DIGITALE, "registro"]);
        assert_eq!(of("misto"), ["registro"]);
        assert!(of("senza").is_empty());
    }

    #[test]
    fn a_recorded_act_of_the_same_day_speaks_for_the_decree_of_the_public_data() {
        let catalogue = catalogue();
        let deeds = |acts: Vec<Fact<Act>>| -> Vec<(Option<When>, bool)> {
            let portfolio = portfolio(acts, &catalogue);
            let sheets = sheets(&portfolio, &catalogue);
            sheets[0].deeds.iter().map(|deed| (deed.date(), matches!(deed, Deed::Recorded(_)))).collect()
        };
        let day = |text: &str| Some(When::Day(d(text)));
        assert_eq!(deeds(vec![]), [(day("2023-01-03"), false)]);
        assert_eq!(deeds(vec![act("a", Some("2023-01-03"))]), [(day("2023-01-03"), true)]);
        assert_eq!(
            deeds(vec![act("a", None), act("b", Some("2024-02-01"))]),
            [(day("2023-01-03"), false), (day("2024-02-01"), true), (None, true)]
        );
    }
}
