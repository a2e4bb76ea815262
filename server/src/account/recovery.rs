//! A new password for whoever has lost theirs: a link goes to the login, where that is a mail address. Whether there is such an
//! account is told to nobody but the mailbox: the answer is one and the same, and does not wait for what comes after it.

use super::{Asked, Came, answer, back, ente_name, kept, login_of, people};
use crate::{
    form::{self, value},
    mail::{self, Letter, Matter, Occasion},
    router::{self, Shared},
    session,
};
use app::{pages::account::field, paths};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{identifier::Ipa, ports::Unavailable};
use lettre::Address;

/// The most enti that a letter names.
const ENTI: usize = 3;

/// `POST /accedi/recupero`
pub async fn recover(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = ask(&shared, &asked, &fields);
    answer(&shared, request, Ok(came)).await
}

fn ask(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Came {
    if !shared.outside.postman.is_on() {
        return Came::Status(404);
    }
    let login = login_of(value(fields, field::LOGIN));
    let Some(to) = mail::address(&login) else {
        let mut posted = kept(fields);
        posted.flaw(field::LOGIN, asked.lang.recovery_no_address());
        return back(posted);
    };
    match shared.outside.postman.ration(asked.address, session::digest(&login), shared.clock.tick()) {
        Err(wait) => return Came::Later(wait),
        Ok(true) => {
            let shared = shared.clone();
            tokio::spawn(async move { send(&shared, &login, to).await });
        }
        Ok(false) => tracing::info!("a link was asked for too often, and not sent"),
    }
    Came::On(paths::with_query(paths::RECOVERY, &[("fatto", "inviato")]), vec![])
}

/// What nobody waits for. What goes wrong is written down, without login or address.
async fn send(shared: &Shared, login: &str, to: Address) {
    let Some(_place) = shared.outside.postman.place() else {
        tracing::warn!("too many links are being sent at once: one that was asked for was not");
        return;
    };
    match letter(shared, login, to).await {
        Ok(Some(letter)) => {
            // Where it was not sent, the postman has written down why.
            let _ = shared.outside.postman.deliver(&letter, shared.clock.now()).await;
        }
        Ok(None) => {}
        Err(Unavailable) => tracing::warn!("a link that was asked for could not be made"),
    }
}

/// A letter with a new link, where there is such an account and it may sign in.
async fn letter(shared: &Shared, login: &str, to: Address) -> Result<Option<Letter>, Unavailable> {
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    let Some(origin) = shared.outside.postman.origin() else { return Ok(None) };
    let Some(credentials) = accounts.credentials(login).await?.filter(|c| c.active) else { return Ok(None) };
    let token = session::token()?;
    accounts.request_link(credentials.id, session::digest(&token), now).await?;
    // Asked for again meanwhile: the newer letter comes, and one with a link that is over would only confuse.
    let Some(member) = accounts.link(session::digest(&token), now).await? else { return Ok(None) };
    let mut enti: Vec<&Ipa> = member.grants.iter().map(|g| &g.ente).collect();
    enti.dedup();
    let mut names = vec![];
    for ipa in enti.into_iter().take(ENTI) {
        names.push(ente_name(shared, ipa).await?);
    }
    // Whoever has no role any more is told at least which site it is.
    let ente = if names.is_empty() { origin.to_owned() } else { names.join(", ") };
    let link = people::link(origin, &token);
    let matter = Matter { occasion: Occasion::Asked, login, ente: &ente, link: &link };
    Ok(Some(Letter::write(to, &matter)))
}
