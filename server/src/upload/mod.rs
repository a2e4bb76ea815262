//! Import in the browser: a file comes in, what it would change is shown, and whoever has sent it agrees, to all of it or to
//! some of its rows. It is the command's import ([`crate::import::file`]) within bounds, for one ente, with a name to it.
//!
//! Answers: 200 with the difference, 303 where it was imported, 409 where the difference is no longer the one that was shown,
//! 422 where something is to be mended, 404 where nothing waits any more, 429 where somebody else is importing, 413 where the
//! file is too large, 408 where it does not come, 400 and 415 where it is no such form.

mod body;
mod rights;
pub mod stage;
mod trial;

use crate::{
    account,
    form::{self, value, values},
    import::file::{self, Bounds, Stop},
    router::{self, Shared},
    sentence, session,
    visit::Slot,
};
use app::{pages::desk::import as page, paths, visit::Posted};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use body::{Broken, Received};
use chrono::NaiveDate;
use domain::{
    cell::Cell, desk::Author, identifier::Ipa, member::Member, ports::Unavailable, preview::Preview, submission::field,
};
use intake::{Limits, SheetFault};
use rights::Rights;
use stage::{Stage, WAITS};
use std::{
    collections::{BTreeSet, HashSet},
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, Write},
    sync::Arc,
    time::Duration,
};
use tempfile::{NamedTempFile, TempPath};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit, task::spawn_blocking};
use trial::Trial;
use words::Lang;

/// How long a file may take to be read, before anything is written.
const READING: Duration = Duration::from_secs(30);
/// When somebody else who imports should be done, in seconds.
const SOON: u64 = 10;
/// Fields of the form that agrees, besides a box for each row.
const OTHERS: usize = 8;

/// Who asks.
#[derive(Clone)]
struct Asked {
    ipa: Ipa,
    lang: Lang,
    member: Member,
    token: String,
}

/// What a handler came to.
enum Came {
    /// Imported: on to this address.
    On(String),
    /// Back to the page.
    Back(Box<Posted>, u16),
    /// A page with this status.
    Status(u16),
}

fn asked(request: &Request) -> Result<Asked, u16> {
    let slot = request.extensions().get::<Slot>().ok_or(500_u16)?;
    let member = request.extensions().get::<Member>().cloned().ok_or(403_u16)?;
    let ipa = Ipa::read(slot.visit.segment(0)).map_err(|_| 404_u16)?;
    Ok(Asked { ipa, lang: slot.visit.lang, member, token: slot.visit.segment(2).to_owned() })
}

async fn answer(shared: &Shared, mut request: Request, ipa: &Ipa, came: Came) -> Response {
    match came {
        Came::On(to) => Redirect::to(&to).into_response(),
        Came::Status(status) => router::again(shared, request, status).await,
        Came::Back(posted, status) => {
            account::show(&mut request, &paths::section(ipa, paths::IMPORT));
            let mut response = router::give_back(shared, request, *posted, status).await;
            if status == 429 {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(SOON));
            }
            response
        }
    }
}

/// The page with something wrong.
fn flawed(mut posted: Posted, name: &str, text: impl Into<String>, status: u16) -> Came {
    posted.flaw(name, text);
    Came::Back(Box::new(posted), status)
}

/// The page with a difference to agree to.
fn shown(mut posted: Posted, preview: Preview, status: u16) -> Came {
    posted.preview = Some(Box::new(preview));
    Came::Back(Box::new(posted), status)
}

/// `POST /{ipa}/importa`: takes a file in and shows what it would change.
pub async fn look(State(shared): State<Shared>, request: Request) -> Response {
    let asked = match asked(&request) {
        Ok(asked) => asked,
        Err(status) => return router::again(&shared, request, status).await,
    };
    let (parts, body) = request.into_parts();
    let received = match shared.imports.sending() {
        Some(_leave) => Some(body::receive(&parts.headers, body).await),
        None => None,
    };
    let request = Request::from_parts(parts, Body::empty());
    let (lang, posted) = (asked.lang, Posted::default());
    let came = match received {
        None => flawed(posted, page::FILE, lang.upload_busy(), 429),
        Some(Ok(received)) => taken(&shared, &asked, received).await,
        Some(Err(Broken::Form)) => Came::Status(400),
        Some(Err(Broken::Kind)) => Came::Status(415),
        Some(Err(Broken::Large)) => flawed(posted, page::FILE, lang.upload_large(), 413),
        Some(Err(Broken::Slow)) => flawed(posted, page::FILE, lang.upload_slow(), 408),
        Some(Err(Broken::Disk)) => Came::Status(503),
    };
    answer(&shared, request, &asked.ipa, came).await
}

