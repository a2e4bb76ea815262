//! The desk over HTTP, as a browser without JavaScript meets it.

use crate::site::{Page, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    desk::{Desk, HistoryFilter},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    ports::Register,
    records::{Act, Contract, Milestone, Payment},
};

const PROJECT: &str = "send-2022";
const STEP: &str = "/c_e472/scrivania/send-2022/passo";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn slug() -> Slug {
    Slug::read(PROJECT).unwrap()
}

/// The value of a hidden field.
fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let tag = page
        .body
        .split('<')
        .find(|tag| tag.starts_with("input") && tag.contains(&mark))
        .unwrap_or_else(|| panic!("no field {name}: {}", page.main()));
    let (_, rest) = tag.split_once("value=\"").unwrap_or_else(|| panic!("{name} has no value: {tag}"));
    rest.split_once('"').unwrap().0.to_owned()
}

async fn manager(site: &Site, login: &str) -> String {
    site.member(login, "c_e472", &[Role::Manager], &[PROJECT]).await
}

#[tokio::test]
async fn a_contract_is_recorded_with_its_act_in_one_save_and_told_in_the_history() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let form = site.get_as(&session, STEP).await;
    assert_eq!(form.status, StatusCode::OK);
    let seen = hidden(&form, "seen.contrattualizzazione");
    let sent = [
        ("fase", "contrattualizzazione"),
        ("quando", "12/03/2025"),
        ("atto_tipo", "determina"),
        ("atto_numero", "214"),
        ("seen.contrattualizzazione", seen.as_str()),
    ];
    let done = site.post_as(&session, STEP, &sent).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/c_e472/scrivania/send-2022"), "{}", done.body);
    let public = site.get("/c_e472/progetti/send-2022").await;
    assert!(public.body.contains("12/03/2025") && public.body.contains("214"), "the page shows it");
    let history = site.store.history(&ente(), HistoryFilter { limit: 20, ..HistoryFilter::default() }).await.unwrap();
    let told: Vec<_> = history.changes.iter().filter(|c| c.author == "Ufficio rup").collect();
    assert!(told.iter().any(|c| c.subject == "milestone" && c.new.as_deref() == Some("2025-03-12")));
    assert!(told.iter().any(|c| c.subject == "act" && c.thing == "determina-214-2025"));
    let page = site.get_as(&session, "/c_e472/storia").await;
    assert!(page.body.contains("Ufficio rup") && page.body.contains("12/03/2025"));
}

#[tokio::test]
async fn mistakes_stand_beside_their_fields_with_everything_typed_still_there() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let path = "/c_e472/scrivania/send-2022/pagamenti/nuova";
    let sent = [
        ("seen", "0"),
        ("reference", "M-1 <script>alert(1)</script>"),
        ("paid_on", "31/02/2025"),
        ("amount", "1e9"),
        ("supplier", "Fornitore «à»"),
        ("published", "no"),
    ];
    let page = site.post_as(&session, path, &sent).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("nel calendario questo giorno non esiste")
            || page.body.contains("Nel calendario questo giorno non esiste")
    );
    assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 2);
    for typed in ["31/02/2025", "1e9", "Fornitore «à»", "M-1 &lt;script&gt;"] {
        assert!(page.body.contains(typed), "{typed} is gone");
    }
    assert!(!page.body.contains("<script>alert"));
    assert!(site.store.kept(Payment::TABLE, &ente(), Some(&slug())).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_second_of_two_sees_both_values_and_chooses_field_by_field() {
    let site = Site::with(&[]).await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let new = "/c_e472/scrivania/send-2022/contratti/nuova";
    let first = [("seen", "0"), ("reference", "C-1"), ("signed_on", "12/03/2025"), ("amount", "1.000,00"), ("published", "no")];
    assert_eq!(site.post_as(&one, new, &first).await.status, StatusCode::SEE_OTHER);
    let version = site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().first().unwrap().version.to_string();
    let path = format!("/c_e472/scrivania/send-2022/contratti/{version}");
    let mine = [("seen", version.as_str()), ("signed_on", "12/03/2025"), ("amount", "2.000,00"), ("published", "no")];
    assert_eq!(site.post_as(&one, &path, &mine).await.status, StatusCode::SEE_OTHER);
    let theirs = [
        ("seen", version.as_str()),
        ("signed_on", "13/03/2025"),
        ("amount", "3.000,00"),
        ("supplier", "Ditta"),
        ("published", "no"),
    ];
    let page = site.post_as(&two, &path, &theirs).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("2.000,00") && page.body.contains("3.000,00"), "both stand side by side");
    assert!(page.body.contains("name=\"choose.amount\""));
    let now = hidden(&page, "seen");
    assert_ne!(now, version);
    let chosen = [
        ("seen", now.as_str()),
        ("signed_on", "13/03/2025"),
        ("amount", "3.000,00"),
        ("supplier", "Ditta"),
        ("published", "no"),
        ("choose.amount", "theirs"),
        ("choose.signed_on", "mine"),
        ("choose.supplier", "mine"),
        ("choose.source", "theirs"),
    ];
    let mut undecided = chosen.to_vec();
    undecided.retain(|(name, _)| *name != "choose.amount");
    let page = site.post_as(&two, &path, &undecided).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "of two values none is taken that nobody chose");
    assert!(page.body.contains("2.000,00") && page.body.contains("3.000,00"));
    assert_eq!(site.post_as(&two, &path, &chosen).await.status, StatusCode::SEE_OTHER);
    let kept = site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap();
    let contract = Contract::load(&kept.first().unwrap().values).unwrap();
    assert_eq!(
        (contract.amount.unwrap().cents.0, contract.signed_on.unwrap().iso(), contract.supplier.as_deref()),
        (200_000, "2025-03-13".to_owned(), Some("Ditta"))
    );
}

