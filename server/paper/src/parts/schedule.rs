//! The schedule over as many lying sheets as it takes: a row a project, its bars by the geometry of the screen.

use crate::{
    Bar, BarKind, Drawing, Line as Entry, Mark as Sign, MarkKind, Report,
    drawing::{TIME, factor, points},
    setter::{NOTE, PLAIN, Setter, text, words},
    sheet::{Figure, Ink, Line, Mark, RULE, TEXT, WHITE},
    table::{Cell, Column, Row, Table, cell, column},
};

/// Height of a row's drawing, units: a deadline's mark reaches from -15 to 15.
const HEIGHT: f32 = 32.0;
const BLUE: Ink = (0x12, 0x43, 0x6d);
const GREEN: Ink = (0x28, 0xa1, 0x97);
const DARK_GREEN: Ink = (0x1a, 0x7f, 0x76);
const PURPLE: Ink = (0x80, 0x16, 0x50);
const SLATE: Ink = (0x5c, 0x6f, 0x82);

pub(crate) fn set(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    let drawing = report.schedule;
    setter.turn_to(true);
    setter.heading(2, lang.report_schedule());
    if drawing.lines.is_empty() {
        setter.paragraph(words(lang.no_projects_title()), PLAIN);
    } else {
        setter.paragraph(words(format!("{}.", lang.schedule_caption())), NOTE);
        let scale = factor(drawing);
        let words_wide = setter.width() - TIME - 8.0;
        let axis = axis(setter, drawing, scale);
        setter.table(Table {
            caption: lang.schedule_title(&report.portfolio.ente.name),
            columns: vec![
                column(lang.column_project(), words_wide * 0.52),
                column(lang.column_status(), words_wide * 0.48),
                Column { axis, grid: grid(drawing, scale), ..column(lang.schedule_time(), TIME + 8.0) },
            ],
            rows: drawing.lines.iter().map(|line| entry(line, scale)).collect(),
        });
        legend(setter, report);
    }
}

fn entry(line: &Entry, scale: f32) -> Row {
    match line {
        Entry::Group(name) => Row::Group(name.clone()),
        Entry::Row { name, status, sentence, bars, baseline, marks } => {
            let mut drawn = vec![];
            for bar in bars {
                drawn.extend(self::bar(*bar, scale));
            }
            if let Some((x, width)) = baseline {
                let figure = Figure::Box(points(*x) * scale, (HEIGHT / 2.0 + 11.0) * scale, points(*width) * scale, 4.0 * scale);
                drawn.push(Mark::Shape { figure, fill: Some(SLATE), line: None });
            }
            for mark in marks {
                drawn.extend(sign(*mark, scale));
            }
            let drawn = Cell::Drawn { height: HEIGHT * scale, shows: sentence.clone(), marks: drawn };
            Row::Cells(vec![cell(name.clone()), cell(status.clone()), drawn])
        }
    }
}

/// A bar: word, hatch and colour tell kinds apart, so that grey is enough.
fn bar(bar: Bar, scale: f32) -> Vec<Mark> {
    let (x, y) = (points(bar.x) * scale, (HEIGHT / 2.0 - 9.0) * scale);
    let (w, h) = (points(bar.width) * scale, 18.0 * scale);
    let (fill, edge) = match bar.kind {
        BarKind::Activity => (BLUE, BLUE),
        BarKind::Check => (GREEN, BLUE),
        BarKind::Before | BarKind::Open => (WHITE, BLUE),
        BarKind::Late => (WHITE, PURPLE),
    };
    let line = if bar.kind == BarKind::Open { Line::dashed(edge, 0.8, [3.0, 2.0]) } else { Line::whole(edge, 0.8) };
    let mut out = vec![Mark::Shape { figure: Figure::Box(x, y, w, h), fill: Some(fill), line }];
    let over = |pairs: Vec<[(f32, f32); 2]>, line| Mark::Shape { figure: Figure::Strokes(pairs), fill: None, line };
    match bar.kind {
        BarKind::Before => {
            let rows = [0.25, 0.5, 0.75].map(|part| [(x, y + h * part), (x + w, y + h * part)]);
            out.push(over(rows.to_vec(), Line::dashed(BLUE, 1.0, [1.0, 3.0])));
        }
        BarKind::Open => out.push(over(hatch(x, y, w, h, 5.0, false), Line::whole(BLUE, 0.7))),
        BarKind::Late => out.push(over(hatch(x, y, w, h, 5.0, true), Line::whole(PURPLE, 1.6))),
        BarKind::Activity | BarKind::Check => {}
    }
    out
}

