//! What waits for a second person: kept beside the facts, and none itself until somebody else has confirmed it. Each of its
//! states is a line of the log with the digest of the row as it stands then, so that `traguardi verify` finds one that was
//! changed. Whether an ente wants the check is in the log alone: the last word counts.

use crate::{
    Store, StoreError,
    entry::Writing,
    log::{self, Line},
    row::{self, instant, instant_text},
    seal, typed,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    cell::Cell,
    desk::{Author, ChangeKind, Edit, Saved},
    fact::Note,
    identifier::{Ipa, Slug},
    ports::Answer,
    proposal::{Decided, Decision, Draft, Item, Proposal, Proposals, SECOND_PERSON, SETTING, SUBJECT, State},
    records::TABLES,
    when::When,
};
use serde_json::{Map, Value as Json};
use sqlx::{AssertSqlSafe, SqliteConnection};

impl Proposals for Store {
    fn second_person(&self, ente: &Ipa) -> Answer<'_, bool> {
        let ente = ente.clone();
        Box::pin(async move { self.read_second_person(&ente).await.map_err(StoreError::unavailable) })
    }

    fn set_second_person(&self, ente: &Ipa, on: bool, by: Author, now: DateTime<Utc>) -> Answer<'_, ()> {
        let ente = ente.clone();
        Box::pin(async move { self.write_second_person(&ente, on, by, now).await.map_err(StoreError::unavailable) })
    }

    fn propose(&self, draft: Draft, author: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Saved> {
        Box::pin(async move { self.write_proposal(draft, author, now, today).await.map_err(StoreError::unavailable) })
    }

    fn waiting(&self, ente: &Ipa) -> Answer<'_, Vec<Proposal>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_proposals(&ente, None).await.map_err(StoreError::unavailable) })
    }

    fn own(&self, ente: &Ipa, user: i64, since: NaiveDate) -> Answer<'_, Vec<Proposal>> {
        let ente = ente.clone();
        Box::pin(async move { self.read_proposals(&ente, Some((user, since))).await.map_err(StoreError::unavailable) })
    }

    fn proposal(&self, id: i64) -> Answer<'_, Option<Proposal>> {
        Box::pin(async move { self.read_proposal(id).await.map_err(StoreError::unavailable) })
    }

    fn decide(&self, id: i64, decision: Decision, by: Author, now: DateTime<Utc>, today: NaiveDate) -> Answer<'_, Decided> {
        Box::pin(async move { self.write_decision(id, decision, by, now, today).await.map_err(StoreError::unavailable) })
    }
}

/// A proposal and what is decided about it are somebody's.
fn nobody() -> StoreError {
    StoreError::Inconsistent { table: "proposal", id: 0, column: "account_id" }
}

impl Store {
    async fn read_second_person(&self, ente: &Ipa) -> Result<bool, StoreError> {
        let mut tx = self.readers.begin().await?;
        let on = last_word(&mut tx, ente).await?;
        tx.commit().await?;
        Ok(on)
    }

