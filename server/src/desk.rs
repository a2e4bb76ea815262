//! What forms of the desk send: read, judged by the rules of the domain, written as further facts, or given back with
//! everything typed still there and a sentence beside each field.
//!
//! Answers: 303 where it was written, 409 where somebody else was faster, 422 where something is to be mended, 428 where a
//! form does not say which version it saw.

mod judge;
mod plan;
mod settle;
mod slides;
mod step;

pub(crate) use judge::judge;
pub use plan::plan;
pub use settle::settle;
pub use slides::slides;
pub use step::step;

use crate::{account::show, form, proposals, router, router::Shared, visit::Slot};
use app::{
    paths,
    visit::{Flaw, Posted},
};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    cell::{Cell, Table, Value},
    desk::{Author, Change, ChangeKind, Edit, Kept, Saved},
    fact::{Note, Record},
    identifier::{Ipa, Slug},
    member::Member,
    phase::SourceKind,
    ports::Unavailable,
    proposal::Draft,
    records::{Indicator, OF_A_PROJECT, OF_AN_ENTE, Reading, Source, table_of_file},
    submission::{Mistake, Submission, field},
    when::When,
};
use judge::judge_withdrawal;
use words::Lang;

/// Why a form gets no answer of its own.
pub(crate) enum Stop {
    /// With this status.
    Status(u16),
    /// The register can't answer.
    Unavailable,
}

impl From<Unavailable> for Stop {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

/// Who asks for what.
pub(crate) struct Asked {
    pub(crate) ipa: Ipa,
    pub(crate) lang: Lang,
    pub(crate) member: Member,
    pub(crate) segments: Vec<String>,
}

pub(crate) fn asked(request: &Request) -> Result<Asked, Stop> {
    let slot = request.extensions().get::<Slot>().ok_or(Stop::Status(500))?;
    let member = request.extensions().get::<Member>().cloned().ok_or(Stop::Status(403))?;
    let segments: Vec<String> = slot.visit.path.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
    let ipa = segments.first().and_then(|s| Ipa::read(s).ok()).ok_or(Stop::Status(404))?;
    Ok(Asked { ipa, lang: slot.visit.lang, member, segments })
}

async fn stop(shared: &Shared, request: Request, stop: Stop) -> Response {
    let status = match stop {
        Stop::Status(status) => status,
        Stop::Unavailable => 503,
    };
    router::again(shared, request, status).await
}

/// What a handler came to.
pub(crate) enum Came {
    /// Written or proposed, or there was nothing to write: on to this address.
    On(String),
    /// Back to the form.
    Back(Box<Posted>, u16),
    /// What is sent has no page of its own: to the one of this address, which says what is wrong.
    Beside(String, Box<Posted>, u16),
}

impl Came {
    pub(crate) fn back(posted: Posted, status: u16) -> Self {
        Self::Back(Box::new(posted), status)
    }
}

pub(crate) async fn answer(shared: &Shared, mut request: Request, came: Result<Came, Stop>) -> Response {
    match came {
        Ok(Came::On(to)) => Redirect::to(&to).into_response(),
        Ok(Came::Back(posted, status)) => router::give_back(shared, request, *posted, status).await,
        Ok(Came::Beside(page, posted, status)) => {
            show(&mut request, &page);
            router::give_back(shared, request, *posted, status).await
        }
        Err(why) => stop(shared, request, why).await,
    }
}

/// `POST /{ipa}/scrivania/{id}/{file}/{row}`
pub async fn thing(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let project = asked.segments.get(2).and_then(|s| Slug::read(s).ok()).ok_or(Stop::Status(404))?;
        let (table, row) = place(&asked.segments, 3, &OF_A_PROJECT)?;
        write(&shared, &asked, Some(&project), table, row, fields).await
    };
    let came = came.await;
    answer(&shared, request, came).await
}

/// `POST /{ipa}/dati/{file}/{row}`
pub async fn shared(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let (table, row) = place(&asked.segments, 2, &OF_AN_ENTE)?;
        write(&shared, &asked, None, table, row, fields).await
    };
    let came = came.await;
    answer(&shared, request, came).await
}

