//! The command line. Its messages are in Italian: it is run by whoever runs the site for a Comune.

use crate::{clock::Clock, export, import, safety, serve, sitting, user};
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use domain::identifier::Ipa;
use std::{path::PathBuf, process::ExitCode};

/// Exit codes, as `--help` documents them.
pub mod exit {
    /// Everything was done.
    pub const DONE: u8 = 0;
    /// Nothing was done.
    pub const NOTHING: u8 = 1;
    /// Done, but some rows were refused; or `check` found something wrong.
    pub const SOME_REFUSED: u8 = 2;
    /// The command was not understood.
    pub const USAGE: u8 = 64;
}

const CODES: &str = "Codici di uscita: 0 tutto fatto; 1 niente è stato fatto; 2 fatto, ma alcune righe sono state rifiutate \
                     (o, per check e verify, qualcosa non va); 64 comando scritto male.";

/// Il cruscotto dei progetti digitali di un Comune: legge i dati, li conserva in un solo file e li mostra.
#[derive(Parser)]
#[command(name = "traguardi", version, after_help = CODES, max_term_width = 100)]
pub struct Cli {
    /// Il file della base dati. Vanno conservati questo file e, in un posto diverso, la sua chiave: FILE.key.
    #[arg(long, global = true, env = "TRAGUARDI_DATABASE", default_value = "traguardi.sqlite", value_name = "FILE")]
    pub database: PathBuf,
    /// Finge che oggi sia questo giorno (aaaa-mm-gg): serve per prove e dimostrazioni.
    #[arg(long, global = true, env = "TRAGUARDI_TODAY", value_name = "GIORNO", hide = true)]
    pub today: Option<NaiveDate>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Mostra le pagine a chi si collega. La base dati deve esistere già.
    Serve(Box<serve::Options>),
    /// Importa file PA digitale 2026 (CSV o JSON), avvisi.csv o file del nostro modello. Un comando è un'operazione sola:
    /// o entra tutto quello che è valido, o non cambia niente.
    Import(import::Options),
    /// Scrive tutte le righe inserite nei file del nostro modello, così come si possono reimportare.
    Export(ExportOptions),
    /// Controlla che la base dati sia intera: pagine, riferimenti, ogni riga leggibile.
    Check,
    /// Controlla il registro delle modifiche: che nessuna voce sia stata cambiata, tolta, aggiunta o spostata, e che i dati siano
    /// quelli registrati. Si può fare anche mentre il server è acceso.
    Verify(VerifyOptions),
    /// Fa una copia di sicurezza verificata, anche mentre il server è acceso. Non sovrascrive niente.
    Backup(BackupOptions),
    /// Rimette al suo posto una copia di sicurezza. La base dati di adesso resta accanto, con un altro nome.
    Restore(BackupOptions),
    /// Scrive i file vuoti del nostro modello e una guida alle colonne.
    Template(TemplateOptions),
    /// Congela ciò che una seduta vede: pagine, figure e tabelle restano come sono, con un sigillo. Il server deve essere fermo.
    Freeze(sitting::Options),
    /// Crea ed elenca gli accessi di chi modifica i dati. Il server deve essere fermo.
    User(user::Options),
}

#[derive(clap::Args)]
struct ExportOptions {
    /// La cartella in cui scrivere. Se non esiste viene creata.
    #[arg(value_name = "CARTELLA", default_value = "esportazione")]
    folder: PathBuf,
    /// Solo le righe di questo ente (codice IPA).
    #[arg(long, value_parser = ipa, value_name = "IPA")]
    ente: Option<Ipa>,
}

