//! Dates and parts of dates as people type them, and instants as files have them.
#![no_main]

use domain::{
    cell::{Cell, read_instant},
    when::When,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(when) = When::read(text) {
        assert!(when.first() <= when.last());
        // Pages show it one way and files another: both are read as the same day, month, quarter or year.
        assert_eq!(When::read(&when.to_string()), Ok(when));
        assert!(!when.is_past(when.last()), "the last day is not past on that day");
    }
    if let Some(instant) = read_instant(text) {
        assert_eq!(read_instant(&instant.print()), Some(instant));
    }
});
