//! The enti: search by name, province or code; the demonstration towns first, as the register orders them.

use crate::{
    pages::{Page, page},
    parts::{day, frame::Place, money, table},
    paths,
};
use domain::{
    collapse,
    ports::{EnteLine, EntiPage, Unavailable},
};
use leptos::prelude::*;
use words::Lang;

/// Cards on a page.
const PER_PAGE: usize = 30;
/// No list of bodies has more pages; a larger number in the address is a slip.
const LAST_PAGE: usize = 100_000;
/// A search box, not a text.
const LONGEST_WORDS: usize = 100;

/// `/`
#[component]
pub fn Enti() -> impl IntoView {
    page(|given| async move {
        let words: String = collapse(given.visit.param("q").unwrap_or_default()).chars().take(LONGEST_WORDS).collect();
        let mut at = given.visit.param("pagina").and_then(|p| p.parse::<usize>().ok()).unwrap_or(1).clamp(1, LAST_PAGE);
        let register = &given.ports.register;
        let mut found = register.enti(&words, (at - 1) * PER_PAGE, PER_PAGE).await?;
        let pages = found.total.div_ceil(PER_PAGE).max(1);
        // An address past the end, an old bookmark perhaps, shows the last page.
        if at > pages {
            at = pages;
            found = register.enti(&words, (at - 1) * PER_PAGE, PER_PAGE).await?;
        }
        let built = build(given.visit.lang, &words, at, pages, &found);
        Ok::<_, Unavailable>((Place::default(), built))
    })
}

fn build(lang: Lang, words: &str, at: usize, pages: usize, found: &EntiPage) -> Page {
    let list = if found.enti.is_empty() { nothing(lang, words) } else { cards(lang, words, at, pages, found) };
    let content = view! {
        <div class="tg-head">
            <div>
                <h1>{lang.enti_title()}</h1>
                <p class="tg-lead">{lang.enti_lead()}</p>
            </div>
        </div>
        {search(lang, words)}
        {list}
    };
    Page::new(lang.enti_title(), content)
}

fn search(lang: Lang, words: &str) -> AnyView {
    let words = words.to_owned();
    view! {
        <form class="tg-search" role="search" method="get" action=paths::common(paths::ENTI)>
            {day::hidden()}
            <label class="form-label" for="q">{lang.enti_search()}</label>
            <span class="tg-hint" id="q-hint">{lang.enti_hint()}</span>
            <input class="form-control" type="search" id="q" name="q" maxlength="100" aria-describedby="q-hint" value=words />
            <button class="btn btn-primary" type="submit">{lang.search()}</button>
        </form>
    }
    .into_any()
}

fn cards(lang: Lang, words: &str, at: usize, pages: usize, found: &EntiPage) -> AnyView {
    let pairs: Vec<(String, String)> = if words.is_empty() { vec![] } else { vec![("q".to_owned(), words.to_owned())] };
    let cards = found.enti.iter().map(|line| card(lang, line)).collect_view();
    view! {
        <p class="tg-count" role="status">{lang.enti_count(found.total, words)}</p>
        <ul class="tg-cards">{cards}</ul>
        {table::pager(lang, paths::ENTI, &pairs, at, pages)}
    }
    .into_any()
}

fn card(lang: Lang, line: &EnteLine) -> AnyView {
    let ente = &line.ente;
    let places: Vec<&str> = [ente.region.as_deref(), ente.province.as_deref()].into_iter().flatten().collect();
    let kicker = if places.is_empty() { money::missing(lang) } else { places.join(" · ").into_any() };
    let projects = match line.projects {
        0 => lang.enti_no_projects().to_owned(),
        n => lang.enti_in_register(&lang.home_projects(n)),
    };
    view! {
        <li class="tg-card">
            <p class="tg-card__kicker">{kicker}</p>
            <h2><a class="tg-card__link" href=paths::home(&ente.ipa)>{ente.name.clone()}</a></h2>
            <p>{projects}</p>
        </li>
    }
    .into_any()
}

/// Nothing answers the search, or there is nothing yet.
fn nothing(lang: Lang, words: &str) -> AnyView {
    if words.is_empty() {
        return view! {
            <div class="tg-empty"><h2>{lang.enti_empty_title()}</h2><p>{lang.enti_empty_text()}</p></div>
        }
        .into_any();
    }
    view! {
        <div class="tg-empty" role="status">
            <h2>{lang.enti_no_match_title(words)}</h2>
            <p>{lang.enti_no_match_text()} " " <a href=paths::common(paths::ENTI)>{lang.enti_show_all()}</a></p>
        </div>
    }
    .into_any()
}
