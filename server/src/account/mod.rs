//! What forms of accounts send: signing in and out, passwords, one-time links, the people of an ente.
//!
//! Answers: 303 where it was done, 422 where something is to be mended, 429 where it is too soon. A wrong password, an unknown
//! login and a stopped account get one and the same answer, after the same time.

pub mod oidc;
pub mod people;
pub mod recovery;
pub mod second;

use crate::{
    form::{self, value},
    limiter::{self, Attempt},
    password::{self, Busy, Weakness},
    router::{self, Shared},
    session,
    visit::Slot,
};
use app::{pages::account::field, paths, visit::Posted};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{account::Digest, identifier::Ipa, member::Member, ports::Unavailable};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use words::Lang;

/// How somebody has proved who they are. What else is asked of them before they are let in depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proved {
    /// With the password of their account.
    Password,
    /// A provider of identities vouches for them.
    Provider,
    /// With the code of their second factor, after either.
    Code,
}

/// What a handler came to.
enum Came {
    /// Done: on to this address, with these cookies.
    On(String, Vec<String>),
    /// Back to the form, on the page of this address where it is not the form's own.
    Back(Option<String>, Box<Posted>, u16),
    /// Too soon: after this time.
    Later(Duration),
    /// A page with this status.
    Status(u16),
}

/// What is known of a request.
struct Asked {
    lang: Lang,
    segments: Vec<String>,
    next: Option<String>,
    member: Option<Member>,
    address: IpAddr,
    session: Option<Digest>,
    device: Option<Digest>,
    host: Option<String>,
}

impl Asked {
    fn of(shared: &Shared, request: &Request) -> Self {
        let (headers, extensions) = (request.headers(), request.extensions());
        let visit = extensions.get::<Slot>().map(|slot| &slot.visit);
        let path = visit.map(|v| v.path.as_str()).unwrap_or_default();
        // Where nobody says who calls, as in tests of the router, it is this machine.
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map_or(here, |info| info.0);
        Self {
            lang: visit.map(|v| v.lang).unwrap_or_default(),
            segments: path.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
            next: visit.and_then(|v| v.param(field::NEXT)).map(str::to_owned),
            member: extensions.get::<Member>().cloned(),
            address: limiter::client(headers, peer, shared.door.proxies),
            session: session::session(shared.door, headers),
            device: session::device(shared.door, headers),
            host: headers.get(header::HOST).and_then(|h| h.to_str().ok()).map(str::to_owned),
        }
    }

    fn ipa(&self) -> Option<Ipa> {
        self.segments.first().and_then(|s| Ipa::read(s).ok())
    }
}

async fn answer(shared: &Shared, mut request: Request, came: Result<Came, Unavailable>) -> Response {
    match came {
        Ok(Came::On(to, cookies)) => {
            let mut response = Redirect::to(&to).into_response();
            for cookie in cookies {
                if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
            }
            response
        }
        Ok(Came::Back(page, posted, status)) => {
            if let Some(page) = page {
                show(&mut request, &page);
            }
            router::give_back(shared, request, *posted, status).await
        }
        Ok(Came::Later(wait)) => {
            let mut response = router::again(shared, request, 429).await;
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
            response
        }
        Ok(Came::Status(status)) => router::again(shared, request, status).await,
        Err(Unavailable) => router::again(shared, request, 503).await,
    }
}

/// Makes it a request for the page that has the form: the form's own address has none.
pub(crate) fn show(request: &mut Request, page: &str) {
    if let Ok(uri) = page.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    if let Some(slot) = request.extensions_mut().get_mut::<Slot>() {
        page.clone_into(&mut slot.visit.path);
    }
}

/// What was typed, passwords and codes left out.
fn kept(fields: &[(String, String)]) -> Posted {
    let secret = [field::PASSWORD, field::REPEAT, field::CURRENT, field::CODE];
    let fields = fields.iter().filter(|(name, _)| !secret.contains(&name.as_str())).cloned().collect();
    Posted { fields, ..Posted::default() }
}

fn back(posted: Posted) -> Came {
    Came::Back(None, Box::new(posted), 422)
}

/// To the page that signs in, which says what has just been done.
fn signed_out(what: &str, cookies: Vec<String>) -> Came {
    Came::On(paths::with_query(paths::SIGN_IN, &[("fatto", what)]), cookies)
}

/// Logins are compared in lower case.
fn login_of(text: &str) -> String {
    text.trim().to_lowercase()
}

