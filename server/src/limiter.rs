//! What slows guessing, without locking anybody out of their own account.
//!
//! Failed tries are counted by the address they come from and by the account they are about. An address with too many must
//! wait; an account that is being guessed at takes one try in ten seconds. A browser in which the account's owner has signed in
//! before carries a token of its own, and is counted by that: a stranger's guessing does not reach it. Six figures after the
//! password are fewer than a password: wrong ones in a row make the account take them ever more slowly. All of this is kept in
//! memory, bounded, and told the time.

use axum::http::HeaderMap;
use domain::account::Digest;
use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// For how long a failure counts.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// An address or a known browser with so many failures must wait until the first of them no longer counts.
const FULL: usize = 10;
/// After so many failures an account takes one try at a time.
const SLOW: usize = 5;
/// The time between those tries.
const PACE: Duration = Duration::from_secs(10);
/// So many wrong codes in a row are no slip of the finger: whoever types them knows the password.
pub const SUSPICIOUS: u32 = 10;
/// The time between codes from then on; it doubles with each wrong one.
const PATIENCE: Duration = Duration::from_secs(30);
/// No more than this: at four codes an hour, a year of guessing finds one in ten times, and an owner with a new browser still gets in.
const LONGEST: Duration = WINDOW;
/// Addresses, accounts and browsers that are remembered at once.
const KEYS: usize = 10_000;
/// Browsers that are remembered of an account.
const DEVICES: usize = 16;

/// Who tries to sign in to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Where it comes from.
    pub address: IpAddr,
    /// Digest of the login, whether there is such an account or not.
    pub account: Digest,
    /// Digest of the browser's token, where it has one.
    pub device: Option<Digest>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    Account(Digest),
    Device(Digest, Digest),
}

#[derive(Default)]
struct Kept {
    failures: HashMap<Key, VecDeque<Instant>>,
    devices: HashMap<Digest, VecDeque<Digest>>,
    /// Of accounts whose password was right: wrong codes in a row, and when the last of them came.
    codes: HashMap<Digest, (u32, Instant)>,
}

/// The memory of failed tries.
#[derive(Default)]
pub struct Limiters(Mutex<Kept>);

impl Limiters {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing in here can be half done: what somebody left in a panic is as good as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a try begin, and counts it as failed until [`Self::forgive`] says otherwise: many at once are not let in on the
    /// strength of none having failed yet.
    ///
    /// # Errors
    /// With the time to wait.
    pub fn attempt(&self, attempt: &Attempt, now: Instant) -> Result<(), Duration> {
        self.kept().begin(attempt, now)
    }

    /// Lets a code after the right password be tried, and counts it as wrong until [`Self::right`] or [`Self::unasked`] says
    /// otherwise. Gives how many in a row that makes.
    ///
    /// # Errors
    /// With the time to wait.
    pub fn code(&self, attempt: &Attempt, now: Instant) -> Result<u32, Duration> {
        let mut kept = self.kept();
        let owner_s = attempt.device.is_some_and(|device| kept.knows(&attempt.account, &device));
        let wrong = if owner_s { None } else { kept.codes.get(&attempt.account).copied() };
        if let Some(wait) = wrong.and_then(|(wrong, last)| rest(last, pace(wrong), now)) {
            return Err(wait);
        }
        kept.begin(attempt, now)?;
        if owner_s {
            return Ok(0);
        }
        let count = wrong.map_or(1, |(wrong, _)| wrong.saturating_add(1));
        kept.codes.insert(attempt.account, (count, now));
        Ok(count)
    }

    /// A code was right: none before it counts any more.
    pub fn right(&self, attempt: &Attempt) {
        self.forgive(attempt);
        self.kept().codes.remove(&attempt.account);
    }

    /// A code was not looked at.
    pub fn unasked(&self, attempt: &Attempt) {
        self.forgive(attempt);
        if let Some((wrong, _)) = self.kept().codes.get_mut(&attempt.account) {
            *wrong = wrong.saturating_sub(1);
        }
    }

    /// Takes a try back: it succeeded, or was not answered at all.
    pub fn forgive(&self, attempt: &Attempt) {
        let mut kept = self.kept();
        for key in kept.keys(attempt) {
            if let Some(times) = kept.failures.get_mut(&key) {
                times.pop_back();
                if times.is_empty() {
                    kept.failures.remove(&key);
                }
            }
        }
    }

    /// Whether the account's owner has signed in with this browser before.
    #[must_use]
    pub fn knows(&self, account: &Digest, device: &Digest) -> bool {
        self.kept().knows(account, device)
    }

