//! Money and readings as people and files write them.
#![no_main]

use domain::{
    amount::{Amount, Quantity},
    money::Cents,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // What is read is shown, and what is shown is read as the same.
    if let Ok(amount) = Amount::read(text) {
        assert_eq!(Amount::read(&amount.plain()), Ok(amount), "as files have it");
        let shown = amount.cents.to_string();
        assert_eq!(Cents::read_typed(&shown), Ok(amount.cents), "as pages show it: {shown}");
        assert!(amount.cents >= Cents::ZERO);
    }
    if let Ok(cents) = Cents::read_plain(text) {
        assert_eq!(Cents::read_plain(&cents.plain()), Ok(cents));
        // A machine's `1.234` is one euro and 23.4 cents, which is refused: nothing may be read as two different sums of whole cents.
        if let Ok(typed) = Cents::read_typed(text) {
            assert!(typed == cents || text.contains('.'), "{text}: {typed} or {cents}");
        }
    }
    if let Ok(quantity) = Quantity::read(text) {
        assert_eq!(Quantity::read(&quantity.to_string()), Ok(quantity));
        assert_eq!(Quantity::read(&quantity.plain()), Ok(quantity));
    }
});
