//! One cell of a table: how a text that a person typed becomes a value, how it is kept, how it is printed back.
//!
//! The same descriptions serve the import, the store and the export, so that what goes in comes out. Nothing here knows
//! CSV or SQL: a [`Table`] is a list of columns with three functions each.

use crate::{
    amount::{Amount, Bound, Quantity},
    collapse,
    identifier::{Cup, Ipa, Slug},
    line::{LineCode, MeasureCode},
    money::{Cents, NotMoney},
    when::{NotADate, When},
};
use chrono::{NaiveDate, NaiveDateTime};

/// A value at rest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Nothing known.
    Null,
    /// Whole number: cents, thousandths, days, 0 or 1.
    Integer(i64),
    /// Text: words, codes, ISO dates.
    Text(String),
}

/// Why a cell was refused. `words` has the sentence for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A required cell is empty.
    Empty,
    /// Not a form of date that we read.
    NotADate,
    /// The calendar has no such day.
    NoSuchDay,
    /// Not a form of amount that we read.
    NotMoney(NotMoney),
    /// Not a whole number.
    NotANumber,
    /// Not an IPA code.
    NotAnIpa,
    /// Not a slug.
    NotASlug,
    /// Not a line such as `1.4.3-pagopa` or a measure such as `1.4.5`.
    NotACode,
    /// Not one of these words.
    NotOneOf(&'static [&'static str]),
    /// Longer than so many characters.
    TooLong(usize),
    /// Has control characters (NUL and the like).
    ControlCharacter,
    /// A kept value is not of the form its column has: damage, not a typing mistake.
    Damaged,
}

/// The longest text of a cell, in characters. Names of 200 characters are real; a book is a mistake.
pub const LONGEST_TEXT: usize = 4_000;

/// How a form asks for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Line,
    /// A day, or a month, quarter or year where no more is known.
    Date,
    /// A whole day and nothing less precise.
    Day,
    /// Euro.
    Money,
    /// A figure that may have decimals.
    Figure,
    /// A whole number.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// Something that fits one column of a file.
pub trait Cell: Sized {
    /// Suffixes of the columns it is kept in: one, or two for a figure with its bound.
    const PARTS: &'static [&'static str] = &[""];
    /// May not be left empty.
    const REQUIRED: bool = true;
    /// How a person types it.
    const FORM: Form = Form::Line;
    /// Reads what a person typed.
    ///
    /// # Errors
    /// Why it does not fit.
    fn parse(text: &str) -> Result<Self, Fault>;
    /// The canonical text of files.
    fn print(&self) -> String;
    /// The value as kept, one per part.
    fn store(&self) -> Vec<Value> {
        vec![Value::Text(self.print())]
    }
    /// The value back from what is kept.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where it is not what [`Cell::store`] wrote.
    fn load(values: &[Value]) -> Result<Self, Fault> {
        match values {
            [Value::Text(text)] => Self::parse(text).map_err(|_| Fault::Damaged),
            _ => Err(Fault::Damaged),
        }
    }
}

impl Cell for String {
    fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        if text.chars().count() > LONGEST_TEXT {
            return Err(Fault::TooLong(LONGEST_TEXT));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            return Err(Fault::ControlCharacter);
        }
        Ok(collapse(text))
    }
    fn print(&self) -> String {
        self.clone()
    }
}

macro_rules! text_cell {
    ($($ty:ty: $fault:expr;)*) => {$(
        impl Cell for $ty {
            fn parse(text: &str) -> Result<Self, Fault> {
                if text.trim().is_empty() { return Err(Fault::Empty); }
                <$ty>::read(text).map_err(|_| $fault)
            }
            fn print(&self) -> String { self.as_str().to_owned() }
        }
    )*};
}
text_cell! { Ipa: Fault::NotAnIpa; Slug: Fault::NotASlug; LineCode: Fault::NotACode; MeasureCode: Fault::NotACode; }

impl Cell for Cup {
    fn parse(text: &str) -> Result<Self, Fault> {
        Self::read(text).ok_or(Fault::Empty)
    }
    fn print(&self) -> String {
        self.as_str().to_owned()
    }
}

impl From<NotADate> for Fault {
    fn from(why: NotADate) -> Self {
        match why {
            NotADate::Form => Self::NotADate,
            NotADate::NoSuchDay => Self::NoSuchDay,
        }
    }
}

