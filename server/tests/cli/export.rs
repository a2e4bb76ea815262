//! What was filled in or imported comes out again, row by row.

use crate::{
    common::{contents, demo_files, names},
    desk::{DONE, Desk, rows, rows_in},
};
use domain::{
    cell::{Column, Fault, Table},
    fact::PROVENANCE,
    records::TABLES,
};
use std::{fs, path::PathBuf};

const ENTI: [&str; 2] = ["c_z001", "c_z002"];
const PROJECTS: [&str; 2] = ["progetto-uno", "progetto-due"];
const INDICATORS: [&str; 2] = ["indicatore-uno", "indicatore-due"];
const SOURCES: [&str; 2] = ["fonte-uno", "fonte-due"];

/// What an office might type into a column; where the column names something, a thing that is there.
fn typed(table: &Table, column: &Column, i: usize) -> String {
    let named = match (table.file, column.name) {
        ("fonti", "code") | (_, "source") => Some(SOURCES[i]),
        ("indicatori", "code") | (_, "indicator") => Some(INDICATORS[i]),
        (_, "ente") => Some(ENTI[i]),
        (_, "project") => Some(PROJECTS[i]),
        _ => None,
    };
    if let Some(named) = named {
        return named.to_owned();
    }
    let candidates = [
        ["Prova; «così» \"com'è\", già", "prova-2024", "1.4.5", "2024-03-12T10:00:00", "12/03/2024", "oltre 1.234,56", "7"],
        ["=Un altro testo, più lungo", "altra-2025", "1.4.3", "2025-06-01T08:30:15", "2025-06-01", "circa 20.000", "19"],
    ];
    for text in candidates[i] {
        match (column.parse)(text) {
            Ok(_) => return text.to_owned(),
            Err(Fault::NotOneOf(words)) => {
                let words: Vec<&&str> = words.iter().filter(|w| !w.is_empty()).collect();
                return (*words[i % words.len()]).to_owned();
            }
            Err(_) => {}
        }
    }
    panic!("nothing fits {} of {}", column.header, table.file)
}

/// How an export writes what was typed: the canonical form, with the apostrophe that keeps a spreadsheet from computing it.
fn canonical(column: &Column, text: &str) -> String {
    let kept = (column.parse)(text).unwrap_or_else(|e| panic!("{}: «{text}»: {e:?}", column.header));
    let printed = (column.print)(&kept).unwrap();
    if printed.starts_with(['=', '+', '-', '@']) { format!("'{printed}") } else { printed }
}

#[test]
fn what_an_office_fills_in_comes_out_again_row_by_row() {
    let desk = Desk::empty();
    let template = desk.folder("modello");
    desk.does(&["template", template.to_str().unwrap()]).ended(DONE);
    let (mut files, mut expected) = (vec![], vec![]);
    for table in TABLES {
        let file = template.join(format!("{}.csv", table.file));
        let columns: Vec<&Column> = table.columns.iter().chain(&PROVENANCE).collect();
        let (head, none) = rows(&file);
        assert_eq!(head, columns.iter().map(|c| c.header.to_owned()).collect::<Vec<_>>());
        assert!(none.is_empty());
        // Filled in below the header that the template wrote.
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').from_writer(fs::File::options().append(true).open(&file).unwrap());
        let mut own = vec![];
        for i in 0..2 {
            let cells: Vec<String> = columns.iter().map(|c| typed(table, c, i)).collect();
            assert!(cells.iter().all(|c| !c.is_empty()), "{}: a column is left empty", table.file);
            writer.write_record(&cells).unwrap();
            own.push(columns.iter().zip(&cells).map(|(c, text)| canonical(c, text)).collect::<Vec<String>>());
        }
        writer.flush().unwrap();
        own.sort();
        expected.push((table.file, own));
        files.push(file);
    }
    let all = 2 * TABLES.len() as u64;
    desk.import(&["--create"], &files).ended(DONE).counting([all, 0, 0, 0]);
    let out = desk.folder("fuori");
    desk.does(&["export", out.to_str().unwrap()]).ended(DONE).saying(&format!("Scritte {all} righe"));
    for (name, own) in &expected {
        assert_eq!(rows(&out.join(format!("{name}.csv"))).1, *own, "{name}");
    }
    // What came out says nothing new, here and as a whole elsewhere.
    let exported: Vec<PathBuf> = TABLES.iter().map(|t| out.join(format!("{}.csv", t.file))).collect();
    let before = contents(&desk.database);
    desk.import(&[], &exported).ended(DONE).counting([0, 0, all, 0]);
    assert_eq!(contents(&desk.database), before);
    let copy = Desk::empty();
    copy.import(&["--create"], &exported).ended(DONE).counting([all, 0, 0, 0]);
    let again = copy.folder("fuori");
    copy.does(&["export", again.to_str().unwrap()]).ended(DONE);
    for (name, own) in &expected {
        assert_eq!(rows(&again.join(format!("{name}.csv"))).1, *own, "{name}, the second time");
    }
    desk.does(&["check"]).ended(DONE);
}

#[test]
fn the_demonstration_comes_out_and_goes_in_again_whole() {
    let desk = Desk::new();
    let out = desk.folder("fuori");
    desk.does(&["export", out.to_str().unwrap()]).ended(DONE);
    let exported: Vec<PathBuf> = names(&out).into_iter().map(|name| out.join(name)).collect();
    let all = rows_in(&exported);
    assert_eq!(all, rows_in(&demo_files()));
    let before = contents(&desk.database);
    desk.import(&[], &exported).ended(DONE).counting([0, 0, all, 0]);
    assert_eq!(contents(&desk.database), before);
    let copy = Desk::empty();
    copy.import(&["--create"], &exported).ended(DONE).counting([all, 0, 0, 0]);
    let again = copy.folder("fuori");
    copy.does(&["export", again.to_str().unwrap()]).ended(DONE);
    assert_eq!(names(&again), names(&out));
    for name in names(&out) {
        assert_eq!(rows(&again.join(&name)), rows(&out.join(&name)), "{name}");
    }
}

#[test]
fn one_body_can_be_taken_out_alone() {
    let desk = Desk::new();
    let out = desk.folder("fuori");
    desk.does(&["export", "--ente", "C_A515", out.to_str().unwrap()]).ended(DONE);
    let (head, projects) = rows(&out.join("progetti.csv"));
    assert_eq!(head.first().map(String::as_str), Some("ente"));
    assert_eq!(projects.len(), 9);
    assert!(projects.iter().all(|row| row[0] == "c_a515"), "{projects:?}");
}
