//! Calls (avvisi) of the PA digitale 2026 open data: `avvisi.csv` and `avvisi.json`.

use crate::{
    header::Header,
    refusal::Refusal,
    row::{Place, Row, iso_date, money, words},
};
use domain::ports::CallRow;

/// What tells this file from others.
pub(crate) const REQUIRED: [&str; 3] = ["titolo", "misura", "data_inizio_bando"];

/// The columns that we read.
pub(crate) const KNOWN: [&str; 7] =
    ["titolo", "misura", "data_inizio_bando", "data_fine_bando", "stato", "totale_importo_stanziato", "soggetti_destinatari"];

/// Where the columns stand in the file at hand.
pub(crate) struct Places {
    title: Place,
    measure: Place,
    opened: Place,
    closed: Place,
    state: Place,
    funds: Place,
    recipients: Place,
}

impl Places {
    pub(crate) fn of(header: &Header) -> Self {
        Self {
            title: header.place("titolo"),
            measure: header.place("misura"),
            opened: header.place("data_inizio_bando"),
            closed: header.place("data_fine_bando"),
            state: header.place("stato"),
            funds: header.place("totale_importo_stanziato"),
            recipients: header.place("soggetti_destinatari"),
        }
    }
}

/// Reads a row.
pub(crate) fn read(row: &Row<'_>, at: &Places) -> Result<CallRow, Refusal> {
    Ok(CallRow {
        line: row.line,
        title: row.required(at.title, words)?,
        measure: row.optional(at.measure, words)?,
        opened: row.optional(at.opened, iso_date)?,
        closed: row.optional(at.closed, iso_date)?,
        state: row.optional(at.state, words)?,
        funds: row.optional(at.funds, money)?,
        recipients: row.optional(at.recipients, words)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, Kind, Reason, open};
    use chrono::NaiveDate;
    use domain::{cell::Fault, money::Cents};

    const HEADER: &str = "titolo,misura,data_inizio_bando,data_fine_bando,stato,totale_importo_stanziato,totale_importo_misura,soggetti_destinatari";

    fn read_all(text: &str) -> Vec<Result<CallRow, Refusal>> {
        let rows = open(text.as_bytes()).unwrap();
        assert!(matches!(rows.kind(), Kind::Calls));
        rows.map(|item| {
            item.map(|item| match item {
                Item::Call(call) => call,
                other => panic!("{other:?}"),
            })
        })
        .collect()
    }

    #[test]
    fn calls_are_read_with_their_blanks_collapsed() {
        let text = format!(
            "{HEADER}\n\"1.4.4 Adozione SPID CIE  - Comuni - Aprile 2022\",\"1.4.4 Adozione identità digitale\",\"2022-04-04\",\"2022-09-02\",\"TERMINATO\",4058598.4,206000000.0,\"Comuni;Province\"\n"
        );
        let call = read_all(&text).remove(0).unwrap();
        assert_eq!(call.title, "1.4.4 Adozione SPID CIE - Comuni - Aprile 2022");
        assert_eq!(call.funds, Some(Cents(405_859_840)));
        assert_eq!(call.opened, NaiveDate::from_ymd_opt(2022, 4, 4));
        assert_eq!(call.recipients.as_deref(), Some("Comuni;Province"));
    }

    #[test]
    fn what_a_call_does_not_say_stays_unknown_and_what_it_says_wrong_is_refused() {
        let read = read_all(&format!("{HEADER}\nA,,None,,,,,\nB,,31/02/2023,,,,,\n,x,,,,,,\nC,,,,,\"1.234,56\",,\n"));
        let call = read[0].as_ref().unwrap();
        assert_eq!((call.opened, call.funds, call.line), (None, None, 2));
        let why: Vec<_> = read[1..].iter().map(|r| r.as_ref().unwrap_err()).map(|r| (r.column.as_deref(), &r.reason)).collect();
        assert_eq!(why[0], (Some("data_inizio_bando"), &Reason::Cell(Fault::NotADate)));
        assert_eq!(why[1], (Some("titolo"), &Reason::Cell(Fault::Empty)));
        assert!(matches!(why[2], (Some("totale_importo_stanziato"), Reason::Cell(Fault::NotMoney(_)))));
    }

    #[test]
    fn json_of_calls_is_read() {
        let text = "[{\"titolo\": \"1.2 Abilitazione al cloud\", \"misura\": \"1.2\", \"data_inizio_bando\": \"2022-04-19\", \"totale_importo_stanziato\": 150000000.0, \"totale_importo_misura\": 987000000, \"soggetti_destinatari\": null}]";
        let call = read_all(text).remove(0).unwrap();
        assert_eq!((call.funds, call.recipients), (Some(Cents(15_000_000_000)), None));
    }
}
