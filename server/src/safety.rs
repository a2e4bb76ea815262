//! `traguardi verify`, `backup` and `restore`: that nothing is lost, and that one can tell.

use crate::{cli::exit, clock::Clock};
use std::path::Path;
use store::{Backup, Broken, BrokenSeal, StoreError, Verdict, Wrong};

/// A finding in words.
#[must_use]
pub fn sentence(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Pages(why) => format!("il file è danneggiato: {why}"),
        Wrong::Entry(id, Broken::Altered) => {
            format!("voce {id} del registro: non è quella scritta allora, oppure non segue la precedente")
        }
        Wrong::Entry(id, Broken::Missing) => format!("voce {id} del registro: manca, ma ce ne sono di successive"),
        Wrong::Entry(id, Broken::Cut) => {
            format!("il registro non finisce dove dovrebbe: dalla voce {id} in poi è stato tolto o aggiunto qualcosa")
        }
        Wrong::Entry(id, Broken::Seal) => format!("il sigillo del registro (voce {id}) non è di questa chiave"),
        Wrong::Facts { batch, entry } => {
            format!("operazione {batch}: i dati non sono quelli che la voce {entry} del registro conosce")
        }
        Wrong::Unknown(batch) => format!("operazione {batch}: ci sono dati di cui il registro non sa niente"),
        Wrong::Gone { batch, entry } => {
            format!("operazione {batch}: la voce {entry} del registro la conosce, ma i suoi dati non ci sono più")
        }
        Wrong::Proposal { id, entry } => {
            format!("proposta {id}: non è quella che la voce {entry} del registro conosce, oppure non c'è più")
        }
        Wrong::Frozen { ente, number, how } => {
            let how = match how {
                BrokenSeal::Document => "il documento non è quello sigillato",
                BrokenSeal::Annex => "l'allegato interno non è quello sigillato",
                BrokenSeal::Cover => "la prima pagina non è quella del documento",
                BrokenSeal::Part => "una pagina o una tabella non è quella che il documento elenca",
                BrokenSeal::Log => "il registro non conosce questo sigillo",
                BrokenSeal::Gone => "il documento non c'è più, ma il registro lo conosce",
            };
            format!("{ente}, situazione congelata n. {number}: {how}")
        }
        Wrong::Loose { table, to } => format!("tabella {table}: una riga rimanda a una di {to} che non c'è"),
        Wrong::Body(ipa) => format!("ente {ipa}: si mostra altro da quello che i dati ne dicono"),
        Wrong::Call(title) => format!("avviso «{title}»: si mostra altro da quello che i dati ne dicono"),
        Wrong::Shares => "le quote nazionali non sono quelle che i dati danno".to_owned(),
        Wrong::UnknownProposal(id) => format!("proposta {id}: il registro non ne sa niente"),
        Wrong::Behind(head) => format!("il registro non è quello della copia, che aveva {} voci", head.count),
    }
}

/// An error in words that say what to do.
#[must_use]
pub fn trouble(error: &StoreError) -> String {
    match error {
        StoreError::Missing(file) => format!("Il file {} non c'è: controlla il nome.", file.display()),
        StoreError::Exists(file) => {
            format!("Il file {} c'è già: scegli un altro nome, non viene sovrascritto niente.", file.display())
        }
        StoreError::Key(file) => format!(
            "Manca la chiave del registro {}, oppure non si legge: rimetti al suo posto quella che hai conservato a parte.",
            file.display()
        ),
        StoreError::Locked(file) => {
            format!("La base dati {} è aperta da un altro processo: ferma il server e riprova.", file.display())
        }
        StoreError::Damaged { path, why } => {
            format!("Il file {} è danneggiato ({why}): ripristina una copia di sicurezza.", path.display())
        }
        StoreError::Unfaithful(wrong) => {
            let list: Vec<String> = wrong.iter().take(10).map(|w| format!("\n  {}", sentence(w))).collect();
            format!("La copia non corrisponde a ciò che è stato registrato, quindi non viene usata:{}", list.concat())
        }
        other => format!("Non è andata a buon fine: {other}"),
    }
}

/// `traguardi verify`
///
/// # Errors
/// With a sentence, where the database can't be read.
pub async fn verify(database: &Path, copy: Option<&Path>) -> anyhow::Result<u8> {
    let verdict: Verdict = store::verify_since(database, copy).await.map_err(|e| anyhow::anyhow!(trouble(&e)))?;
    if verdict.wrong.is_empty() {
        println!(
            "Il registro è intero: {} voci, {} operazioni ricontate. Impronta finale {}.",
            verdict.head.count, verdict.batches, verdict.head.mac
        );
        return Ok(exit::DONE);
    }
    for wrong in &verdict.wrong {
        println!("{}", sentence(wrong));
    }
    println!(
        "Trovati {} problemi: qualcosa è stato cambiato fuori dal programma. Ripristina una copia di sicurezza e conserva questo file per capire che cosa è successo.",
        verdict.wrong.len()
    );
    Ok(exit::SOME_REFUSED)
}

/// `traguardi backup FILE`
///
/// # Errors
/// With a sentence; nothing is left under the copy's name then.
pub async fn backup(database: &Path, to: &Path) -> anyhow::Result<u8> {
    let made = Backup::make(database, to).await.map_err(|e| anyhow::anyhow!(trouble(&e)))?;
    println!(
        "Copia fatta e verificata: {} ({} byte, {} voci di registro). Conserva altrove anche la chiave {}: senza, la copia non si può verificare né ripristinare.",
        made.path.display(),
        made.bytes,
        made.head.count,
        store::key_path(database).display()
    );
    Ok(exit::DONE)
}

/// `traguardi restore FILE`
///
/// # Errors
/// With a sentence; the database stays as it was then.
pub async fn restore(database: &Path, from: &Path, clock: Clock) -> anyhow::Result<u8> {
    let stamp = clock.now().format("%Y%m%d-%H%M%S").to_string();
    let aside = store::restore(from, database, &stamp).await.map_err(|e| anyhow::anyhow!(trouble(&e)))?;
    println!("La base dati {} è quella della copia {}.", database.display(), from.display());
    if let Some(aside) = aside {
        println!("Quella di prima è conservata in {}.", aside.display());
    }
    Ok(exit::DONE)
}
