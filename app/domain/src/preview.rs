//! What a file would change, before anybody has agreed to it: the difference that the page of the import shows, that whoever
//! looks at it chooses from, and that the import must then make, row by row, or not be made.

use crate::{
    application::{ApplicationKey, Says, State},
    dossier::Dossier,
    fact::latest,
    phase::{Fund, Phase},
    ports::{CellChange, Tally},
    when::When,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A row that says something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Which row of the file it is, from 1, the header and empty lines not counted: what a choice names it by. Several rows of
    /// a JSON file may stand on one line.
    pub number: u64,
    /// Line of the file on which it stands, from 1 with the header.
    pub line: u64,
    /// Nothing was known of its thing.
    pub new: bool,
    /// What tells its thing from others: name of the column and text as files have it, the ente left out.
    pub key: Vec<(&'static str, String)>,
    /// What it changes, as files have it.
    pub cells: Vec<CellChange>,
    /// Public data that say something else than the office: what the office has entered stays shown.
    pub office: bool,
    /// The day of the newer word that stays shown, where there is one: the row goes into the history.
    pub outdone: Option<NaiveDate>,
}

/// What a file would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// What a confirmation names it by: nobody can guess it.
    pub token: String,
    /// Digest of the difference, hexadecimal: a confirmation says what it has seen.
    pub digest: String,
    /// Name of the file.
    pub file: String,
    /// What it was: `pa-digitale`, `avvisi`, or the kind of our template.
    pub kind: String,
    /// Name of the table of `records` by whose columns the rows are told.
    pub table: &'static str,
    /// Applications of the open data, whose rows are of use also where they say nothing new: they were seen again.
    pub public: bool,
    /// Day of the snapshot, for public data.
    pub snapshot: Option<NaiveDate>,
    /// That day is a lower bound.
    pub at_least: bool,
    /// By rows.
    pub tally: Tally,
    /// Rows of other enti, which stay out.
    pub elsewhere: u64,
    /// Rows that whoever imports has left out.
    pub left: u64,
    /// The rows that say something new, in the order of the file: all of them where [`Self::offers_choice`].
    pub rows: Vec<PreviewRow>,
    /// Refused rows in words, the first thousand.
    pub refusals: Vec<String>,
}

impl Preview {
    /// With more differences than this a page takes all or nothing.
    pub const CHOICES: usize = 500;

    /// How many rows say something new.
    #[must_use]
    pub fn differences(&self) -> u64 {
        self.tally.accepted + self.tally.changed
    }

    /// Whether its rows can be chosen one by one.
    #[must_use]
    pub fn offers_choice(&self) -> bool {
        self.differences() <= Self::CHOICES as u64
    }

    /// Whether there is something to import.
    #[must_use]
    pub fn is_worth_it(&self) -> bool {
        self.differences() > 0 || (self.public && self.tally.unchanged > 0)
    }

    /// What is left of it without these rows.
    #[must_use]
    pub fn without(&self, numbers: &BTreeSet<u64>) -> Self {
        let mut rest = self.clone();
        rest.rows.retain(|row| !numbers.contains(&row.number));
        for row in self.rows.iter().filter(|row| numbers.contains(&row.number)) {
            let count = if row.new { &mut rest.tally.accepted } else { &mut rest.tally.changed };
            *count = count.saturating_sub(1);
            rest.left += 1;
        }
        rest
    }

    /// Whether both make the same difference.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.tally, &self.rows, self.snapshot) == (other.tally, &other.rows, other.snapshot)
    }
}

