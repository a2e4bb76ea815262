//! Which office answers for which projects. Offices, never people.

use crate::{
    pages::{Scene, home::piece},
    parts::{
        money,
        table::{Head, Row, table},
    },
};
use domain::portfolio::{Portfolio, ProjectView};
use leptos::prelude::*;

/// An office with its projects; no office is one that nobody knows.
pub struct Desk<'a> {
    /// Its name.
    pub office: Option<&'a str>,
    /// Its projects.
    pub projects: Vec<&'a ProjectView>,
}

/// The offices, those with most projects first; projects without a known office last.
pub fn desks(portfolio: &Portfolio) -> Vec<Desk<'_>> {
    let mut out: Vec<Desk<'_>> = vec![];
    for p in &portfolio.projects {
        let office = p.office.as_deref();
        match out.iter_mut().find(|d| d.office == office) {
            Some(desk) => desk.projects.push(p),
            None => out.push(Desk { office, projects: vec![p] }),
        }
    }
    out.sort_by_key(|d| (d.office.is_none(), std::cmp::Reverse(d.projects.len())));
    out
}

/// The name of a desk.
pub fn name(scene: &Scene, desk: &Desk<'_>) -> AnyView {
    match desk.office {
        Some(office) => piece::text(scene.lang, office, None),
        None => view! { <span class="tg-missing">{scene.lang.home_office_unknown()}</span> }.into_any(),
    }
}

/// Where to write to the ente. Only a mail or web address becomes a link.
pub fn contact(scene: &Scene) -> AnyView {
    let Some(contact) = scene.portfolio.ente.contact.clone() else { return money::missing(scene.lang) };
    let web = contact.starts_with("https://") || contact.starts_with("http://");
    let href = match (web, contact.contains('@')) {
        (true, _) => contact.clone(),
        (false, true) => format!("mailto:{contact}"),
        (false, false) => return contact.into_any(),
    };
    view! { <a href=href>{contact}</a> }.into_any()
}

/// The whole table.
pub fn section(scene: &Scene, desks: &[Desk<'_>]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.home_column_office()),
        Head::number(lang.home_column_count()),
        Head::text(lang.home_column_projects()),
    ];
    let rows = desks
        .iter()
        .map(|desk| {
            let names: Vec<AnyView> = desk.projects.iter().map(|p| piece::name(scene, p)).collect();
            Row::new(vec![name(scene, desk), desk.projects.len().to_string().into_any(), piece::listing(lang, names)])
        })
        .collect();
    view! {
        <section id="uffici">
            <h2>{lang.home_offices_title()}</h2>
            {table(lang, "uffici-righe", lang.home_offices_caption().to_owned(), heads, rows, None)}
            <p>{lang.home_contact()} ": " {contact(scene)}</p>
        </section>
    }
    .into_any()
}
