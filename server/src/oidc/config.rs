//! Which provider, and as whom this server asks it: from the command line and the environment, checked before the server starts.

use super::Provider;
use anyhow::{Context, bail};
use app::paths;
use axum::http::Uri;
use std::{
    fs::File,
    io::Read,
    net::IpAddr,
    path::{Path, PathBuf},
};

/// The longest secret, in bytes.
const LONGEST_SECRET: u64 = 4_096;
/// The longest name on a button, in characters.
const LONGEST_NAME: usize = 60;

/// Options of `serve` for signing in with a provider of identities. Without `--oidc-issuer` there is no such thing.
#[derive(clap::Args)]
pub struct OidcOptions {
    /// Accesso con OpenID Connect (per esempio un gateway SPID/CIE): l'indirizzo del fornitore, come sta nei suoi token. Serve
    /// anche --origin.
    #[arg(long, env = "TRAGUARDI_OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// Il nome con cui il fornitore conosce questo sito (client_id).
    #[arg(long, env = "TRAGUARDI_OIDC_CLIENT", value_name = "NOME")]
    pub oidc_client: Option<String>,
    /// Il file che contiene la password con cui questo sito si presenta al fornitore (client_secret). Senza, si presenta con il
    /// solo nome.
    #[arg(long, env = "TRAGUARDI_OIDC_SECRET_FILE", value_name = "FILE")]
    pub oidc_secret_file: Option<PathBuf>,
    /// Come si chiama il fornitore per le persone: sta sul pulsante «Accedi con …». Se manca, il nome del suo server.
    #[arg(long, env = "TRAGUARDI_OIDC_NAME", value_name = "TESTO")]
    pub oidc_name: Option<String>,
    /// Con sub un'identità si collega solo aprendo un invito. Con email o preferred_username si collega da sé, la prima volta,
    /// all'accesso che ha esattamente quel nome: solo se è il fornitore ad assegnarlo, e non lo dà mai ad altri.
    #[arg(long, env = "TRAGUARDI_OIDC_CLAIM", value_enum, default_value = "sub", value_name = "CAMPO")]
    pub oidc_claim: Claim,
}

/// What of an identity may be somebody's login.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Claim {
    /// Niente: un'identità si collega solo aprendo un invito.
    #[default]
    #[value(name = "sub")]
    Subject,
    /// L'indirizzo di posta, se il fornitore lo ha verificato.
    #[value(name = "email")]
    Email,
    /// Il nome utente.
    #[value(name = "preferred_username")]
    Username,
}

/// A provider, and who this server is to it.
#[derive(Clone)]
pub struct Config {
    /// The provider's address, as its tokens have it.
    pub issuer: String,
    /// What it calls this server.
    pub client: String,
    /// With what this server proves to be it; none for a public client.
    pub secret: Option<String>,
    /// What people call the provider.
    pub name: String,
    /// What may be somebody's login.
    pub claim: Claim,
    /// Where the provider sends people back to, whole.
    pub redirect: String,
    /// Addresses on this machine may do without TLS: for trials.
    pub plain: bool,
}

impl OidcOptions {
    /// The provider, if one is configured. `origin` and `plain` are those of `serve`.
    ///
    /// # Errors
    /// With a sentence that says what to do.
    pub fn provider(self, origin: Option<&str>, plain: bool) -> anyhow::Result<Option<Provider>> {
        Ok(self.config(origin, plain)?.map(Provider::new))
    }

    fn config(self, origin: Option<&str>, plain: bool) -> anyhow::Result<Option<Config>> {
        let Some(issuer) = self.oidc_issuer else {
            if self.oidc_client.is_some() || self.oidc_secret_file.is_some() {
                bail!(
                    "Per l'accesso con OpenID Connect manca il fornitore: indicalo con --oidc-issuer, oppure togli le altre opzioni --oidc."
                );
            }
            return Ok(None);
        };
        let Some(host) = web(&issuer, plain).filter(|_| !issuer.contains('?')) else {
            bail!(
                "--oidc-issuer: «{issuer}» non va bene. Serve l'indirizzo https del fornitore, come lo scrive lui, senza altro dopo; solo per prove, con --plain-http, anche http su questo computer."
            );
        };
        let Some(client) = self.oidc_client.filter(|c| (1..=255).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_graphic()))
        else {
            bail!("Per l'accesso con OpenID Connect serve --oidc-client: il nome che il fornitore ha dato a questo sito.");
        };
        let Some(origin) = origin else {
            bail!(
                "Per l'accesso con OpenID Connect serve --origin, l'indirizzo di questo sito: il fornitore rimanda le persone a ORIGIN{}.",
                paths::OIDC_RETURN
            );
        };
        if web(origin, plain).is_none() {
            bail!("Per l'accesso con OpenID Connect --origin deve cominciare con https: «{origin}» non va bene.");
        }
        let name = domain::collapse(&self.oidc_name.unwrap_or(host));
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            bail!("--oidc-name: serve un testo da 1 a {LONGEST_NAME} caratteri, per esempio SPID/CIE.");
        }
        let secret = self.oidc_secret_file.as_deref().map(secret).transpose()?;
        let redirect = format!("{}{}", origin.trim_end_matches('/'), paths::OIDC_RETURN);
        Ok(Some(Config { issuer, client, secret, name, claim: self.oidc_claim, redirect, plain }))
    }
}

