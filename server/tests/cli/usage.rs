//! Exit codes and usage.

use crate::{
    common::{self, public_row, run},
    desk::{DONE, Desk, NOTHING, SOME_REFUSED, USAGE, changed, public},
};
use std::process::Command;

#[test]
fn exit_codes_are_as_documented() {
    let desk = Desk::new();
    let good = desk.file("buono.csv", public(&[public_row("c_x001")]));
    let mixed = desk.file("misto.csv", public(&[public_row("c_x001"), changed("c_x002", "14000.0", "1e9")]));
    let bad = desk.file("cattivo.csv", public(&[changed("c_x002", "14000.0", "1e9")]));
    desk.import(&[], &[good]).ended(DONE);
    desk.import(&[], &[mixed]).ended(SOME_REFUSED);
    desk.import(&[], &[bad]).ended(NOTHING).counting([0, 0, 0, 1]);
    desk.does(&["check"]).ended(DONE);
    for usage in [
        vec![],
        vec!["import"],
        vec!["nonesiste"],
        vec!["check", "--nonesiste"],
        vec!["import", "--snapshot", "ieri", "a.csv"],
        vec!["import", "--snapshot", "2023-02-31", "a.csv"],
        vec!["import", "--ente", "c e472", "a.csv"],
        vec!["serve", "--listen", "dappertutto"],
        vec!["serve", "--embed-origin", "www.comune.example"],
        vec!["serve", "--embed-origin", "https://www.comune.example/pnrr"],
        vec!["serve", "--embed-origin", "https://a.example,https://*.b.example"],
        vec!["template"],
    ] {
        let said = desk.does(&usage);
        assert_eq!(said.code, USAGE, "{usage:?}: {said}");
        assert!(!said.err.is_empty(), "{usage:?} is refused without a word");
    }
    for asked in ["--help", "--version"] {
        desk.does(&[asked]).ended(DONE);
    }
    let help = desk.does(&["--help"]).ended(DONE);
    for command in ["serve", "import", "export", "check", "template", "Codici di uscita: 0", "64"] {
        assert!(help.out.contains(command), "{help}");
    }
    let help = desk.does(&["import", "--help"]).ended(DONE);
    for option in ["--create", "--dry-run", "--strict", "--snapshot", "--ente"] {
        assert!(help.out.contains(option), "{help}");
    }
}

#[test]
fn the_database_can_be_named_by_the_environment() {
    let desk = Desk::new();
    let mut command = Command::new(common::PROGRAM);
    run(command.env("TRAGUARDI_DATABASE", &desk.database).arg("check")).ended(DONE);
}
