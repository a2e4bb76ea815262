//! Headers of every kind of answer, pages or not.

use crate::{
    checks::guarded,
    site::{Page, Site},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_is_guarded() {
    let site = Site::with(&[]).await;
    for path in ["/healthz", "/style.css", "/assets/niente", "/assets/../Cargo.toml", "/pkg/niente.js", "/c_e472/progetti.csv"] {
        guarded(path, &site.get(path).await);
    }
    assert_eq!(site.get("/assets/niente").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/pkg/niente.js").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/healthz").await.body, "ok\n");
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in ["/", "/c_e472", "/c_e472/progetti.csv", "/healthz"] {
            let page = site.ask(Request::builder().method(method.clone()).uri(path).body(Body::empty()).unwrap()).await;
            assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            guarded(path, &page);
        }
    }
    let head = site.ask(Request::head("/c_e472").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    guarded("HEAD /c_e472", &head);
    let compressed = site.get_with("/c_e472", header::ACCEPT_ENCODING, "br, gzip").await;
    assert!(["br", "gzip"].contains(&compressed.header("content-encoding")), "{}", compressed.header("content-encoding"));
    assert!(compressed.header("vary").to_lowercase().contains("accept-encoding"));
    guarded("compressed", &Page { body: String::new(), ..compressed });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asset_that_is_known_already_is_not_sent_again() {
    let site = Site::with(&[]).await;
    let style = site.get("/style.css").await;
    if style.status == StatusCode::NOT_FOUND {
        crate::common::skipped("no style was built into this binary (cargo xtask style)");
        return;
    }
    assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css"));
    let again = site.get_with("/style.css", header::IF_NONE_MATCH, style.header("etag")).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    guarded("/style.css", &again);
    assert!(site.get("/style.css?v=1").await.header("cache-control").contains("immutable"));
}
