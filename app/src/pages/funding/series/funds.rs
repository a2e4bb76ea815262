//! Grants by measure and fund.

use crate::pages::funding::series::bar::{open_end, part};
use domain::{
    amount::Amount,
    dossier::Catalogue,
    figure::{Bar, BarChart},
    line::MeasureCode,
    phase::Fund,
    portfolio::Portfolio,
    total::Total,
};
use words::Lang;

/// What one measure's projects were granted.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The measure; `None` is outside every measure.
    pub measure: Option<MeasureCode>,
    /// By fund, every fund of [`Fund::ALL`].
    pub funds: Vec<(Fund, Total)>,
    /// All funds together.
    pub total: Total,
}

impl Share {
    fn of(measure: Option<MeasureCode>) -> Self {
        Self { measure, funds: Fund::ALL.iter().map(|f| (*f, Total::default())).collect(), total: Total::default() }
    }

    fn add(&mut self, fund: Fund, amount: Option<Amount>) {
        if let Some((_, total)) = self.funds.iter_mut().find(|(f, _)| *f == fund) {
            total.add(amount);
        }
        self.total.add(amount);
    }

    /// What one fund grants.
    #[must_use]
    pub fn by(&self, fund: Fund) -> Total {
        self.funds.iter().find(|(f, _)| *f == fund).map(|(_, t)| *t).unwrap_or_default()
    }
}

/// Grants by measure, as the plan numbers them; what is outside every measure comes last.
#[must_use]
pub fn shares(portfolio: &Portfolio) -> Vec<Share> {
    let mut out: Vec<Share> = vec![];
    for project in &portfolio.projects {
        for grant in &project.grants {
            let measure = project.measure();
            match out.iter_mut().find(|s| s.measure == measure) {
                Some(share) => share.add(grant.fund, grant.amount),
                None => {
                    let mut share = Share::of(measure);
                    share.add(grant.fund, grant.amount);
                    out.push(share);
                }
            }
        }
    }
    out
}

/// The funds that pay for something, in their order.
#[must_use]
pub fn funds(portfolio: &Portfolio) -> Vec<Fund> {
    Fund::ALL.iter().copied().filter(|f| portfolio.projects.iter().any(|p| p.grants.iter().any(|g| g.fund == *f))).collect()
}

/// "1.4.5 Notifiche digitali".
#[must_use]
pub fn measure_name(lang: Lang, catalogue: &Catalogue, measure: Option<&MeasureCode>) -> String {
    match measure {
        None => lang.funding_outside().to_owned(),
        Some(code) => match catalogue.measure(code) {
            Some(m) => crate::parts::mark::measure_name(code.as_str(), lang.pick(&m.short, m.short_en.as_deref())),
            None => code.to_string(),
        },
    }
}

/// Funding by measure, stacked by fund.
#[must_use]
pub fn by_fund(lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue) -> BarChart {
    let funds = funds(portfolio);
    BarChart {
        name: lang.funding_name_funds().to_owned(),
        axis: lang.funding_axis().to_owned(),
        series: funds.iter().map(|f| lang.fund(*f).to_owned()).collect(),
        bars: shares(portfolio)
            .iter()
            .map(|share| Bar {
                label: measure_name(lang, catalogue, share.measure.as_ref()),
                parts: funds.iter().map(|f| part(share.by(*f))).collect(),
                value: lang.funding_value(share.total),
                bound: open_end(share.total),
            })
            .collect(),
        empty: lang.funding_empty_funds().to_owned(),
    }
}
