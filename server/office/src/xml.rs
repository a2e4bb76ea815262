//! XML, escaped: what is opened is closed, and no text can become markup.

/// XML being written.
pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// A character that XML 1.0 can hold (its production 2); others have no escape either.
pub(crate) const fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

impl Xml {
    pub(crate) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: vec![] }
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element with a text in it.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        text.chars().for_each(|c| self.char(c));
    }

    /// Text of an OpenDocument paragraph: blanks in a row, tabs and line breaks are elements there, since a reader makes one
    /// blank of them otherwise (OpenDocument 1.3, part 3, section 6.1.2).
    pub(crate) fn prose(&mut self, text: &str) {
        let mut waiting = 0;
        // A blank at either end of a paragraph, or beside a break, would be dropped.
        let mut at_edge = true;
        for c in text.chars().filter(|c| *c != '\r') {
            if c == ' ' {
                waiting += 1;
                continue;
            }
            let breaks = matches!(c, '\n' | '\t');
            self.blanks(waiting, at_edge || breaks);
            waiting = 0;
            match c {
                '\n' => self.empty("text:line-break", &[]),
                '\t' => self.empty("text:tab", &[]),
                c => self.char(c),
            }
            at_edge = breaks;
        }
        self.blanks(waiting, true);
    }

    fn blanks(&mut self, count: usize, at_edge: bool) {
        let plain = usize::from(count > 0 && !at_edge);
        if plain > 0 {
            self.out.push(' ');
        }
        if count > plain {
            self.empty("text:s", &[("text:c", &(count - plain).to_string())]);
        }
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }

    fn char(&mut self, c: char) {
        match c {
            '&' => self.out.push_str("&amp;"),
            '<' => self.out.push_str("&lt;"),
            '>' => self.out.push_str("&gt;"),
            '"' => self.out.push_str("&quot;"),
            c if is_legal(c) => self.out.push(c),
            _ => self.out.push(char::REPLACEMENT_CHARACTER),
        }
    }

    /// The whole, everything closed.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(what: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::new();
        xml.open("p", &[]);
        what(&mut xml);
        let out = String::from_utf8(xml.finish()).unwrap();
        out.split_once("<p>").unwrap().1.strip_suffix("</p>").unwrap().to_owned()
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(written(|x| x.text("<b a=\"x\">&\u{1}\u{fffe}")), "&lt;b a=&quot;x&quot;&gt;&amp;\u{fffd}\u{fffd}");
        assert_eq!(written(|x| x.empty("i", &[("a", "\"/><x")])), "<i a=\"&quot;/&gt;&lt;x\"/>");
    }

    #[test]
    fn blanks_that_a_reader_would_drop_are_kept() {
        assert_eq!(written(|x| x.prose("a b")), "a b");
        assert_eq!(written(|x| x.prose("a   b")), "a <text:s text:c=\"2\"/>b");
        assert_eq!(written(|x| x.prose(" a ")), "<text:s text:c=\"1\"/>a<text:s text:c=\"1\"/>");
        assert_eq!(written(|x| x.prose("a\r\n b")), "a<text:line-break/><text:s text:c=\"1\"/>b");
    }
}
