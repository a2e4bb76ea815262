//! The islands: `app/client` compiled to WebAssembly, its JavaScript glue, both made small. Pages are complete without
//! them, so a machine that cannot make them can still show Traguardi; it cannot test it.
//!
//! The standard library is compiled along, to be small. Not every machine has its source, nor a rustup that can fetch it, so
//! there are two ways to get there: the toolchain at hand, or Debian's compiler. Where only the compiled library is to be had,
//! it serves too, and the islands are larger.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{files, root, say, style, tools};

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";
/// What the files are called: leptos asks for `/pkg/NAME.js` and `/pkg/NAME_bg.wasm`.
const NAME: &str = "traguardi";
const DEBIAN: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
/// What a phone may have to fetch for the islands, compressed, in bytes.
const BUDGET: usize = 150_000;
/// What rustc uses by itself and every browser in use knows.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// As in .cargo/config.toml, and two switches that leave out texts for programmers: a stable compiler takes them when told that it may.
const SMALLER: &str = "--cfg erase_components -Zlocation-detail=none -Zfmt-debug=none";
/// What panics stops without a word, which there is nobody to read; for a standard library that is compiled along.
const SILENT: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// What came of an attempt to build the islands. Code that does not compile is an error instead.
pub enum Islands {
    Ready,
    /// This machine cannot build them; the sentence says what it lacks.
    Missing(String),
}

/// A build of the islands that goes on beside others.
pub type Ahead = JoinHandle<Result<Islands>>;

/// Begins to build the islands while something else is built: a good part of their time only one processor works on them.
pub fn ahead() -> Ahead {
    // Two compilers that tell at once could not be read.
    thread::spawn(|| make(|cargo| tools::output(cargo).map(drop)))
}

/// What came of it.
pub fn caught_up(ahead: Ahead) -> Result<Islands> {
    ahead.join().unwrap_or_else(|_| bail!("The build of the islands broke off"))
}

/// Builds the islands, unless nothing changed since they were last built.
pub fn build() -> Result<Islands> {
    make(tools::run)
}

fn make(compile: impl FnOnce(&mut Command) -> Result<()>) -> Result<Islands> {
    let stamp = folder().join("inputs.sha256");
    let inputs = files::digest(&["Cargo.lock", "Cargo.toml", ".cargo/config.toml", "app", "xtask/src/wasm.rs"])?;
    if files::stamped(&stamp, &inputs) && served().iter().all(|file| file.is_file()) {
        say::step("The islands are up to date.");
        return Ok(Islands::Ready);
    }
    let mut cargo = match compiler() {
        Ok(cargo) => cargo,
        Err(missing) => return Ok(Islands::Missing(format!("{missing:#}"))),
    };
    say::step("Compiling the islands to WebAssembly.");
    compile(&mut cargo).context("The islands were not compiled: the compiler says why")?;

    say::step("Making the islands small.");
    let made = folder().join("pkg");
    bind(&made)?;
    let small = optimise(&made)?;
    for file in files::below(&made)? {
        let name = file.strip_prefix(&made)?;
        files::copy(&file, &root::site().join("pkg").join(name))?;
    }
    // Without the stamp the next call tries again, which is cheap and what one wants.
    if small {
        files::write(&stamp, inputs.as_bytes())?;
    }
    Ok(Islands::Ready)
}

/// Builds the islands where nothing but them will do.
pub fn demand() -> Result<()> {
    demanded(build()?)
}

/// What is built, where nothing but that will do.
pub fn demanded(islands: Islands) -> Result<()> {
    match islands {
        Islands::Ready => Ok(()),
        Islands::Missing(what) => bail!(what),
    }
}

/// Says what the islands weigh, and refuses what is too heavy.
pub fn weigh() -> Result<()> {
    let mut total = 0;
    for file in served() {
        let bytes = files::read(&file)?;
        let packed = compressed(&bytes)?;
        say::note(format!(
            "{:<18} {:>4} kB, {:>4} kB compressed",
            file.file_name().unwrap_or_default().to_string_lossy(),
            bytes.len().div_ceil(1000),
            packed.div_ceil(1000)
        ));
        total += packed;
    }
    say::note(format!("together {} kB compressed of the {} kB allowed", total.div_ceil(1000), BUDGET / 1000));
    ensure!(
        total <= BUDGET,
        "The islands weigh {total} bytes compressed and only {BUDGET} are allowed: find out which dependency grew"
    );
    Ok(())
}

/// The folder of this build, apart from the native one: two compilers would undo each other's work.
fn folder() -> PathBuf {
    root::target().join("wasm-build")
}

fn served() -> [PathBuf; 2] {
    let folder = root::site().join("pkg");
    [folder.join(format!("{NAME}_bg.wasm")), folder.join(format!("{NAME}.js"))]
}

