//! A presentation: which slides an ente's figures make, in which order, and what stands on each.
//!
//! One finding a slide. The first answer the five questions of the home page, then come the schedule, funding, certification,
//! problems with their remedies, indicators, what was said in public, each project, and the sources. Whoever presents moves
//! and hides slides by [`SlideNote`], which is an arrangement and no fact: it says where a slide stands, never what is on it.

use crate::{
    claim::Judged,
    compare::Told,
    identifier::Slug,
    phase::{Outcome, RiskState},
    portfolio::{Change, Portfolio, ProjectView},
    records::SlideNote,
    sitting::Since,
    status::{Status, Tone},
    when::When,
};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// Changes on their slide.
pub const CHANGES: usize = 5;
/// Problems on a slide.
pub const PROBLEMS: usize = 4;
/// Indicators on a slide.
pub const INDICATORS: usize = 5;
/// Sentences said in public on a slide.
pub const CLAIMS: usize = 3;
/// A sentence that rests on so many things stands alone on its slide.
const EVIDENCE: usize = 3;
/// Projects that get a slide without being asked for: nobody looks at more of them in a room.
pub const PROJECTS: usize = 30;
/// Slides that problems, or indicators, fill at most; the last one says how many are left.
const SHEETS: usize = 3;
/// Slides that sentences said in public fill at most. Each one counts, so there are many.
const CLAIM_SHEETS: usize = 34;

/// One slide.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    /// What an arrangement calls it. Stays the same as long as the slide is about the same thing: `cronoprogramma`,
    /// `progetto-send-2022`, `dichiarazioni-2`.
    pub id: String,
    /// What stands on it.
    pub kind: Kind,
}

/// What stands on a slide.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Ente, day, address. Always the first.
    Title,
    /// Where are we?
    Standing,
    /// How much, from whom?
    Money,
    /// What could we lose, and when?
    AtRisk,
    /// What has changed? The newest first; `of` counts all of them.
    Changes(Part<Change>),
    /// What has changed since the last sitting, in its sentences: instead of [`Kind::Changes`] where there was one.
    Since(Part<Told>),
    /// What was due since then and has not changed, as places in [`crate::compare::Comparison::unmoved`].
    Unmoved(Part<usize>),
    /// Who answers for it?
    Offices,
    /// The Gantt.
    Schedule,
    /// Grants by measure.
    Funding,
    /// How far the checks have come.
    Certification,
    /// What goes wrong and what is done about it. There may be nothing to tell: then that is told.
    Problems(Part<Problem>),
    /// Indicators, as places in [`Portfolio::indicators`].
    Indicators(Part<usize>),
    /// What was said in public, as places in the claims given.
    Claims(Part<usize>),
    /// One project.
    Project(Slug),
    /// Sources and perimeter. Always the last.
    Closing,
}

/// The part of a list that stands on one slide.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<T> {
    /// What stands there.
    pub items: Vec<T>,
    /// The number of the first in the whole list, from 1.
    pub first: usize,
    /// How long the whole list is.
    pub of: usize,
}

impl<T> Part<T> {
    /// The number of the last.
    #[must_use]
    pub fn last(&self) -> usize {
        self.first + self.items.len().saturating_sub(1)
    }
}

/// Something that goes wrong, or is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A published risk that still stands: of which project, and its code.
    Risk(Slug, String),
    /// Past its deadline, outcome not known.
    Late(Slug),
    /// The last certification run was not positive.
    Failed(Slug),
    /// Nobody says where it stands.
    Unknown(Slug),
}

/// Where slides stand and what is said to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    notes: Vec<SlideNote>,
}

impl Arrangement {
    /// From the latest word on each slide; those of another sitting do not count.
    #[must_use]
    pub fn of(notes: impl IntoIterator<Item = SlideNote>, sitting: Option<u32>) -> Self {
        Self { notes: notes.into_iter().filter(|n| n.sitting == sitting).collect() }
    }

    /// What is kept about a slide.
    #[must_use]
    pub fn slide(&self, id: &str) -> Option<&SlideNote> {
        self.notes.iter().find(|n| n.slide == id)
    }

    /// What whoever presents wants to say. Internal.
    #[must_use]
    pub fn notes(&self, id: &str) -> Option<&str> {
        self.slide(id)?.notes.as_deref()
    }

    fn position(&self, id: &str) -> Option<u32> {
        self.slide(id)?.position
    }

    fn shown(&self, id: &str) -> Option<bool> {
        self.slide(id)?.shown
    }
}

