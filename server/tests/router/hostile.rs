//! Odd questions and hostile names.

use crate::{
    addresses::DOWNLOADS,
    checks::{guarded, whole},
    site::Site,
    specimen::{HOSTILE, specimen},
};

#[tokio::test(flavor = "multi_thread")]
async fn odd_questions_get_a_page() {
    let site = Site::with(&specimen()).await;
    let long = "x".repeat(5_000);
    for query in [
        "q=%00",
        "q=%ff%fe",
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q='%20OR%201=1--",
        "q=%25%25%25___",
        "pagina=99999999999999999999",
        "pagina=-1",
        "pagina=0",
        "anno=abc",
        "anno=999999999999",
        "misura=%3Cscript%3E&stato=x&fondo=y&fase=z",
        "ordine=..%2f..%2f",
        "da=2023-02-31&a=boh&scala=secolo",
        "da=9999-12-31&a=0001-01-01",
        "esito=nessuno",
        "grafico=nessuno",
        "=&&&==",
        long.as_str(),
        format!("q={long}").as_str(),
        "a=1&".repeat(500).as_str(),
    ] {
        for path in [
            "/",
            "/c_e472",
            "/c_e472/progetti",
            "/c_e472/cronoprogramma",
            "/c_e472/finanziamenti",
            "/c_e472/dichiarazioni",
            "/prova_30/cronoprogramma",
        ] {
            let asked = format!("{path}?{query}");
            let page = site.page(&asked).await;
            guarded(&asked, &page);
            whole(&asked, &page);
            assert!(!page.body.contains("<script>alert"), "{asked}");
        }
        for (path, _) in DOWNLOADS {
            let path = path.split('?').next().unwrap_or_default();
            let asked = format!("{path}?{query}");
            guarded(&asked, &site.page(&asked).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_are_names() {
    let site = Site::with(&specimen()).await;
    for path in [
        "/",
        "/prova_30",
        "/prova_30/progetti",
        "/prova_30/progetti/prova-3",
        "/prova_30/cronoprogramma",
        "/prova_30/finanziamenti",
        "/prova_30/certificazioni",
        "/prova_30/indicatori",
        "/prova_30/dichiarazioni",
        "/prova_30/misure",
        "/prova_30/cronoprogramma.svg",
        "/prova_30/finanziamenti.svg",
    ] {
        for path in [path.to_owned(), format!("{path}?lang=en")] {
            let page = site.page(&path).await;
            guarded(&path, &page);
            for raw in ["<script>alert", "</script> & ", "<i>servizi</i>"] {
                assert!(!page.body.contains(raw), "{path} has «{raw}» as it was typed");
            }
            if path.starts_with("/prova_30/progetti/prova-3") {
                assert!(page.main().contains("&lt;script&gt;alert("), "{path}: the name is gone");
            }
        }
    }
    // A spreadsheet computes nothing of what somebody typed.
    for path in ["/prova_30/progetti.csv", "/prova_30/cronoprogramma.csv"] {
        let body = site.page(path).await.body;
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        let cells: Vec<String> = rows.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.iter().any(|c| c == "'=1+1"), "{path}: the name is gone");
        assert!(!cells.iter().any(|c| c.starts_with(['=', '+', '-', '@', '\t'])), "{path}");
        assert!(cells.iter().any(|c| c == HOSTILE), "{path}: the name is gone, or changed");
    }
}
