//! What a browser sends as `Cookie`, read. Plain text in and out, so that the fuzz target reads the same file.

/// The first cookie of a name in the values of the `Cookie` headers. A cookie without `=` has no name, as browsers have it.
pub fn first<'h>(values: impl Iterator<Item = &'h str>, name: &str) -> Option<&'h str> {
    values
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.split_once('='))
        .find(|(n, _)| n.trim() == name)
        .map(|(_, value)| value.trim())
}

/// Whether this can be a token of ours: 256 bits as lower-case hexadecimal digits.
pub fn is_token(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
