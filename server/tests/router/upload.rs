//! Importing in the browser: what is shown is what the command would do, what is agreed to is what is done, and nothing else.

use crate::{
    book::{Book, day, number, text, texts},
    checks::guarded,
    common::{self, HEADER, public_row, today},
    site::{Page, Site},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    collapse,
    desk::{Author, ChangeKind, Desk, Edit, HistoryFilter, Saved},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    ports::{Ledger, Register, TypedProvenance},
    proposal::Proposals as _,
    records::{Payment, Risk},
};
use std::fmt::Write as _;

const IMPORT: &str = "/c_e472/importa";
const PAYMENTS: &str = "ente;progetto;riferimento;data;importo;fornitore;pubblicato\n";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn send_2022() -> Slug {
    Slug::read("send-2022").unwrap()
}

/// A form with a file, as a browser sends it.
fn form(name: &str, bytes: &[u8], snapshot: &str) -> Vec<u8> {
    let mut out = format!("--confine\r\nContent-Disposition: form-data; name=\"snapshot\"\r\n\r\n{snapshot}\r\n").into_bytes();
    let head = format!("--confine\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\r\n--confine--\r\n");
    out
}

/// Sends a body of a kind to the import.
pub(super) async fn send_body(site: &Site, session: &str, kind: &str, body: impl Into<Body>) -> Page {
    let request = Request::post(IMPORT)
        .header(header::COOKIE, format!("session={session}"))
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin");
    site.ask(request.body(body.into()).unwrap()).await
}

async fn send_dated(site: &Site, session: &str, name: &str, text: &str, snapshot: &str) -> Page {
    send_body(site, session, "multipart/form-data; boundary=confine", form(name, text.as_bytes(), snapshot)).await
}

async fn send(site: &Site, session: &str, name: &str, text: &str) -> Page {
    send_dated(site, session, name, text, "").await
}

/// What a reader reads in the main part, blanks collapsed.
fn read(page: &Page) -> String {
    let mut out = String::new();
    for piece in page.main().split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        let _ = write!(out, " {text}");
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    collapse(&plain.into_iter().fold(out, |text, (code, sign)| text.replace(code, sign)))
}

fn shows(page: &Page, words: &str) {
    assert!(read(page).contains(&collapse(words)), "«{words}» is not there: {}", read(page));
}

/// New, changed, unchanged, refused, as the page counts them.
fn counted(page: &Page) -> [u64; 4] {
    let text = read(page);
    ["Nuove", "Cambiate", "Invariate", "Rifiutate"].map(|word| {
        let (_, rest) = text.split_once(&format!(" {word} ")).unwrap_or_else(|| panic!("no {word}: {text}"));
        rest.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{word}: {text}"))
    })
}

fn attribute<'p>(tag: &'p str, name: &str) -> Option<&'p str> {
    tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
}

fn tags<'p>(page: &'p Page, name: &'p str) -> impl Iterator<Item = &'p str> {
    page.main().split('<').filter(move |tag| tag.starts_with(name)).map(|tag| tag.split('>').next().unwrap_or_default())
}

/// The rows that are ticked.
fn ticked(page: &Page) -> Vec<String> {
    let boxes = tags(page, "input").filter(|tag| tag.contains("name=\"riga\"") && tag.contains("checked"));
    boxes.map(|tag| attribute(tag, "value").unwrap().to_owned()).collect()
}

/// Where the page sends its agreement, and what it says it has seen.
fn agreement(page: &Page) -> (String, String) {
    let mut actions = tags(page, "form").filter_map(|tag| attribute(tag, "action"));
    let action = actions.find(|a| a.starts_with(&format!("{IMPORT}/"))).unwrap_or_else(|| panic!("{}", read(page)));
    let seen = tags(page, "input").find(|tag| tag.contains("name=\"seen\"")).and_then(|tag| attribute(tag, "value")).unwrap();
    (action.to_owned(), seen.to_owned())
}

/// Agrees to these rows of what a page shows.
async fn agree(site: &Site, session: &str, page: &Page, rows: &[String]) -> Page {
    let (action, seen) = agreement(page);
    let mut fields = vec![("seen", seen.as_str())];
    fields.extend(rows.iter().map(|row| ("riga", row.as_str())));
    site.post_as(session, &action, &fields).await
}

