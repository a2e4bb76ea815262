//! The weekly digest: on Mondays whoever keeps projects is told what is due or stale in them. One letter an ente, none where there is
//! nothing to look after. What was sent is noted, so that neither a restart nor a second look sends it again.

use super::{Letter, Postman, Trouble, address, letter::line};
use crate::clock::Clock;
use app::paths;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};
use domain::{
    account::Accounts,
    agenda::{Item, agenda, heard},
    identifier::{Ipa, Slug},
    member::{Member, Role},
    portfolio::Portfolio,
    ports::{Register, Unavailable},
    when::{civil, rome},
};
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};
use words::Lang;

/// From this hour on, in Rome: it lies there when the office opens.
const HOUR: u32 = 7;
/// On Monday or, where nobody could be reached then, on the day after; later it would be the wrong week's.
const DAYS: u64 = 2;
/// Things that are told one by one.
const LONGEST: usize = 40;
/// How often it is looked whether something is to be sent.
const LOOK: Duration = Duration::from_secs(600);

/// What there is to say about an ente.
struct Matter {
    portfolio: Portfolio,
    heard: HashMap<Slug, NaiveDate>,
}

/// The Monday whose digest goes out at this time in Rome.
#[must_use]
pub fn week(now: NaiveDateTime) -> Option<NaiveDate> {
    let since = u64::from(now.weekday().num_days_from_monday());
    let early = since == 0 && now.hour() < HOUR;
    (since < DAYS && !early).then(|| now.date().checked_sub_days(Days::new(since)))?
}

/// Looks every ten minutes whether something is to be sent, for ever.
pub async fn keep(accounts: &dyn Accounts, register: &dyn Register, postman: &Postman, clock: Clock) {
    loop {
        if let Some(monday) = week(rome(clock.now())) {
            match send(accounts, register, postman, clock, monday).await {
                Ok(0) => {}
                Ok(sent) => tracing::info!(sent, "digests were sent"),
                Err(Unavailable) => tracing::warn!("the digests could not be made: they are tried again"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Sends the digest of a Monday to everybody who has not had it. Gives how many were sent; what a mail server does not take for now is
/// tried at the next look.
///
/// # Errors
/// Where the register can't answer.
pub async fn send(
    accounts: &dyn Accounts,
    register: &dyn Register,
    postman: &Postman,
    clock: Clock,
    monday: NaiveDate,
) -> Result<usize, Unavailable> {
    let Some(origin) = postman.origin() else { return Ok(0) };
    let mut matters: HashMap<Ipa, Option<Matter>> = HashMap::new();
    let mut sent = 0;
    for account in accounts.everybody().await?.into_iter().filter(|a| a.active && a.ready) {
        let member = account.member;
        let Some(to) = address(&member.login) else { continue };
        let enti: BTreeSet<&Ipa> = member.grants.iter().filter(|g| g.role == Role::Manager).map(|g| &g.ente).collect();
        for ipa in enti {
            if accounts.digested(member.id, ipa).await? == Some(monday) {
                continue;
            }
            if !matters.contains_key(ipa) {
                matters.insert(ipa.clone(), matter(register, ipa, clock.today()).await?);
            }
            let Some(matter) = matters.get(ipa).and_then(Option::as_ref) else { continue };
            let Some((subject, text)) = write(matter, &member, origin) else { continue };
            match postman.deliver(&Letter::of(to.clone(), subject, text), clock.now()).await {
                Ok(()) => sent += 1,
                // It would be refused again.
                Err(Trouble::Refused | Trouble::Unwritten) => {}
                Err(_) => continue,
            }
            accounts.note_digest(member.id, ipa, monday, clock.now()).await?;
        }
    }
    Ok(sent)
}

async fn matter(register: &dyn Register, ipa: &Ipa, today: NaiveDate) -> Result<Option<Matter>, Unavailable> {
    let Some(dossier) = register.dossier(ipa).await? else { return Ok(None) };
    let catalogue = register.catalogue().await?;
    Ok(Some(Matter { portfolio: Portfolio::of(&dossier, &catalogue, today), heard: heard(&dossier) }))
}

/// Subject and text, where there is something to look after.
fn write(matter: &Matter, member: &Member, origin: &str) -> Option<(String, String)> {
    let portfolio = &matter.portfolio;
    let ipa = &portfolio.ente.ipa;
    let own: Vec<Slug> = member.projects.iter().filter(|(ente, _)| ente == ipa).map(|(_, slug)| slug.clone()).collect();
    let items = agenda(portfolio, &own, &matter.heard, portfolio.today);
    if items.is_empty() {
        return None;
    }
    let ente = line(&portfolio.ente.name);
    let subject = Lang::It.digest_subject(items.len(), &ente);
    let text = [Lang::It, Lang::En].map(|lang| body(lang, portfolio, &items, &line(&member.name), origin)).join("\n\n* * *\n\n");
    Some((subject, format!("{text}\n")))
}

fn body(lang: Lang, portfolio: &Portfolio, items: &[Item], name: &str, origin: &str) -> String {
    let ipa = &portfolio.ente.ipa;
    let mut paragraphs = vec![lang.digest_opening(name, &line(&portfolio.ente.name), &civil(portfolio.today))];
    for item in items.iter().take(LONGEST) {
        let Some(project) = portfolio.project(&item.project) else { continue };
        let title = line(lang.pick(&project.title, project.title_en.as_deref()));
        let link = format!("{origin}{}", paths::desk(ipa, &item.project));
        paragraphs.push(format!("- {title}: {}\n  {link}", line(&lang.agenda(item))));
    }
    let rest = items.len().saturating_sub(LONGEST);
    if rest > 0 {
        paragraphs.push(lang.digest_rest(rest, &format!("{origin}/{ipa}/{}", paths::DESK)));
    }
    paragraphs.extend([lang.digest_why().to_owned(), lang.mail_automatic().to_owned()]);
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_out_from_seven_on_monday_to_the_end_of_tuesday() {
        let at = |text: &str| week(text.parse().unwrap()).map(|monday| monday.to_string());
        let monday = Some("2026-11-23".to_owned());
        for (when, whose) in [
            ("2026-11-22T23:59:59", None),
            ("2026-11-23T06:59:59", None),
            ("2026-11-23T07:00:00", monday.clone()),
            ("2026-11-24T00:00:00", monday.clone()),
            ("2026-11-24T23:59:59", monday),
            ("2026-11-25T00:00:00", None),
            ("2027-01-01T12:00:00", None),
        ] {
            assert_eq!(at(when), whose, "{when}");
        }
    }
}
