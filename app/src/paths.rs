//! Addresses, written in one place: what a link prints and what a route reads are the same words.

use domain::{
    filter::Filter,
    identifier::{Ipa, Slug},
    line::MeasureCode,
};
use std::fmt::Write as _;

/// Sections of an ente that come after its code.
pub const PROJECTS: &str = "progetti";
/// The Gantt.
pub const GANTT: &str = "cronoprogramma";
/// Money.
pub const FUNDING: &str = "finanziamenti";
/// Certification.
pub const CERTIFICATION: &str = "certificazioni";
/// Indicators.
pub const INDICATORS: &str = "indicatori";
/// Measures.
pub const MEASURES: &str = "misure";
/// Sittings, and what they were shown: a number follows.
pub const SITTINGS: &str = "sedute";
/// A file of a frozen situation, below its number.
pub const FILE: &str = "file";
/// The internal annex of a frozen situation.
pub const ANNEX: &str = "interno";
/// What has changed between two situations.
pub const COMPARE: &str = "confronto";
/// Claims.
pub const CLAIMS: &str = "dichiarazioni";
/// The presentation.
pub const STAGE: &str = "presentazione";
/// Order and notes, below the presentation.
pub const STAGE_ORDER: &str = "ordine";
/// The second window of whoever presents, below the presentation.
pub const STAGE_NOTES: &str = "note";
/// The presentation, short enough to be typed from a slide.
pub const SHORT: &str = "p";

/// What could be lost.
pub const EXPOSURE: &str = "rischi";

/// The tables as a workbook.
pub const TABLES_XLSX: &str = "tabelle.xlsx";
/// The same for other programs.
pub const TABLES_ODS: &str = "tabelle.ods";
/// The report as a document to edit.
pub const REPORT_ODT: &str = "relazione.odt";
/// "Attuazione misure PNRR". Official sites link to it: it never changes.
pub const TRANSPARENCY: &str = "attuazione-misure-pnrr";
/// The calendar of an ente, and of a project below its page.
pub const CALENDAR: &str = "calendario.ics";
/// The feed of what is new.
pub const NEWS: &str = "novita.atom";
/// Figures that other sites may show in a frame of theirs; the page that each is of follows.
pub const EMBED: &str = "incorpora";
/// An answer to a written question: chosen projects on one sheet.
pub const ANSWER: &str = "risposta";
/// The committee report, to take away.
pub const REPORT: &str = "relazione.pdf";

/// The enti.
pub const ENTI: &str = "/";
/// Sources and imports.
pub const SOURCES: &str = "/fonti";
/// Privacy notice.
pub const PRIVACY: &str = "/privacy";
/// Legal notes.
pub const LEGAL: &str = "/note-legali";
/// Accessibility.
pub const ACCESSIBILITY: &str = "/accessibilita";

/// Signing in.
pub const SIGN_IN: &str = "/accedi";
/// Asking for a new password by mail.
pub const RECOVERY: &str = "/accedi/recupero";
/// Signing in with an identity that a provider vouches for.
pub const OIDC: &str = "/accedi/oidc";
/// Where the provider sends people back to.
pub const OIDC_RETURN: &str = "/accedi/oidc/ritorno";
/// Signing out.
pub const SIGN_OUT: &str = "/esci";
/// One's own account.
pub const ACCOUNT: &str = "/conto";
/// A one-time link: a token follows.
pub const INVITATION: &str = "/invito";
/// The second step of signing in.
pub const CODE: &str = "/accedi/codice";
/// One's own second factor.
pub const SECOND: &str = "/conto/secondo-fattore";
/// The desk of an ente.
pub const DESK: &str = "scrivania";
/// The history of an ente.
pub const HISTORY: &str = "storia";
/// Who may do what in an ente.
pub const PEOPLE: &str = "persone";
/// What waits for a second person in an ente.
pub const PROPOSALS: &str = "conferme";
/// Taking back one's own proposal, below its number.
pub const TAKE_BACK: &str = "ritiro";
/// What an ente keeps that is of no single project.
pub const SHARED: &str = "dati";
/// Bringing files in; a token follows where one waits to be agreed to.
pub const IMPORT: &str = "importa";
/// The one-minute update of a project, below its desk.
pub const STEP: &str = "passo";
/// The plan of a project, below its desk.
pub const PLAN: &str = "piano";
/// Settling a difference with the public data, below a project's desk.
pub const DIFFERENCE: &str = "differenza";
/// A row that is not there yet, where its number would stand.
pub const NEW: &str = "nuova";

