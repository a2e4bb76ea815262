//! Header, day and perimeter, footer: what stands around every page.

use crate::{
    pages::Scene,
    parts::{day, sitting},
    paths,
    visit::Given,
};
use domain::{application::Seen, identifier::Ipa, sitting::Frozen, when::civil};
use leptos::prelude::*;
use words::Lang;

/// Where a page stands.
#[derive(Default)]
pub struct Place<'a> {
    /// The ente it is about.
    pub scene: Option<&'a Scene>,
    /// The section, as [`paths`] names it; empty for the home.
    pub section: &'static str,
    /// The frozen situation that it is a page of, and the numbers of those that correct it.
    pub frozen: Option<(&'a Frozen, &'a [u32])>,
}

impl Place<'_> {
    /// Code and name of the ente.
    fn ente(&self) -> Option<(&Ipa, &str)> {
        let frozen = self.frozen.map(|(f, _)| (&f.cover.ente, f.cover.name.as_str()));
        self.scene.map(|s| (s.ipa(), s.portfolio.ente.name.as_str())).or(frozen)
    }
}

/// The emblem of the Union. Its text stands beside it.
pub fn emblem(lang: Lang, width: &'static str, height: &'static str) -> impl IntoView {
    view! { <img class="tg-emblem" src="/assets/icons/eu-emblem.svg" width=width height=height alt=lang.eu_emblem() /> }
}

/// Emblem first, language, name, sections.
pub fn header(given: &Given, place: &Place<'_>) -> AnyView {
    let lang = given.visit.lang;
    let languages = [Lang::It, Lang::En]
        .map(|l| {
            let current = (l == lang).then_some("true");
            let label = if l == Lang::It { "Italiano" } else { "English" };
            view! {
                <a href=given.visit.in_language(l) lang=l.code() hreflang=l.code() aria-current=current>
                    {l.code().to_uppercase()} " " <span class="visually-hidden">{label}</span>
                </a>
            }
        })
        .collect_view();
    let name = place.ente().map_or_else(
        || view! { <a href=paths::common(paths::ENTI)>{lang.product()}</a> }.into_any(),
        |(ipa, name)| view! { <a href=paths::home(ipa)>{name.to_owned()}</a> }.into_any(),
    );
    view! {
        <a class="skip-link" href="#main">{lang.skip()}</a>
        <header class="tg-header">
            <div class="tg-slim">
                <div class="tg-container">
                    {emblem(lang, "57", "38")} <span>{lang.eu_funded()}</span>
                    <nav class="tg-lang" aria-label=lang.language()>{languages}</nav>
                </div>
                {who(given, place)}
            </div>
            <div class="tg-brand">
                <div class="tg-container">
                    <p class="tg-brand__kicker">{lang.kicker()}</p>
                    <p class="tg-brand__name">{name}</p>
                </div>
            </div>
            <nav class="tg-nav" aria-label=lang.sections()>
                <div class="tg-container"><ul>{sections(given, place)}</ul></div>
            </nav>
        </header>
    }
    .into_any()
}

/// Whoever has signed in: the way to the desk and to one's own account. Nothing for everybody else.
fn who(given: &Given, place: &Place<'_>) -> AnyView {
    let lang = given.visit.lang;
    let Some(member) = &given.member else { return ().into_any() };
    let here = place.ente().map(|(ipa, _)| ipa).filter(|ipa| member.belongs(ipa));
    let ente: Option<&Ipa> = here.or_else(|| member.grants.first().map(|g| &g.ente));
    let desk = ente.map(|ipa| view! { <li><a href=paths::section(ipa, paths::DESK)>{lang.nav_desk()}</a></li> });
    // The name alone would not say where it leads.
    let name = lang.own_link(&member.name);
    view! {
        <nav class="tg-container tg-who" aria-label=lang.own_title()>
            <ul>{desk} <li><a href=paths::ACCOUNT>{name}</a></li></ul>
        </nav>
    }
    .into_any()
}

fn sections(given: &Given, place: &Place<'_>) -> AnyView {
    let lang = given.visit.lang;
    let entry = |href: String, label: &'static str, current: bool| {
        view! { <li><a href=href aria-current=current.then_some("page")>{label}</a></li> }
    };
    match place.ente() {
        Some((ipa, _)) => {
            let here = place.section;
            let own = [
                ("", lang.nav_home()),
                (paths::PROJECTS, lang.nav_projects()),
                (paths::GANTT, lang.nav_gantt()),
                (paths::FUNDING, lang.nav_funding()),
                (paths::CERTIFICATION, lang.nav_certification()),
                (paths::INDICATORS, lang.nav_indicators()),
                (paths::MEASURES, lang.nav_measures()),
                (paths::CLAIMS, lang.nav_claims()),
            ];
            let own = own
                .into_iter()
                .map(|(section, label)| {
                    let href = if section.is_empty() { paths::home(ipa) } else { paths::section(ipa, section) };
                    let first = if place.frozen.is_some() { 3 } else { 1 };
                    let current = section == here && (!section.is_empty() || given.visit.segment(first).is_empty());
                    entry(href, label, current)
                })
                .collect_view();
            let desk = given
                .member
                .as_ref()
                .is_some_and(|m| m.belongs(ipa))
                .then(|| entry(paths::section(ipa, paths::DESK), lang.nav_desk(), here == paths::DESK));
            let sittings = entry(paths::sittings(ipa), lang.nav_sittings(), here == paths::SITTINGS);
            view! { {own} {sittings} {entry(paths::common(paths::SOURCES), lang.nav_sources(), false)} {desk} }.into_any()
        }
        None => view! {
            {entry(paths::common(paths::ENTI), lang.nav_enti(), given.visit.path == paths::ENTI)}
            {entry(paths::common(paths::SOURCES), lang.nav_sources(), given.visit.path == paths::SOURCES)}
        }
        .into_any(),
    }
}

