//! What is judged by itself, without the project's other facts: codes, acts, and statuses that the office states.

use super::{Found, LONGEST_STATED, Situation, Why};
use crate::{
    freshness::FigureKind,
    identifier::Cup,
    records::{Act, ApplicationRecord, Cadence, Confirmation, Project, StatedStatus},
    when::When,
};
use chrono::{Days, NaiveDate};

/// A project.
pub(super) fn project(p: &Project, _: &Situation, found: &mut Found) {
    cup("cup", p.cup.as_ref(), found);
}

/// A public application, typed. What public data say of it has happened.
pub(super) fn application(a: &ApplicationRecord, s: &Situation, found: &mut Found) {
    found.happened("sent_at", Some(When::Day(a.sent_at.date())), s.today);
    found.happened("decreed", a.decreed.map(When::Day), s.today);
    found.happened("state_on", a.state_on.map(When::Day), s.today);
    cup("cup", a.cup.as_ref(), found);
}

/// Odd CUPs are published: shown, and never refused (`domain.md` §5).
pub(super) fn cup(field: &'static str, cup: Option<&Cup>, found: &mut Found) {
    if cup.is_some_and(|c| !c.is_well_formed()) {
        found.warn(field, Why::CupForm);
    }
}

/// A status in the office's own words goes before every rule, so it ends, and before long. It is our own rule.
pub(super) fn stated(t: &StatedStatus, s: &Situation, found: &mut Found) {
    holds("until", t.until, s.today, found);
}

/// The last day of a stated status is still to come, and not far off.
pub(super) fn holds(field: &'static str, until: NaiveDate, today: NaiveDate, found: &mut Found) {
    if until <= today {
        found.refuse(field, Why::StatedOver { until, today });
    } else if let Some(latest) = today.checked_add_days(Days::new(LONGEST_STATED)).filter(|latest| until > *latest) {
        found.unusual(field, Why::StatedTooLong { until, latest });
    }
}

/// An act. Its link is one that a reader can open, and nothing that a browser would run.
pub(super) fn act(a: &Act, s: &Situation, found: &mut Found) {
    found.happened("date", a.date, s.today);
    found.happened("published_on", a.published_on, s.today);
    link("link", a.link.as_deref(), found);
}

/// An address that a browser opens and does not run.
pub(super) fn link(field: &'static str, link: Option<&str>, found: &mut Found) {
    if link.is_some_and(|link| !is_of_the_web(link)) {
        found.refuse(field, Why::NotAWebAddress);
    }
}

/// A cadence. A figure that is never up to date would be on every list every day: it is our own rule.
pub(super) fn cadence(c: &Cadence, _: &Situation, found: &mut Found) {
    if c.days == 0 {
        found.refuse("days", Why::NoDays);
    }
    if c.indicator.is_some() && c.figure != FigureKind::Indicators {
        found.refuse("indicator", Why::IndicatorOfNothing);
    }
}

/// What is confirmed has been looked at.
pub(super) fn confirmation(c: &Confirmation, s: &Situation, found: &mut Found) {
    found.happened("confirmed_on", Some(When::Day(c.confirmed_on)), s.today);
}

