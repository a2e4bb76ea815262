//! A field of a form, judged while somebody types, by the code that judges it on the server: how its column is read, and the
//! rules that a value can be held against by itself, beside the dates of the path or beside the project's other amounts. What needs
//! more of its facts (numbers of moves, states of runs) is said by the server alone, which decides everything.

use crate::gantt::row::{Day, date};
use domain::{
    amount::Amount,
    cell::Cell,
    kind::Kind,
    phase::{Mode, Phase},
    review::{Limit, Weight, Why, contradictions, review_value},
    when::When,
};
use serde::{Deserialize, Serialize};
use words::Lang;

/// The form of the one-minute update: its fields have names of their own.
pub const STEP: &str = "passo";

/// A field, and which column of which table it fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its name in the form.
    pub field: String,
    /// Name of the table.
    pub table: String,
    /// Name of the column.
    pub column: String,
    /// What is typed into it.
    pub kind: Kind,
}

#[cfg(any(test, not(feature = "hydrate")))]
impl Asked {
    /// The fields of a form: of a kind's own, or of the one-minute update. For the server, which has the tables.
    #[must_use]
    pub fn of(form: &str) -> Vec<Self> {
        use domain::{
            cell::{Column, Table},
            fact::{PROVENANCE, Record},
            records::{Act, Milestone, OF_A_PROJECT, OF_AN_ENTE},
        };
        let asked = |field: &str, table: &Table, column: &Column| Self {
            field: field.to_owned(),
            table: table.name.to_owned(),
            column: column.name.to_owned(),
            kind: Kind::of(column.form),
        };
        if form == STEP {
            let columns = [("quando", Milestone::TABLE, "actual"), ("atto_data", Act::TABLE, "date")];
            let found = columns.into_iter().filter_map(|(field, table, name)| {
                table.columns.iter().find(|c| c.name == name).map(|column| asked(field, table, column))
            });
            return found.collect();
        }
        let Some(table) = OF_A_PROJECT.iter().chain(&OF_AN_ENTE).copied().find(|t| t.name == form) else { return vec![] };
        table.columns.iter().chain(&PROVENANCE).map(|column| asked(column.name, table, column)).collect()
    }
}

/// What is known to a form. Small and serialisable, because the page hands it to the island.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Its fields.
    pub fields: Vec<Asked>,
    /// The step that it is of, where the form does not ask for it.
    pub phase: Option<Phase>,
    /// Lump sum or costs.
    pub mode: Option<Mode>,
    /// When the steps of the path happened, those that are known.
    pub dates: Vec<(Phase, When)>,
    /// The column with an amount that stands beside others of the project, and how far it may go.
    pub limit: Option<(String, Limit)>,
    /// Today.
    pub today: Day,
}

/// What is said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentences that the server would write beside it.
    pub text: String,
    /// It is only shown: the server takes it all the same.
    pub mild: bool,
}

