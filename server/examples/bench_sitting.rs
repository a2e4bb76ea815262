//! How long it takes to freeze what a sitting is shown, to open it, and to print its report. `cargo xtask bench` runs it last; by
//! hand: `cargo build --release -p server --bins --examples`, then `target/release/examples/bench_sitting`.
//!
//! Freezing is the command, from its start to its end; pages and reports are timed from the request's first byte to the answer's
//! last. The enti are those of `specimen`, which are about nobody.

mod running;

use anyhow::{Result, ensure};
use running::{Running, ask, at, demonstration, said};
use std::{
    process::{Command, ExitCode},
    time::Instant,
};

/// Projects, and how many seconds freezing them may take.
const FREEZES: [(u32, f64); 2] = [(30, 1.0), (5_000, 10.0)];
/// A frozen page may take so long, median.
const OPEN_MS: f64 = 50.0;
/// Projects, and how many seconds their report may take.
const REPORTS: [(u32, f64); 2] = [(30, 2.0), (500, 20.0)];
/// What the smaller report may weigh.
const REPORT_BYTES: usize = 2 << 20;
/// How often a page is asked for.
const ASKED: usize = 20;
const PAGES: [&str; 4] = ["", "/progetti", "/cronoprogramma", "/finanziamenti"];

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let root = running::root()?;
    let (server, specimen) = (running::built(&root, "traguardi")?, running::built(&root, "examples/specimen")?);
    let folder = running::room(&root)?;
    let database = folder.path().join("register.sqlite");
    said(&server, &database, Command::new(&server).arg("import").arg("--create").args(demonstration(&root.join("data"))?))?;
    let made = Command::new(&specimen).arg(&database).args(["30", "500", "5000"]).output()?;
    ensure!(made.status.success(), "no specimen: {}", String::from_utf8_lossy(&made.stderr));
    let mut held = true;

    println!("### A sitting\n");
    println!("| | limit | measured |\n|---|---:|---:|");
    let mut took = vec![];
    for (projects, limit) in FREEZES {
        let begun = Instant::now();
        let ente = format!("prova_{projects}");
        said(&server, &database, Command::new(&server).args(["freeze", "--ente", &ente, "--seduta", "1", "--al", "oggi"]))?;
        let seconds = begun.elapsed().as_secs_f64();
        println!("| freezing {projects} projects | {limit:.0} s | {seconds:.2} s |");
        held &= seconds <= limit;
        took.push(seconds);
    }
    let running = Running::start(&server, &database)?;
    let address = &running.address;
    for (projects, limit) in REPORTS {
        let path = if projects == 30 {
            "prova_30/sedute/1/file/relazione.pdf".to_owned()
        } else {
            format!("prova_{projects}/relazione.pdf")
        };
        let (milliseconds, bytes) = timed(address, &format!("/{path}"))?;
        let seconds = milliseconds / 1_000.0;
        println!("| report of {projects} projects | {limit:.0} s | {seconds:.2} s, {} KiB |", bytes.div_ceil(1024));
        held &= seconds <= limit && (projects != 30 || bytes <= REPORT_BYTES);
    }
    println!("\nA report of 30 projects may weigh {} KiB.\n", REPORT_BYTES / 1024);
    println!("| page of 30 projects | frozen, ms | live, ms | ratio |\n|---|---:|---:|---:|");
    for page in PAGES {
        // In turns, so that what else the machine does falls on both.
        let (mut frozen, mut live) = (vec![], vec![]);
        for _ in 0..ASKED {
            frozen.push(timed(address, &format!("/prova_30/sedute/1{page}"))?.0);
            live.push(timed(address, &format!("/prova_30{page}"))?.0);
        }
        frozen.sort_by(f64::total_cmp);
        live.sort_by(f64::total_cmp);
        let (kept, worked_out) = (at(&frozen, 50), at(&live, 50));
        println!("| `/prova_30{page}` | {kept:.1} | {worked_out:.1} | {:.2} |", kept / worked_out);
        held &= kept <= OPEN_MS;
    }
    let growth = took.last().copied().unwrap_or(f64::NAN) / took.first().copied().unwrap_or(f64::NAN);
    println!(
        "\nMedians of {ASKED} (limit of a frozen page {OPEN_MS:.0} ms). 5,000 projects took {growth:.0} times as long to freeze as 30."
    );
    Ok(held)
}

/// Milliseconds and bytes of an answer.
fn timed(address: &str, path: &str) -> Result<(f64, usize)> {
    let begun = Instant::now();
    let answer = ask(address, "GET", path, "", &[])?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok((took, answer.bytes.len()))
}
