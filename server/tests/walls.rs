//! The walls of the house: who may depend on whom, where SQL may stand, where the clock may be read.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::root;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What each package depends on, tests and build scripts left out and in.
struct House {
    built: BTreeMap<String, BTreeSet<String>>,
    tested: BTreeMap<String, BTreeSet<String>>,
}

impl House {
    fn rooms(&self) -> BTreeSet<&str> {
        self.built.keys().map(String::as_str).collect()
    }

    /// The rooms of this house that a room is built on.
    fn below(&self, room: &str) -> BTreeSet<&str> {
        self.of(&self.built, room).intersection(&self.rooms()).copied().collect()
    }

    /// The same, with what only its tests use.
    fn below_tests(&self, room: &str) -> BTreeSet<&str> {
        self.of(&self.tested, room).intersection(&self.rooms()).copied().collect()
    }

    fn of<'h>(&'h self, which: &'h BTreeMap<String, BTreeSet<String>>, room: &str) -> BTreeSet<&'h str> {
        which.get(room).unwrap_or_else(|| panic!("there is no room {room}")).iter().map(String::as_str).collect()
    }

    /// The rooms that use a library whose name fits, in tests too.
    fn using(&self, fits: impl Fn(&str) -> bool) -> BTreeSet<&str> {
        self.tested.iter().filter(|(_, libraries)| libraries.iter().any(|l| fits(l))).map(|(room, _)| room.as_str()).collect()
    }
}

fn house() -> House {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut house = House { built: BTreeMap::new(), tested: BTreeMap::new() };
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let dependencies = package["dependencies"].as_array().unwrap();
        let names = |with_tests: bool| -> BTreeSet<String> {
            dependencies
                .iter()
                .filter(|d| with_tests || d["kind"].as_str() != Some("dev"))
                .map(|d| d["name"].as_str().unwrap().to_owned())
                .collect()
        };
        house.built.insert(name.to_owned(), names(false));
        house.tested.insert(name.to_owned(), names(true));
    }
    house
}

