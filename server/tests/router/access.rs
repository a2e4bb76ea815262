//! The table of addresses is what is served, to whom it says, and to nobody else.

use crate::site::Site;
use axum::http::{Method, StatusCode};
use domain::{
    identifier::{Ipa, Slug},
    member::{Grant, Member, Role, Rule, Verdict},
};
use leptos_axum::generate_route_list;
use server::access::{Serve, TABLE};
use std::collections::BTreeSet;

const ENTE: &str = "c_e472";
const OWN: &str = "send-2022";
const OTHER: &str = "cloud";

#[test]
fn the_table_lists_every_page_of_the_app_and_no_other() {
    let app: BTreeSet<String> = generate_route_list(app::App).into_iter().map(|r| r.path().to_owned()).collect();
    let table: BTreeSet<String> = TABLE.iter().filter(|a| matches!(a.serve, Serve::Page)).map(|a| a.path.to_owned()).collect();
    assert_eq!(app, table);
}

#[test]
fn there_is_no_server_function_beside_the_table() {
    // Each would be an open endpoint: what changes data is a line of the table.
    assert_eq!(leptos::server_fn::axum::server_fn_paths().count(), 0);
}

#[test]
fn nothing_is_changed_by_get_and_every_post_asks_who_it_is_or_is_a_way_in() {
    for address in TABLE {
        assert!(matches!(address.method, Method::GET | Method::POST), "{}", address.path);
        if address.method == Method::POST && address.rule == Rule::Everybody {
            assert!(
                ["/accedi", "/accedi/codice", "/accedi/oidc", "/accedi/recupero", "/invito/{token}"].contains(&address.path),
                "{}",
                address.path
            );
        }
    }
    let twice: Vec<_> = TABLE
        .iter()
        .enumerate()
        .filter(|(i, a)| TABLE.iter().skip(i + 1).any(|b| b.method == a.method && b.path == a.path))
        .map(|(_, a)| a.path)
        .collect();
    assert_eq!(twice, Vec::<&str>::new());
}

/// Who may come to what is not for everybody, written down once more and by hand: reader, manager (L, R), validator, assessore and
/// administrator (V, A, M), first on their own project or ente, then on another's project. In another ente nobody of them may
/// anything. Whoever changes a line of the table answers for it here.
const MAY: &[(&str, &str, &str, &str)] = &[
    ("POST", "/{ipa}/sedute", "M", "M"),
    ("GET", "/{ipa}/sedute/{n}/presentazione/note", "AM", "AM"),
    ("GET", "/{ipa}/presentazione/note", "AM", "AM"),
    ("GET", "/{ipa}/presentazione/ordine", "AM", "AM"),
    ("POST", "/{ipa}/presentazione/ordine", "AM", "AM"),
    ("POST", "/esci", "LRVAM", "LRVAM"),
    ("GET", "/conto", "LRVAM", "LRVAM"),
    ("POST", "/conto/password", "LRVAM", "LRVAM"),
    ("POST", "/conto/sessioni", "LRVAM", "LRVAM"),
    ("GET", "/conto/secondo-fattore", "LRVAM", "LRVAM"),
    ("POST", "/conto/secondo-fattore", "LRVAM", "LRVAM"),
    ("GET", "/{ipa}/persone", "M", "M"),
    ("POST", "/{ipa}/persone", "M", "M"),
    ("POST", "/{ipa}/persone/{account}", "M", "M"),
    ("GET", "/{ipa}/scrivania", "LRVAM", "LRVAM"),
    ("GET", "/{ipa}/scrivania/{id}", "LRVAM", "LRVAM"),
    ("GET", "/{ipa}/scrivania/{id}/passo", "RM", "M"),
    ("POST", "/{ipa}/scrivania/{id}/passo", "RM", "M"),
    ("GET", "/{ipa}/scrivania/{id}/piano", "RM", "M"),
    ("POST", "/{ipa}/scrivania/{id}/piano", "RM", "M"),
    ("POST", "/{ipa}/scrivania/{id}/differenza", "RM", "M"),
    ("GET", "/{ipa}/scrivania/{id}/{file}/{row}", "RM", "M"),
    ("POST", "/{ipa}/scrivania/{id}/{file}/{row}", "RM", "M"),
    ("GET", "/{ipa}/dati", "LRVAM", "LRVAM"),
    ("GET", "/{ipa}/dati/{file}/{row}", "M", "M"),
    ("POST", "/{ipa}/dati/{file}/{row}", "M", "M"),
    ("GET", "/{ipa}/importa", "RM", "RM"),
    ("POST", "/{ipa}/importa", "RM", "RM"),
    ("POST", "/{ipa}/importa/{token}", "RM", "RM"),
    ("GET", "/{ipa}/storia", "LRVAM", "LRVAM"),
    ("POST", "/{ipa}/storia/{entry}", "LRVAM", "LRVAM"),
    ("GET", "/{ipa}/conferme", "VM", "VM"),
    ("POST", "/{ipa}/conferme", "M", "M"),
    ("POST", "/{ipa}/conferme/{n}", "VM", "VM"),
    ("POST", "/{ipa}/conferme/{n}/ritiro", "LRVAM", "LRVAM"),
];

