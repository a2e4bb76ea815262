//! What is to be objected to facts that are there already: those that a file has brought, and those that others have overtaken.

use super::{Objection, Situation, Why, review};
use crate::{
    cell::Table,
    desk::{Change, ChangeKind, Kept},
};

/// What the rules object to a thing of a project as it stands, by the same rules as if somebody typed it today. The situation
/// is that of the whole project, this thing included. A status that the office stated and whose day is past is no fault: it
/// counts no more.
#[must_use]
pub fn standing(table: &'static Table, kept: &Kept, whole: &Situation) -> Vec<Objection> {
    if kept.withdrawn {
        return vec![];
    }
    let mut found = review(table, &kept.values, &whole.apart(table, &kept.values));
    found.retain(|o| !matches!(o.why, Why::StatedOver { .. }));
    found
}

/// Whether somebody has said why a field of a thing is as it is: a reason was given when it was written, or since. `changes`
/// are lines of the history about this thing, in any order. What a file brought has no such line.
#[must_use]
pub fn explained<'a>(changes: impl IntoIterator<Item = &'a Change>, field: &str) -> bool {
    let edits: Vec<&Change> = changes.into_iter().filter(|c| c.kind == ChangeKind::Edit).collect();
    let written = edits.iter().filter(|c| c.field.as_deref() == Some(field)).map(|c| c.id).max();
    edits.iter().any(|c| c.reason.is_some() && written.is_none_or(|w| c.id >= w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dossier::Dossier,
        fact::{Fact, Provenance, Record},
        phase::Phase,
        records::{Milestone, StatedStatus},
        review::{
            Weight,
            sample::{self, TODAY, d},
        },
        status::Tone,
    };

    fn kept<R: Record>(record: &R, withdrawn: bool) -> Kept {
        Kept {
            version: 3,
            values: record.store(),
            provenance: Provenance { al: None, known: d("2026-01-01"), source: None, note: None },
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            withdrawn,
        }
    }

    fn fact<R>(record: R) -> Fact<R> {
        let provenance = Provenance { al: None, known: d("2026-01-01"), source: None, note: None };
        Fact { id: 3, record, provenance, recorded_at: chrono::DateTime::UNIX_EPOCH }
    }

    #[test]
    fn what_a_file_has_brought_against_the_rules_is_objected_as_if_it_were_typed() {
        let completed = sample::done(Phase::Completion, "2024-05-09");
        let dossier = Dossier {
            milestones: vec![fact(completed.clone()), fact(sample::done(Phase::Contract, "2024-05-10"))],
            ..sample::dossier()
        };
        let whole = Situation::whole(&dossier, None, &sample::project(), TODAY);
        let found = |withdrawn| standing(Milestone::TABLE, &kept(&completed, withdrawn), &whole);
        assert_eq!(found(false).iter().map(|o| (o.field, o.weight)).collect::<Vec<_>>(), [("actual", Weight::Unusual)]);
        assert_eq!(found(true), [], "what was withdrawn says nothing");
    }

    #[test]
    fn a_thing_is_not_held_against_itself() {
        let moved = sample::change(Phase::Completion, 1, "2024-06-30");
        let dossier = Dossier { deadline_changes: vec![fact(moved.clone())], ..sample::dossier() };
        let whole = Situation::whole(&dossier, None, &sample::project(), TODAY);
        assert_eq!(standing(crate::records::DeadlineChange::TABLE, &kept(&moved, false), &whole), [], "its number is its own");
        let paid = sample::payment("M1", "2024-01-01", 5);
        let dossier = Dossier { payments: vec![fact(paid.clone())], ..sample::dossier() };
        let whole = Situation::whole(&dossier, None, &sample::project(), TODAY);
        assert_eq!(standing(crate::records::Payment::TABLE, &kept(&paid, false), &whole), [], "it is paid once");
    }

    #[test]
    fn a_stated_status_that_is_over_is_no_fault() {
        let stated = StatedStatus {
            ente: sample::ente(),
            project: sample::project(),
            tone: Tone::Running,
            reason: "Collaudo".to_owned(),
            until: d("2026-11-01"),
        };
        let found = standing(StatedStatus::TABLE, &kept(&stated, false), &Situation::on(TODAY));
        assert_eq!(found, []);
    }

    fn change(id: i64, field: &str, reason: Option<&str>) -> Change {
        Change {
            id,
            at: chrono::DateTime::UNIX_EPOCH,
            author: "Ufficio".to_owned(),
            reason: reason.map(str::to_owned),
            kind: ChangeKind::Edit,
            ente: None,
            project: None,
            subject: "payment".to_owned(),
            thing: "M1".to_owned(),
            field: Some(field.to_owned()),
            old: None,
            new: None,
            fact: None,
        }
    }

    #[test]
    fn a_value_is_explained_by_a_reason_given_with_it_or_since_and_by_none_before() {
        let before = [change(1, "amount", Some("perché")), change(2, "amount", None)];
        assert!(!explained(&before, "amount"));
        assert!(explained(&before[..1], "amount"));
        let since = [change(1, "amount", None), change(2, "supplier", Some("perché"))];
        assert!(explained(&since, "amount"));
        assert!(!explained(&[], "amount"), "a file gives no reason");
        let gone = Change { kind: ChangeKind::Withdrawal, ..change(3, "amount", Some("doppione")) };
        assert!(!explained(&[gone], "amount"));
    }
}
