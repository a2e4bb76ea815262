//! Decks of small enti, and of one with more projects than a room looks at.

use super::*;
use crate::{
    claim::Verdict,
    dossier::{Catalogue, Dossier},
    fact::{Fact, Provenance},
    phase::Assertion,
    records::{Claim, Indicator, Project, Reading, Risk},
    review::sample::{self, TODAY, d, ente, w},
};

fn fact<R>(record: R, known: &str, source: Option<&str>) -> Fact<R> {
    let provenance = Provenance { al: None, known: d(known), source: source.map(str::to_owned), note: None };
    Fact { id: 1, record, provenance, recorded_at: chrono::DateTime::UNIX_EPOCH }
}

fn slug(n: usize) -> Slug {
    Slug::read(&format!("p-{n}")).unwrap()
}

/// Projects `p-0` … of which only the titles are known.
fn dossier(projects: usize) -> Dossier {
    let record = |n| Project {
        ente: ente(),
        project: slug(n),
        title: format!("Progetto {n:03}"),
        title_en: None,
        line: None,
        mode: None,
        office: None,
        what: None,
        what_en: None,
        cup: None,
    };
    Dossier {
        projects: (0..projects).map(slug).collect(),
        project_records: (0..projects).map(|n| fact(record(n), "2026-01-01", None)).collect(),
        ..sample::dossier()
    }
}

fn portfolio(dossier: &Dossier) -> Portfolio {
    Portfolio::of(dossier, &Catalogue::default(), TODAY)
}

fn claim(code: &str, source: &str, said: &str) -> Judged {
    let record = Claim {
        ente: ente(),
        code: code.to_owned(),
        words: format!("Frase {code}"),
        words_en: None,
        speaker: "Assessorato".to_owned(),
        assertion: Assertion::Fact,
        project: None,
        indicator: None,
        measure: None,
        quantity: None,
        amount: None,
        by: None,
    };
    let mut claim = fact(record, said, Some(source));
    claim.provenance.al = Some(w(said));
    Judged { claim, verdict: Verdict::Declared, evidence: vec![] }
}

fn note(slide: &str, position: Option<u32>, shown: Option<bool>) -> SlideNote {
    SlideNote { ente: ente(), sitting: None, slide: slide.to_owned(), position, shown, notes: None }
}

fn ids(slides: &[Slide]) -> Vec<&str> {
    slides.iter().map(|s| s.id.as_str()).collect()
}

#[test]
fn an_ente_of_which_nothing_is_known_has_a_title_and_its_sources() {
    let deck = Deck::of(&portfolio(&sample::dossier()), &[], None, &Arrangement::default());
    assert_eq!(ids(&deck.slides), ["titolo", "fonti"]);
}

#[test]
fn slides_come_in_their_order_and_only_where_there_is_something_to_tell() {
    let deck = Deck::of(&portfolio(&dossier(1)), &[], None, &Arrangement::default());
    // No grant, no change: neither has a slide. That nobody knows where the project stands is a problem.
    let expected =
        ["titolo", "punto", "quanto", "perdite", "uffici", "cronoprogramma", "certificazioni", "rischi", "progetto-p-0", "fonti"];
    assert_eq!(ids(&deck.slides), expected);
    let Some(Kind::Problems(part)) = deck.slides.iter().find(|s| s.id == "rischi").map(|s| &s.kind) else {
        panic!("no problems")
    };
    assert_eq!(part.items, [Problem::Unknown(slug(0))]);
}

