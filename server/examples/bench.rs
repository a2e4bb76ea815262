//! Measures what people wait for and fails where a limit is broken: `cargo xtask bench`, figures in `BENCHMARKS.md`.
//!
//! Machines differ and are busy with other things, so each figure is taken beside one that it is compared with, in turns
//! and in one run: our import beside the same work by SQLite's own shell (`baseline.sql`), a page with all of Italy in
//! the database beside the same page with two towns in it. It starts the released program and knows nothing of its inside.

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use std::{
    env,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

/// An import may take so many times as long as the baseline.
const IMPORT_RATIO: f64 = 3.0;
/// An import's peak memory may lie so far above that of an import of one row.
const MEMORY_MIB: f64 = 150.0;
/// A page of a town, median.
const PAGE_MS: f64 = 20.0;
/// A page may take so many times as long with all of Italy in the database…
const PAGE_RATIO: f64 = 2.0;
/// … unless the difference is too small to be told from noise.
const NOISE_MS: f64 = 1.0;

/// How often a process is looked at.
const POLL: Duration = Duration::from_millis(10);
/// Requests to each page before those that count.
const WARM_UP: u32 = 10;

const PUBLIC: [&str; 6] = [
    "avvisi.csv",
    "candidature_finanziate_12.csv",
    "candidature_finanziate_131.csv",
    "candidature_finanziate_141.csv",
    "candidature_finanziate_144.csv",
    "candidature_finanziate_145.csv",
];

const PAGES: [&str; 10] = [
    "/c_e472",
    "/c_e472/progetti",
    "/c_e472/progetti/send-2022",
    "/c_e472/misure",
    "/c_e472/misure/1.4.5",
    "/c_e472/cronoprogramma",
    "/c_e472/finanziamenti",
    "/c_e472/certificazioni",
    "/c_e472/indicatori",
    "/c_e472/dichiarazioni",
];

/// Where `baseline.sql` looks for the public files when it is run by hand.
const BY_HAND: &str = "../shared/data/padigitale";

/// An import of this much shows what the program takes before it has any data.
const ONE_ROW: &str = "codice_ipa,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup
c_e472,69000.0,1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022),2022-11-04T12:21:55.000+0000,2023-01-03,B21F22004070006
";

/// What both databases must hold alike; `@` is the database. Numbers given by SQLite, instants of writing and digests of
/// different kinds are left out.
const ALIKE: [(&str, &str); 10] = [
    ("import_batch", "file, kind, snapshot, at_least, licence, accepted, changed, unchanged, refused FROM @.import_batch"),
    ("ente", "* FROM @.ente"),
    ("ente_description", "* FROM @.ente_description"),
    ("call", "* FROM @.call"),
    ("call_fact", "title, opened, closed, state, funds_cents, recipients, measure, snapshot, at_least FROM @.call_fact"),
    ("project", "* FROM @.project"),
    ("application", "ente, call, sent_at, project FROM @.application"),
    (
        "public_fact",
        "a.ente, a.call, a.sent_at, f.state, f.state_on, f.amount_cents, f.decreed, f.cup, f.call_window, f.protocol, f.decree, \
         f.raw, f.source, b.file, f.file_row \
         FROM @.public_fact f JOIN @.application a ON a.id = f.application_id JOIN @.import_batch b ON b.id = f.batch_id",
    ),
    (
        "sighting",
        "a.ente, a.call, a.sent_at, f.state, s.snapshot, s.at_least \
         FROM @.sighting s JOIN @.public_fact f ON f.id = s.fact_id JOIN @.application a ON a.id = f.application_id",
    ),
    ("line_share", "* FROM @.line_share"),
];

const MARKS: (&str, &str) = ("<!-- figures of cargo xtask bench -->", "<!-- end of the figures -->");

