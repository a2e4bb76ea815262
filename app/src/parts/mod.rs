//! Inert pieces that pages are made of: HTML, no script, no state.

pub mod aged;
pub mod day;
pub mod figure;
pub mod follow;
pub mod form;
pub mod frame;
pub mod mark;
pub mod money;
pub mod qr;
pub mod sitting;
pub mod table;
pub mod verbatim;
