//! The second factor: the code after the password or the provider, getting a factor, recovery codes, giving it up. And the rule that whoever
//! administers an ente gets one before anything else.

use super::{Asked, Came, Proof, Proved, answer, back, kept, prove, show, welcome};
use crate::{
    access::Address,
    form::{self, value},
    limiter::{Attempt, SUSPICIOUS},
    router::{self, Shared},
    second, session,
    visit::Slot,
};
use app::{pages::account::field, paths, visit::Posted};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    member::{Member, Rule},
    ports::Unavailable,
    second::{Recovery, Typed, needed},
};

/// Whether somebody who may go to an address must get a second factor before: whoever administers an ente and has none. Left
/// open is what is for everybody, their own account, and the way out.
///
/// # Errors
/// Where the register can't answer.
pub async fn comes_first(shared: &Shared, address: &Address, member: &Member) -> Result<bool, Unavailable> {
    let own = address.path.strip_prefix(paths::ACCOUNT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if address.rule == Rule::Everybody || own || address.path == paths::SIGN_OUT {
        return Ok(false);
    }
    lacks(shared, member).await
}

async fn lacks(shared: &Shared, member: &Member) -> Result<bool, Unavailable> {
    Ok(needed(member) && shared.ports.second.factor(member.id).await?.is_none())
}

/// Leads whoever must get a second factor to where they do: a page is left for it, a form is not taken.
pub async fn lead(shared: &Shared, mut request: Request) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return Redirect::to(paths::SECOND).into_response();
    }
    let lang = request.extensions().get::<Slot>().map(|slot| slot.visit.lang).unwrap_or_default();
    let mut posted = Posted::default();
    posted.flaw("", lang.second_first());
    show(&mut request, paths::SECOND);
    router::give_back(shared, request, posted, 403).await
}

/// Whether somebody who has just signed in must get a second factor; if so, a key is offered.
pub(super) async fn offered(shared: &Shared, member: Option<&Member>) -> Result<bool, Unavailable> {
    let Some(member) = member else { return Ok(false) };
    if !lacks(shared, member).await? {
        return Ok(false);
    }
    shared.ports.second.offer(member.id, second::key()?, shared.clock.now()).await?;
    Ok(true)
}

/// Asks somebody who has proved who they are for the code. Their session opens nothing until then.
pub(super) async fn ask(shared: &Shared, asked: &Asked, user: i64, wanted: &str) -> Result<Came, Unavailable> {
    let token = session::token()?;
    shared.ports.second.open_half(user, session::digest(&token), shared.clock.now()).await?;
    if let Some(old) = asked.session {
        shared.ports.accounts.close_session(old).await?;
    }
    let next = [wanted, asked.next.as_deref().unwrap_or_default()].into_iter().find_map(session::next);
    let to = next.map_or_else(|| paths::CODE.to_owned(), |next| paths::with_query(paths::CODE, &[(field::NEXT, next)]));
    Ok(Came::On(to, vec![session::session_cookie(shared.door, &token)]))
}

