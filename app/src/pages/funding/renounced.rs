//! The sums that were given up, application by application.

use crate::{
    pages::{
        Scene,
        funding::pieces::{project_cell, words_cell},
    },
    parts::{
        frame, money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    amount::Amount,
    application::{Says, Seen, State},
    portfolio::{ApplicationView, ProjectView},
    total::Total,
    when::{When, civil},
};
use leptos::prelude::*;
use words::Lang;

pub(super) fn renounced(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let given_up: Vec<(&ProjectView, &ApplicationView, &Says)> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.applications.iter().filter_map(move |a| a.says.as_ref().map(|says| (p, a, says))))
        .filter(|(_, _, says)| says.state == State::Renounced)
        .collect();
    let total: Total = given_up.iter().map(|(_, _, says)| Some(Amount::exact(says.amount))).collect();
    let title = match given_up.len() {
        0 => {
            return view! {
                <section><h2>{lang.funding_renounced_none()}</h2><p>{lang.funding_renounced_none_text()}</p></section>
            }
            .into_any();
        }
        1 => lang.funding_renounced_one(&lang.total(total)),
        n => lang.funding_renounced_many(n, &lang.total(total)),
    };
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.funding_column_call()),
        Head::text(lang.column_decree()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_renounced()),
        Head::text(lang.source()),
    ];
    let rows = given_up
        .iter()
        .map(|(p, a, says)| {
            let seen = a.history.iter().find(|s| s.state == State::Renounced).map(|s| s.seen);
            let when = money::when(lang, says.state_on.map(When::Day));
            let first = seen.map(|s| view! { <span class="tg-note">{first_seen(lang, s)}</span> });
            let source = frame::snapshot(lang, a.last_seen);
            Row::new(vec![
                project_cell(scene, p),
                verbatim::italian(lang, &a.key.call),
                money::when(lang, Some(When::Day(says.decreed))),
                money::amount(lang, Some(Amount::exact(says.amount))),
                view! { {when} {first} }.into_any(),
                view! { <span class="tg-source">{source}</span> }.into_any(),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        money::total(lang, total),
        ().into_any(),
        ().into_any(),
    ];
    let list = table(lang, "rinunce", lang.funding_caption_renounced().to_owned(), heads, rows, Some(foot));
    view! { <section><h2>{title}</h2><p>{lang.funding_renounced_text()}</p>{list}</section> }.into_any()
}

/// "visto il 28/01/2023", or "visto almeno il …" where the file had no day of its own.
fn first_seen(lang: Lang, seen: Seen) -> String {
    let day = civil(seen.first);
    if seen.at_least { lang.seen_by(&day) } else { lang.seen_on(&day) }
}
