//! What is typed into a field, in a form that travels to the browser.

use crate::{
    amount::{Amount, Quantity},
    cell::{Cell, Fault, Form, Value},
    when::When,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is typed, as far as a browser can judge it by itself: what a [`Form`] asks for.
/// Closed lists are chosen from and not typed; words are read by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// As [`Form::Date`].
    Date,
    /// As [`Form::Day`].
    Day,
    /// As [`Form::Money`].
    Money,
    /// As [`Form::Figure`].
    Figure,
    /// As [`Form::Number`].
    Number,
    /// Words that are kept as they are typed.
    Words,
}

impl Kind {
    /// The kind of what a form asks for.
    #[must_use]
    pub const fn of(form: Form) -> Self {
        match form {
            Form::Date => Self::Date,
            Form::Day => Self::Day,
            Form::Money => Self::Money,
            Form::Figure => Self::Figure,
            Form::Number => Self::Number,
            Form::Line | Form::Choice(_) => Self::Words,
        }
    }

    /// Reads what was typed by the code that reads the columns of this form.
    ///
    /// # Errors
    /// Why it does not fit.
    pub fn parse(self, text: &str) -> Result<Vec<Value>, Fault> {
        match self {
            Self::Date => <When as Cell>::parse(text).map(|v| v.store()),
            Self::Day => <NaiveDate as Cell>::parse(text).map(|v| v.store()),
            Self::Money => <Amount as Cell>::parse(text).map(|v| v.store()),
            Self::Figure => <Quantity as Cell>::parse(text).map(|v| v.store()),
            Self::Number => <u32 as Cell>::parse(text).map(|v| v.store()),
            Self::Words => <String as Cell>::parse(text).map(|v| v.store()),
        }
    }
}
