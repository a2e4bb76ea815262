//! One project: where it stands and by which rule, dates against deadlines, money, checks, and what every source says of it.

pub mod checks;
mod ledgers;
mod path;
pub mod pieces;
mod register;
mod results;
pub mod sources;
pub mod terms;

use crate::{
    pages::{Page, Scene, ente_page, projects},
    parts::{follow, frame, mark, money, verbatim},
    paths,
};
use domain::{identifier::Slug, portfolio::ProjectView, when::civil};
use leptos::prelude::*;
use pieces::pair;

/// `/{ipa}/progetti/{id}`
#[component]
pub fn Project() -> impl IntoView {
    ente_page(paths::PROJECTS, |scene| of(scene, &Slug::read(scene.visit().segment(2)).ok()?))
}

/// The page of a project, where the ente has it.
pub(super) fn of(scene: &Scene, slug: &Slug) -> Option<Page> {
    Some(build(scene, scene.portfolio.project(slug)?))
}

fn build(scene: &Scene, p: &ProjectView) -> Page {
    let lang = scene.lang;
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    let list = paths::section(scene.ipa(), paths::PROJECTS);
    let here = paths::project(scene.ipa(), &p.slug);
    let trail = frame::trail(scene, &[(list, lang.nav_projects()), (here, title.as_str())]);
    let name = verbatim::pick(lang, &p.title, p.title_en.as_deref());
    let what = p.what.as_deref().map(|what| {
        let what = verbatim::pick(lang, what, p.what_en.as_deref());
        view! { <p class="tg-lead">{what}</p> }
    });
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{name}</h1>{what}</div></div>
        {summary(scene, p)}
        {index(scene)}
        {path::stepper(scene, p)}
        {path::dates(scene, p)}
        {follow::of_project(scene, p)}
        {ledgers::grants(scene, p)}
        {ledgers::movements(scene, p)}
        {register::contracts(scene, p)}
        {checks::runs(scene, p)}
        {checks::durations(scene, p)}
        {results::indicators(scene, p)}
        {results::acts(scene, p)}
        {register::risks(scene, p)}
        {sources::section(scene, p)}
    };
    Page::new(title, content)
}

/// Status with its rule, measure, office, codes, money: what one looks for first.
fn summary(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let status = {
        let rule = lang.project_rule(lang.status_rule(p.standing.status));
        let source = p.standing.source.as_deref().map(|code| money::source(lang, &scene.catalogue, Some(code), None));
        let stated = p.standing.stated.as_ref().map(|s| {
            let text = lang.project_stated(&s.reason, &civil(s.until), lang.status(s.rule));
            view! { <span class="tg-note">{text}</span> }
        });
        view! { {mark::standing(lang, &p.standing)} <span class="tg-note">{rule}</span> {stated} {source} }.into_any()
    };
    let mode = match p.mode {
        Some(mode) => view! { {lang.mode(mode)} }.into_any(),
        None => money::missing(lang),
    };
    let office = match p.office.as_deref() {
        Some(office) => verbatim::italian(lang, office),
        None => money::missing(lang),
    };
    let cups = if p.cups.is_empty() {
        money::missing(lang)
    } else {
        p.cups.iter().map(|c| view! { <div>{pieces::cup(lang, c)}</div> }).collect_view().into_any()
    };
    let granted = {
        let source = match p.grants.as_slice() {
            [] => ().into_any(),
            [one] => money::source(lang, &scene.catalogue, one.source.as_deref(), one.al),
            many => view! { <span class="tg-source">{lang.project_sources_many(many.len())}</span> }.into_any(),
        };
        view! {
            <strong>{money::total(lang, p.granted)}</strong>
            {projects::unknowns(lang, p.granted)} {source}
            <a href="#finanziamento">{lang.project_see_rows()}</a>
        }
        .into_any()
    };
    let received = {
        let source = if p.receipts.is_empty() {
            let seen = p.applications.iter().filter_map(|a| a.last_seen).max_by_key(|s| s.last);
            frame::snapshot(lang, seen)
        } else {
            lang.project_received_own().to_owned()
        };
        view! {
            <strong>{money::total(lang, p.received)}</strong>
            <span class="tg-source">{source}</span>
            <a href="#movimenti">{lang.project_see_rows()}</a>
        }
        .into_any()
    };
    view! {
        <section>
            <h2 class="visually-hidden">{lang.project_summary()}</h2>
            <dl class="tg-dl">
                {pair(lang.column_status(), status)}
                {pair(lang.project_measure(), measure(scene, p))}
                {pair(lang.column_granted(), granted)}
                {pair(lang.column_received(), received)}
                {pair(lang.project_mode(), mode)}
                {pair(lang.project_office(), office)}
                {pair(lang.project_cup(), cups)}
            </dl>
        </section>
    }
    .into_any()
}

/// The measure, linked to its page, with the project's line.
fn measure(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let Some(code) = p.measure() else {
        return view! { {lang.project_outside()} }.into_any();
    };
    let href = paths::measure(scene.ipa(), &code);
    let name = scene.catalogue.measure(&code).map(|m| verbatim::pick(lang, &m.short, m.short_en.as_deref()));
    let line = p.line.as_ref().filter(|l| l.as_str() != code.as_str()).map(|l| {
        let label = lang.project_scope_line(l.as_str());
        view! { <span class="tg-note">{label}</span> }
    });
    view! { <a href=href>{mark::chip(Some(code))} " " {name}</a> {line} }.into_any()
}

/// Links to the sections: the page is long.
fn index(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let links = [
        ("#percorso", lang.project_path_title()),
        ("#date", lang.project_dates_title()),
        ("#finanziamento", lang.project_grants_title()),
        ("#movimenti", lang.project_ledgers_title()),
        ("#verifiche", lang.project_runs_title()),
        ("#tempi", lang.project_time_title()),
        ("#indicatori", lang.project_indicators_title()),
        ("#atti", lang.project_acts_title()),
        ("#fonti", lang.project_sources_title()),
    ]
    .map(|(href, label)| view! { <li><a href=href>{label}</a></li> })
    .collect_view();
    view! {
        <nav class="tg-noprint" aria-label=lang.project_in_page()>
            <ul class="tg-chips">{links}</ul>
        </nav>
    }
    .into_any()
}
