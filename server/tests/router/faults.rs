//! A register that fails or panics.

use crate::{
    addresses::{DOWNLOADS, PAGES},
    checks::{guarded, plain, whole},
    moody::{FAILING, PANICKING, WELL},
    site::Site,
};
use axum::http::StatusCode;
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_fails_is_told_in_plain_words_and_nothing_looks_empty() {
    let site = Site::with(&[]).await;
    site.feels(FAILING);
    for path in PAGES.into_iter().filter(|p| !["/accessibilita", "/note-legali", "/privacy"].contains(p)) {
        for lang in [Lang::It, Lang::En] {
            let path = format!("{path}?lang={}", lang.code());
            let page = site.get(&path).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            guarded(&path, &page);
            whole(&path, &page);
            plain(&path, &page);
            assert!(page.main().contains(lang.error_title()), "{path}: {}", page.main());
            assert!(page.main().contains("href=\"/\""), "{path} leads nowhere");
        }
    }
    for (path, _) in DOWNLOADS {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        guarded(path, &page);
        plain(path, &page);
        assert!(!page.header("content-type").starts_with("text/csv"), "{path}: a fault must not be saved as data");
    }
    let health = site.get("/healthz").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    guarded("/healthz", &health);
    site.feels(WELL);
    site.page("/c_e472").await;
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_500_and_the_next_request_is_served() {
    let site = Site::with(&[]).await;
    for path in ["/", "/fonti", "/c_e472", "/c_e472/progetti", "/c_e472/cronoprogramma", "/c_e472/progetti.csv", "/healthz"] {
        let before = site.page(path).await;
        site.feels(PANICKING);
        for _ in 0..3 {
            let page = site.get(path).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            guarded(path, &page);
            plain(path, &page);
            whole(path, &page);
            assert!(page.body.contains("href=\"/\""), "{path} leads nowhere");
        }
        site.feels(WELL);
        let after = site.page(path).await;
        if after.is_html() {
            assert_eq!(before.main(), after.main(), "{path}");
        } else {
            assert_eq!(before.body, after.body, "{path}");
        }
    }
}
