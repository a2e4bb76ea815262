//! Where what the office typed differs from the public data, for whoever keeps the project: keep one's own value, with a
//! reason, or let the public one count. Two ordinary forms for each difference.

use super::rows;
use crate::{
    pages::{Scene, project::sources},
    parts::{
        form::{Field, Sheet, hidden},
        verbatim,
    },
    paths,
    visit::Posted,
};
use domain::{
    cell::Table,
    desk::Kept,
    fact::Record,
    phase::{Fund, Phase},
    portfolio::{Difference, ProjectView},
    records::{FundingLine, Milestone},
    settle::{Dispute, Matter},
    submission::field,
};
use leptos::prelude::*;

/// Names of the forms' own fields, beside those that all forms have.
pub mod names {
    /// About what.
    pub const MATTER: &str = "che_cosa";
    /// The office's value, as the page showed it.
    pub const TYPED: &str = "nostro";
    /// The public value, as the page showed it.
    pub const PUBLIC: &str = "pubblico";
    /// Keeps the office's value: for `action`.
    pub const KEEP: &str = "keep";
    /// Lets the public value count: for `action`.
    pub const USE: &str = "public";
}

/// The rows, by their versions, on which the office's value rests: those that go, or change, where the public one is to count.
#[must_use]
pub fn behind(matter: Matter, kept: &[Kept], table: &'static Table) -> Vec<i64> {
    let is = |k: &Kept| match matter.phase() {
        Some(phase) => {
            table == Milestone::TABLE
                && Phase::read(&rows::text(table, k, "phase")) == Some(phase)
                && !rows::text(table, k, "actual").is_empty()
        }
        None => table == FundingLine::TABLE && Fund::read(&rows::text(table, k, "fund")) == Some(Fund::Pnrr),
    };
    kept.iter().filter(|k| !k.withdrawn && is(k)).map(|k| k.version).collect()
}

/// The section of a project: what is still to be settled, with its forms where whoever asks keeps the project.
pub fn section(scene: &Scene, p: &ProjectView, kinds: &[(&'static Table, Vec<Kept>)], own: bool) -> AnyView {
    let lang = scene.lang;
    let open: Vec<(&Difference, Dispute)> = p.disputes().collect();
    let posted = scene.given.posted.as_deref();
    // Whoever was slower, or came back to what is no longer there, is told so even where nothing is left to settle.
    let gone = posted
        .filter(|posted| !open.iter().any(|(_, d)| posted.value(names::MATTER) == Some(d.matter.code())))
        .map(|posted| Sheet::new(lang, Some(posted)).summary(&[]));
    if open.is_empty() && gone.is_none() {
        return ().into_any();
    }
    let text = if open.is_empty() { lang.settle_none() } else { lang.settle_text() };
    let each = open.iter().map(|(difference, dispute)| one(scene, p, kinds, difference, dispute, own)).collect_view();
    view! {
        <section id="differenze">
            <h2>{lang.settle_title()}</h2>
            {gone}
            <p>{text}</p>
            {each}
        </section>
    }
    .into_any()
}

fn one(
    scene: &Scene,
    p: &ProjectView,
    kinds: &[(&'static Table, Vec<Kept>)],
    difference: &Difference,
    dispute: &Dispute,
    own: bool,
) -> AnyView {
    let lang = scene.lang;
    let sentence = sources::sentence(scene, difference);
    let forms = own.then(|| forms(scene, p, kinds, dispute));
    view! {
        <div class="tg-callout tg-callout--warning">
            <h3 class="tg-callout__title">{lang.matter(dispute.matter)}</h3>
            <p>{sentence}</p>
            <ul>
                <li>{lang.settle_ours(&dispute.typed)}</li>
                <li>{lang.settle_public(&dispute.public)}</li>
            </ul>
            {forms}
        </div>
    }
    .into_any()
}

/// The form that came back, if it is this one.
fn came_back<'p>(posted: Option<&'p Posted>, matter: Matter, action: &str) -> Option<&'p Posted> {
    posted
        .filter(|posted| posted.value(names::MATTER) == Some(matter.code()))
        .filter(|posted| posted.value(field::ACTION) == Some(action))
}

fn forms(scene: &Scene, p: &ProjectView, kinds: &[(&'static Table, Vec<Kept>)], dispute: &Dispute) -> AnyView {
    let lang = scene.lang;
    let posted = scene.given.posted.as_deref();
    let code = dispute.matter.code();
    let address = format!("{}/{}", paths::desk(scene.ipa(), &p.slug), paths::DIFFERENCE);
    let seen = |versions: &[i64]| versions.iter().map(|v| hidden(field::SEEN, &v.to_string())).collect_view();
    let what = |action: &str| {
        view! {
            {hidden(names::MATTER, code)}
            {hidden(names::TYPED, &dispute.typed)}
            {hidden(names::PUBLIC, &dispute.public)}
            {hidden(field::ACTION, action)}
        }
    };
    let settled = p.decided.iter().find(|s| s.matter == dispute.matter).map_or(0, |s| s.id);
    let (keep_id, use_id) = (format!("tieni-{code}"), format!("usa-{code}"));
    let keep = Sheet::among(lang, came_back(posted, dispute.matter, names::KEEP), &keep_id).keeping();
    let reason = Field::text(field::REASON, lang.settle_reason()).hint(Some(lang.settle_reason_hint().to_owned())).required(true);
    let take = Sheet::among(lang, came_back(posted, dispute.matter, names::USE), &use_id);
    let versions: Vec<i64> = kinds.iter().flat_map(|&(table, ref kept)| behind(dispute.matter, kept, table)).collect();
    let of = lang.matter(dispute.matter);
    let action = address.clone();
    view! {
        <form class="tg-form" method="post" action=action novalidate=true>
            {keep.summary(&[(field::REASON, lang.settle_reason())])}
            {what(names::KEEP)}
            {seen(&[settled])}
            {keep.field(reason)}
            <div class="tg-actions">
                <button class="btn btn-primary" type="submit">
                    {lang.settle_keep()} <span class="visually-hidden">": " {of}</span>
                </button>
            </div>
        </form>
        <form class="tg-form" method="post" action=address novalidate=true>
            {take.summary(&[])}
            {what(names::USE)}
            {seen(&versions)}
            <div class="tg-actions">
                <button class="btn btn-outline-primary" type="submit">
                    {lang.settle_use()} <span class="visually-hidden">": " {of}</span>
                </button>
            </div>
            <p class="tg-note">{lang.settle_use_text()}</p>
        </form>
    }
    .into_any()
}

/// How many each project that one keeps has to settle, leading there; nothing where there are none.
pub fn count(scene: &Scene, own: &[&ProjectView]) -> AnyView {
    let lang = scene.lang;
    let items: Vec<_> = own
        .iter()
        .filter_map(|p| {
            let n = p.disputes().count();
            let href = format!("{}#differenze", paths::desk(scene.ipa(), &p.slug));
            let title = verbatim::pick(lang, &p.title, p.title_en.as_deref());
            (n > 0).then(|| view! { <li><a href=href>{title}</a> ": " {lang.settle_count(n)}</li> })
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <section id="differenze"><h2>{lang.settle_count_title()}</h2><ul>{items}</ul></section> }.into_any()
}
