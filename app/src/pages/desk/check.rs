//! What a form hands to the island that checks it while somebody types.

use crate::{
    check::{Asked, Ground},
    gantt,
    islands::live_check::LiveCheck,
    pages::Scene,
};
use domain::{phase::Phase, portfolio::ProjectView, review::Limit};
use leptos::prelude::*;
use words::Lang;

/// The island for a form, where there are islands. `phase` is the step that the form is of, where its address says it; `limit`
/// is how far an amount of it may go, with its column.
pub(super) fn check(
    scene: &Scene,
    form: &str,
    project: Option<&ProjectView>,
    phase: Option<Phase>,
    limit: Option<(&'static str, Limit)>,
) -> AnyView {
    if !scene.given.settings.islands {
        return ().into_any();
    }
    let dates = project.map(|p| p.steps.iter().filter_map(|s| Some((s.phase, s.date.as_ref()?.when))).collect());
    let ground = Ground {
        fields: Asked::of(form),
        phase,
        mode: project.and_then(|p| p.mode),
        dates: dates.unwrap_or_default(),
        limit: limit.map(|(column, limit)| (column.to_owned(), limit)),
        today: gantt::row::day(scene.visit().today),
    };
    let english = scene.lang == Lang::En;
    view! { <LiveCheck ground=ground english=english /> }.into_any()
}
