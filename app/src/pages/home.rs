//! The home of an ente: five questions answered in sentences, then the rows behind every figure, problems among them.

pub mod piece;

pub(in crate::pages) mod answers;
pub mod changes;
mod differences;
mod glance;
pub(in crate::pages) mod offices;
mod outdated;
mod problems;
pub mod risk;

use crate::{
    pages::{Page, Scene, claims, ente_page},
    parts::frame,
    paths,
};
use leptos::prelude::*;

/// `/{ipa}`
#[component]
pub fn Home() -> impl IntoView {
    ente_page("", |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.home_title(&scene.portfolio.ente.name);
    let heading = title.clone();
    let stage = paths::section(scene.ipa(), paths::STAGE);
    let body = if scene.portfolio.projects.is_empty() { empty(scene) } else { whole(scene) };
    let content = view! {
        {frame::trail(scene, &[])}
        <div class="tg-head">
            <div>
                <h1>{heading}</h1>
                <p class="tg-lead">{lang.home_lead()}</p>
            </div>
            <div class="tg-actions"><a class="btn btn-outline-primary btn-sm" href=stage>{lang.stage_nav()}</a></div>
        </div>
        {body}
    };
    Page::new(title, content)
}

fn whole(scene: &Scene) -> AnyView {
    let changes = scene.portfolio.changes();
    let terms = risk::terms(&scene.portfolio);
    let desks = offices::desks(&scene.portfolio);
    view! {
        {answers::answers(scene, &changes, &terms, &desks)}
        {glance::schedule(scene)}
        {problems::section(scene, &terms)}
        {outdated::section(scene)}
        {differences::section(scene)}
        {glance::dues(scene)}
        {changes::timeline(scene, &changes, answers::TOLD)}
        {glance::indicators(scene)}
        {said(scene)}
        {offices::section(scene, &desks)}
        {taken_away(scene)}
    }
    .into_any()
}

/// The same facts as files: a report to edit, and the tables.
fn taken_away(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let files = [
        (paths::REPORT_ODT, lang.tables_odt()),
        (paths::TABLES_XLSX, lang.tables_xlsx()),
        (paths::TABLES_ODS, lang.tables_ods()),
    ]
    .map(|(file, label)| view! { <li><a href=paths::section(scene.ipa(), file) download="">{label}</a></li> })
    .collect_view();
    view! { <p>{lang.tables_take()}</p> <ul class="tg-downloads">{files}</ul> }.into_any()
}

/// An ente without projects may still have indicators, or have had things said about it.
fn empty(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let indicators = (!scene.portfolio.indicators.is_empty()).then(|| glance::indicators(scene));
    let said = (!scene.claims.is_empty()).then(|| said(scene));
    view! {
        <div class="tg-empty">
            <h2>{lang.no_projects_title()}</h2>
            <p>{lang.no_projects_text()}</p>
            <p>{lang.home_contact()} ": " {offices::contact(scene)}</p>
        </div>
        {indicators}
        {said}
    }
    .into_any()
}

/// What was said in public, by outcome.
fn said(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let body = if scene.claims.is_empty() {
        view! { <p>{lang.home_claims_none()}</p> }.into_any()
    } else {
        let href = paths::section(scene.ipa(), paths::CLAIMS);
        view! {
            {claims::summary(scene, "dichiarazioni-esiti")}
            <p><a href=href>{lang.home_claims_link()}</a></p>
        }
        .into_any()
    };
    view! { <section id="dichiarazioni"><h2>{lang.home_claims_title()}</h2>{body}</section> }.into_any()
}