fn set<const N: usize>(names: [&'static str; N]) -> BTreeSet<&'static str> {
    names.into_iter().collect()
}

#[test]
fn the_house_has_these_rooms_and_no_others() {
    assert_eq!(
        house().rooms(),
        set(["app", "chart", "client", "domain", "fuzz", "intake", "office", "paper", "server", "store", "words", "xtask"])
    );
}

#[test]
fn the_domain_stands_on_the_ground() {
    let house = house();
    assert_eq!(house.below_tests("domain"), set([]));
    // Nothing of the machine either: what can be computed from values needs none.
    for library in house.of(&house.built, "domain") {
        assert!(["chrono", "serde", "thiserror"].contains(&library), "domain depends on {library}");
    }
}

#[test]
fn each_room_stands_on_those_below_it_only() {
    let house = house();
    for (room, below) in [
        ("words", set(["domain"])),
        ("app", set(["domain", "words"])),
        ("client", set(["app"])),
        ("store", set(["domain"])),
        ("intake", set(["domain"])),
        ("chart", set(["domain"])),
        ("office", set(["domain"])),
        ("paper", set(["domain", "words"])),
        ("server", set(["app", "chart", "domain", "intake", "office", "paper", "store", "words"])),
        ("xtask", set([])),
    ] {
        let own = house.below(room);
        assert!(own.is_subset(&below), "{room} depends on {own:?}; it may on {below:?}");
    }
}

#[test]
fn store_intake_chart_and_office_never_see_each_other_in_tests_either() {
    let house = house();
    let apart = ["store", "intake", "chart", "office"];
    for room in apart {
        for other in apart {
            assert!(!house.below_tests(room).contains(other), "{room} sees {other}");
        }
        for above in ["app", "words", "server", "client"] {
            assert!(!house.below_tests(room).contains(above), "{room} sees {above}");
        }
    }
}

#[test]
fn paper_knows_nothing_of_pages_or_of_what_is_kept() {
    let house = house();
    assert_eq!(house.below_tests("paper"), set(["domain", "words"]));
    let other = house.using(|l| l == "paper");
    assert_eq!(other, set(["server"]));
}

#[test]
fn nobody_depends_on_the_server_or_on_the_client() {
    let house = house();
    for room in house.rooms() {
        for top in ["server", "client"] {
            assert!(!house.below_tests(room).contains(top), "{room} depends on {top}");
        }
    }
}

#[test]
fn each_library_stays_in_its_room() {
    let house = house();
    for (library, rooms) in [
        ("sqlx", set(["store"])),
        ("libsqlite3-sys", set(["store"])),
        ("plotters", set(["chart"])),
        ("krilla", set(["paper"])),
        ("skrifa", set(["paper"])),
        ("csv", set(["intake", "server"])),
        ("calamine", set(["intake", "office"])),
        ("zip", set(["intake", "office"])),
        ("rust_xlsxwriter", set(["office"])),
        // The feed of what is new is written with it; the office room reads back with it what it has written.
        ("quick-xml", set(["office", "server"])),
        ("axum", set(["server"])),
        ("leptos_axum", set(["server"])),
        ("ureq", set(["server"])),
        ("clap", set(["server", "xtask"])),
        ("lettre", set(["server"])),
    ] {
        let using = house.using(|l| l == library);
        assert!(!using.is_empty(), "nobody uses {library}: is this wall still needed?");
        assert!(using.is_subset(&rooms), "{library} is used by {using:?}; it may be by {rooms:?}");
    }
    let leptos = house.using(|l| l == "leptos" || l.starts_with("leptos_"));
    assert!(leptos.is_subset(&set(["app", "client", "server"])), "leptos is used by {leptos:?}");
    let databases = house.using(|l| l.starts_with("sqlx") || l.starts_with("rusqlite") || l.starts_with("diesel"));
    assert_eq!(databases, set(["store"]));
}

/// All Rust sources below a folder.
fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_str()) {
                sources(&path, out);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Places where a word stands in code, comments left out, as `file:line`.
fn places(folder: &str, but: &[&str], words: &[&str]) -> Vec<String> {
    let mut files = vec![];
    sources(&root().join(folder), &mut files);
    assert!(!files.is_empty(), "no sources in {folder}");
    let mut out = vec![];
    for file in files {
        let path = file.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if but.iter().any(|b| path.starts_with(b)) {
            continue;
        }
        for (line, code) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if !code.trim_start().starts_with("//") && words.iter().any(|w| code.contains(w)) {
                out.push(format!("{path}:{}: {}", line + 1, code.trim()));
            }
        }
    }
    out
}

#[test]
fn sql_stands_in_the_store_only() {
    // Put together here, so that this file has none itself.
    let words = [
        concat!("sqlx", "::"),
        concat!("use ", "sqlx"),
        concat!("SEL", "ECT "),
        concat!("INSERT ", "INTO"),
        concat!("DELETE ", "FROM"),
        concat!("CREATE ", "TABLE"),
        concat!("ALTER ", "TABLE"),
        concat!("DROP ", "TABLE"),
        concat!("PRAG", "MA "),
        concat!("ON CON", "FLICT"),
        concat!("BEGIN IMM", "EDIATE"),
    ];
    // `xtask` compares the store's query cache, and the benchmark asks SQLite's own shell, to measure the store against it.
    assert_eq!(places("", &["server/store/", "server/examples/bench.rs", "xtask/"], &words), Vec::<String>::new());
}

#[test]
fn the_clock_is_read_in_the_server_only() {
    let words = ["Utc::now", "Local::now", "Local::today", "chrono::Local", "SystemTime::now", "Instant::now"];
    assert_eq!(places("app", &[], &words), Vec::<String>::new());
    assert_eq!(places("server/intake", &[], &words), Vec::<String>::new());
    assert_eq!(places("server/chart", &[], &words), Vec::<String>::new());
    assert_eq!(places("server/office", &[], &words), Vec::<String>::new());
    assert_eq!(places("server/paper/src", &[], &words), Vec::<String>::new());
    assert_eq!(places("server/store/src", &[], &words), Vec::<String>::new());
    let read = places("server/src", &["server/src/clock.rs"], &words);
    assert_eq!(read, Vec::<String>::new(), "the clock is `clock.rs`");
}

#[test]
fn money_is_never_a_float() {
    let words = ["f64", "f32"];
    let places = places("app/domain/src", &[], &words);
    assert_eq!(places, Vec::<String>::new());
}
