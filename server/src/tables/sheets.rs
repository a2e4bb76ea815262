//! The sheets of the workbook.

use crate::tables::{Facts, amount, evidence, project_rows, quantity, source, when};
use app::{
    pages::funding::series::{self, Account},
    parts::frame,
};
use domain::{
    claim::Judged,
    deadline::Lateness,
    exposure::exposure,
    fact::latest,
    filter::Filter,
    identifier::Slug,
    portfolio::{Evidence, IndicatorView, ProjectView},
};
use office::book::{Cell, Column, Sheet};
use std::collections::{BTreeSet, HashSet};

/// What a filter lets through: projects, and what is about them. Without one everything, the ente's own too.
pub(super) struct Shown<'a> {
    pub(super) projects: Vec<&'a ProjectView>,
    pub(super) indicators: Vec<&'a IndicatorView>,
    pub(super) claims: Vec<&'a Judged>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(facts: &Facts<'a>, filter: &Filter) -> Self {
        let projects = filter.apply(&facts.portfolio.projects);
        let slugs: HashSet<&Slug> = projects.iter().map(|p| &p.slug).collect();
        let about = |project: Option<&Slug>| !filter.narrows() || project.is_some_and(|p| slugs.contains(p));
        Self {
            indicators: facts.portfolio.indicators.iter().filter(|i| about(i.indicator.project.as_ref())).collect(),
            claims: facts.claims.iter().filter(|j| about(j.claim.project.as_ref())).collect(),
            projects,
        }
    }

    fn has(&self, slug: &Slug) -> bool {
        self.projects.iter().any(|p| p.slug == *slug)
    }

    /// Codes of the sources that the rows rest on.
    pub(super) fn sources(&self) -> BTreeSet<&'a str> {
        let mut out: Vec<Option<&'a str>> = vec![];
        for p in &self.projects {
            out.push(p.standing.source.as_deref());
            out.extend(p.grants.iter().map(|g| g.source.as_deref()));
            out.extend(p.steps.iter().filter_map(|s| s.date.as_ref()).map(|d| d.source.as_deref()));
            out.extend(p.runs.iter().map(|r| r.provenance.source.as_deref()));
            out.extend(p.receipts.iter().map(|r| r.provenance.source.as_deref()));
            out.extend(p.payments.iter().map(|r| r.provenance.source.as_deref()));
        }
        for i in &self.indicators {
            out.push(i.indicator.provenance.source.as_deref());
            out.extend(i.readings.iter().map(|r| r.provenance.source.as_deref()));
        }
        for judged in &self.claims {
            out.push(judged.claim.provenance.source.as_deref());
            out.extend(judged.evidence.iter().map(|e| match e {
                Evidence::Standing { standing, .. } => standing.source.as_deref(),
                Evidence::Amount { source, .. } | Evidence::Reading { source, .. } => source.as_deref(),
            }));
        }
        out.into_iter().flatten().collect()
    }
}

fn sheet(facts: &Facts<'_>, name: &str, what: &str, head: Vec<Column>, rows: Vec<Vec<Cell>>) -> Sheet {
    let caption = facts.lang.tables_caption(what, facts.day, rows.len());
    Sheet { name: name.to_owned(), caption, head, rows }
}

pub(super) fn projects(facts: &Facts<'_>, filter: &Filter) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.tables_column_code()),
        Column::text(lang.column_project()),
        Column::text(lang.tables_column_line()),
        Column::text(lang.column_status()),
        Column::date(lang.tables_column_since()),
        Column::date(lang.phase(domain::phase::Phase::Application)),
        Column::date(lang.column_decree()),
        Column::date(lang.column_deadline()),
        Column::date(lang.phase(domain::phase::Phase::Disbursement)),
        Column::money(lang.column_granted()),
        Column::text(lang.tables_column_bound()),
        Column::number(lang.tables_column_unknown()),
        Column::money(lang.funding_received()),
        Column::text(lang.tables_column_bound()),
        Column::text(lang.tables_column_office()),
        Column::text(lang.tables_column_cup()),
        Column::date(lang.tables_column_snapshot()),
    ];
    let rows = project_rows(lang, facts.portfolio, filter)
        .into_iter()
        .map(|r| {
            let [granted, granted_bound] = amount(lang, r.granted.amount());
            let [received, received_bound] = amount(lang, r.received.amount());
            vec![
                Cell::text(r.project.slug.to_string()),
                Cell::text(r.title),
                Cell::text(r.line),
                Cell::text(r.status),
                when(lang, r.since),
                when(lang, r.application),
                when(lang, r.decree),
                when(lang, r.due),
                when(lang, r.disbursement),
                granted,
                granted_bound,
                Cell::count(r.granted.unknown),
                received,
                received_bound,
                Cell::text(r.project.office.clone().unwrap_or_default()),
                Cell::text(r.cups),
                r.snapshot.map_or(Cell::Empty, Cell::Date),
            ]
        })
        .collect();
    sheet(facts, lang.tables_projects(), lang.projects_caption(), head, rows)
}

