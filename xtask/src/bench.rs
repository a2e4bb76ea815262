//! `cargo xtask bench`: how long import and pages take, beside what they are compared with.

use anyhow::{Context, Result};

use crate::wasm::Islands;
use crate::{say, server, style, tools, wasm};

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
    tools::run(tools::cargo().args(["run", "--release", "-p", "server", "--example", "bench_desk"]))
        .context("A save at the desk takes too long, or the measurement did not come to its end")?;
    // It runs the invented enti's program beside the released one.
    tools::run(tools::cargo().args(["build", "--release", "-p", "server", "--example", "specimen"]))
        .context("The invented enti cannot be made")?;
    tools::run(tools::cargo().args(["run", "--release", "-p", "server", "--example", "bench_sitting"]))
        .context("A sitting takes too long, or the measurement did not come to its end")
}
