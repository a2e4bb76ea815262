//! An ID token: what stands in it, and whether it is to be believed (OpenID Connect Core 1.0, sections 2 and 3.1.3.7).

use super::keys::{Algorithm, Keys};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// By how many seconds the provider's clock may differ from this one.
const LEEWAY: i64 = 60;
/// The longest subject (section 2).
const LONGEST_SUBJECT: usize = 255;

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not three parts, or not of the form that they should have.
    #[error("it is no signed token")]
    Form,
    /// Signed in a way that is not taken, or not at all.
    #[error("it is not signed in a way that is taken")]
    Algorithm,
    /// No key of the provider is the one it names.
    #[error("the provider has no such key")]
    Key,
    /// Not signed with that key.
    #[error("the signature is not of that key")]
    Signature,
    /// Of somebody else.
    #[error("it is of another issuer")]
    Issuer,
    /// For somebody else.
    #[error("it is for another client")]
    Audience,
    /// No longer good.
    #[error("it has expired, or does not say when it does")]
    Expired,
    /// Not good yet.
    #[error("it is from the future, or does not say from when it is")]
    Future,
    /// Of another sign-in.
    #[error("its nonce is not that of this sign-in")]
    Nonce,
    /// It came with an access token that it was not made with.
    #[error("the access token beside it is another than its own")]
    AccessToken,
    /// It names nobody.
    #[error("it does not say who it is about")]
    Subject,
}

/// A token, read but not believed.
pub(super) struct Token<'t> {
    signed: &'t str,
    signature: Vec<u8>,
    pub(super) algorithm: Algorithm,
    pub(super) key: Option<String>,
}

/// What a token that is signed as it should be says.
pub(super) struct Claims(Map<String, Value>);

/// What a token has to say.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) client: &'e str,
    pub(super) nonce: &'e str,
    pub(super) access_token: Option<&'e str>,
    pub(super) now: DateTime<Utc>,
}

impl<'t> Token<'t> {
    /// Reads the compact form (RFC 7515, section 7.1).
    pub(super) fn read(text: &'t str) -> Result<Self, Fault> {
        let (signed, signature) = text.rsplit_once('.').ok_or(Fault::Form)?;
        let (header, _) = signed.split_once('.').ok_or(Fault::Form)?;
        let header = object(header)?;
        // What is called critical has to be understood (section 4.1.11), and nothing of the kind is.
        if header.contains_key("crit") {
            return Err(Fault::Form);
        }
        let algorithm = header.get("alg").and_then(Value::as_str).and_then(Algorithm::read).ok_or(Fault::Algorithm)?;
        let key = header.get("kid").and_then(Value::as_str).map(str::to_owned);
        Ok(Self { signed, signature: decoded(signature)?, algorithm, key })
    }

    /// What it says, if one of these keys has signed it.
    pub(super) fn claims(&self, keys: &Keys) -> Result<Claims, Fault> {
        let key = keys.find(self.key.as_deref(), self.algorithm).ok_or(Fault::Key)?;
        if !key.verify(self.algorithm, self.signed.as_bytes(), &self.signature) {
            return Err(Fault::Signature);
        }
        let (_, payload) = self.signed.split_once('.').ok_or(Fault::Form)?;
        Ok(Claims(object(payload)?))
    }
}

