//! `cargo xtask serve`: from a fresh checkout to pages in a browser, in one command.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::wasm::Islands;
use crate::{demo, root, say, server, style, tools, wasm};

#[derive(Args)]
pub struct Options {
    /// Keeps the data in this file. A file that is not there yet is filled with the demonstration towns.
    /// [default: target/demo/traguardi.sqlite]
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// Listens on this address and port.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    listen: String,
    /// Builds with optimisation, which is what happens in any case.
    #[arg(long)]
    #[allow(dead_code, reason = "it is accepted because people expect it, and changes nothing")]
    release: bool,
}

/// Builds what is not built yet, and becomes the server.
pub fn run(options: Options) -> Result<()> {
    let database = match options.database {
        Some(file) => std::path::absolute(file)?,
        None => default_database()?,
    };
    style::build()?;
    let islands = wasm::ahead();
    server::library()?;
    if let Islands::Missing(what) = wasm::caught_up(islands)? {
        say::note(what);
        say::note("Going on without the islands: every page is complete without them.");
    }
    let server = server::release()?;
    if !database.exists() {
        demo::fill(&server, &database)?;
    }
    say::step("Starting the server; Ctrl-C stops it.");
    let mut command = tools::program(server);
    command.arg("--database").arg(&database).args(["serve", "--listen", &options.listen]);
    // On this machine people sign in without TLS; on any other address the server itself refuses that.
    if options.listen.parse::<SocketAddr>().is_ok_and(|address| address.ip().is_loopback()) {
        command.arg("--plain-http");
    }
    become_program(&mut command)
}

fn default_database() -> Result<PathBuf> {
    let folder = root::target().join("demo");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder.join("traguardi.sqlite"))
}

/// The server takes this process's place, so that signals and the exit code are its own.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("The server was built but could not be started")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    tools::run(command)
}
