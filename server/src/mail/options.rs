//! How mail is set up on the command line. A password stands in a file, never in an argument: arguments can be seen by everybody
//! on the machine.

use super::{LIMIT, Postman, address};
use anyhow::{anyhow, bail};
use lettre::message::Mailbox;
use std::{net::IpAddr, path::PathBuf};

/// Options of mail.
#[derive(clap::Args)]
#[group(id = "mail")]
pub struct Options {
    /// Il server di posta con cui mandare i collegamenti per la password: smtps://HOST[:465], oppure smtp://HOST[:587] (con
    /// STARTTLS obbligatorio). Senza cifratura solo su questo computer: smtp://127.0.0.1:25. Vuole anche --origin e --mail-from.
    #[arg(long, env = "TRAGUARDI_SMTP", value_parser = relay, value_name = "URL")]
    pub smtp: Option<Relay>,
    /// Il nome con cui presentarsi al server di posta, se lo chiede.
    #[arg(long, env = "TRAGUARDI_SMTP_USER", value_name = "NOME")]
    pub smtp_user: Option<String>,
    /// Il file con la password per il server di posta.
    #[arg(long, env = "TRAGUARDI_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Il mittente dei messaggi, per esempio "Traguardi <no-reply@comune.example>".
    #[arg(long, env = "TRAGUARDI_MAIL_FROM", value_parser = sender, value_name = "MITTENTE")]
    pub mail_from: Option<Mailbox>,
    /// Manda il lunedì, dalle 7, a chi cura dei progetti il riepilogo di che cosa scade o è fermo. Vuole anche --smtp. Lo riceve chi
    /// ha per nome di accesso un indirizzo di posta, e solo quando c'è qualcosa da guardare.
    #[arg(long, env = "TRAGUARDI_DIGEST")]
    pub digest: bool,
}

/// A mail server, and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is kept from others.
    pub security: Security,
}

/// How a connection is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after `STARTTLS`, without which nothing is sent.
    StartTls,
    /// None: this machine speaks to itself.
    Plain,
}

impl Options {
    /// Who carries the mail, where it is set up.
    ///
    /// # Errors
    /// With a sentence that says what is missing or wrong.
    pub fn postman(self, origin: Option<&str>) -> anyhow::Result<Postman> {
        let Some(relay) = self.smtp else {
            if self.digest {
                bail!("Con --digest serve anche --smtp: indica il server di posta, oppure togli --digest.");
            }
            if self.smtp_user.is_some() || self.smtp_password_file.is_some() || self.mail_from.is_some() {
                bail!(
                    "--smtp-user, --smtp-password-file e --mail-from servono solo con --smtp: indica il server di posta, oppure toglili."
                );
            }
            return Ok(Postman::off());
        };
        let Some(origin) = origin else {
            bail!(
                "Con --smtp serve anche --origin: i collegamenti nei messaggi cominciano con l'indirizzo del sito, per esempio https://traguardi.comune.example."
            );
        };
        let Some(from) = self.mail_from else {
            bail!(
                "Con --smtp serve anche --mail-from, il mittente dei messaggi: per esempio \"Traguardi <no-reply@comune.example>\"."
            );
        };
        let login = match (self.smtp_user, self.smtp_password_file) {
            (None, None) => None,
            (Some(user), Some(file)) => Some((user, password(&file)?)),
            _ => bail!("--smtp-user e --smtp-password-file vanno insieme: indica anche l'altro, oppure nessuno dei due."),
        };
        Postman::new(&relay, login, from, origin, LIMIT)
    }
}

/// The password in a file, on its only line.
fn password(file: &std::path::Path) -> anyhow::Result<String> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|_| anyhow!("Il file {name} con la password della posta non si legge: controlla il nome e i permessi."))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() || text.chars().any(char::is_control) {
        bail!("Il file {name} deve contenere la password della posta su una riga sola.");
    }
    Ok(text.to_owned())
}

/// Reads the address of a mail server from the command line.
///
/// # Errors
/// With a sentence, if it is none.
pub fn relay(text: &str) -> Result<Relay, String> {
    let text = text.trim();
    if text.contains('@') {
        return Err("nome e password non si scrivono nell'indirizzo: usa --smtp-user e --smtp-password-file".to_owned());
    }
    let wrong = || "serve un indirizzo come smtps://posta.comune.example:465 o smtp://posta.comune.example:587".to_owned();
    let (tls, rest) = match text.split_once("://") {
        Some(("smtps", rest)) => (true, rest),
        Some(("smtp", rest)) => (false, rest),
        _ => return Err(wrong()),
    };
    let (host, port) = split(rest.strip_suffix('/').unwrap_or(rest)).ok_or_else(wrong)?;
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let (security, usual) = match (tls, here) {
        (true, _) => (Security::Tls, 465),
        (false, true) => (Security::Plain, 25),
        (false, false) => (Security::StartTls, 587),
    };
    Ok(Relay { host: host.to_owned(), port: port.unwrap_or(usual), security })
}

