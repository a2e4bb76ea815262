//! Kept things as rows of a table: one table for each kind, every column but those that the page itself says.

use crate::{
    gantt::drawing,
    pages::{Scene, project::terms},
    parts::{
        money,
        table::{Head, Row, table},
        verbatim,
    },
};
use domain::{
    cell::{Column, Form, Table, Value},
    desk::Kept,
    proposal::Proposal,
    review::Objection,
};
use leptos::prelude::*;
use std::collections::HashMap;
use words::{BETWEEN, Lang};

/// The values of a column of a kept thing; none where there is no such column.
pub fn cell<'a>(table: &Table, kept: &'a Kept, name: &str) -> &'a [Value] {
    let at = table.columns.iter().position(|c| c.name == name);
    let cut = table.cut(&kept.values).unwrap_or_default();
    at.and_then(|i| cut.get(i).copied()).unwrap_or_default()
}

/// A column of a kept thing as files have it; empty where nothing is known.
pub fn text(table: &Table, kept: &Kept, name: &str) -> String {
    let column = table.columns.iter().find(|c| c.name == name);
    column.and_then(|c| (c.print)(cell(table, kept, name)).ok()).unwrap_or_default()
}

/// Columns that tell one thing from another within its project or ente.
pub fn keys(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.keys()
}

/// What the history calls a thing: its key as files have it.
pub fn key(table: &'static Table, kept: &Kept) -> String {
    table.thing(&kept.values)
}

/// What people call a thing: its key, the day where that belongs to it, or its kind where there is only one.
pub fn name(lang: Lang, table: &'static Table, kept: &Kept) -> String {
    let mut parts: Vec<String> = keys(table).filter_map(|c| lang.shown(table.name, c, cell(table, kept, c.name))).collect();
    if table.by_al {
        parts.push(lang.maybe_when(kept.provenance.al));
    }
    if parts.is_empty() { capital(lang.kind_one(table.name)) } else { parts.join(BETWEEN) }
}

/// With a capital at its head.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// Columns that a table of things shows: neither the key, which names the row, nor what is there again in English.
fn shown(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.columns.iter().filter(|c| !c.key && c.name != "project" && !c.name.ends_with("_en"))
}

/// A value, or "non noto".
pub fn value(lang: Lang, table: &Table, column: &Column, values: &[Value]) -> AnyView {
    match lang.shown(table.name, column, values) {
        None => money::missing(lang),
        Some(text) if column.form == Form::Line => verbatim::italian(lang, &text),
        Some(text) => view! { <span class="tg-num">{text}</span> }.into_any(),
    }
}

/// Where the things of a kind lead.
pub struct Ways<'a> {
    /// To the form of a version; none where it may not be changed.
    pub form: Option<&'a dyn Fn(Option<i64>) -> String>,
    /// Something to say below the heading.
    pub note: Option<&'static str>,
    /// What waits for a second person: said beside the things that it would change.
    pub waiting: &'a [Proposal],
    /// What the rules object to things as they stand.
    pub flaws: &'a Flaws,
}

