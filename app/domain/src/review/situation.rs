//! What else is known of the project when an entry is judged.

use crate::{
    amount::Amount,
    cell::{Table, Value},
    desk::Kept,
    dossier::Dossier,
    fact::{Fact, Record, latest},
    identifier::Slug,
    phase::{Mode, Outcome, Phase},
    portfolio::ProjectView,
    records::{CertificationRun, Contract, DeadlineChange, FundingLine, Milestone, Payment, Receipt},
    status::Status,
    total::Total,
    when::When,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the project's other facts say: the latest word on each thing, without what was withdrawn and without the thing that
/// is being edited. It is plain data, so that a page can hand it to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// Today, the civil date in Rome.
    pub today: NaiveDate,
    /// Lump sum or costs; where it is not known the rules of the lump sum hold.
    pub mode: Option<Mode>,
    /// Typed steps of the path.
    pub milestones: Vec<Milestone>,
    /// Certification runs.
    pub runs: Vec<CertificationRun>,
    /// Deadlines that moved.
    pub changes: Vec<DeadlineChange>,
    /// Contracts, published or not.
    pub contracts: Vec<Contract>,
    /// Payments, published or not.
    pub payments: Vec<Payment>,
    /// Money received.
    pub receipts: Vec<Receipt>,
    /// Money granted, line by line.
    pub funding: Vec<FundingLine>,
    /// Money granted as pages show it; without it the sum of the lines.
    pub granted: Option<Amount>,
    /// When the application was sent, where no milestone says it.
    pub sent: Option<When>,
    /// Date of the financing decree, where no milestone says it.
    pub decree: Option<When>,
    /// Date of the disbursement, where no milestone says it.
    pub disbursed: Option<When>,
    /// A record shows that it was paid, be it without a date (ReGiS).
    pub paid: bool,
    /// The thing as it stands, where it is edited; none for a new thing and for one that was withdrawn.
    #[serde(with = "wire")]
    pub before: Option<Vec<Value>>,
}

impl Situation {
    /// Of a project of which nothing is known.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            mode: None,
            milestones: vec![],
            runs: vec![],
            changes: vec![],
            contracts: vec![],
            payments: vec![],
            receipts: vec![],
            funding: vec![],
            granted: None,
            sent: None,
            decree: None,
            disbursed: None,
            paid: false,
            before: None,
        }
    }

    /// For an edit of something of this kind of the project `slug`. `held` is the thing as it stood when the form was asked for; none for
    /// something new, whose key may then be that of another thing: that is for the rules to see.
    #[must_use]
    pub fn of(
        dossier: &Dossier,
        view: Option<&ProjectView>,
        slug: &Slug,
        table: &'static Table,
        held: Option<&Kept>,
        today: NaiveDate,
    ) -> Self {
        let edited = held.and_then(|k| Some((table, table.key_of(&k.values, &k.provenance).ok()?)));
        let before = held.filter(|k| !k.withdrawn).map(|k| k.values.clone());
        Self { before, ..Self::gathered(dossier, view, slug, edited.as_ref(), today) }
    }

    /// Of the project `slug` as it stands, where nothing is edited.
    #[must_use]
    pub fn whole(dossier: &Dossier, view: Option<&ProjectView>, slug: &Slug, today: NaiveDate) -> Self {
        Self::gathered(dossier, view, slug, None, today)
    }

    fn gathered(
        dossier: &Dossier,
        view: Option<&ProjectView>,
        slug: &Slug,
        edited: Option<&(&'static Table, Vec<Value>)>,
        today: NaiveDate,
    ) -> Self {
        let date = |phase| view.and_then(|v| v.date(phase));
        Self {
            today,
            mode: view.and_then(|v| v.mode),
            milestones: others(&dossier.milestones, |m| m.project == *slug, edited),
            runs: others(&dossier.runs, |r| r.project == *slug, edited),
            changes: others(&dossier.deadline_changes, |c| c.project == *slug, edited),
            contracts: others(&dossier.contracts, |c| c.project == *slug, edited),
            payments: others(&dossier.payments, |p| p.project == *slug, edited),
            receipts: others(&dossier.receipts, |r| r.project == *slug, edited),
            funding: others(&dossier.funding, |f| f.project == *slug, edited),
            granted: view.and_then(|v| v.granted.amount()),
            // What the view shows of a step may be the very milestone that is edited: no step is compared with itself.
            sent: date(Phase::Application),
            decree: date(Phase::Decree),
            disbursed: date(Phase::Disbursement),
            paid: view.is_some_and(|v| v.standing.rule() == Status::PaidElsewhere),
            before: None,
        }
    }

    /// For a row that is among its own: as if somebody edited it and changed nothing.
    pub(super) fn apart(&self, table: &'static Table, values: &[Value]) -> Self {
        fn without<R: Record + PartialEq>(rows: &mut Vec<R>, values: &[Value]) {
            if let Ok(own) = R::load(values)
                && let Some(at) = rows.iter().position(|r| *r == own)
            {
                rows.remove(at);
            }
        }
        let mut out = Self { before: Some(values.to_vec()), ..self.clone() };
        match table.name {
            "milestone" => without(&mut out.milestones, values),
            "certification_run" => without(&mut out.runs, values),
            "deadline_change" => without(&mut out.changes, values),
            "contract" => without(&mut out.contracts, values),
            "payment" => without(&mut out.payments, values),
            "receipt" => without(&mut out.receipts, values),
            "funding_line" => without(&mut out.funding, values),
            _ => {}
        }
        out
    }

    /// The thing as it stands.
    pub(super) fn stood<R: Record>(&self) -> Option<R> {
        self.before.as_deref().and_then(|values| R::load(values).ok())
    }

    /// The typed milestone of a step.
    pub(super) fn milestone(&self, phase: Phase) -> Option<&Milestone> {
        self.milestones.iter().find(|m| m.phase == phase)
    }

    /// The last certification run.
    pub(super) fn last_run(&self) -> Option<&CertificationRun> {
        self.runs.iter().max_by_key(|r| r.number)
    }

    /// When a step happened: typed as a milestone, else told by a run, a contract or the public data.
    pub(super) fn date(&self, phase: Phase) -> Option<When> {
        self.milestone(phase).and_then(|m| m.actual).or_else(|| match phase {
            Phase::Application => self.sent,
            Phase::Decree => self.decree,
            Phase::Contract => self.contracts.iter().filter_map(|c| c.signed_on).min_by_key(|on| (on.first(), on.last())),
            Phase::Certification => self.last_run().filter(|r| r.outcome == Outcome::Positive).and_then(|r| r.outcome_on),
            Phase::Disbursement => self.disbursed,
            Phase::Notification | Phase::Completion | Phase::Request | Phase::Maintenance => None,
        })
    }

    /// Money granted.
    pub(super) fn grant(&self) -> Option<Amount> {
        self.granted.or_else(|| self.funding.iter().map(|f| f.amount).collect::<Total>().amount())
    }
}

