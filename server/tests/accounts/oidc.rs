//! Signing in with a provider of identities: the way there and back, and everything on it that somebody may have tampered with.

use crate::{
    browser::{Browser, Page},
    provider::{Fake, Mood, NAME, Signed},
    site::{HERE, PASSWORD, Site, TLS},
};
use domain::{
    account::Accounts,
    identity::{Ground, Identity, Linked},
    member::Role,
};
use serde_json::json;
use server::{oidc::Claim, session};
use words::Lang;

const MINUTE: i64 = 60;
const SUBJECT: &str = "248289761001";

/// Somebody whose identity is linked already.
pub(super) async fn linked(site: &Site, fake: &Fake, login: &str, subject: &str) -> i64 {
    let id = site.newcomer(login, &[(HERE, Role::Manager)]).await;
    let identity = Identity { issuer: fake.issuer(), subject: subject.to_owned() };
    let link = session::digest(&site.link(id).await);
    let done = site.store.link_identity(identity, Ground::Link(link), site.clock.now()).await.unwrap();
    assert!(matches!(done, Linked::To(_)), "{done:?}");
    id
}

/// Presses the button. The address that the answer leads to.
pub(super) async fn set_out(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> String {
    let page = browser.post("/accedi/oidc", fields).await;
    page.is(200, &Lang::It.oidc_leaving_title(NAME));
    assert_eq!(page.header("cache-control"), "no-store");
    let address = page.header("refresh").strip_prefix("0; url=").unwrap_or_else(|| panic!("it leads nowhere: {}", page.body));
    assert!(page.says(&format!("href=\"{address}\"")), "the link leads elsewhere: {}", page.body);
    address.to_owned()
}

/// There and back.
pub(super) async fn sign_in(browser: &mut Browser<'_>, fake: &Fake, subject: &str, fields: &[(&str, &str)]) -> Page {
    let address = set_out(browser, fields).await;
    browser.get(&fake.lets_in(&address, subject)).await
}

/// Nobody was let in, and this is why.
async fn refused(browser: &mut Browser<'_>, page: &Page, sentence: &str) {
    page.is(422, sentence);
    assert!(page.says("action=\"/accedi\"") && page.says("action=\"/accedi/oidc\""), "{}", page.body);
    assert!(page.set_cookies().iter().all(|c| c.starts_with("oidc=;") || c.starts_with("__Host-oidc=;")), "{}", page.body);
    assert!(!browser.is_in().await, "somebody is in");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_none_is_configured_there_is_nothing_of_it() {
    let site = Site::new().await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let mut browser = site.browser();
    let invitation = format!("/invito/{}", site.link(id).await);
    for path in ["/accedi", invitation.as_str(), "/privacy"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for trace in ["oidc", Lang::It.oidc_title(), Lang::It.oidc_invitation_title(), "SPID/CIE"] {
            assert!(!page.says(trace), "{path} says {trace}");
        }
    }
    assert_eq!(browser.post("/accedi/oidc", &[]).await.status, 404);
    let page = browser.get("/accedi/oidc/ritorno?code=a&state=b").await;
    assert_eq!((page.status, page.set_cookies().len()), (404, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_linked_an_identity_signs_in_with_it() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    let mut browser = site.browser();
    browser.get("/accedi").await.is(200, &Lang::It.oidc_button(NAME));
    browser.get("/privacy").await.is(200, &Lang::It.oidc_cookie(NAME));
    // Nothing is asked of the provider before somebody wants to sign in.
    assert!(fake.inside().asked.is_empty());
    sign_in(&mut browser, &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    browser.get("/conto").await.is(200, "Persona ufficio");
    assert!(!browser.cookies.contains_key("oidc"), "the cookie of the way is still there");
    // It is a session as any other.
    let before = browser.session();
    sign_in(&mut browser, &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    assert_ne!(browser.session(), before);
    browser.post("/esci", &[]).await.leads("/accedi?fatto=uscita");
    assert!(!browser.is_in().await);
    // What it says of itself and its keys are kept.
    let asked = fake.inside().asked.clone();
    assert_eq!((asked["discovery"], asked["keys"], asked["token"]), (1, 1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_comes_back_to_this_site_only() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    let own = "/c_prova/scrivania/send-2022?lang=en&x=%2F";
    sign_in(&mut site.browser(), &fake, SUBJECT, &[("next", own)]).await.leads(own);
    for hostile in ["https://evil.example", "//evil.example", "/\\evil.example", "/accedi/oidc/ritorno?code=x", ""] {
        sign_in(&mut site.browser(), &fake, SUBJECT, &[("next", hostile)]).await.leads("/c_prova/scrivania");
    }
    // What the provider, or somebody in its name, adds on the way back counts for nothing.
    let mut browser = site.browser();
    let back = fake.lets_in(&set_out(&mut browser, &[]).await, SUBJECT);
    browser.get(&format!("{back}&next=%2Fconto")).await.leads("/c_prova/scrivania");
    // Where it goes wrong, one can begin again and still come there.
    let mut browser = site.browser();
    set_out(&mut browser, &[("next", own)]).await;
    let page = browser.get("/accedi/oidc/ritorno?code=x&state=y").await;
    refused(&mut browser, &page, Lang::It.oidc_over()).await;
    assert!(page.says(&format!("value=\"{own}\"")), "{}", page.body);
    assert!(!page.body.contains("state=y"), "what came back stands in the page: {}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_the_cookie_of_the_way_is_bound_to_the_host() {
    let fake = Fake::start().await;
    let site = fake.site_at(TLS, Claim::Subject).await;
    let mut browser = site.browser();
    let page = browser.post("/accedi/oidc", &[]).await;
    let cookies = page.set_cookies();
    assert_eq!(cookies.len(), 1);
    assert!(cookies[0].starts_with("__Host-oidc="), "{cookies:?}");
    assert!(cookies[0].ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"), "{cookies:?}");
    let page = browser.get("/accedi/oidc/ritorno").await;
    refused(&mut browser, &page, Lang::It.oidc_over()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_is_good_once_in_this_browser_and_for_ten_minutes() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    // In another browser.
    let mut browser = site.browser();
    let back = fake.lets_in(&set_out(&mut browser, &[]).await, SUBJECT);
    let mut other = site.browser();
    let page = other.get(&back).await;
    refused(&mut other, &page, Lang::It.oidc_over()).await;
    // Of another browser's way, in one that is on its own.
    set_out(&mut other, &[]).await;
    let page = other.get(&back).await;
    refused(&mut other, &page, Lang::It.oidc_over()).await;
    // Again.
    let before = browser.clone();
    browser.get(&back).await.leads("/c_prova/scrivania");
    let mut again = before;
    let page = again.get(&back).await;
    refused(&mut again, &page, Lang::It.oidc_over()).await;
    // A code that was used, on a way of its own: it is the provider that refuses it.
    let mut thief = site.browser();
    let own = fake.lets_in(&set_out(&mut thief, &[]).await, SUBJECT);
    let used = own.replace("code=code-2", "code=code-1");
    assert_ne!(used, own);
    let page = thief.get(&used).await;
    refused(&mut thief, &page, &Lang::It.oidc_failed(NAME)).await;
    // Too late.
    let mut late = site.browser();
    let back = fake.lets_in(&set_out(&mut late, &[]).await, SUBJECT);
    site.wait(10 * MINUTE);
    let page = late.get(&back).await;
    refused(&mut late, &page, Lang::It.oidc_over()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_only_with_the_secret_of_who_asked_for_it() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    // Somebody else's code, planted into one's own way back: neither its secret nor its nonce is the one sent out here.
    let mut victim = site.browser();
    let back = fake.lets_in(&set_out(&mut victim, &[]).await, SUBJECT);
    let mut thief = site.browser();
    let own = fake.lets_in(&set_out(&mut thief, &[]).await, "somebody else");
    let planted = own.replace("code=code-2", "code=code-1");
    assert_ne!(planted, own);
    let page = thief.get(&planted).await;
    refused(&mut thief, &page, &Lang::It.oidc_failed(NAME)).await;
    // It was good, where it was asked for, until somebody tried it elsewhere.
    let page = victim.get(&back).await;
    refused(&mut victim, &page, &Lang::It.oidc_failed(NAME)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_that_is_not_as_it_should_be_lets_nobody_in() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    let (failed, denied) = (Lang::It.oidc_failed(NAME), Lang::It.oidc_denied(NAME));
    let (failed, denied) = (failed.as_str(), denied.as_str());
    type Bend = fn(&str) -> String;
    let bends: [(Bend, &str); 8] = [
        (|back| back.replace("state=", "state=0"), Lang::It.oidc_over()),
        (|back| back.replace("state=", "stat="), Lang::It.oidc_over()),
        (|back| format!("{back}&state=0"), failed),
        (|back| format!("{back}&iss=https%3A%2F%2Fevil.example"), failed),
        (|back| back.replace("iss=", "iss=https%3A%2F%2Fevil.example"), failed),
        (|back| back.replace("code=", "cod="), failed),
        (|back| format!("{}&error=access_denied", back.replace("code=", "cod=")), denied),
        (|back| format!("{back}&error=%3Cscript%3E"), failed),
    ];
    for (bend, sentence) in bends {
        let mut browser = site.browser();
        let back = fake.lets_in(&set_out(&mut browser, &[]).await, SUBJECT);
        let bent = bend(&back);
        let page = browser.get(&bent).await;
        refused(&mut browser, &page, sentence).await;
        assert!(!page.body.contains("<script>"), "{bent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_says_whose_its_answers_are_has_to() {
    let fake = Fake::start().await;
    fake.inside().metadata = json!({ "authorization_response_iss_parameter_supported": true });
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    sign_in(&mut site.browser(), &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    for bend in ["is=", "iss=&iss="] {
        let mut browser = site.browser();
        let back = fake.lets_in(&set_out(&mut browser, &[]).await, SUBJECT).replace("iss=", bend);
        let page = browser.get(&back).await;
        refused(&mut browser, &page, &Lang::It.oidc_failed(NAME)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_as_it_should_be_lets_nobody_in() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    let now = chrono::Utc::now().timestamp();
    let claims = [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("aud", json!(["another", "traguardi & prove"])),
        ("azp", json!("another")),
        ("exp", json!(now - 61)),
        ("exp", json!(null)),
        ("iat", json!(now + 600)),
        ("nbf", json!(now + 600)),
        ("nonce", json!("another")),
        ("nonce", json!(null)),
        ("at_hash", json!("another")),
        ("sub", json!("")),
        ("sub", json!(248_289_761_001_i64)),
    ];
    for (name, value) in claims {
        let told = format!("{name}: {value}");
        fake.says(move |claims| drop(claims.insert(name.to_owned(), value.clone())));
        let mut browser = site.browser();
        let page = sign_in(&mut browser, &fake, SUBJECT, &[]).await;
        assert_eq!(page.status, 422, "{told}");
        refused(&mut browser, &page, &Lang::It.oidc_failed(NAME)).await;
    }
    fake.says(|_| {});
    for signed in [Signed::ByAnother, Signed::None, Signed::WithTheKeyAsSecret] {
        fake.inside().signed = signed;
        let mut browser = site.browser();
        let page = sign_in(&mut browser, &fake, SUBJECT, &[]).await;
        refused(&mut browser, &page, &Lang::It.oidc_failed(NAME)).await;
    }
    fake.inside().signed = Signed::Well;
    sign_in(&mut site.browser(), &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_may_change_its_keys_and_is_asked_for_them_once_a_minute() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "ufficio", SUBJECT).await;
    sign_in(&mut site.browser(), &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    fake.changes_its_keys("second");
    // Whoever makes up names of keys does not make us ask for them again and again.
    for _ in 0..3 {
        let mut browser = site.browser();
        let page = sign_in(&mut browser, &fake, SUBJECT, &[]).await;
        refused(&mut browser, &page, &Lang::It.oidc_failed(NAME)).await;
    }
    assert_eq!(fake.inside().asked["keys"], 1);
    site.wait(MINUTE);
    sign_in(&mut site.browser(), &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    assert_eq!(fake.inside().asked["keys"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_does_not_answer_as_it_should_is_left_alone_for_a_moment() {
    for mood in [Mood::Large, Mood::Broken, Mood::Elsewhere, Mood::Slow] {
        let fake = Fake::start().await;
        let site = fake.site(Claim::Subject).await;
        site.person("ufficio", &[(HERE, Role::Manager)]).await;
        linked(&site, &fake, "altra", SUBJECT).await;
        fake.inside().mood = mood;
        for _ in 0..3 {
            let mut browser = site.browser();
            let page = browser.post("/accedi/oidc", &[("next", "/conto")]).await;
            page.is(422, &Lang::It.oidc_unreachable(NAME));
            assert!(page.set_cookies().is_empty());
        }
        assert_eq!(fake.inside().asked["discovery"], 1);
        // The others sign in as always.
        site.browser().sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
        fake.inside().mood = Mood::Well;
        site.wait(11);
        sign_in(&mut site.browser(), &fake, SUBJECT, &[]).await.leads("/c_prova/scrivania");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_provider_says_of_itself_is_not_believed_beyond_what_is_safe() {
    for further in [
        json!({ "issuer": "https://evil.example" }),
        json!({ "authorization_endpoint": "http://evil.example/authorize" }),
        json!({ "authorization_endpoint": "javascript:alert(1)" }),
        json!({ "token_endpoint": "http://evil.example/token" }),
        json!({ "jwks_uri": null }),
    ] {
        let fake = Fake::start().await;
        let site = fake.site(Claim::Subject).await;
        fake.inside().metadata = further.clone();
        let page = site.browser().post("/accedi/oidc", &[]).await;
        page.is(422, &Lang::It.oidc_unreachable(NAME));
        assert!(page.header("refresh").is_empty(), "{further}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_begins_nothing() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let page = site.browser().saying(name, value).post("/accedi/oidc", &[]).await;
        assert_eq!((page.status, page.set_cookies().len()), (403, 0), "{name}: {value}");
    }
}
