//! The Gantt: [`row`] says what a project has to draw, [`group`] which rows stand together, [`layout`] turns days into whole
//! units, [`drawing`] writes them as SVG. The page without JavaScript, the live island, the print and the download share
//! them, so that a bar has one place only.

pub mod drawing;
pub mod group;
pub mod layout;
pub mod row;

#[cfg(feature = "ssr")]
mod chart;

#[cfg(feature = "ssr")]
pub use chart::{Chart, PAGE, chart, rows, table, whole};
