//! 404 and 500: what happened in plain words, and links that lead on.

use crate::{
    pages::Scene,
    parts::frame::Place,
    paths,
    shell::framed,
    visit::{Given, given},
};
use leptos::prelude::*;

/// An address that no route reads.
#[component]
pub fn Missing() -> impl IntoView {
    match given() {
        Some(given) => not_found(&given, None),
        None => ().into_any(),
    }
}

/// Nothing stands here.
pub fn not_found(given: &Given, scene: Option<&Scene>) -> AnyView {
    given.reply.set(404);
    let lang = given.visit.lang;
    let ways = scene.map(|s| {
        let ente = s.portfolio.ente.name.clone();
        view! {
            <li><a href=paths::home(s.ipa())>{lang.go_home(&ente)}</a></li>
            <li><a href=paths::section(s.ipa(), paths::PROJECTS)>{lang.go_projects()}</a></li>
        }
    });
    let content = view! {
        <div class="tg-error">
            <p class="tg-error__code">{lang.error_code(404)}</p>
            <h1>{lang.not_found_title()}</h1>
            <p class="tg-lead">{lang.not_found_text()}</p>
            <p>{lang.ways_on()}</p>
            <ul>{ways} <li><a href="/">{lang.go_enti()}</a></li></ul>
        </div>
    }
    .into_any();
    framed(given, &Place { scene, section: "" }, lang.not_found_title(), content)
}

/// The register can't answer.
pub fn unavailable(given: &Given) -> AnyView {
    given.reply.set(500);
    let lang = given.visit.lang;
    let content = view! {
        <div class="tg-error">
            <p class="tg-error__code">{lang.error_code(500)}</p>
            <h1>{lang.error_title()}</h1>
            <p class="tg-lead">{lang.error_text()}</p>
            <p>{lang.ways_on()}</p>
            <ul><li><a href="/">{lang.go_enti()}</a></li></ul>
        </div>
    }
    .into_any();
    framed(given, &Place { scene: None, section: "" }, lang.error_title(), content)
}
