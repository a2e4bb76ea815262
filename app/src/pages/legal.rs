//! `/accessibilita`, `/note-legali`, `/privacy`: filled from what whoever runs the site has set, and plain about what is not.

use crate::{
    pages::{Page, page},
    parts::frame::{self, Place},
    paths,
    visit::{Given, Settings},
};
use domain::ports::Unavailable;
use leptos::prelude::*;
use words::Lang;

/// The variables that fill these pages, as the server reads them.
const ACCESSIBILITY_URL: &str = "TRAGUARDI_ACCESSIBILITY_URL";
const CONTACT: &str = "TRAGUARDI_CONTACT";
const OWNER: &str = "TRAGUARDI_OWNER";
const PRIVACY_CONTACT: &str = "TRAGUARDI_PRIVACY_CONTACT";

/// Texts of the licences, at their publishers.
const EUPL: &str = "https://eupl.eu/1.2/it/";
const CC_BY: &str = "https://creativecommons.org/licenses/by/4.0/deed.it";

/// `/accessibilita`
#[component]
pub fn Accessibility() -> impl IntoView {
    page(|given| answer(given, accessibility))
}

/// `/note-legali`
#[component]
pub fn Legal() -> impl IntoView {
    page(|given| answer(given, notes))
}

/// `/privacy`
#[component]
pub fn Privacy() -> impl IntoView {
    page(|given| answer(given, privacy))
}

/// These pages ask nothing of the register, so they stand even while it can't answer.
async fn answer(given: Given, build: fn(Lang, &Settings) -> Page) -> Result<(Place<'static>, Page), Unavailable> {
    Ok((Place::default(), build(given.visit.lang, &given.settings)))
}

/// Breadcrumb, title and lead around a page's sections.
fn around(lang: Lang, path: &str, title: &'static str, lead: &'static str, sections: AnyView) -> Page {
    let trail = vec![(paths::common(paths::ENTI), lang.nav_enti().to_owned()), (paths::common(path), title.to_owned())];
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{title}</h1><p class="tg-lead">{lead}</p></div></div>
        <div class="tg-prose">{sections}</div>
    };
    Page::new(title, content)
}

/// A setting that nobody has made yet: what is missing, and with which variable it is set.
fn not_set(lang: Lang, missing: &'static str, variable: &str) -> AnyView {
    let how = lang.legal_not_set(variable);
    view! {
        <div class="tg-callout tg-callout--warning">
            <p class="tg-callout__title">{lang.legal_not_set_title()}</p>
            <p>{missing} " " {how}</p>
        </div>
    }
    .into_any()
}

/// A contact as a link: a mail address, or an address of the web; anything else stays text.
fn contact(text: &str) -> AnyView {
    let label = text.strip_prefix("mailto:").unwrap_or(text).to_owned();
    if text.starts_with("https://") || text.starts_with("http://") || text.starts_with("mailto:") {
        let href = text.to_owned();
        return view! { <a href=href>{label}</a> }.into_any();
    }
    if text.contains('@') && !text.contains(char::is_whitespace) {
        let href = format!("mailto:{text}");
        return view! { <a href=href>{label}</a> }.into_any();
    }
    view! { <span>{label}</span> }.into_any()
}

fn section(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="tg-section"><h2>{title}</h2>{content}</section> }.into_any()
}

