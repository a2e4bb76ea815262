//! # The domain: words, rules and ports of the plan
//!
//! This room knows what a Comune's digital-transformation projects *are*: applications, projects, milestones, deadlines,
//! money, certification, indicators; when something is late, at risk, counted once, recorded or merely declared. It must
//! not know how any of it is kept (no SQL), read (no file format) or shown (no page, no language): it answers in values
//! and enums, and the clock is always a parameter. To add a rule, write it here as a pure function with its test, and
//! name its source; to add something to keep, add a record in [`records`] and a table in the store.

pub mod account;
pub mod agenda;
pub mod amount;
pub mod application;
pub mod as_of;
pub mod calendar;
pub mod cell;
pub mod claim;
pub mod compare;
pub mod deadline;
pub mod deck;
pub mod desk;
pub mod dossier;
pub mod exposure;
pub mod fact;
pub mod figure;
pub mod filter;
pub mod freshness;
pub mod identifier;
pub mod identity;
pub mod kind;
pub mod line;
pub mod member;
pub mod money;
pub mod movement;
pub mod phase;
pub mod plan;
pub mod portfolio;
pub mod ports;
pub mod preview;
pub mod proposal;
pub mod records;
pub mod review;
pub mod second;
pub mod settle;
pub mod share;
pub mod sitting;
pub mod status;
pub mod submission;
pub mod total;
pub mod transparency;
pub mod when;

/// Blanks of any kind (no-break and double ones too) folded to single spaces, and none at the ends.
///
/// Titles of calls differ between published files only in their blanks (`SPID CIE  - Comuni`), so this is how they are compared.
#[must_use]
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{200b}' || c == '\u{feff}') {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
