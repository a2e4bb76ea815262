//! The projects at a glance, what falls due, what is counted: the head of three pages that tell more.

use crate::{
    pages::{
        Scene,
        home::{piece, risk},
        projects,
    },
    parts::{
        aged, mark, money,
        table::{Head, Row, table},
    },
    paths,
};
use domain::{
    deadline::lateness,
    phase::Phase,
    portfolio::IndicatorView,
    status::Tone,
    when::{When, civil},
};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Rows of the table of projects.
const PROJECTS: usize = 12;
/// Rows of the other two.
const ROWS: usize = 8;

/// "Qui 12 su 30.", where something is left out.
fn shown(scene: &Scene, n: usize, of: usize) -> AnyView {
    (of > n).then(|| view! { {scene.lang.home_shown_of(n, of)} " " }).into_any()
}

/// The schedule in a sentence, and the projects as a table.
pub fn schedule(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let of = portfolio.projects.len();
    let finding = lang.home_schedule(portfolio.count(Tone::Done), of, portfolio.count(Tone::Late));
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_status()),
        Head::number(lang.column_granted()),
        Head::text(lang.column_decree()),
        Head::text(lang.column_deadline()),
    ];
    let rows = portfolio
        .projects
        .iter()
        .take(PROJECTS)
        .map(|p| {
            let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
            let due = money::when(lang, deadline.map(|d| d.due));
            let doubt = deadline.map(|d| risk::doubt(scene, d.confidence));
            Row::new(vec![
                view! { {piece::name(scene, p)} " " {mark::chip(p.measure())} }.into_any(),
                mark::standing(lang, &p.standing),
                view! { {money::total(lang, p.granted)} {projects::unknowns(lang, p.granted)} }.into_any(),
                money::when(lang, p.date(Phase::Decree)),
                view! { {due} {doubt} }.into_any(),
            ])
        })
        .collect();
    view! {
        <section id="quadro">
            <h2>{finding}</h2>
            {table(lang, "quadro-righe", lang.home_schedule_caption().to_owned(), heads, rows, None)}
            <p>
                {shown(scene, PROJECTS, of)} {lang.home_schedule_source()} " "
                <a href=paths::section(scene.ipa(), paths::GANTT)>{lang.home_schedule_link()}</a> " · "
                <a href=paths::section(scene.ipa(), paths::PROJECTS)>{lang.home_all_projects()}</a>
            </p>
            <ul class="tg-downloads">
                <li><a href=paths::section(scene.ipa(), paths::REPORT) download="">{lang.report_download()}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

/// What falls due from today on.
pub fn dues(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let dues = scene.portfolio.dues();
    if dues.is_empty() {
        return view! { <section id="scadenze"><h2>{lang.home_dues_title()}</h2><p>{lang.home_dues_none()}</p></section> }
            .into_any();
    }
    let heads = vec![
        Head::text(lang.home_column_due()),
        Head::text(lang.column_project()),
        Head::text(lang.home_column_what()),
        Head::text(lang.home_column_left()),
    ];
    let of = dues.len();
    let rows = dues
        .iter()
        .take(ROWS)
        .map(|due| {
            let left = lang.lateness(lateness(Some(due.due), None, scene.portfolio.today));
            Row::new(vec![
                view! { {money::when(lang, Some(due.due))} {risk::doubt(scene, due.confidence)} }.into_any(),
                piece::link(scene, &due.project, &due.title, due.title_en.as_deref()),
                lang.phase(due.phase).into_any(),
                left.into_any(),
            ])
        })
        .collect();
    let caption = lang.home_dues_caption(&civil(scene.portfolio.today));
    view! {
        <section id="scadenze">
            <h2>{lang.home_dues_title()}</h2>
            {table(lang, "scadenze-righe", caption, heads, rows, None)}
            <p>
                {shown(scene, ROWS, of)}
                <a href=paths::section(scene.ipa(), paths::GANTT)>{lang.home_schedule_link()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// Indicators, those read last first.
pub fn indicators(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut all: Vec<&IndicatorView> = scene.portfolio.indicators.iter().collect();
    if all.is_empty() {
        return view! {
            <section id="indicatori"><h2>{lang.home_indicators_title()}</h2><p>{lang.home_indicators_none()}</p></section>
        }
        .into_any();
    }
    all.sort_by_key(|i| Reverse(i.readings.first().and_then(|r| r.provenance.al).map(When::last)));
    let heads = vec![
        Head::text(lang.home_column_indicator()),
        Head::text(lang.home_column_value()),
        Head::text(lang.home_column_target()),
    ];
    let of = all.len();
    let rows = all
        .into_iter()
        .take(ROWS)
        .map(|i| Row::new(vec![indicator_name(scene, i), latest(scene, i), target(scene, i)]))
        .collect();
    view! {
        <section id="indicatori">
            <h2>{lang.home_indicators_title()}</h2>
            {table(lang, "indicatori-righe", lang.home_indicators_caption().to_owned(), heads, rows, None)}
            <p>
                {shown(scene, ROWS, of)}
                <a href=paths::section(scene.ipa(), paths::INDICATORS)>{lang.home_indicators_link()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// What is counted, and for which project.
fn indicator_name(scene: &Scene, i: &IndicatorView) -> AnyView {
    let name = piece::text(scene.lang, &i.indicator.name, i.indicator.name_en.as_deref());
    let project = i
        .indicator
        .project
        .as_ref()
        .and_then(|slug| scene.portfolio.project(slug))
        .map(|p| view! { <span class="tg-note">{piece::name(scene, p)}</span> });
    view! { {name} {project} }.into_any()
}

fn latest(scene: &Scene, i: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let Some(reading) = i.readings.first() else { return money::missing(lang) };
    let value = piece::measured(lang, reading.value, Some(i));
    let source = money::source(lang, &scene.catalogue, reading.provenance.source.as_deref(), reading.provenance.al);
    let aged = aged::line(lang, scene.portfolio.age_of(&i.indicator.code));
    view! { <span class="tg-num">{value}</span> {source} {aged} }.into_any()
}

fn target(scene: &Scene, i: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let Some(target) = i.indicator.target else { return lang.home_no_target().into_any() };
    let value = piece::measured(lang, target, Some(i));
    let by = i.indicator.target_due.map(|w| view! { <span class="tg-note">{lang.home_target_by(&lang.when(w))}</span> });
    view! { <span class="tg-num">{value}</span> {by} }.into_any()
}
