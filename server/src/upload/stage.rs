//! What waits between looking at a file and agreeing to it: the file itself, on this machine, under a name that nobody can
//! guess; and whose turn it is to import.

use crate::import::file::Looked;
use chrono::NaiveDate;
use domain::{identifier::Ipa, preview::Preview};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tempfile::TempPath;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// For how long a file waits.
pub const WAITS: Duration = Duration::from_secs(30 * 60);
/// How many wait at once.
const HANDFUL: usize = 8;
/// How many are sent at once.
const SENDING: usize = 4;

/// A file that waits.
pub struct Stage {
    /// Who has sent it: nobody else can agree to it.
    pub member: i64,
    /// Where to.
    pub ente: Ipa,
    /// What it is.
    pub file: Looked,
    /// Deletes it when nobody holds it any more.
    pub spool: TempPath,
    /// Day of the snapshot, where it was said.
    pub snapshot: Option<NaiveDate>,
    /// Rows that were left out, by number.
    pub left: BTreeSet<u64>,
    /// The difference that was shown.
    pub shown: Preview,
    /// When it is deleted.
    pub until: Instant,
}

/// The files that wait, in the order in which they came, and the turns.
pub struct Stages {
    waiting: Mutex<Vec<Stage>>,
    turn: Arc<Semaphore>,
    sending: Arc<Semaphore>,
}

impl Default for Stages {
    fn default() -> Self {
        Self { waiting: Mutex::default(), turn: Arc::new(Semaphore::new(1)), sending: Arc::new(Semaphore::new(SENDING)) }
    }
}

impl Stages {
    fn waiting(&self) -> MutexGuard<'_, Vec<Stage>> {
        // Nothing in here can be half done: what somebody left in a panic is as good as before.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The turn to import, of which there is one; none while somebody else has it.
    #[must_use]
    pub fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turn).try_acquire_owned().ok()
    }

    /// Leave to send a file, where not too many do.
    #[must_use]
    pub fn sending(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.sending).try_acquire_owned().ok()
    }

    /// Lets a file wait. One that its sender had waiting already is dropped, and so are the oldest of too many.
    pub fn put(&self, stage: Stage, now: Instant) {
        let mut waiting = self.waiting();
        waiting.retain(|s| s.until > now && s.member != stage.member);
        let spare = (waiting.len() + 1).saturating_sub(HANDFUL);
        waiting.drain(..spare);
        waiting.push(stage);
    }

    /// Takes a file that waits: its sender can, where it was sent to, as long as it is there.
    #[must_use]
    pub fn take(&self, token: &str, member: i64, ente: &Ipa, now: Instant) -> Option<Stage> {
        let mut waiting = self.waiting();
        waiting.retain(|s| s.until > now);
        let at = waiting.iter().position(|s| s.shown.token == token && s.member == member && s.ente == *ente)?;
        Some(waiting.remove(at))
    }

    /// Deletes what has waited too long.
    pub fn sweep(&self, now: Instant) {
        self.waiting().retain(|s| s.until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use intake::Kind;
    use std::path::PathBuf;
    use tempfile::NamedTempFile;

    fn ente() -> Ipa {
        Ipa::read("c_e472").unwrap()
    }

    fn stage(token: &str, member: i64, until: Instant) -> (Stage, PathBuf) {
        let spool = NamedTempFile::new().unwrap().into_temp_path();
        let path = spool.to_path_buf();
        let file = Looked {
            path: path.clone(),
            name: "a.csv".into(),
            kind: Kind::Public,
            digest: String::new(),
            size: 0,
            newest: None,
            columned: None,
        };
        let shown = Preview { token: token.into(), ..Preview::default() };
        let stage = Stage { member, ente: ente(), file, spool, snapshot: None, left: BTreeSet::new(), shown, until };
        (stage, path)
    }

    #[test]
    fn only_its_sender_finds_a_file_and_only_once() {
        let (stages, now) = (Stages::default(), Clock::default().tick());
        stages.put(stage("t", 1, now + WAITS).0, now);
        let elsewhere = Ipa::read("c_a515").unwrap();
        assert!(stages.take("t", 2, &ente(), now).is_none());
        assert!(stages.take("t", 1, &elsewhere, now).is_none());
        assert!(stages.take("u", 1, &ente(), now).is_none());
        assert!(stages.take("t", 1, &ente(), now).is_some());
        assert!(stages.take("t", 1, &ente(), now).is_none());
    }

    #[test]
    fn what_nobody_waits_for_is_deleted() {
        let (stages, now) = (Stages::default(), Clock::default().tick());
        let (one, first) = stage("a", 1, now + WAITS);
        stages.put(one, now);
        let (again, second) = stage("b", 1, now + WAITS);
        stages.put(again, now);
        assert!(!first.exists() && second.exists(), "one for each member");
        let mut paths = vec![];
        for member in 2..12 {
            let (stage, path) = stage("c", member, now + WAITS);
            stages.put(stage, now);
            paths.push(path);
        }
        assert!(!second.exists(), "the oldest goes");
        assert_eq!(paths.iter().filter(|p| p.exists()).count(), HANDFUL);
        stages.sweep(now + WAITS);
        assert!(!paths.iter().any(|p| p.exists()));
    }

    #[test]
    fn one_imports_at_a_time() {
        let stages = Stages::default();
        let turn = stages.turn();
        assert!(turn.is_some() && stages.turn().is_none());
        drop(turn);
        assert!(stages.turn().is_some());
    }
}