/// Slanting lines within a box: rising to the right, or falling.
pub(super) fn hatch(x: f32, y: f32, w: f32, h: f32, apart: f32, rising: bool) -> Vec<[(f32, f32); 2]> {
    let mut out = vec![];
    // Each line meets the top edge at `at`, counted from the left edge, and leans by the height of the box.
    let mut at = apart - h;
    while at < w {
        let (top, bottom) = (at.max(0.0), (at + h).min(w));
        if bottom > top {
            let (down, end) = (top - at, bottom - at);
            let pair = if rising {
                [(x + top, y + h - down), (x + bottom, y + h - end)]
            } else {
                [(x + top, y + down), (x + bottom, y + end)]
            };
            out.push(pair);
        }
        at += apart;
    }
    out
}

fn sign(mark: Sign, scale: f32) -> Vec<Mark> {
    let (x, y) = (points(mark.x) * scale, HEIGHT / 2.0 * scale);
    let r = 8.0 * scale;
    let diamond = || Figure::Polygon(vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)]);
    let shape = |figure, fill, line| Mark::Shape { figure, fill: Some(fill), line };
    let flag = |fill, line: Option<Line>| {
        let (top, half, tip) = (y - 15.0 * scale, 5.0 * scale, y - 8.0 * scale);
        let staff = Figure::Strokes(vec![[(x, top), (x, y + 15.0 * scale)]]);
        let flag = Figure::Polygon(vec![(x - half, top), (x + half, top), (x, tip)]);
        vec![Mark::Shape { figure: staff, fill: None, line: line.clone() }, Mark::Shape { figure: flag, fill: Some(fill), line }]
    };
    match mark.kind {
        MarkKind::Milestone => vec![shape(diamond(), WHITE, Line::whole(BLUE, 1.3))],
        MarkKind::Done => vec![shape(diamond(), WHITE, Line::whole(DARK_GREEN, 1.3))],
        MarkKind::Forecast => vec![shape(diamond(), WHITE, Line::dashed(SLATE, 1.0, [2.0, 1.5]))],
        MarkKind::Paid => vec![shape(Figure::Disc(x, y, 7.0 * scale), BLUE, Line::whole(WHITE, 0.8))],
        MarkKind::Deadline => flag(PURPLE, Line::whole(PURPLE, 1.3)),
        MarkKind::DeadlineUnverified => flag(WHITE, Line::dashed(PURPLE, 1.0, [2.0, 1.5])),
    }
}

fn today() -> Line {
    Line { ink: TEXT, width: 1.2, dash: vec![3.5, 2.5] }
}

fn grid(drawing: &Drawing, scale: f32) -> Vec<(f32, Line)> {
    let tick =
        |year| if year { Line { ink: SLATE, width: 0.7, dash: vec![] } } else { Line { ink: RULE, width: 0.4, dash: vec![] } };
    let mut out: Vec<(f32, Line)> = drawing.ticks.iter().map(|t| (points(t.x) * scale, tick(t.year))).collect();
    out.extend(drawing.today.as_ref().map(|(x, _)| (points(*x) * scale, today())));
    out
}

