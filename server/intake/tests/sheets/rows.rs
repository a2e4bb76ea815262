//! The rows of a sheet are those of the CSV that it would have been saved as.

use crate::{
    book::{Book, Cell, day, empty, error, flag, formula, moment, number, percent, shared, sheet, text, texts},
    csv, read,
};
use domain::{cell::Fault, cell::Value, when::When};
use intake::{FileFault, Item, Kind, Limits, Reason, SheetFault, TypedRow, open_within};

const FUNDING: &str = "ente;progetto;voce;fondo;importo;atto;al;noto_il;fonte;nota";
const PUBLIC: &str = "codice_ipa;importo_finanziamento;avviso;data_invio_candidatura;data_finanziamento;codice_cup";

fn taken(rows: &[(u32, Vec<Cell>)]) -> Vec<Result<Item, intake::Refusal>> {
    read(&csv(&Book::of(rows).bytes()).unwrap())
}

fn typed(item: &Result<Item, intake::Refusal>) -> &TypedRow {
    match item {
        Ok(Item::Typed(row)) => row,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sheet_of_the_template_is_read_as_its_csv() {
    let mut row = texts("c_e472;send-2022;contributo;pnrr");
    row.extend([number("61000.1"), number("214"), day("45728"), day("45729"), text("padigitale"), text(" come  scritto ")]);
    let other = texts("c_e472;send-2022;altro;pnrr;1.234,56");
    let sheet = taken(&[(1, texts(FUNDING)), (2, row), (3, other)]);
    let saved = format!(
        "{FUNDING}\nc_e472;send-2022;contributo;pnrr;61000.1;214;2025-03-12;2025-03-13;padigitale; come  scritto \n\
         c_e472;send-2022;altro;pnrr;1.234,56;;;;;\n"
    );
    assert_eq!(sheet, read(saved.as_bytes()));
    assert_eq!(sheet.iter().filter(|row| row.is_ok()).count(), 2);
}

#[test]
fn a_sheet_of_the_open_data_is_read_as_its_csv() {
    let row = vec![
        text("c_e472"),
        number("69000"),
        text("1.4.5 Notifiche"),
        text("2022-11-04T12:21:55.000+0000"),
        day("44929"),
        text("B21F22004070006"),
    ];
    let sheet = taken(&[(1, texts(PUBLIC)), (2, row)]);
    let saved = format!(
        "{}\nc_e472,69000,1.4.5 Notifiche,2022-11-04T12:21:55.000+0000,2023-01-03,B21F22004070006\n",
        PUBLIC.replace(';', ",")
    );
    assert_eq!(sheet, read(saved.as_bytes()));
    assert!(matches!(sheet[..], [Ok(Item::Public(_))]));
}

#[test]
fn a_day_is_the_same_in_either_calendar() {
    for (is_1904, serial) in [(false, "45728"), (true, "44266")] {
        let mut row = texts("c_e472;a;x;pnrr");
        row.extend([formula("30515"), empty(), day(serial), moment(serial)]);
        let book = Book { is_1904, ..Book::of(&[(1, texts(FUNDING)), (2, row)]) };
        let rows = read(&csv(&book.bytes()).unwrap());
        let row = typed(&rows[0]);
        assert_eq!(row.provenance.al.map(When::iso).as_deref(), Some("2025-03-12"));
        assert_eq!(row.provenance.known.unwrap().to_string(), "2025-03-12");
        assert!(row.values.contains(&Value::Integer(3_051_500)), "{:?}", row.values);
    }
}

#[test]
fn texts_that_cells_share_and_yes_and_no_are_read() {
    let cells = vec![
        shared(0),
        shared(1),
        flag(true),
        flag(false),
        moment("45728.4375"),
        percent("0.895"),
        formula("0.30000000000000004"),
    ];
    let book = Book { strings: vec!["Forlì &amp; &quot;Cesena&quot;", " b "], ..Book::of(&[(1, cells)]) };
    let text = String::from_utf8(csv(&book.bytes()).unwrap()).unwrap();
    assert_eq!(text, "\u{feff}\"Forlì & \"\"Cesena\"\"\",\" b \",\"sì\",\"no\",\"2025-03-12T10:30:00\",\"0.8950\",\"0.3\"\n");
}

#[test]
fn a_refusal_names_the_row_that_people_see() {
    let rows = taken(&[
        (3, texts(FUNDING)),
        (4, vec![empty(), text("  "), empty()]),
        (7, texts("c_e472;a;x;pnrr;tanto;;;;;due\nrighe")),
        (1_000, texts("c_e472;a;x;pnrr;5;;31/02/2023")),
    ]);
    let told: Vec<_> = rows.into_iter().map(|row| row.unwrap_err()).map(|r| (r.line, r.column.unwrap(), r.reason)).collect();
    assert!(matches!(&told[0], (7, column, Reason::Cell(Fault::NotMoney(_))) if column == "importo"));
    assert!(matches!(&told[1], (1_000, column, Reason::Cell(Fault::NoSuchDay)) if column == "al"));
    assert_eq!(told.len(), 2);
}

#[test]
fn what_could_not_be_computed_refuses_its_row() {
    let mut row = texts("c_e472;a;x;pnrr");
    row.push(number("5"));
    let good = row.clone();
    row.push(error("#REF!"));
    let rows = taken(&[(1, texts(FUNDING)), (2, row), (3, good)]);
    let refusal = rows[0].as_ref().unwrap_err();
    assert_eq!((refusal.line, refusal.column.as_deref(), &refusal.reason), (2, Some("atto"), &Reason::FormulaFault));
    assert!(rows[1].is_ok());
    // As a CSV has it too, in the words of an Italian spreadsheet.
    let saved = format!("{FUNDING}\nc_e472;a;x;pnrr;5;#RIF!;;;;\n");
    assert_eq!(read(saved.as_bytes())[0].as_ref().unwrap_err().reason, Reason::FormulaFault);
}

#[test]
fn the_first_sheet_with_a_header_of_ours_is_taken_and_hidden_ones_are_not() {
    let ours = sheet(&[(1, texts("ente;progetto;titolo")), (2, texts("c_e472;a;b"))]);
    let hidden = sheet(&[(1, texts(FUNDING)), (2, texts("c_e472;a;x;pnrr;5"))]);
    let notes = sheet(&[(1, texts("Appunti dell'ufficio;2025"))]);
    let blank = sheet(&[]);
    let sheets = vec![
        ("Vuoto", "visible", blank.clone()),
        ("Appunti", "visible", notes.clone()),
        ("Nascosto", "hidden", hidden.clone()),
        ("Progetti", "visible", ours),
    ];
    let book = Book { sheets, ..Book::default() };
    let text = csv(&book.bytes()).unwrap();
    let rows = open_within(text.as_slice(), Limits::UPLOAD).unwrap();
    assert!(matches!(rows.kind(), Kind::Template(table) if table.file == "progetti"));
    assert_eq!(rows.count(), 1);

    let sheets =
        vec![("Vuoto", "visible", blank.clone()), ("Appunti", "visible", notes), ("Nascosto", "veryHidden", hidden.clone())];
    let text = csv(&Book { sheets, ..Book::default() }.bytes()).unwrap();
    assert!(matches!(open_within(text.as_slice(), Limits::UPLOAD), Err(FileFault::WrongHeader { .. })));

    let sheets = vec![("Vuoto", "visible", blank), ("Nascosto", "hidden", hidden)];
    assert!(matches!(csv(&Book { sheets, ..Book::default() }.bytes()), Err(SheetFault::Empty)));
}

#[test]
fn rows_out_of_order_and_beyond_the_last_of_a_sheet_are_told() {
    for rows in [[1, 3, 2], [1, 2, 1_048_577], [1, 2, 4_294_967_295]] {
        let rows = rows.map(|number| (number, texts("ente;progetto;titolo")));
        assert!(matches!(csv(&Book::of(&rows).bytes()), Err(SheetFault::Broken(_))));
    }
}

#[test]
fn an_address_that_no_sheet_has_is_no_panic() {
    for address in ["A99999999999999999999", "ZZZZZZZZZZZZZZZZ1", "1", "", "AA", "È1", "A0"] {
        let xml = sheet(&[(1, texts("ente;progetto;titolo"))]).replace("r=\"A1\"", &format!("r=\"{address}\""));
        let book = Book { sheets: vec![("Foglio1", "visible", xml)], ..Book::default() };
        let _ = csv(&book.bytes());
    }
}
