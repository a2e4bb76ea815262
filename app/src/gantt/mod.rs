//! The Gantt: [`row`] says what a project has to draw, [`layout`] turns days into whole units, [`drawing`] writes them as
//! SVG. The same three feed the page without JavaScript, the live island, the print and the download, so that a bar has
//! one place only.

pub mod drawing;
pub mod layout;
pub mod row;

#[cfg(feature = "ssr")]
mod chart;

#[cfg(feature = "ssr")]
pub use chart::{Chart, PAGE, chart, rows, table};
