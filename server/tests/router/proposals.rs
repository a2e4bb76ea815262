//! The second-person check over HTTP: what is saved waits, somebody else decides, and nobody decides about their own.

use crate::site::{Page, Site};
use axum::http::StatusCode;
use domain::{
    desk::{ChangeKind, Desk, HistoryFilter, Kept},
    fact::Record,
    identifier::{Ipa, Slug},
    member::Role,
    ports::Register,
    proposal::{Proposal, Proposals, SETTING, SUBJECT, State},
    records::{Contract, DeadlineChange, Milestone, Project},
    review::Why,
};
use words::Lang;

const PROJECT: &str = "send-2022";
const DESK: &str = "/c_e472/scrivania/send-2022";
const NEW: &str = "/c_e472/scrivania/send-2022/contratti/nuova";
const LIST: &str = "/c_e472/conferme";
const PUBLIC: &str = "/c_e472/progetti/send-2022";

fn ente() -> Ipa {
    Ipa::read("c_e472").unwrap()
}

fn slug() -> Slug {
    Slug::read(PROJECT).unwrap()
}

/// A site with an administrator, a project manager and a validator of Latina, by their sessions.
struct Scene {
    site: Site,
    admin: String,
    manager: String,
    validator: String,
}

impl Scene {
    /// With the check on, as the administrator has turned it.
    async fn new() -> Self {
        let site = Site::with(&[]).await;
        let admin = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
        let manager = site.member("rup", "c_e472", &[Role::Manager], &[PROJECT]).await;
        let validator = site.member("verifica", "c_e472", &[Role::Validator], &[]).await;
        let scene = Self { site, admin, manager, validator };
        scene.turn("require").await;
        scene
    }

    async fn turn(&self, action: &str) {
        let page = self.site.post_as(&self.admin, LIST, &[("action", action)]).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, LIST), "{}", page.body);
    }

    /// A contract that somebody proposes.
    async fn propose(&self, session: &str, reference: &str, amount: &str) -> Page {
        let fields = [("seen", "0"), ("reference", reference), ("amount", amount), ("published", "sì")];
        self.site.post_as(session, NEW, &fields).await
    }

    async fn waiting(&self) -> Vec<Proposal> {
        self.site.store.waiting(&ente()).await.unwrap()
    }

    async fn decide(&self, session: &str, id: i64, fields: &[(&str, &str)]) -> Page {
        self.site.post_as(session, &format!("{LIST}/{id}"), fields).await
    }

    async fn confirm(&self, session: &str, p: &Proposal) -> Page {
        self.decide(session, p.id, &[("action", "confirm"), ("seen", &p.seen().to_string())]).await
    }

    async fn contracts(&self) -> Vec<Kept> {
        self.site.store.kept(Contract::TABLE, &ente(), Some(&slug())).await.unwrap()
    }

    async fn lines(&self, proposals: bool) -> Vec<domain::desk::Change> {
        let filter = HistoryFilter { limit: 100, proposals, ..HistoryFilter::default() };
        self.site.store.history(&ente(), filter).await.unwrap().changes
    }

    /// The log holds, and knows everything that is there.
    async fn holds(&self) {
        assert_eq!(store::verify(self.site.store.path()).await.unwrap().wrong, []);
    }
}

fn leads(page: &Page, to: &str) {
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, to), "{}", page.body);
}

