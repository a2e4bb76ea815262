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
            <ul>{ways} <li><a href=paths::common(paths::ENTI)>{lang.go_enti()}</a></li></ul>
        </div>
    }
    .into_any();
    framed(given, &Place { scene, ..Place::default() }, lang.not_found_title(), content)
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
            <ul><li><a href=paths::common(paths::ENTI)>{lang.go_enti()}</a></li></ul>
        </div>
    }
    .into_any();
    framed(given, &Place::default(), lang.error_title(), content)
}

/// A request that gets no page of its own: not found, not allowed, too much, too soon.
pub fn refused(given: &Given, status: u16) -> AnyView {
    if status == 404 {
        return not_found(given, None);
    }
    given.reply.set(status);
    let lang = given.visit.lang;
    let title = lang.refused_title(status);
    let sign_in =
        (status == 401).then(|| view! { <li><a href=paths::SIGN_IN target="_blank" rel="noopener">{lang.go_sign_in()}</a></li> });
    let content = view! {
        <div class="tg-error">
            <p class="tg-error__code">{lang.error_code(status)}</p>
            <h1>{title}</h1>
            <p class="tg-lead">{lang.refused_text(status)}</p>
            <p>{lang.ways_on()}</p>
            <ul>{sign_in} <li><a href=paths::common(paths::ENTI)>{lang.go_enti()}</a></li></ul>
        </div>
    }
    .into_any();
    framed(given, &Place::default(), title, content)
}
