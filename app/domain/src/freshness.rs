//! How fresh figures are. A figure has an office that brings it up to date and a cadence, in days; past it the pages say so,
//! and it is on the list of whoever keeps the project. No source that we know sets a cadence (for projects on PA digitale
//! 2026 the platform itself feeds `ReGiS`, `domain.md` §3.1), so none is assumed: where an ente has set none, nothing is stale.

use crate::{
    dossier::Dossier,
    fact::{Fact, latest},
    identifier::Slug,
    phase::{Mode, Phase},
    portfolio::{IndicatorView, ProjectView},
    records::{Cadence, Confirmation, Milestone},
    status::Status,
    vocabulary,
    when::{When, days_between},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

vocabulary! {
    /// A kind of figure that an office keeps up to date.
    pub enum FigureKind {
        /// How the technical certification stands.
        Certification = "certificazione",
        /// Money received.
        Received = "incassi",
        /// Paid to suppliers.
        Paid = "pagamenti",
        /// Readings of indicators.
        Indicators = "indicatori",
        /// When the office expects the steps that have not happened yet.
        Forecasts = "previsioni",
    }
}

/// How fresh a figure is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Freshness {
    /// Nobody has set a cadence, or there is no day to count from.
    Unknown,
    /// Up to date.
    Fresh {
        /// The last day on which it still is.
        until: NaiveDate,
    },
    /// To be brought up to date.
    Stale {
        /// The first day on which it was.
        since: NaiveDate,
        /// For how many days, today included: 1 on that first day.
        days: i64,
    },
}

/// Compares the day of a figure with its cadence, in days: on the last of them it is still fresh. A day in the future, which an
/// import may bring, counts as today.
#[must_use]
pub fn freshness(as_of: Option<NaiveDate>, cadence: Option<u32>, today: NaiveDate) -> Freshness {
    let (Some(as_of), Some(cadence)) = (as_of, cadence) else { return Freshness::Unknown };
    let until = as_of.min(today).checked_add_days(Days::new(u64::from(cadence))).unwrap_or(NaiveDate::MAX);
    match until.succ_opt() {
        Some(since) if since <= today => Freshness::Stale { since, days: days_between(until, today) },
        _ => Freshness::Fresh { until },
    }
}

/// A figure that has a cadence, and how it stands against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aged {
    /// Which figure.
    pub figure: FigureKind,
    /// Code of the indicator, for readings.
    pub indicator: Option<String>,
    /// Its day: the last on which the office wrote it or confirmed it; none where there is nothing yet.
    pub as_of: Option<NaiveDate>,
    /// Name of the office that brings it up to date.
    pub office: String,
    /// How often, in days.
    pub every: u32,
    /// How it stands. What has never been written is counted from the day on which the cadence became known.
    pub freshness: Freshness,
    /// Number of the confirmation that stands, where there is one.
    pub confirmation: Option<i64>,
}

impl Aged {
    /// Past its cadence.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        matches!(self.freshness, Freshness::Stale { .. })
    }
}

/// The cadences of an ente, with the names of its offices.
pub struct Cadences<'a> {
    rows: Vec<&'a Fact<Cadence>>,
    offices: HashMap<&'a str, &'a str>,
    today: NaiveDate,
}

impl<'a> Cadences<'a> {
    /// The latest word on each.
    #[must_use]
    pub fn of(dossier: &'a Dossier, today: NaiveDate) -> Self {
        let rows = latest(&dossier.cadences, |c| (c.figure, c.project.clone(), c.indicator.clone()));
        let offices = latest(&dossier.offices, |o| o.code.clone());
        Self { rows, offices: offices.into_iter().map(|o| (o.code.as_str(), o.name.as_str())).collect(), today }
    }

