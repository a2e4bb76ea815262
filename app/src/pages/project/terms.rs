//! The ministry's terms and general deferrals: data with source and confidence, never turned into a date here.

use crate::{
    pages::Scene,
    parts::{
        money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    dossier::Catalogue,
    fact::{Fact, Provenance, latest},
    line::{LineCode, MeasureCode},
    phase::{Confidence, Mode},
    portfolio::ProjectView,
    records::{Deferral, ScheduleTerm},
    when::When,
};
use leptos::prelude::*;

/// The star of a reference file: everything.
const ALL: &str = "*";

/// Source, day and remark of a fact.
pub fn origin(scene: &Scene, provenance: &Provenance) -> AnyView {
    let lang = scene.lang;
    view! {
        {money::source(lang, &scene.catalogue, provenance.source.as_deref(), provenance.al)}
        {verbatim::note(lang, provenance.public_note())}
    }
    .into_any()
}

/// A row about this line or about the whole measure it belongs to. Common rows are about lump sums.
fn concerns(row: &str, line: Option<&LineCode>, lump: bool) -> bool {
    if row == ALL {
        return lump;
    }
    line.is_some_and(|line| row == line.as_str() || row == line.measure().as_str())
}

/// A row about this measure or about one of its lines.
fn within(row: &str, measure: &MeasureCode, lump: bool) -> bool {
    if row == ALL {
        return lump;
    }
    LineCode::read(row).is_ok_and(|line| line.measure() == *measure)
}

fn terms(catalogue: &Catalogue) -> Vec<&Fact<ScheduleTerm>> {
    latest(&catalogue.terms, |t| (t.line.clone(), t.edition.clone(), t.band.clone(), t.phase))
}

fn deferrals(catalogue: &Catalogue) -> Vec<&Fact<Deferral>> {
    let mut rows = latest(&catalogue.deferrals, |d| (d.line.clone(), d.announced, d.phase));
    rows.sort_by_key(|d| (d.announced.first(), d.phase));
    rows
}

/// The edition of a term is this project's, or the project's call is not known.
fn same_edition(p: &ProjectView, edition: &str) -> bool {
    let edition = edition.to_lowercase();
    edition == ALL || p.applications.is_empty() || p.applications.iter().any(|a| a.key.call.to_lowercase().contains(&edition))
}

/// What concerns one project.
pub fn of_project(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let lump = p.mode == Some(Mode::LumpSum);
    let line = p.line.as_ref();
    let own: Vec<_> =
        terms(&scene.catalogue).into_iter().filter(|t| concerns(&t.line, line, lump) && same_edition(p, &t.edition)).collect();
    // What was announced before the application was sent is already in its call.
    let sent = p.applications.iter().map(|a| a.key.sent_at.date()).min();
    let moved: Vec<_> = deferrals(&scene.catalogue)
        .into_iter()
        .filter(|d| concerns(&d.line, line, lump) && sent.is_none_or(|sent| d.announced.last() >= sent))
        .collect();
    let of_line = own.iter().any(|t| t.line != ALL);
    let none = (!of_line).then(|| view! { <p>{lang.project_terms_none()}</p> });
    let every_call = (of_line && p.applications.is_empty()).then(|| view! { <p>{lang.project_terms_call_unknown()}</p> });
    let terms = term_table(scene, &own, lang.project_terms_caption().to_owned());
    let deferrals = if moved.is_empty() {
        view! { <p>{lang.project_deferrals_none()}</p> }.into_any()
    } else {
        view! {
            <p>{lang.project_deferrals_intro()}</p>
            {deferral_table(scene, &moved, lang.project_deferrals_caption().to_owned())}
        }
        .into_any()
    };
    view! {
        <h3>{lang.project_terms_title()}</h3>
        <p>{lang.project_terms_intro()}</p>
        {none}
        {every_call}
        {terms}
        <h3>{lang.project_deferrals_title()}</h3>
        {deferrals}
    }
    .into_any()
}

/// What concerns the lines of a measure.
pub fn of_measure(scene: &Scene, measure: &MeasureCode, lump: bool) -> AnyView {
    let lang = scene.lang;
    let own: Vec<_> = terms(&scene.catalogue).into_iter().filter(|t| within(&t.line, measure, lump)).collect();
    let moved: Vec<_> = deferrals(&scene.catalogue).into_iter().filter(|d| within(&d.line, measure, lump)).collect();
    let none = (!own.iter().any(|t| t.line != ALL)).then(|| view! { <p>{lang.measure_terms_none()}</p> });
    let terms = term_table(scene, &own, lang.measure_terms_caption().to_owned());
    let deferrals = if moved.is_empty() {
        view! { <p>{lang.measure_deferrals_none()}</p> }.into_any()
    } else {
        view! {
            <p>{lang.project_deferrals_intro()}</p>
            {deferral_table(scene, &moved, lang.measure_deferrals_caption().to_owned())}
        }
        .into_any()
    };
    view! {
        <section id="termini">
            <h2>{lang.project_terms_title()}</h2>
            <p>{lang.project_terms_intro()}</p>
            {none}
            {terms}
            <h3>{lang.project_deferrals_title()}</h3>
            {deferrals}
        </section>
    }
    .into_any()
}

/// "linea 1.4.3-io, avviso Aprile 2022, fino a 5.000 abitanti".
fn scope(scene: &Scene, line: &str, edition: &str, band: &str) -> String {
    let lang = scene.lang;
    let mut parts = vec![if line == ALL { lang.project_scope_all().to_owned() } else { lang.project_scope_line(line) }];
    if edition != ALL {
        parts.push(lang.project_scope_edition(edition));
    }
    if band != ALL {
        parts.push(lang.project_scope_band(band));
    }
    parts.join(", ")
}

fn confidence(scene: &Scene, confidence: Confidence) -> AnyView {
    let lang = scene.lang;
    if confidence == Confidence::Unverified {
        view! { <strong>{lang.project_unverified()}</strong> }.into_any()
    } else {
        view! { {lang.confidence(confidence)} }.into_any()
    }
}

fn term_table(scene: &Scene, rows: &[&Fact<ScheduleTerm>], caption: String) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_step()),
        Head::text(lang.project_column_scope()),
        Head::text(lang.project_column_term()),
        Head::text(lang.project_column_start()),
        Head::text(lang.project_column_confidence()),
        Head::text(lang.project_column_source()),
    ];
    let rows = rows
        .iter()
        .map(|t| {
            let term = match (t.day, t.days) {
                (Some(day), _) => money::when(lang, Some(When::Day(day))),
                (None, Some(days)) => view! { {lang.days(i64::from(days))} }.into_any(),
                (None, None) => money::missing(lang),
            };
            let act = verbatim::note(lang, t.act.as_deref());
            Row::new(vec![
                view! { {lang.phase(t.phase)} }.into_any(),
                view! { {scope(scene, &t.line, &t.edition, &t.band)} }.into_any(),
                view! { {term} {act} }.into_any(),
                view! { {lang.project_start(t.start)} }.into_any(),
                confidence(scene, t.confidence),
                origin(scene, &t.provenance),
            ])
        })
        .collect();
    table(lang, "tabella-termini", caption, heads, rows, None)
}

fn deferral_table(scene: &Scene, rows: &[&Fact<Deferral>], caption: String) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_announced()),
        Head::text(lang.project_column_step()),
        Head::text(lang.project_column_scope()),
        Head::text(lang.project_column_effect()),
        Head::text(lang.project_column_confidence()),
        Head::text(lang.project_column_source()),
    ];
    let rows = rows
        .iter()
        .map(|d| {
            let effect = match (d.day, d.days) {
                (Some(day), _) => lang.project_new_day(&lang.when(When::Day(day))),
                (None, Some(days)) => lang.project_more_days(&lang.days(i64::from(days))),
                (None, None) => lang.project_effect_unknown().to_owned(),
            };
            let act = verbatim::note(lang, d.act.as_deref());
            Row::new(vec![
                money::when(lang, Some(d.announced)),
                view! { {lang.phase(d.phase)} }.into_any(),
                view! { {scope(scene, &d.line, ALL, ALL)} }.into_any(),
                view! { {effect} {act} }.into_any(),
                confidence(scene, d.confidence),
                origin(scene, &d.provenance),
            ])
        })
        .collect();
    table(lang, "tabella-differimenti", caption, heads, rows, None)
}
