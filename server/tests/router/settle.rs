//! The desk's lists over HTTP: figures past their cadence, differences to settle, rows to check, and withdrawals that are judged.

use crate::site::{Page, Site};
use axum::http::StatusCode;
use domain::{
    cell::Table,
    desk::{ChangeKind, Desk, HistoryFilter, Kept},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    phase::Phase,
    records::{Act, CertificationRun, FundingLine, Milestone, Settled},
};

const PROJECT: &str = "send-2022";
const DESK: &str = "/c_e472/scrivania/send-2022";
const SETTLE: &str = "/c_e472/scrivania/send-2022/differenza";
const PUBLIC: &str = "/c_e472/progetti/send-2022";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

async fn kept(site: &Site, table: &'static Table) -> Vec<Kept> {
    site.store.kept(table, &ente(), Some(&Slug::read(PROJECT).unwrap())).await.unwrap()
}

async fn manager(site: &Site, login: &str) -> String {
    site.member(login, "c_e472", &[Role::Manager], &[PROJECT]).await
}

/// Enters something new at the desk.
async fn enter(site: &Site, session: &str, kind: &str, fields: &[(&str, &str)]) {
    let mut all = vec![("seen", "0")];
    all.extend_from_slice(fields);
    let page = site.post_as(session, &format!("{DESK}/{kind}/nuova"), &all).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{kind}: {}", page.body);
}

/// The hidden fields of the form that settles a difference in this way.
fn form(page: &Page, action: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    page.body
        .split("<form")
        .skip(1)
        .map(|form| form.split("</form>").next().unwrap_or_default())
        .filter(|form| form.contains("/differenza\""))
        .map(|form| {
            let inputs = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
            inputs.filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?))).collect::<Vec<_>>()
        })
        .find(|fields| fields.contains(&("action".to_owned(), action.to_owned())))
        .unwrap_or_else(|| panic!("no form to {action}: {}", page.main()))
}

