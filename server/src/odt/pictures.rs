//! The drawings of the report: the schedule and the charts about money, each the one of its page.

use crate::tables::Facts;
use app::{
    gantt::{self, Chart as Schedule, drawing::standalone},
    pages::funding::series::Kind,
};
use chart::Drawings;
use domain::{
    figure::{Chart, Figures as _},
    when::civil,
};
use office::document::{Block, Picture};

/// Rows of the schedule in one drawing: more would not find room on a page beside their heading.
const ROWS: usize = 24;

/// The schedule, over as many drawings as it takes.
pub(super) fn schedule(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let mut whole = gantt::whole(facts.portfolio, facts.catalogue, lang);
    let mut blocks = vec![Block::Heading(1, lang.report_schedule().to_owned())];
    if whole.rows.is_empty() {
        blocks.push(Block::Paragraph(lang.no_projects_title().to_owned()));
        return blocks;
    }
    // Those without dates come last, as on the page.
    whole.rows.sort_by_key(gantt::row::GanttRow::is_undated);
    let ente = &facts.portfolio.ente.name;
    for (at, rows) in whole.rows.chunks(ROWS).enumerate() {
        let part = Schedule { rows: rows.to_vec(), ..whole.clone() };
        let sentences: Vec<String> = part.rows.iter().map(|row| row.sentence()).collect();
        let svg = standalone(&part, lang, ente);
        blocks.push(picture(format!("schedule-{}", at + 1), &lang.schedule_title(ente), &sentences, svg));
    }
    // After it: a paragraph between would let the heading stay alone at the foot of a page.
    blocks.push(Block::Paragraph(lang.odt_schedule().to_owned()));
    blocks
}

/// The charts about money, in the order of their page.
pub(super) fn money(facts: &Facts<'_>) -> Vec<Block> {
    let mut blocks = vec![];
    for kind in Kind::ALL {
        let chart = kind.chart(facts.lang, facts.portfolio, facts.catalogue, civil(facts.portfolio.today));
        let (title, figures, svg) = match &chart {
            Chart::Bars(c) => {
                (&c.name, c.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect(), Drawings.bars(c))
            }
            Chart::Steps(c) => {
                (&c.name, c.series.iter().map(|series| series.label.clone()).collect::<Vec<_>>(), Drawings.steps(c))
            }
        };
        blocks.push(Block::Heading(2, title.clone()));
        blocks.push(picture(format!("money-{}", kind.code()), title, &figures, svg));
    }
    blocks
}

fn picture(name: String, title: &str, figures: &[String], svg: String) -> Block {
    Block::Picture(Picture { name, title: title.to_owned(), shows: figures.join("; "), size: size(&svg), svg })
}

/// Width and height of a view box.
fn size(svg: &str) -> (u32, u32) {
    let numbers = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(numbers, _)| numbers);
    let mut numbers = numbers.split(' ').filter_map(|n| n.parse().ok());
    (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_that_of_the_view_box() {
        assert_eq!(size(r#"<svg xmlns="x" viewBox="0 0 1030 564" width="1">"#), (1030, 564));
        assert_eq!(size("<svg>"), (1, 1));
    }
}