    /// Remembers the browser in which the account's owner has just signed in.
    pub fn remember(&self, account: Digest, device: Digest) {
        let mut kept = self.kept();
        let devices = kept.devices.entry(account).or_default();
        devices.retain(|d| *d != device);
        devices.push_back(device);
        while devices.len() > DEVICES {
            devices.pop_front();
        }
    }
}

/// What is left of a time since then.
fn rest(since: Instant, span: Duration, now: Instant) -> Option<Duration> {
    span.checked_sub(now.saturating_duration_since(since)).filter(|rest| !rest.is_zero())
}

/// The time between codes after so many wrong ones in a row.
fn pace(wrong: u32) -> Duration {
    let Some(beyond) = wrong.checked_sub(SUSPICIOUS) else { return Duration::ZERO };
    PATIENCE.saturating_mul(1_u32.checked_shl(beyond).unwrap_or(u32::MAX)).min(LONGEST)
}

impl Kept {
    fn begin(&mut self, attempt: &Attempt, now: Instant) -> Result<(), Duration> {
        let keys = self.keys(attempt);
        let wait = keys.iter().filter_map(|key| self.wait(*key, now)).max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for key in keys {
            self.note(key, now);
        }
        Ok(())
    }

    fn knows(&self, account: &Digest, device: &Digest) -> bool {
        self.devices.get(account).is_some_and(|devices| devices.contains(device))
    }

    /// What a try is counted by.
    fn keys(&self, attempt: &Attempt) -> Vec<Key> {
        match attempt.device {
            Some(device) if self.knows(&attempt.account, &device) => vec![Key::Device(attempt.account, device)],
            _ => vec![Key::Address(network(attempt.address)), Key::Account(attempt.account)],
        }
    }

    fn wait(&mut self, key: Key, now: Instant) -> Option<Duration> {
        let times = self.failures.get_mut(&key)?;
        times.retain(|at| now.saturating_duration_since(*at) < WINDOW);
        let (oldest, newest) = times.front().copied().zip(times.back().copied())?;
        let full = (times.len() >= FULL).then(|| rest(oldest, WINDOW, now)).flatten();
        let slow = (times.len() >= SLOW).then(|| rest(newest, PACE, now)).flatten();
        match key {
            Key::Address(_) => full,
            Key::Account(_) => slow,
            Key::Device(..) => full.max(slow),
        }
    }

    fn note(&mut self, key: Key, now: Instant) {
        if self.failures.len() >= KEYS && !self.failures.contains_key(&key) {
            self.make_room(now);
        }
        let times = self.failures.entry(key).or_default();
        times.push_back(now);
        // An account is never full, so its oldest failures are let go.
        while times.len() > FULL {
            times.pop_front();
        }
    }

    /// Forgets what no longer counts and, where that is nothing, what has been quiet for longest.
    fn make_room(&mut self, now: Instant) {
        self.failures.retain(|_, times| times.back().is_some_and(|at| now.saturating_duration_since(*at) < WINDOW));
        if self.failures.len() < KEYS {
            return;
        }
        // A tenth at a time, so that a flood does not sort them all at every try.
        let mut keys: Vec<(Option<Instant>, Key)> =
            self.failures.iter().map(|(key, times)| (times.back().copied(), *key)).collect();
        keys.sort_by_key(|(last, _)| *last);
        for (_, key) in keys.into_iter().take(KEYS / 10) {
            self.failures.remove(&key);
        }
    }
}

/// The part of an address that one party has to itself: all of an IPv4 address, the first half of an IPv6 one.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four @ IpAddr::V4(_) => four,
    }
}

