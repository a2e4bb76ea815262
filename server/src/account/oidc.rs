//! Signing in with an identity that a provider vouches for: from the button to the provider, and back.
//!
//! An identity makes no account and changes none. It opens the one that it is linked to: by the one-time link of an invitation,
//! or, where that is configured, because the provider vouches for the login. Whoever opens none gets the same answer as whoever
//! opens one that is stopped.

use super::{Asked, Came, Proved, answer, second, welcome};
use crate::{
    form::{self, value},
    oidc::{Journey, Provider, Trouble},
    router::{self, Shared},
    session,
    visit::Slot,
};
use app::{pages::account::field, paths, visit::Posted};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use domain::{
    account::Digest,
    identity::{Ground, Linked},
    member::Member,
    ports::Unavailable,
};
use words::Lang;

/// Headers that an answer gets besides its own.
type Further = Vec<(HeaderName, String)>;

fn with(mut response: Response, further: Further) -> Response {
    for (name, value) in further {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// `POST /accedi/oidc`
pub async fn start(State(shared): State<Shared>, request: Request) -> Response {
    let Some(provider) = shared.outside.provider.clone() else { return router::again(&shared, request, 404).await };
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let mut further = vec![];
    let came = set_out(&shared, &provider, &asked, &fields, &mut further).await;
    with(answer(&shared, request, came).await, further)
}

async fn set_out(
    shared: &Shared,
    provider: &Provider,
    asked: &Asked,
    fields: &[(String, String)],
    further: &mut Further,
) -> Result<Came, Unavailable> {
    let wanted = [value(fields, field::NEXT), asked.next.as_deref().unwrap_or_default()];
    let next = wanted.into_iter().find_map(session::next).map(str::to_owned);
    let invitation = Some(value(fields, field::INVITATION)).filter(|token| !token.is_empty()).map(session::digest);
    let now = shared.clock.tick();
    let outward = match provider.set_out(next.clone(), invitation, asked.address, asked.lang.code(), now).await {
        Ok(outward) => outward,
        Err(trouble) => return Ok(failed(provider, asked.lang, &trouble, next.as_deref())),
    };
    further.push((header::SET_COOKIE, session::journey_cookie(shared.door, &outward.ticket)));
    // The page leads on by itself, and by its link where a browser does not.
    further.push((header::REFRESH, format!("0; url={}", outward.address)));
    let posted = Posted { onward: Some(outward.address), ..Posted::default() };
    Ok(Came::Back(Some(paths::SIGN_IN.to_owned()), Box::new(posted), 200))
}

/// `GET /accedi/oidc/ritorno`
pub async fn come_back(State(shared): State<Shared>, mut request: Request) -> Response {
    let Some(provider) = shared.outside.provider.clone() else { return router::again(&shared, request, 404).await };
    // Taken away: nothing of it is to stand in the links of the page that may be the answer.
    let query = request.extensions_mut().get_mut::<Slot>().map(|slot| std::mem::take(&mut slot.visit.query)).unwrap_or_default();
    let asked = Asked::of(&shared, &request);
    let ticket = session::journey(shared.door, request.headers());
    let came = arrive(&shared, &provider, &asked, &query, ticket).await;
    let further = vec![(header::SET_COOKIE, session::no_journey_cookie(shared.door))];
    with(answer(&shared, request, came).await, further)
}

async fn arrive(
    shared: &Shared,
    provider: &Provider,
    asked: &Asked,
    query: &[(String, String)],
    ticket: Option<Digest>,
) -> Result<Came, Unavailable> {
    let journey = ticket.and_then(|ticket| provider.journey(ticket, shared.clock.tick()));
    let Some(journey) = journey else { return Ok(failed(provider, asked.lang, &Trouble::Over, None)) };
    let next = journey.next.as_deref();
    match open(shared, provider, asked.lang, &journey, query).await? {
        // Whoever has a second factor here is asked for it however they come: whoever administers an ente always has one.
        Opened::By(member) if shared.ports.second.factor(member.id).await?.is_some() => {
            second::ask(shared, asked, member.id, next.unwrap_or_default()).await
        }
        Opened::By(member) => welcome(shared, asked, member.id, &member.login, next.unwrap_or_default(), Proved::Provider).await,
        Opened::Not(sentence) => Ok(told(sentence.to_owned(), next)),
        Opened::Trouble(trouble) => Ok(failed(provider, asked.lang, &trouble, next)),
    }
}

/// What an identity opens.
enum Opened {
    /// The account of this person.
    By(Member),
    /// None, and what to say.
    Not(&'static str),
    /// Nobody knows: it could not be said whose identity it is.
    Trouble(Trouble),
}

async fn open(
    shared: &Shared,
    provider: &Provider,
    lang: Lang,
    journey: &Journey,
    query: &[(String, String)],
) -> Result<Opened, Unavailable> {
    let (accounts, clock) = (&shared.ports.accounts, shared.clock);
    let proof = match provider.prove(journey, query, clock).await {
        Ok(proof) => proof,
        Err(trouble) => return Ok(Opened::Trouble(trouble)),
    };
    let identity = proof.identity.clone();
    if let Some(link) = journey.invitation {
        // A link comes by mail, and a second factor is there for when somebody else reads it: an identity of theirs must not go
        // around it. Whoever has one chooses a password with the link and is asked for the code.
        if let Some(member) = accounts.link(link, clock.now()).await?
            && shared.ports.second.factor(member.id).await?.is_some()
        {
            return Ok(Opened::Not(lang.oidc_has_second()));
        }
        return Ok(match accounts.link_identity(identity, Ground::Link(link), clock.now()).await? {
            Linked::To(member) => Opened::By(member),
            Linked::Nobody => Opened::Not(lang.access_link_over()),
            Linked::Taken => Opened::Not(lang.oidc_taken()),
        });
    }
    if let Some(member) = accounts.identified(identity.clone()).await? {
        return Ok(Opened::By(member));
    }
    let linked = match provider.login(&proof, clock.tick()).await {
        Ok(Some(login)) => accounts.link_identity(identity, Ground::Login(login), clock.now()).await?,
        Ok(None) => Linked::Nobody,
        Err(trouble) => return Ok(Opened::Trouble(trouble)),
    };
    Ok(match linked {
        Linked::To(member) => Opened::By(member),
        Linked::Nobody | Linked::Taken => Opened::Not(lang.oidc_unlinked()),
    })
}

/// Back to the page that signs in, where one can begin again and still come to where one wanted to go.
fn told(sentence: String, next: Option<&str>) -> Came {
    let mut posted = Posted::default();
    posted.fields.extend(next.map(|next| (field::NEXT.to_owned(), next.to_owned())));
    posted.flaw("", sentence);
    Came::Back(Some(paths::SIGN_IN.to_owned()), Box::new(posted), 422)
}

fn failed(provider: &Provider, lang: Lang, trouble: &Trouble, next: Option<&str>) -> Came {
    tracing::warn!(%trouble, "nobody was signed in with the provider of identities");
    let name = provider.name();
    let sentence = match trouble {
        Trouble::Over => lang.oidc_over().to_owned(),
        Trouble::Denied => lang.oidc_denied(name),
        Trouble::Refused(_) | Trouble::Untrusted(_) => lang.oidc_failed(name),
        Trouble::Unreachable(_) => lang.oidc_unreachable(name),
        Trouble::Unavailable(_) => return Came::Status(503),
    };
    told(sentence, next)
}
