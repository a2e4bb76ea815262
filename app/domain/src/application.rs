//! Applications: what the PA digitale 2026 open data say of each, and how their states follow each other in time.

use crate::{
    identifier::{Cup, Ipa, Slug},
    money::Cents,
    vocabulary,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// State of an application in the open data (`domain.md` §1.3). "A" covers everything between decree and payment.
    pub enum State {
        /// Funded by decree. A row without a state is this.
        Funded = "A",
        /// Disbursed.
        Disbursed = "E",
        /// Renunciation decreed.
        Renounced = "R",
    }
}

/// What tells one application from another (`domain.md` §5): never the CUP, which is used again after a renunciation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ApplicationKey {
    /// Body.
    pub ente: Ipa,
    /// Title of the call, blanks collapsed.
    pub call: String,
    /// When it was sent (UTC, as published).
    pub sent_at: NaiveDateTime,
}

/// One row of a published file, read and normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRow {
    /// Which application it speaks of.
    pub key: ApplicationKey,
    /// Line of the file, from 1 with the header.
    pub line: u64,
    /// Project that a template row names for it.
    pub project: Option<Slug>,
    /// The body as the row describes it.
    pub body: Body,
    /// Measure as the row names it, where it does.
    pub measure: Option<String>,
    /// What it says.
    pub says: Says,
    /// The cells as they stood in the file (JSON object, header to text, empty ones left out).
    pub raw: String,
    /// Days on which a snapshot showed it, where the row says so itself.
    pub seen: Option<Seen>,
}

/// The body of a row. Empty where the file has no such column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Name.
    pub name: Option<String>,
    /// Kind as published: Comune, Comuni, Scuole, Altri Enti, ASL.
    pub kind: Option<String>,
    /// Municipality.
    pub municipality: Option<String>,
    /// ISTAT code of the municipality.
    pub istat: Option<String>,
    /// Two letters.
    pub province: Option<String>,
    /// Three digits.
    pub province_code: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Two digits.
    pub region_code: Option<String>,
}

/// What a public row says of its application.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Says {
    /// State; a row without one means funded.
    pub state: State,
    /// Day of that state, where the file gives it.
    pub state_on: Option<NaiveDate>,
    /// Lump sum.
    pub amount: Cents,
    /// Day of the financing decree.
    pub decreed: NaiveDate,
    /// CUP.
    pub cup: Option<Cup>,
    /// Time window of the call.
    pub window: Option<u32>,
    /// Protocol of the decree.
    pub protocol: Option<u32>,
    /// The decree in words.
    pub decree: Option<String>,
}

/// Days between which snapshots showed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// First snapshot.
    pub first: NaiveDate,
    /// Last snapshot.
    pub last: NaiveDate,
    /// The file had no date of its own: the day is the newest one inside it, so the snapshot is of that day *at least*.
    pub at_least: bool,
}

/// A public fact as kept: what was said, and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFact {
    /// What was said.
    pub says: Says,
    /// When it was seen.
    pub seen: Seen,
}

/// An application with everything public that was ever seen of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Which one.
    pub key: ApplicationKey,
    /// Project it belongs to.
    pub project: Slug,
    /// Facts, in any order.
    pub facts: Vec<PublicFact>,
}

/// A stretch of time in which an application stood in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The state.
    pub state: State,
    /// From when it held, by the data's own word.
    pub al: Option<NaiveDate>,
    /// When we saw it.
    pub seen: Seen,
}

impl Application {
    /// The states in the order in which they were seen. A date that appears or fills up later is no change of state.
    ///
    /// A snapshot that shows an earlier state than one already seen on the same day or before is a stale file, not a
    /// change: the path only goes forward (A to E, A to R), as 2,804 published versions show.
    #[must_use]
    pub fn history(&self) -> Vec<Spell> {
        let mut facts: Vec<&PublicFact> = self.facts.iter().collect();
        facts.sort_by_key(|f| (f.seen.first, f.says.state, f.says.state_on, f.seen.last));
        let mut spells: Vec<Spell> = Vec::new();
        for fact in facts {
            let al = match fact.says.state {
                State::Funded => Some(fact.says.decreed),
                _ => fact.says.state_on,
            };
            match spells.iter_mut().find(|s| s.state == fact.says.state) {
                Some(spell) => {
                    spell.al = spell.al.or(al);
                    if fact.seen.last > spell.seen.last {
                        spell.seen.last = fact.seen.last;
                    }
                }
                None => spells.push(Spell { state: fact.says.state, al, seen: fact.seen }),
            }
        }
        spells
    }

