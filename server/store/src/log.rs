//! The log: what happened, in order, each entry chained to the one before by a keyed digest.
//!
//! HMAC-SHA-256 over the last entry's `mac` and this entry's fields, each with its length before it, so that no two
//! different entries are the same bytes. The key is kept beside the database and not in it (`FILE.key`): whoever can change
//! the database but does not have the key can't make a log that [`crate::Store::verify`] believes. `log_head` seals how
//! many entries there are, so that a log cut short is found too.

use crate::{StoreError, row::instant_text};
use chrono::{DateTime, Utc};
use domain::desk::ChangeKind;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::SqliteConnection;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

type Digest = [u8; 32];

/// The key of the log.
#[derive(Clone)]
pub struct LogKey(Digest);

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogKey")
    }
}

/// Where the key of a database is kept.
#[must_use]
pub fn key_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

impl LogKey {
    /// Reads a key: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::Key`] where there is none or it has another form.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let wrong = || StoreError::Key(path.to_owned());
        let text = fs::read_to_string(path).map_err(|_| wrong())?;
        let text = text.trim().as_bytes();
        let mut key = [0; 32];
        if text.len() != 64 {
            return Err(wrong());
        }
        for (byte, pair) in key.iter_mut().zip(text.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(key))
    }

    /// Makes a key that nobody knows and keeps it, readable by its owner only.
    ///
    /// # Errors
    /// As the system answers, also where there is a key already.
    pub fn make(path: &Path) -> Result<Self, StoreError> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|e| StoreError::Io(std::io::Error::other(e.to_string())))?;
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "{}", hex(&key))?;
        file.sync_all()?;
        Ok(Self(key))
    }

    fn mac(&self) -> Hmac<Sha256> {
        // A key shorter than a block is padded with zeros by HMAC itself: done here, it needs no error that can't happen.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        Hmac::new(&block.into())
    }

    /// A key or a digest for another purpose, which says nothing about the log's own. Each part has its length before it.
    pub(crate) fn derive(&self, parts: &[&[u8]]) -> Digest {
        let mut mac = self.mac();
        mac.update(b"derive");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn entry(&self, id: i64, before: &Digest, line: &Line) -> Digest {
        let mut mac = self.mac();
        mac.update(before);
        let mut field = |bytes: Option<&[u8]>| match bytes {
            None => mac.update(&[0]),
            Some(bytes) => {
                mac.update(&[1]);
                mac.update(&(bytes.len() as u64).to_be_bytes());
                mac.update(bytes);
            }
        };
        field(Some(&id.to_be_bytes()));
        field(Some(instant_text(line.at).as_bytes()));
        field(line.account.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
        field(Some(line.author.as_bytes()));
        field(line.reason.as_deref().map(str::as_bytes));
        field(Some(line.kind.code().as_bytes()));
        for text in [&line.ente, &line.project] {
            field(text.as_deref().map(str::as_bytes));
        }
        field(Some(line.subject.as_bytes()));
        field(Some(line.thing.as_bytes()));
        for text in [&line.field, &line.old, &line.new] {
            field(text.as_deref().map(str::as_bytes));
        }
        for number in [line.fact, line.batch] {
            field(number.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
        }
        field(line.facts.as_ref().map(<[u8; 32]>::as_slice));
        mac.finalize().into_bytes().into()
    }

    fn seal(&self, count: i64, last: &Digest) -> Digest {
        let mut mac = self.mac();
        mac.update(b"head");
        mac.update(&count.to_be_bytes());
        mac.update(last);
        mac.finalize().into_bytes().into()
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// One entry to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub at: DateTime<Utc>,
    pub account: Option<i64>,
    pub author: String,
    pub reason: Option<String>,
    pub kind: ChangeKind,
    pub ente: Option<String>,
    pub project: Option<String>,
    pub subject: String,
    pub thing: String,
    pub field: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
    pub fact: Option<i64>,
    pub batch: Option<i64>,
    pub facts: Option<Digest>,
}

impl Line {
    /// What every entry has.
    pub fn new(
        at: DateTime<Utc>,
        author: impl Into<String>,
        kind: ChangeKind,
        subject: impl Into<String>,
        thing: impl Into<String>,
    ) -> Self {
        Self {
            at,
            account: None,
            author: author.into(),
            reason: None,
            kind,
            ente: None,
            project: None,
            subject: subject.into(),
            thing: thing.into(),
            field: None,
            old: None,
            new: None,
            fact: None,
            batch: None,
            facts: None,
        }
    }
}

/// Adds an entry, in the caller's transaction, and gives its number.
pub(crate) async fn append(connection: &mut SqliteConnection, key: &LogKey, line: &Line) -> Result<i64, StoreError> {
    let head = sqlx::query!("SELECT count, mac FROM log_head WHERE id = 1").fetch_optional(&mut *connection).await?;
    let (count, before) = match head {
        None => (0, [0; 32]),
        Some(h) => (h.count, digest(&h.mac, "log_head", 1)?),
    };
    let id = count + 1;
    let mac = key.entry(id, &before, line);
    let seal = key.seal(id, &mac);
    let (at, kind) = (instant_text(line.at), line.kind.code());
    let (mac, seal, facts) = (mac.as_slice(), seal.as_slice(), line.facts.as_ref().map(<[u8; 32]>::as_slice));
    sqlx::query!(
        "INSERT INTO log_entry (id, at, account_id, author, reason, kind, ente, project, subject, thing, field, old, new, fact, batch_id, facts, mac)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        id,
        at,
        line.account,
        line.author,
        line.reason,
        kind,
        line.ente,
        line.project,
        line.subject,
        line.thing,
        line.field,
        line.old,
        line.new,
        line.fact,
        line.batch,
        facts,
        mac
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO log_head (id, count, mac, seal) VALUES (1, $1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET count = excluded.count, mac = excluded.mac, seal = excluded.seal",
        id,
        mac,
        seal
    )
    .execute(&mut *connection)
    .await?;
    Ok(id)
}

/// A digest out of a blob.
fn digest(bytes: &[u8], table: &'static str, id: i64) -> Result<Digest, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Inconsistent { table, id, column: "mac" })
}

/// How the log ends: what is written beside a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub count: i64,
    /// The last one's `mac`, hexadecimal.
    pub mac: String,
}

/// What the walk along the chain found.
pub(crate) struct Walked {
    /// Where it breaks, in words for `traguardi verify`.
    pub breaks: Vec<(i64, Broken)>,
    /// What each batch's facts must add up to: number of the entry and digest.
    pub batches: std::collections::HashMap<i64, (i64, Digest)>,
    /// What each proposal must be, as its last line says: number of the entry and digest.
    pub proposals: std::collections::HashMap<i64, (i64, Digest)>,
    /// What each frozen document must be sealed with: ente and number.
    pub frozen: std::collections::BTreeMap<(String, i64), String>,
    /// How it ends.
    pub head: Head,
}

/// How a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The entry is not what was written, or it does not follow the one before.
    Altered,
    /// There is no entry of this number, but later ones.
    Missing,
    /// The log ends before its seal says, or after.
    Cut,
    /// The seal is not one that this key made.
    Seal,
}

/// Walks along the chain from its first entry to its last.
pub(crate) async fn walk(connection: &mut SqliteConnection, key: &LogKey) -> Result<Walked, StoreError> {
    let rows = sqlx::query!(
        "SELECT id, at, account_id, author, reason, kind, ente, project, subject, thing, field, old, new, fact, batch_id, facts, mac
         FROM log_entry ORDER BY id"
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut breaks = vec![];
    let mut batches = std::collections::HashMap::new();
    let mut proposals = std::collections::HashMap::new();
    let mut frozen = std::collections::BTreeMap::new();
    let (mut next, mut before) = (1, [0; 32]);
    for r in rows {
        if r.id != next {
            breaks.push((next, Broken::Missing));
        }
        next = r.id + 1;
        let kept = digest(&r.mac, "log_entry", r.id)?;
        // The text itself goes into the digest, so an unreadable one is an altered one.
        let line = crate::row::instant(&r.at).zip(ChangeKind::read(&r.kind)).map(|(at, kind)| Line {
            at,
            account: r.account_id,
            author: r.author,
            reason: r.reason,
            kind,
            ente: r.ente,
            project: r.project,
            subject: r.subject,
            thing: r.thing,
            field: r.field,
            old: r.old,
            new: r.new,
            fact: r.fact,
            batch: r.batch_id,
            facts: r.facts.as_deref().and_then(|f| f.try_into().ok()),
        });
        let whole = line
            .as_ref()
            .is_some_and(|l| instant_text(l.at) == r.at && l.kind.code() == r.kind && key.entry(r.id, &before, l) == kept);
        if !whole {
            breaks.push((r.id, Broken::Altered));
        }
        let told = line.as_ref().filter(|l| l.subject == domain::proposal::SUBJECT && l.batch.is_none());
        if let Some((id, facts)) = told.and_then(|l| l.thing.parse::<i64>().ok().zip(l.facts)) {
            proposals.insert(id, (r.id, facts));
        }
        if let Some(l) = line.as_ref().filter(|l| l.subject == domain::sitting::SUBJECT && l.batch.is_none())
            && let (Some(ente), Ok(number), Some(seals)) = (&l.ente, l.thing.parse(), &l.new)
        {
            frozen.insert((ente.clone(), number), seals.clone());
        }
        if let Some((batch, facts)) = line.and_then(|l| l.batch.zip(l.facts)) {
            batches.insert(batch, (r.id, facts));
        }
        before = kept;
    }
    let head = sqlx::query!("SELECT count, mac, seal FROM log_head WHERE id = 1").fetch_optional(connection).await?;
    match head {
        None if next > 1 => breaks.push((next, Broken::Cut)),
        None => {}
        Some(h) => {
            let mac = digest(&h.mac, "log_head", 1)?;
            if key.seal(h.count, &mac).as_slice() != h.seal.as_slice() {
                breaks.push((h.count, Broken::Seal));
            }
            if h.count != next - 1 || mac != before {
                breaks.push((next, Broken::Cut));
            }
        }
    }
    Ok(Walked { breaks, batches, proposals, frozen, head: Head { count: next - 1, mac: hex(&before) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_entries_are_the_same_bytes() {
        let key = LogKey([7; 32]);
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let line = Line::new(at, "Ufficio", ChangeKind::Edit, "milestone", "contrattualizzazione");
        let moved = Line { subject: "mileston".into(), thing: "econtrattualizzazione".into(), ..line.clone() };
        let filled = Line { reason: Some(String::new()), ..line.clone() };
        let one = key.entry(1, &[0; 32], &line);
        assert_ne!(one, key.entry(1, &[0; 32], &moved));
        assert_ne!(one, key.entry(1, &[0; 32], &filled));
        assert_ne!(one, key.entry(2, &[0; 32], &line));
        assert_ne!(one, key.entry(1, &[1; 32], &line));
        assert_ne!(one, LogKey([8; 32]).entry(1, &[0; 32], &line));
    }
}
