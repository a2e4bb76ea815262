//! Where an address leads: to nothing, to the one it means, to a page rather than to a body of that name.

use crate::{
    checks::{guarded, plain, whole},
    site::Site,
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use std::fmt::Write as _;
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_404_that_leads_on() {
    let site = Site::with(&[]).await;
    for (path, back) in [
        ("/c_zzzz", "/"),
        ("/c_zzzz/progetti", "/"),
        ("/c_e472/niente", "/"),
        ("/c_e472/progetti/nessuno", "/c_e472"),
        ("/c_e472/progetti/..%2f..%2fetc%2fpasswd", "/"),
        ("/c_e472/misure/9.9", "/c_e472"),
        ("/c_e472/misure/%3Cscript%3E", "/"),
        ("/%ff%fe", "/"),
        ("/%00", "/"),
        ("/a/b/c/d/e/f", "/"),
        ("//Evil.example/x", "/"),
        ("/<x>", "/"),
    ] {
        // Some are no addresses at all: then no client can ask for them either.
        let Ok(request) = Request::get(path).body(Body::empty()) else { continue };
        let page = site.ask(request).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        guarded(path, &page);
        whole(path, &page);
        plain(path, &page);
        assert!(page.main().contains(&format!("href=\"{back}\"")), "{path} does not lead to {back}: {}", page.main());
        assert!(!page.body.contains("<script>"), "{path}");
    }
    let english = site.get("/c_zzzz?lang=en").await;
    assert_eq!(english.status, StatusCode::NOT_FOUND);
    assert!(english.main().contains(Lang::En.not_found_title()));
}

#[tokio::test(flavor = "multi_thread")]
async fn capitals_in_the_code_lead_to_the_one_address() {
    let site = Site::with(&[]).await;
    for (from, to) in [
        ("/C_E472", "/c_e472"),
        ("/C_e472/progetti?misura=1.4.5&q=a%20b&lang=en", "/c_e472/progetti?misura=1.4.5&q=a%20b&lang=en"),
        ("/C_E472/progetti/send-2022?x=%26", "/c_e472/progetti/send-2022?x=%26"),
        ("/C_E472/progetti.csv?q=x", "/c_e472/progetti.csv?q=x"),
        ("/Fonti", "/fonti"),
    ] {
        let page = site.get(from).await;
        assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT, "{from}");
        assert_eq!(page.header("location"), to, "{from}");
        guarded(from, &page);
    }
    assert_eq!(site.get("/c_e472").await.status, StatusCode::OK);
    // Only the code has no case; and no redirect leads off the site.
    for path in ["/c_e472/progetti/SEND-2022", "//Evil.example", "/%2F%2FEvil.example"] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} → {}", page.header("location"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn static_addresses_win_over_a_body_of_that_name() {
    let mut enti = String::from("ente;nome\n");
    for name in ["fonti", "privacy", "accessibilita", "note-legali", "healthz"] {
        let _ = writeln!(enti, "{name};Ente che si chiama {name}");
    }
    let site = Site::with(&[("enti.csv", enti)]).await;
    for name in ["fonti", "privacy", "accessibilita", "note-legali", "healthz"] {
        let page = site.page(&format!("/{name}")).await;
        assert!(!page.body.contains(&format!("Ente che si chiama {name}")), "/{name} is the body's page");
    }
    assert!(site.page("/fonti").await.main().contains(&format!("<h1>{}", Lang::It.sources_title())));
}
