//! Every address of the server, asked in one process: status, headers, language, what is shown and what never is.

#![allow(clippy::unwrap_used, missing_docs)]

mod addresses;
mod checks;
#[path = "../common/mod.rs"]
mod common;
mod moody;
mod site;
mod specimen;

mod access;
mod archives;
mod desk;
mod downloads;
mod faults;
mod headers;
mod hostile;
mod links;
mod pages;
mod routes;
mod settle;
