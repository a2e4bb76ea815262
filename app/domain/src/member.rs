//! Who somebody is here, and what the role lets them do. The one place where that is decided: the server's table of routes
//! names a [`Rule`] for each address, and [`Rule::verdict`] answers.

use crate::{
    identifier::{Ipa, Slug},
    vocabulary,
};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// What somebody is for an ente.
    pub enum Role {
        /// Reads what is not public: a councillor.
        Reader = "lettore",
        /// Keeps the projects that are theirs.
        Manager = "responsabile",
        /// Confirms what another has entered.
        Validator = "validatore",
        /// Reads all, prepares presentations.
        Assessore = "assessore",
        /// Everything in the ente, and who may do what.
        Administrator = "amministratore",
    }
}

/// A role in an ente.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Where.
    pub ente: Ipa,
    /// What.
    pub role: Role,
}

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Number of the account.
    pub id: i64,
    /// What is typed to sign in.
    pub login: String,
    /// The name that the history shows.
    pub name: String,
    /// Roles, possibly several in an ente.
    pub grants: Vec<Grant>,
    /// The projects that are theirs, for [`Role::Manager`].
    pub projects: Vec<(Ipa, Slug)>,
}

impl Member {
    /// Whether they have this role there.
    #[must_use]
    pub fn is(&self, ente: &Ipa, role: Role) -> bool {
        self.grants.iter().any(|g| g.ente == *ente && g.role == role)
    }

    /// Whether they have any role there.
    #[must_use]
    pub fn belongs(&self, ente: &Ipa) -> bool {
        self.grants.iter().any(|g| g.ente == *ente)
    }

    /// Their roles and projects there in one line, always in the same order: what a form that changes them has seen.
    #[must_use]
    pub fn duties(&self, ente: &Ipa) -> String {
        let mut roles: Vec<&str> = self.grants.iter().filter(|g| g.ente == *ente).map(|g| g.role.code()).collect();
        let mut projects: Vec<&str> = self.projects.iter().filter(|(e, _)| e == ente).map(|(_, p)| p.as_str()).collect();
        roles.sort_unstable();
        projects.sort_unstable();
        format!("{};{}", roles.join(","), projects.join(","))
    }

    /// Whether the project is theirs to keep: their own, or any for an administrator.
    #[must_use]
    pub fn keeps(&self, ente: &Ipa, project: &Slug) -> bool {
        self.is(ente, Role::Administrator)
            || (self.is(ente, Role::Manager) && self.projects.iter().any(|(e, p)| e == ente && p == project))
    }
}

/// Who an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Everybody.
    Everybody,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever has a role in the ente of the address.
    Insider,
    /// Whoever keeps the project of the address.
    Keep,
    /// Whoever may bring in files: project managers and administrators of the ente.
    Import,
    /// Validators and administrators of the ente.
    Validate,
    /// Whoever prepares presentations: assessori and administrators of the ente.
    Present,
    /// Administrators of the ente.
    Administer,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Everybody,
        Self::SignedIn,
        Self::Insider,
        Self::Keep,
        Self::Import,
        Self::Validate,
        Self::Present,
        Self::Administer,
    ];

    /// Decides. What the address does not say, nobody may touch: a rule about an ente or a project answers [`Verdict::Forbidden`]
    /// where the address names none.
    #[must_use]
    pub fn verdict(self, member: Option<&Member>, ente: Option<&Ipa>, project: Option<&Slug>) -> Verdict {
        if self == Self::Everybody {
            return Verdict::Allowed;
        }
        let Some(member) = member else { return Verdict::SignIn };
        let in_ente = |test: &dyn Fn(&Ipa) -> bool| ente.is_some_and(test);
        let allowed = match self {
            Self::Everybody | Self::SignedIn => true,
            Self::Insider => in_ente(&|e| member.belongs(e)),
            Self::Keep => in_ente(&|e| project.is_some_and(|p| member.keeps(e, p))),
            Self::Import => in_ente(&|e| member.is(e, Role::Manager) || member.is(e, Role::Administrator)),
            Self::Validate => in_ente(&|e| member.is(e, Role::Validator) || member.is(e, Role::Administrator)),
            Self::Present => in_ente(&|e| member.is(e, Role::Assessore) || member.is(e, Role::Administrator)),
            Self::Administer => in_ente(&|e| member.is(e, Role::Administrator)),
        };
        if allowed { Verdict::Allowed } else { Verdict::Forbidden }
    }
}

/// What a rule answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Allowed,
    /// Sign in first.
    SignIn,
    /// Not for this person.
    Forbidden,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ipa(code: &str) -> Ipa {
        Ipa::read(code).unwrap()
    }

    fn slug(text: &str) -> Slug {
        Slug::read(text).unwrap()
    }

    fn member(role: Role) -> Member {
        Member {
            id: 1,
            login: "ufficio".into(),
            name: "Ufficio transizione digitale".into(),
            grants: vec![Grant { ente: ipa("c_e472"), role }],
            projects: vec![(ipa("c_e472"), slug("send-2022"))],
        }
    }

    #[test]
    fn only_managers_of_the_project_and_administrators_keep_it() {
        let (own, other) = (slug("send-2022"), slug("pagopa-2022"));
        for role in Role::ALL {
            let m = member(*role);
            let may = |ente: &str, p: &Slug| Rule::Keep.verdict(Some(&m), Some(&ipa(ente)), Some(p)) == Verdict::Allowed;
            assert_eq!(may("c_e472", &own), matches!(role, Role::Manager | Role::Administrator), "{role:?}, own");
            assert_eq!(may("c_e472", &other), *role == Role::Administrator, "{role:?}, another's");
            assert!(!may("c_a515", &own), "{role:?}, another ente's");
        }
    }

    #[test]
    fn only_assessori_and_administrators_of_the_ente_present() {
        for role in Role::ALL {
            let m = member(*role);
            let may = |ente: &str| Rule::Present.verdict(Some(&m), Some(&ipa(ente)), None) == Verdict::Allowed;
            assert_eq!(may("c_e472"), matches!(role, Role::Assessore | Role::Administrator), "{role:?}");
            assert!(!may("c_a515"), "{role:?}, another ente's");
        }
    }

    #[test]
    fn nobody_passes_where_the_address_names_nothing() {
        let m = member(Role::Administrator);
        for rule in Rule::ALL {
            let expected = if matches!(rule, Rule::Everybody | Rule::SignedIn) { Verdict::Allowed } else { Verdict::Forbidden };
            assert_eq!(rule.verdict(Some(&m), None, None), expected, "{rule:?}");
        }
    }

    #[test]
    fn without_a_name_only_what_is_for_everybody() {
        for rule in Rule::ALL {
            let expected = if rule == Rule::Everybody { Verdict::Allowed } else { Verdict::SignIn };
            assert_eq!(rule.verdict(None, Some(&ipa("c_e472")), Some(&slug("send-2022"))), expected, "{rule:?}");
        }
    }
}