/// The secret in a file, without the line's end.
fn secret(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    File::open(file)
        .and_then(|file| file.take(LONGEST_SECRET + 1).read_to_string(&mut text))
        .with_context(|| format!("--oidc-secret-file: il file {} non si legge", file.display()))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() || text.len() as u64 > LONGEST_SECRET || secret.chars().any(char::is_control) {
        bail!("--oidc-secret-file: il file {} deve contenere la password del client, su una riga sola.", file.display());
    }
    Ok(secret.to_owned())
}

/// The host of an address that may be asked or led to: TLS, but on this machine where `plain` allows; nobody's name in it, and
/// nothing that would need another reading.
pub(super) fn web(address: &str, plain: bool) -> Option<String> {
    let written = address.len() <= 2_000 && address.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}#".contains(&b));
    let uri = address.parse::<Uri>().ok().filter(|_| written)?;
    let authority = uri.authority()?;
    let host = authority.host();
    let own = host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let safe = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => plain && own,
        _ => false,
    };
    (safe && !host.is_empty() && !authority.as_str().contains('@')).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: Option<&str> = Some("https://traguardi.comune.example");

    fn options() -> OidcOptions {
        OidcOptions {
            oidc_issuer: Some("https://login.comune.example/realms/comune".into()),
            oidc_client: Some("traguardi".into()),
            oidc_secret_file: None,
            oidc_name: None,
            oidc_claim: Claim::Subject,
        }
    }

    fn refused(options: OidcOptions, origin: Option<&str>, plain: bool, words: &str) {
        let Err(error) = options.config(origin, plain) else { panic!("taken, without saying {words}") };
        assert!(error.to_string().contains(words), "{error}");
    }

    #[test]
    fn nothing_set_is_nothing_there() {
        let none = OidcOptions { oidc_issuer: None, oidc_client: None, ..options() };
        assert!(none.config(None, false).unwrap().is_none());
        refused(OidcOptions { oidc_issuer: None, ..options() }, ORIGIN, false, "--oidc-issuer");
    }

    #[test]
    fn what_is_missing_or_unsafe_is_told() {
        refused(options(), None, false, "--origin");
        refused(options(), Some("http://traguardi.comune.example"), true, "https");
        refused(OidcOptions { oidc_client: None, ..options() }, ORIGIN, false, "--oidc-client");
        refused(OidcOptions { oidc_client: Some(String::new()), ..options() }, ORIGIN, false, "--oidc-client");
        refused(OidcOptions { oidc_name: Some(" ".into()), ..options() }, ORIGIN, false, "--oidc-name");
        refused(OidcOptions { oidc_name: Some("x".repeat(61)), ..options() }, ORIGIN, false, "--oidc-name");
        for issuer in ["", "login.comune.example", "http://login.comune.example", "http://127.0.0.1:9", "https://a/?b=c"] {
            refused(OidcOptions { oidc_issuer: Some(issuer.into()), ..options() }, ORIGIN, false, "--oidc-issuer");
        }
    }

    #[test]
    fn what_is_right_is_taken_as_it_is() {
        let config = options().config(Some("https://traguardi.comune.example/"), false).unwrap().unwrap();
        assert_eq!(config.issuer, "https://login.comune.example/realms/comune");
        assert_eq!(config.redirect, "https://traguardi.comune.example/accedi/oidc/ritorno");
        assert_eq!((config.name.as_str(), config.secret), ("login.comune.example", None));
    }

    #[test]
    fn a_secret_is_a_line_of_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret");
        let with = || OidcOptions { oidc_secret_file: Some(file.clone()), ..options() };
        refused(with(), ORIGIN, false, "non si legge");
        let endless = "x".repeat(5_000);
        for (text, good) in [("s3cr3t à\r\n", true), ("", false), ("\n", false), ("a\nb\n", false), (endless.as_str(), false)] {
            std::fs::write(&file, text).unwrap();
            match with().config(ORIGIN, false) {
                Ok(config) => assert!(good && config.unwrap().secret.as_deref() == Some("s3cr3t à"), "{text:?}"),
                Err(error) => assert!(!good && error.to_string().contains("una riga sola"), "{error}"),
            }
        }
    }

    #[test]
    fn without_tls_only_this_machine_is_asked() {
        for good in ["https://a.example", "https://a.example:8443/x?y=z", "https://127.0.0.1"] {
            assert!(web(good, false).is_some() && web(good, true).is_some(), "{good}");
        }
        for trial in ["http://127.0.0.1:3000", "http://localhost/x", "http://[::1]:80"] {
            assert!(web(trial, false).is_none() && web(trial, true).is_some(), "{trial}");
        }
        for bad in [
            "http://a.example",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "https://u:p@a.example",
            "https://",
            "ftp://a.example",
            "javascript:alert(1)",
            "//a.example",
            "/x",
            "https://a.example/ x",
            "https://a.example/#x",
            "https://a.example/\"x",
        ] {
            assert_eq!(web(bad, true), None, "{bad}");
        }
    }
}
