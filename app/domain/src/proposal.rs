//! The second-person check: where an ente wants it, what somebody saves about a project waits until somebody else has
//! confirmed it, and until then stands on no page.
//!
//! A proposal keeps what was to be written, with the versions that it saw. Confirming it is the ordinary save, in one
//! transaction with the decision: where somebody else was faster meanwhile nothing is written, and the proposal stays.

use crate::{
    cell::Table,
    desk::{Author, Edit, Kept, Saved},
    fact::Provenance,
    identifier::{Ipa, Slug},
    ports::{Answer, Unknown},
};
use chrono::{DateTime, NaiveDate, Utc};

/// What the history calls a proposal.
pub const SUBJECT: &str = "proposal";
/// What the history calls something that is set for an ente.
pub const SETTING: &str = "setting";
/// This check, among what is set.
pub const SECOND_PERSON: &str = "second_person";

crate::vocabulary! {
    /// What has become of a proposal.
    pub enum State {
        /// Nobody has decided yet.
        Waiting = "in_attesa",
        /// Somebody else has confirmed it: it is written.
        Confirmed = "confermata",
        /// Somebody else has refused it, and said why.
        Refused = "rifiutata",
        /// Its author has taken it back.
        TakenBack = "ritirata",
    }
}

/// What can be decided about a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is right: write it.
    Confirm,
    /// It is not: leave everything as it is.
    Refuse,
    /// Its author does not want it any more.
    TakeBack,
}

impl Decision {
    /// What becomes of the proposal.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::Confirm => State::Confirmed,
            Self::Refuse => State::Refused,
            Self::TakeBack => State::TakenBack,
        }
    }
}

/// What is to be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where.
    pub ente: Ipa,
    /// The project that it is about, which need not be there yet.
    pub project: Slug,
    /// All of them are written, or none. The last one is what the form was about.
    pub edits: Vec<Edit>,
}

/// One thing that a proposal would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is to be written.
    pub edit: Edit,
    /// The thing as its author saw it; none where there was nothing.
    pub before: Option<Kept>,
    /// The thing as it stands; none where there is nothing.
    pub now: Option<Kept>,
}

impl Item {
    /// Somebody else was faster: the thing is no longer the one that the author saw. Something withdrawn may be entered anew
    /// by somebody who never saw it.
    #[must_use]
    pub fn overtaken(&self) -> bool {
        let fresh = self.edit.seen == 0 && self.now.as_ref().is_none_or(|k| k.withdrawn);
        !fresh && self.now.as_ref().map(|k| k.version) != Some(self.edit.seen)
    }

    /// The thing as it would stand, had it been written at that instant. It has no version of its own yet: that of what it
    /// would replace stands for it.
    #[must_use]
    pub fn proposed(&self, at: DateTime<Utc>) -> Kept {
        let Edit { values, al, source, note, seen, withdrawn, .. } = self.edit.clone();
        let provenance = Provenance { al, known: at.date_naive(), source, note };
        Kept { version: seen, values, provenance, recorded_at: at, withdrawn }
    }
}

/// Something saved that waits for a second person, or has got an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub id: i64,
    /// Where.
    pub ente: Ipa,
    /// The project that it is about.
    pub project: Slug,
    /// Who, and why. Proposals have an account.
    pub author: Author,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What it would write, in order.
    pub items: Vec<Item>,
    /// What has become of it.
    pub state: State,
    /// Who decided, where it was refused with the reason, and when (UTC).
    pub decided: Option<(Author, DateTime<Utc>)>,
}

impl Proposal {
    /// Whether this account may decide so: confirming and refusing is for anybody else, taking back for the author alone.
    /// An administrator is no exception, that is what the check is for.
    #[must_use]
    pub fn may(&self, decision: Decision, user: i64) -> bool {
        (self.author.user == Some(user)) == (decision == Decision::TakeBack)
    }

    /// Somebody else was faster with one of its things.
    #[must_use]
    pub fn overtaken(&self) -> bool {
        self.items.iter().any(Item::overtaken)
    }

    /// The version that its form saw: that of the thing it was about, 0 for a new one.
    #[must_use]
    pub fn seen(&self) -> i64 {
        self.items.last().map_or(0, |i| i.edit.seen)
    }

