//! Which weekly digest somebody was sent last. It is no fact of an ente and no change of an account: the log tells nothing of it.

use crate::{Store, StoreError, row::instant_text};
use chrono::{DateTime, NaiveDate, Utc};

impl Store {
    pub(crate) async fn read_digested(&self, user: i64, ente: &str) -> Result<Option<NaiveDate>, StoreError> {
        let monday = sqlx::query_scalar!("SELECT monday FROM digest WHERE account_id = $1 AND ente = $2", user, ente)
            .fetch_optional(&self.readers)
            .await?;
        let wrong = StoreError::Inconsistent { table: "digest", id: user, column: "monday" };
        monday.map(|text| text.parse().map_err(|_| wrong)).transpose()
    }

    pub(crate) async fn write_digested(
        &self,
        user: i64,
        ente: &str,
        monday: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (monday, at) = (monday.to_string(), instant_text(now));
        let mut tx = self.begin_writing().await?;
        sqlx::query!(
            "INSERT INTO digest (account_id, ente, monday, sent_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (account_id, ente) DO UPDATE SET monday = excluded.monday, sent_at = excluded.sent_at",
            user,
            ente,
            monday,
            at
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}
