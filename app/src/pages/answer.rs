//! `/{ipa}/risposta?progetto=…&progetto=…`: the sheet for one written question. Projects and a day are chosen; figures, steps, acts
//! and sources stand on one page, which is printed or attached. Its address can be kept: it always gives the same projects.

use super::{Page, Scene, certification, ente_page, home::piece, project::pieces, projects};
use crate::{
    parts::{
        day,
        form::{Field, Sheet, Tick, hidden},
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    phase::Phase,
    portfolio::{PA_DIGITALE, ProjectView},
    total::Total,
    transparency::{Deed, deeds, sources},
    when::{When, civil},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use words::Lang;

/// Names of the parameters.
mod field {
    pub const PROJECT: &str = "progetto";
    pub const ABOUT: &str = "oggetto";
    pub const DAY: &str = "al";
    pub const KNOWN: &str = "noto";
}

/// Signs of the subject that are shown: it is a title, and comes from an address that anybody can write.
const LONGEST: usize = 200;

/// The steps that an answer tells of.
const STEPS: [Phase; 4] = [Phase::Contract, Phase::Completion, Phase::Certification, Phase::Disbursement];

/// `/{ipa}/risposta`
#[component]
pub fn Answer() -> impl IntoView {
    ente_page(paths::ANSWER, |scene| Some(build(scene)))
}

/// The way here, from a list of projects of today or of a day.
pub(super) fn way(scene: &Scene) -> AnyView {
    if scene.visit().sitting.is_some() {
        return ().into_any();
    }
    let href = paths::section(scene.ipa(), paths::ANSWER);
    view! { <p class="tg-noprint"><a href=href>{scene.lang.answer_link()}</a></p> }.into_any()
}

fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let asked: BTreeSet<&str> =
        scene.visit().query.iter().filter(|(name, _)| name == field::PROJECT).map(|(_, slug)| slug.as_str()).collect();
    let chosen: Vec<&ProjectView> = scene.portfolio.projects.iter().filter(|p| asked.contains(p.slug.as_str())).collect();
    let about: String = scene.visit().param(field::ABOUT).unwrap_or_default().trim().chars().take(LONGEST).collect();
    let title = lang.answer_title(&scene.portfolio.ente.name);
    let heading = if about.is_empty() { lang.answer_short().to_owned() } else { about.clone() };
    let gone = match asked.len() - chosen.len() {
        0 => None,
        1 => Some(lang.answer_unknown_one().to_owned()),
        n => Some(lang.answer_unknown(n)),
    };
    let gone = gone.map(|text| view! { <div class="tg-callout tg-callout--warning" role="status"><p>{text}</p></div> });
    let body = if scene.portfolio.projects.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else if chosen.is_empty() {
        view! { {gone} {form(scene, &chosen, &about)} }.into_any()
    } else {
        let change = view! {
            <details class="tg-details tg-noprint">
                <summary>{lang.answer_change()}</summary>
                {form(scene, &chosen, &about)}
            </details>
        };
        view! { {gone} {change} {sheet(scene, &chosen)} }.into_any()
    };
    let lead = if chosen.is_empty() { lang.answer_lead().to_owned() } else { day::told(lang, scene.visit()) };
    let here = paths::section(scene.ipa(), paths::ANSWER);
    let content = view! {
        {frame::trail(scene, &[(here, lang.answer_short())])}
        <div class="tg-head"><div><h1>{heading}</h1><p class="tg-lead">{lead}</p></div></div>
        {body}
    };
    Page::new(title, content)
}

/// What to answer about. It asks by `GET`: the address is the answer's own, and nothing is kept here.
fn form(scene: &Scene, chosen: &[&ProjectView], about: &str) -> AnyView {
    let (lang, visit) = (scene.lang, scene.visit());
    let form = Sheet::new(lang, None);
    let ticks = scene
        .portfolio
        .projects
        .iter()
        .map(|p| Tick {
            value: p.slug.to_string(),
            label: scene.title(&p.title, p.title_en.as_deref()).to_owned(),
            kept: chosen.iter().any(|c| c.slug == p.slug),
        })
        .collect();
    let al = visit.as_of.map_or_else(|| visit.param(field::DAY).unwrap_or_default().to_owned(), |day| civil(day.al));
    let known = visit.param(field::KNOWN).map(|known| hidden(field::KNOWN, known));
    let action = format!("/{}/{}", scene.ipa(), paths::ANSWER);
    view! {
        <form class="tg-form tg-noprint" method="get" action=action>
            {form.field(Field::line(field::ABOUT, lang.answer_about()).hint(Some(lang.answer_about_hint().to_owned())).value(about))}
            {form.field(Field::line(field::DAY, lang.answer_day()).hint(Some(lang.answer_day_hint().to_owned())).value(&al))}
            {known} {form.ticks(field::PROJECT, lang.answer_projects(), None, ticks)}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.answer_make()}</button></div>
        </form>
    }
    .into_any()
}

