//! One ente's projects, worked out from everything kept about it, for one day. Pure: facts and a day in, views out.

use crate::{
    amount::Amount,
    application::{Application, ApplicationKey, Says, Seen, Spell, State},
    deadline::{BINDING, Basis, Deadline, Lateness, lateness, maintenance_end},
    dossier::{Catalogue, Dossier, Ente},
    fact::{Fact, latest},
    identifier::{Cup, Slug},
    line::{LineCode, MeasureCode},
    phase::{ChangeKind, Confidence, DeclaredState, Fund, Mode, Outcome, Phase, SourceKind, Subject},
    records::{Act, CertificationRun, Indicator, Reading, Statement},
    status::{Standing, Status, Tone},
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Code of the source of everything that comes from the PA digitale 2026 open data.
pub const PA_DIGITALE: &str = "pa-digitale";

/// Money granted, counted once.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// Whose money.
    pub fund: Fund,
    /// Name of the line; the call's title for a public one.
    pub item: String,
    /// How much, where known.
    pub amount: Option<Amount>,
    /// Code of the source.
    pub source: Option<String>,
    /// From when.
    pub al: Option<When>,
    /// Typed by the office, or public.
    pub typed: bool,
    /// Note shown beside it.
    pub note: Option<String>,
}

/// An application as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationView {
    /// Which one.
    pub key: ApplicationKey,
    /// Its line.
    pub line: Option<LineCode>,
    /// What the public data say of it.
    pub says: Option<Says>,
    /// Its states in time.
    pub history: Vec<Spell>,
    /// Last snapshot that showed it.
    pub last_seen: Option<Seen>,
    /// Its amount is in the project's grants.
    pub counted: bool,
}

/// A date with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub when: When,
    /// Code of the source.
    pub source: Option<String>,
    /// When we saw it in a snapshot, for public facts.
    pub seen: Option<Seen>,
    /// Code or words of the act.
    pub act: Option<String>,
}

/// A step of the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which one.
    pub phase: Phase,
    /// When it happened: typed, else public, else not known.
    pub date: Option<Dated>,
    /// When the office expects it.
    pub forecast: Option<When>,
    /// Its deadline.
    pub deadline: Option<Deadline>,
    /// How it stands against its deadline.
    pub lateness: Lateness,
    /// Passed: dated itself, or something further on the path has happened.
    pub passed: bool,
}

/// An indicator with its readings, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorView {
    /// What is counted.
    pub indicator: Fact<Indicator>,
    /// Its values.
    pub readings: Vec<Fact<Reading>>,
}

impl IndicatorView {
    /// A record (not words) reaches the target.
    #[must_use]
    pub fn target_met_by_record(&self, catalogue: &Catalogue) -> bool {
        let Some(target) = self.indicator.target else { return false };
        self.readings.iter().any(|r| {
            r.value.reaches(target) == Some(true)
                && r.provenance.source.as_deref().and_then(|s| catalogue.source(s)).is_some_and(|s| s.kind.is_record())
        })
    }
}

/// Something that two sources say differently.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// ReGiS shows a payment; PA digitale shows no disbursement up to its last snapshot.
    PaidInRegisOnly {
        /// The amount in ReGiS.
        amount: Amount,
        /// Day of the ReGiS figure.
        al: Option<When>,
        /// Last snapshot of PA digitale that showed the application.
        seen: Option<Seen>,
    },
    /// PA digitale shows the disbursement; the ReGiS indicator of the project is still short of its target.
    DisbursedButTargetOpen {
        /// The reading.
        value: crate::amount::Quantity,
        /// The target.
        target: crate::amount::Quantity,
        /// Day of the reading.
        al: Option<When>,
        /// Source of the reading.
        source: Option<String>,
    },
    /// The typed grant is not the sum of the public ones.
    Grant {
        /// Typed.
        typed: Amount,
        /// Public, not renounced.
        public: Amount,
    },
    /// A typed date is not the public one.
    Date {
        /// Which step.
        phase: Phase,
        /// Typed.
        typed: When,
        /// Public.
        public: When,
    },
}

