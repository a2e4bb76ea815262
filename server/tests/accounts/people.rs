//! The people of an ente: who is invited, what becomes of roles, and what an administrator can't do.

use crate::{
    browser::{Browser, Page},
    site::{HERE, PASSWORD, PLAIN, Site, THERE, ipa},
};
use app::visit::Settings;
use domain::{
    account::{Account, Accounts},
    desk::{ChangeKind, Desk, HistoryFilter},
    member::Role,
};
use words::Lang;

const PEOPLE: &str = "/c_prova/persone";
const NEW: &str = "il tram delle sette passa vuoto";

/// The link that a page shows.
fn link(page: &Page, origin: &str) -> String {
    let start = format!("{origin}/invito/");
    let body = &page.body;
    let at = body.find(&start).unwrap_or_else(|| panic!("no link on the page: {body}"));
    let token: String = body.get(at + start.len()..).unwrap().chars().take_while(char::is_ascii_alphanumeric).collect();
    assert_eq!(token.len(), 64, "{token}");
    format!("/invito/{token}")
}

async fn found(site: &Site, ente: &str, login: &str) -> Option<Account> {
    site.store.accounts(&ipa(ente)).await.unwrap().into_iter().find(|a| a.member.login == login)
}

fn roles(account: &Account, ente: &str) -> Vec<Role> {
    account.member.grants.iter().filter(|g| g.ente == ipa(ente)).map(|g| g.role).collect()
}

async fn invite(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("/{HERE}/persone"), fields).await
}

/// Sends a form about somebody; one that assigns roles with what its page has seen of them.
async fn change(browser: &mut Browser<'_>, id: i64, fields: &[(&str, &str)]) -> Page {
    let mut fields = fields.to_vec();
    let seen = seen(browser, id).await;
    if fields.contains(&("action", "assign")) {
        fields.push(("seen", &seen));
    }
    send(browser, id, &fields).await
}

