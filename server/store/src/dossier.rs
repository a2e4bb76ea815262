//! Everything about one ente, in one sweep over indexes that start with the ente.

use crate::{Store, StoreError, row};
use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    application::{Application, ApplicationKey, PublicFact, Says, Seen, State},
    cell::Table,
    dossier::{Dossier, Ente},
    fact::{Fact, Record},
    identifier::{Cup, Ipa, Slug},
    money::Cents,
    records::{ApplicationRecord, EnteRecord, TABLES},
};
use sqlx::{AssertSqlSafe, SqliteConnection, sqlite::SqliteRow};
use std::collections::HashMap;

impl Store {
    /// Reads the dossier of an ente within one read transaction, so that no import shows half; with a day, what was known on it.
    pub(crate) async fn read_dossier(&self, ipa: &Ipa, known: Option<NaiveDate>) -> Result<Option<Dossier>, StoreError> {
        self.read_rows(ipa).await?.map(|rows| rows.dossier(known)).transpose()
    }

    /// Everything about an ente as it stands, and what was known on a day, of one moment.
    pub(crate) async fn read_dossiers(&self, ipa: &Ipa, known: NaiveDate) -> Result<Option<(Dossier, Dossier)>, StoreError> {
        self.read_rows(ipa).await?.map(|rows| Ok((rows.dossier(None)?, rows.dossier(Some(known))?))).transpose()
    }

    async fn read_rows(&self, ipa: &Ipa) -> Result<Option<Rows>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let Some(ente) = ente(&mut tx, ipa).await? else { return Ok(None) };
        let code = ipa.as_str();
        let projects =
            sqlx::query_scalar!("SELECT slug FROM project WHERE ente = $1 ORDER BY slug", code).fetch_all(&mut *tx).await?;
        let projects = projects
            .into_iter()
            .map(|s| Slug::read(&s).map_err(|_| StoreError::Inconsistent { table: "project", id: 0, column: "slug" }))
            .collect::<Result<Vec<_>, _>>()?;
        let applications = applications(&mut tx, ipa).await?;
        let mut records = HashMap::new();
        // The two others are merged into the ente itself and into its applications.
        let merged = [EnteRecord::TABLE, ApplicationRecord::TABLE];
        for table in TABLES.iter().filter(|t| t.ente_column().is_some() && !merged.contains(t)) {
            records.insert(table.name, rows(&mut tx, table, code).await?);
        }
        tx.commit().await?;
        Ok(Some(Rows { ente, projects, applications, records }))
    }
}

/// What is kept about an ente, before it is said on which day.
struct Rows {
    ente: Ente,
    projects: Vec<Slug>,
    applications: Vec<Application>,
    /// By the name of their table.
    records: HashMap<&'static str, Vec<SqliteRow>>,
}

impl Rows {
    fn dossier(&self, known: Option<NaiveDate>) -> Result<Dossier, StoreError> {
        Ok(Dossier {
            ente: self.ente.clone(),
            projects: self.projects.clone(),
            applications: self.applications.clone(),
            project_records: self.facts(known)?,
            funding: self.facts(known)?,
            milestones: self.facts(known)?,
            deadline_changes: self.facts(known)?,
            runs: self.facts(known)?,
            contracts: self.facts(known)?,
            risks: self.facts(known)?,
            stated: self.facts(known)?,
            payments: self.facts(known)?,
            receipts: self.facts(known)?,
            indicators: self.facts(known)?,
            readings: self.facts(known)?,
            acts: self.facts(known)?,
            // Names are no news: `Dossier::as_of` chooses among them.
            offices: self.facts(None)?,
            statements: self.facts(known)?,
            claims: self.facts(known)?,
            cadences: self.facts(known)?,
            confirmations: self.facts(known)?,
            settled: self.facts(known)?,
            sittings: self.facts(known)?,
        })
    }

    /// Facts of one kind, oldest first; with a day, what was known on it.
    fn facts<R: Record>(&self, known: Option<NaiveDate>) -> Result<Vec<Fact<R>>, StoreError> {
        let unread = StoreError::Inconsistent { table: R::TABLE.name, id: 0, column: "ente" };
        let rows = self.records.get(R::TABLE.name).ok_or(unread)?;
        match known {
            Some(day) => row::known(rows, day),
            None => row::facts(rows),
        }
    }
}

/// What is kept of one kind about an ente, oldest first.
async fn rows(connection: &mut SqliteConnection, table: &'static Table, ente: &str) -> Result<Vec<SqliteRow>, StoreError> {
    let sql = row::select(table, "WHERE ente = $1 ORDER BY id");
    Ok(sqlx::query(AssertSqlSafe(sql)).bind(ente).fetch_all(connection).await?)
}

async fn ente(connection: &mut SqliteConnection, ipa: &Ipa) -> Result<Option<Ente>, StoreError> {
    let code = ipa.as_str();
    let Some(public) = sqlx::query!("SELECT name, kind, municipality, istat, province, region FROM ente WHERE ipa = $1", code)
        .fetch_optional(&mut *connection)
        .await?
    else {
        return Ok(None);
    };
    let typed: Vec<Fact<EnteRecord>> = row::facts(&rows(connection, EnteRecord::TABLE, code).await?)?;
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
    typed: Option<EnteRecord>,
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
