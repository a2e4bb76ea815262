//! What a reader hears: headings, paragraphs, lists, tables and figures, apart from where on which sheet they stand.

use std::num::NonZeroU32;

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node(pub(crate) usize);

/// A piece of a sheet that belongs to a place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaf(pub(crate) usize);

/// What a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of a level, 1 or 2, with its text.
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Caption,
    TableHead,
    TableBody,
    Row,
    /// A head of a column.
    ColumnHead,
    /// A head of a row, over so many columns.
    RowHead(NonZeroU32),
    Cell,
    /// A drawing, with what it shows in words.
    Figure(String),
}

/// A child of a place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Child {
    Node(Node),
    Leaf(Leaf),
}

/// One place of the tree.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) role: Role,
    /// Its words are Italian in a report that is not.
    pub(crate) italian: bool,
    pub(crate) children: Vec<Child>,
}

/// The whole tree.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) places: Vec<Place>,
    /// The places right below the document, in reading order.
    pub(crate) top: Vec<Node>,
    /// How many leaves there are.
    pub(crate) leaves: usize,
}

impl Tree {
    /// A place below another, or right below the document.
    pub(crate) fn add(&mut self, parent: Option<Node>, role: Role, italian: bool) -> Node {
        let node = Node(self.places.len());
        self.places.push(Place { role, italian, children: vec![] });
        match parent.and_then(|p| self.places.get_mut(p.0)) {
            Some(place) => place.children.push(Child::Node(node)),
            None => self.top.push(node),
        }
        node
    }

    /// A piece of a sheet below a place.
    pub(crate) fn leaf(&mut self, parent: Node) -> Leaf {
        let leaf = Leaf(self.leaves);
        self.leaves += 1;
        if let Some(place) = self.places.get_mut(parent.0) {
            place.children.push(Child::Leaf(leaf));
        }
        leaf
    }
}
