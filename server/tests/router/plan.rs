//! The plan over HTTP, as a browser without JavaScript meets it: forecasts of several steps in one save.

use crate::site::{Page, Site};
use axum::http::StatusCode;
use domain::{
    desk::{Desk, HistoryFilter, Kept},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    phase::Phase,
    records::{DeadlineChange, Milestone},
};

const PROJECT: &str = "anncsu-2025";
const DESK: &str = "/c_e472/scrivania/anncsu-2025";
const PLAN: &str = "/c_e472/scrivania/anncsu-2025/piano";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

/// A project with a decree and nothing after it: its contract has a first deadline and a forecast, its completion a forecast.
async fn site() -> Site {
    let site = Site::with(&[]).await;
    let session = site.member("chi-comincia", "c_e472", &[Role::Administrator], &[]).await;
    for (phase, baseline, forecast) in [("contrattualizzazione", "30/03/2027", "12/03/2027"), ("completamento", "", "09/2027")] {
        let sent = [("seen", "0"), ("phase", phase), ("baseline", baseline), ("forecast", forecast)];
        let done = site.post_as(&session, &format!("{DESK}/traguardi/nuova"), &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    site
}

async fn manager(site: &Site, login: &str) -> String {
    site.member(login, "c_e472", &[Role::Manager], &[PROJECT]).await
}

async fn kept(site: &Site, phase: Phase) -> Option<Kept> {
    let all = site.store.kept(Milestone::TABLE, &ente(), Some(&Slug::read(PROJECT).unwrap())).await.unwrap();
    all.into_iter().find(|k| Milestone::load(&k.values).unwrap().phase == phase)
}

async fn record(site: &Site, phase: Phase) -> Option<Milestone> {
    kept(site, phase).await.map(|k| Milestone::load(&k.values).unwrap())
}

async fn forecast(site: &Site, phase: Phase) -> Option<String> {
    record(site, phase).await.and_then(|m| m.forecast).map(|w| w.to_string())
}

/// The value of a field.
fn value(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let tag = page.body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&mark));
    let tag = tag.unwrap_or_else(|| panic!("no field {name}: {}", page.main()));
    let Some((_, rest)) = tag.split_once(" value=\"") else { return String::new() };
    rest.split_once('"').unwrap().0.to_owned()
}

/// Everything that the form on a page would send.
fn fields(page: &Page) -> Vec<(String, String)> {
    let mut out = vec![];
    for phase in domain::plan::STEPS {
        for name in [domain::plan::field(phase), domain::plan::seen(phase)] {
            if page.body.contains(&format!("name=\"{name}\"")) {
                let value = value(page, &name);
                out.push((name, value));
            }
        }
    }
    out
}

fn typing(fields: &[(String, String)], typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut out = fields.to_vec();
    for (name, text) in typed {
        match out.iter_mut().find(|(n, _)| n == name) {
            Some((_, value)) => (*text).clone_into(value),
            None => out.push(((*name).to_owned(), (*text).to_owned())),
        }
    }
    out
}

async fn send(site: &Site, session: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    site.post_as(session, PLAN, &fields).await
}

const CONTRACT: &str = "previsione.contrattualizzazione";
const COMPLETION: &str = "previsione.completamento";

