//! What is objected to taking something back: others that rest on it, and what the rules would say of them without it.

use super::{Found, Objection, Situation, Weight, Why, review, situation::key};
use crate::{
    cell::{Table, Value},
    dossier::Dossier,
    fact::{Fact, Record, latest},
    phase::ChangeKind,
    records::{Act, CertificationRun, Contract, DeadlineChange, Indicator, Milestone, Office},
};
use std::mem::discriminant;

/// Something that rests on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Name of its table.
    pub table: &'static str,
    /// Which one, as the history calls it.
    pub thing: String,
}

impl Reference {
    fn to<R: Record>(record: &R) -> Self {
        Self { table: R::TABLE.name, thing: R::TABLE.thing(&record.store()) }
    }
}

/// The latest word on each thing that names this code.
fn naming<R: Record>(facts: &[Fact<R>], code: &str, named: impl Fn(&R) -> Option<&str>) -> Vec<Reference> {
    latest(facts, key::<R>).into_iter().filter(|f| named(&f.record) == Some(code)).map(|f| Reference::to(&f.record)).collect()
}

/// What names an act, an indicator or an office by its code, in the whole ente. Nothing names other kinds.
#[must_use]
pub fn referring(d: &Dossier, table: &'static Table, values: &[Value]) -> Vec<Reference> {
    let mut out = vec![];
    if table == Act::TABLE
        && let Ok(act) = Act::load(values)
    {
        out.extend(naming(&d.milestones, &act.code, |m| m.act.as_deref()));
        out.extend(naming(&d.deadline_changes, &act.code, |c| Some(c.act.as_str())));
        out.extend(naming(&d.funding, &act.code, |f| f.act.as_deref()));
        out.extend(naming(&d.contracts, &act.code, |c| c.act.as_deref()));
    }
    if table == Indicator::TABLE
        && let Ok(indicator) = Indicator::load(values)
    {
        out.extend(naming(&d.readings, &indicator.code, |r| Some(r.indicator.as_str())));
        out.extend(naming(&d.claims, &indicator.code, |c| c.indicator.as_deref()));
        out.extend(naming(&d.cadences, &indicator.code, |c| c.indicator.as_deref()));
    }
    if table == Office::TABLE
        && let Ok(office) = Office::load(values)
    {
        out.extend(naming(&d.project_records, &office.code, |p| p.office.as_deref()));
        out.extend(naming(&d.risks, &office.code, |r| r.office.as_deref()));
        out.extend(naming(&d.cadences, &office.code, |c| Some(c.office.as_str())));
    }
    out
}

/// What is to be objected to withdrawing a row. The situation is that of its project without it; `referring` is what
/// [`referring`] gives. All of it is about the row as a whole: the first column stands for it. That nothing may be taken away
/// from below another is our own rule; what it would do to the others is for their rules, with their sources.
#[must_use]
pub fn withdrawal(table: &'static Table, values: &[Value], s: &Situation, referring: &[Reference]) -> Vec<Objection> {
    let mut found = Found::default();
    let field = table.columns.first().map_or("", |c| c.name);
    if table == CertificationRun::TABLE
        && let Ok(run) = CertificationRun::load(values)
        && let Some(next) = s.runs.iter().map(|r| r.number).filter(|n| *n > run.number).min()
    {
        // Runs follow one from the other (`domain.md` §1.2).
        found.refuse(field, Why::RunFollows { number: run.number, next });
    }
    let baseline = match table.name {
        "milestone" => Milestone::load(values).ok().and_then(|m| m.baseline),
        "deadline_change" => {
            let change = DeadlineChange::load(values).ok().filter(|c| c.kind == ChangeKind::Initial);
            change.map(|c| c.due.into())
        }
        _ => None,
    };
    if let Some(was) = baseline {
        // The first deadline never moves (§2.2 and §2.3); a row with a wrong key has to go all the same.
        found.unusual(field, Why::BaselineWithdrawn { was });
    }
    if table == Contract::TABLE && s.contracts.is_empty() && !s.payments.is_empty() {
        // What is paid has been committed (§3.3).
        found.refuse(field, Why::LastContract { payments: s.payments.len() });
    }
    if let Some((by, others)) = referring.split_first() {
        found.refuse(field, Why::Referred { by: by.clone(), others: others.len() });
    }
    needed(table, values, field, s, &mut found);
    found.0
}