/// Years below the head's word, and the day of the report in a flag above its line.
fn axis(setter: &Setter<'_>, drawing: &Drawing, scale: f32) -> Vec<Mark> {
    let faces = setter.faces;
    let mut out = vec![];
    for tick in drawing.ticks.iter().filter(|t| !t.label.is_empty()) {
        let label = faces.shown(NOTE.face, &format!(" {} ", tick.label));
        out.push(text(points(tick.x) * scale, 20.5, NOTE, label));
    }
    if let Some((x, label)) = &drawing.today {
        let label = faces.shown(NOTE.face, label);
        let wide = faces.width(NOTE.face, NOTE.size, &label) + 6.0;
        let left = (points(*x) * scale - wide / 2.0).clamp(30.0, TIME - wide);
        out.push(Mark::Shape { figure: Figure::Box(left, -1.0, wide, 11.5), fill: Some(TEXT), line: None });
        out.push(text(left + 3.0, 8.0, crate::setter::Style { ink: WHITE, ..NOTE }, label));
    }
    out
}

/// What the shapes mean, drawn by the same hand.
fn legend(setter: &mut Setter<'_>, report: &Report<'_>) {
    let lang = report.lang;
    let bars = [
        (BarKind::Before, lang.legend_before()),
        (BarKind::Activity, lang.legend_activity()),
        (BarKind::Check, lang.legend_check()),
        (BarKind::Open, lang.legend_open()),
        (BarKind::Late, lang.legend_late()),
    ];
    let marks = [
        (MarkKind::Milestone, lang.report_legend_milestone()),
        (MarkKind::Done, lang.legend_done()),
        (MarkKind::Paid, lang.legend_paid()),
        (MarkKind::Deadline, lang.legend_deadline()),
        (MarkKind::DeadlineUnverified, lang.report_legend_unverified()),
        (MarkKind::Forecast, lang.report_legend_forecast()),
    ];
    let scale = 0.55;
    let drawn = |marks: Vec<Mark>, means: &str| {
        // The meaning is the head of its row; the sign beside it shows what the words say.
        Row::Cells(vec![cell(means), Cell::Drawn { height: HEIGHT * scale, shows: means.to_owned(), marks }])
    };
    let mut rows: Vec<Row> =
        bars.into_iter().map(|(kind, means)| drawn(bar(Bar { x: 10, width: 50, kind }, scale), means)).collect();
    let line = Figure::Box(10.0 * scale, (HEIGHT / 2.0 - 2.0) * scale, 50.0 * scale, 4.0 * scale);
    rows.push(drawn(vec![Mark::Shape { figure: line, fill: Some(SLATE), line: None }], lang.legend_baseline()));
    rows.extend(marks.into_iter().map(|(kind, means)| drawn(sign(Sign { x: 35, kind }, scale), means)));
    setter.table(Table {
        caption: lang.report_legend_caption().to_owned(),
        columns: vec![column(lang.report_meaning(), 300.0), column(lang.report_sign(), 457.0)],
        rows,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatch_stays_within_its_bar() {
        for (w, h) in [(1.3, 12.0), (40.0, 12.0), (300.0, 12.0)] {
            for rising in [true, false] {
                for [a, b] in hatch(10.0, 20.0, w, h, 5.0, rising) {
                    for (x, y) in [a, b] {
                        assert!(x >= 9.999 && x <= 10.001 + w && y >= 19.999 && y <= 20.001 + h, "{x} {y} of {w} {h}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_bar_has_the_place_of_the_drawing_times_one_number() {
        let drawing = Drawing { width: 690, ..Drawing::default() };
        let scale = factor(&drawing);
        for (x, width) in [(0, 2), (17, 333), (400, 290)] {
            let marks = bar(Bar { x, width, kind: BarKind::Activity }, scale);
            let Some(Mark::Shape { figure: Figure::Box(left, _, wide, _), .. }) = marks.first() else { panic!("no bar") };
            assert!((left - points(x) * scale).abs() < 1e-4 && (wide - points(width) * scale).abs() < 1e-4);
        }
    }
}