/// A presentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Deck {
    /// What is shown, in order. Never empty: the title comes first and the sources last.
    pub slides: Vec<Slide>,
    /// What somebody has hidden.
    pub hidden: Vec<Slide>,
    /// Projects beyond the first [`PROJECTS`], which get a slide only where somebody asks for it.
    pub further: Vec<Slide>,
}

impl Deck {
    /// The slides that these figures make. Who has no slide is in `hidden` or `further`, so that nothing is left out silently.
    #[must_use]
    pub fn of(portfolio: &Portfolio, claims: &[Judged], since: Option<&Since>, arrangement: &Arrangement) -> Self {
        let (mut placed, mut own, mut hidden, mut further) = (vec![], vec![], vec![], vec![]);
        let mut projects = 0;
        for slide in natural(portfolio, claims, since) {
            let is_project = matches!(slide.kind, Kind::Project(_));
            projects += usize::from(is_project);
            match (arrangement.shown(&slide.id), arrangement.position(&slide.id)) {
                (Some(false), _) => hidden.push(slide),
                (None, _) if is_project && projects > PROJECTS => further.push(slide),
                (_, Some(at)) => placed.push((at, slide)),
                (_, None) => own.push(slide),
            }
        }
        let mut slides = vec![Slide { id: "titolo".to_owned(), kind: Kind::Title }];
        slides.append(&mut own);
        // Each stands where it is wanted, the first being 1; two that want the same place follow each other.
        placed.sort_by_key(|(at, _)| *at);
        let mut least = 1;
        for (at, slide) in placed {
            let wanted = usize::try_from(at).unwrap_or(usize::MAX).saturating_sub(1);
            let at = wanted.max(least).min(slides.len());
            slides.insert(at, slide);
            least = at + 1;
        }
        slides.push(Slide { id: "fonti".to_owned(), kind: Kind::Closing });
        Self { slides, hidden, further }
    }
}

/// Every slide between the title and the sources, in the order in which they come by themselves.
fn natural(portfolio: &Portfolio, claims: &[Judged], since: Option<&Since>) -> Vec<Slide> {
    let mut out = vec![];
    let mut push = |id: &str, kind| out.push(Slide { id: id.to_owned(), kind });
    if !portfolio.projects.is_empty() {
        push("punto", Kind::Standing);
        push("quanto", Kind::Money);
        push("perdite", Kind::AtRisk);
        let unmoved = since.map_or(0, |since| since.comparison.unmoved.len());
        match since.map(|since| since.comparison.told(|_| true)) {
            // That nothing has changed is news too.
            Some(told) if told.is_empty() => push("cambiamenti", Kind::Since(Part { items: vec![], first: 1, of: 0 })),
            Some(told) => sheets("cambiamenti", [told], CHANGES, SHEETS, Kind::Since, &mut push),
            None => {
                let changes = portfolio.changes();
                let of = changes.len();
                if of > 0 {
                    let items = changes.into_iter().take(CHANGES).collect();
                    push("cambiamenti", Kind::Changes(Part { items, first: 1, of }));
                }
            }
        }
        sheets("fermi", [(0..unmoved).collect()], CHANGES, SHEETS, Kind::Unmoved, &mut push);
        push("uffici", Kind::Offices);
        push("cronoprogramma", Kind::Schedule);
        if portfolio.projects.iter().any(|p| !p.grants.is_empty()) {
            push("finanziamenti", Kind::Funding);
        }
        if portfolio.projects.iter().any(|p| p.standing.status != Status::Renounced) {
            push("certificazioni", Kind::Certification);
        }
        let problems = problems(portfolio);
        if problems.is_empty() {
            push("rischi", Kind::Problems(Part { items: vec![], first: 1, of: 0 }));
        }
        sheets("rischi", [problems], PROBLEMS, SHEETS, Kind::Problems, &mut push);
    }
    sheets("indicatori", [indicators(portfolio)], INDICATORS, SHEETS, Kind::Indicators, &mut push);
    sheets("dichiarazioni", speeches(claims), CLAIMS, CLAIM_SHEETS, Kind::Claims, &mut push);
    for p in &portfolio.projects {
        push(&format!("progetto-{}", p.slug), Kind::Project(p.slug.clone()));
    }
    out
}