/// What the rules object to the project's other rows once this one is gone, and did not before: one of each kind.
fn needed(table: &'static Table, values: &[Value], field: &'static str, s: &Situation, found: &mut Found) {
    let mut with = s.clone();
    match table.name {
        "milestone" => with.milestones.extend(Milestone::load(values).ok()),
        "deadline_change" => with.changes.extend(DeadlineChange::load(values).ok()),
        "certification_run" => with.runs.extend(CertificationRun::load(values).ok()),
        "contract" => with.contracts.extend(Contract::load(values).ok()),
        // No rule about another row asks for these.
        _ => return,
    }
    let mut out = vec![];
    missing(s, &with, &s.milestones, &mut out);
    missing(s, &with, &s.runs, &mut out);
    missing(s, &with, &s.changes, &mut out);
    missing(s, &with, &s.contracts, &mut out);
    missing(s, &with, &s.payments, &mut out);
    missing(s, &with, &s.receipts, &mut out);
    let mut told = vec![];
    for (by, objection) in out {
        let kind = discriminant(&objection.why);
        if !told.contains(&kind) {
            told.push(kind);
            found.add(objection.weight, field, Why::Needed { by, why: Box::new(objection.why) });
        }
    }
}

fn missing<R: Record>(without: &Situation, with: &Situation, rows: &[R], out: &mut Vec<(Reference, Objection)>) {
    for row in rows {
        let values = row.store();
        let judged = |s: &Situation| review(R::TABLE, &values, &s.apart(R::TABLE, &values));
        let before = judged(with);
        for objection in judged(without).into_iter().filter(|o| o.weight != Weight::Warning) {
            let known = |b: &Objection| b.field == objection.field && discriminant(&b.why) == discriminant(&objection.why);
            if !before.iter().any(known) {
                out.push((Reference::to(row), objection));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        amount::Quantity,
        fact::Provenance,
        phase::{Outcome, Phase},
        records::Reading,
        review::sample::{TODAY, change, contract, d, done, dossier, ente, first_due, payment, project, run, w},
    };

    fn fact<R>(record: R) -> Fact<R> {
        let provenance = Provenance { al: None, known: d("2026-01-01"), source: None, note: None };
        Fact { id: 1, record, provenance, recorded_at: chrono::DateTime::UNIX_EPOCH }
    }

    fn without<R: Record>(record: &R, s: &Situation) -> Vec<Objection> {
        withdrawal(R::TABLE, &record.store(), s, &[])
    }

    fn weights<R: Record>(record: &R, s: &Situation) -> Vec<Weight> {
        without(record, s).into_iter().map(|o| o.weight).collect()
    }

    fn reference(table: &'static str, thing: &str) -> Reference {
        Reference { table, thing: thing.to_owned() }
    }

    #[test]
    fn a_run_stays_as_long_as_another_comes_after_it() {
        let first = run(1, Outcome::Partial, Some("2024-05-10"));
        let second = Situation { runs: vec![run(2, Outcome::Pending, None)], ..Situation::on(TODAY) };
        assert_eq!(without(&first, &second)[0].why, Why::RunFollows { number: 1, next: 2 });
        assert_eq!(weights(&first, &second)[0], Weight::Refused);
        let last = Situation { runs: vec![first.clone()], ..Situation::on(TODAY) };
        assert_eq!(weights(&run(2, Outcome::Pending, None), &last), []);
        assert_eq!(weights(&first, &Situation::on(TODAY)), []);
    }

    #[test]
    fn the_positive_run_stays_under_the_request_that_rests_on_it() {
        let positive = run(1, Outcome::Positive, Some("2024-05-10"));
        let s = Situation { milestones: vec![done(Phase::Request, "2024-06-01")], ..Situation::on(TODAY) };
        let found = without(&positive, &s);
        let by = reference("milestone", "domanda_erogazione");
        let why = Why::Needed { by, why: Box::new(Why::NoPositiveOutcome { last: None }) };
        assert_eq!(found, [Objection { field: "ente", weight: Weight::Refused, why }]);
        assert_eq!(weights(&positive, &Situation { paid: true, ..s }), [], "what was paid was certified");
    }

    #[test]
    fn a_request_below_a_disbursement_goes_with_a_reason() {
        let s = Situation { milestones: vec![done(Phase::Disbursement, "2024-06-01")], ..Situation::on(TODAY) };
        assert_eq!(weights(&done(Phase::Request, "2024-05-10"), &s), [Weight::Unusual]);
        assert_eq!(weights(&done(Phase::Contract, "2024-05-10"), &s), []);
    }

    #[test]
    fn the_only_contract_stays_while_there_are_payments() {
        let only = contract("C-1", Some("2024-01-10"), Some(100));
        let paid = Situation { payments: vec![payment("M-1", "2024-02-10", 100)], ..Situation::on(TODAY) };
        assert_eq!(without(&only, &paid)[0].why, Why::LastContract { payments: 1 });
        assert_eq!(weights(&only, &Situation::on(TODAY)), []);
        let enough = Situation { contracts: vec![contract("C-2", Some("2024-01-10"), Some(100))], ..paid.clone() };
        assert_eq!(weights(&only, &enough), []);
        let short = Situation { contracts: vec![contract("C-2", Some("2024-01-10"), Some(99))], ..paid };
        let found = without(&only, &short);
        assert_eq!(found.iter().map(|o| o.weight).collect::<Vec<_>>(), [Weight::Unusual]);
        assert!(matches!(&found[0].why, Why::Needed { why, .. } if matches!(**why, Why::PaidOverCommitted { .. })));
    }

    #[test]
    fn of_many_rows_that_would_be_wrong_one_is_told() {
        let only = contract("C-1", Some("2024-01-10"), Some(300));
        let s = Situation {
            contracts: vec![contract("C-2", Some("2024-01-10"), Some(1))],
            payments: vec![payment("M-1", "2024-02-10", 100), payment("M-2", "2024-02-11", 100)],
            ..Situation::on(TODAY)
        };
        assert_eq!(weights(&only, &s), [Weight::Unusual]);
    }

    #[test]
    fn a_first_deadline_is_taken_back_with_a_reason_only() {
        let typed = first_due(Phase::Completion, "2024-06-30");
        assert_eq!(without(&typed, &Situation::on(TODAY))[0].why, Why::BaselineWithdrawn { was: w("2024-06-30") });
        assert_eq!(weights(&typed, &Situation::on(TODAY)), [Weight::Unusual]);
        let initial = DeadlineChange { kind: ChangeKind::Initial, ..change(Phase::Completion, 1, "2024-06-30") };
        assert_eq!(weights(&initial, &Situation::on(TODAY)), [Weight::Unusual]);
        assert_eq!(weights(&change(Phase::Completion, 1, "2024-06-30"), &Situation::on(TODAY)), []);
    }

    #[test]
    fn what_others_name_by_its_code_stays() {
        let act = Act {
            ente: ente(),
            code: "det-214".to_owned(),
            project: Some(project()),
            kind: "determina".to_owned(),
            number: None,
            date: None,
            published_on: None,
            subject: "Affidamento".to_owned(),
            link: None,
        };
        let signed = Milestone { act: Some("det-214".to_owned()), ..done(Phase::Contract, "2024-01-10") };
        let under = Contract { act: Some("det-214".to_owned()), ..contract("C-1", None, None) };
        let d = Dossier { milestones: vec![fact(signed)], contracts: vec![fact(under)], ..dossier() };
        let named = referring(&d, Act::TABLE, &act.store());
        assert_eq!(named, [reference("milestone", "contrattualizzazione"), reference("contract", "C-1")]);
        let found = withdrawal(Act::TABLE, &act.store(), &Situation::on(TODAY), &named);
        let why = Why::Referred { by: reference("milestone", "contrattualizzazione"), others: 1 };
        assert_eq!(found, [Objection { field: "ente", weight: Weight::Refused, why }]);
        let other = Act { code: "det-215".to_owned(), ..act };
        assert_eq!(referring(&d, Act::TABLE, &other.store()), []);
    }

    #[test]
    fn an_indicator_with_readings_and_an_office_with_projects_stay() {
        let indicator = Indicator {
            ente: ente(),
            code: "atti".to_owned(),
            project: None,
            name: "Atti".to_owned(),
            name_en: None,
            unit: "atti".to_owned(),
            unit_en: None,
            target: None,
            target_due: None,
        };
        let reading = Reading { ente: ente(), indicator: "atti".to_owned(), value: Quantity::whole(3) };
        let d = Dossier { readings: vec![fact(reading)], ..dossier() };
        assert_eq!(referring(&d, Indicator::TABLE, &indicator.store()), [reference("reading", "atti")]);
        assert_eq!(referring(&dossier(), Indicator::TABLE, &indicator.store()), []);
        let risk = crate::records::Risk {
            ente: ente(),
            project: project(),
            code: "R-1".to_owned(),
            what: "Ritardo".to_owned(),
            remedy: None,
            office: Some("ragioneria".to_owned()),
            exposed: None,
            due: None,
            state: crate::phase::RiskState::Open,
            published: false,
        };
        let d = Dossier { risks: vec![fact(risk)], ..dossier() };
        let office = Office { ente: ente(), code: "ragioneria".to_owned(), name: "Ragioneria".to_owned(), contact: None };
        assert_eq!(referring(&d, Office::TABLE, &office.store()), [reference("risk", "R-1")]);
    }
}
