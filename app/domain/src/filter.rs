//! One value that page, chart, Gantt and download read from the address and print back into it.

use crate::{
    line::MeasureCode,
    phase::{Fund, Phase},
    portfolio::ProjectView,
    status::Tone,
};
use serde::{Deserialize, Serialize};

/// Which projects, in which order. Empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Of this measure; the empty code is "outside every measure".
    pub measure: Option<MeasureCode>,
    /// Whose furthest known step is this.
    pub phase: Option<Phase>,
    /// That stand like this.
    pub tone: Option<Tone>,
    /// That this fund pays for.
    pub fund: Option<Fund>,
    /// With a known date in this year.
    pub year: Option<i32>,
    /// Whose title, code or CUP has these words.
    pub words: String,
    /// By which column.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
}

/// A column to sort by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// By measure, as the plan numbers them.
    #[default]
    Measure,
    /// By title.
    Title,
    /// By money granted.
    Granted,
    /// By standing.
    Status,
    /// By decree.
    Decree,
}

impl Sort {
    const CODES: [(&'static str, Self); 5] = [
        ("misura", Self::Measure),
        ("titolo", Self::Title),
        ("importo", Self::Granted),
        ("stato", Self::Status),
        ("decreto", Self::Decree),
    ];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(_, s)| *s == self).map_or("misura", |(c, _)| c)
    }
}

/// Words longer than this are cut: a search box, not a text.
const LONGEST_WORDS: usize = 100;

impl Filter {
    /// Reads the pairs of a query string; what it does not know it leaves alone, as addresses are typed by people too.
    #[must_use]
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "misura" => filter.measure = MeasureCode::read(value).ok(),
                "fase" => filter.phase = Phase::read(value),
                "stato" => filter.tone = Tone::read(value),
                "fondo" => filter.fund = Fund::read(value),
                "anno" => filter.year = value.parse().ok().filter(|y| (2000..=2100).contains(y)),
                "q" => {
                    let words: String = crate::collapse(value).chars().take(LONGEST_WORDS).collect();
                    // Cut between two words, it must not end in the blank.
                    filter.words = words.trim_end().to_owned();
                }
                "ordina" => {
                    let (code, descending) = value.strip_prefix('-').map_or((value, false), |c| (c, true));
                    if let Some((_, sort)) = Sort::CODES.iter().find(|(c, _)| *c == code) {
                        filter.sort = *sort;
                        filter.descending = descending;
                    }
                }
                _ => {}
            }
        }
        filter
    }

    /// The pairs that read back as this filter; none of the default's.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut out = vec![];
        if let Some(m) = &self.measure {
            out.push(("misura", m.to_string()));
        }
        if let Some(p) = self.phase {
            out.push(("fase", p.code().to_owned()));
        }
        if let Some(t) = self.tone {
            out.push(("stato", t.code().to_owned()));
        }
        if let Some(f) = self.fund {
            out.push(("fondo", f.code().to_owned()));
        }
        if let Some(y) = self.year {
            out.push(("anno", y.to_string()));
        }
        if !self.words.is_empty() {
            out.push(("q", self.words.clone()));
        }
        if self.sort != Sort::default() || self.descending {
            out.push(("ordina", format!("{}{}", if self.descending { "-" } else { "" }, self.sort.code())));
        }
        out
    }

    /// Leaves something out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self { sort: self.sort, descending: self.descending, ..Self::default() }
    }

    /// Takes this project in.
    #[must_use]
    pub fn admits(&self, p: &ProjectView) -> bool {
        self.measure.as_ref().is_none_or(|m| p.measure().as_ref() == Some(m))
            && self.phase.is_none_or(|f| p.reached() == Some(f))
            && self.tone.is_none_or(|t| p.standing.status.tone() == t)
            && self.fund.is_none_or(|f| p.grants.iter().any(|g| g.fund == f))
            && self.year.is_none_or(|y| p.years().contains(&y))
            && self.finds(p)
    }

    fn finds(&self, p: &ProjectView) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut text = format!(
            "{} {} {} {}",
            p.title,
            p.title_en.as_deref().unwrap_or_default(),
            p.slug,
            p.what.as_deref().unwrap_or_default()
        );
        for a in &p.applications {
            text.push(' ');
            text.push_str(&a.key.call);
        }
        for c in &p.cups {
            text.push(' ');
            text.push_str(c.as_str());
        }
        if let Some(line) = &p.line {
            text.push(' ');
            text.push_str(line.as_str());
        }
        let text = text.to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|w| text.contains(w))
    }

    /// The projects it takes in, in its order.
    #[must_use]
    pub fn apply<'a>(&self, projects: &'a [ProjectView]) -> Vec<&'a ProjectView> {
        let mut out: Vec<&ProjectView> = projects.iter().filter(|p| self.admits(p)).collect();
        match self.sort {
            Sort::Measure => {}
            Sort::Title => out.sort_by_key(|p| p.title.to_lowercase()),
            Sort::Granted => out.sort_by_key(|p| (p.granted.known > 0, p.granted.cents)),
            Sort::Status => out.sort_by_key(|p| p.standing.status),
            Sort::Decree => out.sort_by_key(|p| p.date(Phase::Decree).map(crate::when::When::first)),
        }
        if self.descending {
            out.reverse();
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let filter = Filter {
            measure: MeasureCode::read("1.4.3").ok(),
            phase: Some(Phase::Decree),
            tone: Some(Tone::Late),
            fund: Some(Fund::Fesr),
            year: Some(2025),
            words: "app io".into(),
            sort: Sort::Granted,
            descending: true,
        };
        let pairs = filter.pairs();
        assert_eq!(Filter::read(pairs.iter().map(|(a, b)| (*a, b.as_str()))), filter);
        assert!(Filter::default().pairs().is_empty());
    }

    #[test]
    fn long_words_are_cut_and_do_not_end_in_a_blank() {
        let long = format!("{} b", "a".repeat(LONGEST_WORDS - 1));
        let filter = Filter::read([("q", long.as_str())].into_iter());
        assert_eq!(filter.words, "a".repeat(LONGEST_WORDS - 1));
    }

    proptest::proptest! {
        #[test]
        fn any_query_is_read(pairs in proptest::collection::vec((".{0,8}", ".{0,20}"), 0..8)) {
            let filter = Filter::read(pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())));
            let printed = filter.pairs();
            proptest::prop_assert_eq!(Filter::read(printed.iter().map(|(a, b)| (*a, b.as_str()))), filter);
        }
    }
}
