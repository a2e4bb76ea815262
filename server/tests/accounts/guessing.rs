//! Guessing is slow, and hurts nobody but whoever does it.

use crate::{
    browser::Page,
    site::{HERE, PASSWORD, PLAIN, Site, WRONG},
};
use app::visit::Settings;
use domain::member::Role;
use server::router::Door;
use words::Lang;

/// It is too soon, and for how long.
fn too_soon(page: &Page) -> i64 {
    page.is(429, Lang::It.refused_title(429));
    page.header("retry-after").parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_with_ten_failures_waits_a_quarter_of_an_hour() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    for i in 0..10 {
        let page = site.browser().at("192.0.2.1").sign_in(&format!("nessuno{i}"), WRONG).await;
        assert_eq!(page.status, 422, "{i}");
    }
    let wait = too_soon(&site.browser().at("192.0.2.1").sign_in("ufficio", PASSWORD).await);
    assert!((1..=900).contains(&wait), "{wait}");
    // A header that anybody can write is nobody's address.
    let mut disguised = site.browser().at("192.0.2.1").saying("x-forwarded-for", "198.51.100.7");
    too_soon(&disguised.sign_in("ufficio", PASSWORD).await);
    site.browser().at("192.0.2.2").sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
    site.wait(wait);
    site.browser().at("192.0.2.1").sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_of_ours_the_address_is_the_one_that_it_wrote() {
    let site = Site::with(Door { proxies: 1, ..PLAIN }, Settings::default()).await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    for i in 0..10 {
        // What comes before the last entry is the guesser's own invention.
        let mut browser = site.browser().at("127.0.0.1").saying("x-forwarded-for", &format!("203.0.113.{i}, 192.0.2.1"));
        assert_eq!(browser.sign_in(&format!("nessuno{i}"), WRONG).await.status, 422, "{i}");
    }
    let mut browser = site.browser().at("127.0.0.1").saying("x-forwarded-for", "203.0.113.99, 192.0.2.1");
    too_soon(&browser.sign_in("ufficio", PASSWORD).await);
    let mut browser = site.browser().at("127.0.0.1").saying("x-forwarded-for", "192.0.2.1, 203.0.113.99");
    browser.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_guessed_at_is_slow_for_strangers_and_open_to_its_owner() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut owner = site.browser().at("192.0.2.77");
    owner.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
    owner.post("/esci", &[]).await.leads("/accedi?fatto=uscita");
    for i in 0..5 {
        assert_eq!(site.browser().at(&format!("192.0.2.{i}")).sign_in("ufficio", WRONG).await.status, 422, "{i}");
    }
    let wait = too_soon(&site.browser().at("192.0.2.50").sign_in("ufficio", PASSWORD).await);
    assert!((1..=10).contains(&wait), "{wait}");
    // The owner's own browser is not kept waiting.
    owner.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
    // Nor is the owner locked out elsewhere.
    site.wait(10);
    site.browser().at("192.0.2.50").sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_not_there_is_slow_too() {
    let site = Site::new().await;
    for i in 0..5 {
        assert_eq!(site.browser().at(&format!("192.0.2.{i}")).sign_in("nessuno", WRONG).await.status, 422, "{i}");
    }
    too_soon(&site.browser().at("192.0.2.50").sign_in("nessuno", WRONG).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_password_can_t_be_guessed_by_who_finds_a_browser_open() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.signed_in("ufficio").await;
    let new = "il tram delle sette passa vuoto";
    let fields = [("current", WRONG), ("password", new), ("repeat", new)];
    for i in 0..5 {
        assert_eq!(browser.post("/conto/password", &fields).await.status, 422, "{i}");
    }
    too_soon(&browser.post("/conto/password", &fields).await);
}
