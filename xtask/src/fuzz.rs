//! `cargo xtask fuzz`: what strangers may send, tried by the million on every parser.
//!
//! The programs of `server/fuzz` are linked with libFuzzer and built so that it sees which branches an input takes, which a
//! stable compiler can do. What they find interesting stays in `target/fuzz-corpus` for the next time; `--keep` adds the
//! smallest set of it to the corpus that is kept with the code.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, thread};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{root, say, tools};

/// One program for each parser, in `server/fuzz/src/bin`; seeds of the same name in `server/fuzz/corpus`.
const TARGETS: [&str; 6] = ["import", "number", "date", "cup", "filter", "cookie"];
/// Tells the compiler to count which branches are taken, as libFuzzer wants it.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// How long each parser is tried for.
const SECONDS: u32 = 30;

#[derive(Args)]
pub struct Options {
    /// Only this parser: import, number, date, cup, filter or cookie.
    #[arg(value_parser = TARGETS)]
    target: Option<String>,
    /// Tries each parser for so many seconds.
    #[arg(long, default_value_t = SECONDS)]
    seconds: u32,
    /// Adds the inputs that reach something new to the corpus that is kept with the code.
    #[arg(long)]
    keep: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { target: None, seconds: SECONDS, keep: false }
    }
}

/// Tries them all, as many at once as there are processors.
pub fn run(options: &Options) -> Result<()> {
    let wanted: Vec<&str> = TARGETS.into_iter().filter(|t| options.target.as_deref().is_none_or(|o| o == *t)).collect();
    let programs = build()?;
    say::step(format!("Trying {} for {} seconds each.", wanted.join(", "), options.seconds));
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let mut failed = vec![];
    for group in wanted.chunks(at_once) {
        let started: Vec<(&str, Child)> =
            group.iter().map(|target| Ok((*target, start(&programs, target, options.seconds)?))).collect::<Result<_>>()?;
        for (target, child) in started {
            let output = child.wait_with_output().with_context(|| format!("the program for {target} was lost"))?;
            let told = String::from_utf8_lossy(&output.stderr);
            if output.status.success() {
                let done = told.lines().rev().find(|l| l.starts_with("Done ")).unwrap_or("it said nothing");
                say::note(format!("{target:<7} {done}"));
            } else {
                println!("{told}");
                failed.push(target);
            }
        }
    }
    if !failed.is_empty() {
        bail!("Inputs were found that break {}: they are in {}", failed.join(", "), crashes().display());
    }
    if options.keep {
        for target in &wanted {
            keep(&programs, target)?;
        }
    }
    Ok(())
}

/// Builds the programs and says where they are.
fn build() -> Result<PathBuf> {
    let about = tools::output(tools::program("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|l| l.strip_prefix("host: ")).context("rustc does not say what it builds for")?;
    // With a target of its own, so that build scripts and macros are built without counters.
    tools::run(
        tools::cargo()
            .args(["build", "--quiet", "-p", "fuzz", "--profile", "fuzz", "--bins", "--target", host])
            .env("CARGO_TARGET_DIR", folder())
            .env("RUSTFLAGS", COVERAGE),
    )
    .context("The fuzz targets were not built: they need a C++ compiler beside Rust's")?;
    Ok(folder().join(host).join("fuzz"))
}

fn folder() -> PathBuf {
    root::target().join("fuzz")
}

fn crashes() -> PathBuf {
    root::target().join("fuzz-crashes")
}

/// What earlier runs found interesting, and what is kept with the code.
fn corpora(target: &str) -> Result<[PathBuf; 2]> {
    let found = root::target().join("fuzz-corpus").join(target);
    fs::create_dir_all(&found)?;
    fs::create_dir_all(crashes())?;
    Ok([found, root::path().join("server/fuzz/corpus").join(target)])
}

fn program(programs: &Path, target: &str) -> Command {
    tools::program(programs.join(format!("{target}{}", env::consts::EXE_SUFFIX)))
}

fn start(programs: &Path, target: &str, seconds: u32) -> Result<Child> {
    program(programs, target)
        .args([format!("-max_total_time={seconds}"), "-max_len=4096".into(), "-timeout=5".into(), "-rss_limit_mb=1024".into()])
        .arg(format!("-artifact_prefix={}/{target}-", crashes().display()))
        .args(corpora(target)?)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("the program for {target} does not start"))
}

fn keep(programs: &Path, target: &str) -> Result<()> {
    let [found, kept] = corpora(target)?;
    tools::output(program(programs, target).arg("-merge=1").arg(kept).arg(found))?;
    Ok(())
}
