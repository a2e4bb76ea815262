//! `/{ipa}/importa`: a file to bring in, what it would change, and what has become of it.

use super::{administers, rows};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::{
        form::{Field, Sheet, hidden},
        frame,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    cell::read_instant,
    identifier::Slug,
    ports::{Batch, CellChange, Unavailable},
    preview::{Preview, PreviewRow},
    submission::field,
    when::civil,
};
use leptos::prelude::*;
use std::{collections::HashSet, sync::Arc};
use words::BETWEEN;

/// Name of the field with the file.
pub const FILE: &str = "file";
/// Name of the field with the day of the data.
pub const SNAPSHOT: &str = "snapshot";
/// A row that is to be imported, by its number; as often as there are rows to choose from.
pub const ROW: &str = "riga";
/// In the address: number of the batch that has just been imported.
pub const DONE: &str = "fatto";

/// What a browser offers to send.
const ACCEPT: &str = ".csv,.json,.xlsx,text/csv,application/json";
/// Refused rows that are listed.
const LISTED: usize = 200;

/// `/{ipa}/importa`
#[component]
pub fn Import() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let done = match scene.visit().param(DONE).and_then(|n| n.parse::<i64>().ok()) {
        Some(id) => scene.given.ports.register.batches().await?.into_iter().find(|b| b.id == id),
        None => None,
    };
    Ok(Some(build(&scene, done.as_ref())))
}

fn build(scene: &Scene, done: Option<&Batch>) -> Page {
    let lang = scene.lang;
    let title = lang.upload_title_of(&scene.portfolio.ente.name);
    let here = paths::section(scene.ipa(), paths::IMPORT);
    let trail =
        frame::trail(scene, &[(paths::section(scene.ipa(), paths::DESK), lang.nav_desk()), (here.clone(), lang.upload_title())]);
    let posted = scene.given.posted.as_deref();
    let sheet = Sheet::new(lang, posted);
    let body = match posted.and_then(|p| p.preview.as_deref()) {
        Some(preview) => difference(scene, &sheet, preview, &here),
        None => form(scene, &sheet, here),
    };
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.upload_lead()}</p></div></div>
        {done.map(|batch| imported(scene, batch))}
        {body}
    };
    Page::new(sheet.title(&title), content)
}

/// What has just been imported.
fn imported(scene: &Scene, batch: &Batch) -> AnyView {
    let lang = scene.lang;
    let (title, tally) = (lang.upload_done(&batch.file), lang.upload_tally(batch.tally));
    let history = paths::section(scene.ipa(), paths::HISTORY);
    view! {
        <div class="tg-callout tg-callout--success" role="status" tabindex="-1" autofocus=true>
            <p class="tg-callout__title">{title}</p>
            <p>{lang.upload_counts()} ": " {tally} "."</p>
            <ul>
                <li><a href=history>{lang.upload_done_history()}</a></li>
                <li><a href="/fonti">{lang.upload_done_sources()}</a></li>
            </ul>
        </div>
    }
    .into_any()
}

fn form(scene: &Scene, sheet: &Sheet<'_>, action: String) -> AnyView {
    let lang = scene.lang;
    let file = Field::file(FILE, lang.upload_file(), ACCEPT).hint(Some(lang.upload_file_hint().to_owned()));
    let day = Field::line(SNAPSHOT, lang.upload_snapshot()).hint(Some(lang.upload_snapshot_hint().to_owned()));
    let labels = [(FILE, lang.upload_file()), (SNAPSHOT, lang.upload_snapshot())];
    let manager = (!administers(scene)).then(|| view! { <p>{lang.upload_manager()}</p> });
    view! {
        <form class="tg-form" method="post" action=action enctype="multipart/form-data" novalidate=true>
            {sheet.summary(&labels)}
            <p>{lang.upload_which()}</p>
            {manager}
            {sheet.field(file)}
            {sheet.field(day)}
            <p class="tg-note">{lang.upload_public()}</p>
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.upload_show()}</button></div>
        </form>
    }
    .into_any()
}

