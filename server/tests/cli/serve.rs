//! The server, before it serves.

use crate::desk::{Desk, NOTHING};

#[test]
fn an_address_that_is_taken_is_told() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    desk.does(&["serve", "--listen", &address]).ended(NOTHING).saying("non è libero");
}
