//! What could be lost: on the day of Latina's sitting, today, and with what an office has typed.

use crate::site::{Page, Site};

fn says(page: &Page, texts: &[&str]) {
    for text in texts {
        assert!(page.main().contains(text), "the page does not say «{text}»: {}", page.main());
    }
}

/// The cells of a column of a download.
async fn column(site: &Site, sheet: &str, name: &str) -> Vec<String> {
    let body = site.page(&format!("/c_e472/rischi.csv?tabella={sheet}")).await.body;
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
    let at = rows.headers().unwrap().iter().position(|h| h == name).unwrap();
    rows.records().map(|r| r.unwrap().get(at).unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_stands_apart_with_its_act_and_the_age_of_its_snapshot() {
    let site = Site::with(&[]).await;
    let then = site.page("/c_e472/rischi?al=2025-10-29").await;
    says(
        &then,
        &[
            "Certificazione non nota: oltre\u{a0}1.123.435,00\u{a0}€ e un importo non noto",
            "mancano 153\u{a0}giorni",
            "Decreto 39/2025-PNRR del 14/02/2025",
            "fino al 31/03/2026",
            "di 886\u{a0}giorni prima",
            "nessuna candidatura in corso nei dati pubblici",
            "nessun pagamento ai fornitori è pubblicato",
        ],
    );
    assert!(!then.main().contains("nessuna copertura"), "there was time left");
    let now = site.page("/c_e472/rischi").await;
    says(&now, &["nessuna copertura", "passato da 236\u{a0}giorni", "termine passato, esito non noto"]);
    for page in ["/c_e472", "/c_e472/finanziamenti"] {
        assert!(site.page(page).await.main().contains("href=\"/c_e472/rischi\""), "{page} does not lead there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_risks_and_payments_that_an_office_has_typed_are_told_and_add_up() {
    let site = Site::with(&[
        ("asseverazioni.csv", "ente;progetto;numero;esito;data_esito\nc_e472;cloud;1;negativo;2026-05-10\n".to_owned()),
        (
            "rischi.csv",
            "ente;progetto;codice;rischio;rimedio;stato;pubblicato\n\
             c_e472;cloud;fornitore;Il fornitore non consegna;Sollecito scritto;aperto;sì\n\
             c_e472;cybersecurity;soc;Sorveglianza non avviata;;aperto;sì\n\
             c_e472;ansc;riservato;Rischio di cui non si parla;;aperto;no\n"
                .to_owned(),
        ),
        (
            "pagamenti.csv",
            "ente;progetto;riferimento;data;importo;pubblicato\n\
             c_e472;pdnd-2022;mandato-1;2025-05-10;150000.00;sì\n\
             c_e472;cloud;mandato-2;2025-05-10;7000.00;no\n"
                .to_owned(),
        ),
    ])
    .await;
    let page = site.page("/c_e472/rischi").await;
    says(
        &page,
        &[
            "Finanziati e non ancora asseverati: oltre\u{a0}920.000,00\u{a0}€; certificazione non nota: 37.661,97\u{a0}€ e un importo non noto",
            "ultima verifica tecnica negativa",
            "Il fornitore non consegna",
            "rimedio, senza atto:",
            "Sorveglianza non avviata",
            "Le somme incassate superano di 53.435,00\u{a0}€ quelle pagate ai fornitori; il massimo è stato 150.000,00\u{a0}€, dal 10/05/2025",
            "Economie che si possono usare: 53.435,00\u{a0}€ e un importo non noto",
            "secondo «",
        ],
    );
    assert!(!page.main().contains("Rischio di cui non si parla"), "a risk that is not published");
    assert!(!page.main().contains("7.000,00"), "a payment that is not published");
    assert_eq!(column(&site, "somme", "importo").await, ["920000.00", "37661.97", ""]);
    assert_eq!(column(&site, "somme", "certificazione").await, ["non_ancora_positiva", "non_nota", "non_nota"]);
    assert_eq!(column(&site, "anticipi", "anticipato").await, ["150000.00", ""]);
    assert_eq!(column(&site, "anticipi", "incassato_in_piu").await, ["", "53435.00"]);
    let left: Vec<String> = column(&site, "economie", "economie").await.into_iter().filter(|c| !c.is_empty()).collect();
    assert_eq!(left, ["53435.00"]);
}
