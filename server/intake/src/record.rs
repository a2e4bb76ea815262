//! Records of a CSV file, cut by hand rather than by the `csv` crate, for one reason: a quote that never closes must cost
//! one row and not all that follow. The crate reads such a cell to the end of the file; here the row is refused and
//! reading goes on at the next line. Within a sound file both read the same.

use crate::{
    decode::{Alphabet, LONGEST_RECORD, Window},
    refusal::{Reason, Refusal, excerpt},
};

/// Stands between cells that are kept in one text, so that none can run into the next.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The cells of a record, in one text that is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
        self.text.push(SEPARATOR);
    }

    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The cell, empty where the record has none.
    pub(crate) fn get(&self, at: usize) -> &str {
        let from = if at == 0 { Some(0) } else { self.ends.get(at - 1).map(|end| end + SEPARATOR.len_utf8()) };
        match (from, self.ends.get(at)) {
            (Some(from), Some(&to)) => self.text.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).map(|at| self.get(at))
    }

    /// The beginning of the record, for a report.
    pub(crate) fn excerpt(&self) -> String {
        excerpt(self.text.trim_end_matches(SEPARATOR))
    }
}

/// The same before the encoding is taken off: separators, quotes and line ends are the same bytes in all that we read.
#[derive(Default)]
struct Raw {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Raw {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
        self.bytes.extend_from_slice(SEPARATOR.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// All cells are empty: a line that a spreadsheet leaves at the end.
    fn is_blank(&self) -> bool {
        let separator = u32::from(SEPARATOR);
        self.bytes.iter().all(|b| b.is_ascii_whitespace() || u32::from(*b) == separator)
    }

    /// Whether it is text; if so, it is in `cells`.
    fn decode(&self, alphabet: &mut Alphabet, cells: &mut Cells) -> bool {
        cells.clear();
        if self.bytes.contains(&0) {
            return false;
        }
        let Some(text) = alphabet.decode(&self.bytes) else { return false };
        if text.len() == self.bytes.len() {
            cells.text.push_str(&text);
            cells.ends.extend_from_slice(&self.ends);
            return true;
        }
        // Letters took more room in UTF-8 than in the file: the cells end elsewhere. No letter of Windows-1252 is a separator.
        let mut from = 0;
        for &to in &self.ends {
            let Some(cell) = self.bytes.get(from..to).and_then(|bytes| alphabet.decode(bytes)) else { return false };
            cells.push(&cell);
            from = to + SEPARATOR.len_utf8();
        }
        true
    }
}

/// What the beginning of the held bytes is.
#[derive(Debug, PartialEq, Eq)]
enum Scan {
    /// A record of so many bytes, in which so many lines end.
    Record { length: usize, lines: u64 },
    /// Part of one; `quoted` when the part ends inside quotes.
    More { quoted: bool },
    /// A cell that goes on after its closing quote, or a file that ends inside quotes.
    BrokenQuote,
}

/// Cuts the first record off `bytes`.
fn scan(bytes: &[u8], delimiter: u8, ended: bool, raw: &mut Raw) -> Scan {
    raw.clear();
    let mut lines = 0;
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(length) = bytes[at..].iter().position(|b| *b == b'"') else {
                    return if ended { Scan::BrokenQuote } else { Scan::More { quoted: true } };
                };
                let piece = &bytes[at..at + length];
                lines += line_ends(piece);
                raw.bytes.extend_from_slice(piece);
                at += length + 1;
                match bytes.get(at) {
                    Some(b'"') => {
                        raw.bytes.push(b'"');
                        at += 1;
                    }
                    None if !ended => return Scan::More { quoted: false },
                    _ => break,
                }
            }
            while let Some(b' ' | b'\t') = bytes.get(at) {
                at += 1;
            }
        } else {
            let rest = &bytes[at..];
            let length = rest.iter().position(|b| *b == delimiter || matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
            raw.bytes.extend_from_slice(&rest[..length]);
            at += length;
        }
        raw.end_cell();
        match bytes.get(at) {
            Some(b'\n') => return Scan::Record { length: at + 1, lines: lines + 1 },
            Some(b'\r') => match bytes.get(at + 1) {
                Some(b'\n') => return Scan::Record { length: at + 2, lines: lines + 1 },
                None if !ended => return Scan::More { quoted: false },
                _ => return Scan::Record { length: at + 1, lines: lines + 1 },
            },
            Some(byte) if *byte == delimiter => at += 1,
            Some(_) => return Scan::BrokenQuote,
            None if ended => return Scan::Record { length: at, lines },
            None => return Scan::More { quoted: false },
        }
    }
}

