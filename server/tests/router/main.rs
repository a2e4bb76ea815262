//! Every address of the server, asked in one process: status, headers, language, what is shown and what never is.

#![allow(clippy::unwrap_used, missing_docs)]

mod addresses;
/// Workbooks, as the tests of the intake write them.
#[allow(dead_code)]
#[path = "../../intake/tests/sheets/book.rs"]
mod book;
mod checks;
#[path = "../common/mod.rs"]
mod common;
mod moody;
mod site;
mod specimen;

mod access;
mod answer;
mod archives;
mod as_of;
mod bodies;
mod compare;
mod desk;
mod downloads;
mod exposure;
mod faults;
mod follow;
mod headers;
mod hostile;
mod links;
mod notes;
mod office;
mod pages;
mod plan;
mod proposals;
mod routes;
mod schema;
mod second;
mod settle;
mod sitting;
mod stage;
mod transparency;
mod upload;
mod vanish;