    /// The cadence that binds a figure: that of the indicator, else of the project, else of the ente.
    fn binding(&self, figure: FigureKind, project: Option<&Slug>, indicator: Option<&str>) -> Option<&'a Fact<Cadence>> {
        self.rows
            .iter()
            .copied()
            .filter(|c| c.figure == figure)
            .filter(|c| c.project.is_none() || c.project.as_ref() == project)
            .filter(|c| c.indicator.is_none() || c.indicator.as_deref() == indicator)
            .max_by_key(|c| (c.indicator.is_some(), c.project.is_some()))
    }

    fn aged(
        &self,
        figure: FigureKind,
        project: Option<&Slug>,
        indicator: Option<&str>,
        written: Option<NaiveDate>,
        confirmation: Option<&Fact<Confirmation>>,
    ) -> Option<Aged> {
        let cadence = self.binding(figure, project, indicator)?;
        let as_of = written.max(confirmation.map(|c| c.confirmed_on)).map(|day| day.min(self.today));
        Some(Aged {
            figure,
            indicator: indicator.map(str::to_owned),
            as_of,
            office: self.offices.get(cadence.office.as_str()).map_or_else(|| cadence.office.clone(), |name| (*name).to_owned()),
            every: cadence.days,
            freshness: freshness(as_of.or(Some(cadence.provenance.known)), Some(cadence.days), self.today),
            confirmation: confirmation.map(|c| c.id),
        })
    }

    /// The figures of a project that have a cadence. What can't change any more is not asked for again: of a project that
    /// was renounced nothing, the certification of one that passed it, the money of a lump sum that was paid.
    #[must_use]
    pub fn of_project(&self, p: &ProjectView, typed: &[&Fact<Milestone>], confirmed: &[&Fact<Confirmation>]) -> Vec<Aged> {
        let rule = p.standing.rule();
        if self.rows.is_empty() || rule == Status::Renounced {
            return vec![];
        }
        let certified = matches!(rule, Status::Disbursed | Status::PaidElsewhere | Status::Certified);
        // `domain.md` §3.1: the lump sum is paid once.
        let arrived = rule == Status::Disbursed && p.mode != Some(Mode::Costs) && p.received.known > 0;
        let ahead = |phase: Phase| {
            let upkeep = matches!(phase, Phase::Notification | Phase::Maintenance);
            !upkeep && p.step(phase).is_some_and(|s| s.date.is_none() && !s.passed)
        };
        let forecasts = typed.iter().filter(|m| m.forecast.is_some() && ahead(m.phase));
        let dated = typed.iter().filter(|m| m.phase == Phase::Certification).map(|m| m.provenance.known);
        let published = p.applications.iter().filter_map(|a| a.last_seen).map(|s| s.last);
        let received = p.receipts.iter().map(|r| r.provenance.known).max().or_else(|| published.max());
        let days = [
            (FigureKind::Certification, !certified, p.runs.iter().map(|r| r.provenance.known).chain(dated).max()),
            (FigureKind::Received, !arrived, received),
            (FigureKind::Paid, true, p.payments.iter().map(|r| r.provenance.known).max()),
            (FigureKind::Forecasts, p.steps.iter().any(|s| ahead(s.phase)), forecasts.map(|m| m.provenance.known).max()),
        ];
        let confirmation = |figure: FigureKind| confirmed.iter().copied().find(|c| c.figure == figure);
        let own = days
            .into_iter()
            .filter(|(_, asked, _)| *asked)
            .filter_map(|(figure, _, written)| self.aged(figure, Some(&p.slug), None, written, confirmation(figure)));
        let read = p.indicators.iter().filter_map(|i| self.indicator(i, Some(&p.slug), confirmation(FigureKind::Indicators)));
        own.chain(read).collect()
    }

    /// The indicators of the whole ente that have a cadence.
    #[must_use]
    pub fn of_ente(&self, indicators: &[IndicatorView]) -> Vec<Aged> {
        indicators.iter().filter(|i| i.indicator.project.is_none()).filter_map(|i| self.indicator(i, None, None)).collect()
    }

    /// An indicator is of the day of its newest reading, whenever that was written down.
    fn indicator(&self, i: &IndicatorView, project: Option<&Slug>, confirmation: Option<&Fact<Confirmation>>) -> Option<Aged> {
        let read = i.readings.iter().map(|r| r.provenance.al.map_or(r.provenance.known, When::last)).max();
        self.aged(FigureKind::Indicators, project, Some(i.indicator.code.as_str()), read, confirmation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dossier::Catalogue,
        fact::Provenance,
        identifier::Ipa,
        phase::Outcome,
        portfolio::Portfolio,
        records::{Indicator, Office, Payment, Project, Reading},
        review::sample,
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn today() -> NaiveDate {
        d("2026-11-22")
    }

    fn fact<R>(record: R, al: Option<&str>, known: &str) -> Fact<R> {
        Fact {
            id: 7,
            record,
            provenance: Provenance { al: al.map(|t| When::read(t).unwrap()), known: d(known), source: None, note: None },
            recorded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        }
    }

    fn cadence(figure: FigureKind, project: Option<&str>, indicator: Option<&str>, days: u32) -> Fact<Cadence> {
        let record = Cadence {
            ente: Ipa::read("c_e472").unwrap(),
            figure,
            project: project.map(|p| Slug::read(p).unwrap()),
            indicator: indicator.map(str::to_owned),
            office: "ragioneria".to_owned(),
            days,
        };
        fact(record, None, "2026-11-01")
    }

    fn dossier(cadences: Vec<Fact<Cadence>>) -> Dossier {
        let ente = Ipa::read("c_e472").unwrap();
        let slug = sample::project();
        Dossier {
            projects: vec![slug.clone()],
            project_records: vec![fact(
                Project {
                    ente: ente.clone(),
                    project: slug,
                    title: "Notifiche".into(),
                    title_en: None,
                    line: None,
                    mode: Some(Mode::LumpSum),
                    office: None,
                    what: None,
                    what_en: None,
                    cup: None,
                },
                None,
                "2026-01-01",
            )],
            offices: vec![fact(
                Office { ente, code: "ragioneria".into(), name: "Settore Ragioneria".into(), contact: None },
                None,
                "2026-01-01",
            )],
            cadences,
            ..sample::dossier()
        }
    }

    fn aged(dossier: &Dossier) -> Vec<Aged> {
        let portfolio = Portfolio::of(dossier, &Catalogue::default(), today());
        portfolio.projects.first().map(|p| p.aged.clone()).unwrap_or_default()
    }

    fn one(dossier: &Dossier, figure: FigureKind) -> Aged {
        aged(dossier).into_iter().find(|a| a.figure == figure).unwrap()
    }

    #[test]
    fn a_figure_is_fresh_on_the_last_day_of_its_cadence_and_stale_the_day_after() {
        let on = |as_of: &str| freshness(Some(d(as_of)), Some(30), today());
        assert_eq!(on("2026-10-23"), Freshness::Fresh { until: today() });
        assert_eq!(on("2026-10-22"), Freshness::Stale { since: today(), days: 1 });
        assert_eq!(on("2026-09-22"), Freshness::Stale { since: d("2026-10-23"), days: 31 });
        assert_eq!(on("2027-01-01"), Freshness::Fresh { until: d("2026-12-22") }, "no later than today");
        assert_eq!(freshness(Some(today()), Some(0), today()), Freshness::Fresh { until: today() });
        assert_eq!(freshness(Some(d("2026-11-21")), Some(0), today()), Freshness::Stale { since: today(), days: 1 });
        assert_eq!(freshness(Some(d("2026-11-21")), Some(u32::MAX), today()), Freshness::Fresh { until: NaiveDate::MAX });
    }

    #[test]
    fn without_a_cadence_nothing_is_called_stale() {
        assert_eq!(freshness(Some(d("2020-01-01")), None, today()), Freshness::Unknown);
        assert_eq!(freshness(None, Some(30), today()), Freshness::Unknown);
        let quiet =
            Dossier { payments: vec![fact(sample::payment("M1", "2020-01-01", 1), None, "2020-01-01")], ..dossier(vec![]) };
        assert_eq!(aged(&quiet), []);
    }

    #[test]
    fn the_ledger_of_payments_is_of_the_day_on_which_the_office_last_wrote_in_it() {
        let paid = |known| fact(Payment { published: true, ..sample::payment("M1", "2026-01-10", 100) }, None, known);
        let with = |known| Dossier { payments: vec![paid(known)], ..dossier(vec![cadence(FigureKind::Paid, None, None, 30)]) };
        let fresh = one(&with("2026-10-23"), FigureKind::Paid);
        assert_eq!((fresh.as_of, fresh.is_stale()), (Some(d("2026-10-23")), false));
        let stale = one(&with("2026-10-22"), FigureKind::Paid);
        assert_eq!(stale.freshness, Freshness::Stale { since: today(), days: 1 });
        assert_eq!((stale.office.as_str(), stale.every), ("Settore Ragioneria", 30));
        let secret = Dossier {
            payments: vec![fact(sample::payment("M1", "2026-01-10", 100), None, "2026-11-20")],
            ..dossier(vec![cadence(FigureKind::Paid, None, None, 30)])
        };
        assert_eq!(one(&secret, FigureKind::Paid).as_of, None, "what is not published dates no public figure");
    }

    #[test]
    fn what_was_never_written_is_counted_from_the_cadence_itself() {
        let new = one(&dossier(vec![cadence(FigureKind::Paid, None, None, 21)]), FigureKind::Paid);
        assert_eq!((new.as_of, new.freshness), (None, Freshness::Fresh { until: today() }));
        let old = one(&dossier(vec![cadence(FigureKind::Paid, None, None, 20)]), FigureKind::Paid);
        assert_eq!(old.freshness, Freshness::Stale { since: today(), days: 1 });
    }

    #[test]
    fn a_confirmation_makes_a_figure_fresh_that_has_not_changed() {
        let confirmed = |on: &str| Confirmation {
            ente: Ipa::read("c_e472").unwrap(),
            project: sample::project(),
            figure: FigureKind::Paid,
            confirmed_on: d(on),
        };
        let with = |on: &str| Dossier {
            payments: vec![fact(Payment { published: true, ..sample::payment("M1", "2024-01-10", 1) }, None, "2024-01-10")],
            confirmations: vec![fact(confirmed(on), None, on)],
            ..dossier(vec![cadence(FigureKind::Paid, None, None, 30)])
        };
        let fresh = one(&with("2026-10-23"), FigureKind::Paid);
        assert_eq!((fresh.is_stale(), fresh.confirmation), (false, Some(7)));
        assert!(one(&with("2026-10-22"), FigureKind::Paid).is_stale());
    }

    #[test]
    fn an_indicator_is_of_the_day_of_its_reading_and_the_nearest_cadence_binds_it() {
        let indicator = Indicator {
            ente: Ipa::read("c_e472").unwrap(),
            code: "atti".into(),
            project: Some(sample::project()),
            name: "Atti notificati".into(),
            name_en: None,
            unit: "atti".into(),
            unit_en: None,
            target: None,
            target_due: None,
        };
        let reading =
            Reading { ente: Ipa::read("c_e472").unwrap(), indicator: "atti".into(), value: crate::amount::Quantity::whole(3) };
        let with = |cadences| Dossier {
            indicators: vec![fact(indicator.clone(), None, "2026-01-01")],
            readings: vec![fact(reading.clone(), Some("2026-10"), "2026-11-20")],
            ..dossier(cadences)
        };
        let kind = FigureKind::Indicators;
        let a = one(&with(vec![cadence(kind, None, None, 30)]), kind);
        assert_eq!((a.indicator.as_deref(), a.as_of, a.is_stale()), (Some("atti"), Some(d("2026-10-31")), false));
        let nearer = vec![
            cadence(kind, None, Some("atti"), 21),
            cadence(kind, Some("send-2022"), None, 10),
            cadence(kind, None, None, 30),
        ];
        assert_eq!(one(&with(nearer), kind).every, 21);
        let project = vec![cadence(kind, Some("send-2022"), None, 10), cadence(kind, None, Some("altro"), 1)];
        assert_eq!(one(&with(project), kind).every, 10);
        assert!(aged(&with(vec![cadence(kind, Some("altro"), None, 1)])).is_empty(), "another project's");
    }

    #[test]
    fn what_can_not_change_any_more_is_not_asked_for_again() {
        let all = || FigureKind::ALL.iter().map(|f| cadence(*f, None, None, 1)).collect::<Vec<_>>();
        let with = |outcome| Dossier {
            runs: vec![fact(sample::run(1, outcome, Some("2024-01-10")), None, "2024-01-10")],
            ..dossier(all())
        };
        let asked = |d: &Dossier| aged(d).iter().map(|a| a.figure).collect::<Vec<_>>();
        assert!(asked(&with(Outcome::Partial)).contains(&FigureKind::Certification));
        assert!(!asked(&with(Outcome::Positive)).contains(&FigureKind::Certification));
        let paid = Dossier {
            milestones: vec![fact(sample::done(Phase::Disbursement, "2024-03-12"), None, "2024-03-12")],
            receipts: vec![fact(sample::receipt("R1", "2024-03-12", 100), None, "2024-03-12")],
            ..dossier(all())
        };
        assert_eq!(asked(&paid), [FigureKind::Paid]);
    }
}
