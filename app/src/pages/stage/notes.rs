//! `/{ipa}/presentazione/note`: what whoever presents wants to say, in a second window that goes on with the slides.

use super::{address, arranged, slide};
use crate::{
    pages::{Scene, missing},
    paths,
    shell::staged,
    visit::given,
};
use domain::{
    deck::{Arrangement, Deck},
    ports::Unavailable,
};
use leptos::prelude::*;

/// `/{ipa}/presentazione/note`
#[component]
pub fn StageNotes() -> impl IntoView {
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        let (scene, arrangement) = match arranged(&given).await {
            Ok(Some(found)) => found,
            Ok(None) => return missing::not_found(&given, None),
            Err(Unavailable) => return missing::unavailable(&given),
        };
        staged(&given, scene.lang.stage_notes_title(), bar(&scene), build(&scene, &arrangement))
    })
    .into_any()
}

fn bar(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    // What is arranged is what is shown: of a sitting its own.
    let order = paths::stage_order(scene.ipa(), scene.frozen.as_ref().map(|f| f.cover.sitting.number));
    view! {
        <a class="skip-link" href="#main">{lang.skip()}</a>
        <header class="tg-stagebar">
            <nav aria-label=lang.stage_tools()>
                <a href=paths::section(scene.ipa(), paths::STAGE)>{lang.stage_nav()}</a>
                <a href=order>{lang.stage_order_link()}</a>
            </nav>
            <p class="visually-hidden" role="status" data-said=""></p>
        </header>
    }
    .into_any()
}

fn build(scene: &Scene, arrangement: &Arrangement) -> AnyView {
    let lang = scene.lang;
    let deck = Deck::of(&scene.portfolio, &scene.claims, scene.since.as_ref(), arrangement);
    let of = deck.slides.len();
    let headings: Vec<String> = deck.slides.iter().map(|s| slide::heading(scene, &s.kind)).collect();
    let sheets = deck
        .slides
        .iter()
        .enumerate()
        .map(|(at, slide)| {
            let n = at + 1;
            let heading = headings.get(at).cloned().unwrap_or_default();
            let notes = match arrangement.notes(&slide.id) {
                Some(notes) => view! { <p class="tg-speaker__text">{notes.to_owned()}</p> }.into_any(),
                None => view! { <p class="tg-missing">{lang.stage_notes_none()}</p> }.into_any(),
            };
            let after = headings.get(n).map_or_else(|| lang.stage_notes_last().to_owned(), |next| lang.stage_notes_after(next));
            view! {
                <section
                    class="tg-speaker__sheet"
                    id=format!("d{n}")
                    aria-labelledby=format!("d{n}-t")
                    data-slide=slide.id.clone()
                    data-said=lang.stage_slide_of(n, of)
                >
                    <h2 id=format!("d{n}-t") tabindex="-1">{format!("{n} / {of} · {heading}")}</h2>
                    {notes}
                    <p class="tg-speaker__after">{after}</p>
                </section>
            }
        })
        .collect_view();
    view! {
        <main class="tg-speaker" id="main" tabindex="-1" data-stage=address(scene)>
            <h1>{lang.stage_notes_title()}</h1>
            <p class="tg-note">{lang.stage_notes_lead()}</p>
            {sheets}
        </main>
    }
    .into_any()
}
