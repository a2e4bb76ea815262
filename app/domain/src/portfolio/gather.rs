//! From the facts about one project to its view: what was granted (once), when its steps happened, which deadline binds
//! it, where it stands, and where its sources disagree. Shown is typed, else public, else not known.

use crate::{
    amount::Amount,
    application::{Application, State},
    deadline::{BINDING, Basis, Deadline, Lateness, lateness, maintenance_end},
    dossier::{Catalogue, Dossier},
    fact::{Fact, latest},
    freshness::Cadences,
    identifier::{Cup, Slug},
    phase::{ChangeKind, Confidence, DeclaredState, Fund, Mode, Outcome, Phase, SourceKind, Subject},
    portfolio::view::{ApplicationView, Dated, Difference, Grant, IndicatorView, PA_DIGITALE, ProjectView, Step},
    records::{Act, CertificationRun, Statement},
    status::{Standing, Stated, Status},
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Facts by what they are about, so that 5,000 projects do not each read through everything.
pub(super) type Grouped<'a, K, R> = HashMap<&'a K, Vec<&'a Fact<R>>>;

pub(super) fn grouped<'a, K: Eq + std::hash::Hash, R>(
    facts: &'a [Fact<R>],
    about: impl Fn(&'a R) -> Option<&'a K>,
) -> Grouped<'a, K, R> {
    let mut out: Grouped<'a, K, R> = HashMap::new();
    for fact in facts {
        if let Some(key) = about(&fact.record) {
            out.entry(key).or_default().push(fact);
        }
    }
    out
}

pub(super) struct Gather<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) catalogue: &'a Catalogue,
    pub(super) today: NaiveDate,
    pub(super) cadences: Cadences<'a>,
    pub(super) indicators: HashMap<&'a Slug, Vec<&'a IndicatorView>>,
    pub(super) applications: HashMap<&'a Slug, Vec<&'a Application>>,
    pub(super) records: Grouped<'a, Slug, crate::records::Project>,
    pub(super) funding: Grouped<'a, Slug, crate::records::FundingLine>,
    pub(super) milestones: Grouped<'a, Slug, crate::records::Milestone>,
    pub(super) moves: Grouped<'a, Slug, crate::records::DeadlineChange>,
    pub(super) runs: Grouped<'a, Slug, CertificationRun>,
    pub(super) payments: Grouped<'a, Slug, crate::records::Payment>,
    pub(super) receipts: Grouped<'a, Slug, crate::records::Receipt>,
    pub(super) contracts: Grouped<'a, Slug, crate::records::Contract>,
    pub(super) risks: Grouped<'a, Slug, crate::records::Risk>,
    pub(super) stated: Grouped<'a, Slug, crate::records::StatedStatus>,
    pub(super) acts: Grouped<'a, Slug, Act>,
    pub(super) statements: Grouped<'a, Slug, Statement>,
    pub(super) confirmations: Grouped<'a, Slug, crate::records::Confirmation>,
    pub(super) settled: Grouped<'a, Slug, crate::records::Settled>,
}

/// The facts about one project.
fn of<'a, R>(groups: &Grouped<'a, Slug, R>, slug: &Slug) -> Vec<&'a Fact<R>> {
    groups.get(slug).cloned().unwrap_or_default()
}

