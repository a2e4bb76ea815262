//! What is said of a figure that is past its cadence: word, shape, and a sentence. Of one that is not, nothing.

use crate::{gantt::drawing, pages::Scene, paths};
use domain::{
    freshness::{Aged, FigureKind},
    portfolio::ProjectView,
};
use leptos::prelude::*;
use words::Lang;

/// Beside the figure, where it is to be updated.
pub fn note(lang: Lang, aged: Option<&Aged>) -> AnyView {
    match aged.and_then(|aged| lang.outdated(aged)) {
        None => ().into_any(),
        Some(sentence) => {
            let mark = mark(lang);
            view! { <p>{mark} ": " {sentence} "."</p> }.into_any()
        }
    }
}

/// The same in a cell of a table, on a small line of its own.
pub fn line(lang: Lang, aged: Option<&Aged>) -> AnyView {
    match aged.and_then(|aged| lang.outdated(aged)) {
        None => ().into_any(),
        Some(sentence) => {
            let mark = mark(lang);
            view! { <span class="tg-note">{mark} ": " {sentence}</span> }.into_any()
        }
    }
}

/// Where the first page lists all that is past its cadence.
pub const PLACE: &str = "da-aggiornare";

/// Beside figures of all projects, where a part of them is to be updated: which ones, the first page lists.
pub fn beside(scene: &Scene, figures: &[FigureKind]) -> AnyView {
    let stale = |p: &ProjectView| figures.iter().any(|f| p.age(*f).is_some_and(Aged::is_stale));
    if !scene.portfolio.projects.iter().any(stale) {
        return ().into_any();
    }
    let lang = scene.lang;
    let href = format!("{}#{PLACE}", paths::home(scene.ipa()));
    view! { <span class="tg-note">{mark(lang)} ": " <a href=href>{lang.freshness_home_link()}</a></span> }.into_any()
}

/// "da aggiornare", with its shape.
pub fn mark(lang: Lang) -> AnyView {
    let drawn = drawing::status("unknown", lang.freshness_due());
    view! { <span inner_html=drawn></span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::freshness::freshness;

    #[test]
    fn only_what_is_past_its_cadence_is_told_and_an_office_is_only_a_name() {
        let aged = |as_of: &str| Aged {
            figure: FigureKind::Paid,
            indicator: None,
            as_of: as_of.parse().ok(),
            office: "<b>Ragioneria</b>".into(),
            every: 30,
            freshness: freshness(as_of.parse().ok(), Some(30), "2026-11-22".parse().unwrap()),
            confirmation: None,
        };
        let html = note(Lang::It, Some(&aged("2026-10-22"))).to_html();
        assert!(html.contains("da aggiornare") && html.contains("22/10/2026"), "{html}");
        assert!(html.contains("&lt;b&gt;Ragioneria"), "{html}");
        assert!(!note(Lang::It, Some(&aged("2026-10-23"))).to_html().contains("da aggiornare"));
        assert!(!line(Lang::It, None).to_html().contains("da aggiornare"));
    }
}
