//! Rows as lines of CSV, each on the line that has its number.

use std::io::{self, BufWriter, Write};

/// A CSV in UTF-8 with its mark, separated by commas, every cell with something in it in quotes.
pub(super) struct Lines<W: Write> {
    out: BufWriter<W>,
    /// Lines written.
    line: u32,
    /// Cells of the first row, the header. A sheet keeps no empty cells behind the last that is filled; a CSV has them.
    width: usize,
    /// Bytes of cells written.
    written: u64,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut out = BufWriter::new(out);
        out.write_all("\u{feff}".as_bytes())?;
        Ok(Self { out, line: 0, width: 0, written: 0 })
    }

    /// Writes a row by its number, from 0, which is above that of the row before.
    pub(super) fn write(&mut self, number: u32, cells: &[String]) -> io::Result<()> {
        for _ in self.line..number {
            self.out.write_all(b"\n")?;
        }
        if self.width == 0 {
            self.width = cells.len();
        }
        for at in 0..self.width.max(cells.len()) {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            if let Some(cell) = cells.get(at).filter(|cell| !cell.is_empty()) {
                self.cell(cell)?;
            }
        }
        self.out.write_all(b"\n")?;
        self.line = number + 1;
        Ok(())
    }

    /// How many bytes the cells have taken.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }

    /// A line break would put all that follows on other lines than its number: it becomes a blank, as readers make of it.
    fn cell(&mut self, text: &str) -> io::Result<()> {
        self.written += text.len() as u64;
        self.out.write_all(b"\"")?;
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let instead: &[u8] = match byte {
                b'"' => b"\"\"",
                b'\n' | b'\r' => b" ",
                _ => continue,
            };
            // Both are single bytes, so that the pieces between them are whole letters.
            self.out.write_all(text.as_bytes().get(from..at).unwrap_or_default())?;
            self.out.write_all(instead)?;
            from = at + 1;
        }
        self.out.write_all(text.as_bytes().get(from..).unwrap_or_default())?;
        self.out.write_all(b"\"")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_on_the_line_of_its_number_and_is_as_wide_as_the_header() {
        let mut out = Vec::new();
        let mut lines = Lines::new(&mut out).unwrap();
        lines.write(1, &["ente".into(), "progetto".into(), "nota".into()]).unwrap();
        lines.write(3, &["a, b".into()]).unwrap();
        lines.write(4, &[String::new(), "di \"casa\"\r\nmia".into(), String::new(), "in più".into()]).unwrap();
        lines.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{feff}\n\"ente\",\"progetto\",\"nota\"\n\n\"a, b\",,\n,\"di \"\"casa\"\"  mia\",,\"in più\"\n"
        );
    }
}
