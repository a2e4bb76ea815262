//! `traguardi user`: the first account of an ente, a new link for whoever has lost the password, and a way in for whoever has
//! lost the telephone. Passwords are never typed here: a link lets whoever it is for choose one.

use crate::{account, cli, clock::Clock, session};
use anyhow::{anyhow, bail};
use domain::{
    account::{Account, Accounts, Assignment, Enrolled},
    identifier::{Ipa, Slug},
    member::Role,
    ports::{Register, Unavailable},
    second::SecondFactor,
};
use std::path::Path;
use store::Store;

/// Options of `user`.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Crea un accesso e stampa, una volta sola, il collegamento con cui la persona sceglie la password. Se l'accesso c'è già,
    /// gli dà i ruoli indicati in questo ente, al posto di quelli che vi aveva.
    Add(Add),
    /// Stampa un nuovo collegamento per scegliere la password. I collegamenti precedenti smettono di valere.
    Link(Link),
    /// Azzera il secondo fattore di chi ha perso telefono e codici di recupero. La persona rientra con la sola password; se
    /// amministra un ente ne attiva subito uno nuovo.
    ResetFactor(Whose),
    /// Elenca gli accessi di tutti gli enti.
    List,
}

#[derive(clap::Args)]
struct Add {
    /// Il nome con cui si accede: lettere minuscole, cifre, punto, trattino.
    #[arg(value_name = "ACCESSO")]
    login: String,
    /// Il nome che compare nella storia delle modifiche. Basta il nome dell'ufficio.
    #[arg(long, value_name = "NOME")]
    name: String,
    /// L'ente (codice IPA). Deve essere già in archivio.
    #[arg(long, value_parser = cli::ipa, value_name = "IPA")]
    ente: Ipa,
    /// Il ruolo: lettore, responsabile, validatore, assessore o amministratore. Si può ripetere.
    #[arg(long = "role", value_parser = role, default_value = "amministratore", value_name = "RUOLO")]
    roles: Vec<Role>,
    /// Un progetto di cui è responsabile, con il nome che ha nell'indirizzo (per esempio send-2022). Si può ripetere.
    #[arg(long = "project", value_parser = slug, value_name = "PROGETTO")]
    projects: Vec<Slug>,
    #[command(flatten)]
    site: Site,
}

#[derive(clap::Args)]
struct Link {
    /// Il nome con cui si accede.
    #[arg(value_name = "ACCESSO")]
    login: String,
    #[command(flatten)]
    site: Site,
}

#[derive(clap::Args)]
struct Whose {
    /// Il nome con cui si accede.
    #[arg(value_name = "ACCESSO")]
    login: String,
}

#[derive(clap::Args)]
struct Site {
    /// L'indirizzo del sito, per scrivere il collegamento intero: per esempio https://traguardi.comune.example.
    #[arg(long, env = "TRAGUARDI_ORIGIN", value_parser = cli::origin, default_value = "http://127.0.0.1:3000", value_name = "URL")]
    origin: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::read(text).ok_or_else(|| format!("i ruoli sono: {}", Role::WORDS.join(", ")))
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::read(text).map_err(|_| "serve il nome del progetto come sta nell'indirizzo, per esempio send-2022".to_owned())
}

/// Runs one of them.
///
/// # Errors
/// With a sentence that says what to do.
pub async fn run(database: &Path, options: Options, clock: Clock) -> anyhow::Result<u8> {
    let store = cli::open(database).await?;
    let done = match options.command {
        Command::Add(add) => self::add(&store, add, clock).await,
        Command::Link(link) => self::link(&store, &link, clock).await,
        Command::ResetFactor(whose) => reset_factor(&store, &whose.login, clock).await,
        Command::List => list(&store).await,
    };
    store.close().await;
    done.map(|()| cli::exit::DONE)
}

fn unavailable(_: Unavailable) -> anyhow::Error {
    anyhow!("La base dati non risponde: per i dettagli ripeti con TRAGUARDI_LOG=debug.")
}

