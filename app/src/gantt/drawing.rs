//! Laid-out rows to SVG text. One writer for the page, the island and the download. Every text in it is escaped here.

use crate::gantt::{
    layout::{Row, Scale, Tick},
    row::{BarKind, MarkKind},
};
use std::fmt::Write as _;

/// Text made inert for HTML and SVG.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// The shape of a status, so that its colour is never alone: square, triangle, warning, coin, cross, ring.
#[must_use]
pub fn status(tone: &str, word: &str) -> String {
    let path = match tone {
        "paid" => "M8 .5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM7 4h2v3h3v2H9v3H7V9H4V7h3z",
        "done" => "M2 2h12v12H2z",
        "running" => "M3 1.5 14 8 3 14.5z",
        "late" => "M8 1 15.5 14.5H.5z",
        "waived" => "M3.6 1.5 8 5.9 12.4 1.5 14.5 3.6 10.1 8 14.5 12.4 12.4 14.5 8 10.1 3.6 14.5 1.5 12.4 5.9 8 1.5 3.6z",
        _ => "M8 .5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zm0 2a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
    };
    format!(
        r#"<span class="tg-status tg-status--{}"><svg class="tg-status__shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="{path}"/></svg> {}</span>"#,
        escape(tone),
        escape(word)
    )
}

