//! The list of projects: filter, search and sort in the address, totals of what is shown, the same rows as CSV.

use crate::{
    pages::{Page, Scene, answer, ente_page},
    parts::{
        day, frame, mark, money,
        table::{Head, Row, table},
    },
    paths,
};
use domain::{
    filter::{Filter, Sort},
    line::MeasureCode,
    phase::{Fund, Phase},
    portfolio::ProjectView,
    status::Tone,
    total::Total,
};
use leptos::prelude::*;
use words::Lang;

/// `/{ipa}/progetti`
#[component]
pub fn Projects() -> impl IntoView {
    ente_page(paths::PROJECTS, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let filter = scene.visit().filter();
    let all = &scene.portfolio.projects;
    let shown = filter.apply(all);
    let title = lang.projects_title(&scene.portfolio.ente.name);
    let body = if all.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else if shown.is_empty() {
        view! {
            {form(scene, paths::PROJECTS, &filter)} {chips(scene, paths::PROJECTS, &filter)}
            <div class="tg-empty">
                <h2>{lang.nothing_matches_title()}</h2>
                <p>
                    {lang.nothing_matches_text()} " "
                    <a href=paths::section(scene.ipa(), paths::PROJECTS)>{lang.remove_filters()}</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! {
            {form(scene, paths::PROJECTS, &filter)} {chips(scene, paths::PROJECTS, &filter)}
            <p class="tg-count" role="status">{lang.projects_count(shown.len(), all.len())}</p>
            {list(scene, &filter, &shown)}
            <ul class="tg-downloads">
                <li><a href=paths::filtered(scene.ipa(), "progetti.csv", &filter) download="">{lang.download_csv()}</a></li>
                <li><a href=paths::filtered(scene.ipa(), paths::TABLES_XLSX, &filter) download="">{lang.tables_xlsx()}</a></li>
                <li><a href=paths::filtered(scene.ipa(), paths::TABLES_ODS, &filter) download="">{lang.tables_ods()}</a></li>
            </ul>
            {answer::way(scene)}
        }
        .into_any()
    };
    let here = paths::section(scene.ipa(), paths::PROJECTS);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_projects())])}
        <div class="tg-head"><h1>{title.clone()}</h1></div>
        {body}
    };
    Page::new(title, content)
}

fn list(scene: &Scene, filter: &Filter, shown: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let sort = |head: Head, by: Sort| {
        // What is frozen is in the order in which it was shown.
        if scene.visit().sitting.is_some() {
            return head;
        }
        let current = filter.sort == by;
        let next = Filter { sort: by, descending: current && !filter.descending, ..filter.clone() };
        let order = current.then_some(if filter.descending { "descending" } else { "ascending" });
        head.sorted(paths::filtered(scene.ipa(), paths::PROJECTS, &next), order)
    };
    let heads = vec![
        sort(Head::text(lang.column_project()), Sort::Title),
        sort(Head::text(lang.column_measure()), Sort::Measure),
        sort(Head::text(lang.column_status()), Sort::Status),
        sort(Head::text(lang.column_decree()), Sort::Decree),
        Head::text(lang.column_deadline()),
        sort(Head::number(lang.column_granted()), Sort::Granted),
        Head::number(lang.column_received()),
    ];
    let rows = shown
        .iter()
        .map(|p| {
            let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref()).map(|d| d.due);
            Row::new(vec![
                name(scene, p),
                mark::chip(p.measure()),
                mark::standing(lang, &p.standing),
                money::when(lang, p.date(Phase::Decree)),
                money::when(lang, deadline),
                money::total(lang, p.granted),
                received(lang, p),
            ])
            .with_id(p.slug.to_string())
        })
        .collect();
    let mut granted = Total::default();
    let mut disbursed = Total::default();
    for p in shown {
        granted.absorb(p.granted);
        disbursed.absorb(p.received);
    }
    let foot = vec![
        view! { {lang.total_shown()} }.into_any(),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        view! { {money::total(lang, granted)} {unknowns(lang, granted)} }.into_any(),
        money::total(lang, disbursed),
    ];
    table(lang, "progetti", lang.projects_caption().to_owned(), heads, rows, Some(foot))
}

/// A project's title as a link to its page.
pub fn name(scene: &Scene, p: &ProjectView) -> AnyView {
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    view! { <a href=paths::project(scene.ipa(), &p.slug)>{title}</a> }.into_any()
}

/// What PA digitale, or the ente's own receipts, show as received.
pub fn received(lang: Lang, p: &ProjectView) -> AnyView {
    money::total(lang, p.received)
}

/// "2 importi non noti", where there are any.
pub fn unknowns(lang: Lang, total: Total) -> AnyView {
    match total.unknown {
        0 => ().into_any(),
        1 => view! { <span class="tg-note">{lang.one_unknown_amount()}</span> }.into_any(),
        n => view! { <span class="tg-note">{lang.unknown_amounts(n)}</span> }.into_any(),
    }
}