#[tokio::test]
async fn several_forecasts_are_one_save_and_stand_in_the_history() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let page = site.get_as(&session, DESK).await;
    assert!(page.main().contains("id=\"piano\""), "the desk has the plan");
    let fields = fields(&page);
    assert_eq!(value(&page, CONTRACT), "12/03/2027");
    assert!(page.main().contains("18\u{a0}giorni prima del termine"), "{}", page.main());
    assert!(!page.body.contains("name=\"previsione.decreto\""), "what has happened is not expected");
    let moved = typing(&fields, &[(CONTRACT, "20/03/2027"), (COMPLETION, "31/10/2027"), ("reason", "Gara deserta")]);
    let done = send(&site, &session, &moved).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, DESK), "{}", done.body);
    let contract = record(&site, Phase::Contract).await.unwrap();
    assert_eq!(contract.forecast.map(|w| w.to_string()).as_deref(), Some("20/03/2027"));
    assert_eq!(contract.baseline.map(|w| w.to_string()).as_deref(), Some("30/03/2027"), "the first deadline never moves");
    assert_eq!(forecast(&site, Phase::Completion).await.as_deref(), Some("31/10/2027"));
    assert!(kept(&site, Phase::Notification).await.is_none(), "an empty field is no forecast");
    let history = site.store.history(&ente(), HistoryFilter { limit: 20, ..HistoryFilter::default() }).await.unwrap();
    let told: Vec<_> = history.changes.iter().filter(|c| c.author == "Ufficio rup" && c.subject == "milestone").collect();
    let moved = told.iter().filter(|c| c.field.as_deref() == Some("forecast")).collect::<Vec<_>>();
    assert_eq!(moved.len(), 2);
    assert!(moved.iter().all(|c| c.reason.as_deref() == Some("Gara deserta") && c.at == moved[0].at));
}

#[tokio::test]
async fn sent_as_it_came_it_changes_nothing() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let before = kept(&site, Phase::Contract).await.unwrap().version;
    let fields = fields(&site.get_as(&session, PLAN).await);
    assert_eq!(send(&site, &session, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(kept(&site, Phase::Contract).await.unwrap().version, before);
}

#[tokio::test]
async fn what_is_no_date_is_said_beside_its_field_and_nothing_is_written() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let fields = fields(&site.get_as(&session, PLAN).await);
    let page = send(&site, &session, &typing(&fields, &[(CONTRACT, "31/02/2027"), (COMPLETION, "01/10/2027")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((value(&page, CONTRACT), value(&page, COMPLETION)), ("31/02/2027".to_owned(), "01/10/2027".to_owned()));
    assert_eq!(page.main().matches("aria-invalid=\"true\"").count(), 1);
    assert!(page.main().contains("href=\"#piano-previsione-contrattualizzazione\""), "{}", page.main());
    assert_eq!(forecast(&site, Phase::Completion).await.as_deref(), Some("09/2027"), "all of it or nothing");
}

#[tokio::test]
async fn without_the_version_that_it_saw_a_forecast_is_not_written() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let sent = vec![(CONTRACT.to_owned(), "20/03/2027".to_owned())];
    assert_eq!(send(&site, &session, &sent).await.status, StatusCode::PRECONDITION_REQUIRED);
    let sent = typing(&sent, &[("seen.contrattualizzazione", "-1")]);
    assert_eq!(send(&site, &session, &sent).await.status, StatusCode::PRECONDITION_REQUIRED);
    // A version of something else is not this step's.
    let other = kept(&site, Phase::Completion).await.unwrap().version.to_string();
    let sent = typing(&sent, &[("seen.contrattualizzazione", &other)]);
    assert_eq!(send(&site, &session, &sent).await.status, StatusCode::NOT_FOUND);
    assert_eq!(forecast(&site, Phase::Contract).await.as_deref(), Some("12/03/2027"));
}

#[tokio::test]
async fn an_order_that_is_not_that_of_the_path_wants_a_reason_and_moving_both_needs_none() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let fields = fields(&site.get_as(&session, PLAN).await);
    // The contract alone would come after the completion; moved together they keep their order.
    let both = typing(&fields, &[(CONTRACT, "01/12/2027"), (COMPLETION, "01/06/2028")]);
    assert_eq!(send(&site, &session, &both).await.status, StatusCode::SEE_OTHER);
    let fields = fields_again(&site, &session).await;
    let wrong = typing(&fields, &[(COMPLETION, "30/11/2027")]);
    let page = send(&site, &session, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.main().contains("viene prima di «Completamento attività»"), "{}", page.main());
    assert_eq!(forecast(&site, Phase::Completion).await.as_deref(), Some("01/06/2028"));
    let explained = typing(&wrong, &[("reason", "Atto ricognitivo in arrivo")]);
    assert_eq!(send(&site, &session, &explained).await.status, StatusCode::SEE_OTHER);
    assert_eq!(forecast(&site, Phase::Completion).await.as_deref(), Some("30/11/2027"));
    // The form of a single thing asks the same.
    let version = kept(&site, Phase::Contract).await.unwrap().version.to_string();
    let alone = [("seen", version.as_str()), ("baseline", "30/03/2027"), ("forecast", "01/01/2028")];
    let page = site.post_as(&session, &format!("{DESK}/traguardi/{version}"), &alone).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.main().contains("viene prima di «Completamento attività»"));
}

