//! Five hundred clients that vanish while they send a form of the desk: each write is whole or not there, and the server goes on.

use crate::common::{ask, demo, traguardi, wait};
use domain::{
    account::{Accounts, Assignment, Enrolled},
    amount::Amount,
    desk::{Change, Desk, HistoryFilter, Kept},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    money::Cents,
    records::Contract,
    when::When,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Stdio},
    thread::{scope, sleep},
    time::{Duration, Instant},
};
use store::Store;

/// So many vanish,
const CLIENTS: u32 = 500;
/// so many of them at once,
const WORKERS: u32 = 4;
/// and so many before them wait for their answer.
const WHOLE: u32 = 3;
/// No answer takes as long as this.
const PATIENCE: Duration = Duration::from_secs(30);

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn project() -> Slug {
    Slug::read("send-2022").unwrap()
}

/// What the client of this number wants to be written.
fn wanted(n: u32) -> Contract {
    Contract {
        ente: ente(),
        project: project(),
        reference: format!("C-{n}"),
        signed_on: Some(When::read("12/03/2025").unwrap()),
        amount: Some(Amount::exact(Cents(100_000 + i64::from(n)))),
        supplier: Some(format!("Fornitore {n} «à»")),
        cig: None,
        act: None,
        published: false,
    }
}

/// When a client goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// Half of the form is sent.
    Half,
    /// All of it is, and nothing else.
    Sent,
    /// Some microseconds later.
    SoonAfter,
    /// Somewhere between that and well after it would have been answered.
    Under,
    /// The answer has begun to come.
    Answered,
}

impl Moment {
    fn of(n: u32) -> Self {
        match n % 5 {
            0 => Self::Half,
            1 => Self::Sent,
            2 => Self::SoonAfter,
            3 => Self::Under,
            _ => Self::Answered,
        }
    }
}

/// The program, serving.
struct Served {
    child: Child,
    address: String,
    session: String,
    database: PathBuf,
    complaints: PathBuf,
    _folder: tempfile::TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("base.sqlite");
        demo(&database);
        let session = ask(&database, async |store: &Store| {
            let now = chrono::Utc::now();
            let Enrolled::New(user) = store.enrol("rup", "Ufficio rup", None, None, now).await.unwrap() else {
                panic!("no account")
            };
            let assignment = Assignment { ente: ente(), roles: vec![Role::Manager], projects: vec![project()] };
            store.assign(user, assignment, None, now).await.unwrap();
            let session = server::session::token().unwrap();
            store.open_session(user, server::session::digest(&session), now).await.unwrap();
            session
        });
        let complaints = folder.path().join("errori.txt");
        let mut command = traguardi(&database);
        command.args(["serve", "--listen", "127.0.0.1:0", "--plain-http"]);
        command.stdout(Stdio::piped()).stderr(File::create(&complaints).unwrap());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("//").next().unwrap().to_owned();
        Self { child, address, session, database, complaints, _folder: folder }
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn connect(&self) -> TcpStream {
        let socket = TcpStream::connect(&self.address).unwrap();
        socket.set_nodelay(true).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.set_write_timeout(Some(PATIENCE)).unwrap();
        socket
    }

    /// Sends the head and as much of the form of this client as is asked for.
    fn send(&self, n: u32, half: bool) -> TcpStream {
        let contract = wanted(n);
        let cents = contract.amount.unwrap().cents.0;
        let fields = [
            ("seen", "0".to_owned()),
            ("reference", contract.reference),
            ("signed_on", "12/03/2025".to_owned()),
            ("amount", format!("{},{:02}", cents / 100, cents % 100)),
            ("supplier", contract.supplier.unwrap()),
            ("published", "no".to_owned()),
        ];
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let head = format!(
            "POST /c_e472/scrivania/send-2022/contratti/nuova HTTP/1.1\r\nHost: {}\r\nCookie: session={}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.address,
            self.session,
            body.len()
        );
        let sent = if half { body.len() / 2 } else { body.len() };
        let mut socket = self.connect();
        socket.write_all(head.as_bytes()).unwrap();
        socket.write_all(&body.as_bytes()[..sent]).unwrap();
        socket
    }

    /// A client that waits for its answer, and how long that took.
    fn whole(&self, n: u32) -> Duration {
        let start = Instant::now();
        let mut socket = self.send(n, false);
        assert_eq!(status(&mut socket), "HTTP/1.1 303");
        start.elapsed()
    }

