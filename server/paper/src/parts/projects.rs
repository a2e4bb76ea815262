//! Every project in a row.

use crate::{
    Report,
    parts::{source, sum, title},
    setter::{PLAIN, Setter, TOGETHER, words},
    table::{Cell, Row, Table, cell, column, figures},
};
use domain::{
    phase::{Confidence, Phase},
    portfolio::ProjectView,
};

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.need(TOGETHER);
    setter.heading(2, lang.report_projects());
    if report.portfolio.projects.is_empty() {
        return setter.paragraph(words(lang.no_projects_title()), PLAIN);
    }
    let finding = lang.home_schedule(
        report.portfolio.count(domain::status::Tone::Done),
        report.portfolio.projects.len(),
        report.portfolio.count(domain::status::Tone::Late),
    );
    setter.paragraph(words(format!("{finding}.")), PLAIN);
    setter.table(Table {
        caption: lang.report_projects_caption().to_owned(),
        columns: vec![
            column(lang.column_project(), 112.0),
            column(lang.column_status(), 82.0),
            column(lang.column_decree(), 58.0),
            column(lang.column_deadline(), 60.0),
            figures(lang.column_granted(), 82.0),
            column(lang.source(), 117.0),
        ],
        rows: report.portfolio.projects.iter().map(|p| row(report, p)).collect(),
    });
}

fn row(report: &Report<'_>, project: &ProjectView) -> Row {
    let lang = report.lang;
    let mut name = title(report, project);
    if let Some(measure) = project.measure() {
        name.text = format!("{} ({measure})", name.text);
    }
    let status = lang.status(project.standing.status);
    let standing = project.standing.since.map_or_else(|| status.to_owned(), |s| lang.report_since(status, &lang.when(s)));
    let deadline = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
    let due = match deadline {
        Some(d) if d.confidence == Confidence::Unverified => lang.report_unverified(&lang.when(d.due)),
        other => lang.maybe_when(other.map(|d| d.due)),
    };
    Row::Cells(vec![
        Cell::Said(name),
        cell(standing),
        cell(lang.maybe_when(project.date(Phase::Decree))),
        cell(due),
        cell(sum(report, project.granted)),
        cell(sources(report, project)),
    ])
}

/// The sources of a project's status and grants, each once.
fn sources(report: &Report<'_>, project: &ProjectView) -> String {
    let codes = project.standing.source.iter().chain(project.grants.iter().filter_map(|g| g.source.as_ref()));
    let mut names: Vec<String> = vec![];
    for code in codes {
        let name = source(report, Some(code));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { report.lang.unknown().to_owned() } else { names.join("; ") }
}
