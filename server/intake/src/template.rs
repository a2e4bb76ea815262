//! Rows of our own template: every cell by the description of its column in `domain::records`.

use crate::{
    export::unguarded,
    header::Header,
    refusal::Refusal,
    row::{Place, Row},
};
use domain::{
    cell::{Cell, Fault, LONGEST_TEXT, Table},
    fact::{Note, PROVENANCE},
    ports::{TypedProvenance, TypedRow},
};

/// Where the columns stand in the file at hand.
pub(crate) struct Places {
    table: &'static Table,
    own: Vec<Place>,
    provenance: [Place; 5],
}

impl Places {
    pub(crate) fn of(table: &'static Table, header: &Header) -> Self {
        Self {
            table,
            own: table.columns.iter().map(|column| header.place(column.header)).collect(),
            provenance: PROVENANCE.each_ref().map(|column| header.place(column.header)),
        }
    }
}

/// Reads a row; the first cell at fault refuses it.
pub(crate) fn read(row: &Row<'_>, at: &Places) -> Result<TypedRow, Refusal> {
    let mut values = Vec::with_capacity(at.table.columns.len() + 4);
    for (column, place) in at.table.columns.iter().zip(&at.own) {
        let text = cell(row, *place)?;
        values.extend((column.parse)(text).map_err(|fault| row.refuse(*place, fault))?);
    }
    let [al, known, source, note, public] = at.provenance;
    let provenance = TypedProvenance {
        al: typed(row, al)?,
        known: typed(row, known)?,
        source: typed(row, source)?,
        note: Note::typed(typed(row, note)?, typed(row, public)?),
    };
    Ok(TypedRow { line: row.line, table: at.table, values, provenance, raw: row.raw() })
}

/// The text of a cell, without the apostrophe by which an export kept a spreadsheet from computing it.
fn cell<'a>(row: &Row<'a>, place: Place) -> Result<&'a str, Refusal> {
    let text = unguarded(row.text(place));
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Err(row.refuse(place, Fault::TooLong(LONGEST_TEXT)));
    }
    Ok(text)
}

