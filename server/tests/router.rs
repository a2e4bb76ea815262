//! Every address of the server, asked in one process: status, headers, language, what is shown and what never is.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use app::visit::{Ports, Settings};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use common::today;
use domain::{
    dossier::{Catalogue, Dossier},
    identifier::Ipa,
    ports::{Answer, Batch, EntiPage, Register, Unavailable},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};
use store::Store;
use tower::ServiceExt;
use words::Lang;

/// What must never leave the office: the supplier, amount, reference and remark of a payment that is not published.
const SECRETS: [&str; 6] =
    ["Fornitore riservato di prova", "7.654.321", "7654321", "765432109", "mandato-riservato", "nota riservata di prova"];

/// A project's name that wants to be more than a name.
const HOSTILE: &str = "</title><script>alert('un nome ostile')</script> & \"virgolette\"";

/// Works as the store does, until it is told to fail or to panic.
struct Moody {
    store: Store,
    mood: AtomicU8,
}

const WELL: u8 = 0;
const FAILING: u8 = 1;
const PANICKING: u8 = 2;

fn burst<T>() -> Result<T, Unavailable> {
    panic!("a register that panics on purpose")
}

impl Moody {
    fn answer<'a, T: Send + 'a>(&'a self, answer: Answer<'a, T>) -> Answer<'a, T> {
        match self.mood.load(Ordering::SeqCst) {
            WELL => answer,
            FAILING => Box::pin(async { Err(Unavailable) }),
            _ => Box::pin(async { burst::<T>() }),
        }
    }
}

impl Register for Moody {
    fn enti(&self, words: &str, offset: usize, limit: usize) -> Answer<'_, EntiPage> {
        self.answer(self.store.enti(words, offset, limit))
    }
    fn dossier(&self, ente: &Ipa) -> Answer<'_, Option<Dossier>> {
        self.answer(self.store.dossier(ente))
    }
    fn catalogue(&self) -> Answer<'_, Arc<Catalogue>> {
        self.answer(self.store.catalogue())
    }
    fn batches(&self) -> Answer<'_, Vec<Batch>> {
        self.answer(self.store.batches())
    }
    fn ready(&self) -> Answer<'_, ()> {
        self.answer(self.store.ready())
    }
}

/// A server in this process, over a database of its own.
struct Site {
    router: Router,
    register: Arc<Moody>,
    _dir: tempfile::TempDir,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    fn main(&self) -> &str {
        let start = self.body.find("<main").unwrap_or_else(|| panic!("no <main>: {}", self.body));
        let end = self.body.find("</main>").unwrap_or_else(|| panic!("<main> does not end: {}", self.body));
        self.body.get(start..end).unwrap()
    }

    fn title(&self) -> &str {
        self.body.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(t, _)| t).unwrap_or_default()
    }
}

impl Site {
    /// With the demonstration, and with further files of the template.
    async fn with(files: &[(&str, String)]) -> Self {
        Self::holding(true, files, &[]).await
    }

