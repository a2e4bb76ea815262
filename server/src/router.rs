//! Every address of the server, in one place.

use crate::{
    access::{self, Serve, TABLE},
    clock::Clock,
    limiter::Limiters,
    outside::Outside,
    password::Hashing,
    upload::stage::Stages,
    visit,
};
use app::visit::{Given, Ports, Posted, Settings};
use axum::{
    Router,
    body::Body,
    extract::{FromRef, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use domain::member::Member;
use leptos::{
    config::LeptosOptions,
    prelude::{provide_context, use_context},
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::sync::Arc;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

/// What handlers share.
#[derive(Clone)]
pub struct Shared {
    /// The ports.
    pub ports: Ports,
    /// The settings.
    pub settings: Settings,
    /// The clock.
    pub clock: Clock,
    /// How cookies are set and whom to believe about addresses.
    pub door: Door,
    /// What slows guessing.
    pub limiters: Arc<Limiters>,
    /// What checks passwords, two at a time.
    pub hashing: Hashing,
    /// The servers of others.
    pub outside: Outside,
    /// Files that wait to be imported.
    pub imports: Arc<Stages>,
    options: LeptosOptions,
}

/// How the server is reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Door {
    /// Without TLS, on this machine only: cookies go without `Secure` and the `__Host-` prefix.
    pub plain: bool,
    /// Proxies in front whose `X-Forwarded-For` counts: the last so many entries are theirs. 0 believes none.
    pub proxies: u8,
}

impl FromRef<Shared> for LeptosOptions {
    fn from_ref(shared: &Shared) -> Self {
        shared.options.clone()
    }
}

/// The whole server, ready to listen, that asks nothing of others.
pub fn router(ports: Ports, settings: Settings, clock: Clock, door: Door) -> Router {
    connected(ports, settings, clock, door, Outside::default())
}

/// The same, with the servers of others that it asks.
pub fn connected(ports: Ports, settings: Settings, clock: Clock, door: Door, outside: Outside) -> Router {
    let settings = Settings { mail: outside.postman.is_on(), ..settings };
    let origin = settings.origin.clone();
    let around = visit::Around { clock, embed: settings.embed.clone().into() };
    let options = LeptosOptions::builder().output_name("traguardi").site_root("").site_pkg_dir("pkg").build();
    let shared = Shared {
        ports,
        settings,
        clock,
        door,
        limiters: Arc::default(),
        hashing: Hashing::default(),
        imports: Arc::default(),
        outside,
        options: options.clone(),
    };
    let context = {
        let shared = shared.clone();
        move || give(&shared)
    };
    let document = move || app::document(options.clone());
    // The table is what is served: a page that it does not list is not, and `tests/access.rs` finds it.
    let pages: Vec<_> = generate_route_list(app::App)
        .into_iter()
        .filter(|p| TABLE.iter().any(|a| a.path == p.path() && matches!(a.serve, Serve::Page)))
        .collect();
    let mut router = Router::new().leptos_routes_with_context(&shared, pages, context, document);
    for address in TABLE {
        if let Serve::By(make) = address.serve {
            router = router.route(address.path, make());
        }
    }
    router
        .method_not_allowed_fallback(elsewhere)
        .route_layer(from_fn_with_state(shared.clone(), access::guard))
        .fallback(elsewhere)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(own_site(origin.as_deref()))
        .layer(from_fn_with_state(around, visit::middleware))
        .layer(from_fn(private))
        .layer(CompressionLayer::new())
        .with_state(shared)
}

/// An address that is none of ours.
async fn elsewhere(State(shared): State<Shared>, request: Request) -> Response {
    again(&shared, request, 404).await
}

/// What somebody who has signed in is shown stays with them, and a one-time link with whom it is for.
async fn private(request: Request, next: axum::middleware::Next) -> Response {
    let path = request.uri().path();
    let asset = ["/assets/", "/pkg/", "/style.css"].iter().any(|start| path.starts_with(start));
    let link = path.starts_with(app::paths::INVITATION);
    let known = crate::session::has_cookie(request.headers());
    let mut response = next.run(request).await;
    if !asset && (known || link || response.headers().contains_key(header::SET_COOKIE)) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if link {
        response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    response
}

/// Refuses what another site sends. A proxy may speak to us by another name than browsers know: then `--origin` says it.
fn own_site(origin: Option<&str>) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match origin.map(|o| layer.clone().add_trusted_origin(o)) {
        Some(Ok(trusting)) => trusting,
        Some(Err(error)) => {
            tracing::warn!(%error, "the origin is not one that browsers send: only requests by the server's own name are taken");
            layer
        }
        None => layer,
    }
}

/// Answers a request with a page that says why it can't be had (`401`, `403`, `404`, `413`, `428`, `429`, `503`).
pub async fn again(shared: &Shared, mut request: Request, status: u16) -> Response {
    request.extensions_mut().insert(Refusal(status));
    render(shared, request, status).await
}

/// Answers a form with its own page, everything typed still there.
pub async fn give_back(shared: &Shared, mut request: Request, posted: Posted, status: u16) -> Response {
    request.extensions_mut().insert(Arc::new(posted));
    render(shared, request, status).await
}

async fn render(shared: &Shared, request: Request, status: u16) -> Response {
    let context = {
        let shared = shared.clone();
        move || give(&shared)
    };
    let options = shared.options.clone();
    let page = leptos_axum::render_app_async_with_context(context, move || app::document(options.clone()));
    // The answer has no use for the body, which a handler may have read already.
    let (parts, _) = request.into_parts();
    if let Some(slot) = parts.extensions.get::<visit::Slot>() {
        slot.reply.set(status);
    }
    page(Request::from_parts(parts, Body::empty())).await
}

/// Why a request gets no page of its own.
#[derive(Debug, Clone, Copy)]
struct Refusal(u16);

/// Hands a page what it is given. While routes are listed there is no request, and nothing to give.
fn give(shared: &Shared) {
    let Some(parts) = use_context::<Parts>() else { return };
    let Some(slot) = parts.extensions.get::<visit::Slot>().cloned() else { return };
    if let Some(nonce) = leptos::nonce::use_nonce() {
        let _ = slot.nonce.set(nonce.to_string());
    }
    provide_context(Given {
        visit: slot.visit,
        ports: shared.ports.clone(),
        settings: shared.settings.clone(),
        reply: slot.reply,
        member: parts.extensions.get::<Member>().cloned(),
        posted: parts.extensions.get::<Arc<Posted>>().cloned(),
        refusal: parts.extensions.get::<Refusal>().map(|r| r.0),
    });
}

/// Alive, and the register can be read.
pub async fn healthz(State(shared): State<Shared>) -> Response {
    match shared.ports.register.ready().await {
        Ok(()) => "ok\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the register is not available\n").into_response(),
    }
}

/// A handler that panicked: the server goes on, and the reader gets a page that leads on. Nothing of the panic is shown.
fn panicked(_panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let page = "<!DOCTYPE html><html lang=\"it\"><head><meta charset=\"utf-8\"><title>Errore 500 – Traguardi</title>\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/style.css\"></head>\
        <body><main class=\"tg-main\"><div class=\"tg-container\"><div class=\"tg-error\"><p class=\"tg-error__code\">Errore 500</p>\
        <h1>Qualcosa non ha funzionato</h1><p class=\"tg-lead\">Non è un tuo errore. Riprova fra un minuto; se continua, avvisa chi \
        gestisce il sito.</p><p lang=\"en\">Something went wrong. It is not your fault: try again in a minute.</p>\
        <ul><li><a href=\"/\">Tutti gli enti</a></li></ul></div></div></main></body></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
