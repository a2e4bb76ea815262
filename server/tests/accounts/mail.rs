//! Links by mail: who gets them, what the page says of it, and what a mail server that does not take them changes.

use crate::{
    browser::{Browser, Page},
    post::{ORIGIN, Part, Post},
    site::{HERE, PASSWORD, PLAIN, Site, THERE, ipa},
};
use app::visit::Settings;
use domain::{
    account::{Accounts, Assignment},
    desk::{Desk, HistoryFilter},
    identifier::Slug,
    member::Role,
};
use server::{
    clock::Clock,
    mail::{Postman, digest},
    outside::Outside,
};
use std::time::{Duration, Instant};
use words::Lang;

const NEW: &str = "il tram delle sette passa vuoto";
// Longer than the real one: on a machine that does much else a letter may take its time.
const LIMIT: Duration = Duration::from_secs(60);
const RECOVERY: &str = "/accedi/recupero";
const DONE: &str = "/accedi/recupero?fatto=inviato";

async fn mailing(post: &Post, limit: Duration) -> Site {
    Site::connected(PLAIN, Settings::default(), Outside { postman: post.postman(limit), ..Outside::default() }).await
}

async fn invite(browser: &mut Browser<'_>, login: &str, mail: &str) -> Page {
    let fields = [("login", login), ("name", "Nuovo arrivato"), ("role", "lettore"), ("mail", mail)];
    browser.post(&format!("/{HERE}/persone"), &fields).await
}