/// The command that compiles the islands on this machine; the error says what is missing for it.
fn compiler() -> Result<Command> {
    let along = |mut cargo: Command| {
        cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        (cargo, format!("{SMALLER} {SILENT}"))
    };
    let (mut cargo, flags) = if has_source() {
        along(tools::cargo())
    } else if Path::new("/usr/bin/cargo").is_file() && tools::installed(&DEBIAN) {
        along(tools::debian_cargo())
    } else if add("component", "rust-src") && has_source() {
        along(tools::cargo())
    } else if let Err(why) = tools::install(&DEBIAN) {
        // Better than none: a tenth larger, and the test says so.
        let prebuilt = has_target() || (add("target", TARGET) && has_target());
        if !prebuilt {
            return Err(why.context(
                "The islands need the source of Rust's standard library, and `rustup component add rust-src` did not bring it; \
                 Debian's packages have it too",
            ));
        }
        (tools::cargo(), SMALLER.to_owned())
    } else {
        along(tools::debian_cargo())
    };
    // Neither source positions nor `{:?}` are of use in a browser. The variables replace what .cargo/config.toml sets.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags);
    cargo.args(["build", "-p", "client", "--lib", "--profile", PROFILE]).args(["--target", TARGET, "--target-dir"]).arg(folder());
    Ok(cargo)
}

/// Whether the toolchain at hand brings the standard library's source.
fn has_source() -> bool {
    tools::output(tools::program("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|root| Path::new(root.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
}

/// Whether the toolchain at hand brings the standard library for the target.
fn has_target() -> bool {
    let mut rustc = tools::program("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    tools::output(&mut rustc)
        .ok()
        .and_then(|text| fs::read_dir(text.trim()).ok())
        .is_some_and(|folder| folder.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

/// Asks rustup for something. That this fails is normal: it may be absent, or out of reach of its server.
fn add(kind: &str, what: &str) -> bool {
    if tools::find("rustup").is_none() {
        return false;
    }
    say::step(format!("Asking rustup for {what}, for a minute at most."));
    let mut rustup = tools::program("rustup");
    rustup.args([kind, "add", what]);
    tools::quietly(&mut rustup, Duration::from_secs(60))
}

/// Makes the glue, and the WebAssembly that fits it, in an empty folder.
fn bind(made: &Path) -> Result<()> {
    files::empty(made)?;
    let compiled = folder().join(TARGET).join(PROFILE).join("client.wasm");
    let mut bound = Bindgen::new()
        .input_path(&compiled)
        .out_name(NAME)
        .web(true)?
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context(
            "wasm-bindgen refused the compiled islands: `wasm-bindgen` in Cargo.lock and \
             `wasm-bindgen-cli-support` in xtask/Cargo.toml must have the same version",
        )?;
    // leptos brings streams for server functions. There are none here, but what is exported would not be left out.
    let exports = &mut bound.wasm_mut().exports;
    let unused: Vec<_> = exports.iter().filter(|e| e.name.contains("intounderlying")).map(|e| e.id()).collect();
    for export in unused {
        exports.delete(export);
    }
    bound.emit(made).context("The islands cannot be written")
}

/// Makes WebAssembly and glue smaller with npm's tools; a file stays as it was where that fails. Did it work?
fn optimise(made: &Path) -> Result<bool> {
    let packages = match style::packages() {
        Ok(packages) => packages.join(".bin"),
        Err(error) => {
            say::note(format!("the islands stay larger than they need be: {error:#}"));
            return Ok(false);
        }
    };
    // The stack is the first thing in memory and grows towards its beginning: nothing else is in the first kilobyte.
    // Functions called from one place only stay apart where they are long: inlined, they look like nothing else, and compress badly.
    let apart = ["--one-caller-inline-max-function-size", "20"];
    let options = [&["-Oz", "--converge", "--low-memory-unused"], apart.as_slice(), FEATURES.as_slice()].concat();
    let wasm = shrink(&packages.join("wasm-opt"), &made.join(format!("{NAME}_bg.wasm")), &options)?;
    let glue = shrink(&packages.join("terser"), &made.join(format!("{NAME}.js")), &["--module", "--compress", "--mangle"])?;
    Ok(wasm && glue)
}

/// Runs a tool that reads a file and writes a smaller one, which then takes its place.
fn shrink(tool: &Path, file: &Path, options: &[&str]) -> Result<bool> {
    let small = file.with_extension("small");
    // The file comes first: an option of the tool would take it for its own.
    match tools::output(tools::program(tool).arg(file).args(options).arg("-o").arg(&small)) {
        Ok(_) => {
            fs::rename(&small, file).with_context(|| format!("{} cannot be replaced", file.display()))?;
            Ok(true)
        }
        Err(error) => {
            say::note(format!("{} stays larger than it need be: {error:#}", file.display()));
            files::remove(&small)?;
            Ok(false)
        }
    }
}

fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    brotli::CompressorReader::new(bytes, 1 << 16, 11, 22).read_to_end(&mut packed)?;
    Ok(packed.len())
}

#[cfg(test)]
mod tests {
    use super::compressed;

    #[test]
    fn what_repeats_itself_weighs_little() -> anyhow::Result<()> {
        assert!(compressed(&[b'a'; 4096])? < 64);
        Ok(())
    }
}
