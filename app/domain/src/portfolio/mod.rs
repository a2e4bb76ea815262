//! One ente's projects, worked out from everything kept about it, for one day. Pure: facts and a day in, views out.

mod gather;
mod view;

pub use view::{
    ApplicationView, Change, ChangeWhat, Dated, Difference, Due, Evidence, Grant, IndicatorView, PA_DIGITALE, ProjectView, Step,
};

use crate::{
    application::{Application, Seen},
    dossier::{Catalogue, Dossier, Ente},
    fact::{Fact, latest},
    freshness::{Aged, Cadences},
    identifier::Slug,
    phase::{Confidence, Fund, Phase},
    records::{Act, Reading, Statement},
    status::{Status, Tone},
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use gather::{Gather, grouped};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One ente's projects on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Portfolio {
    /// The body.
    pub ente: Ente,
    /// The day.
    pub today: NaiveDate,
    /// Its projects, by measure.
    pub projects: Vec<ProjectView>,
    /// All its indicators, of projects or of the whole ente.
    pub indicators: Vec<IndicatorView>,
    /// Statements that are about no single project.
    pub statements: Vec<Fact<Statement>>,
    /// Acts that are about no single project.
    pub acts: Vec<Fact<Act>>,
    /// Newest snapshot of public data about this ente.
    pub snapshot: Option<Seen>,
    /// How fresh the indicators of the whole ente are, those for which a cadence is set.
    pub aged: Vec<Aged>,
}

impl Portfolio {
    /// Works out everything that pages show, for `today`.
    #[must_use]
    pub fn of(dossier: &Dossier, catalogue: &Catalogue, today: NaiveDate) -> Self {
        let indicators: Vec<IndicatorView> = latest(&dossier.indicators, |i| i.code.clone())
            .into_iter()
            .map(|indicator| {
                let own: Vec<Fact<Reading>> =
                    dossier.readings.iter().filter(|r| r.indicator == indicator.code).cloned().collect();
                let mut readings: Vec<Fact<Reading>> =
                    latest(&own, |r| (r.provenance.al, r.provenance.source.clone())).into_iter().cloned().collect();
                readings.sort_by_key(|r| std::cmp::Reverse((r.provenance.al.map(When::last), r.provenance.known, r.id)));
                IndicatorView { indicator: indicator.clone(), readings }
            })
            .collect();
        let mut by_project: HashMap<&Slug, Vec<&Application>> = HashMap::new();
        for application in &dossier.applications {
            by_project.entry(&application.project).or_default().push(application);
        }
        let mut own_indicators: HashMap<&Slug, Vec<&IndicatorView>> = HashMap::new();
        for view in &indicators {
            if let Some(project) = &view.indicator.project {
                own_indicators.entry(project).or_default().push(view);
            }
        }
        let cadences = Cadences::of(dossier, today);
        let aged = cadences.of_ente(&indicators);
        let gather = Gather {
            dossier,
            cadences,
            catalogue,
            today,
            indicators: own_indicators,
            applications: by_project,
            records: grouped(&dossier.project_records, |r| Some(&r.project)),
            funding: grouped(&dossier.funding, |r| Some(&r.project)),
            milestones: grouped(&dossier.milestones, |r| Some(&r.project)),
            moves: grouped(&dossier.deadline_changes, |r| Some(&r.project)),
            runs: grouped(&dossier.runs, |r| Some(&r.project)),
            payments: grouped(&dossier.payments, |r| Some(&r.project)),
            receipts: grouped(&dossier.receipts, |r| Some(&r.project)),
            contracts: grouped(&dossier.contracts, |c| Some(&c.project)),
            risks: grouped(&dossier.risks, |r| Some(&r.project)),
            stated: grouped(&dossier.stated, |s| Some(&s.project)),
            acts: grouped(&dossier.acts, |r| r.project.as_ref()),
            statements: grouped(&dossier.statements, |r| r.project.as_ref()),
            confirmations: grouped(&dossier.confirmations, |r| Some(&r.project)),
            settled: grouped(&dossier.settled, |r| Some(&r.project)),
        };
        let mut projects: Vec<ProjectView> = dossier.projects.iter().map(|slug| gather.project(slug)).collect();
        projects.sort_by(|a, b| {
            let order =
                |p: &ProjectView| p.line.clone().map(|l| (l.measure().order().0, l.measure().order().1, l.as_str().to_owned()));
            (order(a).is_none(), order(a), &a.title, &a.slug).cmp(&(order(b).is_none(), order(b), &b.title, &b.slug))
        });
        let snapshot = dossier.applications.iter().filter_map(Application::last_seen).max_by_key(|s| s.last);
        Self {
            ente: dossier.ente.clone(),
            today,
            projects,
            statements: dossier.statements.iter().filter(|s| s.project.is_none()).cloned().collect(),
            acts: dossier.acts.iter().filter(|a| a.project.is_none()).cloned().collect(),
            indicators,
            snapshot,
            aged,
        }
    }

