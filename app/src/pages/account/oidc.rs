//! Signing in with an identity that somebody else vouches for: the button, and the page on the way there.
//!
//! The form is answered by a page of ours, which leads on: a redirect would have to be allowed by the form-action of the
//! Content-Security-Policy, and with it every host to which the provider sends people on.

use crate::{pages::Page, paths};
use leptos::prelude::*;
use words::Lang;

/// The button, under a heading; `with` goes along.
pub(super) fn offer(lang: Lang, name: &str, title: &'static str, text: String, with: AnyView) -> AnyView {
    let label = lang.oidc_button(name);
    view! {
        <section>
            <h2>{title}</h2>
            <form class="tg-form" method="post" action=paths::OIDC>
                <p>{text}</p>
                {with}
                <div class="tg-actions"><button class="btn btn-outline-primary" type="submit">{label}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// The page that leads to the provider, where the browser does not go there by itself.
pub(super) fn leaving(lang: Lang, name: &str, address: &str) -> Page {
    let (title, text, label) = (lang.oidc_leaving_title(name), lang.oidc_leaving_text(name), lang.oidc_leaving_button(name));
    let href = address.to_owned();
    let heading = title.clone();
    let content = view! {
        <div class="tg-head"><div><h1>{heading}</h1><p class="tg-lead">{text}</p></div></div>
        <div class="tg-actions"><a class="btn btn-primary" href=href rel="noreferrer">{label}</a></div>
    };
    Page::new(title, content)
}
