//! Our own template written: empty, explained, and with the rows that are kept. What is written here is read back the same.

use domain::ports::TypedProvenance;
use domain::{
    cell::{Cell, Column, Fault, Table, Value},
    fact::PROVENANCE,
    records::TABLES,
};
use std::io::{self, Write};

/// Why rows could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// A kept value is not of the form its column has.
    #[error("the kept value of column {column} is damaged")]
    Damaged {
        /// Header of the column, or the table's name where the row has not as many values as the columns keep.
        column: &'static str,
    },
    /// The place to write to took no more.
    #[error("the rows could not be written")]
    Csv(#[from] csv::Error),
    /// The place to write to took no more.
    #[error("the rows could not be written")]
    Io(#[from] io::Error),
}

fn columns(table: &Table) -> impl Iterator<Item = &'static Column> {
    table.columns.iter().chain(&PROVENANCE)
}

/// The header of a file of the template, as a line.
#[must_use]
pub fn empty_template(table: &Table) -> String {
    let headers: Vec<_> = columns(table).map(|column| column.header).collect();
    format!("{}\n", headers.join(";"))
}

/// What the template's files and columns are for: the text of `LEGGIMI.txt` beside them.
#[must_use]
pub fn template_guide() -> String {
    let mut out = String::from(GUIDE);
    out.push_str("\n## Colonne comuni a tutti i file\n\n");
    for column in &PROVENANCE {
        describe(&mut out, column);
    }
    for table in TABLES {
        out.push_str(&format!("\n## {}.csv\n\n{}\n\n", table.file, table.about));
        for column in table.columns {
            describe(&mut out, column);
        }
        let also: Vec<_> = [(table.by_al, "`al`"), (table.by_source, "`fonte`")]
            .into_iter()
            .filter(|(by, _)| *by)
            .map(|(_, name)| name)
            .collect();
        if !also.is_empty() {
            out.push_str(&format!("\nDistingue una riga dall'altra anche {}.\n", also.join(" e ")));
        }
    }
    out
}

const GUIDE: &str = "# Come compilare questi file

Un file per ogni genere di dato. Si possono riempire con un foglio di calcolo e salvare come CSV: il separatore può essere
`;` o `,`, la codifica UTF-8 (con o senza BOM) o Windows-1252. Contano i nomi delle colonne, non il loro ordine; una colonna
facoltativa si può togliere, una che non è in elenco no. Le righe vuote si saltano.

- Una cella vuota vuol dire «non noto», mai zero.
- Date: `29/10/2025` o `2025-10-29`; dove il giorno non è noto `10/2025`, `T4 2025` o `2025`.
- Importi e numeri: `1.234,56` o `1234.56`; `1.234` vale milleduecentotrentaquattro. Davanti si può scrivere `oltre` o `circa`.
- Una riga con la stessa chiave di una precedente è una notizia più recente sulla stessa cosa: la prima resta leggibile.
- In un foglio XLSX un mese (`10/2025`) si scrive in una cella di testo: come data il foglio ne tiene il primo giorno.
- Un testo che comincia con `=`, `+`, `-` o `@` si scrive con un apostrofo davanti, che l'importazione toglie.
";

fn describe(out: &mut String, column: &Column) {
    let must = if column.required { "obbligatoria" } else { "facoltativa" };
    let key = if column.key { ", chiave" } else { "" };
    out.push_str(&format!("- `{}` ({must}{key}): {}\n", column.header, column.hint));
}

