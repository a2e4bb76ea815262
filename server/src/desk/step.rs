//! The update of one minute: what happened, when, by which act.

use super::{Asked, Came, Stop, answer, asked, judge, optional, register, save, text};
use crate::{form, router, router::Shared};
use app::{paths, visit::Posted};
use axum::{
    extract::{Request, State},
    response::Response,
};
use chrono::Datelike;
use domain::{
    cell::Cell,
    desk::Edit,
    fact::{Note, Record},
    identifier::Slug,
    phase::Phase,
    records::{Act, Milestone},
    submission::field,
    when::When,
};
use words::Lang;

/// `POST /{ipa}/scrivania/{id}/passo`: a step with its date and its act, in one save.
pub async fn step(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let project = asked.segments.get(2).and_then(|s| Slug::read(s).ok()).ok_or(Stop::Status(404))?;
        one_step(&shared, &asked, &project, fields).await
    };
    let came = came.await;
    answer(&shared, request, came).await
}

/// Whether what somebody else has saved in a field is to stay.
fn stays(fields: &[(String, String)], name: &str) -> bool {
    form::value(fields, &format!("{}{name}", field::CHOOSE)) == field::THEIRS
}

async fn one_step(shared: &Shared, asked: &Asked, project: &Slug, fields: Vec<(String, String)>) -> Result<Came, Stop> {
    let desk = &shared.ports.desk;
    let typed = |name: &'static str| form::value(&fields, name).trim();
    let mut posted = Posted { fields: fields.clone(), ..Posted::default() };
    let lang = asked.lang;
    let phase = Phase::read(typed("fase"));
    if phase.is_none() {
        posted.flaw("fase", lang.step_needs_phase());
    }
    let mut read = |name: &'static str, required: bool| match <Option<When> as Cell>::parse(typed(name)) {
        Ok(None) if required => {
            posted.flaw(name, lang.step_needs_day());
            None
        }
        Ok(when) => when,
        Err(fault) => {
            posted.flaw(name, lang.typed_fault(&fault));
            None
        }
    };
    let (day, act_day) = (read("quando", true), read("atto_data", false));
    let (Some(phase), Some(day)) = (phase, day) else { return Ok(Came::back(posted, 422)) };
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    let seen: i64 = form::value(&fields, &format!("{}.{}", field::SEEN, phase.code())).parse().map_err(|_| Stop::Status(428))?;
    let milestones = desk.kept(Milestone::TABLE, &asked.ipa, Some(project)).await?;
    let held = milestones
        .into_iter()
        .filter(|k| !k.withdrawn)
        .find(|k| text(Milestone::TABLE, &k.values, "phase").as_deref() == Some(phase.code()));
    let before = held.as_ref().and_then(|k| Milestone::load(&k.values).ok());
    // Of two values none is taken that nobody chose.
    for name in fields.iter().filter(|(name, _)| name == field::DISPUTED).map(|(_, name)| name) {
        let choice = format!("{}{name}", field::CHOOSE);
        if ![field::MINE, field::THEIRS].contains(&form::value(&fields, &choice)) {
            posted.flaw(choice, lang.choose_one());
        }
    }
    if !posted.flaws.is_empty() {
        posted.conflict = held;
        return Ok(Came::back(posted, 409));
    }
    let day = before.as_ref().and_then(|m| m.actual).filter(|_| stays(&fields, "quando")).unwrap_or(day);
    let public = <Option<bool> as Cell>::parse(form::value(&fields, "nota_pubblica")).unwrap_or_else(|fault| {
        posted.flaw("nota_pubblica", lang.typed_fault(&fault));
        None
    });
    let note = Note::typed(optional(&mut posted, lang, &fields, "nota"), public).filter(|_| !stays(&fields, "nota"));
    let reason = optional(&mut posted, lang, &fields, field::REASON);
    let act = if stays(&fields, "atto_numero") {
        None
    } else {
        act(shared, asked, project, phase, act_day.unwrap_or(day), &fields, &mut posted).await?
    };
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    let record = Milestone {
        ente: asked.ipa.clone(),
        project: project.clone(),
        phase,
        baseline: before.as_ref().and_then(|m| m.baseline),
        forecast: before.as_ref().and_then(|m| m.forecast),
        actual: Some(day),
        act: act.as_ref().map(|(code, _)| code.clone()).or_else(|| before.as_ref().and_then(|m| m.act.clone())),
    };
    let provenance = held.as_ref().map(|k| &k.provenance);
    let edit = Edit {
        table: Milestone::TABLE,
        values: record.store(),
        al: provenance.and_then(|p| p.al),
        // What somebody types here rests on the office, and no longer on the source of the value before.
        source: Some(register(shared, asked).await?),
        note: note.or_else(|| provenance.and_then(|p| p.note.clone())),
        seen,
        withdrawn: false,
    };
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    let act = act.and_then(|(_, edit)| edit);
    if let Some(act) = &act {
        judge(shared, asked, &dossier, act, None, reason.as_deref(), &mut posted).await?;
    }
    judge(shared, asked, &dossier, &edit, held.as_ref(), reason.as_deref(), &mut posted).await?;
    for flaw in &mut posted.flaws {
        // The form of one minute has other names for the columns it fills.
        flaw.field = match flaw.field.as_str() {
            "actual" => "quando".to_owned(),
            "phase" => "fase".to_owned(),
            "date" => "atto_data".to_owned(),
            _ => std::mem::take(&mut flaw.field),
        };
    }
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    let edits: Vec<Edit> = act.into_iter().chain([edit]).collect();
    save(shared, asked, edits, reason, posted, paths::desk(&asked.ipa, project)).await
}

/// The act that the form names: its code, and the edit that enters it where it is not there yet, or no longer.
async fn act(
    shared: &Shared,
    asked: &Asked,
    project: &Slug,
    phase: Phase,
    day: When,
    fields: &[(String, String)],
    posted: &mut Posted,
) -> Result<Option<(String, Option<Edit>)>, Stop> {
    let number = optional(posted, asked.lang, fields, "atto_numero");
    let kind = optional(posted, asked.lang, fields, "atto_tipo").unwrap_or_else(|| "atto".to_owned());
    let Some(number) = number else { return Ok(None) };
    let code = code(&format!("{kind} {number} {}", day.first().year()));
    let acts = shared.ports.desk.kept(Act::TABLE, &asked.ipa, None).await?;
    let there = acts.iter().find(|k| text(Act::TABLE, &k.values, "code").as_deref() == Some(code.as_str()));
    // One that is there is named and not written over, whoever's it is; one that was taken back is entered again.
    if there.is_some_and(|k| !k.withdrawn) {
        return Ok(Some((code, None)));
    }
    let record = Act {
        ente: asked.ipa.clone(),
        code: code.clone(),
        project: Some(project.clone()),
        kind,
        number: Some(number),
        date: Some(day),
        published_on: None,
        subject: Lang::It.phase(phase).to_owned(),
        link: None,
    };
    let edit = Edit {
        table: Act::TABLE,
        values: record.store(),
        al: None,
        source: None,
        note: None,
        seen: there.map_or(0, |k| k.version),
        withdrawn: false,
    };
    Ok(Some((code, Some(edit))))
}

/// `Determina n. 214/2025` → `determina-n-214-2025`.
fn code(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_gets_a_code_that_a_file_can_name() {
        assert_eq!(code("Determina n. 214/2025"), "determina-n-214-2025");
        assert_eq!(code("  "), "");
    }
}
