//! `/{ipa}/scrivania/{id}/passo`: the update of one minute. What happened, when, by which act; beside it, where things stand.

use super::{check, proposals, rows, thing::clash::choice};
use crate::{
    check::STEP as STEP_FORM,
    pages::{Page, Scene, ente_page_with},
    parts::{
        form::{Field, Sheet, hidden},
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    desk::Kept,
    fact::{Note, Record},
    identifier::Slug,
    phase::Phase,
    portfolio::ProjectView,
    ports::Unavailable,
    records::Milestone,
    submission::field,
    when::When,
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Names of this form's own fields.
const PHASE: &str = "fase";
const DAY: &str = "quando";
const ACT_KIND: &str = "atto_tipo";
const ACT_NUMBER: &str = "atto_numero";
const ACT_DAY: &str = "atto_data";
const NOTE: &str = "nota";
const NOTE_PUBLIC: &str = "nota_pubblica";

/// Acts that steps rest on. Their words are those of the register of acts, Italian everywhere.
const ACTS: [&str; 5] = ["determina", "delibera", "contratto", "decreto", "altro"];

/// Steps that an office dates, in the order of the path.
const STEPS: [Phase; 6] =
    [Phase::Notification, Phase::Contract, Phase::Completion, Phase::Certification, Phase::Request, Phase::Disbursement];
/// Steps that the public data date, for a project that is not among them.
const EARLY: [Phase; 2] = [Phase::Application, Phase::Decree];

/// `/{ipa}/scrivania/{id}/passo`
#[component]
pub fn DeskStep() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let Ok(slug) = Slug::read(scene.visit().segment(2)) else { return Ok(None) };
    let Some(project) = scene.portfolio.project(&slug) else { return Ok(None) };
    let desk = &scene.given.ports.desk;
    let kept = desk.kept(Milestone::TABLE, scene.ipa(), Some(&slug)).await?;
    let waits = desk.second_person(scene.ipa()).await?;
    let mut waiting = desk.waiting(scene.ipa()).await?;
    waiting.retain(|p| p.project == slug && p.items.iter().any(|i| i.edit.table == Milestone::TABLE));
    let notice = proposals::notice(scene.lang, waits, &waiting);
    Ok(Some(build(&scene, project, &kept, notice)))
}

fn steps(p: &ProjectView) -> Vec<Phase> {
    let early: &[Phase] = if p.applications.is_empty() { &EARLY } else { &[] };
    early.iter().chain(&STEPS).copied().collect()
}

/// The step that the address asks for, else the first that is not passed.
fn preset(scene: &Scene, p: &ProjectView, steps: &[Phase]) -> Option<Phase> {
    let asked = scene.visit().param(PHASE).and_then(Phase::read).filter(|phase| steps.contains(phase));
    let open = |phase: &Phase| *phase != Phase::Notification && !p.step(*phase).is_some_and(|s| s.passed);
    asked.or_else(|| steps.iter().copied().find(|phase| open(phase)))
}

fn build(scene: &Scene, p: &ProjectView, kept: &[Kept], notice: AnyView) -> Page {
    let lang = scene.lang;
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    let desk = paths::desk(scene.ipa(), &p.slug);
    let here = format!("{desk}/{}", paths::STEP);
    let trail = frame::trail(
        scene,
        &[
            (paths::section(scene.ipa(), paths::DESK), lang.nav_desk()),
            (desk.clone(), title.as_str()),
            (here.clone(), lang.step_title()),
        ],
    );
    let sheet = Sheet::new(lang, scene.given.posted.as_deref()).keeping();
    let name = verbatim::pick(lang, &p.title, p.title_en.as_deref());
    let content = view! {
        {trail}
        <div class="tg-head">
            <div><h1>{lang.step_title()}</h1><p class="tg-lead">{name} " " {mark::chip(p.measure())}</p></div>
        </div>
        <div class="tg-columns tg-columns--aside">
            <div>
                {notice}
                {form(scene, p, kept, &sheet, [&here, &desk])}
            </div>
            {beside(scene, p, &desk)}
        </div>
    };
    Page::new(sheet.title(&lang.step_title_of(&title)), content)
}

/// Somebody else has recorded the same step meanwhile: of what both have said one is chosen, field by field.
fn conflict(scene: &Scene, sheet: &Sheet<'_>, disputes: Vec<Dispute>, desk: &str) -> AnyView {
    let lang = scene.lang;
    let Some(now) = sheet.posted.and_then(|p| p.conflict.as_ref()) else { return ().into_any() };
    let text = match (now.withdrawn, disputes.is_empty()) {
        (true, _) => lang.step_conflict_withdrawn(),
        (false, true) => lang.step_conflict_same(),
        (false, false) => lang.step_conflict_text(),
    };
    let choices = (!disputes.is_empty()).then(|| choices(lang, sheet, disputes));
    let desk = desk.to_owned();
    view! {
        <div class="tg-callout tg-callout--warning">
            <p class="tg-callout__title">{lang.step_conflict()}</p>
            <p>{text}</p>
            {choices}
            <p><a class="btn btn-outline-primary btn-sm" href=desk>{lang.step_leave()}</a></p>
        </div>
    }
    .into_any()
}

/// A field that somebody else has saved otherwise meanwhile.
struct Dispute {
    field: &'static str,
    label: &'static str,
    mine: String,
    theirs: String,
}

/// What was typed where somebody else has saved something else meanwhile. What is left empty stays as it is saved.
fn disputes(lang: Lang, sheet: &Sheet<'_>) -> Vec<Dispute> {
    let Some(now) = sheet.posted.and_then(|p| p.conflict.as_ref()).filter(|now| !now.withdrawn) else { return vec![] };
    let saved = |name: &str| {
        let column = Milestone::TABLE.columns.iter().find(|c| c.name == name);
        column.and_then(|c| lang.shown(Milestone::TABLE.name, c, rows::cell(Milestone::TABLE, now, name)))
    };
    let typed = |names: &[&str]| {
        let texts: Vec<String> =
            names.iter().map(|name| sheet.value(name, "").trim().to_owned()).filter(|t| !t.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    };
    let day = typed(&[DAY]).map(|text| When::read(&text).map_or(text, |on| lang.when(on)));
    // A kind alone names no act.
    let act = typed(&[ACT_NUMBER]).and_then(|_| typed(&[ACT_KIND, ACT_NUMBER, ACT_DAY]));
    let words = |note: &Note| match note.public {
        true => lang.step_note_public(&note.text),
        false => lang.step_note_internal(&note.text),
    };
    let public = sheet.value(NOTE_PUBLIC, "") == "sì";
    let note = Note::typed(typed(&[NOTE]), Some(public)).as_ref().map(words);
    let pairs = [
        (DAY, lang.step_when(), day, saved("actual")),
        (ACT_NUMBER, lang.step_act(), act, saved("act")),
        (NOTE, lang.step_note(), note, now.provenance.note.as_ref().map(words)),
    ];
    pairs
        .into_iter()
        .filter_map(|(field, label, mine, theirs)| Some((field, label, mine?, theirs)))
        .filter(|(_, _, mine, theirs)| theirs.as_ref() != Some(mine))
        .map(|(field, label, mine, theirs)| Dispute {
            field,
            label,
            mine,
            theirs: theirs.unwrap_or_else(|| lang.unknown().to_owned()),
        })
        .collect()
}

fn choices(lang: Lang, sheet: &Sheet<'_>, disputes: Vec<Dispute>) -> AnyView {
    let heads =
        vec![Head::text(lang.clash_column_field()), Head::text(lang.clash_column_mine()), Head::text(lang.clash_column_theirs())];
    let fields = disputes.iter().map(|d| hidden(field::DISPUTED, d.field)).collect_view();
    let rows = disputes
        .into_iter()
        .map(|d| {
            let [mine, theirs] = choice(lang, sheet, d.field, d.label, [d.mine, d.theirs]);
            Row::new(vec![view! { <span>{d.label}</span> }.into_any(), mine, theirs])
        })
        .collect();
    view! { {fields} {table(lang, "due-versioni", lang.clash_caption().to_owned(), heads, rows, None)} }.into_any()
}

/// The version of each step that the form has seen: at first what there is, then what came with it, and after a conflict the
/// one that made it.
fn versions(sheet: &Sheet<'_>, kept: &[Kept], steps: &[Phase]) -> AnyView {
    let conflict = sheet.posted.and_then(|p| p.conflict.as_ref());
    steps
        .iter()
        .map(|phase| {
            let name = format!("{}.{}", field::SEEN, phase.code());
            let held = kept.iter().find(|k| !k.withdrawn && phase_of(k) == Some(*phase)).map_or(0, |k| k.version);
            let seen = match conflict.filter(|k| phase_of(k) == Some(*phase)) {
                Some(now) => now.version.to_string(),
                None => sheet.value(&name, &held.to_string()),
            };
            hidden(&name, &seen)
        })
        .collect_view()
        .into_any()
}

fn phase_of(kept: &Kept) -> Option<Phase> {
    Phase::read(&rows::text(Milestone::TABLE, kept, "phase"))
}

fn form(scene: &Scene, p: &ProjectView, kept: &[Kept], sheet: &Sheet<'_>, [here, desk]: [&str; 2]) -> AnyView {
    let (lang, action) = (scene.lang, here.to_owned());
    let disputes = disputes(lang, sheet);
    let chosen: Vec<(String, &str)> = disputes.iter().map(|d| (format!("{}{}", field::CHOOSE, d.field), d.label)).collect();
    let steps = steps(p);
    let preset = preset(scene, p, &steps).map(Phase::code).unwrap_or_default();
    let mut phases: Vec<(String, String)> = vec![(String::new(), lang.form_choose().to_owned())];
    phases.extend(steps.iter().map(|phase| (phase.code().to_owned(), lang.phase(*phase).to_owned())));
    let phase = Field::choice(PHASE, lang.step_phase(), phases).required(true).value(preset);
    let day = Field::line(DAY, lang.step_when()).required(true).hint(Some(lang.step_when_hint().to_owned()));
    let mut acts: Vec<(String, String)> = vec![(String::new(), lang.step_act_none().to_owned())];
    acts.extend(ACTS.iter().map(|word| ((*word).to_owned(), rows::capital(word))));
    let act_kind = Field::choice(ACT_KIND, lang.step_act_kind(), acts);
    let act_number = Field::line(ACT_NUMBER, lang.step_act_number());
    let act_day = Field::line(ACT_DAY, lang.step_act_date()).hint(Some(lang.step_act_date_hint().to_owned()));
    let note = Field::text(NOTE, lang.step_note()).hint(Some(lang.step_note_hint().to_owned()));
    let yes_or_no = ["no", "sì"].map(|word| (word.to_owned(), rows::capital(&lang.choice(&["sì", "no"], word))));
    let public =
        Field::choice(NOTE_PUBLIC, lang.column(Milestone::TABLE.name, field::NOTE_PUBLIC), yes_or_no.to_vec()).value("no");
    // Where one was typed it stands there, whatever else is to be mended.
    let wanted = sheet.wants_reason() || !sheet.value(field::REASON, "").is_empty();
    let reason = wanted.then(|| sheet.field(Field::text(field::REASON, lang.thing_reason_new()).required(true)));
    let mut labels = vec![
        (PHASE, lang.step_phase()),
        (DAY, lang.step_when()),
        (ACT_KIND, lang.step_act_kind()),
        (ACT_NUMBER, lang.step_act_number()),
        (ACT_DAY, lang.step_act_date()),
        (NOTE, lang.step_note()),
        (NOTE_PUBLIC, lang.column(Milestone::TABLE.name, field::NOTE_PUBLIC)),
        (field::REASON, lang.thing_reason_new()),
    ];
    labels.extend(chosen.iter().map(|(name, label)| (name.as_str(), *label)));
    view! {
        <form class="tg-form" method="post" action=action novalidate=true>
            {sheet.summary(&labels)}
            {conflict(scene, sheet, disputes, desk)}
            {check::check(scene, STEP_FORM, Some(p), None, None)}
            {versions(sheet, kept, &steps)}
            <p class="tg-lead">{lang.step_lead()}</p>
            {sheet.field(phase)}
            {sheet.field(day)}
            <fieldset class="tg-group">
                <legend>{lang.step_act()}</legend>
                <p class="tg-hint">{lang.step_act_hint()}</p>
                {sheet.field(act_kind)}
                {sheet.field(act_number)}
                {sheet.field(act_day)}
            </fieldset>
            {sheet.field(note)}
            {sheet.field(public)}
            {reason}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.form_save()}</button></div>
        </form>
    }
    .into_any()
}

/// Where the project stands: status, then every step with its date, its deadline and how it stands against it.
fn beside(scene: &Scene, p: &ProjectView, desk: &str) -> AnyView {
    let lang = scene.lang;
    let heads =
        vec![Head::text(lang.step_column_phase()), Head::text(lang.step_column_date()), Head::text(lang.step_column_deadline())];
    let rows = p
        .steps
        .iter()
        .filter(|s| s.phase != Phase::Maintenance)
        .map(|s| {
            let deadline = match &s.deadline {
                None => money::missing(lang),
                Some(deadline) => {
                    let lateness = lang.lateness(s.lateness);
                    view! { {money::when(lang, Some(deadline.due))} <span class="tg-note">{lateness}</span> }.into_any()
                }
            };
            let forecast = forecast(lang, s.forecast.filter(|_| s.date.is_none()));
            Row::new(vec![
                view! { <span>{lang.phase(s.phase)}</span> }.into_any(),
                view! { {money::when(lang, s.date.as_ref().map(|d| d.when))} {forecast} }.into_any(),
                deadline,
            ])
        })
        .collect();
    let desk = desk.to_owned();
    view! {
        <section>
            <h2>{lang.step_beside()}</h2>
            <p>{mark::standing(lang, &p.standing)}</p>
            {table(lang, "passi", lang.step_beside_caption().to_owned(), heads, rows, None)}
            <p><a href=desk>{lang.step_more()}</a></p>
        </section>
    }
    .into_any()
}

/// What the office expects, for a step that has not happened.
fn forecast(lang: Lang, forecast: Option<domain::when::When>) -> AnyView {
    match forecast {
        None => ().into_any(),
        Some(when) => {
            let text = lang.step_forecast(&lang.when(when));
            view! { <span class="tg-note">{text}</span> }.into_any()
        }
    }
}