/// Grid lines and today's line, as tall as their cell.
pub fn grid(ticks: &[Tick], today: Option<i32>) -> String {
    let mut out = String::new();
    for t in ticks {
        let class = if t.year { "g-grid g-grid--year" } else { "g-grid" };
        let _ = write!(out, r#"<line class="{class}" x1="{x}" x2="{x}" y1="0" y2="100%"/>"#, x = t.x);
    }
    if let Some(x) = today {
        let _ = write!(out, r#"<line class="g-today" x1="{x}" x2="{x}" y1="0" y2="100%"/>"#);
    }
    out
}

/// The bars and marks of a row, drawn around y = 0.
#[must_use]
pub fn shapes(row: &Row) -> String {
    let mut out = String::new();
    for b in &row.bars {
        let (class, fill) = match b.kind {
            BarKind::Before => ("g-bar g-bar--contracting", r#" fill="url(#dots)""#),
            BarKind::Activity => ("g-bar g-bar--activity", ""),
            BarKind::Check => ("g-bar g-bar--check", ""),
            BarKind::Open => ("g-bar g-bar--open", r#" fill="url(#hatch-open)""#),
            BarKind::Late => ("g-bar g-bar--late", r#" fill="url(#hatch-late)""#),
        };
        let _ = write!(out, r#"<rect class="{class}" x="{}" y="-9" width="{}" height="18" rx="2"{fill}/>"#, b.x, b.width);
    }
    if let Some((x, width)) = row.baseline {
        let _ = write!(out, r#"<rect class="g-baseline" x="{x}" y="11" width="{width}" height="4"/>"#);
    }
    for m in &row.marks {
        let x = m.x;
        let _ = match m.kind {
            MarkKind::Milestone => write!(out, r#"<path class="g-mark" d="M{x} -8l8 8-8 8-8-8z"/>"#),
            MarkKind::Done => write!(out, r#"<path class="g-mark g-mark--done" d="M{x} -8l8 8-8 8-8-8z"/>"#),
            MarkKind::Paid => write!(out, r#"<circle class="g-mark g-mark--paid" cx="{x}" cy="0" r="7"/>"#),
            MarkKind::Deadline => write!(out, r#"<path class="g-deadline" d="M{x} -15v30M{} -15h10l-5 7z"/>"#, x - 5),
            MarkKind::DeadlineUnverified => {
                write!(out, r#"<path class="g-deadline g-deadline--unverified" d="M{x} -15v30M{} -15h10l-5 7z"/>"#, x - 5)
            }
            MarkKind::Forecast => write!(out, r#"<path class="g-mark g-mark--soft" d="M{x} -8l8 8-8 8-8-8z"/>"#),
        };
    }
    out
}

/// A row's cell: grid and shapes, laid over a cell of any height.
#[must_use]
pub fn cell(row: &Row, ticks: &[Tick], today: Option<i32>, scale: Scale, label: &str) -> String {
    let label = escape(label);
    format!(
        r#"<svg width="{}" height="100%" role="img" aria-label="{label}">{}<svg class="g-row" y="50%" overflow="visible">{}</svg></svg>"#,
        scale.width(),
        grid(ticks, today),
        shapes(row)
    )
}

/// The cell of a heading: the grid alone.
#[must_use]
pub fn blank(ticks: &[Tick], today: Option<i32>, scale: Scale) -> String {
    format!(r#"<svg width="{}" height="100%" aria-hidden="true">{}</svg>"#, scale.width(), grid(ticks, today))
}

/// The axis of the head.
#[must_use]
pub fn axis(ticks: &[Tick], today: Option<i32>, scale: Scale, today_label: &str) -> String {
    let mut out = format!(r#"<svg width="{}" height="34" aria-hidden="true">"#, scale.width());
    for t in ticks {
        let _ = write!(
            out,
            r#"<line class="g-grid{}" x1="{x}" x2="{x}" y1="{y}" y2="34"/>"#,
            if t.year { " g-grid--year" } else { "" },
            x = t.x,
            y = if t.year { 4 } else { 24 }
        );
        if !t.label.is_empty() {
            let class = if t.year { "g-label g-label--year" } else { "g-label g-label--soft" };
            let _ = write!(out, r#"<text class="{class}" x="{}" y="20">{}</text>"#, t.x + 4, escape(&t.label));
        }
    }
    if let Some(x) = today {
        let width = 8 + 7 * i32::try_from(today_label.chars().count()).unwrap_or(5);
        let left = (x - width / 2).clamp(0, (scale.width() - width).max(0));
        let _ = write!(
            out,
            r#"<rect class="g-today__flag" x="{left}" y="0" width="{width}" height="16" rx="2"/><text class="g-label g-label--inverse" x="{}" y="12">{}</text><line class="g-today" x1="{x}" x2="{x}" y1="16" y2="34"/>"#,
            left + 4,
            escape(today_label)
        );
    }
    out.push_str("</svg>");
    out
}

/// The axis for paper where the drawing is wider than any sheet and is pressed into its room: places are shares of it, so that
/// words keep their shape. Of its words there is room for the years alone.
#[cfg(feature = "ssr")]
#[must_use]
pub fn axis_on_paper(ticks: &[Tick], today: Option<i32>, scale: Scale, today_label: &str) -> String {
    let share = |x: i32| format!("{:.3}%", f64::from(x) * 100.0 / f64::from(scale.width().max(1)));
    let mut out = String::from(r#"<svg width="100%" height="34" aria-hidden="true">"#);
    for t in ticks {
        let (x, class) = (share(t.x), if t.year { " g-grid--year" } else { "" });
        let y = if t.year { 4 } else { 24 };
        let _ = write!(out, r#"<line class="g-grid{class}" x1="{x}" x2="{x}" y1="{y}" y2="34"/>"#);
        if t.year && !t.label.is_empty() {
            let _ = write!(out, r#"<text class="g-label g-label--year" x="{x}" dx="4" y="20">{}</text>"#, escape(&t.label));
        }
    }
    if let Some(x) = today.map(share) {
        let _ = write!(
            out,
            r#"<text class="g-label" text-anchor="end" x="{x}" dx="-4" y="12">{}</text><line class="g-today" x1="{x}" x2="{x}" y1="0" y2="34"/>"#,
            escape(today_label)
        );
    }
    out.push_str("</svg>");
    out
}

/// The patterns that bars are filled with, once a page.
pub const PATTERNS: &str = concat!(
    r#"<svg width="0" height="0" class="visually-hidden" aria-hidden="true" focusable="false"><defs>"#,
    r#"<pattern id="hatch-late" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="g-pattern__ground" width="7" height="7"/><path class="g-pattern--late" d="M0 3.5h7"/></pattern>"#,
    r#"<pattern id="hatch-open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="g-pattern__ground" width="6" height="6"/><path class="g-pattern--open" d="M0 3h6"/></pattern>"#,
    r#"<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="g-pattern__ground" width="6" height="6"/><circle class="g-pattern--contracting" cx="3" cy="3" r="1.2"/></pattern>"#,
    "</defs></svg>"
);

#[cfg(feature = "ssr")]
pub use standalone::{legend, standalone};

#[cfg(feature = "ssr")]
mod standalone {
    use super::{PATTERNS, axis, escape, grid, shapes};
    use crate::gantt::{Chart, layout};
    use std::fmt::Write as _;
    use words::Lang;

    /// A download has no style sheet of the site, so it brings its own look: as attributes of classes in a `<style>` of its own.
    const LOOK: &str = "text{font-family:'Titillium Web',sans-serif;font-size:14px;fill:#17324d}.g-grid{stroke:#d9dadb}.g-grid--year{stroke:#5c6f82}\
        .g-bar--activity{fill:#12436d}.g-bar--check{fill:#28a197}.g-bar{stroke:#12436d}.g-bar--late{stroke:#801650}\
        .g-pattern__ground{fill:#fff}.g-pattern--late{stroke:#801650;stroke-width:3}.g-pattern--open{stroke:#12436d;stroke-width:1.5}\
        .g-pattern--contracting{fill:#12436d}.g-baseline{fill:#5c6f82}.g-mark{fill:#fff;stroke:#12436d;stroke-width:2}\
        .g-mark--done{stroke:#1a7f76}.g-mark--paid{fill:#12436d}.g-deadline{stroke:#801650;fill:#801650;stroke-width:2}\
        .g-deadline--unverified{fill:#fff;stroke-dasharray:3 2}.g-today{stroke:#17324d;stroke-width:2;stroke-dasharray:5 4}\
        .g-today__flag{fill:#17324d}.g-label--inverse{fill:#fff;font-size:11px}.g-label--soft{font-size:12px;fill:#455b71}";

    /// What the shapes mean: each around y = 0 and 34 wide, with its words.
    #[must_use]
    pub fn legend(lang: Lang) -> [(&'static str, &'static str); 9] {
        [
            (
                r#"<rect class="g-bar g-bar--contracting" x="1" y="-7" width="32" height="14" rx="2" fill="url(#dots)"/>"#,
                lang.legend_before(),
            ),
            (r#"<rect class="g-bar g-bar--activity" x="1" y="-7" width="32" height="14" rx="2"/>"#, lang.legend_activity()),
            (r#"<rect class="g-bar g-bar--check" x="1" y="-7" width="32" height="14" rx="2"/>"#, lang.legend_check()),
            (
                r#"<rect class="g-bar g-bar--open" x="1" y="-7" width="32" height="14" rx="2" fill="url(#hatch-open)"/>"#,
                lang.legend_open(),
            ),
            (
                r#"<rect class="g-bar g-bar--late" x="1" y="-7" width="32" height="14" rx="2" fill="url(#hatch-late)"/>"#,
                lang.legend_late(),
            ),
            (r#"<rect class="g-baseline" x="1" y="-2" width="32" height="4"/>"#, lang.legend_baseline()),
            (r#"<path class="g-mark g-mark--done" d="M17 -8l8 8-8 8-8-8z"/>"#, lang.legend_done()),
            (r#"<circle class="g-mark g-mark--paid" cx="17" cy="0" r="7"/>"#, lang.legend_paid()),
            (r#"<path class="g-deadline" d="M17 -9v18M12 -9h10l-5 7z"/>"#, lang.legend_deadline()),
        ]
    }

    /// Entries of the legend beside each other, the room of each, and of a line of them.
    const KEYS: usize = 3;
    const KEY: i32 = 330;
    const LINE: i32 = 26;

    const LEFT: i32 = 330;
    const ROW: i32 = 44;
    const HEAD: i32 = 70;

    /// The whole Gantt as one drawing. Without a drawing inside another that reaches beyond its edges: word processors cut it off.
    #[must_use]
    pub fn standalone(chart: &Chart, lang: Lang, ente: &str) -> String {
        // Dated rows first; those without dates keep their place at the end, as on the page.
        let rows: Vec<_> =
            chart.rows.iter().filter(|r| !r.is_undated()).chain(chart.rows.iter().filter(|r| r.is_undated())).collect();
        let foot = HEAD + ROW * i32::try_from(rows.len()).unwrap_or(i32::MAX / ROW - 8) + 10;
        let keys = legend(lang);
        let height = foot + LINE * i32::try_from(keys.len().div_ceil(KEYS)).unwrap_or(0) + 10;
        let width = LEFT + chart.scale.width().max(2 * KEY) + 10;
        let title = escape(&lang.schedule_title(ente));
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}"><title>{title}</title><style>{LOOK}</style>{}<text x="8" y="22" font-weight="700">{title}</text><g transform="translate({LEFT} 34)">{}</g>"#,
            PATTERNS.replace(r#" class="visually-hidden""#, ""),
            axis(&chart.ticks, chart.today_x, chart.scale, &chart.today_label),
        );
        for (i, row) in rows.iter().enumerate() {
            let y = HEAD + ROW * i32::try_from(i).unwrap_or(0);
            let short: String = row.title.chars().take(40).collect();
            let dots = if row.title.chars().count() > 40 { "…" } else { "" };
            let _ = write!(
                out,
                r#"<g><text x="8" y="{}">{}{dots}</text><text class="g-label--soft" x="8" y="{}">{}</text><svg x="{LEFT}" y="{y}" width="{}" height="{ROW}">{}</svg><g class="g-row" transform="translate({LEFT} {})">{}</g></g>"#,
                y + 18,
                escape(&short),
                y + 35,
                escape(&row.status),
                chart.scale.width(),
                grid(&chart.ticks, chart.today_x),
                y + ROW / 2,
                shapes(&layout::row(row, chart.scale))
            );
        }
        for (i, (shape, words)) in keys.iter().enumerate() {
            let place = |n: usize, room: i32| room * i32::try_from(n).unwrap_or(0);
            let (x, y) = (8 + place(i % KEYS, KEY), foot + LINE / 2 + place(i / KEYS, LINE));
            let _ = write!(
                out,
                r#"<g transform="translate({x} {y})">{shape}<text class="g-label--soft" x="42" y="5">{}</text></g>"#,
                escape(words)
            );
        }
        out.push_str("</svg>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_comes_out_inert() {
        let cell =
            cell(&Row::default(), &[], None, Scale { from: 1, to: 2, zoom: Default::default() }, "\"><script>alert(1)</script>");
        assert!(!cell.contains("<script"), "{cell}");
    }
}
