//! The three accounts in figures: granted, received, paid to suppliers.

use crate::{
    pages::{
        Scene,
        funding::{
            pieces::{some_unknown, sources, today},
            series::{self, Account, Movement},
        },
    },
    parts::money,
    paths,
};
use leptos::prelude::*;

pub(super) fn accounts(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let day = today(scene);
    let projects = paths::section(scene.ipa(), paths::PROJECTS);
    let terms = Account::ALL
        .into_iter()
        .map(|account| {
            let movements = series::movements(&scene.portfolio, account);
            let total = series::sum(&movements);
            let (nothing, perimeter, rows) = match account {
                Account::Granted => (lang.funding_no_grant(), lang.funding_granted_note(), projects.clone()),
                Account::Received => (lang.funding_no_receipt(), lang.funding_received_note(), projects.clone()),
                Account::Paid => (lang.funding_no_payment(), lang.funding_paid_note(), "#tempo-pagato_fornitori".to_owned()),
            };
            if movements.is_empty() {
                return view! {
                    <div>
                        <dt>{account.name(lang)}</dt>
                        <dd>{nothing} <span class="tg-note">{perimeter}</span></dd>
                    </div>
                }
                .into_any();
            }
            let sources = lang.funding_sources(&sources_of_movements(scene, &movements), &day);
            view! {
                <div>
                    <dt>{account.name(lang)}</dt>
                    <dd>
                        <strong>{money::total(lang, total)}</strong> {some_unknown(lang, total)}
                        <span class="tg-note">{perimeter} " · " <a href=rows>{lang.funding_see_rows()}</a></span>
                        <span class="tg-source">{sources}</span>
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <section><h2>{lang.funding_accounts()}</h2><dl class="tg-dl">{terms}</dl></section>
    }
    .into_any()
}

fn sources_of_movements(scene: &Scene, movements: &[Movement<'_>]) -> String {
    sources(scene, movements.iter().map(|m| m.source.as_deref()))
}
