//! What was known on a day, with what has been taken back since.

use crate::scene::{author, begin, edit, funding, ipa, now, slug};
use chrono::NaiveDate;
use domain::{
    desk::{Desk, Edit, Saved},
    fact::Record,
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
