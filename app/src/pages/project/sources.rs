//! What every source says of a project: differences first, then PA digitale, the others, and what was said in public.

use super::pieces::{self, pair};
use crate::{
    pages::Scene,
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    application::Seen,
    fact::{Fact, latest},
    portfolio::{ApplicationView, Difference, ProjectView},
    records::Statement,
    when::{When, civil},
};
use leptos::prelude::*;
use words::Lang;

const TRIANGLE: &str = "M8 1 15.5 14.5H.5z";

/// The whole section.
pub fn section(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    view! {
        <section id="fonti">
            <h2>{lang.project_sources_title()}</h2>
            <h3>{lang.project_differences_title()}</h3>
            {differences(scene, p)}
            <h3>{lang.project_applications_title()}</h3>
            {applications(scene, p)}
            <h3>{lang.project_statements_title()}</h3>
            {statements(scene, p)}
            <h3>{lang.project_claims_title()}</h3>
            {claims(scene, p)}
        </section>
    }
    .into_any()
}

fn differences(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    if p.differences.is_empty() {
        return view! { <p>{lang.project_differences_none()}</p> }.into_any();
    }
    p.differences
        .iter()
        .map(|difference| {
            let words = sentence(scene, difference);
            let kept = kept(lang, p, difference);
            view! {
                <div class="tg-callout tg-callout--warning">
                    <p class="tg-callout__title">
                        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=TRIANGLE /></svg>
                        " "
                        {lang.project_difference()}
                    </p>
                    <p>{words}</p>
                    {kept}
                </div>
            }
        })
        .collect_view()
        .into_any()
}

/// Why the office keeps its own value, where it has said so.
fn kept(lang: Lang, p: &ProjectView, difference: &Difference) -> AnyView {
    match p.settled(difference) {
        None => ().into_any(),
        Some(settled) => {
            let reason = verbatim::italian(lang, &settled.reason);
            view! { <p>{lang.settle_kept()} ": «" {reason} "»."</p> }.into_any()
        }
    }
}

/// A difference as a sentence that names both sides with their days.
pub fn sentence(scene: &Scene, difference: &Difference) -> String {
    let lang = scene.lang;
    match difference {
        Difference::PaidInRegisOnly { amount, al, seen } => {
            lang.project_difference_paid(&lang.amount(Some(*amount)), &lang.project_as_of(*al), &frame::snapshot(lang, *seen))
        }
        Difference::DisbursedButTargetOpen { value, target, al, source } => lang.project_difference_target(
            &money::source_name(lang, &scene.catalogue, source.as_deref()),
            &lang.project_as_of(*al),
            &lang.quantity(*value),
            &lang.quantity(*target),
        ),
        Difference::Grant { typed, public } => {
            lang.project_difference_grant(&lang.amount(Some(*typed)), &lang.amount(Some(*public)))
        }
        Difference::Date { phase, typed, public } => {
            lang.project_difference_date(lang.phase(*phase), &lang.when(*typed), &lang.when(*public))
        }
    }
}

fn applications(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    if p.applications.is_empty() {
        return view! { <p>{lang.project_applications_none()}</p> }.into_any();
    }
    let each = p.applications.iter().enumerate().map(|(at, a)| application(scene, at, a)).collect_view();
    view! {
        {each}
        <p class="tg-note">{lang.project_seen_note()}</p>
    }
    .into_any()
}

fn application(scene: &Scene, at: usize, a: &ApplicationView) -> AnyView {
    let lang = scene.lang;
    let sent = a.key.sent_at.date();
    let call = verbatim::italian(lang, &a.key.call);
    let says = a.says.as_ref();
    let text = |value: Option<String>| match value {
        Some(value) => view! { {value} }.into_any(),
        None => money::missing(lang),
    };
    let decree = match says.and_then(|s| s.decree.as_deref()) {
        Some(decree) => verbatim::italian(lang, decree),
        None => money::missing(lang),
    };
    let cup = match says.and_then(|s| s.cup.as_ref()) {
        Some(cup) => pieces::cup(lang, cup),
        None => money::missing(lang),
    };
    let amount = says.map(|s| domain::amount::Amount::exact(s.amount));
    let counted = if a.counted { lang.yes() } else { lang.no() };
    let line = match &a.line {
        Some(line) => super::checks::line_label(scene, line),
        None => lang.project_outside().to_owned(),
    };
    view! {
        <h4>{call}</h4>
        <dl class="tg-dl">
            {pair(lang.project_sent(), money::when(lang, Some(When::Day(sent))))}
            {pair(lang.project_decreed(), money::when(lang, says.map(|s| When::Day(s.decreed))))}
            {pair(lang.project_decree(), decree)}
            {pair(lang.project_protocol(), text(says.and_then(|s| s.protocol).map(|n| n.to_string())))}
            {pair(lang.project_window(), text(says.and_then(|s| s.window).map(|n| n.to_string())))}
            {pair(lang.project_cup(), cup)}
            {pair(lang.project_column_amount(), money::amount(lang, amount))}
            {pair(lang.project_counted(), view! { {counted} }.into_any())}
            {pair(lang.project_line(), view! { {line} }.into_any())}
        </dl>
        {history(scene, at, a)}
    }
    .into_any()
}

