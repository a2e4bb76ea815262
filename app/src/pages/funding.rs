//! Money of an ente: three accounts, three drawings with what they are made of, what was given up, and the totals that
//! others state.

pub mod series;

use crate::{
    pages::{Page, Scene, ente_page, projects},
    parts::{
        figure::figure,
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    amount::Amount,
    application::{Says, Seen, State},
    deadline::Basis,
    fact::latest,
    filter::Filter,
    phase::{Fund, Phase, Subject},
    portfolio::{ApplicationView, Difference, PA_DIGITALE, ProjectView},
    total::Total,
    when::{When, civil},
};
use leptos::prelude::*;
use series::{Account, Kind, Movement, Share, Slot};
use words::Lang;

/// How many projects a summary names before it counts the rest.
const NAMED: usize = 5;

/// `/{ipa}/finanziamenti`
#[component]
pub fn Funding() -> impl IntoView {
    ente_page(paths::FUNDING, |scene| Some(build(scene)))
}

fn build(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.funding_title(&scene.portfolio.ente.name);
    let body = if scene.portfolio.projects.is_empty() {
        view! {
            <div class="tg-empty"><h2>{lang.no_projects_title()}</h2><p>{lang.no_projects_text()}</p></div>
        }
        .into_any()
    } else {
        view! {
            {accounts(scene)}
            {by_fund(scene)}
            {over_time(scene)}
            {by_deadline(scene)}
            {renounced(scene)}
        }
        .into_any()
    };
    let here = paths::section(scene.ipa(), paths::FUNDING);
    let content = view! {
        {frame::trail(scene, &[(here, lang.nav_funding())])}
        <div class="tg-head"><div><h1>{title.clone()}</h1><p class="tg-lead">{lang.funding_lead()}</p></div></div>
        {body}
        {in_circulation(scene)}
    };
    Page::new(title, content)
}

/// Address of a download of one drawing.
fn download(scene: &Scene, kind: Kind, extension: &str) -> String {
    let path = paths::section(scene.ipa(), &format!("{}.{extension}", paths::FUNDING));
    paths::with_query(&path, &[("grafico", kind.code())])
}

/// Names of sources, each once, in the order in which they come; PA digitale with the day of its snapshot.
fn sources<'a>(scene: &Scene, codes: impl Iterator<Item = Option<&'a str>>) -> String {
    let lang = scene.lang;
    let mut names: Vec<String> = vec![];
    for code in codes {
        let name = match (code, scene.portfolio.snapshot) {
            (None, _) => lang.funding_no_source().to_owned(),
            (Some(PA_DIGITALE), Some(seen)) => frame::snapshot(lang, Some(seen)),
            (code, _) => money::source_name(lang, &scene.catalogue, code),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { lang.funding_no_source().to_owned() } else { names.join("; ") }
}

fn sources_of_movements(scene: &Scene, movements: &[Movement<'_>]) -> String {
    sources(scene, movements.iter().map(|m| m.source.as_deref()))
}

/// Day of the page.
fn today(scene: &Scene) -> String {
    civil(scene.portfolio.today)
}

fn accounts(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let day = today(scene);
    let projects = paths::section(scene.ipa(), paths::PROJECTS);
    let terms = Account::ALL
        .into_iter()
        .map(|account| {
            let movements = series::movements(&scene.portfolio, account);
            let total = series::sum(&movements);
            let (nothing, perimeter, rows) = match account {
                Account::Granted => (lang.funding_no_grant(), lang.funding_granted_note(), projects.clone()),
                Account::Received => (lang.funding_no_receipt(), lang.funding_received_note(), projects.clone()),
                Account::Paid => (lang.funding_no_payment(), lang.funding_paid_note(), "#tempo-pagato_fornitori".to_owned()),
            };
            if movements.is_empty() {
                return view! {
                    <div>
                        <dt>{account.name(lang)}</dt>
                        <dd>{nothing} <span class="tg-note">{perimeter}</span></dd>
                    </div>
                }
                .into_any();
            }
            let sources = lang.funding_sources(&sources_of_movements(scene, &movements), &day);
            view! {
                <div>
                    <dt>{account.name(lang)}</dt>
                    <dd>
                        <strong>{money::total(lang, total)}</strong> {some_unknown(lang, total)}
                        <span class="tg-note">{perimeter} " · " <a href=rows>{lang.funding_see_rows()}</a></span>
                        <span class="tg-source">{sources}</span>
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <section><h2>{lang.funding_accounts()}</h2><dl class="tg-dl">{terms}</dl></section>
    }
    .into_any()
}

/// The count of unknown parts, where the figure before it does not already say that it is not known.
fn some_unknown(lang: Lang, total: Total) -> AnyView {
    if total.known == 0 && total.unknown < 2 { ().into_any() } else { projects::unknowns(lang, total) }
}

/// A sum in a table; "nessuna voce" where there is no line at all.
fn cell(lang: Lang, total: Total, nothing: &'static str) -> AnyView {
    if total.known + total.unknown == 0 {
        return view! { <span>{nothing}</span> }.into_any();
    }
    view! { {money::total(lang, total)} {some_unknown(lang, total)} }.into_any()
}

fn words_cell(text: &'static str) -> AnyView {
    view! { <span>{text}</span> }.into_any()
}

fn project_cell(scene: &Scene, project: &ProjectView) -> AnyView {
    projects::name(scene, project)
}

fn by_fund(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let shares = series::shares(portfolio);
    let chart = series::by_fund(lang, portfolio, &scene.catalogue);
    let codes = portfolio.projects.iter().flat_map(|p| p.grants.iter()).map(|g| g.source.as_deref());
    let mut summary = lang.funding_summary_funds(&portfolio.ente.name, &today(scene), &sources(scene, codes));
    match portfolio.projects.iter().filter(|p| p.grants.is_empty()).count() {
        0 => {}
        1 => summary = format!("{summary}; {}", lang.funding_one_without_line()),
        n => summary = format!("{summary}; {}", lang.funding_without_line(n)),
    }
    let tables = if shares.is_empty() {
        words_cell(lang.funding_empty_funds())
    } else {
        view! { {measures_table(scene, &shares)} {lines_table(scene)} }.into_any()
    };
    let drawing = figure(
        lang,
        finding_funds(scene, &shares),
        scene.given.ports.figures.bars(&chart),
        format!("{summary}."),
        tables,
        Some(download(scene, Kind::Funds, "csv")),
        Some(download(scene, Kind::Funds, "svg")),
    );
    view! { <section>{drawing}</section> }.into_any()
}

fn finding_funds(scene: &Scene, shares: &[Share]) -> String {
    let lang = scene.lang;
    let total = scene.portfolio.granted();
    if total.known + total.unknown == 0 {
        return lang.funding_find_none().to_owned();
    }
    let sum = lang.funding_sum(total);
    let known = || shares.iter().filter(|s| s.total.known > 0);
    // The first of several equal ones, so that the sentence does not change by chance.
    let largest = known().rev().max_by_key(|s| s.total.cents);
    match (known().count(), largest) {
        (_, None) => lang.funding_find_unknown(&sum),
        (1, Some(s)) => lang.funding_find_single(&sum, &series::measure_name(lang, &scene.catalogue, s.measure.as_ref())),
        (_, Some(s)) => lang.funding_find_largest(
            &sum,
            &lang.total(s.total),
            &series::measure_name(lang, &scene.catalogue, s.measure.as_ref()),
        ),
    }
}

fn measures_table(scene: &Scene, shares: &[Share]) -> AnyView {
    let lang = scene.lang;
    let funds = series::funds(&scene.portfolio);
    let mut heads = vec![Head::text(lang.column_measure())];
    heads.extend(funds.iter().map(|f| Head::number(lang.fund(*f))));
    heads.push(Head::number(lang.funding_column_total()));
    let rows = shares
        .iter()
        .map(|share| {
            let name = series::measure_name(lang, &scene.catalogue, share.measure.as_ref());
            let first = match &share.measure {
                Some(code) => {
                    let filter = Filter { measure: Some(code.clone()), ..Filter::default() };
                    let href = paths::filtered(scene.ipa(), paths::PROJECTS, &filter);
                    view! { <a href=href>{name}</a> }.into_any()
                }
                None => view! { <a href="#fondi-voci">{name}</a> }.into_any(),
            };
            let mut cells = vec![first];
            cells.extend(funds.iter().map(|f| cell(lang, share.by(*f), lang.funding_no_line())));
            cells.push(cell(lang, share.total, lang.funding_no_line()));
            Row::new(cells)
        })
        .collect();
    let mut foot = vec![words_cell(lang.funding_total())];
    foot.extend(funds.iter().map(|f| cell(lang, scene.portfolio.granted_by(*f), lang.funding_no_line())));
    foot.push(cell(lang, scene.portfolio.granted(), lang.funding_no_line()));
    table(lang, "fondi-misure", lang.funding_caption_measures().to_owned(), heads, rows, Some(foot))
}

fn lines_table(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_measure()),
        Head::text(lang.funding_column_item()),
        Head::text(lang.funding_column_fund()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_source()),
    ];
    let rows = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.grants.iter().map(move |g| (p, g)))
        .map(|(p, g)| {
            let source = money::source(lang, &scene.catalogue, g.source.as_deref(), g.al);
            let note = verbatim::note(lang, g.note.as_deref());
            Row::new(vec![
                project_cell(scene, p),
                mark::chip(p.measure()),
                verbatim::italian(lang, &g.item),
                words_cell(lang.fund(g.fund)),
                money::amount(lang, g.amount),
                view! { {source} {note} }.into_any(),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        cell(lang, scene.portfolio.granted(), lang.funding_nothing()),
        ().into_any(),
    ];
    table(lang, "fondi-voci", lang.funding_caption_lines().to_owned(), heads, rows, Some(foot))
}

fn over_time(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let chart = series::over_time(lang, portfolio);
    let accounts: Vec<(Account, Vec<Movement<'_>>)> =
        Account::ALL.into_iter().map(|a| (a, series::movements(portfolio, a))).collect();
    let codes = accounts.iter().flat_map(|(_, m)| m.iter()).map(|m| m.source.as_deref());
    let mut summary = lang.funding_summary_time(&portfolio.ente.name, &today(scene), &sources(scene, codes));
    for (account, movements) in &accounts {
        if let Some(text) = undrawn(scene, *account, movements) {
            summary = format!("{summary}; {text}");
        }
    }
    let tables = accounts.iter().map(|(account, movements)| movements_table(scene, *account, movements)).collect_view();
    let drawing = figure(
        lang,
        finding_time(scene, &accounts),
        scene.given.ports.figures.steps(&chart),
        format!("{summary}."),
        tables.into_any(),
        Some(download(scene, Kind::Time, "csv")),
        Some(download(scene, Kind::Time, "svg")),
    );
    view! { <section>{drawing} {paid_in_regis_only(scene)}</section> }.into_any()
}

fn finding_time(scene: &Scene, accounts: &[(Account, Vec<Movement<'_>>)]) -> String {
    let lang = scene.lang;
    let sum = |account: Account| accounts.iter().find(|(a, _)| *a == account).map(|(_, m)| series::sum(m)).unwrap_or_default();
    let (granted, received, paid) = (sum(Account::Granted), sum(Account::Received), sum(Account::Paid));
    let none = |total: Total| total.known + total.unknown == 0;
    if none(granted) {
        return lang.funding_find_none().to_owned();
    }
    let received = if none(received) {
        lang.funding_find_not_received().to_owned()
    } else {
        lang.funding_find_received(&lang.funding_sum(received))
    };
    let paid = if none(paid) { lang.funding_find_not_paid().to_owned() } else { lang.funding_find_paid(&lang.funding_sum(paid)) };
    lang.funding_find_time(&lang.funding_sum(granted), &received, &paid)
}

/// What the drawing leaves out, counted and named.
fn undrawn(scene: &Scene, account: Account, movements: &[Movement<'_>]) -> Option<String> {
    let lang = scene.lang;
    let left_out = series::undrawn(movements);
    let count = left_out.len();
    let mut names: Vec<&str> = vec![];
    for m in left_out {
        let name = scene.title(&m.project.title, m.project.title_en.as_deref());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let mut list = names.join(", ");
    if more > 0 {
        list = lang.funding_and_more(&list, more);
    }
    match count {
        0 => None,
        1 => Some(lang.funding_one_undrawn(account.name(lang), &list)),
        n => Some(lang.funding_undrawn(account.name(lang), n, &list)),
    }
}

fn movements_table(scene: &Scene, account: Account, movements: &[Movement<'_>]) -> AnyView {
    let lang = scene.lang;
    let (caption, nothing) = match account {
        Account::Granted => (lang.funding_caption_granted(), lang.funding_no_grant()),
        Account::Received => (lang.funding_caption_received(), lang.funding_no_receipt()),
        Account::Paid => (lang.funding_caption_paid(), lang.funding_no_payment()),
    };
    if movements.is_empty() {
        return view! { <p>{caption} ": " {nothing} "."</p> }.into_any();
    }
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.funding_column_reference()),
        Head::text(lang.funding_column_date()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_source()),
    ];
    let rows = movements
        .iter()
        .map(|m| {
            Row::new(vec![
                project_cell(scene, m.project),
                verbatim::italian(lang, &m.item),
                money::when(lang, m.when),
                money::amount(lang, m.amount),
                money::source(lang, &scene.catalogue, m.source.as_deref(), m.when),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        cell(lang, series::sum(movements), lang.funding_nothing()),
        ().into_any(),
    ];
    table(lang, &format!("tempo-{}", account.code()), caption.to_owned(), heads, rows, Some(foot))
}

/// What ReGiS shows as paid and PA digitale does not show as disbursed: said beside the figure, never added to it.
fn paid_in_regis_only(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let amounts: Vec<Amount> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.differences.iter())
        .filter_map(|d| match d {
            Difference::PaidInRegisOnly { amount, .. } => Some(*amount),
            _ => None,
        })
        .collect();
    let total: Total = amounts.iter().map(|a| Some(*a)).collect();
    let text = match amounts.len() {
        0 => return ().into_any(),
        1 => lang.funding_regis_one(&lang.total(total)),
        n => lang.funding_regis(&lang.total(total), n),
    };
    let href = format!("{}#differenze", paths::section(scene.ipa(), paths::CERTIFICATION));
    view! { <p>{text} " " <a href=href>{lang.funding_regis_link()}</a></p> }.into_any()
}

fn by_deadline(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let lump_sums = series::lump_sums(portfolio);
    let slots = series::slots(&lump_sums);
    let chart = series::by_deadline(lang, portfolio);
    let codes = lump_sums.iter().flat_map(|l| {
        let grants = l.project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.source.as_deref());
        grants.chain(l.project.standing.source.as_deref().map(Some))
    });
    let sources = sources(scene, codes);
    let mut summary = lang.funding_summary_deadlines(&portfolio.ente.name, lump_sums.len(), &today(scene), &sources);
    let mut past = Total::default();
    for slot in slots.iter().filter(|s| s.due.is_some_and(|due| due.is_past(portfolio.today))) {
        past.absorb(slot.open);
    }
    if past.known + past.unknown > 0 {
        summary = format!("{summary}; {}", lang.funding_past_due(&lang.funding_sum(past)));
    }
    let tables = if slots.is_empty() {
        words_cell(lang.funding_empty_deadlines())
    } else {
        view! { {slots_table(lang, &slots)} {lump_sums_table(scene, &lump_sums)} }.into_any()
    };
    let drawing = figure(
        lang,
        finding_deadlines(lang, &slots),
        scene.given.ports.figures.bars(&chart),
        format!("{summary}."),
        tables,
        Some(download(scene, Kind::Deadlines, "csv")),
        Some(download(scene, Kind::Deadlines, "svg")),
    );
    view! { <section>{drawing}</section> }.into_any()
}

/// Both parts of all slots: certified or paid, and not known to be.
fn both(slots: &[Slot]) -> (Total, Total) {
    let mut certified = Total::default();
    let mut open = Total::default();
    for slot in slots {
        certified.absorb(slot.certified);
        open.absorb(slot.open);
    }
    (certified, open)
}

fn finding_deadlines(lang: Lang, slots: &[Slot]) -> String {
    let (certified, open) = both(slots);
    let any = |total: Total| total.known + total.unknown > 0;
    match (any(certified), any(open)) {
        (false, false) => lang.funding_find_no_lump_sum().to_owned(),
        (true, false) => lang.funding_find_all_safe(&lang.funding_sum(certified)),
        (false, true) => lang.funding_find_none_safe(&lang.funding_sum(open)),
        (true, true) => lang.funding_find_part_safe(&lang.funding_sum(certified), &lang.funding_sum(open)),
    }
}

fn slots_table(lang: Lang, slots: &[Slot]) -> AnyView {
    let heads = vec![
        Head::text(lang.column_deadline()),
        Head::number(lang.funding_series_safe()),
        Head::number(lang.funding_series_open()),
        Head::number(lang.funding_column_total()),
    ];
    let rows = slots
        .iter()
        .map(|slot| {
            let name = slot.name(lang);
            Row::new(vec![
                view! { <span>{name}</span> }.into_any(),
                cell(lang, slot.certified, lang.funding_nothing()),
                cell(lang, slot.open, lang.funding_nothing()),
                cell(lang, slot.total(), lang.funding_nothing()),
            ])
        })
        .collect();
    let (certified, open) = both(slots);
    let mut all = certified;
    all.absorb(open);
    let foot = vec![
        words_cell(lang.funding_total()),
        cell(lang, certified, lang.funding_nothing()),
        cell(lang, open, lang.funding_nothing()),
        cell(lang, all, lang.funding_nothing()),
    ];
    table(lang, "termini-somme", lang.funding_caption_deadlines().to_owned(), heads, rows, Some(foot))
}

fn lump_sums_table(scene: &Scene, lump_sums: &[series::LumpSum<'_>]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_deadline()),
        Head::text(lang.funding_column_basis()),
        Head::text(lang.column_status()),
        Head::number(lang.funding_series_safe()),
        Head::number(lang.funding_series_open()),
    ];
    let rows = lump_sums
        .iter()
        .map(|l| {
            Row::new(vec![
                project_cell(scene, l.project),
                money::when(lang, l.due),
                basis(lang, l.project),
                mark::standing(lang, &l.project.standing),
                cell(lang, l.certified(), lang.funding_nothing()),
                cell(lang, l.open(), lang.funding_nothing()),
            ])
        })
        .collect();
    let (certified, open) = both(&series::slots(lump_sums));
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        ().into_any(),
        cell(lang, certified, lang.funding_nothing()),
        cell(lang, open, lang.funding_nothing()),
    ];
    table(lang, "termini-progetti", lang.funding_caption_projects().to_owned(), heads, rows, Some(foot))
}

/// On what the deadline of a project rests, and how sure it is.
fn basis(lang: Lang, project: &ProjectView) -> AnyView {
    let Some(deadline) = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref()) else {
        return money::missing(lang);
    };
    let text = match &deadline.basis {
        Basis::Typed => lang.funding_basis_typed().to_owned(),
        Basis::Common { act: None } => lang.funding_basis_common().to_owned(),
        Basis::Common { act: Some(act) } => lang.funding_basis_act(lang.funding_basis_common(), act),
        Basis::Act { kind, act, .. } => lang.funding_basis_act(lang.change_kind(*kind), act),
    };
    view! { <span>{text}</span> <span class="tg-note">{lang.confidence(deadline.confidence)}</span> }.into_any()
}

fn renounced(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let given_up: Vec<(&ProjectView, &ApplicationView, &Says)> = scene
        .portfolio
        .projects
        .iter()
        .flat_map(|p| p.applications.iter().filter_map(move |a| a.says.as_ref().map(|says| (p, a, says))))
        .filter(|(_, _, says)| says.state == State::Renounced)
        .collect();
    let total: Total = given_up.iter().map(|(_, _, says)| Some(Amount::exact(says.amount))).collect();
    let title = match given_up.len() {
        0 => {
            return view! {
                <section><h2>{lang.funding_renounced_none()}</h2><p>{lang.funding_renounced_none_text()}</p></section>
            }
            .into_any();
        }
        1 => lang.funding_renounced_one(&lang.total(total)),
        n => lang.funding_renounced_many(n, &lang.total(total)),
    };
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.funding_column_call()),
        Head::text(lang.column_decree()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_renounced()),
        Head::text(lang.source()),
    ];
    let rows = given_up
        .iter()
        .map(|(p, a, says)| {
            let seen = a.history.iter().find(|s| s.state == State::Renounced).map(|s| s.seen);
            let when = money::when(lang, says.state_on.map(When::Day));
            let first = seen.map(|s| view! { <span class="tg-note">{first_seen(lang, s)}</span> });
            let source = frame::snapshot(lang, a.last_seen);
            Row::new(vec![
                project_cell(scene, p),
                verbatim::italian(lang, &a.key.call),
                money::when(lang, Some(When::Day(says.decreed))),
                money::amount(lang, Some(Amount::exact(says.amount))),
                view! { {when} {first} }.into_any(),
                view! { <span class="tg-source">{source}</span> }.into_any(),
            ])
        })
        .collect();
    let foot = vec![
        words_cell(lang.funding_total()),
        ().into_any(),
        ().into_any(),
        money::total(lang, total),
        ().into_any(),
        ().into_any(),
    ];
    let list = table(lang, "rinunce", lang.funding_caption_renounced().to_owned(), heads, rows, Some(foot));
    view! { <section><h2>{title}</h2><p>{lang.funding_renounced_text()}</p>{list}</section> }.into_any()
}

/// "visto il 28/01/2023", or "visto almeno il …" where the file had no day of its own.
fn first_seen(lang: Lang, seen: Seen) -> String {
    let day = civil(seen.first);
    if seen.at_least { lang.seen_by(&day) } else { lang.seen_on(&day) }
}

fn in_circulation(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let portfolio = &scene.portfolio;
    let stated = latest(&portfolio.statements, |s| (s.code.clone(), s.provenance.al, s.provenance.source.clone()));
    let mut stated: Vec<_> = stated.into_iter().filter(|s| s.subject == Subject::Total || s.amount.is_some()).collect();
    if stated.is_empty() {
        return ().into_any();
    }
    stated.sort_by_key(|s| s.provenance.al.map_or(s.provenance.known, When::last));
    let heads = vec![
        Head::text(lang.funding_column_what()),
        Head::number(lang.funding_column_amount()),
        Head::text(lang.funding_column_kind()),
        Head::text(lang.funding_column_source()),
    ];
    let own = |what: String, total: Total, rows: String| {
        let codes = portfolio.projects.iter().flat_map(|p| p.grants.iter()).map(|g| g.source.as_deref());
        let sources = lang.funding_sources(&sources(scene, codes), &today(scene));
        Row::new(vec![
            view! { <a href=rows>{what}</a> }.into_any(),
            cell(lang, total, lang.funding_nothing()),
            words_cell(lang.funding_totals_here_kind()),
            view! { <span class="tg-source">{sources}</span> }.into_any(),
        ])
    };
    let projects = paths::section(scene.ipa(), paths::PROJECTS);
    let plan = portfolio.granted_by(Fund::Pnrr);
    let mut rows = vec![];
    if portfolio.granted() == plan {
        rows.push(own(lang.funding_totals_here(&portfolio.ente.name), plan, projects));
    } else {
        // The list of projects adds up all funds; the plan's own column stands in the table above.
        rows.push(own(lang.funding_totals_here(&portfolio.ente.name), plan, "#fondi-misure".to_owned()));
        rows.push(own(lang.funding_totals_here_all(&portfolio.ente.name), portfolio.granted(), projects));
    }
    rows.extend(stated.into_iter().map(|s| {
        let code = s.provenance.source.as_deref();
        let kind = match code.and_then(|c| scene.catalogue.source(c)) {
            Some(source) => words_cell(lang.source_kind(source.kind)),
            None => money::missing(lang),
        };
        let text = verbatim::pick(lang, &s.text, s.text_en.as_deref());
        let note = verbatim::note(lang, s.provenance.note.as_deref());
        let name = money::source_name(lang, &scene.catalogue, code);
        Row::new(vec![
            view! { {text} {note} }.into_any(),
            money::amount(lang, s.amount),
            kind,
            view! { <span>{name}</span> <span class="tg-note">{money::when(lang, s.provenance.al)}</span> }.into_any(),
        ])
    }));
    let list = table(lang, "altre-somme", lang.funding_caption_totals().to_owned(), heads, rows, None);
    view! {
        <section><h2>{lang.funding_totals_title()}</h2><p>{lang.funding_totals_text()}</p>{list}</section>
    }
    .into_any()
}
