//! Pieces that the sections of a project share: a pair of a list, a CUP, an act, the day on which a source was seen.

use crate::{pages::Scene, parts::verbatim};
use domain::{
    application::Seen,
    identifier::Cup,
    portfolio::ProjectView,
    records::Act,
    when::{When, civil},
};
use leptos::prelude::*;
use words::Lang;

/// A term with its value, for a `dl`.
pub fn pair(term: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any()
}

/// A CUP, marked where its form is not that of one.
pub fn cup(lang: Lang, cup: &Cup) -> AnyView {
    let code = cup.to_string();
    let odd = (!cup.is_well_formed()).then(|| view! { <span class="tg-note">{lang.project_odd_cup()}</span> });
    view! { <span class="tg-num">{code}</span> {odd} }.into_any()
}

/// When a snapshot showed it first; nothing for a typed fact.
pub fn seen(lang: Lang, seen: Option<Seen>) -> AnyView {
    match seen {
        None => ().into_any(),
        Some(s) => {
            let day = civil(s.first);
            let text = if s.at_least { lang.seen_by(&day) } else { lang.seen_on(&day) };
            view! { <span class="tg-note">{text}</span> }.into_any()
        }
    }
}

/// Where an act stands in the list of acts.
pub fn act_id(id: i64) -> String {
    format!("atto-{id}")
}

/// "Decreto n. 25 del 02/08/2022": an act is named in Italian on every page.
pub fn act_name(act: &Act) -> String {
    let it = Lang::It;
    let mut name = act.kind.clone();
    if let Some(number) = &act.number {
        name.push(' ');
        name.push_str(&it.project_act_number(number));
    }
    if let Some(date) = act.date {
        name.push(' ');
        name.push_str(&match date {
            When::Day(day) => it.project_act_of(&civil(day)),
            other => it.when(other),
        });
    }
    name
}

/// An act by its code, as a link to the list of acts where it is one of this project; else the words as they were typed.
pub fn act(scene: &Scene, p: &ProjectView, code: &str) -> AnyView {
    let known = p
        .acts
        .iter()
        .chain(&scene.portfolio.acts)
        .filter(|a| a.code == code)
        .max_by_key(|a| (a.provenance.known, a.recorded_at, a.id));
    match known {
        None => verbatim::italian(scene.lang, code),
        Some(found) => {
            let name = verbatim::italian(scene.lang, &act_name(found));
            if found.project.is_some() {
                let href = format!("#{}", act_id(found.id));
                view! { <a href=href>{name}</a> }.into_any()
            } else {
                name
            }
        }
    }
}

/// A typed address, where it leads to the web and nowhere else.
#[must_use]
pub fn web(link: &str) -> Option<String> {
    let link = link.trim();
    let lower = link.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")).then(|| link.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(web(" https://www.comune.latina.it/x ").as_deref(), Some("https://www.comune.latina.it/x"));
        assert_eq!(web("javascript:alert(1)"), None);
        assert_eq!(web("data:text/html,x"), None);
    }
}
