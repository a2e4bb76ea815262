//! `/{ipa}/sedute`: the sittings and what each was shown; and below it the frozen pages, as they were kept.

use super::{Page, Scene, ente_page_with, missing};
use crate::{
    parts::{
        form::{Field, Sheet},
        frame::{self, Place},
        sitting,
        table::{Head, Row, table},
    },
    paths,
    shell::framed_with,
    visit::{Given, given},
};
use domain::{
    identifier::Ipa,
    member::Role,
    ports::Unavailable,
    records::Sitting,
    sitting::{Audience, Frozen, KeptPart},
    when::civil,
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Names of the fields of the form, as the server reads them.
pub mod field {
    /// Number of the sitting.
    pub const SITTING: &str = "seduta";
    /// The day of the situation.
    pub const AL: &str = "al";
    /// As it was known on this day.
    pub const KNOWN: &str = "noto";
    /// Why a further situation is frozen.
    pub const REASON: &str = "motivo";
}

/// `/{ipa}/sedute`
#[component]
pub fn Sittings() -> impl IntoView {
    ente_page_with(paths::SITTINGS, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let frozen = scene.given.ports.sittings.frozen(scene.ipa()).await?;
    Ok(Some(build(&scene, &frozen)))
}

fn build(scene: &Scene, frozen: &[Frozen]) -> Page {
    let lang = scene.lang;
    let title = lang.sittings_title(&scene.portfolio.ente.name);
    // A sitting that was taken back leaves what it was shown.
    let mut sittings: Vec<Sitting> = scene.sittings.iter().map(|s| s.record.clone()).collect();
    // Of a past day: what had been frozen by then.
    let known = scene.visit().as_of.map_or(scene.visit().today, |day| day.known);
    let frozen: Vec<&Frozen> = frozen.iter().filter(|f| f.cover.frozen_at.date_naive() <= known).collect();
    for f in &frozen {
        if !sittings.iter().any(|s| s.number == f.cover.sitting.number) {
            sittings.push(f.cover.sitting.clone());
        }
    }
    let body = if sittings.is_empty() {
        view! { <div class="tg-empty"><h2>{lang.sittings_none_title()}</h2><p>{lang.sittings_none_text()}</p></div> }.into_any()
    } else {
        let rows = sittings
            .iter()
            .map(|s| {
                Row::new(vec![
                    sitting::told(lang, s),
                    shown(lang, frozen.iter().copied().filter(|f| f.cover.sitting.number == s.number)),
                ])
            })
            .collect();
        let heads = vec![Head::text(lang.sitting_column()), Head::text(lang.sitting_shown())];
        table(lang, "sedute", lang.sittings_caption().to_owned(), heads, rows, None)
    };
    let administers = scene.given.member.as_ref().is_some_and(|m| m.is(scene.ipa(), Role::Administrator));
    let sheet = Sheet::new(lang, scene.given.posted.as_deref());
    // What is done is done today.
    let form = (administers && scene.visit().as_of.is_none() && !scene.sittings.is_empty()).then(|| form(scene, &sheet));
    let content = view! {
        {frame::trail(scene, &[(paths::sittings(scene.ipa()), lang.nav_sittings())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.sittings_lead()}</p></div></div>
        {body}
        {form}
    };
    Page::new(sheet.title(&title), content)
}

/// The documents of a sitting, the newest first.
fn shown<'a>(lang: Lang, frozen: impl Iterator<Item = &'a Frozen>) -> AnyView {
    let items: Vec<AnyView> = frozen
        .map(|f| {
            let cover = &f.cover;
            let href = paths::situation(&cover.ente, cover.number);
            view! {
                <li>
                    <a href=href>{lang.frozen_link(cover.number, &civil(cover.al))}</a>
                    <span class="tg-note">
                        {lang.frozen_situation(cover)} ". " {lang.short_seal(f)} ". " {sitting::corrects(lang, cover)}
                    </span>
                </li>
            }
            .into_any()
        })
        .collect();
    if items.is_empty() {
        return view! { {lang.sitting_not_frozen()} }.into_any();
    }
    view! { <ul class="tg-list">{items}</ul> }.into_any()
}

fn form(scene: &Scene, sheet: &Sheet<'_>) -> AnyView {
    let lang = scene.lang;
    let options =
        scene.sittings.iter().map(|s| (s.number.to_string(), format!("{}. {}", s.number, lang.sitting_name(s)))).collect();
    let fields = [
        (field::SITTING, lang.freeze_sitting()),
        (field::AL, lang.freeze_al()),
        (field::KNOWN, lang.freeze_known()),
        (field::REASON, lang.freeze_reason()),
    ];
    let hint = |text: &str| Some(text.to_owned());
    view! {
        <section id="congela">
            <h2>{lang.freeze_title()}</h2>
            <p class="tg-prose">{lang.freeze_lead()}</p>
            <form class="tg-form" method="post" action=paths::sittings(scene.ipa()) novalidate=true>
                {sheet.summary(&fields)}
                {sheet.field(Field::choice(field::SITTING, lang.freeze_sitting(), options).required(true))}
                {sheet.field(Field::line(field::AL, lang.freeze_al()).hint(hint(lang.freeze_al_hint())))}
                {sheet.field(Field::line(field::KNOWN, lang.freeze_known()).hint(hint(lang.freeze_known_hint())))}
                {sheet.field(Field::text(field::REASON, lang.freeze_reason()).hint(hint(lang.freeze_reason_hint())))}
                <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.freeze_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// `/{ipa}/sedute/{n}/…`: a part as it was kept, in today's frame. No other table is read.
#[component]
pub fn Situation() -> impl IntoView {
    let Some(given) = given() else { return ().into_any() };
    Suspend::new(async move {
        match kept(&given).await {
            Ok(Some((frozen, corrected, part))) => whole(&given, &frozen, &corrected, part),
            Ok(None) => missing::not_found(&given, None),
            Err(Unavailable) => missing::unavailable(&given),
        }
    })
    .into_any()
}

type Kept = (Frozen, Vec<u32>, KeptPart);

async fn kept(given: &Given) -> Result<Option<Kept>, Unavailable> {
    let (Ok(ipa), Some(number)) = (Ipa::read(given.visit.segment(0)), given.visit.sitting) else { return Ok(None) };
    let all = given.ports.sittings.frozen(&ipa).await?;
    let corrected: Vec<u32> =
        all.iter().filter(|f| f.cover.corrects.as_ref().is_some_and(|c| c.number == number)).map(|f| f.cover.number).collect();
    let Some(frozen) = all.into_iter().find(|f| f.cover.number == number) else { return Ok(None) };
    let name = match (given.visit.segment(3), given.visit.segment(4)) {
        (section, "") => section.to_owned(),
        (section, item) => format!("{section}/{item}"),
    };
    let audience = match name.as_str() {
        paths::ANNEX if given.member.as_ref().is_some_and(|m| m.belongs(&ipa)) => Audience::Insiders,
        // Whoever may not see it is not told whether there is one.
        paths::ANNEX => return Ok(None),
        _ => Audience::Everybody,
    };
    let part = given.ports.sittings.part(&ipa, number, audience, &name, given.visit.lang.code()).await?;
    Ok(part.map(|part| (frozen, corrected, part)))
}

fn whole(given: &Given, frozen: &Frozen, corrected: &[u32], part: KeptPart) -> AnyView {
    // Only what was rendered as a page is one, and has a title: a table or a drawing is served as a file, never as markup.
    let html = String::from_utf8(part.bytes).ok().filter(|_| !part.title.is_empty());
    let Some(html) = html else { return missing::not_found(given, None) };
    let section = std::iter::once("").chain(paths::FROZEN).find(|s| *s == given.visit.segment(3)).unwrap_or(paths::ANNEX);
    let place = Place { frozen: Some((frozen, corrected)), section, ..Place::default() };
    let title = format!("{} – {}", part.title, given.visit.lang.frozen_name(frozen.cover.number));
    let content = view! { <div class="tg-container" inner_html=html></div> }.into_any();
    framed_with(given, &place, &title, content, sitting::seal(given, frozen))
}
