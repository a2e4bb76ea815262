//! The parts of the report after the five questions, each with its table. Here a cell that nothing is known of says so.

use crate::{
    odt::answers::sum,
    tables::{Facts, evidence, project_rows, when},
};
use app::parts::money::source_name;
use domain::{
    amount::Quantity,
    deck::problems,
    fact::latest,
    filter::Filter,
    phase::Fund,
    portfolio::{Change, ChangeWhat, IndicatorView},
    sitting::Since,
    status::Status,
    total::Total,
    when::{When, civil},
};
use office::{
    book::{Cell, Column, Sheet},
    document::Block,
};
use std::collections::BTreeSet;
use words::Lang;

/// Changes that the report tells.
const LATEST: usize = 20;
/// Sentences about what has changed since the last sitting.
const SAID: usize = 60;

fn heading(text: &str) -> Block {
    Block::Heading(1, text.to_owned())
}

fn table(name: &str, caption: &str, head: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Sheet { name: name.to_owned(), caption: caption.to_owned(), head, rows })
}

/// A cell, or "non noto".
fn known(facts: &Facts<'_>, cell: Cell) -> Cell {
    if cell == Cell::Empty { Cell::text(facts.lang.unknown()) } else { cell }
}

fn day(facts: &Facts<'_>, date: Option<When>) -> Cell {
    known(facts, when(facts.lang, date))
}

/// A sum with its bound and what is not known of it: money where there is nothing to add, else words.
fn figure(facts: &Facts<'_>, total: Total) -> Cell {
    match total.amount() {
        Some(amount) if total.unknown == 0 && facts.lang.bound(amount.bound).is_empty() => Cell::Money(amount.cents),
        _ => Cell::text(sum(facts.lang, total)),
    }
}

/// A source and its day.
fn origin(facts: &Facts<'_>, code: Option<&str>, al: Option<When>) -> String {
    let name = source_name(facts.lang, facts.catalogue, code);
    al.map_or(name.clone(), |al| facts.lang.source_line(&name, &facts.lang.when(al)))
}

/// A change in a sentence, with when it came to be known: a public state is "seen", never "published".
pub(super) fn change(facts: &Facts<'_>, change: &Change) -> String {
    let lang = facts.lang;
    let title = lang.pick(&change.title, change.title_en.as_deref());
    let known = civil(change.known);
    let (what, known) = match &change.what {
        ChangeWhat::State(state, al) => {
            let what = match al {
                Some(al) => lang.home_change_state_on(lang.state(*state), &civil(*al)),
                None => lang.home_change_state(lang.state(*state)),
            };
            (what, if change.at_least { lang.seen_by(&known) } else { lang.seen_on(&known) })
        }
        ChangeWhat::Reached(phase, date) => (lang.phase(*phase).to_owned(), lang.home_happened(&lang.when(*date))),
        ChangeWhat::Moved(phase, due, act) => {
            (lang.home_change_moved(lang.phase(*phase), &civil(*due), act), lang.home_known_on(&known))
        }
    };
    format!("{title}: {what} ({known})")
}

pub(super) fn changes(facts: &Facts<'_>) -> Vec<Block> {
    if let Some(since) = facts.since {
        return since_then(facts.lang, since);
    }
    let changes = facts.portfolio.changes();
    let said = if changes.is_empty() {
        Block::Paragraph(facts.lang.home_no_change().to_owned())
    } else {
        Block::List(changes.iter().take(LATEST).map(|c| change(facts, c)).collect())
    };
    vec![heading(facts.lang.home_changes_title()), said]
}

/// What has changed since the last sitting, and what was due and has not.
fn since_then(lang: Lang, since: &Since) -> Vec<Block> {
    let (said, unmoved) = (lang.told_all(&since.comparison, SAID), lang.unmoved_all(&since.comparison, SAID));
    let mut out = vec![heading(lang.home_changes_title()), Block::Paragraph(lang.said_since(since.number, &civil(since.al)))];
    out.push(if said.is_empty() { Block::Paragraph(lang.said_since_nothing().to_owned()) } else { Block::List(said) });
    if !unmoved.is_empty() {
        out.extend([Block::Paragraph(lang.said_since_unmoved().to_owned()), Block::List(unmoved)]);
    }
    out
}

