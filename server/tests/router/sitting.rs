//! Sittings over HTTP: what is frozen is served as it was kept, whatever becomes of the register.

use crate::{moody, site::Site};
use axum::http::StatusCode;
use domain::{
    claim::Verdict,
    identifier::Ipa,
    member::Role,
    portfolio::Evidence,
    sitting::{Annex, Audience, Document, SCHEMA, Sittings as _},
    status::{Status, Tone},
    when::When,
};
use office::document::Block;
use server::{odt, tables::Facts};
use sha2::{Digest as _, Sha256};
use words::Lang;

const SITTINGS: &str = "/c_e472/sedute";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

async fn administrator(site: &Site) -> String {
    site.member("segreteria", "c_e472", &[Role::Administrator], &[]).await
}

async fn freeze(site: &Site, session: &str, reason: &str) -> StatusCode {
    site.post_as(session, SITTINGS, &[("seduta", "1"), ("motivo", reason)]).await.status
}

async fn document(site: &Site, number: u32) -> (Vec<u8>, Document) {
    let bytes = site.store.document(&ente(), number, Audience::Everybody).await.unwrap().unwrap();
    let document = serde_json::from_slice(&bytes).unwrap();
    (bytes, document)
}

#[tokio::test]
async fn what_a_sitting_was_shown_is_served_as_it_was_kept() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let before = site.page(SITTINGS).await;
    assert!(before.body.contains("Non ancora congelata"), "{}", before.main());
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);

    let (bytes, document) = document(&site, 1).await;
    assert_eq!((document.schema, document.cover.number), (SCHEMA, 1));
    assert_eq!((document.cover.al, document.cover.known), ("2025-10-29".parse().unwrap(), "2025-10-29".parse().unwrap()));
    // Equal bytes from equal values: read back and written again it is the same document.
    assert_eq!(serde_json_canonicalizer::to_vec(&document).unwrap(), bytes);
    let seal = hex(&bytes);

    let news = site.get("/c_e472/novita.atom").await.body;
    assert!(news.contains("c_e472/it/situazione.1</id>") && news.contains("href=\"/c_e472/sedute/1\""), "{news}");
    assert!(!site.get("/c_e472/novita.atom?al=2025-10-29").await.body.contains("situazione.1"), "not frozen yet on that day");

    // The register may answer no more: nothing of it is read.
    site.feels(moody::FAILING);
    for (path, lang) in [("", "it"), ("", "en"), ("/progetti", "it"), ("/cronoprogramma", "en"), ("/dichiarazioni", "it")] {
        let page = site.page(&format!("{SITTINGS}/1{path}?lang={lang}")).await;
        let kept = site.store.part(&ente(), 1, Audience::Everybody, path.trim_start_matches('/'), lang).await.unwrap().unwrap();
        let kept = String::from_utf8(kept.bytes).unwrap();
        assert!(page.main().contains(&kept), "{path} {lang} is not what was kept");
        assert!(page.body.contains(&seal), "{path} {lang} does not say its seal");
        let digest = document.parts.iter().find(|p| p.name == path.trim_start_matches('/') && p.lang == lang).unwrap();
        assert_eq!(digest.sha256, hex(kept.as_bytes()), "{path} {lang}");
    }
    site.feels(moody::WELL);

    // Its links stay with it.
    let list = site.page(&format!("{SITTINGS}/1/progetti")).await;
    assert!(list.main().contains("href=\"/c_e472/sedute/1/progetti/send-2022\""), "{}", list.main());
    assert!(!list.main().contains("href=\"/c_e472/progetti"), "{}", list.main());
    assert!(!list.main().contains("<form"), "a frozen page asks for nothing");
    assert!(list.main().contains("href=\"/c_e472/sedute/1/file/progetti.csv\""));
    for part in &document.parts {
        let path = match part.name.rsplit_once('.') {
            Some((_, "csv" | "svg")) => format!("{SITTINGS}/1/file/{}?lang={}", part.name, part.lang),
            _ if part.name.is_empty() => format!("{SITTINGS}/1?lang={}", part.lang),
            _ => format!("{SITTINGS}/1/{}?lang={}", part.name, part.lang),
        };
        assert_eq!(site.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(site.get(&format!("{SITTINGS}/2")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{SITTINGS}/1/progetti/no-2022")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{SITTINGS}/1/interno")).await.status, StatusCode::NOT_FOUND);

    // What was known later is not in it: the ANNCSU decree is of 27/11/2025.
    let anncsu = document.portfolio.projects.iter().find(|p| p.slug.as_str().contains("anncsu"));
    assert!(anncsu.is_none_or(|p| p.standing.status.tone() != Tone::Running), "{anncsu:?}");
}

