//! Over TLS and without: what cookies are like.

use crate::site::{HERE, PASSWORD, PLAIN, Site, TLS};
use app::visit::Settings;
use domain::member::Role;

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_cookies_are_bound_to_the_host_and_never_go_in_the_clear() {
    for (door, prefix, secure) in [(PLAIN, "", false), (TLS, "__Host-", true)] {
        let site = Site::with(door, Settings::default()).await;
        site.person("ufficio", &[(HERE, Role::Manager)]).await;
        let mut browser = site.browser();
        let page = browser.sign_in("ufficio", PASSWORD).await;
        page.leads("/c_prova/scrivania");
        assert_eq!(page.header("cache-control"), "no-store");
        let cookies = page.set_cookies();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        for (cookie, name) in cookies.iter().zip(["session", "device"]) {
            let (pair, attributes) = cookie.split_once("; ").unwrap();
            let value = pair.strip_prefix(&format!("{prefix}{name}=")).unwrap_or_else(|| panic!("{cookie}"));
            assert!(value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit()), "{cookie}");
            let attributes: Vec<&str> = attributes.split("; ").collect();
            for needed in ["Path=/", "HttpOnly", "SameSite=Lax"] {
                assert!(attributes.contains(&needed), "{cookie}");
            }
            assert_eq!(attributes.contains(&"Secure"), secure, "{cookie}");
            // With a domain, other hosts would see it, and the prefix would forbid it.
            assert!(attributes.iter().all(|a| !a.starts_with("Domain")), "{cookie}");
            assert_eq!(attributes.contains(&"Max-Age=31536000"), name == "device", "{cookie}");
        }
        assert!(browser.is_in().await);
        let gone = browser.post("/esci", &[]).await;
        assert!(gone.set_cookies().iter().any(|c| c.starts_with(&format!("{prefix}session=;")) && c.contains("Max-Age=0")));
        // A browser that is known already gets no second token.
        let again = browser.sign_in("ufficio", PASSWORD).await;
        assert_eq!(again.set_cookies().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_of_the_other_door_is_none() {
    let site = Site::with(TLS, Settings::default()).await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let browser = site.signed_in("ufficio").await;
    let mut forged = site.browser();
    forged.cookies.insert("session".to_owned(), browser.session());
    assert!(!forged.is_in().await, "a cookie that any plain connection can set lets one in");
}
