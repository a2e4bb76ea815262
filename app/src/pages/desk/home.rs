//! `/{ipa}/scrivania`: what is due or stands still first, then the projects, then the other ways on.

use super::{administers, differences, keeps, outdated, proposals::Waits, validates};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    agenda::{Item, What, agenda, heard},
    identifier::Slug,
    member::{Role, Rule, Verdict},
    phase::Phase,
    portfolio::ProjectView,
    ports::Unavailable,
    when::When,
};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// `/{ipa}/scrivania`
#[component]
pub fn Desk() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let dossier = scene.given.ports.register.dossier(scene.ipa()).await?;
    let heard = dossier.map(|d| heard(&d)).unwrap_or_default();
    let waits = Waits::load(&scene).await?;
    Ok(Some(build(&scene, &heard, &waits)))
}

/// The address of the update of a project, with the step chosen.
fn update(scene: &Scene, project: &Slug, phase: Option<Phase>) -> String {
    let path = format!("{}/{}", paths::desk(scene.ipa(), project), paths::STEP);
    match phase {
        Some(phase) => paths::with_query(&path, &[("fase", phase.code())]),
        None => path,
    }
}

fn build(scene: &Scene, heard: &HashMap<Slug, NaiveDate>, waits: &Waits) -> Page {
    let lang = scene.lang;
    let title = lang.desk_title(&scene.portfolio.ente.name);
    let (own, others): (Vec<&ProjectView>, Vec<&ProjectView>) =
        scene.portfolio.projects.iter().partition(|p| keeps(scene, &p.slug));
    let here = paths::section(scene.ipa(), paths::DESK);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_desk())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.desk_lead()}</p></div></div>
        {waits.count(scene)}
        {pressing(scene, &own, heard)}
        {waits.own(scene)}
        {differences::count(scene, &own)}
        {administers(scene).then(|| outdated::of_ente(scene))}
        {mine(scene, &own, heard)}
        {reading(scene, &others, own.is_empty(), heard)}
        {ways(scene)}
    };
    Page::new(title, content)
}

/// What to look at first, in the projects that one keeps.
fn pressing(scene: &Scene, own: &[&ProjectView], heard: &HashMap<Slug, NaiveDate>) -> AnyView {
    if own.is_empty() {
        return ().into_any();
    }
    let lang = scene.lang;
    let slugs: Vec<Slug> = own.iter().map(|p| p.slug.clone()).collect();
    let items = agenda(&scene.portfolio, &slugs, heard, scene.portfolio.today);
    let body = if items.is_empty() {
        view! { <p>{lang.desk_agenda_none()}</p> }.into_any()
    } else {
        let items = items.iter().filter_map(|item| pressing_item(scene, item)).collect_view();
        view! { <ol class="tg-agenda">{items}</ol> }.into_any()
    };
    view! {
        <section id="agenda">
            <h2>{lang.desk_agenda_title()}</h2>
            {body}
            <p class="tg-note">{lang.desk_agenda_rule()}</p>
        </section>
    }
    .into_any()
}

fn pressing_item(scene: &Scene, item: &Item) -> Option<AnyView> {
    let lang = scene.lang;
    let project = scene.portfolio.project(&item.project)?;
    let desk = paths::desk(scene.ipa(), &item.project);
    let why = lang.agenda(item);
    let title = verbatim::pick(lang, &project.title, project.title_en.as_deref());
    let plain = scene.title(&project.title, project.title_en.as_deref()).to_owned();
    let ways = match &item.what {
        What::Outdated(aged) => outdated::ways(scene, &item.project, aged, &plain),
        what => {
            let href = update(scene, &item.project, what.phase());
            view! {
                <p>
                    <a class="btn btn-outline-primary btn-sm" href=href>
                        {lang.desk_update()} <span class="visually-hidden">": " {plain}</span>
                    </a>
                </p>
            }
            .into_any()
        }
    };
    let line = view! {
        <li class="tg-agenda__item">
            <p class="tg-agenda__what"><a href=desk>{title}</a> " " {mark::chip(project.measure())}</p>
            <p>{why}</p>
            {ways}
        </li>
    };
    Some(line.into_any())
}

