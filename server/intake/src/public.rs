//! Applications of the PA digitale 2026 open data, in every form in which they were published (`domain.md` §6.1).

use crate::{
    header::Header,
    refusal::{Reason, Refusal, excerpt},
    row::{Place, Row, instant, is_missing, iso_date, money, words},
};
use chrono::NaiveDate;
use domain::{
    application::{ApplicationKey, Body, PublicRow, Says, Seen, State},
    cell::{Cell, Fault},
    identifier::{Cup, Ipa},
};

/// The columns that every published file has.
pub(crate) const REQUIRED: [&str; 6] =
    ["codice_ipa", "importo_finanziamento", "avviso", "data_invio_candidatura", "data_finanziamento", "codice_cup"];

/// The columns that we read.
pub(crate) const KNOWN: [&str; 21] = [
    "codice_ipa",
    "ente",
    "tipologia_ente",
    "comune",
    "cod_comune",
    "provincia",
    "cod_provincia",
    "regione",
    "cod_regione",
    "importo_finanziamento",
    "avviso",
    "data_invio_candidatura",
    "data_finanziamento",
    "codice_cup",
    "numero_finestra_temporale",
    "numero_di_protocollo",
    "decreto_finanziamento",
    "stato_candidatura",
    "data_stato_candidatura",
    "misura",
    "_snapshot",
];

/// The longest CUP: 15 or 16 characters, `CANCELLATO_` before them where it was, and room for an odd one.
const LONGEST_CUP: usize = 40;

/// Where the columns stand in the file at hand.
pub(crate) struct Places {
    ipa: Place,
    name: Place,
    kind: Place,
    municipality: Place,
    istat: Place,
    province: Place,
    province_code: Place,
    region: Place,
    region_code: Place,
    amount: Place,
    call: Place,
    sent: Place,
    decreed: Place,
    cup: Place,
    window: Place,
    protocol: Place,
    decree: Place,
    state: Place,
    state_on: Place,
    measure: Place,
    snapshot: Place,
}

impl Places {
    pub(crate) fn of(header: &Header) -> Self {
        Self {
            ipa: header.place("codice_ipa"),
            name: header.place("ente"),
            kind: header.place("tipologia_ente"),
            municipality: header.place("comune"),
            istat: header.place("cod_comune"),
            province: header.place("provincia"),
            province_code: header.place("cod_provincia"),
            region: header.place("regione"),
            region_code: header.place("cod_regione"),
            amount: header.place("importo_finanziamento"),
            call: header.place("avviso"),
            sent: header.place("data_invio_candidatura"),
            decreed: header.place("data_finanziamento"),
            cup: header.place("codice_cup"),
            window: header.place("numero_finestra_temporale"),
            protocol: header.place("numero_di_protocollo"),
            decree: header.place("decreto_finanziamento"),
            state: header.place("stato_candidatura"),
            state_on: header.place("data_stato_candidatura"),
            measure: header.place("misura"),
            snapshot: header.place("_snapshot"),
        }
    }
}

/// Reads a row.
pub(crate) fn read(row: &Row<'_>, at: &Places) -> Result<PublicRow, Refusal> {
    let key = ApplicationKey {
        ente: row.required(at.ipa, ipa)?,
        call: row.required(at.call, title)?,
        sent_at: row.required(at.sent, instant)?,
    };
    let says = Says {
        state: state(row, at.state)?,
        state_on: row.optional(at.state_on, iso_date)?,
        amount: row.required(at.amount, money)?,
        decreed: row.required(at.decreed, iso_date)?,
        cup: row.optional(at.cup, cup)?,
        window: row.optional(at.window, <u32 as Cell>::parse)?,
        protocol: row.optional(at.protocol, <u32 as Cell>::parse)?,
        decree: row.optional(at.decree, words)?,
    };
    let seen = row.optional(at.snapshot, snapshot)?.map(|day| Seen { first: day, last: day, at_least: false });
    Ok(PublicRow {
        key,
        line: row.line,
        project: None,
        body: body(row, at)?,
        measure: row.optional(at.measure, words)?,
        says,
        raw: row.raw(),
        seen,
    })
}

