//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Indicators() -> impl IntoView {
    ente_page(paths::INDICATORS, |_| Some(Page::new("", ())))
}
