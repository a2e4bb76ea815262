//! The three tables of `/{ipa}/rischi` as rows of a file, and where each can be had.

use crate::{
    pages::{Scene, exposure::sums::how},
    paths,
};
use domain::{
    amount::Amount,
    dossier::Catalogue,
    exposure::{Advance, Exposure, Row, SpentBasis, Surplus, Usable, exposure},
    money::Cents,
    portfolio::{Portfolio, ProjectView},
    when::When,
};
use words::Lang;

/// One of the three; its code is the `tabella` of the download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Sums that could be lost, both lists.
    Sums,
    /// Payments and receipts, with the cash advanced so far.
    Advance,
    /// Surplus of completed lump-sum projects.
    Surplus,
}

impl Sheet {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Sums, Self::Advance, Self::Surplus];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sums => "somme",
            Self::Advance => "anticipi",
            Self::Surplus => "economie",
        }
    }

    /// The word back.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Address of a download.
pub(super) fn download(scene: &Scene, sheet: Sheet) -> String {
    let path = paths::section(scene.ipa(), &format!("{}.csv", paths::EXPOSURE));
    paths::with_query(&path, &[("tabella", sheet.code())])
}

/// The rows of a table, for a file: a header that does not change with the language, then plain machine forms (`516323.00`,
/// `2026-03-31`). What is not known is an empty cell. Nothing is below zero: days past and cash back have columns of their own.
#[must_use]
pub fn rows(sheet: Sheet, lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let found = exposure(portfolio, catalogue, portfolio.today);
    match sheet {
        Sheet::Sums => sums(lang, &found),
        Sheet::Advance => advance(lang, &found.advance),
        Sheet::Surplus => surplus(lang, &found.surplus),
    }
}

fn iso(when: Option<When>) -> String {
    when.map(When::iso).unwrap_or_default()
}

/// Measure, slug and title.
fn named(lang: Lang, p: &ProjectView) -> [String; 3] {
    let measure = p.measure().map(|m| m.to_string()).unwrap_or_default();
    [measure, p.slug.to_string(), lang.pick(&p.title, p.title_en.as_deref()).to_owned()]
}

/// An amount in two cells: `516323.00`, and `oltre` or `circa` where it is not exact.
fn cells(amount: Option<Amount>) -> [String; 2] {
    match amount {
        None => [String::new(), String::new()],
        Some(a) => [a.cents.plain(), a.bound.word().trim().to_owned()],
    }
}

/// What is above zero in the first cell, what is below in the second, without its sign.
fn apart(number: Option<i64>, print: impl Fn(i64) -> String) -> [String; 2] {
    match number {
        None => [String::new(), String::new()],
        Some(n) if n < 0 => [String::new(), print(-n)],
        Some(n) => [print(n), String::new()],
    }
}

fn sums(lang: Lang, found: &Exposure<'_>) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec![
        "certificazione",
        "termine",
        "affidabilita",
        "giorni_mancanti",
        "giorni_passati",
        "misura",
        "progetto",
        "titolo",
        "motivo",
        "altri_motivi",
        "copertura",
        "copertura_come",
        "importo",
        "precisione",
        "importi_non_noti",
        "fotografia",
        "fotografia_giorni",
    ];
    let line = |row: &Row<'_>, certification: &str| {
        let mut out = vec![
            certification.to_owned(),
            iso(row.deadline.map(|d| d.due)),
            row.deadline.map(|d| d.confidence.code().to_owned()).unwrap_or_default(),
        ];
        out.extend(apart(row.days, |n| n.to_string()));
        out.extend(named(lang, row.project));
        out.push(row.reason().code().to_owned());
        out.push(row.reasons.iter().skip(1).map(|r| r.code()).collect::<Vec<_>>().join(" "));
        out.push(row.cover.map(|c| c.act.to_owned()).unwrap_or_default());
        out.push(row.cover.map(|c| how(lang, &c)).unwrap_or_default());
        out.extend(cells(row.total.amount()));
        out.push(row.total.unknown.to_string());
        out.push(row.seen.map(|s| s.last.to_string()).unwrap_or_default());
        out.push(row.age.filter(|days| *days >= 0).map(|days| days.to_string()).unwrap_or_default());
        out
    };
    let open = found.open.iter().map(|r| line(r, "non_ancora_positiva"));
    let unknown = found.unknown.iter().map(|r| line(r, "non_nota"));
    (header, open.chain(unknown).collect())
}

fn advance(lang: Lang, advance: &Advance<'_>) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec![
        "movimento",
        "data",
        "misura",
        "progetto",
        "titolo",
        "voce",
        "importo",
        "precisione",
        "anticipato",
        "incassato_in_piu",
        "fonte",
    ];
    let rows = advance.flows.iter().map(|flow| {
        let moved = &flow.movement;
        let mut out = vec![if flow.paid { "pagato" } else { "ricevuto" }.to_owned(), iso(moved.when)];
        out.extend(named(lang, moved.project));
        out.push(moved.item.clone());
        out.extend(cells(moved.amount));
        out.extend(apart(flow.so_far.map(|c| c.0), |n| Cents(n).plain()));
        out.push(moved.source.clone().unwrap_or_default());
        out
    });
    (header, rows.collect())
}

fn surplus(lang: Lang, all: &[Surplus<'_>]) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec![
        "misura",
        "progetto",
        "titolo",
        "forfait",
        "forfait_precisione",
        "importi_non_noti",
        "speso",
        "speso_precisione",
        "speso_da",
        "economie",
        "economie_precisione",
        "oltre_il_forfait",
        "utilizzabili",
        "perche",
    ];
    let rows = all.iter().map(|s| {
        let mut out = named(lang, s.project).to_vec();
        out.extend(cells(s.granted.amount()));
        out.push(s.granted.unknown.to_string());
        out.extend(cells(s.spent.map(|s| s.amount)));
        out.push(
            match s.spent.map(|s| s.basis) {
                None => "",
                Some(SpentBasis::Contracts) => "contratti",
                Some(SpentBasis::Payments) => "pagamenti",
            }
            .to_owned(),
        );
        out.extend(cells(s.left));
        out.push(s.beyond.map(|b| b.cents.plain()).unwrap_or_default());
        out.push(if s.usable == Usable::Yes { "sì" } else { "no" }.to_owned());
        out.push(lang.exposure_usable(s.usable).to_owned());
        out
    });
    (header, rows.collect())
}
