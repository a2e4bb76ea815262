//! The calendar as iCalendar text (RFC 5545). Written by hand: it is a handful of lines, and a library would ask the clock and make
//! up names where it is told neither. Nothing here does: the same facts on the same day are the same bytes.

use app::{pages::Scene, parts::money, paths};
use chrono::NaiveDate;
use domain::{
    calendar::{Entry, EntryKind},
    deadline::Basis,
    phase::Confidence,
    when::{civil, rome_midnight},
};
use std::fmt::Write as _;

/// The longest line, in octets, its end left out (RFC 5545 §3.1).
const LONGEST: usize = 75;

/// Content lines, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line whose value is written as it is.
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            // A character is never cut, though the octets of a line are what is counted.
            if used + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line whose value is a text: escaped, without the characters that a text may not have (RFC 5545 §3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    fn day(&mut self, name: &str, day: NaiveDate) {
        self.line(&format!("{name};VALUE=DATE"), &day.format("%Y%m%d").to_string());
    }
}

/// A calendar of these entries, in the language of the scene. One without entries has none: programs take it for what it is,
/// although the grammar asks for at least one.
#[must_use]
pub fn calendar(scene: &Scene, name: &str, entries: &[Entry<'_>]) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", &format!("-//Traguardi//Traguardi//{}", scene.lang.code().to_uppercase()));
    out.line("CALSCALE", "GREGORIAN");
    // RFC 7986, and what programs understood before it.
    out.text("NAME", name);
    out.text("X-WR-CALNAME", name);
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    out.line("X-PUBLISHED-TTL", "P1D");
    for entry in entries {
        event(scene, entry, &mut out);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn event(scene: &Scene, entry: &Entry<'_>, out: &mut Lines) {
    let lang = scene.lang;
    let project = scene.title(&entry.project.title, entry.project.title_en.as_deref());
    let tentative = entry.is_tentative();
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("{}@traguardi", entry.id(scene.ipa())));
    // What an entry says is as of the day of the scene, not of the minute in which somebody asked.
    out.line("DTSTAMP", &rome_midnight(scene.portfolio.today).format("%Y%m%dT%H%M%SZ").to_string());
    out.line("SEQUENCE", &entry.revision().to_string());
    out.day("DTSTART", entry.first());
    out.day("DTEND", entry.after());
    out.text("SUMMARY", &lang.calendar_summary(entry.kind, tentative, entry.step.phase, project, entry.when));
    out.text("DESCRIPTION", &description(scene, entry));
    out.text("CATEGORIES", lang.calendar_kind(entry.kind));
    out.line("STATUS", if tentative { "TENTATIVE" } else { "CONFIRMED" });
    // It takes nobody's time.
    out.line("TRANSP", "TRANSPARENT");
    // Without an origin there is no whole address, and a calendar has no place of its own that half of one could begin from.
    if scene.given.settings.origin.is_some() {
        out.line("URL", &super::address(scene, &paths::project(scene.ipa(), &entry.project.slug)));
    }
    out.line("END", "VEVENT");
}

/// What the date rests on, and where the project stands.
fn description(scene: &Scene, entry: &Entry<'_>) -> String {
    let lang = scene.lang;
    let day = civil(scene.portfolio.today);
    let mut out = String::new();
    let mut say = |sentence: String| {
        let _ = writeln!(out, "{sentence}");
    };
    if let (EntryKind::Done, Some(date)) = (entry.kind, &entry.step.date) {
        say(lang.calendar_source(&money::source_name(lang, &scene.catalogue, date.source.as_deref())));
        if let Some(act) = &date.act {
            say(lang.calendar_act(act));
        }
    }
    if entry.kind != EntryKind::Done && entry.step.date.is_none() {
        say(lang.calendar_open(&day));
    }
    if let (EntryKind::Deadline, Some(deadline)) = (entry.kind, &entry.step.deadline) {
        let act = match &deadline.basis {
            Basis::Typed => None,
            Basis::Act { act, .. } => Some(act),
            Basis::Common { act } => act.as_ref(),
        };
        if let Some(act) = act {
            say(lang.calendar_act(act));
        }
        if let Some(first) = deadline.baseline.filter(|first| *first != deadline.due) {
            say(lang.calendar_first_due(&lang.when(first)));
        }
        if deadline.confidence != Confidence::Confirmed {
            say(lang.calendar_confidence(lang.confidence(deadline.confidence)));
        }
    }
    say(lang.calendar_status(lang.status(entry.project.standing.status), &day));
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", value);
        lines.0
    }

    #[test]
    fn a_line_has_at_most_75_octets_and_no_character_is_cut() {
        for value in ["à".repeat(200), "x".repeat(66), "x".repeat(67), "x".repeat(68), "e\u{301}€".repeat(60)] {
            let written = text(&value);
            assert!(written.ends_with("\r\n"));
            for line in written.trim_end_matches("\r\n").split("\r\n") {
                assert!(line.len() <= LONGEST, "{} octets: {line}", line.len());
            }
            assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        }
        assert_eq!(text(&"x".repeat(67)).matches("\r\n").count(), 1, "75 octets stay on one line");
        assert_eq!(text(&"x".repeat(68)).matches("\r\n").count(), 2);
    }

    #[test]
    fn a_text_is_escaped_and_can_end_no_line() {
        assert_eq!(text("a; b, c\\d\ne"), "SUMMARY:a\\; b\\, c\\\\d\\ne\r\n");
        assert_eq!(text("a\r\nEND:VEVENT\u{7}\u{0}"), "SUMMARY:a\\nEND:VEVENT\r\n");
    }
}
