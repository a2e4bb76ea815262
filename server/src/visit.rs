//! From a request to a `Visit`: path, query, language, day; and what the page gives back: status and nonce.

use crate::clock::Clock;
use app::visit::{Reply, Visit};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::identifier::Ipa;
use std::sync::{Arc, OnceLock};
use words::Lang;

/// What travels with a request from the middleware to the page and back.
#[derive(Clone)]
pub struct Slot {
    /// The request, read.
    pub visit: Visit,
    /// The status the page gives.
    pub reply: Reply,
    /// The nonce of the page's scripts, where it has any.
    pub nonce: Arc<OnceLock<String>>,
}

/// Addresses that are no ente, whatever their case.
const STATIC: [&str; 12] = [
    "fonti",
    "accessibilita",
    "note-legali",
    "privacy",
    "accedi",
    "esci",
    "invito",
    "conto",
    "healthz",
    "assets",
    "pkg",
    "style.css",
];

/// The cookie that remembers the language: technical, without anything personal.
const COOKIE: &str = "lang";

/// What every request is read with.
#[derive(Clone)]
pub struct Around {
    /// The clock.
    pub clock: Clock,
    /// The sites that may show figures in a frame of theirs.
    pub embed: Arc<[String]>,
}

/// Reads the request, runs the rest, gives the answer its status, language cookie and policy.
pub async fn middleware(State(around): State<Around>, mut request: Request, next: Next) -> Response {
    let path = decoded(request.uri().path());
    if let Some(lower) = lower_case(&path) {
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        let to = format!("{}{query}", app::paths::encoded(&lower));
        let mut redirect = Redirect::permanent(&to).into_response();
        crate::headers::guard(&mut redirect, None);
        return redirect;
    }
    let query: Vec<(String, String)> =
        form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).into_owned().take(64).collect();
    let asked = query.iter().find(|(n, _)| n == "lang").and_then(|(_, v)| Lang::read(v));
    let lang = asked.or_else(|| remembered(request.headers())).unwrap_or_default();
    let slot =
        Slot { visit: Visit::new(path, query, lang, around.clock.today()), reply: Reply::default(), nonce: Arc::default() };
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK
        && let Ok(status) = StatusCode::from_u16(slot.reply.get())
    {
        *response.status_mut() = status;
    }
    if let Some(lang) = asked
        && let Ok(cookie) =
            HeaderValue::from_str(&format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", lang.code()))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    let nonce = slot.nonce.get().map(String::as_str);
    crate::headers::guard(&mut response, nonce);
    // A page that says why it can't be had belongs into no frame: it leads on into the site.
    if response.status() == StatusCode::OK && app::paths::is_embedded(&slot.visit.path) {
        crate::headers::embed(&mut response, nonce, &around.embed);
    }
    response
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The path with its IPA in lower case, where it has one that is not.
fn lower_case(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    let (head, tail) = rest.split_once('/').map_or((rest, ""), |(h, _)| (h, rest.get(h.len()..).unwrap_or_default()));
    if STATIC.contains(&head) || !head.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let ipa = Ipa::read(head).ok()?;
    Some(format!("/{ipa}{tail}"))
}

fn remembered(headers: &HeaderMap) -> Option<Lang> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|c| c.trim().strip_prefix("lang=")).and_then(Lang::read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_ipa_in_capitals_is_sent_elsewhere() {
        assert_eq!(lower_case("/C_E472/progetti/send-2022").as_deref(), Some("/c_e472/progetti/send-2022"));
        assert_eq!(lower_case("/c_e472/progetti/SEND"), None);
        assert_eq!(lower_case("/C_E472").as_deref(), Some("/c_e472"));
        assert_eq!(lower_case("//Evil.example/x"), None);
        assert_eq!(lower_case("/"), None);
    }
}
