//! The second factor: a code that an app works out from a shared key and the time (TOTP, RFC 6238), and recovery codes for
//! whoever has lost the telephone. Here is what a code and a key look like, who must have one, and the port to what is kept.

use crate::{
    account::Digest,
    member::{Member, Role},
    ports::Answer,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::fmt;

/// A code is good for this long, in seconds. RFC 6238 §5.2 recommends thirty.
pub const STEP: i64 = 30;
/// So many steps before and after the present one are taken too, as RFC 6238 §5.2 and §6 let one do: clocks differ.
pub const WINDOW: i64 = 1;
/// Figures of a code.
pub const DIGITS: usize = 6;
/// How many recovery codes somebody gets. Our own choice.
pub const CODES: usize = 10;
/// Between the password and the code there is so much time. Our own choice.
pub const HALF: TimeDelta = TimeDelta::minutes(5);

/// The letters of RFC 4648 §6.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the app and we know: 160 bits, as RFC 4226 §4 recommends. It is never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(pub [u8; 20]);

impl Key {
    /// As apps want it typed: 32 letters and figures of base 32.
    #[must_use]
    pub fn text(&self) -> String {
        base32(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// A recovery code: 80 bits, so that nobody guesses one. It is never printed by accident.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recovery(pub [u8; 10]);

impl Recovery {
    /// As it is written down: `ABCD-EFGH-IJKL-MNOP`.
    #[must_use]
    pub fn text(&self) -> String {
        grouped(&base32(&self.0), "-")
    }
}

impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recovery")
    }
}

/// What somebody may have typed as a code.
#[derive(Clone, PartialEq, Eq)]
pub enum Typed {
    /// Six figures, without blanks.
    Code(String),
    /// A recovery code.
    Recovery(Recovery),
}

impl Typed {
    /// Reads either, with blanks and dashes wherever they are, in capitals or not. The figures that base 32 does not have are
    /// taken for the letters that they look like.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
        if text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self::Code(text));
        }
        let text = text.replace('0', "O").replace('1', "I").replace('8', "B");
        if text.len() != 16 {
            return None;
        }
        from_base32(&text)?.try_into().ok().map(|bytes| Self::Recovery(Recovery(bytes)))
    }
}

/// The number of the step that an instant lies in (RFC 6238 §4.2, T0 = 0).
#[must_use]
pub fn step_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(STEP)
}

/// Whether somebody must have a second factor: whoever administers an ente, whichever.
#[must_use]
pub fn needed(member: &Member) -> bool {
    member.grants.iter().any(|g| g.role == Role::Administrator)
}

/// Letters in groups of four, to read and to copy them.
#[must_use]
pub fn grouped(text: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// RFC 4648 §6, without the padding, which apps do without.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let letter = |five: usize| char::from(LETTERS[five & 31]);
    let (mut out, mut held, mut bits) = (String::new(), 0_usize, 0_u32);
    for byte in bytes {
        held = (held << 8) | usize::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(letter(held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.push(letter(held << (5 - bits)));
    }
    out
}

/// Reads [`base32`]; `None` for what it never writes.
#[must_use]
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (vec![], 0_usize, 0_u32);
    for byte in text.bytes() {
        held = (held << 5) | LETTERS.iter().position(|letter| *letter == byte)?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    (held == 0 && bits < 5).then_some(out)
}

/// Somebody's second factor, as they may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Since when (UTC).
    pub since: DateTime<Utc>,
    /// Recovery codes that are left.
    pub codes: usize,
}

/// What is kept of second factors. Getting one, giving it up, losing it to somebody else's decision, new recovery codes and the
/// use of one are written to the log by whoever implements this, in the same transaction and without any secret; `by` is the
/// account that did it, none for the command line. Keys are kept sealed, recovery codes as keyed digests.
pub trait SecondFactor: Send + Sync {
    /// What somebody has confirmed; none where they sign in by the password alone.
    fn factor(&self, user: i64) -> Answer<'_, Option<Factor>>;
    /// The key of the factor that somebody has confirmed.
    fn key(&self, user: i64) -> Answer<'_, Option<Key>>;
    /// Keeps a key until it is confirmed, in the place of one offered before. `false` where there is a factor already.
    fn offer(&self, user: i64, key: Key, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// The key that is offered and not yet confirmed.
    fn offered(&self, user: i64) -> Answer<'_, Option<Key>>;
    /// Makes the key that was offered the factor; `step` is that of the code which proved it. `false` where another key is
    /// offered meanwhile, or none. Ends all sessions of the account: they were opened with less.
    fn confirm(&self, user: i64, key: Key, step: i64, codes: Vec<Recovery>, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Uses a step up. `false` where it, or a later one, has been used before: no code is good twice (RFC 6238 §5.2).
    fn use_step(&self, user: i64, step: i64) -> Answer<'_, bool>;
    /// Uses a recovery code up. `false` where it is none of theirs, or has been used.
    fn use_recovery(&self, user: i64, code: Recovery, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Replaces all recovery codes. `false` where there is no factor.
    fn renew(&self, user: i64, codes: Vec<Recovery>, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Takes the factor away. `false` where there is none. Ends the sessions of the account, unless they did it themselves.
    fn remove(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Opens a session that is good for nothing but the code, for as long as [`HALF`]. `Accounts::session` does not know it.
    fn open_half(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// Who has proved the password and not yet the code.
    fn half(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648 §10, without the padding.
    #[test]
    fn base_32_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
            assert_eq!(from_base32(text).as_deref(), Some(bytes.as_bytes()));
        }
        for none in ["m", "M", "MZ=", "MZ1", "MZXW6YTBO", "MÀ"] {
            assert_eq!(from_base32(none), None, "{none}");
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in ["123456", " 123 456 ", "123-456", "123\u{a0}456"] {
            assert!(matches!(Typed::read(text), Some(Typed::Code(code)) if code == "123456"), "{text}");
        }
        let recovery = Recovery([0x3a; 10]);
        let text = recovery.text();
        assert_eq!(text.len(), 19);
        for text in [text.clone(), text.to_lowercase(), text.replace('-', " "), text.replace('-', ""), format!("  {text}\n")] {
            assert!(Typed::read(&text) == Some(Typed::Recovery(recovery)), "{text}");
        }
        assert!(Typed::read("0000-1111-8888-AAAA") == Typed::read("OOOO-IIII-BBBB-AAAA"));
        for none in
            ["", "12345", "1234567", "12345x", "١٢٣٤٥٦", "AAAA-AAAA-AAAA-AAA", "AAAA-AAAA-AAAA-AAAAA", "AAAA-AAAA-AAAA-AAA9"]
        {
            assert!(Typed::read(none).is_none(), "{none}");
        }
    }

    #[test]
    fn secrets_do_not_print_themselves() {
        assert_eq!(format!("{:?} {:?}", Key([7; 20]), Recovery([7; 10])), "Key Recovery");
        assert_eq!(Key([0; 20]).text().len(), 32);
        assert_eq!(grouped("ABCDEFGHIJ", " "), "ABCD EFGH IJ");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back_and_nothing_makes_the_reader_panic(bytes in proptest::array::uniform10(proptest::num::u8::ANY), text in ".*") {
            proptest::prop_assert!(Typed::read(&Recovery(bytes).text()) == Some(Typed::Recovery(Recovery(bytes))));
            let _ = (Typed::read(&text), from_base32(&text));
        }
    }
}
