//! What is counted, with its latest reading.

use crate::{
    Report,
    parts::{measured, source, title},
    setter::{NOTE, PLAIN, Setter, TOGETHER, data, words},
    table::{Cell, Row, Table, cell, column, figures},
};
use domain::{portfolio::IndicatorView, when::When};
use std::cmp::Reverse;

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.need(TOGETHER);
    setter.heading(2, lang.report_indicators());
    if report.portfolio.indicators.is_empty() {
        return setter.paragraph(words(lang.home_indicators_none()), PLAIN);
    }
    setter.paragraph(words(lang.indicators_rule()), NOTE);
    let mut views: Vec<&IndicatorView> = report.portfolio.indicators.iter().collect();
    views.sort_by_key(|i| Reverse(i.readings.first().and_then(|r| r.provenance.al).map(When::last)));
    setter.table(Table {
        caption: lang.home_indicators_caption().to_owned(),
        columns: vec![
            column(lang.home_column_indicator(), 190.0),
            figures(lang.home_column_value(), 105.0),
            figures(lang.home_column_target(), 105.0),
            column(lang.indicators_column_source(), 111.0),
        ],
        rows: views.into_iter().map(|i| row(report, i)).collect(),
    });
}

fn row(report: &Report<'_>, view: &IndicatorView) -> Row {
    let lang = report.lang;
    let reading = view.readings.first();
    let target = match (view.indicator.target, view.indicator.target_due) {
        (None, _) => lang.home_no_target().to_owned(),
        (Some(target), None) => measured(report, target, view),
        (Some(target), Some(due)) => format!("{} {}", measured(report, target, view), lang.home_target_by(&lang.when(due))),
    };
    let from = reading.map_or_else(
        || lang.indicators_no_reading().to_owned(),
        |r| lang.source_line(&source(report, r.provenance.source.as_deref()), &lang.maybe_when(r.provenance.al)),
    );
    let mut name = data(lang, &view.indicator.name, view.indicator.name_en.as_deref());
    if let Some(project) = view.indicator.project.as_ref().and_then(|slug| report.portfolio.project(slug)) {
        name.text = format!("{} ({})", name.text, title(report, project).text);
    }
    Row::Cells(vec![
        Cell::Said(name),
        cell(reading.map_or_else(|| lang.unknown().to_owned(), |r| measured(report, r.value, view))),
        cell(target),
        cell(from),
    ])
}
