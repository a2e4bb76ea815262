//! Problems and what is not known: no home without them.

use crate::pages::{
    Scene,
    home::{piece, risk},
};
use domain::{
    application::{Seen, State},
    phase::{Outcome, Phase},
    portfolio::ApplicationView,
    status::{Status, Tone},
    when::{civil, days_between},
};
use leptos::prelude::*;
use words::Lang;

/// Public data of a project that are older than this say little about today.
const STALE_DAYS: i64 = 180;

/// The section.
pub fn section(scene: &Scene, terms: &[risk::Term<'_>]) -> AnyView {
    let lang = scene.lang;
    let groups = [
        projects(lang, lang.home_late(), late(scene)),
        money(scene, terms),
        projects(lang, lang.home_failed(), failed(scene)),
        projects(lang, lang.home_amounts(), amounts(scene)),
        projects(lang, lang.home_status_unknown(), unknown(scene)),
        renounced(scene),
        projects(lang, lang.home_stale(), stale(scene)),
    ];
    let nothing = groups.iter().all(Option::is_none).then(|| view! { <p>{lang.home_problems_none()}</p> });
    let groups = groups.into_iter().flatten().collect_view();
    view! {
        <section id="problemi">
            <h2>{lang.home_problems_title()}</h2>
            {nothing}
            {groups}
            <p class="tg-note">{lang.home_problems_limits()}</p>
        </section>
    }
    .into_any()
}

/// Projects with the same problem, one item each, counted in the heading.
fn projects(lang: Lang, heading: &'static str, items: Vec<AnyView>) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let heading = format!("{heading}: {}", lang.home_projects(items.len()));
    Some(view! { <h3>{heading}</h3> {piece::listing(lang, items)} }.into_any())
}

/// The rows behind "cosa rischiamo".
fn money(scene: &Scene, terms: &[risk::Term<'_>]) -> Option<AnyView> {
    if terms.is_empty() {
        return None;
    }
    let lang = scene.lang;
    let view = view! {
        <h3 id="rischio">{lang.home_risk_title()}</h3>
        <p>{lang.home_risk_means()}</p>
        {risk::rows(scene, terms)}
    };
    Some(view.into_any())
}

fn late(scene: &Scene) -> Vec<AnyView> {
    let late = scene.portfolio.projects.iter().filter(|p| p.standing.status.tone() == Tone::Late);
    late.map(|p| {
        let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
        view! { {piece::name(scene, p)} ": " {risk::sentence(scene, deadline)} }.into_any()
    })
    .collect()
}

fn failed(scene: &Scene) -> Vec<AnyView> {
    let lang = scene.lang;
    let mut items = vec![];
    for p in &scene.portfolio.projects {
        let Some(run) = p.runs.last().filter(|r| matches!(r.outcome, Outcome::Partial | Outcome::Negative)) else { continue };
        let words = lang.home_failed_run(run.number, lang.outcome(run.outcome), &lang.maybe_when(run.outcome_on));
        items.push(view! { {piece::name(scene, p)} ": " {words} }.into_any());
    }
    items
}

fn amounts(scene: &Scene) -> Vec<AnyView> {
    let lang = scene.lang;
    let mut items = vec![];
    for p in &scene.portfolio.projects {
        if p.granted.unknown > 0 {
            let names: Vec<&str> = p.grants.iter().filter(|g| g.amount.is_none()).map(|g| g.item.as_str()).collect();
            let names = piece::text(lang, &names.join(", "), None);
            let count = lang.home_unknown(p.granted.unknown);
            items.push(view! { {piece::name(scene, p)} ": " {count} " (" {names} ")" }.into_any());
        } else if p.grants.is_empty() && p.standing.status != Status::Renounced {
            items.push(view! { {piece::name(scene, p)} ": " {lang.home_no_line()} }.into_any());
        }
    }
    items
}

fn unknown(scene: &Scene) -> Vec<AnyView> {
    let unknown = scene.portfolio.projects.iter().filter(|p| p.standing.status.tone() == Tone::Unknown);
    unknown.map(|p| piece::name(scene, p)).collect()
}

/// Applications given up, each with its sum, which is in no total.
fn renounced(scene: &Scene) -> Option<AnyView> {
    let lang = scene.lang;
    let mut items = vec![];
    for p in &scene.portfolio.projects {
        for application in &p.applications {
            let Some(says) = application.says.as_ref().filter(|s| s.state == State::Renounced) else { continue };
            let call = piece::text(lang, &application.key.call, None);
            let amount = says.amount.to_string();
            let day = says.state_on.map(civil).or_else(|| seen_renounced(lang, application));
            let day = day.map(|d| format!(", {d}"));
            items.push(view! { {piece::name(scene, p)} ": " {call} ", " <span class="tg-num">{amount}</span> {day} }.into_any());
        }
    }
    if items.is_empty() {
        return None;
    }
    let heading = format!("{}: {}", lang.home_renounced(), lang.home_applications(items.len()));
    Some(view! { <h3>{heading}</h3> <p>{lang.home_renounced_text()}</p> {piece::listing(lang, items)} }.into_any())
}

/// When a snapshot first showed the renunciation, where its own day was not published.
fn seen_renounced(lang: Lang, application: &ApplicationView) -> Option<String> {
    let seen = application.history.iter().find(|s| s.state == State::Renounced)?.seen;
    let day = civil(seen.first);
    Some(if seen.at_least { lang.seen_by(&day) } else { lang.seen_on(&day) })
}

/// Projects still open in the public data whose newest snapshot is old: what happened since, nobody published.
fn stale(scene: &Scene) -> Vec<AnyView> {
    let lang = scene.lang;
    let mut items = vec![];
    for p in &scene.portfolio.projects {
        if matches!(p.standing.status, Status::Disbursed | Status::Renounced) {
            continue;
        }
        let Some(Seen { last, .. }) = p.last_seen() else { continue };
        if days_between(last, scene.portfolio.today) > STALE_DAYS {
            items.push(view! { {piece::name(scene, p)} ": " {lang.last_seen(&civil(last))} }.into_any());
        }
    }
    items
}
