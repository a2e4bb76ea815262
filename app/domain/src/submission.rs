//! From what a form sent to what is to be written: each cell by the rule of its column, everything that is wrong at once.

use crate::{
    cell::{Cell, Fault, Table, Value},
    desk::{Edit, Kept},
    fact::Note,
    when::When,
};

/// Names of the fields that every form has beside the columns of its kind.
pub mod field {
    /// The version that the form saw; 0 for something new.
    pub const SEEN: &str = "seen";
    /// From when it holds.
    pub const AL: &str = "al";
    /// Code of the source.
    pub const SOURCE: &str = "source";
    /// A remark.
    pub const NOTE: &str = "note";
    /// Whether everybody may read the note.
    pub const NOTE_PUBLIC: &str = "note_public";
    /// Why it is changed.
    pub const REASON: &str = "reason";
    /// What to do: [`SAVE`] or [`WITHDRAW`].
    pub const ACTION: &str = "action";
    /// Write it.
    pub const SAVE: &str = "save";
    /// Take it back.
    pub const WITHDRAW: &str = "withdraw";
    /// Before the name of a column on which two people disagree: [`MINE`] or [`THEIRS`].
    pub const CHOOSE: &str = "choose.";
    /// A field that two people disagree about, in a form that says so itself.
    pub const DISPUTED: &str = "disputed";
    /// What this form typed.
    pub const MINE: &str = "mine";
    /// What the other one wrote.
    pub const THEIRS: &str = "theirs";
}

/// What came with a form.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The kind of thing.
    pub table: &'static Table,
    /// Names and values as typed.
    pub fields: &'a [(String, String)],
    /// Columns that the address decides, by name: what was typed into them does not count.
    pub fixed: &'a [(&'static str, &'a str)],
    /// The thing as it stood when the form was asked for; none for a new one. Its key can't be typed over.
    pub held: Option<&'a Kept>,
    /// The thing as somebody else has left it, where the form chooses between the two.
    pub theirs: Option<&'a Kept>,
}

