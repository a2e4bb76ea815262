//! `traguardi import`: files in, one transaction, a report that leaves nothing out.

use crate::{cli, clock::Clock, sentence};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use domain::{
    application::Seen,
    cell::Value,
    desk::Author,
    identifier::Ipa,
    ports::{Closed, Entry, Ledger, NewBatch, Taken, Tally},
    records::TABLES,
};
use intake::{Item, Kind, Refusal};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{IsTerminal, Read},
    path::{Path, PathBuf},
};
use store::{Store, StoreError};
use words::Lang;

/// Rows handed over at a time: enough to keep SQLite busy, few enough to stay small in memory.
const CHUNK: usize = 2_000;

/// Licence of the public files: see `domain.md` §6.1.
const PA_DIGITALE_LICENCE: &str = "CC-BY-4.0";

/// Options of `import`.
#[derive(clap::Args)]
pub struct Options {
    /// I file da importare, in qualunque ordine.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Crea la base dati, che non deve esistere.
    #[arg(long)]
    pub create: bool,
    /// Mostra che cosa cambierebbe e non scrive niente.
    #[arg(long)]
    pub dry_run: bool,
    /// Tutto o niente: se una riga è rifiutata non entra nessuna.
    #[arg(long)]
    pub strict: bool,
    /// Il giorno a cui si riferiscono i file PA digitale (aaaa-mm-gg). Senza, vale il giorno più recente che contengono,
    /// mostrato come «almeno».
    #[arg(long, value_name = "GIORNO")]
    pub snapshot: Option<NaiveDate>,
    /// Solo le righe di questo ente (codice IPA).
    #[arg(long, value_parser = cli::ipa, value_name = "IPA")]
    pub ente: Option<Ipa>,
}

/// A file looked at once before anything is written.
struct Looked {
    path: PathBuf,
    name: String,
    kind: Kind,
    digest: String,
    size: u64,
    /// Newest day inside, for public rows that bring no day of their own.
    newest: Option<NaiveDate>,
}

/// Runs the command.
///
/// # Errors
/// With a sentence, when nothing could be done.
pub async fn run(database: &Path, options: &Options, clock: Clock) -> anyhow::Result<u8> {
    let mut looked = vec![];
    for path in &options.files {
        looked.push(look(path)?);
    }
    looked.sort_by_key(|l| rank(l.kind));
    let store = if options.create { create(database).await? } else { cli::open(database).await? };
    let done = take(&store, &looked, options, clock).await;
    store.close().await;
    // A new file in which nothing was written would be an empty dashboard: it is not left behind.
    if options.create && (options.dry_run || !matches!(done, Ok(cli::exit::DONE | cli::exit::SOME_REFUSED))) {
        drop(store);
        for ending in ["", "-wal", "-shm", ".lock", ".key"] {
            let mut file = database.as_os_str().to_owned();
            file.push(ending);
            let _ = std::fs::remove_file(PathBuf::from(file));
        }
    }
    done
}

async fn create(database: &Path) -> anyhow::Result<Store> {
    let file = database.display();
    Store::create(database).await.map_err(|error| match error {
        StoreError::Exists(_) => {
            anyhow::anyhow!(
                "La base dati {file} esiste già: togli --create per aggiungere i dati a quella che c'è, o scegli un altro nome."
            )
        }
        other => anyhow::anyhow!("La base dati {file} non può essere creata: {other}"),
    })
}

/// What others refer to comes first: sources, then public data (which bring enti), then the template in its own order.
fn rank(kind: Kind) -> usize {
    match kind {
        Kind::Calls => 1,
        Kind::Public => 2,
        Kind::Template(table) if table.file == "fonti" => 0,
        Kind::Template(table) => 3 + TABLES.iter().position(|t| *t == table).unwrap_or(TABLES.len()),
    }
}

