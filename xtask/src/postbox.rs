//! A real mail server for the browser tests: it takes what the trial server sends, and hands it out over HTTP.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::tools;

/// How long it may take to say where it listens.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server that runs as long as this value lives.
pub struct Postbox {
    child: Child,
    /// Where it takes mail: `smtp://127.0.0.1:PORT`.
    pub smtp: String,
    /// Where it hands it out: `http://127.0.0.1:PORT`.
    pub http: String,
}

impl Postbox {
    /// Starts it out of the tests' folder, whose packages must be there, and waits until it says where it listens.
    pub fn start(tests: &Path) -> Result<Self> {
        let mut child = tools::program("node")
            .arg(tests.join("support/postbox.mjs"))
            // It ends when this pipe does: also when nobody is left to stop it.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("The mail server of the tests could not be started")?;
        let printed = child.stdout.take();
        let mut postbox = Self { child, smtp: String::new(), http: String::new() };
        let printed = printed.context("The mail server's output cannot be read")?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                // After the two addresses nobody listens any more.
                let _ = tell.send(line);
            }
        });
        let next = || {
            told.recv_timeout(PATIENCE).context("The mail server of the tests did not say where it listens: its message is above")
        };
        postbox.smtp = next()?;
        postbox.http = next()?;
        Ok(postbox)
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        // If it has already ended, so much the better.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