    async fn write_second_person(&self, ente: &Ipa, on: bool, by: Author, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.begin_writing().await?;
        let was = last_word(&mut tx, ente).await?;
        if was == on {
            tx.rollback().await?;
            return Ok(());
        }
        let line = Line {
            account: by.user,
            reason: by.reason,
            ente: Some(ente.to_string()),
            old: Some(was.print()),
            new: Some(on.print()),
            ..Line::new(now, by.name, ChangeKind::Access, SETTING, SECOND_PERSON)
        };
        log::append(&mut tx, &self.key, &line).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_proposal(
        &self,
        draft: Draft,
        author: Author,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Saved, StoreError> {
        let user = author.user.ok_or_else(nobody)?;
        let mut writing = self.writing(now, today, author.clone()).await?;
        // What could not be saved can't be proposed.
        let refusal = Self::plan(&mut writing, &draft.edits).await?.err();
        if let Some(refusal) = refusal {
            writing.tx.rollback().await?;
            return Ok(refusal);
        }
        let (ente, project) = (draft.ente.as_str(), draft.project.as_str());
        let (at, edits, state) = (instant_text(now), written(&draft.edits)?, State::Waiting.code());
        let id = sqlx::query!(
            "INSERT INTO proposal (ente, project, account_id, author, reason, at, edits, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            ente,
            project,
            user,
            author.name,
            author.reason,
            at,
            edits,
            state
        )
        .execute(&mut *writing.tx)
        .await?
        .last_insert_rowid();
        self.note(&mut writing, id, (ente, project), author, State::Waiting).await?;
        writing.finish().await?;
        Ok(Saved::Done(vec![id]))
    }

    async fn write_decision(
        &self,
        id: i64,
        decision: Decision,
        by: Author,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Decided, StoreError> {
        let mut writing = self.writing(now, today, by).await?;
        let decided = self.settle(&mut writing, id, decision).await?;
        if decided == Decided::Done {
            writing.finish().await?;
        } else {
            writing.tx.rollback().await?;
        }
        Ok(decided)
    }

    /// Decides within the transaction of whoever decides; nothing may be kept of it unless it is done.
    async fn settle(&self, writing: &mut Writing, id: i64, decision: Decision) -> Result<Decided, StoreError> {
        let by = writing.author.clone();
        let user = by.user.ok_or_else(nobody)?;
        let Some(proposal) = one(&mut writing.tx, id).await?.filter(|p| p.state == State::Waiting) else {
            return Ok(Decided::Settled);
        };
        if !proposal.may(decision, user) {
            return Ok(Decided::Barred);
        }
        let state = decision.state();
        if decision == Decision::Confirm {
            // The history names whoever wrote it; the reason says who has confirmed it.
            writing.author = Author { reason: by.reason.clone(), ..proposal.author.clone() };
            let edits: Vec<Edit> = proposal.items.iter().map(|i| i.edit.clone()).collect();
            match self.write_edits(writing, &edits).await? {
                Saved::Done(_) | Saved::Same => {}
                Saved::Conflict { .. } => return Ok(Decided::Overtaken),
                Saved::Refused(unknown) => return Ok(Decided::Refused(unknown)),
            }
        }
        let by = Author { reason: by.reason.filter(|_| decision == Decision::Refuse), ..by };
        let (code, at) = (state.code(), instant_text(writing.now));
        sqlx::query!(
            "UPDATE proposal SET state = $1, decided_at = $2, decider_id = $3, decider = $4, answer = $5 WHERE id = $6",
            code,
            at,
            user,
            by.name,
            by.reason,
            id
        )
        .execute(&mut *writing.tx)
        .await?;
        self.note(writing, id, (proposal.ente.as_str(), proposal.project.as_str()), by, state).await?;
        Ok(Decided::Done)
    }

    /// Says in the log what has become of a proposal, with the digest of it as it stands now.
    async fn note(
        &self,
        writing: &mut Writing,
        id: i64,
        (ente, project): (&str, &str),
        by: Author,
        state: State,
    ) -> Result<(), StoreError> {
        let facts = seal::proposal(&mut writing.tx, id).await?;
        let line = Line {
            account: by.user,
            reason: by.reason,
            ente: Some(ente.to_owned()),
            project: Some(project.to_owned()),
            field: Some("state".to_owned()),
            old: (state != State::Waiting).then(|| State::Waiting.code().to_owned()),
            new: Some(state.code().to_owned()),
            facts: Some(facts),
            ..Line::new(writing.now, by.name, ChangeKind::Edit, SUBJECT, id.to_string())
        };
        log::append(&mut writing.tx, &self.key, &line).await?;
        Ok(())
    }

    async fn read_proposals(&self, ente: &Ipa, own: Option<(i64, NaiveDate)>) -> Result<Vec<Proposal>, StoreError> {
        let ente = ente.as_str();
        let (user, since) = (own.map(|(user, _)| user), own.map(|(_, since)| since.to_string()));
        let mut tx = self.readers.begin().await?;
        let rows = sqlx::query_as!(
            Stored,
            r#"SELECT id AS "id!", ente AS "ente!", project AS "project!", account_id AS "account!", author AS "author!",
                      reason AS "reason?", at AS "at!", edits AS "edits!", state AS "state!", decided_at AS "decided_at?",
                      decider_id AS "decider_id?", decider AS "decider?", answer AS "answer?"
               FROM proposal
               WHERE ente = $1 AND (($2 IS NULL AND state = 'in_attesa')
                                    OR (account_id = $2 AND (state = 'in_attesa' OR decided_at >= $3)))
               ORDER BY id"#,
            ente,
            user,
            since
        )
        .fetch_all(&mut *tx)
        .await?;
        let mut out = Vec::with_capacity(rows.len());
        for kept in rows {
            out.push(read(&mut tx, kept).await?);
        }
        tx.commit().await?;
        Ok(out)
    }

    async fn read_proposal(&self, id: i64) -> Result<Option<Proposal>, StoreError> {
        let mut tx = self.readers.begin().await?;
        let found = one(&mut tx, id).await?;
        tx.commit().await?;
        Ok(found)
    }
}

/// What the log said last about the check. The names stand in the text, so that its own index answers.
async fn last_word(connection: &mut SqliteConnection, ente: &Ipa) -> Result<bool, StoreError> {
    let ente = ente.as_str();
    let word = sqlx::query_scalar!(
        r#"SELECT new AS "new?" FROM log_entry WHERE ente = $1 AND subject = 'setting' AND thing = 'second_person'
           ORDER BY id DESC LIMIT 1"#,
        ente
    )
    .fetch_optional(connection)
    .await?
    .flatten();
    Ok(word == Some(true.print()))
}

/// A row as the table has it.
struct Stored {
    id: i64,
    ente: String,
    project: String,
    account: i64,
    author: String,
    reason: Option<String>,
    at: String,
    edits: String,
    state: String,
    decided_at: Option<String>,
    decider_id: Option<i64>,
    decider: Option<String>,
    answer: Option<String>,
}

async fn one(connection: &mut SqliteConnection, id: i64) -> Result<Option<Proposal>, StoreError> {
    let found = sqlx::query_as!(
        Stored,
        r#"SELECT id AS "id!", ente AS "ente!", project AS "project!", account_id AS "account!", author AS "author!",
                  reason AS "reason?", at AS "at!", edits AS "edits!", state AS "state!", decided_at AS "decided_at?",
                  decider_id AS "decider_id?", decider AS "decider?", answer AS "answer?"
           FROM proposal WHERE id = $1"#,
        id
    )
    .fetch_optional(&mut *connection)
    .await?;
    match found {
        Some(kept) => Ok(Some(read(connection, kept).await?)),
        None => Ok(None),
    }
}

/// A row as a proposal, each of its things beside what it was and what it is.
async fn read(connection: &mut SqliteConnection, kept: Stored) -> Result<Proposal, StoreError> {
    let id = kept.id;
    let wrong = move |column| StoreError::Inconsistent { table: "proposal", id, column };
    let at = instant(&kept.at).ok_or_else(|| wrong("at"))?;
    let mut items = vec![];
    for edit in edits(&kept.edits).ok_or_else(|| wrong("edits"))? {
        let table = edit.table;
        let mut item = Item { edit, before: None, now: None };
        if item.edit.seen > 0 {
            let sql = row::select(table, "WHERE id = $1");
            let found = sqlx::query(AssertSqlSafe(sql)).bind(item.edit.seen).fetch_optional(&mut *connection).await?;
            item.before = found.as_ref().map(|r| row::kept(table, r)).transpose()?;
        }
        let proposed = item.proposed(at);
        let key = table.key_of(&proposed.values, &proposed.provenance).map_err(|_| wrong("edits"))?;
        let held = typed::held(&mut *connection, table, &key).await?;
        item.now = row::newest(&held).cloned();
        items.push(item);
    }
    let decided = match (kept.decider_id, kept.decider, kept.decided_at) {
        (Some(user), Some(name), Some(at)) => {
            let at = instant(&at).ok_or_else(|| wrong("decided_at"))?;
            Some((Author { user: Some(user), name, reason: kept.answer }, at))
        }
        _ => None,
    };
    Ok(Proposal {
        id,
        ente: Ipa::read(&kept.ente).map_err(|_| wrong("ente"))?,
        project: Slug::read(&kept.project).map_err(|_| wrong("project"))?,
        author: Author { user: Some(kept.account), name: kept.author, reason: kept.reason },
        at,
        items,
        state: State::read(&kept.state).ok_or_else(|| wrong("state"))?,
        decided,
    })
}

/// Edits as they are kept: every cell under the name of its column and in the words of files, so that a column that is added
/// later leaves what waits readable.
fn written(edits: &[Edit]) -> Result<String, StoreError> {
    let mut out = vec![];
    for edit in edits {
        let damaged = |_| StoreError::Inconsistent { table: edit.table.name, id: edit.seen, column: "values" };
        let cut = edit.table.cut(&edit.values).map_err(damaged)?;
        let mut cells = Map::new();
        for (column, values) in edit.table.columns.iter().zip(cut) {
            cells.insert(column.name.to_owned(), Json::from((column.print)(values).map_err(damaged)?));
        }
        let pairs = [
            ("table", Json::from(edit.table.name)),
            ("cells", Json::Object(cells)),
            ("al", Json::from(edit.al.map(When::iso))),
            ("source", Json::from(edit.source.clone())),
            ("note", Json::from(edit.note.as_ref().map(|note| note.text.clone()))),
            ("note_public", Json::from(edit.note.as_ref().map(|note| note.public))),
            ("seen", Json::from(edit.seen)),
            ("withdrawn", Json::from(edit.withdrawn)),
        ];
        out.push(Json::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()));
    }
    Ok(Json::Array(out).to_string())
}

/// The same read back; `None` where it is not what [`written`] wrote.
fn edits(text: &str) -> Option<Vec<Edit>> {
    let list: Vec<Json> = serde_json::from_str(text).ok()?;
    list.iter().map(edit).collect()
}

fn edit(kept: &Json) -> Option<Edit> {
    let name = kept.get("table")?.as_str()?;
    let table = TABLES.iter().copied().find(|t| t.name == name)?;
    let cells = kept.get("cells")?.as_object()?;
    let mut values = vec![];
    for column in table.columns {
        let text = cells.get(column.name).and_then(Json::as_str).unwrap_or_default();
        values.extend((column.parse)(text).ok()?);
    }
    let text = |name: &str| kept.get(name).and_then(Json::as_str);
    Some(Edit {
        table,
        values,
        al: match text("al") {
            Some(al) => Some(When::read(al).ok()?),
            None => None,
        },
        source: text("source").map(str::to_owned),
        note: Note::typed(text("note").map(str::to_owned), kept.get("note_public").and_then(Json::as_bool)),
        seen: kept.get("seen")?.as_i64()?,
        withdrawn: kept.get("withdrawn")?.as_bool()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        cell::Form,
        records::{OF_A_PROJECT, OF_AN_ENTE},
    };

    #[test]
    fn what_is_kept_is_read_back_for_every_kind_that_people_edit() {
        for table in OF_A_PROJECT.iter().chain(&OF_AN_ENTE) {
            for filled in [true, false] {
                let mut values = vec![];
                for column in table.columns {
                    let text = match (column.name, column.form) {
                        _ if !filled && !column.required => "",
                        ("ente", _) => "c_e472",
                        ("project", _) => "send-2022",
                        ("line", _) => "1.4.5",
                        (_, Form::Choice(words)) => words.iter().find(|w| !w.is_empty()).copied().unwrap(),
                        (_, Form::Date | Form::Day) => "12/03/2025",
                        (_, Form::Money | Form::Figure) => "oltre 1.234,50",
                        (_, Form::Number) => "3",
                        (_, Form::Line) => "l'«à» \"<b>\"\\ 1; 2",
                    };
                    let parsed = (column.parse)(text);
                    values.extend(parsed.unwrap_or_else(|e| panic!("{}.{}: {e:?}", table.name, column.name)));
                }
                let own = |text: &str| filled.then(|| text.to_owned());
                let edit = Edit {
                    table,
                    values,
                    al: filled.then(|| When::read("2025-03").unwrap()),
                    source: own("registro"),
                    note: Note::typed(own("una nota\n\u{202e}"), Some(true)),
                    seen: i64::from(filled) * i64::MAX,
                    withdrawn: filled,
                };
                let text = written(std::slice::from_ref(&edit)).unwrap();
                assert_eq!(edits(&text), Some(vec![edit]), "{text}");
            }
        }
    }

    #[test]
    fn what_nobody_wrote_is_not_read() {
        for text in ["", "[", "{}", "[{}]", r#"[{"table":"nessuna","cells":{},"seen":0,"withdrawn":false}]"#] {
            assert_eq!(edits(text), None, "{text}");
        }
        assert_eq!(edits("[]"), Some(vec![]));
    }
}
