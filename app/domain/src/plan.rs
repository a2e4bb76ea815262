//! The plan of a project: which steps can still be expected, and what the form that moves their forecasts calls its fields.

use crate::{phase::Phase, portfolio::ProjectView};

/// The steps that a plan shows: all but the end of upkeep, which follows from the payment.
pub const STEPS: [Phase; 8] = [
    Phase::Application,
    Phase::Decree,
    Phase::Notification,
    Phase::Contract,
    Phase::Completion,
    Phase::Certification,
    Phase::Request,
    Phase::Disbursement,
];

/// Names a step on which two people disagree: the choice between the two is wanted.
pub const DISPUTED: &str = "conteso";

/// The field with the forecast of a step.
#[must_use]
pub fn field(phase: Phase) -> String {
    format!("previsione.{}", phase.code())
}

/// The field with the version of the step that the form saw; 0 where there was none.
#[must_use]
pub fn seen(phase: Phase) -> String {
    format!("{}.{}", crate::submission::field::SEEN, phase.code())
}

/// A step that can still be expected: nothing dates it, and nothing further on the path has happened.
#[must_use]
pub fn is_open(project: &ProjectView, phase: Phase) -> bool {
    match project.step(phase) {
        Some(step) => step.date.is_none() && !step.passed,
        // The notification is listed only where it is dated.
        None => !project.steps.iter().any(|s| s.phase > phase && s.date.is_some()),
    }
}
