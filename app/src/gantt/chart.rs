//! Projects to rows, and the whole chart that a page or a download draws.

use crate::{
    gantt::{
        layout::{self, Scale, Tick, Zoom},
        row::{BarKind, Day, GanttRow, MarkKind, MarkOn, Span, date, day},
    },
    paths,
    visit::Visit,
};
use chrono::{Datelike, NaiveDate};
use domain::{
    deadline::Lateness,
    dossier::Catalogue,
    filter::Filter,
    identifier::Ipa,
    line::MeasureCode,
    phase::{Confidence, Phase},
    portfolio::{Portfolio, ProjectView},
    status::{Status, Tone},
    when::{When, civil},
};
use words::Lang;

/// Rows on a page without JavaScript.
pub const PAGE: usize = 200;

/// A Gantt, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Rows of this page, in the order that the filter asks for.
    pub rows: Vec<GanttRow>,
    /// Rows in all.
    pub total: usize,
    /// Rows in all that have no date.
    pub undated: usize,
    /// Page, from 1.
    pub page: usize,
    /// Days and zoom.
    pub scale: Scale,
    /// Lines of the axis.
    pub ticks: Vec<Tick>,
    /// Where today is, or the day of a page of the past, when it is in the range.
    pub today_x: Option<i32>,
    /// What stands there.
    pub today_label: String,
}

/// Works out the chart that an address asks for.
#[must_use]
pub fn chart(portfolio: &Portfolio, catalogue: &Catalogue, visit: &Visit, per_page: usize) -> Chart {
    let all = rows(portfolio, catalogue, &visit.filter(), visit.lang);
    let today = day(visit.day());
    let asked = |name| visit.param(name).and_then(|t| When::read(t).ok());
    let zoom = visit.param("scala").and_then(Zoom::read).unwrap_or_default();
    let scale = scale(&all, asked("da"), asked("a"), zoom, today);
    let undated = all.iter().filter(|r| r.is_undated()).count();
    let total = all.len();
    let pages = total.div_ceil(per_page.min(total.max(1))).max(1);
    let page = visit.param("pagina").and_then(|p| p.parse().ok()).unwrap_or(1usize).clamp(1, pages);
    let rows = all.into_iter().skip((page - 1) * per_page.min(total.max(1))).take(per_page).collect();
    let today_x = (today >= scale.from && today <= scale.to).then(|| scale.x(today));
    let today_label = crate::parts::day::mark(visit.lang, visit);
    Chart { rows, total, undated, page, scale, ticks: layout::ticks(scale), today_x, today_label }
}

/// The chart of all projects, for what has no address: whole years, the day of the portfolio marked with its date.
#[must_use]
pub fn whole(portfolio: &Portfolio, catalogue: &Catalogue, lang: Lang) -> Chart {
    let rows = rows(portfolio, catalogue, &Filter::default(), lang);
    let today = day(portfolio.today);
    let scale = scale(&rows, None, None, Zoom::default(), today);
    let undated = rows.iter().filter(|r| r.is_undated()).count();
    let (total, today_x, ticks) = (rows.len(), Some(scale.x(today)), layout::ticks(scale));
    Chart { rows, total, undated, page: 1, scale, ticks, today_x, today_label: civil(portfolio.today) }
}

/// The range asked for, else whole years around everything that is dated, and today.
fn scale(rows: &[GanttRow], from: Option<When>, to: Option<When>, zoom: Zoom, today: Day) -> Scale {
    let spans = || rows.iter().flat_map(|r| r.spans.iter());
    let marks = || rows.iter().flat_map(|r| r.marks.iter().map(|m| m.at));
    let first = spans().map(|s| s.from).chain(marks()).min().unwrap_or(today).min(today);
    let last = spans().map(|s| s.to).chain(marks()).max().unwrap_or(today).max(today);
    let year = |y: i32, end: bool| {
        let (m, d) = if end { (12, 31) } else { (1, 1) };
        NaiveDate::from_ymd_opt(y, m, d).map_or(today, day)
    };
    let from = from.map_or_else(|| year(date(first).year(), false), |w| day(w.first()));
    let to = to.map_or_else(|| year(date(last).year(), true), |w| day(w.last()));
    // A range the wrong way round, or longer than the plan could ever be, is read as none.
    if to <= from || to - from > 366 * 40 {
        return Scale { from: year(date(first).year(), false), to: year(date(last).year(), true), zoom };
    }
    Scale { from, to, zoom }
}

