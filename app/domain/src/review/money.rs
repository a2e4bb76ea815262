//! Money: what is committed, paid, received, granted and at risk, and the contracts that commit it.

use super::{Found, Limit, Situation, Why, before, path};
use crate::{
    amount::Amount,
    money::Cents,
    phase::Phase,
    records::{Contract, FundingLine, Payment, Receipt, Risk},
};

/// A contract.
pub(super) fn contract(c: &Contract, s: &Situation, found: &mut Found) {
    found.happened("signed_on", c.signed_on, s.today);
    if let Some(on) = c.signed_on {
        path::signed("signed_on", on, found);
        // `domain.md` §1.1, step 7: only the first contract dates the step; a milestone that says when goes before it.
        let others = s.contracts.iter().filter_map(|o| o.signed_on);
        let first = s.milestone(Phase::Contract).and_then(|m| m.actual).is_none()
            && others.min_by_key(|o| (o.first(), o.last())).is_none_or(|o| on.first() <= o.first());
        path::ordered("signed_on", Phase::Contract, on, |other| first || other == Phase::Decree, s, found);
    }
    limited("contract", c.amount, s, found);
    if let Some(why) = c.cig.as_deref().and_then(cig) {
        found.warn("cig", why);
    }
}

/// A payment to a supplier, who may be paid at any time (`domain.md` §3.1), but not before there is a contract.
pub(super) fn payment(p: &Payment, s: &Situation, found: &mut Found) {
    found.happened("paid_on", Some(p.paid_on), s.today);
    if let Some(contract) = s.date(Phase::Contract).filter(|c| before(p.paid_on, *c)) {
        found.unusual("paid_on", Why::PaidBeforeContract { paid_on: p.paid_on, contract });
    }
    paid("amount", p.amount, found);
    limited("payment", Some(p.amount), s, found);
    // The same payment under two references is how a sum is doubled.
    if let Some(same) = s.payments.iter().find(|o| (o.paid_on, o.amount) == (p.paid_on, p.amount)) {
        found.warn("amount", Why::SamePayment { reference: same.reference.clone() });
    }
}

/// Money received.
pub(super) fn receipt(r: &Receipt, s: &Situation, found: &mut Found) {
    found.happened("received_on", Some(r.received_on), s.today);
    limited("receipt", Some(r.amount), s, found);
}

/// A funding line: unknown is left empty, and never zero.
pub(super) fn funding(f: &FundingLine, _: &Situation, found: &mut Found) {
    granted("amount", f.amount, found);
}

/// Something was paid.
pub(super) fn paid(field: &'static str, amount: Amount, found: &mut Found) {
    if amount.cents <= Cents::ZERO {
        found.refuse(field, Why::NothingPaid);
    }
}

/// What is granted is more than nothing.
pub(super) fn granted(field: &'static str, amount: Option<Amount>, found: &mut Found) {
    if amount.is_some_and(|a| a.cents == Cents::ZERO) {
        found.warn(field, Why::GrantOfNothing);
    }
}

/// A risk.
pub(super) fn risk(r: &Risk, s: &Situation, found: &mut Found) {
    limited("risk", r.exposed, s, found);
}

/// An amount beside the others of its project.
fn limited(table: &str, amount: Option<Amount>, s: &Situation, found: &mut Found) {
    if let (Some((column, limit)), Some(amount)) = (Limit::of(table, s), amount)
        && let Some((weight, why)) = limit.judge(amount)
    {
        found.add(weight, column, why);
    }
}

