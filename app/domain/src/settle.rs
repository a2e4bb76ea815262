//! Differences between what the office typed and what the public data say, and what was decided about them. The office keeps
//! its own value with a reason, which holds until the public value is another; or it takes its own back, and the public shows.

use crate::{
    amount::Amount,
    collapse,
    fact::Fact,
    phase::Phase,
    portfolio::{Difference, ProjectView},
    records::Settled,
    vocabulary,
    when::When,
};

vocabulary! {
    /// What the office and the public data may both say.
    pub enum Matter {
        /// The PNRR money granted.
        Grant = "finanziamento",
        /// The day on which the application was sent.
        Application = "candidatura",
        /// The day of the financing decree.
        Decree = "decreto",
        /// The day of the disbursement.
        Disbursement = "erogazione",
    }
}

impl Matter {
    /// The step of which it is the date.
    #[must_use]
    pub fn phase(self) -> Option<Phase> {
        match self {
            Self::Grant => None,
            Self::Application => Some(Phase::Application),
            Self::Decree => Some(Phase::Decree),
            Self::Disbursement => Some(Phase::Disbursement),
        }
    }

    fn of_phase(phase: Phase) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.phase() == Some(phase))
    }
}

/// A difference that the office can settle, with both values as pages print them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// About what.
    pub matter: Matter,
    /// What the office typed.
    pub typed: String,
    /// What the public data say.
    pub public: String,
}

impl Dispute {
    /// What of a difference is between the office and the public data. Two other sources that disagree are theirs to settle.
    #[must_use]
    pub fn of(difference: &Difference) -> Option<Self> {
        match difference {
            Difference::Grant { typed, public } => {
                Some(Self { matter: Matter::Grant, typed: money(*typed), public: money(*public) })
            }
            Difference::Date { phase, typed, public } => {
                Some(Self { matter: Matter::of_phase(*phase)?, typed: day(*typed), public: day(*public) })
            }
            Difference::PaidInRegisOnly { .. } | Difference::DisbursedButTargetOpen { .. } => None,
        }
    }
}

/// With plain blanks, as a kept text has them: what is kept and read again is the same text.
fn money(amount: Amount) -> String {
    collapse(&format!("{}{}", amount.bound.word(), amount.cents))
}

fn day(when: When) -> String {
    when.to_string()
}

impl ProjectView {
    /// What was decided about a difference: it holds as long as the public data say what they said then.
    #[must_use]
    pub fn settled(&self, difference: &Difference) -> Option<&Fact<Settled>> {
        let dispute = Dispute::of(difference)?;
        self.decided.iter().find(|s| s.matter == dispute.matter && s.public == dispute.public)
    }

    /// The differences that nobody has settled yet.
    pub fn disputes(&self) -> impl Iterator<Item = (&Difference, Dispute)> {
        self.differences.iter().filter(|d| self.settled(d).is_none()).filter_map(|d| Some((d, Dispute::of(d)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        application::{Application, ApplicationKey, PublicFact, Says, Seen, State},
        dossier::{Catalogue, Dossier},
        fact::Provenance,
        money::Cents,
        portfolio::Portfolio,
        review::sample,
    };

    fn fact<R>(record: R) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: sample::TODAY, source: None, note: None },
            recorded_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    /// A project that public data call decreed on that day, which the office typed otherwise.
    fn view(decreed: &str, decided: Vec<Settled>) -> ProjectView {
        let says = Says {
            state: State::Funded,
            state_on: None,
            amount: Cents(6_900_000),
            decreed: sample::d(decreed),
            cup: None,
            window: None,
            protocol: None,
            decree: None,
        };
        let seen = Seen { first: sample::d("2023-02-01"), last: sample::d("2026-08-12"), at_least: false };
        let application = Application {
            key: ApplicationKey {
                ente: sample::ente(),
                call: "1.4.5 Comuni (Settembre 2022)".into(),
                sent_at: sample::d("2022-11-04").and_hms_opt(12, 0, 0).unwrap(),
            },
            project: sample::project(),
            facts: vec![PublicFact { says, seen }],
        };
        let dossier = Dossier {
            projects: vec![sample::project()],
            applications: vec![application],
            milestones: vec![fact(sample::done(Phase::Decree, "2023-01-10"))],
            settled: decided.into_iter().map(fact).collect(),
            ..sample::dossier()
        };
        Portfolio::of(&dossier, &Catalogue::default(), sample::TODAY).projects.remove(0)
    }

    fn kept(public: &str) -> Settled {
        Settled {
            ente: sample::ente(),
            project: sample::project(),
            matter: Matter::Decree,
            typed: "10/01/2023".into(),
            public: public.into(),
            reason: "Lo dice il decreto".into(),
        }
    }

    #[test]
    fn a_typed_date_that_is_not_the_public_one_is_to_be_settled() {
        let open = view("2023-01-03", vec![]);
        let disputes: Vec<Dispute> = open.disputes().map(|(_, d)| d).collect();
        let expected = Dispute { matter: Matter::Decree, typed: "10/01/2023".into(), public: "03/01/2023".into() };
        assert_eq!(disputes, [expected]);
        assert_eq!(view("2023-01-10", vec![]).disputes().count(), 0);
    }

    #[test]
    fn what_was_kept_is_settled_until_the_public_value_is_another_and_stays_named() {
        let settled = view("2023-01-03", vec![kept("03/01/2023")]);
        assert_eq!(settled.disputes().count(), 0);
        assert_eq!(settled.differences.len(), 1, "it is still said in public");
        assert_eq!(settled.settled(&settled.differences[0]).map(|s| s.reason.as_str()), Some("Lo dice il decreto"));
        assert_eq!(view("2023-01-04", vec![kept("03/01/2023")]).disputes().count(), 1);
    }

    #[test]
    fn both_values_survive_being_kept_as_texts() {
        let grant = Difference::Grant {
            typed: Amount::exact(Cents(123_456_789)),
            public: Amount { bound: crate::amount::Bound::Over, ..Amount::exact(Cents(100)) },
        };
        let dispute = Dispute::of(&grant).unwrap();
        assert_eq!((dispute.typed.as_str(), dispute.public.as_str()), ("1.234.567,89 €", "oltre 1,00 €"));
        assert_eq!(collapse(&dispute.public), dispute.public);
        let elsewhere = Difference::PaidInRegisOnly { amount: Amount::exact(Cents(1)), al: None, seen: None };
        assert_eq!(Dispute::of(&elsewhere), None);
    }
}
