//! `/{ipa}/dati`: what an ente keeps that is of no single project.

use super::{
    OF_ENTE, administers,
    rows::{self, Flaws, Ways},
};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::frame,
    paths,
};
use domain::{
    cell::Table,
    desk::Kept,
    fact::Record,
    ports::Unavailable,
    proposal::Proposal,
    records::{Cadence, Reading},
};
use leptos::prelude::*;
use std::sync::Arc;

/// `/{ipa}/dati`
#[component]
pub fn Shared() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let desk = Arc::clone(&scene.given.ports.desk);
    let of_projects: Vec<String> =
        scene.portfolio.indicators.iter().filter(|i| i.indicator.project.is_some()).map(|i| i.indicator.code.clone()).collect();
    let mut kinds: Vec<(&'static Table, Vec<Kept>)> = vec![];
    for table in OF_ENTE {
        let mut kept = desk.kept(table, scene.ipa(), None).await?;
        // A project's own stand on its page, and so do the readings of its indicators. A cadence is the ente's to set, for
        // one of its projects too.
        kept.retain(|k| {
            (table == Cadence::TABLE || rows::text(table, k, "project").is_empty())
                && !(table == Reading::TABLE && of_projects.contains(&rows::text(table, k, "indicator")))
        });
        kinds.push((table, kept));
    }
    let waiting = if administers(&scene) { desk.waiting(scene.ipa()).await? } else { vec![] };
    Ok(Some(build(&scene, &kinds, &waiting)))
}

fn build(scene: &Scene, kinds: &[(&'static Table, Vec<Kept>)], waiting: &[Proposal]) -> Page {
    let lang = scene.lang;
    let title = lang.shared_title(&scene.portfolio.ente.name);
    let trail = frame::trail(
        scene,
        &[
            (paths::section(scene.ipa(), paths::DESK), lang.nav_desk()),
            (paths::section(scene.ipa(), paths::SHARED), lang.desk_shared()),
        ],
    );
    let may = administers(scene);
    let read_only = (!may).then(|| view! { <p>{lang.shared_read_only()}</p> });
    let sections = kinds
        .iter()
        .map(|&(table, ref kept)| {
            let form = |version| paths::shared_thing(scene.ipa(), table.file, version);
            let form = may.then_some(&form as &dyn Fn(Option<i64>) -> String);
            let ways = Ways { form, note: None, flaws: &Flaws::new(), waiting };
            rows::section(scene, table, kept, &ways)
        })
        .collect_view();
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.shared_lead()}</p></div></div>
        <p>{lang.shared_of_projects()}</p>
        {read_only}
        {sections}
    };
    Page::new(title, content)
}
