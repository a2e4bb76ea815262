//! Headers: what kind of file has these columns. By name, never by position: the published files have had from 11 to 20
//! columns, in several orders (`domain.md` §6.1).

use crate::{
    calls,
    kind::Kind,
    public,
    refusal::FileFault,
    row::{Place, push_json},
};
use domain::{collapse, fact::PROVENANCE, records::TABLES};

/// More columns than any file that we know; the widest one has 63 and is not ours.
const MOST_COLUMNS: usize = 64;

/// The columns of a file.
pub(crate) struct Header {
    names: Vec<String>,
    labels: Vec<String>,
}

impl Header {
    /// Takes names in any case and with any blanks. Columns without a name are kept, so that positions stay right.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, FileFault> {
        let mut header = Self { names: Vec::new(), labels: Vec::new() };
        for name in names {
            if header.names.len() == MOST_COLUMNS {
                return Err(FileFault::TooManyColumns);
            }
            let name = normal(name);
            if !name.is_empty() && header.names.contains(&name) {
                return Err(FileFault::DuplicateHeader(name));
            }
            let mut label = String::new();
            if !is_aside(&name) {
                push_json(&mut label, &name);
                label.push(':');
            }
            header.names.push(name);
            header.labels.push(label);
        }
        Ok(header)
    }

    /// Names, collapsed and in lower case.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Names as a JSON object has them before a value; empty for columns that are not part of what was published.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Columns up to the last that has a name: so many cells a row must have.
    pub(crate) fn filled(&self) -> usize {
        self.names.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1)
    }

    /// Where a column stands.
    pub(crate) fn place(&self, name: &'static str) -> Place {
        Place { name, at: self.names.iter().position(|own| own == name) }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// What kind of file has this header.
    pub(crate) fn kind(&self) -> Result<Kind, FileFault> {
        let shapes = shapes();
        let fitting = shapes.iter().filter(|shape| shape.fits(self)).max_by_key(|shape| shape.required.len());
        if let Some(shape) = fitting {
            return Ok(shape.kind);
        }
        let nearest = shapes.iter().max_by_key(|shape| shape.likeness(self)).filter(|shape| shape.likeness(self) > 0);
        Err(FileFault::WrongHeader {
            found: self.names.clone(),
            nearest: nearest.map(|shape| shape.kind.code()),
            missing: nearest.map(|shape| shape.missing(self).collect()).unwrap_or_default(),
        })
    }
}

/// A name as it is compared.
pub(crate) fn normal(name: &str) -> String {
    collapse(name).to_lowercase()
}

/// No name, or one that a collector of snapshots added.
fn is_aside(name: &str) -> bool {
    name.is_empty() || name.starts_with('_')
}

/// What a kind's header must and may have.
struct Shape {
    kind: Kind,
    required: Vec<&'static str>,
    known: Vec<&'static str>,
    /// Other columns are no addition of the publisher's but a mistake: a value in them would be lost.
    closed: bool,
}

impl Shape {
    fn missing(&self, header: &Header) -> impl Iterator<Item = &'static str> {
        self.required.iter().copied().filter(move |name| !header.has(name))
    }

    fn fits(&self, header: &Header) -> bool {
        let known = |name: &String| is_aside(name) || self.known.contains(&name.as_str());
        self.missing(header).next().is_none() && (!self.closed || header.names.iter().all(known))
    }

    /// Columns in common, against those missing.
    fn likeness(&self, header: &Header) -> usize {
        let common = self.known.iter().filter(|name| header.has(name)).count();
        (2 * common).saturating_sub(self.missing(header).count())
    }
}

fn shapes() -> Vec<Shape> {
    let mut shapes = vec![
        Shape { kind: Kind::Public, required: public::REQUIRED.to_vec(), known: public::KNOWN.to_vec(), closed: false },
        Shape { kind: Kind::Calls, required: calls::REQUIRED.to_vec(), known: calls::KNOWN.to_vec(), closed: false },
    ];
    shapes.extend(TABLES.iter().copied().map(|table| Shape {
        kind: Kind::Template(table),
        required: table.columns.iter().filter(|c| c.required).map(|c| c.header).collect(),
        known: table.columns.iter().chain(&PROVENANCE).map(|c| c.header).collect(),
        closed: true,
    }));
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(names: &str) -> Result<Kind, FileFault> {
        Header::of(names.split(','))?.kind()
    }

    #[test]
    fn names_are_compared_without_case_and_blanks() {
        let names =
            " Codice_IPA ,IMPORTO_FINANZIAMENTO,\u{feff}avviso,data_invio_candidatura,data_finanziamento,codice_cup,nuova";
        assert!(matches!(kind(names), Ok(Kind::Public)));
    }

    #[test]
    fn every_file_of_the_template_is_known_by_all_its_columns_and_by_the_required_ones() {
        for table in TABLES {
            let all: Vec<_> = table.columns.iter().chain(&PROVENANCE).map(|c| c.header).collect();
            assert_eq!(kind(&all.join(",")).unwrap().code(), table.file);
            assert!(matches!(kind(&all.join(",")), Ok(Kind::Template(_))), "{}", table.file);
            let required: Vec<_> = table.columns.iter().filter(|c| c.required).map(|c| c.header).collect();
            assert_eq!(kind(&required.join(",")).unwrap().code(), table.file);
        }
    }

    #[test]
    fn the_published_calls_are_told_from_our_own() {
        let published = "titolo,misura,data_inizio_bando,data_fine_bando,stato,totale_importo_stanziato,totale_importo_misura,soggetti_destinatari";
        assert!(matches!(kind(published), Ok(Kind::Calls)));
        assert!(matches!(kind("titolo,linea,apertura,stato"), Ok(Kind::Template(table)) if table.name == "call_record"));
    }

    #[test]
    fn a_wrong_header_says_what_it_is_nearest_to_and_what_it_lacks() {
        let history = "codice_ipa,codice_cup,avviso,importo_finanziamento,data_finanziamento,stato_candidatura,commit";
        match kind(history) {
            Err(FileFault::WrongHeader { nearest: Some("pa-digitale"), missing, .. }) => {
                assert_eq!(missing, ["data_invio_candidatura"]);
            }
            other => panic!("{other:?}"),
        }
        match kind("ente,progetto,voce,fondo,importo,appunti") {
            Err(FileFault::WrongHeader { nearest: Some("finanziamenti"), missing, found }) => {
                assert!(missing.is_empty());
                assert_eq!(found.last().unwrap(), "appunti");
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(kind("a,b,c"), Err(FileFault::WrongHeader { nearest: None, .. })));
    }

    #[test]
    fn a_doubled_name_is_told() {
        assert!(matches!(kind("ente,progetto, Ente"), Err(FileFault::DuplicateHeader(name)) if name == "ente"));
        assert!(matches!(Header::of(["ente", "", ""]), Ok(header) if header.filled() == 1));
    }

    #[test]
    fn so_many_columns_are_none_of_ours() {
        let names: Vec<String> = (0..65).map(|i| format!("c{i}")).collect();
        assert!(matches!(kind(&names.join(",")), Err(FileFault::TooManyColumns)));
    }
}
