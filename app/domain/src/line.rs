//! Measures and their lines. A *measure* is `1.4.3`; a *line* is what terms, shares and durations are keyed by, because
//! one measure may hold several (`1.4.3-pagopa`, `1.4.3-io`).

use crate::{collapse, identifier::Malformed};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Code of a measure as people write it: `1.4.5`, or `fesr` for what is outside the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MeasureCode(String);

/// Code of a line: a measure's code, alone or with a suffix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineCode(String);

fn fits(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-')
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

impl MeasureCode {
    /// Reads `1.4.5` or `M1C1I1.4.5` or `M1C1I1.04.05` (the submeasure code of the national data set).
    ///
    /// # Errors
    /// If it has no such form.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let text = text.trim().to_lowercase();
        let text = if let Some(rest) = text.strip_prefix("m1c1i").or_else(|| text.strip_prefix("m1c1r")) {
            let parts: Option<Vec<u32>> = rest.split('.').map(|p| p.parse().ok()).collect();
            let mut parts = parts.ok_or(Malformed)?;
            while parts.last() == Some(&0) {
                parts.pop();
            }
            parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
        } else {
            text
        };
        if fits(&text) && !text.contains('-') { Ok(Self(text)) } else { Err(Malformed) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Sorts `1.10` after `1.9`, and codes that are words last.
    #[must_use]
    pub fn order(&self) -> (bool, Vec<u32>, &str) {
        let parts: Option<Vec<u32>> = self.0.split('.').map(|p| p.parse().ok()).collect();
        (parts.is_none(), parts.unwrap_or_default(), &self.0)
    }
}

impl LineCode {
    /// Reads a line's code.
    ///
    /// # Errors
    /// If it has no such form.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let text = text.trim().to_lowercase();
        if fits(&text) { Ok(Self(text)) } else { Err(Malformed) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The measure it belongs to.
    #[must_use]
    pub fn measure(&self) -> MeasureCode {
        MeasureCode(self.0.split('-').next().unwrap_or_default().to_owned())
    }

    /// What a project of this line is called in addresses, before its year: `send`, `app-io`.
    #[must_use]
    pub fn short(&self) -> &str {
        match self.0.as_str() {
            "1.1" => "infrastrutture",
            "1.2" => "cloud",
            "1.4.1" => "esperienza-cittadino",
            "1.4.3-io" => "app-io",
            "1.4.5" => "send",
            "1.5" => "cybersecurity",
            "1.7.2" => "facilitazione",
            "2.2.3" => "suap-sue",
            other => other.split_once('-').map_or(other, |(_, suffix)| suffix),
        }
    }

    /// The line that a call's title names, whatever its blanks and case; `None` where it names none that we know.
    ///
    /// Source of the titles: `avvisi.csv` of the PA digitale 2026 open data.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        let title = collapse(title).to_lowercase();
        // A call over two measures is published as two rows, each with its share in brackets.
        let number = match title.rsplit_once("(quota ") {
            Some((_, share)) => share.trim_end_matches(')').trim().to_owned(),
            None => title
                .split(|c: char| !(c.is_ascii_digit() || c == '.'))
                .next()
                .unwrap_or_default()
                .trim_end_matches('.')
                .to_owned(),
        };
        let has = |word: &str| title.contains(word);
        let code = match number.as_str() {
            "1.3.1" if has("anncsu") => "1.3.1-anncsu",
            "1.3.1" if has("it wallet") || has("it-wallet") => "1.3.1-it-wallet",
            "1.3.1" => "1.3.1-pdnd",
            "1.4.3" if has("pagopa") => "1.4.3-pagopa",
            "1.4.3" if has("app io") || has("appio") => "1.4.3-io",
            "1.4.4" if has("ansc") => "1.4.4-ansc",
            "1.4.4" if has("spid") || has("cie") => "1.4.4-spid-cie",
            n @ ("1.1" | "1.2" | "1.4.1" | "1.4.5" | "1.5" | "1.7.2" | "2.2.3") => n,
            _ => return None,
        };
        Some(Self(code.to_owned()))
    }
}

impl fmt::Display for MeasureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for LineCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The year in a call's title: `… Settembre 2022` is 2022, `(dic 22)` is 2022.
#[must_use]
pub fn year_of_title(title: &str) -> Option<u32> {
    let numbers = title.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty());
    let mut year = None;
    for n in numbers {
        match n.len() {
            4 if n.starts_with("20") => year = n.parse().ok(),
            2 if title.trim_end_matches(')').ends_with(n) && n > "19" => year = n.parse::<u32>().ok().map(|y| 2000 + y),
            _ => {}
        }
    }
    year
}

/// The slug that an application's own project gets, before anything is added to tell it from another: `send-2022`.
#[must_use]
pub fn slug_of_title(title: &str, sent_year: u32) -> crate::identifier::Slug {
    let year = year_of_title(title).unwrap_or(sent_year);
    match LineCode::of_title(title) {
        Some(line) => crate::identifier::Slug::from_words(&format!("{}-{year}", line.short())),
        None => crate::identifier::Slug::from_words(title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_real_calls_name_their_line() {
        for (title, line) in [
            ("1.4.4 Adozione SPID CIE  - Comuni - Aprile 2022", "1.4.4-spid-cie"),
            ("1.4.4 Adozione SPID CIE-Amm.ni diverse da Comuni e Scuole -  Settembre 2022", "1.4.4-spid-cie"),
            ("1.4.4 Adozione ANPR ANSC - Comuni - luglio 2025", "1.4.4-ansc"),
            ("1.4.5 'Piattaforma Notifiche Digitali' Comuni (maggio 2024)", "1.4.5"),
            ("1.3.1 Piattaforma Digitale Nazionale Dati - ANNCSU - Comuni - maggio 2025", "1.3.1-anncsu"),
            ("1.3.1 Piattaforma Digitale Nazionale Dati - Regioni e Province Autonome (dic 22)", "1.3.1-pdnd"),
            ("1.4.3 - pagoPA - Comuni - Aprile 2022", "1.4.3-pagopa"),
            ("1.4.3 - app IO - Altri Enti - Maggio 2022", "1.4.3-io"),
            ("1.2 Abilitazione al cloud - Comuni - Aprile 2022", "1.2"),
            ("1.1 e 1.2 'Infrastrutture digitali e abilitazione al cloud' - ASL/AO -marzo 2023 (quota 1.2)", "1.2"),
            ("1.1 e 1.2 'Infrastrutture digitali e abilitazione al cloud' - ASL/AO -marzo 2023 (quota 1.1)", "1.1"),
        ] {
            assert_eq!(LineCode::of_title(title).unwrap().as_str(), line, "{title}");
        }
        assert_eq!(LineCode::of_title("9.9 Avviso mai visto"), None);
        assert_eq!(LineCode::of_title(""), None);
    }

    #[test]
    fn slugs_carry_line_and_year_of_the_call() {
        assert_eq!(slug_of_title("1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)", 2023).as_str(), "send-2022");
        assert_eq!(
            slug_of_title("1.3.1 Piattaforma Digitale Nazionale Dati - Regioni e Province Autonome (dic 22)", 2023).as_str(),
            "pdnd-2022"
        );
        assert_eq!(slug_of_title("9.9 Avviso mai visto", 2024).as_str(), "9-9-avviso-mai-visto");
    }

    #[test]
    fn the_submeasure_code_is_the_same_measure() {
        assert_eq!(MeasureCode::read("M1C1I1.04.05").unwrap().as_str(), "1.4.5");
        assert!(MeasureCode::read("M1C1I0").is_err(), "a code of nothing but zeros names no measure");
        assert_eq!(MeasureCode::read("M1C1I1.02.00").unwrap().as_str(), "1.2");
        assert_eq!(LineCode::read("1.4.3-pagopa").unwrap().measure().as_str(), "1.4.3");
    }
}