/// What there is to say of a field. `chosen` is the step that the form has chosen. Of an empty field nothing is said: whoever
/// passes by is not done yet.
#[must_use]
pub fn said(lang: Lang, ground: &Ground, field: &str, typed: &str, chosen: Option<Phase>) -> Option<Said> {
    let asked = ground.fields.iter().find(|a| a.field == field)?;
    if typed.trim().is_empty() {
        return None;
    }
    let values = match asked.kind.parse(typed) {
        Ok(values) => values,
        Err(fault) => return Some(Said { text: lang.typed_fault(&fault), mild: false }),
    };
    let mut found: Vec<(Weight, Why)> = review_value(&asked.table, &asked.column, &values, date(ground.today));
    if (asked.table.as_str(), asked.column.as_str()) == ("milestone", "actual")
        && let (Ok(on), Some(phase)) = (When::read(typed), chosen.or(ground.phase))
    {
        let known = |phase: Phase| ground.dates.iter().find(|(p, _)| *p == phase).map(|(_, when)| *when);
        found.extend(contradictions(phase, on, ground.mode, known).into_iter().map(|c| {
            let why = Why::OutOfOrder { earlier: c.earlier, earlier_on: c.earlier_on, later: c.later, later_on: c.later_on };
            (c.weight, why)
        }));
    }
    if let Some((_, limit)) = ground.limit.as_ref().filter(|(column, _)| *column == asked.column)
        && let Ok(Some(amount)) = <Option<Amount> as Cell>::load(&values)
    {
        found.extend(limit.judge(amount));
    }
    let texts: Vec<String> = found.iter().filter_map(|(_, why)| lang.objection_to_value(why)).collect();
    let mild = found.iter().all(|(weight, _)| *weight == Weight::Warning);
    (!texts.is_empty()).then(|| Said { text: texts.join(" "), mild })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::review::{Situation, review};
    use domain::{
        fact::Record,
        records::{Contract, Milestone, Payment, Project},
    };

    fn ground(form: &str) -> Ground {
        Ground {
            fields: Asked::of(form),
            phase: None,
            mode: Some(Mode::LumpSum),
            dates: vec![(Phase::Decree, When::read("03/01/2023").unwrap())],
            limit: None,
            today: crate::gantt::row::day("2026-11-22".parse().unwrap()),
        }
    }

    fn text(form: &str, field: &str, typed: &str) -> Option<String> {
        said(Lang::It, &ground(form), field, typed, None).map(|s| s.text)
    }

    #[test]
    fn what_can_t_be_read_is_said_in_the_words_of_the_server() {
        let payment = Payment::TABLE.name;
        for (field, bad, good) in
            [("paid_on", "31/02/2025", "28/02/2025"), ("amount", "1e9", "1.234,56"), ("al", "ieri", "10/2025")]
        {
            let mut columns = Payment::TABLE.columns.iter().chain(&domain::fact::PROVENANCE);
            let fault = (columns.find(|c| c.name == field).unwrap().parse)(bad).unwrap_err();
            assert_eq!(text(payment, field, bad), Some(Lang::It.typed_fault(&fault)), "{field}");
            assert_eq!(text(payment, field, good), None, "{field}");
            assert_eq!(text(payment, field, " "), None, "{field}: nobody is told of what is not typed yet");
        }
        assert_eq!(text(payment, "seen", "x"), None, "a field that is no column");
    }

    #[test]
    fn a_date_to_come_is_refused_where_the_server_refuses_it() {
        let said = text(Contract::TABLE.name, "signed_on", "12/03/2027").unwrap();
        assert!(said.contains("12/03/2027") && said.contains("22/11/2026"), "{said}");
        assert!(text(STEP, "quando", "12/03/2027").is_some() && text(STEP, "quando", "12/03/2025").is_none());
        assert!(text(STEP, "atto_numero", "12/03/2027").is_none());
    }

    #[test]
    fn an_odd_cup_is_only_shown() {
        let said = said(Lang::It, &ground(Project::TABLE.name), "cup", "B21F", None).unwrap();
        assert!(said.mild);
    }

    #[test]
    fn the_order_of_the_path_is_that_of_the_server() {
        let before = said(Lang::It, &ground(STEP), "quando", "02/01/2023", Some(Phase::Contract)).unwrap();
        let milestone = Milestone {
            ente: domain::identifier::Ipa::read("c_e472").unwrap(),
            project: domain::identifier::Slug::read("send-2022").unwrap(),
            phase: Phase::Contract,
            baseline: None,
            forecast: None,
            actual: When::read("02/01/2023").ok(),
            act: None,
        };
        let today = "2026-11-22".parse().unwrap();
        let situation = Situation { decree: When::read("03/01/2023").ok(), ..Situation::on(today) };
        let found = review(Milestone::TABLE, &milestone.store(), &situation);
        assert_eq!(found.len(), 1);
        assert_eq!((before.text, before.mild), (Lang::It.objection(&found[0].why), false));
        assert!(said(Lang::It, &ground(STEP), "quando", "03/01/2023", Some(Phase::Contract)).is_none());
        assert!(said(Lang::It, &ground(STEP), "quando", "02/01/2023", None).is_none(), "no step is chosen yet");
    }

    #[test]
    fn more_paid_than_is_committed_is_said_in_the_words_of_the_server() {
        let (ipa, project) =
            (domain::identifier::Ipa::read("c_e472").unwrap(), domain::identifier::Slug::read("send-2022").unwrap());
        let contract = Contract {
            ente: ipa.clone(),
            project: project.clone(),
            reference: "C-1".into(),
            signed_on: None,
            amount: Amount::read("1.000,00").ok(),
            supplier: None,
            cig: None,
            act: None,
            published: false,
        };
        let payment = Payment {
            ente: ipa,
            project,
            reference: "M-1".into(),
            paid_on: When::read("12/03/2025").unwrap(),
            amount: Amount::read("1.000,01").unwrap(),
            supplier: None,
            published: false,
        };
        let situation = Situation { contracts: vec![contract], ..Situation::on("2026-11-22".parse().unwrap()) };
        let found = review(Payment::TABLE, &payment.store(), &situation);
        let limit = Limit::of(Payment::TABLE.name, &situation).map(|(column, limit)| (column.to_owned(), limit));
        let ground = Ground { limit, ..ground(Payment::TABLE.name) };
        let over = said(Lang::It, &ground, "amount", "1.000,01", None).unwrap();
        assert_eq!((over.text, over.mild), (Lang::It.objection(&found[0].why), false));
        assert!(said(Lang::It, &ground, "amount", "1.000,00", None).is_none());
        assert_eq!(serde_json::from_str::<Ground>(&serde_json::to_string(&ground).unwrap()).unwrap(), ground);
    }

    #[test]
    fn it_travels_to_the_browser_and_back() {
        let text = serde_json::to_string(&ground(STEP)).unwrap();
        assert_eq!(serde_json::from_str::<Ground>(&text).unwrap(), ground(STEP));
    }
}