/// A file that has come in: what is typed beside it is read, and its turn awaited no longer than it takes to say so.
async fn taken(shared: &Shared, asked: &Asked, received: Received) -> Came {
    let lang = asked.lang;
    let mut posted = Posted { fields: vec![(page::SNAPSHOT.to_owned(), received.snapshot.clone())], ..Posted::default() };
    let snapshot = match <Option<NaiveDate> as Cell>::parse(&received.snapshot) {
        Ok(Some(day)) if day > shared.clock.today() => {
            posted.flaw(page::SNAPSHOT, lang.upload_future());
            None
        }
        Ok(day) => day,
        Err(fault) => {
            posted.flaw(page::SNAPSHOT, lang.typed_fault(&fault));
            None
        }
    };
    let Some((spool, name)) = received.file else { return flawed(posted, page::FILE, lang.upload_choose(), 422) };
    if !posted.flaws.is_empty() {
        return Came::Back(Box::new(posted), 422);
    }
    let Some(turn) = shared.imports.turn() else { return flawed(posted, page::FILE, lang.upload_busy(), 429) };
    let name = if name.is_empty() { Lang::It.upload_nameless().to_owned() } else { name };
    let (whole, who) = (shared.clone(), asked.clone());
    let work = move || Handle::current().block_on(examined(whole, who, spool, name, snapshot, turn));
    match spawn_blocking(work).await {
        Ok(Ok(preview)) => shown(Posted::default(), preview, 200),
        Ok(Err(trouble)) => told(asked, posted, trouble),
        Err(error) => {
            tracing::error!(%error, "an uploaded file could not be looked at");
            Came::Status(500)
        }
    }
}

