//! `cargo xtask bench`: how long import and pages take, beside what they are compared with.

use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::wasm::Islands;
use crate::{root, say, server, style, tools, wasm};

/// Around what the desk's and the sitting's programs print, in `BENCHMARKS.md`.
const MARKS: (&str, &str) = ("<!-- figures of desk and sitting -->", "<!-- end of the figures of desk and sitting -->");

/// Builds what `serve` would build, and runs the bench program on it with the arguments given here.
pub fn run(rest: &[String]) -> Result<()> {
    style::build()?;
    if let Islands::Missing(what) = wasm::build()? {
        say::note(what);
        say::note("Measuring without the islands.");
    }
    server::release()?;
    if tools::find("sqlite3").is_none() {
        tools::install(&["sqlite3"]).context("The import is measured beside SQLite's own shell, `sqlite3`: install it")?;
    }
    say::step("Building and running the bench program.");
    tools::run(tools::cargo().args(["run", "--release", "-p", "server", "--example", "bench", "--"]).args(rest))
        .context("A limit is broken, or the measurement did not come to its end")?;
    let desk = tables("bench_desk").context("A save at the desk takes too long, or the measurement did not come to its end")?;
    // It runs the invented enti's program beside the released one.
    tools::run(tools::cargo().args(["build", "--release", "-p", "server", "--example", "specimen"]))
        .context("The invented enti cannot be made")?;
    let sitting = tables("bench_sitting").context("A sitting takes too long, or the measurement did not come to its end")?;
    if rest.iter().any(|word| word == "--write") {
        keep(&format!("{}\n\n{}", desk.trim(), sitting.trim()))?;
    }
    Ok(())
}

/// Runs one of the bench programs and gives what it printed, which people see too, also where a limit is broken.
fn tables(example: &str) -> Result<String> {
    let mut command = tools::cargo();
    command.args(["run", "--release", "-p", "server", "--example", example]).stderr(Stdio::inherit());
    let done = command.output().with_context(|| format!("{example} could not be started"))?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    println!("{text}");
    ensure!(done.status.success(), "{example} ended with {}", done.status);
    Ok(text)
}

/// Puts them between their marks.
fn keep(figures: &str) -> Result<()> {
    let path = root::path().join("BENCHMARKS.md");
    let text = fs::read_to_string(&path).context("BENCHMARKS.md cannot be read")?;
    let (before, rest) = text.split_once(MARKS.0).context("BENCHMARKS.md has lost the mark before the desk's figures")?;
    let (_, after) = rest.split_once(MARKS.1).context("BENCHMARKS.md has lost the mark after the desk's figures")?;
    let (begin, end) = MARKS;
    fs::write(&path, format!("{before}{begin}\n{figures}\n{end}{after}")).context("BENCHMARKS.md cannot be written")
}