#[test]
fn who_may_come_where_is_what_was_decided() {
    let ente = Ipa::read(ENTE).unwrap();
    let role = |letter: char| match letter {
        'L' => Role::Reader,
        'R' => Role::Manager,
        'V' => Role::Validator,
        'A' => Role::Assessore,
        _ => Role::Administrator,
    };
    let person = |letter: char| Member {
        id: 1,
        login: "ufficio".into(),
        name: "Ufficio".into(),
        grants: vec![Grant { ente: ente.clone(), role: role(letter) }],
        projects: vec![(ente.clone(), Slug::read(OWN).unwrap())],
    };
    let who = |rule: Rule, ente: &str, project: &str| -> String {
        let (ente, project) = (Ipa::read(ente).unwrap(), Slug::read(project).unwrap());
        let may = |letter: &char| rule.verdict(Some(&person(*letter)), Some(&ente), Some(&project)) == Verdict::Allowed;
        "LRVAM".chars().filter(may).collect()
    };
    let guarded: Vec<_> = TABLE.iter().filter(|a| a.rule != Rule::Everybody).collect();
    assert_eq!(
        guarded.len(),
        MAY.len(),
        "an address that is not for everybody is missing here, or one is here that is not there"
    );
    for (method, path, own, others) in MAY {
        let address = guarded.iter().find(|a| a.method.as_str() == *method && a.path == *path);
        let rule = address.unwrap_or_else(|| panic!("{method} {path} is for everybody, or gone")).rule;
        assert_eq!(who(rule, ENTE, OWN), *own, "{method} {path}");
        assert_eq!(who(rule, ENTE, OTHER), *others, "{method} {path}, another's");
        assert_eq!(rule.verdict(None, Some(&ente), None), Verdict::SignIn, "{method} {path}, nobody");
        if rule != Rule::SignedIn {
            assert_eq!(who(rule, "c_a515", OWN), "", "{method} {path}, another ente's");
        }
    }
}

pub(super) fn filled(path: &str, ente: &str, project: &str) -> String {
    path.replace("{ipa}", ente)
        .replace("{id}", project)
        .replace("{code}", "1.4.5")
        .replace("{file}/{row}", if path.contains("/dati/") { "uffici/nuova" } else { "pagamenti/nuova" })
        .replace("{token}", "0000")
        .replace("{account}", "999999")
        .replace("{entry}", "999999")
        .replace("{n}", "999999")
        .replace("{part}/{item}", "progetti/send-2022")
        .replace("{part}", "progetti")
        .replace("{name}", "progetti.csv")
        .replace("{*path}", "icons/eu-emblem.svg")
}

