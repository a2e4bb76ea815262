//! Eight people who save as fast as they can, for the test that kills them: `editor FILE` prints each save that was
//! acknowledged, `project version cents`, until somebody stops it. Each save writes two things of one project, a funding line and
//! an act, with the same number in both.

use domain::{
    amount::Amount,
    desk::{Author, Desk, Edit, Kept, Saved},
    fact::Record,
    identifier::{Ipa, Slug},
    money::Cents,
    phase::Fund,
    records::{Act, FundingLine},
};
use std::{io::Write, path::Path};
use store::Store;

const CLIENTS: usize = 8;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("which file?")?;
    let store = Store::open(Path::new(&path)).await?;
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        clients.spawn(edit(store.clone(), client));
    }
    while let Some(done) = clients.join_next().await {
        done??;
    }
    Ok(())
}

/// What is to be written of a thing, by whoever has seen it as it stands.
fn change<R: Record>(record: &R, held: Option<&Kept>) -> Edit {
    let seen = held.map_or(0, |k| k.version);
    Edit { table: R::TABLE, values: record.store(), al: None, source: None, note: None, seen, withdrawn: false }
}

async fn edit(store: Store, client: usize) -> Result<(), String> {
    let ente = Ipa::read("c_e472").map_err(|_| "ipa")?;
    let project = Slug::read(&format!("send-{client}")).map_err(|_| "slug")?;
    let author = Author { user: Some(1), name: "Ufficio".to_owned(), reason: None };
    loop {
        let funded = store.kept(FundingLine::TABLE, &ente, Some(&project)).await.map_err(|e| e.to_string())?;
        let decreed = store.kept(Act::TABLE, &ente, Some(&project)).await.map_err(|e| e.to_string())?;
        let cents =
            funded.first().and_then(|k| FundingLine::load(&k.values).ok()).and_then(|f| f.amount).map_or(1, |a| a.cents.0 + 1);
        let number = decreed
            .first()
            .and_then(|k| Act::load(&k.values).ok())
            .and_then(|a| a.number?.parse().ok())
            .map_or(1, |n: i64| n + 1);
        if number != cents {
            return Err(format!("{project}: half of a save stands, {cents} and {number}"));
        }
        let line = FundingLine {
            ente: ente.clone(),
            project: project.clone(),
            item: "contributo".to_owned(),
            fund: Fund::Pnrr,
            amount: Some(Amount::exact(Cents(cents))),
            act: None,
        };
        let act = Act {
            ente: ente.clone(),
            code: format!("decreto-{client}"),
            project: Some(project.clone()),
            kind: "decreto".to_owned(),
            number: Some(number.to_string()),
            date: None,
            published_on: None,
            subject: "Contributo".to_owned(),
            link: None,
        };
        let edits = vec![change(&line, funded.first()), change(&act, decreed.first())];
        let now = chrono::DateTime::from_timestamp(1_795_000_000 + cents, 0).ok_or("instant")?;
        let saved = store.save(edits, author.clone(), now, now.date_naive()).await.map_err(|e| e.to_string())?;
        let Saved::Done(versions) = saved else { return Err(format!("{saved:?}")) };
        // One write for the line: what is read on the other side was acknowledged whole.
        let line = format!("{project} {} {cents}\n", versions.first().copied().unwrap_or(0));
        std::io::stdout().lock().write_all(line.as_bytes()).map_err(|e| e.to_string())?;
    }
}
