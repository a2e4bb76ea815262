//! The provider: what it says of itself, the way there, and what it answers to a code.
//!
//! It is asked from here, not by the browser: at most 5 seconds and 256 KiB each time, no redirect followed, TLS checked against
//! the certificates that the system trusts. What it says of itself and its keys are good for an hour. A key that is not among
//! them is asked for again, at most once a minute: that is how a provider changes its keys.

use super::{
    Claim, Config, Fault, Journey, Trouble, config,
    journeys::Journeys,
    keys::Keys,
    token::{Expected, Token},
};
use crate::{clock::Clock, session};
use app::paths;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{account::Digest, identity::Identity};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Display,
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, Semaphore};
use ureq::{
    Agent, Proxy,
    tls::{RootCerts, TlsConfig},
};

/// How long the provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer, in bytes.
const LARGEST: u64 = 256 * 1024;
/// For how long what it says of itself is good.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// How often its keys are asked for again, at most.
const MINUTE: Duration = Duration::from_secs(60);
/// After it has not answered, it is left alone for so long: nobody waits in vain behind others who do.
const REST: Duration = Duration::from_secs(10);
/// How many questions may be under way.
const AT_ONCE: usize = 8;

/// A provider of identities.
pub struct Provider {
    config: Config,
    agent: Agent,
    known: Mutex<Known>,
    questions: Arc<Semaphore>,
    journeys: Journeys,
}

/// What it has said, and when.
#[derive(Default)]
struct Known {
    metadata: Option<(Arc<Metadata>, Instant)>,
    keys: Option<(Arc<Keys>, Instant)>,
    failed: Option<Instant>,
}

/// What it says of itself (OpenID Connect Discovery 1.0, section 3).
struct Metadata {
    authorization: String,
    token: String,
    keys: String,
    userinfo: Option<String>,
    /// The client's secret goes into the form, because the provider takes it nowhere else.
    secret_in_form: bool,
    /// Every answer of its says whose it is (RFC 9207).
    names_itself: bool,
}

/// Whoever sets out.
pub struct Outward {
    /// The provider's page, with everything that it has to know.
    pub address: String,
    /// What to keep in the browser until they are back.
    pub ticket: String,
}

/// What the provider has proved.
pub struct Proof {
    /// Who it is.
    pub identity: Identity,
    claims: Map<String, Value>,
    access_token: Option<String>,
}

/// A question.
enum Question {
    Get { address: String, bearer: Option<String> },
    Post { address: String, form: String, authorization: Option<String> },
}

fn is_fresh(at: Instant, now: Instant, span: Duration) -> bool {
    now.saturating_duration_since(at) < span
}

fn param<'q>(query: &'q [(String, String)], name: &str) -> Option<&'q str> {
    query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

