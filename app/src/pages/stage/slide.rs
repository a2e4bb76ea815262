//! What stands on each slide: the question it answers, the finding, and the figures that make it. No link: what is on a slide is
//! also in a file that leads nowhere.

use super::{Show, claims, drawing};
use crate::{
    gantt::drawing as marks,
    pages::{
        Scene,
        desk::rows::capital,
        funding::{finding_funds, series},
        home::{answers, changes, offices, piece, risk},
        schedule,
    },
    parts::{day, frame, mark, money, qr, verbatim},
};
use domain::{
    compare::Told,
    deck::{Checks, Deck, Kind, Part, Problem},
    filter::Filter,
    identifier::Slug,
    phase::{Fund, Phase},
    portfolio::{Change, Difference, IndicatorView, PA_DIGITALE, ProjectView},
    records::Risk,
    status::{Status, Tone},
    total::Total,
    when::civil,
};
use leptos::prelude::*;
use words::Lang;

/// Deadlines, projects in one sentence.
const FEW: usize = 3;
/// Indicators of a project: the slides of indicators have all.
const READ: usize = 2;
/// Offices, sources.
const MANY: usize = 8;

/// What the slide is about, above its finding.
pub(super) fn kicker(lang: Lang, kind: &Kind) -> &'static str {
    match kind {
        Kind::Title => lang.stage_kicker(),
        Kind::Standing => lang.home_where(),
        Kind::Money => lang.home_how_much(),
        Kind::AtRisk => lang.home_risk(),
        Kind::Changes(_) | Kind::Since(_) | Kind::Unmoved(_) => lang.home_changed(),
        Kind::Offices => lang.home_who(),
        Kind::Schedule => lang.nav_gantt(),
        Kind::Funding => lang.nav_funding(),
        Kind::Certification => lang.nav_certification(),
        Kind::Problems(_) => lang.stage_problems(),
        Kind::Indicators(_) => lang.nav_indicators(),
        Kind::Claims(_) => lang.nav_claims(),
        Kind::Project(_) => lang.column_project(),
        Kind::Closing => lang.nav_sources(),
    }
}

/// The finding.
pub(super) fn heading(scene: &Scene, kind: &Kind) -> String {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    match kind {
        Kind::Title => portfolio.ente.name.clone(),
        Kind::Standing => lang.stage_done(portfolio.count(Tone::Done), portfolio.projects.len()),
        Kind::Money => match portfolio.granted() {
            total if total.known + total.unknown == 0 => lang.stage_granted_none().to_owned(),
            total => lang.stage_granted(&lang.funding_sum(total)),
        },
        Kind::AtRisk => {
            let terms = risk::terms(portfolio);
            if terms.is_empty() {
                return lang.home_no_risk().to_owned();
            }
            let mut all = Total::default();
            for term in &terms {
                all.absorb(term.total);
            }
            capital(&lang.stage_at_risk(&lang.funding_sum(all)))
        }
        Kind::Changes(part) => lang.stage_changes(part.of, part.items.len()),
        Kind::Since(part) => in_part(lang, lang.stage_since(part.of), part),
        Kind::Unmoved(part) => in_part(lang, lang.stage_unmoved(part.of), part),
        Kind::Offices => {
            let desks = offices::desks(portfolio);
            let finding = match desks.iter().filter(|d| d.office.is_some()).count() {
                0 => return lang.stage_offices_none().to_owned(),
                1 => lang.stage_offices_one().to_owned(),
                n => lang.stage_offices(n),
            };
            match desks.iter().find(|d| d.office.is_none()) {
                Some(nobody) => lang.stage_offices_unknown(&finding, &lang.home_projects(nobody.projects.len())),
                None => finding,
            }
        }
        Kind::Schedule => schedule::finding(lang, scene, &Filter::default()),
        Kind::Funding => finding_funds(scene, &series::shares(portfolio)),
        Kind::Certification => {
            let checks = Checks::of(portfolio);
            let projects = lang.home_projects(checks.all());
            if checks.safe() == 0 { lang.stage_certified_none(&projects) } else { lang.stage_certified(checks.safe(), &projects) }
        }
        Kind::Problems(part) => in_part(lang, lang.stage_problems_count(part.of), part),
        Kind::Indicators(part) => {
            let count = lang.indicators_count(part.of);
            let read = portfolio.indicators.iter().filter(|i| !i.readings.is_empty());
            let title = match read.filter(|i| i.target_met_by_record(&scene.catalogue)).count() {
                0 => lang.stage_indicators_none(&count),
                met => lang.stage_indicators(&count, met),
            };
            in_part(lang, title, part)
        }
        Kind::Claims(part) => in_part(lang, lang.stage_claims(&claims::outcomes(scene, part)), part),
        Kind::Project(slug) => match portfolio.project(slug) {
            Some(p) => lang.stage_project(scene.title(&p.title, p.title_en.as_deref()), lang.status(p.standing.status)),
            None => slug.to_string(),
        },
        Kind::Closing => lang.stage_closing().to_owned(),
    }
}

