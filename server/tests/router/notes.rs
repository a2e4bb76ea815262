//! Notes are internal until somebody publishes them.

use crate::site::Site;
use axum::http::StatusCode;
use domain::{
    desk::{Desk, HistoryFilter},
    fact::{Note, Record},
    identifier::{Ipa, Slug},
    member::Role,
    records::Contract,
};

const TEXT: &str = "La ditta chiede altri dieci giorni";
const NEW: &str = "/c_e472/scrivania/send-2022/contratti/nuova";
/// Where a published contract of the project is read, and as whom.
const PUBLIC: [&str; 4] = [
    "/c_e472/progetti/send-2022",
    "/c_e472/progetti/send-2022?lang=en",
    "/c_e472/progetti/send-2022?noto=2026-11-22",
    "/c_e472/relazione.odt",
];

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

async fn manager(site: &Site) -> String {
    site.member("rup", "c_e472", &[Role::Manager], &["send-2022"]).await
}

/// Saves the contract with its note, published or not, over the version that there is.
async fn save(site: &Site, session: &str, note: &str, public: Option<&str>) -> i64 {
    let slug = Slug::read("send-2022").unwrap();
    let held = site.store.kept(Contract::TABLE, &ente(), Some(&slug)).await.unwrap();
    let seen = held.first().map_or(0, |kept| kept.version).to_string();
    let path = if seen == "0" { NEW.to_owned() } else { NEW.replace("nuova", &seen) };
    let mut sent =
        vec![("seen", seen.as_str()), ("reference", "C-77"), ("amount", "1.000,00"), ("published", "sì"), ("note", note)];
    sent.extend(public.map(|word| ("note_public", word)));
    let done = site.post_as(session, &path, &sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    site.store.kept(Contract::TABLE, &ente(), Some(&slug)).await.unwrap().first().unwrap().version
}

async fn told(site: &Site, text: &str) -> Vec<&'static str> {
    let mut out = vec![];
    for path in PUBLIC {
        let page = site.page(path).await;
        if path.contains("progetti") {
            assert!(page.body.contains("C-77"), "{path} does not show the contract");
        }
        if page.body.contains(text) {
            out.push(path);
        }
    }
    out
}

#[tokio::test]
async fn a_note_is_shown_to_everybody_only_once_it_is_published() {
    let site = Site::with(&[]).await;
    let session = manager(&site).await;
    // Said by nobody: internal.
    save(&site, &session, TEXT, None).await;
    assert!(told(&site, TEXT).await.is_empty(), "{:?}", told(&site, TEXT).await);
    let desk = site.get_as(&session, "/c_e472/scrivania/send-2022").await;
    assert!(desk.main().contains("Nota interna") && desk.main().contains(TEXT), "the office reads it");
    // Published: on the page, in both languages and as it is known today.
    save(&site, &session, TEXT, Some("sì")).await;
    assert_eq!(told(&site, TEXT).await, PUBLIC[..3]);
    assert!(!site.get_as(&session, "/c_e472/scrivania/send-2022").await.main().contains("Nota interna"));
    let history = site.get_as(&session, "/c_e472/storia").await;
    assert!(history.main().contains("Nota pubblicata"), "{}", history.main());
    // Taken back: gone, on the day on which it was public too.
    let version = save(&site, &session, TEXT, Some("no")).await;
    assert!(told(&site, TEXT).await.is_empty(), "{:?}", told(&site, TEXT).await);
    let form = site.get_as(&session, &NEW.replace("nuova", &version.to_string())).await;
    assert!(form.main().contains(TEXT) && form.main().contains("name=\"note_public\""));
}

#[tokio::test]
async fn publishing_is_a_change_of_its_own_that_can_be_taken_back() {
    let site = Site::with(&[]).await;
    let session = manager(&site).await;
    save(&site, &session, TEXT, Some("no")).await;
    save(&site, &session, TEXT, Some("sì")).await;
    let history = site.store.history(&ente(), HistoryFilter { limit: 50, ..HistoryFilter::default() }).await.unwrap();
    let entry = history.changes.iter().find(|c| c.field.as_deref() == Some("note_public") && c.new.as_deref() == Some("sì"));
    let entry = entry.expect("the history tells that it was published");
    assert_eq!(entry.old.as_deref(), Some("no"));
    let done = site.post_as(&session, &format!("/c_e472/storia/{}", entry.id), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let slug = Slug::read("send-2022").unwrap();
    let kept = site.store.kept(Contract::TABLE, &ente(), Some(&slug)).await.unwrap();
    assert_eq!(kept.first().unwrap().provenance.note, Some(Note { text: TEXT.to_owned(), public: false }));
}

#[tokio::test]
async fn the_note_of_a_step_is_internal_too_unless_it_is_chosen_otherwise() {
    let site = Site::with(&[]).await;
    let session = manager(&site).await;
    let step = "/c_e472/scrivania/send-2022/passo";
    for (phase, day, public) in [("contrattualizzazione", "12/03/2025", None), ("notifica", "12/01/2023", Some("sì"))] {
        let seen = format!("seen.{phase}");
        let text = format!("{TEXT}: {phase}");
        let mut sent = vec![("fase", phase), ("quando", day), ("nota", text.as_str()), (seen.as_str(), "0")];
        sent.extend(public.map(|word| ("nota_pubblica", word)));
        let done = site.post_as(&session, step, &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{phase}: {}", done.main());
        let kept = site.store.kept(domain::records::Milestone::TABLE, &ente(), Some(&Slug::read("send-2022").unwrap())).await;
        let notes: Vec<Note> = kept.unwrap().into_iter().filter_map(|k| k.provenance.note).collect();
        assert!(notes.contains(&Note { text, public: public.is_some() }), "{phase}: {notes:?}");
    }
}
