//! Verdicts on what was said in public: recorded, only declared, contradicted, or not to be verified. By rule, never by hand.

use crate::{
    dossier::Catalogue,
    fact::Fact,
    phase::Assertion,
    portfolio::{Evidence, IndicatorView, Portfolio, ProjectView},
    records::{Claim, Reading},
    status::{Status, Tone},
    when::When,
};
use serde::{Deserialize, Serialize};

/// What the data say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// A record of another source says the same.
    Recorded,
    /// Nobody but the speaker (or the press) says so.
    Declared,
    /// A record of another source says otherwise.
    Contradicted,
    /// The data cannot tell.
    Unverifiable,
}

/// A claim with its verdict and what the verdict rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The claim.
    pub claim: Fact<Claim>,
    /// The verdict.
    pub verdict: Verdict,
    /// What backs or contradicts it.
    pub evidence: Vec<Evidence>,
}

/// Judges every claim of an ente.
#[must_use]
pub fn judge(claims: &[Fact<Claim>], portfolio: &Portfolio, catalogue: &Catalogue) -> Vec<Judged> {
    crate::fact::latest(claims, |c| c.code.clone())
        .into_iter()
        .map(|claim| {
            let (verdict, evidence) = verdict(claim, portfolio, catalogue);
            Judged { claim: claim.clone(), verdict, evidence }
        })
        .collect()
}

fn verdict(claim: &Fact<Claim>, portfolio: &Portfolio, catalogue: &Catalogue) -> (Verdict, Vec<Evidence>) {
    let is_record =
        |source: &Option<String>| source.as_deref().and_then(|s| catalogue.source(s)).is_some_and(|s| s.kind.is_record());
    let project = claim.project.as_ref().and_then(|p| portfolio.project(p));
    match claim.assertion {
        Assertion::Paid => match project {
            Some(p) => paid(p),
            None => (Verdict::Declared, vec![]),
        },
        Assertion::Done => match project {
            Some(p) => done(p, claim.by, &is_record),
            None => (Verdict::Declared, vec![]),
        },
        Assertion::Running => match project {
            // A decree shows that it was granted, a contract that it runs; a renunciation of everything contradicts it.
            Some(p) if p.standing.status == Status::Renounced => (Verdict::Contradicted, vec![p.standing_evidence()]),
            Some(p) if p.standing.status == Status::Running || p.standing.status == Status::Disbursed => {
                (Verdict::Recorded, vec![p.standing_evidence()])
            }
            Some(_) | None => (Verdict::Declared, vec![]),
        },
        Assertion::Reading => reading(claim, portfolio, &is_record),
        Assertion::Grant => match project {
            Some(p) => {
                let public: Vec<_> =
                    p.grants.iter().filter(|g| is_record(&g.source)).filter_map(|g| g.amount.map(|a| (g, a))).collect();
                let Some(claimed) = claim.amount else {
                    return (Verdict::Declared, vec![]);
                };
                if public.is_empty() {
                    return (Verdict::Declared, vec![]);
                }
                let sum: i64 = public.iter().map(|(_, a)| a.cents.0).sum();
                let evidence =
                    public.iter().map(|(g, a)| Evidence::Amount { source: g.source.clone(), al: g.al, amount: *a }).collect();
                (if sum >= claimed.cents.0 { Verdict::Recorded } else { Verdict::Contradicted }, evidence)
            }
            None => (Verdict::Declared, vec![]),
        },
        Assertion::Total => {
            let Some(claimed) = claim.amount else {
                return (Verdict::Declared, vec![]);
            };
            // Only the plan's own money counts, and a figure that rests on words or press does not record a total.
            let mut recorded = 0i64;
            let mut evidence = vec![];
            for grant in portfolio.projects.iter().flat_map(|p| p.grants.iter()) {
                if grant.fund != crate::phase::Fund::Pnrr {
                    continue;
                }
                if let Some(amount) = grant.amount {
                    if is_record(&grant.source) {
                        recorded = recorded.saturating_add(amount.cents.0);
                    } else {
                        evidence.push(Evidence::Amount { source: grant.source.clone(), al: grant.al, amount });
                    }
                }
            }
            evidence.insert(
                0,
                Evidence::Amount {
                    source: Some("pa-digitale".to_owned()),
                    al: None,
                    amount: crate::amount::Amount::exact(crate::money::Cents(recorded)),
                },
            );
            (if recorded >= claimed.cents.0 { Verdict::Recorded } else { Verdict::Declared }, evidence)
        }
        Assertion::OnSchedule => on_schedule(claim, portfolio),
        // A bare fact is recorded only where the claim names an indicator and a record shows that its target was reached:
        // that a project met its target says nothing of everything that is said about it.
        Assertion::Fact => match indicator(claim, portfolio).filter(|i| i.target_met_by_record(catalogue)) {
            Some(met) => {
                let evidence =
                    met.readings.iter().filter(|r| is_record(&r.provenance.source)).take(1).map(reading_evidence).collect();
                (Verdict::Recorded, evidence)
            }
            None => (Verdict::Declared, vec![]),
        },
    }
}