/// Which part of a list stands here, where it is not all of it.
fn in_part<T>(lang: Lang, title: String, part: &Part<T>) -> String {
    if part.items.len() == part.of { title } else { lang.stage_part(&title, part.first, part.last(), part.of) }
}

/// The figures.
pub(super) fn body(scene: &Scene, show: &Show<'_>, deck: &Deck, kind: &Kind) -> AnyView {
    match kind {
        Kind::Title => title(scene, show),
        Kind::Standing => standing(scene),
        Kind::Money => granted(scene),
        Kind::AtRisk => at_risk(scene),
        Kind::Changes(part) => changed(scene, part),
        Kind::Since(part) => since(scene, part),
        Kind::Unmoved(part) => unmoved(scene, part),
        Kind::Offices => who(scene),
        Kind::Schedule => drawing::body(scene),
        Kind::Funding => funding(scene),
        Kind::Certification => certification(scene),
        Kind::Problems(part) => problems(scene, part),
        Kind::Indicators(part) => indicators(scene, part),
        Kind::Claims(part) => claims::body(scene, part),
        Kind::Project(slug) => scene.portfolio.project(slug).map(|p| project(scene, p)).into_any(),
        Kind::Closing => closing(scene, show, deck),
    }
}

fn title(scene: &Scene, show: &Show<'_>) -> AnyView {
    let lang = scene.lang;
    let sitting = scene.frozen.as_ref().map(|f| &f.cover.sitting);
    let agenda = sitting.and_then(|s| s.agenda.clone()).map(|text| {
        view! { <p class="tg-slide__small">{lang.report_agenda(&text)}</p> }
    });
    let before = sitting.map(|s| view! { <p class="tg-slide__lead">{lang.sitting_name(s)}</p> });
    view! {
        {before}
        {agenda}
        <p class="tg-slide__lead">{day::told(lang, scene.visit())}</p>
        <p class="tg-slide__small">{lang.perimeter_ente(&scene.portfolio.ente.name)}</p>
        {follow(scene, show)}
    }
    .into_any()
}

/// Where councillors can follow. Without the site's own address a telephone has no use for a code.
fn follow(scene: &Scene, show: &Show<'_>) -> AnyView {
    let lang = scene.lang;
    let origin = scene.given.settings.origin.as_deref();
    let address = format!("{}{}", origin.unwrap_or_default(), show.path);
    let code = origin.map(|_| qr::qr(&address, lang.stage_qr()));
    view! {
        <div class="tg-slide__follow">
            {code}
            <p>{lang.stage_follow()} ": " <strong>{address.clone()}</strong></p>
        </div>
    }
    .into_any()
}

/// A figure with a mark and its word.
fn counted(n: usize, look: &str, word: &str) -> AnyView {
    let drawn = marks::status(look, word);
    view! { <li><strong>{n.to_string()}</strong> <span inner_html=drawn></span></li> }.into_any()
}

