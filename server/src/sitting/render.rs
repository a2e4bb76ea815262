//! From what is known to a document, its parts and its seal. The pages are rendered from the document read back, so that what is
//! shown is what it says.

use crate::downloads;
use app::{
    gantt,
    pages::{
        annex, compare,
        exposure::rows::{self as exposed, Sheet},
        frozen,
        funding::series::{self, Kind},
    },
    paths,
    visit::{Ports, Settings},
};
use domain::{
    claim,
    dossier::{Catalogue, Dossier},
    filter::Filter,
    portfolio::Portfolio,
    sitting::{self, Annex, Audience, Cover, Document, Frozen, NewFreeze, Part, PartDigest, SCHEMA},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use words::Lang;

/// The bytes of a value as RFC 8785 wants them: equal values have equal bytes.
pub(super) fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

/// Why nothing can be frozen: what is sealed is whole, or there is none.
#[derive(Debug, Error)]
pub(super) enum Unsealed {
    /// A value has no canonical form.
    #[error("a value has no canonical form: {0}")]
    Canonical(#[from] serde_json::Error),
    /// A page, table or drawing was not made.
    #[error("no {0}")]
    Part(String),
    /// The rendering of a language broke off.
    #[error("rendering in {0} broke off")]
    Language(&'static str),
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Works everything out, renders it and seals it. `known` is what everybody may see as of the cover's days, `internal`
/// the same with what nobody has published; `earlier` the situation of the sitting before with its projects.
///
/// # Errors
/// Where something of it could not be made.
pub(super) fn document(
    ports: &Ports,
    settings: &Settings,
    mut cover: Cover,
    known: &Dossier,
    catalogue: Catalogue,
    internal: &Dossier,
    earlier: Option<(Frozen, Portfolio)>,
) -> Result<NewFreeze, Unsealed> {
    let portfolio = Portfolio::of(known, &catalogue, cover.al);
    let claims = claim::judge(&known.claims, &portfolio, &catalogue);
    cover.snapshot = portfolio.snapshot;
    let figures = sitting::figures(&portfolio, &claims);
    let since = earlier.map(|(frozen, before)| compare::since_then(&frozen, &before, &portfolio));
    let catalogue = used(catalogue, known);
    let mut document = Document { schema: SCHEMA, cover, figures, portfolio, catalogue, claims, since, parts: vec![] };
    // Canonical only what is kept: it costs more than all the rest of reading a document back.
    let read: Document = serde_json::from_slice(&serde_json::to_vec(&document)?)?;
    let mut parts: Vec<Part> = vec![];
    std::thread::scope(|threads| {
        let both = [Lang::It, Lang::En].map(|lang| {
            let read = &read;
            (lang, threads.spawn(move || rendered(ports, settings, read, lang)))
        });
        for (lang, thread) in both {
            parts.extend(thread.join().map_err(|_| Unsealed::Language(lang.code()))??);
        }
        Ok::<(), Unsealed>(())
    })?;
    document.parts = digests(&parts);
    let bytes = canonical(&document)?;
    let seal = sha256(&bytes);
    let mut inside = Annex::of(internal, document.cover.number, seal.clone());
    let annex = if inside.is_empty() {
        None
    } else {
        let given = frozen::given(ports, settings, &document.cover, Lang::It);
        let mut own: Vec<Part> = vec![];
        for lang in [Lang::It, Lang::En] {
            let name = paths::ANNEX.to_owned();
            let page = frozen::rendered(&given, || Some(annex::build(lang, &inside)));
            let (title, html) = page.ok_or_else(|| Unsealed::Part(name.clone()))?;
            own.push(Part { audience: Audience::Insiders, name, lang: lang.code(), title, bytes: html.into_bytes() });
        }
        inside.parts = digests(&own);
        parts.extend(own);
        let bytes = canonical(&inside)?;
        let seal = sha256(&bytes);
        Some((bytes, seal))
    };
    Ok(NewFreeze { cover: document.cover, document: bytes, seal, annex, parts })
}

/// The catalogue without the calls and sources of other enti: a document is about one.
fn used(mut catalogue: Catalogue, known: &Dossier) -> Catalogue {
    catalogue.calls.retain(|c| known.applications.iter().any(|a| a.key.call == c.title));
    catalogue
}

fn digests(parts: &[Part]) -> Vec<PartDigest> {
    let digest =
        |p: &Part| PartDigest { name: p.name.clone(), lang: p.lang.to_owned(), title: p.title.clone(), sha256: sha256(&p.bytes) };
    parts.iter().map(digest).collect()
}

/// Every page, drawing and table of a document in a language.
fn rendered(ports: &Ports, settings: &Settings, document: &Document, lang: Lang) -> Result<Vec<Part>, Unsealed> {
    let scene = frozen::scene(frozen::given(ports, settings, &document.cover, lang), document.clone());
    let part = |name: String, title: String, bytes: Vec<u8>| Part {
        audience: Audience::Everybody,
        name,
        lang: lang.code(),
        title,
        bytes,
    };
    let mut out: Vec<Part> = vec![];
    for name in frozen::names(&scene.portfolio, &scene.catalogue) {
        let (title, html) = frozen::html(&scene, &name).ok_or_else(|| Unsealed::Part(format!("page \"{name}\"")))?;
        out.push(part(name, title, html.into_bytes()));
    }
    let mut file = |name: String, bytes: Option<Vec<u8>>| {
        let bytes = bytes.ok_or_else(|| Unsealed::Part(name.clone()))?;
        out.push(part(name, String::new(), bytes));
        Ok::<(), Unsealed>(())
    };
    let (head, rows) = downloads::projects(&scene, &Filter::default());
    file(format!("{}.csv", paths::PROJECTS), downloads::csv_bytes(&head, rows))?;
    let (head, rows) = gantt::table(&scene.portfolio, &scene.catalogue, &Filter::default(), lang);
    file(format!("{}.csv", paths::GANTT), downloads::csv_bytes(&head, rows))?;
    let chart = gantt::chart(&scene.portfolio, &scene.catalogue, scene.visit(), usize::MAX);
    let svg = gantt::drawing::standalone(&chart, lang, &scene.portfolio.ente.name);
    file(format!("{}.svg", paths::GANTT), Some(svg.into_bytes()))?;
    for kind in Kind::ALL {
        let (head, rows) = series::rows(kind, lang, &scene.portfolio, &scene.catalogue);
        file(format!("{}-{}.csv", paths::FUNDING, kind.code()), downloads::csv_bytes(&head, rows))?;
        let svg = downloads::funding_drawing(&scene, kind);
        file(format!("{}-{}.svg", paths::FUNDING, kind.code()), Some(svg.into_bytes()))?;
    }
    for sheet in Sheet::ALL {
        let (head, rows) = exposed::rows(sheet, lang, &scene.portfolio, &scene.catalogue);
        file(format!("{}-{}.csv", paths::EXPOSURE, sheet.code()), downloads::csv_bytes(&head, rows))?;
    }
    Ok(out)
}
