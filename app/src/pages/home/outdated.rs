//! Figures past the cadence that their own office has set. Where nobody has set one, there is no such section.

use crate::{
    pages::{Scene, home::piece},
    parts::aged,
};
use domain::{freshness::Aged, portfolio::ProjectView};
use leptos::prelude::*;

/// All of them: those of projects, then those of the whole ente.
pub fn section(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let stale = |list: &[Aged]| list.iter().filter(|a| a.is_stale()).cloned().collect::<Vec<Aged>>();
    let mut items: Vec<AnyView> = vec![];
    for p in &scene.portfolio.projects {
        items.extend(stale(&p.aged).iter().map(|a| item(scene, Some(p), a)));
    }
    items.extend(stale(&scene.portfolio.aged).iter().map(|a| item(scene, None, a)));
    if items.is_empty() {
        return ().into_any();
    }
    let heading = format!("{}: {}", lang.freshness_home_title(), items.len());
    view! {
        <section id=aged::PLACE>
            <h2>{heading}</h2>
            <p>{lang.freshness_home_text()}</p>
            {piece::listing(lang, items)}
        </section>
    }
    .into_any()
}

fn item(scene: &Scene, project: Option<&ProjectView>, aged: &Aged) -> AnyView {
    let lang = scene.lang;
    let indicator =
        aged.indicator.as_deref().and_then(|code| scene.portfolio.indicators.iter().find(|i| i.indicator.code == code));
    let what = match indicator {
        Some(i) => piece::text(lang, &i.indicator.name, i.indicator.name_en.as_deref()),
        None => lang.figure_kind(aged.figure).into_any(),
    };
    let project = project.map(|p| view! { {piece::name(scene, p)} ": " });
    let sentence = lang.outdated(aged).unwrap_or_default();
    view! { {project} {what} ", " {sentence} }.into_any()
}
