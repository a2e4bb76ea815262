//! The Gantt: a whole table with bars as one more column; with JavaScript a live one over the same rows.

use crate::{
    gantt::{self, Chart, drawing, group, layout, row::GanttRow},
    islands::live_gantt::LiveGantt,
    pages::{Page, Scene, ente_page, projects},
    parts::{aged, day, follow, frame, table},
    paths,
};
use domain::{freshness::FigureKind, status::Tone};
use leptos::prelude::*;
use words::Lang;

/// `/{ipa}/cronoprogramma`
#[component]
pub fn Schedule() -> impl IntoView {
    ente_page(paths::GANTT, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let filter = scene.visit().filter();
    // A frozen schedule is one page, however long.
    let frozen = scene.visit().sitting.is_some();
    let rows = if frozen { usize::MAX } else { gantt::PAGE };
    let chart = gantt::chart(&scene.portfolio, &scene.catalogue, scene.visit(), rows);
    let title = lang.schedule_title(&scene.portfolio.ente.name);
    let here = paths::section(scene.ipa(), paths::GANTT);
    let heading = title.clone();
    let body = if scene.portfolio.projects.is_empty() {
        view! { <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div> }.into_any()
    } else if chart.total == 0 {
        view! {
            {projects::form(scene, paths::GANTT, &filter)} {projects::chips(scene, paths::GANTT, &filter)}
            <div class="tg-empty"><h2>{lang.nothing_matches_title()}</h2><p>{lang.nothing_matches_text()}</p></div>
        }
        .into_any()
    } else {
        let json = paths::filtered(scene.ipa(), "cronoprogramma.json", &filter);
        let svg = drawing_address(scene, &filter);
        let live = scene.given.settings.islands.then(|| {
            view! {
                <LiveGantt
                    source=json
                    english=lang == Lang::En
                    scale=chart.scale
                    today=gantt::row::day(scene.visit().day())
                    past=scene.visit().as_of.is_some()
                />
            }
        });
        view! {
            {(!frozen).then(|| view! {
                <details class="tg-details tg-noprint" open=filter.narrows()>
                    <summary>{lang.filter_legend()}</summary>
                    {projects::form(scene, paths::GANTT, &filter)}
                </details>
            })}
            {projects::chips(scene, paths::GANTT, &filter)}
            <figure class="tg-figure" id="gantt">
                <h2>{finding(lang, scene, &filter)}</h2>
                {legend(lang)}
                {live}
                <div id="gantt-static">
                    {(!frozen).then(|| toolbar(scene, &chart))} {grid(lang, &chart)} {(!frozen).then(|| pager(scene, &chart))}
                </div>
                <ul class="tg-downloads">
                    <li><a href=paths::filtered(scene.ipa(), "cronoprogramma.csv", &filter) download="">{lang.download_csv()}</a></li>
                    <li><a href=svg download="">{lang.download_svg()}</a></li>
                </ul>
            </figure>
            {own_plans(scene)}
            {follow::links(scene, &filter)}
            {follow::offices(scene)}
        }
        .into_any()
    };
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_gantt())])}
        <div class="tg-head"><h1>{heading}</h1></div>
        {aged::beside(scene, &[FigureKind::Forecasts])}
        {body}
    };
    Page::new(title, content)
}

/// Where whoever keeps some of the projects moves what is expected of them; today's schedule only.
fn own_plans(scene: &Scene) -> AnyView {
    let visit = scene.visit();
    let Some(member) = scene.given.member.as_ref().filter(|_| visit.sitting.is_none() && visit.as_of.is_none()) else {
        return ().into_any();
    };
    let lang = scene.lang;
    let own: Vec<_> = scene
        .portfolio
        .projects
        .iter()
        .filter(|p| member.keeps(scene.ipa(), &p.slug))
        .map(|p| {
            let href = format!("{}#{}", paths::desk(scene.ipa(), &p.slug), paths::PLAN);
            let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
            view! { <li><a href=href>{title}</a></li> }
        })
        .collect();
    if own.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="tg-details tg-noprint">
            <summary>{lang.schedule_own()}</summary>
            <ul>{own}</ul>
        </details>
    }
    .into_any()
}

