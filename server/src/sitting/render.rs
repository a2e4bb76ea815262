//! From what is known to a document, its parts and its seal. The pages are rendered from the document read back, so that what is
//! shown is what it says.

use crate::downloads;
use app::{
    gantt,
    pages::{
        annex,
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
    sitting::{self, Annex, Audience, Cover, Document, NewFreeze, Part, PartDigest, SCHEMA},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use words::Lang;

/// The bytes of a value as RFC 8785 wants them: equal values have equal bytes.
pub(super) fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Works everything out, renders it and seals it. `dossier` is of today, with what is internal.
///
/// # Errors
/// Where a value has no canonical form.
pub(super) fn document(
    ports: &Ports,
    settings: &Settings,
    mut cover: Cover,
    known: &Dossier,
    catalogue: Catalogue,
    dossier: &Dossier,
) -> Result<NewFreeze, serde_json::Error> {
    let portfolio = Portfolio::of(known, &catalogue, cover.al);
    let claims = claim::judge(&known.claims, &portfolio, &catalogue);
    cover.snapshot = portfolio.snapshot;
    let figures = sitting::figures(&portfolio, &claims);
    let mut document =
        Document { schema: SCHEMA, cover, figures, portfolio, catalogue: used(catalogue, known), claims, parts: vec![] };
    let read: Document = serde_json::from_slice(&canonical(&document)?)?;
    let mut parts: Vec<Part> = std::thread::scope(|threads| {
        let both = [Lang::It, Lang::En].map(|lang| {
            let read = &read;
            threads.spawn(move || rendered(ports, settings, read, lang))
        });
        both.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    document.parts = digests(&parts);
    let bytes = canonical(&document)?;
    let seal = sha256(&bytes);
    let mut inside = Annex::of(dossier, document.cover.number, seal.clone());
    let known_by = document.cover.known;
    inside.risks.retain(|f| f.provenance.known <= known_by);
    inside.payments.retain(|f| f.provenance.known <= known_by);
    inside.contracts.retain(|f| f.provenance.known <= known_by);
    let annex = if inside.is_empty() {
        None
    } else {
        let given = frozen::given(ports, settings, &document.cover, Lang::It);
        let own: Vec<Part> = [Lang::It, Lang::En]
            .into_iter()
            .filter_map(|lang| {
                let (title, html) = frozen::rendered(&given, || Some(annex::build(lang, &inside)))?;
                let name = paths::ANNEX.to_owned();
                Some(Part { audience: Audience::Insiders, name, lang: lang.code(), title, bytes: html.into_bytes() })
            })
            .collect();
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
    parts.iter().map(|p| PartDigest { name: p.name.clone(), lang: p.lang.to_owned(), sha256: sha256(&p.bytes) }).collect()
}

/// Every page, drawing and table of a document in a language.
fn rendered(ports: &Ports, settings: &Settings, document: &Document, lang: Lang) -> Vec<Part> {
    let scene = frozen::scene(frozen::given(ports, settings, &document.cover, lang), document.clone());
    let part = |name: String, title: String, bytes: Vec<u8>| Part {
        audience: Audience::Everybody,
        name,
        lang: lang.code(),
        title,
        bytes,
    };
    let mut out: Vec<Part> = frozen::names(&scene.portfolio, &scene.catalogue)
        .into_iter()
        .filter_map(|name| {
            let (title, html) = frozen::html(&scene, &name)?;
            Some(part(name, title, html.into_bytes()))
        })
        .collect();
    let mut file = |name: String, bytes: Option<Vec<u8>>| out.extend(bytes.map(|b| part(name, String::new(), b)));
    let (head, rows) = downloads::projects(&scene, &Filter::default());
    file(format!("{}.csv", paths::PROJECTS), downloads::csv_bytes(&head, rows));
    let (head, rows) = gantt::table(&scene.portfolio, &scene.catalogue, &Filter::default(), lang);
    file(format!("{}.csv", paths::GANTT), downloads::csv_bytes(&head, rows));
    let chart = gantt::chart(&scene.portfolio, &scene.catalogue, scene.visit(), usize::MAX);
    let svg = gantt::drawing::standalone(&chart, lang, &scene.portfolio.ente.name);
    file(format!("{}.svg", paths::GANTT), Some(svg.into_bytes()));
    for kind in Kind::ALL {
        let (head, rows) = series::rows(kind, lang, &scene.portfolio, &scene.catalogue);
        file(format!("{}-{}.csv", paths::FUNDING, kind.code()), downloads::csv_bytes(&head, rows));
        let svg = downloads::funding_drawing(&scene, kind);
        file(format!("{}-{}.svg", paths::FUNDING, kind.code()), Some(svg.into_bytes()));
    }
    for sheet in Sheet::ALL {
        let (head, rows) = exposed::rows(sheet, lang, &scene.portfolio, &scene.catalogue);
        file(format!("{}-{}.csv", paths::EXPOSURE, sheet.code()), downloads::csv_bytes(&head, rows));
    }
    out
}
