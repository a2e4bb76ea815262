//! The desk: what is to be done, everything kept about a project or about the ente, forms to change it, and the history.

mod check;
mod differences;
mod history;
mod home;
pub mod import;
mod lines;
mod outdated;
mod plan;
mod project;
pub mod proposals;
pub(crate) mod rows;
mod shared;
mod step;
mod thing;

pub use differences::{behind, names as difference};
pub use history::History;
pub use home::Desk;
pub use import::Import;
pub use plan::DeskPlan;
pub use project::DeskProject;
pub use proposals::Proposals;
pub use shared::Shared;
pub use step::DeskStep;
pub use thing::{DeskThing, SharedThing};

use crate::pages::Scene;
use domain::{
    desk::Kept,
    fact::Record,
    identifier::Slug,
    member::{Role, Rule, Verdict},
    portfolio::ProjectView,
    records::{OF_A_PROJECT as OF_PROJECT, OF_AN_ENTE as OF_ENTE, Reading},
};

/// Whether whoever asks keeps this project.
fn keeps(scene: &Scene, project: &Slug) -> bool {
    scene.given.member.as_ref().is_some_and(|m| m.keeps(scene.ipa(), project))
}

/// Whether whoever asks administers the ente.
fn administers(scene: &Scene) -> bool {
    scene.given.member.as_ref().is_some_and(|m| m.is(scene.ipa(), Role::Administrator))
}

/// Whether whoever asks may confirm or refuse what others propose.
fn validates(scene: &Scene) -> bool {
    Rule::Validate.verdict(scene.given.member.as_ref(), Some(scene.ipa()), None) == Verdict::Allowed
}

/// Whether a reading is of one of the project's indicators.
fn is_reading_of(project: &ProjectView, kept: &Kept) -> bool {
    let code = rows::text(Reading::TABLE, kept, "indicator");
    project.indicators.iter().any(|i| i.indicator.code == code)
}
