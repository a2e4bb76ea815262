//! Latina as of 29/10/2025, the day of its sitting: what the pages show, and that no link forgets the day.

use crate::{
    addresses::PAGES,
    checks::{guarded, links, plain, whole},
    common::root,
    site::{Page, Site},
};
use app::paths::{bare, has_a_day};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    as_of::{NoDay, Which},
    member::Role,
    when::{When, civil},
};
use std::collections::{BTreeMap, BTreeSet};
use words::Lang;

const DAY: &str = "al=2025-10-29&noto=oggi";

fn sitting() -> NaiveDate {
    "2025-10-29".parse().unwrap()
}

/// The same day as it was known on it.
const THEN: &str = "al=2025-10-29";

/// Whether a link carries both days of the address that it stands on.
fn carries(address: &str, query: &str) -> bool {
    query.split('&').all(|pair| address.contains(pair)) && (query == DAY || !address.contains("noto=oggi"))
}

fn data(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = root().join("data/latina").join(file);
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    rows.deserialize().map(|row| row.unwrap()).collect()
}

/// What Latina's own files tell of later days: dates of what happened, and words that hold only from then.
fn later() -> Vec<String> {
    let mut out = vec![];
    let after = |text: &str| When::read(text).ok().filter(|when| when.first() > sitting());
    for (file, columns) in [("candidature.csv", vec!["decretata", "stato_dal"]), ("traguardi.csv", vec!["avvenuto"])] {
        for row in data(file) {
            out.extend(columns.iter().filter_map(|c| after(&row[*c])).filter_map(When::exact).map(civil));
        }
    }
    for (file, column) in [("rilievi.csv", "testo"), ("dichiarazioni.csv", "parole")] {
        out.extend(data(file).into_iter().filter(|row| after(&row["al"]).is_some()).map(|row| row[column].clone()));
    }
    out
}

/// What Latina's files have from sources of later days: their titles, and their words.
fn known_later() -> Vec<String> {
    let mut sources: BTreeMap<String, String> =
        data("fonti.csv").into_iter().map(|r| (r["codice"].clone(), r["titolo"].clone())).collect();
    let dates: BTreeMap<String, String> =
        data("fonti.csv").into_iter().map(|r| (r["codice"].clone(), r["data"].clone())).collect();
    sources.retain(|code, _| When::read(&dates[code]).is_ok_and(|when| when.first() > sitting()));
    let mut out: Vec<String> = sources.values().cloned().collect();
    for (file, column) in [("rilievi.csv", "testo"), ("dichiarazioni.csv", "parole")] {
        out.extend(data(file).into_iter().filter(|row| sources.contains_key(&row["fonte"])).map(|row| row[column].clone()));
    }
    out
}

/// Forms that ask by `GET`, each with what is in it.
fn asking(body: &str) -> Vec<&str> {
    let forms = body.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
    forms.filter(|form| form.split('>').next().is_some_and(|tag| tag.contains("method=\"get\""))).collect()
}

