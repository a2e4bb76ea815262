//! What sittings were shown: documents and their parts, written once. Triggers refuse every change below this room too.

use crate::{
    Store, StoreError,
    log::{self, Line, hex},
};
use domain::{
    desk::{Author, ChangeKind},
    identifier::Ipa,
    ports::Answer,
    sitting::{Audience, Cover, Frozen, KeptPart, NewFreeze, SUBJECT, Sittings},
};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    sync::atomic::{AtomicUsize, Ordering},
};

fn packed(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Each of them packed, in their order, by as many threads as there are cores: of a large Comune there are thousands.
fn all_packed(all: &[&[u8]]) -> Result<Vec<Vec<u8>>, StoreError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Some are a thousand times as long as others: who is ready takes the next one.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = vec![];
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(bytes) = all.get(at) else { return Ok(done) };
            done.push((at, packed(bytes)?));
        }
    };
    let mut out = std::thread::scope(|threads| {
        let shares: Vec<_> = (0..cores).map(|_| threads.spawn(work)).collect();
        let mut out = Vec::with_capacity(all.len());
        for share in shares {
            let done: Result<_, StoreError> = share.join().map_err(|_| std::io::Error::other("packing broke off"))?;
            out.extend(done?);
        }
        Ok::<_, StoreError>(out)
    })?;
    out.sort_unstable_by_key(|(at, _)| *at);
    Ok(out.into_iter().map(|(_, bytes)| bytes).collect())
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut out = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut out)?;
    Ok(out)
}

/// SHA-256 in hexadecimal, as seals are written.
fn seal(bytes: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    hex(&digest)
}

/// What the log keeps of a document: its seal, and that of the annex where there is one.
fn told(document: &str, annex: Option<&str>) -> String {
    annex.map_or_else(|| document.to_owned(), |annex| format!("{document} {annex}"))
}

impl Sittings for Store {
    fn frozen(&self, ente: &Ipa) -> Answer<'_, Vec<Frozen>> {
        let ente = ente.clone();
        Box::pin(async move { read_frozen(self, &ente).await.map_err(StoreError::unavailable) })
    }

    fn freeze(&self, new: NewFreeze, author: Author) -> Answer<'_, bool> {
        Box::pin(async move { write(self, new, author).await.map_err(StoreError::unavailable) })
    }

    fn part(&self, ente: &Ipa, number: u32, audience: Audience, name: &str, lang: &str) -> Answer<'_, Option<KeptPart>> {
        let (ente, name, lang) = (ente.as_str().to_owned(), name.to_owned(), lang.to_owned());
        let internal = audience == Audience::Insiders;
        Box::pin(async move {
            let row = sqlx::query!(
                "SELECT title, bytes FROM freeze_part WHERE ente = $1 AND number = $2 AND internal = $3 AND name = $4 AND lang = $5",
                ente,
                number,
                internal,
                name,
                lang
            )
            .fetch_optional(&self.readers)
            .await
            .map_err(|e| StoreError::from(e).unavailable())?;
            row.map(|r| Ok(KeptPart { title: r.title, bytes: unpacked(&r.bytes).map_err(StoreError::unavailable)? })).transpose()
        })
    }

    fn document(&self, ente: &Ipa, number: u32, audience: Audience) -> Answer<'_, Option<Vec<u8>>> {
        let ente = ente.as_str().to_owned();
        Box::pin(async move {
            let row = sqlx::query!("SELECT document, annex FROM freeze WHERE ente = $1 AND number = $2", ente, number)
                .fetch_optional(&self.readers)
                .await
                .map_err(|e| StoreError::from(e).unavailable())?;
            let bytes = row.and_then(|r| match audience {
                Audience::Everybody => Some(r.document),
                Audience::Insiders => r.annex,
            });
            bytes.map(|b| unpacked(&b).map_err(StoreError::unavailable)).transpose()
        })
    }
}

async fn read_frozen(store: &Store, ente: &Ipa) -> Result<Vec<Frozen>, StoreError> {
    let code = ente.as_str();
    let rows = sqlx::query!("SELECT number, cover, seal, annex_seal FROM freeze WHERE ente = $1 ORDER BY number DESC", code)
        .fetch_all(&store.readers)
        .await?;
    rows.into_iter()
        .map(|r| {
            let cover: Cover = serde_json::from_str(&r.cover).map_err(|_| StoreError::Inconsistent {
                table: "freeze",
                id: r.number,
                column: "cover",
            })?;
            Ok(Frozen { cover, seal: r.seal, annex: r.annex_seal })
        })
        .collect()
}

