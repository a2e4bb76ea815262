//! One measure: what it is, the envelope and EU targets behind it, the ente's projects, how far all comuni are.

use crate::{
    pages::{
        Page, Scene, ente_page,
        project::{checks, pieces::pair, terms},
        projects,
    },
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    amount::Quantity,
    application::Seen,
    fact::{Fact, latest},
    filter::Filter,
    line::{LineCode, MeasureCode},
    money::{grouped, percent},
    phase::Phase,
    portfolio::ProjectView,
    records::{Benchmark, Envelope, Measure as Record, Target},
    share::LineShare,
    total::Total,
};
use leptos::prelude::*;

/// `/{ipa}/misure/{code}`
#[component]
pub fn Measure() -> impl IntoView {
    ente_page(paths::MEASURES, |scene| of(scene, &MeasureCode::read(scene.visit().segment(2)).ok()?))
}

/// The page of a measure, where the catalogue or a project knows it.
pub(super) fn of(scene: &Scene, code: &MeasureCode) -> Option<Page> {
    let mine: Vec<&ProjectView> = scene.portfolio.projects.iter().filter(|p| p.measure().as_ref() == Some(code)).collect();
    (scene.catalogue.measure(code).is_some() || !mine.is_empty()).then(|| build(scene, code, &mine))
}

fn build(scene: &Scene, code: &MeasureCode, mine: &[&ProjectView]) -> Page {
    let lang = scene.lang;
    let record = scene.catalogue.measure(code);
    let title = match record {
        Some(m) => crate::parts::mark::measure_name(code.as_str(), lang.pick(&m.name, m.name_en.as_deref())),
        None => lang.measure_name_unknown(code.as_str()),
    };
    let list = paths::section(scene.ipa(), paths::MEASURES);
    let here = paths::measure(scene.ipa(), code);
    let trail = frame::trail(scene, &[(list, lang.nav_measures()), (here, title.as_str())]);
    let name = match record {
        Some(m) => {
            let chip = mark::chip(Some(code.clone()));
            let name = verbatim::pick(lang, &m.name, m.name_en.as_deref());
            view! { {chip} " " {name} }.into_any()
        }
        None => {
            let name = title.clone();
            view! { {name} }.into_any()
        }
    };
    // Common terms and deferrals are about lump sums, which are the calls of the platform.
    let lump = record.and_then(|m| m.on_platform) == Some(true);
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{name}</h1></div></div>
        {about(scene, record)}
        {own(scene, code, mine)}
        {envelopes(scene, code)}
        {targets(scene, code)}
        {comuni(scene, code, mine)}
        {durations(scene, code)}
        {terms::of_measure(scene, code, lump)}
    };
    Page::new(title, content)
}

fn about(scene: &Scene, record: Option<&Record>) -> AnyView {
    let lang = scene.lang;
    let Some(m) = record else {
        return view! { <section><h2>{lang.measure_what_title()}</h2><p>{lang.measure_not_in_catalogue()}</p></section> }
            .into_any();
    };
    let text = |it: Option<&str>, en: Option<&str>| match it {
        Some(it) => verbatim::pick(lang, it, en),
        None => money::missing(lang),
    };
    let what = m.what.as_deref().map(|what| {
        let what = verbatim::pick(lang, what, m.what_en.as_deref());
        view! { <p class="tg-lead">{what}</p> }
    });
    let platform = match m.on_platform {
        Some(true) => view! { {lang.yes()} }.into_any(),
        Some(false) => view! { {lang.no()} }.into_any(),
        None => money::missing(lang),
    };
    // The fact behind the record, for its source and remark.
    let fact = scene.catalogue.measures.iter().rev().find(|f| f.code == m.code);
    let origin = fact.map(|f| terms::origin(scene, &f.provenance));
    view! {
        <section>
            <h2>{lang.measure_what_title()}</h2>
            {what}
            <dl class="tg-dl tg-dl--rows">
                {pair(lang.measure_check(), text(m.check.as_deref(), m.check_en.as_deref()))}
                {pair(lang.measure_holder(), text(m.holder.as_deref(), None))}
                {pair(lang.measure_code(), text(m.submeasure.as_deref(), None))}
                {pair(lang.measure_platform(), platform)}
            </dl>
            {origin}
        </section>
    }
    .into_any()
}