impl Claims {
    /// The value of a claim that is text.
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// An instant, in whole seconds since 1970.
    fn seconds(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// Whether it is what was expected.
    pub(super) fn check(&self, expected: &Expected<'_>) -> Result<(), Fault> {
        if self.text("iss") != Some(expected.issuer) {
            return Err(Fault::Issuer);
        }
        if !self.is_for(expected.client) {
            return Err(Fault::Audience);
        }
        let now = expected.now.timestamp();
        if self.seconds("exp").is_none_or(|end| end.saturating_add(LEEWAY) <= now) {
            return Err(Fault::Expired);
        }
        let late = now.saturating_add(LEEWAY);
        let begins = self.0.contains_key("nbf").then(|| self.seconds("nbf").unwrap_or(i64::MAX));
        if self.seconds("iat").is_none_or(|made| made > late) || begins.is_some_and(|begin| begin > late) {
            return Err(Fault::Future);
        }
        if self.text("nonce") != Some(expected.nonce) {
            return Err(Fault::Nonce);
        }
        if let Some(hash) = self.0.get("at_hash")
            && hash.as_str().is_none_or(|hash| expected.access_token.map(half_digest).as_deref() != Some(hash))
        {
            return Err(Fault::AccessToken);
        }
        Ok(())
    }

    /// Among several for whom it may be, it names the one that asked for it.
    fn is_for(&self, client: &str) -> bool {
        let (named, several) = match self.0.get("aud") {
            Some(Value::String(one)) => (one == client, false),
            Some(Value::Array(all)) => (all.iter().any(|one| one.as_str() == Some(client)), all.len() > 1),
            _ => (false, false),
        };
        let asked = match self.0.get("azp") {
            Some(party) => party.as_str() == Some(client),
            None => !several,
        };
        named && asked
    }

    /// Who it is about.
    pub(super) fn subject(&self) -> Result<&str, Fault> {
        let fits =
            |subject: &&str| (1..=LONGEST_SUBJECT).contains(&subject.chars().count()) && !subject.chars().any(char::is_control);
        self.text("sub").filter(fits).ok_or(Fault::Subject)
    }

    /// Everything it says.
    pub(super) fn into_all(self) -> Map<String, Value> {
        self.0
    }
}

/// The first half of a SHA-256, as `at_hash` has it (section 3.1.3.6).
fn half_digest(token: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
    URL_SAFE_NO_PAD.encode(&digest[..16])
}

fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Fault::Form)
}

