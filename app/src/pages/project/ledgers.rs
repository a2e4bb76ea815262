//! Money of a project: what was granted, counted once; what came in and what went out, as two ledgers; what may be left.

use super::{pieces, terms};
use crate::{
    pages::{Scene, projects},
    parts::{
        aged, frame, money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    application::State,
    freshness::FigureKind,
    phase::{Mode, Subject},
    portfolio::{ApplicationView, ProjectView},
    total::Total,
    when::When,
};
use leptos::prelude::*;

/// The grants with their total, and what is left out of it.
pub fn grants(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let body = if p.grants.is_empty() {
        view! { <p>{lang.project_grants_none()}</p> }.into_any()
    } else {
        let how = if p.grants.iter().any(|g| g.typed) { lang.project_grants_typed() } else { lang.project_grants_public() };
        view! {
            <p>{how}</p>
            {grant_table(scene, p)}
        }
        .into_any()
    };
    view! {
        <section id="finanziamento">
            <h2>{lang.project_grants_title()}</h2>
            {body}
            {not_counted(scene, p)}
        </section>
    }
    .into_any()
}

fn grant_table(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_item()),
        Head::text(lang.project_column_fund()),
        Head::number(lang.project_column_amount()),
        Head::text(lang.project_column_source()),
    ];
    let rows = p
        .grants
        .iter()
        .map(|g| {
            Row::new(vec![
                verbatim::italian(lang, &g.item),
                view! { {lang.fund(g.fund)} }.into_any(),
                money::amount(lang, g.amount),
                view! {
                    {money::source(lang, &scene.catalogue, g.source.as_deref(), g.al)}
                    {verbatim::note(lang, g.note.as_deref())}
                }
                .into_any(),
            ])
        })
        .collect();
    let foot = vec![
        view! { {lang.project_column_total()} }.into_any(),
        ().into_any(),
        view! { {money::total(lang, p.granted)} {projects::unknowns(lang, p.granted)} }.into_any(),
        ().into_any(),
    ];
    table(lang, "tabella-finanziamento", lang.project_grants_caption().to_owned(), heads, rows, Some(foot))
}

fn not_counted(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let left_out: Vec<&ApplicationView> = p.applications.iter().filter(|a| !a.counted).collect();
    if left_out.is_empty() {
        return ().into_any();
    }
    let items = left_out
        .into_iter()
        .map(|a| {
            let call = verbatim::italian(lang, &a.key.call);
            let why = match &a.says {
                Some(says) if says.state == State::Renounced => lang.project_not_counted_renounced(),
                Some(_) => lang.project_not_counted_typed(),
                None => lang.project_not_counted_silent(),
            };
            let amount = a.says.as_ref().map(|s| format!(", {}", s.amount));
            view! { <li>{call} {amount} " (" {why} ")"</li> }
        })
        .collect_view();
    view! {
        <h3>{lang.project_not_counted_title()}</h3>
        <ul>{items}</ul>
    }
    .into_any()
}

/// Two ledgers that never net each other, and the surplus.
pub fn movements(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let surplus = match p.mode {
        Some(Mode::Costs) => view! { <p>{lang.project_surplus_costs()}</p> }.into_any(),
        Some(Mode::LumpSum) | None => view! {
            <p>{lang.project_surplus_unknown()}</p>
            <p>{lang.project_surplus_rule()}</p>
        }
        .into_any(),
    };
    view! {
        <section id="movimenti">
            <h2>{lang.project_ledgers_title()}</h2>
            <h3>{lang.project_received_title()}</h3>
            {received(scene, p)}
            {aged::note(lang, p.age(FigureKind::Received))}
            <h3>{lang.project_paid_title()}</h3>
            {paid(scene, p)}
            {aged::note(lang, p.age(FigureKind::Paid))}
            <h3>{lang.project_surplus_title()}</h3>
            {surplus}
        </section>
    }
    .into_any()
}

