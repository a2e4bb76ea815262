//! Signing in and out, the second factor, sessions, one-time links, guessing, and the people of an ente, asked as a browser asks; and the command
//! that makes the first account.

#![allow(clippy::unwrap_used, missing_docs)]

mod browser;
#[path = "../common/mod.rs"]
mod common;
mod provider;
mod site;

mod command;
mod doors;
mod guessing;
mod identities;
mod links;
mod mail;
mod oidc;
mod people;
mod post;
mod second;
mod sessions;
mod signing;
