//! What becomes of deadlines and of the order of the path, before anything is saved.

use crate::plan::row::PlanRow;
use domain::{
    phase::{Mode, Phase},
    review::{Contradiction, contradictions},
    when::When,
};
use words::Lang;

/// One thing that changes, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The sentence.
    pub text: String,
    /// Something to look at: a deadline missed, an order that is not that of the path.
    pub warns: bool,
}

/// Pairs of steps that stand in the wrong order, each once. `now` has a forecast for each row.
#[must_use]
pub fn disorder(rows: &[PlanRow], now: &[Option<When>], mode: Option<Mode>) -> Vec<Contradiction> {
    let dated = |phase: Phase| {
        let (row, expected) = rows.iter().zip(now).find(|(row, _)| row.phase == phase)?;
        row.actual.or(*expected)
    };
    let mut out: Vec<Contradiction> = vec![];
    for (row, expected) in rows.iter().zip(now) {
        let Some(on) = expected.filter(|_| row.moves()) else { continue };
        for found in contradictions(row.phase, on, mode, dated) {
            if !out.contains(&found) {
                out.push(found);
            }
        }
    }
    out
}

/// What saving would change: each moved forecast with its new margin, each deadline that would be missed, each pair of steps in
/// the wrong order.
#[must_use]
pub fn effects(lang: Lang, rows: &[PlanRow], now: &[Option<When>], mode: Option<Mode>) -> Vec<Effect> {
    let mut out = vec![];
    for (row, expected) in rows.iter().zip(now).filter(|(row, expected)| row.forecast != **expected) {
        let day = |when: Option<When>| when.map_or_else(|| lang.plan_no_forecast().to_owned(), |w| lang.when(w));
        let moved = lang.plan_moved(lang.phase(row.phase), &day(row.forecast), &day(*expected));
        let margin = |when| lang.plan_margin(row.due, row.margin(when));
        let text = match (row.due.and(row.forecast), expected) {
            (Some(_), Some(_)) => lang.plan_margin_was(&moved, &margin(*expected), &margin(row.forecast)),
            (_, Some(_)) => lang.plan_margin_now(&moved, &margin(*expected)),
            (_, None) => format!("{moved}."),
        };
        out.push(Effect { text, warns: false });
    }
    if out.is_empty() {
        return out;
    }
    for (row, _) in rows.iter().zip(now).filter(|(row, expected)| row.moves() && row.misses(**expected)) {
        if let Some(due) = row.due {
            out.push(Effect { text: lang.plan_missed(lang.phase(row.phase), &lang.when(due)), warns: true });
        }
    }
    for c in disorder(rows, now, mode) {
        let text = lang.forecasts_out_of_order(c.earlier, c.earlier_on, c.later, c.later_on);
        out.push(Effect { text, warns: true });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::row::sample::{row, w};

    fn rows() -> Vec<PlanRow> {
        let mut decree = row(Phase::Decree, "", "");
        decree.field = String::new();
        decree.actual = Some(w("10/01/2025"));
        vec![decree, row(Phase::Contract, "30/03/2025", "12/03/2025"), row(Phase::Completion, "31/03/2026", "2026-02")]
    }

    fn saved() -> Vec<Option<When>> {
        rows().iter().map(|r| r.forecast).collect()
    }

    #[test]
    fn as_saved_nothing_changes() {
        assert_eq!(effects(Lang::It, &rows(), &saved(), None), []);
    }

    #[test]
    fn a_moved_forecast_says_its_new_margin_and_the_one_before() {
        let mut now = saved();
        now[1] = Some(w("20/03/2025"));
        let said = effects(Lang::It, &rows(), &now, None);
        assert_eq!(said.len(), 1);
        assert_eq!(
            said[0].text,
            "Contrattualizzazione: da 12/03/2025 a 20/03/2025; 10\u{a0}giorni prima del termine (era 18\u{a0}giorni prima del termine)."
        );
        now[1] = None;
        let said = effects(Lang::It, &rows(), &now, None);
        assert_eq!(said[0].text, "Contrattualizzazione: da 12/03/2025 a nessuna previsione.");
    }

    #[test]
    fn a_deadline_that_would_be_missed_is_named() {
        let mut now = saved();
        now[1] = Some(w("31/03/2025"));
        let warned: Vec<_> = effects(Lang::It, &rows(), &now, None).into_iter().filter(|e| e.warns).collect();
        assert_eq!(warned.len(), 1);
        assert!(warned[0].text.contains("Contrattualizzazione") && warned[0].text.contains("30/03/2025"), "{warned:?}");
    }

    #[test]
    fn an_order_that_is_not_that_of_the_path_is_said_once() {
        let mut now = saved();
        now[2] = Some(w("11/03/2025"));
        let found = disorder(&rows(), &now, None);
        assert_eq!(found.iter().map(|c| (c.earlier, c.later)).collect::<Vec<_>>(), [(Phase::Contract, Phase::Completion)]);
        now[1] = Some(w("09/01/2025"));
        let found = disorder(&rows(), &now, None);
        assert_eq!(found.iter().map(|c| (c.earlier, c.later)).collect::<Vec<_>>(), [(Phase::Decree, Phase::Contract)]);
        assert_eq!(effects(Lang::En, &rows(), &now, None).iter().filter(|e| e.warns).count(), 1);
    }
}
