//! What the amounts of a project may come to together. What a form needs of it is small, so that the browser says it while
//! somebody types, by the code that decides on the server.

use super::{Situation, Weight, Why};
use crate::{
    amount::{Amount, Bound},
    total::Total,
};
use serde::{Deserialize, Serialize};

/// Which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Rule {
    /// Contracts beside what was granted. `domain.md` §3.3: what is not committed is surplus. More than granted is possible: the
    /// ente adds its own (§3.1).
    Committed,
    /// Payments out of what is committed (§3.3).
    Paid,
    /// Receipts: the lump sum is paid once, and is what was granted (§3.1).
    Received,
    /// A risk: what can be lost is what was granted.
    Exposed,
}

/// How far an amount may go beside the others of its project. Both sums are in euro cents, and rest on what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    rule: Rule,
    /// The others, without the one that is typed.
    others: Total,
    /// What all of them together may come to.
    most: Total,
}

impl Limit {
    /// That of a kind, by the name of its table, with the column that it is about; none where there is no such rule, or nothing is
    /// known to hold an amount against.
    #[must_use]
    pub fn of(table: &str, s: &Situation) -> Option<(&'static str, Self)> {
        let granted = || Total::from_iter([s.grant()]);
        let contracts = || s.contracts.iter().map(|c| c.amount).collect::<Total>();
        let (column, rule, others, most) = match table {
            "contract" => ("amount", Rule::Committed, contracts(), granted()),
            "payment" => ("amount", Rule::Paid, s.payments.iter().map(|p| Some(p.amount)).collect(), contracts()),
            "receipt" => ("amount", Rule::Received, s.receipts.iter().map(|r| Some(r.amount)).collect(), granted()),
            "risk" => ("exposed", Rule::Exposed, Total::default(), granted()),
            _ => return None,
        };
        (most.known > 0).then_some((column, Self { rule, others, most }))
    }

    /// What is to be objected to this amount.
    #[must_use]
    pub fn judge(&self, typed: Amount) -> Option<(Weight, Why)> {
        let mut sum = self.others;
        sum.add(Some(typed));
        let (sum, most) = (sum.amount()?, self.most.amount()?);
        over(sum, most).then_some(match self.rule {
            Rule::Committed => (Weight::Warning, Why::CommittedOverGranted { committed: sum, granted: most }),
            Rule::Paid => (Weight::Unusual, Why::PaidOverCommitted { paid: sum, committed: most, unknown: self.most.unknown }),
            Rule::Received => (Weight::Unusual, Why::ReceivedOverGranted { received: sum, granted: most }),
            Rule::Exposed => (Weight::Warning, Why::ExposedOverGranted { exposed: sum, granted: most }),
        })
    }
}

/// More than the limit beyond doubt: "oltre" and "circa" leave a limit open, and "circa" a sum.
fn over(sum: Amount, limit: Amount) -> bool {
    sum.bound != Bound::About && limit.bound == Bound::Exact && sum.cents > limit.cents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Cents;

    fn eur(euro: i64) -> Amount {
        Amount { cents: Cents(euro * 100), bound: Bound::Exact }
    }

    #[test]
    fn more_than_and_about_are_over_nothing_for_certain() {
        let of = |bound| Amount { bound, ..eur(100) };
        assert!(over(eur(101), of(Bound::Exact)) && over(Amount { bound: Bound::Over, ..eur(101) }, of(Bound::Exact)));
        assert!(!over(eur(100), of(Bound::Exact)));
        assert!(!over(eur(101), of(Bound::Over)) && !over(eur(101), of(Bound::About)));
        assert!(!over(Amount { bound: Bound::About, ..eur(101) }, of(Bound::Exact)));
    }

    #[test]
    fn it_travels_as_text_and_judges_the_same() {
        let limit = Limit {
            rule: Rule::Paid,
            others: [Some(eur(60))].into_iter().collect(),
            most: [Some(eur(100)), None].into_iter().collect(),
        };
        let sent: Limit = serde_json::from_str(&serde_json::to_string(&limit).unwrap()).unwrap();
        assert_eq!(sent, limit);
        assert_eq!(sent.judge(eur(40)), None);
        let why = Why::PaidOverCommitted { paid: eur(101), committed: eur(100), unknown: 1 };
        assert_eq!(sent.judge(eur(41)), Some((Weight::Unusual, why)));
    }
}