#[tokio::test]
async fn every_cell_of_the_table_is_what_it_says() {
    let site = Site::with(&[]).await;
    let projects = &[OWN];
    let mut people: Vec<(String, Option<(i64, Member)>)> = vec![("nobody".into(), None)];
    let grants = |roles: &[Role]| roles.iter().map(|r| Grant { ente: Ipa::read(ENTE).unwrap(), role: *r }).collect::<Vec<_>>();
    for (i, role) in Role::ALL.iter().enumerate() {
        let login = format!("ufficio-{i}");
        site.member(&login, ENTE, &[*role], projects).await;
        let id = i64::try_from(i).unwrap() + 1;
        let member = Member {
            id,
            login,
            name: String::new(),
            grants: grants(&[*role]),
            projects: vec![(Ipa::read(ENTE).unwrap(), Slug::read(OWN).unwrap())],
        };
        people.push((role.code().to_owned(), Some((id, member))));
    }
    let mut tried = 0;
    for address in TABLE {
        for (who, person) in &people {
            for (ente, project, object) in [(ENTE, OWN, "own"), (ENTE, OTHER, "another's"), ("c_a515", OWN, "another ente's")] {
                let path = filled(address.path, ente, project);
                let told = format!("{} {path} as {who}, {object}", address.method);
                // Where the address names nothing, the object makes no difference.
                if !address.path.contains("{ipa}") && object != "own" {
                    continue;
                }
                let of_ente = address.path.starts_with("/{ipa}").then(|| Ipa::read(ente).unwrap());
                let of_project = address.path.contains("/{id}").then(|| Slug::read(project).unwrap());
                let expected = address.rule.verdict(person.as_ref().map(|(_, m)| m), of_ente.as_ref(), of_project.as_ref());
                // A session of its own each time: some of these addresses end it.
                let session = match person {
                    Some((id, _)) => site.session(*id).await,
                    None => "nobody".to_owned(),
                };
                let page = if address.method == Method::POST {
                    site.post_as(&session, &path, &[]).await
                } else {
                    site.get_as(&session, &path).await
                };
                tried += 1;
                let to_sign_in = page.status == StatusCode::SEE_OTHER && page.header("location").starts_with("/accedi?next=");
                match expected {
                    // A page that somebody may see is there; a form that was sent empty is not taken, and not for who sent it.
                    Verdict::Allowed if address.method == Method::GET => {
                        // There is no provider to come back from here, and nothing is frozen.
                        let absent =
                            ["/pkg", "/accedi/oidc", "/{ipa}/sedute/{n}"].iter().any(|start| address.path.starts_with(start));
                        let there = match address.path {
                            _ if absent => StatusCode::NOT_FOUND,
                            // The short address of the presentation leads there.
                            "/{ipa}/p" | "/{ipa}/p/{n}" => StatusCode::TEMPORARY_REDIRECT,
                            _ => StatusCode::OK,
                        };
                        assert_eq!(page.status, there, "{told}");
                    }
                    Verdict::Allowed => assert!(
                        !to_sign_in && !matches!(page.status.as_u16(), 401 | 403 | 405 | 500..),
                        "{told}: {}",
                        page.status
                    ),
                    Verdict::SignIn => assert!(to_sign_in || page.status == StatusCode::UNAUTHORIZED, "{told}: {}", page.status),
                    Verdict::Forbidden => assert_eq!(page.status, StatusCode::FORBIDDEN, "{told}"),
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[tokio::test]
async fn no_way_of_writing_an_address_leads_past_the_guard() {
    let site = Site::with(&[]).await;
    let admin = site.member("capo", ENTE, &[Role::Administrator], &[]).await;
    for to in ["persone", "storia", "conferme", "dati", "scrivania", "scrivania/send-2022", "importa"] {
        assert_eq!(site.get_as(&admin, &format!("/c_e472/{to}")).await.status, StatusCode::OK, "{to}: nothing to protect");
        let back = to.replace('/', "\\");
        for path in [
            format!("/c_e472/progetti/..\\{back}"),
            format!("/c_e472/progetti/../{to}"),
            format!("/c_e472/progetti/%2e%2e/{to}"),
            format!("/c_e472/progetti/send-2022%2F\\..\\..\\{back}"),
            format!("/c_e472/sedute/%2e%2e/{to}"),
            format!("/c_e472/sedute/1/..%5c..%5c{to}"),
            format!("/c_e472/./{to}"),
            format!("/c_e472//{to}"),
        ] {
            let page = site.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_method_or_an_address_that_the_table_does_not_have_is_not_served() {
    let site = Site::with(&[]).await;
    let admin = site.member("capo", ENTE, &[Role::Administrator], &[]).await;
    for path in ["/esci", "/conto/password", "/conto/sessioni", "/c_e472/persone/1", "/c_e472/storia/1"] {
        let page = site.get_as(&admin, path).await;
        assert!(matches!(page.status.as_u16(), 404 | 405), "GET {path}: {}", page.status);
    }
    for path in ["/", "/c_e472", "/c_e472/progetti", "/c_e472/scrivania", "/healthz", "/style.css"] {
        let page = site.post_as(&admin, path, &[]).await;
        assert!(matches!(page.status.as_u16(), 404 | 405), "POST {path}: {}", page.status);
    }
    // The session still holds: nothing of the above was taken for signing out.
    assert_eq!(site.get_as(&admin, "/c_e472/scrivania").await.status, StatusCode::OK);
}