fn typed<T: Cell>(row: &Row<'_>, place: Place) -> Result<T, Refusal> {
    T::parse(cell(row, place)?).map_err(|fault| row.refuse(place, fault))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, Kind, Reason, open};
    use chrono::NaiveDate;
    use domain::when::When;
    use domain::{fact::Record, money::NotMoney, records};

    fn read_all(bytes: &[u8]) -> Vec<Result<TypedRow, Refusal>> {
        let rows = open(bytes).unwrap();
        assert!(matches!(rows.kind(), Kind::Template(_)));
        rows.map(|item| {
            item.map(|item| match item {
                Item::Typed(row) => row,
                other => panic!("{other:?}"),
            })
        })
        .collect()
    }

    fn funding(row: &str) -> Result<records::FundingLine, (Option<String>, Reason)> {
        let text = format!("ente;progetto;voce;fondo;importo;al;noto_il;fonte;nota\n{row}\n");
        read_all(text.as_bytes())
            .remove(0)
            .map(|row| records::FundingLine::load(&row.values).unwrap())
            .map_err(|refusal| (refusal.column, refusal.reason))
    }

    #[test]
    fn italian_dates_and_amounts_are_read() {
        let text = "ente;progetto;voce;fondo;importo;al;noto_il;fonte;nota\n\
            C_E472;send-2022;contributo;PNRR;oltre 1.234,56 €;3/1/2023;31/12/2024;padigitale;come  scritto\n";
        let row = read_all(text.as_bytes()).remove(0).unwrap();
        let line = records::FundingLine::load(&row.values).unwrap();
        assert_eq!(line.ente.as_str(), "c_e472");
        assert_eq!(line.amount.unwrap().plain(), "oltre 1234.56");
        assert_eq!(
            row.provenance,
            TypedProvenance {
                al: Some(When::Day(NaiveDate::from_ymd_opt(2023, 1, 3).unwrap())),
                known: NaiveDate::from_ymd_opt(2024, 12, 31),
                source: Some("padigitale".into()),
                note: Some(Note { text: "come scritto".into(), public: false }),
            }
        );
        assert_eq!((row.line, row.table.file), (2, "finanziamenti"));
        assert!(row.raw.contains("\"importo\":\"oltre 1.234,56 €\""));
    }

    #[test]
    fn commas_iso_dates_byte_order_mark_and_windows_are_read() {
        let comma = "\u{feff}ente,progetto,titolo\nc_e472,send-2022,\"Notifiche, più veloci\"\n";
        let semicolon = b"Ente;Progetto ;TITOLO\r\nc_e472;send-2022;Notifiche, pi\xf9 veloci\r\n";
        for bytes in [comma.as_bytes(), semicolon.as_slice()] {
            let row = read_all(bytes).remove(0).unwrap();
            let project = records::Project::load(&row.values).unwrap();
            assert_eq!(project.title, "Notifiche, più veloci");
            assert_eq!(project.line, None);
        }
    }

    #[test]
    fn the_first_cell_at_fault_refuses_the_row_with_its_column() {
        for (row, column, reason) in [
            ("c_e472;;x;pnrr;;;;;", "progetto", Reason::Cell(Fault::Empty)),
            ("c_e472;a;x;pnrr;-5;;;;", "importo", Reason::Cell(Fault::NotMoney(NotMoney::Negative))),
            ("c_e472;a;x;pnrr;1e9;31/02/2023;;;", "importo", Reason::Cell(Fault::NotMoney(NotMoney::Form))),
            ("c_e472;a;x;pnrr;5;31/02/2023;;;", "al", Reason::Cell(Fault::NoSuchDay)),
            ("c_e472;a;x;pnrr;5;;None;;", "noto_il", Reason::Cell(Fault::NotADate)),
            ("c_e472;a;x;pnrr;5;;2024;;", "noto_il", Reason::Cell(Fault::NotADate)),
        ] {
            assert_eq!(funding(row), Err((Some(column.to_owned()), reason)), "{row}");
        }
        assert!(matches!(funding("c_e472;a;x;oro;5;;;;"), Err((Some(c), Reason::Cell(Fault::NotOneOf(_)))) if c == "fondo"));
        assert_eq!(funding("c_e472;a;x;pnrr;5;;;"), Err((None, Reason::TooFewCells { found: 8, expected: 9 })));
        assert_eq!(funding("c_e472;a;x;pnrr;5;;;;;z"), Err((None, Reason::TooManyCells { found: 10, expected: 9 })));
        assert!(funding("c_e472;a;x;pnrr;5;;;;;;").is_ok());
    }

    #[test]
    fn a_cell_as_long_as_a_book_is_refused() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let refused = funding(&format!("c_e472;a;x;pnrr;{long};;;;")).unwrap_err();
        assert_eq!(refused, (Some("importo".to_owned()), Reason::Cell(Fault::TooLong(LONGEST_TEXT))));
        assert!(funding(&format!("c_e472;a;{};pnrr;;;;;", "è".repeat(LONGEST_TEXT))).is_ok());
    }

    #[test]
    fn empty_lines_are_passed_over_and_counted() {
        let read = read_all(b"ente;progetto;titolo\n;;\n\n  ; ;\nc_e472;a;b\n");
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].as_ref().unwrap().line, 5);
    }

    #[test]
    fn candidatures_of_the_template_are_rows_like_others() {
        let text = "ente;progetto;avviso;inviata;stato;importo;visto_dal;visto_fino\n\
            c_e472;send-2022;1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022);2022-11-04T12:21:55;E;69000,00;05/07/2024;2026-08-12\n";
        let row = read_all(text.as_bytes()).remove(0).unwrap();
        let application = records::ApplicationRecord::load(&row.values).unwrap();
        assert_eq!(application.state, Some(domain::application::State::Disbursed));
        assert_eq!(application.seen, NaiveDate::from_ymd_opt(2024, 7, 5));
    }

    #[test]
    fn the_template_in_json_is_read_too() {
        let row =
            read_all(b"[{\"ente\": \"c_e472\", \"progetto\": \"a\", \"titolo\": \"b\", \"nota\": null}]").remove(0).unwrap();
        assert_eq!(row.provenance, TypedProvenance::default());
    }
}