fn body(row: &Row<'_>, at: &Places) -> Result<Body, Refusal> {
    let istat = row.optional(at.istat, words)?;
    let province_code = row.optional(at.province_code, words)?;
    // `None` is a comune near Turin, and pandas takes it for a missing value from 2023 on, as it does `NA`, Naples.
    let municipality = match row.text(at.municipality) {
        "None" => Some("None".to_owned()),
        "" if istat.as_deref() == Some("001168") => Some("None".to_owned()),
        _ => row.optional(at.municipality, words)?,
    };
    let province = match row.optional(at.province, words)? {
        None if province_code.as_deref() == Some("063") => Some("NA".to_owned()),
        province => province,
    };
    let kind = match row.optional(at.kind, words)? {
        Some(kind) if kind == "Comune" => Some("Comuni".to_owned()),
        kind => kind,
    };
    Ok(Body {
        name: row.optional(at.name, words)?,
        kind,
        municipality,
        istat,
        province,
        province_code,
        region: row.optional(at.region, words)?,
        region_code: row.optional(at.region_code, words)?,
    })
}

/// A row without a state is one of a file from before states were published, when only funded ones were.
fn state(row: &Row<'_>, place: Place) -> Result<State, Refusal> {
    let text = row.text(place);
    if is_missing(text) {
        return Ok(State::Funded);
    }
    State::read(text).ok_or_else(|| row.because(place, Reason::StateUnknown(excerpt(text))))
}

fn ipa(text: &str) -> Result<Ipa, Fault> {
    if is_missing(text) { Err(Fault::Empty) } else { <Ipa as Cell>::parse(text) }
}

fn title(text: &str) -> Result<String, Fault> {
    if is_missing(text) { Err(Fault::Empty) } else { words(text) }
}

fn cup(text: &str) -> Result<Cup, Fault> {
    if text.chars().count() > LONGEST_CUP { Err(Fault::TooLong(LONGEST_CUP)) } else { <Cup as Cell>::parse(text) }
}

fn snapshot(text: &str) -> Result<NaiveDate, Fault> {
    instant(text).map(|t| t.date()).or_else(|_| iso_date(text))
}

