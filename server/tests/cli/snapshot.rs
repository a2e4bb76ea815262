//! The day of public data, and whose of them go in.

use crate::{
    common::{self, HEADER, ask, batches, demo_files, public_row},
    desk::{DONE, Desk, public, state},
};
use domain::{application::State, identifier::Ipa, ports::Register};
use store::Store;

#[test]
fn a_snapshot_is_the_day_said_or_else_the_newest_inside_as_a_lower_bound() {
    let desk = Desk::new();
    let file = desk.file("e.csv", state("c_x001", "E", "2024-03-12"));
    let newest = |desk: &Desk| {
        let batch = batches(&desk.database).remove(0);
        (batch.snapshot.map(|d| d.to_string()), batch.at_least)
    };
    let seen = |desk: &Desk| {
        ask(&desk.database, async |store: &Store| {
            let dossier = store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().unwrap();
            let seen = dossier.applications[0].last_seen().unwrap();
            (seen.last.to_string(), seen.at_least)
        })
    };
    desk.import(&[], std::slice::from_ref(&file)).ended(DONE);
    assert_eq!(newest(&desk), (Some("2024-03-12".to_owned()), true));
    assert_eq!(seen(&desk), ("2024-03-12".to_owned(), true));
    desk.import(&["--snapshot", "2024-07-05"], &[file]).ended(DONE).counting([0, 0, 1, 0]);
    assert_eq!(newest(&desk), (Some("2024-07-05".to_owned()), false));
    assert_eq!(seen(&desk), ("2024-07-05".to_owned(), false));
    // A column that says the day speaks for its row; the file then needs none.
    let own = format!("{HEADER},_snapshot\n{},2025-01-09\n", public_row("c_x002"));
    desk.import(&[], &[desk.file("colonna.csv", own)]).ended(DONE).counting([1, 0, 0, 0]);
    assert_eq!(newest(&desk), (Some("2025-01-09".to_owned()), false));
    // Whoever says the day knows better than the column.
    let both = format!("{HEADER},_snapshot\n{},2025-01-09\n", public_row("c_x001"));
    desk.import(&["--snapshot", "2026-02-03"], &[desk.file("tutti-e-due.csv", both)]).ended(DONE);
    assert_eq!(newest(&desk), (Some("2026-02-03".to_owned()), false));
    assert_eq!(seen(&desk), ("2026-02-03".to_owned(), false));
    // Our own files have no such day.
    desk.import(&["--snapshot", "2024-07-05"], &[common::root().join("data/latina/enti.csv")]).ended(DONE);
    assert_eq!(newest(&desk), (None, false));
}

#[test]
fn a_stale_file_takes_nothing_back() {
    let desk = Desk::new();
    desk.import(&["--snapshot", "2024-07-05"], &[desk.file("e.csv", state("c_x001", "E", "2024-03-12"))]).ended(DONE);
    desk.import(&["--snapshot", "2023-01-15"], &[desk.file("a.csv", state("c_x001", "A", "2022-08-02"))]).ended(DONE);
    let state = ask(&desk.database, async |store: &Store| {
        let dossier = store.dossier(&Ipa::read("c_x001").unwrap()).await.unwrap().unwrap();
        dossier.applications[0].current().unwrap().state
    });
    assert_eq!(state, State::Disbursed);
}

#[test]
fn a_stale_file_of_calls_takes_nothing_back() {
    let calls = |closed: &str| {
        format!(
            "titolo,misura,data_inizio_bando,data_fine_bando,stato\n1.2 Abilitazione al cloud,1.2,2022-04-19,{closed},TERMINATO\n"
        )
    };
    let (old, new) = (("2022-05-01", "2022-06-30"), ("2024-07-05", "2022-07-22"));
    let after = |order: [(&str, &str); 2]| {
        let desk = Desk::new();
        for (n, (day, closed)) in order.into_iter().enumerate() {
            let file = desk.file(&format!("avvisi-{n}.csv"), calls(closed));
            let counts = if n == 0 { [1, 0, 0, 0] } else { [0, 1, 0, 0] };
            desk.import(&["--snapshot", day], std::slice::from_ref(&file)).ended(DONE).counting(counts);
            desk.import(&["--snapshot", day], &[file]).ended(DONE).counting([0, 0, 1, 0]);
        }
        assert_eq!(batches(&desk.database)[0].snapshot.map(|d| d.to_string()).as_deref(), Some(order[1].0));
        ask(&desk.database, async |store: &Store| {
            let calls = store.catalogue().await.unwrap().calls.clone();
            calls.into_iter().find(|c| c.title == "1.2 Abilitazione al cloud").and_then(|c| c.closed).map(|d| d.to_string())
        })
    };
    for order in [[old, new], [new, old]] {
        assert_eq!(after(order).as_deref(), Some("2022-07-22"), "{order:?}");
    }
}

#[test]
fn one_body_can_be_taken_alone() {
    let desk = Desk::new();
    let three = desk.file("tre.csv", public(&[public_row("c_x001"), public_row("C_X002"), public_row("c_x003")]));
    desk.import(&["--ente", "C_x002"], &[three]).ended(DONE).counting([1, 0, 0, 0]);
    assert_eq!((desk.knows("c_x001"), desk.knows("c_x002"), desk.knows("c_x003")), (false, true, false));
    // Files of the template too; what belongs to nobody goes in.
    let other = Desk::empty();
    other.import(&["--create", "--ente", "c_a515"], &demo_files()).ended(DONE);
    assert_eq!((other.knows("c_a515"), other.knows("c_e472")), (true, false));
}

#[test]
fn the_demonstration_towns_come_first_whoever_else_is_there() {
    let desk = Desk::empty();
    desk.import(&["--create"], &demo_files()).ended(DONE);
    desk.import(&[], &[desk.file("altri.csv", public(&[public_row("c_a001"), public_row("c_z999")]))]).ended(DONE);
    let first = ask(&desk.database, async |store: &Store| {
        store.enti("", 0, 4).await.unwrap().enti.into_iter().map(|line| line.ente.ipa.to_string()).collect::<Vec<_>>()
    });
    assert_eq!(first[..2], ["c_a515", "c_e472"]);
    assert_eq!(first.len(), 4);
}
