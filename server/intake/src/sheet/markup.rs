//! Looks through XML as it is unpacked, and holds none of it: whether what will read it can do so in bounded memory. It asks
//! for less than a parser, but never takes for sound what a parser would see otherwise: UTF-8 only, elements that close in
//! their order, no document types.

use std::mem;

/// The longest text, tag or comment, and the longest cell of a sheet with all that is in it. A cell holds 32,767 characters.
const LONGEST: usize = 1024 * 1024;

/// The longest name of an element, and the longest instruction such as the first line of every XML.
const LONGEST_NAME: usize = 256;

/// How deep elements may stand in each other. In a sheet it is ten.
const DEEPEST: usize = 100;

/// Why XML was not looked through to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsound {
    /// Something in it is longer, or there is more of it, than a sheet ever has.
    TooMuch,
    /// It is not made as XML is, or as a program writes it.
    Malformed(&'static str),
}

/// Where in the XML we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Behind `<`.
    Begun,
    /// In a start tag.
    Start {
        /// Its name is over.
        named: bool,
        /// The quote that is open.
        quote: Option<u8>,
        /// The byte before was a slash.
        slash: bool,
    },
    End,
    /// Behind `<!`.
    Bang,
    /// In an instruction, which `?>` ends.
    Instruction,
    /// In what this ends: a comment or plain text.
    Until(&'static [u8; 3]),
}

/// XML that is being looked through.
pub(super) struct Markup {
    state: State,
    /// Bytes of the text or tag at hand.
    length: usize,
    /// What was read of its name.
    name: Vec<u8>,
    /// The last bytes, the newest last.
    tail: [u8; 3],
    /// Names of the elements that are open, one behind the other, and where each begins.
    open: Vec<u8>,
    starts: Vec<usize>,
    /// Elements so far, and how many there may be.
    elements: u64,
    most: u64,
    /// The cell that is open: how many elements it stands in, and its bytes so far.
    cell: Option<(usize, usize)>,
}

impl Markup {
    /// Of a part with so many elements at most.
    pub(super) fn new(most: u64) -> Self {
        Self {
            state: State::Text,
            length: 0,
            name: Vec::new(),
            tail: [0; 3],
            open: Vec::new(),
            starts: Vec::new(),
            elements: 0,
            most,
            cell: None,
        }
    }