fn history(scene: &Scene, at: usize, a: &ApplicationView) -> AnyView {
    let lang = scene.lang;
    if a.history.is_empty() {
        return ().into_any();
    }
    let heads = vec![
        Head::text(lang.project_column_state()),
        Head::text(lang.project_column_holds()),
        Head::text(lang.project_column_first_seen()),
        Head::text(lang.project_column_last_seen()),
    ];
    let rows = a
        .history
        .iter()
        .map(|spell| {
            let Seen { first, last, at_least } = spell.seen;
            // A file without a date of its own is of its newest day at least: it may be younger, never older.
            let (first, last) = if at_least {
                (lang.project_seen_at_least(&civil(first)), lang.project_seen_last_at_least(&civil(last)))
            } else {
                (civil(first), civil(last))
            };
            Row::new(vec![
                view! { {lang.state(spell.state)} }.into_any(),
                money::when(lang, spell.al.map(When::Day)),
                view! { {first} }.into_any(),
                view! { {last} }.into_any(),
            ])
        })
        .collect();
    let caption = lang.project_states_caption(&a.key.call, &civil(a.key.sent_at.date()));
    table(lang, &format!("tabella-stati-{at}"), caption, heads, rows, None)
}

fn statements(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let mut rows: Vec<&Fact<Statement>> =
        latest(&p.statements, |s| (s.code.clone(), s.provenance.al, s.provenance.source.clone()));
    if rows.is_empty() {
        return view! { <p>{lang.project_statements_none()}</p> }.into_any();
    }
    rows.sort_by_key(|s| std::cmp::Reverse((s.provenance.al.map(When::last), s.provenance.known, s.id)));
    let heads = vec![
        Head::text(lang.project_column_source()),
        Head::text(lang.project_column_subject()),
        Head::text(lang.project_column_text()),
        Head::number(lang.project_column_amount()),
    ];
    let rows = rows.into_iter().map(|s| statement(scene, s)).collect();
    table(lang, "tabella-rilievi", lang.project_statements_caption().to_owned(), heads, rows, None)
}

fn statement(scene: &Scene, s: &Fact<Statement>) -> Row {
    let lang = scene.lang;
    let name = money::source_name(lang, &scene.catalogue, s.provenance.source.as_deref());
    let source = s.provenance.source.as_deref().and_then(|code| scene.catalogue.source(code));
    let kind = source.map(|source| view! { <span class="tg-note">{lang.source_kind(source.kind)}</span> });
    let al = lang.project_as_of(s.provenance.al);
    let text = verbatim::pick(lang, &s.text, s.text_en.as_deref());
    let on = s.on.map(|on| view! { <span class="tg-note">{lang.project_fact_date()} ": " {money::when(lang, Some(on))}</span> });
    // Not every statement is about money: an empty cell is no unknown amount.
    let amount = s.amount.map(|amount| money::amount(lang, Some(amount)));
    Row::new(vec![
        view! { {name} <span class="tg-note">{al}</span> {kind} }.into_any(),
        view! { {lang.subject(s.subject)} }.into_any(),
        view! { {text} {on} {verbatim::note(lang, s.provenance.public_note())} }.into_any(),
        amount.into_any(),
    ])
}

fn claims(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let page = paths::section(scene.ipa(), paths::CLAIMS);
    let quotes: Vec<_> = scene
        .claims
        .iter()
        .filter(|judged| judged.claim.project.as_ref() == Some(&p.slug))
        .map(|judged| {
            let claim = &judged.claim;
            let href = format!("{page}#{}", claim.code);
            let words = verbatim::pick(lang, &claim.words, claim.words_en.as_deref());
            let speaker = verbatim::italian(lang, &claim.speaker);
            let al = lang.project_as_of(claim.provenance.al);
            view! {
                <blockquote class="tg-quote">
                    <p>"«" {words} "»"</p>
                    <footer>
                        {mark::verdict(lang, judged.verdict)}
                        " "
                        {speaker}
                        ", "
                        {al}
                        ": "
                        <a href=href>{lang.project_claim_why()}</a>
                    </footer>
                </blockquote>
            }
        })
        .collect();
    if quotes.is_empty() { view! { <p>{lang.project_claims_none()}</p> }.into_any() } else { quotes.collect_view().into_any() }
}
