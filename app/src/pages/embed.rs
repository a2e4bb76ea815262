//! One figure with what it rests on, and nothing around it: what other sites show in a frame of theirs, where whoever runs this one
//! has named them. Links lead out of the frame, where pages may stand.

use crate::{
    gantt,
    pages::{Page, Scene, funding, missing, scene, schedule},
    parts::frame,
    paths,
    visit::given,
};
use domain::{ports::Unavailable, when::civil};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/{ipa}/incorpora/finanziamenti`
#[component]
pub fn EmbeddedFunding() -> impl IntoView {
    embedded(money)
}

/// `/{ipa}/incorpora/cronoprogramma`
#[component]
pub fn EmbeddedSchedule() -> impl IntoView {
    embedded(time)
}

fn embedded(build: fn(&Scene) -> Page) -> AnyView {
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        match scene(&given).await {
            Ok(Some(scene)) => bare(&scene, build(&scene)),
            Ok(None) => missing::not_found(&given, None),
            Err(Unavailable) => missing::unavailable(&given),
        }
    })
    .into_any()
}

/// The emblem with its text, which may never be missing, and the figure.
fn bare(scene: &Scene, page: Page) -> AnyView {
    let lang = scene.lang;
    // As in `framed`: leptos_meta does not escape a title.
    let title = gantt::drawing::escape(&format!("{} – {}", page.title, lang.product()));
    let content = page.content;
    view! {
        <Title text=title />
        <header class="tg-header">
            <div class="tg-slim">
                <div class="tg-container">{frame::emblem(lang, "57", "38")} <span>{lang.eu_funded()}</span></div>
            </div>
        </header>
        <main class="tg-main" id="main">
            <div class="tg-container">{content}</div>
        </main>
    }
    .into_any()
}

/// The day, the sources, and the page that has the rest.
fn rest(scene: &Scene, section: &'static str, query: &[(&str, &str)], title: &str) -> AnyView {
    let lang = scene.lang;
    let day = match scene.visit().as_of {
        Some(day) => lang.as_of_known(&civil(day.al), &civil(day.known)),
        None => lang.as_of(&civil(scene.portfolio.today)),
    };
    let sources = lang.sources_of(&frame::snapshot(lang, scene.portfolio.snapshot));
    let href = paths::with_query(&paths::section(scene.ipa(), section), query);
    view! {
        <p class="tg-source">{day} " · " {sources}</p>
        <p><a href=href target="_top">{lang.embed_full(title)}</a></p>
    }
    .into_any()
}

fn money(scene: &Scene) -> Page {
    let title = scene.lang.funding_title(&scene.portfolio.ente.name);
    let funding::Drawn { finding, svg, summary } = funding::drawn(scene);
    let name = finding.clone();
    let content = view! {
        <figure class="tg-figure">
            <h1>{finding}</h1>
            <div class="tg-scroll" tabindex="0" role="region" aria-label=name inner_html=svg></div>
            <p class="tg-figure__summary">{summary}</p>
        </figure>
        {rest(scene, paths::FUNDING, &[], &title)}
    };
    Page::new(title, content)
}

/// With the filter of the address, as its page has it.
fn time(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.schedule_title(&scene.portfolio.ente.name);
    let filter = scene.visit().filter();
    let chart = gantt::chart(&scene.portfolio, &scene.catalogue, scene.visit(), gantt::PAGE);
    let body = if scene.portfolio.projects.is_empty() {
        view! { <p>{lang.no_projects_text()}</p> }.into_any()
    } else if chart.total == 0 {
        view! { <p>{lang.nothing_matches_text()}</p> }.into_any()
    } else {
        let some = (chart.total > chart.rows.len()).then(|| view! { <p>{lang.embed_rows(chart.rows.len(), chart.total)}</p> });
        view! { {schedule::legend(lang)} {schedule::grid(lang, &chart)} {some} }.into_any()
    };
    let pairs = filter.pairs();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let content = view! {
        <figure class="tg-figure">
            <h1>{schedule::finding(lang, scene, &filter)}</h1>
            {body}
        </figure>
        {rest(scene, paths::GANTT, &pairs, &title)}
    };
    Page::new(title, content)
}
