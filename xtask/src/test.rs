//! `cargo xtask test`: every check there is, the same here as in continuous integration.

use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::wasm::Ahead;
use crate::{browser, fuzz, say, server, sql, style, tools, wasm};

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
    /// Everything for the server compiles, clippy has nothing to say of it, and the committed descriptions of the queries are those
    /// of the code.
    Build,
    /// The tests in Rust pass, with those of who may depend on whom.
    Unit,
    /// Clippy has nothing to say of the browser's half.
    Client,
    /// The islands compile, and are light enough for a phone.
    Wasm,
    /// No input is found in half a minute that breaks a parser.
    Fuzz,
    /// The tests in a browser pass, with JavaScript and without.
    Browser,
}

impl Step {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    fn run(self, islands: &mut Option<Ahead>) -> Result<()> {
        match self {
            Self::Format => {
                tools::components()?;
                tools::run(tools::cargo().args(["fmt", "--all", "--check"]))
            }
            Self::Style => style::build(),
            Self::Build => {
                // They are not needed before the browser is, and leave a processor idle for minutes.
                *islands = Some(wasm::ahead());
                sql::check(|facts| {
                    let mut cargo = tools::linting()?;
                    cargo.envs(facts.iter().map(|(name, value)| (name, value)));
                    tools::run(server::embedding(&mut cargo)?.args(["test", "--no-run"]))
                })
            }
            Self::Unit => tools::run(server::embedding(&mut tools::linting()?)?.arg("test")),
            // In a build of its own, because one has either `ssr` or `hydrate`.
            Self::Client => tools::run(tools::linting()?.args(["build", "--quiet", "-p", "client"])),
            Self::Wasm => {
                wasm::demanded(islands.take().map_or_else(wasm::build, wasm::caught_up)?)?;
                wasm::weigh()
            }
            Self::Fuzz => fuzz::run(&fuzz::Options::default()),
            Self::Browser => browser::run(),
        }
    }
}

/// Runs the steps and prints the table; `false` where one failed, which has then been told.
pub fn run(options: &Options) -> Result<bool> {
    let wanted = Step::value_variants().iter().filter(|step| options.only.is_empty() || options.only.contains(step));
    let mut table = Vec::new();
    let (mut failure, mut islands) = (None, None);
    for step in wanted {
        if failure.is_some() {
            table.push(format!("{:<8}  not run", step.name()));
            continue;
        }
        say::step(format!("Step {}", step.name()));
        let started = Instant::now();
        let result = step.run(&mut islands);
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
