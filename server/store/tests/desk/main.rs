//! The desk's promises: nothing is overwritten silently, nothing is lost, and a log that was tampered with is found out.

#![allow(clippy::unwrap_used, missing_docs)]

mod as_of;
mod backups;
mod crowd;
mod frozen;
mod full;
mod kills;
mod proposals;
mod saves;
mod scene;
mod tampering;
