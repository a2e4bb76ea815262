//! The plan of a project: when each step that is missing is expected, against its deadline. A section of the project's desk, and
//! a page of its own (`/{ipa}/scrivania/{id}/piano`) for a form that comes back.

mod clash;

use super::{keeps, rows};
use crate::{
    gantt,
    islands::plan_live::PlanLive,
    pages::{Page, Scene, ente_page_with},
    parts::{
        form::{Field, Sheet, hidden},
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
    plan::row::PlanRow,
    visit::Posted,
};
use domain::{
    desk::Kept,
    fact::Record,
    identifier::Slug,
    phase::{Confidence, Phase},
    plan::{self, STEPS},
    portfolio::ProjectView,
    ports::Unavailable,
    records::Milestone,
    submission::field,
    when::When,
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Stands before the ids of the form's fields.
const PREFIX: &str = "piano";

/// `/{ipa}/scrivania/{id}/piano`
#[component]
pub fn DeskPlan() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let Ok(slug) = Slug::read(scene.visit().segment(2)) else { return Ok(None) };
    let Some(project) = scene.portfolio.project(&slug) else { return Ok(None) };
    let desk = Arc::clone(&scene.given.ports.desk);
    let kept = desk.kept(Milestone::TABLE, scene.ipa(), Some(&slug)).await?;
    // What the form that comes back had seen, where somebody else was faster.
    let mut before: Vec<(Phase, Option<When>)> = vec![];
    if let Some(posted) = scene.given.posted.as_deref().filter(|p| p.conflict.is_some()) {
        for phase in STEPS {
            let seen = posted.value(&plan::seen(phase)).and_then(|text| text.parse::<i64>().ok()).filter(|seen| *seen > 0);
            let Some(seen) = seen else { continue };
            let fact = desk.fact(Milestone::TABLE, seen).await?;
            before.push((phase, fact.filter(|k| !k.withdrawn).as_ref().and_then(forecast)));
        }
    }
    Ok(Some(build(&scene, project, &kept, &before)))
}

fn forecast(kept: &Kept) -> Option<When> {
    Milestone::load(&kept.values).ok().and_then(|m| m.forecast)
}

/// A step with the version that the form shows of it: 0 where nobody has written it yet.
struct Line {
    row: PlanRow,
    version: i64,
}

fn lines(p: &ProjectView, kept: &[Kept], sheet: &Sheet<'_>, own: bool) -> Vec<Line> {
    let one = |phase: Phase| {
        let is = |k: &&Kept| !k.withdrawn && rows::text(Milestone::TABLE, k, "phase") == phase.code();
        let held = kept.iter().find(is);
        let step = p.step(phase);
        let deadline = step.and_then(|s| s.deadline.as_ref());
        let moves = own && plan::is_open(p, phase);
        Line {
            row: PlanRow {
                phase,
                field: if moves { sheet.id(&plan::field(phase)) } else { String::new() },
                first: deadline.and_then(|d| d.baseline.filter(|first| *first != d.due)),
                due: deadline.map(|d| d.due),
                unverified: deadline.is_some_and(|d| d.confidence == Confidence::Unverified),
                forecast: held.and_then(forecast),
                actual: p.date(phase),
            },
            version: held.map_or(0, |k| k.version),
        }
    };
    STEPS.into_iter().map(one).collect()
}

fn build(scene: &Scene, p: &ProjectView, kept: &[Kept], before: &[(Phase, Option<When>)]) -> Page {
    let lang = scene.lang;
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    let desk = paths::desk(scene.ipa(), &p.slug);
    let here = format!("{desk}/{}", paths::PLAN);
    let trail = frame::trail(
        scene,
        &[(paths::section(scene.ipa(), paths::DESK), lang.nav_desk()), (desk, title.as_str()), (here, lang.plan_title())],
    );
    let posted = scene.given.posted.as_deref();
    let sheet = Sheet::among(lang, posted, PREFIX).keeping();
    let name = verbatim::pick(lang, &p.title, p.title_en.as_deref());
    let body = match posted.filter(|p| p.conflict.is_some()) {
        Some(posted) => clash::clash(scene, p, &sheet, posted, &lines(p, kept, &sheet, true), before),
        None => form(scene, p, kept, &sheet),
    };
    let content = view! {
        {trail}
        <div class="tg-head">
            <div><h1>{lang.plan_title()}</h1><p class="tg-lead">{name} " " {mark::chip(p.measure())}</p></div>
        </div>
        {body}
    };
    Page::new(sheet.title(&lang.plan_title_of(&title)), content)
}

/// The plan as a section of the project's desk.
pub(super) fn section(scene: &Scene, p: &ProjectView, kept: &[Kept]) -> AnyView {
    let lang = scene.lang;
    let sheet = Sheet::among(lang, None, PREFIX).keeping();
    view! {
        <section id=paths::PLAN>
            <h2>{lang.plan_title()}</h2>
            {form(scene, p, kept, &sheet)}
        </section>
    }
    .into_any()
}

/// The form where something can be expected, else what there is to read. The island stands in it and moves its fields.
fn form(scene: &Scene, p: &ProjectView, kept: &[Kept], sheet: &Sheet<'_>) -> AnyView {
    let lang = scene.lang;
    let own = keeps(scene, &p.slug);
    let lines = lines(p, kept, sheet, own);
    let steps = steps(lang, p, sheet, &lines);
    if !lines.iter().any(|l| l.row.moves()) {
        let none = own.then(|| view! { <p>{lang.plan_none()}</p> });
        return view! { {none} {steps} }.into_any();
    }
    let action = format!("{}/{}", paths::desk(scene.ipa(), &p.slug), paths::PLAN);
    let open = || lines.iter().filter(|l| l.row.moves()).map(|l| l.row.phase);
    let names: Vec<(String, String)> =
        open().map(|phase| (plan::field(phase), lang.plan_forecast_of(lang.phase(phase)))).collect();
    let mut labels: Vec<(&str, &str)> = names.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    labels.push((field::REASON, lang.thing_reason()));
    let seen = lines
        .iter()
        .filter(|l| l.row.moves())
        .map(|l| {
            let name = plan::seen(l.row.phase);
            hidden(&name, &sheet.value(&name, &l.version.to_string()))
        })
        .collect_view();
    let live = scene.given.settings.islands.then(|| {
        let rows: Vec<PlanRow> = lines.iter().map(|l| l.row.clone()).collect();
        let (mode, today, english) = (p.mode, gantt::row::day(scene.visit().today), lang == Lang::En);
        view! { <PlanLive rows=rows mode=mode today=today english=english /> }
    });
    view! {
        <form class="tg-form tg-form--wide tg-plan" method="post" action=action novalidate=true>
            {sheet.summary(&labels)}
            {seen}
            <p>{lang.plan_lead()}</p>
            {live}
            <p class="tg-hint">{lang.plan_hint()}</p>
            {steps}
            {reason(lang, sheet)}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.form_save()}</button></div>
        </form>
    }
    .into_any()
}

