//! `traguardi serve`: listens, prints its address, leaves when asked to.

use crate::{cli, clock::Clock, router};
use anyhow::Context;
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
}

/// Runs until it is asked to stop.
///
/// # Errors
/// With a sentence, when the database or the address is not to be had.
pub async fn run(database: &Path, options: Options, clock: Clock) -> anyhow::Result<u8> {
    let store = cli::open(database).await?;
    let settings = Settings {
        accessibility_url: web(options.accessibility_url),
        contact: options.contact,
        owner: options.owner,
        privacy_contact: options.privacy_contact,
        islands: crate::assets::has_islands(),
        version: crate::assets::version(),
    };
    let ports = Ports { register: Arc::new(store.clone()), figures: Arc::new(chart::Drawings) };
    let app = router::router(ports, settings, clock);
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("L'indirizzo {} non è libero: scegline un altro con --listen", options.listen))?;
    println!("Traguardi è pronto: http://{}", listener.local_addr()?);
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
