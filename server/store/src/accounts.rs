//! Who can sign in: accounts, roles, one-time links, sessions. Every change of who may do what leaves a line in the log, in
//! the same transaction. A token is kept as its SHA-256 only, and no secret goes into the log.

mod second;

use crate::{
    Store, StoreError,
    log::{self, Line},
    row::{instant, instant_text},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    account::{Account, Accounts, Assignment, Credentials, Digest, Enrolled, IDLE, LINK, LONGEST},
    desk::{Author, ChangeKind},
    identifier::{Ipa, Slug},
    identity::{Ground, Identity, Linked},
    member::{Grant, Member, Role},
    ports::Answer,
};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::collections::BTreeSet;

/// The use of a session is written down when the last note of it is older than this: a page view is no write.
const NOTED: TimeDelta = TimeDelta::seconds(60);

/// What log lines are about.
const SUBJECT: &str = "account";

/// Who changes something about whom.
pub(crate) struct Told {
    pub at: DateTime<Utc>,
    pub account: Option<i64>,
    pub author: String,
    pub login: String,
}

impl Told {
    pub(crate) fn line(&self, field: &str, old: Option<String>, new: Option<String>) -> Line {
        Line {
            account: self.account,
            field: Some(field.to_owned()),
            old,
            new,
            ..Line::new(self.at, self.author.clone(), ChangeKind::Access, SUBJECT, self.login.clone())
        }
    }
}

impl Store {
    /// Begins to write: nothing else writes until it ends.
    pub(crate) async fn change(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.begin_writing().await
    }

