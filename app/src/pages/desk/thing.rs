//! One thing that is kept: its form, what to do where two people have changed it, and its history. The same page for every
//! kind, of a project (`/{ipa}/scrivania/{id}/{file}/{row}`) or of the ente (`/{ipa}/dati/{file}/{row}`).

pub(super) mod clash;

use super::{
    OF_ENTE, OF_PROJECT, check, is_reading_of,
    lines::{self, About},
    outdated, proposals, rows,
};
use crate::{
    pages::{Page, Scene, ente_page_with, project::pieces::pair},
    parts::{
        form::{Field, Sheet, hidden, suggestions},
        frame, verbatim,
    },
    paths,
    visit::Posted,
};
use domain::{
    cell::{Cell as _, Column, Form, Table, Value},
    desk::{Change, HistoryFilter, Kept},
    fact::{PROVENANCE, Provenance, Record, latest},
    identifier::Slug,
    phase::Phase,
    portfolio::ProjectView,
    ports::Unavailable,
    proposal::Proposal,
    records::{Act, CertificationRun, Confirmation, Indicator, Office, Reading, table_of_file},
    review::{Limit, Situation},
    submission::field,
    when::{When, civil},
};
use leptos::prelude::*;
use std::sync::Arc;
use words::{Lang, typed};

/// Lines of the history that the page shows.
const LINES: usize = 200;
/// A text longer than this gets several lines to be typed into.
const LONG: usize = 80;
/// Columns of words that are seldom short.
const TEXTS: [&str; 8] = ["what", "text", "reason", "subject", "remedy", "note", "words", "check"];

/// `/{ipa}/scrivania/{id}/{file}/{row}`
#[component]
pub fn DeskThing() -> impl IntoView {
    ente_page_with(paths::DESK, of_project)
}

/// `/{ipa}/dati/{file}/{row}`
#[component]
pub fn SharedThing() -> impl IntoView {
    ente_page_with(paths::DESK, of_ente)
}

async fn of_project(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let Ok(slug) = Slug::read(scene.visit().segment(2)) else { return Ok(None) };
    let Some(project) = scene.portfolio.project(&slug) else { return Ok(None) };
    load(&scene, Some(project), &OF_PROJECT, 3).await
}

async fn of_ente(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    load(&scene, None, &OF_ENTE, 2).await
}

