//! What people change: a further fact on a thing, if it is still the thing they saw, with its history, in one transaction.

use crate::{
    Store, StoreError,
    entry::Writing,
    log::{self, Line},
    row::{self, instant_text},
    seal, typed,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    cell::{Table, Value},
    desk::{Author, Change, ChangeKind, Desk, Edit, History, HistoryFilter, Kept, Saved},
    fact::{Note, Provenance, Record},
    identifier::{Ipa, Slug},
    ports::{Answer, NewBatch, TypedProvenance, TypedRow},
    records::Reading,
    when::rome_midnight,
};
use sqlx::AssertSqlSafe;

/// Kind of the batch that a save is kept under: no file, and not in the list of imports.
pub(crate) const SAVE: &str = "scrivania";

impl Desk for Store {
    fn save(&self, edits: Vec<Edit>, author: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Saved> {
        Box::pin(async move { self.write_save(edits, author, now, today).await.map_err(StoreError::unavailable) })
    }

    fn kept(&self, table: &'static Table, ente: &Ipa, project: Option<&Slug>) -> Answer<'_, Vec<Kept>> {
        let (ente, project) = (ente.clone(), project.cloned());
        Box::pin(async move { self.read_kept(table, &ente, project.as_ref()).await.map_err(StoreError::unavailable) })
    }

    fn fact(&self, table: &'static Table, id: i64) -> Answer<'_, Option<Kept>> {
        Box::pin(async move {
            let read = async {
                let sql = row::select(table, "WHERE id = $1");
                let row = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_optional(&self.readers).await?;
                row.as_ref().map(|r| row::kept(table, r)).transpose()
            };
            read.await.map_err(StoreError::unavailable)
        })
    }

    fn change(&self, id: i64) -> Answer<'_, Option<Change>> {
        Box::pin(async move { self.read_change(id).await.map_err(StoreError::unavailable) })
    }

    fn history(&self, ente: &Ipa, filter: HistoryFilter) -> Answer<'_, History> {
        let ente = ente.clone();
        Box::pin(async move { self.read_history(&ente, &filter).await.map_err(StoreError::unavailable) })
    }
}

impl Store {
    async fn write_save(
        &self,
        edits: Vec<Edit>,
        author: Author,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Saved, StoreError> {
        let mut writing = self.writing(now, today, author).await?;
        match self.write_edits(&mut writing, &edits).await? {
            done @ Saved::Done(_) => {
                writing.finish().await?;
                Ok(done)
            }
            other => {
                writing.tx.rollback().await?;
                Ok(other)
            }
        }
    }

    /// Looks at all edits of a save before any is written: nothing is written where one of them can't be, and then the inner error
    /// is the answer.
    pub(crate) async fn plan<'e>(
        writing: &mut Writing,
        edits: &'e [Edit],
    ) -> Result<Result<Vec<Planned<'e>>, Saved>, StoreError> {
        let mut planned = vec![];
        for (at, edit) in edits.iter().enumerate() {
            let typed = TypedRow {
                line: 0,
                table: edit.table,
                values: edit.values.clone(),
                provenance: TypedProvenance { al: edit.al, known: None, source: edit.source.clone(), note: edit.note.clone() },
                raw: String::new(),
            };
            if let Some(unknown) = typed::refers(writing, &typed).await? {
                return Ok(Err(Saved::Refused(unknown)));
            }
            let mut provenance =
                Provenance { al: edit.al, known: writing.today, source: edit.source.clone(), note: edit.note.clone() };
            let damaged = |_| StoreError::Inconsistent { table: edit.table.name, id: 0, column: "key" };
            let key = edit.table.key_of(&edit.values, &provenance).map_err(damaged)?;
            let held = typed::held(&mut writing.tx, edit.table, &key).await?;
            let newest = row::newest(&held).cloned();
            // Something taken back may be entered anew by somebody who never saw it.
            let fresh = newest.as_ref().is_none_or(|k| k.withdrawn) && edit.seen == 0;
            if !fresh && newest.as_ref().map(|k| k.version) != Some(edit.seen) {
                return Ok(Err(Saved::Conflict { edit: at, now: newest }));
            }
            // What is said later counts, also where a file dated what it said into the future.
            provenance.known = newest.as_ref().map_or(writing.today, |k| k.provenance.known.max(writing.today));
            let same = newest.as_ref().is_some_and(|k| {
                k.values == edit.values
                    && k.withdrawn == edit.withdrawn
                    && (k.provenance.al, &k.provenance.source, &k.provenance.note)
                        == (provenance.al, &provenance.source, &provenance.note)
            });
            if edit.withdrawn && newest.is_none() {
                return Ok(Err(Saved::Conflict { edit: at, now: None }));
            }
            planned.push(Planned { edit, typed, provenance, newest, same });
        }
        if planned.iter().all(|p| p.same) {
            return Ok(Err(Saved::Same));
        }
        Ok(Ok(planned))
    }