fn is_of_the_web(link: &str) -> bool {
    let lower = link.trim().to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        review::{
            Weight,
            sample::{TODAY, d, ente, project as slug, reasons, w, weights},
        },
        status::Tone,
    };

    fn none() -> Situation {
        Situation::on(TODAY)
    }

    fn project(cup: Option<&str>) -> Project {
        Project {
            ente: ente(),
            project: slug(),
            title: "Piattaforma notifiche".to_owned(),
            title_en: None,
            line: None,
            mode: None,
            office: None,
            what: None,
            what_en: None,
            cup: cup.and_then(Cup::read),
        }
    }

    fn application(decreed: Option<&str>) -> ApplicationRecord {
        ApplicationRecord {
            ente: ente(),
            project: Some(slug()),
            call: "Avviso".to_owned(),
            sent_at: d("2022-11-04").and_hms_opt(12, 21, 55).unwrap(),
            state: None,
            amount: None,
            decreed: decreed.map(d),
            cup: None,
            window: None,
            protocol: None,
            decree: None,
            state_on: None,
            seen: None,
            last_seen: None,
        }
    }

    fn stated(until: &str) -> StatedStatus {
        StatedStatus {
            ente: ente(),
            project: slug(),
            tone: Tone::Running,
            reason: "Il collaudo è in corso".to_owned(),
            until: d(until),
        }
    }

    fn act(date: Option<&str>, link: Option<&str>) -> Act {
        Act {
            ente: ente(),
            code: "det-214".to_owned(),
            project: None,
            kind: "determina".to_owned(),
            number: Some("214".to_owned()),
            date: date.map(w),
            published_on: None,
            subject: "Affidamento".to_owned(),
            link: link.map(str::to_owned),
        }
    }

    #[test]
    fn an_odd_cup_is_shown_and_taken() {
        assert_eq!(weights(&project(Some("B21F22001180006")), &none()), []);
        assert_eq!(weights(&project(None), &none()), []);
        assert_eq!(weights(&project(Some("A99999999999999")), &none()), [("cup", Weight::Warning)]);
        let odd = ApplicationRecord { cup: Cup::read("B21F2200118000"), ..application(None) };
        assert_eq!(reasons(&odd, &none()), [Why::CupForm]);
    }

    #[test]
    fn what_public_data_say_has_happened() {
        assert_eq!(weights(&application(Some("2026-11-22")), &none()), []);
        assert_eq!(weights(&application(Some("2026-11-23")), &none()), [("decreed", Weight::Refused)]);
    }

    #[test]
    fn a_stated_status_ends_after_today_and_before_long() {
        assert_eq!(weights(&stated("2026-11-22"), &none()), [("until", Weight::Refused)]);
        assert_eq!(reasons(&stated("2026-11-22"), &none()), [Why::StatedOver { until: TODAY, today: TODAY }]);
        assert_eq!(weights(&stated("2026-11-23"), &none()), []);
        // 180 days after 22 November 2026.
        assert_eq!(weights(&stated("2027-05-21"), &none()), []);
        assert_eq!(weights(&stated("2027-05-22"), &none()), [("until", Weight::Unusual)]);
        let why = Why::StatedTooLong { until: d("2027-05-22"), latest: d("2027-05-21") };
        assert_eq!(reasons(&stated("2027-05-22"), &none()), [why]);
    }

    #[test]
    fn an_act_is_not_dated_tomorrow() {
        assert_eq!(weights(&act(Some("2026-11-22"), None), &none()), []);
        assert_eq!(weights(&act(Some("2026-11-23"), None), &none()), [("date", Weight::Refused)]);
        let published = Act { published_on: Some(w("2026-12")), ..act(None, None) };
        assert_eq!(weights(&published, &none()), [("published_on", Weight::Refused)]);
    }

    #[test]
    fn a_cadence_is_of_a_day_at_least_and_only_readings_have_an_indicator() {
        let every = |days, figure, indicator: Option<&str>| Cadence {
            ente: ente(),
            figure,
            project: None,
            indicator: indicator.map(str::to_owned),
            office: "ragioneria".to_owned(),
            days,
        };
        assert_eq!(weights(&every(1, FigureKind::Paid, None), &none()), []);
        assert_eq!(weights(&every(0, FigureKind::Paid, None), &none()), [("days", Weight::Refused)]);
        assert_eq!(weights(&every(30, FigureKind::Indicators, Some("atti")), &none()), []);
        assert_eq!(weights(&every(30, FigureKind::Paid, Some("atti")), &none()), [("indicator", Weight::Refused)]);
    }

    #[test]
    fn nothing_is_confirmed_tomorrow() {
        let confirmed = |on: &str| Confirmation { ente: ente(), project: slug(), figure: FigureKind::Paid, confirmed_on: d(on) };
        assert_eq!(weights(&confirmed("2026-11-22"), &none()), []);
        assert_eq!(weights(&confirmed("2026-11-23"), &none()), [("confirmed_on", Weight::Refused)]);
    }

    #[test]
    fn a_link_leads_to_the_web() {
        for link in ["https://www.comune.latina.it/albo/214", "http://a.it", "HTTPS://A.IT/?x=1#y", "https://è.it"] {
            assert_eq!(weights(&act(None, Some(link)), &none()), [], "{link}");
        }
        for link in
            ["javascript:alert(1)", "data:text/html,x", "www.a.it", "https://", "https:///a", "ftp://a.it", "https://a.it b"]
        {
            assert_eq!(weights(&act(None, Some(link)), &none()), [("link", Weight::Refused)], "{link}");
        }
    }
}
