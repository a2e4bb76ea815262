//! What came of a project: indicators with their readings, and the acts that mark its way.

use super::{pieces, terms};
use crate::{
    pages::Scene,
    parts::{
        aged, money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    amount::Quantity,
    fact::{Fact, latest},
    portfolio::{IndicatorView, ProjectView},
    records::{Act, Reading},
};
use leptos::prelude::*;

/// Every indicator with its target and readings.
pub fn indicators(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let body = if p.indicators.is_empty() {
        view! { <p>{lang.project_indicators_none()}</p> }.into_any()
    } else {
        p.indicators.iter().enumerate().map(|(at, i)| indicator(scene, at, i)).collect_view().into_any()
    };
    view! {
        <section id="indicatori">
            <h2>{lang.project_indicators_title()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// "5 API", with a space that never breaks.
fn measured(scene: &Scene, indicator: &IndicatorView, value: Quantity) -> String {
    let i = &indicator.indicator;
    format!("{}\u{a0}{}", scene.lang.quantity(value), scene.lang.pick(&i.unit, i.unit_en.as_deref()))
}

fn indicator(scene: &Scene, at: usize, i: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let record = &i.indicator;
    let name = verbatim::pick(lang, &record.name, record.name_en.as_deref());
    let target = match (record.target, record.target_due) {
        (Some(target), Some(due)) => lang.project_target_by(&measured(scene, i, target), &lang.when(due)),
        (Some(target), None) => lang.project_target(&measured(scene, i, target)),
        (None, _) => lang.project_target_none().to_owned(),
    };
    let readings = if i.readings.is_empty() {
        view! { <p>{lang.project_readings_none()} " " {money::missing(lang)} "."</p> }.into_any()
    } else {
        reading_table(scene, at, i)
    };
    view! {
        <h3>{name}</h3>
        <p>{target} {verbatim::note(lang, record.provenance.public_note())}</p>
        {readings}
        {aged::note(lang, scene.portfolio.age_of(&record.code))}
    }
    .into_any()
}

fn reading_table(scene: &Scene, at: usize, i: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_date()),
        Head::number(lang.project_column_value()),
        Head::text(lang.project_column_target()),
        Head::text(lang.project_column_source()),
    ];
    let rows = i
        .readings
        .iter()
        .map(|r| {
            let value = measured(scene, i, r.value);
            Row::new(vec![
                money::when(lang, r.provenance.al),
                view! { {value} }.into_any(),
                reached(scene, i, r),
                terms::origin(scene, &r.provenance),
            ])
        })
        .collect();
    let name = lang.pick(&i.indicator.name, i.indicator.name_en.as_deref());
    table(lang, &format!("tabella-letture-{at}"), lang.project_readings_caption(name), heads, rows, None)
}

/// Whether a reading reaches the target, and whether it is a record or only words.
fn reached(scene: &Scene, i: &IndicatorView, r: &Fact<Reading>) -> AnyView {
    let lang = scene.lang;
    let source = r.provenance.source.as_deref().and_then(|code| scene.catalogue.source(code));
    let words =
        source.is_some_and(|s| !s.kind.is_record()).then(|| view! { <span class="tg-note">{lang.project_only_words()}</span> });
    let against = match i.indicator.target.map(|target| r.value.reaches(target)) {
        None => lang.project_target_none(),
        Some(Some(true)) => lang.project_reached(),
        Some(Some(false)) => lang.project_not_reached(),
        Some(None) => lang.project_reached_unclear(),
    };
    view! { {against} {words} }.into_any()
}

/// The acts in order of their dates; those without one come last.
pub fn acts(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let mut acts: Vec<&Fact<Act>> = latest(&p.acts, |a| a.code.clone());
    acts.sort_by_key(|a| (a.date.is_none(), a.date.map(domain::when::When::first), a.id));
    let body = if acts.is_empty() {
        view! { <p>{lang.project_acts_none()}</p> }.into_any()
    } else {
        let events = acts.into_iter().map(|a| event(scene, a)).collect_view();
        view! { <ol class="tg-timeline">{events}</ol> }.into_any()
    };
    view! {
        <section id="atti">
            <h2>{lang.project_acts_title()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn event(scene: &Scene, a: &Fact<Act>) -> AnyView {
    let lang = scene.lang;
    let date = match a.date {
        Some(_) => money::when(lang, a.date),
        None => view! { <span class="tg-missing">{lang.project_date_unknown()}</span> }.into_any(),
    };
    let published = a.published_on.map(|on| {
        let words = lang.project_act_published(&lang.when(on));
        view! { <span class="tg-note">{words}</span> }
    });
    let link = a.link.as_deref().and_then(pieces::web).map(|href| {
        // Alone, "open the document" would not say which one.
        let which = pieces::act_name(a);
        view! { <p><a href=href>{lang.project_note_link()}<span class="visually-hidden">": " {which}</span></a></p> }
    });
    let name = verbatim::italian(lang, &pieces::act_name(a));
    let subject = verbatim::italian(lang, &a.subject);
    view! {
        <li class="tg-event" id=pieces::act_id(a.id)>
            <p class="tg-event__date">{date}</p>
            <p class="tg-event__title">{name}</p>
            <p>{subject} {published}</p>
            {link}
            {terms::origin(scene, &a.provenance)}
        </li>
    }
    .into_any()
}