/// The filter as a form that works by itself: every choice goes into the address.
pub fn form(scene: &Scene, section: &'static str, filter: &Filter) -> AnyView {
    if scene.visit().sitting.is_some() {
        return ().into_any();
    }
    let lang = scene.lang;
    let mut measures: Vec<MeasureCode> = scene.portfolio.projects.iter().filter_map(ProjectView::measure).collect();
    measures.sort_by(|a, b| a.order().cmp(&b.order()));
    measures.dedup();
    let mut years: Vec<i32> = scene.portfolio.projects.iter().flat_map(ProjectView::years).collect();
    years.sort_unstable();
    years.dedup();
    let option = |value: String, label: String, selected: bool| view! { <option value=value selected=selected>{label}</option> };
    let measures = measures
        .into_iter()
        .map(|m| {
            let short = scene.catalogue.measure(&m).map(|r| scene.lang.pick(&r.short, r.short_en.as_deref()).to_owned());
            let label = short.map_or_else(|| m.to_string(), |s| mark::measure_name(m.as_str(), &s));
            option(m.to_string(), label, filter.measure.as_ref() == Some(&m))
        })
        .collect_view();
    let phases = Phase::STEPS
        .into_iter()
        .filter(|p| *p != Phase::Maintenance)
        .map(|p| option(p.code().to_owned(), lang.phase(p).to_owned(), filter.phase == Some(p)))
        .collect_view();
    let tones =
        Tone::ALL.iter().map(|t| option(t.code().to_owned(), lang.tone(*t).to_owned(), filter.tone == Some(*t))).collect_view();
    let funds =
        Fund::ALL.iter().map(|f| option(f.code().to_owned(), lang.fund(*f).to_owned(), filter.fund == Some(*f))).collect_view();
    let years = years.into_iter().map(|y| option(y.to_string(), y.to_string(), filter.year == Some(y))).collect_view();
    let select = |id: &'static str, label: &'static str, options: AnyView| {
        view! {
            <div>
                <label class="form-label" for=id>{label}</label>
                <select class="form-select" id=id name=id><option value="">{lang.all()}</option>{options}</select>
            </div>
        }
    };
    let action = paths::section(scene.ipa(), section);
    let reset = action.clone();
    view! {
        <form class="tg-filter" method="get" action=action>
            {day::hidden()}
            <fieldset>
                <legend>{lang.filter_legend()}</legend>
                <div class="tg-filter__fields">
                    <div class="tg-filter__wide">
                        <label class="form-label" for="q">{lang.filter_words()}</label>
                        <input class="form-control" type="search" id="q" name="q" maxlength="100" value=filter.words.clone() />
                    </div>
                    {select("misura", lang.filter_measure(), measures.into_any())}
                    {select("fase", lang.filter_phase(), phases.into_any())}
                    {select("stato", lang.filter_status(), tones.into_any())}
                    {select("fondo", lang.filter_fund(), funds.into_any())}
                    {select("anno", lang.filter_year(), years.into_any())}
                </div>
                <div class="tg-filter__actions">
                    <button class="btn btn-primary" type="submit">{lang.apply()}</button>
                    <a class="btn btn-outline-primary" href=reset>{lang.remove_filters()}</a>
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}

/// The filters in force, each with a link that takes it away.
pub fn chips(scene: &Scene, section: &'static str, filter: &Filter) -> AnyView {
    if !filter.narrows() {
        return ().into_any();
    }
    let lang = scene.lang;
    let mut chips: Vec<(String, Filter)> = vec![];
    if let Some(m) = &filter.measure {
        chips.push((format!("{}: {m}", lang.filter_measure()), Filter { measure: None, ..filter.clone() }));
    }
    if let Some(p) = filter.phase {
        chips.push((format!("{}: {}", lang.filter_phase(), lang.phase(p)), Filter { phase: None, ..filter.clone() }));
    }
    if let Some(t) = filter.tone {
        chips.push((format!("{}: {}", lang.filter_status(), lang.tone(t)), Filter { tone: None, ..filter.clone() }));
    }
    if let Some(f) = filter.fund {
        chips.push((format!("{}: {}", lang.filter_fund(), lang.fund(f)), Filter { fund: None, ..filter.clone() }));
    }
    if let Some(y) = filter.year {
        chips.push((format!("{}: {y}", lang.filter_year()), Filter { year: None, ..filter.clone() }));
    }
    if !filter.words.is_empty() {
        chips.push((format!("«{}»", filter.words), Filter { words: String::new(), ..filter.clone() }));
    }
    let items = chips
        .into_iter()
        .map(|(label, without)| {
            let href = paths::filtered(scene.ipa(), section, &without);
            view! {
                <li>
                    <a href=href>
                        {label} " " <span aria-hidden="true">"×"</span> <span class="visually-hidden">{lang.remove()}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tg-chips" aria-label=lang.active_filters()>{items}</ul> }.into_any()
}
