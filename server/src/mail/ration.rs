//! How many messages may be asked for by people who have not signed in: so that nobody's mailbox is filled by somebody else, and
//! the mail server's good name is not used up. Kept in memory, bounded, and told the time.

use crate::limiter;
use domain::account::Digest;
use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Addresses and accounts that are remembered at once.
const KEYS: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    Account(Digest),
}

impl Key {
    /// How many, and in what time.
    const fn ration(self) -> (usize, Duration) {
        match self {
            Self::Address(_) => (10, Duration::from_secs(15 * 60)),
            Self::Account(_) => (3, Duration::from_secs(60 * 60)),
        }
    }
}

type Kept = HashMap<Key, VecDeque<Instant>>;

/// The memory of what was asked for.
#[derive(Default)]
pub struct Rations(Mutex<Kept>);

impl Rations {
    /// Whether a message goes out to an account, whether there is such an account or not: `false` where it has had its
    /// messages, which whoever asks is not told.
    ///
    /// # Errors
    /// With the time to wait, where an address has asked too often.
    pub fn ask(&self, address: IpAddr, account: Digest, now: Instant) -> Result<bool, Duration> {
        // Nothing in here can be half done: what somebody left in a panic is as good as before.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = Key::Address(limiter::network(address));
        if let Some(wait) = wait(&mut kept, address, now) {
            return Err(wait);
        }
        note(&mut kept, address, now);
        let account = Key::Account(account);
        let may = wait(&mut kept, account, now).is_none();
        if may {
            note(&mut kept, account, now);
        }
        Ok(may)
    }
}

/// The time until the next, where there is any to wait.
fn wait(kept: &mut Kept, key: Key, now: Instant) -> Option<Duration> {
    let (most, window) = key.ration();
    let times = kept.get_mut(&key)?;
    times.retain(|at| now.saturating_duration_since(*at) < window);
    let full = times.len() >= most;
    let oldest = times.front().copied().filter(|_| full)?;
    window.checked_sub(now.saturating_duration_since(oldest))
}

fn note(kept: &mut Kept, key: Key, now: Instant) {
    if kept.len() >= KEYS && !kept.contains_key(&key) {
        make_room(kept, now);
    }
    kept.entry(key).or_default().push_back(now);
}

/// Forgets what no longer counts and, where that is nothing, what has been quiet for longest.
fn make_room(kept: &mut Kept, now: Instant) {
    kept.retain(|key, times| times.back().is_some_and(|at| now.saturating_duration_since(*at) < key.ration().1));
    if kept.len() < KEYS {
        return;
    }
    // A tenth at a time, so that a flood does not sort them all at every question.
    let mut keys: Vec<(Option<Instant>, Key)> = kept.iter().map(|(key, times)| (times.back().copied(), *key)).collect();
    keys.sort_by_key(|(last, _)| *last);
    for (_, key) in keys.into_iter().take(KEYS / 10) {
        kept.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn start() -> Instant {
        Clock::default().tick()
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn an_account_gets_three_messages_an_hour_whoever_asks() {
        let (rations, start) = (Rations::default(), start());
        for i in 0..3 {
            assert_eq!(rations.ask(address(i), [1; 32], start), Ok(true));
        }
        assert_eq!(rations.ask(address(9), [1; 32], start), Ok(false));
        assert_eq!(rations.ask(address(9), [2; 32], start), Ok(true));
        let hour = Duration::from_secs(3_600);
        assert_eq!(rations.ask(address(9), [1; 32], start + hour - Duration::from_secs(1)), Ok(false));
        assert_eq!(rations.ask(address(9), [1; 32], start + hour), Ok(true));
    }

    #[test]
    fn an_address_asks_ten_times_in_a_quarter_of_an_hour() {
        let (rations, start) = (Rations::default(), start());
        for i in 0..10 {
            assert_eq!(rations.ask(address(1), [i; 32], start), Ok(true));
        }
        let quarter = Duration::from_secs(900);
        assert_eq!(rations.ask(address(1), [20; 32], start), Err(quarter));
        // What was not let in does not count against the account.
        for i in 0..3 {
            assert_eq!(rations.ask(address(2 + i), [20; 32], start), Ok(true));
        }
        assert_eq!(rations.ask(address(1), [30; 32], start + quarter), Ok(true));
    }

    #[test]
    fn memory_is_bounded() {
        let (rations, start) = (Rations::default(), start());
        for i in 0..15_000_u32 {
            let mut account = [0; 32];
            account[..4].copy_from_slice(&i.to_be_bytes());
            let at = start + Duration::from_millis(u64::from(i));
            assert_eq!(rations.ask(IpAddr::from((0x0a00_0000 + i).to_be_bytes()), account, at), Ok(true));
        }
        assert!(rations.0.lock().unwrap().len() <= KEYS);
    }
}
