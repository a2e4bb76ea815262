//! `/{ipa}/scrivania/{id}`: everything kept about a project, kind by kind, each thing leading to its form.

use super::{
    OF_PROJECT, differences, is_reading_of, keeps,
    lines::{self, About},
    plan, proposals,
    rows::{self, Flaws, Ways},
    validates,
};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::{form::Sheet, frame, mark, verbatim},
    paths,
};
use domain::{
    cell::Table,
    desk::{Change, ChangeKind, HistoryFilter, Kept},
    fact::Record,
    identifier::Slug,
    portfolio::ProjectView,
    ports::Unavailable,
    proposal::Proposal,
    records::{Milestone, Reading},
    review::{Objection, Situation, Weight, explained, standing},
    when::rome,
};
use leptos::prelude::*;
use std::sync::Arc;

/// As many of the last changes as the page looks at.
const LATEST: usize = 12;
/// As many changes of one kind as are looked through for a reason.
const TOLD: usize = 5_000;

/// `/{ipa}/scrivania/{id}`
#[component]
pub fn DeskProject() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let Ok(slug) = Slug::read(scene.visit().segment(2)) else { return Ok(None) };
    let Some(project) = scene.portfolio.project(&slug) else { return Ok(None) };
    let desk = Arc::clone(&scene.given.ports.desk);
    let mut kinds: Vec<(&'static Table, Vec<Kept>)> = vec![];
    for table in OF_PROJECT {
        let mut kept = desk.kept(table, scene.ipa(), Some(&slug)).await?;
        if table == Reading::TABLE {
            kept.retain(|k| is_reading_of(project, k));
        }
        kinds.push((table, kept));
    }
    let flaws = check(&scene, project, &kinds).await?;
    let filter = HistoryFilter { project: Some(slug.clone()), limit: LATEST, ..HistoryFilter::default() };
    let history = desk.history(scene.ipa(), filter).await?;
    let sees = keeps(&scene, &slug) || validates(&scene);
    let mut waiting = if sees { desk.waiting(scene.ipa()).await? } else { vec![] };
    waiting.retain(|p| p.project == slug);
    Ok(Some(build(&scene, project, &kinds, &flaws, &history.changes, &waiting)))
}

