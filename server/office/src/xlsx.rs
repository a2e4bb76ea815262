//! A workbook as XLSX.

use crate::{
    OfficeError,
    book::{Cell, Sheet, Workbook},
    xml::is_legal,
};
use chrono::{Datelike, NaiveDate};
use domain::{money::Cents, when::civil};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Worksheet};

/// Row of the caption, row of the headings, first row of the table.
const CAPTION: u32 = 0;
const HEAD: u32 = 1;
const BODY: u32 = 2;
/// The longest text that a cell holds, in UTF-16 units (Excel specifications and limits).
const LONGEST: usize = 32_767;
/// Days that XLSX can count.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;
/// Height of a line, in points.
const LINE: f64 = 15.0;
/// A row is no higher than XLSX lets it be (409 points).
const MOST_LINES: u16 = 27;
/// A4.
const PAPER: u8 = 9;

/// The bytes of the file.
///
/// # Errors
/// Where a sheet has more rows or columns than a workbook can hold, or a name that none may have.
pub fn xlsx(book: &Workbook) -> Result<Vec<u8>, OfficeError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    file.set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&book.day));
    let looks = Looks::new();
    for sheet in &book.sheets {
        write(file.add_worksheet(), sheet, &looks)?;
    }
    Ok(file.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    caption: Format,
    head: Format,
    head_figure: Format,
    text: Format,
    /// A text that would be taken for a formula once somebody edits its cell.
    guarded: Format,
    whole: Format,
    parts: Format,
    money: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let head = cell
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_background_color(rust_xlsxwriter::Color::RGB(0x00E6_ECF2))
            .set_border_bottom(FormatBorder::Thin);
        Self {
            caption: Format::new().set_bold(),
            head_figure: head.clone().set_align(FormatAlign::Right),
            head,
            guarded: cell.clone().set_text_wrap().set_quote_prefix(),
            text: cell.clone().set_text_wrap(),
            whole: cell.clone().set_num_format("#,##0"),
            parts: cell.clone().set_num_format("#,##0.0##"),
            money: cell.clone().set_num_format("#,##0.00\\ [$€-410]"),
            date: cell.set_num_format("dd/mm/yyyy"),
        }
    }
}

fn write(page: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), OfficeError> {
    page.set_name(&sheet.name)?;
    page.write_string_with_format(CAPTION, 0, fitting(&sheet.caption), &looks.caption)?;
    for ((at, column), width) in (0u16..).zip(&sheet.head).zip(sheet.widths()) {
        let look = if column.kind.is_figure() { &looks.head_figure } else { &looks.head };
        page.write_string_with_format(HEAD, at, fitting(&column.name), look)?;
        page.set_column_width(at, width)?;
    }
    let widths = sheet.widths();
    let mut last = HEAD;
    for (row, cells) in (BODY..).zip(&sheet.rows) {
        // Excel makes room for what is wrapped by itself; other programs lay it over the next row.
        let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        if lines > 1 {
            page.set_row_height(row, LINE * f64::from(lines))?;
        }
        for (at, cell) in (0u16..).zip(cells) {
            put(page, row, at, cell, looks)?;
        }
        last = row;
    }
    if let Some(right) = sheet.head.len().checked_sub(1).and_then(|n| u16::try_from(n).ok())
        && last > HEAD
    {
        page.autofilter(HEAD, 0, last, right)?;
    }
    page.set_freeze_panes(BODY, 0)?;
    page.set_repeat_rows(HEAD, HEAD)?;
    page.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn put(page: &mut Worksheet, row: u32, at: u16, cell: &Cell, looks: &Looks) -> Result<(), OfficeError> {
    match cell {
        Cell::Text(words) => text(page, row, at, words, looks)?,
        Cell::Number(thousandths) => {
            let look = if thousandths % 1000 == 0 { &looks.whole } else { &looks.parts };
            page.write_number_with_format(row, at, decimal(*thousandths, 1000), look)?;
        }
        Cell::Money(Cents(cents)) => {
            page.write_number_with_format(row, at, decimal(*cents, 100), &looks.money)?;
        }
        Cell::Date(day) => date(page, row, at, *day, looks)?,
        Cell::Empty => {}
    }
    Ok(())
}

/// Lines that a cell takes up in a column of so many characters; words are not cut, so a line is not filled to its end.
fn lines(cell: &Cell, width: u16) -> u16 {
    let Cell::Text(words) = cell else { return 1 };
    let room = usize::from(width).saturating_sub(8).max(1);
    let fits = usize::from(width).saturating_sub(2);
    let of = |line: &str| match line.chars().count() {
        n if n <= fits => 1,
        n => u16::try_from(n.div_ceil(room)).unwrap_or(MOST_LINES),
    };
    words.lines().map(of).fold(0, u16::saturating_add).clamp(1, MOST_LINES)
}

/// Always a string of the file: only `write_formula` makes a formula, and it is called nowhere.
fn text(page: &mut Worksheet, row: u32, at: u16, words: &str, looks: &Looks) -> Result<(), OfficeError> {
    let look = if words.starts_with(['=', '+', '-', '@']) { &looks.guarded } else { &looks.text };
    page.write_string_with_format(row, at, fitting(words), look)?;
    Ok(())
}

fn date(page: &mut Worksheet, row: u32, at: u16, day: NaiveDate, looks: &Looks) -> Result<(), OfficeError> {
    if YEARS.contains(&day.year()) {
        page.write_datetime_with_format(row, at, day, &looks.date)?;
        return Ok(());
    }
    text(page, row, at, &civil(day), looks)
}

/// The nearest double to a decimal fraction: of all whole numbers up to 2^53, the decimal itself is read back from it.
#[allow(clippy::cast_precision_loss)]
fn decimal(units: i64, scale: i64) -> f64 {
    units as f64 / scale as f64
}

/// A text that a cell can hold: what is too long ends in an ellipsis, and what XML can't hold is replaced.
fn fitting(words: &str) -> String {
    let words: String = words.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    if words.encode_utf16().count() <= LONGEST {
        return words;
    }
    let mut room = LONGEST - 1;
    let mut out = String::new();
    for c in words.chars() {
        let Some(left) = room.checked_sub(c.len_utf16()) else { break };
        room = left;
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_gets_the_lines_that_it_needs() {
        let text = |n: usize| Cell::Text("parola ".repeat(n / 7));
        assert_eq!(lines(&text(56), 62), 1);
        assert_eq!(lines(&text(70), 62), 2);
        assert_eq!(lines(&Cell::Text("uno\ndue\ntre".to_owned()), 62), 3);
        assert_eq!(lines(&Cell::Text("\n".repeat(100_000)), 62), MOST_LINES);
        assert_eq!(lines(&Cell::Number(1_000_000), 8), 1);
    }
}
