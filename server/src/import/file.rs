//! One file through one entry: what the command and the browser share. Where an import stops, and what is said of it, is for
//! whoever asked for it.

use crate::sentence;
use chrono::NaiveDate;
use domain::{
    application::Seen,
    cell::Value,
    identifier::Ipa,
    ports::{Closed, Entry, NewBatch, Taken, TypedRow, Unavailable},
};
use intake::{FileFault, Item, Kind, Limits, Refusal, Rows};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use words::Lang;

/// Rows handed over at a time: enough to keep SQLite busy, few enough to stay small in memory.
const CHUNK: usize = 2_000;

/// How many refusals are told in words.
const TOLD: usize = 1_000;

/// Licence of the public files: see `domain.md` §6.1.
const PA_DIGITALE_LICENCE: &str = "CC-BY-4.0";

/// A file looked at once before anything is written.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Where it lies.
    pub path: PathBuf,
    /// What people call it, without its folder.
    pub name: String,
    /// What it turned out to be.
    pub kind: Kind,
    /// SHA-256, hexadecimal.
    pub digest: String,
    /// Bytes.
    pub size: u64,
    /// Newest day inside, for public rows that bring no day of their own.
    pub newest: Option<NaiveDate>,
    /// Newest day that a column of the collector's says, for those that bring one.
    pub columned: Option<NaiveDate>,
}

/// Why a file is not taken; nothing of it is.
#[derive(Debug)]
pub enum Stop {
    /// It can't be opened.
    Open(io::Error),
    /// It can't be read.
    Read(io::Error),
    /// It is none of ours.
    Fault(FileFault),
    /// Somebody has sent it, and it can't be read to its end, or should not be.
    Fatal(Refusal),
    /// Somebody waits for it, and it takes too long.
    Late,
    /// The register did not accept it.
    Unavailable,
}

impl From<FileFault> for Stop {
    fn from(fault: FileFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Unavailable> for Stop {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

/// What a file that comes through the browser is held to. One that whoever has the machine reads is held to nothing.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// How large it may be.
    pub limits: Limits,
    /// Whether it has taken too long by now.
    pub late: &'a dyn Fn() -> bool,
}

impl Bounds<'_> {
    fn check(&self, next: &Result<Item, Refusal>) -> Result<(), Stop> {
        if (self.late)() {
            return Err(Stop::Late);
        }
        match next {
            Err(refusal) if refusal.reason.is_fatal() => Err(Stop::Fatal(refusal.clone())),
            _ => Ok(()),
        }
    }
}

fn open<'r>(file: File, bounds: Option<&Bounds<'_>>) -> Result<Rows<'r>, FileFault> {
    match bounds {
        Some(bounds) => intake::open_within(file, bounds.limits),
        None => intake::open(file),
    }
}

/// SHA-256 of a file, hexadecimal, and its length in bytes.
///
/// # Errors
/// Where it can't be read.
pub fn digest(path: &Path) -> Result<(String, u64), Stop> {
    let mut file = File::open(path).map_err(Stop::Open)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    let mut size = 0u64;
    loop {
        let n = file.read(&mut buffer).map_err(Stop::Read)?;
        if n == 0 {
            break;
        }
        size += n as u64;
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
    Ok((hasher.finalize().iter().map(|b| format!("{b:02x}")).collect(), size))
}

/// Reads a file once: what it is, its digest, the newest day inside; within bounds, also whether it keeps to them.
///
/// # Errors
/// Why it can't be taken in.
pub fn look(path: &Path, name: String, bounds: Option<&Bounds<'_>>) -> Result<Looked, Stop> {
    let (digest, size) = digest(path)?;
    let rows = open(File::open(path).map_err(Stop::Open)?, bounds)?;
    let kind = rows.kind();
    let public = matches!(kind, Kind::Public | Kind::Calls);
    let (mut newest, mut columned) = (None, None);
    if public || bounds.is_some() {
        for next in rows {
            if let Some(bounds) = bounds {
                bounds.check(&next)?;
            }
            match next {
                Ok(Item::Public(row)) => match row.seen {
                    Some(seen) => columned = columned.max(Some(seen.last)),
                    None => newest = newest.max(Some(intake::newest_day(&row))),
                },
                // A call may close on a day to come: only its opening is surely behind whoever wrote the file.
                Ok(Item::Call(row)) => newest = newest.max(row.opened),
                _ => {}
            }
        }
    }
    Ok(Looked { path: path.to_owned(), name, kind, digest, size, newest, columned })
}

/// Before every call of PA digitale 2026: the day of a file in which nothing tells one.
const BEFORE_ALL: NaiveDate = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a day of the calendar");

/// What is to become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pass {
    /// It is handed over.
    Take,
    /// It stays out, and nothing is said of it.
    Leave,
    /// It is refused: why, in words that follow the number of its line.
    Refuse(String),
}

