//! The server under test, and what it answers.

use crate::{
    common::{self, today},
    moody::{Moody, WELL},
};
use app::visit::{Ports, Settings};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{
    account::{Accounts, Assignment, Enrolled},
    identifier::{Ipa, Slug},
    member::Role,
    ports::Register,
    second::SecondFactor,
};
use server::outside::Outside;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};
use store::Store;
use tower::ServiceExt;

/// A server in this process, over a database of its own.
pub(super) struct Site {
    router: Router,
    register: Arc<Moody>,
    /// What stands behind it.
    pub(super) store: Store,
    _dir: tempfile::TempDir,
}

pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Page {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    pub(super) fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub(super) fn main(&self) -> &str {
        let start = self.body.find("<main").unwrap_or_else(|| panic!("no <main>: {}", self.body));
        let end = self.body.find("</main>").unwrap_or_else(|| panic!("<main> does not end: {}", self.body));
        self.body.get(start..end).unwrap()
    }

    pub(super) fn title(&self) -> &str {
        self.body.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(t, _)| t).unwrap_or_default()
    }
}

impl Site {
    /// With the demonstration, and with further files of the template.
    pub(super) async fn with(files: &[(&str, String)]) -> Self {
        Self::holding(true, files, &[]).await
    }

    /// With the demonstration, set up in another way.
    pub(super) async fn set(settings: Settings) -> Self {
        Self::made(true, &[], &[], settings).await
    }

    pub(super) async fn holding(demo: bool, files: &[(&str, String)], refusing: &[(&str, String)]) -> Self {
        let settings = Settings { contact: Some("prova@example.org".to_owned()), ..Settings::default() };
        Self::made(demo, files, refusing, settings).await
    }

    async fn made(demo: bool, files: &[(&str, String)], refusing: &[(&str, String)], settings: Settings) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("r.sqlite");
        let written = |files: &[(&str, String)]| -> Vec<PathBuf> {
            files.iter().map(|(name, text)| common::write(dir.path(), name, text)).collect()
        };
        let mut first = written(files);
        if demo {
            first.extend(common::demo_files());
        }
        let said = common::import(&database, &["--create"], &first);
        assert_eq!(said.code, 0, "{said}");
        if !refusing.is_empty() {
            let said = common::import(&database, &[], &written(refusing));
            assert!(said.tally()[3] > 0, "nothing was refused: {said}");
        }
        let store = Store::open(&database).await.unwrap();
        let kept = Arc::new(store.clone());
        let register = Arc::new(Moody { store: store.clone(), mood: AtomicU8::new(WELL) });
        let ports = Ports {
            register: Arc::clone(&register) as Arc<dyn Register>,
            figures: Arc::new(chart::Drawings),
            desk: kept.clone(),
            accounts: kept.clone(),
            second: kept.clone(),
            sittings: kept,
        };
        let clock = server::clock::Clock::on(Some(today()));
        // A mail server that is not there: the pages about mail are, and nothing goes out.
        let relay = server::mail::relay("smtp://127.0.0.1:1").unwrap();
        let from = server::mail::sender("Traguardi <no-reply@comune.example>").unwrap();
        let postman =
            server::mail::Postman::new(&relay, None, from, "https://traguardi.comune.example", Duration::from_secs(2)).unwrap();
        let door = server::router::Door { plain: true, proxies: 0 };
        common::bring_assets();
        let router = server::router::connected(ports, settings, clock, door, Outside { postman, ..Outside::default() });
        Self { router, register, store, _dir: dir }
    }

    pub(super) fn feels(&self, mood: u8) {
        self.register.mood.store(mood, Ordering::SeqCst);
    }

    pub(super) async fn ask(&self, request: Request<Body>) -> Page {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = tokio::time::timeout(Duration::from_secs(60), self.router.clone().oneshot(request));
        let response = answer.await.unwrap_or_else(|_| panic!("{what}: no answer within a minute")).unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_else(|e| panic!("{what}: the answer broke off: {e}"));
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(super) async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn get_with(&self, path: &str, name: header::HeaderName, value: &str) -> Page {
        self.ask(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
    }

    /// The same as somebody who has signed in.
    pub(super) async fn get_as(&self, session: &str, path: &str) -> Page {
        self.get_with(path, header::COOKIE, &format!("session={session}")).await
    }

    /// Sends a form as somebody who has signed in.
    pub(super) async fn post_as(&self, session: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={session}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// Somebody new with these roles and projects, the second factor that an administrator needs, and the session that they have
    /// opened.
    pub(super) async fn member(&self, login: &str, ente: &str, roles: &[Role], projects: &[&str]) -> String {
        let user = self.newcomer(login, ente, roles, projects).await;
        if roles.contains(&Role::Administrator) {
            self.enrol_second(user).await;
        }
        self.session(user).await
    }

    /// Gives somebody a second factor.
    pub(super) async fn enrol_second(&self, user: i64) {
        let (key, now) = (server::second::key().unwrap(), chrono::Utc::now());
        assert!(self.store.offer(user, key.clone(), now).await.unwrap());
        assert!(self.store.confirm(user, key, 0, vec![], now).await.unwrap());
    }

    /// Somebody new, without a second factor whatever the role.
    pub(super) async fn newcomer(&self, login: &str, ente: &str, roles: &[Role], projects: &[&str]) -> i64 {
        let now = chrono::Utc::now();
        let Enrolled::New(user) = self.store.enrol(login, &format!("Ufficio {login}"), None, None, now).await.unwrap() else {
            panic!("{login} is there already")
        };
        let assignment = Assignment {
            ente: Ipa::read(ente).unwrap(),
            roles: roles.to_vec(),
            projects: projects.iter().map(|p| Slug::read(p).unwrap()).collect(),
        };
        self.store.assign(user, assignment, None, now).await.unwrap();
        user
    }

    /// One more session of an account.
    pub(super) async fn session(&self, user: i64) -> String {
        let token = server::session::token().unwrap();
        self.store.open_session(user, server::session::digest(&token), chrono::Utc::now()).await.unwrap();
        token
    }

    /// A page that is there.
    pub(super) async fn page(&self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page
    }
}