    /// Whether it would write this thing.
    #[must_use]
    pub fn touches(&self, table: &'static Table, thing: &Kept) -> bool {
        let key = |k: &Kept| table.key_of(&k.values, &k.provenance).ok();
        let own = key(thing);
        own.is_some() && self.items.iter().any(|i| i.edit.table == table && key(&i.proposed(self.at)) == own)
    }
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is done, and the log says so.
    Done,
    /// It is not waiting any more: somebody else has decided, or its author took it back.
    Settled,
    /// Not for this person: see [`Proposal::may`].
    Barred,
    /// Somebody else was faster with one of its things: nothing is written, and it goes on waiting.
    Overtaken,
    /// It speaks of something that is no longer there: nothing is written, and it goes on waiting.
    Refused(Unknown),
}

/// What the desk asks about proposals. Whoever implements it writes each of these changes to the log, in the same transaction.
pub trait Proposals: Send + Sync {
    /// Whether what is saved about a project of this ente waits for a second person. Off until somebody turns it on.
    fn second_person(&self, ente: &Ipa) -> Answer<'_, bool>;
    /// Turns the check on or off. What waits goes on waiting.
    fn set_second_person(&self, ente: &Ipa, on: bool, by: Author, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// Keeps edits until somebody else decides, where they could be saved as things stand. [`Saved::Done`] has the number of
    /// the proposal. The author has an account.
    fn propose(&self, draft: Draft, author: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Saved>;
    /// Those of an ente that wait, the oldest first.
    fn waiting(&self, ente: &Ipa) -> Answer<'_, Vec<Proposal>>;
    /// Somebody's own in an ente that wait or were decided on this day (UTC) or later, the oldest first.
    fn own(&self, ente: &Ipa, user: i64, since: NaiveDate) -> Answer<'_, Vec<Proposal>>;
    /// One by its number, whoever's it is.
    fn proposal(&self, id: i64) -> Answer<'_, Option<Proposal>>;
    /// Decides. `by` has an account; its reason is why a proposal is refused, or, where it is confirmed, what the history gives
    /// as reason of each change, beside the name of whoever proposed it.
    fn decide(&self, id: i64, decision: Decision, by: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Decided>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fact::Record, money::Cents, phase::Fund, records::FundingLine};

    fn line(item: &str) -> Edit {
        let record = FundingLine {
            ente: Ipa::read("c_e472").unwrap(),
            project: Slug::read("send-2022").unwrap(),
            item: item.to_owned(),
            fund: Fund::Pnrr,
            amount: Some(crate::amount::Amount::exact(Cents(100))),
            act: None,
        };
        Edit { table: FundingLine::TABLE, values: record.store(), al: None, source: None, note: None, seen: 0, withdrawn: false }
    }

    fn kept(edit: &Edit, version: i64, withdrawn: bool) -> Kept {
        let item = Item { edit: edit.clone(), before: None, now: None };
        Kept { version, withdrawn, ..item.proposed(DateTime::UNIX_EPOCH) }
    }

    fn proposal(edit: Edit) -> Proposal {
        Proposal {
            id: 1,
            ente: Ipa::read("c_e472").unwrap(),
            project: Slug::read("send-2022").unwrap(),
            author: Author { user: Some(7), name: "Ufficio".to_owned(), reason: None },
            at: DateTime::UNIX_EPOCH,
            items: vec![Item { edit, before: None, now: None }],
            state: State::Waiting,
            decided: None,
        }
    }

    #[test]
    fn nobody_confirms_their_own_and_nobody_takes_back_anothers() {
        let p = proposal(line("contributo"));
        for (decision, own) in [(Decision::Confirm, false), (Decision::Refuse, false), (Decision::TakeBack, true)] {
            assert_eq!(p.may(decision, 7), own, "{decision:?}");
            assert_eq!(p.may(decision, 8), !own, "{decision:?}");
        }
    }

    #[test]
    fn it_is_overtaken_when_the_thing_is_no_longer_what_its_author_saw() {
        let edit = line("contributo");
        let overtaken = |seen, now| Item { edit: Edit { seen, ..edit.clone() }, before: None, now }.overtaken();
        assert!(!overtaken(0, None));
        assert!(overtaken(0, Some(kept(&edit, 3, false))));
        assert!(!overtaken(0, Some(kept(&edit, 3, true))), "what was withdrawn may be entered anew");
        assert!(!overtaken(3, Some(kept(&edit, 3, false))));
        assert!(overtaken(3, Some(kept(&edit, 4, false))));
        assert!(overtaken(3, Some(kept(&edit, 4, true))));
        assert!(overtaken(3, None));
    }

    #[test]
    fn it_touches_the_thing_with_its_key_and_no_other() {
        let p = proposal(line("contributo"));
        assert!(p.touches(FundingLine::TABLE, &kept(&line("contributo"), 9, false)));
        assert!(!p.touches(FundingLine::TABLE, &kept(&line("altro"), 9, false)));
    }
}
