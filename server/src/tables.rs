//! `/{ipa}/tabelle.xlsx`, `/{ipa}/tabelle.ods`: the tables of an ente as workbooks, each figure of its own kind.
//!
//! What is written is worked out by [`workbook`] from values alone, so that a frozen day makes the same workbook as a living one.

mod cells;
mod sheets;

pub(crate) use cells::{amount, evidence, quantity, source, when};

use crate::{downloads, router::Shared, visit::Slot};
use app::pages::Scene;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{
    claim::Judged,
    dossier::Catalogue,
    filter::Filter,
    phase::Phase,
    portfolio::{Portfolio, ProjectView},
    sitting::{Frozen, Since},
    total::Total,
    when::{When, civil},
};
use office::{OfficeError, book::Workbook};
use std::collections::BTreeSet;
use words::Lang;

/// What a table or a report is made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The ente's projects, on a day.
    pub portfolio: &'a Portfolio,
    /// What all enti share.
    pub catalogue: &'a Catalogue,
    /// What was said in public, judged.
    pub claims: &'a [Judged],
    /// Language of the reader.
    pub lang: Lang,
    /// As of when all that was known.
    pub known: NaiveDate,
    /// The day in words: "Situazione al 29/10/2025, come era nota il 22/11/2026".
    pub day: &'a str,
    /// The frozen situation that all of it is of; none for what is live.
    pub frozen: Option<&'a Frozen>,
    /// What has changed since the last sitting, where that was worked out.
    pub since: Option<&'a Since>,
}

impl Facts<'_> {
    /// Title of a project in the reader's language.
    pub(crate) fn title(&self, p: &ProjectView) -> String {
        self.lang.pick(&p.title, p.title_en.as_deref()).to_owned()
    }
}

/// The day of a visit in words, as its pages have it.
#[must_use]
pub fn label(scene: &Scene) -> String {
    match scene.visit().as_of {
        Some(day) => scene.lang.as_of_known(&civil(day.al), &civil(day.known)),
        None => scene.lang.as_of(&civil(scene.visit().today)),
    }
}

/// The facts of a scene, under its label.
#[must_use]
pub fn facts<'a>(scene: &'a Scene, label: &'a str) -> Facts<'a> {
    Facts {
        portfolio: &scene.portfolio,
        catalogue: &scene.catalogue,
        claims: &scene.claims,
        lang: scene.lang,
        known: scene.visit().as_of.map_or(scene.visit().today, |day| day.known),
        day: label,
        frozen: scene.frozen.as_ref(),
        since: scene.since.as_ref(),
    }
}

/// A project as its row in a file: of `progetti.csv`, and of the first sheet of the workbook.
pub struct ProjectRow<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// Its title in the reader's language.
    pub title: String,
    /// Its line.
    pub line: String,
    /// Where it stands, in words.
    pub status: &'static str,
    /// Since when.
    pub since: Option<When>,
    /// When it was applied for.
    pub application: Option<When>,
    /// When it was granted.
    pub decree: Option<When>,
    /// The last day for completing it.
    pub due: Option<When>,
    /// When it was paid.
    pub disbursement: Option<When>,
    /// What was granted.
    pub granted: Total,
    /// What was received.
    pub received: Total,
    /// Its CUPs.
    pub cups: String,
    /// The last day of the newest snapshot of the ente's public data.
    pub snapshot: Option<NaiveDate>,
}

/// The rows that a filter shows, in its order.
#[must_use]
pub fn project_rows<'a>(lang: Lang, portfolio: &'a Portfolio, filter: &Filter) -> Vec<ProjectRow<'a>> {
    let row = |p: &'a ProjectView| ProjectRow {
        project: p,
        title: lang.pick(&p.title, p.title_en.as_deref()).to_owned(),
        line: p.line.as_ref().map(ToString::to_string).unwrap_or_default(),
        status: lang.status(p.standing.status),
        since: p.standing.since,
        application: p.date(Phase::Application),
        decree: p.date(Phase::Decree),
        due: p.step(Phase::Completion).and_then(|s| s.deadline.as_ref()).map(|d| d.due),
        disbursement: p.date(Phase::Disbursement),
        granted: p.granted,
        received: p.received,
        cups: p.cups.iter().map(|c| c.as_str().to_owned()).collect::<Vec<_>>().join(" "),
        snapshot: portfolio.snapshot.map(|s| s.last),
    };
    filter.apply(&portfolio.projects).into_iter().map(row).collect()
}

/// The tables, for the projects that a filter shows.
#[must_use]
pub fn workbook(facts: &Facts<'_>, filter: &Filter) -> Workbook {
    let shown = sheets::Shown::of(facts, filter);
    Workbook {
        title: facts.lang.tables_title(&facts.portfolio.ente.name, facts.day),
        lang: facts.lang.code(),
        day: facts.portfolio.today,
        sheets: vec![
            sheets::projects(facts, filter),
            sheets::steps(facts, &shown),
            sheets::money(facts, &shown),
            sheets::runs(facts, &shown),
            sheets::exposed(facts, &shown),
            sheets::risks(facts, &shown),
            sheets::indicators(facts, &shown),
            sheets::claims(facts, &shown),
            sheets::sources(facts, &shown),
            sheets::notes(facts, filter, &shown),
        ],
    }
}

/// Codes of the sources that the figures of an ente rest on.
pub(crate) fn cited<'a>(facts: &Facts<'a>) -> BTreeSet<&'a str> {
    sheets::Shown::of(facts, &Filter::default()).sources()
}

/// An answer with the bytes of an office file. Packing a large one takes a while, so other requests don't wait for it.
pub(crate) async fn answer<F>(lang: Lang, name: &str, kind: &'static str, write: F) -> Response
where
    F: FnOnce() -> Result<Vec<u8>, OfficeError> + Send + 'static,
{
    match tokio::task::spawn_blocking(write).await {
        Ok(Ok(bytes)) => downloads::file(name, kind, bytes),
        Ok(Err(error)) => {
            tracing::error!(%error, name, "an office file was not written");
            (StatusCode::INTERNAL_SERVER_ERROR, format!("{}\n", lang.tables_failed())).into_response()
        }
        Err(error) => {
            tracing::error!(%error, name, "an office file was not written");
            (StatusCode::INTERNAL_SERVER_ERROR, format!("{}\n", lang.tables_failed())).into_response()
        }
    }
}

async fn tables(
    shared: &Shared,
    slot: &Slot,
    extension: &str,
    kind: &'static str,
    write: fn(&Workbook) -> Result<Vec<u8>, OfficeError>,
) -> Response {
    let scene = match downloads::on(shared, slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let label = label(&scene);
    let book = workbook(&facts(&scene, &label), &slot.visit.filter());
    answer(scene.lang, &downloads::name(&scene, "tabelle", extension), kind, move || write(&book)).await
}

/// `/{ipa}/tabelle.xlsx`
pub async fn xlsx(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    tables(&shared, &slot, "xlsx", kind, office::xlsx).await
}

/// `/{ipa}/tabelle.ods`
pub async fn ods(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    tables(&shared, &slot, "ods", "application/vnd.oasis.opendocument.spreadsheet", office::ods).await
}
