//! A letter: plain text in both languages. What people have typed stands in it on one line and as text.

use crate::session;
use chrono::{DateTime, Utc};
use domain::account::LINK;
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, SinglePart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use std::time::SystemTime;
use words::Lang;

/// The longest name that stands in a letter, in characters.
const LONGEST: usize = 200;

/// Why somebody gets a link.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'a> {
    /// They are new, and this is the name of whoever invites them.
    Invited(&'a str),
    /// Whoever has this name has made them a new one.
    Renewed(&'a str),
    /// Somebody has asked for one who may be they themselves.
    Asked,
}

/// What a letter says.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// Why.
    pub occasion: Occasion<'a>,
    /// What they sign in with.
    pub login: &'a str,
    /// Name of the ente, or names.
    pub ente: &'a str,
    /// The link.
    pub link: &'a str,
}

/// A letter, written.
pub struct Letter {
    to: Address,
    subject: String,
    text: String,
}

impl Letter {
    /// Writes it.
    #[must_use]
    pub fn write(to: Address, matter: &Matter<'_>) -> Self {
        let ente = line(matter.ente);
        let subject = match matter.occasion {
            Occasion::Invited(_) => Lang::It.mail_subject_invited(&ente),
            Occasion::Renewed(_) => Lang::It.mail_subject_renewed(&ente),
            Occasion::Asked => Lang::It.mail_subject_asked().to_owned(),
        };
        let italian = body(Lang::It, matter, &[Lang::It.mail_open(), matter.link]);
        let english = body(Lang::En, matter, &[Lang::En.mail_open()]);
        Self { to, subject, text: format!("{italian}\n\n* * *\n\n{english}\n") }
    }

    /// A letter of these words, which people have not typed.
    pub(super) fn of(to: Address, subject: String, text: String) -> Self {
        Self { to, subject, text }
    }

    /// The message as it travels. `None` where it can't be put together, which is written down.
    #[must_use]
    pub fn message(&self, from: &Mailbox, now: DateTime<Utc>) -> Option<Message> {
        let number = session::token().ok()?;
        // Said here rather than read out of the headers again.
        let envelope = Envelope::new(Some(from.email.clone()), vec![self.to.clone()]);
        let message = envelope.and_then(|envelope| {
            Message::builder()
                .envelope(envelope)
                .from(from.clone())
                .to(Mailbox::new(None, self.to.clone()))
                .subject(self.subject.clone())
                .date(SystemTime::from(now))
                .message_id(Some(format!("<{number}@{}>", from.email.domain())))
                .header(AutoSubmitted)
                .singlepart(SinglePart::plain(self.text.clone()))
        });
        message.inspect_err(|error| tracing::warn!(%error, "a message could not be put together")).ok()
    }
}

/// What is said in one language; `how` is how to open the link.
fn body(lang: Lang, matter: &Matter<'_>, how: &[&str]) -> String {
    let ente = line(matter.ente);
    let opening = match matter.occasion {
        Occasion::Invited(by) => lang.mail_invited(&line(by), &ente),
        Occasion::Renewed(by) => lang.mail_renewed(&line(by), &ente),
        Occasion::Asked => lang.mail_asked(&ente),
    };
    let good = lang.mail_good(LINK.num_hours(), &line(matter.login));
    let mut paragraphs = vec![opening.as_str()];
    paragraphs.extend(how);
    paragraphs.extend([good.as_str(), lang.mail_unexpected(), lang.mail_automatic()]);
    paragraphs.join("\n\n")
}

/// A name on one line. Whatever would break the line, hide in it or turn it round becomes a blank.
pub(super) fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() || is_format(c) { ' ' } else { c }).collect();
    domain::collapse(&plain).chars().take(LONGEST).collect()
}

/// Signs that are not seen and change how others are: joiners, marks and overrides of direction, separators of lines.
const fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// RFC 3834: a machine wrote this, so that no machine answers.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;

    fn letter(matter: &Matter<'_>) -> Vec<u8> {
        let from = crate::mail::sender("Città di Prova, \"Traguardi\" <no-reply@comune.example>").unwrap();
        let to = crate::mail::address("ufficio@comune.example").unwrap();
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        Letter::write(to, matter).message(&from, now).unwrap().formatted()
    }

    const LINK: &str = "https://traguardi.comune.example/invito/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn a_letter_says_from_whom_for_what_how_long_and_what_if_not() {
        let matter = Matter {
            occasion: Occasion::Invited("Ufficio «transizione» digitale"),
            login: "ufficio@comune.example",
            ente: "Comune di Forlì",
            link: LINK,
        };
        let raw = letter(&matter);
        let message = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(message.subject(), Some("Invito a Traguardi: Comune di Forlì"));
        let from = message.from().and_then(|a| a.first()).unwrap();
        assert_eq!((from.name(), from.address()), (Some("Città di Prova, Traguardi"), Some("no-reply@comune.example")));
        assert_eq!(message.to().and_then(|a| a.first()).and_then(|a| a.address()), Some("ufficio@comune.example"));
        assert!(message.message_id().unwrap().ends_with("@comune.example"));
        assert_eq!(message.date().unwrap().to_timestamp(), 1_795_000_000);
        let text = message.body_text(0).unwrap();
        for said in
            ["Ufficio «transizione» digitale", "Comune di Forlì", "72 ore", "una volta sola", "Non te lo aspettavi?", "72 hours"]
        {
            assert!(text.contains(said), "«{said}» is not said: {text}");
        }
        assert_eq!(text.lines().filter(|l| *l == LINK).count(), 1, "the link stands alone on its line: {text}");
        assert!(text.find("ti invita") < text.find("invites you"), "Italian comes first: {text}");
    }

    #[test]
    fn each_occasion_has_its_own_letter() {
        let of = |occasion| {
            let raw = letter(&Matter { occasion, login: "ufficio@comune.example", ente: "Comune", link: LINK });
            let message = MessageParser::default().parse(&raw).unwrap();
            let text = message.body_text(0).unwrap().into_owned();
            (message.subject().unwrap().to_owned(), text)
        };
        let letters = [of(Occasion::Invited("Capo")), of(Occasion::Renewed("Capo")), of(Occasion::Asked)];
        for (i, one) in letters.iter().enumerate() {
            for other in letters.iter().skip(i + 1) {
                assert!(one.0 != other.0 && one.1 != other.1);
            }
        }
        assert!(letters[2].1.contains("qualcuno, forse tu"), "{}", letters[2].1);
    }

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(line("a\r\nBcc: x@y.example\r\n\r\nb"), "a Bcc: x@y.example b");
        assert_eq!(line("\u{202e}gnilaes\u{202c}\u{2028}x\u{0}\u{85}y"), "gnilaes x y");
        assert_eq!(line(&"è".repeat(500)).chars().count(), LONGEST);
    }
}
