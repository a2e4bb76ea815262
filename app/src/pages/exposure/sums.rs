//! Sums that could be lost, by deadline and by reason, with what covers them; apart those of which the certification is not
//! known, with the age of what was last seen of them.

use crate::{
    pages::{
        Scene,
        exposure::rows::{Sheet, download},
        funding::pieces::{cell, sources, today, words_cell},
        home::{piece, risk},
    },
    parts::{
        frame, mark, money,
        table::{Head, Row as Line, table},
        verbatim,
    },
    paths,
};
use domain::{
    exposure::{Cover, CoverKind, Exposure, Reason, Row, sum},
    phase::Fund,
    total::Total,
};
use leptos::prelude::*;
use words::Lang;

fn any(total: Total) -> bool {
    total.known + total.unknown > 0
}

/// The finding, and what is known not to be certified yet.
pub(super) fn known(scene: &Scene, found: &Exposure<'_>) -> AnyView {
    let lang = scene.lang;
    let (past, uncovered) = (found.with(Reason::Past), found.uncovered());
    let past = any(past).then(|| view! { <p>{lang.exposure_past(&lang.funding_sum(past))}</p> });
    let uncovered = any(uncovered).then(|| view! { <p>{lang.exposure_uncovered(&lang.funding_sum(uncovered))}</p> });
    let codes = found.rows().flat_map(|r| {
        let grants = r.project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.source.as_deref());
        grants.chain(r.cover.as_ref().and_then(|c| c.source).map(Some))
    });
    let summary = lang.exposure_summary(&scene.portfolio.ente.name, &today(scene), &sources(scene, codes));
    let rows = any(found.total()).then(|| {
        let listed = if found.open.is_empty() {
            view! { <p>{lang.exposure_open_none_text()}</p> }.into_any()
        } else {
            sums_table(scene, "rischi-somme", lang.exposure_open_caption(), &found.open, false)
        };
        let href = download(scene, Sheet::Sums);
        view! {
            <p class="tg-note">{lang.exposure_cover_means()}</p>
            {listed}
            <h3>{lang.exposure_reasons_title()}</h3>
            {reasons_table(lang, found)}
            <ul class="tg-downloads"><li><a href=href download="">{lang.download_csv()}</a></li></ul>
        }
    });
    view! {
        <section id="somme">
            <h2>{finding(lang, found)}</h2>
            {past}
            {uncovered}
            {rows}
            <p class="tg-source">{summary}</p>
        </section>
    }
    .into_any()
}

fn finding(lang: Lang, found: &Exposure<'_>) -> String {
    let (open, unknown) = (sum(&found.open), sum(&found.unknown));
    match (any(open), any(unknown)) {
        (false, false) => lang.home_no_risk().trim_end_matches('.').to_owned(),
        (true, false) => lang.exposure_find_open(&lang.funding_sum(open)),
        (false, true) => lang.exposure_find_unknown(&lang.funding_sum(unknown)),
        (true, true) => lang.exposure_find_both(&lang.funding_sum(open), &lang.funding_sum(unknown)),
    }
}

/// What nothing is known of.
pub(super) fn apart(scene: &Scene, found: &Exposure<'_>) -> AnyView {
    let lang = scene.lang;
    if !any(found.total()) {
        return ().into_any();
    }
    if found.unknown.is_empty() {
        return view! { <section id="non-nota"><h2>{lang.exposure_unknown_none()}</h2></section> }.into_any();
    }
    let heading = lang.exposure_unknown_title(&lang.funding_sum(sum(&found.unknown)));
    let rows = sums_table(scene, "rischi-non-nota", lang.exposure_unknown_caption(), &found.unknown, true);
    view! {
        <section id="non-nota">
            <h2>{heading}</h2>
            <p>{lang.exposure_unknown_text()}</p>
            {rows}
        </section>
    }
    .into_any()
}

/// Published risks of projects with nothing at stake above: said, and in no sum.
pub(super) fn beside(scene: &Scene, found: &Exposure<'_>) -> AnyView {
    let lang = scene.lang;
    if found.beside.is_empty() {
        return ().into_any();
    }
    let items = found
        .beside
        .iter()
        .map(|(project, risk)| {
            let href = format!("{}#rischi", paths::project(scene.ipa(), &project.slug));
            let name = piece::text(lang, &project.title, project.title_en.as_deref());
            let exposed = lang.exposure_exposed(&lang.amount(risk.exposed));
            let source = money::source(lang, &scene.catalogue, risk.provenance.source.as_deref(), risk.provenance.al);
            view! { <a href=href>{name}</a> ": " {verbatim::italian(lang, &risk.what)} " (" {exposed} ")" {source} }.into_any()
        })
        .collect();
    view! {
        <section id="altri-rischi">
            <h2>{lang.exposure_beside_title()}</h2>
            <p>{lang.exposure_beside_text()}</p>
            {piece::listing(lang, items)}
        </section>
    }
    .into_any()
}

