//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Schedule() -> impl IntoView {
    ente_page(paths::GANTT, |_| Some(Page::new("", ())))
}
