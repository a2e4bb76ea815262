//! The second-person check: what is saved about a project waits, where its ente wants that, until somebody else has confirmed
//! it. What files bring in does not wait: their preview is their check.
//!
//! Answers: 303 where it was done, 409 where the thing or the proposal is no longer what was seen, 422 where something is to be
//! mended or the rules object, 428 where a confirmation does not say which version it saw.

use crate::{
    account,
    desk::{Asked, Came, Stop, answer, asked, judge, text},
    form::{self, value},
    router::{self, Shared},
};
use app::{
    pages::desk::proposals::field,
    paths,
    visit::{Flaw, Posted},
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    cell::{Cell, Table, Value},
    desk::{Author, Edit},
    fact::Record,
    identifier::{Ipa, Slug},
    proposal::{Decided, Decision, Proposal, State as Stands},
    records::{Indicator, Reading},
};
use words::Lang;

/// The project that edits are about, where the ente wants a second person to confirm them. What leaves a project is about it too.
pub(crate) async fn project(shared: &Shared, asked: &Asked, edits: &[Edit]) -> Result<Option<Slug>, Stop> {
    let desk = &shared.ports.desk;
    if !desk.second_person(&asked.ipa).await? {
        return Ok(None);
    }
    for edit in edits {
        let before = if edit.seen > 0 { desk.fact(edit.table, edit.seen).await? } else { None };
        for values in [Some(&edit.values), before.as_ref().map(|k| &k.values)].into_iter().flatten() {
            let found = project_of(shared, asked, edit.table, values).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// The project of a row. A reading is of that of its indicator.
async fn project_of(shared: &Shared, asked: &Asked, table: &'static Table, values: &[Value]) -> Result<Option<Slug>, Stop> {
    let named = |table: &Table, values: &[Value]| text(table, values, "project").and_then(|t| Slug::read(&t).ok());
    if table != Reading::TABLE {
        return Ok(named(table, values));
    }
    let wanted = text(table, values, "indicator");
    let indicators = shared.ports.desk.kept(Indicator::TABLE, &asked.ipa, None).await?;
    let own = indicators.iter().find(|k| text(Indicator::TABLE, &k.values, "code") == wanted);
    Ok(own.and_then(|k| named(Indicator::TABLE, &k.values)))
}

/// Where it goes on after proposing: to the desk of the project that the form was on; else, from where only administrators
/// write, to the list of what waits.
pub(crate) fn onward(ente: &Ipa, project: &Slug, onward: String) -> String {
    if onward == paths::desk(ente, project) { onward } else { paths::section(ente, paths::PROPOSALS) }
}

fn author(asked: &Asked, reason: Option<String>) -> Author {
    Author { user: Some(asked.member.id), name: asked.member.name.clone(), reason }
}

/// `POST /{ipa}/conferme`: turns the check on or off.
pub async fn require(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let on = match value(&fields, field::ACTION) {
            field::REQUIRE => true,
            field::RELEASE => false,
            _ => return Err(Stop::Status(400)),
        };
        shared.ports.desk.set_second_person(&asked.ipa, on, author(&asked, None), shared.clock.now()).await?;
        Ok(Came::On(paths::section(&asked.ipa, paths::PROPOSALS)))
    };
    let came = came.await;
    answer(&shared, request, came).await
}

/// `POST /{ipa}/conferme/{n}`: confirms or refuses.
pub async fn decide(State(shared): State<Shared>, request: Request) -> Response {
    let (mut request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    if let Ok(asked) = &asked {
        // The form's own address has no page: it comes back on that of the list.
        account::show(&mut request, &paths::section(&asked.ipa, paths::PROPOSALS));
    }
    let came = async { weigh(&shared, &asked?, fields).await };
    let came = came.await;
    answer(&shared, request, came).await
}

/// The proposal that an address names, if it is one of the ente.
async fn found(shared: &Shared, asked: &Asked) -> Result<Proposal, Stop> {
    let id: i64 = asked.segments.get(2).and_then(|s| s.parse().ok()).ok_or(Stop::Status(404))?;
    shared.ports.desk.proposal(id).await?.filter(|p| p.ente == asked.ipa).ok_or(Stop::Status(404))
}

async fn weigh(shared: &Shared, asked: &Asked, fields: Vec<(String, String)>) -> Result<Came, Stop> {
    let lang = asked.lang;
    let proposal = found(shared, asked).await?;
    let reason = <Option<String> as Cell>::parse(value(&fields, field::REASON));
    let seen = value(&fields, field::SEEN).parse::<i64>().ok();
    let decision = match value(&fields, field::ACTION) {
        field::CONFIRM => Decision::Confirm,
        field::REFUSE => Decision::Refuse,
        _ => return Err(Stop::Status(400)),
    };
    let mut posted = Posted { fields, ..Posted::default() };
    posted.fields.retain(|(name, _)| name != field::PROPOSAL);
    posted.fields.push((field::PROPOSAL.to_owned(), proposal.id.to_string()));
    if proposal.state != Stands::Waiting {
        posted.flaw("", lang.proposal_settled());
        return Ok(Came::back(posted, 409));
    }
    if !proposal.may(decision, asked.member.id) {
        posted.flaw("", lang.proposal_own());
        return Ok(Came::back(posted, 422));
    }
    let told = match (decision, reason) {
        (Decision::Refuse, Ok(Some(reason))) => reason,
        (Decision::Refuse, Ok(None)) => {
            posted.flaw(field::REASON, lang.proposal_needs_reason());
            return Ok(Came::back(posted, 422));
        }
        (Decision::Refuse, Err(fault)) => {
            posted.flaw(field::REASON, lang.typed_fault(&fault));
            return Ok(Came::back(posted, 422));
        }
        _ => {
            let seen = seen.ok_or(Stop::Status(428))?;
            if seen != proposal.seen() || proposal.overtaken() {
                posted.flaw("", lang.proposal_overtaken());
                return Ok(Came::back(posted, 409));
            }
            object(shared, asked, &proposal, &mut posted).await?;
            if !posted.flaws.is_empty() {
                return Ok(Came::back(posted, 422));
            }
            Lang::It.proposal_reason(proposal.author.reason.as_deref(), &asked.member.name)
        }
    };
    let by = author(asked, Some(told));
    match shared.ports.desk.decide(proposal.id, decision, by, shared.clock.now(), shared.clock.today()).await? {
        Decided::Done => return Ok(Came::On(paths::section(&asked.ipa, paths::PROPOSALS))),
        Decided::Settled => posted.flaw("", lang.proposal_settled()),
        Decided::Overtaken => posted.flaw("", lang.proposal_overtaken()),
        Decided::Barred => {
            posted.flaw("", lang.proposal_own());
            return Ok(Came::back(posted, 422));
        }
        Decided::Refused(unknown) => {
            posted.flaw("", lang.unknown_reference(&unknown));
            return Ok(Came::back(posted, 422));
        }
    }
    Ok(Came::back(posted, 409))
}

/// What the rules object to today, of the thing that the form was about: what was right when it was proposed may no longer be.
async fn object(shared: &Shared, asked: &Asked, proposal: &Proposal, posted: &mut Posted) -> Result<(), Stop> {
    let Some(item) = proposal.items.last().filter(|i| !i.edit.withdrawn) else { return Ok(()) };
    let edit = &item.edit;
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    let held = item.now.as_ref().filter(|_| edit.seen > 0);
    let mut found = Posted::default();
    judge(shared, asked, &dossier, edit, held, proposal.author.reason.as_deref(), &mut found).await?;
    // The form has none of these fields, and no reason of whoever confirms stands in for the author's.
    posted.flaws.extend(found.flaws.into_iter().map(|flaw| {
        let text = asked.lang.form_flaw_of(asked.lang.column(edit.table.name, &flaw.field), &flaw.text);
        Flaw { field: String::new(), text, needs_reason: false }
    }));
    Ok(())
}

/// `POST /{ipa}/conferme/{n}/ritiro`: its author takes it back.
pub async fn take_back(State(shared): State<Shared>, request: Request) -> Response {
    let (request, _) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let proposal = found(&shared, &asked).await?;
        // Whoever has a role may come this far: what is another's is not found here.
        if !proposal.may(Decision::TakeBack, asked.member.id) {
            return Err(Stop::Status(404));
        }
        let by = author(&asked, None);
        let (now, today) = (shared.clock.now(), shared.clock.today());
        match shared.ports.desk.decide(proposal.id, Decision::TakeBack, by, now, today).await? {
            Decided::Done => Ok(Came::On(paths::section(&asked.ipa, paths::DESK))),
            // Somebody has decided it meanwhile.
            _ => Err(Stop::Status(409)),
        }
    };
    let came = came.await;
    answer(&shared, request, came).await
}