fn standing(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let looks = [
        (Tone::Done, "done"),
        (Tone::Running, "running"),
        (Tone::Late, "late"),
        (Tone::Renounced, "waived"),
        (Tone::Unknown, "unknown"),
    ];
    let items = looks
        .into_iter()
        .map(|(tone, look)| (scene.portfolio.count(tone), tone, look))
        .filter(|(n, tone, _)| *n > 0 || *tone == Tone::Done)
        .map(|(n, tone, look)| counted(n, look, lang.home_tone(tone, n)))
        .collect_view();
    view! { <ul class="tg-slide__counts">{items}</ul> }.into_any()
}

fn granted(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let mut pairs: Vec<(String, String)> = vec![];
    for fund in Fund::ALL {
        let total = portfolio.granted_by(*fund);
        if total.known + total.unknown > 0 {
            pairs.push((lang.fund(*fund).to_owned(), lang.funding_sum(total)));
        } else if *fund != Fund::Other {
            pairs.push((lang.fund(*fund).to_owned(), lang.home_no_grant().to_owned()));
        }
    }
    let (mut received, mut elsewhere) = (Total::default(), Total::default());
    for p in &portfolio.projects {
        received.absorb(p.received);
        for difference in &p.differences {
            if let Difference::PaidInRegisOnly { amount, .. } = difference {
                elsewhere.add(Some(*amount));
            }
        }
    }
    let said = if received.known == 0 { lang.home_nothing_received().to_owned() } else { lang.funding_sum(received) };
    pairs.push((lang.home_received().to_owned(), said));
    let elsewhere = (elsewhere.known > 0).then(|| {
        let words = format!("{} {} {}", lang.home_regis_more(), lang.funding_sum(elsewhere), lang.home_regis_not_seen());
        view! { <p class="tg-slide__small">{words}</p> }
    });
    let sources = lang.home_grant_sources(&civil(portfolio.today), &answers::kinds(scene).join(", "));
    let snapshot = frame::snapshot(lang, portfolio.snapshot);
    view! {
        {pairs_of(pairs)}
        {elsewhere}
        <p class="tg-source">{sources} " " {lang.home_received()} ": " {snapshot} "."</p>
    }
    .into_any()
}

/// Terms and values.
fn pairs_of(pairs: Vec<(String, String)>) -> AnyView {
    let pairs = pairs.into_iter().map(|(term, value)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class="tg-slide__pairs">{pairs}</dl> }.into_any()
}

fn at_risk(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let terms = risk::terms(&scene.portfolio);
    let more = terms.len().saturating_sub(FEW);
    let items = terms
        .iter()
        .take(FEW)
        .map(|term| {
            let on = lang.home_risk_on(&lang.home_projects(term.projects.len()));
            let sentence = risk::sentence(scene, term.deadline);
            view! { <li><p>{piece::sum(lang, term.total)} " " {on}</p><p class="tg-slide__small">{sentence}</p></li> }
        })
        .collect_view();
    let more = (more > 0).then(|| view! { <p class="tg-slide__small">{lang.stage_and_more(more)}</p> });
    let means = (!terms.is_empty()).then(|| view! { <p class="tg-slide__small">{lang.home_risk_means()}</p> });
    let source = lang.source_line(lang.home_risk_source(), &civil(scene.portfolio.today));
    view! { <ul class="tg-slide__list">{items}</ul> {more} {means} <p class="tg-source">{source}</p> }.into_any()
}

fn changed(scene: &Scene, part: &Part<Change>) -> AnyView {
    let lang = scene.lang;
    let items = part
        .items
        .iter()
        .map(|change| {
            let project = piece::text(lang, &change.title, change.title_en.as_deref());
            let what = changes::what(lang, &change.what);
            let known = changes::known(lang, change);
            view! { <li><p><strong>{project}</strong> ": " {what}</p><p class="tg-slide__small">{known}</p></li> }
        })
        .collect_view();
    view! { <ul class="tg-slide__list">{items}</ul> }.into_any()
}