impl Gather<'_> {
    pub(super) fn project(&self, slug: &Slug) -> ProjectView {
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
        let contracts: Vec<_> =
            latest(of(&self.contracts, slug), |c| c.reference.clone()).into_iter().filter(|c| c.published).cloned().collect();
        let mut risks: Vec<_> =
            latest(of(&self.risks, slug), |r| r.code.clone()).into_iter().filter(|r| r.published).cloned().collect();
        risks.sort_by_key(|r| r.state);
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
            office_code: record.and_then(|r| r.office.clone()),
            cups,
            granted: grants.iter().map(|g| g.amount).collect(),
            grants,
            received,
            receipts,
            payments,
            contracts,
            risks,
            steps: vec![],
            standing: Standing::of(Status::Unknown, None, None),
            runs,
            indicators,
            acts: of(&self.acts, slug).into_iter().cloned().collect(),
            statements,
            differences: vec![],
            moves,
            decided: latest(of(&self.settled, slug), |s| s.matter).into_iter().cloned().collect(),
            aged: vec![],
            applications,
        };
        view.steps = self.steps(&view);
        view.standing = self.standing(&view);
        if let Some(stated) = latest(of(&self.stated, slug), |_| ()).into_iter().next().filter(|s| s.until >= self.today) {
            let rule = view.standing.status;
            view.standing = Standing {
                stated: Some(Stated { reason: stated.reason.clone(), until: stated.until, rule }),
                ..Standing::of(Status::Stated(stated.tone), stated.provenance.al, stated.provenance.source.clone())
            };
        }
        for i in 0..view.steps.len() {
            let further = view.steps[i + 1..].iter().any(|s| s.date.is_some());
            view.steps[i].passed = view.steps[i].date.is_some() || further || paid_elsewhere_passes(&view, view.steps[i].phase);
        }
        view.differences = self.differences(&view, &typed);
        let milestones = latest(of(&self.milestones, slug), |m| m.phase);
        let confirmed = latest(of(&self.confirmations, slug), |c| c.figure);
        view.aged = self.cadences.of_project(&view, &milestones, &confirmed);
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
                    note: f.provenance.public_note().map(str::to_owned),
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
                    .or_else(|| contracted(view, phase))
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
        if let Some(paid) = steps.iter().find(|s| s.phase == Phase::Disbursement).and_then(|s| s.date.clone())
            && let Some(end) = steps.iter_mut().find(|s| s.phase == Phase::Maintenance && s.date.is_none())
        {
            end.date = Some(Dated { when: maintenance_end(paid.when), source: paid.source, seen: None, act: None });
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

    /// Whether a source is no record. What the office writes without naming one is its own record.
    fn is_words(&self, source: Option<&String>) -> bool {
        self.kind_of(source).is_some_and(|kind| !kind.is_record())
    }

    fn standing(&self, view: &ProjectView) -> Standing {
        let at = |status, date: Option<&Dated>| Standing::of(status, date.map(|d| d.when), date.and_then(|d| d.source.clone()));
        let date = |phase| view.step(phase).and_then(|s| s.date.as_ref());
        let renounced = |a: &ApplicationView| a.says.as_ref().is_some_and(|s| s.state == State::Renounced);
        if !view.applications.is_empty() && view.applications.iter().all(renounced) && view.grants.is_empty() {
            let since = view.applications.iter().filter_map(|a| a.says.as_ref()?.state_on).max().map(When::Day);
            return Standing::of(Status::Renounced, since, Some(PA_DIGITALE.to_owned()));
        }
        if let Some(paid) = date(Phase::Disbursement).filter(|d| !self.is_words(d.source.as_ref())) {
            return at(Status::Disbursed, Some(paid));
        }
        if let Some(s) = self.regis_payment(view) {
            return Standing::of(Status::PaidElsewhere, s.provenance.al, s.provenance.source.clone());
        }
        if let Some(run) = view.runs.last().filter(|r| r.outcome == Outcome::Positive) {
            return Standing::of(Status::Certified, run.outcome_on, run.provenance.source.clone());
        }
        let completed = date(Phase::Completion);
        if let Some(done) = completed.filter(|d| !self.is_words(d.source.as_ref())) {
            return at(Status::Completed, Some(done));
        }
        // Words are not a record, whether they came as a date or as a statement.
        if let Some(done) = completed.or_else(|| date(Phase::Disbursement)) {
            return at(Status::Declared(DeclaredState::Done), Some(done));
        }
        let declared = view
            .statements
            .iter()
            .filter(|s| matches!(s.subject, Subject::State | Subject::Completion))
            .filter_map(|s| s.state.map(|state| (s, state)))
            .max_by_key(|(s, _)| (s.provenance.known, s.id));
        if let Some((s, DeclaredState::Done)) = declared {
            return Standing::of(Status::Declared(DeclaredState::Done), s.provenance.al, s.provenance.source.clone());
        }
        if let Some(step) = view.step(Phase::Completion).filter(|s| matches!(s.lateness, Lateness::Past(_)))
            && step.deadline.as_ref().is_some_and(|d| d.confidence != Confidence::Unverified)
        {
            return Standing::of(Status::Overdue, step.deadline.as_ref().map(|d| d.due), None);
        }
        if let Some(contract) = date(Phase::Contract) {
            return at(Status::Running, Some(contract));
        }
        if let Some((s, state)) = declared {
            return Standing::of(Status::Declared(state), s.provenance.al, s.provenance.source.clone());
        }
        if let Some(decree) = date(Phase::Decree) {
            return at(Status::Funded, Some(decree));
        }
        Standing::of(Status::Unknown, None, None)
    }

    fn regis_payment<'v>(&self, view: &'v ProjectView) -> Option<&'v Fact<Statement>> {
        view.statements.iter().filter(|s| s.subject == Subject::Payment).find(|s| {
            s.amount.is_some_and(|a| a.cents.0 > 0) && self.kind_of(s.provenance.source.as_ref()) == Some(SourceKind::Regis)
        })
    }

    fn differences(&self, view: &ProjectView, typed: &[&Fact<crate::records::FundingLine>]) -> Vec<Difference> {
        let mut out = vec![];
        let public_paid = view.applications.iter().any(|a| a.says.as_ref().is_some_and(|s| s.state == State::Disbursed));
        if let (Some(s), false) = (self.regis_payment(view), public_paid || view.applications.is_empty())
            && let Some(amount) = s.amount
        {
            out.push(Difference::PaidInRegisOnly {
                amount,
                al: s.provenance.al,
                seen: view.applications.iter().filter_map(|a| a.last_seen).max_by_key(|s| s.last),
            });
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
        if let (Some(typed), Some(public)) = (pnrr.amount(), public.amount())
            && typed != public
        {
            out.push(Difference::Grant { typed, public });
        }
        for step in &view.steps {
            let typed = step.date.as_ref().filter(|d| d.seen.is_none() && d.source.as_deref() != Some(PA_DIGITALE));
            if let (Some(typed), Some(public)) = (typed, public_date(view, step.phase))
                && typed.when != public.when
            {
                out.push(Difference::Date { phase: step.phase, typed: typed.when, public: public.when });
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

/// The first contract signed is what contracts a project (`domain.md` §1.1, step 7).
fn contracted(view: &ProjectView, phase: Phase) -> Option<Dated> {
    if phase != Phase::Contract {
        return None;
    }
    let first = view.contracts.iter().filter_map(|c| Some((c.signed_on?, c))).min_by_key(|(when, _)| (when.first(), when.last()));
    first.map(|(when, c)| Dated { when, source: c.provenance.source.clone(), seen: None, act: c.act.clone() })
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
