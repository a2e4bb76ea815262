//! The same rows and drawings as the pages, to take away. Each reads the address as its page does.

use crate::{router::Shared, tables, visit::Slot};
use app::{
    pages::{
        Scene,
        compare::{self, Asked},
        exposure::rows::{self as exposed, Sheet},
        frozen,
        funding::series::{self, Kind},
        scene,
    },
    parts::day,
    paths,
    visit::Given,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{figure::Chart, filter::Filter, identifier::Ipa, when::When};

/// The scene that the address is about, or the answer that there is none.
pub(crate) async fn on(shared: &Shared, slot: &Slot) -> Result<Scene, Response> {
    let given = Given {
        visit: slot.visit.clone(),
        ports: shared.ports.clone(),
        settings: shared.settings.clone(),
        reply: slot.reply.clone(),
        // A download is the same for everybody.
        member: None,
        posted: None,
        refusal: None,
    };
    // Below a frozen situation everything is made from its document.
    let found = match (slot.visit.sitting, Ipa::read(slot.visit.segment(0))) {
        (Some(number), Ok(ipa)) => frozen::load(&given, &ipa, number).await,
        _ => scene(&given).await,
    };
    match found {
        Ok(Some(scene)) => Ok(scene),
        Ok(None) => Err((StatusCode::NOT_FOUND, "Questo ente non è in archivio.\n").into_response()),
        Err(_) => Err(unreadable()),
    }
}

/// The same, with what has changed since the last sitting.
pub(crate) async fn since(shared: &Shared, slot: &Slot) -> Result<Scene, Response> {
    let mut scene = on(shared, slot).await?;
    scene.since = compare::since(&scene).await.map_err(|_| unreadable())?;
    Ok(scene)
}

/// Where the register can't answer.
pub(crate) fn unreadable() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "L'archivio non si legge in questo momento: riprova fra un minuto.\n").into_response()
}

/// A CSV answer.
pub fn csv(name: &str, head: &[&str], rows: Vec<Vec<String>>) -> Response {
    match csv_bytes(head, rows) {
        Some(bytes) => file(name, "text/csv; charset=utf-8", bytes),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Rows as CSV. A cell that a spreadsheet would take for a formula is defused with an apostrophe.
pub(crate) fn csv_bytes(head: &[&str], rows: Vec<Vec<String>>) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    let defuse = |cell: String| match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell,
    };
    let written = writer
        .write_record(head)
        .and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row.into_iter().map(defuse))));
    written.ok()?;
    writer.into_inner().ok()
}

/// A name to save under: `c_e472-progetti.csv`; of a past day with it: `c_e472-progetti-al-2024-04-01-noto-2024-07-05.csv`.
pub(crate) fn name(scene: &Scene, what: &str, extension: &str) -> String {
    let day = scene.visit().as_of.map(|day| format!("-al-{}-noto-{}", day.al, day.known)).unwrap_or_default();
    format!("{}-{what}{day}.{extension}", scene.ipa())
}

/// An answer to be saved under a name.
pub(crate) fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// `/{ipa}/progetti.csv`: exactly the rows that the page shows.
pub async fn projects_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let (head, rows) = projects(&scene, &slot.visit.filter());
    csv(&name(&scene, "progetti", "csv"), &head, rows)
}

