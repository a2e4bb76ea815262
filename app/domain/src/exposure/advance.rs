//! The cash that an ente has advanced: what it has paid to suppliers less what it has received, over time.

use crate::{
    amount::Amount,
    exposure::less,
    money::Cents,
    movement::{Movement, paid, received, sum},
    portfolio::{Portfolio, ProjectView},
    total::Total,
    when::When,
};
use chrono::NaiveDate;

/// A payment or a receipt.
#[derive(Debug, Clone)]
pub struct Flow<'a> {
    /// Paid to a supplier; else received.
    pub paid: bool,
    /// The sum with its day and source.
    pub movement: Movement<'a>,
    /// Paid less received up to and with this one, cents; below zero where more had come in. `None` where it has no day.
    pub so_far: Option<Cents>,
}

/// Cash advanced. Only projects with published payments: of the others nothing is known of what was paid, and their receipts
/// alone would make it look as if too much had come in.
#[derive(Debug, Clone, Default)]
pub struct Advance<'a> {
    /// Payments and receipts by day, those without one last.
    pub flows: Vec<Flow<'a>>,
    /// Paid to suppliers, published payments only, with a day or not.
    pub paid: Total,
    /// Received, with a day or not.
    pub received: Total,
    /// How many projects have published payments.
    pub projects: usize,
    /// How many have none.
    pub others: usize,
}

impl<'a> Advance<'a> {
    pub(super) fn of(portfolio: &'a Portfolio) -> Self {
        let with: Vec<&'a ProjectView> = portfolio.projects.iter().filter(|p| !p.payments.is_empty()).collect();
        let out: Vec<Movement<'a>> = with.iter().copied().flat_map(paid).collect();
        let back: Vec<Movement<'a>> = with.iter().copied().flat_map(received).collect();
        let (total_out, total_back) = (sum(&out), sum(&back));
        let flow = |paid| move |movement| Flow { paid, movement, so_far: None };
        let mut flows: Vec<Flow<'a>> = out.into_iter().map(flow(true)).chain(back.into_iter().map(flow(false))).collect();
        flows.sort_by_key(|f| (!f.movement.is_drawn(), f.movement.when.map(When::first)));
        let mut running = Cents::ZERO;
        for flow in &mut flows {
            if let (Some(_), Some(amount)) = (flow.movement.when, flow.movement.amount) {
                running = if flow.paid { running + amount.cents } else { running - amount.cents };
                flow.so_far = Some(running);
            }
        }
        Self { flows, paid: total_out, received: total_back, projects: with.len(), others: portfolio.projects.len() - with.len() }
    }

    /// Paid less received on each day on which something moved, days ascending. A day known only by month, quarter or year
    /// stands on its first.
    #[must_use]
    pub fn points(&self) -> Vec<(NaiveDate, Cents)> {
        let mut points: Vec<(NaiveDate, Cents)> = vec![];
        for flow in &self.flows {
            let (Some(when), Some(so_far)) = (flow.movement.when, flow.so_far) else { continue };
            if points.last().is_some_and(|(day, _)| *day == when.first()) {
                points.pop();
            }
            points.push((when.first(), so_far));
        }
        points
    }

    /// What has no day, or no amount, and so no place in the series.
    pub fn undated(&self) -> impl Iterator<Item = &Flow<'a>> {
        self.flows.iter().filter(|f| !f.movement.is_drawn())
    }

    /// Paid less received, whatever has a day or not; below zero where more has come in. `None` where no payment is published,
    /// or an amount is not known.
    #[must_use]
    pub fn balance(&self) -> Option<Amount> {
        if self.paid.known == 0 || self.paid.unknown + self.received.unknown > 0 {
            return None;
        }
        let received = Amount { cents: self.received.cents, bound: self.received.bound };
        self.paid.amount().map(|paid| less(paid, received))
    }

    /// The most that was ever advanced, with the day on which it was first reached; `None` where nothing ever was.
    #[must_use]
    pub fn peak(&self) -> Option<(NaiveDate, Cents)> {
        self.points().into_iter().filter(|(_, c)| *c > Cents::ZERO).reduce(|most, next| if next.1 > most.1 { next } else { most })
    }
}
