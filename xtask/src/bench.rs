//! `cargo xtask bench`: how long the server takes for what people wait for.

use anyhow::{Context, Result};

use crate::{say, tools};

/// Runs the server's bench program, optimised, with the arguments given here.
pub fn run(rest: &[String]) -> Result<()> {
    say::step("Building and running the bench program.");
    tools::run(tools::cargo().args(["run", "--release", "-p", "server", "--example", "bench", "--"]).args(rest))
        .context("The measurement did not come to its end")
}
