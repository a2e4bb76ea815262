//! One row under its header, and the ways of reading a cell that all kinds of file share.

use crate::{
    header::Header,
    record::Cells,
    refusal::{Reason, Refusal, excerpt},
};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use domain::{
    cell::{Cell, Fault, read_instant},
    money::Cents,
};

/// Where a column stands in the file at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Its name, as we know it.
    pub(crate) name: &'static str,
    /// Position, if the file has it.
    pub(crate) at: Option<usize>,
}

/// A row under its header.
pub(crate) struct Row<'a> {
    pub(crate) line: u64,
    pub(crate) header: &'a Header,
    pub(crate) cells: &'a Cells,
}

impl<'a> Row<'a> {
    /// The text of a cell without the blanks around it; empty where the file has no such column.
    pub(crate) fn text(&self, place: Place) -> &'a str {
        place.at.map_or("", |at| bare(self.cells.get(at)))
    }

    /// Whether it has a cell for each column. Empty cells too many are what a spreadsheet leaves.
    pub(crate) fn complete(&self) -> Result<(), Refusal> {
        let (found, width) = (self.cells.count(), self.header.names().len());
        let reason = if found < self.header.filled() {
            Reason::TooFewCells { found, expected: width }
        } else if (width..found).any(|at| !bare(self.cells.get(at)).is_empty()) {
            Reason::TooManyCells { found, expected: width }
        } else {
            return Ok(());
        };
        Err(Refusal { line: self.line, column: None, text: self.cells.excerpt(), reason })
    }

    /// Whether each cell is one that may be read: not longer than so many bytes, and no error of a formula.
    pub(crate) fn sound(&self, longest: usize) -> Result<(), Refusal> {
        for (at, cell) in self.cells.iter().enumerate() {
            let reason = if cell.len() > longest {
                Reason::CellTooLong(longest)
            } else if is_formula_fault(bare(cell)) {
                Reason::FormulaFault
            } else {
                continue;
            };
            let column = self.header.names().get(at).filter(|name| !name.is_empty()).cloned();
            return Err(Refusal { line: self.line, column, text: excerpt(cell), reason });
        }
        Ok(())
    }

    pub(crate) fn refuse(&self, place: Place, fault: Fault) -> Refusal {
        self.because(place, Reason::Cell(fault))
    }

    pub(crate) fn because(&self, place: Place, reason: Reason) -> Refusal {
        Refusal { line: self.line, column: Some(place.name.to_owned()), text: excerpt(self.text(place)), reason }
    }

    /// A cell that may not be empty.
    pub(crate) fn required<T>(&self, place: Place, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<T, Refusal> {
        let text = self.text(place);
        if text.is_empty() {
            return Err(self.refuse(place, Fault::Empty));
        }
        read(text).map_err(|fault| self.refuse(place, fault))
    }

    /// A cell of public data that may be empty, or say so in a word.
    pub(crate) fn optional<T>(&self, place: Place, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Refusal> {
        let text = self.text(place);
        if is_missing(text) {
            return Ok(None);
        }
        read(text).map(Some).map_err(|fault| self.refuse(place, fault))
    }

    /// The cells as they stood in the file: a JSON object from header to text, without the empty ones and without the
    /// columns that a collector added (`_snapshot`, `_commit`).
    pub(crate) fn raw(&self) -> String {
        let mut out = String::with_capacity(640);
        out.push('{');
        for (at, label) in self.header.labels().iter().enumerate() {
            let text = self.cells.get(at);
            if label.is_empty() || bare(text).is_empty() {
                continue;
            }
            if out.len() > 1 {
                out.push(',');
            }
            out.push_str(label);
            push_json(&mut out, text);
        }
        out.push('}');
        out
    }
}

/// Without blanks at the ends, the invisible ones of copied tables too.
pub(crate) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// What a spreadsheet shows, and writes into a CSV, where it could not compute a cell: in English, as the file has it, and as
/// an Italian one shows it.
fn is_formula_fault(text: &str) -> bool {
    text.starts_with('#')
        && matches!(
            text,
            "#REF!"
                | "#RIF!"
                | "#N/A"
                | "#N/D"
                | "#VALUE!"
                | "#VALORE!"
                | "#NAME?"
                | "#NOME?"
                | "#NULL!"
                | "#NULLO!"
                | "#NUM!"
                | "#DIV/0!"
                | "#SPILL!"
                | "#CALC!"
                | "#GETTING_DATA"
        )
}

/// The words by which the published files say that they have nothing to say: `None` in snapshots of May 2023, `N/D` for
/// codes of suppressed comuni, the others from pandas and from JSON turned into text.
pub(crate) fn is_missing(text: &str) -> bool {
    matches!(text, "" | "None" | "nan" | "NaN" | "NaT" | "N/D")
}

/// Writes a text as a JSON string.
pub(crate) fn push_json(out: &mut String, text: &str) {
    if text.bytes().any(|b| b < b' ' || matches!(b, b'"' | b'\\')) {
        out.push_str(&serde_json::Value::from(text).to_string());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// Words, blanks collapsed.
pub(crate) fn words(text: &str) -> Result<String, Fault> {
    <String as Cell>::parse(text)
}

/// Euro as machines write them.
pub(crate) fn money(text: &str) -> Result<Cents, Fault> {
    Cents::read_plain(text).map_err(Fault::from)
}

/// A day as `2023-01-03` and no other way; of an instant, the day it writes.
pub(crate) fn iso_date(text: &str) -> Result<NaiveDate, Fault> {
    let day = match text.split_once('T') {
        Some((day, _)) if read_instant(text).is_some() => day,
        Some(_) => return Err(Fault::NotADate),
        None => text,
    };
    let is_iso =
        day.len() == 10 && day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if is_iso { <NaiveDate as Cell>::parse(day) } else { Err(Fault::NotADate) }
}

/// An instant, in UTC, of a year that the plan may speak of.
pub(crate) fn instant(text: &str) -> Result<NaiveDateTime, Fault> {
    read_instant(text).filter(|t| (1990..=2099).contains(&t.year())).ok_or(Fault::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_public_data_is_iso_and_on_the_calendar() {
        let day = NaiveDate::from_ymd_opt(2023, 1, 3).unwrap();
        assert_eq!(iso_date("2023-01-03"), Ok(day));
        assert_eq!(iso_date("2023-01-03T15:40:12.000+0000"), Ok(day));
        for text in
            ["31/02/2023", "03/01/2023", "2023-1-3", "None", "2023", "2023-01", "1890-01-01", "2023-01-03Tx", "２023-01-03"]
        {
            assert_eq!(iso_date(text), Err(Fault::NotADate), "{text}");
        }
        assert_eq!(iso_date("2023-02-31"), Err(Fault::NoSuchDay));
    }

    #[test]
    fn texts_are_json_whatever_is_in_them() {
        for text in ["Latina", "di \"casa\"", "a\\b", "a\nb\u{1}", "Forlì"] {
            let mut out = String::new();
            push_json(&mut out, text);
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
    }

    #[test]
    fn invisible_blanks_are_blanks() {
        assert_eq!(bare("\u{feff} \u{a0}a b\u{200b} "), "a b");
    }
}
