//! Second factors: keys, sealed; the step that was used last; digests of recovery codes; sessions that still want a code.

use super::{Told, author, gone, login, member};
use crate::{
    Store, StoreError,
    log::LogKey,
    row::{instant, instant_text},
};
use chacha20poly1305::{
    ChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};
use chrono::{DateTime, Utc};
use domain::{
    account::Digest,
    member::Member,
    ports::Answer,
    second::{Factor, HALF, Key, Recovery, SecondFactor},
};
use sqlx::SqliteConnection;

/// A key that is not what was sealed for this account, or not under this database's key.
fn wrong(user: i64) -> StoreError {
    StoreError::Inconsistent { table: "second_factor", id: user, column: "sealed" }
}

fn cipher(key: &LogKey) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&key.derive(&[b"second factor"]).into())
}

/// Nonce and sealed key. The account's number is sealed along: a row that is moved to another account opens nothing.
fn seal(key: &LogKey, user: i64, secret: &Key) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let mut nonce = [0_u8; 12];
    getrandom::fill(&mut nonce).map_err(|e| StoreError::Io(std::io::Error::other(e.to_string())))?;
    let aad = user.to_be_bytes();
    let sealed = cipher(key).encrypt(&nonce.into(), Payload { msg: &secret.0, aad: &aad }).map_err(|_| wrong(user))?;
    Ok((nonce.to_vec(), sealed))
}

fn unseal(key: &LogKey, user: i64, nonce: &[u8], sealed: &[u8]) -> Result<Key, StoreError> {
    let nonce: [u8; 12] = nonce.try_into().map_err(|_| wrong(user))?;
    let aad = user.to_be_bytes();
    let plain = cipher(key).decrypt(&nonce.into(), Payload { msg: sealed, aad: &aad }).map_err(|_| wrong(user))?;
    plain.try_into().map(Key).map_err(|_| wrong(user))
}

/// What is kept of a recovery code: without the key beside the database nobody can try one against it.
fn digest(key: &LogKey, user: i64, code: Recovery) -> Digest {
    key.derive(&[b"recovery code", &user.to_be_bytes(), &code.0])
}

async fn offered(connection: &mut SqliteConnection, key: &LogKey, user: i64) -> Result<Option<Key>, StoreError> {
    let row =
        sqlx::query!(r#"SELECT nonce AS "nonce!", sealed AS "sealed!" FROM second_factor_offer WHERE account_id = $1"#, user)
            .fetch_optional(connection)
            .await?;
    row.map(|r| unseal(key, user, &r.nonce, &r.sealed)).transpose()
}

async fn since(connection: &mut SqliteConnection, user: i64) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar!(r#"SELECT since AS "since!" FROM second_factor WHERE account_id = $1"#, user)
        .fetch_optional(connection)
        .await?)
}

async fn left(connection: &mut SqliteConnection, user: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM recovery_code WHERE account_id = $1"#, user)
        .fetch_one(connection)
        .await?)
}