/// How a file is to be taken.
pub struct Job<'a> {
    /// Which one.
    pub file: &'a Looked,
    /// Day of the snapshot, where it was said.
    pub snapshot: Option<NaiveDate>,
    /// The ente it is brought in for.
    pub ente: Option<&'a Ipa>,
    /// What it is held to.
    pub bounds: Option<&'a Bounds<'a>>,
}

impl Job<'_> {
    /// The day of the snapshot, and whether it is a lower bound: what was said, else the newest that a column says, else the
    /// newest day inside.
    #[must_use]
    pub fn day(&self) -> (Option<NaiveDate>, bool) {
        let public = matches!(self.file.kind, Kind::Public | Kind::Calls);
        let exact = self.snapshot.or_else(|| self.file.columned.filter(|_| self.file.newest.is_none()));
        let day = exact.or_else(|| self.file.newest.max(self.file.columned)).filter(|_| public);
        (day, day.is_some() && exact.is_none())
    }

    /// When rows were seen that do not say it themselves. Where nothing tells, as in a file of calls without a day, it is the
    /// day before the first there were.
    fn seen(&self) -> Seen {
        let day = self.snapshot.or(self.file.newest).unwrap_or(BEFORE_ALL);
        Seen { first: day, last: day, at_least: self.snapshot.is_none() }
    }
}

/// What became of a file.
pub struct Made {
    /// Number of its batch.
    pub batch: i64,
    /// What it did.
    pub closed: Closed,
    /// Refused rows in words, the first thousand.
    pub refusals: Vec<String>,
}

/// Refusals in words: for whoever imports, and for the list of imports, which is public.
#[derive(Default)]
struct Refused {
    count: u64,
    told: Vec<String>,
    kept: Vec<String>,
}

impl Refused {
    fn add(&mut self, told: impl FnOnce() -> (String, String)) {
        self.count += 1;
        if self.told.len() < TOLD {
            let (told, kept) = told();
            self.told.push(told);
            self.kept.push(kept);
        }
    }

    fn line(&mut self, line: u64, why: &str) {
        let told = format!("riga {line}: {why}");
        self.add(|| (told.clone(), told));
    }
}

