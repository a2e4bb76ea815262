//! Small marks: status, verdict, code. Word, shape and colour together, so that grey is enough.

use crate::gantt::drawing;
use domain::{
    claim::Verdict,
    line::MeasureCode,
    status::{Standing, Status, Tone},
};
use leptos::prelude::*;
use words::Lang;

const RING: &str = "M8 .5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zm0 2a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z";
const TICK: &str = "M6.2 13.5 .8 8.1 2.9 6l3.3 3.3L13.1 2.4l2.1 2.1z";
const SPEECH: &str = "M1 2h14v9H8l-4 4v-4H1z";
const UNEQUAL: &str = "M1 4h8.2l1.6-3.2 1.8.9L11.5 4H15v2.4h-4.7l-1.6 3.2H15V12H7.5l-1.6 3.2-1.8-.9L5.2 12H1V9.6h5.4L8 6.4H1z";

fn shape(path: &'static str) -> impl IntoView {
    view! {
        <svg class="tg-status__shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path fill-rule="evenodd" d=path />
        </svg>
    }
}

/// The look that a status has, by its name in class names.
#[must_use]
pub fn look(status: Status) -> &'static str {
    match (status, status.tone()) {
        (Status::Disbursed | Status::PaidElsewhere, _) => "paid",
        (_, Tone::Done) => "done",
        (_, Tone::Running) => "running",
        (_, Tone::Late) => "late",
        (_, Tone::Renounced) => "waived",
        (_, Tone::Unknown) => "unknown",
    }
}

/// The word of a status with its shape, written by the same hand as in the Gantt.
pub fn status(lang: Lang, status: Status) -> AnyView {
    let drawn = drawing::status(look(status), lang.status(status));
    view! { <span inner_html=drawn></span> }.into_any()
}

/// A status with its date below: "Liquidato / dal 12/03/2024".
pub fn standing(lang: Lang, standing: &Standing) -> AnyView {
    let since = standing.since.map(|s| view! { <span class="tg-note">{lang.when(s)}</span> });
    view! { {status(lang, standing.status)} {since} }.into_any()
}

/// A verdict.
pub fn verdict(lang: Lang, verdict: Verdict) -> AnyView {
    let (class, path) = match verdict {
        Verdict::Recorded => ("tg-verdict tg-verdict--recorded", TICK),
        Verdict::Declared => ("tg-verdict tg-verdict--declared", SPEECH),
        Verdict::Contradicted => ("tg-verdict tg-verdict--contradicted", UNEQUAL),
        Verdict::Unverifiable => ("tg-verdict tg-verdict--unverifiable", RING),
    };
    view! { <span class=class>{shape(path)} " " {lang.verdict(verdict)}</span> }.into_any()
}

/// A measure's code.
pub fn chip(code: Option<MeasureCode>) -> AnyView {
    code.map(|c| view! { <span class="tg-chip">{c.to_string()}</span> }).into_any()
}

/// A measure's code before its name; a programme beside the plan has no number worth saying twice.
#[must_use]
pub fn measure_name(code: &str, name: &str) -> String {
    if code.starts_with(|c: char| c.is_ascii_digit()) { format!("{code} {name}") } else { name.to_owned() }
}