/// The kind and the row that an address names: `None` for a new one.
fn place(segments: &[String], at: usize, kinds: &[&'static Table]) -> Result<(&'static Table, Option<i64>), Stop> {
    let gone = || Stop::Status(404);
    let table = segments.get(at).and_then(|f| table_of_file(f)).filter(|t| kinds.contains(t)).ok_or_else(gone)?;
    let row = segments.get(at + 1).ok_or_else(gone)?;
    if row == paths::NEW { Ok((table, None)) } else { Ok((table, Some(row.parse().map_err(|_| gone())?))) }
}

/// The text of a column of a kept thing.
pub(crate) fn text(table: &Table, values: &[Value], name: &str) -> Option<String> {
    let at = table.columns.iter().position(|c| c.name == name)?;
    let cut = table.cut(values).ok()?;
    table.columns.get(at).and_then(|c| (c.print)(cut.get(at)?).ok())
}

/// Whether a row is of the ente, and of the project where one is named. A reading is of the project of its indicator.
async fn belongs(
    shared: &Shared,
    asked: &Asked,
    project: Option<&Slug>,
    table: &'static Table,
    values: &[Value],
) -> Result<bool, Stop> {
    if text(table, values, "ente").as_deref() != Some(asked.ipa.as_str()) {
        return Ok(false);
    }
    let Some(project) = project else { return Ok(true) };
    if table != Reading::TABLE {
        return Ok(text(table, values, "project").as_deref() == Some(project.as_str()));
    }
    let wanted = text(table, values, "indicator");
    let indicators = shared.ports.desk.kept(Indicator::TABLE, &asked.ipa, Some(project)).await?;
    Ok(indicators.iter().any(|k| !k.withdrawn && text(Indicator::TABLE, &k.values, "code") == wanted))
}

async fn write(
    shared: &Shared,
    asked: &Asked,
    project: Option<&Slug>,
    table: &'static Table,
    row: Option<i64>,
    fields: Vec<(String, String)>,
) -> Result<Came, Stop> {
    let desk = &shared.ports.desk;
    let held = match row {
        None => None,
        Some(id) => {
            let kept = desk.fact(table, id).await?.ok_or(Stop::Status(404))?;
            // The address says whose it is: what is somebody else's is not found here.
            if !belongs(shared, asked, project, table, &kept.values).await? {
                return Err(Stop::Status(404));
            }
            Some(kept)
        }
    };
    let mut fixed = vec![("ente", asked.ipa.as_str())];
    if let Some(project) = project {
        fixed.push(("project", project.as_str()));
    }
    let chooses = fields.iter().any(|(n, _)| n.starts_with(field::CHOOSE));
    let unseen = Submission { table, fields: &fields, fixed: &fixed, held: held.as_ref(), theirs: None };
    let seen = unseen.seen().ok_or(Stop::Status(428))?;
    let theirs = match if chooses { desk.fact(table, seen).await? } else { None } {
        // A version is a number that anybody can type: whose it is decides whether it is shown.
        Some(theirs) if belongs(shared, asked, project, table, &theirs.values).await? => Some(theirs),
        Some(_) => return Err(Stop::Status(404)),
        None => None,
    };
    let submission = Submission { theirs: theirs.as_ref(), ..unseen };
    let mut posted = Posted { fields: fields.clone(), ..Posted::default() };
    let reason = submission.reason().unwrap_or_else(|fault| {
        posted.flaw(field::REASON, asked.lang.typed_fault(&fault));
        None
    });
    let withdraws = fields.iter().any(|(n, v)| n == field::ACTION && v == field::WITHDRAW);
    let edit = if withdraws {
        let Some(held) = &held else { return Err(Stop::Status(404)) };
        withdrawn(table, held, seen)
    } else {
        match submission.read() {
            Ok(edit) => edit,
            Err(Mistake::NoVersion) => return Err(Stop::Status(428)),
            Err(Mistake::Undecided(columns)) => {
                for column in columns {
                    posted.flaw(column, asked.lang.choose_one());
                }
                posted.conflict = theirs.clone();
                return Ok(Came::back(posted, 409));
            }
            Err(Mistake::Cells(faults)) => {
                for (name, fault) in faults {
                    posted.flaw(name, asked.lang.typed_fault(&fault));
                }
                return Ok(Came::back(posted, 422));
            }
        }
    };
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    if table == Reading::TABLE && !belongs(shared, asked, project, table, &edit.values).await? {
        posted.flaw("indicator", asked.lang.not_this_projects_indicator());
        return Ok(Came::back(posted, 422));
    }
    if let Some(other) = elsewhere(shared, asked, project, &edit).await? {
        posted.flaw(other, asked.lang.key_elsewhere());
        return Ok(Came::back(posted, 422));
    }
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    match &held {
        Some(held) if withdraws => {
            judge_withdrawal(shared, asked, &dossier, &edit, held, reason.as_deref(), &mut posted).await?;
        }
        _ => judge(shared, asked, &dossier, &edit, held.as_ref(), reason.as_deref(), &mut posted).await?,
    }
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    // What is typed over rests on the ente's own register from now on, unless the form names another source.
    let mut edit = edit;
    let keyed = table.by_source && held.is_some();
    if edit.source.is_none() && !keyed && held.as_ref().is_none_or(|h| h.values != edit.values) {
        edit.source = Some(register(shared, asked).await?);
    }
    let onward = match project {
        Some(project) => paths::desk(&asked.ipa, project),
        None => paths::section(&asked.ipa, paths::SHARED),
    };
    save(shared, asked, vec![edit], reason, posted, onward).await
}

/// The key column of an edit whose thing is already there and is of another project, or of the ente itself: acts, indicators
/// and statements have the project beside their key, and whoever writes below one project writes over nothing of another.
async fn elsewhere(shared: &Shared, asked: &Asked, project: Option<&Slug>, edit: &Edit) -> Result<Option<&'static str>, Stop> {
    let table = edit.table;
    if table.columns.iter().any(|c| c.key && c.name == "project") || project.is_none() || table == Reading::TABLE {
        return Ok(None);
    }
    let key = |k: &Kept| table.key_of(&k.values, &k.provenance).ok();
    let provenance = domain::fact::Provenance {
        al: edit.al,
        known: shared.clock.today(),
        source: edit.source.clone(),
        note: edit.note.clone(),
    };
    let Ok(wanted) = table.key_of(&edit.values, &provenance) else { return Ok(None) };
    let all = shared.ports.desk.kept(table, &asked.ipa, None).await?;
    let Some(there) = all.iter().find(|k| key(k).as_ref() == Some(&wanted)) else { return Ok(None) };
    if belongs(shared, asked, project, table, &there.values).await? {
        return Ok(None);
    }
    Ok(table.columns.iter().find(|c| c.key && c.name != "ente").map(|c| c.name))
}