/// Reads a file once: what it is, its digest, the newest day inside.
fn look(path: &Path) -> anyhow::Result<Looked> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let open = || File::open(path).with_context(|| format!("Il file {} non si apre", path.display()));
    let mut file = open()?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    let mut size = 0u64;
    loop {
        let n = file.read(&mut buffer).with_context(|| format!("Il file {} non si legge", path.display()))?;
        if n == 0 {
            break;
        }
        size += n as u64;
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
    let digest = hasher.finalize().iter().map(|b| format!("{b:02x}")).collect();
    let rows = match intake::open(open()?) {
        Ok(rows) => rows,
        Err(fault) => bail!("{name}: {}", sentence::file_fault(&fault)),
    };
    let kind = rows.kind();
    let newest = matches!(kind, Kind::Public)
        .then(|| {
            rows.filter_map(Result::ok)
                .filter_map(|item| match item {
                    Item::Public(row) if row.seen.is_none() => Some(intake::newest_day(&row)),
                    _ => None,
                })
                .max()
        })
        .flatten();
    Ok(Looked { path: path.to_owned(), name, kind, digest, size, newest })
}

async fn take(store: &Store, looked: &[Looked], options: &Options, clock: Clock) -> anyhow::Result<u8> {
    let mut entry = store
        .begin(clock.now(), clock.today(), Author::command_line())
        .await
        .map_err(|_| anyhow::anyhow!("La base dati non accetta scritture in questo momento: niente è stato importato."))?;
    let mut total = Tally::default();
    for file in looked {
        let (closed, refusals) = one(entry.as_mut(), file, options).await?;
        report(file, &closed, &refusals, options.dry_run);
        total.absorb(closed.tally);
    }
    if let (Some(ente), 0) = (&options.ente, total.accepted + total.changed + total.unchanged + total.refused) {
        entry.abandon().await.map_err(|_| anyhow::anyhow!("Niente è stato importato."))?;
        println!("Nessuna riga di questi file riguarda l'ente {ente}: controlla il codice IPA. Niente è stato importato.");
        println!("{}", line(total));
        return Ok(cli::exit::NOTHING);
    }
    let wrote = total.accepted + total.changed > 0;
    if options.dry_run {
        entry.abandon().await.map_err(|_| anyhow::anyhow!("La prova non si è chiusa bene, ma niente è stato scritto."))?;
        println!("Prova: niente è stato scritto.");
    } else if options.strict && total.refused > 0 {
        entry.abandon().await.map_err(|_| anyhow::anyhow!("Niente è stato importato."))?;
        println!("Con --strict basta una riga rifiutata: niente è stato importato.");
        println!("{}", line(Tally { accepted: 0, changed: 0, unchanged: 0, refused: total.refused }));
        return Ok(cli::exit::NOTHING);
    } else {
        entry
            .commit()
            .await
            .map_err(|_| anyhow::anyhow!("La base dati non ha accettato la scrittura: niente è stato importato."))?;
    }
    println!("{}", line(total));
    Ok(match total.refused {
        0 => cli::exit::DONE,
        _ if !wrote && total.unchanged == 0 => cli::exit::NOTHING,
        _ => cli::exit::SOME_REFUSED,
    })
}