/// What a verdict or a status rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// Where the project stands.
    Standing {
        /// Project.
        project: Slug,
        /// Its standing.
        standing: Standing,
    },
    /// A sum of money.
    Amount {
        /// Source.
        source: Option<String>,
        /// Its day.
        al: Option<When>,
        /// How much.
        amount: Amount,
    },
    /// A reading of an indicator.
    Reading {
        /// Source.
        source: Option<String>,
        /// Its day.
        al: Option<When>,
        /// The value.
        value: crate::amount::Quantity,
    },
}

/// A project as pages show it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectView {
    /// Its `{id}` in addresses.
    pub slug: Slug,
    /// Title; the line's name or the call's title where the office typed none.
    pub title: String,
    /// English title, where typed.
    pub title_en: Option<String>,
    /// What it is about.
    pub what: Option<String>,
    /// The same in English.
    pub what_en: Option<String>,
    /// Its line.
    pub line: Option<LineCode>,
    /// Lump sum or costs; not known is `None`.
    pub mode: Option<Mode>,
    /// Office that answers for it.
    pub office: Option<String>,
    /// Its CUPs.
    pub cups: Vec<Cup>,
    /// Its public applications.
    pub applications: Vec<ApplicationView>,
    /// Money granted, counted once.
    pub grants: Vec<Grant>,
    /// Sum of the grants.
    pub granted: Total,
    /// Sum that PA digitale shows as disbursed, or the ente's own receipts where typed.
    pub received: Total,
    /// Receipts, typed.
    pub receipts: Vec<Fact<crate::records::Receipt>>,
    /// Paid to suppliers, published ones only.
    pub payments: Vec<Fact<crate::records::Payment>>,
    /// The path.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub standing: Standing,
    /// Certification runs.
    pub runs: Vec<Fact<CertificationRun>>,
    /// Indicators of this project.
    pub indicators: Vec<IndicatorView>,
    /// Acts of this project.
    pub acts: Vec<Fact<Act>>,
    /// What other sources state of it.
    pub statements: Vec<Fact<Statement>>,
    /// Differences between sources, named.
    pub differences: Vec<Difference>,
    /// Times that a deadline moved, all phases.
    pub moves: Vec<Fact<crate::records::DeadlineChange>>,
}

impl ProjectView {
    /// Its measure.
    #[must_use]
    pub fn measure(&self) -> Option<MeasureCode> {
        self.line.as_ref().map(LineCode::measure)
    }

    /// A step of its path.
    #[must_use]
    pub fn step(&self, phase: Phase) -> Option<&Step> {
        self.steps.iter().find(|s| s.phase == phase)
    }

    /// When a step happened.
    #[must_use]
    pub fn date(&self, phase: Phase) -> Option<When> {
        self.step(phase).and_then(|s| s.date.as_ref()).map(|d| d.when)
    }

    /// The furthest step known to be passed.
    #[must_use]
    pub fn reached(&self) -> Option<Phase> {
        self.steps.iter().rev().find(|s| s.date.is_some() && s.phase != Phase::Maintenance).map(|s| s.phase)
    }

    /// Its standing as evidence.
    #[must_use]
    pub fn standing_evidence(&self) -> Evidence {
        Evidence::Standing { project: self.slug.clone(), standing: self.standing.clone() }
    }

