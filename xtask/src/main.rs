//! `cargo xtask`: what it takes to build, show, test and measure Traguardi, in one program and the same everywhere.
//!
//! This room knows which tools a build needs, how to get them, in which order the pieces are made (style, islands,
//! server) and where they go (`target/site`, which the server embeds). It knows nothing about milestones or money: it
//! talks to the server only through its command line. To add a chore, write one file named after the thing it makes,
//! with a `run` or `build` in it, and give it an entry in [`Chore`]; a check that must hold before a change is accepted
//! becomes a [`test::Step`] instead. Programs are started through [`tools`], files are written through [`files`], and
//! whatever people should read is said through [`say`].

mod bench;
mod browser;
mod demo;
mod files;
mod fuzz;
mod postbox;
mod root;
mod say;
mod serve;
mod server;
mod sql;
mod style;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, shows, tests and measures Traguardi.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Builds everything and starts the server; the first time, it fills a database with the demonstration towns.
    Serve(serve::Options),
    /// Runs every check, in the order in which they tell most, and stops at the first that fails.
    Test(test::Options),
    /// Compares the checked queries in .sqlx with the code and the migrations.
    Sql(sql::Options),
    /// Compiles the style sheet and copies fonts and icons into target/site.
    Style,
    /// Compiles the islands to WebAssembly into target/site/pkg, and says what they weigh.
    Wasm,
    /// Tries random input on every parser, guided by which branches it takes.
    Fuzz(fuzz::Options),
    /// Measures the server; what follows is handed to the bench program.
    Bench {
        /// Arguments for the bench program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

fn main() -> ExitCode {
    say::begin();
    match run(Cli::parse().chore) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// `false` is a failure that has already been told.
fn run(chore: Chore) -> Result<bool> {
    root::prepare()?;
    match chore {
        Chore::Serve(options) => serve::run(options)?,
        Chore::Test(options) => return test::run(&options),
        Chore::Sql(options) => sql::run(&options)?,
        Chore::Style => style::build()?,
        Chore::Wasm => {
            wasm::demand()?;
            wasm::weigh()?;
        }
        Chore::Fuzz(options) => fuzz::run(&options)?,
        Chore::Bench { rest } => bench::run(&rest)?,
    }
    Ok(true)
}