/// The edit that takes a thing back, as it stands.
fn withdrawn(table: &'static Table, held: &Kept, seen: i64) -> Edit {
    let p = &held.provenance;
    Edit { table, values: held.values.clone(), al: p.al, source: p.source.clone(), note: p.note.clone(), seen, withdrawn: true }
}

/// The source of what people enter: the ente's own register, made when it is first needed.
async fn register(shared: &Shared, asked: &Asked) -> Result<String, Stop> {
    let code = format!("registro-{}", asked.ipa);
    if shared.ports.register.catalogue().await?.source(&code).is_some() {
        return Ok(code);
    }
    let name = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?.ente.name;
    let source = Source {
        code: code.clone(),
        title: Lang::It.register_of(&name),
        title_en: Some(Lang::En.register_of(&name)),
        kind: SourceKind::Register,
        date: None,
        url: None,
        licence: None,
    };
    let edit =
        Edit { table: Source::TABLE, values: source.store(), al: None, source: None, note: None, seen: 0, withdrawn: false };
    let author = Author { user: Some(asked.member.id), name: asked.member.name.clone(), reason: None };
    // Somebody may have made it meanwhile: then it is there all the same.
    shared.ports.desk.save(vec![edit], author, shared.clock.now(), shared.clock.today()).await?;
    Ok(code)
}