#[tokio::test]
async fn the_check_is_off_until_an_administrator_turns_it_on_and_the_history_says_so() {
    let site = Site::with(&[]).await;
    let admin = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
    let manager = site.member("rup", "c_e472", &[Role::Manager], &[PROJECT]).await;
    let validator = site.member("verifica", "c_e472", &[Role::Validator], &[]).await;
    let scene = Scene { site, admin, manager, validator };
    leads(&scene.propose(&scene.manager, "C-1", "1.000,00").await, DESK);
    assert_eq!(scene.contracts().await.len(), 1, "written at once");
    let page = scene.site.get_as(&scene.validator, LIST).await;
    assert!(page.body.contains(Lang::It.second_person_off()) && page.body.contains(Lang::It.second_person_imports()));
    assert!(!page.body.contains(Lang::It.second_person_require()), "only administrators turn it on");
    let refused = scene.site.post_as(&scene.validator, LIST, &[("action", "require")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.site.post_as(&scene.admin, LIST, &[("action", "boh")]).await.status, StatusCode::BAD_REQUEST);
    scene.turn("require").await;
    scene.turn("require").await;
    assert!(scene.site.store.second_person(&ente()).await.unwrap());
    assert!(!scene.site.store.second_person(&Ipa::read("c_a515").unwrap()).await.unwrap(), "of this ente only");
    scene.turn("release").await;
    assert!(!scene.site.store.second_person(&ente()).await.unwrap());
    let lines = scene.lines(false).await;
    let set: Vec<_> = lines.iter().filter(|c| c.subject == SETTING).map(|c| (c.author.as_str(), c.new.as_deref())).collect();
    assert_eq!(set, [("Ufficio capo", Some("no")), ("Ufficio capo", Some("sì"))], "each change once, the newest first");
    assert!(scene.site.get_as(&scene.admin, "/c_e472/storia").await.body.contains("ha attivato la conferma"));
    let only = async |kind: &str| scene.site.get_as(&scene.admin, &format!("/c_e472/storia?genere={kind}")).await;
    assert!(only("setting").await.main().contains("ha attivato la conferma"));
    assert!(!only("account").await.main().contains("ha attivato la conferma"));
    scene.holds().await;
}

#[tokio::test]
async fn what_is_saved_waits_and_is_on_no_page_until_somebody_else_confirms_it() {
    let scene = Scene::new().await;
    let fields = [("seen", "0"), ("reference", "C-77"), ("amount", "1.000,00"), ("supplier", "Ditta"), ("published", "sì")];
    leads(&scene.site.post_as(&scene.manager, NEW, &fields).await, DESK);
    assert!(scene.contracts().await.is_empty());
    let desk = scene.site.get_as(&scene.manager, DESK).await;
    assert!(desk.body.contains(Lang::It.proposal_waiting()) && desk.body.contains("C-77"), "{}", desk.main());
    let reader = scene.site.member("consigliere", "c_e472", &[Role::Reader], &[]).await;
    assert!(
        scene.site.get_as(&scene.manager, "/c_e472/storia?genere=proposal").await.main().contains("ha proposto una modifica")
    );
    for path in [DESK, "/c_e472/scrivania", "/c_e472/storia", "/c_e472/storia?q=rup", "/c_e472/storia?genere=proposal"] {
        let page = scene.site.get_as(&reader, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("C-77") && !page.main().to_lowercase().contains("propost"), "{path}: {}", page.main());
    }
    assert_eq!(scene.site.get_as(&reader, LIST).await.status, StatusCode::FORBIDDEN);
    for path in ["/c_e472", PUBLIC, "/c_e472/finanziamenti", "/c_e472/progetti.csv"] {
        assert!(!scene.site.get(path).await.body.contains("C-77"), "{path}");
    }

    let home = scene.site.get_as(&scene.validator, "/c_e472/scrivania").await;
    assert!(home.body.contains(Lang::It.proposals_one()), "{}", home.main());
    let page = scene.site.get_as(&scene.validator, LIST).await;
    for text in ["Ufficio rup", "C-77", "1.000,00", "Ditta", "Notifiche digitali con SEND"] {
        assert!(page.body.contains(text), "{text}: {}", page.main());
    }
    let p = scene.waiting().await.remove(0);
    leads(&scene.confirm(&scene.validator, &p).await, LIST);
    assert!(scene.waiting().await.is_empty());
    assert_eq!(scene.contracts().await.len(), 1);
    assert!(!scene.site.store.dossier(&ente()).await.unwrap().unwrap().contracts.is_empty());
    let lines = scene.lines(true).await;
    let written: Vec<_> = lines.iter().filter(|c| c.subject == Contract::TABLE.name).collect();
    assert!(!written.is_empty());
    for line in written {
        assert_eq!((line.author.as_str(), line.reason.as_deref()), ("Ufficio rup", Some("Confermato da Ufficio verifica.")));
    }
    let states: Vec<_> = lines.iter().filter(|c| c.subject == SUBJECT).map(|c| (c.author.as_str(), c.new.as_deref())).collect();
    assert_eq!(states, [("Ufficio verifica", Some("confermata")), ("Ufficio rup", Some("in_attesa"))]);
    let home = scene.site.get_as(&scene.manager, "/c_e472/scrivania").await;
    assert!(home.body.contains("Confermata il") && home.body.contains("Ufficio verifica"), "{}", home.main());
    scene.holds().await;
}

#[tokio::test]
async fn nobody_confirms_or_refuses_their_own_not_even_an_administrator() {
    let scene = Scene::new().await;
    leads(&scene.propose(&scene.admin, "C-1", "1.000,00").await, DESK);
    let p = scene.waiting().await.remove(0);
    let page = scene.confirm(&scene.admin, &p).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(Lang::It.proposal_own()), "{}", page.main());
    let page = scene.decide(&scene.admin, p.id, &[("action", "refuse"), ("reason", "ci ripenso")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = scene.site.get_as(&scene.admin, LIST).await;
    assert!(own.body.contains(Lang::It.proposal_yours()) && !own.body.contains("value=\"confirm\""), "{}", own.main());
    assert!(scene.contracts().await.is_empty());
    assert_eq!(scene.waiting().await, std::slice::from_ref(&p));
    // Somebody who keeps the project and is a validator too is no exception either.
    let both = scene.site.member("tutto", "c_e472", &[Role::Manager, Role::Validator], &[PROJECT]).await;
    leads(&scene.propose(&both, "C-2", "2.000,00").await, DESK);
    let second = scene.waiting().await.remove(1);
    assert_eq!(scene.confirm(&both, &second).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    leads(&scene.confirm(&both, &p).await, LIST);
    leads(&scene.confirm(&scene.admin, &second).await, LIST);
    assert_eq!(scene.contracts().await.len(), 2);
    scene.holds().await;
}

#[tokio::test]
async fn a_refusal_wants_a_reason_that_its_author_reads_and_is_the_last_word() {
    let scene = Scene::new().await;
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    let p = scene.waiting().await.remove(0);
    let page = scene.decide(&scene.validator, p.id, &[("action", "refuse"), ("reason", "  ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(Lang::It.proposal_needs_reason()) && page.body.contains("aria-invalid=\"true\""));
    let why = "Manca l'atto <script>alert(1)</script>";
    leads(&scene.decide(&scene.validator, p.id, &[("action", "refuse"), ("reason", why)]).await, LIST);
    assert!(scene.contracts().await.is_empty() && scene.waiting().await.is_empty());
    let kept = scene.site.store.proposal(p.id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.decided.unwrap().0.reason.as_deref()), (State::Refused, Some(why)));
    let home = scene.site.get_as(&scene.manager, "/c_e472/scrivania").await;
    assert!(home.body.contains("Rifiutata il") && home.body.contains("&lt;script&gt;alert(1)"), "{}", home.main());
    assert!(!home.body.contains("<script>alert"));
    // It has been decided: nobody decides again.
    for fields in [&[("action", "confirm"), ("seen", "0")], &[("action", "refuse"), ("reason", "di nuovo")]] {
        let page = scene.decide(&scene.admin, p.id, fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.body.contains(Lang::It.proposal_settled()), "{}", page.main());
    }
    assert!(scene.contracts().await.is_empty());
    scene.holds().await;
}

#[tokio::test]
async fn a_second_proposal_is_told_that_one_waits_and_the_slower_one_overwrites_nothing() {
    let scene = Scene::new().await;
    scene.turn("release").await;
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    scene.turn("require").await;
    let version = scene.contracts().await.remove(0).version.to_string();
    let path = format!("{DESK}/contratti/{version}");
    let change = |amount: &'static str| [("seen", version.clone()), ("amount", amount.into()), ("published", "sì".into())];
    let send = async |session: &str, amount: &'static str| {
        let fields = change(amount);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        scene.site.post_as(session, &path, &fields).await
    };
    let form = scene.site.get_as(&scene.manager, &path).await;
    assert!(form.body.contains(Lang::It.second_person_notice()) && !form.body.contains(Lang::It.proposal_another_waits()));
    leads(&send(&scene.manager, "2.000,00").await, DESK);
    let form = scene.site.get_as(&scene.admin, &path).await;
    assert!(form.body.contains(Lang::It.proposal_another_waits()), "{}", form.main());
    let desk = scene.site.get_as(&scene.manager, DESK).await;
    assert!(desk.main().contains(Lang::It.proposal_waits()), "said beside the row: {}", desk.main());
    leads(&send(&scene.admin, "3.000,00").await, DESK);
    let waiting = scene.waiting().await;
    let [first, second] = waiting.as_slice() else { panic!("{waiting:?}") };
    leads(&scene.confirm(&scene.validator, first).await, LIST);

    let page = scene.confirm(&scene.validator, second).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    for text in ["1.000,00", "2.000,00", "3.000,00", Lang::It.proposal_overtaken(), Lang::It.proposal_no_more()] {
        assert!(page.body.contains(text), "{text}: {}", page.main());
    }
    assert!(!page.body.contains("value=\"confirm\""), "it can only be refused");
    let kept = Contract::load(&scene.contracts().await.remove(0).values).unwrap();
    assert_eq!(kept.amount.unwrap().cents.0, 200_000);
    assert_eq!(scene.waiting().await.len(), 1);
    leads(&scene.decide(&scene.validator, second.id, &[("action", "refuse"), ("reason", "superata")]).await, LIST);
    // What is no longer there can't be proposed on either.
    assert_eq!(send(&scene.manager, "4.000,00").await.status, StatusCode::CONFLICT);
    assert!(scene.waiting().await.is_empty());
    scene.holds().await;
}

#[tokio::test]
async fn without_the_version_it_saw_nothing_is_proposed_and_nothing_is_confirmed() {
    let scene = Scene::new().await;
    let page = scene.site.post_as(&scene.manager, NEW, &[("reference", "C-1"), ("published", "no")]).await;
    assert_eq!(page.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(scene.waiting().await.is_empty());
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    let p = scene.waiting().await.remove(0);
    for (fields, status) in [
        (vec![("action", "confirm")], StatusCode::PRECONDITION_REQUIRED),
        (vec![("action", "confirm"), ("seen", "boh")], StatusCode::PRECONDITION_REQUIRED),
        (vec![("action", "confirm"), ("seen", "7")], StatusCode::CONFLICT),
        (vec![("seen", "0")], StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(scene.decide(&scene.validator, p.id, &fields).await.status, status, "{fields:?}");
    }
    assert!(scene.contracts().await.is_empty());
    assert_eq!(scene.waiting().await, [p]);
}

#[tokio::test]
async fn what_the_rules_no_longer_allow_is_not_confirmed() {
    let scene = Scene::new().await;
    let path = format!("{DESK}/scadenze/nuova");
    let moved = |number: &'static str, due: &'static str| {
        [
            ("seen", "0"),
            ("phase", "completamento"),
            ("number", number),
            ("kind", "proroga"),
            ("due", due),
            ("act", "Decreto 12/2023"),
        ]
    };
    scene.turn("release").await;
    leads(&scene.site.post_as(&scene.manager, &path, &moved("1", "31/12/2023")).await, DESK);
    scene.turn("require").await;
    leads(&scene.site.post_as(&scene.manager, &path, &moved("2", "28/02/2024")).await, DESK);
    // The rules are asked when it is proposed, as by any save.
    assert_eq!(
        scene.site.post_as(&scene.manager, &path, &moved("9", "31/03/2024")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // The first move is taken back meanwhile: without it there is no second one.
    scene.turn("release").await;
    let changes = async || scene.site.store.kept(DeadlineChange::TABLE, &ente(), Some(&slug())).await.unwrap();
    let version = changes().await.remove(0).version.to_string();
    let away = [("seen", version.as_str()), ("action", "withdraw"), ("reason", "Inserita per errore")];
    leads(&scene.site.post_as(&scene.manager, &format!("{DESK}/scadenze/{version}"), &away).await, DESK);
    let p = scene.waiting().await.remove(0);
    let page = scene.confirm(&scene.validator, &p).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let objection = Lang::It.objection(&Why::NumberGap { number: 2, next: 1 });
    assert!(page.body.contains(&objection), "{}", page.main());
    assert_eq!(changes().await.len(), 1);
    assert_eq!(scene.waiting().await.len(), 1);
    scene.holds().await;
}

#[tokio::test]
async fn another_entes_people_have_no_say() {
    let scene = Scene::new().await;
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    let p = scene.waiting().await.remove(0);
    let roles = [Role::Validator, Role::Administrator, Role::Manager];
    let stranger = scene.site.member("vicino", "c_a515", &roles, &[]).await;
    assert_eq!(scene.site.get_as(&stranger, LIST).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.confirm(&stranger, &p).await.status, StatusCode::FORBIDDEN);
    // Below their own address it is not found.
    let fields = [("action", "confirm"), ("seen", "0")];
    let elsewhere = scene.site.post_as(&stranger, &format!("/c_a515/conferme/{}", p.id), &fields).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let back = scene.site.post_as(&stranger, &format!("/c_a515/conferme/{}/ritiro", p.id), &[]).await;
    assert_eq!(back.status, StatusCode::NOT_FOUND);
    assert!(!scene.site.get_as(&stranger, "/c_a515/conferme").await.body.contains("C-1"));
    assert_eq!(scene.confirm(&scene.manager, &p).await.status, StatusCode::FORBIDDEN, "a manager is no validator");
    assert_eq!(scene.waiting().await, [p]);
}

#[tokio::test]
async fn its_author_takes_a_proposal_back_and_nobody_else_does() {
    let scene = Scene::new().await;
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    let p = scene.waiting().await.remove(0);
    let path = format!("{LIST}/{}/ritiro", p.id);
    let reader = scene.site.member("consigliere", "c_e472", &[Role::Reader], &[]).await;
    for other in [&scene.admin, &scene.validator, &reader] {
        assert_eq!(scene.site.post_as(other, &path, &[]).await.status, StatusCode::NOT_FOUND);
    }
    leads(&scene.site.post_as(&scene.manager, &path, &[]).await, "/c_e472/scrivania");
    assert_eq!(scene.site.post_as(&scene.manager, &path, &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(scene.confirm(&scene.validator, &p).await.status, StatusCode::CONFLICT);
    assert!(scene.waiting().await.is_empty() && scene.contracts().await.is_empty());
    assert_eq!(scene.site.store.proposal(p.id).await.unwrap().unwrap().state, State::TakenBack);
    scene.holds().await;
}

#[tokio::test]
async fn turning_the_check_off_leaves_what_waits_to_be_decided() {
    let scene = Scene::new().await;
    scene.propose(&scene.manager, "C-1", "1.000,00").await;
    scene.turn("release").await;
    let p = scene.waiting().await.remove(0);
    assert!(scene.site.get_as(&scene.validator, LIST).await.body.contains("C-1"));
    scene.propose(&scene.manager, "C-2", "2.000,00").await;
    assert_eq!(scene.contracts().await.len(), 1, "what is saved now is written at once");
    leads(&scene.confirm(&scene.validator, &p).await, LIST);
    assert_eq!(scene.contracts().await.len(), 2);
}

#[tokio::test]
async fn a_step_with_its_act_a_withdrawal_and_putting_back_wait_too() {
    let scene = Scene::new().await;
    let step = [
        ("fase", "contrattualizzazione"),
        ("quando", "12/03/2025"),
        ("atto_tipo", "determina"),
        ("atto_numero", "214"),
        ("seen.contrattualizzazione", "0"),
        ("reason", "Repertorio ritrovato"),
    ];
    leads(&scene.site.post_as(&scene.manager, &format!("{DESK}/passo"), &step).await, DESK);
    let p = scene.waiting().await.remove(0);
    assert_eq!(p.items.iter().map(|i| i.edit.table.name).collect::<Vec<_>>(), ["act", "milestone"]);
    leads(&scene.confirm(&scene.validator, &p).await, LIST);
    assert!(scene.site.get(PUBLIC).await.body.contains("12/03/2025"));
    let steps = async || scene.site.store.kept(Milestone::TABLE, &ente(), Some(&slug())).await.unwrap();
    let is_there = async || steps().await.into_iter().find(|k| k.values == p.items[1].edit.values).unwrap();
    let lines = scene.lines(false).await;
    let told = lines.iter().find(|c| c.subject == "milestone").unwrap();
    assert_eq!(told.reason.as_deref(), Some("Repertorio ritrovato. Confermato da Ufficio verifica."));

    let version = is_there().await.version.to_string();
    let away = [("seen", version.as_str()), ("action", "withdraw"), ("reason", "Doppione")];
    leads(&scene.site.post_as(&scene.manager, &format!("{DESK}/traguardi/{version}"), &away).await, DESK);
    assert!(!is_there().await.withdrawn);
    leads(&scene.confirm(&scene.validator, &scene.waiting().await.remove(0)).await, LIST);
    assert!(is_there().await.withdrawn);

    let entry = scene.lines(false).await.into_iter().find(|c| c.kind == ChangeKind::Withdrawal).unwrap().id;
    leads(&scene.site.post_as(&scene.manager, &format!("/c_e472/storia/{entry}"), &[]).await, DESK);
    assert!(is_there().await.withdrawn);
    leads(&scene.confirm(&scene.validator, &scene.waiting().await.remove(0)).await, LIST);
    assert!(!is_there().await.withdrawn);
    // A line about a proposal is none that can be put back.
    let entry = scene.lines(true).await.into_iter().find(|c| c.subject == SUBJECT).unwrap().id;
    let page = scene.site.post_as(&scene.admin, &format!("/c_e472/storia/{entry}"), &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    scene.holds().await;
}

#[tokio::test]
async fn what_is_of_a_project_waits_wherever_it_is_saved_and_what_is_of_the_ente_does_not() {
    let scene = Scene::new().await;
    let office = [("seen", "0"), ("code", "ragioneria"), ("name", "Ragioneria")];
    leads(&scene.site.post_as(&scene.admin, "/c_e472/dati/uffici/nuova", &office).await, "/c_e472/dati");
    assert!(scene.waiting().await.is_empty());
    let act = [("seen", "0"), ("code", "d-1"), ("project", PROJECT), ("kind", "determina"), ("subject", "Acquisto")];
    leads(&scene.site.post_as(&scene.admin, "/c_e472/dati/atti/nuova", &act).await, LIST);
    assert_eq!(scene.waiting().await.remove(0).project, slug());
    // A project that is not there yet is proposed under its own name, and is there once it is confirmed.
    let project = [("seen", "0"), ("project", "nuovo-2026"), ("title", "Un progetto nuovo")];
    leads(&scene.site.post_as(&scene.admin, "/c_e472/dati/progetti/nuova", &project).await, LIST);
    let p = scene.waiting().await.remove(1);
    assert!(scene.site.get_as(&scene.validator, LIST).await.body.contains("nuovo-2026"));
    let there = async || {
        let kept = scene.site.store.kept(Project::TABLE, &ente(), None).await.unwrap();
        kept.iter().any(|k| Project::load(&k.values).unwrap().project.as_str() == "nuovo-2026")
    };
    assert!(!there().await);
    leads(&scene.confirm(&scene.validator, &p).await, LIST);
    assert!(there().await);
    scene.holds().await;
}
