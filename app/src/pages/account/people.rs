//! `/{ipa}/persone`: who may come into the desk of an ente, what they may do there, and the links that let them in.

use super::{field, mailed};
use crate::{
    pages::{Page, Scene, ente_page_with},
    parts::{
        form::{Field, Sheet, Tick, hidden},
        frame,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
    visit::Posted,
};
use domain::{
    account::Account,
    identifier::Slug,
    member::{Member, Role},
    ports::Unavailable,
};
use leptos::prelude::*;
use std::sync::Arc;

/// `/{ipa}/persone`
#[component]
pub fn People() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let accounts = scene.given.ports.accounts.accounts(scene.ipa()).await?;
    Ok(Some(build(&scene, &accounts)))
}

/// The form that has come back: whose, and what with. None for that of the invitation.
struct Back<'a> {
    account: Option<i64>,
    posted: &'a Posted,
}

/// A link that has just been made is no form that came back.
fn back(scene: &Scene) -> Option<Back<'_>> {
    let posted = scene.given.posted.as_deref().filter(|p| p.link.is_none() && p.mailed.is_none())?;
    let account = posted.value(field::ACCOUNT).and_then(|text| text.parse().ok());
    Some(Back { account: account.or_else(|| scene.visit().segment(2).parse().ok()), posted })
}

fn build(scene: &Scene, accounts: &[Account]) -> Page {
    let lang = scene.lang;
    let ente = &scene.portfolio.ente.name;
    let title = lang.people_title_of(ente);
    let back = back(scene);
    let of = |account: Option<i64>| back.as_ref().filter(|b| b.account == account).map(|b| b.posted);
    let head = Sheet::new(lang, back.as_ref().map(|b| b.posted));
    let trail = frame::trail(
        scene,
        &[
            (paths::section(scene.ipa(), paths::DESK), lang.nav_desk()),
            (paths::section(scene.ipa(), paths::PEOPLE), lang.people_title()),
        ],
    );
    let list = if accounts.is_empty() { view! { <p>{lang.people_none()}</p> }.into_any() } else { list(scene, accounts) };
    let changes = accounts.iter().map(|a| change(scene, a, of(Some(a.member.id)))).collect_view();
    let changes = (!accounts.is_empty()).then(|| view! { <section><h2>{lang.people_change_title()}</h2>{changes}</section> });
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.people_lead(ente)}</p></div></div>
        {mailed::callout(scene)}
        {link(scene)}
        <section>{list}</section>
        {changes}
        {invite(scene, of(None))}
    };
    Page::new(head.title(&title), content)
}

/// The link just made, this once.
fn link(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let Some((account, link)) = scene.given.posted.as_deref().and_then(|p| p.link.as_ref()) else { return ().into_any() };
    let title = lang.people_link_for(&account.member.name);
    let link = link.clone();
    view! {
        <div class="tg-callout tg-callout--success" role="status" tabindex="-1" autofocus=true>
            <p class="tg-callout__title">{title}</p>
            <p>{lang.people_link_once()}</p>
            <div class="tg-field">
                <label class="form-label" for="collegamento">{lang.people_link_label()}</label>
                <input class="form-control" type="text" id="collegamento" value=link readonly=true autocomplete="off" />
            </div>
        </div>
    }
    .into_any()
}

fn list(scene: &Scene, accounts: &[Account]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.people_column_name()),
        Head::text(lang.people_column_login()),
        Head::text(lang.people_column_roles()),
        Head::text(lang.people_column_projects()),
        Head::text(lang.people_column_state()),
        Head::text(lang.people_column_seen()),
    ];
    let rows = accounts
        .iter()
        .map(|a| {
            let (name, login) = (a.member.name.clone(), a.member.login.clone());
            let href = format!("#{}", anchor(a));
            let seen = a.seen.map_or_else(|| lang.people_never().to_owned(), |at| lang.moment_of(at));
            let state = match (a.active, a.ready) {
                (false, _) => lang.people_stopped(),
                (true, false) => lang.people_waiting(),
                (true, true) => lang.people_ready(),
            };
            let second = a.second.then(|| view! { <span class="tg-note">{lang.second_people()}</span> });
            Row::new(vec![
                view! { <a href=href>{name}</a> }.into_any(),
                view! { <span>{login}</span> }.into_any(),
                roles(scene, &a.member),
                projects(scene, &a.member),
                view! { <span>{state}</span> " " {second} }.into_any(),
                view! { <span>{seen}</span> }.into_any(),
            ])
        })
        .collect();
    table(lang, "persone", lang.people_caption().to_owned(), heads, rows, None)
}

