//! The one binary, `traguardi`, which embeds what style and islands left in `target/site`.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{root, say, tools};

/// Builds the server as it is meant to run.
pub fn release() -> Result<PathBuf> {
    say::step("Building the server. The first time this takes some minutes.");
    tools::run(tools::cargo().args(["build", "--release", "-p", "server", "--bin", "traguardi"]))
        .context("The server was not built: the message above says why")?;
    Ok(root::target().join(format!("release/traguardi{EXE_SUFFIX}")))
}

/// The server as the browser tests want it: quick to build, with the program that adds their invented town.
pub struct Trial {
    pub server: PathBuf,
    pub specimen: PathBuf,
}

/// Builds the server for tests. Not with `-p server`: the default members' features are what `cargo test` has just
/// built, and a narrower choice would compile half of the dependencies again.
pub fn trial() -> Result<Trial> {
    say::step("Building the server for the tests.");
    tools::run(tools::cargo().args(["build", "--bin", "traguardi", "--example", "specimen"]))
        .context("The server was not built: the message above says why")?;
    let debug = root::target().join("debug");
    Ok(Trial {
        server: debug.join(format!("traguardi{EXE_SUFFIX}")),
        specimen: debug.join(format!("examples/specimen{EXE_SUFFIX}")),
    })
}
