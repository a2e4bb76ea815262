//! Identifiers of the field: IPA code, CUP, slug of a project. Forms and their sources: `domain.md` §5.

use crate::collapse;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is not the identifier it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// IPA code of a body, kept in lower case: `c_e472`. Mostly `c_` and the cadastral code, but exceptions exist, so any
/// letters, digits and underscores (up to 40) are taken, and case never tells two bodies apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ipa(String);

impl Ipa {
    /// Reads a code in any case.
    ///
    /// # Errors
    /// If it is empty, longer than forty characters or has others than letters, digits, `_` and `-`.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        // `PM` and `PT` are the two Politecnici, and one school really is `C`, hence one character.
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if fits { Ok(Self(text.to_ascii_lowercase())) } else { Err(Malformed) }
    }

    /// The code, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ipa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Address part of a project within its ente, fixed at creation: `send-2022`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Reads lower-case letters, digits and single dashes, at most 80.
    ///
    /// # Errors
    /// If the form is another.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        let fits = (1..=80).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if fits { Ok(Self(text.to_owned())) } else { Err(Malformed) }
    }

    /// Makes one out of any words: `Piattaforma Notifiche (2022)` is `piattaforma-notifiche-2022`.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let mut out = String::new();
        for c in words.chars().flat_map(char::to_lowercase) {
            let plain = match c {
                'à' | 'á' | 'â' | 'ä' => 'a',
                'è' | 'é' | 'ê' | 'ë' => 'e',
                'ì' | 'í' | 'î' => 'i',
                'ò' | 'ó' | 'ô' | 'ö' => 'o',
                'ù' | 'ú' | 'û' | 'ü' => 'u',
                c if c.is_ascii_alphanumeric() => c,
                _ => '-',
            };
            if plain != '-' || !(out.is_empty() || out.ends_with('-')) {
                out.push(plain);
            }
            if out.len() >= 60 {
                break;
            }
        }
        let trimmed = out.trim_end_matches('-');
        Self(if trimmed.is_empty() { "progetto".to_owned() } else { trimmed.to_owned() })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// CUP, the code of a public investment project: kept as published, in upper case. Not unique per application (it is used
/// again after a renunciation), and some published ones are odd: so odd ones are marked, never refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cup(String);

impl Cup {
    /// Trims and upper-cases; `None` of an empty text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = collapse(text).to_uppercase();
        (!text.is_empty()).then_some(Self(text))
    }

    /// Has the form of a CUP: letter, two digits, letter, eleven digits (`domain.md` §5).
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let b = self.0.as_bytes();
        b.len() == 15
            && b.iter().enumerate().all(|(i, c)| match i {
                0 | 3 => c.is_ascii_uppercase(),
                _ => c.is_ascii_digit(),
            })
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipa_is_compared_in_lower_case_and_exceptions_are_taken() {
        assert_eq!(Ipa::read("C_C078").unwrap().as_str(), "c_c078");
        for code in ["c_a726n", "c_1jzf", "3BEP4ZAX", "PM", "p_TN"] {
            assert!(Ipa::read(code).is_ok(), "{code}");
        }
        for code in ["", "c e472", "<script>", "../etc"] {
            assert!(Ipa::read(code).is_err(), "{code}");
        }
    }

    #[test]
    fn odd_cups_are_kept_and_marked() {
        assert!(Cup::read("b21f22001180006").unwrap().is_well_formed());
        assert!(!Cup::read("A99999999999999").unwrap().is_well_formed());
        assert_eq!(Cup::read("  "), None);
    }

    #[test]
    fn slugs_are_safe_in_an_address() {
        assert_eq!(Slug::from_words("L’Aquila: è già <b>qui</b>").as_str(), "l-aquila-e-gia-b-qui-b");
        assert_eq!(Slug::from_words("***").as_str(), "progetto");
        assert!(Slug::read("send-2022").is_ok());
        assert!(Slug::read("Send 2022").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_words_make_a_slug(words in ".{0,200}") {
            proptest::prop_assert!(Slug::read(Slug::from_words(&words).as_str()).is_ok());
        }
    }
}
