//! Codes of the second factor: worked out (TOTP, RFC 6238, with HMAC-SHA-1, the one that every app knows), compared, and
//! the keys and recovery codes made.

use crate::session;
use chrono::{DateTime, Utc};
use domain::{
    ports::Unavailable,
    second::{CODES, Key, Recovery, WINDOW, step_of},
};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The code of a step: six figures.
#[must_use]
pub fn code(key: &Key, step: i64) -> String {
    // A key shorter than a block is padded with zeros by HMAC itself: done here, it needs no error that can't happen.
    let mut block = [0; 64];
    block[..20].copy_from_slice(&key.0);
    let mut mac = Hmac::<Sha1>::new(&block.into());
    mac.update(&step.to_be_bytes());
    let tag: [u8; 20] = mac.finalize().into_bytes().into();
    // RFC 4226 §5.3: the last four bits say where the number stands.
    let at = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// The step that this is the code of, among those that are good now; the newest, should there be two.
#[must_use]
pub fn step(key: &Key, typed: &str, now: DateTime<Utc>) -> Option<i64> {
    let (typed, now) = (session::digest(typed), step_of(now));
    // All of them are worked out, and digests compared: how long it takes tells nothing of the codes.
    (now - WINDOW..=now + WINDOW).filter(|step| session::digest(&code(key, *step)) == typed).max()
}

/// A key that nobody knows.
///
/// # Errors
/// Where the system has no randomness.
pub fn key() -> Result<Key, Unavailable> {
    session::random().map(Key)
}

/// Recovery codes that nobody knows.
///
/// # Errors
/// Where the system has no randomness.
pub fn recovery() -> Result<Vec<Recovery>, Unavailable> {
    (0..CODES).map(|_| session::random().map(Recovery)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::second::STEP;
    use std::collections::HashSet;

    /// The key of the examples in both RFCs: "12345678901234567890".
    const KEY: Key = Key(*b"12345678901234567890");

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// RFC 6238, appendix B, the lines of SHA-1. Its codes have eight figures: the last six of them are ours.
    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(Some(code(&KEY, step_of(at(seconds))).as_str()), eight.get(2..), "{seconds}");
        }
    }

    /// RFC 4226, appendix D.
    #[test]
    fn codes_are_those_of_rfc_4226() {
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (step, expected) in (0..).zip(codes) {
            assert_eq!(code(&KEY, step), expected);
        }
    }

    #[test]
    fn one_step_before_and_after_is_good_and_no_further() {
        let now = at(1_795_000_000);
        let here = step_of(now);
        for away in -3..=3 {
            let expected = (-WINDOW..=WINDOW).contains(&away).then_some(here + away);
            assert_eq!(step(&KEY, &code(&KEY, here + away), now), expected, "{away}");
        }
        // The border of a step is where its number changes.
        let border = at(here * STEP);
        assert_eq!(step(&KEY, &code(&KEY, here - 1), border), Some(here - 1));
        assert_eq!(step(&KEY, &code(&KEY, here - 2), border), None);
        assert_eq!(step(&KEY, &code(&KEY, here - 2), at(here * STEP - 1)), Some(here - 2));
        for none in ["", "00000", "0000000", "abcdef"] {
            assert_eq!(step(&KEY, none, now), None, "{none}");
        }
    }

    #[test]
    fn no_two_keys_or_recovery_codes_are_alike() {
        assert_ne!(key().unwrap(), key().unwrap());
        let codes = recovery().unwrap();
        assert_eq!(codes.len(), CODES);
        assert_eq!(codes.iter().map(Recovery::text).collect::<HashSet<_>>().len(), CODES);
    }
}