/// What the rules object to things as they stand, by the name of their table and their version.
pub type Flaws = HashMap<(&'static str, i64), Vec<Objection>>;

/// A kind with its things, the way to add one, and those that were withdrawn behind a word.
pub fn section(scene: &Scene, table: &'static Table, kept: &[Kept], ways: &Ways<'_>) -> AnyView {
    let lang = scene.lang;
    let kind = lang.kind_of(table.name);
    let (gone, standing): (Vec<&Kept>, Vec<&Kept>) = kept.iter().partition(|k| k.withdrawn);
    // Where the key is that of the project there is only one, and it is there already, withdrawn perhaps.
    let single = keys(table).next().is_none();
    let add = ways.form.filter(|_| !single || kept.is_empty()).map(|form| {
        let (href, label) = (form(None), lang.kept_add(lang.kind_one(table.name)));
        view! { <div class="tg-actions"><a class="btn btn-outline-primary btn-sm" href=href>{label}</a></div> }
    });
    let note = ways.note.map(|text| view! { <p class="tg-note">{text}</p> });
    let body =
        if standing.is_empty() { view! { <p>{lang.kept_none()}</p> }.into_any() } else { list(scene, table, &standing, ways) };
    view! {
        <section id=table.file>
            <div class="tg-head"><h2>{kind}</h2>{add}</div>
            {note}
            {body}
            {withdrawn(lang, table, &gone, ways)}
        </section>
    }
    .into_any()
}

fn list(scene: &Scene, table_: &'static Table, kept: &[&Kept], ways: &Ways<'_>) -> AnyView {
    let lang = scene.lang;
    let mut heads = vec![Head::text(lang.kept_column_thing())];
    heads.extend(shown(table_).map(|c| {
        let label = lang.column(table_.name, c.name);
        if matches!(c.form, Form::Money | Form::Figure | Form::Number) { Head::number(label) } else { Head::text(label) }
    }));
    heads.push(Head::text(lang.kept_column_source()));
    let rows = kept
        .iter()
        .map(|k| {
            let name = link(lang, table_, k, ways);
            let flaws = flaws(lang, table_, k, ways);
            let mut cells = vec![view! { {name} {flaws} }.into_any()];
            cells.extend(shown(table_).map(|c| value(lang, table_, c, cell(table_, k, c.name))));
            let origin = terms::origin(scene, &k.provenance);
            let internal = k.provenance.note.as_ref().filter(|note| !note.public).map(|note| {
                view! { <span class="tg-note">{lang.kept_note_internal()} ": " {verbatim::italian(lang, &note.text)}</span> }
            });
            cells.push(view! { {origin} {internal} }.into_any());
            Row::new(cells)
        })
        .collect();
    let caption = lang.kept_caption(lang.kind_of(table_.name), kept.len());
    table(lang, &format!("tabella-{}", table_.file), caption, heads, rows, None)
}

/// The name of a thing, leading to its form where it may be changed.
fn link(lang: Lang, table: &'static Table, kept: &Kept, ways: &Ways<'_>) -> AnyView {
    let name = name(lang, table, kept);
    let waits = ways.waiting.iter().any(|p| p.touches(table, kept));
    let waits = waits.then(|| view! { <span class="tg-note">{lang.proposal_waits()}</span> });
    match ways.form {
        None => view! { {verbatim::italian(lang, &name)} {waits} }.into_any(),
        Some(form) => {
            let href = form(Some(kept.version));
            view! {
                <a href=href>
                    <span class="visually-hidden">{lang.kept_edit()} ": "</span>
                    {verbatim::italian(lang, &name)}
                </a>
                {waits}
            }
            .into_any()
        }
    }
}

/// Why a thing is to be checked, with the way to its form where it may be changed.
fn flaws(lang: Lang, table: &'static Table, kept: &Kept, ways: &Ways<'_>) -> AnyView {
    let Some(found) = ways.flaws.get(&(table.name, kept.version)).filter(|found| !found.is_empty()) else { return ().into_any() };
    let sentences = found
        .iter()
        .map(|objection| {
            let text = lang.objection(&objection.why);
            view! { <span class="tg-note">{text}</span> }
        })
        .collect_view();
    let mark = drawing::status("late", lang.standing_check());
    let which = name(lang, table, kept);
    let form = ways.form.map(|form| {
        let href = form(Some(kept.version));
        view! {
            <span class="tg-note">
                <a href=href>{lang.standing_open()} <span class="visually-hidden">": " {verbatim::italian(lang, &which)}</span></a>
            </span>
        }
    });
    view! { <span class="tg-note"><span inner_html=mark></span></span> {sentences} {form} }.into_any()
}

fn withdrawn(lang: Lang, table: &'static Table, gone: &[&Kept], ways: &Ways<'_>) -> AnyView {
    if gone.is_empty() {
        return ().into_any();
    }
    let summary = lang.kept_withdrawn(gone.len());
    let items = gone.iter().map(|k| view! { <li><s>{link(lang, table, k, ways)}</s></li> }).collect_view();
    view! { <details class="tg-details"><summary>{summary}</summary><ul>{items}</ul></details> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{fact::Provenance, fact::Record, records::DeadlineChange, records::StatedStatus};

    fn kept(table: &'static Table, cells: &[&str]) -> Kept {
        let values = table.columns.iter().zip(cells).flat_map(|(c, text)| (c.parse)(text).unwrap()).collect();
        Kept {
            version: 1,
            values,
            provenance: Provenance { al: None, known: "2026-11-22".parse().unwrap(), source: None, note: None },
            recorded_at: "2026-11-22T10:00:00Z".parse().unwrap(),
            withdrawn: false,
        }
    }

    #[test]
    fn a_thing_is_called_by_its_key_or_by_its_kind() {
        let moved =
            kept(DeadlineChange::TABLE, &["c_e472", "send-2022", "completamento", "2", "proroga", "31/12/2026", "nota", ""]);
        assert_eq!(key(DeadlineChange::TABLE, &moved), "completamento · 2");
        assert_eq!(name(Lang::It, DeadlineChange::TABLE, &moved), "Completamento attività · 2");
        let stated = kept(StatedStatus::TABLE, &["c_e472", "send-2022", "in-corso", "perché sì", "31/12/2026"]);
        assert_eq!(key(StatedStatus::TABLE, &stated), "");
        assert_eq!(name(Lang::It, StatedStatus::TABLE, &stated), "Stato dichiarato");
    }
}
