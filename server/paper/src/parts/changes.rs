//! What changed, in the sentences of whoever asks for the report.

use crate::{
    Report,
    setter::{PLAIN, Setter, words},
};

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    setter.heading(2, report.lang.report_changes());
    let lang = report.lang;
    if let Some(since) = report.since {
        setter.paragraph(words(format!("{since}.")), PLAIN);
    }
    if report.changes.is_empty() {
        let nothing = if report.since.is_some() { lang.said_since_nothing() } else { lang.home_no_change() };
        setter.paragraph(words(nothing), PLAIN);
    } else {
        setter.list(report.changes.iter().cloned().map(words).collect());
    }
    if !report.unmoved.is_empty() {
        setter.paragraph(words(lang.said_since_unmoved()), PLAIN);
        setter.list(report.unmoved.iter().cloned().map(words).collect());
    }
}
