//! The presentation over HTTP: its slides, the file for a room without network, the short address, order and notes.

use crate::{
    checks::{guarded, plain, silent, whole},
    site::{Page, Site},
    specimen::specimen,
};
use axum::http::StatusCode;
use domain::{desk::Desk, fact::Record, identifier::Ipa, member::Role, records::SlideNote};
use words::Lang;

const STAGE: &str = "/c_e472/presentazione";
const ORDER: &str = "/c_e472/presentazione/ordine";
const NOTES: &str = "/c_e472/presentazione/note";
const FILE: &str = "/c_e472/presentazione.html";

/// The names of the slides, in order.
fn slides(page: &Page) -> Vec<String> {
    let names = page.body.split(" data-slide=\"").skip(1);
    names.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// What stands on one slide.
fn slide<'p>(page: &'p Page, name: &str) -> &'p str {
    let rest = page.body.split_once(&format!("data-slide=\"{name}\"")).unwrap_or_else(|| panic!("no slide {name}")).1;
    rest.split("</section>").next().unwrap()
}

/// Without the marks that leptos leaves between texts.
fn bare(html: &str) -> String {
    let mut parts = html.split("<!");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|rest| rest.split_once('>').map_or("", |(_, after)| after)).collect::<String>()
}

async fn kept(site: &Site) -> Vec<SlideNote> {
    let kept = site.store.kept(SlideNote::TABLE, &Ipa::read("c_e472").unwrap(), None).await.unwrap();
    kept.iter().map(|k| SlideNote::load(&k.values).unwrap()).collect()
}