/// Writes a table's rows in their canonical form: header, `;`, UTF-8 without mark.
///
/// # Errors
/// When a kept value is damaged, or the writer fails; what was written by then is no whole file.
pub fn write_rows(table: &Table, rows: &[(Vec<Value>, TypedProvenance)], out: &mut impl Write) -> Result<(), WriteFault> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
    writer.write_record(columns(table).map(|column| column.header))?;
    for (values, provenance) in rows {
        let cut = table.cut(values).map_err(|_| WriteFault::Damaged { column: table.name })?;
        let mut record = Vec::with_capacity(table.columns.len() + PROVENANCE.len());
        for (column, kept) in table.columns.iter().zip(cut) {
            let printed: Result<String, Fault> = (column.print)(kept);
            record.push(guarded(printed.map_err(|_| WriteFault::Damaged { column: column.header })?));
        }
        let TypedProvenance { al, known, source, note } = provenance;
        let (text, public) = note.as_ref().map(|note| (note.text.clone(), note.word())).unwrap_or_default();
        record.extend([al.print(), known.print(), source.print(), text, public].map(guarded));
        writer.write_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

/// A spreadsheet would compute it. Apostrophes before do not change that, so that one more or less can be told.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// With the apostrophe that keeps a spreadsheet from computing it, where one is needed.
fn guarded(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

/// Without that apostrophe.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, TypedRow, open};
    use domain::{
        fact::{Note, Record},
        records::{Claim, FundingLine},
        when::When,
    };
    use proptest::prelude::*;

    fn read_all(bytes: &[u8]) -> Vec<TypedRow> {
        open(bytes)
            .unwrap()
            .map(|item| match item.unwrap() {
                Item::Typed(row) => row,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn written(table: &Table, rows: &[(Vec<Value>, TypedProvenance)]) -> String {
        let mut out = Vec::new();
        write_rows(table, rows, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn again(table: &Table, rows: &[(Vec<Value>, TypedProvenance)]) -> Vec<(Vec<Value>, TypedProvenance)> {
        read_all(written(table, rows).as_bytes()).into_iter().map(|row| (row.values, row.provenance)).collect()
    }

    /// Some text that the column takes.
    fn sample(column: &Column) -> String {
        for text in ["Prova", "prova-2024", "2024-03-12T10:00:00", "2024-03-12", "7"] {
            match (column.parse)(text) {
                Ok(_) => return text.to_owned(),
                Err(Fault::NotOneOf(words)) => return words[0].to_owned(),
                Err(_) => {}
            }
        }
        panic!("nothing fits {}", column.header);
    }

    #[test]
    fn an_empty_template_is_a_file_without_rows() {
        for table in TABLES {
            let text = empty_template(table);
            let rows = open(text.as_bytes()).unwrap();
            assert_eq!(rows.kind().code(), table.file);
            assert_eq!(rows.count(), 0);
        }
    }

    #[test]
    fn every_file_of_the_template_comes_back_as_it_was_filled_in() {
        for table in TABLES {
            let cells: Vec<_> = columns(table).map(sample).collect();
            let filled = format!("{}{}\n", empty_template(table), cells.join(";"));
            let rows: Vec<_> = read_all(filled.as_bytes()).into_iter().map(|row| (row.values, row.provenance)).collect();
            assert_eq!(rows.len(), 1, "{}", table.file);
            assert_eq!(again(table, &rows), rows, "{}", table.file);
            let text = written(table, &rows);
            assert_eq!(written(table, &again(table, &rows)), text);
        }
    }

    #[test]
    fn every_file_and_column_is_explained() {
        let guide = template_guide();
        for table in TABLES {
            assert!(guide.contains(&format!("## {}.csv", table.file)));
            for column in columns(table) {
                assert!(guide.contains(&format!("- `{}` (", column.header)) && guide.contains(column.hint), "{}", column.header);
            }
        }
        assert!(guide.contains("- `ente` (obbligatoria, chiave): Codice IPA."));
    }

    #[test]
    fn formulas_are_texts_in_a_spreadsheet_and_come_back_as_they_were() {
        for text in ["=1+1", "@SUM(A1)", "+39 0773", "- un elenco", "'=1", "''-x", "'come dicono'", "l'ente", "'"] {
            let row = (
                [
                    Value::Text("c_e472".into()),
                    Value::Text("a".into()),
                    Value::Text(text.into()),
                    Value::Text("pnrr".into()),
                    Value::Null,
                    Value::Null,
                    Value::Null,
                ]
                .to_vec(),
                TypedProvenance { note: Note::typed(Some(text.into()), Some(true)), ..TypedProvenance::default() },
            );
            let rows = [row];
            for line in written(FundingLine::TABLE, &rows).lines().skip(1) {
                assert!(line.split(';').all(|cell| !cell.trim_matches('"').starts_with(['=', '+', '-', '@'])), "{line}");
            }
            assert_eq!(again(FundingLine::TABLE, &rows), rows, "{text}");
        }
    }

    #[test]
    fn dates_and_bounds_are_written_as_precisely_as_they_are_known() {
        let text = "ente;progetto;voce;fondo;importo;al\nc_e472;a;x;pnrr;circa 20.000 €;IV trimestre 2025\n";
        let rows: Vec<_> = read_all(text.as_bytes()).into_iter().map(|row| (row.values, row.provenance)).collect();
        assert_eq!(rows[0].1.al, Some(When::Quarter(2025, 4)));
        assert_eq!(
            written(FundingLine::TABLE, &rows),
            "ente;progetto;voce;fondo;importo;atto;al;noto_il;fonte;nota;nota_pubblica\nc_e472;a;x;pnrr;circa 20000.00;;2025-Q4;;;;\n"
        );
    }

    #[test]
    fn damaged_values_are_told_and_not_written() {
        let short = [(vec![Value::Null], TypedProvenance::default())];
        assert!(matches!(
            write_rows(FundingLine::TABLE, &short, &mut io::sink()),
            Err(WriteFault::Damaged { column: "ente" | "funding_line" })
        ));
    }

    proptest! {
        #[test]
        fn any_words_come_back_as_they_are_kept(words in "\\PC{1,60}", words_en in "[ -~]{0,60}", note in "['=+@;,\" a-]{0,20}", public in any::<bool>()) {
            let column = |header: &str| Claim::TABLE.columns.iter().find(|c| c.header == header).unwrap();
            let mut values = Vec::new();
            for own in Claim::TABLE.columns {
                let text = match own.header {
                    "parole" => words.clone(),
                    "parole_en" => words_en.clone(),
                    _ if own.required => sample(own),
                    _ => String::new(),
                };
                let Ok(kept) = (own.parse)(&text) else { return Ok(()) };
                values.extend(kept);
            }
            prop_assume!((column("parole").parse)(&words) != Ok(vec![Value::Text(String::new())]));
            prop_assume!((column("parole_en").parse)(&words_en) != Ok(vec![Value::Text(String::new())]));
            let note = Note::typed(<Option<String> as Cell>::parse(&note).unwrap(), Some(public));
            let rows = [(values, TypedProvenance { note, ..TypedProvenance::default() })];
            prop_assert_eq!(again(Claim::TABLE, &rows), rows.to_vec());
        }
    }
}