    async fn holding(demo: bool, files: &[(&str, String)], refusing: &[(&str, String)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("r.sqlite");
        let written = |files: &[(&str, String)]| -> Vec<PathBuf> {
            files.iter().map(|(name, text)| common::write(dir.path(), name, text)).collect()
        };
        let mut first = written(files);
        if demo {
            first.extend(common::demo_files());
        }
        let said = common::import(&database, &["--create"], &first);
        assert_eq!(said.code, 0, "{said}");
        if !refusing.is_empty() {
            let said = common::import(&database, &[], &written(refusing));
            assert!(said.tally()[3] > 0, "nothing was refused: {said}");
        }
        let store = Store::open(&database).await.unwrap();
        let register = Arc::new(Moody { store, mood: AtomicU8::new(WELL) });
        let ports = Ports { register: Arc::clone(&register) as Arc<dyn Register>, figures: Arc::new(chart::Drawings) };
        let settings = Settings { contact: Some("prova@example.org".to_owned()), ..Settings::default() };
        let router = server::router::router(ports, settings, server::clock::Clock { fixed: Some(today()) });
        Self { router, register, _dir: dir }
    }

    fn feels(&self, mood: u8) {
        self.register.mood.store(mood, Ordering::SeqCst);
    }

    async fn ask(&self, request: Request<Body>) -> Page {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = tokio::time::timeout(Duration::from_secs(60), self.router.clone().oneshot(request));
        let response = answer.await.unwrap_or_else(|_| panic!("{what}: no answer within a minute")).unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_else(|e| panic!("{what}: the answer broke off: {e}"));
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn get_with(&self, path: &str, name: header::HeaderName, value: &str) -> Page {
        self.ask(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
    }

    /// A page that is there.
    async fn page(&self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page
    }
}

/// The pages of Latina and those of nobody.
const PAGES: [&str; 16] = [
    "/",
    "/fonti",
    "/accessibilita",
    "/note-legali",
    "/privacy",
    "/c_e472",
    "/c_e472/progetti",
    "/c_e472/progetti/send-2022",
    "/c_e472/misure",
    "/c_e472/misure/1.4.5",
    "/c_e472/cronoprogramma",
    "/c_e472/finanziamenti",
    "/c_e472/certificazioni",
    "/c_e472/indicatori",
    "/c_e472/dichiarazioni",
    "/c_a515",
];

/// What can be taken away, with its type.
const DOWNLOADS: [(&str, &str); 7] = [
    ("/c_e472/progetti.csv", "text/csv; charset=utf-8"),
    ("/c_e472/cronoprogramma.csv", "text/csv; charset=utf-8"),
    ("/c_e472/cronoprogramma.svg", "image/svg+xml"),
    ("/c_e472/cronoprogramma.json", "application/json"),
    ("/c_e472/finanziamenti.csv", "text/csv; charset=utf-8"),
    ("/c_e472/finanziamenti.svg", "image/svg+xml"),
    ("/c_e472/finanziamenti.svg?grafico=tempo", "image/svg+xml"),
];

/// What every answer must carry, whatever it is.
fn guarded(path: &str, page: &Page) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{path}: {name}");
    }
    for name in ["permissions-policy", "cache-control"] {
        assert!(!page.header(name).is_empty(), "{path}: no {name}");
    }
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "style-src 'self'"] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    for hole in ["unsafe-inline", "'unsafe-eval'", "strict-dynamic", "http:", "https:", "data:", "*"] {
        assert!(!policy.contains(hole), "{path}: {policy}");
    }
    assert_eq!(page.headers.get_all("content-security-policy").iter().count(), 1, "{path}: two policies");
    if page.is_html() {
        inert(path, page, policy);
    }
}

/// No script without the nonce of the policy, no style or handler in an attribute, nothing from elsewhere.
fn inert(path: &str, page: &Page, policy: &str) {
    let mut before = "";
    for script in page.body.split("<script") {
        if before.is_empty() {
            before = script;
            continue;
        }
        let tag = script.split('>').next().unwrap_or_default();
        let nonce = tag.split_once("nonce=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(n, _)| n).unwrap_or_default();
        assert!(
            !nonce.is_empty(),
            "{path}: a script without a nonce: …{}<script{tag}>",
            before.get(before.len().saturating_sub(200)..).unwrap_or_default()
        );
        assert!(policy.contains(&format!("'nonce-{nonce}'")), "{path}: the script's nonce is not the policy's: {policy}");
        before = script;
    }
    for tag in page.body.split('<').skip(1).map(|t| t.split('>').next().unwrap_or_default()) {
        for attribute in [" style=\"", " onclick=", " onload=", " onerror=", " onsubmit=", " src=\"http", " src=\"//"] {
            assert!(!tag.contains(attribute), "{path}: <{tag}>");
        }
    }
}

/// A page that a person can use: one heading, a language, a title, one main part.
fn whole(path: &str, page: &Page) {
    let count = |what: &str| page.body.matches(&format!("<{what}>")).count() + page.body.matches(&format!("<{what} ")).count();
    assert_eq!(count("h1"), 1, "{path}: <h1>");
    assert_eq!(count("main"), 1, "{path}: <main>");
    assert_eq!(count("html"), 1, "{path}: <html>");
    let lang = page.body.split_once("<html lang=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(l, _)| l);
    assert!(matches!(lang, Some("it" | "en")), "{path}: language {lang:?}");
    assert!(!page.title().trim().is_empty(), "{path}: no title");
}

fn silent(path: &str, page: &Page) {
    for secret in SECRETS {
        assert!(!page.body.contains(secret), "{path} shows «{secret}»");
    }
}

/// Words by which a fault of the machine would show.
fn plain(path: &str, page: &Page) {
    for machine in ["Unavailable", "panicked", "sqlx", "SQLITE", ".sqlite", "StoreError", "on purpose", "src/"] {
        assert!(!page.body.contains(machine), "{path} shows «{machine}»");
    }
}

/// Addresses of this site that a page links to, decoded, without their fragments.
fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(href, _)| href.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| !["/style.css", "/assets/", "/pkg/"].iter().any(|asset| href.starts_with(asset)))
        .collect()
}