/// The version of a slide that the form would send.
fn seen(page: &Page, slide: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("name=\"seen.{slide}\"")).unwrap_or_else(|| panic!("no row {slide}"));
    rest.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_presentation_is_whole_in_both_languages_and_every_slide_says_whose_money_seal_and_number() {
    let site = Site::with(&specimen()).await;
    for ente in ["c_e472", "c_a515", "prova_0", "prova_1", "prova_30"] {
        for lang in [Lang::It, Lang::En] {
            let path = format!("/{ente}/presentazione?lang={}", lang.code());
            let page = site.page(&path).await;
            guarded(&path, &page);
            whole(&path, &page);
            plain(&path, &page);
            silent(&path, &page);
            let names = slides(&page);
            assert_eq!(
                (names.first().map(String::as_str), names.last().map(String::as_str)),
                (Some("titolo"), Some("fonti")),
                "{path}"
            );
            for (at, name) in names.iter().enumerate() {
                let text = slide(&page, name);
                assert!(text.contains(lang.eu_funded()) && text.contains("tg-emblem"), "{path}, {name}: no emblem");
                assert!(text.contains(&lang.stage_live("22/11/2026")), "{path}, {name}: no seal line");
                assert!(text.contains(&format!("{} / {}", at + 1, names.len())), "{path}, {name}: no number");
                assert!(!text.contains("href=\"/"), "{path}, {name}: a slide leads nowhere");
            }
            let headings: Vec<&str> = page.body.split("<h2 ").skip(1).map(|h| h.split("</h2>").next().unwrap()).collect();
            assert_eq!(headings.len(), names.len(), "{path}: one finding a slide");
        }
    }
    assert_eq!(site.get("/c_zzzz/presentazione").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sentence_of_the_statement_is_on_a_slide_with_its_verdict() {
    let site = Site::with(&[]).await;
    let path = format!("{STAGE}?al=2025-10-29");
    let page = site.page(&path).await;
    let all: String = slides(&page).iter().filter(|s| s.starts_with("dichiarazioni")).map(|s| slide(&page, s)).collect();
    let verdict = |words: &str| {
        let rest = all.split_once(words).unwrap_or_else(|| panic!("«{words}» is on no slide")).1;
        rest.split_once("tg-verdict tg-verdict--").unwrap().1.split('"').next().unwrap().to_owned()
    };
    assert_eq!(verdict("sono in linea con i cronoprogrammi ministeriali"), "unverifiable");
    assert_eq!(verdict("oltre 12 servizi"), "declared");
    assert_eq!(verdict("10 milioni di euro incassati"), "declared");
    assert_eq!(verdict("Conclusa da tempo anche la Misura 1.4.5"), "recorded");
    // The total rests on figures that no record shows, and they are named.
    let total = all.split_once("oltre 3 milioni").unwrap().1.split("</li>").next().unwrap();
    assert!(total.contains("920.000,00") && total.contains(Lang::It.claims_sum_words()), "{total}");
    let claims = std::fs::read_to_string(crate::common::root().join("data/latina/dichiarazioni.csv")).unwrap();
    assert_eq!(all.matches("tg-slide__quote").count(), claims.lines().count() - 1);
    // Nothing that came to be known later shows.
    assert!(!page.body.contains("27/11/2025") && !page.body.contains("22/11/2026"), "something later is shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_asks_for_nothing() {
    let site = Site::with(&specimen()).await;
    let session = site.member("assessore", "c_e472", &[Role::Assessore], &[]).await;
    let saved =
        site.post_as(&session, ORDER, &[("seen.punto", "0"), ("shown.punto", "1"), ("notes.punto", "nota-segreta-prova")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    for path in
        [FILE, "/c_e472/presentazione.html?lang=en&al=2025-10-29", "/prova_30/presentazione.html", "/prova_0/presentazione.html"]
    {
        for page in [site.page(path).await, site.get_as(&session, path).await] {
            guarded(path, &page);
            whole(path, &page);
            silent(path, &page);
            assert!(page.header("content-disposition").starts_with("attachment; filename=\""), "{path}");
            for attribute in [" src=\"", " href=\"", " action=\"", " data=\"", " srcset=\""] {
                for value in page.body.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                    assert!(value.starts_with('#') || value.starts_with("data:"), "{path}:{attribute}{value}");
                }
            }
            for asked in page.body.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap()) {
                assert!(asked.starts_with('#') || asked.starts_with("data:"), "{path}: url({asked})");
            }
            for word in ["/assets/", "@import", "fetch(", "XMLHttpRequest", "nonce=", "nota-segreta-prova", "presentazione/note"]
            {
                assert!(!page.body.contains(word), "{path}: {word}");
            }
            assert!(
                page.body
                    .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
            );
        }
    }
    // The same slides as on the page.
    let (page, file) = (site.page(STAGE).await, site.page(FILE).await);
    assert_eq!(slides(&page), slides(&file));
    for name in &slides(&page) {
        let same = |page: &Page| bare(slide(page, name).split("tg-slide__foot").next().unwrap());
        assert_eq!(same(&page), same(&file), "{name}");
    }
    assert_eq!(site.get("/c_zzzz/presentazione.html").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_short_address_leads_to_the_slides_and_stands_on_them() {
    let site = Site::with(&[]).await;
    let short = site.get("/c_e472/p?lang=en").await;
    assert_eq!((short.status, short.header("location")), (StatusCode::TEMPORARY_REDIRECT, "/c_e472/presentazione?lang=en"));
    let kept = site.get("/c_e472/p/3").await;
    assert_eq!(kept.header("location"), "/c_e472/sedute/3/presentazione");
    for wrong in ["/x!y/p", "/c_e472/p/tre", "/c_e472/p/-1"] {
        assert_eq!(site.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let page = site.page(STAGE).await;
    for name in ["titolo", "fonti"] {
        assert!(slide(&page, name).replace("<!>", "").contains("<strong>/c_e472/p</strong>"), "{name}: {}", slide(&page, name));
        // Without an address of its own a telephone has no use for a code.
        assert!(!slide(&page, name).contains("crispEdges"), "{name}");
    }
    let past = site.page(&format!("{STAGE}?al=2025-10-29")).await;
    assert!(
        slide(&past, "fonti").contains("/c_e472/presentazione?al=2025-10-29&amp;noto=2025-10-29"),
        "{}",
        slide(&past, "fonti")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn order_and_notes_are_kept_and_the_notes_are_for_whoever_presents() {
    let site = Site::with(&[]).await;
    let session = site.member("assessore", "c_e472", &[Role::Assessore], &[]).await;
    let form = site.get_as(&session, ORDER).await;
    assert_eq!(seen(&form, "finanziamenti"), "0");
    let before = slides(&site.page(STAGE).await);
    let note = "Dire <b>subito</b> </textarea> che il FESR è a parte";
    let fields = [
        ("seen.finanziamenti", "0"),
        ("position.finanziamenti", "2"),
        ("shown.finanziamenti", "1"),
        ("notes.finanziamenti", note),
        ("seen.uffici", "0"),
        ("position.uffici", ""),
        ("notes.uffici", ""),
        // Nobody touched this one: nothing is written about it.
        ("seen.punto", "0"),
        ("position.punto", ""),
        ("shown.punto", "1"),
        ("notes.punto", ""),
    ];
    let done = site.post_as(&session, ORDER, &fields).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, ORDER), "{}", done.body);
    let mut kept = kept(&site).await;
    kept.sort_by(|a, b| a.slide.cmp(&b.slide));
    let words: Vec<_> = kept.iter().map(|n| (n.slide.as_str(), n.position, n.shown, n.notes.as_deref())).collect();
    assert_eq!(words, [("finanziamenti", Some(2), None, Some(note)), ("uffici", None, Some(false), None)]);

    let public = site.page(STAGE).await;
    let after = slides(&public);
    assert_eq!(after.get(1).map(String::as_str), Some("finanziamenti"));
    assert!(!after.contains(&"uffici".to_owned()) && after.len() == before.len() - 1);
    assert!(slide(&public, "fonti").contains(&Lang::It.stage_closing_hidden(1)), "what is left out is told");
    for page in [
        &public,
        &site.get_as(&session, STAGE).await,
        &site.page("/c_e472").await,
        &site.page("/c_e472/presentazione.html").await,
    ] {
        assert!(!page.body.contains("che il FESR è a parte"), "the notes are on a page for everybody");
    }
    let notes = site.get_as(&session, NOTES).await;
    assert_eq!(slides(&notes), after, "the same slides");
    assert!(slide(&notes, "finanziamenti").contains("Dire &lt;b&gt;subito"), "{}", slide(&notes, "finanziamenti"));
    // Links to what is only for whoever presents are only for them.
    assert!(!public.body.contains(NOTES) && site.get_as(&session, STAGE).await.body.contains(NOTES));
    let again = site.get_as(&session, ORDER).await;
    guarded(ORDER, &again);
    whole(ORDER, &again);
    assert!(
        again.main().contains("Dire &lt;b&gt;subito")
            && again.main().matches("</textarea>").count() == again.main().matches("<textarea").count()
    );
    assert_ne!(seen(&again, "finanziamenti"), "0");

    for (login, role) in [("lettore", Role::Reader), ("rup", Role::Manager), ("valida", Role::Validator)] {
        let other = site.member(login, "c_e472", &[role], &["send-2022"]).await;
        for path in [ORDER, NOTES] {
            let page = site.get_as(&other, path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} as {login}");
            assert!(!page.body.contains("FESR è a parte"));
        }
        assert_eq!(site.post_as(&other, ORDER, &fields).await.status, StatusCode::FORBIDDEN, "{login}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_keeps_the_order_of_the_day_it_was_frozen_and_then_has_its_own() {
    let site = Site::with(&[]).await;
    let administrator = site.member("segreteria", "c_e472", &[Role::Administrator], &[]).await;
    let session = site.member("assessore", "c_e472", &[Role::Assessore], &[]).await;
    let own = format!("{ORDER}?seduta=1");
    let second = |note: &str, position: &str| {
        [
            ("seen.finanziamenti", "0"),
            ("position.finanziamenti", position),
            ("shown.finanziamenti", "1"),
            ("notes.finanziamenti", note),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let post = async |path: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        site.post_as(&session, path, &fields).await
    };
    assert_eq!(post(ORDER, &second("per oggi", "2")).await.status, StatusCode::SEE_OTHER);
    let frozen = site.post_as(&administrator, "/c_e472/sedute", &[("seduta", "1")]).await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER);
    // Whoever moves a live slide afterwards moves it there and nowhere else.
    let mut moved = second("per oggi", "5");
    moved[0].1 = seen(&site.get_as(&session, ORDER).await, "finanziamenti");
    assert_eq!(post(ORDER, &moved).await.status, StatusCode::SEE_OTHER);
    moved[0].1 = seen(&site.get_as(&session, ORDER).await, "finanziamenti");
    let shown = async || slides(&site.page("/c_e472/sedute/1/presentazione").await);
    assert_eq!(shown().await.get(1).map(String::as_str), Some("finanziamenti"), "as the live slides were");
    moved[1].1 = "2".to_owned();
    assert_eq!(post(ORDER, &moved).await.status, StatusCode::SEE_OTHER);
    let form = site.get_as(&session, &own).await;
    guarded(&own, &form);
    whole(&own, &form);
    let copied = seen(&form, "finanziamenti");
    assert_ne!(copied, "0", "it is the sitting's own");
    assert!(form.main().contains("per oggi") && form.main().contains("action=\"/c_e472/presentazione/ordine?seduta=1\""));
    let mut changed = second("per la seduta", "3");
    changed[0].1 = copied;
    let done = post(&own, &changed).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, own.as_str()), "{}", done.body);
    assert_eq!(shown().await.get(2).map(String::as_str), Some("finanziamenti"));
    assert_eq!(slides(&site.page(STAGE).await).get(1).map(String::as_str), Some("finanziamenti"), "today's stays as it was");
    let notes = site.get_as(&session, "/c_e472/sedute/1/presentazione/note").await;
    assert!(slide(&notes, "finanziamenti").contains("per la seduta"));
    assert!(site.get_as(&session, "/c_e472/sedute/1/presentazione").await.body.contains("ordine?seduta=1"));
    // A version of the live order is none of the sitting's, and a sitting that is not there has no order.
    let live = seen(&site.get_as(&session, ORDER).await, "finanziamenti");
    let mut fields = second("altro", "4");
    fields[0].1 = live;
    assert_eq!(post(&own, &fields).await.status, StatusCode::NOT_FOUND);
    for path in [format!("{ORDER}?seduta=9"), format!("{ORDER}?seduta=x")] {
        assert_eq!(site.get_as(&session, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(post(&path, &second("x", "2")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_slower_overwrites_nothing_unseen() {
    let site = Site::with(&[]).await;
    let (one, two) = (
        site.member("assessore", "c_e472", &[Role::Assessore], &[]).await,
        site.member("capo", "c_e472", &[Role::Administrator], &[]).await,
    );
    let first = [("seen.quanto", "0"), ("shown.quanto", "1"), ("notes.quanto", "della prima")];
    assert_eq!(site.post_as(&one, ORDER, &first).await.status, StatusCode::SEE_OTHER);
    // The other has opened the form before, wants something else there, and has left the rest alone.
    let other = [
        ("seen.quanto", "0"),
        ("shown.quanto", "1"),
        ("notes.quanto", "della seconda"),
        ("seen.punto", "0"),
        ("shown.punto", "1"),
        ("notes.punto", "tutto ancora qui"),
    ];
    let late = site.post_as(&two, ORDER, &other).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.main().contains("della prima") && late.main().contains("della seconda") && late.main().contains("tutto ancora qui")
    );
    assert_eq!(kept(&site).await.len(), 1, "nothing was written");
    // What is sent next has seen the other word.
    let version = seen(&late, "quanto");
    assert_ne!(version, "0");
    let fields: Vec<(&str, &str)> =
        other.iter().map(|(n, v)| if *n == "seen.quanto" { (*n, version.as_str()) } else { (*n, *v) }).collect();
    assert_eq!(site.post_as(&two, ORDER, &fields).await.status, StatusCode::SEE_OTHER);
    let notes: Vec<_> = kept(&site).await.into_iter().filter_map(|n| n.notes).collect();
    assert!(notes.contains(&"della seconda".to_owned()) && notes.contains(&"tutto ancora qui".to_owned()), "{notes:?}");
    // A row that somebody else has changed meanwhile, and this form has not, is no conflict.
    let stale = [
        ("seen.quanto", "0"),
        ("shown.quanto", "1"),
        ("notes.quanto", ""),
        ("seen.uffici", "0"),
        ("notes.uffici", "solo questa"),
    ];
    assert_eq!(site.post_as(&one, ORDER, &stale).await.status, StatusCode::SEE_OTHER);
    assert!(kept(&site).await.iter().any(|n| n.notes.as_deref() == Some("della seconda")), "it still stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_read_is_said_beside_its_field_with_everything_typed() {
    let site = Site::with(&[]).await;
    let session = site.member("assessore", "c_e472", &[Role::Assessore], &[]).await;
    let long = "è".repeat(5_000);
    let fields = [
        ("seen.punto", "0"),
        ("position.punto", "prima"),
        ("notes.punto", "resta qui"),
        ("seen.quanto", "0"),
        ("shown.quanto", "1"),
        ("notes.quanto", long.as_str()),
    ];
    let page = site.post_as(&session, ORDER, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    guarded(ORDER, &page);
    assert!(page.main().contains("value=\"prima\"") && page.main().contains("resta qui") && page.main().contains(&long));
    assert_eq!(page.main().matches("aria-invalid=\"true\"").count(), 2);
    assert!(kept(&site).await.is_empty());
    for (fields, status) in [
        (vec![], 428),
        (vec![("seen.punto", "x")], 428),
        (vec![("seen.punto", "-1")], 428),
        (vec![("seen.", "0")], 400),
        (vec![("seen.punto e virgola", "0")], 400),
        (vec![("seen.punto", "999999")], 404),
    ] {
        assert_eq!(site.post_as(&session, ORDER, &fields).await.status.as_u16(), status, "{fields:?}");
    }
    // The version of one slide is not that of another.
    assert_eq!(site.post_as(&session, ORDER, &[("seen.punto", "0"), ("notes.punto", "a")]).await.status, StatusCode::SEE_OTHER);
    let version = seen(&site.get_as(&session, ORDER).await, "punto");
    assert_eq!(
        site.post_as(&session, ORDER, &[("seen.quanto", &version), ("notes.quanto", "b")]).await.status,
        StatusCode::NOT_FOUND
    );
}
