//! Lump sums by the deadline that they hang on.

use crate::pages::funding::series::bar::{open_end, part};
use domain::{
    figure::{Bar, BarChart},
    phase::{Confidence, Mode, Phase},
    portfolio::{Portfolio, ProjectView},
    status::Status,
    total::Total,
    when::When,
};
use words::Lang;

/// A lump-sum project with what it could lose and by when.
#[derive(Debug, Clone)]
pub struct LumpSum<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// Its deadline for completion.
    pub due: Option<When>,
    /// How sure the deadline is.
    pub confidence: Option<Confidence>,
    /// Known to be certified, or paid.
    pub safe: bool,
    /// What the plan grants it.
    pub grant: Total,
}

impl LumpSum<'_> {
    /// The part known to be certified or paid.
    #[must_use]
    pub fn certified(&self) -> Total {
        if self.safe { self.grant } else { Total::default() }
    }

    /// The part not known to be.
    #[must_use]
    pub fn open(&self) -> Total {
        if self.safe { Total::default() } else { self.grant }
    }
}

/// Lump-sum projects that the plan pays for, by deadline; those without a known one last.
#[must_use]
pub fn lump_sums(portfolio: &Portfolio) -> Vec<LumpSum<'_>> {
    let mut out: Vec<LumpSum<'_>> = portfolio
        .projects
        .iter()
        .filter(|p| p.mode == Some(Mode::LumpSum) && p.standing.status != Status::Renounced)
        .filter_map(|project| {
            let grant = project.pnrr();
            if grant.known + grant.unknown == 0 {
                return None;
            }
            let deadline = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
            Some(LumpSum {
                project,
                due: deadline.map(|d| d.due),
                confidence: deadline.map(|d| d.confidence),
                safe: project.at_risk().is_none(),
                grant,
            })
        })
        .collect();
    out.sort_by_key(|l| (l.due.is_none(), l.due.map(When::last)));
    out
}

/// Grants that share a deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The deadline.
    pub due: Option<When>,
    /// No source confirms it for some of its projects: never shown as official.
    pub unverified: bool,
    /// Known to be certified or paid.
    pub certified: Total,
    /// Not known to be.
    pub open: Total,
}

impl Slot {
    /// Both parts.
    #[must_use]
    pub fn total(&self) -> Total {
        let mut total = self.certified;
        total.absorb(self.open);
        total
    }

    /// Its deadline in words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match self.due {
            None => lang.funding_no_deadline().to_owned(),
            Some(due) if self.unverified => lang.funding_deadline_unverified(&lang.when(due)),
            Some(due) => lang.when(due),
        }
    }
}

/// Grants of lump-sum projects by deadline.
#[must_use]
pub fn slots(lump_sums: &[LumpSum<'_>]) -> Vec<Slot> {
    let mut out: Vec<Slot> = vec![];
    for lump_sum in lump_sums {
        let unverified = lump_sum.confidence == Some(Confidence::Unverified);
        match out.iter_mut().find(|s| s.due == lump_sum.due) {
            Some(slot) => {
                slot.unverified |= unverified;
                slot.certified.absorb(lump_sum.certified());
                slot.open.absorb(lump_sum.open());
            }
            None => out.push(Slot { due: lump_sum.due, unverified, certified: lump_sum.certified(), open: lump_sum.open() }),
        }
    }
    out
}

/// Granted against certified, by deadline.
#[must_use]
pub fn by_deadline(lang: Lang, portfolio: &Portfolio) -> BarChart {
    BarChart {
        name: lang.funding_name_deadlines().to_owned(),
        axis: lang.funding_axis().to_owned(),
        series: vec![lang.funding_series_safe().to_owned(), lang.funding_series_open().to_owned()],
        bars: slots(&lump_sums(portfolio))
            .iter()
            .map(|slot| Bar {
                label: slot.name(lang),
                parts: vec![part(slot.certified), part(slot.open)],
                value: lang.funding_value(slot.total()),
                bound: open_end(slot.total()),
            })
            .collect(),
        empty: lang.funding_empty_deadlines().to_owned(),
    }
}
