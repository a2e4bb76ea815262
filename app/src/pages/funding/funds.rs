//! The drawing of grants by measure, stacked by fund, with the measures and the lines it is made of.

use crate::{
    pages::{
        Scene,
        funding::{
            pieces::{cell, download, project_cell, sources, today, words_cell},
            series::{self, Kind, Share},
        },
    },
    parts::{
        figure::figure,
        mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::filter::Filter;
use leptos::prelude::*;

/// The drawing with its finding and what it rests on.
pub struct Drawn {
    /// What it tells, in a sentence.
    pub finding: String,
    /// The drawing: a whole `<svg>`, every text in it escaped.
    pub svg: String,
    /// Perimeter, day and sources.
    pub summary: String,
}

/// The drawing, to be shown with its tables or without.
#[must_use]
pub fn drawn(scene: &Scene) -> Drawn {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let chart = series::by_fund(lang, portfolio, &scene.catalogue);
    let codes = portfolio.projects.iter().flat_map(|p| p.grants.iter()).map(|g| g.source.as_deref());
    let mut summary = lang.funding_summary_funds(&portfolio.ente.name, &today(scene), &sources(scene, codes));
    match portfolio.projects.iter().filter(|p| p.grants.is_empty()).count() {
        0 => {}
        1 => summary = format!("{summary}; {}", lang.funding_one_without_line()),
        n => summary = format!("{summary}; {}", lang.funding_without_line(n)),
    }
    Drawn {
        finding: finding_funds(scene, &series::shares(portfolio)),
        svg: scene.given.ports.figures.bars(&chart),
        summary: format!("{summary}."),
    }
}

pub(super) fn by_fund(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let shares = series::shares(&scene.portfolio);
    let Drawn { finding, svg, summary } = drawn(scene);
    let tables = if shares.is_empty() {
        words_cell(lang.funding_empty_funds())
    } else {
        view! { {measures_table(scene, &shares)} {lines_table(scene)} }.into_any()
    };
    let drawing = figure(
        lang,
        finding,
        svg,
        summary,
        tables,
        Some(download(scene, Kind::Funds, "csv")),
        Some(download(scene, Kind::Funds, "svg")),
    );
    view! { <section>{drawing}</section> }.into_any()
}

/// What was granted in all, and to which measure most of it.
pub(in crate::pages) fn finding_funds(scene: &Scene, shares: &[Share]) -> String {
    let lang = scene.lang;
    let total = scene.portfolio.granted();
    if total.known + total.unknown == 0 {
        return lang.funding_find_none().to_owned();
    }
    let sum = lang.funding_sum(total);
    let known = || shares.iter().filter(|s| s.total.known > 0);
    // The first of several equal ones, so that the sentence does not change by chance.
    let largest = known().rev().max_by_key(|s| s.total.cents);
    match (known().count(), largest) {
        (_, None) => lang.funding_find_unknown(&sum),
        (1, Some(s)) => lang.funding_find_single(&sum, &series::measure_name(lang, &scene.catalogue, s.measure.as_ref())),
        (_, Some(s)) => lang.funding_find_largest(
            &sum,
            &lang.total(s.total),
            &series::measure_name(lang, &scene.catalogue, s.measure.as_ref()),
        ),
    }
}

fn measures_table(scene: &Scene, shares: &[Share]) -> AnyView {
    let lang = scene.lang;
    let funds = series::funds(&scene.portfolio);
    let mut heads = vec![Head::text(lang.column_measure())];
    heads.extend(funds.iter().map(|f| Head::number(lang.fund(*f))));
    heads.push(Head::number(lang.funding_column_total()));
    let rows = shares
        .iter()
        .map(|share| {
            let name = series::measure_name(lang, &scene.catalogue, share.measure.as_ref());
            let first = match &share.measure {
                Some(code) => {
                    let filter = Filter { measure: Some(code.clone()), ..Filter::default() };
                    let href = paths::filtered(scene.ipa(), paths::PROJECTS, &filter);
                    view! { <a href=href>{name}</a> }.into_any()
                }
                None => view! { <a href="#fondi-voci">{name}</a> }.into_any(),
            };
            let mut cells = vec![first];
            cells.extend(funds.iter().map(|f| cell(lang, share.by(*f), lang.funding_no_line())));
            cells.push(cell(lang, share.total, lang.funding_no_line()));
            Row::new(cells)
        })
        .collect();
    let mut foot = vec![words_cell(lang.funding_total())];
    foot.extend(funds.iter().map(|f| cell(lang, scene.portfolio.granted_by(*f), lang.funding_no_line())));
    foot.push(cell(lang, scene.portfolio.granted(), lang.funding_no_line()));
    table(lang, "fondi-misure", lang.funding_caption_measures().to_owned(), heads, rows, Some(foot))
}

fn lines_table(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_measure()),
        Head::text(lang.funding_column_item()),
        Head::text(lang.funding_column_fund()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_source()),
    ];
    let rows = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.grants.iter().map(move |g| (p, g)))
        .map(|(p, g)| {
            let source = money::source(lang, &scene.catalogue, g.source.as_deref(), g.al);
            let note = verbatim::note(lang, g.note.as_deref());
            Row::new(vec![
                project_cell(scene, p),
                mark::chip(p.measure()),
                verbatim::italian(lang, &g.item),
                words_cell(lang.fund(g.fund)),
                money::amount(lang, g.amount),
                view! { {source} {note} }.into_any(),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        cell(lang, scene.portfolio.granted(), lang.funding_nothing()),
        ().into_any(),
    ];
    table(lang, "fondi-voci", lang.funding_caption_lines().to_owned(), heads, rows, Some(foot))
}
