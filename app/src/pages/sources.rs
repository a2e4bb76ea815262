//! `/fonti`: every import with its counts and refusals, the catalogue of sources, the ministerial terms with how sure they
//! are, and what is not known.

use crate::{
    pages::{Page, page},
    parts::{
        frame::{self, Place},
        money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
    visit::Given,
};
use domain::{
    dossier::Catalogue,
    fact::{Provenance, latest},
    line::LineCode,
    money::grouped,
    ports::{Batch, Unavailable},
    when::{When, civil},
};
use leptos::prelude::*;
use words::Lang;

/// As many imports as the register gives.
const SHOWN: usize = 500;
/// As many refused rows as a page lists for one file; the import's own report has them all.
const REFUSALS: usize = 50;
/// Figures of a digest that are enough to tell two files apart at a glance.
const DIGEST: usize = 12;

/// `/fonti`
#[component]
pub fn Sources() -> impl IntoView {
    page(load)
}

async fn load(given: Given) -> Result<(Place<'static>, Page), Unavailable> {
    let batches = given.ports.register.batches().await?;
    let catalogue = given.ports.register.catalogue().await?;
    Ok((Place::default(), build(given.visit.lang, &batches, &catalogue)))
}

fn build(lang: Lang, batches: &[Batch], catalogue: &Catalogue) -> Page {
    let contents = [
        ("#importazioni", lang.sources_imports_title()),
        ("#catalogo", lang.sources_list_title()),
        ("#termini", lang.sources_terms_title()),
        ("#differimenti", lang.sources_deferrals_title()),
        ("#non-noto", lang.sources_unknown_title()),
    ]
    .map(|(href, label)| view! { <li><a href=href>{label}</a></li> })
    .collect_view();
    let trail = vec![
        (paths::common(paths::ENTI), lang.nav_enti().to_owned()),
        (paths::common(paths::SOURCES), lang.nav_sources().to_owned()),
    ];
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head">
            <div><h1>{lang.sources_title()}</h1><p class="tg-lead">{lang.sources_lead()}</p></div>
        </div>
        <nav aria-label=lang.sources_contents()><ul>{contents}</ul></nav>
        <section id="importazioni">
            <h2>{lang.sources_imports_title()}</h2>
            <p>{lang.sources_imports_text()}</p>
            {imports(lang, batches)}
        </section>
        <section id="catalogo">
            <h2>{lang.sources_list_title()}</h2>
            <p>{lang.sources_list_text()}</p>
            {list(lang, catalogue)}
        </section>
        <section id="termini">
            <h2>{lang.sources_terms_title()}</h2>
            <p>{lang.sources_terms_text()}</p>
            {terms(lang, catalogue)}
        </section>
        <section id="differimenti">
            <h2>{lang.sources_deferrals_title()}</h2>
            <p>{lang.sources_deferrals_text()}</p>
            {deferrals(lang, catalogue)}
        </section>
        {unknown(lang)}
    };
    Page::new(lang.sources_title(), content)
}

fn imports(lang: Lang, batches: &[Batch]) -> AnyView {
    let Some(newest) = batches.iter().max_by_key(|b| b.recorded_at) else {
        return view! { <p>{lang.sources_imports_none()}</p> }.into_any();
    };
    let last = civil(newest.recorded_at.date_naive());
    let count = match batches.len() {
        1 => lang.sources_imports_one(&last),
        n => lang.sources_imports_many(n, &last),
    };
    let limit = (batches.len() >= SHOWN).then(|| lang.sources_imports_limit(SHOWN));
    let heads = vec![
        Head::text(lang.sources_column_file()),
        Head::text(lang.sources_column_kind()),
        Head::text(lang.sources_column_snapshot()),
        Head::text(lang.sources_column_recorded()),
        Head::number(lang.sources_column_accepted()),
        Head::number(lang.sources_column_changed()),
        Head::number(lang.sources_column_unchanged()),
        Head::number(lang.sources_column_refused()),
        Head::text(lang.sources_column_licence()),
        Head::text(lang.sources_column_digest()),
    ];
    let rows = batches
        .iter()
        .map(|b| {
            let file = b.file.clone();
            let kind = kind(lang, b);
            let licence = b.licence.clone().unwrap_or_else(|| lang.sources_no_licence().to_owned());
            let cell = |n: u64| {
                let text = grouped(n);
                view! { <span class="tg-num">{text}</span> }.into_any()
            };
            Row::new(vec![
                view! { <span>{file}</span> }.into_any(),
                view! { <span>{kind}</span> }.into_any(),
                snapshot(lang, b),
                recorded(b),
                cell(b.tally.accepted),
                cell(b.tally.changed),
                cell(b.tally.unchanged),
                refused(lang, b),
                view! { <span>{licence}</span> }.into_any(),
                digest(&b.digest),
            ])
        })
        .collect();
    view! {
        <p>{count} " " {limit}</p>
        {table(lang, "importati", lang.sources_imports_caption().to_owned(), heads, rows, None)}
    }
    .into_any()
}