/// Rows by deadline; those that stand apart also with their last snapshot.
fn sums_table(scene: &Scene, id: &str, caption: &'static str, rows: &[Row<'_>], apart: bool) -> AnyView {
    let lang = scene.lang;
    let mut heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_deadline()),
        Head::text(lang.home_column_days()),
        Head::text(lang.exposure_column_reason()),
        Head::text(lang.exposure_column_cover()),
    ];
    if apart {
        heads.push(Head::text(lang.exposure_column_seen()));
    }
    heads.push(Head::number(lang.home_column_pnrr()));
    let mut foot = vec![words_cell(lang.home_total())];
    foot.extend(heads.iter().skip(2).map(|_| ().into_any()));
    foot.push(cell(lang, sum(rows), lang.funding_nothing()));
    let lines = rows
        .iter()
        .map(|row| {
            let doubt = row.deadline.map(|d| risk::doubt(scene, d.confidence));
            let mut cells = vec![
                view! { {piece::name(scene, row.project)} " " {mark::chip(row.project.measure())} }.into_any(),
                view! { {money::when(lang, row.deadline.map(|d| d.due))} {doubt} }.into_any(),
                risk::days(scene, row.deadline),
                why(lang, row),
                covered(scene, row),
            ];
            if apart {
                cells.push(seen(lang, row));
            }
            cells.push(view! { {cell(lang, row.total, lang.funding_nothing())} {granted_by(scene, row)} }.into_any());
            Line::new(cells)
        })
        .collect();
    table(lang, id, caption.to_owned(), heads, lines, Some(foot))
}

/// Source and day of each grant in a sum.
fn granted_by(scene: &Scene, row: &Row<'_>) -> AnyView {
    let grants = row.project.grants.iter().filter(|g| g.fund == Fund::Pnrr);
    grants.map(|g| money::source(scene.lang, &scene.catalogue, g.source.as_deref(), g.al)).collect_view().into_any()
}

/// The reasons, the gravest first, and the risks that the office has published.
fn why(lang: Lang, row: &Row<'_>) -> AnyView {
    let first = lang.exposure_reason(row.reason());
    let further =
        row.reasons.iter().skip(1).map(|r| view! { <span class="tg-note">{lang.exposure_reason(*r)}</span> }).collect_view();
    let risks = row
        .risks
        .iter()
        .map(|r| view! { <span class="tg-note">{lang.exposure_risk()} " " {verbatim::italian(lang, &r.what)}</span> })
        .collect_view();
    view! { <span>{first}</span> {further} {risks} }.into_any()
}

/// The act that covers the sum, or that none does; a remedy stands beside, as what it is.
fn covered(scene: &Scene, row: &Row<'_>) -> AnyView {
    let lang = scene.lang;
    let act = match &row.cover {
        None => view! { <strong>{lang.exposure_no_cover()}</strong> }.into_any(),
        Some(cover) => {
            let source = cover.source.map(|code| money::source(lang, &scene.catalogue, Some(code), None));
            view! {
                {verbatim::italian(lang, cover.act)}
                <span class="tg-note">{how(lang, cover)}</span>
                {source}
            }
            .into_any()
        }
    };
    let remedies = row
        .risks
        .iter()
        .filter_map(|r| r.remedy.as_deref())
        .map(|remedy| view! { <span class="tg-note">{lang.exposure_remedy()} " " {verbatim::italian(lang, remedy)}</span> })
        .collect_view();
    view! { {act} {remedies} }.into_any()
}

pub(super) fn how(lang: Lang, cover: &Cover<'_>) -> String {
    let day = lang.when(cover.day);
    match cover.kind {
        CoverKind::Moved(kind) => lang.exposure_until(lang.change_kind(kind), &day),
        CoverKind::Common => lang.exposure_until(lang.exposure_common(), &day),
        CoverKind::Met => lang.exposure_met(&day),
    }
}

/// The last snapshot, and how old it is on the page's day.
fn seen(lang: Lang, row: &Row<'_>) -> AnyView {
    let Some(seen) = row.seen else {
        return view! { <span class="tg-missing">{lang.exposure_never_seen()}</span> }.into_any();
    };
    let age = row.age.filter(|days| *days > 0).map(|days| {
        view! { <span class="tg-note">{lang.exposure_age(&lang.days(days))}</span> }
    });
    view! { <span>{frame::snapshot(lang, Some(seen))}</span> {age} }.into_any()
}

fn reasons_table(lang: Lang, found: &Exposure<'_>) -> AnyView {
    let heads = vec![
        Head::text(lang.exposure_column_reason()),
        Head::number(lang.exposure_column_open()),
        Head::number(lang.exposure_column_unknown()),
        Head::number(lang.exposure_column_all()),
    ];
    let line = |name: AnyView, open: Total, unknown: Total| {
        let mut all = open;
        all.absorb(unknown);
        let cell = |total| cell(lang, total, lang.funding_nothing());
        vec![name, cell(open), cell(unknown), cell(all)]
    };
    let rows = found
        .by_reason()
        .into_iter()
        .map(|(reason, open, unknown)| {
            let name = lang.exposure_reason(reason);
            Line::new(line(view! { <span>{name}</span> }.into_any(), open, unknown))
        })
        .collect();
    let foot = line(words_cell(lang.home_total()), sum(&found.open), sum(&found.unknown));
    table(lang, "rischi-motivi", lang.exposure_reasons_caption().to_owned(), heads, rows, Some(foot))
}
