//! Everything about one ente, in one sweep over indexes that start with the ente.

use crate::{Store, StoreError, row};
use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    application::{Application, ApplicationKey, PublicFact, Says, Seen, State},
    dossier::{Dossier, Ente},
    fact::{Fact, Record},
    identifier::{Cup, Ipa, Slug},
    money::Cents,
};
use sqlx::{AssertSqlSafe, SqliteConnection};

impl Store {
    /// Reads the dossier of an ente within one read transaction, so that no import shows half; with a day, what was known on it.
    pub(crate) async fn read_dossier(&self, ipa: &Ipa, known: Option<NaiveDate>) -> Result<Option<Dossier>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let Some(ente) = ente(&mut tx, ipa).await? else { return Ok(None) };
        let code = ipa.as_str();
        let projects =
            sqlx::query_scalar!("SELECT slug FROM project WHERE ente = $1 ORDER BY slug", code).fetch_all(&mut *tx).await?;
        let projects = projects
            .into_iter()
            .map(|s| Slug::read(&s).map_err(|_| StoreError::Inconsistent { table: "project", id: 0, column: "slug" }))
            .collect::<Result<Vec<_>, _>>()?;
        let dossier = Dossier {
            ente,
            projects,
            applications: applications(&mut tx, ipa).await?,
            project_records: facts(&mut tx, code, known).await?,
            funding: facts(&mut tx, code, known).await?,
            milestones: facts(&mut tx, code, known).await?,
            deadline_changes: facts(&mut tx, code, known).await?,
            runs: facts(&mut tx, code, known).await?,
            contracts: facts(&mut tx, code, known).await?,
            risks: facts(&mut tx, code, known).await?,
            stated: facts(&mut tx, code, known).await?,
            payments: facts(&mut tx, code, known).await?,
            receipts: facts(&mut tx, code, known).await?,
            indicators: facts(&mut tx, code, known).await?,
            readings: facts(&mut tx, code, known).await?,
            acts: facts(&mut tx, code, known).await?,
            // Names are no news: `Dossier::as_of` chooses among them.
            offices: facts(&mut tx, code, None).await?,
            statements: facts(&mut tx, code, known).await?,
            claims: facts(&mut tx, code, known).await?,
            cadences: facts(&mut tx, code, known).await?,
            confirmations: facts(&mut tx, code, known).await?,
            settled: facts(&mut tx, code, known).await?,
            sittings: facts(&mut tx, code, known).await?,
        };
        tx.commit().await?;
        Ok(Some(dossier))
    }
}

/// Facts of one kind about an ente, oldest first; with a day, what was known on it.
async fn facts<R: Record>(
    connection: &mut SqliteConnection,
    ente: &str,
    known: Option<NaiveDate>,
) -> Result<Vec<Fact<R>>, StoreError> {
    let sql = row::select(R::TABLE, "WHERE ente = $1 ORDER BY id");
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(ente).fetch_all(connection).await?;
    match known {
        Some(day) => row::known(&rows, day),
        None => row::facts(&rows),
    }
}

async fn ente(connection: &mut SqliteConnection, ipa: &Ipa) -> Result<Option<Ente>, StoreError> {
    let code = ipa.as_str();
    let Some(public) = sqlx::query!("SELECT name, kind, municipality, istat, province, region FROM ente WHERE ipa = $1", code)
        .fetch_optional(&mut *connection)
        .await?
    else {
        return Ok(None);
    };
    let typed: Vec<Fact<domain::records::EnteRecord>> = facts(connection, code, None).await?;
    let typed = typed.last().map(|f| f.record.clone());
    Ok(Some(merged(
        ipa.clone(),
        public.name,
        public.kind,
        public.municipality,
        public.istat,
        public.province,
        public.region,
        typed,
    )))
}

/// Shown is typed, else public.
#[allow(clippy::too_many_arguments, reason = "one argument per public column, in the table's order")]
pub(crate) fn merged(
    ipa: Ipa,
    name: String,
    kind: Option<String>,
    municipality: Option<String>,
    istat: Option<String>,
    province: Option<String>,
    region: Option<String>,
    typed: Option<domain::records::EnteRecord>,
) -> Ente {
    let public = Ente { ipa, name, kind, municipality, province, region, istat, featured: false, contact: None };
    match typed {
        None => public,
        Some(t) => Ente {
            name: t.name,
            municipality: t.municipality.or(public.municipality),
            province: t.province.or(public.province),
            region: t.region.or(public.region),
            istat: t.istat.or(public.istat),
            featured: t.featured.unwrap_or(false),
            contact: t.contact,
            ..public
        },
    }
}

async fn applications(connection: &mut SqliteConnection, ipa: &Ipa) -> Result<Vec<Application>, StoreError> {
    let code = ipa.as_str();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.call AS "call!", a.sent_at AS "sent_at!", a.project AS "project!",
                  f.id AS "fact!", f.state AS "state!", f.state_on, f.amount_cents AS "amount!", f.decreed AS "decreed!",
                  f.cup, f.call_window, f.protocol, f.decree,
                  min(s.snapshot) AS "first!: String", max(s.snapshot) AS "last!: String", min(s.at_least) AS "at_least!: i64"
           FROM application a
           JOIN public_fact f ON f.application_id = a.id
           JOIN sighting s ON s.fact_id = f.id
           WHERE a.ente = $1
           GROUP BY f.id
           ORDER BY a.sent_at, a.call, f.id"#,
        code
    )
    .fetch_all(connection)
    .await?;
    let mut out: Vec<(i64, Application)> = vec![];
    for r in rows {
        let wrong = |column| StoreError::Inconsistent { table: "public_fact", id: r.fact, column };
        let date = |text: &str, column| text.parse::<NaiveDate>().map_err(|_| wrong(column));
        let fact = PublicFact {
            says: Says {
                state: State::read(&r.state).ok_or_else(|| wrong("state"))?,
                state_on: r.state_on.as_deref().map(|t| date(t, "state_on")).transpose()?,
                amount: Cents(r.amount),
                decreed: date(&r.decreed, "decreed")?,
                cup: r.cup.as_deref().and_then(Cup::read),
                window: r.call_window.and_then(|n| u32::try_from(n).ok()),
                protocol: r.protocol.and_then(|n| u32::try_from(n).ok()),
                decree: r.decree.clone(),
            },
            seen: Seen { first: date(&r.first, "snapshot")?, last: date(&r.last, "snapshot")?, at_least: r.at_least == 1 },
        };
        match out.last_mut().filter(|(id, _)| *id == r.id) {
            Some((_, application)) => application.facts.push(fact),
            None => {
                let sent_at: NaiveDateTime = domain::cell::read_instant(&r.sent_at).ok_or_else(|| wrong("sent_at"))?;
                let project = Slug::read(&r.project).map_err(|_| wrong("project"))?;
                out.push((
                    r.id,
                    Application {
                        key: ApplicationKey { ente: ipa.clone(), call: r.call.clone(), sent_at },
                        project,
                        facts: vec![fact],
                    },
                ));
            }
        }
    }
    Ok(out.into_iter().map(|(_, a)| a).collect())
}
