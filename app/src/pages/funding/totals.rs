//! The totals that others state, beside those of this page.

use crate::{
    pages::{
        Scene,
        funding::pieces::{cell, sources, today, words_cell},
    },
    parts::{
        money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    fact::latest,
    phase::{Fund, Subject},
    total::Total,
    when::When,
};
use leptos::prelude::*;

pub(super) fn in_circulation(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let stated = latest(&portfolio.statements, |s| (s.code.clone(), s.provenance.al, s.provenance.source.clone()));
    let mut stated: Vec<_> = stated.into_iter().filter(|s| s.subject == Subject::Total || s.amount.is_some()).collect();
    if stated.is_empty() {
        return ().into_any();
    }
    stated.sort_by_key(|s| s.provenance.al.map_or(s.provenance.known, When::last));
    let heads = vec![
        Head::text(lang.funding_column_what()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_kind()),
        Head::text(lang.funding_column_source()),
    ];
    let own = |what: String, total: Total, rows: String| {
        let codes = portfolio.projects.iter().flat_map(|p| p.grants.iter()).map(|g| g.source.as_deref());
        let sources = lang.funding_sources(&sources(scene, codes), &today(scene));
        Row::new(vec![
            view! { <a href=rows>{what}</a> }.into_any(),
            cell(lang, total, lang.funding_nothing()),
            words_cell(lang.funding_totals_here_kind()),
            view! { <span class="tg-source">{sources}</span> }.into_any(),
        ])
    };
    let projects = paths::section(scene.ipa(), paths::PROJECTS);
    let plan = portfolio.granted_by(Fund::Pnrr);
    let mut rows = vec![];
    if portfolio.granted() == plan {
        rows.push(own(lang.funding_totals_here(&portfolio.ente.name), plan, projects));
    } else {
        // The list of projects adds up all funds; the plan's own column stands in the table above.
        rows.push(own(lang.funding_totals_here(&portfolio.ente.name), plan, "#fondi-misure".to_owned()));
        rows.push(own(lang.funding_totals_here_all(&portfolio.ente.name), portfolio.granted(), projects));
    }
    rows.extend(stated.into_iter().map(|s| {
        let code = s.provenance.source.as_deref();
        let kind = match code.and_then(|c| scene.catalogue.source(c)) {
            Some(source) => words_cell(lang.source_kind(source.kind)),
            None => money::missing(lang),
        };
        let text = verbatim::pick(lang, &s.text, s.text_en.as_deref());
        let note = verbatim::note(lang, s.provenance.public_note());
        let name = money::source_name(lang, &scene.catalogue, code);
        Row::new(vec![
            view! { {text} {note} }.into_any(),
            money::amount(lang, s.amount),
            kind,
            view! { <span>{name}</span> <span class="tg-note">{money::when(lang, s.provenance.al)}</span> }.into_any(),
        ])
    }));
    let list = table(lang, "altre-somme", lang.funding_caption_totals().to_owned(), heads, rows, None);
    view! {
        <section><h2>{lang.funding_totals_title()}</h2><p>{lang.funding_totals_text()}</p>{list}</section>
    }
    .into_any()
}