/// What is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It does not say which version it saw: nothing may be written by it.
    NoVersion,
    /// Cells, by the name of their column.
    Cells(Vec<(&'static str, Fault)>),
    /// Columns that two people have filled differently, and nothing says whose value is to stand.
    Undecided(Vec<&'static str>),
}

impl Submission<'_> {
    fn typed(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// The version that the form saw.
    #[must_use]
    pub fn seen(&self) -> Option<i64> {
        self.typed(field::SEEN).parse().ok().filter(|v| *v >= 0)
    }

    /// Why, where it says so.
    ///
    /// # Errors
    /// What is wrong with it: a reason that can't be kept as it is written is not left out.
    pub fn reason(&self) -> Result<Option<String>, Fault> {
        Cell::parse(self.typed(field::REASON))
    }

    fn takes_theirs(&self, name: &str) -> bool {
        self.theirs.is_some() && self.typed(&format!("{}{name}", field::CHOOSE)) == field::THEIRS
    }

    fn takes_mine(&self, name: &str) -> bool {
        self.typed(&format!("{}{name}", field::CHOOSE)) == field::MINE
    }

    /// What is to be written.
    ///
    /// # Errors
    /// Everything that is wrong, so that it can be mended at one go.
    pub fn read(&self) -> Result<Edit, Mistake> {
        let seen = self.seen().ok_or(Mistake::NoVersion)?;
        let damaged = || Mistake::Cells(vec![("", Fault::Damaged)]);
        let cut = |kept: &'_ Kept| self.table.cut(&kept.values).map(|c| c.into_iter().map(<[Value]>::to_vec).collect::<Vec<_>>());
        let held = self.held.map(cut).transpose().map_err(|_| damaged())?;
        let theirs = self.theirs.map(cut).transpose().map_err(|_| damaged())?;
        let mut faults = vec![];
        let mut values = vec![];
        let mut undecided = vec![];
        for (i, column) in self.table.columns.iter().enumerate() {
            if let Some(own) = held.as_ref().filter(|_| column.key).and_then(|h| h.get(i)) {
                values.extend_from_slice(own);
                continue;
            }
            if let Some(own) = theirs.as_ref().filter(|_| self.takes_theirs(column.name)).and_then(|t| t.get(i)) {
                values.extend_from_slice(own);
                continue;
            }
            let fixed = self.fixed.iter().find(|(n, _)| *n == column.name).map(|(_, v)| *v);
            match (column.parse)(fixed.unwrap_or_else(|| self.typed(column.name))) {
                Ok(parsed) => {
                    let other = theirs.as_ref().and_then(|t| t.get(i)).filter(|_| fixed.is_none());
                    if other.is_some_and(|other| *other != parsed) && !self.takes_mine(column.name) {
                        undecided.push(column.name);
                    }
                    values.extend(parsed);
                }
                Err(fault) => faults.push((column.name, fault)),
            }
        }
        let mut provenance = |name: &'static str| match <Option<String> as Cell>::parse(self.typed(name)) {
            Ok(text) => text,
            Err(fault) => {
                faults.push((name, fault));
                None
            }
        };
        let (mut source, mut note) = (provenance(field::SOURCE), provenance(field::NOTE));
        let mut public = match <Option<bool> as Cell>::parse(self.typed(field::NOTE_PUBLIC)) {
            Ok(public) => public.unwrap_or_default(),
            Err(fault) => {
                faults.push((field::NOTE_PUBLIC, fault));
                false
            }
        };
        let mut al = match <Option<When> as Cell>::parse(self.typed(field::AL)) {
            Ok(al) => al,
            Err(fault) => {
                faults.push((field::AL, fault));
                None
            }
        };
        if let Some(theirs) = self.theirs {
            let p = &theirs.provenance;
            let their_note = p.note.as_ref().map(|note| note.text.clone());
            let their_public = p.note.as_ref().is_some_and(|note| note.public);
            for (name, same) in [
                (field::AL, p.al == al),
                (field::SOURCE, p.source == source),
                (field::NOTE, their_note == note),
                (field::NOTE_PUBLIC, their_public == public),
            ] {
                let keyed = self.table.by_al && name == field::AL || self.table.by_source && name == field::SOURCE;
                if !same && !keyed && !self.takes_theirs(name) && !self.takes_mine(name) {
                    undecided.push(name);
                }
            }
            let take = |name| self.takes_theirs(name);
            al = if take(field::AL) { theirs.provenance.al } else { al };
            source = if take(field::SOURCE) { theirs.provenance.source.clone() } else { source };
            note = if take(field::NOTE) { their_note } else { note };
            public = if take(field::NOTE_PUBLIC) { their_public } else { public };
        }
        // Where the day or the source tells one thing from another, they belong to the key.
        if let Some(held) = self.held {
            al = if self.table.by_al { held.provenance.al } else { al };
            source = if self.table.by_source { held.provenance.source.clone() } else { source };
        }
        if faults.is_empty() && !undecided.is_empty() {
            return Err(Mistake::Undecided(undecided));
        }
        if faults.is_empty() {
            Ok(Edit { table: self.table, values, al, source, note: Note::typed(note, Some(public)), seen, withdrawn: false })
        } else {
            Err(Mistake::Cells(faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fact::Provenance, fact::Record, records::FundingLine};

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    fn submission<'a>(typed: &'a [(String, String)], held: Option<&'a Kept>, theirs: Option<&'a Kept>) -> Submission<'a> {
        Submission {
            table: FundingLine::TABLE,
            fields: typed,
            fixed: &[("ente", "c_e472"), ("project", "send-2022")],
            held,
            theirs,
        }
    }

    fn kept(version: i64, item: &str, amount: i64) -> Kept {
        let text = |t: &str| Value::Text(t.to_owned());
        Kept {
            version,
            values: vec![
                text("c_e472"),
                text("send-2022"),
                text(item),
                text("pnrr"),
                Value::Integer(amount),
                text("exact"),
                Value::Null,
            ],
            provenance: Provenance { al: None, known: "2026-11-22".parse().unwrap(), source: None, note: None },
            recorded_at: "2026-11-22T10:00:00Z".parse().unwrap(),
            withdrawn: false,
        }
    }

    #[test]
    fn italian_money_and_the_address_make_an_edit() {
        let typed =
            fields(&[("seen", "0"), ("item", "contributo"), ("fund", "pnrr"), ("amount", "1.234,56"), ("ente", "c_a515")]);
        let edit = submission(&typed, None, None).read().unwrap();
        let record = FundingLine::load(&edit.values).unwrap();
        assert_eq!((record.ente.as_str(), record.amount.unwrap().cents.0), ("c_e472", 123_456));
        assert_eq!((edit.seen, edit.withdrawn), (0, false));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let typed = fields(&[("seen", "0"), ("item", ""), ("fund", "oro"), ("amount", "1e9"), ("al", "31/02/2023")]);
        let Err(Mistake::Cells(faults)) = submission(&typed, None, None).read() else { panic!("taken") };
        assert_eq!(faults.iter().map(|(n, _)| *n).collect::<Vec<_>>(), ["item", "fund", "amount", "al"]);
    }

    #[test]
    fn without_the_version_it_saw_nothing_is_written() {
        let typed = fields(&[("item", "contributo"), ("fund", "pnrr")]);
        assert_eq!(submission(&typed, None, None).read(), Err(Mistake::NoVersion));
        let typed = fields(&[("seen", "-1"), ("item", "contributo"), ("fund", "pnrr")]);
        assert_eq!(submission(&typed, None, None).read(), Err(Mistake::NoVersion));
    }

    #[test]
    fn the_key_of_a_thing_is_not_typed_over() {
        let held = kept(3, "contributo", 100);
        let typed = fields(&[("seen", "3"), ("item", "altro"), ("fund", "fesr"), ("amount", "2")]);
        let record = FundingLine::load(&submission(&typed, Some(&held), None).read().unwrap().values).unwrap();
        assert_eq!((record.item.as_str(), record.amount.unwrap().cents.0), ("contributo", 200));
    }

    #[test]
    fn of_two_values_none_is_taken_that_nobody_chose() {
        let (held, theirs) = (kept(3, "contributo", 100), kept(4, "contributo", 900));
        let typed = fields(&[("seen", "4"), ("fund", "fesr"), ("amount", "2"), ("choose.fund", "mine")]);
        assert_eq!(submission(&typed, Some(&held), Some(&theirs)).read(), Err(Mistake::Undecided(vec!["amount"])));
    }

    #[test]
    fn two_people_are_settled_field_by_field() {
        let (held, theirs) = (kept(3, "contributo", 100), kept(4, "contributo", 900));
        let typed =
            fields(&[("seen", "4"), ("fund", "fesr"), ("amount", "2"), ("choose.amount", "theirs"), ("choose.fund", "mine")]);
        let edit = submission(&typed, Some(&held), Some(&theirs)).read().unwrap();
        let record = FundingLine::load(&edit.values).unwrap();
        assert_eq!((record.fund.code(), record.amount.unwrap().cents.0, edit.seen), ("fesr", 900, 4));
    }
}
