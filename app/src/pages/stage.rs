//! The presentation: one finding a slide, one under the other, which a script shows one at a time. The same markup is the page,
//! the file for a room without network and what is printed.
//!
//! What stands on a slide comes from the [`Scene`] alone, so that a frozen one can be shown as well.

mod claims;
mod drawing;
mod notes;
mod order;
mod slide;

pub use notes::StageNotes;
pub use order::{StageOrder, field};

use crate::{
    pages::{Scene, compare, frozen, missing, scene},
    parts::day,
    paths,
    shell::staged,
    visit::{Given, given},
};
use domain::{
    deck::{Arrangement, Deck, Slide},
    desk::Kept,
    fact::Record,
    identifier::Ipa,
    member::{Rule, Verdict},
    ports::Unavailable,
    records::SlideNote,
    when::civil,
};
use leptos::prelude::*;
use words::Lang;

/// How the slides of a [`Scene`] are shown.
pub struct Show<'a> {
    /// The seal of frozen figures in words; without one they are live, and every slide says so.
    pub seal: Option<&'a str>,
    /// Order, what is left out.
    pub arrangement: &'a Arrangement,
    /// The path at which everybody can follow.
    pub path: &'a str,
}

/// `/{ipa}/presentazione`
#[component]
pub fn Stage() -> impl IntoView {
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        let (scene, arrangement) = match arranged(&given).await {
            Ok(Some(found)) => found,
            Ok(None) => return missing::not_found(&given, None),
            Err(Unavailable) => return missing::unavailable(&given),
        };
        let path = address(&scene);
        let seal = seal(&scene);
        let show = Show { seal: seal.as_deref(), arrangement: &arrangement, path: &path };
        staged(&given, &title(&scene), bar(&scene), build(&scene, &show))
    })
    .into_any()
}

/// The live scene of an ente with the arrangement of its slides.
async fn arranged(given: &Given) -> Result<Option<(Scene, Arrangement)>, Unavailable> {
    let found = match (given.visit.sitting, Ipa::read(given.visit.segment(0))) {
        (Some(number), Ok(ipa)) => frozen::load(given, &ipa, number).await?,
        _ => scene(given).await?,
    };
    let Some(mut scene) = found else { return Ok(None) };
    scene.since = compare::since(&scene).await?;
    let sitting = scene.frozen.as_ref().map(|f| f.cover.sitting.number);
    let arrangement = arrangement(given, scene.ipa(), sitting).await?;
    Ok(Some((scene, arrangement)))
}

/// The order of an ente's slides and their notes: of the live presentation, or of a sitting. Always today's word: it is an
/// arrangement, and of no day.
///
/// # Errors
/// Where the register can't answer.
pub async fn arrangement(given: &Given, ipa: &Ipa, sitting: Option<u32>) -> Result<Arrangement, Unavailable> {
    // What is frozen follows no later order of the live slides: it has the one that was theirs when it was frozen, or none.
    let kept = kept(given, ipa).await?;
    Ok(Arrangement::of(kept.into_iter().filter(|(kept, _)| !kept.withdrawn).map(|(_, note)| note), sitting))
}

/// What is kept about slides, with its versions.
async fn kept(given: &Given, ipa: &Ipa) -> Result<Vec<(Kept, SlideNote)>, Unavailable> {
    let kept = given.ports.desk.kept(SlideNote::TABLE, ipa, None).await?;
    // The store has written these values itself; what it can't read back, it has refused before.
    Ok(kept.into_iter().filter_map(|kept| SlideNote::load(&kept.values).ok().map(|note| (kept, note))).collect())
}

/// Where everybody can follow: the short address, or of a past day the one that names it.
#[must_use]
pub fn address(scene: &Scene) -> String {
    if let Some(frozen) = &scene.frozen {
        return format!("/{}/{}/{}", scene.ipa(), paths::SHORT, frozen.cover.number);
    }
    match scene.visit().day_pairs() {
        Some(day) => paths::on(&day, &format!("/{}/{}", scene.ipa(), paths::STAGE)),
        None => format!("/{}/{}", scene.ipa(), paths::SHORT),
    }
}

/// The seal of frozen figures in words.
#[must_use]
pub fn seal(scene: &Scene) -> Option<String> {
    scene.frozen.as_ref().map(|f| scene.lang.stage_sealed(f.cover.number, f.seal.get(..16).unwrap_or(&f.seal)))
}

/// The title of the page.
#[must_use]
pub fn title(scene: &Scene) -> String {
    scene.lang.stage_title(&scene.portfolio.ente.name, &civil(scene.portfolio.today))
}

/// Whether whoever asks prepares presentations here.
fn presents(scene: &Scene) -> bool {
    Rule::Present.verdict(scene.given.member.as_ref(), Some(scene.ipa()), None) == Verdict::Allowed
}

