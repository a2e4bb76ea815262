//! A form with a file in it (`multipart/form-data`), streamed to the disk. However it is made, little of it is ever in memory.

use app::pages::desk::import::{FILE, SNAPSHOT};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use futures::{Stream, StreamExt, stream};
use multer::{Field, Multipart};
use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tempfile::{NamedTempFile, TempPath};
use tokio::{io::AsyncWriteExt, time::timeout};

/// The longest body, in bytes.
pub const LARGEST: u64 = 32 * 1024 * 1024;
/// The longest piece that is handed on at once, in bytes.
const PIECE: usize = 64 * 1024;
/// How much may come in, in bytes, before it is part of a field: a boundary or a head that never ends stops here.
const ASTRAY: u64 = 256 * 1024;
/// The longest field that is no file, in bytes.
const SHORT: usize = 256;
/// The longest name of a file, in characters.
const NAME: usize = 120;
/// The most fields.
const MOST: usize = 16;
/// The longest silence of whoever sends.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest time that sending may take.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// What has come.
pub struct Received {
    /// The file, and what its sender calls it.
    pub file: Option<(TempPath, String)>,
    /// The day typed beside it.
    pub snapshot: String,
}

/// Why it was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Not made as such a form is, or broken off.
    Form,
    /// Another kind of content, or compressed.
    Kind,
    /// More than [`LARGEST`].
    Large,
    /// Nothing came for too long, or too little.
    Slow,
    /// There is no room for it.
    Disk,
}

/// Why the stream itself stops.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Halt {
    #[error("more than a body may have")]
    Large,
    #[error("nothing of it is part of a field")]
    Astray,
    #[error("the connection broke off")]
    Gone,
}

/// Counts what comes in.
#[derive(Default)]
struct Gauge {
    total: AtomicU64,
    /// Since something was last handed on.
    astray: AtomicU64,
}

impl Gauge {
    fn admit(&self, bytes: usize) -> Result<(), Halt> {
        let bytes = bytes as u64;
        if self.total.fetch_add(bytes, Ordering::Relaxed) + bytes > LARGEST {
            return Err(Halt::Large);
        }
        if self.astray.fetch_add(bytes, Ordering::Relaxed) + bytes > ASTRAY { Err(Halt::Astray) } else { Ok(()) }
    }

    fn moved(&self) {
        self.astray.store(0, Ordering::Relaxed);
    }
}