#[derive(clap::Args)]
struct BackupOptions {
    /// Il file della copia.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(clap::Args)]
struct VerifyOptions {
    /// Una copia di sicurezza fatta prima, anche tenuta altrove: il registro deve continuare da come finiva allora, scritto in
    /// COPIA.head.
    #[arg(long = "dopo", value_name = "COPIA")]
    copy: Option<PathBuf>,
}

#[derive(clap::Args)]
struct TemplateOptions {
    /// La cartella in cui scrivere. Se non esiste viene creata.
    #[arg(value_name = "CARTELLA")]
    folder: PathBuf,
}

/// Reads an IPA code from the command line.
///
/// # Errors
/// With a sentence, if it is none.
pub fn ipa(text: &str) -> Result<Ipa, String> {
    Ipa::read(text).map_err(|_| "serve un codice IPA, per esempio c_e472".to_owned())
}

/// Reads the address of the site from the command line: protocol, host and perhaps a port, nothing after them.
///
/// # Errors
/// With a sentence, if it is none.
pub fn origin(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    if fits {
        Ok(text.to_owned())
    } else {
        Err("serve l'indirizzo del sito senza altro dopo il nome, per esempio https://traguardi.comune.example".to_owned())
    }
}

/// Runs the program and gives its exit code.
#[must_use]
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("TRAGUARDI_LOG").unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::DONE });
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("Il programma non può partire: {error}");
            return ExitCode::from(exit::NOTHING);
        }
    };
    match runtime.block_on(execute(cli)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(exit::NOTHING)
        }
    }
}

async fn execute(cli: Cli) -> anyhow::Result<u8> {
    let clock = Clock::on(cli.today);
    match cli.command {
        Command::Serve(options) => serve::run(&cli.database, *options, clock).await,
        Command::Import(options) => import::run(&cli.database, &options, clock).await,
        Command::Export(options) => export::run(&cli.database, &options.folder, options.ente.as_ref()).await,
        Command::Check => check(&cli.database).await,
        Command::Verify(options) => safety::verify(&cli.database, options.copy.as_deref()).await,
        Command::Backup(options) => safety::backup(&cli.database, &options.file).await,
        Command::Restore(options) => safety::restore(&cli.database, &options.file, clock).await,
        Command::Template(options) => export::template(&options.folder),
        Command::Freeze(options) => sitting::run(&cli.database, options, clock).await,
        Command::User(options) => user::run(&cli.database, options, clock).await,
    }
}

async fn check(database: &std::path::Path) -> anyhow::Result<u8> {
    let store = open(database).await?;
    let findings = store.check().await;
    store.close().await;
    let findings = match findings {
        Ok(findings) => findings,
        // A page that can't be read stops the check itself: that is a finding too.
        Err(error) => {
            tracing::debug!(%error, "the check could not read everything");
            println!(
                "La base dati {} è danneggiata: non si riesce a leggerla tutta. Ripristina una copia di sicurezza; per i dettagli ripeti con TRAGUARDI_LOG=debug.",
                database.display()
            );
            return Ok(exit::SOME_REFUSED);
        }
    };
    if findings.is_empty() {
        println!("La base dati {} è intera.", database.display());
        return Ok(exit::DONE);
    }
    for finding in &findings {
        println!("{}: {}", finding.place, finding.what);
    }
    println!("Trovati {} problemi: ripristina una copia di sicurezza o chiedi aiuto, allegando questo elenco.", findings.len());
    Ok(exit::SOME_REFUSED)
}

/// Opens a database that must be there, or says in plain words why not.
///
/// # Errors
/// With a sentence that says what to do.
pub async fn open(database: &std::path::Path) -> anyhow::Result<store::Store> {
    use store::StoreError;
    let file = database.display();
    store::Store::open(database).await.map_err(|error| {
        let sentence = match &error {
            StoreError::Missing(_) => format!(
                "La base dati {file} non esiste. Controlla il nome, oppure creala importando dei dati: traguardi --database {file} import --create FILE…"
            ),
            StoreError::Locked(_) => {
                format!("La base dati {file} è già aperta da un altro processo: chiudilo (per esempio il server) e riprova.")
            }
            StoreError::Damaged { why, .. } => format!(
                "Il file {file} non è una base dati leggibile ({why}). Non è stato toccato: ripristina una copia di sicurezza."
            ),
            StoreError::FromTheFuture(_) => {
                format!("La base dati {file} è stata scritta da una versione più nuova del programma: aggiorna il programma.")
            }
            StoreError::Key(_) => safety::trouble(&error),
            other => format!("La base dati {file} non si apre: {other}"),
        };
        anyhow::anyhow!(sentence)
    })
}