pub(super) fn steps(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.project_column_step()),
        Column::date(lang.project_column_happened()),
        Column::date(lang.project_column_baseline()),
        Column::date(lang.project_column_deadline()),
        Column::text(lang.project_column_confidence()),
        Column::date(lang.project_column_forecast()),
        Column::text(lang.project_column_lateness()),
        Column::text(lang.project_column_act()),
        Column::text(lang.source()),
        Column::date(lang.tables_column_seen()),
    ];
    let rows = shown
        .projects
        .iter()
        .flat_map(|p| p.steps.iter().map(move |s| (p, s)))
        .map(|(p, s)| {
            let (dated, deadline) = (s.date.as_ref(), s.deadline.as_ref());
            vec![
                Cell::text(facts.title(p)),
                Cell::text(lang.phase(s.phase)),
                when(lang, dated.map(|d| d.when)),
                when(lang, deadline.and_then(|d| d.baseline)),
                when(lang, deadline.map(|d| d.due)),
                deadline.map_or(Cell::Empty, |d| Cell::text(lang.confidence(d.confidence))),
                when(lang, s.forecast),
                if s.lateness == Lateness::Unknown { Cell::Empty } else { Cell::text(lang.lateness(s.lateness)) },
                Cell::text(dated.and_then(|d| d.act.clone()).unwrap_or_default()),
                source(facts, dated.and_then(|d| d.source.as_deref())),
                dated.and_then(|d| d.seen).map_or(Cell::Empty, |seen| Cell::Date(seen.first)),
            ]
        })
        .collect();
    sheet(facts, lang.tables_steps(), lang.tables_steps_what(), head, rows)
}

pub(super) fn money(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.tables_column_account()),
        Column::text(lang.column_project()),
        Column::text(lang.funding_column_fund()),
        Column::text(lang.funding_column_item()),
        Column::date(lang.funding_column_date()),
        Column::money(lang.funding_column_amount()),
        Column::text(lang.tables_column_bound()),
        Column::text(lang.source()),
    ];
    let granted = shown.projects.iter().flat_map(|p| p.grants.iter().map(move |g| (p, g))).map(|(p, g)| {
        let [sum, bound] = amount(lang, g.amount);
        vec![
            Cell::text(Account::Granted.name(lang)),
            Cell::text(facts.title(p)),
            Cell::text(lang.fund(g.fund)),
            Cell::text(g.item.clone()),
            when(lang, g.al),
            sum,
            bound,
            source(facts, g.source.as_deref()),
        ]
    });
    let mut rows: Vec<Vec<Cell>> = granted.collect();
    for account in [Account::Received, Account::Paid] {
        for m in series::movements(facts.portfolio, account).into_iter().filter(|m| shown.has(&m.project.slug)) {
            let [sum, bound] = amount(lang, m.amount);
            rows.push(vec![
                Cell::text(account.name(lang)),
                Cell::text(facts.title(m.project)),
                Cell::Empty,
                Cell::text(m.item.clone()),
                when(lang, m.when),
                sum,
                bound,
                source(facts, m.source.as_deref()),
            ]);
        }
    }
    sheet(facts, lang.tables_money(), lang.tables_money_what(), head, rows)
}

pub(super) fn runs(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.column_project()),
        Column::number(lang.certification_column_run()),
        Column::date(lang.certification_column_requested()),
        Column::date(lang.certification_column_checked()),
        Column::text(lang.certification_column_outcome()),
        Column::date(lang.certification_column_outcome_on()),
        Column::text(lang.certification_column_source()),
    ];
    let rows = shown
        .projects
        .iter()
        .flat_map(|p| p.runs.iter().map(move |r| (p, r)))
        .map(|(p, r)| {
            vec![
                Cell::text(facts.title(p)),
                Cell::Number(i64::from(r.number) * 1000),
                when(lang, r.requested),
                when(lang, r.checked),
                Cell::text(lang.outcome(r.outcome)),
                when(lang, r.outcome_on),
                source(facts, r.provenance.source.as_deref()),
            ]
        })
        .collect();
    sheet(facts, lang.tables_runs(), lang.certification_runs_caption(), head, rows)
}

