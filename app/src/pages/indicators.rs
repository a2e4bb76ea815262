//! What is counted: every indicator of an ente with its target, its latest reading, and on whose word it is reached.

use crate::{
    pages::{Page, Scene, ente_page, projects},
    parts::{
        aged, frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    fact::Fact,
    phase::SourceKind,
    portfolio::{IndicatorView, ProjectView},
    records::Reading,
    when::{When, civil, days_between},
};
use leptos::prelude::*;

/// A reading older than this says how old it is.
const STALE_DAYS: i64 = 365;

/// `/{ipa}/indicatori`
#[component]
pub fn Indicators() -> impl IntoView {
    ente_page(paths::INDICATORS, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let title = lang.indicators_title(&portfolio.ente.name);
    let body = if portfolio.indicators.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.indicators_empty_title()}</h2><p>{lang.indicators_empty_text()}</p></div>
        }
        .into_any()
    } else {
        let groups = portfolio.projects.iter().filter(|p| !p.indicators.is_empty()).map(|p| of_project(scene, p)).collect_view();
        view! { {findings(scene)} {groups} {of_ente(scene)} }.into_any()
    };
    let here = paths::section(scene.ipa(), paths::INDICATORS);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_indicators())])}
        <div class="tg-head">
            <div><h1>{title.clone()}</h1><p class="tg-lead">{lang.indicators_lead()}</p></div>
        </div>
        {body}
    };
    Page::new(title, content)
}

/// How an indicator stands against its target, by its latest reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// No target is recorded.
    NoTarget,
    /// No reading, or one that leaves it open.
    Open,
    /// Short of the target.
    Short,
    /// Reached.
    Reached,
}

fn outcome(indicator: &IndicatorView) -> Outcome {
    let Some(target) = indicator.indicator.target else { return Outcome::NoTarget };
    match indicator.readings.first().and_then(|r| r.value.reaches(target)) {
        None => Outcome::Open,
        Some(false) => Outcome::Short,
        Some(true) => Outcome::Reached,
    }
}

/// Kind of the source of a reading, where the catalogue has it.
fn kind(scene: &Scene, reading: &Fact<Reading>) -> Option<SourceKind> {
    reading.provenance.source.as_deref().and_then(|code| scene.catalogue.source(code)).map(|s| s.kind)
}

fn is_record(scene: &Scene, reading: &Fact<Reading>) -> bool {
    kind(scene, reading).is_some_and(SourceKind::is_record)
}

fn findings(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let all = &scene.portfolio.indicators;
    let count = |wanted: Outcome| all.iter().filter(|i| outcome(i) == wanted).count();
    let recorded = all.iter().filter(|i| outcome(i) == Outcome::Reached && i.target_met_by_record(&scene.catalogue)).count();
    let sentence = lang.indicators_find(
        &lang.indicators_count(all.len()),
        all.len() - count(Outcome::NoTarget),
        count(Outcome::Reached),
        recorded,
        count(Outcome::Short),
        count(Outcome::Open),
    );
    let perimeter = lang.indicators_perimeter(&scene.portfolio.ente.name, &civil(scene.portfolio.today));
    view! { <section><p>{sentence}</p><p>{lang.indicators_rule()}</p><p class="tg-note">{perimeter}</p></section> }.into_any()
}

fn of_project(scene: &Scene, project: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let title = scene.title(&project.title, project.title_en.as_deref()).to_owned();
    let list = list(scene, &format!("indicatori-{}", project.slug), &title, &project.indicators);
    let standing = mark::standing(lang, &project.standing);
    view! {
        <section>
            <h2>{projects::name(scene, project)} " " {mark::chip(project.measure())}</h2>
            <p>{standing}</p>
            {list}
        </section>
    }
    .into_any()
}

/// Indicators that are about no single project.
fn of_ente(scene: &Scene) -> AnyView {
    let own: Vec<IndicatorView> = scene.portfolio.indicators.iter().filter(|i| i.indicator.project.is_none()).cloned().collect();
    if own.is_empty() {
        return ().into_any();
    }
    let title = scene.lang.indicators_ente(&scene.portfolio.ente.name);
    // A slug has no dot, so no project's table can have this id.
    let list = list(scene, "indicatori.ente", &title, &own);
    view! { <section><h2>{title}</h2>{list}</section> }.into_any()
}

