//! The sections, one file each: a function of the report that sets it.

pub(crate) mod answers;
pub(crate) mod certification;
pub(crate) mod changes;
pub(crate) mod claims;
pub(crate) mod cover;
pub(crate) mod funding;
pub(crate) mod glossary;
pub(crate) mod indicators;
pub(crate) mod pictures;
pub(crate) mod projects;
pub(crate) mod risks;
pub(crate) mod schedule;
pub(crate) mod sources;

use crate::{
    Report,
    setter::{Words, data},
};
use domain::{
    amount::Quantity, portfolio::IndicatorView, portfolio::PA_DIGITALE, portfolio::ProjectView, total::Total, when::civil,
};

/// A project's title.
pub(crate) fn title(report: &Report<'_>, project: &ProjectView) -> Words {
    data(report.lang, &project.title, project.title_en.as_deref())
}

/// The name of a source by its code.
pub(crate) fn source(report: &Report<'_>, code: Option<&str>) -> String {
    match code {
        None => report.lang.unknown().to_owned(),
        Some(code) => match report.catalogue.source(code) {
            Some(source) => report.lang.pick(&source.title, source.title_en.as_deref()).to_owned(),
            None if code == PA_DIGITALE => "PA digitale 2026".to_owned(),
            None => code.to_owned(),
        },
    }
}

/// A sum in a sentence, with what is not known of it.
pub(crate) fn sum(report: &Report<'_>, total: Total) -> String {
    let lang = report.lang;
    match (total.amount(), total.unknown) {
        (None, 0) => lang.unknown().to_owned(),
        (None, n) => lang.home_unknown(n),
        (Some(_), 0) => lang.total(total),
        (Some(_), n) => format!("{} {}", lang.total(total), lang.home_with_unknown(n)),
    }
}

/// A value with the unit of its indicator.
pub(crate) fn measured(report: &Report<'_>, value: Quantity, indicator: &IndicatorView) -> String {
    let unit = report.lang.pick(&indicator.indicator.unit, indicator.indicator.unit_en.as_deref());
    format!("{}\u{a0}{unit}", report.lang.quantity(value))
}

/// "PA digitale 2026 al 22/08/2026", or "almeno al", or that there is none.
pub(crate) fn snapshot(report: &Report<'_>) -> String {
    let lang = report.lang;
    match report.portfolio.snapshot {
        None => lang.no_public_data().to_owned(),
        Some(seen) if seen.at_least => lang.pa_digitale_at_least(&civil(seen.last)),
        Some(seen) => lang.pa_digitale_at(&civil(seen.last)),
    }
}