#[test]
fn what_is_not_published_is_no_problem_of_the_room() {
    let risk = |code: &str, published, state| {
        let record = Risk {
            ente: ente(),
            project: slug(0),
            code: code.to_owned(),
            what: "Ritardo del fornitore".to_owned(),
            remedy: None,
            office: None,
            exposed: None,
            due: None,
            state,
            published,
        };
        fact(record, "2026-01-01", None)
    };
    let risks = vec![
        risk("interno", false, RiskState::Open),
        risk("aperto", true, RiskState::Open),
        risk("chiuso", true, RiskState::Closed),
    ];
    let deck = Deck::of(&portfolio(&Dossier { risks, ..dossier(1) }), &[], None, &Arrangement::default());
    let Some(Kind::Problems(part)) = deck.slides.iter().find(|s| s.id == "rischi").map(|s| &s.kind) else {
        panic!("no problems")
    };
    assert_eq!(part.items, [Problem::Risk(slug(0), "aperto".to_owned()), Problem::Unknown(slug(0))]);
}

#[test]
fn no_more_than_three_sentences_stand_on_a_slide_and_each_statement_begins_its_own() {
    let mut claims: Vec<Judged> = (0..5).map(|n| claim(&format!("a-{n}"), "primavera", "2022-04-01")).collect();
    claims.push(claim("b", "ottobre", "2025-10-29"));
    let deck = Deck::of(&portfolio(&sample::dossier()), &claims, None, &Arrangement::default());
    assert_eq!(ids(&deck.slides), ["titolo", "dichiarazioni", "dichiarazioni-2", "dichiarazioni-3", "fonti"]);
    let parts: Vec<_> = deck
        .slides
        .iter()
        .filter_map(|s| if let Kind::Claims(part) = &s.kind { Some((part.items.clone(), part.first, part.last())) } else { None })
        .collect();
    // The newest statement first.
    assert_eq!(parts, [(vec![5], 1, 1), (vec![0, 1, 2], 2, 4), (vec![3, 4], 5, 6)]);
}

#[test]
fn indicators_read_last_come_first_and_unread_ones_have_no_slide() {
    let indicator = |code: &str| {
        let record = Indicator {
            ente: ente(),
            code: code.to_owned(),
            project: None,
            name: code.to_owned(),
            name_en: None,
            unit: "servizi".to_owned(),
            unit_en: None,
            target: None,
            target_due: None,
        };
        fact(record, "2024-01-01", None)
    };
    let reading = |code: &str, al: &str| {
        let record = Reading { ente: ente(), indicator: code.to_owned(), value: crate::amount::Quantity::read("3").unwrap() };
        let mut reading = fact(record, "2026-01-01", Some("registro"));
        reading.provenance.al = Some(w(al));
        reading
    };
    let dossier = Dossier {
        indicators: vec![indicator("vecchio"), indicator("mai-letto"), indicator("nuovo")],
        readings: vec![reading("vecchio", "2024-01-01"), reading("nuovo", "2025-01-01")],
        ..sample::dossier()
    };
    let deck = Deck::of(&portfolio(&dossier), &[], None, &Arrangement::default());
    let Some(Kind::Indicators(part)) = deck.slides.get(1).map(|s| &s.kind) else { panic!("{:?}", ids(&deck.slides)) };
    assert_eq!((part.items.as_slice(), part.of), ([2, 0].as_slice(), 2));
}

