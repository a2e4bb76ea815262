//! The sign-ins under way: who has set out from this browser for the provider, and is expected back.
//!
//! Kept in memory only: a restart ends them, and whoever was on the way begins again. The key is the digest of a cookie, so that
//! what comes back is good in the browser that set out and nowhere else.

use crate::{limiter::network, session::JOURNEY_SECONDS};
use domain::account::Digest;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long the way there and back may take.
const LONGEST: Duration = Duration::from_secs(JOURNEY_SECONDS as u64);
/// The most that are remembered.
const MOST: usize = 4_000;
/// The most that are remembered of one address: somebody who begins again and again pushes out nobody else. An office behind
/// one address still has room.
const MOST_OF_ONE: usize = 200;

/// A sign-in under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Digest of the `state` that the provider is to give back.
    pub state: Digest,
    /// The `nonce` that has to stand in the token.
    pub nonce: String,
    /// The secret of which the provider has the digest (RFC 7636).
    pub verifier: String,
    /// Where to go afterwards: an address of this site.
    pub next: Option<String>,
    /// Digest of the one-time link with which the identity is to be linked.
    pub invitation: Option<Digest>,
    /// From which address it began.
    pub from: IpAddr,
    /// When it began.
    pub since: Instant,
}

/// All of them.
#[derive(Default)]
pub(super) struct Journeys(Mutex<HashMap<Digest, Journey>>);

impl Journeys {
    fn kept(&self) -> MutexGuard<'_, HashMap<Digest, Journey>> {
        // Nothing in here can be half done: what somebody left in a panic is as good as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers one under its ticket.
    pub(super) fn begin(&self, ticket: Digest, journey: Journey) {
        let mut kept = self.kept();
        kept.retain(|_, other| is_current(other, journey.since));
        let own = network(journey.from);
        let of_one: Vec<(Digest, Instant)> =
            kept.iter().filter(|(_, other)| network(other.from) == own).map(|(ticket, other)| (*ticket, other.since)).collect();
        if of_one.len() >= MOST_OF_ONE
            && let Some((oldest, _)) = of_one.iter().min_by_key(|(_, since)| *since)
        {
            kept.remove(oldest);
        } else if kept.len() >= MOST
            && let Some(oldest) = kept.iter().min_by_key(|(_, other)| other.since).map(|(ticket, _)| *ticket)
        {
            kept.remove(&oldest);
        }
        kept.insert(ticket, journey);
    }

    /// The one of this ticket, which is good for once, if it has not taken too long.
    pub(super) fn finish(&self, ticket: &Digest, now: Instant) -> Option<Journey> {
        self.kept().remove(ticket).filter(|journey| is_current(journey, now))
    }
}

fn is_current(journey: &Journey, now: Instant) -> bool {
    now.saturating_duration_since(journey.since) < LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn start() -> Instant {
        Clock::default().tick()
    }

    fn journey(from: &str, since: Instant) -> Journey {
        Journey {
            state: [0; 32],
            nonce: "n".into(),
            verifier: "v".into(),
            next: None,
            invitation: None,
            from: from.parse().unwrap(),
            since,
        }
    }

    fn ticket(n: u32) -> Digest {
        let mut ticket = [0; 32];
        ticket[..4].copy_from_slice(&n.to_be_bytes());
        ticket
    }

    #[test]
    fn a_ticket_is_good_once_and_for_ten_minutes() {
        let (journeys, start) = (Journeys::default(), start());
        let own = journey("192.0.2.1", start);
        journeys.begin(ticket(1), own.clone());
        assert_eq!(journeys.finish(&ticket(2), start), None);
        assert_eq!(journeys.finish(&ticket(1), start + LONGEST - Duration::from_secs(1)), Some(own.clone()));
        assert_eq!(journeys.finish(&ticket(1), start), None);
        journeys.begin(ticket(1), own);
        assert_eq!(journeys.finish(&ticket(1), start + LONGEST), None);
    }

    #[test]
    fn whoever_begins_again_and_again_pushes_out_only_themselves() {
        let (journeys, start) = (Journeys::default(), start());
        journeys.begin(ticket(0), journey("198.51.100.7", start));
        for n in 1..=1_000 {
            journeys.begin(ticket(n), journey("192.0.2.1", start + Duration::from_millis(n.into())));
        }
        assert_eq!(journeys.kept().len(), MOST_OF_ONE + 1);
        assert!(journeys.finish(&ticket(0), start).is_some());
        assert!(journeys.finish(&ticket(1), start).is_none());
        assert!(journeys.finish(&ticket(1_000), start + Duration::from_secs(2)).is_some());
    }

    #[test]
    fn memory_is_bounded() {
        let (journeys, start) = (Journeys::default(), start());
        for n in 0..5_000_u32 {
            let from = IpAddr::V4((0x0a00_0000 + n).into());
            let since = start + Duration::from_millis(n.into());
            journeys.begin(ticket(n), Journey { from, ..journey("192.0.2.1", since) });
        }
        assert_eq!(journeys.kept().len(), MOST);
        // What has taken too long makes room for all that comes after it.
        journeys.begin(ticket(9_999), journey("192.0.2.1", start + LONGEST * 2));
        assert_eq!(journeys.kept().len(), 1);
    }
}
