//! Texts that come from the data: they stay Italian, and say so where the page is in English.

use leptos::prelude::*;
use words::Lang;

/// A text of the data.
pub fn italian(lang: Lang, text: &str) -> AnyView {
    let tag = (lang == Lang::En).then_some("it");
    let text = text.to_owned();
    view! { <span lang=tag>{text}</span> }.into_any()
}

/// The English text where there is one and English is asked for, else the Italian.
pub fn pick(lang: Lang, it: &str, en: Option<&str>) -> AnyView {
    match (lang, en) {
        (Lang::En, Some(en)) => {
            let text = en.to_owned();
            view! { <span>{text}</span> }.into_any()
        }
        _ => italian(lang, it),
    }
}

/// The remark that stands beside a fact, on a small line of its own.
pub fn note(lang: Lang, text: Option<&str>) -> AnyView {
    match text {
        Some(text) => view! { <span class="tg-note">{italian(lang, text)}</span> }.into_any(),
        None => ().into_any(),
    }
}
