//! `/{ipa}/conferme`: what waits for a second person, field by field, and whether the ente wants one. And what the other pages
//! of the desk say of it: to whoever may decide, to whoever keeps the project, to whoever wrote it, and to nobody else.

use super::{
    administers, rows,
    thing::{origins, values},
    validates,
};
use crate::{
    pages::{Page, Scene, ente_page_with, project::pieces::pair},
    parts::{
        form::{Field, Sheet, button, hidden},
        frame,
        table::{Head, Row, table as table_of},
        verbatim,
    },
    paths,
    visit::Posted,
};
use chrono::Days;
use domain::{
    cell::Column,
    desk::Kept,
    ports::Unavailable,
    proposal::{Decision, Item, Proposal, State},
};
use leptos::prelude::*;
use std::sync::Arc;
use words::Lang;

/// Names of the fields of these forms, as the server reads them.
pub mod field {
    pub use domain::submission::field::{ACTION, REASON, SEEN};
    /// Number of the proposal that a form is about, where it comes back.
    pub const PROPOSAL: &str = "proposal";
    /// What to do with a proposal: this, or the next.
    pub const CONFIRM: &str = "confirm";
    /// Leave everything as it is.
    pub const REFUSE: &str = "refuse";
    /// What to do with the check: turn it on.
    pub const REQUIRE: &str = "require";
    /// Turn it off.
    pub const RELEASE: &str = "release";
}

/// For so long whoever wrote a proposal sees on the desk what became of it.
const SHOWN: Days = Days::new(30);

/// `/{ipa}/conferme`
#[component]
pub fn Proposals() -> impl IntoView {
    ente_page_with(paths::DESK, load)
}

async fn load(scene: Arc<Scene>) -> Result<Option<Page>, Unavailable> {
    let desk = &scene.given.ports.desk;
    let on = desk.second_person(scene.ipa()).await?;
    let waiting = desk.waiting(scene.ipa()).await?;
    Ok(Some(build(&scene, on, &waiting)))
}

/// The form that has come back, where it is of this proposal.
fn of<'a>(posted: Option<&'a Posted>, proposal: &Proposal) -> Option<&'a Posted> {
    posted.filter(|p| p.value(field::PROPOSAL) == Some(proposal.id.to_string().as_str()))
}

fn build(scene: &Scene, on: bool, waiting: &[Proposal]) -> Page {
    let lang = scene.lang;
    let title = lang.proposals_title_of(&scene.portfolio.ente.name);
    let trail = frame::trail(
        scene,
        &[
            (paths::section(scene.ipa(), paths::DESK), lang.nav_desk()),
            (paths::section(scene.ipa(), paths::PROPOSALS), lang.proposals_title()),
        ],
    );
    let posted = scene.given.posted.as_deref();
    let sheet = Sheet::new(lang, posted);
    // Of one that has been decided meanwhile there is no form here any more.
    let gone = (!waiting.iter().any(|p| of(posted, p).is_some())).then(|| sheet.summary(&[]));
    let list = waiting.iter().map(|p| to_decide(scene, p, of(posted, p))).collect_view();
    let count = lang.proposals_count(waiting.len());
    let content = view! {
        {trail}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.proposals_lead()}</p></div></div>
        {gone}
        <p class="tg-count">{count}</p>
        {list}
        {setting(scene, on)}
    };
    Page::new(sheet.title(&title), content)
}

/// Whether the ente wants a second person, and, for whoever administers it, the way to change that.
fn setting(scene: &Scene, on: bool) -> AnyView {
    let lang = scene.lang;
    let change = administers(scene).then(|| {
        let (action, class, label) = if on {
            (field::RELEASE, "btn btn-outline-danger", lang.second_person_release())
        } else {
            (field::REQUIRE, "btn btn-primary", lang.second_person_require())
        };
        let to = paths::section(scene.ipa(), paths::PROPOSALS);
        button(to, class, label, hidden(field::ACTION, action))
    });
    let leaves = (on && administers(scene)).then(|| view! { <p>{lang.second_person_leaves()}</p> });
    view! {
        <section id="impostazione">
            <h2>{lang.second_person_title()}</h2>
            <p>{if on { lang.second_person_on() } else { lang.second_person_off() }}</p>
            <p>{lang.second_person_who()}</p>
            <p>{lang.second_person_imports()}</p>
            {leaves}
            {change}
        </section>
    }
    .into_any()
}

