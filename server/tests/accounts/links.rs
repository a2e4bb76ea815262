//! One-time links: good for one password, for three days, and one at a time.

use crate::site::{HERE, Site};
use domain::{account::Accounts, member::Role};
use server::session;
use words::Lang;

const NEW: &str = "il tram delle sette passa vuoto";
const FIELDS: [(&str, &str); 2] = [("password", NEW), ("repeat", NEW)];
const HOUR: i64 = 60 * 60;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_sets_one_password() {
    let site = Site::new().await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let path = format!("/invito/{}", site.link(id).await);
    let mut browser = site.browser();
    // Programs that look at links before people do don't use them up.
    for _ in 0..3 {
        assert_eq!(browser.get(&path).await.status, 200);
    }
    let page = browser.post(&path, &[("password", "nuovo-nuovo-1"), ("repeat", "nuovo-nuovo-1")]).await;
    page.is(422, Lang::It.access_password_known());
    assert!(!page.body.contains("nuovo-nuovo-1"));
    browser.post(&path, &[("password", NEW), ("repeat", "altro")]).await.is(422, Lang::It.access_repeat());
    browser.post(&path, &FIELDS).await.leads("/accedi?fatto=password");
    browser.post(&path, &FIELDS).await.is(422, Lang::It.access_link_over());
    browser.sign_in("nuovo", NEW).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_do_not_both_use_a_link() {
    let site = Site::new().await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let path = format!("/invito/{}", site.link(id).await);
    let (mut one, mut two) = (site.browser(), site.browser());
    let (one, two) = tokio::join!(one.post(&path, &FIELDS), two.post(&path, &FIELDS));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_over_after_three_days_and_when_there_is_a_newer_one() {
    let site = Site::new().await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let old = format!("/invito/{}", site.link(id).await);
    let newer = format!("/invito/{}", site.link(id).await);
    let mut browser = site.browser();
    browser.post(&old, &FIELDS).await.is(422, Lang::It.access_link_over());
    site.wait(72 * HOUR + 1);
    browser.post(&newer, &FIELDS).await.is(422, Lang::It.access_link_over());
    let last = format!("/invito/{}", site.link(id).await);
    site.wait(71 * HOUR);
    browser.post(&last, &FIELDS).await.leads("/accedi?fatto=password");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_a_link_takes_none_away_that_was_handed_over() {
    let site = Site::new().await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let handed = format!("/invito/{}", site.link(id).await);
    let asked = |n: u8| format!("{n:064x}");
    for n in [1, 2] {
        site.store.request_link(id, session::digest(&asked(n)), site.clock.now()).await.unwrap();
    }
    let mut browser = site.browser();
    browser.post(&format!("/invito/{}", asked(1)), &FIELDS).await.is(422, Lang::It.access_link_over());
    browser.post(&handed, &FIELDS).await.leads("/accedi?fatto=password");
    // Whichever is used, the others are over.
    browser.post(&format!("/invito/{}", asked(2)), &FIELDS).await.is(422, Lang::It.access_link_over());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_made_is_no_link() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Reader)]).await;
    let mut browser = site.browser();
    for token in [session::token().unwrap().as_str(), "x", "'%20OR%201=1--", &"a".repeat(5_000)] {
        let page = browser.post(&format!("/invito/{token}"), &FIELDS).await;
        page.is(422, Lang::It.access_link_over());
    }
    // What can be read in two ways is no address at all.
    browser.post("/invito/%00", &FIELDS).await.is(404, Lang::It.not_found_title());
}
