//! Style, fonts, icons, glue and wasm. They are inside the program; this library is handed them, so that it can be compiled while they
//! are still being made, and need not be again when they change.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{borrow::Cow, sync::OnceLock};

/// One file.
pub struct Asset {
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
    /// SHA-256 of that.
    pub digest: [u8; 32],
}

/// Finds a file by its path below the folder of assets.
pub type Lookup = fn(&str) -> Option<Asset>;

static SITE: OnceLock<Lookup> = OnceLock::new();

/// Hands the assets over, before anything is served. Once: what is brought later is left aside.
pub fn bring(site: Lookup) {
    let _ = SITE.set(site);
}

fn get(path: &str) -> Option<Asset> {
    SITE.get().and_then(|site| site(path))
}

/// The islands are among the assets.
#[must_use]
pub fn has_islands() -> bool {
    get("pkg/traguardi_bg.wasm").is_some() && get("pkg/traguardi.js").is_some()
}

/// Changes when the style does.
#[must_use]
pub fn version() -> String {
    get("style.css").map(|file| tag(&file.digest)).unwrap_or_default()
}

/// The bytes of an asset, for a file that carries it along.
#[must_use]
pub fn read(path: &str) -> Option<Vec<u8>> {
    get(path).map(|file| file.bytes.into_owned())
}

/// The fonts that paper is set in, as whole TrueType files: regular, semibold, bold. They are not served: pages have their own.
#[must_use]
pub fn print_fonts() -> Option<[Cow<'static, [u8]>; 3]> {
    let font = |cut: &str| get(&format!("print/TitilliumWeb_{cut}.ttf")).map(|file| file.bytes);
    Some([font("400Regular")?, font("600SemiBold")?, font("700Bold")?])
}

fn tag(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Serves one asset, with an entity tag; for a year where the address carries its version.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let Some(file) = get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", tag(&file.digest));
    let lasting = request.uri().query().is_some_and(|q| q.starts_with("v=")) || path.starts_with("assets/fonts/");
    let cache = if lasting { "public, max-age=31536000, immutable" } else { "public, max-age=0, must-revalidate" };
    let same = request.headers().get(header::IF_NONE_MATCH).is_some_and(|t| t.as_bytes() == etag.as_bytes());
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = mime_guess::from_path(path).first_or_octet_stream();
        let mut response = Response::new(Body::from(file.bytes.into_owned()));
        if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        response
    };
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
