//! The bytes of a file, a piece at a time, and the encoding they are written in.

use std::{
    borrow::Cow,
    io::{self, Read},
};

/// The longest record, in bytes. Real ones stay below one thousandth of it; what is longer has lost its line end or a quote.
pub(crate) const LONGEST_RECORD: usize = 64 * 1024;

/// How much of a file is held at a time: memory is bounded by this whatever the file's size.
const CAPACITY: usize = 4 * LONGEST_RECORD;

/// How much of a line without an end is passed over before the rest of the file is given up.
const HOPELESS: usize = 1024 * 1024;

/// The part of a file that is held: what was read and not yet taken.
pub(crate) struct Window<'r> {
    source: Box<dyn Read + 'r>,
    bytes: Vec<u8>,
    start: usize,
    line: u64,
    read: u64,
    ended: bool,
    fault: Option<io::Error>,
}

impl<'r> Window<'r> {
    /// Reads the first piece.
    pub(crate) fn open(source: impl Read + 'r) -> io::Result<Self> {
        let mut window = Self {
            source: Box::new(source),
            bytes: Vec::with_capacity(CAPACITY),
            start: 0,
            line: 1,
            read: 0,
            ended: false,
            fault: None,
        };
        window.fill();
        match window.fault() {
            Some(fault) => Err(fault),
            None => Ok(window),
        }
    }

    /// What is held and not yet taken.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Line on which the rest begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Bytes read of the file.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.read
    }

    /// Nothing comes after what is held.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Nothing is left.
    pub(crate) fn is_done(&self) -> bool {
        self.ended && self.start == self.bytes.len()
    }

    /// Why reading broke off, told once.
    pub(crate) fn fault(&mut self) -> Option<io::Error> {
        self.fault.take()
    }

    /// Holds as much more as there is room for. A fault ends the file: what is held then is a piece of a record, and
    /// half a record must not be taken for a whole one.
    pub(crate) fn fill(&mut self) {
        self.bytes.drain(..self.start);
        self.start = 0;
        let held = self.bytes.len();
        let wanted = CAPACITY.saturating_sub(held) as u64;
        let outcome = self.source.by_ref().take(wanted).read_to_end(&mut self.bytes);
        let got = (self.bytes.len() - held) as u64;
        self.read += got;
        self.ended = got < wanted;
        if let Err(fault) = outcome {
            self.fault = Some(fault);
            self.stop();
        }
    }

    /// Passes on by so many bytes, in which so many lines end.
    pub(crate) fn take(&mut self, length: usize, lines: u64) {
        self.start = (self.start + length).min(self.bytes.len());
        self.line += lines;
    }

    /// Passes to the next line; where none comes within reach, to the end.
    pub(crate) fn skip_line(&mut self) {
        let mut skipped = 0;
        loop {
            let rest = self.rest();
            if let Some(at) = rest.iter().position(|b| matches!(b, b'\n' | b'\r')) {
                let length = if rest[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
                self.take(length, 1);
                return;
            }
            let length = rest.len();
            skipped += length;
            self.take(length, 0);
            if self.ended || skipped > HOPELESS {
                self.stop();
                return;
            }
            self.fill();
        }
    }

    fn stop(&mut self) {
        self.start = self.bytes.len();
        self.ended = true;
    }
}

/// How text is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Windows1252,
}

impl Encoding {
    /// The encoding of a piece of text; `None` of plain ASCII, which is either. Where most accented letters are whole in
    /// UTF-8 a few broken ones are damage, to be refused row by row, and no reason to read all the others wrong.
    fn guess(bytes: &[u8]) -> Option<Self> {
        if bytes.is_ascii() {
            return None;
        }
        let (mut whole, mut broken) = (0_usize, 0_usize);
        for chunk in bytes.utf8_chunks() {
            whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
        Some(if whole > broken { Self::Utf8 } else { Self::Windows1252 })
    }
}

/// What is known so far of a file's encoding: plain ASCII leaves it open until the first accented letter.
#[derive(Debug, Default)]
pub(crate) struct Alphabet(Option<Encoding>);

impl Alphabet {
    /// Of a file that begins with the mark of UTF-8.
    pub(crate) fn utf8() -> Self {
        Self(Some(Encoding::Utf8))
    }

    /// As the first 64 KiB have it.
    pub(crate) fn of_head(held: &[u8]) -> Self {
        let mut head = held;
        if head.len() > LONGEST_RECORD {
            head = &head[..LONGEST_RECORD];
            // The cut may stand inside a letter.
            while let [before @ .., last] = head
                && !last.is_ascii()
            {
                head = before;
            }
        }
        Self(Encoding::guess(head))
    }

    /// Text of bytes; `None` where they are none.
    pub(crate) fn decode<'a>(&mut self, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
        if self.0.is_none() {
            self.0 = Encoding::guess(bytes);
        }
        match self.0 {
            Some(Encoding::Windows1252) => Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0),
            Some(Encoding::Utf8) | None => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_known_by_its_first_accented_letters() {
        assert_eq!(Encoding::guess(b"Forli"), None);
        assert_eq!(Encoding::guess("Forlì".as_bytes()), Some(Encoding::Utf8));
        assert_eq!(Encoding::guess(b"Forl\xec, citt\xe0"), Some(Encoding::Windows1252));
        assert_eq!(Encoding::guess(b"\xc3\xac \xc3\xa0 \xc3\xb9 \xec"), Some(Encoding::Utf8));
    }

    #[test]
    fn a_letter_cut_in_two_by_the_end_of_the_head_does_not_matter() {
        let mut text = "a".repeat(LONGEST_RECORD - 1);
        text.push_str("ì e poi altro");
        assert_eq!(Alphabet::of_head(text.as_bytes()).0, None);
        let mut alphabet = Alphabet::of_head(text.as_bytes());
        assert_eq!(alphabet.decode("ì".as_bytes()).as_deref(), Some("ì"));
    }

    #[test]
    fn the_windows_letters_beyond_latin_1_are_read() {
        let mut alphabet = Alphabet::default();
        assert_eq!(alphabet.decode(b"L\x92Aquila \x80 5").as_deref(), Some("L’Aquila € 5"));
    }

    #[test]
    fn no_more_than_the_window_is_held() {
        let mut window = Window::open(io::repeat(b'a')).unwrap();
        assert_eq!(window.rest().len(), CAPACITY);
        window.take(10, 0);
        window.fill();
        assert_eq!((window.rest().len(), window.bytes_read()), (CAPACITY, CAPACITY as u64 + 10));
        window.skip_line();
        assert!(window.is_done());
    }
}
