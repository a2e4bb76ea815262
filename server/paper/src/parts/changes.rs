//! What changed, in the sentences of whoever asks for the report.

use crate::{
    Report,
    setter::{PLAIN, Setter, words},
};

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    setter.heading(2, report.lang.report_changes());
    if report.changes.is_empty() {
        return setter.paragraph(words(report.lang.home_no_change()), PLAIN);
    }
    setter.list(report.changes.iter().cloned().map(words).collect());
}
