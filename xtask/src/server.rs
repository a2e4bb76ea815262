//! The one binary, `traguardi`, which embeds what style and islands left in `target/site`.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{files, root, say, tools};

/// Tells the program's build what is in the folder that it embeds.
pub fn embedding(cargo: &mut Command) -> Result<&mut Command> {
    let site = root::site();
    if site.is_dir() {
        cargo.env("TRAGUARDI_SITE", files::digest(&[&site.to_string_lossy()])?);
    }
    Ok(cargo)
}

/// Builds everything that the program is made of but what it embeds, which may still be made.
pub fn library() -> Result<()> {
    say::step("Building the server. The first time this takes some minutes.");
    tools::run(tools::cargo().args(["build", "--release", "-p", "server", "--lib"]))
        .context("The server was not built: the message above says why")
}

/// Builds the server as it is meant to run.
pub fn release() -> Result<PathBuf> {
    tools::run(embedding(&mut tools::cargo())?.args(["build", "--release", "-p", "server", "--bin", "traguardi"]))
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
    tools::run(embedding(&mut tools::linting()?)?.args(["build", "--bin", "traguardi", "--example", "specimen"]))
        .context("The server was not built: the message above says why")?;
    let debug = root::target().join("debug");
    Ok(Trial {
        server: debug.join(format!("traguardi{EXE_SUFFIX}")),
        specimen: debug.join(format!("examples/specimen{EXE_SUFFIX}")),
    })
}
