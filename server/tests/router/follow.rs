//! What one follows from elsewhere, read back by other people's libraries; and figures in the frames of other sites.

use crate::{
    checks::{guarded, links, plain, silent, whole},
    site::{Page, Site},
    specimen::{HOSTILE, specimen},
};
use app::visit::Settings;
use axum::http::StatusCode;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use chrono::NaiveDate;
use feed_rs::model::Feed;
use std::{collections::BTreeSet, fmt::Write as _};
use words::Lang;

const ORIGIN: &str = "https://traguardi.comune.example";
const EMBEDDED: [&str; 2] = ["/c_e472/incorpora/finanziamenti", "/c_e472/incorpora/cronoprogramma"];

/// An entry, as a program would take it in.
#[derive(Debug, PartialEq)]
struct Event {
    uid: String,
    sequence: i64,
    summary: String,
    description: String,
    status: String,
    start: NaiveDate,
    end: NaiveDate,
    stamp: String,
    url: Option<String>,
}

fn text(component: &ICalendarComponent, property: ICalendarProperty) -> Option<String> {
    component.property(&property)?.values.first()?.as_text().map(str::to_owned)
}

/// A whole day: a date without an hour.
fn day(component: &ICalendarComponent, property: ICalendarProperty) -> NaiveDate {
    let value = component.property(&property).unwrap().values.first().unwrap().as_partial_date_time().unwrap();
    assert_eq!((value.hour, value.minute, value.second), (None, None, None), "{value:?}");
    let (year, month, day) = (value.year.unwrap(), value.month.unwrap(), value.day.unwrap());
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).unwrap()
}

fn event(component: &ICalendarComponent) -> Event {
    let stamp = component.property(&ICalendarProperty::Dtstamp).unwrap().values.first().unwrap();
    Event {
        uid: component.uid().unwrap().to_owned(),
        sequence: component.property(&ICalendarProperty::Sequence).unwrap().values.first().unwrap().as_integer().unwrap(),
        summary: text(component, ICalendarProperty::Summary).unwrap(),
        description: text(component, ICalendarProperty::Description).unwrap(),
        status: text(component, ICalendarProperty::Status).unwrap(),
        start: day(component, ICalendarProperty::Dtstart),
        end: day(component, ICalendarProperty::Dtend),
        stamp: stamp.as_partial_date_time().unwrap().to_rfc3339().unwrap(),
        url: text(component, ICalendarProperty::Url),
    }
}

/// The events of a calendar, and that it is one, to the octet.
async fn events(site: &Site, path: &str) -> Vec<Event> {
    let page = site.page(path).await;
    guarded(path, &page);
    silent(path, &page);
    assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8", "{path}");
    assert!(page.header("content-disposition").contains(".ics\""), "{path}: {}", page.header("content-disposition"));
    assert!(page.body.ends_with("END:VCALENDAR\r\n"), "{path}");
    for line in page.body.trim_end_matches("\r\n").split("\r\n") {
        assert!(!line.contains(['\r', '\n']), "{path}: an end of line that is none: {line:?}");
        assert!(line.len() <= 75, "{path}: {} octets: {line}", line.len());
    }
    let calendar = ICalendar::parse(&page.body).unwrap_or_else(|other| panic!("{path} is no calendar: {other:?}"));
    let whole = calendar.components.first().unwrap();
    assert_eq!(text(whole, ICalendarProperty::Version).as_deref(), Some("2.0"), "{path}");
    let events: Vec<Event> =
        calendar.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent).map(event).collect();
    assert_eq!(page.body.matches("BEGIN:VEVENT").count(), events.len(), "{path}");
    let uids: BTreeSet<&str> = events.iter().map(|e| e.uid.as_str()).collect();
    assert_eq!(uids.len(), events.len(), "{path}: two events with one name");
    for event in &events {
        assert!(event.start < event.end, "{path}: {event:?}");
    }
    events
}