async fn choose(site: &Site, path: &str, login: &str) {
    site.browser().post(path, &[("password", NEW), ("repeat", NEW)]).await.leads("/accedi?fatto=password");
    site.browser().sign_in(login, NEW).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_goes_to_the_login_and_the_page_does_not_show_the_link() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    assert!(admin.get(&format!("/{HERE}/persone")).await.says(Lang::It.people_mail_hint_invite()));
    let page = invite(&mut admin, "mario@comune.example", "").await;
    page.is(200, &Lang::It.people_mailed("mario@comune.example"));
    assert!(!page.body.contains("/invito/"), "who has made the link sees it: {}", page.body);
    let letters = post.letters();
    assert_eq!(letters.len(), 1, "it was not sent before the answer");
    assert_eq!(letters[0].to, "mario@comune.example");
    assert_eq!(letters[0].subject, "Invito a Traguardi: Comune di Prova");
    assert!(letters[0].text.contains("Persona capo ti invita"), "{}", letters[0].text);
    choose(&site, &letters[0].path(), "mario@comune.example").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_goes_to_the_address_that_is_typed_or_is_handed_over() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let named = site.person("mario@comune.example", &[(HERE, Role::Reader)]).await;
    let mut admin = site.signed_in("capo").await;
    // A login that is no address: to the one that is typed, or by hand.
    invite(&mut admin, "mario", " ufficio@comune.example ").await.is(200, &Lang::It.people_mailed("ufficio@comune.example"));
    assert!(invite(&mut admin, "anna", "").await.body.contains(&format!("{ORIGIN}/invito/")));
    // A new link goes to the login, to another address, or by hand where the field is emptied.
    let change = format!("/{HERE}/persone/{named}");
    admin.post(&change, &[("action", "link")]).await.is(200, &Lang::It.people_mailed("mario@comune.example"));
    let fields = [("action", "link"), ("mail", "altro@comune.example")];
    admin.post(&change, &fields).await.is(200, &Lang::It.people_mailed("altro@comune.example"));
    let page = admin.post(&change, &[("action", "link"), ("mail", "")]).await;
    assert!(page.body.contains(&format!("{ORIGIN}/invito/")) && !page.says("Messaggio inviato"), "{}", page.body);
    let letters = post.letters();
    let to: Vec<&str> = letters.iter().map(|l| l.to.as_str()).collect();
    assert_eq!(to, ["ufficio@comune.example", "mario@comune.example", "altro@comune.example"]);
    assert_eq!(letters[1].subject, "Nuovo collegamento per Traguardi: Comune di Prova");
    // The one that was made last is the one that is good.
    let stale = site.browser().post(&letters[2].path(), &[("password", NEW), ("repeat", NEW)]).await;
    stale.is(422, Lang::It.access_link_over());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_comes_back_and_nothing_is_done() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let other = site.person("altra", &[(HERE, Role::Reader)]).await;
    let mut admin = site.signed_in("capo").await;
    let before = site.store.everybody().await.unwrap();
    for odd in ["mario", "mario@", "a@comune.example, b@comune.example", "a@comune.example\r\nBcc: b@comune.example"] {
        invite(&mut admin, "mario", odd).await.is(422, Lang::It.access_mail_form());
        let page = admin.post(&format!("/{HERE}/persone/{other}"), &[("action", "link"), ("mail", odd)]).await;
        page.is(422, Lang::It.access_mail_form());
        assert!(!page.body.contains("/invito/"), "{odd:?}");
    }
    assert_eq!(site.store.everybody().await.unwrap(), before);
    assert!(post.letters().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_could_not_be_mailed_is_handed_over_and_the_page_says_why() {
    for (part, why) in [
        (Part::Refuses, Lang::It.mail_refused()),
        (Part::Defers, Lang::It.mail_deferred()),
        (Part::Hangs, Lang::It.mail_late()),
        (Part::Closes, Lang::It.mail_unreachable()),
    ] {
        let post = Post::that(part);
        let site = mailing(&post, Duration::from_secs(1)).await;
        site.person("capo", &[(HERE, Role::Administrator)]).await;
        let mut admin = site.signed_in("capo").await;
        let start = Instant::now();
        let page = invite(&mut admin, "mario@comune.example", "").await;
        assert!(start.elapsed() < Duration::from_secs(8), "{part:?} holds the page up");
        page.is(200, &Lang::It.people_unmailed_text(why));
        assert!(!page.body.contains("no such user") && !page.body.contains("greylisted"), "{}", page.body);
        let link = format!("{ORIGIN}/invito/");
        let at = page.body.find(&link).unwrap_or_else(|| panic!("{part:?}: no link to hand over: {}", page.body));
        let token: String = page.body[at + link.len()..].chars().take_while(char::is_ascii_hexdigit).collect();
        choose(&site, &format!("/invito/{token}"), "mario@comune.example").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_mail_there_is_nothing_of_it() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut admin = site.signed_in("capo").await;
    let people = admin.get(&format!("/{HERE}/persone")).await;
    assert!(!people.says(Lang::It.people_mail()) && !people.body.contains("name=\"mail\""));
    let page = invite(&mut admin, "mario@comune.example", "ufficio@comune.example").await;
    assert!(page.body.contains("/invito/") && !page.says("ufficio@comune.example"), "{}", page.body);
    let mut nobody = site.browser();
    assert!(!nobody.get("/accedi").await.body.contains(RECOVERY));
    nobody.get(RECOVERY).await.is(404, Lang::It.not_found_title());
    nobody.post(RECOVERY, &[("login", "mario@comune.example")]).await.is(404, Lang::It.not_found_title());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_password_is_replaced_by_mail_and_nobody_learns_who_is_there() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    let enti = [(HERE, Role::Manager), (THERE, Role::Reader)];
    site.person("mario@comune.example", &enti).await;
    let stopped = site.person("fermo@comune.example", &[(HERE, Role::Reader)]).await;
    site.store.activate(stopped, false, None, site.clock.now()).await.unwrap();
    site.person("ufficio", &[(HERE, Role::Reader)]).await;
    assert!(site.browser().get("/accedi").await.body.contains(RECOVERY));
    let ask = async |login: &str| site.browser().post(RECOVERY, &[("login", login)]).await;
    for login in ["nessuno@comune.example", "fermo@comune.example", " MARIO@comune.example "] {
        ask(login).await.leads(DONE);
    }
    // What is no address is told from what is one, whether there is such an account or not.
    for login in ["ufficio", "nessuno", "", "mario@"] {
        ask(login).await.is(422, Lang::It.recovery_no_address());
    }
    site.browser().get(DONE).await.is(200, Lang::It.recovery_done_text());
    let letters = post.wait(1).await;
    assert_eq!((letters[0].to.as_str(), letters[0].subject.as_str()), ("mario@comune.example", "Nuova password per Traguardi"));
    assert!(letters[0].text.contains("Comune Altro, Comune di Prova"), "{}", letters[0].text);
    // Until the link is used everything is as before.
    site.browser().sign_in("mario@comune.example", PASSWORD).await.leads("/c_altro/scrivania");
    let fields = [("password", NEW), ("repeat", NEW)];
    site.browser().post(&letters[0].path(), &fields).await.leads("/accedi?fatto=password");
    site.browser().sign_in("mario@comune.example", NEW).await.leads("/c_altro/scrivania");
    assert_eq!(post.letters().len(), 1, "others got one too: {:?}", post.letters());
    // The history does not say that anybody did it who did not.
    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    let history = site.store.history(&ipa(HERE), filter).await.unwrap().changes;
    let last = history.iter().find(|c| c.field.as_deref() == Some("link")).unwrap();
    assert_eq!((last.author.as_str(), last.thing.as_str()), ("pagina di accesso", "mario@comune.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_projects_is_told_once_a_week_what_is_due_or_stale() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    let projects = |slugs: &[&str]| slugs.iter().map(|s| Slug::read(s).unwrap()).collect();
    for (login, role, own) in [
        ("mario@comune.example", Role::Manager, &["send-2022"][..]),
        ("anna@comune.example", Role::Manager, &[]),
        ("sindaco@comune.example", Role::Reader, &[]),
        ("senza-posta", Role::Manager, &["send-2022"]),
    ] {
        let id = site.person(login, &[(HERE, role)]).await;
        let given = Assignment { ente: ipa(HERE), roles: vec![role], projects: projects(own) };
        site.store.assign(id, given, None, site.clock.now()).await.unwrap();
    }
    let signed = [("seen", "0"), ("phase", "contrattualizzazione"), ("actual", "12/03/2025")];
    let mut mario = site.signed_in("mario@comune.example").await;
    assert_eq!(mario.post(&format!("/{HERE}/scrivania/send-2022/traguardi/nuova"), &signed).await.status, 303);
    // Under way, and nothing heard of it for a year.
    let later = Clock::on("2027-11-22".parse().ok());
    let monday = "2027-11-22".parse().unwrap();
    let postman = post.postman(LIMIT);
    let send = async |monday| digest::send(&site.store, &site.store, &postman, later, monday).await.unwrap();
    assert_eq!(send(monday).await, 1);
    let letters = post.letters();
    let to: Vec<&str> = letters.iter().map(|l| l.to.as_str()).collect();
    assert_eq!(to, ["mario@comune.example"], "nobody else keeps a project that there is something to say of");
    let letter = &letters[0];
    assert!(letter.subject.contains("Comune di Prova"), "{}", letter.subject);
    assert!(letter.text.contains("- Notifiche digitali: ") && letter.text.contains("22/11/2027"), "{}", letter.text);
    assert!(letter.text.contains(&format!("{ORIGIN}/{HERE}/scrivania/send-2022")), "{}", letter.text);
    assert!(!letter.text.contains("Identità digitale"), "not their own: {}", letter.text);
    // Not again in the same week, whoever looks; but in the next.
    assert_eq!(send(monday).await, 0);
    assert_eq!(send("2027-11-29".parse().unwrap()).await, 1);
    // What can't be delivered now is tried again; what is refused is not.
    let deferring = Post::that(Part::Defers);
    let monday = "2027-12-06".parse().unwrap();
    let tried = digest::send(&site.store, &site.store, &deferring.postman(LIMIT), later, monday).await.unwrap();
    assert_eq!((tried, send(monday).await), (0, 1));
    let refusing = Post::that(Part::Refuses);
    let monday = "2027-12-13".parse().unwrap();
    let tried = digest::send(&site.store, &site.store, &refusing.postman(LIMIT), later, monday).await.unwrap();
    assert_eq!((tried, send(monday).await), (0, 0));
    assert_eq!(digest::send(&site.store, &site.store, &Postman::off(), later, monday).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_s_mailbox_is_filled_and_an_address_that_asks_too_often_waits() {
    let post = Post::that(Part::Takes);
    let site = mailing(&post, LIMIT).await;
    site.person("mario@comune.example", &[(HERE, Role::Reader)]).await;
    let ask = async |from: &str, login: &str| site.browser().at(from).post(RECOVERY, &[("login", login)]).await;
    for i in 1..=5 {
        ask(&format!("192.0.2.{i}"), "mario@comune.example").await.leads(DONE);
        // Of two that are asked for at once only the newer one comes: the other link is over before its letter is written.
        post.wait(i.min(3)).await;
    }
    for i in 0..10 {
        ask("192.0.2.99", &format!("nessuno{i}@comune.example")).await.leads(DONE);
    }
    let page = ask("192.0.2.99", "mario@comune.example").await;
    page.is(429, Lang::It.refused_title(429));
    assert!((1..=900).contains(&page.header("retry-after").parse::<i64>().unwrap()));
    assert_eq!(post.wait(3).await.len(), 3);
    // The hour over, one more goes out: the fourth letter is the first after those three.
    site.wait(3_600);
    ask("192.0.2.99", "mario@comune.example").await.leads(DONE);
    assert_eq!(post.wait(4).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_does_not_wait_for_the_mail_server() {
    let post = Post::that(Part::Hangs);
    let site = mailing(&post, LIMIT).await;
    site.person("mario@comune.example", &[(HERE, Role::Reader)]).await;
    let start = Instant::now();
    site.browser().post(RECOVERY, &[("login", "mario@comune.example")]).await.leads(DONE);
    assert!(start.elapsed() < Duration::from_secs(5), "the answer waits for the message");
}
