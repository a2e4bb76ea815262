//! Documents of every schema there has been: read, shown and compared as on the day on which they were frozen. A document is
//! committed once for each number in `tests/fixtures`, and no test writes one.

use crate::site::Site;
use axum::http::StatusCode;
use domain::{
    desk::Author,
    sitting::{Audience, Document, NewFreeze, Part, SCHEMA, Sittings as _},
};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;

fn folder(schema: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/situazione-{schema}"))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[tokio::test]
async fn a_document_of_every_schema_reads_as_it_did_and_its_parts_are_served_to_the_byte() {
    // One archive in which each was frozen when its schema was the newest.
    let site = Site::with(&[]).await;
    for schema in 1..=SCHEMA {
        let read = |name: &str| std::fs::read(folder(schema).join(name)).unwrap();
        let bytes = read("documento.json");
        let seal = String::from_utf8(read("sigillo.txt")).unwrap().trim().to_owned();
        assert_eq!(hex(&bytes), seal, "schema {schema}: another document");
        let document: Document = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(document.schema, schema);
        assert_eq!(serde_json_canonicalizer::to_vec(&document).unwrap(), bytes, "schema {schema}: it is written otherwise now");
        let parts: Vec<Part> = [("dichiarazioni", "dichiarazioni.it.html"), ("progetti.csv", "progetti.csv.it")]
            .map(|(name, file)| Part {
                audience: Audience::Everybody,
                name: name.to_owned(),
                lang: "it",
                title: "Titolo".to_owned(),
                bytes: read(file),
            })
            .to_vec();
        for part in &parts {
            let listed = document.parts.iter().find(|p| p.name == part.name && p.lang == part.lang).unwrap();
            assert_eq!(listed.sha256, hex(&part.bytes), "schema {schema}: {}", part.name);
        }

        assert_eq!(document.cover.number, schema, "documents are numbered as they came");
        let author = Author { user: None, name: "Segreteria".to_owned(), reason: None };
        let new =
            NewFreeze { cover: document.cover.clone(), document: bytes, seal: seal.clone(), annex: None, parts: parts.clone() };
        assert!(site.store.freeze(new, author).await.unwrap());
        let own = format!("/c_e472/sedute/{}", document.cover.number);
        let page = site.page(&format!("{own}/dichiarazioni")).await;
        assert!(page.main().contains(std::str::from_utf8(&parts[0].bytes).unwrap()), "schema {schema}: the page is another one");
        assert!(page.body.contains(&seal));
        assert_eq!(site.page(&format!("{own}/file/progetti.csv")).await.body.as_bytes(), parts[1].bytes, "schema {schema}");
        // What is made from the document is made from an old one too.
        let slides = site.page(&format!("{own}/presentazione")).await;
        assert!(slides.body.contains(&seal[..16]), "schema {schema}: the slides do not say the seal");
        assert_eq!(site.get(&format!("/c_e472/confronto?da=n.%20{schema}&a=oggi")).await.status, StatusCode::OK);
        assert_eq!(site.get(&format!("{own}/file/tabelle.xlsx")).await.status, StatusCode::OK);
    }
}
