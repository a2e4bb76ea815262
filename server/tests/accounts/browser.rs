//! A browser: it keeps cookies, sends forms and does not follow redirects.

use crate::site::Site;
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, header},
};
use std::{collections::BTreeMap, net::SocketAddr};

pub(super) struct Page {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Page {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    pub(super) fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).collect()
    }

    /// What stands in `<main>`, as a reader reads it.
    pub(super) fn main(&self) -> String {
        let start = self.body.find("<main").unwrap_or_else(|| panic!("no <main>: {}", self.body));
        let end = self.body.find("</main>").unwrap_or_else(|| panic!("<main> does not end: {}", self.body));
        read(self.body.get(start..end).unwrap())
    }

    pub(super) fn says(&self, words: &str) -> bool {
        read(&self.body).contains(words)
    }

    /// It is this, and says so.
    pub(super) fn is(&self, status: u16, words: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.says(words), "«{words}» is not said: {}", self.body);
    }

    /// It leads there.
    pub(super) fn leads(&self, to: &str) {
        assert_eq!((self.status, self.header("location")), (303, to), "{}", self.body);
    }
}

/// Text as it reads.
fn read(html: &str) -> String {
    [("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[derive(Clone)]
pub(super) struct Browser<'s> {
    site: &'s Site,
    pub(super) cookies: BTreeMap<String, String>,
    /// Where it calls from, where that matters.
    pub(super) from: Option<SocketAddr>,
    /// Further headers of every request.
    pub(super) headers: Vec<(&'static str, String)>,
}

impl<'s> Browser<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        Self { site, cookies: BTreeMap::new(), from: None, headers: vec![] }
    }

    /// Calling from this address.
    pub(super) fn at(mut self, address: &str) -> Self {
        self.from = Some(SocketAddr::new(address.parse().unwrap(), 50_000));
        self
    }

    /// Sending this header along.
    pub(super) fn saying(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(super) async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None, "").await
    }

    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask(Method::POST, path, Some("application/x-www-form-urlencoded"), &body).await
    }

    pub(super) async fn ask(&mut self, method: Method, path: &str, kind: Option<&str>, body: &str) -> Page {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "comune.example");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        if let Some(from) = self.from {
            request = request.extension(ConnectInfo(from));
        }
        let page = self.site.ask(request.body(Body::from(body.to_owned())).unwrap()).await;
        for cookie in page.set_cookies() {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        page
    }

    pub(super) async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.post("/accedi", &[("login", login), ("password", password)]).await
    }

    /// Whether somebody is signed in here.
    pub(super) async fn is_in(&mut self) -> bool {
        match self.get("/conto").await.status {
            200 => true,
            303 => false,
            other => panic!("/conto answers {other}"),
        }
    }

    /// The token of the session.
    pub(super) fn session(&self) -> String {
        self.cookies.get("session").or_else(|| self.cookies.get("__Host-session")).cloned().unwrap_or_default()
    }
}
