//! Order and notes of the presentation: only what the form has changed is written, against the version that it saw.

use super::{Asked, Came, Stop, answer, asked, save};
use crate::{form, router, router::Shared, visit::Slot};
use app::{pages::stage::field, paths, visit::Posted};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    cell::{Cell, Fault},
    desk::{Edit, Kept},
    fact::{Record, latest},
    records::SlideNote,
};

/// The longest name of a slide: `progetto-` and what an address holds.
const LONGEST: usize = 200;

/// `POST /{ipa}/presentazione/ordine`
pub async fn slides(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read_long(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let sitting = request.extensions().get::<Slot>().and_then(|slot| slot.visit.param(field::SITTING).map(str::to_owned));
    let came = async { arrange(&shared, &asked?, sitting.as_deref(), fields).await };
    let came = came.await;
    answer(&shared, request, came).await
}

async fn arrange(shared: &Shared, asked: &Asked, sitting: Option<&str>, fields: form::Fields) -> Result<Came, Stop> {
    let sitting = match sitting {
        None => None,
        Some(text) => Some(known(shared, asked, text).await?),
    };
    let kept = shared.ports.desk.kept(SlideNote::TABLE, &asked.ipa, None).await?;
    let mut posted = Posted { fields: fields.clone(), ..Posted::default() };
    let mut edits = vec![];
    let mut rows = 0;
    for (name, version) in &fields {
        let Some(slide) = name.strip_prefix(field::SEEN) else { continue };
        rows += 1;
        let seen: i64 = version.parse().ok().filter(|v| *v >= 0).ok_or(Stop::Status(428))?;
        if slide.trim().is_empty()
            || slide.chars().count() > LONGEST
            || slide.chars().any(|c| c.is_whitespace() || c.is_control())
        {
            return Err(Stop::Status(400));
        }
        let before = before(shared, asked, &kept, sitting, slide, seen).await?;
        let Some(after) = typed(asked, &fields, slide, &before, &mut posted) else { continue };
        if after != before {
            edits.push(Edit {
                table: SlideNote::TABLE,
                values: after.store(),
                al: None,
                source: None,
                note: None,
                seen,
                withdrawn: false,
            });
        }
    }
    if rows == 0 {
        return Err(Stop::Status(428));
    }
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    let onward = paths::stage_order(&asked.ipa, sitting);
    if edits.is_empty() {
        return Ok(Came::On(onward));
    }
    Ok(mend(asked, save(shared, asked, edits, None, posted, onward).await?))
}

/// A sitting of the ente.
async fn known(shared: &Shared, asked: &Asked, number: &str) -> Result<u32, Stop> {
    let number: u32 = number.parse().map_err(|_| Stop::Status(404))?;
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    latest(&dossier.sittings, |s| s.number).iter().any(|s| s.number == number).then_some(number).ok_or(Stop::Status(404))
}

/// The slide as the form saw it. What is of another ente, or of another slide, is not found here.
async fn before(
    shared: &Shared,
    asked: &Asked,
    kept: &[Kept],
    sitting: Option<u32>,
    slide: &str,
    seen: i64,
) -> Result<SlideNote, Stop> {
    let nothing =
        SlideNote { ente: asked.ipa.clone(), sitting, slide: slide.to_owned(), position: None, shown: None, notes: None };
    if seen == 0 {
        return Ok(nothing);
    }
    let found = match kept.iter().find(|k| k.version == seen) {
        Some(kept) => kept.clone(),
        None => shared.ports.desk.fact(SlideNote::TABLE, seen).await?.ok_or(Stop::Status(404))?,
    };
    let note = SlideNote::load(&found.values).map_err(|_| Stop::Unavailable)?;
    if note.ente != asked.ipa || note.slide != slide || note.sitting != sitting {
        return Err(Stop::Status(404));
    }
    Ok(if found.withdrawn { nothing } else { note })
}

/// The slide as the form has it; what is wrong with a field is said beside it, and then there is none.
fn typed(asked: &Asked, fields: &form::Fields, slide: &str, before: &SlideNote, posted: &mut Posted) -> Option<SlideNote> {
    let value = |field: &str| form::value(fields, &format!("{field}{slide}"));
    let mut flaw = |field: &str, fault: &Fault| posted.flaw(format!("{field}{slide}"), asked.lang.typed_fault(fault));
    let position = <Option<u32> as Cell>::parse(value(field::POSITION)).map_err(|fault| flaw(field::POSITION, &fault));
    let notes = <Option<String> as Cell>::parse(value(field::NOTES)).map_err(|fault| flaw(field::NOTES, &fault));
    // A box that is not ticked is not sent. One that stands as it was changes nothing: also where nobody has said a word yet.
    let named = |field: &str| fields.iter().any(|(name, _)| name.strip_prefix(field) == Some(slide));
    let was = before.shown.unwrap_or(!named(field::FURTHER));
    let is = named(field::SHOWN);
    let shown = if is == was { before.shown } else { Some(is) };
    Some(SlideNote { position: position.ok()?, shown, notes: notes.ok()?, ..before.clone() })
}

/// Two words on a slide are not chosen between field by field: the form shows the other one, and what is sent next has seen it.
fn mend(asked: &Asked, came: Came) -> Came {
    match came {
        Came::Back(posted, 409) => {
            let mut posted = Posted { flaws: vec![], ..*posted };
            let slide = posted.conflict.as_ref().and_then(|k| SlideNote::load(&k.values).ok()).map(|n| n.slide);
            let field = slide.map(|slide| format!("{}{slide}", field::NOTES)).unwrap_or_default();
            posted.flaw(field, asked.lang.stage_order_meanwhile());
            Came::back(posted, 409)
        }
        came => came,
    }
}