#[test]
fn a_slide_stands_where_it_is_wanted_between_the_title_and_the_sources() {
    let portfolio = portfolio(&dossier(2));
    let order = |notes: Vec<SlideNote>| {
        let deck = Deck::of(&portfolio, &[], None, &Arrangement::of(notes, None));
        ids(&deck.slides).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let plain = order(vec![]);
    assert_eq!(&plain[plain.len() - 3..], ["progetto-p-0", "progetto-p-1", "fonti"]);
    let moved = order(vec![note("progetto-p-1", Some(2), None)]);
    assert_eq!(&moved[..3], ["titolo", "progetto-p-1", "punto"]);
    assert_eq!(moved.len(), plain.len());
    // Before the title, or after the sources, there is no place; two that want the same one follow each other.
    let ends =
        order(vec![note("progetto-p-1", Some(0), None), note("progetto-p-0", Some(1), None), note("punto", Some(99), None)]);
    assert_eq!(&ends[..3], ["titolo", "progetto-p-1", "progetto-p-0"]);
    assert_eq!(&ends[ends.len() - 2..], ["punto", "fonti"]);
}

#[test]
fn what_is_hidden_is_told_and_the_two_ends_can_not_be() {
    let notes = vec![note("titolo", None, Some(false)), note("fonti", None, Some(false)), note("punto", Some(3), Some(false))];
    let deck = Deck::of(&portfolio(&dossier(1)), &[], None, &Arrangement::of(notes, None));
    assert_eq!(ids(&deck.hidden), ["punto"]);
    assert!(!ids(&deck.slides).contains(&"punto"));
    assert_eq!(
        (deck.slides.first().map(|s| &s.kind), deck.slides.last().map(|s| &s.kind)),
        (Some(&Kind::Title), Some(&Kind::Closing))
    );
}

#[test]
fn a_sitting_has_an_arrangement_of_its_own() {
    let own = SlideNote { sitting: Some(3), notes: Some("Per la seduta".to_owned()), ..note("punto", None, Some(false)) };
    let notes = [own, note("quanto", None, Some(false))];
    let portfolio = portfolio(&dossier(1));
    let hidden = |sitting| {
        let arrangement = Arrangement::of(notes.clone(), sitting);
        let deck = Deck::of(&portfolio, &[], None, &arrangement);
        (ids(&deck.hidden).join(" "), arrangement.notes("punto").map(str::to_owned))
    };
    assert_eq!(hidden(None), ("quanto".to_owned(), None));
    assert_eq!(hidden(Some(3)), ("punto".to_owned(), Some("Per la seduta".to_owned())));
    assert_eq!(hidden(Some(4)), (String::new(), None));
}

#[test]
fn beyond_thirty_projects_only_those_asked_for_have_a_slide() {
    let portfolio = portfolio(&dossier(PROJECTS + 3));
    let plain = Deck::of(&portfolio, &[], None, &Arrangement::default());
    let count = |deck: &Deck| deck.slides.iter().filter(|s| matches!(s.kind, Kind::Project(_))).count();
    assert_eq!((count(&plain), plain.further.len()), (PROJECTS, 3));
    let asked = ids(&plain.further)[1].to_owned();
    let deck = Deck::of(&portfolio, &[], None, &Arrangement::of([note(&asked, None, Some(true))], None));
    assert_eq!((count(&deck), deck.further.len()), (PROJECTS + 1, 2));
    assert!(ids(&deck.slides).contains(&asked.as_str()));
}

#[test]
fn checks_are_counted_by_the_rule() {
    let checks = Checks::of(&portfolio(&dossier(2)));
    assert_eq!((checks.safe(), checks.all()), (0, 2));
}

proptest::proptest! {
    #[test]
    fn no_arrangement_loses_a_slide_or_shows_one_twice(
        wishes in proptest::collection::vec((0usize..12, proptest::option::of(0u32..40), proptest::option::of(proptest::bool::ANY)), 0..12)
    ) {
        let portfolio = portfolio(&dossier(4));
        let plain = Deck::of(&portfolio, &[], None, &Arrangement::default());
        let all = ids(&plain.slides);
        let notes: Vec<SlideNote> = wishes.iter().filter_map(|(n, at, shown)| Some(note(all.get(*n)?, *at, *shown))).collect();
        let deck = Deck::of(&portfolio, &[], None, &Arrangement::of(notes, None));
        let mut seen: Vec<&str> = ids(&deck.slides).into_iter().chain(ids(&deck.hidden)).chain(ids(&deck.further)).collect();
        seen.sort_unstable();
        let mut expected = all.clone();
        expected.sort_unstable();
        proptest::prop_assert_eq!(seen, expected);
        proptest::prop_assert_eq!(deck.slides.first().map(|s| s.id.as_str()), Some("titolo"));
        proptest::prop_assert_eq!(deck.slides.last().map(|s| s.id.as_str()), Some("fonti"));
    }
}