async fn send(site: &Site, session: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> Page {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    all.extend_from_slice(more);
    site.post_as(session, SETTLE, &all).await
}

async fn reasons(site: &Site) -> Vec<String> {
    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    site.store.history(&ente(), filter).await.unwrap().changes.into_iter().filter_map(|c| c.reason).collect()
}

#[tokio::test]
async fn a_value_is_kept_with_a_reason_that_everybody_reads() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let before = site.get_as(&session, DESK).await;
    assert!(!before.body.contains("Differenze da decidere"), "nothing is typed yet");
    enter(&site, &session, "traguardi", &[("phase", "decreto"), ("actual", "10/01/2023")]).await;
    let home = site.get_as(&session, "/c_e472/scrivania").await;
    assert!(home.body.contains("1\u{a0}differenza"), "{}", home.main());
    let page = site.get_as(&session, DESK).await;
    assert!(page.body.contains("Il nostro dato: 10/01/2023") && page.body.contains("Il dato pubblico: 03/01/2023"));

    let keep = form(&page, "keep");
    let silent = send(&site, &session, &keep, &[("reason", "  ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("Scrivi perché tieni il tuo dato"));
    let unseen: Vec<_> = keep.iter().filter(|(name, _)| name != "seen").cloned().collect();
    assert_eq!(send(&site, &session, &unseen, &[("reason", "sì")]).await.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(kept(&site, Settled::TABLE).await.is_empty(), "nothing was written");

    let why = "Il decreto è del 10 <b>gennaio</b>";
    let done = send(&site, &session, &keep, &[("reason", why)]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, DESK), "{}", done.body);
    assert!(!site.get_as(&session, DESK).await.body.contains("Differenze da decidere"));
    for path in [PUBLIC, "/c_e472", "/c_e472/certificazioni"] {
        let page = site.get(path).await;
        assert!(page.body.contains("Il decreto è del 10 &lt;b&gt;gennaio"), "{path}: the reason stands beside the difference");
        assert!(page.body.contains("03/01/2023"), "{path}: both values are still named");
    }
    assert!(reasons(&site).await.contains(&why.to_owned()));
}

#[tokio::test]
async fn a_public_value_that_changes_brings_the_difference_back() {
    let decided = "ente;progetto;che_cosa;nostro_dato;dato_pubblico;motivo\n\
                   c_e472;send-2022;decreto;10/01/2023;02/01/2023;Lo dice l'albo\n";
    let typed = "ente;progetto;fase;avvenuto\nc_e472;send-2022;decreto;10/01/2023\n";
    let files = [("differenze_decise.csv", decided.to_owned()), ("decreto.csv", typed.to_owned())];
    let site = Site::with(&files).await;
    let session = manager(&site, "rup").await;
    let page = site.get_as(&session, DESK).await;
    let keep = form(&page, "keep");
    assert!(keep.contains(&("pubblico".to_owned(), "03/01/2023".to_owned())));
    assert!(!site.get(PUBLIC).await.body.contains("Lo dice l&#39;albo"), "that was said of another public value");
    assert!(!site.get(PUBLIC).await.body.contains("Lo dice l'albo"), "that was said of another public value");
    assert_eq!(send(&site, &session, &keep, &[("reason", "Ancora così")]).await.status, StatusCode::SEE_OTHER);
    let settled = kept(&site, Settled::TABLE).await;
    let words: Vec<_> = settled.iter().map(|k| Settled::load(&k.values).unwrap()).map(|s| (s.public, s.reason)).collect();
    assert_eq!(words, [("03/01/2023".to_owned(), "Ancora così".to_owned())], "one word on one matter");
}

#[tokio::test]
async fn what_has_moved_meanwhile_is_not_settled() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    enter(&site, &session, "traguardi", &[("phase", "decreto"), ("actual", "10/01/2023")]).await;
    let page = site.get_as(&session, DESK).await;
    let (keep, take) = (form(&page, "keep"), form(&page, "public"));
    let version = kept(&site, Milestone::TABLE).await.first().unwrap().version.to_string();
    let changed = [("seen", version.as_str()), ("actual", "11/01/2023")];
    let path = format!("{DESK}/traguardi/{version}");
    assert_eq!(site.post_as(&session, &path, &changed).await.status, StatusCode::SEE_OTHER);
    for (fields, more) in [(&keep, vec![("reason", "È giusto così")]), (&take, vec![])] {
        let page = send(&site, &session, fields, &more).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.body.contains("non è stato salvato niente") && page.body.contains("11/01/2023"), "{}", page.main());
    }
    // The note of a row is no value of the difference: its version is another all the same.
    let page = site.get_as(&session, DESK).await;
    let take = form(&page, "public");
    let version = kept(&site, Milestone::TABLE).await.first().unwrap().version.to_string();
    let noted = [("seen", version.as_str()), ("actual", "11/01/2023"), ("note", "dall'albo")];
    assert_eq!(site.post_as(&session, &format!("{DESK}/traguardi/{version}"), &noted).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&site, &session, &take, &[]).await.status, StatusCode::CONFLICT);
    assert!(kept(&site, Settled::TABLE).await.is_empty());
    assert!(kept(&site, Milestone::TABLE).await.iter().all(|k| !k.withdrawn));
}

