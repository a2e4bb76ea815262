//! A step of the plan: what is due, what has happened, what is expected.

use crate::gantt::{
    layout::Scale,
    row::{Day, GanttRow, MarkKind, MarkOn, day},
};
use domain::{
    deadline::{Lateness, lateness},
    phase::Phase,
    when::When,
};
use serde::{Deserialize, Serialize};
use words::Lang;

/// A step of the plan. Small and serialisable, because the page hands it to the island.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Which one.
    pub phase: Phase,
    /// Id of the field with its forecast; empty where it can't be moved.
    pub field: String,
    /// The first deadline, where it was another than the one in force.
    pub first: Option<When>,
    /// The deadline in force.
    pub due: Option<When>,
    /// No confirmed source states the deadline.
    pub unverified: bool,
    /// When the office expects it, as saved.
    pub forecast: Option<When>,
    /// When it happened.
    pub actual: Option<When>,
}

impl PlanRow {
    /// Its forecast can be moved.
    #[must_use]
    pub fn moves(&self) -> bool {
        !self.field.is_empty()
    }

    /// How it would stand against its deadline, if it came when expected.
    #[must_use]
    pub fn margin(&self, expected: Option<When>) -> Lateness {
        match (self.due, expected) {
            // The day of asking makes no difference to what is dated.
            (Some(due), Some(on)) => lateness(Some(due), Some(on), on.last()),
            _ => Lateness::Unknown,
        }
    }

    /// It would miss its deadline beyond doubt.
    #[must_use]
    pub fn misses(&self, expected: Option<When>) -> bool {
        matches!(self.margin(expected), Lateness::DoneLate(_))
    }

    /// "previsto 12/03/2025, 18 giorni prima del termine".
    #[must_use]
    pub fn value(&self, lang: Lang, expected: Option<When>) -> String {
        let day = lang.plan_day(expected);
        if expected.is_none() { day } else { lang.plan_value(&day, &lang.plan_margin(self.due, self.margin(expected))) }
    }

    /// The row as one sentence, for those who do not see it.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let mut out = format!("{}: ", lang.phase(self.phase));
        match self.actual {
            Some(on) => out.push_str(&lang.plan_happened(&lang.when(on))),
            None => out.push_str(&lang.plan_day(self.forecast)),
        }
        out.push_str("; ");
        match self.due {
            Some(due) => out.push_str(&lang.due_by(&lang.when(due))),
            None => out.push_str(lang.plan_no_due()),
        }
        out
    }

    /// What is drawn of it beside the handle, by the Gantt's own shapes: the first deadline as a line under it, the deadline in
    /// force, what has happened, and the forecast as saved.
    #[must_use]
    pub fn drawn(&self, scale: Scale) -> GanttRow {
        let mut marks = vec![];
        if let Some(on) = self.actual {
            let kind = match self.phase {
                Phase::Completion | Phase::Certification => MarkKind::Done,
                Phase::Disbursement => MarkKind::Paid,
                _ => MarkKind::Milestone,
            };
            marks.push(MarkOn { kind, at: day(on.last()) });
        } else if let Some(forecast) = self.forecast {
            marks.push(MarkOn { kind: MarkKind::Forecast, at: day(forecast.last()) });
        }
        if let Some(due) = self.due {
            let kind = if self.unverified { MarkKind::DeadlineUnverified } else { MarkKind::Deadline };
            marks.push(MarkOn { kind, at: day(due.last()) });
        }
        let baseline = self.first.map(|first| (scale.from, day(first.last())));
        GanttRow { baseline, marks, ..GanttRow::default() }
    }
}

/// The day at which a forecast is drawn and moved from: the last that it may be.
#[must_use]
pub fn place(expected: When) -> Day {
    day(expected.last())
}

#[cfg(test)]
pub(super) mod sample {
    use super::*;

    pub fn w(text: &str) -> When {
        When::read(text).unwrap()
    }

    pub fn row(phase: Phase, due: &str, forecast: &str) -> PlanRow {
        PlanRow {
            phase,
            field: format!("piano-{}", phase.code()),
            first: None,
            due: When::read(due).ok(),
            unverified: false,
            forecast: When::read(forecast).ok(),
            actual: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        sample::{row, w},
        *,
    };
    use crate::gantt::layout::Zoom;

    #[test]
    fn a_value_says_the_day_and_its_margin() {
        let contract = row(Phase::Contract, "30/03/2025", "12/03/2025");
        assert_eq!(contract.value(Lang::It, contract.forecast), "previsto 12/03/2025, 18\u{a0}giorni prima del termine");
        assert_eq!(contract.value(Lang::It, Some(w("31/03/2025"))), "previsto 31/03/2025, 1\u{a0}giorno dopo il termine");
        assert_eq!(contract.value(Lang::It, Some(w("03/2025"))), "previsto marzo 2025, a cavallo del termine");
        assert_eq!(contract.value(Lang::It, None), "nessuna previsione");
        assert_eq!(row(Phase::Request, "", "12/03/2025").value(Lang::En, Some(w("2025"))), "expected 2025, deadline not known");
    }

    #[test]
    fn a_deadline_is_missed_only_beyond_doubt() {
        let contract = row(Phase::Contract, "30/03/2025", "");
        assert!(!contract.misses(Some(w("30/03/2025"))) && contract.misses(Some(w("31/03/2025"))));
        assert!(!contract.misses(Some(w("03/2025"))) && contract.misses(Some(w("04/2025"))) && !contract.misses(None));
        assert!(!row(Phase::Request, "", "").misses(Some(w("2099"))));
    }

    #[test]
    fn what_has_happened_is_drawn_in_place_of_its_forecast() {
        let scale = Scale { from: place(w("01/01/2025")), to: place(w("31/12/2025")), zoom: Zoom::Quarter };
        let mut contract = row(Phase::Contract, "30/03/2025", "12/03/2025");
        contract.first = Some(w("28/02/2025"));
        let kinds = |row: &PlanRow| row.drawn(scale).marks.iter().map(|m| m.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&contract), [MarkKind::Forecast, MarkKind::Deadline]);
        assert_eq!(contract.drawn(scale).baseline, Some((scale.from, place(w("28/02/2025")))));
        contract.actual = Some(w("01/03/2025"));
        contract.unverified = true;
        assert_eq!(kinds(&contract), [MarkKind::Milestone, MarkKind::DeadlineUnverified]);
    }

    #[test]
    fn it_travels_to_the_browser_and_back() {
        let contract = row(Phase::Contract, "T1 2025", "12/03/2025");
        let text = serde_json::to_string(&contract).unwrap();
        assert_eq!(serde_json::from_str::<PlanRow>(&text).unwrap(), contract);
    }
}
