//! What the office has published of its own register: contracts, and risks with what is done about them.

use crate::{
    pages::Scene,
    parts::{
        money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{amount::Amount, fact::Record, phase::RiskState, portfolio::ProjectView, records};
use leptos::prelude::*;

/// Contracts, where any is published.
pub fn contracts(scene: &Scene, p: &ProjectView) -> AnyView {
    if p.contracts.is_empty() {
        return ().into_any();
    }
    let lang = scene.lang;
    let kind = records::Contract::TABLE.name;
    let label = |name| lang.column(kind, name);
    let heads = vec![
        Head::text(label("reference")),
        Head::text(label("signed_on")),
        Head::number(label("amount")),
        Head::text(label("supplier")),
        Head::text(label("act")),
        Head::text(label("source")),
    ];
    let rows = p
        .contracts
        .iter()
        .map(|c| {
            Row::new(vec![
                verbatim::italian(lang, &c.reference),
                money::when(lang, c.signed_on),
                amount(scene, c.amount),
                words(scene, c.supplier.as_deref()),
                words(scene, c.act.as_deref()),
                view! {
                    {money::source(lang, &scene.catalogue, c.provenance.source.as_deref(), c.provenance.al)}
                    {verbatim::note(lang, c.provenance.public_note())}
                }
                .into_any(),
            ])
        })
        .collect();
    let list = table(lang, "tabella-contratti", lang.kind_of(kind).to_owned(), heads, rows, None);
    view! { <section id="contratti"><h2>{lang.kind_of(kind)}</h2>{list}</section> }.into_any()
}

/// Risks, where any is published: the open ones first.
pub fn risks(scene: &Scene, p: &ProjectView) -> AnyView {
    if p.risks.is_empty() {
        return ().into_any();
    }
    let lang = scene.lang;
    let kind = records::Risk::TABLE.name;
    let label = |name| lang.column(kind, name);
    let heads = vec![
        Head::text(label("what")),
        Head::text(label("remedy")),
        Head::text(label("office")),
        Head::number(label("exposed")),
        Head::text(label("due")),
        Head::text(label("state")),
        Head::text(label("source")),
    ];
    let rows = p
        .risks
        .iter()
        .map(|r| {
            Row::new(vec![
                verbatim::italian(lang, &r.what),
                words(scene, r.remedy.as_deref()),
                words(scene, r.office.as_deref()),
                amount(scene, r.exposed),
                money::when(lang, r.due),
                match r.state {
                    RiskState::Open => view! { <strong>{lang.risk_state(r.state)}</strong> }.into_any(),
                    RiskState::Closed => view! { {lang.risk_state(r.state)} }.into_any(),
                },
                view! {
                    {money::source(lang, &scene.catalogue, r.provenance.source.as_deref(), r.provenance.al)}
                    {verbatim::note(lang, r.provenance.public_note())}
                }
                .into_any(),
            ])
        })
        .collect();
    let list = table(lang, "tabella-rischi", lang.kind_of(kind).to_owned(), heads, rows, None);
    view! { <section id="rischi"><h2>{lang.kind_of(kind)}</h2>{list}</section> }.into_any()
}

fn words(scene: &Scene, text: Option<&str>) -> AnyView {
    text.map_or_else(|| money::missing(scene.lang), |t| verbatim::italian(scene.lang, t))
}

fn amount(scene: &Scene, amount: Option<Amount>) -> AnyView {
    match amount {
        None => money::missing(scene.lang),
        some => view! { {scene.lang.amount(some)} }.into_any(),
    }
}
