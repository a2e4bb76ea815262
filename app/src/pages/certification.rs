//! Where each project stands between decree and disbursement, its certification runs, how long it took against all comuni,
//! and where the sources disagree.

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
    application::{Seen, State},
    collapse,
    deadline::Lateness,
    fact::{Fact, latest},
    freshness::FigureKind,
    money::grouped,
    phase::{Confidence, Phase},
    portfolio::{Dated, Difference, PA_DIGITALE, ProjectView, Step},
    records::Duration,
    share::LineShare,
    status::Status,
    when::{When, civil, days_between},
};
use leptos::prelude::*;
use words::Lang;

/// The steps of the matrix.
const STEPS: [Phase; 6] =
    [Phase::Decree, Phase::Contract, Phase::Completion, Phase::Certification, Phase::Request, Phase::Disbursement];

/// `/{ipa}/certificazioni`
#[component]
pub fn Certification() -> impl IntoView {
    ente_page(paths::CERTIFICATION, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.certification_title(&scene.portfolio.ente.name);
    let body = if scene.portfolio.projects.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else {
        view! { {findings(scene)} {path(scene)} {runs(scene)} {times(scene)} {differences(scene)} }.into_any()
    };
    let here = paths::section(scene.ipa(), paths::CERTIFICATION);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_certification())])}
        <div class="tg-head">
            <div><h1>{title.clone()}</h1><p class="tg-lead">{lang.certification_lead()}</p></div>
        </div>
        {aged::beside(scene, &[FigureKind::Certification])}
        {body}
    };
    Page::new(title, content)
}

/// Days from decree to disbursement, where both are known to the day.
fn days(project: &ProjectView) -> Option<i64> {
    let decree = project.date(Phase::Decree).and_then(When::exact)?;
    let paid = project.date(Phase::Disbursement).and_then(When::exact)?;
    Some(days_between(decree, paid))
}

/// The counted share of a project's line, where it speaks of all comuni.
fn share<'a>(scene: &'a Scene, project: &ProjectView) -> Option<&'a LineShare> {
    project.line.as_ref().and_then(|line| scene.catalogue.share(line))
}

fn findings(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let alive: Vec<&ProjectView> = scene.portfolio.projects.iter().filter(|p| p.standing.status != Status::Renounced).collect();
    let count = |status: Status| alive.iter().filter(|p| p.standing.status == status).count();
    let (paid, elsewhere, certified) = (count(Status::Disbursed), count(Status::PaidElsewhere), count(Status::Certified));
    let standing = match alive.as_slice() {
        [] => lang.certification_find_none().to_owned(),
        [only] => lang.certification_find_one(lang.status(only.standing.status)),
        all => {
            let open = all.len() - paid - elsewhere - certified;
            lang.certification_find(all.len(), paid, elsewhere, certified, open)
        }
    };
    let timed: Vec<(&ProjectView, i64)> = alive.iter().filter_map(|p| days(p).map(|n| (*p, n))).collect();
    let least = timed.iter().map(|(_, n)| *n).min().unwrap_or_default();
    let most = timed.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let times = match timed.as_slice() {
        [] => lang.certification_find_days_none().to_owned(),
        [(p, n)] => lang.certification_find_days_one(&lang.days(*n), scene.title(&p.title, p.title_en.as_deref())),
        all => lang.certification_find_days(all.len(), &lang.days(least), &lang.days(most)),
    };
    let compared: Vec<bool> = timed
        .iter()
        .filter_map(|(p, n)| {
            let median = share(scene, p).filter(|s| !s.is_partial())?.median_days?;
            Some(*n < i64::from(median))
        })
        .collect();
    let comparison = (!compared.is_empty()).then(|| {
        let faster = compared.iter().filter(|f| **f).count();
        lang.certification_find_compared(faster, compared.len())
    });
    view! {
        <section>
            <p>{standing} " " <a href="#percorso">{lang.certification_see_rows()}</a></p>
            <p>{times} " " {comparison} " " <a href="#tempi">{lang.certification_see_rows()}</a></p>
            <div class="tg-callout tg-callout--info">
                <p class="tg-callout__title">{lang.certification_unknown_title()}</p>
                <p>{lang.certification_unknown_text()}</p>
                <p>{lang.certification_passed_text()}</p>
            </div>
        </section>
    }
    .into_any()
}

