//! What completed lump-sum projects have left over, and whether it may be used yet.

use crate::{
    pages::{
        Scene,
        exposure::rows::{Sheet, download},
        funding::pieces::{cell, sources, today, words_cell},
        home::piece,
    },
    parts::{
        mark, money,
        table::{Head, Row, table},
    },
};
use domain::{
    exposure::{Exposure, SpentBasis, Surplus},
    phase::Fund,
    total::Total,
};
use leptos::prelude::*;

pub(super) fn left(scene: &Scene, found: &Exposure<'_>) -> AnyView {
    let lang = scene.lang;
    if found.surplus.is_empty() {
        return view! {
            <section id="economie">
                <h2>{lang.exposure_surplus_none()}</h2>
                <p>{lang.exposure_surplus_text()}</p>
            </section>
        }
        .into_any();
    }
    let heading = lang.exposure_surplus_find(&lang.funding_sum(found.left(true)), &lang.funding_sum(found.left(false)));
    let codes = found.surplus.iter().flat_map(|s| lump_sum_codes(s).chain(cost_codes(s)));
    let summary =
        lang.exposure_surplus_summary(&scene.portfolio.ente.name, found.surplus.len(), &today(scene), &sources(scene, codes));
    let href = download(scene, Sheet::Surplus);
    view! {
        <section id="economie">
            <h2>{heading}</h2>
            <p>{lang.exposure_surplus_text()}</p>
            {surplus_table(scene, found)}
            <p class="tg-source">{summary}</p>
            <ul class="tg-downloads"><li><a href=href download="">{lang.download_csv()}</a></li></ul>
        </section>
    }
    .into_any()
}

fn lump_sum_codes<'s>(surplus: &'s Surplus<'_>) -> impl Iterator<Item = Option<&'s str>> {
    surplus.project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.source.as_deref())
}

/// Sources of what the cost rests on; none where it is not known.
fn cost_codes<'s>(surplus: &'s Surplus<'_>) -> impl Iterator<Item = Option<&'s str>> {
    let basis = surplus.spent.map(|s| s.basis);
    let contracts = surplus.project.contracts.iter().filter(move |_| basis == Some(SpentBasis::Contracts));
    let payments = surplus.project.payments.iter().filter(move |_| basis == Some(SpentBasis::Payments));
    contracts.map(|c| c.provenance.source.as_deref()).chain(payments.map(|p| p.provenance.source.as_deref()))
}

fn surplus_table(scene: &Scene, found: &Exposure<'_>) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_status()),
        Head::number(lang.exposure_column_lump_sum()),
        Head::number(lang.exposure_column_spent()),
        Head::number(lang.exposure_column_surplus()),
        Head::text(lang.exposure_column_usable()),
    ];
    let (mut granted, mut left) = (Total::default(), Total::default());
    let mut rows = vec![];
    for s in &found.surplus {
        granted.absorb(s.granted);
        left.add(s.left);
        let from = sources(scene, lump_sum_codes(s));
        let beyond = s.beyond.map(|b| lang.exposure_beyond(&lang.amount(Some(b))));
        let beyond = beyond.map(|text| view! { <span class="tg-note">{text}</span> });
        rows.push(Row::new(vec![
            view! { {piece::name(scene, s.project)} " " {mark::chip(s.project.measure())} }.into_any(),
            mark::standing(lang, &s.project.standing),
            view! { {cell(lang, s.granted, lang.funding_nothing())} <span class="tg-source">{from}</span> }.into_any(),
            spent(scene, s),
            view! { {money::amount(lang, s.left)} {beyond} }.into_any(),
            words_cell(lang.exposure_usable(s.usable)),
        ]));
    }
    let foot = vec![
        words_cell(lang.home_total()),
        ().into_any(),
        cell(lang, granted, lang.funding_nothing()),
        ().into_any(),
        cell(lang, left, lang.funding_nothing()),
        ().into_any(),
    ];
    table(lang, "economie-progetti", lang.exposure_surplus_caption().to_owned(), heads, rows, Some(foot))
}

/// What a project has cost, by what is published; under it what others say, as words.
fn spent(scene: &Scene, surplus: &Surplus<'_>) -> AnyView {
    let lang = scene.lang;
    let basis = surplus.spent.map(|s| {
        let from = sources(scene, cost_codes(surplus));
        view! { <span class="tg-note">{lang.exposure_spent_on(s.basis)}</span> <span class="tg-source">{from}</span> }
    });
    let stated = surplus
        .stated
        .iter()
        .map(|s| {
            let name = money::source_name(lang, &scene.catalogue, s.provenance.source.as_deref());
            let name = s.provenance.al.map_or_else(|| name.clone(), |al| lang.source_line(&name, &lang.when(al)));
            view! { <span class="tg-note">{lang.exposure_stated(&name, &lang.amount(s.amount))}</span> }
        })
        .collect_view();
    view! { {money::amount(lang, surplus.spent.map(|s| s.amount))} {basis} {stated} }.into_any()
}
