//! Adds the "Ente di prova" to a database, for tests only: `specimen FILE`, or with other numbers of projects `specimen FILE N…`. Nothing in it is about a real body.
//!
//! Four enti with 0, 1, 30 and 400 projects: every phase, a deadline that moved twice, open ends, undated rows, names of
//! 200 characters and hostile ones. `traguardi serve` never loads it.

use anyhow::Context;
use chrono::{Days, NaiveDate};
use domain::{
    amount::{Amount, Quantity},
    desk::Author,
    fact::Record,
    freshness::FigureKind,
    identifier::{Ipa, Slug},
    line::LineCode,
    money::Cents,
    phase::{ChangeKind, Confidence, Fund, Mode, Outcome, Phase, SittingKind, SourceKind},
    ports::{Ledger, NewBatch, Taken, TypedProvenance, TypedRow},
    records::{
        Cadence, CertificationRun, DeadlineChange, EnteRecord, FundingLine, Indicator, Milestone, Office, Payment, Project,
        Reading, Receipt, Sitting, Source,
    },
    when::When,
};

const LINES: [&str; 9] = ["1.2", "1.3.1-pdnd", "1.4.1", "1.4.3-pagopa", "1.4.3-io", "1.4.4-spid-cie", "1.4.5", "1.5", "1.7.2"];
const SOURCE: &str = "specimen";

/// Rows in the order in which they can be taken.
#[derive(Default)]
struct Specimen {
    rows: Vec<TypedRow>,
}

impl Specimen {
    fn say<R: Record>(&mut self, record: &R, al: Option<NaiveDate>) {
        let provenance = TypedProvenance { al: al.map(When::Day), source: Some(SOURCE.to_owned()), ..TypedProvenance::default() };
        let line = self.rows.len() as u64 + 2;
        self.rows.push(TypedRow { line, table: R::TABLE, values: record.store(), provenance, raw: "{}".to_owned() });
    }
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 1, 1).and_then(|d| d.checked_add_days(Days::new(n))).unwrap_or_default()
}

fn ente(specimen: &mut Specimen, projects: u64) -> anyhow::Result<()> {
    let code = format!("prova_{projects}");
    let ipa = Ipa::read(&code).ok().context("a code")?;
    let record = EnteRecord {
        ente: ipa.clone(),
        name: format!("Ente di prova con {projects} progetti"),
        municipality: Some("Prova".to_owned()),
        istat: None,
        province: Some("ZZ".to_owned()),
        region: Some("Nessuna regione".to_owned()),
        band: None,
        featured: None,
        contact: None,
    };
    specimen.say(&record, None);
    if projects == 30 {
        cadences(specimen, &ipa);
    }
    let sitting = Sitting {
        ente: ipa.clone(),
        number: 1,
        kind: SittingKind::Committee,
        body: Some("Commissione di prova".to_owned()),
        held_on: day(1_786),
        agenda: None,
        minutes: None,
    };
    specimen.say(&sitting, None);
    for n in 0..projects {
        project(specimen, &ipa, n)?;
    }
    Ok(())
}

/// An office that has set how often it updates its figures, and does not keep to it.
fn cadences(specimen: &mut Specimen, ente: &Ipa) {
    let office = "ragioneria".to_owned();
    specimen.say(
        &Office { ente: ente.clone(), code: office.clone(), name: "Settore Ragioneria di prova".to_owned(), contact: None },
        None,
    );
    for (figure, days) in [(FigureKind::Paid, 30), (FigureKind::Indicators, 90), (FigureKind::Certification, 1)] {
        let cadence = Cadence { ente: ente.clone(), figure, project: None, indicator: None, office: office.clone(), days };
        specimen.say(&cadence, None);
    }
}

