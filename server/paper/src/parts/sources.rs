//! Where the figures come from, and what they count.

use crate::{
    Report, parts,
    setter::{PLAIN, Setter, data, words},
    table::{Cell, Row, Table, cell, column},
};
use domain::{phase::SourceKind, portfolio::PA_DIGITALE};

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.heading(2, lang.report_sources());
    setter.list(vec![
        words(format!("{}.", lang.perimeter_ente(&report.portfolio.ente.name))),
        words(lang.report_public_data(&parts::snapshot(report))),
        words(lang.report_renounced_out()),
        words(lang.report_unknown_means()),
        words(lang.home_problems_limits()),
    ]);
    let codes = codes(report);
    if codes.is_empty() {
        return setter.paragraph(words(lang.report_sources_none()), PLAIN);
    }
    setter.table(Table {
        caption: lang.report_sources_caption().to_owned(),
        columns: vec![
            column(lang.source(), 190.0),
            column(lang.report_kind(), 80.0),
            column(lang.report_date(), 66.0),
            column(lang.report_address(), 175.0),
        ],
        rows: codes.into_iter().map(|code| row(report, code)).collect(),
    });
}

/// The sources that anything in the report rests on, each once, in the order in which it is met.
fn codes<'a>(report: &Report<'a>) -> Vec<&'a str> {
    let mut out: Vec<&str> = vec![];
    let mut add = |code: Option<&'a String>| {
        if let Some(code) = code.map(String::as_str)
            && !out.contains(&code)
        {
            out.push(code);
        }
    };
    for project in &report.portfolio.projects {
        add(project.standing.source.as_ref());
        project.grants.iter().for_each(|g| add(g.source.as_ref()));
        project.steps.iter().for_each(|s| add(s.date.as_ref().and_then(|d| d.source.as_ref())));
        project.runs.iter().for_each(|r| add(r.provenance.source.as_ref()));
        project.risks.iter().for_each(|r| add(r.provenance.source.as_ref()));
    }
    for indicator in &report.portfolio.indicators {
        indicator.readings.iter().take(1).for_each(|r| add(r.provenance.source.as_ref()));
    }
    report.claims.iter().for_each(|judged| add(judged.claim.provenance.source.as_ref()));
    out
}

fn row(report: &Report<'_>, code: &str) -> Row {
    let lang = report.lang;
    let Some(source) = report.catalogue.source(code) else {
        let kind = if code == PA_DIGITALE { lang.source_kind(SourceKind::OpenData) } else { lang.unknown() };
        let name = parts::source(report, Some(code));
        return Row::Cells(vec![cell(name), cell(kind), cell(lang.unknown()), cell(lang.unknown())]);
    };
    Row::Cells(vec![
        Cell::Said(data(lang, &source.title, source.title_en.as_deref())),
        cell(lang.source_kind(source.kind)),
        cell(lang.maybe_when(source.date)),
        cell(source.url.as_deref().unwrap_or(lang.unknown())),
    ])
}
