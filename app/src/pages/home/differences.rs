//! What two sources say differently, in sentences.

use crate::{
    pages::{Scene, home::piece},
    parts::{frame, money, verbatim},
};
use domain::portfolio::{Difference, ProjectView};
use leptos::prelude::*;

/// All of them.
pub fn section(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let items: Vec<AnyView> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.differences.iter().map(move |d| (p, d)))
        .map(|(p, difference)| {
            let sentence = sentence(scene, p, difference);
            let kept = p.settled(difference).map(|settled| {
                let reason = verbatim::italian(lang, &settled.reason);
                view! { <span class="tg-note">{lang.settle_kept()} ": «" {reason} "»."</span> }
            });
            view! { {piece::name(scene, p)} ": " {sentence} {kept} }.into_any()
        })
        .collect();
    let body = if items.is_empty() {
        view! { <p>{lang.home_differences_none()}</p> }.into_any()
    } else {
        view! { <p>{lang.home_differences_text()}</p> {piece::listing(lang, items)} }.into_any()
    };
    view! { <section id="differenze"><h2>{lang.home_differences_title()}</h2>{body}</section> }.into_any()
}

fn sentence(scene: &Scene, p: &ProjectView, difference: &Difference) -> String {
    let lang = scene.lang;
    match difference {
        Difference::PaidInRegisOnly { amount, al, seen } => {
            let snapshot = match seen {
                Some(_) => frame::snapshot(lang, *seen),
                None => money::source_name(lang, &scene.catalogue, Some(domain::portfolio::PA_DIGITALE)),
            };
            lang.home_diff_regis(&lang.maybe_when(*al), &lang.amount(Some(*amount)), &snapshot)
        }
        Difference::DisbursedButTargetOpen { value, target, al, source } => {
            let name = money::source_name(lang, &scene.catalogue, source.as_deref());
            // The reading carries no name: its indicator is the one of this project with that target.
            let indicator = p.indicators.iter().find(|i| i.indicator.target == Some(*target));
            lang.home_diff_target(
                &name,
                &lang.maybe_when(*al),
                &piece::measured(lang, *value, indicator),
                &piece::measured(lang, *target, indicator),
            )
        }
        Difference::Grant { typed, public } => lang.home_diff_grant(&lang.amount(Some(*typed)), &lang.amount(Some(*public))),
        Difference::Date { phase, typed, public } => {
            lang.home_diff_date(lang.phase(*phase), &lang.when(*typed), &lang.when(*public))
        }
    }
}