/// Line ends of any kind: `\n`, `\r\n`, `\r`.
pub(crate) fn line_ends(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut before = 0;
    for &byte in bytes {
        if byte == b'\r' || (byte == b'\n' && before != b'\r') {
            count += 1;
        }
        before = byte;
    }
    count
}

/// The records of a file, one after the other.
pub(crate) struct Records<'r> {
    window: Window<'r>,
    delimiter: u8,
    alphabet: Alphabet,
    raw: Raw,
}

impl<'r> Records<'r> {
    pub(crate) fn new(window: Window<'r>, delimiter: u8, alphabet: Alphabet) -> Self {
        Self { window, delimiter, alphabet, raw: Raw::default() }
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.window.bytes_read()
    }

    /// The next record that is not blank, its cells in `cells`: the line on which it begins.
    pub(crate) fn read(&mut self, cells: &mut Cells) -> Option<Result<u64, Refusal>> {
        loop {
            let line = self.window.line();
            if self.window.is_done() {
                return self.window.fault().map(|fault| {
                    Err(Refusal { line, column: None, text: excerpt(&fault.to_string()), reason: Reason::Unreadable })
                });
            }
            let rest = self.window.rest();
            let reason = match scan(rest, self.delimiter, self.window.ended(), &mut self.raw) {
                Scan::More { .. } if rest.len() <= LONGEST_RECORD => {
                    self.window.fill();
                    continue;
                }
                Scan::Record { length, lines } if length <= LONGEST_RECORD => {
                    self.window.take(length, lines);
                    if self.raw.is_blank() {
                        continue;
                    }
                    if self.raw.decode(&mut self.alphabet, cells) {
                        return Some(Ok(line));
                    }
                    let text = excerpt(&String::from_utf8_lossy(&self.raw.bytes));
                    return Some(Err(Refusal { line, column: None, text, reason: Reason::NotText }));
                }
                // A quote that is open on one line yet: the line is long, whether or not the quote would close.
                Scan::More { quoted: true } if line_ends(rest) == 0 => Reason::LineTooLong,
                // What runs over several lines got there through a quote.
                Scan::BrokenQuote | Scan::More { quoted: true } | Scan::Record { lines: 2.., .. } => Reason::BrokenQuote,
                Scan::More { quoted: false } | Scan::Record { .. } => Reason::LineTooLong,
            };
            let text = first_line(rest);
            self.window.skip_line();
            return Some(Err(Refusal { line, column: None, text, reason }));
        }
    }
}