/// What the form that assigns somebody's roles says that it saw; nothing where there is none.
async fn seen(browser: &mut Browser<'_>, id: i64) -> String {
    let page = browser.get(&format!("/{HERE}/persone")).await;
    let own = page.body.split("<form").find(|f| f.contains(&format!("/persone/{id}\"")) && f.contains("\"assign\""));
    let value = own.and_then(|f| f.split_once("name=\"seen\" value=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map_or_else(String::new, |(value, _)| value.to_owned())
}

async fn send(browser: &mut Browser<'_>, id: i64, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("/{HERE}/persone/{id}"), fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_invites_somebody_who_then_chooses_a_password() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let fields = [
        ("login", "Mario.Rossi"),
        ("name", "Ufficio  progetti"),
        ("role", "responsabile"),
        ("role", "validatore"),
        ("project", "send-2022"),
    ];
    let page = invite(&mut admin, &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    let path = link(&page, "http://comune.example");
    let account = found(&site, HERE, "mario.rossi").await.unwrap();
    assert_eq!((account.member.name.as_str(), account.ready, account.active), ("Ufficio progetti", false, true));
    assert_eq!(roles(&account, HERE), [Role::Manager, Role::Validator]);
    assert_eq!(account.member.projects.iter().map(|(_, p)| p.as_str()).collect::<Vec<_>>(), ["send-2022"]);
    // Shown once: the page does not show it again.
    assert!(!admin.get(&format!("/{HERE}/persone")).await.body.contains("/invito/"));
    let mut newcomer = site.browser();
    newcomer.post(&path, &[("password", NEW), ("repeat", NEW)]).await.leads("/accedi?fatto=password");
    newcomer.sign_in("mario.rossi", NEW).await.leads("/c_prova/scrivania");
    assert!(found(&site, HERE, "mario.rossi").await.unwrap().ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_begin_with_the_address_that_is_set() {
    let settings = Settings { origin: Some("https://traguardi.comune.example".to_owned()), ..Settings::default() };
    let site = Site::with(PLAIN, settings).await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let page = invite(&mut admin, &[("login", "nuovo"), ("name", "Nuovo arrivato"), ("role", "lettore")]).await;
    link(&page, "https://traguardi.comune.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_with_something_wrong_comes_back_as_it_was_typed() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let before = site.store.everybody().await.unwrap();
    let page = invite(&mut admin, &[("login", "mario rossi"), ("name", "X"), ("project", "nessuno")]).await;
    for sentence in [
        Lang::It.access_login_form(),
        Lang::It.access_name_form(),
        Lang::It.access_role_needed(),
        Lang::It.access_project_unknown(),
    ] {
        page.is(422, sentence);
    }
    assert!(page.main().contains("\"mario rossi\""), "what was typed is gone");
    let taken = invite(&mut admin, &[("login", "capo"), ("name", "Un altro capo"), ("role", "lettore")]).await;
    taken.is(422, Lang::It.access_login_taken());
    let odd = invite(&mut admin, &[("login", "nuovo"), ("name", "Nuovo"), ("role", "imperatore")]).await;
    odd.is(422, Lang::It.access_role_needed());
    assert_eq!(site.store.everybody().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_replaced_in_this_ente_only() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager), (THERE, Role::Validator)]).await;
    let mut admin = site.signed_in("capo").await;
    let people = format!("/{HERE}/persone");
    let fields = [("action", "assign"), ("role", "lettore"), ("role", "responsabile"), ("project", "spid-2022")];
    change(&mut admin, id, &fields).await.leads(&people);
    let account = found(&site, HERE, "ufficio").await.unwrap();
    assert_eq!(roles(&account, HERE), [Role::Reader, Role::Manager]);
    assert_eq!(roles(&account, THERE), [Role::Validator]);
    assert_eq!(account.member.projects.iter().map(|(_, p)| p.as_str()).collect::<Vec<_>>(), ["spid-2022"]);
    // Somebody who has a place elsewhere may lose the one here; somebody who has not would be in nobody's list.
    change(&mut admin, id, &[("action", "assign")]).await.leads(&people);
    assert_eq!(found(&site, HERE, "ufficio").await, None);
    assert_eq!(roles(&found(&site, THERE, "ufficio").await.unwrap(), THERE), [Role::Validator]);
    let only = site.person("altra", &[(HERE, Role::Reader)]).await;
    change(&mut admin, only, &[("action", "assign")]).await.is(422, Lang::It.access_role_needed());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_administrators_the_second_sees_what_the_first_has_given() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    site.person("vice", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Reader)]).await;
    let (mut one, mut two) = (site.signed_in("capo").await, site.signed_in("vice").await);
    let stale = seen(&mut two, id).await;
    assert_ne!(stale, "");
    change(&mut one, id, &[("action", "assign"), ("role", "responsabile"), ("project", "send-2022")]).await.leads(PEOPLE);
    let fields = [("action", "assign"), ("role", "validatore")];
    assert_eq!(send(&mut two, id, &fields).await.status, 428);
    let page = send(&mut two, id, &[fields[0], fields[1], ("seen", &stale)]).await;
    page.is(409, Lang::It.access_overtaken());
    assert_eq!(roles(&found(&site, HERE, "ufficio").await.unwrap(), HERE), [Role::Manager]);
    // The page that came back has seen it.
    change(&mut two, id, &fields).await.leads(PEOPLE);
    assert_eq!(roles(&found(&site, HERE, "ufficio").await.unwrap(), HERE), [Role::Validator]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_stopped_can_t_come_in_until_started_again() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let (mut admin, mut browser) = (site.signed_in("capo").await, site.signed_in("ufficio").await);
    let people = format!("/{HERE}/persone");
    let open = format!("/invito/{}", site.link(id).await);
    change(&mut admin, id, &[("action", "stop")]).await.leads(&people);
    assert!(!browser.is_in().await);
    browser.sign_in("ufficio", PASSWORD).await.is(422, Lang::It.access_wrong());
    browser.post(&open, &[("password", NEW), ("repeat", NEW)]).await.is(422, Lang::It.access_link_over());
    change(&mut admin, id, &[("action", "link")]).await.is(422, Lang::It.access_stopped());
    change(&mut admin, id, &[("action", "start")]).await.leads(&people);
    browser.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_replaces_a_lost_password() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let (mut admin, mut browser) = (site.signed_in("capo").await, site.signed_in("ufficio").await);
    let page = change(&mut admin, id, &[("action", "link")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let path = link(&page, "http://comune.example");
    // Until it is used, everything is as before.
    assert!(browser.is_in().await);
    site.browser().post(&path, &[("password", NEW), ("repeat", NEW)]).await.leads("/accedi?fatto=password");
    assert!(!browser.is_in().await);
    site.browser().sign_in("ufficio", PASSWORD).await.is(422, Lang::It.access_wrong());
    site.browser().sign_in("ufficio", NEW).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_stays_one_and_touches_nobody_elsewhere() {
    let site = Site::new().await;
    let own = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let foreign = site.person("vicino", &[(THERE, Role::Reader)]).await;
    let both = site.person("ponte", &[(HERE, Role::Reader), (THERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let before = site.store.everybody().await.unwrap();
    change(&mut admin, own, &[("action", "assign"), ("role", "lettore")]).await.is(422, Lang::It.access_own_role());
    change(&mut admin, own, &[("action", "stop")]).await.is(422, Lang::It.access_own_stop());
    for action in ["link", "stop", "start"] {
        let page = change(&mut admin, both, &[("action", action)]).await;
        page.is(422, Lang::It.access_elsewhere());
        assert!(!page.body.contains("/invito/"), "{action}");
        assert_eq!(change(&mut admin, foreign, &[("action", action)]).await.status, 404, "{action}");
    }
    assert_eq!(change(&mut admin, foreign, &[("action", "assign"), ("role", "lettore")]).await.status, 404);
    assert_eq!(change(&mut admin, 4_000_000, &[("action", "stop")]).await.status, 404);
    assert_eq!(change(&mut admin, both, &[("action", "explode")]).await.status, 400);
    for odd in ["x", "-1", "1e9", "99999999999999999999"] {
        assert_eq!(admin.post(&format!("/{HERE}/persone/{odd}"), &[("action", "stop")]).await.status, 404, "{odd}");
    }
    let names = |accounts: Vec<Account>| accounts.into_iter().map(|a| (a.member, a.active)).collect::<Vec<_>>();
    assert_eq!(names(site.store.everybody().await.unwrap()), names(before));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_people_is_in_the_history_without_any_secret() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let page = invite(&mut admin, &[("login", "nuovo"), ("name", "Nuovo arrivato"), ("role", "lettore")]).await;
    let path = link(&page, "http://comune.example");
    site.browser().post(&path, &[("password", NEW), ("repeat", NEW)]).await.leads("/accedi?fatto=password");
    let id = found(&site, HERE, "nuovo").await.unwrap().member.id;
    change(&mut admin, id, &[("action", "stop")]).await.leads(&format!("/{HERE}/persone"));
    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    let history = site.store.history(&ipa(HERE), filter).await.unwrap().changes;
    let told: Vec<_> = history.iter().filter(|c| c.kind == ChangeKind::Access && c.thing == "nuovo").collect();
    let by = |field: &str| {
        let line =
            told.iter().find(|c| c.field.as_deref() == Some(field)).unwrap_or_else(|| panic!("nothing of {field}: {told:?}"));
        (line.author.as_str(), line.old.as_deref(), line.new.as_deref())
    };
    assert_eq!(by("roles"), ("Persona capo", None, Some("lettore")));
    assert_eq!(by("active"), ("Persona capo", Some("sì"), Some("no")));
    assert_eq!(by("link").0, "Persona capo");
    assert_eq!(by("password").0, "Nuovo arrivato");
    let token = path.rsplit('/').next().unwrap();
    let all = format!("{history:?}");
    for secret in [token, NEW, "argon2"] {
        assert!(!all.contains(secret), "the history tells «{secret}»");
    }
}
