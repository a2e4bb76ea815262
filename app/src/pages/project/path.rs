//! The path of a project as a stepper, and its dates against its deadlines.

use super::{pieces, terms};
use crate::{
    pages::Scene,
    parts::{
        aged, money,
        table::{Head, Row, table},
    },
};
use domain::{
    application::State,
    deadline::{BINDING, Basis, Deadline, Lateness},
    freshness::FigureKind,
    phase::{Confidence, DeclaredState, Outcome, Phase},
    portfolio::{ProjectView, Step},
    status::Status,
    when::{When, civil},
};
use leptos::prelude::*;

const DONE: &str = "tg-step tg-step--done";
const CURRENT: &str = "tg-step tg-step--current";
const LATE: &str = "tg-step tg-step--late";
const TODO: &str = "tg-step tg-step--todo";
const UNKNOWN: &str = "tg-step tg-step--unknown";

/// The steps in a line, each with its state in words.
pub fn stepper(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let steps = p
        .steps
        .iter()
        .filter(|s| Phase::STEPS.contains(&s.phase))
        .map(|step| {
            let (class, state) = state(scene, p, step);
            let date = step.date.as_ref().map(|d| {
                let when = money::when(lang, Some(d.when));
                view! { <p class="tg-step__date">{when}</p> }
            });
            let due = due(scene, p, step).map(|due| view! { <p class="tg-step__note">{due}</p> });
            view! {
                <li class=class>
                    <p class="tg-step__title">{lang.phase(step.phase)}</p>
                    <p class="tg-step__state">{state}</p>
                    {date}
                    {due}
                </li>
            }
        })
        .collect_view();
    view! {
        <section id="percorso">
            <h2>{lang.project_path_title()}</h2>
            <ol class="tg-stepper">{steps}</ol>
            <p class="tg-note">{lang.project_path_intro()}</p>
        </section>
    }
    .into_any()
}

/// How a step looks and what it says of itself. "To do" is said only where something tells that it has not happened.
fn state(scene: &Scene, p: &ProjectView, step: &Step) -> (&'static str, String) {
    let lang = scene.lang;
    let status = p.standing.status;
    if step.phase == Phase::Maintenance {
        return upkeep(scene, p, step);
    }
    if (step.phase, status) == (Phase::Completion, Status::Declared(DeclaredState::Done)) {
        return (UNKNOWN, lang.status(status).to_owned());
    }
    if step.date.is_some() {
        return (DONE, lang.project_step_done().to_owned());
    }
    if step.passed {
        return (DONE, lang.project_step_passed().to_owned());
    }
    match (step.phase, status) {
        (_, Status::Renounced) => return (TODO, lang.project_step_off().to_owned()),
        (Phase::Disbursement, Status::PaidElsewhere) => return (DONE, lang.status(status).to_owned()),
        _ => {}
    }
    if let (Lateness::Past(_), Some(deadline)) = (step.lateness, &step.deadline)
        && deadline.confidence != Confidence::Unverified
    {
        return (LATE, lang.project_step_late().to_owned());
    }
    match (step.phase, status, p.runs.last()) {
        (Phase::Completion, Status::Declared(_), _) => return (CURRENT, lang.status(status).to_owned()),
        (Phase::Completion, Status::Running, _) => return (CURRENT, lang.project_step_running().to_owned()),
        (Phase::Certification, _, Some(run)) => {
            let class = if run.outcome == Outcome::Positive { DONE } else { CURRENT };
            return (class, lang.project_step_outcome(run.outcome));
        }
        _ => {}
    }
    if let Some(forecast) = step.forecast {
        return (TODO, lang.project_step_planned(&lang.when(forecast)));
    }
    if step.phase == Phase::Disbursement
        && let Some(seen) = waiting(p)
    {
        let day = civil(seen.last);
        let words = if seen.at_least { lang.project_step_not_paid_by(&day) } else { lang.project_step_not_paid(&day) };
        return (TODO, words);
    }
    (UNKNOWN, lang.unknown().to_owned())
}

/// The last snapshot that showed an application still waiting for its money.
pub fn waiting(p: &ProjectView) -> Option<domain::application::Seen> {
    p.applications
        .iter()
        .filter(|a| a.says.as_ref().is_some_and(|s| s.state == State::Funded))
        .filter_map(|a| a.last_seen)
        .max_by_key(|s| s.last)
}