/// "PA digitale 2026 al 22/08/2026", or "almeno al", or that there is none.
#[must_use]
pub fn snapshot(lang: Lang, seen: Option<Seen>) -> String {
    match seen {
        None => lang.no_public_data().to_owned(),
        Some(s) if s.at_least => lang.pa_digitale_at_least(&civil(s.last)),
        Some(s) => lang.pa_digitale_at(&civil(s.last)),
    }
}

/// The day, the perimeter and the sources of everything below.
pub fn as_of(given: &Given, place: &Place<'_>) -> AnyView {
    if let Some((frozen, corrected)) = place.frozen {
        return sitting::line(given, frozen, corrected);
    }
    let lang = given.visit.lang;
    let (perimeter, sources) = match place.scene {
        Some(scene) => (lang.perimeter_ente(&scene.portfolio.ente.name), Some(snapshot(lang, scene.portfolio.snapshot))),
        None => (lang.perimeter_all().to_owned(), None),
    };
    let past = place.scene.is_some() && given.visit.as_of.is_some();
    let class = if past { "tg-asof tg-asof--past" } else { "tg-asof" };
    view! {
        <section class=class aria-label=lang.as_of_label()>
            <div class="tg-container">
                {day::line(&given.visit, place)}
                <p class="tg-asof__perimeter">
                    {perimeter} " · "
                    <a href=paths::common(paths::SOURCES)>{sources.map_or_else(|| lang.nav_sources().to_owned(), |s| lang.sources_of(&s))}</a>
                </p>
                {day::choice(&given.visit, place)}
            </div>
        </section>
    }
    .into_any()
}

/// Emblem first, links, licence.
pub fn footer(given: &Given) -> AnyView {
    let lang = given.visit.lang;
    let contact = given.settings.contact.clone().map(|c| {
        let href = if c.contains('@') && !c.starts_with("mailto:") { format!("mailto:{c}") } else { c };
        view! { <li><a href=href>{lang.contact()}</a></li> }
    });
    let sign_in = given.member.is_none().then(|| {
        let path = given.visit.path.as_str();
        // A link to sign in that comes back to signing in would turn in a circle.
        let around = path == paths::SIGN_IN || path == paths::CODE || path.starts_with(paths::INVITATION);
        let href = if around { paths::SIGN_IN.to_owned() } else { paths::sign_in(path) };
        view! { <li><a href=href rel="nofollow">{lang.signin_link()}</a></li> }
    });
    view! {
        <footer class="tg-footer">
            <div class="tg-container">
                <div class="tg-footer__logos">
                    <p class="tg-footer__fund">{emblem(lang, "81", "54")} <span>{lang.eu_funded()}</span></p>
                </div>
                <ul class="tg-footer__links">
                    <li><a href=paths::common(paths::PRIVACY)>{lang.privacy()}</a></li>
                    <li><a href=paths::common(paths::LEGAL)>{lang.legal()}</a></li>
                    <li><a href=paths::common(paths::ACCESSIBILITY)>{lang.accessibility()}</a></li>
                    {contact}
                    <li><a href=paths::common(paths::SOURCES)>{lang.nav_sources()}</a></li>
                    {sign_in}
                </ul>
                <p class="tg-footer__licence">{lang.data_licence()} " " {(lang == Lang::En).then(|| lang.only_italian())}</p>
            </div>
        </footer>
    }
    .into_any()
}

/// The way from the list of enti to here. Pairs of address and name; the last one is the page itself.
pub fn breadcrumb(lang: Lang, trail: Vec<(String, String)>) -> AnyView {
    let last = trail.len().saturating_sub(1);
    let items = trail
        .into_iter()
        .enumerate()
        .map(|(i, (href, name))| {
            if i == last {
                view! { <li class="breadcrumb-item" aria-current="page">{name}</li> }.into_any()
            } else {
                view! { <li class="breadcrumb-item"><a href=href>{name}</a></li> }.into_any()
            }
        })
        .collect_view();
    view! { <nav class="tg-breadcrumb" aria-label=lang.breadcrumb()><ol class="breadcrumb">{items}</ol></nav> }.into_any()
}

/// The breadcrumb of a section of an ente, with further steps after it.
pub fn trail(scene: &Scene, steps: &[(String, &str)]) -> AnyView {
    let mut trail = vec![
        (paths::common(paths::ENTI), scene.lang.nav_enti().to_owned()),
        (paths::home(scene.ipa()), scene.portfolio.ente.name.clone()),
    ];
    trail.extend(steps.iter().map(|(href, name)| (href.clone(), (*name).to_owned())));
    breadcrumb(scene.lang, trail)
}