    async fn write_enrol(
        &self,
        login: &str,
        name: &str,
        first: Option<Assignment>,
        by: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<Enrolled, StoreError> {
        let (login, name, created) = (login.trim().to_lowercase(), domain::collapse(name), instant_text(now));
        let mut tx = self.change().await?;
        let taken =
            sqlx::query_scalar!(r#"SELECT id AS "id!" FROM account WHERE login = $1"#, login).fetch_optional(&mut *tx).await?;
        if let Some(id) = taken {
            tx.rollback().await?;
            return Ok(Enrolled::Taken(id));
        }
        let id = sqlx::query!("INSERT INTO account (login, name, created_at) VALUES ($1, $2, $3)", login, name, created)
            .execute(&mut *tx)
            .await?
            .last_insert_rowid();
        let (account, author) = author(&mut tx, by).await?;
        let told = Told { at: now, account, author, login };
        log::append(&mut tx, &self.key, &told.line("name", None, Some(name))).await?;
        if let Some(first) = first {
            self.give(&mut tx, id, first, None, by, now).await?;
        }
        tx.commit().await?;
        Ok(Enrolled::New(id))
    }

    async fn write_assign(
        &self,
        user: i64,
        to: Assignment,
        seen: Option<String>,
        by: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.change().await?;
        let given = self.give(&mut tx, user, to, seen, by, now).await?;
        tx.commit().await?;
        Ok(given)
    }

    /// `false`, and nothing written, where they have something else meanwhile than whoever decided has `seen`.
    async fn give(
        &self,
        tx: &mut SqliteConnection,
        user: i64,
        to: Assignment,
        seen: Option<String>,
        by: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let before = member(tx, user).await?.ok_or_else(|| gone(user))?;
        if seen.is_some_and(|seen| seen != before.duties(&to.ente)) {
            return Ok(false);
        }
        let had: BTreeSet<Role> = before.grants.iter().filter(|g| g.ente == to.ente).map(|g| g.role).collect();
        let kept: BTreeSet<Slug> = before.projects.iter().filter(|(e, _)| *e == to.ente).map(|(_, p)| p.clone()).collect();
        let roles: BTreeSet<Role> = to.roles.into_iter().collect();
        let projects: BTreeSet<Slug> = to.projects.into_iter().collect();
        if (&had, &kept) == (&roles, &projects) {
            return Ok(true);
        }
        let ente = to.ente.as_str();
        sqlx::query!("DELETE FROM account_role WHERE account_id = $1 AND ente = $2", user, ente).execute(&mut *tx).await?;
        sqlx::query!("DELETE FROM account_project WHERE account_id = $1 AND ente = $2", user, ente).execute(&mut *tx).await?;
        for role in &roles {
            let role = role.code();
            sqlx::query!("INSERT INTO account_role (account_id, ente, role) VALUES ($1, $2, $3)", user, ente, role)
                .execute(&mut *tx)
                .await?;
        }
        for project in &projects {
            let project = project.as_str();
            sqlx::query!("INSERT INTO account_project (account_id, ente, project) VALUES ($1, $2, $3)", user, ente, project)
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
        let (account, author) = author(tx, by).await?;
        let told = Told { at: now, account, author, login: before.login };
        let codes = |roles: &BTreeSet<Role>| listed(roles.iter().map(|r| r.code()));
        let slugs = |projects: &BTreeSet<Slug>| listed(projects.iter().map(Slug::as_str));
        let mut lines = vec![];
        if had != roles {
            lines.push(told.line("roles", codes(&had), codes(&roles)));
        }
        if kept != projects {
            lines.push(told.line("projects", slugs(&kept), slugs(&projects)));
        }
        for line in lines {
            log::append(tx, &self.key, &Line { ente: Some(ente.to_owned()), ..line }).await?;
        }
        Ok(true)
    }

    async fn write_activate(&self, user: i64, active: bool, by: Option<i64>, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        let before = sqlx::query!(r#"SELECT login AS "login!", active AS "active!: bool" FROM account WHERE id = $1"#, user)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or_else(|| gone(user))?;
        if before.active == active {
            tx.rollback().await?;
            return Ok(());
        }
        sqlx::query!("UPDATE account SET active = $1 WHERE id = $2", active, user).execute(&mut *tx).await?;
        if !active {
            sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
            sqlx::query!("DELETE FROM account_link WHERE account_id = $1", user).execute(&mut *tx).await?;
        }
        let (account, author) = author(&mut tx, by).await?;
        let told = Told { at: now, account, author, login: before.login };
        let word = |active: bool| Some(if active { "sì" } else { "no" }.to_owned());
        self.tell(&mut tx, user, told.line("active", word(before.active), word(active))).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_link(&self, user: i64, token: Digest, by: Option<i64>, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        let who = author(&mut tx, by).await?;
        // Whoever hands this one over wants it to be the one that is good.
        sqlx::query!("DELETE FROM account_link WHERE account_id = $1", user).execute(&mut *tx).await?;
        self.keep_link(&mut tx, user, token, false, who, now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_requested_link(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        // Anybody can ask: a link that was handed over stays good.
        sqlx::query!("DELETE FROM account_link WHERE account_id = $1 AND requested = 1", user).execute(&mut *tx).await?;
        self.keep_link(&mut tx, user, token, true, (None, Author::sign_in_page().name), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a link, `requested` where it was asked for on the page; `who` is the number and the name that the log gives.
    async fn keep_link(
        &self,
        tx: &mut SqliteConnection,
        user: i64,
        token: Digest,
        requested: bool,
        who: (Option<i64>, String),
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (token, created, expires) = (token.as_slice(), instant_text(now), instant_text(now + LINK));
        let login = login(tx, user).await?;
        sqlx::query!(
            "INSERT INTO account_link (token, account_id, created_at, expires_at, requested) VALUES ($1, $2, $3, $4, $5)",
            token,
            user,
            created,
            expires,
            requested
        )
        .execute(&mut *tx)
        .await?;
        let (account, author) = who;
        let told = Told { at: now, account, author, login };
        self.tell(tx, user, told.line("link", None, Some("valido 72 ore, una volta sola".to_owned()))).await
    }

    async fn read_link(&self, token: Digest, now: DateTime<Utc>) -> Result<Option<Member>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let whose = linked(&mut tx, token, now).await?;
        let found = match whose {
            Some(id) => member(&mut tx, id).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(found)
    }

    async fn write_use_link(&self, token: Digest, hash: String, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.change().await?;
        let Some(user) = linked(&mut tx, token, now).await? else {
            tx.rollback().await?;
            return Ok(false);
        };
        self.replace_password(&mut tx, user, hash, "scelta con un collegamento", now).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_password(&self, user: i64, hash: String, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        self.replace_password(&mut tx, user, hash, "cambiata", now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A new password ends every session and every link: whoever had one of them must sign in anew.
    async fn replace_password(
        &self,
        tx: &mut SqliteConnection,
        user: i64,
        hash: String,
        how: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let login = login(tx, user).await?;
        sqlx::query!("UPDATE account SET password = $1 WHERE id = $2", hash, user).execute(&mut *tx).await?;
        sqlx::query!("DELETE FROM account_link WHERE account_id = $1", user).execute(&mut *tx).await?;
        sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
        let (account, author) = author(tx, Some(user)).await?;
        let told = Told { at: now, account, author, login };
        self.tell(tx, user, told.line("password", None, Some(how.to_owned()))).await
    }

    /// Writes what happened to an account as a whole into the history of each ente in which it has a role.
    pub(crate) async fn tell(&self, tx: &mut SqliteConnection, user: i64, line: Line) -> Result<(), StoreError> {
        let mut enti: Vec<Option<String>> =
            sqlx::query_scalar!(r#"SELECT DISTINCT ente AS "ente!" FROM account_role WHERE account_id = $1 ORDER BY ente"#, user)
                .fetch_all(&mut *tx)
                .await?
                .into_iter()
                .map(Some)
                .collect();
        if enti.is_empty() {
            enti.push(None);
        }
        for ente in enti {
            log::append(tx, &self.key, &Line { ente, ..line.clone() }).await?;
        }
        Ok(())
    }

    async fn read_credentials(&self, login: &str) -> Result<Option<Credentials>, StoreError> {
        let login = login.trim().to_lowercase();
        let row = sqlx::query!(r#"SELECT id AS "id!", password, active AS "active!: bool" FROM account WHERE login = $1"#, login)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|r| Credentials { id: r.id, hash: r.password, active: r.active }))
    }

    async fn write_session(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (token, at) = (token.as_slice(), instant_text(now));
        let (idle, longest) = (instant_text(now - IDLE), instant_text(now - LONGEST));
        let mut tx = self.change().await?;
        sqlx::query!("DELETE FROM session WHERE seen_at <= $1 OR created_at <= $2", idle, longest).execute(&mut *tx).await?;
        sqlx::query!("DELETE FROM account_link WHERE expires_at <= $1", at).execute(&mut *tx).await?;
        sqlx::query!(
            "INSERT INTO session (token, account_id, created_at, seen_at) SELECT $1, id, $2, $2 FROM account WHERE id = $3 AND active = 1",
            token,
            at,
            user
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn read_session(&self, token: Digest, now: DateTime<Utc>) -> Result<Option<Member>, StoreError> {
        let key = token.as_slice();
        let mut tx = self.readers.begin().await?;
        let row = sqlx::query!(
            r#"SELECT s.account_id AS "account!", s.created_at AS "created!", s.seen_at AS "seen!"
               FROM session s JOIN account a ON a.id = s.account_id WHERE s.token = $1 AND s.proved = 1 AND a.active = 1"#,
            key
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let wrong = |column| StoreError::Inconsistent { table: "session", id: row.account, column };
        let created = instant(&row.created).ok_or_else(|| wrong("created_at"))?;
        let seen = instant(&row.seen).ok_or_else(|| wrong("seen_at"))?;
        let whose = member(&mut tx, row.account).await?;
        tx.commit().await?;
        if now - seen >= IDLE || now - created >= LONGEST {
            self.delete_session(token).await.or_else(unnoted)?;
            return Ok(None);
        }
        if now - seen > NOTED {
            self.note_session(token, now).await.or_else(unnoted)?;
        }
        Ok(whose)
    }

    async fn note_session(&self, token: Digest, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (token, at) = (token.as_slice(), instant_text(now));
        let mut tx = self.change().await?;
        sqlx::query!("UPDATE session SET seen_at = $1 WHERE token = $2", at, token).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn delete_session(&self, token: Digest) -> Result<(), StoreError> {
        let token = token.as_slice();
        let mut tx = self.change().await?;
        sqlx::query!("DELETE FROM session WHERE token = $1", token).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn delete_sessions(&self, user: i64) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn read_accounts(&self, ente: Option<&Ipa>) -> Result<Vec<Account>, StoreError> {
        let ente = ente.map(Ipa::as_str);
        let mut tx = self.readers.begin().await?;
        let rows = sqlx::query!(
            r#"SELECT a.id AS "id!", a.password IS NOT NULL AS "password!: bool", a.active AS "active!: bool",
                      EXISTS (SELECT 1 FROM account_identity i WHERE i.account_id = a.id) AS "linked!: bool",
                      EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id) AS "second!: bool",
                      (SELECT max(s.seen_at) FROM session s WHERE s.account_id = a.id AND s.proved = 1) AS "seen?: String"
               FROM account a
               WHERE $1 IS NULL OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.ente = $1)
               ORDER BY a.name, a.login"#,
            ente
        )
        .fetch_all(&mut *tx)
        .await?;
        let mut accounts = Vec::with_capacity(rows.len());
        for row in rows {
            let member = member(&mut tx, row.id).await?.ok_or_else(|| gone(row.id))?;
            accounts.push(Account {
                member,
                ready: row.password || row.linked,
                linked: row.linked,
                active: row.active,
                second: row.second,
                seen: row.seen.as_deref().and_then(instant),
            });
        }
        tx.commit().await?;
        Ok(accounts)
    }
}

/// An account that a number should belong to, and does not.
pub(crate) fn gone(id: i64) -> StoreError {
    StoreError::Inconsistent { table: "account", id, column: "id" }
}

/// Words of a set, none where it is empty.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

pub(crate) async fn login(connection: &mut SqliteConnection, user: i64) -> Result<String, StoreError> {
    sqlx::query_scalar!(r#"SELECT login AS "login!" FROM account WHERE id = $1"#, user)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| gone(user))
}

/// Number and name of whoever acts.
pub(crate) async fn author(connection: &mut SqliteConnection, by: Option<i64>) -> Result<(Option<i64>, String), StoreError> {
    let Some(id) = by else { return Ok((None, Author::command_line().name)) };
    let name = sqlx::query_scalar!(r#"SELECT name AS "name!" FROM account WHERE id = $1"#, id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| gone(id))?;
    Ok((Some(id), name))
}

/// Whose link it is, while it is good.
pub(crate) async fn linked(
    connection: &mut SqliteConnection,
    token: Digest,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let (token, now) = (token.as_slice(), instant_text(now));
    Ok(sqlx::query_scalar!(
        r#"SELECT l.account_id AS "account!" FROM account_link l JOIN account a ON a.id = l.account_id
           WHERE l.token = $1 AND l.expires_at > $2 AND a.active = 1"#,
        token,
        now
    )
    .fetch_optional(connection)
    .await?)
}

/// Whoever reads a page is not to be stopped by a note that can't be made: the log says why it was not.
fn unnoted(error: StoreError) -> Result<(), StoreError> {
    let _ = error.unavailable();
    Ok(())
}

/// An account with its roles and projects, in a lasting order.
pub(crate) async fn member(connection: &mut SqliteConnection, id: i64) -> Result<Option<Member>, StoreError> {
    let own = sqlx::query!(r#"SELECT login AS "login!", name AS "name!" FROM account WHERE id = $1"#, id)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(own) = own else { return Ok(None) };
    let wrong = |table, column| StoreError::Inconsistent { table, id, column };
    let roles = sqlx::query!(
        r#"SELECT ente AS "ente!", role AS "role!" FROM account_role WHERE account_id = $1 ORDER BY ente, role"#,
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut grants = Vec::with_capacity(roles.len());
    for r in roles {
        let ente = Ipa::read(&r.ente).map_err(|_| wrong("account_role", "ente"))?;
        let role = Role::read(&r.role).ok_or_else(|| wrong("account_role", "role"))?;
        grants.push(Grant { ente, role });
    }
    grants.sort_by(|a, b| (&a.ente, a.role).cmp(&(&b.ente, b.role)));
    let kept = sqlx::query!(
        r#"SELECT ente AS "ente!", project AS "project!" FROM account_project WHERE account_id = $1 ORDER BY ente, project"#,
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut projects = Vec::with_capacity(kept.len());
    for p in kept {
        let ente = Ipa::read(&p.ente).map_err(|_| wrong("account_project", "ente"))?;
        let project = Slug::read(&p.project).map_err(|_| wrong("account_project", "project"))?;
        projects.push((ente, project));
    }
    Ok(Some(Member { id, login: own.login, name: own.name, grants, projects }))
}

impl Accounts for Store {
    fn enrol(
        &self,
        login: &str,
        name: &str,
        first: Option<Assignment>,
        by: Option<i64>,
        now: DateTime<Utc>,
    ) -> Answer<'_, Enrolled> {
        let (login, name) = (login.to_owned(), name.to_owned());
        Box::pin(async move { self.write_enrol(&login, &name, first, by, now).await.map_err(StoreError::unavailable) })
    }

    fn assign(&self, user: i64, assignment: Assignment, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(
            async move { self.write_assign(user, assignment, None, by, now).await.map(|_| ()).map_err(StoreError::unavailable) },
        )
    }

    fn reassign(&self, user: i64, seen: &str, assignment: Assignment, by: i64, now: DateTime<Utc>) -> Answer<'_, bool> {
        let seen = Some(seen.to_owned());
        Box::pin(async move { self.write_assign(user, assignment, seen, Some(by), now).await.map_err(StoreError::unavailable) })
    }

    fn activate(&self, user: i64, active: bool, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_activate(user, active, by, now).await.map_err(StoreError::unavailable) })
    }

    fn offer_link(&self, user: i64, token: Digest, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_link(user, token, by, now).await.map_err(StoreError::unavailable) })
    }

    fn request_link(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_requested_link(user, token, now).await.map_err(StoreError::unavailable) })
    }

    fn link(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>> {
        Box::pin(async move { self.read_link(token, now).await.map_err(StoreError::unavailable) })
    }

    fn use_link(&self, token: Digest, hash: String, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_use_link(token, hash, now).await.map_err(StoreError::unavailable) })
    }

    fn everybody(&self) -> Answer<'_, Vec<Account>> {
        Box::pin(async move { self.read_accounts(None).await.map_err(StoreError::unavailable) })
    }

    fn digested(&self, user: i64, ente: &Ipa) -> Answer<'_, Option<NaiveDate>> {
        let ente = ente.to_string();
        Box::pin(async move { self.read_digested(user, &ente).await.map_err(StoreError::unavailable) })
    }

    fn note_digest(&self, user: i64, ente: &Ipa, monday: NaiveDate, now: DateTime<Utc>) -> Answer<'_, ()> {
        let ente = ente.to_string();
        Box::pin(async move { self.write_digested(user, &ente, monday, now).await.map_err(StoreError::unavailable) })
    }

    fn set_password(&self, user: i64, hash: String, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_password(user, hash, now).await.map_err(StoreError::unavailable) })
    }

    fn credentials(&self, login: &str) -> Answer<'_, Option<Credentials>> {
        let login = login.to_owned();
        Box::pin(async move { self.read_credentials(&login).await.map_err(StoreError::unavailable) })
    }

    fn open_session(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_session(user, token, now).await.map_err(StoreError::unavailable) })
    }

    fn session(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>> {
        Box::pin(async move { self.read_session(token, now).await.map_err(StoreError::unavailable) })
    }

    fn close_session(&self, token: Digest) -> Answer<'_, ()> {
        Box::pin(async move { self.delete_session(token).await.map_err(StoreError::unavailable) })
    }

    fn close_sessions(&self, user: i64) -> Answer<'_, ()> {
        Box::pin(async move { self.delete_sessions(user).await.map_err(StoreError::unavailable) })
    }

    fn accounts(&self, ente: &Ipa) -> Answer<'_, Vec<Account>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_accounts(Some(&ente)).await.map_err(StoreError::unavailable) })
    }

    fn identified(&self, identity: Identity) -> Answer<'_, Option<Member>> {
        Box::pin(async move { self.read_identity(&identity).await.map_err(StoreError::unavailable) })
    }

    fn link_identity(&self, identity: Identity, ground: Ground, now: DateTime<Utc>) -> Answer<'_, Linked> {
        Box::pin(async move { self.write_identity(&identity, ground, now).await.map_err(StoreError::unavailable) })
    }

    fn unlink_identity(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.delete_identity(user, by, now).await.map_err(StoreError::unavailable) })
    }
}
