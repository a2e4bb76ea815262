//! Every address of the server, in one place.

use crate::{assets, clock::Clock, downloads, visit};
use app::visit::{Given, Ports, Settings};
use axum::{
    Router,
    extract::{FromRef, State},
    http::{StatusCode, header, request::Parts},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::{
    config::LeptosOptions,
    prelude::{provide_context, use_context},
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// What handlers share.
#[derive(Clone)]
pub struct Shared {
    /// The ports.
    pub ports: Ports,
    /// The settings.
    pub settings: Settings,
    options: LeptosOptions,
}

impl FromRef<Shared> for LeptosOptions {
    fn from_ref(shared: &Shared) -> Self {
        shared.options.clone()
    }
}

/// The whole server, ready to listen.
pub fn router(ports: Ports, settings: Settings, clock: Clock) -> Router {
    let options = LeptosOptions::builder().output_name("traguardi").site_root("").site_pkg_dir("pkg").build();
    let shared = Shared { ports, settings, options: options.clone() };
    let context = {
        let shared = shared.clone();
        move || give(&shared)
    };
    let pages = generate_route_list(app::App);
    let document = {
        let options = options.clone();
        move || app::document(options.clone())
    };
    let fallback = leptos_axum::render_app_async_with_context(context.clone(), document.clone());
    Router::new()
        .route("/healthz", get(healthz))
        .route("/style.css", get(assets::serve))
        .route("/assets/{*path}", get(assets::serve))
        .route("/pkg/{*path}", get(assets::serve))
        .route("/{ipa}/progetti.csv", get(downloads::projects_csv))
        .route("/{ipa}/cronoprogramma.csv", get(downloads::schedule_csv))
        .route("/{ipa}/cronoprogramma.svg", get(downloads::schedule_svg))
        .route("/{ipa}/cronoprogramma.json", get(downloads::schedule_json))
        .route("/{ipa}/finanziamenti.csv", get(downloads::funding_csv))
        .route("/{ipa}/finanziamenti.svg", get(downloads::funding_svg))
        .leptos_routes_with_context(&shared, pages, context, document)
        .fallback(fallback)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(clock, visit::middleware))
        .layer(CompressionLayer::new())
        .with_state(shared)
}

/// Hands a page what it is given. While routes are listed there is no request, and nothing to give.
fn give(shared: &Shared) {
    let Some(slot) = use_context::<Parts>().and_then(|p| p.extensions.get::<visit::Slot>().cloned()) else { return };
    if let Some(nonce) = leptos::nonce::use_nonce() {
        let _ = slot.nonce.set(nonce.to_string());
    }
    provide_context(Given {
        visit: slot.visit,
        ports: shared.ports.clone(),
        settings: shared.settings.clone(),
        reply: slot.reply,
    });
}

/// Alive, and the register can be read.
async fn healthz(State(shared): State<Shared>) -> Response {
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