/// What a password came to.
enum Proof {
    /// It is the password of this account, which may sign in.
    Right(i64),
    /// It is not, or there is no such account, or it may not sign in.
    Wrong,
    /// Too soon to say.
    Later(Duration),
}

/// Whose password it is. A wrong one is remembered; a question that got no answer is not.
async fn prove(shared: &Shared, asked: &Asked, login: &str, password: &str) -> Result<Proof, Unavailable> {
    let attempt = Attempt { address: asked.address, account: session::digest(login), device: asked.device };
    if let Err(wait) = shared.limiters.attempt(&attempt, shared.clock.tick()) {
        return Ok(Proof::Later(wait));
    }
    let credentials = match shared.ports.accounts.credentials(login).await {
        Ok(credentials) => credentials,
        Err(error) => {
            shared.limiters.forgive(&attempt);
            return Err(error);
        }
    };
    let hash = credentials.as_ref().and_then(|c| c.hash.clone());
    let right = match shared.hashing.verify(password, hash).await {
        Ok(right) => right,
        Err(Busy) => {
            shared.limiters.forgive(&attempt);
            return Ok(Proof::Later(Busy::WAIT));
        }
    };
    Ok(match credentials.filter(|c| right && c.active) {
        Some(credentials) => {
            shared.limiters.forgive(&attempt);
            Proof::Right(credentials.id)
        }
        None => Proof::Wrong,
    })
}

