//! What was said in public, word by word, each sentence with its outcome by rule and what that rests on.

use crate::{
    pages::{Page, Scene, ente_page, home::piece},
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    claim::{Judged, Verdict},
    phase::Assertion,
    portfolio::{Evidence, IndicatorView},
    records::Claim,
    when::When,
};
use leptos::prelude::*;
use words::Lang;

/// The outcomes with their codes in addresses.
const OUTCOMES: [(&str, Verdict); 4] = [
    ("riscontrate", Verdict::Recorded),
    ("solo-dichiarate", Verdict::Declared),
    ("smentite", Verdict::Contradicted),
    ("non-verificabili", Verdict::Unverifiable),
];

/// `/{ipa}/dichiarazioni`
#[component]
pub fn Claims() -> impl IntoView {
    ente_page(paths::CLAIMS, |scene| Some(build(scene)))
}

/// The page of these projects.
pub(super) fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let here = paths::section(scene.ipa(), paths::CLAIMS);
    let title = lang.claims_title(&scene.portfolio.ente.name);
    let heading = title.clone();
    let body = if scene.claims.is_empty() {
        view! { <div class="tg-empty"><h2>{lang.claims_none_title()}</h2><p>{lang.claims_none_text()}</p></div> }.into_any()
    } else {
        list(scene)
    };
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_claims())])}
        <div class="tg-head">
            <div>
                <h1>{heading}</h1>
                <p class="tg-lead">{lang.claims_lead()}</p>
            </div>
        </div>
        {body}
    };
    Page::new(title, content)
}

fn list(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let asked = scene.visit().param("esito").and_then(|code| OUTCOMES.into_iter().find(|(c, _)| *c == code)).map(|(_, v)| v);
    let here = paths::section(scene.ipa(), paths::CLAIMS);
    let shown = || scene.claims.iter().filter(move |j| asked.is_none_or(|v| j.verdict == v));
    let chip = asked.map(|verdict| {
        let href = here.clone();
        view! {
            <ul class="tg-chips" aria-label=lang.active_filters()>
                <li>
                    <a href=href>
                        {lang.claims_filter(lang.verdict(verdict))} " " <span aria-hidden="true">"×"</span>
                        <span class="visually-hidden">{lang.remove()}</span>
                    </a>
                </li>
            </ul>
        }
    });
    let speeches = if shown().next().is_none() {
        view! {
            <div class="tg-empty"><h2>{lang.claims_none_here_title()}</h2><p><a href=here>{lang.claims_show_all()}</a></p></div>
        }
        .into_any()
    } else {
        speeches(shown()).iter().map(|s| speech(scene, s)).collect_view().into_any()
    };
    view! {
        <section>
            <h2>{lang.claims_rules_title()}</h2>
            <p class="tg-prose">{lang.claims_by_rule()}</p>
            {summary(scene, "esiti")}
        </section>
        {chip}
        {speeches}
    }
    .into_any()
}

/// How many sentences have each outcome, each count a link to them, with the rule that decides.
pub fn summary(scene: &Scene, id: &'static str) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.claims_column_verdict()),
        Head::number(lang.claims_column_count()),
        Head::text(lang.claims_column_rule()),
    ];
    let here = paths::section(scene.ipa(), paths::CLAIMS);
    let rows = OUTCOMES
        .into_iter()
        .map(|(code, verdict)| {
            let n = scene.claims.iter().filter(|j| j.verdict == verdict).count();
            let count = if n == 0 {
                "0".into_any()
            } else {
                let href = paths::with_query(&here, &[("esito", code)]);
                view! { <a href=href>{lang.claims_count(n)}</a> }.into_any()
            };
            Row::new(vec![mark::verdict(lang, verdict), count, lang.verdict_rule(verdict).into_any()])
        })
        .collect();
    let foot = vec![lang.home_total().into_any(), lang.claims_count(scene.claims.len()).into_any(), ().into_any()];
    table(lang, id, lang.claims_caption().to_owned(), heads, rows, Some(foot))
}

/// Sentences of one statement.
struct Speech<'a> {
    source: Option<&'a str>,
    claims: Vec<&'a Judged>,
}

impl Speech<'_> {
    /// Its day: the latest that its sentences hold from.
    fn day(&self) -> Option<NaiveDate> {
        self.claims.iter().map(|j| j.claim.provenance.al.map_or(j.claim.provenance.known, When::last)).max()
    }
}

