//! What may go wrong and what is done about it: only what the ente has published, which is all that a view has.

use crate::{
    Report,
    parts::title,
    setter::{PLAIN, Setter, data, words},
    table::{Cell, Row, Table, cell, column, figures},
};
use domain::deck::problems;

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.heading(2, lang.report_risks());
    let of_data = |text: Option<&str>| match text {
        Some(text) => Cell::Said(data(lang, text, None)),
        None => cell(lang.unknown()),
    };
    let rows: Vec<Row> = report
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.risks.iter().filter(|r| r.published).map(move |r| (p, r)))
        .map(|(project, risk)| {
            Row::Cells(vec![
                Cell::Said(title(report, project)),
                of_data(Some(&risk.what)),
                of_data(risk.remedy.as_deref()),
                of_data(risk.office.as_deref()),
                cell(lang.amount(risk.exposed)),
                cell(lang.maybe_when(risk.due)),
                cell(lang.risk_state(risk.state)),
            ])
        })
        .collect();
    if rows.is_empty() {
        setter.paragraph(words(lang.report_risks_none()), PLAIN);
    } else {
        setter.table(table(report, rows));
    }
    // What nobody has written and the rules find all the same, as on the slides.
    let found: Vec<_> = problems(report.portfolio).iter().filter_map(|p| lang.problem(report.portfolio, p)).map(words).collect();
    if !found.is_empty() {
        setter.paragraph(words(lang.report_problems()), PLAIN);
        setter.list(found);
    }
}

fn table(report: &Report<'_>, rows: Vec<Row>) -> Table {
    let lang = report.lang;
    Table {
        caption: lang.report_risks_caption().to_owned(),
        columns: vec![
            column(lang.column_project(), 90.0),
            column(lang.report_issue(), 110.0),
            column(lang.report_remedy(), 110.0),
            column(lang.report_office(), 50.0),
            figures(lang.report_exposed(), 60.0),
            column(lang.report_by(), 50.0),
            column(lang.column_status(), 41.0),
        ],
        rows,
    }
}