fn anchor(account: &Account) -> String {
    format!("persona-{}", account.member.id)
}

fn roles(scene: &Scene, member: &Member) -> AnyView {
    let lang = scene.lang;
    let names: Vec<&str> =
        Role::ALL.iter().filter(|role| member.is(scene.ipa(), **role)).map(|role| lang.role_name(*role)).collect();
    let text = if names.is_empty() { lang.people_no_roles().to_owned() } else { names.join(", ") };
    view! { <span>{text}</span> }.into_any()
}

fn has(scene: &Scene, member: &Member, slug: &Slug) -> bool {
    member.projects.iter().any(|(ente, project)| ente == scene.ipa() && project == slug)
}

fn projects(scene: &Scene, member: &Member) -> AnyView {
    let lang = scene.lang;
    if member.is(scene.ipa(), Role::Administrator) {
        return view! { <span>{lang.own_all_projects()}</span> }.into_any();
    }
    let names: Vec<AnyView> = scene
        .portfolio
        .projects
        .iter()
        .filter(|p| has(scene, member, &p.slug))
        .map(|p| view! { <div>{verbatim::pick(lang, &p.title, p.title_en.as_deref())}</div> }.into_any())
        .collect();
    if names.is_empty() { view! { <span>{lang.own_no_projects()}</span> }.into_any() } else { names.into_any() }
}

/// Roles and projects to tick.
fn choices(scene: &Scene, sheet: &Sheet<'_>, member: Option<&Member>) -> AnyView {
    let lang = scene.lang;
    let roles = Role::ALL
        .iter()
        .map(|role| Tick {
            value: role.code().to_owned(),
            label: format!("{}: {}", lang.role_name(*role), lang.role_what(*role)),
            kept: member.is_some_and(|m| m.is(scene.ipa(), *role)),
        })
        .collect();
    let projects: Vec<Tick> = scene
        .portfolio
        .projects
        .iter()
        .map(|p| Tick {
            value: p.slug.to_string(),
            label: scene.title(&p.title, p.title_en.as_deref()).to_owned(),
            kept: member.is_some_and(|m| has(scene, m, &p.slug)),
        })
        .collect();
    let projects = (!projects.is_empty())
        .then(|| sheet.ticks(field::PROJECT, lang.people_projects(), Some(lang.people_projects_hint().to_owned()), projects));
    view! { {sheet.ticks(field::ROLE, lang.people_roles(), None, roles)} {projects} }.into_any()
}