fn received(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    if !p.receipts.is_empty() {
        return receipts(scene, p);
    }
    let disbursed: Vec<&ApplicationView> =
        p.applications.iter().filter(|a| a.says.as_ref().is_some_and(|s| s.state == State::Disbursed)).collect();
    if disbursed.is_empty() {
        let seen = p.applications.iter().filter_map(|a| a.last_seen).max_by_key(|s| s.last);
        let words = match seen {
            Some(_) => lang.project_received_none_public(&frame::snapshot(lang, seen)),
            None => lang.project_received_none().to_owned(),
        };
        return view! { <p>{words}</p> }.into_any();
    }
    let heads = vec![
        Head::text(lang.project_column_application()),
        Head::text(lang.project_column_date()),
        Head::number(lang.project_column_amount()),
        Head::text(lang.project_column_source()),
    ];
    let rows = disbursed
        .into_iter()
        .map(|a| {
            let spell = a.history.iter().find(|s| s.state == State::Disbursed);
            let on = spell.and_then(|s| s.al).map(When::Day);
            let amount = a.says.as_ref().map(|s| domain::amount::Amount::exact(s.amount));
            Row::new(vec![
                verbatim::italian(lang, &a.key.call),
                money::when(lang, on),
                money::amount(lang, amount),
                view! {
                    {money::source(lang, &scene.catalogue, Some(domain::portfolio::PA_DIGITALE), None)}
                    {pieces::seen(lang, spell.map(|s| s.seen))}
                }
                .into_any(),
            ])
        })
        .collect();
    let foot =
        vec![view! { {lang.project_column_total()} }.into_any(), ().into_any(), money::total(lang, p.received), ().into_any()];
    table(lang, "tabella-ricevuto", lang.project_received_public().to_owned(), heads, rows, Some(foot))
}

fn receipts(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_reference()),
        Head::text(lang.project_column_date()),
        Head::number(lang.project_column_amount()),
        Head::text(lang.project_column_source()),
    ];
    let rows = p
        .receipts
        .iter()
        .map(|r| {
            Row::new(vec![
                verbatim::italian(lang, &r.reference),
                money::when(lang, Some(r.received_on)),
                money::amount(lang, Some(r.amount)),
                terms::origin(scene, &r.provenance),
            ])
        })
        .collect();
    let foot =
        vec![view! { {lang.project_column_total()} }.into_any(), ().into_any(), money::total(lang, p.received), ().into_any()];
    table(lang, "tabella-ricevuto", lang.project_received_own().to_owned(), heads, rows, Some(foot))
}

fn paid(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    // What another source says was spent stands beside the ledger, never in it.
    let said = p
        .statements
        .iter()
        .filter(|s| s.subject == Subject::Spending)
        .filter_map(|s| s.amount.map(|amount| (s, amount)))
        .map(|(s, amount)| {
            let name = money::source_name(lang, &scene.catalogue, s.provenance.source.as_deref());
            let words = lang.project_spending_said(&name, &lang.amount(Some(amount)));
            view! { <p>{words} " " <a href="#tabella-rilievi">{lang.project_see_rows()}</a></p> }
        })
        .collect_view();
    if p.payments.is_empty() {
        return view! {
            <p>{lang.project_paid_none()} " " {money::missing(lang)} "."</p>
            {said}
        }
        .into_any();
    }
    let heads = vec![
        Head::text(lang.project_column_reference()),
        Head::text(lang.project_column_date()),
        Head::text(lang.project_column_supplier()),
        Head::number(lang.project_column_amount()),
        Head::text(lang.project_column_source()),
    ];
    let rows = p
        .payments
        .iter()
        .map(|payment| {
            let supplier = match payment.supplier.as_deref() {
                Some(supplier) => verbatim::italian(lang, supplier),
                None => money::missing(lang),
            };
            Row::new(vec![
                verbatim::italian(lang, &payment.reference),
                money::when(lang, Some(payment.paid_on)),
                supplier,
                money::amount(lang, Some(payment.amount)),
                terms::origin(scene, &payment.provenance),
            ])
        })
        .collect();
    let sum: Total = p.payments.iter().map(|payment| Some(payment.amount)).collect();
    let foot = vec![
        view! { {lang.project_column_total()} }.into_any(),
        ().into_any(),
        ().into_any(),
        money::total(lang, sum),
        ().into_any(),
    ];
    view! {
        {table(lang, "tabella-pagato", lang.project_paid_caption().to_owned(), heads, rows, Some(foot))}
        <p class="tg-note">{lang.project_paid_partial()}</p>
        {said}
    }
    .into_any()
}
