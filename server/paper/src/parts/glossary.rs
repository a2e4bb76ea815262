//! The words that a committee may not know.

use crate::{
    Report,
    setter::Setter,
    table::{Row, Table, cell, column},
};

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.heading(2, lang.report_glossary());
    setter.table(Table {
        caption: lang.report_glossary_caption().to_owned(),
        columns: vec![column(lang.report_term(), 150.0), column(lang.report_meaning(), 361.0)],
        rows: lang.report_terms().into_iter().map(|(term, means)| Row::Cells(vec![cell(term), cell(means)])).collect(),
    });
}