pub(super) fn projects(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let mut blocks = vec![heading(lang.nav_projects())];
    if facts.portfolio.projects.is_empty() {
        blocks.push(Block::Paragraph(lang.no_projects_title().to_owned()));
        return blocks;
    }
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.column_measure()),
        Column::text(lang.column_status()),
        Column::date(lang.column_decree()),
        Column::date(lang.column_deadline()),
        Column::money(lang.column_granted()),
        Column::money(lang.funding_received()),
    ];
    let (mut granted, mut received) = (Total::default(), Total::default());
    let mut rows: Vec<Vec<Cell>> = vec![];
    for r in project_rows(lang, facts.portfolio, &Filter::default()) {
        granted.absorb(r.granted);
        received.absorb(r.received);
        let measure = r.project.measure().map(|m| m.to_string()).unwrap_or_default();
        rows.push(vec![
            Cell::text(r.title),
            Cell::text(measure),
            Cell::text(r.status),
            day(facts, r.decree),
            day(facts, r.due),
            figure(facts, r.granted),
            figure(facts, r.received),
        ]);
    }
    let mut foot = vec![Cell::text(lang.home_total())];
    foot.resize(5, Cell::Empty);
    foot.extend([figure(facts, granted), figure(facts, received)]);
    rows.push(foot);
    blocks.push(table("projects", lang.projects_caption(), head, rows));
    blocks
}

pub(super) fn money(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let head = vec![Column::text(lang.funding_column_fund()), Column::money(lang.column_granted())];
    let row = |fund: &Fund| {
        let total = facts.portfolio.granted_by(*fund);
        let nothing = total.known + total.unknown == 0;
        let sum = if nothing { Cell::text(lang.home_no_grant()) } else { figure(facts, total) };
        vec![Cell::text(lang.fund(*fund)), sum]
    };
    let mut rows: Vec<Vec<Cell>> = Fund::ALL.iter().map(row).collect();
    rows.push(vec![Cell::text(lang.home_total()), figure(facts, facts.portfolio.granted())]);
    vec![heading(lang.odt_money()), table("money", lang.odt_money_caption(), head, rows)]
}

pub(super) fn certification(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let alive: Vec<_> = facts.portfolio.projects.iter().filter(|p| p.standing.status != Status::Renounced).collect();
    let count = |status: Status| alive.iter().filter(|p| p.standing.status == status).count();
    let (paid, elsewhere, certified) = (count(Status::Disbursed), count(Status::PaidElsewhere), count(Status::Certified));
    let finding = match alive.as_slice() {
        [] => lang.certification_find_none().to_owned(),
        [only] => lang.certification_find_one(lang.status(only.standing.status)),
        all => lang.certification_find(all.len(), paid, elsewhere, certified, all.len() - paid - elsewhere - certified),
    };
    let mut blocks = vec![
        heading(lang.nav_certification()),
        Block::Paragraph(finding),
        Block::Paragraph(lang.certification_unknown_text().to_owned()),
    ];
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.certification_column_run()),
        Column::date(lang.certification_column_requested()),
        Column::text(lang.certification_column_outcome()),
        Column::date(lang.certification_column_outcome_on()),
        Column::text(lang.certification_column_source()),
    ];
    let mut rows: Vec<Vec<Cell>> = vec![];
    for p in &facts.portfolio.projects {
        for run in &p.runs {
            rows.push(vec![
                Cell::text(facts.title(p)),
                Cell::text(lang.certification_run_number(run.number)),
                day(facts, run.requested),
                Cell::text(lang.outcome(run.outcome)),
                day(facts, run.outcome_on),
                Cell::text(origin(facts, run.provenance.source.as_deref(), run.provenance.al)),
            ]);
        }
    }
    blocks.push(if rows.is_empty() {
        Block::Paragraph(lang.certification_runs_none().to_owned())
    } else {
        table("runs", lang.certification_runs_caption(), head, rows)
    });
    blocks
}

/// Published risks: the portfolio has no others.
pub(super) fn risks(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.odt_column_risk()),
        Column::text(lang.odt_column_remedy()),
        Column::money(lang.odt_column_exposed()),
        Column::date(lang.tables_column_due()),
        Column::text(lang.odt_column_open()),
    ];
    let mut rows: Vec<Vec<Cell>> = vec![];
    for p in &facts.portfolio.projects {
        for risk in &p.risks {
            rows.push(vec![
                Cell::text(facts.title(p)),
                Cell::text(risk.what.clone()),
                Cell::text(risk.remedy.as_deref().unwrap_or(lang.odt_no_remedy())),
                figure(facts, [risk.exposed].into_iter().collect()),
                day(facts, risk.due),
                Cell::text(lang.risk_state(risk.state)),
            ]);
        }
    }
    let said = if rows.is_empty() {
        Block::Paragraph(lang.odt_risks_none().to_owned())
    } else {
        table("risks", lang.odt_risks_caption(), head, rows)
    };
    let mut out = vec![heading(lang.odt_risks()), said];
    // What nobody has written and the rules find all the same, as on the slides.
    let found: Vec<String> = problems(facts.portfolio).iter().filter_map(|p| lang.problem(facts.portfolio, p)).collect();
    if !found.is_empty() {
        out.extend([Block::Paragraph(lang.report_problems().to_owned()), Block::List(found)]);
    }
    out
}