/// By statement, the newest first; within one, as it was said.
fn speeches<'a>(claims: impl Iterator<Item = &'a Judged>) -> Vec<Speech<'a>> {
    let mut out: Vec<Speech<'a>> = vec![];
    for judged in claims {
        let source = judged.claim.provenance.source.as_deref();
        match out.iter_mut().find(|s| s.source == source) {
            Some(speech) => speech.claims.push(judged),
            None => out.push(Speech { source, claims: vec![judged] }),
        }
    }
    out.sort_by_key(|s| std::cmp::Reverse(s.day()));
    out
}

fn speech(scene: &Scene, speech: &Speech<'_>) -> AnyView {
    let lang = scene.lang;
    let known = speech.source.and_then(|code| scene.catalogue.source(code));
    let heading = match (known, speech.source) {
        (Some(source), _) => piece::text(lang, &source.title, source.title_en.as_deref()),
        (None, Some(code)) => code.to_owned().into_any(),
        (None, None) => lang.claims_no_source().into_any(),
    };
    let link = known.and_then(|s| s.url.clone()).filter(|u| u.starts_with("https://") || u.starts_with("http://"));
    let link = link.map(|href| view! { " · " <a href=href rel="external">{lang.source()}</a> });
    let counts: Vec<String> = OUTCOMES
        .into_iter()
        .filter_map(|(_, verdict)| {
            let n = speech.claims.iter().filter(|j| j.verdict == verdict).count();
            (n > 0).then(|| format!("{}\u{a0}{n}", lang.verdict(verdict)))
        })
        .collect();
    let counts = format!("{}: {}", lang.claims_count(speech.claims.len()), counts.join(", "));
    let quotes = speech.claims.iter().map(|j| quote(scene, j)).collect_view();
    view! {
        <section>
            <h2>{heading}</h2>
            <p class="tg-count">{counts} {link}</p>
            {quotes}
        </section>
    }
    .into_any()
}

fn quote(scene: &Scene, judged: &Judged) -> AnyView {
    let lang = scene.lang;
    let claim = &judged.claim;
    let provenance = &claim.provenance;
    // A code is one word in our files, but nothing forbids blanks, and an id can't have any.
    let id = claim.code.split_whitespace().collect::<Vec<_>>().join("-");
    let words = format!("«{}»", claim.words);
    let gloss = claim.words_en.as_deref().filter(|_| lang == Lang::En).map(|w| view! { <p>{lang.claims_gloss(w)}</p> });
    let speaker = piece::text(lang, &claim.speaker, None);
    let day = money::when(lang, provenance.al);
    let source = money::source(lang, &scene.catalogue, provenance.source.as_deref(), None);
    let note = provenance.public_note().map(|n| view! { <p class="tg-note">{lang.note()} ": " {piece::text(lang, n, None)}</p> });
    view! {
        <blockquote class="tg-quote" id=id>
            <p lang="it">{words}</p>
            {gloss}
            <footer>
                {mark::verdict(lang, judged.verdict)}
                <p class="mb-0">{lang.claims_rule(lang.verdict_rule(judged.verdict))}</p>
                <p class="mb-0">{speaker} ", " {day}</p>
                {source}
                {about(scene, claim)}
                {said(scene, claim)}
                {evidence(scene, judged)}
                {note}
            </footer>
        </blockquote>
    }
    .into_any()
}

/// The project or the measure that it speaks of.
fn about(scene: &Scene, claim: &Claim) -> Option<AnyView> {
    let label = scene.lang.claims_about();
    let project = claim.project.as_ref().and_then(|slug| scene.portfolio.project(slug));
    let what = match (project, &claim.measure) {
        (Some(p), _) => view! { {piece::name(scene, p)} " " {mark::chip(p.measure())} }.into_any(),
        (None, Some(line)) => mark::chip(Some(line.measure())),
        (None, None) => return None,
    };
    Some(view! { <p class="mb-0">{label} ": " {what}</p> }.into_any())
}

