//! The binary `traguardi`: the library's command line, with style, fonts, icons and islands inside.

use mimalloc::MiMalloc;
use rust_embed::RustEmbed;
use server::assets::{self, Asset};
use std::process::ExitCode;

/// A page is thousands of small strings: the system's own allocator takes a quarter of the time that one needs, and more where two
/// threads render.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Not there on a fresh clone: a plain `cargo build` works, without style and islands.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// What `cargo xtask` says of the folder: cargo sees that a file has changed, but not that one is new.
const _: Option<&str> = option_env!("TRAGUARDI_SITE");

fn main() -> ExitCode {
    assets::bring(|path| {
        let file = Site::get(path)?;
        Some(Asset { digest: file.metadata.sha256_hash(), bytes: file.data })
    });
    server::cli::run()
}