#[tokio::test]
async fn without_its_version_a_form_writes_nothing() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let path = "/c_e472/scrivania/send-2022/contratti/nuova";
    let page = site.post_as(&session, path, &[("reference", "C-1"), ("published", "no")]).await;
    assert_eq!(page.status, StatusCode::PRECONDITION_REQUIRED);
    let sent = [("fase", "contrattualizzazione"), ("quando", "12/03/2025")];
    assert_eq!(site.post_as(&session, STEP, &sent).await.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_the_rules_forbid_is_refused_and_what_is_unusual_asks_for_a_reason() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let form = site.get_as(&session, STEP).await;
    let seen = hidden(&form, "seen.contrattualizzazione");
    let future = [("fase", "contrattualizzazione"), ("quando", "12/03/2027"), ("seen.contrattualizzazione", seen.as_str())];
    let page = site.post_as(&session, STEP, &future).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a contract signed next year");
    let path = "/c_e472/scrivania/send-2022/scadenze/nuova";
    let unusual = [
        ("seen", "0"),
        ("phase", "completamento"),
        ("number", "1"),
        ("kind", "proroga"),
        ("due", "30/06/2026"),
        ("act", "Decreto 1/2026"),
        ("confidence", ""),
    ];
    let page = site.post_as(&session, path, &unusual).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "beyond the common last day");
    assert!(page.body.contains("name=\"reason\""));
    let mut explained = unusual.to_vec();
    explained.push(("reason", "Lo dice l'atto"));
    let done = site.post_as(&session, path, &explained).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let history = site.store.history(&ente(), HistoryFilter { limit: 20, ..HistoryFilter::default() }).await.unwrap();
    assert!(history.changes.iter().any(|c| c.reason.as_deref() == Some("Lo dice l'atto")));
}

