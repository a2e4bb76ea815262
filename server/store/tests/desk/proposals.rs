//! What waits for a second person: decided once, all of it or nothing, and known to the log.

use crate::scene::{begin, edit, funding, ipa, meddle, now, save, slug, today};
use domain::{
    account::{Accounts, Enrolled},
    desk::{Author, ChangeKind, Desk, HistoryFilter, Saved},
    fact::Record,
    proposal::{Decided, Decision, Draft, Proposals, SUBJECT, State},
    records::FundingLine,
};
use std::path::Path;
use store::{Broken, Store, Wrong, verify};

/// Somebody with an account.
async fn somebody(store: &Store, login: &str) -> Author {
    let Enrolled::New(id) = store.enrol(login, &format!("Ufficio {login}"), None, None, now()).await.unwrap() else {
        panic!("{login} is there already");
    };
    Author { user: Some(id), name: format!("Ufficio {login}"), reason: None }
}

async fn propose(store: &Store, author: &Author, edits: Vec<domain::desk::Edit>) -> Saved {
    let draft = Draft { ente: ipa(), project: slug(0), edits };
    store.propose(draft, author.clone(), now(), today()).await.unwrap()
}

async fn decide(store: &Store, id: i64, decision: Decision, by: &Author, reason: &str) -> Decided {
    let by = Author { reason: Some(reason.to_owned()), ..by.clone() };
    store.decide(id, decision, by, now(), today()).await.unwrap()
}

async fn standing(store: &Store) -> Vec<i64> {
    let kept = store.kept(FundingLine::TABLE, &ipa(), Some(&slug(0))).await.unwrap();
    kept.iter().map(|k| FundingLine::load(&k.values).unwrap().amount.unwrap().cents.0).collect()
}

