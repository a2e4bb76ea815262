//! The provider's public keys, as a JWK Set has them (RFC 7517), and whether a signature is theirs.
//!
//! Three algorithms are taken, all by a pair of keys. `none` is not one of them, and neither is an HMAC, for which the public key
//! that everybody knows would do as the secret. A key of one kind never checks a signature of another.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Map, Value};

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// RSA, PKCS#1 1.5, SHA-256.
    Rs256,
    /// RSA, PSS, SHA-256.
    Ps256,
    /// ECDSA on P-256, SHA-256.
    Es256,
}

impl Algorithm {
    /// By its name in RFC 7518; none where it is one that is not taken.
    pub(super) fn read(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }
}

enum Material {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    P256 { point: Vec<u8> },
}

/// A public key.
pub(super) struct Key {
    id: Option<String>,
    /// The one algorithm that it is for, where it says so.
    algorithm: Option<Algorithm>,
    material: Material,
}

impl Key {
    /// None where it is not for signatures, or of a kind that is not taken.
    fn read(jwk: &Map<String, Value>) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if text("use").is_some_and(|usage| usage != "sig") {
            return None;
        }
        let algorithm = match text("alg") {
            Some(name) => Some(Algorithm::read(name)?),
            None => None,
        };
        let number = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok();
        let material = match text("kty")? {
            "RSA" => Material::Rsa { modulus: without_zeros(number("n")?), exponent: without_zeros(number("e")?) },
            "EC" if text("crv")? == "P-256" => {
                let (x, y) = (number("x")?, number("y")?);
                if (x.len(), y.len()) != (32, 32) {
                    return None;
                }
                // SEC 1, 2.3.3: a point that is not compressed.
                Material::P256 { point: [&[4], x.as_slice(), y.as_slice()].concat() }
            }
            _ => return None,
        };
        Some(Self { id: text("kid").map(str::to_owned), algorithm, material })
    }

    /// Whether it can have made signatures of this algorithm.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let kind = match self.material {
            Material::Rsa { .. } => matches!(algorithm, Algorithm::Rs256 | Algorithm::Ps256),
            Material::P256 { .. } => algorithm == Algorithm::Es256,
        };
        kind && self.algorithm.is_none_or(|own| own == algorithm)
    }

    /// Whether a signature of these bytes is of this key.
    pub(super) fn verify(&self, algorithm: Algorithm, signed: &[u8], signature: &[u8]) -> bool {
        match (&self.material, algorithm) {
            (Material::Rsa { modulus, exponent }, Algorithm::Rs256) => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature).is_ok()
            }
            (Material::Rsa { modulus, exponent }, Algorithm::Ps256) => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(&RSA_PSS_2048_8192_SHA256, signed, signature).is_ok()
            }
            (Material::P256 { point }, Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok()
            }
            _ => false,
        }
    }
}

/// Some providers write a zero before a number, which RFC 7518 does not allow and the check of a signature does not take.
fn without_zeros(number: Vec<u8>) -> Vec<u8> {
    number.into_iter().skip_while(|byte| *byte == 0).collect()
}

/// The keys of a provider.
pub(super) struct Keys(Vec<Key>);

impl Keys {
    /// None where it is no JWK Set. Keys that are not taken are left out.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let set: Value = serde_json::from_slice(bytes).ok()?;
        let keys = set.get("keys")?.as_array()?;
        Some(Self(keys.iter().filter_map(Value::as_object).filter_map(Key::read).collect()))
    }

    /// The key for a token. One that does not say which has to be the only one that fits.
    pub(super) fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<&Key> {
        let mut fitting = self.0.iter().filter(|key| key.fits(algorithm));
        match id {
            Some(_) => fitting.find(|key| key.id.as_deref() == id),
            None => fitting.next().filter(|_| fitting.next().is_none()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn keys(keys: &Value) -> Keys {
        Keys::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    fn point(byte: u8) -> String {
        URL_SAFE_NO_PAD.encode([byte; 32])
    }

    #[test]
    fn what_is_no_set_of_keys_is_none() {
        for text in ["", "[]", "{}", "{\"keys\":{}}", "<html>", "{\"keys\":[}"] {
            assert!(Keys::read(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_key_is_found_by_its_name_and_kind() {
        let set = keys(&json!([
            { "kty": "EC", "crv": "P-256", "kid": "a", "x": point(1), "y": point(2) },
            { "kty": "RSA", "kid": "b", "n": "AQAB", "e": "AQAB", "alg": "RS256" },
            { "kty": "RSA", "kid": "c", "n": "AQAB", "e": "AQAB", "use": "enc" },
            { "kty": "oct", "kid": "d", "k": "c2VjcmV0", "alg": "HS256" },
            { "kty": "EC", "crv": "P-384", "kid": "e", "x": point(1), "y": point(2) },
            { "kty": "EC", "crv": "P-256", "kid": "f", "x": "AQAB", "y": point(2) },
            { "kty": "RSA", "kid": "g", "n": "==", "e": "AQAB" },
            "not even an object"
        ]));
        assert_eq!(set.0.len(), 2);
        assert!(set.find(Some("a"), Algorithm::Es256).is_some());
        assert!(set.find(Some("b"), Algorithm::Rs256).is_some());
        for (id, algorithm) in [
            ("a", Algorithm::Rs256),
            ("b", Algorithm::Es256),
            ("b", Algorithm::Ps256),
            ("c", Algorithm::Rs256),
            ("z", Algorithm::Es256),
        ] {
            assert!(set.find(Some(id), algorithm).is_none(), "{id} {algorithm:?}");
        }
    }

    #[test]
    fn a_token_that_names_no_key_needs_there_to_be_one_only() {
        let one = json!({ "kty": "EC", "crv": "P-256", "kid": "a", "x": point(1), "y": point(2) });
        let other = json!({ "kty": "EC", "crv": "P-256", "kid": "b", "x": point(3), "y": point(4) });
        assert!(keys(&json!([one])).find(None, Algorithm::Es256).is_some());
        assert!(keys(&json!([one, other])).find(None, Algorithm::Es256).is_none());
        assert!(keys(&json!([])).find(None, Algorithm::Es256).is_none());
    }
}
