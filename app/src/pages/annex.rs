//! What of a frozen situation was not published: a table for each kind, rendered once and kept.

use super::Page;
use crate::parts::{
    money,
    table::{Head, Row, table},
    verbatim,
};
use domain::{
    amount::Amount,
    fact::Record,
    records::{Contract, Payment, Risk},
    sitting::Annex,
    when::When,
};
use leptos::prelude::*;
use words::Lang;

/// The page.
#[must_use]
pub fn build(lang: Lang, annex: &Annex) -> Page {
    let seal = annex.seal.get(..12).unwrap_or(&annex.seal);
    let amount = |amount: Option<Amount>| lang.amount(amount).into_any();
    let day = |when: Option<When>| money::when(lang, when);
    let text = |text: &str| verbatim::italian(lang, text);
    let risks = annex
        .risks
        .iter()
        .map(|r| {
            let remedy = r.remedy.as_deref().map_or_else(|| lang.unknown().into_any(), text);
            Row::new(vec![
                text(r.project.as_str()),
                text(&r.what),
                remedy,
                amount(r.exposed),
                day(r.due),
                lang.risk_state(r.state).into_any(),
            ])
        })
        .collect();
    let payments = annex
        .payments
        .iter()
        .map(|p| Row::new(vec![text(p.project.as_str()), text(&p.reference), day(Some(p.paid_on)), amount(Some(p.amount))]))
        .collect();
    let contracts = annex
        .contracts
        .iter()
        .map(|c| Row::new(vec![text(c.project.as_str()), text(&c.reference), day(c.signed_on), amount(c.amount)]))
        .collect();
    let content = view! {
        <div class="tg-head">
            <div>
                <h1>{lang.annex_title()}</h1>
                <p class="tg-lead">{lang.annex_lead()}</p>
                <p>{lang.annex_seal(seal)}</p>
            </div>
        </div>
        {section::<Risk>(lang, &["project", "what", "remedy", "exposed", "due", "state"], risks)}
        {section::<Payment>(lang, &["project", "reference", "paid_on", "amount"], payments)}
        {section::<Contract>(lang, &["project", "reference", "signed_on", "amount"], contracts)}
    };
    Page::new(lang.annex_title(), content)
}

/// The rows of a kind under its name and those of its columns.
fn section<R: Record>(lang: Lang, columns: &[&'static str], rows: Vec<Row>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let heads = columns
        .iter()
        .map(|name| {
            let label = lang.column(R::TABLE.name, name);
            if matches!(*name, "exposed" | "amount") { Head::number(label) } else { Head::text(label) }
        })
        .collect();
    let name = lang.kind_of(R::TABLE.name);
    view! { <section><h2>{name}</h2>{table(lang, R::TABLE.file, name.to_owned(), heads, rows, None)}</section> }.into_any()
}
