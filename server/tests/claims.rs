//! What was said in public, against the demonstration data: each sentence with the verdict that the rules give, and each
//! sentence on its page, word by word.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use axum::{body::Body, http::Request};
use common::today;
use domain::{
    amount::Bound,
    claim::{Judged, Verdict, judge},
    identifier::Ipa,
    money::Cents,
    portfolio::{Evidence, Portfolio},
    ports::Register,
};
use std::{collections::BTreeMap, sync::Arc};
use store::Store;
use tower::ServiceExt;
use words::Lang;

use Verdict::{Contradicted, Declared, Recorded, Unverifiable};

/// Latina, 29/10/2025.
const LATINA: [(&str, Verdict); 30] = [
    // No deadline of a project of its own is in the data, only the common last day.
    ("in-linea", Unverifiable),
    // ReGiS shows the payment of three of them, PA digitale that of SEND.
    ("liquidato-pagopa", Recorded),
    ("liquidato-app-io", Recorded),
    ("liquidato-send", Recorded),
    ("liquidato-portale", Recorded),
    ("restanti-in-attuazione", Declared),
    // 912,128.97 € are on record: the rest stands on words and press.
    ("oltre-3-milioni", Declared),
    ("cofinanziamenti-fesr", Declared),
    // ReGiS dates the target January 2024 (`domain.md` §7, seed check).
    ("pagopa-concluso-2023", Contradicted),
    ("pagopa-servizi", Declared),
    ("pagopa-incassi", Declared),
    ("pagopa-semplificazione", Declared),
    // That pagoPA was adopted says nothing of reconciliations.
    ("pagopa-riconciliazioni", Declared),
    // It names the indicator that ReGiS counts.
    ("app-io-attiva", Recorded),
    ("app-io-servizi", Declared),
    ("send-conclusa", Recorded),
    ("portale-evoluto", Declared),
    // The one public application for the cloud was renounced; the second is in no readable file.
    ("cloud-importo", Declared),
    ("cloud-avanzato", Declared),
    ("ansc-in-corso", Declared),
    ("facilitazione-in-corso", Declared),
    ("facilitazione-record", Declared),
    ("facilitazione-centri", Declared),
    ("facilitazione-servizi", Declared),
    ("facilitazione-cittadini", Declared),
    ("cybersecurity-in-corso", Declared),
    ("cybersecurity-attivita", Declared),
    ("servizi-misurabili", Declared),
    ("monitoraggio-promesso", Declared),
    ("fra-le-piu-avanzate", Declared),
];

/// Avezzano, spring 2022: all before any record.
const AVEZZANO: [(&str, Verdict); 14] = [
    ("accesso-spid-io", Declared),
    ("servizi-140", Declared),
    ("processi-95", Declared),
    ("piano-approvato", Declared),
    ("anagrafe-online", Declared),
    ("marca-da-bollo", Declared),
    ("best-practice", Declared),
    ("politecnico-partner", Declared),
    ("politecnico-5-maggio", Declared),
    ("sfide-pnrr", Declared),
    ("spid-anticipato", Declared),
    ("cloud-previsto", Declared),
    ("pagopa-50", Declared),
    ("pagamenti-2021", Declared),
];

struct Town {
    judged: Vec<Judged>,
    portfolio: Portfolio,
}

impl Town {
    fn claim(&self, code: &str) -> &Judged {
        self.judged.iter().find(|j| j.claim.code == code).unwrap_or_else(|| panic!("no claim {code}"))
    }
}

async fn town(store: &Store, ipa: &str) -> Town {
    let dossier = store.dossier(&Ipa::read(ipa).unwrap()).await.unwrap().unwrap();
    let catalogue = store.catalogue().await.unwrap();
    let portfolio = Portfolio::of(&dossier, &catalogue, today());
    let judged = judge(&dossier.claims, &portfolio, &catalogue);
    Town { judged, portfolio }
}

/// The demonstration, open. The folder goes when the first is dropped.
async fn opened() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("r.sqlite");
    common::demo(&database);
    let store = Store::open(&database).await.unwrap();
    (dir, store)
}

async fn page(store: &Store, path: &str) -> String {
    let kept = Arc::new(store.clone());
    let ports = app::visit::Ports {
        register: kept.clone(),
        figures: Arc::new(chart::Drawings),
        desk: kept.clone(),
        accounts: kept.clone(),
        second: kept.clone(),
        sittings: kept,
    };
    let clock = server::clock::Clock::on(Some(today()));
    common::bring_assets();
    let router = server::router::router(ports, app::visit::Settings::default(), clock, server::router::Door::default());
    let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Text as a page writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The quotation of one claim.
fn quotation<'p>(page: &'p str, code: &str) -> &'p str {
    let start = page.find(&format!("<blockquote id=\"{code}\"")).unwrap_or_else(|| panic!("{code} is not on the page"));
    let rest = page.get(start..).unwrap();
    rest.get(..rest.find("</blockquote>").unwrap()).unwrap()
}

