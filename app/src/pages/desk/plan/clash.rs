//! Two people, one forecast: both days side by side, and one is chosen. What else was moved goes along as it was typed.

use super::{Line, reason, typed};
use crate::{
    pages::Scene,
    parts::{
        form::{Sheet, hidden},
        table::{Head, Row, table},
    },
    paths,
    visit::Posted,
};
use domain::{cell::Cell, phase::Phase, plan, portfolio::ProjectView, submission::field, when::When};
use leptos::prelude::*;

/// The form that asks for a choice.
pub(super) fn clash(
    scene: &Scene,
    p: &ProjectView,
    sheet: &Sheet<'_>,
    posted: &Posted,
    lines: &[Line],
    before: &[(Phase, Option<When>)],
) -> AnyView {
    let lang = scene.lang;
    let leave = paths::desk(scene.ipa(), &p.slug);
    let action = format!("{leave}/{}", paths::PLAN);
    let newer = |line: &Line| {
        let seen = posted.value(&plan::seen(line.row.phase)).and_then(|text| text.parse::<i64>().ok());
        seen != Some(line.version) || posted.values(plan::DISPUTED).any(|code| code == line.row.phase.code())
    };
    let (newer, along): (Vec<&Line>, Vec<&Line>) =
        lines.iter().filter(|l| l.row.moves() && typed(posted, l.row.phase).is_some()).partition(|l| newer(l));
    let disputes: Vec<(&Line, &str)> = newer
        .into_iter()
        .filter_map(|line| Some((line, typed(posted, line.row.phase)?)))
        .filter(|(line, mine)| <Option<When> as Cell>::parse(mine) != Ok(line.row.forecast))
        .collect();
    let says = disputes.is_empty().then(|| view! { <p>{lang.clash_same()}</p> });
    let sends = !disputes.is_empty() || !along.is_empty();
    let mut kept: Vec<AnyView> = vec![];
    for line in &along {
        let (name, seen) = (plan::field(line.row.phase), plan::seen(line.row.phase));
        kept.push(hidden(&name, typed(posted, line.row.phase).unwrap_or_default()));
        kept.push(hidden(&seen, &line.version.to_string()));
    }
    for (line, mine) in &disputes {
        let (name, seen) = (plan::field(line.row.phase), plan::seen(line.row.phase));
        kept.push(hidden(&name, mine));
        kept.push(hidden(&seen, &line.version.to_string()));
        kept.push(hidden(plan::DISPUTED, line.row.phase.code()));
    }
    let names: Vec<(String, String)> =
        disputes.iter().map(|(line, _)| (choice(line.row.phase), lang.plan_forecast_of(lang.phase(line.row.phase)))).collect();
    let mut labels: Vec<(&str, &str)> = names.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    labels.push((field::REASON, lang.thing_reason()));
    let choices = (!disputes.is_empty()).then(|| choices(scene, sheet, &disputes, before));
    let send = sends.then(|| {
        let label = if disputes.is_empty() { lang.form_save() } else { lang.clash_save() };
        view! { <button class="btn btn-primary" type="submit">{label}</button> }
    });
    let why = sends.then(|| reason(lang, sheet));
    view! {
        <form class="tg-form tg-form--wide" method="post" action=action>
            {sheet.summary(&labels)}
            <h2>{lang.clash_title()}</h2>
            {says}
            {kept}
            {choices}
            {why}
            <div class="tg-actions">
                {send}
                <a class="btn btn-outline-primary" href=leave>{lang.clash_leave()}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The name of the choice about a step.
fn choice(phase: Phase) -> String {
    format!("{}{}", field::CHOOSE, plan::field(phase))
}

fn choices(scene: &Scene, sheet: &Sheet<'_>, disputes: &[(&Line, &str)], before: &[(Phase, Option<When>)]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.plan_column_step()),
        Head::text(lang.clash_column_before()),
        Head::text(lang.clash_column_mine()),
        Head::text(lang.clash_column_theirs()),
    ];
    let day = |expected: Option<When>| expected.map_or_else(|| lang.plan_no_forecast().to_owned(), |on| lang.when(on));
    let rows = disputes
        .iter()
        .map(|(line, mine)| {
            let phase = line.row.phase;
            let was = before.iter().find(|(p, _)| *p == phase).and_then(|(_, was)| *was);
            // What is no date is shown as it was typed.
            let mine = <Option<When> as Cell>::parse(mine).map_or_else(|_| (*mine).to_owned(), day);
            let name = choice(phase);
            let radio = |value: &'static str, whose: &'static str, text: String| {
                let first = sheet.id(&name);
                let id = if value == field::MINE { first } else { format!("{first}-{value}") };
                let (target, name) = (id.clone(), name.clone());
                view! {
                    <div class="form-check">
                        <input type="radio" id=id name=name value=value required=true />
                        <label for=target>
                            <span class="visually-hidden">{lang.phase(phase)} ", " {whose} ": "</span>
                            {text}
                        </label>
                    </div>
                }
                .into_any()
            };
            Row::new(vec![
                view! { <span>{lang.phase(phase)}</span> }.into_any(),
                view! { <span>{day(was)}</span> }.into_any(),
                radio(field::MINE, lang.clash_column_mine(), mine),
                radio(field::THEIRS, lang.clash_column_theirs(), day(line.row.forecast)),
            ])
        })
        .collect();
    table(lang, "scelte", lang.clash_caption().to_owned(), heads, rows, None)
}
