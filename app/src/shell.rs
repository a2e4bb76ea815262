//! The document around every page, and the routes.

use crate::{
    pages,
    parts::{follow, frame},
    paths,
    visit::{Given, given},
};
use leptos::{config::LeptosOptions, hydration::HydrationScripts, prelude::*};
use leptos_meta::{Meta, MetaTags, Title, provide_meta_context};
use leptos_router::{
    ParamSegment, SsrMode, StaticSegment,
    components::{Route, Router, Routes},
};

/// The whole document.
pub fn document(options: LeptosOptions) -> impl IntoView {
    let given = given();
    let lang = given.as_ref().map(|g| g.visit.lang.code()).unwrap_or("it");
    let version = given.as_ref().map(|g| g.settings.version.clone()).unwrap_or_default();
    let live = given.as_ref().is_some_and(|g| g.settings.islands && pages::has_island(&g.visit));
    // In a frame of another site a link would open there, where no other page of ours may stand.
    let outwards = given.as_ref().is_some_and(|g| paths::is_embedded(&g.visit.path)).then(|| view! { <base target="_top" /> });
    // Without islands nothing runs in the browser, so nothing may be printed for it to run on.
    if !live && let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    view! {
        <!DOCTYPE html>
        <html lang=lang>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                {outwards}
                <link rel="stylesheet" href=format!("/style.css?v={version}") />
                <link rel="icon" type="image/svg+xml" href="/assets/icons/traguardi.svg" />
                {given.as_ref().and_then(|g| follow::head(&g.visit))}
                {live.then(|| view! { <HydrationScripts options=options.clone() islands=true /> })}
                <MetaTags />
            </head>
            <body>
                {match given.and_then(|g| g.refusal.map(|status| (g, status))) {
                    Some((given, status)) => view! { <Refused given status /> }.into_any(),
                    None => view! { <App /> }.into_any(),
                }}
            </body>
        </html>
    }
}

/// Instead of a page: why it can't be had.
#[component]
fn Refused(given: Given, status: u16) -> impl IntoView {
    provide_meta_context();
    view! { <Router>{pages::missing::refused(&given, status)}</Router> }
}