/// What the page is worked out from.
struct Ground<'a> {
    scene: &'a Scene,
    /// Where it is of one.
    project: Option<&'a ProjectView>,
    table: &'static Table,
    /// The thing as it stands; none for a new one.
    held: Option<Kept>,
    /// The address is of an earlier version.
    older: bool,
    /// What the form that comes back had seen, where somebody else was faster.
    before: Option<Kept>,
    /// Codes that can be chosen, by column.
    known: Vec<(&'static str, Vec<(String, String)>)>,
    /// What a new thing starts with, by column.
    start: Vec<(&'static str, String)>,
    /// Its history.
    changes: Vec<Change>,
    /// What is saved here waits for a second person.
    waits: bool,
    /// What waits already on this thing.
    waiting: Vec<Proposal>,
    /// How far an amount may go beside the project's others, with its column: for the browser.
    limit: Option<(&'static str, Limit)>,
}

/// Finds the kind and the row that the address names, from the segment `at` on.
async fn load(
    scene: &Scene,
    project: Option<&ProjectView>,
    kinds: &[&'static Table],
    at: usize,
) -> Result<Option<Page>, Unavailable> {
    let Some(table) = table_of_file(scene.visit().segment(at)).filter(|t| kinds.contains(t)) else { return Ok(None) };
    let desk = &scene.given.ports.desk;
    let slug = project.map(|p| &p.slug);
    let row = scene.visit().segment(at + 1);
    let mut ground = Ground {
        scene,
        project,
        table,
        held: None,
        older: false,
        before: None,
        known: known(scene, project, table).await?,
        start: vec![],
        changes: vec![],
        // What may be of a project waits if it is.
        waits: (project.is_some() || has(table, "project")) && desk.second_person(scene.ipa()).await?,
        waiting: vec![],
        limit: None,
    };
    if row == paths::NEW {
        if table == CertificationRun::TABLE {
            let runs = desk.kept(table, scene.ipa(), slug).await?;
            let last = runs.iter().filter_map(|k| rows::text(table, k, "number").parse::<u32>().ok()).max().unwrap_or(0);
            ground.start.push(("number", last.saturating_add(1).to_string()));
        }
        let asked = |name: &str| scene.visit().param(name).unwrap_or_default().to_owned();
        if table == Confirmation::TABLE {
            ground.start.push(("figure", asked(outdated::FIGURE)));
            ground.start.push(("confirmed_on", civil(scene.visit().today)));
        }
        if table == Reading::TABLE {
            ground.start.push(("indicator", asked(outdated::INDICATOR)));
        }
    } else {
        let Ok(id) = row.parse::<i64>() else { return Ok(None) };
        let Some(fact) = desk.fact(table, id).await? else { return Ok(None) };
        // The address says whose it is: what is somebody else's is not found here.
        let own = rows::text(table, &fact, "ente") == scene.ipa().as_str()
            && match project {
                None => true,
                Some(project) if table == Reading::TABLE => is_reading_of(project, &fact),
                Some(project) => rows::text(table, &fact, "project") == project.slug.as_str(),
            };
        if !own {
            return Ok(None);
        }
        let key = table.key_of(&fact.values, &fact.provenance).ok();
        let all = desk.kept(table, scene.ipa(), slug).await?;
        let Some(held) = all.into_iter().find(|k| table.key_of(&k.values, &k.provenance).ok() == key) else {
            return Ok(None);
        };
        ground.older = held.version != id;
        ground.changes = changes(scene, project, table, &held).await?;
        ground.waiting = desk.waiting(scene.ipa()).await?;
        ground.waiting.retain(|p| p.touches(table, &held));
        ground.held = Some(held);
    }
    ground.limit = limit(scene, project, table, ground.held.as_ref()).await?;
    if let Some(posted) = scene.given.posted.as_deref().filter(|p| p.conflict.is_some()) {
        let seen = posted.value(field::SEEN).and_then(|text| text.parse::<i64>().ok()).filter(|version| *version > 0);
        if let Some(seen) = seen {
            // The version is what somebody typed: it is shown where it is one of this very thing.
            let key = |k: &Kept| table.key_of(&k.values, &k.provenance).ok();
            let own = posted.conflict.as_ref().and_then(key);
            ground.before = desk.fact(table, seen).await?.filter(|before| own.is_some() && key(before) == own);
        }
    }
    Ok(Some(build(&ground)))
}

/// How far an amount of this kind may go in this project, without the thing that is being edited: what the server will hold it
/// against.
async fn limit(
    scene: &Scene,
    project: Option<&ProjectView>,
    table: &'static Table,
    held: Option<&Kept>,
) -> Result<Option<(&'static str, Limit)>, Unavailable> {
    let Some(p) = project.filter(|_| scene.given.settings.islands) else { return Ok(None) };
    let Some(dossier) = scene.given.ports.register.dossier(scene.ipa()).await? else { return Ok(None) };
    let situation = Situation::of(&dossier, Some(p), &p.slug, table, held, scene.visit().today);
    Ok(Limit::of(table.name, &situation))
}

/// What has happened to a thing. A key is that of a project's, where the project is part of it.
async fn changes(
    scene: &Scene,
    project: Option<&ProjectView>,
    table: &'static Table,
    held: &Kept,
) -> Result<Vec<Change>, Unavailable> {
    let of_project = table.columns.iter().any(|c| c.key && c.name == "project");
    let thing = rows::key(table, held);
    let filter = HistoryFilter {
        project: project.filter(|_| of_project).map(|p| p.slug.clone()),
        subject: Some(table.name.to_owned()),
        words: thing.clone(),
        limit: LINES,
        ..HistoryFilter::default()
    };
    let history = scene.given.ports.desk.history(scene.ipa(), filter).await?;
    Ok(history.changes.into_iter().filter(|c| c.thing == thing).collect())
}

fn has(table: &Table, column: &str) -> bool {
    table.columns.iter().any(|c| c.name == column)
}

/// Codes that the columns of a table may name, with what they stand for.
async fn known(
    scene: &Scene,
    project: Option<&ProjectView>,
    table: &'static Table,
) -> Result<Vec<(&'static str, Vec<(String, String)>)>, Unavailable> {
    let mut out = vec![];
    let kinds = [("office", Office::TABLE, "name"), ("act", Act::TABLE, "subject"), ("indicator", Indicator::TABLE, "name")];
    for (column, of, label) in kinds {
        if has(table, column) {
            // A reading on a project's page is of one of the project's indicators; acts and offices are anybody's.
            let slug = project.filter(|_| of == Indicator::TABLE).map(|p| &p.slug);
            let kept = scene.given.ports.desk.kept(of, scene.ipa(), slug).await?;
            let codes: Vec<(String, String)> =
                kept.iter().filter(|k| !k.withdrawn).map(|k| (rows::text(of, k, "code"), rows::text(of, k, label))).collect();
            out.push((column, codes));
        }
    }
    if has(table, "line") {
        let lines = latest(&scene.catalogue.lines, |l| l.line.clone());
        out.push(("line", lines.into_iter().map(|l| (l.line.to_string(), l.name.clone())).collect()));
    }
    let sources = latest(&scene.catalogue.sources, |s| s.code.clone());
    out.push((field::SOURCE, sources.into_iter().map(|s| (s.code.clone(), s.title.clone())).collect()));
    Ok(out)
}

/// A value of the provenance, as kept.
fn origin(provenance: &Provenance, name: &str) -> Vec<Value> {
    let text = match name {
        field::AL => provenance.al.map(When::iso),
        field::SOURCE => provenance.source.clone(),
        field::NOTE => provenance.note.as_ref().map(|note| note.text.clone()),
        field::NOTE_PUBLIC => return provenance.note.as_ref().is_some_and(|note| note.public).store(),
        _ => None,
    };
    vec![text.map_or(Value::Null, Value::Text)]
}

/// A value of a kept thing, of its own columns or of its provenance.
pub(super) fn values(table: &'static Table, kept: &Kept, name: &str) -> Vec<Value> {
    if has(table, name) { rows::cell(table, kept, name).to_vec() } else { origin(&kept.provenance, name) }
}

/// The columns of the provenance that a form has.
pub(super) fn origins() -> impl Iterator<Item = &'static Column> {
    PROVENANCE.iter().filter(|c| [field::AL, field::SOURCE, field::NOTE, field::NOTE_PUBLIC].contains(&c.name))
}

impl Ground<'_> {
    fn lang(&self) -> Lang {
        self.scene.lang
    }

    /// The page that it is listed on.
    fn list(&self) -> String {
        match self.project {
            Some(p) => paths::desk(self.scene.ipa(), &p.slug),
            None => paths::section(self.scene.ipa(), paths::SHARED),
        }
    }

    /// Columns of its own that the form asks for: not those that the address says, nor the key of what is there already.
    fn own(&self) -> impl Iterator<Item = &'static Column> {
        let (of_project, held) = (self.project.is_some(), self.held.is_some());
        self.table.columns.iter().filter(move |c| c.name != "ente" && !(of_project && c.name == "project") && !(held && c.key))
    }

    /// Columns of its provenance that the form asks for.
    fn origins(&self) -> impl Iterator<Item = &'static Column> {
        let (by_al, by_source) = (self.table.by_al && self.held.is_some(), self.table.by_source && self.held.is_some());
        origins().filter(move |c| !(by_al && c.name == field::AL || by_source && c.name == field::SOURCE))
    }

    /// Has a column of its own for the reason: then that says why.
    fn says_why(&self) -> bool {
        has(self.table, field::REASON)
    }

    /// What the form holds before anybody types.
    fn kept(&self, column: &Column) -> String {
        match &self.held {
            Some(held) => typed(column, &values(self.table, held, column.name)),
            None => self.start.iter().find(|(n, _)| *n == column.name).map(|(_, v)| v.clone()).unwrap_or_default(),
        }
    }
}

