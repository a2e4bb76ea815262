//! The surplus ("economie") of completed lump-sum projects: what the lump sum leaves once suppliers have had their due.

use crate::{
    amount::{Amount, Bound},
    exposure::less,
    fact::Fact,
    money::Cents,
    phase::{Mode, Subject},
    portfolio::{Portfolio, ProjectView},
    records::Statement,
    status::Status,
    total::Total,
};

/// Whether a surplus may be used: only after positive technical *and* formal checks (`domain.md` §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usable {
    /// Yes: the lump sum is paid, which follows both checks (`domain.md` §1.2).
    Yes,
    /// ReGiS shows the payment, PA digitale does not (yet): not to be counted on.
    Regis,
    /// Not yet: positively certified, formal checks not known.
    Formal,
    /// Not yet: completed, no positive certification known.
    Technical,
}

/// On what the spending rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Committed by published contracts.
    Contracts,
    /// Paid, published payments only.
    Payments,
}

/// What a project has cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// How much.
    pub amount: Amount,
    /// On what it rests.
    pub basis: Basis,
}

/// A completed lump-sum project with what is left of its lump sum.
#[derive(Debug, Clone)]
pub struct Surplus<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// The lump sum.
    pub granted: Total,
    /// What it has cost, where contracts or payments are published.
    pub spent: Option<Spent>,
    /// What is left, never below zero; `None` where lump sum or cost is not known.
    pub left: Option<Amount>,
    /// What it has cost beyond the lump sum.
    pub beyond: Option<Amount>,
    /// Whether it may be used.
    pub usable: Usable,
    /// What others state of its cost: words, kept beside and never counted.
    pub stated: Vec<&'a Fact<Statement>>,
}

/// Completed lump-sum projects that the plan pays for, in the portfolio's order.
pub(super) fn of(portfolio: &Portfolio) -> Vec<Surplus<'_>> {
    portfolio.projects.iter().filter(|p| p.mode == Some(Mode::LumpSum)).filter_map(one).collect()
}

fn one(project: &ProjectView) -> Option<Surplus<'_>> {
    let usable = match project.standing.rule() {
        Status::Disbursed => Usable::Yes,
        Status::PaidElsewhere => Usable::Regis,
        Status::Certified => Usable::Formal,
        Status::Completed => Usable::Technical,
        _ => return None,
    };
    let granted = project.pnrr();
    if granted.known + granted.unknown == 0 {
        return None;
    }
    let spent = spent(project);
    let difference = match (granted.unknown, granted.amount(), spent) {
        (0, Some(granted), Some(spent)) => Some(less(granted, spent.amount)),
        _ => None,
    };
    let below = difference.filter(|d| d.cents < Cents::ZERO);
    Some(Surplus {
        project,
        granted,
        spent,
        left: difference.map(|d| if d.cents < Cents::ZERO { Amount::exact(Cents::ZERO) } else { d }),
        beyond: below.map(|d| Amount { cents: Cents::ZERO - d.cents, bound: flipped(d.bound) }),
        usable,
        stated: project.statements.iter().filter(|s| s.subject == Subject::Spending && s.amount.is_some()).collect(),
    })
}

/// "At least" of a difference is "at most" of its opposite, which we have no word for.
fn flipped(bound: Bound) -> Bound {
    match bound {
        Bound::Exact => Bound::Exact,
        Bound::Over | Bound::About => Bound::About,
    }
}

/// What is committed is what a project will have cost (`domain.md` §3.3); what is paid counts where that is not known, and
/// where it is more: a project has cost no less than was paid. With an amount unknown nothing is known of either.
fn spent(project: &ProjectView) -> Option<Spent> {
    let whole =
        |total: Total, basis| (total.unknown == 0).then(|| total.amount()).flatten().map(|amount| Spent { amount, basis });
    let committed = whole(project.contracts.iter().map(|c| c.amount).collect(), Basis::Contracts);
    let paid = whole(project.payments.iter().map(|p| Some(p.amount)).collect(), Basis::Payments);
    match (committed, paid) {
        (Some(committed), Some(paid)) if paid.amount.cents > committed.amount.cents => Some(paid),
        (committed, paid) => committed.or(paid),
    }
}

impl super::Exposure<'_> {
    /// What is left of all that may be used, or of all that may not yet; what is not known is counted.
    #[must_use]
    pub fn left(&self, usable: bool) -> Total {
        self.surplus.iter().filter(|s| (s.usable == Usable::Yes) == usable).map(|s| s.left).collect()
    }
}
