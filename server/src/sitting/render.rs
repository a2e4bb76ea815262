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
    claim::{self, Judged},
    dossier::{Catalogue, Dossier},
    filter::Filter,
    portfolio::Portfolio,
    sitting::{self, Annex, Audience, Cover, Document, Figure, Frozen, NewFreeze, Part, PartDigest, SCHEMA, Since},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use words::Lang;

/// The bytes of a value as RFC 8785 wants them: equal values have equal bytes.
pub(super) fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

/// A document but for the list of its parts, in canonical form: before that list, and after it. The parts are still being rendered
/// while this is written. RFC 8785 puts the members of an object in the order of their names and writes each as if it stood alone.
struct Written {
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Written {
    fn of(document: &Document) -> Result<Self, serde_json::Error> {
        #[derive(Serialize)]
        struct Before<'a> {
            catalogue: &'a Catalogue,
            claims: &'a [Judged],
            cover: &'a Cover,
            figures: &'a [Figure],
        }
        #[derive(Serialize)]
        struct After<'a> {
            portfolio: &'a Portfolio,
            schema: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            since: Option<&'a Since>,
        }
        // A further member needs its place here.
        let Document { schema, cover, figures, portfolio, catalogue, claims, since, parts: _ } = document;
        Ok(Self {
            before: canonical(&Before { catalogue, claims, cover, figures })?,
            after: canonical(&After { portfolio, schema: *schema, since: since.as_ref() })?,
        })
    }

    /// The whole, with this list.
    fn with(&self, parts: &[PartDigest]) -> Result<Vec<u8>, serde_json::Error> {
        let inside = |object: &'_ [u8]| object.get(1..object.len().saturating_sub(1)).unwrap_or_default().to_vec();
        let members = [inside(&self.before), [b"\"parts\":".as_slice(), &canonical(&parts)?].concat(), inside(&self.after)];
        Ok([b"{".as_slice(), &members.join(&b','), b"}"].concat())
    }
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
    let document = Document { schema: SCHEMA, cover, figures, portfolio, catalogue, claims, since, parts: vec![] };
    // Not canonical: that costs more than all the rest of reading a document back.
    let plain = serde_json::to_vec(&document)?;
    let mut parts: Vec<Part> = vec![];
    let bytes = std::thread::scope(|threads| {
        let written = threads.spawn(|| Written::of(&document));
        let both = [Lang::It, Lang::En].map(|lang| {
            let plain = plain.as_slice();
            let whole = move || {
                let parts = rendered(ports, settings, serde_json::from_slice(plain)?, lang)?;
                Ok::<_, Unsealed>((digests(&parts), parts))
            };
            (lang, threads.spawn(whole))
        });
        let mut listed = vec![];
        for (lang, thread) in both {
            let (digests, own) = thread.join().map_err(|_| Unsealed::Language(lang.code()))??;
            listed.extend(digests);
            parts.extend(own);
        }
        let written = written.join().map_err(|_| Unsealed::Part("document".to_owned()))??;
        Ok::<Vec<u8>, Unsealed>(written.with(&listed)?)
    })?;
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
fn rendered(ports: &Ports, settings: &Settings, document: Document, lang: Lang) -> Result<Vec<Part>, Unsealed> {
    let scene = frozen::scene(frozen::given(ports, settings, &document.cover, lang), document);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The document that an earlier version has kept.
    const KEPT: &[u8] = include_bytes!("../../tests/fixtures/situazione-2/documento.json");

    #[test]
    fn a_document_written_in_two_goes_is_the_one_written_at_once() {
        let document: Document = serde_json::from_slice(KEPT).unwrap();
        assert!(!document.parts.is_empty() && document.since.is_some());
        for document in [document.clone(), Document { since: None, ..document }] {
            let twice = Written::of(&document).unwrap().with(&document.parts).unwrap();
            assert_eq!(String::from_utf8(twice), String::from_utf8(canonical(&document).unwrap()));
        }
    }
}
