//! Pieces that the sections about money share: the address of a download, sources and day in words, cells of a table.

use crate::{
    pages::{Scene, funding::series::Kind, projects},
    parts::{frame, money},
    paths,
};
use domain::{
    portfolio::{PA_DIGITALE, ProjectView},
    total::Total,
    when::civil,
};
use leptos::prelude::*;
use words::Lang;

/// Address of a download of one drawing.
pub(super) fn download(scene: &Scene, kind: Kind, extension: &str) -> String {
    let path = paths::section(scene.ipa(), &format!("{}.{extension}", paths::FUNDING));
    paths::with_query(&path, &[("grafico", kind.code())])
}

/// Names of sources, each once, in the order in which they come; PA digitale with the day of its snapshot.
pub(in crate::pages) fn sources<'a>(scene: &Scene, codes: impl Iterator<Item = Option<&'a str>>) -> String {
    let lang = scene.lang;
    let mut names: Vec<String> = vec![];
    for code in codes {
        let name = match (code, scene.portfolio.snapshot) {
            (None, _) => lang.funding_no_source().to_owned(),
            (Some(PA_DIGITALE), Some(seen)) => frame::snapshot(lang, Some(seen)),
            (code, _) => money::source_name(lang, &scene.catalogue, code),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { lang.funding_no_source().to_owned() } else { names.join("; ") }
}

/// Day of the page.
pub(in crate::pages) fn today(scene: &Scene) -> String {
    civil(scene.portfolio.today)
}

/// The count of unknown parts, where the figure before it does not already say that it is not known.
pub(super) fn some_unknown(lang: Lang, total: Total) -> AnyView {
    if total.known == 0 && total.unknown < 2 { ().into_any() } else { projects::unknowns(lang, total) }
}

/// A sum in a table; "nessuna voce" where there is no line at all.
pub(in crate::pages) fn cell(lang: Lang, total: Total, nothing: &'static str) -> AnyView {
    if total.known + total.unknown == 0 {
        return view! { <span>{nothing}</span> }.into_any();
    }
    view! { {money::total(lang, total)} {some_unknown(lang, total)} }.into_any()
}

pub(in crate::pages) fn words_cell(text: &'static str) -> AnyView {
    view! { <span>{text}</span> }.into_any()
}

pub(super) fn project_cell(scene: &Scene, project: &ProjectView) -> AnyView {
    projects::name(scene, project)
}