fn path(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut heads = vec![Head::text(lang.column_project()), Head::text(lang.column_status())];
    heads.extend(STEPS.into_iter().map(|phase| Head::text(lang.phase(phase))));
    let rows = scene
        .portfolio
        .projects
        .iter()
        .map(|p| {
            let name = projects::name(scene, p);
            let chip = mark::chip(p.measure());
            let mut cells = vec![view! { {name} " " {chip} }.into_any(), mark::standing(lang, &p.standing)];
            cells.extend(STEPS.into_iter().map(|phase| step_cell(scene, p, phase)));
            Row::new(cells).with_id(format!("percorso-{}", p.slug))
        })
        .collect();
    let matrix = table(lang, "percorso", lang.certification_path_caption().to_owned(), heads, rows, None);
    view! { <section><h2>{lang.certification_path_title()}</h2>{matrix}</section> }.into_any()
}

/// When a step was made, or what is known instead.
pub(super) fn step_cell(scene: &Scene, project: &ProjectView, phase: Phase) -> AnyView {
    let lang = scene.lang;
    let step = project.step(phase);
    if let Some((step, dated)) = step.and_then(|s| s.date.as_ref().map(|d| (s, d))) {
        let when = money::when(lang, Some(dated.when));
        return view! { {when} {due(lang, step)} {source(scene, dated)} }.into_any();
    }
    if project.standing.status == Status::Renounced {
        return view! { <span>{lang.certification_waived()}</span> }.into_any();
    }
    if phase == Phase::Disbursement && project.standing.status == Status::PaidElsewhere {
        let al = project.standing.since.map(|al| {
            let text = lang.certification_paid_regis_at(&lang.when(al));
            view! { <span class="tg-source">{text}</span> }
        });
        return view! { <span>{lang.certification_paid_regis()}</span> {al} }.into_any();
    }
    if step.is_some_and(|s| s.passed) {
        return view! { <span>{lang.certification_passed()}</span> }.into_any();
    }
    let due = step.map(|s| due(lang, s));
    let forecast = step.and_then(|s| s.forecast).map(|forecast| {
        let text = lang.certification_forecast(&lang.when(forecast));
        view! { <span class="tg-note">{text}</span> }
    });
    view! { {money::missing(lang)} {due} {forecast} }.into_any()
}

/// The deadline of a step and how it stands against it; nothing where it has none.
fn due(lang: Lang, step: &Step) -> AnyView {
    let Some(deadline) = &step.deadline else { return ().into_any() };
    if step.lateness == Lateness::Unknown {
        return ().into_any();
    }
    let (day, state) = (lang.when(deadline.due), lang.lateness(step.lateness));
    let text = if deadline.confidence == Confidence::Unverified {
        lang.certification_due_unverified(&day, &state)
    } else {
        lang.certification_due(&day, &state)
    };
    view! { <span class="tg-note">{text}</span> }.into_any()
}

fn source(scene: &Scene, dated: &Dated) -> AnyView {
    let lang = scene.lang;
    match dated.seen {
        Some(seen) if dated.source.as_deref() == Some(PA_DIGITALE) => {
            let text = lang.certification_public(&first_seen(lang, seen));
            view! { <span class="tg-source">{text}</span> }.into_any()
        }
        _ => money::source(lang, &scene.catalogue, dated.source.as_deref(), None),
    }
}

fn first_seen(lang: Lang, seen: Seen) -> String {
    let day = civil(seen.first);
    if seen.at_least { lang.seen_by(&day) } else { lang.seen_on(&day) }
}

