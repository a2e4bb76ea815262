//! The drawing of the cash that the ente has advanced, with its movements and what it leaves out.

use crate::{
    pages::{
        Scene,
        exposure::rows::{Sheet, download},
        funding::pieces::{sources, today},
        home::piece,
    },
    parts::{
        day,
        figure::figure,
        money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    amount::Amount,
    exposure::Advance,
    figure::{StepChart, StepSeries},
    money::Cents,
    total::Total,
    when::civil,
};
use leptos::prelude::*;
use std::cmp::Ordering;
use words::Lang;

pub(super) fn advanced(scene: &Scene, advance: &Advance<'_>) -> AnyView {
    let lang = scene.lang;
    if advance.projects == 0 {
        return view! {
            <section id="anticipi">
                <h2>{lang.exposure_advance_unknown()}</h2>
                <p>{lang.exposure_advance_unknown_text()}</p>
            </section>
        }
        .into_any();
    }
    let codes = advance.flows.iter().map(|f| f.movement.source.as_deref());
    let mut summary = lang.exposure_advance_summary(
        &scene.portfolio.ente.name,
        advance.projects,
        advance.others,
        &today(scene),
        &sources(scene, codes),
    );
    let undated: Total = advance.undated().map(|f| f.movement.amount).collect();
    let count = undated.known + undated.unknown;
    if count > 0 {
        summary = format!("{summary}; {}", lang.exposure_advance_undated(count, &lang.funding_sum(undated)));
    }
    let drawing = figure(
        lang,
        finding(lang, advance),
        scene.given.ports.figures.steps(&chart(lang, scene, advance)),
        format!("{summary}."),
        flows_table(scene, advance),
        Some(download(scene, Sheet::Advance)),
        None,
    );
    view! { <section id="anticipi">{drawing}</section> }.into_any()
}

fn finding(lang: Lang, advance: &Advance<'_>) -> String {
    let finding = match advance.balance() {
        None => lang.exposure_advance_unknown().to_owned(),
        Some(balance) => match balance.cents.cmp(&Cents::ZERO) {
            Ordering::Greater => lang.exposure_advance_find(&lang.amount(Some(balance))),
            Ordering::Equal => lang.exposure_advance_even().to_owned(),
            Ordering::Less => {
                let more = Amount { cents: Cents::ZERO - balance.cents, bound: balance.bound };
                lang.exposure_advance_back(&lang.amount(Some(more)))
            }
        },
    };
    match advance.peak() {
        // What is out now is the most there was, and said already.
        Some((_, most)) if advance.balance().is_some_and(|b| b.cents == most) => finding,
        Some((day, most)) => lang.exposure_advance_peak(&finding, &most.to_string(), &civil(day)),
        None => finding,
    }
}

fn chart(lang: Lang, scene: &Scene, advance: &Advance<'_>) -> StepChart {
    let points = advance.points();
    let last = points.last().map(|(_, cents)| Amount::exact(*cents));
    StepChart {
        name: lang.exposure_advance_name().to_owned(),
        axis: lang.exposure_advance_axis().to_owned(),
        today_label: day::mark(lang, scene.visit()),
        today: scene.portfolio.today,
        series: vec![StepSeries { label: lang.exposure_advance_series(&lang.amount(last)), points }],
        empty: lang.exposure_advance_empty().to_owned(),
    }
}

fn flows_table(scene: &Scene, advance: &Advance<'_>) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.exposure_column_flow()),
        Head::text(lang.funding_column_reference()),
        Head::text(lang.funding_column_date()),
        Head::number(lang.funding_column_amount()),
        Head::number(lang.exposure_column_so_far()),
        Head::text(lang.funding_column_source()),
    ];
    let rows = advance
        .flows
        .iter()
        .map(|flow| {
            let moved = &flow.movement;
            let word = if flow.paid { lang.exposure_paid() } else { lang.exposure_received() };
            Row::new(vec![
                piece::name(scene, moved.project),
                view! { <span>{word}</span> }.into_any(),
                verbatim::italian(lang, &moved.item),
                money::when(lang, moved.when),
                money::amount(lang, moved.amount),
                money::amount(lang, flow.so_far.map(Amount::exact)),
                money::source(lang, &scene.catalogue, moved.source.as_deref(), moved.when),
            ])
        })
        .collect();
    table(lang, "anticipi-movimenti", lang.exposure_advance_caption().to_owned(), heads, rows, None)
}