/// A value with its unit: "oltre 13.500 servizi".
fn measured(facts: &Facts<'_>, value: Quantity, i: &IndicatorView) -> String {
    let unit = facts.lang.pick(&i.indicator.unit, i.indicator.unit_en.as_deref());
    format!("{}\u{a0}{unit}", facts.lang.quantity(value))
}

pub(super) fn indicators(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let all = &facts.portfolio.indicators;
    if all.is_empty() {
        return vec![heading(lang.nav_indicators()), Block::Paragraph(lang.home_indicators_none().to_owned())];
    }
    let head = vec![
        Column::text(lang.indicators_column_name()),
        Column::text(lang.column_project()),
        Column::text(lang.indicators_column_target()),
        Column::text(lang.indicators_column_value()),
        Column::text(lang.indicators_column_source()),
    ];
    let rows = all
        .iter()
        .map(|i| {
            let project = i.indicator.project.as_ref().and_then(|slug| facts.portfolio.project(slug));
            let target = i.indicator.target.map(|target| match i.indicator.target_due {
                Some(due) => format!("{}, {}", measured(facts, target, i), lang.home_target_by(&lang.when(due))),
                None => measured(facts, target, i),
            });
            let last = i.readings.first();
            let source = last.map(|r| origin(facts, r.provenance.source.as_deref(), r.provenance.al));
            vec![
                Cell::text(lang.pick(&i.indicator.name, i.indicator.name_en.as_deref())),
                Cell::text(project.map(|p| facts.title(p)).unwrap_or_default()),
                Cell::text(target.unwrap_or_else(|| lang.home_no_target().to_owned())),
                Cell::text(last.map_or_else(|| lang.indicators_no_reading().to_owned(), |r| measured(facts, r.value, i))),
                known(facts, Cell::text(source.unwrap_or_default())),
            ]
        })
        .collect();
    vec![heading(lang.nav_indicators()), table("indicators", lang.odt_indicators_caption(), head, rows)]
}

pub(super) fn claims(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let mut blocks = vec![heading(lang.home_claims_title())];
    if facts.claims.is_empty() {
        blocks.push(Block::Paragraph(lang.home_claims_none().to_owned()));
        return blocks;
    }
    blocks.push(Block::Paragraph(lang.claims_by_rule().to_owned()));
    let head = vec![
        Column::text(lang.tables_column_words()),
        Column::text(lang.tables_column_speaker()),
        Column::text(lang.claims_column_verdict()),
        Column::text(lang.tables_column_rests()),
    ];
    let rows = facts
        .claims
        .iter()
        .map(|judged| {
            let claim = &judged.claim;
            let mut rests = vec![lang.verdict_rule(judged.verdict).to_owned()];
            rests.extend(judged.evidence.iter().enumerate().map(|(at, e)| evidence(facts, &claim.record, at, e)));
            vec![
                Cell::text(format!("«{}»", claim.words)),
                Cell::text(format!("{}, {}", claim.speaker, lang.maybe_when(claim.provenance.al))),
                Cell::text(lang.verdict(judged.verdict)),
                Cell::text(rests.join("\n")),
            ]
        })
        .collect();
    blocks.push(table("claims", lang.odt_claims_caption(), head, rows));
    blocks
}

pub(super) fn sources(facts: &Facts<'_>) -> Vec<Block> {
    let lang = facts.lang;
    let cited: BTreeSet<&str> = crate::tables::cited(facts);
    let mut rows: Vec<Vec<Cell>> = latest(&facts.catalogue.sources, |s| s.code.clone())
        .into_iter()
        .filter(|s| cited.contains(s.code.as_str()))
        .map(|s| {
            vec![
                Cell::text(lang.pick(&s.title, s.title_en.as_deref())),
                Cell::text(lang.source_kind(s.kind)),
                day(facts, s.date),
                Cell::text(s.url.clone().unwrap_or_default()),
            ]
        })
        .collect();
    rows.sort_by_key(|row| row.first().map(Cell::shown));
    let head = vec![
        Column::text(lang.sources_column_title()),
        Column::text(lang.sources_column_type()),
        Column::date(lang.sources_column_date()),
        Column::text(lang.sources_column_address()),
    ];
    let said = if rows.is_empty() {
        Block::Paragraph(lang.odt_sources_none().to_owned())
    } else {
        table("sources", lang.odt_sources_caption(), head, rows)
    };
    vec![heading(lang.nav_sources()), said, Block::Paragraph(lang.data_licence().to_owned())]
}