/// What the rules object to things as they stand, as of today: what a file has brought, and what others have overtaken. What is
/// unusual and somebody has said why of is no longer told.
async fn check(scene: &Scene, p: &ProjectView, kinds: &[(&'static Table, Vec<Kept>)]) -> Result<Flaws, Unavailable> {
    let Some(dossier) = scene.given.ports.register.dossier(scene.ipa()).await? else { return Ok(Flaws::new()) };
    let whole = Situation::whole(&dossier, Some(p), &p.slug, scene.visit().today);
    let mut flaws = Flaws::new();
    for &(table, ref kept) in kinds {
        let mut found: Vec<(&Kept, Vec<Objection>)> = kept.iter().map(|k| (k, standing(table, k, &whole))).collect();
        found.retain(|(_, objections)| !objections.is_empty());
        if found.iter().flat_map(|(_, objections)| objections).any(|o| o.weight == Weight::Unusual) {
            let filter = HistoryFilter { subject: Some(table.name.to_owned()), limit: TOLD, ..HistoryFilter::default() };
            let told = scene.given.ports.desk.history(scene.ipa(), filter).await?.changes;
            for (k, objections) in &mut found {
                let thing = table.thing(&k.values);
                let own: Vec<&Change> = told.iter().filter(|c| c.thing == thing && about(c, p, table)).collect();
                objections.retain(|o| o.weight != Weight::Unusual || !explained(own.iter().copied(), o.field));
            }
            found.retain(|(_, objections)| !objections.is_empty());
        }
        flaws.extend(found.into_iter().map(|(k, objections)| ((table.name, k.version), objections)));
    }
    Ok(flaws)
}

/// Whether a line is about this project, where its things are told apart by their project.
fn about(change: &Change, p: &ProjectView, table: &Table) -> bool {
    let keyed = table.columns.iter().any(|c| c.key && c.name == "project");
    !keyed || change.project.as_ref() == Some(&p.slug)
}

fn build(
    scene: &Scene,
    p: &ProjectView,
    kinds: &[(&'static Table, Vec<Kept>)],
    flaws: &Flaws,
    changes: &[Change],
    waiting: &[Proposal],
) -> Page {
    let lang = scene.lang;
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    let here = paths::desk(scene.ipa(), &p.slug);
    let list = paths::section(scene.ipa(), paths::DESK);
    let trail = frame::trail(scene, &[(list, lang.nav_desk()), (here.clone(), title.as_str())]);
    let own = keeps(scene, &p.slug);
    let update = own.then(|| {
        let href = format!("{here}/{}", paths::STEP);
        view! { <a class="btn btn-primary" href=href>{lang.desk_update()}</a> }
    });
    let read_only = (!own).then(|| view! { <p>{lang.kept_read_only()}</p> });
    let public = paths::project(scene.ipa(), &p.slug);
    let history = paths::with_query(&paths::section(scene.ipa(), paths::HISTORY), &[("progetto", p.slug.as_str())]);
    let milestones =
        kinds.iter().find(|(table, _)| *table == Milestone::TABLE).map(|(_, kept)| kept.as_slice()).unwrap_or_default();
    let plan = plan::section(scene, p, milestones);
    let plan_way = format!("#{}", paths::PLAN);
    let contents = kinds
        .iter()
        .map(|(table, kept)| {
            let href = format!("#{}", table.file);
            let label = lang.kept_caption(lang.kind_of(table.name), kept.iter().filter(|k| !k.withdrawn).count());
            view! { <li><a href=href>{label}</a></li> }
        })
        .collect_view();
    let sections = kinds.iter().map(|&(table, ref kept)| section(scene, p, table, kept, flaws, own, waiting)).collect_view();
    let check = (!flaws.is_empty()).then(|| view! { <p>{lang.standing_count(flaws.len())}</p> });
    let sheet = Sheet::new(lang, scene.given.posted.as_deref());
    let content = view! {
        {trail}
        <div class="tg-head">
            <div>
                <h1>{verbatim::pick(lang, &p.title, p.title_en.as_deref())}</h1>
                <p class="tg-lead">{lang.kept_lead()}</p>
            </div>
            <div class="tg-actions">
                {update}
                <a class="btn btn-outline-primary" href=public>{lang.desk_public()}</a>
                <a class="btn btn-outline-primary" href=history>{lang.desk_history()}</a>
            </div>
        </div>
        {saved(scene, changes)}
        {proposals::of_project(scene, waiting)}
        <p>{mark::standing(lang, &p.standing)}</p>
        {read_only}
        {differences::section(scene, p, kinds, own)}
        {check}
        <nav class="tg-noprint" aria-label=lang.kept_contents()>
            <ul class="tg-chips"><li><a href=plan_way>{lang.plan_title()}</a></li> {contents}</ul>
        </nav>
        {plan}
        {sections}
    };
    Page::new(sheet.title(&lang.desk_title(&title)), content)
}

/// What whoever asks has just saved: the newest changes, where they are theirs and of today.
fn saved(scene: &Scene, changes: &[Change]) -> AnyView {
    let lang = scene.lang;
    let Some(newest) = changes.first() else { return ().into_any() };
    let theirs = scene.given.member.as_ref().is_some_and(|m| m.name == newest.author)
        && matches!(newest.kind, ChangeKind::Edit | ChangeKind::Withdrawal)
        // Or later: a demonstration's day may stand still.
        && rome(newest.at).date() >= scene.visit().today;
    if !theirs {
        return ().into_any();
    }
    let same: Vec<Change> = changes.iter().take_while(|c| c.at == newest.at && c.author == newest.author).cloned().collect();
    view! {
        <div class="tg-callout tg-callout--success" role="status">
            <p class="tg-callout__title">{lang.kept_saved()} ":"</p>
            {lines::list(scene, &same, About::Project)}
        </div>
    }
    .into_any()
}

fn section(
    scene: &Scene,
    p: &ProjectView,
    table: &'static Table,
    kept: &[Kept],
    flaws: &Flaws,
    own: bool,
    waiting: &[Proposal],
) -> AnyView {
    let form = |version| paths::desk_thing(scene.ipa(), &p.slug, table.file, version);
    let ways = Ways { form: own.then_some(&form as &dyn Fn(Option<i64>) -> String), note: None, flaws, waiting };
    rows::section(scene, table, kept, &ways)
}