/// Why, where somebody wants to say it or has to.
fn reason(lang: Lang, sheet: &Sheet<'_>) -> AnyView {
    let hint = lang.plan_reason_hint().to_owned();
    sheet.field(Field::text(field::REASON, lang.thing_reason()).hint(Some(hint)).required(sheet.wants_reason()))
}

/// Every step with its deadline and what is expected of it: a date field where that can be moved.
fn steps(lang: Lang, p: &ProjectView, sheet: &Sheet<'_>, lines: &[Line]) -> AnyView {
    let heads = vec![
        Head::text(lang.plan_column_step()),
        Head::text(lang.plan_column_due()),
        Head::text(lang.plan_column_expected()),
        Head::text(lang.plan_column_margin()),
    ];
    let rows = lines
        .iter()
        .map(|Line { row, .. }| {
            let first = row.first.map(|first| {
                let text = lang.plan_first(&lang.when(first));
                view! { <span class="tg-note">{text}</span> }
            });
            let unverified = row.unverified.then(|| view! { <span class="tg-note">{lang.agenda_unverified()}</span> });
            let margin = match (row.actual, p.step(row.phase)) {
                (Some(_), Some(step)) if row.due.is_some() => lang.lateness(step.lateness),
                (None, _) if row.forecast.is_some() => lang.plan_margin(row.due, row.margin(row.forecast)),
                _ => String::new(),
            };
            Row::new(vec![
                view! { <span>{lang.phase(row.phase)}</span> }.into_any(),
                view! { {money::when(lang, row.due)} {first} {unverified} }.into_any(),
                expected(lang, p, sheet, row),
                view! { <span>{margin}</span> }.into_any(),
            ])
        })
        .collect();
    table(lang, "piano-passi", lang.plan_caption().to_owned(), heads, rows, None)
}

fn expected(lang: Lang, p: &ProjectView, sheet: &Sheet<'_>, row: &PlanRow) -> AnyView {
    if row.moves() {
        let label = lang.plan_forecast_of(lang.phase(row.phase));
        let kept = row.forecast.map(|on| on.to_string()).unwrap_or_default();
        return sheet.field(Field::line(&plan::field(row.phase), &label).value(&kept));
    }
    let text = match (row.actual, row.forecast) {
        (Some(on), _) => lang.plan_happened(&lang.when(on)),
        (None, _) if !plan::is_open(p, row.phase) => lang.plan_passed().to_owned(),
        (None, forecast) => lang.plan_day(forecast),
    };
    view! { <span>{text}</span> }.into_any()
}

/// What was typed into the field of a step, where the form that comes back has it.
fn typed(posted: &Posted, phase: Phase) -> Option<&str> {
    posted.value(&plan::field(phase))
}
