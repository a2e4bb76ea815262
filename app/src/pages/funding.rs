//! Money of an ente: three accounts, three drawings with what they are made of, what was given up, and the totals that
//! others state.

pub mod series;

mod accounts;
mod deadlines;
mod funds;
pub(in crate::pages) mod pieces;
mod renounced;
mod time;
mod totals;

use crate::{
    pages::{Page, Scene, ente_page},
    parts::{aged, frame},
    paths,
};
use accounts::accounts;
use deadlines::by_deadline;
use domain::freshness::FigureKind;
use funds::by_fund;
pub(in crate::pages) use funds::finding_funds;
pub use funds::{Drawn, drawn};
use leptos::prelude::*;
use renounced::renounced;
use time::over_time;
use totals::in_circulation;

/// `/{ipa}/finanziamenti`
#[component]
pub fn Funding() -> impl IntoView {
    ente_page(paths::FUNDING, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.funding_title(&scene.portfolio.ente.name);
    let body = if scene.portfolio.projects.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else {
        view! {
            {accounts(scene)}
            {by_fund(scene)}
            {over_time(scene)}
            {by_deadline(scene)}
            {renounced(scene)}
        }
        .into_any()
    };
    let here = paths::section(scene.ipa(), paths::FUNDING);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_funding())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.funding_lead()}</p></div></div>
        {aged::beside(scene, &[FigureKind::Received, FigureKind::Paid])}
        {body}
        {in_circulation(scene)}
    };
    Page::new(title, content)
}
