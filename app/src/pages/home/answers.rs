//! The five questions of a councillor, each answered in a sentence or two.

use crate::{
    pages::{
        Scene,
        home::{changes, offices, piece, risk},
    },
    parts::{aged, frame},
    paths,
};
use domain::{
    filter::Filter,
    freshness::FigureKind,
    phase::{DeclaredState, Fund, SourceKind},
    portfolio::{Change, Difference, PA_DIGITALE},
    status::{Status, Tone},
    total::Total,
    when::{When, civil},
};
use leptos::prelude::*;

/// Changes told in the answer.
pub const TOLD: usize = 3;
/// Deadlines, and offices, told in an answer.
const FEW: usize = 3;

/// The ways in which a project can be over, for the breakdown.
const OVER: [Status; 5] =
    [Status::Disbursed, Status::PaidElsewhere, Status::Certified, Status::Completed, Status::Declared(DeclaredState::Done)];

/// All five.
pub fn answers(scene: &Scene, changes: &[Change], terms: &[risk::Term<'_>], desks: &[offices::Desk<'_>]) -> AnyView {
    view! {
        <section class="tg-questions" aria-label=scene.lang.home_answers()>
            {standing(scene)}
            {money(scene)}
            {at_risk(scene, terms)}
            {changed(scene, changes)}
            {who(scene, desks)}
        </section>
    }
    .into_any()
}

fn question(heading: &'static str, answer: AnyView, more: Option<(String, &'static str)>) -> AnyView {
    let more = more.map(|(href, label)| view! { <p class="tg-question__more"><a href=href>{label}</a></p> });
    view! { <section class="tg-question"><h2>{heading}</h2>{answer}{more}</section> }.into_any()
}

fn answer(content: AnyView) -> AnyView {
    view! { <p class="tg-question__answer">{content}</p> }.into_any()
}

/// "A che punto siamo?"
fn standing(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let counted = |tone: Tone| {
        let n = portfolio.count(tone);
        let word = lang.home_tone(tone, n);
        if n == 0 {
            return view! { <strong>"0"</strong> " " {word} }.into_any();
        }
        let href = paths::filtered(scene.ipa(), paths::PROJECTS, &Filter { tone: Some(tone), ..Filter::default() });
        view! { <a href=href><strong>{n.to_string()}</strong> " " {word}</a> }.into_any()
    };
    let others = [Tone::Running, Tone::Late, Tone::Renounced, Tone::Unknown]
        .into_iter()
        .filter(|tone| portfolio.count(*tone) > 0)
        .map(|tone| view! { ", " {counted(tone)} })
        .collect_view();
    let of = lang.home_of_projects(&lang.home_projects(portfolio.projects.len()));
    let sentence = view! { {counted(Tone::Done)} " " {of} {others} "." }.into_any();
    let parts: Vec<String> = OVER
        .into_iter()
        .filter_map(|status| {
            let n = portfolio.projects.iter().filter(|p| p.standing.status == status).count();
            (n > 0).then(|| format!("{}\u{a0}{n}", lang.status(status)))
        })
        .collect();
    let parts = (!parts.is_empty()).then(|| view! { <span class="tg-source">{lang.home_done_are(&parts.join(", "))}</span> });
    let content = view! { {answer(sentence)} {parts} }.into_any();
    question(lang.home_where(), content, Some((paths::section(scene.ipa(), paths::PROJECTS), lang.home_see_rows())))
}

/// "Quanto, e da chi?"
fn money(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let granted = Fund::ALL.iter().filter_map(|fund| granted_by(scene, *fund)).collect_view();
    let sources = lang.home_grant_sources(&civil(scene.portfolio.today), &kinds(scene).join(", "));
    let content = view! {
        {granted}
        <span class="tg-source">{sources}</span>
        {received(scene)}
        {only_in_regis(scene)}
    }
    .into_any();
    question(lang.home_how_much(), content, Some((paths::section(scene.ipa(), paths::FUNDING), lang.home_see_lines())))
}

/// What one fund granted; a fund that nobody recorded anything of is said to be so, but for "other".
fn granted_by(scene: &Scene, fund: Fund) -> Option<AnyView> {
    let lang = scene.lang;
    let total = scene.portfolio.granted_by(fund);
    if total.known + total.unknown == 0 {
        return (fund != Fund::Other).then(|| answer(view! { {lang.fund(fund)} ": " {lang.home_no_grant()} }.into_any()));
    }
    let href = rows_of(scene, fund);
    let content = view! { {lang.fund(fund)} ": " <a href=href>{piece::sum(lang, total)}</a> }.into_any();
    Some(answer(content))
}

/// Where the rows of a fund are: the filtered list, whose total is the same where no other fund pays for its projects,
/// else the page that keeps the funds apart.
fn rows_of(scene: &Scene, fund: Fund) -> String {
    let mut paid = scene.portfolio.projects.iter().filter(|p| p.grants.iter().any(|g| g.fund == fund));
    if paid.all(|p| p.grants.iter().all(|g| g.fund == fund)) {
        paths::filtered(scene.ipa(), paths::PROJECTS, &Filter { fund: Some(fund), ..Filter::default() })
    } else {
        paths::section(scene.ipa(), paths::FUNDING)
    }
}

