//! The drawing of lump sums by deadline, certified or not, with the deadlines and the projects it is made of.

use crate::{
    pages::{
        Scene,
        funding::{
            pieces::{cell, download, project_cell, sources, today, words_cell},
            series::{self, Kind, Slot},
        },
        home::risk,
    },
    parts::{
        figure::figure,
        mark, money,
        table::{Head, Row, table},
    },
};
use domain::{
    deadline::Basis,
    phase::{Fund, Phase},
    portfolio::ProjectView,
    total::Total,
};
use leptos::prelude::*;
use words::Lang;

pub(super) fn by_deadline(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let lump_sums = series::lump_sums(portfolio);
    let slots = series::slots(&lump_sums);
    let chart = series::by_deadline(lang, portfolio);
    let codes = lump_sums.iter().flat_map(|l| {
        let grants = l.project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.source.as_deref());
        grants.chain(l.project.standing.source.as_deref().map(Some))
    });
    let sources = sources(scene, codes);
    let mut summary = lang.funding_summary_deadlines(&portfolio.ente.name, lump_sums.len(), &today(scene), &sources);
    let mut past = Total::default();
    for slot in slots.iter().filter(|s| s.due.is_some_and(|due| due.is_past(portfolio.today))) {
        past.absorb(slot.open);
    }
    if past.known + past.unknown > 0 {
        summary = format!("{summary}; {}", lang.funding_past_due(&lang.funding_sum(past)));
    }
    let tables = if slots.is_empty() {
        words_cell(lang.funding_empty_deadlines())
    } else {
        view! { {slots_table(lang, &slots)} {lump_sums_table(scene, &lump_sums)} }.into_any()
    };
    let drawing = figure(
        lang,
        finding_deadlines(lang, &slots),
        scene.given.ports.figures.bars(&chart),
        format!("{summary}."),
        tables,
        Some(download(scene, Kind::Deadlines, "csv")),
        Some(download(scene, Kind::Deadlines, "svg")),
    );
    view! { <section>{drawing} {risk::more(scene)}</section> }.into_any()
}

/// Both parts of all slots: certified or paid, and not known to be.
fn both(slots: &[Slot]) -> (Total, Total) {
    let mut certified = Total::default();
    let mut open = Total::default();
    for slot in slots {
        certified.absorb(slot.certified);
        open.absorb(slot.open);
    }
    (certified, open)
}

fn finding_deadlines(lang: Lang, slots: &[Slot]) -> String {
    let (certified, open) = both(slots);
    let any = |total: Total| total.known + total.unknown > 0;
    match (any(certified), any(open)) {
        (false, false) => lang.funding_find_no_lump_sum().to_owned(),
        (true, false) => lang.funding_find_all_safe(&lang.funding_sum(certified)),
        (false, true) => lang.funding_find_none_safe(&lang.funding_sum(open)),
        (true, true) => lang.funding_find_part_safe(&lang.funding_sum(certified), &lang.funding_sum(open)),
    }
}

fn slots_table(lang: Lang, slots: &[Slot]) -> AnyView {
    let heads = vec![
        Head::text(lang.column_deadline()),
        Head::number(lang.funding_series_safe()),
        Head::number(lang.funding_series_open()),
        Head::number(lang.funding_column_total()),
    ];
    let rows = slots
        .iter()
        .map(|slot| {
            let name = slot.name(lang);
            Row::new(vec![
                view! { <span>{name}</span> }.into_any(),
                cell(lang, slot.certified, lang.funding_nothing()),
                cell(lang, slot.open, lang.funding_nothing()),
                cell(lang, slot.total(), lang.funding_nothing()),
            ])
        })
        .collect();
    let (certified, open) = both(slots);
    let mut all = certified;
    all.absorb(open);
    let foot = vec![
        words_cell(lang.funding_total()),
        cell(lang, certified, lang.funding_nothing()),
        cell(lang, open, lang.funding_nothing()),
        cell(lang, all, lang.funding_nothing()),
    ];
    table(lang, "termini-somme", lang.funding_caption_deadlines().to_owned(), heads, rows, Some(foot))
}

fn lump_sums_table(scene: &Scene, lump_sums: &[series::LumpSum<'_>]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_deadline()),
        Head::text(lang.funding_column_basis()),
        Head::text(lang.column_status()),
        Head::number(lang.funding_series_safe()),
        Head::number(lang.funding_series_open()),
    ];
    let rows = lump_sums
        .iter()
        .map(|l| {
            Row::new(vec![
                project_cell(scene, l.project),
                money::when(lang, l.due),
                basis(lang, l.project),
                mark::standing(lang, &l.project.standing),
                cell(lang, l.certified(), lang.funding_nothing()),
                cell(lang, l.open(), lang.funding_nothing()),
            ])
        })
        .collect();
    let (certified, open) = both(&series::slots(lump_sums));
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        cell(lang, certified, lang.funding_nothing()),
        cell(lang, open, lang.funding_nothing()),
    ];
    table(lang, "termini-progetti", lang.funding_caption_projects().to_owned(), heads, rows, Some(foot))
}

/// On what the deadline of a project rests, and how sure it is.
fn basis(lang: Lang, project: &ProjectView) -> AnyView {
    let Some(deadline) = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref()) else {
        return money::missing(lang);
    };
    let text = match &deadline.basis {
        Basis::Typed => lang.funding_basis_typed().to_owned(),
        Basis::Common { act: None } => lang.funding_basis_common().to_owned(),
        Basis::Common { act: Some(act) } => lang.funding_basis_act(lang.funding_basis_common(), act),
        Basis::Act { kind, act, .. } => lang.funding_basis_act(lang.change_kind(*kind), act),
    };
    view! { <span>{text}</span> <span class="tg-note">{lang.confidence(deadline.confidence)}</span> }.into_any()
}
