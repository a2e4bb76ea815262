//! What an ente could lose: sums by deadline and by reason, apart those of which the certification is not known; the cash
//! that it has advanced; the surplus of what is completed.

pub mod rows;

mod cash;
mod sums;
mod surplus;

use crate::{
    pages::{Page, Scene, ente_page},
    parts::{aged, frame},
    paths,
};
use domain::{exposure::exposure, freshness::FigureKind};
use leptos::prelude::*;

/// `/{ipa}/rischi`
#[component]
pub fn Exposure() -> impl IntoView {
    ente_page(paths::EXPOSURE, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.exposure_title(&scene.portfolio.ente.name);
    let body = if scene.portfolio.projects.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else {
        let found = exposure(&scene.portfolio, &scene.catalogue, scene.portfolio.today);
        view! {
            {sums::known(scene, &found)}
            {sums::apart(scene, &found)}
            {sums::beside(scene, &found)}
            {cash::advanced(scene, &found.advance)}
            {surplus::left(scene, &found)}
        }
        .into_any()
    };
    let here = paths::section(scene.ipa(), paths::EXPOSURE);
    let content = view! {
        {frame::trail(scene, &[(here, lang.exposure_heading())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.exposure_lead()}</p></div></div>
        {aged::beside(scene, &[FigureKind::Certification, FigureKind::Received, FigureKind::Paid])}
        {body}
    };
    Page::new(title, content)
}