/// Why a file gets no further.
enum Trouble {
    Stop(Stop),
    Sheet(SheetFault),
    /// Not for this person to bring in.
    NotYours(&'static str),
    /// There is no such ente.
    NoEnte,
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Unavailable> for Trouble {
    fn from(why: Unavailable) -> Self {
        Self::Stop(why.into())
    }
}

/// What is said of it, beside the file.
fn told(asked: &Asked, posted: Posted, trouble: Trouble) -> Came {
    let lang = asked.lang;
    let text = match trouble {
        Trouble::Stop(Stop::Fault(fault)) => lang.upload_not_ours(&sentence::file_fault_in(lang, &fault)),
        Trouble::Stop(Stop::Fatal(refusal)) => lang.upload_not_ours(&sentence::reason(lang, &refusal.reason)),
        Trouble::Sheet(fault) => lang.upload_not_ours(sentence::sheet_fault(lang, &fault)),
        Trouble::Stop(Stop::Late) => lang.upload_late().to_owned(),
        Trouble::NotYours(why) => why.to_owned(),
        Trouble::NoEnte => return Came::Status(404),
        Trouble::Stop(Stop::Unavailable) => return Came::Status(503),
        Trouble::Stop(Stop::Open(error) | Stop::Read(error)) => {
            tracing::error!(%error, "an uploaded file could not be read back");
            return Came::Status(503);
        }
    };
    flawed(posted, page::FILE, text, 422)
}

/// What the sender may bring in, as things stand now.
async fn rights(shared: &Shared, asked: &Asked, kind: intake::Kind) -> Result<Rights, Trouble> {
    let register = &shared.ports.register;
    let (dossier, catalogue) = (register.dossier(&asked.ipa).await?, register.catalogue().await?);
    let desk = &*shared.ports.desk;
    let rights = Rights::of(&asked.member, &asked.ipa, kind, dossier, catalogue, desk, shared.clock.today()).await?;
    let rights = rights.ok_or(Trouble::NoEnte)?;
    rights.objection(kind, asked.lang).map_or(Ok(rights), |why| Err(Trouble::NotYours(why)))
}

fn author(member: &Member) -> Author {
    Author { user: Some(member.id), name: member.name.clone(), reason: None }
}

/// Looks at a file, tries the import and lets the file wait. On a thread of its own: it reads files, and goes on to its end
/// also where nobody waits for it any more, with its turn.
async fn examined(
    shared: Shared,
    asked: Asked,
    spool: TempPath,
    name: String,
    snapshot: Option<NaiveDate>,
    _turn: OwnedSemaphorePermit,
) -> Result<Preview, Trouble> {
    let clock = shared.clock;
    let end = clock.tick() + READING;
    let late = || clock.tick() >= end;
    let bounds = Bounds { limits: Limits::UPLOAD, late: &late };
    let (digest, size) = file::digest(&spool)?;
    // A sheet waits as the rows that it holds; what the list of imports names is the file itself.
    let spool = unpacked(spool, &late)?;
    let looked = file::look(&spool, name, Some(&bounds))?;
    let looked = file::Looked { digest, size, ..looked };
    let rights = rights(&shared, &asked, looked.kind).await?;
    let left = BTreeSet::new();
    let trial = Trial { file: &looked, snapshot, ente: &asked.ipa, rights: &rights, left: &left };
    let (entry, _, preview) = trial.make(&*shared.ports.desk, author(&asked.member), clock).await?;
    entry.abandon().await?;
    if !preview.is_worth_it() {
        return Ok(preview);
    }
    let shown = Preview { token: session::token()?, ..preview };
    let until = clock.tick() + WAITS;
    let member = asked.member.id;
    let stage = Stage { member, ente: asked.ipa, file: looked, spool, snapshot, left, shown: shown.clone(), until };
    wait(&shared, stage);
    Ok(shown)
}

/// Lets a file wait, and sees that it is deleted when it has waited long enough.
fn wait(shared: &Shared, stage: Stage) {
    let clock = shared.clock;
    let now = clock.tick();
    let rest = stage.until.saturating_duration_since(now);
    shared.imports.put(stage, now);
    let stages = Arc::clone(&shared.imports);
    tokio::spawn(async move {
        tokio::time::sleep(rest).await;
        stages.sweep(clock.tick());
    });
}

/// Stops whoever writes into it once it is too late.
struct Timely<'a, W> {
    inner: W,
    late: &'a dyn Fn() -> bool,
}

impl<W: Write> Write for Timely<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.late)() { Err(io::ErrorKind::TimedOut.into()) } else { self.inner.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The rows of a spreadsheet as a file of their own; any other file as it is.
fn unpacked(spool: TempPath, late: &dyn Fn() -> bool) -> Result<TempPath, Trouble> {
    let mut file = File::open(&spool).map_err(Stop::Open)?;
    let mut head = vec![];
    Read::by_ref(&mut file).take(8).read_to_end(&mut head).map_err(Stop::Read)?;
    if !intake::is_sheet(&head) {
        return Ok(spool);
    }
    file.rewind().map_err(Stop::Read)?;
    let (rows, path) = NamedTempFile::new().map_err(Stop::Open)?.into_parts();
    let mut rows = Timely { inner: BufWriter::new(rows), late };
    let done = intake::sheet_to_csv(BufReader::new(file), &mut rows);
    done.map_err(|fault| if late() { Trouble::Stop(Stop::Late) } else { Trouble::Sheet(fault) })?;
    rows.flush().map_err(Stop::Read)?;
    Ok(path)
}

/// `POST /{ipa}/importa/{token}`: imports what was shown, or some of its rows.
pub async fn confirm(State(shared): State<Shared>, request: Request) -> Response {
    let (request, fields) = match form::read_up_to(request, Preview::CHOICES + OTHERS).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = match asked(&request) {
        Ok(asked) => asked,
        Err(status) => return router::again(&shared, request, status).await,
    };
    let came = agreed(&shared, &asked, fields).await;
    answer(&shared, request, &asked.ipa, came).await
}

async fn agreed(shared: &Shared, asked: &Asked, fields: Vec<(String, String)>) -> Came {
    let (lang, imports) = (asked.lang, &shared.imports);
    let now = shared.clock.tick();
    let Some(stage) = imports.take(&asked.token, asked.member.id, &asked.ipa, now) else {
        return flawed(Posted::default(), "", lang.upload_gone(), 404);
    };
    let seen = value(&fields, field::SEEN);
    if seen != stage.shown.digest {
        let (preview, missing) = (stage.shown.clone(), seen.is_empty());
        imports.put(stage, now);
        if missing {
            return Came::Status(428);
        }
        let mut posted = Posted::default();
        posted.flaw("", lang.upload_changed());
        return shown(posted, preview, 409);
    }
    let chosen: HashSet<&str> = values(&fields, page::ROW).collect();
    let left: BTreeSet<u64> = if stage.shown.offers_choice() {
        stage.shown.rows.iter().map(|row| row.number).filter(|n| !chosen.contains(n.to_string().as_str())).collect()
    } else {
        BTreeSet::new()
    };
    let mut posted = Posted { fields, ..Posted::default() };
    if !stage.shown.rows.is_empty() && left.len() == stage.shown.rows.len() {
        let preview = stage.shown.clone();
        imports.put(stage, now);
        posted.flaw("", lang.upload_none_chosen());
        return shown(posted, preview, 422);
    }
    let Some(turn) = imports.turn() else {
        let preview = stage.shown.clone();
        imports.put(stage, now);
        posted.flaw("", lang.upload_busy());
        return shown(posted, preview, 429);
    };
    let (whole, who) = (shared.clone(), asked.clone());
    let work = move || Handle::current().block_on(imported(whole, who, stage, left, turn));
    match spawn_blocking(work).await {
        Ok(Ok(Imported::Done(batch))) => {
            let batch = batch.to_string();
            Came::On(paths::with_query(&paths::section(&asked.ipa, paths::IMPORT), &[(page::DONE, batch.as_str())]))
        }
        Ok(Ok(Imported::Otherwise(preview))) => {
            let mut posted = Posted::default();
            posted.flaw("", lang.upload_changed());
            shown(posted, *preview, 409)
        }
        Ok(Err(trouble)) => told(asked, Posted::default(), trouble),
        Err(error) => {
            tracing::error!(%error, "an import broke off");
            Came::Status(500)
        }
    }
}

/// What became of an import that was agreed to.
enum Imported {
    /// It lasts, as this batch.
    Done(i64),
    /// It would no longer do what was shown: this is what it would do now, with the same rows left out.
    Otherwise(Box<Preview>),
}

/// Imports, and keeps it only if what it did is what was shown: what has come between is found in the same transaction.
async fn imported(
    shared: Shared,
    asked: Asked,
    stage: Stage,
    left: BTreeSet<u64>,
    _turn: OwnedSemaphorePermit,
) -> Result<Imported, Trouble> {
    let expected = stage.shown.without(&left);
    let left: BTreeSet<u64> = stage.left.union(&left).copied().collect();
    let tried = attempt(&shared, &asked, &stage, &left).await;
    let (entry, batch, made) = match tried {
        Ok(tried) => tried,
        Err(trouble) => {
            // Nothing was written, and what was wrong may be over in a moment: the file goes on waiting.
            shared.imports.put(stage, shared.clock.tick());
            return Err(trouble);
        }
    };
    if expected.says_the_same(&made) {
        entry.commit().await?;
        return Ok(Imported::Done(batch));
    }
    entry.abandon().await?;
    let shown = Preview { token: stage.shown.token.clone(), ..made };
    let stage = Stage { left, shown: shown.clone(), ..stage };
    shared.imports.put(stage, shared.clock.tick());
    Ok(Imported::Otherwise(Box::new(shown)))
}

async fn attempt(
    shared: &Shared,
    asked: &Asked,
    stage: &Stage,
    left: &BTreeSet<u64>,
) -> Result<(Box<dyn domain::ports::Entry>, i64, Preview), Trouble> {
    let rights = rights(shared, asked, stage.file.kind).await?;
    let trial = Trial::of(stage, &rights, left);
    Ok(trial.make(&*shared.ports.desk, author(&asked.member), shared.clock).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_unpacks_to_stops_when_it_is_too_late() {
        let late = std::cell::Cell::new(false);
        let is_late = || late.get();
        let mut rows = Timely { inner: vec![], late: &is_late };
        rows.write_all(b"ente\n").unwrap();
        late.set(true);
        assert_eq!(rows.write_all(b"c_e472\n").unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(rows.inner, b"ente\n");
    }

    #[test]
    fn a_file_that_takes_too_long_is_left() {
        let mut file = NamedTempFile::new().unwrap();
        writeln!(file, "ente;progetto;riferimento;data;importo;fornitore;pubblicato").unwrap();
        writeln!(file, "c_e472;send-2022;M-1;12/03/2025;1,00;;no").unwrap();
        let look = |late: &dyn Fn() -> bool| {
            let bounds = Bounds { limits: Limits::UPLOAD, late };
            file::look(file.path(), "pagamenti.csv".to_owned(), Some(&bounds))
        };
        assert!(look(&|| false).is_ok());
        assert!(matches!(look(&|| true), Err(Stop::Late)));
    }
}
