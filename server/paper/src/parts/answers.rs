//! The five questions of a councillor, answered as on the home page of the ente.

use crate::{
    Report,
    parts::sum,
    setter::{NOTE, PLAIN, Setter, words},
};
use domain::{
    deadline::{Deadline, Lateness, lateness},
    phase::{Confidence, DeclaredState, Fund, Phase, SourceKind},
    portfolio::{Difference, PA_DIGITALE},
    status::{Status, Tone},
    total::Total,
    when::civil,
};

/// Changes, deadlines and offices told in an answer.
const FEW: usize = 3;

/// The ways in which a project can be over, for the breakdown.
const OVER: [Status; 5] =
    [Status::Disbursed, Status::PaidElsewhere, Status::Certified, Status::Completed, Status::Declared(DeclaredState::Done)];

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.heading(2, lang.home_answers());
    setter.paragraph(words(lang.home_lead()), NOTE);
    setter.heading(3, lang.home_where());
    standing(setter, report);
    setter.heading(3, lang.home_how_much());
    money(setter, report);
    setter.heading(3, lang.home_risk());
    at_risk(setter, report);
    setter.heading(3, lang.home_changed());
    changed(setter, report);
    setter.heading(3, lang.home_who());
    who(setter, report);
}

fn standing(setter: &mut Setter<'_>, report: &Report<'_>) {
    let (lang, portfolio) = (report.lang, report.portfolio);
    let counted = |tone: Tone| format!("{} {}", portfolio.count(tone), lang.home_tone(tone, portfolio.count(tone)));
    let mut sentence =
        format!("{} {}", counted(Tone::Done), lang.home_of_projects(&lang.home_projects(portfolio.projects.len())));
    for tone in [Tone::Running, Tone::Late, Tone::Renounced, Tone::Unknown] {
        if portfolio.count(tone) > 0 {
            sentence.push_str(", ");
            sentence.push_str(&counted(tone));
        }
    }
    sentence.push('.');
    setter.paragraph(words(sentence), PLAIN);
    let parts: Vec<String> = OVER
        .into_iter()
        .filter_map(|status| {
            let n = portfolio.projects.iter().filter(|p| p.standing.status == status).count();
            (n > 0).then(|| format!("{}\u{a0}{n}", lang.status(status)))
        })
        .collect();
    if !parts.is_empty() {
        setter.paragraph(words(lang.home_done_are(&parts.join(", "))), NOTE);
    }
}

fn money(setter: &mut Setter<'_>, report: &Report<'_>) {
    let (lang, portfolio) = (report.lang, report.portfolio);
    for fund in Fund::ALL {
        let total = portfolio.granted_by(*fund);
        if total.known + total.unknown > 0 {
            setter.paragraph(words(format!("{}: {}.", lang.fund(*fund), sum(report, total))), PLAIN);
        } else if *fund != Fund::Other {
            setter.paragraph(words(format!("{}: {}.", lang.fund(*fund), lang.home_no_grant())), PLAIN);
        }
    }
    setter.paragraph(words(lang.home_grant_sources(&civil(portfolio.today), &kinds(report).join(", "))), NOTE);
    let mut received = Total::default();
    let mut elsewhere = Total::default();
    for project in &portfolio.projects {
        received.absorb(project.received);
        for difference in &project.differences {
            if let Difference::PaidInRegisOnly { amount, .. } = difference {
                elsewhere.add(Some(*amount));
            }
        }
    }
    if received.known == 0 {
        setter.paragraph(words(lang.home_nothing_received()), PLAIN);
    } else {
        setter.paragraph(words(format!("{} {}.", lang.home_received(), sum(report, received))), PLAIN);
    }
    if elsewhere.known > 0 {
        let sentence = format!("{} {} {}", lang.home_regis_more(), sum(report, elsewhere), lang.home_regis_not_seen());
        setter.paragraph(words(sentence), PLAIN);
    }
}

