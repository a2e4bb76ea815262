//! `/{ipa}/storia`: who changed what in an ente, when and why, in sentences; filter and page in the address.

use super::{
    OF_ENTE, OF_PROJECT,
    lines::{self, About},
    validates,
};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::{
        form::{Field, Sheet},
        frame,
        table::pager,
    },
    paths,
    visit::Posted,
};
use domain::{
    collapse,
    desk::{ChangeKind, History as Found, HistoryFilter},
    identifier::Slug,
    member::Role,
    ports::Unavailable,
    when::When,
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Lines on a page.
const PER_PAGE: usize = 50;
/// No history has more pages; a larger number in the address is a slip.
const LAST_PAGE: usize = 100_000;
/// A search box, not a text.
const LONGEST_WORDS: usize = 100;
/// What the history has beside things that people write: accounts, settings, freezes, and files that came in.
const OTHERS: [&str; 4] = ["account", "setting", domain::sitting::SUBJECT, ChangeKind::Import.code()];

/// Names in the address.
const PROJECT: &str = "progetto";
const KIND: &str = "genere";
const WORDS: &str = "q";
const FROM: &str = "dal";
const TO: &str = "al";
const PAGE: &str = "pagina";

/// `/{ipa}/storia`
#[component]
pub fn History() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let asked = Asked::read(&scene);
    let mut at = scene.visit().param(PAGE).and_then(|p| p.parse::<usize>().ok()).unwrap_or(1).clamp(1, LAST_PAGE);
    let desk = &scene.given.ports.desk;
    let mut found = desk.history(scene.ipa(), asked.page(at)).await?;
    let pages = found.total.div_ceil(PER_PAGE).max(1);
    // An address past the end, an old bookmark perhaps, shows the last page.
    if at > pages {
        at = pages;
        found = desk.history(scene.ipa(), asked.page(at)).await?;
    }
    Ok(Some(build(&scene, &asked, at, pages, &found)))
}

/// What the address asks for, and what in it can't be read.
struct Asked {
    filter: HistoryFilter,
    typed: Posted,
}

impl Asked {
    fn read(scene: &Scene) -> Self {
        let visit = scene.visit();
        let mut typed = Posted {
            fields: [PROJECT, KIND, WORDS, FROM, TO]
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), visit.param(name)?.to_owned())))
                .filter(|(_, value)| !value.trim().is_empty())
                .collect(),
            ..Posted::default()
        };
        let mut day = |name: &str, end: fn(When) -> chrono::NaiveDate| {
            let text = typed.value(name)?.to_owned();
            match When::read(&text) {
                Ok(when) => Some(end(when)),
                Err(_) => {
                    typed.flaw(name, scene.lang.history_bad_day());
                    None
                }
            }
        };
        let (from, to) = (day(FROM, When::first), day(TO, When::last));
        let subject = typed.value(KIND).filter(|kind| kinds(sees(scene)).any(|table| table == *kind));
        let filter = HistoryFilter {
            project: typed.value(PROJECT).and_then(|slug| Slug::read(slug).ok()),
            subject: subject.map(str::to_owned),
            words: collapse(typed.value(WORDS).unwrap_or_default()).chars().take(LONGEST_WORDS).collect(),
            from,
            to,
            proposals: sees(scene),
            offset: 0,
            limit: PER_PAGE,
        };
        Self { filter, typed }
    }

    fn page(&self, at: usize) -> HistoryFilter {
        HistoryFilter { offset: at.saturating_sub(1).saturating_mul(PER_PAGE), ..self.filter.clone() }
    }

    fn narrows(&self) -> bool {
        !self.typed.fields.is_empty()
    }
}

/// What waits for a second person is for those who write or decide, and not for every reader.
fn sees(scene: &Scene) -> bool {
    validates(scene) || scene.given.member.as_ref().is_some_and(|m| m.is(scene.ipa(), Role::Manager))
}

/// Kinds of things that the history tells, each once, by the names that it has for them.
fn kinds(proposals: bool) -> impl Iterator<Item = &'static str> {
    let of_ente = OF_ENTE.iter().filter(|t| !OF_PROJECT.contains(t));
    let proposals = proposals.then_some(domain::proposal::SUBJECT);
    OF_PROJECT.iter().chain(of_ente).map(|t| t.name).chain(OTHERS).chain(proposals)
}

fn build(scene: &Scene, asked: &Asked, at: usize, pages: usize, found: &Found) -> Page {
    let lang = scene.lang;
    let title = lang.history_title(&scene.portfolio.ente.name);
    let path = paths::section(scene.ipa(), paths::HISTORY);
    let trail =
        frame::trail(scene, &[(paths::section(scene.ipa(), paths::DESK), lang.nav_desk()), (path.clone(), lang.desk_history())]);
    // What can't be read is said; a filter that can be read is no form that came back.
    let sheet = Sheet::new(lang, Some(&asked.typed));
    let body = if found.changes.is_empty() {
        nothing(lang, asked, &path)
    } else {
        view! {
            <p class="tg-count" role="status">{lang.history_count(found.total)}</p>
            {lines::list(scene, &found.changes, About::Ente)}
            {pager(lang, &path, &asked.typed.fields, at, pages)}
        }
        .into_any()
    };
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.history_lead()}</p></div></div>
        {scene.given.posted.as_deref().map(|posted| Sheet::new(lang, Some(posted)).summary(&[]))}
        {filter(scene, &sheet, &path)}
        {body}
    };
    Page::new(sheet.title(&title), content)
}

fn nothing(lang: Lang, asked: &Asked, path: &str) -> AnyView {
    let path = path.to_owned();
    let text = if asked.narrows() {
        view! { <p>{lang.history_none_text()} " " <a href=path>{lang.remove_filters()}</a></p> }.into_any()
    } else {
        view! { <p>{lang.history_none_yet()}</p> }.into_any()
    };
    view! { <div class="tg-empty" role="status"><h2>{lang.history_none_title()}</h2>{text}</div> }.into_any()
}

fn filter(scene: &Scene, sheet: &Sheet<'_>, path: &str) -> AnyView {
    let lang = scene.lang;
    let all = || (String::new(), lang.all().to_owned());
    let mut projects = vec![all()];
    projects.extend(
        scene.portfolio.projects.iter().map(|p| (p.slug.to_string(), scene.title(&p.title, p.title_en.as_deref()).to_owned())),
    );
    let mut things = vec![all()];
    things.extend(kinds(sees(scene)).map(|table| (table.to_owned(), lang.kind_of(table).to_owned())));
    let day =
        |name: &str, label: &'static str| sheet.field(Field::line(name, label).hint(Some(lang.history_day_hint().to_owned())));
    let words = Field::line(WORDS, lang.history_words()).hint(Some(lang.history_words_hint().to_owned()));
    let labels = [(FROM, lang.history_from()), (TO, lang.history_to())];
    let (action, reset) = (path.to_owned(), path.to_owned());
    view! {
        <form class="tg-filter" method="get" action=action>
            {sheet.summary(&labels)}
            <fieldset>
                <legend>{lang.history_filter()}</legend>
                <div class="tg-filter__fields">
                    {sheet.field(Field::choice(PROJECT, lang.history_project(), projects))}
                    {sheet.field(Field::choice(KIND, lang.history_kind(), things))}
                    {sheet.field(words)}
                    {day(FROM, lang.history_from())}
                    {day(TO, lang.history_to())}
                </div>
                <div class="tg-filter__actions">
                    <button class="btn btn-primary" type="submit">{lang.apply()}</button>
                    <a class="btn btn-outline-primary" href=reset>{lang.remove_filters()}</a>
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}
