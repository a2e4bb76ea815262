//! Where things are. Every path starts at the workspace's root, which is also where every program is started.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace's root. Cargo tells it anew at each run, so that a moved checkout keeps working.
pub fn path() -> PathBuf {
    let room = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    room.parent().map(Path::to_path_buf).unwrap_or(room)
}

/// Everything that can be made again.
pub fn target() -> PathBuf {
    path().join("target")
}

/// What the server embeds and hands to browsers.
pub fn site() -> PathBuf {
    target().join("site")
}

/// The server embeds the site when it is compiled, and does not compile while that folder is missing.
pub fn prepare() -> Result<()> {
    fs::create_dir_all(site()).with_context(|| format!("{} could not be made: make its parent writable", site().display()))
}
