//! Files: listing them, telling whether they changed, and writing them only when they did. The server embeds what is
//! written here, so a file touched for nothing costs a rebuild of the server.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::root;

/// All files at or below a path, in a stable order, without what npm installed.
pub fn below(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        found.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("{} cannot be listed", path.display()))? {
        let entry = entry?;
        if entry.file_name() != "node_modules" {
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

/// One digest over the names and bytes of everything below the given paths, which are relative to the root.
pub fn digest(paths: &[&str]) -> Result<String> {
    let root = root::path();
    let mut hash = Sha256::new();
    for path in paths {
        for file in below(&root.join(path))? {
            let name = file.strip_prefix(&root).unwrap_or(&file);
            let bytes = read(&file)?;
            hash.update(format!("{}\n{}\n", name.display(), bytes.len()));
            hash.update(bytes);
        }
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

/// Whether the stamp that an earlier build left says the same digest.
pub fn stamped(stamp: &Path, digest: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == digest)
}

/// The bytes of a file that must be there.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Writes a file, and the folders above it, unless it already holds these bytes.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

/// Copies a file unless the copy is already there.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    write(to, &read(from)?)
}

/// Removes a file; one that is not there is as good.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", path.display()))
        }
        _ => Ok(()),
    }
}

/// Removes a SQLite database with the two files that may stand beside it.
pub fn remove_database(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        remove(Path::new(&name))?;
    }
    Ok(())
}

/// Empties a folder, making it if need be.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_files_in_a_stable_order_and_leaves_out_what_npm_installed() -> Result<()> {
        let room = tempfile::tempdir()?;
        for name in ["b/two.txt", "a.txt", "node_modules/x.js"] {
            write(&room.path().join(name), b"text")?;
        }
        let names: Vec<_> =
            below(room.path())?.iter().filter_map(|file| file.strip_prefix(room.path()).ok().map(Path::to_path_buf)).collect();
        assert_eq!(names, [PathBuf::from("a.txt"), PathBuf::from("b/two.txt")]);
        Ok(())
    }

    #[test]
    fn a_file_that_holds_the_bytes_already_is_left_alone() -> Result<()> {
        let room = tempfile::tempdir()?;
        let file = room.path().join("folder/style.css");
        write(&file, b"one")?;
        let first = fs::metadata(&file)?.modified()?;
        write(&file, b"one")?;
        assert_eq!(fs::metadata(&file)?.modified()?, first);
        write(&file, b"two")?;
        assert_eq!(read(&file)?, b"two");
        Ok(())
    }

    #[test]
    fn removes_a_database_with_its_companions_and_does_not_mind_their_absence() -> Result<()> {
        let room = tempfile::tempdir()?;
        let database = room.path().join("half.sqlite");
        write(&database, b"")?;
        write(&room.path().join("half.sqlite-wal"), b"")?;
        remove_database(&database)?;
        assert!(below(room.path())?.is_empty());
        Ok(())
    }
}