async fn fields_again(site: &Site, session: &str) -> Vec<(String, String)> {
    fields(&site.get_as(session, PLAN).await)
}

#[tokio::test]
async fn the_second_of_two_sees_both_days_and_chooses_and_what_only_one_moved_is_kept() {
    let site = site().await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let fields = fields(&site.get_as(&one, PLAN).await);
    let theirs = typing(&fields, &[(CONTRACT, "15/03/2027")]);
    assert_eq!(send(&site, &one, &theirs).await.status, StatusCode::SEE_OTHER);
    // Whoever has not touched that step is not in the way, and does not put the old day back.
    let elsewhere = typing(&fields, &[(COMPLETION, "10/2027")]);
    assert_eq!(send(&site, &two, &elsewhere).await.status, StatusCode::SEE_OTHER);
    assert_eq!(forecast(&site, Phase::Contract).await.as_deref(), Some("15/03/2027"));

    let mine = typing(&fields, &[(CONTRACT, "20/03/2027")]);
    let page = send(&site, &two, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    for day in ["12/03/2027", "15/03/2027", "20/03/2027"] {
        assert!(page.main().contains(day), "{day}: as it was, theirs and mine stand side by side");
    }
    let choice = format!("choose.{CONTRACT}");
    assert!(page.main().contains(&format!("name=\"{choice}\"")));
    assert_eq!(forecast(&site, Phase::Contract).await.as_deref(), Some("15/03/2027"));
    let mut sent = vec![("conteso".to_owned(), value(&page, "conteso"))];
    for name in [CONTRACT, "seen.contrattualizzazione"] {
        sent.push((name.to_owned(), value(&page, name)));
    }
    let again = send(&site, &two, &sent).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "of two days none is taken that nobody chose");
    assert!(again.main().contains(&format!("name=\"{choice}\"")));
    let theirs = typing(&sent, &[(choice.as_str(), "theirs")]);
    assert_eq!(send(&site, &two, &theirs).await.status, StatusCode::SEE_OTHER);
    assert_eq!(forecast(&site, Phase::Contract).await.as_deref(), Some("15/03/2027"));
    let mine = typing(&sent, &[(choice.as_str(), "mine")]);
    assert_eq!(send(&site, &two, &mine).await.status, StatusCode::SEE_OTHER);
    assert_eq!(forecast(&site, Phase::Contract).await.as_deref(), Some("20/03/2027"));
}

