//! The programs this room calls: finding them, installing them where that is allowed, running them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::{root, say};

/// What the cargo that started us says about us; a cargo that we start must not mistake it for its own.
const OURS: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];

/// A program, to be started at the workspace's root.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root::path());
    command
}

/// The same cargo that started us, building into the workspace's own `target`.
pub fn cargo() -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    forget(&mut command, &OURS);
    command
        // With a name in it, the glue would ask for another file than the one that is served.
        .env_remove("LEPTOS_OUTPUT_NAME")
        .env("CARGO_TARGET_DIR", root::target());
    command
}

/// The same, with clippy's compiler in place of rustc for the workspace's own crates, and its warnings as errors: what is looked at is
/// what is built, so that everything beneath is compiled once and not once more to be looked at.
pub fn linting() -> Result<Command> {
    components()?;
    let sysroot = output(program("rustc").args(["--print", "sysroot"]))?;
    let driver = Path::new(sysroot.trim()).join("bin").join(format!("clippy-driver{}", env::consts::EXE_SUFFIX));
    ensure!(driver.is_file(), "clippy's compiler is not where it should be: {}", driver.display());
    let mut command = cargo();
    // The second is how `cargo clippy` itself hands its arguments on.
    command.env("RUSTC_WORKSPACE_WRAPPER", driver).env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    Ok(command)
}

/// Debian's cargo beside the one that started us, with nothing left of the latter in its surroundings.
pub fn debian_cargo() -> Command {
    let mut command = program("/usr/bin/cargo");
    forget(&mut command, &OURS);
    forget(&mut command, &["RUSTC", "RUSTDOC", "CARGO_BUILD_RUSTC"]);
    for name in ["CARGO", "CARGO_TARGET_DIR", "LD_LIBRARY_PATH", "LEPTOS_OUTPUT_NAME", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(name);
    }
    command
        .env("PATH", "/usr/bin:/bin")
        // The standard library's source is compiled along, which a stable compiler allows only so.
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

/// Takes every variable that starts in one of these ways out of a child's environment.
fn forget(command: &mut Command, starts: &[&str]) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if starts.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
}

/// Runs a program whose output people see; an exit code other than zero is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("`{}` could not be started", shown(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", shown(command));
    Ok(())
}

/// Runs a program and gives what it printed; what it complained about becomes the error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("`{}` could not be started", shown(command)))?;
    ensure!(
        output.status.success(),
        "`{}` ended with {}\n{}",
        shown(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program without a word and within a time limit: did it succeed?
pub fn quietly(command: &mut Command, limit: Duration) -> bool {
    let started = Instant::now();
    let Ok(mut child) = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if started.elapsed() < limit => thread::sleep(Duration::from_millis(50)),
            _ => {
                // Too late, or lost: there is nobody left to tell when this fails too.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(std::ffi::OsStr::to_string_lossy));
    words.join(" ")
}

/// Where a program is on the search path, if it is.
pub fn find(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))).find(|file| file.is_file())
}

/// Installs Debian packages, where that is possible at all: as root, with apt.
pub fn install(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    let root = output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || find("apt-get").is_none() {
        bail!("on Debian, root installs it with `apt-get install -y --no-install-recommends {wanted}`");
    }
    say::note(format!("installing {wanted}"));
    let mut apt = program("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    output(apt.args(["-qq", "update"])).context("Debian's list of packages could not be fetched")?;
    let mut apt = program("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt.args(["-qq", "install", "-y", "--no-install-recommends"]);
    output(apt.args(packages)).with_context(|| format!("{wanted} could not be installed"))?;
    Ok(())
}

/// Whether all of these Debian packages are installed.
pub fn installed(packages: &[&str]) -> bool {
    let mut query = program("dpkg-query");
    query.args(["-W", "-f", "${Status}\n"]).args(packages);
    output(&mut query).is_ok_and(|text| text.lines().filter(|line| *line == "install ok installed").count() == packages.len())
}

/// Makes sure that cargo has `fmt` and `clippy`, which a minimal toolchain lacks.
pub fn components() -> Result<()> {
    let has = |name| output(cargo().args([name, "--version"])).is_ok();
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    say::note("adding rustfmt and clippy to the toolchain");
    run(program("rustup").args(["component", "add", "rustfmt", "clippy"]))
        .context("The checks need `cargo fmt` and `cargo clippy`: add the components rustfmt and clippy to your Rust toolchain")
}

/// One of npm's two commands.
pub fn npm(name: &str) -> Command {
    program(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() })
}

/// Makes sure that the npm packages a folder's lock file names are installed in it.
pub fn packages(folder: &Path) -> Result<()> {
    if output(program("node").arg("--version")).is_err() || output(npm("npm").arg("--version")).is_err() {
        install(&["nodejs", "npm"]).context("Node.js with npm is missing: install version 20 or newer and try again")?;
    }
    let changed = |file: PathBuf| file.metadata().and_then(|about| about.modified()).ok();
    let wanted = changed(folder.join("package-lock.json"));
    let have = changed(folder.join("node_modules/.package-lock.json"));
    if have.is_some() && have >= wanted {
        return Ok(());
    }
    say::note(format!("installing the npm packages of {}", folder.display()));
    run(npm("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        // Where it is wanted, a browser of the system's is used.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder))
    .context("The npm packages could not be installed: check that npm reaches its registry")
}