/// Host and port, where these are such: `posta.comune.example:587`, `[::1]:25`.
fn split(text: &str) -> Option<(&str, Option<u16>)> {
    let (host, rest, fits) = match text.strip_prefix('[') {
        Some(inside) => {
            let (host, rest) = inside.split_once(']')?;
            (host, rest, host.parse::<IpAddr>().is_ok_and(|ip| ip.is_ipv6()))
        }
        None => {
            let (host, rest) = text.split_at(text.find(':').unwrap_or(text.len()));
            (host, rest, !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.'))
        }
    };
    let port = match rest.strip_prefix(':') {
        Some(digits) => Some(digits.parse::<u16>().ok().filter(|port| *port != 0)?),
        None => rest.is_empty().then_some(None)?,
    };
    fits.then_some((host, port))
}

/// Reads who messages are from: an address, perhaps after a name.
///
/// # Errors
/// With a sentence, if it is none.
pub fn sender(text: &str) -> Result<Mailbox, String> {
    let text = text.trim();
    let (name, from) = match text.strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
        Some((name, from)) => (name, from.trim()),
        None => ("", text),
    };
    // What a header would have to quote has no place in a sender's name.
    let name: String = name.chars().filter(|c| !c.is_control() && !"\"\\<>".contains(*c)).collect();
    let name = domain::collapse(&name);
    let from = address(from)
        .ok_or_else(|| "serve un indirizzo di posta, per esempio \"Traguardi <no-reply@comune.example>\"".to_owned())?;
    Ok(Mailbox::new((!name.is_empty()).then_some(name), from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, u16, Security) {
        let relay = relay(text).unwrap();
        (relay.host, relay.port, relay.security)
    }

    #[test]
    fn a_server_is_spoken_to_in_the_clear_on_this_machine_only() {
        for (text, host, port, security) in [
            ("smtps://posta.comune.example", "posta.comune.example", 465, Security::Tls),
            ("smtps://posta.comune.example:2465/", "posta.comune.example", 2465, Security::Tls),
            ("smtp://posta.comune.example", "posta.comune.example", 587, Security::StartTls),
            ("smtp://192.168.1.5:25", "192.168.1.5", 25, Security::StartTls),
            ("smtp://[2001:db8::25]:587", "2001:db8::25", 587, Security::StartTls),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Security::Plain),
            ("smtp://localhost", "localhost", 25, Security::Plain),
            ("smtp://[::1]:2525", "::1", 2525, Security::Plain),
            ("smtps://127.0.0.1", "127.0.0.1", 465, Security::Tls),
            ("smtp://localhost.evil.example", "localhost.evil.example", 587, Security::StartTls),
        ] {
            assert_eq!(read(text), (host.to_owned(), port, security), "{text}");
        }
        for wrong in [
            "",
            "posta.comune.example",
            "https://posta.comune.example",
            "smtp://",
            "smtp://:25",
            "smtp://posta:0",
            "smtp://posta:99999",
            "smtp://posta:25:25",
            "smtp://posta/cartella",
            "smtp://posta?tls=no",
            "smtp://[posta]:25",
            "smtp://[::1",
            "smtp://nome:segreto@posta.comune.example",
        ] {
            assert!(relay(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let shown = |text: &str| sender(text).map(|m| (m.name, m.email.to_string())).ok();
        let of = |name: Option<&str>| Some((name.map(str::to_owned), "no-reply@comune.example".to_owned()));
        assert_eq!(shown("no-reply@comune.example"), of(None));
        assert_eq!(shown(" <no-reply@comune.example> "), of(None));
        assert_eq!(shown("Città di Prova  <no-reply@comune.example>"), of(Some("Città di Prova")));
        assert_eq!(shown("\"Prova, ufficio\" <no-reply@comune.example>"), of(Some("Prova, ufficio")));
        assert_eq!(shown("Prova\r\nBcc: x <no-reply@comune.example>"), of(Some("ProvaBcc: x")));
        for wrong in ["", "Traguardi", "Traguardi <>", "Traguardi <no-reply>", "no-reply@comune.example, altro@comune.example"] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    fn options() -> Options {
        Options {
            smtp: relay("smtp://127.0.0.1:2525").ok(),
            smtp_user: None,
            smtp_password_file: None,
            mail_from: sender("a@b.example").ok(),
            digest: false,
        }
    }

    #[test]
    fn mail_is_set_up_whole_or_not_at_all() {
        let origin = Some("https://traguardi.comune.example");
        assert!(options().postman(origin).is_ok_and(|p| p.is_on() && p.origin() == origin));
        assert!(options().postman(None).is_err());
        assert!(Options { mail_from: None, ..options() }.postman(origin).is_err());
        assert!(Options { smtp_user: Some("nome".to_owned()), ..options() }.postman(origin).is_err());
        assert!(Options { smtp: None, ..options() }.postman(origin).is_err());
        let none = Options { smtp: None, mail_from: None, ..options() };
        assert!(none.postman(None).is_ok_and(|p| !p.is_on()));
    }

    #[test]
    fn a_password_is_the_only_line_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        for (text, read) in
            [("segreta\n", Some("segreta")), (" con spazi \r\n", Some(" con spazi ")), ("\n", None), ("a\nb\n", None)]
        {
            std::fs::write(&file, text).unwrap();
            assert_eq!(password(&file).ok().as_deref(), read, "{text:?}");
        }
        assert!(password(&folder.path().join("manca")).is_err());
    }
}