/// What has changed since the last sitting.
fn since(scene: &Scene, part: &Part<Told>) -> AnyView {
    let lang = scene.lang;
    let Some(since) = &scene.since else { return ().into_any() };
    let found = &since.comparison;
    let items = part
        .items
        .iter()
        .map(|told| {
            let whom = told.whom.iter().filter_map(|at| found.changed.get(*at));
            let names: Vec<&str> = whom.clone().take(FEW).map(|c| scene.title(&c.title, c.title_en.as_deref())).collect();
            let more = told.whom.len().checked_sub(FEW).filter(|n| *n > 0).map(|n| format!(" {}", lang.stage_and_more(n)));
            view! { <li><p><strong>{names.join(", ")} {more}</strong> ": " {lang.sentence_of(found, told)}</p></li> }
        })
        .collect_view();
    view! {
        <ul class="tg-slide__list">{items}</ul>
        <p class="tg-source">{lang.said_since(since.number, &civil(since.al))}</p>
    }
    .into_any()
}

/// What was due and has not changed.
fn unmoved(scene: &Scene, part: &Part<usize>) -> AnyView {
    let lang = scene.lang;
    let Some(since) = &scene.since else { return ().into_any() };
    let items = part
        .items
        .iter()
        .filter_map(|at| since.comparison.unmoved.get(*at))
        .map(|due| {
            let title = piece::text(lang, &due.title, due.title_en.as_deref());
            view! { <li><p><strong>{title}</strong> ": " {lang.unmoved(due)}</p></li> }
        })
        .collect_view();
    view! {
        <ul class="tg-slide__list">{items}</ul>
        <p class="tg-source">{lang.said_since(since.number, &civil(since.al))}</p>
    }
    .into_any()
}

fn who(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let desks = offices::desks(&scene.portfolio);
    let more = desks.len().saturating_sub(MANY);
    let items = desks
        .iter()
        .take(MANY)
        .map(|desk| {
            let name = offices::name(scene, desk);
            view! { <li>{name} ": " <strong>{lang.home_projects(desk.projects.len())}</strong></li> }
        })
        .collect_view();
    let more = (more > 0).then(|| view! { <p class="tg-slide__small">{lang.stage_and_more(more)}</p> });
    let contact = scene.portfolio.ente.contact.clone();
    let contact = contact.map(|text| view! { <p class="tg-slide__small">{lang.home_contact()} ": " {text}</p> });
    view! { <ul class="tg-slide__list">{items}</ul> {more} {contact} }.into_any()
}

fn funding(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let chart = series::by_fund(lang, &scene.portfolio, &scene.catalogue);
    let rows = chart.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect::<Vec<_>>();
    let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
    // The chart room escapes every text in what it draws.
    let svg = scene.given.ports.figures.bars(&chart);
    let source = lang.home_grant_sources(&civil(scene.portfolio.today), &answers::kinds(scene).join(", "));
    view! {
        <div class="tg-slide__drawing" inner_html=svg></div>
        <ul class="tg-slide__said">{rows}</ul>
        <p class="tg-source">{source}</p>
    }
    .into_any()
}

fn certification(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let checks = Checks::of(&scene.portfolio);
    let known =
        [(checks.paid, Status::Disbursed), (checks.elsewhere, Status::PaidElsewhere), (checks.certified, Status::Certified)];
    let items = known
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, status)| counted(n, mark::look(status), lang.status(status)))
        .collect_view();
    let open = (checks.open > 0).then(|| counted(checks.open, "unknown", lang.stage_certified_open()));
    let source = frame::snapshot(lang, scene.portfolio.snapshot);
    view! {
        <ul class="tg-slide__counts">{items} {open}</ul>
        <p class="tg-slide__small">{lang.home_risk_means()}</p>
        <p class="tg-source">{source}</p>
    }
    .into_any()
}

