//! The second factor: who must get one, what a code is good for, recovery codes, and what becomes of a lost telephone.

use crate::{
    browser::{Browser, Page},
    site::{HERE, PASSWORD, Site, THERE, WRONG, ipa},
};
use domain::{
    account::Accounts,
    desk::{Change, ChangeKind, Desk, HistoryFilter},
    member::Role,
    second::{CODES, Key, Recovery, SecondFactor, from_base32, step_of},
};
use server::{second, session};
use std::fs;
use words::Lang;

const OWN: &str = "/conto/secondo-fattore";
const CODE: &str = "/accedi/codice";
const DESK: &str = "/c_prova/scrivania";
const PEOPLE: &str = "/c_prova/persone";
const NEW: &str = "il tram delle sette passa vuoto";
const MINUTE: i64 = 60;

/// The key that a page shows.
fn shown_key(page: &Page) -> Key {
    let (_, rest) = page.body.split_once("id=\"chiave\">").unwrap_or_else(|| panic!("no key: {}", page.body));
    let text = rest.split('<').next().unwrap().replace(' ', "");
    Key(from_base32(&text).unwrap().try_into().unwrap())
}

/// The recovery codes that a page shows.
fn shown_codes(page: &Page) -> Vec<String> {
    let (_, rest) = page.body.split_once("id=\"codici\"").unwrap_or_else(|| panic!("no codes: {}", page.body));
    let list = rest.split("</ol>").next().unwrap();
    list.split("<samp>").skip(1).map(|text| text.split('<').next().unwrap().to_owned()).collect()
}

/// Six figures that are not a code of this key, whatever the time.
fn wrong(key: &Key, step: i64) -> String {
    let good: Vec<String> = (step - 5..step + 5).map(|step| second::code(key, step)).collect();
    (0..).map(|n| format!("{n:06}")).find(|code| !good.contains(code)).unwrap()
}

/// Signs in by the password and then sends this as the code.
async fn enter(site: &Site, login: &str, code: &str) -> Page {
    let mut browser = site.browser();
    browser.sign_in(login, PASSWORD).await.leads(CODE);
    browser.post(CODE, &[("code", code)]).await
}

async fn change(browser: &mut Browser<'_>, id: i64, action: &str) -> Page {
    browser.post(&format!("{PEOPLE}/{id}"), &[("action", action)]).await
}

/// What the history tells of somebody's second factor, the newest first: who, field, old, new.
async fn told(site: &Site, login: &str) -> Vec<(String, String, Option<String>, Option<String>)> {
    let history = site.store.history(&ipa(HERE), HistoryFilter { limit: 100, ..HistoryFilter::default() }).await.unwrap();
    let ours = |c: &Change| c.kind == ChangeKind::Access && c.subject == "account" && c.thing == login;
    let lines = history.changes.into_iter().filter(ours);
    lines
        .filter_map(|c| c.field.clone().map(|field| (c.author, field, c.old, c.new)))
        .filter(|(_, field, ..)| ["second", "recovery"].contains(&field.as_str()))
        .collect()
}