impl From<NotMoney> for Fault {
    fn from(why: NotMoney) -> Self {
        Self::NotMoney(why)
    }
}

impl Cell for When {
    const FORM: Form = Form::Date;
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() { Err(Fault::Empty) } else { Ok(Self::read(text)?) }
    }
    fn print(&self) -> String {
        self.iso()
    }
}

impl Cell for NaiveDate {
    const FORM: Form = Form::Day;
    fn parse(text: &str) -> Result<Self, Fault> {
        <When as Cell>::parse(text)?.exact().ok_or(Fault::NotADate)
    }
    fn print(&self) -> String {
        When::Day(*self).iso()
    }
}

/// An instant as the public data writes it (UTC, no offset kept): `2022-11-04T12:21:55`.
impl Cell for NaiveDateTime {
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() { Err(Fault::Empty) } else { read_instant(text).ok_or(Fault::NotADate) }
    }
    fn print(&self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
    }
}

/// Reads `2023-02-17T15:40:12.000+0000`, `2026-08-16T03:00:23Z`, `2022-10-06T18:46:22+02:00`, with or without offset; gives UTC.
#[must_use]
pub fn read_instant(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replacen(' ', "T", 1);
    let bare = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    match text.strip_suffix('Z') {
        Some(utc) => bare(utc),
        None => {
            chrono::DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%z").map(|t| t.naive_utc()).ok().or_else(|| bare(&text))
        }
    }
    .filter(|t| (1990..=2099).contains(&chrono::Datelike::year(t)))
}

fn bound(value: &Value) -> Result<Bound, Fault> {
    match value {
        Value::Text(t) if t == "exact" => Ok(Bound::Exact),
        Value::Text(t) if t == "over" => Ok(Bound::Over),
        Value::Text(t) if t == "about" => Ok(Bound::About),
        _ => Err(Fault::Damaged),
    }
}

fn bound_value(bound: Bound) -> Value {
    Value::Text(
        match bound {
            Bound::Exact => "exact",
            Bound::Over => "over",
            Bound::About => "about",
        }
        .to_owned(),
    )
}

impl Cell for Amount {
    const FORM: Form = Form::Money;
    const PARTS: &'static [&'static str] = &["_cents", "_bound"];
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() { Err(Fault::Empty) } else { Ok(Self::read(text)?) }
    }
    fn print(&self) -> String {
        self.plain()
    }
    fn store(&self) -> Vec<Value> {
        vec![Value::Integer(self.cents.0), bound_value(self.bound)]
    }
    fn load(values: &[Value]) -> Result<Self, Fault> {
        match values {
            [Value::Integer(cents), b] => Ok(Self { cents: Cents(*cents), bound: bound(b)? }),
            _ => Err(Fault::Damaged),
        }
    }
}

impl Cell for Quantity {
    const FORM: Form = Form::Figure;
    const PARTS: &'static [&'static str] = &["_thousandths", "_bound"];
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() { Err(Fault::Empty) } else { Ok(Self::read(text)?) }
    }
    fn print(&self) -> String {
        self.plain()
    }
    fn store(&self) -> Vec<Value> {
        vec![Value::Integer(self.thousandths), bound_value(self.bound)]
    }
    fn load(values: &[Value]) -> Result<Self, Fault> {
        match values {
            [Value::Integer(n), b] => Ok(Self { thousandths: *n, bound: bound(b)? }),
            _ => Err(Fault::Damaged),
        }
    }
}

impl Cell for u32 {
    const FORM: Form = Form::Number;
    fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        // `2.0` is how a spreadsheet or pandas writes 2.
        let text = text.strip_suffix(".0").unwrap_or(text);
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::NotANumber);
        }
        text.parse().map_err(|_| Fault::NotANumber)
    }
    fn print(&self) -> String {
        self.to_string()
    }
    fn store(&self) -> Vec<Value> {
        vec![Value::Integer(i64::from(*self))]
    }
    fn load(values: &[Value]) -> Result<Self, Fault> {
        match values {
            [Value::Integer(n)] => Self::try_from(*n).map_err(|_| Fault::Damaged),
            _ => Err(Fault::Damaged),
        }
    }
}

