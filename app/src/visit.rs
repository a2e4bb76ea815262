//! What a page knows of the request it answers, and what it may ask.

use chrono::NaiveDate;
use domain::{
    account::{Account, Accounts},
    as_of::{AsOf, NoDay},
    desk::{Desk, Kept},
    figure::Figures,
    filter::Filter,
    member::Member,
    ports::Register,
    preview::Preview,
    second::SecondFactor,
    sitting::Sittings,
};
use leptos::prelude::use_context;
use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};
use words::Lang;

/// One request: address, language, day.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Path, decoded: `/c_e472/progetti`.
    pub path: String,
    /// Query pairs, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Language of the reader.
    pub lang: Lang,
    /// Civil date in Rome.
    pub today: NaiveDate,
    /// The day that the address asks for, where it asks for one. The desk never does: it is always of today.
    pub as_of: Option<AsOf>,
    /// Number of the frozen situation that the page is of.
    pub sitting: Option<u32>,
    /// Why the day that the address asks for can't be shown; then the page is of today.
    pub no_day: Option<NoDay>,
}

impl Visit {
    /// A request, with the day that it asks for.
    #[must_use]
    pub fn new(path: String, query: Vec<(String, String)>, lang: Lang, today: NaiveDate) -> Self {
        let mut visit = Self { path, query, lang, today, as_of: None, sitting: None, no_day: None };
        if visit.segment(1) == crate::paths::SITTINGS {
            visit.sitting = visit.segment(2).parse().ok();
        }
        if crate::paths::has_a_day(&visit.path) {
            match AsOf::read(visit.param("al"), visit.param("noto"), today) {
                Ok(as_of) => visit.as_of = as_of,
                Err(why) => visit.no_day = Some(why),
            }
        }
        visit
    }

    /// The day of what the page shows of an ente: the one asked for, else today.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.as_of.map_or(self.today, |a| a.al)
    }

    /// The pairs that every link carries, where the address asks for a day.
    #[must_use]
    pub fn day_pairs(&self) -> Option<[(&'static str, String); 2]> {
        self.as_of.map(|a| a.pairs(self.today))
    }

    /// The part of the path at a place: 0 is the ente.
    #[must_use]
    pub fn segment(&self, at: usize) -> &str {
        self.path.split('/').filter(|s| !s.is_empty()).nth(at).unwrap_or_default()
    }

    /// The value of a query parameter, the first one.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The filter that the address carries.
    #[must_use]
    pub fn filter(&self) -> Filter {
        Filter::read(self.query.iter().map(|(n, v)| (n.as_str(), v.as_str())))
    }

    /// This address in another language.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> String {
        let mut query: Vec<(&str, &str)> =
            self.query.iter().filter(|(n, _)| n != "lang").map(|(n, v)| (n.as_str(), v.as_str())).collect();
        query.push(("lang", lang.code()));
        crate::paths::written(&crate::paths::encoded(&self.path), &query)
    }

    /// This address, of today.
    #[must_use]
    pub fn of_today(&self) -> String {
        let dropped = ["lang", "al", "noto"];
        let query: Vec<(&str, &str)> =
            self.query.iter().filter(|(n, _)| !dropped.contains(&n.as_str())).map(|(n, v)| (n.as_str(), v.as_str())).collect();
        crate::paths::written(&crate::paths::encoded(&self.path), &query)
    }
}

/// What pages may ask.
#[derive(Clone)]
pub struct Ports {
    /// The register.
    pub register: Arc<dyn Register>,
    /// The drawings.
    pub figures: Arc<dyn Figures>,
    /// What people change, and its history.
    pub desk: Arc<dyn Desk>,
    /// Who can sign in.
    pub accounts: Arc<dyn Accounts>,
    /// What some of them prove besides the password.
    pub second: Arc<dyn SecondFactor>,
    /// What sittings were shown.
    pub sittings: Arc<dyn Sittings>,
}

/// What a form has sent, given back to its page where it could not be taken: everything typed is still there.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// Names and values, as typed.
    pub fields: Vec<(String, String)>,
    /// What is wrong, field by field.
    pub flaws: Vec<Flaw>,
    /// The thing as somebody else has left it meanwhile.
    pub conflict: Option<Kept>,
    /// What a file would change, to be agreed to.
    pub preview: Option<Box<Preview>>,
    /// A one-time link just made, shown this once.
    pub link: Option<(Box<Account>, String)>,
    /// What became of the message with the link just made. One that was sent is not shown.
    pub mailed: Option<Mailed>,
    /// Recovery codes just made, shown this once.
    pub codes: Vec<String>,
    /// The provider's page, to which whoever signs in with an identity goes now.
    pub onward: Option<String>,
}

/// A message with a one-time link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    /// The address that it is for.
    pub to: String,
    /// Why it was not sent, in the reader's language.
    pub trouble: Option<String>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Name of the field; empty for the form as a whole.
    pub field: String,
    /// What to do about it, in the reader's language.
    pub text: String,
    /// It may be sent all the same, with a reason.
    pub needs_reason: bool,
}

impl Posted {
    /// The value typed into a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == field).map(|(_, v)| v.as_str())
    }

    /// All values of a field that may be given several times.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == field).map(|(_, v)| v.as_str())
    }

    /// Adds what is wrong with a field.
    pub fn flaw(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.flaws.push(Flaw { field: field.into(), text: text.into(), needs_reason: false });
    }
}

/// What whoever runs the site has set.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Address of the AgID accessibility declaration.
    pub accessibility_url: Option<String>,
    /// Where to write: mail address or URL.
    pub contact: Option<String>,
    /// Who is responsible for the site.
    pub owner: Option<String>,
    /// Data protection officer or office.
    pub privacy_contact: Option<String>,
    /// Where people reach the site: `https://traguardi.comune.example`, without a path. One-time links begin with it.
    pub origin: Option<String>,
    /// Sites that may show figures in a frame of theirs, each as [`Settings::origin`] is written; none, unless they are set.
    pub embed: Vec<String>,
    /// Mail goes out. The router sets it, which knows.
    pub mail: bool,
    /// What people call the provider of identities with which they can sign in; none where there is none.
    pub oidc: Option<String>,
    /// The islands' WebAssembly is in this binary.
    pub islands: bool,
    /// Changes with the assets, so that a browser asks again only then.
    pub version: String,
}

/// The status that the page gives its answer.
#[derive(Debug, Clone)]
pub struct Reply(Arc<AtomicU16>);

impl Default for Reply {
    fn default() -> Self {
        Self(Arc::new(AtomicU16::new(200)))
    }
}

impl Reply {
    /// Sets the status.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::SeqCst);
    }

    /// The status set.
    #[must_use]
    pub fn get(&self) -> u16 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Everything a page is given. `None` while the routes are listed at start-up, when there is no request.
#[derive(Clone)]
pub struct Given {
    /// The request.
    pub visit: Visit,
    /// The ports.
    pub ports: Ports,
    /// The settings.
    pub settings: Settings,
    /// The answer's status.
    pub reply: Reply,
    /// Who has signed in.
    pub member: Option<Member>,
    /// What a form has sent.
    pub posted: Option<Arc<Posted>>,
    /// Why the request gets no page of its own: an HTTP status.
    pub refusal: Option<u16>,
}

/// What this page is given.
#[must_use]
pub fn given() -> Option<Given> {
    use_context::<Given>()
}