fn object(part: &str) -> Result<Map<String, Value>, Fault> {
    serde_json::from_slice(&decoded(part)?).map_err(|_| Fault::Form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::vectors::{MODULUS, PS256, RS256};
    use serde_json::json;

    const NOW: i64 = 1_311_281_000;

    fn keys(algorithm: Option<&str>) -> Keys {
        let mut key = json!({ "kty": "RSA", "kid": "rsa", "n": MODULUS, "e": "AQAB" });
        if let Some(algorithm) = algorithm {
            key["alg"] = algorithm.into();
        }
        Keys::read(json!({ "keys": [key] }).to_string().as_bytes()).unwrap()
    }

    fn expected() -> Expected<'static> {
        Expected {
            issuer: "https://login.comune.example",
            client: "traguardi",
            nonce: "n-0S6",
            access_token: Some("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            now: DateTime::from_timestamp(NOW, 0).unwrap(),
        }
    }

    #[test]
    fn what_another_program_has_signed_with_rsa_is_believed() {
        for (text, name, other) in [(RS256, "RS256", "PS256"), (PS256, "PS256", "RS256")] {
            let token = Token::read(text).unwrap();
            for set in [keys(None), keys(Some(name))] {
                let claims = token.claims(&set).unwrap();
                assert_eq!(claims.check(&expected()), Ok(()));
                assert_eq!(claims.subject(), Ok("248289761001"));
            }
            assert_eq!(token.claims(&keys(Some(other))).err(), Some(Fault::Key));
        }
    }

    #[test]
    fn a_single_changed_sign_is_found_out() {
        for text in [RS256, PS256] {
            let (signed, signature) = text.rsplit_once('.').unwrap();
            let (header, payload) = signed.split_once('.').unwrap();
            let turned = |part: &str, at: usize| {
                let mut bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
                bytes[at] ^= 1;
                URL_SAFE_NO_PAD.encode(bytes)
            };
            let other = format!("{header}.{payload}.{}", turned(signature, 100));
            assert_eq!(Token::read(&other).unwrap().claims(&keys(None)).err(), Some(Fault::Signature));
            let other = format!("{header}.{}.{signature}", turned(payload, 60));
            assert_eq!(Token::read(&other).unwrap().claims(&keys(None)).err(), Some(Fault::Signature));
        }
    }

    #[test]
    fn what_is_no_signed_token_is_refused_before_any_key_is_looked_at() {
        let with = |header: &Value| {
            let (_, rest) = RS256.split_once('.').unwrap();
            format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header.to_string()))
        };
        for (header, fault) in [
            (json!({ "alg": "none" }), Fault::Algorithm),
            (json!({ "alg": "HS256", "kid": "rsa" }), Fault::Algorithm),
            (json!({ "alg": "RS512", "kid": "rsa" }), Fault::Algorithm),
            (json!({ "alg": ["RS256"] }), Fault::Algorithm),
            (json!({ "kid": "rsa" }), Fault::Algorithm),
            (json!({ "alg": "RS256", "crit": ["b64"], "b64": false }), Fault::Form),
            (json!([]), Fault::Form),
        ] {
            assert_eq!(Token::read(&with(&header)).err(), Some(fault), "{header}");
        }
        for text in ["", ".", "..", "a.b", "a.b.c", "e30.e30.", "a.b.c.d.e"] {
            assert!(Token::read(text).is_err(), "{text}");
        }
    }

    fn claims(change: impl Fn(&mut Map<String, Value>)) -> Claims {
        let base = json!({
            "iss": "https://login.comune.example",
            "sub": "248289761001",
            "aud": "traguardi",
            "nonce": "n-0S6",
            "iat": NOW,
            "exp": NOW + 300,
        });
        let mut map = base.as_object().unwrap().clone();
        change(&mut map);
        Claims(map)
    }

    fn with(name: &'static str, value: Value) -> Result<(), Fault> {
        claims(|map| drop(map.insert(name.to_owned(), value.clone()))).check(&expected())
    }

    fn without(name: &'static str) -> Result<(), Fault> {
        claims(|map| drop(map.remove(name))).check(&expected())
    }

    #[test]
    fn each_claim_is_looked_at() {
        assert_eq!(claims(|_| {}).check(&expected()), Ok(()));
        assert_eq!(with("iss", json!("https://login.comune.example/")), Err(Fault::Issuer));
        assert_eq!(without("iss"), Err(Fault::Issuer));
        assert_eq!(with("aud", json!("another")), Err(Fault::Audience));
        assert_eq!(with("aud", json!([])), Err(Fault::Audience));
        assert_eq!(with("aud", json!(["traguardi"])), Ok(()));
        assert_eq!(with("aud", json!(["traguardi", "another"])), Err(Fault::Audience));
        assert_eq!(with("azp", json!("another")), Err(Fault::Audience));
        assert_eq!(with("azp", json!(7)), Err(Fault::Audience));
        assert_eq!(without("aud"), Err(Fault::Audience));
        let both = |map: &mut Map<String, Value>| {
            map.insert("aud".into(), json!(["another", "traguardi"]));
            map.insert("azp".into(), json!("traguardi"));
        };
        assert_eq!(claims(both).check(&expected()), Ok(()));
        assert_eq!(with("nonce", json!("n-0S7")), Err(Fault::Nonce));
        assert_eq!(without("nonce"), Err(Fault::Nonce));
    }

    #[test]
    fn a_token_is_good_to_the_second_and_a_minute_more() {
        assert_eq!(with("exp", json!(NOW - 59)), Ok(()));
        assert_eq!(with("exp", json!(NOW - 60)), Err(Fault::Expired));
        assert_eq!(with("exp", json!("1900000000")), Err(Fault::Expired));
        assert_eq!(with("exp", json!(i64::MAX)), Ok(()));
        assert_eq!(without("exp"), Err(Fault::Expired));
        assert_eq!(with("iat", json!(NOW + 60)), Ok(()));
        assert_eq!(with("iat", json!(NOW + 61)), Err(Fault::Future));
        assert_eq!(without("iat"), Err(Fault::Future));
        assert_eq!(with("nbf", json!(NOW + 60)), Ok(()));
        assert_eq!(with("nbf", json!(NOW + 61)), Err(Fault::Future));
        assert_eq!(with("nbf", json!("tomorrow")), Err(Fault::Future));
    }

    #[test]
    fn an_access_token_is_its_own_or_none() {
        // The example of OpenID Connect Core 1.0, appendix A.3.
        assert_eq!(with("at_hash", json!("77QmUPtjPfzWtF2AnpK9RQ")), Ok(()));
        assert_eq!(with("at_hash", json!("77QmUPtjPfzWtF2AnpK9Rg")), Err(Fault::AccessToken));
        assert_eq!(with("at_hash", json!(7)), Err(Fault::AccessToken));
        let token = claims(|map| drop(map.insert("at_hash".into(), json!("77QmUPtjPfzWtF2AnpK9RQ"))));
        assert_eq!(token.check(&Expected { access_token: None, ..expected() }), Err(Fault::AccessToken));
    }

    #[test]
    fn it_has_to_say_who_it_is_about() {
        for wrong in [json!(null), json!(""), json!(17), json!("a\nb"), json!("x".repeat(256))] {
            assert_eq!(claims(|map| drop(map.insert("sub".into(), wrong.clone()))).subject(), Err(Fault::Subject));
        }
        let longest = "x".repeat(255);
        assert_eq!(claims(|map| drop(map.insert("sub".into(), json!(longest)))).subject(), Ok(longest.as_str()));
    }
}
