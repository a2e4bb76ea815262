//! # Words: every text of the interface, in Italian and English
//!
//! One catalogue for pages, charts, downloads, mail and paper. A text is declared once with both languages, so that a
//! missing translation does not compile. This room knows languages and the enums of `domain`; it must not know HTML. To
//! add a text: one line in the file of its subject, `name: "italiano" | "english";`, with `{arguments}` if it needs them.
//! Data stay Italian; dates and money read alike in both languages and come from `domain`.

mod account;
mod account_page;
mod answer;
mod as_of;
mod certification;
mod columns;
mod common;
mod compare;
mod desk;
mod desk_answer;
mod exposure;
mod fault;
mod follow;
mod freshness;
mod funding;
mod home;
mod indicators;
mod legal;
mod mail;
mod measure;
mod oidc;
mod plan;
mod plan_live;
mod project;
mod projects;
mod proposal;
mod report;
mod review;
mod schedule;
mod second;
mod settle;
mod sitting;
mod sources;
mod stage;
mod tables;
mod transparency;
mod upload;

pub use columns::{BETWEEN, typed};

use domain::{
    amount::{Amount, Bound},
    total::Total,
    when::When,
};

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Italian, the language of the law and of the data.
    #[default]
    It,
    /// English.
    En,
}

impl Lang {
    /// Reads `it` or `en`.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        match code {
            "it" => Some(Self::It),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The code for `lang=`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
        }
    }

    /// Picks: the English text where there is one and English is asked for, else the Italian.
    #[must_use]
    pub fn pick<'a>(self, it: &'a str, en: Option<&'a str>) -> &'a str {
        match self {
            Self::En => en.unwrap_or(it),
            Self::It => it,
        }
    }

    /// "oltre 920.000,00 €", or "non noto".
    #[must_use]
    pub fn amount(self, amount: Option<Amount>) -> String {
        match amount {
            None => self.unknown().to_owned(),
            Some(a) => format!("{}{}", self.bound(a.bound), a.cents),
        }
    }

    /// The word before a figure that is not exact, with a no-break space.
    #[must_use]
    pub const fn bound(self, bound: Bound) -> &'static str {
        match (bound, self) {
            (Bound::Exact, _) => "",
            (Bound::Over, Self::It) => "oltre\u{a0}",
            (Bound::Over, Self::En) => "over\u{a0}",
            (Bound::About, Self::It) => "circa\u{a0}",
            (Bound::About, Self::En) => "about\u{a0}",
        }
    }

    /// A reading: "oltre 13.500".
    #[must_use]
    pub fn quantity(self, quantity: domain::amount::Quantity) -> String {
        format!("{}{}", self.bound(quantity.bound), quantity.number())
    }

    /// The known part of a total, or "non noto".
    #[must_use]
    pub fn total(self, total: Total) -> String {
        self.amount(total.amount())
    }

    /// A date as precise as it is known: `29/10/2025`, `ottobre 2025`, `4° trimestre 2025`, `2025`.
    #[must_use]
    pub fn when(self, when: When) -> String {
        match (when, self) {
            (When::Day(_) | When::Year(_), _) => when.to_string(),
            (When::Month(y, m), Self::It) => {
                format!("{} {y}", domain::when::MONTHS_IT.get(m as usize - 1).copied().unwrap_or_default())
            }
            (When::Month(y, m), Self::En) => format!("{} {y}", MONTHS_EN.get(m as usize - 1).copied().unwrap_or_default()),
            (When::Quarter(y, q), Self::It) => format!("{q}° trimestre {y}"),
            (When::Quarter(y, q), Self::En) => format!("Q{q} {y}"),
        }
    }

    /// A date, or "non noto".
    #[must_use]
    pub fn maybe_when(self, when: Option<When>) -> String {
        when.map_or_else(|| self.unknown().to_owned(), |w| self.when(w))
    }
}

const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Declares texts: `name: "italiano" | "english";` or `name(n: usize): "{n} progetti" | "{n} projects";`.
macro_rules! words {
    ($($name:ident $(($($arg:ident: $ty:ty),* $(,)?))?: $it:literal | $en:literal;)*) => {
        impl $crate::Lang {
            $($crate::words!(@one $name $(($($arg: $ty),*))?, $it, $en);)*
        }
    };
    (@one $name:ident, $it:literal, $en:literal) => {
        #[doc = $it]
        #[must_use]
        pub const fn $name(self) -> &'static str {
            match self { Self::It => $it, Self::En => $en }
        }
    };
    (@one $name:ident ($($arg:ident: $ty:ty),*), $it:literal, $en:literal) => {
        #[doc = $it]
        #[must_use]
        pub fn $name(self, $($arg: $ty),*) -> String {
            match self { Self::It => format!($it), Self::En => format!($en) }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Cents;

    #[test]
    fn figures_read_alike_and_their_bounds_are_translated() {
        let amount = Some(Amount { cents: Cents(92_000_000), bound: Bound::Over });
        assert_eq!(Lang::It.amount(amount), "oltre\u{a0}920.000,00\u{a0}€");
        assert_eq!(Lang::En.amount(amount), "over\u{a0}920.000,00\u{a0}€");
        assert_eq!(Lang::It.amount(None), "non noto");
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        assert_eq!(Lang::It.when(When::Month(2024, 1)), "gennaio 2024");
        assert_eq!(Lang::En.when(When::Quarter(2026, 1)), "Q1 2026");
    }
}