#[tokio::test]
async fn the_public_date_counts_once_the_typed_one_is_taken_back() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    enter(&site, &session, "traguardi", &[("phase", "decreto"), ("actual", "10/01/2023")]).await;
    let take = form(&site.get_as(&session, DESK).await, "public");
    assert_eq!(send(&site, &session, &take, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(kept(&site, Milestone::TABLE).await.iter().all(|k| k.withdrawn), "nothing else was in it");
    let page = site.get(PUBLIC).await;
    assert!(page.body.contains("03/01/2023") && !page.body.contains("10/01/2023"));
    assert!(reasons(&site).await.iter().any(|r| r == "Vale il dato pubblico: 03/01/2023."));

    // A row that says more keeps the rest.
    enter(
        &site,
        &session,
        "traguardi",
        &[("phase", "erogazione"), ("forecast", "03/2024"), ("actual", "20/03/2024"), ("reason", "Dal conto")],
    )
    .await;
    let take = form(&site.get_as(&session, DESK).await, "public");
    assert_eq!(send(&site, &session, &take, &[]).await.status, StatusCode::SEE_OTHER);
    let rows = kept(&site, Milestone::TABLE).await;
    let paid =
        rows.iter().map(|k| (k.withdrawn, Milestone::load(&k.values).unwrap())).find(|(_, m)| m.phase == Phase::Disbursement);
    let (withdrawn, paid) = paid.unwrap();
    assert!(!withdrawn && paid.actual.is_none() && paid.forecast.is_some());
}

#[tokio::test]
async fn the_public_grant_counts_beside_other_money_too() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    enter(&site, &session, "finanziamenti", &[("item", "contributo"), ("fund", "pnrr"), ("amount", "70.000,00")]).await;
    enter(&site, &session, "finanziamenti", &[("item", "comune"), ("fund", "cofinanziamento"), ("amount", "5.000,00")]).await;
    let page = site.get_as(&session, DESK).await;
    assert!(page.body.contains("Il dato pubblico: 69.000,00 €"), "{}", page.main());
    assert_eq!(send(&site, &session, &form(&page, "public"), &[]).await.status, StatusCode::SEE_OTHER);
    let lines: Vec<_> = kept(&site, FundingLine::TABLE).await.into_iter().filter(|k| !k.withdrawn).collect();
    let cents = |k: &Kept| FundingLine::load(&k.values).unwrap().amount.unwrap().cents.0;
    assert_eq!(lines.iter().map(cents).collect::<Vec<_>>(), [6_900_000, 500_000]);
    assert_eq!(lines[0].provenance.source.as_deref(), Some("pa-digitale"));
    assert!(!site.get_as(&session, DESK).await.body.contains("Differenze da decidere"));
}