/// `/c_e472/scrivania/send-2022`.
#[must_use]
pub fn desk(ente: &Ipa, project: &Slug) -> String {
    format!("/{ente}/{DESK}/{project}")
}

/// `/c_e472/scrivania/send-2022/pagamenti/12`: one thing of a project; without a version, a new one.
#[must_use]
pub fn desk_thing(ente: &Ipa, project: &Slug, file: &str, version: Option<i64>) -> String {
    format!("/{ente}/{DESK}/{project}/{file}/{}", version.map_or_else(|| NEW.to_owned(), |v| v.to_string()))
}

/// `/c_e472/dati/uffici/3`: one thing of the ente itself.
#[must_use]
pub fn shared_thing(ente: &Ipa, file: &str, version: Option<i64>) -> String {
    format!("/{ente}/{SHARED}/{file}/{}", version.map_or_else(|| NEW.to_owned(), |v| v.to_string()))
}

/// `/c_e472/conferme/7`: where a proposal is decided.
#[must_use]
pub fn proposal(ente: &Ipa, id: i64) -> String {
    format!("/{ente}/{PROPOSALS}/{id}")
}

/// `/accedi?next=…`: back to `path` after signing in.
#[must_use]
pub fn sign_in(path: &str) -> String {
    with_query(SIGN_IN, &[("next", path)])
}

/// `/c_e472`.
#[must_use]
pub fn home(ente: &Ipa) -> String {
    with_day(format!("/{ente}"))
}

/// `/c_e472/progetti`.
#[must_use]
pub fn section(ente: &Ipa, section: &str) -> String {
    with_day(format!("/{ente}/{section}"))
}

/// `/fonti`: a page about no ente.
#[must_use]
pub fn common(path: &str) -> String {
    with_day(path.to_owned())
}

/// `/c_e472/progetti?misura=1.4.5`.
#[must_use]
pub fn filtered(ente: &Ipa, section: &str, filter: &Filter) -> String {
    let pairs = filter.pairs();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    with_query(&self::section(ente, section), &pairs)
}

/// `/c_e472/progetti/send-2022`.
#[must_use]
pub fn project(ente: &Ipa, slug: &Slug) -> String {
    with_day(format!("/{ente}/{PROJECTS}/{slug}"))
}

/// `/c_e472/misure/1.4.5`.
#[must_use]
pub fn measure(ente: &Ipa, code: &MeasureCode) -> String {
    with_day(format!("/{ente}/{MEASURES}/{code}"))
}

/// `/c_e472/progetti/send-2022/calendario.ics`.
#[must_use]
pub fn project_calendar(ente: &Ipa, slug: &Slug) -> String {
    with_day(format!("/{ente}/{PROJECTS}/{slug}/{CALENDAR}"))
}

/// `/c_e472/attuazione-misure-pnrr/send-2022`.
#[must_use]
pub fn transparency(ente: &Ipa, slug: &Slug) -> String {
    with_day(format!("/{ente}/{TRANSPARENCY}/{slug}"))
}

/// An address that other sites may show in a frame of theirs: `/c_e472/incorpora/finanziamenti`.
#[must_use]
pub fn is_embedded(path: &str) -> bool {
    let segments: Vec<&str> = path.split('/').collect();
    matches!(segments[..], ["", ente, EMBED, FUNDING | GANTT] if !ente.is_empty())
}

