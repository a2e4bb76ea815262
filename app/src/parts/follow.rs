//! The ways to follow an ente from elsewhere: a calendar for one's own program, a feed of what is new.

use crate::{pages::Scene, paths, visit::Visit};
use domain::{filter::Filter, identifier::Ipa, portfolio::ProjectView};
use leptos::prelude::*;
use words::Lang;

/// An address that a program will ask for again without our cookie: it has to say the language itself.
fn in_language(scene: &Scene, section: &str, mut pairs: Vec<(&'static str, String)>) -> String {
    if scene.lang != Lang::default() {
        pairs.push(("lang", scene.lang.code().to_owned()));
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    paths::with_query(&paths::section(scene.ipa(), section), &pairs)
}

/// In the head of every page about an ente: where programs look for the feed. By hand: what leptos_meta is given once a page
/// has waited for the register comes too late for the head, now and then.
pub fn head(visit: &Visit) -> Option<AnyView> {
    let common = [paths::SOURCES, paths::PRIVACY, paths::LEGAL, paths::ACCESSIBILITY].contains(&visit.path.as_str());
    let ipa = Ipa::read(visit.segment(0)).ok().filter(|_| !common && paths::has_a_day(&visit.path))?;
    let lang = visit.lang;
    let pairs: &[(&str, &str)] = if lang == Lang::default() { &[] } else { &[("lang", lang.code())] };
    let href = paths::with_query(&paths::section(&ipa, paths::NEWS), pairs);
    Some(view! { <link rel="alternate" type="application/atom+xml" title=lang.follow_news() href=href /> }.into_any())
}

/// Calendar and feed; the calendar of what the filter admits.
pub fn links(scene: &Scene, filter: &Filter) -> AnyView {
    let lang = scene.lang;
    let calendar = in_language(scene, paths::CALENDAR, filter.pairs());
    let news = in_language(scene, paths::NEWS, vec![]);
    view! {
        <ul class="tg-downloads" aria-label=lang.follow_label()>
            <li><a href=calendar>{lang.follow_calendar()}</a></li>
            <li><a href=news>{lang.follow_news()}</a></li>
        </ul>
    }
    .into_any()
}

/// The calendars of the offices that answer for projects.
pub fn offices(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut offices: Vec<(&str, &str)> = vec![];
    for p in &scene.portfolio.projects {
        if let (Some(code), Some(name)) = (p.office_code.as_deref(), p.office.as_deref())
            && !offices.iter().any(|(known, _)| *known == code)
        {
            offices.push((code, name));
        }
    }
    if offices.is_empty() {
        return ().into_any();
    }
    let offices = offices
        .into_iter()
        .map(|(code, name)| {
            let href = in_language(scene, paths::CALENDAR, vec![("ufficio", code.to_owned())]);
            let name = crate::parts::verbatim::italian(lang, name);
            view! { <li><a href=href>{name}</a></li> }
        })
        .collect_view();
    view! {
        <details class="tg-details tg-noprint">
            <summary>{lang.follow_offices()}</summary>
            <p>{lang.follow_offices_hint()}</p>
            <ul>{offices}</ul>
        </details>
    }
    .into_any()
}

/// The calendar of one project.
pub fn of_project(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let pairs: &[(&str, &str)] = if lang == Lang::default() { &[] } else { &[("lang", lang.code())] };
    let href = paths::with_query(&paths::project_calendar(scene.ipa(), &p.slug), pairs);
    view! { <ul class="tg-downloads"><li><a href=href>{lang.follow_calendar_of_project()}</a></li></ul> }.into_any()
}