impl Store {
    async fn read_factor(&self, user: i64) -> Result<Option<Factor>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let Some(since) = since(&mut tx, user).await? else { return Ok(None) };
        let codes = left(&mut tx, user).await?;
        tx.commit().await?;
        let wrong = |column| StoreError::Inconsistent { table: "second_factor", id: user, column };
        let since = instant(&since).ok_or_else(|| wrong("since"))?;
        let codes = usize::try_from(codes).map_err(|_| wrong("account_id"))?;
        Ok(Some(Factor { since, codes }))
    }

    async fn read_key(&self, user: i64) -> Result<Option<Key>, StoreError> {
        let row = sqlx::query!(r#"SELECT nonce AS "nonce!", sealed AS "sealed!" FROM second_factor WHERE account_id = $1"#, user)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|r| unseal(&self.key, user, &r.nonce, &r.sealed)).transpose()
    }

    async fn read_offered(&self, user: i64) -> Result<Option<Key>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let found = offered(&mut tx, &self.key, user).await?;
        tx.commit().await?;
        Ok(found)
    }

    async fn write_offer(&self, user: i64, key: Key, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let (nonce, sealed) = seal(&self.key, user, &key)?;
        let at = instant_text(now);
        let mut tx = self.change().await?;
        if since(&mut tx, user).await?.is_some() {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query!("DELETE FROM second_factor_offer WHERE account_id = $1", user).execute(&mut *tx).await?;
        sqlx::query!(
            "INSERT INTO second_factor_offer (account_id, nonce, sealed, offered_at) VALUES ($1, $2, $3, $4)",
            user,
            nonce,
            sealed,
            at
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_confirm(
        &self,
        user: i64,
        key: Key,
        step: i64,
        codes: Vec<Recovery>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let at = instant_text(now);
        let mut tx = self.change().await?;
        // Two pages may have been shown two keys: only the last one shown counts.
        if offered(&mut tx, &self.key, user).await?.as_ref() != Some(&key) {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query!(
            "INSERT INTO second_factor (account_id, nonce, sealed, step, since)
             SELECT account_id, nonce, sealed, $1, $2 FROM second_factor_offer WHERE account_id = $3",
            step,
            at,
            user
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!("DELETE FROM second_factor_offer WHERE account_id = $1", user).execute(&mut *tx).await?;
        self.keep_codes(&mut tx, user, &codes).await?;
        sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
        self.tell_of(&mut tx, user, Some(user), now, ("second", None, "attivato")).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts these codes in the place of those that are left.
    async fn keep_codes(&self, tx: &mut SqliteConnection, user: i64, codes: &[Recovery]) -> Result<(), StoreError> {
        sqlx::query!("DELETE FROM recovery_code WHERE account_id = $1", user).execute(&mut *tx).await?;
        for code in codes {
            let digest = digest(&self.key, user, *code);
            let digest = digest.as_slice();
            sqlx::query!("INSERT INTO recovery_code (account_id, digest) VALUES ($1, $2)", user, digest)
                .execute(&mut *tx)
                .await?;
        }
        Ok(())
    }

    /// A line of the history: field, what was, what is now.
    async fn tell_of(
        &self,
        tx: &mut SqliteConnection,
        user: i64,
        by: Option<i64>,
        now: DateTime<Utc>,
        (field, old, new): (&str, Option<&str>, &str),
    ) -> Result<(), StoreError> {
        let login = login(tx, user).await?;
        let (account, author) = author(tx, by).await?;
        let told = Told { at: now, account, author, login };
        self.tell(tx, user, told.line(field, old.map(str::to_owned), Some(new.to_owned()))).await
    }

    async fn write_step(&self, user: i64, step: i64) -> Result<bool, StoreError> {
        let mut tx = self.change().await?;
        let used = sqlx::query!("UPDATE second_factor SET step = $1 WHERE account_id = $2 AND step < $1", step, user)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        tx.commit().await?;
        Ok(used == 1)
    }

    async fn write_recovery(&self, user: i64, code: Recovery, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let digest = digest(&self.key, user, code);
        let digest = digest.as_slice();
        let mut tx = self.change().await?;
        let used = sqlx::query!("DELETE FROM recovery_code WHERE account_id = $1 AND digest = $2", user, digest)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if used != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        let left = left(&mut tx, user).await?;
        let told = format!("usato uno, ne restano {left}");
        self.tell_of(&mut tx, user, Some(user), now, ("recovery", None, &told)).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_codes(&self, user: i64, codes: Vec<Recovery>, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.change().await?;
        if since(&mut tx, user).await?.is_none() {
            tx.rollback().await?;
            return Ok(false);
        }
        self.keep_codes(&mut tx, user, &codes).await?;
        let told = format!("rifatti, ora sono {}", codes.len());
        self.tell_of(&mut tx, user, Some(user), now, ("recovery", None, &told)).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_remove(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.change().await?;
        if since(&mut tx, user).await?.is_none() {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query!("DELETE FROM second_factor WHERE account_id = $1", user).execute(&mut *tx).await?;
        sqlx::query!("DELETE FROM recovery_code WHERE account_id = $1", user).execute(&mut *tx).await?;
        let new = if by == Some(user) {
            "tolto"
        } else {
            sqlx::query!("DELETE FROM session WHERE account_id = $1", user).execute(&mut *tx).await?;
            "azzerato"
        };
        self.tell_of(&mut tx, user, by, now, ("second", Some("attivo"), new)).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_half(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (token, at, over) = (token.as_slice(), instant_text(now), instant_text(now - HALF));
        let mut tx = self.change().await?;
        sqlx::query!("DELETE FROM session WHERE proved = 0 AND created_at <= $1", over).execute(&mut *tx).await?;
        sqlx::query!(
            "INSERT INTO session (token, account_id, created_at, seen_at, proved)
             SELECT $1, id, $2, $2, 0 FROM account WHERE id = $3 AND active = 1",
            token,
            at,
            user
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn read_half(&self, token: Digest, now: DateTime<Utc>) -> Result<Option<Member>, StoreError> {
        let (token, over) = (token.as_slice(), instant_text(now - HALF));
        let mut tx = self.readers.begin().await?;
        let whose = sqlx::query_scalar!(
            r#"SELECT s.account_id AS "account!" FROM session s JOIN account a ON a.id = s.account_id
               WHERE s.token = $1 AND s.proved = 0 AND s.created_at > $2 AND a.active = 1"#,
            token,
            over
        )
        .fetch_optional(&mut *tx)
        .await?;
        let found = match whose {
            Some(id) => Some(member(&mut tx, id).await?.ok_or_else(|| gone(id))?),
            None => None,
        };
        tx.commit().await?;
        Ok(found)
    }
}

impl SecondFactor for Store {
    fn factor(&self, user: i64) -> Answer<'_, Option<Factor>> {
        Box::pin(async move { self.read_factor(user).await.map_err(StoreError::unavailable) })
    }

    fn key(&self, user: i64) -> Answer<'_, Option<Key>> {
        Box::pin(async move { self.read_key(user).await.map_err(StoreError::unavailable) })
    }

    fn offer(&self, user: i64, key: Key, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_offer(user, key, now).await.map_err(StoreError::unavailable) })
    }

    fn offered(&self, user: i64) -> Answer<'_, Option<Key>> {
        Box::pin(async move { self.read_offered(user).await.map_err(StoreError::unavailable) })
    }

    fn confirm(&self, user: i64, key: Key, step: i64, codes: Vec<Recovery>, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_confirm(user, key, step, codes, now).await.map_err(StoreError::unavailable) })
    }

    fn use_step(&self, user: i64, step: i64) -> Answer<'_, bool> {
        Box::pin(async move { self.write_step(user, step).await.map_err(StoreError::unavailable) })
    }

    fn use_recovery(&self, user: i64, code: Recovery, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_recovery(user, code, now).await.map_err(StoreError::unavailable) })
    }

    fn renew(&self, user: i64, codes: Vec<Recovery>, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_codes(user, codes, now).await.map_err(StoreError::unavailable) })
    }

    fn remove(&self, user: i64, by: Option<i64>, now: DateTime<Utc>) -> Answer<'_, bool> {
        Box::pin(async move { self.write_remove(user, by, now).await.map_err(StoreError::unavailable) })
    }

    fn open_half(&self, user: i64, token: Digest, now: DateTime<Utc>) -> Answer<'_, ()> {
        Box::pin(async move { self.write_half(user, token, now).await.map_err(StoreError::unavailable) })
    }

    fn half(&self, token: Digest, now: DateTime<Utc>) -> Answer<'_, Option<Member>> {
        Box::pin(async move { self.read_half(token, now).await.map_err(StoreError::unavailable) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> (tempfile::TempDir, LogKey) {
        let folder = tempfile::tempdir().unwrap();
        let key = LogKey::make(&folder.path().join("r.key")).unwrap();
        (folder, key)
    }

    #[test]
    fn a_sealed_key_opens_for_its_account_and_under_its_database_s_key_only() {
        let ((_one, here), (_other, elsewhere)) = (key(), key());
        let secret = Key([7; 20]);
        let (nonce, sealed) = seal(&here, 1, &secret).unwrap();
        assert_eq!((nonce.len(), sealed.len()), (12, 36));
        assert_eq!(unseal(&here, 1, &nonce, &sealed).unwrap(), secret);
        assert!(unseal(&here, 2, &nonce, &sealed).is_err());
        assert!(unseal(&elsewhere, 1, &nonce, &sealed).is_err());
        let mut bent = sealed.clone();
        bent[0] ^= 1;
        assert!(unseal(&here, 1, &nonce, &bent).is_err());
        assert!(unseal(&here, 1, &nonce[1..], &sealed).is_err());
        // The same key sealed again is other bytes.
        assert_ne!(seal(&here, 1, &secret).unwrap().1, sealed);
    }

    #[test]
    fn the_digest_of_a_recovery_code_is_one_account_s_in_one_database() {
        let ((_one, here), (_other, elsewhere)) = (key(), key());
        let code = Recovery([9; 10]);
        assert_eq!(digest(&here, 1, code), digest(&here, 1, code));
        assert_ne!(digest(&here, 1, code), digest(&here, 2, code));
        assert_ne!(digest(&here, 1, code), digest(&elsewhere, 1, code));
        assert_ne!(digest(&here, 1, code), digest(&here, 1, Recovery([8; 10])));
    }
}
