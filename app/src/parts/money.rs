//! Figures with what they rest on.

use domain::{amount::Amount, dossier::Catalogue, portfolio::PA_DIGITALE, total::Total, when::When};
use leptos::prelude::*;
use words::Lang;

/// "non noto" marked as what it is.
pub fn missing(lang: Lang) -> AnyView {
    view! { <span class="tg-missing">{lang.unknown()}</span> }.into_any()
}

/// An amount, or "non noto".
pub fn amount(lang: Lang, amount: Option<Amount>) -> AnyView {
    match amount {
        Some(_) => view! { <span class="tg-num">{lang.amount(amount)}</span> }.into_any(),
        None => missing(lang),
    }
}

/// The known part of a total, or "non noto".
pub fn total(lang: Lang, total: Total) -> AnyView {
    amount(lang, total.amount())
}

/// A date in `<time>`, or "non noto".
pub fn when(lang: Lang, when: Option<When>) -> AnyView {
    match when {
        Some(w) => view! { <time datetime=machine(w)>{lang.when(w)}</time> }.into_any(),
        None => missing(lang),
    }
}

/// The form that `datetime` knows: a quarter has none, so its year stands for it.
fn machine(when: When) -> String {
    match when {
        When::Quarter(y, _) => format!("{y:04}"),
        other => other.iso(),
    }
}

/// The name of a source by its code.
#[must_use]
pub fn source_name(lang: Lang, catalogue: &Catalogue, code: Option<&str>) -> String {
    match code {
        None => lang.unknown().to_owned(),
        Some(code) => match catalogue.source(code) {
            Some(source) => lang.pick(&source.title, source.title_en.as_deref()).to_owned(),
            None if code == PA_DIGITALE => "PA digitale 2026".to_owned(),
            None => code.to_owned(),
        },
    }
}

/// Source and day under a figure.
pub fn source(lang: Lang, catalogue: &Catalogue, code: Option<&str>, al: Option<When>) -> AnyView {
    let name = source_name(lang, catalogue, code);
    let text = match al {
        Some(al) => lang.source_line(&name, &lang.when(al)),
        None => name,
    };
    view! { <span class="tg-source">{text}</span> }.into_any()
}