fn mine(scene: &Scene, own: &[&ProjectView], heard: &HashMap<Slug, NaiveDate>) -> AnyView {
    let lang = scene.lang;
    let manager = scene.given.member.as_ref().is_some_and(|m| m.is(scene.ipa(), Role::Manager));
    let title = if administers(scene) { lang.desk_all_title() } else { lang.desk_own_title() };
    if own.is_empty() {
        let none = match (administers(scene), manager) {
            (true, _) => lang.desk_none(),
            (false, true) => lang.desk_none_own(),
            (false, false) => return ().into_any(),
        };
        return view! { <section><h2>{title}</h2><p>{none}</p></section> }.into_any();
    }
    let table = list(scene, "progetti-tuoi", lang.desk_own_caption(), own, heard, true);
    view! { <section id="progetti"><h2>{title}</h2>{table}</section> }.into_any()
}

/// Projects that one may read: folded where there are others to keep.
fn reading(scene: &Scene, others: &[&ProjectView], alone: bool, heard: &HashMap<Slug, NaiveDate>) -> AnyView {
    let lang = scene.lang;
    if others.is_empty() {
        return ().into_any();
    }
    let table = list(scene, "progetti-altri", lang.desk_read_caption(), others, heard, false);
    if alone {
        return view! { <section><h2>{lang.desk_all_title()}</h2>{table}</section> }.into_any();
    }
    view! {
        <section>
            <details class="tg-details"><summary>{lang.desk_others_title()}</summary>{table}</details>
        </section>
    }
    .into_any()
}

fn list(
    scene: &Scene,
    id: &str,
    caption: &'static str,
    projects: &[&ProjectView],
    heard: &HashMap<Slug, NaiveDate>,
    keeps: bool,
) -> AnyView {
    let lang = scene.lang;
    let mut heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_measure()),
        Head::text(lang.column_status()),
        Head::text(lang.column_deadline()),
        Head::text(lang.desk_column_heard()),
    ];
    if keeps {
        heads.push(Head::text(lang.desk_column_do()));
    }
    let rows = projects
        .iter()
        .map(|p| {
            let href = paths::desk(scene.ipa(), &p.slug);
            let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref()).map(|d| d.due);
            let title = verbatim::pick(lang, &p.title, p.title_en.as_deref());
            let mut cells = vec![
                view! { <a href=href>{title}</a> }.into_any(),
                mark::chip(p.measure()),
                mark::standing(lang, &p.standing),
                money::when(lang, deadline),
                money::when(lang, heard.get(&p.slug).copied().map(When::Day)),
            ];
            if keeps {
                let href = update(scene, &p.slug, None);
                let plain = scene.title(&p.title, p.title_en.as_deref()).to_owned();
                cells.push(
                    view! {
                        <a href=href>{lang.desk_update()} <span class="visually-hidden">": " {plain}</span></a>
                    }
                    .into_any(),
                );
            }
            Row::new(cells)
        })
        .collect();
    table(lang, id, caption.to_owned(), heads, rows, None)
}

/// The history, the ente's own data, the people.
fn ways(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let way = |section: &str, label: &'static str| {
        let href = paths::section(scene.ipa(), section);
        view! { <li><a href=href>{label}</a></li> }.into_any()
    };
    let member = scene.given.member.as_ref();
    let imports = Rule::Import.verdict(member, Some(scene.ipa()), None) == Verdict::Allowed;
    let import = if imports { way(paths::IMPORT, lang.upload_title()) } else { ().into_any() };
    let people = if administers(scene) { way(paths::PEOPLE, lang.desk_people()) } else { ().into_any() };
    let confirm = if validates(scene) { way(paths::PROPOSALS, lang.proposals_title()) } else { ().into_any() };
    view! {
        <section>
            <h2>{lang.desk_ways()}</h2>
            <ul>
                {way(paths::HISTORY, lang.desk_history())} {way(paths::SHARED, lang.desk_shared())} {import} {confirm} {people}
                <li><a href=paths::ACCOUNT>{lang.own_title()}</a></li>
            </ul>
        </section>
    }
    .into_any()
}
