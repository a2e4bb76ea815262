//! `/{ipa}/relazione.odt`: the report of an ente as a document to edit. [`document`] works on values alone, of any day.

mod answers;
mod parts;
mod pictures;

use crate::{
    downloads,
    router::Shared,
    tables::{Facts, answer, facts, label},
    visit::Slot,
};
use app::parts::frame;
use axum::{Extension, extract::State, response::Response};
use domain::when::civil;
use office::document::{Block, Document};

/// The report.
#[must_use]
pub fn document(facts: &Facts<'_>) -> Document {
    let lang = facts.lang;
    let portfolio = facts.portfolio;
    let mut blocks = vec![];
    if let Some(frozen) = facts.frozen {
        let sitting = &frozen.cover.sitting;
        let day = civil(sitting.held_on);
        blocks.push(Block::Paragraph(lang.report_sitting(&lang.sitting_body(sitting), sitting.number, &day)));
        blocks.extend(sitting.agenda.as_deref().map(|agenda| Block::Paragraph(lang.report_agenda(agenda))));
        blocks.push(Block::Paragraph(lang.report_seal_is(&frozen.seal)));
    }
    blocks.extend([
        Block::Paragraph(facts.day.to_owned()),
        Block::Paragraph(format!(
            "{} · {}",
            lang.perimeter_ente(&portfolio.ente.name),
            lang.sources_of(&frame::snapshot(lang, portfolio.snapshot))
        )),
    ]);
    blocks.extend(answers::five(facts));
    blocks.extend(parts::changes(facts));
    blocks.extend(parts::projects(facts));
    blocks.extend(pictures::schedule(facts));
    blocks.extend(parts::money(facts));
    blocks.extend(pictures::money(facts));
    blocks.extend(parts::certification(facts));
    blocks.extend(parts::risks(facts));
    blocks.extend(parts::indicators(facts));
    blocks.extend(parts::claims(facts));
    blocks.push(Block::Heading(1, lang.odt_glossary().to_owned()));
    blocks.push(Block::List(lang.odt_words().map(ToOwned::to_owned).to_vec()));
    blocks.extend(parts::sources(facts));
    Document {
        title: lang.odt_title(&portfolio.ente.name),
        lang: lang.code(),
        day: portfolio.today,
        header: lang.odt_page_of(facts.day),
        blocks,
    }
}

/// `/{ipa}/relazione.odt`
pub async fn serve(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match downloads::since(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let label = label(&scene);
    let document = document(&facts(&scene, &label));
    let name = downloads::name(&scene, "relazione", "odt");
    answer(scene.lang, &name, "application/vnd.oasis.opendocument.text", move || office::odt(&document)).await
}
