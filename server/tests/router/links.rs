//! The whole site, link by link.

use crate::{
    checks::{guarded, links, plain, silent, whole},
    site::Site,
    specimen::specimen,
};
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The whole site from its first page on, every link, new addresses before new questions to known ones.
#[tokio::test(flavor = "multi_thread")]
async fn no_link_is_dead_and_nothing_internal_is_behind_any() {
    const MOST: usize = 400;
    const QUESTIONS: usize = 4;
    let site = Site::with(&specimen()).await;
    let mut fresh = VecDeque::from(["/".to_owned()]);
    let mut further: VecDeque<String> = VecDeque::new();
    let mut known = BTreeSet::from(["/".to_owned()]);
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let mut visited = 0;
    for ente in ["c_e472", "c_a515", "prova_0", "prova_1", "prova_30"] {
        for download in ["progetti.csv", "cronoprogramma.csv", "cronoprogramma.svg", "cronoprogramma.json"] {
            fresh.push_back(format!("/{ente}/{download}"));
        }
        for kind in ["fondi", "tempo", "termini"] {
            fresh.push_back(format!("/{ente}/finanziamenti.csv?grafico={kind}"));
            fresh.push_back(format!("/{ente}/finanziamenti.svg?grafico={kind}"));
        }
        for sheet in ["somme", "anticipi", "economie"] {
            fresh.push_back(format!("/{ente}/rischi.csv?tabella={sheet}"));
        }
    }
    let mut from: BTreeMap<String, String> = BTreeMap::new();
    while visited < MOST {
        let Some(path) = fresh.pop_front().or_else(|| further.pop_front()) else { break };
        let bare = path.split('?').next().unwrap_or_default().to_owned();
        let times = asked.entry(bare).or_default();
        if *times >= QUESTIONS {
            continue;
        }
        *times += 1;
        visited += 1;
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}, linked from {:?}", from.get(&path));
        guarded(&path, &page);
        silent(&path, &page);
        if !page.is_html() {
            continue;
        }
        whole(&path, &page);
        plain(&path, &page);
        for link in links(&page.body) {
            if !known.insert(link.clone()) {
                continue;
            }
            from.insert(link.clone(), path.clone());
            if asked.contains_key(link.split('?').next().unwrap_or_default()) {
                further.push_back(link);
            } else {
                fresh.push_back(link);
            }
        }
    }
    for path in [
        "/fonti",
        "/privacy",
        "/note-legali",
        "/accessibilita",
        "/c_e472/dichiarazioni",
        "/c_a515/progetti/sportello-telematico",
        "/prova_0",
        "/prova_0/cronoprogramma",
        "/prova_1/progetti/solo",
        "/prova_30/progetti/prova-3",
        "/prova_30/progetti/prova-29",
        "/prova_30/finanziamenti",
        "/prova_30/misure/1.4.3",
        "/prova_30/progetti.csv",
    ] {
        assert!(asked.contains_key(path), "no link leads to {path}, or {MOST} pages were not enough; seen: {:?}", asked.keys());
    }
    // What is published is told, so that the silence above is no accident.
    assert!(site.page("/prova_30/progetti/prova-0").await.body.contains("1.234,56"));
}
