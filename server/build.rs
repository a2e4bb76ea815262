//! Makes the folder that is embedded, so that a plain `cargo build` on a fresh clone works (without style and islands), and
//! has the binary built again when something new appears in it.

use std::path::Path;

fn main() {
    let site = Path::new("../target/site");
    if let Err(error) = std::fs::create_dir_all(site) {
        println!("cargo::warning=the folder of assets could not be made: {error}");
    }
    println!("cargo::rerun-if-changed=../target/site");
    println!("cargo::rerun-if-changed=../target/site/pkg");
    println!("cargo::rerun-if-changed=../target/site/assets");
}