/// Every page that can be read carries the day in every link but the one back to today, and in every form.
fn faithful(path: &str, page: &Page, query: &str) {
    let today = bare(path).to_owned();
    let without: Vec<String> = links(&page.body).into_iter().filter(|l| has_a_day(l) && !carries(l, query)).collect();
    // The slides have no frame, and with it no way back to today.
    let expected = if page.body.contains("class=\"tg-asof") { vec![today] } else { vec![] };
    assert_eq!(without, expected, "{path}: links without the day");
    for form in asking(&page.body) {
        for (name, _) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            assert!(form.contains(&format!("name=\"{name}\"")), "{path}: a form without «{name}»: <form{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_a_past_day_leads_to_that_day_and_nothing_later_shows() {
    let site = Site::with(&[]).await;
    let later = later();
    for known in ["27/11/2025", "02/02/2026", "09/12/2025"] {
        assert!(later.contains(&known.to_owned()), "the data have nothing of {known}: {later:?}");
    }
    assert_eq!(crawl(&site, DAY, "22/11/2026", &later).await, 10, "all projects but one");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_shows_on_a_past_day_that_came_to_be_known_later() {
    let site = Site::with(&[]).await;
    let later = known_later();
    assert!(later.len() > 3, "{later:?}");
    // Each of them is there today: else nothing would be tried.
    let mut today = String::new();
    for path in
        ["/c_e472", "/c_e472/progetti/facilitazione", "/c_e472/indicatori", "/c_e472/dichiarazioni", "/c_e472/certificazioni"]
    {
        today.push_str(site.page(path).await.main());
    }
    assert!(later.iter().filter(|words| today.contains(words.as_str())).count() > 2, "{later:?}");
    assert!(crawl(&site, THEN, "29/10/2025", &later).await > 5);
}

/// Follows every link of Latina's pages on the day of the sitting, and gives how many projects there were.
async fn crawl(site: &Site, query: &str, known_on: &str, later: &[String]) -> usize {
    let mut waiting: Vec<String> = PAGES.iter().map(|path| format!("{path}?{query}")).collect();
    let mut known: BTreeSet<String> = waiting.iter().map(|path| bare(path).to_owned()).collect();
    let mut projects = 0;
    while let Some(path) = waiting.pop() {
        let page = site.page(&path).await;
        guarded(&path, &page);
        if !page.is_html() {
            continue;
        }
        whole(&path, &page);
        plain(&path, &page);
        faithful(&path, &page, query);
        projects += usize::from(path.starts_with("/c_e472/progetti/"));
        if path.starts_with("/c_e472") {
            let told = format!("Situazione al 29/10/2025, come era nota il {known_on}");
            assert!(page.body.contains(&told), "{path}: not of that day");
            assert!(!page.body.contains("anncsu-2025"), "{path}: a project decreed on 27/11/2025");
            for words in later {
                assert!(!page.main().contains(words.as_str()), "{path} shows «{words}»");
            }
        } else if !path.starts_with("/c_a515") {
            assert!(
                page.body.contains(&Lang::It.as_of_elsewhere("29/10/2025", known_on)),
                "{path}: for which day are its links?"
            );
        }
        for link in links(&page.body) {
            // One question to each address: what is asked besides the day changes nothing of this.
            if link.starts_with("/c_e472") && carries(&link, query) && known.insert(bare(&link).to_owned()) {
                waiting.push(format!("{}?{query}", bare(&link)));
            }
        }
    }
    projects
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_told_as_it_was_known_then_unless_one_asks_for_more() {
    let site = Site::with(&[]).await;
    // Said of 22/10/2025, by a page of 2026.
    let words = "Superati già il 22 ottobre 2025";
    let then = site.page("/c_e472/progetti/facilitazione?al=2025-10-29").await;
    assert!(then.body.contains("Situazione al 29/10/2025, come era nota il 29/10/2025") && !then.main().contains(words));
    assert!(site.page(&format!("/c_e472/progetti/facilitazione?{DAY}")).await.main().contains(words));
    // Latina's SEND was paid on 12/03/2024, and nobody could see it before 05/07/2024.
    for (query, paid) in [
        ("al=2024-03-11&noto=oggi", false),
        ("al=2024-04-01", false),
        ("al=2024-04-01&noto=2024-07-05", true),
        ("al=05/07/2024", true),
    ] {
        let page = site.page(&format!("/c_e472/progetti/send-2022?{query}")).await;
        assert_eq!(page.main().contains("12/03/2024"), paid, "{query}");
        assert_eq!(page.main().contains("visto il 05/07/2024"), paid, "{query}");
    }
    let gone = site.get(&format!("/c_e472/progetti/anncsu-2025?{DAY}")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.body.contains("Situazione al 29/10/2025"), "from here one can choose another day");
}

#[tokio::test(flavor = "multi_thread")]
async fn languages_and_downloads_keep_the_day() {
    let site = Site::with(&[]).await;
    let english = site.page(&format!("/c_e472/progetti?misura=1.4.3&{DAY}&lang=en")).await;
    assert!(english.body.contains("As of 29/10/2025, as it was known on 22/11/2026"));
    let italian: Vec<String> = links(&english.body).into_iter().filter(|l| l.contains("lang=it")).collect();
    assert!(!italian.is_empty() && italian.iter().all(|l| carries(l, DAY) && l.contains("misura=1.4.3")), "{italian:?}");
    assert!(links(&english.body).iter().any(|l| l.starts_with("/c_e472/progetti.csv?") && carries(l, DAY)));
    let csv = site.page(&format!("/c_e472/progetti.csv?{DAY}")).await;
    assert_eq!(csv.body.lines().count(), 11, "a head and ten projects: {}", csv.body);
    assert!(!csv.body.contains("anncsu-2025"));
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"c_e472-progetti-al-2025-10-29-noto-2026-11-22.csv\"");
    // The rows of the live schedule lead to the same day, whatever else the server is doing meanwhile.
    let (json, today) =
        tokio::join!(site.page("/c_e472/cronoprogramma.json?al=2025-10-29&noto=oggi"), site.page("/c_e472/cronoprogramma.json"));
    let addresses = |page: &Page| -> Vec<String> {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&page.body).unwrap();
        rows.iter().map(|row| row["href"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(addresses(&json).len(), 10);
    assert!(addresses(&json).iter().all(|a| carries(a, DAY)), "{:?}", addresses(&json));
    assert!(addresses(&today).iter().all(|a| !a.contains('?')), "{:?}", addresses(&today));
    let svg = site.page(&format!("/c_e472/cronoprogramma.svg?{DAY}")).await;
    assert!(svg.body.contains(">29/10/2025<") && !svg.body.contains(">oggi<"), "the line of today is that day's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_none_is_said_and_the_page_is_of_today() {
    let site = Site::with(&[]).await;
    for (query, why) in [
        ("al=boh", NoDay::NotADay(Which::Al)),
        ("al=2024", NoDay::NotADay(Which::Al)),
        ("al=31/02/2023", NoDay::NoSuchDay(Which::Al)),
        ("al=2026-11-23", NoDay::Future(Which::Al)),
        ("al=2024-04-01&noto=2023-01-01", NoDay::TooEarly),
        ("al=2024-04-01&noto=domani", NoDay::NotADay(Which::Known)),
        ("noto=oggi", NoDay::Alone),
    ] {
        for lang in [Lang::It, Lang::En] {
            let path = format!("/c_e472/cronoprogramma?{query}&lang={}", lang.code());
            let page = site.page(&path).await;
            guarded(&path, &page);
            whole(&path, &page);
            assert!(page.body.contains(lang.no_day(why)), "{path}");
            assert!(page.body.contains(&lang.as_of("22/11/2026")) && !page.body.contains("tg-asof--past"), "{path}");
            let led: Vec<String> = links(&page.body)
                .into_iter()
                .filter(|l| !l.contains("lang=") && (l.contains("al=") || l.contains("noto=")))
                .collect();
            assert!(led.is_empty(), "{path}: {led:?}");
        }
    }
    assert!(site.page("/c_e472?al=boh").await.body.contains("value=\"boh\""), "what was typed is still there");
    let hostile = site.page("/c_e472?al=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    guarded("a hostile day", &hostile);
    assert!(!hostile.body.contains("<script>alert"), "a hostile day");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_of_today_whatever_day_is_asked_for() {
    let site = Site::with(&[]).await;
    let session = site.member("redazione", "c_e472", &[Role::Manager], &["send-2022"]).await;
    for path in ["/c_e472/scrivania", "/c_e472/scrivania/send-2022", "/c_e472/storia"] {
        let page = site.get_as(&session, &format!("{path}?{DAY}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("Situazione al 22/11/2026") && !page.body.contains("tg-asof--past"), "{path}");
        assert!(links(&page.body).iter().all(|l| l.contains("lang=") || !l.contains("noto=")), "{path}");
    }
    // Signed in on a page of the past: the way to the desk does not take the day with it.
    let page = site.get_as(&session, &format!("/c_e472?{DAY}")).await;
    let desk: Vec<String> = links(&page.body).into_iter().filter(|l| l.contains("/scrivania")).collect();
    assert!(!desk.is_empty() && desk.iter().all(|l| !l.contains('?')), "{desk:?}");
}
