//! The three accounts and their movements over time.

pub use domain::movement::{Movement, sum};

use chrono::NaiveDate;
use domain::{
    figure::{StepChart, StepSeries},
    money::Cents,
    movement::{granted, paid, received},
    portfolio::Portfolio,
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