/// A cadence, and a payment that was written down a month and a day ago.
fn cadences() -> [(&'static str, String); 2] {
    let cadence = "ente;dato;progetto;indicatore;ufficio;giorni;noto_il\n\
                   c_e472;pagamenti;send-2022;;innovazione-digitale;30;01/01/2026\n";
    let payment = "ente;progetto;riferimento;data;importo;pubblicato;noto_il\n\
                   c_e472;send-2022;M-1;2024-03-01;100;sì;22/10/2026\n";
    [("cadenze.csv", cadence.to_owned()), ("pagamenti.csv", payment.to_owned())]
}

#[tokio::test]
async fn past_its_cadence_a_figure_says_so_in_public_and_is_on_its_owners_list() {
    let site = Site::with(&cadences()).await;
    let session = manager(&site, "rup").await;
    let told = "l'ultimo dato è del 22/10/2026; lo aggiorna «Servizio URP e Innovazione digitale», ogni 30\u{a0}giorni";
    let says = |page: &Page| page.body.replace("&#39;", "'").contains(told);
    assert!(says(&site.get(PUBLIC).await));
    assert!(says(&site.get("/c_e472").await));
    let desk = site.get_as(&session, "/c_e472/scrivania").await;
    assert!(says(&desk));
    assert!(desk.body.contains(&format!("href=\"{DESK}/conferme/nuova?dato=pagamenti\"")), "{}", desk.main());
    assert!(desk.body.contains(&format!("href=\"{DESK}/pagamenti/nuova\"")));

    // Nothing was paid meanwhile: the office says so, and the figure is fresh again.
    let asked = site.get_as(&session, &format!("{DESK}/conferme/nuova?dato=pagamenti")).await;
    assert!(asked.body.contains("value=\"22/11/2026\""), "the day is there already");
    let new = format!("{DESK}/conferme/nuova");
    let tomorrow = [("seen", "0"), ("figure", "pagamenti"), ("confirmed_on", "23/11/2026")];
    assert_eq!(site.post_as(&session, &new, &tomorrow).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    enter(&site, &session, "conferme", &[("figure", "pagamenti"), ("confirmed_on", "22/11/2026")]).await;
    for path in [PUBLIC, "/c_e472"] {
        assert!(!site.get(path).await.body.contains("da aggiornare"), "{path}");
    }
}

#[tokio::test]
async fn where_nobody_has_set_a_cadence_nothing_is_called_stale() {
    let site = Site::with(&[]).await;
    for path in [PUBLIC, "/c_e472", "/c_a515"] {
        assert!(!site.get(path).await.body.contains("da aggiornare"), "{path}");
    }
}

#[tokio::test]
async fn a_cadence_is_the_administrators_to_set_for_one_project_too() {
    let site = Site::with(&[]).await;
    let (admin, manager) = (site.member("capo", "c_e472", &[Role::Administrator], &[]).await, manager(&site, "rup").await);
    let new = "/c_e472/dati/cadenze/nuova";
    let sent = [("seen", "0"), ("figure", "incassi"), ("project", PROJECT), ("office", "dipartimento-4"), ("days", "0")];
    assert_eq!(site.post_as(&manager, new, &sent).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post_as(&admin, new, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY, "never up to date");
    let sent = [("seen", "0"), ("figure", "incassi"), ("project", PROJECT), ("office", "dipartimento-4"), ("days", "30")];
    assert_eq!(site.post_as(&admin, new, &sent).await.status, StatusCode::SEE_OTHER);
    let page = site.get_as(&admin, "/c_e472/dati").await;
    assert!(page.body.contains("Incassi · send-2022"), "{}", page.main());
    // The manager of that project may not put an earlier one back.
    let filter = HistoryFilter { subject: Some("cadence".to_owned()), limit: 10, ..HistoryFilter::default() };
    let entry = site.store.history(&ente(), filter).await.unwrap().changes.first().unwrap().id;
    assert_eq!(site.post_as(&manager, &format!("/c_e472/storia/{entry}"), &[]).await.status, StatusCode::FORBIDDEN);
}

/// Completed before the contract, as a file says it: only a recognition act explains that.
fn out_of_order() -> [(&'static str, String); 1] {
    let rows = "ente;progetto;fase;avvenuto\n\
                c_e472;send-2022;contrattualizzazione;10/05/2023\n\
                c_e472;send-2022;completamento;09/05/2023\n";
    [("date.csv", rows.to_owned())]
}

async fn completion(site: &Site) -> Kept {
    let rows = kept(site, Milestone::TABLE).await;
    rows.into_iter().find(|k| Milestone::load(&k.values).unwrap().phase == Phase::Completion).unwrap()
}

#[tokio::test]
async fn what_a_file_has_brought_against_the_rules_is_to_be_checked_until_somebody_says_why() {
    let site = Site::with(&out_of_order()).await;
    let session = manager(&site, "rup").await;
    let flagged = async || site.get_as(&session, DESK).await.body.matches("Da controllare").count();
    let page = site.get_as(&session, DESK).await;
    assert!(page.body.contains("prima della firma del contratto"), "{}", page.main());
    let version = completion(&site).await.version;
    assert!(page.body.contains(&format!("href=\"{DESK}/traguardi/{version}\"")));
    let before = flagged().await;
    assert!(before >= 2, "both steps contradict each other: {before}");
    assert!(!site.get(PUBLIC).await.body.contains("Da controllare"), "it is the office's to mend");

    let edit = async |note: &str, reason: &str| {
        let version = completion(&site).await.version.to_string();
        let sent = [("seen", version.as_str()), ("actual", "09/05/2023"), ("note", note), ("reason", reason)];
        site.post_as(&session, &format!("{DESK}/traguardi/{version}"), &sent).await.status
    };
    assert_eq!(edit("una nota", "").await, StatusCode::UNPROCESSABLE_ENTITY, "a file gives no reason");
    assert_eq!(edit("una nota", "Atto ricognitivo 5/2023").await, StatusCode::SEE_OTHER);
    assert_eq!(flagged().await, before - 1, "that one is explained");
    assert_eq!(edit("un'altra nota", "").await, StatusCode::SEE_OTHER, "the reason is not asked twice");
    let version = completion(&site).await.version.to_string();
    let worse = [("seen", version.as_str()), ("actual", "08/05/2023"), ("note", "un'altra nota")];
    let page = site.post_as(&session, &format!("{DESK}/traguardi/{version}"), &worse).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "another value wants another reason");
}

async fn withdraw(site: &Site, session: &str, kind: &str, version: i64) -> Page {
    let version = version.to_string();
    let sent = [("seen", version.as_str()), ("action", "withdraw"), ("reason", "Inserito per errore")];
    site.post_as(session, &format!("{DESK}/{kind}/{version}"), &sent).await
}

#[tokio::test]
async fn a_run_is_taken_back_after_the_one_that_follows_it_and_put_back_before() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let first =
        [("number", "1"), ("requested", "01/06/2023"), ("outcome", "parzialmente_positivo"), ("outcome_on", "10/06/2023")];
    enter(&site, &session, "asseverazioni", &first).await;
    enter(&site, &session, "asseverazioni", &[("number", "2"), ("requested", "01/07/2023"), ("outcome", "in_corso")]).await;
    let runs = kept(&site, CertificationRun::TABLE).await;
    let (one, two) = (runs[0].version, runs[1].version);
    let refused = withdraw(&site, &session, "asseverazioni", one).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("ritira prima la n. 2"), "{}", refused.main());
    assert!(refused.body.contains("Inserito per errore"), "everything typed is still there");
    assert_eq!(withdraw(&site, &session, "asseverazioni", two).await.status, StatusCode::SEE_OTHER);
    assert_eq!(withdraw(&site, &session, "asseverazioni", one).await.status, StatusCode::SEE_OTHER);

    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    let history = site.store.history(&ente(), filter).await.unwrap();
    let entry = |thing: &str| {
        let found = history.changes.iter().find(|c| c.kind == ChangeKind::Withdrawal && c.thing == thing);
        format!("/c_e472/storia/{}", found.unwrap().id)
    };
    let back = site.post_as(&session, &entry("2"), &[]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no first one");
    assert_eq!(site.post_as(&session, &entry("1"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.post_as(&session, &entry("2"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_act_that_others_name_and_the_contract_that_payments_rest_on_stay() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let step = [
        ("fase", "contrattualizzazione"),
        ("quando", "12/03/2023"),
        ("atto_tipo", "determina"),
        ("atto_numero", "214"),
        ("seen.contrattualizzazione", "0"),
    ];
    assert_eq!(site.post_as(&session, &format!("{DESK}/passo"), &step).await.status, StatusCode::SEE_OTHER);
    let act =
        kept(&site, Act::TABLE).await.into_iter().find(|k| Act::load(&k.values).unwrap().code == "determina-214-2023").unwrap();
    let refused = withdraw(&site, &session, "atti", act.version).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("A questa voce si riferisce ancora"), "{}", refused.main());
    let step = kept(&site, Milestone::TABLE).await.first().unwrap().version;
    assert_eq!(withdraw(&site, &session, "traguardi", step).await.status, StatusCode::SEE_OTHER);
    assert_eq!(withdraw(&site, &session, "atti", act.version).await.status, StatusCode::SEE_OTHER);

    let contract = [("reference", "C-1"), ("signed_on", "12/03/2023"), ("amount", "1.000,00"), ("published", "no")];
    enter(&site, &session, "contratti", &contract).await;
    let payment = [("reference", "M-1"), ("paid_on", "12/04/2023"), ("amount", "500,00"), ("published", "no")];
    enter(&site, &session, "pagamenti", &payment).await;
    let contract = kept(&site, domain::records::Contract::TABLE).await.first().unwrap().version;
    let refused = withdraw(&site, &session, "contratti", contract).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = refused.body.replace("&#39;", "'");
    assert!(body.contains("Questo è l'unico contratto"), "{}", refused.main());
}