/// Agrees to all of it.
async fn agree_to_all(site: &Site, session: &str, page: &Page) -> Page {
    agree(site, session, page, &ticked(page)).await
}

async fn manager(site: &Site, login: &str) -> String {
    site.member(login, "c_e472", &[Role::Manager], &["send-2022"]).await
}

async fn administrator(site: &Site) -> String {
    site.member("capo", "c_e472", &[Role::Administrator], &[]).await
}

async fn payments(site: &Site) -> Vec<String> {
    let kept = site.store.kept(Payment::TABLE, &ente(), Some(&send_2022())).await.unwrap();
    kept.iter().map(|k| Payment::load(&k.values).unwrap().reference).collect()
}

fn payment(reference: &str, euro: &str) -> String {
    format!("c_e472;send-2022;{reference};12/03/2025;{euro};Ditta;no\n")
}

#[tokio::test]
async fn the_difference_is_that_of_the_commands_dry_run() {
    let text = std::fs::read_to_string(common::root().join("data/latina/finanziamenti.csv")).unwrap();
    assert!(text.contains("1500000.00"));
    let mut file = text.replace("1500000.00", "1400000,00");
    file.push_str("c_e472;send-2022;contributo;pnrr;69.000,00;;;;;;\n");
    file.push_str("c_e472;send-2022;altro;pnrr;molti;;;;;;\n");
    file.push_str("c_e472;non-esiste;contributo;pnrr;1;;;;;;\n");
    file.push_str("c_a515;pagopa;contributo;pnrr;1;;;;;;\n");
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("base.sqlite");
    common::demo(&database);
    let path = common::write(dir.path(), "finanziamenti.csv", &file);
    let said = common::import(&database, &["--dry-run", "--ente", "c_e472"], &[path]);
    assert_eq!(said.tally(), [1, 1, 4, 2], "{said}");

    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let page = send(&site, &session, "finanziamenti.csv", &file).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    guarded(IMPORT, &page);
    assert_eq!(counted(&page), said.tally());
    shows(&page, "Di altri enti, lasciate fuori 1");
    for line in said.out.lines().filter_map(|l| l.trim().strip_prefix("rifiutata ")) {
        shows(&page, line);
    }
    assert!(said.out.contains("importo: 1500000.00 → importo: 1400000.00"), "{said}");
    shows(&page, "Importo: da 1.500.000,00 € a 1.400.000,00 €");
    shows(&page, "Importo: 69.000,00 €");
    assert_eq!(ticked(&page).len(), 2, "all that is new or changed is ticked");
    // Nothing of it was written: the same file still makes the same difference.
    assert_eq!(counted(&send(&site, &session, "finanziamenti.csv", &file).await), said.tally());
    assert!(site.store.batches().await.unwrap().iter().all(|b| b.file != "finanziamenti.csv" || b.tally.changed == 0));
}

#[tokio::test]
async fn what_is_agreed_to_is_one_import_with_a_name_to_it() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let file = format!("{PAYMENTS}{}{}", payment("M-1", "1.000,00"), payment("M-2", "2.000,00"));
    let page = send(&site, &session, "mandati.csv", &file).await;
    assert_eq!(counted(&page), [2, 0, 0, 0]);
    assert!(payments(&site).await.is_empty(), "nothing is written before it is agreed to");
    let done = agree_to_all(&site, &session, &page).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.header("location").starts_with(&format!("{IMPORT}?fatto=")), "{}", done.header("location"));
    assert_eq!(payments(&site).await, ["M-1", "M-2"]);
    let result = site.get_as(&session, done.header("location")).await;
    shows(&result, "Importato: «mandati.csv»");
    shows(&result, "nuove 2, cambiate 0, invariate 0, rifiutate 0");
    // One entry, by its author, in the history of this ente and of no other; and in the public list without any name.
    let told = async |of: &str| {
        let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
        let history = site.store.history(&Ipa::read(of).unwrap(), filter).await.unwrap();
        history.changes.into_iter().filter(|c| c.thing == "mandati.csv").collect::<Vec<_>>()
    };
    let here = told("c_e472").await;
    assert_eq!(here.len(), 1);
    assert_eq!((here[0].kind, here[0].author.as_str()), (ChangeKind::Import, "Ufficio rup"));
    assert!(told("c_a515").await.is_empty(), "another ente's history has nothing of it");
    assert!(site.get_as(&session, "/c_e472/storia").await.body.contains("mandati.csv"));
    assert!(site.get_as(&session, "/c_e472/storia?genere=importazione").await.main().contains("mandati.csv"));
    assert!(!site.get_as(&session, "/c_e472/storia?genere=payment").await.main().contains("mandati.csv"));
    let sources = site.get("/fonti").await;
    assert!(sources.body.contains("mandati.csv") && !sources.body.contains("Ufficio rup"));
    // What was agreed to once is gone.
    let again = agree_to_all(&site, &session, &page).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    shows(&again, "Il file non aspetta più");
}

