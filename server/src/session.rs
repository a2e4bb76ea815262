//! Sessions and known browsers, as cookies. A token is 256 bits that nobody can guess; the register keeps only its digest.

use crate::{
    cookie, router,
    router::{Door, Shared},
};
use app::paths;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{account::Digest, member::Member, ports::Unavailable};
use sha2::Sha256;

/// The cookie of somebody who has signed in.
const SESSION: &str = "session";
/// The cookie of a browser in which somebody has signed in before.
const DEVICE: &str = "device";
/// The cookie of somebody who is on the way to a provider of identities and back.
const JOURNEY: &str = "oidc";
/// For how long a browser is known, in seconds: a year.
const YEAR: u32 = 31_536_000;
/// How long the way to a provider and back may take, in seconds.
pub const JOURNEY_SECONDS: u32 = 600;
/// Over TLS the prefix makes browsers refuse a cookie that another site or a plain connection has set.
const PREFIX: &str = "__Host-";
/// The longest address to go back to.
const LONGEST: usize = 2_000;

/// 256 bits out of the system's randomness, as 64 hexadecimal digits.
///
/// # Errors
/// Where the system has none.
pub fn token() -> Result<String, Unavailable> {
    Ok(random::<32>()?.iter().map(|b| format!("{b:02x}")).collect())
}

/// Bytes out of the system's randomness.
///
/// # Errors
/// Where the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], Unavailable> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system has no randomness");
        Unavailable
    })?;
    Ok(bytes)
}

/// What is kept of a token.
#[must_use]
pub fn digest(token: &str) -> Digest {
    <Sha256 as sha2::Digest>::digest(token.as_bytes()).into()
}

/// Whether a request carries a session, good or not.
#[must_use]
pub fn has_cookie(headers: &HeaderMap) -> bool {
    [false, true].into_iter().any(|plain| named(headers, &name(plain, SESSION)).is_some())
}

/// Digest of the session that a request carries.
#[must_use]
pub fn session(door: Door, headers: &HeaderMap) -> Option<Digest> {
    kept(headers, &name(door.plain, SESSION))
}

/// Digest of the token of the browser that a request comes from.
#[must_use]
pub fn device(door: Door, headers: &HeaderMap) -> Option<Digest> {
    kept(headers, &name(door.plain, DEVICE))
}

/// The `Set-Cookie` of a session. It ends with the browser, or before, when the register says so.
#[must_use]
pub fn session_cookie(door: Door, token: &str) -> String {
    set(door, SESSION, token, None)
}

/// The `Set-Cookie` that takes a session away.
#[must_use]
pub fn no_session_cookie(door: Door) -> String {
    set(door, SESSION, "", Some(0))
}

/// The `Set-Cookie` of a known browser.
#[must_use]
pub fn device_cookie(door: Door, token: &str) -> String {
    set(door, DEVICE, token, Some(YEAR))
}

/// Digest of the token of whoever is on the way to a provider and back.
#[must_use]
pub fn journey(door: Door, headers: &HeaderMap) -> Option<Digest> {
    kept(headers, &name(door.plain, JOURNEY))
}

/// The `Set-Cookie` of somebody who sets out for a provider: for as long as the way may take.
#[must_use]
pub fn journey_cookie(door: Door, token: &str) -> String {
    set(door, JOURNEY, token, Some(JOURNEY_SECONDS))
}

/// The `Set-Cookie` that takes it away.
#[must_use]
pub fn no_journey_cookie(door: Door) -> String {
    set(door, JOURNEY, "", Some(0))
}

/// Who has signed in, if anybody.
///
/// # Errors
/// Where the register can't answer.
pub async fn member(shared: &Shared, headers: &HeaderMap) -> Result<Option<Member>, Unavailable> {
    let Some(token) = session(shared.door, headers) else { return Ok(None) };
    shared.ports.accounts.session(token, shared.clock.now()).await
}

/// Asks whoever it is to sign in: a page is come back to; a form stays where it was typed.
pub async fn ask(shared: &Shared, request: Request) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        let to = request.uri().path_and_query().map(|p| p.as_str()).and_then(next).unwrap_or("/");
        return Redirect::to(&paths::sign_in(to)).into_response();
    }
    router::again(shared, request, 401).await
}

