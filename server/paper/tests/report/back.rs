//! Reads a file back, as a screen reader or an archive would: by its tags, its text and its marks.

use lopdf::{Dictionary, Document, Object};

pub(crate) struct Back {
    file: Document,
}

impl Back {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self { file: Document::load_mem(bytes).unwrap() }
    }

    pub(crate) fn pages(&self) -> usize {
        self.file.get_pages().len()
    }

    /// All text, page after page, blanks of every kind as blanks and lines as they go on.
    pub(crate) fn text(&self) -> String {
        let pages: Vec<u32> = self.file.get_pages().keys().copied().collect();
        let text = self.file.extract_text(&pages).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn dictionary<'b>(&'b self, object: &'b Object) -> Option<&'b Dictionary> {
        match object {
            Object::Reference(id) => self.dictionary(self.file.get_object(*id).ok()?),
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    fn at<'b>(&'b self, dictionary: &'b Dictionary, key: &[u8]) -> Option<&'b Object> {
        match dictionary.get(key).ok()? {
            Object::Reference(id) => self.file.get_object(*id).ok(),
            object => Some(object),
        }
    }

    fn catalog(&self) -> &Dictionary {
        self.file.catalog().unwrap()
    }

    pub(crate) fn metadata(&self) -> String {
        let Some(Object::Stream(stream)) = self.at(self.catalog(), b"Metadata") else { panic!("no metadata") };
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) fn language(&self) -> String {
        written(self.at(self.catalog(), b"Lang"))
    }

    pub(crate) fn is_marked(&self) -> bool {
        let info = self.at(self.catalog(), b"MarkInfo").and_then(|o| self.dictionary(o)).unwrap();
        matches!(self.at(info, b"Marked"), Some(Object::Boolean(true)))
    }

    pub(crate) fn shows_its_title(&self) -> bool {
        let how = self.at(self.catalog(), b"ViewerPreferences").and_then(|o| self.dictionary(o)).unwrap();
        matches!(self.at(how, b"DisplayDocTitle"), Some(Object::Boolean(true)))
    }

    pub(crate) fn title(&self) -> String {
        let Some(Object::Dictionary(info)) = self.at(&self.file.trailer, b"Info") else { panic!("no information") };
        written(self.at(info, b"Title"))
    }

    pub(crate) fn bookmarks(&self) -> Vec<String> {
        let mut out = vec![];
        let outlines = self.at(self.catalog(), b"Outlines").and_then(|o| self.dictionary(o)).unwrap();
        let mut next = self.at(outlines, b"First").and_then(|o| self.dictionary(o));
        while let Some(item) = next {
            out.push(written(self.at(item, b"Title")));
            next = self.at(item, b"Next").and_then(|o| self.dictionary(o));
        }
        out
    }

    /// Every element of the tree, in reading order.
    fn tree(&self) -> Vec<&Dictionary> {
        let root = self.at(self.catalog(), b"StructTreeRoot").and_then(|o| self.dictionary(o)).unwrap();
        let mut out = vec![];
        self.below(root, &mut out);
        out
    }

    fn below<'b>(&'b self, element: &'b Dictionary, out: &mut Vec<&'b Dictionary>) {
        for child in self.children(element) {
            out.push(child);
            self.below(child, out);
        }
    }

    /// The elements right below one.
    pub(crate) fn children<'b>(&'b self, element: &'b Dictionary) -> Vec<&'b Dictionary> {
        let kids: Vec<&Object> = match self.at(element, b"K") {
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
            None => vec![],
        };
        kids.into_iter().filter_map(|kid| self.dictionary(kid)).filter(|kid| kid.has(b"S")).collect()
    }

    fn role(&self, element: &Dictionary) -> String {
        match self.at(element, b"S") {
            Some(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
            _ => String::new(),
        }
    }

    pub(crate) fn elements(&self, role: &str) -> Vec<&Dictionary> {
        self.tree().into_iter().filter(|element| self.role(element) == role).collect()
    }

    /// Levels of the headings, in reading order.
    pub(crate) fn headings(&self) -> Vec<u8> {
        let roles = self.tree().into_iter().map(|element| self.role(element));
        roles.filter_map(|role| role.strip_prefix('H').and_then(|level| level.parse().ok())).collect()
    }

    pub(crate) fn alternative(&self, figure: &Dictionary) -> Option<String> {
        self.at(figure, b"Alt").map(|alt| written(Some(alt)))
    }

    fn attribute<'b>(&'b self, element: &'b Dictionary, key: &[u8]) -> Option<&'b Object> {
        let all: Vec<&Object> = match self.at(element, b"A")? {
            Object::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        all.into_iter().filter_map(|a| self.dictionary(a)).find_map(|a| self.at(a, key))
    }

    pub(crate) fn scope(&self, head: &Dictionary) -> String {
        match self.attribute(head, b"Scope") {
            Some(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
            _ => String::new(),
        }
    }

    /// How many columns each row of a table takes.
    pub(crate) fn row_widths(&self, table: &Dictionary) -> Vec<i64> {
        let mut below = vec![];
        self.below(table, &mut below);
        let rows = below.into_iter().filter(|element| self.role(element) == "TR");
        let span = |cell: &&Dictionary| self.attribute(cell, b"ColSpan").and_then(|o| o.as_i64().ok()).unwrap_or(1);
        rows.map(|row| self.children(row).iter().map(span).sum()).collect()
    }

    fn operations(&self) -> Vec<lopdf::content::Operation> {
        let pages = self.file.get_pages();
        pages.values().flat_map(|page| self.file.get_and_decode_page_content(*page).unwrap().operations).collect()
    }

    /// What is inked outside every mark.
    pub(crate) fn unmarked(&self) -> Vec<String> {
        let mut depth = 0;
        let mut out = vec![];
        for operation in self.operations() {
            match operation.operator.as_str() {
                "BMC" | "BDC" => depth += 1,
                "EMC" => depth -= 1,
                "Tj" | "TJ" | "f" | "f*" | "S" | "B" | "B*" | "Do" if depth == 0 => out.push(operation.operator),
                _ => {}
            }
        }
        out
    }

    /// What pieces say instead of what they show.
    pub(crate) fn said_instead(&self) -> Vec<String> {
        let mut out = vec![];
        for operation in self.operations() {
            let properties = operation.operands.get(1).and_then(|o| o.as_dict().ok());
            if let Some(said) = properties.and_then(|p| p.get(b"ActualText").ok()) {
                out.push(written(Some(said)));
            }
        }
        out
    }

    /// Every upright box: left edge and width.
    pub(crate) fn boxes(&self) -> Vec<(f32, f32)> {
        let mut out = vec![];
        let mut points: Vec<(f32, f32)> = vec![];
        for operation in self.operations() {
            let number = |at: usize| operation.operands.get(at).and_then(|o| o.as_float().ok()).unwrap_or_default();
            match operation.operator.as_str() {
                "re" => out.push((number(0), number(2))),
                "m" => points = vec![(number(0), number(1))],
                "l" => points.push((number(0), number(1))),
                "h" if points.len() == 4 => {
                    let left = points.iter().map(|p| p.0).fold(f32::MAX, f32::min);
                    let right = points.iter().map(|p| p.0).fold(f32::MIN, f32::max);
                    out.push((left, right - left));
                }
                _ => {}
            }
        }
        out
    }
}

/// A text of the file, whichever way it is written.
fn written(object: Option<&Object>) -> String {
    let Some(Object::String(bytes, _)) = object else { return String::new() };
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
