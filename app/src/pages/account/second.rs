//! `/conto/secondo-fattore`: getting a second factor, its recovery codes, giving it up.

use super::field;
use crate::{
    pages::{Page, page},
    parts::{
        form::{Field, Sheet, hidden},
        frame::{self, Place},
        qr::qr,
    },
    paths,
    visit::{Given, Posted},
};
use domain::{
    member::Member,
    ports::Unavailable,
    second::{Factor, Key, grouped, needed},
};
use leptos::prelude::*;
use words::Lang;

/// Who has issued the code, as the app lists it.
const ISSUER: &str = "Traguardi";

/// How somebody stands.
enum Stand {
    /// Without one.
    None,
    /// A key was shown, and is to be confirmed.
    Offered(Key),
    /// With one.
    Active(Factor),
}

/// `/conto/secondo-fattore`
#[component]
pub fn OwnFactor() -> impl IntoView {
    page(load)
}

async fn load(given: Given) -> Result<(Place<'static>, Page), Unavailable> {
    let port = &given.ports.second;
    let mut stand = Stand::None;
    if let Some(member) = &given.member {
        if let Some(factor) = port.factor(member.id).await? {
            stand = Stand::Active(factor);
        } else if let Some(key) = port.offered(member.id).await? {
            stand = Stand::Offered(key);
        }
    }
    Ok((Place::default(), build(&given, &stand)))
}

fn build(given: &Given, stand: &Stand) -> Page {
    let lang = given.visit.lang;
    let posted = given.posted.as_deref();
    let sheet = Sheet::new(lang, posted);
    let trail = vec![
        ("/".to_owned(), lang.nav_enti().to_owned()),
        (paths::ACCOUNT.to_owned(), lang.own_title().to_owned()),
        (paths::SECOND.to_owned(), lang.second_title().to_owned()),
    ];
    let must = given.member.as_ref().is_some_and(needed);
    let codes = posted.map(|p| p.codes.as_slice()).unwrap_or_default();
    let body = if codes.is_empty() {
        match stand {
            Stand::Active(factor) => active(lang, posted, *factor, must),
            Stand::Offered(key) => {
                let login = given.member.as_ref().map(|m| m.login.as_str()).unwrap_or_default();
                view! { {first(lang, &sheet, must)} {confirm(lang, &sheet, login, key)} }.into_any()
            }
            Stand::None => view! { {first(lang, &sheet, must)} {begin(lang, &sheet)} }.into_any(),
        }
    } else {
        shown(lang, given.member.as_ref(), codes)
    };
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{lang.second_title()}</h1><p class="tg-lead">{lang.second_lead()}</p></div></div>
        {body}
    };
    Page::new(sheet.title(lang.second_title()), content)
}

/// Why whoever administers an ente is here, unless a form that was not taken says so already.
fn first(lang: Lang, sheet: &Sheet<'_>, must: bool) -> AnyView {
    if !must || sheet.posted.is_some() {
        return ().into_any();
    }
    view! {
        <div class="tg-callout tg-callout--info">
            <p class="tg-callout__title">{lang.second_first_title()}</p>
            <p>{lang.second_first()}</p>
        </div>
    }
    .into_any()
}

