//! The codes: CUP, IPA, slugs, measures and lines.
#![no_main]

use domain::{
    identifier::{Cup, Ipa, Slug},
    line::{LineCode, MeasureCode},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(cup) = Cup::read(text) {
        assert_eq!(Cup::read(cup.as_str()).as_ref(), Some(&cup), "what is kept is kept the same again");
        assert!(!cup.is_well_formed() || cup.as_str().is_ascii());
    }
    // What stands in an address must not be able to mean anything else there.
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) && !part.is_empty();
    if let Ok(ipa) = Ipa::read(text) {
        assert!(plain(ipa.as_str()));
        assert_eq!(ipa.as_str(), ipa.as_str().to_lowercase());
        assert_eq!(Ipa::read(ipa.as_str()), Ok(ipa));
    }
    if let Ok(slug) = Slug::read(text) {
        assert!(plain(slug.as_str()));
    }
    let made = Slug::from_words(text);
    assert_eq!(Slug::read(made.as_str()).as_ref(), Ok(&made));
    if let Ok(code) = MeasureCode::read(text) {
        assert_eq!(MeasureCode::read(&code.to_string()), Ok(code));
    }
    if let Ok(line) = LineCode::read(text) {
        assert_eq!(LineCode::read(line.as_str()), Ok(line));
    }
});
