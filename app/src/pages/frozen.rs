//! The pages of an ente that a sitting freezes: which there are, and each as the HTML of its `<main>`, rendered once and kept.

use super::{
    Page, Scene, certification, claims, exposure, funding, home, indicators, measure, measures, project, projects, schedule,
};
use crate::{
    paths,
    visit::{Given, Ports, Reply, Settings, Visit},
};
use domain::{
    dossier::Catalogue,
    fact::{Fact, Provenance},
    identifier::{Ipa, Slug},
    line::MeasureCode,
    portfolio::Portfolio,
    ports::Unavailable,
    sitting::{Audience, Cover, Document, Sittings},
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Names of the pages, below the ente: the home is empty, then the sections, each project, each measure that has projects.
#[must_use]
pub fn names(portfolio: &Portfolio, catalogue: &Catalogue) -> Vec<String> {
    let mut out = vec![String::new()];
    out.extend(paths::FROZEN.map(str::to_owned));
    out.extend(portfolio.projects.iter().map(|p| format!("{}/{}", paths::PROJECTS, p.slug)));
    let mut codes: Vec<MeasureCode> = catalogue.measures.iter().map(|m| m.code.clone()).collect();
    codes.extend(portfolio.projects.iter().filter_map(domain::portfolio::ProjectView::measure));
    codes.sort_by(|a, b| a.order().cmp(&b.order()).then_with(|| a.as_str().cmp(b.as_str())));
    codes.dedup();
    out.extend(codes.iter().map(|code| format!("{}/{code}", paths::MEASURES)));
    out
}

/// What a page of a frozen situation is given outside any request: nobody signed in, nothing live.
#[must_use]
pub fn given(ports: &Ports, settings: &Settings, cover: &Cover, lang: Lang) -> Given {
    let visit = Visit {
        path: paths::situation(&cover.ente, cover.number),
        query: vec![],
        lang,
        today: cover.known,
        as_of: Some(cover.as_of()),
        sitting: Some(cover.number),
        no_day: None,
    };
    Given {
        visit,
        ports: ports.clone(),
        settings: Settings { islands: false, ..settings.clone() },
        reply: Reply::default(),
        member: None,
        posted: None,
        refusal: None,
    }
}

/// The scene of a document: what its pages, slides, report and comparison are worked out from.
#[must_use]
pub fn scene(given: Given, document: Document) -> Scene {
    let cover = document.cover;
    // The document keeps the sitting, and not where the ente had it from.
    let sitting = Fact {
        id: 0,
        provenance: Provenance { al: None, known: cover.known, source: None, note: None },
        recorded_at: cover.frozen_at,
        record: cover.sitting,
    };
    Scene {
        lang: given.visit.lang,
        given,
        portfolio: document.portfolio,
        catalogue: Arc::new(document.catalogue),
        claims: document.claims,
        sittings: vec![sitting],
        frozen: None,
        since: document.since,
    }
}

/// The frozen situation of a number with the scene of its document, on the days that it is of.
///
/// # Errors
/// Where what was kept can't be read.
pub async fn load(given: &Given, ipa: &Ipa, number: u32) -> Result<Option<Scene>, Unavailable> {
    let sittings = &given.ports.sittings;
    let Some(frozen) = sittings.frozen(ipa).await?.into_iter().find(|f| f.cover.number == number) else { return Ok(None) };
    let Some(document) = document(sittings.as_ref(), ipa, number).await? else { return Ok(None) };
    let mut given = given.clone();
    given.visit.as_of = Some(document.cover.as_of());
    given.visit.sitting = Some(number);
    Ok(Some(Scene { frozen: Some(frozen), ..scene(given, document) }))
}

/// A document, read.
///
/// # Errors
/// Where what was kept can't be read.
pub async fn document(sittings: &dyn Sittings, ipa: &Ipa, number: u32) -> Result<Option<Document>, Unavailable> {
    let Some(bytes) = sittings.document(ipa, number, Audience::Everybody).await? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|_| Unavailable)
}

/// Title and HTML of a page; `None` where there is none of this name.
#[must_use]
pub fn html(scene: &Scene, name: &str) -> Option<(String, String)> {
    rendered(&scene.given, || page(scene, name))
}

/// Builds a page outside any request and gives its HTML.
pub fn rendered(given: &Given, build: impl FnOnce() -> Option<Page>) -> Option<(String, String)> {
    // Nothing here is live, so nothing of it is owned by a request: what the page leaves behind goes with its owner.
    let owner = Owner::new_root(None);
    let out = owner.with(|| {
        provide_context(given.clone());
        let Page { title, content } = build()?;
        Some((title, content.to_html()))
    });
    owner.cleanup();
    out
}

fn page(scene: &Scene, name: &str) -> Option<Page> {
    match name.split_once('/') {
        None => match name {
            "" => Some(home::build(scene)),
            paths::PROJECTS => Some(projects::build(scene)),
            paths::GANTT => Some(schedule::build(scene)),
            paths::FUNDING => Some(funding::build(scene)),
            paths::CERTIFICATION => Some(certification::build(scene)),
            paths::INDICATORS => Some(indicators::build(scene)),
            paths::MEASURES => Some(measures::build(scene)),
            paths::CLAIMS => Some(claims::build(scene)),
            paths::EXPOSURE => Some(exposure::build(scene)),
            _ => None,
        },
        Some((paths::PROJECTS, slug)) => project::of(scene, &Slug::read(slug).ok()?),
        Some((paths::MEASURES, code)) => measure::of(scene, &MeasureCode::read(code).ok()?),
        Some(_) => None,
    }
}