/// Measures import and pages, each beside what it is compared with, and prints tables in Markdown. The exit code is not
/// zero where a limit is broken.
#[derive(Parser)]
#[command(name = "cargo xtask bench")]
struct Options {
    /// The folder with the public files in `data/padigitale`. [default: `shared`, beside the workspace]
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// The program to measure. [default: target/release/traguardi]
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
    /// How often each import runs.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How often each page is asked for.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    requests: u32,
    /// Puts the tables into BENCHMARKS.md too.
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(broken) if broken.is_empty() => ExitCode::SUCCESS,
        Ok(broken) => {
            broken.iter().for_each(|limit| eprintln!("limit broken: {limit}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Measures and gives the limits that are broken.
fn run(options: &Options) -> Result<Vec<String>> {
    let bench = Bench::new(options)?;
    let mut report = Report::default();
    report.say(bench.circumstances()? + "\n");
    bench.imports(&mut report)?;
    report.say("");
    bench.pages(&mut report)?;
    report.say(if report.broken.is_empty() { "\nAll limits held." } else { "\nLimits broken:\n" });
    for limit in report.broken.clone() {
        report.say(format!("- {limit}"));
    }
    let text = report.lines.join("\n");
    println!("{text}");
    if options.write {
        keep(&bench.root.join("BENCHMARKS.md"), &text)?;
    }
    Ok(report.broken)
}

/// Puts the figures between their marks.
fn keep(path: &Path, figures: &str) -> Result<()> {
    let (begin, end) = MARKS;
    let text = fs::read_to_string(path).context("BENCHMARKS.md cannot be read")?;
    let (before, rest) = text.split_once(begin).context("BENCHMARKS.md has lost the mark before the figures")?;
    let (_, after) = rest.split_once(end).context("BENCHMARKS.md has lost the mark after the figures")?;
    fs::write(path, format!("{before}{begin}\n{figures}\n{end}{after}")).context("BENCHMARKS.md cannot be written")
}

/// The tables, and what in them is not as it should be.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    broken: Vec<String>,
}

impl Report {
    fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn hold(&mut self, held: bool, limit: impl FnOnce() -> String) {
        if !held {
            self.broken.push(limit());
        }
    }
}

/// What is measured, and where.
struct Bench {
    root: PathBuf,
    server: PathBuf,
    /// The folder of the public files, where they are.
    public: Option<PathBuf>,
    /// Throwaway databases, on the disk that holds the build and not in memory, where a commit would cost nothing.
    folder: tempfile::TempDir,
    rounds: u32,
    requests: u32,
}

impl Bench {
    fn new(options: &Options) -> Result<Self> {
        let room = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = room.parent().context("the workspace's root is not to be found")?.to_path_buf();
        let server = match &options.server {
            Some(file) => std::path::absolute(file)?,
            None => root.join(format!("target/release/traguardi{}", env::consts::EXE_SUFFIX)),
        };
        ensure!(server.is_file(), "the program is not built: `cargo build --release -p server --bin traguardi` builds it");
        let shared = match &options.shared {
            Some(folder) => std::path::absolute(folder)?,
            None => root.parent().context("the workspace has no folder beside it")?.join("shared"),
        };
        let public = shared.join("data/padigitale");
        let public = PUBLIC.iter().all(|file| public.join(file).is_file()).then_some(public);
        if public.is_none() {
            eprintln!("NOT MEASURED: import, and pages with all of Italy. The public files are missing: --shared says where.");
        }
        let target = root.join("target");
        fs::create_dir_all(&target)?;
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(target)?;
        Ok(Self { root, server, public, folder, rounds: options.rounds, requests: options.requests })
    }

    fn circumstances(&self) -> Result<String> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let shell = match self.public {
            Some(_) => format!(", SQLite's shell {}", shell(Path::new(":memory:"), "SELECT sqlite_version();")?.trim()),
            None => String::new(),
        };
        Ok(format!(
            "Measured on {}: {} on {}, {cores} cores{shell}; medians of {} imports and of {} requests.",
            chrono::Utc::now().date_naive(),
            env::consts::OS,
            env::consts::ARCH,
            self.rounds,
            self.requests
        ))
    }

    /// The program, with nothing of the caller's configuration.
    fn traguardi(&self, database: &Path) -> Command {
        let mut command = Command::new(&self.server);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("TRAGUARDI_") {
                command.env_remove(&name);
            }
        }
        command.current_dir(&self.root).arg("--database").arg(database).stdin(Stdio::null());
        command
    }

    /// A place for a new database. What an earlier round left there goes.
    fn place(&self, name: &str) -> Result<PathBuf> {
        let room = self.folder.path().join(name);
        if room.exists() {
            fs::remove_dir_all(&room)?;
        }
        fs::create_dir(&room)?;
        Ok(room.join("register.sqlite"))
    }

    /// Imports files into a new database.
    fn import(&self, database: &Path, files: &[PathBuf]) -> Result<Run> {
        self.timed(self.traguardi(database).args(["import", "--create"]).args(files))
    }

    /// Does the same by SQLite's own means.
    fn baseline(&self, database: &Path, script: &Path) -> Result<Run> {
        let mut shell = Command::new("sqlite3");
        shell.current_dir(&self.root).arg("-bail").arg(database).stdin(File::open(script)?);
        self.timed(&mut shell)
    }

    /// Runs a program to its end, and looks at its memory meanwhile.
    fn timed(&self, command: &mut Command) -> Result<Run> {
        let complaints = self.folder.path().join("complaints.txt");
        // Not the terminal: nobody looks at progress bars, and drawing them takes time.
        command.stdout(Stdio::null()).stderr(File::create(&complaints)?);
        let started = Instant::now();
        let mut child = command.spawn().context("a program to measure could not be started")?;
        let mut peak = 0.0;
        let status = loop {
            peak = high_water(child.id()).unwrap_or_default().max(peak);
            if let Some(status) = child.try_wait()? {
                break status;
            }
            thread::sleep(POLL);
        };
        let seconds = started.elapsed().as_secs_f64();
        ensure!(status.success(), "a program to measure ended with {status}\n{}", fs::read_to_string(&complaints)?.trim_end());
        Ok(Run { seconds, peak })
    }

    fn imports(&self, report: &mut Report) -> Result<()> {
        report.say("### Import\n");
        let Some(public) = &self.public else {
            report.say("Not measured: the public files were not there.");
            return Ok(());
        };
        let files: Vec<PathBuf> = PUBLIC.iter().map(|file| public.join(file)).collect();
        let script = self.script(public)?;
        let one_row = self.folder.path().join("one.csv");
        fs::write(&one_row, ONE_ROW)?;
        // Whoever comes first must not be the one who waits for the disk.
        for file in &files {
            fs::read(file)?;
        }

        let (mut ours, mut baseline, mut idle) = (Runs::default(), Runs::default(), Runs::default());
        let (our_place, its_place) = (self.place("ours")?, self.place("baseline")?);
        let mut ours_first = true;
        for round in 1..=self.rounds {
            eprintln!("import, round {round} of {}", self.rounds);
            idle.add(self.import(&self.place("idle")?, std::slice::from_ref(&one_row))?);
            for turn in [ours_first, !ours_first] {
                if turn {
                    self.place("ours")?;
                    ours.add(self.import(&our_place, &files)?);
                } else {
                    self.place("baseline")?;
                    baseline.add(self.baseline(&its_place, &script)?);
                }
            }
            ours_first = !ours_first;
        }

        let alike = compare(&our_place, &its_place)?;
        let rows: f64 = shell(&our_place, "SELECT sum(accepted + changed + unchanged + refused) FROM import_batch;")?
            .trim()
            .parse()
            .context("the number of rows is not to be read")?;
        let ratio = ours.seconds() / baseline.seconds();
        let over_idle = ours.peak() - idle.peak();
        report.say(format!("{rows:.0} rows of {} files, each time into a new database.\n", files.len()));
        report.say("| | seconds | rows a second | peak memory |\n|---|---:|---:|---:|");
        for (name, runs) in [("`traguardi import`", &ours), ("`sqlite3` with `baseline.sql`", &baseline)] {
            report.say(format!("| {name} | {:.2} | {:.0} | {:.0} MiB |", runs.seconds(), rows / runs.seconds(), runs.peak()));
        }
        report.say(format!("\n- Ours takes {ratio:.2} times as long as the baseline (limit {IMPORT_RATIO:.1})."));
        if idle.peak() > 0.0 {
            report.say(format!(
                "- Peak memory is {over_idle:.0} MiB over the {:.0} MiB of an import of one row (limit {MEMORY_MIB:.0} MiB).",
                idle.peak()
            ));
        } else {
            report.say("- Memory was not measured: this system does not tell it in `/proc`.");
        }
        report.say(format!("- Both databases hold the same rows: {}.", alike.join(", ")));
        report.hold(ratio <= IMPORT_RATIO, || format!("import takes {ratio:.2} times as long as the baseline"));
        report.hold(over_idle <= MEMORY_MIB, || format!("import takes {over_idle:.0} MiB over idle"));
        Ok(())
    }

    /// The baseline's SQL, told where the public files are here.
    fn script(&self, public: &Path) -> Result<PathBuf> {
        let public = public.to_str().filter(|path| !path.contains('\'')).context("SQLite's shell cannot be told such a path")?;
        let text = fs::read_to_string(self.root.join("server/examples/baseline.sql")).context("baseline.sql cannot be read")?;
        let script = self.folder.path().join("baseline.sql");
        fs::write(&script, text.replace(BY_HAND, public))?;
        Ok(script)
    }

    fn pages(&self, report: &mut Report) -> Result<()> {
        let towns = towns(&self.root.join("data"))?;
        let mut servers = vec![self.serve("two towns", &towns)?];
        if let Some(public) = &self.public {
            let italy: Vec<PathBuf> = PUBLIC.iter().map(|file| public.join(file)).chain(towns).collect();
            servers.push(self.serve("all of Italy", &italy)?);
        }
        let mut clients = servers.iter().map(Client::connect).collect::<Result<Vec<_>>>()?;
        report.say("### Pages\n");
        report.say("| page | two towns, ms | all of Italy, ms | ratio |\n|---|---:|---:|---:|");
        for path in PAGES {
            eprintln!("page {path}");
            let figures = self.page(&mut clients, path)?;
            report.hold(figures.iter().all(|ms| *ms <= PAGE_MS), || {
                format!("{path} takes {:.1} ms", figures.iter().copied().fold(0.0, f64::max))
            });
            match figures[..] {
                [few, all] => {
                    let ratio = all / few;
                    report.say(format!("| `{path}` | {few:.2} | {all:.2} | {ratio:.2} |"));
                    report.hold(ratio <= PAGE_RATIO || all - few <= NOISE_MS, || {
                        format!("{path} takes {ratio:.2} times as long with all of Italy in the database")
                    });
                }
                [few] => report.say(format!("| `{path}` | {few:.2} | not measured | |")),
                _ => bail!("{path} was measured on no server"),
            }
        }
        report.say(format!(
            "\nLimits: {PAGE_MS:.0} ms, and {PAGE_RATIO:.1} times the page with two towns (differences under {NOISE_MS:.0} ms are noise)."
        ));
        Ok(())
    }

    /// The medians of a page on each server, in milliseconds, taken in turns.
    fn page(&self, clients: &mut [Client], path: &str) -> Result<Vec<f64>> {
        for client in clients.iter_mut() {
            for _ in 0..WARM_UP {
                client.get(path)?;
            }
        }
        let mut times = vec![vec![]; clients.len()];
        let mut order: Vec<usize> = (0..clients.len()).collect();
        for _ in 0..self.requests {
            for &which in &order {
                times[which].push(clients[which].get(path)?.as_secs_f64() * 1e3);
            }
            order.reverse();
        }
        Ok(times.iter().map(|figures| median(figures)).collect())
    }

    /// A server with these files in its database.
    fn serve(&self, name: &str, files: &[PathBuf]) -> Result<Server> {
        eprintln!("a server with {name}");
        let database = self.place(&name.replace(' ', "-"))?;
        self.import(&database, files)?;
        let mut command = self.traguardi(&database);
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().context("a server could not be started")?;
        let printed = child.stdout.take().map(BufReader::new);
        let mut server = Server { child, printed, address: String::new() };
        let mut line = String::new();
        server.printed.as_mut().context("a server has no output")?.read_line(&mut line)?;
        let (_, address) = line.trim_end().split_once("http://").context("a server did not say its address")?;
        server.address = address.to_owned();
        Ok(server)
    }
}

/// One run of a program: seconds, and the most memory that it held, in MiB.
struct Run {
    seconds: f64,
    peak: f64,
}

#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn add(&mut self, run: Run) {
        self.0.push(run);
    }

    /// The median.
    fn seconds(&self) -> f64 {
        median(&self.0.iter().map(|run| run.seconds).collect::<Vec<_>>())
    }

    /// The highest.
    fn peak(&self) -> f64 {
        self.0.iter().map(|run| run.peak).fold(0.0, f64::max)
    }
}