/// Lists cut into slides of so many; a list begins on a slide of its own.
fn sheets<T: Clone>(
    id: &str,
    lists: impl IntoIterator<Item = Vec<T>>,
    many: usize,
    most: usize,
    kind: impl Fn(Part<T>) -> Kind,
    push: &mut impl FnMut(&str, Kind),
) {
    let lists: Vec<Vec<T>> = lists.into_iter().collect();
    let of = lists.iter().map(Vec::len).sum();
    let mut first = 1;
    for (sheet, items) in lists.iter().flat_map(|list| list.chunks(many)).take(most).enumerate() {
        let part = Part { items: items.to_vec(), first, of };
        first += items.len();
        let name = if sheet == 0 { id.to_owned() } else { format!("{id}-{}", sheet + 1) };
        push(&name, kind(part));
    }
}

/// Risks first, because somebody has written them; then what the rules find.
#[must_use]
pub fn problems(portfolio: &Portfolio) -> Vec<Problem> {
    let mut out: Vec<Problem> = vec![];
    let alive = || portfolio.projects.iter().filter(|p| p.standing.status != Status::Renounced);
    for p in alive() {
        let open = p.risks.iter().filter(|r| r.state == RiskState::Open);
        out.extend(open.map(|r| Problem::Risk(p.slug.clone(), r.code.clone())));
    }
    let of = |test: &dyn Fn(&ProjectView) -> bool, make: fn(Slug) -> Problem| {
        alive().filter(|p| test(p)).map(|p| make(p.slug.clone())).collect::<Vec<_>>()
    };
    out.extend(of(&|p| p.standing.status.tone() == Tone::Late, Problem::Late));
    let failed = |p: &ProjectView| p.runs.last().is_some_and(|r| matches!(r.outcome, Outcome::Partial | Outcome::Negative));
    out.extend(of(&failed, Problem::Failed));
    out.extend(of(&|p| p.standing.status.tone() == Tone::Unknown, Problem::Unknown));
    out
}

/// Indicators that somebody has read, those read last first.
fn indicators(portfolio: &Portfolio) -> Vec<usize> {
    let day = |at: &usize| {
        let reading = portfolio.indicators.get(*at).and_then(|i| i.readings.first());
        reading.map(|r| r.provenance.al.map(When::last).unwrap_or(r.provenance.known))
    };
    let mut out: Vec<usize> = (0..portfolio.indicators.len()).filter(|at| day(at).is_some()).collect();
    out.sort_by_key(|at| Reverse(day(at)));
    out
}

/// Sentences by statement, the newest statement first; within one, as it was said.
fn speeches(claims: &[Judged]) -> Vec<Vec<usize>> {
    let mut out: Vec<(Option<&str>, NaiveDate, Vec<usize>)> = vec![];
    for (at, judged) in claims.iter().enumerate() {
        let provenance = &judged.claim.provenance;
        let (source, day) = (provenance.source.as_deref(), provenance.al.map_or(provenance.known, When::last));
        match out.iter_mut().find(|(s, ..)| *s == source) {
            Some((_, newest, list)) => {
                *newest = day.max(*newest);
                list.push(at);
            }
            None => out.push((source, day, vec![at])),
        }
    }
    out.sort_by_key(|(_, day, _)| Reverse(*day));
    out.into_iter().flat_map(|(.., list)| apart(claims, list)).collect()
}

/// A sentence that rests on many things has a slide of its own, or its last sources would stand below the screen.
fn apart(claims: &[Judged], list: Vec<usize>) -> Vec<Vec<usize>> {
    let long = |at: &usize| claims.get(*at).is_some_and(|judged| judged.evidence.len() >= EVIDENCE);
    list.chunk_by(|a, b| !long(a) && !long(b)).map(<[usize]>::to_vec).collect()
}

/// How far the checks have come, projects not renounced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checks {
    /// Paid, by PA digitale or the ente's own record.
    pub paid: usize,
    /// Paid according to ReGiS only.
    pub elsewhere: usize,
    /// Positively certified, not paid yet.
    pub certified: usize,
    /// Not known to be certified.
    pub open: usize,
}

impl Checks {
    /// Counted by the rule, whatever the office states.
    #[must_use]
    pub fn of(portfolio: &Portfolio) -> Self {
        let mut out = Self::default();
        for p in &portfolio.projects {
            match p.standing.rule() {
                Status::Renounced => {}
                Status::Disbursed => out.paid += 1,
                Status::PaidElsewhere => out.elsewhere += 1,
                Status::Certified => out.certified += 1,
                _ => out.open += 1,
            }
        }
        out
    }

    /// Certified, or what can only follow it.
    #[must_use]
    pub fn safe(self) -> usize {
        self.paid + self.elsewhere + self.certified
    }

    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.safe() + self.open
    }
}

#[cfg(test)]
mod tests;
