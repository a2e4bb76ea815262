//! Identities at a provider of OpenID Connect, and the accounts that they open. Linking and unlinking leave a line in the log, in
//! the same transaction; who exactly somebody is at the provider does not stand in it.

use crate::{
    Store, StoreError,
    accounts::{Told, author, gone, linked, login, member},
    row::instant_text,
};
use chrono::{DateTime, Utc};
use domain::{
    identity::{Ground, Identity, Linked},
    member::Member,
};
use sqlx::SqliteConnection;

/// What the log calls an identity.
const FIELD: &str = "identity";

impl Store {
    pub(crate) async fn read_identity(&self, identity: &Identity) -> Result<Option<Member>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let whose = sqlx::query_scalar!(
            r#"SELECT i.account_id AS "account!" FROM account_identity i JOIN account a ON a.id = i.account_id
               WHERE i.issuer = $1 AND i.subject = $2 AND a.active = 1"#,
            identity.issuer,
            identity.subject
        )
        .fetch_optional(&mut *tx)
        .await?;
        let found = match whose {
            Some(id) => member(&mut tx, id).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(found)
    }

    pub(crate) async fn write_identity(
        &self,
        identity: &Identity,
        ground: Ground,
        now: DateTime<Utc>,
    ) -> Result<Linked, StoreError> {
        let mut tx = self.change().await?;
        let whose = match &ground {
            Ground::Link(token) => linked(&mut tx, *token, now).await?,
            Ground::Login(login) => free(&mut tx, &identity.issuer, login).await?,
        };
        let Some(user) = whose else {
            tx.rollback().await?;
            return Ok(Linked::Nobody);
        };
        let opens = sqlx::query_scalar!(
            r#"SELECT account_id AS "account!" FROM account_identity WHERE issuer = $1 AND subject = $2"#,
            identity.issuer,
            identity.subject
        )
        .fetch_optional(&mut *tx)
        .await?;
        if opens.is_some_and(|other| other != user) {
            tx.rollback().await?;
            return Ok(Linked::Taken);
        }
        let at = instant_text(now);
        sqlx::query!("DELETE FROM account_identity WHERE account_id = $1 AND issuer = $2", user, identity.issuer)
            .execute(&mut *tx)
            .await?;
        sqlx::query!(
            "INSERT INTO account_identity (issuer, subject, account_id, linked_at) VALUES ($1, $2, $3, $4)",
            identity.issuer,
            identity.subject,
            user,
            at
        )
        .execute(&mut *tx)
        .await?;
        let how = match ground {
            Ground::Link(_) => {
                sqlx::query!("DELETE FROM account_link WHERE account_id = $1", user).execute(&mut *tx).await?;
                sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
                "collegata con un collegamento"
            }
            Ground::Login(_) => "collegata per il nome di accesso",
        };
        let login = login(&mut tx, user).await?;
        let (account, author) = author(&mut tx, Some(user)).await?;
        let told = Told { at: now, account, author, login };
        self.tell(&mut tx, user, told.line(FIELD, None, Some(how.to_owned()))).await?;
        let whose = member(&mut tx, user).await?.ok_or_else(|| gone(user))?;
        tx.commit().await?;
        Ok(Linked::To(whose))
    }

    pub(crate) async fn delete_identity(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.change().await?;
        let removed =
            sqlx::query!("DELETE FROM account_identity WHERE account_id = $1", user).execute(&mut *tx).await?.rows_affected();
        if removed == 0 {
            tx.rollback().await?;
            return Ok(());
        }
        sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
        let login = login(&mut tx, user).await?;
        let (account, author) = author(&mut tx, by).await?;
        let told = Told { at: now, account, author, login };
        self.tell(&mut tx, user, told.line(FIELD, None, Some("scollegata".to_owned()))).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The account with this login, if it may sign in and no identity of this provider opens it yet.
async fn free(connection: &mut SqliteConnection, issuer: &str, login: &str) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT a.id AS "id!" FROM account a WHERE a.login = $1 AND a.active = 1
           AND NOT EXISTS (SELECT 1 FROM account_identity i WHERE i.account_id = a.id AND i.issuer = $2)"#,
        login,
        issuer
    )
    .fetch_optional(connection)
    .await?)
}
