//! `/{ipa}/presentazione/ordine`: where each slide stands, whether it is shown, and what is said to it. With `?seduta=N` that of one
//! sitting, which begins as the live one is and from then on goes its own way.

use super::{kept, slide};
use crate::{
    gantt::drawing::escape,
    pages::{Page, Scene, compare, ente_page_with, frozen},
    parts::{
        form::{Sheet, hidden},
        frame,
    },
    paths,
};
use domain::{
    deck::{Arrangement, Deck, Kind, Slide},
    desk::Kept,
    fact::Record,
    ports::Unavailable,
    records::{Sitting, SlideNote},
    sitting::Since,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Projects without a slide that the form offers one to.
const OFFERED: usize = 100;

/// Names of the form's fields; the slide follows.
pub mod field {
    /// The version that the form saw; 0 where nothing was kept.
    pub const SEEN: &str = "seen.";
    /// In the address: the sitting whose order it is.
    pub const SITTING: &str = "seduta";
    /// The slide gets shown only where somebody asks for it.
    pub const FURTHER: &str = "further.";
    /// Its place.
    pub const POSITION: &str = "position.";
    /// Whether it is shown.
    pub const SHOWN: &str = "shown.";
    /// What is said to it.
    pub const NOTES: &str = "notes.";
}

/// `/{ipa}/presentazione/ordine`
#[component]
pub fn StageOrder() -> impl IntoView {
    ente_page_with(paths::STAGE, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let mut all = kept(&scene.given, scene.ipa()).await?;
    let Some(text) = scene.visit().param(field::SITTING) else {
        all.retain(|(_, note)| note.sitting.is_none());
        let since = compare::since(&scene).await?;
        return Ok(Some(build(&scene, &scene, since.as_ref(), None, &all, vec![])));
    };
    let number = text.parse().ok();
    let Some(sitting) = scene.sittings.iter().find(|s| Some(s.number) == number) else { return Ok(None) };
    // Its slides are those of what was frozen for it, where something was.
    let frozen = scene.given.ports.sittings.frozen(scene.ipa()).await?;
    let frozen = match frozen.into_iter().find(|f| f.cover.sitting.number == sitting.number) {
        Some(frozen) => frozen::load(&scene.given, scene.ipa(), frozen.cover.number).await?,
        None => None,
    };
    let is_its = |note: &SlideNote| note.sitting == Some(sitting.number);
    let standing = |of: &dyn Fn(&SlideNote) -> bool| -> Vec<SlideNote> {
        all.iter().filter(|(kept, note)| !kept.withdrawn && of(note)).map(|(_, note)| note.clone()).collect()
    };
    let begun = !standing(&is_its).is_empty();
    let before = if begun { vec![] } else { standing(&|note| note.sitting.is_none()) };
    all.retain(|(_, note)| is_its(note));
    let shown = frozen.as_ref().unwrap_or(&scene);
    let since = compare::since(shown).await?;
    Ok(Some(build(&scene, shown, since.as_ref(), Some(sitting), &all, before)))
}

/// One row of the form.
struct Row<'a> {
    slide: &'a Slide,
    /// Where it stands now, from 1.
    at: Option<usize>,
    /// Gets shown only where somebody asks for it.
    further: bool,
}

/// The form, on the page of `scene`, of the slides of `shown`. `before` is what a sitting without an order of its own begins with.
fn build(
    scene: &Scene,
    shown: &Scene,
    since: Option<&Since>,
    sitting: Option<&Sitting>,
    kept: &[(Kept, SlideNote)],
    before: Vec<SlideNote>,
) -> Page {
    let lang = scene.lang;
    let number = sitting.map(|s| s.number);
    let standing = kept.iter().filter(|(kept, _)| !kept.withdrawn).map(|(_, note)| note.clone());
    let begin = before.iter().map(|note| SlideNote { sitting: number, ..note.clone() });
    let deck = Deck::of(&shown.portfolio, &shown.claims, since, &Arrangement::of(standing.chain(begin), number));
    let rows = rows(&deck);
    let left = deck.further.len().saturating_sub(OFFERED);
    let left = (left > 0).then(|| view! { <p>{lang.stage_order_further(left)}</p> });
    let posted = scene.given.posted.as_deref();
    let sheet = Sheet::new(lang, posted).keeping();
    let labels: Vec<(String, String)> = rows
        .iter()
        .flat_map(|row| {
            let (id, heading) = (&row.slide.id, slide::heading(shown, &row.slide.kind));
            [
                (format!("{}{id}", field::POSITION), lang.stage_order_of(lang.stage_order_position(), &heading)),
                (format!("{}{id}", field::NOTES), lang.stage_order_of(lang.stage_order_notes(), &heading)),
            ]
        })
        .collect();
    let labels: Vec<(&str, &str)> = labels.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    let lines = rows.iter().map(|row| line(shown, &sheet, row, kept, &before)).collect_view();
    let title = match sitting {
        None => lang.stage_order_title().to_owned(),
        Some(sitting) => lang.stage_order_title_of(&lang.sitting_name(sitting)),
    };
    let own = sitting.is_some().then(|| view! { <p>{lang.stage_order_sitting()}</p> });
    let section = |rest: &str| paths::section(scene.ipa(), &format!("{}{rest}", paths::STAGE));
    let here = paths::stage_order(scene.ipa(), number);
    let trail = frame::trail(scene, &[(section(""), lang.stage_nav()), (here.clone(), lang.stage_order_link())]);
    let content = view! {
        {trail}
        <div class="tg-head">
            <div><h1>{title.clone()}</h1><p class="tg-lead">{lang.stage_order_lead()}</p></div>
            <div class="tg-actions"><a class="btn btn-outline-primary btn-sm" href=section("")>{lang.stage_nav()}</a></div>
        </div>
        {sheet.summary(&labels)}
        <form class="tg-form tg-form--wide" method="post" action=here>
            {own}
            <p>{lang.stage_order_fixed()}</p>
            <div class="tg-scroll" tabindex="0" role="region" aria-labelledby="ordine-caption">
                <table class="tg-table tg-table--stack" role="table">
                    <caption id="ordine-caption">{lang.stage_order_list()}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{lang.stage_order_slide()}</th>
                            <th role="columnheader" scope="col">{lang.stage_order_position()}</th>
                            <th role="columnheader" scope="col">{lang.stage_order_shown()}</th>
                            <th role="columnheader" scope="col">{lang.stage_order_notes()}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{lines}</tbody>
                </table>
            </div>
            {left}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.stage_order_save()}</button></div>
        </form>
    };
    Page::new(sheet.title(&title), content)
}