    /// Granted, not renounced, and not known to be positively certified: what could be lost. "Certified" is a positive run,
    /// or what can only follow one (`domain.md` §1.2): a disbursement.
    #[must_use]
    pub fn at_risk(&self) -> Option<Total> {
        let safe =
            matches!(self.standing.status, Status::Disbursed | Status::PaidElsewhere | Status::Certified | Status::Renounced);
        let pnrr: Total = self.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.amount).collect();
        (!safe && self.mode == Some(Mode::LumpSum) && pnrr.known + pnrr.unknown > 0).then_some(pnrr)
    }

    /// Years that its known dates touch.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self
            .steps
            .iter()
            .filter(|s| s.phase != Phase::Maintenance)
            .filter_map(|s| s.date.as_ref())
            .flat_map(|d| [chrono::Datelike::year(&d.when.first()), chrono::Datelike::year(&d.when.last())])
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// A change worth telling, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When it came to be known.
    pub known: NaiveDate,
    /// Only that it was known by that day at the latest.
    pub at_least: bool,
    /// Project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// English title.
    pub title_en: Option<String>,
    /// What changed.
    pub what: ChangeWhat,
}

/// What changed.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeWhat {
    /// A new state in the public data, with its own date.
    State(State, Option<NaiveDate>),
    /// A step happened.
    Reached(Phase, When),
    /// A deadline moved.
    Moved(Phase, NaiveDate, String),
}

/// Something that falls due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// When.
    pub due: When,
    /// Project.
    pub project: Slug,
    /// Its title.
    pub title: String,
    /// English title.
    pub title_en: Option<String>,
    /// Which step.
    pub phase: Phase,
    /// How sure.
    pub confidence: Confidence,
}

/// One ente's projects on one day.
#[derive(Debug, Clone)]
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
        let gather = Gather {
            dossier,
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
            acts: grouped(&dossier.acts, |r| r.project.as_ref()),
            statements: grouped(&dossier.statements, |r| r.project.as_ref()),
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
        }
    }

    /// The project with this slug.
    #[must_use]
    pub fn project(&self, slug: &Slug) -> Option<&ProjectView> {
        self.projects.iter().find(|p| p.slug == *slug)
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
                if let Some(Dated { when, seen: None, .. }) = &step.date {
                    if step.phase != Phase::Maintenance {
                        push(when.last().min(self.today), false, ChangeWhat::Reached(step.phase, *when));
                    }
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

/// Facts by what they are about, so that 5,000 projects do not each read through everything.
type Grouped<'a, K, R> = HashMap<&'a K, Vec<&'a Fact<R>>>;

fn grouped<'a, K: Eq + std::hash::Hash, R>(facts: &'a [Fact<R>], about: impl Fn(&'a R) -> Option<&'a K>) -> Grouped<'a, K, R> {
    let mut out: Grouped<'a, K, R> = HashMap::new();
    for fact in facts {
        if let Some(key) = about(&fact.record) {
            out.entry(key).or_default().push(fact);
        }
    }
    out
}

struct Gather<'a> {
    dossier: &'a Dossier,
    catalogue: &'a Catalogue,
    today: NaiveDate,
    indicators: HashMap<&'a Slug, Vec<&'a IndicatorView>>,
    applications: HashMap<&'a Slug, Vec<&'a Application>>,
    records: Grouped<'a, Slug, crate::records::Project>,
    funding: Grouped<'a, Slug, crate::records::FundingLine>,
    milestones: Grouped<'a, Slug, crate::records::Milestone>,
    moves: Grouped<'a, Slug, crate::records::DeadlineChange>,
    runs: Grouped<'a, Slug, CertificationRun>,
    payments: Grouped<'a, Slug, crate::records::Payment>,
    receipts: Grouped<'a, Slug, crate::records::Receipt>,
    acts: Grouped<'a, Slug, Act>,
    statements: Grouped<'a, Slug, Statement>,
}

/// The facts about one project.
fn of<'a, R>(groups: &Grouped<'a, Slug, R>, slug: &Slug) -> Vec<&'a Fact<R>> {
    groups.get(slug).cloned().unwrap_or_default()
}

