//! What came to be known last: states of the public data, steps, deadlines that moved.

use crate::{
    pages::{Scene, home::piece},
    parts::follow,
    paths,
};
use domain::{
    filter::Filter,
    portfolio::{Change, ChangeWhat},
    when::civil,
};
use leptos::prelude::*;
use words::Lang;

/// Entries of the timeline.
const LATEST: usize = 10;

/// Project and what changed.
pub fn sentence(scene: &Scene, change: &Change) -> AnyView {
    let project = piece::link(scene, &change.project, &change.title, change.title_en.as_deref());
    let what = what(scene.lang, &change.what);
    view! { {project} ": " {what} }.into_any()
}

/// What changed, after the project.
#[must_use]
pub fn what(lang: Lang, what: &ChangeWhat) -> String {
    match what {
        ChangeWhat::State(state, Some(al)) => lang.home_change_state_on(lang.state(*state), &civil(*al)),
        ChangeWhat::State(state, None) => lang.home_change_state(lang.state(*state)),
        ChangeWhat::Reached(phase, _) => lang.phase(*phase).to_owned(),
        ChangeWhat::Moved(phase, due, act) => lang.home_change_moved(lang.phase(*phase), &civil(*due), act),
    }
}

/// When it came to be known: a public state is "seen", never "published".
#[must_use]
pub fn known(lang: Lang, change: &Change) -> String {
    let day = civil(change.known);
    match &change.what {
        ChangeWhat::State(..) if change.at_least => lang.seen_by(&day),
        ChangeWhat::State(..) => lang.seen_on(&day),
        ChangeWhat::Reached(_, when) => lang.home_happened(&lang.when(*when)),
        ChangeWhat::Moved(..) => lang.home_known_on(&day),
    }
}

/// The latest ones as a timeline, and where to follow them; only the latter where the answer above has told them all.
pub fn timeline(scene: &Scene, changes: &[Change], told: usize) -> AnyView {
    let follow = view! {
        <p><a href=paths::section(scene.ipa(), paths::COMPARE)>{scene.lang.compare_link()}</a></p>
        {follow::links(scene, &Filter::default())}
    }
    .into_any();
    if changes.len() <= told {
        return follow;
    }
    let lang = scene.lang;
    let events = changes
        .iter()
        .take(LATEST)
        .map(|change| {
            let known = known(lang, change);
            let sentence = sentence(scene, change);
            view! { <li class="tg-event"><p class="tg-event__date">{known}</p><p class="tg-event__title">{sentence}</p></li> }
        })
        .collect_view();
    view! {
        <section id="cambiamenti">
            <h2>{lang.home_changes_title()}</h2>
            <ol class="tg-timeline">{events}</ol>
            {follow}
        </section>
    }
    .into_any()
}