    /// The project with this slug.
    #[must_use]
    pub fn project(&self, slug: &Slug) -> Option<&ProjectView> {
        self.projects.iter().find(|p| p.slug == *slug)
    }

    /// How fresh an indicator is, of a project or of the whole ente, where a cadence is set.
    #[must_use]
    pub fn age_of(&self, indicator: &str) -> Option<&Aged> {
        let mut all = self.aged.iter().chain(self.projects.iter().flat_map(|p| &p.aged));
        all.find(|a| a.indicator.as_deref() == Some(indicator))
    }

    /// How many projects have each tone.
    #[must_use]
    pub fn count(&self, tone: Tone) -> usize {
        self.projects.iter().filter(|p| p.standing.status.tone() == tone).count()
    }

    /// Sum granted by a fund, renounced projects left out.
    #[must_use]
    pub fn granted_by(&self, fund: Fund) -> Total {
        self.projects.iter().flat_map(|p| p.grants.iter()).filter(|g| g.fund == fund).map(|g| g.amount).collect()
    }

    /// Sum granted, all funds.
    #[must_use]
    pub fn granted(&self) -> Total {
        self.projects.iter().flat_map(|p| p.grants.iter()).map(|g| g.amount).collect()
    }

    /// Changes in public states, steps and deadlines, the newest first.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut out = vec![];
        for p in &self.projects {
            let mut push = |known, at_least, what| {
                out.push(Change {
                    known,
                    at_least,
                    project: p.slug.clone(),
                    title: p.title.clone(),
                    title_en: p.title_en.clone(),
                    what,
                });
            };
            for a in &p.applications {
                for spell in &a.history {
                    push(spell.seen.first, spell.seen.at_least, ChangeWhat::State(spell.state, spell.al));
                }
            }
            for step in &p.steps {
                if let Some(Dated { when, seen: None, .. }) = &step.date
                    && step.phase != Phase::Maintenance
                {
                    push(when.last().min(self.today), false, ChangeWhat::Reached(step.phase, *when));
                }
            }
            for m in &p.moves {
                push(m.provenance.known, false, ChangeWhat::Moved(m.phase, m.due, m.act.clone()));
            }
        }
        out.sort_by(|a, b| b.known.cmp(&a.known).then_with(|| a.title.cmp(&b.title)));
        out
    }

    /// What falls due from `today` on, the nearest first: deadlines and forecasts not yet met, and the ends of upkeep.
    #[must_use]
    pub fn dues(&self) -> Vec<Due> {
        let mut out = vec![];
        for p in &self.projects {
            for step in &p.steps {
                let (due, confidence) = match (&step.deadline, step.phase, &step.date) {
                    (_, Phase::Maintenance, Some(end)) => (end.when, Confidence::Confirmed),
                    (Some(deadline), _, None) if !step.passed => (deadline.due, deadline.confidence),
                    _ => match step.forecast {
                        Some(forecast) if step.date.is_none() && !step.passed => (forecast, Confidence::Single),
                        _ => continue,
                    },
                };
                if p.standing.status != Status::Renounced && !due.is_past(self.today) {
                    out.push(Due {
                        due,
                        project: p.slug.clone(),
                        title: p.title.clone(),
                        title_en: p.title_en.clone(),
                        phase: step.phase,
                        confidence,
                    });
                }
            }
        }
        out.sort_by(|a, b| a.due.last().cmp(&b.due.last()).then_with(|| a.title.cmp(&b.title)));
        out
    }
}