/// What can be done with somebody's account.
fn change(scene: &Scene, account: &Account, posted: Option<&Posted>) -> AnyView {
    let lang = scene.lang;
    let id = anchor(account);
    let sheet = Sheet::among(lang, posted, &id).keeping();
    // The other forms have no boxes: what they come back with says nothing of roles.
    let ticked = Sheet::among(lang, posted.filter(|p| p.value(field::ACTION) == Some(field::ASSIGN)), &id);
    let to = format!("{}/{}", paths::section(scene.ipa(), paths::PEOPLE), account.member.id);
    let number = account.member.id.to_string();
    let own = scene.given.member.as_ref().is_some_and(|m| m.id == account.member.id);
    let hiddens = |action: &str| view! { {hidden(field::ACTION, action)} {hidden(field::ACCOUNT, &number)} }.into_any();
    let labels =
        [(field::ROLE, lang.people_roles()), (field::PROJECT, lang.people_projects()), (field::MAIL, lang.people_mail())];
    // Several buttons with the same word: each says whose.
    let whose = || {
        let name = account.member.name.clone();
        view! { <span class="visually-hidden">": " {name}</span> }
    };
    let assign = {
        let action = to.clone();
        view! {
            <form class="tg-form" method="post" action=action>
                {sheet.summary(&labels)}
                {hiddens(field::ASSIGN)}
                {hidden(field::SEEN, &account.member.duties(scene.ipa()))}
                {choices(scene, &ticked, Some(&account.member))}
                <p class="tg-note">{lang.people_assign_text()}</p>
                <div class="tg-actions">
                    <button class="btn btn-primary" type="submit">{lang.people_assign()} {whose()}</button>
                </div>
            </form>
        }
        .into_any()
    };
    let link = account.active.then(|| {
        let action = to.clone();
        let mail = mailed::of_link(scene, &sheet, &account.member.login);
        view! {
            <form class="tg-form" method="post" action=action>
                {hiddens(field::LINK)}
                <p>{lang.people_link_text()}</p>
                {mail}
                <div class="tg-actions">
                    <button class="btn btn-outline-primary" type="submit">{lang.people_link()} {whose()}</button>
                </div>
            </form>
        }
    });
    let reset = (account.second && !own).then(|| {
        let action = to.clone();
        view! {
            <form class="tg-form" method="post" action=action>
                {hiddens(field::RESET)}
                <p>{lang.second_reset_text()}</p>
                <div class="tg-actions">
                    <button class="btn btn-outline-danger" type="submit">{lang.second_reset()} {whose()}</button>
                </div>
            </form>
        }
    });
    let unlink = account.linked.then(|| {
        let action = to.clone();
        view! {
            <form class="tg-form" method="post" action=action>
                {hiddens(field::UNLINK)}
                <p>{lang.oidc_linked_text()}</p>
                <div class="tg-actions">
                    <button class="btn btn-outline-primary" type="submit">{lang.oidc_unlink()} {whose()}</button>
                </div>
            </form>
        }
    });
    let (action, text, label, class) = if account.active {
        (field::STOP, lang.people_stop_text(), lang.people_stop(), "btn btn-outline-danger")
    } else {
        (field::START, lang.people_start_text(), lang.people_start(), "btn btn-outline-primary")
    };
    let stop = if own {
        view! { <p>{lang.people_yourself()}</p> }.into_any()
    } else {
        view! {
            <form class="tg-form" method="post" action=to>
                {hiddens(action)}
                <p>{text}</p>
                <div class="tg-actions"><button class=class type="submit">{label} {whose()}</button></div>
            </form>
        }
        .into_any()
    };
    let summary = lang.people_change(&account.member.name);
    let open = posted.is_some();
    view! {
        <details class="tg-details" id=id.clone() open=open>
            <summary>{summary}</summary>
            <div class="tg-stack">{assign} {link} {unlink} {reset} {stop}</div>
        </details>
    }
    .into_any()
}

fn invite(scene: &Scene, posted: Option<&Posted>) -> AnyView {
    let lang = scene.lang;
    let sheet = Sheet::among(lang, posted, "invito").keeping();
    let action = paths::section(scene.ipa(), paths::PEOPLE);
    let labels = [
        (field::LOGIN, lang.signin_login()),
        (field::NAME, lang.people_name()),
        (field::ROLE, lang.people_roles()),
        (field::PROJECT, lang.people_projects()),
        (field::MAIL, lang.people_mail()),
    ];
    let login = Field::line(field::LOGIN, lang.signin_login()).required(true).hint(Some(lang.people_login_hint().to_owned()));
    let name = Field::line(field::NAME, lang.people_name()).required(true).hint(Some(lang.people_name_hint().to_owned()));
    view! {
        <section id="invita">
            <h2>{lang.people_invite_title()}</h2>
            <p>{if scene.given.settings.mail { lang.people_invite_text_mail() } else { lang.people_invite_text() }}</p>
            <form class="tg-form" method="post" action=action novalidate=true>
                {sheet.summary(&labels)}
                {sheet.field(login)}
                {sheet.field(name)}
                {mailed::of_invitation(scene, &sheet)}
                {choices(scene, &sheet, None)}
                <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.people_invite()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
