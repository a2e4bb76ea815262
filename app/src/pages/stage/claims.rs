//! What was said in public, on a slide: the words, the verdict, and what it rests on in one line.

use crate::{
    pages::{Scene, home::piece},
    parts::{frame, mark, money},
};
use domain::{
    claim::{Judged, Verdict},
    deck::Part,
    phase::Assertion,
    portfolio::{Evidence, IndicatorView, PA_DIGITALE},
    records::Claim,
    when::When,
};
use leptos::prelude::*;
use words::Lang;

/// "Riscontrata 3, Solo dichiarata 1".
pub(super) fn outcomes(scene: &Scene, part: &Part<usize>) -> String {
    let all = [Verdict::Recorded, Verdict::Declared, Verdict::Contradicted, Verdict::Unverifiable];
    let counted = all.into_iter().filter_map(|verdict| {
        let n = told(scene, part).filter(|j| j.verdict == verdict).count();
        (n > 0).then(|| format!("{}\u{a0}{n}", scene.lang.verdict(verdict)))
    });
    counted.collect::<Vec<_>>().join(", ")
}

fn told<'a>(scene: &'a Scene, part: &'a Part<usize>) -> impl Iterator<Item = &'a Judged> {
    part.items.iter().filter_map(|at| scene.claims.get(*at))
}

pub(super) fn body(scene: &Scene, part: &Part<usize>) -> AnyView {
    let lang = scene.lang;
    let items = told(scene, part)
        .map(|judged| {
            let claim = &judged.claim;
            let words = format!("«{}»", claim.words);
            let gloss = claim.words_en.as_deref().filter(|_| lang == Lang::En).map(|w| lang.claims_gloss(w));
            let gloss = gloss.map(|text| view! { <p class="tg-slide__small">{text}</p> });
            let speaker = piece::text(lang, &claim.speaker, None);
            let day = lang.maybe_when(claim.provenance.al);
            view! {
                <li>
                    <p class="tg-slide__quote" lang="it">{words}</p>
                    {gloss}
                    <p>{mark::verdict(lang, judged.verdict)}</p>
                    <p class="tg-slide__small">{because(scene, judged)}</p>
                    <p class="tg-source">{speaker} ", " {day}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tg-slide__claims">{items}</ul> }.into_any()
}

/// What the verdict rests on, or that there is nothing it could rest on.
fn because(scene: &Scene, judged: &Judged) -> String {
    let lang = scene.lang;
    if judged.evidence.is_empty() {
        let words = if judged.verdict == Verdict::Unverifiable { lang.claims_cannot_tell() } else { lang.claims_no_record() };
        return words.to_owned();
    }
    let label = match judged.verdict {
        Verdict::Recorded => lang.claims_backed(),
        Verdict::Contradicted => lang.claims_denied(),
        Verdict::Declared | Verdict::Unverifiable => lang.claims_beside(),
    };
    let items: Vec<String> =
        judged.evidence.iter().enumerate().map(|(at, rests_on)| evidence(scene, &judged.claim, at, rests_on)).collect();
    format!("{label}: {}", items.join("; "))
}

fn evidence(scene: &Scene, claim: &Claim, at: usize, evidence: &Evidence) -> String {
    let lang = scene.lang;
    match evidence {
        Evidence::Standing { project, standing } => {
            let p = scene.portfolio.project(project);
            let name = p.map_or_else(|| project.to_string(), |p| scene.title(&p.title, p.title_en.as_deref()).to_owned());
            let status = lang.status(standing.status);
            format!("{name}, {status} ({})", source(scene, standing.source.as_deref(), standing.since))
        }
        Evidence::Amount { source: code, al, amount } => {
            let first = claim.assertion == Assertion::Total && at == 0;
            // A total is judged by the sum on record, which comes first; grants that only words back stand beside it.
            let label = match claim.assertion {
                Assertion::Total if first && amount.cents.0 == 0 => return lang.claims_sum_none().to_owned(),
                Assertion::Total if first => lang.claims_sum_recorded(),
                Assertion::Total => lang.claims_sum_words(),
                _ => lang.claims_grant(),
            };
            let al = if first { scene.portfolio.snapshot.map(|s| When::Day(s.last)) } else { *al };
            format!("{label} {} ({})", lang.amount(Some(*amount)), source(scene, code.as_deref(), al))
        }
        Evidence::Reading { source: code, al, value } => {
            let own = |i: &&IndicatorView| claim.indicator.as_deref() == Some(i.indicator.code.as_str());
            // A project that is said to be over is judged by any of its indicators: the one that has this reading.
            let read = |i: &&IndicatorView| {
                i.indicator.project.is_some()
                    && i.indicator.project == claim.project
                    && i.readings.iter().any(|r| r.value == *value && r.provenance.al == *al && r.provenance.source == *code)
            };
            let all = || scene.portfolio.indicators.iter();
            let indicator = all().find(own).or_else(|| all().find(read));
            let name = indicator.map_or(lang.claims_reading(), |i| lang.pick(&i.indicator.name, i.indicator.name_en.as_deref()));
            format!("{name} {} ({})", piece::measured(lang, *value, indicator), source(scene, code.as_deref(), *al))
        }
    }
}

/// "PA digitale 2026, 12/03/2024"; only the day of what is worked out, which has no source of its own.
fn source(scene: &Scene, code: Option<&str>, al: Option<When>) -> String {
    let lang = scene.lang;
    match (code, al) {
        (None, al) => lang.maybe_when(al),
        (Some(PA_DIGITALE), None) => frame::snapshot(lang, scene.portfolio.snapshot),
        (code, None) => money::source_name(lang, &scene.catalogue, code),
        (code, Some(al)) => lang.source_line(&money::source_name(lang, &scene.catalogue, code), &lang.when(al)),
    }
}