/// Published risks and their remedies.
pub(super) fn risks(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.odt_column_risk()),
        Column::text(lang.odt_column_remedy()),
        Column::money(lang.odt_column_exposed()),
        Column::text(lang.tables_column_bound()),
        Column::date(lang.tables_column_due()),
        Column::text(lang.odt_column_open()),
        Column::text(lang.source()),
    ];
    let risks = shown.projects.iter().flat_map(|p| p.risks.iter().map(move |r| (p, r)));
    let rows = risks.map(|(p, r)| {
        let [exposed, bound] = amount(lang, r.exposed);
        vec![
            Cell::text(facts.title(p)),
            Cell::text(r.what.clone()),
            r.remedy.as_deref().map_or(Cell::Empty, Cell::text),
            exposed,
            bound,
            when(lang, r.due),
            Cell::text(lang.risk_state(r.state)),
            source(facts, r.provenance.source.as_deref()),
        ]
    });
    sheet(facts, lang.odt_risks(), lang.odt_risks_caption(), head, rows.collect())
}

/// Granted and not yet positively certified: by when, why, and what covers it.
pub(super) fn exposed(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.column_project()),
        Column::text(lang.certification_column_outcome()),
        Column::date(lang.tables_column_due()),
        Column::text(lang.exposure_column_reason()),
        Column::text(lang.exposure_column_cover()),
        Column::money(lang.column_granted()),
        Column::text(lang.tables_column_bound()),
        Column::date(lang.exposure_column_seen()),
    ];
    let found = exposure(facts.portfolio, facts.catalogue, facts.portfolio.today);
    let open = found.open.iter().map(|r| (r, lang.exposure_column_open()));
    let rows = open.chain(found.unknown.iter().map(|r| (r, lang.exposure_column_unknown())));
    let rows = rows.filter(|(r, _)| shown.has(&r.project.slug)).map(|(r, certification)| {
        let [sum, bound] = amount(lang, r.total.amount());
        let reasons: Vec<String> = r.reasons.iter().map(|reason| lang.exposure_reason(*reason)).collect();
        vec![
            Cell::text(facts.title(r.project)),
            Cell::text(certification),
            when(lang, r.deadline.map(|d| d.due)),
            Cell::text(reasons.join("; ")),
            Cell::text(r.cover.map_or_else(|| lang.exposure_no_cover().to_owned(), |cover| cover.act.to_owned())),
            sum,
            bound,
            r.seen.map_or(Cell::Empty, |seen| Cell::Date(seen.last)),
        ]
    });
    sheet(facts, lang.tables_exposed(), lang.tables_exposed_what(), head, rows.collect())
}

pub(super) fn indicators(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.indicators_column_name()),
        Column::text(lang.column_project()),
        Column::text(lang.indicators_column_unit()),
        Column::number(lang.indicators_column_target()),
        Column::text(lang.tables_column_bound()),
        Column::date(lang.tables_column_due()),
        Column::number(lang.tables_column_reading()),
        Column::text(lang.tables_column_bound()),
        Column::date(lang.tables_column_read_on()),
        Column::text(lang.source()),
        Column::text(lang.funding_column_kind()),
    ];
    let mut rows = vec![];
    for i in &shown.indicators {
        let it = &i.indicator;
        let project = it.project.as_ref().and_then(|slug| facts.portfolio.project(slug));
        let [target, target_bound] = quantity(lang, it.target);
        let own = [
            Cell::text(lang.pick(&it.name, it.name_en.as_deref())),
            project.map_or(Cell::Empty, |p| Cell::text(facts.title(p))),
            Cell::text(lang.pick(&it.unit, it.unit_en.as_deref())),
            target,
            target_bound,
            when(lang, it.target_due),
        ];
        let row = |more: [Cell; 5]| own.iter().cloned().chain(more).collect::<Vec<Cell>>();
        // One that nobody has read yet has a row too.
        if i.readings.is_empty() {
            rows.push(row([const { Cell::Empty }; 5]));
        }
        for r in &i.readings {
            let [value, bound] = quantity(lang, Some(r.value));
            let kind = r.provenance.source.as_deref().and_then(|code| facts.catalogue.source(code)).map(|s| s.kind);
            let kind = kind.map_or(Cell::Empty, |kind| Cell::text(lang.source_kind(kind)));
            rows.push(row([value, bound, when(lang, r.provenance.al), source(facts, r.provenance.source.as_deref()), kind]));
        }
    }
    sheet(facts, lang.tables_indicators(), lang.tables_indicators_what(), head, rows)
}

pub(super) fn claims(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.tables_column_words()),
        Column::text(lang.tables_column_speaker()),
        Column::date(lang.tables_column_said_on()),
        Column::text(lang.column_project()),
        Column::text(lang.claims_column_verdict()),
        Column::text(lang.claims_column_rule()),
        Column::text(lang.tables_column_rests()),
        Column::text(lang.source()),
    ];
    let rows = shown
        .claims
        .iter()
        .map(|judged| {
            let claim = &judged.claim;
            let project = claim.project.as_ref().and_then(|slug| facts.portfolio.project(slug));
            let rests: Vec<String> =
                judged.evidence.iter().enumerate().map(|(at, e)| evidence(facts, &claim.record, at, e)).collect();
            vec![
                Cell::text(claim.words.clone()),
                Cell::text(claim.speaker.clone()),
                when(lang, claim.provenance.al),
                project.map_or(Cell::Empty, |p| Cell::text(facts.title(p))),
                Cell::text(lang.verdict(judged.verdict)),
                Cell::text(lang.verdict_rule(judged.verdict)),
                Cell::text(rests.join("\n")),
                source(facts, claim.provenance.source.as_deref()),
            ]
        })
        .collect();
    sheet(facts, lang.tables_claims(), lang.tables_claims_what(), head, rows)
}