/// Where a request comes from. `X-Forwarded-For` counts only where there are proxies of ours, and then the entry that the
/// outermost of them has written: anybody can write the ones before it.
#[must_use]
pub fn client(headers: &HeaderMap, peer: SocketAddr, proxies: u8) -> IpAddr {
    let Some(back) = usize::from(proxies).checked_sub(1) else { return peer.ip() };
    let mut entries = vec![];
    for value in headers.get_all("x-forwarded-for") {
        let Ok(text) = value.to_str() else { return peer.ip() };
        entries.extend(text.split(',').map(str::trim));
    }
    let entry = entries.iter().rev().nth(back).copied().unwrap_or_default();
    // Some proxies write the port as well.
    entry.parse::<IpAddr>().or_else(|_| entry.parse::<SocketAddr>().map(|a| a.ip())).unwrap_or(peer.ip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const SECOND: Duration = Duration::from_secs(1);

    fn start() -> Instant {
        crate::clock::Clock::default().tick()
    }

    fn from(address: &str, account: u8) -> Attempt {
        Attempt { address: address.parse().unwrap(), account: [account; 32], device: None }
    }

    #[test]
    fn an_address_that_has_failed_ten_times_waits_until_the_first_is_a_quarter_of_an_hour_old() {
        let (limiters, start) = (Limiters::default(), start());
        for i in 0..10 {
            // Ten accounts, so that none of them is slow.
            assert_eq!(limiters.attempt(&from("192.0.2.1", i), start + SECOND * u32::from(i)), Ok(()));
        }
        let now = start + SECOND * 60;
        assert_eq!(limiters.attempt(&from("192.0.2.1", 99), now), Err(WINDOW - SECOND * 60));
        assert_eq!(limiters.attempt(&from("192.0.2.2", 99), now), Ok(()));
        assert_eq!(limiters.attempt(&from("::ffff:192.0.2.1", 99), now), Err(WINDOW - SECOND * 60));
        assert_eq!(limiters.attempt(&from("192.0.2.1", 99), start + WINDOW), Ok(()));
    }

    #[test]
    fn what_succeeds_or_is_not_answered_is_no_failure() {
        let (limiters, now) = (Limiters::default(), start());
        for _ in 0..100 {
            let attempt = from("192.0.2.1", 1);
            assert_eq!(limiters.attempt(&attempt, now), Ok(()));
            limiters.forgive(&attempt);
        }
        assert!(limiters.kept().failures.is_empty());
    }

    #[test]
    fn half_an_ipv6_address_is_one_party() {
        let (limiters, now) = (Limiters::default(), start());
        for i in 0..10 {
            assert_eq!(limiters.attempt(&from(&format!("2001:db8:1:2::{i}"), i), now), Ok(()));
        }
        assert!(limiters.attempt(&from("2001:db8:1:2:ffff::1", 99), now).is_err());
        assert_eq!(limiters.attempt(&from("2001:db8:1:3::1", 99), now), Ok(()));
    }

    #[test]
    fn an_account_under_attack_from_everywhere_takes_one_try_in_ten_seconds() {
        let (limiters, start) = (Limiters::default(), start());
        for i in 0..5 {
            assert_eq!(limiters.attempt(&from(&format!("192.0.2.{i}"), 1), start), Ok(()));
        }
        assert_eq!(limiters.attempt(&from("198.51.100.1", 1), start), Err(PACE));
        assert_eq!(limiters.attempt(&from("198.51.100.1", 1), start + SECOND * 4), Err(SECOND * 6));
        // What was refused is not counted, so waiting is worth it; and it is never locked.
        for i in 1..100 {
            let address = format!("198.51.100.{i}");
            assert_eq!(limiters.attempt(&from(&address, 1), start + PACE * i), Ok(()), "{i}");
        }
        assert_eq!(limiters.attempt(&from("198.51.100.1", 2), start), Ok(()));
    }

    #[test]
    fn the_owner_s_browser_is_not_slowed_by_strangers_nor_by_their_address() {
        let (limiters, now) = (Limiters::default(), start());
        limiters.remember([1; 32], [7; 32]);
        for i in 0..10 {
            let _ = limiters.attempt(&from("192.0.2.1", i), now);
            let _ = limiters.attempt(&from(&format!("198.51.100.{i}"), 1), now);
        }
        assert!(limiters.attempt(&from("203.0.113.1", 1), now).is_err());
        let owner = Attempt { device: Some([7; 32]), ..from("192.0.2.1", 1) };
        assert_eq!(limiters.attempt(&owner, now), Ok(()));
        // A browser that another account's owner has used, or nobody, is anybody's.
        assert!(limiters.attempt(&Attempt { device: Some([8; 32]), ..owner }, now).is_err());
        assert!(limiters.attempt(&Attempt { account: [2; 32], ..owner }, now).is_err());
    }

    #[test]
    fn a_known_browser_has_its_own_patience() {
        let (limiters, start) = (Limiters::default(), start());
        limiters.remember([1; 32], [7; 32]);
        let thief = Attempt { device: Some([7; 32]), ..from("192.0.2.1", 1) };
        for _ in 0..5 {
            assert_eq!(limiters.attempt(&thief, start), Ok(()));
        }
        assert_eq!(limiters.attempt(&thief, start), Err(PACE));
        for i in 1..6 {
            assert_eq!(limiters.attempt(&thief, start + PACE * i), Ok(()));
        }
        assert_eq!(limiters.attempt(&thief, start + PACE * 10), Err(WINDOW - PACE * 10));
    }

    #[test]
    fn codes_are_taken_ever_more_slowly_but_from_the_owner_s_browser() {
        let (limiters, start) = (Limiters::default(), start());
        limiters.remember([1; 32], [7; 32]);
        let mut now = start;
        let mut waited = vec![];
        // Each from elsewhere, as fast as it is let.
        for i in 0..18_u8 {
            let attempt = from(&format!("198.51.100.{i}"), 1);
            while let Err(wait) = limiters.code(&attempt, now) {
                waited.push(wait.as_secs());
                now += wait;
            }
        }
        assert_eq!(waited, [10, 10, 10, 10, 10, 30, 60, 120, 240, 480, 900, 900, 900]);
        let owner = Attempt { device: Some([7; 32]), ..from("192.0.2.1", 1) };
        assert_eq!(limiters.code(&owner, now), Ok(0));
        assert!(limiters.code(&from("192.0.2.2", 1), now).is_err());
        // Where the owner gets in, the others begin anew.
        limiters.right(&owner);
        assert_eq!(limiters.code(&from("192.0.2.2", 1), now + PACE), Ok(1));
        // A code that was not looked at is none.
        limiters.unasked(&from("192.0.2.2", 1));
        assert_eq!(limiters.code(&from("192.0.2.3", 1), now + PACE * 2), Ok(1));
    }

    #[test]
    fn of_an_account_the_last_sixteen_browsers_are_remembered() {
        let limiters = Limiters::default();
        for i in 0..20 {
            limiters.remember([1; 32], [i; 32]);
        }
        assert!(!limiters.knows(&[1; 32], &[3; 32]));
        assert!(limiters.knows(&[1; 32], &[4; 32]) && limiters.knows(&[1; 32], &[19; 32]));
        assert!(!limiters.knows(&[2; 32], &[19; 32]));
    }

    #[test]
    fn memory_is_bounded_and_the_quietest_go_first() {
        let (limiters, start) = (Limiters::default(), start());
        for i in 0..15_000_u32 {
            let address = IpAddr::V4((0x0a00_0000 + i).into());
            let mut account = [0; 32];
            account[..4].copy_from_slice(&i.to_be_bytes());
            let at = start + Duration::from_millis(u64::from(i));
            assert_eq!(limiters.attempt(&Attempt { address, account, device: None }, at), Ok(()));
        }
        let kept = limiters.kept();
        assert!(kept.failures.len() <= KEYS);
        assert!(!kept.failures.contains_key(&Key::Address("10.0.0.0".parse().unwrap())));
        assert!(kept.failures.contains_key(&Key::Address(IpAddr::V4((0x0a00_0000_u32 + 14_999).into()))));
    }

    fn forwarded(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn client_is(values: &[&str], proxies: u8) -> String {
        client(&forwarded(values), "127.0.0.1:4242".parse().unwrap(), proxies).to_string()
    }

    #[test]
    fn a_forged_header_changes_nothing_where_there_is_no_proxy() {
        assert_eq!(client_is(&["203.0.113.9"], 0), "127.0.0.1");
        assert_eq!(client_is(&[], 0), "127.0.0.1");
    }

    #[test]
    fn behind_proxies_only_what_they_wrote_counts() {
        assert_eq!(client_is(&["203.0.113.9, 198.51.100.7"], 1), "198.51.100.7");
        assert_eq!(client_is(&["203.0.113.9", "198.51.100.7"], 1), "198.51.100.7");
        assert_eq!(client_is(&["203.0.113.9, 198.51.100.7, 192.0.2.3"], 2), "198.51.100.7");
        assert_eq!(client_is(&["2001:db8::1"], 1), "2001:db8::1");
        assert_eq!(client_is(&["[2001:db8::1]:443"], 1), "2001:db8::1");
        assert_eq!(client_is(&["198.51.100.7:50123"], 1), "198.51.100.7");
    }

    #[test]
    fn what_is_no_address_is_the_proxy_s() {
        for value in ["", "unknown", "203.0.113.9, ", "203.0.113.9,<script>", "203.0.113.9, 256.1.1.1"] {
            assert_eq!(client_is(&[value], 1), "127.0.0.1", "{value}");
        }
        assert_eq!(client_is(&[], 1), "127.0.0.1");
        assert_eq!(client_is(&["203.0.113.9"], 2), "127.0.0.1");
    }
}
