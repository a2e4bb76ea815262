//! The released program as the benches run it: its commands, a server on a port of its own, and one request at a time.

#![allow(dead_code, reason = "each bench uses a part")]

use anyhow::{Context, Result, bail, ensure};
use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The workspace's root.
pub fn root() -> Result<PathBuf> {
    let room = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    Ok(room.parent().context("the workspace's root is not to be found")?.to_owned())
}

/// A program of the release build.
pub fn built(root: &Path, name: &str) -> Result<PathBuf> {
    let program = root.join(format!("target/release/{name}{}", env::consts::EXE_SUFFIX));
    ensure!(program.is_file(), "{} is not built: `cargo xtask bench` builds it", program.display());
    Ok(program)
}

/// On the disk that holds the build and not in memory, where a commit would cost nothing.
pub fn room(root: &Path) -> Result<tempfile::TempDir> {
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(root.join("target"))?)
}

/// The value at a percentile of sorted times.
pub fn at(times: &[f64], percent: usize) -> f64 {
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// What is no text is empty.
    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

pub fn ask(address: &str, method: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Answer> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\n{cookie}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").context("an answer without a head")?;
    let body = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("an answer without a status")?;
    let cookie = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next())
        .find(|value| value.starts_with("session="))
        .map(str::to_owned);
    Ok(Answer { status, cookie, bytes: body })
}

/// All files of the demonstration.
pub fn demonstration(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut out = vec![];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(demonstration(&path)?);
        } else if path.extension().is_some_and(|e| e == "csv") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Runs the program to its end and gives what it printed.
pub fn said(server: &Path, database: &Path, command: &mut Command) -> Result<String> {
    let done = bare(command).arg("--database").arg(database).stdin(Stdio::null()).output()?;
    if !done.status.success() {
        bail!("{} ended with {}: {}", server.display(), done.status, String::from_utf8_lossy(&done.stderr));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// With nothing of the caller's configuration.
fn bare(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("TRAGUARDI_") {
            command.env_remove(&name);
        }
    }
    command
}

pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    pub fn start(server: &Path, database: &Path) -> Result<Self> {
        let mut command = Command::new(server);
        bare(&mut command).arg("--database").arg(database).args(["--today", "2026-11-22"]);
        let mut child = command.args(["serve", "--listen", "127.0.0.1:0", "--plain-http"]).stdout(Stdio::piped()).spawn()?;
        let printed = child.stdout.take().context("the server's output cannot be read")?;
        let mut line = String::new();
        BufReader::new(printed).read_line(&mut line)?;
        let address = line.split("http://").nth(1).map(|a| a.trim().to_owned());
        let running = Self { child, address: address.unwrap_or_default() };
        ensure!(!running.address.is_empty(), "the server did not say where it listens: {line}");
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
