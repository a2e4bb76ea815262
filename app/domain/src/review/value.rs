//! One value by itself, whatever else is known: what a form can say in the browser while somebody types. The rules are those of
//! the rows, asked by the same code.

use super::{Found, Weight, Why, money, path, plain};
use crate::{
    amount::Amount,
    cell::{Cell, Value},
    identifier::Cup,
    when::When,
};
use chrono::NaiveDate;

/// What is to be objected to a value of this column of this table, on this day. Columns without such a rule, and values that are not
/// known, get nothing; what depends on other values of the row, or on other rows, is for [`review`](super::review).
#[must_use]
pub fn review_value(table: &str, column: &str, values: &[Value], today: NaiveDate) -> Vec<(Weight, Why)> {
    fn known<T: Cell>(values: &[Value]) -> Option<T> {
        <Option<T> as Cell>::load(values).ok().flatten()
    }
    let mut found = Found::default();
    // Whoever asks knows which field it is.
    let field = "";
    match (table, column) {
        ("milestone", "actual")
        | ("contract", "signed_on")
        | ("payment", "paid_on")
        | ("receipt", "received_on")
        | ("act", "date" | "published_on")
        | ("certification_run", "requested" | "checked" | "outcome_on") => {
            let on = known::<When>(values);
            found.happened(field, on, today);
            if let Some(on) = on.filter(|_| table == "contract") {
                path::signed(field, on, &mut found);
            }
        }
        ("contract", "cig") => {
            if let Some(why) = known::<String>(values).as_deref().and_then(money::cig) {
                found.warn(field, why);
            }
        }
        ("payment", "amount") => {
            if let Some(amount) = known::<Amount>(values) {
                money::paid(field, amount, &mut found);
            }
        }
        ("funding_line", "amount") => money::granted(field, known::<Amount>(values), &mut found),
        ("project_record", "cup") => plain::cup(field, known::<Cup>(values).as_ref(), &mut found),
        ("act", "link") => plain::link(field, known::<String>(values).as_deref(), &mut found),
        ("stated_status", "until") => {
            if let Some(until) = known::<NaiveDate>(values) {
                plain::holds(field, until, today, &mut found);
            }
        }
        _ => {}
    }
    found.0.into_iter().map(|o| (o.weight, o.why)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cell::Table,
        fact::Record,
        records::{Act, CertificationRun, Contract, FundingLine, Milestone, Payment, Project, Receipt, StatedStatus},
        review::{Situation, review, sample::TODAY},
    };

    fn said(table: &'static Table, name: &str, typed: &str) -> Vec<Weight> {
        let column = table.columns.iter().find(|c| c.name == name).unwrap();
        let found = review_value(table.name, name, &(column.parse)(typed).unwrap(), TODAY);
        found.into_iter().map(|(weight, _)| weight).collect()
    }

    #[test]
    fn each_value_with_a_rule_is_objected_to_and_a_good_one_is_not() {
        let refused = vec![Weight::Refused];
        for (table, name, bad, good, weight) in [
            (Milestone::TABLE, "actual", "23/11/2026", "22/11/2026", refused.clone()),
            (Contract::TABLE, "signed_on", "31/01/2020", "01/02/2020", refused.clone()),
            (Payment::TABLE, "paid_on", "12/2026", "11/2026", refused.clone()),
            (Receipt::TABLE, "received_on", "2027", "2026", refused.clone()),
            (CertificationRun::TABLE, "outcome_on", "23/11/2026", "22/11/2026", refused.clone()),
            (Act::TABLE, "published_on", "23/11/2026", "", refused.clone()),
            (Act::TABLE, "link", "javascript:alert(1)", "https://www.example.it/a", refused.clone()),
            (Payment::TABLE, "amount", "0", "0,01", refused.clone()),
            (StatedStatus::TABLE, "until", "22/11/2026", "23/11/2026", refused),
            (StatedStatus::TABLE, "until", "22/11/2027", "23/11/2026", vec![Weight::Unusual]),
            (FundingLine::TABLE, "amount", "0", "", vec![Weight::Warning]),
            (Contract::TABLE, "cig", "1234", "", vec![Weight::Warning]),
            (Project::TABLE, "cup", "B21F", "B21F22004070006", vec![Weight::Warning]),
        ] {
            assert_eq!(said(table, name, bad), weight, "{} {name} {bad}", table.name);
            assert_eq!(said(table, name, good), [], "{} {name} {good}", table.name);
        }
    }

    #[test]
    fn what_is_said_of_a_value_is_said_of_its_row_too() {
        let row = Payment {
            ente: super::super::sample::ente(),
            project: super::super::sample::project(),
            reference: "M1".to_owned(),
            paid_on: When::read("2027").unwrap(),
            amount: Amount::read("0").unwrap(),
            supplier: None,
            published: false,
        };
        let whole = review(Payment::TABLE, &row.store(), &Situation::on(TODAY));
        let cut = row.store();
        let cut = Payment::TABLE.cut(&cut).unwrap();
        let mut single = vec![];
        for (column, values) in Payment::TABLE.columns.iter().zip(cut) {
            let found = review_value(Payment::TABLE.name, column.name, values, TODAY);
            single.extend(found.into_iter().map(|(weight, why)| (column.name, weight, why)));
        }
        assert_eq!(single.len(), 2);
        let whole: Vec<_> = whole.into_iter().map(|o| (o.field, o.weight, o.why)).collect();
        assert!(single.iter().all(|said| whole.contains(said)), "{whole:?}");
    }
}
