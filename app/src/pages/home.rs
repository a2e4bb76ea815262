//! Stub.

use crate::pages::{Page, ente_page};
#[allow(unused_imports)]
use crate::paths;
use leptos::prelude::*;

#[component]
pub fn Home() -> impl IntoView {
    ente_page("", |_| Some(Page::new("", ())))
}