/// Above the slides: the ways out, the other language, the file to take along, and what only whoever presents has.
fn bar(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let section = |rest: &str| paths::section(scene.ipa(), &format!("{}{rest}", paths::STAGE));
    let own = presents(scene).then(|| {
        let sitting = scene.frozen.as_ref().map(|f| f.cover.sitting.number);
        let (notes, order) = (section(&format!("/{}", paths::STAGE_NOTES)), paths::stage_order(scene.ipa(), sitting));
        view! { <a href=notes>{lang.stage_notes_link()}</a> <a href=order>{lang.stage_order_link()}</a> }
    });
    let notes = presents(scene).then(|| section(&format!("/{}", paths::STAGE_NOTES)));
    let languages = [Lang::It, Lang::En]
        .map(|l| {
            let current = (l == lang).then_some("true");
            let label = if l == Lang::It { "Italiano" } else { "English" };
            view! {
                <a href=scene.visit().in_language(l) lang=l.code() hreflang=l.code() aria-current=current>
                    {l.code().to_uppercase()} " " <span class="visually-hidden">{label}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <a class="skip-link" href="#main">{lang.skip()}</a>
        <header class="tg-stagebar">
            <nav aria-label=lang.stage_tools()>
                <a href=paths::home(scene.ipa())>{lang.stage_back()}</a>
                {own}
                <a href=section(".html") download="">{lang.stage_offline()}</a>
                <span class="tg-stagebar__lang">{languages}</span>
            </nav>
            {controls(lang, notes)}
        </header>
    }
    .into_any()
}

/// What can be done only with the script, which brings it to light.
fn controls(lang: Lang, notes: Option<String>) -> AnyView {
    let notes = notes.map(|href| {
        view! { <button type="button" data-do="notes" data-href=href>{lang.stage_open_notes()}</button> }
    });
    view! {
        <div class="tg-stagebar__live" data-live="" hidden=true>
            <button type="button" data-do="full">{lang.stage_full()}</button>
            <button type="button" data-do="black">{lang.stage_black()}</button>
            {notes}
            <label><input type="checkbox" data-do="letters" checked=true /> " " {lang.stage_letters()}</label>
            <details><summary>{lang.stage_keys()}</summary><p>{lang.stage_keys_text()}</p></details>
        </div>
        <p class="visually-hidden" role="status" data-said="" data-black=lang.stage_black_said()></p>
    }
    .into_any()
}

/// The slides of a scene, in `<main>`: what a page, a file and paper have in common.
pub fn build(scene: &Scene, show: &Show<'_>) -> AnyView {
    let deck = Deck::of(&scene.portfolio, &scene.claims, scene.since.as_ref(), show.arrangement);
    let of = deck.slides.len();
    let slides = deck.slides.iter().enumerate().map(|(at, s)| sheet(scene, show, &deck, s, at + 1, of)).collect_view();
    view! {
        <main class="tg-stage" id="main" tabindex="-1" data-stage=show.path.to_owned()>
            <h1 class="visually-hidden">{title(scene)}</h1>
            {slides}
        </main>
    }
    .into_any()
}

/// The same as a file that asks for nothing: what stands in its `<body>`, without links and notes.
#[must_use]
pub fn offline(scene: &Scene, show: &Show<'_>) -> String {
    let lang = scene.lang;
    view! {
        <a class="skip-link" href="#main">{lang.skip()}</a>
        <header class="tg-stagebar">{controls(lang, None)}</header>
        {build(scene, show)}
    }
    .to_html()
}

/// One slide: whose and of which day, the finding, and at the foot emblem, seal and number, always.
fn sheet(scene: &Scene, show: &Show<'_>, deck: &Deck, slide: &Slide, n: usize, of: usize) -> AnyView {
    let lang = scene.lang;
    let heading = slide::heading(scene, &slide.kind);
    let seal = show.seal.map_or_else(|| lang.stage_live(&civil(scene.portfolio.today)), str::to_owned);
    let (said, number) = (lang.stage_slide_of(n, of), lang.stage_slide_of(n, of));
    let previous = (n > 1).then(|| step(n - 1, lang.stage_previous(n - 1), "‹"));
    let next = (n < of).then(|| step(n + 1, lang.stage_next(n + 1), "›"));
    let kicker = slide::kicker(lang, &slide.kind);
    let emblem = "/assets/icons/eu-emblem.svg";
    view! {
        <section
            class="tg-slide"
            id=format!("d{n}")
            aria-labelledby=format!("d{n}-n d{n}-t")
            data-slide=slide.id.clone()
            data-said=said
        >
            <div class="tg-slide__sheet">
                <p class="tg-slide__place">{scene.portfolio.ente.name.clone()} " · " {day::told(lang, scene.visit())}</p>
                <div class="tg-slide__body">
                    <p class="tg-slide__kicker">{kicker}</p>
                    <h2 id=format!("d{n}-t") tabindex="-1">{heading}</h2>
                    {slide::body(scene, show, deck, &slide.kind)}
                </div>
                <div class="tg-slide__foot">
                    <p class="tg-slide__fund">
                        <img class="tg-emblem" src=emblem width="57" height="38" alt=lang.eu_emblem() /> <span>{lang.eu_funded()}</span>
                    </p>
                    <p class="tg-slide__seal">{seal}</p>
                    <p class="tg-slide__steps">
                        {previous}
                        <span class="tg-slide__number" id=format!("d{n}-n")>
                            <span aria-hidden="true">{format!("{n} / {of}")}</span> <span class="visually-hidden">{number}</span>
                        </span>
                        {next}
                    </p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The way to another slide.
fn step(to: usize, label: String, sign: &'static str) -> AnyView {
    view! {
        <a class="tg-slide__step" href=format!("#d{to}")>
            <span aria-hidden="true">{sign}</span> <span class="visually-hidden">{label}</span>
        </a>
    }
    .into_any()
}