#[tokio::test]
async fn a_value_is_put_back_by_an_ordinary_change_and_a_withdrawn_thing_comes_back() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let new = "/c_e472/scrivania/send-2022/contratti/nuova";
    let first = [("seen", "0"), ("reference", "C-1"), ("amount", "1.000,00"), ("published", "no")];
    assert_eq!(site.post_as(&session, new, &first).await.status, StatusCode::SEE_OTHER);
    let kept = async || site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().remove(0);
    let version = kept().await.version.to_string();
    let path = format!("/c_e472/scrivania/send-2022/contratti/{version}");
    let changed = [("seen", version.as_str()), ("amount", "2.000,00"), ("published", "no")];
    assert_eq!(site.post_as(&session, &path, &changed).await.status, StatusCode::SEE_OTHER);
    let history = async || site.store.history(&ente(), HistoryFilter { limit: 20, ..HistoryFilter::default() }).await.unwrap();
    let entry = history().await.changes.into_iter().find(|c| c.old.as_deref() == Some("1000.00")).unwrap().id;
    let back = site.post_as(&session, &format!("/c_e472/storia/{entry}"), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(Contract::load(&kept().await.values).unwrap().amount.unwrap().cents.0, 100_000);
    // What another change has replaced meanwhile is not written over by a list that did not know.
    let again = site.post_as(&session, &format!("/c_e472/storia/{entry}"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let now = kept().await.version.to_string();
    let path = format!("/c_e472/scrivania/send-2022/contratti/{now}");
    let away = [("seen", now.as_str()), ("action", "withdraw")];
    assert_eq!(site.post_as(&session, &path, &away).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it wants a reason");
    let away = [("seen", now.as_str()), ("action", "withdraw"), ("reason", "Inserito per errore")];
    assert_eq!(site.post_as(&session, &path, &away).await.status, StatusCode::SEE_OTHER);
    assert!(site.store.dossier(&ente()).await.unwrap().unwrap().contracts.is_empty());
    let entry = history().await.changes.into_iter().find(|c| c.kind == domain::desk::ChangeKind::Withdrawal).unwrap().id;
    assert_eq!(site.post_as(&session, &format!("/c_e472/storia/{entry}"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!kept().await.withdrawn && !site.store.dossier(&ente()).await.unwrap().unwrap().contracts.is_empty());
    let reader = site.member("consigliere", "c_e472", &[Role::Reader], &[]).await;
    assert_eq!(site.post_as(&reader, &format!("/c_e472/storia/{entry}"), &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_found_below_ones_own_address() {
    let site = Site::with(&[]).await;
    let admin = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
    let foreign = site.store.kept(Milestone::TABLE, &Ipa::read("c_a515").unwrap(), None).await.unwrap();
    let session = manager(&site, "rup").await;
    let new = "/c_e472/scrivania/send-2022/contratti/nuova";
    let first = [("seen", "0"), ("reference", "C-1"), ("published", "no")];
    assert_eq!(site.post_as(&session, new, &first).await.status, StatusCode::SEE_OTHER);
    let id = site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().first().unwrap().version;
    let elsewhere = format!("/c_e472/scrivania/cloud/contratti/{id}");
    let sent = [("seen", "1"), ("published", "sì")];
    assert_eq!(site.post_as(&admin, &elsewhere, &sent).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get_as(&admin, &elsewhere).await.status, StatusCode::NOT_FOUND);
    if let Some(foreign) = foreign.first() {
        let path = format!("/c_e472/scrivania/send-2022/traguardi/{}", foreign.version);
        assert_eq!(site.post_as(&admin, &path, &sent).await.status, StatusCode::NOT_FOUND);
    }
    for file in ["candidature", "misure", "termini", "uffici", "non-esiste"] {
        let path = format!("/c_e472/scrivania/send-2022/{file}/nuova");
        assert_eq!(site.post_as(&admin, &path, &sent).await.status, StatusCode::NOT_FOUND, "{file}");
    }
}

/// A version is a number that anybody can type.
#[tokio::test]
async fn another_entes_rows_are_not_shown_to_whoever_types_their_version() {
    let site = Site::with(&[]).await;
    let there = site.member("altrove", "c_a515", &[Role::Administrator], &[]).await;
    let other = site.store.dossier(&Ipa::read("c_a515").unwrap()).await.unwrap().unwrap().projects[0].to_string();
    let risk = [("seen", "0"), ("code", "R-1"), ("what", "RISCHIO-ALTRUI"), ("state", "aperto"), ("published", "no")];
    let path = format!("/c_a515/scrivania/{other}/rischi/nuova");
    assert_eq!(site.post_as(&there, &path, &risk).await.status, StatusCode::SEE_OTHER);
    let session = manager(&site, "rup").await;
    let risk = [("seen", "1"), ("code", "R-9"), ("what", "mio"), ("state", "aperto"), ("published", "no"), ("choose.what", "")];
    let page = site.post_as(&session, "/c_e472/scrivania/send-2022/rischi/nuova", &risk).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.main());
    let plain: Vec<_> = risk.iter().filter(|(name, _)| *name != "choose.what").copied().collect();
    let page = site.post_as(&session, "/c_e472/scrivania/send-2022/rischi/nuova", &plain).await;
    assert!(!page.body.contains("RISCHIO-ALTRUI"), "{}", page.main());
}

#[tokio::test]
async fn an_act_of_another_project_is_not_taken_over_by_its_name() {
    let site = Site::with(&[]).await;
    let admin = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
    let act = |seen: &'static str, subject: &'static str| {
        [("seen", seen), ("code", "det-1"), ("kind", "determina"), ("number", "1"), ("subject", subject)]
    };
    let own = "/c_e472/scrivania/cloud/atti/nuova";
    assert_eq!(site.post_as(&admin, own, &act("0", "Affidamento del cloud")).await.status, StatusCode::SEE_OTHER);
    let session = manager(&site, "rup").await;
    for seen in ["0", "1"] {
        let page = site.post_as(&session, "/c_e472/scrivania/send-2022/atti/nuova", &act(seen, "Preso")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{seen}: {}", page.main());
        assert!(page.body.contains("già usato da un altro progetto"), "{}", page.main());
    }
    let cloud = Slug::read("cloud").unwrap();
    let kept = site.store.kept(domain::records::Act::TABLE, &ente(), Some(&cloud)).await.unwrap();
    assert_eq!(kept.len(), 1, "it is still the other project's");
}

#[tokio::test]
async fn what_is_internal_is_on_the_desk_and_nowhere_public() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let path = "/c_e472/scrivania/send-2022/rischi/nuova";
    let sent = [
        ("seen", "0"),
        ("code", "R-1"),
        ("what", "RISCHIO-INTERNO il fornitore tarda"),
        ("exposed", "1.000,00"),
        ("state", "aperto"),
        ("published", "no"),
    ];
    assert_eq!(site.post_as(&session, path, &sent).await.status, StatusCode::SEE_OTHER);
    assert!(site.get_as(&session, "/c_e472/scrivania/send-2022").await.body.contains("RISCHIO-INTERNO"));
    for path in ["/c_e472", "/c_e472/progetti/send-2022", "/c_e472/progetti.csv", "/fonti", "/c_e472/cronoprogramma.json"] {
        assert!(!site.get(path).await.body.contains("RISCHIO-INTERNO"), "{path}");
    }
}

#[tokio::test]
async fn another_site_can_write_nothing_and_pages_of_members_are_not_stored() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let request = Request::post("/c_e472/scrivania/send-2022/contratti/nuova")
        .header(header::COOKIE, format!("session={session}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("seen=0&reference=C-1&published=no"))
        .unwrap();
    let page = site.ask(request).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    assert!(site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().is_empty());
    let page = site.get_as(&session, "/c_e472/scrivania").await;
    assert_eq!(page.header("cache-control"), "no-store");
}

/// What is typed into the form of one minute is kept as it is or sent back with a sentence: nothing of it is left out.
#[tokio::test]
async fn of_a_step_nothing_that_was_typed_is_left_out() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let seen = hidden(&site.get_as(&session, STEP).await, "seen.contrattualizzazione");
    let sent = |more: &[(&'static str, String)]| {
        let plain = [("fase", "contrattualizzazione"), ("quando", "12/03/2025"), ("atto_tipo", "determina")];
        let mut out: Vec<(&str, String)> = plain.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        out.push(("seen.contrattualizzazione", seen.clone()));
        out.extend_from_slice(more);
        out
    };
    let long = "à".repeat(5_000);
    for (name, value) in
        [("nota", long.as_str()), ("reason", long.as_str()), ("atto_numero", long.as_str()), ("atto_numero", "2\u{7}14")]
    {
        let fields = sent(&[(name, value.to_owned())]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = site.post_as(&session, STEP, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let field = page.body.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap_or_default();
        assert!(field.contains("aria-invalid=\"true\""), "{name}: {field}");
    }
    assert!(site.store.kept(Act::TABLE, &ente(), Some(&slug())).await.unwrap().iter().all(|k| k.provenance.note.is_none()));
    // The day of the act is judged as its own form judges it.
    let fields = sent(&[("atto_numero", "214".to_owned()), ("atto_data", "01/01/2099".to_owned())]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = site.post_as(&session, STEP, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A reason that is too long stops the other forms too, also the one that takes something back.
    let new = "/c_e472/scrivania/send-2022/contratti/nuova";
    let first = [("seen", "0"), ("reference", "C-1"), ("amount", "1.000,00"), ("published", "no"), ("reason", long.as_str())];
    assert_eq!(site.post_as(&session, new, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_act_that_was_taken_back_is_entered_again_by_the_step_that_names_it() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let new = "/c_e472/scrivania/send-2022/atti/nuova";
    let sent = [("seen", "0"), ("code", "determina-214-2025"), ("kind", "determina"), ("subject", "Errata")];
    let page = site.post_as(&session, new, &sent).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let acts = async || {
        let all = site.store.kept(Act::TABLE, &ente(), Some(&slug())).await.unwrap();
        all.into_iter().find(|k| Act::load(&k.values).unwrap().code == "determina-214-2025").unwrap()
    };
    let version = acts().await.version.to_string();
    let away = [("seen", version.as_str()), ("action", "withdraw"), ("reason", "Inserito per errore")];
    let path = format!("/c_e472/scrivania/send-2022/atti/{version}");
    assert_eq!(site.post_as(&session, &path, &away).await.status, StatusCode::SEE_OTHER);
    assert!(acts().await.withdrawn);
    let seen = hidden(&site.get_as(&session, STEP).await, "seen.contrattualizzazione");
    let step = [
        ("fase", "contrattualizzazione"),
        ("quando", "12/03/2025"),
        ("atto_tipo", "determina"),
        ("atto_numero", "214"),
        ("seen.contrattualizzazione", seen.as_str()),
    ];
    let done = site.post_as(&session, STEP, &step).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!acts().await.withdrawn);
}

#[tokio::test]
async fn a_reading_stands_in_the_history_of_its_project() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let indicator = [("seen", "0"), ("code", "atti-notificati"), ("name", "Atti notificati"), ("unit", "atti")];
    let page = site.post_as(&session, "/c_e472/scrivania/send-2022/indicatori/nuova", &indicator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
    let reading = [("seen", "0"), ("indicator", "atti-notificati"), ("value", "1.250"), ("al", "31/10/2026")];
    let page = site.post_as(&session, "/c_e472/scrivania/send-2022/letture/nuova", &reading).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
    let filter = HistoryFilter { project: Some(slug()), subject: Some("reading".into()), limit: 20, ..HistoryFilter::default() };
    let told = site.store.history(&ente(), filter).await.unwrap().changes;
    assert!(told.iter().any(|c| c.field.as_deref() == Some("value")), "{told:?}");
}

#[tokio::test]
async fn of_two_who_record_a_step_the_second_sees_both_versions_side_by_side() {
    let site = Site::with(&[]).await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let seen = hidden(&site.get_as(&two, STEP).await, "seen.contrattualizzazione");
    let sent = |day: &'static str, number: &'static str, note: &'static str| {
        [
            ("fase", "contrattualizzazione"),
            ("quando", day),
            ("atto_tipo", "determina"),
            ("atto_numero", number),
            ("nota", note),
            ("seen.contrattualizzazione", seen.as_str()),
        ]
    };
    let first = site.post_as(&one, STEP, &sent("12/03/2025", "214", "Firmato in digitale")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let page = site.post_as(&two, STEP, &sent("13/03/2025", "215", "Firmato da remoto")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let (_, both) = page.main().split_once("due-versioni").expect("both versions");
    let both = both.split("</table>").next().unwrap();
    for told in ["12/03/2025", "13/03/2025", "determina-214-2025", "determina 215", "Firmato in digitale", "Firmato da remoto"] {
        assert!(both.contains(told), "{told}: {both}");
    }
    // What it has seen now it may write.
    let seen = hidden(&page, "seen.contrattualizzazione");
    let again = [("fase", "contrattualizzazione"), ("quando", "13/03/2025"), ("seen.contrattualizzazione", seen.as_str())];
    assert_eq!(site.post_as(&two, STEP, &again).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_value_that_cannot_be_put_back_is_refused_with_the_reason() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    let risk = [("seen", "0"), ("code", "R-1"), ("what", "Fornitura in ritardo"), ("state", "aperto"), ("published", "no")];
    let page = site.post_as(&session, "/c_e472/scrivania/send-2022/rischi/nuova", &risk).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
    let filter = HistoryFilter { subject: Some("risk".into()), limit: 20, ..HistoryFilter::default() };
    let told = site.store.history(&ente(), filter).await.unwrap().changes;
    let entry = told.iter().find(|c| c.field.as_deref() == Some("what")).unwrap().id;
    let page = site.post_as(&session, &format!("/c_e472/storia/{entry}"), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.main().contains(words::Lang::It.restore_needs_value()), "{}", page.main());
    assert!(page.main().contains("R-1"), "the history is there");
}

#[tokio::test]
async fn a_register_that_cannot_grow_says_so_and_keeps_what_was_typed() {
    let site = Site::with(&[]).await;
    let session = manager(&site, "rup").await;
    // The smallest it can be: what it has now.
    site.store.cap(Some(1)).await.unwrap();
    let note = "x".repeat(4_000);
    for n in 0..200 {
        let reference = format!("CONTRATTO-{n}");
        let sent = [("seen", "0"), ("reference", reference.as_str()), ("published", "no"), ("note", note.as_str())];
        let page = site.post_as(&session, "/c_e472/scrivania/send-2022/contratti/nuova", &sent).await;
        if page.status == StatusCode::SEE_OTHER {
            continue;
        }
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.main().contains(words::Lang::It.not_written()), "{}", page.main());
        assert!(page.main().contains(&reference) && page.main().contains(&note), "what was typed is gone");
        assert_eq!(site.get_as(&session, "/c_e472/progetti/send-2022").await.status, StatusCode::OK, "reading goes on");
        site.store.cap(None).await.unwrap();
        let page = site.post_as(&session, "/c_e472/scrivania/send-2022/contratti/nuova", &sent).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
        return;
    }
    panic!("the register grows without end");
}

#[tokio::test]
async fn two_who_record_the_same_step_choose_field_by_field() {
    let site = Site::with(&[]).await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let seen = hidden(&site.get_as(&one, STEP).await, "seen.completamento");
    let first = [
        ("fase", "completamento"),
        ("quando", "20/06/2023"),
        ("nota", "secondo il verbale"),
        ("nota_pubblica", "no"),
        ("seen.completamento", seen.as_str()),
    ];
    assert_eq!(site.post_as(&one, STEP, &first).await.status, StatusCode::SEE_OTHER);
    let mine = [
        ("fase", "completamento"),
        ("quando", "21/06/2023"),
        ("nota", "secondo il collaudo"),
        ("nota_pubblica", "sì"),
        ("seen.completamento", seen.as_str()),
    ];
    let page = site.post_as(&two, STEP, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    for text in ["20/06/2023", "21/06/2023", "secondo il verbale (interna)", "secondo il collaudo (pubblica)"] {
        assert!(page.main().contains(text), "{text}: both stand side by side");
    }
    assert!(page.body.contains("name=\"choose.quando\"") && page.body.contains("name=\"choose.nota\""));
    assert!(!page.body.contains("name=\"choose.atto_numero\""), "nobody named an act");
    let now = hidden(&page, "seen.completamento");
    assert_ne!(now, seen);
    let mut again = mine[..4].to_vec();
    again.extend([("seen.completamento", now.as_str()), ("disputed", "quando"), ("disputed", "nota"), ("choose.nota", "mine")]);
    let page = site.post_as(&two, STEP, &again).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "of two values none is taken that nobody chose");
    assert!(page.main().contains("20/06/2023") && page.main().contains("21/06/2023"));
    again.push(("choose.quando", "theirs"));
    let done = site.post_as(&two, STEP, &again).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let kept = site.store.kept(Milestone::TABLE, &ente(), Some(&slug())).await.unwrap();
    let step = kept.iter().find(|k| Milestone::load(&k.values).unwrap().phase == domain::phase::Phase::Completion).unwrap();
    assert_eq!(Milestone::load(&step.values).unwrap().actual.unwrap().iso(), "2023-06-20");
    assert_eq!(step.provenance.note, domain::fact::Note::typed(Some("secondo il collaudo".into()), Some(true)));
}
