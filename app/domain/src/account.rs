//! The port to accounts, sessions and one-time links. Secrets never come here in the clear: tokens arrive as digests,
//! passwords as the text of an argon2id hash.

use crate::{
    identifier::{Ipa, Slug},
    identity::{Ground, Identity, Linked},
    member::{Member, Role},
    ports::Answer,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// SHA-256 of a token: what is kept of it.
pub type Digest = [u8; 32];

/// A session without a request for this long is over.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session is over after this long, whatever happens in it.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);
/// A one-time link is good for this long.
pub const LINK: TimeDelta = TimeDelta::hours(72);

/// What is needed to check a password.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Number of the account.
    pub id: i64,
    /// The argon2id hash in PHC form; none before the first link was used.
    pub hash: Option<String>,
    /// May sign in.
    pub active: bool,
}

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who, with roles and projects in every ente.
    pub member: Member,
    /// Has chosen a password, or linked an identity.
    pub ready: bool,
    /// An identity at a provider opens it.
    pub linked: bool,
    /// May sign in.
    pub active: bool,
    /// Has a second factor.
    pub second: bool,
    /// Last use of a session.
    pub seen: Option<DateTime<Utc>>,
}

/// What to give somebody in an ente; replaces what they had there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Where.
    pub ente: Ipa,
    /// Roles; none takes them all away.
    pub roles: Vec<Role>,
    /// Projects to keep.
    pub projects: Vec<Slug>,
}

/// What a new account came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolled {
    /// It is there, under this number.
    New(i64),
    /// Somebody has that login already, under this number.
    Taken(i64),
}

/// Accounts, sessions, links. Every change of roles and every account made or stopped is written to the log by whoever
/// implements this, in the same transaction; `by` is the account that did it, none for the command line.
pub trait Accounts: Send + Sync {
    /// Makes an account without a password, and gives it what it is to have, or does neither. Logins are compared in lower case.
    fn enrol(
        &self,
        login: &str,
        name: &str,
        first: Option<Assignment>,
        by: Option<i64>,
        now: DateTime<Utc>,
    ) -> Answer<'_, Enrolled>;
    /// Gives roles and projects in one ente. Ends the sessions of whoever it is, so that a new one starts with the new roles.
    fn assign(&self, user: i64, assignment: Assignment, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// The same if they still have there what was `seen` of them ([`Member::duties`]) when it was decided; `false` and nothing
    /// done where somebody else was faster.
    fn reassign(&self, user: i64, seen: &str, assignment: Assignment, by: i64, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Lets somebody sign in, or stops them and ends their sessions.
    fn activate(&self, user: i64, active: bool, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// Keeps a one-time link; earlier ones of the same account stop working.
    fn offer_link(&self, user: i64, token: Digest, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// The same for somebody who has not signed in and asks for a new password: nobody did it, and the log says from where.
    fn request_link(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// Whose link it is, while it is good. Looking does not use it up.
    fn link(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>>;
    /// Uses a link up and sets the password. `false` where the link is no longer good. Ends all sessions of the account.
    fn use_link(&self, token: Digest, hash: String, now: DateTime<Utc>) -> Answer<'_, bool>;
    /// Sets the password of somebody who has just proved the old one. Ends all their sessions.
    fn set_password(&self, user: i64, hash: String, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// What is needed to check a password.
    fn credentials(&self, login: &str) -> Answer<'_, Option<Credentials>>;
    /// Opens a session.
    fn open_session(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// Whose session it is, if it is neither idle nor over, and notes that it was used.
    fn session(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>>;
    /// Ends a session.
    fn close_session(&self, token: Digest) -> Answer<'_, ()>;
    /// Ends all sessions of an account.
    fn close_sessions(&self, user: i64) -> Answer<'_, ()>;
    /// Every account, of whatever ente.
    fn everybody(&self) -> Answer<'_, Vec<Account>>;
    /// The Monday of the last weekly digest that somebody was sent about an ente.
    fn digested(&self, user: i64, ente: &Ipa) -> Answer<'_, Option<NaiveDate>>;
    /// Notes that somebody was sent the digest of a Monday.
    fn note_digest(&self, user: i64, ente: &Ipa, monday: NaiveDate, now: DateTime<Utc>) -> Answer<'_, ()>;
    /// The accounts that have a role in an ente, by name.
    fn accounts(&self, ente: &Ipa) -> Answer<'_, Vec<Account>>;
    /// Whose account an identity opens, where it opens one that may sign in.
    fn identified(&self, identity: Identity) -> Answer<'_, Option<Member>>;
    /// Lets an identity open an account. On the ground of a one-time link it ends all sessions of the account, as a new
    /// password does.
    fn link_identity(&self, identity: Identity, ground: Ground, now: DateTime<Utc>) -> Answer<'_, Linked>;
    /// Lets no identity open the account any more, and ends its sessions.
    fn unlink_identity(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()>;
}
