//! `/{ipa}/confronto?da=…&a=…`: what has changed between two days or two frozen situations, in sentences first, then row by
//! row; and what should have changed and has not. A frozen situation is read from its document alone.

use super::{Page, Scene, ente_page_with, frozen, project::pieces::act_name};
use crate::{
    parts::{
        frame, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
    visit::Given,
};
use chrono::NaiveDate;
use domain::{
    as_of::{AsOf, NoDay},
    compare::{Changed, Comparison, Importance, compare},
    dossier::Catalogue,
    identifier::{Ipa, Slug},
    portfolio::Portfolio,
    ports::Unavailable,
    sitting::{Frozen, Since},
    when::civil,
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Names of the parameters.
pub mod field {
    /// The earlier situation.
    pub const FROM: &str = "da";
    /// The later one.
    pub const TO: &str = "a";
}

/// Sentences of one weight before the table is pointed to.
const SAID: usize = 12;

/// One of the two situations.
pub struct Side {
    /// What it is called.
    pub label: String,
    /// Its day.
    pub day: NaiveDate,
    /// The projects, as they were known.
    pub portfolio: Portfolio,
    /// Names of sources.
    pub catalogue: Arc<Catalogue>,
}

/// Why there is no such situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSide {
    /// No day that can be shown.
    Day(NoDay),
    /// No frozen situation of this number.
    Number,
    /// The first comes after the second.
    Backwards,
}

/// What an address asks for.
pub enum Asked {
    /// Nothing yet.
    Nothing,
    /// Something that is not there: of which field, and why.
    Wrong(&'static str, NoSide),
    /// Two situations.
    Both(Box<(Side, Side)>),
}

/// `/{ipa}/confronto`
#[component]
pub fn Compare() -> impl IntoView {
    ente_page_with(paths::COMPARE, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let frozen = scene.given.ports.sittings.frozen(scene.ipa()).await?;
    let asked = asked(&scene.given, scene.ipa(), &frozen).await?;
    Ok(Some(build(&scene, &frozen, &asked)))
}

/// Reads what an address asks for. Without the first situation it is the newest frozen one, without the second the page's day.
///
/// # Errors
/// Where the register can't answer.
pub async fn asked(given: &Given, ipa: &Ipa, frozen: &[Frozen]) -> Result<Asked, Unavailable> {
    let typed = |name| given.visit.param(name).map(str::trim).filter(|t| !t.is_empty());
    let Some(from) = typed(field::FROM).map(str::to_owned).or(newest(given, frozen)) else { return Ok(Asked::Nothing) };
    let from = match side(given, ipa, frozen, &from).await? {
        Ok(side) => side,
        Err(why) => return Ok(Asked::Wrong(field::FROM, why)),
    };
    let to = match (typed(field::TO), given.visit.as_of) {
        (Some(text), _) => side(given, ipa, frozen, text).await?,
        (None, Some(day)) => Ok(on(given, ipa, day).await?),
        (None, None) => Ok(on(given, ipa, AsOf { al: given.visit.today, known: given.visit.today }).await?),
    };
    let to = match to {
        Ok(side) => side,
        Err(why) => return Ok(Asked::Wrong(field::TO, why)),
    };
    if from.day > to.day {
        return Ok(Asked::Wrong(field::FROM, NoSide::Backwards));
    }
    Ok(Asked::Both(Box::new((from, to))))
}

/// The situation of the last sitting up to the page's day, as it is typed.
fn newest(given: &Given, frozen: &[Frozen]) -> Option<String> {
    let known = given.visit.as_of.map_or(given.visit.today, |day| day.known);
    let before = frozen.iter().filter(|f| f.cover.al <= given.visit.day() && f.cover.known <= known);
    before.max_by_key(|f| f.order()).map(|f| format!("n. {}", f.cover.number))
}

/// The number of a frozen situation: "n. 1", "n.1", "n1". Other words may begin with that letter, as a month does.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['n', 'N'])?.trim_start_matches('.').trim();
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

/// A day as it was known on it, or a frozen situation. Nothing later than the page's own day.
async fn side(given: &Given, ipa: &Ipa, frozen: &[Frozen], text: &str) -> Result<Result<Side, NoSide>, Unavailable> {
    let lang = given.visit.lang;
    let limit = given.visit.day();
    if let Some(number) = numbered(text) {
        let known = number.parse().ok().filter(|n: &u32| frozen.iter().any(|f| f.cover.number == *n && f.cover.al <= limit));
        let Some(number) = known else { return Ok(Err(NoSide::Number)) };
        let Some(scene) = frozen::load(given, ipa, number).await? else { return Ok(Err(NoSide::Number)) };
        let day = scene.portfolio.today;
        return Ok(Ok(Side {
            label: lang.compare_frozen(number, &civil(day)),
            day,
            portfolio: scene.portfolio,
            catalogue: scene.catalogue,
        }));
    }
    match AsOf::read(Some(text), None, limit) {
        Ok(Some(day)) => Ok(Ok(on(given, ipa, day).await?)),
        Ok(None) => Ok(Err(NoSide::Day(NoDay::Alone))),
        Err(why) => Ok(Err(NoSide::Day(why))),
    }
}

/// An ente on a day, as known on another.
async fn on(given: &Given, ipa: &Ipa, asked: AsOf) -> Result<Side, Unavailable> {
    let register = &given.ports.register;
    let catalogue = register.catalogue().await?;
    // Today is what every page of today shows; a past day is told as it was known on it.
    let (dossier, catalogue) = if asked.al == given.visit.today {
        (register.dossier(ipa).await?, catalogue)
    } else {
        (register.dossier_known(ipa, asked.known).await?.map(|d| d.as_of(asked)), Arc::new(catalogue.as_of(asked)))
    };
    let dossier = dossier.ok_or(Unavailable)?;
    let portfolio = Portfolio::of(&dossier, &catalogue, asked.al);
    Ok(Side { label: given.visit.lang.compare_on(asked.al), day: asked.al, portfolio, catalogue })
}

fn build(scene: &Scene, frozen: &[Frozen], asked: &Asked) -> Page {
    let lang = scene.lang;
    let title = lang.compare_title(&scene.portfolio.ente.name);
    let here = paths::section(scene.ipa(), paths::COMPARE);
    let (lead, body) = match asked {
        Asked::Nothing | Asked::Wrong(..) => (
            None,
            view! { <div class="tg-empty"><h2>{lang.compare_choose_title()}</h2><p>{lang.compare_choose_text()}</p></div> }
                .into_any(),
        ),
        Asked::Both(both) => {
            let (from, to) = &**both;
            (Some(lang.compare_lead(&from.label, &to.label)), told(scene, from, to))
        }
    };
    let content = view! {
        {frame::trail(scene, &[(here, lang.compare_nav())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1>{lead.map(|l| view! { <p class="tg-lead">{l}</p> })}</div></div>
        {form(scene, frozen, asked)}
        {body}
    };
    Page::new(title, content)
}

fn form(scene: &Scene, frozen: &[Frozen], asked: &Asked) -> AnyView {
    let lang = scene.lang;
    let wrong = match asked {
        Asked::Wrong(name, why) => Some((*name, flaw(lang, *why))),
        _ => None,
    };
    let visit = scene.visit();
    let from = visit.param(field::FROM).map(str::to_owned).or_else(|| newest(&scene.given, frozen));
    let to = visit.param(field::TO).map(str::to_owned).unwrap_or_else(|| civil(visit.day()));
    let input = |name: &'static str, label: &'static str, value: String| {
        let error = wrong.filter(|(field, _)| *field == name).map(|(_, text)| text);
        let described = if error.is_some() { format!("{name}-aiuto {name}-errore") } else { format!("{name}-aiuto") };
        let error = error.map(|text| view! { <p class="tg-field-error" id=format!("{name}-errore") role="alert">{text}</p> });
        view! {
            <div class="tg-field">
                <label class="form-label" for=name>{label}</label>
                <span class="tg-hint" id=format!("{name}-aiuto")>{lang.compare_hint()}</span>
                {error}
                <input
                    class="form-control"
                    id=name
                    name=name
                    maxlength="20"
                    autocomplete="off"
                    value=value
                    aria-describedby=described
                    aria-invalid=wrong.is_some_and(|(field, _)| field == name).then_some("true")
                />
            </div>
        }
    };
    let action = format!("/{}/{}", scene.ipa(), paths::COMPARE);
    view! {
        <form class="tg-form tg-noprint" method="get" action=action>
            <fieldset>
                <legend>{lang.compare_form()}</legend>
                {crate::parts::day::hidden()} {input(field::FROM, lang.compare_from(), from.unwrap_or_default())}
                {input(field::TO, lang.compare_to(), to)}
                <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.compare_button()}</button></div>
            </fieldset>
        </form>
    }
    .into_any()
}

fn flaw(lang: Lang, why: NoSide) -> &'static str {
    match why {
        NoSide::Day(NoDay::NoSuchDay(_)) => lang.compare_no_such_day(),
        NoSide::Day(NoDay::Future(_)) => lang.compare_future(),
        NoSide::Day(_) => lang.compare_not_a_day(),
        NoSide::Number => lang.compare_no_situation(),
        NoSide::Backwards => lang.compare_backwards(),
    }
}

fn told(scene: &Scene, from: &Side, to: &Side) -> AnyView {
    let lang = scene.lang;
    let found = compared(&from.portfolio, &to.portfolio);
    let unmoved = if found.unmoved.is_empty() {
        view! { <p>{lang.compare_unmoved_none()}</p> }.into_any()
    } else {
        let items = found
            .unmoved
            .iter()
            .map(|u| {
                let title = lang.pick(&u.title, u.title_en.as_deref()).to_owned();
                let href = paths::project(scene.ipa(), &u.project);
                view! { <li><a href=href>{title}</a> ": " {lang.unmoved(u)}</li> }
            })
            .collect_view();
        view! { <ul class="tg-list">{items}</ul> }.into_any()
    };
    let changes = if found.changed.is_empty() {
        view! { <div class="tg-empty"><h2>{lang.compare_none_title()}</h2><p>{lang.compare_none_text()}</p></div> }.into_any()
    } else {
        let said = [Importance::High, Importance::Medium, Importance::Low].map(|i| sentences(scene, &found, i));
        view! { {said.into_iter().collect_view()} }.into_any()
    };
    let all = (!found.changed.is_empty()).then(|| rows(scene, to, &found));
    view! {
        {changes}
        <section id="fermi"><h2>{lang.compare_unmoved()}</h2>{unmoved}</section>
        {all}
        <p class="tg-source">{lang.compare_note()} " " {lang.perimeter_ente(&scene.portfolio.ente.name)} "."</p>
    }
    .into_any()
}

fn sentences(scene: &Scene, found: &Comparison, importance: Importance) -> Option<AnyView> {
    let lang = scene.lang;
    let said = found.told(|c| c.what.importance() == importance);
    if said.is_empty() {
        return None;
    }
    let items = said
        .iter()
        .take(SAID)
        .map(|told| {
            let mut names: Vec<AnyView> = vec![];
            for change in told.whom.iter().filter_map(|at| found.changed.get(*at)) {
                names.push(view! { {(!names.is_empty()).then_some(", ")} {whose(scene, change)} }.into_any());
            }
            view! { <li>{names} ": " {lang.sentence_of(found, told)}</li> }
        })
        .collect_view();
    let more = said.len().checked_sub(SAID).filter(|n| *n > 0).map(|n| {
        view! { <p><a href="#tutti">{lang.compare_more(n)}</a></p> }
    });
    Some(view! { <section><h2>{lang.importance(importance)}</h2><ul class="tg-list">{items}</ul>{more}</section> }.into_any())
}

/// Two situations compared, acts by their names.
fn compared(from: &Portfolio, to: &Portfolio) -> Comparison {
    let mut found = compare(from, to);
    for change in &mut found.changed {
        change.act = change.act.take().map(|code| act(to, change.project.as_ref(), code));
    }
    found
}

/// What has changed since an earlier situation, whose projects are given.
#[must_use]
pub fn since_then(earlier: &Frozen, from: &Portfolio, to: &Portfolio) -> Since {
    let cover = &earlier.cover;
    Since {
        number: cover.number,
        sitting: cover.sitting.number,
        al: cover.al,
        seal: earlier.seal.clone(),
        comparison: compared(from, to),
    }
}

/// What has changed since the last sitting before a scene's day, as far as it was frozen and known then. A frozen scene has that
/// from its document.
///
/// # Errors
/// Where what was kept can't be read.
pub async fn since(scene: &Scene) -> Result<Option<Since>, Unavailable> {
    if scene.frozen.is_some() {
        return Ok(scene.since.clone());
    }
    let sittings = &scene.given.ports.sittings;
    let known = scene.visit().as_of.map_or(scene.visit().today, |day| day.known);
    let frozen = sittings.frozen(scene.ipa()).await?;
    let earlier =
        frozen.iter().filter(|f| f.cover.al < scene.portfolio.today && f.cover.known <= known).max_by_key(|f| f.order());
    let Some(earlier) = earlier else { return Ok(None) };
    let document = frozen::document(sittings.as_ref(), scene.ipa(), earlier.cover.number).await?;
    Ok(document.map(|d| since_then(earlier, &d.portfolio, &scene.portfolio)))
}

/// An act by its name where the register has it; else the words as they were typed.
fn act(portfolio: &Portfolio, project: Option<&Slug>, code: String) -> String {
    let own = project.and_then(|slug| portfolio.project(slug)).into_iter().flat_map(|p| &p.acts);
    let known = own.chain(&portfolio.acts).filter(|a| a.code == code);
    known.max_by_key(|a| (a.provenance.known, a.recorded_at, a.id)).map_or(code, |a| act_name(a))
}

/// The project as a link, where there is still one.
fn whose(scene: &Scene, change: &Changed) -> AnyView {
    let title = scene.lang.pick(&change.title, change.title_en.as_deref()).to_owned();
    match change.project.as_ref().filter(|slug| scene.portfolio.project(slug).is_some()) {
        Some(slug) => view! { <a href=paths::project(scene.ipa(), slug)>{title}</a> }.into_any(),
        None => view! { <strong>{title}</strong> }.into_any(),
    }
}

fn rows(scene: &Scene, to: &Side, found: &Comparison) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.compare_column_what()),
        Head::text(lang.compare_column_old()),
        Head::text(lang.compare_column_new()),
        Head::number(lang.compare_column_days()),
        Head::text(lang.compare_column_act()),
        Head::text(lang.compare_column_source()),
    ];
    let rows = found
        .changed
        .iter()
        .map(|c| {
            let (old, new) = lang.before_and_after(c);
            let act = c.act.as_deref().map_or_else(|| ().into_any(), |act| verbatim::italian(lang, act));
            let source = c.source.as_deref().map(|code| money::source_name(lang, &to.catalogue, Some(code)));
            Row::new(vec![
                whose(scene, c),
                lang.changed_thing(c).into_any(),
                old.into_any(),
                new.into_any(),
                c.what.days().map(|d| lang.shift(d)).into_any(),
                act,
                source.into_any(),
            ])
        })
        .collect();
    let visit = scene.visit();
    let pairs: Vec<(&str, &str)> =
        [field::FROM, field::TO].into_iter().filter_map(|name| visit.param(name).map(|value| (name, value))).collect();
    let csv = paths::with_query(&paths::section(scene.ipa(), &format!("{}.csv", paths::COMPARE)), &pairs);
    view! {
        <section id="tutti">
            <h2>{lang.compare_table()}</h2>
            {table(lang, "cambiamenti", lang.compare_caption().to_owned(), heads, rows, None)}
            <ul class="tg-downloads"><li><a href=csv download="">{lang.download_csv()}</a></li></ul>
        </section>
    }
    .into_any()
}

/// The rows of the download: the same changes, and below them what stood still.
#[must_use]
pub fn lines(lang: Lang, from: &Side, to: &Side) -> Vec<Vec<String>> {
    let found = compared(&from.portfolio, &to.portfolio);
    let name = |slug: Option<&Slug>| slug.map(ToString::to_string).unwrap_or_default();
    let mut out: Vec<Vec<String>> = found
        .changed
        .iter()
        .map(|c| {
            let (old, new) = lang.before_and_after(c);
            vec![
                name(c.project.as_ref()),
                lang.pick(&c.title, c.title_en.as_deref()).to_owned(),
                lang.importance(c.what.importance()).to_owned(),
                lang.changed_thing(c),
                old,
                new,
                c.what.days().map(|d| d.to_string()).unwrap_or_default(),
                c.act.clone().unwrap_or_default(),
                c.source.clone().unwrap_or_default(),
                lang.changed(c),
            ]
        })
        .collect();
    out.extend(found.unmoved.iter().map(|u| {
        vec![
            name(Some(&u.project)),
            lang.pick(&u.title, u.title_en.as_deref()).to_owned(),
            lang.compare_unmoved().to_owned(),
            lang.phase(u.phase).to_owned(),
            lang.when(u.due),
            lang.unknown().to_owned(),
            u.days.to_string(),
            String::new(),
            String::new(),
            lang.unmoved(u),
        ]
    }));
    out
}