/// The five years after the payment: a duty with an end, not something that happens on a day.
fn upkeep(scene: &Scene, p: &ProjectView, step: &Step) -> (&'static str, String) {
    let lang = scene.lang;
    let paid = p.step(Phase::Disbursement).is_some_and(|s| s.passed);
    match &step.date {
        Some(end) if end.when.is_past(scene.portfolio.today) => (DONE, lang.project_step_upkeep_over().to_owned()),
        Some(_) => (CURRENT, lang.project_step_upkeep().to_owned()),
        None if p.standing.status == Status::Renounced => (TODO, lang.project_step_off().to_owned()),
        None if paid || p.standing.status == Status::PaidElsewhere => (UNKNOWN, lang.unknown().to_owned()),
        None => (TODO, lang.project_step_after_payment().to_owned()),
    }
}

/// "termine 31/03/2026: in ritardo di 14 giorni"; an unverified one says so.
fn due(scene: &Scene, p: &ProjectView, step: &Step) -> Option<String> {
    let lang = scene.lang;
    let deadline = step.deadline.as_ref().filter(|_| p.standing.status != Status::Renounced)?;
    let when = lang.when(deadline.due);
    let mut words = if deadline.confidence == Confidence::Unverified {
        lang.project_step_due_unverified(&when)
    } else {
        lang.project_step_due(&when)
    };
    let undated = step.passed && step.date.is_none();
    if step.lateness != Lateness::Unknown && !undated {
        words.push_str(": ");
        words.push_str(&lang.lateness(step.lateness));
    }
    Some(words)
}

/// Every step with its date, deadline, forecast; then how deadlines moved, and the ministry's terms.
pub fn dates(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_step()),
        Head::text(lang.project_column_happened()),
        Head::text(lang.project_column_baseline()),
        Head::text(lang.project_column_deadline()),
        Head::text(lang.project_column_forecast()),
        Head::text(lang.project_column_lateness()),
    ];
    let rows = p
        .steps
        .iter()
        .map(|step| {
            Row::new(vec![
                view! { {lang.phase(step.phase)} }.into_any(),
                happened(scene, p, step),
                baseline(scene, step),
                in_force(scene, p, step),
                forecast(scene, p, step),
                against(scene, p, step),
            ])
        })
        .collect();
    let caption = lang.project_dates_caption().to_owned();
    view! {
        <section id="date">
            <h2>{lang.project_dates_title()}</h2>
            {table(lang, "tabella-date", caption, heads, rows, None)}
            {aged::note(lang, p.age(FigureKind::Forecasts))}
            <p class="tg-note">{lang.project_seen_note()}</p>
            <h3>{lang.project_moves_title()}</h3>
            {moves(scene, p)}
            {terms::of_project(scene, p)}
        </section>
    }
    .into_any()
}

fn soft(text: &'static str) -> AnyView {
    view! { <span class="tg-note">{text}</span> }.into_any()
}

fn happened(scene: &Scene, p: &ProjectView, step: &Step) -> AnyView {
    let lang = scene.lang;
    match &step.date {
        Some(date) => {
            let upkeep = (step.phase == Phase::Maintenance).then(|| soft(lang.project_upkeep_rule()));
            let act = date.act.as_deref().map(|act| {
                let act = pieces::act(scene, p, act);
                view! { <span class="tg-note">{act}</span> }
            });
            view! {
                {money::when(lang, Some(date.when))}
                {upkeep}
                {act}
                {money::source(lang, &scene.catalogue, date.source.as_deref(), None)}
                {pieces::seen(lang, date.seen)}
            }
            .into_any()
        }
        None if step.passed => view! { {lang.project_step_passed()} }.into_any(),
        None if p.standing.status == Status::Renounced => view! { {lang.project_step_off()} }.into_any(),
        None => money::missing(lang),
    }
}

/// What stands in place of a deadline: "not known" only where there should be one.
fn without(scene: &Scene, step: &Step) -> AnyView {
    if BINDING.contains(&step.phase) { money::missing(scene.lang) } else { soft(scene.lang.project_no_term()) }
}

fn baseline(scene: &Scene, step: &Step) -> AnyView {
    match step.deadline.as_ref().and_then(|d| d.baseline) {
        Some(baseline) => money::when(scene.lang, Some(baseline)),
        None if step.deadline.is_some() => money::missing(scene.lang),
        None => without(scene, step),
    }
}