fn own(scene: &Scene, code: &MeasureCode, mine: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let title = lang.measure_projects_title(&scene.portfolio.ente.name);
    let body = if mine.is_empty() {
        view! { <p>{lang.measure_projects_none()}</p> }.into_any()
    } else {
        let filter = Filter { measure: Some(code.clone()), ..Filter::default() };
        let href = paths::filtered(scene.ipa(), paths::PROJECTS, &filter);
        let note = lang.measures_own_note(&frame::snapshot(lang, scene.portfolio.snapshot));
        view! {
            {own_table(scene, mine)}
            <p class="tg-note">{note}</p>
            <p><a href=href>{lang.measure_projects_link()}</a></p>
        }
        .into_any()
    };
    view! { <section id="progetti"><h2>{title}</h2>{body}</section> }.into_any()
}

fn own_table(scene: &Scene, mine: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.project_line()),
        Head::text(lang.column_status()),
        Head::text(lang.column_decree()),
        Head::number(lang.column_granted()),
        Head::number(lang.column_received()),
    ];
    let mut granted = Total::default();
    let mut received = Total::default();
    for p in mine {
        granted.absorb(p.granted);
        received.absorb(p.received);
    }
    let rows = mine
        .iter()
        .map(|p| {
            let line = match &p.line {
                Some(line) => {
                    let label = checks::line_label(scene, line);
                    view! { {label} }.into_any()
                }
                None => money::missing(lang),
            };
            Row::new(vec![
                projects::name(scene, p),
                line,
                mark::standing(lang, &p.standing),
                money::when(lang, p.date(Phase::Decree)),
                view! { {money::total(lang, p.granted)} {projects::unknowns(lang, p.granted)} }.into_any(),
                projects::received(lang, p),
            ])
        })
        .collect();
    let foot = vec![
        view! { {lang.measures_total()} }.into_any(),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        view! { {money::total(lang, granted)} {projects::unknowns(lang, granted)} }.into_any(),
        money::total(lang, received),
    ];
    table(lang, "tabella-progetti", lang.measure_projects_caption().to_owned(), heads, rows, Some(foot))
}

fn envelopes(scene: &Scene, code: &MeasureCode) -> AnyView {
    let lang = scene.lang;
    let rows: Vec<&Fact<Envelope>> = latest(&scene.catalogue.envelopes, |e| (e.measure.clone(), e.provenance.source.clone()))
        .into_iter()
        .filter(|e| e.measure == *code)
        .collect();
    let body = if rows.is_empty() {
        view! { <p>{lang.measure_envelopes_none()} " " {money::missing(lang)} "."</p> }.into_any()
    } else {
        let first = rows.first().map(|e| e.amount);
        let differ = rows.iter().any(|e| Some(e.amount) != first).then(|| view! { <p>{lang.measure_envelopes_differ()}</p> });
        let heads = vec![Head::text(lang.project_column_source()), Head::number(lang.project_column_amount())];
        let rows = rows
            .into_iter()
            .map(|e| Row::new(vec![terms::origin(scene, &e.provenance), money::amount(lang, Some(e.amount))]))
            .collect();
        view! {
            {differ}
            {table(lang, "tabella-dotazioni", lang.measure_envelopes_caption().to_owned(), heads, rows, None)}
            <p class="tg-note">{lang.measure_envelopes_whole()}</p>
        }
        .into_any()
    };
    view! { <section id="dotazione"><h2>{lang.measure_envelopes_title()}</h2>{body}</section> }.into_any()
}

