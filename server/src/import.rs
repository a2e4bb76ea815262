//! `traguardi import`: files in, one transaction, a report that leaves nothing out. What it does with one file is in [`file`],
//! which the browser shares.

pub mod file;

use crate::{cli, clock::Clock, sentence};
use chrono::NaiveDate;
use domain::{
    desk::Author,
    identifier::Ipa,
    ports::{Closed, Entry, Ledger, Tally},
    records::TABLES,
};
use file::{Job, Looked, Pass, Stop};
use intake::{Item, Kind};
use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};
use store::{Store, StoreError};

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

/// Runs the command.
///
/// # Errors
/// With a sentence, when nothing could be done.
pub async fn run(database: &Path, options: &Options, clock: Clock) -> anyhow::Result<u8> {
    let done = import(database, options, clock).await;
    if done.is_err() {
        // Whoever reads the last line finds it in any case: nothing was done.
        println!("{}", line(Tally::default()));
    }
    done
}

async fn import(database: &Path, options: &Options, clock: Clock) -> anyhow::Result<u8> {
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

/// Reads a file once before anything is written.
fn look(path: &Path) -> anyhow::Result<Looked> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    file::look(path, name.clone(), None).map_err(|stop| match stop {
        Stop::Open(error) => anyhow::Error::new(error).context(format!("Il file {} non si apre", path.display())),
        stop => explained(stop, path, &name),
    })
}

/// Why nothing was imported, because of this file.
fn explained(stop: Stop, path: &Path, name: &str) -> anyhow::Error {
    match stop {
        Stop::Open(error) => anyhow::Error::new(error).context(format!("Il file {} non si apre più", path.display())),
        Stop::Read(error) => anyhow::Error::new(error).context(format!("Il file {} non si legge", path.display())),
        Stop::Fault(fault) => anyhow::anyhow!("{name}: {}", sentence::file_fault(&fault)),
        Stop::Fatal(refusal) => anyhow::anyhow!("{name}: {}", sentence::refusal(words::Lang::It, &refusal)),
        Stop::Unavailable | Stop::Late => {
            anyhow::anyhow!("La base dati non ha accettato le righe di {name}: niente è stato importato.")
        }
    }
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
    let mut sieve = |_: u64, item: &Item| match &options.ente {
        Some(ente) if !file::is_of(item, ente) => Pass::Leave,
        _ => Pass::Take,
    };
    let bar = progress(file.size, &file.name);
    let job = Job { file, snapshot: options.snapshot, ente: None, bounds: None };
    let made = file::take(entry, &job, &mut sieve, &|read: u64| bar.set_position(read.min(file.size))).await;
    bar.finish_and_clear();
    made.map(|made| (made.closed, made.refusals)).map_err(|stop| explained(stop, &file.path, &file.name))
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
    unsaid("rifiutate", closed.tally.refused, refusals.len());
    if dry_run {
        for d in &closed.news {
            println!("  nuova {}: {}", d.subject, d.new);
        }
        unsaid("nuove", closed.tally.accepted, closed.news.len());
        for d in &closed.differences {
            let old = if d.old.is_empty() { "niente" } else { &d.old };
            let outdone = d.outdone.map(|day| format!(" (resta mostrato quello saputo il {})", day.format("%d/%m/%Y")));
            println!("  cambia {}: {old} → {}{}", d.subject, d.new, outdone.unwrap_or_default());
        }
        unsaid("cambiate", closed.tally.changed, closed.differences.len());
    }
}

/// How many more there are than were told.
fn unsaid(what: &str, of: u64, told: usize) {
    let rest = of.saturating_sub(told as u64);
    if rest > 0 {
        println!("  … e altre {rest} righe {what}");
    }
}

fn line(tally: Tally) -> String {
    format!(
        "accettate {}, cambiate {}, invariate {}, rifiutate {}",
        tally.accepted, tally.changed, tally.unchanged, tally.refused
    )
}
