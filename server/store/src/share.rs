//! Counts how far all comuni are, line by line.

use crate::StoreError;
use sqlx::{Row, SqliteConnection};
use std::collections::BTreeMap;

/// Each application of a comune on a line: its furthest state (E and R come after A), its newest sighting, and the
/// days from decree to payment where it is paid.
const STANDINGS: &str = "SELECT c.line, a.ente,
        max(CASE f.state WHEN 'A' THEN '0' ELSE '1' END || s.snapshot || f.state) AS furthest,
        max(s.snapshot || CASE s.at_least WHEN 1 THEN '+' ELSE '' END) AS seen,
        max(CASE WHEN f.state = 'E' THEN julianday(f.state_on) - julianday(f.decreed) END) AS days
     FROM application a
     JOIN call c ON c.title = a.call
     JOIN ente e ON e.ipa = a.ente
     JOIN public_fact f ON f.application_id = a.id
     JOIN sighting s ON s.fact_id = f.id
     WHERE c.line IS NOT NULL AND (e.kind = 'Comuni' OR (e.kind IS NULL AND e.ipa GLOB 'c_[a-z][0-9][0-9][0-9]'))
     GROUP BY a.id";

#[derive(Default)]
struct Count {
    snapshot: String,
    funded: i64,
    disbursed: i64,
    renounced: i64,
    comuni: std::collections::HashSet<String>,
    days: Vec<i64>,
}

/// What `line_share` has of a line, in the order of its columns.
type Shared = (String, String, i64, i64, i64, i64, i64, Option<i64>, Option<i64>);

/// Counts again and writes `line_share`: all of it, because an import may also tell what kind of body has an application on a
/// line that it does not touch.
pub async fn count(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let counted = counted(connection).await?;
    sqlx::query!("DELETE FROM line_share").execute(&mut *connection).await?;
    for (line, snapshot, at_least, funded, disbursed, renounced, comuni, median, ninetieth) in counted {
        sqlx::query!(
            "INSERT INTO line_share (line, snapshot, at_least, funded, disbursed, renounced, comuni, median_days, ninetieth_days)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            line,
            snapshot,
            at_least,
            funded,
            disbursed,
            renounced,
            comuni,
            median,
            ninetieth
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Whether `line_share` is what the facts give.
pub(crate) async fn holds(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let kept: Vec<Shared> = sqlx::query_as(
        "SELECT line, snapshot, at_least, funded, disbursed, renounced, comuni, median_days, ninetieth_days FROM line_share ORDER BY line",
    )
    .fetch_all(&mut *connection)
    .await?;
    Ok(kept == counted(connection).await?)
}

async fn counted(connection: &mut SqliteConnection) -> Result<Vec<Shared>, StoreError> {
    let rows = sqlx::query(STANDINGS).fetch_all(&mut *connection).await?;
    let mut lines: BTreeMap<String, Count> = BTreeMap::new();
    for row in rows {
        let count = lines.entry(row.try_get(0)?).or_default();
        count.comuni.insert(row.try_get(1)?);
        let furthest: String = row.try_get(2)?;
        match furthest.chars().last() {
            Some('E') => {
                count.disbursed += 1;
                if let Some(days) = row.try_get::<Option<f64>, _>(4)? {
                    // Whole days: both are midnights of civil dates.
                    #[allow(clippy::cast_possible_truncation, reason = "a difference of two dates within a century")]
                    count.days.push(days.round() as i64);
                }
            }
            Some('R') => count.renounced += 1,
            _ => count.funded += 1,
        }
        let seen: String = row.try_get(3)?;
        if seen > count.snapshot {
            count.snapshot = seen;
        }
    }
    let shared = lines.into_iter().map(|(line, mut count)| {
        count.days.sort_unstable();
        let at = |per_cent: usize| count.days.get((count.days.len() * per_cent).div_ceil(100).saturating_sub(1)).copied();
        let (median, ninetieth) = (at(50), at(90));
        let snapshot = count.snapshot.trim_end_matches('+').to_owned();
        let at_least = i64::from(count.snapshot.ends_with('+'));
        let comuni = i64::try_from(count.comuni.len()).unwrap_or(i64::MAX);
        (line, snapshot, at_least, count.funded, count.disbursed, count.renounced, comuni, median, ninetieth)
    });
    Ok(shared.collect())
}
