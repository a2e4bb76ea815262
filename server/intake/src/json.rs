//! A JSON list of objects, one object at a time: the published files are lists of several megabytes on one line.

use crate::{
    decode::{Alphabet, LONGEST_RECORD, Window},
    header::normal,
    record::{Cells, line_ends},
    refusal::{Reason, Refusal, excerpt},
};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;
use std::fmt;

/// The elements of a list, one after the other.
pub(crate) struct Elements<'r> {
    window: Window<'r>,
    alphabet: Alphabet,
    names: Vec<String>,
    done: bool,
}

/// An object with its members in the order in which they stand.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, Value>()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// What the beginning of the held bytes is.
#[derive(Debug, PartialEq, Eq)]
enum Scan {
    /// An element, between these two; after it a comma or the closing bracket.
    Element { from: usize, to: usize },
    /// The list ends after so many bytes.
    Close { length: usize },
    /// Part of an element, or blanks before one.
    More,
    /// The file ends before the list does.
    Cut,
}

fn scan(bytes: &[u8], ended: bool) -> Scan {
    let more = if ended { Scan::Cut } else { Scan::More };
    let Some(from) = bytes.iter().position(|b| !b.is_ascii_whitespace()) else { return more };
    if bytes[from] == b']' {
        return Scan::Close { length: from + 1 };
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b',' | b']' if depth == 0 => return Scan::Element { from, to: at },
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    more
}

/// The members of one element.
fn members(bytes: &[u8], alphabet: &mut Alphabet) -> Result<Vec<(String, Value)>, Reason> {
    if bytes.len() > LONGEST_RECORD {
        return Err(Reason::LineTooLong);
    }
    if bytes.contains(&0) {
        return Err(Reason::NotText);
    }
    let text = alphabet.decode(bytes).ok_or(Reason::NotText)?;
    let Object(members) = serde_json::from_str(&text).map_err(|_| Reason::NotAnObject)?;
    if members.iter().any(|(name, value)| name.contains('\0') || value.as_str().is_some_and(|text| text.contains('\0'))) {
        return Err(Reason::NotText);
    }
    Ok(members)
}

impl<'r> Elements<'r> {
    /// Of a window that stands after the opening bracket.
    pub(crate) fn new(window: Window<'r>, alphabet: Alphabet) -> Self {
        Self { window, alphabet, names: Vec::new(), done: false }
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }

    /// Names of the members of the element read last, as a header has them.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The next element that has values, as a row: the line on which it begins.
    pub(crate) fn read(&mut self, cells: &mut Cells) -> Option<Result<u64, Refusal>> {
        while !self.done {
            let rest = self.window.rest();
            match scan(rest, self.window.ended()) {
                Scan::More if rest.len() <= LONGEST_RECORD => {
                    self.window.fill();
                    if let Some(fault) = self.window.fault() {
                        return Some(Err(self.end(&fault.to_string(), Reason::Unreadable)));
                    }
                }
                Scan::More => {
                    let text = head(rest);
                    return Some(Err(self.end(&text, Reason::LineTooLong)));
                }
                Scan::Cut => {
                    let text = head(rest);
                    return Some(Err(self.end(&text, Reason::NotAnObject)));
                }
                Scan::Close { length } => {
                    let lines = line_ends(&rest[..length]);
                    self.window.take(length, lines);
                    self.done = true;
                    if self.window.rest().iter().any(|b| !b.is_ascii_whitespace()) {
                        let text = head(self.window.rest());
                        return Some(Err(self.end(&text, Reason::NotAnObject)));
                    }
                }
                Scan::Element { from, to } => {
                    let line = self.window.line() + line_ends(&rest[..from]);
                    let read = members(&rest[from..to], &mut self.alphabet);
                    let text = if read.is_err() { head(&rest[from..to]) } else { String::new() };
                    let length = if rest[to] == b',' { to + 1 } else { to };
                    let lines = line_ends(&rest[..length]);
                    self.window.take(length, lines);
                    match read {
                        Ok(members) => {
                            if self.keep(members, cells) {
                                return Some(Ok(line));
                            }
                        }
                        Err(reason) => return Some(Err(Refusal { line, column: None, text, reason })),
                    }
                }
            }
        }
        None
    }

    /// Makes a row of an object; whether there is anything in it.
    fn keep(&mut self, members: Vec<(String, Value)>, cells: &mut Cells) -> bool {
        cells.clear();
        self.names.clear();
        let mut filled = members.is_empty();
        for (name, value) in members {
            self.names.push(normal(&name));
            let text = match value {
                Value::Null => String::new(),
                Value::String(text) => text,
                other => other.to_string(),
            };
            filled |= !text.trim().is_empty();
            cells.push(&text);
        }
        filled
    }

    fn end(&mut self, text: &str, reason: Reason) -> Refusal {
        self.done = true;
        Refusal { line: self.window.line(), column: None, text: excerpt(text), reason }
    }
}

fn head(bytes: &[u8]) -> String {
    excerpt(&String::from_utf8_lossy(&bytes[..bytes.len().min(400)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and cells of an object, or line and reason of a refusal.
    type Outcome = Result<(u64, Vec<String>), (u64, Reason)>;

    fn all(list: &str) -> Vec<Outcome> {
        let window = Window::open(list.as_bytes()).unwrap();
        let mut elements = Elements::new(window, Alphabet::default());
        let mut cells = Cells::default();
        let mut out = Vec::new();
        while let Some(read) = elements.read(&mut cells) {
            out.push(match read {
                Ok(line) => Ok((line, cells.iter().map(str::to_owned).collect())),
                Err(refusal) => Err((refusal.line, refusal.reason)),
            });
        }
        out
    }

    fn row(line: u64, cells: &[&str]) -> Outcome {
        Ok((line, cells.iter().map(|c| (*c).to_owned()).collect()))
    }

    #[test]
    fn objects_are_cut_whatever_their_texts_hold() {
        let list = "\n{\"a\": \"}],{\\\"\", \"b\": null, \"c\": 516323.0},\n{\"a\":2,\"b\":true,\"c\":\"\\u00e8\"}]\n";
        assert_eq!(all(list), [row(2, &["}],{\"", "", "516323.0"]), row(3, &["2", "true", "è"])]);
        assert!(all("]").is_empty());
    }

    #[test]
    fn members_keep_their_order() {
        let window = Window::open(b"{\"Zeta\":1,\"alfa \":2}]".as_slice()).unwrap();
        let mut elements = Elements::new(window, Alphabet::default());
        elements.read(&mut Cells::default()).unwrap().unwrap();
        assert_eq!(elements.names(), ["zeta", "alfa"]);
    }

    #[test]
    fn what_is_no_object_is_refused_alone() {
        let bad = |line| Err((line, Reason::NotAnObject));
        assert_eq!(
            all("1,{\"a\":2},[3],{\"a\" 4},\"x\",,{\"a\":5}]"),
            [bad(1), row(1, &["2"]), bad(1), bad(1), bad(1), bad(1), row(1, &["5"])]
        );
        assert_eq!(all("{\"a\":\"\\u0000\"},{\"a\":null}]"), [Err((1, Reason::NotText))]);
    }

    #[test]
    fn a_list_that_is_cut_off_keeps_what_came_before() {
        let cut = Err((1, Reason::NotAnObject));
        assert_eq!(all("{\"a\":1},{\"a\":\"2"), [row(1, &["1"]), cut.clone()]);
        assert_eq!(all("{\"a\":1}"), std::slice::from_ref(&cut));
        assert_eq!(all("{\"a\":1},"), [row(1, &["1"]), cut.clone()]);
        assert_eq!(all("{\"a\":1}][{\"a\":2}]"), [row(1, &["1"]), cut]);
    }

    #[test]
    fn an_object_without_an_end_ends_the_file_within_bounds() {
        let endless = std::io::Read::chain(b"{\"a\":\"".as_slice(), std::io::repeat(b'a'));
        let mut elements = Elements::new(Window::open(endless).unwrap(), Alphabet::default());
        let mut cells = Cells::default();
        assert_eq!(elements.read(&mut cells).unwrap().unwrap_err().reason, Reason::LineTooLong);
        assert!(elements.read(&mut cells).is_none());
        assert!(elements.bytes_read() < 1_000_000);
    }

    #[test]
    fn nesting_without_end_is_no_overflow() {
        let deep = "[".repeat(60_000);
        assert_eq!(all(&deep).len(), 1);
        let closed = format!("{}{}]", "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(all(&closed), [Err((1, Reason::NotAnObject))]);
    }
}