/// Every row that a filter admits, in its order.
#[must_use]
pub fn rows(portfolio: &Portfolio, catalogue: &Catalogue, filter: &Filter, lang: Lang) -> Vec<GanttRow> {
    let ipa = &portfolio.ente.ipa;
    filter.apply(&portfolio.projects).into_iter().map(|p| row(ipa, catalogue, p, portfolio.today, lang)).collect()
}

/// The name of a project's group.
fn group_name(lang: Lang, catalogue: &Catalogue, measure: Option<&MeasureCode>) -> String {
    let Some(code) = measure else {
        return lang.outside_measures().to_owned();
    };
    match catalogue.measure(code) {
        Some(m) => crate::parts::mark::measure_name(code.as_str(), lang.pick(&m.short, m.short_en.as_deref())),
        None => code.to_string(),
    }
}

/// A project's row.
fn row(ipa: &Ipa, catalogue: &Catalogue, p: &ProjectView, today: NaiveDate, lang: Lang) -> GanttRow {
    let completion = p.step(Phase::Completion);
    let deadline = completion.and_then(|s| s.deadline.as_ref());
    let spans = spans(p, day(today));
    let measure = p.measure();
    let note = match (p.standing.status, completion.map(|s| s.lateness)) {
        (Status::Disbursed, _) => {
            match (p.date(Phase::Decree).and_then(When::exact), p.date(Phase::Disbursement).and_then(When::exact)) {
                (Some(a), Some(b)) => lang.days_from_decree(&lang.days(domain::when::days_between(a, b))),
                _ => String::new(),
            }
        }
        (Status::Renounced, _) => p.standing.since.map(|s| lang.when(s)).unwrap_or_default(),
        (status, Some(late)) if status.tone() != Tone::Done && late != Lateness::Unknown => lang.lateness(late),
        _ => p.standing.since.map(|s| lang.when(s)).unwrap_or_default(),
    };
    let dates = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) if last.open => lang.span_open(&domain::when::civil(date(first.from))),
        (Some(first), Some(last)) => {
            lang.span_closed(&domain::when::civil(date(first.from)), &domain::when::civil(date(last.to)))
        }
        // Only an end is known, or nothing.
        _ => p.date(Phase::Completion).map_or_else(|| lang.undated().to_owned(), |end| lang.span_end(&lang.when(end))),
    };
    GanttRow {
        id: p.slug.to_string(),
        href: paths::project(ipa, &p.slug),
        title: lang.pick(&p.title, p.title_en.as_deref()).to_owned(),
        group: group_name(lang, catalogue, measure.as_ref()),
        measure: measure.map(|m| m.to_string()).unwrap_or_default(),
        status: lang.status(p.standing.status).to_owned(),
        tone: crate::parts::mark::look(p.standing.status).to_owned(),
        note,
        granted: lang.total(p.granted),
        dates,
        deadline: deadline.map(|d| lang.when(d.due)).unwrap_or_default(),
        baseline: baseline(p),
        marks: marks(p),
        spans,
    }
}

/// The bars of a project: what came before the work, the work up to its known end, the checks after it. An end that is not
/// known is an open bar up to today, and past a deadline a late one.
fn spans(p: &ProjectView, today: Day) -> Vec<Span> {
    let first = |phase| p.date(phase).map(|w| day(w.first()));
    let last = |phase| p.date(phase).map(|w| day(w.last()));
    let mut out = vec![];
    let mut push = |kind, from: Day, to: Day, open| {
        if to >= from {
            out.push(Span { kind, from, to, open });
        }
    };
    let (application, decree, contract) = (first(Phase::Application), first(Phase::Decree), first(Phase::Contract));
    if let (Some(a), Some(d)) = (application, decree) {
        push(BarKind::Before, a, d - 1, false);
    }
    let Some(start) = contract.or(decree) else {
        // Only an end is known: a mark tells it, no bar pretends to a beginning.
        return out;
    };
    if let (Some(d), Some(c)) = (decree, contract) {
        push(BarKind::Before, d, c - 1, false);
    }
    if p.standing.status == Status::Renounced {
        if let Some(end) = p.standing.since.map(|w| day(w.last())) {
            push(BarKind::Open, start, end, false);
        } else {
            push(BarKind::Open, start, start, true);
        }
        return out;
    }
    let completion = last(Phase::Completion).or_else(|| last(Phase::Certification)).or_else(|| target_reached(p));
    let paid = last(Phase::Disbursement);
    match (completion, paid) {
        (Some(done), Some(paid)) if done < paid => {
            push(BarKind::Activity, start, done, false);
            push(BarKind::Check, done + 1, paid, false);
        }
        (_, Some(paid)) => push(BarKind::Activity, start, paid, false),
        (Some(done), None) => push(BarKind::Activity, start, done, false),
        (None, None) => {
            let due = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref()).map(|d| day(d.due.last()));
            match due.filter(|_| p.standing.status == Status::Overdue) {
                Some(due) if due >= start && due < today => {
                    push(BarKind::Open, start, due, false);
                    push(BarKind::Late, due + 1, today, true);
                }
                _ => push(BarKind::Open, start, today.max(start), true),
            }
        }
    }
    out
}