    /// Writes edits in the caller's transaction; where the answer is not [`Saved::Done`], nothing was written.
    pub(crate) async fn write_edits(&self, writing: &mut Writing, edits: &[Edit]) -> Result<Saved, StoreError> {
        let planned = match Self::plan(writing, edits).await? {
            Ok(planned) => planned,
            Err(refusal) => return Ok(refusal),
        };
        let batch = writing
            .open(NewBatch {
                file: String::new(),
                digest: String::new(),
                kind: SAVE.to_owned(),
                snapshot: None,
                at_least: false,
                licence: None,
                ente: None,
            })
            .await?;
        let mut versions = vec![];
        let mut lines = vec![];
        for Planned { edit, typed, provenance, newest, same } in planned {
            if same {
                versions.push(newest.map_or(0, |k| k.version));
                continue;
            }
            typed::consequence(writing, batch, &typed, provenance.known).await?;
            let id = typed::insert(writing, batch, edit.table, &edit.values, &provenance, 0, edit.withdrawn).await?;
            versions.push(id);
            let mut told = told(writing, edit, &provenance, newest.as_ref(), id, batch)?;
            if let Some(project) = project_of_reading(writing, edit).await? {
                told.iter_mut().for_each(|line| line.project = Some(project.clone()));
            }
            lines.extend(told);
        }
        let tables: Vec<&str> = edits.iter().map(|e| e.table.name).collect();
        let facts = seal::batch(&mut writing.tx, batch, Some(&tables)).await?;
        // The first line of a save carries the digest of all that it wrote.
        for (i, mut line) in lines.into_iter().enumerate() {
            line.facts = (i == 0).then_some(facts);
            log::append(&mut writing.tx, &self.key, &line).await?;
        }
        Ok(Saved::Done(versions))
    }

    async fn read_kept(&self, table: &'static Table, ente: &Ipa, project: Option<&Slug>) -> Result<Vec<Kept>, StoreError> {
        let by_project = project.filter(|_| table.columns.iter().any(|c| c.name == "project"));
        let tail = if by_project.is_some() {
            "WHERE ente = $1 AND project = $2 ORDER BY id"
        } else if table.ente_column().is_some() {
            "WHERE ente = $1 ORDER BY id"
        } else {
            "WHERE $1 IS NOT NULL ORDER BY id"
        };
        let mut query = sqlx::query(AssertSqlSafe(row::select(table, tail))).bind(ente.as_str().to_owned());
        if let Some(project) = by_project {
            query = query.bind(project.as_str().to_owned());
        }
        let rows = query.fetch_all(&self.readers).await?;
        let mut things: Vec<(Vec<Value>, Kept)> = vec![];
        let mut places = std::collections::HashMap::new();
        for r in &rows {
            let kept = row::kept(table, r)?;
            let key = table.key_of(&kept.values, &kept.provenance).map_err(|_| StoreError::Inconsistent {
                table: table.name,
                id: kept.version,
                column: "key",
            })?;
            let at = *places.entry(key.clone()).or_insert(things.len());
            match things.get_mut(at) {
                None => things.push((key, kept)),
                Some((_, held)) => {
                    let rank = |k: &Kept| (k.provenance.known, k.recorded_at, k.version);
                    if rank(&kept) > rank(held) {
                        *held = kept;
                    }
                }
            }
        }
        Ok(things.into_iter().map(|(_, kept)| kept).collect())
    }

