//! `traguardi user`, and what `serve` refuses.

use crate::{
    common::{self, Said, ask, run, traguardi},
    site::{HERE, ipa},
};
use domain::{
    account::Accounts,
    desk::{Desk as _, HistoryFilter},
    member::Role,
    second::SecondFactor,
};
use server::session;
use std::path::PathBuf;
use store::Store;

struct Desk {
    database: PathBuf,
    _dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("r.sqlite");
        let enti = common::write(dir.path(), "enti.csv", format!("ente;nome\n{HERE};Comune di Prova\n"));
        let projects = format!("ente;progetto;titolo;linea;modalita\n{HERE};send-2022;Notifiche digitali;1.4.5;forfait\n");
        let projects = common::write(dir.path(), "progetti.csv", projects);
        let said = common::import(&database, &["--create"], &[enti, projects]);
        assert_eq!(said.code, 0, "{said}");
        Self { database, _dir: dir }
    }

    fn does(&self, arguments: &[&str]) -> Said {
        run(traguardi(&self.database).args(arguments))
    }

    /// Whose link was printed, if it is good.
    fn linked(&self, said: &Said, origin: &str) -> Option<String> {
        let token = said.last().strip_prefix(&format!("{origin}/invito/")).unwrap_or_else(|| panic!("no link: {said}"));
        let digest = session::digest(token);
        ask(&self.database, async |store: &Store| store.link(digest, server::clock::Clock::default().now()).await.unwrap())
            .map(|m| m.login)
    }
}

#[test]
fn the_first_account_of_an_ente_is_made_here() {
    let desk = Desk::new();
    let said = desk.does(&["user", "add", "ufficio", "--name", "Ufficio digitale", "--ente", HERE]).ended(0);
    assert_eq!(desk.linked(&said, "http://127.0.0.1:3000").as_deref(), Some("ufficio"));
    let account = ask(&desk.database, async |store: &Store| store.accounts(&ipa(HERE)).await.unwrap()).remove(0);
    assert!(account.member.is(&ipa(HERE), Role::Administrator));
    assert!(account.active && !account.ready);
    desk.does(&["user", "list"]).ended(0).saying("ufficio · Ufficio digitale · senza password · c_prova amministratore");
    let newer = desk.does(&["user", "link", "Ufficio", "--origin", "https://traguardi.comune.example/"]).ended(0);
    assert_eq!(desk.linked(&newer, "https://traguardi.comune.example").as_deref(), Some("ufficio"));
    assert_eq!(desk.linked(&said, "http://127.0.0.1:3000"), None, "the earlier link is still good");
}

#[test]
fn roles_and_projects_are_given_here_too() {
    let desk = Desk::new();
    let add = [
        "user",
        "add",
        "mario",
        "--name",
        "Mario",
        "--ente",
        HERE,
        "--role",
        "responsabile",
        "--role",
        "lettore",
        "--project",
        "send-2022",
    ];
    desk.does(&add).ended(0).saying("c_prova: responsabile, lettore");
    // Again is a change of roles.
    desk.does(&["user", "add", "mario", "--name", "Mario", "--ente", HERE, "--role", "validatore"]).ended(0).saying("c'era già");
    desk.does(&["user", "list"]).ended(0).saying("mario · Mario · senza password · c_prova validatore");
}

#[test]
fn what_can_t_be_is_refused_with_a_sentence() {
    let desk = Desk::new();
    let add = |login: &str, rest: &[&str]| {
        let mut arguments = vec!["user", "add", login, "--name", "Qualcuno"];
        arguments.extend(rest);
        desk.does(&arguments)
    };
    add("ufficio", &["--ente", "c_zzzz"]).ended(1).saying("non è in archivio");
    add("ufficio", &["--ente", HERE, "--project", "nessuno"]).ended(1).saying("nessuno");
    add("Non Va", &["--ente", HERE]).ended(1).saying("non va bene");
    assert_eq!(add("ufficio", &["--ente", HERE, "--role", "imperatore"]).code, 64);
    assert_eq!(add("ufficio", &["--ente", HERE, "--origin", "traguardi.comune.example"]).code, 64);
    assert_eq!(add("ufficio", &["--ente", HERE, "--password", "segreta"]).code, 64);
    desk.does(&["user", "link", "nessuno"]).ended(1).saying("non c'è");
    desk.does(&["user", "list"]).ended(0).saying("Non c'è nessun accesso");
}