fn runs(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let rows: Vec<Row> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.runs.iter().map(move |r| (p, r)))
        .map(|(p, run)| {
            let number = lang.certification_run_number(run.number);
            Row::new(vec![
                projects::name(scene, p),
                view! { <span>{number}</span> }.into_any(),
                money::when(lang, run.requested),
                money::when(lang, run.checked),
                view! { <span>{lang.outcome(run.outcome)}</span> }.into_any(),
                money::when(lang, run.outcome_on),
                money::source(lang, &scene.catalogue, run.provenance.source.as_deref(), run.provenance.al),
            ])
        })
        .collect();
    let content = if rows.is_empty() {
        view! { <p>{lang.certification_runs_none()}</p> }.into_any()
    } else {
        let heads = vec![
            Head::text(lang.column_project()),
            Head::text(lang.certification_column_run()),
            Head::text(lang.certification_column_requested()),
            Head::text(lang.certification_column_checked()),
            Head::text(lang.certification_column_outcome()),
            Head::text(lang.certification_column_outcome_on()),
            Head::text(lang.certification_column_source()),
        ];
        table(lang, "verifiche", lang.certification_runs_caption().to_owned(), heads, rows, None)
    };
    view! { <section><h2>{lang.certification_runs_title()}</h2>{content}</section> }.into_any()
}

fn times(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let durations = latest(&scene.catalogue.durations, |d| (d.call.clone(), d.provenance.source.clone()));
    // Without a decree there is nothing to count from.
    let rows: Vec<Row> = scene
        .portfolio
        .projects
        .iter()
        .filter(|p| p.standing.status != Status::Renounced && p.date(Phase::Decree).is_some())
        .map(|p| {
            Row::new(vec![
                projects::name(scene, p),
                money::when(lang, p.date(Phase::Decree)),
                money::when(lang, p.date(Phase::Disbursement)),
                days_cell(scene, p),
                median_cell(lang, share(scene, p)),
                published_cell(scene, p, &durations),
            ])
        })
        .collect();
    let content = if rows.is_empty() {
        view! { <p id="tempi">{lang.certification_find_days_none()}</p> }.into_any()
    } else {
        let heads = vec![
            Head::text(lang.column_project()),
            Head::text(lang.column_decree()),
            Head::text(lang.phase(Phase::Disbursement)),
            Head::text(lang.certification_column_days()),
            Head::text(lang.certification_column_median()),
            Head::text(lang.certification_column_published()),
        ];
        table(lang, "tempi", lang.certification_days_caption().to_owned(), heads, rows, None)
    };
    view! {
        <section>
            <h2>{lang.certification_days_title()}</h2>
            <p>{lang.certification_days_text()}</p>
            {content}
        </section>
    }
    .into_any()
}

fn days_cell(scene: &Scene, project: &ProjectView) -> AnyView {
    let lang = scene.lang;
    if let Some(n) = days(project) {
        let text = lang.days(n);
        return view! { <span class="tg-num">{text}</span> }.into_any();
    }
    if project.standing.status == Status::PaidElsewhere {
        return view! { <span class="tg-missing">{lang.certification_days_regis()}</span> }.into_any();
    }
    match project.date(Phase::Decree).and_then(When::exact) {
        Some(decree) if project.date(Phase::Disbursement).is_none() => {
            let text = lang.certification_days_so_far(&lang.days(days_between(decree, scene.portfolio.today)));
            let seen = project.applications.iter().filter_map(|a| a.last_seen).max_by_key(|s| s.last);
            let seen = seen.map(|s| {
                let text = lang.certification_last_seen(&frame::snapshot(lang, Some(s)));
                view! { <span class="tg-source">{text}</span> }
            });
            view! { <span class="tg-missing">{text}</span> {seen} }.into_any()
        }
        _ => money::missing(lang),
    }
}

