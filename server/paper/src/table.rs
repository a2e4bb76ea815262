//! Tables: a caption, a head that is repeated on every sheet, rows that stay whole where a sheet can hold them.

use crate::{
    setter::{NOTE, Setter, Style, Words, count, fitting, rule, text, typed, words},
    sheet::{Figure, Line, Mark, Owner, SOFT, TEXT},
    tree::{Node, Role},
    typeface::Face,
};
use std::num::NonZeroU32;

/// Air around the text of a cell.
const AIR: (f32, f32) = (4.0, 3.0);

const CELL: Style = Style { face: Face::Regular, size: 8.5, lead: 11.5, ink: TEXT };
const NAME: Style = Style { face: Face::Semibold, ..CELL };
const HEAD: Style = Style { face: Face::Semibold, ink: SOFT, ..CELL };
const CAPTION: Style = Style { face: Face::Semibold, size: 10.0, lead: 14.0, ink: TEXT };

/// A column.
pub(crate) struct Column {
    pub(crate) head: String,
    /// Its part of the width, in points where the parts add up to it.
    pub(crate) share: f32,
    /// Figures stand at the right.
    pub(crate) right: bool,
    /// Ink below the head's words, from the cell's upper left corner on: an axis.
    pub(crate) axis: Vec<Mark>,
    /// Lines through every row, from the cell's left edge on: of the same drawing as the axis.
    pub(crate) grid: Vec<(f32, Line)>,
}

/// A column of words.
pub(crate) fn column(head: &str, share: f32) -> Column {
    Column { head: head.to_owned(), share, right: false, axis: vec![], grid: vec![] }
}

/// A column of figures.
pub(crate) fn figures(head: &str, share: f32) -> Column {
    Column { right: true, ..column(head, share) }
}

/// A cell.
pub(crate) enum Cell {
    Said(Words),
    /// A drawing: its height, what it shows in words, its ink from the cell's upper left corner on.
    Drawn {
        height: f32,
        shows: String,
        marks: Vec<Mark>,
    },
}

/// A cell with a text of the interface or a figure.
pub(crate) fn cell(text: impl Into<String>) -> Cell {
    Cell::Said(words(text))
}

/// A row; its first cell is its head.
pub(crate) enum Row {
    Cells(Vec<Cell>),
    /// A heading over the whole width, for the rows below it.
    Group(String),
}

/// A table.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A row, broken into lines.
struct Laid {
    cells: Vec<LaidCell>,
    height: f32,
    /// A heading for the rows below it: it is never the last on its sheet.
    group: bool,
}

struct LaidCell {
    /// Place of its column.
    column: usize,
    span: u32,
    style: Style,
    says: Words,
    lines: Vec<String>,
    drawn: Option<(f32, Vec<Mark>)>,
}

