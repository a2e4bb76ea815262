//! Headers of every answer, pages and errors alike.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// The policy: own scripts only, those of the page by nonce; WebAssembly may be compiled; nothing from elsewhere, no frames.
#[must_use]
pub fn policy(nonce: Option<&str>) -> String {
    policy_in(nonce, "'none'")
}

/// The same, in the frames of these sites.
fn policy_in(nonce: Option<&str>, ancestors: &str) -> String {
    let script = match nonce {
        Some(nonce) => format!("'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'self'".to_owned(),
    };
    format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}; object-src 'none'"
    )
}

/// Puts them on an answer, leaving what a handler has set itself.
pub fn guard(response: &mut Response, nonce: Option<&str>) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&policy(nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
}

/// Lets these sites show an answer that [`guard`] has guarded in a frame of theirs; none, where there are none. `X-Frame-Options`
/// knows no list: it would refuse them in every browser that reads both.
pub fn embed(response: &mut Response, nonce: Option<&str>, origins: &[String]) {
    if origins.is_empty() {
        return;
    }
    if let Ok(value) = HeaderValue::from_str(&policy_in(nonce, &origins.join(" "))) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
        headers.remove(header::X_FRAME_OPTIONS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_named_may_frame_and_without_any_nobody() {
        let mut response = Response::default();
        guard(&mut response, None);
        embed(&mut response, None, &[]);
        assert_eq!(response.headers()[header::X_FRAME_OPTIONS], "DENY");
        assert!(policy(None).contains("frame-ancestors 'none';"));
        embed(&mut response, Some("abc"), &["https://www.comune.example".to_owned(), "https://b.example:8443".to_owned()]);
        assert!(response.headers().get(header::X_FRAME_OPTIONS).is_none());
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors https://www.comune.example https://b.example:8443;"), "{policy}");
        assert!(policy.contains("'nonce-abc'") && policy.contains("default-src 'none'"), "{policy}");
    }

    #[test]
    fn the_policy_lets_no_other_site_in_and_no_inline_style() {
        let policy = policy(Some("abc"));
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval'"));
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "strict-dynamic", "http:", "https:", "*"] {
            assert!(!policy.contains(forbidden), "{forbidden}");
        }
    }
}
