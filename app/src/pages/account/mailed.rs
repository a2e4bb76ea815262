//! Links that go out by mail, where that is set up: the address to type, and what became of the message.

use super::field;
use crate::{
    pages::Scene,
    parts::form::{Field, Sheet},
};
use leptos::prelude::*;

/// What became of the message with the link just made.
pub fn callout(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let Some(mailed) = scene.given.posted.as_deref().and_then(|p| p.mailed.as_ref()) else { return ().into_any() };
    match &mailed.trouble {
        None => {
            let title = lang.people_mailed(&mailed.to);
            view! {
                <div class="tg-callout tg-callout--success" role="status" tabindex="-1" autofocus=true>
                    <p class="tg-callout__title">{title}</p>
                    <p>{lang.people_mailed_text()}</p>
                </div>
            }
            .into_any()
        }
        // The link stands below, and has the keyboard.
        Some(why) => {
            let (title, text) = (lang.people_unmailed(&mailed.to), lang.people_unmailed_text(why));
            view! {
                <div class="tg-callout tg-callout--warning" role="alert">
                    <p class="tg-callout__title">{title}</p>
                    <p>{text}</p>
                </div>
            }
            .into_any()
        }
    }
}

/// Where to mail the link of an invitation.
pub fn of_invitation(scene: &Scene, sheet: &Sheet<'_>) -> AnyView {
    address(scene, sheet, scene.lang.people_mail_hint_invite(), "")
}

/// Where to mail a new link: to the login, where that is an address.
pub fn of_link(scene: &Scene, sheet: &Sheet<'_>, login: &str) -> AnyView {
    address(scene, sheet, scene.lang.people_mail_hint_link(), if login.contains('@') { login } else { "" })
}

fn address(scene: &Scene, sheet: &Sheet<'_>, hint: &str, kept: &str) -> AnyView {
    if !scene.given.settings.mail {
        return ().into_any();
    }
    sheet.field(Field::line(field::MAIL, scene.lang.people_mail()).hint(Some(hint.to_owned())).value(kept))
}
