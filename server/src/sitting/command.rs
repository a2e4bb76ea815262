//! `traguardi freeze`: the same as the form of `/{ipa}/sedute`, for whoever has the machine.

use super::{Wanted, freeze};
use crate::{
    cli::{self, exit},
    clock::Clock,
};
use app::visit::{Ports, Settings};
use domain::{desk::Author, identifier::Ipa};
use std::{path::Path, sync::Arc};
use words::Lang;

/// What to freeze.
#[derive(clap::Args)]
pub struct Options {
    /// L'ente (codice IPA).
    #[arg(long, value_parser = cli::ipa, value_name = "IPA")]
    ente: Ipa,
    /// Il numero della seduta in archivio.
    #[arg(long, value_name = "NUMERO")]
    seduta: String,
    /// Il giorno della situazione; se manca vale quello della seduta, oppure oggi se deve ancora venire.
    #[arg(long, value_name = "GIORNO", default_value = "")]
    al: String,
    /// Il giorno delle conoscenze; se manca vale lo stesso giorno.
    #[arg(long, value_name = "GIORNO", default_value = "")]
    noto: String,
    /// Che cosa corregge, se la seduta ha già una situazione congelata.
    #[arg(long, value_name = "TESTO", default_value = "")]
    motivo: String,
}

/// Runs the command.
///
/// # Errors
/// With a sentence, where the database does not open.
pub async fn run(database: &Path, options: Options, clock: Clock) -> anyhow::Result<u8> {
    let store = cli::open(database).await?;
    let kept = Arc::new(store.clone());
    let ports = Ports {
        register: kept.clone(),
        figures: Arc::new(chart::Drawings),
        desk: kept.clone(),
        accounts: kept.clone(),
        second: kept.clone(),
        sittings: kept,
    };
    let wanted = Wanted { sitting: options.seduta, al: options.al, known: options.noto, reason: options.motivo };
    let came = freeze(&ports, &Settings::default(), clock, &options.ente, &wanted, Author::command_line()).await;
    store.close().await;
    match came {
        Ok(frozen) => {
            println!("Congelata la situazione n. {} di {}. Sigillo: {}", frozen.cover.number, options.ente, frozen.seal);
            Ok(exit::DONE)
        }
        Err(why) => {
            println!("Non è stato congelato niente. {}", why.told(Lang::It).1);
            Ok(exit::NOTHING)
        }
    }
}