fn title(n: u64) -> String {
    match n {
        3 => "<script>alert('un nome ostile')</script> & \"virgolette\"".to_owned(),
        4 => "Un progetto dal nome lunghissimo che nessuno accorcerebbe mai perché ogni parola conta "
            .repeat(3)
            .chars()
            .take(200)
            .collect(),
        5 => "Parolalunghissimasenzaspazi".repeat(8).chars().take(200).collect(),
        _ => format!("Progetto di prova numero {n}"),
    }
}

fn project(specimen: &mut Specimen, ente: &Ipa, n: u64) -> anyhow::Result<()> {
    let slug = Slug::read(&format!("prova-{n}")).ok().context("a slug")?;
    let line = LINES[usize::try_from(n)? % LINES.len()];
    let outside = n % 17 == 16;
    let costs = line.starts_with("1.5") || line.starts_with("1.7") || outside;
    specimen.say(
        &Project {
            ente: ente.clone(),
            project: slug.clone(),
            title: title(n),
            title_en: None,
            line: if outside { None } else { LineCode::read(line).ok() },
            mode: Some(if costs { Mode::Costs } else { Mode::LumpSum }),
            office: None,
            what: None,
            what_en: None,
            cup: None,
        },
        None,
    );
    let decree = day(200 + (n * 37) % 900);
    let funding = |fund, item: &str, cents: Option<i64>| FundingLine {
        ente: ente.clone(),
        project: slug.clone(),
        item: item.to_owned(),
        fund,
        amount: cents.map(|c| Amount::exact(Cents(c))),
        act: None,
    };
    let cents = i64::try_from(1_000_000 + n * 12_345)?;
    specimen.say(&funding(Fund::Pnrr, "contributo", (n % 11 != 10).then_some(cents)), Some(decree));
    if n.is_multiple_of(5) {
        specimen.say(&funding(Fund::Own, "cofinanziamento", Some(cents / 10)), Some(decree));
    }
    if n.is_multiple_of(7) {
        specimen.say(&funding(Fund::Fesr, "fesr", Some(cents / 4)), Some(decree));
    }
    // One in thirteen has no date at all.
    if n % 13 == 12 {
        return Ok(());
    }
    let milestone = |phase, actual: Option<When>, baseline: Option<When>, forecast: Option<When>| Milestone {
        ente: ente.clone(),
        project: slug.clone(),
        phase,
        baseline,
        forecast,
        actual,
        act: None,
    };
    let at = |days: u64| decree.checked_add_days(Days::new(days)).unwrap_or(decree);
    // How far it has come: eight stages in turn.
    let stage = n % 8;
    specimen.say(&milestone(Phase::Application, Some(When::Day(at(0) - Days::new(60))), None, None), None);
    specimen.say(&milestone(Phase::Decree, Some(When::Day(decree)), None, None), None);
    if stage >= 1 {
        specimen.say(&milestone(Phase::Contract, Some(When::Day(at(90))), Some(When::Day(at(120))), None), None);
    }
    let done = (stage >= 3).then(|| {
        if n.is_multiple_of(3) { When::Month(2024, 1 + u32::try_from(n % 12).unwrap_or(0)) } else { When::Day(at(330)) }
    });
    let forecast = (stage == 2).then(|| When::Day(day(2_000)));
    specimen.say(&milestone(Phase::Completion, done, Some(When::Day(at(300))), forecast), None);
    // A baseline moved twice.
    if n % 4 == 1 {
        for (number, days) in [(1, 390), (2, 480)] {
            specimen.say(
                &DeadlineChange {
                    ente: ente.clone(),
                    project: slug.clone(),
                    phase: Phase::Completion,
                    number,
                    kind: if number == 1 { ChangeKind::Extension } else { ChangeKind::Decree },
                    due: at(days),
                    act: format!("Atto di prova {number}"),
                    confidence: Some(Confidence::Confirmed),
                },
                Some(at(280)),
            );
        }
    }
    if stage >= 4 {
        let outcome = [Outcome::Positive, Outcome::Partial, Outcome::Negative, Outcome::Positive][usize::try_from(n / 8 % 4)?];
        specimen.say(
            &CertificationRun {
                ente: ente.clone(),
                project: slug.clone(),
                number: 1,
                requested: Some(When::Day(at(340))),
                checked: None,
                outcome,
                outcome_on: Some(When::Day(at(400))),
            },
            None,
        );
    }
    if stage >= 5 {
        specimen.say(&milestone(Phase::Request, Some(When::Day(at(410))), None, None), None);
    }
    if stage >= 6 {
        specimen.say(&milestone(Phase::Disbursement, Some(When::Day(at(450))), None, None), None);
        specimen.say(
            &Receipt {
                ente: ente.clone(),
                project: slug.clone(),
                reference: "reversale".to_owned(),
                received_on: When::Day(at(455)),
                amount: Amount::exact(Cents(cents)),
            },
            Some(at(455)),
        );
    }
    for (reference, published) in [("mandato-1", true), ("mandato-2", false)] {
        if stage >= 2 {
            specimen.say(
                &Payment {
                    ente: ente.clone(),
                    project: slug.clone(),
                    reference: reference.to_owned(),
                    paid_on: When::Day(at(200)),
                    amount: Amount::exact(Cents(cents / 3)),
                    supplier: Some(
                        if published { "Fornitore pubblicato di prova" } else { "Fornitore riservato di prova" }.to_owned(),
                    ),
                    published,
                },
                Some(at(200)),
            );
        }
    }
    if n.is_multiple_of(6) {
        let code = format!("indicatore-{n}");
        specimen.say(
            &Indicator {
                ente: ente.clone(),
                code: code.clone(),
                project: Some(slug.clone()),
                name: format!("Servizi attivi del progetto {n}"),
                name_en: None,
                unit: "servizi".to_owned(),
                unit_en: None,
                target: Some(Quantity::whole(10)),
                target_due: Some(When::Quarter(2026, 1)),
            },
            None,
        );
        specimen
            .say(&Reading { ente: ente.clone(), indicator: code, value: Quantity::whole(i64::try_from(n % 14)?) }, Some(at(360)));
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let path = std::env::args_os().nth(1).context("which database?")?;
    let store = store::Store::open(std::path::Path::new(&path)).await?;
    let mut specimen = Specimen::default();
    specimen.say(
        &Source {
            code: SOURCE.to_owned(),
            title: "Registro inventato per le prove".to_owned(),
            title_en: Some("Register made up for tests".to_owned()),
            kind: SourceKind::Register,
            date: None,
            url: None,
            licence: None,
        },
        None,
    );
    // Other numbers of projects, for measuring.
    let asked: Vec<u64> = std::env::args().skip(2).filter_map(|n| n.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![0, 1, 30, 400] } else { asked };
    for projects in sizes {
        ente(&mut specimen, projects)?;
    }
    // What others refer to comes first: the order of the records.
    specimen.rows.sort_by_key(|r| domain::records::TABLES.iter().position(|t| **t == *r.table));
    let unavailable = |_| anyhow::anyhow!("the database did not take the specimen");
    let mut entry = store.begin(chrono::Utc::now(), day(1_786), Author::command_line()).await.map_err(unavailable)?;
    let batch = entry
        .open_batch(NewBatch {
            file: "specimen".to_owned(),
            digest: "0".repeat(64),
            kind: "prova".to_owned(),
            snapshot: None,
            at_least: false,
            licence: None,
            ente: None,
        })
        .await
        .map_err(unavailable)?;
    let fates = entry.typed(batch, specimen.rows).await.map_err(unavailable)?;
    if let Some(refused) = fates.iter().find(|f| matches!(f, Taken::Refused(_))) {
        anyhow::bail!("a row was refused: {refused:?}");
    }
    entry.close_batch(batch, 0, vec![]).await.map_err(unavailable)?;
    entry.commit().await.map_err(unavailable)?;
    store.close().await;
    println!("{} rows added", fates.len());
    Ok(())
}