fn problems(scene: &Scene, part: &Part<Problem>) -> AnyView {
    let lang = scene.lang;
    let items = part
        .items
        .iter()
        .map(|problem| {
            let (slug, what) = match problem {
                Problem::Risk(slug, code) => (slug, risk_of(scene, slug, code).map(|r| the_risk(lang, r)).into_any()),
                Problem::Late(slug) => (slug, late(scene, slug)),
                Problem::Failed(slug) => (slug, failed(scene, slug)),
                Problem::Unknown(slug) => (slug, lang.stage_unknown().into_any()),
            };
            let name = scene.portfolio.project(slug).map(|p| piece::text(lang, &p.title, p.title_en.as_deref()));
            view! { <li><p><strong>{name}</strong></p><p>{what}</p></li> }
        })
        .collect_view();
    view! { <ul class="tg-slide__list">{items}</ul> <p class="tg-slide__small">{lang.home_problems_limits()}</p> }.into_any()
}

fn risk_of<'a>(scene: &'a Scene, slug: &Slug, code: &str) -> Option<&'a Risk> {
    let p = scene.portfolio.project(slug)?;
    p.risks.iter().find(|r| r.code == code).map(|fact| &fact.record)
}

/// What can go wrong, what it would cost, and what is done so that it does not.
fn the_risk(lang: Lang, risk: &Risk) -> AnyView {
    let exposed = risk.exposed.map(|amount| format!(". {}: {}", lang.stage_exposed(), lang.amount(Some(amount))));
    let due = risk.due.map(|due| format!(", {}", lang.stage_risk_due(&lang.when(due))));
    let remedy = match &risk.remedy {
        Some(remedy) => verbatim::italian(lang, remedy),
        None => lang.stage_remedy_none().into_any(),
    };
    view! { {verbatim::italian(lang, &risk.what)} {exposed} {due} ". " <strong>{lang.stage_remedy()} ":"</strong> " " {remedy} }
        .into_any()
}

fn late(scene: &Scene, slug: &Slug) -> AnyView {
    let p = scene.portfolio.project(slug);
    let deadline = p.and_then(|p| p.step(Phase::Completion)).and_then(|s| s.deadline.as_ref());
    view! { {scene.lang.stage_late()} ". " {risk::sentence(scene, deadline)} }.into_any()
}

fn failed(scene: &Scene, slug: &Slug) -> AnyView {
    let lang = scene.lang;
    let run = scene.portfolio.project(slug).and_then(|p| p.runs.last());
    run.map(|run| format!("{} ({})", lang.stage_failed(lang.outcome(run.outcome)), lang.maybe_when(run.outcome_on))).into_any()
}

fn indicators(scene: &Scene, part: &Part<usize>) -> AnyView {
    let items = part.items.iter().filter_map(|at| scene.portfolio.indicators.get(*at));
    let items = items.map(|i| view! { <li>{reading(scene, i)}</li> }).collect_view();
    view! { <ul class="tg-slide__list">{items}</ul> }.into_any()
}

/// What is counted, how much, against which target, on whose word.
fn reading(scene: &Scene, i: &IndicatorView) -> AnyView {
    let lang = scene.lang;
    let name = piece::text(lang, &i.indicator.name, i.indicator.name_en.as_deref());
    let value =
        i.readings.first().map_or_else(|| lang.indicators_no_reading().to_owned(), |r| piece::measured(lang, r.value, Some(i)));
    let target = match i.indicator.target {
        Some(target) => format!("{} {}", lang.home_column_target().to_lowercase(), piece::measured(lang, target, Some(i))),
        None => lang.home_no_target().to_owned(),
    };
    let source = i.readings.first().map(|r| {
        let name = money::source_name(lang, &scene.catalogue, r.provenance.source.as_deref());
        lang.source_line(&name, &lang.maybe_when(r.provenance.al))
    });
    view! {
        <p>{name} ": " <strong>{value}</strong> ", " {target}</p>
        <p class="tg-source">{source}</p>
    }
    .into_any()
}

