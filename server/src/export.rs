//! `traguardi export` and `traguardi template`: our own files, full or empty.

use crate::cli;
use anyhow::Context;
use domain::{identifier::Ipa, ports::TypedProvenance, records::TABLES};
use std::{fs, io::Write, path::Path};

/// Writes every typed row in the files it can be imported from again.
///
/// # Errors
/// With a sentence that names the file.
pub async fn run(database: &Path, folder: &Path, ente: Option<&Ipa>) -> anyhow::Result<u8> {
    let store = cli::open(database).await?;
    fs::create_dir_all(folder).with_context(|| format!("La cartella {} non può essere creata", folder.display()))?;
    let mut files = 0usize;
    let mut count = 0usize;
    for table in TABLES {
        let rows: Vec<_> = store
            .export(table, ente.map(Ipa::as_str))
            .await?
            .into_iter()
            .map(|r| {
                let p = r.provenance;
                (r.values, TypedProvenance { al: p.al, known: Some(p.known), source: p.source, note: p.note })
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let path = folder.join(format!("{}.csv", table.file));
        let file = fs::File::create(&path).with_context(|| format!("Il file {} non può essere scritto", path.display()))?;
        let mut out = std::io::BufWriter::new(file);
        intake::write_rows(table, &rows, &mut out)
            .with_context(|| format!("Il file {} non può essere scritto", path.display()))?;
        out.flush().with_context(|| format!("Il file {} non è completo", path.display()))?;
        files += 1;
        count += rows.len();
    }
    store.close().await;
    println!("Scritte {count} righe in {files} file nella cartella {}.", folder.display());
    Ok(cli::exit::DONE)
}

/// Writes the empty template and its guide.
///
/// # Errors
/// With a sentence that names the file.
pub fn template(folder: &Path) -> anyhow::Result<u8> {
    fs::create_dir_all(folder).with_context(|| format!("La cartella {} non può essere creata", folder.display()))?;
    let write = |name: String, text: String| {
        let path = folder.join(name);
        if path.exists() {
            anyhow::bail!("Il file {} esiste già: il modello non lo sovrascrive. Scegli un'altra cartella.", path.display());
        }
        fs::write(&path, text).with_context(|| format!("Il file {} non può essere scritto", path.display()))
    };
    for table in TABLES {
        write(format!("{}.csv", table.file), intake::empty_template(table))?;
    }
    write("LEGGIMI.txt".to_owned(), intake::template_guide())?;
    println!("Scritti {} file vuoti e una guida nella cartella {}.", TABLES.len(), folder.display());
    Ok(cli::exit::DONE)
}
