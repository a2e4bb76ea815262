//! A provider of identities on a port of this machine, that can be made to lie, to dawdle and to change its keys.

use crate::site::{PLAIN, Site};
use app::visit::Settings;
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Response, StatusCode, header},
    routing::{get, post},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Map, Value, json};
use server::{
    oidc::{Claim, Config, Provider},
    outside::Outside,
    router::Door,
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

/// What people call it in these tests.
pub(super) const NAME: &str = "SPID/CIE";
pub(super) const CLIENT: &str = "traguardi & prove";
const SECRET: &str = "un segreto: con % e +";
const ORIGIN: &str = "http://127.0.0.1:3000";

/// How a token is signed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Signed {
    Well,
    /// With a key of that name that is somebody else's.
    ByAnother,
    /// Not at all, and it says so.
    None,
    /// With the public key as a secret that is shared.
    WithTheKeyAsSecret,
}

/// How a question is answered.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mood {
    Well,
    Slow,
    Large,
    Broken,
    Elsewhere,
}

type Change = Arc<dyn Fn(&mut Map<String, Value>) + Send + Sync>;

struct Signer {
    id: String,
    pair: EcdsaKeyPair,
}

impl Signer {
    fn new(id: &str) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self { id: id.to_owned(), pair }
    }

    /// Its public half: 4, x, y.
    fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    fn jwk(&self) -> Value {
        let (x, y) = self.point()[1..].split_at(32);
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id,
            "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y),
        })
    }
}

/// What somebody has let the provider say.
struct Granted {
    nonce: String,
    challenge: String,
    redirect: String,
    subject: String,
}

pub(super) struct Inside {
    issuer: String,
    signer: Signer,
    pub(super) signed: Signed,
    /// What is done to the claims of a token before it is signed.
    pub(super) change: Change,
    /// What it says when it is asked who somebody is.
    pub(super) userinfo: Value,
    /// What it adds to what it says of itself.
    pub(super) metadata: Value,
    pub(super) mood: Mood,
    /// How often it was asked, by path.
    pub(super) asked: BTreeMap<&'static str, usize>,
    codes: BTreeMap<String, Granted>,
    issued: usize,
}

#[derive(Clone)]
pub(super) struct Fake(Arc<Mutex<Inside>>);

impl Fake {
    pub(super) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inside = Inside {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            signer: Signer::new("first"),
            signed: Signed::Well,
            change: Arc::new(|_| {}),
            userinfo: json!({}),
            metadata: json!({}),
            mood: Mood::Well,
            asked: BTreeMap::new(),
            codes: BTreeMap::new(),
            issued: 0,
        };
        let fake = Self(Arc::new(Mutex::new(inside)));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    pub(super) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    pub(super) fn issuer(&self) -> String {
        self.inside().issuer.clone()
    }

    pub(super) fn changes_its_keys(&self, id: &str) {
        self.inside().signer = Signer::new(id);
    }

    /// From now on its tokens are like this.
    pub(super) fn says(&self, change: impl Fn(&mut Map<String, Value>) + Send + Sync + 'static) {
        self.inside().change = Arc::new(change);
    }

    pub(super) fn config(&self, claim: Claim) -> Config {
        Config {
            issuer: self.issuer(),
            client: CLIENT.to_owned(),
            secret: Some(SECRET.to_owned()),
            name: NAME.to_owned(),
            claim,
            redirect: format!("{ORIGIN}/accedi/oidc/ritorno"),
            plain: true,
        }
    }

    /// A server at which one can sign in with it.
    pub(super) async fn site(&self, claim: Claim) -> Site {
        self.site_at(PLAIN, claim).await
    }

    pub(super) async fn site_at(&self, door: Door, claim: Claim) -> Site {
        let outside = Outside { provider: Some(Arc::new(Provider::new(self.config(claim)))), ..Outside::default() };
        Site::connected(door, Settings { oidc: Some(NAME.to_owned()), ..Settings::default() }, outside).await
    }

    /// What the browser does at the provider: somebody signs in there, and is sent back. The path to come back by.
    pub(super) fn lets_in(&self, address: &str, subject: &str) -> String {
        let (page, query) = address.split_once('?').unwrap();
        assert_eq!(page, format!("{}/authorize", self.issuer()));
        let query: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let given = |name: &str| query.get(name).cloned().unwrap_or_else(|| panic!("no {name} in {address}"));
        assert_eq!((given("response_type").as_str(), given("client_id").as_str()), ("code", CLIENT));
        assert_eq!(given("code_challenge_method"), "S256");
        assert!(given("scope").split(' ').any(|scope| scope == "openid"));
        let granted = Granted {
            nonce: given("nonce"),
            challenge: given("code_challenge"),
            redirect: given("redirect_uri"),
            subject: subject.to_owned(),
        };
        let path = granted.redirect.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("{}", granted.redirect)).to_owned();
        let mut inside = self.inside();
        inside.issued += 1;
        let code = format!("code-{}", inside.issued);
        inside.codes.insert(code.clone(), granted);
        let pairs = [("code", code), ("state", given("state")), ("iss", inside.issuer.clone())];
        format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    }
}

