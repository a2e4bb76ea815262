//! Keys and pixels to days.

use crate::gantt::{
    layout::{Scale, Zoom},
    row::{Day, date, day},
};
use chrono::{Months, NaiveDate, TimeDelta};
use domain::when::When;

/// What a key asks of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// So many days on, or back.
    Days(i32),
    /// So many months on, or back: to the last day of a month that is shorter.
    Months(i32),
    /// Back to where it was.
    Back,
}

/// What a key of a slider asks, by its name in browsers.
#[must_use]
pub fn of_key(key: &str, shift: bool) -> Option<Move> {
    let step = |n| if shift { Move::Months(n) } else { Move::Days(n) };
    match key {
        "ArrowRight" | "ArrowUp" => Some(step(1)),
        "ArrowLeft" | "ArrowDown" => Some(step(-1)),
        "PageUp" => Some(Move::Months(1)),
        "PageDown" => Some(Move::Months(-1)),
        "Home" => Some(Move::Back),
        _ => None,
    }
}

/// Where a forecast is after a move. `saved` is where it was, `start` the day from which one that is not there begins. What the
/// register would not take as a date stays where it is.
#[must_use]
pub fn moved(now: Option<When>, saved: Option<When>, by: Move, start: NaiveDate) -> Option<When> {
    let from = now.map_or(start, When::last);
    let to = match by {
        Move::Back => return saved,
        Move::Days(n) => from.checked_add_signed(TimeDelta::days(i64::from(n))),
        Move::Months(n) if n < 0 => from.checked_sub_months(Months::new(n.unsigned_abs())),
        Move::Months(n) => from.checked_add_months(Months::new(n.unsigned_abs())),
    };
    to.map(When::Day).filter(|on| When::read(&on.to_string()).is_ok()).or(now)
}

/// The whole day nearest to where a drag of `dx` units has come, within the days that are drawn.
#[must_use]
pub fn dragged(from: Day, dx: i32, scale: Scale) -> Day {
    let (dx, days, width) = (i64::from(dx), i64::from(scale.days()), i64::from(scale.width().max(1)));
    let moved = (2 * dx * days + width).div_euclid(2 * width);
    let to = (i64::from(from) + moved).clamp(i64::from(scale.from), i64::from(scale.to.max(scale.from)));
    i32::try_from(to).unwrap_or(from)
}

/// Days before the first that matters, so that there is room to move.
const BEFORE: i32 = 45;
/// Days after the last.
const AFTER: i32 = 120;

/// The days to draw: around everything that matters, and as close as a screen or two allow, so that a day can be met.
#[must_use]
pub fn scale(days: impl IntoIterator<Item = Day>, today: NaiveDate) -> Scale {
    let today = day(today);
    let (first, last) = days.into_iter().fold((today, today), |(a, b), d| (a.min(d), b.max(d)));
    let (from, to) = (first - BEFORE, last + AFTER);
    let zoom = if to - from <= 600 {
        Zoom::Month
    } else if to - from <= 4_000 {
        Zoom::Quarter
    } else {
        Zoom::Year
    };
    Scale { from, to, zoom }
}

/// The day on which a step begins to be expected where nobody has said when: its deadline, while that is to come, else today.
#[must_use]
pub fn start(due: Option<When>, today: NaiveDate) -> NaiveDate {
    due.map(When::last).filter(|due| *due >= today).unwrap_or(today)
}

/// The day of a number, as a date.
#[must_use]
pub fn on(day: Day) -> When {
    When::Day(date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn w(text: &str) -> When {
        When::read(text).unwrap()
    }

    fn d(text: &str) -> NaiveDate {
        w(text).last()
    }

    #[test]
    fn keys_move_by_a_day_and_with_shift_by_a_month() {
        for (key, shift, expected) in [
            ("ArrowRight", false, Some(Move::Days(1))),
            ("ArrowLeft", false, Some(Move::Days(-1))),
            ("ArrowUp", true, Some(Move::Months(1))),
            ("ArrowDown", true, Some(Move::Months(-1))),
            ("PageUp", false, Some(Move::Months(1))),
            ("PageDown", true, Some(Move::Months(-1))),
            ("Home", false, Some(Move::Back)),
            ("Enter", false, None),
            ("z", true, None),
        ] {
            assert_eq!(of_key(key, shift), expected, "{key}");
        }
    }

    #[test]
    fn a_month_on_from_the_thirty_first_is_the_last_of_a_shorter_one() {
        let start = d("22/11/2026");
        let from = |text: &str, by| moved(Some(w(text)), None, by, start);
        assert_eq!(from("31/01/2027", Move::Months(1)), Some(w("28/02/2027")));
        assert_eq!(from("28/02/2027", Move::Days(1)), Some(w("01/03/2027")));
        assert_eq!(from("01/01/2027", Move::Days(-1)), Some(w("31/12/2026")));
        assert_eq!(from("12/2026", Move::Days(1)), Some(w("01/01/2027")), "a month moves from its last day");
        assert_eq!(moved(None, None, Move::Days(1), start), Some(w("23/11/2026")));
        assert_eq!(moved(Some(w("2027")), Some(w("10/2026")), Move::Back, start), Some(w("10/2026")));
    }

    #[test]
    fn what_the_register_does_not_take_is_not_reached() {
        let start = d("22/11/2026");
        assert_eq!(moved(Some(w("31/12/2099")), None, Move::Days(1), start), Some(w("31/12/2099")));
        assert_eq!(moved(Some(w("01/01/1990")), None, Move::Months(-1), start), Some(w("01/01/1990")));
    }

    #[test]
    fn a_drag_snaps_to_the_nearest_whole_day() {
        let scale = Scale { from: 1_000, to: 1_399, zoom: Zoom::Month };
        assert_eq!(scale.width(), 1_600, "four units a day");
        for (dx, days) in [(0, 0), (1, 0), (2, 1), (5, 1), (6, 2), (-1, 0), (-3, -1), (-4, -1), (400, 100)] {
            assert_eq!(dragged(1_200, dx, scale), 1_200 + days, "{dx}");
        }
        assert_eq!((dragged(1_200, 90_000, scale), dragged(1_200, -90_000, scale)), (1_399, 1_000));
    }

    #[test]
    fn the_drawing_has_everything_that_matters_and_room_around_it() {
        let today = d("22/11/2026");
        let near = scale([day(d("01/12/2026"))], today);
        assert_eq!(near.zoom, Zoom::Month);
        assert!(near.from < day(today) && near.to > day(d("01/12/2026")));
        let far = scale([day(d("01/01/2030"))], today);
        assert_eq!(far.zoom, Zoom::Quarter);
        assert_eq!(start(Some(w("31/03/2027")), today), d("31/03/2027"));
        assert_eq!(start(Some(w("31/03/2026")), today), today);
        assert_eq!(start(None, today), today);
    }

    proptest::proptest! {
        #[test]
        fn dragging_to_where_a_day_is_drawn_comes_to_that_day(from in 0i32..300, to in 0i32..300, length in 300i32..3_000) {
            let days = [700_000, 700_000 + length];
            let today = date(700_100);
            let scale = scale(days, today);
            let (from, to) = (scale.from + from, scale.from + to);
            let came = dragged(from, scale.x(to) - scale.x(from), scale);
            proptest::prop_assert!((came - to).abs() <= 1, "{came} {to}");
        }
    }
}
