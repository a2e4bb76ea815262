//! An import as far as its last step: what it does is shown, and then taken back or made to last. So what is shown is what is done.

use super::{
    rights::{Rights, Seen},
    stage::Stage,
};
use crate::{
    clock::Clock,
    import::file::{self, Bounds, Job, Looked, Made, Stop},
};
use chrono::NaiveDate;
use domain::{
    desk::{Author, Desk},
    fact::Record,
    identifier::Ipa,
    ports::{Entry, Ledger},
    preview::{Preview, PreviewRow},
    records::{ApplicationRecord, CallRecord},
};
use intake::{Kind, Limits};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, time::Duration};

/// How long the rows of a file may take while nobody else can write. Whoever saves at the desk meanwhile waits up to half a
/// minute for the writer.
const HOLDING: Duration = Duration::from_secs(20);

/// What is to be tried.
pub struct Trial<'a> {
    /// The file.
    pub file: &'a Looked,
    /// Day of the snapshot, where it was said.
    pub snapshot: Option<NaiveDate>,
    /// Where to.
    pub ente: &'a Ipa,
    /// What its sender may bring in.
    pub rights: &'a Rights,
    /// Rows to leave out, by number.
    pub left: &'a BTreeSet<u64>,
}

impl<'a> Trial<'a> {
    /// That of a file that waits, without further rows.
    #[must_use]
    pub fn of(stage: &'a Stage, rights: &'a Rights, left: &'a BTreeSet<u64>) -> Self {
        Self { file: &stage.file, snapshot: stage.snapshot, ente: &stage.ente, rights, left }
    }

    /// Does it all but for the commit: the open entry, the number of the batch, and what it did.
    ///
    /// # Errors
    /// Why it can't be done; nothing is left of it then.
    pub async fn make(&self, desk: &dyn Desk, author: Author, clock: Clock) -> Result<(Box<dyn Entry>, i64, Preview), Stop> {
        let mut entry = Ledger::begin(desk, clock.now(), clock.today(), author).await?;
        let end = clock.tick() + HOLDING;
        let late = || clock.tick() >= end;
        let bounds = Bounds { limits: Limits::UPLOAD, late: &late };
        let job = Job { file: self.file, snapshot: self.snapshot, ente: Some(self.ente), bounds: Some(&bounds) };
        let mut seen = Seen::default();
        let mut sieve = |number: u64, item: &intake::Item| {
            let left = self.left.contains(&number);
            self.rights.pass(number, item, left, &mut seen)
        };
        let made = file::take(entry.as_mut(), &job, &mut sieve, &|_| ()).await;
        match made {
            Ok(made) => {
                let batch = made.batch;
                Ok((entry, batch, self.preview(&job, made, &seen)))
            }
            Err(stop) => {
                // What it did is taken back in any case, at the latest when the entry is dropped.
                let _ = entry.abandon().await;
                Err(stop)
            }
        }
    }

    fn preview(&self, job: &Job<'_>, made: Made, seen: &Seen) -> Preview {
        let (snapshot, at_least) = job.day();
        let news = made.closed.news.into_iter().map(|d| (true, d));
        let changes = made.closed.differences.into_iter().map(|d| (false, d));
        let mut rows: Vec<PreviewRow> = news
            .chain(changes)
            .filter_map(|(new, d)| {
                let at = usize::try_from(d.row).ok()?.checked_sub(1)?;
                let number = *seen.handed.get(at)?;
                let office = seen.office.contains(&number);
                Some(PreviewRow { number, line: d.line, new, key: d.key, cells: d.cells, office, outdone: d.outdone })
            })
            .collect();
        rows.sort_by_key(|row| row.number);
        let tally = made.closed.tally;
        // It is compared with itself only, by the process that made it.
        let told = format!("{:?}", (&self.file.digest, snapshot, tally, &rows));
        let digest = Sha256::digest(told.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        let table = match self.file.kind {
            Kind::Public => ApplicationRecord::TABLE.name,
            Kind::Calls => CallRecord::TABLE.name,
            Kind::Template(table) => table.name,
        };
        Preview {
            token: String::new(),
            digest,
            file: self.file.name.clone(),
            kind: self.file.kind.code().to_owned(),
            table,
            public: matches!(self.file.kind, Kind::Public),
            snapshot,
            at_least,
            tally,
            elsewhere: seen.elsewhere,
            left: self.left.len() as u64,
            rows,
            refusals: made.refusals,
        }
    }
}