impl Cell for bool {
    const FORM: Form = Form::Choice(&["sì", "no"]);
    fn parse(text: &str) -> Result<Self, Fault> {
        match text.trim().to_lowercase().as_str() {
            "" => Err(Fault::Empty),
            "sì" | "si" | "s" | "yes" | "vero" | "true" | "1" | "x" => Ok(true),
            "no" | "n" | "falso" | "false" | "0" => Ok(false),
            _ => Err(Fault::NotOneOf(&["sì", "no"])),
        }
    }
    fn print(&self) -> String {
        if *self { "sì" } else { "no" }.to_owned()
    }
    fn store(&self) -> Vec<Value> {
        vec![Value::Integer(i64::from(*self))]
    }
    fn load(values: &[Value]) -> Result<Self, Fault> {
        match values {
            [Value::Integer(0)] => Ok(false),
            [Value::Integer(1)] => Ok(true),
            _ => Err(Fault::Damaged),
        }
    }
}

impl<T: Cell> Cell for Option<T> {
    const PARTS: &'static [&'static str] = T::PARTS;
    const REQUIRED: bool = false;
    const FORM: Form = T::FORM;
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() { Ok(None) } else { T::parse(text).map(Some) }
    }
    fn print(&self) -> String {
        self.as_ref().map(T::print).unwrap_or_default()
    }
    fn store(&self) -> Vec<Value> {
        match self {
            Some(value) => value.store(),
            None => T::PARTS.iter().map(|_| Value::Null).collect(),
        }
    }
    fn load(values: &[Value]) -> Result<Self, Fault> {
        if values.iter().all(|v| *v == Value::Null) { Ok(None) } else { T::load(values).map(Some) }
    }
}

/// A column of a file and of a table.
pub struct Column {
    /// Name in the file's header, Italian.
    pub header: &'static str,
    /// Name in the table, English.
    pub name: &'static str,
    /// What to write there, one sentence in Italian: the template's documentation.
    pub hint: &'static str,
    /// May not be left empty.
    pub required: bool,
    /// Part of what tells one thing from another: a row with the same key is a newer word on the same thing.
    pub key: bool,
    /// How a form asks for it.
    pub form: Form,
    /// Suffixes of the table's columns.
    pub parts: &'static [&'static str],
    /// Text to values.
    pub parse: fn(&str) -> Result<Vec<Value>, Fault>,
    /// Values to text.
    pub print: fn(&[Value]) -> Result<String, Fault>,
}

impl Column {
    /// Describes a column by the type of its cells.
    #[must_use]
    pub const fn of<T: Cell>(name: &'static str, header: &'static str, hint: &'static str, key: bool) -> Self {
        Self {
            header,
            name,
            hint,
            required: T::REQUIRED,
            key,
            form: T::FORM,
            parts: T::PARTS,
            parse: |text| T::parse(text).map(|v| v.store()),
            print: |values| T::load(values).map(|v| v.print()),
        }
    }

    /// Names of the table's columns that keep it.
    pub fn kept(&self) -> impl Iterator<Item = String> + '_ {
        self.parts.iter().map(|suffix| format!("{}{suffix}", self.name))
    }
}

/// A kind of row: a file of the template and the table that keeps it.
pub struct Table {
    /// Stem of the template's file name, Italian: `finanziamenti`.
    pub file: &'static str,
    /// Name of the table: `funding_line`.
    pub name: &'static str,
    /// What a row says, one sentence in Italian.
    pub about: &'static str,
    /// The kind's own columns, before the provenance that all share.
    pub columns: &'static [Column],
    /// The day it holds from tells rows apart (readings).
    pub by_al: bool,
    /// The source tells rows apart (what others state).
    pub by_source: bool,
}

impl PartialEq for Table {
    /// A table is known by its name.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Table {}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Table").field(&self.name).finish()
    }
}

/// Between the parts of a key, where one text names a thing.
pub const BETWEEN: &str = " · ";

impl Table {
    /// Columns that tell one thing from another within its project or ente. A project that a key may leave out tells them apart
    /// too.
    pub fn keys(&'static self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(|c| c.key && c.name != "ente" && !(c.name == "project" && c.required))
    }

    /// What the history calls a thing: its key as files have it. Parts that are damaged are left empty.
    #[must_use]
    pub fn thing(&'static self, values: &[Value]) -> String {
        let cut = self.cut(values).unwrap_or_default();
        let text = |column: &Column| {
            let at = self.columns.iter().position(|c| c.name == column.name)?;
            (column.print)(cut.get(at)?).ok()
        };
        self.keys().map(|c| text(c).unwrap_or_default()).collect::<Vec<_>>().join(BETWEEN)
    }