fn build(ground: &Ground<'_>) -> Page {
    let (scene, lang, table) = (ground.scene, ground.lang(), ground.table);
    let kind = lang.kind_one(table.name);
    let name = match &ground.held {
        Some(held) => rows::name(lang, table, held),
        None => lang.thing_new(kind),
    };
    let whose = match ground.project {
        Some(p) => scene.title(&p.title, p.title_en.as_deref()).to_owned(),
        None => lang.desk_shared().to_owned(),
    };
    let trail = frame::trail(
        scene,
        &[
            (paths::section(scene.ipa(), paths::DESK), lang.nav_desk()),
            (ground.list(), whose.as_str()),
            (paths::encoded(&scene.visit().path), name.as_str()),
        ],
    );
    let settled = scene.given.posted.as_deref().map(|p| settled(ground, p));
    let sheet = Sheet::new(lang, settled.as_ref()).keeping();
    let body = match settled.as_ref().and_then(|p| p.conflict.as_ref().map(|now| (p, now))) {
        Some((posted, now)) => clash::clash(ground, &sheet, posted, now),
        None => form(ground, &sheet),
    };
    let kicker = ground.held.as_ref().map(|_| {
        let kind = rows::capital(kind);
        view! { <p class="tg-lead">{kind}</p> }
    });
    let heading = verbatim::italian(lang, &name);
    let title = format!("{name} · {whose}");
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{heading}</h1>{kicker}</div></div>
        {body}
        {history(ground)}
    };
    Page::new(sheet.title(&title), content)
}