impl Gather<'_> {
    fn project(&self, slug: &Slug) -> ProjectView {
        let d = self.dossier;
        let record = latest(of(&self.records, slug), |_| ()).into_iter().next();
        let typed: Vec<_> = latest(of(&self.funding, slug), |f| f.item.clone());
        let applications: Vec<ApplicationView> = self
            .applications
            .get(slug)
            .map(|list| {
                list.iter()
                    .map(|a| {
                        let says = a.says();
                        let counted = typed.is_empty() && says.as_ref().is_some_and(|s| s.state != State::Renounced);
                        ApplicationView {
                            key: a.key.clone(),
                            line: self.catalogue.line_of_call(&a.key.call),
                            says,
                            history: a.history(),
                            last_seen: a.last_seen(),
                            counted,
                        }
                    })
                    .collect()
            })
            .unwrap_or_default();
        let line = record.and_then(|r| r.line.clone()).or_else(|| applications.iter().find_map(|a| a.line.clone()));
        let mode = record
            .and_then(|r| r.mode)
            // Every application of the PA digitale 2026 open data is a lump sum (`domain.md` §3.1).
            .or_else(|| (!applications.is_empty()).then_some(Mode::LumpSum));
        let grants = self.grants(&typed, &applications);
        let mut cups: Vec<Cup> = applications.iter().filter_map(|a| a.says.as_ref()?.cup.clone()).collect();
        cups.extend(record.and_then(|r| r.cup.clone()));
        cups.sort();
        cups.dedup();
        let receipts: Vec<_> = latest(of(&self.receipts, slug), |r| r.reference.clone()).into_iter().cloned().collect();
        let payments: Vec<_> =
            latest(of(&self.payments, slug), |r| r.reference.clone()).into_iter().filter(|r| r.published).cloned().collect();
        let mut runs: Vec<_> = latest(of(&self.runs, slug), |r| r.number).into_iter().cloned().collect();
        runs.sort_by_key(|r| r.number);
        let statements: Vec<_> = of(&self.statements, slug).into_iter().cloned().collect();
        let mut moves: Vec<_> = latest(of(&self.moves, slug), |c| (c.phase, c.number)).into_iter().cloned().collect();
        moves.sort_by_key(|m| (m.phase, m.number));
        let indicators: Vec<_> = self.indicators.get(slug).into_iter().flatten().map(|i| (*i).clone()).collect();
        let received = received(&receipts, &applications);
        let office = record.and_then(|r| r.office.as_ref()).map(|code| {
            latest(&d.offices, |o| o.code.clone())
                .into_iter()
                .find(|o| o.code == *code)
                .map_or_else(|| code.clone(), |o| o.name.clone())
        });
        let title = record.map(|r| r.title.clone()).unwrap_or_else(|| {
            let name = line.as_ref().and_then(|l| self.catalogue.line(l)).map(|l| l.name.clone());
            name.or_else(|| applications.first().map(|a| a.key.call.clone())).unwrap_or_else(|| slug.to_string())
        });
        let title_en = record.and_then(|r| r.title_en.clone()).or_else(|| {
            record.is_none().then(|| line.as_ref().and_then(|l| self.catalogue.line(l)).and_then(|l| l.name_en.clone())).flatten()
        });
        let mut view = ProjectView {
            slug: slug.clone(),
            title,
            title_en,
            what: record.and_then(|r| r.what.clone()),
            what_en: record.and_then(|r| r.what_en.clone()),
            line,
            mode,
            office,
            cups,
            granted: grants.iter().map(|g| g.amount).collect(),
            grants,
            received,
            receipts,
            payments,
            steps: vec![],
            standing: Standing { status: Status::Unknown, since: None, source: None },
            runs,
            indicators,
            acts: of(&self.acts, slug).into_iter().cloned().collect(),
            statements,
            differences: vec![],
            moves,
            applications,
        };
        view.steps = self.steps(&view);
        view.standing = self.standing(&view);
        for i in 0..view.steps.len() {
            let further = view.steps[i + 1..].iter().any(|s| s.date.is_some());
            view.steps[i].passed = view.steps[i].date.is_some() || further || paid_elsewhere_passes(&view, view.steps[i].phase);
        }
        view.differences = self.differences(&view, &typed);
        view
    }

    fn grants(&self, typed: &[&Fact<crate::records::FundingLine>], applications: &[ApplicationView]) -> Vec<Grant> {
        if !typed.is_empty() {
            return typed
                .iter()
                .map(|f| Grant {
                    fund: f.fund,
                    item: f.item.clone(),
                    amount: f.amount,
                    source: f.provenance.source.clone(),
                    al: f.provenance.al,
                    typed: true,
                    note: f.provenance.note.clone(),
                })
                .collect();
        }
        applications
            .iter()
            .filter(|a| a.counted)
            .filter_map(|a| {
                let says = a.says.as_ref()?;
                Some(Grant {
                    fund: Fund::Pnrr,
                    item: a.key.call.clone(),
                    amount: Some(Amount::exact(says.amount)),
                    source: Some(PA_DIGITALE.to_owned()),
                    al: Some(When::Day(says.decreed)),
                    typed: false,
                    note: None,
                })
            })
            .collect()
    }

    fn steps(&self, view: &ProjectView) -> Vec<Step> {
        let typed = latest(of(&self.milestones, &view.slug), |m| m.phase);
        let mut steps: Vec<Step> = [Phase::Application, Phase::Decree, Phase::Notification, Phase::Contract]
            .into_iter()
            .chain(Phase::STEPS.into_iter().skip(3))
            .map(|phase| {
                let milestone = typed.iter().find(|m| m.phase == phase);
                let date = milestone
                    .and_then(|m| {
                        m.actual.map(|when| Dated { when, source: m.provenance.source.clone(), seen: None, act: m.act.clone() })
                    })
                    .or_else(|| certified(view, phase))
                    .or_else(|| public_date(view, phase));
                let deadline = self.deadline(view, phase, milestone.and_then(|m| m.baseline));
                Step {
                    phase,
                    date,
                    forecast: milestone.and_then(|m| m.forecast),
                    deadline,
                    lateness: Lateness::Unknown,
                    passed: false,
                }
            })
            .collect();
        if let Some(paid) = steps.iter().find(|s| s.phase == Phase::Disbursement).and_then(|s| s.date.clone()) {
            if let Some(end) = steps.iter_mut().find(|s| s.phase == Phase::Maintenance && s.date.is_none()) {
                end.date = Some(Dated { when: maintenance_end(paid.when), source: paid.source, seen: None, act: None });
            }
        }
        for step in &mut steps {
            step.lateness = lateness(step.deadline.as_ref().map(|d| d.due), step.date.as_ref().map(|d| d.when), self.today);
        }
        // The notification is an event on the clock: shown only where it is known.
        steps.retain(|s| s.phase != Phase::Notification || s.date.is_some());
        steps
    }

    /// The deadline in force: the last move by an act, else the typed first deadline, else the common last day of a
    /// ministerial rule. Terms in days count from events the public data do not know, so they are never turned into a date here.
    fn deadline(&self, view: &ProjectView, phase: Phase, baseline: Option<When>) -> Option<Deadline> {
        let moves: Vec<_> = view.moves.iter().filter(|m| m.phase == phase).collect();
        let baseline = baseline.or_else(|| moves.iter().find(|m| m.kind == ChangeKind::Initial).map(|m| When::Day(m.due)));
        if let Some(last) = moves.last() {
            return Some(Deadline {
                due: When::Day(last.due),
                baseline,
                basis: Basis::Act {
                    kind: last.kind,
                    act: last.act.clone(),
                    moves: moves.iter().filter(|m| m.kind != ChangeKind::Initial).count(),
                },
                confidence: last.confidence.unwrap_or(Confidence::Single),
            });
        }
        if let Some(due) = baseline {
            return Some(Deadline { due, baseline: Some(due), basis: Basis::Typed, confidence: Confidence::Single });
        }
        if !BINDING.contains(&phase) || view.mode != Some(Mode::LumpSum) {
            return None;
        }
        self.catalogue.terms.iter().filter(|t| t.phase == phase && t.line == "*").find_map(|t| t.day.map(|day| (day, t))).map(
            |(day, t)| Deadline {
                due: When::Day(day),
                baseline: None,
                basis: Basis::Common { act: t.act.clone() },
                confidence: t.confidence,
            },
        )
    }

    fn kind_of(&self, source: Option<&String>) -> Option<SourceKind> {
        source.and_then(|s| self.catalogue.source(s)).map(|s| s.kind)
    }

    fn standing(&self, view: &ProjectView) -> Standing {
        let at = |status, date: Option<&Dated>| Standing {
            status,
            since: date.map(|d| d.when),
            source: date.and_then(|d| d.source.clone()),
        };
        let date = |phase| view.step(phase).and_then(|s| s.date.as_ref());
        let renounced = |a: &ApplicationView| a.says.as_ref().is_some_and(|s| s.state == State::Renounced);
        if !view.applications.is_empty() && view.applications.iter().all(renounced) && view.grants.is_empty() {
            let since = view.applications.iter().filter_map(|a| a.says.as_ref()?.state_on).max().map(When::Day);
            return Standing { status: Status::Renounced, since, source: Some(PA_DIGITALE.to_owned()) };
        }
        if let Some(paid) = date(Phase::Disbursement) {
            return at(Status::Disbursed, Some(paid));
        }
        if let Some(s) = self.regis_payment(view) {
            return Standing { status: Status::PaidElsewhere, since: s.provenance.al, source: s.provenance.source.clone() };
        }
        if let Some(run) = view.runs.last().filter(|r| r.outcome == Outcome::Positive) {
            return Standing { status: Status::Certified, since: run.outcome_on, source: run.provenance.source.clone() };
        }
        if let Some(done) = date(Phase::Completion) {
            return at(Status::Completed, Some(done));
        }
        let declared = view
            .statements
            .iter()
            .filter(|s| s.subject == Subject::State)
            .filter_map(|s| s.state.map(|state| (s, state)))
            .max_by_key(|(s, _)| (s.provenance.known, s.id));
        if let Some((s, DeclaredState::Done)) = declared {
            return Standing {
                status: Status::Declared(DeclaredState::Done),
                since: s.provenance.al,
                source: s.provenance.source.clone(),
            };
        }
        if let Some(step) = view.step(Phase::Completion).filter(|s| matches!(s.lateness, Lateness::Past(_))) {
            if step.deadline.as_ref().is_some_and(|d| d.confidence != Confidence::Unverified) {
                return Standing { status: Status::Overdue, since: step.deadline.as_ref().map(|d| d.due), source: None };
            }
        }
        if let Some(contract) = date(Phase::Contract) {
            return at(Status::Running, Some(contract));
        }
        if let Some((s, state)) = declared {
            return Standing { status: Status::Declared(state), since: s.provenance.al, source: s.provenance.source.clone() };
        }
        if let Some(decree) = date(Phase::Decree) {
            return at(Status::Funded, Some(decree));
        }
        Standing { status: Status::Unknown, since: None, source: None }
    }

    fn regis_payment<'v>(&self, view: &'v ProjectView) -> Option<&'v Fact<Statement>> {
        view.statements.iter().filter(|s| s.subject == Subject::Payment).find(|s| {
            s.amount.is_some_and(|a| a.cents.0 > 0) && self.kind_of(s.provenance.source.as_ref()) == Some(SourceKind::Regis)
        })
    }

    fn differences(&self, view: &ProjectView, typed: &[&Fact<crate::records::FundingLine>]) -> Vec<Difference> {
        let mut out = vec![];
        let public_paid = view.applications.iter().any(|a| a.says.as_ref().is_some_and(|s| s.state == State::Disbursed));
        if let (Some(s), false) = (self.regis_payment(view), public_paid || view.applications.is_empty()) {
            if let Some(amount) = s.amount {
                out.push(Difference::PaidInRegisOnly {
                    amount,
                    al: s.provenance.al,
                    seen: view.applications.iter().filter_map(|a| a.last_seen).max_by_key(|s| s.last),
                });
            }
        }
        if public_paid {
            for i in &view.indicators {
                let Some(target) = i.indicator.target else { continue };
                let regis = i.readings.iter().find(|r| self.kind_of(r.provenance.source.as_ref()) == Some(SourceKind::Regis));
                if let Some(r) = regis.filter(|r| r.value.reaches(target) == Some(false)) {
                    out.push(Difference::DisbursedButTargetOpen {
                        value: r.value,
                        target,
                        al: r.provenance.al,
                        source: r.provenance.source.clone(),
                    });
                }
            }
        }
        let pnrr: Total = typed.iter().filter(|f| f.fund == Fund::Pnrr).map(|f| f.amount).collect();
        let public: Total = view
            .applications
            .iter()
            .filter_map(|a| a.says.as_ref())
            .filter(|s| s.state != State::Renounced)
            .map(|s| Some(Amount::exact(s.amount)))
            .collect();
        if let (Some(typed), Some(public)) = (pnrr.amount(), public.amount()) {
            if typed != public {
                out.push(Difference::Grant { typed, public });
            }
        }
        for step in &view.steps {
            let typed = step.date.as_ref().filter(|d| d.seen.is_none() && d.source.as_deref() != Some(PA_DIGITALE));
            if let (Some(typed), Some(public)) = (typed, public_date(view, step.phase)) {
                if typed.when != public.when {
                    out.push(Difference::Date { phase: step.phase, typed: typed.when, public: public.when });
                }
            }
        }
        out
    }
}

