//! The parts of a workbook: what each is to its reader, and so how large it may be.

use super::markup::Markup;

pub(super) const MIB: u64 = 1024 * 1024;

/// What an entry is to the reader of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A sheet: read cell by cell.
    Sheet,
    /// Texts that cells refer to: held in memory, all of them.
    Strings,
    /// What sheets there are, and how cells look: held in memory too.
    Book,
    /// Which of the parts is which.
    Relations,
    /// A program.
    Macros,
    /// Pictures, charts, and what else is never opened.
    Aside,
}

impl Part {
    /// The part that has this place in the archive, in any case and with any slashes.
    pub(super) fn of(name: &str) -> Self {
        let name = canonical(name);
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name.as_str()));
        if file == "vbaproject.bin" {
            Self::Macros
        } else if name.split('/').any(|step| step == "worksheets") {
            Self::Sheet
        } else if matches!(folder, "_rels" | "xl/_rels") {
            Self::Relations
        } else if folder == "xl" && file.starts_with("sharedstrings") {
            Self::Strings
        } else if is_book(folder, file) {
            Self::Book
        } else {
            Self::Aside
        }
    }

    /// Bytes that it may unpack to. Shared strings take up to three times as much in memory.
    pub(super) fn most(self) -> u64 {
        match self {
            Self::Strings => 24 * MIB,
            Self::Book => 4 * MIB,
            Self::Relations => MIB,
            Self::Sheet | Self::Macros | Self::Aside => u64::MAX,
        }
    }

    /// What looks through it, where it will be read. Half a million texts are what 24 MiB of them have elements for; without a
    /// bound it were some five million empty ones, at 24 bytes each.
    pub(super) fn markup(self) -> Option<Markup> {
        match self {
            Self::Sheet => Some(Markup::new(u64::MAX)),
            Self::Strings => Some(Markup::new(1_000_000)),
            Self::Book | Self::Relations => Some(Markup::new(200_000)),
            Self::Macros | Self::Aside => None,
        }
    }
}

fn is_book(folder: &str, file: &str) -> bool {
    match folder {
        "" => file == "[content_types].xml",
        "xl" => file.starts_with("workbook") || file.starts_with("styles"),
        "xl/theme" => true,
        _ => false,
    }
}

fn canonical(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/").trim_start_matches('/').to_owned()
}

/// Whether a part that says which of the others is which names one for what it is not: a reader follows that, and would hold in
/// memory what was looked through as a picture.
pub(super) fn leads_astray(name: &str, xml: &str) -> bool {
    let base = if canonical(name).starts_with("xl/") { "xl/" } else { "" };
    xml.split('<').filter(|tag| is_relation(tag)).any(|tag| {
        let (Some(kind), Some(target)) = (attribute(tag, "Type"), attribute(tag, "Target")) else { return true };
        let wanted = match kind.rsplit('/').next() {
            Some("officeDocument" | "styles") => Part::Book,
            Some("sharedStrings") => Part::Strings,
            Some("worksheet") => Part::Sheet,
            // What is spelt in another way may be one of these.
            _ => return kind.contains('&'),
        };
        let part = match target.strip_prefix('/') {
            Some(absolute) => Part::of(absolute),
            None => Part::of(&format!("{base}{target}")),
        };
        part != wanted || target.contains(['&', '%']) || target.contains("..")
    })
}

fn is_relation(tag: &str) -> bool {
    let name = tag.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
    name.rsplit(':').next() == Some("Relationship")
}

/// The value of an attribute that stands in the tag once.
fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let mut values = tag.match_indices(name).filter_map(|(at, _)| {
        let (before, after) = (tag.get(..at)?, tag.get(at + name.len()..)?);
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, _) = value.strip_prefix(quote)?.split_once(quote)?;
        before.ends_with(|c: char| c.is_ascii_whitespace()).then_some(value)
    });
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_known_by_its_place() {
        for (name, part) in [
            ("xl/worksheets/sheet1.xml", Part::Sheet),
            ("XL\\Worksheets\\sheet1.xml", Part::Sheet),
            ("xl/worksheets/_rels/sheet1.xml.rels", Part::Sheet),
            ("xl/sharedStrings.xml", Part::Strings),
            ("/xl/styles.xml", Part::Book),
            ("xl/workbook.xml", Part::Book),
            ("[Content_Types].xml", Part::Book),
            ("_rels/.rels", Part::Relations),
            ("xl/_rels/workbook.xml.rels", Part::Relations),
            ("xl/vbaProject.bin", Part::Macros),
            ("xl/calcChain.xml", Part::Aside),
            ("xl/media/image1.png", Part::Aside),
            ("docProps/app.xml", Part::Aside),
        ] {
            assert_eq!(Part::of(name), part, "{name}");
        }
    }

    #[test]
    fn relations_lead_to_what_they_say() {
        let astray = |tag: &str| leads_astray("xl/_rels/workbook.xml.rels", &format!("<Relationships>{tag}</Relationships>"));
        for tag in [
            "<Relationship Id=\"rId1\" Type=\"http://a/worksheet\" Target=\"worksheets/sheet1.xml\"/>",
            "<x:Relationship Target = '/xl/styles.xml' TargetMode='Internal'\nType='http://a/styles' Id='a'></x:Relationship>",
            "<Relationship Id=\"rId1\" Type=\"http://a/theme\" Target=\"theme/theme1.xml\"/>",
            "<Relationship Id=\"rId1\" Type=\"http://a/sharedStrings\" Target=\"sharedStrings.xml\"/>",
        ] {
            assert!(!astray(tag), "{tag}");
        }
        for tag in [
            "<Relationship Type=\"http://a/styles\" Target=\"media/image1.png\"/>",
            "<Relationship Type=\"http://a/sharedStrings\" Target=\"worksheets/sheet1.xml\"/>",
            "<Relationship Type=\"http://a/worksheet\" Target=\"../docProps/app.xml\"/>",
            "<Relationship Type=\"http://a/&#115;tyles\" Target=\"media/image1.png\"/>",
            "<Relationship Id=' Type=\"http://a/theme\"' Type=\"http://a/styles\" Target=\"media/image1.png\"/>",
            "<Relationship Type=\"http://a/styles\"/>",
        ] {
            assert!(astray(tag), "{tag}");
        }
        assert!(leads_astray("_rels/.rels", "<Relationship Type=\"http://a/officeDocument\" Target=\"docProps/app.xml\"/>"));
        assert!(!leads_astray("_rels/.rels", "<Relationship Type=\"http://a/officeDocument\" Target=\"xl/workbook.xml\"/>"));
    }

    proptest::proptest! {
        #[test]
        fn no_relations_make_it_panic(xml in "[<>Relationship TypeTarget=\"'à/&]{0,200}") {
            let _ = leads_astray("_rels/.rels", &xml);
        }
    }
}