/// Takes one file, as one batch. `sieve` is asked of every row that can be read, by its number in the file, counted from 1
/// with those that can't; `progress` is told the bytes read.
///
/// # Errors
/// Why nothing of it is to be taken: the entry must be abandoned then.
pub async fn take(
    entry: &mut dyn Entry,
    job: &Job<'_>,
    sieve: &mut dyn FnMut(u64, &Item) -> Pass,
    progress: &dyn Fn(u64),
) -> Result<Made, Stop> {
    let file = job.file;
    let (snapshot, at_least) = job.day();
    let batch = entry
        .open_batch(NewBatch {
            file: file.name.clone(),
            digest: file.digest.clone(),
            kind: file.kind.code().to_owned(),
            snapshot,
            at_least,
            licence: matches!(file.kind, Kind::Public | Kind::Calls).then(|| PA_DIGITALE_LICENCE.to_owned()),
            ente: job.ente.cloned(),
        })
        .await?;
    let seen = job.seen();
    let mut rows = open(File::open(&file.path).map_err(Stop::Open)?, job.bounds)?;
    let (mut publics, mut calls, mut typed) = (vec![], vec![], vec![]);
    let mut refused = Refused::default();
    let mut number = 0;
    loop {
        let next = rows.next();
        let end = next.is_none();
        if let Some(next) = next {
            number += 1;
            if let Some(bounds) = job.bounds {
                bounds.check(&next)?;
            }
            match next {
                Ok(item) => match (sieve(number, &item), item) {
                    (Pass::Take, Item::Public(row)) => publics.push(*row),
                    (Pass::Take, Item::Call(row)) => calls.push(row),
                    (Pass::Take, Item::Typed(row)) => typed.push(row),
                    (Pass::Leave, _) => {}
                    (Pass::Refuse(why), item) => refused.line(line_of(&item), &why),
                },
                Err(refusal) => refused.add(|| {
                    let told = sentence::refusal(Lang::It, &refusal);
                    // The list of imports is public. A published file may be quoted there; an office's own file may hold a
                    // supplier or a note that is not to be shown, so its cells are told to whoever imports and to nobody else.
                    let quoted =
                        if matches!(file.kind, Kind::Template(_)) { Refusal { text: String::new(), ..refusal } } else { refusal };
                    (told, sentence::refusal(Lang::It, &quoted))
                }),
            }
        }
        if end || publics.len() + calls.len() + typed.len() >= CHUNK {
            progress(rows.bytes_read());
            if !publics.is_empty() {
                if job.snapshot.is_some() {
                    // Whoever says the day knows better than a column.
                    publics.iter_mut().for_each(|row| row.seen = None);
                }
                entry.public(batch, std::mem::take(&mut publics), seen).await?;
            }
            if !calls.is_empty() {
                entry.calls(batch, std::mem::take(&mut calls), seen).await?;
            }
            if !typed.is_empty() {
                hand_over(entry, batch, std::mem::take(&mut typed), job.bounds, &mut refused).await?;
            }
        }
        if end {
            break;
        }
    }
    let closed = entry.close_batch(batch, refused.count, refused.kept).await?;
    Ok(Made { batch, closed, refusals: refused.told })
}

/// Hands rows of the template over: each is looked up and written by itself, so where somebody waits they go in smaller lots,
/// with a look at the time between them.
async fn hand_over(
    entry: &mut dyn Entry,
    batch: i64,
    mut rows: Vec<TypedRow>,
    bounds: Option<&Bounds<'_>>,
    refused: &mut Refused,
) -> Result<(), Stop> {
    let lot = if bounds.is_some() { CHUNK / 20 } else { CHUNK };
    while !rows.is_empty() {
        if bounds.is_some_and(|b| (b.late)()) {
            return Err(Stop::Late);
        }
        let rest = rows.split_off(lot.min(rows.len()));
        let lines: Vec<u64> = rows.iter().map(|t| t.line).collect();
        let fates = entry.typed(batch, rows).await?;
        for (fate, line) in fates.into_iter().zip(lines) {
            if let Taken::Refused(unknown) = fate {
                refused.line(line, &Lang::It.unknown_reference(&unknown));
            }
        }
        rows = rest;
    }
    Ok(())
}

/// The line of the file on which a row stands.
fn line_of(item: &Item) -> u64 {
    match item {
        Item::Public(row) => row.line,
        Item::Call(row) => row.line,
        Item::Typed(row) => row.line,
    }
}

/// Whether a row belongs to the ente, or to none.
#[must_use]
pub fn is_of(item: &Item, ente: &Ipa) -> bool {
    match item {
        Item::Public(row) => row.key.ente == *ente,
        Item::Call(_) => true,
        Item::Typed(row) => {
            let Some(at) = row.table.ente_column() else { return true };
            row.table
                .cut(&row.values)
                .ok()
                .and_then(|cut| cut.get(at).map(|v| matches!(v, [Value::Text(t)] if t == ente.as_str())))
                .unwrap_or(false)
        }
    }
}