/// Kinds of the sources that the grants rest on, in words.
fn kinds(report: &Report<'_>) -> Vec<&'static str> {
    let lang = report.lang;
    let mut kinds: Vec<&'static str> = vec![];
    for grant in report.portfolio.projects.iter().flat_map(|p| p.grants.iter()) {
        let word = match grant.source.as_deref() {
            None => lang.unknown(),
            Some(code) => match report.catalogue.source(code) {
                Some(source) => lang.source_kind(source.kind),
                None if code == PA_DIGITALE => lang.source_kind(SourceKind::OpenData),
                None => lang.unknown(),
            },
        };
        if !kinds.contains(&word) {
            kinds.push(word);
        }
    }
    if kinds.is_empty() {
        kinds.push(lang.unknown());
    }
    kinds
}

/// What hangs on one deadline.
struct Term<'p> {
    deadline: Option<&'p Deadline>,
    total: Total,
    projects: usize,
}

/// Sums at risk by deadline, the earliest first, those without a deadline last.
fn terms<'p>(report: &Report<'p>) -> Vec<Term<'p>> {
    let key = |d: Option<&Deadline>| d.map(|d| (d.due, d.confidence));
    let mut out: Vec<Term<'p>> = vec![];
    for project in &report.portfolio.projects {
        let Some(total) = project.at_risk() else { continue };
        let deadline = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
        match out.iter_mut().find(|t| key(t.deadline) == key(deadline)) {
            Some(term) => {
                term.total.absorb(total);
                term.projects += 1;
            }
            None => out.push(Term { deadline, total, projects: 1 }),
        }
    }
    out.sort_by_key(|t| (t.deadline.is_none(), t.deadline.map(|d| d.due.last())));
    out
}

fn at_risk(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    let terms = terms(report);
    if terms.is_empty() {
        return setter.paragraph(words(lang.home_no_risk()), PLAIN);
    }
    for term in &terms {
        let on = lang.home_risk_on(&lang.home_projects(term.projects));
        let sentence = format!("{} {on} {}", sum(report, term.total), until(report, term.deadline));
        setter.paragraph(words(sentence), PLAIN);
    }
    setter.paragraph(words(lang.home_risk_means()), NOTE);
}

/// The deadline of a term in a sentence. Only the calendar speaks here.
fn until(report: &Report<'_>, deadline: Option<&Deadline>) -> String {
    let lang = report.lang;
    let Some(deadline) = deadline else { return lang.home_term_unknown().to_owned() };
    let day = lang.when(deadline.due);
    let said = match lateness(Some(deadline.due), None, report.portfolio.today) {
        Lateness::Past(n) => lang.home_term_past(&day, &lang.days(n)),
        left => lang.home_term_left(&day, &lang.lateness(left)),
    };
    if deadline.confidence == Confidence::Confirmed {
        return said;
    }
    format!("{said} ({})", lang.home_term_confidence(lang.confidence(deadline.confidence)))
}

fn changed(setter: &mut Setter<'_>, report: &Report<'_>) {
    if report.changes.is_empty() {
        return setter.paragraph(words(report.lang.home_no_change()), PLAIN);
    }
    for sentence in report.changes.iter().take(FEW) {
        setter.paragraph(words(sentence.clone()), PLAIN);
    }
}

fn who(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    let mut offices: Vec<(Option<&str>, usize)> = vec![];
    for project in &report.portfolio.projects {
        let office = project.office.as_deref();
        match offices.iter_mut().find(|(o, _)| *o == office) {
            Some((_, n)) => *n += 1,
            None => offices.push((office, 1)),
        }
    }
    offices.sort_by_key(|(office, n)| (office.is_none(), std::cmp::Reverse(*n)));
    for (office, n) in offices {
        let name = office.unwrap_or(lang.home_office_unknown());
        setter.paragraph(words(format!("{name}: {}.", lang.home_projects(n))), PLAIN);
    }
    let contact = report.portfolio.ente.contact.as_deref().unwrap_or(lang.unknown());
    setter.paragraph(words(format!("{}: {contact}", lang.home_contact())), NOTE);
}
