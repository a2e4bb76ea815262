//! Somebody's identity at a provider of OpenID Connect, and the account that it opens.
//!
//! An identity makes no account: whoever administers makes one as always, and the identity is linked to it, one to one.

use crate::{account::Digest, member::Member};

/// Who somebody is at a provider. Only the two together are lasting and somebody's alone (OpenID Connect Core 1.0, section 5.7);
/// a name or an address of mail may be given to another tomorrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Address of the provider, as its tokens have it (`iss`).
    pub issuer: String,
    /// What the provider calls this person, and nobody else ever (`sub`): 1 to 255 characters.
    pub subject: String,
}

/// On what ground an identity is linked to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// They hold the one-time link of the account, which is used up. What was linked before is no longer.
    Link(Digest),
    /// The provider vouches for a claim that is this account's login. An account with another identity of the same provider is
    /// left alone: the claim may have passed to somebody else meanwhile.
    Login(String),
}

/// What became of linking an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// It opens this account from now on.
    To(Member),
    /// The link is no longer good, or there is no such account that may sign in and is still free.
    Nobody,
    /// It opens another account already: nothing was changed.
    Taken,
}