/// What the file would change, and the form that agrees to it.
fn difference(scene: &Scene, sheet: &Sheet<'_>, preview: &Preview, here: &str) -> AnyView {
    let lang = scene.lang;
    let kind = lang.upload_kind(&preview.kind, preview.table);
    let file = lang.upload_preview_file(&preview.file, &kind);
    let day = preview.snapshot.map(|day| {
        let day = civil(day);
        let text = if preview.at_least { lang.upload_snapshot_at_least(&day) } else { lang.upload_snapshot_of(&day) };
        view! { <p>{text}</p> }
    });
    // Where something is wrong the list of that has the keyboard.
    let first = sheet.posted.is_none_or(|p| p.flaws.is_empty());
    let back = here.to_owned();
    let body = if preview.is_worth_it() {
        agreement(scene, sheet, preview)
    } else {
        view! { <p>{lang.upload_nothing()}</p><p><a href=back>{lang.upload_again()}</a></p> }.into_any()
    };
    view! {
        {sheet.summary(&[])}
        <section id="differenza">
            <h2>{lang.upload_preview_title()}</h2>
            <div class="tg-callout tg-callout--info" role="status" tabindex="-1" autofocus=first>
                <p class="tg-callout__title">{file}</p>
                {day}
                {counts(scene, preview)}
            </div>
            {refusals(scene, preview)}
            {body}
        </section>
    }
    .into_any()
}

/// How many rows do what.
fn counts(scene: &Scene, preview: &Preview) -> AnyView {
    let lang = scene.lang;
    let tally = preview.tally;
    let mut all = vec![
        (lang.upload_new(), tally.accepted),
        (lang.upload_changed_rows(), tally.changed),
        (lang.upload_unchanged(), tally.unchanged),
        (lang.upload_refused(), tally.refused),
    ];
    all.extend(
        [(lang.upload_elsewhere(), preview.elsewhere), (lang.upload_left(), preview.left)].into_iter().filter(|(_, n)| *n > 0),
    );
    let items = all
        .into_iter()
        .map(|(word, n)| view! { <div><dt>{rows::capital(word)}</dt><dd><strong class="tg-num">{n.to_string()}</strong></dd></div> })
        .collect_view();
    view! { <dl class="tg-dl">{items}</dl> }.into_any()
}

fn refusals(scene: &Scene, preview: &Preview) -> AnyView {
    let lang = scene.lang;
    let refused = preview.tally.refused;
    if refused == 0 {
        return ().into_any();
    }
    let shown = preview.refusals.len().min(LISTED);
    let items = preview.refusals.iter().take(shown).map(|text| view! { <li>{verbatim::italian(lang, text)}</li> }).collect_view();
    let more = refused.saturating_sub(shown as u64);
    let more = (more > 0).then(|| view! { <p>{lang.upload_refusals_more(more)}</p> });
    view! {
        <details class="tg-details" open=true>
            <summary>{lang.upload_refusals(refused)}</summary>
            <ul>{items}</ul>
            {more}
        </details>
    }
    .into_any()
}

/// The form that agrees, with a box for each row where there are not too many.
fn agreement(scene: &Scene, sheet: &Sheet<'_>, preview: &Preview) -> AnyView {
    let lang = scene.lang;
    let action = format!("{}/{}", paths::section(scene.ipa(), paths::IMPORT), preview.token);
    let desk = paths::section(scene.ipa(), paths::DESK);
    let list = if preview.rows.is_empty() {
        view! { <p>{lang.upload_seen_again()}</p> }.into_any()
    } else {
        list(scene, sheet, preview)
    };
    view! {
        <form class="tg-form tg-form--wide" method="post" action=action>
            {hidden(field::SEEN, &preview.digest)}
            {list}
            <p class="tg-note">{lang.upload_waits()}</p>
            <div class="tg-actions">
                <button class="btn btn-primary" type="submit">{lang.upload_confirm()}</button>
                <a class="btn btn-outline-primary" href=desk>{lang.upload_leave()}</a>
            </div>
        </form>
    }
    .into_any()
}

