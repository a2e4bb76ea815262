//! The sheet that answers a written question: chosen projects, their sum to the cent, acts, sources, on any day.

use crate::{
    checks::{guarded, links, whole},
    site::Site,
};
use words::Lang;

const SHEET: &str = "/c_e472/risposta";

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_is_of_the_chosen_projects_and_of_no_other() {
    let site = Site::with(&[]).await;
    for lang in [Lang::It, Lang::En] {
        let path = format!("{SHEET}?progetto=send-2022&progetto=pagopa-2022&oggetto=Interrogazione+n.+45&lang={}", lang.code());
        let page = site.page(&path).await;
        guarded(&path, &page);
        whole(&path, &page);
        // Without the marks that leptos leaves between texts.
        let main = page.main().replace("<!>", "");
        let (sheet, form) = (main.split("</details>").last().unwrap(), main.split("</details>").next().unwrap());
        assert!(main.contains("Interrogazione n. 45</h1>"), "{main}");
        // 69.000,00 of SEND with what pagoPA was granted.
        for told in ["risposta-send-2022", "risposta-pagopa-2022", "69.000,00", "B21F22004070006", lang.answer_sources_title()] {
            assert!(sheet.contains(told), "{path}: no {told}: {sheet}");
        }
        assert!(!sheet.contains("risposta-cloud"), "{sheet}");
        assert!(sheet.contains(&lang.answer_received_unknown(1)), "what pagoPA brought is not known: {sheet}");
        assert!(form.contains("value=\"cloud\""), "the others can still be chosen");
        assert!(!page.body.contains(&lang.answer_unknown(1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_chosen_asks_and_what_is_not_there_is_said() {
    let site = Site::with(&[]).await;
    let empty = site.page(SHEET).await;
    assert!(empty.main().contains(Lang::It.answer_lead()) && !empty.main().contains("<table"), "{}", empty.main());
    let gone = site.page(&format!("{SHEET}?progetto=send-2022&progetto=nessuno")).await;
    assert!(gone.main().contains(Lang::It.answer_unknown_one()), "{}", gone.main());
    // ANNCSU was decreed on 27/11/2025: a month before, nobody could have been told of it.
    let then = site.page(&format!("{SHEET}?progetto=send-2022&progetto=anncsu-2025&al=2025-10-29")).await;
    assert!(then.main().contains(Lang::It.answer_unknown_one()), "{}", then.main());
    assert!(then.main().contains("29/10/2025") && !then.main().contains("risposta-anncsu-2025"), "{}", then.main());
    assert!(
        links(then.main()).iter().any(|l| l.contains("/progetti/send-2022") && l.contains("al=2025-10-29")),
        "the day travels"
    );
    // Whatever an address says is only words.
    let hostile = site.page(&format!("{SHEET}?progetto=send-2022&oggetto=%3Cscript%3Ealert(1)%3C/script%3E")).await;
    assert!(!hostile.body.contains("<script>alert"), "{}", hostile.main());
}