/// The newest day that a row speaks of: the file that has it was published on that day or later.
#[must_use]
pub fn newest_day(row: &PublicRow) -> NaiveDate {
    let said = row.says.decreed.max(row.key.sent_at.date());
    row.says.state_on.map_or(said, |state_on| said.max(state_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileFault, Item, Kind, open};
    use domain::money::{Cents, NotMoney};
    use std::{
        fmt::Write as _,
        path::{Path, PathBuf},
    };

    /// Latina's SEND as the newest files have it.
    const SEND: [(&str, &str); 20] = [
        ("codice_ipa", "c_e472"),
        ("ente", "Comune di Latina"),
        ("tipologia_ente", "Comuni"),
        ("comune", "Latina"),
        ("cod_comune", "059011"),
        ("provincia", "LT"),
        ("cod_provincia", "059"),
        ("regione", "Lazio"),
        ("cod_regione", "12"),
        ("importo_finanziamento", "69000.0"),
        ("avviso", "1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)"),
        ("data_invio_candidatura", "2022-11-04T12:21:55.000+0000"),
        ("data_finanziamento", "2023-01-03"),
        ("codice_cup", "B21F22004070006"),
        ("numero_finestra_temporale", "2"),
        ("numero_di_protocollo", "131"),
        ("decreto_finanziamento", "Decreto n.131 - 2 / 2022 - PNRR"),
        ("stato_candidatura", "E"),
        ("data_stato_candidatura", "2024-03-12"),
        ("misura", "1.4.5 Digitalizzazione degli avvisi pubblici"),
    ];

    const OF_11: [&str; 11] = [
        "codice_ipa",
        "comune",
        "provincia",
        "regione",
        "importo_finanziamento",
        "avviso",
        "data_invio_candidatura",
        "data_finanziamento",
        "codice_cup",
        "numero_finestra_temporale",
        "numero_di_protocollo",
    ];

    /// The headers that were published, by their number of columns.
    fn header_of(columns: usize) -> Vec<&'static str> {
        let newest: Vec<_> = SEND.iter().map(|(name, _)| *name).collect();
        let mut names = OF_11.to_vec();
        for (since, name) in [
            (13, "cod_provincia"),
            (13, "cod_regione"),
            (15, "cod_comune"),
            (15, "stato_candidatura"),
            (16, "misura"),
            (17, "tipologia_ente"),
            (18, "ente"),
            (19, "decreto_finanziamento"),
        ] {
            if columns >= since {
                names.push(name);
            }
        }
        assert_eq!(names.len(), columns.min(19));
        if columns == 20 { newest } else { names }
    }

    fn value_of(name: &str) -> &'static str {
        SEND.iter().find(|(own, _)| *own == name).unwrap().1
    }

    fn file(names: &[&str], changes: &[(&str, &str)], quoted: bool) -> String {
        let cell = |text: &str| if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() };
        let value = |name: &&str| cell(changes.iter().find(|(own, _)| own == name).map_or_else(|| value_of(name), |(_, v)| *v));
        let values: Vec<_> = names.iter().map(value).collect();
        format!("{}\n{}\n", names.join(","), values.join(","))
    }

    fn one(text: &str) -> Result<PublicRow, Refusal> {
        let mut rows = open(text.as_bytes()).unwrap();
        assert!(matches!(rows.kind(), Kind::Public));
        let row = match rows.next().unwrap()? {
            Item::Public(row) => *row,
            other => panic!("{other:?}"),
        };
        assert!(rows.next().is_none());
        Ok(row)
    }

    /// Latina's SEND with some cells changed.
    fn with(changes: &[(&str, &str)]) -> Result<PublicRow, Refusal> {
        one(&file(&header_of(20), changes, true))
    }

    fn fault_of(name: &str, value: &str) -> Reason {
        let refusal = with(&[(name, value)]).unwrap_err();
        assert_eq!(refusal.column.as_deref(), Some(name));
        assert_eq!(refusal.line, 2);
        refusal.reason
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_header_that_was_published_is_read_quoted_or_not() {
        for columns in [11, 13, 15, 16, 17, 18, 19, 20] {
            for quoted in [false, true] {
                let names = header_of(columns);
                let row = one(&file(&names, &[], quoted)).unwrap();
                assert_eq!(row.key.ente.as_str(), "c_e472", "{columns}");
                assert_eq!(row.key.call, value_of("avviso"));
                assert_eq!(row.key.sent_at.to_string(), "2022-11-04 12:21:55");
                assert_eq!((row.says.amount, row.says.decreed), (Cents(6_900_000), day("2023-01-03")));
                assert_eq!((row.says.window, row.says.protocol), (Some(2), Some(131)));
                assert_eq!(row.says.state, if columns < 15 { State::Funded } else { State::Disbursed });
                assert_eq!(row.says.state_on, (columns == 20).then(|| day("2024-03-12")));
                assert_eq!(row.measure.is_some(), columns >= 16);
                assert_eq!(row.body.kind.as_deref(), (columns >= 17).then_some("Comuni"));
                assert_eq!(row.body.name.is_some(), columns >= 18);
                assert_eq!(row.body.municipality.as_deref(), Some("Latina"));
                assert_eq!((row.line, row.seen), (2, None));
            }
        }
    }

    #[test]
    fn the_header_of_nineteen_without_a_measure_is_read() {
        let names: Vec<_> = header_of(20).into_iter().filter(|name| *name != "misura").collect();
        let row = one(&file(&names, &[], true)).unwrap();
        assert_eq!((row.measure, row.says.state_on), (None, Some(day("2024-03-12"))));
    }

    #[test]
    fn the_first_files_quoted_texts_and_not_numbers() {
        let text = "codice_ipa,comune,provincia,regione,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup,numero_finestra_temporale,numero_di_protocollo\n\
            \"c_l458\",\"Tufara\",\"CB\",\"Molise\",14000.0,\"1.4.4 Adozione SPID CIE  - Comuni - Aprile 2022\",\"2022-05-03T11:17:01.000+0000\",\"2022-08-02\",\"E71F22000160006\",1.0,25.0\n";
        let row = one(text).unwrap();
        assert_eq!(row.key.call, "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022");
        assert_eq!((row.says.window, row.says.protocol), (Some(1), Some(25)));
    }

    #[test]
    fn json_is_read_in_both_styles() {
        let mut spaced = String::from("[{");
        let mut compact = String::from("[{");
        for (i, (name, value)) in SEND.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let number = matches!(*name, "importo_finanziamento" | "numero_finestra_temporale" | "numero_di_protocollo");
            if number && *name == "importo_finanziamento" {
                write!(spaced, "{comma} \"{name}\": {value}").unwrap();
            } else {
                write!(spaced, "{comma} \"{name}\": \"{value}\"").unwrap();
            }
            if number {
                write!(compact, "{comma}\"{name}\":{value}").unwrap();
            } else {
                write!(compact, "{comma}\"{name}\":\"{}\"", value.replace('/', "\\/")).unwrap();
            }
        }
        spaced.push_str("}]\n");
        compact.push_str("}]");
        let (spaced, compact) = (one(&spaced).unwrap(), one(&compact).unwrap());
        assert_eq!(spaced.says, compact.says);
        assert_eq!(spaced.key, compact.key);
        assert_eq!(spaced.says, with(&[]).unwrap().says);
        assert_eq!(spaced.says.decree.as_deref(), Some("Decreto n.131 - 2 / 2022 - PNRR"));
        assert_eq!(compact.raw, with(&[]).unwrap().raw);
    }

    #[test]
    fn naples_keeps_its_province() {
        assert_eq!(with(&[("provincia", ""), ("cod_provincia", "063")]).unwrap().body.province.as_deref(), Some("NA"));
        assert_eq!(with(&[("provincia", "NA"), ("cod_provincia", "063")]).unwrap().body.province.as_deref(), Some("NA"));
        assert_eq!(with(&[("provincia", ""), ("cod_provincia", "059")]).unwrap().body.province, None);
    }

    #[test]
    fn the_comune_of_none_keeps_its_name() {
        let none = [("ente", "Comune di None"), ("comune", "None"), ("cod_comune", "001168")];
        assert_eq!(with(&none).unwrap().body.municipality.as_deref(), Some("None"));
        let emptied = [("ente", "Comune di None"), ("comune", ""), ("cod_comune", "001168")];
        assert_eq!(with(&emptied).unwrap().body.municipality.as_deref(), Some("None"));
        assert_eq!(with(&[("comune", "")]).unwrap().body.municipality, None);
    }

    #[test]
    fn codes_keep_their_zeros_and_lose_their_case() {
        let row = with(&[("codice_ipa", "C_C078"), ("cod_comune", "001168"), ("cod_regione", "03")]).unwrap();
        assert_eq!(row.key.ente.as_str(), "c_c078");
        assert_eq!(row.body.istat.as_deref(), Some("001168"));
        assert_eq!(row.body.region_code.as_deref(), Some("03"));
        for ipa in ["c_a726n", "c_1jzf", "3BEP4ZAX", "PM", "p_TN", "uf_"] {
            assert_eq!(with(&[("codice_ipa", ipa)]).unwrap().key.ente.as_str(), ipa.to_lowercase());
        }
    }

    #[test]
    fn a_suppressed_comune_has_no_code() {
        assert_eq!(with(&[("cod_comune", "N/D")]).unwrap().body.istat, None);
    }

    #[test]
    fn cups_that_are_odd_empty_or_none_refuse_nothing() {
        for (text, cup) in [
            ("", None),
            ("None", None),
            ("e41c22oo1540006", Some("E41C22OO1540006")),
            ("281C22000980006", Some("281C22000980006")),
        ] {
            assert_eq!(with(&[("codice_cup", text)]).unwrap().says.cup.as_ref().map(Cup::as_str), cup, "{text}");
        }
        assert_eq!(fault_of("codice_cup", &"A".repeat(41)), Reason::Cell(Fault::TooLong(40)));
    }

    #[test]
    fn a_state_that_is_missing_is_funded_and_one_that_is_unknown_is_told() {
        for text in ["", "None", "nan", "A", "a"] {
            assert_eq!(with(&[("stato_candidatura", text)]).unwrap().says.state, State::Funded, "{text}");
        }
        assert_eq!(with(&[("stato_candidatura", "r")]).unwrap().says.state, State::Renounced);
        assert_eq!(fault_of("stato_candidatura", "X"), Reason::StateUnknown("X".into()));
    }

    #[test]
    fn a_day_of_the_state_that_reads_none_is_not_known() {
        assert_eq!(with(&[("data_stato_candidatura", "None")]).unwrap().says.state_on, None);
        assert_eq!(fault_of("data_stato_candidatura", "31/02/2023"), Reason::Cell(Fault::NotADate));
    }

    #[test]
    fn amounts_are_machines_amounts_or_refused() {
        for (text, cents) in [("37661.97", 3_766_197), ("0", 0), ("704421.9", 70_442_190)] {
            assert_eq!(with(&[("importo_finanziamento", text)]).unwrap().says.amount, Cents(cents));
        }
        for (text, why) in [
            ("1.234,56", NotMoney::Form),
            ("-5", NotMoney::Negative),
            ("1e9", NotMoney::Form),
            ("None", NotMoney::Form),
            ("0.005", NotMoney::FractionOfCent),
            ("999999999999999", NotMoney::TooLarge),
        ] {
            assert_eq!(fault_of("importo_finanziamento", text), Reason::Cell(Fault::NotMoney(why)), "{text}");
        }
    }

    #[test]
    fn what_tells_an_application_apart_may_not_be_missing() {
        for name in ["codice_ipa", "importo_finanziamento", "avviso", "data_invio_candidatura", "data_finanziamento"] {
            assert_eq!(fault_of(name, " "), Reason::Cell(Fault::Empty), "{name}");
        }
        assert_eq!(fault_of("codice_ipa", "None"), Reason::Cell(Fault::Empty));
        assert_eq!(fault_of("codice_ipa", "c e472"), Reason::Cell(Fault::NotAnIpa));
        assert_eq!(fault_of("data_invio_candidatura", "2022-02-31T12:21:55.000+0000"), Reason::Cell(Fault::NotADate));
        assert_eq!(fault_of("data_finanziamento", "2023-02-31"), Reason::Cell(Fault::NoSuchDay));
        assert_eq!(fault_of("data_finanziamento", "None"), Reason::Cell(Fault::NotADate));
    }

    #[test]
    fn numbers_that_pandas_made_into_fractions_are_whole() {
        assert_eq!(with(&[("numero_finestra_temporale", "2.0")]).unwrap().says.window, Some(2));
        assert_eq!(with(&[("numero_di_protocollo", "nan")]).unwrap().says.protocol, None);
        assert_eq!(fault_of("numero_finestra_temporale", "2.5"), Reason::Cell(Fault::NotANumber));
        assert_eq!(fault_of("numero_di_protocollo", "-1"), Reason::Cell(Fault::NotANumber));
    }

    #[test]
    fn stray_quotes_in_names_are_part_of_them() {
        let name = "CONSERVATORIO DI SIENA RINALDO FRANCI\"\"";
        assert_eq!(with(&[("ente", name)]).unwrap().body.name.as_deref(), Some(name));
    }

    #[test]
    fn comune_and_comuni_are_one_kind() {
        assert_eq!(with(&[("tipologia_ente", "Comune")]).unwrap().body.kind.as_deref(), Some("Comuni"));
        assert_eq!(with(&[("tipologia_ente", "Altri Enti")]).unwrap().body.kind.as_deref(), Some("Altri Enti"));
    }

    #[test]
    fn a_row_may_say_when_it_was_seen() {
        let mut names = header_of(20);
        names.extend(["_source_file", "_snapshot", "_commit"]);
        for (text, first) in [
            ("2026-08-16T03:00:23Z", Some("2026-08-16")),
            ("2022-10-06T18:46:22+02:00", Some("2022-10-06")),
            ("2026-08-16", Some("2026-08-16")),
            ("", None),
        ] {
            let row = one(&file(&names, &[("_source_file", "x"), ("_commit", "y"), ("_snapshot", text)], false)).unwrap();
            assert_eq!(row.seen, first.map(|d| Seen { first: day(d), last: day(d), at_least: false }), "{text}");
            assert!(!row.raw.contains("_snapshot") && !row.raw.contains("_commit"));
        }
        let refused = one(&file(&names, &[("_source_file", "x"), ("_commit", "y"), ("_snapshot", "ieri")], false)).unwrap_err();
        assert_eq!((refused.column.as_deref(), refused.reason), (Some("_snapshot"), Reason::Cell(Fault::NotADate)));
    }

    #[test]
    fn the_raw_row_keeps_what_stood_in_the_file_unknown_columns_too() {
        let mut names = vec!["appendice"];
        names.extend(REQUIRED);
        let row = one(&file(&names, &[("appendice", "di \"più\""), ("codice_cup", "")], true)).unwrap();
        assert_eq!(
            row.raw,
            "{\"appendice\":\"di \\\"più\\\"\",\"codice_ipa\":\"c_e472\",\"importo_finanziamento\":\"69000.0\",\
             \"avviso\":\"1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)\",\
             \"data_invio_candidatura\":\"2022-11-04T12:21:55.000+0000\",\"data_finanziamento\":\"2023-01-03\"}"
        );
    }

    #[test]
    fn the_newest_day_is_that_of_the_state_the_decree_or_the_sending() {
        assert_eq!(newest_day(&with(&[]).unwrap()), day("2024-03-12"));
        assert_eq!(newest_day(&with(&[("data_stato_candidatura", "None")]).unwrap()), day("2023-01-03"));
        let late = [("data_stato_candidatura", ""), ("data_invio_candidatura", "2023-06-28T13:31:55.000+0000")];
        assert_eq!(newest_day(&with(&late).unwrap()), day("2023-06-28"));
    }

    /// The real files stand beside the clone, not in it.
    fn shared() -> Option<PathBuf> {
        let named = std::env::var_os("TRAGUARDI_SHARED").map(PathBuf::from);
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|dir| dir.join("shared"));
        named.into_iter().chain(beside()).find(|dir| dir.join("data/padigitale").is_dir())
    }

    #[test]
    fn the_national_files_are_read_to_the_last_row() {
        let Some(shared) = shared() else {
            std::io::Write::write_all(
                &mut std::io::stderr(),
                "SKIPPED: no shared/data/padigitale beside the workspace, and TRAGUARDI_SHARED does not name it\n".as_bytes(),
            )
            .unwrap();
            return;
        };
        // One school publishes itself as "C": its two rows hang on what the domain takes for an IPA code.
        let odd = usize::from(Ipa::read("C").is_err());
        for (name, rows, refused) in
            [("12", 12_934, odd), ("131", 11_856, 0), ("141", 13_513, odd), ("144", 12_364, 0), ("145", 7_707, 0)]
        {
            let path = shared.join(format!("data/padigitale/candidature_finanziate_{name}.csv"));
            let length = path.metadata().unwrap().len();
            let mut read = open(std::fs::File::open(&path).unwrap()).unwrap();
            let (mut taken, mut naples, mut refusals) = (0, 0, Vec::new());
            for item in read.by_ref() {
                match item {
                    Ok(Item::Public(row)) => {
                        taken += 1;
                        naples += usize::from(row.body.province.as_deref() == Some("NA"));
                        assert!(row.body.municipality.is_some() && row.body.province.is_some(), "{row:?}");
                    }
                    Ok(other) => panic!("{other:?}"),
                    Err(refusal) => refusals.push(refusal),
                }
            }
            assert_eq!(refusals.len(), refused, "{name}: {refusals:?}");
            assert_eq!(taken + refused, rows, "{name}");
            assert!(naples > 50, "{name}");
            assert_eq!(read.bytes_read(), length);
        }
    }

    #[test]
    fn the_towns_rows_are_read_and_their_history_is_another_file() {
        let Some(shared) = shared() else {
            std::io::Write::write_all(&mut std::io::stderr(), "SKIPPED: no shared/data/towns\n".as_bytes()).unwrap();
            return;
        };
        let towns = shared.join("data/towns");
        let latest = open(std::fs::File::open(towns.join("padigitale_latina_avezzano_latest.csv")).unwrap()).unwrap();
        for item in latest {
            match item.unwrap() {
                Item::Public(row) => assert!(row.seen.is_some()),
                other => panic!("{other:?}"),
            }
        }
        let history = open(std::fs::File::open(towns.join("padigitale_latina_avezzano_status_history.csv")).unwrap());
        assert!(matches!(history, Err(FileFault::WrongHeader { nearest: Some("pa-digitale"), .. })));
    }
}