    fn vanish(&self, n: u32, took: Duration) {
        let moment = Moment::of(n);
        let mut socket = self.send(n, moment == Moment::Half);
        match moment {
            Moment::Half | Moment::Sent => {}
            Moment::SoonAfter => sleep(Duration::from_micros(u64::from(n))),
            Moment::Under => sleep(took * 2 * n / CLIENTS),
            Moment::Answered => assert_eq!(status(&mut socket), "HTTP/1.1 303", "client {n}"),
        }
    }

    /// How a page is answered.
    fn get(&self, path: &str) -> String {
        let mut socket = self.connect();
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        socket.write_all(head.as_bytes()).unwrap();
        let status = status(&mut socket);
        let mut rest = vec![];
        socket.read_to_end(&mut rest).unwrap();
        status
    }
}

/// The first words of an answer.
fn status(socket: &mut TcpStream) -> String {
    let mut words = [0; 12];
    socket.read_exact(&mut words).unwrap();
    String::from_utf8_lossy(&words).into_owned()
}

/// The contracts that are there, by the number of the client, each of them whole and with its whole history.
fn landed(kept: &[Kept], changes: Vec<Change>) -> BTreeSet<u32> {
    let mut told: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for change in changes {
        told.entry(change.fact.unwrap()).or_default().insert(change.field.unwrap());
    }
    let fields = ["signed_on", "amount", "supplier", "published", "source"].map(str::to_owned);
    let mut there = BTreeSet::new();
    for row in kept {
        let contract = Contract::load(&row.values).unwrap();
        let n: u32 = contract.reference.trim_start_matches("C-").parse().unwrap();
        assert_eq!(contract, wanted(n), "it is there by half");
        assert_eq!(row.provenance.source.as_deref(), Some("registro-c_e472"), "client {n}");
        assert_eq!(told.remove(&row.version), Some(BTreeSet::from(fields.clone())), "client {n}: what the history tells");
        assert!(there.insert(n), "client {n} is there twice");
    }
    assert_eq!(told, BTreeMap::new(), "the history tells of what is not there");
    there
}

#[test]
fn clients_that_vanish_leave_each_write_whole_or_not_there_and_nobody_waiting() {
    const PAGE: &str = "/c_e472/progetti/send-2022";
    let mut served = Served::start();
    // What everybody needs the first time is there, and how long a whole one takes here is known.
    assert_eq!(served.get(PAGE), "HTTP/1.1 200");
    let took = (CLIENTS..CLIENTS + WHOLE).map(|n| served.whole(n)).max().unwrap();
    scope(|scope| {
        for worker in 0..WORKERS {
            let served = &served;
            scope.spawn(move || (0..CLIENTS).filter(|n| n % WORKERS == worker).for_each(|n| served.vanish(n, took)));
        }
    });
    let start = Instant::now();
    assert_eq!(served.get("/healthz"), "HTTP/1.1 200");
    assert!(start.elapsed() < Duration::from_secs(1), "it took {:?} to answer", start.elapsed());
    assert_eq!(served.get(PAGE), "HTTP/1.1 200");
    // Whoever waits is still served at the desk too.
    served.whole(CLIENTS + WHOLE);
    assert_eq!(wait(store::verify(&served.database)).unwrap().wrong, [], "beside the server");
    served.stop();
    assert_eq!(wait(store::verify(&served.database)).unwrap().wrong, []);
    let complaints = fs::read_to_string(&served.complaints).unwrap();
    assert!(!complaints.contains("panicked"), "{complaints}");

    let (kept, changes) = ask(&served.database, async |store: &Store| {
        let filter = HistoryFilter { subject: Some(Contract::TABLE.name.to_owned()), limit: 100_000, ..HistoryFilter::default() };
        let kept = store.kept(Contract::TABLE, &ente(), Some(&project())).await.unwrap();
        (kept, store.history(&ente(), filter).await.unwrap().changes)
    });
    let there = landed(&kept, changes);
    assert!((CLIENTS..=CLIENTS + WHOLE).all(|n| there.contains(&n)), "somebody waited in vain: {there:?}");
    for n in 0..CLIENTS {
        match Moment::of(n) {
            Moment::Half => assert!(!there.contains(&n), "client {n} never said all of what is there"),
            Moment::Answered => assert!(there.contains(&n), "client {n} was told that it is written, and it is not"),
            Moment::Sent | Moment::SoonAfter | Moment::Under => {}
        }
    }
    let vanished = there.range(..CLIENTS).count();
    let (least, most) = (CLIENTS as usize / 5, CLIENTS as usize * 4 / 5);
    assert!((least..=most).contains(&vanished), "{vanished} of {CLIENTS} are there");
}
