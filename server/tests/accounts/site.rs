//! The server under test, with a clock that can be moved, and people who can sign in.

use crate::{
    browser::{Browser, Page},
    common::{self, today},
};
use app::visit::{Ports, Settings};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use domain::{
    account::{Accounts, Assignment, Enrolled},
    identifier::{Ipa, Slug},
    member::Role,
    second::{Key, STEP, SecondFactor, step_of},
};
use server::{clock::Clock, outside::Outside, password::Hashing, router::Door, session};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::Store;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// A password that everybody in these tests has.
pub(super) const PASSWORD: &str = "quattro sedie zoppe in soffitta";
/// One that nobody has.
pub(super) const WRONG: &str = "cinque sedie zoppe in cantina";
/// Where the tests take place, and a neighbour.
pub(super) const HERE: &str = "c_prova";
pub(super) const THERE: &str = "c_altro";

pub(super) const PLAIN: Door = Door { plain: true, proxies: 0 };
pub(super) const TLS: Door = Door { plain: false, proxies: 0 };

/// Hashing is slow on purpose, so it is done once.
static HASH: OnceCell<String> = OnceCell::const_new();

pub(super) fn ipa(code: &str) -> Ipa {
    Ipa::read(code).unwrap()
}

/// A server in this process, over a database of its own.
pub(super) struct Site {
    router: Router,
    pub(super) store: Store,
    pub(super) clock: Clock,
    seconds: &'static AtomicI64,
    /// What the apps of these people hold: the key, and the step of the last code that was typed.
    apps: Mutex<BTreeMap<String, (Key, i64)>>,
    _dir: tempfile::TempDir,
}

impl Site {
    pub(super) async fn new() -> Self {
        Self::with(PLAIN, Settings::default()).await
    }

    pub(super) async fn with(door: Door, settings: Settings) -> Self {
        Self::connected(door, settings, Outside::default()).await
    }

    /// With the servers of others.
    pub(super) async fn connected(door: Door, settings: Settings, outside: Outside) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("r.sqlite");
        let enti = format!("ente;nome\n{HERE};Comune di Prova\n{THERE};Comune Altro\n");
        let projects = format!(
            "ente;progetto;titolo;linea;modalita\n{HERE};send-2022;Notifiche digitali;1.4.5;forfait\n{HERE};spid-2022;Identità digitale;1.4.4;forfait\n"
        );
        let files = [common::write(dir.path(), "enti.csv", enti), common::write(dir.path(), "progetti.csv", projects)];
        let said = common::import(&database, &["--create"], &files);
        assert_eq!(said.code, 0, "{said}");
        let store = Store::open(&database).await.unwrap();
        let kept = Arc::new(store.clone());
        let ports = Ports {
            register: kept.clone(),
            figures: Arc::new(chart::Drawings),
            desk: kept.clone(),
            accounts: kept.clone(),
            second: kept.clone(),
            sittings: kept,
        };
        // A few bytes that stay: the clock is copied into every corner of the server.
        let seconds: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(0)));
        let clock = Clock::on(Some(today())).ahead(seconds);
        common::bring_assets();
        let router = server::router::connected(ports, settings, clock, door, outside);
        Self { router, store, clock, seconds, apps: Mutex::default(), _dir: dir }
    }

    /// Lets time go by.
    pub(super) fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Somebody with [`PASSWORD`], and with a second factor where the role wants one.
    pub(super) async fn person(&self, login: &str, roles: &[(&str, Role)]) -> i64 {
        let id = self.with_password(login, roles).await;
        if roles.iter().any(|(_, role)| *role == Role::Administrator) {
            self.enrols(id, login).await;
        }
        id
    }

    /// Gives somebody a second factor, and its key to their app.
    pub(super) async fn enrols(&self, id: i64, login: &str) -> Key {
        let (key, now) = (server::second::key().unwrap(), self.clock.now());
        assert!(self.store.offer(id, key.clone(), now).await.unwrap());
        assert!(self.store.confirm(id, key.clone(), 0, vec![], now).await.unwrap());
        self.apps.lock().unwrap().insert(login.to_owned(), (key.clone(), 0));
        key
    }

    /// Lets time go by until a step of codes begins, and gives its number: there are thirty seconds then.
    pub(super) fn next_step(&self) -> i64 {
        self.wait(STEP - self.clock.now().timestamp().rem_euclid(STEP));
        step_of(self.clock.now())
    }

    /// The next code that somebody's app shows. Where that of now has been typed already, time goes by until there is another.
    pub(super) fn code(&self, login: &str) -> String {
        let mut apps = self.apps.lock().unwrap();
        let (key, used) = apps.get_mut(login).unwrap_or_else(|| panic!("{login} has no app"));
        let early = *used + 1 - step_of(self.clock.now());
        if early > 0 {
            self.wait(early * STEP);
        }
        *used = step_of(self.clock.now());
        server::second::code(key, *used)
    }

    /// Somebody with [`PASSWORD`] and nothing else, whatever the role wants.
    pub(super) async fn with_password(&self, login: &str, roles: &[(&str, Role)]) -> i64 {
        let id = self.newcomer(login, roles).await;
        let hash = HASH.get_or_init(|| async { Hashing::default().hash(PASSWORD).await.unwrap() }).await.clone();
        let token = self.link(id).await;
        assert!(self.store.use_link(session::digest(&token), hash, self.clock.now()).await.unwrap());
        id
    }

    /// Somebody without a password yet.
    pub(super) async fn newcomer(&self, login: &str, roles: &[(&str, Role)]) -> i64 {
        let now = self.clock.now();
        let Enrolled::New(id) = self.store.enrol(login, &format!("Persona {login}"), None, None, now).await.unwrap() else {
            panic!("{login} is there already");
        };
        for ente in [HERE, THERE] {
            let there: Vec<Role> = roles.iter().filter(|(e, _)| *e == ente).map(|(_, r)| *r).collect();
            let projects =
                if ente == HERE && there.contains(&Role::Manager) { vec![Slug::read("send-2022").unwrap()] } else { vec![] };
            self.store.assign(id, Assignment { ente: ipa(ente), roles: there, projects }, None, now).await.unwrap();
        }
        id
    }

    /// A one-time token of somebody.
    pub(super) async fn link(&self, id: i64) -> String {
        let token = session::token().unwrap();
        self.store.offer_link(id, session::digest(&token), None, self.clock.now()).await.unwrap();
        token
    }

    pub(super) fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A browser in which somebody has signed in.
    pub(super) async fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let mut page = browser.sign_in(login, PASSWORD).await;
        if page.header("location") == "/accedi/codice" {
            let code = self.code(login);
            page = browser.post("/accedi/codice", &[("code", &code)]).await;
        }
        assert_eq!(page.status, 303, "{login} can't sign in: {}", page.body);
        browser
    }

    pub(super) async fn ask(&self, request: Request<Body>) -> Page {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = tokio::time::timeout(Duration::from_secs(60), self.router.clone().oneshot(request));
        let response = answer.await.unwrap_or_else(|_| panic!("{what}: no answer within a minute")).unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_else(|e| panic!("{what}: the answer broke off: {e}"));
        Page { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
