//! The comparison of two situations over HTTP.

use crate::site::Site;
use axum::http::StatusCode;
use domain::member::Role;

const COMPARE: &str = "/c_e472/confronto";

#[tokio::test]
async fn what_came_to_be_known_between_two_days_is_told_in_a_sentence() {
    let site = Site::with(&[]).await;
    // SEND was disbursed on 12/03/2024, and the snapshot that shows it is of 05/07/2024.
    let page = site.page(&format!("{COMPARE}?da=04/07/2024&a=2024-07-05")).await;
    let text = page.main().replace("<!>", "");
    assert!(text.contains("Erogazione: avvenuto, 12/03/2024"), "{text}");
    assert!(text.contains("la somma arrivata passa da"), "{text}");
    let csv = site.page(&format!("{COMPARE}.csv?da=04/07/2024&a=2024-07-05")).await;
    assert!(csv.body.starts_with("progetto;titolo;peso"), "{}", csv.body);
    assert!(csv.body.contains("send-2022;"), "{}", csv.body);
    // The day before the payment is like the days before it.
    let still = site.page(&format!("{COMPARE}?da=2024-03-10&a=2024-03-11")).await;
    assert!(still.main().contains("Niente di noto è cambiato"), "{}", still.main());
}

#[tokio::test]
async fn a_frozen_situation_is_compared_with_today_and_with_a_day() {
    let site = Site::with(&[]).await;
    let nothing = site.page(COMPARE).await;
    assert!(nothing.main().contains("Scegli da quando"), "{}", nothing.main());
    let session = site.member("segreteria", "c_e472", &[Role::Administrator], &[]).await;
    assert_eq!(site.post_as(&session, "/c_e472/sedute", &[("seduta", "1")]).await.status, StatusCode::SEE_OTHER);
    // Without a word about it the comparison is with the last sitting.
    let since = site.page(COMPARE).await;
    let text = since.main().replace("<!>", "");
    assert!(text.contains("situazione congelata n. 1, al 29/10/2025") && text.contains("situazione al 22/11/2026"), "{text}");
    // ANNCSU was decreed on 27/11/2025, PDND disbursed on 02/02/2026; the deadline of 31/03/2026 is past for what is open.
    assert!(text.contains("è un progetto nuovo"), "{text}");
    assert!(text.contains("Erogazione: avvenuto, 02/02/2026"), "{text}");
    assert!(text.contains("il termine era 31/03/2026"), "{text}");
    let same = site.page(&format!("{COMPARE}?da=2025-10-29&a=n.%201")).await;
    assert!(same.main().contains("Niente di noto è cambiato"), "a frozen day is that day: {}", same.main());
}

#[tokio::test]
async fn what_is_no_situation_is_said_beside_its_field_with_what_was_typed() {
    let site = Site::with(&[]).await;
    for (query, sentence, typed) in [
        ("da=31/02/2024", "non esiste", "31/02/2024"),
        ("da=n. 7", "Nessuna situazione congelata", "n. 7"),
        ("da=2025-01-02&a=2025-01-01", "scambiale", "2025-01-02"),
        ("da=2025-01-02&a=01/01/2090", "deve ancora venire", "01/01/2090"),
    ] {
        let page = site.page(&format!("{COMPARE}?{}", query.replace(' ', "%20"))).await;
        assert!(page.main().contains(sentence), "{query}: {}", page.main());
        assert!(page.main().contains(&format!("value=\"{typed}\"")), "{query}: {}", page.main());
        assert!(page.main().contains("aria-invalid=\"true\""), "{query}");
    }
}

/// The day before SEND was paid and the sitting of 29/10/2025: what the README shows as a picture.
#[tokio::test]
async fn the_sitting_is_compared_with_the_day_before_send_was_paid() {
    let site = Site::with(&[]).await;
    let session = site.member("segreteria", "c_e472", &[Role::Administrator], &[]).await;
    assert_eq!(site.post_as(&session, "/c_e472/sedute", &[("seduta", "1")]).await.status, StatusCode::SEE_OTHER);
    let page = site.page(&format!("{COMPARE}?da=2024-03-11&a=n.%201")).await;
    let text = page.main().replace("<!>", "");
    for said in [
        "situazione al 11/03/2024",
        "situazione congelata n. 1, al 29/10/2025",
        "la somma arrivata passa da niente a 69.000,00",
        "Erogazione: avvenuto, 12/03/2024",
        "lo stato passa da «Finanziato» a «Liquidato»",
        "a «Pagato secondo ReGiS»",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let csv = site.page(&format!("{COMPARE}.csv?da=2024-03-11&a=n.%201")).await;
    let rows =
        |slug: &str, word: &str| csv.body.lines().filter(|l| l.starts_with(&format!("{slug};")) && l.contains(word)).count();
    assert!(rows("send-2022", "69000") + rows("send-2022", "69.000") > 0, "{}", csv.body);
    for slug in ["pagopa-2022", "app-io-2022", "esperienza-cittadino-2022"] {
        assert!(rows(slug, "ReGiS") > 0, "{slug}: {}", csv.body);
    }
    // What became known only after the sitting is in neither.
    assert!(!text.contains("ANNCSU") && !csv.body.contains("anncsu"), "{text}");
}
