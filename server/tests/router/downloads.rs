//! What can be taken away: its type, its rows.

use crate::{addresses::DOWNLOADS, checks::guarded, site::Site};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn downloads_have_their_type_and_are_guarded() {
    let site = Site::with(&[]).await;
    for (path, kind) in DOWNLOADS {
        let page = site.page(path).await;
        assert_eq!(page.header("content-type"), kind, "{path}");
        guarded(path, &page);
        match kind {
            "application/json" => {
                let rows: serde_json::Value = serde_json::from_str(&page.body).unwrap_or_else(|e| panic!("{path}: {e}"));
                assert_eq!(rows.as_array().map(Vec::len), Some(11), "{path}: one row a project");
            }
            "image/svg+xml" => {
                assert!(page.header("content-disposition").starts_with("attachment; filename=\"c_e472-"), "{path}");
                assert!(page.body.contains("<svg") && page.body.trim_end().ends_with("</svg>"), "{path}");
                assert!(!page.body.contains("<script"), "{path}");
            }
            _ => {
                assert!(page.header("content-disposition").starts_with("attachment; filename=\"c_e472-"), "{path}");
                let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(page.body.as_bytes());
                assert!(rows.headers().unwrap().len() > 2, "{path}");
                assert!(!rows.records().collect::<Result<Vec<_>, _>>().unwrap().is_empty(), "{path}");
            }
        }
    }
    let unknown = site.get("/c_zzzz/progetti.csv").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    guarded("/c_zzzz/progetti.csv", &unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_projects_csv_has_exactly_the_rows_of_the_filter() {
    let site = Site::with(&[]).await;
    let slugs = |body: &str| -> Vec<String> {
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        rows.records().map(|r| r.unwrap().get(1).unwrap().to_owned()).collect()
    };
    let all = slugs(&site.page("/c_e472/progetti.csv").await.body);
    assert_eq!(all.len(), 11);
    for query in ["misura=1.4.3", "stato=conclusi", "fondo=fesr", "q=pagopa", "misura=1.4.5&stato=conclusi", "q=nonesistequesto"]
    {
        let csv = slugs(&site.page(&format!("/c_e472/progetti.csv?{query}")).await.body);
        let page = site.page(&format!("/c_e472/progetti?{query}")).await;
        let shown: Vec<&String> =
            all.iter().filter(|slug| page.main().contains(&format!("href=\"/c_e472/progetti/{slug}\""))).collect();
        let taken: Vec<&String> = all.iter().filter(|slug| csv.contains(slug)).collect();
        assert_eq!(shown, taken, "{query}");
        assert_eq!(csv.len(), taken.len(), "{query}: a row that is no project, or one twice");
    }
    assert_eq!(slugs(&site.page("/c_e472/progetti.csv?misura=1.4.3").await.body).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_is_a_pdf_of_the_day_that_is_asked_for() {
    let site = Site::with(&[]).await;
    for (query, name) in [
        ("", "c_e472-relazione.pdf"),
        ("?lang=en", "c_e472-relazione.pdf"),
        ("?al=29/10/2025", "c_e472-relazione-al-2025-10-29-noto-2025-10-29.pdf"),
    ] {
        let path = format!("/c_e472/relazione.pdf{query}");
        let page = site.page(&path).await;
        assert_eq!(page.header("content-type"), "application/pdf", "{path}");
        assert_eq!(page.header("content-disposition"), format!("attachment; filename=\"{name}\""), "{path}");
        guarded(&path, &page);
        assert!(page.body.starts_with("%PDF-1.7") && page.body.trim_end().ends_with("%%EOF"), "{path}");
    }
    let home = site.page("/c_e472").await;
    assert!(home.main().contains("href=\"/c_e472/relazione.pdf\""));
    assert_eq!(site.get("/c_zzzz/relazione.pdf").await.status, StatusCode::NOT_FOUND);
}
