//! Sums that moved for a project: granted, received, paid to suppliers, each with its day and its source.

use crate::{
    amount::Amount,
    application::State,
    portfolio::{PA_DIGITALE, ProjectView},
    total::Total,
    when::When,
};

/// A sum that moved.
#[derive(Debug, Clone)]
pub struct Movement<'a> {
    /// For which project.
    pub project: &'a ProjectView,
    /// Funding line, call or reference of the payment.
    pub item: String,
    /// When, where known.
    pub when: Option<When>,
    /// How much, where known.
    pub amount: Option<Amount>,
    /// Code of the source.
    pub source: Option<String>,
}

impl Movement<'_> {
    /// Has a place in a drawing over time.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.when.is_some() && self.amount.is_some()
    }
}

/// The grants of a project.
#[must_use]
pub fn granted(project: &ProjectView) -> Vec<Movement<'_>> {
    project
        .grants
        .iter()
        .map(|g| Movement { project, item: g.item.clone(), when: g.al, amount: g.amount, source: g.source.clone() })
        .collect()
}

/// The body's own receipts; where it typed none, what the public data show as disbursed (the rule of `ProjectView::received`).
#[must_use]
pub fn received(project: &ProjectView) -> Vec<Movement<'_>> {
    if !project.receipts.is_empty() {
        return project
            .receipts
            .iter()
            .map(|r| Movement {
                project,
                item: r.reference.clone(),
                when: Some(r.received_on),
                amount: Some(r.amount),
                source: r.provenance.source.clone(),
            })
            .collect();
    }
    project
        .applications
        .iter()
        .filter_map(|a| a.says.as_ref().map(|says| (a, says)))
        .filter(|(_, says)| says.state == State::Disbursed)
        .map(|(a, says)| Movement {
            project,
            item: a.key.call.clone(),
            when: says.state_on.map(When::Day),
            amount: Some(Amount::exact(says.amount)),
            source: Some(PA_DIGITALE.to_owned()),
        })
        .collect()
}

/// What a project has paid to suppliers; only what is published.
#[must_use]
pub fn paid(project: &ProjectView) -> Vec<Movement<'_>> {
    project
        .payments
        .iter()
        .map(|p| Movement {
            project,
            item: p.reference.clone(),
            when: Some(p.paid_on),
            amount: Some(p.amount),
            source: p.provenance.source.clone(),
        })
        .collect()
}

/// Sum of movements, dated or not.
#[must_use]
pub fn sum(movements: &[Movement<'_>]) -> Total {
    movements.iter().map(|m| m.amount).collect()
}
