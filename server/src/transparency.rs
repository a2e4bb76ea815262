//! The rows of "Attuazione misure PNRR", to take away.

use crate::{
    downloads::{csv, name, on},
    router::Shared,
    visit::Slot,
};
use axum::{Extension, extract::State, response::Response};

/// `/{ipa}/attuazione-misure-pnrr.csv`
pub async fn transparency_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let (head, rows) = app::pages::transparency::rows(&scene);
    csv(&name(&scene, "attuazione-misure-pnrr", "csv"), &head, rows)
}