fn project(scene: &Scene, p: &ProjectView) -> AnyView {
    let lang = scene.lang;
    let deadline = p.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
    let certified = p.step(Phase::Certification);
    let run = p.runs.last().map(|r| format!("{} ({})", lang.outcome(r.outcome), lang.maybe_when(r.outcome_on)));
    let passed = certified.is_some_and(|s| s.passed).then(|| lang.certification_passed().to_owned());
    // Of one project, no record is no "nothing": ReGiS may show a payment that PA digitale does not.
    let sum = |of: Total| if of.known + of.unknown == 0 { lang.unknown().to_owned() } else { lang.funding_sum(of) };
    let pairs = vec![
        (lang.column_measure().to_owned(), series::measure_name(lang, &scene.catalogue, p.measure().as_ref())),
        (lang.column_granted().to_owned(), sum(p.granted)),
        (lang.column_received().to_owned(), sum(p.received)),
        (lang.column_decree().to_owned(), lang.maybe_when(p.date(Phase::Decree))),
        (lang.column_deadline().to_owned(), lang.maybe_when(deadline.map(|d| d.due))),
        (lang.stage_certification().to_owned(), run.or(passed).unwrap_or_else(|| lang.unknown().to_owned())),
        (lang.stage_office().to_owned(), p.office.clone().unwrap_or_else(|| lang.unknown().to_owned())),
    ];
    let what = p.what.as_deref().map(|it| verbatim::pick(lang, it, p.what_en.as_deref()));
    let what = what.map(|text| view! { <p class="tg-slide__small">{text}</p> });
    let counted = p.indicators.iter().filter(|i| !i.readings.is_empty()).take(READ);
    let counted = counted.map(|i| view! { <li>{reading(scene, i)}</li> }).collect_view();
    let own = p.standing.source.as_deref();
    let codes = own.into_iter().chain(p.grants.iter().filter_map(|g| g.source.as_deref()));
    let sources = names(scene, codes).join("; ");
    view! {
        <p>{mark::standing(lang, &p.standing)}</p>
        {what}
        {pairs_of(pairs)}
        <ul class="tg-slide__list">{counted}</ul>
        <p class="tg-source">{sources}</p>
    }
    .into_any()
}

/// Names of sources, each once, in the order in which they come; PA digitale with the day of its snapshot.
fn names<'a>(scene: &Scene, codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lang = scene.lang;
    let mut names: Vec<String> = vec![];
    for code in codes {
        let name = match code {
            PA_DIGITALE => frame::snapshot(lang, scene.portfolio.snapshot),
            code => money::source_name(lang, &scene.catalogue, Some(code)),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn closing(scene: &Scene, show: &Show<'_>, deck: &Deck) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let standings = portfolio.projects.iter().filter_map(|p| p.standing.source.as_deref());
    let grants = portfolio.projects.iter().flat_map(|p| &p.grants).filter_map(|g| g.source.as_deref());
    let readings = portfolio.indicators.iter().filter_map(|i| i.readings.first()?.provenance.source.as_deref());
    let claims = scene.claims.iter().filter_map(|j| j.claim.provenance.source.as_deref());
    let names = names(scene, standings.chain(grants).chain(readings).chain(claims));
    let more = names.len().saturating_sub(MANY);
    let items = names.into_iter().take(MANY).map(|name| view! { <li>{name}</li> }).collect_view();
    let more = (more > 0).then(|| view! { <li>{lang.stage_and_more(more)}</li> });
    let none = (portfolio.snapshot.is_none()).then(|| view! { <p class="tg-slide__small">{lang.no_public_data()}</p> });
    let left = deck.further.len() + deck.hidden.iter().filter(|s| matches!(s.kind, Kind::Project(_))).count();
    let left = (left > 0).then(|| view! { <p class="tg-slide__small">{lang.stage_closing_left(left)}</p> });
    let hidden = deck.hidden.iter().filter(|s| !matches!(s.kind, Kind::Project(_))).count();
    let hidden = (hidden > 0).then(|| view! { <p class="tg-slide__small">{lang.stage_closing_hidden(hidden)}</p> });
    view! {
        <p class="tg-slide__small">{lang.perimeter_ente(&portfolio.ente.name)} ", " {day::told(lang, scene.visit())}</p>
        <p>{lang.stage_closing_sources()} ":"</p>
        <ul class="tg-slide__sources">{items} {more}</ul>
        {none} {left} {hidden}
        {follow(scene, show)}
    }
    .into_any()
}
