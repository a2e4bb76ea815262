//! Stub.

use crate::{
    pages::{Page, page},
    parts::frame::Place,
};
use leptos::prelude::*;

#[component]
pub fn Enti() -> impl IntoView {
    page(|_given| async move { Ok((Place { scene: None, section: "" }, Page::new("", ()))) })
}
