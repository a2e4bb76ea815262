//! The committee report of an ente as a PDF: gathers what `paper` needs and hands it over. A report of a frozen sitting is made by the
//! same [`make`], from the facts of its document.

use crate::{assets, downloads, router::Shared, visit::Slot};
use app::{
    gantt::{
        self, Chart, group,
        layout::{self, Scale},
        row::{BarKind, GanttRow, MarkKind},
    },
    pages::funding::series::Kind,
    parts::day,
    visit::Visit,
};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chart::Drawings;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    claim::Judged,
    dossier::Catalogue,
    figure::Figures as _,
    portfolio::{Change, ChangeWhat, Portfolio},
    sitting::{Frozen, Since},
    when::civil,
};
use paper::{Bar, Cover, Drawing, Fonts, Line, Mark, PaperError, Report, Tick};
use thiserror::Error;
use tokio::sync::Semaphore;
use words::Lang;

/// Changes told where no two sittings are compared: as many as the home of an ente has.
const LATEST: usize = 10;
/// Sentences about what has changed since the last sitting: the page of the comparison has all.
const SAID: usize = 60;

/// A report of hundreds of projects takes seconds: no more than these are made at once, and the others wait.
static PRESSES: Semaphore = Semaphore::const_new(2);

/// Why there is no report.
#[derive(Debug, Error)]
pub enum Unprinted {
    /// The program was built without its style.
    #[error("this program has no fonts for paper: `cargo xtask style` before it is built")]
    Fonts,
    /// The room that prints refused.
    #[error(transparent)]
    Paper(#[from] PaperError),
}

/// What a report is made of, live or frozen.
pub struct Facts<'a> {
    /// The projects.
    pub portfolio: &'a Portfolio,
    /// What all enti share.
    pub catalogue: &'a Catalogue,
    /// What was said, judged.
    pub claims: &'a [Judged],
    /// Until when it was known, for a past day.
    pub known: Option<NaiveDate>,
    /// The sitting, if it is for one.
    pub sitting: Option<Cover>,
    /// What has changed since the last sitting; none where there was none.
    pub since: Option<&'a Since>,
}

