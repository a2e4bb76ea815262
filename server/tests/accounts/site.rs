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
};
use server::{clock::Clock, outside::Outside, password::Hashing, router::Door, session};
use std::{
    sync::{
        Arc,
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
        let ports = Ports { register: kept.clone(), figures: Arc::new(chart::Drawings), desk: kept.clone(), accounts: kept };
        // A few bytes that stay: the clock is copied into every corner of the server.
        let seconds: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(0)));
        let clock = Clock::on(Some(today())).ahead(seconds);
        let router = server::router::connected(ports, settings, clock, door, outside);
        Self { router, store, clock, seconds, _dir: dir }
    }

    /// Lets time go by.
    pub(super) fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Somebody with [`PASSWORD`].
    pub(super) async fn person(&self, login: &str, roles: &[(&str, Role)]) -> i64 {
        let id = self.newcomer(login, roles).await;
        let hash = HASH.get_or_init(|| async { Hashing::default().hash(PASSWORD).await.unwrap() }).await.clone();
        let token = self.link(id).await;
        assert!(self.store.use_link(session::digest(&token), hash, self.clock.now()).await.unwrap());
        id
    }

    /// Somebody without a password yet.
    pub(super) async fn newcomer(&self, login: &str, roles: &[(&str, Role)]) -> i64 {
        let now = self.clock.now();
        let Enrolled::New(id) = self.store.enrol(login, &format!("Persona {login}"), None, now).await.unwrap() else {
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
        let page = browser.sign_in(login, PASSWORD).await;
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
