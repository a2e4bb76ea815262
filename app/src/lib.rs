//! # What a reader sees
//!
//! Pages, the inert parts they are made of, the few live islands, and the layout of the Gantt. Compiles natively (`ssr`) and
//! to WebAssembly (`hydrate`); knows no database, no CSV, no socket. Everything it shows comes through the ports of `domain`
//! ([`visit::Ports`]), every word from `words`, the day from the [`visit::Visit`]. To add a page: one file in `pages/`, one
//! line in [`App`], its address in [`paths`]; it must be whole without JavaScript, in both languages.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// A view with a dozen attributes is a dozen generic arguments; the lint counts them and has nothing to say about the page.
#![allow(clippy::type_complexity)]
#![recursion_limit = "512"]

pub mod check;
pub mod gantt;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
pub mod paths;
pub mod plan;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod visit;

#[cfg(feature = "ssr")]
pub use shell::{App, document};