/// What came with the form, with what was chosen of the other person's in its place.
fn settled(ground: &Ground<'_>, posted: &Posted) -> Posted {
    let mut out = posted.clone();
    let Some(held) = ground.held.as_ref().filter(|_| posted.conflict.is_none()) else { return out };
    for (name, value) in &mut out.fields {
        let chosen = posted.value(&format!("{}{name}", field::CHOOSE)) == Some(field::THEIRS);
        let column = ground.table.columns.iter().chain(origins()).find(|c| c.name == name.as_str());
        if let Some(column) = column.filter(|_| chosen) {
            *value = typed(column, &values(ground.table, held, column.name));
        }
    }
    out
}

fn form(ground: &Ground<'_>, sheet: &Sheet<'_>) -> AnyView {
    let (scene, lang, table) = (ground.scene, ground.lang(), ground.table);
    let action = paths::encoded(&scene.visit().path);
    let version = ground.held.as_ref().map_or(0, |k| k.version).to_string();
    let seen = hidden(field::SEEN, &sheet.value(field::SEEN, &version));
    let mut labels: Vec<(&str, &str)> =
        ground.own().chain(ground.origins()).map(|c| (c.name, lang.column(table.name, c.name))).collect();
    let why = if ground.held.is_some() { lang.thing_reason() } else { lang.thing_reason_new() };
    labels.push((field::REASON, why));
    let fields = ground.own().map(|c| sheet.field(input(ground, sheet, c))).collect_view();
    let origins = ground.origins().map(|c| sheet.field(input(ground, sheet, c))).collect_view();
    let asks = !ground.says_why() && (ground.held.is_some() || sheet.wants_reason());
    let reason = asks.then(|| {
        let hint = lang.thing_reason_hint().to_owned();
        sheet.field(Field::text(field::REASON, why).hint(Some(hint)).required(sheet.wants_reason()))
    });
    let lists = ground.known.iter().map(|(name, codes)| suggestions(&list_id(name), codes)).collect_view();
    let phase = ground.held.as_ref().and_then(|held| Phase::read(&rows::text(table, held, "phase")));
    let standing = ground.held.as_ref().is_some_and(|k| !k.withdrawn);
    let withdraw = standing.then(|| {
        view! {
            <button class="btn btn-outline-danger" type="submit" name=field::ACTION value=field::WITHDRAW>
                {lang.thing_withdraw()}
            </button>
        }
    });
    let withdraw_text = standing.then(|| view! { <p class="tg-note">{lang.thing_withdraw_text()}</p> });
    view! {
        {state(ground)}
        {proposals::notice(lang, ground.waits, &ground.waiting)}
        {which(ground)}
        <form class="tg-form" method="post" action=action novalidate=true>
            {sheet.summary(&labels)}
            {check::check(scene, table.name, ground.project, phase, ground.limit)}
            {seen}
            <p class="tg-note">{lang.thing_public()}</p>
            {fields}
            <fieldset class="tg-group">
                <legend>{lang.thing_provenance()}</legend>
                {origins}
            </fieldset>
            {reason}
            <div class="tg-actions">
                <button class="btn btn-primary" type="submit" name=field::ACTION value=field::SAVE>{lang.form_save()}</button>
                {withdraw}
            </div>
            {withdraw_text}
            {lists}
        </form>
    }
    .into_any()
}

/// What the reader must know of the thing before the form.
fn state(ground: &Ground<'_>) -> AnyView {
    let lang = ground.lang();
    let Some(held) = &ground.held else { return ().into_any() };
    let withdrawn = held.withdrawn.then(|| {
        view! { <div class="tg-callout tg-callout--warning"><p>{lang.thing_withdrawn()}</p></div> }
    });
    let older = ground.older.then(|| view! { <p>{lang.thing_older()}</p> });
    view! { {withdrawn} {older} }.into_any()
}