async fn save(
    shared: &Shared,
    asked: &Asked,
    edits: Vec<Edit>,
    reason: Option<String>,
    mut posted: Posted,
    onward: String,
) -> Result<Came, Stop> {
    let author = Author { user: Some(asked.member.id), name: asked.member.name.clone(), reason };
    let (desk, now, today) = (&shared.ports.desk, shared.clock.now(), shared.clock.today());
    let (saved, onward) = match proposals::project(shared, asked, &edits).await? {
        None => (desk.save(edits, author, now, today).await, onward),
        // Nothing of it stands on a page until somebody else has confirmed it.
        Some(project) => {
            let onward = proposals::onward(&asked.ipa, &project, onward);
            (desk.propose(Draft { ente: asked.ipa.clone(), project, edits }, author, now, today).await, onward)
        }
    };
    // A disk that is full takes nothing, and the form keeps what was typed until it does.
    let Ok(saved) = saved else {
        posted.flaw("", asked.lang.not_written());
        return Ok(Came::back(posted, 503));
    };
    match saved {
        Saved::Done(_) | Saved::Same => Ok(Came::On(onward)),
        Saved::Conflict { now, .. } => {
            posted.flaw("", asked.lang.conflict(now.is_none()));
            posted.conflict = now;
            Ok(Came::back(posted, 409))
        }
        Saved::Refused(unknown) => {
            posted.flaw("", asked.lang.unknown_reference(&unknown));
            Ok(Came::back(posted, 422))
        }
    }
}

/// A text that may be left out. One that can't be kept as it is written is not left out: what is wrong stands beside its field.
fn optional(posted: &mut Posted, lang: Lang, fields: &[(String, String)], name: &'static str) -> Option<String> {
    Cell::parse(form::value(fields, name)).unwrap_or_else(|fault| {
        posted.flaw(name, lang.typed_fault(&fault));
        None
    })
}

/// `POST /{ipa}/storia/{entry}`: puts a field back to what it was before that entry, or a thing back where it was taken
/// away. It is a change like any other, with the version that the page saw.
pub async fn restore(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async { put_back(&shared, &asked?, fields).await };
    let came = came.await;
    answer(&shared, request, came).await
}