fn median_cell(lang: Lang, share: Option<&LineShare>) -> AnyView {
    let Some(share) = share else { return money::missing(lang) };
    if share.is_partial() {
        let text = match share.comuni {
            1 => lang.certification_median_partial_one().to_owned(),
            n => lang.certification_median_partial(n),
        };
        return view! { <span class="tg-missing">{text}</span> }.into_any();
    }
    let seen = Seen { first: share.snapshot, last: share.snapshot, at_least: share.at_least };
    let snapshot = frame::snapshot(lang, Some(seen));
    match share.median_days {
        None => view! {
            {money::missing(lang)} <span class="tg-note">{lang.certification_no_disbursement()}</span>
            <span class="tg-source">{snapshot}</span>
        }
        .into_any(),
        Some(median) => {
            let days = lang.days(i64::from(median));
            let note = lang.certification_median_note(
                &grouped(u64::from(share.disbursed)),
                &grouped(u64::from(share.comuni)),
                &snapshot,
            );
            view! { <span class="tg-num">{days}</span> <span class="tg-source">{note}</span> }.into_any()
        }
    }
}

/// The durations of the calls that this project answered, renounced applications left out.
fn published_cell(scene: &Scene, project: &ProjectView, durations: &[&Fact<Duration>]) -> AnyView {
    let lang = scene.lang;
    let of_its_calls = project
        .applications
        .iter()
        .filter(|a| a.says.as_ref().is_none_or(|s| s.state != State::Renounced))
        .flat_map(|a| durations.iter().filter(move |d| collapse(&d.call) == a.key.call));
    let cells: Vec<AnyView> = of_its_calls
        .map(|d| {
            let median = lang.certification_published_median(&lang.days(i64::from(d.median_days)));
            let ninetieth = d.ninetieth_days.map(|n| {
                let text = lang.certification_published_ninetieth(&lang.days(i64::from(n)));
                view! { <span class="tg-note">{text}</span> }
            });
            let source = money::source(lang, &scene.catalogue, d.provenance.source.as_deref(), d.provenance.al);
            view! { <span>{median}</span> {ninetieth} {source} }.into_any()
        })
        .collect();
    if cells.is_empty() {
        return view! { <span>{lang.certification_no_duration()}</span> }.into_any();
    }
    cells.into_any()
}

fn differences(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let items: Vec<AnyView> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.differences.iter().map(move |d| (p, d)))
        .map(|(p, d)| {
            let name = projects::name(scene, p);
            let text = sentence(scene, d);
            let kept = p.settled(d).map(|settled| {
                let reason = verbatim::italian(lang, &settled.reason);
                view! { <span class="tg-note">{lang.settle_kept()} ": «" {reason} "»."</span> }
            });
            view! { <li>{name} ": " {text} {kept}</li> }.into_any()
        })
        .collect();
    let content = if items.is_empty() {
        view! { <p>{lang.certification_differences_none()}</p> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    };
    view! { <section id="differenze"><h2>{lang.certification_differences_title()}</h2>{content}</section> }.into_any()
}

/// A difference between sources, in words.
fn sentence(scene: &Scene, difference: &Difference) -> String {
    let lang = scene.lang;
    match difference {
        Difference::PaidInRegisOnly { amount, al, seen } => {
            lang.certification_difference_paid(&lang.amount(Some(*amount)), &lang.maybe_when(*al), &frame::snapshot(lang, *seen))
        }
        Difference::DisbursedButTargetOpen { value, target, al, source } => lang.certification_difference_target(
            &lang.quantity(*value),
            &lang.quantity(*target),
            &money::source_name(lang, &scene.catalogue, source.as_deref()),
            &lang.maybe_when(*al),
        ),
        Difference::Grant { typed, public } => {
            lang.certification_difference_grant(&lang.amount(Some(*typed)), &lang.amount(Some(*public)))
        }
        Difference::Date { phase, typed, public } => {
            lang.certification_difference_date(lang.phase(*phase), &lang.when(*typed), &lang.when(*public))
        }
    }
}
