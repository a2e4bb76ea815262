//! Whole files, as anybody may send them.
#![no_main]

use domain::ports::TypedRow;
use intake::{Item, Kind, TypedProvenance, open, write_rows};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let Ok(rows) = open(file) else { return };
    let kind = rows.kind();
    let mut typed: Vec<TypedRow> = Vec::new();
    let mut last = 0;
    for item in rows {
        match item {
            Ok(Item::Typed(row)) => {
                assert!(row.line > last, "rows come in the order of the file");
                last = row.line;
                typed.push(row);
            }
            Ok(Item::Public(row)) => assert!(!row.key.call.is_empty()),
            Ok(Item::Call(_)) => {}
            Err(refusal) => assert!(refusal.text.chars().count() <= 400, "a report quotes the beginning of a row"),
        }
    }
    // What was taken is written as our own export writes it, and read back as the same.
    let Kind::Template(table) = kind else { return };
    let taken: Vec<_> = typed.into_iter().map(|row| (row.values, row.provenance)).collect();
    let mut out = Vec::new();
    let written = write_rows(table, &taken, &mut out);
    assert!(written.is_ok(), "{written:?}");
    let again: Vec<(_, TypedProvenance)> = open(out.as_slice())
        .expect("our own export is a file of ours")
        .map(|item| match item {
            Ok(Item::Typed(row)) => (row.values, row.provenance),
            other => panic!("{other:?} in our own export"),
        })
        .collect();
    assert_eq!(again, taken);
});