#[tokio::test]
async fn a_wrong_document_is_corrected_by_a_further_one_that_says_why() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);
    let (first, _) = document(&site, 1).await;
    let again = site.post_as(&session, SITTINGS, &[("seduta", "1"), ("motivo", " ")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("scrivi che cosa corregge la nuova"), "{}", again.main());
    assert_eq!(freeze(&site, &session, "mancava un atto").await, StatusCode::SEE_OTHER);
    let (_, second) = document(&site, 2).await;
    let corrects = second.cover.corrects.unwrap();
    assert_eq!((corrects.number, corrects.seal, corrects.reason.as_str()), (1, hex(&first), "mancava un atto"));
    assert_eq!(document(&site, 1).await.0, first, "the first one changed");
    let old = site.page(&format!("{SITTINGS}/1")).await;
    assert!(old.body.contains("È stata corretta dalla situazione n. 2"));
    assert!(site.page(&format!("{SITTINGS}/2")).await.body.contains("Corregge la situazione n. 1. Motivo: mancava un atto"));
}

#[tokio::test]
async fn only_who_administers_freezes_and_days_are_read_as_people_write_them() {
    let site = Site::with(&[]).await;
    for role in [Role::Reader, Role::Manager, Role::Validator, Role::Assessore] {
        let session = site.member(&format!("{role:?}").to_lowercase(), "c_e472", &[role], &[]).await;
        assert_eq!(freeze(&site, &session, "").await, StatusCode::FORBIDDEN, "{role:?}");
    }
    let session = administrator(&site).await;
    let cases = [
        (vec![("seduta", "7")], "Scegli una seduta"),
        (vec![("seduta", "1"), ("al", "31/02/2025")], "non esiste"),
        (vec![("seduta", "1"), ("al", "01/01/2090")], "deve ancora venire"),
        (vec![("seduta", "1"), ("al", "29/10/2025"), ("noto", "28/10/2025")], "viene prima"),
    ];
    for (fields, sentence) in cases {
        let page = site.post_as(&session, SITTINGS, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.body.contains(sentence), "{fields:?}: {}", page.main());
    }
    assert!(site.store.frozen(&ente()).await.unwrap().is_empty(), "nothing was frozen");
    let done = site.post_as(&session, SITTINGS, &[("seduta", "1"), ("al", "01/04/2024"), ("noto", "oggi")]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/c_e472/sedute/1"));
    let (_, document) = document(&site, 1).await;
    assert_eq!(document.cover.al, "2024-04-01".parse().unwrap());
}

#[tokio::test]
async fn what_was_internal_is_sealed_apart_and_for_insiders_only() {
    let risk = "ente;progetto;codice;rischio;rimedio;ufficio;esposizione;entro;stato;pubblicato;al;noto_il;fonte;nota\n\
                c_e472;send-2022;r1;Il fornitore è in ritardo;;;1000;;aperto;no;2025-01-10;2025-01-10;;\n";
    let site = Site::with(&[("rischi.csv", risk.to_owned())]).await;
    let session = administrator(&site).await;
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);
    let (bytes, _) = document(&site, 1).await;
    assert!(!String::from_utf8(bytes).unwrap().contains("in ritardo"), "what is internal is in the public document");
    for path in ["/1/interno", "/1/file/interno.json"] {
        assert_eq!(site.get(&format!("{SITTINGS}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        let page = site.get_as(&session, &format!("{SITTINGS}{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("Il fornitore è in ritardo"), "{path}");
    }
    let elsewhere = site.member("altrove", "c_a515", &[Role::Administrator], &[]).await;
    assert_eq!(site.get_as(&elsewhere, &format!("{SITTINGS}/1/interno")).await.status, StatusCode::NOT_FOUND);
}

const RISKS: &str = "ente;progetto;codice;rischio;rimedio;ufficio;esposizione;entro;stato;pubblicato;al;noto_il;fonte;nota\n";
const PAYMENTS: &str = "ente;progetto;riferimento;data;importo;fornitore;pubblicato;al;noto_il;fonte;nota\n";

/// What the annex says is what was internal on its days: of each thing the latest word, nothing later, nothing published since.
#[tokio::test]
async fn the_annex_is_of_its_days_and_has_each_thing_once() {
    let payments = format!(
        "{PAYMENTS}c_e472;send-2022;M1;2024-01-10;1000,00;;no;;2024-01-11;;\n\
         c_e472;send-2022;M1;2024-01-10;1200,00;;no;;2024-02-01;;\n\
         c_e472;send-2022;M2;2024-02-10;300,00;;no;;2024-02-11;;\n\
         c_e472;send-2022;M2;2024-02-10;300,00;;si;;2024-02-20;;\n\
         c_e472;send-2022;M3;2025-05-10;777,00;;no;;2025-05-11;;\n"
    );
    let site = Site::with(&[("pagamenti.csv", payments)]).await;
    let session = administrator(&site).await;
    // As known today: what was paid in 2025 is known, and had not happened in April 2024.
    let done = site.post_as(&session, SITTINGS, &[("seduta", "1"), ("al", "01/04/2024"), ("noto", "oggi")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let bytes = site.store.document(&ente(), 1, Audience::Insiders).await.unwrap().expect("an annex");
    let annex: Annex = serde_json::from_slice(&bytes).unwrap();
    let paid: Vec<(&str, i64)> = annex.payments.iter().map(|p| (p.reference.as_str(), p.amount.cents.0)).collect();
    assert_eq!(paid, [("M1", 120_000)]);
}

/// A table of the frozen situation is text, whatever somebody has typed into it.
#[tokio::test]
async fn a_file_that_was_kept_is_never_served_as_a_page() {
    let head = "ente;progetto;titolo;titolo_en;linea;modalita;ufficio;descrizione;descrizione_en;cup;al;noto_il;fonte;nota\n";
    let evil = format!("{head}c_e472;evil-2024;<form action=/x><tg-evil>;;;;;;;;2024-01-01;2024-01-01;;\n");
    let site = Site::with(&[("progetti.csv", evil)]).await;
    let session = administrator(&site).await;
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);
    let file = site.get(&format!("{SITTINGS}/1/file/progetti.csv")).await;
    assert!(file.body.contains("<tg-evil>") && file.header("content-type").starts_with("text/csv"), "the table has its words");
    let (_, document) = document(&site, 1).await;
    for part in &document.parts {
        let slash = if part.name.is_empty() { "" } else { "/" };
        let page = site.get(&format!("{SITTINGS}/1{slash}{}?lang={}", part.name, part.lang)).await;
        assert_eq!(page.status == StatusCode::OK, !part.title.is_empty(), "{} {}", part.name, page.status);
        assert!(!page.body.contains("<tg-evil>") && !page.body.contains("<form action=/x>"), "{}", part.name);
    }
}

/// What the report of a document says in its paragraphs and lists.
async fn report(site: &Site, number: u32) -> String {
    let (_, document) = document(site, number).await;
    let frozen = site.store.frozen(&ente()).await.unwrap().into_iter().find(|f| f.cover.number == number).unwrap();
    let facts = Facts {
        portfolio: &document.portfolio,
        catalogue: &document.catalogue,
        claims: &document.claims,
        lang: Lang::It,
        known: document.cover.known,
        day: "",
        frozen: Some(&frozen),
        since: document.since.as_ref(),
    };
    let said = odt::document(&facts).blocks.into_iter().flat_map(|block| match block {
        Block::Paragraph(text) => vec![text],
        Block::List(items) => items,
        _ => vec![],
    });
    said.collect::<Vec<String>>().join("\n")
}

/// Three documents of two sittings: each is told against the sitting before it, never against the document before it.
#[tokio::test]
async fn slides_and_reports_tell_what_has_changed_since_the_last_sitting() {
    let more = "ente;seduta;davanti_a;organo;giorno;ordine_del_giorno;verbale;al;noto_il;fonte;nota\n\
                c_e472;2;consiglio;Consiglio comunale;2026-11-20;Variazioni;;;2026-11-01;;\n";
    let risks = format!(
        "{RISKS}c_e472;send-2022;r1;Il fornitore è in ritardo;;;10000;;aperto;si;2025-01-10;2025-01-10;;\n\
         c_e472;send-2022;r1;Il fornitore è in ritardo;;;100000;;aperto;si;2025-01-10;2026-02-10;;\n"
    );
    let site = Site::with(&[("sedute.csv", more.to_owned()), ("rischi.csv", risks)]).await;
    let session = administrator(&site).await;
    let freeze = async |sitting: &str, why: &str| {
        let fields = [("seduta", sitting), ("motivo", why)];
        assert_eq!(site.post_as(&session, SITTINGS, &fields).await.status, StatusCode::SEE_OTHER, "{sitting}");
    };
    freeze("1", "").await;
    freeze("2", "").await;
    freeze("1", "mancava un atto").await;
    assert_eq!(document(&site, 1).await.1.since, None, "no sitting before");
    assert_eq!(document(&site, 3).await.1.since, None, "what it corrects is no sitting before");
    let since = document(&site, 2).await.1.since.expect("the first sitting");
    assert_eq!((since.number, since.sitting), (1, 1));
    let sentence = "la somma in pericolo passa da 10.000,00\u{a0}€";
    for path in [format!("{SITTINGS}/2/presentazione"), "/c_e472/confronto?da=n.%201&a=n.%202".to_owned()] {
        let page = site.page(&path).await.body.replace("<!>", "");
        assert!(page.contains("Erogazione: avvenuto, 02/02/2026") && page.contains(sentence), "{path}: {page}");
    }
    let first = site.page(&format!("{SITTINGS}/1/presentazione")).await.body.replace("<!>", "");
    assert!(first.contains("cambiamenti in archivio") && !first.contains("Dall'ultima seduta"), "{first}");
    let slides = site.page(&format!("{SITTINGS}/2/presentazione")).await.body.replace("<!>", "");
    assert!(slides.contains("Dall'ultima seduta sono cambiate") && slides.contains("Ordine del giorno: Variazioni"), "{slides}");
    // The live slides of today are told against the later sitting, though the other has the later document.
    let live = site.page("/c_e472/presentazione").await.body.replace("<!>", "");
    assert!(live.contains("Dalla situazione congelata n. 2, al 20/11/2026"), "{live}");
    let compared = site.page("/c_e472/confronto").await.main().replace("<!>", "");
    assert!(compared.contains("situazione congelata n. 2"), "{compared}");
    let notes = site.get_as(&session, &format!("{SITTINGS}/2/presentazione/note")).await;
    assert!(notes.body.contains("/c_e472/presentazione/ordine?seduta=2"), "{}", notes.body);
    // The newest document is of the first sitting, and its report says so.
    let third = report(&site, 3).await;
    let seal = site.store.frozen(&ente()).await.unwrap().remove(0).seal;
    assert!(third.contains("seduta n.\u{a0}1 del 29/10/2025") && third.contains(&seal), "{third}");
    let second = report(&site, 2).await;
    assert!(second.contains("Dalla situazione congelata n. 1, al 29/10/2025") && second.contains(sentence), "{second}");
}

/// The statement of the assessore, sentence by sentence: what a record backs, what is only said, what nobody can verify.
#[tokio::test]
async fn each_sentence_of_the_statement_is_on_a_slide_with_its_verdict() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);
    let (_, document) = document(&site, 1).await;
    let judged = |code: &str| document.claims.iter().find(|j| j.claim.code == code).unwrap_or_else(|| panic!("no claim {code}"));
    for (code, verdict) in [
        ("liquidato-pagopa", Verdict::Recorded),
        ("liquidato-app-io", Verdict::Recorded),
        ("liquidato-portale", Verdict::Recorded),
        ("liquidato-send", Verdict::Recorded),
        ("pagopa-incassi", Verdict::Declared),
        ("app-io-servizi", Verdict::Declared),
        ("in-linea", Verdict::Unverifiable),
        ("oltre-3-milioni", Verdict::Declared),
    ] {
        assert_eq!(judged(code).verdict, verdict, "{code}");
    }
    // ReGiS of 31/03/2025 backs three of them, PA digitale the fourth.
    let backing = |code: &str| match &judged(code).evidence[0] {
        Evidence::Standing { standing, .. } => (standing.status, standing.source.clone().unwrap_or_default(), standing.since),
        other => panic!("{code}: {other:?}"),
    };
    let march = Some(When::Day("2025-03-31".parse().unwrap()));
    for code in ["liquidato-pagopa", "liquidato-app-io", "liquidato-portale"] {
        let (status, source, since) = backing(code);
        assert_eq!((status, source.as_str(), since), (Status::PaidElsewhere, "regis", march), "{code}");
    }
    assert_eq!(backing("liquidato-send").0, Status::Disbursed);
    // "Oltre 3 milioni" rests on the declared figure of the cloud and on one of the press.
    let words: Vec<i64> = judged("oltre-3-milioni")
        .evidence
        .iter()
        .skip(1)
        .map(|e| match e {
            Evidence::Amount { amount, .. } => amount.cents.0,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words, [92_000_000, 150_000_000]);
    let slides = site.page(&format!("{SITTINGS}/1/presentazione")).await.body.replace("<!>", "");
    assert_eq!(document.claims.len(), 30);
    // Each sentence stands on a slide in one item with its own verdict.
    let items: Vec<&str> = slides.split("<li").collect();
    for judged in &document.claims {
        let (said, verdict) = (judged.claim.words.replace('&', "&amp;"), Lang::It.verdict(judged.verdict));
        let beside = items.iter().any(|li| li.contains(&format!("«{said}»")) && li.contains(verdict));
        assert!(beside, "{}: on no slide with «{verdict}»", judged.claim.code);
    }
    // The one that rests on most things has a slide to itself.
    let alone = slides.split("<section").find(|slide| slide.contains("ammontano a oltre 3 milioni")).unwrap();
    assert_eq!(alone.matches("tg-slide__quote").count(), 1, "{alone}");
}

/// What is handed over of a frozen sitting is made from its document: the register is not asked, nor what is live.
#[tokio::test]
async fn files_of_a_sitting_are_made_from_its_document_alone() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    assert_eq!(freeze(&site, &session, "").await, StatusCode::SEE_OTHER);
    let seal = site.store.frozen(&ente()).await.unwrap().remove(0).seal;
    site.feels(moody::FAILING);
    for (name, kind, begin) in [
        ("relazione.pdf", "application/pdf", "%PDF-1.7"),
        ("relazione.odt", "application/vnd.oasis.opendocument.text", "PK"),
        ("tabelle.ods", "application/vnd.oasis.opendocument.spreadsheet", "PK"),
        ("tabelle.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
    ] {
        let file = site.get(&format!("{SITTINGS}/1/file/{name}")).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        assert_eq!(file.header("content-type"), kind, "{name}");
        assert!(file.body.starts_with(begin), "{name}");
    }
    let offline = site.get(&format!("{SITTINGS}/1/file/presentazione.html")).await;
    assert_eq!(offline.status, StatusCode::OK);
    let offline = offline.body.replace("<!>", "");
    assert!(offline.contains(&seal[..16]) && offline.contains("ammontano a oltre 3 milioni") && offline.contains("920.000,00"));
    let slides = site.get(&format!("{SITTINGS}/1/presentazione")).await;
    assert_eq!(slides.status, StatusCode::OK);
}
