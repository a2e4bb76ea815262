//! What one follows from elsewhere: calendars and the feed of what is new. Each reads the address as a page does, and is worked out
//! from a [`Scene`] alone, so that a past day has its own.

mod atom;
mod ics;

use crate::{
    downloads::{file, name, on},
    router::Shared,
    visit::Slot,
};
use app::{pages::Scene, paths};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{calendar::entries, identifier::Slug, portfolio::ProjectView, when::rome};
use words::Lang;

const CALENDAR: &str = "text/calendar; charset=utf-8";
const FEED: &str = "application/atom+xml; charset=utf-8";

/// `/{ipa}/calendario.ics?ufficio=…`: the projects of an office, or of the filter that the schedule has, or all.
pub async fn calendar(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let lang = scene.lang;
    let ente = scene.portfolio.ente.name.as_str();
    let mut projects = slot.visit.filter().apply(&scene.portfolio.projects);
    let code = slot.visit.param("ufficio").map(str::trim).filter(|code| !code.is_empty());
    let Some(code) = code else {
        return written(&scene, "calendario", &lang.calendar_name(ente), &projects);
    };
    let of_office = |p: &ProjectView| p.office_code.as_deref() == Some(code);
    let Some(office) = scene.portfolio.projects.iter().find(|p| of_office(p)).and_then(|p| p.office.as_deref()) else {
        return (StatusCode::NOT_FOUND, format!("{}\n", lang.calendar_no_office())).into_response();
    };
    projects.retain(|p| of_office(p));
    // The code is any text that somebody has typed: in a header it stands as words of an address.
    let file = format!("calendario-{}", Slug::from_words(code));
    written(&scene, &file, &lang.calendar_name_of(office, ente), &projects)
}

/// `/{ipa}/progetti/{id}/calendario.ics`
pub async fn project_calendar(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let lang = scene.lang;
    let slug = Slug::read(slot.visit.segment(2)).ok();
    let Some(project) = slug.and_then(|slug| scene.portfolio.project(&slug)) else {
        return (StatusCode::NOT_FOUND, format!("{}\n", lang.calendar_no_project())).into_response();
    };
    let title = scene.title(&project.title, project.title_en.as_deref());
    let name = lang.calendar_name_of(title, &scene.portfolio.ente.name);
    written(&scene, &format!("calendario-{}", project.slug), &name, &[project])
}

fn written(scene: &Scene, what: &str, title: &str, projects: &[&ProjectView]) -> Response {
    let text = ics::calendar(scene, title, &entries(projects.iter().copied()));
    file(&name(scene, what, "ics"), CALENDAR, text.into_bytes())
}

/// `/{ipa}/novita.atom`
pub async fn news(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let Ok(mut frozen) = shared.ports.sittings.frozen(scene.ipa()).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    // Of a past day, what was there by then.
    frozen.retain(|f| scene.visit().as_of.is_none_or(|day| rome(f.cover.frozen_at).date() <= day.known));
    match atom::feed(&scene, &scene.portfolio.changes(), &frozen) {
        Ok(bytes) => ([(header::CONTENT_TYPE, FEED)], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The whole address of something, of the day of the scene; without an origin only what comes after it.
fn address(scene: &Scene, path: &str) -> String {
    // This is no page, from which links would learn their day.
    let day: Vec<_> = scene.visit().day_pairs().into_iter().flatten().collect();
    let origin = scene.given.settings.origin.as_deref().unwrap_or_default();
    format!("{origin}{}", paths::on(&day, paths::bare(path)))
}

/// The same, in the language of the scene: a program that asks has no cookie that would remember it.
fn in_language(scene: &Scene, path: &str) -> String {
    let address = address(scene, path);
    match scene.lang {
        Lang::It => address,
        Lang::En => format!("{address}{}lang={}", if address.contains('?') { '&' } else { '?' }, scene.lang.code()),
    }
}
