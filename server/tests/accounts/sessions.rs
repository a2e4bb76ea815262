//! How long a session lasts, and what ends it.

use crate::site::{HERE, PASSWORD, Site, WRONG, ipa};
use domain::{
    account::{Accounts, Assignment},
    member::Role,
};
use words::Lang;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const NEW: &str = "il tram delle sette passa vuoto";

#[tokio::test(flavor = "multi_thread")]
async fn half_an_hour_without_a_request_ends_a_session() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.signed_in("ufficio").await;
    for _ in 0..3 {
        site.wait(29 * MINUTE);
        assert!(browser.is_in().await);
    }
    site.wait(31 * MINUTE);
    browser.get("/c_prova/scrivania").await.leads("/accedi?next=%2Fc_prova%2Fscrivania");
    // It is over, and not only while the clock says so.
    site.wait(-31 * MINUTE);
    assert!(!browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_hours_end_a_session_whatever_happens_in_it() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.signed_in("ufficio").await;
    for _ in 0..35 {
        site.wait(20 * MINUTE);
        assert!(browser.is_in().await);
    }
    site.wait(12 * HOUR - 35 * 20 * MINUTE + 1);
    assert!(!browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_use_of_a_session_is_noted_once_a_minute() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.signed_in("ufficio").await;
    let seen = async || site.store.accounts(&ipa(HERE)).await.unwrap().remove(0).seen;
    let first = seen().await;
    site.wait(30);
    assert!(browser.is_in().await);
    assert_eq!(seen().await, first);
    site.wait(60);
    assert!(browser.is_in().await);
    assert!(seen().await > first);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_sessions_end_where_somebody_says_so() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    site.person("altra", &[(HERE, Role::Manager)]).await;
    let (mut one, mut two, mut other) =
        (site.signed_in("ufficio").await, site.signed_in("ufficio").await, site.signed_in("altra").await);
    one.post("/conto/sessioni", &[]).await.leads("/accedi?fatto=sessioni");
    assert_eq!(one.session(), "");
    assert!(!one.is_in().await && !two.is_in().await);
    assert!(other.is_in().await, "somebody else's session is over too");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_roles_and_a_stop_end_sessions() {
    let site = Site::new().await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let now = site.clock.now();
    let mut browser = site.signed_in("ufficio").await;
    let assignment = Assignment { ente: ipa(HERE), roles: vec![Role::Reader], projects: vec![] };
    site.store.assign(id, assignment.clone(), None, now).await.unwrap();
    assert!(!browser.is_in().await);
    // The same roles again are no change.
    let mut browser = site.signed_in("ufficio").await;
    site.store.assign(id, assignment, None, now).await.unwrap();
    assert!(browser.is_in().await);
    site.store.activate(id, false, None, now).await.unwrap();
    assert!(!browser.is_in().await);
    site.store.activate(id, true, None, now).await.unwrap();
    assert!(!browser.is_in().await, "a session has come back to life");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_wants_the_old_one_and_ends_every_session() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let (mut one, mut two) = (site.signed_in("ufficio").await, site.signed_in("ufficio").await);
    let fields = |current, password, repeat| [("current", current), ("password", password), ("repeat", repeat)];
    for (current, password, repeat, sentence) in [
        (WRONG, NEW, NEW, Lang::It.access_current().to_owned()),
        (PASSWORD, "corta", "corta", Lang::It.access_password_short(12)),
        (PASSWORD, "password2026!!", "password2026!!", Lang::It.access_password_common().to_owned()),
        (PASSWORD, "ComuneProva2026", "ComuneProva2026", Lang::It.access_password_known().to_owned()),
        (PASSWORD, "ufficio.ufficio", "ufficio.ufficio", Lang::It.access_password_regular().to_owned()),
        (PASSWORD, NEW, WRONG, Lang::It.access_repeat().to_owned()),
        (PASSWORD, PASSWORD, PASSWORD, Lang::It.access_password_same().to_owned()),
    ] {
        let page = one.post("/conto/password", &fields(current, password, repeat)).await;
        page.is(422, &sentence);
        for secret in [PASSWORD, NEW, WRONG] {
            assert!(!page.body.contains(secret), "a password is on the page");
        }
    }
    assert!(one.is_in().await && two.is_in().await);
    one.post("/conto/password", &fields(PASSWORD, NEW, NEW)).await.leads("/accedi?fatto=password");
    assert!(!one.is_in().await && !two.is_in().await);
    site.browser().sign_in("ufficio", PASSWORD).await.is(422, Lang::It.access_wrong());
    site.browser().sign_in("ufficio", NEW).await.leads("/c_prova/scrivania");
}
