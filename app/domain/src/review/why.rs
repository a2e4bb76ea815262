//! What an objection says: where, how heavy, and why, with what its sentence needs.

use super::Reference;
use crate::{
    amount::Amount,
    phase::{Outcome, Phase},
    when::When,
};
use chrono::NaiveDate;

/// How much an objection weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It can't be: not taken.
    Refused,
    /// It may be: taken with a reason written.
    Unusual,
    /// Shown, and taken all the same.
    Warning,
}

/// Something to object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Name of the column, as in its [`Table`](crate::cell::Table).
    pub field: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// Why.
    pub why: Why,
}

/// One of the three dates of a certification run, in the order in which they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunDate {
    /// It was asked for.
    Requested,
    /// The automatic checks ended.
    Checked,
    /// Its outcome.
    Outcome,
}

/// Why something is objected. `words` has the sentence for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The row is not of the form that its table keeps: damage, not a typing mistake.
    Unreadable,
    /// It is said to have happened, and all of it is after today.
    InFuture {
        /// When it is said to have happened.
        on: When,
        /// Today.
        today: NaiveDate,
    },
    /// A contract signed when no contract counted yet: see [`CONTRACTS_AFTER`](super::CONTRACTS_AFTER).
    ContractTooEarly {
        /// Its signature.
        on: When,
    },
    /// Two steps of the path happened in the wrong order.
    OutOfOrder {
        /// The step that comes first on the path.
        earlier: Phase,
        /// Its date, which is the later one.
        earlier_on: When,
        /// The step that comes after it on the path.
        later: Phase,
        /// Its date, which is the earlier one.
        later_on: When,
    },
    /// Two steps are expected in the wrong order, or one of them against what has happened.
    ForecastOutOfOrder {
        /// The step that comes first on the path.
        earlier: Phase,
        /// When it is expected or happened: the later one.
        earlier_on: When,
        /// The step that comes after it on the path.
        later: Phase,
        /// When it is expected or happened: the earlier one.
        later_on: When,
    },
    /// A disbursement is asked for, and no certification is known to be positive.
    NoPositiveOutcome {
        /// The last run with its outcome, where any is recorded.
        last: Option<(u32, Outcome)>,
    },
    /// A disbursement of which nobody has recorded the request.
    NoRequest,
    /// The first deadline was set and can't be another.
    BaselineMoved {
        /// What it is.
        was: When,
    },
    /// The certification is dated, and no positive run says so.
    CertificationWithoutRun,
    /// The certification is dated otherwise than its positive run.
    CertificationUnlikeRun {
        /// Day of the run's outcome.
        run: When,
    },
    /// Another one has this number.
    NumberTaken {
        /// The number.
        number: u32,
        /// The next one that is free.
        next: u32,
    },
    /// There is none with the number before this one.
    NumberGap {
        /// The number.
        number: u32,
        /// The next one that is free.
        next: u32,
    },
    /// A deadline that moves backwards.
    DueBeforePrevious {
        /// The new one.
        due: NaiveDate,
        /// The one it replaces.
        previous: When,
    },
    /// A deadline after the one that a later act set.
    DueAfterNext {
        /// The new one.
        due: NaiveDate,
        /// The later one.
        next: NaiveDate,
        /// Number of the later one.
        number: u32,
    },
    /// A first deadline that is not the first.
    InitialNotFirst,
    /// A lump-sum deadline after [`LUMP_SUM_LAST_DAY`](super::LUMP_SUM_LAST_DAY).
    BeyondLastDay {
        /// The new one.
        due: NaiveDate,
    },
    /// A run after one that was positive.
    AfterPositive {
        /// Number of the positive one.
        number: u32,
        /// Its outcome's day.
        on: Option<When>,
    },
    /// A run after one that was negative, with which revocation starts.
    AfterNegative {
        /// Number of the negative one.
        number: u32,
        /// Its outcome's day.
        on: Option<When>,
    },
    /// A run after one that has no outcome yet.
    AfterPending {
        /// Number of the pending one.
        number: u32,
    },
    /// An outcome after which there can hardly be the run that is recorded after it.
    Followed {
        /// The outcome.
        outcome: Outcome,
        /// Number of the run after it.
        next: u32,
    },
    /// A run asked for before the one before it had its outcome.
    RequestedTooSoon {
        /// Number of the one before.
        number: u32,
        /// Day of its outcome.
        outcome_on: When,
        /// When this one was asked for.
        requested: When,
    },
    /// An outcome without its day.
    OutcomeWithoutDate {
        /// The outcome.
        outcome: Outcome,
    },
    /// The day of an outcome that is not there yet.
    DateWithoutOutcome,
    /// Two dates of a run in the wrong order.
    RunOutOfOrder {
        /// The one that comes first.
        earlier: RunDate,
        /// Its day, which is the later one.
        earlier_on: When,
        /// The one that comes after it.
        later: RunDate,
        /// Its day, which is the earlier one.
        later_on: When,
    },
    /// Partially positive when the deadline for completion was past: the rule says negative.
    PartialAfterDeadline {
        /// The deadline in force.
        due: When,
        /// Day of the outcome.
        outcome_on: When,
    },
    /// Negative when the deadline for completion was not past: the rule says partially positive.
    NegativeBeforeDeadline {
        /// The deadline in force.
        due: When,
        /// Day of the outcome.
        outcome_on: When,
    },
    /// Not positive, or no longer, and the disbursement has been asked for.
    RequestRecorded {
        /// When it was asked for.
        request: When,
    },
    /// A payment of nothing.
    NothingPaid,
    /// Paid more than the contracts commit.
    PaidOverCommitted {
        /// Paid, this one included.
        paid: Amount,
        /// Committed by the contracts whose amount is known.
        committed: Amount,
        /// How many contracts have no known amount.
        unknown: usize,
    },
    /// Paid before the first contract was signed.
    PaidBeforeContract {
        /// Paid.
        paid_on: When,
        /// The first contract's signature.
        contract: When,
    },
    /// As much on the same day as another payment.
    SamePayment {
        /// What tells the other one apart.
        reference: String,
    },
    /// Received more than was granted.
    ReceivedOverGranted {
        /// Received, this one included.
        received: Amount,
        /// Granted.
        granted: Amount,
    },
    /// Committed more than was granted.
    CommittedOverGranted {
        /// Committed, this one included.
        committed: Amount,
        /// Granted.
        granted: Amount,
    },
    /// More at risk than was granted.
    ExposedOverGranted {
        /// At risk.
        exposed: Amount,
        /// Granted.
        granted: Amount,
    },
    /// A funding line of zero: unknown is left empty.
    GrantOfNothing,
    /// Not the form of a CIG.
    CigForm,
    /// The form of a CIG, and its check digits don't fit.
    CigCheck,
    /// Not the form of a CUP.
    CupForm,
    /// A stated status that is over already.
    StatedOver {
        /// Its last day.
        until: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A stated status that nobody would look at again for too long.
    StatedTooLong {
        /// Its last day.
        until: NaiveDate,
        /// The last day that needs no reason.
        latest: NaiveDate,
    },
    /// Not an address of the web.
    NotAWebAddress,
    /// A cadence of no days.
    NoDays,
    /// A cadence for one indicator of a figure that has none.
    IndicatorOfNothing,
    /// A run that is to be withdrawn, and another comes after it.
    RunFollows {
        /// The one to be withdrawn.
        number: u32,
        /// The one after it.
        next: u32,
    },
    /// A first deadline that is to be withdrawn.
    BaselineWithdrawn {
        /// What it is.
        was: When,
    },
    /// The only contract is to be withdrawn, and suppliers have been paid.
    LastContract {
        /// How many payments.
        payments: usize,
    },
    /// Others refer to it.
    Referred {
        /// The first of them.
        by: Reference,
        /// How many more.
        others: usize,
    },
    /// Without it another row would be as no row may be.
    Needed {
        /// The other row.
        by: Reference,
        /// What would be objected to it.
        why: Box<Why>,
    },
}
