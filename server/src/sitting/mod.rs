//! Sittings: freezing what they are shown, and giving it out as it was kept.

mod command;
mod render;

pub use command::{Options, run};

use crate::{
    clock::Clock,
    desk::{Asked, Came, Stop, answer, asked},
    form::{self, value},
    router::{self, Shared},
    visit::Slot,
};
use app::{
    pages::{frozen, sittings::field},
    parts::sitting::DOCUMENT,
    paths,
    visit::{Flaw, Ports, Posted, Settings},
};
use axum::{
    Extension,
    extract::{Path, Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    as_of::{AsOf, NoDay},
    desk::{Author, Edit, Saved},
    fact::Record,
    identifier::Ipa,
    member::Member,
    ports::Unavailable,
    records::{Sitting, SlideNote},
    sitting::{Audience, Correction, Cover, Frozen},
};
use words::Lang;

/// What somebody wants frozen, as typed.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Number of the sitting.
    pub sitting: String,
    /// The day; empty for that of the sitting.
    pub al: String,
    /// As known on this day; empty for the same.
    pub known: String,
    /// What it corrects.
    pub reason: String,
}

/// Why nothing was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such sitting.
    NoSitting,
    /// The days can't be shown.
    NoDay(NoDay),
    /// The sitting was frozen already, and nothing says what a further document corrects.
    NoReason,
    /// Somebody has frozen one at the same moment.
    Overtaken,
    /// The register could not answer.
    Unavailable,
    /// It could not be written as a document: the log says why.
    Failed,
}

impl From<Unavailable> for Refusal {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

impl Refusal {
    /// The field to be mended, and the sentence.
    #[must_use]
    pub fn told(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::NoSitting => (field::SITTING, lang.freeze_no_sitting()),
            Self::NoDay(why) => {
                let known = matches!(
                    why,
                    NoDay::TooEarly
                        | NoDay::NotADay(domain::as_of::Which::Known)
                        | NoDay::NoSuchDay(domain::as_of::Which::Known)
                        | NoDay::Future(domain::as_of::Which::Known)
                );
                (if known { field::KNOWN } else { field::AL }, lang.no_day(why))
            }
            Self::NoReason => (field::REASON, lang.freeze_needs_reason()),
            Self::Overtaken => ("", lang.freeze_faster()),
            Self::Unavailable | Self::Failed => ("", lang.error_text()),
        }
    }
}

/// Freezes what a sitting is shown: everything is rendered, sealed and kept, or nothing is.
///
/// # Errors
/// Why nothing was.
pub async fn freeze(
    ports: &Ports,
    settings: &Settings,
    clock: Clock,
    ipa: &Ipa,
    wanted: &Wanted,
    author: Author,
) -> Result<Frozen, Refusal> {
    let (now, today) = (clock.now(), clock.today());
    let number: u32 = wanted.sitting.trim().parse().map_err(|_| Refusal::NoSitting)?;
    let sittings = ports.desk.kept(Sitting::TABLE, ipa, None).await?;
    let mut sittings = sittings.iter().filter(|k| !k.withdrawn).filter_map(|k| Sitting::load(&k.values).ok());
    let sitting = sittings.find(|s| s.number == number).ok_or(Refusal::NoSitting)?;
    let day = days(wanted, sitting.held_on.min(today), today).map_err(Refusal::NoDay)?;
    let before = ports.sittings.frozen(ipa).await?;
    let corrects = match (before.iter().find(|f| f.cover.sitting.number == number), wanted.reason.trim()) {
        (None, _) => None,
        (Some(_), "") => return Err(Refusal::NoReason),
        (Some(f), reason) => Some(Correction { number: f.cover.number, seal: f.seal.clone(), reason: reason.to_owned() }),
    };
    // What a correction tells as changed is what had changed since the sitting before, as in the document that it corrects.
    let earlier =
        before.iter().filter(|f| f.cover.sitting.number != number && f.cover.al <= day.al && f.cover.known <= day.known);
    let earlier = match earlier.max_by_key(|f| f.order()) {
        None => None,
        Some(f) => {
            let document = frozen::document(ports.sittings.as_ref(), ipa, f.cover.number).await?;
            document.map(|d| (f.clone(), d.portfolio))
        }
    };
    let (all, known) = ports.register.dossiers(ipa, day.known).await?.ok_or(Refusal::NoSitting)?;
    let (internal, known) = (all.as_of(day), known.as_of(day));
    let catalogue = ports.register.catalogue().await?.as_of(day);
    let cover = Cover {
        number: before.first().map_or(1, |f| f.cover.number + 1),
        ente: ipa.clone(),
        name: known.ente.name.clone(),
        sitting,
        al: day.al,
        known: day.known,
        snapshot: None,
        frozen_at: now,
        corrects,
    };
    let (ports_, settings) = (ports.clone(), settings.clone());
    let made =
        tokio::task::spawn_blocking(move || render::document(&ports_, &settings, cover, &known, catalogue, &internal, earlier));
    let new = made.await.map_err(|_| Refusal::Failed)?.map_err(|error| {
        tracing::error!(%error, "a situation could not be written as a document");
        Refusal::Failed
    })?;
    let frozen = Frozen { cover: new.cover.clone(), seal: new.seal.clone(), annex: new.annex.as_ref().map(|(_, s)| s.clone()) };
    let author = Author { reason: new.cover.corrects.as_ref().map(|c| c.reason.clone()), ..author };
    if !ports.sittings.freeze(new, author.clone()).await? {
        return Err(Refusal::Overtaken);
    }
    keep_order(ports, ipa, number, author, now, today).await?;
    Ok(frozen)
}

