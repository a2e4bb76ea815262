//! The command line as whoever runs the site meets it: exit codes, sentences, and that nothing is lost or half done.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod desk;

mod database;
mod export;
mod files;
mod import;
mod published;
mod refusals;
mod serve;
mod snapshot;
mod template;
mod usage;
