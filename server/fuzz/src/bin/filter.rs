//! The query of an address, as a filter of projects.
#![no_main]

use domain::filter::Filter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &[u8]| {
    let pairs: Vec<_> = form_urlencoded::parse(query).collect();
    let filter = Filter::read(pairs.iter().map(|(name, value)| (&**name, &**value)));
    // Every link of a page carries the filter on: printed, sent and read again it must be the same.
    let printed = form_urlencoded::Serializer::new(String::new()).extend_pairs(filter.pairs()).finish();
    let again: Vec<_> = form_urlencoded::parse(printed.as_bytes()).collect();
    assert_eq!(Filter::read(again.iter().map(|(name, value)| (&**name, &**value))), filter);
});