fn targets(scene: &Scene, code: &MeasureCode) -> AnyView {
    let lang = scene.lang;
    let mut rows: Vec<&Fact<Target>> =
        latest(&scene.catalogue.targets, |t| t.code.clone()).into_iter().filter(|t| t.measure == *code).collect();
    let body = if rows.is_empty() {
        view! { <p>{lang.measure_targets_none()}</p> }.into_any()
    } else {
        rows.sort_by_key(|t| (t.due.last(), t.id));
        let heads = vec![
            Head::text(lang.measure_code()),
            Head::text(lang.measure_column_asks()),
            Head::text(lang.measure_column_kind()),
            Head::number(lang.measure_column_from()),
            Head::number(lang.measure_column_to()),
            Head::text(lang.measure_column_by()),
            Head::text(lang.project_column_source()),
        ];
        let rows = rows.into_iter().map(|t| target(scene, t)).collect();
        view! {
            <p>{lang.measure_targets_intro()}</p>
            {table(lang, "tabella-obiettivi", lang.measure_targets_caption().to_owned(), heads, rows, None)}
            <p class="tg-note">{lang.measure_targets_revisions()}</p>
        }
        .into_any()
    };
    view! { <section id="obiettivi"><h2>{lang.measure_targets_title()}</h2>{body}</section> }.into_any()
}

fn target(scene: &Scene, t: &Fact<Target>) -> Row {
    let lang = scene.lang;
    let number = |value: Option<Quantity>| match value {
        Some(value) => {
            let value = lang.quantity(value);
            let unit = t.unit.as_deref().map(|unit| verbatim::italian(lang, unit));
            view! { {value} "\u{a0}" {unit} }.into_any()
        }
        None if t.quantitative => money::missing(lang),
        None => view! { <span class="tg-note">{lang.measure_no_number()}</span> }.into_any(),
    };
    let kind = if t.quantitative { lang.measure_quantitative() } else { lang.measure_qualitative() };
    let line = t.line.as_ref().map(|line| {
        let label = checks::line_label(scene, line);
        view! { <span class="tg-note">{label}</span> }
    });
    let name = verbatim::pick(lang, &t.name, t.name_en.as_deref());
    let code = t.code.clone();
    Row::new(vec![
        view! { {code} }.into_any(),
        view! { {name} {line} }.into_any(),
        view! { {kind} }.into_any(),
        number(t.from),
        number(t.to),
        money::when(lang, Some(t.due)),
        terms::origin(scene, &t.provenance),
    ])
}

/// Two figures that must not be mixed: what is disbursed, counted from the rows, and what is completed, as published.
fn comuni(scene: &Scene, code: &MeasureCode, mine: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let mut lines: Vec<LineCode> =
        scene.catalogue.shares.iter().map(|s| s.line.clone()).filter(|line| line.measure() == *code).collect();
    lines.extend(mine.iter().filter_map(|p| p.line.clone()));
    lines.sort();
    lines.dedup();
    let counted = lines.iter().any(|line| scene.catalogue.share(line).is_some());
    let shares = if counted {
        view! {
            <p>{lang.measure_shares_intro()}</p>
            {share_table(scene, &lines)}
        }
        .into_any()
    } else {
        view! { <p>{lang.measure_shares_none()} " " {money::missing(lang)} "."</p> }.into_any()
    };
    view! {
        <section id="comuni">
            <h2>{lang.measure_comuni_title()}</h2>
            {shares}
            <h3>{lang.measure_benchmarks_title()}</h3>
            {benchmarks(scene, code)}
        </section>
    }
    .into_any()
}

fn share_table(scene: &Scene, lines: &[LineCode]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.project_line()),
        Head::number(lang.measure_column_share()),
        Head::number(lang.measure_column_disbursed()),
        Head::number(lang.measure_column_funded()),
        Head::number(lang.measure_column_renounced()),
        Head::text(lang.measure_column_comuni()),
        Head::text(lang.measure_column_snapshot()),
    ];
    let rows = lines
        .iter()
        .map(|line| {
            let label = checks::line_label(scene, line);
            let mut cells = vec![view! { {label} }.into_any()];
            match scene.catalogue.share(line) {
                Some(share) => cells.extend(share_cells(scene, share)),
                None => cells.extend((0..6).map(|_| money::missing(lang))),
            }
            Row::new(cells)
        })
        .collect();
    table(lang, "tabella-quote", lang.measure_shares_caption().to_owned(), heads, rows, None)
}

