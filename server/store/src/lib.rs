//! # The store: all the SQL
//!
//! This room knows SQLite: the schema (`migrations/`, never edited once released), the queries, the one writer and the few
//! readers. It answers the ports of `domain` (`Register`, `Ledger`) and must not know files, pages or words. To keep
//! something new: a record in `domain::records`, a table in a *new* migration (a test here compares the two), and its name
//! in `dossier.rs` or `catalogue.rs` where pages need it. Queries with a fixed text are checked when compiled
//! (`sqlx::query!`, cache in `.sqlx`, written by `cargo xtask sql --write`); those over the records' tables are put
//! together from the records' own descriptions, and those over an import's temporary table can't be checked, so tests run them.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod accounts;
mod backup;
mod calls;
mod catalogue;
mod check;
mod desk;
mod digests;
mod dossier;
mod enti;
mod entry;
mod error;
mod export;
mod identities;
mod log;
mod open;
mod proposals;
mod public;
mod row;
mod seal;
mod share;
mod sittings;
mod typed;
mod verify;

pub use backup::{Backup, restore};
pub use check::Finding;
pub use error::StoreError;
pub use export::ExportedRow;
pub use log::{Broken, Head, key_path};
pub use open::Store;
pub use sittings::BrokenSeal;
pub use verify::{Verdict, Wrong, verify, verify_since};
