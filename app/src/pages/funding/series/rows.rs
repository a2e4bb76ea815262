//! The figures of the three drawings as rows of a file.

use crate::{
    pages::funding::series::{Account, Kind, lump_sums, movements},
    parts::money::source_name,
};
use domain::{
    amount::Amount,
    dossier::Catalogue,
    money::Cents,
    portfolio::{Portfolio, ProjectView},
    when::When,
};
use words::Lang;

fn iso(when: Option<When>) -> String {
    when.map(When::iso).unwrap_or_default()
}

/// An amount in two cells: `516323.00`, and `oltre` or `circa` where it is not exact. Unknown is empty in both.
fn cells(amount: Option<Amount>) -> [String; 2] {
    match amount {
        None => [String::new(), String::new()],
        Some(a) => [a.cents.plain(), a.bound.word().trim().to_owned()],
    }
}

/// The rows under a drawing, for a file: a header that does not change with the language, then plain machine forms
/// (`516323.00`, `2026-03-31`). What is not known is an empty cell.
#[must_use]
pub fn rows(kind: Kind, lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let title = |p: &ProjectView| lang.pick(&p.title, p.title_en.as_deref()).to_owned();
    let measure = |p: &ProjectView| p.measure().map(|m| m.to_string()).unwrap_or_default();
    let source = |code: Option<&str>| match code {
        None => [String::new(), String::new()],
        Some(code) => [code.to_owned(), source_name(lang, catalogue, Some(code))],
    };
    match kind {
        Kind::Funds => {
            let header =
                vec!["misura", "progetto", "titolo", "voce", "fondo", "importo", "precisione", "al", "fonte", "fonte_titolo"];
            let rows = portfolio
                .projects
                .iter()
                .flat_map(|p| p.grants.iter().map(move |g| (p, g)))
                .map(|(p, g)| {
                    let [amount, bound] = cells(g.amount);
                    let [code, name] = source(g.source.as_deref());
                    vec![
                        measure(p),
                        p.slug.to_string(),
                        title(p),
                        g.item.clone(),
                        g.fund.code().to_owned(),
                        amount,
                        bound,
                        iso(g.al),
                        code,
                        name,
                    ]
                })
                .collect();
            (header, rows)
        }
        Kind::Time => {
            let header = vec![
                "conto",
                "data",
                "misura",
                "progetto",
                "titolo",
                "voce",
                "importo",
                "precisione",
                "totale_progressivo",
                "fonte",
                "fonte_titolo",
            ];
            let mut rows = vec![];
            for account in Account::ALL {
                let mut running = Cents::ZERO;
                for m in movements(portfolio, account) {
                    let [amount, bound] = cells(m.amount);
                    let [code, name] = source(m.source.as_deref());
                    let so_far = match m.amount.filter(|_| m.is_drawn()) {
                        None => String::new(),
                        Some(a) => {
                            running += a.cents;
                            running.plain()
                        }
                    };
                    rows.push(vec![
                        account.code().to_owned(),
                        iso(m.when),
                        measure(m.project),
                        m.project.slug.to_string(),
                        title(m.project),
                        m.item.clone(),
                        amount,
                        bound,
                        so_far,
                        code,
                        name,
                    ]);
                }
            }
            (header, rows)
        }
        Kind::Deadlines => {
            let header = vec![
                "termine",
                "affidabilita",
                "misura",
                "progetto",
                "titolo",
                "stato",
                "certificato_o_liquidato",
                "importo",
                "precisione",
                "importi_non_noti",
            ];
            let rows = lump_sums(portfolio)
                .into_iter()
                .map(|l| {
                    let [amount, bound] = cells(l.grant.amount());
                    vec![
                        iso(l.due),
                        l.confidence.map(|c| c.code().to_owned()).unwrap_or_default(),
                        measure(l.project),
                        l.project.slug.to_string(),
                        title(l.project),
                        l.project.standing.status.tone().code().to_owned(),
                        if l.safe { "si" } else { "non_noto" }.to_owned(),
                        amount,
                        bound,
                        l.grant.unknown.to_string(),
                    ]
                })
                .collect();
            (header, rows)
        }
    }
}
