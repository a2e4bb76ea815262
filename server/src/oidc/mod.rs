//! OpenID Connect: asking a provider who somebody is, by the authorization code with PKCE (OpenID Connect Core 1.0, RFC 7636).
//!
//! What the browser brings back is only a code: who somebody is, the provider tells this server itself, in a signed token. Here
//! stands the protocol, without pages, accounts or forms; those are in `account/oidc.rs`. Nothing of the provider's is kept but
//! issuer and subject, and none of its tokens outlives the request in which it came.

mod config;
mod journeys;
mod keys;
mod provider;
mod token;
#[cfg(test)]
mod vectors;

pub use config::{Claim, Config, OidcOptions};
pub use journeys::Journey;
pub use provider::{Outward, Proof, Provider};
pub use token::Fault;

/// Why somebody could not be signed in. Details are for the log; people get a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// What came back belongs to no sign-in that is under way in this browser.
    #[error("it belongs to no sign-in that is under way in this browser")]
    Over,
    /// Whoever it is, or the provider, has said no.
    #[error("the provider says that access is denied")]
    Denied,
    /// The provider has answered with an error.
    #[error("the provider has answered with an error: {0}")]
    Refused(String),
    /// The provider does not answer, or not so that it can be understood.
    #[error("the provider does not answer as it should: {0}")]
    Unreachable(String),
    /// What it says can't be trusted.
    #[error("the provider's token is not to be trusted: {0}")]
    Untrusted(#[from] Fault),
    /// The system has no randomness.
    #[error("the system has no randomness")]
    Unavailable(#[from] domain::ports::Unavailable),
}