    /// Position of the column that names the ente, where rows belong to one.
    #[must_use]
    pub fn ente_column(&self) -> Option<usize> {
        self.columns.iter().position(|c| c.name == "ente")
    }

    /// Names of all the table's own columns.
    #[must_use]
    pub fn kept(&self) -> Vec<String> {
        self.columns.iter().flat_map(Column::kept).collect()
    }

    /// Cuts a row's kept values into one slice per column.
    ///
    /// # Errors
    /// [`Fault::Damaged`] when there are not as many as the columns keep.
    pub fn cut<'a>(&self, values: &'a [Value]) -> Result<Vec<&'a [Value]>, Fault> {
        let mut rest = values;
        let mut out = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            let (head, tail) = rest.split_at_checked(column.parts.len()).ok_or(Fault::Damaged)?;
            out.push(head);
            rest = tail;
        }
        if rest.is_empty() { Ok(out) } else { Err(Fault::Damaged) }
    }

    /// What tells the row's thing from another: the kept values of its key columns.
    ///
    /// # Errors
    /// Those of [`Table::cut`].
    pub fn key_of(&self, values: &[Value], provenance: &crate::fact::Provenance) -> Result<Vec<Value>, Fault> {
        let mut key: Vec<Value> =
            self.cut(values)?.into_iter().zip(self.columns).filter(|(_, c)| c.key).flat_map(|(v, _)| v.to_vec()).collect();
        if self.by_al {
            key.push(provenance.al.map_or(Value::Null, |al| Value::Text(al.iso())));
        }
        if self.by_source {
            key.push(provenance.source.clone().map_or(Value::Null, Value::Text));
        }
        Ok(key)
    }
}

/// Declares an enum whose words in files are fixed.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$doc:meta])* $Variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name { $($(#[$doc])* #[serde(rename = $word)] $Variant,)* }
        impl $Name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),*];
            /// Their words in files.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word in files and addresses.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$Variant => $word),* } }
            /// The word back, in any case.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code().eq_ignore_ascii_case(text.trim()))
            }
        }
        impl $crate::cell::Cell for $Name {
            const FORM: $crate::cell::Form = $crate::cell::Form::Choice(Self::WORDS);
            fn parse(text: &str) -> Result<Self, $crate::cell::Fault> {
                if text.trim().is_empty() { return Err($crate::cell::Fault::Empty); }
                Self::read(text).ok_or($crate::cell::Fault::NotOneOf(Self::WORDS))
            }
            fn print(&self) -> String { self.code().to_owned() }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_with_any_offset() {
        for text in ["2023-02-17T15:40:12.000+0000", "2023-02-17T15:40:12Z", "2023-02-17T16:40:12+01:00", "2023-02-17T15:40:12"] {
            assert_eq!(read_instant(text).unwrap().print(), "2023-02-17T15:40:12", "{text}");
        }
        assert_eq!(read_instant("2023-02-31T15:40:12Z"), None);
    }

    #[test]
    fn a_thing_is_called_by_its_key_and_by_its_project_where_that_is_not_the_page() {
        use crate::{
            fact::Record,
            records::{Cadence, DeadlineChange},
        };
        let row = |table: &'static Table, cells: &[&str]| {
            let values: Vec<Value> = table.columns.iter().zip(cells).flat_map(|(c, text)| (c.parse)(text).unwrap()).collect();
            table.thing(&values)
        };
        let moved = ["c_e472", "send-2022", "completamento", "2", "proroga", "31/12/2026", "nota", ""];
        assert_eq!(row(DeadlineChange::TABLE, &moved), "completamento · 2");
        assert_eq!(
            row(Cadence::TABLE, &["c_e472", "pagamenti", "send-2022", "", "ragioneria", "30"]),
            "pagamenti · send-2022 · "
        );
        assert_eq!(Cadence::TABLE.thing(&[]), " ·  · ", "what is damaged says nothing");
    }

    #[test]
    fn an_empty_cell_is_unknown_and_not_zero() {
        assert_eq!(<Option<Amount>>::parse(" ").unwrap(), None);
        assert_eq!(<Option<Amount>>::load(&[Value::Null, Value::Null]).unwrap(), None);
        assert_eq!(Amount::parse(" "), Err(Fault::Empty));
    }
}
