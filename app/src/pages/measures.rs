//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Measures() -> impl IntoView {
    ente_page(paths::MEASURES, |_| Some(Page::new("", ())))
}
