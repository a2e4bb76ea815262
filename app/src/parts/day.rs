//! The day of a page: which one it is, the way back to today, and the form that asks for another.

use crate::{parts::frame::Place, paths, visit::Visit};
use domain::{
    as_of::{NoDay, Which},
    when::civil,
};
use leptos::prelude::*;
use words::Lang;

/// The day of the page that is being rendered, for a form that asks by `GET`: its fields are all that its address will have.
pub fn hidden() -> AnyView {
    paths::page_day()
        .into_iter()
        .flatten()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view()
        .into_any()
}

/// A page about an ente can be of any day; what is about no ente, and the desk, is always of today.
fn dated(visit: &Visit, place: &Place<'_>) -> bool {
    place.scene.is_some() && paths::has_a_day(&visit.path)
}

/// "Situazione al 01/04/2024, come era nota il 05/07/2024", and the way back to today.
pub fn line(visit: &Visit, place: &Place<'_>) -> AnyView {
    let lang = visit.lang;
    let back = visit.as_of.map(|_| {
        let href = visit.of_today();
        view! { " · " <a href=href>{lang.as_of_back()}</a> }
    });
    let words = match visit.as_of {
        Some(day) if dated(visit, place) => lang.as_of_known(&civil(day.al), &civil(day.known)),
        _ => lang.as_of(&civil(visit.today)),
    };
    view! { <p class="tg-asof__date"><strong>{words}</strong> {back}</p> }.into_any()
}

/// "Situazione al 29/10/2025", and of a past day as of when it was known.
#[must_use]
pub fn told(lang: Lang, visit: &Visit) -> String {
    visit.as_of.map_or_else(|| lang.as_of(&civil(visit.today)), |day| lang.as_of_known(&civil(day.al), &civil(day.known)))
}

/// The way to any other day; why the one asked for can't be shown; and on a page of today, for which day its links are.
pub fn choice(visit: &Visit, place: &Place<'_>) -> AnyView {
    let content = match visit.as_of {
        _ if dated(visit, place) => form(visit),
        Some(day) => view! { <p>{visit.lang.as_of_elsewhere(&civil(day.al), &civil(day.known))}</p> }.into_any(),
        None => return ().into_any(),
    };
    view! { <div class="tg-asof__choice">{content}</div> }.into_any()
}

/// Two days to choose. Open where what was asked for can't be shown, with all that was typed and why.
fn form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let typed = |name: &str| visit.param(name).unwrap_or_default().to_owned();
    let (al, known) = match visit.as_of {
        Some(day) => (civil(day.al), if day.known == visit.today { lang.as_of_today().to_owned() } else { civil(day.known) }),
        None => (typed("al"), typed("noto")),
    };
    let kept: Vec<(String, String)> =
        visit.query.iter().filter(|(n, _)| !["al", "noto", "lang", "pagina"].contains(&n.as_str())).cloned().collect();
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let wrong = visit.no_day.map(|why| {
        view! { <p class="tg-field-error" id="giorno-errore" role="alert">{lang.no_day(why)} " " {lang.no_day_so_today()}</p> }
    });
    let field = |which: Which, name: &'static str, id: &'static str, hint_id: &'static str, value: String| {
        let (label, hint) = match which {
            Which::Al => (lang.as_of_al(), lang.as_of_al_hint()),
            Which::Known => (lang.as_of_noto(), lang.as_of_noto_hint()),
        };
        let invalid = visit.no_day.is_some_and(|why| concerns(why, which));
        let described = if invalid { format!("{hint_id} giorno-errore") } else { hint_id.to_owned() };
        view! {
            <div class="tg-field">
                <label class="form-label" for=id>{label}</label>
                <span class="tg-hint" id=hint_id>{hint}</span>
                <input
                    class="form-control"
                    id=id
                    name=name
                    maxlength="20"
                    autocomplete="off"
                    value=value
                    aria-describedby=described
                    aria-invalid=invalid.then_some("true")
                />
            </div>
        }
    };
    let action = paths::encoded(&visit.path);
    view! {
        {wrong}
        <details class="tg-details tg-noprint" open=visit.no_day.is_some()>
            <summary>{lang.as_of_choose()}</summary>
            <form class="tg-form" method="get" action=action>
                {kept} {field(Which::Al, "al", "giorno-al", "giorno-al-aiuto", al)}
                {field(Which::Known, "noto", "giorno-noto", "giorno-noto-aiuto", known)}
                <div class="tg-actions">
                    <button class="btn btn-primary btn-sm" type="submit">{lang.as_of_show()}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// The field that is to be mended.
fn concerns(why: NoDay, which: Which) -> bool {
    match why {
        NoDay::NotADay(w) | NoDay::NoSuchDay(w) | NoDay::Future(w) => w == which,
        NoDay::TooEarly => which == Which::Known,
        NoDay::Alone => which == Which::Al,
    }
}

/// What stands on the line of today in a drawing: the word, or the day of a page of the past.
#[must_use]
pub fn mark(lang: Lang, visit: &Visit) -> String {
    visit.as_of.map_or_else(|| lang.today().to_owned(), |day| civil(day.al))
}