impl Setter<'_> {
    /// A table. Without rows nothing is set: whoever asks says so in words.
    pub(crate) fn table(&mut self, table: Table) {
        if table.rows.is_empty() {
            return;
        }
        let grid = Grid::of(&table, self);
        let rows: Vec<Laid> = table.rows.into_iter().map(|row| grid.row(row, self)).collect();
        let caption = self.faces.lines(CAPTION.face, CAPTION.size, &table.caption, self.width());
        let caption_height = CAPTION.lead * count(caption.len()) + 4.0;
        let first: f32 = rows.iter().take(2).map(|r| r.height).sum();
        self.begin((caption_height + grid.head.height + first).min(self.whole() * 0.9));
        let node = self.tree.add(None, Role::Table, false);
        let title = self.tree.add(Some(node), Role::Caption, false);
        let at = (self.left(), self.y);
        self.set_lines(title, &caption, &table.caption, CAPTION, at);
        self.y += caption_height;
        let head = self.tree.add(Some(node), Role::TableHead, false);
        let row = self.tree.add(Some(head), Role::Row, false);
        let heads: Vec<Node> = grid.head.cells.iter().map(|_| self.tree.add(Some(row), Role::ColumnHead, false)).collect();
        self.head(&grid, Some(&heads));
        let body = self.tree.add(Some(node), Role::TableBody, false);
        for (at, laid) in rows.iter().enumerate() {
            let below = rows.get(at + 1).filter(|_| laid.group).map_or(0.0, |next| next.height);
            self.row(&grid, body, laid, below);
        }
        self.y += 10.0;
    }

    /// The head of the columns: tagged where it is first, decoration where it is repeated.
    fn head(&mut self, grid: &Grid, tagged: Option<&[Node]>) {
        let top = self.y;
        for (at, cell) in grid.head.cells.iter().enumerate() {
            let mut marks = grid.marks(cell, &cell.lines, self, top);
            if let Some((_, axis)) = &cell.drawn {
                marks.extend(axis.iter().cloned().map(|mark| mark.moved(grid.x(at) + AIR.0, top + AIR.1)));
            }
            match tagged.and_then(|nodes| nodes.get(at)) {
                Some(node) => {
                    self.ink_at(*node, marks);
                }
                None => self.ink(Owner::Decoration, None, marks),
            }
        }
        self.y += grid.head.height;
        let line = rule(self.left(), self.y, self.width());
        self.ink(Owner::Decoration, None, vec![line]);
    }

    fn row(&mut self, grid: &Grid, body: Node, laid: &Laid, below: f32) {
        if laid.height + below > self.room() {
            // A row that a whole sheet can hold is not broken; a longer one begins where it is, if there is any room to speak of.
            let longer = laid.height > self.whole() - grid.head.height;
            if !longer || self.room() < self.whole() / 4.0 {
                self.turn();
                self.head(grid, None);
            }
        }
        let row = self.tree.add(Some(body), Role::Row, false);
        let nodes: Vec<Node> = laid
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let role = match (at, NonZeroU32::new(cell.span)) {
                    (0, Some(span)) => Role::RowHead(span),
                    _ => Role::Cell,
                };
                self.tree.add(Some(row), role, cell.says.italian)
            })
            .collect();
        let mut from = 0;
        loop {
            let most = laid.cells.iter().map(|c| c.lines.len()).max().unwrap_or_default();
            let left = most.saturating_sub(from);
            let drawn = laid.cells.iter().filter_map(|c| c.drawn.as_ref()).map(|(h, _)| *h).fold(0.0, f32::max);
            let fits = fitting(left, CELL.lead, self.room() - 2.0 * AIR.1).max(1).min(left);
            let top = self.y;
            let height = (CELL.lead * count(fits)).max(if from == 0 { drawn } else { 0.0 }) + 2.0 * AIR.1;
            let lines = grid.lines(top, height);
            if !lines.is_empty() {
                self.ink(Owner::Decoration, None, lines);
            }
            for (cell, node) in laid.cells.iter().zip(&nodes) {
                let lines = cell.lines.get(from..cell.lines.len().min(from + fits)).unwrap_or_default();
                if !lines.is_empty() {
                    self.cell(grid, *node, cell, lines, top);
                }
                if from == 0
                    && let Some((own, marks)) = &cell.drawn
                {
                    let (dx, dy) = (grid.x(cell.column) + AIR.0, top + (height - own) / 2.0);
                    let marks = marks.iter().cloned().map(|mark| mark.moved(dx, dy)).collect();
                    let figure = self.tree.add(Some(*node), Role::Figure(cell.says.text.clone()), false);
                    self.ink_at(figure, marks);
                }
            }
            self.y += height;
            let line = rule(self.left(), self.y, self.width());
            self.ink(Owner::Decoration, None, vec![line]);
            from += fits;
            if from >= most {
                break;
            }
            self.turn();
            self.head(grid, None);
        }
    }

    fn cell(&mut self, grid: &Grid, node: Node, cell: &LaidCell, lines: &[String], top: f32) {
        if grid.right(cell.column) {
            let marks = grid.marks(cell, lines, self, top);
            self.ink_at(node, marks);
        } else {
            self.set_lines(node, lines, &cell.says.text, cell.style, (grid.x(cell.column) + AIR.0, top + AIR.1));
        }
    }
}

/// Where columns stand, and the head.
struct Grid {
    /// Left edges, and the right edge of the last.
    edges: Vec<f32>,
    right: Vec<bool>,
    /// Lines through every row, with their places on the sheet.
    through: Vec<(f32, Line)>,
    head: Laid,
}

