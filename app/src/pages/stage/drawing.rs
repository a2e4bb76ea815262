//! The Gantt on a slide: one drawing of the rows that fit, and each of them as a sentence.

use crate::{
    gantt::{
        self, Chart,
        drawing::{axis, escape, grid, shapes},
        layout::{self, FIT},
        row::GanttRow,
    },
    pages::{Scene, schedule},
    visit::Visit,
};
use domain::when::civil;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Rows that can be read from the back of a room.
const ROWS: usize = 10;
/// Letters of a title before it is cut.
const LETTERS: usize = 36;
/// Units: before the bars, of the head, of a row.
const LEFT: i32 = 300;
const HEAD: i32 = 38;
const ROW: i32 = 32;

pub(super) fn body(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let (portfolio, catalogue) = (&scene.portfolio, &scene.catalogue);
    // Whatever the address asks for, a slide shows all years; its line of today is at the day of its figures.
    let plain = Visit::new("/".to_owned(), vec![], lang, portfolio.today);
    let mut chart = gantt::chart(portfolio, catalogue, &plain, usize::MAX);
    if portfolio.today != scene.visit().today {
        chart.today_label = civil(portfolio.today);
    }
    let dated: Vec<&GanttRow> = chart.rows.iter().filter(|r| !r.is_undated()).collect();
    let more = match dated.len().saturating_sub(ROWS) {
        0 => None,
        1 => Some(lang.stage_schedule_more_one().to_owned()),
        n => Some(lang.stage_schedule_more(n)),
    };
    let undated = (chart.undated > 0).then(|| lang.stage_schedule_undated(chart.undated));
    let remarks: Vec<String> = more.into_iter().chain(undated).collect();
    let remarks = (!remarks.is_empty()).then(|| view! { <p class="tg-slide__small">{remarks.join(" ")}</p> });
    if dated.is_empty() {
        return remarks.into_any();
    }
    let shown: Vec<&GanttRow> = dated.into_iter().take(ROWS).collect();
    let svg = svg(&chart, &shown, lang.schedule_region());
    let sentences = shown.iter().map(|row| row.sentence()).map(|s| view! { <li>{s}</li> }).collect_view();
    view! {
        <div class="tg-slide__drawing" inner_html=svg></div>
        <ul class="tg-slide__said">{sentences}</ul>
        <div class="tg-slide__legend">{schedule::legend(lang)}</div>
        {remarks}
    }
    .into_any()
}

/// Names and bars as one drawing that grows with the slide. Every text in it is escaped.
fn svg(chart: &Chart, rows: &[&GanttRow], name: &str) -> String {
    let (width, height) = (LEFT + FIT + 8, HEAD + ROW * i32::try_from(rows.len()).unwrap_or(0));
    let mut out = format!(
        r#"<svg class="tg-slide__gantt" viewBox="0 0 {width} {height}" role="img" aria-label="{}" focusable="false"><g transform="translate({LEFT} 0)">{}</g>"#,
        escape(name),
        axis(&chart.ticks, chart.today_x, chart.scale, &chart.today_label)
    );
    let mut y = HEAD;
    for row in rows {
        let short: String = row.title.chars().take(LETTERS).collect();
        let dots = if row.title.chars().count() > LETTERS { "…" } else { "" };
        let _ = write!(
            out,
            r#"<text class="g-label" x="0" y="{}">{}{dots}</text><svg x="{LEFT}" y="{y}" width="{FIT}" height="{ROW}">{}<svg class="g-row" y="50%" overflow="visible">{}</svg></svg>"#,
            y + 21,
            escape(&short),
            grid(&chart.ticks, chart.today_x),
            shapes(&layout::row(row, chart.scale))
        );
        y += ROW;
    }
    out.push_str("</svg>");
    out
}
