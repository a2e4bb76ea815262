//! The servers of others that this one asks. None of them is there unless it is configured.

use crate::{mail::Postman, oidc::Provider};
use std::sync::Arc;

/// What is asked of others.
#[derive(Clone, Default)]
pub struct Outside {
    /// Who vouches for identities.
    pub provider: Option<Arc<Provider>>,
    /// Who carries one-time links.
    pub postman: Postman,
}
