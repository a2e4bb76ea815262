//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Certification() -> impl IntoView {
    ente_page(paths::CERTIFICATION, |_| Some(Page::new("", ())))
}