/// The rows of the projects that a filter admits, under their heads.
pub(crate) fn projects(scene: &Scene, filter: &Filter) -> ([&'static str; 15], Vec<Vec<String>>) {
    let iso = |w: Option<When>| w.map(When::iso).unwrap_or_default();
    let plain = |t: domain::total::Total| t.amount().map(domain::amount::Amount::plain).unwrap_or_default();
    let rows = tables::project_rows(scene.lang, &scene.portfolio, filter)
        .into_iter()
        .map(|r| {
            vec![
                scene.ipa().to_string(),
                r.project.slug.to_string(),
                r.title,
                r.line,
                r.status.to_owned(),
                iso(r.since),
                iso(r.application),
                iso(r.decree),
                iso(r.due),
                iso(r.disbursement),
                plain(r.granted),
                r.granted.unknown.to_string(),
                plain(r.received),
                r.cups,
                r.snapshot.map(|day| day.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    let head = [
        "ente",
        "progetto",
        "titolo",
        "linea",
        "stato",
        "stato_dal",
        "candidatura",
        "decreto",
        "termine",
        "erogazione",
        "finanziato",
        "importi_non_noti",
        "erogato",
        "cup",
        "fotografia_pa_digitale",
    ];
    (head, rows)
}

/// `/{ipa}/cronoprogramma.csv`
pub async fn schedule_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let (head, rows) = app::gantt::table(&scene.portfolio, &scene.catalogue, &slot.visit.filter(), scene.lang);
    csv(&name(&scene, "cronoprogramma", "csv"), &head, rows)
}

/// `/{ipa}/cronoprogramma.svg`: the same bars as the page, as one drawing with its own look.
pub async fn schedule_svg(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let chart = app::gantt::chart(&scene.portfolio, &scene.catalogue, &slot.visit, usize::MAX);
    let svg = app::gantt::drawing::standalone(&chart, scene.lang, &scene.portfolio.ente.name);
    file(&name(&scene, "cronoprogramma", "svg"), "image/svg+xml", svg.into_bytes())
}

/// `/{ipa}/cronoprogramma.json`: the rows of the live Gantt, by the same filter as the page.
pub async fn schedule_json(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let mut rows = app::gantt::rows(&scene.portfolio, &scene.catalogue, &slot.visit.filter(), scene.lang);
    // This is no page, from which links would learn their day: they are told the request's.
    let day: Vec<_> = slot.visit.day_pairs().into_iter().flatten().collect();
    for row in &mut rows {
        row.href = paths::on(&day, paths::bare(&row.href));
    }
    match serde_json::to_vec(&rows) {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `/{ipa}/finanziamenti.csv?grafico=…`
pub async fn funding_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let kind = slot.visit.param("grafico").and_then(Kind::read).unwrap_or(Kind::Funds);
    let (head, rows) = series::rows(kind, scene.lang, &scene.portfolio, &scene.catalogue);
    csv(&name(&scene, &format!("finanziamenti-{}", kind.code()), "csv"), &head, rows)
}

/// `/{ipa}/finanziamenti.svg?grafico=…`
pub async fn funding_svg(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let kind = slot.visit.param("grafico").and_then(Kind::read).unwrap_or(Kind::Funds);
    let svg = funding_drawing(&scene, kind);
    file(&name(&scene, &format!("finanziamenti-{}", kind.code()), "svg"), "image/svg+xml", svg.into_bytes())
}

/// One of the drawings about money.
pub(crate) fn funding_drawing(scene: &Scene, kind: Kind) -> String {
    let figures = &scene.given.ports.figures;
    match kind.chart(scene.lang, &scene.portfolio, &scene.catalogue, day::mark(scene.lang, scene.visit())) {
        Chart::Bars(chart) => figures.bars(&chart),
        Chart::Steps(chart) => figures.steps(&chart),
    }
}

/// `/{ipa}/rischi.csv?tabella=…`
pub async fn exposure_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let sheet = slot.visit.param("tabella").and_then(Sheet::read).unwrap_or(Sheet::Sums);
    let (head, rows) = exposed::rows(sheet, scene.lang, &scene.portfolio, &scene.catalogue);
    csv(&name(&scene, &format!("rischi-{}", sheet.code()), "csv"), &head, rows)
}

/// `/{ipa}/confronto.csv?da=…&a=…`
pub async fn compare_csv(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match on(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    const HEAD: [&str; 10] = ["progetto", "titolo", "peso", "che_cosa", "prima", "dopo", "giorni", "atto", "fonte", "frase"];
    let Ok(frozen) = shared.ports.sittings.frozen(scene.ipa()).await else { return unreadable() };
    match compare::asked(&scene.given, scene.ipa(), &frozen).await {
        Err(_) => unreadable(),
        Ok(Asked::Both(both)) => {
            let (from, to) = &*both;
            let name = format!("{}-confronto-{}-{}.csv", scene.ipa(), from.day, to.day);
            csv(&name, &HEAD, compare::lines(scene.lang, from, to))
        }
        // Nothing was asked for, so nothing has changed.
        Ok(Asked::Nothing) => csv(&format!("{}-confronto.csv", scene.ipa()), &HEAD, vec![]),
        Ok(Asked::Wrong(..)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, format!("{}\n", scene.lang.compare_choose_text())).into_response()
        }
    }
}