fn share_cells(scene: &Scene, share: &LineShare) -> Vec<AnyView> {
    let lang = scene.lang;
    let count = |n: u32| {
        let text = grouped(u64::from(n));
        view! { <span class="tg-num">{text}</span> }.into_any()
    };
    let rate = match share.disbursed_per_mille() {
        Some(rate) => {
            let rate = percent(rate);
            let partial = share.is_partial().then(|| view! { <span class="tg-note">{lang.measure_share_partial()}</span> });
            view! { <strong class="tg-num">{rate}</strong> {partial} }.into_any()
        }
        None => view! { <span class="tg-missing">{lang.measure_share_unknown()}</span> }.into_any(),
    };
    let comuni = lang.measure_comuni(share);
    let seen = Seen { first: share.snapshot, last: share.snapshot, at_least: share.at_least };
    let snapshot = frame::snapshot(lang, Some(seen));
    vec![
        rate,
        count(share.disbursed),
        count(share.funded),
        count(share.renounced),
        view! { {comuni} }.into_any(),
        view! { {snapshot} }.into_any(),
    ]
}

fn benchmarks(scene: &Scene, code: &MeasureCode) -> AnyView {
    let lang = scene.lang;
    let mut rows: Vec<&Fact<Benchmark>> =
        latest(&scene.catalogue.benchmarks, |b| (b.line.clone(), b.provenance.al, b.provenance.source.clone()))
            .into_iter()
            .filter(|b| b.line.measure() == *code)
            .collect();
    if rows.is_empty() {
        return view! { <p>{lang.measure_benchmarks_none()}</p> }.into_any();
    }
    rows.sort_by(|a, b| (&a.line, a.provenance.known, a.id).cmp(&(&b.line, b.provenance.known, b.id)));
    let heads = vec![
        Head::text(lang.project_line()),
        Head::number(lang.measure_column_completion()),
        Head::text(lang.project_column_source()),
    ];
    let rows = rows
        .into_iter()
        .map(|b| {
            let label = match scene.catalogue.line(&b.line) {
                None if b.line.as_str() == code.as_str() => lang.measure_whole().to_owned(),
                _ => checks::line_label(scene, &b.line),
            };
            let share = format!("{}\u{a0}%", lang.quantity(b.share));
            Row::new(vec![
                view! { {label} }.into_any(),
                view! { <span class="tg-num">{share}</span> }.into_any(),
                terms::origin(scene, &b.provenance),
            ])
        })
        .collect();
    view! {
        <p>{lang.measure_benchmarks_intro()}</p>
        {table(lang, "tabella-completamento", lang.measure_benchmarks_caption().to_owned(), heads, rows, None)}
    }
    .into_any()
}

fn durations(scene: &Scene, code: &MeasureCode) -> AnyView {
    let lang = scene.lang;
    let mut rows: Vec<Row> = scene
        .catalogue
        .shares
        .iter()
        .filter(|s| s.line.measure() == *code && s.median_days.is_some())
        .map(|s| checks::line_row(scene, s))
        .collect();
    let calls = latest(&scene.catalogue.durations, |d| (d.call.clone(), d.provenance.source.clone()));
    rows.extend(
        calls
            .into_iter()
            .filter(|d| scene.catalogue.line_of_call(&d.call).is_some_and(|line| line.measure() == *code))
            .map(|d| checks::call_row(scene, d)),
    );
    let body = if rows.is_empty() {
        view! { <p>{lang.measure_durations_none()}</p> }.into_any()
    } else {
        let heads = vec![
            Head::text(lang.project_column_what()),
            Head::number(lang.project_column_median()),
            Head::number(lang.project_column_ninetieth()),
            Head::text(lang.project_column_perimeter()),
        ];
        view! {
            {table(lang, "tabella-durate", lang.measure_durations_caption().to_owned(), heads, rows, None)}
            <p class="tg-note">{lang.project_only_paid()}</p>
        }
        .into_any()
    };
    view! { <section id="durate"><h2>{lang.measure_durations_title()}</h2>{body}</section> }.into_any()
}