/// `POST /accedi/codice`
pub async fn enter(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = finish(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn finish(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let mut posted = kept(fields);
    let half = match asked.session {
        Some(token) => shared.ports.second.half(token, shared.clock.now()).await?,
        None => None,
    };
    let Some(member) = half else {
        posted.flaw("", asked.lang.second_over());
        return Ok(back(posted));
    };
    let attempt = Attempt { address: asked.address, account: session::digest(&member.login), device: asked.device };
    let wrong = match shared.limiters.code(&attempt, shared.clock.tick()) {
        Ok(wrong) => wrong,
        Err(wait) => return Ok(Came::Later(wait)),
    };
    let flaw = match tried(shared, member.id, value(fields, field::CODE)).await {
        Ok(Tried::Right) => {
            shared.limiters.right(&attempt);
            return welcome(shared, asked, member.id, &member.login, value(fields, field::NEXT), Proved::Code).await;
        }
        Ok(Tried::Wrong) => {
            if wrong == SUSPICIOUS {
                tracing::warn!(
                    account = member.id,
                    wrong,
                    "wrong codes in a row after the right password: it is known to somebody else"
                );
            }
            asked.lang.second_wrong()
        }
        Ok(Tried::Used) => asked.lang.second_used(),
        Err(error) => {
            shared.limiters.unasked(&attempt);
            return Err(error);
        }
    };
    posted.flaw(field::CODE, flaw);
    Ok(back(posted))
}

/// What a code came to.
enum Tried {
    Right,
    Wrong,
    /// It was right, and it or a newer one has been used before.
    Used,
}

async fn tried(shared: &Shared, user: i64, typed: &str) -> Result<Tried, Unavailable> {
    let (factors, now) = (&shared.ports.second, shared.clock.now());
    match Typed::read(typed) {
        Some(Typed::Code(code)) => {
            let Some(key) = factors.key(user).await? else { return Ok(Tried::Wrong) };
            let Some(step) = second::step(&key, &code, now) else { return Ok(Tried::Wrong) };
            Ok(if factors.use_step(user, step).await? { Tried::Right } else { Tried::Used })
        }
        Some(Typed::Recovery(code)) => Ok(if factors.use_recovery(user, code, now).await? { Tried::Right } else { Tried::Wrong }),
        None => Ok(Tried::Wrong),
    }
}

/// `POST /conto/secondo-fattore`
pub async fn change(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let mut cookie = None;
    let came = alter(&shared, &asked, &fields, &mut cookie).await;
    let mut response = answer(&shared, request, came).await;
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn alter(
    shared: &Shared,
    asked: &Asked,
    fields: &[(String, String)],
    cookie: &mut Option<String>,
) -> Result<Came, Unavailable> {
    let Some(me) = &asked.member else { return Ok(Came::Status(403)) };
    let (factors, now) = (&shared.ports.second, shared.clock.now());
    let again = || Ok(Came::On(paths::SECOND.to_owned(), vec![]));
    match value(fields, field::ACTION) {
        field::BEGIN => {
            factors.offer(me.id, second::key()?, now).await?;
            again()
        }
        field::CONFIRM => {
            let Some(key) = factors.offered(me.id).await? else { return again() };
            let step = match Typed::read(value(fields, field::CODE)) {
                Some(Typed::Code(code)) => second::step(&key, &code, now),
                _ => None,
            };
            let Some(step) = step else { return Ok(flawed(fields, field::CODE, asked.lang.second_confirm_wrong())) };
            let codes = second::recovery()?;
            if !factors.confirm(me.id, key, step, codes.clone(), now).await? {
                return again();
            }
            // All sessions have ended, this one too: from here on it is a new one, opened with both.
            let token = session::token()?;
            shared.ports.accounts.open_session(me.id, session::digest(&token), now).await?;
            *cookie = Some(session::session_cookie(shared.door, &token));
            Ok(shown(&codes))
        }
        field::RENEW => match prove(shared, asked, &me.login, value(fields, field::CURRENT)).await? {
            Proof::Right(_) => {
                let codes = second::recovery()?;
                if factors.renew(me.id, codes.clone(), now).await? { Ok(shown(&codes)) } else { again() }
            }
            Proof::Wrong => Ok(flawed(fields, field::CURRENT, asked.lang.access_current())),
            Proof::Later(wait) => Ok(Came::Later(wait)),
        },
        field::REMOVE if needed(me) => Ok(flawed(fields, "", asked.lang.second_kept())),
        field::REMOVE => match prove(shared, asked, &me.login, value(fields, field::CURRENT)).await? {
            Proof::Right(_) => {
                factors.remove(me.id, Some(me.id), now).await?;
                again()
            }
            Proof::Wrong => Ok(flawed(fields, field::CURRENT, asked.lang.access_current())),
            Proof::Later(wait) => Ok(Came::Later(wait)),
        },
        _ => Ok(Came::Status(400)),
    }
}

fn flawed(fields: &[(String, String)], field: &str, text: &str) -> Came {
    let mut posted = kept(fields);
    posted.flaw(field, text);
    back(posted)
}

/// The recovery codes, this once.
fn shown(codes: &[Recovery]) -> Came {
    let posted = Posted { codes: codes.iter().map(Recovery::text).collect(), ..Posted::default() };
    Came::Back(None, Box::new(posted), 200)
}
