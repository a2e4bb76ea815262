//! One file per page. A page asks once, works everything out, and gives back its title and content.

pub mod account;
pub mod annex;
pub mod answer;
pub mod certification;
pub mod claims;
pub mod compare;
pub mod desk;
pub mod embed;
pub mod enti;
pub mod exposure;
pub mod frozen;
pub mod funding;
pub mod home;
pub mod indicators;
pub mod legal;
pub mod measure;
pub mod measures;
pub mod missing;
pub mod project;
pub mod projects;
pub mod schedule;
pub mod sittings;
pub mod sources;
pub mod stage;
pub mod transparency;

use crate::{
    parts::frame::Place,
    paths,
    shell::framed,
    visit::{Given, Visit, given},
};
use domain::{
    dossier::Catalogue,
    fact::{Fact, latest},
    identifier::Ipa,
    portfolio::Portfolio,
    ports::Unavailable,
    records::Sitting,
    sitting::{Frozen, Since},
};
use leptos::prelude::*;
use std::{future::Future, sync::Arc};
use words::Lang;

/// What a page gives back.
pub struct Page {
    /// For the browser's tab, without the product's name.
    pub title: String,
    /// What stands in `<main>`.
    pub content: AnyView,
}

impl Page {
    /// A page.
    pub fn new(title: impl Into<String>, content: impl IntoView + 'static) -> Self {
        Self { title: title.into(), content: content.into_any() }
    }
}

/// Everything a page about one ente is worked out from.
pub struct Scene {
    /// The request, ports, settings, status.
    pub given: Given,
    /// Language.
    pub lang: Lang,
    /// The ente's projects, on the visit's day, as they were known then.
    pub portfolio: Portfolio,
    /// What all enti share.
    pub catalogue: Arc<Catalogue>,
    /// The ente's claims, judged.
    pub claims: Vec<domain::claim::Judged>,
    /// Its sittings, the newest first.
    pub sittings: Vec<Fact<Sitting>>,
    /// The frozen situation that all of this is read from; none for what is live.
    pub frozen: Option<Frozen>,
    /// What has changed since the sitting before: of a document its own, else only where [`compare::since`] has worked it out.
    pub since: Option<Since>,
}

impl Scene {
    /// The ente's code.
    #[must_use]
    pub fn ipa(&self) -> &Ipa {
        &self.portfolio.ente.ipa
    }

    /// The request.
    #[must_use]
    pub fn visit(&self) -> &Visit {
        &self.given.visit
    }

    /// Title of a project in the reader's language.
    #[must_use]
    pub fn title<'a>(&self, it: &'a str, en: Option<&'a str>) -> &'a str {
        self.lang.pick(it, en)
    }
}

/// A page that needs the register only through `load`.
pub fn page<F, Fut>(load: F) -> AnyView
where
    F: FnOnce(Given) -> Fut,
    Fut: Future<Output = Result<(Place<'static>, Page), Unavailable>> + Send + 'static,
{
    let Some(given) = given() else { return ().into_any() };
    let future = load(given.clone());
    Suspend::new(async move {
        match future.await {
            Ok((place, page)) => framed(&given, &place, &page.title, page.content),
            Err(Unavailable) => missing::unavailable(&given),
        }
    })
    .into_any()
}

/// A page about one ente: loads its dossier, or answers 404 with ways on. `build` may answer `None` for a thing the ente
/// does not have, which is a 404 too.
pub fn ente_page(section: &'static str, build: impl FnOnce(&Scene) -> Option<Page> + Send + 'static) -> AnyView {
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        let scene = match scene(&given).await {
            Ok(Some(scene)) => scene,
            Ok(None) => return missing::not_found(&given, None),
            Err(Unavailable) => return missing::unavailable(&given),
        };
        match build(&scene) {
            Some(page) => {
                let place = Place { scene: Some(&scene), section, ..Place::default() };
                framed(&given, &place, &page.title, page.content)
            }
            None => missing::not_found(&given, Some(&scene)),
        }
    })
    .into_any()
}

/// A page about one ente that asks for more than its dossier: `build` may wait for other ports. Otherwise like [`ente_page`].
pub fn ente_page_with<F, Fut>(section: &'static str, build: F) -> AnyView
where
    F: FnOnce(Arc<Scene>) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Option<Page>, Unavailable>> + Send + 'static,
{
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        let scene = match scene(&given).await {
            Ok(Some(scene)) => Arc::new(scene),
            Ok(None) => return missing::not_found(&given, None),
            Err(Unavailable) => return missing::unavailable(&given),
        };
        match build(Arc::clone(&scene)).await {
            Ok(Some(page)) => {
                let place = Place { scene: Some(&*scene), section, ..Place::default() };
                framed(&given, &place, &page.title, page.content)
            }
            Ok(None) => missing::not_found(&given, Some(&scene)),
            Err(Unavailable) => missing::unavailable(&given),
        }
    })
    .into_any()
}

/// Loads an ente's scene, as of the day that the address asks for; `None` where the register does not know it.
///
/// # Errors
/// Where the register can't answer.
pub async fn scene(given: &Given) -> Result<Option<Scene>, Unavailable> {
    let Ok(ipa) = Ipa::read(given.visit.segment(0)) else { return Ok(None) };
    let register = &given.ports.register;
    let catalogue = register.catalogue().await?;
    let (dossier, catalogue) = match given.visit.as_of {
        None => (register.dossier(&ipa).await?, catalogue),
        Some(day) => (register.dossier_known(&ipa, day.known).await?.map(|d| d.as_of(day)), Arc::new(catalogue.as_of(day))),
    };
    let Some(dossier) = dossier else { return Ok(None) };
    let portfolio = Portfolio::of(&dossier, &catalogue, given.visit.day());
    let claims = domain::claim::judge(&dossier.claims, &portfolio, &catalogue);
    let mut sittings: Vec<Fact<Sitting>> = latest(&dossier.sittings, |s| s.number).into_iter().cloned().collect();
    sittings.sort_by_key(|s| std::cmp::Reverse((s.held_on, s.number)));
    let (given, lang) = (given.clone(), given.visit.lang);
    Ok(Some(Scene { given, lang, portfolio, catalogue, claims, sittings, frozen: None, since: None }))
}

/// Pages on which something is live.
#[must_use]
pub fn has_island(visit: &Visit) -> bool {
    let (section, second, third) = (visit.segment(1), visit.segment(2), visit.segment(3));
    section == paths::GANTT && second.is_empty()
        // A project's desk has its plan, and the forms below it and those of the ente are checked while one types.
        || section == paths::DESK && !second.is_empty()
        || section == paths::SHARED && !third.is_empty()
}