/// The name of a proposal's project: its code where it is the project that is proposed.
fn project(scene: &Scene, p: &Proposal) -> String {
    let found = scene.portfolio.project(&p.project);
    found.map_or_else(|| p.project.to_string(), |v| scene.title(&v.title, v.title_en.as_deref()).to_owned())
}

fn is_own(scene: &Scene, p: &Proposal) -> bool {
    scene.given.member.as_ref().is_some_and(|m| p.may(Decision::TakeBack, m.id))
}

fn to_decide(scene: &Scene, p: &Proposal, posted: Option<&Posted>) -> AnyView {
    let lang = scene.lang;
    let id = format!("proposta-{}", p.id);
    let name = project(scene, p);
    let title = lang.proposal_number_of(p.id, &name);
    let (who, when) = (p.author.name.clone(), lang.moment_of(p.at));
    let why = match &p.author.reason {
        Some(reason) => verbatim::italian(lang, reason),
        None => view! { <span>{lang.proposal_no_reason()}</span> }.into_any(),
    };
    let whose = if scene.portfolio.project(&p.project).is_some() {
        let href = paths::desk(scene.ipa(), &p.project);
        view! { <a href=href>{name}</a> }.into_any()
    } else {
        verbatim::italian(lang, &name)
    };
    let pairs = vec![
        pair(lang.proposal_who(), view! { <span>{who}</span> }.into_any()),
        pair(lang.proposal_when(), view! { <span>{when}</span> }.into_any()),
        pair(lang.proposal_why(), why),
        pair(lang.proposal_project(), whose),
    ];
    let decide =
        if is_own(scene, p) { yours(scene, p, Some(&Sheet::among(lang, posted, &id))) } else { form(scene, p, posted, &id) };
    view! {
        <section id=id.clone()>
            <h2>{title}</h2>
            <dl class="tg-dl tg-dl--rows">{pairs}</dl>
            {what(lang, p)}
            {decide}
        </section>
    }
    .into_any()
}