    /// Where it stands: the furthest state seen.
    #[must_use]
    pub fn current(&self) -> Option<Spell> {
        self.history().into_iter().max_by_key(|s| (s.state != State::Funded, s.seen.first, s.state))
    }

    /// What the data say, field by field: the newest word wins, and a field that a later file leaves out keeps its last word.
    #[must_use]
    pub fn says(&self) -> Option<Says> {
        let mut facts: Vec<&PublicFact> = self.facts.iter().collect();
        facts.sort_by_key(|f| (f.seen.last, f.seen.first, f.says.state, f.says.state_on, f.says.cup.clone(), f.says.amount));
        let newest = facts.last()?;
        let mut says = newest.says.clone();
        let fill = |says: &mut Says, from: &Says| {
            says.cup = says.cup.take().or_else(|| from.cup.clone());
            says.window = says.window.or(from.window);
            says.protocol = says.protocol.or(from.protocol);
            says.decree = says.decree.take().or_else(|| from.decree.clone());
        };
        for fact in facts.iter().rev() {
            fill(&mut says, &fact.says);
        }
        if let Some(spell) = self.current() {
            says.state = spell.state;
            says.state_on = spell.al;
        }
        Some(says)
    }

    /// The last snapshot that showed it.
    #[must_use]
    pub fn last_seen(&self) -> Option<Seen> {
        self.facts.iter().map(|f| f.seen).max_by_key(|s| s.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fact(state: State, on: Option<&str>, first: &str, last: &str) -> PublicFact {
        PublicFact {
            says: Says {
                state,
                state_on: on.map(d),
                amount: Cents(6_900_000),
                decreed: d("2023-01-03"),
                cup: Cup::read("B21F22004070006"),
                window: None,
                protocol: None,
                decree: None,
            },
            seen: Seen { first: d(first), last: d(last), at_least: false },
        }
    }

    fn send(facts: Vec<PublicFact>) -> Application {
        Application {
            key: ApplicationKey { ente: Ipa::read("c_e472").unwrap(), call: "x".into(), sent_at: d("2022-11-04").into() },
            project: Slug::read("send-2022").unwrap(),
            facts,
        }
    }

    /// Latina's SEND, from the published history: a column that appears, fills up or reads `None` is no change.
    #[test]
    fn a_date_that_fills_up_is_no_change_of_state() {
        let app = send(vec![
            fact(State::Disbursed, Some("2024-03-12"), "2024-07-05", "2026-08-12"),
            fact(State::Funded, None, "2023-01-15", "2023-05-04"),
            fact(State::Funded, Some("2023-01-03"), "2023-05-25", "2024-03-12"),
        ]);
        let history = app.history();
        assert_eq!(history.len(), 2);
        assert_eq!(
            (history[0].state, history[0].al, history[0].seen.first),
            (State::Funded, Some(d("2023-01-03")), d("2023-01-15"))
        );
        assert_eq!(
            (history[1].state, history[1].al, history[1].seen.first),
            (State::Disbursed, Some(d("2024-03-12")), d("2024-07-05"))
        );
        assert_eq!(app.current().unwrap().state, State::Disbursed);
    }

    #[test]
    fn a_stale_file_does_not_take_a_payment_back() {
        let app = send(vec![
            fact(State::Disbursed, Some("2024-03-12"), "2024-07-05", "2024-07-05"),
            fact(State::Funded, Some("2023-01-03"), "2024-08-01", "2024-08-01"),
        ]);
        assert_eq!(app.current().unwrap().state, State::Disbursed);
        assert_eq!(app.says().unwrap().state, State::Disbursed);
    }
}