/// Whether the office itself has entered something that a public row says otherwise: its own amount, day of the decree or of
/// the payment, or a status that it states until `today` or later. The office's word stays shown then, whatever public data say
/// (`portfolio` decides by the same facts).
#[must_use]
pub fn office_says_otherwise(dossier: &Dossier, key: &ApplicationKey, says: &Says, today: NaiveDate) -> bool {
    let Some(application) = dossier.applications.iter().find(|a| a.key == *key) else { return false };
    let project = &application.project;
    let lines = latest(dossier.funding.iter().filter(|f| f.project == *project), |f| &f.item);
    let granted: i64 = lines.iter().filter(|f| f.fund == Fund::Pnrr).filter_map(|f| f.amount).map(|a| a.cents.0).sum();
    let mut amounts = lines.iter().filter_map(|f| f.amount).map(|a| a.cents.0).chain([granted]);
    let money = !lines.is_empty() && !amounts.any(|cents| cents == says.amount.0);
    let milestones = latest(dossier.milestones.iter().filter(|m| m.project == *project), |m| m.phase);
    let actual = |phase: Phase| milestones.iter().find(|m| m.phase == phase).and_then(|m| m.actual);
    let other_day = |typed: Option<When>, day: NaiveDate| typed.is_some_and(|w| day < w.first() || day > w.last());
    let paid = says.state_on.filter(|_| says.state == State::Disbursed);
    let stated = latest(dossier.stated.iter().filter(|s| s.project == *project), |_| ());
    money
        || other_day(actual(Phase::Decree), says.decreed)
        || paid.is_some_and(|day| other_day(actual(Phase::Disbursement), day))
        || stated.iter().any(|s| s.until >= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        amount::Amount,
        application::{Application, PublicFact, Seen},
        dossier::Ente,
        fact::{Fact, Provenance, Record},
        identifier::{Ipa, Slug},
        money::Cents,
        records::{FundingLine, Milestone, StatedStatus},
        status::Tone,
    };

    fn row(number: u64, new: bool) -> PreviewRow {
        PreviewRow { number, line: number + 1, new, key: vec![], cells: vec![], office: false, outdone: None }
    }

    fn preview() -> Preview {
        Preview {
            tally: Tally { accepted: 2, changed: 1, unchanged: 4, refused: 1 },
            rows: vec![row(1, true), row(2, false), row(7, true)],
            ..Preview::default()
        }
    }

    #[test]
    fn what_is_left_out_is_counted_no_more() {
        let rest = preview().without(&BTreeSet::from([2, 7, 9]));
        assert_eq!(rest.tally, Tally { accepted: 1, changed: 0, unchanged: 4, refused: 1 });
        assert_eq!((rest.left, rest.rows.as_slice()), (2, [row(1, true)].as_slice()));
        assert!(preview().without(&BTreeSet::new()).says_the_same(&preview()));
        assert!(!rest.says_the_same(&preview()));
    }

    #[test]
    fn beyond_five_hundred_differences_it_is_all_or_nothing() {
        let of = |accepted| Preview { tally: Tally { accepted, ..Tally::default() }, ..Preview::default() };
        assert!(of(500).offers_choice() && !of(501).offers_choice());
    }

    #[test]
    fn public_rows_are_worth_importing_also_where_they_say_nothing_new() {
        let seen = |public| Preview { public, tally: Tally { unchanged: 3, ..Tally::default() }, ..Preview::default() };
        assert!(seen(true).is_worth_it() && !seen(false).is_worth_it());
        assert!(!Preview { public: true, ..Preview::default() }.is_worth_it());
    }

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ente() -> Ipa {
        Ipa::read("c_e472").unwrap()
    }

    fn send() -> Slug {
        Slug::read("send-2022").unwrap()
    }

    fn key() -> ApplicationKey {
        ApplicationKey { ente: ente(), call: "1.4.5".into(), sent_at: d("2022-11-04").into() }
    }

    fn says(state: State, on: Option<&str>) -> Says {
        Says {
            state,
            state_on: on.map(d),
            amount: Cents(6_900_000),
            decreed: d("2023-01-03"),
            cup: None,
            window: None,
            protocol: None,
            decree: None,
        }
    }

    fn fact<R: Record>(record: R) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: d("2024-01-01"), source: None, note: None },
            recorded_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn dossier() -> Dossier {
        let seen = Seen { first: d("2024-01-01"), last: d("2024-01-01"), at_least: false };
        Dossier {
            ente: Ente {
                ipa: ente(),
                name: "Latina".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: None,
            },
            projects: vec![send()],
            applications: vec![Application {
                key: key(),
                project: send(),
                facts: vec![PublicFact { says: says(State::Funded, None), seen }],
            }],
            project_records: vec![],
            funding: vec![],
            milestones: vec![],
            deadline_changes: vec![],
            runs: vec![],
            contracts: vec![],
            risks: vec![],
            stated: vec![],
            payments: vec![],
            receipts: vec![],
            indicators: vec![],
            readings: vec![],
            acts: vec![],
            offices: vec![],
            statements: vec![],
            claims: vec![],
            cadences: vec![],
            confirmations: vec![],
            settled: vec![],
            sittings: vec![],
        }
    }

    fn differs(dossier: &Dossier, says: &Says) -> bool {
        office_says_otherwise(dossier, &key(), says, d("2026-11-22"))
    }

    #[test]
    fn where_the_office_has_entered_nothing_public_data_stand_alone() {
        assert!(!differs(&dossier(), &says(State::Disbursed, Some("2024-03-12"))));
    }

    #[test]
    fn an_amount_of_the_office_counts_where_no_line_and_no_sum_is_the_public_one() {
        let line = |item: &str, cents| {
            fact(FundingLine {
                ente: ente(),
                project: send(),
                item: item.into(),
                fund: Fund::Pnrr,
                amount: Some(Amount::exact(Cents(cents))),
                act: None,
            })
        };
        let with = |funding| Dossier { funding, ..dossier() };
        assert!(!differs(&with(vec![line("contributo", 6_900_000)]), &says(State::Funded, None)));
        assert!(!differs(&with(vec![line("a", 6_000_000), line("b", 900_000)]), &says(State::Funded, None)));
        assert!(differs(&with(vec![line("contributo", 7_000_000)]), &says(State::Funded, None)));
    }

    #[test]
    fn a_day_of_the_office_counts_where_it_cannot_be_the_public_one() {
        let paid = |on: &str| {
            let actual = Some(When::read(on).unwrap());
            let (phase, act) = (Phase::Disbursement, None);
            let milestone = Milestone { ente: ente(), project: send(), phase, baseline: None, forecast: None, actual, act };
            Dossier { milestones: vec![fact(milestone)], ..dossier() }
        };
        assert!(differs(&paid("2024-03-13"), &says(State::Disbursed, Some("2024-03-12"))));
        // A month that has the day in it contradicts nothing, and neither does a payment that is not told yet.
        assert!(!differs(&paid("2024-03"), &says(State::Disbursed, Some("2024-03-12"))));
        assert!(!differs(&paid("2024-03-13"), &says(State::Funded, Some("2023-01-03"))));
    }

    #[test]
    fn a_status_that_the_office_states_counts_as_long_as_it_holds() {
        let stated = |until: &str| {
            let record =
                StatedStatus { ente: ente(), project: send(), tone: Tone::Running, reason: "collaudo".into(), until: d(until) };
            Dossier { stated: vec![fact(record)], ..dossier() }
        };
        assert!(differs(&stated("2026-11-22"), &says(State::Funded, None)));
        assert!(!differs(&stated("2026-11-21"), &says(State::Funded, None)));
    }

    #[test]
    fn an_application_that_nobody_knows_is_nobodys_word() {
        let other = ApplicationKey { call: "1.4.4".into(), ..key() };
        assert!(!office_says_otherwise(&dossier(), &other, &says(State::Funded, None), d("2026-11-22")));
    }
}
