//! What was known on a day, with what has been taken back since.

use crate::scene::{author, begin, edit, funding, ipa, now, slug};
use chrono::NaiveDate;
use domain::{
    desk::{Desk, Edit, Saved},
    fact::{Note, Record},
    ports::Register,
    records::Contract,
};
use store::Store;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn save(store: &Store, edit: Edit, day: NaiveDate) -> i64 {
    match store.save(vec![edit], author("Ufficio transizione digitale"), now(), day).await.unwrap() {
        Saved::Done(versions) => versions[0],
        other => panic!("not saved: {other:?}"),
    }
}

fn withdrawn<R: Record>(record: &R, seen: i64) -> Edit {
    Edit { withdrawn: true, ..edit(record, seen) }
}

fn agreed(reference: &str, published: bool) -> Contract {
    Contract {
        ente: ipa(),
        project: slug(0),
        reference: reference.into(),
        signed_on: None,
        amount: None,
        supplier: None,
        cig: None,
        act: None,
        published,
    }
}

#[tokio::test]
async fn what_was_taken_back_later_still_stands_on_the_days_before() {
    let (_folder, _path, store) = begin(1).await;
    let (said, corrected, taken_back) = (d("2026-11-23"), d("2026-11-25"), d("2026-11-30"));
    let first = save(&store, edit(&funding(0, 100), 0), said).await;
    let second = save(&store, edit(&funding(0, 200), first), corrected).await;
    save(&store, withdrawn(&funding(0, 200), second), taken_back).await;
    let known = async |day: NaiveDate| -> Vec<i64> {
        store.dossier_known(&ipa(), day).await.unwrap().unwrap().funding.iter().map(|f| f.id).collect()
    };
    assert_eq!(known(d("2026-11-22")).await, Vec::<i64>::new());
    assert_eq!(known(said).await, [first]);
    assert_eq!(known(d("2026-11-29")).await, [first, second]);
    assert_eq!(known(taken_back).await, Vec::<i64>::new());
    assert!(store.dossier(&ipa()).await.unwrap().unwrap().funding.is_empty());
}

#[tokio::test]
async fn what_is_internal_today_does_not_come_to_light_by_asking_for_an_earlier_day() {
    let (_folder, _path, store) = begin(1).await;
    let (said, hidden) = (d("2026-11-23"), d("2026-11-30"));
    let open = save(&store, edit(&agreed("A", true), 0), said).await;
    let closed = save(&store, edit(&agreed("B", true), 0), said).await;
    let gone = save(&store, edit(&agreed("C", true), 0), said).await;
    save(&store, edit(&agreed("B", false), closed), hidden).await;
    save(&store, withdrawn(&agreed("C", true), gone), hidden).await;
    let then = store.dossier_known(&ipa(), said).await.unwrap().unwrap();
    assert_eq!(then.contracts.iter().map(|c| c.id).collect::<Vec<_>>(), [open]);
}

#[tokio::test]
async fn a_note_that_is_no_longer_published_comes_to_light_on_no_earlier_day() {
    let (_folder, _path, store) = begin(1).await;
    let (said, hidden, emptied) = (d("2026-11-23"), d("2026-11-25"), d("2026-11-30"));
    let noted = |reference: &str, seen: i64, note: Option<(&str, bool)>| Edit {
        note: note.map(|(text, public)| Note { text: text.to_owned(), public }),
        ..edit(&agreed(reference, true), seen)
    };
    let public = save(&store, noted("A", 0, Some(("pubblica", true))), said).await;
    let a = save(&store, noted("B", 0, Some(("prima pubblica", true))), said).await;
    let b = save(&store, noted("B", a, Some(("poi interna", false))), hidden).await;
    save(&store, noted("B", b, None), emptied).await;
    save(&store, noted("C", 0, Some(("mai pubblicata", false))), said).await;
    for day in [said, hidden, emptied] {
        let then = store.dossier_known(&ipa(), day).await.unwrap().unwrap();
        let notes: Vec<(i64, &str)> =
            then.contracts.iter().filter_map(|c| c.provenance.note.as_ref().map(|note| (c.id, note.text.as_str()))).collect();
        assert_eq!(notes, [(public, "pubblica")], "{day}");
    }
    let today = store.dossier(&ipa()).await.unwrap().unwrap();
    assert_eq!(today.contracts.iter().filter(|c| c.provenance.note.is_some()).map(|c| c.id).collect::<Vec<_>>(), [public]);
    // The desk has them all.
    let kept = store.kept(Contract::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
    assert!(kept.iter().any(|k| k.provenance.note == Some(Note { text: "mai pubblicata".into(), public: false })));
}
