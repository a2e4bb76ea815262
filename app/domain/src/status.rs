//! Where a project stands, by a rule that the page can show.

use crate::{phase::DeclaredState, when::When};
use serde::{Deserialize, Serialize};

/// Where a project stands. The first rule that fits decides, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// The office says so, for a stated reason and until a stated day: it goes before every rule.
    Stated(Tone),
    /// Every application was renounced and nothing else pays for it.
    Renounced,
    /// Paid, by PA digitale or by the ente's own record.
    Disbursed,
    /// ReGiS shows a payment that PA digitale does not show (yet).
    PaidElsewhere,
    /// The last certification run was positive.
    Certified,
    /// Activities are completed, no positive certification known.
    Completed,
    /// The deadline for completion is past, and nothing tells that it was met.
    Overdue,
    /// The contract is signed.
    Running,
    /// Somebody said so in public; no record.
    Declared(DeclaredState),
    /// The decree is there, nothing further known.
    Funded,
    /// Nothing known.
    Unknown,
}

crate::vocabulary! {
    /// How a status is drawn: word, shape, hatch and colour go together, so that grey is enough. Its words are those of
    /// addresses and of the office's own statements.
    pub enum Tone {
        /// Over.
        Done = "conclusi",
        /// Under way.
        Running = "in-corso",
        /// Past its deadline.
        Late = "oltre-il-termine",
        /// Given up.
        Renounced = "rinunciati",
        /// Not known.
        Unknown = "non-noti",
    }
}

impl Status {
    /// How it is drawn and counted.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Disbursed | Self::PaidElsewhere | Self::Certified | Self::Completed | Self::Declared(DeclaredState::Done) => {
                Tone::Done
            }
            Self::Running | Self::Funded | Self::Declared(_) => Tone::Running,
            Self::Overdue => Tone::Late,
            Self::Renounced => Tone::Renounced,
            Self::Unknown => Tone::Unknown,
            Self::Stated(tone) => tone,
        }
    }
}

/// A status with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where the project stands.
    pub status: Status,
    /// Since when, or as of when it was said.
    pub since: Option<When>,
    /// Code of the source.
    pub source: Option<String>,
    /// Why the office states it otherwise than the rule, and until when.
    pub stated: Option<Stated>,
}

impl Standing {
    /// What a rule has decided.
    #[must_use]
    pub fn of(status: Status, since: Option<When>, source: Option<String>) -> Self {
        Self { status, since, source, stated: None }
    }

    /// What the rule says, whatever the office states: money is at risk by the rule, not by words.
    #[must_use]
    pub fn rule(&self) -> Status {
        self.stated.as_ref().map_or(self.status, |s| s.rule)
    }
}

/// A status that a person states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Why.
    pub reason: String,
    /// The last day on which it counts.
    pub until: chrono::NaiveDate,
    /// What the rule would have said.
    pub rule: Status,
}
