//! The three accounts and their movements over time.

use chrono::NaiveDate;
use domain::{
    amount::Amount,
    application::State,
    figure::{StepChart, StepSeries},
    money::Cents,
    portfolio::{PA_DIGITALE, Portfolio, ProjectView},
    total::Total,
    when::When,
};
use words::Lang;

/// One of the three accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// Granted.
    Granted,
    /// Received.
    Received,
    /// Paid to suppliers; only what is published.
    Paid,
}

impl Account {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Granted, Self::Received, Self::Paid];

    /// Its name.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Granted => lang.funding_granted(),
            Self::Received => lang.funding_received(),
            Self::Paid => lang.funding_paid(),
        }
    }

    /// Its word in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "finanziato",
            Self::Received => "ricevuto",
            Self::Paid => "pagato_fornitori",
        }
    }
}

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
    /// Has a place in the drawing.
    pub(super) fn is_drawn(&self) -> bool {
        self.when.is_some() && self.amount.is_some()
    }
}

fn granted(project: &ProjectView) -> Vec<Movement<'_>> {
    project
        .grants
        .iter()
        .map(|g| Movement { project, item: g.item.clone(), when: g.al, amount: g.amount, source: g.source.clone() })
        .collect()
}

/// The body's own receipts; where it typed none, what the public data show as disbursed (the rule of `ProjectView::received`).
fn received(project: &ProjectView) -> Vec<Movement<'_>> {
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

fn paid(project: &ProjectView) -> Vec<Movement<'_>> {
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

/// The movements of an account by date, those without a date last.
#[must_use]
pub fn movements(portfolio: &Portfolio, account: Account) -> Vec<Movement<'_>> {
    let mut out: Vec<Movement<'_>> = portfolio
        .projects
        .iter()
        .flat_map(|p| match account {
            Account::Granted => granted(p),
            Account::Received => received(p),
            Account::Paid => paid(p),
        })
        .collect();
    out.sort_by_key(|m| (m.when.is_none(), m.when.map(When::first)));
    out
}

/// Sum of movements, drawn or not.
#[must_use]
pub fn sum(movements: &[Movement<'_>]) -> Total {
    movements.iter().map(|m| m.amount).collect()
}

/// The movements that have no place in the drawing.
#[must_use]
pub fn undrawn<'m, 'p>(movements: &'m [Movement<'p>]) -> Vec<&'m Movement<'p>> {
    movements.iter().filter(|m| !m.is_drawn()).collect()
}

/// Running totals, one for each day on which something moved.
fn points(movements: &[Movement<'_>]) -> Vec<(NaiveDate, Cents)> {
    let mut points: Vec<(NaiveDate, Cents)> = vec![];
    let mut running = Cents::ZERO;
    for movement in movements {
        let (Some(when), Some(amount)) = (movement.when, movement.amount) else { continue };
        running += amount.cents;
        if points.last().is_some_and(|(day, _)| *day == when.first()) {
            points.pop();
        }
        points.push((when.first(), running));
    }
    points
}

/// Granted, received and paid to suppliers, each as a running total; the label stands on the portfolio's day.
#[must_use]
pub fn over_time(lang: Lang, portfolio: &Portfolio, today_label: String) -> StepChart {
    StepChart {
        name: lang.funding_name_time().to_owned(),
        axis: lang.funding_axis_total().to_owned(),
        today_label,
        today: portfolio.today,
        series: Account::ALL
            .into_iter()
            .map(|account| {
                let movements = movements(portfolio, account);
                let drawn: Total = movements.iter().filter(|m| m.is_drawn()).map(|m| m.amount).collect();
                StepSeries { label: format!("{}: {}", account.name(lang), lang.total(drawn)), points: points(&movements) }
            })
            .collect(),
        empty: lang.funding_empty_time().to_owned(),
    }
}