fn begin(lang: Lang, sheet: &Sheet<'_>) -> AnyView {
    view! {
        <section>
            <h2>{lang.second_begin_title()}</h2>
            <form class="tg-form" method="post" action=paths::SECOND>
                {sheet.summary(&[])}
                {hidden(field::ACTION, field::BEGIN)}
                <p>{lang.second_begin_text()}</p>
                <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.second_begin()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// What an app reads out of the QR code (the key URI that all of them know); what it does not say is six figures, thirty
/// seconds, SHA-1.
fn uri(login: &str, key: &Key) -> String {
    paths::with_query(&format!("otpauth://totp/{ISSUER}:{login}"), &[("secret", &key.text()), ("issuer", ISSUER)])
}

fn confirm(lang: Lang, sheet: &Sheet<'_>, login: &str, key: &Key) -> AnyView {
    let code = Field::number(field::CODE, lang.second_code()).required(true).complete("one-time-code");
    let written = grouped(&key.text(), " ");
    view! {
        {sheet.summary(&[(field::CODE, lang.second_code())])}
        <section>
            <h2>{lang.second_scan_title()}</h2>
            <p>{lang.second_begin_text()} " " {lang.second_scan_text()}</p>
            {qr(&uri(login, key), lang.second_qr())}
            <p>{lang.second_key_text()}</p>
            <p><strong><samp id="chiave">{written}</samp></strong></p>
            <p class="tg-note">{lang.second_key_care()}</p>
        </section>
        <section>
            <h2>{lang.second_confirm_title()}</h2>
            <form class="tg-form" method="post" action=paths::SECOND novalidate=true>
                {hidden(field::ACTION, field::CONFIRM)}
                {sheet.field(code)}
                <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.second_confirm()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// The recovery codes just made, this once.
fn shown(lang: Lang, member: Option<&Member>, codes: &[String]) -> AnyView {
    let codes = codes
        .iter()
        .map(|code| {
            let code = code.clone();
            view! { <li><samp>{code}</samp></li> }
        })
        .collect_view();
    let on =
        member.and_then(|m| m.grants.first()).map_or_else(|| paths::ACCOUNT.to_owned(), |g| paths::section(&g.ente, paths::DESK));
    view! {
        <div class="tg-callout tg-callout--success" role="status" tabindex="-1" autofocus=true>
            <p class="tg-callout__title">{lang.second_active_title()}</p>
            <p>{lang.second_codes_text()}</p>
        </div>
        <section>
            <h2>{lang.second_codes_title()}</h2>
            <ol id="codici">{codes}</ol>
            <p class="tg-noprint"><a href=on>{lang.second_codes_on()}</a></p>
        </section>
    }
    .into_any()
}

fn active(lang: Lang, posted: Option<&Posted>, factor: Factor, must: bool) -> AnyView {
    let (since, left) = (lang.moment_of(factor.since), factor.codes.to_string());
    let of = |action: &str| posted.filter(|p| p.value(field::ACTION) == Some(action));
    let renew = with_password(
        lang,
        Sheet::among(lang, of(field::RENEW), "codici"),
        field::RENEW,
        lang.second_renew_text(),
        ("btn btn-outline-primary", lang.second_renew()),
    );
    let remove = if must {
        let sheet = Sheet::among(lang, of(field::REMOVE), "togli");
        view! { {sheet.summary(&[])} <p>{lang.second_kept()}</p> }.into_any()
    } else {
        with_password(
            lang,
            Sheet::among(lang, of(field::REMOVE), "togli"),
            field::REMOVE,
            lang.second_remove_text(),
            ("btn btn-outline-danger", lang.second_remove()),
        )
    };
    view! {
        <section>
            <h2>{lang.second_active_title()}</h2>
            <dl class="tg-dl tg-dl--rows">
                <div><dt>{lang.second_since()}</dt><dd>{since}</dd></div>
                <div><dt>{lang.second_left()}</dt><dd>{left}</dd></div>
            </dl>
        </section>
        <section>
            <h2>{lang.second_renew_title()}</h2>
            {renew}
        </section>
        <section>
            <h2>{lang.second_remove_title()}</h2>
            {remove}
        </section>
    }
    .into_any()
}

/// A form that asks for the password and does one thing.
fn with_password(
    lang: Lang,
    sheet: Sheet<'_>,
    action: &'static str,
    text: &'static str,
    (class, label): (&'static str, &'static str),
) -> AnyView {
    view! {
        <form class="tg-form" method="post" action=paths::SECOND novalidate=true>
            {sheet.summary(&[(field::CURRENT, lang.own_current())])}
            {hidden(field::ACTION, action)}
            <p>{text}</p>
            {sheet.field(Field::secret(field::CURRENT, lang.own_current(), "current-password"))}
            <div class="tg-actions"><button class=class type="submit">{label}</button></div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_is_told_whose_code_it_is_and_the_key() {
        assert_eq!(
            uri("mario.rossi", &Key(*b"12345678901234567890")),
            "otpauth://totp/Traguardi:mario.rossi?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Traguardi"
        );
    }
}