fn line(author: &str, field: &str, old: Option<&str>, new: &str) -> (String, String, Option<String>, Option<String>) {
    (author.to_owned(), field.to_owned(), old.map(str::to_owned), Some(new.to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_gets_a_second_factor_before_anything_else() {
    let site = Site::new().await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let (mut thief, mut browser) = (site.browser(), site.browser());
    thief.sign_in("capo", PASSWORD).await.leads(OWN);
    let fields = [("login", "capo"), ("password", PASSWORD), ("next", DESK)];
    browser.post("/accedi", &fields).await.leads(OWN);
    browser.get(DESK).await.leads(OWN);
    let invite = [("login", "nuovo"), ("name", "Nuovo arrivato"), ("role", "lettore")];
    browser.post(PEOPLE, &invite).await.is(403, Lang::It.second_first());
    assert!(site.store.credentials("nuovo").await.unwrap().is_none());

    let page = browser.get(OWN).await;
    page.is(200, Lang::It.second_first());
    assert_eq!(page.header("cache-control"), "no-store");
    let main = page.main();
    assert!(main.contains("role=\"img\"") && main.contains("one-time-code") && main.contains("inputmode=\"numeric\""), "{main}");
    // What a form sends along is a code, and never the key.
    let key = shown_key(&page);
    assert!(!main.contains(&format!("value=\"{}", key.text())), "the key is in a field");
    assert_eq!(shown_key(&browser.get(OWN).await), key, "looking again makes another key");
    let now = site.next_step();
    let far = second::code(&key, now + 7);
    for typed in ["", "12345", "ABCD-EFGH-IJKL-MNOP", &wrong(&key, now), &far] {
        let page = browser.post(OWN, &[("action", "confirm"), ("code", typed)]).await;
        page.is(422, Lang::It.second_confirm_wrong());
    }
    assert!(site.store.factor(id).await.unwrap().is_none());

    let before = browser.session();
    let code = second::code(&key, now);
    let done = browser.post(OWN, &[("action", "confirm"), ("code", &code)]).await;
    done.is(200, Lang::It.second_codes_text());
    assert_eq!(done.header("cache-control"), "no-store");
    let codes = shown_codes(&done);
    assert_eq!(codes.len(), CODES);
    assert_ne!(browser.session(), before, "the session was opened with the password alone");
    assert!(!thief.is_in().await, "a session that was opened with the password alone goes on");
    assert_eq!(browser.get(DESK).await.status, 200);
    // Shown once.
    let later = browser.get(OWN).await;
    assert_eq!(later.status, 200);
    for secret in codes.iter().chain([&key.text()]) {
        assert!(!later.body.contains(secret.as_str()), "it is shown again");
    }
    assert!(!later.body.contains("id=\"chiave\""));
    // Nor does sending the form again, as a page that is loaded anew does, make others.
    browser.post(OWN, &[("action", "confirm"), ("code", &code)]).await.leads(OWN);
    assert_eq!(site.store.factor(id).await.unwrap().unwrap().codes, CODES);
    assert_eq!(told(&site, "capo").await, [line("Persona capo", "second", None, "attivato")]);
    // The code that confirmed the key is used up; the recovery codes are good.
    enter(&site, "capo", &code).await.is(422, Lang::It.second_used());
    enter(&site, "capo", codes.first().unwrap()).await.leads(DESK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_that_was_left_is_replaced_by_the_next() {
    let site = Site::new().await;
    site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let mut browser = site.browser();
    browser.sign_in("capo", PASSWORD).await.leads(OWN);
    let old = shown_key(&browser.get(OWN).await);
    let mut again = site.browser();
    again.sign_in("capo", PASSWORD).await.leads(OWN);
    let new = shown_key(&again.get(OWN).await);
    assert_ne!(old, new);
    let now = site.next_step();
    let send = |key: &Key| [("action".to_owned(), "confirm".to_owned()), ("code".to_owned(), second::code(key, now))];
    let fields = send(&old);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(OWN, &fields).await.is(422, Lang::It.second_confirm_wrong());
    let fields = send(&new);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(again.post(OWN, &fields).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_code_is_good_twice_nor_one_before_it() {
    let site = Site::new().await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let key = site.enrols(id, "capo").await;
    let now = site.next_step();
    let code = second::code(&key, now);
    enter(&site, "capo", &format!(" {} {} ", &code[..3], &code[3..])).await.leads(DESK);
    let again = enter(&site, "capo", &code).await;
    again.is(422, Lang::It.second_used());
    assert!(!again.body.contains(&code), "the code is on the page");
    enter(&site, "capo", &second::code(&key, now - 1)).await.is(422, Lang::It.second_used());
    enter(&site, "capo", &second::code(&key, now + 1)).await.leads(DESK);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_do_not_both_use_a_code() {
    let site = Site::new().await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let key = site.enrols(id, "capo").await;
    let (mut one, mut two) = (site.browser(), site.browser());
    one.sign_in("capo", PASSWORD).await.leads(CODE);
    two.sign_in("capo", PASSWORD).await.leads(CODE);
    let code = second::code(&key, site.next_step());
    let fields = [("code", code.as_str())];
    let (one, two) = tokio::join!(one.post(CODE, &fields), two.post(CODE, &fields));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_may_be_half_a_minute_out_and_no_more() {
    let site = Site::new().await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let key = site.enrols(id, "capo").await;
    let now = site.next_step();
    for away in [-2, 2] {
        enter(&site, "capo", &second::code(&key, now + away)).await.is(422, Lang::It.second_wrong());
    }
    for away in [-1, 1] {
        enter(&site, "capo", &second::code(&key, now + away)).await.leads(DESK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_are_slowed_like_wrong_passwords() {
    let site = Site::new().await;
    let id = site.with_password("capo", &[(HERE, Role::Administrator)]).await;
    let key = site.enrols(id, "capo").await;
    let mut browser = site.browser();
    browser.sign_in("capo", PASSWORD).await.leads(CODE);
    let guess = wrong(&key, site.next_step());
    for i in 0..5 {
        let page = browser.post(CODE, &[("code", &guess)]).await;
        assert_eq!(page.status, 422, "{i}");
    }
    let late = browser.post(CODE, &[("code", &site.code("capo"))]).await;
    late.is(429, Lang::It.refused_title(429));
    let wait: i64 = late.header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    // They count for the account, wherever they come from, and slow the password too.
    assert_eq!(site.browser().at("192.0.2.9").sign_in("capo", PASSWORD).await.status, 429);
    site.wait(wait);
    browser.post(CODE, &[("code", &site.code("capo"))]).await.leads(DESK);
}

#[tokio::test(flavor = "multi_thread")]
async fn between_password_and_code_one_is_nobody_and_has_five_minutes() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let seen = async || site.store.accounts(&ipa(HERE)).await.unwrap().remove(0).seen;
    let mut browser = site.browser();
    browser.sign_in("capo", PASSWORD).await.leads(CODE);
    assert!(!browser.is_in().await);
    assert_eq!(seen().await, None, "the password alone is no visit");
    browser.get(DESK).await.leads("/accedi?next=%2Fc_prova%2Fscrivania");
    assert_eq!(browser.get(CODE).await.status, 200);
    site.wait(5 * MINUTE + 1);
    browser.post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());

    browser.sign_in("capo", PASSWORD).await.leads(CODE);
    let half = browser.clone();
    site.wait(4 * MINUTE);
    browser.post(CODE, &[("code", &site.code("capo"))]).await.leads(DESK);
    assert_ne!(browser.session(), half.session());
    assert!(browser.is_in().await);
    // What was good for the code is good for nothing any more.
    let mut half = half;
    assert!(!half.is_in().await);
    half.post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());
    // Nor is a session that stands, or none at all.
    browser.post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());
    site.browser().post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_leads_where_the_password_would_have_and_stays_on_this_site() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut browser = site.browser();
    let fields = [("login", "capo"), ("password", PASSWORD), ("next", "/c_prova/dati?lang=en")];
    let to = "/accedi/codice?next=%2Fc_prova%2Fdati%3Flang%3Den";
    browser.post("/accedi", &fields).await.leads(to);
    let page = browser.get(to).await;
    assert!(page.main().contains("value=\"/c_prova/dati?lang=en\""), "{}", page.main());
    let code = site.code("capo");
    browser.post(CODE, &[("code", &code), ("next", "/c_prova/dati?lang=en")]).await.leads("/c_prova/dati?lang=en");
    for hostile in ["//evil.example", "https://evil.example/", "/\\evil.example", "/accedi/codice"] {
        let fields = [("login", "capo"), ("password", PASSWORD), ("next", hostile)];
        browser.post("/accedi", &fields).await.leads(CODE);
        let code = site.code("capo");
        browser.post(CODE, &[("code", &code), ("next", hostile)]).await.leads(DESK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_lets_in_once() {
    let site = Site::new().await;
    let id = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let other = site.person("vice", &[(HERE, Role::Administrator)]).await;
    let (codes, theirs) = (second::recovery().unwrap(), second::recovery().unwrap());
    for (id, codes) in [(id, &codes), (other, &theirs)] {
        assert!(site.store.renew(id, codes.clone(), site.clock.now()).await.unwrap());
    }
    let first = codes.first().unwrap().text();
    enter(&site, "capo", &first.to_lowercase().replace('-', " ")).await.leads(DESK);
    let again = enter(&site, "capo", &first).await;
    again.is(422, Lang::It.second_wrong());
    assert!(!again.body.contains(&first), "the code is on the page");
    enter(&site, "capo", &theirs.first().unwrap().text()).await.is(422, Lang::It.second_wrong());
    enter(&site, "capo", &codes.get(1).unwrap().text()).await.leads(DESK);
    assert_eq!(site.store.factor(id).await.unwrap().unwrap().codes, CODES - 2);
    assert_eq!(site.store.factor(other).await.unwrap().unwrap().codes, CODES);
    let lines = told(&site, "capo").await;
    let newest = [
        line("Persona capo", "recovery", None, "usato uno, ne restano 8"),
        line("Persona capo", "recovery", None, "usato uno, ne restano 9"),
        line("Persona capo", "recovery", None, "rifatti, ora sono 10"),
    ];
    assert_eq!(lines.get(..3).unwrap(), newest);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_recovery_codes_want_the_password_and_replace_the_old() {
    let site = Site::new().await;
    let id = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let old = second::recovery().unwrap();
    assert!(site.store.renew(id, old.clone(), site.clock.now()).await.unwrap());
    let mut browser = site.signed_in("capo").await;
    let refused = browser.post(OWN, &[("action", "renew"), ("current", WRONG)]).await;
    refused.is(422, Lang::It.access_current());
    assert!(!refused.body.contains(WRONG), "the password is on the page");
    let page = browser.post(OWN, &[("action", "renew"), ("current", PASSWORD)]).await;
    page.is(200, Lang::It.second_codes_text());
    let new = shown_codes(&page);
    assert_eq!(new.len(), CODES);
    enter(&site, "capo", &old.first().unwrap().text()).await.is(422, Lang::It.second_wrong());
    enter(&site, "capo", new.first().unwrap()).await.leads(DESK);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_may_have_one_and_give_it_up_and_administrators_keep_it() {
    let site = Site::new().await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.signed_in("ufficio").await;
    assert!(browser.get("/conto").await.body.contains(OWN));
    assert_eq!(browser.get(DESK).await.status, 200, "a project manager needs none");
    browser.post(OWN, &[("action", "begin")]).await.leads(OWN);
    let key = shown_key(&browser.get(OWN).await);
    let code = second::code(&key, step_of(site.clock.now()));
    assert_eq!(browser.post(OWN, &[("action", "confirm"), ("code", &code)]).await.status, 200);
    // A key that is confirmed is not replaced by beginning again.
    browser.post(OWN, &[("action", "begin")]).await.leads(OWN);
    assert_eq!(site.store.key(id).await.unwrap(), Some(key));
    site.browser().sign_in("ufficio", PASSWORD).await.leads(CODE);
    browser.post(OWN, &[("action", "remove"), ("current", WRONG)]).await.is(422, Lang::It.access_current());
    browser.post(OWN, &[("action", "remove"), ("current", PASSWORD)]).await.leads(OWN);
    assert!(browser.is_in().await);
    site.browser().sign_in("ufficio", PASSWORD).await.leads(DESK);
    let lines = [line("Persona ufficio", "second", Some("attivo"), "tolto"), line("Persona ufficio", "second", None, "attivato")];
    assert_eq!(told(&site, "ufficio").await, lines);

    let id = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    admin.post(OWN, &[("action", "remove"), ("current", PASSWORD)]).await.is(422, Lang::It.second_kept());
    assert!(site.store.factor(id).await.unwrap().is_some());
    assert_eq!(admin.post(OWN, &[("action", "explode")]).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_resets_another_s_and_the_same_rules_hold_as_for_links() {
    let site = Site::new().await;
    let own = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let vice = site.person("vice", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let both = site.person("ponte", &[(HERE, Role::Reader), (THERE, Role::Administrator)]).await;
    let foreign = site.person("vicino", &[(THERE, Role::Administrator)]).await;
    site.enrols(id, "ufficio").await;
    let (mut admin, mut browser) = (site.signed_in("capo").await, site.signed_in("ufficio").await);
    assert!(admin.get(PEOPLE).await.says(Lang::It.second_reset()));
    change(&mut admin, id, "reset").await.leads(PEOPLE);
    assert!(!browser.is_in().await, "a session goes on without the factor");
    browser.sign_in("ufficio", PASSWORD).await.leads(DESK);
    // There is nothing to take away a second time, and nothing to tell.
    change(&mut admin, id, "reset").await.leads(PEOPLE);
    let lines = [line("Persona capo", "second", Some("attivo"), "azzerato"), line("Persona ufficio", "second", None, "attivato")];
    assert_eq!(told(&site, "ufficio").await, lines);
    // Another administrator gets a new one before anything else.
    change(&mut admin, vice, "reset").await.leads(PEOPLE);
    site.browser().sign_in("vice", PASSWORD).await.leads(OWN);

    change(&mut admin, own, "reset").await.is(422, Lang::It.second_own_reset());
    change(&mut admin, both, "reset").await.is(422, Lang::It.access_elsewhere());
    assert_eq!(change(&mut admin, foreign, "reset").await.status, 404);
    for id in [own, both, foreign] {
        assert!(site.store.factor(id).await.unwrap().is_some(), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_is_no_way_around() {
    let site = Site::new().await;
    let id = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut half = site.browser();
    half.sign_in("capo", PASSWORD).await.leads(CODE);
    let path = format!("/invito/{}", site.link(id).await);
    let mut browser = site.browser();
    browser.post(&path, &[("password", NEW), ("repeat", NEW)]).await.leads("/accedi?fatto=password");
    browser.sign_in("capo", NEW).await.leads(CODE);
    // Whoever had proved the old password has to begin again.
    half.post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());
    // Nor is being stopped meanwhile.
    site.store.activate(id, false, None, site.clock.now()).await.unwrap();
    browser.post(CODE, &[("code", &site.code("capo"))]).await.is(422, Lang::It.second_over());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_becomes_an_administrator_is_asked_at_the_next_sign_in() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let id = site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let (mut admin, mut browser) = (site.signed_in("capo").await, site.signed_in("ufficio").await);
    let everybody = site.store.everybody().await.unwrap();
    let seen = everybody.iter().find(|a| a.member.id == id).unwrap().member.duties(&ipa(HERE));
    let fields = [("action", "assign"), ("role", "amministratore"), ("seen", seen.as_str())];
    admin.post(&format!("{PEOPLE}/{id}"), &fields).await.leads(PEOPLE);
    assert!(!browser.is_in().await);
    browser.sign_in("ufficio", PASSWORD).await.leads(OWN);
    browser.get(DESK).await.leads(OWN);
}

/// Whether bytes stand in others.
fn within(needle: &[u8], hay: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_stands_in_the_file_or_in_the_history() {
    let site = Site::new().await;
    let id = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let waiting = site.with_password("vice", &[(HERE, Role::Administrator)]).await;
    let (offered, now) = (second::key().unwrap(), site.clock.now());
    assert!(site.store.offer(waiting, offered.clone(), now).await.unwrap());
    let codes = second::recovery().unwrap();
    assert!(site.store.renew(id, codes.clone(), now).await.unwrap());
    assert!(site.store.use_recovery(id, *codes.first().unwrap(), now).await.unwrap());
    let key = site.store.key(id).await.unwrap().unwrap();
    assert_eq!(site.store.offered(waiting).await.unwrap().as_ref(), Some(&offered));

    let mut bytes = vec![];
    for ending in ["", "-wal"] {
        let mut name = site.store.path().as_os_str().to_owned();
        name.push(ending);
        bytes.extend(fs::read(name).unwrap_or_default());
    }
    assert!(within(b"Persona capo", &bytes), "this is not the file that holds it");
    let history = site.store.history(&ipa(HERE), HistoryFilter { limit: 100, ..HistoryFilter::default() }).await.unwrap();
    let history = format!("{history:?}");
    for key in [&key, &offered] {
        assert!(!within(&key.0, &bytes) && !within(key.text().as_bytes(), &bytes), "a key is in the file");
        assert!(!history.contains(&key.text()), "a key is in the history");
    }
    for code in &codes {
        let Recovery(raw) = code;
        let digest = session::digest(&code.text());
        assert!(!within(raw, &bytes) && !within(code.text().as_bytes(), &bytes), "a recovery code is in the file");
        assert!(!within(code.text().replace('-', "").as_bytes(), &bytes), "a recovery code is in the file");
        assert!(!within(&digest, &bytes), "a digest that anybody can work out is in the file");
        assert!(!history.contains(&code.text()), "a recovery code is in the history");
    }
}
