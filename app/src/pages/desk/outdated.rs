//! Figures past their cadence, on the list of whoever keeps them: why, and where to bring them up to date.

use crate::{pages::Scene, parts::verbatim, paths};
use domain::{
    fact::Record,
    freshness::{Aged, FigureKind},
    identifier::Slug,
    records::{CertificationRun, Confirmation, Milestone, Payment, Reading, Receipt},
};
use leptos::prelude::*;

/// What a form is asked to start with: the figure to confirm, and the indicator to read.
pub const FIGURE: &str = "dato";
/// See [`FIGURE`].
pub const INDICATOR: &str = "indicatore";

/// Where a figure of a project is brought up to date.
fn update(scene: &Scene, project: &Slug, aged: &Aged) -> String {
    let new = |file: &str| paths::desk_thing(scene.ipa(), project, file, None);
    match aged.figure {
        FigureKind::Certification => new(CertificationRun::TABLE.file),
        FigureKind::Received => new(Receipt::TABLE.file),
        FigureKind::Paid => new(Payment::TABLE.file),
        FigureKind::Indicators => {
            let code = aged.indicator.as_deref().unwrap_or_default();
            paths::with_query(&new(Reading::TABLE.file), &[(INDICATOR, code)])
        }
        // Which step is expected on another day, only its row says.
        FigureKind::Forecasts => format!("{}#{}", paths::desk(scene.ipa(), project), Milestone::TABLE.file),
    }
}

/// Where it is confirmed that nothing has changed: the confirmation that is there already, else a new one.
fn confirm(scene: &Scene, project: &Slug, aged: &Aged) -> String {
    let path = paths::desk_thing(scene.ipa(), project, Confirmation::TABLE.file, aged.confirmation);
    if aged.confirmation.is_some() { path } else { paths::with_query(&path, &[(FIGURE, aged.figure.code())]) }
}

/// The two ways on from a figure of a project; `title` says of which.
pub fn ways(scene: &Scene, project: &Slug, aged: &Aged, title: &str) -> AnyView {
    let lang = scene.lang;
    let (update, confirm) = (update(scene, project, aged), confirm(scene, project, aged));
    let of = format!(": {}, {title}", lang.figure_kind(aged.figure));
    let also = of.clone();
    view! {
        <p>
            <a class="btn btn-outline-primary btn-sm" href=update>
                {lang.freshness_update()} <span class="visually-hidden">{of}</span>
            </a>
            " "
            <a class="btn btn-outline-primary btn-sm" href=confirm>
                {lang.freshness_confirm()} <span class="visually-hidden">{also}</span>
            </a>
        </p>
    }
    .into_any()
}

/// The indicators of the whole ente, for whoever administers it.
pub fn of_ente(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let items: Vec<_> = scene
        .portfolio
        .aged
        .iter()
        .filter_map(|aged| {
            let sentence = lang.outdated(aged)?;
            let code = aged.indicator.as_deref()?;
            let indicator = scene.portfolio.indicators.iter().find(|i| i.indicator.code == code)?;
            let name = verbatim::pick(lang, &indicator.indicator.name, indicator.indicator.name_en.as_deref());
            let which = name_of(scene, code);
            let new = paths::shared_thing(scene.ipa(), Reading::TABLE.file, None);
            let href = paths::with_query(&new, &[(INDICATOR, code)]);
            Some(view! {
                <li class="tg-agenda__item">
                    <p class="tg-agenda__what">{name}</p>
                    <p>{sentence}</p>
                    <p>
                        <a class="btn btn-outline-primary btn-sm" href=href>
                            {lang.freshness_update()} <span class="visually-hidden">": " {which}</span>
                        </a>
                    </p>
                </li>
            })
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <section><h2>{lang.freshness_ente_title()}</h2><ol class="tg-agenda">{items}</ol></section> }.into_any()
}

fn name_of(scene: &Scene, code: &str) -> String {
    let found = scene.portfolio.indicators.iter().find(|i| i.indicator.code == code);
    found.map(|i| scene.title(&i.indicator.name, i.indicator.name_en.as_deref()).to_owned()).unwrap_or_default()
}