/// What the page of a verdict's mark says in its class.
fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Recorded => "tg-verdict--recorded",
        Declared => "tg-verdict--declared",
        Contradicted => "tg-verdict--contradicted",
        Unverifiable => "tg-verdict--unverifiable",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_claim_has_the_verdict_that_its_rule_gives() {
    let (_dir, store) = opened().await;
    for (ipa, table) in [("c_e472", LATINA.as_slice()), ("c_a515", AVEZZANO.as_slice())] {
        let town = town(&store, ipa).await;
        let given: BTreeMap<&str, Verdict> = town.judged.iter().map(|j| (j.claim.code.as_str(), j.verdict)).collect();
        let expected: BTreeMap<&str, Verdict> = table.iter().copied().collect();
        assert_eq!(given, expected, "{ipa}");
        assert_eq!(town.judged.len(), table.len(), "{ipa}");
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_or_contradicted_names_the_record_and_what_is_only_declared_never_does() {
    let (_dir, store) = opened().await;
    let catalogue = store.catalogue().await.unwrap();
    for ipa in ["c_e472", "c_a515"] {
        for judged in town(&store, ipa).await.judged {
            let code = &judged.claim.code;
            let source = |evidence: &Evidence| match evidence {
                Evidence::Standing { standing, .. } => standing.source.clone(),
                Evidence::Amount { source, .. } | Evidence::Reading { source, .. } => source.clone(),
            };
            let is_record = |evidence: &Evidence| {
                source(evidence).and_then(|s| catalogue.source(&s).map(|s| s.kind.is_record())) == Some(true)
            };
            match judged.verdict {
                Recorded | Contradicted => {
                    assert!(judged.evidence.iter().any(is_record), "{code} rests on no record: {:?}", judged.evidence);
                    // Words never confirm words.
                    assert!(judged.evidence.iter().all(is_record), "{code} rests on words too: {:?}", judged.evidence);
                }
                Declared | Unverifiable => {}
            }
        }
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_millions_rest_on_the_declaration_and_on_the_press() {
    let (_dir, store) = opened().await;
    let town = town(&store, "c_e472").await;
    let judged = town.claim("oltre-3-milioni");
    let claimed = judged.claim.amount.unwrap();
    assert_eq!((claimed.cents, claimed.bound), (Cents(300_000_000), Bound::Over));
    let amounts: Vec<(Option<&str>, i64, Bound)> = judged
        .evidence
        .iter()
        .map(|e| match e {
            Evidence::Amount { source, amount, .. } => (source.as_deref(), amount.cents.0, amount.bound),
            other => panic!("{other:?}"),
        })
        .collect();
    // ANNCSU 37,661.97, PDND 203,435, portal 516,323, IO 14,287, pagoPA 71,422, SEND 69,000.
    assert_eq!(
        amounts,
        [
            (Some("pa-digitale"), 91_212_897, Bound::Exact),
            (Some("dichiarazione-2025-10-29"), 92_000_000, Bound::Over),
            (Some("acn-avviso-8-2024"), 150_000_000, Bound::Exact),
        ]
    );
    let page = page(&store, "/c_e472/dichiarazioni").await;
    let quotation = quotation(&page, "oltre-3-milioni");
    let catalogue = store.catalogue().await.unwrap();
    for source in ["pa-digitale", "dichiarazione-2025-10-29", "acn-avviso-8-2024"] {
        let title = escaped(&catalogue.source(source).unwrap().title);
        assert!(quotation.contains(&title), "{source} is not named: {quotation}");
    }
    for figure in ["912.128,97", "oltre\u{a0}920.000,00", "1.500.000,00", "oltre\u{a0}3.000.000,00"] {
        assert!(quotation.contains(figure), "{figure} is not told: {quotation}");
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_pagopa_is_judged_by_the_reading_of_regis() {
    let (_dir, store) = opened().await;
    let town = town(&store, "c_e472").await;
    let judged = town.claim("pagopa-concluso-2023");
    match judged.evidence.as_slice() {
        [Evidence::Reading { source, al, .. }] => {
            assert_eq!(source.as_deref(), Some("regis"));
            assert_eq!(*al, Some(domain::when::When::Month(2024, 1)));
        }
        other => panic!("{other:?}"),
    }
    let page = page(&store, "/c_e472/dichiarazioni").await;
    assert!(quotation(&page, "pagopa-concluso-2023").contains("gennaio 2024"));
    assert!(town.portfolio.projects.iter().any(|p| p.slug.as_str() == "pagopa-2022"));
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_claim_is_on_its_page_word_by_word_with_its_verdict() {
    let (_dir, store) = opened().await;
    for ipa in ["c_e472", "c_a515"] {
        let town = town(&store, ipa).await;
        let italian = page(&store, &format!("/{ipa}/dichiarazioni")).await;
        let english = page(&store, &format!("/{ipa}/dichiarazioni?lang=en")).await;
        for judged in &town.judged {
            let claim = &judged.claim;
            for (lang, page) in [(Lang::It, &italian), (Lang::En, &english)] {
                let quotation = quotation(page, &claim.code);
                assert!(quotation.contains(&escaped(&claim.words)), "{}: the words are not there: {quotation}", claim.code);
                assert!(quotation.contains(mark(judged.verdict)), "{}: another verdict: {quotation}", claim.code);
                assert!(quotation.contains(lang.verdict(judged.verdict)), "{}: no word: {quotation}", claim.code);
            }
            let figure = claim.quantity.map(|q| Lang::It.quantity(q)).or_else(|| claim.amount.map(|a| Lang::It.amount(Some(a))));
            if let Some(figure) = figure {
                let quotation = quotation(&italian, &claim.code);
                assert!(quotation.contains(&figure), "{}: «{figure}» is not told: {quotation}", claim.code);
            }
        }
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_verdict_has_its_list() {
    let (_dir, store) = opened().await;
    for (code, verdict) in
        [("riscontrate", Recorded), ("solo-dichiarate", Declared), ("smentite", Contradicted), ("non-verificabili", Unverifiable)]
    {
        let page = page(&store, &format!("/c_e472/dichiarazioni?esito={code}")).await;
        let expected = LATINA.iter().filter(|(_, v)| *v == verdict).count();
        assert_eq!(page.matches("<blockquote ").count(), expected, "{code}");
        for (claim, v) in LATINA {
            assert_eq!(page.contains(&format!("<blockquote id=\"{claim}\"")), v == verdict, "{code}: {claim}");
        }
    }
    store.close().await;
}

/// Letters as one writes them by hand, each blank once.
fn plain(text: &str) -> String {
    let text = text.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".")
}

/// A published text, the town that it is about, and how its sentences begin that claim nothing of a project: whoever speaks,
/// presides or is thanked, and aims that no measure has.
struct Text {
    file: &'static str,
    ente: &'static str,
    no_claim: &'static [&'static str],
    sentences: usize,
}

const TEXTS: [Text; 2] = [
    Text {
        file: "latina-2025-10-29.txt",
        ente: "c_e472",
        no_claim: &["L'assessore Francesca Tesone è intervenuta", "L'assessore è entrata", "Desidero ringraziare"],
        sentences: 9,
    },
    Text {
        file: "avezzano-2022-04.txt",
        ente: "c_a515",
        no_claim: &[
            "date 2022-04 Il Comune di Avezzano protagonista",
            // Said a second time, in other words.
            "Il 5 maggio prossimo l'amministrazione",
            "L'obiettivo finale è la semplificazione",
            "Comune in primo piano, quindi",
            "Le infrastrutture tecnologiche saranno",
        ],
        sentences: 9,
    },
];

/// What is said in public, sentence by sentence, is in `dichiarazioni.csv` and nothing else is: each sentence of the published text
/// has a claim in it, and each claim's words are the text's own.
#[tokio::test(flavor = "multi_thread")]
async fn no_sentence_of_a_statement_is_left_out_and_none_is_ours() {
    let Some(shared) = common::shared() else { return common::skipped("no folder `shared` beside the project") };
    let (_dir, store) = opened().await;
    for Text { file, ente, no_claim, sentences } in TEXTS {
        let text = plain(&std::fs::read_to_string(shared.join("seeds").join(file)).unwrap());
        let dossier = store.dossier(&Ipa::read(ente).unwrap()).await.unwrap().unwrap();
        let pieces: Vec<String> = dossier.claims.iter().flat_map(|c| c.words.split("[…]").map(plain)).collect();
        for piece in &pieces {
            let piece = piece.trim();
            assert!(text.contains(piece), "{file} has no such words: {piece}");
        }
        let claiming = text
            .split(". ")
            .map(|s| s.trim_matches(['"', ' ']))
            .filter(|s| !no_claim.iter().any(|n| s.starts_with(n)) && s.len() > 12);
        let mut counted = 0;
        for sentence in claiming {
            counted += 1;
            assert!(pieces.iter().any(|p| sentence.contains(p.trim())), "{file}: nothing says what backs: {sentence}");
        }
        assert!(counted >= sentences, "{file} has {counted} sentences: it is read wrongly");
    }
    store.close().await;
}
