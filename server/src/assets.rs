//! Style, fonts, icons, glue and wasm, inside the binary.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// The islands were built into this binary.
#[must_use]
pub fn has_islands() -> bool {
    Site::get("pkg/traguardi_bg.wasm").is_some() && Site::get("pkg/traguardi.js").is_some()
}

/// Changes when the style does.
#[must_use]
pub fn version() -> String {
    Site::get("style.css").map(|f| tag(&f.metadata.sha256_hash())).unwrap_or_default()
}

/// The bytes of an asset, for a file that carries it along.
#[must_use]
pub fn read(path: &str) -> Option<Vec<u8>> {
    Site::get(path).map(|file| file.data.into_owned())
}

/// The fonts that paper is set in, as whole TrueType files: regular, semibold, bold. They are not served: pages have their own.
#[must_use]
pub fn print_fonts() -> Option<[Cow<'static, [u8]>; 3]> {
    let font = |cut: &str| Site::get(&format!("print/TitilliumWeb_{cut}.ttf")).map(|file| file.data);
    Some([font("400Regular")?, font("600SemiBold")?, font("700Bold")?])
}

fn tag(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Serves one asset, with an entity tag; for a year where the address carries its version.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let Some(file) = Site::get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", tag(&file.metadata.sha256_hash()));
    let lasting = request.uri().query().is_some_and(|q| q.starts_with("v=")) || path.starts_with("assets/fonts/");
    let cache = if lasting { "public, max-age=31536000, immutable" } else { "public, max-age=0, must-revalidate" };
    let same = request.headers().get(header::IF_NONE_MATCH).is_some_and(|t| t.as_bytes() == etag.as_bytes());
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = if path.ends_with(".wasm") { "application/wasm".to_owned() } else { file.metadata.mimetype().to_owned() };
        let mut response = Response::new(Body::from(file.data.into_owned()));
        if let Ok(kind) = HeaderValue::from_str(&kind) {
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