fn answer(status: u16, body: String) -> Response<Body> {
    Response::builder().status(status).header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap()
}

async fn discovery(State(fake): State<Fake>) -> Response<Body> {
    let (issuer, mood, further) = {
        let mut inside = fake.inside();
        *inside.asked.entry("discovery").or_default() += 1;
        (inside.issuer.clone(), inside.mood, inside.metadata.clone())
    };
    let mut metadata = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
    });
    for (name, value) in further.as_object().unwrap() {
        metadata[name.as_str()] = value.clone();
    }
    match mood {
        Mood::Well => answer(200, metadata.to_string()),
        Mood::Slow => {
            tokio::time::sleep(Duration::from_secs(20)).await;
            answer(200, metadata.to_string())
        }
        Mood::Large => {
            metadata["padding"] = "x".repeat(300 * 1024).into();
            answer(200, metadata.to_string())
        }
        Mood::Broken => answer(200, "<html>".to_owned()),
        Mood::Elsewhere => {
            let elsewhere = format!("{issuer}/elsewhere");
            Response::builder().status(302).header(header::LOCATION, elsewhere).body(Body::empty()).unwrap()
        }
    }
}

async fn keys(State(fake): State<Fake>) -> Response<Body> {
    let mut inside = fake.inside();
    *inside.asked.entry("keys").or_default() += 1;
    answer(200, json!({ "keys": [inside.signer.jwk()] }).to_string())
}

async fn userinfo(State(fake): State<Fake>, headers: HeaderMap) -> Response<Body> {
    let mut inside = fake.inside();
    *inside.asked.entry("userinfo").or_default() += 1;
    if headers.get(header::AUTHORIZATION).is_none_or(|value| value != "Bearer an access token") {
        return answer(StatusCode::UNAUTHORIZED.as_u16(), String::new());
    }
    answer(200, inside.userinfo.to_string())
}

async fn token(State(fake): State<Fake>, headers: HeaderMap, body: String) -> Response<Body> {
    let mut inside = fake.inside();
    *inside.asked.entry("token").or_default() += 1;
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET))));
    if headers.get(header::AUTHORIZATION).is_none_or(|value| *value != *basic) {
        return answer(401, json!({ "error": "invalid_client" }).to_string());
    }
    let form: BTreeMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let given = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let refused = || answer(400, json!({ "error": "invalid_grant" }).to_string());
    // A code is good once.
    let Some(granted) = inside.codes.remove(given("code")) else { return refused() };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(given("code_verifier").as_bytes()));
    if (given("redirect_uri"), given("grant_type")) != (granted.redirect.as_str(), "authorization_code")
        || challenge != granted.challenge
    {
        return refused();
    }
    let id_token = inside.token(&granted);
    answer(200, json!({ "access_token": "an access token", "token_type": "Bearer", "id_token": id_token }).to_string())
}

impl Inside {
    fn token(&self, granted: &Granted) -> String {
        let now = chrono::Utc::now().timestamp();
        let half: [u8; 32] = Sha256::digest(b"an access token").into();
        let claims = json!({
            "iss": self.issuer,
            "sub": granted.subject,
            "aud": CLIENT,
            "nonce": granted.nonce,
            "iat": now,
            "exp": now + 300,
            "at_hash": URL_SAFE_NO_PAD.encode(&half[..16]),
        });
        let mut claims = claims.as_object().unwrap().clone();
        (self.change)(&mut claims);
        let algorithm = match self.signed {
            Signed::Well | Signed::ByAnother => "ES256",
            Signed::None => "none",
            Signed::WithTheKeyAsSecret => "HS256",
        };
        let header = json!({ "typ": "JWT", "alg": algorithm, "kid": self.signer.id });
        let part = |value: String| URL_SAFE_NO_PAD.encode(value);
        let signed = format!("{}.{}", part(header.to_string()), part(Value::Object(claims).to_string()));
        let by = |signer: &Signer| signer.pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match self.signed {
            Signed::Well => by(&self.signer),
            Signed::ByAnother => by(&Signer::new(&self.signer.id)),
            Signed::None => vec![],
            Signed::WithTheKeyAsSecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.signer.point());
                hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