    async fn read_change(&self, id: i64) -> Result<Option<Change>, StoreError> {
        let found = sqlx::query_as!(
            Logged,
            "SELECT id, at, author, reason, kind, ente, project, subject, thing, field, old, new, fact FROM log_entry WHERE id = $1",
            id
        )
        .fetch_optional(&self.readers)
        .await?;
        found.map(line).transpose()
    }

    async fn read_history(&self, ente: &Ipa, filter: &HistoryFilter) -> Result<History, StoreError> {
        let ente = ente.as_str();
        let project = filter.project.as_ref().map(|p| p.as_str().to_owned());
        let words = (!filter.words.trim().is_empty()).then(|| {
            let plain = filter.words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            format!("%{plain}%")
        });
        let from = filter.from.map(|day| instant_text(rome_midnight(day)));
        // To the last second of that day: what is kept is precise to the second.
        let to = filter.to.and_then(|day| day.succ_opt()).map(|day| instant_text(rome_midnight(day) - TimeDelta::seconds(1)));
        let (limit, offset) = (i64::try_from(filter.limit).unwrap_or(i64::MAX), i64::try_from(filter.offset).unwrap_or(i64::MAX));
        let (subject, proposals) = (filter.subject.as_deref(), filter.proposals);
        let mut tx = self.readers.begin().await?;
        // An import that brought rows of several enti is told to each of them.
        let total = sqlx::query_scalar!(
            r#"SELECT count(*) AS "n!" FROM log_entry
               WHERE (ente = $1 OR (ente IS NULL AND kind = 'importazione')) AND ($2 IS NULL OR project = $2)
                 AND ($3 IS NULL OR subject = $3 OR kind = $3)
                 AND ($4 IS NULL OR author LIKE $4 ESCAPE '\' OR thing LIKE $4 ESCAPE '\' OR old LIKE $4 ESCAPE '\' OR new LIKE $4 ESCAPE '\' OR reason LIKE $4 ESCAPE '\')
                 AND ($5 IS NULL OR at >= $5) AND ($6 IS NULL OR at <= $6) AND ($7 OR subject <> 'proposal')"#,
            ente, project, subject, words, from, to, proposals
        )
        .fetch_one(&mut *tx)
        .await?;
        let rows = sqlx::query_as!(
            Logged,
            r#"SELECT id, at, author, reason, kind, ente, project, subject, thing, field, old, new, fact FROM log_entry
               WHERE (ente = $1 OR (ente IS NULL AND kind = 'importazione')) AND ($2 IS NULL OR project = $2)
                 AND ($3 IS NULL OR subject = $3 OR kind = $3)
                 AND ($4 IS NULL OR author LIKE $4 ESCAPE '\' OR thing LIKE $4 ESCAPE '\' OR old LIKE $4 ESCAPE '\' OR new LIKE $4 ESCAPE '\' OR reason LIKE $4 ESCAPE '\')
                 AND ($5 IS NULL OR at >= $5) AND ($6 IS NULL OR at <= $6) AND ($9 OR subject <> 'proposal')
               ORDER BY id DESC LIMIT $7 OFFSET $8"#,
            ente, project, subject, words, from, to, limit, offset, proposals
        )
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        let changes = rows.into_iter().map(line).collect::<Result<Vec<_>, StoreError>>()?;
        Ok(History { changes, total: usize::try_from(total).unwrap_or(0) })
    }
}

/// One of the edits of a save, looked at.
pub(crate) struct Planned<'e> {
    edit: &'e Edit,
    typed: TypedRow,
    provenance: Provenance,
    newest: Option<Kept>,
    /// It says nothing new.
    same: bool,
}

/// An entry as the table has it.
struct Logged {
    id: i64,
    at: String,
    author: String,
    reason: Option<String>,
    kind: String,
    ente: Option<String>,
    project: Option<String>,
    subject: String,
    thing: String,
    field: Option<String>,
    old: Option<String>,
    new: Option<String>,
    fact: Option<i64>,
}

fn line(r: Logged) -> Result<Change, StoreError> {
    let wrong = |column| StoreError::Inconsistent { table: "log_entry", id: r.id, column };
    Ok(Change {
        id: r.id,
        at: row::instant(&r.at).ok_or_else(|| wrong("at"))?,
        kind: ChangeKind::read(&r.kind).ok_or_else(|| wrong("kind"))?,
        author: r.author,
        reason: r.reason,
        ente: r.ente.as_deref().and_then(|e| Ipa::read(e).ok()),
        project: r.project.as_deref().and_then(|p| Slug::read(p).ok()),
        subject: r.subject,
        thing: r.thing,
        field: r.field,
        old: r.old,
        new: r.new,
        fact: r.fact,
    })
}

/// A reading names its indicator alone: it belongs to the history of that one's project.
async fn project_of_reading(writing: &mut Writing, edit: &Edit) -> Result<Option<String>, StoreError> {
    if edit.table != Reading::TABLE {
        return Ok(None);
    }
    let reading =
        Reading::load(&edit.values).map_err(|(column, _)| StoreError::Inconsistent { table: edit.table.name, id: 0, column })?;
    let (ente, indicator) = (reading.ente.as_str(), reading.indicator.as_str());
    let project = sqlx::query_scalar!(
        "SELECT project FROM indicator WHERE ente = $1 AND code = $2 ORDER BY known DESC, recorded_at DESC, id DESC LIMIT 1",
        ente,
        indicator
    );
    Ok(project.fetch_optional(&mut *writing.tx).await?.flatten())
}

/// One line for each field that changed; for a withdrawal one line for the thing.
fn told(
    writing: &Writing,
    edit: &Edit,
    provenance: &Provenance,
    newest: Option<&Kept>,
    id: i64,
    batch: i64,
) -> Result<Vec<Line>, StoreError> {
    let table = edit.table;
    let damaged = |_| StoreError::Inconsistent { table: table.name, id, column: "values" };
    let texts = |values: &[Value]| {
        let cut = table.cut(values).map_err(damaged)?;
        cut.into_iter().zip(table.columns).map(|(v, c)| (c.print)(v).map_err(damaged)).collect::<Result<Vec<_>, _>>()
    };
    let after = texts(&edit.values)?;
    // What was taken back and is entered anew is new.
    let before = newest.filter(|k| !k.withdrawn).map(|k| texts(&k.values)).transpose()?;
    let named = |name: &str| table.columns.iter().position(|c| c.name == name).and_then(|i| after.get(i)).cloned();
    let base = Line {
        account: writing.author.user,
        reason: writing.author.reason.clone(),
        ente: named("ente"),
        project: named("project").filter(|p| !p.is_empty()),
        fact: Some(id),
        batch: Some(batch),
        ..Line::new(writing.now, writing.author.name.clone(), ChangeKind::Edit, table.name, table.thing(&edit.values))
    };
    if edit.withdrawn {
        return Ok(vec![Line { kind: ChangeKind::Withdrawal, ..base }]);
    }
    let filled = |t: &String| (!t.is_empty()).then(|| t.clone());
    let mut out = vec![];
    for (i, column) in table.columns.iter().enumerate() {
        if column.key {
            continue;
        }
        let (old, new) = (before.as_ref().and_then(|b| b.get(i)).and_then(filled), after.get(i).and_then(filled));
        if old != new {
            out.push(Line { field: Some(column.name.to_owned()), old, new, ..base.clone() });
        }
    }
    let held = newest.filter(|k| !k.withdrawn).map(|k| &k.provenance);
    let al = |p: &Provenance| p.al.map(domain::when::When::iso);
    let note = |p: &Provenance| p.note.as_ref().map(|note| note.text.clone());
    let public = |p: &Provenance| p.note.as_ref().map(Note::word);
    for (name, old, new) in [
        ("al", held.and_then(al), al(provenance)),
        ("source", held.and_then(|p| p.source.clone()), provenance.source.clone()),
        ("note", held.and_then(note), note(provenance)),
        ("note_public", held.and_then(public), public(provenance)),
    ] {
        if old != new {
            out.push(Line { field: Some(name.to_owned()), old, new, ..base.clone() });
        }
    }
    if out.is_empty() {
        // A thing that is nothing but its key: that it is there is the news.
        out.push(base);
    }
    Ok(out)
}