/// What is wrong with a CIG (`domain.md` §5): to 2023 seven digits and three check digits, `(first 7 × 211) mod 4091`;
/// SmartCIG a letter and two check digits, `(last 7 × 211) mod 251`; from 2024 only the form is known. The codes `ES01` to
/// `ES27` stand for "no CIG, and why".
pub(super) fn cig(text: &str) -> Option<Why> {
    let code = text.trim().to_ascii_uppercase();
    let exempt = code.strip_prefix("ES").filter(|n| n.len() == 2 && n.bytes().all(|b| b.is_ascii_digit()));
    if exempt.and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| (1..=27).contains(&n)) {
        return None;
    }
    let Ok(bytes) = <&[u8; 10]>::try_from(code.as_bytes()) else { return Some(Why::CigForm) };
    let fits = match bytes {
        [b'A' | b'B', rest @ ..] => number(rest, 16).map(|_| true),
        [b'X'..=b'Z', k1, k2, rest @ ..] => number(&[*k1, *k2], 16).zip(number(rest, 16)).map(|(k, n)| k == n * 211 % 251),
        [first @ .., k1, k2, k3] => {
            number(first, 10).zip(number(&[*k1, *k2, *k3], 16)).map(|(n, k)| n > 0 && k == n * 211 % 4091)
        }
    };
    match fits {
        None => Some(Why::CigForm),
        Some(false) => Some(Why::CigCheck),
        Some(true) => None,
    }
}

