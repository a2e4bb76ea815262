//! The first page: whose projects, on which day, for which sitting, under which seal.

use crate::{
    Report,
    emblem::emblem,
    parts, seal,
    setter::{NOTE, PLAIN, Setter, Style, words},
    tree::Role,
    typeface::Face,
};
use domain::when::civil;

/// Height of the emblem: twice the least that the rules allow.
const EMBLEM: f32 = 56.7;
/// Side of the seal's code.
const CODE: f32 = 110.0;
/// Text of the first page.
const LARGE: Style = Style { size: 13.0, lead: 19.0, ..PLAIN };
const STRONG: Style = Style { face: Face::Semibold, ..LARGE };

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    setter.y = 56.0;
    let figure = setter.tree.add(None, Role::Figure(lang.eu_emblem().to_owned()), false);
    let marks = emblem(setter.left(), setter.y, EMBLEM);
    setter.ink_at(figure, marks);
    setter.y += EMBLEM + 10.0;
    setter.paragraph(words(lang.eu_funded()), STRONG);
    setter.y += 110.0;
    setter.heading(1, report.title());
    let day = civil(report.portfolio.today);
    let situation = match report.known {
        Some(known) => lang.as_of_known(&day, &civil(known)),
        None => lang.as_of(&day),
    };
    setter.paragraph(words(situation), STRONG);
    if let Some(sitting) = &report.sitting {
        setter.paragraph(words(lang.report_sitting(&sitting.body, sitting.number, &civil(sitting.date))), LARGE);
        if !sitting.agenda.trim().is_empty() {
            setter.paragraph(words(lang.report_agenda(&sitting.agenda)), PLAIN);
        }
    }
    setter.y += 14.0;
    setter.paragraph(words(format!("{}.", lang.perimeter_ente(&report.portfolio.ente.name))), PLAIN);
    setter.paragraph(words(lang.report_public_data(&parts::snapshot(report))), PLAIN);
    setter.y += 14.0;
    match report.sitting.as_ref().map(|s| s.seal.as_str()).filter(|seal| !seal.is_empty()) {
        Some(seal) => {
            setter.paragraph(words(lang.report_seal_is(seal)), PLAIN);
            setter.paragraph(words(lang.report_seal_means()), NOTE);
            if let Some(marks) = seal::code(seal, CODE) {
                setter.begin(CODE);
                let at = (setter.left(), setter.y);
                let figure = setter.tree.add(None, Role::Figure(lang.report_seal_code(seal)), false);
                let marks = marks.into_iter().map(|mark| mark.moved(at.0, at.1)).collect();
                setter.ink_at(figure, marks);
                setter.y += CODE + 8.0;
            }
        }
        None => setter.paragraph(words(lang.report_unsealed()), NOTE),
    }
    setter.turn();
}
