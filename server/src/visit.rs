//! From a request to a `Visit`: path, query, language, day; and what the page gives back: status and nonce.

use crate::clock::Clock;
use app::visit::{Reply, Visit};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
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
    if !is_plain(request.uri().path()) {
        // No page is there: the one that says so leads on.
        *request.uri_mut() = Uri::from_static("/-");
    }
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

/// Whether an address means the same to everybody who reads it. The table of addresses reads it as it was sent, and the pages'
/// own router as a browser would, for which `\` is `/` and `..` goes back: what the two read differently would be let through as
/// one page and answered as another. No address of ours has any of these.
fn is_plain(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let odd = path.bytes().any(|b| b == b'\\' || b.is_ascii_control()) || ["%5c", "%2f", "%00"].iter().any(|s| lower.contains(s));
    let dots = |segment: &str| matches!(segment.replace("%2e", ".").as_str(), "." | "..");
    !odd && !lower.split('/').any(dots) && !path.get(1..).unwrap_or_default().contains("//")
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
    fn an_address_that_two_readers_read_differently_is_none() {
        for path in
            ["/", "/c_e472", "/c_e472/progetti/send-2022", "/c_e472/misure/1.4.5", "/assets/icons/eu-emblem.svg", "/c%20x"]
        {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "/c_e472/progetti/..\\persone",
            "/c_e472/progetti/../persone",
            "/c_e472/sedute/%2e%2E/persone",
            "/c_e472/./persone",
            "/c_e472/progetti/x%2F..%2f..",
            "/c_e472/progetti/x%5Cpersone",
            "/c_e472//persone",
            "/c_e472/%00",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }

    #[test]
    fn only_an_ipa_in_capitals_is_sent_elsewhere() {
        assert_eq!(lower_case("/C_E472/progetti/send-2022").as_deref(), Some("/c_e472/progetti/send-2022"));
        assert_eq!(lower_case("/c_e472/progetti/SEND"), None);
        assert_eq!(lower_case("/C_E472").as_deref(), Some("/c_e472"));
        assert_eq!(lower_case("//Evil.example/x"), None);
        assert_eq!(lower_case("/"), None);
    }
}