/// What the file turned out to be, in words.
fn kind(lang: Lang, batch: &Batch) -> String {
    match batch.kind.as_str() {
        "pa-digitale" => lang.sources_kind_public().to_owned(),
        "avvisi" => lang.sources_kind_calls().to_owned(),
        kind => lang.sources_kind_template(kind),
    }
}

fn snapshot(lang: Lang, batch: &Batch) -> AnyView {
    let Some(day) = batch.snapshot else {
        return view! { <span>{lang.sources_no_snapshot()}</span> }.into_any();
    };
    let machine = day.to_string();
    let text = if batch.at_least { lang.sources_at_least(&civil(day)) } else { civil(day) };
    view! { <time datetime=machine>{text}</time> }.into_any()
}

fn recorded(batch: &Batch) -> AnyView {
    let at = batch.recorded_at;
    let machine = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let text = format!("{} {}", civil(at.date_naive()), at.format("%H:%M"));
    view! { <time datetime=machine>{text}</time> }.into_any()
}

/// How many rows were refused; which and why behind a word.
fn refused(lang: Lang, batch: &Batch) -> AnyView {
    let n = batch.tally.refused;
    if n == 0 {
        return view! { <span class="tg-num">"0"</span> }.into_any();
    }
    let items: Vec<AnyView> =
        batch.refusals.iter().take(REFUSALS).map(|line| view! { <li>{verbatim::italian(lang, line)}</li> }.into_any()).collect();
    let listed = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let more = (n > listed).then(|| {
        let text = lang.sources_refused_more(&grouped(n - listed));
        view! { <p>{text}</p> }
    });
    let summary = lang.sources_refused(n);
    view! { <details class="tg-details"><summary>{summary}</summary><ul>{items}</ul>{more}</details> }.into_any()
}

/// The beginning of a digest, all of it on request.
fn digest(digest: &str) -> AnyView {
    let whole = digest.to_owned();
    let short: String = digest.chars().take(DIGEST).collect();
    view! { <code title=whole>{short}"…"</code> }.into_any()
}

fn list(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let mut sources = latest(&catalogue.sources, |s| s.code.clone());
    if sources.is_empty() {
        return view! { <p>{lang.sources_list_none()}</p> }.into_any();
    }
    sources.sort_by(|a, b| (!a.kind.is_record(), &a.code).cmp(&(!b.kind.is_record(), &b.code)));
    let heads = vec![
        Head::text(lang.sources_column_title()),
        Head::text(lang.sources_column_code()),
        Head::text(lang.sources_column_type()),
        Head::text(lang.sources_column_date()),
        Head::text(lang.sources_column_address()),
        Head::text(lang.sources_column_licence()),
    ];
    let rows = sources
        .into_iter()
        .map(|s| {
            let title = verbatim::pick(lang, &s.title, s.title_en.as_deref());
            let note = verbatim::note(lang, s.provenance.public_note());
            let code = s.code.clone();
            let weight = if s.kind.is_record() { lang.sources_record() } else { lang.sources_words() };
            let licence = s.licence.clone().unwrap_or_else(|| lang.sources_no_licence().to_owned());
            Row::new(vec![
                view! { {title} {note} }.into_any(),
                view! { <code>{code}</code> }.into_any(),
                view! { <span>{lang.source_kind(s.kind)}</span> <span class="tg-note">{weight}</span> }.into_any(),
                money::when(lang, s.date),
                address(lang, s.url.as_deref()),
                view! { <span>{licence}</span> }.into_any(),
            ])
        })
        .collect();
    table(lang, "elenco-fonti", lang.sources_list_caption().to_owned(), heads, rows, None)
}

/// A link to a source. Its address was typed by somebody: only the web's own schemes become a link.
fn address(lang: Lang, url: Option<&str>) -> AnyView {
    let Some(url) = url else {
        return view! { <span>{lang.sources_no_address()}</span> }.into_any();
    };
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(host) = rest.map(|r| r.split(['/', '?', '#']).next().unwrap_or_default()).filter(|h| !h.is_empty()) else {
        let text = url.to_owned();
        return view! { <span>{text}</span> }.into_any();
    };
    let text = lang.sources_visit(host);
    let href = url.to_owned();
    view! { <a href=href rel="noreferrer">{text}</a> }.into_any()
}

/// "1.4.5 Notifiche digitali (SEND)", or that it holds for all.
fn line_name(lang: Lang, catalogue: &Catalogue, code: &str) -> String {
    if code == "*" {
        return lang.sources_every_lump_sum().to_owned();
    }
    match LineCode::read(code).ok().and_then(|line| catalogue.line(&line)) {
        Some(line) => format!("{code} {}", lang.pick(&line.name, line.name_en.as_deref())),
        None => code.to_owned(),
    }
}