fn sheet(scene: &Scene, chosen: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let (mut granted, mut received) = (Total::default(), Total::default());
    for p in chosen {
        granted.absorb(p.granted);
        received.absorb(p.received);
    }
    let (g, r) = (lang.total(granted), lang.total(received));
    let summary = match chosen.len() {
        1 => lang.answer_one(&g, &r),
        n => lang.answer_many(n, &g, &r),
    };
    // A sum of what is known is not yet the sum.
    let count = |of: fn(&ProjectView) -> Total| {
        chosen.iter().map(|p| of(p)).filter(|sum| sum.unknown > 0 || sum.amount().is_none()).count()
    };
    let granted_unknown = Some(count(|p| p.granted)).filter(|n| *n > 0).map(|n| format!(" {}", lang.answer_granted_unknown(n)));
    let received_unknown =
        Some(count(|p| p.received)).filter(|n| *n > 0).map(|n| format!(" {}", lang.answer_received_unknown(n)));
    view! {
        <p>{summary} {granted_unknown} {received_unknown}</p>
        <section><h2>{lang.answer_figures_title()}</h2>{figures(scene, chosen, granted, received)}</section>
        <section><h2>{lang.answer_acts_title()}</h2>{acts(scene, chosen)}</section>
        <section>
            <h2>{lang.answer_sources_title()}</h2>
            {piece::listing(lang, named(scene, chosen))}
            <p class="tg-note">{lang.answer_perimeter(&scene.portfolio.ente.name)}</p>
        </section>
    }
    .into_any()
}

fn figures(scene: &Scene, chosen: &[&ProjectView], granted: Total, received: Total) -> AnyView {
    let lang = scene.lang;
    let mut heads = vec![Head::text(lang.column_project()), Head::text(lang.column_status())];
    heads.extend([Head::number(lang.column_granted()), Head::number(lang.column_received())]);
    heads.extend(STEPS.into_iter().map(|phase| Head::text(lang.phase(phase))));
    let rows = chosen
        .iter()
        .map(|p| {
            let cups = p.cups.iter().map(|c| view! { <div class="tg-note">"CUP " {pieces::cup(lang, c)}</div> }).collect_view();
            let office = p.office.as_deref().map(|office| {
                let office = verbatim::italian(lang, office);
                view! { <div class="tg-note">{office}</div> }
            });
            let name = view! { {projects::name(scene, p)} " " {mark::chip(p.measure())} {cups} {office} };
            let sum = view! { {money::total(lang, p.granted)} {projects::unknowns(lang, p.granted)} };
            let mut cells = vec![name.into_any(), mark::standing(lang, &p.standing), sum.into_any(), projects::received(lang, p)];
            cells.extend(STEPS.into_iter().map(|phase| certification::step_cell(scene, p, phase)));
            Row::new(cells).with_id(format!("risposta-{}", p.slug))
        })
        .collect();
    let all = view! { {money::total(lang, granted)} {projects::unknowns(lang, granted)} };
    let mut foot = vec![lang.total_shown().into_any(), ().into_any(), all.into_any(), money::total(lang, received)];
    foot.extend(STEPS.map(|_| ().into_any()));
    table(lang, "risposta", lang.answer_figures_caption().to_owned(), heads, rows, Some(foot))
}

fn acts(scene: &Scene, chosen: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let mut all: Vec<(&ProjectView, Deed<'_>)> =
        chosen.iter().flat_map(|p| deeds(p).into_iter().map(move |deed| (*p, deed))).collect();
    if all.is_empty() {
        return view! { <p>{lang.answer_acts_none()}</p> }.into_any();
    }
    all.sort_by_key(|(_, deed)| (deed.date().is_none(), deed.date().map(When::first)));
    let heads = vec![
        Head::text(lang.pnrr_column_date()),
        Head::text(lang.column_project()),
        Head::text(lang.pnrr_column_kind()),
        Head::text(lang.pnrr_column_subject()),
    ];
    let rows = all
        .into_iter()
        .map(|(p, deed)| {
            let (kind, subject) = match deed {
                Deed::Recorded(act) => {
                    let number = act.number.as_deref().map(|n| format!(" {}", Lang::It.project_act_number(n)));
                    let name = format!("{}{}", act.kind, number.unwrap_or_default());
                    let name = match act.link.as_deref().and_then(pieces::web) {
                        Some(href) => view! { <a href=href lang="it">{name}</a> }.into_any(),
                        None => verbatim::italian(lang, &name),
                    };
                    (name, verbatim::italian(lang, &act.subject))
                }
                Deed::Decree { words, call, .. } => {
                    let words = words.map(|words| verbatim::italian(lang, words));
                    let kind = view! { {lang.phase(Phase::Decree)} " " {words} };
                    (kind.into_any(), lang.pnrr_act_decides(call).into_any())
                }
            };
            let source = money::source(lang, &scene.catalogue, deed.source(), None);
            let subject = view! { {subject} {source} };
            Row::new(vec![money::when(lang, deed.date()), piece::name(scene, p), kind, subject.into_any()])
        })
        .collect();
    table(lang, "risposta-atti", lang.answer_acts_caption().to_owned(), heads, rows, None)
}

/// Every source of the sheet, the public data with the day of their snapshot.
fn named(scene: &Scene, chosen: &[&ProjectView]) -> Vec<AnyView> {
    let lang = scene.lang;
    let codes: BTreeSet<&str> = chosen.iter().flat_map(|p| sources(p)).collect();
    let seen = chosen.iter().flat_map(|p| &p.applications).filter_map(|a| a.last_seen).max_by_key(|s| s.last);
    let names = codes.into_iter().map(|code| match code {
        PA_DIGITALE => frame::snapshot(lang, seen),
        code => money::source_name(lang, &scene.catalogue, Some(code)),
    });
    names.map(IntoAny::into_any).collect()
}