pub(super) fn sources(facts: &Facts<'_>, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let head = vec![
        Column::text(lang.sources_column_code()),
        Column::text(lang.sources_column_title()),
        Column::text(lang.sources_column_type()),
        Column::date(lang.sources_column_date()),
        Column::text(lang.sources_column_address()),
        Column::text(lang.sources_column_licence()),
    ];
    let cited = shown.sources();
    let mut known = latest(&facts.catalogue.sources, |s| s.code.clone());
    known.retain(|s| cited.contains(s.code.as_str()));
    let mut rows: Vec<Vec<Cell>> = known
        .iter()
        .map(|s| {
            vec![
                Cell::text(s.code.clone()),
                Cell::text(lang.pick(&s.title, s.title_en.as_deref())),
                Cell::text(lang.source_kind(s.kind)),
                when(lang, s.date),
                Cell::text(s.url.clone().unwrap_or_default()),
                Cell::text(s.licence.clone().unwrap_or_default()),
            ]
        })
        .collect();
    // A source that rows name and nobody has described is named all the same.
    for code in cited.iter().filter(|code| known.iter().all(|s| s.code != **code)) {
        let mut row = vec![Cell::text(*code), source(facts, Some(code))];
        row.resize(head.len(), Cell::Empty);
        rows.push(row);
    }
    sheet(facts, lang.tables_sources(), lang.tables_sources_what(), head, rows)
}

/// What the file is: without this sheet a table that travels alone says nothing of its day and perimeter.
pub(super) fn notes(facts: &Facts<'_>, filter: &Filter, shown: &Shown<'_>) -> Sheet {
    let lang = facts.lang;
    let portfolio = facts.portfolio;
    let filtered = if filter.narrows() {
        lang.tables_note_filtered(&in_words(facts, filter), shown.projects.len(), portfolio.projects.len())
    } else {
        lang.tables_note_no_filter().to_owned()
    };
    let rows = [
        (lang.tables_note_ente(), Cell::text(portfolio.ente.name.clone())),
        (lang.tables_note_day(), Cell::Date(portfolio.today)),
        (lang.tables_note_known(), Cell::Date(facts.known)),
        (lang.tables_note_snapshot(), Cell::text(frame::snapshot(lang, portfolio.snapshot))),
        (lang.tables_note_perimeter(), Cell::text(lang.perimeter_ente(&portfolio.ente.name))),
        (lang.tables_note_filter(), Cell::text(filtered)),
        (lang.tables_note_empty(), Cell::text(lang.tables_note_empty_text())),
        (lang.tables_note_bound(), Cell::text(lang.tables_note_bound_text())),
        (lang.tables_note_dates(), Cell::text(lang.tables_note_dates_text())),
        (lang.tables_note_licence(), Cell::text(lang.data_licence())),
        ("NextGenerationEU", Cell::text(lang.eu_funded())),
    ];
    let sealed = facts.frozen.map(|f| {
        [
            (lang.sitting_column(), Cell::text(lang.sitting_name(&f.cover.sitting))),
            (lang.tables_note_seal(), Cell::text(f.seal.clone())),
        ]
    });
    let rows = rows.into_iter().chain(sealed.into_iter().flatten()).map(|(what, says)| vec![Cell::text(what), says]).collect();
    let head = vec![Column::text(lang.tables_column_note()), Column::text(lang.tables_column_says())];
    sheet(facts, lang.tables_notes(), lang.tables_notes_what(), head, rows)
}

/// A filter in words: "Misura: 1.4.3, Stato: Conclusi".
fn in_words(facts: &Facts<'_>, filter: &Filter) -> String {
    let lang = facts.lang;
    let parts = [
        filter.measure.as_ref().map(|m| format!("{}: {m}", lang.filter_measure())),
        filter.phase.map(|p| format!("{}: {}", lang.filter_phase(), lang.phase(p))),
        filter.tone.map(|t| format!("{}: {}", lang.filter_status(), lang.tone(t))),
        filter.fund.map(|f| format!("{}: {}", lang.filter_fund(), lang.fund(f))),
        filter.year.map(|y| format!("{}: {y}", lang.filter_year())),
        (!filter.words.is_empty()).then(|| format!("«{}»", filter.words)),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
}
