//! Money granted as lump sums that is not known to be certified or paid, by the deadline that it hangs on.

use crate::{
    pages::{Scene, home::piece, projects},
    parts::{
        mark, money,
        table::{Head, Row, table},
    },
    paths,
};
use domain::{
    deadline::{Deadline, Lateness, lateness},
    phase::{Confidence, Phase},
    portfolio::{Portfolio, ProjectView},
    total::Total,
};
use leptos::prelude::*;

/// What hangs on one deadline.
pub struct Term<'a> {
    /// The deadline for completion, where known.
    pub deadline: Option<&'a Deadline>,
    /// The sum.
    pub total: Total,
    /// Its projects, each with its part.
    pub projects: Vec<(&'a ProjectView, Total)>,
}

/// Sums at risk by deadline, the earliest first, those without a deadline last.
pub fn terms(portfolio: &Portfolio) -> Vec<Term<'_>> {
    let mut out: Vec<Term<'_>> = vec![];
    for p in &portfolio.projects {
        let Some(total) = p.at_risk() else { continue };
        let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
        let key = |d: Option<&Deadline>| d.map(|d| (d.due, d.confidence));
        match out.iter_mut().find(|t| key(t.deadline) == key(deadline)) {
            Some(term) => {
                term.total.absorb(total);
                term.projects.push((p, total));
            }
            None => out.push(Term { deadline, total, projects: vec![(p, total)] }),
        }
    }
    out.sort_by_key(|t| (t.deadline.is_none(), t.deadline.map(|d| d.due.last())));
    out
}

/// The deadline of a term in a sentence, with the days past or left. Only the calendar speaks here: a project may have
/// been completed in time and still wait for its certification.
pub fn sentence(scene: &Scene, deadline: Option<&Deadline>) -> AnyView {
    let lang = scene.lang;
    let Some(deadline) = deadline else { return lang.home_term_unknown().into_any() };
    let day = lang.when(deadline.due);
    let words = match lateness(Some(deadline.due), None, scene.portfolio.today) {
        Lateness::Past(n) => lang.home_term_past(&day, &lang.days(n)),
        left => lang.home_term_left(&day, &lang.lateness(left)),
    };
    view! { {words} {doubt(scene, deadline.confidence)} }.into_any()
}

/// A line that says how sure a deadline is, where it is not confirmed.
pub fn doubt(scene: &Scene, confidence: Confidence) -> AnyView {
    if confidence == Confidence::Confirmed {
        return ().into_any();
    }
    let lang = scene.lang;
    view! { <span class="tg-note">{lang.home_term_confidence(lang.confidence(confidence))}</span> }.into_any()
}

/// The days past or left in a cell. Only the calendar speaks here too.
pub fn days(scene: &Scene, deadline: Option<&Deadline>) -> AnyView {
    let lang = scene.lang;
    match lateness(deadline.map(|d| d.due), None, scene.portfolio.today) {
        Lateness::Past(n) => lang.home_term_gone(&lang.days(n)).into_any(),
        Lateness::Unknown => money::missing(lang),
        left => lang.lateness(left).into_any(),
    }
}

/// The rows behind the sum.
pub fn rows(scene: &Scene, terms: &[Term<'_>]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_status()),
        Head::text(lang.column_deadline()),
        Head::text(lang.home_column_days()),
        Head::number(lang.home_column_pnrr()),
    ];
    let mut all = Total::default();
    let mut rows = vec![];
    for term in terms {
        all.absorb(term.total);
        for (p, total) in &term.projects {
            let days = days(scene, term.deadline);
            let due = money::when(lang, term.deadline.map(|d| d.due));
            let doubt = term.deadline.map(|d| doubt(scene, d.confidence));
            rows.push(Row::new(vec![
                view! { {piece::name(scene, p)} " " {mark::chip(p.measure())} }.into_any(),
                mark::standing(lang, &p.standing),
                view! { {due} {doubt} }.into_any(),
                days,
                view! { {money::total(lang, *total)} {projects::unknowns(lang, *total)} }.into_any(),
            ]));
        }
    }
    let foot = vec![
        lang.home_total().into_any(),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        view! { {money::total(lang, all)} {projects::unknowns(lang, all)} }.into_any(),
    ];
    let rows = table(lang, "rischio-righe", lang.home_risk_caption().to_owned(), heads, rows, Some(foot));
    view! { {rows} {more(scene)} }.into_any()
}

/// The way to the page that says why, and what covers it.
pub fn more(scene: &Scene) -> AnyView {
    let href = paths::section(scene.ipa(), paths::EXPOSURE);
    view! { <p><a href=href>{scene.lang.exposure_link()}</a></p> }.into_any()
}
