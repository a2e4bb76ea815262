//! A mail server on this machine that plays a part, and what it was given.

use mail_parser::MessageParser;
use server::mail::{Postman, relay, sender};
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// What links in messages begin with, whatever host is asked.
pub(super) const ORIGIN: &str = "https://traguardi.comune.example";

/// What the server does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Takes,
    /// Refuses every address for good, and repeats it, as servers do.
    Refuses,
    /// Has no time just now.
    Defers,
    /// Says nothing.
    Hangs,
    /// Hangs up at once.
    Closes,
}

/// A letter as whoever gets it reads it.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) text: String,
}

impl Read {
    /// The path of the link in it.
    pub(super) fn path(&self) -> String {
        let link = self.text.lines().find(|l| l.starts_with("http")).unwrap_or_else(|| panic!("no link: {}", self.text));
        link.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("it leads elsewhere: {link}")).to_owned()
    }
}

pub(super) struct Post {
    port: u16,
    letters: Arc<Mutex<Vec<Read>>>,
}

impl Post {
    pub(super) fn that(part: Part) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let letters = Arc::new(Mutex::new(vec![]));
        let kept = Arc::clone(&letters);
        // It lives as long as the tests do.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // Whoever has hung up is not to be told.
                thread::spawn(move || play(part, stream, &kept).ok());
            }
        });
        Self { port, letters }
    }

    /// Somebody who carries mail to it, and has so much time.
    pub(super) fn postman(&self, limit: Duration) -> Postman {
        let relay = relay(&format!("smtp://127.0.0.1:{}", self.port)).unwrap();
        Postman::new(&relay, None, sender("Traguardi <no-reply@comune.example>").unwrap(), ORIGIN, limit).unwrap()
    }

    pub(super) fn letters(&self) -> Vec<Read> {
        self.letters.lock().unwrap().clone()
    }

    /// Waits for so many letters.
    pub(super) async fn wait(&self, count: usize) -> Vec<Read> {
        let start = Instant::now();
        while self.letters().len() < count {
            assert!(start.elapsed() < Duration::from_secs(120), "of {count} letters {:?} have come", self.letters());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.letters()
    }
}

fn play(part: Part, stream: TcpStream, letters: &Mutex<Vec<Read>>) -> std::io::Result<()> {
    match part {
        Part::Closes => return Ok(()),
        Part::Hangs => {
            thread::sleep(Duration::from_secs(60));
            return Ok(());
        }
        Part::Takes | Part::Refuses | Part::Defers => {}
    }
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    out.write_all(b"220 posta.comune.example ESMTP\r\n")?;
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let command = line.trim_end();
        let answer = match command.get(..4).unwrap_or_default() {
            "EHLO" => "250-posta.comune.example\r\n250 8BITMIME".to_owned(),
            "RCPT" if part == Part::Refuses => format!("550 5.1.1 {command}: no such user here"),
            "RCPT" if part == Part::Defers => "451 4.7.1 greylisted".to_owned(),
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut raw = String::new();
                while !raw.ends_with("\r\n.\r\n") {
                    if lines.read_line(&mut raw)? == 0 {
                        return Ok(());
                    }
                }
                letters.lock().unwrap().push(read(raw.trim_end_matches(".\r\n")));
                "250 taken".to_owned()
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 ok".to_owned(),
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

fn read(raw: &str) -> Read {
    let message = MessageParser::default().parse(raw.as_bytes()).unwrap();
    let to = message.to().and_then(|a| a.first()).and_then(|a| a.address()).unwrap().to_owned();
    let subject = message.subject().unwrap().to_owned();
    let text = message.body_text(0).unwrap().into_owned();
    Read { to, subject, text }
}