async fn write(store: &Store, new: NewFreeze, author: Author) -> Result<bool, StoreError> {
    let ente = new.cover.ente.as_str();
    let number = new.cover.number;
    let cover = serde_json::to_string(&new.cover).map_err(|e| StoreError::Io(std::io::Error::other(e)))?;
    // What takes time is done before the one writer is asked for.
    let whole = [new.document.as_slice()].into_iter().chain(new.annex.iter().map(|(bytes, _)| bytes.as_slice()));
    let mut all = all_packed(&whole.chain(new.parts.iter().map(|p| p.bytes.as_slice())).collect::<Vec<_>>())?.into_iter();
    let document = all.next();
    let annex = all.by_ref().take(usize::from(new.annex.is_some())).next();
    let annex_seal = new.annex.as_ref().map(|(_, seal)| seal.clone());
    let mut tx = store.begin_writing().await?;
    let last = sqlx::query_scalar!(r#"SELECT coalesce(max(number), 0) AS "n!: u32" FROM freeze WHERE ente = $1"#, ente)
        .fetch_one(&mut *tx)
        .await?;
    if number != last + 1 {
        return Ok(false);
    }
    sqlx::query!(
        "INSERT INTO freeze (ente, number, cover, document, seal, annex, annex_seal) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ente,
        number,
        cover,
        document,
        new.seal,
        annex,
        annex_seal
    )
    .execute(&mut *tx)
    .await?;
    for (part, bytes) in new.parts.iter().zip(all) {
        let internal = part.audience == Audience::Insiders;
        sqlx::query!(
            "INSERT INTO freeze_part (ente, number, internal, name, lang, title, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            ente,
            number,
            internal,
            part.name,
            part.lang,
            part.title,
            bytes
        )
        .execute(&mut *tx)
        .await?;
    }
    let line = Line {
        account: author.user,
        reason: author.reason,
        ente: Some(ente.to_owned()),
        new: Some(told(&new.seal, annex_seal.as_deref())),
        ..Line::new(new.cover.frozen_at, author.name, ChangeKind::Edit, SUBJECT, number.to_string())
    };
    log::append(&mut tx, &store.key, &line).await?;
    tx.commit().await?;
    Ok(true)
}

/// What is wrong with a frozen document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenSeal {
    /// Its bytes are not those that were sealed, or can't be read.
    Document,
    /// The annex' bytes are not those that were sealed, or can't be read.
    Annex,
    /// Its first page is not the document's own.
    Cover,
    /// A part is not the one whose digest the document lists, is missing, or is not listed.
    Part,
    /// The log knows another seal, or none.
    Log,
    /// The log knows a document of which nothing is left.
    Gone,
}

/// Reads every document and counts every digest again. `logged` is what the log says of each: ente, number and seals.
pub(crate) async fn check(
    connection: &mut SqliteConnection,
    logged: &BTreeMap<(String, i64), String>,
) -> Result<Vec<(String, i64, BrokenSeal)>, StoreError> {
    let there: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'freeze'").fetch_one(&mut *connection).await?;
    if there == 0 {
        return Ok(vec![]);
    }
    let mut wrong = vec![];
    let keys = sqlx::query!("SELECT ente, number FROM freeze ORDER BY ente, number").fetch_all(&mut *connection).await?;
    for key in &keys {
        // One at a time: a document may be large.
        let row = sqlx::query!(
            "SELECT cover, document, seal, annex, annex_seal FROM freeze WHERE ente = $1 AND number = $2",
            key.ente,
            key.number
        )
        .fetch_one(&mut *connection)
        .await?;
        let mut say = |what| wrong.push((key.ente.clone(), key.number, what));
        if logged.get(&(key.ente.clone(), key.number)) != Some(&told(&row.seal, row.annex_seal.as_deref())) {
            say(BrokenSeal::Log);
        }
        let document = opened(&row.document, &row.seal);
        let annex = row.annex.as_ref().map(|bytes| opened(bytes, row.annex_seal.as_deref().unwrap_or_default()));
        match &document {
            None => say(BrokenSeal::Document),
            Some(value) => {
                let cover = serde_json::from_str::<serde_json::Value>(&row.cover).ok();
                if cover.as_ref() != value.get("cover") {
                    say(BrokenSeal::Cover);
                }
            }
        }
        if annex.as_ref().is_some_and(Option::is_none) {
            say(BrokenSeal::Annex);
        }
        // Digest and title; of schema 1 nobody has sealed the title.
        let mut listed: BTreeMap<(bool, String, String), (String, Option<String>)> = BTreeMap::new();
        for (internal, value) in [(false, document), (true, annex.flatten())] {
            let titled = value.as_ref().and_then(|v| v.get("schema")).and_then(|s| s.as_u64()).is_some_and(|schema| schema > 1);
            for part in value.as_ref().and_then(|v| v.get("parts")).and_then(|p| p.as_array()).into_iter().flatten() {
                let text = |name: &str| part.get(name).and_then(|t| t.as_str()).unwrap_or_default().to_owned();
                let title = titled.then(|| text("title"));
                listed.insert((internal, text("name"), text("lang")), (text("sha256"), title));
            }
        }
        let parts = sqlx::query!(
            r#"SELECT internal AS "internal: bool", name, lang, title, bytes FROM freeze_part WHERE ente = $1 AND number = $2"#,
            key.ente,
            key.number
        )
        .fetch_all(&mut *connection)
        .await?;
        let mut whole = true;
        for part in parts {
            let counted = unpacked(&part.bytes).map(|b| seal(&b)).ok();
            let sealed = listed.remove(&(part.internal, part.name, part.lang));
            whole &= sealed.is_some_and(|(digest, title)| {
                counted.as_ref() == Some(&digest) && title.is_none_or(|title| title == part.title)
            });
        }
        if !whole || !listed.is_empty() {
            say(BrokenSeal::Part);
        }
    }
    for (ente, number) in logged.keys() {
        if !keys.iter().any(|k| k.ente == *ente && k.number == *number) {
            wrong.push((ente.clone(), *number, BrokenSeal::Gone));
        }
    }
    Ok(wrong)
}

/// The document that has this seal, read; none where the bytes are others.
fn opened(bytes: &[u8], sealed: &str) -> Option<serde_json::Value> {
    let bytes = unpacked(bytes).ok()?;
    if seal(&bytes) == sealed { serde_json::from_slice(&bytes).ok() } else { None }
}