/// `/{ipa}/relazione.pdf`: of today, or of the day that the address asks for.
pub async fn pdf(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match downloads::since(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let (lang, name, made) = (scene.lang, downloads::name(&scene, "relazione", "pdf"), shared.clock.now());
    let failed = || (StatusCode::INTERNAL_SERVER_ERROR, format!("{}\n", lang.report_failed())).into_response();
    let Ok(_press) = PRESSES.acquire().await else { return failed() };
    let made = tokio::task::spawn_blocking(move || {
        let facts = Facts {
            portfolio: &scene.portfolio,
            catalogue: &scene.catalogue,
            claims: &scene.claims,
            known: scene.visit().as_of.map(|day| day.known),
            sitting: scene.frozen.as_ref().map(|f| cover(lang, f)),
            since: scene.since.as_ref(),
        };
        make(facts, scene.visit(), made)
    })
    .await;
    match made {
        Ok(Ok(bytes)) => downloads::file(&name, "application/pdf", bytes),
        Ok(Err(why)) => {
            tracing::error!(%why, "no report");
            failed()
        }
        Err(why) => {
            tracing::error!(%why, "a report broke off");
            failed()
        }
    }
}

/// The first page of a report for a sitting.
fn cover(lang: Lang, frozen: &Frozen) -> Cover {
    let sitting = &frozen.cover.sitting;
    Cover {
        title: lang.sitting_name(sitting),
        date: sitting.held_on,
        number: sitting.number,
        body: lang.sitting_body(sitting),
        agenda: sitting.agenda.clone().unwrap_or_default(),
        seal: frozen.seal.clone(),
    }
}

/// Makes a report in the visit's language, of all projects whatever its filter.
///
/// # Errors
/// Where the fonts were not built in, and those of [`paper::report`].
pub fn make(facts: Facts<'_>, visit: &Visit, made: DateTime<Utc>) -> Result<Vec<u8>, Unprinted> {
    let [regular, semibold, bold] = assets::print_fonts().ok_or(Unprinted::Fonts)?;
    let whole = Visit { query: vec![], ..visit.clone() };
    let chart = gantt::chart(facts.portfolio, facts.catalogue, &whole, usize::MAX);
    let schedule = drawing(&chart, visit.lang);
    let lang = visit.lang;
    let pictures = Kind::ALL.map(|kind| {
        let chart = kind.chart(lang, facts.portfolio, facts.catalogue, day::mark(lang, &whole));
        Drawings.picture(&chart)
    });
    let (said, unmoved) = match facts.since {
        Some(since) => (lang.told_all(&since.comparison, SAID), lang.unmoved_all(&since.comparison, SAID)),
        None => (changes(lang, &facts.portfolio.changes()), vec![]),
    };
    let since = facts.since.map(|s| lang.said_since(s.number, &civil(s.al)));
    let report = Report {
        lang: visit.lang,
        portfolio: facts.portfolio,
        catalogue: facts.catalogue,
        claims: facts.claims,
        known: facts.known,
        sitting: facts.sitting,
        changes: &said,
        since: since.as_deref(),
        unmoved: &unmoved,
        schedule: &schedule,
        pictures: &pictures,
        fonts: Fonts { regular: &regular, semibold: &semibold, bold: &bold },
        made,
    };
    Ok(paper::report(&report)?)
}

/// The latest changes, a sentence each.
#[must_use]
pub fn changes(lang: Lang, changes: &[Change]) -> Vec<String> {
    let sentence = |change: &Change| {
        let title = lang.pick(&change.title, change.title_en.as_deref());
        let what = match &change.what {
            ChangeWhat::State(state, Some(al)) => lang.home_change_state_on(lang.state(*state), &civil(*al)),
            ChangeWhat::State(state, None) => lang.home_change_state(lang.state(*state)),
            ChangeWhat::Reached(phase, _) => lang.phase(*phase).to_owned(),
            ChangeWhat::Moved(phase, due, act) => lang.home_change_moved(lang.phase(*phase), &civil(*due), act),
        };
        let day = civil(change.known);
        let known = match &change.what {
            ChangeWhat::State(..) if change.at_least => lang.seen_by(&day),
            ChangeWhat::State(..) => lang.seen_on(&day),
            ChangeWhat::Reached(_, when) => lang.home_happened(&lang.when(*when)),
            ChangeWhat::Moved(..) => lang.home_known_on(&day),
        };
        format!("{title}: {what} ({known})")
    };
    changes.iter().take(LATEST).map(sentence).collect()
}

/// The chart of the screen as paper takes it: the same whole units.
#[must_use]
pub fn drawing(chart: &Chart, lang: Lang) -> Drawing {
    let mut lines = vec![];
    for group in group::groups(&chart.rows) {
        lines.push(Line::Group(group.heading(lang, chart.undated)));
        lines.extend(group.rows.iter().filter_map(|at| chart.rows.get(*at)).map(|row| line(row, chart.scale, lang)));
    }
    Drawing {
        width: chart.scale.width(),
        ticks: chart.ticks.iter().map(|t| Tick { x: t.x, year: t.year, label: t.label.clone() }).collect(),
        today: chart.today_x.map(|x| (x, chart.today_label.clone())),
        lines,
    }
}

fn line(row: &GanttRow, scale: Scale, lang: Lang) -> Line {
    let laid = layout::row(row, scale);
    let dates = lang.report_status_dates(&row.status, &row.dates);
    let status = if row.deadline.is_empty() { dates } else { lang.report_status_dates(&dates, &lang.report_due(&row.deadline)) };
    let measure = if row.measure.is_empty() { String::new() } else { format!(" ({})", row.measure) };
    Line::Row {
        name: format!("{}{measure}", row.title),
        status,
        sentence: row.sentence(),
        bars: laid.bars.iter().map(|b| Bar { x: b.x, width: b.width, kind: bar(b.kind) }).collect(),
        baseline: laid.baseline,
        marks: laid.marks.iter().map(|m| Mark { x: m.x, kind: mark(m.kind) }).collect(),
    }
}

fn bar(kind: BarKind) -> paper::BarKind {
    match kind {
        BarKind::Before => paper::BarKind::Before,
        BarKind::Activity => paper::BarKind::Activity,
        BarKind::Check => paper::BarKind::Check,
        BarKind::Open => paper::BarKind::Open,
        BarKind::Late => paper::BarKind::Late,
    }
}

fn mark(kind: MarkKind) -> paper::MarkKind {
    match kind {
        MarkKind::Milestone => paper::MarkKind::Milestone,
        MarkKind::Done => paper::MarkKind::Done,
        MarkKind::Paid => paper::MarkKind::Paid,
        MarkKind::Deadline => paper::MarkKind::Deadline,
        MarkKind::DeadlineUnverified => paper::MarkKind::DeadlineUnverified,
        MarkKind::Forecast => paper::MarkKind::Forecast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::gantt::{
        layout::Zoom,
        row::{MarkOn, Span},
    };

    /// That these units come out of the file times one factor is proved in `paper`.
    #[test]
    fn paper_gets_the_places_of_the_screen() {
        let row = |id: &str, from, to| GanttRow {
            id: id.to_owned(),
            title: id.to_owned(),
            measure: "1.2".to_owned(),
            spans: vec![Span { kind: BarKind::Late, from, to, open: false }],
            marks: vec![MarkOn { kind: MarkKind::Deadline, at: to }],
            baseline: Some((from, from + 90)),
            ..GanttRow::default()
        };
        let scale = Scale { from: 738_000, to: 739_400, zoom: Zoom::Year };
        let chart = Chart {
            rows: vec![row("a", 738_100, 738_500), row("b", 738_300, 739_399)],
            total: 2,
            undated: 0,
            page: 1,
            scale,
            ticks: layout::ticks(scale),
            today_x: Some(400),
            today_label: "oggi".to_owned(),
        };
        let drawing = drawing(&chart, Lang::It);
        assert_eq!((drawing.width, drawing.today.as_ref().map(|(x, _)| *x)), (layout::FIT, Some(400)));
        let ticks: Vec<(i32, bool)> = drawing.ticks.iter().map(|t| (t.x, t.year)).collect();
        assert_eq!(ticks, chart.ticks.iter().map(|t| (t.x, t.year)).collect::<Vec<_>>());
        let rows: Vec<&Line> = drawing.lines.iter().filter(|l| matches!(l, Line::Row { .. })).collect();
        assert_eq!((rows.len(), drawing.lines.len()), (2, 3));
        for (line, row) in rows.into_iter().zip(&chart.rows) {
            let laid = layout::row(row, scale);
            let Line::Row { bars, baseline, marks, .. } = line else { panic!("no row") };
            assert_eq!(
                bars.iter().map(|b| (b.x, b.width)).collect::<Vec<_>>(),
                laid.bars.iter().map(|b| (b.x, b.width)).collect::<Vec<_>>()
            );
            assert_eq!(marks.iter().map(|m| m.x).collect::<Vec<_>>(), laid.marks.iter().map(|m| m.x).collect::<Vec<_>>());
            assert_eq!(*baseline, laid.baseline);
        }
    }
}
