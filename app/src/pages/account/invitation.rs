//! `/invito/{token}`: whoever opens the link chooses a password. Whether the link is still good is said when it is used.

use super::{field, oidc};
use crate::{
    pages::{Page, page},
    parts::{
        form::{Field, Sheet, hidden},
        frame::Place,
    },
    paths,
    visit::Given,
};
use domain::ports::Unavailable;
use leptos::prelude::*;

/// `/invito/{token}`
#[component]
pub fn Invitation() -> impl IntoView {
    page(|given| async move { Ok::<_, Unavailable>((Place::default(), build(&given))) })
}

fn build(given: &Given) -> Page {
    let lang = given.visit.lang;
    let sheet = Sheet::new(lang, given.posted.as_deref());
    let action = paths::encoded(&given.visit.path);
    let labels = [(field::PASSWORD, lang.own_new()), (field::REPEAT, lang.own_repeat())];
    let password = Field::secret(field::PASSWORD, lang.own_new(), "new-password").hint(Some(lang.own_new_hint().to_owned()));
    let with_identity = given.settings.oidc.as_deref().map(|name| {
        let link = hidden(field::INVITATION, given.visit.segment(1));
        oidc::offer(lang, name, lang.oidc_invitation_title(), lang.oidc_invitation_text(name), link)
    });
    let content = view! {
        <div class="tg-head"><div><h1>{lang.welcome_title()}</h1><p class="tg-lead">{lang.welcome_lead()}</p></div></div>
        <form class="tg-form" method="post" action=action novalidate=true>
            {sheet.summary(&labels)}
            {sheet.field(password)}
            {sheet.field(Field::secret(field::REPEAT, lang.own_repeat(), "new-password"))}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.welcome_button()}</button></div>
        </form>
        {with_identity}
        <section>
            <h2>{lang.welcome_expired_title()}</h2>
            <p>{lang.signin_forgotten_text()}</p>
        </section>
    };
    Page::new(sheet.title(lang.welcome_title()), content)
}