/// The number that these digits write.
fn number(digits: &[u8], radix: u32) -> Option<u64> {
    digits.iter().try_fold(0, |sum: u64, digit| Some(sum * u64::from(radix) + u64::from(char::from(*digit).to_digit(radix)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        phase::{Fund, RiskState},
        review::{
            Weight,
            sample::{TODAY, contract as signed, done, ente, eur, payment as paid, project, reasons, w, weights},
        },
    };

    fn none() -> Situation {
        Situation::on(TODAY)
    }

    fn contracted(contracts: Vec<Contract>) -> Situation {
        Situation { contracts, ..none() }
    }

    fn received(reference: &str, on: &str, euro: i64) -> Receipt {
        Receipt { ente: ente(), project: project(), reference: reference.to_owned(), received_on: w(on), amount: eur(euro) }
    }

    fn line(amount: Option<Amount>) -> FundingLine {
        FundingLine { ente: ente(), project: project(), item: "contributo".to_owned(), fund: Fund::Pnrr, amount, act: None }
    }

    fn exposing(exposed: Option<Amount>) -> Risk {
        Risk {
            ente: ente(),
            project: project(),
            code: "ritardo".to_owned(),
            what: "Il collaudo slitta".to_owned(),
            remedy: None,
            office: None,
            exposed,
            due: None,
            state: RiskState::Open,
            published: false,
        }
    }

    fn with_cig(cig: &str) -> Contract {
        Contract { cig: Some(cig.to_owned()), ..signed("A", None, None) }
    }

    #[test]
    fn nothing_is_signed_paid_or_received_tomorrow() {
        let tomorrow = "2026-11-23";
        let refused = |field| [(field, Weight::Refused)];
        assert_eq!(weights(&signed("A", Some(tomorrow), None), &none()), refused("signed_on"));
        assert_eq!(weights(&paid("M1", tomorrow, 1), &none()), refused("paid_on"));
        assert_eq!(weights(&received("R1", tomorrow, 1), &none()), refused("received_on"));
        assert_eq!(weights(&signed("A", Some("2026-11"), None), &none()), []);
        assert_eq!(weights(&paid("M1", "2026-11-22", 1), &none()), []);
        assert_eq!(weights(&received("R1", "2026", 1), &none()), []);
    }

    #[test]
    fn a_contract_signed_up_to_january_2020_is_refused() {
        assert_eq!(weights(&signed("A", Some("2020-01-31"), None), &none()), [("signed_on", Weight::Refused)]);
        assert_eq!(weights(&signed("A", Some("2020-02-01"), None), &none()), []);
    }

    #[test]
    fn a_contract_before_the_decree_needs_a_reason() {
        let mut s = Situation { decree: Some(w("2024-05-10")), ..none() };
        assert_eq!(weights(&signed("A", Some("2024-05-09"), None), &s), [("signed_on", Weight::Unusual)]);
        assert_eq!(weights(&signed("A", Some("2024-05"), None), &s), []);
        s.contracts = vec![signed("B", Some("2024-05-01"), None)];
        assert_eq!(weights(&signed("A", Some("2024-05-09"), None), &s), [("signed_on", Weight::Unusual)], "also a second one");
    }

    #[test]
    fn only_the_first_contract_is_compared_with_completion() {
        let mut s = Situation { milestones: vec![done(Phase::Completion, "2024-05-10")], ..none() };
        let late = signed("A", Some("2024-05-11"), None);
        assert_eq!(weights(&late, &s), [("signed_on", Weight::Unusual)]);
        s.contracts = vec![signed("B", Some("2024-01-10"), None)];
        assert_eq!(weights(&late, &s), [], "an addendum after completion moves nothing");
        s.contracts = vec![];
        s.milestones.push(done(Phase::Contract, "2024-01-10"));
        assert_eq!(weights(&late, &s), [], "the office has typed when the project was contracted");
    }

    #[test]
    fn more_committed_than_granted_is_shown() {
        let s = Situation { granted: Some(eur(100)), ..contracted(vec![signed("B", None, Some(60))]) };
        assert_eq!(weights(&signed("A", None, Some(40)), &s), []);
        assert_eq!(weights(&signed("A", None, Some(41)), &s), [("amount", Weight::Warning)]);
        let why = Why::CommittedOverGranted { committed: eur(101), granted: eur(100) };
        assert_eq!(reasons(&signed("A", None, Some(41)), &s), [why]);
        assert_eq!(weights(&signed("A", None, None), &s), []);
        assert_eq!(weights(&signed("A", None, Some(41)), &contracted(vec![])), [], "what was granted is not known");
    }

    #[test]
    fn without_a_sum_that_pages_show_the_funding_lines_are_what_was_granted() {
        let s = Situation { funding: vec![line(Some(eur(60))), line(Some(eur(40))), line(None)], ..none() };
        assert_eq!(weights(&signed("A", None, Some(100)), &s), []);
        assert_eq!(weights(&signed("A", None, Some(101)), &s), [("amount", Weight::Warning)]);
    }

    #[test]
    fn a_payment_of_nothing_is_refused() {
        assert_eq!(weights(&paid("M1", "2024-05-10", 0), &none()), [("amount", Weight::Refused)]);
        assert_eq!(reasons(&paid("M1", "2024-05-10", 0), &none()), [Why::NothingPaid]);
    }

    #[test]
    fn more_paid_than_the_contracts_commit_needs_a_reason() {
        let mut s = contracted(vec![signed("A", None, Some(100)), signed("B", None, None)]);
        s.payments = vec![paid("M1", "2024-05-10", 60)];
        assert_eq!(weights(&paid("M2", "2024-06-10", 40), &s), []);
        assert_eq!(weights(&paid("M2", "2024-06-10", 41), &s), [("amount", Weight::Unusual)]);
        let why = Why::PaidOverCommitted { paid: eur(101), committed: eur(100), unknown: 1 };
        assert_eq!(reasons(&paid("M2", "2024-06-10", 41), &s), [why]);
        s.contracts = vec![signed("A", None, None)];
        assert_eq!(weights(&paid("M2", "2024-06-10", 41), &s), [], "no contract has a known amount");
        s.contracts = vec![];
        assert_eq!(weights(&paid("M2", "2024-06-10", 41), &s), []);
    }

    #[test]
    fn paid_before_the_first_contract_needs_a_reason() {
        let s = contracted(vec![signed("B", Some("2024-06-01"), None), signed("A", Some("2024-05-10"), None)]);
        assert_eq!(weights(&paid("M1", "2024-05-09", 1), &s), [("paid_on", Weight::Unusual)]);
        let why = Why::PaidBeforeContract { paid_on: w("2024-05-09"), contract: w("2024-05-10") };
        assert_eq!(reasons(&paid("M1", "2024-05-09", 1), &s), [why]);
        assert_eq!(weights(&paid("M1", "2024-05-10", 1), &s), []);
        assert_eq!(weights(&paid("M1", "2024-05", 1), &s), []);
    }

    #[test]
    fn as_much_on_the_same_day_is_shown() {
        let s = Situation { payments: vec![paid("M1", "2024-05-10", 60)], ..none() };
        assert_eq!(weights(&paid("M2", "2024-05-10", 60), &s), [("amount", Weight::Warning)]);
        assert_eq!(reasons(&paid("M2", "2024-05-10", 60), &s), [Why::SamePayment { reference: "M1".to_owned() }]);
        assert_eq!(weights(&paid("M2", "2024-05-11", 60), &s), []);
        assert_eq!(weights(&paid("M2", "2024-05-10", 61), &s), []);
    }

    #[test]
    fn more_received_than_granted_needs_a_reason() {
        let s = Situation { granted: Some(eur(100)), receipts: vec![received("R1", "2024-05-10", 60)], ..none() };
        assert_eq!(weights(&received("R2", "2024-05-11", 40), &s), []);
        assert_eq!(weights(&received("R2", "2024-05-11", 41), &s), [("amount", Weight::Unusual)]);
        let why = Why::ReceivedOverGranted { received: eur(101), granted: eur(100) };
        assert_eq!(reasons(&received("R2", "2024-05-11", 41), &s), [why]);
    }

    #[test]
    fn a_grant_of_zero_is_shown_and_an_unknown_one_is_not() {
        assert_eq!(weights(&line(Some(eur(0))), &none()), [("amount", Weight::Warning)]);
        assert_eq!(weights(&line(None), &none()), []);
        assert_eq!(weights(&line(Some(eur(1))), &none()), []);
    }

    #[test]
    fn more_at_risk_than_granted_is_shown() {
        let s = Situation { granted: Some(eur(100)), ..none() };
        assert_eq!(weights(&exposing(Some(eur(101))), &s), [("exposed", Weight::Warning)]);
        assert_eq!(weights(&exposing(Some(eur(100))), &s), []);
        assert_eq!(weights(&exposing(Some(eur(101))), &none()), []);
        assert_eq!(weights(&exposing(None), &s), []);
    }

    #[test]
    fn published_cigs_of_all_three_kinds_fit() {
        // From the ReGiS file of suppliers of Latina and Avezzano, 31 March 2025.
        for code in ["963958445D", "971256455D", "9887916669", "Z2B33923EF", "Z4D33B126E", "B2ECF0CAC1", "A01A892EA2"] {
            assert_eq!(weights(&with_cig(code), &none()), [], "{code}");
        }
        for code in ["z2b33923ef", " 963958445D ", "ES01", "ES27"] {
            assert_eq!(cig(code), None, "{code}");
        }
    }

    #[test]
    fn a_cig_with_a_slip_is_shown_and_taken() {
        for code in ["963958445E", "9639584450", "Z2C33923EF", "8888888898", "0000000000"] {
            assert_eq!(cig(code), Some(Why::CigCheck), "{code}");
        }
        for code in ["", "963958445", "963958445DD", "C2ECF0CAC1", "B2ECF0CAG1", "96395844+D", "ES00", "ES28", "è639584450"] {
            assert_eq!(cig(code), Some(Why::CigForm), "{code}");
        }
        assert_eq!(weights(&with_cig("8888888898"), &none()), [("cig", Weight::Warning)]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_cig_panic(text in ".{0,14}") {
            let _ = cig(&text);
        }

        #[test]
        fn one_wrong_digit_of_an_old_cig_is_always_seen(number in 1u64..10_000_000, at in 0usize..7, step in 1u8..10) {
            let code = format!("{number:07}{:03X}", number * 211 % 4091);
            proptest::prop_assert_eq!(cig(&code), None);
            let mut wrong = code.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + step) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            proptest::prop_assert!(cig(&wrong).is_some(), "{wrong}");
        }
    }
}
