//! Where a project stands, by a rule that the page can show.

use crate::{phase::DeclaredState, when::When};
use serde::{Deserialize, Serialize};

/// Where a project stands. The first rule that fits decides, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
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

/// How a status is drawn: word, shape, hatch and colour go together, so that grey is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tone {
    /// Over.
    Done,
    /// Under way.
    Running,
    /// Past its deadline.
    Late,
    /// Given up.
    Renounced,
    /// Not known.
    Unknown,
}

impl Status {
    /// Codes for addresses, in the order of the filter.
    pub const CODES: [(&'static str, Tone); 5] = [
        ("conclusi", Tone::Done),
        ("in-corso", Tone::Running),
        ("oltre-il-termine", Tone::Late),
        ("rinunciati", Tone::Renounced),
        ("non-noti", Tone::Unknown),
    ];

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
        }
    }
}

impl Tone {
    /// Its code in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        Status::CODES.iter().find(|(_, t)| *t == self).map_or("", |(c, _)| c)
    }

    /// The tone back.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Status::CODES.iter().find(|(c, _)| *c == code).map(|(_, t)| *t)
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
}
