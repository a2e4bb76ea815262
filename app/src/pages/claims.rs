//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Claims() -> impl IntoView {
    ente_page(paths::CLAIMS, |_| Some(Page::new("", ())))
}
