//! The Gantt.