/// The body in pieces. `multer` takes everything that is ready before it hands anything on: between two pieces nothing is, so
/// that it never holds more than one and a boundary.
fn pieces(body: Body, gauge: Arc<Gauge>) -> impl Stream<Item = Result<Bytes, Halt>> + Send {
    stream::unfold((body.into_data_stream(), Bytes::new(), gauge), |(mut body, mut rest, gauge)| async move {
        tokio::task::yield_now().await;
        if rest.is_empty() {
            match body.next().await? {
                Ok(bytes) => rest = bytes,
                Err(_) => return Some((Err(Halt::Gone), (body, rest, gauge))),
            }
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        let admitted = gauge.admit(piece.len()).map(|()| piece);
        Some((admitted, (body, rest, gauge)))
    })
}

/// Reads the form.
///
/// # Errors
/// Why it is not taken.
pub async fn receive(headers: &HeaderMap, body: Body) -> Result<Received, Broken> {
    let text = |name| headers.get(name).map(|v: &axum::http::HeaderValue| v.to_str().unwrap_or_default());
    // What is compressed is not unpacked: a few bytes could become very many.
    if text(header::CONTENT_ENCODING).is_some_and(|e| !e.trim().eq_ignore_ascii_case("identity")) {
        return Err(Broken::Kind);
    }
    let boundary = multer::parse_boundary(text(header::CONTENT_TYPE).unwrap_or_default()).map_err(|error| match error {
        multer::Error::NoBoundary => Broken::Form,
        _ => Broken::Kind,
    })?;
    if text(header::CONTENT_LENGTH).and_then(|l| l.parse::<u64>().ok()).is_some_and(|length| length > LARGEST) {
        return Err(Broken::Large);
    }
    timeout(PATIENCE, fields(boundary, body)).await.unwrap_or(Err(Broken::Slow))
}

async fn fields(boundary: String, body: Body) -> Result<Received, Broken> {
    let gauge = Arc::<Gauge>::default();
    let mut form = Multipart::new(pieces(body, Arc::clone(&gauge)), boundary);
    let mut received = Received { file: None, snapshot: String::new() };
    for _ in 0..=MOST {
        let field = timeout(SILENCE, form.next_field()).await.map_err(|_| Broken::Slow)?.map_err(|e| why(&e))?;
        let Some(field) = field else { return Ok(received) };
        gauge.moved();
        let name = field.name().map(str::to_owned);
        match name.as_deref() {
            Some(FILE) if received.file.is_none() => {
                let name = file_name(field.file_name().unwrap_or_default());
                let (path, size) = spool(field, &gauge).await?;
                // A browser sends the field also where no file was chosen, without a name and empty.
                received.file = (size > 0 || !name.is_empty()).then_some((path, name));
            }
            Some(SNAPSHOT) => {
                let bytes = short(field, &gauge).await?;
                received.snapshot = String::from_utf8_lossy(&bytes).trim().to_owned();
            }
            _ => {
                short(field, &gauge).await?;
            }
        }
    }
    Err(Broken::Form)
}

/// The next piece of a field.
async fn chunk(field: &mut Field<'_>, gauge: &Gauge) -> Result<Option<Bytes>, Broken> {
    let chunk = timeout(SILENCE, field.chunk()).await.map_err(|_| Broken::Slow)?.map_err(|e| why(&e))?;
    gauge.moved();
    Ok(chunk)
}

/// Writes a field to a file that nobody else may read and that is gone when nobody holds it any more.
async fn spool(mut field: Field<'_>, gauge: &Gauge) -> Result<(TempPath, u64), Broken> {
    let disk = |error: std::io::Error| {
        tracing::error!(%error, "an uploaded file could not be written");
        Broken::Disk
    };
    let (file, path) = NamedTempFile::new().map_err(disk)?.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let mut size = 0;
    while let Some(bytes) = chunk(&mut field, gauge).await? {
        size += bytes.len() as u64;
        file.write_all(&bytes).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok((path, size))
}

/// A field that is no file.
async fn short(mut field: Field<'_>, gauge: &Gauge) -> Result<Vec<u8>, Broken> {
    let mut out = vec![];
    while let Some(bytes) = chunk(&mut field, gauge).await? {
        out.extend_from_slice(&bytes);
        if out.len() > SHORT {
            return Err(Broken::Form);
        }
    }
    Ok(out)
}

fn why(error: &multer::Error) -> Broken {
    let multer::Error::StreamReadFailed(inner) = error else { return Broken::Form };
    let inner: &(dyn Error + 'static) = inner.as_ref();
    match inner.downcast_ref::<Halt>() {
        Some(Halt::Large) => Broken::Large,
        _ => Broken::Form,
    }
}

/// A name that may stand in a list: without the folders that some browsers send, and not long.
fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !c.is_control()).collect();
    domain::collapse(&shown).chars().take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const KIND: &str = "multipart/form-data; boundary=x";

    fn part(head: &str, text: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n")
    }

    async fn sent(kind: Option<&str>, body: impl Into<Body>) -> Result<Received, Broken> {
        let mut headers = HeaderMap::new();
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        }
        receive(&headers, body.into()).await
    }

    fn broken(sent: Result<Received, Broken>) -> Broken {
        match sent {
            Ok(_) => panic!("it was taken"),
            Err(broken) => broken,
        }
    }

    static LETTERS: [u8; 1 << 16] = [b'a'; 1 << 16];

    /// A body that never ends: `head`, then the same piece for ever.
    fn endless(head: String, piece: &'static [u8]) -> Body {
        let head = stream::once(async move { Ok::<Bytes, std::io::Error>(Bytes::from(head)) });
        Body::from_stream(head.chain(stream::repeat_with(move || Ok(Bytes::from_static(piece)))))
    }

    #[tokio::test]
    async fn a_file_and_its_day_come_in() {
        let file = part("name=\"file\"; filename=\"C:\\\\dati\\\\a b.csv\"", "ente;nome\r\nc_x;\"--y\"\r\n");
        let body = format!("{}{}--x--\r\n", part("name=\"snapshot\"", " 01/02/2026 "), file);
        let received = sent(Some(KIND), body).await.unwrap();
        let (path, name) = received.file.unwrap();
        assert_eq!((received.snapshot.as_str(), name.as_str()), ("01/02/2026", "a b.csv"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "ente;nome\r\nc_x;\"--y\"\r\n");
        let kept = path.to_path_buf();
        drop(path);
        assert!(!kept.exists(), "it is gone when nobody holds it");
    }

    #[tokio::test]
    async fn where_nothing_was_chosen_there_is_no_file() {
        let body = format!("{}--x--\r\n", part("name=\"file\"; filename=\"\"", ""));
        assert!(sent(Some(KIND), body).await.unwrap().file.is_none());
    }

    #[tokio::test]
    async fn a_file_of_many_pieces_is_whole() {
        let text = "0123456789abcde\n".repeat(40_000);
        let body = format!("{}--x--\r\n", part("name=\"file\"; filename=\"a.csv\"", &text));
        let (path, _) = sent(Some(KIND), body).await.unwrap().file.unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[tokio::test]
    async fn other_kinds_and_what_is_compressed_are_not_taken() {
        for kind in [None, Some("application/x-www-form-urlencoded"), Some("text/csv"), Some("")] {
            assert_eq!(broken(sent(kind, "a=b").await), Broken::Kind, "{kind:?}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, KIND.parse().unwrap());
        headers.insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
        assert_eq!(broken(receive(&headers, Body::empty()).await), Broken::Kind);
    }

    #[tokio::test]
    async fn what_is_not_made_as_a_form_is_not_taken() {
        assert_eq!(broken(sent(Some("multipart/form-data"), "x").await), Broken::Form, "no boundary");
        let cut = part("name=\"file\"; filename=\"a.csv\"", "ente;nome");
        let many = part("name=\"a\"", "b").repeat(MOST + 2);
        for body in [String::new(), "--y--".to_owned(), cut.replace("\r\n\r\n", "\r\n"), cut, many] {
            assert_eq!(broken(sent(Some(KIND), body.clone()).await), Broken::Form, "{body:?}");
        }
        let long = part("name=\"snapshot\"", &"1".repeat(SHORT + 1));
        assert_eq!(broken(sent(Some(KIND), format!("{long}--x--\r\n")).await), Broken::Form);
    }

    #[tokio::test]
    async fn what_never_ends_is_cut() {
        let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n".to_owned();
        assert_eq!(broken(sent(Some(KIND), endless(file, &LETTERS)).await), Broken::Large);
        // Before a boundary or a head has ended nothing is kept, so little is read.
        assert_eq!(broken(sent(Some(KIND), endless(String::new(), &LETTERS)).await), Broken::Form);
        assert_eq!(broken(sent(Some(KIND), endless("--x\r\na: ".to_owned(), &LETTERS)).await), Broken::Form);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, KIND.parse().unwrap());
        headers.insert(header::CONTENT_LENGTH, (LARGEST + 1).to_string().parse().unwrap());
        assert_eq!(broken(receive(&headers, Body::empty()).await), Broken::Large);
    }

    #[test]
    fn a_name_is_short_and_has_no_folders() {
        assert_eq!(file_name("/home/ufficio/a\u{7}.csv"), "a.csv");
        assert_eq!(file_name("C:\\dati\\a  b.csv"), "a b.csv");
        assert_eq!(file_name("../.."), "..");
        assert_eq!(file_name(&"è".repeat(500)).chars().count(), NAME);
    }
}