/// The key of a thing that is there already: said, and not asked.
fn which(ground: &Ground<'_>) -> AnyView {
    let (lang, table) = (ground.lang(), ground.table);
    let Some(held) = &ground.held else { return ().into_any() };
    let by_al = origins().filter(|c| table.by_al && c.name == field::AL);
    let by_source = origins().filter(|c| table.by_source && c.name == field::SOURCE);
    let pairs: Vec<AnyView> = rows::keys(table)
        .chain(by_al)
        .chain(by_source)
        .map(|c| pair(lang.column(table.name, c.name), rows::value(lang, table, c, &values(table, held, c.name))))
        .collect();
    if pairs.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="tg-which">
            <h2 class="visually-hidden">{lang.thing_which()}</h2>
            <dl class="tg-dl tg-dl--rows">{pairs}</dl>
            <p class="tg-note">{lang.thing_which_text()}</p>
        </section>
    }
    .into_any()
}

fn list_id(column: &str) -> String {
    format!("elenco-{column}")
}

/// The field of a column.
fn input(ground: &Ground<'_>, sheet: &Sheet<'_>, column: &'static Column) -> Field {
    let (lang, table) = (ground.lang(), ground.table);
    let label = lang.column(table.name, column.name);
    let kept = ground.kept(column);
    let hint = lang.column_hint(table.name, column.name, column.hint);
    // Only the page of the ente asks for it: an act, an indicator, a statement may be of a project.
    if column.name == "project" {
        let mut options = vec![(String::new(), lang.shared_whole().to_owned())];
        options.extend(
            ground
                .scene
                .portfolio
                .projects
                .iter()
                .map(|p| (p.slug.to_string(), ground.scene.title(&p.title, p.title_en.as_deref()).to_owned())),
        );
        return Field::choice(column.name, label, options).hint(hint).value(&kept);
    }
    let field = match column.form {
        Form::Choice(words) => return choice(ground, column, words, label).required(column.required),
        Form::Money => Field::euro(column.name, label),
        Form::Figure => Field::figure(column.name, label),
        Form::Number => Field::number(column.name, label),
        Form::Date | Form::Day => Field::line(column.name, label),
        Form::Line if is_long(column.name, &sheet.value(column.name, &kept)) => Field::text(column.name, label),
        Form::Line => {
            let field = Field::line(column.name, label);
            let known = ground.known.iter().any(|(name, codes)| *name == column.name && !codes.is_empty());
            if known { field.suggesting(&list_id(column.name)) } else { field }
        }
    };
    field.hint(hint).required(column.required).value(&kept)
}

fn is_long(name: &str, text: &str) -> bool {
    TEXTS.contains(&name.trim_end_matches("_en")) || text.chars().count() > LONG
}

/// A closed list. What may be unknown can be left so; what may not is chosen on purpose, except that nothing is published
/// before somebody says so.
fn choice(ground: &Ground<'_>, column: &'static Column, words: &'static [&'static str], label: &str) -> Field {
    let lang = ground.lang();
    let mut kept = ground.kept(column);
    let yes_or_no = words.contains(&"no");
    let mut options: Vec<(String, String)> = vec![];
    if !column.required && column.name != field::NOTE_PUBLIC {
        options.push((String::new(), lang.unknown().to_owned()));
    } else if kept.is_empty() && yes_or_no {
        "no".clone_into(&mut kept);
    } else if kept.is_empty() {
        options.push((String::new(), lang.form_choose().to_owned()));
    }
    options.extend(
        words.iter().filter(|word| !word.is_empty()).map(|word| ((*word).to_owned(), rows::capital(&lang.choice(words, word)))),
    );
    Field::choice(column.name, label, options).value(&kept)
}

fn history(ground: &Ground<'_>) -> AnyView {
    let lang = ground.lang();
    let Some(held) = &ground.held else { return ().into_any() };
    let body = if ground.changes.is_empty() {
        view! { <p>{lang.thing_history_none()}</p> }.into_any()
    } else {
        lines::list(ground.scene, &ground.changes, About::Thing(held.version))
    };
    view! { <section id="storia"><h2>{lang.thing_history()}</h2>{body}</section> }.into_any()
}