fn list(scene: &Scene, sheet: &Sheet<'_>, preview: &Preview) -> AnyView {
    let lang = scene.lang;
    let choice = preview.offers_choice();
    let shown = preview.rows.len().min(Preview::CHOICES);
    let note = if choice { lang.upload_choose_rows().to_owned() } else { lang.upload_too_many(shown, preview.differences()) };
    // A form that comes back keeps its boxes as they were; a difference that is shown for the first time has all ticked.
    let back = sheet.posted.filter(|p| p.value(field::SEEN).is_some());
    let ticked: Option<HashSet<&str>> = back.map(|p| p.values(ROW).collect());
    let heads = vec![
        Head::text(lang.upload_column_row()),
        Head::number(lang.upload_column_line()),
        Head::text(lang.upload_column_what()),
        Head::text(lang.upload_column_cells()),
    ];
    let lines = preview
        .rows
        .iter()
        .take(shown)
        .map(|row| {
            let number = row.number.to_string();
            let name = verbatim::italian(lang, &name(scene, preview.table, row));
            let first = if choice {
                let (id, checked) = (format!("riga-{number}"), ticked.as_ref().is_none_or(|t| t.contains(number.as_str())));
                let target = id.clone();
                view! {
                    <div class="form-check">
                        <input type="checkbox" id=id name=ROW value=number checked=checked />
                        <label for=target>{name}</label>
                    </div>
                }
                .into_any()
            } else {
                name
            };
            let what = if row.new { lang.upload_row_new() } else { lang.upload_row_changed() };
            Row::new(vec![
                first,
                view! { <span class="tg-num">{row.line.to_string()}</span> }.into_any(),
                view! { <span>{what}</span> }.into_any(),
                cells(scene, preview.table, row),
            ])
        })
        .collect();
    view! { <p>{note}</p> {table(lang, "differenze", lang.upload_caption().to_owned(), heads, lines, None)} }.into_any()
}

/// What people call the thing of a row: its key, a project by its title.
fn name(scene: &Scene, table: &str, row: &PreviewRow) -> String {
    let part = |(column, text): &(&'static str, String)| match *column {
        "project" => {
            let project = Slug::read(text).ok().and_then(|slug| scene.portfolio.project(&slug));
            project.map(|p| scene.title(&p.title, p.title_en.as_deref()).to_owned()).or_else(|| Some(text.clone()))
        }
        // An instant of the open data: the day is enough to tell people which.
        "sent_at" => read_instant(text).map(|at| civil(at.date())),
        column => scene.lang.told(table, column, text),
    };
    row.key.iter().filter_map(part).collect::<Vec<_>>().join(BETWEEN)
}

/// What a row changes, cell by cell.
fn cells(scene: &Scene, table: &str, row: &PreviewRow) -> AnyView {
    let lang = scene.lang;
    let told = |cell: &CellChange, text: &str| lang.told(table, cell.column, text).unwrap_or_else(|| lang.unknown().to_owned());
    let items = row
        .cells
        .iter()
        .map(|cell| {
            let (label, new) = (lang.column(table, cell.column), told(cell, &cell.new));
            let text =
                if row.new { lang.upload_cell_new(label, &new) } else { lang.upload_cell(label, &told(cell, &cell.old), &new) };
            view! { <div>{text}</div> }
        })
        .collect_view();
    let none = row.cells.is_empty().then(|| view! { <div>{lang.upload_key_only()}</div> });
    let office = row.office.then(|| view! { <span class="tg-note">{lang.upload_office()}</span> });
    let outdone = row.outdone.map(|day| view! { <span class="tg-note">{lang.upload_outdone(&civil(day))}</span> });
    view! { {items} {none} {office} {outdone} }.into_any()
}
