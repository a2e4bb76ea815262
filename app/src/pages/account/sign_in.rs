//! `/accedi`: name and password; what to do where the password is lost.

use super::{field, oidc};
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
use words::Lang;

/// `/accedi`
#[component]
pub fn SignIn() -> impl IntoView {
    page(|given| async move { Ok::<_, Unavailable>((Place::default(), build(&given))) })
}

fn build(given: &Given) -> Page {
    let lang = given.visit.lang;
    let name = given.settings.oidc.as_deref();
    if let (Some(name), Some(address)) = (name, given.posted.as_deref().and_then(|p| p.onward.as_deref())) {
        return oidc::leaving(lang, name, address);
    }
    let sheet = Sheet::new(lang, given.posted.as_deref());
    let trail = vec![("/".to_owned(), lang.nav_enti().to_owned()), (paths::SIGN_IN.to_owned(), lang.signin_link().to_owned())];
    let already = given.member.as_ref().map(|m| {
        let text = lang.signin_already(&m.name);
        view! { <p>{text}</p> }
    });
    let next = sheet.value(field::NEXT, given.visit.param(field::NEXT).unwrap_or_default());
    let with_identity = name.map(|name| {
        let next = is_here(&next).then(|| hidden(field::NEXT, &next));
        oidc::offer(lang, name, lang.oidc_title(), lang.oidc_text(name), next.into_any())
    });
    let next = is_here(&next).then(|| hidden(field::NEXT, &next));
    let labels = [(field::LOGIN, lang.signin_login()), (field::PASSWORD, lang.signin_password())];
    let recovery = given.settings.mail.then(|| view! { <p><a href=paths::RECOVERY>{lang.recovery_link()}</a></p> });
    let form = view! {
        <form class="tg-form" method="post" action=paths::SIGN_IN novalidate=true>
            {sheet.summary(&labels)}
            {next}
            {sheet.field(Field::line(field::LOGIN, lang.signin_login()).required(true).complete("username"))}
            {sheet.field(Field::secret(field::PASSWORD, lang.signin_password(), "current-password"))}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.signin_button()}</button></div>
        </form>
    };
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{lang.signin_title()}</h1><p class="tg-lead">{lang.signin_lead()}</p></div></div>
        {done(lang, given.visit.param("fatto"))}
        {already}
        {form}
        {with_identity}
        <section>
            <h2>{lang.signin_forgotten_title()}</h2>
            <p>{lang.signin_forgotten_text()}</p>
            {recovery}
        </section>
    };
    Page::new(sheet.title(lang.signin_title()), content)
}

/// What has just been done, where the address says so.
fn done(lang: Lang, what: Option<&str>) -> AnyView {
    let text = match what {
        Some("uscita") => lang.signin_done_out(),
        Some("password") => lang.signin_done_password(),
        Some("sessioni") => lang.signin_done_sessions(),
        _ => return ().into_any(),
    };
    view! {
        <div class="tg-callout tg-callout--success" role="status">
            <p class="tg-callout__title">{lang.signin_done_title()}</p>
            <p>{text}</p>
        </div>
    }
    .into_any()
}

/// A path of this site, and not the address of another.
pub(super) fn is_here(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_this_site_is_gone_back_to() {
        assert!(is_here("/c_e472/scrivania?q=a"));
        for path in ["", "//evil.example", "https://evil.example", "/\\evil.example", "c_e472", "/a\nb"] {
            assert!(!is_here(path), "{path}");
        }
    }
}