impl Grid {
    fn of(table: &Table, setter: &Setter<'_>) -> Self {
        let sum: f32 = table.columns.iter().map(|c| c.share).sum();
        let mut edges = vec![setter.left()];
        let mut at = setter.left();
        for column in &table.columns {
            at += column.share / sum * setter.width();
            edges.push(at);
        }
        let right = table.columns.iter().map(|c| c.right).collect();
        let mut through = vec![];
        for (edge, column) in edges.iter().zip(&table.columns) {
            through.extend(column.grid.iter().map(|(x, line)| (edge + AIR.0 + x, line.clone())));
        }
        let mut grid = Self { edges, right, through, head: Laid { cells: vec![], height: 0.0, group: false } };
        let cells: Vec<LaidCell> = table
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let mut cell = grid.said(at, 1, words(column.head.clone()), HEAD, setter);
                cell.drawn = (!column.axis.is_empty()).then(|| (0.0, column.axis.clone()));
                cell
            })
            .collect();
        let lines = cells.iter().map(|c| c.lines.len()).max().unwrap_or(1);
        // An axis stands below the words of its head.
        let axis = if table.columns.iter().any(|c| !c.axis.is_empty()) { 1 } else { 0 };
        grid.head = Laid { height: HEAD.lead * count(lines.max(1 + axis)) + 2.0 * AIR.1, cells, group: false };
        grid
    }

    fn x(&self, column: usize) -> f32 {
        self.edges.get(column).copied().unwrap_or_default()
    }

    fn lines(&self, top: f32, height: f32) -> Vec<Mark> {
        let line = |(x, line): &(f32, Line)| {
            let figure = Figure::Strokes(vec![[(*x, top), (*x, top + height)]]);
            Mark::Shape { figure, fill: None, line: Some(line.clone()) }
        };
        self.through.iter().map(line).collect()
    }

    fn right(&self, column: usize) -> bool {
        self.right.get(column).copied().unwrap_or_default()
    }

    fn said(&self, column: usize, span: u32, says: Words, style: Style, setter: &Setter<'_>) -> LaidCell {
        let end = usize::try_from(span).map_or(column + 1, |span| column + span);
        let width = self.x(end) - self.x(column) - 2.0 * AIR.0;
        // A cell without anything in it would be no cell to a reader of tags.
        let says = if says.text.trim().is_empty() { Words { text: "–".to_owned(), italian: false } } else { says };
        let lines = setter.faces.lines(style.face, style.size, &says.text, width);
        LaidCell { column, span, style, says, lines, drawn: None }
    }

    fn row(&self, row: Row, setter: &Setter<'_>) -> Laid {
        let group = matches!(row, Row::Group(_));
        let cells: Vec<LaidCell> = match row {
            Row::Group(name) => {
                let span = u32::try_from(self.right.len()).unwrap_or(1);
                vec![self.said(0, span, words(name), Style { face: Face::Bold, ..CELL }, setter)]
            }
            Row::Cells(cells) => cells
                .into_iter()
                .enumerate()
                .map(|(at, cell)| match cell {
                    Cell::Said(says) => self.said(at, 1, says, if at == 0 { NAME } else { CELL }, setter),
                    Cell::Drawn { height, shows, marks } => LaidCell {
                        column: at,
                        span: 1,
                        style: NOTE,
                        says: words(shows),
                        lines: vec![],
                        drawn: Some((height, marks)),
                    },
                })
                .collect(),
        };
        let said = cells.iter().map(|c| c.style.lead * count(c.lines.len())).fold(0.0, f32::max);
        let drawn = cells.iter().filter_map(|c| c.drawn.as_ref()).map(|(h, _)| *h).fold(0.0, f32::max);
        Laid { height: said.max(drawn) + 2.0 * AIR.1, cells, group }
    }

    /// The ink of a cell's lines; figures at the right edge.
    fn marks(&self, cell: &LaidCell, lines: &[String], setter: &Setter<'_>, top: f32) -> Vec<Mark> {
        if !self.right(cell.column) {
            return typed(lines, cell.style, self.x(cell.column) + AIR.0, top + AIR.1);
        }
        let style = cell.style;
        let first = top + AIR.1 + style.size + (style.lead - style.size) * 0.25;
        lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                let wide = setter.faces.width(style.face, style.size, line.trim_end());
                text(self.x(cell.column + 1) - AIR.0 - wide, first + style.lead * count(at), style, line.clone())
            })
            .collect()
    }
}