impl Provider {
    /// Nothing is asked of it before somebody wants to sign in.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let own = config.issuer.starts_with("http://");
        let settings = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(!own)
            // What is on this machine is not behind a proxy.
            .proxy(if own { None } else { Proxy::try_from_env() })
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build();
        Self {
            config,
            agent: Agent::new_with_config(settings),
            known: Mutex::default(),
            questions: Arc::new(Semaphore::new(AT_ONCE)),
            journeys: Journeys::default(),
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Sends somebody on the way: where to, and what to keep. `next` is an address of this site, `language` a code of BCP 47.
    ///
    /// # Errors
    /// Where the provider does not say where to go.
    pub async fn set_out(
        &self,
        next: Option<String>,
        invitation: Option<Digest>,
        from: IpAddr,
        language: &str,
        now: Instant,
    ) -> Result<Outward, Trouble> {
        let metadata = self.learn(&mut *self.known.lock().await, now).await?;
        let (ticket, state) = (session::token()?, session::token()?);
        let (nonce, verifier) = (session::token()?, session::token()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let scope = match self.config.claim {
            Claim::Subject => "openid",
            Claim::Email => "openid email",
            Claim::Username => "openid profile",
        };
        let query = [
            ("response_type", "code"),
            ("client_id", self.config.client.as_str()),
            ("redirect_uri", self.config.redirect.as_str()),
            ("scope", scope),
            ("state", state.as_str()),
            ("nonce", nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("ui_locales", language),
        ];
        let query = paths::with_query("", &query);
        let address = if metadata.authorization.contains('?') {
            format!("{}{}", metadata.authorization, query.replacen('?', "&", 1))
        } else {
            format!("{}{query}", metadata.authorization)
        };
        let journey = Journey { state: session::digest(&state), nonce, verifier, next, invitation, from, since: now };
        self.journeys.begin(session::digest(&ticket), journey);
        Ok(Outward { address, ticket })
    }

    /// The sign-in that began in this browser, and ends now, well or not.
    #[must_use]
    pub fn journey(&self, ticket: Digest, now: Instant) -> Option<Journey> {
        self.journeys.finish(&ticket, now)
    }

    /// Who it is that has come back, with this query.
    ///
    /// # Errors
    /// Where that can't be said for certain.
    pub async fn prove(&self, journey: &Journey, query: &[(String, String)], clock: Clock) -> Result<Proof, Trouble> {
        let comes_twice = |name: &str| query.iter().filter(|(n, _)| n == name).count() > 1;
        if ["state", "iss", "error", "code"].into_iter().any(comes_twice) {
            return Err(Trouble::Refused("a parameter comes twice".to_owned()));
        }
        // Digests are compared: how long it takes says nothing of what was sent out.
        if param(query, "state").map(session::digest) != Some(journey.state) {
            return Err(Trouble::Over);
        }
        let now = clock.tick();
        let metadata = self.learn(&mut *self.known.lock().await, now).await?;
        let issuer = param(query, "iss");
        if issuer.is_some_and(|i| i != self.config.issuer) || (metadata.names_itself && issuer.is_none()) {
            return Err(Fault::Issuer.into());
        }
        match param(query, "error") {
            Some("access_denied") => return Err(Trouble::Denied),
            // Anybody can have written it: no more of it goes into the log than what such a code can be.
            Some(error) => return Err(Trouble::Refused(error.chars().filter(char::is_ascii_graphic).take(64).collect())),
            None => {}
        }
        let Some(code) = param(query, "code") else { return Err(Trouble::Refused("it has sent no code".to_owned())) };
        let answer = self.exchange(&metadata, code, &journey.verifier).await?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let Some(token) = text("id_token") else { return Err(Fault::Form.into()) };
        let access_token = text("access_token").map(str::to_owned);
        let token = Token::read(token)?;
        let claims = token.claims(&*self.keys(&token, now).await?)?;
        claims.check(&Expected {
            issuer: &self.config.issuer,
            client: &self.config.client,
            nonce: &journey.nonce,
            access_token: access_token.as_deref(),
            now: clock.now(),
        })?;
        let identity = Identity { issuer: self.config.issuer.clone(), subject: claims.subject()?.to_owned() };
        Ok(Proof { identity, claims: claims.into_all(), access_token })
    }

    /// The login that the provider vouches for, where it is configured to be believed about logins.
    ///
    /// # Errors
    /// Where it stands only where the provider has to be asked again, and that does not answer.
    pub async fn login(&self, proof: &Proof, now: Instant) -> Result<Option<String>, Trouble> {
        if self.config.claim == Claim::Subject {
            return Ok(None);
        }
        if let Some(login) = self.config.claim.of(&proof.claims) {
            return Ok(Some(login));
        }
        // Some providers put nothing into the token but who it is about (OpenID Connect Core 1.0, section 5.4).
        let metadata = self.learn(&mut *self.known.lock().await, now).await?;
        let (Some(address), Some(access_token)) = (&metadata.userinfo, &proof.access_token) else { return Ok(None) };
        let question = Question::Get { address: address.clone(), bearer: Some(access_token.clone()) };
        let all = map(self.ask(question).await?)?;
        // Section 5.3.4: what is said of somebody else is not used.
        if all.get("sub").and_then(Value::as_str) != Some(proof.identity.subject.as_str()) {
            return Err(Fault::Subject.into());
        }
        Ok(self.config.claim.of(&all))
    }

    /// What the provider says of itself, kept or asked.
    async fn learn(&self, known: &mut Known, now: Instant) -> Result<Arc<Metadata>, Trouble> {
        if let Some((metadata, at)) = &known.metadata
            && is_fresh(*at, now, HOUR)
        {
            return Ok(Arc::clone(metadata));
        }
        if known.failed.is_some_and(|at| is_fresh(at, now, REST)) {
            return Err(Trouble::Unreachable("it did not a moment ago".to_owned()));
        }
        match self.discover().await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *known = Known { metadata: Some((Arc::clone(&metadata), now)), ..Known::default() };
                Ok(metadata)
            }
            Err(trouble) => {
                known.failed = Some(now);
                Err(trouble)
            }
        }
    }

    async fn discover(&self) -> Result<Metadata, Trouble> {
        let (issuer, plain) = (self.config.issuer.as_str(), self.config.plain);
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let all = map(self.ask(Question::Get { address, bearer: None }).await?)?;
        let text = |name: &str| all.get(name).and_then(Value::as_str);
        if text("issuer") != Some(issuer) {
            let told = text("issuer").unwrap_or_default();
            return Err(Trouble::Unreachable(format!("it calls itself {told:?}, and --oidc-issuer {issuer:?}")));
        }
        let address = |name: &str| {
            let address = text(name).filter(|address| config::web(address, plain).is_some());
            address.map(str::to_owned).ok_or_else(|| Trouble::Unreachable(format!("it has no {name} that can be used")))
        };
        let methods = all.get("token_endpoint_auth_methods_supported").and_then(Value::as_array);
        let takes = |method: &str| methods.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(method)));
        Ok(Metadata {
            authorization: address("authorization_endpoint")?,
            token: address("token_endpoint")?,
            keys: address("jwks_uri")?,
            userinfo: address("userinfo_endpoint").ok(),
            secret_in_form: takes("client_secret_post") && !takes("client_secret_basic"),
            names_itself: all.get("authorization_response_iss_parameter_supported").and_then(Value::as_bool) == Some(true),
        })
    }

    /// The provider's keys, with that of this token, unless they were asked for within a minute.
    async fn keys(&self, token: &Token<'_>, now: Instant) -> Result<Arc<Keys>, Trouble> {
        let mut known = self.known.lock().await;
        if let Some((keys, at)) = &known.keys {
            let has = keys.find(token.key.as_deref(), token.algorithm).is_some();
            if (has && is_fresh(*at, now, HOUR)) || is_fresh(*at, now, MINUTE) {
                return Ok(Arc::clone(keys));
            }
        }
        let metadata = self.learn(&mut known, now).await?;
        let (status, bytes) = self.ask(Question::Get { address: metadata.keys.clone(), bearer: None }).await?;
        let keys = Keys::read(&bytes).filter(|_| status == 200);
        let keys = Arc::new(keys.ok_or_else(|| Trouble::Unreachable("its keys can't be read".to_owned()))?);
        known.keys = Some((Arc::clone(&keys), now));
        Ok(keys)
    }

    /// What a code is good for: it is used up by it.
    async fn exchange(&self, metadata: &Metadata, code: &str, verifier: &str) -> Result<Map<String, Value>, Trouble> {
        let (status, bytes) = self.ask(self.exchanging(metadata, code, verifier)).await?;
        match status {
            200 => map((status, bytes)),
            500.. => Err(Trouble::Unreachable(format!("its token endpoint answers {status}"))),
            _ => {
                let all: Option<Value> = serde_json::from_slice(&bytes).ok();
                let error = all.as_ref().and_then(|all| all.get("error")).and_then(Value::as_str).unwrap_or_default();
                Err(Trouble::Refused(format!("{status} {error:?}")))
            }
        }
    }

    fn exchanging(&self, metadata: &Metadata, code: &str, verifier: &str) -> Question {
        let Config { client, secret, redirect, .. } = &self.config;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code").append_pair("code", code);
        form.append_pair("redirect_uri", redirect).append_pair("code_verifier", verifier);
        let mut authorization = None;
        match secret {
            None => {
                form.append_pair("client_id", client);
            }
            Some(secret) if metadata.secret_in_form => {
                form.append_pair("client_id", client).append_pair("client_secret", secret);
            }
            Some(secret) => {
                // Both are encoded as in a form before they are joined (RFC 6749, section 2.3.1).
                let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                authorization = Some(format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(client), encoded(secret)))));
            }
        }
        Question::Post { address: metadata.token.clone(), form: form.finish(), authorization }
    }

    /// Asks, on a thread that may wait.
    async fn ask(&self, question: Question) -> Result<(u16, Vec<u8>), Trouble> {
        let permit = Arc::clone(&self.questions).acquire_owned().await.map_err(unreachable)?;
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            put(&agent, &question)
        });
        asked.await.map_err(unreachable)?
    }
}

