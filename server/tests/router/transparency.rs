//! "Attuazione misure PNRR": every field that an official site publishes, known or not, and the acts.

use crate::{
    checks::{guarded, links, whole},
    site::Site,
};
use axum::http::StatusCode;
use words::Lang;

fn acts() -> Vec<(&'static str, String)> {
    let acts = "ente;codice;progetto;tipo;numero;data;data_pubblicazione;oggetto;link\n\
                c_e472;det-1;send-2022;Determinazione;715;2023-05-02;2023-05-09;Affidamento;https://www.comune.example/det-715.pdf\n\
                c_e472;det-2;send-2022;Determinazione;;;;Proposta;javascript:alert(1)\n\
                c_e472;del-1;;Delibera;12;2022-04-01;;Adesione agli avvisi;\n";
    vec![("atti.csv", acts.to_owned())]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_has_every_field_and_act_and_says_what_nobody_knows() {
    let site = Site::with(&acts()).await;
    for lang in [Lang::It, Lang::En] {
        let path = format!("/c_e472/attuazione-misure-pnrr/send-2022?lang={}", lang.code());
        let page = site.page(&path).await;
        guarded(&path, &page);
        whole(&path, &page);
        let main = page.main();
        for field in [
            lang.pnrr_place(),
            lang.pnrr_measure(),
            lang.pnrr_code(),
            lang.pnrr_holder(),
            lang.pnrr_what(),
            lang.pnrr_granted(),
            lang.pnrr_access(),
            lang.pnrr_activity(),
            lang.pnrr_state(),
            lang.pnrr_results(),
            lang.pnrr_published(),
            lang.pnrr_updated(),
        ] {
            assert!(main.replace("<!>", "").contains(&format!("<dt>{field}</dt>")), "{path}: no {field}");
        }
        for known in ["M1C1I1.04.05", "(M1C1)", "69.000,00", "1.4.5", "715", "09/05/2023", "03/01/2023", "det-715.pdf"] {
            assert!(main.contains(known), "{path}: no {known}");
        }
        assert!(main.contains(lang.unknown()), "{path}: nobody knows when it was published");
        assert!(!main.contains("javascript:"), "{path}: only the web is linked");
        assert!(page.body.contains(lang.eu_funded()), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_of_the_plan_alone_and_names_what_it_leaves_out() {
    let site = Site::with(&acts()).await;
    let page = site.page("/c_e472/attuazione-misure-pnrr").await;
    let linked = links(page.main());
    assert!(linked.contains(&"/c_e472/attuazione-misure-pnrr/send-2022".to_owned()), "{linked:?}");
    assert!(!linked.contains(&"/c_e472/attuazione-misure-pnrr/fesr-latina-resiliente".to_owned()), "{linked:?}");
    assert!(linked.contains(&"/c_e472/progetti/fesr-latina-resiliente".to_owned()), "what is not here is named: {linked:?}");
    assert!(page.main().contains("Adesione agli avvisi"), "an act of the ente itself");
    assert!(links(site.page("/c_e472/misure").await.main()).contains(&"/c_e472/attuazione-misure-pnrr".to_owned()));
    for path in [
        "/c_e472/attuazione-misure-pnrr/fesr-latina-resiliente",
        "/c_e472/attuazione-misure-pnrr/nessuno",
        "/c_zzzz/attuazione-misure-pnrr",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let csv = site.page("/c_e472/attuazione-misure-pnrr.csv").await;
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.body.as_bytes());
    let head: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let send: Vec<&csv::StringRecord> = rows.iter().filter(|r| &r[at("progetto")] == "send-2022").collect();
    let numbers: Vec<&str> = send.iter().map(|r| &r[at("atto_data")]).collect();
    assert_eq!(numbers, ["2023-01-03", "2023-05-02", ""], "the public decree, then what the office has recorded");
    assert!(send.iter().all(|r| &r[at("importo_pnrr")] == "69000.00" && &r[at("submisura")] == "M1C1I1.04.05"), "{send:?}");
}