#[tokio::test]
async fn a_row_may_be_left_out_but_not_all_of_them() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let file = format!("{PAYMENTS}{}{}{}", payment("M-1", "1"), payment("M-2", "2"), payment("M-3", "3"));
    let page = send(&site, &session, "mandati.csv", &file).await;
    assert_eq!(ticked(&page), ["1", "2", "3"]);
    let none = agree(&site, &session, &page, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&none, "Non hai scelto nessuna riga");
    assert!(ticked(&none).is_empty(), "what was chosen is still so");
    let (action, _) = agreement(&none);
    assert_eq!(site.post_as(&session, &action, &[("riga", "1")]).await.status, StatusCode::PRECONDITION_REQUIRED);
    let done = agree(&site, &session, &none, &["1".into(), "3".into()]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(payments(&site).await, ["M-1", "M-3"]);
}

#[tokio::test]
async fn what_has_changed_in_between_is_shown_and_not_imported() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let file = format!("{PAYMENTS}{}{}", payment("M-1", "1.000,00"), payment("M-2", "2.000,00"));
    let page = send(&site, &session, "mandati.csv", &file).await;
    let values = {
        let text = payment("M-1", "900,00");
        let cells: Vec<&str> = text.trim().split(';').collect();
        let columns = Payment::TABLE.columns.iter().zip(cells);
        columns.flat_map(|(column, cell)| (column.parse)(cell).unwrap()).collect::<Vec<_>>()
    };
    let edit = Edit { table: Payment::TABLE, values, al: None, source: None, note: None, seen: 0, withdrawn: false };
    let author = Author { user: None, name: "Collega".into(), reason: None };
    let saved = site.store.save(vec![edit], author, chrono::Utc::now(), today()).await.unwrap();
    assert!(matches!(saved, Saved::Done(_)));
    let conflict = agree(&site, &session, &page, &["1".into()]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    shows(&conflict, "Nel frattempo i dati sono cambiati");
    shows(&conflict, "Importo: da 900,00 € a 1.000,00 €");
    shows(&conflict, "Lasciate fuori da te 1");
    assert_eq!(counted(&conflict), [0, 1, 0, 0]);
    assert_eq!(payments(&site).await, ["M-1"], "nothing was imported");
    // The page of before has seen something else.
    assert_eq!(agree(&site, &session, &page, &["1".into()]).await.status, StatusCode::CONFLICT);
    let done = agree_to_all(&site, &session, &conflict).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let kept = site.store.kept(Payment::TABLE, &ente(), Some(&send_2022())).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(Payment::load(&kept[0].values).unwrap().amount.cents.0, 100_000);
}