/// Kinds of the sources that the grants rest on, in words.
pub fn kinds(scene: &Scene) -> Vec<&'static str> {
    let lang = scene.lang;
    let mut kinds: Vec<&'static str> = vec![];
    for grant in scene.portfolio.projects.iter().flat_map(|p| p.grants.iter()) {
        let word = match grant.source.as_deref() {
            None => lang.unknown(),
            Some(code) => match scene.catalogue.source(code) {
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

/// What has arrived, by PA digitale or the ente's own receipts.
fn received(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut total = Total::default();
    for p in &scene.portfolio.projects {
        total.absorb(p.received);
    }
    let snapshot = frame::snapshot(lang, scene.portfolio.snapshot);
    let typed = scene.portfolio.projects.iter().any(|p| !p.receipts.is_empty());
    let source = if typed { lang.home_receipts_and(&snapshot) } else { snapshot };
    let sentence = if total.known == 0 {
        lang.home_nothing_received().into_any()
    } else {
        let href = paths::section(scene.ipa(), paths::PROJECTS);
        view! { {lang.home_received()} " " <a href=href>{piece::sum(lang, total)}</a> }.into_any()
    };
    let aged = aged::beside(scene, &[FigureKind::Received]);
    view! { {answer(sentence)} <span class="tg-source">{source}</span> {aged} }.into_any()
}

/// What only ReGiS shows as paid.
fn only_in_regis(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut total = Total::default();
    let mut latest: Option<When> = None;
    for difference in scene.portfolio.projects.iter().flat_map(|p| p.differences.iter()) {
        if let Difference::PaidInRegisOnly { amount, al, .. } = difference {
            total.add(Some(*amount));
            if al.map(When::last) > latest.map(When::last) {
                latest = *al;
            }
        }
    }
    if total.known == 0 {
        return ().into_any();
    }
    let sentence = view! {
        {lang.home_regis_more()} " " <a href="#differenze">{piece::sum(lang, total)}</a> " " {lang.home_regis_not_seen()}
    }
    .into_any();
    let source = lang.source_line(lang.source_kind(SourceKind::Regis), &lang.maybe_when(latest));
    view! { {answer(sentence)} <span class="tg-source">{source}</span> }.into_any()
}

/// "Cosa rischiamo, e quando?"
fn at_risk(scene: &Scene, terms: &[risk::Term<'_>]) -> AnyView {
    let lang = scene.lang;
    if terms.is_empty() {
        return question(lang.home_risk(), answer(lang.home_no_risk().into_any()), None);
    }
    let few = terms
        .iter()
        .take(FEW)
        .map(|term| {
            let on = lang.home_risk_on(&lang.home_projects(term.projects.len()));
            let lost = view! { <a href="#rischio">{piece::sum(lang, term.total)}</a> " " {on} }.into_any();
            view! { {answer(lost)} {answer(risk::sentence(scene, term.deadline))} }
        })
        .collect_view();
    let source = lang.source_line(lang.home_risk_source(), &civil(scene.portfolio.today));
    let content = view! {
        {few}
        {answer(lang.home_risk_means().into_any())}
        <span class="tg-source">{source}</span>
    }
    .into_any();
    let label = if terms.len() > FEW { lang.home_more_terms() } else { lang.home_see_rows() };
    question(lang.home_risk(), content, Some(("#rischio".to_owned(), label)))
}

/// "Cosa è cambiato?"
fn changed(scene: &Scene, changes: &[Change]) -> AnyView {
    let lang = scene.lang;
    if changes.is_empty() {
        return question(lang.home_changed(), answer(lang.home_no_change().into_any()), None);
    }
    let told = changes
        .iter()
        .take(TOLD)
        .map(|change| {
            let known = changes::known(lang, change);
            let sentence = changes::sentence(scene, change);
            answer(view! { {sentence} <span class="tg-note">{known}</span> }.into_any())
        })
        .collect_view();
    let more = (changes.len() > TOLD).then(|| ("#cambiamenti".to_owned(), lang.home_changes_more()));
    question(lang.home_changed(), told.into_any(), more)
}

/// "Chi ne risponde?"
fn who(scene: &Scene, desks: &[offices::Desk<'_>]) -> AnyView {
    let lang = scene.lang;
    // The projects that nobody is known to answer for are always told, however many offices there are.
    let told = desks.iter().filter(|d| d.office.is_some()).take(FEW).chain(desks.iter().filter(|d| d.office.is_none()));
    let told = told
        .map(|desk| {
            let count = lang.home_projects(desk.projects.len());
            let name = offices::name(scene, desk);
            answer(view! { {name} ": " <a href="#uffici">{count}</a> }.into_any())
        })
        .collect_view();
    let content = view! {
        {told}
        <span class="tg-note">{lang.home_contact()} ": " {offices::contact(scene)}</span>
    }
    .into_any();
    question(lang.home_who(), content, Some(("#uffici".to_owned(), lang.home_see_rows())))
}
