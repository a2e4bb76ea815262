//! Pages in both languages: whole, guarded, the same each time.

use crate::{
    addresses::PAGES,
    checks::{guarded, links, plain, whole},
    site::{Page, Site},
};
use axum::http::header;
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_answers_whole_and_guarded_in_both_languages() {
    let site = Site::with(&[]).await;
    for path in PAGES {
        let mut mains = vec![];
        for lang in [Lang::It, Lang::En] {
            let path = format!("{path}?lang={}", lang.code());
            let page = site.page(&path).await;
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
            guarded(&path, &page);
            whole(&path, &page);
            plain(&path, &page);
            assert!(page.body.contains(&format!("<html lang=\"{}\"", lang.code())), "{path}");
            assert!(page.body.contains(lang.skip()), "{path}: the words are in another language");
            assert!(page.body.contains(lang.kicker()), "{path}: the words are in another language");
            // The day that everything is told for.
            assert!(page.body.contains("22/11/2026"), "{path}: no day");
            mains.push(page.main().to_owned());
        }
        assert_ne!(mains.first(), mains.last(), "{path}: both languages say the same");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_renderings_of_a_page_have_the_same_main_part() {
    let site = Site::with(&[]).await;
    for path in PAGES {
        let (first, second) = (site.page(path).await, site.page(path).await);
        assert_eq!(first.main(), second.main(), "{path}");
        assert_ne!(
            first.header("content-security-policy"),
            second.header("content-security-policy"),
            "{path}: a nonce that is used twice is none"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_asked_for_once_and_remembered() {
    let site = Site::with(&[]).await;
    let is = |page: &Page, lang: Lang| {
        page.body.contains(&format!("<html lang=\"{}\"", lang.code())) && page.body.contains(lang.skip())
    };
    let plain = site.page("/c_e472").await;
    assert!(is(&plain, Lang::It) && plain.header("set-cookie").is_empty());
    let asked = site.page("/c_e472?lang=en").await;
    assert!(is(&asked, Lang::En));
    let cookie = asked.header("set-cookie");
    for part in ["lang=en;", "Path=/", "SameSite=Lax", "HttpOnly", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let remembered = site.get_with("/c_e472", header::COOKIE, "altro=1; lang=en").await;
    assert!(is(&remembered, Lang::En) && remembered.header("set-cookie").is_empty());
    let back = site.get_with("/c_e472?lang=it", header::COOKIE, "lang=en").await;
    assert!(is(&back, Lang::It) && back.header("set-cookie").contains("lang=it;"));
    for nonsense in ["/c_e472?lang=xx", "/c_e472?lang=", "/c_e472?lang=%0d%0aset-cookie:x"] {
        let page = site.page(nonsense).await;
        assert!(is(&page, Lang::It) && page.header("set-cookie").is_empty(), "{nonsense}");
    }
    let broken = site.get_with("/c_e472", header::COOKIE, "lang=<script>; =; ;;lang").await;
    assert!(is(&broken, Lang::It));
    // A page offers itself in the other language, with its filter.
    let filtered = site.page("/c_e472/progetti?misura=1.4.3&q=a%26b").await;
    assert!(
        links(&filtered.body).contains(&"/c_e472/progetti?misura=1.4.3&q=a%26b&lang=en".to_owned()),
        "{:?}",
        links(&filtered.body)
    );
}