/// The figure or date that the sentence states.
fn said(scene: &Scene, claim: &Claim) -> Option<AnyView> {
    let lang = scene.lang;
    let mut parts: Vec<String> = vec![];
    if let Some(quantity) = claim.quantity {
        let indicator = claim.indicator.as_ref().and_then(|code| indicator(scene, code));
        parts.push(piece::measured(lang, quantity, indicator));
    }
    if claim.amount.is_some() {
        parts.push(lang.amount(claim.amount));
    }
    if let Some(by) = claim.by {
        parts.push(lang.claims_said_by(&lang.when(by)));
    }
    if parts.is_empty() {
        return None;
    }
    let parts = parts.join(", ");
    Some(view! { <p class="mb-0">{lang.claims_said()} ": " {parts}</p> }.into_any())
}

fn indicator<'a>(scene: &'a Scene, code: &str) -> Option<&'a IndicatorView> {
    scene.portfolio.indicators.iter().find(|i| i.indicator.code == code)
}

/// What the outcome rests on, in words.
fn evidence(scene: &Scene, judged: &Judged) -> AnyView {
    let lang = scene.lang;
    if judged.evidence.is_empty() {
        let words = if judged.verdict == Verdict::Unverifiable { lang.claims_cannot_tell() } else { lang.claims_no_record() };
        return view! { <p class="mb-0">{words}</p> }.into_any();
    }
    let label = match judged.verdict {
        Verdict::Recorded => lang.claims_backed(),
        Verdict::Contradicted => lang.claims_denied(),
        Verdict::Declared | Verdict::Unverifiable => lang.claims_beside(),
    };
    let items = judged
        .evidence
        .iter()
        .enumerate()
        .map(|(at, rests_on)| {
            let words = item(scene, &judged.claim, at, rests_on);
            view! { <li>{words}</li> }
        })
        .collect_view();
    view! { <p class="mb-0">{label} ":"</p> <ul>{items}</ul> }.into_any()
}

fn item(scene: &Scene, claim: &Claim, at: usize, evidence: &Evidence) -> AnyView {
    let lang = scene.lang;
    let source_of = |code: Option<&str>, al: Option<When>| money::source(lang, &scene.catalogue, code, al);
    match evidence {
        Evidence::Standing { project, standing } => {
            let name = match scene.portfolio.project(project) {
                Some(p) => piece::name(scene, p),
                None => project.to_string().into_any(),
            };
            let source = match &standing.source {
                Some(code) => source_of(Some(code.as_str()), standing.since),
                // A status that is worked out, such as one past its deadline, has a day and no source of its own.
                None => standing.since.map(|s| view! { <span class="tg-source">{lang.when(s)}</span> }).into_any(),
            };
            view! {
                {name} ": " {mark::status(lang, standing.status)}
                <span class="tg-note">{lang.status_rule(standing.status)}</span>
                {source}
            }
            .into_any()
        }
        Evidence::Amount { source, al, amount } => {
            // A total is judged by the sum on record, which comes first; grants that only words back stand beside it.
            let label = match (claim.assertion, at) {
                (Assertion::Total, 0) if amount.cents.0 == 0 => return lang.claims_sum_none().into_any(),
                (Assertion::Total, 0) => lang.claims_sum_recorded(),
                (Assertion::Total, _) => lang.claims_sum_words(),
                _ => lang.claims_grant(),
            };
            let figure = lang.amount(Some(*amount));
            let al = match (claim.assertion, at) {
                (Assertion::Total, 0) => scene.portfolio.snapshot.map(|s| When::Day(s.last)),
                _ => *al,
            };
            let source = source_of(source.as_deref(), al);
            view! { {label} ": " <span class="tg-num">{figure}</span> {source} }.into_any()
        }
        Evidence::Reading { source, al, value } => {
            let own = claim.indicator.as_ref().and_then(|code| indicator(scene, code));
            // A project that is said to be over is judged by any of its indicators: the one that has this reading.
            let indicator = own.or_else(|| {
                let project = claim.project.as_ref().and_then(|slug| scene.portfolio.project(slug))?;
                project.indicators.iter().find(|i| {
                    i.readings.iter().any(|r| r.value == *value && r.provenance.al == *al && r.provenance.source == *source)
                })
            });
            let label = match indicator {
                Some(i) => piece::text(lang, &i.indicator.name, i.indicator.name_en.as_deref()),
                None => lang.claims_reading().into_any(),
            };
            let figure = piece::measured(lang, *value, indicator);
            let source = source_of(source.as_deref(), *al);
            view! { {label} ": " <span class="tg-num">{figure}</span> {source} }.into_any()
        }
    }
}