fn in_force(scene: &Scene, p: &ProjectView, step: &Step) -> AnyView {
    let lang = scene.lang;
    let Some(deadline) = &step.deadline else {
        return without(scene, step);
    };
    // An unverified term never stands there as if it were official: the warning comes before the date.
    let warning =
        (deadline.confidence == Confidence::Unverified).then(|| view! { <strong>{lang.project_unverified()}</strong> " " });
    let sure = (deadline.confidence != Confidence::Unverified).then(|| soft(lang.confidence(deadline.confidence)));
    let basis = basis(scene, p, deadline);
    let source = source_of(scene, p, step, deadline);
    view! { {warning} {money::when(lang, Some(deadline.due))} <span class="tg-note">{basis}</span> {sure} {source} }.into_any()
}

fn basis(scene: &Scene, p: &ProjectView, deadline: &Deadline) -> AnyView {
    let lang = scene.lang;
    match &deadline.basis {
        Basis::Typed => view! { {lang.project_basis_typed()} }.into_any(),
        Basis::Act { kind, act, moves } => {
            let how = lang.project_moved(*kind, *moves);
            let act = pieces::act(scene, p, act);
            view! { {how} ", " {act} }.into_any()
        }
        Basis::Common { act } => {
            let act = act.as_deref().map(|act| {
                let act = pieces::act(scene, p, act);
                view! { ", " {act} }
            });
            view! { {lang.project_basis_common()} {act} }.into_any()
        }
    }
}

/// The source of the move, or of the ministerial rule; what the office typed has its basis as its source.
fn source_of(scene: &Scene, p: &ProjectView, step: &Step, deadline: &Deadline) -> AnyView {
    let code = match deadline.basis {
        Basis::Typed => None,
        Basis::Act { .. } => p.moves.iter().rfind(|m| m.phase == step.phase).and_then(|m| m.provenance.source.as_deref()),
        Basis::Common { .. } => {
            let when = |day: Option<chrono::NaiveDate>| day.map(When::Day) == Some(deadline.due);
            let rule = scene.catalogue.terms.iter().find(|t| t.line == "*" && t.phase == step.phase && when(t.day));
            rule.and_then(|t| t.provenance.source.as_deref())
        }
    };
    match code {
        Some(code) => money::source(scene.lang, &scene.catalogue, Some(code), None),
        None => ().into_any(),
    }
}

fn forecast(scene: &Scene, p: &ProjectView, step: &Step) -> AnyView {
    let over = step.date.is_some() || step.passed || p.standing.status == Status::Renounced;
    match step.forecast {
        Some(forecast) => money::when(scene.lang, Some(forecast)),
        None if over => soft(scene.lang.project_not_needed()),
        None => money::missing(scene.lang),
    }
}

fn against(scene: &Scene, p: &ProjectView, step: &Step) -> AnyView {
    let lang = scene.lang;
    let Some(deadline) = &step.deadline else {
        return without(scene, step);
    };
    if step.date.is_none() && p.standing.status == Status::Renounced {
        return soft(lang.project_step_off());
    }
    if step.date.is_none() && step.passed {
        return soft(lang.project_passed_unknown());
    }
    if step.lateness == Lateness::Unknown {
        return money::missing(lang);
    }
    let words = lang.lateness(step.lateness);
    let unverified = (deadline.confidence == Confidence::Unverified).then(|| soft(lang.project_unverified_basis()));
    view! { {words} {unverified} }.into_any()
}

fn moves(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    if p.moves.is_empty() {
        return view! { <p>{lang.project_moves_none()}</p> }.into_any();
    }
    let heads = vec![
        Head::text(lang.project_column_step()),
        Head::text(lang.project_column_number()),
        Head::text(lang.project_column_new_deadline()),
        Head::text(lang.project_column_why()),
        Head::text(lang.project_column_act()),
        Head::text(lang.project_column_confidence()),
        Head::text(lang.project_column_source()),
    ];
    let rows = p
        .moves
        .iter()
        .map(|m| {
            let sure = match m.confidence {
                Some(confidence) => view! { {lang.confidence(confidence)} }.into_any(),
                None => money::missing(lang),
            };
            Row::new(vec![
                view! { {lang.phase(m.phase)} }.into_any(),
                view! { {lang.project_move_number(m.number)} }.into_any(),
                money::when(lang, Some(When::Day(m.due))),
                view! { {lang.change_kind(m.kind)} }.into_any(),
                pieces::act(scene, p, &m.act),
                sure,
                terms::origin(scene, &m.provenance),
            ])
        })
        .collect();
    let caption = lang.project_moves_caption().to_owned();
    view! {
        <p>{lang.project_moves_intro()}</p>
        {table(lang, "tabella-spostamenti", caption, heads, rows, None)}
    }
    .into_any()
}
