//! What was said in public, word by word, with what the data say of it.

use crate::{
    Report,
    setter::{NOTE, PLAIN, Setter, TOGETHER, data, words},
    table::{Cell, Row, Table, cell, column},
};
use domain::claim::Judged;

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.need(TOGETHER);
    setter.heading(2, lang.report_claims());
    if report.claims.is_empty() {
        return setter.paragraph(words(lang.home_claims_none()), PLAIN);
    }
    setter.paragraph(words(lang.claims_by_rule()), NOTE);
    setter.table(Table {
        caption: lang.report_claims_caption().to_owned(),
        columns: vec![
            column(lang.report_words(), 230.0),
            column(lang.report_speaker(), 121.0),
            column(lang.report_verdict(), 160.0),
        ],
        rows: report.claims.iter().map(|judged| row(report, judged)).collect(),
    });
}

fn row(report: &Report<'_>, judged: &Judged) -> Row {
    let lang = report.lang;
    let claim = &judged.claim;
    let said = lang.report_quote(&claim.words);
    let said = match claim.words_en.as_deref() {
        Some(gloss) if lang == words::Lang::En => format!("{said} {}", lang.claims_gloss(gloss)),
        _ => said,
    };
    let speaker = lang.source_line(&claim.speaker, &lang.maybe_when(claim.provenance.al));
    let verdict = lang.report_verdict_is(lang.verdict(judged.verdict), lang.verdict_rule(judged.verdict));
    Row::Cells(vec![Cell::Said(data(lang, &said, None)), Cell::Said(data(lang, &speaker, None)), cell(verdict)])
}