/// An address to go to after signing in, if it is one of this site and nothing else: somebody else may have written it.
#[must_use]
pub fn next(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = address.len() <= LONGEST
        && address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        // What browsers put into an address is ASCII without blanks; control characters are not in it either.
        && address.bytes().all(|b| b.is_ascii_graphic())
        // To sign in again leads nowhere.
        && ![paths::SIGN_IN, paths::CODE].contains(&path)
        && !path.starts_with(paths::OIDC);
    fits.then_some(address)
}

fn name(plain: bool, cookie: &str) -> String {
    if plain { cookie.to_owned() } else { format!("{PREFIX}{cookie}") }
}

fn set(door: Door, cookie: &str, value: &str, age: Option<u32>) -> String {
    let secure = if door.plain { "" } else { "; Secure" };
    let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", name(door.plain, cookie))
}

/// The first cookie of a name.
fn named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    cookie::first(headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()), name)
}

/// Digest of a token in a cookie; a value that can't be one of ours is none.
fn kept(headers: &HeaderMap, name: &str) -> Option<Digest> {
    named(headers, name).filter(|value| cookie::is_token(value)).map(digest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const TLS: Door = Door { plain: false, proxies: 0 };
    const PLAIN: Door = Door { plain: true, proxies: 0 };

    fn cookies(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::COOKIE, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert_ne!(digest(&one), digest(&other));
    }

    #[test]
    fn over_tls_a_cookie_is_bound_to_the_host() {
        assert_eq!(session_cookie(TLS, "t"), "__Host-session=t; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(session_cookie(PLAIN, "t"), "session=t; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(no_session_cookie(TLS), "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
        assert_eq!(device_cookie(TLS, "t"), "__Host-device=t; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000");
    }

    #[test]
    fn each_door_reads_its_own_cookie_and_the_first_of_a_name() {
        let (one, other) = ("1".repeat(64), "2".repeat(64));
        let both = cookies(&[&format!("lang=en; session={one}; __Host-session={other}; session={other}")]);
        assert_eq!(session(PLAIN, &both), Some(digest(&one)));
        assert_eq!(session(TLS, &both), Some(digest(&other)));
        let split = cookies(&["lang=en", &format!("__Host-session={one}"), &format!("__Host-session={other}")]);
        assert_eq!(session(TLS, &split), Some(digest(&one)));
        assert_eq!(session(PLAIN, &split), None);
        assert_eq!(device(TLS, &split), None);
        assert!(has_cookie(&both) && has_cookie(&split));
        assert!(!has_cookie(&cookies(&["lang=en; xsession=1; device=2"])));
    }

    #[test]
    fn what_can_t_be_a_token_is_none() {
        for value in ["", "x", "' OR 1=1 --", &"A".repeat(64), &"1".repeat(63), &"1".repeat(65), &"ù".repeat(32)] {
            let header = HeaderValue::from_bytes(format!("session={value}").as_bytes()).unwrap();
            let headers = HeaderMap::from_iter([(header::COOKIE, header)]);
            assert_eq!(session(PLAIN, &headers), None, "{value}");
        }
    }

    #[test]
    fn one_goes_back_to_this_site_only() {
        for good in ["/", "/conto", "/c_e472/scrivania/send-2022?lang=en&x=%2F%2Fevil.example", "/accedimi"] {
            assert_eq!(next(good), Some(good));
        }
        for hostile in [
            "",
            "conto",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/x\\..\\y",
            "https://evil.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "/\t/evil.example",
            "/\n/evil.example",
            "/x\r\nSet-Cookie: a=b",
            "/\0",
            "/x y",
            "/è",
            " /conto",
            "/accedi",
            "/accedi?next=/accedi",
            "/accedi/codice?next=/conto",
            "/accedi/oidc/ritorno?code=x",
        ] {
            assert_eq!(next(hostile), None, "{hostile:?}");
        }
        assert_eq!(next(&format!("/{}", "x".repeat(LONGEST))), None);
    }
}
