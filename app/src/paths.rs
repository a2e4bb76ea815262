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
/// Claims.
pub const CLAIMS: &str = "dichiarazioni";

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
    format!("/{ente}")
}

/// `/c_e472/progetti`.
#[must_use]
pub fn section(ente: &Ipa, section: &str) -> String {
    format!("/{ente}/{section}")
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
    format!("/{ente}/{PROJECTS}/{slug}")
}

/// `/c_e472/misure/1.4.5`.
#[must_use]
pub fn measure(ente: &Ipa, code: &MeasureCode) -> String {
    format!("/{ente}/{MEASURES}/{code}")
}

/// A path with a query.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (i, (name, value)) in pairs.iter().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        percent(name, false, &mut out);
        out.push('=');
        percent(value, false, &mut out);
    }
    out
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
}
