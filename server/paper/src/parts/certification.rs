//! How far each project has come between decree and disbursement, and its certification runs.

use crate::{
    Report,
    parts::{source, title},
    setter::{NOTE, PLAIN, Setter, TOGETHER, words},
    table::{Cell, Row, Table, cell, column},
};
use domain::{phase::Phase, portfolio::ProjectView, status::Status};

/// The steps of the matrix.
const STEPS: [Phase; 6] =
    [Phase::Decree, Phase::Contract, Phase::Completion, Phase::Certification, Phase::Request, Phase::Disbursement];

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    // Names of steps are long: the sheets still lie, so that none of them is broken.
    setter.need(TOGETHER);
    setter.heading(2, lang.report_certification());
    setter.paragraph(words(finding(report)), PLAIN);
    setter.paragraph(words(lang.certification_unknown_text()), NOTE);
    let mut columns = vec![column(lang.column_project(), 152.0)];
    columns.extend(STEPS.into_iter().map(|phase| column(lang.phase(phase), 101.0)));
    setter.table(Table {
        caption: lang.certification_path_caption().to_owned(),
        columns,
        rows: report.portfolio.projects.iter().map(|p| row(report, p)).collect(),
    });
    runs(setter, report);
    setter.turn_to(false);
}

fn finding(report: &Report<'_>) -> String {
    let lang = report.lang;
    let alive: Vec<&ProjectView> = report.portfolio.projects.iter().filter(|p| p.standing.status != Status::Renounced).collect();
    let count = |status: Status| alive.iter().filter(|p| p.standing.status == status).count();
    match alive.as_slice() {
        [] => lang.certification_find_none().to_owned(),
        [only] => lang.certification_find_one(lang.status(only.standing.status)),
        all => {
            let (paid, elsewhere, certified) = (count(Status::Disbursed), count(Status::PaidElsewhere), count(Status::Certified));
            lang.certification_find(all.len(), paid, elsewhere, certified, all.len() - paid - elsewhere - certified)
        }
    }
}

fn row(report: &Report<'_>, project: &ProjectView) -> Row {
    let mut cells = vec![Cell::Said(title(report, project))];
    cells.extend(STEPS.into_iter().map(|phase| cell(step(report, project, phase))));
    Row::Cells(cells)
}

fn step(report: &Report<'_>, project: &ProjectView, phase: Phase) -> String {
    let lang = report.lang;
    let step = project.step(phase);
    if let Some(when) = project.date(phase) {
        return lang.when(when);
    }
    if project.standing.status == Status::Renounced {
        return lang.certification_waived().to_owned();
    }
    if phase == Phase::Disbursement && project.standing.status == Status::PaidElsewhere {
        return lang.certification_paid_regis().to_owned();
    }
    if step.is_some_and(|s| s.passed) {
        return lang.certification_passed().to_owned();
    }
    match step.and_then(|s| s.forecast) {
        Some(forecast) => lang.certification_forecast(&lang.when(forecast)),
        None => lang.unknown().to_owned(),
    }
}

fn runs(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    let rows: Vec<Row> = report
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.runs.iter().map(move |r| (p, r)))
        .map(|(project, run)| {
            Row::Cells(vec![
                Cell::Said(title(report, project)),
                cell(lang.certification_run_number(run.number)),
                cell(lang.maybe_when(run.requested)),
                cell(lang.maybe_when(run.checked)),
                cell(lang.outcome(run.outcome)),
                cell(lang.maybe_when(run.outcome_on)),
                cell(source(report, run.provenance.source.as_deref())),
            ])
        })
        .collect();
    setter.heading(3, lang.certification_runs_title());
    if rows.is_empty() {
        return setter.paragraph(words(lang.certification_runs_none()), NOTE);
    }
    setter.table(Table {
        caption: lang.certification_runs_caption().to_owned(),
        columns: vec![
            column(lang.column_project(), 130.0),
            column(lang.certification_column_run(), 40.0),
            column(lang.certification_column_requested(), 60.0),
            column(lang.certification_column_checked(), 66.0),
            column(lang.certification_column_outcome(), 70.0),
            column(lang.certification_column_outcome_on(), 60.0),
            column(lang.certification_column_source(), 85.0),
        ],
        rows,
    });
}
