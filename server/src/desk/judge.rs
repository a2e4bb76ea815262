//! What the rules of the domain object to what a form sends: beside its field, in a sentence, before anything is written.

use super::{Asked, Stop, text};
use crate::router::Shared;
use app::visit::{Flaw, Posted};
use domain::{
    desk::{Change, Edit, HistoryFilter, Kept},
    dossier::Dossier,
    identifier::Slug,
    portfolio::Portfolio,
    review::{Situation, Weight, explained, referring, review, withdrawal},
    submission::field,
};

/// As many changes of a thing as are looked through for a reason.
const LINES: usize = 1_000;

/// What else is known of the project when an edit is judged.
async fn situation(shared: &Shared, dossier: &Dossier, edit: &Edit, held: Option<&Kept>) -> Result<Situation, Stop> {
    let today = shared.clock.today();
    Ok(match text(edit.table, &edit.values, "project").and_then(|p| Slug::read(&p).ok()) {
        Some(slug) => {
            let catalogue = shared.ports.register.catalogue().await?;
            let portfolio = Portfolio::of(dossier, &catalogue, today);
            Situation::of(dossier, portfolio.project(&slug), &slug, edit.table, held, today)
        }
        // What is of the ente itself is judged by itself.
        None => Situation { before: held.filter(|k| !k.withdrawn).map(|k| k.values.clone()), ..Situation::on(today) },
    })
}

/// What is objected to an entry. What is unusual wants its reason once: where the value stands as it stood, and somebody has
/// said why, it is not asked again.
pub(crate) async fn judge(
    shared: &Shared,
    asked: &Asked,
    dossier: &Dossier,
    edit: &Edit,
    held: Option<&Kept>,
    reason: Option<&str>,
    posted: &mut Posted,
) -> Result<(), Stop> {
    let situation = situation(shared, dossier, edit, held).await?;
    let stood = held.filter(|k| !k.withdrawn);
    let before = stood.map(|k| review(edit.table, &k.values, &situation)).unwrap_or_default();
    let mut told: Option<Vec<Change>> = None;
    for objection in review(edit.table, &edit.values, &situation) {
        let needs_reason = objection.weight == Weight::Unusual;
        // A warning stands on the page of the desk; it stops nobody.
        if objection.weight == Weight::Warning || needs_reason && reason.is_some() {
            continue;
        }
        let cell = |k: &Kept| text(edit.table, &k.values, objection.field);
        let same = stood.is_some_and(|k| cell(k) == text(edit.table, &edit.values, objection.field));
        if needs_reason && same && before.contains(&objection) {
            let told = match &mut told {
                Some(told) => told,
                empty => empty.insert(changes(shared, asked, edit).await?),
            };
            if explained(told.iter(), objection.field) {
                continue;
            }
        }
        posted.flaws.push(Flaw { field: objection.field.to_owned(), text: asked.lang.objection(&objection.why), needs_reason });
    }
    Ok(())
}

/// What has happened to the thing of an edit.
async fn changes(shared: &Shared, asked: &Asked, edit: &Edit) -> Result<Vec<Change>, Stop> {
    let thing = edit.table.thing(&edit.values);
    let of_project = edit.table.columns.iter().any(|c| c.key && c.name == "project");
    let project = text(edit.table, &edit.values, "project").and_then(|p| Slug::read(&p).ok());
    let filter = HistoryFilter {
        project: project.filter(|_| of_project),
        subject: Some(edit.table.name.to_owned()),
        words: thing.clone(),
        limit: LINES,
        ..HistoryFilter::default()
    };
    let history = shared.ports.desk.history(&asked.ipa, filter).await?;
    Ok(history.changes.into_iter().filter(|c| c.thing == thing).collect())
}

/// What is objected to taking a thing back, which always wants a reason. Objections are to the thing as a whole.
pub(super) async fn judge_withdrawal(
    shared: &Shared,
    asked: &Asked,
    dossier: &Dossier,
    edit: &Edit,
    held: &Kept,
    reason: Option<&str>,
    posted: &mut Posted,
) -> Result<(), Stop> {
    if reason.is_none() {
        posted.flaws.push(Flaw {
            field: field::REASON.into(),
            text: asked.lang.withdrawal_needs_reason().into(),
            needs_reason: true,
        });
    }
    // What was taken back already rests under nothing.
    if held.withdrawn {
        return Ok(());
    }
    let situation = situation(shared, dossier, edit, Some(held)).await?;
    let named = referring(dossier, edit.table, &held.values);
    for objection in withdrawal(edit.table, &held.values, &situation, &named) {
        let needs_reason = objection.weight == Weight::Unusual;
        if objection.weight == Weight::Warning || needs_reason && reason.is_some() {
            continue;
        }
        posted.flaws.push(Flaw { field: String::new(), text: asked.lang.objection(&objection.why), needs_reason });
    }
    Ok(())
}