/// Takes one file, as one batch.
async fn one(entry: &mut dyn Entry, file: &Looked, options: &Options) -> anyhow::Result<(Closed, Vec<String>)> {
    let failed = || anyhow::anyhow!("La base dati non ha accettato le righe di {}: niente è stato importato.", file.name);
    let public = matches!(file.kind, Kind::Public);
    let snapshot = options.snapshot.or(file.newest).filter(|_| public);
    let at_least = public && options.snapshot.is_none() && file.newest.is_some();
    let batch = entry
        .open_batch(NewBatch {
            file: file.name.clone(),
            digest: file.digest.clone(),
            kind: file.kind.code().to_owned(),
            snapshot,
            at_least,
            licence: matches!(file.kind, Kind::Public | Kind::Calls).then(|| PA_DIGITALE_LICENCE.to_owned()),
        })
        .await
        .map_err(|_| failed())?;
    let seen = snapshot.map(|day| Seen { first: day, last: day, at_least });
    let reader = File::open(&file.path).with_context(|| format!("Il file {} non si apre più", file.path.display()))?;
    let mut rows = intake::open(reader).map_err(|f| anyhow::anyhow!("{}: {}", file.name, sentence::file_fault(&f)))?;
    let bar = progress(file.size, &file.name);
    let (mut publics, mut calls, mut typed) = (vec![], vec![], vec![]);
    let (mut refusals, mut kept): (Vec<String>, Vec<String>) = (vec![], vec![]);
    let mut refused = 0u64;
    loop {
        let next = rows.next();
        let end = next.is_none();
        match next {
            None => {}
            Some(Ok(Item::Public(row))) if options.ente.as_ref().is_none_or(|e| *e == row.key.ente) => publics.push(*row),
            Some(Ok(Item::Public(_))) => {}
            Some(Ok(Item::Call(row))) => calls.push(row),
            Some(Ok(Item::Typed(row))) if is_of(&row, options.ente.as_ref()) => typed.push(row),
            Some(Ok(Item::Typed(_))) => {}
            Some(Err(refusal)) => {
                refused += 1;
                if refusals.len() < 1_000 {
                    refusals.push(sentence::refusal(Lang::It, &refusal));
                    // The list of imports is public. A published file may be quoted there; an office's own file may hold a
                    // supplier or a note that is not to be shown, so its cells are told to whoever imports and to nobody else.
                    let quoted =
                        if matches!(file.kind, Kind::Template(_)) { Refusal { text: String::new(), ..refusal } } else { refusal };
                    kept.push(sentence::refusal(Lang::It, &quoted));
                }
            }
        }
        if end || publics.len() + calls.len() + typed.len() >= CHUNK {
            bar.set_position(rows.bytes_read().min(file.size));
            if !publics.is_empty() {
                // A row that brings its own day needs none from the file; then `seen` is only a stand-in.
                let stand_in = Seen { first: NaiveDate::MIN, last: NaiveDate::MIN, at_least: true };
                entry.public(batch, std::mem::take(&mut publics), seen.unwrap_or(stand_in)).await.map_err(|_| failed())?;
            }
            if !calls.is_empty() {
                entry.calls(batch, std::mem::take(&mut calls)).await.map_err(|_| failed())?;
            }
            if !typed.is_empty() {
                let lines: Vec<u64> = typed.iter().map(|t| t.line).collect();
                let fates = entry.typed(batch, std::mem::take(&mut typed)).await.map_err(|_| failed())?;
                for (fate, line) in fates.into_iter().zip(lines) {
                    if let Taken::Refused(unknown) = fate {
                        refused += 1;
                        if refusals.len() < 1_000 {
                            let told = format!("riga {line}: {}", Lang::It.unknown_reference(&unknown));
                            kept.push(told.clone());
                            refusals.push(told);
                        }
                    }
                }
            }
        }
        if end {
            break;
        }
    }
    bar.finish_and_clear();
    let closed = entry.close_batch(batch, refused, kept).await.map_err(|_| failed())?;
    Ok((closed, refusals))
}

/// The row belongs to the ente asked for, or to none.
fn is_of(row: &domain::ports::TypedRow, ente: Option<&Ipa>) -> bool {
    let (Some(ente), Some(at)) = (ente, row.table.ente_column()) else { return true };
    row.table
        .cut(&row.values)
        .ok()
        .and_then(|cut| cut.get(at).map(|v| matches!(v, [Value::Text(t)] if t == ente.as_str())))
        .unwrap_or(false)
}

/// A bar on a terminal, nothing otherwise: the report's plain lines say it then.
fn progress(size: u64, name: &str) -> indicatif::ProgressBar {
    if !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(size).with_message(name.to_owned());
    if let Ok(style) = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes}") {
        bar.set_style(style);
    }
    bar
}

fn report(file: &Looked, closed: &Closed, refusals: &[String], dry_run: bool) {
    println!("{}: {}", file.name, line(closed.tally));
    for refusal in refusals {
        println!("  rifiutata {refusal}");
    }
    let unsaid = closed.tally.refused.saturating_sub(refusals.len() as u64);
    if unsaid > 0 {
        println!("  … e altre {unsaid} righe rifiutate");
    }
    if dry_run {
        for d in &closed.differences {
            println!("  cambia {}: {} → {}", d.subject, if d.old.is_empty() { "niente" } else { &d.old }, d.new);
        }
    }
}

fn line(tally: Tally) -> String {
    format!(
        "accettate {}, cambiate {}, invariate {}, rifiutate {}",
        tally.accepted, tally.changed, tally.unchanged, tally.refused
    )
}
