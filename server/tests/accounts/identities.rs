//! Identities and accounts: what links them, what does not, and who parts them again.

use crate::{
    oidc::{linked, set_out, sign_in},
    provider::{Fake, NAME},
    site::{HERE, PASSWORD, Site, ipa},
};
use domain::{
    account::{Account, Accounts},
    desk::{ChangeKind, Desk, HistoryFilter},
    member::Role,
};
use serde_json::{Value, json};
use server::oidc::Claim;
use words::Lang;

async fn account(site: &Site, login: &str) -> Account {
    site.store.accounts(&ipa(HERE)).await.unwrap().into_iter().find(|a| a.member.login == login).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_links_the_identity_of_whoever_uses_it() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    let id = site.newcomer("nuovo", &[(HERE, Role::Manager)]).await;
    assert!(!account(&site, "nuovo").await.ready);
    let token = site.link(id).await;
    let path = format!("/invito/{token}");
    let mut browser = site.browser();
    let page = browser.get(&path).await;
    page.is(200, &Lang::It.oidc_button(NAME));
    assert!(page.says(&format!("name=\"invitation\" value=\"{token}\"")), "{}", page.body);
    // On the way, nothing has happened yet.
    let address = set_out(&mut browser, &[("invitation", &token)]).await;
    assert!(!address.contains(&token), "the link is told to the provider");
    assert_eq!(browser.get(&path).await.status, 200);
    assert!(!account(&site, "nuovo").await.linked);
    browser.get(&fake.lets_in(&address, "mario")).await.leads("/c_prova/scrivania");
    let now = account(&site, "nuovo").await;
    assert!(now.ready && now.linked);
    // The link is used up, for passwords too.
    let new = "il tram delle sette passa vuoto";
    site.browser().post(&path, &[("password", new), ("repeat", new)]).await.is(422, Lang::It.access_link_over());
    let mut thief = site.browser();
    sign_in(&mut thief, &fake, "ladro", &[("invitation", &token)]).await.is(422, Lang::It.access_link_over());
    assert!(!thief.is_in().await);
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.leads("/c_prova/scrivania");
    // It is told, and who it is at the provider is not.
    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    let history = site.store.history(&ipa(HERE), filter).await.unwrap().changes;
    let line = history.iter().find(|c| c.field.as_deref() == Some("identity")).unwrap();
    assert_eq!((line.kind, line.thing.as_str(), line.author.as_str()), (ChangeKind::Access, "nuovo", "Persona nuovo"));
    assert!(Lang::It.change(line).contains("(identità)"), "{}", Lang::It.change(line));
    assert!(!format!("{history:?}").contains("mario"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_that_opens_nothing_gets_one_answer() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    // No account is made, whatever the provider says of somebody.
    fake.says(|claims| {
        claims.insert("email".into(), json!("ufficio@comune.example"));
        claims.insert("email_verified".into(), json!(true));
        claims.insert("preferred_username".into(), json!("ufficio"));
    });
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let stopped = linked(&site, &fake, "fermo", "stopped").await;
    site.store.activate(stopped, false, None, site.clock.now()).await.unwrap();
    let before = site.store.everybody().await.unwrap();
    let mut answers = vec![];
    for subject in ["stranger", "stopped"] {
        let mut browser = site.browser();
        let page = sign_in(&mut browser, &fake, subject, &[]).await;
        page.is(422, Lang::It.oidc_unlinked());
        assert!(!browser.is_in().await);
        answers.push(page.main());
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(site.store.everybody().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_opens_one_account_and_a_newer_link_another_identity() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    linked(&site, &fake, "primo", "mario").await;
    let id = site.newcomer("secondo", &[(HERE, Role::Reader)]).await;
    let token = site.link(id).await;
    let mut browser = site.browser();
    sign_in(&mut browser, &fake, "mario", &[("invitation", &token)]).await.is(422, Lang::It.oidc_taken());
    assert!(!browser.is_in().await);
    // The link is still good, for somebody else.
    sign_in(&mut browser, &fake, "anna", &[("invitation", &token)]).await.leads("/c_prova/scrivania");
    // Whoever gets a newer one may come with another identity: the one of before opens nothing any more, nor does its session.
    let token = site.link(id).await;
    sign_in(&mut site.browser(), &fake, "anna-2", &[("invitation", &token)]).await.leads("/c_prova/scrivania");
    assert!(!browser.is_in().await);
    sign_in(&mut site.browser(), &fake, "anna", &[]).await.is(422, Lang::It.oidc_unlinked());
    sign_in(&mut site.browser(), &fake, "anna-2", &[]).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_somebody_else_reads_does_not_lead_around_the_second_factor() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    site.enrols(id, "capo").await;
    let token = site.link(id).await;
    let mut thief = site.browser();
    sign_in(&mut thief, &fake, "ladro", &[("invitation", &token)]).await.is(422, Lang::It.oidc_has_second());
    assert!(!thief.is_in().await && !account(&site, "capo").await.linked);
    // The link is not used up: its owner chooses a password with it, and is asked for the code.
    let new = "il tram delle sette passa vuoto";
    let mut owner = site.browser();
    owner.post(&format!("/invito/{token}"), &[("password", new), ("repeat", new)]).await.leads("/accedi?fatto=password");
    owner.sign_in("capo", new).await.leads("/accedi/codice");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_administers_is_asked_for_the_code_after_the_provider_too() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    let id = site.newcomer("capo", &[(HERE, Role::Administrator)]).await;
    let token = site.link(id).await;
    // Who has none yet gets one before anything else.
    let mut browser = site.browser();
    sign_in(&mut browser, &fake, "capo-1", &[("invitation", &token)]).await.leads("/conto/secondo-fattore");
    site.enrols(id, "capo").await;
    let mut browser = site.browser();
    let wanted = [("next", "/c_prova/persone")];
    sign_in(&mut browser, &fake, "capo-1", &wanted).await.leads("/accedi/codice?next=%2Fc_prova%2Fpersone");
    assert!(!browser.is_in().await, "the provider alone let an administrator in");
    browser.get("/c_prova/persone").await.leads("/accedi?next=%2Fc_prova%2Fpersone");
    let code = site.code("capo");
    browser.post("/accedi/codice", &[("code", &code), ("next", "/c_prova/persone")]).await.leads("/c_prova/persone");
    assert!(browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_goes_on_beside_an_identity() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let token = site.link(id).await;
    sign_in(&mut site.browser(), &fake, "mario", &[("invitation", &token)]).await.leads("/c_prova/scrivania");
    site.browser().sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verified_address_that_is_a_login_links_itself_once() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Email).await;
    let login = "mario@comune.example";
    site.newcomer(login, &[(HERE, Role::Manager)]).await;
    let said = |email: Value, verified: Value| {
        fake.says(move |claims| {
            claims.insert("email".into(), email.clone());
            claims.insert("email_verified".into(), verified.clone());
        });
    };
    for (email, verified) in [
        (json!(login), json!(false)),
        (json!(login), json!(null)),
        (json!(login), json!("true")),
        (json!("Mario@comune.example"), json!(true)),
        (json!("mario@comune.example "), json!(true)),
        (json!("anna@comune.example"), json!(true)),
        (json!([login]), json!(true)),
    ] {
        said(email.clone(), verified.clone());
        let page = sign_in(&mut site.browser(), &fake, "mario", &[]).await;
        assert_eq!(page.status, 422, "{email} {verified}");
        assert!(!account(&site, login).await.linked);
    }
    said(json!(login), json!(true));
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.leads("/c_prova/scrivania");
    assert!(account(&site, login).await.linked);
    // The address has passed to somebody else: the account has not.
    sign_in(&mut site.browser(), &fake, "another mario", &[]).await.is(422, Lang::It.oidc_unlinked());
    // And whoever has it keeps it, under another address too.
    said(json!("m.rossi@comune.example"), json!(true));
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_stand_in_the_token_is_asked_for() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Username).await;
    site.newcomer("mario.rossi", &[(HERE, Role::Manager)]).await;
    // Said of somebody else.
    fake.inside().userinfo = json!({ "sub": "another", "preferred_username": "mario.rossi" });
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.is(422, &Lang::It.oidc_failed(NAME));
    fake.inside().userinfo = json!({ "sub": "mario" });
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.is(422, Lang::It.oidc_unlinked());
    fake.inside().userinfo = json!({ "sub": "mario", "preferred_username": "mario.rossi" });
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.leads("/c_prova/scrivania");
    assert_eq!(fake.inside().asked["userinfo"], 3);
    // Once it is linked, nobody asks any more.
    sign_in(&mut site.browser(), &fake, "mario", &[]).await.leads("/c_prova/scrivania");
    assert_eq!(fake.inside().asked["userinfo"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_administers_parts_them_again() {
    let fake = Fake::start().await;
    let site = fake.site(Claim::Subject).await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let id = linked(&site, &fake, "ufficio", "mario").await;
    let other = site.newcomer("nuovo", &[(HERE, Role::Reader)]).await;
    let mut browser = site.browser();
    sign_in(&mut browser, &fake, "mario", &[]).await.leads("/c_prova/scrivania");
    let mut admin = site.signed_in("capo").await;
    let people = format!("/{HERE}/persone");
    let page = admin.get(&people).await;
    assert_eq!(page.main().matches("value=\"unlink\"").count(), 1, "{}", page.body);
    for account in [id, other] {
        admin.post(&format!("{people}/{account}"), &[("action", "unlink")]).await.leads(&people);
    }
    assert!(!browser.is_in().await, "the session goes on");
    assert!(!account(&site, "ufficio").await.linked);
    sign_in(&mut browser, &fake, "mario", &[]).await.is(422, Lang::It.oidc_unlinked());
    let filter = HistoryFilter { limit: 100, words: "scollegata".to_owned(), ..HistoryFilter::default() };
    let history = site.store.history(&ipa(HERE), filter).await.unwrap().changes;
    assert_eq!(history.iter().map(|c| (c.thing.as_str(), c.author.as_str())).collect::<Vec<_>>(), [("ufficio", "Persona capo")]);
}
