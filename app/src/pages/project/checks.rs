//! Certification runs, and how long it took from decree to disbursement against all comuni.

use super::terms;
use crate::{
    pages::Scene,
    parts::{
        aged, frame, money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    application::Seen,
    fact::{Fact, latest},
    freshness::FigureKind,
    line::LineCode,
    money::grouped,
    phase::{Mode, Phase},
    portfolio::ProjectView,
    records::Duration,
    share::LineShare,
    status::Status,
    when::{When, civil, days_between},
};
use leptos::prelude::*;

/// Every run with its outcome, or that none is known.
pub fn runs(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let check = p.measure().and_then(|code| scene.catalogue.measure(&code)).and_then(|m| {
        m.check.as_deref().map(|check| {
            let check = verbatim::pick(lang, check, m.check_en.as_deref());
            view! { <p><strong>{lang.project_runs_check()}</strong> ": " {check}</p> }
        })
    });
    let body = if p.runs.is_empty() {
        let words = if p.mode == Some(Mode::Costs) { lang.project_runs_costs() } else { lang.project_runs_none() };
        view! { <p>{words}</p> }.into_any()
    } else {
        run_table(scene, p)
    };
    view! {
        <section id="verifiche">
            <h2>{lang.project_runs_title()}</h2>
            {body}
            {aged::note(lang, p.age(FigureKind::Certification))}
            {check}
        </section>
    }
    .into_any()
}

fn run_table(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_column_run()),
        Head::text(lang.project_column_requested()),
        Head::text(lang.project_column_checked()),
        Head::text(lang.project_column_outcome()),
        Head::text(lang.project_column_outcome_on()),
        Head::text(lang.project_column_source()),
    ];
    let rows = p
        .runs
        .iter()
        .map(|run| {
            Row::new(vec![
                view! { {lang.project_run_number(run.number)} }.into_any(),
                money::when(lang, run.requested),
                money::when(lang, run.checked),
                view! { {lang.outcome(run.outcome)} }.into_any(),
                money::when(lang, run.outcome_on),
                terms::origin(scene, &run.provenance),
            ])
        })
        .collect();
    table(lang, "tabella-verifiche", lang.project_runs_caption().to_owned(), heads, rows, None)
}

/// Days from decree to disbursement, beside the medians of the line and of the call.
pub fn durations(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    view! {
        <section id="tempi">
            <h2>{lang.project_time_title()}</h2>
            <p>{took(scene, p)}</p>
            {comparison(scene, p)}
        </section>
    }
    .into_any()
}

/// Days from decree to disbursement, where both days are known.
fn days(p: &ProjectView) -> Option<i64> {
    let decree = p.date(Phase::Decree)?.exact()?;
    let paid = p.date(Phase::Disbursement)?.exact()?;
    Some(days_between(decree, paid)).filter(|days| *days >= 0)
}

fn took(scene: &Scene, p: &ProjectView) -> String {
    let lang = scene.lang;
    let decree = p.date(Phase::Decree);
    let paid = p.date(Phase::Disbursement);
    if let (Some(decree), Some(paid), Some(days)) = (decree, paid, days(p)) {
        return lang.project_time_took(&lang.when(decree), &lang.when(paid), &lang.days(days));
    }
    if p.standing.status == Status::PaidElsewhere {
        return lang.project_time_regis().to_owned();
    }
    // Up to the last snapshot we know that it waits; what came after it we do not know.
    if let (Some(When::Day(decreed)), None, Some(seen)) = (decree, paid, super::path::waiting(p)) {
        let days = days_between(decreed, seen.last);
        if days >= 0 {
            return lang.project_time_open(&civil(decreed), &civil(seen.last), &lang.days(days));
        }
    }
    lang.project_time_unknown().to_owned()
}

fn comparison(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let share = p.line.as_ref().and_then(|line| scene.catalogue.share(line)).filter(|s| s.median_days.is_some());
    let calls = latest(&scene.catalogue.durations, |d| (d.call.clone(), d.provenance.source.clone()));
    let calls: Vec<_> = calls.into_iter().filter(|d| p.applications.iter().any(|a| a.key.call == d.call)).collect();
    let mut rows: Vec<Row> = vec![];
    if let Some(share) = share {
        rows.push(line_row(scene, share));
    }
    rows.extend(calls.into_iter().map(|d| call_row(scene, d)));
    if rows.is_empty() {
        return view! { <p>{lang.project_time_none()}</p> }.into_any();
    }
    if let Some(days) = days(p) {
        let source = p.step(Phase::Disbursement).and_then(|s| s.date.as_ref()).and_then(|d| d.source.as_deref());
        let row = Row::new(vec![
            view! { {lang.project_time_this()} }.into_any(),
            number(days),
            view! { {lang.project_time_single()} }.into_any(),
            money::source(lang, &scene.catalogue, source, None),
        ]);
        rows.insert(0, row);
    }
    let heads = vec![
        Head::text(lang.project_column_what()),
        Head::number(lang.project_column_days()),
        Head::number(lang.project_column_ninetieth()),
        Head::text(lang.project_column_perimeter()),
    ];
    view! {
        {table(lang, "tabella-tempi", lang.project_time_caption().to_owned(), heads, rows, None)}
        <p class="tg-note">{lang.project_only_paid()}</p>
    }
    .into_any()
}

fn number(n: i64) -> AnyView {
    let text = grouped(n.unsigned_abs());
    view! { <span class="tg-num">{text}</span> }.into_any()
}

/// The published or derived median of a call.
pub fn call_row(scene: &Scene, d: &Fact<Duration>) -> Row {
    let label = scene.lang.project_time_call(&d.call);
    Row::new(vec![
        view! { {label} }.into_any(),
        number(i64::from(d.median_days)),
        d.ninetieth_days.map_or_else(|| money::missing(scene.lang), |n| number(i64::from(n))),
        terms::origin(scene, &d.provenance),
    ])
}

/// The median of a line, counted from the rows loaded here.
pub fn line_row(scene: &Scene, share: &LineShare) -> Row {
    let lang = scene.lang;
    let label = line_label(scene, &share.line);
    let cell = |days: Option<u32>| days.map_or_else(|| money::missing(lang), |n| number(i64::from(n)));
    Row::new(vec![
        view! { {lang.project_time_line(&label)} }.into_any(),
        cell(share.median_days),
        cell(share.ninetieth_days),
        perimeter(scene, share),
    ])
}

/// "1.4.5 Notifiche digitali (SEND)".
pub fn line_label(scene: &Scene, line: &LineCode) -> String {
    match scene.catalogue.line(line) {
        Some(known) => format!("{line} {}", scene.lang.pick(&known.name, known.name_en.as_deref())),
        None => line.to_string(),
    }
}

/// With how many projects and comuni a line was counted, and of which day.
fn perimeter(scene: &Scene, share: &LineShare) -> AnyView {
    let lang = scene.lang;
    let paid = match share.disbursed {
        1 => lang.project_perimeter_paid_one().to_owned(),
        n => lang.project_perimeter_paid(&grouped(u64::from(n))),
    };
    let comuni = lang.measure_comuni(share);
    let snapshot = Seen { first: share.snapshot, last: share.snapshot, at_least: share.at_least };
    let snapshot = frame::snapshot(lang, Some(snapshot));
    view! {
        {paid} ", " {comuni}
        <span class="tg-source">{snapshot}</span>
    }
    .into_any()
}