async fn put_back(shared: &Shared, asked: &Asked, fields: Vec<(String, String)>) -> Result<Came, Stop> {
    let gone = || Stop::Status(404);
    let entry: i64 = asked.segments.get(2).and_then(|s| s.parse().ok()).ok_or_else(gone)?;
    let change = shared.ports.desk.change(entry).await?.filter(|c| c.ente.as_ref() == Some(&asked.ipa)).ok_or_else(gone)?;
    // Whoever may write the thing may put it back: the table of addresses lets insiders come this far and no further.
    // What only the page of the ente keeps is its administrators' to change, for one of its projects too.
    let of_project = OF_A_PROJECT.iter().any(|t| t.name == change.subject);
    let may = match change.project.as_ref().filter(|_| of_project) {
        Some(project) => asked.member.keeps(&asked.ipa, project),
        None => asked.member.is(&asked.ipa, domain::member::Role::Administrator),
    };
    if !may {
        return Err(Stop::Status(403));
    }
    let known = OF_A_PROJECT.iter().chain(&OF_AN_ENTE).find(|t| t.name == change.subject);
    let (Some(table), Some(fact)) = (known.copied(), change.fact) else { return Err(gone()) };
    let then = shared.ports.desk.fact(table, fact).await?.ok_or_else(gone)?;
    let all = shared.ports.desk.kept(table, &asked.ipa, None).await?;
    let key = |k: &Kept| table.key_of(&k.values, &k.provenance).ok();
    let now = all.into_iter().find(|k| key(k) == key(&then)).ok_or_else(gone)?;
    // It may have gone to another project since: then it is no longer theirs.
    if let Some(project) = change.project.as_ref().filter(|_| of_project)
        && !asked.member.is(&asked.ipa, domain::member::Role::Administrator)
        && !belongs(shared, asked, Some(project), table, &now.values).await?
    {
        return Err(gone());
    }
    let seen = match form::value(&fields, field::SEEN) {
        // The list of changes says of each line what it left behind, and no version: it is taken back only while that stands.
        "" if stands(table, &now, &change) => now.version,
        "" => return Err(Stop::Status(409)),
        version => version.parse().map_err(|_| Stop::Status(428))?,
    };
    let mut posted = Posted::default();
    let refused = |posted| Ok(Came::Beside(paths::section(&asked.ipa, paths::HISTORY), Box::new(posted), 422));
    let mut values = now.values.clone();
    let (mut al, mut source, mut note) = (now.provenance.al, now.provenance.source.clone(), now.provenance.note.clone());
    if change.kind != ChangeKind::Withdrawal {
        let old = change.old.as_deref().unwrap_or_default();
        match change.field.as_deref() {
            Some("al") => al = <Option<When> as Cell>::parse(old).map_err(|_| gone())?,
            Some("source") => source = change.old.clone(),
            Some("note") => {
                let public = note.is_some_and(|note| note.public);
                note = Note::typed(change.old.clone(), Some(public));
            }
            Some("note_public") => {
                let public = <Option<bool> as Cell>::parse(old).map_err(|_| gone())?;
                note = Note::typed(note.map(|note| note.text), public);
            }
            Some(name) => {
                let at = table.columns.iter().position(|c| c.name == name).ok_or_else(gone)?;
                let mut cut: Vec<Vec<Value>> =
                    table.cut(&now.values).map_err(|_| gone())?.into_iter().map(<[Value]>::to_vec).collect();
                // A field that had no value and can't be without one can't be put back: the thing itself is to be withdrawn.
                let Some(back) = table.columns.get(at).and_then(|c| (c.parse)(old).ok()) else {
                    posted.flaw("", asked.lang.restore_needs_value());
                    return refused(posted);
                };
                if let Some(slot) = cut.get_mut(at) {
                    *slot = back;
                }
                values = cut.concat();
            }
            None => {
                posted.flaw("", asked.lang.restore_needs_value());
                return refused(posted);
            }
        }
    }
    let onward = match change.project.as_ref().filter(|_| of_project) {
        Some(project) => paths::desk(&asked.ipa, project),
        None => paths::section(&asked.ipa, paths::HISTORY),
    };
    let edit = Edit { table, values, al, source, note, seen, withdrawn: false };
    let reason = Some(Lang::It.restored(entry));
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or_else(gone)?;
    // That it is put back is reason enough for what is unusual; what can't be, can't be put back either.
    judge(shared, asked, &dossier, &edit, Some(&now), reason.as_deref(), &mut posted).await?;
    if !posted.flaws.is_empty() {
        // Objections are to the thing as it would be: the list has no field that they could stand beside.
        posted.flaws.iter_mut().for_each(|flaw| flaw.field = String::new());
        posted.flaws.insert(0, Flaw { field: String::new(), text: asked.lang.restore_refused().into(), needs_reason: false });
        return refused(posted);
    }
    match save(shared, asked, vec![edit], reason, posted, onward).await? {
        // There is no form to go back to: the page says that somebody else was faster.
        Came::Back(_, 409) => Err(Stop::Status(409)),
        Came::Back(posted, status) => Ok(Came::Beside(paths::section(&asked.ipa, paths::HISTORY), posted, status)),
        came => Ok(came),
    }
}

/// Whether a thing is still as this change left it.
fn stands(table: &'static Table, now: &Kept, change: &Change) -> bool {
    let p = &now.provenance;
    let value = match change.field.as_deref() {
        _ if change.kind == ChangeKind::Withdrawal => return now.withdrawn,
        None => return change.fact == Some(now.version),
        Some("al") => p.al.map(When::iso),
        Some("source") => p.source.clone(),
        Some("note") => p.note.as_ref().map(|note| note.text.clone()),
        Some("note_public") => p.note.as_ref().map(Note::word),
        Some(name) => text(table, &now.values, name).filter(|t| !t.is_empty()),
    };
    !now.withdrawn && value == change.new
}
