//! Signing in, choosing a password, the second factor, one's own account, and the people of an ente.

mod code;
mod invitation;
mod mailed;
mod oidc;
mod own;
mod people;
mod recovery;
mod second;
mod sign_in;

pub use code::Code;
pub use invitation::Invitation;
pub use own::OwnAccount;
pub use people::People;
pub use recovery::Recovery;
pub use second::OwnFactor;
pub use sign_in::SignIn;

/// Names of the fields of these forms, as the server reads them.
pub mod field {
    /// What is typed to sign in.
    pub const LOGIN: &str = "login";
    /// A password: the one there is, on the page that signs in; a new one on the others.
    pub const PASSWORD: &str = "password";
    /// The new password again.
    pub const REPEAT: &str = "repeat";
    /// The password there is, where a new one is chosen.
    pub const CURRENT: &str = "current";
    /// Where to go after signing in: a path of this site.
    pub const NEXT: &str = "next";
    /// Name for the history.
    pub const NAME: &str = "name";
    /// Where to mail a one-time link. It is used once and not kept.
    pub const MAIL: &str = "mail";
    /// The token of a one-time link, where an identity is linked with it.
    pub const INVITATION: &str = "invitation";
    /// A role, by its code; as often as there are roles.
    pub const ROLE: &str = "role";
    /// A project, by its slug; as often as there are projects.
    pub const PROJECT: &str = "project";
    /// Number of the account that a form is about.
    pub const ACCOUNT: &str = "account";
    /// What to do with an account: one of the following.
    pub const ACTION: &str = "action";
    /// Give it roles and projects.
    /// Roles and projects as the form found them: [`domain::member::Member::duties`].
    pub const SEEN: &str = "seen";
    pub const ASSIGN: &str = "assign";
    /// Make a one-time link.
    pub const LINK: &str = "link";
    /// Let no identity open it any more.
    pub const UNLINK: &str = "unlink";
    /// Let nobody sign in with it.
    pub const STOP: &str = "stop";
    /// Let somebody sign in with it again.
    pub const START: &str = "start";
    /// Take somebody's second factor away, so that they enrol a new one.
    pub const RESET: &str = "reset";
    /// A code of the second factor, or a recovery code.
    pub const CODE: &str = "code";
    /// Offer a key for a second factor.
    pub const BEGIN: &str = "begin";
    /// Confirm the key with a code of it.
    pub const CONFIRM: &str = "confirm";
    /// Make new recovery codes.
    pub const RENEW: &str = "renew";
    /// Give one's own second factor up.
    pub const REMOVE: &str = "remove";
    /// Sign in with a recovery code.
    pub const RECOVER: &str = "recover";
}
