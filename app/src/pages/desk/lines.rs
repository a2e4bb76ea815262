//! Lines of the history: sentences, each with a button that puts back what was before it, where whoever asks may do that.

use super::{OF_ENTE, OF_PROJECT, administers, keeps};
use crate::{
    pages::{Scene, projects},
    parts::form::hidden,
    paths,
};
use domain::{
    desk::{Change, ChangeKind},
    submission::field,
};
use leptos::prelude::*;

/// What the page is about that lines stand on: what it says already, a line need not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The ente.
    Ente,
    /// One project.
    Project,
    /// One thing, which the page has seen in this version.
    Thing(i64),
}

/// The sentences, the newest first.
pub fn list(scene: &Scene, changes: &[Change], about: About) -> AnyView {
    let lang = scene.lang;
    let items = changes
        .iter()
        .map(|change| {
            let project = change.project.as_ref().filter(|_| about == About::Ente).and_then(|p| scene.portfolio.project(p));
            let project = project.map(|p| view! { <p class="tg-note">{projects::name(scene, p)}</p> });
            let sentence = lang.change(change);
            view! { <li class="tg-log__line"><p>{sentence}</p>{project}{back(scene, change, about)}</li> }
        })
        .collect_view();
    view! { <ol class="tg-log" aria-label=lang.history_list()>{items}</ol> }.into_any()
}

fn back(scene: &Scene, change: &Change, about: About) -> AnyView {
    if !may(scene, change) {
        return ().into_any();
    }
    let lang = scene.lang;
    let action = format!("{}/{}", paths::section(scene.ipa(), paths::HISTORY), change.id);
    let seen = match about {
        About::Thing(version) => hidden(field::SEEN, &version.to_string()),
        About::Ente | About::Project => ().into_any(),
    };
    let label = if change.kind == ChangeKind::Withdrawal { lang.history_back_thing() } else { lang.history_back() };
    let which = lang.history_back_which(change.id);
    view! {
        <form class="tg-log__back" method="post" action=action>
            {seen}
            <button class="btn btn-link btn-sm" type="submit">{label}<span class="visually-hidden">{which}</span></button>
        </form>
    }
    .into_any()
}

/// Whether it can be put back, and by whoever asks. A column that may not be empty can't be put back to nothing.
fn may(scene: &Scene, change: &Change) -> bool {
    // What only the page of the ente keeps is its administrators' to change, for one of its projects too.
    let of_project = OF_PROJECT.iter().any(|t| t.name == change.subject);
    let own = match change.project.as_ref().filter(|_| of_project) {
        Some(project) => keeps(scene, project),
        None => administers(scene),
    };
    let Some(table) = OF_PROJECT.iter().chain(&OF_ENTE).find(|t| t.name == change.subject) else { return false };
    if !own || change.fact.is_none() {
        return false;
    }
    match (change.kind, change.field.as_deref()) {
        (ChangeKind::Withdrawal, _) => true,
        (ChangeKind::Edit, Some(name)) => change.old.is_some() || !table.columns.iter().any(|c| c.name == name && c.required),
        _ => false,
    }
}