/// The month in which ReGiS dates the project's target as reached, where that is all that tells its end.
fn target_reached(p: &ProjectView) -> Option<Day> {
    if p.standing.status != Status::PaidElsewhere {
        return None;
    }
    p.indicators.iter().find_map(|i| {
        let target = i.indicator.target?;
        i.readings.iter().find(|r| r.value.reaches(target) == Some(true)).and_then(|r| r.provenance.al).map(|al| day(al.last()))
    })
}

/// From the start of the work to the first deadline, where the deadline has moved since.
fn baseline(p: &ProjectView) -> Option<(Day, Day)> {
    let deadline = p.step(Phase::Completion)?.deadline.as_ref()?;
    let first = deadline.baseline.filter(|b| *b != deadline.due)?;
    let start = p.date(Phase::Contract).or_else(|| p.date(Phase::Decree))?;
    Some((day(start.first()), day(first.last())))
}

fn marks(p: &ProjectView) -> Vec<MarkOn> {
    let mut out = vec![];
    for step in &p.steps {
        if let Some(d) = &step.date {
            let kind = match step.phase {
                Phase::Contract | Phase::Notification => MarkKind::Milestone,
                Phase::Completion | Phase::Certification => MarkKind::Done,
                Phase::Disbursement => MarkKind::Paid,
                _ => continue,
            };
            out.push(MarkOn { kind, at: day(d.when.last()) });
        } else if let Some(forecast) = step.forecast {
            out.push(MarkOn { kind: MarkKind::Forecast, at: day(forecast.last()) });
        }
        if let Some(deadline) = step.deadline.as_ref().filter(|_| !step.passed) {
            let kind =
                if deadline.confidence == Confidence::Unverified { MarkKind::DeadlineUnverified } else { MarkKind::Deadline };
            out.push(MarkOn { kind, at: day(deadline.due.last()) });
        }
    }
    if let (Some(at), None) = (target_reached(p), p.date(Phase::Completion)) {
        out.push(MarkOn { kind: MarkKind::Done, at });
    }
    out
}

/// The Gantt as a table: head and rows, in machine form.
#[must_use]
pub fn table(portfolio: &Portfolio, catalogue: &Catalogue, filter: &Filter, lang: Lang) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let head = vec!["progetto", "titolo", "misura", "stato", "tratto", "dal", "al", "fine_non_nota", "termine", "nota"];
    let mut out = vec![];
    for r in rows(portfolio, catalogue, filter, lang) {
        let base = |kind: &str, from: String, to: String, open: &str| {
            vec![
                r.id.clone(),
                r.title.clone(),
                r.measure.clone(),
                r.status.clone(),
                kind.to_owned(),
                from,
                to,
                open.to_owned(),
                r.deadline.clone(),
                r.note.clone(),
            ]
        };
        if r.spans.is_empty() {
            out.push(base("", String::new(), String::new(), "sì"));
        }
        for s in &r.spans {
            let kind = match s.kind {
                BarKind::Before => "prima",
                BarKind::Activity => "realizzazione",
                BarKind::Check => "verifica",
                BarKind::Open => "fine non nota",
                BarKind::Late => "oltre il termine",
            };
            out.push(base(kind, date(s.from).to_string(), date(s.to).to_string(), if s.open { "sì" } else { "no" }));
        }
    }
    (head, out)
}