/// Those shown in their order, then what somebody has hidden, then projects that could have a slide.
fn rows(deck: &Deck) -> Vec<Row<'_>> {
    let movable = |slide: &&Slide| !matches!(slide.kind, Kind::Title | Kind::Closing);
    let shown = deck.slides.iter().enumerate().map(|(at, slide)| (slide, at + 1)).filter(|(slide, _)| movable(slide));
    let mut out: Vec<Row<'_>> = shown.map(|(slide, at)| Row { slide, at: Some(at), further: false }).collect();
    out.extend(deck.hidden.iter().map(|slide| Row { slide, at: None, further: false }));
    out.extend(deck.further.iter().take(OFFERED).map(|slide| Row { slide, at: None, further: true }));
    out
}

/// The fields of one slide: what was typed, else what is kept.
fn line(scene: &Scene, sheet: &Sheet<'_>, row: &Row<'_>, kept: &[(Kept, SlideNote)], before: &[SlideNote]) -> AnyView {
    let lang = scene.lang;
    let id = &row.slide.id;
    let heading = slide::heading(scene, &row.slide.kind);
    let name = |field: &str| format!("{field}{id}");
    let held = kept.iter().find(|(_, note)| note.slide == *id);
    let note = held.filter(|(kept, _)| !kept.withdrawn).map(|(_, note)| note);
    let note = note.or_else(|| before.iter().find(|note| note.slide == *id));
    let conflict = sheet.posted.and_then(|p| p.conflict.as_ref()).and_then(|k| Some((k, SlideNote::load(&k.values).ok()?)));
    let conflict = conflict.filter(|(_, now)| now.slide == *id);
    // Once somebody else's word has been shown, what is sent next has seen it.
    let seen = match &conflict {
        Some((now, _)) => now.version.to_string(),
        None => sheet.value(&name(field::SEEN), &held.map_or(0, |(kept, _)| kept.version).to_string()),
    };
    let position = note.and_then(|n| n.position).map(|at| at.to_string()).unwrap_or_default();
    let position = sheet.value(&name(field::POSITION), &position);
    // leptos writes what stands inside a textarea as it gets it: escaped by ourselves.
    let text = escape(&sheet.value(&name(field::NOTES), note.and_then(|n| n.notes.as_deref()).unwrap_or_default()));
    let ticked = match sheet.posted {
        // A box that is not ticked is not sent.
        Some(posted) if posted.value(&name(field::SEEN)).is_some() => posted.value(&name(field::SHOWN)).is_some(),
        _ => note.and_then(|n| n.shown).unwrap_or(!row.further),
    };
    let place = row.at.map_or_else(|| lang.stage_order_away().to_owned(), |at| lang.stage_order_at(at));
    let stands = conflict.map(|(_, now)| view! { <p class="tg-note">{stands(scene, &now)}</p> });
    let further = row.further.then(|| hidden(&name(field::FURTHER), "1"));
    let label = |what: &str| lang.stage_order_of(what, &heading);
    let (position_id, shown_id, notes_id) =
        (sheet.id(&name(field::POSITION)), sheet.id(&name(field::SHOWN)), sheet.id(&name(field::NOTES)));
    let (position_flaw, position_wrong) = flaws(sheet, &name(field::POSITION));
    let (notes_flaw, notes_wrong) = flaws(sheet, &name(field::NOTES));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {heading.clone()} <span class="tg-note">{slide::kicker(lang, &row.slide.kind)} ", " {place}</span>
                {hidden(&name(field::SEEN), &seen)} {further}
            </th>
            <td role="cell" data-label=lang.stage_order_position()>
                <label class="visually-hidden" for=position_id.clone()>{label(lang.stage_order_position())}</label>
                <input
                    class="form-control"
                    id=position_id
                    name=name(field::POSITION)
                    inputmode="numeric"
                    size="4"
                    maxlength="6"
                    autocomplete="off"
                    value=position
                    aria-invalid=position_wrong.is_some().then_some("true")
                    aria-describedby=position_wrong
                />
                {position_flaw}
            </td>
            <td role="cell" data-label=lang.stage_order_shown()>
                <div class="form-check">
                    <input type="checkbox" id=shown_id.clone() name=name(field::SHOWN) value="1" checked=ticked />
                    <label for=shown_id><span class="visually-hidden">{label(lang.stage_order_shown())}</span></label>
                </div>
            </td>
            <td role="cell" class="wide" data-label=lang.stage_order_notes()>
                <label class="visually-hidden" for=notes_id.clone()>{label(lang.stage_order_notes())}</label>
                <textarea
                    class="form-control"
                    id=notes_id
                    name=name(field::NOTES)
                    rows="3"
                    maxlength="4000"
                    aria-invalid=notes_wrong.is_some().then_some("true")
                    aria-describedby=notes_wrong
                    inner_html=text
                ></textarea>
                {notes_flaw}
                {stands}
            </td>
        </tr>
    }
    .into_any()
}

/// What somebody else has written meanwhile.
fn stands(scene: &Scene, now: &SlideNote) -> String {
    let lang = scene.lang;
    let position = now.position.map_or_else(|| lang.stage_order_own().to_owned(), |at| at.to_string());
    let shown = if now.shown == Some(false) { lang.no() } else { lang.yes() };
    lang.stage_order_stands(&position, shown, now.notes.as_deref().unwrap_or_default())
}

/// What is wrong with a field, and the id by which the field says so.
fn flaws(sheet: &Sheet<'_>, name: &str) -> (Option<AnyView>, Option<String>) {
    let flaws: Vec<String> =
        sheet.posted.map(|p| p.flaws.iter().filter(|f| f.field == name).map(|f| f.text.clone()).collect()).unwrap_or_default();
    if flaws.is_empty() {
        return (None, None);
    }
    let id = format!("{}-errore", sheet.id(name));
    let (text, own) = (flaws.join(" "), id.clone());
    (Some(view! { <span class="tg-field-error" id=own>{text}</span> }.into_any()), Some(id))
}