/// An edition or a band: text of the data, or that it holds for all.
fn wide(lang: Lang, text: &str) -> AnyView {
    if text == "*" {
        return view! { <span>{lang.sources_every_line()}</span> }.into_any();
    }
    verbatim::italian(lang, text)
}

/// The act, the source and the remark of a term.
fn basis(lang: Lang, catalogue: &Catalogue, act: Option<&str>, provenance: &Provenance) -> AnyView {
    let act = match act {
        Some(act) => verbatim::italian(lang, act),
        None => view! { <span>{lang.sources_no_act()}</span> }.into_any(),
    };
    let source = money::source(lang, catalogue, provenance.source.as_deref(), provenance.al);
    let note = verbatim::note(lang, provenance.public_note());
    view! { {act} {source} {note} }.into_any()
}

fn terms(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let terms = latest(&catalogue.terms, |t| (t.line.clone(), t.edition.clone(), t.band.clone(), t.phase));
    if terms.is_empty() {
        return view! { <p>{lang.sources_terms_none()}</p> }.into_any();
    }
    let heads = vec![
        Head::text(lang.sources_column_line()),
        Head::text(lang.sources_column_edition()),
        Head::text(lang.sources_column_band()),
        Head::text(lang.sources_column_phase()),
        Head::text(lang.sources_column_term()),
        Head::text(lang.sources_column_start()),
        Head::text(lang.sources_column_confidence()),
        Head::text(lang.sources_column_basis()),
    ];
    let rows = terms
        .into_iter()
        .map(|t| {
            let name = line_name(lang, catalogue, &t.line);
            let term = match (t.day, t.days) {
                (Some(day), _) => money::when(lang, Some(When::Day(day))),
                (None, Some(days)) => {
                    let text = lang.days(i64::from(days));
                    view! { <span>{text}</span> }.into_any()
                }
                (None, None) => money::missing(lang),
            };
            Row::new(vec![
                view! { <span>{name}</span> }.into_any(),
                wide(lang, &t.edition),
                wide(lang, &t.band),
                view! { <span>{lang.phase(t.phase)}</span> }.into_any(),
                term,
                view! { <span>{lang.sources_start(t.start)}</span> }.into_any(),
                view! { <strong>{lang.confidence(t.confidence)}</strong> }.into_any(),
                basis(lang, catalogue, t.act.as_deref(), &t.provenance),
            ])
        })
        .collect();
    table(lang, "elenco-termini", lang.sources_terms_caption().to_owned(), heads, rows, None)
}

fn deferrals(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let mut deferrals = latest(&catalogue.deferrals, |d| (d.line.clone(), d.announced, d.phase));
    if deferrals.is_empty() {
        return view! { <p>{lang.sources_deferrals_none()}</p> }.into_any();
    }
    deferrals.sort_by_key(|d| (d.announced.last(), d.phase));
    let heads = vec![
        Head::text(lang.sources_column_line()),
        Head::text(lang.sources_column_announced()),
        Head::text(lang.sources_column_phase()),
        Head::text(lang.sources_column_effect()),
        Head::text(lang.sources_column_confidence()),
        Head::text(lang.sources_column_basis()),
    ];
    let rows = deferrals
        .into_iter()
        .map(|d| {
            let name = if d.line == "*" { lang.sources_every_line().to_owned() } else { line_name(lang, catalogue, &d.line) };
            let effect = match (d.day, d.days) {
                (Some(day), _) => lang.sources_new_day(&civil(day)),
                (None, Some(days)) => lang.sources_more_days(&lang.days(i64::from(days))),
                (None, None) => lang.sources_days_unknown().to_owned(),
            };
            Row::new(vec![
                view! { <span>{name}</span> }.into_any(),
                money::when(lang, Some(d.announced)),
                view! { <span>{lang.phase(d.phase)}</span> }.into_any(),
                view! { <span>{effect}</span> }.into_any(),
                view! { <strong>{lang.confidence(d.confidence)}</strong> }.into_any(),
                basis(lang, catalogue, d.act.as_deref(), &d.provenance),
            ])
        })
        .collect();
    table(lang, "elenco-differimenti", lang.sources_deferrals_caption().to_owned(), heads, rows, None)
}

/// What was looked for and not found.
fn unknown(lang: Lang) -> AnyView {
    let items = [
        lang.sources_unknown_steps(),
        lang.sources_unknown_terms(),
        lang.sources_unknown_after(),
        lang.sources_unknown_files(),
        lang.sources_unknown_towns(),
        lang.sources_unknown_targets(),
        lang.sources_unknown_licence(),
        lang.sources_unknown_english(),
        lang.sources_unknown_export(),
    ]
    .map(|text| view! { <li>{text}</li> })
    .collect_view();
    view! {
        <section id="non-noto">
            <h2>{lang.sources_unknown_title()}</h2>
            <p>{lang.sources_unknown_text()}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
