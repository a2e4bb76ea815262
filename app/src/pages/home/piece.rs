//! Small pieces that the pages about an ente share: texts of the data, links to projects, sums in a sentence, lists.

use crate::{pages::Scene, paths};
use domain::{
    amount::Quantity,
    identifier::Slug,
    portfolio::{IndicatorView, ProjectView},
    total::Total,
};
use leptos::prelude::*;
use words::Lang;

/// More entries than these are folded away.
const LONG: usize = 12;

/// A text of the data, marked as Italian where the page is English and nobody translated it.
pub fn text(lang: Lang, it: &str, en: Option<&str>) -> AnyView {
    match (lang, en) {
        (Lang::En, None) => {
            let it = it.to_owned();
            view! { <span lang="it">{it}</span> }.into_any()
        }
        _ => lang.pick(it, en).to_owned().into_any(),
    }
}

/// A link to a project.
pub fn link(scene: &Scene, slug: &Slug, it: &str, en: Option<&str>) -> AnyView {
    let href = paths::project(scene.ipa(), slug);
    view! { <a href=href>{text(scene.lang, it, en)}</a> }.into_any()
}

/// A project's title as a link to its page.
pub fn name(scene: &Scene, p: &ProjectView) -> AnyView {
    link(scene, &p.slug, &p.title, p.title_en.as_deref())
}

/// A sum as a figure in a sentence, its unknown parts said. The bound stands before the figure, free to wrap.
pub fn sum(lang: Lang, total: Total) -> AnyView {
    let Some(amount) = total.amount() else {
        return match total.unknown {
            0 => view! { <span class="tg-missing">{lang.unknown()}</span> }.into_any(),
            n => view! { <span class="tg-missing">{lang.home_unknown(n)}</span> }.into_any(),
        };
    };
    let bound = lang.bound(amount.bound).trim_end();
    let before = (!bound.is_empty()).then(|| format!("{bound} "));
    let after = (total.unknown > 0).then(|| format!(" {}", lang.home_with_unknown(total.unknown)));
    let figure = amount.cents.to_string();
    view! { {before} <strong class="tg-nowrap">{figure}</strong> {after} }.into_any()
}

/// A value with the unit of its indicator.
#[must_use]
pub fn measured(lang: Lang, value: Quantity, indicator: Option<&IndicatorView>) -> String {
    let number = lang.quantity(value);
    match indicator {
        Some(i) => format!("{number}\u{a0}{}", lang.pick(&i.indicator.unit, i.indicator.unit_en.as_deref())),
        None => number,
    }
}

/// A list; a long one is folded, and printed open.
pub fn listing(lang: Lang, items: Vec<AnyView>) -> AnyView {
    let n = items.len();
    let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
    if n > LONG {
        view! { <details class="tg-details"><summary>{lang.home_show_all(n)}</summary><ul>{items}</ul></details> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    }
}