fn one<'a>(events: &'a [Event], uid: &str) -> &'a Event {
    events.iter().find(|e| e.uid == uid).unwrap_or_else(|| panic!("no {uid} in {events:?}"))
}

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_library_reads_the_calendar_of_an_ente_of_a_project_and_of_an_office() {
    let site = Site::with(&[]).await;
    let all = events(&site, "/c_e472/calendario.ics").await;
    let decree = one(&all, "c_e472.send-2022.decreto.fatto@traguardi");
    assert_eq!((decree.start, decree.end, decree.status.as_str()), (d("2023-01-03"), d("2023-01-04"), "CONFIRMED"));
    assert!(decree.summary.starts_with("Decreto di finanziamento · "), "{}", decree.summary);
    assert!(decree.description.contains("Stato del progetto al 22/11/2026: Liquidato"), "{}", decree.description);
    // The day of the page begins at midnight in Rome, an hour before Greenwich; nothing asks what time it is.
    assert!(all.iter().all(|e| e.stamp.starts_with("2026-11-21T23:00:00")), "{:?}", all.first());
    assert!(all.iter().all(|e| e.url.is_none()), "nobody has said how people reach the site");
    // Upkeep lasts five years from the end of the year of payment.
    let upkeep = one(&all, "c_e472.send-2022.mantenimento.termine@traguardi");
    assert_eq!((upkeep.start, upkeep.end), (d("2029-12-31"), d("2030-01-01")));

    let own = events(&site, "/c_e472/progetti/send-2022/calendario.ics").await;
    let of_send: Vec<&Event> = all.iter().filter(|e| e.uid.starts_with("c_e472.send-2022.")).collect();
    assert!(of_send.len() > 3 && own.iter().eq(of_send), "{own:?}");

    let office = events(&site, "/c_e472/calendario.ics?ufficio=innovazione-digitale").await;
    assert!(!office.is_empty() && office.iter().all(|e| all.contains(e)));
    assert!(office.iter().all(|e| !e.uid.contains("fesr-latina-resiliente")), "no office is known to answer for it");
    let filtered = events(&site, "/c_e472/calendario.ics?misura=1.4.5").await;
    assert!(filtered.iter().eq(own.iter()), "the same filter as the schedule: {filtered:?}");

    for (path, status) in [
        ("/c_e472/calendario.ics?ufficio=nessuno", StatusCode::NOT_FOUND),
        ("/c_e472/progetti/nessuno/calendario.ics", StatusCode::NOT_FOUND),
        ("/c_zzzz/calendario.ics", StatusCode::NOT_FOUND),
        ("/c_zzzz/novita.atom", StatusCode::NOT_FOUND),
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, status, "{path}");
        guarded(path, &page);
        plain(path, &page);
    }
    let english = site.get("/c_e472/calendario.ics?ufficio=nessuno&lang=en").await;
    assert_eq!(english.body.trim_end(), Lang::En.calendar_no_office());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_facts_on_the_same_day_are_the_same_bytes_and_a_past_day_has_its_own() {
    let site = Site::with(&[]).await;
    for path in ["/c_e472/calendario.ics", "/c_e472/novita.atom", "/c_e472/novita.atom?lang=en"] {
        assert_eq!(site.page(path).await.body, site.page(path).await.body, "{path}");
    }
    let english = events(&site, "/c_e472/calendario.ics?lang=en").await;
    assert!(one(&english, "c_e472.send-2022.decreto.fatto@traguardi").summary.starts_with("Financing decree · "));
    let italian = events(&site, "/c_e472/calendario.ics").await;
    let uids = |events: &[Event]| events.iter().map(|e| e.uid.clone()).collect::<Vec<_>>();
    assert_eq!(uids(&english), uids(&italian), "an event has one name in both languages");
    // Latina's SEND was paid on 12/03/2024, and nobody could see it before 05/07/2024.
    let paid = "c_e472.send-2022.erogazione.fatto@traguardi";
    let then = events(&site, "/c_e472/calendario.ics?al=2024-04-01").await;
    assert!(then.iter().all(|e| e.uid != paid && e.stamp.starts_with("2024-03-31T22:00:00")), "{then:?}");
    let known = events(&site, "/c_e472/calendario.ics?al=2024-04-01&noto=2024-07-05").await;
    assert_eq!(one(&known, paid).start, d("2024-03-12"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_less_precise_than_a_day_covers_all_of_it_and_a_hostile_name_is_only_a_name() {
    let moved = "ente;progetto;fase;numero;tipo;nuova_scadenza;atto\n\
                 prova_30;prova-7;completamento;1;proroga;2027-03-31;Decreto 1\n\
                 prova_30;prova-7;completamento;2;proroga;2027-06-30;\"Decreto 2, del 1; fine\"\n";
    let further = "ente;progetto;fase;data_iniziale;previsione;avvenuto\n\
                   prova_30;prova-7;asseverazione;;2027-Q3;\n";
    let mut files = specimen();
    files.push(("scadenze.csv", moved.to_owned()));
    files.push(("altri-traguardi.csv", further.to_owned()));
    let site = Site::with(&files).await;
    let all = events(&site, "/prova_30/calendario.ics").await;
    let month = one(&all, "prova_30.prova-0.completamento.fatto@traguardi");
    assert_eq!((month.start, month.end), (d("2024-05-01"), d("2024-06-01")));
    assert!(month.summary.ends_with("(giorno non noto: maggio 2024)"), "{}", month.summary);
    let expected = one(&all, "prova_30.prova-7.asseverazione.previsione@traguardi");
    assert_eq!((expected.start, expected.end, expected.status.as_str()), (d("2027-07-01"), d("2027-10-01"), "TENTATIVE"));
    assert!(expected.summary.starts_with("Previsto: ") && expected.summary.contains("3° trimestre 2027"), "{}", expected.summary);
    let due = one(&all, "prova_30.prova-7.completamento.termine@traguardi");
    assert_eq!((due.start, due.sequence), (d("2027-06-30"), 2), "moved twice");
    assert!(due.description.contains("Atto: Decreto 2, del 1; fine\n"), "{}", due.description);

    let hostile = Site::with(&[
        ("enti.csv", "ente;nome;provincia;regione\nprova_x;Ente di prova;ZZ;Nessuna\n".to_owned()),
        (
            "progetti.csv",
            format!(
                "ente;progetto;titolo;linea;modalita;descrizione\nprova_x;ostile;\"{}\";1.2;;\n",
                HOSTILE.replace('"', "\"\"")
            ),
        ),
        (
            "traguardi.csv",
            "ente;progetto;fase;data_iniziale;previsione;avvenuto\nprova_x;ostile;decreto;;;2024-05-02\n".to_owned(),
        ),
    ])
    .await;
    let event = events(&hostile, "/prova_x/calendario.ics").await.remove(0);
    assert_eq!(event.summary, format!("Decreto di finanziamento · {HOSTILE}"));
    let feed = feed(&hostile, "/prova_x/novita.atom").await;
    assert!(feed.entries[0].title.as_ref().unwrap().content.contains(HOSTILE), "{feed:?}");
    assert!(events(&site, "/prova_0/calendario.ics").await.is_empty(), "an ente without projects has a calendar too");
}

async fn feed(site: &Site, path: &str) -> Feed {
    let page = site.page(path).await;
    guarded(path, &page);
    silent(path, &page);
    assert_eq!(page.header("content-type"), "application/atom+xml; charset=utf-8", "{path}");
    feed_rs::parser::parse(page.body.as_bytes()).unwrap_or_else(|e| panic!("{path} is no feed: {e}\n{}", page.body))
}

#[tokio::test(flavor = "multi_thread")]
async fn another_library_reads_what_is_new() {
    let mut files = specimen();
    let mut further = "ente;progetto;fase;data_iniziale;previsione;avvenuto\n".to_owned();
    for n in 0..30 {
        let _ = writeln!(further, "prova_30;prova-{n};contrattualizzazione;;;2024-01-15");
    }
    files.push(("altri-traguardi.csv", further));
    let site = Site::with(&files).await;
    let news = feed(&site, "/c_e472/novita.atom").await;
    assert_eq!(news.title.as_ref().unwrap().content, Lang::It.news_title("Comune di Latina"));
    let ids: BTreeSet<&str> = news.entries.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), news.entries.len(), "two entries with one name: {ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("tag:traguardi.invalid,2026-01-01:c_e472/it/")), "{ids:?}");
    let updated: Vec<_> = news.entries.iter().map(|e| e.updated.unwrap()).collect();
    assert!(updated.is_sorted_by(|a, b| a >= b), "the newest first: {updated:?}");
    assert_eq!(news.updated, updated.first().copied());
    // Told on the day on which it came to be known, not on the day of the payment.
    let paid = news.entries.iter().find(|e| e.id.ends_with("/send-2022.stato.E.2024-03-12")).unwrap();
    assert_eq!(paid.updated.unwrap().to_rfc3339(), "2024-07-04T22:00:00+00:00");
    assert!(paid.summary.as_ref().unwrap().content.starts_with(&Lang::It.seen_on("05/07/2024")), "{paid:?}");
    assert_eq!(paid.links[0].href, "/c_e472/progetti/send-2022");

    let english = feed(&site, "/c_e472/novita.atom?lang=en").await;
    assert_eq!(english.entries.len(), news.entries.len());
    assert!(english.entries.iter().all(|e| !ids.contains(e.id.as_str())), "another text is another entry");
    assert!(english.entries[0].links[0].href.ends_with("?lang=en"), "a program has no cookie: {:?}", english.entries[0].links);

    assert_eq!(feed(&site, "/prova_30/novita.atom").await.entries.len(), 50, "the newest ones of many");
    assert!(feed(&site, "/prova_0/novita.atom").await.entries.is_empty());
    // As it was known then.
    let then = feed(&site, "/c_e472/novita.atom?al=2024-04-01").await;
    assert!(then.entries.iter().all(|e| !e.id.contains("stato.E.") && e.links[0].href.contains("al=2024-04-01")), "{then:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_people_reach_the_site_is_in_every_name_and_link() {
    let site = Site::set(Settings { origin: Some(ORIGIN.to_owned()), ..Settings::default() }).await;
    let news = feed(&site, "/c_e472/novita.atom").await;
    assert_eq!(news.id, "tag:traguardi.comune.example,2026-01-01:c_e472/it/novita");
    assert!(news.entries.iter().all(|e| e.links[0].href.starts_with(&format!("{ORIGIN}/c_e472/"))), "{news:?}");
    // A sitting is news on the day on which it came to be known.
    let sitting = news.entries.iter().find(|e| e.id.contains("/seduta.1.2025-10-29")).unwrap();
    assert_eq!(sitting.links[0].href, format!("{ORIGIN}/c_e472/sedute"));
    assert!(sitting.title.as_ref().unwrap().content.starts_with("Seduta: "), "{sitting:?}");
    let all = events(&site, "/c_e472/calendario.ics").await;
    assert_eq!(
        one(&all, "c_e472.send-2022.decreto.fatto@traguardi").url.as_deref(),
        Some("https://traguardi.comune.example/c_e472/progetti/send-2022")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_where_to_follow() {
    let site = Site::with(&[]).await;
    for (path, calendar) in [
        ("/c_e472", "/c_e472/calendario.ics"),
        ("/c_e472/cronoprogramma", "/c_e472/calendario.ics"),
        ("/c_e472/cronoprogramma?misura=1.4.3", "/c_e472/calendario.ics?misura=1.4.3"),
        ("/c_e472/progetti/send-2022", "/c_e472/progetti/send-2022/calendario.ics"),
        ("/c_e472/cronoprogramma", "/c_e472/calendario.ics?ufficio=innovazione-digitale"),
        ("/c_e472/cronoprogramma?lang=en", "/c_e472/calendario.ics?lang=en"),
    ] {
        let page = site.page(path).await;
        assert!(links(page.main()).contains(&calendar.to_owned()), "{path}: {:?}", links(page.main()));
        let head = page.body.split("</head>").next().unwrap();
        assert!(head.contains("type=\"application/atom+xml\"") && head.contains("/c_e472/novita.atom"), "{path}: {head}");
    }
}

/// An answer in the frames of these sites, and otherwise guarded as every other.
fn framed_by(path: &str, page: &Page, sites: &str) {
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("frame-ancestors {sites};")), "{path}: {policy}");
    assert!(page.headers.get("x-frame-options").is_none(), "{path}: it would refuse the sites that the policy lets in");
    for part in ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "style-src 'self'", "form-action 'self'"] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains('*'), "{path}: {policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_stands_alone_with_its_emblem_source_and_way_out() {
    let site = Site::with(&specimen()).await;
    for path in EMBEDDED {
        let full = path.replace("/incorpora", "");
        for lang in [Lang::It, Lang::En] {
            let asked = format!("{path}?lang={}", lang.code());
            let page = site.page(&asked).await;
            // Nobody was named: in nobody's frame.
            guarded(&asked, &page);
            whole(&asked, &page);
            assert!(page.body.contains(lang.eu_funded()) && page.body.contains("eu-emblem.svg"), "{asked}: no emblem");
            assert!(page.main().contains(&lang.as_of("22/11/2026")), "{asked}: no day");
            assert!(page.main().contains("PA digitale 2026"), "{asked}: no source");
            assert!(page.main().contains("<svg"), "{asked}: no drawing");
            assert!(page.main().contains(&format!("href=\"{full}\" target=\"_top\"")), "{asked}: no way out");
            assert!(page.body.contains("<base target=\"_top\""), "{asked}: links would stay in the frame");
            assert!(!page.body.contains("<nav") && !page.body.contains("<form"), "{asked}: more than the figure");
        }
        assert!(!site.page(&full).await.body.contains("<base"), "{full}");
    }
    let past = site.page("/c_e472/incorpora/finanziamenti?al=2025-10-29&noto=oggi").await;
    assert!(past.main().contains(&Lang::It.as_of_known("29/10/2025", "22/11/2026")));
    assert!(links(past.main()).iter().all(|l| l.contains("al=2025-10-29")), "{:?}", links(past.main()));
    let filtered = site.page("/c_e472/incorpora/cronoprogramma?misura=1.4.5").await;
    assert!(filtered.main().contains("send-2022") && !filtered.main().contains("/progetti/cloud"));
    for path in ["/prova_0/incorpora/finanziamenti", "/prova_0/incorpora/cronoprogramma", "/prova_30/incorpora/cronoprogramma"] {
        let page = site.page(path).await;
        guarded(path, &page);
        whole(path, &page);
        plain(path, &page);
        silent(path, &page);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_sites_named_may_frame_and_only_the_two_figures() {
    let sites = ["https://www.comune.example".to_owned(), "https://intranet.comune.example:8443".to_owned()];
    let site = Site::set(Settings { embed: sites.to_vec(), ..Settings::default() }).await;
    for path in EMBEDDED {
        for query in ["", "?lang=en", "?al=2025-10-29"] {
            let path = format!("{path}{query}");
            framed_by(&path, &site.page(&path).await, &sites.join(" "));
        }
    }
    for path in ["/", "/c_e472", "/c_e472/finanziamenti", "/c_e472/cronoprogramma", "/c_e472/calendario.ics", "/accedi"] {
        guarded(path, &site.page(path).await);
    }
    for path in [
        "/c_e472/incorpora",
        "/c_e472/incorpora/progetti",
        "/c_zzzz/incorpora/finanziamenti",
        "/c_e472/incorpora/finanziamenti/",
        "/c_e472/incorpora/finanziamenti/scrivania",
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        guarded(path, &page);
    }
}
