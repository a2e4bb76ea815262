//! The tests in a browser: a real server with the demonstration towns on a port of its own, and Playwright.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::postbox::Postbox;
use crate::{demo, root, say, server, style, tools, wasm};

/// How long the server may take to say where it listens.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn run() -> Result<()> {
    let chromium = chromium()?;
    let tests = root::path().join("end2end");
    tools::packages(&tests)?;
    style::build()?;
    wasm::demand()?;
    let trial = server::trial()?;

    let room = tempfile::tempdir().context("No folder could be made for the tests' database")?;
    let database = room.path().join("trial.sqlite");
    demo::fill(&trial.server, &database)?;
    tools::run(tools::program(&trial.specimen).arg(&database)).context("The invented town of the tests could not be added")?;

    let postbox = Postbox::start(&tests)?;
    let invitation = invite(&trial.server, &database, "capo", "amministratore")?;
    let identity = invite(&trial.server, &database, "identita", "lettore")?;
    // Nobody opens this one's link: the provider vouches for the name.
    invite(&trial.server, &database, "mario@comune.example", "lettore")?;

    // The provider sends people back to the server, which has to know the provider: so the server's address comes first.
    let address = free_address()?;
    let secret = room.path().join("client-secret");
    fs::write(&secret, "known on this machine only\n").context("The secret of the tests' client could not be written")?;
    let mut command = tools::program("node");
    command.arg(tests.join("support/provider.mjs")).arg(format!("http://{address}/accedi/oidc/ritorno")).arg(&secret);
    let provider = Running::start(&mut command, "The provider of identities")?;
    let mut command = tools::program(&trial.server);
    command
        .arg("--database")
        .arg(&database)
        .args(["serve", "--plain-http", "--listen", &address, "--origin", &format!("http://{address}")])
        .args([
            "--oidc-issuer",
            &provider.address,
            "--oidc-client",
            "traguardi",
            "--oidc-name",
            "SPID/CIE",
            "--oidc-claim",
            "email",
        ])
        .arg("--oidc-secret-file")
        .arg(&secret)
        .args(["--smtp", &postbox.smtp, "--mail-from", "Traguardi <no-reply@comune.example>"])
        // Days late and days left are figures on the pages: a day that stands still keeps them checkable.
        .env("TRAGUARDI_TODAY", "2026-11-22");
    let running = Running::start(&mut command, "The server")?;
    say::step(format!("Running the browser tests on {}.", running.address));
    let mut playwright = tools::npm("npx");
    playwright
        .args(["playwright", "test"])
        .current_dir(&tests)
        .env("TRAGUARDI_URL", &running.address)
        .env("TRAGUARDI_PROGRAM", &trial.server)
        .env("CHROMIUM", chromium)
        .env("TRAGUARDI_INVITE", invitation)
        .env("TRAGUARDI_POSTBOX", &postbox.http)
        .env("TRAGUARDI_OIDC_ISSUER", &provider.address)
        .env("TRAGUARDI_OIDC_INVITE", identity);
    // What the tests may look things up in, where somebody put it beside the checkout.
    if let Some(shared) = root::path().parent().map(|parent| parent.join("shared"))
        && shared.is_dir()
    {
        playwright.env("TRAGUARDI_SHARED", shared);
    }
    tools::run(&mut playwright).context("A browser test failed: its report is above")
}

/// The one-time link of an account, with which the tests of those who sign in begin.
fn invite(server: &Path, database: &Path, login: &str, role: &str) -> Result<String> {
    let mut command = tools::program(server);
    command.arg("--database").arg(database).args([
        "user",
        "add",
        login,
        "--name",
        "Ufficio transizione digitale",
        "--ente",
        "c_e472",
        "--role",
        role,
    ]);
    let printed = tools::output(&mut command).context("An account could not be made")?;
    let link = printed.lines().find(|line| line.starts_with("http")).context("`traguardi user add` printed no link")?;
    Ok(link.trim().to_owned())
}

/// Chromium's engine without a browser around it: a page opens in half the time.
const SHELL: &str = "chromium-headless-shell";

/// A Chromium, the system's own: Playwright's is not to be had everywhere.
fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("TRAGUARDI_CHROMIUM") {
        return Ok(chosen.into());
    }
    // Where the shell can't be installed a whole browser does as well.
    let found = || [SHELL, "chromium", "chromium-browser", "google-chrome"].into_iter().find_map(tools::find);
    if tools::find(SHELL).is_none()
        && let Err(why) = tools::install(&[SHELL])
        && found().is_none()
    {
        return Err(why.context("The browser tests need Chromium: install it, or name it in TRAGUARDI_CHROMIUM"));
    }
    found().context("The browser tests need Chromium: install it, or name it in TRAGUARDI_CHROMIUM")
}

/// A port of this machine that nobody listens on.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("This machine has no free port")?;
    Ok(listener.local_addr()?.to_string())
}

/// A program that listens, and runs as long as this value lives.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    /// Starts a program and waits until it says where it listens. `name` begins the sentence where something is wrong.
    fn start(command: &mut Command, name: &str) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{name} could not be started"))?;
        let printed = child.stdout.take();
        let mut running = Self { child, address: String::new() };
        let printed = printed.with_context(|| format!("The output of «{name}» cannot be read"))?;
        let (tell, told) = mpsc::channel();
        // It reads to the end, or the server would one day wait for somebody to take its lines.
        thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                if let Some(address) = address(&line) {
                    // After the first address nobody listens any more.
                    let _ = tell.send(address);
                }
            }
        });
        running.address = told
            .recv_timeout(PATIENCE)
            .with_context(|| format!("{name} did not say where it listens: it must print a line with http://127.0.0.1:PORT"))?;
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // If it has already ended, so much the better.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in a line such as `Traguardi listens on http://127.0.0.1:41234/ (Ctrl-C stops it)`.
fn address(line: &str) -> Option<String> {
    const START: &str = "http://127.0.0.1:";
    let rest = &line[line.find(START)? + START.len()..];
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    (end > 0).then(|| format!("{START}{}", &rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn finds_the_address_among_other_words() {
        let found = Some("http://127.0.0.1:41234".to_owned());
        assert_eq!(address("http://127.0.0.1:41234"), found);
        assert_eq!(address("listening on http://127.0.0.1:41234/."), found);
        assert_eq!(address("listening on http://127.0.0.1:"), None);
        assert_eq!(address("ready"), None);
    }
}
