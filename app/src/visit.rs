//! What a page knows of the request it answers, and what it may ask.

use chrono::NaiveDate;
use domain::{figure::Figures, filter::Filter, ports::Register};
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
}

impl Visit {
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
        crate::paths::with_query(&crate::paths::encoded(&self.path), &query)
    }
}

/// What pages may ask.
#[derive(Clone)]
pub struct Ports {
    /// The register.
    pub register: Arc<dyn Register>,
    /// The drawings.
    pub figures: Arc<dyn Figures>,
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
}

/// What this page is given.
#[must_use]
pub fn given() -> Option<Given> {
    use_context::<Given>()
}
