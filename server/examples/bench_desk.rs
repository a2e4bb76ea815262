//! How long a save takes while others read: one project manager records steps, first alone, then while a hundred readers
//! open a page every five seconds each. `cargo xtask bench` runs it after the import and the pages; by hand:
//! `cargo run --release -p server --example bench_desk`.
//!
//! It signs in as a person would (one-time link, password, cookie) and times from the request's first byte to the answer's
//! last, over a connection of its own each time.

use anyhow::{Context, Result, bail, ensure};
use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A save may take so long at the 99th percentile.
const LIMIT_MS: f64 = 100.0;
const READERS: u64 = 100;
const PAUSE: Duration = Duration::from_secs(5);
const SAVES: usize = 300;
const PASSWORD: &str = "Girasole-Lampione-4711";
const PAGES: [&str; 5] =
    ["/c_e472", "/c_e472/progetti", "/c_e472/progetti/send-2022", "/c_e472/cronoprogramma", "/c_e472/finanziamenti"];
const STEP: &str = "/c_e472/scrivania/send-2022/passo";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let room = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = room.parent().context("the workspace's root is not to be found")?;
    let server = root.join(format!("target/release/traguardi{}", env::consts::EXE_SUFFIX));
    ensure!(server.is_file(), "the program is not built: `cargo build --release -p server --bin traguardi` builds it");
    // On the disk that holds the build and not in memory, where a commit would cost nothing.
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(root.join("target"))?;
    let database = folder.path().join("register.sqlite");
    let files = demonstration(&root.join("data"))?;
    said(&server, &database, Command::new(&server).arg("import").arg("--create").args(&files))?;
    // A project manager: an administrator would be asked for a second factor first.
    let add = [
        "user",
        "add",
        "rup",
        "--name",
        "Ufficio transizione digitale",
        "--ente",
        "c_e472",
        "--role",
        "responsabile",
        "--project",
        "send-2022",
    ];
    let invited = said(&server, &database, Command::new(&server).args(add))?;
    let link = invited.lines().find(|l| l.starts_with("http")).context("`user add` printed no link")?;
    let invitation = link.find("/invito/").and_then(|at| link.get(at..)).context("the link has another form")?.trim();

    let running = Running::start(&server, &database)?;
    let address = &running.address;
    let chosen = ask(address, "POST", invitation, "", &[("password", PASSWORD), ("repeat", PASSWORD)])?;
    ensure!(chosen.status == 303, "the password was not taken: {}", chosen.status);
    let entered = ask(address, "POST", "/accedi", "", &[("login", "rup"), ("password", PASSWORD)])?;
    ensure!(entered.status == 303, "signing in was not taken: {}", entered.status);
    let cookie = entered.cookie.context("signing in gave no cookie")?;

    let alone = saves(address, &cookie)?;
    let stop = Arc::new(AtomicBool::new(false));
    let read = Arc::new(AtomicUsize::new(0));
    let readers: Vec<_> = (0..READERS)
        .map(|n| {
            let (address, stop, read) = (address.clone(), Arc::clone(&stop), Arc::clone(&read));
            thread::spawn(move || -> Result<()> {
                // Spread over the five seconds, as people are.
                thread::sleep(PAUSE * u32::try_from(n)? / u32::try_from(READERS)?);
                for page in PAGES.iter().cycle().skip(usize::try_from(n)? % PAGES.len()) {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let answer = ask(&address, "GET", page, "", &[])?;
                    ensure!(answer.status == 200, "{page}: {}", answer.status);
                    read.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(PAUSE);
                }
                Ok(())
            })
        })
        .collect();
    thread::sleep(PAUSE);
    let begun = Instant::now();
    let before = read.load(Ordering::SeqCst);
    let crowded = saves(address, &cookie)?;
    let rate = (read.load(Ordering::SeqCst) - before) as f64 / begun.elapsed().as_secs_f64();
    stop.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.join().map_err(|_| anyhow::anyhow!("a reader broke down"))??;
    }

    println!("### A save at the desk\n");
    println!("| | median, ms | 99th percentile, ms |\n|---|---:|---:|");
    for (name, times) in [("alone", &alone), ("with a hundred readers", &crowded)] {
        println!("| {name} | {:.1} | {:.1} |", at(times, 50), at(times, 99));
    }
    println!(
        "\n{SAVES} saves each; the readers opened {rate:.0} pages a second; 99th percentile {:.2} times that of one alone (limit {LIMIT_MS:.0} ms).",
        at(&crowded, 99) / at(&alone, 99)
    );
    Ok(at(&crowded, 99) <= LIMIT_MS)
}

/// The value at a percentile of sorted times.
fn at(times: &[f64], percent: usize) -> f64 {
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// Records the same step again and again, on another day each time; gives sorted milliseconds.
fn saves(address: &str, cookie: &str) -> Result<Vec<f64>> {
    let mut times = vec![];
    for n in 0..SAVES {
        let form = ask(address, "GET", STEP, cookie, &[])?;
        let seen = hidden(&form.body, "seen.contrattualizzazione").context("the form has no version")?;
        // Days before the public date of the disbursement, so that no rule objects.
        let day = format!("{:02}/{:02}/2023", 1 + n % 28, 2 + n / 28 % 3);
        let fields = [
            ("fase", "contrattualizzazione"),
            ("quando", day.as_str()),
            ("atto_tipo", "determina"),
            ("atto_numero", "214"),
            ("seen.contrattualizzazione", seen.as_str()),
        ];
        let begun = Instant::now();
        let answer = ask(address, "POST", STEP, cookie, &fields)?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        ensure!(answer.status == 303, "save {n} was not taken: {}", answer.status);
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

fn hidden(body: &str, name: &str) -> Option<String> {
    let mark = format!("name=\"{name}\"");
    let tag = body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&mark))?;
    Some(tag.split_once("value=\"")?.1.split_once('"')?.0.to_owned())
}

struct Answer {
    status: u16,
    cookie: Option<String>,
    body: String,
}

fn ask(address: &str, method: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Answer> {
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
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").context("an answer without a head")?;
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("an answer without a status")?;
    let cookie = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next())
        .find(|value| value.starts_with("session="))
        .map(str::to_owned);
    Ok(Answer { status, cookie, body: body.to_owned() })
}

/// All files of the demonstration.
fn demonstration(folder: &Path) -> Result<Vec<PathBuf>> {
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
fn said(server: &Path, database: &Path, command: &mut Command) -> Result<String> {
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

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(server: &Path, database: &Path) -> Result<Self> {
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