/// A payment that only ReGiS shows still proves that everything before it on the path has happened.
fn paid_elsewhere_passes(view: &ProjectView, phase: Phase) -> bool {
    view.standing.status == Status::PaidElsewhere && phase < Phase::Disbursement
}

fn certified(view: &ProjectView, phase: Phase) -> Option<Dated> {
    if phase != Phase::Certification {
        return None;
    }
    let run = view.runs.last().filter(|r| r.outcome == Outcome::Positive)?;
    Some(Dated { when: run.outcome_on?, source: run.provenance.source.clone(), seen: None, act: None })
}

/// What the public data know of a phase: the sending, the decree, the disbursement. Of several applications the one that
/// was not renounced speaks. A renounced one speaks only for a project that nothing else pays for: otherwise its decree
/// would stand beside money that another decree granted.
fn public_date(view: &ProjectView, phase: Phase) -> Option<Dated> {
    let speaking = view
        .applications
        .iter()
        .filter_map(|a| a.says.as_ref().map(|s| (a, s)))
        .filter(|(_, s)| s.state != State::Renounced || view.grants.is_empty())
        .max_by_key(|(a, s)| (s.state != State::Renounced, s.decreed, a.key.sent_at))?;
    let (application, says) = speaking;
    let spell = |state| application.history.iter().find(|s| s.state == state);
    let (when, seen) = match phase {
        Phase::Application => (application.key.sent_at.date(), application.last_seen),
        Phase::Decree => (says.decreed, spell(State::Funded).map(|s| s.seen).or(application.last_seen)),
        Phase::Disbursement => {
            let spell = spell(State::Disbursed)?;
            (spell.al?, Some(spell.seen))
        }
        _ => return None,
    };
    Some(Dated {
        when: When::Day(when),
        source: Some(PA_DIGITALE.to_owned()),
        seen,
        act: says.decree.clone().filter(|_| phase == Phase::Decree),
    })
}

fn received(receipts: &[Fact<crate::records::Receipt>], applications: &[ApplicationView]) -> Total {
    if !receipts.is_empty() {
        return receipts.iter().map(|r| Some(r.amount)).collect();
    }
    applications
        .iter()
        .filter_map(|a| a.says.as_ref())
        .filter(|s| s.state == State::Disbursed)
        .map(|s| Some(Amount::exact(s.amount)))
        .collect()
}