/// Routes to pages, every one rendered whole before it is sent.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Meta name="robots" content="index" />
        <Router>
            <Routes fallback=|| view! { <pages::missing::Missing /> }>
                <Route path=StaticSegment("") view=pages::enti::Enti ssr=SsrMode::Async />
                <Route path=StaticSegment("fonti") view=pages::sources::Sources ssr=SsrMode::Async />
                <Route path=StaticSegment("accessibilita") view=pages::legal::Accessibility ssr=SsrMode::Async />
                <Route path=StaticSegment("note-legali") view=pages::legal::Legal ssr=SsrMode::Async />
                <Route path=StaticSegment("privacy") view=pages::legal::Privacy ssr=SsrMode::Async />
                <Route path=StaticSegment("accedi") view=pages::account::SignIn ssr=SsrMode::Async />
                <Route path=(StaticSegment("accedi"), StaticSegment("recupero")) view=pages::account::Recovery ssr=SsrMode::Async />
                <Route path=(StaticSegment("accedi"), StaticSegment("codice")) view=pages::account::Code ssr=SsrMode::Async />
                <Route path=(StaticSegment("invito"), ParamSegment("token")) view=pages::account::Invitation ssr=SsrMode::Async />
                <Route path=StaticSegment("conto") view=pages::account::OwnAccount ssr=SsrMode::Async />
                <Route
                    path=(StaticSegment("conto"), StaticSegment("secondo-fattore"))
                    view=pages::account::OwnFactor
                    ssr=SsrMode::Async
                />
                <Route path=ParamSegment("ipa") view=pages::home::Home ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("progetti")) view=pages::projects::Projects ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("progetti"), ParamSegment("id"))
                    view=pages::project::Project
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("misure")) view=pages::measures::Measures ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("misure"), ParamSegment("code"))
                    view=pages::measure::Measure
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("cronoprogramma")) view=pages::schedule::Schedule ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("finanziamenti")) view=pages::funding::Funding ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("rischi")) view=pages::exposure::Exposure ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("risposta")) view=pages::answer::Answer ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("certificazioni"))
                    view=pages::certification::Certification
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("indicatori")) view=pages::indicators::Indicators ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("dichiarazioni")) view=pages::claims::Claims ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("presentazione")) view=pages::stage::Stage ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("presentazione"), StaticSegment("note"))
                    view=pages::stage::StageNotes
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("presentazione"), StaticSegment("ordine"))
                    view=pages::stage::StageOrder
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("attuazione-misure-pnrr"))
                    view=pages::transparency::Transparency
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("attuazione-misure-pnrr"), ParamSegment("id"))
                    view=pages::transparency::TransparencySheet
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("incorpora"), StaticSegment("finanziamenti"))
                    view=pages::embed::EmbeddedFunding
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("incorpora"), StaticSegment("cronoprogramma"))
                    view=pages::embed::EmbeddedSchedule
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("persone")) view=pages::account::People ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("scrivania")) view=pages::desk::Desk ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("scrivania"), ParamSegment("id"))
                    view=pages::desk::DeskProject
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("scrivania"), ParamSegment("id"), StaticSegment("passo"))
                    view=pages::desk::DeskStep
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("scrivania"), ParamSegment("id"), StaticSegment("piano"))
                    view=pages::desk::DeskPlan
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("scrivania"), ParamSegment("id"), ParamSegment("file"), ParamSegment("row"))
                    view=pages::desk::DeskThing
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("dati")) view=pages::desk::Shared ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("dati"), ParamSegment("file"), ParamSegment("row"))
                    view=pages::desk::SharedThing
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("confronto")) view=pages::compare::Compare ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("sedute")) view=pages::sittings::Sittings ssr=SsrMode::Async />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("sedute"), ParamSegment("n"))
                    view=pages::sittings::Situation
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("sedute"), ParamSegment("n"), StaticSegment("presentazione"))
                    view=pages::stage::Stage
                    ssr=SsrMode::Async
                />
                <Route
                    path=(
                        ParamSegment("ipa"),
                        StaticSegment("sedute"),
                        ParamSegment("n"),
                        StaticSegment("presentazione"),
                        StaticSegment("note"),
                    )
                    view=pages::stage::StageNotes
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("sedute"), ParamSegment("n"), ParamSegment("part"))
                    view=pages::sittings::Situation
                    ssr=SsrMode::Async
                />
                <Route
                    path=(ParamSegment("ipa"), StaticSegment("sedute"), ParamSegment("n"), ParamSegment("part"), ParamSegment("item"))
                    view=pages::sittings::Situation
                    ssr=SsrMode::Async
                />
                <Route path=(ParamSegment("ipa"), StaticSegment("importa")) view=pages::desk::Import ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("storia")) view=pages::desk::History ssr=SsrMode::Async />
                <Route path=(ParamSegment("ipa"), StaticSegment("conferme")) view=pages::desk::Proposals ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

/// The title of a page, with the product's name. leptos_meta writes it as it gets it: a name with `</title>` in it would end the
/// element. Escaped by ourselves.
fn named(given: &Given, title: &str) -> AnyView {
    let product = given.visit.lang.product();
    let full = if title.is_empty() { product.to_owned() } else { format!("{title} – {product}") };
    let full = crate::gantt::drawing::escape(&full);
    view! { <Title text=full /> }.into_any()
}

/// A page that stands on a screen of its own, without the frame: `bar` before `content`, which has the `<main>`. Its script
/// moves it; without it the page is whole.
pub(crate) fn staged(given: &Given, title: &str, bar: AnyView, content: AnyView) -> AnyView {
    let nonce = leptos::nonce::use_nonce();
    view! {
        {named(given, title)}
        {bar}
        {content}
        <script src="/assets/stage.js" defer nonce=nonce></script>
    }
    .into_any()
}

/// Wraps a page's content in the frame, with its title.
pub(crate) fn framed(given: &Given, place: &frame::Place<'_>, title: &str, content: AnyView) -> AnyView {
    let content = view! { <div class="tg-container">{content}</div> }.into_any();
    framed_with(given, place, title, content, ().into_any())
}

/// The same with content that brings its own container, and something between it and the footer.
pub(crate) fn framed_with(given: &Given, place: &frame::Place<'_>, title: &str, content: AnyView, below: AnyView) -> AnyView {
    view! {
        {named(given, title)}
        {frame::header(given, place)}
        {frame::as_of(given, place)}
        <main class="tg-main" id="main" tabindex="-1">{content}</main>
        {below}
        {frame::footer(given)}
    }
    .into_any()
}
