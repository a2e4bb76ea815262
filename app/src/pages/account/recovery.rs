//! `/accedi/recupero`: asks for a link by mail, where mail is set up. What comes back never says whether there is such an account.

use super::field;
use crate::{
    pages::{Page, missing, page},
    parts::{
        form::{Field, Sheet},
        frame::{self, Place},
    },
    paths,
    visit::{Given, given},
};
use domain::ports::Unavailable;
use leptos::prelude::*;

/// `/accedi/recupero`
#[component]
pub fn Recovery() -> impl IntoView {
    match given() {
        Some(given) if !given.settings.mail => missing::not_found(&given, None),
        _ => page(|given| async move { Ok::<_, Unavailable>((Place::default(), build(&given))) }),
    }
}

fn build(given: &Given) -> Page {
    let lang = given.visit.lang;
    let sheet = Sheet::new(lang, given.posted.as_deref());
    let trail = vec![
        ("/".to_owned(), lang.nav_enti().to_owned()),
        (paths::SIGN_IN.to_owned(), lang.signin_link().to_owned()),
        (paths::RECOVERY.to_owned(), lang.recovery_title().to_owned()),
    ];
    let done = (given.visit.param("fatto") == Some("inviato")).then(|| {
        view! {
            <div class="tg-callout tg-callout--success" role="status">
                <p class="tg-callout__title">{lang.recovery_done_title()}</p>
                <p>{lang.recovery_done_text()}</p>
                <p>{lang.recovery_done_limit()}</p>
            </div>
        }
    });
    let labels = [(field::LOGIN, lang.signin_login())];
    let login = Field::line(field::LOGIN, lang.signin_login())
        .required(true)
        .complete("username")
        .hint(Some(lang.recovery_login_hint().to_owned()));
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{lang.recovery_title()}</h1><p class="tg-lead">{lang.recovery_lead()}</p></div></div>
        {done}
        <form class="tg-form" method="post" action=paths::RECOVERY novalidate=true>
            {sheet.summary(&labels)}
            {sheet.field(login)}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.recovery_button()}</button></div>
        </form>
    };
    Page::new(sheet.title(lang.recovery_title()), content)
}