#[tokio::test]
async fn a_file_waits_for_its_sender_only() {
    let site = Site::with(&[]).await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let page = send(&site, &one, "mandati.csv", &format!("{PAYMENTS}{}", payment("M-1", "1"))).await;
    assert_eq!(agree_to_all(&site, &two, &page).await.status, StatusCode::NOT_FOUND);
    assert!(payments(&site).await.is_empty());
    // Another file of the same sender takes its place.
    let other = send(&site, &one, "mandati.csv", &format!("{PAYMENTS}{}", payment("M-2", "2"))).await;
    assert_eq!(agree_to_all(&site, &one, &page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(agree_to_all(&site, &one, &other).await.status, StatusCode::SEE_OTHER);
    assert_eq!(payments(&site).await, ["M-2"]);
}

#[tokio::test]
async fn a_manager_brings_in_what_the_desk_would_let_them_write() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let mut file = format!("{PAYMENTS}{}", payment("M-1", "1"));
    file.push_str("c_e472;cloud;M-2;12/03/2025;2;;no\nc_a515;pagopa;M-3;12/03/2025;3;;no\n");
    let page = send(&site, &session, "pagamenti.csv", &file).await;
    assert_eq!(counted(&page), [1, 0, 0, 1]);
    shows(&page, "riga 3: il progetto cloud non è affidato a te");
    shows(&page, "Di altri enti, lasciate fuori 1");
    for (name, text, why) in [
        ("uffici.csv", "ente;codice;nome\nc_e472;u;Ufficio\n", "sono dati di tutto l'ente"),
        ("dichiarazioni.csv", "ente;codice;parole;chi;asserzione\nc_e472;d;x;Sindaco;fatto\n", "sono dati di tutto l'ente"),
        ("atti.csv", "ente;codice;progetto;tipo;oggetto\nc_e472;a;;delibera;x\n", "non è di un progetto"),
        // It is another project's already: its row may say what it likes.
        (
            "indicatori.csv",
            "ente;indicatore;progetto;nome;unita\nc_e472;adesione-pagopa;send-2022;x;y\n",
            "il progetto pagopa-2022 non è affidato a te",
        ),
        ("letture.csv", "ente;indicatore;valore;al\nc_e472;adesione-pagopa;3;30/06/2026\n", "pagopa-2022 non è affidato a te"),
        (
            "candidature.csv",
            "ente;progetto;avviso;inviata\nc_e472;send-2022;x;2022-05-31T11:18:12\n",
            "sono dati di tutto l'ente",
        ),
    ] {
        let page = send(&site, &session, name, text).await;
        assert_eq!(page.status, StatusCode::OK, "{name}: {}", page.body);
        assert_eq!(counted(&page), [0, 0, 0, 1], "{name}");
        shows(&page, why);
        assert_eq!(tags(&page, "form").count(), 0, "{name}: there is nothing to agree to");
    }
    let calls = "titolo,misura,data_inizio_bando\n1.4.5 Notifiche,1.4.5,2022-04-04\n";
    let page = send(&site, &session, "avvisi.csv", calls).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&page, "lo importa chi gestisce il sito");
    // Of public data, the rows about their own projects and what nobody has brought in yet, which is then to be given to somebody.
    let invented = format!("{},A,", public_row("c_e472"));
    let page = send_dated(&site, &session, "candidature.csv", &public(&[CLOUD, SEND, &invented]), "01/06/2024").await;
    assert_eq!(counted(&page), [1, 0, 1, 1]);
    shows(&page, "il progetto cloud non è affidato a te");
    assert_eq!(agree_to_all(&site, &session, &page).await.status, StatusCode::SEE_OTHER);
    let dossier = site.store.dossier(&ente()).await.unwrap().unwrap();
    let new = dossier.applications.iter().find(|a| a.key.sent_at.date() == "2022-05-03".parse().unwrap()).unwrap();
    let page = site.get_as(&session, &format!("/c_e472/scrivania/{}/contratti/nuova", new.project)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "its project is nobody's yet");
}

#[tokio::test]
async fn a_file_does_not_go_past_the_second_person() {
    let site = Site::with(&[]).await;
    let (session, admin) = (manager(&site, "rup").await, administrator(&site).await);
    let file = format!("{PAYMENTS}{}", payment("M-1", "1.000,00"));
    assert_eq!(send(&site, &session, "pagamenti.csv", &file).await.status, StatusCode::OK);
    let author = Author { user: None, name: "Ufficio capo".into(), reason: None };
    site.store.set_second_person(&ente(), true, author, chrono::Utc::now()).await.unwrap();
    let page = send(&site, &session, "pagamenti.csv", &file).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&page, "aspetta la conferma di un'altra persona");
    assert!(payments(&site).await.iter().all(|reference| reference != "M-1"));
    assert_eq!(send(&site, &admin, "pagamenti.csv", &file).await.status, StatusCode::OK);
    // What is published is nobody's to confirm.
    let public = send_dated(&site, &session, "candidature.csv", &public(&[SEND]), "01/06/2024").await;
    assert_eq!(public.status, StatusCode::OK, "{}", read(&public));
}