fn paragraph(text: &'static str) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

fn accessibility(lang: Lang, settings: &Settings) -> Page {
    let declaration = match &settings.accessibility_url {
        Some(url) => {
            let href = url.clone();
            view! {
                <p>{lang.legal_accessibility_declared()}</p>
                <p><a href=href rel="noreferrer">{lang.legal_accessibility_link()}</a></p>
            }
            .into_any()
        }
        None => not_set(lang, lang.legal_accessibility_unset(), ACCESSIBILITY_URL),
    };
    let how = [
        lang.legal_accessibility_script(),
        lang.legal_accessibility_colour(),
        lang.legal_accessibility_charts(),
        lang.legal_accessibility_reflow(),
        lang.legal_accessibility_limits(),
    ]
    .map(|text| view! { <li>{text}</li> })
    .collect_view();
    let how = view! { <p>{lang.legal_accessibility_aim()}</p><ul>{how}</ul> }.into_any();
    let feedback = match &settings.contact {
        Some(address) => view! { <p>{lang.legal_feedback_text()} " " {contact(address)}</p> }.into_any(),
        None => not_set(lang, lang.legal_feedback_unset(), CONTACT),
    };
    let sections = view! {
        {section(lang.legal_accessibility_declaration(), declaration)}
        {section(lang.legal_accessibility_how(), how)}
        {section(lang.legal_feedback_title(), feedback)}
    }
    .into_any();
    around(lang, paths::ACCESSIBILITY, lang.legal_accessibility_title(), lang.legal_accessibility_lead(), sections)
}

fn notes(lang: Lang, settings: &Settings) -> Page {
    let owner = match &settings.owner {
        Some(owner) => {
            let owner = owner.clone();
            view! { <p>{owner}</p> }.into_any()
        }
        None => not_set(lang, lang.legal_owner_unset(), OWNER),
    };
    let address = match &settings.contact {
        Some(address) => view! { <p>{lang.legal_contact_text()} " " {contact(address)}</p> }.into_any(),
        None => not_set(lang, lang.legal_contact_unset(), CONTACT),
    };
    let program = view! {
        <p>{lang.legal_program_text()}</p>
        <p><a href=EUPL rel="noreferrer">{lang.legal_program_link()}</a></p>
    }
    .into_any();
    let data = view! {
        <p>{lang.legal_data_text()}</p>
        <ul>
            <li><a href=CC_BY rel="noreferrer">{lang.legal_data_link()}</a></li>
            <li><a href=paths::common(paths::SOURCES)>{lang.legal_data_sources()}</a></li>
        </ul>
    }
    .into_any();
    let figures = view! { <p>{lang.legal_figures_text()}</p><p>{lang.legal_figures_rules()}</p> }.into_any();
    let who = view! { {owner} {address} }.into_any();
    let sections = view! {
        {section(lang.legal_owner_title(), who)}
        {section(lang.legal_program_title(), program)}
        {section(lang.legal_data_title(), data)}
        {section(lang.legal_figures_title(), figures)}
    }
    .into_any();
    around(lang, paths::LEGAL, lang.legal_notes_title(), lang.legal_notes_lead(), sections)
}

fn privacy(lang: Lang, settings: &Settings) -> Page {
    let holder = match &settings.owner {
        Some(owner) => {
            let text = lang.legal_holder(owner);
            view! { <p>{text}</p> }.into_any()
        }
        None => not_set(lang, lang.legal_owner_unset(), OWNER),
    };
    let officer = match &settings.privacy_contact {
        Some(address) => view! { <p>{lang.legal_rights_text()} " " {contact(address)}</p> }.into_any(),
        None => not_set(lang, lang.legal_rights_unset(), PRIVACY_CONTACT),
    };
    let rights = view! { {holder} {officer} }.into_any();
    let identity = settings.oidc.as_deref().map(|name| {
        let text = lang.oidc_cookie(name);
        view! { <p>{text}</p> }
    });
    let cookies = view! { {paragraph(lang.legal_cookie_text())} {identity} }.into_any();
    let sections = view! {
        {section(lang.legal_cookie_title(), cookies)}
        {section(lang.legal_third_title(), paragraph(lang.legal_third_text()))}
        {section(lang.legal_persons_title(), paragraph(lang.legal_persons_text()))}
        {section(lang.legal_logs_title(), paragraph(lang.legal_logs_text()))}
        {section(lang.legal_rights_title(), rights)}
    }
    .into_any();
    around(lang, paths::PRIVACY, lang.legal_privacy_title(), lang.legal_privacy_lead(), sections)
}
