//! `POST /{ipa}/scrivania/{id}/piano`: forecasts of several steps, all of them written or none. A field that holds what the form
//! was given with is no change, whatever somebody else has made of that step meanwhile.

use super::{Asked, Came, Stop, answer, asked, optional, register, save, text};
use crate::{form, router, router::Shared};
use app::{
    paths,
    visit::{Flaw, Posted},
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    cell::Cell,
    desk::{Edit, Kept},
    fact::Record,
    identifier::Slug,
    phase::Phase,
    plan::{DISPUTED, STEPS, field as forecast_field, is_open, seen as seen_field},
    portfolio::Portfolio,
    records::Milestone,
    review::{Situation, Weight, review},
    submission::field,
    when::When,
};

/// `POST /{ipa}/scrivania/{id}/piano`
pub async fn plan(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let project = asked.segments.get(2).and_then(|s| Slug::read(s).ok()).ok_or(Stop::Status(404))?;
        write(&shared, &asked, &project, &fields).await
    };
    let came = came.await;
    answer(&shared, request, came).await
}

/// A forecast that was moved.
struct Moved {
    phase: Phase,
    record: Milestone,
    edit: Edit,
    held: Option<Kept>,
}

async fn write(shared: &Shared, asked: &Asked, project: &Slug, fields: &[(String, String)]) -> Result<Came, Stop> {
    let lang = asked.lang;
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    let catalogue = shared.ports.register.catalogue().await?;
    let today = shared.clock.today();
    let portfolio = Portfolio::of(&dossier, &catalogue, today);
    let view = portfolio.project(project).ok_or(Stop::Status(404))?;
    let kept = shared.ports.desk.kept(Milestone::TABLE, &asked.ipa, Some(project)).await?;
    let mut posted = Posted::default();
    let reason = optional(&mut posted, lang, fields, field::REASON);
    posted.fields.push((field::REASON.to_owned(), form::value(fields, field::REASON).to_owned()));
    let mut moved: Vec<Moved> = vec![];
    let mut conflict: Option<Option<Kept>> = None;
    for phase in STEPS {
        let (name, seen_name) = (forecast_field(phase), seen_field(phase));
        let Some((_, typed)) = fields.iter().find(|(n, _)| *n == name) else { continue };
        let seen: i64 = form::value(fields, &seen_name).parse().ok().filter(|v| *v >= 0).ok_or(Stop::Status(428))?;
        let before = saw(shared, asked, project, phase, seen).await?;
        let choose = format!("{}{name}", field::CHOOSE);
        let chosen = form::value(fields, &choose);
        let forecast = <Option<When> as Cell>::parse(typed);
        if chosen == field::THEIRS || forecast == Ok(before) {
            continue;
        }
        posted.fields.push((name.clone(), typed.clone()));
        posted.fields.push((seen_name, seen.to_string()));
        let of_phase = |k: &&Kept| text(Milestone::TABLE, &k.values, "phase").as_deref() == Some(phase.code());
        let held = kept.iter().filter(|k| !k.withdrawn).find(of_phase);
        let newest = held.or_else(|| kept.iter().find(of_phase));
        let disputed = fields.iter().any(|(n, v)| n == DISPUTED && v == phase.code());
        if !is_open(view, phase) {
            posted.flaw(name, lang.plan_already(lang.phase(phase)));
            continue;
        }
        if disputed && chosen != field::MINE {
            posted.fields.push((DISPUTED.to_owned(), phase.code().to_owned()));
            posted.flaw(choose, lang.choose_one());
            conflict.get_or_insert(newest.cloned());
            continue;
        }
        if held.map_or(0, |k| k.version) != seen {
            conflict.get_or_insert(newest.cloned());
            continue;
        }
        let forecast = match forecast {
            Ok(forecast) => forecast,
            Err(fault) => {
                posted.flaw(name, lang.typed_fault(&fault));
                continue;
            }
        };
        let was = held.and_then(|k| Milestone::load(&k.values).ok());
        let record = Milestone {
            ente: asked.ipa.clone(),
            project: project.clone(),
            phase,
            // The first deadline never moves, and what has happened is not said here.
            baseline: was.as_ref().and_then(|m| m.baseline),
            forecast,
            actual: was.as_ref().and_then(|m| m.actual),
            act: was.as_ref().and_then(|m| m.act.clone()),
        };
        let provenance = held.map(|k| &k.provenance);
        let edit = Edit {
            table: Milestone::TABLE,
            values: record.store(),
            al: provenance.and_then(|p| p.al),
            source: None,
            note: provenance.and_then(|p| p.note.clone()),
            seen,
            withdrawn: false,
        };
        moved.push(Moved { phase, record, edit, held: held.cloned() });
    }
    if let Some(now) = conflict {
        posted.flaws.insert(0, Flaw { field: String::new(), text: lang.plan_conflict().to_owned(), needs_reason: false });
        posted.conflict = now;
        return Ok(Came::back(posted, 409));
    }
    for one in &moved {
        let mut situation = Situation::of(&dossier, Some(view), project, one.edit.table, one.held.as_ref(), today);
        // The others are judged as they will stand, too.
        for other in moved.iter().filter(|o| o.phase != one.phase) {
            situation.milestones.retain(|m| m.phase != other.phase);
            situation.milestones.push(other.record.clone());
        }
        for objection in review(Milestone::TABLE, &one.edit.values, &situation) {
            let needs_reason = objection.weight == Weight::Unusual;
            if objection.weight == Weight::Warning || needs_reason && reason.is_some() {
                continue;
            }
            posted.flaws.push(Flaw { field: forecast_field(one.phase), text: lang.objection(&objection.why), needs_reason });
        }
    }
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    let onward = paths::desk(&asked.ipa, project);
    if moved.is_empty() {
        return Ok(Came::On(onward));
    }
    // What somebody types here rests on the office, and no longer on the source of the value before.
    let source = register(shared, asked).await?;
    let edits = moved.into_iter().map(|m| Edit { source: Some(source.clone()), ..m.edit }).collect();
    save(shared, asked, edits, reason, posted, onward).await
}

/// What the form was given with: the forecast of the version that it saw.
async fn saw(shared: &Shared, asked: &Asked, project: &Slug, phase: Phase, version: i64) -> Result<Option<When>, Stop> {
    if version == 0 {
        return Ok(None);
    }
    let gone = || Stop::Status(404);
    let fact = shared.ports.desk.fact(Milestone::TABLE, version).await?.ok_or_else(gone)?;
    let record = Milestone::load(&fact.values).map_err(|_| gone())?;
    // The address says whose it is: what is somebody else's is not found here.
    let own = record.ente == asked.ipa && record.project == *project && record.phase == phase;
    if own { Ok(record.forecast.filter(|_| !fact.withdrawn)) } else { Err(gone()) }
}
