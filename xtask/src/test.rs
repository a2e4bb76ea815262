//! `cargo xtask test`: every check there is, the same here as in continuous integration.

use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::{browser, fuzz, say, sql, style, tools, wasm};

#[derive(Args)]
pub struct Options {
    /// Runs only this step; can be given several times.
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Step>,
}

/// The steps, in the order in which they run: what is quick and what later steps build upon comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// The code is formatted.
    Format,
    /// The style sheet compiles.
    Style,
    /// The islands compile, and are light enough for a phone.
    Wasm,
    /// Clippy has nothing to say, neither about the server's half nor about the browser's.
    Clippy,
    /// The committed descriptions of the queries are those of the code.
    Sql,
    /// The tests in Rust pass, with those of who may depend on whom.
    Unit,
    /// No input is found in half a minute that breaks a parser.
    Fuzz,
    /// The tests in a browser pass, with JavaScript and without.
    Browser,
}

impl Step {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    fn run(self) -> Result<()> {
        match self {
            Self::Format => {
                tools::components()?;
                tools::run(tools::cargo().args(["fmt", "--all", "--check"]))
            }
            Self::Style => style::build(),
            Self::Wasm => {
                wasm::demand()?;
                wasm::weigh()
            }
            Self::Clippy => clippy(),
            Self::Sql => sql::check(),
            Self::Unit => tools::run(tools::cargo().arg("test")),
            Self::Fuzz => fuzz::run(&fuzz::Options::default()),
            Self::Browser => browser::run(),
        }
    }
}

/// Runs the steps and prints the table; `false` where one failed, which has then been told.
pub fn run(options: &Options) -> Result<bool> {
    let wanted = Step::value_variants().iter().filter(|step| options.only.is_empty() || options.only.contains(step));
    let mut table = Vec::new();
    let mut failure = None;
    for step in wanted {
        if failure.is_some() {
            table.push(format!("{:<8}  not run", step.name()));
            continue;
        }
        say::step(format!("Step {}", step.name()));
        let started = Instant::now();
        let result = step.run();
        table.push(format!(
            "{:<8}  {}  {:>7.1} s",
            step.name(),
            if result.is_ok() { "passed " } else { "failed " },
            started.elapsed().as_secs_f64()
        ));
        failure = result.err().map(|error| (step.name(), error));
    }
    let failed = usize::from(failure.is_some());
    let passed = table.iter().filter(|line| line.contains("passed")).count();
    if let Some((name, error)) = &failure {
        say::step(format!("Step {name} failed: {error:#}"));
    } else {
        say::step("Done.");
    }
    for line in &table {
        say::note(line);
    }
    println!("steps: {passed} passed, {failed} failed");
    Ok(failure.is_none())
}

/// The client is looked at on its own and in a folder of its own: one build has either `ssr` or `hydrate`.
fn clippy() -> Result<()> {
    tools::components()?;
    tools::run(tools::cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))
        .context("If the message above is about a query without cached data, run `cargo xtask sql --write`")?;
    tools::run(tools::cargo().args(["clippy", "-p", "client", "--target-dir", "target/hydrate", "--", "-D", "warnings"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_called_in_the_table_as_on_the_command_line() {
        for step in Step::value_variants() {
            let value = step.to_possible_value();
            assert_eq!(value.map(|value| value.get_name().to_owned()), Some(step.name()));
        }
    }
}
