//! An OpenDocument file: XML parts in a zip (OpenDocument 1.3, part 2).

use crate::{OfficeError, document::Picture, xml::Xml};
use chrono::NaiveDate;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The version that is written.
pub(crate) const VERSION: &str = "1.3";

/// The namespaces of the parts.
pub(crate) const NAMESPACES: [(&str, &str); 12] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", VERSION),
];

/// What a file says of itself.
pub(crate) struct About<'a> {
    /// Its media type.
    pub(crate) mimetype: &'static str,
    /// Its title.
    pub(crate) title: &'a str,
    /// Its language.
    pub(crate) lang: &'static str,
    /// Its day.
    pub(crate) day: NaiveDate,
}

/// The country whose way of writing goes with a language: there a date and a sum look as on the pages.
pub(crate) fn country(lang: &str) -> &'static str {
    if lang == "en" { "GB" } else { "IT" }
}

/// Packs the parts. The media type comes first and stored, so that a file is known by its first bytes; every part has the same
/// time, so that the same parts give the same bytes.
pub(crate) fn pack(about: &About<'_>, content: Vec<u8>, styles: Vec<u8>, pictures: &[&Picture]) -> Result<Vec<u8>, OfficeError> {
    let mut parts: Vec<(String, &str, Vec<u8>)> = vec![
        ("content.xml".to_owned(), "text/xml", content),
        ("styles.xml".to_owned(), "text/xml", styles),
        ("meta.xml".to_owned(), "text/xml", meta(about)),
    ];
    parts.extend(pictures.iter().map(|p| (place(p), SVG, p.svg.clone().into_bytes())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    let deflated = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    zip.start_file("mimetype", stored)?;
    zip.write_all(about.mimetype.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", deflated)?;
    zip.write_all(&manifest(about.mimetype, &parts))?;
    for (name, _, bytes) in parts {
        zip.start_file(name, deflated)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Media type of a picture.
pub(crate) const SVG: &str = "image/svg+xml";

/// Where a picture stands in the file.
pub(crate) fn place(picture: &Picture) -> String {
    format!("Pictures/{}.svg", picture.name)
}

fn manifest(mimetype: &str, parts: &[(String, &str, Vec<u8>)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "manifest:manifest",
        &[("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"), ("manifest:version", VERSION)],
    );
    let entry = "manifest:file-entry";
    xml.empty(entry, &[("manifest:full-path", "/"), ("manifest:version", VERSION), ("manifest:media-type", mimetype)]);
    for (part, kind, _) in parts {
        xml.empty(entry, &[("manifest:full-path", part), ("manifest:media-type", kind)]);
    }
    xml.finish()
}

fn meta(about: &About<'_>) -> Vec<u8> {
    let day = format!("{}T00:00:00", about.day);
    let mut xml = Xml::new();
    xml.open("office:document-meta", &NAMESPACES);
    xml.open("office:meta", &[]);
    xml.leaf("meta:generator", &[], "Traguardi");
    xml.leaf("dc:title", &[], about.title);
    xml.leaf("dc:language", &[], &format!("{}-{}", about.lang, country(about.lang)));
    xml.leaf("meta:creation-date", &[], &day);
    xml.leaf("dc:date", &[], &day);
    xml.finish()
}
