//! The measures: first those in which the ente has projects, then the others that the register knows.

use crate::{
    pages::{Page, Scene, ente_page, projects},
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    fact::{Fact, latest},
    filter::Filter,
    line::MeasureCode,
    portfolio::ProjectView,
    records::Measure,
    status::Tone,
    total::Total,
};
use leptos::prelude::*;

/// `/{ipa}/misure`
#[component]
pub fn Measures() -> impl IntoView {
    ente_page(paths::MEASURES, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.measures_title(&scene.portfolio.ente.name);
    let mut own: Vec<MeasureCode> = scene.portfolio.projects.iter().filter_map(ProjectView::measure).collect();
    own.sort_by(|a, b| a.order().cmp(&b.order()));
    own.dedup();
    let here = paths::section(scene.ipa(), paths::MEASURES);
    let body = if scene.portfolio.projects.is_empty() {
        view! { <p>{lang.measures_none()}</p> }.into_any()
    } else {
        own_table(scene, &own)
    };
    let heading = title.clone();
    let transparency = paths::section(scene.ipa(), paths::TRANSPARENCY);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_measures())])}
        <div class="tg-head"><div><h1>{heading}</h1><p class="tg-lead">{lang.measures_lead()}</p></div></div>
        <p><a href=transparency>{lang.pnrr_link()}</a></p>
        <section>
            <h2>{lang.measures_own_title()}</h2>
            {body}
        </section>
        <section>
            <h2>{lang.measures_other_title()}</h2>
            {others(scene, &own)}
        </section>
    };
    Page::new(title, content)
}

/// Chip and name, as a link to the measure's page.
fn link(scene: &Scene, code: &MeasureCode) -> AnyView {
    let href = paths::measure(scene.ipa(), code);
    let name = scene.catalogue.measure(code).map(|m| verbatim::pick(scene.lang, &m.name, m.name_en.as_deref()));
    view! { <a href=href>{mark::chip(Some(code.clone()))} " " {name}</a> }.into_any()
}

fn granted(projects: &[&ProjectView]) -> Total {
    let mut sum = Total::default();
    for p in projects {
        sum.absorb(p.granted);
    }
    sum
}

fn own_table(scene: &Scene, own: &[MeasureCode]) -> AnyView {
    let lang = scene.lang;
    let all: Vec<&ProjectView> = scene.portfolio.projects.iter().collect();
    let mut rows: Vec<Row> = own
        .iter()
        .map(|code| {
            let mine: Vec<&ProjectView> = all.iter().copied().filter(|p| p.measure().as_ref() == Some(code)).collect();
            let filter = Filter { measure: Some(code.clone()), ..Filter::default() };
            let href = paths::filtered(scene.ipa(), paths::PROJECTS, &filter);
            let count = lang.measures_projects(mine.len());
            let sum = granted(&mine);
            Row::new(vec![
                link(scene, code),
                view! { <a href=href>{count}</a> }.into_any(),
                view! { {money::total(lang, sum)} {projects::unknowns(lang, sum)} }.into_any(),
                states(scene, &mine, Some(&filter)),
            ])
        })
        .collect();
    let outside: Vec<&ProjectView> = all.iter().copied().filter(|p| p.measure().is_none()).collect();
    if !outside.is_empty() {
        // No address filters these, so they are named one by one.
        let names = outside.iter().map(|p| view! { <div>{projects::name(scene, p)}</div> }).collect_view();
        let sum = granted(&outside);
        rows.push(Row::new(vec![
            view! { {lang.measures_outside()} }.into_any(),
            names.into_any(),
            view! { {money::total(lang, sum)} {projects::unknowns(lang, sum)} }.into_any(),
            states(scene, &outside, None),
        ]));
    }
    let heads = vec![
        Head::text(lang.column_measure()),
        Head::text(lang.measures_column_projects()),
        Head::number(lang.column_granted()),
        Head::text(lang.measures_column_states()),
    ];
    let sum = granted(&all);
    let list = paths::section(scene.ipa(), paths::PROJECTS);
    let count = lang.measures_projects(all.len());
    let foot = vec![
        view! { {lang.measures_total()} }.into_any(),
        view! { <a href=list>{count}</a> }.into_any(),
        view! { {money::total(lang, sum)} {projects::unknowns(lang, sum)} }.into_any(),
        ().into_any(),
    ];
    let note = lang.measures_own_note(&frame::snapshot(lang, scene.portfolio.snapshot));
    view! {
        {table(lang, "tabella-misure", lang.measures_own_caption().to_owned(), heads, rows, Some(foot))}
        <p class="tg-note">{note}</p>
    }
    .into_any()
}

/// "Conclusi: 2", each a link to its rows.
fn states(scene: &Scene, mine: &[&ProjectView], filter: Option<&Filter>) -> AnyView {
    let lang = scene.lang;
    Tone::ALL
        .iter()
        .filter_map(|&tone| {
            let n = mine.iter().filter(|p| p.standing.status.tone() == tone).count();
            if n == 0 {
                return None;
            }
            let label = format!("{}:\u{a0}{n}", lang.tone(tone));
            let item = match filter {
                Some(filter) => {
                    let narrowed = Filter { tone: Some(tone), ..filter.clone() };
                    let href = paths::filtered(scene.ipa(), paths::PROJECTS, &narrowed);
                    view! { <div><a href=href>{label}</a></div> }.into_any()
                }
                None => view! { <div>{label}</div> }.into_any(),
            };
            Some(item)
        })
        .collect_view()
        .into_any()
}

fn others(scene: &Scene, own: &[MeasureCode]) -> AnyView {
    let lang = scene.lang;
    let mut rest: Vec<&Fact<Measure>> =
        latest(&scene.catalogue.measures, |m| m.code.clone()).into_iter().filter(|m| !own.contains(&m.code)).collect();
    if rest.is_empty() {
        let words =
            if scene.catalogue.measures.is_empty() { lang.measures_catalogue_empty() } else { lang.measures_other_none() };
        return view! { <p>{words}</p> }.into_any();
    }
    rest.sort_by(|a, b| a.code.order().cmp(&b.code.order()));
    let heads = vec![
        Head::text(lang.column_measure()),
        Head::text(lang.measures_column_holder()),
        Head::text(lang.measures_column_what()),
    ];
    let rows = rest
        .into_iter()
        .map(|m| {
            let holder = match m.holder.as_deref() {
                Some(holder) => verbatim::italian(lang, holder),
                None => money::missing(lang),
            };
            let what = match m.what.as_deref() {
                Some(what) => verbatim::pick(lang, what, m.what_en.as_deref()),
                None => money::missing(lang),
            };
            Row::new(vec![link(scene, &m.code), holder, what])
        })
        .collect();
    table(lang, "tabella-altre-misure", lang.measures_other_caption().to_owned(), heads, rows, None)
}