#[test]
fn whoever_has_lost_the_telephone_and_the_codes_is_let_in_again_here() {
    let desk = Desk::new();
    desk.does(&["user", "add", "capo", "--name", "Ufficio digitale", "--ente", HERE]).ended(0);
    desk.does(&["user", "reset-factor", "capo"]).ended(1).saying("non ha un secondo fattore");
    desk.does(&["user", "reset-factor", "nessuno"]).ended(1).saying("non c'è");
    let user = ask(&desk.database, async |store: &Store| {
        let (user, now) = (store.credentials("capo").await.unwrap().unwrap().id, server::clock::Clock::default().now());
        let key = server::second::key().unwrap();
        assert!(store.offer(user, key.clone(), now).await.unwrap());
        assert!(store.confirm(user, key, 0, vec![], now).await.unwrap());
        user
    });
    desk.does(&["user", "list"]).ended(0).saying("senza password, con secondo fattore");
    desk.does(&["user", "reset-factor", " Capo "]).ended(0).saying("azzerato");
    assert!(ask(&desk.database, async |store: &Store| store.factor(user).await.unwrap()).is_none());
    let filter = HistoryFilter { limit: 100, ..HistoryFilter::default() };
    let history = ask(&desk.database, async |store: &Store| store.history(&ipa(HERE), filter.clone()).await.unwrap()).changes;
    let line = history.iter().find(|c| c.field.as_deref() == Some("second") && c.old.is_some()).unwrap();
    assert_eq!((line.author.as_str(), line.new.as_deref()), ("riga di comando", Some("azzerato")));
}

#[test]
fn without_tls_nobody_signs_in_from_elsewhere() {
    let desk = Desk::new();
    desk.does(&["serve", "--plain-http", "--listen", "0.0.0.0:0"]).ended(1).saying("Senza HTTPS");
    let said = run(traguardi(&desk.database).env("TRAGUARDI_PLAIN_HTTP", "1").args(["serve", "--listen", "[::]:0"]));
    said.ended(1).saying("Senza HTTPS");
}

#[test]
fn mail_is_set_up_whole_or_the_server_does_not_start() {
    let desk = Desk::new();
    let serve = |rest: &[&str]| {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0"];
        arguments.extend(rest);
        desk.does(&arguments)
    };
    let (smtp, origin) = ("smtp://127.0.0.1:2525", "https://traguardi.comune.example");
    let from = "Traguardi <no-reply@comune.example>";
    serve(&["--smtp", smtp, "--mail-from", from]).ended(1).saying("--origin");
    serve(&["--smtp", smtp, "--origin", origin]).ended(1).saying("--mail-from");
    serve(&["--mail-from", from]).ended(1).saying("--smtp");
    let whole = ["--smtp", smtp, "--origin", origin, "--mail-from", from, "--smtp-user", "traguardi"];
    serve(&whole).ended(1).saying("--smtp-password-file");
    let with_file = [&whole[..], &["--smtp-password-file", "/manca/davvero"]].concat();
    serve(&with_file).ended(1).saying("non si legge");
    for wrong in
        [["--smtp", "posta.comune.example"], ["--smtp", "smtp://nome:segreta@posta.comune.example"], ["--mail-from", "Traguardi"]]
    {
        let said = serve(&wrong);
        assert_eq!(said.code, 64, "{said}");
    }
    // A password in an argument would be seen by everybody on the machine.
    assert_eq!(serve(&["--smtp-password", "segreta"]).code, 64);
}