async fn add(store: &Store, add: Add, clock: Clock) -> anyhow::Result<()> {
    let Add { login, name, ente, roles, projects, site } = add;
    let (login, name) = (login.trim().to_lowercase(), domain::collapse(&name));
    if !account::people::is_login(&login) {
        bail!(
            "L'accesso «{login}» non va bene: da 3 a 64 caratteri tra lettere minuscole senza accento, cifre e . _ - + @, e il primo è una lettera o una cifra."
        );
    }
    if !account::people::is_name(&name) {
        bail!("Il nome deve avere da 2 a 120 caratteri.");
    }
    let Some(dossier) = store.dossier(&ente).await.map_err(unavailable)? else {
        bail!("L'ente {ente} non è in archivio: importa prima i suoi dati, oppure il file enti.");
    };
    if let Some(unknown) = projects.iter().find(|p| !dossier.projects.contains(p)) {
        bail!("Il progetto {unknown} non c'è per l'ente {ente}: controlla il nome nell'indirizzo della sua pagina.");
    }
    let now = clock.now();
    let codes: Vec<&str> = roles.iter().map(|r| r.code()).collect();
    let given = format!("{ente}: {}", codes.join(", "));
    let assignment = Assignment { ente, roles, projects };
    let (user, new) = match store.enrol(&login, &name, Some(assignment.clone()), None, now).await.map_err(unavailable)? {
        Enrolled::New(user) => (user, true),
        Enrolled::Taken(user) => {
            store.assign(user, assignment, None, now).await.map_err(unavailable)?;
            (user, false)
        }
    };
    if new {
        println!("Accesso creato: {login} ({name}), {given}.");
    } else {
        println!("L'accesso {login} c'era già: ora ha questi ruoli, {given}.");
    }
    let credentials = store.credentials(&login).await.map_err(unavailable)?;
    if credentials.is_some_and(|c| c.active && c.hash.is_none()) {
        print_link(store, user, &site.origin, clock).await?;
    }
    Ok(())
}

async fn link(store: &Store, link: &Link, clock: Clock) -> anyhow::Result<()> {
    let login = link.login.trim().to_lowercase();
    let Some(credentials) = store.credentials(&login).await.map_err(unavailable)? else {
        bail!("L'accesso «{login}» non c'è: traguardi user list elenca quelli che ci sono.");
    };
    if !credentials.active {
        bail!("L'accesso «{login}» è fermo: prima lo riattiva chi amministra le persone dell'ente.");
    }
    print_link(store, credentials.id, &link.site.origin, clock).await
}

async fn reset_factor(store: &Store, login: &str, clock: Clock) -> anyhow::Result<()> {
    let login = login.trim().to_lowercase();
    let Some(credentials) = store.credentials(&login).await.map_err(unavailable)? else {
        bail!("L'accesso «{login}» non c'è: traguardi user list elenca quelli che ci sono.");
    };
    if !store.remove(credentials.id, None, clock.now()).await.map_err(unavailable)? {
        bail!("L'accesso «{login}» non ha un secondo fattore: per entrare basta la password.");
    }
    println!("Secondo fattore azzerato: {login} rientra con la password, e se amministra un ente ne attiva uno nuovo.");
    Ok(())
}

async fn print_link(store: &Store, user: i64, origin: &str, clock: Clock) -> anyhow::Result<()> {
    let token = session::token().map_err(|_| anyhow!("Il sistema non dà numeri casuali: il collegamento non è stato creato."))?;
    store.offer_link(user, session::digest(&token), None, clock.now()).await.map_err(unavailable)?;
    println!(
        "Collegamento per scegliere la password, da consegnare alla persona. Vale 72 ore e una volta sola, e non si può rivedere:"
    );
    println!("{}", account::people::link(origin, &token));
    Ok(())
}

async fn list(store: &Store) -> anyhow::Result<()> {
    let accounts = store.everybody().await.map_err(unavailable)?;
    if accounts.is_empty() {
        println!("Non c'è nessun accesso: traguardi user add ne crea uno.");
    }
    for account in accounts {
        println!("{}", line(&account));
    }
    Ok(())
}

fn line(account: &Account) -> String {
    let member = &account.member;
    let state = match (account.active, account.ready) {
        (false, _) => "fermo",
        (true, false) => "senza password",
        (true, true) => "attivo",
    };
    let second = if account.second { ", con secondo fattore" } else { "" };
    let roles: Vec<String> = member.grants.iter().map(|g| format!("{} {}", g.ente, g.role.code())).collect();
    let roles = if roles.is_empty() { "nessun ruolo".to_owned() } else { roles.join(", ") };
    format!("{} · {} · {state}{second} · {roles}", member.login, member.name)
}