/// A path with a query; the day is the page's own, whatever the path or the pairs have of one.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    #[cfg(feature = "ssr")]
    if let Some(number) = page_sitting() {
        // What was frozen was not narrowed by any filter, so no query goes with it; but each drawing and each table is a file
        // of its own.
        let path = frozen(path, number);
        let drawing = pairs.iter().find(|(name, _)| matches!(*name, "grafico" | "tabella"));
        return match (drawing, path.rsplit_once('.')) {
            (Some((_, which)), Some((stem, extension))) => format!("{stem}-{which}.{extension}"),
            _ => path,
        };
    }
    let path = bare(path);
    if !has_a_day(path) {
        return written(path, pairs);
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().filter(|(name, _)| !DAY.contains(name)).copied().collect();
    with_day(written(path, &pairs))
}

/// The parameters that ask for a day.
pub const DAY: [&str; 2] = ["al", "noto"];

/// What can be read as of any day: everything but what is of whoever has signed in.
#[must_use]
pub fn has_a_day(path: &str) -> bool {
    let mut segments = bare(path).split('/').skip(1);
    let (first, second) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    // The list of sittings is of a day; what each was shown has its own.
    if second == SITTINGS && segments.next().is_some() {
        return false;
    }
    let own = [SIGN_IN, SIGN_OUT, ACCOUNT, INVITATION].iter().any(|own| own.strip_prefix('/') == Some(first));
    !own && ![DESK, HISTORY, PEOPLE, PROPOSALS, SHARED, IMPORT].contains(&second)
}

