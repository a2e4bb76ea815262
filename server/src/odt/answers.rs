//! The five questions of a councillor with their answers, in the words of the home page.

use crate::{odt::parts, tables::Facts};
use domain::{
    deadline::{Deadline, Lateness, lateness},
    phase::{Confidence, DeclaredState, Fund, Phase, SourceKind},
    portfolio::{Difference, PA_DIGITALE},
    status::{Status, Tone},
    total::Total,
    when::{When, civil},
};
use office::document::Block;
use std::cmp::Reverse;
use words::Lang;

/// The ways in which a project can be over, for the breakdown.
const OVER: [Status; 5] =
    [Status::Disbursed, Status::PaidElsewhere, Status::Certified, Status::Completed, Status::Declared(DeclaredState::Done)];

/// All five.
pub(super) fn five(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let mut blocks = vec![Block::Heading(1, lang.home_answers().to_owned())];
    for (question, answer) in [
        (lang.home_where(), standing(facts)),
        (lang.home_how_much(), money(facts)),
        (lang.home_risk(), at_risk(facts)),
        (lang.home_changed(), changed(facts)),
        (lang.home_who(), who(facts)),
    ] {
        blocks.push(Block::Heading(2, question.to_owned()));
        blocks.extend(answer.into_iter().map(Block::Paragraph));
    }
    blocks
}

/// A sum in a sentence, with what is not known of it.
pub(super) fn sum(lang: Lang, total: Total) -> String {
    match (total.amount(), total.unknown) {
        (None, 0) => lang.unknown().to_owned(),
        (None, n) => lang.home_unknown(n),
        (Some(_), 0) => lang.total(total),
        (Some(_), n) => format!("{} {}", lang.total(total), lang.home_with_unknown(n)),
    }
}

