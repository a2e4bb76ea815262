//! Who grants how much, as bars with their figures, and the charts that the pages have.

use crate::{
    Report,
    parts::{pictures, sum},
    setter::{NOTE, PLAIN, Setter, TOGETHER, words},
    sheet::{Figure, Line, Mark},
    table::{Cell, Row, Table, cell, column, figures},
};
use domain::{phase::Fund, total::Total};

/// Length of the longest bar and height of all, points.
const LONGEST: f32 = 170.0;
const HEIGHT: f32 = 12.0;

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.need(TOGETHER);
    setter.heading(2, lang.report_funding());
    let funds: Vec<(Fund, Total)> = Fund::ALL
        .iter()
        .map(|fund| (*fund, report.portfolio.granted_by(*fund)))
        .filter(|(_, total)| total.known + total.unknown > 0)
        .collect();
    if funds.is_empty() {
        return setter.paragraph(words(lang.report_no_funding()), PLAIN);
    }
    let most = funds.iter().map(|(_, total)| total.cents.0).max().unwrap_or_default().max(1);
    let mut rows: Vec<Row> = funds.iter().map(|(fund, total)| row(report, *fund, *total, most)).collect();
    let all = report.portfolio.granted();
    let total = lang.home_total();
    rows.push(Row::Cells(vec![cell(total), cell(""), cell(lang.total(all)), cell(all.unknown.to_string())]));
    setter.table(Table {
        caption: lang.report_funding_caption().to_owned(),
        columns: vec![
            column(lang.report_fund(), 120.0),
            column(lang.report_compared(), LONGEST + 10.0),
            figures(lang.column_granted(), 130.0),
            figures(lang.report_unknown_amounts(), 81.0),
        ],
        rows,
    });
    setter.paragraph(words(lang.report_renounced_out()), NOTE);
    for picture in report.pictures {
        pictures::set(setter, picture);
    }
}

fn row(report: &Report<'_>, fund: Fund, total: Total, most: i64) -> Row {
    let lang = report.lang;
    let name = lang.fund(fund);
    // A bar is a picture of its figure: what a float rounds away is far below a point.
    let wide = (total.cents.0 as f32 / most as f32 * LONGEST).max(0.0);
    let ink = (0x12, 0x43, 0x6d);
    let mut marks = vec![];
    if total.known > 0 && wide > 0.0 {
        marks.push(Mark::Shape { figure: Figure::Box(0.0, 0.0, wide, HEIGHT), fill: Some(ink), line: None });
    }
    marks.push(Mark::Shape {
        figure: Figure::Strokes(vec![[(0.0, 0.0), (0.0, HEIGHT)]]),
        fill: None,
        line: Line::whole(ink, 0.8),
    });
    let shows = lang.report_bar(name, &sum(report, total));
    Row::Cells(vec![
        cell(name),
        Cell::Drawn { height: HEIGHT, shows, marks },
        cell(lang.total(total)),
        cell(total.unknown.to_string()),
    ])
}