#[tokio::test]
async fn nobody_changes_what_other_enti_rest_on() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let page = send(&site, &session, "linee.csv", "linea;nome\n1.4.5;Altro nome\n").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&page, "lo importa chi gestisce il sito");
    let sources = "codice;titolo;tipo\nregis;Un altro titolo;stampa\nfonte-nostra;Il nostro registro;registro\n";
    let page = send(&site, &session, "fonti.csv", sources).await;
    assert_eq!(counted(&page), [1, 0, 0, 1]);
    shows(&page, "la fonte regis c'è già e vale per tutti gli enti");
    assert_eq!(agree_to_all(&site, &session, &page).await.status, StatusCode::SEE_OTHER);
    let catalogue = site.store.catalogue().await.unwrap();
    assert_ne!(catalogue.source("regis").unwrap().title, "Un altro titolo");
    assert_eq!(catalogue.source("fonte-nostra").unwrap().title, "Il nostro registro");
    let calls = "titolo,misura,data_inizio_bando\n1.4.5 Avviso di prova,1.4.5,2022-04-04\n";
    let page = send(&site, &session, "avvisi.csv", calls).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&page, "lo importa chi gestisce il sito");
}

/// The first application of Latina's cloud project, which was renounced; its office has entered another amount.
const CLOUD: &str = "c_e472,1031574.0,1.2 Abilitazione al cloud - Comuni - Aprile 2022,2022-05-31T11:21:04.000+0000,2022-09-05,B21C22000670006,E,2024-03-12";

/// Latina's SEND as the public data have it.
const SEND: &str = "c_e472,69000.0,1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022),2022-11-04T12:21:55.000+0000,2023-01-03,B21F22004070006,E,2024-03-12";

fn public(rows: &[&str]) -> String {
    format!("{HEADER},stato_candidatura,data_stato_candidatura\n{}\n", rows.join("\n"))
}

#[tokio::test]
async fn public_rows_of_other_enti_stay_out_and_the_offices_word_stands() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let (own, other) = (format!("{},A,", public_row("c_e472")), format!("{},A,", public_row("c_x001")));
    let file = public(&[CLOUD, &own, &other]);
    let future = send_dated(&site, &session, "candidature.csv", &file, "31/12/2030").await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&future, "Il giorno dei dati non può essere dopo oggi");
    assert!(future.body.contains("value=\"31/12/2030\""), "what was typed is still there");
    let page = send_dated(&site, &session, "candidature.csv", &file, "01/06/2024").await;
    assert_eq!(counted(&page), [1, 1, 0, 0]);
    shows(&page, "Di altri enti, lasciate fuori 1");
    shows(&page, "Dati del 01/06/2024");
    shows(&page, "L'ufficio ha scritto altro: il suo valore resta mostrato");
    assert_eq!(read(&page).matches("L'ufficio ha scritto altro").count(), 1, "of the one row only");
    assert!(!read(&page).contains("È più vecchio"), "{}", read(&page));
    let granted = async || {
        let cloud = site.get("/c_e472/progetti/cloud").await;
        assert_eq!(cloud.status, StatusCode::OK);
        read(&cloud).contains("oltre 920.000,00 €")
    };
    assert!(granted().await);
    assert_eq!(agree_to_all(&site, &session, &page).await.status, StatusCode::SEE_OTHER);
    assert!(granted().await, "what the office has entered is still shown");
    assert!(site.store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().is_none(), "no other ente came in");
    let again = send_dated(&site, &session, "candidature.csv", &file, "02/06/2024").await;
    assert_eq!(counted(&again), [0, 0, 2, 0]);
    shows(&again, "i dati risultano visti ancora in quel giorno");
    assert_eq!(agree_to_all(&site, &session, &again).await.status, StatusCode::SEE_OTHER);
    let before = public(&[&CLOUD.replace("E,2024-03-12", "A,").replace("1031574.0", "1000000.0")]);
    let older = send_dated(&site, &session, "candidature.csv", &before, "01/12/2023").await;
    assert_eq!(counted(&older), [0, 1, 0, 0]);
    shows(&older, "È più vecchio di quello che si sa dal 02/06/2024");
}

