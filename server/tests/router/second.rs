//! What the table opens to whoever still lacks something: an administrator without a second factor, and somebody between the
//! password and the code.

use crate::{access::filled, site::Site};
use axum::http::{Method, StatusCode};
use domain::{
    identifier::{Ipa, Slug},
    member::{Grant, Member, Role, Rule, Verdict},
    second::SecondFactor,
};
use server::{access::TABLE, session};
use std::collections::HashSet;
use words::Lang;

const ENTE: &str = "c_e472";
const PROJECT: &str = "send-2022";
const OWN: &str = "/conto/secondo-fattore";

#[tokio::test]
async fn an_administrator_without_a_second_factor_is_led_to_get_one_wherever_they_go() {
    let site = Site::with(&[]).await;
    let user = site.newcomer("capo", ENTE, &[Role::Administrator], &[]).await;
    let ente = Ipa::read(ENTE).unwrap();
    let member = Member {
        id: user,
        login: "capo".into(),
        name: String::new(),
        grants: vec![Grant { ente: ente.clone(), role: Role::Administrator }],
        projects: vec![],
    };
    let mut closed = HashSet::new();
    for address in TABLE {
        let path = filled(address.path, ENTE, PROJECT);
        let told = format!("{} {path}", address.method);
        // A session of its own each time: some of these addresses end it.
        let session = site.session(user).await;
        let page = if address.method == Method::POST {
            site.post_as(&session, &path, &[]).await
        } else {
            site.get_as(&session, &path).await
        };
        let of_ente = address.path.starts_with("/{ipa}").then_some(&ente);
        let project = Slug::read(PROJECT).unwrap();
        let of_project = address.path.contains("/{id}").then_some(&project);
        assert_eq!(address.rule.verdict(Some(&member), of_ente, of_project), Verdict::Allowed, "{told}: it tries nothing");
        let open = address.rule == Rule::Everybody || address.path.starts_with("/conto") || address.path == "/esci";
        if open {
            assert_ne!(page.header("location"), OWN, "{told} is left open");
            assert_ne!(page.status, StatusCode::FORBIDDEN, "{told} is left open");
            continue;
        }
        closed.insert(address.rule);
        if address.method == Method::POST {
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{told}");
            assert!(page.main().contains(Lang::It.second_first()), "{told}: {}", page.main());
        } else {
            assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, OWN), "{told}");
        }
    }
    for rule in [Rule::Insider, Rule::Keep, Rule::Administer] {
        assert!(closed.contains(&rule), "no address of {rule:?} was tried");
    }
    // With one, the same addresses open.
    site.enrol_second(user).await;
    let session = site.session(user).await;
    assert_eq!(site.get_as(&session, "/c_e472/persone").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_that_still_wants_the_code_opens_what_nobody_opens() {
    let site = Site::with(&[]).await;
    let user = site.newcomer("capo", ENTE, &[Role::Administrator], &[]).await;
    site.enrol_second(user).await;
    for address in TABLE {
        let path = filled(address.path, ENTE, PROJECT);
        let half = session::token().unwrap();
        site.store.open_half(user, session::digest(&half), chrono::Utc::now()).await.unwrap();
        let mut answers = vec![];
        for session in [half.as_str(), "nobody"] {
            let page = if address.method == Method::POST {
                site.post_as(session, &path, &[]).await
            } else {
                site.get_as(session, &path).await
            };
            assert!(!page.body.contains("Ufficio capo"), "{} {path} tells who it is", address.method);
            answers.push((page.status, page.header("location").to_owned()));
        }
        assert_eq!(answers.first(), answers.last(), "{} {path}", address.method);
        if address.rule != Rule::Everybody {
            let (status, location) = answers.first().unwrap();
            let to_sign_in = *status == StatusCode::SEE_OTHER && location.starts_with("/accedi?next=");
            assert!(to_sign_in || *status == StatusCode::UNAUTHORIZED, "{} {path}: {status}", address.method);
        }
    }
}
