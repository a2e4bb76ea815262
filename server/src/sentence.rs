//! Refusals and file faults as sentences that say what to do.

use domain::money::grouped;
use intake::{FileFault, Reason, Refusal, SheetFault};
use words::Lang;

/// A refused row: "riga 12, colonna importo_finanziamento («1.234,56»): non è un importo…".
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let reason = reason(lang, &refusal.reason);
    let (row, of_column) = match lang {
        Lang::It => ("riga", "colonna"),
        Lang::En => ("row", "column"),
    };
    let column = refusal.column.as_ref().map(|c| format!(", {of_column} {c}")).unwrap_or_default();
    let text = if refusal.text.is_empty() { String::new() } else { format!(" («{}»)", refusal.text) };
    format!("{row} {}{column}{text}: {reason}", refusal.line)
}

/// Why a row was refused, without the row. Of a reason that [is fatal](Reason::is_fatal) it is said of the file.
#[must_use]
pub fn reason(lang: Lang, reason: &Reason) -> String {
    match reason {
        Reason::Cell(fault) => lang.fault(fault),
        Reason::TooFewCells { found, expected } => lang.refused_too_few_cells(*found, *expected),
        Reason::TooManyCells { found, expected } => lang.refused_too_many_cells(*found, *expected),
        Reason::BrokenQuote => lang.refused_broken_quote().to_owned(),
        Reason::LineTooLong => lang.refused_line_too_long().to_owned(),
        Reason::CellTooLong(most) => lang.refused_cell_too_long(&grouped(*most as u64)),
        Reason::FormulaFault => lang.refused_formula().to_owned(),
        Reason::TooManyRows(most) => lang.refused_too_many_rows(&grouped(*most)),
        Reason::NotText => lang.refused_not_text().to_owned(),
        Reason::StateUnknown(_) => lang.refused_state().to_owned(),
        Reason::Unreadable => lang.refused_unreadable().to_owned(),
        Reason::NotAnObject => lang.refused_not_an_object().to_owned(),
    }
}

/// A file that is none of ours, in Italian, as the command line speaks.
#[must_use]
pub fn file_fault(fault: &FileFault) -> String {
    file_fault_in(Lang::It, fault)
}

/// A file that is none of ours.
#[must_use]
pub fn file_fault_in(lang: Lang, fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => lang.file_empty().to_owned(),
        FileFault::NotCsv => lang.file_not_csv().to_owned(),
        FileFault::Html => lang.file_web_page().to_owned(),
        FileFault::WrongHeader { nearest: Some(nearest), missing, .. } if missing.is_empty() => lang.file_header_differs(nearest),
        FileFault::WrongHeader { nearest: Some(nearest), missing, .. } => lang.file_header_lacks(nearest, &missing.join(", ")),
        FileFault::WrongHeader { nearest: None, .. } => lang.file_header_unknown().to_owned(),
        FileFault::DuplicateHeader(name) => lang.file_column_twice(name),
        FileFault::LineTooLong => lang.file_line_too_long().to_owned(),
        FileFault::TooManyColumns => lang.file_too_many_columns().to_owned(),
        FileFault::Compressed => lang.file_compressed().to_owned(),
        FileFault::OldSheet => lang.file_old_sheet().to_owned(),
        FileFault::Binary => lang.file_binary().to_owned(),
        FileFault::Json(why) => lang.file_json(why),
        FileFault::Io(error) => lang.file_unreadable(&error.to_string()),
    }
}

/// A spreadsheet that was not opened.
#[must_use]
pub fn sheet_fault(lang: Lang, fault: &SheetFault) -> &'static str {
    match fault {
        SheetFault::NotXlsx => lang.sheet_not_xlsx(),
        SheetFault::Encrypted => lang.sheet_encrypted(),
        SheetFault::Macros => lang.sheet_macros(),
        SheetFault::Broken(_) => lang.sheet_broken(),
        SheetFault::TooManyEntries => lang.sheet_too_many_entries(),
        SheetFault::TooLarge => lang.sheet_too_large(),
        SheetFault::Empty => lang.sheet_empty(),
        SheetFault::Io(_) => lang.sheet_not_copied(),
    }
}
