//! Stub.

use crate::{
    pages::{Page, page},
    parts::frame::Place,
};
use leptos::prelude::*;

#[component]
pub fn Accessibility() -> impl IntoView {
    page(|_given| async move { Ok((Place { scene: None, section: "" }, Page::new("", ()))) })
}
#[component]
pub fn Legal() -> impl IntoView {
    page(|_given| async move { Ok((Place { scene: None, section: "" }, Page::new("", ()))) })
}
#[component]
pub fn Privacy() -> impl IntoView {
    page(|_given| async move { Ok((Place { scene: None, section: "" }, Page::new("", ()))) })
}
