//! The people of an ente: inviting them, their roles and projects, one-time links, stopping them. A link goes out by mail, or is
//! shown once, on the page that answers the form that made it; it is in no address that anybody is sent to.

use super::{Asked, Came, answer, back, ente_name, kept, login_of};
use crate::{
    form::{self, value, values},
    mail::{self, Letter, Matter, Occasion},
    router::{self, Shared},
    session,
};
use app::{
    pages::account::field,
    paths,
    visit::{Mailed, Posted},
};
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
use lettre::Address;
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
    // Left empty, it is the login's turn.
    let typed = values(fields, field::MAIL).next().filter(|t| !t.trim().is_empty());
    let to = recipient(shared, &mut posted, asked.lang, typed, &login);
    if !posted.flaws.is_empty() {
        return Ok(back(posted));
    }
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    let first = Assignment { ente: ente.clone(), roles, projects };
    let user = match accounts.enrol(&login, &name, Some(first), Some(me.id), now).await? {
        Enrolled::New(user) => user,
        Enrolled::Taken(_) => {
            posted.flaw(field::LOGIN, asked.lang.access_login_taken());
            return Ok(back(posted));
        }
    };
    offer(shared, asked, &ente, user, Handing { occasion: Occasion::Invited(&me.name), by: me.id, to }).await
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

/// Where a link is mailed to: what was typed or, where nothing was, the login, if it is an address. None where it is handed over.
fn recipient(shared: &Shared, posted: &mut Posted, lang: Lang, typed: Option<&str>, login: &str) -> Option<Address> {
    if !shared.outside.postman.is_on() {
        return None;
    }
    let Some(typed) = typed.map(str::trim) else { return mail::address(login) };
    let to = mail::address(typed);
    if to.is_none() && !typed.is_empty() {
        posted.flaw(field::MAIL, lang.access_mail_form());
    }
    to
}

/// How a link gets to whom it is for.
struct Handing<'a> {
    occasion: Occasion<'a>,
    by: i64,
    to: Option<Address>,
}

/// Makes a one-time link and mails it. Where it is not mailed it is shown, this once.
async fn offer(shared: &Shared, asked: &Asked, ente: &Ipa, user: i64, handing: Handing<'_>) -> Result<Came, Unavailable> {
    let (accounts, now) = (&shared.ports.accounts, shared.clock.now());
    let to = match handing.to {
        Some(to) => Some((to, ente_name(shared, ente).await?)),
        None => None,
    };
    let token = session::token()?;
    accounts.offer_link(user, session::digest(&token), Some(handing.by), now).await?;
    let account = accounts.accounts(ente).await?.into_iter().find(|a| a.member.id == user);
    let Some(account) = account else { return Ok(Came::Status(404)) };
    let scheme = if shared.door.plain { "http" } else { "https" };
    let set = shared.outside.postman.origin().or(shared.settings.origin.as_deref());
    let origin = set.map_or_else(|| format!("{scheme}://{}", host(asked.host.as_deref())), str::to_owned);
    let link = link(&origin, &token);
    let mut posted = Posted::default();
    if let Some((to, name)) = to {
        let matter = Matter { occasion: handing.occasion, login: &account.member.login, ente: &name, link: &link };
        let sent = shared.outside.postman.deliver(&Letter::write(to.clone(), &matter), now).await;
        let trouble = sent.err().map(|trouble| trouble.sentence(asked.lang).to_owned());
        posted.mailed = Some(Mailed { to: to.to_string(), trouble });
    }
    // What has gone to a mailbox is for whoever opens that, and for nobody else.
    if posted.mailed.as_ref().is_none_or(|m| m.trouble.is_some()) {
        posted.link = Some((Box::new(account), link));
    }
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
            let Some((_, seen)) = fields.iter().find(|(name, _)| name == field::SEEN) else { return Ok(Came::Status(428)) };
            if posted.flaws.is_empty() && !accounts.reassign(user, seen, Assignment { ente, roles, projects }, me.id, now).await?
            {
                posted.flaw("", asked.lang.access_overtaken());
                return Ok(Came::Back(Some(page), Box::new(posted), 409));
            }
        }
        action @ (field::LINK | field::UNLINK | field::STOP | field::START | field::RESET) => {
            if let Some(refusal) = refusal(asked.lang, me, &ente, &account, action) {
                posted.flaw("", refusal);
            } else if action == field::LINK {
                let typed = values(fields, field::MAIL).next();
                let to = recipient(shared, &mut posted, asked.lang, typed, &account.member.login);
                if posted.flaws.is_empty() {
                    let handing = Handing { occasion: Occasion::Renewed(&me.name), by: me.id, to };
                    return offer(shared, asked, &ente, user, handing).await;
                }
            } else if action == field::RESET {
                shared.ports.second.remove(user, Some(me.id), now).await?;
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
    } else if action == field::RESET && account.member.id == me.id {
        Some(lang.second_own_reset())
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
        Account { member, ready: true, linked: false, active, second: true, seen: None }
    }

    #[test]
    fn who_has_roles_elsewhere_is_left_to_who_administers_there() {
        let here = ipa("c_e472");
        let me = account(1, &[("c_e472", Role::Administrator)], true).member;
        let both = account(2, &[("c_a515", Role::Administrator), ("c_e472", Role::Administrator)], true).member;
        let other = account(3, &[("c_a515", Role::Reader), ("c_e472", Role::Manager)], true);
        let ours = account(4, &[("c_e472", Role::Manager)], true);
        for action in [field::LINK, field::UNLINK, field::STOP, field::START, field::RESET] {
            assert_eq!(refusal(Lang::It, &me, &here, &other, action), Some(Lang::It.access_elsewhere()), "{action}");
            assert_eq!(refusal(Lang::It, &both, &here, &other, action), None, "{action}");
            assert_eq!(refusal(Lang::It, &me, &here, &ours, action), None, "{action}");
        }
        let own = account(1, &[("c_e472", Role::Administrator)], true);
        assert_eq!(refusal(Lang::It, &me, &here, &own, field::STOP), Some(Lang::It.access_own_stop()));
        assert_eq!(refusal(Lang::It, &me, &here, &own, field::RESET), Some(Lang::It.second_own_reset()));
        assert_eq!(refusal(Lang::It, &me, &here, &own, field::LINK), None);
        let stopped = account(5, &[("c_e472", Role::Reader)], false);
        assert_eq!(refusal(Lang::It, &me, &here, &stopped, field::LINK), Some(Lang::It.access_stopped()));
    }
}