pub(super) fn key<R: Record>(fact: &Fact<R>) -> Option<Vec<Value>> {
    R::TABLE.key_of(&fact.record.store(), &fact.provenance).ok()
}

/// The latest word on each thing of the project, without the edited one.
fn others<R: Record>(facts: &[Fact<R>], own: impl Fn(&R) -> bool, edited: Option<&(&'static Table, Vec<Value>)>) -> Vec<R> {
    latest(facts.iter().filter(|f| own(&f.record)), key::<R>)
        .into_iter()
        .filter(|f| match edited {
            Some((table, thing)) => **table != *R::TABLE || key::<R>(f).as_ref() != Some(thing),
            None => true,
        })
        .map(|f| f.record.clone())
        .collect()
}

/// Kept values on their way to the browser: a number, a text or nothing, as JSON has them.
mod wire {
    use crate::cell::Value;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Wire {
        Integer(i64),
        Text(String),
        Null,
    }

    pub(super) fn serialize<S: Serializer>(values: &Option<Vec<Value>>, to: S) -> Result<S::Ok, S::Error> {
        let sent: Option<Vec<Wire>> = values.as_ref().map(|values| {
            let one = |value: &Value| match value {
                Value::Null => Wire::Null,
                Value::Integer(n) => Wire::Integer(*n),
                Value::Text(text) => Wire::Text(text.clone()),
            };
            values.iter().map(one).collect()
        });
        sent.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Value>>, D::Error> {
        let sent = Option::<Vec<Wire>>::deserialize(from)?;
        Ok(sent.map(|values| {
            let one = |value| match value {
                Wire::Null => Value::Null,
                Wire::Integer(n) => Value::Integer(n),
                Wire::Text(text) => Value::Text(text),
            };
            values.into_iter().map(one).collect()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fact::Provenance,
        money::Cents,
        review::{
            Why, review,
            sample::{self, TODAY, change, contract, d, milestone, payment, run},
        },
    };

    fn fact<R: Record>(id: i64, record: R) -> Fact<R> {
        let provenance = Provenance { al: None, known: d("2026-01-01"), source: None, note: None };
        Fact { id, record, provenance, recorded_at: chrono::DateTime::UNIX_EPOCH }
    }

    fn dossier() -> Dossier {
        let elsewhere = Payment { project: Slug::read("altrove").unwrap(), ..payment("M9", "2024-01-01", 900) };
        Dossier {
            deadline_changes: vec![
                fact(1, change(Phase::Completion, 1, "2024-06-30")),
                fact(2, change(Phase::Completion, 2, "2024-09-30")),
                fact(3, change(Phase::Completion, 2, "2024-12-31")),
            ],
            payments: vec![fact(1, payment("M1", "2024-01-01", 100)), fact(2, elsewhere)],
            ..sample::dossier()
        }
    }

    fn kept<R: Record>(record: &R, withdrawn: bool) -> Kept {
        let f = fact(2, record.clone());
        Kept { version: f.id, values: record.store(), provenance: f.provenance, recorded_at: f.recorded_at, withdrawn }
    }

    #[test]
    fn the_edited_thing_is_left_out_and_of_the_others_the_latest_word_counts() {
        let second = change(Phase::Completion, 2, "2024-09-30");
        let slug = second.project.clone();
        let held = kept(&second, false);
        let s = Situation::of(&dossier(), None, &slug, DeadlineChange::TABLE, Some(&held), TODAY);
        assert_eq!(s.changes, [change(Phase::Completion, 1, "2024-06-30")]);
        assert_eq!(s.before, Some(second.store()));
        assert_eq!(s.payments, [payment("M1", "2024-01-01", 100)], "another project's payments are not its own");
        let s = Situation::of(&dossier(), None, &slug, DeadlineChange::TABLE, None, TODAY);
        assert_eq!(s.changes.iter().map(|c| c.due).collect::<Vec<_>>(), [d("2024-06-30"), d("2024-12-31")]);
        assert_eq!(s.before, None);
    }

    #[test]
    fn a_new_row_with_the_key_of_another_is_seen_and_a_withdrawn_one_stands_for_nothing() {
        let second = change(Phase::Completion, 2, "2025-01-31");
        let slug = second.project.clone();
        let s = Situation::of(&dossier(), None, &slug, DeadlineChange::TABLE, None, TODAY);
        let found = review(DeadlineChange::TABLE, &second.store(), &s);
        assert!(found.iter().any(|o| o.why == Why::NumberTaken { number: 2, next: 3 }));
        let s = Situation::of(&dossier(), None, &slug, DeadlineChange::TABLE, Some(&kept(&second, true)), TODAY);
        assert_eq!(s.before, None);
    }

    #[test]
    fn a_step_is_dated_by_its_milestone_then_by_runs_and_contracts_then_by_public_data() {
        let mut s = Situation {
            decree: Some(When::Day(d("2023-05-01"))),
            contracts: vec![contract("B", Some("2024-02-01"), None), contract("A", Some("2024-01"), None)],
            runs: vec![run(1, Outcome::Partial, Some("2024-07-01")), run(2, Outcome::Positive, Some("2024-09-01"))],
            ..Situation::on(TODAY)
        };
        assert_eq!(s.date(Phase::Decree), Some(When::Day(d("2023-05-01"))));
        assert_eq!(s.date(Phase::Contract), Some(When::Month(2024, 1)));
        assert_eq!(s.date(Phase::Certification), Some(When::Day(d("2024-09-01"))));
        s.milestones = vec![milestone(Phase::Contract, Some(When::Day(d("2024-03-01"))))];
        assert_eq!(s.date(Phase::Contract), Some(When::Day(d("2024-03-01"))));
        s.runs.pop();
        assert_eq!(s.date(Phase::Certification), None, "partially positive is not certified");
    }

    #[test]
    fn it_travels_to_the_browser_and_back() {
        let s = Situation {
            granted: Some(Amount::exact(Cents(100))),
            payments: vec![payment("M1", "2024-01-01", 100)],
            before: Some(vec![Value::Null, Value::Integer(-3), Value::Text("3".to_owned())]),
            ..Situation::on(TODAY)
        };
        let text = serde_json::to_string(&s).unwrap();
        assert_eq!(serde_json::from_str::<Situation>(&text).unwrap(), s);
        let none = serde_json::to_string(&Situation::on(TODAY)).unwrap();
        assert_eq!(serde_json::from_str::<Situation>(&none).unwrap(), Situation::on(TODAY));
    }
}
