//! Sets blocks on sheets, one below the other: a heading stays with what it heads, and what is set is tagged as it is set.

use crate::{
    emblem::emblem,
    sheet::{A4, Figure, Line, Mark, Owner, RULE, Run, SOFT, Sheet, TEXT},
    tree::{Leaf, Node, Role, Tree},
    typeface::{Face, Typefaces},
};
use words::Lang;

/// Free edge at the sides, points.
const SIDE: f32 = 42.0;
/// Where the head of a page ends and its text begins.
const TOP: f32 = 84.0;
/// Free edge at the foot.
const FOOT: f32 = 52.0;
/// One centimetre: the emblem may not be lower.
const CENTIMETRE: f32 = 28.35;

/// What is said of a drawing, or instead of a text, may be this long, bytes: PDF/A-2 has strings of up to 32,767, in which a letter can
/// take four.
pub(crate) const LONGEST: usize = 8_000;

/// A heading, a remark, and the head and first rows of a table.
pub(crate) const TOGETHER: f32 = 200.0;

/// Size and line height of text.
pub(crate) const BODY: (f32, f32) = (10.0, 14.0);

/// A heading of the outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) text: String,
    pub(crate) sheet: usize,
    pub(crate) y: f32,
}

/// Everything set.
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) tree: Tree,
    pub(crate) bookmarks: Vec<Bookmark>,
}

/// A text, and whether it is one of the data, which are Italian.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) italian: bool,
}

/// A text of the interface.
pub(crate) fn words(text: impl Into<String>) -> Words {
    Words { text: text.into(), italian: false }
}

/// A text of the data: the English one where there is one and English is asked for.
pub(crate) fn data(lang: Lang, it: &str, en: Option<&str>) -> Words {
    Words { text: lang.pick(it, en).to_owned(), italian: lang == Lang::En && en.is_none() }
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    /// From one baseline to the next.
    pub(crate) lead: f32,
    pub(crate) ink: (u8, u8, u8),
}

/// Ordinary text.
pub(crate) const PLAIN: Style = Style { face: Face::Regular, size: BODY.0, lead: BODY.1, ink: TEXT };
/// A remark below something.
pub(crate) const NOTE: Style = Style { face: Face::Regular, size: 8.5, lead: 11.5, ink: SOFT };
const H1: Style = Style { face: Face::Bold, size: 24.0, lead: 30.0, ink: TEXT };
const H2: Style = Style { face: Face::Bold, size: 15.0, lead: 20.0, ink: TEXT };
const H3: Style = Style { face: Face::Bold, size: 11.5, lead: 16.0, ink: TEXT };

fn style_of(level: u16) -> Style {
    match level {
        1 => H1,
        2 => H2,
        _ => H3,
    }
}

