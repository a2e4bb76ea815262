//! What an office takes away to work on: workbooks and the report, their names, and what stands in them.

use crate::{
    addresses::OFFICE,
    checks::{guarded, links},
    common::today,
    site::Site,
};
use axum::http::StatusCode;
use domain::{
    as_of::AsOf,
    claim::judge,
    dossier::{Catalogue, Dossier},
    exposure::exposure,
    filter::Filter,
    identifier::Ipa,
    money::Cents,
    portfolio::Portfolio,
    ports::Register,
};
use office::{
    book::{Cell, Sheet},
    document::Block,
};
use server::{
    odt,
    tables::{Facts, workbook},
};
use std::collections::HashSet;
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn office_files_have_their_type_their_name_and_their_day() {
    let site = Site::with(&[]).await;
    for (path, kind, name) in OFFICE {
        let page = site.page(path).await;
        guarded(path, &page);
        assert_eq!(page.header("content-type"), kind, "{path}");
        assert_eq!(page.header("content-disposition"), format!("attachment; filename=\"c_e472-{name}\""), "{path}");
        assert!(page.body.starts_with("PK"), "{path}");
        let (stem, extension) = name.split_once('.').unwrap();
        let past = site.page(&format!("{path}?al=2025-10-29&noto=oggi&misura=1.4.3&lang=en")).await;
        let day = format!("attachment; filename=\"c_e472-{stem}-al-2025-10-29-noto-2026-11-22.{extension}\"");
        assert_eq!(past.header("content-disposition"), day, "{path}");
        let unknown = site.get(&path.replace("c_e472", "c_zzzz")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{path}");
        guarded(path, &unknown);
    }
    // Whoever looks at the projects or at the home finds them, for the same rows and the same day.
    let projects = site.page("/c_e472/progetti?misura=1.4.3").await;
    for file in ["tabelle.xlsx", "tabelle.ods"] {
        assert!(links(projects.main()).contains(&format!("/c_e472/{file}?misura=1.4.3")), "{file}");
    }
    let home = site.page("/c_e472?al=2025-10-29").await;
    for (path, _, _) in OFFICE {
        assert!(links(home.main()).contains(&format!("{path}?al=2025-10-29&noto=2025-10-29")), "{path}");
    }
}

async fn latina(site: &Site) -> (Dossier, Catalogue) {
    let ipa = Ipa::read("c_e472").unwrap();
    let day = AsOf { al: "2025-10-29".parse().unwrap(), known: today() };
    let dossier = site.store.dossier_known(&ipa, day.known).await.unwrap().unwrap().as_of(day);
    let catalogue = site.store.catalogue().await.unwrap().as_of(day);
    (dossier, catalogue)
}

fn sheet<'a>(sheets: &'a [Sheet], name: &str) -> &'a Sheet {
    sheets.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheets_have_the_rows_of_the_page_and_every_figure_is_of_its_kind() {
    let site = Site::with(&[]).await;
    let (dossier, catalogue) = latina(&site).await;
    let portfolio = Portfolio::of(&dossier, &catalogue, "2025-10-29".parse().unwrap());
    let claims = judge(&dossier.claims, &portfolio, &catalogue);
    for lang in [Lang::It, Lang::En] {
        let facts = Facts {
            portfolio: &portfolio,
            catalogue: &catalogue,
            claims: &claims,
            lang,
            known: today(),
            day: "Situazione al 29/10/2025",
            frozen: None,
            since: None,
        };
        let book = workbook(&facts, &Filter::default());
        assert_eq!(book.sheets.len(), 10);
        let names: HashSet<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names.len(), 10, "a name twice");
        for page in &book.sheets {
            assert!(page.name.chars().count() <= 31, "{}", page.name);
            assert!(page.caption.contains("29/10/2025"), "{}", page.caption);
            assert!(page.rows.iter().all(|row| row.len() == page.head.len()), "{}: a row is longer than its head", page.name);
        }
        // All of it can be written.
        assert!(office::xlsx(&book).is_ok() && office::ods(&book).is_ok());

        let projects = sheet(&book.sheets, lang.tables_projects());
        assert_eq!(projects.rows.len(), portfolio.projects.len());
        let sum: Cents = projects
            .rows
            .iter()
            .filter_map(|row| match row[9] {
                Cell::Money(cents) => Some(cents),
                _ => None,
            })
            .sum();
        assert_eq!(sum, portfolio.granted().cents, "the sheet adds up to the page");
        let send = projects.rows.iter().find(|row| row[0] == Cell::Text("send-2022".into())).unwrap();
        assert_eq!(send[8], Cell::Date("2024-03-12".parse().unwrap()), "the day on which SEND was paid");
        // The cloud is "oltre 920mila": the figure as it was said, and the word beside it.
        let word = lang.bound(domain::amount::Bound::Over).trim().to_owned();
        let money = sheet(&book.sheets, lang.tables_money());
        assert!(money.rows.iter().any(|row| row[5] == Cell::Money(Cents(92_000_000)) && row[6] == Cell::Text(word.clone())));
        // What could be lost is what the page says, a sum each.
        let found = exposure(&portfolio, &catalogue, portfolio.today);
        let lost = sheet(&book.sheets, lang.tables_exposed());
        let cents = lost.rows.iter().map(|row| if let Cell::Money(cents) = row[5] { cents } else { Cents(0) }).sum::<Cents>();
        assert_eq!((lost.rows.len(), cents), (found.rows().count(), found.total().cents));
        assert!(!lost.rows.is_empty());
        let claims = sheet(&book.sheets, lang.tables_claims());
        assert!(!claims.rows.is_empty() && claims.rows.len() == facts.claims.len());
        assert!(!sheet(&book.sheets, lang.tables_sources()).rows.is_empty());

        let filter = Filter::read([("misura", "1.4.3")].into_iter());
        let narrow = workbook(&facts, &filter);
        assert_eq!(sheet(&narrow.sheets, lang.tables_projects()).rows.len(), 2);
        assert!(sheet(&narrow.sheets, lang.tables_steps()).rows.len() < sheet(&book.sheets, lang.tables_steps()).rows.len());
        let notes = sheet(&narrow.sheets, lang.tables_notes());
        assert!(notes.rows.iter().any(|row| row[1].shown().contains("1.4.3")), "the file says that it is a part");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_asks_the_five_questions_and_answers_each() {
    let site = Site::with(&[]).await;
    let (dossier, catalogue) = latina(&site).await;
    let portfolio = Portfolio::of(&dossier, &catalogue, "2025-10-29".parse().unwrap());
    let claims = judge(&dossier.claims, &portfolio, &catalogue);
    for lang in [Lang::It, Lang::En] {
        let facts = Facts {
            portfolio: &portfolio,
            catalogue: &catalogue,
            claims: &claims,
            lang,
            known: today(),
            day: "Situazione al 29/10/2025",
            frozen: None,
            since: None,
        };
        let report = odt::document(&facts);
        for question in [lang.home_where(), lang.home_how_much(), lang.home_risk(), lang.home_changed(), lang.home_who()] {
            let at = report.blocks.iter().position(|b| *b == Block::Heading(2, question.to_owned()));
            let answer = at.and_then(|at| report.blocks.get(at + 1));
            assert!(matches!(answer, Some(Block::Paragraph(text)) if !text.is_empty()), "{question}: {answer:?}");
        }
        let tables: Vec<&Sheet> = report
            .blocks
            .iter()
            .filter_map(|b| match b {
                Block::Table(table) => Some(table),
                _ => None,
            })
            .collect();
        let names: HashSet<&str> = tables.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names.len(), tables.len(), "a table's name twice");
        assert!(tables.iter().all(|t| t.rows.iter().all(|row| row.len() == t.head.len())));
        let projects = tables.iter().find(|t| t.name == "projects").unwrap();
        assert_eq!(projects.rows.len(), portfolio.projects.len() + 1, "all projects, and their total");
        // The schedule and the three charts, each as the page has it, with its figures for those who do not see it.
        let pictures: Vec<_> = report
            .blocks
            .iter()
            .filter_map(|b| match b {
                Block::Picture(picture) => Some(picture),
                _ => None,
            })
            .collect();
        let names: Vec<&str> = pictures.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["schedule-1", "money-fondi", "money-tempo", "money-termini"]);
        assert!(pictures.iter().all(|p| p.svg.contains("<svg") && !p.title.is_empty() && p.size.0 > 900));
        let [schedule, funds, ..] = pictures.as_slice() else { panic!("{names:?}") };
        for p in &portfolio.projects {
            assert!(schedule.shows.contains(lang.pick(&p.title, p.title_en.as_deref())), "{}", p.slug);
        }
        assert!(schedule.svg.contains(lang.legend_late()) && funds.shows.contains("69.000,00"), "{}", funds.shows);
        assert!(office::odt(&report).is_ok());
    }
}
