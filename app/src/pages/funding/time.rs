//! The drawing of the three accounts over time, with their movements and what it leaves out.

use crate::{
    pages::{
        Scene,
        funding::{
            pieces::{cell, download, project_cell, sources, today, words_cell},
            series::{self, Account, Kind, Movement},
        },
    },
    parts::{
        day,
        figure::figure,
        money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{amount::Amount, portfolio::Difference, total::Total};
use leptos::prelude::*;

/// How many projects a summary names before it counts the rest.
const NAMED: usize = 5;

pub(super) fn over_time(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let chart = series::over_time(lang, portfolio, day::mark(lang, scene.visit()));
    let accounts: Vec<(Account, Vec<Movement<'_>>)> =
        Account::ALL.into_iter().map(|a| (a, series::movements(portfolio, a))).collect();
    let codes = accounts.iter().flat_map(|(_, m)| m.iter()).map(|m| m.source.as_deref());
    let mut summary = lang.funding_summary_time(&portfolio.ente.name, &today(scene), &sources(scene, codes));
    for (account, movements) in &accounts {
        if let Some(text) = undrawn(scene, *account, movements) {
            summary = format!("{summary}; {text}");
        }
    }
    let tables = accounts.iter().map(|(account, movements)| movements_table(scene, *account, movements)).collect_view();
    let drawing = figure(
        lang,
        finding_time(scene, &accounts),
        scene.given.ports.figures.steps(&chart),
        format!("{summary}."),
        tables.into_any(),
        Some(download(scene, Kind::Time, "csv")),
        Some(download(scene, Kind::Time, "svg")),
    );
    view! { <section>{drawing} {paid_in_regis_only(scene)}</section> }.into_any()
}

fn finding_time(scene: &Scene, accounts: &[(Account, Vec<Movement<'_>>)]) -> String {
    let lang = scene.lang;
    let sum = |account: Account| accounts.iter().find(|(a, _)| *a == account).map(|(_, m)| series::sum(m)).unwrap_or_default();
    let (granted, received, paid) = (sum(Account::Granted), sum(Account::Received), sum(Account::Paid));
    let none = |total: Total| total.known + total.unknown == 0;
    if none(granted) {
        return lang.funding_find_none().to_owned();
    }
    let received = if none(received) {
        lang.funding_find_not_received().to_owned()
    } else {
        lang.funding_find_received(&lang.funding_sum(received))
    };
    let paid = if none(paid) { lang.funding_find_not_paid().to_owned() } else { lang.funding_find_paid(&lang.funding_sum(paid)) };
    lang.funding_find_time(&lang.funding_sum(granted), &received, &paid)
}

/// What the drawing leaves out, counted and named.
fn undrawn(scene: &Scene, account: Account, movements: &[Movement<'_>]) -> Option<String> {
    let lang = scene.lang;
    let left_out = series::undrawn(movements);
    let count = left_out.len();
    let mut names: Vec<&str> = vec![];
    for m in left_out {
        let name = scene.title(&m.project.title, m.project.title_en.as_deref());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let mut list = names.join(", ");
    if more > 0 {
        list = lang.funding_and_more(&list, more);
    }
    match count {
        0 => None,
        1 => Some(lang.funding_one_undrawn(account.name(lang), &list)),
        n => Some(lang.funding_undrawn(account.name(lang), n, &list)),
    }
}

fn movements_table(scene: &Scene, account: Account, movements: &[Movement<'_>]) -> AnyView {
    let lang = scene.lang;
    let (caption, nothing) = match account {
        Account::Granted => (lang.funding_caption_granted(), lang.funding_no_grant()),
        Account::Received => (lang.funding_caption_received(), lang.funding_no_receipt()),
        Account::Paid => (lang.funding_caption_paid(), lang.funding_no_payment()),
    };
    if movements.is_empty() {
        return view! { <p>{caption} ": " {nothing} "."</p> }.into_any();
    }
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.funding_column_reference()),
        Head::text(lang.funding_column_date()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_source()),
    ];
    let rows = movements
        .iter()
        .map(|m| {
            Row::new(vec![
                project_cell(scene, m.project),
                verbatim::italian(lang, &m.item),
                money::when(lang, m.when),
                money::amount(lang, m.amount),
                money::source(lang, &scene.catalogue, m.source.as_deref(), m.when),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        cell(lang, series::sum(movements), lang.funding_nothing()),
        ().into_any(),
    ];
    table(lang, &format!("tempo-{}", account.code()), caption.to_owned(), heads, rows, Some(foot))
}

/// What ReGiS shows as paid and PA digitale does not show as disbursed: said beside the figure, never added to it.
fn paid_in_regis_only(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let amounts: Vec<Amount> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.differences.iter())
        .filter_map(|d| match d {
            Difference::PaidInRegisOnly { amount, .. } => Some(*amount),
            _ => None,
        })
        .collect();
    let total: Total = amounts.iter().map(|a| Some(*a)).collect();
    let text = match amounts.len() {
        0 => return ().into_any(),
        1 => lang.funding_regis_one(&lang.total(total)),
        n => lang.funding_regis(&lang.total(total), n),
    };
    let href = format!("{}#differenze", paths::section(scene.ipa(), paths::CERTIFICATION));
    view! { <p>{text} " " <a href=href>{lang.funding_regis_link()}</a></p> }.into_any()
}
