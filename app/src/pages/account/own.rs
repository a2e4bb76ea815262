//! `/conto`: one's own roles, password, second factor and sessions.

use super::field;
use crate::{
    pages::{Page, page},
    parts::{
        form::{self, Field, Sheet},
        frame::{self, Place},
        table::{Head, Row, table},
        verbatim,
    },
    paths,
    visit::Given,
};
use domain::{
    identifier::Ipa,
    member::{Member, Role},
    ports::Unavailable,
};
use leptos::prelude::*;
use words::Lang;

/// `/conto`
#[component]
pub fn OwnAccount() -> impl IntoView {
    page(load)
}

async fn load(given: Given) -> Result<(Place<'static>, Page), Unavailable> {
    let mut own: Vec<Ipa> = vec![];
    for grant in given.member.iter().flat_map(|m| &m.grants) {
        if !own.contains(&grant.ente) {
            own.push(grant.ente.clone());
        }
    }
    let mut enti: Vec<(Ipa, String)> = vec![];
    for ipa in own {
        let found = given.ports.register.enti(ipa.as_str(), 0, 20).await?;
        let name = found.enti.into_iter().find(|line| line.ente.ipa == ipa).map(|line| line.ente.name);
        let name = name.unwrap_or_else(|| ipa.to_string());
        enti.push((ipa, name));
    }
    Ok((Place::default(), build(&given, &enti)))
}

fn build(given: &Given, enti: &[(Ipa, String)]) -> Page {
    let lang = given.visit.lang;
    let sheet = Sheet::new(lang, given.posted.as_deref());
    let trail = vec![("/".to_owned(), lang.nav_enti().to_owned()), (paths::ACCOUNT.to_owned(), lang.own_title().to_owned())];
    let who = given.member.as_ref().map(|m| {
        let (name, login) = (m.name.clone(), lang.own_login(&m.login));
        view! { <p class="tg-lead">{name}</p><p>{login}</p> }
    });
    let roles = given.member.as_ref().map(|m| roles(lang, m, enti));
    let content = view! {
        {frame::breadcrumb(lang, trail)}
        <div class="tg-head"><div><h1>{lang.own_title()}</h1>{who}</div></div>
        <section>
            <h2>{lang.own_roles_title()}</h2>
            {roles}
        </section>
        <section>
            <h2>{lang.own_password_title()}</h2>
            {password(lang, &sheet)}
        </section>
        <section>
            <h2>{lang.second_title()}</h2>
            <p>{lang.second_lead()}</p>
            <p><a href=paths::SECOND>{lang.second_link()}</a></p>
        </section>
        <section>
            <h2>{lang.own_sessions_title()}</h2>
            <p>{lang.own_sessions_text()}</p>
            {form::button(
                format!("{}/sessioni", paths::ACCOUNT),
                "btn btn-outline-primary",
                lang.own_sessions_button(),
                ().into_any(),
            )}
        </section>
        <section>
            <h2>{lang.own_out_title()}</h2>
            {form::button(paths::SIGN_OUT.to_owned(), "btn btn-outline-primary", lang.own_out(), ().into_any())}
        </section>
    };
    Page::new(sheet.title(lang.own_title()), content)
}

fn roles(lang: Lang, member: &Member, enti: &[(Ipa, String)]) -> AnyView {
    if enti.is_empty() {
        return view! { <p>{lang.own_roles_none()}</p> }.into_any();
    }
    let heads =
        vec![Head::text(lang.own_column_ente()), Head::text(lang.own_column_roles()), Head::text(lang.own_column_projects())];
    let rows = enti
        .iter()
        .map(|(ipa, name)| {
            let desk = paths::section(ipa, paths::DESK);
            let name = verbatim::italian(lang, name);
            let roles = member
                .grants
                .iter()
                .filter(|g| g.ente == *ipa)
                .map(|g| {
                    let text = format!("{}: {}", lang.role_name(g.role), lang.role_what(g.role));
                    view! { <div>{text}</div> }
                })
                .collect_view();
            Row::new(vec![view! { <a href=desk>{name}</a> }.into_any(), roles.into_any(), projects(lang, member, ipa)])
        })
        .collect();
    table(lang, "ruoli", lang.own_roles_caption().to_owned(), heads, rows, None)
}

fn projects(lang: Lang, member: &Member, ipa: &Ipa) -> AnyView {
    if member.is(ipa, Role::Administrator) {
        return view! { <span>{lang.own_all_projects()}</span> }.into_any();
    }
    let links = member
        .projects
        .iter()
        .filter(|(ente, _)| ente == ipa)
        .map(|(ente, slug)| {
            let (href, slug) = (paths::desk(ente, slug), slug.to_string());
            view! { <div><a href=href>{slug}</a></div> }
        })
        .collect::<Vec<_>>();
    if links.is_empty() {
        return view! { <span>{lang.own_no_projects()}</span> }.into_any();
    }
    links.into_any()
}

fn password(lang: Lang, sheet: &Sheet<'_>) -> AnyView {
    let action = format!("{}/password", paths::ACCOUNT);
    let labels = [(field::CURRENT, lang.own_current()), (field::PASSWORD, lang.own_new()), (field::REPEAT, lang.own_repeat())];
    let new = Field::secret(field::PASSWORD, lang.own_new(), "new-password").hint(Some(lang.own_new_hint().to_owned()));
    view! {
        <form class="tg-form" method="post" action=action novalidate=true>
            {sheet.summary(&labels)}
            <p>{lang.own_password_text()}</p>
            {sheet.field(Field::secret(field::CURRENT, lang.own_current(), "current-password"))}
            {sheet.field(new)}
            {sheet.field(Field::secret(field::REPEAT, lang.own_repeat(), "new-password"))}
            <div class="tg-actions"><button class="btn btn-primary" type="submit">{lang.own_password_button()}</button></div>
        </form>
    }
    .into_any()
}
