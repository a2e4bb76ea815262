//! Bodies that are made to do harm, sent to the import: each is refused in plain words, and little of it is ever in memory.

use crate::{
    book::{Book, archive, zeros},
    checks::guarded,
    common::{demo, traguardi},
    site::{Page, Site},
    upload::send_body,
};
use axum::{
    body::{Body, Bytes},
    http::{Request, header},
};
use domain::{
    account::{Accounts, Assignment, Enrolled},
    identifier::{Ipa, Slug},
    member::Role,
};
use futures::{StreamExt, stream};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    time::Duration,
};
use store::Store;

const KIND: &str = "multipart/form-data; boundary=confine";
const HEAD: &str = "--confine\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";

static LETTERS: [u8; 1 << 16] = [b'a'; 1 << 16];

/// A body that never ends.
fn endless(head: &'static str) -> Body {
    let head = stream::once(async move { Ok::<_, std::io::Error>(Bytes::from_static(head.as_bytes())) });
    Body::from_stream(head.chain(stream::repeat_with(|| Ok(Bytes::from_static(&LETTERS)))))
}

fn refused(page: &Page, status: u16, what: &str) {
    assert_eq!(page.status.as_u16(), status, "{what}");
    guarded("/c_e472/importa", page);
    assert!(page.is_html() && page.main().contains("<h1"), "{what}: it gets no page");
}

#[tokio::test]
async fn what_is_no_such_form_or_too_much_gets_a_page_that_says_so() {
    let site = Site::with(&[]).await;
    let session = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
    for (what, kind, body, status) in [
        ("no boundary", "multipart/form-data", Body::from(HEAD), 400),
        ("another boundary", KIND, Body::from("--altro\r\n\r\n--altro--\r\n"), 400),
        ("a form that breaks off", KIND, Body::from(HEAD), 400),
        ("an ordinary form", "application/x-www-form-urlencoded", Body::from("file=a"), 415),
        ("a bare file", "text/csv", Body::from("ente;nome\n"), 415),
        ("a file that never ends", KIND, endless(HEAD), 413),
        ("no field, for ever", KIND, endless(""), 400),
        ("a head that never ends", KIND, endless("--confine\r\nx: "), 400),
    ] {
        refused(&send_body(&site, &session, kind, body).await, status, what);
    }
    let compressed = Request::post("/c_e472/importa")
        .header(header::COOKIE, format!("session={session}"))
        .header(header::CONTENT_TYPE, KIND)
        .header(header::CONTENT_ENCODING, "gzip")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(b"\x1f\x8b\x08\0".as_slice()))
        .unwrap();
    refused(&site.ask(compressed).await, 415, "a compressed body");
    let told = Request::post("/c_e472/importa")
        .header(header::COOKIE, format!("session={session}"))
        .header(header::CONTENT_TYPE, KIND)
        .header(header::CONTENT_LENGTH, "33554433")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(HEAD))
        .unwrap();
    refused(&site.ask(told).await, 413, "a body that says itself how long it is");
}

/// A body, piece by piece.
type Pieces = Box<dyn Iterator<Item = Vec<u8>>>;

/// The program, serving.
struct Served {
    child: Child,
    address: String,
    session: String,
    _dir: tempfile::TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("base.sqlite");
        demo(&database);
        let store = Store::open(&database).await.unwrap();
        let now = chrono::Utc::now();
        let Enrolled::New(user) = store.enrol("capo", "Ufficio capo", None, None, now).await.unwrap() else {
            panic!("no account")
        };
        let ente = Ipa::read("c_e472").unwrap();
        store
            .assign(
                user,
                Assignment { ente, roles: vec![Role::Manager], projects: vec![Slug::read("send-2022").unwrap()] },
                None,
                now,
            )
            .await
            .unwrap();
        let session = server::session::token().unwrap();
        store.open_session(user, server::session::digest(&session), now).await.unwrap();
        store.close().await;
        drop(store);
        let mut command = traguardi(&database);
        command.args(["serve", "--listen", "127.0.0.1:0", "--plain-http"]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("//").next().unwrap().to_owned();
        Self { child, address, session, _dir: dir }
    }

