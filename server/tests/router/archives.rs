//! Archives out of the ordinary: with refused payments, without bodies, with public data that carry no day of their own.

use crate::{
    checks::{silent, whole},
    common,
    site::Site,
};
use axum::http::StatusCode;
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_payment_does_not_put_its_supplier_on_a_page() {
    let head = "ente;progetto;riferimento;data;importo;fornitore;pubblicato;nota\n";
    let broken = format!(
        "{head}c_e472;send-2022;mandato-riservato-1;2024-01-01;7654321.09;Fornitore riservato di prova\n\
         c_e472;send-2022;m2;2024-01-01;7654321,091;Fornitore riservato di prova;no;x\n\
         c_e472;send-2022;m3;2024-01-01;1;Fornitore riservato di prova\u{7};no;x\n\
         c_e472;send-2022;m4;2024-01-01;1;x;forse;nota riservata di prova\n"
    );
    let site = Site::holding(true, &[], &[("pagamenti.csv", broken)]).await;
    for path in ["/fonti", "/fonti?lang=en", "/c_e472", "/c_e472/progetti/send-2022", "/c_e472/finanziamenti"] {
        silent(path, &site.page(path).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_without_bodies_says_so() {
    let template = ("fonti.csv", "codice;titolo;tipo\nx;Una fonte;norma\n".to_owned());
    let site = Site::holding(false, &[template], &[]).await;
    let page = site.page("/").await;
    whole("/", &page);
    assert!(page.main().contains(Lang::It.enti_empty_title()), "{}", page.main());
    assert_eq!(site.get("/c_e472").await.status, StatusCode::NOT_FOUND);
    whole("/fonti", &site.page("/fonti").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_tell_a_snapshot_that_is_only_a_lower_bound() {
    let text = format!("{}\n{}\n", common::HEADER, common::public_row("c_x001"));
    let site = Site::holding(true, &[("candidature_pubbliche.csv", text)], &[]).await;
    let page = site.page("/fonti").await;
    assert!(page.main().contains(&Lang::It.sources_at_least("02/08/2022")), "{}", page.main());
    assert!(page.main().contains("CC-BY-4.0"));
    let ente = site.page("/c_x001").await;
    assert!(ente.body.contains(&Lang::It.pa_digitale_at_least("02/08/2022")));
}
