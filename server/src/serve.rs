//! `traguardi serve`: listens, prints its address, leaves when asked to.

use crate::{cli, clock::Clock, mail, oidc::OidcOptions, outside::Outside, router, router::Door};
use anyhow::{Context, bail};
use app::visit::{Ports, Settings};
use std::{net::SocketAddr, path::Path, sync::Arc};

/// Options of `serve`.
#[derive(clap::Args)]
pub struct Options {
    /// L'indirizzo su cui ascoltare. Con la porta 0 ne sceglie una libera e la dice.
    #[arg(long, env = "TRAGUARDI_LISTEN", default_value = "127.0.0.1:3000", value_name = "INDIRIZZO")]
    pub listen: SocketAddr,
    /// L'indirizzo della dichiarazione di accessibilità pubblicata sul sito AgID.
    #[arg(long, env = "TRAGUARDI_ACCESSIBILITY_URL", value_name = "URL")]
    pub accessibility_url: Option<String>,
    /// Dove scrivere per segnalazioni: un indirizzo di posta o una pagina.
    #[arg(long, env = "TRAGUARDI_CONTACT", value_name = "INDIRIZZO")]
    pub contact: Option<String>,
    /// L'ente responsabile del sito.
    #[arg(long, env = "TRAGUARDI_OWNER", value_name = "NOME")]
    pub owner: Option<String>,
    /// L'ufficio a cui rivolgersi per la protezione dei dati.
    #[arg(long, env = "TRAGUARDI_PRIVACY_CONTACT", value_name = "INDIRIZZO")]
    pub privacy_contact: Option<String>,
    /// L'indirizzo con cui le persone raggiungono il sito, per esempio https://traguardi.comune.example. I collegamenti per
    /// scegliere la password cominciano così; senza, vale il nome chiesto dal browser.
    #[arg(long, env = "TRAGUARDI_ORIGIN", value_parser = cli::origin, value_name = "URL")]
    pub origin: Option<String>,
    /// Un sito che può mostrare i grafici in una propria cornice (iframe), per esempio https://www.comune.example. Si può ripetere;
    /// nella variabile d'ambiente gli indirizzi sono separati da virgole. Senza, non può nessuno.
    #[arg(long, env = "TRAGUARDI_EMBED_ORIGINS", value_parser = cli::origin, value_delimiter = ',', value_name = "URL")]
    pub embed_origin: Vec<String>,
    /// Permette di accedere senza HTTPS: solo per prove su questo computer, quindi solo con un indirizzo come 127.0.0.1.
    #[arg(long, env = "TRAGUARDI_PLAIN_HTTP", value_parser = clap::builder::FalseyValueParser::new())]
    pub plain_http: bool,
    /// Quanti server web propri stanno davanti a questo e scrivono X-Forwarded-For. Con 0 quella intestazione non conta.
    #[arg(long, env = "TRAGUARDI_PROXIES", default_value_t = 0, value_name = "NUMERO")]
    pub proxies: u8,
    #[command(flatten)]
    pub mail: mail::Options,
    #[command(flatten)]
    pub oidc: OidcOptions,
}

/// Runs until it is asked to stop.
///
/// # Errors
/// With a sentence, when the database or the address is not to be had.
pub async fn run(database: &Path, options: Options, clock: Clock) -> anyhow::Result<u8> {
    if options.plain_http && !options.listen.ip().is_loopback() {
        bail!(
            "Senza HTTPS si può accedere solo da questo computer: con --plain-http l'indirizzo deve essere come 127.0.0.1:3000, e non {}.",
            options.listen
        );
    }
    let door = Door { plain: options.plain_http, proxies: options.proxies };
    let digest = options.mail.digest;
    let postman = options.mail.postman(options.origin.as_deref())?;
    let provider = options.oidc.provider(options.origin.as_deref(), options.plain_http)?.map(Arc::new);
    let store = cli::open(database).await?;
    let settings = Settings {
        accessibility_url: web(options.accessibility_url),
        contact: options.contact,
        owner: options.owner,
        privacy_contact: options.privacy_contact,
        origin: options.origin,
        embed: options.embed_origin,
        oidc: provider.as_ref().map(|p| p.name().to_owned()),
        islands: crate::assets::has_islands(),
        version: crate::assets::version(),
        ..Settings::default()
    };
    let kept = Arc::new(store.clone());
    let ports = Ports {
        register: kept.clone(),
        figures: Arc::new(chart::Drawings),
        desk: kept.clone(),
        accounts: kept.clone(),
        second: kept.clone(),
        sittings: kept,
    };
    if digest {
        let (kept, postman) = (store.clone(), postman.clone());
        tokio::spawn(async move { mail::digest::keep(&kept, &kept, &postman, clock).await });
    }
    let app = router::connected(ports, settings, clock, door, Outside { provider, postman });
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("L'indirizzo {} non è libero: scegline un altro con --listen", options.listen))?;
    println!("Traguardi è pronto: http://{}", listener.local_addr()?);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(stop()).await?;
    store.close().await;
    Ok(cli::exit::DONE)
}

/// Only web addresses become links.
fn web(url: Option<String>) -> Option<String> {
    url.filter(|u| u.starts_with("https://") || u.starts_with("http://"))
}

async fn stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { () = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
