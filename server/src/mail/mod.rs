//! Mail: one-time links go out by SMTP where it is set up, and are handed over otherwise; so does the weekly digest, where it is wanted.
//!
//! A message with a link is sent before its request is answered, within a time limit, so that whoever asked learns what became of it. No link
//! and no address goes into the technical log.

pub mod digest;
mod letter;
mod options;
mod ration;

pub use letter::{Letter, Matter, Occasion};
pub use options::{Options, Relay, Security, relay, sender};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use domain::account::Digest;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{self, authentication::Credentials, extension::ClientId},
};
use ration::Rations;
use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use words::Lang;

/// How long sending a message may take: somebody waits for the page.
pub const LIMIT: Duration = Duration::from_secs(10);
/// Messages that are being written and sent while nobody waits for them.
const ASIDE: usize = 16;

/// Why a message was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The server did not answer within the limit.
    #[error("the mail server did not answer in time")]
    Late,
    /// The server refuses the address or the message, for good.
    #[error("the mail server refuses the address or the message")]
    Refused,
    /// The server refuses our name or password.
    #[error("the mail server refuses the name or the password")]
    Unwelcome,
    /// The server refuses for now.
    #[error("the mail server can't take the message for now")]
    Deferred,
    /// There is no talking to the server: no connection, a certificate that is not to be trusted, an answer that is none.
    #[error("there is no talking to the mail server")]
    Unreachable,
    /// The message could not be put together.
    #[error("the message could not be put together")]
    Unwritten,
}

impl Trouble {
    /// Why, in words: the end of a sentence, without its full stop.
    #[must_use]
    pub const fn sentence(self, lang: Lang) -> &'static str {
        match self {
            Self::Late => lang.mail_late(),
            Self::Refused => lang.mail_refused(),
            Self::Unwelcome => lang.mail_unwelcome(),
            Self::Deferred => lang.mail_deferred(),
            Self::Unreachable => lang.mail_unreachable(),
            Self::Unwritten => lang.mail_unwritten(),
        }
    }
}

/// Who carries the mail, or nobody. Cheap to clone; the clones share what they remember.
#[derive(Clone, Default)]
pub struct Postman(Option<Arc<Round>>);

/// What a postman goes by.
struct Round {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    origin: String,
    limit: Duration,
    rations: Rations,
    places: Arc<Semaphore>,
}

impl Postman {
    /// No mail goes out.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// Mail goes out by this server, from this address, with links that begin with `origin`: whoever asks for a link by
    /// another host's name gets none that leads there.
    ///
    /// # Errors
    /// With a sentence, where the machine's certificates can't be used or the sender makes no message.
    pub fn new(
        relay: &Relay,
        login: Option<(String, String)>,
        from: Mailbox,
        origin: &str,
        limit: Duration,
    ) -> anyhow::Result<Self> {
        // A sender by which nothing can be sent is found out now, and not by the first who is invited.
        let matter = Matter { occasion: Occasion::Asked, login: "", ente: "", link: origin };
        ensure!(
            Letter::write(from.email.clone(), &matter).message(&from, DateTime::UNIX_EPOCH).is_some(),
            "Con il mittente {from} non si può scrivere nessun messaggio: prova con un nome più semplice, o con il solo indirizzo."
        );
        let host = relay.host.as_str();
        let builder = match relay.security {
            Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host),
            Security::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host),
            Security::Plain => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)),
        };
        let mut builder = builder
            .with_context(|| format!("La connessione protetta con il server di posta {host} non si può preparare"))?
            .port(relay.port)
            .timeout(Some(limit))
            // A server may look its clients up: the sender's domain is there, this machine's name perhaps not.
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let Some((user, password)) = login {
            builder = builder.credentials(Credentials::new(user, password));
        }
        let round = Round {
            transport: builder.build(),
            from,
            origin: origin.trim_end_matches('/').to_owned(),
            limit,
            rations: Rations::default(),
            places: Arc::new(Semaphore::new(ASIDE)),
        };
        Ok(Self(Some(Arc::new(round))))
    }

    /// Whether mail goes out at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// What links in messages begin with.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.0.as_deref().map(|round| round.origin.as_str())
    }

    /// Sends a message. What went wrong is written down without the address.
    ///
    /// # Errors
    /// Where it was not sent within the limit.
    pub async fn deliver(&self, letter: &Letter, now: DateTime<Utc>) -> Result<(), Trouble> {
        let Some(round) = self.0.as_deref() else { return Err(Trouble::Unreachable) };
        let Some(message) = letter.message(&round.from, now) else { return Err(Trouble::Unwritten) };
        match tokio::time::timeout(round.limit, round.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(told(&error)),
            Err(_) => {
                tracing::warn!("a message was not sent: {}", Trouble::Late);
                Err(Trouble::Late)
            }
        }
    }

    /// Whether a message that anybody may ask for goes out now.
    ///
    /// # Errors
    /// With the time to wait, where an address has asked too often.
    pub fn ration(&self, address: IpAddr, account: Digest, now: Instant) -> Result<bool, Duration> {
        self.0.as_deref().map_or(Ok(false), |round| round.rations.ask(address, account, now))
    }

    /// A place for a message that nobody waits for, while there is one. It is given back when it is dropped.
    #[must_use]
    pub fn place(&self) -> Option<OwnedSemaphorePermit> {
        let round = self.0.as_deref()?;
        Arc::clone(&round.places).try_acquire_owned().ok()
    }
}

