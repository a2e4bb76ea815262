//! The people of an ente: inviting them, their roles and projects, one-time links, stopping them. A link is shown once, on the page
//! that answers the form that made it, and is in no address that anybody is sent to.

use super::{Asked, Came, answer, back, kept, login_of};
use crate::{
    form::{self, value, values},
    router::{self, Shared},
    session,
};
use app::{pages::account::field, paths, visit::Posted};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    account::{Account, Assignment, Enrolled},
    identifier::{Ipa, Slug},
    member::{Member, Role},
    ports::Unavailable,
};
use words::Lang;

/// `POST /{ipa}/persone`
pub async fn invite(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = admit(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn admit(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let (Some(me), Some(ente)) = (&asked.member, asked.ipa()) else { return Ok(Came::Status(404)) };
    let Some(dossier) = shared.ports.register.dossier(&ente).await? else { return Ok(Came::Status(404)) };
    let (login, name) = (login_of(value(fields, field::LOGIN)), domain::collapse(value(fields, field::NAME)));
    let mut posted = kept(fields);
    if !is_login(&login) {
        posted.flaw(field::LOGIN, asked.lang.access_login_form());
    }
    if !is_name(&name) {
        posted.flaw(field::NAME, asked.lang.access_name_form());
    }
    let (roles, projects) = wanted(&mut posted, asked.lang, fields, &dossier.projects);
    if roles.is_empty() {
        posted.flaw(field::ROLE, asked.lang.access_role_needed());
    }
    if !posted.flaws.is_empty() {
        return Ok(back(posted));
    }
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    let user = match accounts.enrol(&login, &name, Some(me.id), now).await? {
        Enrolled::New(user) => user,
        Enrolled::Taken(_) => {
            posted.flaw(field::LOGIN, asked.lang.access_login_taken());
            return Ok(back(posted));
        }
    };
    accounts.assign(user, Assignment { ente: ente.clone(), roles, projects }, Some(me.id), now).await?;
    offer(shared, asked, &ente, me, user).await
}

/// The roles and projects that a form gives, each once.
fn wanted(posted: &mut Posted, lang: Lang, fields: &[(String, String)], there: &[Slug]) -> (Vec<Role>, Vec<Slug>) {
    let mut roles: Vec<Role> = values(fields, field::ROLE).filter_map(Role::read).collect();
    roles.sort();
    roles.dedup();
    let asked: Vec<&str> = values(fields, field::PROJECT).filter(|p| !p.is_empty()).collect();
    let mut projects: Vec<Slug> = there.iter().filter(|p| asked.contains(&p.as_str())).cloned().collect();
    projects.sort();
    projects.dedup();
    if asked.iter().any(|a| !projects.iter().any(|p| p.as_str() == *a)) {
        posted.flaw(field::PROJECT, lang.access_project_unknown());
    }
    (roles, projects)
}

/// Makes a one-time link and shows it, this once.
async fn offer(shared: &Shared, asked: &Asked, ente: &Ipa, me: &Member, user: i64) -> Result<Came, Unavailable> {
    let accounts = &shared.ports.accounts;
    let token = session::token()?;
    accounts.offer_link(user, session::digest(&token), Some(me.id), shared.clock.now()).await?;
    let account = accounts.accounts(ente).await?.into_iter().find(|a| a.member.id == user);
    let Some(account) = account else { return Ok(Came::Status(404)) };
    let scheme = if shared.door.plain { "http" } else { "https" };
    let origin = shared.settings.origin.clone().unwrap_or_else(|| format!("{scheme}://{}", host(asked.host.as_deref())));
    let link = (Box::new(account), link(&origin, &token));
    let posted = Posted { link: Some(link), ..Posted::default() };
    Ok(Came::Back(Some(paths::section(ente, paths::PEOPLE)), Box::new(posted), 200))
}

/// The address that a one-time token is good at.
#[must_use]
pub fn link(origin: &str, token: &str) -> String {
    format!("{}{}/{token}", origin.trim_end_matches('/'), paths::INVITATION)
}

/// The host that a browser asked for, if it can be one.
fn host(asked: Option<&str>) -> &str {
    let fits = |h: &&str| !h.is_empty() && h.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    asked.filter(fits).unwrap_or("127.0.0.1:3000")
}

/// `POST /{ipa}/persone/{account}`
pub async fn change(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = Asked::of(&shared, &request);
    let came = alter(&shared, &asked, &fields).await;
    answer(&shared, request, came).await
}

async fn alter(shared: &Shared, asked: &Asked, fields: &[(String, String)]) -> Result<Came, Unavailable> {
    let (Some(me), Some(ente)) = (&asked.member, asked.ipa()) else { return Ok(Came::Status(404)) };
    let Some(user) = asked.segments.get(2).and_then(|s| s.parse::<i64>().ok()) else { return Ok(Came::Status(404)) };
    let accounts = &shared.ports.accounts;
    // Whoever has no role in this ente is nobody here.
    let Some(account) = accounts.accounts(&ente).await?.into_iter().find(|a| a.member.id == user) else {
        return Ok(Came::Status(404));
    };
    let page = paths::section(&ente, paths::PEOPLE);
    let mut posted = kept(fields);
    posted.fields.retain(|(name, _)| name != field::ACCOUNT);
    posted.fields.push((field::ACCOUNT.to_owned(), user.to_string()));
    let now = shared.clock.now();
    match value(fields, field::ACTION) {
        field::ASSIGN => {
            let Some(dossier) = shared.ports.register.dossier(&ente).await? else { return Ok(Came::Status(404)) };
            let (roles, projects) = wanted(&mut posted, asked.lang, fields, &dossier.projects);
            if user == me.id && !roles.contains(&Role::Administrator) {
                posted.flaw(field::ROLE, asked.lang.access_own_role());
            } else if roles.is_empty() && account.member.grants.iter().all(|g| g.ente == ente) {
                // An account without any role would be in nobody's list.
                posted.flaw(field::ROLE, asked.lang.access_role_needed());
            }
            if posted.flaws.is_empty() {
                accounts.assign(user, Assignment { ente, roles, projects }, Some(me.id), now).await?;
            }
        }
        action @ (field::LINK | field::UNLINK | field::STOP | field::START) => {
            if let Some(refusal) = refusal(asked.lang, me, &ente, &account, action) {
                posted.flaw("", refusal);
            } else if action == field::LINK {
                return offer(shared, asked, &ente, me, user).await;
            } else if action == field::UNLINK {
                accounts.unlink_identity(user, Some(me.id), now).await?;
            } else {
                accounts.activate(user, action == field::START, Some(me.id), now).await?;
            }
        }
        _ => return Ok(Came::Status(400)),
    }
    Ok(if posted.flaws.is_empty() { Came::On(page, vec![]) } else { Came::Back(Some(page), Box::new(posted), 422) })
}

/// Why an administrator of this ente may not do this to an account as a whole.
fn refusal(lang: Lang, me: &Member, ente: &Ipa, account: &Account, action: &str) -> Option<&'static str> {
    let foreign = account.member.grants.iter().any(|g| g.ente != *ente && !me.is(&g.ente, Role::Administrator));
    if foreign {
        Some(lang.access_elsewhere())
    } else if action == field::STOP && account.member.id == me.id {
        Some(lang.access_own_stop())
    } else if action == field::LINK && !account.active {
        Some(lang.access_stopped())
    } else {
        None
    }
}

/// Whether this can be a login: something that can be told over the telephone.
#[must_use]
pub fn is_login(login: &str) -> bool {
    let first = login.bytes().next();
    (3..=64).contains(&login.len())
        && first.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-+@".contains(&b))
}

/// Whether this can be the name that the history shows.
#[must_use]
pub fn is_name(name: &str) -> bool {
    (2..=120).contains(&name.chars().count()) && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::member::Grant;

    #[test]
    fn a_login_is_told_from_what_is_none() {
        for good in ["ufficio", "mario.rossi", "m_rossi-2", "mario@comune.example", "3ab"] {
            assert!(is_login(good), "{good}");
        }
        for bad in ["", "ab", "Mario", "mario rossi", ".mario", "mario\n", "màrio", "mario'--", &"a".repeat(65)] {
            assert!(!is_login(bad), "{bad}");
        }
    }

    #[test]
    fn a_link_begins_with_a_host_that_can_be_one() {
        assert_eq!(link("https://traguardi.comune.example/", "abc"), "https://traguardi.comune.example/invito/abc");
        assert_eq!(host(Some("comune.example:8443")), "comune.example:8443");
        for odd in ["", "evil.example/x", "a@b", "a b", "<script>"] {
            assert_eq!(host(Some(odd)), "127.0.0.1:3000", "{odd}");
        }
    }

    fn ipa(code: &str) -> Ipa {
        Ipa::read(code).unwrap()
    }

    fn account(id: i64, grants: &[(&str, Role)], active: bool) -> Account {
        let grants = grants.iter().map(|(ente, role)| Grant { ente: ipa(ente), role: *role }).collect();
        let member = Member { id, login: format!("u{id}"), name: format!("U {id}"), grants, projects: vec![] };
        Account { member, ready: true, linked: false, active, seen: None }
    }

    #[test]
    fn who_has_roles_elsewhere_is_left_to_who_administers_there() {
        let here = ipa("c_e472");
        let me = account(1, &[("c_e472", Role::Administrator)], true).member;
        let both = account(2, &[("c_a515", Role::Administrator), ("c_e472", Role::Administrator)], true).member;
        let other = account(3, &[("c_a515", Role::Reader), ("c_e472", Role::Manager)], true);
        let ours = account(4, &[("c_e472", Role::Manager)], true);
        for action in [field::LINK, field::UNLINK, field::STOP, field::START] {
            assert_eq!(refusal(Lang::It, &me, &here, &other, action), Some(Lang::It.access_elsewhere()), "{action}");
            assert_eq!(refusal(Lang::It, &both, &here, &other, action), None, "{action}");
            assert_eq!(refusal(Lang::It, &me, &here, &ours, action), None, "{action}");
        }
        let own = account(1, &[("c_e472", Role::Administrator)], true);
        assert_eq!(refusal(Lang::It, &me, &here, &own, field::STOP), Some(Lang::It.access_own_stop()));
        assert_eq!(refusal(Lang::It, &me, &here, &own, field::LINK), None);
        let stopped = account(5, &[("c_e472", Role::Reader)], false);
        assert_eq!(refusal(Lang::It, &me, &here, &stopped, field::LINK), Some(Lang::It.access_stopped()));
    }
}
