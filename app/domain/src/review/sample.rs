//! Short ways to write facts down, for tests here and in the rooms' other rules.

use super::{Objection, Situation, Weight, Why, review};
use crate::{
    amount::Amount,
    dossier::{Dossier, Ente},
    fact::Record,
    identifier::{Ipa, Slug},
    money::Cents,
    phase::{ChangeKind, Outcome, Phase},
    records::{CertificationRun, Contract, DeadlineChange, Milestone, Payment, Receipt},
    when::When,
};
use chrono::NaiveDate;

/// The day of all these tests.
pub(crate) const TODAY: NaiveDate = super::day(2026, 11, 22);

pub(crate) fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn w(text: &str) -> When {
    When::read(text).unwrap()
}

pub(crate) fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

pub(crate) fn project() -> Slug {
    Slug::read("send-2022").unwrap()
}

pub(crate) fn milestone(phase: Phase, actual: Option<When>) -> Milestone {
    Milestone { ente: ente(), project: project(), phase, baseline: None, forecast: None, actual, act: None }
}

/// A milestone that happened then.
pub(crate) fn done(phase: Phase, on: &str) -> Milestone {
    milestone(phase, Some(w(on)))
}

/// A milestone with a first deadline.
pub(crate) fn first_due(phase: Phase, on: &str) -> Milestone {
    Milestone { baseline: Some(w(on)), ..milestone(phase, None) }
}

/// An extension.
pub(crate) fn change(phase: Phase, number: u32, due: &str) -> DeadlineChange {
    DeadlineChange {
        ente: ente(),
        project: project(),
        phase,
        number,
        kind: ChangeKind::Extension,
        due: d(due),
        act: "Proroga n. 1".to_owned(),
        confidence: None,
    }
}

pub(crate) fn run(number: u32, outcome: Outcome, outcome_on: Option<&str>) -> CertificationRun {
    CertificationRun {
        ente: ente(),
        project: project(),
        number,
        requested: None,
        checked: None,
        outcome,
        outcome_on: outcome_on.map(w),
    }
}

pub(crate) fn contract(reference: &str, signed_on: Option<&str>, euro: Option<i64>) -> Contract {
    Contract {
        ente: ente(),
        project: project(),
        reference: reference.to_owned(),
        signed_on: signed_on.map(w),
        amount: euro.map(eur),
        supplier: None,
        cig: None,
        act: None,
        published: false,
    }
}

pub(crate) fn payment(reference: &str, paid_on: &str, euro: i64) -> Payment {
    Payment {
        ente: ente(),
        project: project(),
        reference: reference.to_owned(),
        paid_on: w(paid_on),
        amount: eur(euro),
        supplier: None,
        published: false,
    }
}

pub(crate) fn receipt(reference: &str, received_on: &str, euro: i64) -> Receipt {
    Receipt { ente: ente(), project: project(), reference: reference.to_owned(), received_on: w(received_on), amount: eur(euro) }
}

/// An ente of which nothing is kept.
pub(crate) fn dossier() -> Dossier {
    Dossier {
        ente: Ente {
            ipa: ente(),
            name: "Comune di Prova".to_owned(),
            kind: None,
            municipality: None,
            province: None,
            region: None,
            istat: None,
            featured: false,
            contact: None,
        },
        projects: vec![],
        applications: vec![],
        project_records: vec![],
        funding: vec![],
        milestones: vec![],
        deadline_changes: vec![],
        runs: vec![],
        contracts: vec![],
        risks: vec![],
        stated: vec![],
        payments: vec![],
        receipts: vec![],
        indicators: vec![],
        readings: vec![],
        acts: vec![],
        offices: vec![],
        statements: vec![],
        claims: vec![],
        cadences: vec![],
        confirmations: vec![],
        settled: vec![],
        sittings: vec![],
    }
}

/// Whole euro.
pub(crate) fn eur(euro: i64) -> Amount {
    Amount::exact(Cents(euro * 100))
}

/// Everything that is objected to a record.
pub(crate) fn objections<R: Record>(record: &R, situation: &Situation) -> Vec<Objection> {
    review(R::TABLE, &record.store(), situation)
}

/// Each objection by its field and weight.
pub(crate) fn weights<R: Record>(record: &R, situation: &Situation) -> Vec<(&'static str, Weight)> {
    objections(record, situation).into_iter().map(|o| (o.field, o.weight)).collect()
}

/// The reasons alone.
pub(crate) fn reasons<R: Record>(record: &R, situation: &Situation) -> Vec<Why> {
    objections(record, situation).into_iter().map(|o| o.why).collect()
}