fn unreachable(why: impl Display) -> Trouble {
    Trouble::Unreachable(why.to_string())
}

fn put(agent: &Agent, question: &Question) -> Result<(u16, Vec<u8>), Trouble> {
    let sent = match question {
        Question::Get { address, bearer } => {
            let mut request = agent.get(address.as_str()).header("accept", "application/json");
            if let Some(token) = bearer {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            request.call()
        }
        Question::Post { address, form, authorization } => {
            let mut request = agent
                .post(address.as_str())
                .header("accept", "application/json")
                .header("content-type", "application/x-www-form-urlencoded");
            if let Some(authorization) = authorization {
                request = request.header("authorization", authorization.as_str());
            }
            request.send(form.as_str())
        }
    };
    let mut answer = sent.map_err(unreachable)?;
    let status = answer.status().as_u16();
    let bytes = answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(unreachable)?;
    Ok((status, bytes))
}

/// An answer that is an object of JSON.
fn map((status, bytes): (u16, Vec<u8>)) -> Result<Map<String, Value>, Trouble> {
    if status != 200 {
        return Err(Trouble::Unreachable(format!("it answers {status}")));
    }
    serde_json::from_slice(&bytes).map_err(unreachable)
}

impl Claim {
    /// The login that these claims vouch for.
    fn of(self, claims: &Map<String, Value>) -> Option<String> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        match self {
            Self::Subject => None,
            // Anybody may have typed an address that nobody has verified.
            Self::Email => text("email").filter(|_| claims.get("email_verified") == Some(&Value::Bool(true))),
            Self::Username => text("preferred_username"),
        }
    }
}