fn standing(facts: &Facts<'_>) -> Vec<String> {
    let (lang, portfolio) = (facts.lang, facts.portfolio);
    if portfolio.projects.is_empty() {
        return vec![lang.no_projects_title().to_owned()];
    }
    let counted = |tone: Tone| {
        let n = portfolio.count(tone);
        format!("{n} {}", lang.home_tone(tone, n))
    };
    let others = [Tone::Running, Tone::Late, Tone::Renounced, Tone::Unknown].into_iter().filter(|t| portfolio.count(*t) > 0);
    let others: String = others.map(|tone| format!(", {}", counted(tone))).collect();
    let of = lang.home_of_projects(&lang.home_projects(portfolio.projects.len()));
    let mut out = vec![format!("{} {of}{others}.", counted(Tone::Done))];
    let over: Vec<String> = OVER
        .into_iter()
        .map(|status| (status, portfolio.projects.iter().filter(|p| p.standing.status == status).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(status, n)| format!("{}\u{a0}{n}", lang.status(status)))
        .collect();
    if !over.is_empty() {
        out.push(lang.home_done_are(&over.join(", ")));
    }
    out
}

fn money(facts: &Facts<'_>) -> Vec<String> {
    let (lang, portfolio) = (facts.lang, facts.portfolio);
    let mut out = vec![];
    for fund in Fund::ALL {
        let total = portfolio.granted_by(*fund);
        if total.known + total.unknown > 0 {
            out.push(format!("{}: {}", lang.fund(*fund), sum(lang, total)));
        } else if *fund != Fund::Other {
            out.push(format!("{}: {}", lang.fund(*fund), lang.home_no_grant()));
        }
    }
    out.push(lang.home_grant_sources(&civil(portfolio.today), &kinds(facts).join(", ")));
    let mut received = Total::default();
    portfolio.projects.iter().for_each(|p| received.absorb(p.received));
    out.push(match received.known {
        0 => lang.home_nothing_received().to_owned(),
        _ => format!("{} {}", lang.home_received(), sum(lang, received)),
    });
    out.extend(only_in_regis(facts));
    out
}

/// Kinds of the sources that the grants rest on, each once.
fn kinds(facts: &Facts<'_>) -> Vec<&'static str> {
    let lang = facts.lang;
    let mut kinds: Vec<&'static str> = vec![];
    for grant in facts.portfolio.projects.iter().flat_map(|p| p.grants.iter()) {
        let word = match grant.source.as_deref().map(|code| (code, facts.catalogue.source(code))) {
            Some((_, Some(source))) => lang.source_kind(source.kind),
            Some((PA_DIGITALE, None)) => lang.source_kind(SourceKind::OpenData),
            Some((_, None)) | None => lang.unknown(),
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

/// What only ReGiS shows as paid.
fn only_in_regis(facts: &Facts<'_>) -> Option<String> {
    let lang = facts.lang;
    let mut total = Total::default();
    let mut newest: Option<When> = None;
    for difference in facts.portfolio.projects.iter().flat_map(|p| p.differences.iter()) {
        if let Difference::PaidInRegisOnly { amount, al, .. } = difference {
            total.add(Some(*amount));
            if al.map(When::last) > newest.map(When::last) {
                newest = *al;
            }
        }
    }
    let source = lang.source_line(lang.source_kind(SourceKind::Regis), &lang.maybe_when(newest));
    (total.known > 0)
        .then(|| format!("{} {} {} ({source})", lang.home_regis_more(), sum(lang, total), lang.home_regis_not_seen()))
}

/// What hangs on one deadline: how many projects, and their sum.
type Term<'a> = (Option<&'a Deadline>, usize, Total);

/// Sums at risk by deadline, the earliest first, those without a deadline last.
fn terms<'a>(facts: &Facts<'a>) -> Vec<Term<'a>> {
    let key = |d: Option<&Deadline>| d.map(|d| (d.due, d.confidence));
    let mut out: Vec<Term<'a>> = vec![];
    for p in &facts.portfolio.projects {
        let Some(total) = p.at_risk() else { continue };
        let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
        match out.iter_mut().find(|(d, _, _)| key(*d) == key(deadline)) {
            Some((_, n, sum)) => {
                *n += 1;
                sum.absorb(total);
            }
            None => out.push((deadline, 1, total)),
        }
    }
    out.sort_by_key(|(deadline, _, _)| (deadline.is_none(), deadline.map(|d| d.due.last())));
    out
}

fn at_risk(facts: &Facts<'_>) -> Vec<String> {
    let lang = facts.lang;
    let terms = terms(facts);
    if terms.is_empty() {
        return vec![lang.home_no_risk().to_owned()];
    }
    let mut out: Vec<String> = terms
        .into_iter()
        .map(|(deadline, n, total)| {
            let lost = format!("{} {}", sum(lang, total), lang.home_risk_on(&lang.home_projects(n)));
            format!("{lost} {}", term(facts, deadline))
        })
        .collect();
    out.push(lang.home_risk_means().to_owned());
    out
}

/// A deadline in a sentence, with the days past or left and how sure it is.
fn term(facts: &Facts<'_>, deadline: Option<&Deadline>) -> String {
    let lang = facts.lang;
    let Some(deadline) = deadline else { return lang.home_term_unknown().to_owned() };
    let day = lang.when(deadline.due);
    let words = match lateness(Some(deadline.due), None, facts.portfolio.today) {
        Lateness::Past(n) => lang.home_term_past(&day, &lang.days(n)),
        left => lang.home_term_left(&day, &lang.lateness(left)),
    };
    match deadline.confidence {
        Confidence::Confirmed => words,
        doubt => format!("{words} ({})", lang.home_term_confidence(lang.confidence(doubt))),
    }
}

fn changed(facts: &Facts<'_>) -> Vec<String> {
    const TOLD: usize = 3;
    let changes = facts.portfolio.changes();
    if changes.is_empty() {
        return vec![facts.lang.home_no_change().to_owned()];
    }
    changes.iter().take(TOLD).map(|change| parts::change(facts, change)).collect()
}

fn who(facts: &Facts<'_>) -> Vec<String> {
    let lang = facts.lang;
    let mut desks: Vec<(Option<&str>, usize)> = vec![];
    for p in &facts.portfolio.projects {
        let office = p.office.as_deref();
        match desks.iter_mut().find(|(o, _)| *o == office) {
            Some((_, n)) => *n += 1,
            None => desks.push((office, 1)),
        }
    }
    desks.sort_by_key(|(office, n)| (office.is_none(), Reverse(*n)));
    let name = |office: Option<&str>| office.unwrap_or(lang.home_office_unknown()).to_owned();
    let mut out: Vec<String> =
        desks.into_iter().map(|(office, n)| format!("{}: {}", name(office), lang.home_projects(n))).collect();
    let contact = facts.portfolio.ente.contact.as_deref().unwrap_or(lang.unknown());
    out.push(format!("{}: {contact}", lang.home_contact()));
    out
}
