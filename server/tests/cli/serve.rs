//! The server, before it serves.

use crate::desk::{Desk, NOTHING};

#[test]
fn an_address_that_is_taken_is_told() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    desk.does(&["serve", "--listen", &address]).ended(NOTHING).saying("non è libero");
}

#[test]
fn a_provider_that_is_not_wholly_configured_is_told_before_anything_starts() {
    let desk = Desk::new();
    let issuer = ["serve", "--listen", "127.0.0.1:0", "--oidc-issuer", "https://login.comune.example"];
    let with = |further: &[&str]| desk.does(&[&issuer[..], further].concat()).ended(NOTHING);
    with(&[]).saying("--oidc-client");
    with(&["--oidc-client", "traguardi"]).saying("--origin");
    let origin = ["--oidc-client", "traguardi", "--origin", "http://traguardi.comune.example"];
    with(&origin).saying("https");
    let unsafe_issuer = ["serve", "--oidc-issuer", "http://login.comune.example", "--oidc-client", "traguardi"];
    desk.does(&unsafe_issuer).ended(NOTHING).saying("--oidc-issuer");
    desk.does(&["serve", "--oidc-client", "traguardi"]).ended(NOTHING).saying("--oidc-issuer");
}
