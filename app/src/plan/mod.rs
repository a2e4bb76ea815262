//! The plan: forecasts that are moved before they are saved. [`row`] is what a step has to show, [`moves`] turns keys and
//! pixels into days, [`undo`] remembers, [`effect`] says what becomes of deadlines and of the order of the path, [`board`] is
//! all of it together. Pure, so that the page and the island say the same and tests need no browser.

pub mod board;
pub mod effect;
pub mod moves;
pub mod row;
pub mod undo;