/// Keeps the order and the notes that the live slides have now as the sitting's own, where it has none: whoever moves a live
/// slide tomorrow does not move it on what was frozen today.
async fn keep_order(
    ports: &Ports,
    ipa: &Ipa,
    number: u32,
    author: Author,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<(), Unavailable> {
    let kept = ports.desk.kept(SlideNote::TABLE, ipa, None).await?;
    let notes: Vec<(bool, SlideNote)> =
        kept.iter().filter_map(|k| SlideNote::load(&k.values).ok().map(|note| (k.withdrawn, note))).collect();
    if notes.iter().any(|(_, note)| note.sitting == Some(number)) {
        return Ok(());
    }
    let own = notes.into_iter().filter(|(withdrawn, note)| !withdrawn && note.sitting.is_none());
    let edits: Vec<Edit> = own
        .map(|(_, note)| Edit {
            table: SlideNote::TABLE,
            values: SlideNote { sitting: Some(number), ..note }.store(),
            al: None,
            source: None,
            note: None,
            seen: 0,
            withdrawn: false,
        })
        .collect();
    if edits.is_empty() {
        return Ok(());
    }
    // The document stands in any case; whoever arranged the sitting in this very moment has the last word.
    let saved = ports.desk.save(edits, author, now, today).await?;
    if !matches!(saved, Saved::Done(_)) {
        tracing::warn!(?saved, "the order of the slides was not kept with the sitting");
    }
    Ok(())
}

/// The two days asked for.
fn days(wanted: &Wanted, default: NaiveDate, today: NaiveDate) -> Result<AsOf, NoDay> {
    let default = default.to_string();
    let al = if wanted.al.trim().is_empty() { default.as_str() } else { wanted.al.as_str() };
    // With an `al` there is always a day.
    AsOf::read(Some(al), Some(&wanted.known), today)?.ok_or(NoDay::Alone)
}

/// `POST /{ipa}/sedute`
pub async fn create(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async { make(&shared, &asked?, fields).await };
    let came = came.await;
    answer(&shared, request, came).await
}

async fn make(shared: &Shared, asked: &Asked, fields: Vec<(String, String)>) -> Result<Came, Stop> {
    let of = |name| value(&fields, name).to_owned();
    let wanted = Wanted { sitting: of(field::SITTING), al: of(field::AL), known: of(field::KNOWN), reason: of(field::REASON) };
    let author = Author { user: Some(asked.member.id), name: asked.member.name.clone(), reason: None };
    match freeze(&shared.ports, &shared.settings, shared.clock, &asked.ipa, &wanted, author).await {
        Ok(frozen) => Ok(Came::On(paths::situation(&asked.ipa, frozen.cover.number))),
        Err(Refusal::Unavailable) => Err(Stop::Unavailable),
        Err(Refusal::Failed) => Err(Stop::Status(500)),
        Err(why) => {
            let (name, text) = why.told(asked.lang);
            let flaw = Flaw { field: name.to_owned(), text: text.to_owned(), needs_reason: false };
            let status = if why == Refusal::Overtaken { 409 } else { 422 };
            Ok(Came::back(Posted { fields, flaws: vec![flaw], ..Posted::default() }, status))
        }
    }
}

/// `GET /{ipa}/sedute/{n}/file/{name}`: a table or a drawing as it was kept, or the document itself.
pub async fn file(
    State(shared): State<Shared>,
    Extension(slot): Extension<Slot>,
    Path((_, _, name)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let visit = &slot.visit;
    let (Ok(ipa), Some(number)) = (Ipa::read(visit.segment(0)), visit.sitting) else {
        return router::again(&shared, request, 404).await;
    };
    let insider = request.extensions().get::<Member>().is_some_and(|m| m.belongs(&ipa));
    let sittings = &shared.ports.sittings;
    let found = match name.as_str() {
        DOCUMENT => sittings.document(&ipa, number, Audience::Everybody).await,
        ANNEX if insider => sittings.document(&ipa, number, Audience::Insiders).await,
        ANNEX => Ok(None),
        name => sittings.part(&ipa, number, Audience::Everybody, name, visit.lang.code()).await.map(|part| part.map(|p| p.bytes)),
    };
    match found {
        Ok(Some(bytes)) => {
            let kind = match name.rsplit_once('.').map(|(_, e)| e) {
                Some("csv") => "text/csv; charset=utf-8",
                Some("svg") => "image/svg+xml",
                Some("json") => "application/json",
                // Pages have an address of their own.
                _ => return router::again(&shared, request, 404).await,
            };
            let disposition = format!("attachment; filename=\"{ipa}-seduta-{number}-{name}\"");
            ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Ok(None) => router::again(&shared, request, 404).await,
        Err(Unavailable) => router::again(&shared, request, 503).await,
    }
}

/// Name of the annex as a file.
const ANNEX: &str = "interno.json";