/// Runs what changes no row: a trigger made or taken away.
async fn rig(path: &Path, sql: &'static str) {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    sqlx::query(sql).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn what_is_proposed_is_no_fact_until_somebody_else_confirms_it() {
    let (_folder, path, store) = begin(1).await;
    let (rup, other) = (somebody(&store, "rup").await, somebody(&store, "verifica").await);
    let Saved::Done(ids) = propose(&store, &rup, vec![edit(&funding(0, 100), 0)]).await else { panic!("not proposed") };
    assert_eq!(standing(&store).await, Vec::<i64>::new());
    let waiting = store.waiting(&ipa()).await.unwrap();
    assert_eq!(waiting.iter().map(|p| p.id).collect::<Vec<_>>(), ids);
    assert_eq!(waiting[0].items[0].edit, edit(&funding(0, 100), 0), "kept as it was proposed");
    for decision in [Decision::Confirm, Decision::Refuse] {
        assert_eq!(decide(&store, ids[0], decision, &rup, "mia").await, Decided::Barred, "{decision:?}");
    }
    assert_eq!(decide(&store, ids[0], Decision::TakeBack, &other, "non mia").await, Decided::Barred);
    assert_eq!(decide(&store, ids[0], Decision::Confirm, &other, "Confermato da altri.").await, Decided::Done);
    assert_eq!(standing(&store).await, [100]);
    assert_eq!(decide(&store, ids[0], Decision::Refuse, &other, "troppo tardi").await, Decided::Settled);
    assert_eq!(decide(&store, 999, Decision::Confirm, &other, "").await, Decided::Settled);
    let filter = HistoryFilter { limit: 50, proposals: true, ..HistoryFilter::default() };
    let history = store.history(&ipa(), filter.clone()).await.unwrap().changes;
    let line = history.iter().find(|c| c.kind == ChangeKind::Edit && c.subject == FundingLine::TABLE.name).unwrap();
    assert_eq!((line.author.as_str(), line.reason.as_deref()), ("Ufficio rup", Some("Confermato da altri.")));
    assert_eq!(history.iter().filter(|c| c.subject == SUBJECT).count(), 2);
    let readers = store.history(&ipa(), HistoryFilter { proposals: false, ..filter }).await.unwrap();
    assert!(readers.changes.iter().all(|c| c.subject != SUBJECT) && readers.total + 2 == history.len());
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn what_could_not_be_saved_can_t_be_proposed() {
    let (_folder, _path, store) = begin(1).await;
    let rup = somebody(&store, "rup").await;
    let Saved::Done(first) = save(&store, edit(&funding(0, 100), 0)).await else { panic!("not saved") };
    assert!(matches!(propose(&store, &rup, vec![edit(&funding(0, 200), 0)]).await, Saved::Conflict { .. }));
    assert_eq!(propose(&store, &rup, vec![edit(&funding(0, 100), first[0])]).await, Saved::Same);
    let stranger = FundingLine { project: domain::identifier::Slug::read("altro").unwrap(), ..funding(0, 1) };
    assert!(matches!(propose(&store, &rup, vec![edit(&stranger, 0)]).await, Saved::Refused(_)));
    assert!(store.waiting(&ipa()).await.unwrap().is_empty());
    let nobody = Author::command_line();
    let draft = Draft { ente: ipa(), project: slug(0), edits: vec![edit(&funding(0, 200), first[0])] };
    assert!(store.propose(draft, nobody, now(), today()).await.is_err(), "a proposal is somebody's");
}

#[tokio::test]
async fn where_somebody_was_faster_nothing_is_written_and_it_goes_on_waiting() {
    let (_folder, path, store) = begin(1).await;
    let (rup, other) = (somebody(&store, "rup").await, somebody(&store, "verifica").await);
    let Saved::Done(first) = save(&store, edit(&funding(0, 100), 0)).await else { panic!("not saved") };
    let Saved::Done(ids) = propose(&store, &rup, vec![edit(&funding(0, 200), first[0])]).await else { panic!("not proposed") };
    assert!(matches!(save(&store, edit(&funding(0, 300), first[0])).await, Saved::Done(_)));
    assert_eq!(decide(&store, ids[0], Decision::Confirm, &other, "sì").await, Decided::Overtaken);
    assert_eq!(standing(&store).await, [300]);
    let waiting = store.waiting(&ipa()).await.unwrap();
    assert!(waiting[0].overtaken());
    let cents = |kept: &Option<domain::desk::Kept>| {
        let record = FundingLine::load(&kept.as_ref().unwrap().values).unwrap();
        record.amount.unwrap().cents.0
    };
    assert_eq!((cents(&waiting[0].items[0].before), cents(&waiting[0].items[0].now)), (100, 300));
    assert_eq!(decide(&store, ids[0], Decision::Refuse, &other, "superata").await, Decided::Done);
    let own = store.own(&ipa(), rup.user.unwrap(), today()).await.unwrap();
    assert_eq!(own.iter().map(|p| (p.id, p.state)).collect::<Vec<_>>(), [(ids[0], State::Refused)]);
    assert!(store.own(&ipa(), rup.user.unwrap(), today().succ_opt().unwrap()).await.unwrap().is_empty());
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn of_a_confirmation_that_breaks_off_nothing_is_left() {
    let (_folder, path, store) = begin(1).await;
    let (rup, other) = (somebody(&store, "rup").await, somebody(&store, "verifica").await);
    let Saved::Done(ids) = propose(&store, &rup, vec![edit(&funding(0, 100), 0)]).await else { panic!("not proposed") };
    store.close().await;
    drop(store);
    // It breaks off after the facts were written and before the decision is.
    rig(&path, "CREATE TRIGGER rigged BEFORE UPDATE ON proposal BEGIN SELECT raise(ABORT, 'rigged'); END").await;
    let store = Store::open(&path).await.unwrap();
    let by = Author { reason: Some("sì".to_owned()), ..other.clone() };
    assert!(store.decide(ids[0], Decision::Confirm, by, now(), today()).await.is_err());
    assert_eq!(standing(&store).await, Vec::<i64>::new());
    assert_eq!(store.waiting(&ipa()).await.unwrap().len(), 1);
    store.close().await;
    drop(store);
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    rig(&path, "DROP TRIGGER rigged").await;
    let store = Store::open(&path).await.unwrap();
    assert_eq!(decide(&store, ids[0], Decision::Confirm, &other, "sì").await, Decided::Done);
    assert_eq!(standing(&store).await, [100]);
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_does() {
    let (_folder, path, store) = begin(1).await;
    let rup = somebody(&store, "rup").await;
    let (one, two) = (somebody(&store, "una").await, somebody(&store, "due").await);
    let Saved::Done(ids) = propose(&store, &rup, vec![edit(&funding(0, 100), 0)]).await else { panic!("not proposed") };
    let both =
        tokio::join!(decide(&store, ids[0], Decision::Confirm, &one, "sì"), decide(&store, ids[0], Decision::Refuse, &two, "no"));
    assert!(matches!(both, (Decided::Done, Decided::Settled) | (Decided::Settled, Decided::Done)), "{both:?}");
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
}

/// A closed database in which a proposal waits.
async fn one_waits() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, path, store) = begin(1).await;
    let rup = somebody(&store, "rup").await;
    assert!(matches!(propose(&store, &rup, vec![edit(&funding(0, 100), 0)]).await, Saved::Done(_)));
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    (folder, path)
}

#[tokio::test]
async fn a_proposal_changed_behind_the_programs_back_is_named() {
    for sql in [
        "UPDATE proposal SET edits = replace(edits, '1.00', '9.00')",
        "UPDATE proposal SET account_id = account_id + 0, author = 'Un altro'",
        "UPDATE proposal SET state = 'ritirata', decided_at = at, decider_id = account_id, decider = author",
        "DELETE FROM proposal",
    ] {
        let (_folder, path) = one_waits().await;
        meddle(&path, sql).await;
        let wrong = verify(&path).await.unwrap().wrong;
        assert!(matches!(wrong.as_slice(), [Wrong::Proposal { id: 1, .. }]), "{sql}: {wrong:?}");
    }
}

#[tokio::test]
async fn a_proposal_that_nobody_made_is_named() {
    let (_folder, path) = one_waits().await;
    meddle(
        &path,
        "INSERT INTO proposal (ente, project, account_id, author, at, edits, state) SELECT ente, project, account_id, author, at, edits, state FROM proposal",
    )
    .await;
    assert_eq!(verify(&path).await.unwrap().wrong, [Wrong::UnknownProposal(2)]);
}

#[tokio::test]
async fn the_check_is_turned_off_by_nobody_unseen() {
    let (_folder, path, store) = begin(1).await;
    let capo = somebody(&store, "capo").await;
    assert!(!store.second_person(&ipa()).await.unwrap());
    store.set_second_person(&ipa(), true, capo.clone(), now()).await.unwrap();
    store.set_second_person(&ipa(), true, capo, now()).await.unwrap();
    assert!(store.second_person(&ipa()).await.unwrap());
    let history = store.history(&ipa(), HistoryFilter { limit: 50, ..HistoryFilter::default() }).await.unwrap();
    assert_eq!(history.changes.iter().filter(|c| c.subject == "setting").count(), 1, "saying the same again leaves no trace");
    store.close().await;
    assert_eq!(verify(&path).await.unwrap().wrong, []);
    meddle(&path, "UPDATE log_entry SET new = 'no' WHERE subject = 'setting'").await;
    let wrong = verify(&path).await.unwrap().wrong;
    assert!(matches!(wrong.as_slice(), [Wrong::Entry(_, Broken::Altered)]), "{wrong:?}");
}