#[tokio::test]
async fn what_was_withdrawn_meanwhile_comes_back_only_by_choice() {
    let site = site().await;
    let (one, two) = (manager(&site, "uno").await, manager(&site, "due").await);
    let fields = fields(&site.get_as(&two, PLAN).await);
    let version = kept(&site, Phase::Completion).await.unwrap().version.to_string();
    let away = [("seen", version.as_str()), ("action", "withdraw"), ("reason", "Inserito per errore")];
    let gone = site.post_as(&one, &format!("{DESK}/traguardi/{version}"), &away).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let mine = typing(&fields, &[(COMPLETION, "01/11/2027")]);
    let page = send(&site, &two, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(kept(&site, Phase::Completion).await.unwrap().withdrawn);
    let mut sent = vec![("conteso".to_owned(), value(&page, "conteso"))];
    for name in [COMPLETION, "seen.completamento"] {
        sent.push((name.to_owned(), value(&page, name)));
    }
    let again = send(&site, &two, &sent).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.main().contains(&format!("name=\"choose.{COMPLETION}\"")), "the choice is still asked for");
    sent.push((format!("choose.{COMPLETION}"), "mine".to_owned()));
    let done = send(&site, &two, &sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let back = kept(&site, Phase::Completion).await.unwrap();
    assert!(!back.withdrawn);
    assert_eq!(forecast(&site, Phase::Completion).await.as_deref(), Some("01/11/2027"));
}

#[tokio::test]
async fn what_has_happened_meanwhile_is_not_expected_any_more() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let fields = fields(&site.get_as(&session, PLAN).await);
    let contract = [("seen", "0"), ("reference", "C-1"), ("signed_on", "01/10/2026"), ("published", "sì")];
    let done = site.post_as(&session, &format!("{DESK}/contratti/nuova"), &contract).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = send(&site, &session, &typing(&fields, &[(CONTRACT, "20/03/2027")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.main().contains("risulta già avvenuto"), "{}", page.main());
    assert!(!page.body.contains(&format!("name=\"{CONTRACT}\"")), "its field is gone");
}

#[tokio::test]
async fn a_deadline_moved_by_an_act_is_the_one_that_counts() {
    let site = site().await;
    let session = manager(&site, "rup").await;
    let moved = [
        ("seen", "0"),
        ("phase", "contrattualizzazione"),
        ("number", "1"),
        ("kind", "proroga"),
        ("due", "30/04/2027"),
        ("act", "Decreto 12/2027"),
        ("confidence", ""),
        ("reason", "Lo dice l'atto"),
    ];
    let done = site.post_as(&session, &format!("{DESK}/{}/nuova", DeadlineChange::TABLE.file), &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = site.get_as(&session, PLAN).await;
    assert!(page.main().contains("49\u{a0}giorni prima del termine"), "{}", page.main());
    assert!(page.main().contains("termine iniziale 30/03/2027"));
}

#[tokio::test]
async fn who_only_reads_sees_the_plan_and_no_form() {
    let site = site().await;
    let reader = site.member("consigliere", "c_e472", &[Role::Reader], &[]).await;
    let page = site.get_as(&reader, DESK).await;
    assert!(page.main().contains("id=\"piano\"") && page.main().contains("12/03/2027"));
    assert!(!page.body.contains("name=\"previsione."));
    assert_eq!(site.get_as(&reader, PLAN).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post_as(&reader, PLAN, &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_schedule_counts_its_own_rows_and_leads_whoever_keeps_some_of_them_to_their_plans() {
    let site = site().await;
    let page = site.get("/c_e472/cronoprogramma").await;
    let rows = page.main().matches("<tr id=\"r-").count();
    let of = |tone: &str| page.main().matches(&format!("tg-status--{tone}\"")).count();
    let (over, late) = (of("done") + of("paid"), of("late"));
    assert!(rows > 5 && over > 1 && late > 1, "{rows} {over} {late}");
    for said in [format!("{rows}\u{a0}progetti: {over} conclusi"), format!("{late} oltre il termine con esito non noto")] {
        assert!(page.main().contains(&said), "{said}: {}", page.main());
    }
    let home = site.get("/c_e472").await;
    assert!(
        home.main().contains(&format!("{over}\u{a0}progetti conclusi su {rows}, {late} oltre il termine")),
        "{}",
        home.main()
    );
    let own = format!("{DESK}#piano");
    assert!(!page.body.contains(&own));
    let session = manager(&site, "chi-sposta").await;
    assert!(site.get_as(&session, "/c_e472/cronoprogramma").await.main().contains(&own));
    assert!(!site.get_as(&session, "/c_e472/cronoprogramma?al=2025-10-29").await.main().contains(&own));
}