/// An address with a day: how one is written by what is no page, and knows the day from its request.
#[must_use]
pub fn on(day: &[(&'static str, String)], address: &str) -> String {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (address, None),
    };
    let mut out = rest.to_owned();
    for (name, value) in day {
        pair(name, value, &mut out);
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// Every address of a reading page goes through here, so that none can forget the day that the page it stands on is of.
#[cfg(feature = "ssr")]
fn with_day(address: String) -> String {
    if let Some(number) = page_sitting() {
        return frozen(&address, number);
    }
    match page_day() {
        Some(day) if has_a_day(&address) => on(&day, &address),
        _ => address,
    }
}

/// The frozen situation that the page is of.
#[cfg(feature = "ssr")]
#[must_use]
pub fn page_sitting() -> Option<u32> {
    leptos::prelude::with_context::<crate::visit::Given, _>(|given| given.visit.sitting).flatten()
}

/// The sections of an ente that are frozen, besides its home.
pub const FROZEN: [&str; 8] = [PROJECTS, GANTT, FUNDING, CERTIFICATION, INDICATORS, MEASURES, CLAIMS, EXPOSURE];

/// The files that are made from a frozen document whenever they are asked for.
pub const MADE: [&str; 4] = [REPORT, REPORT_ODT, TABLES_XLSX, TABLES_ODS];

/// `/c_e472/sedute/3`: what a sitting was shown.
#[must_use]
pub fn situation(ente: &Ipa, number: u32) -> String {
    format!("/{ente}/{SITTINGS}/{number}")
}

/// `/c_e472/presentazione/ordine`: the order of the live slides, or of those of one sitting.
#[must_use]
pub fn stage_order(ente: &Ipa, sitting: Option<u32>) -> String {
    let live = format!("/{ente}/{STAGE}/{STAGE_ORDER}");
    match sitting {
        None => live,
        Some(number) => written(&live, &[("seduta", number.to_string().as_str())]),
    }
}

/// `/c_e472`, as it is today, whatever the page is of.
#[must_use]
pub fn live(ente: &Ipa) -> String {
    format!("/{ente}")
}

/// `/c_e472/sedute`
#[must_use]
pub fn sittings(ente: &Ipa) -> String {
    section(ente, SITTINGS)
}

/// The frozen counterpart of an address of an ente, where there is one.
#[cfg(feature = "ssr")]
fn frozen(address: &str, number: u32) -> String {
    let fragment = address.split_once('#').map(|(_, f)| format!("#{f}")).unwrap_or_default();
    let mut segments = bare(address).split('/').filter(|s| !s.is_empty());
    let (Some(ente), section) = (segments.next().and_then(|s| Ipa::read(s).ok()), segments.next().unwrap_or_default()) else {
        return address.to_owned();
    };
    let own = situation(&ente, number);
    let rest: String = segments.map(|s| format!("/{s}")).collect();
    if section.is_empty() {
        return format!("{own}{fragment}");
    }
    // The order of the slides is arranged where they are live.
    if FROZEN.contains(&section) || (section == STAGE && rest != format!("/{STAGE_ORDER}")) {
        return format!("{own}/{section}{rest}{fragment}");
    }
    match section.split_once('.') {
        Some((stem, extension)) if FROZEN.contains(&stem) || stem == STAGE || MADE.contains(&section) => {
            format!("{own}/{FILE}/{stem}.{extension}")
        }
        _ => address.to_owned(),
    }
}

/// In the browser addresses come written.
#[cfg(not(feature = "ssr"))]
fn with_day(address: String) -> String {
    address
}

/// The day of the page that is being rendered, as pairs of an address.
#[cfg(feature = "ssr")]
#[must_use]
pub fn page_day() -> Option<[(&'static str, String); 2]> {
    leptos::prelude::with_context::<crate::visit::Given, _>(|given| given.visit.day_pairs()).flatten()
}

/// An address without query and fragment.
#[must_use]
pub fn bare(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// A path with a query, and nothing else.
#[must_use]
pub(crate) fn written(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in pairs {
        pair(name, value, &mut out);
    }
    out
}

fn pair(name: &str, value: &str, out: &mut String) {
    out.push(if out.contains('?') { '&' } else { '?' });
    percent(name, false, out);
    out.push('=');
    percent(value, false, out);
}

/// A decoded path, encoded again.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    percent(path, true, &mut out);
    // `//host` would lead off the site.
    while out.starts_with("//") {
        out.remove(0);
    }
    out
}

fn percent(text: &str, path: bool, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b'/' if path => out.push('/'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_inert_whatever_is_in_them() {
        assert_eq!(with_query("/x", &[("q", "<a b>&\"")]), "/x?q=%3Ca%20b%3E%26%22");
        assert_eq!(encoded("//evil.example/à"), "/evil.example/%C3%A0");
    }

    #[test]
    fn a_day_stands_before_the_fragment_and_after_the_query() {
        let day = [("al", "2024-04-01".to_owned()), ("noto", "oggi".to_owned())];
        assert_eq!(on(&day, "/c_e472"), "/c_e472?al=2024-04-01&noto=oggi");
        assert_eq!(on(&day, "/c_e472/progetti?q=x#y"), "/c_e472/progetti?q=x&al=2024-04-01&noto=oggi#y");
    }

    #[test]
    fn only_two_addresses_may_be_framed() {
        for path in ["/c_e472/incorpora/finanziamenti", "/c_e472/incorpora/cronoprogramma"] {
            assert!(is_embedded(path), "{path}");
        }
        for path in [
            "/incorpora/finanziamenti",
            "//incorpora/finanziamenti",
            "/c_e472/finanziamenti",
            "/c_e472/incorpora",
            "/c_e472/incorpora/progetti",
            "/c_e472/incorpora/finanziamenti/",
            "/c_e472/scrivania/incorpora/finanziamenti",
        ] {
            assert!(!is_embedded(path), "{path}");
        }
    }

    #[test]
    fn the_desk_is_always_of_today() {
        for path in ["/", "/fonti", "/c_e472", "/c_e472/progetti/storia", "/c_e472/progetti.csv?q=x", "/privacy"] {
            assert!(has_a_day(path), "{path}");
        }
        for path in ["/accedi?next=%2F", "/conto", "/c_e472/scrivania", "/c_e472/scrivania/x/passo", "/c_e472/storia?al=2024"] {
            assert!(!has_a_day(path), "{path}");
        }
        // There `al` is a day of the history's own.
        assert_eq!(with_query("/c_e472/storia", &[("al", "2024-04-01")]), "/c_e472/storia?al=2024-04-01");
    }
}