/// The drawing to take away shows the same range at the same zoom as the page.
fn drawing_address(scene: &Scene, filter: &domain::filter::Filter) -> String {
    let mut pairs: Vec<(&str, String)> = filter.pairs();
    for name in ["scala", "da", "a"] {
        if let Some(value) = scene.visit().param(name).filter(|v| !v.is_empty()) {
            pairs.push((name, value.to_owned()));
        }
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    paths::with_query(&paths::section(scene.ipa(), "cronoprogramma.svg"), &pairs)
}

/// How many are over, under way, past their deadline or given up: as the rows say beneath, and every other page.
pub fn finding(lang: Lang, scene: &Scene, filter: &domain::filter::Filter) -> String {
    let shown = filter.apply(&scene.portfolio.projects);
    let count = |tone: Tone| shown.iter().filter(|p| p.standing.status.tone() == tone).count();
    let counts: Vec<(Tone, usize)> = Tone::ALL.iter().map(|t| (*t, count(*t))).filter(|(_, n)| *n > 0).collect();
    lang.schedule_finding(shown.len(), &counts)
}

/// Zoom and range by link and form: nothing of it needs JavaScript.
fn toolbar(scene: &Scene, chart: &Chart) -> AnyView {
    let lang = scene.lang;
    let visit = scene.visit();
    let kept = |without: &[&str]| -> Vec<(String, String)> {
        let dropped = |n: &str| n == "lang" || paths::DAY.contains(&n) || without.contains(&n);
        visit.query.iter().filter(|(n, _)| !dropped(n)).cloned().collect()
    };
    let here = paths::section(scene.ipa(), paths::GANTT);
    let zooms = layout::Zoom::ALL
        .into_iter()
        .map(|zoom| {
            let mut pairs = kept(&["scala"]);
            pairs.push(("scala".to_owned(), zoom.code().to_owned()));
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let label = match zoom {
                layout::Zoom::Year => lang.zoom_years(),
                layout::Zoom::Quarter => lang.zoom_quarters(),
                layout::Zoom::Month => lang.zoom_months(),
            };
            let current = (zoom == chart.scale.zoom).then_some("true");
            view! { <a class="btn btn-outline-primary btn-sm" href=paths::with_query(&here, &pairs) aria-current=current>{label}</a> }
        })
        .collect_view();
    let hidden =
        kept(&["da", "a", "pagina"]).into_iter().map(|(n, v)| view! { <input type="hidden" name=n value=v /> }).collect_view();
    let action = here.clone();
    let value = |name| visit.param(name).unwrap_or_default().to_owned();
    view! {
        <div class="tg-toolbar">
            <div class="tg-toolbar__group" role="group" aria-label=lang.schedule_zoom()>{zooms}</div>
            <form class="tg-toolbar__range" method="get" action=action>
                {day::hidden()} {hidden} <label class="form-label" for="da">{lang.range_from()}</label>
                <input class="form-control" id="da" name="da" size="10" maxlength="10" value=value("da") placeholder=lang.range_hint() />
                <label class="form-label" for="a">{lang.range_to()}</label>
                <input class="form-control" id="a" name="a" size="10" maxlength="10" value=value("a") placeholder=lang.range_hint() />
                <button class="btn btn-outline-primary btn-sm" type="submit">{lang.range_show()}</button>
            </form>
        </div>
    }
    .into_any()
}

/// What the shapes mean.
pub fn legend(lang: Lang) -> AnyView {
    let items = drawing::legend(lang)
        .into_iter()
        .map(|(shape, words)| {
            let svg =
                format!(r#"<svg width="34" height="20" aria-hidden="true"><svg y="50%" overflow="visible">{shape}</svg></svg>"#);
            view! { <li><span inner_html=svg></span> " " {words}</li> }
        })
        .collect_view();
    view! { <div inner_html=drawing::PATTERNS></div> <ul class="tg-legend" aria-label=lang.legend()>{items}</ul> }.into_any()
}

/// The table: dated rows by measure, then the lane of those without dates.
pub fn grid(lang: Lang, chart: &Chart) -> AnyView {
    let today = chart.today_x;
    let empty = drawing::blank(&chart.ticks, today, chart.scale);
    let line = |row: &GanttRow| {
        let class = if row.is_undated() { "tg-gantt__undated" } else { "" };
        let laid = layout::row(row, chart.scale);
        let svg = drawing::cell(&laid, &chart.ticks, today, chart.scale, &row.sentence());
        let code = (!row.measure.is_empty()).then(|| view! { " " <span class="tg-chip">{row.measure.clone()}</span> });
        let note = (!row.note.is_empty()).then(|| view! { <span class="tg-note">{row.note.clone()}</span> });
        let status = drawing::status(&row.tone, &row.status);
        let dates =
            if row.deadline.is_empty() { row.dates.clone() } else { format!("{}; {}", row.dates, lang.due_by(&row.deadline)) };
        view! {
            <tr id=format!("r-{}", row.id) class=class>
                <th scope="row"><a href=row.href.clone()>{row.title.clone()}</a> {code}</th>
                <td class="num">{row.granted.clone()}</td>
                <td><span inner_html=status></span> {note} <span class="tg-note">{dates}</span></td>
                <td class="tg-gantt__cell" inner_html=svg></td>
            </tr>
        }
        .into_any()
    };
    let mut body: Vec<AnyView> = vec![];
    for group in group::groups(&chart.rows) {
        let name = group.heading(lang, chart.undated);
        let svg = empty.clone();
        body.push(
            view! {
                <tr class="tg-gantt__group">
                    <th scope="rowgroup" colspan="3">{name}</th>
                    <td class="tg-gantt__cell" inner_html=svg></td>
                </tr>
            }
            .into_any(),
        );
        body.extend(group.rows.iter().filter_map(|at| chart.rows.get(*at)).map(line));
    }
    let axis = drawing::axis(&chart.ticks, today, chart.scale, &chart.today_label);
    let paper = (chart.scale.width() != layout::FIT).then(|| {
        let axis = drawing::axis_on_paper(&chart.ticks, today, chart.scale, &chart.today_label);
        view! { <span class="tg-gantt__paper" inner_html=axis></span> }
    });
    view! {
        <div class="tg-scroll tg-gantt" tabindex="0" role="region" aria-label=lang.schedule_region()>
            <table class="tg-gantt__table">
                <caption class="visually-hidden">{lang.schedule_caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{lang.column_project()}</th>
                        <th scope="col" class="num">{lang.column_granted()}</th>
                        <th scope="col">{lang.column_status()}</th>
                        <th scope="col" class="tg-gantt__axis">
                            <span class="visually-hidden">{lang.schedule_time()}</span>
                            <span class="tg-gantt__drawn" inner_html=axis></span> {paper}
                        </th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn pager(scene: &Scene, chart: &Chart) -> AnyView {
    let here = paths::section(scene.ipa(), paths::GANTT);
    let pages = chart.total.div_ceil(gantt::PAGE).max(1);
    table::pager(scene.lang, &here, &scene.visit().query, chart.page, pages)
}
