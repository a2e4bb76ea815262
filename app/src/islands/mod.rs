//! The few live islands. Each takes small, serialisable props, and stands beside an inert part that is whole without it.

pub mod live_check;
pub mod live_gantt;
pub mod plan_live;