/// `POST /accedi`
pub async fn sign_in(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = enter(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn enter(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let login = login_of(value(fields, field::LOGIN));
    let user = match prove(shared, asked, &login, value(fields, field::PASSWORD)).await? {
        Proof::Right(user) => user,
        Proof::Wrong => {
            let mut posted = kept(fields);
            posted.flaw("", asked.lang.access_wrong());
            return Ok(back(posted));
        }
        Proof::Later(wait) => return Ok(Came::Later(wait)),
    };
    let next = value(fields, field::NEXT);
    if shared.ports.second.factor(user).await?.is_some() {
        return second::ask(shared, asked, user, next).await;
    }
    welcome(shared, asked, user, &login, next, Proved::Password).await
}

/// Opens a session for somebody who has proved who they are, and sends them where they wanted to go.
async fn welcome(
    shared: &Shared,
    asked: &Asked,
    user: i64,
    login: &str,
    wanted: &str,
    proved: Proved,
) -> Result<Came, Unavailable> {
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    // Always a new one: whatever the browser brought along may be known to somebody else.
    let token = session::token()?;
    accounts.open_session(user, session::digest(&token), now).await?;
    if let Some(old) = asked.session {
        accounts.close_session(old).await?;
    }
    let member = accounts.session(session::digest(&token), now).await?;
    tracing::info!(account = user, ?proved, "signed in");
    let mut cookies = vec![session::session_cookie(shared.door, &token)];
    let account = session::digest(login);
    if !asked.device.is_some_and(|device| shared.limiters.knows(&account, &device)) {
        let device = session::token()?;
        shared.limiters.remember(account, session::digest(&device));
        cookies.push(session::device_cookie(shared.door, &device));
    }
    let next = [wanted, asked.next.as_deref().unwrap_or_default()].into_iter().find_map(session::next);
    let home = member.as_ref().and_then(|m| m.grants.first()).map(|g| paths::section(&g.ente, paths::DESK));
    let to = if second::offered(shared, member.as_ref()).await? {
        paths::SECOND.to_owned()
    } else {
        next.map(str::to_owned).or(home).unwrap_or_else(|| paths::ACCOUNT.to_owned())
    };
    Ok(Came::On(to, cookies))
}

/// `POST /esci`
pub async fn sign_out(State(shared): State<Shared>, request: Request) -> Response {
    let asked = Asked::of(&shared, &request);
    let came = leave(&shared, &asked, false).await;
    answer(&shared, request, came).await
}

/// `POST /conto/sessioni`
pub async fn end_sessions(State(shared): State<Shared>, request: Request) -> Response {
    let asked = Asked::of(&shared, &request);
    let came = leave(&shared, &asked, true).await;
    answer(&shared, request, came).await
}

async fn leave(shared: &Shared, asked: &Asked, everywhere: bool) -> Result<Came, Unavailable> {
    if let (true, Some(member)) = (everywhere, &asked.member) {
        shared.ports.accounts.close_sessions(member.id).await?;
    }
    if let Some(session) = asked.session {
        shared.ports.accounts.close_session(session).await?;
    }
    Ok(signed_out(if everywhere { "sessioni" } else { "uscita" }, vec![session::no_session_cookie(shared.door)]))
}

/// `POST /invito/{token}`
pub async fn choose_password(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = choose(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn choose(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    let over = || {
        let mut posted = kept(fields);
        posted.flaw("", asked.lang.access_link_over());
        back(posted)
    };
    let Some(token) = asked.segments.get(1).map(|t| session::digest(t)) else { return Ok(Came::Status(404)) };
    let Some(member) = accounts.link(token, now).await? else { return Ok(over()) };
    let mut posted = kept(fields);
    judge(&mut posted, asked.lang, fields, &context(shared, &member).await?);
    if !posted.flaws.is_empty() {
        return Ok(back(posted));
    }
    let Ok(hash) = shared.hashing.hash(value(fields, field::PASSWORD)).await else { return Ok(Came::Later(Busy::WAIT)) };
    if !accounts.use_link(token, hash, now).await? {
        return Ok(over());
    }
    Ok(signed_out("password", vec![]))
}

/// `POST /conto/password`
pub async fn change_password(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = replace(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn replace(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let Some(member) = &asked.member else { return Ok(Came::Status(403)) };
    let own = |posted| Came::Back(Some(paths::ACCOUNT.to_owned()), Box::new(posted), 422);
    let (current, new) = (value(fields, field::CURRENT), value(fields, field::PASSWORD));
    let mut posted = kept(fields);
    // First what can be said without trying the present one.
    judge(&mut posted, asked.lang, fields, &context(shared, member).await?);
    if current == new && !new.is_empty() {
        posted.flaw(field::PASSWORD, asked.lang.access_password_same());
    }
    if !posted.flaws.is_empty() {
        return Ok(own(posted));
    }
    let user = match prove(shared, asked, &member.login, current).await? {
        Proof::Right(user) => user,
        Proof::Wrong => {
            posted.flaw(field::CURRENT, asked.lang.access_current());
            return Ok(own(posted));
        }
        Proof::Later(wait) => return Ok(Came::Later(wait)),
    };
    let Ok(hash) = shared.hashing.hash(new).await else { return Ok(Came::Later(Busy::WAIT)) };
    shared.ports.accounts.set_password(user, hash, shared.clock.now()).await?;
    Ok(signed_out("password", vec![session::no_session_cookie(shared.door)]))
}

/// What is wrong with a new password.
fn judge(posted: &mut Posted, lang: Lang, fields: &[(String, String)], context: &[String]) {
    let (new, repeat) = (value(fields, field::PASSWORD), value(fields, field::REPEAT));
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    if let Some(weakness) = password::weakness(new, &context) {
        posted.flaw(field::PASSWORD, sentence(lang, weakness));
    }
    if new != repeat {
        posted.flaw(field::REPEAT, lang.access_repeat());
    }
}

fn sentence(lang: Lang, weakness: Weakness) -> String {
    match weakness {
        Weakness::Short => lang.access_password_short(password::SHORTEST),
        Weakness::Long => lang.access_password_long(password::LONGEST),
        Weakness::Regular => lang.access_password_regular().to_owned(),
        Weakness::Known => lang.access_password_known().to_owned(),
        Weakness::Common => lang.access_password_common().to_owned(),
    }
}

/// What others know of somebody, which no password is to be made of.
async fn context(shared: &Shared, member: &Member) -> Result<Vec<String>, Unavailable> {
    let mut known = vec![member.login.clone(), member.name.clone()];
    let mut enti: Vec<&Ipa> = member.grants.iter().map(|g| &g.ente).collect();
    enti.dedup();
    for ipa in enti.into_iter().take(5) {
        known.push(ipa.to_string());
        let found = shared.ports.register.enti(ipa.as_str(), 0, 20).await?;
        for ente in found.enti.into_iter().map(|line| line.ente).filter(|e| e.ipa == *ipa) {
            known.push(ente.name);
            known.extend(ente.municipality);
        }
    }
    Ok(known)
}

/// What an ente is called; its code where the register does not know it.
async fn ente_name(shared: &Shared, ipa: &Ipa) -> Result<String, Unavailable> {
    let found = shared.ports.register.enti(ipa.as_str(), 0, 20).await?;
    let name = found.enti.into_iter().map(|line| line.ente).find(|e| e.ipa == *ipa).map(|e| e.name);
    Ok(name.unwrap_or_else(|| ipa.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_given_back() {
        let fields: Vec<(String, String)> = ["login", "password", "repeat", "current", "code", "next"]
            .map(|name| (name.to_owned(), format!("{name} as typed")))
            .to_vec();
        let names: Vec<String> = kept(&fields).fields.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["login", "next"]);
    }
}
