//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Project() -> impl IntoView {
    ente_page(paths::PROJECTS, |_| Some(Page::new("", ())))
}