#[tokio::test]
async fn what_is_older_than_what_is_known_goes_into_the_history_and_says_so_before() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let file = |known: &str, amount: &str| {
        format!(
            "ente;progetto;voce;fondo;importo;al;noto_il;fonte\n\
             c_e472;cloud;contributo;pnrr;{amount};2025-10-29;{known};dichiarazione-2025-10-29\n"
        )
    };
    let shown = async || read(&site.get("/c_e472/progetti/cloud").await);
    let older = send(&site, &session, "finanziamenti.csv", &file("2025-01-31", "900.000,00")).await;
    assert_eq!(counted(&older), [0, 1, 0, 0]);
    shows(&older, "È più vecchio di quello che si sa dal 29/10/2025: va nella storia, e quello che si mostra non cambia.");
    assert_eq!(agree_to_all(&site, &session, &older).await.status, StatusCode::SEE_OTHER);
    assert!(shown().await.contains("oltre 920.000,00 €"));
    let newer = send(&site, &session, "finanziamenti.csv", &file("2025-11-30", "930.000,00")).await;
    assert_eq!(counted(&newer), [0, 1, 0, 0]);
    assert!(!read(&newer).contains("È più vecchio"), "{}", read(&newer));
    assert_eq!(agree_to_all(&site, &session, &newer).await.status, StatusCode::SEE_OTHER);
    assert!(shown().await.contains("930.000,00 €"));
}

#[tokio::test]
async fn rows_of_json_are_chosen_though_they_stand_on_one_line() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let object = |row: &str| {
        let members: Vec<String> =
            HEADER.split(',').zip(row.split(',')).map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
        format!("{{{}}}", members.join(","))
    };
    let other = public_row("c_e472").replace("2022-05-03", "2022-05-04");
    let file = format!("[{},{}]", object(&public_row("c_e472")), object(&other));
    let page = send(&site, &session, "candidature.json", &file).await;
    assert_eq!(counted(&page), [2, 0, 0, 0]);
    assert_eq!(ticked(&page), ["1", "2"]);
    let sent = async || {
        let dossier = site.store.dossier(&ente()).await.unwrap().unwrap();
        let sent = dossier.applications.iter().map(|a| a.key.sent_at.date().to_string());
        sent.filter(|day| day.starts_with("2022-05-0")).collect::<Vec<_>>()
    };
    let before = sent().await;
    assert_eq!(agree(&site, &session, &page, &["2".into()]).await.status, StatusCode::SEE_OTHER);
    let after = sent().await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.contains(&"2022-05-04".to_owned()) && !after.contains(&"2022-05-03".to_owned()), "{after:?}");
}

#[tokio::test]
async fn a_spreadsheet_is_the_rows_that_it_holds() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let row = |amount| vec![text("c_e472"), text("send-2022"), text("M-1"), day("45728"), amount, text("Ditta"), text("no")];
    let book = Book::of(&[(1, texts(PAYMENTS.trim())), (2, row(number("1234.5"))), (4, row(text("molti")))]);
    let kind = "multipart/form-data; boundary=confine";
    let page = send_body(&site, &session, kind, form("mandati.xlsx", &book.bytes(), "")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(counted(&page), [1, 0, 0, 1]);
    shows(&page, "Importo: 1.234,50 €");
    shows(&page, "Pagato il: 12/03/2025");
    shows(&page, "riga 4, colonna importo («molti»)");
    assert_eq!(agree_to_all(&site, &session, &page).await.status, StatusCode::SEE_OTHER);
    assert_eq!(payments(&site).await, ["M-1"]);
}

#[tokio::test]
async fn what_was_exported_with_its_formulas_defused_says_nothing_new() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let file = "ente;progetto;codice;rischio;rimedio;stato;pubblicato\nc_e472;send-2022;R-1;'=1+1;''=2;aperto;no\n";
    let page = send(&site, &session, "rischi.csv", file).await;
    assert_eq!(agree_to_all(&site, &session, &page).await.status, StatusCode::SEE_OTHER);
    let kept = site.store.kept(Risk::TABLE, &ente(), Some(&send_2022())).await.unwrap();
    let risk = Risk::load(&kept[0].values).unwrap();
    assert_eq!((risk.what.as_str(), risk.remedy.as_deref()), ("=1+1", Some("'=2")));
    let rows: Vec<_> = site
        .store
        .export(Risk::TABLE, Some("c_e472"))
        .await
        .unwrap()
        .into_iter()
        .map(|r| {
            let p = r.provenance;
            (r.values, TypedProvenance { al: p.al, known: Some(p.known), source: p.source, note: p.note })
        })
        .collect();
    let mut out = vec![];
    intake::write_rows(Risk::TABLE, &rows, &mut out).unwrap();
    let exported = String::from_utf8(out).unwrap();
    assert!(exported.contains(";'=1+1;''=2;"), "{exported}");
    let page = send(&site, &session, "rischi.csv", &exported).await;
    assert_eq!(counted(&page), [0, 0, 1, 0]);
    shows(&page, "non c'è niente da importare");
}