fn first_line(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(400)];
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    excerpt(&String::from_utf8_lossy(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with its line, or the line and reason of a refusal.
    type Outcome = Result<(u64, Vec<String>), (u64, Reason)>;

    fn all(text: &[u8], delimiter: u8) -> Vec<Outcome> {
        let mut records = Records::new(Window::open(text).unwrap(), delimiter, Alphabet::of_head(text));
        let mut cells = Cells::default();
        let mut out = Vec::new();
        while let Some(read) = records.read(&mut cells) {
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
    fn cells_are_cut_at_separators_outside_quotes() {
        assert_eq!(all(b"a,\"b,c\",\"d\"\"e\" ,\n", b','), [row(1, &["a", "b,c", "d\"e", ""])]);
        assert_eq!(all(b"a;b,c;\"\"\n", b';'), [row(1, &["a", "b,c", ""])]);
        assert_eq!(all(b"di \"casa\",b", b','), [row(1, &["di \"casa\"", "b"])]);
    }

    #[test]
    fn lines_end_in_any_way_and_are_counted_as_an_editor_does() {
        assert_eq!(
            all(b"a,b\r\nc,d\re,f\n\n ,\ng,h", b','),
            [row(1, &["a", "b"]), row(2, &["c", "d"]), row(3, &["e", "f"]), row(6, &["g", "h"])]
        );
        assert_eq!(all(b"\"a\nb\r\nc\",d\ne,f\n", b','), [row(1, &["a\nb\r\nc", "d"]), row(4, &["e", "f"])]);
    }

    #[test]
    fn a_file_that_ends_inside_quotes_loses_that_row_alone() {
        assert_eq!(all(b"a,b\nc,\"d\n", b','), [row(1, &["a", "b"]), Err((2, Reason::BrokenQuote))]);
        assert_eq!(all(b"a,b\nc,\"d\ne,f\n", b','), [row(1, &["a", "b"]), Err((2, Reason::BrokenQuote)), row(3, &["e", "f"])]);
    }

    #[test]
    fn a_stray_quote_does_not_swallow_the_rows_after_it() {
        let mut text = b"a,\"b\n".to_vec();
        for _ in 0..40_000 {
            text.extend_from_slice(b"c,\"d\"\n");
        }
        let read = all(&text, b',');
        assert_eq!(read.len(), 40_001);
        assert_eq!(read[0], Err((1, Reason::BrokenQuote)));
        assert_eq!(read[40_000], row(40_001, &["c", "d"]));
        let mut text = b"a,\"b\n".to_vec();
        for _ in 0..40_000 {
            text.extend_from_slice(b"c,d\n");
        }
        assert_eq!(all(&text, b',').len(), 40_001);
    }

    #[test]
    fn a_long_line_is_passed_over_and_an_endless_one_ends_the_file() {
        let mut text = vec![b'a'; 300_000];
        text.extend_from_slice(b"\nb,c\n");
        assert_eq!(all(&text, b','), [Err((1, Reason::LineTooLong)), row(2, &["b", "c"])]);
        let mut records = Records::new(Window::open(std::io::repeat(b'a')).unwrap(), b',', Alphabet::default());
        let mut cells = Cells::default();
        assert!(records.read(&mut cells).unwrap().is_err());
        assert!(records.read(&mut cells).is_none());
        assert!(records.bytes_read() < 2_000_000);
    }

    #[test]
    fn a_row_that_is_not_text_is_refused_alone() {
        assert_eq!(
            all(b"\xc3\xa0,\xc3\xac\n\xec,b\nc\0,d\ne,f\n", b','),
            [row(1, &["à", "ì"]), Err((2, Reason::NotText)), Err((3, Reason::NotText)), row(4, &["e", "f"])]
        );
    }

    #[test]
    fn letters_of_windows_keep_to_their_cells() {
        assert_eq!(all(b"Forl\xec;citt\xe0;5 \x80\na;b;c", b';'), [row(1, &["Forlì", "città", "5 €"]), row(2, &["a", "b", "c"])]);
        // The two halves of a letter in two cells are no letter.
        assert_eq!(all("è;è;è\n".as_bytes(), b';').len(), 1);
        assert_eq!(all(b"\xc3\xa8;\xc3\xa8;\xc3\xa8\n\xc3;\xa8;x\n", b';')[1], Err((2, Reason::NotText)));
    }

    #[test]
    fn what_breaks_off_is_told_and_no_half_row_is_taken() {
        struct Breaking(usize);
        impl std::io::Read for Breaking {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                if self.0 == 0 {
                    return Err(std::io::Error::other("disk"));
                }
                let length = out.len().min(self.0);
                for (i, byte) in out[..length].iter_mut().enumerate() {
                    *byte = if (self.0 - i) % 8 == 1 { b'\n' } else { b'a' };
                }
                self.0 -= length;
                Ok(length)
            }
        }
        let mut records = Records::new(Window::open(Breaking(8 * 100_000)).unwrap(), b',', Alphabet::default());
        let mut cells = Cells::default();
        let mut last = None;
        while let Some(read) = records.read(&mut cells) {
            assert!(last.is_none(), "nothing comes after the break");
            if let Err(refusal) = read {
                last = Some(refusal.reason);
            }
        }
        assert_eq!(last, Some(Reason::Unreadable));
    }
}
