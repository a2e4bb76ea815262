//! `/accedi/codice`: after the password, the code. Whether there is still time for it is said when it is sent.

use super::{field, sign_in::is_here};
use crate::{
    pages::{Page, page},
    parts::{
        form::{Field, Sheet, hidden},
        frame::{self, Place},
    },
    paths,
    visit::Given,
};
use domain::ports::Unavailable;
use leptos::prelude::*;

/// `/accedi/codice`
#[component]
pub fn Code() -> impl IntoView {
    page(|given| async move { Ok::<_, Unavailable>((Place::default(), build(&given))) })
}

fn build(given: &Given) -> Page {
    let lang = given.visit.lang;
    let posted = given.posted.as_deref();
    // Two forms, because a telephone's keys for figures have no letters: each comes back with what is wrong in it.
    let recovering = posted.is_some_and(|p| p.value(field::ACTION) == Some(field::RECOVER));
    let sheet = Sheet::new(lang, posted.filter(|_| !recovering));
    let lost = Sheet::among(lang, posted.filter(|_| recovering), "recupero");
    let title = Sheet::new(lang, posted).title(lang.second_step_title());
    let trail = vec![
        ("/".to_owned(), lang.nav_enti().to_owned()),
        (paths::SIGN_IN.to_owned(), lang.signin_link().to_owned()),
        (paths::CODE.to_owned(), lang.second_step_title().to_owned()),
    ];
    let wanted = posted.and_then(|p| p.value(field::NEXT)).or(given.visit.param(field::NEXT)).unwrap_or_default().to_owned();
    let next = || is_here(&wanted).then(|| hidden(field::NEXT, &wanted));
    let code = Field::number(field::CODE, lang.second_code()).required(true).complete("one-time-code");
    let recovery =
        Field::line(field::CODE, lang.second_recovery()).required(true).hint(Some(lang.second_recovery_hint().to_owned()));
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{lang.second_step_title()}</h1><p class="tg-lead">{lang.second_step_lead()}</p></div></div>
        <form class="tg-form" method="post" action=paths::CODE novalidate=true>
            {sheet.summary(&[(field::CODE, lang.second_code())])}
            {next()}
            {sheet.field(code)}
            <p class="tg-note">{lang.second_step_time()}</p>
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.second_step_button()}</button></div>
        </form>
        <p><a href=paths::SIGN_IN>{lang.second_again()}</a></p>
        <section>
            <h2>{lang.second_lost_title()}</h2>
            <p>{lang.second_lost_text()}</p>
            <form class="tg-form" method="post" action=paths::CODE novalidate=true>
                {lost.summary(&[(field::CODE, lang.second_recovery())])}
                {next()}
                {hidden(field::ACTION, field::RECOVER)}
                {lost.field(recovery)}
                <div class="tg-actions">
                    <button class="btn btn-outline-primary" type="submit">{lang.second_step_button()}</button>
                </div>
            </form>
        </section>
    };
    Page::new(title, content)
}
