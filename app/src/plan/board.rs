//! The plan while somebody moves it: what is expected now, what was before, how it is drawn and said.

use crate::{
    gantt::{
        drawing::{self, escape},
        layout::{self, Scale},
        row::{Day, date},
    },
    plan::{
        effect::{self, Effect},
        moves::{self, Move},
        row::{PlanRow, place},
        undo::Undo,
    },
};
use domain::{phase::Mode, when::When};
use std::fmt::Write as _;
use words::Lang;

/// A handle as it is drawn and said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    /// Its place in the drawing.
    pub x: i32,
    /// Its day.
    pub at: Day,
    /// Its day in words.
    pub day: String,
    /// Its day and its margin in words.
    pub value: String,
}

/// The plan.
#[derive(Debug, Clone)]
pub struct Board {
    lang: Lang,
    rows: Vec<PlanRow>,
    mode: Option<Mode>,
    today: Day,
    scale: Scale,
    expected: Undo<Vec<Option<When>>>,
    /// Rows that the drawing has a handle for.
    drawn: Vec<bool>,
}

impl Board {
    /// Begins with what the fields of the form hold, one for each row.
    #[must_use]
    pub fn new(lang: Lang, rows: Vec<PlanRow>, typed: Vec<Option<When>>, mode: Option<Mode>, today: Day) -> Self {
        let scale = Scale { from: today, to: today, zoom: layout::Zoom::Month };
        let mut board = Self { lang, rows, mode, today, scale, expected: Undo::new(typed), drawn: vec![] };
        board.redrawn();
        board
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[PlanRow] {
        &self.rows
    }

    /// Days that are drawn.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// What is expected of a row now.
    #[must_use]
    pub fn now(&self, at: usize) -> Option<When> {
        self.expected.now().get(at).copied().flatten()
    }

    /// There is something to take back, and something to do again.
    #[must_use]
    pub fn ways(&self) -> (bool, bool) {
        (self.expected.can_undo(), self.expected.can_redo())
    }

    /// Expects something else of a row, if it can be moved. Did that change anything?
    pub fn set(&mut self, at: usize, to: Option<When>) -> bool {
        if !self.rows.get(at).is_some_and(PlanRow::moves) {
            return false;
        }
        let mut next = self.expected.now().clone();
        let Some(slot) = next.get_mut(at) else { return false };
        *slot = to;
        self.expected.set(next)
    }

    /// Moves the forecast of a row.
    pub fn step(&mut self, at: usize, by: Move) -> bool {
        let Some(row) = self.rows.get(at) else { return false };
        let to = moves::moved(self.now(at), row.forecast, by, moves::start(row.due, date(self.today)));
        self.set(at, to)
    }

    /// Begins to expect a row, where nobody has said when.
    pub fn begin(&mut self, at: usize) -> bool {
        let Some(row) = self.rows.get(at) else { return false };
        let to = self.now(at).unwrap_or(When::Day(moves::start(row.due, date(self.today))));
        self.set(at, Some(to))
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        self.expected.undo()
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> bool {
        self.expected.redo()
    }

    /// Whether what is there has to be drawn anew: a forecast lies outside the days that are drawn, or one has come or gone.
    /// Where it has, the days are chosen again.
    pub fn redrawn(&mut self) -> bool {
        let handles: Vec<bool> = (0..self.rows.len()).map(|at| self.handle(at, self.now(at)).is_some()).collect();
        let outside = |on: &When| place(*on) < self.scale.from || place(*on) > self.scale.to;
        let lost = self.expected.now().iter().flatten().any(outside);
        if self.drawn == handles && !lost {
            return false;
        }
        let days = self.rows.iter().zip(self.expected.now()).filter(|(row, _)| row.moves());
        let days = days.flat_map(|(row, now)| [row.first, row.due, row.forecast, *now]).flatten().map(place);
        self.scale = moves::scale(days, date(self.today));
        self.drawn = handles;
        true
    }

    /// The handle of a row, if it were expected then.
    #[must_use]
    pub fn handle(&self, at: usize, expected: Option<When>) -> Option<Handle> {
        let row = self.rows.get(at).filter(|row| row.moves())?;
        let on = expected?;
        Some(Handle { x: self.scale.x(place(on)), at: place(on), day: self.lang.when(on), value: row.value(self.lang, expected) })
    }

    /// What a row says now.
    #[must_use]
    pub fn value(&self, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        match row.actual {
            Some(on) => self.lang.plan_happened(&self.lang.when(on)),
            None if !row.moves() => self.lang.plan_passed().to_owned(),
            None => row.value(self.lang, self.now(at)),
        }
    }

    /// What to tell whoever has moved a row: where it is, and what is amiss now.
    #[must_use]
    pub fn said(&self, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let mut out = self.lang.plan_said(self.lang.phase(row.phase), &self.value(at));
        for effect in self.effects().into_iter().filter(|e| e.warns) {
            out.push(' ');
            out.push_str(&effect.text);
        }
        out
    }

    /// What saving would change.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        effect::effects(self.lang, &self.rows, self.expected.now(), self.mode)
    }

    /// The drawing: a table with a row for each step, its handle laid over its cell. There is nothing in it that somebody typed.
    #[must_use]
    pub fn html(&self) -> String {
        let (lang, scale) = (self.lang, self.scale);
        let ticks = layout::ticks(scale);
        let today = (self.today >= scale.from && self.today <= scale.to).then(|| scale.x(self.today));
        let mut out = String::new();
        let _ = write!(
            out,
            r#"<table class="tg-gantt__table"><caption class="visually-hidden">{caption}</caption><thead><tr><th scope="col">{step}</th><th scope="col" class="tg-gantt__axis"><span class="visually-hidden">{time}</span><span>{axis}</span></th></tr></thead><tbody>"#,
            caption = escape(lang.plan_live_caption()),
            step = escape(lang.plan_column_step()),
            time = escape(lang.schedule_time()),
            axis = drawing::axis(&ticks, today, scale, lang.today()),
        );
        for (at, row) in self.rows.iter().enumerate() {
            let laid = layout::row(&row.drawn(scale), scale);
            let _ = write!(
                out,
                r#"<tr><th scope="row">{phase}<span class="tg-note" id="{said}">{value}</span>{buttons}</th><td class="tg-gantt__cell">{cell}{handle}</td></tr>"#,
                phase = escape(lang.phase(row.phase)),
                said = value_id(at),
                value = escape(&self.value(at)),
                buttons = self.buttons(at, row),
                cell = drawing::cell(&laid, &ticks, today, scale, &row.sentence(lang)),
                handle = self.lever(at, row),
            );
        }
        out.push_str("</tbody></table>");
        out
    }

    /// A day less and a day more; where nothing is expected, a way to begin.
    fn buttons(&self, at: usize, row: &PlanRow) -> String {
        if !row.moves() {
            return String::new();
        }
        let (lang, phase) = (self.lang, self.lang.phase(row.phase));
        let button = |by: &str, shown: &str, name: &str| {
            format!(
                r#"<button type="button" class="btn btn-outline-primary btn-sm" id="piano-{by}-{at}" data-at="{at}" data-by="{by}">{shown} <span class="visually-hidden">({name})</span></button>"#,
                name = escape(name),
            )
        };
        let buttons = if self.now(at).is_some() {
            button(LESS, "−1", &lang.plan_day_less(phase)) + &button(MORE, "+1", &lang.plan_day_more(phase))
        } else {
            button(BEGIN, lang.plan_add(), &lang.plan_add_of(phase))
        };
        format!(r#"<span class="tg-plan__steps">{buttons}</span>"#)
    }

    /// The handle: a slider of days, as big as a finger needs.
    fn lever(&self, at: usize, row: &PlanRow) -> String {
        let Some(handle) = self.handle(at, self.now(at)) else { return String::new() };
        format!(
            r#"<svg class="tg-plan__over" width="{width}" height="100%"><svg class="g-row" y="50%" overflow="visible"><g class="tg-plan__handle" id="{id}" data-at="{at}" role="slider" tabindex="0" aria-label="{phase}" aria-valuemin="{min}" aria-valuemax="{max}" aria-valuenow="{now}" aria-valuetext="{value}" transform="{place}"><rect class="tg-plan__grip" x="-15" y="-18" width="30" height="36" rx="4"/><path class="g-mark" d="M0 -8l8 8-8 8-8-8z"/><text class="g-label tg-plan__day" y="-16" text-anchor="middle">{day}</text></g></svg></svg>"#,
            width = self.scale.width(),
            id = lever_id(at),
            phase = escape(self.lang.phase(row.phase)),
            min = self.scale.from,
            max = self.scale.to,
            now = handle.at,
            value = escape(&handle.value),
            place = transform(handle.x),
            day = escape(&handle.day),
        )
    }
}

/// What the button for a day less says of itself.
pub const LESS: &str = "meno";
/// For a day more.
pub const MORE: &str = "piu";
/// To begin to expect.
pub const BEGIN: &str = "prevedi";

/// Id of a row's handle.
#[must_use]
pub fn lever_id(at: usize) -> String {
    format!("piano-leva-{at}")
}

/// Id of what a row says.
#[must_use]
pub fn value_id(at: usize) -> String {
    format!("piano-valore-{at}")
}

/// Where a handle stands.
#[must_use]
pub fn transform(x: i32) -> String {
    format!("translate({x} 0)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gantt::row::day;
    use crate::plan::row::sample::{row, w};
    use domain::phase::Phase;

    fn board() -> Board {
        let mut decree = row(Phase::Decree, "", "");
        decree.field = String::new();
        decree.actual = Some(w("10/01/2025"));
        let rows = vec![decree, row(Phase::Contract, "30/03/2025", "12/03/2025"), row(Phase::Completion, "31/03/2026", "")];
        let typed = rows.iter().map(|r| r.forecast).collect();
        Board::new(Lang::It, rows, typed, None, day(w("01/02/2025").last()))
    }

    #[test]
    fn a_step_moves_one_row_and_is_taken_back() {
        let mut board = board();
        assert!(board.step(1, Move::Days(1)));
        assert_eq!(board.now(1), Some(w("13/03/2025")));
        assert!(board.said(1).starts_with("Contrattualizzazione: previsto 13/03/2025, 17\u{a0}giorni prima del termine."));
        assert_eq!(board.ways(), (true, false));
        assert!(board.undo() && board.now(1) == Some(w("12/03/2025")) && board.ways() == (false, true));
        assert!(board.redo() && board.now(1) == Some(w("13/03/2025")));
        assert!(board.step(1, Move::Back) && board.effects().is_empty());
    }

    #[test]
    fn what_has_happened_is_not_moved() {
        let mut board = board();
        assert!(!board.step(0, Move::Days(1)) && !board.set(0, Some(w("2027"))) && !board.set(9, None));
        assert!(!board.html().contains("piano-leva-0"));
        assert_eq!(board.value(0), "già avvenuto: 10/01/2025");
    }

    #[test]
    fn what_nobody_expects_begins_at_its_deadline_and_gets_a_handle() {
        let mut board = board();
        assert!(!board.redrawn(), "nothing has come or gone");
        assert!(!board.html().contains("piano-leva-2") && board.html().contains("piano-prevedi-2"));
        assert!(board.begin(2) && board.now(2) == Some(w("31/03/2026")));
        assert!(board.redrawn() && !board.redrawn());
        assert!(board.html().contains("piano-leva-2") && !board.html().contains("piano-prevedi-2"));
        assert!(board.undo() && board.redrawn() && !board.html().contains("piano-leva-2"));
    }

    #[test]
    fn a_forecast_that_leaves_the_drawing_is_drawn_anew() {
        let mut board = board();
        assert!(board.set(1, Some(w("01/01/2030"))) && board.redrawn());
        let handle = board.handle(1, board.now(1)).unwrap();
        assert!(handle.x > 0 && handle.x < board.scale().width());
        assert!(handle.at <= board.scale().to);
    }

    #[test]
    fn a_handle_is_a_slider_that_says_its_day_and_margin() {
        let html = board().html();
        for part in [
            r#"role="slider""#,
            r#"aria-label="Contrattualizzazione""#,
            "aria-valuetext=\"previsto 12/03/2025, 18\u{a0}giorni prima del termine\"",
            r#"id="piano-meno-1""#,
            r#"id="piano-piu-1""#,
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("style="));
    }
}
