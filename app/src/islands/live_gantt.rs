//! The live Gantt: fetches all rows of the page's filter, draws only those in sight, and does by keyboard all it does by
//! mouse. While it has no rows the static table stays; once it has, that table is put away.

use crate::gantt::{layout::Scale, row::Day};
use leptos::prelude::*;

/// The live Gantt over the rows at `source`.
#[island]
pub fn LiveGantt(
    /// Address of the rows, as JSON.
    source: String,
    /// English rather than Italian.
    english: bool,
    /// Days and zoom to begin with.
    scale: Scale,
    /// Today, or the day of a page of the past.
    today: Day,
    /// It is of the past.
    past: bool,
) -> impl IntoView {
    // The server and the browser begin with the same empty place; what is live is put into it afterwards, so that there is
    // nothing to disagree about.
    let place: NodeRef<leptos::html::Div> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            let source = source.clone();
            leptos::mount::mount_to(element.into(), move || live::live(source, english, scale, today, past)).forget();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (source, english, scale, today, past);
    view! { <div class="tg-gantt-live" node_ref=place></div> }
}

#[cfg(feature = "hydrate")]
mod live;