/// Sets sheets.
pub(crate) struct Setter<'a> {
    pub(crate) faces: &'a Typefaces<'a>,
    pub(crate) lang: Lang,
    pub(crate) tree: Tree,
    sheets: Vec<Sheet>,
    bookmarks: Vec<Bookmark>,
    /// Headings that wait for what they head.
    waiting: Vec<(u16, String)>,
    size: (f32, f32),
    /// Where the next block begins.
    pub(crate) y: f32,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(faces: &'a Typefaces<'a>, lang: Lang) -> Self {
        let mut setter =
            Self { faces, lang, tree: Tree::default(), sheets: vec![], bookmarks: vec![], waiting: vec![], size: A4, y: TOP };
        setter.turn();
        setter
    }

    /// A new sheet, of the size of the last one.
    pub(crate) fn turn(&mut self) {
        self.sheets.push(Sheet { width: self.size.0, height: self.size.1, runs: vec![] });
        self.y = TOP;
    }

    /// A new sheet, upright or lying. Headings that wait go with it.
    pub(crate) fn turn_to(&mut self, lying: bool) {
        self.size = if lying { (A4.1, A4.0) } else { A4 };
        self.turn();
    }

    pub(crate) fn left(&self) -> f32 {
        SIDE
    }

    /// Width of the text.
    pub(crate) fn width(&self) -> f32 {
        self.size.0 - 2.0 * SIDE
    }

    /// What is left of the sheet.
    pub(crate) fn room(&self) -> f32 {
        self.size.1 - FOOT - self.y
    }

    /// What a whole sheet has.
    pub(crate) fn whole(&self) -> f32 {
        self.size.1 - FOOT - TOP
    }

    /// Inks something on the last sheet.
    pub(crate) fn ink(&mut self, owner: Owner, says: Option<String>, marks: Vec<Mark>) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.runs.push(Run { owner, says, marks });
        }
    }

    /// Inks a piece of a place of the tree.
    pub(crate) fn ink_at(&mut self, node: Node, marks: Vec<Mark>) -> Leaf {
        let leaf = self.tree.leaf(node);
        self.ink(Owner::Leaf(leaf), None, marks);
        leaf
    }

    /// Makes sure that a block of at least this height finds its place, and sets the headings that wait for it above it.
    pub(crate) fn begin(&mut self, least: f32) {
        let waiting = std::mem::take(&mut self.waiting);
        let width = self.width();
        let set: Vec<(u16, String, Vec<String>)> = waiting
            .into_iter()
            .map(|(level, text)| {
                let lines = self.faces.lines(style_of(level).face, style_of(level).size, &text, width);
                (level, text, lines)
            })
            .collect();
        let above: f32 = set.iter().map(|(level, _, lines)| gap(*level) + style_of(*level).lead * count(lines.len())).sum();
        if above + least > self.room() && self.y > TOP {
            self.turn();
        }
        for (level, text, lines) in set {
            if self.y > TOP {
                self.y += gap(level);
            }
            if level <= 2 {
                let sheet = self.sheets.len().saturating_sub(1);
                self.bookmarks.push(Bookmark { text: text.clone(), sheet, y: self.y });
            }
            let node = self.tree.add(None, Role::Heading(level, text.clone()), false);
            self.set_lines(node, &lines, &text, style_of(level), (SIDE, self.y));
            self.y += style_of(level).lead * count(lines.len()) + 4.0;
        }
    }

    /// Goes to a new sheet where less than this is left: for what should be seen together.
    pub(crate) fn need(&mut self, least: f32) {
        if self.room() < least {
            self.turn();
        }
    }

    /// A heading; it is set together with what follows it.
    pub(crate) fn heading(&mut self, level: u16, text: impl Into<String>) {
        self.waiting.push((level, text.into()));
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, text: Words, style: Style) {
        self.block(text, style, 0.0, None);
        self.y += style.lead * 0.45;
    }

    /// A list: every entry with its dot.
    pub(crate) fn list(&mut self, entries: Vec<Words>) {
        let mut list = None;
        for entry in entries {
            self.begin(PLAIN.lead);
            let list = *list.get_or_insert_with(|| self.tree.add(None, Role::List, false));
            let item = self.tree.add(Some(list), Role::Item, false);
            let label = self.tree.add(Some(item), Role::Label, false);
            let dot = self.faces.shown(PLAIN.face, "•");
            self.set_lines(label, &[dot], "•", PLAIN, (SIDE, self.y));
            self.block(entry, PLAIN, 12.0, Some(item));
            self.y += 2.0;
        }
        self.y += 5.0;
    }

    /// Lines of text over as many sheets as they need, at least two on each where there are.
    fn block(&mut self, text: Words, style: Style, indent: f32, item: Option<Node>) {
        let width = self.width() - indent;
        let lines = self.faces.lines(style.face, style.size, &text.text, width);
        let mut left = lines.as_slice();
        if item.is_none() {
            self.begin(style.lead * count(left.len().min(2)));
        }
        let role = if item.is_some() { Role::Body } else { Role::Paragraph };
        let node = self.tree.add(item, role, text.italian);
        while !left.is_empty() {
            let mut fits = fitting(left.len(), style.lead, self.room());
            if fits == 0 {
                self.turn();
                fits = fitting(left.len(), style.lead, self.room()).max(1);
            }
            let (here, rest) = left.split_at(fits);
            self.set_lines(node, here, &text.text, style, (SIDE + indent, self.y));
            self.y += style.lead * count(here.len());
            left = rest;
            if !left.is_empty() {
                self.turn();
            }
        }
    }

    /// Sets lines below a place of the tree, from an upper left corner on. `says` is the whole text: where the font can't show it, its
    /// piece says it instead.
    pub(crate) fn set_lines(&mut self, node: Node, lines: &[String], says: &str, style: Style, (x, y): (f32, f32)) {
        let marks = typed(lines, style, x, y);
        let whole: String = lines.concat();
        let plain: String = says.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = self.faces.shown(style.face, &plain).split_whitespace().collect::<Vec<_>>().join(" ");
        let same = shown == plain.replace('\u{a0}', " ") || shown == plain;
        let complete = whole.split_whitespace().collect::<Vec<_>>().join(" ") == shown;
        let leaf = self.tree.leaf(node);
        // Only a text that stands in one piece can be said otherwise as a whole.
        let says = (!same && complete && plain.len() < LONGEST).then(|| plain.clone());
        self.ink(Owner::Leaf(leaf), says, marks);
    }

    /// Heads and feet, now that it is known how many sheets there are. The first has its own.
    pub(crate) fn bind(mut self, title: &str) -> Book {
        // A heading with nothing below it is still one.
        self.begin(0.0);
        let of = self.sheets.len();
        let mut sheets = std::mem::take(&mut self.sheets);
        for (at, sheet) in sheets.iter_mut().enumerate() {
            let (width, height) = (sheet.width, sheet.height);
            if at > 0 {
                sheet.runs.insert(0, self.page_head(title, width));
            }
            let number = self.lang.page_n_of(at + 1, of);
            let number = self.faces.shown(NOTE.face, &number);
            let x = width - SIDE - self.faces.width(NOTE.face, NOTE.size, &number);
            let product = self.faces.shown(NOTE.face, self.lang.product());
            let marks = vec![
                rule(SIDE, height - FOOT + 12.0, width - 2.0 * SIDE),
                text(SIDE, height - 26.0, NOTE, product),
                text(x, height - 26.0, NOTE, number),
            ];
            sheet.runs.push(Run { owner: Owner::Footer, says: None, marks });
        }
        Book { sheets, tree: self.tree, bookmarks: self.bookmarks }
    }

    fn page_head(&self, title: &str, width: f32) -> Run {
        let mut marks = emblem(SIDE, 32.0, CENTIMETRE);
        let beside = SIDE + CENTIMETRE * 1.5 + 8.0;
        let funded = self.faces.shown(NOTE.face, self.lang.eu_funded());
        let first = self.faces.width(NOTE.face, NOTE.size, &funded);
        marks.push(text(beside, 50.0, NOTE, funded));
        let room = width - SIDE - beside - first - 16.0;
        let lines = self.faces.lines(Face::Semibold, NOTE.size, title, room);
        let style = Style { face: Face::Semibold, ..NOTE };
        for (at, line) in lines.into_iter().take(2).enumerate() {
            let line = line.trim_end().to_owned();
            let x = width - SIDE - self.faces.width(style.face, style.size, &line);
            marks.push(text(x, 44.0 + style.lead * count(at), style, line));
        }
        marks.push(rule(SIDE, 68.0, width - 2.0 * SIDE));
        Run { owner: Owner::Header, says: None, marks }
    }
}

