//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Funding() -> impl IntoView {
    ente_page(paths::FUNDING, |_| Some(Page::new("", ())))
}