fn form(scene: &Scene, p: &Proposal, posted: Option<&Posted>, id: &str) -> AnyView {
    let lang = scene.lang;
    let sheet = Sheet::among(lang, posted, id);
    let which = || {
        let which = lang.proposal_which(p.id);
        view! { <span class="visually-hidden">{which}</span> }
    };
    let confirm = (!p.overtaken()).then(|| {
        view! {
            <button class="btn btn-primary" type="submit" name=field::ACTION value=field::CONFIRM>
                {lang.proposal_confirm()} {which()}
            </button>
        }
    });
    let no_more = p.overtaken().then(|| {
        view! { <div class="tg-callout tg-callout--warning"><p>{lang.proposal_no_more()}</p></div> }
    });
    let reason = Field::text(field::REASON, lang.proposal_reason_label()).hint(Some(lang.proposal_reason_hint().to_owned()));
    let action = paths::proposal(scene.ipa(), p.id);
    view! {
        {no_more}
        <form class="tg-form" method="post" action=action novalidate=true>
            {sheet.summary(&[(field::REASON, lang.proposal_reason_label())])}
            {hidden(field::SEEN, &p.seen().to_string())}
            {sheet.field(reason)}
            <div class="tg-actions">
                {confirm}
                <button class="btn btn-outline-danger" type="submit" name=field::ACTION value=field::REFUSE>
                    {lang.proposal_refuse()} {which()}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What whoever wrote a proposal that waits can do with it.
fn yours(scene: &Scene, p: &Proposal, sheet: Option<&Sheet<'_>>) -> AnyView {
    let lang = scene.lang;
    let flaws = sheet.map(|s| s.summary(&[]));
    let action = format!("{}/{}", paths::proposal(scene.ipa(), p.id), paths::TAKE_BACK);
    let which = lang.proposal_which(p.id);
    view! {
        {flaws}
        <p>{lang.proposal_yours()}</p>
        <form method="post" action=action>
            <button class="btn btn-outline-primary btn-sm" type="submit">
                {lang.proposal_take_back()} <span class="visually-hidden">{which}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Everything that a proposal would write, thing by thing.
fn what(lang: Lang, p: &Proposal) -> AnyView {
    p.items.iter().enumerate().map(|(n, i)| item(lang, p, n, i)).collect_view().into_any()
}

fn item(lang: Lang, p: &Proposal, n: usize, item: &Item) -> AnyView {
    let table = item.edit.table;
    let (kind, proposed) = (lang.kind_one(table.name), item.proposed(p.at));
    let standing = |kept: &Option<Kept>| kept.clone().filter(|k| !k.withdrawn);
    let (before, now) = (standing(&item.before), standing(&item.now));
    let moved = p.state == State::Waiting && item.overtaken();
    let gone = proposed.withdrawn;
    let heading = if gone {
        lang.proposal_withdrawal(kind)
    } else if before.is_none() {
        lang.proposal_new(kind)
    } else {
        lang.proposal_change(kind)
    };
    let thing = rows::name(lang, table, &proposed);
    let caption = lang.proposal_caption(p.id, kind, &thing);
    let of = |kept: Option<&Kept>, column: &Column| kept.map(|k| values(table, k, column.name)).unwrap_or_default();
    let cell = |kept: Option<&Kept>, column: &'static Column| rows::value(lang, table, column, &of(kept, column));
    let mut heads = vec![Head::text(lang.proposal_column_field()), Head::text(lang.proposal_column_before())];
    if moved {
        heads.push(Head::text(lang.proposal_column_now()));
    }
    if !gone {
        heads.push(Head::text(lang.proposal_column_after()));
    }
    let rows = table
        .columns
        .iter()
        .chain(origins())
        // The page says them already; a thing may leave its project all the same.
        .filter(|c| c.name != "ente" && (c.name != "project" || before.is_some() && !gone))
        .filter_map(|c| {
            let said = |kept: Option<&Kept>| lang.shown(table.name, c, &of(kept, c));
            let (old, stands, new) = (said(before.as_ref()), said(now.as_ref()), said(Some(&proposed)));
            let changes = if gone { old.is_some() } else { old != new };
            (changes || moved && old != stands).then(|| {
                let label = lang.column(table.name, c.name);
                let mut cells = vec![view! { <span>{label}</span> }.into_any(), cell(before.as_ref(), c)];
                if moved {
                    cells.push(cell(now.as_ref(), c));
                }
                if !gone {
                    cells.push(cell(Some(&proposed), c));
                }
                Row::new(cells)
            })
        })
        .collect();
    let id = format!("proposta-{}-{n}", p.id);
    view! { <h3>{heading}</h3> {table_of(lang, &id, caption, heads, rows, None)} }.into_any()
}

/// What a form says before anything is typed into it: that what it saves waits, and that something waits already.
pub fn notice(lang: Lang, on: bool, waiting: &[Proposal]) -> AnyView {
    let waits = on.then(|| view! { <p>{lang.second_person_notice()}</p> });
    let another = (!waiting.is_empty()).then(|| {
        let whose = waiting
            .iter()
            .map(|p| {
                let text = lang.proposal_another_waits_of(&p.author.name, &lang.moment_of(p.at));
                view! { <p class="tg-note">{text}</p> }
            })
            .collect_view();
        view! { <p>{lang.proposal_another_waits()}</p> {whose} }
    });
    if waits.is_none() && another.is_none() {
        return ().into_any();
    }
    view! { <div class="tg-callout tg-callout--info">{waits} {another}</div> }.into_any()
}

/// One proposal, folded: what it would change, and for whoever wrote it the way to take it back.
fn folded(scene: &Scene, p: &Proposal) -> AnyView {
    let lang = scene.lang;
    let which = lang.proposal_which(p.id);
    view! {
        <details class="tg-details">
            <summary>{lang.proposal_what()} <span class="visually-hidden">{which}</span></summary>
            {what(lang, p)}
        </details>
    }
    .into_any()
}

/// What waits on a project, on its page of the desk.
pub fn of_project(scene: &Scene, waiting: &[Proposal]) -> AnyView {
    let lang = scene.lang;
    if waiting.is_empty() {
        return ().into_any();
    }
    let decide = validates(scene).then(|| {
        let href = paths::section(scene.ipa(), paths::PROPOSALS);
        view! { <p><a href=href>{lang.proposals_go()}</a></p> }
    });
    let lines = waiting
        .iter()
        .map(|p| {
            let line = lang.proposal_line(p.id, &lang.moment_of(p.at), &p.author.name);
            let own = is_own(scene, p).then(|| yours(scene, p, None));
            view! { <li class="tg-log__line"><p>{line}</p> {folded(scene, p)} {own}</li> }
        })
        .collect_view();
    view! {
        <section id="proposte">
            <h2>{lang.proposal_waiting()}</h2>
            <p role="status">{lang.proposals_count(waiting.len())}</p>
            <ol class="tg-log">{lines}</ol>
            {decide}
        </section>
    }
    .into_any()
}

/// What the first page of the desk says of proposals.
pub struct Waits {
    /// How many whoever asks may decide about.
    count: usize,
    /// Their own.
    own: Vec<Proposal>,
}

impl Waits {
    /// Asks for it.
    ///
    /// # Errors
    /// Where the register can't answer.
    pub async fn load(scene: &Scene) -> Result<Self, Unavailable> {
        let desk = &scene.given.ports.desk;
        let today = scene.visit().today;
        let since = today.checked_sub_days(SHOWN).unwrap_or(today);
        let own = match &scene.given.member {
            Some(member) => desk.own(scene.ipa(), member.id, since).await?,
            None => vec![],
        };
        let count = if validates(scene) { desk.waiting(scene.ipa()).await?.len() } else { 0 };
        Ok(Self { count, own })
    }

    /// How many wait, for whoever may decide.
    pub fn count(&self, scene: &Scene) -> AnyView {
        let lang = scene.lang;
        if self.count == 0 {
            return ().into_any();
        }
        let (href, text) = (paths::section(scene.ipa(), paths::PROPOSALS), lang.proposals_count(self.count));
        view! {
            <div class="tg-callout tg-callout--info">
                <p class="tg-callout__title">{text}</p>
                <p><a href=href>{lang.proposals_go()}</a></p>
            </div>
        }
        .into_any()
    }

    /// Those of whoever asks, with what became of them.
    pub fn own(&self, scene: &Scene) -> AnyView {
        let lang = scene.lang;
        if self.own.is_empty() {
            return ().into_any();
        }
        let lines = self
            .own
            .iter()
            .rev()
            .map(|p| {
                let title = lang.proposal_number_of(p.id, &project(scene, p));
                let became = became(lang, p);
                let back = (p.state == State::Waiting).then(|| yours(scene, p, None));
                view! {
                    <li class="tg-log__line"><p><strong>{title}</strong></p> <p>{became}</p> {folded(scene, p)} {back}</li>
                }
            })
            .collect_view();
        view! {
            <section id="proposte">
                <h2>{lang.proposals_own_title()}</h2>
                <p class="tg-note">{lang.proposals_own_text()}</p>
                <ol class="tg-log">{lines}</ol>
            </section>
        }
        .into_any()
    }
}

/// What has become of a proposal, for whoever wrote it.
fn became(lang: Lang, p: &Proposal) -> String {
    let Some((by, at)) = &p.decided else { return lang.proposal_waiting().to_owned() };
    let at = lang.moment_of(*at);
    match p.state {
        State::Waiting => lang.proposal_waiting().to_owned(),
        State::Confirmed => lang.proposal_confirmed(&at, &by.name),
        State::Refused => lang.proposal_refused(&at, &by.name, by.reason.as_deref().unwrap_or_default()),
        State::TakenBack => lang.proposal_taken_back(&at),
    }
}
