//! What a browser, or somebody who is none, sends as `Cookie`.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The server's own file: it knows nothing but text.
#[path = "../../../src/cookie.rs"]
mod cookie;

fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.split('\n').collect();
    for name in ["session", "__Host-session", "__Host-device"] {
        let Some(value) = cookie::first(lines.iter().copied(), name) else { continue };
        assert!(!value.contains(';'), "one cookie ends where the next begins");
        assert_eq!(value, value.trim());
        // It was sent under this name, and no cookie of the name stands before it.
        let pair = lines.iter().flat_map(|l| l.split(';')).find(|p| p.split_once('=').is_some_and(|(n, _)| n.trim() == name));
        assert_eq!(pair.and_then(|p| p.split_once('=')).map(|(_, v)| v.trim()), Some(value));
        if cookie::is_token(value) {
            assert!(
                value.len() == 64
                    && u128::from_str_radix(&value[..32], 16).is_ok()
                    && u128::from_str_radix(&value[32..], 16).is_ok()
            );
        }
        // Sent back alone, it is read as the same.
        assert_eq!(cookie::first([format!("{name}={value}").as_str()].into_iter(), name), Some(value));
    }
});