    /// Its memory in KiB: now, and at the most since it began.
    fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let of = |name: &str| {
            let line = status.lines().find(|l| l.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    /// Sends a head and pieces until it has taken them all or takes no more; the status of its answer, where it still comes
    /// through: who is refused in the middle of sending may be cut off first.
    fn send(&self, kind: &str, pieces: impl Iterator<Item = Vec<u8>>) -> Option<u16> {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        socket.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!(
            "POST /c_e472/importa HTTP/1.1\r\nHost: {}\r\nCookie: session={}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: {kind}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
            self.address, self.session
        );
        socket.write_all(head.as_bytes()).unwrap();
        let mut whole = true;
        for piece in pieces {
            let size = format!("{:x}\r\n", piece.len());
            let sent =
                [size.as_bytes(), piece.as_slice(), b"\r\n".as_slice()].into_iter().try_for_each(|part| socket.write_all(part));
            if sent.is_err() {
                whole = false;
                break;
            }
        }
        if whole {
            let _ = socket.write_all(b"0\r\n\r\n");
        }
        let mut answer = vec![];
        let _ = socket.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer).into_owned();
        text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|status| status.parse().ok())
    }
}

fn letters(count: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..count).map(|_| LETTERS.to_vec())
}

fn after(head: &str, rest: impl Iterator<Item = Vec<u8>>) -> impl Iterator<Item = Vec<u8>> {
    std::iter::once(head.as_bytes().to_vec()).chain(rest)
}

/// A file of rows, as a form, of about so many MiB.
fn rows(mebibytes: usize) -> impl Iterator<Item = Vec<u8>> {
    let row = "c_e472;send-2022;M-1;12/03/2025;molti;Ditta;no\n";
    let lot = row.repeat((1 << 16) / row.len()).into_bytes();
    let head = format!("{HEAD}ente;progetto;riferimento;data;importo;fornitore;pubblicato\n").into_bytes();
    let end = b"\r\n--confine--\r\n".to_vec();
    std::iter::once(head).chain((0..mebibytes * 16).map(move |_| lot.clone())).chain(std::iter::once(end))
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn hostile_bodies_take_no_memory() {
    const MOST: u64 = 32 * 1024;
    let served = Served::start().await;
    // What every request needs is there: pages, a connection to the register, an import that succeeds.
    for _ in 0..2 {
        assert_eq!(served.send(KIND, rows(1)), Some(200));
    }
    // The peak is counted from here.
    fs::write(format!("/proc/{}/clear_refs", served.child.id()), "5").unwrap();
    let (before, _) = served.memory();
    let endless = 40 * 16;
    let long = after(HEAD, letters(20 * 16).chain([b"\r\n--confine--\r\n".to_vec()]));
    let bodies: [(&str, &str, Pieces, u16); 6] = [
        ("no boundary", "multipart/form-data", Box::new(after(HEAD, letters(2))), 400),
        ("a file that never ends", KIND, Box::new(after(HEAD, letters(endless))), 413),
        ("no field, for ever", KIND, Box::new(letters(endless)), 400),
        ("a head that never ends", KIND, Box::new(after("--confine\r\nx: ", letters(endless))), 400),
        ("one line of many megabytes", KIND, Box::new(long), 422),
        ("many rows that are all refused", KIND, Box::new(rows(5)), 200),
    ];
    for (what, kind, body, expected) in bodies {
        let status = served.send(kind, body);
        assert!(status.is_none_or(|status| status == expected), "{what}: {status:?}");
        let (now, most) = served.memory();
        assert!(now.saturating_sub(before) <= MOST, "{what}: {now} KiB after {before}");
        assert!(most.saturating_sub(before) <= MOST, "{what}: up to {most} KiB after {before}");
    }
    // A workbook that says it is small, with 150 MiB of nothing in it: twice as much is allowed where files are unpacked.
    let entries = [Book::of(&[]).entries(), vec![zeros(150 * 1024 * 1024, 0)]].concat();
    let bomb = [archive(&entries), b"\r\n--confine--\r\n".to_vec()].concat();
    let status = served.send(KIND, after(&HEAD.replace("a.csv", "a.xlsx"), std::iter::once(bomb)));
    assert_eq!(status, Some(422), "a bomb");
    let (_, most) = served.memory();
    assert!(most.saturating_sub(before) <= 2 * MOST, "a bomb: up to {most} KiB after {before}");
    assert_eq!(served.send(KIND, rows(1)), Some(200), "it goes on");
}