#[tokio::test]
async fn five_hundred_rows_are_chosen_one_by_one_and_one_more_is_all_or_nothing() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let file = |n: usize| (0..n).fold(PAYMENTS.to_owned(), |text, i| text + &payment(&format!("M-{i}"), "1"));
    let page = send(&site, &session, "mandati.csv", &file(501)).await;
    assert_eq!(counted(&page), [501, 0, 0, 0]);
    assert!(ticked(&page).is_empty());
    shows(&page, "Le differenze sono 501: qui vedi le prime 500");
    let page = send(&site, &session, "mandati.csv", &file(500)).await;
    let all = ticked(&page);
    assert_eq!(all.len(), 500);
    let done = agree(&site, &session, &page, &all[1..]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(payments(&site).await.len(), 499);
    // All or nothing is all.
    let page = send(&site, &session, "altri.csv", &file(1_001)).await;
    assert_eq!(counted(&page), [502, 0, 499, 0]);
    assert_eq!(agree(&site, &session, &page, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(payments(&site).await.len(), 1_001);
}

#[tokio::test]
async fn one_imports_at_a_time_and_a_second_is_asked_to_wait() {
    let site = Site::with(&[]).await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let file = format!("{PAYMENTS}{}", payment("M-1", "1"));
    // Somebody writes: the first import waits for that, with its turn.
    let writing = site.store.begin(chrono::Utc::now(), today(), Author::command_line()).await.unwrap();
    let second = async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let page = send(&site, &two, "mandati.csv", &file).await;
        writing.abandon().await.unwrap();
        page
    };
    let (first, second) = tokio::join!(send(&site, &one, "mandati.csv", &file), second);
    assert_eq!(second.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(second.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    shows(&second, "Un'altra persona sta importando");
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert_eq!(counted(&first), [1, 0, 0, 0]);
    assert_eq!(send(&site, &two, "mandati.csv", &file).await.status, StatusCode::OK, "its turn has come");
}

#[tokio::test]
async fn files_that_are_none_of_ours_are_told_in_plain_words() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let nothing = send(&site, &session, "", "").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&nothing, "Scegli un file");
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice();
    for (name, bytes, why) in [
        ("vuoto.csv", b"\n".as_slice(), "il file è vuoto"),
        ("pagina.csv", b"<!doctype html><html>".as_slice(), "è una pagina web"),
        ("lettera.csv", b"a;b;c\n1;2;3\n".as_slice(), "l'intestazione non è"),
        ("archivio.csv.gz", gzip, "Questo file non si può importare"),
        ("archivio.zip", b"PK\x03\x04\0\0\0\0".as_slice(), "Questo file non si può importare"),
    ] {
        let kind = "multipart/form-data; boundary=confine";
        let page = send_body(&site, &session, kind, form(name, bytes, "")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        shows(&page, why);
        guarded(IMPORT, &page);
    }
    let wide: Vec<String> = (0..65).map(|i| format!("c{i}")).collect();
    let page = send(&site, &session, "largo.csv", &format!("{}\n", wide.join(";"))).await;
    shows(&page, "più di 64 colonne");
    // Names are texts, wherever they come from.
    let evil = "<script>alert(1)</script>.csv";
    let page = send(&site, &session, evil, &format!("{PAYMENTS}{}", payment("M-1", "1"))).await;
    assert!(!page.body.contains("<script>alert"));
    shows(&page, "script>.csv");
}

#[tokio::test]
async fn more_rows_than_allowed_are_none() {
    let site = Site::with(&[]).await;
    let session = administrator(&site).await;
    let row = format!("{}\n", public_row("c_x001"));
    let file = format!("{HEADER}\n{}", row.repeat(250_001));
    assert!(file.len() < 32 * 1024 * 1024);
    let page = send(&site, &session, "tante.csv", &file).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&page, "il file ha più di 250.000 righe");
}