/// Air above a heading.
fn gap(level: u16) -> f32 {
    match level {
        1 => 0.0,
        2 => 16.0,
        _ => 8.0,
    }
}

/// A count as a length: exact, for no list on paper has 2²⁴ entries.
pub(crate) fn count(n: usize) -> f32 {
    n as f32
}

/// How many of so many lines find room.
pub(crate) fn fitting(lines: usize, lead: f32, room: f32) -> usize {
    (1..=lines).take_while(|n| lead * count(*n) <= room).count()
}

/// A line of text.
pub(crate) fn text(x: f32, y: f32, style: Style, text: String) -> Mark {
    Mark::Text { x, y, size: style.size, face: style.face, ink: style.ink, text }
}

/// Lines of text from an upper left corner on.
pub(crate) fn typed(lines: &[String], style: Style, x: f32, y: f32) -> Vec<Mark> {
    let first = y + style.size + (style.lead - style.size) * 0.25;
    lines.iter().enumerate().map(|(at, line)| text(x, first + style.lead * count(at), style, line.clone())).collect()
}

/// A thin rule.
pub(crate) fn rule(x: f32, y: f32, width: f32) -> Mark {
    Mark::Shape { figure: Figure::Strokes(vec![[(x, y), (x + width, y)]]), fill: None, line: Line::whole(RULE, 0.7) }
}