fn paid(project: &ProjectView) -> (Verdict, Vec<Evidence>) {
    match project.standing.status {
        Status::Disbursed | Status::PaidElsewhere => (Verdict::Recorded, vec![project.standing_evidence()]),
        Status::Renounced => (Verdict::Contradicted, vec![project.standing_evidence()]),
        _ => (Verdict::Declared, vec![]),
    }
}

fn done(project: &ProjectView, by: Option<When>, is_record: &dyn Fn(&Option<String>) -> bool) -> (Verdict, Vec<Evidence>) {
    if project.standing.status == Status::Renounced {
        return (Verdict::Contradicted, vec![project.standing_evidence()]);
    }
    // A target that ReGiS dates after the claimed end contradicts the claimed end: the work was not over yet.
    let dated = project.indicators.iter().filter_map(|i| {
        let target = i.indicator.target?;
        i.readings
            .iter()
            .find(|r| is_record(&r.provenance.source) && r.value.reaches(target) == Some(true))
            .map(|r| (r, r.provenance.al))
    });
    let mut evidence = vec![];
    let mut late = false;
    for (reading, al) in dated {
        evidence.push(Evidence::Reading { source: reading.provenance.source.clone(), al, value: reading.value });
        if let (Some(by), Some(al)) = (by, al) {
            late |= al.first() > by.last();
        }
    }
    if late {
        return (Verdict::Contradicted, evidence);
    }
    match project.standing.status {
        Status::Disbursed | Status::PaidElsewhere | Status::Certified => {
            evidence.insert(0, project.standing_evidence());
            (Verdict::Recorded, evidence)
        }
        _ if !evidence.is_empty() => (Verdict::Recorded, evidence),
        _ => (Verdict::Declared, vec![]),
    }
}

/// The indicator that a claim names.
fn indicator<'p>(claim: &Fact<Claim>, portfolio: &'p Portfolio) -> Option<&'p IndicatorView> {
    let code = claim.indicator.as_ref()?;
    portfolio.indicators.iter().find(|i| i.indicator.code == *code)
}

fn reading_evidence(reading: &Fact<Reading>) -> Evidence {
    Evidence::Reading { source: reading.provenance.source.clone(), al: reading.provenance.al, value: reading.value }
}

fn reading(claim: &Fact<Claim>, portfolio: &Portfolio, is_record: &dyn Fn(&Option<String>) -> bool) -> (Verdict, Vec<Evidence>) {
    let (Some(code), Some(claimed)) = (&claim.indicator, claim.quantity) else {
        return (Verdict::Declared, vec![]);
    };
    let Some(indicator) = portfolio.indicators.iter().find(|i| i.indicator.code == *code) else {
        return (Verdict::Declared, vec![]);
    };
    let said = claim.provenance.al;
    let records: Vec<_> = indicator.readings.iter().filter(|r| is_record(&r.provenance.source)).collect();
    // A record of the time of the claim, or before it, that reaches the figure confirms it.
    if let Some(r) = records.iter().find(|r| {
        r.value.reaches(claimed) == Some(true) && said.is_none_or(|s| r.provenance.al.is_none_or(|al| al.first() <= s.last()))
    }) {
        return (Verdict::Recorded, vec![reading_evidence(r)]);
    }
    // A record of the time of the claim, or after it, that falls short of the figure contradicts it: counts only grow.
    if let Some(r) = records.iter().find(|r| {
        r.value.reaches(claimed) == Some(false) && said.is_some_and(|s| r.provenance.al.is_some_and(|al| al.first() >= s.first()))
    }) {
        return (Verdict::Contradicted, vec![reading_evidence(r)]);
    }
    (Verdict::Declared, vec![])
}

fn on_schedule(claim: &Fact<Claim>, portfolio: &Portfolio) -> (Verdict, Vec<Evidence>) {
    let Some(said) = claim.provenance.al.map(When::last) else {
        return (Verdict::Unverifiable, vec![]);
    };
    // One project recorded late on that day contradicts it; it is recorded only if every project has a deadline in the data.
    let mut every = true;
    for project in &portfolio.projects {
        let Some(step) = project.step(crate::phase::Phase::Completion) else {
            continue;
        };
        match &step.deadline {
            Some(deadline)
                if deadline.due.is_past(said) && step.date.is_none() && project.standing.status.tone() == Tone::Late =>
            {
                return (Verdict::Contradicted, vec![project.standing_evidence()]);
            }
            Some(deadline) if matches!(deadline.basis, crate::deadline::Basis::Common { .. }) => every = false,
            Some(_) => {}
            None => every = false,
        }
    }
    (if every && !portfolio.projects.is_empty() { Verdict::Recorded } else { Verdict::Unverifiable }, vec![])
}
