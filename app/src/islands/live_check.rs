//! A form of the desk that is checked while one types, by the rules of the server. It says what is wrong beside the field, and
//! takes it away when it is mended; it never keeps anybody from sending.

use crate::check::Ground;
use leptos::prelude::*;

/// Checks the form in which it stands.
#[island]
pub fn LiveCheck(
    /// What the form knows.
    ground: Ground,
    /// English rather than Italian.
    english: bool,
) -> impl IntoView {
    let place: NodeRef<leptos::html::Div> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            live::watch(element.into(), ground.clone(), english);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (ground, english);
    // What a screen reader says of the field that was just left.
    view! { <div class="visually-hidden" role="status" node_ref=place></div> }
}

#[cfg(feature = "hydrate")]
mod live;