fn list(scene: &Scene, id: &str, title: &str, indicators: &[IndicatorView]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.indicators_column_name()),
        Head::text(lang.indicators_column_unit()),
        Head::number(lang.indicators_column_target()),
        Head::number(lang.indicators_column_value()),
        Head::text(lang.indicators_column_source()),
        Head::text(lang.indicators_column_outcome()),
    ];
    let rows = indicators
        .iter()
        .map(|i| {
            let latest = i.readings.first();
            Row::new(vec![
                name(scene, i),
                verbatim::pick(lang, &i.indicator.unit, i.indicator.unit_en.as_deref()),
                target(scene, i),
                match latest {
                    None => view! { <span class="tg-missing">{lang.indicators_no_reading()}</span> }.into_any(),
                    Some(r) => {
                        let value = lang.quantity(r.value);
                        view! { <span class="tg-num">{value}</span> }.into_any()
                    }
                },
                {
                    let source = source(scene, latest, i.readings.get(1..).unwrap_or_default());
                    let aged = aged::line(lang, scene.portfolio.age_of(&i.indicator.code));
                    view! { {source} {aged} }.into_any()
                },
                reached(scene, i, latest),
            ])
        })
        .collect();
    table(lang, id, lang.indicators_caption(title), heads, rows, None)
}

fn name(scene: &Scene, indicator: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let name = verbatim::pick(lang, &indicator.indicator.name, indicator.indicator.name_en.as_deref());
    let note = verbatim::note(lang, indicator.indicator.provenance.public_note());
    view! { {name} {note} }.into_any()
}

/// The target, by when, and on whose word.
fn target(scene: &Scene, indicator: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let Some(target) = indicator.indicator.target else {
        return view! { <span>{lang.indicators_no_target()}</span> }.into_any();
    };
    let value = lang.quantity(target);
    let due = indicator.indicator.target_due.map(|due| {
        let text = lang.indicators_due(&lang.when(due));
        view! { <span class="tg-note">{text}</span> }
    });
    let provenance = &indicator.indicator.provenance;
    let source = money::source(lang, &scene.catalogue, provenance.source.as_deref(), provenance.al);
    view! { <span class="tg-num">{value}</span> {due} {source} }.into_any()
}

/// Source, its kind, day and age of the latest reading; the earlier ones behind a word.
fn source(scene: &Scene, latest: Option<&Fact<Reading>>, earlier: &[Fact<Reading>]) -> AnyView {
    let lang = scene.lang;
    let Some(reading) = latest else { return money::missing(lang) };
    let source = money::source_name(lang, &scene.catalogue, reading.provenance.source.as_deref());
    let al = money::when(lang, reading.provenance.al);
    let kind = lang.indicators_kind(kind_in_words(scene, reading));
    let age = reading.provenance.al.map(|al| days_between(al.last(), scene.portfolio.today)).filter(|n| *n > STALE_DAYS);
    let age = age.map(|n| {
        let text = lang.indicators_age(&lang.days(n));
        view! { " (" {text} ")" }
    });
    let note = verbatim::note(lang, reading.provenance.public_note());
    let older = (!earlier.is_empty()).then(|| {
        let items = earlier
            .iter()
            .map(|r| {
                let text = lang.indicators_reading(
                    &lang.quantity(r.value),
                    &day(scene, r.provenance.al),
                    &money::source_name(lang, &scene.catalogue, r.provenance.source.as_deref()),
                    kind_in_words(scene, r),
                );
                view! { <li>{text} {verbatim::note(lang, r.provenance.public_note())}</li> }
            })
            .collect_view();
        let summary = lang.indicators_earlier(earlier.len());
        view! { <details class="tg-details"><summary>{summary}</summary><ul>{items}</ul></details> }
    });
    view! {
        <span>{source}</span>
        <span class="tg-note">{kind}</span>
        <span class="tg-note">{al} {age}</span>
        {note}
        {older}
    }
    .into_any()
}

fn day(scene: &Scene, when: Option<When>) -> String {
    scene.lang.maybe_when(when)
}

fn kind_in_words(scene: &Scene, reading: &Fact<Reading>) -> &'static str {
    kind(scene, reading).map_or(scene.lang.unknown(), |k| scene.lang.source_kind(k))
}

fn reached(scene: &Scene, indicator: &IndicatorView, latest: Option<&Fact<Reading>>) -> AnyView {
    let lang = scene.lang;
    let word = match outcome(indicator) {
        Outcome::NoTarget => {
            let note = match latest {
                Some(r) if is_record(scene, r) => lang.indicators_by_record(),
                Some(_) => lang.indicators_by_words(),
                None => lang.indicators_no_reading(),
            };
            return view! {
                <span>{lang.indicators_nothing_to_compare()}</span> <span class="tg-note">{note}</span>
            }
            .into_any();
        }
        Outcome::Open => lang.indicators_open(),
        Outcome::Short => lang.indicators_short(),
        Outcome::Reached => lang.indicators_reached(),
    };
    let note = latest.map(|r| {
        if is_record(scene, r) {
            lang.indicators_by_record()
        } else if outcome(indicator) == Outcome::Reached && indicator.target_met_by_record(&scene.catalogue) {
            lang.indicators_by_words_but_record()
        } else {
            lang.indicators_by_words()
        }
    });
    let note = note.map(|n| view! { <span class="tg-note">{n}</span> });
    view! { <strong>{word}</strong> {note} }.into_any()
}
