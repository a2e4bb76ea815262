//! # The server: what only the machine sees
//!
//! The command line, configuration, the axum router, headers and downloads, around the rooms beside it: `store` keeps,
//! `intake` reads files, `chart` draws, `app` shows. This is the one place where the clock is read ([`clock`]); from here
//! the day travels as a value. To add a command: a file here and a line in [`cli`]; to add a download: a function in
//! [`downloads`] and a line in [`router`].

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod access;
pub mod account;
pub mod assets;
pub mod cli;
pub mod clock;
mod cookie;
pub mod desk;
pub mod downloads;
pub mod export;
pub mod follow;
pub mod form;
pub mod headers;
pub mod import;
pub mod limiter;
pub mod mail;
pub mod odt;
pub mod oidc;
pub mod outside;
pub mod password;
pub mod proposals;
pub mod report;
pub mod router;
pub mod safety;
pub mod second;
pub mod sentence;
pub mod serve;
pub mod session;
pub mod sitting;
pub mod stage;
pub mod tables;
pub mod transparency;
pub mod upload;
pub mod user;
pub mod visit;