/// What an error comes to, written down. A server's answer may repeat the address, so only its code is.
fn told(error: &smtp::Error) -> Trouble {
    let code = error.status().map(|code| code.to_string());
    let trouble = match code.as_deref() {
        // RFC 4954, 6: all of them are about who we are.
        Some("530" | "534" | "535" | "538") => Trouble::Unwelcome,
        _ if error.is_permanent() => Trouble::Refused,
        _ if error.is_transient() => Trouble::Deferred,
        _ if error.is_timeout() => Trouble::Late,
        _ => Trouble::Unreachable,
    };
    match code {
        Some(code) => tracing::warn!(%code, "a message was not sent: {trouble}"),
        None if error.is_response() => tracing::warn!("a message was not sent: the mail server's answer is none"),
        None => tracing::warn!(%error, "a message was not sent: {trouble}"),
    }
    trouble
}

/// An address to write to, if this is one: one that every server takes, without quotes, comments or letters beyond ASCII.
#[must_use]
pub fn address(text: &str) -> Option<Address> {
    let (user, domain) = text.rsplit_once('@')?;
    let plain = |b: u8| b.is_ascii_graphic() && !b"\"(),:;<>[\\]@".contains(&b);
    let top = domain.rsplit_once('.').map(|(_, top)| top)?;
    let fits = text.len() <= 254
        && user.bytes().all(plain)
        && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && top.bytes().any(|b| b.is_ascii_alphabetic());
    text.parse::<Address>().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn an_address_is_told_from_what_is_none() {
        for good in ["ufficio@comune.example", "d'angelo+pnrr@pec.comune.latina.example", "a@b.it", "UFFICIO@Comune.Example"] {
            assert_eq!(address(good).map(|a| a.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "ufficio",
            "@comune.example",
            "ufficio@",
            "ufficio@comune",
            "ufficio@192.0.2.1",
            "ufficio@[192.0.2.1]",
            "a@b@comune.example",
            "a b@comune.example",
            "\"a\"@comune.example",
            "<a@comune.example>",
            "a@comune.example>",
            "a@comune.example, b@comune.example",
            "a@comune.example\r\nBcc: b@comune.example",
            "a\n@comune.example",
            "à@comune.example",
            "a@comùne.example",
            "a@-comune..example",
            &format!("{}@comune.example", "a".repeat(250)),
        ] {
            assert_eq!(address(bad), None, "{bad:?}");
        }
    }

    #[tokio::test]
    async fn without_a_server_nothing_is_sent() {
        let postman = Postman::off();
        assert!(!postman.is_on() && postman.place().is_none());
        let matter =
            Matter { occasion: Occasion::Asked, login: "a@b.example", ente: "Comune", link: "https://c.example/invito/0" };
        let letter = Letter::write(address("a@b.example").unwrap(), &matter);
        assert_eq!(postman.deliver(&letter, Clock::default().now()).await, Err(Trouble::Unreachable));
    }
}
