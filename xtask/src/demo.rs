//! The demonstration: the towns under `data/`, read into a fresh database through the server's own command.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{files, root, say, tools};

/// Creates a database with the demonstration towns. If that fails, no half-made file stays behind.
pub fn fill(server: &Path, database: &Path) -> Result<()> {
    let tables = tables()?;
    say::step(format!("Filling {} from {} files.", database.display(), tables.len()));
    let mut import = tools::program(server);
    import.arg("--database").arg(database).args(["import", "--create"]).args(&tables);
    let mut freeze = tools::program(server);
    freeze.arg("--database").arg(database).args(["freeze", "--ente", "c_e472", "--seduta", "1"]);
    // What the Latina sitting was shown is part of the demonstration.
    let result = tools::run(&mut import).and_then(|()| tools::run(&mut freeze));
    if result.is_err() {
        files::remove_database(database)?;
    }
    result.context("The demonstration was not read in: the message above says which line to mend")
}

/// The files of the demonstration, from the root on. The reference catalogue goes first: the towns speak of it.
fn tables() -> Result<Vec<PathBuf>> {
    let root = root::path();
    let mut tables: Vec<PathBuf> = files::below(&root.join("data"))?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "csv"))
        .map(|file| file.strip_prefix(&root).map(Path::to_path_buf).unwrap_or(file))
        .collect();
    ensure!(
        !tables.is_empty(),
        "There is no CSV file under data/: fetch the demonstration towns with the rest of the repository"
    );
    tables.sort_by_key(|file| !file.starts_with("data/reference"));
    Ok(tables)
}