    /// Looks at the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), Unsound> {
        bytes.iter().try_for_each(|byte| self.byte(*byte))
    }

    /// Nothing follows.
    pub(super) fn finish(&self) -> Result<(), Unsound> {
        if self.state == State::Text && self.starts.is_empty() { Ok(()) } else { Err(Unsound::Malformed("the XML is cut off")) }
    }

    fn byte(&mut self, byte: u8) -> Result<(), Unsound> {
        if byte == 0 {
            return Err(Unsound::Malformed("the XML is not in UTF-8"));
        }
        self.length += 1;
        if let Some((_, length)) = &mut self.cell {
            *length += 1;
            if *length > LONGEST {
                return Err(Unsound::TooMuch);
            }
        }
        if self.length > LONGEST {
            return Err(Unsound::TooMuch);
        }
        self.tail = [self.tail[1], self.tail[2], byte];
        match self.state {
            State::Text if byte == b'<' => self.enter(State::Begun),
            State::Text => {}
            State::Begun => match byte {
                b'/' => self.enter(State::End),
                b'!' => self.enter(State::Bang),
                b'?' => self.enter(State::Instruction),
                b'>' => return Err(Unsound::Malformed("a tag has no name")),
                _ => {
                    self.enter(State::Start { named: false, quote: None, slash: false });
                    return self.start(byte, false, None, false);
                }
            },
            State::Start { named, quote, slash } => return self.start(byte, named, quote, slash),
            State::End if byte == b'>' => return self.close(),
            State::End => return self.spell(byte),
            State::Bang => {
                self.spell(byte)?;
                match self.name.as_slice() {
                    b"--" => self.enter(State::Until(b"-->")),
                    b"[CDATA[" => self.enter(State::Until(b"]]>")),
                    begun if b"--".starts_with(begun) || b"[CDATA[".starts_with(begun) => {}
                    _ => return Err(Unsound::Malformed("the XML has a document type")),
                }
            }
            State::Instruction if byte == b'>' && self.name.is_empty() => return Err(Unsound::Malformed("a tag has no name")),
            State::Instruction if byte == b'>' && self.tail[1] == b'?' => {
                if !is_utf8(&self.name) {
                    return Err(Unsound::Malformed("the XML is not in UTF-8"));
                }
                self.enter(State::Text);
            }
            State::Instruction => return self.spell(byte),
            State::Until(end) if self.tail == *end && self.length >= end.len() => self.enter(State::Text),
            State::Until(_) => {}
        }
        Ok(())
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.length = 0;
        self.name.clear();
    }

    fn spell(&mut self, byte: u8) -> Result<(), Unsound> {
        if self.name.len() == LONGEST_NAME {
            return Err(Unsound::Malformed("a name is too long"));
        }
        self.name.push(byte);
        Ok(())
    }

    /// A byte of a start tag.
    fn start(&mut self, byte: u8, named: bool, quote: Option<u8>, slash: bool) -> Result<(), Unsound> {
        if byte == b'>' && quote.is_none() {
            return self.begin(slash);
        }
        let quote = match quote {
            Some(open) if open == byte => None,
            None if matches!(byte, b'"' | b'\'') => Some(byte),
            other => other,
        };
        let named = named || byte.is_ascii_whitespace();
        if !named {
            self.spell(byte)?;
        }
        self.state = State::Start { named, quote, slash: byte == b'/' };
        Ok(())
    }

    /// A start tag is over.
    fn begin(&mut self, is_empty: bool) -> Result<(), Unsound> {
        self.elements += 1;
        if self.elements > self.most {
            return Err(Unsound::TooMuch);
        }
        if self.name.is_empty() || self.name == b"/" {
            return Err(Unsound::Malformed("a tag has no name"));
        }
        if is_empty {
            self.enter(State::Text);
            return Ok(());
        }
        if self.starts.len() == DEEPEST {
            return Err(Unsound::Malformed("elements stand too deep in each other"));
        }
        if self.cell.is_none() && local(&self.name) == b"c" {
            self.cell = Some((self.starts.len(), 0));
        }
        self.starts.push(self.open.len());
        self.open.append(&mut self.name);
        self.enter(State::Text);
        Ok(())
    }

    /// An end tag is over.
    fn close(&mut self) -> Result<(), Unsound> {
        let name = mem::take(&mut self.name);
        let start = self.starts.pop().ok_or(Unsound::Malformed("an end tag closes nothing"))?;
        if self.open.get(start..) != Some(name.trim_ascii_end()) {
            return Err(Unsound::Malformed("an end tag closes another element"));
        }
        self.open.truncate(start);
        if self.cell.is_some_and(|(depth, _)| depth == self.starts.len()) {
            self.cell = None;
        }
        self.name = name;
        self.enter(State::Text);
        Ok(())
    }
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    name.iter().position(|byte| *byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// An instruction that names another encoding would have a parser see other tags than we do.
fn is_utf8(instruction: &[u8]) -> bool {
    let instruction = String::from_utf8_lossy(instruction).to_ascii_lowercase();
    let Some((_, encoding)) = instruction.split_once("encoding") else { return true };
    let encoding = encoding.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\''));
    encoding.starts_with("utf-8") || encoding.starts_with("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(xml: &[u8]) -> Result<(), Unsound> {
        let mut markup = Markup::new(1_000);
        markup.feed(xml)?;
        markup.finish()
    }

    #[test]
    fn a_sheet_as_programs_write_it_is_sound() {
        let xml = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='yes'?>\r\n<!-- a > b -->\
            <x:worksheet xmlns:x=\"http://a/b\"><sheetData><row r=\"1\"><c r='A1' t=\"str\" ><v>a &gt; b</v></c><c r=\"B1\"/>\
            <c><is><t><![CDATA[<b>]]></t></is></c></row ></sheetData><y a=\">\"/></x:worksheet >\n";
        assert_eq!(look(xml.as_bytes()), Ok(()));
    }

    #[test]
    fn what_a_parser_could_see_otherwise_is_unsound() {
        for xml in [
            "<a><b></a></b>",
            "<a>",
            "</a>",
            "<a",
            "<>",
            "< a></ a>",
            "<?><a></a>?>",
            "<a><!-- </a>",
            "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a></a>",
            "<?xml encoding=\"iso-2022-jp\" x=\"utf-8\"?><a></a>",
            "<a>\0</a>",
        ] {
            assert!(look(xml.as_bytes()).is_err(), "{xml}");
        }
        assert_eq!(look(b"<a/><b c=\"</d>\"/>"), Ok(()));
        assert_eq!(look(b"<!--> --><a></a>"), Ok(()));
    }

    #[test]
    fn nothing_grows_without_end() {
        let long = "a".repeat(LONGEST + 1);
        for xml in [format!("<a>{long}</a>"), format!("<a b=\"{long}\"/>"), format!("<!--{long}--><a/>"), "<a/>".repeat(1_001)] {
            assert_eq!(look(xml.as_bytes()), Err(Unsound::TooMuch));
        }
        assert!(look(format!("<{}/>", "a".repeat(LONGEST_NAME + 1)).as_bytes()).is_err());
        assert!(look("<a>".repeat(DEEPEST + 1).as_bytes()).is_err());
    }

    #[test]
    fn a_cell_in_many_pieces_is_one_cell() {
        let piece = format!("<r>{}</r>", "a".repeat(10_000));
        assert_eq!(look(format!("<c>{}</c>", piece.repeat(105)).as_bytes()), Err(Unsound::TooMuch));
        // A cell inside it does not begin it anew.
        assert_eq!(look(format!("<c>{}</c>", format!("{piece}<c></c>").repeat(105)).as_bytes()), Err(Unsound::TooMuch));
        assert_eq!(look(format!("<row>{}</row>", format!("<c>{piece}</c>").repeat(105)).as_bytes()), Ok(()));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = look(&bytes);
        }

        #[test]
        fn no_tags_make_it_panic(xml in "[<>/!?a:c\"' \\[\\]CDATA-]{0,200}") {
            let _ = look(xml.as_bytes());
        }
    }
}