/// Three enti of the imagination, with 0, 1 and 30 projects, hostile names, and payments that nobody may see.
fn specimen() -> Vec<(&'static str, String)> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut enti = String::from("ente;nome;provincia;regione\n");
    let _ = writeln!(enti, "prova_0;Ente di prova senza progetti;ZZ;Nessuna");
    let _ = writeln!(enti, "prova_1;Ente di prova con un progetto;ZZ;Nessuna");
    let _ = writeln!(enti, "prova_30;{};ZZ;{}", quoted(&format!("Ente di prova {HOSTILE}")), quoted(HOSTILE));
    let mut projects = String::from("ente;progetto;titolo;linea;modalita;descrizione\n");
    let mut milestones = String::from("ente;progetto;fase;data_iniziale;previsione;avvenuto\n");
    let mut funding = String::from("ente;progetto;voce;fondo;importo\n");
    let mut payments = String::from("ente;progetto;riferimento;data;importo;fornitore;pubblicato;nota\n");
    let mut indicators = String::from("ente;indicatore;progetto;nome;unita;obiettivo\n");
    let mut claims = String::from("ente;codice;parole;chi;asserzione;progetto\n");
    let _ = writeln!(projects, "prova_1;solo;Un solo progetto;1.4.5;forfait;");
    let lines = ["1.2", "1.3.1-pdnd", "1.4.1", "1.4.3-pagopa", "1.4.3-io", "1.4.4-spid-cie", "1.4.5", "1.5", "1.7.2", ""];
    for n in 0..30 {
        let title = match n {
            3 => HOSTILE.to_owned(),
            4 => "Un progetto dal nome lunghissimo che nessuno accorcerebbe mai ".repeat(4).chars().take(200).collect(),
            5 => "Parolalunghissimasenzaspazi".repeat(8).chars().take(200).collect(),
            6 => "=1+1".to_owned(),
            _ => format!("Progetto di prova {n}"),
        };
        let _ = writeln!(projects, "prova_30;prova-{n};{};{};;{}", quoted(&title), lines[n % lines.len()], quoted(HOSTILE));
        let _ = writeln!(funding, "prova_30;prova-{n};contributo;pnrr;{}", 10_000 + n * 137);
        if n % 3 == 0 {
            let _ = writeln!(funding, "prova_30;prova-{n};{};cofinanziamento;oltre 1.000,50", quoted(HOSTILE));
        }
        if n % 4 != 3 {
            let _ = writeln!(milestones, "prova_30;prova-{n};decreto;;;2023-0{}-10", 1 + n % 9);
            let _ =
                writeln!(milestones, "prova_30;prova-{n};completamento;2024-06-30;;{}", if n % 2 == 0 { "2024-05" } else { "" });
        }
        let _ = writeln!(
            payments,
            "prova_30;prova-{n};mandato-riservato-{n};2024-03-01;7654321.09;Fornitore riservato di prova {n};no;nota riservata di prova"
        );
        let _ = writeln!(payments, "prova_30;prova-{n};mandato-{n};2024-03-01;1234.56;;sì;");
    }
    let _ = writeln!(indicators, "prova_30;ostile;prova-3;{};{};10", quoted(HOSTILE), quoted("<i>servizi</i>"));
    let _ = writeln!(claims, "prova_30;ostile;{};{};fatto;prova-3", quoted(HOSTILE), quoted(HOSTILE));
    vec![
        ("enti.csv", enti),
        ("progetti.csv", projects),
        ("traguardi.csv", milestones),
        ("finanziamenti.csv", funding),
        ("pagamenti.csv", payments),
        ("indicatori.csv", indicators),
        ("dichiarazioni.csv", claims),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_answers_whole_and_guarded_in_both_languages() {
    let site = Site::with(&[]).await;
    for path in PAGES {
        let mut mains = vec![];
        for lang in [Lang::It, Lang::En] {
            let path = format!("{path}?lang={}", lang.code());
            let page = site.page(&path).await;
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
            guarded(&path, &page);
            whole(&path, &page);
            plain(&path, &page);
            assert!(page.body.contains(&format!("<html lang=\"{}\"", lang.code())), "{path}");
            assert!(page.body.contains(lang.skip()), "{path}: the words are in another language");
            assert!(page.body.contains(lang.kicker()), "{path}: the words are in another language");
            // The day that everything is told for.
            assert!(page.body.contains("22/11/2026"), "{path}: no day");
            mains.push(page.main().to_owned());
        }
        assert_ne!(mains.first(), mains.last(), "{path}: both languages say the same");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_renderings_of_a_page_have_the_same_main_part() {
    let site = Site::with(&[]).await;
    for path in PAGES {
        let (first, second) = (site.page(path).await, site.page(path).await);
        assert_eq!(first.main(), second.main(), "{path}");
        assert_ne!(
            first.header("content-security-policy"),
            second.header("content-security-policy"),
            "{path}: a nonce that is used twice is none"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_have_their_type_and_are_guarded() {
    let site = Site::with(&[]).await;
    for (path, kind) in DOWNLOADS {
        let page = site.page(path).await;
        assert_eq!(page.header("content-type"), kind, "{path}");
        guarded(path, &page);
        match kind {
            "application/json" => {
                let rows: serde_json::Value = serde_json::from_str(&page.body).unwrap_or_else(|e| panic!("{path}: {e}"));
                assert_eq!(rows.as_array().map(Vec::len), Some(11), "{path}: one row a project");
            }
            "image/svg+xml" => {
                assert!(page.header("content-disposition").starts_with("attachment; filename=\"c_e472-"), "{path}");
                assert!(page.body.contains("<svg") && page.body.trim_end().ends_with("</svg>"), "{path}");
                assert!(!page.body.contains("<script"), "{path}");
            }
            _ => {
                assert!(page.header("content-disposition").starts_with("attachment; filename=\"c_e472-"), "{path}");
                let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(page.body.as_bytes());
                assert!(rows.headers().unwrap().len() > 2, "{path}");
                assert!(!rows.records().collect::<Result<Vec<_>, _>>().unwrap().is_empty(), "{path}");
            }
        }
    }
    let unknown = site.get("/c_zzzz/progetti.csv").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    guarded("/c_zzzz/progetti.csv", &unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_projects_csv_has_exactly_the_rows_of_the_filter() {
    let site = Site::with(&[]).await;
    let slugs = |body: &str| -> Vec<String> {
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        rows.records().map(|r| r.unwrap().get(1).unwrap().to_owned()).collect()
    };
    let all = slugs(&site.page("/c_e472/progetti.csv").await.body);
    assert_eq!(all.len(), 11);
    for query in ["misura=1.4.3", "stato=conclusi", "fondo=fesr", "q=pagopa", "misura=1.4.5&stato=conclusi", "q=nonesistequesto"]
    {
        let csv = slugs(&site.page(&format!("/c_e472/progetti.csv?{query}")).await.body);
        let page = site.page(&format!("/c_e472/progetti?{query}")).await;
        let shown: Vec<&String> =
            all.iter().filter(|slug| page.main().contains(&format!("href=\"/c_e472/progetti/{slug}\""))).collect();
        let taken: Vec<&String> = all.iter().filter(|slug| csv.contains(slug)).collect();
        assert_eq!(shown, taken, "{query}");
        assert_eq!(csv.len(), taken.len(), "{query}: a row that is no project, or one twice");
    }
    assert_eq!(slugs(&site.page("/c_e472/progetti.csv?misura=1.4.3").await.body).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_404_that_leads_on() {
    let site = Site::with(&[]).await;
    for (path, back) in [
        ("/c_zzzz", "/"),
        ("/c_zzzz/progetti", "/"),
        ("/c_e472/niente", "/"),
        ("/c_e472/progetti/nessuno", "/c_e472"),
        ("/c_e472/progetti/..%2f..%2fetc%2fpasswd", "/"),
        ("/c_e472/misure/9.9", "/c_e472"),
        ("/c_e472/misure/%3Cscript%3E", "/"),
        ("/%ff%fe", "/"),
        ("/%00", "/"),
        ("/a/b/c/d/e/f", "/"),
        ("//Evil.example/x", "/"),
        ("/<x>", "/"),
    ] {
        // Some are no addresses at all: then no client can ask for them either.
        let Ok(request) = Request::get(path).body(Body::empty()) else { continue };
        let page = site.ask(request).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        guarded(path, &page);
        whole(path, &page);
        plain(path, &page);
        assert!(page.main().contains(&format!("href=\"{back}\"")), "{path} does not lead to {back}: {}", page.main());
        assert!(!page.body.contains("<script>"), "{path}");
    }
    let english = site.get("/c_zzzz?lang=en").await;
    assert_eq!(english.status, StatusCode::NOT_FOUND);
    assert!(english.main().contains(Lang::En.not_found_title()));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_is_guarded() {
    let site = Site::with(&[]).await;
    for path in ["/healthz", "/style.css", "/assets/niente", "/assets/../Cargo.toml", "/pkg/niente.js", "/c_e472/progetti.csv"] {
        guarded(path, &site.get(path).await);
    }
    assert_eq!(site.get("/assets/niente").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/pkg/niente.js").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/healthz").await.body, "ok\n");
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in ["/", "/c_e472", "/c_e472/progetti.csv", "/healthz"] {
            let page = site.ask(Request::builder().method(method.clone()).uri(path).body(Body::empty()).unwrap()).await;
            assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            guarded(path, &page);
        }
    }
    let head = site.ask(Request::head("/c_e472").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    guarded("HEAD /c_e472", &head);
    let compressed = site.get_with("/c_e472", header::ACCEPT_ENCODING, "br, gzip").await;
    assert!(["br", "gzip"].contains(&compressed.header("content-encoding")), "{}", compressed.header("content-encoding"));
    assert!(compressed.header("vary").to_lowercase().contains("accept-encoding"));
    guarded("compressed", &Page { body: String::new(), ..compressed });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asset_that_is_known_already_is_not_sent_again() {
    let site = Site::with(&[]).await;
    let style = site.get("/style.css").await;
    if style.status == StatusCode::NOT_FOUND {
        eprintln!("SKIPPED: no style was built into this binary (cargo xtask style)");
        return;
    }
    assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css"));
    let again = site.get_with("/style.css", header::IF_NONE_MATCH, style.header("etag")).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    guarded("/style.css", &again);
    assert!(site.get("/style.css?v=1").await.header("cache-control").contains("immutable"));
}

#[tokio::test(flavor = "multi_thread")]
async fn capitals_in_the_code_lead_to_the_one_address() {
    let site = Site::with(&[]).await;
    for (from, to) in [
        ("/C_E472", "/c_e472"),
        ("/C_e472/progetti?misura=1.4.5&q=a%20b&lang=en", "/c_e472/progetti?misura=1.4.5&q=a%20b&lang=en"),
        ("/C_E472/progetti/send-2022?x=%26", "/c_e472/progetti/send-2022?x=%26"),
        ("/C_E472/progetti.csv?q=x", "/c_e472/progetti.csv?q=x"),
        ("/Fonti", "/fonti"),
    ] {
        let page = site.get(from).await;
        assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT, "{from}");
        assert_eq!(page.header("location"), to, "{from}");
        guarded(from, &page);
    }
    assert_eq!(site.get("/c_e472").await.status, StatusCode::OK);
    // Only the code has no case; and no redirect leads off the site.
    for path in ["/c_e472/progetti/SEND-2022", "//Evil.example", "/%2F%2FEvil.example"] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} → {}", page.header("location"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn static_addresses_win_over_a_body_of_that_name() {
    let mut enti = String::from("ente;nome\n");
    for name in ["fonti", "privacy", "accessibilita", "note-legali", "healthz"] {
        let _ = writeln!(enti, "{name};Ente che si chiama {name}");
    }
    let site = Site::with(&[("enti.csv", enti)]).await;
    for name in ["fonti", "privacy", "accessibilita", "note-legali", "healthz"] {
        let page = site.page(&format!("/{name}")).await;
        assert!(!page.body.contains(&format!("Ente che si chiama {name}")), "/{name} is the body's page");
    }
    assert!(site.page("/fonti").await.main().contains(&format!("<h1>{}", Lang::It.sources_title())));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_asked_for_once_and_remembered() {
    let site = Site::with(&[]).await;
    let is = |page: &Page, lang: Lang| {
        page.body.contains(&format!("<html lang=\"{}\"", lang.code())) && page.body.contains(lang.skip())
    };
    let plain = site.page("/c_e472").await;
    assert!(is(&plain, Lang::It) && plain.header("set-cookie").is_empty());
    let asked = site.page("/c_e472?lang=en").await;
    assert!(is(&asked, Lang::En));
    let cookie = asked.header("set-cookie");
    for part in ["lang=en;", "Path=/", "SameSite=Lax", "HttpOnly", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let remembered = site.get_with("/c_e472", header::COOKIE, "altro=1; lang=en").await;
    assert!(is(&remembered, Lang::En) && remembered.header("set-cookie").is_empty());
    let back = site.get_with("/c_e472?lang=it", header::COOKIE, "lang=en").await;
    assert!(is(&back, Lang::It) && back.header("set-cookie").contains("lang=it;"));
    for nonsense in ["/c_e472?lang=xx", "/c_e472?lang=", "/c_e472?lang=%0d%0aset-cookie:x"] {
        let page = site.page(nonsense).await;
        assert!(is(&page, Lang::It) && page.header("set-cookie").is_empty(), "{nonsense}");
    }
    let broken = site.get_with("/c_e472", header::COOKIE, "lang=<script>; =; ;;lang").await;
    assert!(is(&broken, Lang::It));
    // A page offers itself in the other language, with its filter.
    let filtered = site.page("/c_e472/progetti?misura=1.4.3&q=a%26b").await;
    assert!(
        links(&filtered.body).contains(&"/c_e472/progetti?misura=1.4.3&q=a%26b&lang=en".to_owned()),
        "{:?}",
        links(&filtered.body)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_fails_is_told_in_plain_words_and_nothing_looks_empty() {
    let site = Site::with(&[]).await;
    site.feels(FAILING);
    for path in PAGES.into_iter().filter(|p| !["/accessibilita", "/note-legali", "/privacy"].contains(p)) {
        for lang in [Lang::It, Lang::En] {
            let path = format!("{path}?lang={}", lang.code());
            let page = site.get(&path).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            guarded(&path, &page);
            whole(&path, &page);
            plain(&path, &page);
            assert!(page.main().contains(lang.error_title()), "{path}: {}", page.main());
            assert!(page.main().contains("href=\"/\""), "{path} leads nowhere");
        }
    }
    for (path, _) in DOWNLOADS {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        guarded(path, &page);
        plain(path, &page);
        assert!(!page.header("content-type").starts_with("text/csv"), "{path}: a fault must not be saved as data");
    }
    let health = site.get("/healthz").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    guarded("/healthz", &health);
    site.feels(WELL);
    site.page("/c_e472").await;
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_500_and_the_next_request_is_served() {
    let site = Site::with(&[]).await;
    for path in ["/", "/fonti", "/c_e472", "/c_e472/progetti", "/c_e472/cronoprogramma", "/c_e472/progetti.csv", "/healthz"] {
        let before = site.page(path).await;
        site.feels(PANICKING);
        for _ in 0..3 {
            let page = site.get(path).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            guarded(path, &page);
            plain(path, &page);
            whole(path, &page);
            assert!(page.body.contains("href=\"/\""), "{path} leads nowhere");
        }
        site.feels(WELL);
        let after = site.page(path).await;
        if after.is_html() {
            assert_eq!(before.main(), after.main(), "{path}");
        } else {
            assert_eq!(before.body, after.body, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_questions_get_a_page() {
    let site = Site::with(&specimen()).await;
    let long = "x".repeat(5_000);
    for query in [
        "q=%00",
        "q=%ff%fe",
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q='%20OR%201=1--",
        "q=%25%25%25___",
        "pagina=99999999999999999999",
        "pagina=-1",
        "pagina=0",
        "anno=abc",
        "anno=999999999999",
        "misura=%3Cscript%3E&stato=x&fondo=y&fase=z",
        "ordine=..%2f..%2f",
        "da=2023-02-31&a=boh&scala=secolo",
        "da=9999-12-31&a=0001-01-01",
        "esito=nessuno",
        "grafico=nessuno",
        "=&&&==",
        long.as_str(),
        format!("q={long}").as_str(),
        "a=1&".repeat(500).as_str(),
    ] {
        for path in [
            "/",
            "/c_e472",
            "/c_e472/progetti",
            "/c_e472/cronoprogramma",
            "/c_e472/finanziamenti",
            "/c_e472/dichiarazioni",
            "/prova_30/cronoprogramma",
        ] {
            let asked = format!("{path}?{query}");
            let page = site.page(&asked).await;
            guarded(&asked, &page);
            whole(&asked, &page);
            assert!(!page.body.contains("<script>alert"), "{asked}");
        }
        for (path, _) in DOWNLOADS {
            let path = path.split('?').next().unwrap_or_default();
            let asked = format!("{path}?{query}");
            guarded(&asked, &site.page(&asked).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_are_names() {
    let site = Site::with(&specimen()).await;
    for path in [
        "/",
        "/prova_30",
        "/prova_30/progetti",
        "/prova_30/progetti/prova-3",
        "/prova_30/cronoprogramma",
        "/prova_30/finanziamenti",
        "/prova_30/certificazioni",
        "/prova_30/indicatori",
        "/prova_30/dichiarazioni",
        "/prova_30/misure",
        "/prova_30/cronoprogramma.svg",
        "/prova_30/finanziamenti.svg",
    ] {
        for path in [path.to_owned(), format!("{path}?lang=en")] {
            let page = site.page(&path).await;
            guarded(&path, &page);
            for raw in ["<script>alert", "</script> & ", "<i>servizi</i>"] {
                assert!(!page.body.contains(raw), "{path} has «{raw}» as it was typed");
            }
            if path.starts_with("/prova_30/progetti/prova-3") {
                assert!(page.main().contains("&lt;script&gt;alert("), "{path}: the name is gone");
            }
        }
    }
    // A spreadsheet computes nothing of what somebody typed.
    for path in ["/prova_30/progetti.csv", "/prova_30/cronoprogramma.csv"] {
        let body = site.page(path).await.body;
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        let cells: Vec<String> = rows.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.iter().any(|c| c == "'=1+1"), "{path}: the name is gone");
        assert!(!cells.iter().any(|c| c.starts_with(['=', '+', '-', '@', '\t'])), "{path}");
        assert!(cells.iter().any(|c| c == HOSTILE), "{path}: the name is gone, or changed");
    }
}

/// The whole site from its first page on, every link, new addresses before new questions to known ones.
#[tokio::test(flavor = "multi_thread")]
async fn no_link_is_dead_and_nothing_internal_is_behind_any() {
    const MOST: usize = 400;
    const QUESTIONS: usize = 4;
    let site = Site::with(&specimen()).await;
    let mut fresh = VecDeque::from(["/".to_owned()]);
    let mut further: VecDeque<String> = VecDeque::new();
    let mut known = BTreeSet::from(["/".to_owned()]);
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let mut visited = 0;
    for ente in ["c_e472", "c_a515", "prova_0", "prova_1", "prova_30"] {
        for download in ["progetti.csv", "cronoprogramma.csv", "cronoprogramma.svg", "cronoprogramma.json"] {
            fresh.push_back(format!("/{ente}/{download}"));
        }
        for kind in ["fondi", "tempo", "termini"] {
            fresh.push_back(format!("/{ente}/finanziamenti.csv?grafico={kind}"));
            fresh.push_back(format!("/{ente}/finanziamenti.svg?grafico={kind}"));
        }
    }
    let mut from: BTreeMap<String, String> = BTreeMap::new();
    while visited < MOST {
        let Some(path) = fresh.pop_front().or_else(|| further.pop_front()) else { break };
        let bare = path.split('?').next().unwrap_or_default().to_owned();
        let times = asked.entry(bare).or_default();
        if *times >= QUESTIONS {
            continue;
        }
        *times += 1;
        visited += 1;
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}, linked from {:?}", from.get(&path));
        guarded(&path, &page);
        silent(&path, &page);
        if !page.is_html() {
            continue;
        }
        whole(&path, &page);
        plain(&path, &page);
        for link in links(&page.body) {
            if !known.insert(link.clone()) {
                continue;
            }
            from.insert(link.clone(), path.clone());
            if asked.contains_key(link.split('?').next().unwrap_or_default()) {
                further.push_back(link);
            } else {
                fresh.push_back(link);
            }
        }
    }
    for path in [
        "/fonti",
        "/privacy",
        "/note-legali",
        "/accessibilita",
        "/c_e472/dichiarazioni",
        "/c_a515/progetti/sportello-telematico",
        "/prova_0",
        "/prova_0/cronoprogramma",
        "/prova_1/progetti/solo",
        "/prova_30/progetti/prova-3",
        "/prova_30/progetti/prova-29",
        "/prova_30/finanziamenti",
        "/prova_30/misure/1.4.3",
        "/prova_30/progetti.csv",
    ] {
        assert!(asked.contains_key(path), "no link leads to {path}, or {MOST} pages were not enough; seen: {:?}", asked.keys());
    }
    // What is published is told, so that the silence above is no accident.
    assert!(site.page("/prova_30/progetti/prova-0").await.body.contains("1.234,56"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_payment_does_not_put_its_supplier_on_a_page() {
    let head = "ente;progetto;riferimento;data;importo;fornitore;pubblicato;nota\n";
    let broken = format!(
        "{head}c_e472;send-2022;mandato-riservato-1;2024-01-01;7654321.09;Fornitore riservato di prova\n\
         c_e472;send-2022;m2;2024-01-01;7654321,091;Fornitore riservato di prova;no;x\n\
         c_e472;send-2022;m3;2024-01-01;1;Fornitore riservato di prova\u{7};no;x\n\
         c_e472;send-2022;m4;2024-01-01;1;x;forse;nota riservata di prova\n"
    );
    let site = Site::holding(true, &[], &[("pagamenti.csv", broken)]).await;
    for path in ["/fonti", "/fonti?lang=en", "/c_e472", "/c_e472/progetti/send-2022", "/c_e472/finanziamenti"] {
        silent(path, &site.page(path).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_without_bodies_says_so() {
    let template = ("fonti.csv", "codice;titolo;tipo\nx;Una fonte;norma\n".to_owned());
    let site = Site::holding(false, &[template], &[]).await;
    let page = site.page("/").await;
    whole("/", &page);
    assert!(page.main().contains(Lang::It.enti_empty_title()), "{}", page.main());
    assert_eq!(site.get("/c_e472").await.status, StatusCode::NOT_FOUND);
    whole("/fonti", &site.page("/fonti").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_tell_a_snapshot_that_is_only_a_lower_bound() {
    let text = format!("{}\n{}\n", common::HEADER, common::public_row("c_x001"));
    let site = Site::holding(true, &[("candidature_pubbliche.csv", text)], &[]).await;
    let page = site.page("/fonti").await;
    assert!(page.main().contains(&Lang::It.sources_at_least("02/08/2022")), "{}", page.main());
    assert!(page.main().contains("CC-BY-4.0"));
    let ente = site.page("/c_x001").await;
    assert!(ente.body.contains(&Lang::It.pa_digitale_at_least("02/08/2022")));
}
