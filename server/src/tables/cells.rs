//! From values of the domain to cells. Nothing becomes more precise than its source: a month is told in words, and a figure that
//! is "oltre" has that word in the cell beside it.

use crate::tables::Facts;
use app::parts::money::source_name;
use domain::{
    amount::{Amount, Bound, Quantity},
    phase::Assertion,
    portfolio::Evidence,
    records::Claim,
    when::When,
};
use office::book::Cell;
use words::Lang;

/// A day as a day, and what is less precise in words.
pub(crate) fn when(lang: Lang, when: Option<When>) -> Cell {
    match when {
        None => Cell::Empty,
        Some(When::Day(day)) => Cell::Date(day),
        Some(less) => Cell::Text(lang.when(less)),
    }
}

fn bound(lang: Lang, bound: Bound) -> Cell {
    Cell::text(lang.bound(bound).trim())
}

/// A sum, and how precise it is.
pub(crate) fn amount(lang: Lang, amount: Option<Amount>) -> [Cell; 2] {
    amount.map_or([Cell::Empty, Cell::Empty], |a| [Cell::Money(a.cents), bound(lang, a.bound)])
}

/// A number, and how precise it is.
pub(crate) fn quantity(lang: Lang, quantity: Option<Quantity>) -> [Cell; 2] {
    quantity.map_or([Cell::Empty, Cell::Empty], |q| [Cell::Number(q.thousandths), bound(lang, q.bound)])
}

/// The name of a source; nothing where none is given.
pub(crate) fn source(facts: &Facts<'_>, code: Option<&str>) -> Cell {
    code.map_or(Cell::Empty, |code| Cell::text(source_name(facts.lang, facts.catalogue, Some(code))))
}

/// What the outcome of a claim rests on, in a line: the `at`-th of its evidence.
pub(crate) fn evidence(facts: &Facts<'_>, claim: &Claim, at: usize, evidence: &Evidence) -> String {
    let lang = facts.lang;
    let from = |code: Option<&str>, al: Option<When>| match (code, al) {
        (None, None) => String::new(),
        (None, Some(al)) => format!(" ({})", lang.when(al)),
        (Some(_), None) => format!(" ({})", source_name(lang, facts.catalogue, code)),
        (Some(_), Some(al)) => format!(" ({}, {})", source_name(lang, facts.catalogue, code), lang.when(al)),
    };
    match evidence {
        Evidence::Standing { project, standing } => {
            let title = facts.portfolio.project(project).map_or_else(|| project.to_string(), |p| facts.title(p));
            format!("{title}: {}{}", lang.status(standing.status), from(standing.source.as_deref(), standing.since))
        }
        Evidence::Amount { source, al, amount } => {
            // A total is judged by the sum on record, which comes first; grants that only words back stand beside it.
            let label = match (claim.assertion, at) {
                (Assertion::Total, 0) if amount.cents.0 == 0 => return lang.claims_sum_none().to_owned(),
                (Assertion::Total, 0) => lang.claims_sum_recorded(),
                (Assertion::Total, _) => lang.claims_sum_words(),
                _ => lang.claims_grant(),
            };
            format!("{label}: {}{}", lang.amount(Some(*amount)), from(source.as_deref(), *al))
        }
        Evidence::Reading { source, al, value } => {
            let indicator = claim.indicator.as_ref();
            let indicator = indicator.and_then(|code| facts.portfolio.indicators.iter().find(|i| i.indicator.code == *code));
            let name = indicator.map_or(lang.claims_reading(), |i| lang.pick(&i.indicator.name, i.indicator.name_en.as_deref()));
            format!("{name}: {}{}", lang.quantity(*value), from(source.as_deref(), *al))
        }
    }
}
