//! What every answer must carry, every page must be, and none may show.

use crate::site::Page;

/// What must never leave the office: the supplier, amount, reference and remark of a payment that is not published.
const SECRETS: [&str; 6] =
    ["Fornitore riservato di prova", "7.654.321", "7654321", "765432109", "mandato-riservato", "nota riservata di prova"];

/// What every answer must carry, whatever it is.
pub(super) fn guarded(path: &str, page: &Page) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{path}: {name}");
    }
    for name in ["permissions-policy", "cache-control"] {
        assert!(!page.header(name).is_empty(), "{path}: no {name}");
    }
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "style-src 'self'"] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    for hole in ["unsafe-inline", "'unsafe-eval'", "strict-dynamic", "http:", "https:", "data:", "*"] {
        assert!(!policy.contains(hole), "{path}: {policy}");
    }
    assert_eq!(page.headers.get_all("content-security-policy").iter().count(), 1, "{path}: two policies");
    // A page to take away is never shown here, and brings a policy of its own: `stage.rs` looks at it.
    if page.is_html() && !page.header("content-disposition").starts_with("attachment") {
        inert(path, page, policy);
    }
}

/// No script without the nonce of the policy, no style or handler in an attribute, nothing from elsewhere.
fn inert(path: &str, page: &Page, policy: &str) {
    let mut before = "";
    for script in page.body.split("<script") {
        if before.is_empty() {
            before = script;
            continue;
        }
        let tag = script.split('>').next().unwrap_or_default();
        let nonce = tag.split_once("nonce=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(n, _)| n).unwrap_or_default();
        assert!(
            !nonce.is_empty(),
            "{path}: a script without a nonce: …{}<script{tag}>",
            before.get(before.len().saturating_sub(200)..).unwrap_or_default()
        );
        assert!(policy.contains(&format!("'nonce-{nonce}'")), "{path}: the script's nonce is not the policy's: {policy}");
        before = script;
    }
    for tag in page.body.split('<').skip(1).map(|t| t.split('>').next().unwrap_or_default()) {
        // Names and values in turn: what stands in a value is no attribute.
        let pieces: Vec<&str> = tag.split('"').collect();
        for (name, value) in pieces.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or_default())) {
            for attribute in [" style=", " onclick=", " onload=", " onerror=", " onsubmit="] {
                assert!(!name.contains(attribute), "{path}: <{tag}>");
            }
            assert!(!(name.ends_with(" src=") && (value.starts_with("http") || value.starts_with("//"))), "{path}: <{tag}>");
        }
    }
}

/// A page that a person can use: one heading, a language, a title, one main part.
pub(super) fn whole(path: &str, page: &Page) {
    let count = |what: &str| page.body.matches(&format!("<{what}>")).count() + page.body.matches(&format!("<{what} ")).count();
    assert_eq!(count("h1"), 1, "{path}: <h1>");
    assert_eq!(count("main"), 1, "{path}: <main>");
    assert_eq!(count("html"), 1, "{path}: <html>");
    let lang = page.body.split_once("<html lang=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(l, _)| l);
    assert!(matches!(lang, Some("it" | "en")), "{path}: language {lang:?}");
    assert!(!page.title().trim().is_empty(), "{path}: no title");
}

pub(super) fn silent(path: &str, page: &Page) {
    for secret in SECRETS {
        assert!(!page.body.contains(secret), "{path} shows «{secret}»");
    }
}

/// Words by which a fault of the machine would show.
pub(super) fn plain(path: &str, page: &Page) {
    for machine in ["Unavailable", "panicked", "sqlx", "SQLITE", ".sqlite", "StoreError", "on purpose", "src/"] {
        assert!(!page.body.contains(machine), "{path} shows «{machine}»");
    }
}

/// Addresses of this site that a page links to, decoded, without their fragments.
pub(super) fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(href, _)| href.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| !["/style.css", "/assets/", "/pkg/"].iter().any(|asset| href.starts_with(asset)))
        .collect()
}
