//! Checked SQL: what sqlx knows about every query of the store is committed in `.sqlx`, so that an ordinary build needs
//! no database. This file finds out the same facts afresh, from the migrations and the code, and compares.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::{files, root, say, tools};

#[derive(Args)]
pub struct Options {
    /// Writes the facts into .sqlx instead of comparing them with what is there.
    #[arg(long)]
    write: bool,
}

/// File name to contents, one for each query.
type Queries = BTreeMap<String, Vec<u8>>;

pub fn run(options: &Options) -> Result<()> {
    if options.write { write() } else { check(store) }
}

/// What a build needs to be told so that sqlx asks the scratch database: names and values of variables.
type Facts = [(&'static str, OsString); 3];

/// Compiles the store, and no more than it takes.
fn store(facts: &Facts) -> Result<()> {
    let mut cargo = tools::cargo();
    cargo.envs(facts.iter().map(|(name, value)| (name, value)));
    tools::run(cargo.args(["check", "--quiet", "-p", "store"]))
}

/// Fails where `.sqlx` does not say what code and migrations say. `compile` compiles the store at least.
pub fn check(compile: impl FnOnce(&Facts) -> Result<()>) -> Result<()> {
    let fresh = ask(compile)?;
    let differences = compare(&queries(&committed())?, &fresh);
    ensure!(
        differences.is_empty(),
        "The queries in .sqlx are not those of the code: run `cargo xtask sql --write` and commit what it changes.\n{}",
        differences.join("\n")
    );
    say::note(format!("{} queries agree with .sqlx", fresh.len()));
    Ok(())
}

/// Makes `.sqlx` say what code and migrations say.
fn write() -> Result<()> {
    let fresh = ask(store)?;
    for name in queries(&committed())?.keys() {
        if !fresh.contains_key(name) {
            files::remove(&committed().join(name))?;
        }
    }
    for (name, bytes) in &fresh {
        files::write(&committed().join(name), bytes)?;
    }
    say::note(format!(".sqlx now holds {} queries", fresh.len()));
    Ok(())
}

fn committed() -> PathBuf {
    root::path().join(".sqlx")
}

/// Has the store compiled against a scratch database, and collects what sqlx found out about each query.
fn ask(compile: impl FnOnce(&Facts) -> Result<()>) -> Result<Queries> {
    let database = root::target().join("sql-check.sqlite");
    say::step("Making a scratch database by the migrations.");
    scratch(&database)?;

    say::step("Checking every query against it.");
    let facts = root::target().join("sqlx-check");
    files::empty(&facts)?;
    let source = root::path().join("server/store/src/lib.rs");
    let told: Facts = [
        ("SQLX_OFFLINE", "false".into()),
        ("SQLX_OFFLINE_DIR", facts.clone().into()),
        ("DATABASE_URL", format!("sqlite:{}", database.display()).into()),
    ];
    touched(&source, || compile(&told)).context("The message above says what is wrong")?;
    queries(&facts)
}

/// Makes a fresh database of the present schema. Python does it, which needs no compiling; the store's own program where there is no
/// Python.
fn scratch(database: &Path) -> Result<()> {
    const APPLY: &str = "\
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
for name in sys.argv[2:]:
    with open(name, encoding='utf-8') as file:
        database.executescript(file.read())
database.close()
";
    files::remove_database(database)?;
    let mut python = tools::program("python3");
    python.args(["-c", APPLY]).arg(database).args(migrations()?);
    let Err(reason) = tools::output(&mut python) else {
        return Ok(());
    };
    say::note("there is no Python that knows SQLite: the store's own program applies the migrations");
    files::remove_database(database)?;
    let mut example = tools::cargo();
    example.args(["run", "--quiet", "-p", "store", "--example", "schema", "--"]);
    tools::output(example.arg(database)).with_context(|| format!("The scratch database could not be made: {reason:#}"))?;
    Ok(())
}

/// The migrations in the order of their numbers, without the ones that undo.
fn migrations() -> Result<Vec<PathBuf>> {
    let mut found = files::below(&root::path().join("server/store/migrations"))?;
    found.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".sql") && !name.ends_with(".down.sql")
    });
    found.sort_by_key(|file| number(file));
    Ok(found)
}

/// `0012_calls.sql` is 12.
fn number(file: &Path) -> Option<u64> {
    let name = file.file_name()?.to_str()?;
    name.split('_').next()?.parse().ok()
}

/// Does something while a source file looks just changed, and gives it its date back: the compiler asks the database
/// again only for changed code, and everything that was built from the file before is as good as it was.
fn touched(source: &Path, doing: impl FnOnce() -> Result<()>) -> Result<()> {
    let missing = || format!("{} cannot be touched", source.display());
    let file = File::options().append(true).open(source).with_context(missing)?;
    let date = file.metadata().and_then(|about| about.modified()).with_context(missing)?;
    file.set_modified(SystemTime::now()).with_context(missing)?;
    let done = doing();
    file.set_modified(date).with_context(missing)?;
    done
}

/// The queries that a folder describes; a folder that is not there describes none.
fn queries(folder: &Path) -> Result<Queries> {
    let mut found = Queries::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(found);
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("query-") && name.ends_with(".json") {
            found.insert(name, files::read(&entry.path())?);
        }
    }
    Ok(found)
}

/// One line for each query that differs, with its SQL's beginning.
fn compare(committed: &Queries, fresh: &Queries) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, bytes) in fresh {
        match committed.get(name) {
            None => lines.push(format!("  missing: {}", beginning(bytes))),
            Some(old) if old != bytes => lines.push(format!("  changed: {}", beginning(bytes))),
            Some(_) => {}
        }
    }
    for (name, bytes) in committed {
        if !fresh.contains_key(name) {
            lines.push(format!("  no longer used: {}", beginning(bytes)));
        }
    }
    lines
}

/// The first words of the SQL in a query's description.
fn beginning(description: &[u8]) -> String {
    let json: serde_json::Value = serde_json::from_slice(description).unwrap_or_default();
    let sql = json["query"].as_str().unwrap_or("(not readable)");
    let words: Vec<_> = sql.split_whitespace().take(12).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(queries: &[(&str, &str)]) -> Queries {
        queries
            .iter()
            .map(|(name, sql)| {
                let text = serde_json::json!({ "query": sql }).to_string();
                ((*name).to_owned(), text.into_bytes())
            })
            .collect()
    }

    #[test]
    fn names_what_is_missing_changed_and_no_longer_used() {
        let committed = held(&[("a", "SELECT 1"), ("b", "SELECT 2"), ("c", "SELECT 3")]);
        let fresh = held(&[("a", "SELECT 1"), ("b", "SELECT\n  22"), ("d", "SELECT 4")]);
        assert_eq!(compare(&committed, &fresh), ["  changed: SELECT 22", "  missing: SELECT 4", "  no longer used: SELECT 3"]);
        assert!(compare(&fresh, &fresh).is_empty());
    }

    #[test]
    fn migrations_go_by_number() {
        assert_eq!(number(Path::new("migrations/0012_calls.sql")), Some(12));
        assert_eq!(number(Path::new("migrations/notes.sql")), None);
    }

    #[test]
    fn a_touched_file_gets_its_date_back() -> Result<()> {
        let room = tempfile::tempdir()?;
        let file = room.path().join("lib.rs");
        files::write(&file, b"")?;
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        File::options().append(true).open(&file)?.set_modified(long_ago)?;
        touched(&file, || {
            assert!(fs::metadata(&file)?.modified()? > long_ago);
            Ok(())
        })?;
        assert_eq!(fs::metadata(&file)?.modified()?, long_ago);
        Ok(())
    }
}
