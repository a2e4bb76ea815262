//! The desk: what is to be done, everything kept about a project or about the ente, forms to change it, and the history.

mod history;
mod home;
mod lines;
mod project;
mod rows;
mod shared;
mod step;
mod thing;

pub use history::History;
pub use home::Desk;
pub use project::DeskProject;
pub use shared::Shared;
pub use step::DeskStep;
pub use thing::{DeskThing, SharedThing};

use crate::pages::Scene;
use domain::{
    cell::Table,
    fact::Record,
    identifier::Slug,
    member::Role,
    records::{
        Act, CertificationRun, Contract, DeadlineChange, EnteRecord, FundingLine, Indicator, Milestone, Office, Payment, Project,
        Reading, Receipt, Risk, StatedStatus, Statement,
    },
};

/// What is kept of one project, in the order in which its page shows it.
static OF_PROJECT: [&Table; 13] = [
    Project::TABLE,
    FundingLine::TABLE,
    Milestone::TABLE,
    DeadlineChange::TABLE,
    Contract::TABLE,
    CertificationRun::TABLE,
    Payment::TABLE,
    Receipt::TABLE,
    Indicator::TABLE,
    Act::TABLE,
    Risk::TABLE,
    Statement::TABLE,
    StatedStatus::TABLE,
];

/// What is kept of the ente itself.
static OF_ENTE: [&Table; 6] = [EnteRecord::TABLE, Office::TABLE, Indicator::TABLE, Reading::TABLE, Act::TABLE, Statement::TABLE];

/// Whether whoever asks keeps this project.
fn keeps(scene: &Scene, project: &Slug) -> bool {
    scene.given.member.as_ref().is_some_and(|m| m.keeps(scene.ipa(), project))
}

/// Whether whoever asks administers the ente.
fn administers(scene: &Scene) -> bool {
    scene.given.member.as_ref().is_some_and(|m| m.is(scene.ipa(), Role::Administrator))
}