/// The middle one, or the middle of the two; zero of nothing.
fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// The most memory that a process has held so far, in MiB, where the system tells.
fn high_water(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kib: f64 = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}

/// The files of the demonstration towns and of the reference catalogue.
fn towns(data: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![];
    for folder in fs::read_dir(data).context("the demonstration towns are not to be found")? {
        let folder = folder?.path();
        if folder.is_dir() {
            for file in fs::read_dir(folder)? {
                files.push(file?.path());
            }
        }
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    Ok(files)
}

/// What SQLite's shell answers. Only ever on our own throwaway files.
fn shell(database: &Path, sql: &str) -> Result<String> {
    let output = Command::new("sqlite3").arg("-bail").arg(database).arg(sql).output().context("SQLite's shell did not start")?;
    ensure!(output.status.success(), "SQLite's shell refused: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Makes sure that both databases hold the same, table by table; says how many rows.
fn compare(ours: &Path, baseline: &Path) -> Result<Vec<String>> {
    let mut sql = format!("ATTACH '{}' AS baseline;", baseline.display().to_string().replace('\'', "''"));
    for (table, what) in ALIKE {
        let (mine, its) = (what.replace('@', "main"), what.replace('@', "baseline"));
        sql.push_str(&format!(
            "\nSELECT '{table}', (SELECT count(*) FROM (SELECT {mine})), (SELECT count(*) FROM (SELECT {its})), \
             (SELECT count(*) FROM (SELECT {mine} EXCEPT SELECT {its}));"
        ));
    }
    let answer = shell(ours, &sql)?;
    let mut alike = vec![];
    for line in answer.lines() {
        let &[table, mine, its, other] = line.split('|').collect::<Vec<_>>().as_slice() else {
            bail!("SQLite's shell gave an answer that is not to be read: {line}");
        };
        ensure!(
            mine == its && other == "0",
            "the two imports did not do the same work: {table} has {mine} rows of ours and {its} of the baseline, and {other} of ours \
             are not the baseline's"
        );
        alike.push(format!("{mine} {table}"));
    }
    ensure!(alike.len() == ALIKE.len(), "SQLite's shell compared only {} tables of {}", alike.len(), ALIKE.len());
    Ok(alike)
}

/// A server that ends with this value.
struct Server {
    child: Child,
    /// Held, so that whatever the server prints later finds a reader.
    printed: Option<BufReader<ChildStdout>>,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody left to tell when this fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One connection that is kept, as a browser keeps it.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn connect(server: &Server) -> Result<Self> {
        let stream = TcpStream::connect(&server.address).context("a server does not answer")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream), host: server.address.clone() })
    }

    /// Asks for a page, compressed as browsers do, and reads it to its end.
    fn get(&mut self, path: &str) -> Result<Duration> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n",
            self.host
        );
        let started = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        ensure!(status.split(' ').nth(1) == Some("200"), "{path} was answered with {status}");
        let (mut length, mut chunked): (Option<u64>, bool) = (None, false);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').with_context(|| format!("{path}: a header that is none"))?;
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.trim().parse()?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = value.trim().eq_ignore_ascii_case("chunked");
            }
        }
        if chunked {
            self.chunks()?;
        } else {
            self.skip(length.with_context(|| format!("{path} was answered without a length"))?)?;
        }
        Ok(started.elapsed())
    }

    /// Reads a body that comes in pieces, each after its length; the last one is empty.
    fn chunks(&mut self) -> Result<()> {
        loop {
            let line = self.line()?;
            let size = u64::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16)?;
            self.skip(size)?;
            ensure!(self.line()?.is_empty(), "a piece of a page is longer than it says");
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        ensure!(!line.is_empty(), "a server closed the connection");
        Ok(line.trim_end().to_owned())
    }

    fn skip(&mut self, size: u64) -> Result<()> {
        let read = io::copy(&mut self.stream.by_ref().take(size), &mut io::sink())?;
        ensure!(read == size, "a page ended before its end");
        Ok(())
    }
}
