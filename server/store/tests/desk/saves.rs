//! One person, two people, and what the history tells.

use crate::scene::{author, begin, contract, edit, funding, ipa, now, save, slug, today};
use domain::{
    desk::{ChangeKind, Desk, Edit, HistoryFilter, Saved},
    fact::Record,
    ports::{Register, Unknown},
    records::{FundingLine, Milestone},
};

#[tokio::test]
async fn a_save_is_shown_kept_and_told() {
    let (_folder, path, store) = begin(1).await;
    let Saved::Done(versions) = save(&store, edit(&contract("12/03/2025"), 0)).await else { panic!("not saved") };
    let dossier = store.dossier(&ipa()).await.unwrap().unwrap();
    assert_eq!(dossier.milestones.len(), 1);
    assert_eq!(dossier.milestones.iter().map(|m| m.id).collect::<Vec<_>>(), versions);
    let history = store.history(&ipa(), HistoryFilter { limit: 10, ..HistoryFilter::default() }).await.unwrap();
    let told: Vec<_> = history
        .changes
        .iter()
        .filter(|c| c.kind == ChangeKind::Edit)
        .map(|c| (c.thing.as_str(), c.field.as_deref().unwrap(), c.old.as_deref(), c.new.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("contrattualizzazione", "act", None, Some("determina-214-2025")),
            ("contrattualizzazione", "actual", None, Some("2025-03-12"))
        ]
    );
    store.close().await;
    assert_eq!(store::verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn the_second_of_two_gets_the_first_ones_words_and_overwrites_nothing() {
    let (_folder, _path, store) = begin(1).await;
    let Saved::Done(first) = save(&store, edit(&funding(0, 100), 0)).await else { panic!("not saved") };
    let Saved::Done(second) = save(&store, edit(&funding(0, 200), first[0])).await else { panic!("not saved") };
    let Saved::Conflict { edit: 0, now: Some(now) } = save(&store, edit(&funding(0, 300), first[0])).await else {
        panic!("overwritten")
    };
    assert_eq!(now.version, second[0]);
    assert_eq!(FundingLine::load(&now.values).unwrap().amount.unwrap().cents.0, 200);
    // Somebody who believes that there is nothing yet is slower too.
    assert!(matches!(save(&store, edit(&funding(0, 300), 0)).await, Saved::Conflict { .. }));
    assert!(matches!(save(&store, edit(&funding(0, 300), second[0])).await, Saved::Done(_)));
}

#[tokio::test]
async fn all_edits_of_a_save_are_written_or_none() {
    let (_folder, _path, store) = begin(1).await;
    let edits = vec![edit(&contract("12/03/2025"), 0), edit(&funding(0, 100), 99)];
    let saved = store.save(edits, author("Ufficio"), now(), today()).await.unwrap();
    assert_eq!(saved, Saved::Conflict { edit: 1, now: None });
    assert!(store.kept(Milestone::TABLE, &ipa(), Some(&slug(0))).await.unwrap().is_empty());
    let stranger = FundingLine { project: domain::identifier::Slug::read("altro").unwrap(), ..funding(0, 1) };
    let saved = store.save(vec![edit(&contract("12/03/2025"), 0), edit(&stranger, 0)], author("Ufficio"), now(), today()).await;
    assert_eq!(saved.unwrap(), Saved::Refused(Unknown::Project("altro".into())));
    assert!(store.kept(Milestone::TABLE, &ipa(), Some(&slug(0))).await.unwrap().is_empty());
}

#[tokio::test]
async fn saying_the_same_again_leaves_no_trace() {
    let (_folder, _path, store) = begin(1).await;
    let Saved::Done(first) = save(&store, edit(&funding(0, 100), 0)).await else { panic!("not saved") };
    let before = store.history(&ipa(), HistoryFilter { limit: 10, ..HistoryFilter::default() }).await.unwrap().total;
    assert_eq!(save(&store, edit(&funding(0, 100), first[0])).await, Saved::Same);
    let after = store.history(&ipa(), HistoryFilter { limit: 10, ..HistoryFilter::default() }).await.unwrap().total;
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_is_withdrawn_is_kept_and_shown_nowhere_and_can_be_entered_anew() {
    let (_folder, path, store) = begin(1).await;
    let Saved::Done(first) = save(&store, edit(&funding(0, 100), 0)).await else { panic!("not saved") };
    let away = Edit { withdrawn: true, ..edit(&funding(0, 100), first[0]) };
    let Saved::Done(second) = save(&store, away).await else { panic!("not withdrawn") };
    assert!(store.dossier(&ipa()).await.unwrap().unwrap().funding.is_empty());
    let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
    assert_eq!(kept.iter().map(|k| (k.version, k.withdrawn)).collect::<Vec<_>>(), [(second[0], true)]);
    assert!(store.export(FundingLine::TABLE, None).await.unwrap().is_empty());
    let Saved::Done(third) = save(&store, edit(&funding(0, 300), 0)).await else { panic!("not entered anew") };
    let funding = store.dossier(&ipa()).await.unwrap().unwrap().funding;
    assert_eq!(funding.iter().map(|f| f.id).max(), Some(third[0]));
    let history = store.history(&ipa(), HistoryFilter { limit: 20, ..HistoryFilter::default() }).await.unwrap();
    assert_eq!(history.changes.iter().filter(|c| c.kind == ChangeKind::Withdrawal).count(), 1);
    store.close().await;
    assert_eq!(store::verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn the_history_is_filtered_by_project_kind_words_and_days() {
    let (_folder, _path, store) = begin(2).await;
    save(&store, edit(&funding(0, 100), 0)).await;
    save(&store, edit(&funding(1, 200), 0)).await;
    save(&store, edit(&contract("12/03/2025"), 0)).await;
    let ask = async |filter: HistoryFilter| store.history(&ipa(), HistoryFilter { limit: 50, ..filter }).await.unwrap();
    let one = ask(HistoryFilter { project: Some(slug(1)), ..HistoryFilter::default() }).await;
    assert!(one.total > 0 && one.changes.iter().all(|c| c.project == Some(slug(1))));
    let kind = ask(HistoryFilter { subject: Some("milestone".into()), ..HistoryFilter::default() }).await;
    assert!(kind.total > 0 && kind.changes.iter().all(|c| c.subject == "milestone"));
    assert_eq!(ask(HistoryFilter { words: "DETERMINA-214".into(), ..HistoryFilter::default() }).await.total, 1);
    assert_eq!(ask(HistoryFilter { words: "100%".into(), ..HistoryFilter::default() }).await.total, 0);
    let tomorrow = today().succ_opt();
    assert_eq!(ask(HistoryFilter { from: tomorrow, ..HistoryFilter::default() }).await.total, 0);
    assert!(ask(HistoryFilter { to: Some(today()), ..HistoryFilter::default() }).await.total > 0);
    // Half past midnight in Rome is the evening before in Greenwich.
    let late: chrono::DateTime<chrono::Utc> = "2026-07-01T22:30:00Z".parse().unwrap();
    store.save(vec![edit(&funding(1, 300), 2)], author("Ufficio"), late, today()).await.unwrap();
    let on = |day| HistoryFilter { from: Some(day), to: Some(day), ..HistoryFilter::default() };
    let (first, second) = (late.date_naive(), late.date_naive().succ_opt().unwrap());
    assert_eq!((ask(on(first)).await.total, ask(on(second)).await.total), (0, 1));
    let page = ask(HistoryFilter { offset: 1, ..HistoryFilter::default() }).await;
    assert_eq!(page.changes.len() + 1, page.total);
}
