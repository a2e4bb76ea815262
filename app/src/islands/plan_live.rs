//! The plan, live: forecasts that are dragged, moved by arrow keys or by buttons of a day, with what that does to deadlines said
//! before anything is saved. It writes into the date fields of the form around it and sends nothing itself: without it the form
//! is whole.

use crate::{gantt::row::Day, plan::row::PlanRow};
use domain::phase::Mode;
use leptos::prelude::*;

/// The live plan over the fields of a form.
#[island]
pub fn PlanLive(
    /// The steps.
    rows: Vec<PlanRow>,
    /// Lump sum or costs.
    mode: Option<Mode>,
    /// Today.
    today: Day,
    /// English rather than Italian.
    english: bool,
) -> impl IntoView {
    // As in the live Gantt: both sides begin with the same empty place.
    let place: NodeRef<leptos::html::Div> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            let rows = rows.clone();
            leptos::mount::mount_to(element.into(), move || live::live(rows, mode, today, english)).forget();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (rows, mode, today, english);
    view! { <div class="tg-plan__live" node_ref=place></div> }
}

#[cfg(feature = "hydrate")]
mod live;
